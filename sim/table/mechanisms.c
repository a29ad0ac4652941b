/* The mechanisms' say: every hook of those that are on, in their order.
 *
 * Invariant: with none on, nothing happens and nothing changes.
 */
#include <polder/mechanism.h>
#include <string.h>

#include "internal.h"

void *polder_mechanism_memory(const PolderTable *table, const PolderMechanism *mechanism) {
  const PolderMechanisms *all = &table->setting->mechanisms;
  for (int place = 0; place < all->n; place++)
    if (all->active[place] == mechanism)
      return (char *)table->memory + all->place[place];
  g_return_val_if_reached(NULL);
}

/* Every mechanism that is on and has this hook. */
#define EACH(hook)                                                                                 \
  const PolderMechanisms *all = &table->setting->mechanisms;                                       \
  for (int place = 0; place < all->n; place++)                                                     \
    if (all->active[place]->hook != NULL)

void polder_mechanisms_open(PolderTable *table) {
  if (!polder_table_is_mechanised(table))
    return;
  memset(table->memory, 0, table->setting->mechanisms.memory);
  memset(&table->shaped, 0, sizeof table->shaped);
  memset(table->found, 0, (size_t)table->scenario->n_options * sizeof *table->found);
  EACH(open) all->active[place]->open(table);
}

void polder_mechanisms_round(PolderTable *table) {
  EACH(round) all->active[place]->round(table);
}

double polder_mechanisms_demand(const PolderTable *table, int party, double demand) {
  EACH(demand) demand = all->active[place]->demand(table, party, demand);
  return demand;
}

double polder_mechanisms_perceive(const PolderTable *table, int party, PolderDeal deal, int author,
                                  double perceived) {
  EACH(perceive) perceived = all->active[place]->perceive(table, party, deal, author, perceived);
  return perceived;
}

double polder_mechanisms_mishear(const PolderTable *table, int listener, int speaker,
                                 double noise) {
  EACH(mishear) noise = all->active[place]->mishear(table, listener, speaker, noise);
  return noise;
}

double polder_mechanisms_voice(const PolderTable *table, int party, double voice) {
  EACH(voice) voice = all->active[place]->voice(table, party, voice);
  return voice;
}

PolderDeal polder_mechanisms_propose(PolderTable *table, int party, PolderDeal text) {
  EACH(propose) text = all->active[place]->propose(table, party, text);
  return text;
}

bool polder_mechanisms_answer(PolderTable *table, int party, bool accepts) {
  EACH(answer) accepts = all->active[place]->answer(table, party, accepts);
  return accepts;
}

void polder_mechanisms_answered(PolderTable *table) {
  EACH(answered) all->active[place]->answered(table);
}

void polder_mechanisms_round_over(PolderTable *table) {
  EACH(round_over) all->active[place]->round_over(table);
}

double polder_mechanisms_leave(const PolderTable *table, int party, double hazard) {
  EACH(leave) hazard = all->active[place]->leave(table, party, hazard);
  return hazard;
}

double polder_mechanisms_take_over(const PolderTable *table, int party, double hazard) {
  EACH(take_over) hazard = all->active[place]->take_over(table, party, hazard);
  return hazard;
}

void polder_mechanisms_after(PolderTable *table) {
  EACH(after) all->active[place]->after(table);
}

void polder_mechanisms_conclude(const PolderTable *table, PolderOutcome *outcome) {
  EACH(conclude) all->active[place]->conclude(table, outcome);
}
