/* Events and arms: each kind does what it says, from its round on, to whom it names, in its own arm
 * alone. On the tables of tests/fixtures/engine.
 */
#include "quarrel.h"
#include <check.h>
#include <math.h>
#include <string.h>

static PolderEvent event_of(int round, PolderEventKind kind, int party, double value) {
  PolderEvent event = played_event(round, kind);
  event.party = party;
  event.value = value;
  return event;
}

/* The hall, with parties that think for themselves and one event. */
static PolderScenario *hall_with(PolderEvent event) {
  PolderScenario *scenario = played_load(HALL);
  polder_values_put(&scenario->values, POLDER_STRATEGY, -1, 0, POLDER_FROM_SCENARIO);
  played_add(scenario, NULL, event);
  return scenario;
}

static PolderTrace *trace_of(const PolderScenario *scenario, const char *const *sets,
                             const char *arm) {
  PolderTrace *trace = polder_trace_new();
  played(scenario, sets, arm, 0, trace);
  return trace;
}

/* --- Telling ---------------------------------------------------------------------------------- */

START_TEST(disclose_tells_one_interest_to_one_listener) {
  PolderEvent event = event_of(2, POLDER_EVENT_DISCLOSE, CLUB, NAN);
  event.interest = NOISE;
  event.to = TOWN;
  g_autoptr(PolderScenario) scenario = hall_with(event);
  g_autoptr(PolderTrace) trace = trace_of(scenario, NULL, "asis");
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, ANY), 1);
  const PolderEntry *told = played_find(trace, POLDER_DID_TELL, CLUB, 0);
  ck_assert_int_eq(told->round, 2);
  ck_assert_int_eq(told->interest, NOISE);
  ck_assert_int_eq(told->to, TOWN);
  ck_assert_int_eq(told->reason, POLDER_REASON_SCHEDULED);
}
END_TEST

START_TEST(telling_what_is_open_or_was_told_is_no_event) {
  g_autoptr(PolderScenario) scenario = hall_with(played_event(2, POLDER_EVENT_DISCLOSE));
  played_add(scenario, NULL, played_event(3, POLDER_EVENT_DISCLOSE));
  g_autoptr(PolderTrace) trace = trace_of(scenario, NULL, "asis");
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, ANY), 3); /* all but the open one, once */
  for (unsigned i = 0; i < polder_trace_length(trace); i++)
    if (polder_trace_at(trace, i)->did == POLDER_DID_TELL) {
      ck_assert_int_ne(polder_trace_at(trace, i)->interest, CALM);
      ck_assert_int_eq(polder_trace_at(trace, i)->round, 2);
    }
}
END_TEST

START_TEST(what_nobody_was_conscious_of_becomes_conscious_before_it_is_told) {
  PolderEvent event = event_of(2, POLDER_EVENT_DISCLOSE, CLUB, NAN);
  event.interest = TIME;
  g_autoptr(PolderScenario) scenario = hall_with(event);
  g_autoptr(PolderTrace) trace = trace_of(scenario, NULL, "asis");
  const PolderEntry *realised = played_find(trace, POLDER_DID_REALISE, CLUB, 0);
  ck_assert_ptr_nonnull(realised);
  ck_assert_int_eq(realised->interest, TIME);
  ck_assert(realised < played_find(trace, POLDER_DID_TELL, CLUB, 0));
}
END_TEST

START_TEST(asking_makes_conscious_and_tells_nothing_by_itself) {
  g_autoptr(PolderScenario) scenario = hall_with(event_of(3, POLDER_EVENT_ASK, CLUB, NAN));
  g_autoptr(PolderTrace) trace = trace_of(scenario, NULL, "asis");
  ck_assert_uint_eq(played_count(trace, POLDER_DID_ASK, ANY), 1);
  ck_assert_int_eq(played_find(trace, POLDER_DID_ASK, CLUB, 0)->round, 3);
  ck_assert_int_eq(played_find(trace, POLDER_DID_REALISE, CLUB, 0)->interest, TIME);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, ANY), 0);
}
END_TEST

START_TEST(asked_a_party_may_tell_by_its_own_policy) {
  static const char *const sets[] = {"disclosure=when_asked", "tell_base=-10", "tell_asked=20",
                                     "tell_trust=0", NULL};
  g_autoptr(PolderScenario) scenario = hall_with(event_of(3, POLDER_EVENT_ASK, CLUB, NAN));
  g_autoptr(PolderTrace) trace = trace_of(scenario, sets, "asis");
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, CLUB), 2);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, TOWN), 0);
  ck_assert_int_eq(played_find(trace, POLDER_DID_TELL, CLUB, 0)->reason, POLDER_REASON_CHOSEN);
  ck_assert_int_eq(played_find(trace, POLDER_DID_TELL, CLUB, 0)->round, 3);
}
END_TEST

START_TEST(a_facilitator_makes_telling_likelier_from_that_round_on) {
  static const char *const sets[] = {"disclosure=reciprocal",
                                     "tell_base=-20",
                                     "tell_trust=0",
                                     "tell_reciprocity=0",
                                     "tell_sensitivity=0",
                                     "tell_facilitator=20",
                                     NULL};
  PolderScenario *strong = hall_with(event_of(3, POLDER_EVENT_FACILITATE, POLDER_ALL, 2));
  PolderScenario *weak = hall_with(event_of(3, POLDER_EVENT_FACILITATE, POLDER_ALL, .1));
  g_autoptr(PolderTrace) told = trace_of(strong, sets, "asis");
  ck_assert_double_eq(played_find(told, POLDER_DID_FACILITATE, ANY, 0)->after, 2);
  ck_assert_uint_eq(played_count(told, POLDER_DID_TELL, ANY), 2);
  ck_assert_int_eq(played_find(told, POLDER_DID_TELL, ANY, 0)->round, 3);
  g_autoptr(PolderTrace) silent = trace_of(weak, sets, "asis");
  ck_assert_uint_eq(played_count(silent, POLDER_DID_TELL, ANY), 0);
  polder_scenario_free(strong);
  polder_scenario_free(weak);
}
END_TEST

START_TEST(a_lens_takes_the_noise_away) {
  static const char *const sets[] = {"noise=1", NULL};
  g_autoptr(PolderScenario) plain = played_load(HALL);
  g_autoptr(PolderScenario) clear = hall_with(event_of(1, POLDER_EVENT_LENS, POLDER_ALL, 1));
  g_autoptr(PolderScenario) late = hall_with(event_of(4, POLDER_EVENT_LENS, POLDER_ALL, 1));
  g_autoptr(PolderTrace) trace = polder_trace_new();
  ck_assert_double_gt(played(plain, sets, "spoken", 0, NULL).belief_error, .05);
  ck_assert_double_lt(played(clear, sets, "spoken", 0, trace).belief_error, 1e-6);
  ck_assert_double_gt(played(late, sets, "spoken", 0, NULL).belief_error, .05);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_LENS, ANY), 2);
  ck_assert_double_eq(played_find(trace, POLDER_DID_LENS, CLUB, 0)->after, 1);
}
END_TEST

START_TEST(a_lens_may_serve_one_listener) {
  static const char *const sets[] = {"noise=1", NULL};
  PolderEvent event = event_of(1, POLDER_EVENT_LENS, CLUB, 1);
  event.to = TOWN;
  g_autoptr(PolderScenario) scenario = hall_with(event), none = played_load(HALL);
  const double half = played(scenario, sets, "spoken", 0, NULL).belief_error;
  ck_assert_double_gt(half, .02);
  ck_assert_double_lt(half, played(none, sets, "spoken", 0, NULL).belief_error - .02);
}
END_TEST

/* --- Leaving, texts, answers ------------------------------------------------------------------ */

START_TEST(a_mandate_keeps_parties_at_the_table_until_it_is_lifted) {
  static const char *const sets[] = {"leave_rate=1", "leave_trust=1", "trust=0", "trust_gain=0",
                                     NULL};
  g_autoptr(PolderScenario) scenario = hall_with(event_of(1, POLDER_EVENT_MANDATE, POLDER_ALL, 1));
  played_add(scenario, NULL, event_of(4, POLDER_EVENT_MANDATE, CLUB, 0));
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
  ck_assert_int_eq(outcome.ending, POLDER_WALKOUT);
  ck_assert_int_eq(outcome.ended_by, CLUB);
  ck_assert_int_eq(outcome.round, 4);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_MANDATE, ANY), 3);
}
END_TEST

START_TEST(a_mandate_does_not_keep_from_taking_over) {
  static const char *const sets[] = {"takeover=1", "leave_trust=1", "trust=0", NULL};
  g_autoptr(PolderScenario) scenario = hall_with(event_of(1, POLDER_EVENT_MANDATE, POLDER_ALL, 1));
  ck_assert_int_eq(played(scenario, sets, "asis", 0, NULL).ending, POLDER_TAKEOVER_END);
}
END_TEST

START_TEST(after_mediate_the_next_text_is_of_nobody) {
  g_autoptr(PolderScenario) scenario = hall_with(played_event(2, POLDER_EVENT_MEDIATE));
  for (int saop = 0; saop < 2; saop++) {
    const char *const sets[] = {saop == 0 ? "protocol=round_robin" : "protocol=saop",
                                "strategy=linear", "beta=.05", NULL};
    g_autoptr(PolderTrace) trace = trace_of(scenario, sets, "asis");
    ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, -1), 1);
    const PolderEntry *text = played_find(trace, POLDER_DID_PROPOSE, -1, 0);
    ck_assert_int_eq(text->round, 2);
    ck_assert_uint_ne(text->deal, POLDER_NO_DEAL);
    ck_assert_double_nan(text->after);
  }
}
END_TEST

START_TEST(a_neutral_knows_what_was_told_to_all_and_serves_everybody) {
  g_autoptr(PolderScenario) scenario = hall_with(played_event(1, POLDER_EVENT_DISCLOSE));
  played_add(scenario, NULL, played_event(1, POLDER_EVENT_MEDIATE));
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_uint_eq(outcome.best_text, SHARED); /* the only one that nobody has to refuse */
}
END_TEST

START_TEST(a_script_says_text_and_answer_from_its_round_on) {
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  PolderEvent text = event_of(3, POLDER_EVENT_PROPOSE, TOWN, NAN);
  text.option[0] = SMALL;
  played_add(scenario, NULL, text);
  played_add(scenario, NULL, event_of(5, POLDER_EVENT_ANSWER, CLUB, 1));
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, trace);
  ck_assert_int_eq(played_find(trace, POLDER_DID_PASS, TOWN, 0)->round, 1);
  ck_assert_int_eq(played_find(trace, POLDER_DID_PROPOSE, TOWN, 0)->round, 3);
  ck_assert_uint_eq(played_find(trace, POLDER_DID_PROPOSE, TOWN, 0)->deal, SMALL);
  ck_assert_int_eq(played_find(trace, POLDER_DID_REJECT, CLUB, 0)->round, 3);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(outcome.round, 5);
}
END_TEST

START_TEST(an_issue_that_a_script_leaves_open_is_as_the_party_likes_it) {
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  PolderEvent text = event_of(1, POLDER_EVENT_PROPOSE, TOWN, NAN);
  text.option[0] = -1;
  played_add(scenario, NULL, text);
  g_autoptr(PolderTrace) trace = trace_of(scenario, NULL, "asis");
  ck_assert_uint_eq(played_find(trace, POLDER_DID_PROPOSE, TOWN, 0)->deal, BIG);
}
END_TEST

START_TEST(no_script_makes_a_party_sign_across_its_own_red_line) {
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  PolderEvent text = event_of(1, POLDER_EVENT_PROPOSE, TOWN, NAN);
  text.option[0] = BIG;
  played_add(scenario, NULL, text);
  played_add(scenario, NULL, event_of(1, POLDER_EVENT_ANSWER, POLDER_ALL, 1));
  ck_assert_int_ne(played(scenario, NULL, "asis", 0, NULL).ending, POLDER_AGREEMENT);
}
END_TEST

/* --- Values midway ---------------------------------------------------------------------------- */

static PolderEvent change(int round, PolderParameterId id, int party, double value) {
  PolderEvent event = event_of(round, POLDER_EVENT_PARAMETER, party, value);
  event.parameter = id;
  return event;
}

START_TEST(a_value_of_one_party_changes_from_that_round_on) {
  static const char *const sets[] = {"leave_trust=1", "trust=0", "trust_gain=0", NULL};
  g_autoptr(PolderScenario) scenario = hall_with(change(3, POLDER_LEAVE_RATE, CLUB, 1));
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_CHANGE, ANY), 1);
  const PolderEntry *changed = played_find(trace, POLDER_DID_CHANGE, CLUB, 0);
  ck_assert_int_eq(changed->interest, POLDER_LEAVE_RATE);
  ck_assert_double_eq(changed->after, 1);
  ck_assert_int_eq(outcome.ending, POLDER_WALKOUT);
  ck_assert_int_eq(outcome.round, 3);
  ck_assert_int_eq(outcome.ended_by, CLUB);
}
END_TEST

START_TEST(a_value_of_the_table_changes_for_all) {
  g_autoptr(PolderScenario) scenario = hall_with(change(3, POLDER_RULE, POLDER_ALL, 1));
  played_add(scenario, NULL, change(3, POLDER_QUOTA, POLDER_ALL, .5));
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, trace);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_CHANGE, -1), 2);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT); /* who speaks in round 3 is half of two */
  ck_assert_int_eq(outcome.round, 3);
}
END_TEST

START_TEST(trust_can_be_set_midway) {
  static const char *const sets[] = {"trust_gain=0", "trust_loss=0", NULL};
  g_autoptr(PolderScenario) scenario = hall_with(change(3, POLDER_TRUST, TOWN, .9));
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert_double_eq_tol(outcome.party[TOWN].trust_given, .9, 1e-6);
  ck_assert_double_eq_tol(outcome.party[CLUB].trust_given, .5, 1e-6);
}
END_TEST

START_TEST(a_silent_party_can_learn_to_explain_itself_midway) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  played_add(scenario, NULL, change(4, POLDER_EXPLAIN, CLUB, 1));
  g_autoptr(PolderTrace) trace = trace_of(scenario, NULL, "asis");
  const PolderEntry *told = played_find(trace, POLDER_DID_TELL, CLUB, 0);
  ck_assert_ptr_nonnull(told);
  ck_assert_int_eq(told->round, 5); /* the first that it refuses from then on */
  ck_assert_int_eq(told->reason, POLDER_REASON_EXPLANATION);
}
END_TEST

START_TEST(a_policy_of_telling_can_begin_midway) {
  static const char *const sets[] = {"tell_base=20", NULL};
  g_autoptr(PolderScenario) scenario = hall_with(change(3, POLDER_DISCLOSURE, CLUB, 2));
  g_autoptr(PolderTrace) trace = trace_of(scenario, sets, "asis");
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, CLUB), 1); /* all that it knows of */
  ck_assert_int_eq(played_find(trace, POLDER_DID_TELL, CLUB, 0)->round, 3);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, TOWN), 0);
}
END_TEST

START_TEST(a_set_value_is_stronger_than_an_event) {
  static const char *const sets[] = {"trust=.3", "trust_gain=0", "trust_loss=0", NULL};
  static const char *const one[] = {"club.trust=.3", "trust_gain=0", "trust_loss=0", NULL};
  g_autoptr(PolderScenario) scenario = hall_with(change(2, POLDER_TRUST, POLDER_ALL, .9));
  g_autoptr(PolderTrace) trace = polder_trace_new();
  ck_assert_double_eq_tol(played(scenario, sets, "asis", 0, trace).trust_mean, .3, 1e-6);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_CHANGE, ANY), 0);
  const PolderOutcome outcome = played(scenario, one, "asis", 0, NULL);
  ck_assert_double_eq_tol(outcome.party[CLUB].trust_given, .3, 1e-6);
  ck_assert_double_eq_tol(outcome.party[TOWN].trust_given, .9, 1e-6);
}
END_TEST

/* --- Arms ------------------------------------------------------------------------------------- */

START_TEST(an_arm_adds_its_events_to_the_case_and_no_other_arm_has_them) {
  g_autoptr(PolderScenario) scenario = hall_with(event_of(2, POLDER_EVENT_ASK, CLUB, NAN));
  PolderEvent told = event_of(3, POLDER_EVENT_DISCLOSE, TOWN, NAN);
  told.interest = MONEY;
  played_add(scenario, "town_tells", told);
  played_add(scenario, "other", change(1, POLDER_BIAS, POLDER_ALL, 0));
  g_autoptr(PolderTrace) own = trace_of(scenario, NULL, "Town_Tells");
  ck_assert_uint_eq(played_count(own, POLDER_DID_TELL, TOWN), 1);
  ck_assert_uint_eq(played_count(own, POLDER_DID_ASK, CLUB), 1);
  ck_assert_uint_eq(played_count(own, POLDER_DID_CHANGE, ANY), 0);
  g_autoptr(PolderTrace) asis = trace_of(scenario, NULL, "asis");
  ck_assert_uint_eq(played_count(asis, POLDER_DID_TELL, ANY), 0);
}
END_TEST

START_TEST(closed_leaves_out_what_tells_or_asks_and_nothing_else) {
  g_autoptr(PolderScenario) scenario = hall_with(event_of(2, POLDER_EVENT_ASK, CLUB, NAN));
  played_add(scenario, NULL, played_event(2, POLDER_EVENT_DISCLOSE));
  played_add(scenario, NULL, event_of(2, POLDER_EVENT_MANDATE, POLDER_ALL, 1));
  played_add(scenario, NULL, change(2, POLDER_BIAS, POLDER_ALL, 1));
  g_autoptr(PolderTrace) trace = trace_of(scenario, NULL, "closed");
  ck_assert_uint_eq(played_count(trace, POLDER_DID_ASK, ANY), 0);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, ANY), 0);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_MANDATE, ANY), 2);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_CHANGE, ANY), 2);
}
END_TEST

START_TEST(spoken_tells_all_in_its_round_and_flagged_in_the_round_after_the_flag) {
  static const char *const sets[] = {"deadline_rounds=20", NULL};
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  PolderEvent text = event_of(1, POLDER_EVENT_PROPOSE, TOWN, NAN);
  text.option[0] = SMALL; /* which the club, without a script, refuses */
  played_add(scenario, NULL, text);
  g_autoptr(PolderTrace) spoken = trace_of(scenario, sets, "spoken");
  ck_assert_uint_eq(played_count(spoken, POLDER_DID_TELL, ANY), 3);
  ck_assert_int_eq(played_find(spoken, POLDER_DID_TELL, ANY, 0)->round, 3);
  g_autoptr(PolderTrace) flagged = trace_of(scenario, sets, "flagged");
  const int round = played_find(flagged, POLDER_DID_FLAG, ANY, 0)->round;
  ck_assert_uint_eq(played_count(flagged, POLDER_DID_TELL, ANY), 3);
  ck_assert_int_eq(played_find(flagged, POLDER_DID_TELL, ANY, 0)->round, round + 1);
}
END_TEST

START_TEST(informed_tells_the_same_and_earns_nothing_by_it) {
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  g_autoptr(PolderTrace) spoken = polder_trace_new(), informed = polder_trace_new();
  const PolderOutcome thanked = played(scenario, NULL, "spoken", 0, spoken);
  const PolderOutcome plain = played(scenario, NULL, "informed", 0, informed);
  ck_assert_uint_eq(played_count(informed, POLDER_DID_TELL, ANY), 3);
  ck_assert_double_eq_tol(thanked.trust_mean, .55, 1e-6); /* .5 + .1 * .5 */
  ck_assert_double_eq_tol(plain.trust_mean, .5, 1e-6);
  ck_assert_double_lt(plain.belief_error, 1e-6);
}
END_TEST

START_TEST(informed_gives_no_lost_trust_back) {
  static const char *const sets[] = {"telling_trust=0", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG); /* across a red line that nobody knows of */
  const PolderOutcome asis = played(scenario, sets, "asis", 0, NULL);
  const PolderOutcome spoken = played(scenario, sets, "spoken", 0, NULL);
  const PolderOutcome informed = played(scenario, sets, "informed", 0, NULL);
  ck_assert_double_gt(informed.party[CLUB].trust_received, asis.party[CLUB].trust_received);
  ck_assert_double_gt(spoken.party[CLUB].trust_received,
                      informed.party[CLUB].trust_received + .002);
}
END_TEST

START_TEST(open_knows_all_from_the_start_without_a_word) {
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, NULL, "open", 0, trace);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, ANY), 0);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_REALISE, ANY), 0);
  ck_assert_double_lt(outcome.belief_error, 1e-6);
  ck_assert_double_eq_tol(outcome.party[CLUB].told_share, 1, 1e-12);
}
END_TEST

START_TEST(an_unknown_arm_is_an_error_that_names_the_nearest) {
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  played_add(scenario, "town_tells", played_event(3, POLDER_EVENT_DISCLOSE));
  static const char *const wrong[][2] = {{"spokn", "\"spoken\""}, {"town_tell", "\"town_tells\""}};
  for (int i = 0; i < 2; i++) {
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(
        polder_game_new(scenario, &scenario->values, wrong[i][0], POLDER_MEASURE_OUTCOME, &error));
    ck_assert_ptr_nonnull(strstr(error->message, wrong[i][0]));
    ck_assert_ptr_nonnull(strstr(error->message, wrong[i][1]));
  }
  g_autoptr(GError) error = NULL;
  ck_assert_ptr_null(
      polder_game_new(scenario, &scenario->values, "zzzzzzzz", POLDER_MEASURE_OUTCOME, &error));
  ck_assert_ptr_null(strstr(error->message, "mean \""));
}
END_TEST

/* --- Suite ------------------------------------------------------------------------------------ */

static void add_telling(TCase *telling) {
  tcase_add_test(telling, disclose_tells_one_interest_to_one_listener);
  tcase_add_test(telling, telling_what_is_open_or_was_told_is_no_event);
  tcase_add_test(telling, what_nobody_was_conscious_of_becomes_conscious_before_it_is_told);
  tcase_add_test(telling, asking_makes_conscious_and_tells_nothing_by_itself);
  tcase_add_test(telling, asked_a_party_may_tell_by_its_own_policy);
  tcase_add_test(telling, a_facilitator_makes_telling_likelier_from_that_round_on);
  tcase_add_test(telling, a_lens_takes_the_noise_away);
  tcase_add_test(telling, a_lens_may_serve_one_listener);
}

static void add_doing(TCase *doing) {
  tcase_add_test(doing, a_mandate_keeps_parties_at_the_table_until_it_is_lifted);
  tcase_add_test(doing, a_mandate_does_not_keep_from_taking_over);
  tcase_add_test(doing, after_mediate_the_next_text_is_of_nobody);
  tcase_add_test(doing, a_neutral_knows_what_was_told_to_all_and_serves_everybody);
  tcase_add_test(doing, a_script_says_text_and_answer_from_its_round_on);
  tcase_add_test(doing, an_issue_that_a_script_leaves_open_is_as_the_party_likes_it);
  tcase_add_test(doing, no_script_makes_a_party_sign_across_its_own_red_line);
}

static void add_changes(TCase *changes) {
  tcase_add_test(changes, a_value_of_one_party_changes_from_that_round_on);
  tcase_add_test(changes, a_value_of_the_table_changes_for_all);
  tcase_add_test(changes, trust_can_be_set_midway);
  tcase_add_test(changes, a_silent_party_can_learn_to_explain_itself_midway);
  tcase_add_test(changes, a_policy_of_telling_can_begin_midway);
  tcase_add_test(changes, a_set_value_is_stronger_than_an_event);
}

static void add_arms(TCase *arms) {
  tcase_add_test(arms, an_arm_adds_its_events_to_the_case_and_no_other_arm_has_them);
  tcase_add_test(arms, closed_leaves_out_what_tells_or_asks_and_nothing_else);
  tcase_add_test(arms, spoken_tells_all_in_its_round_and_flagged_in_the_round_after_the_flag);
  tcase_add_test(arms, informed_tells_the_same_and_earns_nothing_by_it);
  tcase_add_test(arms, informed_gives_no_lost_trust_back);
  tcase_add_test(arms, open_knows_all_from_the_start_without_a_word);
  tcase_add_test(arms, an_unknown_arm_is_an_error_that_names_the_nearest);
}

Suite *suite_events(void);

Suite *suite_events(void) {
  Suite *suite = suite_create("events");
  TCase *telling = tcase_create("telling"), *doing = tcase_create("doing");
  TCase *changes = tcase_create("values midway"), *arms = tcase_create("arms");
  add_telling(telling);
  add_doing(doing);
  add_changes(changes);
  add_arms(arms);
  suite_add_tcase(suite, telling);
  suite_add_tcase(suite, doing);
  suite_add_tcase(suite, changes);
  suite_add_tcase(suite, arms);
  return suite;
}
