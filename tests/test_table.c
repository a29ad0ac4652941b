/* Table: what the parties want and see, what telling does, how offers and answers go. Looked at
 * from within, on the hall and the orange of tests/fixtures/engine.
 */
#include "quarrel.h"
#include "remade.h"
#include "seated.h"
#include <check.h>
#include <math.h>

#define ORANGE "tests/fixtures/engine/orange"

static const PolderView *view(const Seated *seated, int party) {
  return &seated->table->view[party];
}

/* The hall, with parties that think for themselves. */
static Seated *hall(const char *const *sets) {
  PolderScenario *scenario = played_load(HALL);
  polder_values_put(&scenario->values, POLDER_STRATEGY, -1, 0, POLDER_FROM_SCENARIO);
  return seated_new(scenario, sets);
}

static void ck_near(double got, double wanted) {
  ck_assert_double_eq_tol(got, wanted, 1e-6);
}

/* --- Wanting ---------------------------------------------------------------------------------- */

START_TEST(a_party_votes_by_all_it_wants_and_wishes_by_what_it_knows) {
  g_autoptr(Seated) seated = hall(NULL);
  const PolderOutlook *outlook = seated->table->outlook[CLUB];
  ck_near(polder_view_utility(view(seated, CLUB), SMALL), .7 + .3 * .9);
  ck_near((double)outlook->wish[CLUB][SMALL], 1); /* of the noise alone, it knows */
  ck_near((double)outlook->wish[CLUB][NOTHING], .6);
  ck_near((double)outlook->wish[CLUB][BIG], -1); /* across its red line */
  ck_near(outlook->best_wish[CLUB], 1);
  polder_table_realise(seated->table, CLUB);
  ck_near((double)seated->table->outlook[CLUB]->wish[CLUB][NOTHING], .42);
  ck_near((double)seated->table->outlook[CLUB]->wish[CLUB][BIG], -1);
  ck_near((double)outlook->wish[TOWN][SMALL], .32);
}
END_TEST

START_TEST(a_red_line_that_nobody_is_conscious_of_stops_the_vote_and_not_the_wish) {
  PolderScenario *scenario = played_load(HALL);
  scenario->interests[NOISE].visibility = POLDER_UNAWARE;
  scenario->interests[TIME].visibility = POLDER_HIDDEN;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  g_autoptr(Seated) seated = seated_new(scenario, NULL);
  ck_near((double)seated->table->outlook[CLUB]->wish[CLUB][BIG], 1);
  ck_assert(polder_view_breaks_own_line(view(seated, CLUB), BIG));
  ck_near(seated->table->outlook[CLUB]->best[CLUB], .97); /* red lines count in what it votes by */
}
END_TEST

START_TEST(the_best_of_a_party_breaks_no_red_line_of_its_own) {
  PolderScenario *scenario = played_load(HALL);
  scenario->interests[NOISE].weight_written = .05;
  scenario->interests[TIME].weight_written = .95; /* big would be .95 */
  ck_assert(polder_scenario_freeze(scenario, NULL));
  for (int spread = 0; spread < 2; spread++) {
    const char *const sets[] = {spread == 1 ? "spread_weights=1e-9" : "spread_weights=0", NULL};
    g_autoptr(Seated) seated = seated_new(remade_frozen(scenario, NULL, NULL), sets);
    ck_near(polder_view_best(view(seated, CLUB)), .05 + .95 * .9);
    ck_near(seated->table->outlook[CLUB]->worst[CLUB], .05 * .6);
  }
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(spread_weights_differ_from_run_to_run_and_add_up_to_one) {
  static const char *const sets[] = {"spread_weights=.25", NULL};
  g_autoptr(Seated) seated = hall(sets);
  const double first = seated->table->weight[MONEY];
  ck_near(first + seated->table->weight[CALM], 1);
  ck_near(polder_view_utility(view(seated, TOWN), SMALL), .2 * first + .5 * (1 - first));
  seated_again(seated, 1);
  ck_assert_double_gt(fabs(seated->table->weight[MONEY] - first), 1e-4);
  seated_again(seated, 0);
  ck_assert_double_eq(seated->table->weight[MONEY], first);
}
END_TEST

START_TEST(a_text_of_somebody_distrusted_seems_worth_less) {
  static const char *const sets[] = {"devaluation=.5", "trust=.2", NULL};
  g_autoptr(Seated) seated = hall(sets);
  const double range = .97 - .3; /* without a red line broken, and the worst of all */
  ck_near(polder_view_perceived(view(seated, CLUB), SHARED, TOWN), .5 - .5 * .8 * range);
  ck_near(polder_view_perceived(view(seated, CLUB), SHARED, CLUB), .5);
  ck_near(polder_view_perceived(view(seated, CLUB), SHARED, -1), .5 - .1 * range); /* a neutral */
}
END_TEST

START_TEST(what_it_proposed_itself_loses_nothing_when_that_is_switched_on) {
  for (int endorsed = 0; endorsed < 2; endorsed++) {
    const char *const sets[] = {"devaluation=.5", endorsed == 1 ? "endorsed=1" : "endorsed=0",
                                NULL};
    g_autoptr(Seated) seated = hall(sets);
    ck_assert(polder_chair_propose(&seated->table->chair, CLUB));
    const PolderDeal own = seated->table->deal;
    const double before = polder_view_utility(view(seated, CLUB), own);
    const double after = polder_view_perceived(view(seated, CLUB), own, TOWN);
    ck_assert_int_eq(after < before, endorsed == 0);
    ck_assert_double_lt(polder_view_perceived(view(seated, TOWN), own, CLUB),
                        polder_view_utility(view(seated, TOWN), own));
  }
}
END_TEST

/* --- Opening ---------------------------------------------------------------------------------- */

START_TEST(trust_begins_as_written_and_set_is_stronger) {
  static const char *const sets[] = {"town.trust=.9", NULL};
  PolderScenario *scenario = played_load(HALL);
  scenario->trust[TOWN][CLUB] = .1;
  scenario->trust[CLUB][TOWN] = .3;
  g_autoptr(Seated) seated = seated_new(scenario, sets);
  ck_near(polder_view_trust(view(seated, TOWN), CLUB), .9);
  ck_near(polder_view_trust(view(seated, CLUB), TOWN), .3);
  ck_near(polder_view_mean_trust(view(seated, CLUB)), .3);
}
END_TEST

START_TEST(trust_spreads_between_runs_and_stays_within_0_and_1) {
  static const char *const sets[] = {"spread=.3", "trust=.8", NULL};
  g_autoptr(Seated) seated = hall(sets);
  double sum = 0, highest = 0, lowest = 1;
  for (uint32_t run = 0; run < 400; run++) {
    seated_again(seated, run);
    const double trust = polder_view_trust(view(seated, TOWN), CLUB);
    sum += trust / 400;
    highest = fmax(highest, trust);
    lowest = fmin(lowest, trust);
  }
  ck_assert_double_eq(highest, 1);
  ck_assert_double_ge(lowest, 0);
  ck_assert_double_lt(lowest, .4);
  ck_assert_double_eq_tol(sum, .75, .05); /* .8, less what is cut off above 1 */
}
END_TEST

START_TEST(everybody_with_a_vote_is_as_likely_to_speak_first) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.issues = 2;
  PolderScenario *scenario = polder_scenario_random(&knobs, 1, 0);
  scenario->parties[2].power = 0;
  g_autoptr(Seated) seated = seated_new(scenario, NULL);
  int first[4] = {0};
  for (uint32_t run = 0; run < 900; run++) {
    seated_again(seated, run);
    ck_assert_int_eq(polder_chair_speakers(&seated->table->chair), 3);
    first[polder_chair_speaker(&seated->table->chair, 0)]++;
  }
  ck_assert_int_eq(first[2], 0);
  for (int party = 0; party < 4; party++)
    ck_assert(party == 2 || abs(first[party] - 300) < 60); /* four standard deviations */
}
END_TEST

/* --- Telling ---------------------------------------------------------------------------------- */

START_TEST(what_is_open_is_known_and_what_is_told_becomes_known) {
  g_autoptr(Seated) seated = hall(NULL);
  ck_near(polder_view_told_share(view(seated, CLUB), TOWN), .4);
  ck_near(polder_view_told_share(view(seated, TOWN), TOWN), .4);
  ck_near(polder_view_told_share(view(seated, TOWN), CLUB), 0);
  ck_assert_int_eq(polder_table_seen(seated->table, CALM), POLDER_SEEN_OPEN);
  ck_assert_int_eq(polder_table_seen(seated->table, MONEY), POLDER_SEEN_HIDDEN);
  ck_assert_int_eq(polder_table_seen(seated->table, TIME), POLDER_SEEN_UNAWARE);
  seated_tell(seated, CLUB, TIME, POLDER_ALL);
  ck_near(polder_view_told_share(view(seated, TOWN), CLUB), .3);
  ck_assert_int_eq(polder_table_seen(seated->table, TIME), POLDER_SEEN_TOLD);
}
END_TEST

START_TEST(an_option_is_unlocked_when_all_have_heard_all_it_requires) {
  g_autoptr(Seated) seated = seated_new(played_load(ORANGE), NULL);
  ck_assert(seated->table->any_locked);
  ck_assert(seated->table->locked[3]);
  ck_assert(!seated->table->locked[2]);
  seated_tell(seated, 0, -1, POLDER_ALL);
  ck_assert(seated->table->locked[3]);
  seated_tell(seated, 1, -1, POLDER_ALL);
  ck_assert(!seated->table->locked[3]);
  ck_assert(!seated->table->any_locked);
  seated_again(seated, 1);
  ck_assert(seated->table->locked[3]);
}
END_TEST

/* How far what the town believes of the club's noise is from the truth. */
static double misheard(const char *const *sets) {
  PolderScenario *scenario = played_load(HALL);
  g_autoptr(Seated) seated = seated_new(scenario, sets);
  double gap = 0;
  seated_tell(seated, CLUB, -1, POLDER_ALL);
  for (int option = 0; option < 4; option++)
    gap += fabs(polder_minds_estimate(seated->table->minds, TOWN, CLUB, (uint32_t)option, &option) -
                polder_view_utility(view(seated, CLUB), (uint32_t)option));
  return gap;
}

START_TEST(who_mishears_hears_the_next_option) {
  static const char *const deaf[] = {"noise=1", NULL}, *const other[] = {"club.noise=1", NULL};
  ck_near(misheard(NULL), 0);
  ck_near(misheard(other), 0); /* who listens well hears well */
  PolderScenario *scenario = played_load(HALL);
  const int next[] = {scenario->options[0].next, scenario->options[1].next,
                      scenario->options[2].next, scenario->options[3].next};
  double wanted = 0;
  for (uint32_t option = 0; option < 4; option++)
    wanted += fabs(scenario->utility[4 + option] - scenario->utility[4 + next[option]]);
  polder_scenario_free(scenario);
  ck_near(misheard(deaf), wanted);
  ck_assert_double_gt(wanted, .5);
}
END_TEST

START_TEST(a_neutral_asks_until_it_has_understood) {
  static const char *const deaf[] = {"noise=1", NULL};
  g_autoptr(Seated) seated = seated_with_neutral(played_load(HALL), deaf);
  seated_tell(seated, CLUB, -1, POLDER_ALL);
  for (int option = 0; option < 4; option++)
    ck_near(polder_minds_estimate(seated->table->minds, POLDER_NEUTRAL(2), CLUB, (uint32_t)option,
                                  &option),
            polder_view_utility(view(seated, CLUB), (uint32_t)option));
}
END_TEST

START_TEST(telling_earns_trust_once_a_round) {
  g_autoptr(Seated) seated = hall(NULL);
  seated_tell(seated, CLUB, NOISE, POLDER_ALL);
  ck_near(polder_view_trust(view(seated, TOWN), CLUB), .55);
  seated_tell(seated, CLUB, TIME, POLDER_ALL);
  ck_near(polder_view_trust(view(seated, TOWN), CLUB), .55);
  ck_near(polder_view_trust(view(seated, CLUB), TOWN), .5);
  polder_table_begin_round(seated->table, 2);
  seated_tell(seated, TOWN, MONEY, POLDER_ALL);
  ck_near(polder_view_trust(view(seated, CLUB), TOWN), .55);
}
END_TEST

START_TEST(only_who_heard_it_is_thankful) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.hidden_share = 1;
  knobs.unaware_share = 0;
  g_autoptr(Seated) seated =
      seated_new(polder_scenario_random(&knobs, 1, 0), (const char *[]){"spread=0", NULL});
  seated_tell(seated, 0, 0, 2);
  ck_near(polder_view_trust(view(seated, 2), 0), .55);
  ck_near(polder_view_trust(view(seated, 1), 0), .5);
  seated_tell(seated, 0, 0, POLDER_ALL); /* the second party knew already */
  ck_near(polder_view_trust(view(seated, 2), 0), .55);
  ck_near(polder_view_trust(view(seated, 1), 0), .55);
}
END_TEST

/* --- Refusing --------------------------------------------------------------------------------- */

START_TEST(a_grievance_is_a_red_line_first_and_then_what_weighs_most) {
  g_autoptr(Seated) seated = hall(NULL);
  const PolderTable *table = seated->table;
  bool red;
  ck_assert_int_eq(polder_table_grievance(table, CLUB, BIG, false, false, &red), NOISE);
  ck_assert(red);
  ck_assert_int_eq(polder_table_grievance(table, TOWN, SMALL, false, false, &red), MONEY);
  ck_assert(!red);
  ck_assert_int_eq(polder_table_grievance(table, CLUB, NOTHING, false, false, &red), TIME);
  ck_assert_int_eq(polder_table_grievance(table, CLUB, NOTHING, true, false, &red), NOISE);
  ck_assert_int_eq(polder_table_grievance(table, TOWN, BIG, false, false, &red), -1);
}
END_TEST

START_TEST(a_red_line_goes_before_what_weighs_more) {
  PolderScenario *scenario = played_load(HALL);
  scenario->interests[NOISE].minimum = .8; /* of which `nothing` gives .6 */
  scenario->interests[NOISE].weight_written = .1;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  g_autoptr(Seated) seated = seated_new(scenario, NULL);
  bool red;
  ck_assert_int_eq(polder_table_grievance(seated->table, CLUB, NOTHING, false, false, &red), NOISE);
  ck_assert(red);
}
END_TEST

START_TEST(what_all_know_need_not_be_named_again_but_a_red_line_may) {
  g_autoptr(Seated) seated = hall(NULL);
  bool red;
  seated_tell(seated, TOWN, MONEY, POLDER_ALL);
  seated_tell(seated, CLUB, NOISE, POLDER_ALL);
  ck_assert_int_eq(polder_table_grievance(seated->table, TOWN, SMALL, true, true, &red), -1);
  ck_assert_int_eq(polder_table_grievance(seated->table, CLUB, BIG, true, true, &red), NOISE);
  ck_assert(red);
}
END_TEST

START_TEST(a_shortfall_is_what_is_missing_to_the_floor_or_the_red_line) {
  g_autoptr(Seated) seated = hall(NULL);
  ck_near(polder_table_shortfall(seated->table, TOWN, SMALL, CLUB), .18);
  ck_near(polder_table_shortfall(seated->table, CLUB, BIG, TOWN), .4);
  ck_near(polder_table_shortfall(seated->table, CLUB, SHARED, TOWN), 0);
  ck_near(polder_table_shortfall(seated->table, CLUB, SMALL, TOWN), -.47);
}
END_TEST

START_TEST(an_explained_no_tells_all_what_it_is_about) {
  static const char *const sets[] = {"explain=1", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(_i == 0 ? BIG : NOTHING);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "asis", 0, trace);
  const PolderEntry *no = played_find(trace, POLDER_DID_REJECT, CLUB, 0);
  ck_assert_int_eq(no->reason, _i == 0 ? POLDER_REASON_RED_EXPLAINED : POLDER_REASON_EXPLAINED);
  ck_assert_int_eq(no->interest, NOISE); /* the heaviest that it is conscious of */
  const PolderEntry *told = played_find(trace, POLDER_DID_TELL, CLUB, 0);
  ck_assert_int_eq(told->interest, NOISE);
  ck_assert_int_eq(told->reason, POLDER_REASON_EXPLANATION);
  ck_assert_int_eq(told->round, 1);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_TELL, CLUB), 1);
}
END_TEST

START_TEST(a_no_is_written_down_with_what_truly_weighs_most) {
  g_autoptr(PolderScenario) scenario = quarrel(NOTHING);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, NULL, "asis", 0, trace);
  const PolderEntry *no = played_find(trace, POLDER_DID_REJECT, CLUB, 0);
  ck_assert_int_eq(no->reason, POLDER_REASON_NONE);
  ck_assert_int_eq(no->interest, TIME);
  ck_near(no->before, .5);
  ck_near(no->after, .42);
}
END_TEST

/* --- Exploiting ------------------------------------------------------------------------------- */

START_TEST(who_exploits_asks_nearly_all_that_the_others_would_swallow) {
  static const char *const sets[] = {"town.exploit=.8", NULL};
  g_autoptr(Seated) seated = hall(sets);
  PolderTable *table = seated->table;
  polder_table_concede(table);
  ck_assert_double_le(table->exploit_bar[TOWN], 0); /* nobody told it anything yet */
  seated_tell(seated, CLUB, -1, POLDER_ALL);
  polder_table_concede(table);
  double best = 0; /* of what the club would take at the floor that the town thinks it has */
  for (int option = 0; option < 4; option++)
    if (polder_minds_estimate(table->minds, TOWN, CLUB, (uint32_t)option, &option) >=
        polder_minds_floor(table->minds, TOWN, CLUB))
      best = fmax(best, polder_view_utility(view(seated, TOWN), (uint32_t)option));
  ck_assert_double_gt(best, 0);
  ck_near(table->exploit_bar[TOWN], .8 * .97 * best);
  ck_assert_double_le(table->exploit_bar[CLUB], 0);
}
END_TEST

Suite *suite_table(void);

Suite *suite_table(void) {
  Suite *suite = suite_create("table");
  TCase *wanting = tcase_create("wanting"), *opening = tcase_create("opening");
  TCase *telling = tcase_create("telling"), *refusing = tcase_create("refusing");
  tcase_add_test(wanting, a_party_votes_by_all_it_wants_and_wishes_by_what_it_knows);
  tcase_add_test(wanting, a_red_line_that_nobody_is_conscious_of_stops_the_vote_and_not_the_wish);
  tcase_add_test(wanting, the_best_of_a_party_breaks_no_red_line_of_its_own);
  tcase_add_test(wanting, spread_weights_differ_from_run_to_run_and_add_up_to_one);
  tcase_add_test(wanting, a_text_of_somebody_distrusted_seems_worth_less);
  tcase_add_test(wanting, what_it_proposed_itself_loses_nothing_when_that_is_switched_on);
  tcase_add_test(wanting, who_exploits_asks_nearly_all_that_the_others_would_swallow);
  tcase_add_test(opening, trust_begins_as_written_and_set_is_stronger);
  tcase_add_test(opening, trust_spreads_between_runs_and_stays_within_0_and_1);
  tcase_add_test(opening, everybody_with_a_vote_is_as_likely_to_speak_first);
  tcase_add_test(telling, what_is_open_is_known_and_what_is_told_becomes_known);
  tcase_add_test(telling, an_option_is_unlocked_when_all_have_heard_all_it_requires);
  tcase_add_test(telling, who_mishears_hears_the_next_option);
  tcase_add_test(telling, a_neutral_asks_until_it_has_understood);
  tcase_add_test(telling, telling_earns_trust_once_a_round);
  tcase_add_test(telling, only_who_heard_it_is_thankful);
  tcase_add_test(refusing, a_grievance_is_a_red_line_first_and_then_what_weighs_most);
  tcase_add_test(refusing, a_red_line_goes_before_what_weighs_more);
  tcase_add_test(refusing, what_all_know_need_not_be_named_again_but_a_red_line_may);
  tcase_add_test(refusing, a_shortfall_is_what_is_missing_to_the_floor_or_the_red_line);
  tcase_add_loop_test(refusing, an_explained_no_tells_all_what_it_is_about, 0, 2);
  tcase_add_test(refusing, a_no_is_written_down_with_what_truly_weighs_most);
  suite_add_tcase(suite, wanting);
  suite_add_tcase(suite, opening);
  suite_add_tcase(suite, telling);
  suite_add_tcase(suite, refusing);
  return suite;
}
