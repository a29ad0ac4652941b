/* Minds by hand: a few parties, a few issues, and what they know of each other. */
#ifndef POLDER_TESTS_MINDFUL_H
#define POLDER_TESTS_MINDFUL_H

#include <polder/minds.h>

enum { MINDFUL_OPTIONS_MAX = 32 };

typedef struct {
  PolderMinds *minds;
  int n_parties, n_issues, n_options;
  int first_option[POLDER_ISSUES_MAX + 1];
  uint32_t stride[POLDER_ISSUES_MAX], n_deals;
  uint8_t *sample; /* [deal][issue]: the same deals, told one by one */
} Mindful;

/* `n_of` options on each issue, up to a 0. `one_by_one`: the deals are given as a sample. */
Mindful *mindful_new(int n_parties, const int *n_of, bool one_by_one);
void mindful_free(Mindful *mindful);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mindful, mindful_free)

/* Bayesian, .15 suspicion, gain .1, loss .3, level .4, full repair; nothing else. */
PolderTemper mindful_temper(void);
/* A run begins: all sit down with that temper, trust .5, and no wish of their own. */
void mindful_start(Mindful *mindful, const PolderTemper *temper);

/* The options of a deal, as places in the list of all options. */
void mindful_options(const Mindful *mindful, PolderDeal deal, int out_option[POLDER_ISSUES_MAX]);
/* Brings beliefs up to date at that pace of concession for all, and foresees. */
void mindful_foresee(Mindful *mindful, double pace, PolderDeal deal);
/* The author's text is foreseen; `other` answers, the rest is silent; judged, nothing learnt. */
void mindful_judge(Mindful *mindful, double pace, PolderDeal deal, int author, int other,
                   PolderAnswer answer);

#endif
