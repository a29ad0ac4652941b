/* Tables: CSV in and out. A file becomes a sheet of trimmed cells that know where they stand; text
 * becomes a number, or a located message that says why not.
 *
 * What spreadsheets write is understood: UTF-8 with or without BOM, Windows-1252 (with a warning),
 * CRLF or LF, `,` `;` or tab, `sep=;`, quoted cells with newlines, and a decimal comma beside `;`
 * or tab.
 */
#ifndef POLDER_TABLES_H
#define POLDER_TABLES_H

#include <polder/base.h>

G_BEGIN_DECLS

/* Limits of one file; reaching one is a located error. */
#define POLDER_SHEET_BYTES_MAX   (64u << 20)
#define POLDER_SHEET_COLUMNS_MAX 1024
#define POLDER_CELL_BYTES_MAX    65536

typedef struct {
  const char *text; /* trimmed UTF-8, "" when empty; lent by the sheet */
  int line;         /* physical line on which the cell begins, 1.. */
  int column;       /* field number, 1.. */
} PolderCell;

/* Columns headed `#...` are notes: they are not among the columns, but keep their field number.
 * Rows that are wholly empty are not among the rows. */
typedef struct {
  char *path;         /* as the user named it */
  char delimiter;     /* ',' ';' or '\t' */
  bool decimal_comma; /* 0,75 is a number in this file */
  int n_columns;
  PolderCell *header; /* [n_columns] */
  int n_rows;
  GArray *cells; /* of PolderCell: all rows, every field that was written */
  GArray *rows;  /* of PolderSheetRow */
  GStringChunk *texts;
  PolderMessages *messages; /* lent: where complaints about this sheet go */
} PolderSheet;

typedef struct {
  int line;
  int first_cell, n_cells; /* in `cells` */
} PolderSheetRow;

/* Reads a file, or bytes that stand for one. Trouble goes to `messages` (which must outlive the
 * sheet); NULL when no header could be read. A sheet is returned even when some row is an error. */
PolderSheet *polder_sheet_read(const char *path, PolderMessages *messages);
/* The bytes of a file, or NULL after an error in `messages`. Yours to free. */
char *polder_file_read(const char *path, size_t *out_length, PolderMessages *messages);
PolderSheet *polder_sheet_parse(const char *path, const char *bytes, size_t length,
                                PolderMessages *messages);
void polder_sheet_free(PolderSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderSheet, polder_sheet_free)

/* A cell by row and column, both from 0; a cell that was not written is empty. column -1: likewise.
 */
PolderCell polder_sheet_cell(const PolderSheet *sheet, int row, int column);
/* The cell of a whole row, or of the whole file (row -1), to complain about. */
PolderCell polder_sheet_row(const PolderSheet *sheet, int row);

/* Complains about a cell. The texts follow on the column and the value, as a predicate:
 * `is no number; write 0.75` becomes `column D "weight": "abc" is no number; write 0.75`. */
void polder_sheet_add(const PolderSheet *sheet, PolderCell cell, PolderSeverity severity,
                      const char *nl, const char *en);
/* The same as an error with a format; both formats take the same arguments in the same order. */
void polder_sheet_error(const PolderSheet *sheet, PolderCell cell, const char *nl, const char *en,
                        ...) __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
/* Warns about every cell of a column of text that a spreadsheet seems to have turned into a date.
 */
void polder_sheet_warn_dates(const PolderSheet *sheet, int column);

/* --- Text and numbers ------------------------------------------------------------------------- */

typedef enum {
  POLDER_NUMBER_GOOD,
  POLDER_NUMBER_EMPTY,
  POLDER_NUMBER_UNREADABLE,
  POLDER_NUMBER_TWO_MARKS, /* both . and , */
  POLDER_NUMBER_COMMA,     /* a decimal comma where a point is meant */
  POLDER_NUMBER_PERCENT,   /* a percentage where no share of 0..1 is meant */
  POLDER_NUMBER_DATE,
  POLDER_NUMBER_TOO_LARGE
} PolderNumberFault;

/* Reads the whole of a trimmed text. `share`: 0..1 is meant, so `75%` is .75. On a fault
 * `out_number` is untouched. */
PolderNumberFault polder_number_read(const char *text, bool decimal_comma, bool share,
                                     double *out_number);
/* What is wrong and what would be right, as a predicate. Lent; "" when good. */
const char *polder_number_fault_text(PolderNumberFault fault, PolderLanguage language);
/* The number in a cell; on a fault false, and an error in the sheet's messages. */
bool polder_sheet_number(const PolderSheet *sheet, PolderCell cell, bool share, double *out_number);
bool polder_looks_like_date(const char *text);

/* The shortest text that reads back as the same number; "" for NAN. Returns `buffer`. */
const char *polder_number_text(double number, char buffer[G_ASCII_DTOSTR_BUF_SIZE]);

/* --- CSV out: `,`, LF, `.`, UTF-8 without BOM ------------------------------------------------- */

/* Text that grows cell by cell. Owner: whoever initialised it. */
typedef struct {
  GString *text;
  bool row_begun;
} PolderCsv;

void polder_csv_init(PolderCsv *csv);
void polder_csv_clear(PolderCsv *csv);
void polder_csv_add_text(PolderCsv *csv, const char *text); /* NULL = an empty cell */
void polder_csv_add_number(PolderCsv *csv, double number);  /* NAN = an empty cell */
void polder_csv_end_row(PolderCsv *csv);
/* Adds cells of text up to a final NULL, and ends the row. */
void polder_csv_add_row(PolderCsv *csv, ...) G_GNUC_NULL_TERMINATED;

/* Cuts a line that Polder wrote, in which nothing is quoted, at its commas, in place. Returns how
 * many cells, at most `max`. */
int polder_csv_cut(char *line, char **out_cells, int max);

G_END_DECLS

#endif
