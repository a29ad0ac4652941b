/* The kernel: the arithmetic of belief, attribution, trust and search, for all pairs at once.
 *
 * How to read it. A pair (observer, other) is a lane. Arrays end in [lane], so a step of the model
 * is the same few vector operations whatever the pair; V holds as many lanes as the machine takes
 * at a time. Lanes never mix, so a vector of 4 and one of 8 give the same bytes. The equations are
 * those of sim/README.md; tests/reference.c computes the same model the slow way.
 *
 * Three ideas make it fast:
 *  1. sigma((u - theta)/s) = 1 / (1 + e^(theta/s) * prod_issue e^(-u_issue/s)): with one table of
 * factors an option, a deal costs multiplications and one division, no exponential.
 *  2. A search builds products for the first issues (head) and the last ones (tail) once; a deal is
 * one head times one tail. Blocks of deals in which nothing reaches the demand are skipped.
 *  3. The chances of all others share one division: prod (P_k + whim) = prod (N_k + whim*D_k) /
 * prod D_k.
 */
#include <math.h>
#include <string.h>

#include "kernel.h"

#include "vector.h"

#if defined POLDER_KERNEL_AVX512
#define KERNEL polder_kernel_avx512
#elif defined POLDER_KERNEL_AVX2
#define KERNEL polder_kernel_avx2
#else
#define KERNEL polder_kernel_plain
#endif

INLINE V *at(float *array, int row, int lanes, int block) {
  return (V *)(array + (size_t)row * (size_t)lanes) + block;
}

INLINE V load(const float *array, int row, int lanes, int block) {
  return ((const V *)(array + (size_t)row * (size_t)lanes))[block];
}

/* --- what follows from the beliefs
 * ------------------------------------------------------------------------------ */

/* Running description of an estimated utility over all deals: sum over the issues. */
typedef struct {
  V mean, variance, high, low;
} Spread;

/* One issue: the worth of its options to the other, told plus believed, and the factors of idea 1.
 */
INLINE void update_issue(PolderMinds *minds, int issue, int block, V left, Spread *spread) {
  const int lanes = minds->lanes, first = minds->first_option[issue];
  const int n_options = minds->first_option[issue + 1] - first, row = lanes / WIDTH;
  const float share = 1.0f / (float)minds->shape.n_issues;
  const V half = splat(polder_importance[0] * share), once = splat(polder_importance[1] * share);
  const V twice = splat(polder_importance[2] * share);
  const V *grid = at(minds->grid, first * IMPORTANCES, lanes, block);
  V base = splat(0);
  for (int o = 0; o < n_options; o++)
    base +=
        grid[3 * o * row] * half + grid[(3 * o + 1) * row] * once + grid[(3 * o + 2) * row] * twice;
  base *= POLDER_OTHERWISE;
  const V *told = at(minds->told, first, lanes, block), *red = at(minds->red, first, lanes, block);
  V *untold = at(minds->untold, first, lanes, block),
    *value = at(minds->value, first, lanes, block);
  V *factor = at(minds->factor, first, lanes, block),
    *clear = at(minds->clear, first, lanes, block);
  V sum = splat(0), squares = splat(0), high = splat(-1e9f), low = splat(1e9f);
  for (int o = 0; o < n_options; o++) {
    const V peak =
        grid[3 * o * row] * half + grid[(3 * o + 1) * row] * once + grid[(3 * o + 2) * row] * twice;
    const V believed = left * (base + peak * (1 - POLDER_OTHERWISE));
    const V worth = told[o * row] + believed;
    untold[o * row] = believed;
    value[o * row] = worth;
    factor[o * row] = vexp(worth * (-1 / POLDER_SOFTNESS));
    clear[o * row] = 1 - left * red[o * row];
    sum += worth;
    squares += worth * worth;
    high = larger(high, worth);
    low = smaller(low, worth);
  }
  const float each = 1.0f / (float)n_options;
  const V mean = sum * each;
  spread->mean += mean;
  spread->variance += larger(squares * each - mean * mean, splat(0));
  spread->high += high;
  spread->low += low;
}

/* What the other will accept, as the observer guesses it: a floor that concessions come down to,
 * and the devaluation that it expects from one that it trusts as little. */
INLINE void update_threshold(PolderMinds *minds, int block, V left, const Spread *spread) {
  V offset = splat(0);
  for (int f = 0; f < OFFSETS; f++)
    offset += load(minds->offset, f, minds->lanes, block) * polder_offset[f];
  const V best = load(minds->best, 0, 0, block), worst = load(minds->worst, 0, 0, block);
  const V told = 1 - left, range = spread->high - spread->low;
  const V top = told * spread->high + left * larger(spread->high, best);
  const V width = told * range + left * larger(range, best - worst);
  V floor = spread->mean + load(minds->hardness, 0, 0, block) * vsqrt(spread->variance) + offset;
  floor = smaller(floor, top);
  const V wary = load(minds->devaluation, 0, 0, block) * (1 - load(minds->trust, 0, 0, block));
  const V theta = floor + (top - floor) * (1 - load(minds->pace, 0, 0, block)) + wary * width;
  *at(minds->mean_offset, 0, 0, block) = offset;
  *at(minds->floor, 0, 0, block) = floor;
  *at(minds->threshold, 0, 0, block) =
      vexp((theta - load(minds->told_base, 0, 0, block)) * (1 / POLDER_SOFTNESS));
}

static void update(PolderMinds *minds) {
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V left = 1 - load(minds->told_share, 0, 0, block);
    const V base = load(minds->told_base, 0, 0, block);
    Spread spread = {base, splat(0), base, base};
    for (int issue = 0; issue < minds->shape.n_issues; issue++)
      update_issue(minds, issue, block, left, &spread);
    update_threshold(minds, block, left, &spread);
  }
}

/* --- answers
 * ------------------------------------------------------------------------------------------------------
 */

static void foresee(PolderMinds *minds, const int *option, float *out_odds, float *out_clear) {
  const int lanes = minds->lanes;
  for (int block = 0; block < lanes / WIDTH; block++) {
    V odds = load(minds->threshold, 0, 0, block), clear = splat(1);
    for (int issue = 0; issue < minds->shape.n_issues; issue++) {
      odds *= load(minds->factor, option[issue], lanes, block);
      clear *= load(minds->clear, option[issue], lanes, block);
    }
    *at(out_odds, 0, 0, block) = smaller(odds, splat(1e9f));
    *at(out_clear, 0, 0, block) = clear;
  }
}

/* Attribution: the belief in unwillingness after one answer, given how likely it was from the
 * willing. */
INLINE V attribute(V omega, V expected, V least, V answer, V bias) {
  const V surprise = larger(larger(1 - expected, least), splat(1e-3f));
  const V refused = omega / (omega + (1 - omega) * vpow(surprise, bias));
  const V welcome = larger(expected, splat(0.5f));
  const V agreed = 0.3f * omega / (0.3f * omega + (1 - omega) * welcome);
  const V judged = pick(answer < 0, smaller(refused, splat(0.98f)), agreed);
  return pick(answer == 0, omega, judged);
}

static void judge(PolderMinds *minds) {
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V answer = load(minds->answer, 0, 0, block), before = load(minds->omega, 0, 0, block);
    const V after =
        attribute(before, load(minds->expected, 0, 0, block), load(minds->least, 0, 0, block),
                  answer, load(minds->bias, 0, 0, block));
    const V trust = load(minds->trust, 0, 0, block);
    const V level =
        load(minds->level, 0, 0, block) * (after - load(minds->omega_start, 0, 0, block));
    const V blame = larger(larger(after - before, level), splat(0));
    const V lost = trust - load(minds->loss, 0, 0, block) * blame * trust;
    const V won = trust + load(minds->gain, 0, 0, block) * 0.3f * (1 - trust);
    *at(minds->omega, 0, 0, block) = after;
    *at(minds->trust, 0, 0, block) = pick(answer == 0, trust, pick(answer < 0, lost, won));
  }
}

static void remember(const PolderMinds *minds, const Memory *memory, float *omega) {
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V expected = load(memory->clear, 0, 0, block) / (1 + load(memory->odds, 0, 0, block));
    *at(omega, 0, 0, block) =
        attribute(load(omega, 0, 0, block), expected, load(memory->least, 0, 0, block),
                  load(memory->answer, 0, 0, block), load(minds->bias, 0, 0, block));
  }
}

/* --- learning
 * -------------------------------------------------------------------------------------------------------
 */

/* What one block of pairs saw: an offer by the other, an acceptance, a rejection, or nothing. */
typedef struct {
  I offered, accepted, rejected;
  V odds, no_red, left;
  V step[IMPORTANCES]
        [2]; /* e^(-worth/s) of the issue's option when it is not (0) or is (1) the best */
} Seen;

/* Likelihood of what was seen, if the chance of accepting (red lines apart) were `chance` and the
 * chance of offering just this option were `offering`. */
INLINE V likelihood(const Seen *seen, V chance, float offering) {
  const V answer = pick(seen->accepted, chance, 1 - seen->no_red * chance);
  const V some = pick(seen->offered, splat(offering), answer);
  return pick(seen->offered | seen->accepted | seen->rejected, some, splat(1));
}

/* How likely a party offers its best option (1) or a given other one (0) on an issue that matters
 * so. */
typedef struct {
  float chance[IMPORTANCES][2];
} Offering;

static Offering offering(int n_options, float time) {
  static const float firm[IMPORTANCES] = {0.1f, 0.3f, 0.55f};
  Offering offer;
  for (int m = 0; m < IMPORTANCES; m++) {
    const float flat = 1.0f / (float)n_options;
    offer.chance[m][1] = flat + (1 - flat) * firm[m] * (1 - 0.5f * time);
    offer.chance[m][0] = n_options > 1 ? (1 - offer.chance[m][1]) / (float)(n_options - 1) : 1;
  }
  return offer;
}

INLINE void learn_grid(PolderMinds *minds, int issue, int block, const Seen *seen,
                       const Offering *offer) {
  const int lanes = minds->lanes, first = minds->first_option[issue], row = lanes / WIDTH;
  const int n_options = minds->first_option[issue + 1] - first;
  V *const grid = at(minds->grid, first * IMPORTANCES, lanes, block);
  V *const end = grid + n_options * IMPORTANCES * row;
  V *const chosen = grid + (minds->option[issue] - first) * IMPORTANCES * row;
  const V untold = load(minds->untold, minds->option[issue], lanes, block);
  const V rest = seen->odds * vexp(untold * (1 / POLDER_SOFTNESS));
  V like[2][IMPORTANCES]; /* another option is the best one (0), or this one is (1) */
  for (int m = 0; m < IMPORTANCES; m++)
    for (int best = 0; best < 2; best++)
      like[best][m] =
          likelihood(seen, 1 / (1 + rest * seen->step[m][best]), offer->chance[m][best]);
  V sum = splat(0);
  for (V *cell = grid; cell < end; cell += IMPORTANCES * row) {
    const V *times = like[cell == chosen];
    const V half = cell[0] * times[0], once = cell[row] * times[1],
            twice = cell[2 * row] * times[2];
    cell[0] = half;
    cell[row] = once;
    cell[2 * row] = twice;
    sum += half + once + twice;
  }
  const V scale = 1 / sum, trifle = splat(POLDER_TRIFLE);
  for (V *cell = grid; cell < end; cell += IMPORTANCES * row) {
    cell[0] = larger(cell[0] * scale, trifle);
    cell[row] = larger(cell[row] * scale, trifle);
    cell[2 * row] = larger(cell[2 * row] * scale, trifle);
  }
}

INLINE void learn_red(PolderMinds *minds, int issue, int block, const Seen *seen) {
  const int lanes = minds->lanes, chosen = minds->option[issue];
  V *red = at(minds->red, chosen, lanes, block);
  const V without = seen->no_red / load(minds->clear, chosen, lanes, block);
  const V refusal = 1 - without / (1 + seen->odds);
  const V suspected = *red / (*red + (1 - *red) * larger(refusal, splat(1e-3f)));
  const V cleared = splat(POLDER_TRIFLE);
  *red = pick(seen->rejected, smaller(suspected, splat(0.98f)),
              pick(seen->accepted | seen->offered, cleared, *red));
}

INLINE void learn_offset(PolderMinds *minds, int block, const Seen *seen) {
  const V base = seen->odds * vexp(load(minds->mean_offset, 0, 0, block) * (-1 / POLDER_SOFTNESS));
  V sum = splat(0), cells[OFFSETS];
  for (int f = 0; f < OFFSETS; f++) {
    const V chance = 1 / (1 + base * minds->offset_factor[f]);
    const V answered = pick(seen->accepted, chance, 1 - seen->no_red * chance);
    const V seen_so = pick(seen->accepted | seen->rejected, answered, splat(1));
    cells[f] = load(minds->offset, f, minds->lanes, block) * seen_so;
    sum += cells[f];
  }
  for (int f = 0; f < OFFSETS; f++)
    *at(minds->offset, f, minds->lanes, block) = larger(cells[f] / sum, splat(POLDER_TRIFLE));
}

static void learn(PolderMinds *minds, int author, float time) {
  const int n = minds->shape.n_parties;
  const float share = 1.0f / ((float)minds->shape.n_issues * POLDER_SOFTNESS);
  Offering offers[POLDER_ISSUES_MAX];
  for (int issue = 0; issue < minds->shape.n_issues; issue++)
    offers[issue] = offering(minds->first_option[issue + 1] - minds->first_option[issue], time);
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V answer = load(minds->answer, 0, 0, block), valid = load(minds->valid, 0, 0, block);
    Seen seen = {.odds = load(minds->odds, 0, 0, block),
                 .no_red = load(minds->no_red, 0, 0, block)};
    I other;
    for (int lane = 0; lane < WIDTH; lane++)
      other[lane] = (block * WIDTH + lane) % n;
    seen.offered = (other == author) & (valid > 0);
    seen.accepted = (answer > 0) & ~seen.offered;
    seen.rejected = (answer < 0) & ~seen.offered;
    seen.left = 1 - load(minds->told_share, 0, 0, block);
    for (int m = 0; m < IMPORTANCES; m++) {
      const V worth = seen.left * (-polder_importance[m] * share);
      seen.step[m][0] = vexp(worth * POLDER_OTHERWISE);
      seen.step[m][1] = vexp(worth);
    }
    for (int issue = 0; issue < minds->shape.n_issues; issue++) {
      learn_grid(minds, issue, block, &seen, &offers[issue]);
      learn_red(minds, issue, block, &seen);
    }
    learn_offset(minds, block, &seen);
  }
}

/* --- search
 * ---------------------------------------------------------------------------------------------------------
 */

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
  where = tabulate(minds, (Column){own, 1}, 1, 0, where, &field->own_head, &field->own_tail);
  field->most_own = largest(minds, field->own_tail);
  field->known_red = minds->knows_red[search->observer]
                         ? minds->known_red + (size_t)search->observer * minds->red_stride
                         : NULL;
  promise(minds, field, where);
}

INLINE I breaks_known_line(const Field *field, PolderDeal deal, int other) {
  const I known = *(const Packed *)(field->known_red + deal);
  return (known & (1 << other)) != 0;
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
  unsigned n, max;
  PolderDeal deal[SEARCH_ROOM];
  float score[SEARCH_ROOM];
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
    if (finds->n == SEARCH_ROOM)
      drop_the_lesser(finds);
    if (finds->n == SEARCH_ROOM)
      continue;
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
  Finds finds;
  finds.best = 0;
  finds.n = 0;
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

/* --- how wrong
 * ----------------------------------------------------------------------------------------------------------
 */

static double error(PolderMinds *minds, int lane, const double *utility) {
  const Column value = {minds->value + lane, minds->lanes};
  float *head_sum = minds->tables, *tail_sum = head_sum + minds->head_padded;
  combine(SUM, minds, 0, minds->split, value, minds->told_base[lane], head_sum);
  combine(SUM, minds, minds->split, minds->shape.n_issues, value, 0, tail_sum);
  V sum[LANES / WIDTH] = {{0}}; /* the same sixteen sums whatever the width */
  double total = 0;
  for (uint32_t head = 0; head < minds->n_head; head++) {
    const double *truth = utility + (size_t)head * minds->n_tail;
    uint32_t tail = 0;
    for (; tail + LANES <= minds->n_tail; tail += LANES)
      for (uint32_t part = 0; part < LANES / WIDTH; part++) {
        const uint32_t at = tail + part * WIDTH;
        const V gap = *(const V *)(tail_sum + at) + head_sum[head] - narrow(truth + at);
        sum[part] += larger(gap, -gap);
      }
    for (; tail < minds->n_tail; tail++)
      total += fabs((double)(tail_sum[tail] + head_sum[head] - (float)truth[tail]));
  }
  for (int place = 0; place < LANES; place++)
    total += (double)sum[place / WIDTH][place % WIDTH];
  return total / minds->shape.n_deals;
}

static void hear_red(const double *satisfaction, double minimum, uint32_t n_deals, int other,
                     int32_t *known) {
  const int32_t bit = 1 << other;
  const double floor = minimum - POLDER_TOLERANCE;
  for (uint32_t deal = 0; deal < n_deals; deal++)
    known[deal] |= satisfaction[deal] < floor ? bit : 0;
}

const PolderKernel KERNEL = {update, foresee, judge, learn, remember, search, error, hear_red};
