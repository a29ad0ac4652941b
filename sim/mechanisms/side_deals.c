/* side_deals: two parties bind themselves to a text away from the table, and refuse all else (own
 * form; that real business is done in the corridor is the seeds' claim).
 *
 * A pair looks at its own two utilities alone. While bound it proposes its text and accepts no
 * other. When that comes out, outsiders read unwillingness in both and trust them less for good.
 */
#include <math.h>

#include "practice.h"
#include "relations.h"

typedef struct {
  PolderDeal text[POLDER_PARTIES_MAX]; /* to which it is bound, while rounds are left */
  int8_t partner[POLDER_PARTIES_MAX];
  uint16_t left[POLDER_PARTIES_MAX];   /* rounds */
  bool known[POLDER_PARTIES_MAX];      /* its pact has come out */
  unsigned paired;                     /* bits: ever bound */
  unsigned caught[POLDER_PARTIES_MAX]; /* [observer]: bits of those it has caught */
  int made, found;
} SideDeals;

const PolderMechanism polder_mechanism_side_deals;

static SideDeals *memory_of(const PolderTable *table) {
  return polder_mechanism_memory(table, &polder_mechanism_side_deals);
}

static void note_pact(PolderTable *table, int one, int other, PolderDeal deal) {
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_PACT);
  entry.party = (int8_t)one;
  entry.to = (int8_t)other;
  entry.deal = deal;
  polder_trace_add(table->trace, entry);
}

/* --- making one ------------------------------------------------------------------------------ */

/* What a text gives the two above their floors, as a product (Nash); 0 when one cannot want it. */
static double worth(const PolderTable *table, int one, int other, PolderDeal deal) {
  const double first = table->outlook[one]->utility[one][deal] - table->floor[one];
  const double second = table->outlook[other]->utility[other][deal] - table->floor[other];
  const unsigned both = 1u << one | 1u << other;
  if (first <= 0 || second <= 0 || (table->scenario->broken[deal] & both) != 0)
    return 0;
  return polder_table_can_propose(table, deal) ? first * second : 0;
}

/* The best for both; the order of options in a file means nothing. */
static PolderDeal best_for_both(const PolderTable *table, int one, int other) {
  PolderDeal chosen = POLDER_NO_DEAL;
  double most = 0;
  for (PolderDeal deal = 0; deal < table->scenario->n_deals; deal++) {
    const double product = worth(table, one, other, deal);
    const bool ties = product > 0 && product - most <= POLDER_TOLERANCE * most &&
                      most - product <= POLDER_TOLERANCE * most;
    const bool first = ties && polder_deals_fingerprint(table->scenario, deal) >
                                   polder_deals_fingerprint(table->scenario, chosen);
    if (first || (product > most && !ties)) {
      most = product;
      chosen = deal;
    }
  }
  return chosen;
}

/* Enough power: together that of two average parties. */
static bool may_meet(const PolderTable *table, const SideDeals *deals, int one, int other) {
  const unsigned both = 1u << one | 1u << other;
  return (table->present & both) == both && deals->left[one] == 0 && deals->left[other] == 0 &&
         table->power[one] > 0 && table->power[other] > 0 &&
         polder_relations_power(table, one) + polder_relations_power(table, other) >=
             2 - POLDER_TOLERANCE;
}

static void meet(PolderTable *table, SideDeals *deals, int one, int other) {
  const double trust =
      (polder_table_trust(table, one, other) + polder_table_trust(table, other, one)) / 2;
  if (!may_meet(table, deals, one, other) ||
      polder_draw(table->chance, (unsigned)table->round, (unsigned)one, POLDER_DRAW_PACT,
                  (uint32_t)other) >= table->values.value[POLDER_SIDE_DEALS][0] * trust)
    return;
  const PolderDeal text = best_for_both(table, one, other);
  if (text == POLDER_NO_DEAL)
    return;
  const int pair[] = {one, other};
  for (int i = 0; i < 2; i++) {
    deals->text[pair[i]] = text;
    deals->partner[pair[i]] = (int8_t)pair[1 - i];
    deals->left[pair[i]] = (uint16_t)table->values.value[POLDER_SIDE_ROUNDS][0];
    deals->known[pair[i]] = false;
  }
  deals->paired |= 1u << one | 1u << other;
  deals->made++;
  note_pact(table, one, other, text);
}

static void meet_in_the_corridor(PolderTable *table) {
  SideDeals *deals = memory_of(table);
  for (int one = 0; one < table->n; one++)
    for (int other = one + 1; other < table->n; other++)
      meet(table, deals, one, other);
}

/* --- keeping to it --------------------------------------------------------------------------- */

static PolderDeal propose(PolderTable *table, int party, PolderDeal text) {
  const SideDeals *deals = memory_of(table);
  const bool bound = deals->left[party] > 0;
  return bound && polder_table_can_propose(table, deals->text[party]) ? deals->text[party] : text;
}

static bool answer(PolderTable *table, int party, bool accepts) {
  const SideDeals *deals = memory_of(table);
  return deals->left[party] > 0 ? table->deal == deals->text[party] : accepts;
}

/* --- coming out ------------------------------------------------------------------------------ */

static void distrust(PolderTable *table, SideDeals *deals, int observer, int other) {
  const double before = polder_minds_trust(table->minds, observer, other);
  polder_minds_suspect(table->minds, observer, other, 0.6);
  polder_minds_experience(table->minds, observer, other, 0, 1,
                          table->values.value[POLDER_BROKEN_CEILING][observer]);
  polder_practice_note(table, POLDER_DID_TRUST, observer, other, before,
                       polder_minds_trust(table->minds, observer, other));
  deals->caught[observer] |= 1u << other;
}

static void come_out(PolderTable *table, SideDeals *deals, int one, int other) {
  polder_practice_note(table, POLDER_DID_CAUGHT, one, other, NAN, NAN);
  for (int observer = 0; observer < table->n; observer++) {
    if (observer == one || observer == other)
      continue;
    distrust(table, deals, observer, one);
    distrust(table, deals, observer, other);
  }
  deals->known[one] = deals->known[other] = true;
  deals->found++;
}

/* Trust in who was caught once never rises above the ceiling again. */
static void remember(PolderTable *table, const SideDeals *deals) {
  for (int observer = 0; observer < table->n; observer++)
    for (int other = 0; other < table->n; other++)
      if (deals->caught[observer] >> other & 1)
        polder_minds_experience(table->minds, observer, other, 0, 0,
                                table->values.value[POLDER_BROKEN_CEILING][observer]);
}

static void end_round(PolderTable *table) {
  SideDeals *deals = memory_of(table);
  for (int one = 0; one < table->n; one++) {
    const int other = deals->partner[one];
    if (deals->left[one] == 0)
      continue;
    if (other > one && !deals->known[one] &&
        polder_draw(table->chance, (unsigned)table->round, (unsigned)one, POLDER_DRAW_CAUGHT,
                    (uint32_t)other) < table->values.value[POLDER_DISCOVERY][0])
      come_out(table, deals, one, other);
    const bool alone = !(table->present >> other & 1);
    deals->left[one] = alone ? 0 : (uint16_t)(deals->left[one] - 1);
  }
  remember(table, deals);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const SideDeals *deals = memory_of(table);
  const unsigned all = (1u << table->n) - 1;
  outcome->process[POLDER_PROCESS_side_deals] = deals->made;
  outcome->process[POLDER_PROCESS_side_found] = deals->found;
  outcome->process[POLDER_PROCESS_excluded_surplus] =
      polder_relations_surplus(table, all & ~deals->paired);
  outcome->process[POLDER_PROCESS_paired_surplus] = polder_relations_surplus(table, deals->paired);
}

const PolderMechanism polder_mechanism_side_deals = {
    .name = "side_deals",
    .switches = {POLDER_SIDE_DEALS},
    .n_switches = 1,
    .minded = true,
    .memory = sizeof(SideDeals),
    .round = meet_in_the_corridor,
    .propose = propose,
    .answer = answer,
    .round_over = end_round,
    .conclude = conclude,
};
