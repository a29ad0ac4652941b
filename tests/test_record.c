/* Record: what a trace line, a row and an object look like to the byte, and that no output is lost
 * silently. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <polder/record.h>
#include <string.h>
#include <unistd.h>

/* Two parties, two issues of two options: deal 2 is (second, first). */
static void options_of(const void *context, PolderDeal deal, int out_option[POLDER_ISSUES_MAX]) {
  (void)context;
  out_option[0] = (int)deal / 2;
  out_option[1] = (int)deal % 2;
}

static const char *const parties[] = {"housing", "client"};
static const char *const interests[] = {"precedent", "door"};
static const char *const issues[] = {"home", "rent"};
static const char *const homes[] = {"studio", "flat"};
static const char *const rents[] = {"low", "high"};
static const char *const *const options[] = {homes, rents};
static const char *const parameters[] = {"protocol", "rule"};

static const PolderNames names = {.n_parties = 2,
                                  .n_interests = 2,
                                  .n_issues = 2,
                                  .n_parameters = 2,
                                  .scenario = "tiny",
                                  .party = parties,
                                  .interest = interests,
                                  .issue = issues,
                                  .option = options,
                                  .parameter = parameters,
                                  .options = options_of};
static const PolderRunKey key = {.point = 3, .arm = "spoken", .run = 7, .seed = G_MAXUINT64};

static PolderEntry entry_of(PolderDid did) {
  return (PolderEntry){.round = 4,
                       .did = (uint8_t)did,
                       .party = 0,
                       .to = -1,
                       .interest = 1,
                       .deal = 2,
                       .before = .25,
                       .after = .1};
}

static char *line_of(PolderEntry entry) {
  GString *text = g_string_new(NULL);
  polder_trace_append_line(text, &entry, &names, &key);
  return g_string_free(text, FALSE);
}

static void ck_line(PolderEntry entry, const char *expected) {
  char *line = line_of(entry);
  ck_assert_str_eq(line, expected);
  g_free(line);
}

/* --- Traces ---------------------------------------------------------------------------------- */

START_TEST(a_rejection_says_who_what_why_and_how_far) {
  PolderEntry entry = entry_of(POLDER_DID_REJECT);
  entry.reason = POLDER_REASON_RED;
  ck_line(entry, "{\"round\":4,\"event\":\"reject\",\"party\":\"housing\",\"interest\":\"door\","
                 "\"deal\":{\"home\":\"flat\",\"rent\":\"low\"},\"reason\":\"red\",\"asks\":0.25,"
                 "\"perceives\":0.1}\n");
}
END_TEST

START_TEST(a_telling_to_all_is_told_to_a_star) {
  PolderEntry entry = entry_of(POLDER_DID_TELL);
  entry.reason = POLDER_REASON_SCHEDULED;
  ck_line(entry, "{\"round\":4,\"event\":\"tell\",\"party\":\"housing\",\"interest\":\"door\","
                 "\"to\":\"*\",\"reason\":\"scheduled\"}\n");
}
END_TEST

START_TEST(a_neutral_text_has_no_party_and_an_undefined_number_is_null) {
  PolderEntry entry = entry_of(POLDER_DID_PROPOSE);
  entry.party = -1;
  entry.after = NAN;
  ck_line(entry, "{\"round\":4,\"event\":\"propose\",\"party\":null,\"deal\":{\"home\":\"flat\","
                 "\"rent\":\"low\"},\"utility\":null}\n");
}
END_TEST

START_TEST(a_changed_parameter_is_named) {
  ck_line(entry_of(POLDER_DID_CHANGE), "{\"round\":4,\"event\":\"change\",\"party\":\"housing\","
                                       "\"parameter\":\"rule\",\"value\":0.1}\n");
}
END_TEST

START_TEST(the_last_line_names_arm_run_and_seed) {
  PolderEntry entry = entry_of(POLDER_DID_END);
  entry.after = POLDER_WALKOUT;
  ck_line(entry, "{\"round\":4,\"event\":\"end\",\"outcome\":\"walkout\",\"arm\":\"spoken\","
                 "\"run\":7,\"seed\":18446744073709551615}\n");
}
END_TEST

/* One event a loop: no other line may depend on the arm. */
START_TEST(no_line_but_the_last_names_the_arm) {
  char *line = line_of(entry_of((PolderDid)_i));
  char *start = g_strdup_printf("{\"round\":4,\"event\":\"%s\"", polder_did_names[_i]);
  ck_assert_msg(g_str_has_prefix(line, start), "%s", line);
  ck_assert_int_eq(strstr(line, "spoken") != NULL, _i == POLDER_DID_END);
  g_free(start);
  g_free(line);
}
END_TEST

START_TEST(a_trace_keeps_its_order) {
  PolderTrace *trace = polder_trace_new();
  for (uint16_t round = 0; round < 1000; round++)
    polder_trace_add(trace, (PolderEntry){.round = round});
  ck_assert_uint_eq(polder_trace_length(trace), 1000);
  ck_assert_uint_eq(polder_trace_at(trace, 777)->round, 777);
  polder_trace_clear(trace);
  ck_assert_uint_eq(polder_trace_length(trace), 0);
  polder_trace_free(trace);
  polder_trace_free(NULL);
}
END_TEST

/* --- Outcomes -------------------------------------------------------------------------------- */

static PolderOutcome impasse(void) {
  PolderOutcome outcome = {.ending = POLDER_DEADLOCK,
                           .impasse = POLDER_UNWANTED,
                           .round = 23,
                           .flagged_round = 20,
                           .ended_by = 1,
                           .deal = POLDER_NO_DEAL,
                           .best_text = 3,
                           .room = true,
                           .joint_utility = 1.1,
                           .gini = NAN,
                           .enacted_share = NAN,
                           .n_blocks = 2};
  outcome.blocks[0] = (PolderBlock){0, 0, POLDER_SEEN_HIDDEN, true, 5};
  outcome.blocks[1] = (PolderBlock){1, 1, POLDER_SEEN_UNAWARE, false, 12};
  outcome.party[1].utility = 1.0 / 3;
  outcome.party[1].onwil_received = NAN;
  return outcome;
}

START_TEST(a_row_of_an_impasse_has_its_cause_and_empty_cells) {
  GString *text = g_string_new(NULL);
  const PolderOutcome outcome = impasse();
  polder_outcome_append_row(text, &outcome, &names, &key);
  ck_assert_str_eq(text->str,
                   "3,spoken,7,18446744073709551615,deadlock,1,unwanted,23,,1.1,0,0,,0,0,"
                   "0,0,0,0,0,0,0,0,,,housing.precedent:hidden@5! client.door:unaware@12\n");
  g_string_free(text, TRUE);
}
END_TEST

START_TEST(a_row_of_an_agreement_has_its_deal_and_no_type) {
  GString *text = g_string_new(NULL);
  PolderOutcome outcome = {.ending = POLDER_AGREEMENT, .round = 9, .deal = 1};
  polder_outcome_append_row(text, &outcome, &names, &key);
  ck_assert_msg(strstr(text->str, ",agreement,0,,9,9,") != NULL, "%s", text->str);
  ck_assert_msg(g_str_has_suffix(text->str, ",home:studio rent:high,\n"), "%s", text->str);
  g_string_free(text, TRUE);
}
END_TEST

START_TEST(a_row_of_a_failed_run_is_neither_impasse_nor_agreement) {
  GString *text = g_string_new(NULL);
  PolderOutcome outcome = {.ending = POLDER_FAILED, .deal = POLDER_NO_DEAL};
  polder_outcome_append_row(text, &outcome, &names, &key);
  ck_assert_msg(strstr(text->str, ",error,,,") != NULL, "%s", text->str);
  g_string_free(text, TRUE);
}
END_TEST

static unsigned count_of(const char *text, char what) {
  unsigned n = 0;
  for (; *text != '\0'; text++)
    n += *text == what;
  return n;
}

START_TEST(rows_have_as_many_cells_as_their_header) {
  GString *runs = g_string_new(NULL), *rows = g_string_new(NULL);
  const PolderOutcome outcome = impasse();
  polder_outcome_append_row(runs, &outcome, &names, &key);
  ck_assert_uint_eq(count_of(runs->str, ','), count_of(polder_runs_header, ','));
  polder_outcome_append_party_rows(rows, &outcome, &names, &key);
  ck_assert_uint_eq(count_of(rows->str, ','), 2 * count_of(polder_parties_header, ','));
  ck_assert_str_eq(strchr(rows->str, '\n') + 1, "3,spoken,7,client,0.3333333333333333,0,0,0,0,\n");
  g_string_free(runs, TRUE);
  g_string_free(rows, TRUE);
}
END_TEST

/* The columns of a header that follow one of them, joined again. */
static char *columns_after(const char *header, const char *column, unsigned n) {
  char *line = g_strchomp(g_strdup(header));
  char **all = g_strsplit(line, ",", -1);
  unsigned first = 0;
  while (strcmp(all[first], column) != 0)
    first++;
  GString *text = g_string_new(NULL);
  for (unsigned i = 1; i <= n; i++)
    g_string_append_printf(text, "%s,", all[first + i]);
  g_strfreev(all);
  g_free(line);
  return g_string_free(text, FALSE);
}

START_TEST(numeric_columns_stand_in_the_headers_in_their_order) {
  char *runs = columns_after(polder_runs_header, "impasse_type", POLDER_RUN_COLUMNS);
  char *rows = columns_after(polder_parties_header, "party", POLDER_PARTY_COLUMNS);
  GString *text = g_string_new(NULL);
  for (int i = 0; i < POLDER_RUN_COLUMNS; i++)
    g_string_append_printf(text, "%s,", polder_run_columns[i]);
  ck_assert_str_eq(text->str, runs);
  g_string_truncate(text, 0);
  for (int i = 0; i < POLDER_PARTY_COLUMNS; i++)
    g_string_append_printf(text, "%s,", polder_party_columns[i]);
  ck_assert_str_eq(text->str, rows);
  g_string_free(text, TRUE);
  g_free(runs);
  g_free(rows);
}
END_TEST

START_TEST(an_object_names_the_cause_and_the_parties) {
  GString *text = g_string_new(NULL);
  const PolderOutcome outcome = impasse();
  polder_outcome_append_json(text, &outcome, &names, &key);
  ck_assert_msg(g_str_has_prefix(text->str, "{\"scenario\":\"tiny\",\"arm\":\"spoken\",\"run\":7,"),
                "%s", text->str);
  ck_assert_msg(strstr(text->str, "\"cause\":[{\"party\":\"housing\",\"interest\":\"precedent\","
                                  "\"seen\":\"hidden\",\"red\":true,\"since\":5},{") != NULL,
                "%s", text->str);
  ck_assert_msg(strstr(text->str, "\"deal\":null,\"best_text\":{\"home\":\"flat\",") != NULL, "%s",
                text->str);
  ck_assert_msg(g_str_has_suffix(text->str, "\"trust_received\":0,\"onwil_received\":null}}}"),
                "%s", text->str);
  g_string_free(text, TRUE);
}
END_TEST

/* --- JSON ------------------------------------------------------------------------------------ */

static const struct {
  const char *text, *json;
} strings[] = {
    {"Cliëntenraad", "\"Cliëntenraad\""},
    {"say \"no\"", "\"say \\\"no\\\"\""},
    {"back\\slash", "\"back\\\\slash\""},
    {"two\nlines\tand a tab", "\"two\\u000alines\\u0009and a tab\""},
    {"", "\"\""},
    {"broken \xff", "\"broken \xef\xbf\xbd\""},
    {NULL, "null"},
};

START_TEST(text_is_escaped) {
  GString *text = g_string_new(NULL);
  polder_json_text(text, NULL, strings[_i].text);
  ck_assert_str_eq(text->str, strings[_i].json);
  g_string_free(text, TRUE);
}
END_TEST

START_TEST(commas_come_by_themselves) {
  GString *text = g_string_new(NULL);
  polder_json_open(text, NULL, '{');
  polder_json_whole(text, "a,", 1);
  polder_json_open(text, "b", '[');
  polder_json_flag(text, NULL, true);
  polder_json_text(text, NULL, "{");
  polder_json_number(text, NULL, INFINITY);
  polder_json_close(text, ']');
  polder_json_open(text, "c", '{');
  polder_json_close(text, '}');
  polder_json_close(text, '}');
  ck_assert_str_eq(text->str, "{\"a,\":1,\"b\":[true,\"{\",null],\"c\":{}}");
  g_string_free(text, TRUE);
}
END_TEST

static const double numbers[] = {0,      1,    -1,    .1,     1.0 / 3, 1e-300,
                                 2.5e17, 123., 1e300, 5e-324, .1 + .2, -0.7071067811865476,
                                 1000000};

START_TEST(numbers_read_back_the_same) {
  GString *text = g_string_new(NULL);
  polder_number_append(text, numbers[_i]);
  ck_assert_double_eq(g_ascii_strtod(text->str, NULL), numbers[_i]);
  g_string_free(text, TRUE);
}
END_TEST

/* --- Sinks ----------------------------------------------------------------------------------- */

START_TEST(a_sink_writes_all_that_it_was_given) {
  int ends[2];
  char back[16] = {0};
  ck_assert_int_eq(pipe(ends), 0);
  PolderSink *sink = polder_sink_new(ends[1], "pipe");
  polder_sink_write(sink, "one ");
  polder_sink_print(sink, "%d", 2);
  ck_assert(polder_sink_flush(sink, NULL));
  ck_assert_int_eq(read(ends[0], back, sizeof back - 1), 5);
  ck_assert_str_eq(back, "one 2");
  polder_sink_free(sink);
  close(ends[0]);
  close(ends[1]);
}
END_TEST

START_TEST(a_full_disk_is_an_error_and_stays_one) {
  GError *error = NULL;
  const int full = open("/dev/full", O_WRONLY);
  ck_assert_int_ge(full, 0);
  PolderSink *sink = polder_sink_new(full, "results");
  polder_sink_write(sink, "lost");
  ck_assert(!polder_sink_flush(sink, &error));
  ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC));
  ck_assert_msg(g_str_has_prefix(error->message, "results: "), "%s", error->message);
  polder_sink_write(sink, "more");
  ck_assert(polder_sink_failed(sink));
  ck_assert(!polder_sink_flush(sink, NULL));
  g_error_free(error);
  polder_sink_free(sink);
  close(full);
}
END_TEST

START_TEST(much_text_fails_while_it_is_written_not_only_at_the_end) {
  const int full = open("/dev/full", O_WRONLY);
  PolderSink *sink = polder_sink_new(full, "results");
  for (int i = 0; i < 100000; i++)
    polder_sink_write(sink, "a row\n");
  ck_assert(polder_sink_failed(sink));
  polder_sink_free(sink);
  close(full);
}
END_TEST

Suite *suite_record(void);

static TCase *outcome_cases(void) {
  TCase *outcomes = tcase_create("outcomes");
  tcase_add_test(outcomes, a_row_of_an_impasse_has_its_cause_and_empty_cells);
  tcase_add_test(outcomes, a_row_of_an_agreement_has_its_deal_and_no_type);
  tcase_add_test(outcomes, a_row_of_a_failed_run_is_neither_impasse_nor_agreement);
  tcase_add_test(outcomes, rows_have_as_many_cells_as_their_header);
  tcase_add_test(outcomes, numeric_columns_stand_in_the_headers_in_their_order);
  tcase_add_test(outcomes, an_object_names_the_cause_and_the_parties);
  return outcomes;
}

Suite *suite_record(void) {
  Suite *suite = suite_create("record");
  TCase *traces = tcase_create("traces"), *json = tcase_create("json"),
        *sinks = tcase_create("sinks");
  tcase_add_test(traces, a_rejection_says_who_what_why_and_how_far);
  tcase_add_test(traces, a_telling_to_all_is_told_to_a_star);
  tcase_add_test(traces, a_neutral_text_has_no_party_and_an_undefined_number_is_null);
  tcase_add_test(traces, a_changed_parameter_is_named);
  tcase_add_test(traces, the_last_line_names_arm_run_and_seed);
  tcase_add_loop_test(traces, no_line_but_the_last_names_the_arm, 0, POLDER_DIDS);
  tcase_add_test(traces, a_trace_keeps_its_order);
  tcase_add_loop_test(json, text_is_escaped, 0, G_N_ELEMENTS(strings));
  tcase_add_test(json, commas_come_by_themselves);
  tcase_add_loop_test(json, numbers_read_back_the_same, 0, G_N_ELEMENTS(numbers));
  tcase_add_test(sinks, a_sink_writes_all_that_it_was_given);
  tcase_add_test(sinks, a_full_disk_is_an_error_and_stays_one);
  tcase_add_test(sinks, much_text_fails_while_it_is_written_not_only_at_the_end);
  suite_add_tcase(suite, traces);
  suite_add_tcase(suite, outcome_cases());
  suite_add_tcase(suite, json);
  suite_add_tcase(suite, sinks);
  return suite;
}
