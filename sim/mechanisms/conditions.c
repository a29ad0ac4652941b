/* conditions: ambition, interests, relationship, organisation and process of the talk, each 0..1,
 * after every round (the five: Kaats and Opheij 2012; the numbers are an own form).
 *
 * They are measured by the researcher, not by a party. Nothing depends on them but the advice, and
 * what `diagnosis` does: every so many rounds an intervention on the lowest, or on any.
 */
#include <math.h>
#include <string.h>

#include "conditions.h"

enum { OFF, LOWEST, RANDOM };

typedef struct {
  double now[POLDER_CONDITIONS_MEASURED];
  int interventions;
} Conditions;

const PolderMechanism polder_mechanism_conditions;

/* --- measuring ------------------------------------------------------------------------------- */

/* How much of what it could gain the parties have seen on the table. */
static double ambition(const PolderTable *table) {
  double sum = 0;
  int n = 0;
  for (int party = 0; party < table->n; party++) {
    const double most = table->outlook[party]->best[party] - table->floor[party];
    if (!(table->present >> party & 1))
      continue;
    n++;
    if (most > POLDER_TOLERANCE)
      sum += CLAMP((table->best_heard[party] - table->floor[party]) / most, 0, 1);
  }
  return n > 0 ? sum / n : 0;
}

/* What all know of each other, times how near the nearest text comes to the worst off. */
static double interests(const PolderTable *table) {
  double known = 0, missing = 0;
  for (int party = 0; party < table->n; party++) {
    known += polder_view_told_share(&table->view[party], party) / table->n;
    if (table->best_text != POLDER_NO_DEAL && (table->present >> party & 1))
      missing =
          MAX(missing, polder_table_shortfall(table, party, table->best_text, table->best_author));
  }
  return table->best_text != POLDER_NO_DEAL ? known * (1 - MIN(missing, 1)) : 0;
}

/* Between the mean and the smallest trust. */
static double relationship(const PolderTable *table) {
  double sum = 0, least = 1;
  int pairs = 0;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++) {
      if (from == to || !(table->present >> from & 1) || !(table->present >> to & 1))
        continue;
      const double trust = polder_table_trust(table, from, to);
      sum += trust;
      least = MIN(least, trust);
      pairs++;
    }
  return pairs > 0 ? (sum / pairs + least) / 2 : 0;
}

/* How equal those with a vote are, times the share of the parties that sit there of their own will.
 */
static double organisation(const PolderTable *table) {
  double sum = 0, squares = 0;
  int n = 0, willing = 0;
  for (int party = 0; party < table->n; party++) {
    const double power = table->power[party];
    willing += (table->present >> party & 1) && !(table->mandated >> party & 1);
    sum += power;
    squares += power * power;
    n += power > 0;
  }
  return n > 0 ? sum * sum / (n * squares) * willing / table->n : 0;
}

/* Guidance, explaining, and hearing what is said. */
static double process_of_talk(const PolderTable *table) {
  const double explained =
      table->n_rejections > 0 ? 1 - (double)table->n_unexplained / table->n_rejections : 1;
  double noise = 0;
  for (int listener = 0; listener < table->n; listener++)
    for (int speaker = 0; speaker < table->n; speaker++)
      if (listener != speaker)
        noise += table->values.value[POLDER_NOISE][listener] * table->lens[listener][speaker];
  const double heard = 1 - noise / (table->n * (table->n - 1));
  return (CLAMP(table->facilitator, 0, 1) + explained + heard) / 3;
}

static PolderCondition lowest_of(const double *now) {
  int lowest = 0;
  for (int condition = 1; condition < POLDER_CONDITIONS_MEASURED; condition++)
    lowest = now[condition] < now[lowest] ? condition : lowest;
  return (PolderCondition)lowest;
}

static void measure(PolderTable *table) {
  Conditions *memory = polder_mechanism_memory(table, &polder_mechanism_conditions);
  memory->now[POLDER_AMBITION] = ambition(table);
  memory->now[POLDER_INTERESTS] = interests(table);
  memory->now[POLDER_RELATIONSHIP] = relationship(table);
  memory->now[POLDER_ORGANISATION] = organisation(table);
  memory->now[POLDER_PROCESS_OF_TALK] = process_of_talk(table);
  const PolderCondition lowest = lowest_of(memory->now);
  polder_conditions_note(table, POLDER_DID_CONDITION, lowest, memory->now[lowest]);
}

/* --- doing something about it ---------------------------------------------------------------- */

static void diagnose(PolderTable *table) {
  Conditions *memory = polder_mechanism_memory(table, &polder_mechanism_conditions);
  const int diagnosis = (int)table->values.value[POLDER_DIAGNOSIS][0];
  const int every = (int)table->values.value[POLDER_DIAGNOSIS_EVERY][0];
  if (diagnosis == OFF || table->round == 1 || (table->round - 1) % every != 0)
    return;
  const double drawn =
      polder_draw(table->chance, (unsigned)table->round, 0, POLDER_DRAW_DIAGNOSIS, 0);
  const PolderCondition any = (PolderCondition)(drawn * POLDER_CONDITIONS_MEASURED);
  polder_conditions_intervene(table, diagnosis == LOWEST ? lowest_of(memory->now) : any);
  memory->interventions++;
}

/* A run that ends within a round was last measured in the round before it: measured once more. */
static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Conditions *memory = polder_mechanism_memory(table, &polder_mechanism_conditions);
  const double now[POLDER_CONDITIONS_MEASURED] = {
      [POLDER_AMBITION] = ambition(table),
      [POLDER_INTERESTS] = interests(table),
      [POLDER_RELATIONSHIP] = relationship(table),
      [POLDER_ORGANISATION] = organisation(table),
      [POLDER_PROCESS_OF_TALK] = process_of_talk(table),
  };
  memcpy(&outcome->process[POLDER_PROCESS_ambition], now, sizeof now);
  outcome->process[POLDER_PROCESS_lowest] = 1 + (int)lowest_of(now);
  outcome->process[POLDER_PROCESS_interventions] = memory->interventions;
  outcome->process[POLDER_PROCESS_wasted_rounds] = outcome->room ? 0 : table->round;
}

const PolderMechanism polder_mechanism_conditions = {
    .name = "conditions",
    .switches = {POLDER_CONDITIONS, POLDER_DIAGNOSIS},
    .n_switches = 2,
    .minded = true,
    .memory = sizeof(Conditions),
    .round = diagnose,
    .round_over = measure,
    .conclude = conclude,
};
