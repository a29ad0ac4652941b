/* The search of the kernel: which text is best for oneself and most likely to suit all others.
 *
 * Included by kernel.c alone, at each width. A deal is one head (a combination of the first issues)
 * times one tail (of the last ones). Invariant: no head is skipped that holds a text within a hair
 * of the best.
 */
#ifndef POLDER_MINDS_SEARCH_H
#define POLDER_MINDS_SEARCH_H

#include <string.h>

#include "kernel.h"
#include "vector.h"

typedef enum { PRODUCT, SUM } Combine;

INLINE V joined(Combine how, V a, V b) {
  return how == PRODUCT ? a * b : a + b;
}

/* One number an option, `stride` floats apart: a lane of the beliefs, or (stride 1) an array. */
typedef struct {
  const float *number;
  int stride;
} Column;

/* Products or sums over some issues of one number an option, the last issue varying fastest. Built
 * from the last issue on, a whole vector of the products so far at a time: what is written too far
 * is written over by the next option. `out` and minds->spare have WIDTH floats behind the last. */
INLINE void combine(Combine how, const PolderMinds *minds, int first, int last, Column column,
                    float start, float *out) {
  float *so_far = (last - first) % 2 == 0 ? out : minds->spare;
  float *next = so_far == out ? minds->spare : out;
  uint32_t n = 1;
  so_far[0] = start;
  for (int issue = last - 1; issue >= first; issue--) {
    const int option = minds->first_option[issue], stride = column.stride;
    const uint32_t n_options = (uint32_t)(minds->first_option[issue + 1] - option);
    const float *one = column.number + option * stride;
    const float *const end = one + (int)n_options * stride;
    float *row = next;
    if (n <= WIDTH) { /* one vector holds all products so far */
      const V part = *(const Loose *)so_far;
      for (; one < end; one += stride, row += n)
        *(Loose *)row = joined(how, part, splat(*one));
    } else
      for (; one < end; one += stride, row += n)
        for (uint32_t place = 0; place < n; place += WIDTH)
          *(Loose *)(row + place) = joined(how, *(const Loose *)(so_far + place), splat(*one));
    n *= n_options;
    float *swap = so_far;
    so_far = next;
    next = swap;
  }
}

/* The others whose consent counts, and their products for every head and tail. */
typedef struct {
  int n_others, other[POLDER_PARTIES_MAX];
  float power[POLDER_PARTIES_MAX];
  float *odds_head[POLDER_PARTIES_MAX], *odds_tail[POLDER_PARTIES_MAX];
  float *clear_head[POLDER_PARTIES_MAX], *clear_tail[POLDER_PARTIES_MAX];
  float *own_head, *own_tail;
  float least_odds[POLDER_PARTIES_MAX], most_clear[POLDER_PARTIES_MAX], most_own; /* of the tails */
  float *promise;           /* [head]: no deal of it scores more */
  const int32_t *known_red; /* NULL when nothing was told of red lines */
  bool plain;               /* all powers are 1 */
} Field;

/* Both product tables of one factor; what stands behind the tail is `filler`. Returns where the
 * next may be put. */
static float *tabulate(PolderMinds *minds, Column column, float start, float filler, float *where,
                       float **out_head, float **out_tail) {
  const int n_issues = minds->shape.n_issues;
  float *tail = where + minds->head_padded;
  combine(PRODUCT, minds, 0, minds->split, column, start, where);
  combine(PRODUCT, minds, minds->split, n_issues, column, 1, tail);
  for (uint32_t place = minds->n_tail; place < minds->tail_padded; place++)
    tail[place] = filler;
  *out_head = where;
  *out_tail = tail;
  return tail + minds->tail_padded + LANES;
}

static float largest(const PolderMinds *minds, const float *tail) {
  V most = *(const V *)tail;
  for (uint32_t place = WIDTH; place < minds->tail_padded; place += WIDTH)
    most = larger(most, *(const V *)(tail + place));
  float one = most[0];
  for (int lane = 1; lane < WIDTH; lane++)
    one = most[lane] > one ? most[lane] : one;
  return one;
}

static float smallest(const PolderMinds *minds, const float *tail) {
  V least = *(const V *)tail;
  for (uint32_t place = WIDTH; place < minds->tail_padded; place += WIDTH)
    least = smaller(least, *(const V *)(tail + place));
  float one = least[0];
  for (int lane = 1; lane < WIDTH; lane++)
    one = least[lane] < one ? least[lane] : one;
  return one;
}

static void own_factors(const PolderMinds *minds, const PolderSearch *search, int n_others,
                        const int *others, float *out_factor) {
  const float own = (float)(search->own_weight * (1 - search->concern));
  const float mean =
      n_others > 0 ? (float)(search->own_weight * search->concern) / (float)n_others : 0;
  const int n = minds->shape.n_parties;
  for (int option = 0; option < minds->shape.n_options; option++) {
    float exponent = own * (float)search->value[option];
    for (int k = 0; mean > 0 && k < n_others; k++)
      exponent += mean * minds->value[(size_t)option * (size_t)minds->lanes +
                                      (size_t)(search->observer * n + others[k])];
    out_factor[option] = exponent;
  }
  for (int issue = 0; issue < minds->shape.n_issues; issue++) { /* only differences count */
    const int first = minds->first_option[issue], last = minds->first_option[issue + 1];
    float lowest = out_factor[first];
    for (int option = first; option < last; option++)
      lowest = out_factor[option] < lowest ? out_factor[option] : lowest;
    for (int option = first; option < last; option++)
      out_factor[option] -= lowest;
  }
  for (int option = 0; option < minds->shape.n_options; option += WIDTH)
    *(V *)(out_factor + option) = vexp(*(V *)(out_factor + option));
  for (int option = 0; search->locked != NULL && option < minds->shape.n_options; option++)
    if (search->locked[option])
      out_factor[option] = 0;
}

/* No deal of a head scores more than its promise: every factor at its best tail, and a hair for
 * rounding. */
static void promise(const PolderMinds *minds, Field *field, float *out_promise) {
  for (uint32_t head = 0; head < minds->n_head; head += WIDTH) {
    V product = *(const V *)(field->own_head + head) * (field->most_own * (1 + 1e-4f));
    for (int k = 0; k < field->n_others; k++) {
      const V odds = *(const V *)(field->odds_head[k] + head) * field->least_odds[k];
      const V clear = *(const V *)(field->clear_head[k] + head) * field->most_clear[k];
      const V chance = clear / (1 + smaller(odds, splat(1e9f))) + POLDER_WHIM;
      if (field->plain)
        product *= chance;
      else
        product *= vpow(chance, splat(field->power[k])) * (1 + 1e-5f);
    }
    *(V *)(out_promise + head) = product;
  }
  field->promise = out_promise;
}

/* Where eight others would all refuse, a score is still far from the smallest float. */
static const float HEADROOM = 0x1p40f;

static void lay_out(PolderMinds *minds, const PolderSearch *search, Field *field) {
  const int n = minds->shape.n_parties, lanes = minds->lanes;
  float own[POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX] __attribute__((aligned(64)));
  float *where = minds->tables;
  field->n_others = 0;
  field->plain = true;
  for (int other = 0; other < n; other++) {
    if (other == search->observer || search->power[other] <= 0)
      continue;
    const int k = field->n_others++, lane = search->observer * n + other;
    const Column factor = {minds->factor + lane, lanes}, clear = {minds->clear + lane, lanes};
    field->other[k] = other;
    field->power[k] = (float)search->power[other];
    field->plain = field->plain && field->power[k] == 1;
    where = tabulate(minds, factor, minds->threshold[lane], 1e9f, where, &field->odds_head[k],
                     &field->odds_tail[k]);
    where = tabulate(minds, clear, 1, 0, where, &field->clear_head[k], &field->clear_tail[k]);
    field->least_odds[k] = smallest(minds, field->odds_tail[k]);
    field->most_clear[k] = largest(minds, field->clear_tail[k]);
  }
  own_factors(minds, search, field->n_others, field->other, own);
  where = tabulate(minds, (Column){own, 1}, HEADROOM, 0, where, &field->own_head, &field->own_tail);
  field->most_own = largest(minds, field->own_tail);
  field->known_red = minds->knows_red[search->observer]
                         ? minds->known_red + (size_t)search->observer * minds->red_stride
                         : NULL;
  promise(minds, field, where);
}

INLINE I breaks_known_line(const Field *field, PolderDeal deal, int other) {
  const I known = *(const Packed *)(field->known_red + deal);
  const int32_t bit = 1 << other;
  return (known & ((I){0} + bit)) != 0;
}

/* e^(kappa V) * prod (P_k + whim)^power_k for WIDTH deals of one head. `plain` = all powers are 1
 * and no red line was told; n_others is a constant wherever it matters for speed. */
INLINE V score(const Field *field, uint32_t head, uint32_t tail, PolderDeal deal, int n_others,
               bool plain, bool red) {
  V product = *(const V *)(field->own_tail + tail) * field->own_head[head];
  V below = splat(1);
  for (int k = 0; k < n_others; k++) {
    const V odds =
        smaller(*(const V *)(field->odds_tail[k] + tail) * field->odds_head[k][head], splat(1e9f));
    V clear = *(const V *)(field->clear_tail[k] + tail) * field->clear_head[k][head];
    if (red)
      clear = pick(breaks_known_line(field, deal, field->other[k]), splat(0), clear);
    const V all = 1 + odds, chance = clear + POLDER_WHIM * all;
    if (plain || field->power[k] == 1) {
      product *= chance;
      below *= all;
    } else
      product *= vpow(chance / all, splat(field->power[k]));
    if (k % 4 == 3) { /* four times 1e9 still fits a float */
      product /= below;
      below = splat(1);
    }
  }
  return product / below;
}

/* The best so far, and what comes within a hair of it. */
typedef struct {
  float best;
  unsigned n;
  PolderDeal *deal; /* room for all deals */
  float *score;
} Finds;

static const float HAIR = 1 - 1e-6f;

static void drop_the_lesser(Finds *finds) {
  unsigned kept = 0;
  for (unsigned place = 0; place < finds->n; place++)
    if (finds->score[place] >= finds->best * HAIR) {
      finds->deal[kept] = finds->deal[place];
      finds->score[kept++] = finds->score[place];
    }
  finds->n = kept;
}

static void note_finds(Finds *finds, V scores, unsigned found, PolderDeal deal) {
  for (uint32_t lane = 0; lane < WIDTH; lane++) {
    if (!(found >> lane & 1) || !(scores[lane] >= finds->best * HAIR) || scores[lane] <= 0)
      continue;
    finds->best = scores[lane] > finds->best ? scores[lane] : finds->best;
    finds->deal[finds->n] = deal + lane;
    finds->score[finds->n++] = scores[lane];
  }
}

INLINE void scan_head(const PolderMinds *minds, const PolderSearch *search, const Field *field,
                      uint32_t head, Finds *finds, int n_others, bool plain, bool red) {
  const V demand = splat((float)search->demand - 1e-6f);
  for (uint32_t tail = 0; tail < minds->tail_padded; tail += WIDTH) {
    const PolderDeal deal = head * minds->n_tail + tail;
    const I wanted = *(const Loose *)(search->wish + deal) >= demand;
    if (bits(wanted) == 0)
      continue;
    const V scores = score(field, head, tail, deal, n_others, plain, red);
    const unsigned found = bits(wanted & (scores >= splat(finds->best * HAIR)));
    if (found != 0)
      note_finds(finds, scores, found, deal);
  }
}

/* The head that promises most goes first; the others only if they still promise enough. */
INLINE void scan(const PolderMinds *minds, const PolderSearch *search, const Field *field,
                 Finds *finds, int n_others, bool plain, bool red) {
  uint32_t first = 0;
  for (uint32_t head = 1; head < minds->n_head; head++)
    first = field->promise[head] > field->promise[first] ? head : first;
  scan_head(minds, search, field, first, finds, n_others, plain, red);
  for (uint32_t head = 0; head < minds->n_head; head++)
    if (head != first && field->promise[head] >= finds->best)
      scan_head(minds, search, field, head, finds, n_others, plain, red);
}

static unsigned search(PolderMinds *minds, const PolderSearch *search) {
  Field field;
  lay_out(minds, search, &field);
  Finds finds = {.deal = minds->found, .score = minds->found_score};
  const bool four = field.n_others == 3; /* the table that most cases have */
  const bool red = field.known_red != NULL;
  if (!field.plain)
    scan(minds, search, &field, &finds, field.n_others, false, red);
  else if (four && red)
    scan(minds, search, &field, &finds, 3, true, true);
  else if (four)
    scan(minds, search, &field, &finds, 3, true, false);
  else
    scan(minds, search, &field, &finds, field.n_others, true, red);
  drop_the_lesser(&finds);
  const unsigned n = finds.n < search->max_ties ? finds.n : search->max_ties;
  memcpy(search->ties, finds.deal, n * sizeof *finds.deal);
  return n;
}

#endif
