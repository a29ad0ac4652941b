/* How a run ended, and why: the outcome from the table as it stands at the end.
 *
 * Here, after the run, everything may be looked at: this is the researcher's eye, not an agent's.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

/* --- the problem that this run was about ----------------------------------------------------- */

/* No mechanism is on: floors and powers are as written. */
static bool is_plain(const PolderGame *game) {
  return game->setting.mechanisms.n == 0;
}

static PolderProblem problem_of(const PolderTable *table, const PolderGame *game) {
  const PolderScenario *scenario = table->scenario;
  return (PolderProblem){.n_parties = table->n,
                         .n_deals = scenario->n_deals,
                         .utility = game->setting.spread_weights ? table->own->own_utility
                                                                 : scenario->utility,
                         .broken = scenario->broken,
                         .scenario = scenario,
                         .weight = game->setting.spread_weights ? table->own->weight : NULL,
                         .reservation = is_plain(game) ? game->reservation : table->floor};
}

/* --- what each got --------------------------------------------------------------------------- */

static bool is_client(const PolderTable *table, int party) {
  return g_strcmp0(table->scenario->parties[party].kind, "client") == 0;
}

static double utility_of(const PolderTable *table, int party) {
  const double reservation = table->floor[party];
  if (table->ending == POLDER_AGREEMENT || table->ending == POLDER_SHAM)
    return table->outlook[party]->utility[party][table->deal];
  if (table->ending != POLDER_TAKEOVER_END)
    return reservation;
  const int by = table->ended_by;
  const double own = table->values.value[POLDER_TAKEOVER_VALUE][by];
  const double client = table->values.value[POLDER_TAKEOVER_CLIENT][by];
  if (party == by)
    return isnan(own) ? reservation : own;
  return is_client(table, party) && !isnan(client) ? client : reservation;
}

/* Gini of the surpluses; NAN where some are below 0, 0 when nobody has any. */
static double gini(const PolderOutcome *outcome, int n) {
  double sum = 0, gaps = 0;
  for (int party = 0; party < n; party++) {
    const double surplus = outcome->party[party].surplus;
    if (surplus < -POLDER_TOLERANCE)
      return NAN;
    sum += surplus;
    for (int other = 0; other < n; other++)
      gaps += fabs(surplus - outcome->party[other].surplus);
  }
  return sum > POLDER_TOLERANCE ? gaps / (2 * n * sum) : 0;
}

static void share_out(const PolderTable *table, PolderOutcome *outcome) {
  double client = 0;
  int n_clients = 0;
  outcome->joint_utility = 0;
  outcome->min_surplus = INFINITY;
  for (int party = 0; party < table->n; party++) {
    const double utility = utility_of(table, party);
    const double surplus = utility - table->floor[party];
    outcome->party[party].utility = utility;
    outcome->party[party].surplus = surplus;
    outcome->joint_utility += utility;
    outcome->min_surplus = MIN(outcome->min_surplus, surplus);
    if (is_client(table, party)) {
      client += utility;
      n_clients++;
    }
  }
  outcome->client_utility = n_clients > 0 ? client / n_clients : NAN;
  outcome->gini = gini(outcome, table->n);
}

double polder_runner_worth(const PolderRunner *runner, int party, PolderDeal deal) {
  return runner->table->outlook[party]->utility[party][deal];
}

/* --- what they think of each other ----------------------------------------------------------- */

static double omega_of(const PolderTable *table, int observer, int other) {
  return table->setting->with_minds ? polder_minds_omega(table->minds, observer, other)
                                    : table->values.value[POLDER_OMEGA_START][observer];
}

void polder_runner_look(const PolderRunner *runner, PolderStanding *out_standing) {
  const PolderTable *table = runner->table;
  const double gap = table->n_offers > 0 ? table->gaps[table->n_offers - 1] : INFINITY;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++) {
      out_standing->trust[from][to] = from != to ? polder_table_trust(table, from, to) : 0;
      out_standing->onwil[from][to] = from != to ? omega_of(table, from, to) : 0;
    }
  for (int interest = 0; interest < table->scenario->n_interests; interest++)
    out_standing->seen[interest] = polder_table_seen(table, interest);
  out_standing->flagged = table->flagged_round > 0;
  out_standing->gap = isfinite(gap) ? gap : (double)NAN;
}

static void weigh_trust(const PolderTable *table, PolderOutcome *outcome) {
  const int n = table->n;
  outcome->trust_mean = 0;
  outcome->trust_min = INFINITY;
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++) {
      if (from == to)
        continue;
      const double trust = polder_table_trust(table, from, to);
      outcome->trust_mean += trust / (n * (n - 1));
      outcome->trust_min = MIN(outcome->trust_min, trust);
      outcome->party[from].trust_given += trust / (n - 1);
      outcome->party[to].trust_received += trust / (n - 1);
      outcome->party[to].onwil_received += omega_of(table, from, to) / (n - 1);
    }
}

static void weigh_onwil(const PolderTable *table, PolderOutcome *outcome) {
  int pairs[2] = {0, 0}, wrong[2] = {0, 0};
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++) {
      if (from == to)
        continue;
      const bool willing = table->values.value[POLDER_WILLING][to] > 0.5;
      const bool suspected = omega_of(table, from, to) >= 0.5;
      pairs[willing]++;
      wrong[willing] += suspected == willing;
    }
  outcome->false_onwil = pairs[1] > 0 ? (double)wrong[1] / pairs[1] : NAN;
  outcome->missed_onwil = pairs[0] > 0 ? (double)wrong[0] / pairs[0] : NAN;
}

static double belief_error(PolderTable *table) {
  if (!table->setting->with_minds)
    return NAN;
  polder_table_refresh_minds(table);
  double sum = 0;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++)
      if (from != to)
        sum += polder_minds_error(table->minds, from, to, table->outlook[to]->utility[to],
                                  table->scenario->sample);
  return sum / (table->n * (table->n - 1));
}

static void count_telling(const PolderTable *table, PolderOutcome *outcome) {
  int closed = 0, told = 0;
  for (int interest = 0; interest < table->scenario->n_interests; interest++) {
    const PolderSeen seen = polder_table_seen(table, interest);
    closed += seen != POLDER_SEEN_OPEN;
    told += seen == POLDER_SEEN_TOLD;
  }
  outcome->disclosed_share = closed > 0 ? (double)told / closed : NAN;
  for (int party = 0; party < table->n; party++)
    outcome->party[party].told_share = polder_view_told_share(&table->view[party], party);
}

/* --- why -------------------------------------------------------------------------------------- */

/* An impasse is forced when whoever ended it expected less than what it has without the others. */
static bool forced(const PolderTable *table) {
  if (table->ending != POLDER_WALKOUT && table->ending != POLDER_TAKEOVER_END)
    return false;
  const int by = table->ended_by;
  double alternative = table->floor[by];
  const double own = table->values.value[POLDER_TAKEOVER_VALUE][by];
  if (table->ending == POLDER_TAKEOVER_END && !isnan(own))
    alternative = own;
  return table->best_heard[by] < alternative - POLDER_TOLERANCE;
}

static PolderImpasse impasse_type(const PolderTable *table, bool room) {
  if (table->ending == POLDER_AGREEMENT)
    return POLDER_NO_IMPASSE;
  if (!room)
    return table->scenario->sampled ? POLDER_UNKNOWN : POLDER_WANTED;
  return forced(table) ? POLDER_FORCED : POLDER_UNWANTED;
}

static PolderBlock block_of(const PolderTable *table, int party) {
  bool red;
  const int interest = polder_table_grievance(table, party, table->best_text, false, false, &red);
  return (PolderBlock){
      .party = (int8_t)party,
      .interest = (int16_t)interest,
      .seen = interest >= 0 ? (uint8_t)polder_table_seen(table, interest) : POLDER_SEEN_OPEN,
      .red = red,
      .since = (uint16_t)(table->since[party] > 0 ? table->since[party] : table->round)};
}

/* Who could not live with the text that came nearest to an agreement, most out of reach first;
 * where everybody could, who refused it all the same. */
static void name_cause(const PolderTable *table, PolderOutcome *outcome) {
  double missing[POLDER_PARTIES_MAX];
  if (table->best_text == POLDER_NO_DEAL)
    return;
  for (int pass = 0; pass < 2 && outcome->n_blocks == 0; pass++)
    for (int party = 0; party < table->n; party++) {
      const double shortfall =
          polder_table_shortfall(table, party, table->best_text, table->best_author);
      const bool blocks = pass == 0 ? shortfall > POLDER_TOLERANCE : table->since[party] > 0;
      if (!blocks || table->power[party] <= 0)
        continue;
      int place = outcome->n_blocks++;
      for (; place > 0 && missing[place - 1] < shortfall; place--) {
        missing[place] = missing[place - 1];
        outcome->blocks[place] = outcome->blocks[place - 1];
      }
      missing[place] = shortfall;
      outcome->blocks[place] = block_of(table, party);
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

static void measure_distances(PolderRunner *runner, const PolderProblem *problem,
                              PolderOutcome *outcome) {
  double utility[POLDER_PARTIES_MAX];
  if (outcome->ending != POLDER_AGREEMENT)
    return;
  for (int party = 0; party < problem->n_parties; party++)
    utility[party] = outcome->party[party].utility;
  if (runner->front == NULL)
    runner->front = polder_front_new(problem->n_parties, problem->n_deals);
  polder_front_find(runner->front, problem);
  outcome->pareto_distance = polder_front_distance(runner->front, utility);
  PolderDeal solution[POLDER_SOLUTIONS];
  polder_problem_solve(problem, solution);
  outcome->nash_distance = polder_deal_distance(problem, solution[POLDER_NASH], utility);
}

static void measure(PolderRunner *runner, const PolderGame *game, const PolderProblem *problem,
                    PolderOutcome *outcome) {
  PolderTable *table = runner->table;
  if (!(game->measure & (POLDER_MEASURE_COLUMNS | POLDER_MEASURE_DISTANCES)))
    return;
  share_out(table, outcome);
  weigh_trust(table, outcome);
  weigh_onwil(table, outcome);
  count_telling(table, outcome);
  outcome->unexplained = table->n_unexplained;
  outcome->enacted_share = table->enacted;
  outcome->belief_error = belief_error(table);
  if (game->measure & POLDER_MEASURE_DISTANCES)
    measure_distances(runner, problem, outcome);
  polder_mechanisms_conclude(table, outcome);
}

/* A number that went astray would poison every mean it gets into: such a run has failed. */
static bool is_sound(const PolderGame *game, const PolderOutcome *outcome) {
  bool sound = true;
  if (!(game->measure & POLDER_MEASURE_COLUMNS))
    return true;
  for (unsigned column = 0; column < POLDER_RUN_COLUMNS; column++)
    sound = sound && !isinf(polder_outcome_column(outcome, column));
  for (int party = 0; party < game->setting.scenario->n_parties; party++)
    sound = sound && isfinite(outcome->party[party].utility);
  return sound && isfinite(outcome->trust_mean) && isfinite(outcome->trust_min);
}

static PolderRoom room_of(const PolderTable *table, const PolderGame *game,
                          const PolderProblem *problem, bool agreed) {
  if (game->measure == POLDER_MEASURE_OUTCOME && agreed) /* who agreed, found room */
    return (PolderRoom){.size = 1, .best_joint = NAN};
  if (game->measure != POLDER_MEASURE_OUTCOME && !game->setting.spread_weights && is_plain(game))
    return game->room;
  PolderDecision decision = polder_decision_of(game->setting.scenario, &game->setting.values);
  memcpy(decision.power, table->power, sizeof decision.power);
  return polder_problem_room(problem, &decision);
}

void polder_engine_conclude(PolderRunner *runner, const PolderGame *game,
                            PolderOutcome *out_outcome) {
  PolderTable *table = runner->table;
  const bool agreed = table->ending == POLDER_AGREEMENT;
  const bool signed_text = agreed || table->ending == POLDER_SHAM;
  polder_outcome_fail(out_outcome); /* all undefined */
  memset(out_outcome->party, 0, sizeof out_outcome->party);
  for (int column = 0; column < POLDER_PROCESS_COLUMNS; column++)
    out_outcome->process[column] = NAN;
  const PolderProblem problem = problem_of(table, game);
  const PolderRoom room = room_of(table, game, &problem, agreed);
  out_outcome->ending = table->ending;
  out_outcome->round = table->round;
  out_outcome->flagged_round = table->flagged_round;
  out_outcome->ended_by = table->ended_by;
  out_outcome->deal = signed_text ? table->deal : POLDER_NO_DEAL;
  out_outcome->best_text = table->best_text;
  out_outcome->room = room.size > 0;
  out_outcome->joint_best = room.best_joint;
  out_outcome->impasse = impasse_type(table, room.size > 0);
  out_outcome->breakthrough_within = agreed && table->told_when_flagged;
  if (!signed_text)
    name_cause(table, out_outcome);
  measure(runner, game, &problem, out_outcome);
  if (!is_sound(game, out_outcome))
    polder_outcome_fail(out_outcome);
}
