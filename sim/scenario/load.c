/* From a folder of CSV files to one frozen scenario, or to every mistake in every file.
 *
 * Invariant: a scenario is handed out only when no file holds an error.
 */
#include <string.h>

#include "load.h"

const char *const polder_file_names[POLDER_FILES] = {"scenario.csv", "parties.csv", "interests.csv",
                                                     "options.csv",  "pairs.csv",   "relations.csv",
                                                     "events.csv",   "arms.csv"};

static bool is_required(int file) {
  return file <= POLDER_FILE_OPTIONS;
}

/* --- texts to scenario ------------------------------------------------------------------------ */

static void load_init(PolderLoad *load, const PolderTexts *texts, PolderMessages *messages) {
  load->scenario = polder_scenario_new();
  load->messages = messages;
  load->folder = texts->folder;
  load->refused = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int kind = 0; kind < POLDER_ID_KINDS; kind++) {
    load->places[kind] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    load->ids[kind] = g_ptr_array_new_with_free_func(g_free);
  }
  for (int file = 0; file < POLDER_FILES; file++) {
    g_autofree char *path = g_build_filename(texts->folder, polder_file_names[file], NULL);
    if (texts->bytes[file] != NULL)
      load->sheet[file] =
          polder_sheet_parse(path, texts->bytes[file], texts->length[file], messages);
  }
}

static bool is_complete(const PolderTexts *texts) {
  for (int file = 0; file < POLDER_FILES; file++)
    if (is_required(file) && texts->bytes[file] == NULL)
      return false;
  return true;
}

static void load_clear(PolderLoad *load) {
  polder_scenario_free(load->scenario);
  g_hash_table_unref(load->refused);
  for (int kind = 0; kind < POLDER_ID_KINDS; kind++) {
    g_hash_table_unref(load->places[kind]);
    g_ptr_array_unref(load->ids[kind]);
  }
  for (int file = 0; file < POLDER_FILES; file++)
    polder_sheet_free(load->sheet[file]);
}

PolderScenario *polder_scenario_from_texts(const PolderTexts *texts, PolderMessages *messages) {
  const unsigned errors = polder_messages_errors(messages);
  g_autofree PolderLoad *load = g_new0(PolderLoad, 1);
  load_init(load, texts, messages);
  polder_load_settings(load);
  polder_load_parties(load);
  polder_load_parameters(load);
  load->table_refused = polder_messages_errors(messages) > errors;
  polder_load_interests(load);
  polder_load_options(load);
  polder_load_pairs(load);
  polder_load_relations(load);
  polder_load_events(load);
  polder_load_arms(load);
  polder_load_validate(load);
  PolderScenario *scenario = NULL;
  if (is_complete(texts) && polder_messages_errors(messages) == errors)
    scenario = g_steal_pointer(&load->scenario);
  load_clear(load);
  return scenario;
}

/* --- freezing --------------------------------------------------------------------------------- */

bool polder_load_freeze(PolderScenario *scenario, const char *folder, PolderMessages *messages) {
  g_autoptr(PolderMessages) found = polder_messages_new();
  const bool frozen = polder_scenario_freeze(scenario, found);
  for (unsigned i = 0; i < polder_messages_count(found); i++) {
    const PolderMessage *message = polder_messages_at(found, i);
    g_autofree char *path = g_build_filename(folder, message->path, NULL);
    polder_messages_add(messages, message->severity, path, message->line, message->column,
                        message->text[POLDER_NL], message->text[POLDER_EN]);
  }
  return frozen;
}

/* --- the folder ------------------------------------------------------------------------------- */

static int compare_names(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool is_known_file(const char *name) {
  for (int file = 0; file < POLDER_FILES; file++)
    if (g_str_equal(polder_file_names[file], name))
      return true;
  return false;
}

/* The CSV files that no part of a scenario is called by, in order. NULL without such a folder. */
static GPtrArray *strays(const char *folder) {
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  if (directory == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = g_dir_read_name(directory); name != NULL;
       name = g_dir_read_name(directory)) {
    g_autofree char *fold = g_ascii_strdown(name, -1);
    if (g_str_has_suffix(fold, ".csv") && !is_known_file(name) && g_utf8_validate(name, -1, NULL))
      g_ptr_array_add(names, g_strdup(name));
  }
  g_ptr_array_sort(names, compare_names);
  return names;
}

/* A missing file, and the stray one that it may be. */
static void complain_of_absence(const char *path, int file, const GPtrArray *stray,
                                PolderMessages *messages) {
  const char *near =
      polder_nearest(polder_file_names[file], (const char *const *)stray->pdata, stray->len);
  if (near != NULL) {
    g_autofree char *nl =
        g_strdup_printf("ontbreekt, maar er is \"%s\"; hernoem dat bestand", near);
    g_autofree char *en = g_strdup_printf("is missing, but there is \"%s\"; rename it", near);
    polder_messages_add(messages, is_required(file) ? POLDER_ERROR : POLDER_WARNING, path, 0, 0, nl,
                        en);
  } else if (is_required(file))
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0,
                        "dit bestand ontbreekt; maak het, of begin met `polder new`",
                        "this file is missing; make it, or start with `polder new`");
}

static void read_texts(PolderTexts *texts, const GPtrArray *stray, PolderMessages *messages) {
  for (int file = 0; file < POLDER_FILES; file++) {
    g_autofree char *path = g_build_filename(texts->folder, polder_file_names[file], NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
      texts->bytes[file] = polder_file_read(path, &texts->length[file], messages);
    else
      complain_of_absence(path, file, stray, messages);
  }
}

PolderScenario *polder_scenario_load(const char *folder, PolderMessages *messages) {
  g_return_val_if_fail(folder != NULL && messages != NULL, NULL);
  g_autoptr(GPtrArray) stray = strays(folder);
  if (stray == NULL) {
    polder_messages_add(messages, POLDER_ERROR, folder, 0, 0,
                        "deze map is er niet of kan niet worden gelezen; geef de map van een casus",
                        "there is no such folder, or it cannot be read; give the folder of a case");
    return NULL;
  }
  PolderTexts texts = {.folder = folder};
  const unsigned errors = polder_messages_errors(messages);
  read_texts(&texts, stray, messages);
  g_autoptr(PolderScenario) scenario = polder_scenario_from_texts(&texts, messages);
  for (int file = 0; file < POLDER_FILES; file++)
    g_free(texts.bytes[file]);
  if (scenario == NULL || polder_messages_errors(messages) > errors ||
      !polder_load_freeze(scenario, folder, messages))
    return NULL;
  return g_steal_pointer(&scenario);
}
