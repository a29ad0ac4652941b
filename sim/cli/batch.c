/* polder batch: a plan of experiments, or a folder with --vary, played into a results folder. */
#include "batch.h"

#include <stdlib.h>
#include <string.h>

/* --- The plan --------------------------------------------------------------------------------- */

static void replace_arms(PolderPlan *plan, const char *text) {
  g_auto(GStrv) arms = g_strsplit(text, ",", -1);
  g_ptr_array_set_size(plan->arms, 0);
  for (char **arm = arms; *arm != NULL; arm++)
    g_ptr_array_add(plan->arms, g_strdup(g_strstrip(*arm)));
}

static bool is_given(const Cli *cli, CliOptionId id) {
  return (cli->given & 1u << id) != 0;
}

static bool read_halfwidth(const Cli *cli, double *out_halfwidth) {
  char *rest = NULL;
  *out_halfwidth = g_ascii_strtod(cli->until_halfwidth, &rest);
  if (*rest == '%') {
    *out_halfwidth /= 100;
    rest++;
  }
  if (*rest == '\0' && *out_halfwidth > 0 && *out_halfwidth <= .5)
    return true;
  cli_complain(cli_text(cli,
                        "--until-halfwidth: \"%s\" is geen halve breedte van een interval; schrijf "
                        "bijvoorbeeld 0.02 of 2%%",
                        "--until-halfwidth: \"%s\" is no half-width of an interval; write 0.02 or "
                        "2%%, say"),
               cli->until_halfwidth);
  return false;
}

/* Until when to play. False after a complaint. */
static bool override_runs(const Cli *cli, PolderPlan *plan) {
  plan->runs_given = plan->runs_given || is_given(cli, CLI_OPTION_RUNS);
  if (is_given(cli, CLI_OPTION_UNTIL_HALFWIDTH)) {
    if (!read_halfwidth(cli, &plan->until_halfwidth))
      return false;
    plan->runs = plan->runs_given ? plan->runs : POLDER_FIRST_LOOK;
  }
  if (is_given(cli, CLI_OPTION_RUNS))
    plan->runs = (uint32_t)cli->runs;
  if (is_given(cli, CLI_OPTION_MAX_RUNS))
    plan->max_runs = (uint32_t)cli->max_runs;
  const bool looking = plan->until_halfwidth > 0;
  if (is_given(cli, CLI_OPTION_MAX_RUNS) && !looking) {
    cli_complain(cli_text(cli, "--max-runs telt alleen samen met --until-halfwidth",
                          "--max-runs counts only together with --until-halfwidth"));
    return false;
  }
  if (!looking || plan->max_runs == 0 || plan->max_runs >= plan->runs)
    return true;
  cli_complain(cli_text(cli, "max_runs is %u, minder dan de %u keer bij de eerste blik",
                        "max_runs is %u, less than the %u runs at the first look"),
               plan->max_runs, plan->runs);
  return false;
}

/* What stands on the command line is stronger than what stands in the plan. */
static bool override(const Cli *cli, PolderPlan *plan) {
  if (is_given(cli, CLI_OPTION_ARMS))
    replace_arms(plan, cli->arms);
  if (is_given(cli, CLI_OPTION_SEED))
    plan->seed = cli->seed;
  return override_runs(cli, plan);
}

static bool is_results(const char *folder) {
  g_autofree char *manifest = g_build_filename(folder, "manifest.json", NULL);
  g_autofree char *plan = g_build_filename(folder, "plan.json", NULL);
  return g_file_test(manifest, G_FILE_TEST_EXISTS) || g_file_test(plan, G_FILE_TEST_EXISTS);
}

/* Can it be a plan, or a case with --vary? Else a complaint and its exit code. */
static int check_operand(const Cli *cli, const char *path, bool folder) {
  if (!folder && !g_file_test(path, G_FILE_TEST_EXISTS)) {
    cli_complain(
        cli_text(cli, "%s: zo'n plan of map is er niet", "%s: there is no such plan or folder"),
        path);
    return CLI_IO;
  }
  if (!folder && cli->vary->len > 0) {
    cli_complain(cli_text(cli, "--vary hoort bij een casusmap; zet factoren in %s zelf",
                          "--vary goes with a scenario's folder; put factors in %s itself"),
                 path);
    return CLI_USE;
  }
  if (!folder || !is_results(path))
    return CLI_DONE;
  cli_complain(
      cli_text(cli, "%s is een map met resultaten; geef een plan, of een casusmap met --vary",
               "%s is a folder of results; give a plan, or a scenario's folder with --vary"),
      path);
  return CLI_USE;
}

static PolderPlan *read_plan(const Cli *cli, PolderMessages *messages, int *out_code) {
  const char *path = cli->operands->pdata[0];
  const bool folder = g_file_test(path, G_FILE_TEST_IS_DIR) || g_str_equal(path, "random");
  *out_code = check_operand(cli, path, folder);
  if (*out_code != CLI_DONE)
    return NULL;
  if (folder) {
    *out_code = CLI_USE;
    g_ptr_array_add(cli->vary, NULL);
    return polder_plan_from_options(path, (const char *const *)cli->vary->pdata, messages);
  }
  *out_code = CLI_DATA;
  return polder_plan_load(path, messages);
}

static PolderExperiment *make_experiment(const Cli *cli, int *out_code) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPlan) plan = read_plan(cli, messages, out_code);
  PolderExperiment *experiment = NULL;
  if (plan != NULL && !override(cli, plan))
    *out_code = CLI_USE;
  else if (plan != NULL)
    experiment = polder_experiment_new(plan, cli->operands->pdata[0], messages);
  cli_tell_messages(cli, messages);
  return experiment;
}

/* --- Shards ----------------------------------------------------------------------------------- */

static bool read_whole(const char *text, uint32_t least, uint32_t *out_number) {
  guint64 number = 0;
  if (text == NULL || !g_ascii_string_to_unsigned(text, 10, least, 1000000, &number, NULL))
    return false;
  *out_number = (uint32_t)number;
  return true;
}

/* Task ids may start anywhere and skip: their place counts. */
static bool read_slurm(uint32_t *out_shard, uint32_t *out_n) {
  uint32_t id = 0, first = 1, step = 1;
  if (!read_whole(g_getenv("SLURM_ARRAY_TASK_ID"), 0, &id) ||
      !read_whole(g_getenv("SLURM_ARRAY_TASK_COUNT"), 1, out_n))
    return false;
  read_whole(g_getenv("SLURM_ARRAY_TASK_MIN"), 0, &first);
  read_whole(g_getenv("SLURM_ARRAY_TASK_STEP"), 1, &step);
  *out_shard = id >= first ? (id - first) / step + 1 : 0;
  return true;
}

static bool read_share(const char *text, uint32_t *out_shard, uint32_t *out_n) {
  g_auto(GStrv) words = g_strsplit(text, "/", -1);
  return g_strv_length(words) == 2 && read_whole(words[0], 1, out_shard) &&
         read_whole(words[1], 1, out_n);
}

static bool read_shard(const Cli *cli, CliBatch *batch) {
  uint32_t *shard = &batch->shard, *n = &batch->n_shards;
  if (cli->shard == NULL)
    return true;
  const bool slurm = g_str_equal(cli->shard, "auto");
  const bool read = slurm ? read_slurm(shard, n) : read_share(cli->shard, shard, n);
  if (read && *shard >= 1 && *shard <= *n)
    return true;
  cli_complain(slurm ? cli_text(cli,
                                "--shard auto: SLURM_ARRAY_TASK_ID en SLURM_ARRAY_TASK_COUNT "
                                "zeggen niet welk deel dit is",
                                "--shard auto: SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT do "
                                "not say which share this is")
                     : cli_text(cli, "--shard: schrijf bijvoorbeeld 2/3: deel 2 van 3",
                                "--shard: write 2/3, say: share 2 of 3"));
  return false;
}

/* --- Dry run ---------------------------------------------------------------------------------- */

/* Seconds and bytes of a unit, from a short trial spread over the points. */
static void try_some(const PolderExperiment *experiment, double *out_seconds, double *out_bytes) {
  enum { TRIALS_MAX = 400, ENOUGH_US = 800000 };
  const PolderExperimentSize size = polder_experiment_size(experiment);
  g_autoptr(PolderSeat) seat = polder_seat_new(experiment);
  g_autoptr(GString) rows = g_string_new(NULL);
  const int64_t begin = g_get_monotonic_time();
  int64_t spent = 0;
  uint64_t n = 0, bytes = 0;
  for (; n < MIN(TRIALS_MAX, size.n_units) && g_get_monotonic_time() - begin < ENOUGH_US; n++) {
    const uint64_t unit =
        n * 7919 % MIN(TRIALS_MAX, size.n_units) * (size.n_units / TRIALS_MAX + 1) % size.n_units;
    polder_seat_play(seat, unit - unit % size.runs, rows, rows); /* the point is compiled */
    g_string_truncate(rows, 0);
    const int64_t from = g_get_monotonic_time();
    polder_seat_play(seat, unit, rows, rows);
    spent += g_get_monotonic_time() - from;
    bytes += rows->len;
    g_string_truncate(rows, 0);
  }
  *out_seconds = (double)spent / 1e6 / (double)n;
  *out_bytes = (double)bytes / (double)n;
}

static char *duration(const Cli *cli, double seconds) {
  if (seconds < .95)
    return g_strdup(cli_text(cli, "minder dan een seconde", "less than a second"));
  if (seconds < 1.5)
    return g_strdup(cli_text(cli, "ongeveer een seconde", "about a second"));
  if (seconds < 100)
    return g_strdup_printf(cli_text(cli, "ongeveer %.0f seconden", "about %.0f seconds"), seconds);
  if (seconds < 100 * 60)
    return g_strdup_printf(cli_text(cli, "ongeveer %.0f minuten", "about %.0f minutes"),
                           seconds / 60);
  return g_strdup_printf(cli_text(cli, "ongeveer %s uur", "about %s hours"),
                         cli_decimal(cli, seconds / 3600, 1).text);
}

static char *amount(const Cli *cli, double bytes) {
  static const char *const units[] = {"kB", "MB", "GB", "TB"};
  size_t unit = 0;
  for (bytes /= 1000; bytes >= 1000 && unit + 1 < G_N_ELEMENTS(units); bytes /= 1000)
    unit++;
  return g_strdup_printf("%s %s", cli_decimal(cli, bytes, bytes < 10 ? 1 : 0).text, units[unit]);
}

/* With looks: what the first of them takes at least, and at most. */
static char *up_to(const Cli *cli, char *least, char *most, bool looking) {
  char *text =
      looking ? g_strdup_printf(cli_text(cli, "%s (hooguit %s)", "%s (at most %s)"), least, most)
              : g_strdup(least);
  g_free(least);
  g_free(most);
  return text;
}

static void tell_size(Cli *cli, const PolderExperimentSize *size, bool looking) {
  const double least = (double)size->n_points * size->n_arms * size->first_runs;
  g_autofree char *runs = up_to(cli, g_strdup_printf("%u", size->first_runs),
                                g_strdup_printf("%u", size->runs), looking);
  g_autofree char *all =
      up_to(cli, g_strdup_printf("%.0f", least),
            g_strdup_printf("%.0f", (double)size->n_units * size->n_arms), looking);
  polder_sink_print(
      cli->out,
      cli_text(cli, "%u %s x %d %s x %s keer: %s onderhandelingen\n",
               "%u %s x %d %s x %s runs: %s negotiations\n"),
      size->n_points,
      size->n_points == 1 ? cli_text(cli, "punt", "point") : cli_text(cli, "punten", "points"),
      size->n_arms,
      size->n_arms == 1 ? cli_text(cli, "arm", "arm") : cli_text(cli, "armen", "arms"), runs, all);
}

static int tell_dry_run(Cli *cli, const CliBatch *batch) {
  const PolderExperimentSize size = polder_experiment_size(batch->experiment);
  const bool looking = size.until_halfwidth > 0;
  double seconds = 0, bytes = 0;
  try_some(batch->experiment, &seconds, &bytes);
  const double most = (double)size.n_units / (double)MAX(batch->n_shards, 1);
  const double least = most / size.runs * size.first_runs;
  const unsigned threads = MIN((unsigned)cli->threads, g_get_num_processors());
  g_autofree char *time = up_to(cli, duration(cli, seconds * least / threads),
                                duration(cli, seconds * most / threads), looking);
  g_autofree char *space =
      up_to(cli, amount(cli, bytes * least), amount(cli, bytes * most), looking);
  tell_size(cli, &size, looking);
  polder_sink_print(
      cli->out,
      cli_text(cli, "%s met %u %s en %s aan resultaten%s, in %s%u %s\n",
               "%s with %u %s and %s of results%s, in %s%u %s\n"),
      time, threads,
      threads == 1 ? cli_text(cli, "draad", "thread") : cli_text(cli, "draden", "threads"), space,
      batch->n_shards > 1 ? cli_text(cli, " per deel", " a share") : "",
      looking ? cli_text(cli, "hooguit ", "at most ") : "", size.n_blocks,
      size.n_blocks == 1 ? cli_text(cli, "blok", "block") : cli_text(cli, "blokken", "blocks"));
  return CLI_DONE;
}

static int prepare(Cli *cli, CliBatch *batch) {
  int code = CLI_USE;
  if ((cli->dry_run || cli_batch_has_output(cli)) && read_shard(cli, batch))
    batch->experiment = make_experiment(cli, &code);
  return batch->experiment != NULL ? CLI_DONE : code;
}

int cli_verb_batch(Cli *cli) {
  CliBatch batch = {.experiment = NULL};
  PolderExperimentResult result;
  int code = CLI_DONE;
  if (!cli_ranks_join(cli, &batch.ranks, &code))
    return code;
  if (cli_ranks_prepare(cli, &batch, prepare, &code))
    code = cli->dry_run ? tell_dry_run(cli, &batch) : cli_batch_play(cli, &batch, &result);
  polder_experiment_free(batch.experiment);
  polder_ranks_leave(batch.ranks);
  return code;
}
