/* forms: the four base forms of collaboration, and what it costs that parties have different ones
 * in mind (the forms: Kaats and Opheij 2012; the costs are an own form).
 *
 * A form is a place on two axes: improve or renew, exchange or share. A party's form sets what it
 * did not set itself: who shares cares for the others and tells when they do; who renews talks more
 * and writes less down. The distance of two forms is the share of the axes on which they differ.
 */
#include <math.h>

#include "practice.h"

enum { NONE, TRANSACTIONAL, FUNCTIONAL, EXPLORATORY, ENTREPRENEURIAL };
enum { OFF, EARLY, LATE };
enum { RENEWS = 1, SHARES = 2 };

typedef struct {
  int chosen; /* of the table, or NONE */
} Forms;

const PolderMechanism polder_mechanism_forms;

static unsigned axes(int form) {
  static const unsigned of[] = {[TRANSACTIONAL] = 0,
                                [FUNCTIONAL] = SHARES,
                                [EXPLORATORY] = RENEWS,
                                [ENTREPRENEURIAL] = RENEWS | SHARES};
  return of[form];
}

static int form_of(const PolderValues *values, int party) {
  return (int)values->value[POLDER_FORM][party];
}

/* 0..1; parties without a form are at no distance of anybody. */
static double distance(int one, int other) {
  return one == NONE || other == NONE ? 0 : __builtin_popcount(axes(one) ^ axes(other)) / 2.0;
}

/* --- the presets ----------------------------------------------------------------------------- */

static void preset(PolderValues *values, int party) {
  enum { RECIPROCAL = 2 };
  const unsigned at = axes(form_of(values, party));
  polder_values_put(values, POLDER_CONCERN, party, at & SHARES ? .3 : 0, POLDER_FROM_DEFAULT);
  if (at & SHARES)
    polder_values_put(values, POLDER_DISCLOSURE, party, RECIPROCAL, POLDER_FROM_DEFAULT);
}

/* Paper and talk are the table's: as much as the parties' forms have them, on the whole. */
static void compile(PolderSetting *setting) {
  PolderValues *values = &setting->values;
  double renewing = 0, n = 0;
  for (int party = 0; party < setting->scenario->n_parties; party++) {
    if (form_of(values, party) == NONE)
      continue;
    preset(values, party);
    renewing += axes(form_of(values, party)) & RENEWS ? 1 : 0;
    n++;
  }
  if (n <= 0)
    return;
  polder_values_put(values, POLDER_FORMALISATION, -1, .6 - .4 * renewing / n, POLDER_FROM_DEFAULT);
  polder_values_put(values, POLDER_DIALOGUE, -1, .3 + .4 * renewing / n, POLDER_FROM_DEFAULT);
}

/* --- different views ------------------------------------------------------------------------- */

static double distance_to_others(const PolderTable *table, int party) {
  double sum = 0;
  for (int other = 0; other < table->n; other++)
    sum += distance(form_of(&table->values, party), form_of(&table->values, other));
  return sum / MAX(table->n - 1, 1);
}

static double misfit(const PolderTable *table, int form) {
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += distance(form, form_of(&table->values, party)) / table->n;
  return sum;
}

/* The form of who has most power; drawn among equals. */
static int strongest(const PolderTable *table) {
  double most = 0, highest = -1;
  int who = 0;
  for (int party = 0; party < table->n; party++)
    most = MAX(most, table->power[party]);
  for (int party = 0; party < table->n; party++) {
    const double drawn = polder_draw(table->chance, 0, (unsigned)party, POLDER_DRAW_FORM, 0);
    if (table->power[party] < most - POLDER_TOLERANCE || drawn <= highest)
      continue;
    highest = drawn;
    who = party;
  }
  return form_of(&table->values, who);
}

static void open(PolderTable *table) {
  Forms *forms = polder_mechanism_memory(table, &polder_mechanism_forms);
  const double friction = table->values.value[POLDER_FORM_FRICTION][0];
  for (int party = 0; party < table->n; party++) {
    const double lost = friction * distance_to_others(table, party);
    double *noise = &table->values.value[POLDER_NOISE][party];
    double *text = &table->values.value[POLDER_TEXT_NOISE][party];
    *noise += lost * (1 - *noise);
    *text += lost * (1 - *text);
    table->values.value[POLDER_TRUST_GAIN][party] *= 1 - lost;
  }
  if (table->values.value[POLDER_FORM_TIMING][0] > OFF)
    forms->chosen = strongest(table);
}

/* --- the form of the table ------------------------------------------------------------------- */

/* The axes on which the parties are, each weighing what it told; on a draw, and where nobody told
 * anything, what the strongest wants. */
static int form_of_the_told(const PolderTable *table, int otherwise) {
  double lean[2] = {0, 0};
  unsigned at = otherwise == NONE ? 0 : axes(otherwise);
  for (int party = 0; party < table->n; party++) {
    const int form = form_of(&table->values, party);
    const double told = polder_view_told_share(&table->view[party], party);
    for (int axis = 0; axis < 2 && form != NONE; axis++)
      lean[axis] += axes(form) >> axis & 1 ? told : -told;
  }
  for (int axis = 0; axis < 2; axis++)
    if (fabs(lean[axis]) > POLDER_TOLERANCE)
      at = lean[axis] > 0 ? at | 1u << axis : at & ~(1u << axis);
  for (int form = TRANSACTIONAL; form <= ENTREPRENEURIAL; form++)
    if (axes(form) == at)
      return form;
  return otherwise;
}

/* At the signature, before the practice. */
static void after(PolderTable *table) {
  Forms *forms = polder_mechanism_memory(table, &polder_mechanism_forms);
  const int timing = (int)table->values.value[POLDER_FORM_TIMING][0];
  if (timing == LATE)
    forms->chosen = form_of_the_told(table, forms->chosen);
  if (timing != OFF)
    table->values.value[POLDER_ENACT_BASE][0] -=
        table->values.value[POLDER_FORM_MISFIT][0] * misfit(table, forms->chosen);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Forms *forms = polder_mechanism_memory(table, &polder_mechanism_forms);
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += distance_to_others(table, party) / table->n;
  outcome->process[POLDER_PROCESS_form_distance] = sum;
  if (table->values.value[POLDER_FORM_TIMING][0] > OFF)
    outcome->process[POLDER_PROCESS_form_misfit] = misfit(table, forms->chosen);
}

const PolderMechanism polder_mechanism_forms = {
    .name = "forms",
    .switches = {POLDER_FORM},
    .n_switches = 1,
    .memory = sizeof(Forms),
    .compile = compile,
    .open = open,
    .after = after,
    .conclude = conclude,
};
