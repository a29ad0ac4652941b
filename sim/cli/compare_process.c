/* What the mechanisms measured, in words: the columns of process.csv that tell two arms apart best,
 * for people; all of them, for scripts. Says nothing where no mechanism is on.
 */
#include "compare.h"

#include <math.h>

enum { SHOWN = 8 };

typedef struct {
  unsigned column;
  double before, after, size; /* size: the difference in standard deviations */
} Change;

/* False where one of the arms measured nothing, or both as good as the same. */
static bool has_changed(const PolderArmResult *base, const PolderArmResult *arm, unsigned column,
                        Change *out_change) {
  const PolderMean *one = &base->process[column], *other = &arm->process[column];
  const double before = polder_mean_value(one), after = polder_mean_value(other);
  if (isnan(before) || isnan(after) || fabs(after - before) < .015)
    return false;
  const double variance = (polder_mean_variance(one) + polder_mean_variance(other)) / 2;
  const double size = variance > 0 ? fabs(after - before) / sqrt(variance) : INFINITY;
  *out_change = (Change){column, before, after, size};
  return true;
}

static int largest_first(gconstpointer left, gconstpointer right) {
  const Change *one = left, *other = right;
  if (one->size < other->size || one->size > other->size)
    return one->size < other->size ? 1 : -1;
  return (int)one->column - (int)other->column;
}

void cli_compare_print_process(Cli *cli, const PolderArmResult *base, const PolderArmResult *arm) {
  g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(Change));
  for (unsigned column = 0; column < POLDER_PROCESS_COLUMNS; column++) {
    Change change;
    if (has_changed(base, arm, column, &change))
      g_array_append_val(changes, change);
  }
  if (changes->len == 0)
    return;
  g_array_sort(changes, largest_first);
  polder_sink_print(cli->out,
                    cli_text(cli, "\nHet meest anders in wat er gebeurde: %s en %s\n",
                             "\nMost different in what happened: %s and %s\n"),
                    base->arm, arm->arm);
  for (unsigned place = 0; place < MIN(changes->len, SHOWN); place++) {
    const Change *change = &g_array_index(changes, Change, place);
    g_autofree char *lead =
        g_strdup_printf("  %6s → %-6s ", cli_decimal(cli, change->before, 2).text,
                        cli_decimal(cli, change->after, 2).text);
    cli_wrap(cli, lead, polder_process_columns[change->column].meaning[cli->language]);
  }
}

void cli_compare_add_process(GString *text, const PolderArmResult *arm) {
  bool begun = false;
  for (unsigned column = 0; column < POLDER_PROCESS_COLUMNS; column++) {
    const double mean = polder_mean_value(&arm->process[column]);
    if (isnan(mean))
      continue;
    if (!begun)
      polder_json_open(text, "process", '{');
    begun = true;
    polder_json_number(text, polder_process_columns[column].name, mean);
  }
  if (begun)
    polder_json_close(text, '}');
}
