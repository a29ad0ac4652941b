/* Follows the advice of polder explain, on random tables: what it promised from one seed, and what
 * it does on another. Prints a row a table, counts only: what they say is for count.awk.
 */
#include <polder.h>
#include <stdio.h>

enum { TABLES = 25, RUNS = 200, ADVISED_SEED = 1, FRESH_SEED = 2, CHANCE_SEED = 3 };

#define ROUNDS                                                                                     \
  "deadline_rounds=20" /* half of what four parties have: a quarter of the branches                \
                        */

static const double hidden_shares[] = {.2, .8}, conflicts[] = {.25, .75};

/* What is told on fresh runs, beside nothing at all. */
typedef enum {
  ADVISED, /* as advised */
  ALIKE,   /* as many interests by chance, in the same round */
  ANY,     /* as many by chance, in a round by chance */
  ONE,     /* one by chance, in the same round */
  BEST,    /* the one interest and round that did most in the runs that advice came from */
  ALL      /* everything, in the round of the advice */
} Telling;
#define TELLINGS (ALL + 1)
static const char *const telling_names[TELLINGS] = {"advised", "alike", "any",
                                                    "one",     "best",  "all"};

typedef struct {
  unsigned broken, lost;
} Count;

/* One table, advised and followed. */
typedef struct {
  const PolderScenario *scenario;
  PolderGame *game;
  PolderRunner *runner;
  PolderExplained *explained;
  int best_interest, best_round;
  unsigned impasses, room; /* of the fresh runs: those that run aground, and with room, of those */
  Count count[TELLINGS];
} Table;

/* --- What is told ---------------------------------------------------------------------------- */

static int below(PolderChance chance, unsigned k, int n) {
  return (int)(polder_draw(chance, 0, 0, POLDER_DRAW_RESAMPLE, k) * n);
}

static PolderCoalition by_chance(PolderChance chance, int n, int size) {
  PolderCoalition members = 0;
  for (unsigned k = 0; (int)__builtin_popcountll(members) < size; k++)
    members |= (PolderCoalition)1 << below(chance, k, n);
  return members;
}

/* Nobody, where no telling is advised. */
static PolderCoalition advised(const Table *table) {
  const PolderAdvice *advice = &table->explained->advice;
  return advice->kind == POLDER_ADVICE_TELL ? advice->members : 0;
}

static PolderCoalition members_of(const Table *table, Telling telling, PolderChance chance) {
  const int n = table->explained->n_interests;
  const int size = MAX(1, (int)__builtin_popcountll(advised(table)));
  switch (telling) {
  case ADVISED:
    return advised(table);
  case ALIKE:
  case ANY:
    return by_chance(chance, n, size);
  case ONE:
    return by_chance(chance, n, 1);
  case BEST:
    return (PolderCoalition)1 << table->best_interest;
  case ALL:
    return ((PolderCoalition)1 << n) - 1;
  }
  return 0;
}

static int round_of(const Table *table, Telling telling, PolderChance chance) {
  const PolderExplained *explained = table->explained;
  if (telling == BEST)
    return table->best_round;
  if (telling == ANY)
    return 1 + below(chance, 1000, explained->n_rounds);
  return explained->advice.kind == POLDER_ADVICE_TELL ? explained->advice.round : explained->round;
}

static void find_best(Table *table) {
  const PolderExplained *explained = table->explained;
  const size_t n = (size_t)explained->n_interests * (size_t)explained->n_rounds;
  size_t best = 0;
  for (size_t place = 1; place < n; place++)
    if (explained->cell[place].difference > explained->cell[best].difference)
      best = place;
  table->best_interest = (int)(best / (size_t)explained->n_rounds);
  table->best_round = (int)(best % (size_t)explained->n_rounds) + 1;
}

/* --- Fresh runs ------------------------------------------------------------------------------ */

static bool agrees(const Table *table, uint32_t run, PolderCoalition told, int round) {
  polder_runner_open(table->runner, table->game, (PolderChance){FRESH_SEED, run}, NULL);
  while (polder_runner_round(table->runner) < round - 1 && polder_runner_next(table->runner))
    continue;
  for (int i = 0; i < table->explained->n_interests; i++)
    if (told >> i & 1)
      polder_runner_tell(table->runner, table->explained->interest[i]);
  while (polder_runner_next(table->runner))
    continue;
  return polder_runner_end(table->runner) == POLDER_AGREEMENT;
}

static void follow(Table *table, uint32_t run) {
  PolderOutcome outcome;
  polder_runner_play(table->runner, table->game, (PolderChance){FRESH_SEED, run}, NULL, &outcome);
  const bool agreed = outcome.ending == POLDER_AGREEMENT;
  table->impasses += !agreed;
  table->room += !agreed && outcome.room;
  for (Telling telling = ADVISED; telling <= ALL; telling++) {
    const PolderChance chance = {CHANCE_SEED, run};
    const PolderCoalition told = members_of(table, telling, chance);
    const bool agrees_so = agrees(table, run, told, round_of(table, telling, chance));
    table->count[telling].broken += !agreed && agrees_so;
    table->count[telling].lost += agreed && !agrees_so;
  }
}

/* --- A table --------------------------------------------------------------------------------- */

static void print_header(void) {
  printf("hidden_share,conflict,table,interests,runs,impasses,kind,size,round,until,promised,low,"
         "high,cost,best_promised,fresh_impasses,fresh_room");
  for (int telling = 0; telling < TELLINGS; telling++)
    printf(",%s_broken,%s_lost", telling_names[telling], telling_names[telling]);
  putchar('\n');
}

static void print_row(const Table *table, const PolderKnobs *knobs, uint32_t number) {
  static const char *const kinds[] = {"needless", "tell", "no_telling"};
  const PolderExplained *explained = table->explained;
  const PolderAdvice *advice = &explained->advice;
  const PolderMapCell *best =
      &explained->cell[table->best_interest * explained->n_rounds + table->best_round - 1];
  printf("%g,%g,%u,%d,%u,%u,%s,", knobs->hidden_share, knobs->conflict, number,
         explained->n_interests, explained->n_runs, explained->n_impasses, kinds[advice->kind]);
  if (advice->kind == POLDER_ADVICE_TELL)
    printf("%d,%d,%d,%.4f,%.4f,%.4f,%.4f,", (int)__builtin_popcountll(advice->members),
           advice->round, advice->until, advice->promise, advice->interval.low,
           advice->interval.high, advice->lost);
  else
    printf("0,0,0,,,,,");
  printf("%.4f,%u,%u",
         explained->n_impasses > 0 ? (double)best->pairs.first_only / (double)explained->n_impasses
                                   : 0.,
         table->impasses, table->room);
  for (int telling = 0; telling < TELLINGS; telling++)
    printf(",%u,%u", table->count[telling].broken, table->count[telling].lost);
  putchar('\n');
  fflush(stdout);
}

static bool do_table(const PolderKnobs *knobs, uint32_t number) {
  g_autoptr(PolderScenario) scenario = polder_scenario_random(knobs, ADVISED_SEED, number);
  PolderValues values = scenario->values;
  g_autoptr(GError) error = NULL;
  polder_values_set(&values, scenario, ROUNDS, &error);
  const PolderExplainJob job = {.runs = {.scenario = scenario,
                                         .values = &values,
                                         .arm = "asis",
                                         .seed = ADVISED_SEED,
                                         .n_runs = RUNS,
                                         .n_threads = 2},
                                .samples = 1};
  g_autoptr(PolderExplained) explained = polder_explain(&job, &error);
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &values, "asis", POLDER_MEASURE_OUTCOME, &error);
  if (error != NULL) {
    fprintf(stderr, "%s\n", error->message);
    return false;
  }
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  Table table = {.scenario = scenario, .game = game, .runner = runner, .explained = explained};
  find_best(&table);
  for (uint32_t run = 0; run < RUNS; run++)
    follow(&table, run);
  print_row(&table, knobs, number);
  return true;
}

int main(void) {
  print_header();
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  for (uint32_t table = 0; table < TABLES; table++)
    for (size_t h = 0; h < G_N_ELEMENTS(hidden_shares); h++)
      for (size_t c = 0; c < G_N_ELEMENTS(conflicts); c++) {
        knobs.hidden_share = hidden_shares[h];
        knobs.conflict = conflicts[c];
        if (!do_table(&knobs, table))
          return 1;
      }
  return 0;
}
