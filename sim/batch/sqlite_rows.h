/* Rows of CSV as a table that SQLite reads, so that one statement takes in a whole block. Private
 * to the store. */
#ifndef POLDER_BATCH_SQLITE_ROWS_H
#define POLDER_BATCH_SQLITE_ROWS_H

#include <polder/base.h>
#include <sqlite3.h>

enum { POLDER_COLUMNS_MAX = 256 };

typedef enum {
  POLDER_CELL_REAL,
  POLDER_CELL_WHOLE,
  POLDER_CELL_TEXT,
  POLDER_CELL_SEED
} PolderCellKind;

/* No cell needs quotes; an empty one is NULL. */
typedef struct {
  int n_columns;
  PolderCellKind kind[POLDER_COLUMNS_MAX];
  const char *rows, *end; /* what is read next */
  sqlite3_int64 place;    /* the rowid of its first row */
} PolderCsvRows;

/* Makes `rows` a table of this name; it must live as long as the handle. A code of SQLite. */
int polder_csv_rows_register(sqlite3 *handle, const char *name, PolderCsvRows *rows);

#endif
