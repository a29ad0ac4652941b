/* Report: the page is whole and needs nothing else, its tables are its CSVs, and wrong results are
 * refused with their place. */
#include <check.h>
#include <glib/gstdio.h>
#include <polder/report.h>
#include <string.h>

#include "marked.h"
#include "reported.h"

/* --- The page --------------------------------------------------------------------------------- */

START_TEST(the_page_is_whole) {
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_autofree char *page = reported_write_page((PolderLanguage)language);
    g_free(marked_table(page, NULL));
    ck_assert(g_str_has_prefix(page, "<!DOCTYPE html>"));
    ck_assert(strstr(page, language == POLDER_NL ? "<html lang=\"nl\">" : "<html lang=\"en\">") !=
              NULL);
    ck_assert(strstr(page, "&lt;&amp;&gt;") != NULL); /* the manifest, escaped */
  }
}
END_TEST

START_TEST(the_page_needs_nothing_else) {
  g_autofree char *page = reported_write_page(POLDER_EN);
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
      "outcome",      "endings",     "differences", "pairs", "effects",
      "interactions", "terms",       "changes",     "means", "rates",
      "paired",       "factor-bias", "logit",       "seeds", "map-spoken-trust-bias"};
  g_autofree char *page = reported_write_page(POLDER_NL);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *id = g_strconcat("table-", names[i], NULL);
    g_autofree char *file = g_strdup_printf("report/%s.csv", names[i]);
    g_autofree char *shown = marked_table(page, id);
    g_autofree char *csv = reported_get(file);
    ck_assert_str_eq(shown, strchr(csv, '\n') + 1);
  }
}
END_TEST

static const char *const rounds =
    "point,arm,round,n,trust_p10,trust_p50,trust_p90,accept_mean,told_mean\n"
    "0,asis,1,3,.4,.5,.6,.1,0\n0,asis,2,2,.3,.4,.5,.1,0\n0,spoken,1,3,.4,.5,.7,.1,0\n"
    "1,asis,1,3,.2,.3,.4,.1,0\n1,spoken,1,2,.2,.3,.4,,0\n";

START_TEST(every_figure_is_described) {
  reported_put("rounds.csv", rounds);
  g_autofree char *page = reported_write_page(POLDER_EN);
  unsigned figures = 0;
  for (const char *svg = page; (svg = strstr(svg, "role=\"img\"")) != NULL; svg++) {
    const char *title = strstr(svg, "<title id="), *describe = strstr(svg, "<desc id=");
    const char *end = strstr(svg, "</svg>");
    ck_assert(title != NULL && describe != NULL && title < end && describe < end);
    figures++;
  }
  ck_assert_uint_eq(figures, 2); /* trust at each point */
}
END_TEST

START_TEST(trust_is_drawn_by_round) {
  reported_put("rounds.csv", rounds);
  g_autofree char *page = reported_write_page(POLDER_EN);
  ck_assert(strstr(page, "points=\"0,600 1,700 1,500 0,400 \"") != NULL); /* the band */
  ck_assert(strstr(page, "points=\"0,500 1,600 \"") != NULL);             /* the median */
  ck_assert(strstr(page, "href=\"rounds.csv\"") != NULL);
}
END_TEST

START_TEST(an_older_folder_has_no_rounds) {
  g_autofree char *page = reported_write_page(POLDER_EN);
  ck_assert_ptr_null(strstr(page, "id=\"rounds\""));
}
END_TEST

START_TEST(links_lead_to_the_data_from_anywhere) {
  g_autofree char *elsewhere = g_dir_make_tmp("polder-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(elsewhere, "page.html", NULL);
  const PolderReportJob job = {reported_folder, path, POLDER_EN};
  g_autofree char *answer = NULL, *page = NULL;
  ck_assert(polder_report_write(&job, &answer, NULL));
  ck_assert(g_file_get_contents(path, &page, NULL, NULL));
  g_autofree char *link = g_strdup_printf("href=\"%s/report/outcome.csv\"", reported_folder);
  ck_assert(strstr(page, link) != NULL);
  g_remove(path);
  g_remove(elsewhere);
}
END_TEST

START_TEST(the_design_is_told) {
  g_autofree char *page = reported_write_page(POLDER_EN);
  ck_assert(strstr(page, "<dd>cases/one two</dd>") != NULL);
  ck_assert(strstr(page, "<dd>trust (0.2, 0.8); bias (0, 1)</dd>") != NULL);
  ck_assert(strstr(page, "<dd>asis, spoken</dd>") != NULL);
}
END_TEST

START_TEST(dutch_has_its_own_words_and_comma) {
  g_autofree char *page = reported_write_page(POLDER_NL);
  ck_assert(strstr(page, "66,7%") != NULL);
  ck_assert(strstr(page, "verloren akkoord") != NULL);
  ck_assert_ptr_null(strstr(page, "breakthroughs"));
}
END_TEST

START_TEST(a_name_stays_within_the_folder) {
  reported_put("points.csv", "point,../a <b,x\n0,1,2\n1,2,1\n");
  g_autofree char *page = reported_write_page(POLDER_EN);
  g_free(marked_table(page, NULL));
  g_autofree char *text = reported_get("report/factor-.._a__b.csv");
  ck_assert(g_str_has_prefix(text, "level,arm,"));
}
END_TEST

START_TEST(a_second_report_replaces_the_first) {
  g_autofree char *first = reported_write_page(POLDER_EN);
  g_autofree char *second = reported_write_page(POLDER_EN);
  ck_assert_str_eq(first, second);
}
END_TEST

/* --- Wrong results ---------------------------------------------------------------------------- */

/* Refused with that code, saying that in English; nothing was written. */
static void refused(int code, const char *wanted) {
  const PolderReportJob job = {reported_folder, NULL, POLDER_EN};
  g_autofree char *answer = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *page = reported_inside("report.html");
  g_autofree char *data = reported_inside("report/rates.csv");
  ck_assert(!polder_report_write(&job, &answer, &error));
  ck_assert_msg(strstr(error->message, wanted) != NULL, "%s", error->message);
  ck_assert_msg(strchr(error->message, '\n') != NULL, "one language: %s", error->message);
  ck_assert_int_eq(error->code, code);
  ck_assert(!g_file_test(page, G_FILE_TEST_EXISTS) && !g_file_test(data, G_FILE_TEST_EXISTS));
}

START_TEST(missing_files_are_named) {
  static const char *const names[] = {"runs.csv", "points.csv", "manifest.json"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = reported_inside(names[i]);
    g_autofree char *text = reported_get(names[i]);
    g_remove(path);
    refused(G_FILE_ERROR_NOENT, names[i]);
    reported_put(names[i], text);
  }
}
END_TEST

START_TEST(an_unfinished_folder_is_refused) {
  g_autofree char *manifest = reported_inside("manifest.json");
  g_remove(manifest);
  reported_put("plan.json", "{}");
  refused(G_FILE_ERROR_INVAL, "not finished yet");
}
END_TEST

/* runs.csv with the first `from` replaced. */
static void change_runs(const char *from, const char *to) {
  g_autofree char *text = reported_get("runs.csv");
  g_auto(GStrv) parts = g_strsplit(text, from, 2);
  ck_assert_uint_eq(g_strv_length(parts), 2);
  g_autofree char *changed = g_strjoinv(to, parts);
  reported_put("runs.csv", changed);
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
  reported_put("points.csv", "point,trust\n0,0.2\n");
  refused(G_FILE_ERROR_INVAL, "runs.csv:8:1: point is \"1\"");
}
END_TEST

START_TEST(a_manifest_of_something_else_is_refused) {
  reported_put("manifest.json", "{\"name\":\"web\"}\n");
  refused(G_FILE_ERROR_INVAL, "no manifest of polder batch");
}
END_TEST

START_TEST(a_place_to_write_is_needed) {
  reported_put("report", "a file");
  const PolderReportJob job = {reported_folder, NULL, POLDER_EN};
  g_autofree char *answer = NULL;
  g_autoptr(GError) error = NULL;
  ck_assert(!polder_report_write(&job, &answer, &error));
  ck_assert_msg(strstr(error->message, "not written") != NULL, "%s", error->message);
  ck_assert_int_ne(error->code, G_FILE_ERROR_INVAL);
}
END_TEST

static void add_page(Suite *suite) {
  TCase *page = tcase_create("page");
  tcase_add_checked_fixture(page, reported_set_up, reported_tear_down);
  tcase_add_test(page, the_page_is_whole);
  tcase_add_test(page, the_page_needs_nothing_else);
  tcase_add_test(page, tables_are_their_csv);
  tcase_add_test(page, every_figure_is_described);
  tcase_add_test(page, trust_is_drawn_by_round);
  tcase_add_test(page, an_older_folder_has_no_rounds);
  tcase_add_test(page, links_lead_to_the_data_from_anywhere);
  tcase_add_test(page, the_design_is_told);
  tcase_add_test(page, dutch_has_its_own_words_and_comma);
  tcase_add_test(page, a_name_stays_within_the_folder);
  tcase_add_test(page, a_second_report_replaces_the_first);
  suite_add_tcase(suite, page);
}

static void add_mistakes(Suite *suite) {
  TCase *mistakes = tcase_create("mistakes");
  tcase_add_checked_fixture(mistakes, reported_set_up, reported_tear_down);
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
  add_page(suite);
  add_mistakes(suite);
  return suite;
}
