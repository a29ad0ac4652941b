/* Report: the numbers are what counting by hand gives, the page is whole and needs nothing else,
 * its tables are its CSVs, and wrong results are refused with their place. */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <polder/report.h>
#include <polder/stats.h>
#include <string.h>

#include "marked.h"

static char *folder; /* of this test */

static char *inside(const char *name) {
  return g_build_filename(folder, name, NULL);
}

static void put(const char *name, const char *text) {
  g_autofree char *path = inside(name);
  ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static char *get(const char *name) {
  g_autofree char *path = inside(name);
  char *text = NULL;
  ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "%s is not there", path);
  return text;
}

/* Two points, three runs each. A letter is an arm of a run: agreement, deadlock, error. */
static const char *const rows = "da dd aa / de ad da";

static void put_manifest(unsigned units) {
  g_autofree char *text = g_strdup_printf("{\n\"scenarios\":[\"cases/one two\"],\n"
                                          "\"arms\":[\"asis\",\"spoken\"],\n\"seed\":7,\n"
                                          "\"units\":%u,\n\"note\":\"<&>\"\n}\n",
                                          units);
  put("manifest.json", text);
}

static const char *ending_of(char letter) {
  return letter == 'a' ? "agreement,0,,4" : letter == 'd' ? "deadlock,1,unwanted,9" : "error,,,";
}

/* runs.csv of the letters; how many runs there are. */
static unsigned put_runs(const char *letters) {
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
  put("runs.csv", text->str);
  return units;
}

static void set_up(void) {
  folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  put("points.csv", "point,trust,bias\n0,0.2,0\n1,0.8,1\n");
  put_manifest(put_runs(rows));
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

static void tear_down(void) {
  remove_all(folder);
  g_free(folder);
}

/* Writes the report; the page. */
static char *write_page(PolderLanguage language) {
  const PolderReportJob job = {folder, NULL, language};
  g_autofree char *answer = NULL;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(polder_report_write(&job, &answer, &error), "%s",
                error != NULL ? error->message : "no error");
  char *page = get("report.html");
  ck_assert_msg(strstr(page, answer) != NULL, "the page does not say: %s", answer);
  return page;
}

/* That line, from 1, of a CSV of the report. */
static char *line_of(const char *name, unsigned line) {
  g_autofree char *path = g_strdup_printf("report/%s.csv", name);
  g_autofree char *text = get(path);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  ck_assert_uint_ge(g_strv_length(lines), line);
  return g_strdup(lines[line - 1]);
}

#define ASSERT_LINE(name, line, wanted)                                                            \
  do {                                                                                             \
    g_autofree char *got = line_of(name, line);                                                    \
    ck_assert_str_eq(got, wanted);                                                                 \
  } while (0)

static void ck_starts(const char *name, unsigned line, const char *wanted) {
  g_autofree char *got = line_of(name, line);
  ck_assert_msg(g_str_has_prefix(got, wanted), "%s instead of %s", got, wanted);
}

static double cell_of(const char *name, unsigned line, unsigned column) {
  g_autofree char *text = line_of(name, line);
  g_auto(GStrv) cells = g_strsplit(text, ",", -1);
  ck_assert_uint_gt(g_strv_length(cells), column);
  return g_ascii_strtod(cells[column], NULL);
}

/* --- Numbers ---------------------------------------------------------------------------------- */

START_TEST(outcomes_are_counted) {
  g_autofree char *page = write_page(POLDER_EN);
  const PolderInterval interval = polder_wilson(4, 6, .95);
  ck_starts("outcome", 2, "asis,6,0,4,0.6666666666666666,");
  ck_assert_double_eq(cell_of("outcome", 2, 5), interval.low);
  ck_assert_double_eq(cell_of("outcome", 2, 6), interval.high);
  ck_starts("outcome", 3, "spoken,5,1,2,0.4,");
  ck_assert(strstr(page, "6 runs over 2 points: in asis 66.7% ran aground; in spoken 40.0%, with 2 "
                         "breakthroughs and 1 lost agreements; 1 failed with an error.") != NULL);
}
END_TEST

START_TEST(failed_runs_bound_the_rate) {
  g_autofree char *page = write_page(POLDER_EN);
  ck_assert_double_eq_tol(cell_of("outcome", 3, 7), 2 / 6., 1e-15);
  ck_assert_double_eq_tol(cell_of("outcome", 3, 8), 3 / 6., 1e-15);
  ck_assert_double_eq(cell_of("outcome", 2, 7), cell_of("outcome", 2, 8));
}
END_TEST

START_TEST(pairs_leave_failures_out) {
  g_autofree char *page = write_page(POLDER_EN);
  const PolderPairs pairs = {1, 2, 1, 1};
  const PolderInterval interval = polder_tango(pairs, .95);
  ck_starts("pairs", 2, "spoken,asis,5,1,1,2,1,1,0.2,");
  ck_assert_double_eq(cell_of("pairs", 2, 9), interval.low);
  ck_assert_double_eq(cell_of("pairs", 2, 10), interval.high);
  ck_assert_double_eq(cell_of("pairs", 2, 12), polder_mcnemar_exact(pairs));
}
END_TEST

START_TEST(every_point_has_its_rates) {
  g_autofree char *page = write_page(POLDER_EN);
  ck_starts("rates", 2, "0,0.2,0,asis,3,0,2,0.6666666666666666,");
  ck_starts("rates", 3, "0,0.2,0,spoken,3,0,1,");
  ck_starts("rates", 5, "1,0.8,1,spoken,2,1,1,0.5,");
  ck_starts("paired", 2, "0,0.2,0,spoken,3,1,0,0.333333333333333");
  ck_starts("paired", 3, "1,0.8,1,spoken,2,1,1,0,");
}
END_TEST

/* Rounds: asis 9 9 4 9 4 9, spoken 4 9 4 - 9 4. */
START_TEST(means_and_changes_are_of_the_runs_that_have_them) {
  g_autofree char *page = write_page(POLDER_EN);
  ck_starts("means", 2, "round,asis,6,7.33333333333333");
  ck_starts("means", 3, "round,spoken,5,6,");
  ck_assert_double_eq(cell_of("means", 3, 6), 5); /* changes -5 0 0 5 -5 */
  ck_assert_double_eq(cell_of("means", 3, 7), -1);
  ck_assert_double_eq_tol(cell_of("means", 3, 9), -1 + 2.776445105 * sqrt(17.5 / 5), 1e-6);
  ASSERT_LINE("means", 4, "signed_round,asis,0,,,,0,,,");
}
END_TEST

START_TEST(levels_gather_their_points) {
  put("points.csv", "point,trust,bias\n0,0.8,1\n1,0.2,1\n");
  g_autofree char *page = write_page(POLDER_EN);
  ck_starts("factor-trust", 2, "0.2,asis,3,0,2,");
  ck_starts("factor-trust", 4, "0.8,asis,3,0,2,");
  ck_starts("factor-trust", 3, "0.2,spoken,2,1,1,0.5,");
  ck_starts("factor-bias", 2, "1,asis,6,0,4,");
  ck_assert_ptr_null(strstr(page, "id=\"maps\""));
}
END_TEST

START_TEST(a_map_has_each_combination) {
  g_autofree char *page = write_page(POLDER_EN);
  ck_starts("map-spoken-trust-bias", 2, "0.2,0,3,0.333333333333333");
  ASSERT_LINE("map-spoken-trust-bias", 3, "0.2,1,0,,,");
  ASSERT_LINE("map-spoken-trust-bias", 4, "0.8,0,0,,,");
  ck_starts("map-spoken-trust-bias", 5, "0.8,1,2,0,");
}
END_TEST

START_TEST(many_values_become_classes) {
  g_autoptr(GString) points = g_string_new("point,trust\n"), letters = g_string_new(NULL);
  for (int i = 0; i < 160; i++) {
    g_string_append_printf(points, "%d,0.%03d\n", i, i);
    g_string_append(letters, i > 0 ? "/ da" : "da");
  }
  put("points.csv", points->str);
  put_manifest(put_runs(letters->str));
  g_autofree char *page = write_page(POLDER_EN);
  for (unsigned class = 0; class < 8; class ++) {
    g_autofree char *row = line_of("factor-trust", 2 + 2 * class);
    ck_assert_msg(strstr(row, ",asis,20,0,20,1,") != NULL, "%s", row);
  }
  ck_starts("rates", 321, "159,0.159,spoken,1,0,0,0,");
  ck_assert(strstr(page, "These are the first rows") != NULL);
  ck_assert_ptr_null(strstr(page, "0.159</td>"));
}
END_TEST

START_TEST(discordant_runs_can_be_replayed) {
  g_autofree char *page = write_page(POLDER_EN);
  g_autofree char *command = g_strdup_printf(
      "0,spoken,0,7,breakthrough,polder run %s --point 0 --run 0 --arm spoken", folder);
  ASSERT_LINE("seeds", 2, command);
  ck_starts("seeds", 3, "1,spoken,1,7,lost,polder run ");
  ck_starts("seeds", 4, "1,spoken,2,7,breakthrough,polder run ");
}
END_TEST

START_TEST(nothing_counted_is_empty_and_never_nan) {
  put_manifest(put_runs("ee / ee"));
  g_autofree char *page = write_page(POLDER_EN);
  ck_starts("outcome", 2, "asis,0,2,0,,,,0,1,");
  ck_assert_ptr_null(strstr(page, "nan"));
  ck_starts("pairs", 2, "spoken,asis,0,2,0,0,0,0,,,,,");
}
END_TEST

/* --- The page --------------------------------------------------------------------------------- */

START_TEST(the_page_is_whole) {
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_autofree char *page = write_page((PolderLanguage)language);
    g_autofree char *none = marked_table(page, NULL);
    ck_assert(g_str_has_prefix(page, "<!DOCTYPE html>"));
    ck_assert(strstr(page, language == POLDER_NL ? "<html lang=\"nl\">" : "<html lang=\"en\">") !=
              NULL);
    ck_assert(strstr(page, "&lt;&amp;&gt;") != NULL); /* the manifest, escaped */
  }
}
END_TEST

START_TEST(the_page_needs_nothing_else) {
  g_autofree char *page = write_page(POLDER_EN);
  g_auto(GStrv) parts = g_strsplit(page, "http://www.w3.org/2000/svg", -1);
  g_autofree char *rest = g_strjoinv("", parts);
  static const char *const never[] = {"http:",   "https:",  "src=", "url(",
                                      "@import", "<script", "<link"};
  for (size_t i = 0; i < G_N_ELEMENTS(never); i++)
    ck_assert_msg(strstr(rest, never[i]) == NULL, "%s", never[i]);
}
END_TEST

START_TEST(tables_are_their_csv) {
  static const char *const names[] = {
      "outcome", "pairs", "means", "rates", "paired", "factor-bias", "map-spoken-trust-bias"};
  g_autofree char *page = write_page(POLDER_NL);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *id = g_strconcat("table-", names[i], NULL);
    g_autofree char *file = g_strdup_printf("report/%s.csv", names[i]);
    g_autofree char *shown = marked_table(page, id);
    g_autofree char *csv = get(file);
    ck_assert_str_eq(shown, strchr(csv, '\n') + 1);
  }
}
END_TEST

START_TEST(every_figure_is_described) {
  g_autofree char *page = write_page(POLDER_EN);
  unsigned figures = 0;
  for (const char *svg = page; (svg = strstr(svg, "<svg ")) != NULL; svg++) {
    const char *title = strstr(svg, "<title id="), *describe = strstr(svg, "<desc id=");
    const char *end = strstr(svg, "</svg>");
    ck_assert(title != NULL && describe != NULL && title < end && describe < end);
    figures++;
  }
  ck_assert_uint_eq(figures, 5); /* two factors, a map, points, differences */
}
END_TEST

START_TEST(the_design_is_told) {
  g_autofree char *page = write_page(POLDER_EN);
  ck_assert(strstr(page, "<dd>cases/one two</dd>") != NULL);
  ck_assert(strstr(page, "<dd>trust, bias</dd>") != NULL);
  ck_assert(strstr(page, "<dd>asis, spoken</dd>") != NULL);
}
END_TEST

START_TEST(dutch_has_its_own_words_and_comma) {
  g_autofree char *page = write_page(POLDER_NL);
  ck_assert(strstr(page, "66,7%") != NULL);
  ck_assert(strstr(page, "verloren akkoord") != NULL);
  ck_assert_ptr_null(strstr(page, "breakthroughs"));
}
END_TEST

START_TEST(a_name_stays_within_the_folder) {
  put("points.csv", "point,../a <b,x\n0,1,2\n1,2,1\n");
  g_autofree char *page = write_page(POLDER_EN);
  g_autofree char *none = marked_table(page, NULL);
  g_autofree char *text = get("report/factor-.._a__b.csv");
  ck_assert(g_str_has_prefix(text, "level,arm,"));
}
END_TEST

START_TEST(a_second_report_replaces_the_first) {
  g_autofree char *first = write_page(POLDER_EN);
  g_autofree char *second = write_page(POLDER_EN);
  ck_assert_str_eq(first, second);
}
END_TEST

/* --- Wrong results ---------------------------------------------------------------------------- */

/* Refused with that code, saying that in English; nothing was written. */
static void refused(int code, const char *wanted) {
  const PolderReportJob job = {folder, NULL, POLDER_EN};
  g_autofree char *answer = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *page = inside("report.html");
  g_autofree char *data = inside("report/rates.csv");
  ck_assert(!polder_report_write(&job, &answer, &error));
  ck_assert_msg(strstr(error->message, wanted) != NULL, "%s", error->message);
  ck_assert_msg(strchr(error->message, '\n') != NULL, "one language: %s", error->message);
  ck_assert_int_eq(error->code, code);
  ck_assert(!g_file_test(page, G_FILE_TEST_EXISTS) && !g_file_test(data, G_FILE_TEST_EXISTS));
}

START_TEST(missing_files_are_named) {
  static const char *const names[] = {"runs.csv", "points.csv", "manifest.json"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = inside(names[i]);
    g_autofree char *text = get(names[i]);
    g_remove(path);
    refused(G_FILE_ERROR_NOENT, names[i]);
    put(names[i], text);
  }
}
END_TEST

START_TEST(an_unfinished_folder_is_refused) {
  g_autofree char *manifest = inside("manifest.json");
  g_remove(manifest);
  put("plan.json", "{}");
  refused(G_FILE_ERROR_INVAL, "not finished yet");
}
END_TEST

/* runs.csv with the first `from` replaced. */
static void change_runs(const char *from, const char *to) {
  g_autofree char *text = get("runs.csv");
  g_auto(GStrv) parts = g_strsplit(text, from, 2);
  ck_assert_uint_eq(g_strv_length(parts), 2);
  g_autofree char *changed = g_strjoinv(to, parts);
  put("runs.csv", changed);
}

static const struct {
  const char *from, *to, *wanted;
} changes[] = {
    {"impasse_type", "kind", "runs.csv:1: the column impasse_type is missing"},
    {"0,spoken,0", "0,asis,0", "runs.csv:3:2: arm is \"asis\", and spoken belongs here"},
    {"0,asis,1,", "0,asis,2,", "runs.csv:4:3: run is \"2\", and 1 belongs here"},
    {"0,spoken,1,", "1,spoken,1,", "runs.csv:5:1: point is \"1\", and 0 belongs here"},
    {"1,asis,0,", "2,asis,0,", "runs.csv:8:1: point is \"2\", and 1 belongs here"},
    {"deadlock", "headlock", "runs.csv:2:5: outcome is \"headlock\""},
    {"unwanted", "unfun", "runs.csv:2:7: impasse_type is \"unfun\""},
    {"unwanted,9", "unwanted,9x", "runs.csv:2:8: round is \"9x\", which is no number"},
    {"unwanted,9", "unwanted,nan", "runs.csv:2:8: round is \"nan\""},
    {"0,asis,0,7,", "0,asis,0,", "runs.csv:2: this row has 7 cells and the header 8"},
    {"1,asis,2,7,deadlock,1,unwanted,9\n1,spoken,2,7,agreement,0,,4\n", "",
     "there are 5 runs in it, and 6 says the manifest"},
    {"1,spoken,2,7,agreement,0,,4\n", "", "there are 5 runs in it"},
};

START_TEST(wrong_rows_are_located) {
  change_runs(changes[_i].from, changes[_i].to);
  refused(G_FILE_ERROR_INVAL, changes[_i].wanted);
}
END_TEST

START_TEST(a_row_of_no_point_is_refused) {
  put("points.csv", "point,trust\n0,0.2\n");
  refused(G_FILE_ERROR_INVAL, "runs.csv:8:1: point is \"1\"");
}
END_TEST

START_TEST(a_manifest_of_something_else_is_refused) {
  put("manifest.json", "{\"name\":\"web\"}\n");
  refused(G_FILE_ERROR_INVAL, "no manifest of polder batch");
}
END_TEST

START_TEST(a_place_to_write_is_needed) {
  put("report", "a file");
  const PolderReportJob job = {folder, NULL, POLDER_EN};
  g_autofree char *answer = NULL;
  g_autoptr(GError) error = NULL;
  ck_assert(!polder_report_write(&job, &answer, &error));
  ck_assert_msg(strstr(error->message, "not written") != NULL, "%s", error->message);
  ck_assert_int_ne(error->code, G_FILE_ERROR_INVAL);
}
END_TEST

static void add_numbers(Suite *suite) {
  TCase *numbers = tcase_create("numbers");
  tcase_add_checked_fixture(numbers, set_up, tear_down);
  tcase_add_test(numbers, outcomes_are_counted);
  tcase_add_test(numbers, failed_runs_bound_the_rate);
  tcase_add_test(numbers, pairs_leave_failures_out);
  tcase_add_test(numbers, every_point_has_its_rates);
  tcase_add_test(numbers, means_and_changes_are_of_the_runs_that_have_them);
  tcase_add_test(numbers, levels_gather_their_points);
  tcase_add_test(numbers, a_map_has_each_combination);
  tcase_add_test(numbers, many_values_become_classes);
  tcase_add_test(numbers, discordant_runs_can_be_replayed);
  tcase_add_test(numbers, nothing_counted_is_empty_and_never_nan);
  suite_add_tcase(suite, numbers);
}

static void add_page(Suite *suite) {
  TCase *page = tcase_create("page");
  tcase_add_checked_fixture(page, set_up, tear_down);
  tcase_add_test(page, the_page_is_whole);
  tcase_add_test(page, the_page_needs_nothing_else);
  tcase_add_test(page, tables_are_their_csv);
  tcase_add_test(page, every_figure_is_described);
  tcase_add_test(page, the_design_is_told);
  tcase_add_test(page, dutch_has_its_own_words_and_comma);
  tcase_add_test(page, a_name_stays_within_the_folder);
  tcase_add_test(page, a_second_report_replaces_the_first);
  suite_add_tcase(suite, page);
}

static void add_mistakes(Suite *suite) {
  TCase *mistakes = tcase_create("mistakes");
  tcase_add_checked_fixture(mistakes, set_up, tear_down);
  tcase_add_test(mistakes, missing_files_are_named);
  tcase_add_test(mistakes, an_unfinished_folder_is_refused);
  tcase_add_loop_test(mistakes, wrong_rows_are_located, 0, (int)G_N_ELEMENTS(changes));
  tcase_add_test(mistakes, a_row_of_no_point_is_refused);
  tcase_add_test(mistakes, a_manifest_of_something_else_is_refused);
  tcase_add_test(mistakes, a_place_to_write_is_needed);
  suite_add_tcase(suite, mistakes);
}

Suite *suite_report(void);

Suite *suite_report(void) {
  Suite *suite = suite_create("report");
  add_numbers(suite);
  add_page(suite);
  add_mistakes(suite);
  return suite;
}
