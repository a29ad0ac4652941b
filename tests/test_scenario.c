/* Scenarios as folders: what loads, what every cell becomes, and that saving and loading changes
 * nothing. Mistakes have a suite of their own.
 */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <polder/scenario.h>

#define FIXTURES "tests/fixtures/scenario/"
#define GAMES    "tests/fixtures/games/"

static PolderScenario *load(const char *folder) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  PolderScenario *scenario = polder_scenario_load(folder, messages);
  for (unsigned i = 0; i < polder_messages_count(messages); i++) {
    g_autofree char *line = polder_message_format(polder_messages_at(messages, i), POLDER_EN);
    ck_abort_msg("%s", line);
  }
  ck_assert_ptr_nonnull(scenario);
  return scenario;
}

static void remove_folder(char *folder) {
  static const char *const files[] = {"scenario.csv", "parties.csv", "interests.csv",
                                      "options.csv",  "pairs.csv",   "relations.csv",
                                      "events.csv",   "arms.csv"};
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_free(folder);
}

static char *text_of(const char *folder, const char *file) {
  g_autofree char *path = g_build_filename(folder, file, NULL);
  char *text = NULL;
  ck_assert(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

/* --- Equality of all that is written ---------------------------------------------------------- */

static void assert_labels(char *const a[], char *const b[]) {
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    ck_assert_pstr_eq(a[language], b[language]);
}

static void assert_number(double a, double b) {
  if (isnan(a))
    ck_assert(isnan(b));
  else
    ck_assert(a == b);
}

static void assert_same_party(const PolderParty *a, const PolderParty *b) {
  ck_assert_str_eq(a->id, b->id);
  ck_assert_str_eq(a->kind, b->kind);
  assert_labels(a->label, b->label);
  assert_number(a->power, b->power);
  ck_assert_int_eq(a->reservation_is_percentile, b->reservation_is_percentile);
  assert_number(a->reservation_written, b->reservation_written);
  ck_assert_int_eq(a->first_interest, b->first_interest);
  ck_assert_int_eq(a->n_interests, b->n_interests);
}

static void assert_same_interest(const PolderInterest *a, const PolderInterest *b) {
  ck_assert_str_eq(a->id, b->id);
  assert_labels(a->label, b->label);
  ck_assert_int_eq(a->party, b->party);
  assert_number(a->weight_written, b->weight_written);
  ck_assert_int_eq(a->visibility, b->visibility);
  assert_number(a->minimum, b->minimum);
  assert_number(a->sensitivity, b->sensitivity);
}

static void assert_same_option(const PolderOption *a, const PolderOption *b, int n_interests) {
  ck_assert_str_eq(a->id, b->id);
  assert_labels(a->label, b->label);
  ck_assert_int_eq(a->issue, b->issue);
  ck_assert_int_eq(a->requires == NULL, b->requires == NULL);
  for (int k = 0; a->requires != NULL && k < n_interests; k++)
    ck_assert_int_eq(a->requires[k], b -> requires[k]);
}

static void assert_same_events(const GArray *a, const GArray *b) {
  ck_assert_uint_eq(a->len, b->len);
  for (unsigned i = 0; i < a->len; i++) {
    const PolderEvent *x = &g_array_index(a, PolderEvent, i);
    const PolderEvent *y = &g_array_index(b, PolderEvent, i);
    ck_assert_int_eq(x->round, y->round);
    ck_assert_int_eq(x->kind, y->kind);
    ck_assert_int_eq(x->parameter, y->parameter);
    ck_assert_int_eq(x->party, y->party);
    ck_assert_int_eq(x->interest, y->interest);
    ck_assert_int_eq(x->to, y->to);
    assert_number(x->value, y->value);
    ck_assert_mem_eq(x->option, y->option, sizeof x->option);
  }
}

static void assert_same_values(const PolderScenario *a, const PolderScenario *b) {
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    for (int party = 0; party < POLDER_PARTIES_MAX; party++) {
      assert_number(a->values.value[id][party], b->values.value[id][party]);
      ck_assert_int_eq(a->values.source[id][party], b->values.source[id][party]);
    }
  for (int from = 0; from < POLDER_PARTIES_MAX; from++)
    for (int to = 0; to < POLDER_PARTIES_MAX; to++) {
      assert_number(a->trust[from][to], b->trust[from][to]);
      assert_number(a->noise[from][to], b->noise[from][to]);
      assert_number(a->overlap[from][to], b->overlap[from][to]);
    }
}

static void assert_same_lists(const PolderScenario *a, const PolderScenario *b) {
  for (int party = 0; party < a->n_parties; party++)
    assert_same_party(&a->parties[party], &b->parties[party]);
  for (int k = 0; k < a->n_interests; k++)
    assert_same_interest(&a->interests[k], &b->interests[k]);
  for (int issue = 0; issue < a->n_issues; issue++) {
    ck_assert_str_eq(a->issues[issue].id, b->issues[issue].id);
    assert_labels(a->issues[issue].label, b->issues[issue].label);
  }
  for (int option = 0; option < a->n_options; option++)
    assert_same_option(&a->options[option], &b->options[option], a->n_interests);
  for (int i = 0; i < a->n_interests * a->n_options; i++)
    assert_number(a->score_written[i], b->score_written[i]);
  for (int pair = 0; pair < a->n_pairs; pair++) {
    ck_assert_int_eq(a->pairs[pair].interest, b->pairs[pair].interest);
    ck_assert_int_eq(a->pairs[pair].option, b->pairs[pair].option);
    ck_assert_int_eq(a->pairs[pair].other_option, b->pairs[pair].other_option);
    assert_number(a->pairs[pair].score_written, b->pairs[pair].score_written);
  }
}

static void assert_same(const PolderScenario *a, const PolderScenario *b) {
  ck_assert_str_eq(a->id, b->id);
  assert_labels(a->title, b->title);
  assert_labels(a->summary, b->summary);
  ck_assert_int_eq(a->scale, b->scale);
  const int left[] = {a->n_parties, a->n_issues, a->n_interests, a->n_options, a->n_pairs};
  const int right[] = {b->n_parties, b->n_issues, b->n_interests, b->n_options, b->n_pairs};
  ck_assert_mem_eq(left, right, sizeof left);
  assert_same_lists(a, b);
  assert_same_values(a, b);
  assert_same_events(a->events, b->events);
  ck_assert_uint_eq(a->arms->len, b->arms->len);
  for (unsigned arm = 0; arm < a->arms->len; arm++) {
    const PolderArmEvents *x = a->arms->pdata[arm], *y = b->arms->pdata[arm];
    ck_assert_str_eq(x->id, y->id);
    assert_same_events(x->events, y->events);
  }
  ck_assert_uint_eq(a->checksum, b->checksum);
}

/* --- Saving and loading ----------------------------------------------------------------------- */

static const char *const folders[] = {FIXTURES "rich", FIXTURES "dutch", GAMES "game1",
                                      GAMES "game2",   GAMES "game3",    "scenarios/sinaasappel"};

START_TEST(saving_and_loading_changes_nothing) {
  g_autoptr(PolderScenario) scenario = load(folders[_i / 2]);
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  ck_assert(polder_scenario_save(scenario, folder, _i % 2 == 1, &error));
  ck_assert_ptr_null(error);
  g_autoptr(PolderScenario) again = load(folder);
  assert_same(scenario, again);
  remove_folder(folder);
}
END_TEST

START_TEST(saving_and_loading_a_random_table_changes_nothing) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2 + _i % 7;
  knobs.issues = 1 + _i % 5;
  g_autoptr(PolderScenario) scenario = polder_scenario_random(&knobs, 3, (uint32_t)_i);
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  ck_assert(polder_scenario_save(scenario, folder, true, NULL));
  g_autoptr(PolderScenario) again = load(folder);
  assert_same(scenario, again);
  remove_folder(folder);
}
END_TEST

START_TEST(what_is_written_is_plain_csv_in_the_published_order) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "dutch");
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  ck_assert(polder_scenario_save(scenario, folder, false, NULL));
  g_autofree char *interests = text_of(folder, "interests.csv");
  ck_assert_str_eq(interests,
                   "party,interest,weight,visibility,label_nl,label_en,minimum,sensitivity\n"
                   "housing,rent,2,hidden,Huur,Huur,,0\n"
                   "housing,calm,0.5,open,Rust,Rust,0.125,0\n"
                   "care,volume,1,unaware,Omvang,Omvang,,0\n");
  g_autofree char *options = text_of(folder, "options.csv");
  ck_assert_str_eq(options, "issue,option,housing.rent,housing.calm,care.volume,label_nl,label_en,"
                            "issue_nl,issue_en,requires\n"
                            "home,shared,1,,0.2,shared,shared,home,home,\n"
                            "home,own,,1,1,own,own,,,\n"
                            "staff,day,0.5,,1,day,day,staff,staff,\n"
                            "staff,night,,1,,night,night,,,\n");
  remove_folder(folder);
}
END_TEST

START_TEST(notes_explain_every_row_in_a_column_of_their_own) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  ck_assert(polder_scenario_save(scenario, folder, true, NULL));
  g_autofree char *events = text_of(folder, "events.csv");
  ck_assert(g_str_has_prefix(events, "round,event,party,interest,to,value,deal,#notes\n"));
  g_auto(GStrv) lines = g_strsplit(events, "\n", -1);
  for (char **line = lines; **line != '\0'; line++)
    ck_assert(!g_str_has_suffix(*line, ","));
  remove_folder(folder);
}
END_TEST

START_TEST(saving_never_overwrites) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "dutch");
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "events.csv", NULL);
  ck_assert(g_file_set_contents(path, "mine", -1, NULL));
  g_autoptr(GError) error = NULL;
  ck_assert(!polder_scenario_save(scenario, folder, false, &error));
  ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_EXIST));
  ck_assert_ptr_nonnull(strstr(error->message, path));
  g_autofree char *text = text_of(folder, "events.csv");
  ck_assert_str_eq(text, "mine");
  g_autofree char *other = g_build_filename(folder, "scenario.csv", NULL);
  ck_assert(!g_file_test(other, G_FILE_TEST_EXISTS));
  remove_folder(folder);
}
END_TEST

START_TEST(a_file_in_the_way_of_the_folder_is_an_error_in_two_languages) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "dutch");
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "scenario.csv", NULL);
  ck_assert(g_file_set_contents(path, "", -1, NULL));
  g_autofree char *below = g_build_filename(path, "case", NULL);
  g_autoptr(GError) error = NULL;
  ck_assert(!polder_scenario_save(scenario, below, false, &error));
  ck_assert_int_eq(error->domain, G_FILE_ERROR);
  ck_assert_ptr_nonnull(strstr(error->message, "casus niet bewaard"));
  ck_assert_ptr_nonnull(strstr(error->message, "\n"));
  ck_assert_ptr_nonnull(strstr(error->message, "scenario not saved"));
  remove_folder(folder);
}
END_TEST

START_TEST(after_a_failure_halfway_nothing_of_ours_is_left) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "dutch");
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  ck_assert_int_eq(g_chmod(folder, 0500), 0);
  g_autoptr(GError) error = NULL;
  const bool saved = polder_scenario_save(scenario, folder, false, &error);
  ck_assert_int_eq(g_chmod(folder, 0700), 0);
  if (geteuid() != 0) { /* root may write anywhere */
    ck_assert(!saved);
    ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ACCES));
    ck_assert_int_eq(g_rmdir(folder), 0);
  }
  remove_folder(folder);
}
END_TEST

/* --- Loading ---------------------------------------------------------------------------------- */

START_TEST(a_dutch_spreadsheet_is_read_as_it_was_meant) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "dutch");
  ck_assert_int_eq(scenario->n_parties, 2);
  ck_assert_str_eq(scenario->parties[0].id, "housing");
  ck_assert_str_eq(scenario->parties[0].label[POLDER_NL],
                   "De corporatie; al honderd jaar\r\nin de stad");
  assert_number(scenario->parties[0].power, 1.5);
  assert_number(scenario->parties[0].reservation_written, .4);
  assert_number(scenario->values.value[POLDER_BIAS][0], 1.25);
  assert_number(scenario->values.value[POLDER_TRUST][1], .45);
  assert_number(scenario->values.value[POLDER_TELL_BASE][0], -2.5);
  assert_number(scenario->interests[1].weight_written, .5);
  assert_number(scenario->interests[1].minimum, .125);
  assert_number(scenario->score_written[2], .5);
  ck_assert_str_eq(scenario->title[POLDER_NL], "Zoals een Nederlands rekenblad het bewaart");
}
END_TEST

START_TEST(interests_stand_party_by_party_and_options_issue_by_issue) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  static const char *const ids[] = {"budget", "calm", "arrears", "precedent",
                                    "roster", "door", "shame"};
  for (int k = 0; k < scenario->n_interests; k++)
    ck_assert_str_eq(scenario->interests[k].id, ids[k]);
  static const char *const options[] = {"shared", "cluster", "spread", "none",
                                        "fund",   "on_call", "present"};
  for (int option = 0; option < scenario->n_options; option++)
    ck_assert_str_eq(scenario->options[option].id, options[option]);
  const int budget = 0, shame = 6;
  assert_number(scenario->score_written[budget * scenario->n_options + 2], .1);
  ck_assert_int_eq(scenario->options[4].requires[budget], 1);
  ck_assert_int_eq(scenario->options[4].requires[shame], 1);
  ck_assert_int_eq(scenario->options[4].requires[1], 0);
}
END_TEST

START_TEST(an_issue_is_called_what_one_of_its_rows_says_or_else_its_id) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  static char *const labels[][POLDER_LANGUAGES] = {
      {"Wonen", "Wonen"}, {"debts", "debts"}, {"De nacht", "The night"}};
  ck_assert_int_eq(scenario->n_issues, G_N_ELEMENTS(labels));
  for (int issue = 0; issue < scenario->n_issues; issue++)
    assert_labels(scenario->issues[issue].label, labels[issue]);
}
END_TEST

START_TEST(the_checksum_covers_the_names_of_issues) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  const uint64_t before = scenario->checksum;
  scenario->issues[0].label[POLDER_NL][0] = 'w';
  ck_assert(polder_scenario_freeze(scenario, NULL));
  ck_assert_uint_ne(scenario->checksum, before);
}
END_TEST

START_TEST(parties_overrule_the_scenario_and_empty_cells_do_not) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  static const double bias[] = {1.5, 1.5, 3, 0};
  for (int party = 0; party < 4; party++)
    assert_number(scenario->values.value[POLDER_BIAS][party], bias[party]);
  ck_assert_int_eq(scenario->values.source[POLDER_BIAS][0], POLDER_FROM_SCENARIO);
  ck_assert_int_eq(scenario->values.source[POLDER_BIAS][2], POLDER_FROM_PARTIES);
  assert_number(scenario->values.value[POLDER_VETO][0], 1 + 8);
}
END_TEST

START_TEST(a_relation_that_names_both_overrules_one_that_does_not) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  assert_number(scenario->trust[1][2], .3);
  assert_number(scenario->trust[2][1], .35);
  assert_number(scenario->trust[0][3], .6);
  assert_number(scenario->trust[3][0], .5);
  assert_number(scenario->noise[0][1], .1);
  assert_number(scenario->noise[1][2], NAN);
  assert_number(scenario->overlap[2][1], .7);
  assert_number(scenario->trust[0][0], NAN);
}
END_TEST

static const struct {
  int round;
  PolderEventKind kind;
  int party, interest, to;
  double value;
} rich_events[] = {
    {1, POLDER_EVENT_PROPOSE, 3, -1, -1, NAN},   {2, POLDER_EVENT_ANSWER, 3, -1, -1, 0},
    {3, POLDER_EVENT_ASK, 3, -1, -1, NAN},       {4, POLDER_EVENT_FACILITATE, -1, -1, -1, .8},
    {5, POLDER_EVENT_MEDIATE, -1, -1, -1, NAN},  {6, POLDER_EVENT_LENS, -1, -1, 1, .5},
    {7, POLDER_EVENT_MANDATE, 2, -1, -1, 1},     {8, POLDER_EVENT_PARAMETER, -1, -1, -1, .5},
    {8, POLDER_EVENT_PARAMETER, 1, -1, -1, 2},   {9, POLDER_EVENT_PARAMETER, -1, -1, -1, .5},
    {10, POLDER_EVENT_PARAMETER, -1, -1, -1, 1}, {12, POLDER_EVENT_DISCLOSE, 0, 0, -1, NAN},
    {12, POLDER_EVENT_DISCLOSE, 3, -1, 1, NAN},
};

START_TEST(events_stand_by_round_with_what_they_need) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  ck_assert_uint_eq(scenario->events->len, G_N_ELEMENTS(rich_events));
  for (unsigned i = 0; i < G_N_ELEMENTS(rich_events); i++) {
    const PolderEvent *event = &g_array_index(scenario->events, PolderEvent, i);
    ck_assert_int_eq(event->round, rich_events[i].round);
    ck_assert_int_eq(event->kind, rich_events[i].kind);
    ck_assert_int_eq(event->party, rich_events[i].party);
    ck_assert_int_eq(event->interest, rich_events[i].interest);
    ck_assert_int_eq(event->to, rich_events[i].to);
    assert_number(event->value, rich_events[i].value);
  }
  const PolderEvent *propose = &g_array_index(scenario->events, PolderEvent, 0);
  ck_assert_int_eq(propose->option[0], 2);
  ck_assert_int_eq(propose->option[1], 1);
  ck_assert_int_eq(propose->option[2], -1);
}
END_TEST

START_TEST(arms_gather_their_events_whatever_the_order_of_the_rows) {
  g_autoptr(PolderScenario) scenario = load(FIXTURES "rich");
  ck_assert_uint_eq(scenario->arms->len, 3);
  ck_assert_int_eq(polder_scenario_arm(scenario, "training"), 0);
  const PolderArmEvents *early = scenario->arms->pdata[polder_scenario_arm(scenario, "EARLY")];
  ck_assert_uint_eq(early->events->len, 2);
  ck_assert_int_eq(g_array_index(early->events, PolderEvent, 0).kind, POLDER_EVENT_ASK);
}
END_TEST

START_TEST(ten_mistakes_in_four_files_are_ten_located_messages) {
  static const char *const places[] = {
      "scenario.csv:2:2:",  "scenario.csv:4:1:",  "scenario.csv:5:2:",  "parties.csv:2:2:",
      "parties.csv:3:3:",   "interests.csv:1:3:", "interests.csv:2:4:", "interests.csv:4:1:",
      "interests.csv:5:3:", "options.csv:4:2:"};
  g_autoptr(PolderMessages) messages = polder_messages_new();
  ck_assert_ptr_null(polder_scenario_load(FIXTURES "ten-mistakes", messages));
  ck_assert_uint_eq(polder_messages_errors(messages), 10);
  for (unsigned i = 0; i < 10; i++) {
    g_autofree char *line = polder_message_format(polder_messages_at(messages, i), POLDER_NL);
    g_autofree char *place = g_strconcat(FIXTURES "ten-mistakes/", places[i], NULL);
    ck_assert_msg(g_str_has_prefix(line, place), "%s", line);
    ck_assert_ptr_nonnull(strstr(line, "; "));
  }
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_one_message) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  ck_assert_ptr_null(polder_scenario_load("tests/fixtures/nowhere", messages));
  ck_assert_uint_eq(polder_messages_errors(messages), 1);
}
END_TEST

START_TEST(a_misnamed_file_is_told_by_its_name) {
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "Event.csv", NULL);
  ck_assert(g_file_set_contents(path, "round,event\n", -1, NULL));
  g_autoptr(PolderMessages) messages = polder_messages_new();
  ck_assert_ptr_null(polder_scenario_load(folder, messages));
  ck_assert_uint_eq(polder_messages_errors(messages), 4);
  ck_assert_uint_eq(polder_messages_count(messages), 5);
  g_autofree char *line = polder_message_format(polder_messages_at(messages, 4), POLDER_EN);
  ck_assert_ptr_nonnull(strstr(line, "there is \"Event.csv\"; rename it"));
  g_unlink(path);
  remove_folder(folder);
}
END_TEST

Suite *suite_scenario(void);
Suite *suite_scenario(void) {
  Suite *suite = suite_create("scenario");
  TCase *loading = tcase_create("loading");
  tcase_add_test(loading, a_dutch_spreadsheet_is_read_as_it_was_meant);
  tcase_add_test(loading, interests_stand_party_by_party_and_options_issue_by_issue);
  tcase_add_test(loading, an_issue_is_called_what_one_of_its_rows_says_or_else_its_id);
  tcase_add_test(loading, the_checksum_covers_the_names_of_issues);
  tcase_add_test(loading, parties_overrule_the_scenario_and_empty_cells_do_not);
  tcase_add_test(loading, a_relation_that_names_both_overrules_one_that_does_not);
  tcase_add_test(loading, events_stand_by_round_with_what_they_need);
  tcase_add_test(loading, arms_gather_their_events_whatever_the_order_of_the_rows);
  tcase_add_test(loading, ten_mistakes_in_four_files_are_ten_located_messages);
  tcase_add_test(loading, a_folder_that_is_not_there_is_one_message);
  tcase_add_test(loading, a_misnamed_file_is_told_by_its_name);
  suite_add_tcase(suite, loading);
  TCase *saving = tcase_create("saving");
  tcase_add_loop_test(saving, saving_and_loading_changes_nothing, 0, 2 * G_N_ELEMENTS(folders));
  tcase_add_loop_test(saving, saving_and_loading_a_random_table_changes_nothing, 0, 60);
  tcase_add_test(saving, what_is_written_is_plain_csv_in_the_published_order);
  tcase_add_test(saving, notes_explain_every_row_in_a_column_of_their_own);
  tcase_add_test(saving, saving_never_overwrites);
  tcase_add_test(saving, a_file_in_the_way_of_the_folder_is_an_error_in_two_languages);
  tcase_add_test(saving, after_a_failure_halfway_nothing_of_ours_is_left);
  suite_add_tcase(suite, saving);
  return suite;
}
