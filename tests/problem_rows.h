/* Problems made by hand: deals in rows, as a reader sees them. */
#ifndef POLDER_TESTS_PROBLEM_ROWS_H
#define POLDER_TESTS_PROBLEM_ROWS_H

#include <polder/bargaining.h>

typedef struct {
  int n_parties;
  uint32_t n_deals;
  double *row; /* [deal][party] */
  double *utility;
  uint16_t *broken;
  double reservation[POLDER_PARTIES_MAX];
} Rows;

Rows *rows_new(int n_parties, uint32_t n_deals);
void rows_free(Rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rows, rows_free)

Rows *rows_of_two_parties(uint32_t n_deals, const double (*row)[2]);
/* The rows as they stand now, turned into the [party][deal] of a problem. Lent. */
PolderProblem rows_problem(const Rows *rows);

/* A draw for tests: table and k are any numbers. */
double draw(unsigned table, unsigned k);
unsigned draw_below(unsigned table, unsigned k, unsigned n);

#endif
