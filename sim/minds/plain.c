/* Searching deal by deal; see plain.h. */
#include <math.h>

#include "plain.h"

/* The options of a deal, as places in the list of all options. */
static void options_of(const PolderMinds *minds, PolderDeal deal, const uint8_t *sample,
                       int out_option[POLDER_ISSUES_MAX]) {
  const size_t n_issues = (size_t)minds->shape.n_issues;
  for (size_t issue = 0; issue < n_issues; issue++) {
    const int first = minds->first_option[issue];
    const uint32_t n_options = (uint32_t)(minds->first_option[issue + 1] - first);
    out_option[issue] =
        first + (int)(minds->stride == NULL ? sample[deal * n_issues + issue]
                                            : deal / minds->stride[issue] % n_options);
  }
}

static double chance_of(const PolderMinds *minds, const PolderSearch *search, int other,
                        PolderDeal deal, const int *option) {
  const int lane = search->observer * minds->shape.n_parties + other;
  const size_t lanes = (size_t)minds->lanes;
  if (minds->known_red[(size_t)search->observer * minds->red_stride + deal] >> other & 1)
    return 0;
  double odds = (double)minds->threshold[lane], clear = 1;
  for (int issue = 0; issue < minds->shape.n_issues; issue++) {
    odds *= (double)minds->factor[(size_t)option[issue] * lanes + (size_t)lane];
    clear *= (double)minds->clear[(size_t)option[issue] * lanes + (size_t)lane];
  }
  if (minds->pairs[lane] != NULL)
    odds *= polder_exp(-(double)minds->pairs[lane][deal] / (double)POLDER_SOFTNESS);
  return clear / (1 + MIN(odds, 1e9));
}

/* kappa*V + sum of power*ln(expected + whim), or -infinity when an option is locked. */
static double score_of(const PolderMinds *minds, const PolderSearch *search, PolderDeal deal,
                       const int *option) {
  double consent = 0, others = 0, own = 0;
  int n_others = 0;
  for (int issue = 0; issue < minds->shape.n_issues; issue++) {
    if (search->locked != NULL && search->locked[option[issue]])
      return -INFINITY;
    own += search->value[option[issue]];
  }
  for (int other = 0; other < minds->shape.n_parties; other++) {
    if (other == search->observer || search->power[other] <= 0)
      continue;
    const double chance = chance_of(minds, search, other, deal, option);
    consent += search->power[other] * polder_log(chance + (double)POLDER_WHIM);
    if (search->concern > 0)
      others += polder_minds_estimate(minds, search->observer, other, deal, option);
    n_others++;
  }
  const double theirs = n_others > 0 ? others / n_others : 0;
  return search->own_weight * ((1 - search->concern) * own + search->concern * theirs) + consent;
}

unsigned polder_plain_search(PolderMinds *minds, const PolderSearch *search) {
  double best = -INFINITY;
  unsigned n = 0;
  for (uint32_t deal = 0; deal < minds->shape.n_deals; deal++) {
    if (!(search->wish[deal] >= (float)search->demand - 1e-6f))
      continue;
    int option[POLDER_ISSUES_MAX];
    options_of(minds, deal, search->sample, option);
    const double score = score_of(minds, search, deal, option);
    if (!(score > -INFINITY) || score < best - 1e-6)
      continue;
    if (score > best + 1e-6)
      n = 0;
    best = MAX(best, score);
    if (n < search->max_ties)
      search->ties[n++] = deal;
  }
  return n;
}

double polder_plain_error(const PolderMinds *minds, int lane, const double *utility,
                          const uint8_t *sample) {
  double sum = 0;
  for (uint32_t deal = 0; deal < minds->shape.n_deals; deal++) {
    int option[POLDER_ISSUES_MAX];
    options_of(minds, deal, sample, option);
    const int n = minds->shape.n_parties;
    sum += fabs(polder_minds_estimate(minds, lane / n, lane % n, deal, option) - utility[deal]);
  }
  return sum / minds->shape.n_deals;
}
