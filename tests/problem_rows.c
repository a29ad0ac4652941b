/* See problem_rows.h. */
#include <string.h>

#include "problem_rows.h"

double draw(unsigned table, unsigned k) {
  return polder_draw((PolderChance){.seed = 11, .run = table}, 0, 0, POLDER_DRAW_GENERATOR, k);
}

unsigned draw_below(unsigned table, unsigned k, unsigned n) {
  return (unsigned)(draw(table, k) * n);
}

Rows *rows_new(int n_parties, uint32_t n_deals) {
  Rows *rows = g_new0(Rows, 1);
  rows->n_parties = n_parties;
  rows->n_deals = n_deals;
  rows->row = g_new0(double, (size_t)n_parties *n_deals);
  rows->utility = g_new0(double, (size_t)n_parties *n_deals);
  rows->broken = g_new0(uint16_t, n_deals);
  return rows;
}

void rows_free(Rows *rows) {
  g_free(rows->row);
  g_free(rows->utility);
  g_free(rows->broken);
  g_free(rows);
}

PolderProblem rows_problem(const Rows *rows) {
  for (uint32_t deal = 0; deal < rows->n_deals; deal++)
    for (int i = 0; i < rows->n_parties; i++)
      rows->utility[(uint32_t)i * rows->n_deals + deal] =
          rows->row[deal * (uint32_t)rows->n_parties + (uint32_t)i];
  return (PolderProblem){
      .n_parties = rows->n_parties,
      .n_deals = rows->n_deals,
      .utility = rows->utility,
      .broken = rows->broken,
      .reservation = rows->reservation,
  };
}

Rows *rows_of_two_parties(uint32_t n_deals, const double (*row)[2]) {
  Rows *rows = rows_new(2, n_deals);
  memcpy(rows->row, row, n_deals * sizeof *row);
  return rows;
}
