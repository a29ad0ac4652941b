/* Advice: it breaks as many impasses on fresh seeds as it promised, and more than a random interest
 * does; and what it says is true.
 */
#include "explained.h"
#include "played.h"
#include <check.h>
#include <math.h>
#include <string.h>

enum { RUNS = 100 };

/* --- Following it ---------------------------------------------------------------------------- */

/* A case, told things. */
typedef struct {
  const PolderExplained *explained;
  PolderGame *game;
  PolderRunner *runner;
} Follower;

static void follower_init(Follower *follower, const PolderScenario *scenario,
                          const PolderExplained *result) {
  follower->explained = result;
  follower->game =
      polder_game_new(scenario, &scenario->values, "asis", POLDER_MEASURE_OUTCOME, NULL);
  follower->runner = polder_runner_new(scenario);
}

static void follower_clear(Follower *follower) {
  polder_runner_free(follower->runner);
  polder_game_free(follower->game);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Follower, follower_clear)

static bool agrees(const Follower *follower, PolderChance chance, PolderCoalition told, int round) {
  const PolderExplained *explained = follower->explained;
  polder_runner_open(follower->runner, follower->game, chance, NULL);
  while (polder_runner_round(follower->runner) < round - 1 && polder_runner_next(follower->runner))
    continue;
  for (int i = 0; i < explained->n_interests; i++)
    if (told >> i & 1)
      polder_runner_tell(follower->runner, explained->interest[i]);
  while (polder_runner_next(follower->runner))
    continue;
  return polder_runner_end(follower->runner) == POLDER_AGREEMENT;
}

typedef struct {
  unsigned n, impasses, broken, lost, broken_by_chance;
} Counts;

static PolderCoalition as_many_by_chance(const Follower *follower, uint32_t run) {
  const PolderChance chance = {.seed = 3, .run = run};
  const int size = __builtin_popcountll(follower->explained->advice.members);
  PolderCoalition members = 0;
  for (unsigned k = 0; __builtin_popcountll(members) < size; k++)
    members |= (PolderCoalition)1 << (int)(polder_draw(chance, 0, 0, POLDER_DRAW_TIE, k) *
                                           follower->explained->n_interests);
  return members;
}

static Counts followed(const Follower *follower, uint64_t seed, uint32_t first, uint32_t step) {
  const PolderAdvice *advice = &follower->explained->advice;
  Counts counts = {0};
  for (uint32_t run = first; run < RUNS; run += step) {
    const PolderChance chance = {.seed = seed, .run = run};
    const bool before = agrees(follower, chance, 0, 1);
    const bool after = agrees(follower, chance, advice->members, advice->round);
    const PolderCoalition others = as_many_by_chance(follower, run);
    counts.n++;
    counts.impasses += !before;
    counts.broken += !before && after;
    counts.lost += before && !after;
    counts.broken_by_chance += !before && agrees(follower, chance, others, advice->round);
  }
  return counts;
}

/* --- As often as it promised ----------------------------------------------------------------- */

START_TEST(on_fresh_seeds_it_breaks_as_many_impasses_as_it_promised) {
  PolderMean short_fall = {0}, by_chance = {0};
  for (unsigned table = 0; table < EXPLAINED_TABLES; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[table]);
    const PolderExplainJob job = explained_job(scenario, RUNS);
    g_autoptr(PolderExplained) result = explained(&job);
    if (result->advice.kind != POLDER_ADVICE_TELL)
      continue;
    g_auto(Follower) follower = {0};
    follower_init(&follower, scenario, result);
    const Counts fresh = followed(&follower, 2, 0, 1);
    if (fresh.impasses == 0)
      continue;
    const double share = (double)fresh.broken / fresh.impasses;
    polder_mean_add(&short_fall, result->advice.promise - share);
    polder_mean_add(&by_chance, share - (double)fresh.broken_by_chance / fresh.impasses);
  }
  ck_assert_uint_gt(short_fall.n, EXPLAINED_TABLES / 2);
  const double error = sqrt(polder_mean_variance(&short_fall) / (double)short_fall.n);
  ck_assert_double_le(fabs(polder_mean_value(&short_fall)), 3 * error);
  ck_assert_double_le(error, .03);
  ck_assert_double_gt(polder_mean_value(&by_chance), .15);
}
END_TEST

START_TEST(what_it_promises_was_counted_in_the_odd_runs) {
  unsigned groups = 0, single = 0;
  for (unsigned table = 0; table < EXPLAINED_TABLES; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[table]);
    const PolderExplainJob job = explained_job(scenario, RUNS);
    g_autoptr(PolderExplained) result = explained(&job);
    const PolderAdvice *advice = &result->advice;
    if (advice->kind != POLDER_ADVICE_TELL)
      continue;
    g_auto(Follower) follower = {0};
    follower_init(&follower, scenario, result);
    const Counts odd = followed(&follower, 1, 1, 2);
    ck_assert_double_eq(advice->promise, (double)odd.broken / odd.impasses);
    ck_assert_double_eq(advice->lost * (odd.n - odd.impasses), odd.lost);
    ck_assert_double_le(advice->interval.low, advice->promise);
    ck_assert_double_ge(advice->interval.high, advice->promise);
    const bool one = (advice->members & (advice->members - 1)) == 0;
    ck_assert(one || (advice->round == result->round && advice->until == advice->round));
    groups += !one;
    single += one;
  }
  ck_assert_uint_gt(groups, 0);
  ck_assert_uint_gt(single, 0);
}
END_TEST

/* --- Chosen by hand -------------------------------------------------------------------------- */

enum { PLACES_MAX = 1024 };

/* Of the even and of the odd runs, played one by one: what telling does. Cells of the map stand
 * before groups. */
typedef struct {
  PolderPairs pairs[2][PLACES_MAX];
  size_t n_cells, n_places;
} Halves;

static void count_halves(const PolderScenario *scenario, uint32_t runs, Halves *halves) {
  memset(halves, 0, sizeof *halves);
  for (uint32_t run = 0; run < runs; run++) {
    PolderExplainJob job = explained_job(scenario, 1);
    job.runs.first_run = run;
    g_autoptr(PolderExplained) one = explained(&job);
    halves->n_cells = (size_t)(one->n_interests * one->n_rounds);
    halves->n_places = halves->n_cells + one->n_sets;
    ck_assert_uint_le(halves->n_places, PLACES_MAX);
    for (size_t place = 0; place < halves->n_places; place++) {
      const PolderPairs pairs = place < halves->n_cells ? one->cell[place].pairs
                                                        : one->set[place - halves->n_cells].pairs;
      PolderPairs *sum = &halves->pairs[run % 2][place];
      sum->both += pairs.both;
      sum->first_only += pairs.first_only;
      sum->second_only += pairs.second_only;
      sum->neither += pairs.neither;
    }
  }
}

static double net_of(const PolderPairs *pairs) {
  return (double)pairs->first_only - (double)pairs->second_only;
}

/* Of all groups of that size the first that does most in the even runs. */
static size_t best_of(const PolderExplained *result, const Halves *halves, unsigned size) {
  size_t best = halves->n_places;
  for (size_t place = 0; place < halves->n_places; place++) {
    const bool cell = place < halves->n_cells;
    const PolderUnlocking *set = cell ? NULL : &result->set[place - halves->n_cells];
    if (cell ? size > 1 : size == 1 || (unsigned)__builtin_popcountll(set->members) != size)
      continue;
    if (best == halves->n_places ||
        net_of(&halves->pairs[0][place]) > net_of(&halves->pairs[0][best]))
      best = place;
  }
  return best;
}

/* Of the smallest size that does two thirds of what any does. */
static size_t chosen_by_hand(const PolderExplained *result, const Halves *halves) {
  double most = 0;
  for (unsigned size = 1; size <= result->largest_set; size++)
    most = MAX(most, net_of(&halves->pairs[0][best_of(result, halves, size)]));
  unsigned size = 1;
  while (size < result->largest_set &&
         3 * net_of(&halves->pairs[0][best_of(result, halves, size)]) < 2 * most)
    size++;
  return best_of(result, halves, size);
}

/* The last round in which half of it is left: one interest, told later and later. */
static int last_by_hand(const PolderExplained *result, const Halves *halves, size_t place) {
  int round = (int)(place % (size_t)result->n_rounds) + 1;
  const double all = net_of(&halves->pairs[0][place]);
  while (round < result->n_rounds && net_of(&halves->pairs[0][++place]) >= all / 2)
    round++;
  return round;
}

/* What is to be told, and when. */
static void check_choice(const PolderExplained *result, const Halves *halves, size_t place) {
  const PolderAdvice *advice = &result->advice;
  const bool cell = place < halves->n_cells;
  const size_t n_rounds = (size_t)result->n_rounds;
  const PolderCoalition members =
      cell ? (PolderCoalition)1 << place / n_rounds : result->set[place - halves->n_cells].members;
  const int round = cell ? (int)(place % n_rounds) + 1 : result->round;
  ck_assert_uint_eq(advice->members, members);
  ck_assert_int_eq(advice->round, round);
  ck_assert_int_eq(advice->until, cell ? last_by_hand(result, halves, place) : round);
}

/* Whether that is advised, and what it promises. */
static void check_promise(const PolderAdvice *advice, const PolderPairs *even,
                          const PolderPairs *odd) {
  const bool tell = polder_tango(*even, .99).low > 0 && net_of(odd) > 0;
  const uint64_t impasses = odd->both + odd->first_only, agreed = odd->neither + odd->second_only;
  const PolderInterval interval = polder_wilson(odd->first_only, impasses, .95);
  ck_assert_int_eq(advice->kind, tell ? POLDER_ADVICE_TELL : POLDER_ADVICE_NO_TELLING);
  ck_assert_double_eq(advice->interval.low, interval.low);
  ck_assert_double_eq(advice->interval.high, interval.high);
  ck_assert_double_eq_tol(advice->lost * (double)agreed, (double)odd->second_only, 1e-9);
}

START_TEST(it_is_what_the_even_runs_choose_and_the_odd_ones_tell) {
  enum { FEW = 40 };
  g_autofree Halves *halves = g_new(Halves, 1);
  unsigned kinds[3] = {0}, smaller = 0;
  for (unsigned table = 0; table < 50; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(table);
    const PolderExplainJob job = explained_job(scenario, FEW);
    g_autoptr(PolderExplained) result = explained(&job);
    kinds[result->advice.kind]++;
    if (result->advice.kind == POLDER_ADVICE_NEEDLESS || isnan(result->advice.promise))
      continue;
    count_halves(scenario, FEW, halves);
    const size_t place = chosen_by_hand(result, halves);
    check_choice(result, halves, place);
    check_promise(&result->advice, &halves->pairs[0][place], &halves->pairs[1][place]);
    smaller += (unsigned)__builtin_popcountll(result->advice.members) < result->largest_set;
  }
  ck_assert(kinds[POLDER_ADVICE_TELL] > 3 && kinds[POLDER_ADVICE_NO_TELLING] > 3 && smaller > 3);
}
END_TEST

/* --- Of one run ------------------------------------------------------------------------------ */

START_TEST(what_would_have_broken_one_impasse_does_break_it) {
  unsigned told = 0, until = 0;
  for (unsigned table = 0; table < 40; table++) {
    g_autoptr(PolderScenario) scenario =
        explained_table(explained_tables[table % EXPLAINED_TABLES]);
    PolderExplainJob job = explained_job(scenario, 1);
    job.runs.first_run = table;
    g_autoptr(PolderExplained) result = explained(&job);
    const PolderAdvice *advice = &result->advice;
    if (advice->kind != POLDER_ADVICE_TELL)
      continue;
    const PolderChance chance = {.seed = 1, .run = table};
    g_auto(Follower) follower = {0};
    follower_init(&follower, scenario, result);
    ck_assert(!agrees(&follower, chance, 0, 1));
    ck_assert_double_eq(advice->promise, 1);
    for (int round = advice->round; round <= advice->until; round++)
      ck_assert(agrees(&follower, chance, advice->members, round));
    const bool one = (advice->members & (advice->members - 1)) == 0;
    if (one && advice->until < result->n_rounds)
      ck_assert(!agrees(&follower, chance, advice->members, advice->until + 1));
    told++;
    until += advice->until > advice->round;
  }
  ck_assert_uint_gt(told, 8);
  ck_assert_uint_gt(until, 2);
}
END_TEST

START_TEST(where_it_knows_nothing_for_one_run_nothing_told_alone_would_have_helped) {
  unsigned stuck = 0;
  for (unsigned table = 0; table < 30; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(table);
    PolderExplainJob job = explained_job(scenario, 1);
    job.runs.first_run = table;
    g_autoptr(PolderExplained) result = explained(&job);
    g_auto(Follower) follower = {0};
    follower_init(&follower, scenario, result);
    const PolderChance chance = {.seed = 1, .run = table};
    const bool needless = result->advice.kind == POLDER_ADVICE_NEEDLESS;
    ck_assert_int_eq(needless, agrees(&follower, chance, 0, 1));
    if (result->advice.kind != POLDER_ADVICE_NO_TELLING)
      continue;
    stuck++;
    for (int i = 0; i < result->n_interests; i++)
      for (int round = 1; round <= result->n_rounds; round++)
        ck_assert(!agrees(&follower, chance, (PolderCoalition)1 << i, round));
    const PolderCoalition all = ((PolderCoalition)1 << result->n_interests) - 1;
    ck_assert(!agrees(&follower, chance, all, result->round));
  }
  ck_assert_uint_gt(stuck, 2);
}
END_TEST

/* --- What it names --------------------------------------------------------------------------- */

START_TEST(it_names_no_interest_that_was_open) {
  for (unsigned table = 0; table < 20; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(table);
    const PolderExplainJob job = explained_job(scenario, 10);
    g_autoptr(PolderExplained) result = explained(&job);
    int hidden = 0;
    for (int k = 0; k < scenario->n_interests; k++)
      hidden += scenario->interests[k].visibility != POLDER_OPEN;
    ck_assert_int_eq(result->n_interests, hidden);
    for (int i = 0; i < result->n_interests; i++)
      ck_assert(scenario->interests[result->interest[i]].visibility != POLDER_OPEN);
    ck_assert_uint_eq(result->advice.members >> result->n_interests, 0);
  }
}
END_TEST

/* Whose names the sentence holds: those of its members, and nobody else's. */
static void check_names(const PolderScenario *scenario, const PolderExplained *result) {
  g_autoptr(GString) text = g_string_new(NULL);
  polder_advice_append(text, result, scenario, NULL, POLDER_EN);
  for (int i = 0; i < result->n_interests; i++) {
    const PolderInterest *interest = &scenario->interests[result->interest[i]];
    g_autofree char *quoted = g_strdup_printf("“%s”", interest->label[POLDER_EN]);
    ck_assert_int_eq(strstr(text->str, quoted) != NULL, result->advice.members >> i & 1);
  }
}

START_TEST(the_sentence_names_whoever_has_to_tell_and_nobody_else) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderExplainJob job = explained_job(scenario, 1);
  g_autoptr(PolderExplained) result = explained(&job);
  result->advice.kind = POLDER_ADVICE_TELL;
  for (PolderCoalition members = 1; members < 1 << 8; members += 9) {
    result->advice.members = members;
    check_names(scenario, result);
  }
}
END_TEST

static bool advises(const PolderExplained *result, const PolderScenario *scenario,
                    const char *words) {
  g_autoptr(GString) text = g_string_new(NULL);
  polder_advice_append(text, result, scenario, NULL, POLDER_EN);
  return strstr(text->str, words) != NULL;
}

START_TEST(it_does_not_say_that_nothing_breaks_where_a_group_does) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderExplainJob job = explained_job(scenario, 2); /* the odd one agrees */
  g_autoptr(PolderExplained) result = explained(&job);
  ck_assert_int_eq(result->advice.kind, POLDER_ADVICE_NO_TELLING);
  ck_assert(advises(result, scenario, "Too few runs"));
  for (unsigned set = 0; set < result->n_sets; set++)
    result->set[set].pairs.first_only = 0;
  ck_assert(advises(result, scenario, "Telling breaks nothing here"));
  ck_assert(advises(result, scenario, "no group in round 16"));
  result->advice.promise = 0;
  result->cell[5].pairs.first_only = 1;
  ck_assert(advises(result, scenario, "No telling demonstrably breaks more"));
}
END_TEST

START_TEST(of_one_run_that_agrees_it_speaks_of_that_run) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderExplainJob job = explained_job(scenario, 1);
  job.runs.first_run = 1;
  g_autoptr(PolderExplained) result = explained(&job);
  ck_assert(advises(result, scenario, "This run came to an agreement"));
}
END_TEST

/* Of 20 runs, all impasses: so many broken of the even ones, and of the odd ones. */
static void add_lever(GArray *levers, PolderLeverKind kind, const char *label, unsigned even,
                      unsigned odd) {
  PolderLever lever = {
      .kind = kind,
      .pairs = {.both = 20 - even - odd, .first_only = even + odd},
      .half = {{.both = 10 - even, .first_only = even}, {.both = 10 - odd, .first_only = odd}}};
  lever.label[POLDER_EN] = (char *)label;
  g_array_append_val(levers, lever);
}

static void check_helps(const PolderScenario *scenario, const GArray *levers, const char *wanted) {
  const PolderExplained stuck = {
      .n_runs = 20, .n_impasses = 20, .advice = {.kind = POLDER_ADVICE_NO_TELLING}};
  g_autoptr(GString) text = g_string_new(NULL);
  polder_advice_append(text, &stuck, scenario, levers, POLDER_EN);
  const char *helps = strstr(text->str, "What does help: ");
  ck_assert_str_eq(helps != NULL ? helps : "", wanted);
}

/* Chosen by the even runs, promised by the odd ones. */
START_TEST(where_telling_does_not_help_it_names_what_most_surely_does_and_outvotes_last) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  g_autoptr(GArray) levers = g_array_new(FALSE, FALSE, sizeof(PolderLever));
  add_lever(levers, POLDER_LEVER_TOLD, "Told", 10, 10);
  add_lever(levers, POLDER_LEVER_CUT, "Cut", 10, 10);
  add_lever(levers, POLDER_LEVER_LANGUAGE, "Unsure", 2, 10);
  add_lever(levers, POLDER_LEVER_OPTION, "Luck", 10, 0);
  check_helps(scenario, levers, "");
  add_lever(levers, POLDER_LEVER_RULE, "Rule", 10, 9);
  check_helps(scenario, levers,
              "What does help: rule; that breaks 90% of the impasses (95%: 60–98%).");
  add_lever(levers, POLDER_LEVER_ORDER, "Order", 8, 10);
  add_lever(levers, POLDER_LEVER_HELP, "Mediator", 9, 5);
  add_lever(levers, POLDER_LEVER_OPTION, "Option", 8, 10);
  check_helps(scenario, levers,
              "What does help: mediator; that breaks 50% of the impasses (95%: 24–76%).");
}
END_TEST

/* --- Cases ----------------------------------------------------------------------------------- */

START_TEST(the_two_who_want_one_orange_both_have_to_tell_in_round_4) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  for (uint32_t runs = 1; runs <= 20; runs += 19) {
    const PolderExplainJob job = explained_job(scenario, runs);
    g_autoptr(PolderExplained) result = explained(&job);
    ck_assert_int_eq(result->advice.kind, POLDER_ADVICE_TELL);
    ck_assert_uint_eq(result->advice.members, 3);
    ck_assert_int_eq(result->advice.round, 4);
    ck_assert_int_eq(result->advice.until, 4);
    ck_assert_double_eq(result->advice.promise, 1);
  }
}
END_TEST

START_TEST(where_there_is_no_room_no_telling_is_advised) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  const PolderExplainJob job = explained_job(scenario, 30);
  g_autoptr(PolderExplained) result = explained(&job);
  ck_assert_uint_eq(result->n_impasses, 30);
  ck_assert_int_eq(result->advice.kind, POLDER_ADVICE_NO_TELLING);
}
END_TEST

START_TEST(where_nothing_runs_aground_there_is_nothing_to_advise) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  PolderExplainJob job = explained_job(scenario, 10);
  job.runs.arm = "spoken";
  g_autoptr(PolderExplained) result = explained(&job);
  ck_assert_uint_eq(result->n_impasses, 0);
  ck_assert_int_eq(result->advice.kind, POLDER_ADVICE_NEEDLESS);
}
END_TEST

Suite *suite_advice(void);

Suite *suite_advice(void) {
  Suite *suite = suite_create("advice");
  TCase *fresh = tcase_create("fresh"), *hand = tcase_create("by_hand"),
        *one = tcase_create("one_run"), *words = tcase_create("words"),
        *cases = tcase_create("cases");
  TCase *all[] = {fresh, hand, one, words, cases};
  tcase_add_test(fresh, on_fresh_seeds_it_breaks_as_many_impasses_as_it_promised);
  tcase_add_test(fresh, what_it_promises_was_counted_in_the_odd_runs);
  tcase_add_test(hand, it_is_what_the_even_runs_choose_and_the_odd_ones_tell);
  tcase_add_test(one, what_would_have_broken_one_impasse_does_break_it);
  tcase_add_test(one, where_it_knows_nothing_for_one_run_nothing_told_alone_would_have_helped);
  tcase_add_test(words, it_names_no_interest_that_was_open);
  tcase_add_test(words, it_does_not_say_that_nothing_breaks_where_a_group_does);
  tcase_add_test(words, of_one_run_that_agrees_it_speaks_of_that_run);
  tcase_add_test(words, the_sentence_names_whoever_has_to_tell_and_nobody_else);
  tcase_add_test(words,
                 where_telling_does_not_help_it_names_what_most_surely_does_and_outvotes_last);
  tcase_add_test(cases, the_two_who_want_one_orange_both_have_to_tell_in_round_4);
  tcase_add_test(cases, where_there_is_no_room_no_telling_is_advised);
  tcase_add_test(cases, where_nothing_runs_aground_there_is_nothing_to_advise);
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
    suite_add_tcase(suite, all[i]);
  return suite;
}
