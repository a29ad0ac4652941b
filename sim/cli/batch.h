/* What the verbs on experiments share. Private to them. */
#ifndef POLDER_CLI_BATCH_H
#define POLDER_CLI_BATCH_H

#include "cli.h"

#include <polder/experiment.h>

/* Plays into cli->output, with progress, Ctrl-C and what there is to say. Returns the exit code. */
int cli_batch_play(Cli *cli, const PolderExperiment *experiment, uint32_t shard, uint32_t n_shards,
                   PolderExperimentResult *out_result);
/* Tells the error; returns its exit code. */
int cli_batch_error(const Cli *cli, const GError *error);
/* -o was given; else told. */
bool cli_batch_has_output(const Cli *cli);
char *cli_batch_now(void);

#endif
