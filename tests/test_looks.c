/* Looking again and again costs a little: how often intervals hold the truth at points that stopped
 * when they were precise enough. POLDER_COVERING=20000 draws so many points a row, and prints the
 * table. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../sim/batch/looks.h"

enum { SETS = 1000, FIRST = 200, MOST = 12800 };

/* Shares of the runs: an impasse in the first arm only, in the second only, in both. */
typedef struct {
  double first_only, second_only, both, halfwidth;
} Truth;

typedef struct {
  double runs, first, second, change; /* mean; shares of the points that hold the truth */
} Covering;

static void add_runs(PolderLookCount *count, Truth truth, PolderChance *chance, uint32_t until) {
  PolderPairs *pairs = &count->pairs[1];
  for (; chance->run < until; chance->run++) {
    const double share = polder_draw(*chance, 0, 0, POLDER_DRAW_GENERATOR, 0);
    if (share < truth.first_only)
      pairs->first_only++;
    else if (share < truth.first_only + truth.second_only)
      pairs->second_only++;
    else if (share < truth.first_only + truth.second_only + truth.both)
      pairs->both++;
    else
      pairs->neither++;
  }
  count->n[0] = count->n[1] = until;
  count->impasses[0] = pairs->both + pairs->first_only;
  count->impasses[1] = pairs->both + pairs->second_only;
}

static bool holds(PolderInterval interval, double truth) {
  return interval.low <= truth && truth <= interval.high;
}

/* One point, until it stops. */
static void play(Truth truth, uint64_t seed, Covering *covering) {
  const PolderCut cut = polder_cut(1, 2, FIRST, MOST);
  PolderLookCount count = {.n = {0}};
  PolderChance chance = {.seed = seed};
  PolderLook look = {.end = POLDER_LOOK_ON};
  for (uint32_t i = 0; look.end == POLDER_LOOK_ON; i++) {
    add_runs(&count, truth, &chance, cut.runs[i]);
    polder_look_decide(&cut, truth.halfwidth, i, &count, &look);
  }
  covering->runs += look.runs;
  covering->first +=
      holds(polder_wilson(count.impasses[0], count.n[0], .95), truth.first_only + truth.both);
  covering->second +=
      holds(polder_wilson(count.impasses[1], count.n[1], .95), truth.second_only + truth.both);
  covering->change +=
      holds(polder_tango(count.pairs[1], .95), truth.first_only - truth.second_only);
}

/* Some stop now at one look, now at the next: there looking matters most. */
static const Truth rows[] = {{.68, .005, .02, .03}, {.30, .10, .20, .04},   {.25, .25, .25, .05},
                             {.10, .02, .00, .042}, {.06, .001, .01, .025}, {.02, .02, .95, .012},
                             {.05, .01, .02, .018}, {.006, .002, .002, .01}};

/* Chance alone moves a share of 1000 points by .007 * 3. */
START_TEST(intervals_at_the_last_look_hold_the_truth_nearly_as_often_as_they_say) {
  const char *asked = getenv("POLDER_COVERING");
  const int sets = asked != NULL ? atoi(asked) : SETS;
  const Truth truth = rows[_i];
  Covering covering = {0};
  for (int set = 0; set < sets; set++)
    play(truth, 5000u * (unsigned)_i + (unsigned)set * 65536u, &covering);
  const double shares[] = {covering.first / sets, covering.second / sets, covering.change / sets};
  if (asked != NULL)
    printf("%5.3f %5.3f %5.3f within %.4f: %6.0f runs; rates %.4f %.4f, change %.4f\n",
           truth.first_only, truth.second_only, truth.both, truth.halfwidth, covering.runs / sets,
           shares[0], shares[1], shares[2]);
  for (int i = 0; i < 3; i++)
    ck_assert_msg(shares[i] > .92 && shares[i] < .99, "row %d: %g", _i, shares[i]);
}
END_TEST

START_TEST(a_point_without_runs_goes_on_and_the_last_look_ends_it) {
  const PolderCut cut = polder_cut(1, 2, 100, 200);
  const PolderLookCount none = {.n = {0}};
  PolderLook look = {.point = 0};
  polder_look_decide(&cut, .5, 0, &none, &look);
  ck_assert_int_eq(look.end, POLDER_LOOK_ON);
  polder_look_decide(&cut, .5, 1, &none, &look);
  ck_assert_int_eq(look.end, POLDER_LOOK_MAX_RUNS);
}
END_TEST

Suite *suite_looks(void);
Suite *suite_looks(void) {
  Suite *suite = suite_create("looks");
  TCase *looks = tcase_create("looks");
  tcase_add_loop_test(looks, intervals_at_the_last_look_hold_the_truth_nearly_as_often_as_they_say,
                      0, (int)G_N_ELEMENTS(rows));
  tcase_add_test(looks, a_point_without_runs_goes_on_and_the_last_look_ends_it);
  suite_add_tcase(suite, looks);
  return suite;
}
