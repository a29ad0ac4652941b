/* What the verbs on experiments share. Private to them. */
#ifndef POLDER_CLI_BATCH_H
#define POLDER_CLI_BATCH_H

#include "cli.h"

#include <polder/experiment.h>

/* What is to be played, and which share of it. */
typedef struct {
  PolderExperiment *experiment;
  PolderRanks *ranks;       /* or NULL */
  uint32_t shard, n_shards; /* 0 = all of it */
} CliBatch;

/* Plays into cli->output, with progress, Ctrl-C and what there is to say. Returns the exit code. */
int cli_batch_play(Cli *cli, const CliBatch *batch, PolderExperimentResult *out_result);
/* Tells the error; returns its exit code. */
int cli_batch_error(const Cli *cli, const GError *error);
/* -o was given; else told. */
bool cli_batch_has_output(const Cli *cli);
/* Different builds have played, while the version is the same. */
void cli_batch_tell_mixed(const Cli *cli);
char *cli_batch_now(void);

/* Joins the other processes when mpirun started several. False: there is nothing to do here any
 * more; the exit code is given. */
bool cli_ranks_join(Cli *cli, PolderRanks **out_ranks, int *out_code);
/* Fills batch on every rank, on rank 0 first, which tells what is wrong. False as above. */
bool cli_ranks_prepare(Cli *cli, CliBatch *batch, int (*prepare)(Cli *cli, CliBatch *batch),
                       int *out_code);

#endif
