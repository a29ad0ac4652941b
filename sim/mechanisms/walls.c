/* walls: what is told does not reach a party of another kind with this chance (own form).
 *
 * Kinds are those of parties.csv. What is open everybody knows; a neutral hears everything. What
 * did not get through can be told again, and is not known to all until it did.
 */
#include <polder/mechanism.h>

static void open(PolderTable *table) {
  table->shaped.walls = table->values.value[POLDER_WALLS][0];
}

const PolderMechanism polder_mechanism_walls = {
    .name = "walls",
    .switches = {POLDER_WALLS},
    .n_switches = 1,
    .open = open,
};
