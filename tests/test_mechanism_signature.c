/* What bears on a signature: hope, pressure, misreading, and what it costs to say no. */
#include "measured.h"
#include <check.h>
#include <math.h>

#define COLUMN(id) process[POLDER_PROCESS_##id]
enum { RUNS = 100 };

static PolderScenario *scenario;

static void load(void) {
  scenario = played_load("scenarios/weerthuis");
}

static void unload(void) {
  polder_scenario_free(scenario);
}

static Measured signed_with(const char *sets) {
  return measured(scenario, sets, "asis", RUNS);
}

/* --- hope and reward ------------------------------------------------------------------------- */

START_TEST(a_vague_text_is_signed_sooner_and_done_less) {
  const Measured plain = signed_with("practice_periods=8");
  const Measured vague = signed_with("practice_periods=8 abstraction=.8");
  ck_assert_double_lt(vague.impasse, plain.impasse - .3);
  ck_assert_double_lt(vague.enacted, plain.enacted - .1);
  ck_assert_double_gt(vague.COLUMN(signed_below), .05);
}
END_TEST

START_TEST(without_hope_a_vague_text_is_read_as_it_is) {
  ck_assert_double_eq(signed_with("abstraction=1 hope=0").impasse, signed_with("").impasse);
}
END_TEST

/* A little of it only helps a table over the hill; more of it makes parties sign what harms them.
 */
START_TEST(a_paid_signature_is_given_sooner_and_kept_less) {
  const Measured plain = signed_with("practice_periods=8");
  const Measured some = signed_with("practice_periods=8 signing_reward=.15");
  const Measured much = signed_with("practice_periods=8 signing_reward=.9");
  ck_assert_double_lt(some.impasse, plain.impasse - .2);
  ck_assert_double_lt(some.COLUMN(signed_below), .1);
  ck_assert_double_lt(much.min_surplus, -.1);
  ck_assert_double_lt(much.enacted, some.enacted - .02);
}
END_TEST

START_TEST(a_signature_that_costs_is_given_later) {
  ck_assert_double_gt(signed_with("signing_reward=-.05").impasse, signed_with("").impasse);
}
END_TEST

/* --- yes without meaning it ------------------------------------------------------------------ */

START_TEST(a_no_that_costs_much_makes_hollow_agreements) {
  const Measured plain = signed_with("practice_periods=8 dialogue=0 formalisation=.8");
  const Measured forced =
      signed_with("practice_periods=8 dialogue=0 formalisation=.8 refusal_cost=.8");
  ck_assert_double_lt(forced.impasse, plain.impasse - .3);
  ck_assert_double_gt(forced.sham, plain.sham + .1);
  ck_assert_double_gt(forced.COLUMN(signed_reluctantly), .3);
  ck_assert_double_eq(plain.COLUMN(signed_below), 0);
}
END_TEST

START_TEST(pressure_alone_does_nothing_where_nobody_says_yes) {
  const char *const sets = "strategy=scripted conformity=1";
  ck_assert_double_eq(signed_with(sets).impasse, 1);
}
END_TEST

START_TEST(pressure_to_conform_adds_to_yes_saying) {
  const Measured little = signed_with("refusal_cost=.1");
  const Measured much = signed_with("refusal_cost=.1 conformity=.3");
  ck_assert_double_lt(much.impasse, little.impasse);
  ck_assert_double_gt(much.COLUMN(signed_below), little.COLUMN(signed_below));
}
END_TEST

/* No text that breaks a line of a signer is ever signed, however much it costs to refuse it. */
START_TEST(no_red_line_is_signed_away) {
  const char *const sets[] = {"refusal_cost=1", "conformity=1", "signing_reward=1",
                              "abstraction=1",  "text_noise=1", NULL};
  for (uint32_t run = 0; run < RUNS; run++) {
    const PolderOutcome outcome = played(scenario, sets, "asis", run, NULL);
    if (outcome.deal != POLDER_NO_DEAL)
      ck_assert_uint_eq(scenario->broken[outcome.deal], 0);
  }
}
END_TEST

START_TEST(whoever_wants_nothing_may_still_sign) {
  const char *const firm[] = {"municipality.willing=0", NULL};
  const char *const pliant[] = {"municipality.willing=0", "municipality.refusal_cost=1", NULL};
  ck_assert_double_gt(played_impasse(scenario, firm, "spoken", 30), .9);
  ck_assert_double_lt(played_impasse(scenario, pliant, "spoken", 30), .5);
}
END_TEST

/* Answers given at once do not weigh on each other: the order of the rows means nothing. */
START_TEST(who_answers_at_once_does_not_see_the_others_answers) {
  const char *const sets[] = {"conformity=1", "concession_end=1", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "asis", 0, trace);
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->round == 1 && entry->did == POLDER_DID_ACCEPT)
      ck_assert_double_ge(entry->after, entry->before - POLDER_TOLERANCE);
  }
}
END_TEST

/* --- misreading ------------------------------------------------------------------------------ */

START_TEST(a_text_may_be_understood_otherwise) {
  ck_assert_double_eq(measured(scenario, "text_noise=1", "spoken", 30).COLUMN(misunderstood), 1);
  const double some = measured(scenario, "text_noise=.1", "spoken", 60).COLUMN(misunderstood);
  ck_assert_double_eq_tol(some, 1 - pow(.9, scenario->n_issues), .1);
  const Measured clear = measured(scenario, "practice_periods=8", "spoken", 60);
  const Measured babel = measured(scenario, "practice_periods=8 text_noise=.5", "spoken", 60);
  ck_assert_double_lt(babel.enacted, clear.enacted - .15);
  ck_assert_double_gt(babel.sham, .1);
  ck_assert_double_eq(clear.sham, 0);
  ck_assert_double_eq(babel.impasse, clear.impasse);
}
END_TEST

START_TEST(a_shared_lens_takes_misreading_away) {
  PolderEvent lens = played_event(1, POLDER_EVENT_LENS);
  lens.value = 1;
  played_add(scenario, "lens", lens);
  PolderEvent tell = played_event(16, POLDER_EVENT_DISCLOSE);
  played_add(scenario, "lens", tell);
  ck_assert_double_eq(measured(scenario, "text_noise=1", "lens", 30).COLUMN(misunderstood), 0);
}
END_TEST

START_TEST(without_practice_nothing_is_called_a_sham) {
  const Measured result = signed_with("text_noise=1 refusal_cost=1");
  ck_assert_double_eq(result.sham, 0);
  ck_assert_double_gt(result.COLUMN(signed_below), .2);
}
END_TEST

/* --- before it ------------------------------------------------------------------------------- */

START_TEST(who_feels_misunderstood_concedes_less) {
  const char *const sets = "noise=%g felt=%g";
  g_autofree char *calm = g_strdup_printf(sets, .5, 1e-9), *hurt = g_strdup_printf(sets, .5, .8);
  const Measured without = measured(scenario, calm, "spoken", RUNS);
  const Measured with = measured(scenario, hurt, "spoken", RUNS);
  ck_assert_double_lt(with.COLUMN(conceded), without.COLUMN(conceded) - .02);
  ck_assert_double_gt(with.impasse, without.impasse);
}
END_TEST

START_TEST(who_told_nothing_cannot_feel_misunderstood) {
  for (int i = 0; i < scenario->n_interests; i++)
    scenario->interests[i].visibility = POLDER_HIDDEN;
  ck_assert_double_eq(measured(scenario, "felt=1", "closed", 20).COLUMN(felt_misunderstood), 0);
}
END_TEST

START_TEST(fine_words_win_trust_that_deeds_take_back) {
  const char *const broken = "practice_periods=8 enact_base=-3 cheap_talk=%g";
  g_autofree char *plain = g_strdup_printf(broken, 0.0), *fine = g_strdup_printf(broken, .6);
  const Measured modest = measured(scenario, plain, "spoken", 60);
  const Measured proud = measured(scenario, fine, "spoken", 60);
  ck_assert_double_gt(proud.COLUMN(trust_signed), modest.COLUMN(trust_signed) + .1);
  ck_assert_double_lt(proud.COLUMN(trust_change), modest.COLUMN(trust_change));
}
END_TEST

START_TEST(paper_first_takes_telling_away_unless_it_is_reviewed) {
  const char *const sets = "disclosure=reciprocal tell_base=0 crowding=1 paper_first=%d review=%d";
  double talk[2][2];
  for (int paper = 0; paper < 2; paper++)
    for (int review = 0; review < 2; review++) {
      g_autofree char *all = g_strdup_printf(sets, paper, review);
      talk[paper][review] = measured(scenario, all, "asis", 30).impasse;
    }
  ck_assert_double_gt(talk[1][0], talk[0][0] + .2);
  ck_assert_double_eq(talk[1][1], talk[0][1]);
  ck_assert_double_eq(talk[0][0], talk[0][1]);
}
END_TEST

START_TEST(what_paper_took_from_the_table_comes_back_for_the_practice) {
  const char *const sets = "signing_reward=1 crowding=1 paper_first=1 formalisation=0 "
                           "practice_periods=12 tell_base=2 dialogue=%g";
  g_autofree char *still = g_strdup_printf(sets, 0.0), *talk = g_strdup_printf(sets, .9);
  ck_assert_double_gt(measured(scenario, talk, "asis", 30).disclosed,
                      measured(scenario, still, "asis", 30).disclosed + .2);
}
END_TEST

START_TEST(unrest_outside_makes_other_tables_of_it) {
  const double calm = measured(scenario, "", "spoken", RUNS).impasse;
  ck_assert_double_gt(measured(scenario, "volatility=.05", "spoken", RUNS).impasse, calm + .1);
  ck_assert_double_eq(measured(scenario, "volatility=0", "spoken", RUNS).impasse, calm);
}
END_TEST

Suite *suite_mechanism_signature(void);

Suite *suite_mechanism_signature(void) {
  Suite *suite = suite_create("mechanism_signature");
  TCase *hope = tcase_create("hope and reward"), *yes = tcase_create("yes");
  TCase *text = tcase_create("text"), *before = tcase_create("before");
  TCase *all[] = {hope, yes, text, before};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
    tcase_add_checked_fixture(all[i], load, unload);
    suite_add_tcase(suite, all[i]);
  }
  tcase_add_test(hope, a_vague_text_is_signed_sooner_and_done_less);
  tcase_add_test(hope, without_hope_a_vague_text_is_read_as_it_is);
  tcase_add_test(hope, a_paid_signature_is_given_sooner_and_kept_less);
  tcase_add_test(hope, a_signature_that_costs_is_given_later);
  tcase_add_test(yes, a_no_that_costs_much_makes_hollow_agreements);
  tcase_add_test(yes, pressure_alone_does_nothing_where_nobody_says_yes);
  tcase_add_test(yes, pressure_to_conform_adds_to_yes_saying);
  tcase_add_test(yes, no_red_line_is_signed_away);
  tcase_add_test(yes, whoever_wants_nothing_may_still_sign);
  tcase_add_test(yes, who_answers_at_once_does_not_see_the_others_answers);
  tcase_add_test(text, a_text_may_be_understood_otherwise);
  tcase_add_test(text, a_shared_lens_takes_misreading_away);
  tcase_add_test(text, without_practice_nothing_is_called_a_sham);
  tcase_add_test(before, who_feels_misunderstood_concedes_less);
  tcase_add_test(before, who_told_nothing_cannot_feel_misunderstood);
  tcase_add_test(before, fine_words_win_trust_that_deeds_take_back);
  tcase_add_test(before, paper_first_takes_telling_away_unless_it_is_reviewed);
  tcase_add_test(before, what_paper_took_from_the_table_comes_back_for_the_practice);
  tcase_add_test(before, unrest_outside_makes_other_tables_of_it);
  return suite;
}
