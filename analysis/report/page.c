/* The page: its head, its sections in order, and the file that it becomes. */
#include "page.h"

#include <errno.h>
#include <string.h>

const char *report_say(const ReportPage *page, const char *nl, const char *en) {
  return page->language == POLDER_NL ? nl : en;
}

const char *report_shown(const ReportPage *page, const char *label) {
  if (label[0] == '\0')
    return report_say(page, "(niets)", "(nothing)");
  const bool numbers = label[strspn(label, "0123456789.-")] == '\0';
  if (!numbers || strchr(label, '.') == NULL)
    return label;
  char few[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(few, sizeof few, "%.4g", g_ascii_strtod(label, NULL));
  g_autoptr(GString) text = g_string_new(strstr(label, "..") != NULL ? label : few);
  g_string_replace(text, "..", "–", 0);
  if (page->language == POLDER_NL)
    g_string_replace(text, ".", ",", 0);
  return g_string_chunk_insert_const(page->texts, text->str);
}

void report_add_paragraph(ReportPage *page, const char *look, const char *text) {
  g_string_append_printf(page->html, "<p class=\"%s\">", look);
  report_append_escaped(page->html, text);
  g_string_append(page->html, "</p>\n");
}

void report_add_heading(ReportPage *page, const char *title) {
  g_string_append(page->html, "<h3>");
  report_append_escaped(page->html, title);
  g_string_append(page->html, "</h3>\n");
}

void report_open_section(ReportPage *page, const char *id, const char *title, const char *read) {
  g_string_append_printf(page->contents, "<li><a href=\"#%s\">%s</a></li>", id, title);
  g_string_append_printf(page->html, "<section id=\"%s\"><h2>%s</h2>\n", id, title);
  report_add_paragraph(page, "read", read);
}

void report_close_section(ReportPage *page) {
  g_string_append(page->html, "</section>\n");
}

void report_add_link(ReportPage *page, const char *file) {
  g_autofree char *path = g_strconcat(page->links, file, NULL);
  g_autofree char *address = g_uri_escape_string(path, "/", FALSE);
  g_string_append_printf(page->html, "%s <a href=\"", report_say(page, "Gegevens:", "Data:"));
  report_append_escaped(page->html, address);
  g_string_append(page->html, "\">");
  report_append_escaped(page->html, file);
  g_string_append(page->html, "</a>");
}

/* --- The head --------------------------------------------------------------------------------- */

static void add_item(ReportPage *page, const char *word, const char *text) {
  if (text[0] == '\0')
    return;
  g_string_append_printf(page->html, "<dt>%s</dt><dd>", word);
  report_append_escaped(page->html, text);
  g_string_append(page->html, "</dd>\n");
}

static void append_levels(GString *varied, const ReportPage *page, const ReportFactor *factor) {
  const guint n = factor->labels->len;
  g_string_append_printf(varied, "%s%s (", varied->len > 0 ? "; " : "", factor->name);
  if (factor->place == NULL) {
    report_append_decimal(varied, page->language, factor->low, 2);
    g_string_append(varied, report_say(page, " tot ", " to "));
    report_append_decimal(varied, page->language, factor->low + REPORT_CLASSES * factor->width, 2);
  } else
    for (guint i = 0; i < MIN(n, 6); i++)
      g_string_append_printf(varied, "%s%s", i > 0 ? ", " : "",
                             report_shown(page, factor->labels->pdata[i]));
  if (factor->place != NULL && n > 6)
    g_string_append(varied, ", …");
  g_string_append_c(varied, ')');
}

static void add_size(ReportPage *page) {
  const ReportStudy *study = page->study;
  g_autoptr(GString) size = g_string_new(NULL);
  report_append_whole(size, page->language, study->points->n_points);
  g_string_append(size, study->points->n_points == 1 ? report_say(page, " punt, ", " point, ")
                                                     : report_say(page, " punten, ", " points, "));
  report_append_whole(size, page->language, study->n_units);
  g_string_append_printf(size, report_say(page, " keer, elk in %d armen", " runs, each in %d arms"),
                         study->n_arms);
  add_item(page, report_say(page, "Omvang", "Size"), size->str);
}

/* What was varied, over which cases and arms. */
static void add_design(ReportPage *page) {
  const ReportStudy *study = page->study;
  g_autofree char *cases = g_strjoinv(", ", study->scenarios);
  g_autofree char *arms = g_strjoinv(", ", study->arms);
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)study->seed);
  g_autoptr(GString) varied = g_string_new(NULL);
  for (guint i = 0; i < study->factors->len; i++)
    append_levels(varied, page, &g_array_index(study->factors, ReportFactor, i));
  g_string_append(page->html, "<dl>");
  add_item(page, report_say(page, "Casus", "Case"), cases);
  add_item(page, report_say(page, "Ontwerp", "Design"),
           study->design[0] != NULL ? study->design[0] : "");
  add_item(page, report_say(page, "Gevarieerd", "Varied"), varied->str);
  add_item(page, report_say(page, "Armen", "Arms"), arms);
  add_size(page);
  add_item(page, "Seed", seed);
  g_string_append(page->html, "</dl>\n");
}

static void add_head(ReportPage *page, const char *answer, const GString *contents) {
  const char *kicker = report_say(page, "Verslag van een experiment", "Report of an experiment");
  g_autofree char *headline = report_headline(page->study, page->language);
  g_string_append_printf(page->html,
                         "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"/>"
                         "<meta name=\"viewport\" content=\"width=device-width, "
                         "initial-scale=1\"/>\n<title>",
                         report_say(page, "nl", "en"));
  report_append_escaped(page->html, headline);
  g_string_append_printf(page->html,
                         " – Polder</title>\n<style>%s%s</style></head>\n"
                         "<body><main><p class=\"kicker\">Polder · %s</p>\n<h1>",
                         report_styles[0], report_styles[1], kicker);
  report_append_escaped(page->html, headline);
  g_string_append(page->html, "</h1>\n");
  report_add_paragraph(page, "answer", answer);
  add_design(page);
  g_string_append_printf(page->html, "<nav aria-label=\"%s\"><ul>%s</ul></nav>\n",
                         report_say(page, "Inhoud", "Contents"), contents->str);
}

static void add_manifest(ReportPage *page) {
  report_open_section(
      page, "manifest", "Manifest",
      report_say(page,
                 "Wat er gespeeld is, en de controlegetallen van de bestanden. polder verify "
                 "rekent ze na, polder rerun speelt alles opnieuw.",
                 "What was played, and the checksums of the files. polder verify computes them "
                 "again, polder rerun plays everything anew."));
  g_string_append_printf(page->html, "<details><summary>manifest.json</summary><pre>");
  report_append_escaped(page->html, page->study->manifest);
  g_string_append(page->html, "</pre></details>\n");
  report_close_section(page);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static char *path_of(const PolderReportJob *job) {
  return job->page != NULL ? g_strdup(job->page)
                           : g_build_filename(job->folder, "report.html", NULL);
}

/* Nothing for a page that stands in the folder, else the whole path. */
static char *links_of(const PolderReportJob *job) {
  g_autofree char *path = path_of(job);
  g_autofree char *beside = g_path_get_dirname(path);
  g_autofree char *here = g_canonicalize_filename(beside, NULL);
  g_autofree char *folder = g_canonicalize_filename(job->folder, NULL);
  return strcmp(here, folder) == 0 ? g_strdup("") : g_strconcat(folder, "/", NULL);
}

static bool save(const PolderReportJob *job, const GString *html, GError **error) {
  g_autofree char *path = path_of(job);
  g_autoptr(GError) trouble = NULL;
  if (g_file_set_contents(path, html->str, (gssize)html->len, &trouble))
    return true;
  const int code = trouble->code == G_FILE_ERROR_INVAL ? G_FILE_ERROR_IO : trouble->code;
  return report_refuse(error, code, "niet geschreven: %s", "not written: %s", trouble->message);
}

static bool add_sections(ReportPage *page, GError **error) {
  static bool (*const sections[])(ReportPage *, GError **) = {
      report_add_outcome, report_add_pairs,   report_add_sensitivity, report_add_factors,
      report_add_maps,    report_add_effects, report_add_regression,  report_add_changes,
      report_add_rounds,  report_add_points,  report_add_seeds,       report_add_means};
  for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
    if (!sections[i](page, error))
      return false;
  add_manifest(page);
  return true;
}

bool polder_report_write(const PolderReportJob *job, char **out_answer, GError **error) {
  g_return_val_if_fail(job != NULL && job->folder != NULL && out_answer != NULL, false);
  *out_answer = NULL;
  g_autoptr(ReportStudy) study = report_study_new(job->folder, error);
  if (study == NULL || !report_rows_read(study, error))
    return false;
  g_autoptr(GString) body = g_string_new(NULL), contents = g_string_new(NULL);
  g_autoptr(GString) html = g_string_new(NULL);
  g_autofree char *links = links_of(job);
  GStringChunk *texts = g_string_chunk_new(1024);
  ReportPage page = {study, job->language, body, contents, links, texts};
  ReportPage head = {study, job->language, html, NULL, NULL, texts};
  const bool good = add_sections(&page, error);
  if (!good) {
    g_string_chunk_free(texts);
    return false;
  }
  g_autofree char *answer = report_answer(study, job->language);
  add_head(&head, answer, contents);
  g_string_chunk_free(texts);
  g_string_append_len(html, body->str, (gssize)body->len);
  g_string_append(html, "</main></body></html>\n");
  if (!save(job, html, error))
    return false;
  *out_answer = g_steal_pointer(&answer);
  return true;
}
