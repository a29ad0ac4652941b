/* A scenario's ids in the form that record wants. Every text is lent from the scenario. */
#include <polder/batch.h>

static void options_of(const void *context, PolderDeal deal, int out_option[POLDER_ISSUES_MAX]) {
  polder_scenario_options(context, deal, out_option);
}

static const char *const *const *option_names(const PolderScenario *scenario) {
  const char ***issues = g_new0(const char **, (size_t)scenario->n_issues + 1);
  for (int i = 0; i < scenario->n_issues; i++) {
    const PolderIssue *issue = &scenario->issues[i];
    issues[i] = g_new0(const char *, (size_t)issue->n_options + 1);
    for (int o = 0; o < issue->n_options; o++)
      issues[i][o] = scenario->options[issue->first_option + o].id;
  }
  return (const char *const *const *)issues;
}

PolderNames *polder_names_new(const PolderScenario *scenario) {
  PolderNames *names = g_new0(PolderNames, 1);
  const char **party = g_new0(const char *, (size_t)scenario->n_parties + 1);
  const char **interest = g_new0(const char *, (size_t)scenario->n_interests + 1);
  const char **issue = g_new0(const char *, (size_t)scenario->n_issues + 1);
  const char **parameter = g_new0(const char *, POLDER_PARAMETERS + 1);
  for (int i = 0; i < scenario->n_parties; i++)
    party[i] = scenario->parties[i].id;
  for (int i = 0; i < scenario->n_interests; i++)
    interest[i] = scenario->interests[i].id;
  for (int i = 0; i < scenario->n_issues; i++)
    issue[i] = scenario->issues[i].id;
  for (int i = 0; i < POLDER_PARAMETERS; i++)
    parameter[i] = polder_parameters[i].name;
  *names = (PolderNames){
      .n_parties = scenario->n_parties,
      .n_interests = scenario->n_interests,
      .n_issues = scenario->n_issues,
      .n_parameters = POLDER_PARAMETERS,
      .scenario = scenario->id,
      .party = party,
      .interest = interest,
      .issue = issue,
      .option = option_names(scenario),
      .parameter = parameter,
      .context = scenario,
      .options = options_of,
  };
  return names;
}

void polder_names_free(PolderNames *names) {
  if (names == NULL)
    return;
  for (int i = 0; i < names->n_issues; i++)
    g_free((gpointer)names->option[i]);
  g_free((gpointer)names->option);
  g_free((gpointer)names->party);
  g_free((gpointer)names->interest);
  g_free((gpointer)names->issue);
  g_free((gpointer)names->parameter);
  g_free(names);
}
