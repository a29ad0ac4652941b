/* The Pareto front: held against deal by deal comparison, in all the ways to find it. */
#include <check.h>
#include <math.h>
#include <polder/bargaining.h>
#include <string.h>

#include "naive_analysis.h"
#include "problem_rows.h"

/* The front as bits, of at most 32 deals. */
static uint32_t front_bits(const PolderProblem *problem) {
  g_autoptr(PolderFront) front = polder_front_new(problem->n_parties, problem->n_deals);
  uint32_t bits = 0;
  polder_front_find(front, problem);
  for (uint32_t m = 0; m < polder_front_size(front); m++)
    bits |= UINT32_C(1) << polder_front_deal(front, m);
  return bits;
}

/* [deal][party]. Yours to free. */
static double *rows_of(const PolderProblem *problem) {
  const uint32_t width = (uint32_t)problem->n_parties;
  double *row = g_new(double, width * problem->n_deals);
  for (uint32_t deal = 0; deal < problem->n_deals; deal++)
    for (uint32_t i = 0; i < width; i++)
      row[deal * width + i] = problem->utility[i * problem->n_deals + deal];
  return row;
}

static bool dominated(const PolderProblem *problem, const double *row, uint32_t deal) {
  const size_t width = (size_t)problem->n_parties;
  for (uint32_t other = 0; other < problem->n_deals; other++)
    if (problem->broken[other] == 0 &&
        naive_dominates(row + other * width, row + deal * width, problem->n_parties))
      return true;
  return false;
}

static void assert_front_exact(const PolderProblem *problem, PolderFront *front) {
  g_autofree double *row = rows_of(problem);
  g_autofree bool *on_front = g_new0(bool, problem->n_deals);
  polder_front_find(front, problem);
  for (uint32_t m = 0; m < polder_front_size(front); m++) {
    ck_assert(!on_front[polder_front_deal(front, m)]);
    on_front[polder_front_deal(front, m)] = true;
  }
  for (uint32_t deal = 0; deal < problem->n_deals; deal++)
    ck_assert_int_eq(on_front[deal], problem->broken[deal] == 0 && !dominated(problem, row, deal));
}

static void assert_rows_exact(const Rows *rows, PolderFront *front) {
  const PolderProblem problem = rows_problem(rows);
  assert_front_exact(&problem, front);
}

START_TEST(equal_deals_are_all_on_the_front) {
  const double row[][2] = {{.5, .5}, {.5, .5}, {.4, .5}, {.5, .5}, {0, 1}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = rows_problem(rows);
  ck_assert_uint_eq(front_bits(&problem), 0x1b);
}
END_TEST

START_TEST(a_gain_within_the_tolerance_dominates_nothing) {
  const double row[][2] = {{.5, .5}, {.5 + 9e-10, .5}, {.5 + 1.8e-9, .5 - 9e-10}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = rows_problem(rows);
  /* the third is higher than the first by more than the tolerance, and lower by less */
  ck_assert_uint_eq(front_bits(&problem), 0x6);
}
END_TEST

START_TEST(a_dominated_deal_can_still_dominate_within_the_tolerance) {
  const double row[][2] = {{.5, .5}, {.3, .5 - 9e-10}, {.2, .5 - 1.8e-9}, {.1, .5 + 9e-10}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = rows_problem(rows);
  ck_assert_uint_eq(front_bits(&problem), 0x1);
}
END_TEST

START_TEST(an_impossible_deal_dominates_nothing) {
  const double row[][2] = {{.9, .9}, {.5, .5}, {.4, .4}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  rows->broken[0] = 2;
  const PolderProblem problem = rows_problem(rows);
  ck_assert_uint_eq(front_bits(&problem), 0x2);
}
END_TEST

/* Coarse grids make ties; steps below and above the tolerance make chains of near-equals. */
static void fill_rows(Rows *rows, unsigned table) {
  const double steps[] = {0, .4e-9, .8e-9, 1.2e-9, 2.5e-9};
  const unsigned levels = 2 + draw_below(table, 0, 5);
  const double red = draw(table, 1) < .5 ? 0 : .2;
  for (uint32_t k = 0; k < (uint32_t)rows->n_parties * rows->n_deals; k++)
    rows->row[k] = draw_below(table, 10 + 2 * k, levels) / (double)levels +
                   steps[draw_below(table, 11 + 2 * k, table % 2 ? 5 : 1)];
  for (uint32_t deal = 0; deal < rows->n_deals; deal++)
    rows->broken[deal] = draw(table, 1000000 + deal) < red ? 4 : 0;
}

START_TEST(the_front_is_exact_among_ties_and_near_ties) {
  g_autoptr(PolderFront) front = polder_front_new(16, 600);
  for (unsigned table = 0; table < 300; table++) {
    g_autoptr(Rows) rows =
        rows_new(1 + (int)draw_below(table, 2, 7), 1 + (uint32_t)draw_below(table, 3, 300));
    fill_rows(rows, table);
    assert_rows_exact(rows, front);
  }
}
END_TEST

static const struct {
  int n_parties;
  uint32_t n_deals;
  bool opposed;
} large_cases[] = {{8, 3000, false}, {16, 1500, false}, {3, 8000, false},
                   {2, 3000, true},  {4, 3000, true},   {1, 5000, false}};

START_TEST(a_large_front_is_exact) {
  g_autoptr(Rows) rows = rows_new(large_cases[_i].n_parties, large_cases[_i].n_deals);
  const uint32_t width = (uint32_t)rows->n_parties;
  for (uint32_t deal = 0; deal < rows->n_deals; deal++) {
    double others = 0;
    for (uint32_t i = 0; i < width; i++) {
      rows->row[deal * width + i] = draw((unsigned)_i, deal * width + i) / width;
      others += i > 0 ? rows->row[deal * width + i] : 0;
    }
    if (large_cases[_i].opposed)
      rows->row[deal * width] = 1 - others;
  }
  g_autoptr(PolderFront) front = polder_front_new(rows->n_parties, rows->n_deals);
  assert_rows_exact(rows, front);
  if (large_cases[_i].opposed)
    ck_assert_uint_eq(polder_front_size(front), rows->n_deals);
}
END_TEST

START_TEST(utilities_outside_0_to_1_are_compared_all_the_same) {
  g_autoptr(Rows) rows = rows_new(3, 500);
  for (uint32_t k = 0; k < 1500; k++)
    rows->row[k] = 40 * draw(1, k) - 20;
  g_autoptr(PolderFront) front = polder_front_new(3, 500);
  assert_rows_exact(rows, front);
}
END_TEST

START_TEST(one_workspace_serves_problem_after_problem) {
  g_autoptr(PolderFront) front = polder_front_new(7, 300);
  for (unsigned table = 0; table < 20; table++) {
    g_autoptr(Rows) rows = rows_new(7 - (int)(table % 6), 300 - 14 * table);
    fill_rows(rows, table);
    assert_rows_exact(rows, front);
  }
}
END_TEST

/* --- Issue by issue --- */

/* Some thousand deals; interests that span issues, red lines on many of them. */
static PolderScenario *spanning_scenario(unsigned table, double redline_share) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2 + (int)draw_below(table, 0, 5);
  knobs.issues = 3 + (int)draw_below(table, 1, 3);
  knobs.options = knobs.issues == 3 ? 12 : knobs.issues == 4 ? 7 : 4;
  knobs.interests = 1 + (int)draw_below(table, 2, 4);
  knobs.conflict = .4 * draw_below(table, 3, 3);
  PolderScenario *scenario = polder_scenario_random(&knobs, 9, table);
  for (int k = 0; k < scenario->n_interests; k++)
    scenario->interests[k].minimum = draw(table, 10 + (unsigned)k) < redline_share
                                         ? .1 * draw_below(table, 50 + (unsigned)k, 7)
                                         : NAN;
  if (table % 2)
    for (int s = 0; s < scenario->n_interests * scenario->n_options; s++)
      scenario->score_written[s] = (int)(scenario->score_written[s] * 5) / 5.;
  g_autoptr(PolderMessages) messages = polder_messages_new();
  ck_assert(polder_scenario_freeze(scenario, messages));
  return scenario;
}

static void assert_scenario_exact(const PolderScenario *scenario) {
  double reservation[POLDER_PARTIES_MAX];
  const PolderProblem problem = polder_problem_of(scenario, reservation);
  g_autoptr(PolderFront) front = polder_front_new(problem.n_parties, problem.n_deals);
  assert_front_exact(&problem, front);
}

START_TEST(red_lines_that_span_issues_are_kept_while_building) {
  for (unsigned table = 0; table < 60; table++) {
    g_autoptr(PolderScenario) scenario = spanning_scenario(table, .3);
    assert_scenario_exact(scenario);
  }
}
END_TEST

START_TEST(any_number_of_red_lines_will_do) {
  for (unsigned table = 0; table < 20; table++) {
    g_autoptr(PolderScenario) scenario = spanning_scenario(table, 1);
    assert_scenario_exact(scenario);
  }
}
END_TEST

START_TEST(a_run_with_weights_of_its_own_has_a_front_of_its_own) {
  for (unsigned table = 0; table < 20; table++) {
    g_autoptr(PolderScenario) scenario = spanning_scenario(table, .2);
    double weight[POLDER_INTERESTS_MAX], reservation[POLDER_PARTIES_MAX];
    g_autofree double *utility = g_new0(double, (size_t)scenario->n_parties * scenario->n_deals);
    for (int k = 0; k < scenario->n_interests; k++)
      weight[k] = draw(table, 100 + (unsigned)k);
    for (int k = 0; k < scenario->n_interests; k++)
      for (uint32_t deal = 0; deal < scenario->n_deals; deal++)
        utility[(uint32_t)scenario->interests[k].party * scenario->n_deals + deal] +=
            weight[k] * polder_scenario_satisfaction(scenario, k, deal);
    PolderProblem problem = polder_problem_of(scenario, reservation);
    problem.utility = utility;
    problem.weight = weight;
    g_autoptr(PolderFront) front = polder_front_new(problem.n_parties, problem.n_deals);
    assert_front_exact(&problem, front);
  }
}
END_TEST

/* More deals than can be compared one with another: the two ways to find a front agree. */
START_TEST(building_and_screening_find_the_same_front) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.options = 10;
  knobs.conflict = .3 * _i;
  g_autoptr(PolderScenario) scenario = polder_scenario_random(&knobs, 2, (uint32_t)_i);
  double reservation[POLDER_PARTIES_MAX];
  PolderProblem problem = polder_problem_of(scenario, reservation);
  g_autoptr(PolderFront) built = polder_front_new(4, problem.n_deals);
  g_autoptr(PolderFront) screened = polder_front_new(4, problem.n_deals);
  polder_front_find(built, &problem);
  problem.scenario = NULL;
  polder_front_find(screened, &problem);
  ck_assert_uint_eq(polder_front_size(built), polder_front_size(screened));
  g_autofree bool *on_front = g_new0(bool, problem.n_deals);
  for (uint32_t m = 0; m < polder_front_size(built); m++)
    on_front[polder_front_deal(built, m)] = true;
  for (uint32_t m = 0; m < polder_front_size(screened); m++)
    ck_assert(on_front[polder_front_deal(screened, m)]);
}
END_TEST

/* --- Distances --- */

START_TEST(distance_to_the_front_is_that_to_its_nearest_deal) {
  const double row[][2] = {{.1, .9}, {.9, .1}, {.5, .5}, {.4, .4}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = rows_problem(rows);
  g_autoptr(PolderFront) front = polder_front_new(2, 4);
  polder_front_find(front, &problem);
  for (int deal = 0; deal < 3; deal++)
    ck_assert_double_eq(polder_front_distance(front, row[deal]), 0);
  ck_assert_double_eq_tol(polder_front_distance(front, row[3]), sqrt(.02), 1e-15);
  ck_assert_double_eq_tol(polder_front_distance(front, (double[]){.6, .1}), .3, 1e-15);
  ck_assert_double_eq_tol(polder_deal_distance(&problem, 0, (double[]){.4, .5}), .5, 1e-15);
}
END_TEST

START_TEST(without_a_possible_deal_there_is_no_distance) {
  const double row[][2] = {{.1, .9}, {.9, .1}};
  g_autoptr(Rows) rows = rows_of_two_parties(G_N_ELEMENTS(row), row);
  rows->broken[0] = rows->broken[1] = 1;
  const PolderProblem problem = rows_problem(rows);
  g_autoptr(PolderFront) front = polder_front_new(2, 2);
  polder_front_find(front, &problem);
  ck_assert_uint_eq(polder_front_size(front), 0);
  ck_assert_double_nan(polder_front_distance(front, row[0]));
  ck_assert_double_nan(polder_deal_distance(&problem, POLDER_NO_DEAL, row[0]));
}
END_TEST

Suite *suite_front(void);

static TCase *case_tables(void) {
  TCase *tables = tcase_create("tables");
  tcase_add_test(tables, equal_deals_are_all_on_the_front);
  tcase_add_test(tables, a_gain_within_the_tolerance_dominates_nothing);
  tcase_add_test(tables, a_dominated_deal_can_still_dominate_within_the_tolerance);
  tcase_add_test(tables, an_impossible_deal_dominates_nothing);
  tcase_add_test(tables, the_front_is_exact_among_ties_and_near_ties);
  tcase_add_loop_test(tables, a_large_front_is_exact, 0, G_N_ELEMENTS(large_cases));
  tcase_add_test(tables, utilities_outside_0_to_1_are_compared_all_the_same);
  tcase_add_test(tables, one_workspace_serves_problem_after_problem);
  tcase_add_test(tables, distance_to_the_front_is_that_to_its_nearest_deal);
  tcase_add_test(tables, without_a_possible_deal_there_is_no_distance);
  return tables;
}

static TCase *case_issues(void) {
  TCase *issues = tcase_create("issues");
  tcase_add_test(issues, red_lines_that_span_issues_are_kept_while_building);
  tcase_add_test(issues, any_number_of_red_lines_will_do);
  tcase_add_test(issues, a_run_with_weights_of_its_own_has_a_front_of_its_own);
  tcase_add_loop_test(issues, building_and_screening_find_the_same_front, 0, 4);
  return issues;
}

Suite *suite_front(void) {
  Suite *suite = suite_create("front");
  suite_add_tcase(suite, case_tables());
  suite_add_tcase(suite, case_issues());
  return suite;
}
