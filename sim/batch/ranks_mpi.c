/* Several processes over MPI; the only file that knows it.
 *
 * One thread at a time speaks. Whoever waits sleeps in between: MPI's own waiting keeps a processor
 * busy that others could play on.
 */
#include "ranks.h"

#include "experiment.h"

#include <mpi.h>
#include <string.h>

enum { TAG_WORD = 1, TAG_ANSWER, REST_US = 200, TEXT_MAX = 2048 };

struct PolderRanks {
  int own, n, beside;
};

static void wait_for(MPI_Request *request, MPI_Status *out_status) {
  for (int done = 0;;) {
    MPI_Test(request, &done, out_status);
    if (done)
      return;
    g_usleep(REST_US);
  }
}

static void finish(MPI_Request request) {
  wait_for(&request, MPI_STATUS_IGNORE);
}

static void broadcast(void *bytes, size_t length, int from) {
  MPI_Request request;
  MPI_Ibcast(bytes, (int)length, MPI_BYTE, from, MPI_COMM_WORLD, &request);
  finish(request);
}

/* --- Joining and leaving ---------------------------------------------------------------------- */

bool polder_ranks_built(void) {
  return true;
}

/* The processors that this process may use, as a number. Where Linux does not say: all the same. */
static int processors(void) {
  g_autofree char *status = NULL;
  g_file_get_contents("/proc/self/status", &status, NULL, NULL);
  const char *line = status != NULL ? strstr(status, "Cpus_allowed:") : NULL;
  const size_t length = line != NULL ? strcspn(line, "\n") : 0;
  return (int)(polder_hash(POLDER_HASH_START, line, length) & INT_MAX);
}

/* Processes of this machine that may use the same processors as this one, itself too. */
static int count_beside(void) {
  MPI_Comm machine, same;
  int n = 1;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
  MPI_Comm_split(machine, processors(), 0, &same);
  MPI_Comm_size(same, &n);
  MPI_Comm_free(&same);
  MPI_Comm_free(&machine);
  return n;
}

PolderRanks *polder_ranks_join(GError **error) {
  int threads = MPI_THREAD_SINGLE;
  if (MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &threads) != MPI_SUCCESS ||
      threads < MPI_THREAD_SERIALIZED) {
    polder_batch_refuse(error, G_FILE_ERROR_NOSYS,
                        "MPI kan niet beginnen, of kent hier geen draden",
                        "MPI cannot begin, or knows no threads here");
    return NULL;
  }
  PolderRanks *ranks = g_new0(PolderRanks, 1);
  MPI_Comm_rank(MPI_COMM_WORLD, &ranks->own);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks->n);
  ranks->beside = count_beside();
  return ranks;
}

void polder_ranks_leave(PolderRanks *ranks) {
  MPI_Request request;
  if (ranks == NULL)
    return;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  finish(request);
  MPI_Finalize();
  g_free(ranks);
}

int polder_ranks_own(const PolderRanks *ranks) {
  return ranks != NULL ? ranks->own : 0;
}

int polder_ranks_number(const PolderRanks *ranks) {
  return ranks != NULL ? ranks->n : 1;
}

int polder_ranks_beside(const PolderRanks *ranks) {
  return ranks != NULL ? ranks->beside : 1;
}

/* --- All together ----------------------------------------------------------------------------- */

/* The first that failed, or -1. */
static int find_failed(const PolderRanks *ranks, const GError *own, int *out_code) {
  g_autofree int *codes = g_new0(int, (size_t)ranks->n);
  const int code = own != NULL ? own->code + 1 : 0;
  MPI_Request request;
  MPI_Iallgather(&code, 1, MPI_INT, codes, 1, MPI_INT, MPI_COMM_WORLD, &request);
  finish(request);
  for (int rank = 0; rank < ranks->n; rank++) {
    *out_code = codes[rank] - 1;
    if (codes[rank] != 0)
      return rank;
  }
  return -1;
}

/* Both languages say on which machine it was, when it was not where the words appear. */
static char *located(const PolderRanks *ranks, const char *message) {
  if (ranks->own == 0)
    return g_strdup(message);
  g_autofree char *lead = g_strdup_printf("rank %d, %s: ", ranks->own, g_get_host_name());
  g_auto(GStrv) lines = g_strsplit(message, "\n", 2);
  return lines[0] == NULL || lines[1] == NULL
             ? g_strconcat(lead, message, NULL)
             : g_strconcat(lead, lines[0], "\n", lead, lines[1], NULL);
}

bool polder_ranks_agree(PolderRanks *ranks, GError *own, GError **error) {
  int code = 0;
  if (ranks == NULL) {
    if (own != NULL)
      g_propagate_error(error, own);
    return own == NULL;
  }
  const int failed = find_failed(ranks, own, &code);
  if (failed >= 0) {
    char text[TEXT_MAX] = "";
    g_autofree char *message = failed == ranks->own ? located(ranks, own->message) : NULL;
    g_strlcpy(text, message != NULL ? message : "", sizeof text);
    broadcast(text, sizeof text, failed);
    g_set_error_literal(error, G_FILE_ERROR, code, text);
  }
  g_clear_error(&own);
  return failed < 0;
}

void polder_ranks_share(PolderRanks *ranks, GArray *blocks) {
  if (ranks == NULL)
    return;
  uint32_t n = blocks->len;
  broadcast(&n, sizeof n, 0);
  g_array_set_size(blocks, n);
  if (n > 0)
    broadcast(blocks->data, n * sizeof(uint32_t), 0);
}

/* --- Sharing out ------------------------------------------------------------------------------ */

PolderStretch polder_ranks_ask(const PolderWord *word) {
  PolderStretch stretch = {.from = 0};
  MPI_Request answer, question;
  if (!word->goodbye)
    MPI_Irecv(&stretch, sizeof stretch, MPI_BYTE, 0, TAG_ANSWER, MPI_COMM_WORLD, &answer);
  MPI_Isend(word, sizeof *word, MPI_BYTE, 0, TAG_WORD, MPI_COMM_WORLD, &question);
  finish(question);
  if (!word->goodbye)
    finish(answer);
  return stretch;
}

int polder_ranks_hear(PolderWord *out_word) {
  MPI_Status status;
  MPI_Request request;
  MPI_Irecv(out_word, sizeof *out_word, MPI_BYTE, MPI_ANY_SOURCE, TAG_WORD, MPI_COMM_WORLD,
            &request);
  wait_for(&request, &status);
  return status.MPI_SOURCE;
}

void polder_ranks_answer(int rank, const PolderStretch *stretch) {
  MPI_Request request;
  MPI_Isend(stretch, sizeof *stretch, MPI_BYTE, rank, TAG_ANSWER, MPI_COMM_WORLD, &request);
  finish(request);
}
