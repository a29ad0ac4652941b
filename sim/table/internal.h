/* Shared inside the table room. */
#ifndef POLDER_TABLE_INTERNAL_H
#define POLDER_TABLE_INTERNAL_H

#include <polder/state.h>

/* Of the first n texts of table->ties, all equally good, the one that a keyed draw on its own name
 * puts first: the order of options in a file means nothing. POLDER_NO_DEAL of none. */
PolderDeal polder_table_break_tie(const PolderTable *table, int party, unsigned n);
/* Notes the rule and everybody's power in it, after values or powers changed. */
void polder_table_read_rule(PolderTable *table);

/* Where a party stands in the tables of the clock in this round. */
static inline int polder_table_clock_place(const PolderTable *table, int party) {
  return party * (table->clock->rounds + 1) + table->round;
}

/* The values from now on, as far as this table looks at them. */
void polder_table_take_values(PolderTable *table, const PolderValues *values);
PolderTemper polder_table_temper(const PolderTable *table, int party);

/* Listeners (a party or POLDER_ALL, and the neutral with all) hear an interest that they did not
 * know; `noisy` = through the confusion of tongues. True when somebody heard something new. */
bool polder_table_spread_word(PolderTable *table, int interest, int to, bool noisy);
/* From now on more than the clock decides. */
void polder_table_leave_clock(PolderTable *table);
/* Who would say yes to a change of the standing text, as bits; nothing comes of it. */
unsigned polder_table_poll(PolderTable *table, PolderDeal deal);
/* Issue by issue: how far the text's option for the issue at hand, after what was settled,
 * satisfies a party that asks `demand` of the whole (sim/README.md 7.3); NAN when all that could
 * come of it breaks a red line of its own. */
double polder_table_prospect(const PolderTable *table, int party, PolderDeal deal, double demand);
/* The issue at hand is settled as in the text on the table; true when it was the last. */
bool polder_table_settle(PolderTable *table);
void polder_table_lock_settled(PolderTable *table);
/* Options whose required interests are all known to all can be proposed from now on. */
void polder_table_unlock(PolderTable *table);
/* Trust and suspicion before a step, to note what changed after it. */
void polder_table_keep(PolderTable *table);
void polder_table_note_changes(PolderTable *table, PolderDid did);

#endif
