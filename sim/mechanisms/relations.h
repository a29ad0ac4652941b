/* Shared by the mechanisms of relations: power, priorities, gain. */
#ifndef POLDER_MECHANISMS_RELATIONS_H
#define POLDER_MECHANISMS_RELATIONS_H

#include <polder/mechanism.h>

/* Power of a party as a multiple of the mean over those with a vote; 0 without one. */
double polder_relations_power(const PolderTable *table, int party);
/* How far the first stands above the second, 0 (not at all) .. 1 (the second has no power). */
double polder_relations_gap(const PolderTable *table, int above, int below);
/* What a no to the author's text costs a party because the author lets its power be felt. */
double polder_relations_pressure(const PolderTable *table, int party, int author);
/* How much of its priorities a party, as far as it knows them, has on each issue: sum 1. */
void polder_relations_priorities(const PolderTable *table, int party, double *out_share);
/* The weights [interest of all] by which a party wishes: its own, and what prestige adds. */
void polder_relations_weights(const PolderTable *table, int party, double *out_weight);

/* What these parties (bits) have above their floors in the end, mean: 0 without an agreement, NAN
 * of none; and the same less what the others have. */
double polder_relations_surplus(const PolderTable *table, unsigned parties);
double polder_relations_lead(const PolderTable *table, unsigned parties);
/* Mean trust that the others have in these parties (bits), NAN of none. */
double polder_relations_trust_in(const PolderTable *table, unsigned parties);

#endif
