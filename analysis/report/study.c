/* A results folder: its manifest and points, and the counts that its rows are added to. */
#include "report.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <polder/tables.h>
#include <stdlib.h>
#include <string.h>

bool report_refuse(GError **error, int code, const char *nl, const char *en, ...) {
  va_list arguments, again;
  va_start(arguments, en);
  va_copy(again, arguments);
  g_autofree char *text_nl = g_strdup_vprintf(nl, arguments);
  g_autofree char *text_en = g_strdup_vprintf(en, again);
  va_end(again);
  va_end(arguments);
  g_set_error(error, G_FILE_ERROR, code, "%s\n%s", text_nl, text_en);
  return false;
}

/* --- The manifest: a key and its value a line ------------------------------------------------- */

/* What stands after `"key":` at the beginning of a line; NULL when no line begins so. */
static const char *find_key(const char *manifest, const char *key) {
  g_autofree char *start = g_strdup_printf("\n\"%s\":", key);
  const char *place = strstr(manifest, start);
  return place == NULL ? NULL : place + strlen(start);
}

/* Reads a JSON text from after its opening quote; returns where it ended. */
static const char *read_text(const char *json, GString *out_text) {
  for (; *json != '\0' && *json != '"' && *json != '\n'; json++) {
    if (*json != '\\') {
      g_string_append_c(out_text, *json);
      continue;
    }
    json++;
    if (*json == 'u' && strlen(json) > 4) {
      const char digits[5] = {json[1], json[2], json[3], json[4], '\0'};
      g_string_append_unichar(out_text, (gunichar)g_ascii_strtoull(digits, NULL, 16));
      json += 4;
    } else if (*json == 'n' || *json == 't')
      g_string_append_c(out_text, *json == 'n' ? '\n' : '\t');
    else if (*json != '\0')
      g_string_append_c(out_text, *json);
    if (*json == '\0')
      break;
  }
  return json;
}

static char **read_texts(const char *manifest, const char *key) {
  const char *json = find_key(manifest, key);
  GPtrArray *texts = g_ptr_array_new();
  for (; json != NULL && *json != '\0' && *json != '\n'; json++) {
    if (*json != '"')
      continue;
    GString *text = g_string_new(NULL);
    json = read_text(json + 1, text);
    g_ptr_array_add(texts, g_string_free(text, FALSE));
    if (*json != '"')
      break;
  }
  g_ptr_array_add(texts, NULL);
  return (char **)g_ptr_array_free(texts, FALSE);
}

static uint64_t read_whole(const char *manifest, const char *key) {
  const char *json = find_key(manifest, key);
  return json == NULL ? 0 : g_ascii_strtoull(json, NULL, 10);
}

static bool has_file(const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* Why there is no manifest: nothing is there, or the batch is not finished. */
static bool refuse_folder(const char *folder, GError **error) {
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
    return report_refuse(error, G_FILE_ERROR_NOENT, "%s: zo'n map is er niet",
                         "%s: there is no such folder", folder);
  if (has_file(folder, "parts") || has_file(folder, "plan.json"))
    return report_refuse(error, G_FILE_ERROR_INVAL,
                         "%s is nog niet klaar: hetzelfde polder batch-commando gaat verder, en "
                         "polder merge voegt delen samen",
                         "%s is not finished yet: the same polder batch command goes on, and "
                         "polder merge puts shares together",
                         folder);
  return report_refuse(error, G_FILE_ERROR_NOENT,
                       "%s: er is geen manifest.json; geef de map van een polder batch",
                       "%s: there is no manifest.json; give the folder of a polder batch", folder);
}

static bool read_manifest(ReportStudy *study, GError **error) {
  g_autofree char *path = g_build_filename(study->folder, "manifest.json", NULL);
  g_autoptr(GError) trouble = NULL;
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return refuse_folder(study->folder, error);
  if (!g_file_get_contents(path, &study->manifest, NULL, &trouble))
    return report_refuse(error,
                         trouble->code == G_FILE_ERROR_INVAL ? G_FILE_ERROR_IO : trouble->code,
                         "niet te lezen: %s", "cannot be read: %s", trouble->message);
  study->arms = read_texts(study->manifest, "arms");
  study->scenarios = read_texts(study->manifest, "scenarios");
  study->design = read_texts(study->manifest, "design");
  study->seed = read_whole(study->manifest, "seed");
  study->n_planned = read_whole(study->manifest, "units");
  const guint n_arms = g_strv_length(study->arms);
  study->n_arms = (int)n_arms;
  if (n_arms < 1 || n_arms > POLDER_ARMS_MAX || study->n_planned == 0 ||
      !g_utf8_validate(study->manifest, -1, NULL))
    return report_refuse(
        error, G_FILE_ERROR_INVAL,
        "%s: hier ontbreekt \"arms\" of \"units\"; dit is geen manifest van "
        "polder batch",
        "%s: \"arms\" or \"units\" is missing; this is no manifest of polder batch", path);
  return true;
}

static bool read_points(ReportStudy *study, GError **error) {
  g_autofree char *path = g_build_filename(study->folder, "points.csv", NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS))
    return report_refuse(error, G_FILE_ERROR_NOENT, "%s: dit bestand ontbreekt",
                         "%s: this file is missing", path);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  study->points = polder_points_load(path, messages);
  if (study->points != NULL && study->points->n_points > 0)
    return true;
  g_autofree char *nl = NULL, *en = NULL;
  if (polder_messages_count(messages) > 0) {
    nl = polder_message_format(polder_messages_at(messages, 0), POLDER_NL);
    en = polder_message_format(polder_messages_at(messages, 0), POLDER_EN);
  }
  g_autofree char *bare_nl = g_strdup_printf("%s: hier staan geen punten", path);
  g_autofree char *bare_en = g_strdup_printf("%s: there are no points in it", path);
  return report_refuse(error, G_FILE_ERROR_INVAL, "%s%.0s", "%.0s%s", nl != NULL ? nl : bare_nl,
                       en != NULL ? en : bare_en);
}

/* --- Factors ---------------------------------------------------------------------------------- */

static int compare_numbers(gconstpointer a, gconstpointer b) {
  const double x = g_ascii_strtod(*(char *const *)a, NULL);
  const double y = g_ascii_strtod(*(char *const *)b, NULL);
  return (x > y) - (x < y);
}

static bool is_number(const char *text) {
  double number;
  return polder_number_read(text, false, false, &number) == POLDER_NUMBER_GOOD;
}

/* Different values in the order of the points; numbers in their own. */
static bool find_levels(const ReportStudy *study, unsigned name, ReportFactor *factor) {
  bool numbers = true;
  for (uint32_t point = 0; point < study->points->n_points; point++) {
    const char *value = polder_points_value(study->points, point, name);
    if (!g_hash_table_contains(factor->place, value)) {
      g_hash_table_insert(factor->place, (gpointer)value, NULL);
      g_ptr_array_add(factor->labels, g_strdup(value));
      numbers = numbers && is_number(value);
    }
  }
  if (numbers)
    g_ptr_array_sort(factor->labels, compare_numbers);
  for (guint i = 0; i < factor->labels->len; i++)
    g_hash_table_replace(factor->place, factor->labels->pdata[i], GUINT_TO_POINTER(i));
  return numbers;
}

static void cut_into_classes(ReportFactor *factor) {
  const double low = g_ascii_strtod(factor->labels->pdata[0], NULL);
  const double high = g_ascii_strtod(factor->labels->pdata[factor->labels->len - 1], NULL);
  g_clear_pointer(&factor->place, g_hash_table_unref);
  factor->low = low;
  factor->width = (high - low) / REPORT_CLASSES;
  g_ptr_array_set_size(factor->labels, 0);
  for (int i = 0; i < REPORT_CLASSES; i++) {
    char from[G_ASCII_DTOSTR_BUF_SIZE], to[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(from, sizeof from, "%.3g", low + i * factor->width);
    g_ascii_formatd(to, sizeof to, "%.3g", low + (i + 1) * factor->width);
    g_ptr_array_add(factor->labels, g_strdup_printf("%s..%s", from, to));
  }
}

static void add_factor(ReportStudy *study, unsigned name) {
  ReportFactor factor = {.name = study->points->names->pdata[name],
                         .labels = g_ptr_array_new_with_free_func(g_free),
                         .place = g_hash_table_new(g_str_hash, g_str_equal)};
  factor.numbers = find_levels(study, name, &factor);
  if (factor.numbers && factor.labels->len > REPORT_LEVELS_MAX)
    cut_into_classes(&factor);
  factor.cells = g_new0(ReportCell, factor.labels->len);
  g_array_append_val(study->factors, factor);
}

static void add_crosses(ReportStudy *study) {
  for (guint first = 0; first < study->factors->len; first++)
    for (guint second = first + 1;
         second < study->factors->len && study->crosses->len < REPORT_CROSSES; second++) {
      const guint rows = g_array_index(study->factors, ReportFactor, first).labels->len;
      const guint columns = g_array_index(study->factors, ReportFactor, second).labels->len;
      if (MAX(rows, columns) > REPORT_MAP_MAX || MIN(rows, columns) < 2)
        continue;
      ReportCross cross = {rows < columns ? second : first, rows < columns ? first : second,
                           g_new0(ReportCell, (size_t)rows * columns)};
      g_array_append_val(study->crosses, cross);
    }
}

static guint level_of(const ReportStudy *study, guint factor, uint32_t point) {
  const ReportFactor *f = &g_array_index(study->factors, ReportFactor, factor);
  const char *value = polder_points_value(study->points, point, factor);
  if (f->place != NULL)
    return GPOINTER_TO_UINT(g_hash_table_lookup(f->place, value));
  const double place = (g_ascii_strtod(value, NULL) - f->low) / f->width;
  return (guint)CLAMP(place, 0, REPORT_CLASSES - 1);
}

static void make_room(ReportStudy *study) {
  const size_t n = (size_t)study->points->n_points * (size_t)study->n_arms;
  study->tally = g_new0(ReportTally, n);
  study->hits = n <= REPORT_CLUSTERED ? g_new0(ReportHits, n) : NULL;
  study->discordant = g_array_new(FALSE, FALSE, sizeof(ReportDiscordant));
  if (study->n_arms > 1)
    study->sample = polder_sample_new((unsigned)(study->n_arms - 1) * REPORT_MEASURES, study->seed);
}

/* --- A study ---------------------------------------------------------------------------------- */

ReportStudy *report_study_new(const char *folder, GError **error) {
  g_autoptr(ReportStudy) study = g_new0(ReportStudy, 1);
  study->folder = folder;
  study->factors = g_array_new(FALSE, TRUE, sizeof(ReportFactor));
  study->crosses = g_array_new(FALSE, TRUE, sizeof(ReportCross));
  if (!read_manifest(study, error) || !read_points(study, error))
    return NULL;
  for (guint name = 0; name < study->points->names->len; name++)
    add_factor(study, name);
  add_crosses(study);
  make_room(study);
  return g_steal_pointer(&study);
}

static void clear_hits(ReportHits *hits) {
  polder_clusters_clear(&hits->all);
  polder_clusters_clear(&hits->first);
  polder_clusters_clear(&hits->second);
}

static void add_hits(ReportHits *sum, const ReportHits *hits) {
  polder_clusters_merge(&sum->all, &hits->all);
  polder_clusters_merge(&sum->first, &hits->first);
  polder_clusters_merge(&sum->second, &hits->second);
}

void report_cell_clear(ReportCell *cell) {
  for (int arm = 0; arm < POLDER_ARMS_MAX; arm++)
    clear_hits(&cell->hits[arm]);
  memset(cell, 0, sizeof *cell);
}

static void free_cells(ReportCell *cells, size_t n) {
  for (size_t i = 0; i < n; i++)
    report_cell_clear(&cells[i]);
  g_free(cells);
}

static void free_counts(ReportStudy *study) {
  for (guint i = 0; i < study->crosses->len; i++) {
    ReportCross *cross = &g_array_index(study->crosses, ReportCross, i);
    free_cells(cross->cells,
               (size_t)g_array_index(study->factors, ReportFactor, cross->first).labels->len *
                   g_array_index(study->factors, ReportFactor, cross->second).labels->len);
  }
  for (guint i = 0; i < study->factors->len; i++) {
    ReportFactor *factor = &g_array_index(study->factors, ReportFactor, i);
    free_cells(factor->cells, factor->labels->len);
    g_clear_pointer(&factor->place, g_hash_table_unref);
    g_ptr_array_unref(factor->labels);
  }
  if (study->hits != NULL)
    for (size_t i = 0; i < (size_t)study->points->n_points * (size_t)study->n_arms; i++)
      clear_hits(&study->hits[i]);
  for (int arm = 0; arm < study->n_arms; arm++)
    for (int i = 0; i < REPORT_MEASURES; i++)
      polder_clusters_clear(&study->gain[arm][i]);
  report_cell_clear(&study->total);
}

void report_study_free(ReportStudy *study) {
  if (study == NULL)
    return;
  free_counts(study);
  g_array_unref(study->factors);
  g_array_unref(study->crosses);
  g_clear_pointer(&study->discordant, g_array_unref);
  g_clear_pointer(&study->sample, polder_sample_free);
  g_free(study->tally);
  g_free(study->hits);
  g_strfreev(study->arms);
  g_strfreev(study->scenarios);
  g_strfreev(study->design);
  g_free(study->manifest);
  polder_points_free(study->points);
  g_free(study);
}

bool report_is_design(const ReportStudy *study, const char *name) {
  return study->design[0] != NULL && strcmp(study->design[0], name) == 0;
}

/* --- Counts ----------------------------------------------------------------------------------- */

void report_cell_add(ReportCell *sum, const ReportCell *cell) {
  sum->n_points += cell->n_points;
  for (int arm = 0; arm < POLDER_ARMS_MAX; arm++) {
    sum->arm[arm].n += cell->arm[arm].n;
    sum->arm[arm].impasses += cell->arm[arm].impasses;
    sum->arm[arm].errors += cell->arm[arm].errors;
    sum->pair[arm].both += cell->pair[arm].both;
    sum->pair[arm].first_only += cell->pair[arm].first_only;
    sum->pair[arm].second_only += cell->pair[arm].second_only;
    sum->pair[arm].neither += cell->pair[arm].neither;
    add_hits(&sum->hits[arm], &cell->hits[arm]);
  }
}

static void keep_tally(ReportStudy *study, uint32_t point, const ReportCell *cell) {
  for (int arm = 0; arm < study->n_arms; arm++) {
    const ReportCount count = cell->arm[arm];
    const PolderPairs pair = cell->pair[arm];
    const size_t place = (size_t)point * (size_t)study->n_arms + (size_t)arm;
    study->tally[place] =
        (ReportTally){(uint32_t)count.n,     (uint32_t)count.impasses,  (uint32_t)count.errors,
                      (uint32_t)pair.both,   (uint32_t)pair.first_only, (uint32_t)pair.second_only,
                      (uint32_t)pair.neither};
    if (study->hits != NULL)
      add_hits(&study->hits[place], &cell->hits[arm]);
  }
}

ReportTally report_tally(const ReportStudy *study, uint32_t point, int arm) {
  return study->tally[(size_t)point * (size_t)study->n_arms + (size_t)arm];
}

PolderPairs report_pairs(ReportTally tally) {
  return (PolderPairs){tally.both, tally.first_only, tally.second_only, tally.neither};
}

uint64_t report_pairs_n(PolderPairs pairs) {
  return pairs.both + pairs.first_only + pairs.second_only + pairs.neither;
}

void report_study_add(ReportStudy *study, uint32_t point, const ReportCell *cell) {
  report_cell_add(&study->total, cell);
  keep_tally(study, point, cell);
  for (guint i = 0; i < study->factors->len; i++) {
    ReportFactor *factor = &g_array_index(study->factors, ReportFactor, i);
    report_cell_add(&factor->cells[level_of(study, i, point)], cell);
  }
  for (guint i = 0; i < study->crosses->len; i++) {
    ReportCross *cross = &g_array_index(study->crosses, ReportCross, i);
    const guint columns = g_array_index(study->factors, ReportFactor, cross->second).labels->len;
    const guint row = level_of(study, cross->first, point);
    report_cell_add(&cross->cells[row * columns + level_of(study, cross->second, point)], cell);
  }
}
