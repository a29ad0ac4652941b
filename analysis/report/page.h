/* The parts of the page. Private to the report. */
#ifndef POLDER_ANALYSIS_REPORT_PAGE_H
#define POLDER_ANALYSIS_REPORT_PAGE_H

#include "report.h"

typedef struct {
  const ReportStudy *study;
  PolderLanguage language;
  GString *html, *contents; /* the sections, and the links to them */
  const char *links;        /* what stands before the name of a file of the folder */
  GStringChunk *texts;      /* that live as long as the page */
} ReportPage;

extern const char *const report_styles[2]; /* a text of C is only so long */

/* The text of the page's language. */
const char *report_say(const ReportPage *page, const char *nl, const char *en) G_GNUC_FORMAT(2)
    G_GNUC_FORMAT(3);
const char *report_shown(const ReportPage *page, const char *label);
void report_open_section(ReportPage *page, const char *id, const char *title, const char *read);
void report_close_section(ReportPage *page);
void report_add_heading(ReportPage *page, const char *title);
void report_add_paragraph(ReportPage *page, const char *look, const char *text);
void report_add_link(ReportPage *page, const char *file);

/* A table that grows row by row: all of it as CSV in the folder, the first rows on the page. */
typedef struct ReportGrid ReportGrid;

/* --- Sections --------------------------------------------------------------------------------- */

bool report_add_outcome(ReportPage *page, GError **error);
bool report_add_pairs(ReportPage *page, GError **error);
bool report_add_changes(ReportPage *page, GError **error);
bool report_add_means(ReportPage *page, GError **error);
bool report_add_factors(ReportPage *page, GError **error);
bool report_add_maps(ReportPage *page, GError **error);
bool report_add_effects(ReportPage *page, GError **error);
bool report_add_regression(ReportPage *page, GError **error);
bool report_add_sensitivity(ReportPage *page, GError **error);
bool report_add_rounds(ReportPage *page, GError **error);
bool report_add_points(ReportPage *page, GError **error);
bool report_add_seeds(ReportPage *page, GError **error);

double report_rate(ReportCount count);
/* The columns rate, low, high, n, errors, impasses, and their cells. */
void report_count_head(ReportGrid *grid);
void report_count_cells(ReportGrid *grid, ReportCount count, PolderInterval interval);
/* Wilson's and Tango's of one point; by clusters of several. */
PolderInterval report_rate_interval(const ReportCell *cell, int arm);
PolderEffect report_difference(const ReportCell *cell, int arm);

/* What can be asked of a point: the rate of each arm, then what each other arm takes off the
 * baseline's. Texts are the caller's to free. */
typedef struct {
  int arm;
  bool difference;
  char *name, *shown;
} ReportResult;
int report_n_results(const ReportStudy *study);
ReportResult report_result(const ReportStudy *study, int i);
void report_result_clear(ReportResult *result);
/* A signed sum over at most 4 cells, each by its hits of arm 0, 1, ... */
PolderEffect report_effect(const ReportHits *const *hits, const double *weight, unsigned n,
                           ReportResult result);

/* What stands in the file, and what the page shows of it. */
typedef struct {
  char *text, *shown;
} ReportLabel;

/* Effects to be told together: their tests are one family. */
GArray *report_effects_new(void);
/* Takes the labels over. */
void report_effects_add(GArray *effects, const char *term, ReportLabel level, ReportLabel against,
                        ReportResult result, PolderEffect effect);
bool report_effects_write(ReportPage *page, const char *name, const char *caption,
                          const GArray *effects, bool folded, GError **error);

/* --- Tables ----------------------------------------------------------------------------------- */

/* Folded: the reader opens it. */
ReportGrid *report_grid_new(ReportPage *page, const char *name, const char *caption, bool folded);
/* First all columns, then the cells of each row in that order. */
void report_grid_column(ReportGrid *grid, const char *name, const char *shown);
void report_grid_word(ReportGrid *grid, const char *name, ReportWord word);
void report_grid_text(ReportGrid *grid, const char *text);
void report_grid_label(ReportGrid *grid, const char *text, const char *shown);
void report_grid_whole(ReportGrid *grid, uint64_t number);
void report_grid_share(ReportGrid *grid, double share);
void report_grid_number(ReportGrid *grid, double number);
void report_grid_probability(ReportGrid *grid, double p);
/* The columns low and high, and their cells. */
void report_grid_bounds(ReportGrid *grid);
void report_grid_interval(ReportGrid *grid, PolderInterval interval);
void report_grid_numbers(ReportGrid *grid, PolderInterval interval);
void report_grid_end_row(ReportGrid *grid);
/* Completes the file, adds the table to the page, and frees the grid. */
bool report_grid_close(ReportGrid *grid, GError **error);

/* --- Figures ---------------------------------------------------------------------------------- */

typedef struct {
  double low, high; /* of the axis */
  bool percent;
} ReportScale;

typedef struct {
  int arm; /* gives colour and mark */
  bool bar;
  double value, low, high;
} ReportDot;

/* A column of the grid that is drawn, in no CSV. Without a scale of its own (high <= low) the dots
 * decide. */
void report_grid_plot_column(ReportGrid *grid, const char *axis, ReportScale scale);
void report_grid_plot(ReportGrid *grid, ReportDot dot);
/* The axis above, and one row of it. */
void report_draw_axis(GString *html, PolderLanguage language, ReportScale scale);
void report_draw_dot(GString *html, ReportScale scale, ReportDot dot);
/* Wide enough for all dots and zero. */
ReportScale report_scale_of(const GArray *dots, bool percent);
/* How a share is written on an axis or in a map, and numbers of any size. */
void report_append_tick(GString *html, PolderLanguage language, ReportScale scale, double value);

/* A map of shares: rows x columns, NAN = nothing there. */
void report_draw_map(ReportPage *page, const char *title, const ReportFactor *rows,
                     const ReportFactor *columns, const double *shares);

/* Curves with a band, over rounds 1, 2, ... */
typedef struct {
  int arm;
  const double *low, *middle, *high;
  unsigned n;
} ReportCurve;

void report_draw_curves(ReportPage *page, const char *id, const char *title, const char *describe,
                        const ReportCurve *curves, unsigned n_curves, unsigned n_rounds);

typedef struct {
  const char *label;
  double x, y;
} ReportSpot;

typedef struct {
  const char *id, *title, *describe, *x, *y; /* and what the axes say */
} ReportAxes;

/* Spots with a name wherever it stands free of the others. */
void report_draw_spots(ReportPage *page, const ReportAxes *axes, const ReportSpot *spots,
                       unsigned n_spots);

/* The arms with their marks. */
void report_draw_legend(ReportPage *page, int from);

#endif
