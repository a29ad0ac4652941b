#!/bin/sh
# A plan as an array job of Slurm, on as many machines as it gives; each task plays its share into one
# folder, on a disk that all machines see.
#
#   job=$(sbatch --parsable --array=1-20 slurm.sh plan.csv results)
#   sbatch --dependency=afterok:$job --wrap 'polder merge results -o results'
#
# A task that was killed or ran out of time: the same sbatch goes on with what is missing.
# POLDER is the program, if it is not on the PATH.
#
#SBATCH --job-name=polder
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=4
#SBATCH --time=01:00:00
#SBATCH --signal=B:USR1@60
set -eu
exec "${POLDER:-polder}" batch "$1" -o "$2" --shard auto -j "${SLURM_CPUS_PER_TASK:-1}"
