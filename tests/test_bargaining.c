/* Bargaining: held against published games, a slow independent analysis, and chance theory. */
#include <check.h>
#include <math.h>
#include <polder/bargaining.h>
#include <string.h>

#include "naive_analysis.h"

static double draw(unsigned table, unsigned k) {
  return polder_draw((PolderChance){.seed = 11, .run = table}, 0, 0, POLDER_DRAW_GENERATOR, k);
}

static unsigned draw_below(unsigned table, unsigned k, unsigned n) {
  return (unsigned)(draw(table, k) * n);
}

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
    {POLDER_RULE_QUOTA, .75, 0, {5, 1, 1, 1}, 0x7, true}, /* heads, not power */
    {POLDER_RULE_QUOTA, 0, 0, {1, 1, 1, 1}, 0x0, true},
    {POLDER_RULE_QUOTA, 1, 0, {1, 1, 1, 1}, 0x7, false},
    {POLDER_RULE_WEIGHTED, .6, 0, {3, 1, 1, 0}, 0x1, true}, /* exactly the share */
    {POLDER_RULE_WEIGHTED, .61, 0, {3, 1, 1, 0}, 0x1, false},
    {POLDER_RULE_WEIGHTED, .3, 0, {.1, .2, .3, .4}, 0x3, true}, /* .1 + .2 is not quite .3 */
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

/* --- Against the slow analysis --- */

static void round_scores(PolderScenario *scenario) {
  for (int s = 0; s < scenario->n_interests * scenario->n_options; s++)
    scenario->score_written[s] = (int)(scenario->score_written[s] * 4) / 4.;
}

static void add_pairs(PolderScenario *scenario, unsigned table) {
  scenario->n_pairs = 1 + (int)draw_below(table, 900, 6);
  scenario->pairs = g_new0(PolderPair, (size_t)scenario->n_pairs);
  for (int p = 0; p < scenario->n_pairs; p++) {
    const unsigned k = 910 + 10 * (unsigned)p;
    const unsigned issue = draw_below(table, k, (unsigned)scenario->n_issues - 1);
    const PolderIssue *one = &scenario->issues[issue], *other = &scenario->issues[issue + 1];
    PolderPair *pair = &scenario->pairs[p];
    pair->interest = (int)draw_below(table, k + 1, (unsigned)scenario->n_interests);
    pair->option = one->first_option + (int)draw_below(table, k + 2, (unsigned)one->n_options);
    pair->other_option =
        other->first_option + (int)draw_below(table, k + 3, (unsigned)other->n_options);
    pair->score_written = 2 * draw(table, k + 4) - 1;
  }
}

static void add_red_lines(PolderScenario *scenario, unsigned table) {
  for (int k = 0; k < scenario->n_interests; k++)
    if (draw(table, 700 + (unsigned)k) < .2)
      scenario->interests[k].minimum = .25 * (1 + draw_below(table, 750 + (unsigned)k, 2));
}

static void make_unit(PolderScenario *scenario) {
  scenario->scale = POLDER_SCALE_UNIT;
  for (int s = 0; s < scenario->n_interests * scenario->n_options; s++)
    scenario->score_written[s] /= scenario->n_issues;
}

static void draw_parties(PolderScenario *scenario, unsigned table) {
  for (unsigned i = 0; i < (unsigned)scenario->n_parties; i++) {
    PolderParty *party = &scenario->parties[i];
    party->power = draw_below(table, 600 + i, 4);
    party->reservation_is_percentile = draw(table, 620 + i) < .7;
    party->reservation_written = party->reservation_is_percentile
                                     ? draw_below(table, 640 + i, 80)
                                     : draw_below(table, 640 + i, 6) / 8.;
  }
}

/* A random table with everything in it that a scenario can have, or NULL when that cannot be
 * frozen. */
static PolderScenario *drawn_scenario(unsigned table) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2 + (int)draw_below(table, 0, 6);
  knobs.issues = 2 + (int)draw_below(table, 1, 3);
  knobs.options = 2 + (int)draw_below(table, 2, 3);
  knobs.interests = (int)draw_below(table, 3, 4);
  knobs.redline_share = .1 * draw_below(table, 4, 3);
  knobs.conflict = .5 * draw_below(table, 5, 3);
  PolderScenario *scenario = polder_scenario_random(&knobs, 5, table);
  if (draw(table, 6) < .5)
    round_scores(scenario);
  if (draw(table, 7) < .5)
    add_pairs(scenario, table);
  else if (draw(table, 8) < .3)
    make_unit(scenario);
  add_red_lines(scenario, table);
  draw_parties(scenario, table);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  if (polder_scenario_freeze(scenario, messages))
    return scenario;
  polder_scenario_free(scenario);
  return NULL;
}

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

/* --- Problems made by hand --- */

/* Deals in rows, as a reader sees them; turned into the [party][deal] of a problem. */
typedef struct {
  int n_parties;
  uint32_t n_deals;
  double *row, *utility;
  uint16_t *broken;
  double reservation[POLDER_PARTIES_MAX];
} Rows;

static Rows *rows_new(int n_parties, uint32_t n_deals) {
  Rows *rows = g_new0(Rows, 1);
  rows->n_parties = n_parties;
  rows->n_deals = n_deals;
  rows->row = g_new0(double, (size_t)n_parties *n_deals);
  rows->utility = g_new0(double, (size_t)n_parties *n_deals);
  rows->broken = g_new0(uint16_t, n_deals);
  return rows;
}

static void rows_free(Rows *rows) {
  g_free(rows->row);
  g_free(rows->utility);
  g_free(rows->broken);
  g_free(rows);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rows, rows_free)

static PolderProblem problem_of(const Rows *rows) {
  for (uint32_t deal = 0; deal < rows->n_deals; deal++)
    for (int i = 0; i < rows->n_parties; i++)
      rows->utility[(uint32_t)i * rows->n_deals + deal] =
          rows->row[deal * (uint32_t)rows->n_parties + (uint32_t)i];
  return (PolderProblem){
      .n_parties = rows->n_parties,
      .n_deals = rows->n_deals,
      .utility = rows->utility,
      .broken = rows->broken,
      .reservation = rows->reservation,
  };
}

static Rows *two_parties(uint32_t n_deals, const double (*row)[2]) {
  Rows *rows = rows_new(2, n_deals);
  memcpy(rows->row, row, n_deals * sizeof *row);
  return rows;
}

/* The front as bits, of at most 32 deals. */
static uint32_t front_bits(const PolderProblem *problem) {
  g_autoptr(PolderFront) front = polder_front_new(problem->n_parties, problem->n_deals);
  uint32_t bits = 0;
  polder_front_find(front, problem);
  for (uint32_t m = 0; m < polder_front_size(front); m++)
    bits |= UINT32_C(1) << polder_front_deal(front, m);
  return bits;
}

static void assert_front_exact(const Rows *rows, PolderFront *front) {
  const PolderProblem problem = problem_of(rows);
  const size_t width = (size_t)rows->n_parties;
  g_autofree bool *on_front = g_new0(bool, rows->n_deals);
  polder_front_find(front, &problem);
  for (uint32_t m = 0; m < polder_front_size(front); m++)
    on_front[polder_front_deal(front, m)] = true;
  for (uint32_t x = 0; x < rows->n_deals; x++) {
    bool expected = rows->broken[x] == 0;
    for (uint32_t y = 0; y < rows->n_deals && expected; y++)
      expected = rows->broken[y] != 0 ||
                 !naive_dominates(rows->row + y * width, rows->row + x * width, rows->n_parties);
    ck_assert_int_eq(on_front[x], expected);
  }
}

START_TEST(equal_deals_are_all_on_the_front) {
  const double row[][2] = {{.5, .5}, {.5, .5}, {.4, .5}, {.5, .5}, {0, 1}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = problem_of(rows);
  ck_assert_uint_eq(front_bits(&problem), 0x1b);
}
END_TEST

START_TEST(a_gain_within_the_tolerance_dominates_nothing) {
  const double row[][2] = {{.5, .5}, {.5 + 9e-10, .5}, {.5 + 1.8e-9, .5 - 9e-10}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = problem_of(rows);
  /* the third is higher than the first by more than the tolerance, and lower by less */
  ck_assert_uint_eq(front_bits(&problem), 0x6);
}
END_TEST

START_TEST(a_dominated_deal_can_still_dominate_within_the_tolerance) {
  const double row[][2] = {{.5, .5}, {.3, .5 - 9e-10}, {.2, .5 - 1.8e-9}, {.1, .5 + 9e-10}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = problem_of(rows);
  ck_assert_uint_eq(front_bits(&problem), 0x1);
}
END_TEST

START_TEST(an_impossible_deal_dominates_nothing) {
  const double row[][2] = {{.9, .9}, {.5, .5}, {.4, .4}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  rows->broken[0] = 2;
  const PolderProblem problem = problem_of(rows);
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
    assert_front_exact(rows, front);
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
  assert_front_exact(rows, front);
  if (large_cases[_i].opposed)
    ck_assert_uint_eq(polder_front_size(front), rows->n_deals);
}
END_TEST

START_TEST(utilities_outside_0_to_1_are_compared_all_the_same) {
  g_autoptr(Rows) rows = rows_new(3, 500);
  for (uint32_t k = 0; k < 1500; k++)
    rows->row[k] = 40 * draw(1, k) - 20;
  g_autoptr(PolderFront) front = polder_front_new(3, 500);
  assert_front_exact(rows, front);
}
END_TEST

START_TEST(one_workspace_serves_problem_after_problem) {
  g_autoptr(PolderFront) front = polder_front_new(7, 300);
  for (unsigned table = 0; table < 20; table++) {
    g_autoptr(Rows) rows = rows_new(7 - (int)(table % 6), 300 - 14 * table);
    fill_rows(rows, table);
    assert_front_exact(rows, front);
  }
}
END_TEST

/* --- Distances --- */

START_TEST(distance_to_the_front_is_that_to_its_nearest_deal) {
  const double row[][2] = {{.1, .9}, {.9, .1}, {.5, .5}, {.4, .4}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  const PolderProblem problem = problem_of(rows);
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
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  rows->broken[0] = rows->broken[1] = 1;
  const PolderProblem problem = problem_of(rows);
  g_autoptr(PolderFront) front = polder_front_new(2, 2);
  polder_front_find(front, &problem);
  ck_assert_uint_eq(polder_front_size(front), 0);
  ck_assert_double_nan(polder_front_distance(front, row[0]));
  ck_assert_double_nan(polder_deal_distance(&problem, POLDER_NO_DEAL, row[0]));
}
END_TEST

/* --- Solutions --- */

static void assert_solved(const Rows *rows, PolderDeal nash, PolderDeal kalai, PolderDeal equal,
                          PolderDeal sum) {
  const PolderProblem problem = problem_of(rows);
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
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  assert_solved(rows, 4, 3, 2, 0);
  rows->reservation[1] = .28; /* leaves (.1, .5), (.35, .35) and (.6, .3), with other surpluses */
  assert_solved(rows, 2, 2, 1, 3);
}
END_TEST

START_TEST(without_room_nothing_is_solved) {
  const double row[][2] = {{.2, .9}, {.9, .2}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  rows->reservation[0] = rows->reservation[1] = .5;
  assert_solved(rows, POLDER_NO_DEAL, POLDER_NO_DEAL, POLDER_NO_DEAL, POLDER_NO_DEAL);
}
END_TEST

START_TEST(ties_go_to_the_first_deal_whatever_the_rounding) {
  const double row[][2] = {{.1, .1}, {.3, .1 + .2}, {.1 + .2, .3}, {.3, .3}, {.1 + .2, .1 + .2}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  assert_solved(rows, 1, 1, 1, 1);
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
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  rows->reservation[0] = .5;
  assert_solved(rows, 0, 1, 0, 1); /* all Nash products and smallest surpluses are 0: the first */
}
END_TEST

START_TEST(a_deal_exactly_at_the_floor_is_acceptable) {
  const double row[][2] = {{.1 + .2, .7}, {.3 - 2e-9, .7}, {.3 - 5e-10, .7}};
  g_autoptr(Rows) rows = two_parties(G_N_ELEMENTS(row), row);
  rows->reservation[0] = .3;
  rows->broken[0] = 1;
  const PolderProblem problem = problem_of(rows);
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
    const PolderProblem problem = problem_of(rows);
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

static TCase *case_naive(void) {
  TCase *naive = tcase_create("naive");
  tcase_set_timeout(naive, 120);
  tcase_add_test(naive, analysis_equals_the_slow_one);
  tcase_add_test(naive, what_red_lines_and_devaluation_cost_equals_the_slow_count);
  tcase_add_test(naive, the_room_under_each_rule_equals_the_slow_count);
  return naive;
}

static TCase *case_front(void) {
  TCase *front = tcase_create("front");
  tcase_set_timeout(front, 120);
  tcase_add_test(front, equal_deals_are_all_on_the_front);
  tcase_add_test(front, a_gain_within_the_tolerance_dominates_nothing);
  tcase_add_test(front, a_dominated_deal_can_still_dominate_within_the_tolerance);
  tcase_add_test(front, an_impossible_deal_dominates_nothing);
  tcase_add_test(front, the_front_is_exact_among_ties_and_near_ties);
  tcase_add_loop_test(front, a_large_front_is_exact, 0, G_N_ELEMENTS(large_cases));
  tcase_add_test(front, utilities_outside_0_to_1_are_compared_all_the_same);
  tcase_add_test(front, one_workspace_serves_problem_after_problem);
  tcase_add_test(front, distance_to_the_front_is_that_to_its_nearest_deal);
  tcase_add_test(front, without_a_possible_deal_there_is_no_distance);
  return front;
}

static TCase *case_solutions(void) {
  TCase *solutions = tcase_create("solutions");
  tcase_add_test(solutions, each_solution_is_what_its_name_says);
  tcase_add_test(solutions, without_room_nothing_is_solved);
  tcase_add_test(solutions, ties_go_to_the_first_deal_whatever_the_rounding);
  tcase_add_test(solutions, a_small_nash_product_still_counts);
  tcase_add_test(solutions, a_party_that_can_gain_nothing_is_left_out_of_kalai_smorodinsky);
  tcase_add_test(solutions, a_deal_exactly_at_the_floor_is_acceptable);
  return solutions;
}

static TCase *case_chance(void) {
  TCase *chance = tcase_create("chance");
  tcase_set_timeout(chance, 120);
  tcase_add_loop_test(chance, more_parties_leave_less_room_as_chance_has_it, 0,
                      G_N_ELEMENTS(chance_cases));
  tcase_add_test(chance, random_tables_of_one_issue_have_room_as_often_as_chance_has_it);
  return chance;
}

Suite *suite_bargaining(void) {
  Suite *suite = suite_create("bargaining");
  suite_add_tcase(suite, case_rules());
  suite_add_tcase(suite, case_naive());
  suite_add_tcase(suite, case_front());
  suite_add_tcase(suite, case_solutions());
  suite_add_tcase(suite, case_chance());
  return suite;
}
