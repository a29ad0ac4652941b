/* What was played, as far as the hypotheses ask for it: each measure at each cell, by run.
 *
 * A cell is a point in an arm, so that the arm is a factor like any other. Rows are read one by
 * one; memory is one number a run, cell and measure. A run that failed has no number.
 */
#include <math.h>
#include <polder/experiment.h>
#include <string.h>

#include "claims.h"

enum { COLUMNS_MAX = 256 };

/* --- One file --------------------------------------------------------------------------------- */

/* Where a measure stands in a file. */
typedef struct {
  ClaimsMeasure *measure;
  int column;
  char relation;    /* = < or > when only that counts; else 0 */
  const char *word; /* what it is held against */
  double number;    /* the same for < and > */
  const char *party;
} Sought;

typedef struct {
  ClaimsResults *results;
  const char *path;
  PolderMessages *messages;
  int line, point, arm, run, outcome, party;
  GArray *sought; /* of Sought */
  bool good;
} Reader;

static int find(char *const *cells, int n, const char *name, size_t length) {
  for (int i = 0; i < n; i++)
    if (strlen(cells[i]) == length && strncmp(cells[i], name, length) == 0)
      return i;
  return -1;
}

/* `trust_mean`, `outcome=sham`, `min_surplus<0`, `client.utility`. */
static void seek(Reader *reader, ClaimsMeasure *measure, char *const *cells, int n) {
  const char *name = measure->name, *relation = strpbrk(name, "=<>"), *dot = strchr(name, '.');
  Sought sought = {.measure = measure};
  if (measure->cells->len > 0 || (dot != NULL && relation == NULL) != (reader->party >= 0))
    return;
  if (relation != NULL) {
    sought.relation = *relation;
    sought.word = relation + 1;
    sought.number = g_ascii_strtod(sought.word, NULL);
    sought.column = find(cells, n, name, (size_t)(relation - name));
  } else if (dot != NULL) {
    sought.party = name;
    sought.column = find(cells, n, dot + 1, strlen(dot + 1));
  } else {
    sought.column = find(cells, n, name, strlen(name));
  }
  if (sought.column >= 0)
    g_array_append_val(reader->sought, sought);
}

static void read_header(Reader *reader, char *line) {
  char *cells[COLUMNS_MAX];
  const int n = polder_csv_cut(line, cells, COLUMNS_MAX);
  reader->point = find(cells, n, "point", 5);
  reader->arm = find(cells, n, "arm", 3);
  reader->run = find(cells, n, "run", 3);
  reader->outcome = find(cells, n, "outcome", 7);
  reader->party = find(cells, n, "party", 5);
  reader->good = reader->point >= 0 && reader->arm >= 0 && reader->run >= 0;
  for (guint i = 0; reader->good && i < reader->results->measures->len; i++)
    seek(reader, reader->results->measures->pdata[i], cells, n);
}

static unsigned arm_place(ClaimsResults *results, const char *arm) {
  for (guint i = 0; i < results->arms->len; i++)
    if (strcmp(results->arms->pdata[i], arm) == 0)
      return i;
  g_ptr_array_add(results->arms, g_strdup(arm));
  return results->arms->len - 1;
}

static void put(ClaimsMeasure *measure, unsigned cell, unsigned run, double value) {
  const double absent = NAN;
  while (measure->cells->len <= cell)
    g_ptr_array_add(measure->cells, g_array_new(FALSE, FALSE, sizeof(double)));
  GArray *runs = measure->cells->pdata[cell];
  while (runs->len <= run)
    g_array_append_val(runs, absent);
  g_array_index(runs, double, run) = value;
  measure->yes_no = measure->yes_no && (isnan(value) || value == 0 || value == 1);
}

static bool is_of_party(const Reader *reader, const Sought *sought, char *const *cells) {
  if (sought->party == NULL)
    return true;
  const char *party = cells[reader->party];
  return g_str_has_prefix(sought->party, party) && sought->party[strlen(party)] == '.';
}

static double value_of(const Sought *sought, const char *text, bool failed) {
  if (failed || (sought->relation != '=' && text[0] == '\0'))
    return NAN;
  if (sought->relation == '=')
    return strcmp(text, sought->word) == 0;
  const double number = g_ascii_strtod(text, NULL);
  return sought->relation == '<'   ? number < sought->number
         : sought->relation == '>' ? number > sought->number
                                   : number;
}

static void read_row(Reader *reader, char *line) {
  char *cells[COLUMNS_MAX];
  const int n = polder_csv_cut(line, cells, COLUMNS_MAX);
  guint64 point = 0, run = 0;
  const uint32_t n_points = reader->results->points->n_points;
  if (n <= MAX(MAX(reader->point, reader->arm), MAX(reader->run, reader->outcome)) ||
      !g_ascii_string_to_unsigned(cells[reader->point], 10, 0, n_points - 1, &point, NULL) ||
      !g_ascii_string_to_unsigned(cells[reader->run], 10, 0, POLDER_RUNS_MAX, &run, NULL)) {
    reader->good = false;
    return;
  }
  const unsigned cell = arm_place(reader->results, cells[reader->arm]) * n_points + (unsigned)point;
  const bool failed = reader->outcome >= 0 && strcmp(cells[reader->outcome], "error") == 0;
  for (guint i = 0; i < reader->sought->len; i++) {
    const Sought *sought = &g_array_index(reader->sought, Sought, i);
    if (sought->column < n && is_of_party(reader, sought, cells))
      put(sought->measure, cell, (unsigned)run, value_of(sought, cells[sought->column], failed));
  }
}

static void complain(PolderMessages *messages, const char *path, int line, const char *nl,
                     const char *en) {
  polder_messages_add(messages, POLDER_ERROR, path, line, 0, nl, en);
}

static void read_lines(Reader *reader, PolderRows *rows) {
  size_t length = 0;
  for (char *line; reader->good && (line = polder_rows_next(rows, &length)) != NULL;)
    reader->line++ == 0 ? read_header(reader, line) : read_row(reader, line);
  if (!reader->good)
    complain(reader->messages, reader->path, reader->line, "geen rij van polder batch",
             "no row of polder batch");
  else if (!polder_rows_end(rows, NULL)) {
    complain(reader->messages, reader->path, reader->line, "niet verder te lezen",
             "cannot be read further");
    reader->good = false;
  }
}

/* `name`: runs, parties or process; without the last two there is nothing about them. */
static bool read_table(ClaimsResults *results, const char *name, PolderMessages *messages) {
  g_autofree char *file = g_strdup_printf("%s.csv", name);
  g_autofree char *path = g_build_filename(results->folder, file, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(PolderRows) rows = polder_rows_open(results->folder, name, &error);
  if (rows == NULL) {
    if (strcmp(name, "runs") != 0 && g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return true;
    complain(messages, path, 0, "niet te openen", "cannot be opened");
    return false;
  }
  Reader reader = {.results = results, .path = path, .messages = messages, .good = true};
  reader.sought = g_array_new(FALSE, FALSE, sizeof(Sought));
  read_lines(&reader, rows);
  g_array_unref(reader.sought);
  return reader.good;
}

/* --- All of it -------------------------------------------------------------------------------- */

static char *key_of(const PolderPoints *points, uint32_t point, int other, const char *level) {
  GString *key = g_string_new(NULL);
  for (guint i = 0; i < points->names->len; i++) {
    g_string_append(key, (int)i == other ? level : polder_points_value(points, point, i));
    g_string_append_c(key, '\x1f');
  }
  return g_string_free(key, FALSE);
}

static void free_measure(gpointer data) {
  ClaimsMeasure *measure = data;
  g_ptr_array_unref(measure->cells);
  g_free(measure->name);
  g_free(measure);
}

static void begin(ClaimsResults *results, GPtrArray *measures) {
  results->arms = g_ptr_array_new_with_free_func(g_free);
  results->measures = g_ptr_array_new_with_free_func(free_measure);
  results->place = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < measures->len; i++) {
    ClaimsMeasure *measure = g_new0(ClaimsMeasure, 1);
    measure->name = g_strdup(measures->pdata[i]);
    measure->cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    measure->yes_no = true;
    g_ptr_array_add(results->measures, measure);
  }
}

ClaimsResults *claims_results_read(const char *folder, GPtrArray *measures,
                                   PolderMessages *messages) {
  g_autoptr(ClaimsResults) results = g_new0(ClaimsResults, 1);
  g_autofree char *path = g_build_filename(folder, "points.csv", NULL);
  results->folder = folder;
  begin(results, measures);
  results->points = polder_points_load(path, messages);
  if (results->points == NULL)
    return NULL;
  for (uint32_t point = 0; point < results->points->n_points; point++)
    g_hash_table_insert(results->place, key_of(results->points, point, -1, NULL),
                        GUINT_TO_POINTER(point));
  if (!read_table(results, "runs", messages) || !read_table(results, "process", messages) ||
      !read_table(results, "parties", messages))
    return NULL;
  return g_steal_pointer(&results);
}

void claims_results_free(ClaimsResults *results) {
  if (results == NULL)
    return;
  polder_points_free(results->points);
  g_ptr_array_unref(results->arms);
  g_ptr_array_unref(results->measures);
  g_hash_table_unref(results->place);
  g_free(results);
}

const ClaimsMeasure *claims_measure(const ClaimsResults *results, const char *name) {
  for (guint i = 0; i < results->measures->len; i++) {
    const ClaimsMeasure *measure = results->measures->pdata[i];
    if (strcmp(measure->name, name) == 0 && measure->cells->len > 0)
      return measure;
  }
  return NULL;
}

/* --- Cells ------------------------------------------------------------------------------------ */

unsigned claims_cells(const ClaimsResults *results) {
  return results->arms->len * results->points->n_points;
}

static int name_place(const ClaimsResults *results, const char *factor) {
  for (guint i = 0; i < results->points->names->len; i++)
    if (strcmp(results->points->names->pdata[i], factor) == 0)
      return (int)i;
  return -1;
}

bool claims_has_factor(const ClaimsResults *results, const char *factor) {
  return strcmp(factor, "arm") == 0 || name_place(results, factor) >= 0;
}

const char *claims_value(const ClaimsResults *results, unsigned cell, const char *factor) {
  const uint32_t n_points = results->points->n_points;
  if (strcmp(factor, "arm") == 0)
    return results->arms->pdata[cell / n_points];
  return polder_points_value(results->points, cell % n_points,
                             (unsigned)name_place(results, factor));
}

int claims_other(const ClaimsResults *results, unsigned cell, const char *factor,
                 const char *level) {
  const uint32_t n_points = results->points->n_points;
  const uint32_t point = cell % n_points, arm = cell / n_points;
  if (strcmp(factor, "arm") == 0) {
    for (guint i = 0; i < results->arms->len; i++)
      if (strcmp(results->arms->pdata[i], level) == 0)
        return (int)(i * n_points + point);
    return -1;
  }
  g_autofree char *key = key_of(results->points, point, name_place(results, factor), level);
  gpointer other = NULL;
  if (!g_hash_table_lookup_extended(results->place, key, NULL, &other))
    return -1;
  return (int)(arm * n_points + GPOINTER_TO_UINT(other));
}

GPtrArray *claims_levels(const ClaimsResults *results, const char *factor) {
  GPtrArray *levels = g_ptr_array_new();
  for (unsigned cell = 0; cell < claims_cells(results); cell++) {
    const char *value = claims_value(results, cell, factor);
    if (!g_ptr_array_find_with_equal_func(levels, value, g_str_equal, NULL))
      g_ptr_array_add(levels, (gpointer)value);
  }
  return levels;
}

const char *claims_level(const ClaimsResults *results, const char *factor, const char *text) {
  g_autoptr(GPtrArray) levels = claims_levels(results, factor);
  double wanted = 0, own = 0;
  const bool number = polder_number_read(text, false, true, &wanted) == POLDER_NUMBER_GOOD;
  for (guint i = 0; i < levels->len; i++) {
    const char *level = levels->pdata[i];
    if (strcmp(level, text) == 0 ||
        (number && polder_number_read(level, false, true, &own) == POLDER_NUMBER_GOOD &&
         fabs(own - wanted) < POLDER_TOLERANCE))
      return level;
  }
  return NULL;
}
