/* How runs of one point went, round by round: counted in whole numbers, so that adding up has no
 * order. Private to batch.
 *
 * Trust is counted on a grid; shares are summed in millionths. Memory: arms x rounds x the grid.
 */
#ifndef POLDER_BATCH_ROUNDS_H
#define POLDER_BATCH_ROUNDS_H

#include <polder/engine.h>

#define POLDER_TRUST_GRID 1000 /* steps from 0 to 1 */

typedef struct PolderRounds PolderRounds;

PolderRounds *polder_rounds_new(void);
void polder_rounds_free(PolderRounds *rounds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderRounds, polder_rounds_free)

/* Adds a run that took n_rounds. */
void polder_rounds_count(PolderRounds *rounds, int arm, const PolderMoment *moments, int n_rounds);

/* As lines `point arm round accept answered told hiding trust...`: sums in millionths, how many
 * runs they are over, and trust as steps of the grid from the one before, `x` how many when more
 * than one. Everything is forgotten afterwards. */
void polder_rounds_append_counts(PolderRounds *rounds, uint32_t point, GString *text);
/* The point of such a line, and what else stands in it added. False when it is no such line. */
bool polder_rounds_line_point(const char *line, uint32_t *out_point);
bool polder_rounds_add_line(PolderRounds *rounds, const char *line);

/* Rows of rounds.csv. Everything is forgotten afterwards. */
extern const char *const polder_rounds_header;
void polder_rounds_append_rows(PolderRounds *rounds, uint32_t point, const char *const *arms,
                               GString *text);

#endif
