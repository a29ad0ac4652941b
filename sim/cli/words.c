/* The field's words in Dutch and English, and what several verbs do before they begin. */
#include "cli.h"

#include <polder/words.h>

#include <polder/engine.h>
#include <stdio.h>
#include <string.h>

const char *cli_seen_text(const Cli *cli, PolderSeen seen) {
  return polder_words_seen(seen, (PolderLanguage)cli->language);
}

const char *cli_ending_text(const Cli *cli, PolderEnding ending) {
  return polder_words_ending(ending, (PolderLanguage)cli->language);
}

const char *cli_impasse_text(const Cli *cli, PolderImpasse impasse) {
  static const char *const texts[POLDER_IMPASSES][POLDER_LANGUAGES] = {
      [POLDER_NO_IMPASSE] = {"geen", "none"},     [POLDER_UNWANTED] = {"ongewild", "unwanted"},
      [POLDER_WANTED] = {"gewild", "wanted"},     [POLDER_FORCED] = {"gedwongen", "forced"},
      [POLDER_UNKNOWN] = {"onbekend", "unknown"},
  };
  return texts[impasse][cli->language];
}

const char *cli_party(const Cli *cli, const PolderScenario *scenario, int party) {
  return polder_words_party(scenario, party, (PolderLanguage)cli->language);
}

const char *cli_interest(const Cli *cli, const PolderScenario *scenario, int interest) {
  return scenario->interests[interest].label[cli->language];
}

const char *cli_title(const Cli *cli, const PolderScenario *scenario) {
  return polder_words_title(scenario, (PolderLanguage)cli->language);
}

char *cli_deal_text(const Cli *cli, const PolderScenario *scenario, PolderDeal deal) {
  GString *text = g_string_new(NULL);
  polder_words_deal(text, scenario, deal, (PolderLanguage)cli->language);
  return g_string_free(text, FALSE);
}

void cli_tell_messages(const Cli *cli, const PolderMessages *messages) {
  for (unsigned i = 0; i < polder_messages_count(messages); i++) {
    g_autofree char *line =
        polder_message_format(polder_messages_at(messages, i), (PolderLanguage)cli->language);
    fprintf(stderr, "%s\n", line);
  }
}

/* The folder beside it whose name looks most like it, or NULL. Yours to free. */
static char *neighbour(const char *folder) {
  g_autofree char *parent = g_path_get_dirname(folder), *name = g_path_get_basename(folder);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  GDir *dir = g_dir_open(parent, 0, NULL);
  for (const char *entry; dir != NULL && (entry = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(parent, entry, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      g_ptr_array_add(names, g_strdup(entry));
  }
  g_clear_pointer(&dir, g_dir_close);
  const char *near = polder_nearest(name, (const char *const *)names->pdata, names->len);
  return near != NULL ? g_build_filename(g_str_equal(parent, ".") ? "" : parent, near, NULL) : NULL;
}

bool cli_is_folder(const Cli *cli, const char *folder) {
  if (g_file_test(folder, G_FILE_TEST_IS_DIR))
    return true;
  if (g_file_test(folder, G_FILE_TEST_EXISTS)) {
    cli_complain(cli_text(cli, "%s: dat is een bestand; noem de map van een casus",
                          "%s: that is a file; name the folder of a case"),
                 folder);
    return false;
  }
  g_autofree char *near = neighbour(folder);
  if (near == NULL)
    cli_complain(cli_text(cli, "%s: zo'n map is er niet", "%s: there is no such folder"), folder);
  else
    cli_complain(cli_text(cli, "%s: zo'n map is er niet; bedoel je %s?",
                          "%s: there is no such folder; did you mean %s?"),
                 folder, near);
  return false;
}

PolderScenario *cli_load(const Cli *cli, const char *folder, int *out_code) {
  if (!cli_is_folder(cli, folder)) {
    *out_code = CLI_IO;
    return NULL;
  }
  g_autoptr(PolderMessages) messages = polder_messages_new();
  PolderScenario *scenario = polder_scenario_load(folder, messages);
  cli_tell_messages(cli, messages);
  *out_code = scenario == NULL ? CLI_DATA : CLI_DONE;
  return scenario;
}

bool cli_values(const Cli *cli, const PolderScenario *scenario, PolderValues *out_values) {
  *out_values = scenario->values;
  for (guint i = 0; i < cli->set->len; i++) {
    g_autoptr(GError) error = NULL;
    if (!polder_values_set(out_values, scenario, cli->set->pdata[i], &error)) {
      g_autofree char *why = cli_error_text(cli, error);
      cli_complain("--set %s: %s", (char *)cli->set->pdata[i], why);
      return false;
    }
  }
  polder_values_derive(out_values, scenario->n_parties);
  return true;
}

GString *cli_case_command(const Cli *cli) {
  GString *line = g_string_new("polder");
  cli_append_word(line, cli->command->name);
  cli_append_word(line, cli->operands->pdata[0]);
  for (guint i = 0; i < cli->set->len; i++) {
    g_string_append(line, " --set");
    cli_append_word(line, cli->set->pdata[i]);
  }
  g_string_append_printf(line, " --seed %" G_GUINT64_FORMAT, (guint64)cli->seed);
  return line;
}

bool cli_arm_known(const Cli *cli, const PolderScenario *scenario, const char *arm) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (int i = 0; polder_builtin_arms[i] != NULL; i++)
    g_ptr_array_add(names, (gpointer)polder_builtin_arms[i]);
  for (guint i = 0; i < scenario->arms->len; i++)
    g_ptr_array_add(names, ((PolderArmEvents *)scenario->arms->pdata[i])->id);
  for (guint i = 0; i < names->len; i++)
    if (g_ascii_strcasecmp(names->pdata[i], arm) == 0)
      return true;
  const char *nearest = polder_nearest(arm, (const char *const *)names->pdata, names->len);
  g_autofree char *all = cli_join(cli, names);
  if (nearest != NULL)
    cli_complain(cli_text(cli, "er is geen arm \"%s\"; bedoel je %s?",
                          "there is no arm \"%s\"; do you mean %s?"),
                 arm, nearest);
  else
    cli_complain(
        cli_text(cli, "er is geen arm \"%s\"; wel: %s", "there is no arm \"%s\"; there are %s"),
        arm, all);
  return false;
}
