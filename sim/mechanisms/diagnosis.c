/* What can be done about each of the five conditions. None of these is sure to help: who does not
 * tell when asked, or sees through no facilitator, is not changed by either. */
#include <math.h>

#include "conditions.h"
#include "seats.h"

void polder_conditions_note(PolderTable *table, PolderDid did, PolderCondition condition,
                            double after) {
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, did);
  entry.interest = (int16_t)condition;
  entry.after = after;
  polder_trace_add(table->trace, entry);
}

/* What could we reach together: everybody looks a little more to what the others want. */
static void raise_concern(PolderTable *table) {
  for (int party = 0; party < table->n; party++) {
    double *concern = &table->values.value[POLDER_CONCERN][party];
    *concern = MIN(*concern + .2, 1);
  }
}

/* A round of asking what really matters. */
static void ask_round(PolderTable *table) {
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1) {
      table->asked |= 1u << party;
      polder_seats_note(table, POLDER_DID_ASK, party, NAN);
      polder_table_realise(table, party);
    }
}

/* A talk about how we get on: worth a kept promise to each. */
static void talk_of_trust(PolderTable *table) {
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++)
      if (from != to && (table->present >> from & 1) && (table->present >> to & 1))
        polder_minds_experience(table->minds, from, to, 1, 0, 1);
}

/* Equal turns, and an equal vote. */
static void make_equal(PolderTable *table) {
  const unsigned voters = polder_seats_voters(table);
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += voters >> party & 1 ? table->power[party] : 0;
  for (int party = 0; party < table->n; party++)
    if (voters >> party & 1)
      table->decision.power[party] = table->power[party] = sum / __builtin_popcount(voters);
}

/* Somebody guides the talk, and has people say what they mean by their words. */
static void guide(PolderTable *table) {
  table->facilitator = MIN(table->facilitator + .5, 1);
  for (int listener = 0; listener < table->n; listener++)
    for (int speaker = 0; speaker < table->n; speaker++)
      table->lens[listener][speaker] /= 2;
}

void polder_conditions_intervene(PolderTable *table, PolderCondition condition) {
  polder_conditions_note(table, POLDER_DID_INTERVENE, condition, NAN);
  switch (condition) {
  case POLDER_AMBITION:
    raise_concern(table);
    return;
  case POLDER_INTERESTS:
    ask_round(table);
    return;
  case POLDER_RELATIONSHIP:
    talk_of_trust(table);
    return;
  case POLDER_ORGANISATION:
    make_equal(table);
    return;
  case POLDER_PROCESS_OF_TALK:
    guide(table);
    return;
  case POLDER_CONDITIONS_MEASURED:
    return;
  }
}
