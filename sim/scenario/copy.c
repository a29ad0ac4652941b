/* A scenario once more, to be made otherwise and frozen by itself.
 *
 * Invariant: a copy that is frozen as it is equals its original, and owns all that it holds.
 */
#include <string.h>

#include <polder/scenario.h>

static void copy_labels(char *label[POLDER_LANGUAGES], char *const from[POLDER_LANGUAGES]) {
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    label[language] = g_strdup(from[language]);
}

static void copy_parties(PolderScenario *copy, const PolderScenario *from) {
  copy->parties = g_memdup2(from->parties, (size_t)from->n_parties * sizeof *from->parties);
  for (int party = 0; party < from->n_parties; party++) {
    copy->parties[party].id = g_strdup(from->parties[party].id);
    copy->parties[party].kind = g_strdup(from->parties[party].kind);
    copy_labels(copy->parties[party].label, from->parties[party].label);
  }
  copy->interests = g_memdup2(from->interests, (size_t)from->n_interests * sizeof *from->interests);
  for (int k = 0; k < from->n_interests; k++) {
    copy->interests[k].id = g_strdup(from->interests[k].id);
    copy_labels(copy->interests[k].label, from->interests[k].label);
  }
}

static void copy_options(PolderScenario *copy, const PolderScenario *from) {
  const size_t n_options = (size_t)from->n_options, n_interests = (size_t)from->n_interests;
  copy->issues = g_memdup2(from->issues, (size_t)from->n_issues * sizeof *from->issues);
  for (int issue = 0; issue < from->n_issues; issue++) {
    copy->issues[issue].id = g_strdup(from->issues[issue].id);
    copy_labels(copy->issues[issue].label, from->issues[issue].label);
  }
  copy->options = g_memdup2(from->options, n_options * sizeof *from->options);
  for (int option = 0; option < from->n_options; option++) {
    const PolderOption *at = &from->options[option];
    copy->options[option].id = g_strdup(at->id);
    copy->options[option].requires = g_memdup2(at->requires, n_interests);
    copy_labels(copy->options[option].label, at->label);
  }
  copy->score_written =
      g_memdup2(from->score_written, n_interests * n_options * sizeof *from->score_written);
  copy->pairs = g_memdup2(from->pairs, (size_t)from->n_pairs * sizeof *from->pairs);
}

static void copy_arms(PolderScenario *copy, const PolderScenario *from) {
  copy->events = g_array_copy(from->events);
  copy->arms = g_ptr_array_new();
  for (unsigned place = 0; place < from->arms->len; place++) {
    const PolderArmEvents *arm = g_ptr_array_index(from->arms, place);
    PolderArmEvents *named = g_new0(PolderArmEvents, 1);
    named->id = g_strdup(arm->id);
    named->events = g_array_copy(arm->events);
    g_ptr_array_add(copy->arms, named);
  }
}

PolderScenario *polder_scenario_copy(const PolderScenario *from) {
  PolderScenario *copy = g_memdup2(from, sizeof *from);
  copy->id = g_strdup(from->id);
  copy_labels(copy->title, from->title);
  copy_labels(copy->summary, from->summary);
  copy_parties(copy, from);
  copy_options(copy, from);
  copy_arms(copy, from);
  copy->generation = 0;
  copy->sample = NULL;
  copy->score = copy->utility = copy->red_short = NULL;
  copy->broken = copy->bins = NULL;
  copy->latent = false;
  return copy;
}

/* --- one option more ------------------------------------------------------------------------- */

/* Makes room for a column at `place` in the scores of all interests. */
static void widen_scores(PolderScenario *scenario, int place, const double *score) {
  const size_t old = (size_t)scenario->n_options, n = (size_t)scenario->n_interests;
  double *wide = g_new(double, n *(old + 1));
  for (size_t k = 0; k < n; k++) {
    const double *row = scenario->score_written + k * old;
    double *to = wide + k * (old + 1);
    memcpy(to, row, (size_t)place * sizeof *to);
    to[place] = score[k];
    memcpy(to + place + 1, row + place, (old - (size_t)place) * sizeof *to);
  }
  g_free(scenario->score_written);
  scenario->score_written = wide;
}

void polder_scenario_add_option(PolderScenario *scenario, int issue, const char *id,
                                const double *score) {
  g_return_if_fail(scenario->utility == NULL);
  const int place = scenario->issues[issue].first_option + scenario->issues[issue].n_options;
  const size_t after = (size_t)(scenario->n_options - place);
  widen_scores(scenario, place, score);
  scenario->options = g_renew(PolderOption, scenario->options, (size_t)scenario->n_options + 1);
  memmove(scenario->options + place + 1, scenario->options + place,
          after * sizeof *scenario->options);
  scenario->options[place] = (PolderOption){.id = g_strdup(id), .issue = issue};
  scenario->n_options++;
  scenario->issues[issue].n_options++;
  for (int later = issue + 1; later < scenario->n_issues; later++)
    scenario->issues[later].first_option++;
  for (int pair = 0; pair < scenario->n_pairs; pair++) {
    scenario->pairs[pair].option += scenario->pairs[pair].option >= place;
    scenario->pairs[pair].other_option += scenario->pairs[pair].other_option >= place;
  }
}
