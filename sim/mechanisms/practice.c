/* practice: the periods after a signature, in which each party does its part or does not.
 *
 * P(party does its part) is logistic; the order of a period is that of `live` below. Nothing here
 * changes what was signed: floors are put back, and the text of practice is its own. An agreement
 * that was hollow from the start and is mostly not done ends as a sham.
 */
#include <math.h>
#include <string.h>

#include "practice.h"

#define VALUE(id) table->values.value[id][0]

const PolderMechanism polder_mechanism_practice;

double polder_practice_draw(const PolderTable *table, int party, PolderPurpose purpose,
                            uint32_t k) {
  return polder_draw(table->chance, (unsigned)table->round, (unsigned)party, purpose, k);
}

void polder_practice_note(PolderTable *table, PolderDid did, int party, int to, double before,
                          double after) {
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, did);
  entry.party = (int8_t)party;
  entry.to = (int8_t)to;
  entry.before = before;
  entry.after = after;
  polder_trace_add(table->trace, entry);
}

unsigned polder_practice_active(const PolderPractice *practice) {
  return practice->bound & ~practice->stopped;
}

/* --- doing one's part ------------------------------------------------------------------------ */

/* What the party brings to it. */
static double own_odds(const PolderTable *table, const PolderPractice *practice, int party) {
  const double surplus = polder_practice_surplus(table, party, practice->text) +
                         table->values.value[POLDER_ENACTING_REWARD][party];
  const double trust = polder_view_mean_trust(&table->view[party]);
  return VALUE(POLDER_ENACT_SURPLUS) * surplus + VALUE(POLDER_ENACT_TRUST) * (trust - 0.5) -
         VALUE(POLDER_ENACT_MISREAD) * polder_practice_misread(table, party);
}

/* What the table, the paper and the dents do to everybody. */
static double common_odds(const PolderTable *table, const PolderPractice *practice) {
  const double f = VALUE(POLDER_FORMALISATION), talk = practice->talk;
  const double unforeseen = VALUE(POLDER_ENACT_VAGUE) * VALUE(POLDER_ABSTRACTION) +
                            VALUE(POLDER_SHOCK_SIZE) * (practice->unseen + practice->seen);
  return VALUE(POLDER_ENACT_BASE) + VALUE(POLDER_ENACT_DIALOGUE) * talk +
         VALUE(POLDER_ENACT_FRAME) * f * talk - VALUE(POLDER_ENACT_PAPER) * f * (1 - talk) -
         (1 - VALUE(POLDER_PREMISES)) * unforeseen + VALUE(POLDER_ENACT_LEARNT) * practice->learnt -
         VALUE(POLDER_ENACT_MEANING) * (1 - practice->internalised);
}

static void act(PolderTable *table, PolderPractice *practice) {
  const double common = common_odds(table, practice);
  const unsigned active = polder_practice_active(practice);
  practice->doing = 0;
  for (int party = 0; party < table->n; party++) {
    if (!(active >> party & 1))
      continue;
    const double chance = polder_logistic(common + own_odds(table, practice, party));
    const bool does = polder_practice_draw(table, party, POLDER_DRAW_ENACT, 0) < chance;
    practice->doing |= does ? 1u << party : 0;
    practice->did[party] = (uint16_t)(practice->did[party] + does);
    polder_practice_note(table, does ? POLDER_DID_KEEP : POLDER_DID_BREAK, party, -1, chance, NAN);
  }
  practice->kept += __builtin_popcount(practice->doing);
  practice->broken += __builtin_popcount(practice->bound & ~practice->doing);
}

/* --- what it gives --------------------------------------------------------------------------- */

/* In a period a party gets of its gain the share that is done; who has stopped is on its own. */
static double value_to(const PolderTable *table, const PolderPractice *practice, int party) {
  if (practice->stopped >> party & 1)
    return polder_practice_alone(table, party, practice->period - practice->stopped_in[party]);
  const double done = polder_practice_share(practice->doing, practice->bound);
  const double worth = table->outlook[party]->utility[party][practice->text];
  return table->floor[party] + done * (worth - table->floor[party]);
}

static void reap(const PolderTable *table, PolderPractice *practice) {
  practice->sum_talk += practice->talk;
  for (int party = 0; party < table->n; party++) {
    if (!(practice->bound >> party & 1))
      continue;
    const double effort = practice->talk + VALUE(POLDER_UPKEEP);
    practice->sum_value += value_to(table, practice, party);
    practice->sum_exit += polder_practice_alone(table, party, practice->period);
    if (!(practice->stopped >> party & 1))
      practice->sum_cost += table->values.value[POLDER_ROUND_COST][party] * effort;
  }
}

/* --- the periods ----------------------------------------------------------------------------- */

static void live(PolderTable *table, PolderPractice *practice) {
  polder_practice_drift_of_context(table);
  polder_practice_sit_down(table, practice);
  polder_practice_dent(table, practice);
  polder_practice_renegotiate(table, practice);
  polder_practice_tell(table, practice->talk);
  act(table, practice);
  polder_practice_promise(table, practice);
  polder_practice_drift(table, practice);
  polder_practice_help(table, practice);
  polder_practice_learn(table, practice);
  reap(table, practice);
  polder_practice_stop(table, practice);
}

static unsigned bound_by_it(const PolderTable *table) {
  unsigned bound = 0;
  for (int party = 0; party < table->n; party++)
    bound |= (table->present >> party & 1) && table->power[party] > 0 ? 1u << party : 0;
  return bound;
}

static void begin(const PolderTable *table, PolderPractice *practice) {
  practice->text = table->deal;
  practice->signed_round = table->round;
  practice->bound = bound_by_it(table);
  practice->papers = 1;
  practice->trust_signed = polder_practice_trust(table, practice);
  practice->closed = polder_practice_closed(table);
  polder_practice_sit_down(table, practice);
  for (int party = 0; party < table->n; party++)
    if (practice->bound >> party & 1)
      practice->health +=
          polder_practice_health(table, practice, party) / __builtin_popcount(practice->bound);
}

/* Hollow: somebody signed for less than its floor, or something else than stands there. */
static bool is_hollow(const PolderTable *table) {
  const unsigned signers = polder_practice_signers(table);
  bool hollow = polder_practice_below(table) != 0;
  for (int party = 0; party < table->n; party++)
    hollow = hollow || ((signers >> party & 1) && polder_practice_misread(table, party) > 0);
  return hollow;
}

/* The text stands as it was signed, and everybody can still live with it. */
static bool has_survived(const PolderTable *table, const PolderPractice *practice) {
  bool survived = practice->text == table->deal && practice->stopped == 0;
  for (int party = 0; party < table->n; party++)
    if (practice->bound >> party & 1)
      survived =
          survived && polder_practice_surplus(table, party, practice->text) >= -POLDER_TOLERANCE;
  return survived;
}

static void after(PolderTable *table) {
  const int periods = (int)VALUE(POLDER_PRACTICE_PERIODS);
  if (table->ending != POLDER_AGREEMENT || periods == 0)
    return;
  PolderPractice *practice = polder_mechanism_memory(table, &polder_mechanism_practice);
  double floor[POLDER_PARTIES_MAX];
  memcpy(floor, table->floor, sizeof floor);
  begin(table, practice);
  while (practice->period < periods) {
    practice->period++;
    table->round = practice->signed_round + practice->period;
    live(table, practice);
  }
  practice->survived = has_survived(table, practice);
  practice->closed_left = polder_practice_closed(table);
  memcpy(table->floor, floor, sizeof floor);
  table->round = practice->signed_round;
  table->enacted = (double)practice->kept / (practice->kept + practice->broken);
  if (table->enacted < 0.5 && is_hollow(table))
    table->ending = POLDER_SHAM;
}

/* --- the columns ----------------------------------------------------------------------------- */

static double ratio(double part, double all) {
  return all > 0 ? part / all : (double)NAN;
}

static double mean_stop(const PolderTable *table, const PolderPractice *practice) {
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += practice->stopped_in[party];
  return ratio(sum, __builtin_popcount(practice->stopped));
}

static void conclude_deeds(const PolderTable *table, const PolderPractice *practice,
                           double *column) {
  const double seats = practice->period * __builtin_popcount(practice->bound);
  column[POLDER_PROCESS_kept] = practice->kept;
  column[POLDER_PROCESS_broken] = practice->broken;
  column[POLDER_PROCESS_detection_lag] = ratio(practice->hidden_periods, practice->breaks_seen);
  column[POLDER_PROCESS_found_loss] = ratio(practice->found_loss, practice->findings);
  column[POLDER_PROCESS_trust_signed] = practice->trust_signed;
  column[POLDER_PROCESS_trust_after] = polder_practice_trust(table, practice);
  column[POLDER_PROCESS_trust_change] = column[POLDER_PROCESS_trust_after] - practice->trust_signed;
  column[POLDER_PROCESS_expectation_gap] = practice->trust_signed - table->enacted;
  column[POLDER_PROCESS_enacted_value] = practice->sum_value / seats;
  column[POLDER_PROCESS_practice_cost] = practice->sum_cost / seats;
  column[POLDER_PROCESS_exit_value] = practice->sum_exit / seats;
  column[POLDER_PROCESS_stopped] = polder_practice_share(practice->stopped, practice->bound);
  column[POLDER_PROCESS_stopped_in] = mean_stop(table, practice);
  column[POLDER_PROCESS_health] = practice->health;
}

static void conclude_talk(const PolderTable *table, const PolderPractice *practice,
                          double *column) {
  column[POLDER_PROCESS_talk] = practice->sum_talk / practice->period;
  column[POLDER_PROCESS_revealed] =
      ratio(practice->closed - practice->closed_left, practice->closed);
  column[POLDER_PROCESS_paper_gap] = VALUE(POLDER_FORMALISATION) * (1 - table->enacted);
  column[POLDER_PROCESS_papers] = practice->papers;
  column[POLDER_PROCESS_plan_survived] = practice->survived;
  column[POLDER_PROCESS_shocks] = practice->shocks;
  column[POLDER_PROCESS_noticed] = ratio(practice->noticed, practice->shocks);
  column[POLDER_PROCESS_repaired] = ratio(practice->mended, practice->shocks);
  column[POLDER_PROCESS_recovery] = ratio(practice->dent_periods, practice->shocks);
  column[POLDER_PROCESS_learnt] = practice->learnt;
  column[POLDER_PROCESS_internalised] = practice->internalised;
  column[POLDER_PROCESS_incidents] = practice->incidents;
  column[POLDER_PROCESS_incidents_solved] = ratio(practice->solved, practice->incidents);
}

/* Who gets what from it: do those who got less than their floor leave, and others not? */
static void conclude_yield(const PolderTable *table, const PolderPractice *practice,
                           double *column) {
  unsigned below = 0, gone = practice->stopped;
  for (int party = 0; party < table->n; party++) {
    if (polder_practice_surplus(table, party, table->deal) < -POLDER_TOLERANCE)
      below |= 1u << party;
    if (2 * practice->did[party] < practice->period)
      gone |= 1u << party;
  }
  column[POLDER_PROCESS_below_gone] = polder_practice_share(gone, below & practice->bound);
  column[POLDER_PROCESS_others_gone] = polder_practice_share(gone, ~below & practice->bound);
  column[POLDER_PROCESS_failed_hollow] = table->enacted < 0.5 ? is_hollow(table) : (double)NAN;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const PolderPractice *practice = polder_mechanism_memory(table, &polder_mechanism_practice);
  polder_practice_count_signers(table, outcome);
  if (practice->period == 0)
    return;
  conclude_deeds(table, practice, outcome->process);
  conclude_talk(table, practice, outcome->process);
  conclude_yield(table, practice, outcome->process);
}

const PolderMechanism polder_mechanism_practice = {
    .name = "practice",
    .switches = {POLDER_PRACTICE_PERIODS},
    .n_switches = 1,
    .minded = true,
    .memory = sizeof(PolderPractice),
    .after = after,
    .conclude = conclude,
};
