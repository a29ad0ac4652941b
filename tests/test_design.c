/* Designs: each has its own points, in an order that the plan alone decides, and points survive the
 * trip through their file.
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include <polder/stats.h>

#include "planned.h"

static PolderMessages *messages;

static void setup(void) {
  messages = polder_messages_new();
}

static void teardown(void) {
  polder_messages_free(messages);
}

/* --- Designs of levels ----------------------------------------------------------------------- */

static const struct {
  const char *text, *points;
} designs[] = {
    {CASE "trust,.5\n", "0.5/"},
    {CASE "trust,.1|.2\nbias,1|2|3\n", "0.1 1/0.1 2/0.1 3/0.2 1/0.2 2/0.2 3/"},
    {CASE "design,oat\ntrust,.1|.2\nbias,1|2|3\nnoise,0\n", "0.1 1 0/0.2 1 0/0.1 2 0/0.1 3 0/"},
    {HEAD "trust,.1|.2\nscenario,scenarios/open-tafel|scenarios/weerthuis\n",
     "0.1 scenarios/open-tafel/0.1 scenarios/weerthuis/0.2 scenarios/open-tafel/"
     "0.2 scenarios/weerthuis/"},
    {RANDOM "design,coalitions\nparties,2\n",
     "2 -/2 housing/2 municipality/2 municipality housing/"},
    {RANDOM "design,coalitions\nparties,2\ntrust,.1|.2\n",
     "2 0.1 -/2 0.1 housing/2 0.1 municipality/2 0.1 municipality housing/"
     "2 0.2 -/2 0.2 housing/2 0.2 municipality/2 0.2 municipality housing/"},
};

START_TEST(a_design_of_levels_has_its_points_in_order) {
  g_autoptr(PolderPoints) points = planned_points(messages, designs[_i].text);
  g_autofree char *all = planned_shown(points);
  ck_assert_str_eq(all, designs[_i].points);
}
END_TEST

START_TEST(coalitions_are_all_subsets_of_who_is_at_the_table) {
  g_autoptr(PolderPoints) points = planned_points(messages, CASE "design,coalitions\n");
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  ck_assert_uint_eq(points->n_points, 16);
  ck_assert_str_eq(points->names->pdata[0], "tells");
  for (uint32_t point = 0; point < 16; point++)
    ck_assert(g_hash_table_add(seen, (char *)polder_points_value(points, point, 0)));
}
END_TEST

/* --- Sampled designs ------------------------------------------------------------------------- */

#define SAMPLED "trust,.2~.8\nbias,1~9\ndeadline_rounds,5~8\nstrategy,boulware|conceder|linear\n"

START_TEST(a_hypercube_has_each_stratum_once) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "design,lhs\npoints,40\n" SAMPLED);
  unsigned in_trust[40] = {0}, in_bias[40] = {0}, rounds[4] = {0};
  ck_assert_uint_eq(points->n_points, 40);
  for (uint32_t point = 0; point < 40; point++) {
    in_trust[(int)((planned_number(points, point, 0) - .2) / .6 * 40)]++;
    in_bias[(int)((planned_number(points, point, 1) - 1) / 8 * 40)]++;
    rounds[(int)planned_number(points, point, 2) - 5]++;
  }
  for (int stratum = 0; stratum < 40; stratum++) {
    ck_assert_uint_eq(in_trust[stratum], 1);
    ck_assert_uint_eq(in_bias[stratum], 1);
  }
  for (int round = 0; round < 4; round++)
    ck_assert_uint_eq(rounds[round], 10);
}
END_TEST

/* Rank correlation of two columns without ties, times n (n^2 - 1) / 6: 0 = in the same order. */
static double disorder(const PolderPoints *points, unsigned a, unsigned b) {
  double sum = 0;
  for (uint32_t i = 0; i < points->n_points; i++) {
    double rank = 0;
    for (uint32_t j = 0; j < points->n_points; j++)
      rank += (planned_number(points, j, a) < planned_number(points, i, a)) -
              (double)(planned_number(points, j, b) < planned_number(points, i, b));
    sum += rank * rank;
  }
  return sum;
}

START_TEST(factors_of_a_hypercube_go_their_own_ways) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "design,lhs\npoints,100\ntrust,0~1\nnoise,0~1\n");
  const double rank_correlation = 1 - 6 * disorder(points, 0, 1) / (100. * (100. * 100 - 1));
  ck_assert_double_lt(fabs(rank_correlation), .3);
}
END_TEST

/* How many factors differ between a point and the next; out_factor = the last of them. */
static unsigned differences(const PolderPoints *points, uint32_t point, unsigned *out_factor) {
  unsigned n = 0;
  for (unsigned name = 0; name < points->names->len; name++)
    if (strcmp(polder_points_value(points, point, name),
               polder_points_value(points, point + 1, name)) != 0) {
      n++;
      *out_factor = name;
    }
  return n;
}

START_TEST(a_trajectory_changes_one_factor_at_a_time_and_each_once) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "design,morris\npoints,30\n" SAMPLED);
  ck_assert_uint_eq(points->n_points, 30 * 5);
  for (uint32_t trajectory = 0; trajectory < 30; trajectory++) {
    unsigned changed = 0;
    for (uint32_t step = 0; step < 4; step++) {
      unsigned factor = 0;
      ck_assert_uint_eq(differences(points, trajectory * 5 + step, &factor), 1);
      changed |= 1u << factor;
    }
    ck_assert_uint_eq(changed, 15);
  }
}
END_TEST

START_TEST(trajectories_take_their_steps_in_orders_of_their_own) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "design,morris\npoints,40\n" SAMPLED);
  unsigned first[4] = {0};
  for (uint32_t trajectory = 0; trajectory < 40; trajectory++) {
    unsigned factor = 0;
    differences(points, trajectory * 5, &factor);
    first[factor]++;
  }
  for (int factor = 0; factor < 4; factor++)
    ck_assert_uint_ge(first[factor], 3);
}
END_TEST

START_TEST(sampled_numbers_have_no_more_digits_than_a_spreadsheet_keeps) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "design,lhs\npoints,99\ntrust,.1~.9\n");
  for (uint32_t point = 0; point < points->n_points; point++)
    ck_assert_uint_le(strlen(polder_points_value(points, point, 0)), strlen("0.123456789012") + 1);
}
END_TEST

START_TEST(trajectories_step_over_a_grid_of_four_both_ways) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "design,morris\npoints,40\ntrust,0~.9\nnoise,0~.9\n");
  unsigned at[4] = {0}, up = 0;
  for (uint32_t point = 0; point < points->n_points; point++) {
    const double step = planned_number(points, point, 0) / .3;
    ck_assert_double_eq_tol(step, round(step), 1e-9);
    at[(int)round(step)]++;
    if (point % 3 == 0)
      up += planned_number(points, point + 2, 0) > planned_number(points, point, 0);
  }
  for (int step = 0; step < 4; step++)
    ck_assert_uint_ge(at[step], 15);
  ck_assert(up > 8 && up < 32);
}
END_TEST

START_TEST(few_levels_change_at_every_step_of_a_trajectory) {
  g_autoptr(PolderPoints) points = planned_points(
      messages,
      RANDOM "design,morris\npoints,20\nwilling,0~1\nparties,2~3\nissues,2|3\noptions,2|3|4|5|6\n");
  for (uint32_t point = 0; point < points->n_points; point++) {
    unsigned factor = 0;
    if (point % 5 < 4)
      ck_assert_uint_eq(differences(points, point, &factor), 1);
  }
}
END_TEST

START_TEST(saltelli_swaps_one_column_at_a_time) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, RANDOM "design,sobol\npoints,8\n" SAMPLED);
  const uint32_t k = 4, block = k + 2;
  ck_assert_uint_eq(points->n_points, 8 * block);
  for (uint32_t at = 0; at < points->n_points; at++) {
    const uint32_t base = at / block * block, matrix = at % block;
    for (unsigned name = 0; name < k; name++) {
      const bool from_b = matrix == 1 || matrix == name + 2;
      ck_assert_str_eq(polder_points_value(points, at, name),
                       polder_points_value(points, base + from_b, name));
    }
  }
}
END_TEST

START_TEST(saltellis_base_points_are_even_in_a_and_in_b) {
  g_autoptr(PolderPoints) points = planned_points(
      messages, RANDOM "design,sobol\npoints,64\ntrust,0~1\nnoise,0~1\nexcuse,0~1\n");
  for (unsigned name = 0; name < 3; name++) {
    unsigned in[2][64] = {{0}};
    for (uint32_t base = 0; base < 64; base++)
      for (uint32_t matrix = 0; matrix < 2; matrix++)
        in[matrix][(int)(planned_number(points, base * 5 + matrix, name) * 64)]++;
    for (int stratum = 0; stratum < 64; stratum++) {
      ck_assert_uint_eq(in[0][stratum], 1);
      ck_assert_uint_eq(in[1][stratum], 1);
    }
  }
}
END_TEST

START_TEST(sobols_sequence_is_the_published_one) {
  static const double published[] = {.5, .5, .5, .75, .25, .75, .25, .75, .25, .375, .375, .625};
  double numbers[12];
  ck_assert(polder_sobol_points(3, 4, numbers));
  for (int i = 0; i < 12; i++)
    ck_assert_double_eq(numbers[i], published[i]);
  ck_assert(!polder_sobol_points(41, 1, numbers));
  ck_assert(!polder_sobol_points(0, 1, numbers));
}
END_TEST

START_TEST(sobol_refuses_more_factors_than_it_has_columns_for) {
  GString *text = g_string_new(RANDOM "design,sobol\npoints,8\n");
  int n_factors = 0;
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    if (polder_parameters[id].kind == POLDER_KIND_NUMBER && n_factors++ < 21)
      g_string_append_printf(text, "%s,%g~%g\n", polder_parameters[id].name,
                             polder_parameters[id].minimum, polder_parameters[id].maximum);
  g_autoptr(PolderPlan) plan = planned(messages, text->str);
  g_string_free(text, TRUE);
  ck_assert_ptr_null(plan);
  g_autofree char *all = planned_said(messages);
  ck_assert_ptr_nonnull(strstr(all, "20 factors at most"));
}
END_TEST

static const char *const sampled_designs[] = {"lhs", "morris", "sobol"};

START_TEST(points_follow_from_the_plan_and_its_seed_alone) {
  g_autofree char *one =
      g_strdup_printf(RANDOM "design,%s\npoints,8\nseed,3\n" SAMPLED, sampled_designs[_i]);
  g_autofree char *two =
      g_strdup_printf(RANDOM "design,%s\npoints,8\nseed,4\n" SAMPLED, sampled_designs[_i]);
  g_autoptr(PolderPoints) first = planned_points(messages, one);
  g_autoptr(PolderPoints) again = planned_points(messages, one);
  g_autoptr(PolderPoints) other = planned_points(messages, two);
  g_autofree char *first_text = planned_shown(first);
  g_autofree char *again_text = planned_shown(again);
  g_autofree char *other_text = planned_shown(other);
  ck_assert_str_eq(first_text, again_text);
  ck_assert_str_ne(first_text, other_text);
}
END_TEST

START_TEST(more_points_keep_those_that_were_there) {
  g_autofree char *few =
      g_strdup_printf(RANDOM "design,%s\npoints,4\n" SAMPLED, sampled_designs[_i]);
  g_autofree char *many =
      g_strdup_printf(RANDOM "design,%s\npoints,9\n" SAMPLED, sampled_designs[_i]);
  g_autoptr(PolderPoints) short_one = planned_points(messages, few);
  g_autoptr(PolderPoints) long_one = planned_points(messages, many);
  g_autofree char *short_text = planned_shown(short_one);
  g_autofree char *long_text = planned_shown(long_one);
  ck_assert(g_str_has_prefix(long_text, short_text));
}
END_TEST

START_TEST(sampled_values_stay_within_their_ranges) {
  g_autofree char *text =
      g_strdup_printf(RANDOM "design,%s\npoints,50\n" SAMPLED, sampled_designs[_i]);
  g_autoptr(PolderPoints) points = planned_points(messages, text);
  for (uint32_t point = 0; point < points->n_points; point++) {
    const double trust = planned_number(points, point, 0),
                 rounds = planned_number(points, point, 2);
    ck_assert(trust >= .2 && trust <= .8);
    ck_assert(rounds >= 5 && rounds <= 8 && rounds == floor(rounds));
    ck_assert_int_ge(polder_parameter_choice(&polder_parameters[POLDER_STRATEGY],
                                             polder_points_value(points, point, 3)),
                     0);
  }
}
END_TEST

/* --- points.csv ------------------------------------------------------------------------------ */

static char *plan_on(const char *points, const char *rows) {
  return g_strdup_printf(HEAD "design,file\nfile,%s\n%s", points, rows);
}

START_TEST(points_survive_the_trip_through_their_file) {
  g_autoptr(PolderPoints) points = planned_points(
      messages, RANDOM "design,lhs\npoints,30\n" SAMPLED "tells,|housing|housing municipality\n");
  g_autofree char *path = planned_file("points.csv", "");
  ck_assert(polder_points_save(points, path, NULL));
  g_autoptr(PolderPoints) loaded = polder_points_load(path, messages);
  g_autofree char *text = plan_on(path, "scenario,random\n");
  g_autoptr(PolderPoints) expanded = planned_points(messages, text);
  g_autofree char *before = planned_shown(points);
  g_autofree char *read = planned_shown(loaded);
  g_autofree char *after = planned_shown(expanded);
  planned_remove(path);
  ck_assert_str_eq(before, read);
  ck_assert_str_eq(before, after);
  for (unsigned name = 0; name < points->names->len; name++)
    ck_assert_str_eq(points->names->pdata[name], expanded->names->pdata[name]);
}
END_TEST

START_TEST(a_file_of_points_begins_with_their_numbers) {
  g_autoptr(PolderPoints) points =
      planned_points(messages, CASE "trust,.2|.4\ntells,|housing care\n");
  g_autofree char *path = planned_file("points.csv", "");
  g_autofree char *bytes = NULL;
  ck_assert(polder_points_save(points, path, NULL));
  ck_assert(g_file_get_contents(path, &bytes, NULL, NULL));
  planned_remove(path);
  ck_assert_str_eq(bytes,
                   "point,trust,tells\n0,0.2,\n1,0.2,housing care\n2,0.4,\n3,0.4,housing care\n");
}
END_TEST

START_TEST(points_that_cannot_be_saved_are_an_error_in_both_languages) {
  g_autoptr(PolderPoints) points = planned_points(messages, CASE "trust,.2\n");
  g_autoptr(GError) error = NULL;
  ck_assert(!polder_points_save(points, "/nowhere/at/all/points.csv", &error));
  ck_assert_ptr_nonnull(strstr(error->message, "\n/nowhere/at/all/points.csv: points not saved"));
}
END_TEST

START_TEST(edited_points_may_name_the_cases_themselves) {
  g_autofree char *path =
      planned_file("points.csv", "point;scenario;trust\n7;scenarios/weerthuis;0,2\n"
                                 ";scenarios/open-tafel;40%\n9;scenarios/weerthuis;.20\n");
  g_autofree char *text = plan_on(path, "");
  g_autoptr(PolderPlan) plan = planned_well(messages, text);
  g_autoptr(PolderPoints) points = polder_plan_expand(plan, messages);
  g_autofree char *all = planned_shown(points);
  g_autofree char *levels = planned_levels(planned_factor(plan, 1));
  planned_remove(path);
  ck_assert_str_eq(all,
                   "scenarios/weerthuis 0.2/scenarios/open-tafel 0.4/scenarios/weerthuis 0.2/");
  ck_assert_str_eq(levels, "0.2|0.4");
  ck_assert_uint_eq(plan->scenarios->len, 2);
}
END_TEST

static const struct {
  const char *points, *rows, *place, *part;
} wrong_points[] = {
    {"point,trst\n0,.2\n", "scenario,scenarios/weerthuis\n", "points.csv:1:2: ", "\"trust\"?"},
    {"point,runs\n0,2\n", "scenario,scenarios/weerthuis\n", "points.csv:1:2: ", "is no factor"},
    {"trust,bias\n.2,1\n.4,11\n", "scenario,scenarios/weerthuis\n", "points.csv:3:2: ", "0 to 10"},
    {"trust,bias\n.2,1\n.4\n", "scenario,scenarios/weerthuis\n", "points.csv:3:2: ", "is empty"},
    {"point,trust\n", "scenario,scenarios/weerthuis\n", "points.csv: ", "not a single point"},
    {"point\n0\n", "scenario,scenarios/weerthuis\n", "points.csv: ", "not a single factor"},
    {"trust\n.2\n", "", "points.csv: ", "no row scenario"},
    {"trust\n.2\n", "scenario,scenarios/weerthuis|scenarios/open-tafel\n",
     "points.csv: ", "no column scenario"},
    {"scenario,trust\nrandom,.2\n", "scenario,scenarios/weerthuis\n",
     "points.csv:2:1: ", "not in the row scenario"},
    {"scenario,trust\nscenarios/nix,.2\n", "", "points.csv:2:1: ", "is no folder"},
    {"trust\n.2\n", "scenario,scenarios/weerthuis\nbias,2\n", "plan.csv:5:1: ", "leave this row"},
};

START_TEST(a_mistake_in_a_file_of_points_is_told_there) {
  g_autofree char *path = planned_file("points.csv", wrong_points[_i].points);
  g_autofree char *text = plan_on(path, wrong_points[_i].rows);
  g_autoptr(PolderPlan) plan = planned(messages, text);
  g_autofree char *all = planned_said(messages);
  planned_remove(path);
  ck_assert_ptr_null(plan);
  ck_assert_uint_ge(polder_messages_errors(messages), 1);
  if (strstr(all, wrong_points[_i].place) == NULL || strstr(all, wrong_points[_i].part) == NULL)
    ck_abort_msg("expected: %s … %s\ngot: %s", wrong_points[_i].place, wrong_points[_i].part, all);
}
END_TEST

/* --- The suite ------------------------------------------------------------------------------- */

static TCase *new_case(Suite *suite, const char *name) {
  TCase *tests = tcase_create(name);
  tcase_add_checked_fixture(tests, setup, teardown);
  suite_add_tcase(suite, tests);
  return tests;
}

static void add_designs(Suite *suite) {
  TCase *levels = new_case(suite, "levels"), *sampled = new_case(suite, "sampled");
  const int n_sampled = G_N_ELEMENTS(sampled_designs);
  tcase_add_loop_test(levels, a_design_of_levels_has_its_points_in_order, 0, G_N_ELEMENTS(designs));
  tcase_add_test(levels, coalitions_are_all_subsets_of_who_is_at_the_table);
  tcase_add_test(sampled, a_hypercube_has_each_stratum_once);
  tcase_add_test(sampled, factors_of_a_hypercube_go_their_own_ways);
  tcase_add_test(sampled, a_trajectory_changes_one_factor_at_a_time_and_each_once);
  tcase_add_test(sampled, trajectories_take_their_steps_in_orders_of_their_own);
  tcase_add_test(sampled, sampled_numbers_have_no_more_digits_than_a_spreadsheet_keeps);
  tcase_add_test(sampled, trajectories_step_over_a_grid_of_four_both_ways);
  tcase_add_test(sampled, few_levels_change_at_every_step_of_a_trajectory);
  tcase_add_test(sampled, saltelli_swaps_one_column_at_a_time);
  tcase_add_test(sampled, saltellis_base_points_are_even_in_a_and_in_b);
  tcase_add_test(sampled, sobols_sequence_is_the_published_one);
  tcase_add_test(sampled, sobol_refuses_more_factors_than_it_has_columns_for);
  tcase_add_loop_test(sampled, points_follow_from_the_plan_and_its_seed_alone, 0, n_sampled);
  tcase_add_loop_test(sampled, more_points_keep_those_that_were_there, 1, n_sampled);
  tcase_add_loop_test(sampled, sampled_values_stay_within_their_ranges, 0, n_sampled);
}

Suite *suite_design(void);
Suite *suite_design(void) {
  Suite *suite = suite_create("design");
  TCase *file = new_case(suite, "file");
  add_designs(suite);
  tcase_add_test(file, points_survive_the_trip_through_their_file);
  tcase_add_test(file, a_file_of_points_begins_with_their_numbers);
  tcase_add_test(file, points_that_cannot_be_saved_are_an_error_in_both_languages);
  tcase_add_test(file, edited_points_may_name_the_cases_themselves);
  tcase_add_loop_test(file, a_mistake_in_a_file_of_points_is_told_there, 0,
                      G_N_ELEMENTS(wrong_points));
  return suite;
}
