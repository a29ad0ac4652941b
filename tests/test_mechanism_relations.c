/* How parties stand to each other: pacts, identity, turf, power, and what is seen. */
#include "measured.h"
#include <check.h>
#include <math.h>

#define COLUMN(id) process[POLDER_PROCESS_##id]
enum { RUNS = 100, TABLES = 80 };

static PolderScenario *scenario;

static void load(void) {
  scenario = played_load("scenarios/weerthuis");
}

static void unload(void) {
  polder_scenario_free(scenario);
}

static Measured spoken(const char *sets) {
  return measured(scenario, sets, "spoken", RUNS);
}

/* --- side deals ------------------------------------------------------------------------------ */

START_TEST(a_side_deal_passes_where_two_are_enough_and_leaves_the_others_less) {
  const Measured none = spoken("rule=quota quota=.5 side_deals=1e-9");
  const Measured some = spoken("rule=quota quota=.5 side_deals=.3");
  ck_assert_double_eq(none.COLUMN(side_deals), 0);
  ck_assert_double_gt(some.COLUMN(side_deals), .5);
  ck_assert_double_lt(some.COLUMN(excluded_surplus), none.COLUMN(excluded_surplus) - .05);
  ck_assert_double_gt(some.COLUMN(paired_surplus), some.COLUMN(excluded_surplus) + .05);
}
END_TEST

/* Where all must agree a pact gives its pair no lead: the others can wait. */
START_TEST(under_unanimity_a_side_deal_only_holds_up_the_table) {
  const Measured some = spoken("side_deals=.05 discovery=0");
  const Measured many = spoken("side_deals=.3 discovery=0");
  ck_assert_double_gt(many.impasse, spoken("").impasse + .1);
  ck_assert_double_eq_tol(some.COLUMN(paired_surplus), some.COLUMN(excluded_surplus), .04);
}
END_TEST

START_TEST(a_side_deal_that_comes_out_costs_the_agreement) {
  const Measured secret = spoken("side_deals=.3 discovery=0");
  const Measured known = spoken("side_deals=.3 discovery=.5");
  ck_assert_double_eq(secret.COLUMN(side_found), 0);
  ck_assert_double_gt(known.COLUMN(side_found), .5 * known.COLUMN(side_deals));
  ck_assert_double_gt(known.impasse, secret.impasse + .1);
}
END_TEST

START_TEST(who_does_not_trust_makes_no_side_deal) {
  const char *const sets = "side_deals=1 trust=0 spread=0 trust_gain=0";
  ck_assert_double_eq(measured(scenario, sets, "asis", 20).COLUMN(side_deals), 0);
}
END_TEST

START_TEST(who_was_caught_is_never_trusted_as_before) {
  const char *const sets[] = {"side_deals=1", "discovery=1", "broken_ceiling=.1", "leave_rate=0",
                              NULL};
  for (uint32_t run = 0; run < 20; run++) {
    const PolderOutcome outcome = played(scenario, sets, "spoken", run, NULL);
    if (outcome.COLUMN(side_found) > 0)
      ck_assert_double_le(outcome.trust_min, .1 + 1e-6);
  }
}
END_TEST

/* Who is bound says yes to its own pact alone, and proposes nothing else. */
START_TEST(who_is_bound_keeps_to_its_pact) {
  const char *const sets[] = {"side_deals=1", "side_rounds=1000", "discovery=0", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "asis", 0, trace);
  const PolderEntry *pact = played_find(trace, POLDER_DID_PACT, ANY, 0);
  ck_assert_ptr_nonnull(pact);
  ck_assert_uint_eq(pact->round, 1);
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    const bool bound = entry->party == pact->party || entry->party == pact->to;
    if (bound && (entry->did == POLDER_DID_PROPOSE || entry->did == POLDER_DID_ACCEPT))
      ck_assert_uint_eq(entry->deal, pact->deal);
  }
}
END_TEST

/* --- identity -------------------------------------------------------------------------------- */

START_TEST(a_weak_identity_is_understood_less_and_speaks_less) {
  const Measured clear = spoken("housing.identity=.999");
  const Measured weak = spoken("housing.identity=.3");
  ck_assert_double_gt(weak.COLUMN(unclear_error), clear.COLUMN(unclear_error) + .01);
  ck_assert_double_lt(weak.COLUMN(unclear_voice), clear.COLUMN(unclear_voice) - .3);
  ck_assert_double_lt(weak.COLUMN(unclear_trust), clear.COLUMN(unclear_trust));
  ck_assert_double_lt(weak.COLUMN(invitations), clear.COLUMN(invitations));
}
END_TEST

START_TEST(a_table_without_identities_agrees_less) {
  ck_assert_double_gt(spoken("identity=.3").impasse, spoken("identity=.999").impasse + .1);
}
END_TEST

/* A wish that wavers never crosses a red line, and nobody votes by it. */
START_TEST(who_wavers_still_knows_its_red_lines_and_its_floor) {
  const char *const sets[] = {"identity=0", NULL};
  for (uint32_t run = 0; run < 40; run++) {
    const PolderOutcome outcome = played(scenario, sets, "spoken", run, NULL);
    if (outcome.deal == POLDER_NO_DEAL)
      continue;
    ck_assert_uint_eq(scenario->broken[outcome.deal], 0);
    ck_assert_double_ge(outcome.min_surplus, -POLDER_TOLERANCE);
  }
}
END_TEST

/* Weights that were made to waver in one run are not those of the next, nor of another arm. */
START_TEST(wavering_leaves_nothing_behind) {
  const char *const sets[] = {"identity=.5", NULL};
  const PolderValues values = played_values(scenario, sets);
  g_autoptr(PolderGame) game = polder_game_new(scenario, &values, "asis", 0, NULL);
  g_autoptr(PolderRunner) used = polder_runner_new(scenario);
  for (uint32_t run = 0; run < 10; run++) {
    g_autoptr(PolderRunner) fresh = polder_runner_new(scenario);
    PolderOutcome one, other;
    polder_runner_play(fresh, game, (PolderChance){.seed = 1, .run = run}, NULL, &one);
    for (int times = 0; times < 2; times++)
      polder_runner_play(used, game, (PolderChance){.seed = 1, .run = run}, NULL, &other);
    g_autofree char *first = played_outcome_text(scenario, &one);
    g_autofree char *second = played_outcome_text(scenario, &other);
    ck_assert_str_eq(first, second);
  }
}
END_TEST

/* --- alliance -------------------------------------------------------------------------------- */

START_TEST(allies_answer_alike) {
  const char *const sets[] = {"alliance=municipality housing", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "spoken", 0, trace);
  const PolderEntry *last = NULL;
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    const bool answers = entry->did == POLDER_DID_ACCEPT || entry->did == POLDER_DID_REJECT;
    if (!answers || entry->party > 1)
      continue;
    if (entry->party == 1 && last != NULL && !(scenario->broken[entry->deal] & 3))
      ck_assert_int_eq(entry->did, last->did);
    last = entry;
  }
  ck_assert_ptr_nonnull(last);
}
END_TEST

START_TEST(an_alliance_of_one_is_none) {
  const char *const alone[] = {"alliance=housing", "alliance_blur=1", NULL};
  ck_assert_double_eq(played_impasse(scenario, alone, "spoken", 60),
                      played_impasse(scenario, NULL, "spoken", 60));
}
END_TEST

/* --- turf ------------------------------------------------------------------------------------ */

START_TEST(overlap_makes_for_turf_war) {
  const Measured apart = spoken("turf=.3 overlap=0"), close = spoken("turf=.3 overlap=1");
  ck_assert_double_gt(close.impasse, apart.impasse + .2);
  ck_assert_double_eq(apart.impasse, spoken("").impasse);
}
END_TEST

START_TEST(prestige_makes_parties_claim) {
  const Measured plain = measured(scenario, "prestige=1e-9", "asis", RUNS);
  const Measured proud = measured(scenario, "prestige=10", "asis", RUNS);
  ck_assert_double_gt(proud.COLUMN(contested), plain.COLUMN(contested) + .02);
  ck_assert_double_le(proud.COLUMN(contested), 1);
}
END_TEST

/* What relations.csv says of two parties goes before the parameter, unless that is set by hand. */
START_TEST(written_overlap_counts_like_written_trust) {
  for (int from = 0; from < scenario->n_parties; from++)
    for (int to = 0; to < scenario->n_parties; to++)
      scenario->overlap[from][to] = from != to ? 1 : (double)NAN;
  ck_assert_double_eq(spoken("turf=.3").impasse, spoken("turf=.3 overlap=1").impasse);
  ck_assert_double_eq(spoken("turf=.3 overlap=0").impasse, spoken("").impasse);
}
END_TEST

/* --- power ----------------------------------------------------------------------------------- */

/* Means over random tables, each with a run number of its own. */
typedef struct {
  double impasse, joint, gini, small_lead, small_trust, outvoted, outvoted_power;
} Tables;

static Tables tables(const PolderKnobs *knobs, const char *sets) {
  g_auto(GStrv) split = g_strsplit(sets, " ", -1);
  Tables sum = {0};
  int agreed = 0, fair = 0, out = 0;
  for (uint32_t table = 0; table < TABLES; table++) {
    g_autoptr(PolderScenario) drawn = polder_scenario_random(knobs, 1, table);
    const PolderOutcome outcome =
        played(drawn, sets[0] != '\0' ? (const char *const *)split : NULL, "spoken", table, NULL);
    const bool impasse = outcome.ending != POLDER_AGREEMENT;
    sum.impasse += (double)impasse / TABLES;
    sum.small_lead += outcome.COLUMN(small_lead) / TABLES;
    sum.small_trust += outcome.COLUMN(small_trust) / TABLES;
    if (impasse)
      continue;
    agreed++;
    sum.joint += outcome.joint_utility;
    sum.outvoted += outcome.COLUMN(outvoted);
    fair += !isnan(outcome.gini);
    sum.gini += isnan(outcome.gini) ? 0 : outcome.gini;
    out += outcome.COLUMN(outvoted) > 0;
    sum.outvoted_power += outcome.COLUMN(outvoted) > 0 ? outcome.COLUMN(outvoted_power) : 0;
  }
  sum.joint /= MAX(agreed, 1);
  sum.outvoted /= MAX(agreed, 1);
  sum.gini /= MAX(fair, 1);
  sum.outvoted_power /= MAX(out, 1);
  return sum;
}

static PolderKnobs unequal(void) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.inequality = .8;
  knobs.issues = 4;
  return knobs;
}

START_TEST(power_that_is_shown_leaves_the_small_less) {
  const PolderKnobs knobs = unequal();
  const Tables modest = tables(&knobs, "renounce=1e-9"), shown = tables(&knobs, "display=1");
  ck_assert_double_lt(shown.small_lead, modest.small_lead - .05);
  ck_assert(shown.small_trust > 0 && shown.small_trust != modest.small_trust);
  ck_assert_double_gt(shown.gini, modest.gini);
}
END_TEST

START_TEST(power_that_all_renounce_cannot_be_shown) {
  const PolderKnobs knobs = unequal();
  const Tables one = tables(&knobs, "renounce=1"), other = tables(&knobs, "renounce=1 display=1");
  ck_assert_double_eq(one.impasse, other.impasse);
  ck_assert_double_eq(one.small_lead, other.small_lead);
}
END_TEST

START_TEST(among_equals_display_does_nothing) {
  ck_assert_double_eq(spoken("display=1").impasse, spoken("").impasse);
  ck_assert_double_eq(spoken("display=1").COLUMN(pressed), 0);
}
END_TEST

START_TEST(the_weak_are_outvoted_where_votes_have_weight) {
  const PolderKnobs knobs = unequal();
  const Tables weighted = tables(&knobs, "renounce=1e-9 rule=weighted quota=.6");
  ck_assert_double_gt(weighted.outvoted, .1);
  ck_assert_double_lt(weighted.outvoted_power, .9);
  ck_assert_double_eq(tables(&knobs, "renounce=1e-9").outvoted, 0);
}
END_TEST

/* --- difference ------------------------------------------------------------------------------ */

START_TEST(who_wants_other_things_has_more_to_give) {
  PolderKnobs alike, different;
  polder_knobs_init(&alike);
  polder_knobs_init(&different);
  different.complementarity = .9;
  const Tables one = tables(&alike, ""), other = tables(&different, "");
  ck_assert_double_gt(other.joint, one.joint + .2);
}
END_TEST

/* With the knobs off a table is the one it always was, power and all. */
START_TEST(difference_leaves_the_rest_of_a_table_alone) {
  PolderKnobs plain, other;
  polder_knobs_init(&plain);
  polder_knobs_init(&other);
  other.complementarity = .5;
  other.inequality = .5;
  g_autoptr(PolderScenario) one = polder_scenario_random(&plain, 1, 3);
  g_autoptr(PolderScenario) two = polder_scenario_random(&other, 1, 3);
  for (int i = 0; i < one->n_interests * one->n_options; i++)
    ck_assert_double_eq(one->score_written[i], two->score_written[i]);
  for (int party = 0; party < one->n_parties; party++) {
    ck_assert_double_eq(one->parties[party].power, 1);
    ck_assert_double_eq_tol(two->parties[party].power, 1, .5);
  }
  ck_assert(polder_scenario_redraw(two, &plain, 1, 3));
  ck_assert_double_eq(two->parties[0].power, 1);
}
END_TEST

START_TEST(difference_is_also_hard_to_understand) {
  const Measured plain = spoken("babel=1e-9"), babel = spoken("babel=1");
  ck_assert_double_gt(babel.impasse, plain.impasse + .2);
  ck_assert_double_gt(babel.COLUMN(distance), .1);
  ck_assert_double_le(babel.COLUMN(distance), 1);
}
END_TEST

START_TEST(where_nothing_is_told_nothing_is_misheard) {
  ck_assert_double_eq(measured(scenario, "babel=1", "closed", 60).impasse,
                      measured(scenario, "", "closed", 60).impasse);
}
END_TEST

/* --- what is seen, and words ----------------------------------------------------------------- */

START_TEST(what_is_not_seen_earns_no_trust) {
  const Measured seen = spoken("housing.visibility=.999");
  const Measured unseen = spoken("housing.visibility=0");
  ck_assert_double_lt(unseen.COLUMN(unseen_trust), seen.COLUMN(unseen_trust) - .02);
}
END_TEST

START_TEST(fine_words_that_disappoint_cost_more_than_they_won) {
  const Measured forgiving = measured(scenario, "practice_periods=4 cheap_talk=.6", "asis", RUNS);
  const Measured unforgiving =
      measured(scenario, "practice_periods=4 cheap_talk=.6 letdown=3", "asis", RUNS);
  ck_assert_double_lt(unforgiving.COLUMN(trust_signed), forgiving.COLUMN(trust_signed) - .05);
  ck_assert_double_gt(unforgiving.impasse, forgiving.impasse + .1);
}
END_TEST

START_TEST(without_fine_words_nobody_is_let_down) {
  ck_assert_double_eq(spoken("letdown=10").impasse, spoken("").impasse);
}
END_TEST

Suite *suite_mechanism_relations(void);

Suite *suite_mechanism_relations(void) {
  Suite *suite = suite_create("mechanism_relations");
  TCase *pacts = tcase_create("pacts"), *identity = tcase_create("identity");
  TCase *power = tcase_create("power"), *seen = tcase_create("seen");
  TCase *all[] = {pacts, identity, power, seen};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
    tcase_add_checked_fixture(all[i], load, unload);
    suite_add_tcase(suite, all[i]);
  }
  tcase_add_test(pacts, a_side_deal_passes_where_two_are_enough_and_leaves_the_others_less);
  tcase_add_test(pacts, under_unanimity_a_side_deal_only_holds_up_the_table);
  tcase_add_test(pacts, a_side_deal_that_comes_out_costs_the_agreement);
  tcase_add_test(pacts, who_does_not_trust_makes_no_side_deal);
  tcase_add_test(pacts, who_was_caught_is_never_trusted_as_before);
  tcase_add_test(pacts, who_is_bound_keeps_to_its_pact);
  tcase_add_test(identity, a_weak_identity_is_understood_less_and_speaks_less);
  tcase_add_test(identity, a_table_without_identities_agrees_less);
  tcase_add_test(identity, who_wavers_still_knows_its_red_lines_and_its_floor);
  tcase_add_test(identity, wavering_leaves_nothing_behind);
  tcase_add_test(identity, allies_answer_alike);
  tcase_add_test(identity, an_alliance_of_one_is_none);
  tcase_add_test(identity, overlap_makes_for_turf_war);
  tcase_add_test(identity, prestige_makes_parties_claim);
  tcase_add_test(identity, written_overlap_counts_like_written_trust);
  tcase_add_test(power, power_that_is_shown_leaves_the_small_less);
  tcase_add_test(power, power_that_all_renounce_cannot_be_shown);
  tcase_add_test(power, among_equals_display_does_nothing);
  tcase_add_test(power, the_weak_are_outvoted_where_votes_have_weight);
  tcase_add_test(power, who_wants_other_things_has_more_to_give);
  tcase_add_test(power, difference_leaves_the_rest_of_a_table_alone);
  tcase_add_test(seen, difference_is_also_hard_to_understand);
  tcase_add_test(seen, where_nothing_is_told_nothing_is_misheard);
  tcase_add_test(seen, what_is_not_seen_earns_no_trust);
  tcase_add_test(seen, fine_words_that_disappoint_cost_more_than_they_won);
  tcase_add_test(seen, without_fine_words_nobody_is_let_down);
  return suite;
}
