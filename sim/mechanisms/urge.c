/* urge: "rather do it oneself": the chance to act alone rises with time and with rejection of what
 * one proposed oneself (own form; frustration and aggression: Dollard et al. 1939).
 *
 * h' = h + (takeover - h) * (1 - (1 - impatience * time)(1 - u)); a text of its own that is
 * rejected moves u by urge * (share of the others that rejected it) * (1 - u). A party with
 * takeover 0 may feel the urge, and cannot follow it.
 */
#include <polder/mechanism.h>

typedef struct {
  double felt[POLDER_PARTIES_MAX];
} Urge;

const PolderMechanism polder_mechanism_urge;

/* One after the other: a text falls at the first no, so each no is counted once. */
static void answered(PolderTable *table) {
  Urge *urge = polder_mechanism_memory(table, &polder_mechanism_urge);
  const unsigned noes = table->answered & ~table->supporters;
  if (table->author < 0 || table->n < 2)
    return;
  const unsigned others = noes & ~(1u << table->author);
  const double share = (double)__builtin_popcount(others) / (table->n - 1);
  double *felt = &urge->felt[table->author];
  *felt += table->values.value[POLDER_URGE][table->author] * share * (1 - *felt);
}

static double take_over(const PolderTable *table, int party, double hazard) {
  const Urge *urge = polder_mechanism_memory(table, &polder_mechanism_urge);
  const double impatience = table->values.value[POLDER_IMPATIENCE][party] * table->time;
  const double highest = table->values.value[POLDER_TAKEOVER][party];
  const double pressed = 1 - (1 - impatience) * (1 - urge->felt[party]);
  return hazard + MAX(highest - hazard, 0) * pressed;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Urge *urge = polder_mechanism_memory(table, &polder_mechanism_urge);
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += urge->felt[party] / table->n;
  outcome->process[POLDER_PROCESS_urge] = sum;
}

const PolderMechanism polder_mechanism_urge = {
    .name = "urge",
    .switches = {POLDER_URGE, POLDER_IMPATIENCE},
    .n_switches = 2,
    .memory = sizeof(Urge),
    .answered = answered,
    .take_over = take_over,
    .conclude = conclude,
};
