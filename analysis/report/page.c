/* The page: its head, its sections in order, and the file that it becomes. */
#include "page.h"

#include <errno.h>
#include <string.h>

static const char *const style =
    ":root{color-scheme:light dark;--ink:#1c1c1c;--paper:#fff;--faint:#d5d5d5;--soft:#595959;"
    "--arm0:#a33b00;--arm1:#00558c;--arm2:#2e6b1f;--arm3:#6d3b8f;--worse:#d9722e;--better:#3a86c4}"
    "@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--faint:#404040;"
    "--soft:#b0b0b0;--arm0:#ff9a5c;--arm1:#74bdf2;--arm2:#8fd178;--arm3:#cba3e8;--worse:#c8601c;"
    "--better:#2f78b5}}"
    "@media print{:root{--ink:#000;--paper:#fff;--faint:#ccc;--soft:#444;--arm0:#a33b00;"
    "--arm1:#00558c;--arm2:#2e6b1f;--arm3:#6d3b8f;--worse:#d9722e;--better:#3a86c4}"
    "nav{display:none}.scroll{overflow:visible!important}table{font-size:8pt}"
    "svg,tr,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}}"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);"
    "max-width:60rem;margin:0 auto;padding:1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.25rem;margin-top:2.5rem}h3{font-size:1rem}"
    ".answer{font-size:1.15rem;font-weight:600}.data{color:var(--soft);font-size:.875rem}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem}dt{color:var(--soft)}"
    "dd{margin:0}.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:"
    "tabular-nums;"
    "font-size:.875rem}caption{text-align:left;font-weight:600;padding:.25rem 0}"
    "th,td{padding:.2rem .6rem;border-bottom:1px solid var(--faint);text-align:right}"
    "th:first-child{text-align:left}th[scope=row]{font-weight:400}"
    "svg{width:100%;height:auto;max-width:52rem;font:12px system-ui,sans-serif}"
    "svg text{fill:var(--ink)}.grid{stroke:var(--faint)}.zero{stroke:var(--soft)}"
    ".arm0{fill:var(--arm0)}.arm1{fill:var(--arm1)}.arm2{fill:var(--arm2)}.arm3{fill:var(--arm3)}"
    ".whisker0{stroke:var(--arm0)}.whisker1{stroke:var(--arm1)}.whisker2{stroke:var(--arm2)}"
    ".whisker3{stroke:var(--arm3)}[class^=whisker]{stroke-width:1.5}"
    ".worse{fill:var(--worse);stroke:var(--ink);stroke-dasharray:4 3}.better{fill:var(--better);"
    "stroke:var(--faint)}"
    "a{color:var(--arm1)}code,pre{font-size:.8125rem}pre{white-space:pre-wrap;"
    "overflow-wrap:anywhere}";

const char *report_shown(const ReportPage *page, const char *label) {
  return label[0] != '\0' ? label : report_word(page->language, WORD_NOBODY);
}

void report_open_section(ReportPage *page, const char *id, ReportWord title, ReportWord read) {
  g_string_append_printf(page->html, "<section id=\"%s\"><h2>%s</h2>\n<p>%s</p>\n", id,
                         report_word(page->language, title), report_word(page->language, read));
}

static void add_contents(ReportPage *page) {
  static const struct {
    const char *id;
    ReportWord title;
  } sections[] = {{"outcome", WORD_OUTCOME}, {"pairs", WORD_PAIRS}, {"means", WORD_MEANS},
                  {"factors", WORD_FACTORS}, {"maps", WORD_MAPS},   {"points", WORD_POINTS},
                  {"paired", WORD_PAIRED},   {"seeds", WORD_SEEDS}, {"manifest", WORD_MANIFEST}};
  g_string_append_printf(page->html, "<nav aria-label=\"%s\"><p>",
                         report_word(page->language, WORD_CONTENTS));
  for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
    const bool maps = page->study->crosses->len > 0 && page->study->n_arms > 1;
    if (sections[i].title == WORD_MAPS && !maps)
      continue;
    g_string_append_printf(page->html, "%s<a href=\"#%s\">%s</a>", i > 0 ? " · " : "",
                           sections[i].id, report_word(page->language, sections[i].title));
  }
  g_string_append(page->html, "</p></nav>\n");
}

static void add_item(ReportPage *page, ReportWord word, const char *text) {
  if (text[0] == '\0')
    return;
  g_string_append_printf(page->html, "<dt>%s</dt><dd>", report_word(page->language, word));
  report_append_escaped(page->html, text);
  g_string_append(page->html, "</dd>\n");
}

/* What was varied, over which cases and arms. */
static void add_design(ReportPage *page) {
  const ReportStudy *study = page->study;
  g_autofree char *cases = g_strjoinv(", ", study->scenarios);
  g_autofree char *arms = g_strjoinv(", ", study->arms);
  g_autoptr(GString) varied = g_string_new(NULL);
  for (guint i = 0; i < study->factors->len; i++)
    g_string_append_printf(varied, "%s%s", i > 0 ? ", " : "",
                           g_array_index(study->factors, ReportFactor, i).name);
  g_string_append(page->html, "<dl>");
  add_item(page, WORD_CASE, cases);
  add_item(page, WORD_DESIGN, study->design[0] != NULL ? study->design[0] : "");
  add_item(page, WORD_VARIED, varied->str);
  add_item(page, WORD_ARMS, arms);
  g_string_append(page->html, "</dl>\n");
}

static void add_head(ReportPage *page, const char *answer) {
  const char *title = report_word(page->language, WORD_TITLE);
  g_string_append_printf(page->html,
                         "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"/>"
                         "<meta name=\"viewport\" content=\"width=device-width, "
                         "initial-scale=1\"/>\n<title>%s</title>\n<style>%s</style></head>\n"
                         "<body><main><h1>%s</h1>\n<p class=\"answer\">",
                         report_word(page->language, WORD_LANG), title, style, title);
  report_append_escaped(page->html, answer);
  g_string_append(page->html, "</p>\n");
  add_design(page);
  add_contents(page);
}

static void add_manifest(ReportPage *page) {
  report_open_section(page, "manifest", WORD_MANIFEST, WORD_READ_MANIFEST);
  g_string_append(page->html, "<pre>");
  report_append_escaped(page->html, page->study->manifest);
  g_string_append(page->html, "</pre></section>\n");
}

static bool save(const PolderReportJob *job, const GString *html, GError **error) {
  g_autofree char *own = g_build_filename(job->folder, "report.html", NULL);
  const char *path = job->page != NULL ? job->page : own;
  g_autoptr(GError) trouble = NULL;
  if (g_file_set_contents(path, html->str, (gssize)html->len, &trouble))
    return true;
  const int code = trouble->code == G_FILE_ERROR_INVAL ? G_FILE_ERROR_IO : trouble->code;
  return report_refuse(error, code, "niet geschreven: %s", "not written: %s", trouble->message);
}

/* The sections of the points are made first, as the rows are read; they stand last. */
static bool read_rows(ReportStudy *study, ReportPage *points, GError **error) {
  ReportStream stream;
  report_stream_begin(&stream, points);
  const bool read = report_rows_read(study, report_stream_point, &stream, error);
  return report_stream_end(&stream, read, error);
}

bool polder_report_write(const PolderReportJob *job, char **out_answer, GError **error) {
  g_return_val_if_fail(job != NULL && job->folder != NULL && out_answer != NULL, false);
  *out_answer = NULL;
  g_autoptr(ReportStudy) study = report_study_new(job->folder, error);
  if (study == NULL)
    return false;
  g_autoptr(GString) html = g_string_new(NULL), later = g_string_new(NULL);
  ReportPage points = {study, job->language, later}, page = {study, job->language, html};
  if (!read_rows(study, &points, error))
    return false;
  g_autofree char *answer = report_answer(study, job->language);
  add_head(&page, answer);
  if (!report_add_outcome(&page, error) || !report_add_pairs(&page, error) ||
      !report_add_means(&page, error) || !report_add_factors(&page, error) ||
      !report_add_maps(&page, error))
    return false;
  g_string_append_len(html, later->str, (gssize)later->len);
  add_manifest(&page);
  g_string_append(html, "</main></body></html>\n");
  if (!save(job, html, error))
    return false;
  *out_answer = g_steal_pointer(&answer);
  return true;
}
