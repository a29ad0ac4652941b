/* The map and the groups of explain: their numbers beside plain runs, run by run, on any number of
 * threads.
 */
#include "explained.h"
#include "played.h"
#include "problem_rows.h"
#include <check.h>
#include <polder/batch.h>
#include <string.h>

/* --- Cells ----------------------------------------------------------------------------------- */

static PolderPairs compared(PolderScenario *scenario, int interest, int round, uint32_t runs) {
  g_autofree char *arm = g_strdup_printf("told_%d_%d", interest, round);
  PolderEvent event = played_event(round, POLDER_EVENT_DISCLOSE);
  event.party = scenario->interests[interest].party;
  event.interest = interest;
  played_add(scenario, arm, event);
  const PolderCompareJob job = {.scenario = scenario,
                                .values = &scenario->values,
                                .arms = (const char *const[]){"asis", arm},
                                .n_arms = 2,
                                .seed = 1,
                                .n_runs = runs,
                                .n_threads = 1};
  PolderComparison *comparison = polder_compare_run(&job, NULL);
  ck_assert_ptr_nonnull(comparison);
  const PolderPairs pairs = comparison->pair[0].pairs;
  polder_comparison_free(comparison);
  return pairs;
}

static unsigned check_cells(PolderScenario *scenario, unsigned key, uint32_t runs) {
  const PolderExplainJob job = explained_job(scenario, runs);
  g_autoptr(PolderExplained) result = explained(&job);
  unsigned changed = 0;
  for (unsigned k = 0; k < 4; k++) {
    const int i = (int)draw_below(key, 2 * k, (unsigned)result->n_interests);
    const int round = 1 + (int)draw_below(key, 2 * k + 1, (unsigned)result->n_rounds);
    const PolderPairs cell = result->cell[i * result->n_rounds + round - 1].pairs;
    const PolderPairs pairs = compared(scenario, result->interest[i], round, runs);
    ck_assert_mem_eq(&cell, &pairs, sizeof cell);
    changed += cell.first_only + cell.second_only > 0;
  }
  return changed;
}

START_TEST(a_cell_of_the_map_counts_what_compare_counts_with_that_telling) {
  unsigned changed = 0;
  for (unsigned table = 0; table < 15; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[table]);
    changed += check_cells(scenario, table, 20);
  }
  ck_assert_uint_gt(changed, 10); /* else nothing was compared */
  g_autoptr(PolderScenario) weerthuis = played_load("scenarios/weerthuis");
  ck_assert_uint_gt(check_cells(weerthuis, 7, 12), 0);
  g_autoptr(PolderScenario) gouda = played_load("scenarios/gouda");
  check_cells(gouda, 8, 6);
}
END_TEST

/* Whether a row breaks again after a round in which it did not. */
static bool check_late(const PolderMapCell *row, int n_rounds) {
  int last = 0, breaks = 0, gap = 0;
  for (int round = 1; round <= n_rounds; round++)
    if (row[round - 1].telling == POLDER_TELLING_BREAKS) {
      gap = gap || (breaks > 0 && last < round - 1);
      last = round;
      breaks++;
    }
  for (int round = 1; round <= n_rounds; round++) {
    const PolderTelling telling = row[round - 1].telling;
    ck_assert(telling != POLDER_TELLING_LATE || (breaks > 0 && round > last));
    ck_assert(telling != POLDER_TELLING_SAME || breaks == 0 || round < last);
  }
  return gap;
}

START_TEST(too_late_is_only_what_comes_after_the_last_round_that_breaks) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  unsigned gaps = 0;
  for (uint32_t run = 0; run < 8; run++) {
    PolderExplainJob job = explained_job(scenario, 1 + run % 2 * 9);
    job.runs.first_run = run;
    g_autoptr(PolderExplained) result = explained(&job);
    for (int i = 0; i < result->n_interests; i++)
      gaps += check_late(&result->cell[i * result->n_rounds], result->n_rounds);
  }
  ck_assert_uint_gt(gaps, 0);
}
END_TEST

START_TEST(a_round_after_the_last_is_refused) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  PolderExplainJob job = explained_job(scenario, 1);
  job.round = 11;
  g_autoptr(GError) error = NULL;
  ck_assert_ptr_null(polder_explain(&job, &error));
  ck_assert_ptr_nonnull(strstr(error->message, "the last is 10"));
}
END_TEST

static void check_same(const PolderExplained *one, const PolderExplained *other) {
  const size_t n = (size_t)one->n_interests, n_cells = n * (size_t)one->n_rounds;
  ck_assert_uint_eq(one->n_runs, other->n_runs);
  ck_assert_mem_eq(one->cell, other->cell, n_cells * sizeof *one->cell);
  ck_assert_mem_eq(one->set, other->set, one->n_sets * sizeof *one->set);
  ck_assert_mem_eq(one->share, other->share, n * sizeof *one->share);
  ck_assert_mem_eq(one->party_share, other->party_share,
                   (size_t)one->n_parties * sizeof *one->party_share);
  ck_assert_mem_eq(&one->advice.promise, &other->advice.promise, sizeof(double));
  ck_assert_uint_eq(one->advice.members, other->advice.members);
}

START_TEST(threads_make_no_difference) {
  g_autoptr(PolderScenario) scenario = explained_table(explained_tables[2]);
  PolderExplainJob job = explained_job(scenario, 75);
  for (unsigned samples = 0; samples < 8; samples += 7) {
    job.samples = samples;
    job.runs.n_threads = 1;
    g_autoptr(PolderExplained) alone = explained(&job);
    for (job.runs.n_threads = 2; job.runs.n_threads <= 4; job.runs.n_threads += 2) {
      g_autoptr(PolderExplained) together = explained(&job);
      check_same(alone, together);
    }
  }
}
END_TEST

START_TEST(runs_in_two_parts_add_up_to_all_of_them) {
  g_autoptr(PolderScenario) scenario = explained_table(explained_tables[3]);
  PolderExplainJob job = explained_job(scenario, 50);
  g_autoptr(PolderExplained) all = explained(&job);
  job.runs.n_runs = 21;
  g_autoptr(PolderExplained) begin = explained(&job);
  job.runs.first_run = 21;
  job.runs.n_runs = 29;
  g_autoptr(PolderExplained) rest = explained(&job);
  ck_assert_uint_eq(begin->n_impasses + rest->n_impasses, all->n_impasses);
  for (int place = 0; place < all->n_interests * all->n_rounds; place++) {
    const PolderPairs one = begin->cell[place].pairs, other = rest->cell[place].pairs;
    ck_assert_uint_eq(one.first_only + other.first_only, all->cell[place].pairs.first_only);
    ck_assert_uint_eq(one.second_only + other.second_only, all->cell[place].pairs.second_only);
  }
  for (int i = 0; i < all->n_interests; i++)
    ck_assert_double_eq_tol(all->share[i].shapley,
                            (begin->share[i].shapley * 21 + rest->share[i].shapley * 29) / 50,
                            1e-12);
}
END_TEST
/* --- Groups ---------------------------------------------------------------------------------- */

static bool some_part_breaks(const PolderExplained *result, PolderCoalition members) {
  for (unsigned i = 0; i < result->n_sets; i++) {
    const PolderUnlocking *part = &result->set[i];
    if (part->members != members && (part->members & members) == part->members &&
        part->pairs.first_only > 0)
      return true;
  }
  return false;
}

START_TEST(a_smallest_group_breaks_the_impasse_and_no_part_of_it_does) {
  unsigned smallest = 0, larger = 0;
  for (uint32_t run = 0; run < 30; run++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[run % 12]);
    PolderExplainJob job = explained_job(scenario, 1);
    job.runs.first_run = run;
    g_autoptr(PolderExplained) result = explained(&job);
    for (unsigned i = 0; i < result->n_sets; i++) {
      const PolderUnlocking *set = &result->set[i];
      const bool breaks = set->pairs.first_only > 0;
      const bool is_smallest = breaks && !some_part_breaks(result, set->members);
      ck_assert_uint_eq(set->smallest, is_smallest);
      smallest += is_smallest && __builtin_popcountll(set->members) > 1;
      larger += breaks && !is_smallest;
    }
  }
  ck_assert(smallest > 0 && larger > 0);
}
END_TEST

START_TEST(a_run_that_ended_before_the_round_of_groups_gains_nothing) {
  g_autoptr(PolderScenario) scenario = explained_table(explained_tables[5]);
  PolderExplainJob job = explained_job(scenario, 20);
  double total = 0;
  unsigned ended = 0;
  job.round = 8;
  g_autoptr(PolderExplained) all = explained(&job);
  job.runs.n_runs = 1;
  for (uint32_t run = 0; run < 20; run++) {
    const bool early = played(scenario, NULL, "asis", run, NULL).round < job.round;
    job.runs.first_run = run;
    g_autoptr(PolderExplained) one = explained(&job);
    ck_assert(!early || one->total == 0);
    total += one->total / 20;
    ended += early;
  }
  ck_assert_uint_gt(ended, 4);
  ck_assert_double_eq_tol(all->total, total, 1e-12);
}
END_TEST
Suite *suite_map(void);

Suite *suite_map(void) {
  Suite *suite = suite_create("map");
  TCase *cells = tcase_create("cells"), *groups = tcase_create("groups");
  tcase_add_test(cells, a_cell_of_the_map_counts_what_compare_counts_with_that_telling);
  tcase_add_test(cells, too_late_is_only_what_comes_after_the_last_round_that_breaks);
  tcase_add_test(cells, a_round_after_the_last_is_refused);
  tcase_add_test(cells, threads_make_no_difference);
  tcase_add_test(cells, runs_in_two_parts_add_up_to_all_of_them);
  tcase_add_test(groups, a_smallest_group_breaks_the_impasse_and_no_part_of_it_does);
  tcase_add_test(groups, a_run_that_ended_before_the_round_of_groups_gains_nothing);
  suite_add_tcase(suite, cells);
  suite_add_tcase(suite, groups);
  return suite;
}
