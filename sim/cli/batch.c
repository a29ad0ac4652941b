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

/* What stands on the command line is stronger than what stands in the plan. */
static void override(const Cli *cli, PolderPlan *plan) {
  if (is_given(cli, CLI_OPTION_ARMS))
    replace_arms(plan, cli->arms);
  if (is_given(cli, CLI_OPTION_SEED))
    plan->seed = cli->seed;
  if (is_given(cli, CLI_OPTION_RUNS))
    plan->runs = (uint32_t)cli->runs;
}

static PolderPlan *read_plan(const Cli *cli, PolderMessages *messages, int *out_code) {
  const char *path = cli->operands->pdata[0];
  const bool folder = g_file_test(path, G_FILE_TEST_IS_DIR) || g_str_equal(path, "random");
  *out_code = CLI_USE;
  if (!folder && cli->vary->len > 0) {
    cli_complain(cli_text(cli, "--vary hoort bij een casusmap; zet factoren in %s zelf",
                          "--vary goes with a scenario's folder; put factors in %s itself"),
                 path);
    return NULL;
  }
  if (folder) {
    g_ptr_array_add(cli->vary, NULL);
    return polder_plan_from_options(path, (const char *const *)cli->vary->pdata, messages);
  }
  *out_code = g_file_test(path, G_FILE_TEST_EXISTS) ? CLI_DATA : CLI_IO;
  if (*out_code == CLI_DATA)
    return polder_plan_load(path, messages);
  cli_complain(
      cli_text(cli, "%s: zo'n plan of map is er niet", "%s: there is no such plan or folder"),
      path);
  return NULL;
}

/* What the plan asks and this version cannot do. */
static bool can_play(const Cli *cli, const PolderPlan *plan) {
  if (!(plan->until_halfwidth > 0))
    return true;
  cli_complain(cli_text(cli, "until_halfwidth kan nog niet; haal die regel uit het plan",
                        "until_halfwidth is not possible yet; take that row out of the plan"));
  return false;
}

static PolderExperiment *make_experiment(const Cli *cli, int *out_code) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPlan) plan = read_plan(cli, messages, out_code);
  PolderExperiment *experiment = NULL;
  if (plan != NULL && can_play(cli, plan)) {
    override(cli, plan);
    experiment = polder_experiment_new(plan, cli->operands->pdata[0], messages);
  }
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
  if (seconds < 100)
    return g_strdup_printf(cli_text(cli, "%.0f seconden", "%.0f seconds"), MAX(seconds, 1));
  if (seconds < 100 * 60)
    return g_strdup_printf(cli_text(cli, "%.0f minuten", "%.0f minutes"), seconds / 60);
  return g_strdup_printf(cli_text(cli, "%s uur", "%s hours"),
                         cli_decimal(cli, seconds / 3600, 1).text);
}

static char *amount(const Cli *cli, double bytes) {
  static const char *const units[] = {"kB", "MB", "GB", "TB"};
  size_t unit = 0;
  for (bytes /= 1000; bytes >= 1000 && unit + 1 < G_N_ELEMENTS(units); bytes /= 1000)
    unit++;
  return g_strdup_printf("%s %s", cli_decimal(cli, bytes, bytes < 10 ? 1 : 0).text, units[unit]);
}

static int tell_dry_run(Cli *cli, const CliBatch *batch) {
  const PolderExperimentSize size = polder_experiment_size(batch->experiment);
  double seconds = 0, bytes = 0;
  try_some(batch->experiment, &seconds, &bytes);
  const double units = (double)size.n_units / (double)MAX(batch->n_shards, 1);
  const unsigned threads = MIN((unsigned)cli->threads, g_get_num_processors());
  g_autofree char *time = duration(cli, seconds * units / threads);
  g_autofree char *space = amount(cli, bytes * units);
  polder_sink_print(cli->out,
                    cli_text(cli, "%u punten x %d armen x %u keer: %.0f onderhandelingen\n",
                             "%u points x %d arms x %u runs: %.0f negotiations\n"),
                    size.n_points, size.n_arms, size.runs,
                    (double)size.n_units * (double)size.n_arms);
  polder_sink_print(
      cli->out,
      cli_text(cli, "ongeveer %s met %u %s en %s aan resultaten%s, in %u blokken\n",
               "about %s with %u %s and %s of results%s, in %u blocks\n"),
      time, threads,
      threads == 1 ? cli_text(cli, "draad", "thread") : cli_text(cli, "draden", "threads"), space,
      batch->n_shards > 1 ? cli_text(cli, " per deel", " a share") : "", size.n_blocks);
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
