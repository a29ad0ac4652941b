/* The practice after the signature: what leads to doing, and what only seems to. */
#include "measured.h"
#include <check.h>
#include <math.h>
#include <string.h>

static PolderScenario *scenario;

static void load(void) {
  scenario = played_load("scenarios/weerthuis");
}

static void unload(void) {
  polder_scenario_free(scenario);
}

/* Twelve periods after signatures of the arm spoken, with these settings on top. */
static Measured practised(const char *sets) {
  g_autofree char *all = g_strstrip(g_strdup_printf("practice_periods=12 %s", sets));
  return measured(scenario, all, "spoken", 60);
}

#define COLUMN(id) process[POLDER_PROCESS_##id]

/* --- what was signed ------------------------------------------------------------------------- */

START_TEST(without_periods_the_rest_of_it_does_nothing) {
  const char *const sets[] = {"formalisation=1", "dialogue=0", "shock=1", "learning=1", NULL};
  for (uint32_t run = 0; run < 5; run++) {
    const PolderOutcome plain = played(scenario, NULL, "spoken", run, NULL);
    const PolderOutcome same = played(scenario, sets, "spoken", run, NULL);
    g_autofree char *one = played_outcome_text(scenario, &plain);
    g_autofree char *other = played_outcome_text(scenario, &same);
    ck_assert_str_eq(one, other);
    ck_assert(isnan(same.COLUMN(kept)) && isnan(same.enacted_share));
  }
}
END_TEST

START_TEST(practice_leaves_the_talk_and_the_text_as_they_were) {
  const char *const sets[] = {"practice_periods=12", "shock=.5", "incident=.5", NULL};
  for (uint32_t run = 0; run < 5; run++) {
    const PolderOutcome plain = played(scenario, NULL, "spoken", run, NULL);
    const PolderOutcome lived = played(scenario, sets, "spoken", run, NULL);
    ck_assert_uint_eq(plain.deal, lived.deal);
    ck_assert_int_eq(plain.round, lived.round);
    ck_assert_double_eq(plain.joint_utility, lived.joint_utility);
    ck_assert_double_eq(plain.min_surplus, lived.min_surplus);
    if (plain.deal != POLDER_NO_DEAL)
      ck_assert_double_eq_tol(plain.trust_mean, lived.COLUMN(trust_signed), 1e-6);
  }
}
END_TEST

START_TEST(what_the_world_does_in_practice_stays_out_of_what_was_signed) {
  const char *const calm[] = {"volatility=.01", NULL};
  const char *const lived[] = {"volatility=.01", "practice_periods=50", NULL};
  const PolderOutcome before = played(scenario, calm, "spoken", 0, NULL);
  const PolderOutcome after = played(scenario, lived, "spoken", 0, NULL);
  ck_assert_uint_ne(before.deal, POLDER_NO_DEAL);
  ck_assert_double_eq(before.min_surplus, after.min_surplus);
}
END_TEST

START_TEST(nothing_is_practised_without_an_agreement) {
  const char *const sets[] = {"practice_periods=12", "deadline_rounds=1", NULL};
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_DEADLINE);
  ck_assert(isnan(outcome.enacted_share) && isnan(outcome.COLUMN(kept)));
}
END_TEST

/* --- doing ----------------------------------------------------------------------------------- */

/* Docking: of concrete decisions .80 is done, of abstract ones .41. Over random tables, each with a
 * run number of its own, since equal numbers share their chance. */
static double anchor(const char *const *sets) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  double sum = 0;
  int n = 0;
  for (uint32_t table = 0; table < 500; table++) {
    g_autoptr(PolderScenario) random = polder_scenario_random(&knobs, 1, table);
    const PolderOutcome outcome = played(random, sets, "spoken", table, NULL);
    if (isnan(outcome.enacted_share))
      continue;
    sum += outcome.enacted_share;
    n++;
  }
  ck_assert_int_gt(n, 200);
  return sum / n;
}

START_TEST(concrete_agreements_are_done_four_times_in_five) {
  const char *const sets[] = {"practice_periods=4", NULL};
  ck_assert_double_eq_tol(anchor(sets), 0.80, 0.03);
}
END_TEST

START_TEST(abstract_agreements_are_done_two_times_in_five) {
  const char *const sets[] = {"practice_periods=4", "abstraction=1", "hope=0", NULL};
  ck_assert_double_eq_tol(anchor(sets), 0.41, 0.03);
}
END_TEST

START_TEST(who_got_too_little_is_told_from_the_others_and_a_hollow_failure_from_a_plain_one) {
  const Measured done = practised("refusal_cost=1 enact_base=20 enact_surplus=0");
  const Measured not_done = practised("refusal_cost=1 enact_base=-20");
  const Measured sound = practised("enact_base=-20");
  const Measured choosy = practised("refusal_cost=1 enact_base=0 enact_surplus=20");
  ck_assert_double_eq(done.COLUMN(below_gone), 0);
  ck_assert_double_eq(not_done.COLUMN(below_gone), 1);
  ck_assert_double_eq(not_done.COLUMN(others_gone), 1);
  ck_assert_double_gt(not_done.COLUMN(failed_hollow), 0.5);
  ck_assert_double_eq(sound.COLUMN(failed_hollow), 0);
  ck_assert(isnan(done.COLUMN(failed_hollow)) && isnan(sound.COLUMN(below_gone)));
  ck_assert_double_gt(choosy.COLUMN(below_gone), choosy.COLUMN(others_gone));
}
END_TEST

START_TEST(who_surely_does_it_earns_trust_and_who_never_does_loses_it) {
  const Measured always = practised("enact_base=20"), never = practised("enact_base=-20");
  ck_assert_double_eq(always.enacted, 1);
  ck_assert_double_eq(never.enacted, 0);
  ck_assert_double_gt(always.COLUMN(trust_after), always.COLUMN(trust_signed));
  ck_assert_double_lt(never.COLUMN(trust_after), 0.05);
  ck_assert_double_gt(always.COLUMN(enacted_value), never.COLUMN(enacted_value) + .05);
  ck_assert_double_eq(always.sham + never.sham, 0); /* nobody was below its floor */
}
END_TEST

START_TEST(no_coefficient_no_effect) {
  const char *const none = "enact_base=0 enact_surplus=0 enact_trust=0 enact_dialogue=0 "
                           "enact_frame=0 enact_paper=0 abstraction=1 hope=0 enact_vague=0";
  ck_assert_double_eq_tol(practised(none).enacted, 0.5, 0.03);
}
END_TEST

START_TEST(a_reward_for_doing_raises_doing_alone) {
  const Measured plain = practised(""), paid = practised("enacting_reward=.3");
  ck_assert_double_gt(paid.enacted, plain.enacted + .05);
  ck_assert_double_eq(paid.impasse, plain.impasse);
}
END_TEST

/* --- paper and talk -------------------------------------------------------------------------- */

START_TEST(paper_without_talk_is_not_done) {
  const Measured bare = practised("dialogue=0 formalisation=0"),
                 paper = practised("dialogue=0 formalisation=1");
  ck_assert_double_lt(paper.enacted, bare.enacted - .1);
  ck_assert_double_gt(paper.COLUMN(paper_gap), bare.COLUMN(paper_gap));
}
END_TEST

START_TEST(paper_that_is_talked_about_is_done_more) {
  const Measured bare = practised("dialogue=1 crowding=0 formalisation=0");
  const Measured paper = practised("dialogue=1 crowding=0 formalisation=1");
  ck_assert_double_gt(paper.enacted, bare.enacted + .03);
}
END_TEST

START_TEST(paper_crowds_out_talk_unless_there_is_a_review) {
  const Measured crowded = practised("formalisation=.8 crowding=1");
  const Measured reviewed = practised("formalisation=.8 crowding=1 review=3");
  ck_assert_double_eq_tol(crowded.COLUMN(talk), .5 * (1 - .8), 1e-9);
  ck_assert_double_eq_tol(reviewed.COLUMN(talk), (2 * .5 + .8) / 3, 1e-9);
  ck_assert_double_gt(reviewed.enacted, crowded.enacted);
}
END_TEST

START_TEST(a_review_clause_without_paper_calls_nobody) {
  ck_assert_double_eq_tol(practised("formalisation=0 review=1").COLUMN(talk), .5, 1e-9);
}
END_TEST

START_TEST(documents_reveal_nothing_and_talk_does) {
  const char *const sets = "practice_periods=12 tell_base=0 formalisation=1 dialogue=%g";
  g_autofree char *silent = g_strdup_printf(sets, 0.0), *talking = g_strdup_printf(sets, 1.0);
  ck_assert_double_eq(measured(scenario, silent, "asis", 150).COLUMN(revealed), 0);
  ck_assert_double_gt(measured(scenario, talking, "asis", 150).COLUMN(revealed), 0.2);
}
END_TEST

/* --- dents ----------------------------------------------------------------------------------- */

START_TEST(dents_are_talked_through_or_not_at_all) {
  const Measured silent = practised("shock=.5 dialogue=0"),
                 talking = practised("shock=.5 dialogue=1");
  ck_assert_double_eq(silent.COLUMN(repaired), 0);
  ck_assert_double_gt(talking.COLUMN(repaired), .6);
  ck_assert_double_lt(talking.COLUMN(recovery), silent.COLUMN(recovery) / 2);
  ck_assert_double_gt(talking.enacted, silent.enacted);
}
END_TEST

START_TEST(paper_slackens_attention_or_sharpens_it) {
  const Measured slack = practised("shock=.5 attention=.4 formalisation=1 attention_loss=.8");
  const Measured sharp = practised("shock=.5 attention=.4 formalisation=1 attention_loss=-.8");
  const Measured none = practised("shock=.5 attention=.4 formalisation=1 attention_loss=0");
  ck_assert_double_lt(slack.COLUMN(noticed), none.COLUMN(noticed) - .1);
  ck_assert_double_gt(sharp.COLUMN(noticed), none.COLUMN(noticed));
}
END_TEST

START_TEST(a_dent_of_no_size_changes_no_deed) {
  ck_assert_double_eq(practised("shock=1 shock_size=0").enacted, practised("").enacted);
}
END_TEST

START_TEST(shared_starting_points_count_where_something_is_left_open) {
  ck_assert_double_eq(practised("premises=1").enacted, practised("").enacted);
  ck_assert_double_gt(practised("shock=.5 premises=1").enacted, practised("shock=.5").enacted + .1);
  ck_assert_double_eq(practised("abstraction=1 hope=0 premises=1").enacted, practised("").enacted);
}
END_TEST

START_TEST(another_text_is_found_by_talk_alone) {
  const Measured silent = practised("volatility=.06 dialogue=0");
  const Measured talking = practised("volatility=.06 dialogue=1");
  ck_assert_double_eq(silent.COLUMN(papers), 1);
  ck_assert_double_gt(talking.COLUMN(papers), 1.1);
  ck_assert_double_lt(silent.COLUMN(plan_survived), practised("").COLUMN(plan_survived) - .3);
}
END_TEST

/* --- promises and relations ------------------------------------------------------------------ */

START_TEST(who_was_caught_is_never_trusted_fully_again) {
  ck_assert_double_eq(
      practised("enact_base=-20 attention=1 broken_ceiling=0 attention_loss=0 repair=0")
          .COLUMN(trust_after),
      0);
  ck_assert_double_gt(practised("enact_base=20 broken_ceiling=0").COLUMN(trust_after), .5);
}
END_TEST

START_TEST(without_attention_no_broken_promise_is_found) {
  const Measured blind = practised("attention=0 enact_base=-20");
  ck_assert_double_eq_tol(blind.COLUMN(trust_after), blind.COLUMN(trust_signed), 1e-6);
  ck_assert(isnan(blind.COLUMN(found_loss)));
}
END_TEST

START_TEST(the_label_of_partner_blinds_who_trusts) {
  const Measured open = practised("trust=.8 partner_label=0"),
                 blind = practised("trust=.8 partner_label=1");
  ck_assert_double_gt(blind.COLUMN(detection_lag), open.COLUMN(detection_lag) * 1.5);
  ck_assert_double_gt(blind.COLUMN(found_loss), open.COLUMN(found_loss));
}
END_TEST

START_TEST(upkeep_keeps_trust_from_sliding_back) {
  const Measured idle = practised("trust=.4 trust_drift=.2 enact_base=20");
  const Measured kept = practised("trust=.4 trust_drift=.2 enact_base=20 upkeep=1 round_cost=.01");
  ck_assert_double_gt(kept.COLUMN(trust_after), idle.COLUMN(trust_after) + .1);
  ck_assert_double_eq_tol(kept.COLUMN(practice_cost), .01 * (kept.COLUMN(talk) + 1), 1e-9);
}
END_TEST

START_TEST(learning_needs_deeds_and_talk) {
  ck_assert_double_gt(practised("learning=.5").enacted, practised("").enacted);
  ck_assert_double_eq(practised("learning=.5 dialogue=0").COLUMN(learnt), 0);
  ck_assert_double_eq(practised("learning=.5 enact_base=-20").COLUMN(learnt), 0);
}
END_TEST

START_TEST(haste_keeps_the_work_floor_out_if_there_is_talk_at_all) {
  const Measured calm = practised("enact_meaning=2"),
                 haste = practised("enact_meaning=2 time_pressure=1");
  ck_assert_double_lt(haste.enacted, calm.enacted - .1);
  ck_assert_double_eq(haste.COLUMN(internalised), 0);
  ck_assert_double_eq(practised("enact_meaning=2 dialogue=0").enacted,
                      practised("enact_meaning=2 dialogue=0 time_pressure=1").enacted);
}
END_TEST

START_TEST(ties_solve_incidents_where_the_table_does_not_talk) {
  const Measured apart = practised("incident=.8 dialogue=0 ties=0");
  const Measured tied = practised("incident=.8 dialogue=0 ties=1");
  ck_assert_double_eq(apart.COLUMN(incidents_solved), 0);
  ck_assert_double_gt(tied.COLUMN(incidents_solved), .4);
  ck_assert_double_eq(
      practised("incident=.8 dialogue=1 crowding=0 ties=0").COLUMN(incidents_solved),
      practised("incident=.8 dialogue=1 crowding=0 ties=1").COLUMN(incidents_solved));
}
END_TEST

/* --- stopping -------------------------------------------------------------------------------- */

START_TEST(parties_stop_with_what_is_not_healthy_to_them) {
  ck_assert_double_eq(practised("").COLUMN(stopped), 0);
  ck_assert_double_eq(practised("stop_health=1").COLUMN(stopped), 1);
  ck_assert_double_eq(practised("stop_health=1 sunk_cost=1").COLUMN(stopped), 0);
  const Measured sick = practised("stop_health=.4 dialogue=0 enact_base=-20");
  ck_assert_double_gt(sick.COLUMN(stopped),
                      practised("stop_health=.4 enact_base=20").COLUMN(stopped) + .3);
}
END_TEST

START_TEST(that_stopping_is_not_done_delays_it) {
  const Measured free = practised("stop_health=.6 practice_periods=60");
  const Measured held = practised("stop_health=.6 practice_periods=60 sunk_cost=.9");
  ck_assert_double_gt(held.COLUMN(stopped_in), free.COLUMN(stopped_in) + 3);
}
END_TEST

START_TEST(stopping_pays_when_nothing_is_done_and_one_grows_alone) {
  const Measured growing = practised("enact_base=-20 exit_growth=.05");
  const Measured working = practised("enact_base=20 exit_growth=0");
  ck_assert_double_gt(growing.COLUMN(exit_value), growing.COLUMN(enacted_value) + .05);
  ck_assert_double_lt(working.COLUMN(exit_value), working.COLUMN(enacted_value) - .05);
}
END_TEST

static void add_practice(Suite *suite) {
  TCase *signing = tcase_create("what was signed"), *doing = tcase_create("doing");
  tcase_add_checked_fixture(signing, load, unload);
  tcase_add_test(signing, without_periods_the_rest_of_it_does_nothing);
  tcase_add_test(signing, practice_leaves_the_talk_and_the_text_as_they_were);
  tcase_add_test(signing, what_the_world_does_in_practice_stays_out_of_what_was_signed);
  tcase_add_test(signing, nothing_is_practised_without_an_agreement);
  tcase_add_checked_fixture(doing, load, unload);
  tcase_add_test(doing, concrete_agreements_are_done_four_times_in_five);
  tcase_add_test(doing, abstract_agreements_are_done_two_times_in_five);
  tcase_add_test(doing,
                 who_got_too_little_is_told_from_the_others_and_a_hollow_failure_from_a_plain_one);
  tcase_add_test(doing, who_surely_does_it_earns_trust_and_who_never_does_loses_it);
  tcase_add_test(doing, no_coefficient_no_effect);
  tcase_add_test(doing, a_reward_for_doing_raises_doing_alone);
  suite_add_tcase(suite, signing);
  suite_add_tcase(suite, doing);
}

static void add_talk(Suite *suite) {
  TCase *talk = tcase_create("paper and talk"), *dents = tcase_create("dents");
  tcase_add_checked_fixture(talk, load, unload);
  tcase_add_test(talk, paper_without_talk_is_not_done);
  tcase_add_test(talk, paper_that_is_talked_about_is_done_more);
  tcase_add_test(talk, paper_crowds_out_talk_unless_there_is_a_review);
  tcase_add_test(talk, a_review_clause_without_paper_calls_nobody);
  tcase_add_test(talk, documents_reveal_nothing_and_talk_does);
  tcase_add_checked_fixture(dents, load, unload);
  tcase_add_test(dents, dents_are_talked_through_or_not_at_all);
  tcase_add_test(dents, paper_slackens_attention_or_sharpens_it);
  tcase_add_test(dents, a_dent_of_no_size_changes_no_deed);
  tcase_add_test(dents, shared_starting_points_count_where_something_is_left_open);
  tcase_add_test(dents, another_text_is_found_by_talk_alone);
  suite_add_tcase(suite, talk);
  suite_add_tcase(suite, dents);
}

static void add_relations(Suite *suite) {
  TCase *relations = tcase_create("relations"), *stopping = tcase_create("stopping");
  tcase_add_checked_fixture(relations, load, unload);
  tcase_add_test(relations, who_was_caught_is_never_trusted_fully_again);
  tcase_add_test(relations, without_attention_no_broken_promise_is_found);
  tcase_add_test(relations, the_label_of_partner_blinds_who_trusts);
  tcase_add_test(relations, upkeep_keeps_trust_from_sliding_back);
  tcase_add_test(relations, learning_needs_deeds_and_talk);
  tcase_add_test(relations, haste_keeps_the_work_floor_out_if_there_is_talk_at_all);
  tcase_add_test(relations, ties_solve_incidents_where_the_table_does_not_talk);
  tcase_add_checked_fixture(stopping, load, unload);
  tcase_add_test(stopping, parties_stop_with_what_is_not_healthy_to_them);
  tcase_add_test(stopping, that_stopping_is_not_done_delays_it);
  tcase_add_test(stopping, stopping_pays_when_nothing_is_done_and_one_grows_alone);
  suite_add_tcase(suite, relations);
  suite_add_tcase(suite, stopping);
}

Suite *suite_mechanism_practice(void);

Suite *suite_mechanism_practice(void) {
  Suite *suite = suite_create("mechanism_practice");
  add_practice(suite);
  add_talk(suite);
  add_relations(suite);
  return suite;
}
