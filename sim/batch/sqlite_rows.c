/* A virtual table over rows of CSV in memory. SQLite asks for the cells of a row from left to
 * right; so each byte is looked at once, by what reads its cell. */
#include "sqlite_rows.h"

#include <polder/record.h>
#include <string.h>

typedef struct {
  sqlite3_vtab base; /* the first, for SQLite */
  const PolderCsvRows *rows;
} Lines;

typedef struct {
  sqlite3_vtab_cursor base; /* the first, for SQLite */
  const PolderCsvRows *rows;
  const char *row, *cell;
  int column; /* of `cell` */
  sqlite3_int64 place;
} Cursor;

static const char *past_cell(const char *at) {
  return at + strcspn(at, ",\n") + 1;
}

static void give_seed(sqlite3_context *context, const char *cell, char **out_end) {
  const guint64 seed = g_ascii_strtoull(cell, out_end, 10);
  if (seed <= G_MAXINT64)
    sqlite3_result_int64(context, (sqlite3_int64)seed);
  else
    sqlite3_result_text(context, cell, (int)(*out_end - cell), SQLITE_STATIC);
}

/* Returns where the next cell begins. */
static const char *give_cell(sqlite3_context *context, PolderCellKind kind, const char *cell) {
  char *end = NULL;
  if (*cell == ',' || *cell == '\n')
    return cell + 1;
  switch (kind) {
  case POLDER_CELL_REAL:
    sqlite3_result_double(context, polder_number_scan(cell, &end));
    break;
  case POLDER_CELL_WHOLE:
    sqlite3_result_int64(context, (sqlite3_int64)polder_number_scan(cell, &end));
    break;
  case POLDER_CELL_SEED:
    give_seed(context, cell, &end);
    break;
  case POLDER_CELL_TEXT:
    end = (char *)past_cell(cell) - 1;
    sqlite3_result_text(context, cell, (int)(end - cell), SQLITE_STATIC);
    break;
  }
  return past_cell(end);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int wanted) {
  Cursor *cursor = (Cursor *)base;
  if (wanted < cursor->column) {
    cursor->cell = cursor->row;
    cursor->column = 0;
  }
  for (; cursor->column < wanted; cursor->column++)
    cursor->cell = past_cell(cursor->cell);
  cursor->cell = give_cell(context, cursor->rows->kind[wanted], cursor->cell);
  cursor->column++;
  return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base) {
  Cursor *cursor = (Cursor *)base;
  for (; cursor->column < cursor->rows->n_columns; cursor->column++)
    cursor->cell = past_cell(cursor->cell);
  cursor->row = cursor->cell;
  cursor->column = 0;
  cursor->place++;
  return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *words, int n_arguments,
                  sqlite3_value **arguments) {
  Cursor *cursor = (Cursor *)base;
  (void)plan, (void)words, (void)n_arguments, (void)arguments;
  cursor->row = cursor->cell = cursor->rows->rows;
  cursor->column = 0;
  cursor->place = cursor->rows->place;
  return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base) {
  const Cursor *cursor = (Cursor *)base;
  return cursor->row >= cursor->rows->end;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out_place) {
  *out_place = ((Cursor *)base)->place;
  return SQLITE_OK;
}

/* --- Opening and closing ---------------------------------------------------------------------- */

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out_cursor) {
  Cursor *cursor = g_new0(Cursor, 1);
  cursor->rows = ((Lines *)base)->rows;
  *out_cursor = &cursor->base;
  return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  g_free(base);
  return SQLITE_OK;
}

static int choose_plan(sqlite3_vtab *base, sqlite3_index_info *info) {
  (void)base, (void)info;
  return SQLITE_OK; /* all rows, in their order */
}

static int connect_lines(sqlite3 *handle, void *data, int n_words, const char *const *words,
                         sqlite3_vtab **out_table, char **out_error) {
  const PolderCsvRows *rows = data;
  g_autoptr(GString) sql = g_string_new("CREATE TABLE rows(");
  (void)n_words, (void)words, (void)out_error;
  for (int i = 0; i < rows->n_columns; i++)
    g_string_append_printf(sql, "%sc%d", i > 0 ? "," : "", i);
  g_string_append_c(sql, ')');
  Lines *lines = g_new0(Lines, 1);
  lines->rows = rows;
  *out_table = &lines->base;
  return sqlite3_declare_vtab(handle, sql->str);
}

static int disconnect(sqlite3_vtab *base) {
  g_free(base);
  return SQLITE_OK;
}

int polder_csv_rows_register(sqlite3 *handle, const char *name, PolderCsvRows *rows) {
  static const sqlite3_module module = {.xConnect = connect_lines,
                                        .xBestIndex = choose_plan,
                                        .xDisconnect = disconnect,
                                        .xOpen = open_cursor,
                                        .xClose = close_cursor,
                                        .xFilter = filter,
                                        .xNext = next,
                                        .xEof = is_at_end,
                                        .xColumn = column,
                                        .xRowid = rowid};
  return sqlite3_create_module(handle, name, &module, rows);
}
