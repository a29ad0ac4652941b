/* One outcome as rows of runs.csv and parties.csv, and as JSON. The columns and their order are a
 * contract with users: extend at the end of a list, never in between. */
#include <polder/record.h>

#include <math.h>
#include <stddef.h>

const char *const polder_ending_names[POLDER_ENDINGS] = {
    [POLDER_AGREEMENT] = "agreement",   [POLDER_DEADLOCK] = "deadlock",
    [POLDER_DEADLINE] = "deadline",     [POLDER_WALKOUT] = "walkout",
    [POLDER_TAKEOVER_END] = "takeover", [POLDER_SHAM] = "sham",
    [POLDER_FAILED] = "error",
};

const char *const polder_impasse_names[POLDER_IMPASSES] = {
    [POLDER_NO_IMPASSE] = "",   [POLDER_UNWANTED] = "unwanted", [POLDER_WANTED] = "wanted",
    [POLDER_FORCED] = "forced", [POLDER_UNKNOWN] = "unknown",
};

const char *const polder_seen_names[] = {
    [POLDER_SEEN_OPEN] = "open",
    [POLDER_SEEN_TOLD] = "told",
    [POLDER_SEEN_HIDDEN] = "hidden",
    [POLDER_SEEN_UNAWARE] = "unaware",
};

const char *const polder_runs_header =
    "point,arm,run,seed,outcome,impasse,impasse_type,round,signed_round,joint_utility,joint_best,"
    "min_surplus,gini,pareto_distance,nash_distance,client_utility,trust_mean,trust_min,false_"
    "onwil,"
    "missed_onwil,unexplained,belief_error,disclosed_share,enacted_share,deal,cause\n";
const char *const polder_parties_header =
    "point,arm,run,party,utility,surplus,told_share,trust_given,trust_received,onwil_received\n";

const char *const polder_run_columns[POLDER_RUN_COLUMNS] = {
    "round",          "signed_round", "joint_utility",   "joint_best",
    "min_surplus",    "gini",         "pareto_distance", "nash_distance",
    "client_utility", "trust_mean",   "trust_min",       "false_onwil",
    "missed_onwil",   "unexplained",  "belief_error",    "disclosed_share",
    "enacted_share"};

const char *const polder_party_columns[POLDER_PARTY_COLUMNS] = {
    "utility", "surplus", "told_share", "trust_given", "trust_received", "onwil_received"};

void polder_outcome_fail(PolderOutcome *outcome) {
  *outcome = (PolderOutcome){.ending = POLDER_FAILED,
                             .ended_by = -1,
                             .deal = POLDER_NO_DEAL,
                             .best_text = POLDER_NO_DEAL,
                             .joint_utility = NAN,
                             .joint_best = NAN,
                             .min_surplus = NAN,
                             .gini = NAN,
                             .pareto_distance = NAN,
                             .nash_distance = NAN,
                             .client_utility = NAN,
                             .trust_mean = NAN,
                             .trust_min = NAN,
                             .false_onwil = NAN,
                             .missed_onwil = NAN,
                             .unexplained = NAN,
                             .belief_error = NAN,
                             .disclosed_share = NAN,
                             .enacted_share = NAN};
  for (int party = 0; party < POLDER_PARTIES_MAX; party++)
    outcome->party[party].utility = outcome->party[party].surplus =
        outcome->party[party].told_share = outcome->party[party].trust_given =
            outcome->party[party].trust_received = outcome->party[party].onwil_received = NAN;
}

double polder_outcome_column(const PolderOutcome *outcome, unsigned column) {
  g_return_val_if_fail(column < POLDER_RUN_COLUMNS, NAN);
  bool agreed = outcome->ending == POLDER_AGREEMENT || outcome->ending == POLDER_SHAM;
  bool failed = outcome->ending == POLDER_FAILED;
  double signed_round = agreed ? (double)outcome->round : (double)NAN;
  const double values[POLDER_RUN_COLUMNS] = {failed ? (double)NAN : (double)outcome->round,
                                             signed_round,
                                             outcome->joint_utility,
                                             outcome->joint_best,
                                             outcome->min_surplus,
                                             outcome->gini,
                                             outcome->pareto_distance,
                                             outcome->nash_distance,
                                             outcome->client_utility,
                                             outcome->trust_mean,
                                             outcome->trust_min,
                                             outcome->false_onwil,
                                             outcome->missed_onwil,
                                             outcome->unexplained,
                                             outcome->belief_error,
                                             outcome->disclosed_share,
                                             outcome->enacted_share};
  return values[column];
}

double polder_outcome_party_column(const PolderOutcome *outcome, int party, unsigned column) {
  g_return_val_if_fail(party >= 0 && party < POLDER_PARTIES_MAX, NAN);
  g_return_val_if_fail(column < POLDER_PARTY_COLUMNS, NAN);
  const double values[POLDER_PARTY_COLUMNS] = {
      outcome->party[party].utility,        outcome->party[party].surplus,
      outcome->party[party].told_share,     outcome->party[party].trust_given,
      outcome->party[party].trust_received, outcome->party[party].onwil_received};
  return values[column];
}

void polder_deal_append(GString *text, PolderDeal deal, const PolderNames *names) {
  if (deal == POLDER_NO_DEAL)
    return;
  int option[POLDER_ISSUES_MAX];
  names->options(names->context, deal, option);
  for (int issue = 0; issue < names->n_issues; issue++) {
    if (issue > 0)
      g_string_append_c(text, ' ');
    g_string_append(text, names->issue[issue]);
    g_string_append_c(text, ':');
    g_string_append(text, names->option[issue][option[issue]]);
  }
}

void polder_cause_append(GString *text, const PolderOutcome *outcome, const PolderNames *names) {
  for (int i = 0; i < outcome->n_blocks; i++) {
    const PolderBlock *block = &outcome->blocks[i];
    g_string_append_printf(text, "%s%s.%s:%s@%u%s", i > 0 ? " " : "", names->party[block->party],
                           block->interest >= 0 ? names->interest[block->interest] : "*",
                           polder_seen_names[block->seen], block->since, block->red ? "!" : "");
  }
}

static void append_key(GString *text, const PolderRunKey *key) {
  polder_number_append(text, key->point);
  g_string_append_c(text, ',');
  g_string_append(text, key->arm);
  g_string_append_c(text, ',');
  polder_number_append(text, key->run);
}

/* + 0.0: no minus before a zero, which a database does not keep. */
void polder_outcome_append_row(GString *text, const PolderOutcome *outcome,
                               const PolderNames *names, const PolderRunKey *key) {
  bool failed = outcome->ending == POLDER_FAILED;
  append_key(text, key);
  g_string_append_printf(text, ",%" G_GUINT64_FORMAT ",%s,%s,%s", (guint64)key->seed,
                         polder_ending_names[outcome->ending],
                         failed ? "" : (outcome->ending == POLDER_AGREEMENT ? "0" : "1"),
                         polder_impasse_names[outcome->impasse]);
  for (unsigned column = 0; column < POLDER_RUN_COLUMNS; column++) {
    g_string_append_c(text, ',');
    polder_number_append(text, polder_outcome_column(outcome, column) + 0.0);
  }
  g_string_append_c(text, ',');
  polder_deal_append(text, outcome->deal, names);
  g_string_append_c(text, ',');
  polder_cause_append(text, outcome, names);
  g_string_append_c(text, '\n');
}

void polder_outcome_append_party_rows(GString *text, const PolderOutcome *outcome,
                                      const PolderNames *names, const PolderRunKey *key) {
  for (int party = 0; party < names->n_parties; party++) {
    append_key(text, key);
    g_string_append_c(text, ',');
    g_string_append(text, names->party[party]);
    for (unsigned column = 0; column < POLDER_PARTY_COLUMNS; column++) {
      g_string_append_c(text, ',');
      polder_number_append(text, polder_outcome_party_column(outcome, party, column) + 0.0);
    }
    g_string_append_c(text, '\n');
  }
}

static void append_json_cause(GString *text, const PolderOutcome *outcome,
                              const PolderNames *names) {
  polder_json_open(text, "cause", '[');
  for (int i = 0; i < outcome->n_blocks; i++) {
    const PolderBlock *block = &outcome->blocks[i];
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "party", names->party[block->party]);
    polder_json_text(text, "interest",
                     block->interest >= 0 ? names->interest[block->interest] : NULL);
    polder_json_text(text, "seen", polder_seen_names[block->seen]);
    polder_json_flag(text, "red", block->red);
    polder_json_whole(text, "since", block->since);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

static void append_json_parties(GString *text, const PolderOutcome *outcome,
                                const PolderNames *names) {
  polder_json_open(text, "parties", '{');
  for (int party = 0; party < names->n_parties; party++) {
    polder_json_open(text, names->party[party], '{');
    for (unsigned column = 0; column < POLDER_PARTY_COLUMNS; column++)
      polder_json_number(text, polder_party_columns[column],
                         polder_outcome_party_column(outcome, party, column));
    polder_json_close(text, '}');
  }
  polder_json_close(text, '}');
}

static void append_json_ending(GString *text, const PolderOutcome *outcome,
                               const PolderNames *names) {
  bool failed = outcome->ending == POLDER_FAILED;
  double flagged = outcome->flagged_round > 0 ? (double)outcome->flagged_round : (double)NAN;
  const char *type = polder_impasse_names[outcome->impasse];
  polder_json_text(text, "outcome", polder_ending_names[outcome->ending]);
  if (failed)
    polder_json_text(text, "impasse", NULL);
  else
    polder_json_flag(text, "impasse", outcome->ending != POLDER_AGREEMENT);
  polder_json_text(text, "impasse_type", type[0] != '\0' ? type : NULL);
  polder_json_text(text, "ended_by",
                   outcome->ended_by >= 0 ? names->party[outcome->ended_by] : NULL);
  polder_json_flag(text, "room", outcome->room);
  polder_json_number(text, "flagged_round", flagged);
  polder_json_flag(text, "breakthrough_within", outcome->breakthrough_within);
}

void polder_outcome_append_json(GString *text, const PolderOutcome *outcome,
                                const PolderNames *names, const PolderRunKey *key) {
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "scenario", names->scenario);
  polder_json_text(text, "arm", key->arm);
  polder_json_whole(text, "run", key->run);
  polder_json_whole(text, "seed", key->seed);
  append_json_ending(text, outcome, names);
  for (unsigned column = 0; column < POLDER_RUN_COLUMNS; column++)
    polder_json_number(text, polder_run_columns[column], polder_outcome_column(outcome, column));
  polder_json_deal(text, "deal", outcome->deal, names);
  polder_json_deal(text, "best_text", outcome->best_text, names);
  append_json_cause(text, outcome, names);
  append_json_parties(text, outcome, names);
  polder_json_close(text, '}');
}
