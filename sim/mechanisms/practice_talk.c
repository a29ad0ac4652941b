/* Talk in practice: how much of it paper leaves, and what it is good for. Documents tell nothing;
 * only talk does.
 */
#include <math.h>
#include <string.h>

#include "practice.h"

#define VALUE(id) table->values.value[id][0]

double polder_practice_crowding(const PolderTable *table) {
  const double written = VALUE(POLDER_CROWDING);
  return VALUE(POLDER_REVIEW) > 0 ? MIN(written, 0) : written;
}

/* Talk that is left after what paper crowds out; a review clause makes it a duty now and then. */
void polder_practice_sit_down(const PolderTable *table, PolderPractice *practice) {
  const double f = VALUE(POLDER_FORMALISATION);
  const int review = (int)VALUE(POLDER_REVIEW);
  const double left =
      CLAMP(VALUE(POLDER_DIALOGUE) * (1 - polder_practice_crowding(table) * f), 0, 1);
  const bool called = review > 0 && practice->period > 0 && practice->period % review == 0;
  practice->talk = called ? MAX(left, f) : left;
}

double polder_practice_attention(const PolderTable *table) {
  const double slack = VALUE(POLDER_ATTENTION_LOSS) * VALUE(POLDER_FORMALISATION);
  return CLAMP(VALUE(POLDER_ATTENTION) * (1 - slack), 0, 1);
}

/* --- dents ----------------------------------------------------------------------------------- */

static void notice_dents(PolderTable *table, PolderPractice *practice, double attention) {
  const int unseen = practice->unseen;
  for (int i = 0; i < unseen; i++)
    if (polder_practice_draw(table, 0, POLDER_DRAW_SHOCK, 1 + 2 * (uint32_t)i) < attention) {
      practice->unseen--;
      practice->seen++;
      practice->noticed++;
      polder_practice_note(table, POLDER_DID_NOTICE, -1, -1, NAN, NAN);
    }
}

static void mend_dents(PolderTable *table, PolderPractice *practice) {
  const int seen = practice->seen;
  for (int i = 0; i < seen; i++)
    if (polder_practice_draw(table, 0, POLDER_DRAW_SHOCK, 2 + 2 * (uint32_t)i) < practice->talk) {
      practice->seen--;
      practice->mended++;
      polder_practice_note(table, POLDER_DID_MEND, -1, -1, NAN, practice->seen + practice->unseen);
    }
}

/* What was noticed before is talked about; then the world hits, and perhaps somebody notices. */
void polder_practice_dent(PolderTable *table, PolderPractice *practice) {
  mend_dents(table, practice);
  if (polder_practice_draw(table, 0, POLDER_DRAW_SHOCK, 0) < VALUE(POLDER_SHOCK)) {
    practice->shocks++;
    practice->unseen++;
    polder_practice_note(table, POLDER_DID_SHOCK, -1, -1, NAN, practice->seen + practice->unseen);
  }
  notice_dents(table, practice, polder_practice_attention(table));
  practice->dent_periods += practice->seen + practice->unseen;
}

/* --- another text ---------------------------------------------------------------------------- */

/* What the worst off of those who are still in it has above its floor; -1 where a text cannot be
 * agreed. */
static double least_surplus(const PolderTable *table, unsigned active, PolderDeal text) {
  double least = INFINITY;
  for (int party = 0; party < table->n; party++)
    if (active >> party & 1) {
      const bool broken = table->scenario->broken[text] >> party & 1;
      least = MIN(least, broken ? -1 : polder_practice_surplus(table, party, text));
    }
  return least;
}

/* Of the texts that differ in one issue, the one that the worst off likes best. */
static PolderDeal best_neighbour(const PolderTable *table, unsigned active, PolderDeal text) {
  const PolderScenario *scenario = table->scenario;
  int option[POLDER_ISSUES_MAX];
  double highest = least_surplus(table, active, text);
  PolderDeal best = text;
  polder_scenario_options(scenario, text, option);
  for (int issue = 0; issue < scenario->n_issues; issue++)
    for (int other = 0; other < scenario->issues[issue].n_options; other++) {
      const PolderDeal deal = text + (uint32_t)(other - option[issue]) * scenario->stride[issue];
      if (deal == text || table->locked[scenario->issues[issue].first_option + other])
        continue;
      const double least = least_surplus(table, active, deal);
      if (least > highest) {
        highest = least;
        best = deal;
      }
    }
  return best;
}

/* When somebody cannot live with the text any more, those who talk may change one issue of it, if
 * all can live with that. */
void polder_practice_renegotiate(PolderTable *table, PolderPractice *practice) {
  const unsigned active = polder_practice_active(practice);
  if (active == 0 || table->scenario->sampled ||
      least_surplus(table, active, practice->text) >= -POLDER_TOLERANCE ||
      polder_practice_draw(table, 0, POLDER_DRAW_TALK, 0) >= practice->talk)
    return;
  const PolderDeal text = best_neighbour(table, active, practice->text);
  if (text == practice->text || least_surplus(table, active, text) < -POLDER_TOLERANCE)
    return;
  practice->text = text;
  practice->papers++;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_RENEGOTIATE);
  entry.deal = text;
  polder_trace_add(table->trace, entry);
}

/* --- telling and learning -------------------------------------------------------------------- */

int polder_practice_closed(const PolderTable *table) {
  int closed = 0;
  for (int interest = 0; interest < table->scenario->n_interests; interest++) {
    const PolderSeen seen = polder_table_seen(table, interest);
    closed += seen == POLDER_SEEN_HIDDEN || seen == POLDER_SEEN_UNAWARE;
  }
  return closed;
}

/* Who talks is asked what matters to it: the chance of telling of the talks, times the talk. */
static double chance_to_tell(const PolderTable *table, int party, double sensitivity) {
  const double trust = polder_view_mean_trust(&table->view[party]);
#define OWN(id) table->values.value[id][party]
  return polder_logistic(OWN(POLDER_TELL_BASE) + OWN(POLDER_TELL_TRUST) * (trust - 0.5) +
                         OWN(POLDER_TELL_ASKED) - OWN(POLDER_TELL_SENSITIVITY) * sensitivity);
#undef OWN
}

void polder_practice_tell(PolderTable *table, double talk) {
  const PolderScenario *scenario = table->scenario;
  memset(table->thanked, 0, sizeof table->thanked);
  polder_table_tell_begin(table);
  for (int k = 0; k < scenario->n_interests; k++) {
    const int party = scenario->interests[k].party;
    const uint32_t own = (uint32_t)(k - scenario->parties[party].first_interest);
    if (!(table->present >> party & 1))
      continue;
    const double chance = talk * chance_to_tell(table, party, scenario->interests[k].sensitivity);
    if (polder_practice_draw(table, party, POLDER_DRAW_TELL, own) < chance)
      polder_table_tell(table, k, POLDER_ALL, POLDER_REASON_CHOSEN);
  }
  polder_table_tell_end(table);
}

/* What was done and talked about is learnt from; talk without haste makes the text one's own. */
void polder_practice_learn(const PolderTable *table, PolderPractice *practice) {
  const double done = polder_practice_share(practice->doing, practice->bound);
  practice->learnt += VALUE(POLDER_LEARNING) * practice->talk * done * (1 - practice->learnt);
  practice->internalised +=
      (1 - VALUE(POLDER_TIME_PRESSURE)) * practice->talk * (1 - practice->internalised);
}
