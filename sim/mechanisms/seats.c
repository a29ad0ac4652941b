/* See seats.h. */
#include <math.h>

#include "seats.h"

unsigned polder_seats_of_kind(const PolderScenario *scenario, const char *kind) {
  unsigned parties = 0;
  for (int party = 0; party < scenario->n_parties; party++)
    parties |= g_strcmp0(scenario->parties[party].kind, kind) == 0 ? 1u << party : 0;
  return parties;
}

void polder_seats_remove(PolderTable *table, int party) {
  table->power[party] = 0;
  table->present &= ~(1u << party);
  polder_seats_note(table, POLDER_DID_AWAY, party, 1);
}

void polder_seats_note(PolderTable *table, PolderDid did, int party, double after) {
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, did);
  entry.party = (int8_t)party;
  entry.after = after;
  polder_trace_add(table->trace, entry);
}

unsigned polder_seats_voters(const PolderTable *table) {
  unsigned voters = 0;
  for (int party = 0; party < table->n; party++)
    voters |= (table->present >> party & 1) && table->power[party] > 0 ? 1u << party : 0;
  return voters;
}
