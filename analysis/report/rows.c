/* runs.csv, row by row. A unit is one run in all arms; the rows of a unit stand together, units in
 * order of point and run. A row elsewhere is an error: then rows were lost or added. */
#include "report.h"

#include <math.h>
#include <polder/experiment.h>
#include <polder/tables.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT = 3, COLUMNS_MAX = 64 }; /* KEPT discordant runs of each kind, a point and arm */
enum { AT_POINT, AT_ARM, AT_RUN, AT_OUTCOME, AT_TYPE, N_NEEDED };
static const char *const needed[N_NEEDED] = {"point", "arm", "run", "outcome", "impasse_type"};

const unsigned report_measures[REPORT_MEASURES] = {2, 9, 0, 11};

typedef enum { AGREED, AGROUND, FAILED } End;

typedef struct {
  ReportStudy *study;
  const char *path;
  uint64_t line;
  int column[N_NEEDED], n_columns;
  int measure[POLDER_RUN_COLUMNS]; /* -1 = not in this file */
  double value[POLDER_ARMS_MAX][POLDER_RUN_COLUMNS];
  uint32_t point, run; /* of the unit that is being read */
  int arm;             /* whose row comes next */
  End end[POLDER_ARMS_MAX];
  ReportCell cell;
  int kept[POLDER_ARMS_MAX][2];
} Reader;

static int find_name(const char *const *names, int n, const char *text) {
  for (int i = 0; i < n; i++)
    if (strcmp(names[i], text) == 0)
      return i;
  return -1;
}

static bool read_header(Reader *reader, char *line, GError **error) {
  char *cells[COLUMNS_MAX];
  reader->n_columns = polder_csv_cut(line, cells, COLUMNS_MAX);
  const char *const *names = (const char *const *)cells;
  for (int i = 0; i < POLDER_RUN_COLUMNS; i++)
    reader->measure[i] = find_name(names, reader->n_columns, polder_run_columns[i]);
  for (int i = 0; i < N_NEEDED; i++) {
    reader->column[i] = find_name(names, reader->n_columns, needed[i]);
    if (reader->column[i] < 0)
      return report_refuse(error, G_FILE_ERROR_INVAL,
                           "%s:1: de kolom %s ontbreekt; dit zijn geen runs van polder batch",
                           "%s:1: the column %s is missing; these are no runs of polder batch",
                           reader->path, needed[i]);
  }
  return true;
}

static bool refuse_cell(const Reader *reader, int which, const char *value, const char *wanted,
                        GError **error) {
  return report_refuse(
      error, G_FILE_ERROR_INVAL,
      "%s:%" G_GUINT64_FORMAT ":%d: %s is \"%s\", en hier hoort %s; er ontbreken rijen of ze zijn "
      "gewijzigd",
      "%s:%" G_GUINT64_FORMAT ":%d: %s is \"%s\", and %s belongs here; rows are missing or were "
      "changed",
      reader->path, (guint64)reader->line, reader->column[which] + 1, needed[which], value, wanted);
}

static void finish_point(Reader *reader) {
  reader->cell.n_points = 1;
  report_study_add(reader->study, reader->point, &reader->cell);
  report_cell_clear(&reader->cell);
  memset(reader->kept, 0, sizeof reader->kept);
}

static void keep(Reader *reader, int arm, bool lost) {
  const ReportDiscordant pair = {reader->point, reader->run, arm, lost};
  if (reader->kept[arm][lost]++ < KEPT)
    g_array_append_val(reader->study->discordant, pair);
}

static void add_pair(Reader *reader, int arm) {
  PolderPairs *pairs = &reader->cell.pair[arm];
  const End first = reader->end[0], second = reader->end[arm];
  if (first == FAILED || second == FAILED)
    return;
  if (first != second)
    keep(reader, arm, first == AGREED);
  polder_clusters_add(&reader->cell.hits[arm].first, reader->run, first == AGROUND);
  polder_clusters_add(&reader->cell.hits[arm].second, reader->run, second == AGROUND);
  pairs->both += first == AGROUND && second == AGROUND;
  pairs->first_only += first == AGROUND && second == AGREED;
  pairs->second_only += first == AGREED && second == AGROUND;
  pairs->neither += first == AGREED && second == AGREED;
}

static void add_means(Reader *reader, int arm) {
  ReportStudy *study = reader->study;
  if (reader->end[arm] == FAILED)
    return;
  for (int i = 0; i < POLDER_RUN_COLUMNS; i++) {
    polder_mean_add(&study->mean[arm][i], reader->value[arm][i]);
    if (arm > 0 && reader->end[0] != FAILED)
      polder_mean_add(&study->change[arm][i], reader->value[arm][i] - reader->value[0][i]);
  }
}

/* Of each measure, that arm minus the baseline: NAN where either has none. */
static void add_gains(Reader *reader) {
  ReportStudy *study = reader->study;
  double gain[POLDER_ARMS_MAX * REPORT_MEASURES];
  for (int arm = 1; arm < study->n_arms; arm++)
    for (int i = 0; i < REPORT_MEASURES; i++) {
      const unsigned column = report_measures[i];
      const bool failed = reader->end[0] == FAILED || reader->end[arm] == FAILED;
      const double change =
          failed ? (double)NAN : reader->value[arm][column] - reader->value[0][column];
      gain[(arm - 1) * REPORT_MEASURES + i] = change;
      polder_clusters_add(&study->gain[arm][i], reader->run, change);
    }
  if (study->sample != NULL)
    polder_sample_add(study->sample, study->n_units, gain);
}

static void add_unit(Reader *reader) {
  for (int arm = 0; arm < reader->study->n_arms; arm++) {
    ReportCount *count = &reader->cell.arm[arm];
    count->n += reader->end[arm] != FAILED;
    count->impasses += reader->end[arm] == AGROUND;
    count->errors += reader->end[arm] == FAILED;
    if (reader->end[arm] != FAILED)
      polder_clusters_add(&reader->cell.hits[arm].all, reader->run, reader->end[arm] == AGROUND);
    if (arm > 0)
      add_pair(reader, arm);
    add_means(reader, arm);
  }
  add_gains(reader);
  reader->study->n_units++;
}

static bool read_outcome(Reader *reader, const char *outcome, const char *type, GError **error) {
  const int ending = find_name(polder_ending_names, POLDER_ENDINGS, outcome);
  const int impasse = find_name(polder_impasse_names, POLDER_IMPASSES, type);
  if (ending < 0)
    return refuse_cell(reader, AT_OUTCOME, outcome, "agreement, deadlock, ...", error);
  if (impasse < 0)
    return refuse_cell(reader, AT_TYPE, type, "unwanted, wanted, ...", error);
  reader->study->endings[reader->arm][ending]++;
  reader->study->types[reader->arm][impasse]++;
  reader->end[reader->arm] = ending == POLDER_FAILED      ? FAILED
                             : ending == POLDER_AGREEMENT ? AGREED
                                                          : AGROUND;
  return true;
}

/* An empty cell, or a column that is not there, is an undefined number. */
static bool read_measures(Reader *reader, char *const *cells, GError **error) {
  for (int i = 0; i < POLDER_RUN_COLUMNS; i++) {
    const char *text = reader->measure[i] >= 0 ? cells[reader->measure[i]] : "";
    char *end = (char *)text;
    const double value = text[0] != '\0' ? polder_number_scan(text, &end) : (double)NAN;
    if (*end != '\0' || (text[0] != '\0' && !isfinite(value)))
      return report_refuse(error, G_FILE_ERROR_INVAL,
                           "%s:%" G_GUINT64_FORMAT ":%d: %s is \"%s\", en dat is geen getal",
                           "%s:%" G_GUINT64_FORMAT ":%d: %s is \"%s\", which is no number",
                           reader->path, (guint64)reader->line, reader->measure[i] + 1,
                           polder_run_columns[i], text);
    reader->value[reader->arm][i] = value;
  }
  return true;
}

/* Which unit the first row of one is: the next run of this point, or run 0 of the next. */
static bool begin_unit(Reader *reader, const char *point, const char *run, GError **error) {
  guint64 p = 0, r = 0;
  const bool first = reader->study->n_units == 0;
  if (!g_ascii_string_to_unsigned(run, 10, 0, G_MAXUINT32, &r, NULL) ||
      (r != 0 && (first || r != (guint64)reader->run + 1))) {
    g_autofree char *wanted = g_strdup_printf("%u", first ? 0 : reader->run + 1);
    return refuse_cell(reader, AT_RUN, run, wanted, error);
  }
  const guint64 next = first ? 0 : r == 0 ? (guint64)reader->point + 1 : reader->point;
  g_autofree char *wanted = g_strdup_printf("%" G_GUINT64_FORMAT, next);
  if (!g_ascii_string_to_unsigned(point, 10, 0, G_MAXUINT32, &p, NULL) || p != next ||
      p >= reader->study->points->n_points)
    return refuse_cell(reader, AT_POINT, point, wanted, error);
  if (!first && r == 0)
    finish_point(reader);
  reader->point = (uint32_t)p;
  reader->run = (uint32_t)r;
  return true;
}

static bool same_unit(const Reader *reader, char *const *cells, GError **error) {
  g_autofree char *point = g_strdup_printf("%u", reader->point);
  g_autofree char *run = g_strdup_printf("%u", reader->run);
  if (strcmp(cells[reader->column[AT_POINT]], point) != 0)
    return refuse_cell(reader, AT_POINT, cells[reader->column[AT_POINT]], point, error);
  if (strcmp(cells[reader->column[AT_RUN]], run) != 0)
    return refuse_cell(reader, AT_RUN, cells[reader->column[AT_RUN]], run, error);
  return true;
}

static bool read_row(Reader *reader, char *line, GError **error) {
  char *cells[COLUMNS_MAX];
  const int n = polder_csv_cut(line, cells, COLUMNS_MAX);
  if (n != reader->n_columns)
    return report_refuse(error, G_FILE_ERROR_INVAL,
                         "%s:%" G_GUINT64_FORMAT ": deze rij heeft %d cellen en de kop %d",
                         "%s:%" G_GUINT64_FORMAT ": this row has %d cells and the header %d",
                         reader->path, (guint64)reader->line, n, reader->n_columns);
  const char *wanted = reader->study->arms[reader->arm];
  if (strcmp(cells[reader->column[AT_ARM]], wanted) != 0)
    return refuse_cell(reader, AT_ARM, cells[reader->column[AT_ARM]], wanted, error);
  const bool good = reader->arm == 0 ? begin_unit(reader, cells[reader->column[AT_POINT]],
                                                  cells[reader->column[AT_RUN]], error)
                                     : same_unit(reader, cells, error);
  if (!good ||
      !read_outcome(reader, cells[reader->column[AT_OUTCOME]], cells[reader->column[AT_TYPE]],
                    error) ||
      !read_measures(reader, cells, error))
    return false;
  reader->arm = (reader->arm + 1) % reader->study->n_arms;
  if (reader->arm == 0)
    add_unit(reader);
  return true;
}

static bool read_all(Reader *reader, PolderRows *rows, GError **error) {
  size_t length = 0;
  bool good = true;
  for (char *line; good && (line = polder_rows_next(rows, &length)) != NULL;) {
    reader->line++;
    good = reader->line == 1 ? read_header(reader, line, error) : read_row(reader, line, error);
  }
  if (!good || !polder_rows_end(rows, error))
    return false;
  if (reader->arm != 0 || reader->study->n_units != reader->study->n_planned)
    return report_refuse(
        error, G_FILE_ERROR_INVAL,
        "%s: hier staan %" G_GUINT64_FORMAT " keren, en volgens het manifest %" G_GUINT64_FORMAT,
        "%s: there are %" G_GUINT64_FORMAT " runs in it, and %" G_GUINT64_FORMAT
        " says the manifest",
        reader->path, (guint64)reader->study->n_units, (guint64)reader->study->n_planned);
  finish_point(reader);
  return true;
}

bool report_rows_read(ReportStudy *study, GError **error) {
  g_autofree char *path = g_build_filename(study->folder, "runs.csv", NULL);
  g_autoptr(PolderRows) rows = polder_rows_open(study->folder, "runs", error);
  if (rows == NULL)
    return false;
  Reader reader = {.study = study, .path = path};
  const bool good = read_all(&reader, rows, error);
  report_cell_clear(&reader.cell);
  return good;
}
