/* Which levers there are at a table. A lever that could mean nothing there is left out; one that
 * can do nothing there stays, and says so.
 */
#include "lever_plan.h"

#include <math.h>

#define TRAINED_BIAS    .5  /* what scenarios/README.md calls training */
#define TRAINED_EXPLAIN .05 /* where more does the same: it saturates */

static int disclosure_round(const PolderLeversJob *job) {
  return (int)job->values->value[POLDER_DISCLOSURE_ROUND][0];
}

/* Whether the value of any party is above that. */
static bool any_above(const PolderLeversJob *job, PolderParameterId id, double limit) {
  bool above = false;
  for (int party = 0; party < job->scenario->n_parties; party++)
    above = above || job->values->value[id][party] > limit;
  return above;
}

/* --- help from outside ----------------------------------------------------------------------- */

static void plan_told(GPtrArray *plans, const PolderLeversJob *job, PolderLeverKind kind) {
  PolderLeverPlan *plan = polder_lever_plan_add(
      plans, job, kind, "told",
      (PolderLeverWords){
          .text = {g_strdup_printf("Alles uitspreken in ronde %d", disclosure_round(job)),
                   g_strdup_printf("Everything told in round %d", disclosure_round(job))}});
  bool closed = false;
  polder_lever_plan_telling(plan);
  for (int k = 0; k < job->scenario->n_interests; k++)
    closed = closed || job->scenario->interests[k].visibility != POLDER_OPEN;
  if (!closed)
    polder_lever_plan_note(
        plan, polder_lever_words("Hier is alles al open.", "Here everything is open already."));
}

static void plan_mediator(GPtrArray *plans, const PolderLeversJob *job, int round) {
  g_autofree char *name = g_strdup_printf("mediator.%d", round);
  PolderLeverPlan *plan = polder_lever_plan_add(
      plans, job, POLDER_LEVER_HELP, name,
      (PolderLeverWords){
          .text = {g_strdup_printf("Een voorstel van een bemiddelaar in ronde %d", round),
                   g_strdup_printf("A mediator’s text in round %d", round)}});
  polder_lever_plan_event(plan, POLDER_EVENT_MEDIATE, round);
}

/* One who asks everybody, three times; whoever is asked may tell. */
static void plan_asking(GPtrArray *plans, const PolderLeversJob *job) {
  const int first = disclosure_round(job),
            deadline = (int)job->values->value[POLDER_DEADLINE_ROUNDS][0];
  const int asks = polder_parameter_choice(&polder_parameters[POLDER_DISCLOSURE], "when_asked");
  PolderLeverPlan *plan = polder_lever_plan_add(
      plans, job, POLDER_LEVER_HELP, "asking",
      (PolderLeverWords){
          .text = {
              g_strdup_printf(
                  "Een gespreksleider die vanaf ronde %d driemaal aan ieder vraagt wat ertoe doet",
                  first),
              g_strdup_printf(
                  "A facilitator who asks everybody three times, from round %d, what matters",
                  first)}});
  polder_lever_plan_event(plan, POLDER_EVENT_FACILITATE, first);
  PolderEvent *policy = polder_lever_plan_event(plan, POLDER_EVENT_PARAMETER, first);
  policy->parameter = POLDER_DISCLOSURE;
  policy->value = asks;
  for (int time = 0; time < 3; time++)
    if (first + time * job->scenario->n_parties <= deadline)
      polder_lever_plan_event(plan, POLDER_EVENT_ASK, first + time * job->scenario->n_parties);
}

/* --- language and training ------------------------------------------------------------------- */

static bool is_noisy(const PolderLeversJob *job) {
  bool noisy = any_above(job, POLDER_NOISE, 0);
  for (int from = 0; from < job->scenario->n_parties; from++)
    for (int to = 0; to < job->scenario->n_parties; to++)
      noisy = noisy || (from != to && job->scenario->noise[from][to] > 0);
  return noisy;
}

static void plan_lens(GPtrArray *plans, const PolderLeversJob *job) {
  PolderLeverPlan *plan = polder_lever_plan_add(
      plans, job, POLDER_LEVER_LANGUAGE, "lens",
      polder_lever_words("Een gedeelde taal, vanaf ronde 1", "A shared language, from round 1"));
  polder_lever_plan_event(plan, POLDER_EVENT_LENS, 1);
  polder_lever_plan_note(
      plan, is_noisy(job) ? polder_lever_words("Helpt alleen om goed te horen wat verteld wordt.",
                                               "Only helps to hear rightly what is told.")
                          : polder_lever_words(
                                "Er is hier geen spraakverwarring: dit kan niets veranderen.",
                                "There is no misunderstanding here: this can change nothing."));
}

static void plan_training(GPtrArray *plans, const PolderLeversJob *job) {
  if (any_above(job, POLDER_BIAS, TRAINED_BIAS)) {
    PolderLeverPlan *plan = polder_lever_plan_add(
        plans, job, POLDER_LEVER_TRAINING, "training.judging",
        polder_lever_words("Training: minder snel onwil zien in een nee (bias 0,5)",
                           "Training: less quick to see unwillingness in a no (bias 0.5)"));
    for (int party = 0; party < job->scenario->n_parties; party++)
      polder_lever_plan_put(plan, POLDER_BIAS, party,
                            MIN(job->values->value[POLDER_BIAS][party], TRAINED_BIAS));
  }
  PolderLeverPlan *plan = polder_lever_plan_add(
      plans, job, POLDER_LEVER_TRAINING, "training.explaining",
      polder_lever_words("Training: soms zeggen waarom het nee is (explain 0,05)",
                         "Training: sometimes say why it is no (explain 0.05)"));
  for (int party = 0; party < job->scenario->n_parties; party++)
    polder_lever_plan_put(plan, POLDER_EXPLAIN, party,
                          MAX(job->values->value[POLDER_EXPLAIN][party], TRAINED_EXPLAIN));
}

/* --- order ----------------------------------------------------------------------------------- */

static void plan_order(GPtrArray *plans, const PolderLeversJob *job) {
  const PolderParty *first = &job->scenario->parties[0];
  const bool shuffled = (PolderOrder)job->values->value[POLDER_ORDER][0] == POLDER_ORDER_SHUFFLED;
  const PolderLeverWords words =
      shuffled ? (PolderLeverWords){.text = {g_strdup_printf("Een vaste volgorde: %s begint",
                                                             first->label[POLDER_NL]),
                                             g_strdup_printf("A fixed order: %s begins",
                                                             first->label[POLDER_EN])}}
               : polder_lever_words("Loten wie begint", "Drawing lots for who begins");
  PolderLeverPlan *plan = polder_lever_plan_add(plans, job, POLDER_LEVER_ORDER,
                                                shuffled ? "order.fixed" : "order.shuffled", words);
  polder_lever_plan_put(plan, POLDER_ORDER, 0,
                        shuffled ? POLDER_ORDER_FIXED : POLDER_ORDER_SHUFFLED);
}

static void plan_agenda(GPtrArray *plans, const PolderLeversJob *job) {
  const PolderParameter *protocol = &polder_parameters[POLDER_PROTOCOL];
  const int one_by_one = polder_parameter_choice(protocol, "issue_by_issue");
  const bool now = (int)job->values->value[POLDER_PROTOCOL][0] == one_by_one;
  if (job->scenario->n_issues < 2)
    return;
  PolderLeverPlan *plan =
      polder_lever_plan_add(plans, job, POLDER_LEVER_ORDER, now ? "package" : "issue_by_issue",
                            now ? polder_lever_words("Alles in één pakket", "All in one package")
                                : polder_lever_words("Onderwerp voor onderwerp", "Issue by issue"));
  polder_lever_plan_put(plan, POLDER_PROTOCOL, 0,
                        now ? polder_parameter_choice(protocol, "round_robin") : one_by_one);
}

void polder_lever_plan_all(GPtrArray *plans, const PolderLeversJob *job) {
  plan_mediator(plans, job, 1);
  if (disclosure_round(job) > 1)
    plan_mediator(plans, job, disclosure_round(job));
  plan_lens(plans, job);
  plan_training(plans, job);
  polder_lever_plan_options(plans, job);
  polder_lever_plan_rules(plans, job);
  plan_order(plans, job);
  plan_agenda(plans, job);
  plan_asking(plans, job); /* what makes parties conscious comes last: the next begins anew */
  plan_told(plans, job, POLDER_LEVER_TOLD);
}

/* --- the cuts -------------------------------------------------------------------------------- */

static void plan_informed(GPtrArray *plans, const PolderLeversJob *job) {
  PolderLeverPlan *plan = polder_lever_plan_add(
      plans, job, POLDER_LEVER_CUT, "informed",
      (PolderLeverWords){
          .text = {g_strdup_printf("Alles bekend in ronde %d, zonder herstel van vertrouwen",
                                   disclosure_round(job)),
                   g_strdup_printf("Everything known in round %d, without repair of trust",
                                   disclosure_round(job))}});
  polder_lever_plan_telling(plan);
  polder_lever_plan_put(plan, POLDER_TELLING_TRUST, -1, 0);
  polder_lever_plan_put(plan, POLDER_REPAIR, -1, 0);
}

/* A parameter for everybody at 0. */
static PolderLeverPlan *plan_without(GPtrArray *plans, const PolderLeversJob *job,
                                     PolderParameterId id, const char *name, const char *nl,
                                     const char *en) {
  PolderLeverPlan *plan =
      polder_lever_plan_add(plans, job, POLDER_LEVER_CUT, name, polder_lever_words(nl, en));
  polder_lever_plan_put(plan, id, -1, 0);
  return plan;
}

/* A facilitator makes telling more likely; where nobody ever considers it, there is nothing to make
 * likelier. */
static void plan_facilitator(GPtrArray *plans, const PolderLeversJob *job) {
  const PolderParameter *disclosure = &polder_parameters[POLDER_DISCLOSURE];
  const int on_rejection = polder_parameter_choice(disclosure, "on_rejection");
  const bool silent = !any_above(job, POLDER_DISCLOSURE, 0.5);
  if (silent)
    polder_lever_plan_put(
        polder_lever_plan_add(
            plans, job, POLDER_LEVER_CUT, "telling",
            polder_lever_words("Wie nee zei, kan in de volgende ronde een belang vertellen",
                               "Who said no may tell an interest in the next round")),
        POLDER_DISCLOSURE, -1, on_rejection);
  PolderLeverPlan *plan = polder_lever_plan_add(
      plans, job, POLDER_LEVER_CUT, "facilitator",
      silent ? polder_lever_words("Hetzelfde, met een gespreksleider erbij vanaf ronde 1",
                                  "The same, with a facilitator from round 1")
             : polder_lever_words("Met een gespreksleider vanaf ronde 1",
                                  "With a facilitator from round 1"));
  polder_lever_plan_event(plan, POLDER_EVENT_FACILITATE, 1);
  if (!silent)
    return;
  polder_lever_plan_put(plan, POLDER_DISCLOSURE, -1, on_rejection);
  polder_lever_plan_note(
      plan,
      polder_lever_words("Een gespreksleider alleen verandert hier niets: niemand vertelt uit "
                         "zichzelf iets (disclosure none).",
                         "A facilitator alone changes nothing here: nobody tells anything of "
                         "its own accord (disclosure none)."));
}

void polder_lever_plan_cuts(GPtrArray *plans, const PolderLeversJob *job) {
  PolderLeverPlan *blind =
      plan_without(plans, job, POLDER_BIAS, "attribution", "Niemand leest onwil in een nee",
                   "Nobody reads unwillingness into a no");
  polder_lever_plan_put(blind, POLDER_OMEGA_START, -1, 0);
  plan_without(plans, job, POLDER_TRUST_LOSS, "trust_loss", "Vertrouwen daalt niet",
               "Trust does not fall");
  plan_without(plans, job, POLDER_DEVALUATION, "devaluation",
               "Een voorstel telt even zwaar, wie het ook doet",
               "A text counts the same, whoever wrote it");
  plan_facilitator(plans, job);
  plan_informed(plans, job);
  plan_told(plans, job, POLDER_LEVER_CUT);
}
