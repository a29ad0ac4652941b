/* See mindful.h. */
#include "mindful.h"

Mindful *mindful_new(int n_parties, const int *n_of, bool one_by_one) {
  Mindful *mindful = g_new0(Mindful, 1);
  mindful->n_parties = n_parties;
  mindful->n_deals = 1;
  for (; n_of[mindful->n_issues] > 0; mindful->n_issues++) {
    mindful->first_option[mindful->n_issues] = mindful->n_options;
    mindful->n_options += n_of[mindful->n_issues];
    mindful->n_deals *= (uint32_t)n_of[mindful->n_issues];
  }
  mindful->first_option[mindful->n_issues] = mindful->n_options;
  uint32_t stride = 1;
  for (int issue = mindful->n_issues - 1; issue >= 0; issue--) {
    mindful->stride[issue] = stride;
    stride *= (uint32_t)n_of[issue];
  }
  const size_t n_issues = (size_t)mindful->n_issues;
  mindful->sample = g_new0(uint8_t, mindful->n_deals * n_issues);
  for (uint32_t deal = 0; deal < mindful->n_deals; deal++)
    for (size_t issue = 0; issue < n_issues; issue++)
      mindful->sample[deal * n_issues + issue] =
          (uint8_t)(deal / mindful->stride[issue] % (uint32_t)n_of[issue]);
  const PolderShape shape = {.n_parties = n_parties,
                             .n_issues = mindful->n_issues,
                             .n_options = mindful->n_options,
                             .first_option = mindful->first_option,
                             .n_deals = mindful->n_deals,
                             .stride = one_by_one ? NULL : mindful->stride};
  mindful->minds = polder_minds_new(&shape);
  return mindful;
}

void mindful_free(Mindful *mindful) {
  polder_minds_free(mindful->minds);
  g_free(mindful->sample);
  g_free(mindful);
}

PolderTemper mindful_temper(void) {
  return (PolderTemper){.bias = 1,
                        .omega_start = .15,
                        .trust_gain = .1,
                        .trust_loss = .3,
                        .trust_level = .4,
                        .repair = 1,
                        .telling_trust = 1,
                        .best = 1};
}

void mindful_start(Mindful *mindful, const PolderTemper *temper) {
  const double nothing[MINDFUL_OPTIONS_MAX] = {0};
  double trust[POLDER_PARTIES_MAX];
  for (int party = 0; party < POLDER_PARTIES_MAX; party++)
    trust[party] = .5;
  polder_minds_start(mindful->minds, false);
  for (int party = 0; party < mindful->n_parties; party++)
    polder_minds_sit(mindful->minds, party, temper, nothing, trust);
}

void mindful_options(const Mindful *mindful, PolderDeal deal, int out_option[POLDER_ISSUES_MAX]) {
  for (int issue = 0; issue < mindful->n_issues; issue++)
    out_option[issue] = mindful->first_option[issue] +
                        mindful->sample[deal * (uint32_t)mindful->n_issues + (uint32_t)issue];
}

void mindful_foresee(Mindful *mindful, double pace, PolderDeal deal) {
  double paces[POLDER_PARTIES_MAX + 1];
  int option[POLDER_ISSUES_MAX];
  for (int party = 0; party <= POLDER_PARTIES_MAX; party++)
    paces[party] = pace;
  polder_minds_update(mindful->minds, paces);
  mindful_options(mindful, deal, option);
  polder_minds_foresee(mindful->minds, deal, option);
}

void mindful_judge(Mindful *mindful, double pace, PolderDeal deal, int author, int other,
                   PolderAnswer answer) {
  PolderAnswer answers[POLDER_PARTIES_MAX] = {POLDER_SILENT};
  const double excuse[POLDER_PARTIES_MAX] = {0};
  mindful_foresee(mindful, pace, deal);
  answers[other] = answer;
  polder_minds_judge(mindful->minds, author, answers, excuse);
}
