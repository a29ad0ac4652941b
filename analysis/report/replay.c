/* The command line that tells a run of an experiment again. */
#include "report.h"

#include <string.h>

static void append_word(GString *line, const char *word) {
  const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,=+:";
  g_autofree char *quoted =
      word[strspn(word, plain)] == '\0' && word[0] != '\0' ? g_strdup(word) : g_shell_quote(word);
  g_string_append_printf(line, " %s", quoted);
}

char *report_replay(const ReportStudy *study, uint32_t point, int arm, uint32_t run) {
  const char *scenario = study->scenarios[0];
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint name = 0; name < study->points->names->len; name++) {
    const char *factor = study->points->names->pdata[name];
    const char *value = polder_points_value(study->points, point, name);
    switch (polder_factor_kind(factor)) {
    case POLDER_FACTOR_SCENARIO:
      scenario = value;
      break;
    case POLDER_FACTOR_KNOB:
    case POLDER_FACTOR_TELLS:
      return NULL;
    case POLDER_FACTOR_PARAMETER: {
      g_autofree char *setting = g_strdup_printf("%s=%s", factor, value);
      g_string_append(line, " --set");
      append_word(line, setting);
      break;
    }
    }
  }
  if (scenario == NULL || strcmp(scenario, "random") == 0)
    return NULL;
  g_autoptr(GString) whole = g_string_new("polder run");
  append_word(whole, scenario);
  g_string_append_printf(whole, " --run %u --seed %" G_GUINT64_FORMAT " --arm", run,
                         (guint64)study->seed);
  append_word(whole, study->arms[arm]);
  g_string_append(whole, line->str);
  return g_string_free(g_steal_pointer(&whole), FALSE);
}
