/* See reference_cases.h. */
#include "reference_cases.h"

#include <math.h>
#include <polder/engine.h>

#include "drawn_scenario.h"
#include "problem_rows.h"
#include "reference_state.h"

/* A stream of draws of one case. */
typedef struct {
  unsigned number, k;
} Dice;

static double roll(Dice *dice) {
  return draw(dice->number, 5000 + dice->k++);
}

static int roll_below(Dice *dice, int n) {
  return (int)(roll(dice) * n);
}

/* --- the table -------------------------------------------------------------------------------- */

static PolderScenario *random_table(Dice *dice, unsigned max_deals) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2 + roll_below(dice, 5);
  knobs.issues = 2 + roll_below(dice, 5);
  knobs.options = 2 + roll_below(dice, 4);
  while (pow(knobs.options, knobs.issues) > max_deals) {
    knobs.issues = MAX(knobs.issues - 1, 2);
    knobs.options = MAX(knobs.options - 1, 2);
  }
  knobs.interests = roll(dice) < .5 ? 0 : 1 + roll_below(dice, 5);
  knobs.hidden_share = roll_below(dice, 5) / 4.;
  knobs.unaware_share = roll_below(dice, 3) / 4.;
  knobs.redline_share = roll_below(dice, 4) / 8.;
  knobs.conflict = roll_below(dice, 5) / 4.;
  knobs.percentile = 20 + roll_below(dice, 65);
  PolderScenario *scenario = polder_scenario_random(&knobs, 31, dice->number);
  const bool unequal = roll(dice) < .4;
  for (int party = 0; unequal && party < scenario->n_parties; party++)
    scenario->parties[party].power = roll_below(dice, 4);
  return scenario;
}

static void relate(PolderScenario *scenario, Dice *dice) {
  for (int from = 0; from < scenario->n_parties; from++)
    for (int to = 0; to < scenario->n_parties; to++) {
      if (from == to || roll(dice) < .5)
        continue;
      scenario->trust[from][to] = roll(dice);
      scenario->noise[from][to] = roll_below(dice, 2) * roll(dice);
    }
}

static void lock_options(PolderScenario *scenario, Dice *dice) {
  for (int option = 0; option < scenario->n_options; option++) {
    if (roll(dice) < .8)
      continue;
    scenario->options[option].requires = g_new0(uint8_t, (size_t)scenario->n_interests);
    scenario->options[option].requires[roll_below(dice, scenario->n_interests)] = 1;
  }
}

/* --- events ----------------------------------------------------------------------------------- */

static const PolderParameterId changing[] = {
    POLDER_BETA,        POLDER_OWN_WEIGHT, POLDER_CONCERN,       POLDER_DEVALUATION,
    POLDER_BIAS,        POLDER_EXCUSE,     POLDER_TRUST_GAIN,    POLDER_TRUST_LOSS,
    POLDER_TRUST_LEVEL, POLDER_REPAIR,     POLDER_TELLING_TRUST, POLDER_TRUST,
    POLDER_EXPLAIN,     POLDER_EXPLOIT,    POLDER_NOISE,         POLDER_GIVE_UP};

static PolderEvent draw_event(const PolderScenario *scenario, Dice *dice) {
  PolderEvent event = {.round = 1 + roll_below(dice, 6 * scenario->n_parties),
                       .kind = (PolderEventKind)roll_below(dice, POLDER_EVENT_PARAMETER + 1),
                       .party = roll_below(dice, scenario->n_parties),
                       .interest = POLDER_ALL,
                       .to = POLDER_ALL,
                       .value = roll(dice)};
  const PolderParty *party = &scenario->parties[event.party];
  if (roll(dice) < .5)
    event.interest = party->first_interest + roll_below(dice, party->n_interests);
  if (roll(dice) < .3)
    event.to = (event.party + 1 + roll_below(dice, scenario->n_parties - 1)) % scenario->n_parties;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    event.option[issue] = roll_below(dice, scenario->issues[issue].n_options + 1) - 1;
  if (event.kind == POLDER_EVENT_PARAMETER)
    event.parameter = changing[roll_below(dice, G_N_ELEMENTS(changing))];
  return event;
}

static int by_round(const void *left, const void *right) {
  return ((const PolderEvent *)left)->round - ((const PolderEvent *)right)->round;
}

static void schedule(PolderScenario *scenario, Dice *dice, int n_events) {
  for (int count = 0; count < n_events; count++) {
    const PolderEvent event = draw_event(scenario, dice);
    g_array_append_val(scenario->events, event);
  }
  g_array_sort(scenario->events, by_round);
}

/* --- parameters ------------------------------------------------------------------------------- */

/* What a parameter may become, and how often it is not its default. */
typedef struct {
  PolderParameterId id;
  double often, low, high;
} Range;

static const Range ranges[] = {{POLDER_QUOTA, .5, 0, 1},
                               {POLDER_DEADLOCK_WINDOW, .2, 1, 20},
                               {POLDER_DEADLINE_ROUNDS, .3, 1, 40},
                               {POLDER_DISCLOSURE_ROUND, .2, 1, 20},
                               {POLDER_CONCESSION_END, .2, .1, 1},
                               {POLDER_BETA, .2, .2, 4},
                               {POLDER_OWN_WEIGHT, .2, 0, 3},
                               {POLDER_CONCERN, .2, 0, 1},
                               {POLDER_DEVALUATION, .3, 0, .5},
                               {POLDER_FIXED_PIE, .2, 0, 1},
                               {POLDER_RED_PRIOR, .2, 0, .9},
                               {POLDER_BIAS, .3, 0, 4},
                               {POLDER_OMEGA_START, .2, 0, .6},
                               {POLDER_EXCUSE, .2, 0, 1},
                               {POLDER_TRUST, .2, 0, 1},
                               {POLDER_TRUST_GAIN, .2, 0, .5},
                               {POLDER_TRUST_LOSS, .2, 0, 1},
                               {POLDER_TRUST_LEVEL, .2, 0, 1},
                               {POLDER_TRUST_DRIFT, .2, 0, .5},
                               {POLDER_REPAIR, .2, 0, 1},
                               {POLDER_SPREAD, .2, 0, .3},
                               {POLDER_SPREAD_WEIGHTS, .3, 0, 1},
                               {POLDER_DISCLOSURE, .3, 0, 3.99},
                               {POLDER_EXPLAIN, .3, 0, 1},
                               {POLDER_TELL_BASE, .2, -5, 1},
                               {POLDER_TELL_RECIPROCITY, .1, 0, 4},
                               {POLDER_TELL_SENSITIVITY, .1, 0, 4},
                               {POLDER_TELLING_TRUST, .2, 0, 1},
                               {POLDER_EXPLOIT, .15, 0, 1},
                               {POLDER_NOISE, .3, 0, .6},
                               {POLDER_GIVE_UP, .4, 0, .3},
                               {POLDER_LEAVE_RATE, .3, 0, .5},
                               {POLDER_LEAVE_TRUST, .2, 0, .6},
                               {POLDER_LEAVE_VALUE, .15, 0, .3},
                               {POLDER_ROUND_COST, .15, 0, .01},
                               {POLDER_TAKEOVER, .15, 0, .1}};

static double within(Dice *dice, const Range *range) {
  const double value = range->low + roll(dice) * (range->high - range->low);
  const bool whole = polder_parameters[range->id].kind != POLDER_KIND_NUMBER;
  return whole ? floor(value) : value;
}

/* Now and then nought, for all, or for each party its own. */
static void draw_value(PolderValues *values, const Range *range, Dice *dice) {
  const bool of_table = polder_parameters[range->id].level == POLDER_LEVEL_TABLE;
  const bool off = range->low == 0 && roll(dice) < .2;
  const PolderSource source = roll(dice) < .2 ? POLDER_FROM_SET : POLDER_FROM_SCENARIO;
  const double same = off ? 0 : within(dice, range);
  if (of_table || off || roll(dice) < .5) {
    polder_values_put(values, range->id, of_table ? 0 : -1, same, source);
    return;
  }
  for (int party = 0; party < POLDER_PARTIES_MAX; party++)
    polder_values_put(values, range->id, party, within(dice, range), source);
}

static void draw_strategies(PolderValues *values, int n_parties, Dice *dice) {
  const int one = roll_below(dice, 7);
  const double mixed = roll(dice);
  for (int party = 0; party < n_parties && mixed < .35; party++)
    polder_values_put(values, POLDER_STRATEGY, party, mixed < .2 ? one : roll_below(dice, 7),
                      POLDER_FROM_SCENARIO);
}

static void draw_values(PolderValues *values, int n_parties, Dice *dice) {
  const double strange = roll(dice); /* from nearly all defaults to hardly any */
  for (size_t place = 0; place < G_N_ELEMENTS(ranges); place++)
    if (roll(dice) < ranges[place].often * 2 * strange)
      draw_value(values, &ranges[place], dice);
  draw_strategies(values, n_parties, dice);
  if (roll(dice) < .3)
    polder_values_put(values, POLDER_WILLING, roll_below(dice, n_parties), 0, POLDER_FROM_SCENARIO);
  static const int protocols[] = {REF_ROUND_ROBIN, REF_SAOP, REF_ROUND_ROBIN, REF_SAOP, REF_LEADER};
  polder_values_put(values, POLDER_PROTOCOL, 0, protocols[roll_below(dice, 5)],
                    POLDER_FROM_SCENARIO);
  const int rule = roll_below(dice, 7) - 3;
  polder_values_put(values, POLDER_RULE, 0, MAX(rule, 0), POLDER_FROM_SCENARIO);
  polder_values_put(values, POLDER_VETO, 0, roll_below(dice, 1 << n_parties), POLDER_FROM_SCENARIO);
  polder_values_put(values, POLDER_ENDORSED, 0, roll(dice) < .2, POLDER_FROM_SCENARIO);
  polder_values_put(values, POLDER_ORDER, 0, roll(dice) < .2, POLDER_FROM_SCENARIO);
  polder_values_put(values, POLDER_ATTRIBUTION, 0, roll(dice) < .2, POLDER_FROM_SCENARIO);
}

/* --- a case ----------------------------------------------------------------------------------- */

ReferenceCase *reference_case_new(unsigned number, unsigned max_deals) {
  Dice dice = {number, 0};
  ReferenceCase *drawn = g_new0(ReferenceCase, 1);
  const bool with_everything = roll(&dice) < .4;
  drawn->scenario =
      with_everything ? drawn_scenario(40000 + number) : random_table(&dice, max_deals);
  if (drawn->scenario == NULL)
    return drawn;
  if (roll(&dice) < .3)
    relate(drawn->scenario, &dice);
  if (roll(&dice) < .2)
    lock_options(drawn->scenario, &dice);
  if (roll(&dice) < .4)
    schedule(drawn->scenario, &dice, 1 + roll_below(&dice, 5));
  g_autoptr(PolderMessages) messages = polder_messages_new();
  if (!polder_scenario_freeze(drawn->scenario, messages))
    g_clear_pointer(&drawn->scenario, polder_scenario_free);
  if (drawn->scenario == NULL)
    return drawn;
  drawn->values = drawn->scenario->values;
  draw_values(&drawn->values, drawn->scenario->n_parties, &dice);
  drawn->arm = polder_builtin_arms[number % 6];
  drawn->chance = (PolderChance){77, number};
  return drawn;
}

void reference_case_free(ReferenceCase *drawn) {
  if (drawn == NULL)
    return;
  polder_scenario_free(drawn->scenario);
  g_free(drawn);
}
