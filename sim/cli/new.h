/* What the parts of `polder new` share. Private to that verb. */
#ifndef POLDER_CLI_NEW_H
#define POLDER_CLI_NEW_H

#include "cli.h"

/* The small filled example, frozen. */
PolderScenario *cli_example_new(void);
/* Its README.md. */
extern const char *const cli_example_readme;

#endif
