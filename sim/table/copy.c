/* A table as another one stands: what a branch of a run starts from.
 *
 * Invariant: afterwards both go on alike, to the last bit, and neither touches the other.
 */
#include <string.h>

#include "internal.h"

/* Where a pointer into one array of `from` points in that of its copy; others stay. */
static const void *moved(const void *pointer, const void *from, size_t bytes, void *to) {
  const char *at = pointer, *start = from;
  return at >= start && at < start + bytes ? (char *)to + (at - start) : pointer;
}

static void copy_wants(PolderOutlook *own, const PolderOutlook *from,
                       const PolderScenario *scenario, int party) {
  const size_t n = (size_t)scenario->n_parties, place = (size_t)party;
  const size_t deals = scenario->n_deals, options = (size_t)scenario->n_options;
  const size_t padded = deals + POLDER_WISH_PADDING;
  memcpy(own->own_utility + place * deals, from->own_utility + place * deals,
         deals * sizeof(double));
  memcpy(own->own_value + place * options, from->own_value + place * options,
         options * sizeof(double));
  memcpy(own->own_wish + place * padded, from->own_wish + place * padded, deals * sizeof(float));
  own->utility[party] =
      moved(from->utility[party], from->own_utility, n * deals * sizeof(double), own->own_utility);
  own->wish[party] =
      moved(from->wish[party], from->own_wish, n * padded * sizeof(float), own->own_wish);
  own->value[party] =
      moved(from->value[party], from->own_value, n * options * sizeof(double), own->own_value);
  own->best[party] = from->best[party];
  own->worst[party] = from->worst[party];
  own->best_wish[party] = from->best_wish[party];
  own->hardness[party] = from->hardness[party];
}

static void copy_outlook(PolderTable *table, const PolderTable *from) {
  const size_t n_interests = (size_t)from->scenario->n_interests;
  memcpy(table->own->weight, from->own->weight, n_interests * sizeof(double));
  memcpy(table->own->conscious, from->own->conscious, n_interests * sizeof(bool));
  for (int party = 0; party < from->n; party++) {
    if (from->outlook[party] != from->own) {
      table->drawn.valid[party] = false; /* what stands there is of another run */
      continue;
    }
    copy_wants(table->own, from->own, from->scenario, party);
    table->outlook[party] = table->own;
  }
}

/* Everything that has no array of its own; what each table owns stays its own. */
static void copy_fields(PolderTable *table, const PolderTable *from) {
  const PolderTable own = *table;
  *table = *from;
  memcpy(table->view, own.view, sizeof own.view);
  table->chair = own.chair;
  table->minds = own.minds;
  table->own = own.own;
  table->scratch = own.scratch;
  table->ties = own.ties;
  table->no_wish = own.no_wish;
  table->no_value = own.no_value;
  table->kept_trust = own.kept_trust;
  table->kept_omega = own.kept_omega;
  table->locked = own.locked;
  table->found = own.found;
  table->endorsed = own.endorsed;
  table->gaps = own.gaps;
  table->asks = own.asks;
}

void polder_table_copy(PolderTable *table, const PolderTable *from, PolderTrace *trace) {
  const size_t n_options = (size_t)from->scenario->n_options, n_offers = (size_t)from->n_offers;
  copy_fields(table, from);
  copy_outlook(table, from);
  table->trace = trace;
  memcpy(table->locked, from->locked, n_options * sizeof(bool));
  memcpy(table->found, from->found, n_options * sizeof(bool));
  memcpy(table->gaps, from->gaps, n_offers * sizeof(double));
  memcpy(table->asks, from->asks, n_offers * sizeof(double));
  if (from->values.value[POLDER_ENDORSED][0] > 0 || from->setting->counts_texts)
    memcpy(table->endorsed, from->endorsed, from->scenario->n_deals * sizeof *table->endorsed);
  if (from->setting->with_minds)
    polder_minds_copy(table->minds, from->minds);
}
