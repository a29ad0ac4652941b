/* yes_saying: a no costs something, and who finds that too much says yes without meaning it
 * (adapted: public compliance, Asch 1956; preference falsification, Kuran 1995).
 *
 * P = logistic((c - L) / .05), c = refusal_cost + conformity * share of the others whose latest
 * answer was yes + what the author's power makes a no cost (power_display.c), L = what the text
 * falls short of what the party asks. No red line is signed away.
 */
#include <math.h>
#include <polder/mechanism.h>

#include "practice.h"
#include "relations.h"

typedef struct {
  unsigned yes;       /* bits: said yes when last asked */
  unsigned reluctant; /* bits: said yes to the text on the table against its own judgement */
} YesSaying;

const PolderMechanism polder_mechanism_yes_saying;

static double cost_of_no(const PolderTable *table, int party, unsigned yes) {
  const unsigned others = table->present & ~(1u << party);
  const int n = __builtin_popcount(others);
  const double share = n > 0 ? (double)__builtin_popcount(yes & others) / n : 0;
  return table->values.value[POLDER_REFUSAL_COST][party] +
         table->values.value[POLDER_CONFORMITY][party] * share +
         polder_relations_pressure(table, party, table->author);
}

/* How far the text falls short; who wants nothing but its favourite asks just that. */
static double shortfall(const PolderTable *table, int party) {
  const bool willing = table->values.value[POLDER_WILLING][party] > 0.5;
  const double asks =
      willing ? polder_table_demand(table, party) : table->outlook[party]->best[party];
  return asks - polder_view_perceived(&table->view[party], table->deal, table->author);
}

static bool answer(PolderTable *table, int party, bool accepts) {
  YesSaying *memory = polder_mechanism_memory(table, &polder_mechanism_yes_saying);
  const unsigned bit = 1u << party;
  memory->reluctant &= ~bit;
  const double cost = cost_of_no(table, party, memory->yes);
  if (accepts || cost <= 0 || table->setting->strategy[party]->accepts != NULL)
    return accepts;
  const double chance = polder_logistic((cost - shortfall(table, party)) / 0.05);
  const bool gives_in = polder_draw(table->chance, (unsigned)table->round, (unsigned)party,
                                    POLDER_DRAW_YES, table->offers_this_round) < chance;
  memory->reluctant |= gives_in ? bit : 0;
  return gives_in;
}

/* Answers given together are seen together: only afterwards do they weigh on anybody. */
static void answered(PolderTable *table) {
  YesSaying *memory = polder_mechanism_memory(table, &polder_mechanism_yes_saying);
  memory->yes = (memory->yes & ~table->answered) | (table->supporters & table->answered);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const YesSaying *memory = polder_mechanism_memory(table, &polder_mechanism_yes_saying);
  const unsigned signers = polder_practice_signers(table);
  polder_practice_count_signers(table, outcome);
  outcome->process[POLDER_PROCESS_signed_reluctantly] =
      polder_practice_share(memory->reluctant, signers);
}

const PolderMechanism polder_mechanism_yes_saying = {
    .name = "yes_saying",
    .switches = {POLDER_REFUSAL_COST, POLDER_CONFORMITY, POLDER_DISPLAY},
    .n_switches = 3,
    .memory = sizeof(YesSaying),
    .answer = answer,
    .answered = answered,
    .conclude = conclude,
};
