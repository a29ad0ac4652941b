/* Points: a table of texts, to points.csv and back, and from a row of it to what a run needs. */
#include <errno.h>
#include <string.h>

#include "plan_read.h"

#define POINT "point"

PolderPoints *polder_points_new(void) {
  PolderPoints *points = g_new0(PolderPoints, 1);
  points->names = g_ptr_array_new_with_free_func(g_free);
  points->values = g_ptr_array_new();
  points->texts = g_string_chunk_new(4096);
  return points;
}

void polder_points_free(PolderPoints *points) {
  if (points == NULL)
    return;
  g_ptr_array_unref(points->names);
  g_ptr_array_unref(points->values);
  g_string_chunk_free(points->texts);
  g_free(points);
}

void polder_points_add(PolderPoints *points, const char *value) {
  g_ptr_array_add(points->values, g_string_chunk_insert_const(points->texts, value));
}

const char *polder_points_value(const PolderPoints *points, uint32_t point, unsigned name) {
  g_return_val_if_fail(point < points->n_points && name < points->names->len, NULL);
  return points->values->pdata[(size_t)point * points->names->len + name];
}

/* --- points.csv ------------------------------------------------------------------------------ */

static void write_points(const PolderPoints *points, PolderCsv *csv) {
  polder_csv_add_text(csv, POINT);
  for (unsigned name = 0; name < points->names->len; name++)
    polder_csv_add_text(csv, points->names->pdata[name]);
  polder_csv_end_row(csv);
  for (uint32_t point = 0; point < points->n_points; point++) {
    polder_csv_add_number(csv, point);
    for (unsigned name = 0; name < points->names->len; name++)
      polder_csv_add_text(csv, polder_points_value(points, point, name));
    polder_csv_end_row(csv);
  }
}

bool polder_points_save(const PolderPoints *points, const char *path, GError **error) {
  g_return_val_if_fail(points != NULL && path != NULL, false);
  g_autoptr(GError) trouble = NULL;
  PolderCsv csv;
  polder_csv_init(&csv);
  write_points(points, &csv);
  const bool saved = g_file_set_contents(path, csv.text->str, (gssize)csv.text->len, &trouble);
  polder_csv_clear(&csv);
  if (!saved)
    g_set_error(error, G_FILE_ERROR, trouble->code,
                "%s: punten niet bewaard: %s\n%s: points not saved: %s", path, trouble->message,
                path, trouble->message);
  return saved;
}

static GArray *columns_of(const PolderSheet *sheet, PolderPoints *points) {
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(int));
  for (int column = 0; column < sheet->n_columns; column++)
    if (g_ascii_strcasecmp(sheet->header[column].text, POINT) != 0) {
      g_array_append_val(columns, column);
      g_ptr_array_add(points->names, g_strdup(sheet->header[column].text));
    }
  return columns;
}

PolderPoints *polder_points_load(const char *path, PolderMessages *messages) {
  const unsigned errors = polder_messages_errors(messages);
  g_autoptr(PolderSheet) sheet = polder_sheet_read(path, messages);
  if (sheet == NULL || polder_messages_errors(messages) > errors)
    return NULL;
  PolderPoints *points = polder_points_new();
  g_autoptr(GArray) columns = columns_of(sheet, points);
  points->n_points = (uint32_t)sheet->n_rows;
  for (int row = 0; row < sheet->n_rows; row++)
    for (unsigned i = 0; i < columns->len; i++)
      polder_points_add(points, polder_sheet_cell(sheet, row, g_array_index(columns, int, i)).text);
  return points;
}

/* --- One point ------------------------------------------------------------------------------- */

static bool put_kind(const PolderPoints *points, uint32_t point, bool of_party,
                     const PolderScenario *scenario, PolderValues *values, GError **error) {
  for (unsigned i = 0; i < points->names->len; i++) {
    const char *name = points->names->pdata[i];
    if (polder_factor_kind(name) != POLDER_FACTOR_PARAMETER ||
        (strchr(name, '.') != NULL) != of_party)
      continue;
    g_autofree char *set = g_strdup_printf("%s=%s", name, polder_points_value(points, point, i));
    if (!polder_values_set(values, scenario, set, error))
      return false;
  }
  return true;
}

bool polder_points_put(const PolderPoints *points, uint32_t point, const PolderScenario *scenario,
                       PolderValues *values, GError **error) {
  g_return_val_if_fail(points != NULL && scenario != NULL && values != NULL, false);
  return put_kind(points, point, false, scenario, values, error) &&
         put_kind(points, point, true, scenario, values, error);
}

void polder_points_put_knobs(const PolderPoints *points, uint32_t point, PolderKnobs *knobs) {
  g_return_if_fail(points != NULL && knobs != NULL);
  for (unsigned i = 0; i < points->names->len; i++) {
    const PolderKnob *knob = polder_knob_find(points->names->pdata[i]);
    if (knob != NULL)
      polder_knob_put(knob, g_ascii_strtod(polder_points_value(points, point, i), NULL), knobs);
  }
}
