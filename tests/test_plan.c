/* Plans: what varies is read, or refused before anything runs and where it was written. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "planned.h"

#define FIXTURES "tests/fixtures/plan/"

static PolderMessages *messages;

static void setup(void) {
  messages = polder_messages_new();
}

static void teardown(void) {
  polder_messages_free(messages);
}

/* --- Good plans ------------------------------------------------------------------------------ */

START_TEST(a_plan_is_read_whole) {
  g_autoptr(PolderPlan) plan = polder_plan_load(FIXTURES "factorial.csv", messages);
  ck_assert_ptr_nonnull(plan);
  ck_assert_uint_eq(polder_messages_count(messages), 0);
  ck_assert_uint_eq(plan->scenarios->len, 1);
  ck_assert_str_eq(plan->scenarios->pdata[0], "scenarios/weerthuis");
  ck_assert_uint_eq(plan->arms->len, 2);
  ck_assert_str_eq(plan->arms->pdata[1], "spoken");
  ck_assert_int_eq(plan->design, POLDER_DESIGN_FACTORIAL);
  ck_assert_uint_eq(plan->runs, 400);
  ck_assert_uint_eq(plan->seed, 5);
  ck_assert_uint_eq(plan->factors->len, 2);
  ck_assert_str_eq(planned_factor(plan, 0)->name, "bias");
  g_autofree char *spaced = planned_levels(planned_factor(plan, 1));
  ck_assert_str_eq(spaced, "0.2|0.4|0.6|0.8");
}
END_TEST

START_TEST(a_plan_saved_by_a_dutch_spreadsheet_is_read) {
  g_autoptr(PolderPlan) plan = polder_plan_load(FIXTURES "dutch.csv", messages);
  ck_assert_ptr_nonnull(plan);
  ck_assert_int_eq(plan->design, POLDER_DESIGN_LHS);
  ck_assert_uint_eq(plan->n_sampled, 20);
  ck_assert(planned_factor(plan, 0)->whole);
  ck_assert(!planned_factor(plan, 1)->whole);
  ck_assert_double_eq(planned_factor(plan, 1)->low, .2);
  ck_assert_double_eq(planned_factor(plan, 1)->high, .8);
  g_autofree char *levels = planned_levels(planned_factor(plan, 2));
  ck_assert_str_eq(levels, "0.5|2|4");
}
END_TEST

START_TEST(what_is_not_said_has_its_default) {
  g_autoptr(PolderPlan) plan = planned_well(messages, CASE "trust,.5\n");
  ck_assert_int_eq(plan->design, POLDER_DESIGN_FACTORIAL);
  ck_assert_uint_eq(plan->seed, 1);
  ck_assert_uint_eq(plan->runs, 1000);
  ck_assert_uint_eq(plan->max_runs, 0);
  ck_assert(isnan(plan->until_halfwidth));
  ck_assert_str_eq(plan->arms->pdata[0], "asis");
  ck_assert_str_eq(plan->arms->pdata[1], "spoken");
}
END_TEST

static const struct {
  const char *row, *name, *levels;
} factors[] = {
    {CASE "TRUST,.2|20.5%\n", "trust", "0.2|0.205"},
    {CASE "Housing.Trust, .2 | .4 \n", "housing.trust", "0.2|0.4"},
    {CASE "bias,0..4/5\n", "bias", "0|1|2|3|4"},
    {CASE "bias,4..0/3|10\n", "bias", "4|2|0|10"},
    {CASE "trust,0..1/11\n", "trust", "0|0.1|0.2|0.3|0.4|0.5|0.6|0.7|0.8|0.9|1"},
    {CASE "tell_base,-3..-1/3\n", "tell_base", "-3|-2|-1"},
    {CASE "deadline_rounds,10..30/3\n", "deadline_rounds", "10|20|30"},
    {CASE "willing,0|1\n", "willing", "0|1"},
    {CASE "protocol,SAOP|round_robin\n", "protocol", "saop|round_robin"},
    {CASE "veto,|client care|*\n", "veto", "|care client|*"},
    {CASE "tells,|Housing|client housing\n", "tells", "|housing|housing client"},
    {RANDOM "parties,2..6/5\n", "parties", "2|3|4|5|6"},
    {RANDOM "municipality.trust,.1\n", "municipality.trust", "0.1"},
    {RANDOM "percentile,50|65.5\n", "percentile", "50|65.5"},
    {HEAD "scenario,scenarios/weerthuis|scenarios/open-tafel\n", "scenario",
     "scenarios/weerthuis|scenarios/open-tafel"},
};

START_TEST(a_factor_and_its_levels_are_kept_in_one_form) {
  g_autoptr(PolderPlan) plan = planned_well(messages, factors[_i].row);
  ck_assert_uint_eq(plan->factors->len, 1);
  g_autofree char *levels = planned_levels(planned_factor(plan, 0));
  ck_assert_str_eq(planned_factor(plan, 0)->name, factors[_i].name);
  ck_assert_str_eq(levels, factors[_i].levels);
}
END_TEST

START_TEST(an_arm_of_a_case_is_known_there) {
  g_autoptr(PolderPlan) plan = planned_well(messages, CASE "arms,Open|open|closed\ntrust,.5\n");
  ck_assert_uint_eq(plan->arms->len, 3);
  ck_assert_str_eq(plan->arms->pdata[0], "open");
}
END_TEST

START_TEST(options_say_the_same_as_rows) {
  const char *const vary[] = {"bias = 0..4/5", "housing.trust=.2|.4", NULL};
  g_autoptr(PolderPlan) plan = polder_plan_from_options("scenarios/weerthuis", vary, messages);
  ck_assert_ptr_nonnull(plan);
  g_autoptr(PolderPoints) by_option = polder_plan_expand(plan, messages);
  g_autoptr(PolderPoints) by_row =
      planned_points(messages, CASE "bias,0..4/5\nhousing.trust,.2|.4\n");
  g_autofree char *option = planned_shown(by_option);
  g_autofree char *row = planned_shown(by_row);
  ck_assert_str_eq(option, row);
  ck_assert_uint_eq(plan->arms->len, 2);
}
END_TEST

/* --- Bad plans ------------------------------------------------------------------------------- */

static const struct {
  const char *text, *place, *part;
} mistakes[] = {
    {"", "plan.csv: ", "empty"},
    {"trust,levels\n", "plan.csv:1:1: ", "no column of a plan"},
    {"factor,niveaus\n", "plan.csv:1:2: ", "did you mean \"levels\"?"},
    {"factor\n", "plan.csv: ", "factor,levels are missing"},
    {"factor,levels,factor\nscenario,random\ntrust,.1\n", "plan.csv:1:3: ", "is there twice"},
    {HEAD, "plan.csv: ", "the row scenario is missing"},
    {CASE, "plan.csv: ", "nothing varies"},
    {CASE "design,oat\n", "plan.csv:3: ", "nothing varies"},
    {CASE "trst,.2\n", "plan.csv:3:1: column A \"factor\": \"trst\"", "did you mean \"trust\"?"},
    {CASE "herhalingen,.2\ntrust,.1\n", "plan.csv:3:1: ", "did you mean \"runs\"?"},
    {CASE "conflct,.2\n", "plan.csv:3:1: ", "is no factor; known are protocol"},
    {RANDOM "conflct,.2\n", "plan.csv:3:1: ", "did you mean \"conflict\"?"},
    {CASE "arm,asis|open\n", "plan.csv:3:1: ", "did you mean \"arms\"?"},
    {CASE "conflict,.2\n", "plan.csv:3:1: ", "goes only with the row scenario,random"},
    {CASE "housng.trust,.2\n", "plan.csv:3:1: ", "did you mean \"housing\"?"},
    {CASE "housing.trst,.2\n", "plan.csv:3:1: ", "did you mean \"trust\"?"},
    {CASE "housing.rule,veto\n", "plan.csv:3:1: ", "write rule without a party"},
    {RANDOM "parties,2|6\nclient.trust,.2\n", "plan.csv:4:1: ", "not at every table"},
    {HEAD "scenario,scenarios/weerthuis|scenarios/sinaasappel\nhousing.trust,.1\n",
     "plan.csv:3:1: ", "not at every table"},
    {CASE "trust,.2\nTrust,.4\n", "plan.csv:4:1: ", "is there twice"},
    {CASE "runs,5\nruns,6\ntrust,.1\n", "plan.csv:4:1: ", "is there twice"},
    {CASE ",.2\ntrust,.1\n", "plan.csv:3:1: ", "is empty"},
    {CASE "trust,\n", "plan.csv:3:2: ", "write levels"},
    {CASE "runs,\ntrust,.1\n", "plan.csv:3:2: ", "is empty"},
    {CASE "trust,1.2\n", "plan.csv:3:2: column B \"levels\": \"1.2\" lies", "outside 0 to 1"},
    {CASE "trust,.2|x\n", "plan.csv:3:2: ", "at \"x\": is not a number"},
    {CASE "trust,.2||.4\n", "plan.csv:3:2: ", "at \"\": is empty"},
    {CASE "trust,.2|0.2\n", "plan.csv:3:2: ", "at \"0.2\": is there twice"},
    {CASE "trust,\"0,2|.4\"\n", "plan.csv:3:2: ", "decimal comma"},
    {CASE "bias,20%\n", "plan.csv:3:2: ", "percentage"},
    {CASE "deadline_rounds,1.5\n", "plan.csv:3:2: ", "not a whole number"},
    {CASE "deadline_rounds,1..10/4|20\ntrust,0..1/4\ndeadlock_window,1..10/5\n",
     "plan.csv:5:2: ", "not whole"},
    {CASE "strategy,boulwar\n", "plan.csv:3:2: ", "did you mean \"boulware\"?"},
    {CASE "veto,housng\n", "plan.csv:3:2: ", "did you mean \"housing\"?"},
    {HEAD "scenario,scenarios/weerthuis|scenarios/sinaasappel\nveto,housing\n",
     "plan.csv:3:2: ", "\"housing\", which is no party"},
    {CASE "tells,housing|nobody\n", "plan.csv:3:2: ", "\"nobody\""},
    {CASE "bias,0..4\n", "plan.csv:3:2: ", "how many levels"},
    {CASE "bias,0..4/1\n", "plan.csv:3:2: ", "number of 2 to 100000"},
    {CASE "bias,0..40/3\n", "plan.csv:3:2: ", "at \"40\": lies outside 0 to 10"},
    {CASE "design,lhs\npoints,4\nbias,0~11\n", "plan.csv:5:2: ", "at \"11\": lies outside"},
    {CASE "design,lhs\npoints,4\nbias,-1~3\n", "plan.csv:5:2: ", "at \"-1\": lies outside"},
    {CASE "design,lhs\npoints,4\nbias,3~1\n", "plan.csv:5:2: ", "does not go up"},
    {CASE "design,lhs\npoints,4\nbias,1~3|4\n", "plan.csv:5:2: ", "mixes a range"},
    {RANDOM "parties,2|9\n", "plan.csv:3:2: ", "lies outside 2 to 8"},
    {RANDOM "issues,2.5\n", "plan.csv:3:2: ", "not a whole number"},
    {CASE "trust,.2~.8\n", "plan.csv:3:2: ", "\"trust\" is a range"},
    {CASE "design,lhs\ntrust,.2~.8\n", "plan.csv:3: ", "points,64"},
    {CASE "points,9\ntrust,.2\n", "plan.csv: ", "belongs to lhs"},
    {CASE "design,morris\npoints,4\ntrust,.2\n", "plan.csv:5:2: ", "single level"},
    {CASE "design,factorail\ntrust,.2\n", "plan.csv:3:2: ", "did you mean \"factorial\"?"},
    {CASE "design,file\n", "plan.csv:3:2: ", "asks for a file"},
    {CASE "file,p.csv\ntrust,.1\n", "plan.csv:3:2: ", "add the row design,file"},
    {CASE "design,coalitions\ntells,housing\n", "plan.csv:4:2: ", "varies itself"},
    {RANDOM "design,coalitions\nparties,2|3\n", "plan.csv:3: ", "the same parties"},
    {CASE "runs,0\ntrust,.2\n", "plan.csv:3:2: ", "no whole number from 1"},
    {CASE "seed,-1\ntrust,.2\n", "plan.csv:3:2: ", "no whole number from 0"},
    {CASE "max_runs,9\nuntil_halfwidth,.1\ntrust,.2\n", "plan.csv:3:2: ", "less than runs"},
    {CASE "until_halfwidth,.6\ntrust,.2\n", "plan.csv:3:2: ", "no half-width"},
    {CASE "until_halfwidth,0\ntrust,.2\n", "plan.csv:3:2: ", "no half-width"},
    {CASE "until_halfwidth,x\ntrust,.2\n", "plan.csv:3:2: ", "not a number"},
    {CASE "arms,asis|spokn\ntrust,.2\n", "plan.csv:3:2: ", "did you mean \"spoken\"?"},
    {HEAD "scenario,scenarios/weerthuys\ntrust,.2\n",
     "plan.csv:2:2: ", "did you mean \"scenarios/weerthuis\"?"},
    {HEAD "scenario,nowhere/at/all\ntrust,.2\n", "plan.csv:2:2: ", "is no folder"},
    {HEAD "scenario,random|scenarios/weerthuis\ntrust,.2\n", "plan.csv:2:2: ", "two plans"},
    {CASE "trust,0..1/1000\nnoise,0..1/1000\nbias,0..1/11\n", "plan.csv: ", "11000000 points"},
};

START_TEST(a_mistake_is_refused_where_it_was_made) {
  g_autoptr(PolderPlan) plan = planned(messages, mistakes[_i].text);
  g_autofree char *all = planned_said(messages);
  const char *end = strchr(all, '\n');
  ck_assert_ptr_null(plan);
  if (end == NULL || end[1] != '\0' || !g_str_has_prefix(all, mistakes[_i].place) ||
      strstr(all, mistakes[_i].part) == NULL)
    ck_abort_msg("expected once: %s … %s\ngot: %s", mistakes[_i].place, mistakes[_i].part, all);
}
END_TEST

START_TEST(all_mistakes_are_told_at_once) {
  g_autoptr(PolderPlan) plan =
      planned(messages, CASE "desing,oat\nruns,x\narms,asi\ntrst,.2\nbias,11|x\nhousng.beta,1\n");
  ck_assert_ptr_null(plan);
  ck_assert_uint_eq(polder_messages_errors(messages), 7);
  for (unsigned i = 0; i < 5; i++)
    ck_assert_int_eq(polder_messages_at(messages, i)->line, (int)i + 3);
}
END_TEST

START_TEST(a_mistake_in_a_case_is_told_with_those_of_the_plan) {
  g_autofree char *path = planned_file("scenario.csv", "key,value\nformat,2\n");
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *text = g_strdup_printf(HEAD "scenario,%s\ntrst,.2\n", folder);
  g_autoptr(PolderPlan) plan = planned(messages, text);
  g_autofree char *all = planned_said(messages);
  planned_remove(path);
  ck_assert_ptr_null(plan);
  ck_assert_ptr_nonnull(strstr(all, "did you mean \"trust\"?"));
  ck_assert_ptr_nonnull(strstr(all, "is no known format"));
}
END_TEST

static const struct {
  const char *vary, *text;
} wrong_options[] = {
    {"trust", "--vary trust: no \"=\"; write, for instance, trust=.2|.4\n"},
    {"trst=.2", "--vary trst=.2: \"trst\" is no factor; did you mean \"trust\"?\n"},
    {"desing=oat", "--vary desing=oat: \"desing\" is no factor; known are protocol, rule, quota, "
                   "veto, order, deadline_rounds, disclosure_round, deadlock_window, "
                   "concession_end, endorsed, attribution, strategy, …\n"},
    {"trust=.2|7", "--vary trust=.2|7: \"7\" lies outside 0 to 1; write a number within\n"},
    {"runs=7", "--vary runs=7: \"runs\" is no factor here; write a plan with that row\n"},
};

START_TEST(a_mistake_in_an_option_names_the_option) {
  const char *const vary[] = {wrong_options[_i].vary, NULL};
  ck_assert_ptr_null(polder_plan_from_options("scenarios/weerthuis", vary, messages));
  g_autofree char *all = planned_said(messages);
  ck_assert_str_eq(all, wrong_options[_i].text);
}
END_TEST

START_TEST(a_range_from_an_option_needs_a_design_that_samples) {
  const char *const vary[] = {"trust=.2~.8", NULL};
  g_autoptr(PolderPlan) plan = polder_plan_from_options("random", vary, messages);
  ck_assert_ptr_nonnull(plan);
  ck_assert_ptr_null(polder_plan_expand(plan, messages));
  plan->design = POLDER_DESIGN_LHS;
  plan->n_sampled = 3;
  g_autoptr(PolderPoints) points = polder_plan_expand(plan, messages);
  ck_assert_uint_eq(points->n_points, 3);
}
END_TEST

/* --- From a point to a run ------------------------------------------------------------------- */

START_TEST(a_partys_own_value_overrules_the_common_one_in_any_order) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, CASE "housing.trust,.9\ntrust,.1\nrule,quota\n");
  g_autoptr(PolderScenario) scenario = polder_scenario_load("scenarios/weerthuis", messages);
  const int housing = polder_scenario_party(scenario, "housing");
  PolderValues values = scenario->values;
  ck_assert(polder_points_put(points, 0, scenario, &values, NULL));
  for (int party = 0; party < scenario->n_parties; party++)
    ck_assert_double_eq(values.value[POLDER_TRUST][party], party == housing ? .9 : .1);
  ck_assert_double_eq(values.value[POLDER_RULE][0], POLDER_RULE_QUOTA);
}
END_TEST

START_TEST(a_point_turns_the_knobs_and_leaves_the_others) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "parties,2|6\nConflict,.9\ntrust,.1\n");
  PolderKnobs knobs, untouched;
  polder_knobs_init(&knobs);
  polder_knobs_init(&untouched);
  polder_points_put_knobs(points, 1, &knobs);
  ck_assert_int_eq(knobs.parties, 6);
  ck_assert_double_eq(knobs.conflict, .9);
  ck_assert_int_eq(knobs.issues, untouched.issues);
  ck_assert_double_eq(knobs.percentile, untouched.percentile);
}
END_TEST

START_TEST(kinds_of_factors_are_told_by_name) {
  ck_assert_int_eq(polder_factor_kind("trust"), POLDER_FACTOR_PARAMETER);
  ck_assert_int_eq(polder_factor_kind("housing.trust"), POLDER_FACTOR_PARAMETER);
  ck_assert_int_eq(polder_factor_kind("hidden_share"), POLDER_FACTOR_KNOB);
  ck_assert_int_eq(polder_factor_kind("scenario"), POLDER_FACTOR_SCENARIO);
  ck_assert_int_eq(polder_factor_kind("tells"), POLDER_FACTOR_TELLS);
}
END_TEST

/* --- The suite ------------------------------------------------------------------------------- */

static TCase *new_case(Suite *suite, const char *name) {
  TCase *tests = tcase_create(name);
  tcase_add_checked_fixture(tests, setup, teardown);
  suite_add_tcase(suite, tests);
  return tests;
}

static void add_reading(Suite *suite) {
  TCase *good = new_case(suite, "good"), *bad = new_case(suite, "bad");
  tcase_add_test(good, a_plan_is_read_whole);
  tcase_add_test(good, a_plan_saved_by_a_dutch_spreadsheet_is_read);
  tcase_add_test(good, what_is_not_said_has_its_default);
  tcase_add_loop_test(good, a_factor_and_its_levels_are_kept_in_one_form, 0, G_N_ELEMENTS(factors));
  tcase_add_test(good, an_arm_of_a_case_is_known_there);
  tcase_add_test(good, options_say_the_same_as_rows);
  tcase_add_loop_test(bad, a_mistake_is_refused_where_it_was_made, 0, G_N_ELEMENTS(mistakes));
  tcase_add_test(bad, all_mistakes_are_told_at_once);
  tcase_add_test(bad, a_mistake_in_a_case_is_told_with_those_of_the_plan);
  tcase_add_loop_test(bad, a_mistake_in_an_option_names_the_option, 0, G_N_ELEMENTS(wrong_options));
  tcase_add_test(bad, a_range_from_an_option_needs_a_design_that_samples);
}

Suite *suite_plan(void);
Suite *suite_plan(void) {
  Suite *suite = suite_create("plan");
  add_reading(suite);
  TCase *use = new_case(suite, "use");
  tcase_add_test(use, a_partys_own_value_overrules_the_common_one_in_any_order);
  tcase_add_test(use, a_point_turns_the_knobs_and_leaves_the_others);
  tcase_add_test(use, kinds_of_factors_are_told_by_name);
  return suite;
}
