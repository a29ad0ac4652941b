/* Claims: verdicts follow from small results made by hand, each by its rule; questions that the
 * results cannot answer are refused where they stand; and what the program was built with is whole.
 */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <polder/claims.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 400 };

static char *folder; /* of this test */

static void put(const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static void put_hypotheses(const char *rows) {
  g_autofree char *text =
      g_strdup_printf("id,kind,measure,factor,low,high,where,direction,least,moderators\n%s", rows);
  put("claims.csv", text);
}

/* Factors f and g of two levels each, and the arm: of a hundred runs of a cell so many are
 * impasses. The order is that of the points 0,0 0,1 1,0 1,1. In the arm `open` none is. */
static void put_runs(const char *points, const int *impasses, int n_points) {
  g_autoptr(GString) text = g_string_new("point,arm,run,outcome,impasse,trust_mean\n");
  put("points.csv", points);
  for (int point = 0; point < n_points; point++)
    for (int run = 0; run < RUNS; run++) {
      const int stuck = run * 37 % 100 < impasses[point];
      g_string_append_printf(text, "%d,asis,%d,%s,%d,%d.5\n", point, run,
                             stuck ? "deadlock" : "agreement", stuck, point);
      g_string_append_printf(text, "%d,open,%d,agreement,0,\n", point, run);
    }
  put("runs.csv", text->str);
}

static const char *const two_factors = "point,f,g\n0,0,0\n1,0,1\n2,1,0\n3,1,1\n";

static void put_impasses(int f0g0, int f0g1, int f1g0, int f1g1) {
  put_runs(two_factors, (const int[]){f0g0, f0g1, f1g0, f1g1}, 4);
}

/* result.csv, or NULL. */
static char *evaluate(void) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  return polder_claims_evaluate(folder, (const char *const[]){folder}, 1, messages);
}

static void assert_row(const char *result, const char *begin, const char *end) {
  g_auto(GStrv) lines = g_strsplit(result, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix(lines[i], begin)) {
      ck_assert_msg(g_str_has_suffix(lines[i], end), "%s does not end in %s", lines[i], end);
      return;
    }
  ck_abort_msg("no row %s in\n%s", begin, result);
}

static void assert_verdict(const char *hypothesis, const char *verdict) {
  put_hypotheses(hypothesis);
  g_autofree char *result = evaluate();
  ck_assert_ptr_nonnull(result);
  assert_row(result, "A1,,main,,", verdict);
}

static void assert_refused(const char *hypothesis, const char *why) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  put_hypotheses(hypothesis);
  char *result = polder_claims_evaluate(folder, (const char *const[]){folder}, 1, messages);
  ck_assert_ptr_null(result);
  ck_assert_uint_eq(polder_messages_errors(messages), 1);
  const PolderMessage *message = polder_messages_at(messages, 0);
  ck_assert_msg(strstr(message->text[POLDER_EN], why) != NULL, "%s", message->text[POLDER_EN]);
  ck_assert_int_eq(message->line, 2);
}

/* --- Verdicts --------------------------------------------------------------------------------- */

START_TEST(sure_in_the_direction_is_supported) {
  put_impasses(20, 20, 50, 50);
  assert_verdict("A1,,impasse,f,0,1,arm=asis,up,.1,g\n", ",supported");
  assert_verdict("A1,,impasse,f,1,0,arm=asis,down,.1,g\n", ",supported");
}
END_TEST

START_TEST(effect_is_the_mean_paired_difference) {
  put_impasses(20, 20, 50, 60);
  put_hypotheses("A1,,impasse,f,0,1,arm=asis,up,.1,g\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,1,main,all,0.35000,", ",800,400,supported");
  assert_row(result, "A1,1,main,g=0,0.30000,", ",400,400,holds");
  assert_row(result, "A1,1,main,g=1,0.40000,", ",400,400,holds");
}
END_TEST

START_TEST(no_effect_or_the_opposite_is_refuted) {
  put_impasses(20, 20, 20, 20);
  assert_verdict("A1,,impasse,f,0,1,arm=asis,up,.1,g\n", ",refuted");
  assert_verdict("A1,,impasse,f,0,1,arm=asis,none,.1,g\n", ",supported");
  put_impasses(50, 50, 20, 20);
  assert_verdict("A1,,impasse,f,0,1,arm=asis,up,.1,g\n", ",refuted");
  assert_verdict("A1,,impasse,f,0,1,arm=asis,none,.1,g\n", ",refuted");
}
END_TEST

START_TEST(smaller_than_matters_is_refuted) {
  put_impasses(20, 20, 25, 25);
  assert_verdict("A1,,impasse,f,0,1,arm=asis,up,.2,g\n", ",refuted");
  assert_verdict("A1,,impasse,f,0,1,arm=asis,up,.02,g\n", ",supported");
}
END_TEST

START_TEST(opposite_in_a_stratum_is_conditional) {
  put_impasses(10, 40, 90, 20);
  put_hypotheses("A1,,impasse,f,0,1,arm=asis,up,.1,g\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,,main,,0.30000", ",conditional");
  assert_row(result, "A1,1,main,g=0,", ",holds");
  assert_row(result, "A1,1,main,g=1,", ",reversed");
}
END_TEST

START_TEST(only_in_a_stratum_is_conditional) {
  put_impasses(30, 30, 55, 10);
  assert_verdict("A1,,impasse,f,0,1,arm=asis,up,.1,g\n", ",conditional");
  assert_verdict("A1,,impasse,f,0,1,arm=asis,up,.1,\n", ",refuted");
  assert_verdict("A1,,impasse,f,0,1,arm=asis g=0,up,.1,\n", ",supported");
}
END_TEST

START_TEST(too_few_runs_are_undecided) {
  put("points.csv", "point,f\n0,0\n1,1\n");
  put("runs.csv", "point,arm,run,outcome,impasse\n"
                  "0,asis,0,agreement,0\n0,asis,1,agreement,0\n0,asis,2,deadlock,1\n"
                  "1,asis,0,agreement,0\n1,asis,1,deadlock,1\n1,asis,2,deadlock,1\n");
  assert_verdict("A1,,impasse,f,0,1,,up,.02,\n", ",3,3,undecided");
  /* three runs that agree have not excluded anything either */
  assert_verdict("A1,,outcome=sham,f,0,1,,up,.02,\n", ",3,3,undecided");
}
END_TEST

START_TEST(all_parts_must_hold_and_the_first_is_the_heart) {
  static const char *const good = "A1,,impasse,f,0,1,arm=asis,up,.1,\n";
  static const char *const bad = "A1,,impasse,f,0,1,arm=asis,down,.1,\n";
  put_impasses(20, 20, 50, 50);
  g_autofree char *both = g_strconcat(good, good, NULL), *first = g_strconcat(bad, good, NULL);
  g_autofree char *second = g_strconcat(good, bad, NULL);
  assert_verdict(both, ",supported");
  assert_verdict(first, ",refuted");
  assert_verdict(second, ",conditional");
}
END_TEST

/* --- Kinds ------------------------------------------------------------------------------------ */

START_TEST(interaction_is_a_difference_of_differences) {
  put_impasses(10, 30, 20, 90);
  put_hypotheses("A1,interaction,impasse,f&g,0&0,1&1,arm=asis,up,.1,\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,1,main,all,0.50000,", ",400,400,supported");
  put_impasses(10, 30, 20, 40);
  assert_verdict("A1,interaction,impasse,f&g,0&0,1&1,arm=asis,up,.1,\n", ",refuted");
}
END_TEST

START_TEST(level_is_held_against_a_number) {
  put_impasses(30, 30, 30, 30);
  assert_verdict("A1,level,impasse,,.1,,arm=asis,up,.1,f g\n", ",1600,400,supported");
  assert_verdict("A1,level,impasse,,.3,,arm=asis,up,.1,f g\n", ",refuted");
}
END_TEST

START_TEST(arm_is_a_factor_like_any_other) {
  put_impasses(30, 30, 30, 30);
  assert_verdict("A1,,impasse,arm,asis,open,,down,.1,f\n", ",1600,400,supported");
}
END_TEST

static const char *const five = "point,f\n0,0\n1,0.25\n2,0.5\n3,0.75\n4,1\n";

START_TEST(peak_is_above_both_ends) {
  put_runs(five, (const int[]){10, 20, 70, 60, 40}, 5);
  assert_verdict("A1,peak,impasse,f,0,1,arm=asis,up,.1,\n", ",200,200,supported");
  assert_verdict("A1,peak,impasse,f,0,1,arm=asis,down,.1,\n", ",refuted");
  put_runs(five, (const int[]){10, 20, 30, 60, 90}, 5);
  assert_verdict("A1,peak,impasse,f,0,1,arm=asis,up,.1,\n", ",refuted");
}
END_TEST

START_TEST(trend_may_not_go_back_on_the_way) {
  put_runs(five, (const int[]){10, 20, 30, 60, 90}, 5);
  assert_verdict("A1,trend,impasse,f,0,1,arm=asis,up,.1,\n", ",supported");
  put_runs(five, (const int[]){10, 90, 30, 60, 90}, 5);
  put_hypotheses("A1,trend,impasse,f,0,1,arm=asis,up,.1,\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,,main,,0.80000", ",conditional");
  assert_row(result, "A1,1,main,f:0.25>0.5,-0.60000", ",reversed");
}
END_TEST

/* At f = 0 only runs 0 and 1 have the measure; two means need no pairs. By hand: run 0 adds
 * -.1/3 to the one mean and -.05 to the other, run 1 .05/3 and .05, run 2 .05/3 and nothing; so
 * half the interval is 4.30265 * sqrt(3/2 * (1/60^2 + 1/30^2 + 1/60^2)). */
START_TEST(means_are_of_all_that_have_the_measure) {
  put("points.csv", "point,f\n0,0\n1,1\n");
  put("runs.csv", "point,arm,run,outcome,impasse,trust_mean\n"
                  "0,asis,0,agreement,0,.4\n0,asis,1,agreement,0,.6\n0,asis,2,deadlock,1,\n"
                  "1,asis,0,agreement,0,.1\n1,asis,1,agreement,0,.25\n1,asis,2,agreement,0,.25\n");
  put_hypotheses("A1,means,trust_mean,f,0,1,,down,.1,\nA2,contrast,trust_mean,f,0,1,,down,.1,\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,1,main,all,-0.30000,-0.51513,-0.08487,5,3,", "supported");
  assert_row(result, "A2,1,main,all,-0.32500,", ",2,2,supported");
}
END_TEST

/* --- Numbers ---------------------------------------------------------------------------------- */

START_TEST(undefined_numbers_and_failed_runs_are_left_out) {
  put("points.csv", "point,f\n0,0\n1,1\n");
  put("runs.csv", "point,arm,run,outcome,impasse,trust_mean\n"
                  "0,asis,0,agreement,0,.5\n0,asis,1,error,,\n0,asis,2,agreement,0,.5\n"
                  "1,asis,0,agreement,0,.75\n1,asis,1,agreement,0,.5\n1,asis,2,agreement,0,\n");
  put_hypotheses("A1,,trust_mean,f,0,1,,up,.1,\nA2,,outcome=agreement,f,0,1,,none,.1,\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,1,main,all,0.25000,,,1,1,", "undecided");
  assert_row(result, "A2,1,main,all,0.00000,", ",2,2,undecided");
}
END_TEST

/* The points are copies of one another: twice as many pairs know no more. */
START_TEST(points_that_share_their_chance_count_once) {
  put_impasses(20, 20, 30, 30);
  put_hypotheses("A1,,impasse,f,0,1,arm=asis,up,.02,g\nA2,,impasse,f,0,1,arm=asis g=0,up,.02,\n");
  g_autofree char *result = evaluate();
  const char *pooled = strstr(result, "A1,1,main,all,"), *alone = strstr(result, "A2,1,main,all,");
  ck_assert_msg(strncmp(pooled + 14, alone + 14, 23) == 0, "%s", result);
}
END_TEST

START_TEST(columns_of_parties_are_measures) {
  put("points.csv", "point,f\n0,0\n1,1\n");
  put("runs.csv", "point,arm,run,outcome,impasse\n0,asis,0,agreement,0\n1,asis,0,agreement,0\n"
                  "0,asis,1,agreement,0\n1,asis,1,agreement,0\n");
  put("parties.csv",
      "point,arm,run,party,utility\n"
      "0,asis,0,care,.1\n0,asis,0,client,.2\n0,asis,1,care,.1\n0,asis,1,client,.2\n"
      "1,asis,0,care,.3\n1,asis,0,client,.9\n1,asis,1,care,.3\n1,asis,1,client,.8\n");
  put_hypotheses("A1,,client.utility,f,0,1,,up,.1,\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,1,main,all,0.65000,", ",2,2,supported");
}
END_TEST

START_TEST(column_may_be_held_against_a_word_or_a_number) {
  put_impasses(20, 20, 50, 50);
  put_hypotheses("A1,,outcome=deadlock,f,0,1,arm=asis,up,.1,\nA2,,trust_mean<2,f,0,1,arm=asis,down,"
                 ".1,\nA3,,trust_mean>0.6,f,0,1,arm=asis g=0,up,.1,\n");
  g_autofree char *result = evaluate();
  assert_row(result, "A1,1,main,all,0.30000,", "supported");
  assert_row(result, "A2,1,main,all,-1.00000,", "supported");
  assert_row(result, "A3,1,main,all,1.00000,", "supported");
}
END_TEST

START_TEST(variant_is_called_after_its_folder) {
  put_impasses(20, 20, 50, 50);
  put_hypotheses("A1,,impasse,f,0,1,arm=asis,up,.1,g\n");
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autofree char *result =
      polder_claims_evaluate(folder, (const char *const[]){folder, folder}, 2, messages);
  g_autofree char *name = g_path_get_basename(folder);
  g_autofree char *row = g_strdup_printf("A1,,%s,,0.30000", name);
  assert_row(result, row, ",supported");
  g_autofree char *stratum = g_strdup_printf("A1,1,%s,g=0", name);
  ck_assert_ptr_null(strstr(result, stratum));
}
END_TEST

/* --- Refusals --------------------------------------------------------------------------------- */

START_TEST(questions_without_an_answer_are_refused_at_their_line) {
  put_impasses(20, 20, 50, 50);
  assert_refused("A1,,truts,f,0,1,,up,.1,\n", "is no column of");
  assert_refused("A1,,impasse,h,0,1,,up,.1,\n", "is no factor");
  assert_refused("A1,,impasse,f,0,3,,up,.1,\n", "is no level");
  assert_refused("A1,,impasse,f,0,1,g=7,up,.1,\n", "is no level");
  assert_refused("A1,,impasse,f,0,1,,up,.1,h\n", "is no factor");
  assert_refused("A1,,impasse,f,0,1,,sideways,.1,\n", "is not one of: down, none, up");
  assert_refused("A1,what,impasse,f,0,1,,up,.1,\n", "is not one of: contrast");
  assert_refused("A1,,impasse,f,0,1,,up,0,\n", "above 0");
  assert_refused("A1,trend,impasse,f,0,1,,up,.1,\n", "at least three levels");
  assert_refused("A1,interaction,impasse,f,0,1,,up,.1,\n", "must be a&b");
  assert_refused("A1,,trust_mean,f,0,1,arm=open,up,.1,\n", "nowhere two values");
}
END_TEST

/* --- The program's own ------------------------------------------------------------------------ */

START_TEST(program_knows_98_claims_in_two_languages) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderClaims) claims = polder_claims_new(messages);
  ck_assert_uint_eq(polder_messages_count(messages), 0);
  ck_assert_uint_eq(claims->claims->len, 98);
  for (guint i = 0; i < claims->claims->len; i++) {
    const PolderClaim *claim = claims->claims->pdata[i];
    ck_assert_ptr_eq(polder_claims_find(claims, claim->id), claim);
    ck_assert_str_ne(claim->claim[POLDER_NL], "");
    ck_assert_str_ne(claim->claim[POLDER_EN], claim->claim[POLDER_NL]);
    ck_assert_str_ne(claim->hypothesis[POLDER_NL], "");
    ck_assert_str_ne(claim->hypothesis[POLDER_EN], "");
    ck_assert_int_eq(claim->reason[POLDER_NL][0] != '\0', claim->reason[POLDER_EN][0] != '\0');
  }
  ck_assert_ptr_null(polder_claims_find(claims, "A99"));
  ck_assert_str_eq(polder_claims_nearest(claims, "D66"), "D6");
}
END_TEST

/* A claim is decided by an experiment, or has a reason why not: never both, and never by hand. */
START_TEST(every_verdict_comes_from_a_result) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderClaims) claims = polder_claims_new(messages);
  for (guint i = 0; i < claims->claims->len; i++) {
    const PolderClaim *claim = claims->claims->pdata[i];
    const bool decided = polder_claim_effect(claim, "main") != NULL;
    ck_assert_msg(!decided || claim->reason[POLDER_NL][0] == '\0', "%s has both", claim->id);
    ck_assert_msg(decided == (claim->verdict <= POLDER_CLAIM_UNDECIDED), "%s", claim->id);
    ck_assert_msg(decided == (claim->hypotheses->len > 0), "%s has no result", claim->id);
    ck_assert_msg(claim->experiment[0] == '\0' || claim->hypotheses->len > 0,
                  "%s is not in claims.csv of %s", claim->id, claim->experiment);
  }
}
END_TEST

/* --- All -------------------------------------------------------------------------------------- */

static void make_folder(void) {
  folder = g_dir_make_tmp("polder-claims-XXXXXX", NULL);
}

static void remove_folder(void) {
  static const char *const names[] = {"points.csv", "runs.csv", "parties.csv", "claims.csv"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_remove(path);
  }
  g_rmdir(folder);
  g_clear_pointer(&folder, g_free);
}

static void add_case(Suite *suite, const char *name, const TTest *const *tests, size_t n) {
  TCase *tcase = tcase_create(name);
  tcase_add_checked_fixture(tcase, make_folder, remove_folder);
  for (size_t i = 0; i < n; i++)
    tcase_add_test(tcase, tests[i]);
  suite_add_tcase(suite, tcase);
}

Suite *suite_claims(void);
Suite *suite_claims(void) {
  Suite *suite = suite_create("claims");
  const TTest *const verdicts[] = {
      sure_in_the_direction_is_supported,   effect_is_the_mean_paired_difference,
      no_effect_or_the_opposite_is_refuted, smaller_than_matters_is_refuted,
      opposite_in_a_stratum_is_conditional, only_in_a_stratum_is_conditional,
      too_few_runs_are_undecided,           all_parts_must_hold_and_the_first_is_the_heart};
  const TTest *const kinds[] = {interaction_is_a_difference_of_differences,
                                level_is_held_against_a_number,
                                arm_is_a_factor_like_any_other,
                                peak_is_above_both_ends,
                                trend_may_not_go_back_on_the_way,
                                means_are_of_all_that_have_the_measure};
  const TTest *const numbers[] = {undefined_numbers_and_failed_runs_are_left_out,
                                  points_that_share_their_chance_count_once,
                                  columns_of_parties_are_measures,
                                  column_may_be_held_against_a_word_or_a_number,
                                  variant_is_called_after_its_folder,
                                  questions_without_an_answer_are_refused_at_their_line};
  const TTest *const own[] = {program_knows_98_claims_in_two_languages,
                              every_verdict_comes_from_a_result};
  add_case(suite, "verdicts", verdicts, G_N_ELEMENTS(verdicts));
  add_case(suite, "kinds", kinds, G_N_ELEMENTS(kinds));
  add_case(suite, "numbers", numbers, G_N_ELEMENTS(numbers));
  add_case(suite, "own", own, G_N_ELEMENTS(own));
  return suite;
}
