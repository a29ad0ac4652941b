/* spanner: the person who sits there: asks what matters to the others, explains a no, is not quick
 * to read unwillingness (own form; boundary spanners: Tushman 1977, Williams 2002).
 *
 * Quality q = 1 - (1 - spanner)(1 - training): bias falls by q, of what is not explained q is, and
 * each round it asks the one of whom it knows least with chance q. What a person could goes when
 * another comes; what the organisation learnt (`training`) stays.
 */
#include <math.h>

#include "seats.h"

typedef struct {
  unsigned gone; /* bits: the person who sat there first */
  int replaced;
  double bias[POLDER_PARTIES_MAX], explain[POLDER_PARTIES_MAX]; /* of just anybody */
} Persons;

const PolderMechanism polder_mechanism_spanner;

static double quality(const PolderTable *table, int party) {
  const Persons *persons = polder_mechanism_memory(table, &polder_mechanism_spanner);
  const double person = persons->gone >> party & 1 ? 0 : table->values.value[POLDER_SPANNER][party];
  return 1 - (1 - person) * (1 - table->values.value[POLDER_TRAINING][party]);
}

/* An event that changed these midway is lost when a successor comes. */
static void take_place(PolderTable *table, int party) {
  const Persons *persons = polder_mechanism_memory(table, &polder_mechanism_spanner);
  const double q = quality(table, party), explain = persons->explain[party];
  table->values.value[POLDER_BIAS][party] = persons->bias[party] * (1 - q);
  table->values.value[POLDER_EXPLAIN][party] = explain + q * (1 - explain);
}

static void open(PolderTable *table) {
  Persons *persons = polder_mechanism_memory(table, &polder_mechanism_spanner);
  for (int party = 0; party < table->n; party++) {
    persons->bias[party] = table->values.value[POLDER_BIAS][party];
    persons->explain[party] = table->values.value[POLDER_EXPLAIN][party];
    take_place(table, party);
  }
  polder_table_read_moods(table);
}

/* The one who told it least, of those who are there. */
static int least_known(const PolderTable *table, int party) {
  double least = 1;
  int who = -1;
  for (int other = 0; other < table->n; other++) {
    const double share = polder_view_told_share(&table->view[party], other);
    if (other != party && (table->present >> other & 1) && share < least - POLDER_TOLERANCE) {
      least = share;
      who = other;
    }
  }
  return who;
}

static double draw(const PolderTable *table, int party, PolderPurpose purpose) {
  return polder_draw(table->chance, (unsigned)table->round, (unsigned)party, purpose, 0);
}

static void ask(PolderTable *table, int party) {
  const double q = quality(table, party);
  if (q <= 0 || draw(table, party, POLDER_DRAW_QUESTION) >= q)
    return;
  const int other = least_known(table, party);
  if (other < 0 || (table->asked >> other & 1))
    return;
  table->asked |= 1u << other;
  polder_seats_note(table, POLDER_DID_ASK, other, NAN);
  polder_table_realise(table, other);
}

static void replace(PolderTable *table, int party) {
  Persons *persons = polder_mechanism_memory(table, &polder_mechanism_spanner);
  const double rate = table->values.value[POLDER_TURNOVER][party];
  if (rate <= 0 || draw(table, party, POLDER_DRAW_TURNOVER) >= rate)
    return;
  persons->gone |= 1u << party;
  persons->replaced++;
  if (table->values.value[POLDER_SPANNER][party] > 0)
    take_place(table, party);
  polder_table_succeed(table, party);
}

static void round_begins(PolderTable *table) {
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1) {
      replace(table, party);
      ask(table, party);
    }
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Persons *persons = polder_mechanism_memory(table, &polder_mechanism_spanner);
  outcome->process[POLDER_PROCESS_replaced] = persons->replaced;
}

const PolderMechanism polder_mechanism_spanner = {
    .name = "spanner",
    .switches = {POLDER_SPANNER, POLDER_TRAINING, POLDER_TURNOVER},
    .n_switches = 3,
    .memory = sizeof(Persons),
    .open = open,
    .round = round_begins,
    .conclude = conclude,
};
