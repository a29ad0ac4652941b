/* Advice: the fewest interests that break most impasses, chosen from one half of the runs and
 * promised from the other. Whether it is given hangs on the first half as well: were it given only
 * where the second does well, what that half promises would be too much.
 */
#include "internal.h"

#include <math.h>

#define ENOUGH (2.0 / 3) /* of what the best group of any size does: then fewer is better */
#define SURE   .99 /* that it is more than chance; more than .95, as it was the best of many */

/* A group in a round, and where its counts stand. */
typedef struct {
  PolderCoalition members;
  int round;
  size_t place;
} Candidate;

static int64_t net(const ExplainHalf *half, size_t place) {
  return (int64_t)half->broken[place] - half->lost[place];
}

static size_t n_cells(const PolderExplained *explained) {
  return (size_t)explained->n_interests * (size_t)explained->n_rounds;
}

static Candidate best_cell(const PolderExplained *explained, const ExplainHalf *half) {
  Candidate best = {.members = 1, .round = 1};
  for (size_t place = 0; place < n_cells(explained); place++)
    if (net(half, place) > net(half, best.place))
      best = (Candidate){(PolderCoalition)1 << place / (size_t)explained->n_rounds,
                         (int)(place % (size_t)explained->n_rounds) + 1, place};
  return best;
}

/* Fewer first: one interest in its best round, then the best group of two, and so on. */
static Candidate best_of_size(const PolderExplained *explained, const ExplainHalf *half, int size) {
  if (size == 1)
    return best_cell(explained, half);
  Candidate best = {0};
  for (unsigned set = 0; set < explained->n_sets; set++) {
    const PolderCoalition members = explained->set[set].members;
    const size_t place = n_cells(explained) + set;
    if (__builtin_popcountll(members) == size &&
        (best.members == 0 || net(half, place) > net(half, best.place)))
      best = (Candidate){members, explained->round, place};
  }
  return best;
}

static Candidate choose(const PolderExplained *explained, const ExplainHalf *half) {
  Candidate best[POLDER_TELLABLE_MAX + 1];
  int64_t most = 0;
  for (int size = 1; size <= (int)explained->largest_set; size++) {
    best[size] = best_of_size(explained, half, size);
    most = MAX(most, net(half, best[size].place));
  }
  int size = 1;
  while (size < (int)explained->largest_set &&
         (double)net(half, best[size].place) < ENOUGH * (double)most)
    size++;
  return best[size];
}

/* The last round in which one interest still does half of what it does in its best. */
static int last_round_of(const PolderExplained *explained, const ExplainHalf *half,
                         const Candidate *chosen) {
  if ((chosen->members & (chosen->members - 1)) != 0)
    return chosen->round;
  const size_t last =
      (chosen->place / (size_t)explained->n_rounds + 1) * (size_t)explained->n_rounds;
  size_t place = chosen->place;
  while (place + 1 < last && 2 * net(half, place + 1) >= net(half, chosen->place))
    place++;
  return chosen->round + (int)(place - chosen->place);
}

static PolderPairs pairs_of(const ExplainHalf *half, size_t place) {
  return (PolderPairs){.both = half->n_impasses - half->broken[place],
                       .first_only = half->broken[place],
                       .second_only = half->lost[place],
                       .neither = half->n - half->n_impasses - half->lost[place]};
}

PolderAdvice explain_advise(const PolderExplained *explained, const ExplainHalf *even,
                            const ExplainHalf *odd) {
  PolderAdvice advice = {
      .kind = POLDER_ADVICE_NO_TELLING, .promise = NAN, .lost = NAN, .interval = {NAN, NAN}};
  if (even->n_impasses + odd->n_impasses == 0)
    advice.kind = POLDER_ADVICE_NEEDLESS;
  if (even->n_impasses == 0 || odd->n_impasses == 0 || explained->n_interests == 0)
    return advice;
  const Candidate chosen = choose(explained, even);
  const bool single = explained->n_runs == 1;
  const PolderPairs pairs = pairs_of(odd, chosen.place);
  const bool sure = single || polder_tango(pairs_of(even, chosen.place), SURE).low > 0;
  if (sure && net(odd, chosen.place) > 0)
    advice.kind = POLDER_ADVICE_TELL;
  advice.members = chosen.members;
  advice.round = chosen.round;
  advice.until = last_round_of(explained, even, &chosen);
  advice.promise = (double)pairs.first_only / odd->n_impasses;
  if (!single)
    advice.interval = polder_wilson(pairs.first_only, odd->n_impasses, .95);
  const uint64_t agreements = pairs.second_only + pairs.neither;
  advice.lost = agreements > 0 ? (double)pairs.second_only / (double)agreements : 0;
  return advice;
}

/* --- Levers ---------------------------------------------------------------------------------- */

static uint64_t n_of(const PolderPairs *pairs) {
  return pairs->both + pairs->first_only + pairs->second_only + pairs->neither;
}

/* Of one run, whatever its number, both halves are that run. */
static const PolderPairs *half_of(const PolderLever *lever, int half) {
  return n_of(&lever->pairs) == 1 ? &lever->pairs : &lever->half[half];
}

static int64_t net_of(const PolderPairs *pairs) {
  return (int64_t)pairs->first_only - (int64_t)pairs->second_only;
}

/* Whether it breaks impasses by more than chance, and somebody could pull it. */
static bool does(const PolderLever *lever) {
  const PolderPairs *even = half_of(lever, 0), *odd = half_of(lever, 1);
  const bool pulled = lever->kind != POLDER_LEVER_TOLD && lever->kind != POLDER_LEVER_CUT;
  const bool sure = n_of(&lever->pairs) == 1 || polder_tango(*even, SURE).low > 0;
  return pulled && sure && net_of(even) > 0 && net_of(odd) > 0;
}

/* Outvoting somebody comes last: that agreement is not everybody's. */
static const PolderLever *best_lever(const GArray *levers) {
  const PolderLever *best = NULL;
  for (int pass = 0; pass < 2 && best == NULL; pass++)
    for (unsigned i = 0; levers != NULL && i < levers->len; i++) {
      const PolderLever *lever = &g_array_index(levers, PolderLever, i);
      if (does(lever) && (pass > 0 || lever->kind != POLDER_LEVER_RULE) &&
          (best == NULL || net_of(half_of(lever, 0)) > net_of(half_of(best, 0))))
        best = lever;
    }
  return best;
}

PolderLeverAdvice polder_lever_advice(const GArray *levers) {
  PolderLeverAdvice advice = {
      .lever = best_lever(levers), .promise = NAN, .interval = {NAN, NAN}, .lost = NAN};
  if (advice.lever == NULL)
    return advice;
  const PolderPairs *odd = half_of(advice.lever, 1);
  const uint64_t impasses = odd->both + odd->first_only;
  const uint64_t agreements = odd->second_only + odd->neither;
  advice.promise = (double)odd->first_only / (double)impasses;
  advice.lost = agreements > 0 ? (double)odd->second_only / (double)agreements : 0;
  if (n_of(&advice.lever->pairs) > 1)
    advice.interval = polder_wilson(odd->first_only, impasses, .95);
  return advice;
}
