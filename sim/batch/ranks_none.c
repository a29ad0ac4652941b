/* Several processes without MPI: there is only one, which is NULL. */
#include "ranks.h"

#include "experiment.h"

bool polder_ranks_built(void) {
  return false;
}

PolderRanks *polder_ranks_join(GError **error) {
  polder_batch_refuse(
      error, G_FILE_ERROR_NOSYS,
      "deze polder is zonder MPI gebouwd en kan niet met mpirun samenwerken; bouw hem met make "
      "MPI=1, of gebruik --shard",
      "this polder was built without MPI and cannot work together under mpirun; build it with make "
      "MPI=1, or use --shard");
  return NULL;
}

void polder_ranks_leave(PolderRanks *ranks) {
  (void)ranks;
}

int polder_ranks_own(const PolderRanks *ranks) {
  (void)ranks;
  return 0;
}

int polder_ranks_beside(const PolderRanks *ranks) {
  (void)ranks;
  return 1;
}

int polder_ranks_number(const PolderRanks *ranks) {
  (void)ranks;
  return 1;
}

bool polder_ranks_agree(PolderRanks *ranks, GError *own, GError **error) {
  (void)ranks;
  if (own != NULL)
    g_propagate_error(error, own);
  return own == NULL;
}

void polder_ranks_share(PolderRanks *ranks, GArray *blocks) {
  (void)ranks;
  (void)blocks;
}

PolderStretch polder_ranks_ask(const PolderWord *word) {
  (void)word;
  return (PolderStretch){.from = 0};
}

int polder_ranks_hear(PolderWord *out_word) {
  *out_word = (PolderWord){.goodbye = true};
  return 0;
}

void polder_ranks_answer(int rank, const PolderStretch *stretch) {
  (void)rank;
  (void)stretch;
}
