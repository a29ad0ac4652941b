/* A results folder made of letters, and its report read back. */
#ifndef POLDER_TESTS_REPORTED_H
#define POLDER_TESTS_REPORTED_H

#include <polder/report.h>

extern char *reported_folder; /* of this test */

/* Two points with trust and bias, three runs each; and the end of it. */
void reported_set_up(void);
void reported_tear_down(void);

/* A file of the folder: its path, and its text. Yours to free. */
char *reported_inside(const char *name);
void reported_put(const char *name, const char *text);
char *reported_get(const char *name);
/* A manifest of so many runs. */
void reported_put_manifest(unsigned units);
/* Points and runs of that design. */
void reported_put_design(const char *design, const char *points, const char *letters);
/* runs.csv of letters: an arm of a run is an agreement (a), a deadlock (d) or an error (e), and /
 * the next point. How many runs there are. */
unsigned reported_put_runs(const char *letters);

/* Writes the report; the page. */
char *reported_write_page(PolderLanguage language);
/* That line, from 1, of a CSV of the report. */
char *reported_line_of(const char *name, unsigned line);
void reported_starts(const char *name, unsigned line, const char *wanted);
double reported_cell_of(const char *name, unsigned line, unsigned column);

#define ASSERT_LINE(name, line, wanted)                                                            \
  do {                                                                                             \
    g_autofree char *got = reported_line_of(name, line);                                           \
    ck_assert_str_eq(got, wanted);                                                                 \
  } while (0)

#endif
