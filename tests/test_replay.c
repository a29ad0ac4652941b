/* Replays: every branch is there and is the run that was told so from the start; the run shown is
 * the one that is promised; a page carries exactly the data, whatever stands in the case. */
#include "explained.h"
#include "played.h"
#include "replayed.h"
#include "varied.h"
#include <check.h>
#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES = 40 };

/* --- Branches --------------------------------------------------------------------------------- */

/* The same case with an arm in which that is told. */
static void plan_telling(PolderScenario *scenario, int interest, int round) {
  PolderEvent event = played_event(round, POLDER_EVENT_DISCLOSE);
  event.interest = interest;
  event.party = scenario->interests[interest].party;
  played_add(scenario, "told", event);
}

/* A branch against the run that was told so from the start; returns false when there is none. */
static bool is_as_told(PolderScenario *scenario, unsigned table, int interest, int round) {
  PolderReplaySummary summary;
  plan_telling(scenario, interest, round);
  g_autofree char *data = replayed(scenario, NULL, "asis", table, &summary);
  g_autoptr(GPtrArray) stories = replayed_elements(replayed_member(data, "stories"));
  const int branch = replayed_branch(stories, interest, round);
  if (branch < 0)
    return false;
  g_autofree char *other = replayed(scenario, NULL, "told", table, &summary);
  const char *whole = replayed_element(replayed_member(other, "stories"), 0);
  g_autofree char *one = replayed_story(data, stories->pdata[branch], round);
  g_autofree char *fresh = replayed_story(other, whole, round);
  played_same(table, one, fresh);
  return true;
}

START_TEST(a_branch_is_the_run_that_was_told_so_from_the_start) {
  unsigned compared = 0;
  for (unsigned table = 0; table < TABLES; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario != NULL)
      compared +=
          is_as_told(scenario, table, (int)table % scenario->n_interests, 1 + (int)(table / 3) % 5);
  }
  ck_assert_uint_gt(compared, TABLES / 4); /* else nothing was tried */
}
END_TEST

START_TEST(every_interest_that_is_not_open_is_told_in_every_round_and_no_other) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderReplaySummary summary;
  g_autofree char *data = replayed(scenario, NULL, "asis", 0, &summary);
  g_autoptr(GPtrArray) stories = replayed_elements(replayed_member(data, "stories"));
  unsigned branches = 0;
  for (int interest = 0; interest < scenario->n_interests; interest++)
    for (int round = 0; round <= summary.round + 1; round++) {
      const bool wanted = scenario->interests[interest].visibility != POLDER_OPEN && round >= 1 &&
                          round <= summary.round;
      const int branch = replayed_branch(stories, interest, round);
      ck_assert_msg((branch >= 0) == wanted, "interest %d, round %d", interest, round);
      branches += wanted;
    }
  ck_assert_uint_eq(summary.branches, branches);
  ck_assert_uint_eq(stories->len, branches + 2);
}
END_TEST

START_TEST(what_everybody_knew_already_changes_nothing) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const int interest = 0, round = 2; /* the arm told tells it in round 2 */
  plan_telling(scenario, interest, round);
  PolderReplaySummary summary;
  g_autofree char *data = replayed(scenario, NULL, "told", 0, &summary);
  g_autoptr(GPtrArray) stories = replayed_elements(replayed_member(data, "stories"));
  const char *later = stories->pdata[replayed_branch(stories, interest, 3)];
  const char *earlier = stories->pdata[replayed_branch(stories, interest, 1)];
  ck_assert_int_eq(replayed_whole(later, "same"), 0);
  ck_assert_int_eq(replayed_whole(earlier, "same"), -1);
}
END_TEST

START_TEST(the_answer_counts_its_branches) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/gouda");
  PolderReplaySummary summary;
  g_autofree char *data = replayed(scenario, NULL, "asis", -1, &summary);
  g_autoptr(GPtrArray) stories = replayed_elements(replayed_member(data, "stories"));
  unsigned agreed = 0;
  for (guint i = 2; i < stories->len; i++)
    if (g_str_has_prefix(replayed_member(stories->pdata[i], "ending"), "\"agreement\""))
      agreed++;
  ck_assert_uint_gt(agreed, 0);
  ck_assert_uint_eq(summary.breaks, agreed);
  ck_assert_uint_eq(summary.loses, 0);
}
END_TEST

START_TEST(with_everything_told_it_is_the_arm_spoken_from_where_they_part) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderReplaySummary summary;
  g_autofree char *data = replayed(scenario, NULL, "asis", 37, &summary);
  g_autofree char *other = replayed(scenario, NULL, "spoken", 37, &summary);
  const char *spoken = replayed_element(replayed_member(data, "stories"), 1);
  const char *whole = replayed_element(replayed_member(other, "stories"), 0);
  ck_assert_int_eq(replayed_whole(spoken, "from"), 16); /* spoken tells in round 16 */
  g_autofree char *one = replayed_story(data, spoken, 16);
  g_autofree char *fresh = replayed_story(other, whole, 16);
  played_same(37, one, fresh);
}
END_TEST

/* --- After the signature, and meanwhile ------------------------------------------------------- */

static const char *story_of(const char *data, int n) {
  return replayed_element(replayed_member(data, "stories"), n);
}

/* How often something was done in the periods after the signature of a story. */
static unsigned done_after(const char *data, const char *story, const char *did) {
  g_autoptr(GPtrArray) periods = replayed_elements(replayed_member(story, "practice"));
  g_autoptr(GPtrArray) all = replayed_elements(replayed_member(data, "acts"));
  unsigned n = 0;
  for (guint i = 0; i < periods->len; i++) {
    g_autoptr(GPtrArray) acts = replayed_elements(all->pdata[atoi(periods->pdata[i])]);
    for (guint k = 0; k < acts->len; k++)
      n += g_str_has_prefix(replayed_member(acts->pdata[k], "did"), did) ? 1 : 0;
  }
  return n;
}

START_TEST(what_was_done_after_the_signature_is_told) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/gouda");
  PolderReplaySummary summary;
  g_autofree char *data = replayed(scenario, NULL, "asis", 0, &summary);
  ck_assert_int_ne(summary.ending, POLDER_AGREEMENT);
  ck_assert_ptr_null(replayed_member(story_of(data, 0), "practice"));
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, NULL, "spoken", 0, trace);
  const char *spoken = story_of(data, 1);
  g_autoptr(GPtrArray) periods = replayed_elements(replayed_member(spoken, "practice"));
  ck_assert_uint_eq(periods->len, 16); /* practice_periods of the case */
  ck_assert_uint_eq(done_after(data, spoken, "\"keep\""),
                    played_count(trace, POLDER_DID_KEEP, ANY));
  ck_assert_uint_eq(done_after(data, spoken, "\"break\""),
                    played_count(trace, POLDER_DID_BREAK, ANY));
  ck_assert_int_eq(replayed_whole(spoken, "kept"), (int)floor(100 * outcome.enacted_share + .5));
}
END_TEST

START_TEST(a_parameter_that_changes_is_told_in_its_round) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderEvent event = played_event(2, POLDER_EVENT_PARAMETER);
  event.parameter = POLDER_BIAS;
  event.party = 1;
  event.value = .25;
  played_add(scenario, "changing", event);
  PolderReplaySummary summary;
  g_autofree char *data = replayed(scenario, NULL, "changing", 0, &summary);
  const char *second = replayed_element(replayed_member(story_of(data, 0), "rounds"), 1);
  const char *acts =
      replayed_element(replayed_member(data, "acts"), replayed_whole(second, "acts"));
  ck_assert(g_str_has_prefix(
      acts, "[{\"did\":\"change\",\"party\":1,\"parameter\":\"bias\",\"after\":0.25}"));
}
END_TEST

/* Total: 1000 runs at first, then as many branches as there are. */
static void count_calls(void *context, uint32_t done, uint32_t total) {
  uint32_t *last = context;
  ck_assert_uint_lt(done, total);
  last[total != POLDER_REPLAY_SEARCH] = total;
}

START_TEST(it_says_how_far_it_is) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  const PolderValues values = played_values(scenario, NULL);
  uint32_t last[2] = {0, 0};
  PolderReplaySummary summary;
  const PolderReplayJob job = {.scenario = scenario,
                               .values = &values,
                               .arm = "asis",
                               .seed = 1,
                               .run = -1,
                               .command = "polder replay",
                               .progress = count_calls,
                               .context = last};
  GString *data = polder_replay_data(&job, &summary, NULL);
  ck_assert_uint_eq(last[0], POLDER_REPLAY_SEARCH);
  ck_assert_uint_eq(last[1], summary.branches);
  g_string_free(data, TRUE);
}
END_TEST

/* --- Which run -------------------------------------------------------------------------------- */

static PolderReplaySummary chosen(const char *folder, const char *const *sets, const char *arm) {
  g_autoptr(PolderScenario) scenario = played_load(folder);
  PolderReplaySummary summary;
  g_free(replayed(scenario, sets, arm, -1, &summary));
  return summary;
}

START_TEST(the_run_is_the_first_that_runs_aground_and_agrees_when_told) {
  const PolderReplaySummary summary = chosen("scenarios/welzijn", NULL, "asis");
  g_autoptr(PolderScenario) scenario = played_load("scenarios/welzijn");
  ck_assert_int_eq(summary.chosen, POLDER_CHOSEN_BREAKTHROUGH);
  ck_assert_uint_gt(summary.run, 0); /* else nothing was passed over */
  ck_assert_uint_eq(summary.searched, summary.run + 1);
  for (uint32_t run = 0; run <= summary.run; run++) {
    const bool stuck = played(scenario, NULL, "asis", run, NULL).ending != POLDER_AGREEMENT;
    const bool agreed = played(scenario, NULL, "spoken", run, NULL).ending == POLDER_AGREEMENT;
    ck_assert_msg((stuck && agreed) == (run == summary.run), "run %u", run);
  }
}
END_TEST

START_TEST(without_such_a_run_the_first_impasse_else_run_0) {
  const char *const easy[] = {"deadline_rounds=100", "bias=0", NULL};
  const PolderReplaySummary none = chosen("scenarios/geen-ruimte", NULL, "asis");
  ck_assert_int_eq(none.chosen, POLDER_CHOSEN_IMPASSE);
  ck_assert_uint_eq(none.run, 0);
  ck_assert_uint_eq(none.searched, POLDER_REPLAY_SEARCH);
  const PolderReplaySummary later = chosen("scenarios/open-tafel", NULL, "asis");
  ck_assert_int_eq(later.chosen, POLDER_CHOSEN_IMPASSE);
  ck_assert_uint_gt(later.run, 0);
  const PolderReplaySummary any = chosen("scenarios/sinaasappel", easy, "open");
  ck_assert_int_eq(any.chosen, POLDER_CHOSEN_ANY);
  ck_assert_uint_eq(any.run, 0);
}
END_TEST

START_TEST(where_everything_is_open_nothing_is_left_to_tell) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderReplaySummary summary;
  g_autofree char *data = replayed(scenario, NULL, "open", -1, &summary);
  g_autoptr(GPtrArray) interests = replayed_elements(replayed_member(data, "interests"));
  ck_assert_uint_eq(summary.interests, 0);
  ck_assert_uint_eq(summary.branches, 0);
  ck_assert_int_eq((int)interests->len, scenario->n_interests);
  for (guint i = 0; i < interests->len; i++)
    ck_assert(g_str_has_prefix(replayed_member(interests->pdata[i], "seen"), "\"open\""));
}
END_TEST

/* Whether the run is an impasse that some interest breaks, told in that round. */
static bool one_is_enough(const PolderScenario *scenario, uint32_t run, int round) {
  const PolderValues values = played_values(scenario, NULL);
  const PolderChance chance = {.seed = 1, .run = run};
  g_autoptr(PolderGame) game = polder_game_new(scenario, &values, "asis", 0, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  bool enough = false;
  for (int interest = 0; interest < scenario->n_interests; interest++) {
    polder_runner_open(runner, game, chance, NULL);
    while (polder_runner_round(runner) < round - 1 && polder_runner_next(runner))
      continue;
    polder_runner_tell(runner, interest);
    while (polder_runner_next(runner))
      continue;
    enough = enough || polder_runner_end(runner) == POLDER_AGREEMENT;
  }
  return enough && played(scenario, NULL, "asis", run, NULL).ending != POLDER_AGREEMENT;
}

START_TEST(where_one_interest_is_not_enough_it_names_the_next_run_in_which_it_is) {
  static const char *const late[] = {"disclosure_round=7", NULL};
  unsigned named = 0, passed_over = 0;
  for (int table = 0; table < EXPLAINED_TABLES; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[table]);
    PolderReplaySummary summary;
    g_free(replayed(scenario, late, "asis", -1, &summary));
    const bool looked = summary.chosen == POLDER_CHOSEN_BREAKTHROUGH && summary.breaks == 0;
    ck_assert(looked || summary.single == -1);
    for (uint32_t run = summary.run + 1; run <= summary.single; run++) {
      ck_assert_int_eq(one_is_enough(scenario, run, 7), run == summary.single);
      passed_over += run < summary.single;
    }
    named += summary.single >= 0;
  }
  ck_assert(named > 0 && passed_over > 0);
}
END_TEST

START_TEST(an_arm_that_is_not_there_is_an_error) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  const PolderValues values = played_values(scenario, NULL);
  const PolderReplayJob job = {
      .scenario = scenario, .values = &values, .arm = "silent", .seed = 1, .run = -1};
  PolderReplaySummary summary;
  g_autoptr(GError) error = NULL;
  ck_assert_ptr_null(polder_replay_data(&job, &summary, &error));
  ck_assert_ptr_nonnull(strstr(error->message, "silent"));
}
END_TEST

/* --- How it stands, and the page -------------------------------------------------------------- */

START_TEST(a_round_leaves_the_trust_that_moments_measure) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderValues values = played_values(scenario, NULL);
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &values, "asis", POLDER_MEASURE_COLUMNS, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  g_autofree PolderMoment *moments = g_new0(PolderMoment, POLDER_ROUNDS_MAX);
  polder_runner_watch(runner, moments);
  polder_runner_open(runner, game, (PolderChance){.seed = 1, .run = 2}, NULL);
  PolderStanding standing;
  polder_runner_look(runner, &standing);
  ck_assert(isnan(standing.gap) && !standing.flagged);
  while (polder_runner_next(runner)) {
    double sum = 0;
    polder_runner_look(runner, &standing);
    for (int pair = 0; pair < scenario->n_parties * scenario->n_parties; pair++)
      sum += standing.trust[pair / scenario->n_parties][pair % scenario->n_parties];
    const double mean = sum / (scenario->n_parties * (scenario->n_parties - 1));
    ck_assert_double_eq_tol(mean, moments[polder_runner_round(runner) - 1].trust, 1e-6);
  }
  ck_assert(standing.gap >= 0 && standing.gap < 1);
}
END_TEST

static char *unpacked(const GString *page) {
  const char *from = strstr(page->str, "id=\"data\">") + strlen("id=\"data\">");
  g_autofree char *base64 = g_strndup(from, (gsize)(strchr(from, '<') - from));
  gsize length = 0;
  g_autofree guchar *bytes = g_base64_decode(base64, &length);
  g_autoptr(GInputStream) packed = g_memory_input_stream_new_from_data(bytes, (gssize)length, NULL);
  g_autoptr(GZlibDecompressor) gunzip = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) plain = g_converter_input_stream_new(packed, G_CONVERTER(gunzip));
  GString *text = g_string_new(NULL);
  char piece[4096];
  for (gssize n; (n = g_input_stream_read(plain, piece, sizeof piece, NULL, NULL)) > 0;)
    g_string_append_len(text, piece, n);
  return g_string_free(text, FALSE);
}

START_TEST(a_page_carries_the_data_whatever_stands_in_the_case) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  const char *rude = "</script><img src=x>{{data}}{{lang}} \"&\\\x01\n' \xC3\xAB";
  char **const written[] = {&scenario->title[POLDER_EN], &scenario->title[POLDER_NL],
                            &scenario->parties[0].label[POLDER_EN], &scenario->interests[0].id};
  for (size_t i = 0; i < G_N_ELEMENTS(written); i++) {
    g_free(*written[i]);
    *written[i] = g_strdup(rude);
  }
  const PolderValues values = played_values(scenario, NULL);
  const PolderReplayJob job = {.scenario = scenario,
                               .values = &values,
                               .arm = "asis",
                               .seed = 1,
                               .run = -1,
                               .language = POLDER_NL,
                               .command = rude};
  PolderReplaySummary summary;
  GString *data = polder_replay_data(&job, &summary, NULL);
  GString *page = polder_replay_page(&job, data);
  g_autofree char *carried = unpacked(page);
  ck_assert_str_eq(carried, data->str);
  ck_assert_ptr_nonnull(strstr(page->str, "<html lang=\"nl\">"));
  ck_assert_ptr_nonnull(strstr(page->str, "<title>&lt;/script&gt;"));
  ck_assert_ptr_null(strstr(page->str, "<img src=x>"));
  g_string_free(data, TRUE);
  g_string_free(page, TRUE);
}
END_TEST

Suite *suite_replay(void);

Suite *suite_replay(void) {
  Suite *suite = suite_create("replay");
  TCase *replays = tcase_create("replays");
  tcase_add_test(replays, a_branch_is_the_run_that_was_told_so_from_the_start);
  tcase_add_test(replays, every_interest_that_is_not_open_is_told_in_every_round_and_no_other);
  tcase_add_test(replays, what_everybody_knew_already_changes_nothing);
  tcase_add_test(replays, the_answer_counts_its_branches);
  tcase_add_test(replays, with_everything_told_it_is_the_arm_spoken_from_where_they_part);
  tcase_add_test(replays, what_was_done_after_the_signature_is_told);
  tcase_add_test(replays, a_parameter_that_changes_is_told_in_its_round);
  tcase_add_test(replays, it_says_how_far_it_is);
  tcase_add_test(replays, the_run_is_the_first_that_runs_aground_and_agrees_when_told);
  tcase_add_test(replays, without_such_a_run_the_first_impasse_else_run_0);
  tcase_add_test(replays, where_everything_is_open_nothing_is_left_to_tell);
  tcase_add_test(replays, where_one_interest_is_not_enough_it_names_the_next_run_in_which_it_is);
  tcase_add_test(replays, an_arm_that_is_not_there_is_an_error);
  tcase_add_test(replays, a_round_leaves_the_trust_that_moments_measure);
  tcase_add_test(replays, a_page_carries_the_data_whatever_stands_in_the_case);
  suite_add_tcase(suite, replays);
  return suite;
}
