/* polder merge: the shares of a batch put together. */
#include "batch.h"

static void tell_gaps(const Cli *cli, const PolderMerge *merge) {
  enum { SHOWN = 12 };
  g_autoptr(GString) list = g_string_new(NULL);
  guint shown = 0;
  for (guint i = 0; i < merge->gaps->len && shown < SHOWN; shown++) {
    const uint32_t first = g_array_index(merge->gaps, uint32_t, i);
    uint32_t last = first;
    while (++i < merge->gaps->len && g_array_index(merge->gaps, uint32_t, i) == last + 1)
      last++;
    g_string_append_printf(list, first == last ? "%s%u" : "%s%u-%u", shown > 0 ? ", " : "", first,
                           last);
  }
  if (merge->by_points) {
    cli_complain(cli_text(cli,
                          "niet af: %u van de %u punten (%s%s); speel de delen af waar ze bij "
                          "horen: punt p hoort bij deel p modulo N plus 1",
                          "not finished: %u of %u points (%s%s); finish the shares that they "
                          "belong to: point p belongs to share p modulo N plus 1"),
                 merge->gaps->len, merge->n_points, list->str, shown == SHOWN ? ", ..." : "");
    return;
  }
  cli_complain(cli_text(cli,
                        "er ontbreken %u van de %u blokken (%s%s); speel de delen af waar ze bij "
                        "horen: blok b hoort bij deel b modulo N plus 1",
                        "%u of %u blocks are missing (%s%s); finish the shares that they belong "
                        "to: block b belongs to share b modulo N plus 1"),
               merge->gaps->len, merge->n_blocks, list->str, shown == SHOWN ? ", ..." : "");
}

static int tell(Cli *cli, const PolderMerge *merge) {
  if (merge->mixed)
    cli_batch_tell_mixed(cli);
  if (merge->n_duplicates > 0)
    cli_complain(cli_text(cli, "%u blokken waren er meer dan eens, en gelijk",
                          "%u blocks were there more than once, and the same"),
                 merge->n_duplicates);
  if (merge->gaps->len > 0) {
    tell_gaps(cli, merge);
    return CLI_DATA;
  }
  if (merge->already)
    polder_sink_print(cli->out,
                      cli_text(cli, "%s was al klaar; er is niets gedaan\nsha256 %s\n",
                               "%s was ready already; nothing was done\nsha256 %s\n"),
                      cli->output, merge->sha256);
  else
    polder_sink_print(cli->out,
                      cli_text(cli, "%s is klaar: alle delen zijn samengevoegd\nsha256 %s\n",
                               "%s is ready: all shares were put together\nsha256 %s\n"),
                      cli->output, merge->sha256);
  return CLI_DONE;
}

int cli_verb_merge(Cli *cli) {
  g_autoptr(GError) error = NULL;
  PolderMerge merge;
  if (!cli_batch_has_output(cli))
    return CLI_USE;
  g_ptr_array_add(cli->operands, NULL);
  const bool good = polder_experiment_merge((const char *const *)cli->operands->pdata, cli->output,
                                            cli_batch_now, &merge, &error);
  const int code = good ? tell(cli, &merge) : cli_batch_error(cli, error);
  polder_merge_clear(&merge);
  return code;
}
