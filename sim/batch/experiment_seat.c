/* A thread's place at the table of any point: scenario, games of all arms, memory. What two points
 * share is kept from one to the next. */
#include "experiment.h"

#include <math.h>
#include <string.h>

#include "rounds.h"

struct PolderSeat {
  const PolderExperiment *experiment;
  bool taken; /* the following fields are those of `point` */
  uint32_t point;
  bool random;                    /* a table for each run */
  bool playable;                  /* this run's table could be drawn */
  const PolderScenario *scenario; /* that the games are about */
  PolderKnobs knobs;              /* of `drawn` */
  PolderScenario *drawn;          /* a random table of this thread's own */
  PolderScenario coalition;       /* a written scenario with one more arm; else unused */
  GPtrArray *coalition_arms;
  PolderArmEvents teller; /* the arm `spoken` in which only some tell */
  PolderRunner *runner;
  const PolderScenario *runner_of;
  PolderNames *names;
  PolderGame *games[POLDER_ARMS_MAX];
  PolderOutcome outcomes[POLDER_ARMS_MAX];
  PolderRounds *rounds; /* of `point`; NULL until somebody asks */
  GString *counted;     /* of points before it */
  PolderMoment *moments;
  GString *process; /* rows of process.csv, lent; NULL until somebody asks */
};

/* No scenario can have an arm of this name: ids know no space. */
static char coalition_arm[] = "spoken by some";

PolderSeat *polder_seat_new(const PolderExperiment *experiment) {
  PolderSeat *seat = g_new0(PolderSeat, 1);
  seat->experiment = experiment;
  seat->coalition_arms = g_ptr_array_new();
  seat->teller.id = coalition_arm;
  seat->teller.events = g_array_new(FALSE, TRUE, sizeof(PolderEvent));
  return seat;
}

static void leave_point(PolderSeat *seat) {
  if (seat->taken && seat->rounds != NULL)
    polder_rounds_append_counts(seat->rounds, seat->point, seat->counted);
  seat->taken = false;
  for (int arm = 0; arm < POLDER_ARMS_MAX; arm++)
    g_clear_pointer(&seat->games[arm], polder_game_free);
}

static void leave_scenario(PolderSeat *seat) {
  g_clear_pointer(&seat->runner, polder_runner_free);
  g_clear_pointer(&seat->names, polder_names_free);
  seat->runner_of = NULL;
}

void polder_seat_free(PolderSeat *seat) {
  if (seat == NULL)
    return;
  leave_point(seat);
  leave_scenario(seat);
  polder_scenario_free(seat->drawn);
  g_ptr_array_unref(seat->coalition_arms);
  g_array_unref(seat->teller.events);
  polder_rounds_free(seat->rounds);
  if (seat->counted != NULL)
    g_string_free(seat->counted, TRUE);
  g_free(seat->moments);
  g_free(seat);
}

/* --- Taking a point --------------------------------------------------------------------------- */

static const PolderScenario *draw(PolderSeat *seat, const PolderPoint *point) {
  if (seat->drawn != NULL && memcmp(&seat->knobs, &point->knobs, sizeof seat->knobs) == 0)
    return seat->drawn;
  leave_scenario(seat);
  polder_scenario_free(seat->drawn);
  seat->knobs = point->knobs;
  seat->drawn = polder_scenario_random(&point->knobs, seat->experiment->seed, 0);
  return seat->drawn;
}

static void add_tellers(PolderSeat *seat, unsigned tellers, const PolderValues *values) {
  g_array_set_size(seat->teller.events, 0);
  for (int party = 0; party < POLDER_PARTIES_MAX; party++) {
    const PolderEvent tell = {.round = (int)values->value[POLDER_DISCLOSURE_ROUND][0],
                              .kind = POLDER_EVENT_DISCLOSE,
                              .party = party,
                              .interest = POLDER_ALL,
                              .to = POLDER_ALL,
                              .value = 1};
    if (tellers >> party & 1u)
      g_array_append_val(seat->teller.events, tell);
  }
}

/* The scenario with the coalition's arm beside its own. The original is read by other threads. */
static const PolderScenario *with_coalition(PolderSeat *seat, const PolderScenario *scenario) {
  g_ptr_array_set_size(seat->coalition_arms, 0);
  for (guint i = 0; i < scenario->arms->len; i++)
    if (scenario->arms->pdata[i] != &seat->teller)
      g_ptr_array_add(seat->coalition_arms, scenario->arms->pdata[i]);
  g_ptr_array_add(seat->coalition_arms, &seat->teller);
  leave_scenario(seat);
  seat->coalition = *scenario;
  seat->coalition.arms = seat->coalition_arms;
  return &seat->coalition;
}

static void compile(PolderSeat *seat, const PolderPoint *point, const PolderValues *values) {
  const GPtrArray *arms = seat->experiment->arms;
  for (guint i = 0; i < arms->len; i++) {
    const bool some = point->tells != NULL && g_str_equal(arms->pdata[i], "spoken");
    seat->games[i] = polder_game_new(seat->scenario, values, some ? coalition_arm : arms->pdata[i],
                                     POLDER_MEASURE_COLUMNS | POLDER_MEASURE_DISTANCES, NULL);
  }
  if (seat->runner_of == seat->scenario)
    return;
  leave_scenario(seat);
  seat->runner = polder_runner_new(seat->scenario);
  polder_runner_watch(seat->runner, seat->moments);
  seat->names = polder_names_new(seat->scenario);
  seat->runner_of = seat->scenario;
}

/* Everything in a point was checked when the experiment was made. */
static void take(PolderSeat *seat, uint32_t place) {
  PolderPoint point;
  PolderValues values;
  unsigned tellers = 0;
  leave_point(seat);
  polder_point_read(seat->experiment, place, &point, NULL);
  const PolderScenario *scenario = seat->experiment->scenarios->pdata[point.folder];
  seat->random = scenario == NULL;
  seat->playable = true;
  if (seat->random)
    scenario = draw(seat, &point);
  polder_point_values(seat->experiment, place, scenario, &values, NULL);
  seat->scenario = scenario;
  if (point.tells != NULL) {
    polder_point_tells(scenario, point.tells, &tellers, NULL);
    add_tellers(seat, tellers, &values);
    seat->scenario = with_coalition(seat, scenario);
  }
  compile(seat, &point, &values);
  seat->point = place;
  seat->taken = true;
}

/* --- Playing ---------------------------------------------------------------------------------- */

static void redraw(PolderSeat *seat, uint32_t run) {
  seat->playable = polder_scenario_redraw(seat->drawn, &seat->knobs, seat->experiment->seed, run);
  if (seat->scenario == &seat->coalition) {
    seat->coalition = *seat->drawn;
    seat->coalition.arms = seat->coalition_arms;
  }
  for (guint arm = 0; arm < seat->experiment->arms->len; arm++)
    polder_game_refresh(seat->games[arm]);
}

static void sit_down(PolderSeat *seat, uint32_t point, uint32_t run) {
  if (!seat->taken || seat->point != point)
    take(seat, point);
  if (seat->random)
    redraw(seat, run);
}

static PolderRunKey play(PolderSeat *seat, uint32_t run, int arm, PolderTrace *trace) {
  const uint64_t seed = seat->experiment->seed;
  const PolderChance chance = {.seed = seed, .run = run};
  if (seat->playable)
    polder_runner_play(seat->runner, seat->games[arm], chance, trace, &seat->outcomes[arm]);
  else
    polder_outcome_fail(&seat->outcomes[arm]);
  return (PolderRunKey){
      .point = seat->point, .arm = seat->experiment->arms->pdata[arm], .run = run, .seed = seed};
}

static void count_rounds(PolderSeat *seat, int arm) {
  const PolderOutcome *outcome = &seat->outcomes[arm];
  if (seat->rounds != NULL && outcome->ending != POLDER_FAILED)
    polder_rounds_count(seat->rounds, arm, seat->moments, outcome->round);
}

static bool has_measured(const PolderOutcome *outcome) {
  for (int column = 0; column < POLDER_PROCESS_COLUMNS; column++)
    if (!isnan(outcome->process[column]))
      return outcome->ending != POLDER_FAILED;
  return false;
}

void polder_seat_note_process(PolderSeat *seat, GString *rows) {
  seat->process = rows;
}

const PolderOutcome *polder_seat_play(PolderSeat *seat, uint64_t unit, GString *runs,
                                      GString *parties) {
  const PolderExperiment *experiment = seat->experiment;
  const uint32_t run = (uint32_t)(unit % experiment->runs);
  sit_down(seat, (uint32_t)(unit / experiment->runs), run);
  for (int arm = 0; arm < (int)experiment->arms->len; arm++) {
    const PolderRunKey key = play(seat, run, arm, NULL);
    count_rounds(seat, arm);
    polder_outcome_append_row(runs, &seat->outcomes[arm], seat->names, &key);
    polder_outcome_append_party_rows(parties, &seat->outcomes[arm], seat->names, &key);
    if (seat->process != NULL && has_measured(&seat->outcomes[arm]))
      polder_outcome_append_process_row(seat->process, &seat->outcomes[arm], &key);
  }
  return seat->outcomes;
}

PolderReplay polder_seat_replay(PolderSeat *seat, uint32_t point, uint32_t run, int arm,
                                PolderTrace *trace) {
  sit_down(seat, point, run);
  const PolderRunKey key = play(seat, run, arm, trace);
  return (PolderReplay){.scenario = seat->scenario, .outcome = &seat->outcomes[arm], .key = key};
}

void polder_seat_take_rounds(PolderSeat *seat, GString *text) {
  if (seat->rounds == NULL) {
    seat->rounds = polder_rounds_new();
    seat->counted = g_string_new(NULL);
    seat->moments = g_new0(PolderMoment, POLDER_ROUNDS_MAX);
    if (seat->runner != NULL)
      polder_runner_watch(seat->runner, seat->moments);
    return;
  }
  if (seat->taken)
    polder_rounds_append_counts(seat->rounds, seat->point, seat->counted);
  g_string_append_len(text, seat->counted->str, (gssize)seat->counted->len);
  g_string_truncate(seat->counted, 0);
}
