/* The command line that tells a run of an experiment again. */
#include "report.h"

#include <string.h>

static void append_word(GString *line, const char *word) {
  const char *plain = "-_./,:=" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS;
  const bool is_plain = word[0] != '\0' && word[strspn(word, plain)] == '\0';
  g_autofree char *quoted = is_plain ? NULL : g_shell_quote(word);
  g_string_append_printf(line, " %s", is_plain ? word : quoted);
}

char *report_replay(const ReportStudy *study, uint32_t point, int arm, uint32_t run) {
  GString *line = g_string_new("polder run");
  append_word(line, study->folder);
  g_string_append_printf(line, " --point %u --run %u --arm", point, run);
  append_word(line, study->arms[arm]);
  return g_string_free(line, FALSE);
}
