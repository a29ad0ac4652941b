/* polder run: one negotiation, of a case or of an experiment, as a story, as events, or as its
 * outcome. */
#include "batch.h"
#include "what_if.h"

#include <string.h>

void cli_print_trace(Cli *cli, const PolderTrace *trace, const PolderNames *names,
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

static void print_run(Cli *cli, const CliPlayed *played) {
  g_autoptr(PolderNames) names = polder_names_new(played->scenario);
  switch ((CliFormat)cli->format) {
  case CLI_TEXT:
    cli_story_print(cli, played);
    return;
  case CLI_CSV:
    print_row(cli, played->outcome, names, &played->key);
    return;
  case CLI_JSON:
    print_object(cli, played->outcome, names, &played->key);
    return;
  case CLI_JSONL:
    cli_print_trace(cli, played->trace, names, &played->key);
    return;
  }
}

static int code_of(const PolderOutcome *outcome) {
  return outcome->ending == POLDER_FAILED ? CLI_BUG : CLI_DONE;
}

/* --- Of a case -------------------------------------------------------------------------------- */

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
  if (cli->what_if->len > 0)
    return cli_what_if(cli, scenario, game, &key, (int)values.value[POLDER_DEADLINE_ROUNDS][0]);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  g_autoptr(GString) command = cli_case_command(cli);
  g_string_append_printf(command, " --run %u", (unsigned)cli->run);
  polder_runner_play(runner, game, chance, trace, &outcome);
  const CliPlayed played = {.scenario = scenario,
                            .trace = trace,
                            .outcome = &outcome,
                            .key = key,
                            .command = command->str,
                            .other_arm = strcmp(arm, "asis") == 0 ? "spoken" : "asis"};
  print_run(cli, &played);
  return code_of(&outcome);
}

static int run_case(Cli *cli) {
  int code = CLI_DONE;
  if ((cli->given & 1u << CLI_OPTION_POINT) != 0) {
    cli_complain(cli_text(cli, "--point hoort bij een map met resultaten van polder batch",
                          "--point goes with a folder of results of polder batch"));
    return CLI_USE;
  }
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[0], &code);
  if (scenario == NULL)
    return code;
  g_autofree char *arm = g_ascii_strdown(cli->arm != NULL ? cli->arm : "asis", -1);
  return play(cli, scenario, arm);
}

/* --- Of an experiment ------------------------------------------------------------------------- */

/* What tells of the experiment in that folder, or NULL. Yours to free. */
static char *manifest_in(const char *folder) {
  static const char *const names[] = {"manifest.json", "plan.json"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer(&path);
  }
  return NULL;
}

/* The place of the arm that was asked for, or -1 after a complaint. */
static int find_arm(const Cli *cli, const PolderExperiment *experiment) {
  g_autoptr(GString) known = g_string_new(NULL);
  const int n = polder_experiment_size(experiment).n_arms;
  for (int arm = 0; arm < n; arm++) {
    const char *name = polder_experiment_arm(experiment, arm);
    if (cli->arm == NULL || g_ascii_strcasecmp(cli->arm, name) == 0)
      return arm;
    g_string_append_printf(known, "%s%s", arm > 0 ? ", " : "", name);
  }
  cli_complain(cli_text(cli, "--arm: deze proef heeft geen arm \"%s\"; wel: %s",
                        "--arm: this experiment has no arm \"%s\"; it has: %s"),
               cli->arm, known->str);
  return -1;
}

static bool is_in(const Cli *cli, const char *option, uint64_t asked, uint32_t n) {
  if (asked < n)
    return true;
  cli_complain(cli_text(cli, "--%s: %" G_GUINT64_FORMAT " is er niet; ze lopen van 0 tot en met %u",
                        "--%s: there is no %" G_GUINT64_FORMAT "; they go from 0 to %u"),
               option, (guint64)asked, n - 1);
  return false;
}

static bool fits_experiment(const Cli *cli) {
  static const CliOptionId fixed[] = {CLI_OPTION_SEED, CLI_OPTION_SET, CLI_OPTION_WHAT_IF};
  for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
    if ((cli->given & 1u << fixed[i]) != 0) {
      cli_complain(cli_text(cli, "--%s hoort bij een casus; in %s ligt alles al vast",
                            "--%s goes with a case; in %s everything is fixed already"),
                   cli_options[fixed[i]].name, (char *)cli->operands->pdata[0]);
      return false;
    }
  return true;
}

static int replay(Cli *cli, const PolderExperiment *experiment) {
  const PolderExperimentSize size = polder_experiment_size(experiment);
  const int arm = find_arm(cli, experiment);
  if (arm < 0 || !is_in(cli, "point", cli->point, size.n_points) ||
      !is_in(cli, "run", cli->run, size.runs))
    return CLI_USE;
  g_autoptr(PolderSeat) seat = polder_seat_new(experiment);
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const uint32_t number = (uint32_t)cli->point;
  const PolderReplay again = polder_seat_replay(seat, number, (uint32_t)cli->run, arm, trace);
  g_autofree char *point = polder_experiment_point(experiment, number);
  g_autoptr(GString) command = g_string_new("polder run");
  cli_append_word(command, cli->operands->pdata[0]);
  g_string_append_printf(command, " --point %u --run %u", again.key.point, again.key.run);
  const int other = arm > 0 ? 0 : 1;
  const CliPlayed played = {
      .scenario = again.scenario,
      .trace = trace,
      .outcome = again.outcome,
      .key = again.key,
      .point = point,
      .command = command->str,
      .other_arm = other < size.n_arms ? polder_experiment_arm(experiment, other) : NULL};
  print_run(cli, &played);
  return code_of(again.outcome);
}

static int run_experiment(Cli *cli, const char *manifest) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(GError) error = NULL;
  if (!fits_experiment(cli))
    return CLI_USE;
  g_autoptr(PolderExperiment) experiment = polder_experiment_again(manifest, messages, &error);
  cli_tell_messages(cli, messages);
  return experiment != NULL ? replay(cli, experiment) : cli_batch_error(cli, error);
}

int cli_verb_run(Cli *cli) {
  g_autofree char *manifest = manifest_in(cli->operands->pdata[0]);
  return manifest != NULL ? run_experiment(cli, manifest) : run_case(cli);
}
