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

static void copy_utility(PolderOutlook *own, const PolderOutlook *from,
                         const PolderScenario *scenario, int party) {
  const size_t n = (size_t)scenario->n_parties, deals = scenario->n_deals;
  memcpy(own->own_utility + (size_t)party * deals, from->own_utility + (size_t)party * deals,
         deals * sizeof(double));
  own->utility[party] =
      moved(from->utility[party], from->own_utility, n * deals * sizeof(double), own->own_utility);
  own->best[party] = from->best[party];
  own->worst[party] = from->worst[party];
}

static void copy_wish(PolderOutlook *own, const PolderOutlook *from, const PolderScenario *scenario,
                      int party) {
  const size_t n = (size_t)scenario->n_parties, place = (size_t)party;
  const size_t options = (size_t)scenario->n_options;
  const size_t deals = scenario->n_deals, padded = deals + POLDER_WISH_PADDING;
  memcpy(own->own_value + place * options, from->own_value + place * options,
         options * sizeof(double));
  memcpy(own->own_wish + place * padded, from->own_wish + place * padded, deals * sizeof(float));
  own->wish[party] =
      moved(from->wish[party], from->own_wish, n * padded * sizeof(float), own->own_wish);
  own->value[party] =
      moved(from->value[party], from->own_value, n * options * sizeof(double), own->own_value);
  own->best_wish[party] = from->best_wish[party];
  own->hardness[party] = from->hardness[party];
}

/* Of what there are the copies: the same outlook as last time? */
static bool recognise(PolderOutlook *own, const PolderOutlook *from) {
  if (own->copy_of == from->token)
    return true;
  if (own->copy_of != NULL)
    g_atomic_rc_box_release(own->copy_of);
  own->copy_of = g_atomic_rc_box_acquire(from->token);
  return false;
}

/* What was copied before, and changed on neither side since, is not copied again. */
static void copy_wants(PolderOutlook *own, const PolderOutlook *from,
                       const PolderScenario *scenario, int party, bool again) {
  if (!again || own->weighed[party].copied != from->weighed[party].changes ||
      own->weighed[party].kept != own->weighed[party].changes) {
    copy_utility(own, from, scenario, party);
    own->weighed[party].copied = from->weighed[party].changes;
    own->weighed[party].kept = ++own->weighed[party].changes;
  }
  if (!again || own->wished[party].copied != from->wished[party].changes ||
      own->wished[party].kept != own->wished[party].changes) {
    copy_wish(own, from, scenario, party);
    own->wished[party].copied = from->wished[party].changes;
    own->wished[party].kept = ++own->wished[party].changes;
  }
}

static void copy_outlook(PolderTable *table, const PolderTable *from) {
  const size_t n_interests = (size_t)from->scenario->n_interests;
  const bool again = recognise(table->own, from->own);
  memcpy(table->own->weight, from->own->weight, n_interests * sizeof(double));
  memcpy(table->own->conscious, from->own->conscious, n_interests * sizeof(bool));
  for (int party = 0; party < from->n; party++)
    if (from->outlook[party] == from->own) {
      copy_wants(table->own, from->own, from->scenario, party, again);
      table->outlook[party] = table->own;
    } else
      table->drawn.valid[party] = false; /* what stands there is of another run */
}

/* From one field up to another, as they lie in the struct. */
static void copy_span(PolderTable *table, const PolderTable *from, size_t start, size_t end) {
  memcpy((char *)table + start, (const char *)from + start, end - start);
}

/* Everything that has no array of its own. The values and the memory of mechanisms are large, and
 * mostly unused. */
static void copy_fields(PolderTable *table, const PolderTable *from) {
  copy_span(table, from, 0, offsetof(PolderTable, values));
  polder_table_take_values(table, &from->values);
  copy_span(table, from, offsetof(PolderTable, decision), offsetof(PolderTable, memory));
  memcpy(table->memory, from->memory, from->setting->mechanisms.memory);
  copy_span(table, from, offsetof(PolderTable, over), sizeof *table);
}

/* What each table owns stays its own. */
typedef struct {
  PolderChair chair;
  PolderView view[POLDER_PARTIES_MAX];
  PolderMinds *minds;
  PolderOutlook *own;
  double *scratch, *no_value, *kept_trust, *kept_omega, *gaps, *asks;
  PolderDeal *ties;
  float *no_wish;
  bool *locked, *found;
  uint16_t *endorsed;
} Owned;

static Owned take_owned(const PolderTable *table) {
  Owned owned = {.chair = table->chair,
                 .minds = table->minds,
                 .own = table->own,
                 .scratch = table->scratch,
                 .no_value = table->no_value,
                 .kept_trust = table->kept_trust,
                 .kept_omega = table->kept_omega,
                 .gaps = table->gaps,
                 .asks = table->asks,
                 .ties = table->ties,
                 .no_wish = table->no_wish,
                 .locked = table->locked,
                 .found = table->found,
                 .endorsed = table->endorsed};
  memcpy(owned.view, table->view, sizeof owned.view);
  return owned;
}

static void put_owned(PolderTable *table, const Owned *owned) {
  memcpy(table->view, owned->view, sizeof owned->view);
  table->chair = owned->chair;
  table->minds = owned->minds;
  table->own = owned->own;
  table->scratch = owned->scratch;
  table->no_value = owned->no_value;
  table->kept_trust = owned->kept_trust;
  table->kept_omega = owned->kept_omega;
  table->gaps = owned->gaps;
  table->asks = owned->asks;
  table->ties = owned->ties;
  table->no_wish = owned->no_wish;
  table->locked = owned->locked;
  table->found = owned->found;
  table->endorsed = owned->endorsed;
}

void polder_table_copy(PolderTable *table, const PolderTable *from, PolderTrace *trace) {
  const size_t n_options = (size_t)from->scenario->n_options, n_offers = (size_t)from->n_offers;
  const Owned owned = take_owned(table);
  copy_fields(table, from);
  put_owned(table, &owned);
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
