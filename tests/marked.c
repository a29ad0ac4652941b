/* A page read as XML: its tags, its ids, and one of its tables. */
#include "marked.h"

#include <check.h>
#include <glib.h>
#include <stdbool.h>
#include <string.h>

typedef struct {
  GHashTable *ids;
  const char *table; /* whose cells are wanted */
  bool in_table, in_cell, has_value;
  GString *cell, *rows;
} Reading;

static void on_start(GMarkupParseContext *context, const char *element, const char **names,
                     const char **values, gpointer data, GError **error) {
  Reading *reading = data;
  (void)context;
  (void)error;
  for (int i = 0; names[i] != NULL; i++) {
    if (strcmp(names[i], "id") == 0)
      ck_assert_msg(g_hash_table_add(reading->ids, g_strdup(values[i])), "twice: %s", values[i]);
    if (strcmp(names[i], "id") == 0 && g_strcmp0(values[i], reading->table) == 0)
      reading->in_table = true;
    if (strcmp(element, "data") == 0 && strcmp(names[i], "value") == 0) {
      g_string_assign(reading->cell, values[i]);
      reading->has_value = true;
    }
  }
  const bool drawn = strcmp(element, "td") == 0 && g_strcmp0(values[0], "plot") == 0;
  if (!drawn && (strcmp(element, "td") == 0 ||
                 (strcmp(element, "th") == 0 && strcmp(values[0], "row") == 0))) {
    reading->in_cell = true;
    reading->has_value = false;
    g_string_truncate(reading->cell, 0);
  }
}

static void on_end(GMarkupParseContext *context, const char *element, gpointer data,
                   GError **error) {
  Reading *reading = data;
  (void)context;
  (void)error;
  if (reading->in_table && reading->in_cell && element[0] == 't')
    g_string_append_printf(reading->rows, "%s,", reading->cell->str);
  if (element[0] == 't')
    reading->in_cell = false;
  if (reading->in_table && strcmp(element, "tr") == 0 && reading->rows->len > 0)
    reading->rows->str[reading->rows->len - 1] = '\n';
  if (strcmp(element, "table") == 0)
    reading->in_table = false;
}

static void on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
                    GError **error) {
  Reading *reading = data;
  (void)context;
  (void)error;
  if (reading->in_cell && !reading->has_value)
    g_string_append_len(reading->cell, text, (gssize)length);
}

char *marked_table(const char *page, const char *table) {
  const GMarkupParser parser = {on_start, on_end, on_text, NULL, NULL};
  Reading reading = {.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                     .table = table,
                     .cell = g_string_new(NULL),
                     .rows = g_string_new(NULL)};
  g_autoptr(GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &reading, NULL);
  ck_assert_msg(g_markup_parse_context_parse(context, page, -1, &error) &&
                    g_markup_parse_context_end_parse(context, &error),
                "%s", error != NULL ? error->message : "");
  g_markup_parse_context_free(context);
  g_hash_table_unref(reading.ids);
  g_string_free(reading.cell, TRUE);
  return g_string_free(reading.rows, FALSE);
}
