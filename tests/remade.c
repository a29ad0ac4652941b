/* See remade.h. */
#include "remade.h"
#include <check.h>
#include <string.h>

static void copy_parties(PolderScenario *to, const PolderScenario *from, const char *prefix) {
  to->parties = g_memdup2(from->parties, (size_t)from->n_parties * sizeof *from->parties);
  for (int party = 0; party < from->n_parties; party++) {
    PolderParty *at = &to->parties[party];
    at->id = prefix == NULL ? g_strdup(at->id) : g_strdup_printf("%s%d", prefix, party + 1);
    at->kind = g_strdup(at->kind);
    at->label[POLDER_NL] = at->label[POLDER_EN] = NULL;
  }
  to->interests = g_memdup2(from->interests, (size_t)from->n_interests * sizeof *from->interests);
  for (int k = 0; k < from->n_interests; k++) {
    to->interests[k].id = g_strdup(from->interests[k].id);
    to->interests[k].label[POLDER_NL] = to->interests[k].label[POLDER_EN] = NULL;
  }
}

static void copy_options(PolderScenario *to, const PolderScenario *from, const int *option_at) {
  const size_t n = (size_t)from->n_options;
  to->issues = g_new0(PolderIssue, (size_t)from->n_issues);
  for (int issue = 0; issue < from->n_issues; issue++) {
    const PolderIssue *old = &from->issues[issue];
    to->issues[issue] = (PolderIssue){
        .id = g_strdup(old->id), .first_option = old->first_option, .n_options = old->n_options};
  }
  to->options = g_new0(PolderOption, n);
  to->score_written = g_new0(double, n *(size_t)from->n_interests);
  for (size_t place = 0; place < n; place++) {
    const size_t was = option_at == NULL ? place : (size_t)option_at[place];
    const PolderOption *old = &from->options[was];
    to->options[place] =
        (PolderOption){.id = g_strdup(old->id), .issue = old->issue, .latent = old->latent};
    if (old->requires != NULL)
    to->options[place].requires = g_memdup2(old->requires, (size_t)from->n_interests);
    for (size_t k = 0; k < (size_t)from->n_interests; k++)
      to->score_written[k * n + place] = from->score_written[k * n + was];
  }
}

static int place_of(const int *option_at, int n_options, int option) {
  for (int place = 0; option_at != NULL && place < n_options; place++)
    if (option_at[place] == option)
      return place;
  return option;
}

static void copy_pairs(PolderScenario *to, const PolderScenario *from, const int *option_at) {
  to->pairs = g_memdup2(from->pairs, (size_t)from->n_pairs * sizeof *from->pairs);
  for (int pair = 0; pair < from->n_pairs; pair++) {
    PolderPair *at = &to->pairs[pair];
    at->option = place_of(option_at, from->n_options, at->option);
    at->other_option = place_of(option_at, from->n_options, at->other_option);
  }
}

PolderScenario *remade(const PolderScenario *from, const int *option_at, const char *prefix) {
  PolderScenario *to = polder_scenario_new();
  to->id = g_strdup(from->id);
  to->scale = from->scale;
  to->n_parties = from->n_parties;
  to->n_issues = from->n_issues;
  to->n_interests = from->n_interests;
  to->n_options = from->n_options;
  to->n_pairs = from->n_pairs;
  to->values = from->values;
  memcpy(to->trust, from->trust, sizeof to->trust);
  memcpy(to->noise, from->noise, sizeof to->noise);
  memcpy(to->overlap, from->overlap, sizeof to->overlap);
  copy_parties(to, from, prefix);
  copy_options(to, from, option_at);
  copy_pairs(to, from, option_at);
  g_array_append_vals(to->events, from->events->data, from->events->len);
  return to;
}

PolderScenario *remade_frozen(const PolderScenario *from, const int *option_at,
                              const char *prefix) {
  PolderScenario *to = remade(from, option_at, prefix);
  ck_assert(polder_scenario_freeze(to, NULL));
  return to;
}
