/* Compiling a game: scenario + values + arm, checked and laid out once, then read by all threads.
 *
 * Invariant: an arm is nothing but events and values. No arm, case or outcome is looked at by name
 * after this file.
 */
#include <math.h>
#include <string.h>

#include <polder/mechanism.h>
#include <polder/plugins.h>

#include "internal.h"

const char *const polder_builtin_arms[] = {"asis",     "closed", "spoken", "flagged",
                                           "informed", "open",   NULL};
enum { ASIS, CLOSED, SPOKEN, FLAGGED, INFORMED, OPEN, BUILTIN_ARMS };

#define DECLARE_STRATEGY(name)   extern const PolderStrategy polder_strategy_##name;
#define DECLARE_PROTOCOL(name)   extern const PolderProtocol polder_protocol_##name;
#define DECLARE_DISCLOSURE(name) extern const PolderDisclosure polder_disclosure_##name;
#define DECLARE_MECHANISM(name)  extern const PolderMechanism polder_mechanism_##name;
POLDER_STRATEGIES(DECLARE_STRATEGY)
POLDER_PROTOCOLS(DECLARE_PROTOCOL)
POLDER_DISCLOSURES(DECLARE_DISCLOSURE)
POLDER_MECHANISMS(DECLARE_MECHANISM)

#define STRATEGY(name)   &polder_strategy_##name,
#define PROTOCOL(name)   &polder_protocol_##name,
#define DISCLOSURE(name) &polder_disclosure_##name,
#define MECHANISM(name)  &polder_mechanism_##name,
static const PolderStrategy *const strategies[] = {POLDER_STRATEGIES(STRATEGY)};
static const PolderProtocol *const protocols[] = {POLDER_PROTOCOLS(PROTOCOL)};
static const PolderDisclosure *const disclosures[] = {POLDER_DISCLOSURES(DISCLOSURE)};
static const PolderMechanism *const mechanisms[] = {POLDER_MECHANISMS(MECHANISM)};

/* --- the arm --------------------------------------------------------------------------------- */

/* Places of the arm: a built-in one, or BUILTIN_ARMS + its place in arms.csv; -1 and an error. */
static int find_arm(const PolderScenario *scenario, const char *arm, GError **error) {
  for (int place = 0; place < BUILTIN_ARMS; place++)
    if (g_ascii_strcasecmp(polder_builtin_arms[place], arm) == 0)
      return place;
  const int named = polder_scenario_arm(scenario, arm);
  if (named >= 0)
    return BUILTIN_ARMS + named;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (int place = 0; place < BUILTIN_ARMS; place++)
    g_ptr_array_add(names, (gpointer)polder_builtin_arms[place]);
  for (unsigned place = 0; place < scenario->arms->len; place++)
    g_ptr_array_add(names, ((PolderArmEvents *)g_ptr_array_index(scenario->arms, place))->id);
  const char *near = polder_nearest(arm, (const char *const *)names->pdata, names->len);
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "unknown arm \"%s\"%s%s%s", arm,
              near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
              near != NULL ? "\"?" : "");
  return -1;
}

/* Whether an option waits for something that not everybody knows at the start. */
static bool starts_locked(const PolderGame *game, int option) {
  const PolderScenario *scenario = game->setting.scenario;
  const uint8_t *requires = scenario->options[option].requires;
  bool locked = scenario->options[option].latent;
  for (int k = 0; requires != NULL && k < scenario->n_interests && !game->setting.all_open; k++)
    locked = locked || (requires[k] && scenario->interests[k].visibility != POLDER_OPEN);
  return locked;
}

/* Whether the deal holds what the script names; and, if asked, fills in nothing locked. */
static bool follows_script(const PolderGame *game, const PolderEvent *event, PolderDeal deal,
                           bool unlocked) {
  const PolderScenario *scenario = game->setting.scenario;
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(scenario, deal, option);
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const bool named = event->option[issue] >= 0;
    if (named && event->option[issue] != option[issue])
      return false;
    if (!named && unlocked &&
        starts_locked(game, scenario->issues[issue].first_option + option[issue]))
      return false;
  }
  return true;
}

static PolderDeal liked_text(const PolderGame *game, const PolderEvent *event, bool unlocked) {
  const float *wish = game->outlook->wish[event->party];
  PolderDeal chosen = POLDER_NO_DEAL;
  for (PolderDeal deal = 0; deal < game->setting.scenario->n_deals; deal++)
    if (follows_script(game, event, deal, unlocked) &&
        (chosen == POLDER_NO_DEAL || wish[deal] > wish[chosen]))
      chosen = deal;
  return chosen;
}

/* The deal that a script means: issues left open as the party itself likes best of what can be
 * proposed from the start; of all when there is no such deal. */
static PolderDeal scripted_text(const PolderGame *game, const PolderEvent *event) {
  const PolderDeal deal = liked_text(game, event, true);
  return deal != POLDER_NO_DEAL ? deal : liked_text(game, event, false);
}

static void plan_event(PolderGame *game, const PolderEvent *event) {
  Planned planned = {.event = *event, .text = POLDER_NO_DEAL};
  if (event->kind == POLDER_EVENT_PROPOSE)
    planned.text = scripted_text(game, event);
  if (event->kind == POLDER_EVENT_MEDIATE)
    game->setting.with_neutral = true;
  g_array_append_val(game->plan, planned);
}

static void plan_events(PolderGame *game, const GArray *events, bool without_telling) {
  for (unsigned place = 0; place < events->len; place++) {
    const PolderEvent *event = &g_array_index(events, PolderEvent, place);
    const bool telling = event->kind == POLDER_EVENT_DISCLOSE || event->kind == POLDER_EVENT_ASK;
    if (!telling || !without_telling)
      plan_event(game, event);
  }
}

static void plan_disclosure(PolderGame *game) {
  const PolderEvent everything = {.round =
                                      (int)game->setting.values.value[POLDER_DISCLOSURE_ROUND][0],
                                  .kind = POLDER_EVENT_DISCLOSE,
                                  .party = POLDER_ALL,
                                  .interest = POLDER_ALL,
                                  .to = POLDER_ALL,
                                  .value = 1};
  plan_event(game, &everything);
}

static int compare_planned(const void *left, const void *right, void *unused) {
  (void)unused;
  return ((const Planned *)left)->event.round - ((const Planned *)right)->event.round;
}

static void apply_arm(PolderGame *game, int arm, const GArray *events) {
  PolderValues *values = &game->setting.values;
  game->tell_when_flagged = arm == FLAGGED;
  plan_events(game, game->setting.scenario->events, arm == CLOSED);
  if (arm == SPOKEN || arm == INFORMED)
    plan_disclosure(game);
  if (arm == CLOSED) {
    polder_values_put(values, POLDER_DISCLOSURE, -1, 0, POLDER_FROM_SET);
    polder_values_put(values, POLDER_EXPLAIN, -1, 0, POLDER_FROM_SET);
  }
  if (arm == INFORMED) {
    polder_values_put(values, POLDER_TELLING_TRUST, -1, 0, POLDER_FROM_SET);
    polder_values_put(values, POLDER_REPAIR, -1, 0, POLDER_FROM_SET);
  }
  if (arm >= BUILTIN_ARMS) {
    const PolderArmEvents *named =
        g_ptr_array_index(game->setting.scenario->arms, (unsigned)(arm - BUILTIN_ARMS));
    plan_events(game, named->events, false);
  }
  if (events != NULL)
    plan_events(game, events, false);
  g_array_sort_with_data(game->plan, compare_planned, NULL);
}

/* --- the setting ----------------------------------------------------------------------------- */

static bool planned_change(const PolderGame *game, PolderParameterId id) {
  for (unsigned place = 0; place < game->plan->len; place++) {
    const PolderEvent *event = &g_array_index(game->plan, Planned, place).event;
    if (event->kind == POLDER_EVENT_PARAMETER && event->parameter == id)
      return true;
  }
  return false;
}

static bool has_minded_mechanism(const PolderSetting *setting) {
  bool minded = false;
  for (int i = 0; i < setting->mechanisms.n; i++)
    minded = minded || setting->mechanisms.active[i]->minded;
  return minded;
}

/* Whether belief or trust can move at all, or anybody looks at them: without, minds cost nothing.
 */
static bool needs_minds(const PolderGame *game) {
  const PolderSetting *setting = &game->setting;
  bool needed = has_minded_mechanism(setting) || setting->with_neutral ||
                planned_change(game, POLDER_BIAS) || planned_change(game, POLDER_TRUST_GAIN) ||
                planned_change(game, POLDER_TRUST);
  for (int party = 0; party < setting->scenario->n_parties; party++)
    needed = needed || setting->strategy[party]->models_others ||
             setting->values.value[POLDER_BIAS][party] > 0 ||
             setting->values.value[POLDER_TRUST_GAIN][party] > 0 ||
             setting->values.value[POLDER_EXPLOIT][party] > 0;
  return needed;
}

/* Whether nothing but the clock decides what anybody asks and proposes. */
static bool runs_by_the_clock(const PolderGame *game) {
  const PolderSetting *setting = &game->setting;
  bool clockwork = !setting->with_minds && !setting->spread_weights && setting->mechanisms.n == 0;
  for (unsigned place = 0; place < game->plan->len; place++)
    clockwork =
        clockwork && g_array_index(game->plan, Planned, place).event.kind != POLDER_EVENT_PARAMETER;
  for (int party = 0; party < setting->scenario->n_parties; party++)
    clockwork = clockwork && setting->strategy[party]->clockwork &&
                setting->strategy[party]->propose == polder_view_nearest_text &&
                setting->values.value[POLDER_DEVALUATION][party] <= 0;
  return clockwork;
}

/* What an event sets in round 1 a mechanism finds when the table opens. */
static void open_with_round_one(PolderGame *game) {
  for (unsigned place = 0; place < game->plan->len; place++) {
    const PolderEvent *event = &g_array_index(game->plan, Planned, place).event;
    if (event->kind == POLDER_EVENT_PARAMETER && event->round == 1 &&
        event->parameter >= POLDER_THREAT)
      polder_values_put(&game->setting.values, event->parameter, event->party, event->value,
                        POLDER_FROM_EVENT);
  }
}

static bool is_switched(const PolderGame *game, PolderParameterId id) {
  const double off = polder_parameters[id].initial;
  const bool of_table = polder_parameters[id].level == POLDER_LEVEL_TABLE;
  for (int party = 0; party < (of_table ? 1 : game->setting.scenario->n_parties); party++) {
    const double value = game->setting.values.value[id][party];
    if (value != off && !(isnan(value) && isnan(off)))
      return true;
  }
  return planned_change(game, id);
}

static bool is_on(const PolderGame *game, const PolderMechanism *mechanism) {
  bool on = false;
  for (int i = 0; i < mechanism->n_switches; i++)
    on = on || is_switched(game, mechanism->switches[i]);
  return on;
}

/* Which mechanisms are on, and what they make of the values. */
static void switch_on(PolderGame *game) {
  PolderMechanisms *on = &game->setting.mechanisms;
  for (size_t i = 0; i < G_N_ELEMENTS(mechanisms); i++) {
    if (!is_on(game, mechanisms[i]))
      continue;
    on->place[on->n] = on->memory;
    on->active[on->n++] = mechanisms[i];
    on->memory += (mechanisms[i]->memory + sizeof(double) - 1) / sizeof(double) * sizeof(double);
    g_assert(on->memory <= POLDER_MECHANISMS_MEMORY);
  }
  for (int i = 0; i < on->n; i++)
    if (on->active[i]->compile != NULL)
      on->active[i]->compile(&game->setting);
}

static void choose_plugins(PolderSetting *setting) {
  const PolderValues *values = &setting->values;
  setting->protocol = protocols[(int)values->value[POLDER_PROTOCOL][0]];
  setting->disclosures = disclosures;
  for (int party = 0; party < setting->scenario->n_parties; party++) {
    setting->strategy[party] = strategies[(int)values->value[POLDER_STRATEGY][party]];
    setting->counts_texts = setting->counts_texts || setting->strategy[party]->counts_texts;
    if (values->value[POLDER_SPREAD_WEIGHTS][party] > 0)
      setting->spread_weights = true;
  }
}

static void look_out(PolderGame *game) {
  const PolderScenario *scenario = game->setting.scenario;
  for (int interest = 0; interest < scenario->n_interests; interest++) {
    const PolderInterest *at = &scenario->interests[interest];
    game->outlook->weight[interest] = at->weight;
    game->outlook->conscious[interest] = at->visibility != POLDER_UNAWARE || game->setting.all_open;
  }
  for (int party = 0; party < scenario->n_parties; party++) {
    polder_outlook_weigh(game->outlook, scenario, party, true);
    polder_outlook_wish(game->outlook, scenario, party);
  }
}

void polder_game_refresh(PolderGame *game) {
  look_out(game);
  const PolderProblem problem = polder_problem_of(game->setting.scenario, game->reservation);
  const PolderDecision decision = polder_decision_of(game->setting.scenario, &game->setting.values);
  if (game->measure != POLDER_MEASURE_OUTCOME) /* else it is looked for where a run needs it */
    game->room = polder_problem_room(&problem, &decision);
  if (game->clockwork != NULL)
    polder_clockwork_wind(game->clockwork, &game->setting);
}

PolderGame *polder_game_new(const PolderScenario *scenario, const PolderValues *values,
                            const char *arm, unsigned measure, GError **error) {
  return polder_game_new_with(scenario, values, arm, NULL, measure, error);
}

PolderGame *polder_game_new_with(const PolderScenario *scenario, const PolderValues *values,
                                 const char *arm, const GArray *events, unsigned measure,
                                 GError **error) {
  const int place = find_arm(scenario, arm, error);
  if (place < 0)
    return NULL;
  PolderGame *game = g_new0(PolderGame, 1);
  game->measure = measure;
  game->setting.scenario = scenario;
  game->setting.values = *values;
  game->setting.all_open = place == OPEN;
  polder_values_derive(&game->setting.values, scenario->n_parties);
  game->outlook = polder_outlook_new(scenario);
  game->setting.outlook = game->outlook;
  look_out(game); /* scripts are read against it */
  game->plan = g_array_new(FALSE, FALSE, sizeof(Planned));
  apply_arm(game, place, events);
  open_with_round_one(game);
  switch_on(game);
  choose_plugins(&game->setting);
  game->setting.with_minds = needs_minds(game);
  if (runs_by_the_clock(game))
    game->setting.clockwork = game->clockwork = polder_clockwork_new(&game->setting);
  polder_game_refresh(game);
  return game;
}

void polder_game_free(PolderGame *game) {
  if (game == NULL)
    return;
  polder_outlook_free(game->outlook);
  polder_clockwork_free(game->clockwork);
  g_array_unref(game->plan);
  g_free(game);
}
