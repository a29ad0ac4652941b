/* Reading rows that this program wrote: point,arm,run,seed,outcome,impasse and more. */
#include "scan.h"

#include <stdlib.h>
#include <string.h>

PolderScan polder_scan_begin(const char *rows, size_t length, int n_arms) {
  return (PolderScan){.at = rows, .end = rows + length, .n_arms = n_arms};
}

/* After the next comma of the row, or where the row ends. */
static const char *past_comma(const PolderScan *scan, const char *at) {
  const char *comma = memchr(at, ',', (size_t)(scan->end - at));
  return comma != NULL ? comma + 1 : scan->end;
}

bool polder_scan_next(PolderScan *scan) {
  if (scan->at >= scan->end)
    return false;
  const char *run = past_comma(scan, past_comma(scan, scan->at));
  const char *outcome = past_comma(scan, past_comma(scan, run));
  const char *impasse = past_comma(scan, outcome);
  const char *line = memchr(impasse, '\n', (size_t)(scan->end - impasse));
  if (line == NULL)
    return false;
  scan->point = (uint32_t)strtoul(scan->at, NULL, 10);
  scan->run = (uint32_t)strtoul(run, NULL, 10);
  scan->arm = (int)(scan->n_read++ % (unsigned)scan->n_arms);
  scan->failed = *impasse == ',';
  scan->impasse = *impasse == '1';
  scan->at = line + 1;
  return true;
}

/* --- Failures --------------------------------------------------------------------------------- */

static bool is_before(const PolderFailures *one, const PolderFailures *other) {
  if (one->point != other->point)
    return one->point < other->point;
  return one->run != other->run ? one->run < other->run : one->arm < other->arm;
}

void polder_failures_add(PolderFailures *sum, const PolderFailures *more) {
  const uint64_t n = sum->n + more->n;
  if (sum->n == 0 || (more->n > 0 && is_before(more, sum)))
    *sum = *more;
  sum->n = n;
}

void polder_failures_add_rows(PolderFailures *sum, const char *rows, size_t length, int n_arms) {
  PolderScan scan = polder_scan_begin(rows, length, n_arms);
  while (polder_scan_next(&scan))
    if (scan.failed)
      polder_failures_add(
          sum, &(PolderFailures){.n = 1, .point = scan.point, .run = scan.run, .arm = scan.arm});
}
