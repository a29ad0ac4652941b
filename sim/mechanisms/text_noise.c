/* text_noise: each party understands each issue of what it signs as the neighbouring option with
 * this chance, less what a shared lens takes away (own form, as `noise` of what is told).
 *
 * Nobody notices at the signature; it shows in practice.
 */
#include <polder/mechanism.h>

#include "practice.h"

static double noise_of(const PolderTable *table, int party) {
  double lens = 0;
  for (int other = 0; other < table->n; other++)
    lens += other != party ? table->lens[party][other] : 0;
  return table->values.value[POLDER_TEXT_NOISE][party] * lens / MAX(table->n - 1, 1);
}

double polder_practice_misread(const PolderTable *table, int party) {
  const PolderScenario *scenario = table->scenario;
  const double noise = noise_of(table, party);
  int misread = 0;
  for (int issue = 0; noise > 0 && issue < scenario->n_issues; issue++)
    misread +=
        scenario->issues[issue].n_options > 1 &&
        polder_draw(table->chance, 0, (unsigned)party, POLDER_DRAW_TEXT, (uint32_t)issue) < noise;
  return (double)misread / scenario->n_issues;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  unsigned misread = 0;
  for (int party = 0; party < table->n; party++)
    misread |= polder_practice_misread(table, party) > 0 ? 1u << party : 0;
  outcome->process[POLDER_PROCESS_misunderstood] =
      polder_practice_share(misread, polder_practice_signers(table));
}

const PolderMechanism polder_mechanism_text_noise = {
    .name = "text_noise",
    .switches = {POLDER_TEXT_NOISE},
    .n_switches = 1,
    .conclude = conclude,
};
