/* Bargaining: held against published games, a slow independent analysis, and chance theory. */
#include <check.h>
#include <math.h>
#include <polder/bargaining.h>
#include <string.h>

#include "drawn_scenario.h"
#include "naive_analysis.h"
#include "problem_rows.h"

/* --- Rules --- */

static PolderDecision decision(PolderRule rule, double quota, uint32_t veto, int n_parties) {
  PolderDecision made = {.rule = rule, .quota = quota, .veto = veto, .n_parties = n_parties};
  for (int i = 0; i < n_parties; i++)
    made.power[i] = 1;
  return made;
}

static const struct {
  PolderRule rule;
  double quota;
  uint32_t veto;
  double power[4];
  uint32_t accepters;
  bool met;
} rule_cases[] = {
    {POLDER_RULE_UNANIMITY, 0, 0, {1, 1, 1, 1}, 0xf, true},
    {POLDER_RULE_UNANIMITY, 0, 0, {1, 1, 1, 1}, 0x7, false},
    {POLDER_RULE_UNANIMITY, 0, 0, {1, 1, 1, 0}, 0x7, true}, /* no vote, no say */
    {POLDER_RULE_UNANIMITY, 0, 0, {0, 0, 0, 0}, 0x0, true},
    {POLDER_RULE_QUOTA, .5, 0, {1, 1, 1, 1}, 0x3, true},
    {POLDER_RULE_QUOTA, .51, 0, {1, 1, 1, 1}, 0x3, false},
    {POLDER_RULE_QUOTA, 2. / 3, 0, {1, 1, 1, 0}, 0x3, true}, /* two of three voters */
    {POLDER_RULE_QUOTA, 2. / 3, 0, {1, 1, 1, 0}, 0x9, false},
    {POLDER_RULE_QUOTA, .75, 0, {5, 1, 1, 1}, 0x7, true},        /* heads, not power */
    {POLDER_RULE_QUOTA, .5 + 2e-10, 0, {1, 1, 1, 1}, 0x3, true}, /* a hair over two */
    {POLDER_RULE_QUOTA, 0, 0, {1, 1, 1, 1}, 0x0, true},
    {POLDER_RULE_QUOTA, 1, 0, {1, 1, 1, 1}, 0x7, false},
    {POLDER_RULE_WEIGHTED, .6, 0, {3, 1, 1, 0}, 0x1, true}, /* exactly the share */
    {POLDER_RULE_WEIGHTED, .61, 0, {3, 1, 1, 0}, 0x1, false},
    {POLDER_RULE_WEIGHTED, .6 + 2e-10, 0, {3, 1, 1, 0}, 0x1, true},
    {POLDER_RULE_WEIGHTED, 1, 0, {0, 0, 0, 0}, 0x0, true},
    {POLDER_RULE_VETO, .5, 0x1, {1, 1, 1, 1}, 0x3, true},
    {POLDER_RULE_VETO, .5, 0x1, {1, 1, 1, 1}, 0xe, false}, /* the first party objects */
    {POLDER_RULE_VETO, .5, 0x1, {1, 1, 1, 1}, 0x1, false}, /* too few */
    {POLDER_RULE_VETO, .5, 0x1, {0, 1, 1, 1}, 0xc, true},  /* a veto without a vote is none */
};

START_TEST(a_rule_is_met_as_the_manual_says) {
  PolderDecision made = decision(rule_cases[_i].rule, rule_cases[_i].quota, rule_cases[_i].veto, 4);
  memcpy(made.power, rule_cases[_i].power, sizeof rule_cases[_i].power);
  ck_assert_int_eq(polder_rule_met(&made, rule_cases[_i].accepters), rule_cases[_i].met);
}
END_TEST

START_TEST(one_more_accepter_never_undoes_a_decision) {
  for (unsigned t = 0; t < 200; t++) {
    PolderDecision made = decision((PolderRule)(t % 4), draw(t, 0), (uint32_t)(draw(t, 1) * 32), 5);
    for (unsigned i = 0; i < 5; i++)
      made.power[i] = draw_below(t, 2 + i, 4);
    for (uint32_t set = 0; set < 32; set++)
      for (uint32_t bit = 1; bit < 32; bit *= 2)
        ck_assert(!polder_rule_met(&made, set) || polder_rule_met(&made, set | bit));
  }
}
END_TEST

START_TEST(the_rule_of_a_table_is_read_from_its_values) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  g_autoptr(PolderScenario) scenario = polder_scenario_random(&knobs, 1, 0);
  PolderValues values = scenario->values;
  polder_values_put(&values, POLDER_RULE, -1, POLDER_RULE_VETO, POLDER_FROM_SET);
  polder_values_put(&values, POLDER_QUOTA, -1, .75, POLDER_FROM_SET);
  polder_values_put(&values, POLDER_VETO, -1, 6, POLDER_FROM_SET);
  scenario->parties[2].power = 3;
  const PolderDecision made = polder_decision_of(scenario, &values);
  ck_assert_int_eq(made.rule, POLDER_RULE_VETO);
  ck_assert_double_eq(made.quota, .75);
  ck_assert_uint_eq(made.veto, 6);
  ck_assert_int_eq(made.n_parties, 4);
  ck_assert_double_eq(made.power[2], 3);
}
END_TEST

/* --- Published games --- */

/* Counted by enumeration elsewhere; parties in the order of the file. */
static const struct {
  const char *folder;
  uint32_t zopa, pareto, pareto_zopa;
  const char *nash[5];
  uint32_t acceptable[6], satisfied[7];
} games[] = {
    {"tests/fixtures/games/game1",
     21,
     241,
     21,
     {"a3", "b3", "c3", "d2", "e2"},
     {310, 306, 313, 364, 444, 418},
     {10, 78, 148, 243, 174, 46, 21}},
    {"tests/fixtures/games/game2",
     18,
     454,
     18,
     {"a3", "b2", "c3", "d3", "e1"},
     {231, 311, 487, 584, 641, 544},
     {0, 0, 71, 157, 293, 181, 18}},
    {"tests/fixtures/games/game3",
     35,
     141,
     26,
     {"a2", "b2", "c1", "d4", "e2"},
     {324, 242, 530, 432, 320, 544},
     {16, 102, 105, 152, 136, 174, 35}},
};

START_TEST(a_published_game_has_the_published_figures) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderScenario) game = polder_scenario_load(games[_i].folder, messages);
  ck_assert_ptr_nonnull(game);
  PolderAnalysis got;
  polder_analysis_run(game, NULL, &got);
  ck_assert_double_eq(got.deals, 720);
  ck_assert_uint_eq(got.possible, 720);
  ck_assert_uint_eq(got.zopa, games[_i].zopa);
  ck_assert_uint_eq(got.pareto, games[_i].pareto);
  ck_assert_uint_eq(got.pareto_zopa, games[_i].pareto_zopa);
  ck_assert_mem_eq(got.acceptable, games[_i].acceptable, sizeof games[_i].acceptable);
  ck_assert_mem_eq(got.satisfied, games[_i].satisfied, sizeof games[_i].satisfied);
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(game, got.solution[POLDER_NASH], option);
  for (int issue = 0; issue < 5; issue++)
    ck_assert_str_eq(game->options[game->issues[issue].first_option + option[issue]].id,
                     games[_i].nash[issue]);
}
END_TEST

/* --- Against the slow analysis --- */

static void assert_counts_equal(const PolderAnalysis *got, const PolderAnalysis *expected) {
  ck_assert_double_eq(got->deals, expected->deals);
  ck_assert_uint_eq(got->counted, expected->counted);
  ck_assert(!got->sampled);
  ck_assert_uint_eq(got->possible, expected->possible);
  ck_assert_uint_eq(got->zopa, expected->zopa);
  ck_assert_uint_eq(got->pareto, expected->pareto);
  ck_assert_uint_eq(got->pareto_zopa, expected->pareto_zopa);
  ck_assert_mem_eq(got->acceptable, expected->acceptable, sizeof got->acceptable);
  ck_assert_mem_eq(got->satisfied, expected->satisfied, sizeof got->satisfied);
  ck_assert_mem_eq(got->solution, expected->solution, sizeof got->solution);
}

static void assert_utilities_equal(const PolderAnalysis *got, const NaiveAnalysis *naive) {
  for (int s = 0; s < POLDER_SOLUTIONS; s++)
    for (int i = 0; i < POLDER_PARTIES_MAX; i++) {
      const uint32_t deal = got->solution[s];
      if (deal == POLDER_NO_DEAL || i >= naive->n_parties)
        ck_assert_double_nan(got->utility[s][i]);
      else
        ck_assert_double_eq_tol(got->utility[s][i],
                                naive->utility[deal * (uint32_t)naive->n_parties + (uint32_t)i],
                                1e-12);
    }
}

static void assert_front_equal(const PolderFront *front, const NaiveAnalysis *naive) {
  g_autofree bool *on_front = g_new0(bool, naive->n_deals);
  for (uint32_t m = 0; m < polder_front_size(front); m++)
    on_front[polder_front_deal(front, m)] = true;
  ck_assert_mem_eq(on_front, naive->front, naive->n_deals * sizeof *on_front);
}

START_TEST(analysis_equals_the_slow_one) {
  unsigned n_room = 0, n_pairs = 0, n_red = 0;
  for (unsigned table = 0; table < 400; table++) {
    g_autoptr(PolderScenario) scenario = drawn_scenario(table);
    if (scenario == NULL)
      continue;
    g_autoptr(NaiveAnalysis) naive = naive_analysis_new(scenario);
    g_autoptr(PolderFront) front = polder_front_new(scenario->n_parties, scenario->n_deals);
    PolderAnalysis got;
    polder_analysis_run(scenario, front, &got);
    assert_counts_equal(&got, &naive->analysis);
    assert_utilities_equal(&got, naive);
    assert_front_equal(front, naive);
    n_room += got.zopa > 0;
    n_pairs += scenario->n_pairs > 0;
    n_red += got.possible < got.counted;
  }
  ck_assert_uint_gt(MIN(n_room, MIN(n_pairs, n_red)), 100);
}
END_TEST

START_TEST(what_red_lines_and_devaluation_cost_equals_the_slow_count) {
  unsigned n_removed = 0, n_devalued = 0;
  for (unsigned table = 0; table < 400; table++) {
    g_autoptr(PolderScenario) scenario = drawn_scenario(table);
    if (scenario == NULL)
      continue;
    g_autoptr(NaiveAnalysis) naive = naive_analysis_new(scenario);
    PolderRoomCheck got;
    polder_room_check(scenario, &got);
    ck_assert_uint_eq(got.room, naive->check.room);
    ck_assert_uint_eq(got.devalued, naive->check.devalued);
    ck_assert_uint_eq(got.agreeable, naive->check.agreeable);
    ck_assert_mem_eq(got.removed, naive->check.removed, sizeof got.removed);
    ck_assert_mem_eq(got.unlocked, naive->check.unlocked, sizeof got.unlocked);
    n_removed += got.agreeable > got.room;
    n_devalued += got.room > got.devalued && got.devalued > 0;
  }
  ck_assert_uint_gt(MIN(n_removed, n_devalued), 30);
}
END_TEST

START_TEST(devaluation_is_measured_from_the_worst_of_all_deals) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderScenario) scenario = polder_scenario_load("tests/fixtures/engine/hall", messages);
  scenario->parties[0].reservation_written = .3;
  scenario->parties[1].reservation_written = .2;
  scenario->values.value[POLDER_DEVALUATION][0] = 0;
  scenario->values.value[POLDER_DEVALUATION][1] = 1;
  ck_assert(polder_scenario_freeze(scenario, messages));
  PolderRoomCheck check;
  polder_room_check(scenario, &check);
  ck_assert_double_eq_tol(check.lowest[1], .3, 1e-12); /* big, across the club's own red line */
  ck_assert_double_eq_tol(check.highest[1], .97, 1e-12);
  ck_assert_uint_eq(check.room, 2);
  ck_assert_uint_eq(check.devalued, 1); /* shared: .5 - (.97 - .3) / 2 is below .2 */
}
END_TEST

START_TEST(the_room_under_each_rule_equals_the_slow_count) {
  const double quotas[] = {0, .3, .5, 2. / 3, .75, 1};
  for (unsigned table = 0; table < 200; table++) {
    g_autoptr(PolderScenario) scenario = drawn_scenario(table);
    if (scenario == NULL)
      continue;
    g_autoptr(NaiveAnalysis) naive = naive_analysis_new(scenario);
    double reservation[POLDER_PARTIES_MAX];
    const PolderProblem problem = polder_problem_of(scenario, reservation);
    PolderDecision made = polder_decision_of(scenario, &scenario->values);
    for (unsigned r = 0; r < 4 * G_N_ELEMENTS(quotas); r++) {
      made.rule = (PolderRule)(r % 4);
      made.quota = quotas[r / 4];
      made.veto = (uint32_t)draw_below(table, 500 + r, 1u << made.n_parties);
      const PolderRoom got = polder_problem_room(&problem, &made);
      const PolderRoom expected = naive_room(naive, made.rule, made.quota, made.veto, made.power);
      ck_assert_uint_eq(got.size, expected.size);
      if (got.size == 0)
        ck_assert_double_nan(got.best_joint);
      else
        ck_assert_double_eq_tol(got.best_joint, expected.best_joint, 1e-12);
    }
  }
}
END_TEST

START_TEST(what_is_sampled_says_so) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2;
  knobs.issues = 8;
  knobs.options = 6;
  g_autoptr(PolderScenario) scenario = polder_scenario_random(&knobs, 1, 0);
  PolderAnalysis got;
  polder_analysis_run(scenario, NULL, &got);
  ck_assert(got.sampled);
  ck_assert_double_eq(got.deals, 1679616);
  ck_assert_uint_eq(got.counted, POLDER_DEALS_MAX);
  ck_assert_uint_eq(got.satisfied[0] + got.satisfied[1] + got.satisfied[2], POLDER_DEALS_MAX);
  ck_assert_uint_gt(got.pareto, 0);
}
END_TEST

/* --- Solutions --- */

static void assert_solved(const Rows *rows, PolderDeal nash, PolderDeal kalai, PolderDeal equal,
                          PolderDeal sum) {
  const PolderProblem problem = rows_problem(rows);
  PolderDeal got[POLDER_SOLUTIONS];
  polder_problem_solve(&problem, got);
  ck_assert_uint_eq(got[POLDER_NASH], nash);
  ck_assert_uint_eq(got[POLDER_KALAI_SMORODINSKY], kalai);
  ck_assert_uint_eq(got[POLDER_EGALITARIAN], equal);
  ck_assert_uint_eq(got[POLDER_UTILITARIAN], sum);
}

START_TEST(each_solution_is_what_its_name_says) {
  /* ideal 1 and .5; products .05 .05 .1225 .18 .189, smallest shares .1 .1 .35 .6 .54 */
  const double row[][2] = {{1, .05}, {.1, .5}, {.35, .35}, {.6, .3}, {.7, .27}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  assert_solved(rows, 4, 3, 2, 0);
  rows->reservation[1] = .28; /* leaves (.1, .5), (.35, .35) and (.6, .3), with other surpluses */
  assert_solved(rows, 2, 2, 1, 3);
}
END_TEST

START_TEST(without_room_nothing_is_solved) {
  const double row[][2] = {{.2, .9}, {.9, .2}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  rows->reservation[0] = rows->reservation[1] = .5;
  assert_solved(rows, POLDER_NO_DEAL, POLDER_NO_DEAL, POLDER_NO_DEAL, POLDER_NO_DEAL);
}
END_TEST

START_TEST(ties_go_to_the_first_deal_whatever_the_rounding) {
  const double row[][2] = {{.1, .1}, {.3, .1 + .2}, {.1 + .2, .3}, {.3, .3}, {.1 + .2, .1 + .2}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  assert_solved(rows, 1, 1, 1, 1);
}
END_TEST

START_TEST(a_surplus_within_the_tolerance_is_none) {
  const double row[][2] = {{.5 - 4e-10, .8}, {.5 + 5e-10, .9}, {.5, .9}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  rows->reservation[0] = .5;
  assert_solved(rows, 0, 1, 0, 1);
}
END_TEST

START_TEST(a_small_nash_product_still_counts) {
  g_autoptr(Rows) rows = rows_new(8, 3);
  for (uint32_t k = 0; k < 24; k++)
    rows->row[k] = .02 + .001 * (k / 8); /* products of some 1e-14 */
  assert_solved(rows, 2, 2, 2, 2);
}
END_TEST

START_TEST(a_party_that_can_gain_nothing_is_left_out_of_kalai_smorodinsky) {
  const double row[][2] = {{.5, .2}, {.5, .6}, {.5, .4}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  rows->reservation[0] = .5;
  assert_solved(rows, 0, 1, 0, 1); /* all Nash products and smallest surpluses are 0: the first */
}
END_TEST

START_TEST(a_deal_exactly_at_the_floor_is_acceptable) {
  const double row[][2] = {{.1 + .2, .7}, {.3 - 2e-9, .7}, {.3 - 5e-10, .7}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  rows->reservation[0] = .3;
  rows->broken[0] = 1;
  const PolderProblem problem = rows_problem(rows);
  ck_assert_uint_eq(polder_deal_accepters(&problem, 0), 2); /* worth it, and a red line broken */
  ck_assert_uint_eq(polder_deal_accepters(&problem, 1), 2);
  ck_assert_uint_eq(polder_deal_accepters(&problem, 2), 3);
}
END_TEST

/* --- Chance --- */

/* P(some of M deals suits all n) = 1 - (1 - p^n)^M when each suits each with chance p. */
static const struct {
  int n_parties;
  double expected;
} chance_cases[] = {{4, .997}, {5, .827}, {6, .408}, {8, .046}};

START_TEST(more_parties_leave_less_room_as_chance_has_it) {
  const double p = .3;
  const int n = chance_cases[_i].n_parties, tables = 1000;
  const PolderDecision made = decision(POLDER_RULE_UNANIMITY, 1, 0, n);
  const double chance = 1 - pow(1 - pow(p, n), 720);
  int found = 0;
  g_autoptr(Rows) rows = rows_new(n, 720);
  for (int i = 0; i < n; i++)
    rows->reservation[i] = 1 - p;
  for (int table = 0; table < tables; table++) {
    for (uint32_t k = 0; k < 720 * (uint32_t)n; k++)
      rows->row[k] = draw((unsigned)table, k);
    const PolderProblem problem = rows_problem(rows);
    found += polder_problem_room(&problem, &made).size > 0;
  }
  ck_assert_double_eq_tol(chance, chance_cases[_i].expected, 5e-4);
  ck_assert_double_eq_tol((double)found / tables, chance, 4 * sqrt(chance * (1 - chance) / tables));
}
END_TEST

static double choose(int n, int k) {
  double ways = 1;
  for (int i = 0; i < k; i++)
    ways *= (double)(n - i) / (i + 1);
  return ways;
}

/* The chance that n random sets of a out of m have a member in common, by inclusion and exclusion.
 */
static double chance_of_common(int m, int a, int n) {
  double none = 0;
  for (int j = 0; j <= a; j++)
    none += (j % 2 ? -1 : 1) * choose(m, j) * pow(choose(m - j, a - j) / choose(m, a), n);
  return 1 - none;
}

START_TEST(random_tables_of_one_issue_have_room_as_often_as_chance_has_it) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.issues = 1;
  knobs.options = 40;
  knobs.conflict = knobs.redline_share = 0;
  knobs.percentile = 70; /* the 28th of 40 and above: 13 deals */
  const double chance = chance_of_common(40, 13, knobs.parties);
  const unsigned tables = 2000;
  unsigned found = 0;
  for (unsigned table = 0; table < tables; table++) {
    g_autoptr(PolderScenario) scenario = polder_scenario_random(&knobs, 3, table);
    PolderAnalysis got;
    polder_analysis_run(scenario, NULL, &got);
    ck_assert_uint_eq(got.acceptable[0], 13);
    found += got.zopa > 0;
  }
  ck_assert_double_eq_tol((double)found / tables, chance, 4 * sqrt(chance * (1 - chance) / tables));
}
END_TEST

Suite *suite_bargaining(void);

static TCase *case_rules(void) {
  TCase *rules = tcase_create("rules");
  tcase_add_loop_test(rules, a_rule_is_met_as_the_manual_says, 0, G_N_ELEMENTS(rule_cases));
  tcase_add_test(rules, one_more_accepter_never_undoes_a_decision);
  tcase_add_test(rules, the_rule_of_a_table_is_read_from_its_values);
  return rules;
}

static TCase *case_games(void) {
  TCase *published = tcase_create("games");
  tcase_add_loop_test(published, a_published_game_has_the_published_figures, 0,
                      G_N_ELEMENTS(games));
  return published;
}

static TCase *case_naive(void) {
  TCase *naive = tcase_create("naive");
  tcase_add_test(naive, analysis_equals_the_slow_one);
  tcase_add_test(naive, what_red_lines_and_devaluation_cost_equals_the_slow_count);
  tcase_add_test(naive, what_is_sampled_says_so);
  tcase_add_test(naive, devaluation_is_measured_from_the_worst_of_all_deals);
  tcase_add_test(naive, the_room_under_each_rule_equals_the_slow_count);
  return naive;
}

static TCase *case_solutions(void) {
  TCase *solutions = tcase_create("solutions");
  tcase_add_test(solutions, each_solution_is_what_its_name_says);
  tcase_add_test(solutions, without_room_nothing_is_solved);
  tcase_add_test(solutions, ties_go_to_the_first_deal_whatever_the_rounding);
  tcase_add_test(solutions, a_surplus_within_the_tolerance_is_none);
  tcase_add_test(solutions, a_small_nash_product_still_counts);
  tcase_add_test(solutions, a_party_that_can_gain_nothing_is_left_out_of_kalai_smorodinsky);
  tcase_add_test(solutions, a_deal_exactly_at_the_floor_is_acceptable);
  return solutions;
}

static TCase *case_chance(void) {
  TCase *chance = tcase_create("chance");
  tcase_add_loop_test(chance, more_parties_leave_less_room_as_chance_has_it, 0,
                      G_N_ELEMENTS(chance_cases));
  tcase_add_test(chance, random_tables_of_one_issue_have_room_as_often_as_chance_has_it);
  return chance;
}

Suite *suite_bargaining(void) {
  Suite *suite = suite_create("bargaining");
  suite_add_tcase(suite, case_rules());
  suite_add_tcase(suite, case_games());
  suite_add_tcase(suite, case_naive());
  suite_add_tcase(suite, case_solutions());
  suite_add_tcase(suite, case_chance());
  return suite;
}
