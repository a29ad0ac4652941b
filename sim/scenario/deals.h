/* Sums over all deals at once: private to the scenario room.
 *
 * A sum over issues is built from two halves: one table for the first issues, one for the last (at
 * most 64 combinations), added crosswise. That fixes the order of the additions, so the last bit of
 * a utility is the same whoever asks for it, and lets the compiler add whole vectors.
 */
#ifndef POLDER_SCENARIO_DEALS_H
#define POLDER_SCENARIO_DEALS_H

#include <polder/scenario.h>

/* Fills deals_total, n_deals, sampled, stride, sample. */
void polder_deals_count(PolderScenario *scenario);

/* Adds score to every deal in `table` that holds both options of the pair. */
void polder_deals_add_pair(const PolderScenario *scenario, const PolderPair *pair, double score,
                           double *table);

/* Raises red_short[deal] to minimum - satisfaction of this interest where that is more; `scratch`
 * has room for every deal. */
void polder_deals_red_line(const PolderScenario *scenario, int interest, double *scratch,
                           double *red_short);

/* Freezing without what never changes in a scenario that is drawn again: names and checksum. */
bool polder_scenario_derive(PolderScenario *scenario, PolderMessages *messages);

/* Nearest rank: the ((percent * n + 99) div 100)-th smallest, at least the first. */
double polder_deals_percentile(PolderScenario *scenario, const double *utility, double low,
                               double high, unsigned percent);

/* Fingerprint of all that was written. */
uint64_t polder_deals_checksum(const PolderScenario *scenario);

#endif
