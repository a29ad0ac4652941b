/* mandate: the parties are ordered to collaborate, and who ordered it is there to help or is not
 * (own form).
 *
 * `mandated`: nobody but a municipality may leave. `convenor`: whoever called them together
 * facilitates, from the first round on or when it is back. `sent_away`: so many rounds the
 * municipality is not there and nobody facilitates; under unanimity nothing can be agreed without
 * it. That saying no costs something is `refusal_cost`.
 */
#include <math.h>

#include "seats.h"

static void open(PolderTable *table) {
  const unsigned municipality = polder_seats_of_kind(table->scenario, "municipality");
  if (table->values.value[POLDER_MANDATED][0] > 0)
    table->mandated = ((1u << table->n) - 1) & ~municipality;
}

static void leave_alone(PolderTable *table, unsigned municipality, bool away) {
  for (int party = 0; party < table->n; party++)
    if (municipality >> party & 1) {
      if (away)
        polder_table_stand_up(table, party);
      else
        polder_table_sit_down(table, party);
      polder_seats_note(table, POLDER_DID_AWAY, party, away);
    }
}

static void facilitate(PolderTable *table, double strength) {
  if (strength <= table->facilitator)
    return;
  table->facilitator = strength;
  polder_seats_note(table, POLDER_DID_FACILITATE, -1, strength);
}

static void round_begins(PolderTable *table) {
  const unsigned municipality = polder_seats_of_kind(table->scenario, "municipality");
  const int away = (int)table->values.value[POLDER_SENT_AWAY][0];
  if (table->round == 1 && table->values.value[POLDER_MANDATED][0] > 0)
    for (int party = 0; party < table->n; party++)
      if (table->mandated >> party & 1)
        polder_seats_note(table, POLDER_DID_MANDATE, party, 1);
  if (table->round <= away)
    table->facilitator = 0;
  if (away > 0 && table->round == 1)
    leave_alone(table, municipality & table->present, true);
  else if (away > 0 && table->round == away + 1)
    leave_alone(table, municipality, false);
  if (table->round == away + 1)
    facilitate(table, table->values.value[POLDER_CONVENOR][0]);
}

const PolderMechanism polder_mechanism_mandate = {
    .name = "mandate",
    .switches = {POLDER_MANDATED, POLDER_CONVENOR, POLDER_SENT_AWAY},
    .n_switches = 3,
    .open = open,
    .round = round_begins,
};
