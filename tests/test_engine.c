/* Engine: how a run ends, of which type an impasse is, and who blocks with what. Worked out by hand
 * on two tables of two: tests/fixtures/engine/hall (scripted parties) and orange (an option that
 * nobody sees before both told).
 */
#include "quarrel.h"
#include <check.h>
#include <math.h>
#include <string.h>

#define ORANGE "tests/fixtures/engine/orange"

/* --- Endings ---------------------------------------------------------------------------------- */

START_TEST(a_text_that_all_accept_is_an_agreement) {
  g_autoptr(PolderScenario) scenario = quarrel(SHARED);
  answers(scenario, 4, CLUB, 1);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(outcome.impasse, POLDER_NO_IMPASSE);
  ck_assert_int_eq(outcome.round, 5); /* the town speaks in the odd rounds */
  ck_assert_uint_eq(outcome.deal, SHARED);
  ck_assert_int_eq(outcome.ended_by, -1);
  ck_assert_int_eq(outcome.n_blocks, 0);
}
END_TEST

START_TEST(an_agreement_in_the_last_round_counts) {
  static const char *const last[] = {"deadline_rounds=5", NULL};
  static const char *const too_soon[] = {"deadline_rounds=4", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(SHARED);
  answers(scenario, 5, CLUB, 1);
  ck_assert_int_eq(played(scenario, last, "asis", 0, NULL).ending, POLDER_AGREEMENT);
  ck_assert_int_ne(played(scenario, too_soon, "asis", 0, NULL).ending, POLDER_AGREEMENT);
}
END_TEST

START_TEST(a_deadlock_may_be_given_up_by_who_opens_the_round) {
  static const char *const sets[] = {"give_up=1", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
  ck_assert_int_eq(outcome.ending, POLDER_DEADLOCK);
  ck_assert_int_eq(outcome.flagged_round, 4); /* offers 1 and 4 stand a window of 3 apart */
  ck_assert_int_eq(outcome.round, 5);
  ck_assert_int_eq(outcome.ended_by, TOWN);
  ck_assert_int_eq(played_find(trace, POLDER_DID_FLAG, ANY, 0)->round, 4);
  ck_assert_int_eq(played_find(trace, POLDER_DID_GIVE_UP, TOWN, 0)->round, 5);
}
END_TEST

START_TEST(a_deadlock_that_nobody_gives_up_lasts_until_the_clock_runs_out) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_DEADLOCK);
  ck_assert_int_eq(outcome.flagged_round, 4);
  ck_assert_int_eq(outcome.round, 8);
  ck_assert_int_eq(outcome.ended_by, -1);
}
END_TEST

START_TEST(without_a_deadlock_it_is_the_deadline) {
  static const char *const sets[] = {"deadlock_window=8", "give_up=1", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_DEADLINE);
  ck_assert_int_eq(outcome.flagged_round, 0);
  ck_assert_int_eq(outcome.round, 8);
}
END_TEST

START_TEST(a_text_that_comes_nearer_puts_the_deadlock_off) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  proposes(scenario, 3, TOWN, SMALL); /* the gap falls from .4 to .18 */
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.flagged_round, 6);
  ck_assert_uint_eq(outcome.best_text, SMALL);
}
END_TEST

static const char *const distrust[] = {"club.leave_rate=1", "leave_trust=1", "trust=0", NULL};

START_TEST(who_has_no_trust_left_walks_out) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, distrust, "asis", 0, trace);
  ck_assert_int_eq(outcome.ending, POLDER_WALKOUT);
  ck_assert_int_eq(outcome.ended_by, CLUB);
  ck_assert_int_eq(outcome.round, 1);
  ck_assert_ptr_nonnull(played_find(trace, POLDER_DID_LEAVE, CLUB, 0));
}
END_TEST

START_TEST(who_is_not_needed_may_leave_and_the_rest_goes_on) {
  static const char *const sets[] = {"club.leave_rate=1", "leave_trust=1", "trust=0", "rule=veto",
                                     "veto=town",         "quota=.5",      NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  answers(scenario, 1, TOWN, 0);
  answers(scenario, 3, TOWN, 1);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
  ck_assert_int_eq(played_find(trace, POLDER_DID_LEAVE, CLUB, 0)->round, 1);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(outcome.round, 3);
}
END_TEST

START_TEST(the_best_text_being_worth_less_than_no_agreement_is_a_reason_to_leave) {
  static const char *const sets[] = {"club.leave_value=1", NULL};
  static const char *const costly[] = {"club.leave_value=1", "round_cost=.05", NULL};
  g_autoptr(PolderScenario) poor = quarrel(BIG), good = quarrel(SHARED);
  const PolderOutcome left = played(poor, sets, "asis", 0, NULL);
  ck_assert_int_eq(left.ending, POLDER_WALKOUT);
  ck_assert_int_eq(left.round, 3); /* once there were more offers than parties */
  ck_assert_int_ne(played(good, sets, "asis", 0, NULL).ending, POLDER_WALKOUT);
  ck_assert_int_eq(played(good, costly, "asis", 0, NULL).ending, POLDER_WALKOUT);
}
END_TEST

static const char *const alone[] = {"town.takeover=1", "takeover_value=.7", "takeover_client=.2",
                                    NULL};

START_TEST(a_deadlocked_table_can_be_taken_over) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, alone, "asis", 0, trace);
  ck_assert_int_eq(outcome.ending, POLDER_TAKEOVER_END);
  ck_assert_int_eq(outcome.ended_by, TOWN);
  ck_assert_int_eq(outcome.round, outcome.flagged_round);
  ck_assert_ptr_nonnull(played_find(trace, POLDER_DID_TAKE_OVER, TOWN, 0));
  ck_assert_double_eq(outcome.party[TOWN].utility, .7);
  ck_assert_double_eq_tol(outcome.party[TOWN].surplus, .2, 1e-12);
  ck_assert_double_eq(outcome.party[CLUB].utility, .2);
  ck_assert_double_eq(outcome.client_utility, .2);
}
END_TEST

START_TEST(a_take_over_without_values_gives_everybody_the_floor) {
  static const char *const sets[] = {"town.takeover=1", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_TAKEOVER_END);
  ck_assert_double_eq(outcome.party[TOWN].utility, .5);
  ck_assert_double_eq(outcome.party[CLUB].utility, .5);
}
END_TEST

/* --- Types ------------------------------------------------------------------------------------ */

START_TEST(an_impasse_beside_room_to_agree_is_unwanted) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert(outcome.room); /* shared, just */
  ck_assert_double_eq_tol(outcome.joint_best, 1, 1e-12);
  ck_assert_int_eq(outcome.impasse, POLDER_UNWANTED);
}
END_TEST

START_TEST(an_impasse_without_room_is_wanted) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  scenario->parties[CLUB].reservation_written = .51;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert(!outcome.room);
  ck_assert_int_eq(outcome.impasse, POLDER_WANTED);
}
END_TEST

START_TEST(the_rule_of_the_table_makes_the_room) {
  static const char *const sets[] = {"rule=veto", "veto=town", "quota=0", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(SMALL);
  answers(scenario, 1, TOWN, 0);
  scenario->parties[CLUB].reservation_written = 1;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  ck_assert_int_eq(played(scenario, NULL, "asis", 0, NULL).impasse, POLDER_WANTED);
  ck_assert_int_eq(played(scenario, sets, "asis", 0, NULL).impasse, POLDER_UNWANTED);
}
END_TEST

START_TEST(leaving_what_offered_less_than_the_alternative_is_forced) {
  g_autoptr(PolderScenario) poor = quarrel(BIG), good = quarrel(SHARED);
  ck_assert_int_eq(played(poor, distrust, "asis", 0, NULL).impasse, POLDER_FORCED);
  ck_assert_int_eq(played(good, distrust, "asis", 0, NULL).impasse, POLDER_UNWANTED);
}
END_TEST

START_TEST(taking_over_is_forced_when_nothing_heard_was_worth_what_it_gives) {
  static const char *const sets[] = {"club.takeover=1", "takeover_value=.6", NULL};
  static const char *const poorer[] = {"club.takeover=1", "takeover_value=.45", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(SHARED);
  ck_assert_int_eq(played(scenario, sets, "asis", 0, NULL).impasse, POLDER_FORCED);
  ck_assert_int_eq(played(scenario, poorer, "asis", 0, NULL).impasse, POLDER_UNWANTED);
}
END_TEST

/* Ten issues of four options are over a million deals: a sample is looked at. */
static PolderScenario *enormous(double percentile) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2;
  knobs.issues = 10;
  knobs.percentile = percentile;
  return polder_scenario_random(&knobs, 1, 0);
}

START_TEST(where_deals_were_sampled_finding_no_room_is_not_knowing) {
  static const char *const sets[] = {"strategy=scripted", "deadline_rounds=3", NULL};
  g_autoptr(PolderScenario) scenario = enormous(65);
  ck_assert(scenario->sampled);
  ck_assert_int_eq(played(scenario, sets, "asis", 0, NULL).impasse, POLDER_UNWANTED);
  for (int party = 0; party < 2; party++) {
    scenario->parties[party].reservation_is_percentile = false;
    scenario->parties[party].reservation_written = .97;
  }
  ck_assert(polder_scenario_freeze(scenario, NULL));
  ck_assert_int_eq(played(scenario, sets, "asis", 0, NULL).impasse, POLDER_UNKNOWN);
}
END_TEST

/* --- Causes ----------------------------------------------------------------------------------- */

START_TEST(a_broken_red_line_is_the_cause) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_uint_eq(outcome.best_text, BIG);
  ck_assert_int_eq(outcome.n_blocks, 1);
  ck_assert_int_eq(outcome.blocks[0].party, CLUB);
  ck_assert_int_eq(outcome.blocks[0].interest, NOISE);
  ck_assert(outcome.blocks[0].red);
  ck_assert_int_eq(outcome.blocks[0].seen, POLDER_SEEN_HIDDEN);
  ck_assert_int_eq(outcome.blocks[0].since, 1);
}
END_TEST

START_TEST(without_red_lines_the_cause_is_what_weighs_most) {
  g_autoptr(PolderScenario) scenario = quarrel(SMALL);
  answers(scenario, 3, TOWN, 0);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.n_blocks, 1); /* the town misses .18, the club nothing */
  ck_assert_int_eq(outcome.blocks[0].party, TOWN);
  ck_assert_int_eq(outcome.blocks[0].interest, MONEY); /* .6 * .8 against .4 * .5 */
  ck_assert(!outcome.blocks[0].red);
  ck_assert_int_eq(outcome.blocks[0].since, 3);
}
END_TEST

START_TEST(an_open_interest_is_named_as_open) {
  g_autoptr(PolderScenario) scenario = quarrel(SMALL);
  scenario->interests[MONEY].weight_written = .1;
  scenario->interests[CALM].weight_written = .9;
  scenario->parties[TOWN].reservation_written = .6;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.blocks[0].interest, CALM);
  ck_assert_int_eq(outcome.blocks[0].seen, POLDER_SEEN_OPEN);
}
END_TEST

START_TEST(the_cause_says_whether_the_interest_was_told_or_not_even_known) {
  g_autoptr(PolderScenario) told = quarrel(BIG), unknown = quarrel(NOTHING);
  unknown->interests[TIME].weight_written = 5; /* now all that counts for the club */
  ck_assert(polder_scenario_freeze(unknown, NULL));
  const PolderOutcome one = played(told, NULL, "spoken", 0, NULL);
  ck_assert_int_eq(one.blocks[0].seen, POLDER_SEEN_TOLD);
  const PolderOutcome other = played(unknown, NULL, "asis", 0, NULL);
  ck_assert_int_eq(other.n_blocks, 2); /* the club misses .43, the town .46 */
  ck_assert_int_eq(other.blocks[0].party, TOWN);
  ck_assert_int_eq(other.blocks[1].party, CLUB);
  ck_assert_int_eq(other.blocks[1].interest, TIME);
  ck_assert_int_eq(other.blocks[1].seen, POLDER_SEEN_UNAWARE);
}
END_TEST

START_TEST(where_all_could_live_with_the_text_who_refused_it_is_the_cause) {
  g_autoptr(PolderScenario) scenario = quarrel(SHARED);
  answers(scenario, 4, CLUB, 0);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.n_blocks, 1);
  ck_assert_int_eq(outcome.blocks[0].party, CLUB);
  ck_assert_int_eq(outcome.blocks[0].interest, NOISE); /* .7 * .5 */
}
END_TEST

START_TEST(since_when_somebody_refuses_begins_anew_after_a_yes) {
  g_autoptr(PolderScenario) scenario = quarrel(SHARED);
  answers(scenario, 3, TOWN, 0);
  answers(scenario, 3, CLUB, 1);
  answers(scenario, 5, CLUB, 0);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.n_blocks, 2);
  for (int block = 0; block < 2; block++)
    ck_assert_int_eq(outcome.blocks[block].since, outcome.blocks[block].party == CLUB ? 5 : 3);
}
END_TEST

START_TEST(a_table_without_any_text_has_no_cause) {
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_ne(outcome.ending, POLDER_AGREEMENT);
  ck_assert_uint_eq(outcome.best_text, POLDER_NO_DEAL);
  ck_assert_int_eq(outcome.n_blocks, 0);
}
END_TEST

/* --- Breakthroughs, and options that wait for what was told ---------------------------------- */

START_TEST(told_after_the_deadlock_and_then_agreed_is_a_breakthrough_within_the_run) {
  static const char *const longer[] = {"deadline_rounds=20", NULL};
  static const char *const never_flagged[] = {"deadlock_window=30", NULL};
  g_autoptr(PolderScenario) scenario = played_load(ORANGE);
  const PolderOutcome flagged = played(scenario, longer, "flagged", 0, NULL);
  ck_assert_int_gt(flagged.flagged_round, 0);
  ck_assert_int_eq(flagged.ending, POLDER_AGREEMENT);
  ck_assert_int_gt(flagged.round, flagged.flagged_round);
  ck_assert(flagged.breakthrough_within);
  const PolderOutcome spoken = played(scenario, never_flagged, "spoken", 0, NULL);
  ck_assert_int_eq(spoken.ending, POLDER_AGREEMENT);
  ck_assert(!spoken.breakthrough_within);
  ck_assert(!played(scenario, NULL, "asis", 0, NULL).breakthrough_within);
}
END_TEST

START_TEST(agreed_after_a_deadlock_without_a_word_is_no_breakthrough) {
  g_autoptr(PolderScenario) scenario = quarrel(SHARED);
  answers(scenario, 5, CLUB, 1);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(outcome.flagged_round, 4);
  ck_assert(!outcome.breakthrough_within);
}
END_TEST

static bool proposed(const PolderTrace *trace, PolderDeal deal, int before) {
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->did == POLDER_DID_PROPOSE && entry->deal == deal && entry->round < before)
      return true;
  }
  return false;
}

static const char *const strategies[] = {
    "strategy=principled",  "strategy=boulware", "strategy=conceder", "strategy=linear",
    "strategy=tit_for_tat", "strategy=random",   "strategy=scripted"};
enum { SPLIT = 3, STRATEGIES = G_N_ELEMENTS(strategies) };

START_TEST(nobody_proposes_what_requires_interests_that_were_not_told_to_all) {
  const char *const sets[] = {strategies[_i % STRATEGIES],
                              _i < STRATEGIES ? "protocol=round_robin" : "protocol=saop", NULL};
  static const char *const arms[] = {"asis", "half", "spoken"};
  g_autoptr(PolderScenario) scenario = played_load(ORANGE);
  proposes(scenario, 1, 0, SPLIT); /* even a script has to wait */
  proposes(scenario, 1, 1, SPLIT);
  played_add(scenario, NULL, played_event(2, POLDER_EVENT_MEDIATE));
  PolderEvent half = played_event(2, POLDER_EVENT_DISCLOSE);
  half.party = 0;
  played_add(scenario, "half", half);
  for (int arm = 0; arm < 3; arm++) {
    g_autoptr(PolderTrace) trace = polder_trace_new();
    played(scenario, sets, arms[arm], 0, trace);
    ck_assert(!proposed(trace, SPLIT, arm < 2 ? 100 : 4));
    ck_assert(played_count(trace, POLDER_DID_PROPOSE, ANY) > 0);
  }
}
END_TEST

START_TEST(the_orange_is_split_as_soon_as_both_have_told) {
  g_autoptr(PolderScenario) scenario = played_load(ORANGE);
  const PolderOutcome asis = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_ne(asis.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(asis.impasse, POLDER_UNWANTED);
  const PolderOutcome spoken = played(scenario, NULL, "spoken", 0, NULL);
  ck_assert_int_eq(spoken.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(spoken.round, 4);
  ck_assert_uint_eq(spoken.deal, SPLIT);
  ck_assert_double_eq(spoken.joint_utility, 2);
}
END_TEST

/* --- Suite ------------------------------------------------------------------------------------ */

static void add_endings(TCase *endings) {
  tcase_add_test(endings, a_text_that_all_accept_is_an_agreement);
  tcase_add_test(endings, an_agreement_in_the_last_round_counts);
  tcase_add_test(endings, a_deadlock_may_be_given_up_by_who_opens_the_round);
  tcase_add_test(endings, a_deadlock_that_nobody_gives_up_lasts_until_the_clock_runs_out);
  tcase_add_test(endings, without_a_deadlock_it_is_the_deadline);
  tcase_add_test(endings, a_text_that_comes_nearer_puts_the_deadlock_off);
  tcase_add_test(endings, who_has_no_trust_left_walks_out);
  tcase_add_test(endings, who_is_not_needed_may_leave_and_the_rest_goes_on);
  tcase_add_test(endings, the_best_text_being_worth_less_than_no_agreement_is_a_reason_to_leave);
  tcase_add_test(endings, a_deadlocked_table_can_be_taken_over);
  tcase_add_test(endings, a_take_over_without_values_gives_everybody_the_floor);
  tcase_add_test(endings, told_after_the_deadlock_and_then_agreed_is_a_breakthrough_within_the_run);
  tcase_add_test(endings, agreed_after_a_deadlock_without_a_word_is_no_breakthrough);
  tcase_add_loop_test(endings, nobody_proposes_what_requires_interests_that_were_not_told_to_all, 0,
                      2 * STRATEGIES);
  tcase_add_test(endings, the_orange_is_split_as_soon_as_both_have_told);
}

static void add_types(TCase *types) {
  tcase_add_test(types, an_impasse_beside_room_to_agree_is_unwanted);
  tcase_add_test(types, an_impasse_without_room_is_wanted);
  tcase_add_test(types, the_rule_of_the_table_makes_the_room);
  tcase_add_test(types, leaving_what_offered_less_than_the_alternative_is_forced);
  tcase_add_test(types, taking_over_is_forced_when_nothing_heard_was_worth_what_it_gives);
  tcase_add_test(types, where_deals_were_sampled_finding_no_room_is_not_knowing);
}

static void add_causes(TCase *causes) {
  tcase_add_test(causes, a_broken_red_line_is_the_cause);
  tcase_add_test(causes, without_red_lines_the_cause_is_what_weighs_most);
  tcase_add_test(causes, an_open_interest_is_named_as_open);
  tcase_add_test(causes, the_cause_says_whether_the_interest_was_told_or_not_even_known);
  tcase_add_test(causes, where_all_could_live_with_the_text_who_refused_it_is_the_cause);
  tcase_add_test(causes, since_when_somebody_refuses_begins_anew_after_a_yes);
  tcase_add_test(causes, a_table_without_any_text_has_no_cause);
}

Suite *suite_engine(void);

Suite *suite_engine(void) {
  Suite *suite = suite_create("engine");
  TCase *endings = tcase_create("endings"), *types = tcase_create("types");
  TCase *causes = tcase_create("causes");
  add_endings(endings);
  add_types(types);
  add_causes(causes);
  suite_add_tcase(suite, endings);
  suite_add_tcase(suite, types);
  suite_add_tcase(suite, causes);
  return suite;
}
