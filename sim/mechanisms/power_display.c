/* power_display: who has power may use it, or renounce it (adapted: refusing the powerful costs;
 * Emerson 1962, power is what the other depends on).
 *
 * display: its power counts as m (p/m)^(1 + display) where p is above the mean m; a no to its text
 * costs display * gap (yes_saying.c); and who is pressed that way trusts it less. renounce: every
 * power goes that share of the way to the mean.
 */
#include "relations.h"

#include <math.h>

typedef struct {
  unsigned pressed; /* bits: by the text on the table */
  int times, answers;
} Display;

const PolderMechanism polder_mechanism_power_display;

static double mean_power(const PolderTable *table) {
  double sum = 0;
  int n = 0;
  for (int party = 0; party < table->n; party++) {
    sum += table->power[party];
    n += table->power[party] > 0;
  }
  return n > 0 ? sum / n : 0;
}

static void open(PolderTable *table) {
  const double mean = mean_power(table), share = table->values.value[POLDER_RENOUNCE][0];
  for (int party = 0; party < table->n; party++) {
    double *power = &table->power[party];
    if (*power > 0)
      *power += share * (mean - *power);
    if (*power > mean)
      *power *= polder_pow(*power / mean, table->values.value[POLDER_DISPLAY][party]);
  }
}

double polder_relations_pressure(const PolderTable *table, int party, int author) {
  if (author < 0 || author == party)
    return 0;
  return table->values.value[POLDER_DISPLAY][author] * polder_relations_gap(table, author, party);
}

/* Who would say no of its own accord to somebody who lets its power be felt. */
static bool notice(PolderTable *table, int party, bool accepts) {
  Display *display = polder_mechanism_memory(table, &polder_mechanism_power_display);
  const bool pressed = !accepts && polder_relations_pressure(table, party, table->author) > 0;
  display->pressed |= pressed ? 1u << party : 0;
  display->times += pressed;
  display->answers++;
  return accepts;
}

static void resent(PolderTable *table) {
  Display *display = polder_mechanism_memory(table, &polder_mechanism_power_display);
  for (int party = 0; party < table->n; party++)
    if (display->pressed >> party & 1)
      polder_minds_experience(table->minds, party, table->author, 0,
                              polder_relations_pressure(table, party, table->author), 1);
  display->pressed = 0;
}

/* --- what comes of it ------------------------------------------------------------------------ */

/* As written: what is done with power does not make anybody small. */
static unsigned small(const PolderTable *table) {
  double sum = 0;
  unsigned parties = 0;
  int n = 0;
  for (int party = 0; party < table->n; party++) {
    sum += table->scenario->parties[party].power;
    n += table->scenario->parties[party].power > 0;
  }
  for (int party = 0; party < table->n; party++)
    if (table->scenario->parties[party].power * n < sum - POLDER_TOLERANCE)
      parties |= 1u << party;
  return parties;
}

static double mean_trust(const PolderTable *table, unsigned parties) {
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += parties >> party & 1 ? polder_view_mean_trust(&table->view[party]) : 0;
  return parties != 0 ? sum / __builtin_popcount(parties) : (double)NAN;
}

static void conclude_outvoted(const PolderTable *table, double *column) {
  double power = 0;
  int voters = 0, outvoted = 0;
  for (int party = 0; party < table->n; party++) {
    if (!(table->present >> party & 1) || table->power[party] <= 0)
      continue;
    const bool out = !(table->supporters >> party & 1);
    voters++;
    outvoted += out;
    power += out ? polder_relations_power(table, party) : 0;
  }
  column[POLDER_PROCESS_outvoted] = voters > 0 ? (double)outvoted / voters : NAN;
  column[POLDER_PROCESS_outvoted_power] = outvoted > 0 ? power / outvoted : NAN;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Display *display = polder_mechanism_memory(table, &polder_mechanism_power_display);
  if (display->answers > 0)
    outcome->process[POLDER_PROCESS_pressed] = (double)display->times / display->answers;
  outcome->process[POLDER_PROCESS_small_lead] = polder_relations_lead(table, small(table));
  outcome->process[POLDER_PROCESS_small_trust] = mean_trust(table, small(table));
  if (table->ending == POLDER_AGREEMENT || table->ending == POLDER_SHAM)
    conclude_outvoted(table, outcome->process);
}

const PolderMechanism polder_mechanism_power_display = {
    .name = "power_display",
    .switches = {POLDER_DISPLAY, POLDER_RENOUNCE},
    .n_switches = 2,
    .minded = true,
    .memory = sizeof(Display),
    .open = open,
    .answer = notice,
    .answered = resent,
    .conclude = conclude,
};
