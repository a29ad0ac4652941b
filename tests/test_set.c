/* `--set`: what a text writes into the values, and what is said when it cannot. */
#include <check.h>
#include <string.h>

#include <polder/scenario.h>

static PolderScenario *scenario;

static void setup(void) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  scenario = polder_scenario_load("tests/fixtures/scenario/rich", messages);
  ck_assert_ptr_nonnull(scenario);
}

static void teardown(void) {
  polder_scenario_free(scenario);
}

static const struct {
  const char *text;
  PolderParameterId id;
  double values[4]; /* of the four parties */
} good[] = {
    {"trust=.4", POLDER_TRUST, {.4, .4, .4, .4}},
    {" Trust = 40% ", POLDER_TRUST, {.4, .4, .4, .4}},
    {"housing.trust=0.4", POLDER_TRUST, {.5, .4, .5, .5}},
    {"Client.bias=2", POLDER_BIAS, {1.5, 1.5, 3, 2}},
    {"strategy=boulware", POLDER_STRATEGY, {1, 1, 1, 1}},
    {"care.willing=0", POLDER_WILLING, {1, 1, 0, 1}},
    {"deadline_rounds=30", POLDER_DEADLINE_ROUNDS, {30, 30, 30, 30}},
    {"veto=housing care", POLDER_VETO, {6, 6, 6, 6}},
    {"veto=*", POLDER_VETO, {15, 15, 15, 15}},
};

START_TEST(a_text_sets_what_it_names_over_the_files) {
  PolderValues values = scenario->values;
  g_autoptr(GError) error = NULL;
  ck_assert(polder_values_set(&values, scenario, good[_i].text, &error));
  ck_assert_ptr_null(error);
  for (int party = 0; party < 4; party++)
    ck_assert_double_eq(values.value[good[_i].id][party], good[_i].values[party]);
}
END_TEST

static const struct {
  const char *text, *nl, *en;
} bad[] = {
    {"trust", "schrijf naam=waarde", "write name=value"},
    {"=1", "is geen parameter", "is no parameter"},
    {"trsut=1", "bedoelde je \"trust\"?", "did you mean \"trust\"?"},
    {"vertrouwen=1", "bedoelde je \"trust\"?", "did you mean \"trust\"?"},
    {"trust=", "is leeg", "is empty"},
    {"trust=veel", "\"veel\" is geen getal", "\"veel\" is not a number"},
    {"trust=0,4", "schrijf hier een punt", "write a point here"},
    {"trust=1.1", "buiten 0 tot 1", "outside 0 to 1"},
    {"deadline_rounds=2.5", "geen heel getal", "not a whole number"},
    {"strategy=boulwear", "bedoelde je \"boulware\"?", "did you mean \"boulware\"?"},
    {"care.willing=nee", "bedoelde je \"0\"?", "did you mean \"0\"?"},
    {"hosing.trust=.4", "bedoelde je \"housing\"?", "did you mean \"housing\"?"},
    {"housing.quota=.4", "schrijf quota=", "write quota="},
    {"housing.trsut=.4", "bedoelde je \"trust\"?", "did you mean \"trust\"?"},
    {"veto=housing,care", "geen partij", "no party"},
    {"tr\xff\xffst=1", "is geen parameter", "is no parameter"},
    {"hidden_share=.5", "polder new --random", "polder new --random"},
};

START_TEST(a_text_that_cannot_be_set_says_in_two_lines_what_would_be_right) {
  PolderValues values = scenario->values;
  g_autoptr(GError) error = NULL;
  ck_assert(!polder_values_set(&values, scenario, bad[_i].text, &error));
  ck_assert_mem_eq(values.source, scenario->values.source, sizeof values.source);
  g_auto(GStrv) lines = g_strsplit(error->message, "\n", -1);
  ck_assert_uint_eq(g_strv_length(lines), 2);
  ck_assert_msg(strstr(lines[0], bad[_i].nl) != NULL, "%s", lines[0]);
  ck_assert_msg(strstr(lines[1], bad[_i].en) != NULL, "%s", lines[1]);
}
END_TEST

Suite *suite_set(void);
Suite *suite_set(void) {
  Suite *suite = suite_create("set");
  TCase *tests = tcase_create("set");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_loop_test(tests, a_text_sets_what_it_names_over_the_files, 0, G_N_ELEMENTS(good));
  tcase_add_loop_test(tests, a_text_that_cannot_be_set_says_in_two_lines_what_would_be_right, 0,
                      G_N_ELEMENTS(bad));
  suite_add_tcase(suite, tests);
  return suite;
}
