/* visibility: credit goes to what is seen, not to what is done (own form).
 *
 * A contribution is a yes to somebody else's text, or an interest told. The others' trust in a
 * party grows by the share of it that they see, and so does its claim to a turn.
 */
#include "relations.h"

typedef struct {
  int text; /* which offer, and whose answers to it were counted (bits) */
  unsigned counted;
  int yes[POLDER_PARTIES_MAX];
} Visibility;

const PolderMechanism polder_mechanism_visibility;

static double visibility_of(const PolderTable *table, int party) {
  return table->values.value[POLDER_VISIBILITY][party];
}

static void look(PolderTable *table) {
  for (int observer = 0; observer < table->n; observer++)
    for (int other = 0; other < table->n; other++)
      if (observer != other)
        polder_minds_set_gain(table->minds, observer, other,
                              table->values.value[POLDER_TRUST_GAIN][observer] *
                                  visibility_of(table, other));
}

static void count(PolderTable *table) {
  Visibility *memory = polder_mechanism_memory(table, &polder_mechanism_visibility);
  if (memory->text != table->n_offers)
    memory->counted = 0;
  memory->text = table->n_offers;
  const unsigned now = table->answered & ~memory->counted;
  for (int party = 0; party < table->n; party++)
    memory->yes[party] += party != table->author && (now & table->supporters) >> party & 1;
  memory->counted |= now;
}

static double credit(const PolderTable *table, int party, double voice) {
  const Visibility *memory = polder_mechanism_memory(table, &polder_mechanism_visibility);
  const double yes = (double)memory->yes[party] / MAX(table->n_offers, 1);
  const double done = yes + polder_view_told_share(&table->view[party], party);
  return voice * (1 + visibility_of(table, party) * done) / (1 + done);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  unsigned unseen = 0;
  for (int party = 0; party < table->n; party++)
    unseen |= visibility_of(table, party) < 1 ? 1u << party : 0;
  outcome->process[POLDER_PROCESS_unseen_lead] = polder_relations_lead(table, unseen);
  outcome->process[POLDER_PROCESS_unseen_trust] = polder_relations_trust_in(table, unseen);
}

const PolderMechanism polder_mechanism_visibility = {
    .name = "visibility",
    .switches = {POLDER_VISIBILITY},
    .n_switches = 1,
    .minded = true,
    .memory = sizeof(Visibility),
    .round = look,
    .voice = credit,
    .answered = count,
    .conclude = conclude,
};
