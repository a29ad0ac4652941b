/* Writing and reading results.sqlite. Columns have the names of the CSV; whole numbers are INTEGER,
 * other numbers REAL, and an empty cell is NULL. */
#include "sqlite.h"

#include <glib/gstdio.h>
#include <polder/record.h>
#include <polder/tables.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rounds.h"
#include "sqlite_rows.h"

enum {
  PATIENCE_MS = 10000,
  BLOCK_PLACES = 1 << 15, /* for rows of one table in a block: up to 2048, of up to 16 parties */
  WHOLE = 1               /* user_version when nothing is missing any more */
};

const char *const polder_database_name = "results.sqlite";

/* A table being filled. */
typedef struct {
  sqlite3_stmt *insert;
  PolderCsvRows from;
} Table;

struct PolderDatabase {
  char *path;
  sqlite3 *handle;
  Table runs, parties, rounds, process;
  sqlite3_stmt *note_block, *find_block;
  bool whole;
  GMutex at_work;
};

/* --- Errors ----------------------------------------------------------------------------------- */

static int error_code(int code) {
  switch (code & 0xff) {
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_ERROR: /* a table or column that is not there */
    return G_FILE_ERROR_INVAL;
  case SQLITE_FULL:
    return G_FILE_ERROR_NOSPC;
  default:
    return G_FILE_ERROR_IO;
  }
}

/* Always false. */
static bool refuse(sqlite3 *handle, const char *path, GError **error) {
  return polder_batch_refuse(error, error_code(sqlite3_errcode(handle)), "%s: SQLite zegt: %s",
                             "%s: SQLite says: %s", path, sqlite3_errmsg(handle));
}

static bool run(PolderDatabase *database, const char *sql, GError **error) {
  return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
         refuse(database->handle, database->path, error);
}

static bool compile(PolderDatabase *database, const char *sql, sqlite3_stmt **out_statement,
                    GError **error) {
  return sqlite3_prepare_v2(database->handle, sql, -1, out_statement, NULL) == SQLITE_OK ||
         refuse(database->handle, database->path, error);
}

static bool open_handle(const char *path, int flags, sqlite3 **out_handle, GError **error) {
  const int code = sqlite3_open_v2(path, out_handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  sqlite3_busy_timeout(*out_handle, PATIENCE_MS);
  return code == SQLITE_OK || refuse(*out_handle, path, error);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static PolderCellKind kind_of(const char *column) {
  static const char *const texts[] = {"arm",   "outcome", "impasse_type", "deal", "cause",
                                      "party", NULL};
  static const char *const wholes[] = {"point",        "run", "impasse", "round",
                                       "signed_round", "n",   NULL};
  if (g_strv_contains(texts, column))
    return POLDER_CELL_TEXT;
  if (g_strv_contains(wholes, column))
    return POLDER_CELL_WHOLE;
  return g_str_equal(column, "seed") ? POLDER_CELL_SEED : POLDER_CELL_REAL;
}

/* A seed may be too large for INTEGER, which would make it REAL: its column has no type. */
static const char *const kind_names[] = {[POLDER_CELL_REAL] = " REAL",
                                         [POLDER_CELL_WHOLE] = " INTEGER",
                                         [POLDER_CELL_TEXT] = " TEXT",
                                         [POLDER_CELL_SEED] = ""};

static char **columns_of(const char *header) {
  g_autofree char *line = g_strndup(header, strcspn(header, "\n"));
  return g_strsplit(line, ",", -1);
}

static void append_table(GString *sql, const char *name, const char *header, const char *key) {
  g_auto(GStrv) columns = columns_of(header);
  g_string_append_printf(sql, "CREATE TABLE %s(", name);
  for (char **column = columns; *column != NULL; column++)
    g_string_append_printf(sql, "%s%s%s", column != columns ? "," : "", *column,
                           kind_names[kind_of(*column)]);
  g_string_append_printf(sql, ");CREATE INDEX %s_by_%s ON %s(point,arm,%s);", name, key, name, key);
}

/* What fails is undone as a whole, so that SQLite need not note how to undo one statement. */
static bool prepare(PolderDatabase *database, const char *name, const char *header, Table *table,
                    GError **error) {
  g_auto(GStrv) columns = columns_of(header);
  g_autofree char *source = g_strdup_printf("csv_of_%s", name);
  g_autofree char *names = g_strjoinv(",", columns);
  g_autofree char *sql = g_strdup_printf(
      "INSERT OR ROLLBACK INTO %s(rowid,%s) SELECT rowid,* FROM %s", name, names, source);
  for (char **column = columns; *column != NULL; column++)
    table->from.kind[table->from.n_columns++] = kind_of(*column);
  if (polder_csv_rows_register(database->handle, source, &table->from) != SQLITE_OK)
    return refuse(database->handle, database->path, error);
  return compile(database, sql, &table->insert, error);
}

/* --- Points ----------------------------------------------------------------------------------- */

/* Does every value read back as the text that it is? */
static bool is_numeric(const PolderPoints *points, unsigned column) {
  g_autoptr(GString) again = g_string_new(NULL);
  for (uint32_t point = 0; point < points->n_points; point++) {
    const char *value = polder_points_value(points, point, column);
    g_string_truncate(again, 0);
    polder_number_append(again, g_ascii_strtod(value, NULL));
    if (!g_str_equal(again->str, value))
      return false;
  }
  return true;
}

static char *points_table(const PolderPoints *points, bool *out_numeric) {
  GString *sql = g_string_new("CREATE TABLE points(point INTEGER PRIMARY KEY");
  for (unsigned i = 0; i < points->names->len; i++) {
    char *column = sqlite3_mprintf(",\"%w\"", (char *)points->names->pdata[i]);
    out_numeric[i] = is_numeric(points, i);
    g_string_append_printf(sql, "%s%s", column, out_numeric[i] ? " REAL" : " TEXT");
    sqlite3_free(column);
  }
  g_string_append_c(sql, ')');
  return g_string_free(sql, FALSE);
}

static void bind_point(sqlite3_stmt *insert, const PolderPoints *points, uint32_t point,
                       const bool *numeric) {
  sqlite3_bind_int64(insert, 1, point);
  for (unsigned i = 0; i < points->names->len; i++) {
    const char *value = polder_points_value(points, point, i);
    if (numeric[i])
      sqlite3_bind_double(insert, (int)i + 2, g_ascii_strtod(value, NULL));
    else
      sqlite3_bind_text(insert, (int)i + 2, value, -1, SQLITE_TRANSIENT);
  }
}

static bool add_points(PolderDatabase *database, const PolderPoints *points, GError **error) {
  g_autofree bool *numeric = g_new0(bool, points->names->len + 1);
  g_autofree char *table = points_table(points, numeric);
  g_autoptr(GString) sql = g_string_new("INSERT INTO points VALUES(?");
  for (unsigned i = 0; i < points->names->len; i++)
    g_string_append(sql, ",?");
  g_string_append_c(sql, ')');
  sqlite3_stmt *insert = NULL;
  bool good = run(database, table, error) && compile(database, sql->str, &insert, error);
  for (uint32_t point = 0; good && point < points->n_points; point++) {
    bind_point(insert, points, point, numeric);
    good = sqlite3_step(insert) == SQLITE_DONE || refuse(database->handle, database->path, error);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  return good;
}

/* --- Making and opening ----------------------------------------------------------------------- */

static char *print_process_header(void) {
  GString *header = g_string_new(NULL);
  polder_process_append_header(header);
  return g_string_free(header, FALSE);
}

static bool fill_new(PolderDatabase *database, const PolderPoints *points, GError **error) {
  g_autofree char *process_header = print_process_header();
  g_autoptr(GString) sql = g_string_new(NULL);
  append_table(sql, "runs", polder_runs_header, "run");
  append_table(sql, "parties", polder_parties_header, "run");
  append_table(sql, "rounds", polder_rounds_header, "round");
  append_table(sql, "process", process_header, "run");
  g_string_append(sql, "CREATE TABLE blocks(block INTEGER PRIMARY KEY)");
  return run(database, "BEGIN", error) && run(database, sql->str, error) &&
         add_points(database, points, error) && run(database, "COMMIT", error) &&
         run(database, "PRAGMA journal_mode=WAL", error);
}

static bool read_points(const PolderFolder *folder, PolderPoints **out_points, GError **error) {
  g_autofree char *path = g_build_filename(folder->path, "points.csv", NULL);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  *out_points = polder_points_load(path, messages);
  return *out_points != NULL || polder_batch_refuse(error, G_FILE_ERROR_INVAL, "%s is onleesbaar",
                                                    "%s cannot be read", path);
}

/* Under another name first, so that who reads finds all tables or no file. */
static bool make(const PolderFolder *folder, const char *path, GError **error) {
  g_autofree char *hidden =
      g_strdup_printf(".%s.%s.%d", polder_database_name, g_get_host_name(), (int)getpid());
  g_autofree char *draft = g_build_filename(folder->path, hidden, NULL);
  PolderDatabase database = {.path = draft};
  PolderPoints *points = NULL;
  g_unlink(draft);
  const bool good =
      read_points(folder, &points, error) &&
      open_handle(draft, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &database.handle, error) &&
      fill_new(&database, points, error);
  polder_points_free(points);
  if (sqlite3_close(database.handle) == SQLITE_OK && good)
    return g_rename(draft, path) == 0 || polder_file_refuse(error, path);
  g_unlink(draft);
  return false;
}

static bool prepare_blocks(PolderDatabase *database, GError **error) {
  sqlite3_stmt *version = NULL;
  if (!compile(database, "PRAGMA user_version", &version, error))
    return false;
  database->whole = sqlite3_step(version) == SQLITE_ROW && sqlite3_column_int(version, 0) == WHOLE;
  sqlite3_finalize(version);
  return database->whole ||
         (compile(database, "INSERT INTO blocks VALUES(?)", &database->note_block, error) &&
          compile(database, "SELECT 1 FROM blocks WHERE block=?", &database->find_block, error));
}

static bool open_there(PolderDatabase *database, GError **error) {
  g_autofree char *process_header = print_process_header();
  return open_handle(database->path, SQLITE_OPEN_READWRITE, &database->handle, error) &&
         run(database, "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL", error) &&
         prepare(database, "runs", polder_runs_header, &database->runs, error) &&
         prepare(database, "parties", polder_parties_header, &database->parties, error) &&
         prepare(database, "rounds", polder_rounds_header, &database->rounds, error) &&
         prepare(database, "process", process_header, &database->process, error) &&
         prepare_blocks(database, error);
}

PolderDatabase *polder_database_open(const PolderFolder *folder, GError **error) {
  g_autofree char *path = g_build_filename(folder->path, polder_database_name, NULL);
  if (!g_file_test(path, G_FILE_TEST_EXISTS) && !make(folder, path, error))
    return NULL;
  g_autoptr(PolderDatabase) database = g_new0(PolderDatabase, 1);
  database->path = g_steal_pointer(&path);
  g_mutex_init(&database->at_work);
  return open_there(database, error) ? g_steal_pointer(&database) : NULL;
}

void polder_database_free(PolderDatabase *database) {
  if (database == NULL)
    return;
  sqlite3_finalize(database->runs.insert);
  sqlite3_finalize(database->parties.insert);
  sqlite3_finalize(database->rounds.insert);
  sqlite3_finalize(database->process.insert);
  sqlite3_finalize(database->note_block);
  sqlite3_finalize(database->find_block);
  sqlite3_close(database->handle);
  g_mutex_clear(&database->at_work);
  g_free(database->path);
  g_free(database);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static bool add_rows(PolderDatabase *database, Table *table, const char *rows, size_t length,
                     GError **error) {
  table->from.rows = rows;
  table->from.end = rows + length;
  const bool added =
      sqlite3_step(table->insert) == SQLITE_DONE || refuse(database->handle, database->path, error);
  sqlite3_reset(table->insert);
  table->from.place += sqlite3_changes(database->handle);
  return added;
}

static bool has_block(PolderDatabase *database, uint32_t block) {
  if (database->whole)
    return true;
  sqlite3_bind_int64(database->find_block, 1, block);
  const bool has = sqlite3_step(database->find_block) == SQLITE_ROW;
  sqlite3_reset(database->find_block);
  return has;
}

static bool note_block(PolderDatabase *database, uint32_t block, GError **error) {
  sqlite3_bind_int64(database->note_block, 1, block);
  const bool noted = sqlite3_step(database->note_block) == SQLITE_DONE ||
                     refuse(database->handle, database->path, error);
  sqlite3_reset(database->note_block);
  return noted;
}

static bool put_block(PolderDatabase *database, const PolderPart *part, GError **error) {
  database->runs.from.place = database->parties.from.place = database->process.from.place =
      (sqlite3_int64)part->block * BLOCK_PLACES + 1;
  if (has_block(database, part->block))
    return true;
  if (run(database, "BEGIN IMMEDIATE", error) &&
      add_rows(database, &database->runs, part->runs, part->n_runs, error) &&
      add_rows(database, &database->parties, part->parties, part->n_parties, error) &&
      add_rows(database, &database->process, part->process, part->n_process, error) &&
      note_block(database, part->block, error) && run(database, "COMMIT", error))
    return true;
  sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
  return false;
}

bool polder_database_add(PolderDatabase *database, const PolderPart *part, GError **error) {
  g_mutex_lock(&database->at_work);
  const bool added = put_block(database, part, error);
  g_mutex_unlock(&database->at_work);
  return added;
}

bool polder_database_load(PolderDatabase *database, PolderFolder *const *sources, uint32_t n_blocks,
                          GError **error) {
  bool good = true;
  for (uint32_t block = 0; good && block < n_blocks; block++) {
    PolderPart part;
    if (sources[block] == NULL || has_block(database, block))
      continue;
    good =
        polder_part_read(sources[block], block, &part, error) && put_block(database, &part, error);
    polder_part_clear(&part);
  }
  return good;
}

/* --- Rounds and the end ----------------------------------------------------------------------- */

bool polder_database_begin_rounds(PolderDatabase *database, GError **error) {
  database->rounds.from.place = 1;
  return run(database, "BEGIN IMMEDIATE", error) && run(database, "DELETE FROM rounds", error);
}

bool polder_database_add_rounds(PolderDatabase *database, const char *rows, size_t length,
                                GError **error) {
  return add_rows(database, &database->rounds, rows, length, error);
}

/* Who reads keeps the journal where it is: then the file stays in that mode, which is as good, but
 * cannot be read from a folder that is read-only. */
bool polder_database_finish(PolderDatabase *database, GError **error) {
  if (!run(database, "DROP TABLE IF EXISTS blocks;PRAGMA user_version=1;COMMIT", error))
    return false;
  sqlite3_exec(database->handle, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
  sqlite3_busy_timeout(database->handle, 0);
  sqlite3_exec(database->handle, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
  return true;
}

/* --- Reading ---------------------------------------------------------------------------------- */

struct PolderSelection {
  char *path;
  sqlite3 *handle;
  sqlite3_stmt *select;
  bool begun; /* the header was given */
};

PolderSelection *polder_selection_new(const char *folder, const char *table, GError **error) {
  g_autoptr(GString) sql = g_string_new(NULL);
  g_string_printf(sql, "SELECT * FROM %s ORDER BY rowid", table);
  PolderSelection *selection = g_new0(PolderSelection, 1);
  selection->path = g_build_filename(folder, polder_database_name, NULL);
  if (open_handle(selection->path, SQLITE_OPEN_READONLY, &selection->handle, error) &&
      (sqlite3_prepare_v2(selection->handle, sql->str, -1, &selection->select, NULL) == SQLITE_OK ||
       refuse(selection->handle, selection->path, error)))
    return selection;
  polder_selection_free(selection);
  return NULL;
}

void polder_selection_free(PolderSelection *selection) {
  if (selection == NULL)
    return;
  sqlite3_finalize(selection->select);
  sqlite3_close(selection->handle);
  g_free(selection->path);
  g_free(selection);
}

static void append_cell(GString *line, sqlite3_stmt *select, int column) {
  switch (sqlite3_column_type(select, column)) {
  case SQLITE_INTEGER:
    g_string_append_printf(line, "%" G_GINT64_FORMAT, (gint64)sqlite3_column_int64(select, column));
    return;
  case SQLITE_FLOAT:
    polder_number_append(line, sqlite3_column_double(select, column));
    return;
  case SQLITE_NULL:
    return;
  default:
    g_string_append(line, (const char *)sqlite3_column_text(select, column));
    return;
  }
}

bool polder_selection_next(PolderSelection *selection, GString *line, GError **error) {
  const int n_columns = sqlite3_column_count(selection->select);
  const bool header = !selection->begun;
  const int code = header ? SQLITE_ROW : sqlite3_step(selection->select);
  g_string_truncate(line, 0);
  selection->begun = true;
  if (code != SQLITE_ROW)
    return code != SQLITE_DONE && refuse(selection->handle, selection->path, error);
  for (int column = 0; column < n_columns; column++) {
    if (header)
      g_string_append(line, sqlite3_column_name(selection->select, column));
    else
      append_cell(line, selection->select, column);
    g_string_append_c(line, column + 1 < n_columns ? ',' : '\n');
  }
  return true;
}
