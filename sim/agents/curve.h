/* The concession curve that several strategies share: private to the agents room.
 *
 * Faratin, Sierra and Jennings 1998, eq. 5, polynomial family, with k = 0 and time running to
 * concession_end: concession = min(1, t / end)^(1 / beta).
 */
#ifndef POLDER_AGENTS_CURVE_H
#define POLDER_AGENTS_CURVE_H

#include <polder/table.h>

static inline double polder_concession_curve(const PolderView *view, double beta) {
  const double end = polder_view_parameter(view, POLDER_CONCESSION_END);
  const double part = polder_view_time(view) / end;
  return part >= 1 ? 1 : polder_pow(part, 1 / beta);
}

#endif
