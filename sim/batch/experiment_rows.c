/* The rows of a results folder, as lines of CSV, whichever way they are stored. */
#include "sqlite.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct PolderRows {
  char *path;
  FILE *file;                 /* of CSV, or NULL */
  char *line;                 /* of getline */
  size_t room;                /* likewise */
  PolderSelection *selection; /* of SQLite, or NULL */
  GString *text;
  GError *error;
};

static bool has_database(const char *folder) {
  g_autofree char *path = g_build_filename(folder, polder_database_name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static bool open_rows(PolderRows *rows, const char *folder, const char *table, GError **error) {
  if (has_database(folder)) {
    rows->selection = polder_selection_new(folder, table, error);
    rows->text = g_string_new(NULL);
    return rows->selection != NULL;
  }
  rows->file = fopen(rows->path, "re");
  const int code = errno;
  return rows->file != NULL ||
         polder_batch_refuse(error, (int)g_file_error_from_errno(code), "%s: niet te openen: %s",
                             "%s: cannot be opened: %s", rows->path, g_strerror(code));
}

PolderRows *polder_rows_open(const char *folder, const char *table, GError **error) {
  g_autoptr(PolderRows) rows = g_new0(PolderRows, 1);
  g_autofree char *name = g_strdup_printf("%s.csv", table);
  rows->path = g_build_filename(folder, name, NULL);
  return open_rows(rows, folder, table, error) ? g_steal_pointer(&rows) : NULL;
}

char *polder_rows_next(PolderRows *rows, size_t *out_length) {
  if (rows->selection != NULL) {
    const bool more =
        rows->error == NULL && polder_selection_next(rows->selection, rows->text, &rows->error);
    *out_length = rows->text->len;
    return more ? rows->text->str : NULL;
  }
  const ssize_t length = getline(&rows->line, &rows->room, rows->file);
  *out_length = length > 0 ? (size_t)length : 0;
  return length >= 0 ? rows->line : NULL;
}

bool polder_rows_end(PolderRows *rows, GError **error) {
  if (rows->error != NULL)
    g_propagate_error(error, g_steal_pointer(&rows->error));
  else if (rows->file == NULL || !ferror(rows->file))
    return true;
  else
    polder_file_refuse(error, rows->path);
  return false;
}

void polder_rows_free(PolderRows *rows) {
  if (rows == NULL)
    return;
  if (rows->file != NULL)
    fclose(rows->file);
  if (rows->text != NULL)
    g_string_free(rows->text, TRUE);
  polder_selection_free(rows->selection);
  g_clear_error(&rows->error);
  free(rows->line); /* getline's */
  g_free(rows->path);
  g_free(rows);
}
