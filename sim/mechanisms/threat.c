/* threat: a common threat from outside makes standing alone worth less (own form; after Blake and
 * Mouton's and Sherif's finding that an outside enemy closes ranks).
 *
 * Every floor is lowered by the share `threat`. What a pact against somebody is worth is for the
 * results to say.
 */
#include <polder/mechanism.h>

static void open(PolderTable *table) {
  for (int party = 0; party < table->n; party++)
    table->floor[party] *= 1 - table->values.value[POLDER_THREAT][party];
}

const PolderMechanism polder_mechanism_threat = {
    .name = "threat",
    .switches = {POLDER_THREAT},
    .n_switches = 1,
    .open = open,
};
