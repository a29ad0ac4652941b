/* Protocols beyond the plain ones, and the strategies that go with them: the laws of each, and
 * where one must come down to another.
 */
#include "quarrel.h"
#include "seated.h"
#include <check.h>
#include <math.h>

enum { TABLES = 40 };

static PolderScenario *table_of(int parties, int issues, unsigned number) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = parties;
  knobs.issues = issues;
  return polder_scenario_random(&knobs, 4, number);
}

/* --- steps at random -------------------------------------------------------------------------- */

START_TEST(a_step_gives_one_place_another_value_all_equally_likely) {
  const int n_values[] = {2, 1, 4}, start[] = {1, 0, 2};
  int seen[3][4] = {{0}};
  for (uint32_t k = 0; k < 12000; k++) {
    uint32_t words[4];
    int value[] = {1, 0, 2};
    polder_draw_block((PolderChance){.seed = 3}, 0, 0, POLDER_DRAW_CHANGE, k, words);
    const int place = polder_step_at_random(words, 3, n_values, value);
    ck_assert(place == 1 || value[place] != start[place]);
    seen[place][value[place]]++;
  }
  ck_assert_int_eq(seen[0][1], 0);
  ck_assert_int_eq(seen[2][2], 0);
  ck_assert_int_lt(abs(seen[0][0] - 4000), 250);
  ck_assert_int_lt(abs(seen[1][0] - 4000), 250);
  for (int value = 0; value < 4; value++)
    ck_assert(value == 2 || abs(seen[2][value] - 1333) < 170);
}
END_TEST

START_TEST(a_step_for_the_worse_is_taken_as_often_as_its_loss_and_the_heat_allow) {
  ck_assert(polder_step_taken(0, 0, .999) && polder_step_taken(.2, 0, .999));
  ck_assert(!polder_step_taken(-.1, 0, 0));
  ck_assert(polder_step_taken(-.1, .2, exp(-.5) - 1e-6));
  ck_assert(!polder_step_taken(-.1, .2, exp(-.5) + 1e-6));
}
END_TEST

/* --- amop ------------------------------------------------------------------------------------- */

START_TEST(under_amop_all_choose_before_anybody_hears_an_answer) {
  static const char *const sets[] = {"protocol=amop", "deadline_rounds=1", "order=fixed", NULL};
  for (unsigned number = 0; number < TABLES; number++) {
    g_autoptr(Seated) seated = seated_new(table_of(3, 3, number), sets);
    g_autoptr(PolderTrace) trace = polder_trace_new();
    g_autoptr(PolderScenario) same = table_of(3, 3, number);
    const PolderOutcome outcome = played(same, sets, "asis", 0, trace);
    for (int party = 0; party < 3; party++) {
      const PolderEntry *laid = played_find(trace, POLDER_DID_PROPOSE, party, 0);
      ck_assert(laid != NULL || outcome.ending == POLDER_AGREEMENT);
      ck_assert(laid == NULL || laid->deal == polder_chair_choose(&seated->table->chair, party));
    }
  }
}
END_TEST

START_TEST(under_amop_all_answer_to_each_text_of_a_round) {
  static const char *const sets[] = {"protocol=amop", "deadline_rounds=4", NULL};
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  proposes(scenario, 1, TOWN, BIG);
  proposes(scenario, 1, CLUB, SMALL);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "asis", 0, trace);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, ANY), 8);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_ACCEPT, ANY), 8);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_REJECT, ANY), 8);
}
END_TEST

START_TEST(under_amop_the_first_text_that_all_accept_is_agreed) {
  static const char *const sets[] = {"protocol=amop", NULL};
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  proposes(scenario, 1, TOWN, SMALL);
  answers(scenario, 1, TOWN, 1);
  proposes(scenario, 1, CLUB, SHARED);
  answers(scenario, 1, CLUB, 1);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_uint_eq(outcome.deal, SMALL);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, CLUB), 0);
}
END_TEST

/* --- leader ----------------------------------------------------------------------------------- */

START_TEST(every_text_is_of_who_has_most_power) {
  static const char *const sets[] = {"protocol=leader", "order=fixed", "leave_rate=0", NULL};
  static const double powers[][3] = {{1, 3, 2}, {1, 1, 1}, {0, 0, 1}, {2, 1, 2}};
  static const int leaders[] = {1, 0, 2, 0};
  g_autoptr(PolderScenario) scenario = table_of(3, 3, 1);
  for (int party = 0; party < 3; party++)
    scenario->parties[party].power = powers[_i][party];
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "asis", 0, trace);
  ck_assert_uint_gt(played_count(trace, POLDER_DID_PROPOSE, leaders[_i]), 0);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, ANY),
                    played_count(trace, POLDER_DID_PROPOSE, leaders[_i]));
}
END_TEST

START_TEST(who_leads_next_when_the_leader_has_left) {
  g_autoptr(PolderScenario) scenario = table_of(3, 3, 1);
  scenario->parties[1].power = 3;
  scenario->parties[2].power = 2;
  g_autoptr(Seated) seated = seated_with_neutral(g_steal_pointer(&scenario), NULL);
  PolderTable *table = seated->table;
  ck_assert_int_eq(polder_chair_leader(&table->chair), 1);
  polder_table_stand_up(table, 1);
  ck_assert_int_eq(polder_chair_leader(&table->chair), 2);
  table->mediate = true;
  ck_assert_int_eq(polder_chair_leader(&table->chair), -1);
}
END_TEST

START_TEST(where_nobody_has_a_vote_no_protocol_does_anything) {
  static const char *const protocols[] = {"protocol=amop", "protocol=leader", "protocol=mediated",
                                          "protocol=issue_by_issue"};
  const char *const sets[] = {protocols[_i], "deadline_rounds=3", NULL};
  g_autoptr(PolderScenario) scenario = table_of(3, 3, 1);
  for (int party = 0; party < 3; party++)
    scenario->parties[party].power = 0;
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "asis", 0, trace);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, ANY), 0);
}
END_TEST

/* --- issue by issue --------------------------------------------------------------------------- */

static void same_start(const PolderScenario *scenario, PolderDeal one, PolderDeal other, int n) {
  int options[POLDER_ISSUES_MAX], others[POLDER_ISSUES_MAX];
  polder_scenario_options(scenario, one, options);
  polder_scenario_options(scenario, other, others);
  for (int issue = 0; issue < n; issue++)
    ck_assert_int_eq(options[issue], others[issue]);
}

START_TEST(issue_by_issue_what_is_settled_stays_and_the_last_issue_makes_the_agreement) {
  static const char *const strategies[] = {"strategy=principled", "strategy=micro",
                                           "strategy=random", "strategy=tit_for_tat"};
  const char *const sets[] = {"protocol=issue_by_issue", "devaluation=0", "bias=0", strategies[_i],
                              NULL};
  unsigned agreed = 0, stuck_midway = 0;
  for (unsigned number = 0; number < TABLES; number++) {
    g_autoptr(PolderScenario) scenario = table_of(3, 4, number);
    g_autoptr(PolderTrace) trace = polder_trace_new();
    const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
    PolderDeal last = POLDER_NO_DEAL;
    int settled = 0;
    for (unsigned i = 0; i < polder_trace_length(trace); i++) {
      const PolderEntry *entry = polder_trace_at(trace, i);
      if (entry->did == POLDER_DID_PROPOSE && settled > 0)
        same_start(scenario, last, entry->deal, settled);
      if (entry->did != POLDER_DID_SETTLE)
        continue;
      ck_assert_double_eq(entry->after, ++settled);
      last = entry->deal;
    }
    ck_assert(outcome.ending != POLDER_AGREEMENT || settled == 3);
    if (outcome.ending == POLDER_AGREEMENT)
      same_start(scenario, last, outcome.deal, 3);
    agreed += outcome.ending == POLDER_AGREEMENT;
    stuck_midway += outcome.ending != POLDER_AGREEMENT && settled > 0;
  }
  ck_assert(_i > 0 || agreed > 3); /* it comes out both ways */
  ck_assert_uint_gt(stuck_midway, 0);
}
END_TEST

START_TEST(issue_by_issue_nobody_signs_what_it_would_not_sign_as_a_whole) {
  static const char *const sets[] = {"protocol=issue_by_issue", NULL};
  for (unsigned number = 0; number < 3 * TABLES; number++) {
    g_autoptr(PolderScenario) scenario = table_of(2, 3, number);
    const PolderOutcome outcome = played(scenario, sets, "spoken", 0, NULL);
    if (outcome.ending == POLDER_AGREEMENT)
      ck_assert_double_ge(outcome.min_surplus, -1e-9);
  }
}
END_TEST

START_TEST(of_one_issue_it_makes_no_difference_that_issues_come_one_by_one) {
  static const char *const package[] = {"protocol=round_robin", NULL};
  static const char *const one_by_one[] = {"protocol=issue_by_issue", NULL};
  for (unsigned number = 0; number < TABLES; number++) {
    g_autoptr(PolderScenario) scenario = table_of(3, 1, number);
    const PolderOutcome one = played(scenario, package, "asis", number, NULL);
    const PolderOutcome other = played(scenario, one_by_one, "asis", number, NULL);
    ck_assert_int_eq(one.ending, other.ending);
    ck_assert_int_eq(one.round, other.round);
    ck_assert_uint_eq(one.deal, other.deal);
  }
}
END_TEST

/* What the first option of an issue is worth more than its second, to party 1 as party 0 sees it.
 */
static double seen_difference(Seated *seated, int issue) {
  const PolderScenario *scenario = seated->scenario;
  int option[POLDER_ISSUES_MAX];
  polder_table_refresh_minds(seated->table);
  for (int other = 0; other < scenario->n_issues; other++)
    option[other] = scenario->issues[other].first_option;
  const double first = polder_minds_estimate(seated->table->minds, 0, 1, 0, option);
  option[issue]++;
  return first - polder_minds_estimate(seated->table->minds, 0, 1, 0, option);
}

START_TEST(a_vote_on_one_issue_teaches_about_that_issue_alone) {
  g_autoptr(Seated) seated = seated_new(table_of(2, 2, 1), NULL);
  PolderChair *chair = &seated->table->chair;
  polder_chair_one_by_one(chair);
  const double first = seen_difference(seated, 0), last = seen_difference(seated, 1);
  ck_assert(polder_chair_lay(chair, 1, 0));
  polder_chair_vote(chair);
  ck_assert_double_gt(fabs(seen_difference(seated, 0) - first), 1e-4);
  ck_assert_double_eq_tol(seen_difference(seated, 1), last, 1e-6);
}
END_TEST

/* --- a single text ---------------------------------------------------------------------------- */

START_TEST(a_single_text_is_voted_on_in_the_last_round_and_nowhere_else) {
  static const char *const sets[] = {"protocol=mediated", "strategy=annealer", "leave_rate=0",
                                     NULL};
  unsigned agreed = 0;
  for (unsigned number = 0; number < TABLES; number++) {
    g_autoptr(PolderScenario) scenario = table_of(3, 3, number);
    g_autoptr(PolderTrace) trace = polder_trace_new();
    const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
    ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, ANY), 1);
    ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, -1), 1);
    ck_assert_int_eq(played_find(trace, POLDER_DID_PROPOSE, -1, 0)->round, 30);
    const PolderEntry *judged = played_find(trace, POLDER_DID_ATTRIBUTE, ANY, 0);
    ck_assert(judged == NULL || judged->round == 30);
    ck_assert(outcome.ending != POLDER_AGREEMENT || outcome.min_surplus >= -1e-9);
    agreed += outcome.ending == POLDER_AGREEMENT;
  }
  ck_assert_uint_gt(agreed, 0);
  ck_assert_uint_lt(agreed, TABLES);
}
END_TEST

/* Utilities of the standing text over so many changes: how often one fell, and how often it moved.
 */
static void watch(const char *strategy, const char *temperature, int *out_falls, int *out_moves) {
  const char *const sets[] = {strategy, temperature, NULL};
  g_autoptr(Seated) seated = seated_new(table_of(3, 4, 2), sets);
  PolderTable *table = seated->table;
  *out_falls = *out_moves = 0;
  for (int change = 0; change < 300; change++) {
    const PolderDeal before = polder_chair_standing(&table->chair);
    polder_chair_change(&table->chair);
    const PolderDeal after = polder_chair_standing(&table->chair);
    *out_moves += before != after;
    for (int party = 0; party < 3; party++)
      *out_falls += !polder_view_breaks_own_line(&table->view[party], before) &&
                    polder_view_utility(&table->view[party], after) <
                        polder_view_utility(&table->view[party], before) - 1e-9;
  }
  ck_assert_int_eq(table->n_offers + table->n_answers, 0);
}

START_TEST(hill_climbers_never_go_down_and_annealers_do_while_it_is_hot) {
  int falls, moves, hot_falls, hot_moves;
  watch("strategy=hill_climber", NULL, &falls, &moves);
  ck_assert_int_eq(falls, 0);
  ck_assert_int_gt(moves, 0);
  watch("strategy=annealer", "temperature=0", &hot_falls, &hot_moves);
  ck_assert_int_eq(hot_moves, moves); /* without heat the same */
  watch("strategy=annealer", "temperature=.2", &hot_falls, &hot_moves);
  ck_assert_int_gt(hot_falls, 10);
  ck_assert_int_gt(hot_moves, moves);
  watch("strategy=annealer", "temperature=10", &hot_falls, &hot_moves);
  ck_assert_int_gt(hot_moves, 150);
}
END_TEST

START_TEST(one_hill_climber_can_hold_the_text_back) {
  int falls, together, alone;
  watch("strategy=annealer", "temperature=10", &falls, &together);
  static const char *const sets[] = {"strategy=annealer", "temperature=10", NULL};
  g_autoptr(Seated) seated = seated_new(table_of(3, 4, 2), sets);
  seated->setting.strategy[1] = &polder_strategy_hill_climber;
  alone = 0;
  for (int change = 0; change < 300; change++) {
    const PolderDeal before = polder_chair_standing(&seated->table->chair);
    polder_chair_change(&seated->table->chair);
    alone += before != polder_chair_standing(&seated->table->chair);
  }
  ck_assert_int_lt(alone, together / 2);
}
END_TEST

START_TEST(a_single_text_leaves_clockwork_parties_right) {
  static const char *const sets[] = {"protocol=mediated", "strategy=linear", "bias=0",
                                     "devaluation=0",     "trust_gain=0",    NULL};
  g_autoptr(PolderScenario) scenario = table_of(2, 3, 3);
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert(outcome.ending != POLDER_AGREEMENT || outcome.min_surplus >= -1e-9);
}
END_TEST

/* --- micro ------------------------------------------------------------------------------------ */

START_TEST(texts_are_ranked_by_what_they_are_worth_to_oneself) {
  g_autoptr(Seated) seated = seated_new(table_of(3, 3, 1), NULL);
  const float *wish = seated->table->outlook[0]->wish[0];
  for (unsigned rank = 1; rank <= 70; rank += 3) {
    const double worth = polder_view_ranked(&seated->table->view[0], rank);
    unsigned better = 0, possible = 0;
    for (uint32_t deal = 0; deal < seated->scenario->n_deals; deal++) {
      better += (double)wish[deal] > worth;
      possible += wish[deal] >= 0;
    }
    ck_assert(rank <= possible ? better < rank : worth < 0);
  }
}
END_TEST

START_TEST(what_micro_lays_down_is_new_and_its_next_best_or_was_laid_down_before) {
  static const char *const sets[] = {"strategy=micro", "protocol=saop", "devaluation=0",
                                     "leave_rate=0",   "give_up=0",     NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  g_autoptr(Seated) seated = seated_new(table_of(2, 3, (unsigned)_i), sets);
  played(seated->scenario, sets, "asis", 0, trace);
  unsigned laid[64] = {0}, n_laid[2] = {0};
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->did != POLDER_DID_PROPOSE || laid[entry->deal] >> entry->party & 1)
      continue;
    laid[entry->deal] |= 1u << entry->party;
    const double worth =
        (double)seated->table->outlook[entry->party]->wish[entry->party][entry->deal];
    const PolderView *view = &seated->table->view[entry->party];
    ck_assert_double_eq_tol(worth, polder_view_ranked(view, ++n_laid[entry->party]), 1e-6);
  }
  ck_assert_uint_gt(n_laid[0], 1);
  ck_assert_uint_le(n_laid[0], n_laid[1] + 1);
  ck_assert_uint_le(n_laid[1], n_laid[0] + 1);
}
END_TEST

START_TEST(micro_gives_nothing_to_who_repeats_itself) {
  g_autoptr(Seated) seated =
      seated_new(table_of(2, 3, 1), (const char *const[]){"strategy=micro", NULL});
  PolderTable *table = seated->table;
  PolderChair *chair = &table->chair;
  const PolderDeal best = polder_chair_choose(chair, 0);
  ck_assert(polder_chair_lay(chair, 0, best) && polder_chair_lay(chair, 1, 5));
  polder_table_concede(table); /* it got one for its one: the next */
  const PolderDeal next = polder_chair_choose(chair, 0);
  ck_assert_uint_ne(next, best);
  ck_assert(polder_chair_lay(chair, 0, next) && polder_chair_lay(chair, 1, 5));
  for (int round = 2; round < 12; round++) { /* two for one: back to either of them */
    polder_table_begin_round(table, round);
    polder_table_concede(table);
    const PolderDeal again = polder_chair_choose(chair, 0);
    ck_assert(again == best || again == next);
  }
}
END_TEST

Suite *suite_protocols(void);

Suite *suite_protocols(void) {
  Suite *suite = suite_create("protocols");
  TCase *steps = tcase_create("steps"), *texts = tcase_create("texts"),
        *issues = tcase_create("issues"), *single = tcase_create("single"),
        *micro = tcase_create("micro");
  tcase_add_test(steps, a_step_gives_one_place_another_value_all_equally_likely);
  tcase_add_test(steps, a_step_for_the_worse_is_taken_as_often_as_its_loss_and_the_heat_allow);
  tcase_add_test(texts, under_amop_all_choose_before_anybody_hears_an_answer);
  tcase_add_test(texts, under_amop_all_answer_to_each_text_of_a_round);
  tcase_add_test(texts, under_amop_the_first_text_that_all_accept_is_agreed);
  tcase_add_loop_test(texts, every_text_is_of_who_has_most_power, 0, 4);
  tcase_add_test(texts, who_leads_next_when_the_leader_has_left);
  tcase_add_loop_test(texts, where_nobody_has_a_vote_no_protocol_does_anything, 0, 4);
  tcase_add_loop_test(
      issues, issue_by_issue_what_is_settled_stays_and_the_last_issue_makes_the_agreement, 0, 4);
  tcase_add_test(issues, issue_by_issue_nobody_signs_what_it_would_not_sign_as_a_whole);
  tcase_add_test(issues, of_one_issue_it_makes_no_difference_that_issues_come_one_by_one);
  tcase_add_test(issues, a_vote_on_one_issue_teaches_about_that_issue_alone);
  tcase_add_test(single, a_single_text_is_voted_on_in_the_last_round_and_nowhere_else);
  tcase_add_test(single, hill_climbers_never_go_down_and_annealers_do_while_it_is_hot);
  tcase_add_test(single, one_hill_climber_can_hold_the_text_back);
  tcase_add_test(single, a_single_text_leaves_clockwork_parties_right);
  tcase_add_test(micro, texts_are_ranked_by_what_they_are_worth_to_oneself);
  tcase_add_loop_test(micro, what_micro_lays_down_is_new_and_its_next_best_or_was_laid_down_before,
                      0, 10);
  tcase_add_test(micro, micro_gives_nothing_to_who_repeats_itself);
  TCase *all[] = {steps, texts, issues, single, micro};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
    suite_add_tcase(suite, all[i]);
  return suite;
}
