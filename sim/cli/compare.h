/* What the parts of `polder compare` share. Private to that verb. */
#ifndef POLDER_CLI_COMPARE_H
#define POLDER_CLI_COMPARE_H

#include "cli.h"

#include <polder/batch.h>

typedef struct {
  const PolderScenario *scenario;
  const PolderNames *names;
  const char *folder;
  uint64_t seed;
  int n_asked; /* arms that the user asked for; an arm beyond them was added for one sentence */
  const PolderComparison *result;
} CliCompared;

void cli_compare_print_text(Cli *cli, const CliCompared *compared);
void cli_compare_print_json(Cli *cli, const CliCompared *compared);

/* What the mechanisms measured; nothing where none did. */
void cli_compare_print_process(Cli *cli, const PolderArmResult *base, const PolderArmResult *arm);
void cli_compare_add_process(GString *text, const PolderArmResult *arm);

#endif
