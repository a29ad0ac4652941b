/* Levers: what else could be done at this table, and what each of it would do.
 *
 * Invariant: every lever is the baseline with one thing otherwise, played on the same draws.
 */
#include <polder/levers.h>

#include <math.h>

#include "lever_plan.h"

const char *const polder_lever_kind_names[POLDER_LEVER_KINDS] = {
    "told", "help", "language", "training", "option", "rule", "order", "cut"};

static void clear_lever(void *data) {
  PolderLever *lever = data;
  g_free(lever->name);
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_free(lever->label[language]);
    g_free(lever->note[language]);
  }
}

void polder_lever_plan_free(PolderLeverPlan *plan) {
  clear_lever(&plan->lever);
  g_clear_pointer(&plan->events, g_array_unref);
  polder_scenario_free(plan->scenario);
  g_free(plan);
}

PolderLeverWords polder_lever_words(const char *nl, const char *en) {
  return (PolderLeverWords){.text = {g_strdup(nl), g_strdup(en)}};
}

PolderLeverPlan *polder_lever_plan_add(GPtrArray *plans, const PolderLeversJob *job,
                                       PolderLeverKind kind, const char *name,
                                       PolderLeverWords label) {
  PolderLeverPlan *plan = g_new0(PolderLeverPlan, 1);
  plan->lever.name = g_strdup(name);
  plan->lever.kind = kind;
  plan->values = *job->values;
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    plan->lever.label[language] = label.text[language];
  g_ptr_array_add(plans, plan);
  return plan;
}

void polder_lever_plan_note(PolderLeverPlan *plan, PolderLeverWords note) {
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_free(plan->lever.note[language]);
    plan->lever.note[language] = note.text[language];
  }
}

PolderEvent *polder_lever_plan_event(PolderLeverPlan *plan, PolderEventKind kind, int round) {
  const PolderEvent event = {.round = round,
                             .kind = kind,
                             .party = POLDER_ALL,
                             .interest = POLDER_ALL,
                             .to = POLDER_ALL,
                             .value = 1};
  if (plan->events == NULL)
    plan->events = g_array_new(FALSE, TRUE, sizeof(PolderEvent));
  g_array_append_val(plan->events, event);
  return &g_array_index(plan->events, PolderEvent, plan->events->len - 1);
}

void polder_lever_plan_put(PolderLeverPlan *plan, PolderParameterId id, int party, double value) {
  polder_values_put(&plan->values, id, party, value, POLDER_FROM_SET);
}

void polder_lever_plan_telling(PolderLeverPlan *plan) {
  polder_lever_plan_event(plan, POLDER_EVENT_DISCLOSE,
                          (int)plan->values.value[POLDER_DISCLOSURE_ROUND][0]);
}

/* Of options first what does most; the plans came in the order of the issues. */
static int compare_levers(const void *left, const void *right) {
  const PolderLever *first = left, *second = right;
  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (first->kind != POLDER_LEVER_OPTION || first->difference == second->difference)
    return 0;
  return first->difference > second->difference ? -1 : 1;
}

static void note_best_option(GArray *levers) {
  unsigned n_options = 0, first = 0;
  for (unsigned i = levers->len; i-- > 0;)
    if (g_array_index(levers, PolderLever, i).kind == POLDER_LEVER_OPTION) {
      n_options++;
      first = i;
    }
  if (n_options < 2)
    return;
  PolderLever *best = &g_array_index(levers, PolderLever, first);
  g_free(best->note[POLDER_NL]);
  g_free(best->note[POLDER_EN]);
  best->note[POLDER_NL] = g_strdup_printf("Een gedachte-experiment: naar wat voor keuze te zoeken. "
                                          "Het grootste effect van %u onderwerpen, dus wat "
                                          "geflatteerd.",
                                          n_options);
  best->note[POLDER_EN] = g_strdup_printf("A thought experiment: what kind of option to look for. "
                                          "The largest effect of %u issues, so a little flattered.",
                                          n_options);
}

static GArray *take_levers(GPtrArray *plans) {
  GArray *levers = g_array_new(FALSE, TRUE, sizeof(PolderLever));
  g_array_set_clear_func(levers, clear_lever);
  for (unsigned i = 0; i < plans->len; i++) {
    PolderLeverPlan *plan = g_ptr_array_index(plans, i);
    g_array_append_val(levers, plan->lever);
    plan->lever = (PolderLever){0};
  }
  g_array_sort(levers, compare_levers);
  note_best_option(levers);
  return levers;
}

typedef void Planner(GPtrArray *plans, const PolderLeversJob *job);

static GArray *play(const PolderLeversJob *job, Planner *planner, GError **error) {
  g_return_val_if_fail(job != NULL && job->n_threads >= 1, NULL);
  PolderLeversJob whole = *job;
  PolderValues values = *job->values;
  polder_values_derive(&values, job->scenario->n_parties);
  whole.values = &values;
  g_autoptr(GPtrArray) plans =
      g_ptr_array_new_with_free_func((GDestroyNotify)polder_lever_plan_free);
  planner(plans, &whole);
  return polder_lever_plans_play(plans, &whole, error) ? take_levers(plans) : NULL;
}

GArray *polder_levers_play(const PolderLeversJob *job, GError **error) {
  return play(job, polder_lever_plan_all, error);
}

GArray *polder_cuts_play(const PolderLeversJob *job, GError **error) {
  return play(job, polder_lever_plan_cuts, error);
}
