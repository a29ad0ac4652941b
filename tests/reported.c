/* A results folder made of letters, and its report read back. */
#include "reported.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

char *reported_folder;

char *reported_inside(const char *name) {
  return g_build_filename(reported_folder, name, NULL);
}

void reported_put(const char *name, const char *text) {
  g_autofree char *path = reported_inside(name);
  ck_assert(g_file_set_contents(path, text, -1, NULL));
}

char *reported_get(const char *name) {
  g_autofree char *path = reported_inside(name);
  char *text = NULL;
  ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "%s is not there", path);
  return text;
}

/* Two points, three runs each. A letter is an arm of a run: agreement, deadlock, error. */
static const char *const rows = "da dd aa / de ad da";

void reported_put_manifest(unsigned units) {
  g_autofree char *text = g_strdup_printf("{\n\"scenarios\":[\"cases/one two\"],\n"
                                          "\"arms\":[\"asis\",\"spoken\"],\n\"seed\":7,\n"
                                          "\"units\":%u,\n\"note\":\"<&>\"\n}\n",
                                          units);
  reported_put("manifest.json", text);
}

static const char *ending_of(char letter) {
  return letter == 'a' ? "agreement,0,,4" : letter == 'd' ? "deadlock,1,unwanted,9" : "error,,,";
}

/* runs.csv of the letters; how many runs there are. */
unsigned reported_put_runs(const char *letters) {
  g_autoptr(GString) text = g_string_new("point,arm,run,seed,outcome,impasse,impasse_type,round\n");
  unsigned point = 0, run = 0, units = 0;
  for (const char *c = letters; *c != '\0'; c++) {
    if (*c == '/') {
      point++;
      run = 0;
    } else if (*c != ' ') {
      g_string_append_printf(text, "%u,asis,%u,7,%s\n", point, run, ending_of(c[0]));
      g_string_append_printf(text, "%u,spoken,%u,7,%s\n", point, run, ending_of(c[1]));
      c++;
      run++;
      units++;
    }
  }
  reported_put("runs.csv", text->str);
  return units;
}

void reported_set_up(void) {
  reported_folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  reported_put("points.csv", "point,trust,bias\n0,0.2,0\n1,0.8,1\n");
  reported_put_manifest(reported_put_runs(rows));
}

void reported_put_design(const char *design, const char *points, const char *letters) {
  reported_put("points.csv", points);
  reported_put_manifest(reported_put_runs(letters));
  g_autofree char *plain = reported_get("manifest.json");
  g_autofree char *text = g_strdup_printf("{\n\"design\":\"%s\",%s", design, plain + 1);
  reported_put("manifest.json", text);
}

static void remove_all(const char *path) {
  GDir *entries = g_dir_open(path, 0, NULL);
  for (const char *name; entries != NULL && (name = g_dir_read_name(entries)) != NULL;) {
    g_autofree char *entry = g_build_filename(path, name, NULL);
    remove_all(entry);
  }
  if (entries != NULL)
    g_dir_close(entries);
  g_remove(path);
}

void reported_tear_down(void) {
  remove_all(reported_folder);
  g_free(reported_folder);
}

/* Writes the report; the page. */
char *reported_write_page(PolderLanguage language) {
  const PolderReportJob job = {reported_folder, NULL, language};
  g_autofree char *answer = NULL;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(polder_report_write(&job, &answer, &error), "%s",
                error != NULL ? error->message : "no error");
  char *page = reported_get("report.html");
  ck_assert_msg(strstr(page, answer) != NULL, "the page does not say: %s", answer);
  return page;
}

/* That line, from 1, of a CSV of the report. */
char *reported_line_of(const char *name, unsigned line) {
  g_autofree char *path = g_strdup_printf("report/%s.csv", name);
  g_autofree char *text = reported_get(path);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  ck_assert_uint_ge(g_strv_length(lines), line);
  return g_strdup(lines[line - 1]);
}

void reported_starts(const char *name, unsigned line, const char *wanted) {
  g_autofree char *got = reported_line_of(name, line);
  ck_assert_msg(g_str_has_prefix(got, wanted), "%s instead of %s", got, wanted);
}

double reported_cell_of(const char *name, unsigned line, unsigned column) {
  g_autofree char *text = reported_line_of(name, line);
  g_auto(GStrv) cells = g_strsplit(text, ",", -1);
  ck_assert_uint_gt(g_strv_length(cells), column);
  return g_ascii_strtod(cells[column], NULL);
}
