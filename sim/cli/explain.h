/* Private to explain's files in cli: what was explained, for its three writers. */
#ifndef POLDER_CLI_EXPLAIN_H
#define POLDER_CLI_EXPLAIN_H

#include "cli.h"

#include <polder/chain.h>
#include <polder/explain.h>

typedef struct {
  const PolderScenario *scenario;
  const PolderNames *names;
  const char *folder, *arm;
  bool one_run;
  uint32_t run; /* the run that is told as a chain: the one asked for, else the first impasse */
  bool has_chain;
  PolderExplained *explained;
  GArray *levers; /* of PolderLever */
  GArray *cuts;   /* of one run: how it ends; of more: how many break */
  PolderChain chain;
  PolderChainShares chains; /* of more runs than one */
} CliExplained;

void cli_explain_print_text(Cli *cli, const CliExplained *explained);
void cli_explain_print_json(Cli *cli, const CliExplained *explained);
void cli_explain_print_csv(Cli *cli, const CliExplained *explained);

#endif
