/* scenario.csv: what the case is called, and the parameters that hold for everybody. */
#include <string.h>

#include "load.h"

enum { KEY, VALUE, SETTING_COLUMNS };
static const PolderColumn setting_columns[SETTING_COLUMNS] = {
    [KEY] = {"key", true, false}, [VALUE] = {"value", true, true}, /* its dates are looked at where
                                                                      they are no titles */
};

static const char *const own_keys[] = {"format",     "id",         "title_nl",   "title_en",
                                       "summary_nl", "summary_en", "score_scale"};
#define KNOWN_KEYS (G_N_ELEMENTS(own_keys) + POLDER_PARAMETERS)

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  int place[SETTING_COLUMNS];
  bool has_format;
} Settings;

static bool is_own_key(const char *key) {
  for (size_t i = 0; i < G_N_ELEMENTS(own_keys); i++)
    if (g_ascii_strcasecmp(own_keys[i], key) == 0)
      return true;
  return false;
}

static void read_format(Settings *settings, PolderCell cell) {
  settings->has_format = true;
  if (!g_str_equal(cell.text, "1"))
    polder_sheet_error(settings->sheet, cell, "is geen bekend formaat; schrijf 1",
                       "is no known format; write 1");
}

static void read_scale(const Settings *settings, PolderCell cell) {
  static const char *const scales[] = {"minmax", "unit"};
  for (size_t i = 0; i < G_N_ELEMENTS(scales); i++)
    if (g_ascii_strcasecmp(scales[i], cell.text) == 0) {
      settings->load->scenario->scale = (PolderScale)i;
      return;
    }
  polder_load_unknown(settings->sheet, cell, "is geen schaal", "is no scale", cell.text, scales,
                      G_N_ELEMENTS(scales));
}

static void replace(char **text, char *with) {
  g_free(*text);
  *text = with;
}

static void read_own(Settings *settings, const char *key, PolderCell cell) {
  PolderLoad *load = settings->load;
  PolderScenario *scenario = load->scenario;
  if (g_str_equal(key, "format"))
    read_format(settings, cell);
  else if (*cell.text == '\0')
    return;
  else if (g_str_equal(key, "id"))
    replace(&scenario->id, polder_load_id(load, settings->sheet, cell));
  else if (g_str_equal(key, "score_scale"))
    read_scale(settings, cell);
  else {
    char **texts = g_str_has_prefix(key, "title") ? scenario->title : scenario->summary;
    replace(&texts[g_str_has_suffix(key, "_nl") ? POLDER_NL : POLDER_EN], g_strdup(cell.text));
  }
}

static void complain_of_key(const Settings *settings, PolderCell cell) {
  if (polder_is_knob(cell.text)) {
    polder_sheet_error(settings->sheet, cell,
                       "is een knop van toevalstafels; hij hoort bij `polder new --random`",
                       "is a knob of random tables; it belongs to `polder new --random`");
    return;
  }
  const char *known[KNOWN_KEYS];
  memcpy(known, own_keys, sizeof own_keys);
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    known[G_N_ELEMENTS(own_keys) + (size_t)id] = polder_parameters[id].name;
  polder_load_unknown(settings->sheet, cell, "is geen sleutel", "is no key", cell.text, known,
                      KNOWN_KEYS);
}

static void read_key(Settings *settings, GHashTable *seen, int row) {
  const PolderCell cell = polder_sheet_cell(settings->sheet, row, settings->place[KEY]);
  const PolderCell value = polder_sheet_cell(settings->sheet, row, settings->place[VALUE]);
  if (!polder_load_filled(settings->sheet, cell))
    return;
  g_autofree char *key = g_ascii_strdown(cell.text, -1);
  const bool own = is_own_key(key);
  if (!own && polder_parameter_find(key) < 0)
    complain_of_key(settings, cell);
  else if (!g_hash_table_add(seen, g_strdup(key)))
    polder_sheet_error(settings->sheet, cell, "staat er twee keer; laat een van beide weg",
                       "is there twice; remove one");
  else if (own)
    read_own(settings, key, value);
}

/* A case without an id is called after its folder. */
static char *id_of_folder(const char *folder) {
  g_autofree char *full = g_canonicalize_filename(folder, NULL);
  g_autofree char *name = g_path_get_basename(full);
  char *id = g_ascii_strdown(name, -1);
  for (char *byte = id; *byte != '\0'; byte++)
    if (!g_ascii_isalnum(*byte) && *byte != '_')
      *byte = '-';
  return id;
}

void polder_load_settings(PolderLoad *load) {
  Settings settings = {.load = load, .sheet = load->sheet[POLDER_FILE_SCENARIO]};
  load->key_column = load->value_column = -1;
  if (settings.sheet == NULL)
    return;
  const bool complete =
      polder_load_columns(load, settings.sheet, setting_columns, SETTING_COLUMNS, settings.place);
  load->key_column = settings.place[KEY];
  load->value_column = settings.place[VALUE];
  if (!complete)
    return;
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int row = 0; row < settings.sheet->n_rows; row++)
    read_key(&settings, seen, row);
  if (!settings.has_format)
    polder_sheet_error(settings.sheet, polder_sheet_row(settings.sheet, -1),
                       "de sleutel \"format\" ontbreekt; voeg de regel format,1 toe",
                       "the key \"format\" is missing; add the line format,1");
  if (load->scenario->id == NULL)
    load->scenario->id = id_of_folder(load->folder);
}

/* --- Parameters, once it is known who sits at the table --------------------------------------- */

void polder_load_parameters(PolderLoad *load) {
  const PolderSheet *sheet = load->sheet[POLDER_FILE_SCENARIO];
  if (sheet == NULL || load->key_column < 0 || load->value_column < 0)
    return;
  for (int row = 0; row < sheet->n_rows; row++) {
    const PolderCell cell = polder_sheet_cell(sheet, row, load->value_column);
    const int id = polder_parameter_find(polder_sheet_cell(sheet, row, load->key_column).text);
    double number = 0;
    if (id < 0 || *cell.text == '\0')
      continue;
    if (polder_load_value(load, sheet, cell, (PolderParameterId)id, &number))
      polder_values_put(&load->scenario->values, (PolderParameterId)id, POLDER_ALL, number,
                        POLDER_FROM_SCENARIO);
  }
}
