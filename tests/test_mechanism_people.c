/* Persons, orders, urges and what the talk costs or yields. */
#include "measured.h"
#include <check.h>
#include <math.h>

static PolderScenario *scenario;

static void load(void) {
  scenario = played_load("scenarios/weerthuis");
}

static void unload(void) {
  polder_scenario_free(scenario);
}

static Measured with(const char *sets, const char *arm) {
  return measured(scenario, sets, arm, 100);
}

#define COLUMN(id) process[POLDER_PROCESS_##id]

/* --- persons and walls ----------------------------------------------------------------------- */

START_TEST(training_takes_the_bias_away_and_explains) {
  const Measured plain = with("training=0", "asis");
  const Measured trained = with("training=1", "asis");
  ck_assert_double_lt(trained.impasse, plain.impasse);
  ck_assert_double_eq(trained.impasse, with("spanner=1", "asis").impasse);
}
END_TEST

START_TEST(who_sits_there_anew_is_trusted_as_at_the_start) {
  const char *const sets[] = {"turnover=1", "spread=0", "trust=.5", "deadline_rounds=3", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, trace);
  ck_assert_double_gt(outcome.COLUMN(replaced), 3);
  ck_assert_ptr_nonnull(played_find(trace, POLDER_DID_SUCCEED, ANY, 0));
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->did == POLDER_DID_TRUST && !isnan(entry->before))
      ck_assert_double_eq_tol(entry->before, .5, 1e-6);
  }
}
END_TEST

START_TEST(a_spanner_goes_with_the_person_and_training_stays) {
  const double anybody = with("turnover=1", "asis").impasse;
  ck_assert_double_eq(with("spanner=1 turnover=1", "asis").impasse, anybody);
  ck_assert_double_lt(with("training=1 turnover=1", "asis").impasse, anybody);
}
END_TEST

START_TEST(walls_keep_what_is_told_among_ones_own_kind) {
  const PolderOutcome plain = played(scenario, NULL, "spoken", 0, NULL);
  const char *const walled[] = {"walls=1", NULL}, *const thin[] = {"walls=.001", NULL};
  ck_assert_double_gt(plain.disclosed_share, 0);
  ck_assert_double_eq(played(scenario, walled, "spoken", 0, NULL).disclosed_share, 0);
  ck_assert_double_eq(played(scenario, thin, "spoken", 0, NULL).disclosed_share,
                      plain.disclosed_share);
  ck_assert_double_eq(with("walls=1", "open").impasse, with("walls=.001", "open").impasse);
}
END_TEST

START_TEST(time_for_each_other_makes_trust_with_less_and_less_return) {
  const char *const none[] = {"relation_budget=.0001", "bias=0", NULL},
                    *const some[] = {"relation_budget=.2", "bias=0", NULL},
                    *const much[] = {"relation_budget=.4", "bias=0", NULL};
  const PolderOutcome low = played(scenario, none, "asis", 0, NULL);
  const PolderOutcome middle = played(scenario, some, "asis", 0, NULL);
  const PolderOutcome high = played(scenario, much, "asis", 0, NULL);
  ck_assert_double_gt(middle.trust_mean, low.trust_mean + .05);
  ck_assert_double_lt(high.trust_mean - middle.trust_mean, middle.trust_mean - low.trust_mean);
  ck_assert_double_eq_tol(middle.COLUMN(relation_cost), .2 * middle.round, 1e-9);
}
END_TEST

START_TEST(a_past_makes_trusting_or_cynical) {
  const char *const bad[] = {"past_tables=4", "sham_rate=1", "deadline_rounds=1", NULL};
  const char *const good[] = {"past_tables=4", "sham_rate=0", "deadline_rounds=1", NULL};
  const char *const deaf[] = {"past_tables=4", "sham_rate=1", "cynicism=0", "deadline_rounds=1",
                              NULL};
  const char *const none[] = {"deadline_rounds=1", NULL};
  const double plain = played(scenario, none, "asis", 0, NULL).trust_mean;
  ck_assert_double_lt(played(scenario, bad, "asis", 0, NULL).trust_mean, plain - .05);
  ck_assert_double_gt(played(scenario, good, "asis", 0, NULL).trust_mean, plain + .02);
  ck_assert_double_eq(played(scenario, deaf, "asis", 0, NULL).trust_mean, plain);
  ck_assert_double_eq(played(scenario, bad, "asis", 0, NULL).COLUMN(past_shams), 4);
}
END_TEST

/* --- orders, urges and interests in talk ----------------------------------------------------- */

START_TEST(who_is_ordered_to_stay_stays) {
  const char *const sets[] = {"mandated=1", "leave_rate=1", "leave_trust=1", NULL};
  for (uint32_t run = 0; run < 10; run++) {
    g_autoptr(PolderTrace) trace = polder_trace_new();
    played(scenario, sets, "asis", run, trace);
    const PolderEntry *left = played_find(trace, POLDER_DID_LEAVE, ANY, 0);
    if (left != NULL)
      ck_assert_str_eq(scenario->parties[left->party].kind, "municipality");
  }
}
END_TEST

START_TEST(the_convenor_helps_only_when_it_is_back) {
  const char *const sets[] = {"sent_away=3", "convenor=1", "leave_rate=0", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "closed", 0, trace);
  const PolderEntry *away = played_find(trace, POLDER_DID_AWAY, ANY, 0);
  ck_assert_ptr_nonnull(away);
  const PolderEntry *help = played_find(trace, POLDER_DID_FACILITATE, ANY, 0);
  ck_assert_int_eq(help->round, 4);
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    const bool active = entry->did == POLDER_DID_PROPOSE || entry->did == POLDER_DID_REJECT ||
                        entry->did == POLDER_DID_ACCEPT;
    if (active && entry->round <= 3)
      ck_assert_int_ne(entry->party, away->party);
  }
  const PolderEntry *answer = played_find(trace, POLDER_DID_REJECT, away->party, 0);
  ck_assert(answer == NULL || answer->round >= 4);
}
END_TEST

START_TEST(rejected_texts_make_one_rather_do_it_oneself) {
  const Measured calm = with("urge=0 impatience=.0001 takeover=.1 leave_trust=0", "closed");
  const Measured urged = with("urge=.5 takeover=.1 leave_trust=0", "closed");
  ck_assert_double_eq(calm.COLUMN(urge), 0);
  ck_assert_double_gt(urged.COLUMN(urge), .2);
  ck_assert_double_gt(urged.impasse, calm.impasse - 1e-9);
}
END_TEST

static unsigned takeovers(const char *const *sets) {
  unsigned n = 0;
  for (uint32_t run = 0; run < 60; run++)
    n += played(scenario, sets, "closed", run, NULL).ending == POLDER_TAKEOVER_END;
  return n;
}

START_TEST(an_urge_that_cannot_be_followed_ends_nothing) {
  const char *const tied[] = {"urge=1", "impatience=1", NULL};
  const char *const able[] = {"urge=1", "impatience=1", "takeover=.1", NULL};
  const char *const calm[] = {"takeover=.1", NULL};
  ck_assert_uint_eq(takeovers(tied), 0);
  ck_assert_uint_gt(takeovers(able), takeovers(calm));
}
END_TEST

START_TEST(who_lives_by_talk_keeps_talking) {
  const char *const paid[] = {"rent=.02", NULL}, *const hardly[] = {"rent=.0000001", NULL};
  const char *const none[] = {NULL};
  int longer = 0;
  for (uint32_t run = 0; run < 20; run++) {
    const PolderOutcome plain = played(scenario, none, "spoken", run, NULL);
    ck_assert_uint_eq(plain.deal, played(scenario, hardly, "spoken", run, NULL).deal);
    longer += played(scenario, paid, "spoken", run, NULL).round > plain.round;
  }
  ck_assert_int_gt(longer, 5);
}
END_TEST

START_TEST(a_pact_to_leave_each_other_alone_makes_null_deals) {
  ck_assert_double_gt(with("status_quo=.4", "spoken").COLUMN(null_share),
                      with("status_quo=.0001", "spoken").COLUMN(null_share));
}
END_TEST

START_TEST(partners_cost_by_the_pair) {
  const char *const sets[] = {"partner_cost=.01", NULL};
  const PolderOutcome outcome = played(scenario, sets, "spoken", 0, NULL);
  const int n = scenario->n_parties;
  double surplus = 0;
  for (int party = 0; party < n; party++)
    surplus += outcome.party[party].surplus;
  ck_assert_double_eq_tol(outcome.COLUMN(cost), .01 * n * (n - 1) / 2 * outcome.round, 1e-9);
  ck_assert_double_eq_tol(outcome.COLUMN(net_value), surplus - outcome.COLUMN(cost), 1e-9);
}
END_TEST

/* --- a point at all -------------------------------------------------------------------------- */

START_TEST(who_sees_no_room_goes_home_at_once) {
  g_autoptr(PolderScenario) hopeless = played_load("scenarios/weerthuis");
  const char *const sets[] = {"purpose=1", NULL};
  for (int party = 0; party < hopeless->n_parties; party++)
    hopeless->parties[party].reservation = 1.1; /* nothing is worth that */
  const PolderOutcome outcome = played(hopeless, sets, "asis", 0, NULL);
  ck_assert_int_eq(outcome.round, 1);
  ck_assert_int_eq(outcome.ending, POLDER_WALKOUT);
  ck_assert_double_eq(outcome.COLUMN(wasted_rounds), 1);
  ck_assert_double_eq(with("purpose=1", "open").COLUMN(wasted_rounds), 0);
}
END_TEST

static TCase *group(Suite *suite, const char *name) {
  TCase *tcase = tcase_create(name);
  tcase_add_checked_fixture(tcase, load, unload);
  suite_add_tcase(suite, tcase);
  return tcase;
}

Suite *suite_mechanism_people(void);

Suite *suite_mechanism_people(void) {
  Suite *suite = suite_create("mechanism_people");
  TCase *persons_and_walls = group(suite, "persons and walls");
  tcase_add_test(persons_and_walls, training_takes_the_bias_away_and_explains);
  tcase_add_test(persons_and_walls, who_sits_there_anew_is_trusted_as_at_the_start);
  tcase_add_test(persons_and_walls, a_spanner_goes_with_the_person_and_training_stays);
  tcase_add_test(persons_and_walls, walls_keep_what_is_told_among_ones_own_kind);
  tcase_add_test(persons_and_walls, time_for_each_other_makes_trust_with_less_and_less_return);
  tcase_add_test(persons_and_walls, a_past_makes_trusting_or_cynical);
  TCase *orders_urges_and_interests_in_talk = group(suite, "orders, urges and interests in talk");
  tcase_add_test(orders_urges_and_interests_in_talk, who_is_ordered_to_stay_stays);
  tcase_add_test(orders_urges_and_interests_in_talk, the_convenor_helps_only_when_it_is_back);
  tcase_add_test(orders_urges_and_interests_in_talk, rejected_texts_make_one_rather_do_it_oneself);
  tcase_add_test(orders_urges_and_interests_in_talk, an_urge_that_cannot_be_followed_ends_nothing);
  tcase_add_test(orders_urges_and_interests_in_talk, who_lives_by_talk_keeps_talking);
  tcase_add_test(orders_urges_and_interests_in_talk,
                 a_pact_to_leave_each_other_alone_makes_null_deals);
  tcase_add_test(orders_urges_and_interests_in_talk, partners_cost_by_the_pair);
  TCase *a_point_at_all = group(suite, "a point at all");
  tcase_add_test(a_point_at_all, who_sees_no_room_goes_home_at_once);
  return suite;
}
