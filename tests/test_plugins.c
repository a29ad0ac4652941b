/* Plug-ins: how strategies come down and what they propose, whose turn it is, when a text is
 * agreed, who thinks of telling.
 */
#include "quarrel.h"
#include "seated.h"
#include <check.h>
#include <math.h>
#include <string.h>

/* A random table of that many parties, all with hidden interests. */
static PolderScenario *table_of(int parties) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = parties;
  knobs.issues = 3;
  return polder_scenario_random(&knobs, 4, 0);
}

/* --- Coming down ------------------------------------------------------------------------------ */

/* How far party 0 has come down in a round of 21, with concession_end .8. */
static double concession_in(const PolderStrategy *strategy, int round, const char *beta) {
  const char *const sets[] = {
      "deadline_rounds=21", "concession_end=.8", "trust=.7", "spread=0", beta, NULL};
  g_autoptr(Seated) seated = seated_new(table_of(3), sets);
  polder_table_begin_round(seated->table, round);
  return strategy->concession(&seated->table->view[0]);
}

typedef struct {
  const PolderStrategy *strategy;
  double factor; /* of beta; 0 = linear whatever beta says */
} Curve;

START_TEST(a_concession_follows_its_curve) {
  const Curve curves[] = {{&polder_strategy_principled, .4 + 1.2 * .7},
                          {&polder_strategy_boulware, .2},
                          {&polder_strategy_conceder, 3},
                          {&polder_strategy_linear, 0}};
  const Curve *curve = &curves[_i / 3];
  static const char *const written[] = {"beta=.5", "beta=1", "beta=3"};
  static const double betas[] = {.5, 1, 3};
  const double beta = curve->factor > 0 ? betas[_i % 3] * curve->factor : 1;
  for (int round = 1; round <= 21; round += 4) {
    const double wanted = pow(fmin(1, (round - 1) / 20. / .8), 1 / beta);
    ck_assert_double_eq_tol(concession_in(curve->strategy, round, written[_i % 3]), wanted, 1e-7);
  }
}
END_TEST

START_TEST(random_and_scripted_ask_the_floor_from_the_start) {
  ck_assert_double_eq(concession_in(&polder_strategy_random, 1, "beta=1"), 1);
  ck_assert_double_eq(concession_in(&polder_strategy_scripted, 1, "beta=1"), 1);
}
END_TEST

START_TEST(tit_for_tat_gives_what_it_was_given) {
  g_autoptr(Seated) seated = seated_new(table_of(3), NULL);
  PolderTable *table = seated->table;
  const PolderView *view = &table->view[0];
  const double room = polder_view_best(view) - polder_view_reservation(view);
  ck_assert_double_eq(polder_strategy_tit_for_tat.concession(view), 0);
  table->first_text[1] = table->last_text[1] = table->first_text[2] = 3;
  table->last_text[2] = 17;
  double given = polder_view_utility(view, 17) - polder_view_utility(view, 3);
  ck_assert_double_eq_tol(polder_strategy_tit_for_tat.concession(view),
                          CLAMP(given / 2 / room, 0, 1), 1e-12);
  table->first_text[2] = 17; /* and now the other way round: never less than nothing */
  table->last_text[2] = 3;
  given = -given;
  ck_assert_double_eq_tol(polder_strategy_tit_for_tat.concession(view),
                          CLAMP(given / 2 / room, 0, 1), 1e-12);
}
END_TEST

/* --- Proposing -------------------------------------------------------------------------------- */

START_TEST(the_boulware_family_proposes_the_least_that_reaches_its_demand) {
  g_autoptr(Seated) seated = seated_new(table_of(3), NULL);
  const PolderView *view = &seated->table->view[0];
  const float *wish = seated->table->outlook[0]->wish[0];
  for (double demand = .1; demand < 1; demand += .07) {
    float least = INFINITY;
    for (uint32_t deal = 0; deal < seated->scenario->n_deals; deal++)
      if ((double)wish[deal] >= demand - 1e-6 && wish[deal] < least)
        least = wish[deal];
    const PolderDeal text = polder_strategy_boulware.propose(view, demand);
    ck_assert_int_eq(text == POLDER_NO_DEAL, isinf(least));
    ck_assert(text == POLDER_NO_DEAL || wish[text] == least);
    ck_assert_uint_eq(polder_strategy_tit_for_tat.propose(view, demand), text);
  }
}
END_TEST

START_TEST(random_proposes_any_text_that_reaches_its_demand) {
  g_autoptr(Seated) seated = seated_new(table_of(2), NULL);
  const float *wish = seated->table->outlook[0]->wish[0];
  int seen[64] = {0}, n_good = 0, n_seen = 0;
  for (int round = 1; round <= 2000; round++) {
    polder_table_begin_round(seated->table, round);
    seen[polder_strategy_random.propose(&seated->table->view[0], .6)]++;
  }
  for (int deal = 0; deal < 64; deal++) {
    n_good += (double)wish[deal] >= .6;
    n_seen += seen[deal] > 0;
    ck_assert(seen[deal] == 0 || (double)wish[deal] >= .6);
  }
  ck_assert_int_gt(n_good, 5);
  ck_assert_int_eq(n_seen, n_good);
}
END_TEST

START_TEST(a_script_without_a_text_passes_and_without_an_answer_likes_its_own_text_only) {
  g_autoptr(Seated) seated = seated_new(played_load(HALL), NULL);
  const PolderView *town = &seated->table->view[TOWN];
  ck_assert_uint_eq(polder_strategy_scripted.propose(town, .1), POLDER_NO_DEAL);
  seated->table->script_text[TOWN] = SHARED;
  ck_assert_uint_eq(polder_strategy_scripted.propose(town, .9), SHARED);
  ck_assert(polder_strategy_scripted.accepts(town, SHARED, CLUB, .9));
  ck_assert(!polder_strategy_scripted.accepts(town, BIG, CLUB, .1));
  seated->table->script_answer[TOWN] = 0;
  ck_assert(!polder_strategy_scripted.accepts(town, SHARED, TOWN, .1));
  seated->table->script_answer[TOWN] = 1;
  ck_assert(polder_strategy_scripted.accepts(town, NOTHING, CLUB, .9));
}
END_TEST

/* --- Turns ------------------------------------------------------------------------------------ */

/* A talk of twelve rounds in which nobody says anything. */
static PolderTrace *silence(PolderScenario *scenario, const char *protocol) {
  const char *const sets[] = {"strategy=scripted", protocol, "order=fixed", "deadline_rounds=12",
                              NULL};
  PolderTrace *trace = polder_trace_new();
  played(scenario, sets, "asis", 0, trace);
  return trace;
}

/* Who had the turns, as letters. */
static char *turns(const PolderTrace *trace) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < polder_trace_length(trace); i++)
    if (polder_trace_at(trace, i)->did == POLDER_DID_PASS)
      g_string_append_c(text, (char)('a' + polder_trace_at(trace, i)->party));
  return g_string_free(text, FALSE);
}

START_TEST(turns_follow_power) {
  static const struct {
    double power[3];
    const char *turns;
  } tables[] = {{{1, 1, 1}, "abcabcabcabc"}, {{2, 1, 1}, "abcaabcaabca"},
                {{1, 0, 1}, "acacacacacac"}, {{.5, .5, .5}, "abcabcabcabc"},
                {{0, 0, 3}, "cccccccccccc"}, {{3, 1, 0}, "aabaaabaaaba"}};
  g_autoptr(PolderScenario) scenario = table_of(3);
  for (int party = 0; party < 3; party++)
    scenario->parties[party].power = tables[_i].power[party];
  g_autoptr(PolderTrace) trace = silence(scenario, "protocol=round_robin");
  g_autofree char *found = turns(trace);
  ck_assert_str_eq(found, tables[_i].turns);
}
END_TEST

START_TEST(shares_of_turns_follow_power_in_the_long_run) {
  g_autoptr(PolderScenario) scenario = table_of(3);
  const double power[] = {5, 2.5, 1};
  for (int party = 0; party < 3; party++)
    scenario->parties[party].power = power[party];
  g_autoptr(Seated) seated = seated_new(g_steal_pointer(&scenario), NULL);
  int n[3] = {0};
  for (int turn = 0; turn < 170; turn++)
    n[polder_chair_next(&seated->table->chair)]++;
  ck_assert_int_eq(n[0], 100);
  ck_assert_int_eq(n[1], 50);
  ck_assert_int_eq(n[2], 20);
}
END_TEST

START_TEST(where_nobody_has_a_vote_nobody_speaks) {
  static const char *const protocols[] = {"protocol=round_robin", "protocol=saop"};
  g_autoptr(PolderScenario) scenario = table_of(3);
  for (int party = 0; party < 3; party++)
    scenario->parties[party].power = 0;
  g_autoptr(PolderTrace) trace = silence(scenario, protocols[_i]);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_PROPOSE, ANY), 0);
  ck_assert_uint_eq(played_count(trace, POLDER_DID_AGREE, ANY), 0);
}
END_TEST

START_TEST(under_saop_everybody_has_one_turn_a_round) {
  g_autoptr(PolderScenario) scenario = table_of(3);
  scenario->parties[0].power = 5;
  g_autoptr(PolderTrace) trace = silence(scenario, "protocol=saop");
  g_autofree char *found = turns(trace);
  ck_assert_str_eq(found, "abcabcabcabcabcabcabcabcabcabcabcabc");
}
END_TEST

START_TEST(under_saop_who_refuses_lays_down_a_text_of_its_own) {
  static const char *const sets[] = {"protocol=saop", "deadline_rounds=2", NULL};
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  proposes(scenario, 1, TOWN, BIG);
  proposes(scenario, 1, CLUB, SMALL);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
  static const struct {
    PolderDid did;
    int party;
  } wanted[] = {{POLDER_DID_PROPOSE, TOWN},
                {POLDER_DID_REJECT, CLUB},
                {POLDER_DID_PROPOSE, CLUB},
                {POLDER_DID_REJECT, TOWN},
                {POLDER_DID_PROPOSE, TOWN}};
  unsigned at = 0;
  for (unsigned i = 0; i < polder_trace_length(trace) && at < G_N_ELEMENTS(wanted); i++)
    at += polder_trace_at(trace, i)->did == wanted[at].did &&
          polder_trace_at(trace, i)->party == wanted[at].party;
  ck_assert_uint_eq(at, G_N_ELEMENTS(wanted));
  ck_assert_int_ne(outcome.ending, POLDER_AGREEMENT);
}
END_TEST

START_TEST(under_saop_a_text_that_the_others_accept_in_their_turns_is_agreed) {
  static const char *const sets[] = {"protocol=saop", NULL};
  g_autoptr(PolderScenario) scenario = played_load(HALL);
  proposes(scenario, 1, TOWN, SHARED);
  answers(scenario, 1, CLUB, 1);
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(outcome.round, 1);
  ck_assert_uint_eq(outcome.deal, SHARED);
}
END_TEST

START_TEST(under_saop_nobody_signs_its_own_text_by_chance) {
  static const char *const sets[] = {"protocol=saop", "deadline_rounds=3", NULL};
  g_autoptr(PolderScenario) scenario = played_load(HALL); /* a text that falls to its own author */
  proposes(scenario, 1, TOWN, SMALL);
  answers(scenario, 1, TOWN, 0);
  answers(scenario, 1, CLUB, 1);
  ck_assert_int_ne(played(scenario, sets, "asis", 0, NULL).ending, POLDER_AGREEMENT);
}
END_TEST

/* --- Rules ------------------------------------------------------------------------------------ */

typedef struct {
  const char *rule, *more;
  const char *ayes; /* who says yes, of municipality, housing and care: a, b, c */
  bool agreed;
} Vote;

/* Powers 3, 1, 1. */
static const Vote votes[] = {
    {"rule=unanimity", "quota=.1", "abc", true},    {"rule=unanimity", "quota=.1", "ab", false},
    {"rule=quota", "quota=.66", "bc", true},        {"rule=quota", "quota=.67", "bc", false},
    {"rule=quota", "quota=.34", "a", false},        {"rule=quota", "quota=.33", "b", true},
    {"rule=weighted", "quota=.6", "a", true},       {"rule=weighted", "quota=.61", "a", false},
    {"rule=weighted", "quota=.5", "bc", false},     {"rule=weighted", "quota=.8", "ab", true},
    {"rule=veto", "veto=housing", "ab", true},      {"rule=veto", "veto=housing", "ac", false},
    {"rule=veto", "veto=housing care", "bc", true}, {"rule=veto", "veto=housing care", "ab", false},
    {"rule=veto", "veto=housing", "b", false}};

START_TEST(a_rule_says_when_a_text_is_agreed) {
  const Vote *vote = &votes[_i];
  const char *const sets[] = {"strategy=scripted", "order=fixed",       "quota=.66",
                              vote->rule,          vote->more,          "leave_rate=0",
                              "give_up=0",         "deadline_rounds=1", NULL};
  g_autoptr(PolderScenario) scenario = table_of(3);
  scenario->parties[0].power = 3;
  for (int k = 0; k < scenario->n_interests; k++)
    scenario->interests[k].minimum = NAN;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  for (int party = 0; party < 3; party++) {
    proposes(scenario, 1, party, 0);
    answers(scenario, 1, party, strchr(vote->ayes, 'a' + party) != NULL);
  }
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending == POLDER_AGREEMENT, vote->agreed);
}
END_TEST

START_TEST(a_neutral_speaks_once_when_called_in) {
  g_autoptr(Seated) seated = seated_with_neutral(table_of(3), NULL);
  PolderTable *table = seated->table;
  ck_assert_int_ge(polder_chair_next(&table->chair), 0);
  table->mediate = true;
  ck_assert(polder_chair_neutral_waits(&table->chair));
  ck_assert_int_eq(polder_chair_next(&table->chair), -1);
  ck_assert(polder_chair_propose(&table->chair, -1));
  ck_assert(!polder_chair_neutral_waits(&table->chair));
  ck_assert_int_ge(polder_chair_next(&table->chair), 0);
}
END_TEST

/* --- Telling of one's own accord -------------------------------------------------------------- */

START_TEST(each_policy_has_its_own_moment) {
  g_autoptr(Seated) seated = seated_new(table_of(3), NULL);
  const PolderView *view = &seated->table->view[1];
  double pull = 0;
  ck_assert(!polder_disclosure_none.considers(view, &pull));
  ck_assert(!polder_disclosure_on_rejection.considers(view, &pull));
  ck_assert(!polder_disclosure_when_asked.considers(view, &pull));
  seated->table->rejected_last = 1u << 1;
  ck_assert(polder_disclosure_on_rejection.considers(view, &pull));
  ck_assert(!polder_disclosure_on_rejection.considers(&seated->table->view[0], &pull));
  seated->table->asked = 1u << 1;
  ck_assert(polder_disclosure_when_asked.considers(view, &pull));
  ck_assert(!polder_disclosure_when_asked.considers(&seated->table->view[2], &pull));
  ck_assert(!polder_disclosure_none.considers(view, &pull));
}
END_TEST

START_TEST(reciprocity_pulls_by_the_lead_of_the_others) {
  static const char *const sets[] = {"tell_reciprocity=3", NULL};
  PolderScenario *scenario = table_of(3);
  for (int k = 0; k < scenario->n_interests; k++)
    scenario->interests[k].visibility = POLDER_HIDDEN;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  g_autoptr(Seated) seated = seated_new(scenario, sets);
  double pull = NAN;
  ck_assert(polder_disclosure_reciprocal.considers(&seated->table->view[0], &pull));
  ck_assert_double_eq_tol(pull, 0, 1e-12);
  seated_tell(seated, 1, -1, 0);
  ck_assert(polder_disclosure_reciprocal.considers(&seated->table->view[1], &pull));
  ck_assert_double_eq_tol(pull, 0, 1e-12); /* told to one is not told to all */
  seated_tell(seated, 1, -1, POLDER_ALL);
  ck_assert(polder_disclosure_reciprocal.considers(&seated->table->view[0], &pull));
  ck_assert_double_eq_tol(pull, 3 * .5, 1e-9);
  ck_assert(polder_disclosure_reciprocal.considers(&seated->table->view[1], &pull));
  ck_assert_double_eq_tol(pull, -3, 1e-9);
}
END_TEST

/* The share of 400 first rounds in which the club tells of its noise, whose sensitivity is .5. */
static double told_share(const char *const *sets) {
  PolderScenario *scenario = played_load(HALL);
  scenario->interests[NOISE].sensitivity = .5;
  g_autoptr(Seated) seated = seated_new(scenario, sets);
  int n_told = 0;
  for (uint32_t run = 0; run < 400; run++) {
    seated_again(seated, run);
    polder_table_tell_begin(seated->table);
    polder_table_consider_telling(seated->table);
    polder_table_tell_end(seated->table);
    n_told += polder_table_seen(seated->table, NOISE) == POLDER_SEEN_TOLD;
    ck_assert_int_eq(polder_table_seen(seated->table, TIME), POLDER_SEEN_UNAWARE);
  }
  return n_told / 400.;
}

START_TEST(the_chance_of_telling_is_a_logistic_sum) {
  static const char *const base[] = {
      "disclosure=reciprocal", "tell_base=0", "tell_trust=4", "trust=.8", "tell_sensitivity=2",
      "tell_reciprocity=0",    NULL};
  static const char *const lead[] = {"disclosure=reciprocal", "tell_base=-1",       "tell_trust=0",
                                     "tell_sensitivity=0",    "tell_reciprocity=4", NULL};
  static const char *const silent[] = {"disclosure=none", "tell_base=10", NULL};
  ck_assert_double_eq_tol(told_share(base), 1 / (1 + exp(-(4 * .3 - 2 * .5))), .1);
  ck_assert_double_eq_tol(told_share(lead), 1 / (1 + exp(-(-1 + 4 * .4))), .1);
  ck_assert_double_eq(told_share(silent), 0);
}
END_TEST

/* --- Suite ------------------------------------------------------------------------------------ */

static TCase *agents(void) {
  TCase *agents = tcase_create("agents");
  tcase_add_loop_test(agents, a_concession_follows_its_curve, 0, 12);
  tcase_add_test(agents, random_and_scripted_ask_the_floor_from_the_start);
  tcase_add_test(agents, tit_for_tat_gives_what_it_was_given);
  tcase_add_test(agents, the_boulware_family_proposes_the_least_that_reaches_its_demand);
  tcase_add_test(agents, random_proposes_any_text_that_reaches_its_demand);
  tcase_add_test(agents,
                 a_script_without_a_text_passes_and_without_an_answer_likes_its_own_text_only);
  return agents;
}

static TCase *protocols(void) {
  TCase *protocols = tcase_create("protocols");
  tcase_add_loop_test(protocols, turns_follow_power, 0, 6);
  tcase_add_test(protocols, shares_of_turns_follow_power_in_the_long_run);
  tcase_add_loop_test(protocols, where_nobody_has_a_vote_nobody_speaks, 0, 2);
  tcase_add_test(protocols, under_saop_everybody_has_one_turn_a_round);
  tcase_add_test(protocols, under_saop_who_refuses_lays_down_a_text_of_its_own);
  tcase_add_test(protocols, under_saop_a_text_that_the_others_accept_in_their_turns_is_agreed);
  tcase_add_test(protocols, under_saop_nobody_signs_its_own_text_by_chance);
  tcase_add_loop_test(protocols, a_rule_says_when_a_text_is_agreed, 0, G_N_ELEMENTS(votes));
  tcase_add_test(protocols, a_neutral_speaks_once_when_called_in);
  return protocols;
}

Suite *suite_plugins(void);

Suite *suite_plugins(void) {
  Suite *suite = suite_create("plugins");
  TCase *disclosure = tcase_create("disclosure");
  tcase_add_test(disclosure, each_policy_has_its_own_moment);
  tcase_add_test(disclosure, reciprocity_pulls_by_the_lead_of_the_others);
  tcase_add_test(disclosure, the_chance_of_telling_is_a_logistic_sum);
  suite_add_tcase(suite, agents());
  suite_add_tcase(suite, protocols());
  suite_add_tcase(suite, disclosure);
  return suite;
}
