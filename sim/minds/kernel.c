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

#include "search.h"
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

/* --- what follows from the beliefs ----------------------------------------------------------- */

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

/* --- answers ---------------------------------------------------------------------------------- */

static void foresee(PolderMinds *minds, const int *option, float *out_odds, float *out_clear) {
  const int lanes = minds->lanes;
  for (int block = 0; block < lanes / WIDTH; block++) {
    V odds = load(minds->threshold, 0, 0, block), clear = splat(1);
    for (int issue = 0; issue < minds->shape.n_issues; issue++) {
      odds *= load(minds->factor, option[issue], lanes, block);
      clear *= load(minds->clear, option[issue], lanes, block);
    }
    *at(out_odds, 0, 0, block) = smaller(odds, splat(minds->any_pairs ? 1e30f : 1e9f));
    *at(out_clear, 0, 0, block) = clear;
  }
}

/* Chance of a red line, of the foreseen text. Summed, because 1 - (1 - 1e-7) is not 1e-7. */
static void doubt(const PolderMinds *minds, const int *option, float *out_some_red) {
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V left = 1 - load(minds->told_share, 0, 0, block);
    V some = splat(0);
    for (int issue = 0; issue < minds->shape.n_issues; issue++)
      some += left * load(minds->red, option[issue], minds->lanes, block) * (1 - some);
    const V no_red = load(minds->no_red, 0, 0, block);
    *at(out_some_red, 0, 0, block) = pick(no_red <= 0, splat(1), some);
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

/* The other rule: a step of fixed size, after a refusal up to how much it surprised, after a yes
 * down to none. */
INLINE V count(V omega, V expected, V least, V answer, V bias) {
  const V surprise = smaller(bias * (1 - larger(1 - expected, least)), splat(0.98f));
  const V up = larger(surprise - omega, splat(0));
  return omega + POLDER_COUNTING_STEP * pick(answer < 0, up, pick(answer > 0, -omega, splat(0)));
}

INLINE V suspect(bool by_frequency, V omega, V expected, V least, V answer, V bias) {
  return by_frequency ? count(omega, expected, least, answer, bias)
                      : attribute(omega, expected, least, answer, bias);
}

INLINE void judge_by(PolderMinds *minds, bool by_frequency) {
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V answer = load(minds->answer, 0, 0, block), before = load(minds->omega, 0, 0, block);
    const V after =
        suspect(by_frequency, before, load(minds->expected, 0, 0, block),
                load(minds->least, 0, 0, block), answer, load(minds->bias, 0, 0, block));
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

static void judge(PolderMinds *minds) {
  if (G_UNLIKELY(minds->by_frequency))
    judge_by(minds, true);
  else
    judge_by(minds, false);
}

INLINE void remember_by(const PolderMinds *minds, bool by_frequency, const Memory *memory,
                        float *omega) {
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V expected = load(memory->clear, 0, 0, block) / (1 + load(memory->odds, 0, 0, block));
    *at(omega, 0, 0, block) =
        suspect(by_frequency, load(omega, 0, 0, block), expected, load(memory->least, 0, 0, block),
                load(memory->answer, 0, 0, block), load(minds->bias, 0, 0, block));
  }
}

static void remember(const PolderMinds *minds, const Memory *memory, float *omega) {
  if (G_UNLIKELY(minds->by_frequency))
    remember_by(minds, true, memory, omega);
  else
    remember_by(minds, false, memory, omega);
}

/* --- learning --------------------------------------------------------------------------------- */

/* What one block of pairs saw: an offer by the other, an acceptance, a rejection, or nothing. */
typedef struct {
  I offered, accepted, rejected;
  V odds, no_red, some_red, left;
  V step[IMPORTANCES]
        [2]; /* e^(-worth/s) of the issue's option when it is not (0) or is (1) the best */
} Seen;

/* Chance of the answer, if the odds against accepting (red lines apart) were `odds`. That of a no
 * is 1 - R/(1 + E), written such that nothing of a small E is lost. */
INLINE V answering(const Seen *seen, V odds) {
  return pick(seen->accepted, splat(1), seen->some_red + odds) / (1 + odds);
}

/* Likelihood of what was seen, if these were the odds against accepting, and `offering` the chance
 * of offering just this option. */
INLINE V likelihood(const Seen *seen, V odds, float offering) {
  const V answer = answering(seen, odds);
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
      like[best][m] = likelihood(seen, rest * seen->step[m][best], offer->chance[m][best]);
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
  const V rest = load(minds->clear, chosen, lanes, block) * (1 + seen->odds);
  const V refusal = 1 - seen->no_red / rest;
  const V suspected = *red / (*red + (1 - *red) * larger(refusal, splat(1e-3f)));
  const V cleared = smaller(*red, splat(POLDER_TRIFLE)); /* who suspects no lines stays so */
  *red = pick(seen->rejected, smaller(suspected, splat(0.98f)),
              pick(seen->accepted | seen->offered, cleared, *red));
}

INLINE void learn_offset(PolderMinds *minds, int block, const Seen *seen) {
  const V base = seen->odds * vexp(load(minds->mean_offset, 0, 0, block) * (-1 / POLDER_SOFTNESS));
  const I answered = seen->accepted | seen->rejected;
  V sum = splat(0), cells[OFFSETS];
  for (int f = 0; f < OFFSETS; f++) {
    const V chance = answering(seen, base * minds->offset_factor[f]);
    cells[f] = load(minds->offset, f, minds->lanes, block) * pick(answered, chance, splat(1));
    sum += cells[f];
  }
  const V scale = 1 / sum;
  for (int f = 0; f < OFFSETS; f++)
    *at(minds->offset, f, minds->lanes, block) = larger(cells[f] * scale, splat(POLDER_TRIFLE));
}

static void learn(PolderMinds *minds, int author, bool offer_is_new, float time) {
  const int n = minds->shape.n_parties;
  const float share = 1.0f / ((float)minds->shape.n_issues * POLDER_SOFTNESS);
  Offering offers[POLDER_ISSUES_MAX];
  for (int issue = 0; issue < minds->shape.n_issues; issue++)
    offers[issue] = offering(minds->first_option[issue + 1] - minds->first_option[issue], time);
  for (int block = 0; block < minds->lanes / WIDTH; block++) {
    const V answer = load(minds->answer, 0, 0, block), valid = load(minds->valid, 0, 0, block);
    Seen seen = {.odds = load(minds->odds, 0, 0, block),
                 .no_red = load(minds->no_red, 0, 0, block),
                 .some_red = load(minds->some_red, 0, 0, block)};
    I other;
    for (int lane = 0; lane < WIDTH; lane++)
      other[lane] = (block * WIDTH + lane) % n;
    const I by_author = (other == author) & (valid > 0);
    seen.offered = offer_is_new ? by_author : (I){0};
    seen.accepted = (answer > 0) & ~by_author;
    seen.rejected = (answer < 0) & ~by_author;
    seen.left = 1 - load(minds->told_share, 0, 0, block);
    for (int m = 0; m < IMPORTANCES; m++) {
      const V worth = seen.left * (-polder_importance[m] * share);
      seen.step[m][0] = vexp(worth * POLDER_OTHERWISE);
      seen.step[m][1] = vexp(worth);
    }
    for (int issue = minds->taught_from; issue < minds->taught_to; issue++) {
      learn_grid(minds, issue, block, &seen, &offers[issue]);
      learn_red(minds, issue, block, &seen);
    }
    learn_offset(minds, block, &seen);
  }
}

/* --- how wrong -------------------------------------------------------------------------------- */

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

const PolderKernel KERNEL = {WIDTH, update,   foresee, doubt, judge,
                             learn, remember, search,  error, hear_red};
