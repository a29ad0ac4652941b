/* Shares: Shapley and Banzhaf beside published games and their axioms; and what they are of cases.
 */
#include "explained.h"
#include "played.h"
#include "problem_rows.h"
#include "remade.h"
#include <check.h>
#include <math.h>
#include <string.h>

enum { PLAYERS_MAX = 15 };

typedef struct {
  double shapley[PLAYERS_MAX], banzhaf[PLAYERS_MAX];
} Shares;

/* --- Published games ------------------------------------------------------------------------- */

static Shares shares_of(int n, const double *value) {
  Shares shares = {0};
  polder_shares(n, value, shares.shapley, shares.banzhaf);
  return shares;
}

/* [quota; weights]: a coalition wins with so much weight. */
static Shares shares_of_votes(int n, double quota, const double *weight) {
  g_autofree double *value = g_new0(double, (size_t)1 << n);
  for (unsigned coalition = 0; coalition < 1u << n; coalition++) {
    double votes = 0;
    for (int player = 0; player < n; player++)
      votes += coalition >> player & 1 ? weight[player] : 0;
    value[coalition] = votes >= quota;
  }
  return shares_of(n, value);
}

static void check_shares(const char *game, int n, const double *shares, const double *published) {
  for (int player = 0; player < n; player++)
    if (!(fabs(shares[player] - published[player]) <= 1e-12))
      ck_abort_msg("%s: player %d has %.15f, not %.15f", game, player, shares[player],
                   published[player]);
}

START_TEST(a_left_glove_among_two_right_ones_is_worth_two_thirds) {
  /* Shapley and Shubik 1969: a pair of gloves is worth 1, one glove nothing. */
  const double value[8] = {0, 0, 0, 1, 0, 1, 0, 1};
  check_shares("gloves", 3, shares_of(3, value).shapley, (double[]){2. / 3, 1. / 6, 1. / 6});
}
END_TEST

START_TEST(who_is_in_every_majority_has_most_and_one_vote_is_as_good_as_49) {
  const Shares shares = shares_of_votes(3, 51, (double[]){50, 49, 1});
  check_shares("50, 49, 1", 3, shares.shapley, (double[]){2. / 3, 1. / 6, 1. / 6});
  check_shares("50, 49, 1", 3, shares.banzhaf, (double[]){3. / 4, 1. / 4, 1. / 4});
}
END_TEST

START_TEST(in_the_council_of_six_luxemburg_had_one_vote_and_no_power) {
  /* Council of Ministers 1958, [12; 4, 4, 4, 2, 2, 1]: Felsenthal and Machover 1998, ch. 5. */
  const Shares shares = shares_of_votes(6, 12, (double[]){4, 4, 4, 2, 2, 1});
  check_shares("Council", 6, shares.shapley,
               (double[]){14. / 60, 14. / 60, 14. / 60, 9. / 60, 9. / 60, 0});
  check_shares("Council", 6, shares.banzhaf,
               (double[]){10. / 32, 10. / 32, 10. / 32, 6. / 32, 6. / 32, 0});
}
END_TEST

START_TEST(three_of_six_supervisors_of_nassau_county_had_all_the_power) {
  /* [58; 31, 31, 28, 21, 2, 2]: Banzhaf 1965. */
  const Shares shares = shares_of_votes(6, 58, (double[]){31, 31, 28, 21, 2, 2});
  check_shares("Nassau", 6, shares.banzhaf, (double[]){.5, .5, .5, 0, 0, 0});
  check_shares("Nassau", 6, shares.shapley, (double[]){1. / 3, 1. / 3, 1. / 3, 0, 0, 0});
}
END_TEST

/* Five permanent members, whose consent is needed, and some others. */
static void check_council(int n, double quota, const double *big, const double *small) {
  double weight[PLAYERS_MAX] = {0};
  for (int player = 0; player < n; player++)
    weight[player] = player < 5 ? 7 : 1;
  const Shares shares = shares_of_votes(n, quota, weight);
  for (int player = 0; player < n; player++) {
    ck_assert_double_eq_tol(shares.shapley[player], player < 5 ? big[0] : small[0], 1e-12);
    ck_assert_double_eq_tol(shares.banzhaf[player], player < 5 ? big[1] : small[1], 1e-12);
  }
}

START_TEST(the_security_council_is_ruled_by_its_five_permanent_members) {
  /* With 15 members [39; 7 x 5, 1 x 10]: 421 and 4 of 2,145. With 11 members (Shapley and Shubik
   * 1954) 76 and 1: .197 and .002. */
  check_council(15, 39, (double[]){421. / 2145, 848. / 16384}, (double[]){4. / 2145, 84. / 16384});
  check_council(11, 37, (double[]){76. / 385, 57. / 1024}, (double[]){1. / 462, 5. / 1024});
}
END_TEST

/* --- Axioms ---------------------------------------------------------------------------------- */

static void draw_game(unsigned game, int n, double *value) {
  for (unsigned coalition = 0; coalition < 1u << n; coalition++)
    value[coalition] = draw(game, coalition) - .3;
}

START_TEST(what_is_shared_out_is_all_there_is) {
  for (unsigned game = 0; game < 200; game++) {
    const int n = 1 + (int)(game % 10);
    double value[1 << 10], sum = 0;
    draw_game(game, n, value);
    const Shares shares = shares_of(n, value);
    for (int player = 0; player < n; player++)
      sum += shares.shapley[player];
    ck_assert_double_eq_tol(sum, value[(1 << n) - 1] - value[0], 1e-12);
  }
}
END_TEST

static unsigned exchanged(unsigned coalition, int one, int other) {
  const unsigned differ = (coalition >> one ^ coalition >> other) & 1;
  return coalition ^ (differ << one | differ << other);
}

START_TEST(two_players_who_change_places_change_shares) {
  for (unsigned game = 0; game < 100; game++) {
    double value[1 << 6], turned[1 << 6];
    const int one = (int)draw_below(game, 900, 6), other = (int)draw_below(game, 901, 6);
    draw_game(game, 6, value);
    for (unsigned coalition = 0; coalition < 1 << 6; coalition++)
      turned[coalition] = value[exchanged(coalition, one, other)];
    const Shares shares = shares_of(6, value), after = shares_of(6, turned);
    for (int player = 0; player < 6; player++) {
      const int was = player == one ? other : player == other ? one : player;
      ck_assert_double_eq_tol(after.shapley[player], shares.shapley[was], 1e-12);
      ck_assert_double_eq_tol(after.banzhaf[player], shares.banzhaf[was], 1e-12);
    }
  }
}
END_TEST

START_TEST(who_adds_nothing_has_nothing_and_who_adds_the_same_has_that) {
  for (unsigned game = 0; game < 100; game++) {
    double value[1 << 7];
    draw_game(game, 5, value);
    for (unsigned coalition = 1 << 5; coalition < 1 << 7; coalition++) /* 5: nothing; 6: .25 */
      value[coalition] = value[coalition & 31] + (coalition >> 6) * .25;
    const Shares shares = shares_of(7, value);
    ck_assert_double_eq_tol(shares.shapley[5], 0, 1e-12);
    ck_assert_double_eq_tol(shares.banzhaf[5], 0, 1e-12);
    ck_assert_double_eq_tol(shares.shapley[6], .25, 1e-12);
    ck_assert_double_eq_tol(shares.banzhaf[6], .25, 1e-12);
  }
}
END_TEST

START_TEST(shares_of_two_games_together_are_the_sums_of_their_shares) {
  for (unsigned game = 0; game < 100; game++) {
    double one[1 << 6], other[1 << 6], both[1 << 6];
    draw_game(game, 6, one);
    draw_game(game + 1000, 6, other);
    for (unsigned coalition = 0; coalition < 1 << 6; coalition++)
      both[coalition] = one[coalition] + 3 * other[coalition];
    const Shares a = shares_of(6, one), b = shares_of(6, other), sum = shares_of(6, both);
    for (int player = 0; player < 6; player++) {
      ck_assert_double_eq_tol(sum.shapley[player], a.shapley[player] + 3 * b.shapley[player],
                              1e-12);
      ck_assert_double_eq_tol(sum.banzhaf[player], a.banzhaf[player] + 3 * b.banzhaf[player],
                              1e-12);
    }
  }
}
END_TEST

/* --- Of cases -------------------------------------------------------------------------------- */

static double sum_of(const PolderShare *share, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += share[i].shapley;
  return sum;
}

static void check_sums(const PolderExplained *result) {
  ck_assert_double_eq_tol(sum_of(result->share, result->n_interests), result->total, 1e-9);
  ck_assert_double_eq_tol(sum_of(result->party_share, result->n_parties), result->total, 1e-9);
}

/* The total beside plain runs of the arm in which everything is told. */
static double told_effect(const PolderScenario *scenario, uint32_t runs) {
  return played_impasse(scenario, NULL, "asis", runs) -
         played_impasse(scenario, NULL, "spoken", runs);
}

START_TEST(shares_of_a_case_sum_to_what_telling_everything_does) {
  static const struct {
    const char *folder;
    uint32_t runs;
    unsigned samples;
    bool all; /* coalitions of interests */
  } cases[] = {{"scenarios/weerthuis", 12, 0, true},
               {"scenarios/keten", 2, 3, false},
               {"scenarios/geen-ruimte", 12, 0, true},
               {"scenarios/sinaasappel", 1, 0, true}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(PolderScenario) scenario = played_load(cases[i].folder);
    PolderExplainJob job = explained_job(scenario, cases[i].runs);
    job.samples = cases[i].samples;
    g_autoptr(PolderExplained) result = explained(&job);
    ck_assert_int_eq(result->all_coalitions, cases[i].all);
    check_sums(result);
    ck_assert_double_eq_tol(result->total, told_effect(scenario, cases[i].runs), 1e-12);
  }
}
END_TEST

START_TEST(shares_of_random_tables_sum_to_what_telling_everything_does) {
  unsigned helped = 0;
  for (unsigned table = 0; table < 12; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[table]);
    PolderExplainJob job = explained_job(scenario, 20);
    job.samples = table % 2 * 5;
    g_autoptr(PolderExplained) result = explained(&job);
    check_sums(result);
    ck_assert_double_eq_tol(result->total, told_effect(scenario, 20), 1e-12);
    helped += result->total > 0;
  }
  ck_assert_uint_gt(helped, 3); /* else nothing was shared out */
}
END_TEST

START_TEST(a_sample_of_coalitions_says_how_far_off_it_may_be) {
  unsigned said = 0, right = 0;
  for (uint32_t run = 0; run < 60; run++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[run % 12]);
    PolderExplainJob job = explained_job(scenario, 1);
    job.runs.first_run = run;
    g_autoptr(PolderExplained) whole = explained(&job);
    job.samples = 80;
    g_autoptr(PolderExplained) sampled = explained(&job);
    for (int i = 0; i < whole->n_interests; i++) {
      const PolderShare *share = &sampled->share[i];
      ck_assert(isnan(whole->share[i].shapley_interval.low));
      ck_assert_double_ge(share->shapley_interval.low, -1);
      ck_assert_double_le(share->shapley_interval.high, 1);
      if (fabs(whole->share[i].shapley) < 1e-12) /* of those nearly all are right */
        continue;
      said++;
      right += share->shapley_interval.low <= whole->share[i].shapley + 1e-12 &&
               share->shapley_interval.high >= whole->share[i].shapley - 1e-12;
    }
  }
  ck_assert_uint_gt(said, 20);
  ck_assert_double_ge((double)right / said, .93); /* of 95 %; 300 runs gave 96 to 97 */
}
END_TEST

START_TEST(no_interval_of_a_share_goes_beyond_all_there_is) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderExplainJob job = explained_job(scenario, 2);
  g_autoptr(PolderExplained) result = explained(&job);
  bool wide = false;
  for (int i = 0; i < result->n_interests; i++) {
    const PolderShare *share = &result->share[i];
    ck_assert_double_ge(share->shapley_interval.low, -1);
    ck_assert_double_le(share->shapley_interval.high, 1);
    wide = wide || share->shapley_interval.high >= 1;
  }
  ck_assert(wide);
}
END_TEST

START_TEST(a_sample_and_every_coalition_agree_over_many_runs) {
  g_autoptr(PolderScenario) scenario = explained_table(explained_tables[0]);
  PolderExplainJob job = explained_job(scenario, 200);
  g_autoptr(PolderExplained) whole = explained(&job);
  job.samples = 20;
  g_autoptr(PolderExplained) sampled = explained(&job);
  ck_assert(!sampled->all_coalitions && !sampled->all_of_parties);
  for (int i = 0; i < whole->n_interests; i++) {
    ck_assert_double_eq_tol(sampled->share[i].shapley, whole->share[i].shapley, .03);
    ck_assert_double_eq_tol(sampled->share[i].banzhaf, whole->share[i].banzhaf, .03);
  }
  for (int i = 0; i < whole->n_parties; i++)
    ck_assert_double_eq_tol(sampled->party_share[i].shapley, whole->party_share[i].shapley, .03);
}
END_TEST

START_TEST(of_two_one_order_and_its_reverse_tell_all) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  PolderExplainJob job = explained_job(scenario, 3);
  job.samples = 1;
  g_autoptr(PolderExplained) result = explained(&job);
  ck_assert(!result->all_coalitions);
  for (int i = 0; i < 2; i++) {
    ck_assert_double_eq_tol(result->share[i].shapley, .5, 1e-12);
    ck_assert_double_eq_tol(result->party_share[i].shapley, .5, 1e-12);
  }
}
END_TEST

/* --- Names and places ------------------------------------------------------------------------ */

static double share_of_party(const PolderExplained *result, const PolderScenario *scenario,
                             const char *id) {
  for (int i = 0; i < result->n_parties; i++)
    if (strcmp(scenario->parties[result->party[i]].id, id) == 0)
      return result->party_share[i].shapley;
  ck_abort_msg("%s has nothing to tell", id);
  return NAN;
}

START_TEST(two_parties_who_exchange_names_exchange_shares) {
  g_autoptr(PolderScenario) scenario = explained_table(explained_tables[1]);
  g_autoptr(PolderScenario) renamed = remade(scenario, NULL, NULL);
  char *const kept = renamed->parties[0].id;
  renamed->parties[0].id = renamed->parties[2].id;
  renamed->parties[2].id = kept;
  ck_assert(polder_scenario_freeze(renamed, NULL));
  const PolderExplainJob job = explained_job(scenario, 60), other = explained_job(renamed, 60);
  g_autoptr(PolderExplained) before = explained(&job);
  g_autoptr(PolderExplained) after = explained(&other);
  const char *one = scenario->parties[0].id, *two = scenario->parties[2].id;
  ck_assert_double_ne(share_of_party(before, scenario, one), share_of_party(before, scenario, two));
  ck_assert_double_eq(share_of_party(after, renamed, one), share_of_party(before, scenario, two));
  ck_assert_double_eq(share_of_party(after, renamed, two), share_of_party(before, scenario, one));
}
END_TEST

START_TEST(parties_who_are_the_same_have_the_same_share) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  const PolderExplainJob job = explained_job(scenario, 1);
  g_autoptr(PolderExplained) result = explained(&job);
  ck_assert_double_eq_tol(result->total, 1, 1e-12);
  for (int i = 0; i < 2; i++) {
    ck_assert_double_eq_tol(result->share[i].shapley, .5, 1e-12);
    ck_assert_double_eq_tol(result->share[i].banzhaf, .5, 1e-12);
    ck_assert_double_eq_tol(result->party_share[i].shapley, .5, 1e-12);
  }
}
END_TEST

Suite *suite_shares(void);

Suite *suite_shares(void) {
  Suite *suite = suite_create("shares");
  TCase *games = tcase_create("games"), *cases = tcase_create("cases");
  tcase_add_test(games, a_left_glove_among_two_right_ones_is_worth_two_thirds);
  tcase_add_test(games, who_is_in_every_majority_has_most_and_one_vote_is_as_good_as_49);
  tcase_add_test(games, in_the_council_of_six_luxemburg_had_one_vote_and_no_power);
  tcase_add_test(games, three_of_six_supervisors_of_nassau_county_had_all_the_power);
  tcase_add_test(games, the_security_council_is_ruled_by_its_five_permanent_members);
  tcase_add_test(games, what_is_shared_out_is_all_there_is);
  tcase_add_test(games, two_players_who_change_places_change_shares);
  tcase_add_test(games, who_adds_nothing_has_nothing_and_who_adds_the_same_has_that);
  tcase_add_test(games, shares_of_two_games_together_are_the_sums_of_their_shares);
  tcase_add_test(cases, shares_of_a_case_sum_to_what_telling_everything_does);
  tcase_add_test(cases, shares_of_random_tables_sum_to_what_telling_everything_does);
  tcase_add_test(cases, a_sample_of_coalitions_says_how_far_off_it_may_be);
  tcase_add_test(cases, no_interval_of_a_share_goes_beyond_all_there_is);
  tcase_add_test(cases, a_sample_and_every_coalition_agree_over_many_runs);
  tcase_add_test(cases, of_two_one_order_and_its_reverse_tell_all);
  tcase_add_test(cases, two_parties_who_exchange_names_exchange_shares);
  tcase_add_test(cases, parties_who_are_the_same_have_the_same_share);
  suite_add_tcase(suite, games);
  suite_add_tcase(suite, cases);
  return suite;
}
