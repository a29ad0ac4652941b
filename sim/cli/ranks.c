/* Started by mpirun or the like: several processes with one command line, of which rank 0 speaks.
 */
#include "batch.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Open MPI, and others that speak PMIx or PMI. */
static const char *const rank_names[] = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"};
static const char *const size_names[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};

/* -1 when none of them is there. */
static int64_t told(const char *const *names, size_t n) {
  gint64 number = -1;
  for (size_t i = 0; i < n; i++) {
    const char *text = g_getenv(names[i]);
    if (text != NULL && g_ascii_string_to_signed(text, 10, 0, G_MAXINT, &number, NULL))
      return number;
  }
  return -1;
}

static bool is_another(void) {
  return told(rank_names, G_N_ELEMENTS(rank_names)) > 0;
}

int cli_hush_begin(void) {
  const int nowhere = is_another() ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
  if (nowhere < 0)
    return -1;
  const int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
  dup2(nowhere, STDERR_FILENO);
  close(nowhere);
  return kept;
}

void cli_hush_end(int kept) {
  if (kept < 0)
    return;
  fflush(stderr);
  dup2(kept, STDERR_FILENO);
  close(kept);
}

bool cli_ranks_join(Cli *cli, PolderRanks **out_ranks, int *out_code) {
  *out_ranks = NULL;
  *out_code = CLI_DONE;
  if (cli->dry_run)
    return !is_another();
  const bool alone = polder_ranks_built() ? told(rank_names, G_N_ELEMENTS(rank_names)) < 0
                                          : told(size_names, G_N_ELEMENTS(size_names)) <= 1;
  if (alone || cli->shard != NULL) /* who has a share of its own works alone */
    return true;
  g_autoptr(GError) error = NULL;
  *out_ranks = polder_ranks_join(&error);
  if (*out_ranks == NULL) {
    if (!is_another())
      cli_complain_error(cli, error);
    *out_code = is_another() ? CLI_DONE : CLI_USE; /* so that rank 0 has time to say it */
    return false;
  }
  if ((cli->given & 1u << CLI_OPTION_THREADS) == 0)
    cli->threads = MAX(1, cli->threads / (unsigned)polder_ranks_beside(*out_ranks));
  return true;
}

/* Rank 0 was right, so the files of this machine are others. */
static GError *cannot(int code) {
  GError *error = NULL;
  if (code == CLI_DONE)
    return NULL;
  g_set_error(
      &error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s\n%s",
      "het plan of een casus is hier niet te lezen; alle machines hebben dezelfde bestanden "
      "nodig",
      "the plan or a scenario cannot be read here; all machines need the same files");
  return error;
}

bool cli_ranks_prepare(Cli *cli, CliBatch *batch, int (*prepare)(Cli *cli, CliBatch *batch),
                       int *out_code) {
  PolderRanks *ranks = batch->ranks;
  const bool leads = polder_ranks_own(ranks) == 0;
  g_autoptr(GError) error = NULL;
  *out_code = leads ? prepare(cli, batch) : CLI_DONE;
  if (!polder_ranks_agree(ranks, cannot(*out_code), NULL))
    return false;
  const int kept = cli_hush_begin();
  const int code = leads ? CLI_DONE : prepare(cli, batch);
  cli_hush_end(kept);
  if (polder_ranks_agree(ranks, cannot(code), &error))
    return true;
  if (leads)
    *out_code = cli_batch_error(cli, error);
  return false;
}
