/* The concession curve that several strategies share: private to the agents room.
 *
 * Faratin, Sierra and Jennings 1998, eq. 5, polynomial family, with k = 0 and time running to
 * concession_end: concession = min(1, t / end)^(1 / beta).
 */
#ifndef POLDER_AGENTS_CURVE_H
#define POLDER_AGENTS_CURVE_H

#include <polder/table.h>

static inline double polder_concession_curve(const PolderView *view, double beta) {
  const double log_part = polder_view_log_time(view); /* 0 from concession_end on */
  return log_part < 0 ? polder_exp(log_part / beta) : 1;
}

#endif
