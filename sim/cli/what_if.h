/* polder run --what-if: the same table, with something told that was not. Private to cli. */
#ifndef POLDER_CLI_WHAT_IF_H
#define POLDER_CLI_WHAT_IF_H

#include "story.h"

#include <polder/engine.h>

/* Plays what `key` says of that game, and once more with what --what-if asks for; prints both.
 * `deadline`: of the game, in rounds. Returns the exit code. */
int cli_what_if(Cli *cli, const PolderScenario *scenario, const PolderGame *game,
                const PolderRunKey *key, int deadline);

/* The lines of a trace, as jsonl. */
void cli_print_trace(Cli *cli, const PolderTrace *trace, const PolderNames *names,
                     const PolderRunKey *key);

#endif
