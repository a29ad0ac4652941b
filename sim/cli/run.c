/* polder run: one negotiation, as a story, as events, or as its outcome. */
#include "story.h"

static void print_lines(Cli *cli, const PolderTrace *trace, const PolderNames *names,
                        const PolderRunKey *key) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    g_string_truncate(text, 0);
    polder_trace_append_line(text, polder_trace_at(trace, i), names, key);
    polder_sink_write(cli->out, text->str);
  }
}

static void print_row(Cli *cli, const PolderOutcome *outcome, const PolderNames *names,
                      const PolderRunKey *key) {
  g_autoptr(GString) text = g_string_new(polder_runs_header);
  polder_outcome_append_row(text, outcome, names, key);
  polder_sink_write(cli->out, text->str);
}

static void print_object(Cli *cli, const PolderOutcome *outcome, const PolderNames *names,
                         const PolderRunKey *key) {
  g_autoptr(GString) text = g_string_new(NULL);
  polder_outcome_append_json(text, outcome, names, key);
  polder_sink_print(cli->out, "%s\n", text->str);
}

static void print_run(Cli *cli, const PolderScenario *scenario, const PolderTrace *trace,
                      const PolderOutcome *outcome, const PolderRunKey *key) {
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  switch ((CliFormat)cli->format) {
  case CLI_TEXT:
    cli_story_print(cli, scenario, trace, outcome, key, cli->operands->pdata[0]);
    return;
  case CLI_CSV:
    print_row(cli, outcome, names, key);
    return;
  case CLI_JSON:
    print_object(cli, outcome, names, key);
    return;
  case CLI_JSONL:
    print_lines(cli, trace, names, key);
    return;
  }
}

static int play(Cli *cli, const PolderScenario *scenario, const char *arm) {
  PolderValues values;
  PolderOutcome outcome;
  g_autoptr(GError) error = NULL;
  const PolderRunKey key = {.arm = arm, .run = (uint32_t)cli->run, .seed = cli->seed};
  const PolderChance chance = {.seed = key.seed, .run = key.run};
  if (!cli_values(cli, scenario, &values) || !cli_arm_known(cli, scenario, arm))
    return CLI_USE;
  g_autoptr(PolderGame) game = polder_game_new(
      scenario, &values, arm, POLDER_MEASURE_COLUMNS | POLDER_MEASURE_DISTANCES, &error);
  if (game == NULL) {
    cli_complain_error(cli, error);
    return CLI_USE;
  }
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  polder_runner_play(runner, game, chance, trace, &outcome);
  print_run(cli, scenario, trace, &outcome, &key);
  return outcome.ending == POLDER_FAILED ? CLI_BUG : CLI_DONE;
}

int cli_verb_run(Cli *cli) {
  int code = CLI_DONE;
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[0], &code);
  if (scenario == NULL)
    return code;
  g_autofree char *arm = g_ascii_strdown(cli->arm != NULL ? cli->arm : "asis", -1);
  return play(cli, scenario, arm);
}
