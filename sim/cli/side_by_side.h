/* Two stories of one table, next to each other. Private to cli. */
#ifndef POLDER_CLI_SIDE_BY_SIDE_H
#define POLDER_CLI_SIDE_BY_SIDE_H

#include "story.h"

typedef struct {
  const char *title;
  const CliPlayed *played;
} CliSide;

/* The rounds from `from` on, round beside round where the terminal is wide enough, else one story
 * under the other; then how both ended. Up to `from` the two must be the same. */
void cli_print_sides(Cli *cli, const CliSide sides[2], int from);

#endif
