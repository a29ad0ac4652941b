/* Another rule as a lever: how many, how much power, or whose yes is enough. Unanimity asks most,
 * so it is no lever.
 */
#include "lever_plan.h"

typedef struct {
  int parties, voters;
  double most, all; /* power of the most powerful, and of all */
} Voters;

static Voters voters_of(const PolderScenario *scenario) {
  Voters voters = {.parties = scenario->n_parties};
  for (int party = 0; party < scenario->n_parties; party++) {
    const double power = scenario->parties[party].power;
    voters.voters += power > 0;
    voters.all += power;
    voters.most = MAX(voters.most, power);
  }
  return voters;
}

/* The quota that comes down to so many of so many, whatever is rounded. */
static double quota_of(int needed, int voters) {
  return (needed - 0.5) / voters;
}

static bool is_played(const PolderLeversJob *job, PolderRule rule, double quota, int voters) {
  const double now = job->values->value[POLDER_QUOTA][0] * voters;
  return (PolderRule)job->values->value[POLDER_RULE][0] == rule && now > quota * voters - 0.5 &&
         now <= quota * voters + 0.5;
}

static PolderLeverPlan *plan_rule(GPtrArray *plans, const PolderLeversJob *job, PolderRule rule,
                                  double quota, const char *name, PolderLeverWords label) {
  PolderLeverPlan *plan = polder_lever_plan_add(plans, job, POLDER_LEVER_RULE, name, label);
  polder_lever_plan_put(plan, POLDER_RULE, 0, rule);
  polder_lever_plan_put(plan, POLDER_QUOTA, 0, quota);
  polder_lever_plan_note(
      plan, polder_lever_words("Wie overstemd wordt, levert in: zo’n akkoord is niet van iedereen.",
                               "Whoever is outvoted pays: such an agreement is not everybody’s."));
  return plan;
}

static void plan_quota(GPtrArray *plans, const PolderLeversJob *job, int needed, int voters) {
  const double quota = quota_of(needed, voters);
  if (needed >= voters || is_played(job, POLDER_RULE_QUOTA, quota, voters))
    return;
  g_autofree char *name = g_strdup_printf("rule.quota.%d", needed);
  const PolderLeverWords label = {
      .text = {g_strdup_printf("Een ja van %d van de %d partijen is genoeg", needed, voters),
               g_strdup_printf("A yes from %d of the %d parties is enough", needed, voters)}};
  plan_rule(plans, job, POLDER_RULE_QUOTA, quota, name, label);
}

static void plan_weighted(GPtrArray *plans, const PolderLeversJob *job, const Voters *voters) {
  if (voters->most * voters->voters <= voters->all + POLDER_TOLERANCE) /* then it is the quota */
    return;
  plan_rule(plans, job, POLDER_RULE_WEIGHTED, 0.51, "rule.weighted",
            polder_lever_words("Een meerderheid van alle macht is genoeg",
                               "A majority of all power is enough"));
}

/* A majority, and never without those whom it is about. */
static void plan_veto(GPtrArray *plans, const PolderLeversJob *job, const Voters *voters) {
  const PolderScenario *scenario = job->scenario;
  const int needed = voters->voters / 2 + 1;
  unsigned clients = 0;
  for (int party = 0; party < scenario->n_parties; party++)
    if (scenario->parties[party].power > 0 &&
        g_strcmp0(scenario->parties[party].kind, "client") == 0)
      clients |= 1u << party;
  if (clients == 0 || needed >= voters->voters ||
      (PolderRule)job->values->value[POLDER_RULE][0] == POLDER_RULE_VETO)
    return;
  const PolderParty *client = &scenario->parties[__builtin_ctz(clients)];
  const bool one = (clients & (clients - 1)) == 0;
  const PolderLeverWords label = {
      .text = {g_strdup_printf("Een ja van %d van de %d is genoeg, maar niet zonder %s", needed,
                               voters->voters, one ? client->label[POLDER_NL] : "de cliënten"),
               g_strdup_printf("A yes from %d of the %d is enough, but not without %s", needed,
                               voters->voters, one ? client->label[POLDER_EN] : "the clients")}};
  PolderLeverPlan *plan =
      plan_rule(plans, job, POLDER_RULE_VETO, quota_of(needed, voters->voters), "rule.veto", label);
  polder_lever_plan_put(plan, POLDER_VETO, 0, clients);
}

void polder_lever_plan_rules(GPtrArray *plans, const PolderLeversJob *job) {
  const Voters voters = voters_of(job->scenario);
  const int n = voters.voters;
  const int majority = n / 2 + 1, two_thirds = (2 * n + 2) / 3, but_one = n - 1;
  plan_quota(plans, job, majority, n);
  if (two_thirds > majority)
    plan_quota(plans, job, two_thirds, n);
  if (but_one > two_thirds && but_one > majority)
    plan_quota(plans, job, but_one, n);
  plan_weighted(plans, job, &voters);
  plan_veto(plans, job, &voters);
}
