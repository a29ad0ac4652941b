/* Who sits there and how the talk goes: clients, co-creation, conditions, forms, persons, orders.
 */
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

static int client_of(const PolderScenario *of) {
  for (int party = 0; party < of->n_parties; party++)
    if (g_strcmp0(of->parties[party].kind, "client") == 0)
      return party;
  ck_abort_msg("no client");
}

/* --- clients --------------------------------------------------------------------------------- */

START_TEST(an_absent_client_says_nothing_and_its_worth_is_reported) {
  const char *const sets[] = {"client_role=absent", "explain=1", "disclosure=reciprocal", NULL};
  const int client = client_of(scenario);
  for (uint32_t run = 0; run < 10; run++) {
    g_autoptr(PolderTrace) trace = polder_trace_new();
    const PolderOutcome outcome = played(scenario, sets, "spoken", run, trace);
    ck_assert_ptr_null(played_find(trace, POLDER_DID_TELL, client, 0));
    ck_assert_ptr_null(played_find(trace, POLDER_DID_PROPOSE, client, 0));
    ck_assert_ptr_null(played_find(trace, POLDER_DID_ACCEPT, client, 0));
    ck_assert_ptr_null(played_find(trace, POLDER_DID_LEAVE, client, 0));
    ck_assert(isfinite(outcome.client_utility));
  }
}
END_TEST

START_TEST(a_client_that_was_heard_is_known_and_does_not_vote) {
  const char *const sets[] = {"client_role=consulted", NULL};
  const int client = client_of(scenario);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "asis", 1, trace);
  ck_assert_double_eq_tol(outcome.COLUMN(client_known), 1, 1e-9);
  ck_assert_int_eq(played_find(trace, POLDER_DID_TELL, client, 0)->round, 1);
  ck_assert_ptr_null(played_find(trace, POLDER_DID_REJECT, client, 0));
  ck_assert_double_lt(with("client_role=absent", "asis").COLUMN(client_known), 1);
}
END_TEST

START_TEST(a_full_party_is_at_least_as_strong_as_the_others_on_average) {
  const char *const sets[] = {"client_role=full", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  scenario->parties[client_of(scenario)].power = 0;
  played(scenario, sets, "asis", 0, trace);
  ck_assert_ptr_nonnull(played_find(trace, POLDER_DID_REJECT, client_of(scenario), 0));
}
END_TEST

START_TEST(a_broker_speaks_first_each_round_and_serves_the_client) {
  const char *const sets[] = {"client_role=broker", "protocol=saop", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "spoken", 2, trace);
  unsigned texts = 0;
  for (unsigned i = 0; i < polder_trace_length(trace); i++)
    texts += polder_trace_at(trace, i)->did == POLDER_DID_PROPOSE &&
             polder_trace_at(trace, i)->party == -1;
  ck_assert_int_eq((int)texts, outcome.round);
  ck_assert_ptr_null(played_find(trace, POLDER_DID_TELL, client_of(scenario), 0));
}
END_TEST

/* Of an agreement, what the client gets, over runs. */
static double client_gets(const char *set) {
  const char *const sets[] = {set, NULL};
  double sum = 0;
  int n = 0;
  for (uint32_t run = 0; run < 100; run++) {
    const PolderOutcome outcome = played(scenario, sets, "spoken", run, NULL);
    if (outcome.deal == POLDER_NO_DEAL)
      continue;
    sum += outcome.client_utility;
    n++;
  }
  ck_assert_int_gt(n, 10);
  return sum / n;
}

START_TEST(clients_get_more_when_somebody_speaks_for_them) {
  ck_assert_double_gt(client_gets("client_role=broker"), client_gets("client_role=absent"));
}
END_TEST

START_TEST(being_heard_helps_a_client_as_far_as_the_others_care) {
  const Measured unheard = with("client_role=absent", "asis");
  ck_assert_double_eq(with("client_role=consulted", "asis").impasse, unheard.impasse);
  const char *const heard[] = {"client_role=consulted", "concern=1", NULL};
  const char *const not_heard[] = {"client_role=absent", "concern=1", NULL};
  double more = 0;
  for (uint32_t run = 0; run < 60; run++)
    more += played(scenario, heard, "spoken", run, NULL).client_utility -
            played(scenario, not_heard, "spoken", run, NULL).client_utility;
  ck_assert_double_gt(more, 0);
}
END_TEST

START_TEST(a_table_without_clients_knows_no_role_for_them) {
  g_autoptr(PolderScenario) orange = played_load("tests/fixtures/engine/orange");
  const char *const sets[] = {"client_role=absent", NULL};
  const PolderOutcome plain = played(orange, NULL, "asis", 0, NULL);
  const PolderOutcome same = played(orange, sets, "asis", 0, NULL);
  ck_assert_uint_eq(plain.deal, same.deal);
  ck_assert_int_eq(plain.round, same.round);
  ck_assert(isnan(same.COLUMN(client_known)));
}
END_TEST

START_TEST(principles_at_the_door_leave_the_others_among_themselves) {
  g_autoptr(PolderTrace) trace = polder_trace_new();
  g_autofree char *own = g_strdup_printf("%s.concern=0", scenario->parties[client_of(scenario)].id);
  const char *const written[] = {"concern=.5", own, "entry=.3", NULL};
  const PolderOutcome outcome = played(scenario, written, "asis", 0, trace);
  ck_assert_ptr_null(played_find(trace, POLDER_DID_PROPOSE, client_of(scenario), 0));
  ck_assert_double_lt(outcome.COLUMN(present_share), 1);
  ck_assert_double_eq(with("entry=1", "asis").COLUMN(present_share),
                      with("entry=.001", "asis").COLUMN(present_share)); /* nobody is left out */
}
END_TEST

/* --- co-creation ----------------------------------------------------------------------------- */

static PolderScenario *bridged(uint32_t table) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.latent = 1;
  return polder_scenario_random(&knobs, 1, table);
}

START_TEST(latent_options_move_no_other_number_of_a_table) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  g_autoptr(PolderScenario) plain = polder_scenario_random(&knobs, 1, 7);
  g_autoptr(PolderScenario) more = bridged(7);
  ck_assert_int_eq(more->n_options, plain->n_options + plain->n_issues);
  for (int k = 0; k < plain->n_interests; k++) {
    ck_assert_double_eq(plain->interests[k].weight, more->interests[k].weight);
    for (int issue = 0; issue < plain->n_issues; issue++)
      for (int o = 0; o < plain->issues[issue].n_options; o++)
        ck_assert_double_eq(
            plain->score_written[k * plain->n_options + plain->issues[issue].first_option + o],
            more->score_written[k * more->n_options + more->issues[issue].first_option + o]);
  }
}
END_TEST

static int latent_in(const PolderScenario *of, PolderDeal deal) {
  int option[POLDER_ISSUES_MAX], n = 0;
  polder_scenario_options(of, deal, option);
  for (int issue = 0; issue < of->n_issues; issue++)
    n += of->options[of->issues[issue].first_option + option[issue]].latent;
  return n;
}

START_TEST(nobody_proposes_what_nobody_has_thought_of) {
  const char *const sets[] = {"creation=.5", NULL};
  unsigned proposed = 0;
  for (uint32_t table = 0; table < 20; table++) {
    g_autoptr(PolderScenario) random = bridged(table);
    g_autoptr(PolderTrace) plain = polder_trace_new(), made = polder_trace_new();
    played(random, NULL, "spoken", table, plain);
    played(random, sets, "spoken", table, made);
    for (unsigned i = 0; i < polder_trace_length(plain); i++)
      if (polder_trace_at(plain, i)->did == POLDER_DID_PROPOSE)
        ck_assert_int_eq(latent_in(random, polder_trace_at(plain, i)->deal), 0);
    for (unsigned i = 0; i < polder_trace_length(made); i++)
      if (polder_trace_at(made, i)->did == POLDER_DID_PROPOSE)
        proposed += latent_in(random, polder_trace_at(made, i)->deal) > 0;
  }
  ck_assert_uint_gt(proposed, 10);
}
END_TEST

START_TEST(knowing_more_finds_more_and_knowing_talents_does_not_need_it) {
  g_autoptr(PolderScenario) random = bridged(3);
  const double closed = measured(random, "creation=.3", "asis", 100).COLUMN(options_made);
  const double open = measured(random, "creation=.3", "open", 100).COLUMN(options_made);
  const double talented =
      measured(random, "creation=.3 talents=1", "asis", 100).COLUMN(options_made);
  ck_assert_double_gt(open, 0);
  ck_assert_double_gt(talented, closed + .2);
}
END_TEST

START_TEST(where_nothing_is_latent_creation_changes_nothing) {
  const char *const sets[] = {"creation=1", NULL};
  const PolderOutcome plain = played(scenario, NULL, "spoken", 0, NULL);
  const PolderOutcome same = played(scenario, sets, "spoken", 0, NULL);
  ck_assert_uint_eq(plain.deal, same.deal);
  ck_assert_int_eq(plain.round, same.round);
  ck_assert_double_eq(same.COLUMN(options_made), 0);
}
END_TEST

START_TEST(latent_options_survive_saving) {
  g_autoptr(PolderScenario) random = bridged(1);
  g_autofree char *folder = g_dir_make_tmp("polder-latent-XXXXXX", NULL);
  g_autofree char *inside = g_build_filename(folder, "table", NULL);
  g_autoptr(GError) error = NULL;
  ck_assert(polder_scenario_save(random, inside, true, &error));
  g_autoptr(PolderScenario) again = played_load(inside);
  for (int option = 0; option < random->n_options; option++)
    ck_assert_int_eq(again->options[option].latent, random->options[option].latent);
  ck_assert(again->latent);
}
END_TEST

/* --- conditions ------------------------------------------------------------------------------ */

START_TEST(measuring_conditions_changes_nothing) {
  const char *const sets[] = {"conditions=1", NULL};
  for (uint32_t run = 0; run < 10; run++) {
    const PolderOutcome plain = played(scenario, NULL, "spoken", run, NULL);
    const PolderOutcome same = played(scenario, sets, "spoken", run, NULL);
    g_autofree char *one = played_outcome_text(scenario, &plain);
    g_autofree char *other = played_outcome_text(scenario, &same);
    ck_assert_str_eq(one, other);
    for (int column = POLDER_PROCESS_ambition; column <= POLDER_PROCESS_process; column++)
      ck_assert(same.process[column] >= 0 && same.process[column] <= 1);
    const int lowest = POLDER_PROCESS_ambition + (int)same.COLUMN(lowest) - 1;
    for (int column = POLDER_PROCESS_ambition; column <= POLDER_PROCESS_process; column++)
      ck_assert_double_le(same.process[lowest], same.process[column]);
  }
}
END_TEST

START_TEST(each_condition_follows_what_it_is_about) {
  ck_assert_double_gt(with("conditions=1 trust=.8", "asis").COLUMN(relationship),
                      with("conditions=1 trust=.4", "asis").COLUMN(relationship) + .1);
  ck_assert_double_gt(with("conditions=1", "open").COLUMN(interests),
                      with("conditions=1", "closed").COLUMN(interests) + .1);
  ck_assert_double_gt(with("conditions=1 explain=1", "asis").COLUMN(process),
                      with("conditions=1 explain=0", "closed").COLUMN(process) + .05);
  ck_assert_double_lt(with("conditions=1 mandated=1", "asis").COLUMN(organisation), .5);
}
END_TEST

START_TEST(interventions_come_at_their_time_and_on_the_lowest) {
  const char *const sets[] = {"diagnosis=lowest", "diagnosis_every=2", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, "closed", 0, trace);
  int lowest = -1;
  ck_assert_double_gt(outcome.COLUMN(interventions), 1);
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->did == POLDER_DID_CONDITION)
      lowest = entry->interest;
    if (entry->did == POLDER_DID_INTERVENE) {
      ck_assert_int_eq(entry->round % 2, 1);
      ck_assert_int_eq(entry->interest, lowest);
    }
  }
}
END_TEST

START_TEST(a_random_intervention_is_not_always_on_the_lowest) {
  const char *const sets[] = {"diagnosis=random", "diagnosis_every=1", "leave_rate=0", NULL};
  g_autoptr(PolderTrace) trace = polder_trace_new();
  played(scenario, sets, "closed", 0, trace);
  unsigned seen = 0;
  for (unsigned i = 0; i < polder_trace_length(trace); i++)
    if (polder_trace_at(trace, i)->did == POLDER_DID_INTERVENE)
      seen |= 1u << polder_trace_at(trace, i)->interest;
  ck_assert_int_ge(__builtin_popcount(seen), 3);
}
END_TEST

/* --- forms ----------------------------------------------------------------------------------- */

START_TEST(one_form_for_all_is_at_no_distance_and_sets_what_nobody_set) {
  const Measured same = with("form=functional form_timing=early practice_periods=4", "spoken");
  ck_assert_double_eq(same.COLUMN(form_distance), 0);
  ck_assert_double_eq(same.COLUMN(form_misfit), 0);
  ck_assert_double_lt(with("form=transactional practice_periods=4", "spoken").COLUMN(talk),
                      with("form=exploratory practice_periods=4", "spoken").COLUMN(talk));
}
END_TEST

/* Half of the parties one form, half another. */
static char *two_forms(const char *more) {
  GString *sets = g_string_new("form=transactional");
  for (int party = 0; party < scenario->n_parties; party += 2)
    g_string_append_printf(sets, " %s.form=entrepreneurial", scenario->parties[party].id);
  g_string_append_printf(sets, " practice_periods=4 concern=0 disclosure=none%s", more);
  return g_string_free(sets, FALSE);
}

START_TEST(different_forms_cost_understanding_unless_there_is_no_friction) {
  g_autofree char *rough = two_forms(" form_friction=.9"), *smooth = two_forms(" form_friction=0");
  const Measured apart = with(rough, "spoken"), together = with(smooth, "spoken");
  ck_assert_double_gt(apart.COLUMN(form_distance), .4);
  ck_assert_double_gt(apart.impasse + apart.sham, together.impasse + together.sham);
  g_autofree char *none =
      g_strdup("practice_periods=4 concern=0 disclosure=none formalisation=.4 dialogue=.5");
  ck_assert_double_eq(together.impasse, with(none, "spoken").impasse);
}
END_TEST

START_TEST(a_form_that_does_not_fit_costs_in_practice) {
  g_autofree char *dear = two_forms(" form_friction=0 form_timing=early form_misfit=3");
  g_autofree char *free = two_forms(" form_friction=0 form_timing=early form_misfit=0");
  const Measured costly = with(dear, "spoken"), costless = with(free, "spoken");
  ck_assert_double_gt(costly.COLUMN(form_misfit), .2);
  ck_assert_double_lt(costly.enacted, costless.enacted - .1);
  ck_assert_double_eq(costly.impasse, costless.impasse);
}
END_TEST

static TCase *group(Suite *suite, const char *name) {
  TCase *tcase = tcase_create(name);
  tcase_add_checked_fixture(tcase, load, unload);
  suite_add_tcase(suite, tcase);
  return tcase;
}

Suite *suite_mechanism_process(void);

Suite *suite_mechanism_process(void) {
  Suite *suite = suite_create("mechanism_process");
  TCase *clients = group(suite, "clients");
  tcase_add_test(clients, an_absent_client_says_nothing_and_its_worth_is_reported);
  tcase_add_test(clients, a_client_that_was_heard_is_known_and_does_not_vote);
  tcase_add_test(clients, a_full_party_is_at_least_as_strong_as_the_others_on_average);
  tcase_add_test(clients, a_broker_speaks_first_each_round_and_serves_the_client);
  tcase_add_test(clients, clients_get_more_when_somebody_speaks_for_them);
  tcase_add_test(clients, being_heard_helps_a_client_as_far_as_the_others_care);
  tcase_add_test(clients, a_table_without_clients_knows_no_role_for_them);
  tcase_add_test(clients, principles_at_the_door_leave_the_others_among_themselves);
  TCase *co_creation = group(suite, "co-creation");
  tcase_add_test(co_creation, latent_options_move_no_other_number_of_a_table);
  tcase_add_test(co_creation, nobody_proposes_what_nobody_has_thought_of);
  tcase_add_test(co_creation, knowing_more_finds_more_and_knowing_talents_does_not_need_it);
  tcase_add_test(co_creation, where_nothing_is_latent_creation_changes_nothing);
  tcase_add_test(co_creation, latent_options_survive_saving);
  TCase *conditions = group(suite, "conditions");
  tcase_add_test(conditions, measuring_conditions_changes_nothing);
  tcase_add_test(conditions, each_condition_follows_what_it_is_about);
  tcase_add_test(conditions, interventions_come_at_their_time_and_on_the_lowest);
  tcase_add_test(conditions, a_random_intervention_is_not_always_on_the_lowest);
  TCase *forms = group(suite, "forms");
  tcase_add_test(forms, one_form_for_all_is_at_no_distance_and_sets_what_nobody_set);
  tcase_add_test(forms, different_forms_cost_understanding_unless_there_is_no_friction);
  tcase_add_test(forms, a_form_that_does_not_fit_costs_in_practice);
  return suite;
}
