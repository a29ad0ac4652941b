/* Another option as a lever: one that nobody thought of, known from the start.
 *
 * Where the case has such options, those. Else a thought experiment, an issue at a time: an option
 * that gives every interest three quarters of the way from the worst to the best it finds on that
 * issue: clearly more than splitting the difference, less than giving all to all. It lies within
 * what there is, so satisfaction is measured as before; and what no agreement is worth stays what
 * it was.
 */
#include "lever_plan.h"

#define SHARE .75

static bool hides_options(const PolderScenario *scenario) {
  bool hidden = false;
  for (int option = 0; option < scenario->n_options; option++) {
    const PolderOption *at = &scenario->options[option];
    hidden = hidden || at->latent || at->requires != NULL;
  }
  return hidden;
}

/* A copy in which no floor depends on what there is to agree on. */
static PolderScenario *copy_with_floors(const PolderScenario *from) {
  PolderScenario *copy = polder_scenario_copy(from);
  for (int party = 0; party < copy->n_parties; party++) {
    copy->parties[party].reservation_is_percentile = false;
    copy->parties[party].reservation_written = from->parties[party].reservation;
  }
  return copy;
}

/* The copy, frozen; NULL (and it is freed) when it makes no table. */
static PolderScenario *frozen(PolderScenario *copy) {
  if (!polder_scenario_freeze(copy, NULL))
    g_clear_pointer(&copy, polder_scenario_free);
  return copy;
}

static void plan_known(GPtrArray *plans, const PolderLeversJob *job) {
  PolderScenario *copy = copy_with_floors(job->scenario);
  for (int option = 0; option < copy->n_options; option++) {
    copy->options[option].latent = false;
    g_clear_pointer(&copy->options[option].requires, g_free);
  }
  copy = frozen(copy);
  if (copy == NULL)
    return;
  polder_lever_plan_add(
      plans, job, POLDER_LEVER_OPTION, "option",
      polder_lever_words("De keuzes die nog niemand zag, liggen van het begin af op tafel",
                         "The options that nobody saw yet are on the table from the start"))
      ->scenario = copy;
}

static void scores_of(const PolderScenario *scenario, const PolderIssue *issue, double *out_score) {
  for (int k = 0; k < scenario->n_interests; k++) {
    const double *written =
        scenario->score_written + (size_t)k * (size_t)scenario->n_options + issue->first_option;
    double low, high;
    polder_range(written, (size_t)issue->n_options, &low, &high);
    out_score[k] = low + SHARE * (high - low);
  }
}

static void plan_new(GPtrArray *plans, const PolderLeversJob *job, int place) {
  const PolderIssue *issue = &job->scenario->issues[place];
  double score[POLDER_INTERESTS_MAX];
  if (issue->n_options >= POLDER_OPTIONS_MAX)
    return;
  scores_of(job->scenario, issue, score);
  PolderScenario *copy = copy_with_floors(job->scenario);
  polder_scenario_add_option(copy, place, "thought-of", score);
  copy = frozen(copy);
  if (copy == NULL)
    return;
  g_autofree char *name = g_strdup_printf("option.%s", issue->id);
  const PolderLeverWords words = {
      .text = {g_strdup_printf("Een nieuwe keuze bij “%s”, voor ieder belang driekwart van het "
                               "beste dat daar kan",
                               issue->label[POLDER_NL]),
               g_strdup_printf("A new option for “%s”, for every interest three quarters of the "
                               "best possible there",
                               issue->label[POLDER_EN])}};
  PolderLeverPlan *plan = polder_lever_plan_add(plans, job, POLDER_LEVER_OPTION, name, words);
  plan->scenario = copy;
  plan->lever.thought = true;
}

void polder_lever_plan_options(GPtrArray *plans, const PolderLeversJob *job) {
  if (hides_options(job->scenario))
    plan_known(plans, job);
  for (int issue = 0; issue < job->scenario->n_issues && !hides_options(job->scenario); issue++)
    plan_new(plans, job, issue);
}
