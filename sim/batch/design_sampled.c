/* Sampled designs: Latin hypercube, Morris, and Saltelli's matrices for Sobol' indices.
 *
 * Every draw is keyed by the plan's seed and by what it is for, never by how many came before.
 * Lengthening Morris or Sobol' keeps the points that were there.
 */
#include <math.h>

#include <polder/stats.h>

#include "plan_read.h"

/* `round` of a draw: what it is for. `run` is the factor (hypercube) or the trajectory (Morris). */
enum { DRAW_WITHIN, DRAW_ORDER, DRAW_START, DRAW_WAY, DRAW_STEPS, DRAW_SHIFT };

static double draw(const PolderPlan *plan, uint32_t run, unsigned what, uint32_t k) {
  return polder_draw((PolderChance){plan->seed, run}, what, 0, POLDER_DRAW_DESIGN, k);
}

/* A random order of 0..n-1 (Fisher and Yates; Durstenfeld 1964). */
static void draw_order(const PolderPlan *plan, uint32_t run, unsigned what, uint32_t n,
                       uint32_t *out_order) {
  for (uint32_t i = 0; i < n; i++)
    out_order[i] = i;
  for (uint32_t i = n; i-- > 1;) {
    const uint32_t other = (uint32_t)(draw(plan, run, what, i) * (i + 1.0));
    const uint32_t kept = out_order[i];
    out_order[i] = out_order[other];
    out_order[other] = kept;
  }
}

/* --- From the unit cube to values ------------------------------------------------------------ */

static const PolderFactor *factor_at(const PolderPlan *plan, unsigned place) {
  return plan->factors->pdata[place];
}

static void add_number(PolderPoints *points, double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  polder_points_add(points, polder_number_text(polder_plan_rounded(number), buffer));
}

/* u in [0, 1): every level, and every whole number, has an equal share of it. */
static void add_share(PolderPoints *points, const PolderFactor *factor, double u) {
  const unsigned n = factor->levels->len;
  if (n > 0)
    polder_points_add(points, factor->levels->pdata[MIN((unsigned)(u * n), n - 1)]);
  else if (factor->whole)
    add_number(points,
               MIN(factor->low + floor(u * (factor->high - factor->low + 1)), factor->high));
  else
    add_number(points, factor->low + u * (factor->high - factor->low));
}

/* Morris' grid: four steps 0..3 from the lowest to the highest. Two steps apart is never the same
 * level, however few there are. */
#define GRID 4
#define JUMP (GRID / 2)

static void add_step(PolderPoints *points, const PolderFactor *factor, unsigned step) {
  const unsigned n = factor->levels->len;
  const double number = factor->low + step * (factor->high - factor->low) / (GRID - 1);
  if (n > 0)
    polder_points_add(points, factor->levels->pdata[MIN(step * n / (GRID - 1), n - 1)]);
  else
    add_number(points, factor->whole ? floor(number + .5) : number);
}

/* --- Latin hypercube (McKay, Beckman and Conover 1979) --------------------------------------- */

void polder_design_lhs(const PolderPlan *plan, PolderPoints *points) {
  const uint32_t n = plan->n_sampled, k = plan->factors->len;
  g_autofree uint32_t *stratum = g_new(uint32_t, (size_t)n * k);
  for (uint32_t i = 0; i < k; i++)
    draw_order(plan, i, DRAW_ORDER, n, stratum + (size_t)i * n);
  for (uint32_t point = 0; point < n; point++)
    for (uint32_t i = 0; i < k; i++) {
      const double within = draw(plan, i, DRAW_WITHIN, point);
      add_share(points, factor_at(plan, i), (stratum[(size_t)i * n + point] + within) / n);
    }
}

/* --- Morris 1991: trajectories in which one factor changes at a time ------------------------- */

static void add_place(const PolderPlan *plan, const unsigned *step, PolderPoints *points) {
  for (unsigned i = 0; i < plan->factors->len; i++)
    add_step(points, factor_at(plan, i), step[i]);
}

static void add_trajectory(const PolderPlan *plan, uint32_t number, unsigned *step, uint32_t *order,
                           PolderPoints *points) {
  const uint32_t k = plan->factors->len;
  for (uint32_t i = 0; i < k; i++) {
    const unsigned start = (unsigned)(draw(plan, number, DRAW_START, i) * JUMP);
    step[i] = draw(plan, number, DRAW_WAY, i) < .5 ? start : start + JUMP;
  }
  draw_order(plan, number, DRAW_STEPS, k, order);
  add_place(plan, step, points);
  for (uint32_t i = 0; i < k; i++) {
    unsigned *moved = &step[order[i]];
    *moved = *moved < JUMP ? *moved + JUMP : *moved - JUMP;
    add_place(plan, step, points);
  }
}

void polder_design_morris(const PolderPlan *plan, PolderPoints *points) {
  const unsigned k = plan->factors->len;
  g_autofree unsigned *step = g_new(unsigned, k);
  g_autofree uint32_t *order = g_new(uint32_t, k);
  for (uint32_t number = 0; number < plan->n_sampled; number++)
    add_trajectory(plan, number, step, order, points);
}

/* --- Saltelli et al. 2010: A, B, and A with column i of B ------------------------------------ */

/* GSL's numbers have so many bits after the point. */
#define SOBOL_BITS 30

/* Sobol's sequence from the origin on, moved by a random shift of its bits (L'Ecuyer and Lemieux
 * 2002): as even as it was, different with another seed, and without a first point in which A and B
 * are the same. */
static double *shifted_cube(const PolderPlan *plan, unsigned n_columns) {
  const size_t n_numbers = (size_t)plan->n_sampled * n_columns;
  double *cube = g_new0(double, n_numbers);
  const bool drawn = polder_sobol_points(n_columns, plan->n_sampled - 1, cube + n_columns);
  g_assert(drawn); /* polder_design_check has counted the columns */
  for (unsigned column = 0; column < n_columns; column++) {
    const uint32_t shift = (uint32_t)(draw(plan, column, DRAW_SHIFT, 0) * (1u << SOBOL_BITS));
    for (size_t i = column; i < n_numbers; i += n_columns)
      cube[i] = (((uint32_t)(cube[i] * (1u << SOBOL_BITS)) ^ shift) + .5) / (1u << SOBOL_BITS);
  }
  return cube;
}

static void add_row(const PolderPlan *plan, const double *a, const double *b, unsigned from_b,
                    PolderPoints *points) {
  for (unsigned i = 0; i < plan->factors->len; i++)
    add_share(points, factor_at(plan, i), i == from_b ? b[i] : a[i]);
}

void polder_design_sobol(const PolderPlan *plan, PolderPoints *points) {
  const unsigned k = plan->factors->len;
  g_autofree double *cube = shifted_cube(plan, 2 * k);
  for (uint32_t base = 0; base < plan->n_sampled; base++) {
    const double *a = cube + (size_t)base * 2 * k, *b = a + k;
    add_row(plan, a, b, k, points);
    add_row(plan, b, a, k, points);
    for (unsigned i = 0; i < k; i++)
      add_row(plan, a, b, i, points);
  }
}
