/* The comparison as JSON. Its keys are a contract with scripts: add, never change. */
#include "compare.h"

static void add_outcomes(GString *text, const PolderArmResult *arm) {
  polder_json_open(text, "outcomes", '{');
  for (int i = 0; i < POLDER_ENDINGS; i++)
    polder_json_whole(text, polder_ending_names[i], arm->endings[i]);
  polder_json_close(text, '}');
}

static void add_types(GString *text, const PolderArmResult *arm) {
  polder_json_open(text, "types", '{');
  for (int i = POLDER_UNWANTED; i < POLDER_IMPASSES; i++)
    polder_json_whole(text, polder_impasse_names[i], arm->impasses[i]);
  polder_json_close(text, '}');
}

static void add_means(GString *text, const PolderNames *names, const PolderArmResult *arm) {
  polder_json_open(text, "mean", '{');
  for (int i = 0; i < POLDER_RUN_COLUMNS; i++)
    polder_json_number(text, polder_run_columns[i], polder_mean_value(&arm->column[i]));
  polder_json_close(text, '}');
  polder_json_open(text, "parties", '{');
  for (int party = 0; party < names->n_parties; party++) {
    polder_json_open(text, names->party[party], '{');
    for (int i = 0; i < POLDER_PARTY_COLUMNS; i++)
      polder_json_number(text, polder_party_columns[i], polder_mean_value(&arm->party[party][i]));
    polder_json_close(text, '}');
  }
  polder_json_close(text, '}');
}

static void add_arm(GString *text, const PolderNames *names, const PolderArmResult *arm) {
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "arm", arm->arm);
  add_outcomes(text, arm);
  polder_json_number(text, "impasse_rate", arm->impasse_rate);
  polder_json_number(text, "impasse_low", arm->impasse_interval.low);
  polder_json_number(text, "impasse_high", arm->impasse_interval.high);
  add_types(text, arm);
  polder_json_whole(text, "breakthrough_within", arm->breakthrough_within);
  add_means(text, names, arm);
  cli_compare_add_process(text, arm);
  polder_json_close(text, '}');
}

static void add_pair(GString *text, const PolderComparison *result, const PolderPairResult *pair) {
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "baseline", result->arm[0].arm);
  polder_json_text(text, "treatment", result->arm[pair->treatment].arm);
  polder_json_whole(text, "both_agree", pair->pairs.neither);
  polder_json_whole(text, "breakthrough", pair->pairs.first_only);
  polder_json_whole(text, "lost", pair->pairs.second_only);
  polder_json_whole(text, "both_impasse", pair->pairs.both);
  polder_json_number(text, "difference", pair->difference);
  polder_json_number(text, "low", pair->interval.low);
  polder_json_number(text, "high", pair->interval.high);
  polder_json_number(text, "p_mid", pair->p_mid);
  polder_json_number(text, "p_exact", pair->p_exact);
  polder_json_close(text, '}');
}

void cli_compare_print_json(Cli *cli, const CliCompared *compared) {
  const PolderComparison *result = compared->result;
  g_autoptr(GString) text = g_string_new(NULL);
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "scenario", compared->scenario->id);
  polder_json_whole(text, "runs", result->n_runs);
  polder_json_whole(text, "seed", compared->seed);
  polder_json_number(text, "zopa_share", result->zopa_share);
  polder_json_open(text, "arms", '[');
  for (int i = 0; i < compared->n_asked; i++)
    add_arm(text, compared->names, &result->arm[i]);
  polder_json_close(text, ']');
  polder_json_open(text, "pairs", '[');
  for (int i = 0; i < compared->n_asked - 1; i++)
    add_pair(text, result, &result->pair[i]);
  polder_json_close(text, ']');
  polder_json_close(text, '}');
  polder_sink_print(cli->out, "%s\n", text->str);
}
