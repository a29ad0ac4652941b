/* past: the parties come from earlier tables, and bring along what those taught them (adapted:
 * the law of trust of the model, applied to a stylised record).
 *
 * Each of `past_tables` was a sham with chance `sham_rate`, drawn with the run's own keys; the same
 * for all. A sham moves trust as a disappointment (T -= loss * T), another as a kept promise
 * (T += gain * (1 - T)), each times `cynicism`. So a good past makes trusting and a bad one
 * cynical.
 */
#include <polder/mechanism.h>

typedef struct {
  int shams;
} Past;

const PolderMechanism polder_mechanism_past;

static void remember(PolderTable *table, bool sham) {
  for (int from = 0; from < table->n; from++) {
    const double weight = table->values.value[POLDER_CYNICISM][from];
    const double gain = weight * table->values.value[POLDER_TRUST_GAIN][from];
    const double loss = weight * table->values.value[POLDER_TRUST_LOSS][from];
    for (int to = 0; to < table->n; to++) {
      double *trust = &table->trust_start[from][to];
      *trust += sham ? -loss * *trust : gain * (1 - *trust);
    }
  }
}

static void open(PolderTable *table) {
  Past *past = polder_mechanism_memory(table, &polder_mechanism_past);
  const int tables = (int)table->values.value[POLDER_PAST_TABLES][0];
  for (int earlier = 0; earlier < tables; earlier++) {
    const bool sham = polder_draw(table->chance, 0, 0, POLDER_DRAW_PAST, (uint32_t)earlier) <
                      table->values.value[POLDER_SHAM_RATE][0];
    past->shams += sham;
    remember(table, sham);
  }
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Past *past = polder_mechanism_memory(table, &polder_mechanism_past);
  outcome->process[POLDER_PROCESS_past_shams] = past->shams;
}

const PolderMechanism polder_mechanism_past = {
    .name = "past",
    .switches = {POLDER_PAST_TABLES},
    .n_switches = 1,
    .memory = sizeof(Past),
    .open = open,
    .conclude = conclude,
};
