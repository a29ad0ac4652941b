/* paper_first: what is already settled on paper is not talked about any more: less is told and
 * explained at the table (own form; Weick and Sutcliffe 2001 on plans that blind).
 *
 * The share that is left is that of the practice, 1 - crowding * paper; below 0 of crowding, or
 * with a review clause, paper may call for talk. After the signature the practice has its own form
 * of this, so what was taken off comes back.
 */
#include <polder/mechanism.h>

#include "practice.h"

extern const PolderMechanism polder_mechanism_paper_first;

static double *share_left(const PolderTable *table) {
  return polder_mechanism_memory(table, &polder_mechanism_paper_first);
}

static void open(PolderTable *table) {
  const double crowding = polder_practice_crowding(table);
  const double left = MAX(1 - crowding * table->values.value[POLDER_PAPER_FIRST][0], 1e-6);
  for (int party = 0; party < table->n; party++) {
    double *explain = &table->values.value[POLDER_EXPLAIN][party];
    table->values.value[POLDER_TELL_BASE][party] += polder_log(left);
    *explain = MIN(*explain * left, 1);
  }
  *share_left(table) = left;
}

static void after(PolderTable *table) {
  for (int party = 0; party < table->n; party++)
    table->values.value[POLDER_TELL_BASE][party] -= polder_log(*share_left(table));
}

const PolderMechanism polder_mechanism_paper_first = {
    .name = "paper_first",
    .switches = {POLDER_PAPER_FIRST},
    .n_switches = 1,
    .memory = sizeof(double),
    .open = open,
    .after = after,
};
