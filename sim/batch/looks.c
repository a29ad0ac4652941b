/* Counting the rows of a point, and writing down what was seen. */
#include "looks.h"

#include <math.h>
#include <polder/stats.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

#define CONFIDENCE .95

static const char *const end_names[] = {[POLDER_LOOK_ON] = "on",
                                        [POLDER_LOOK_PRECISE] = "precise",
                                        [POLDER_LOOK_MAX_RUNS] = "max_runs"};

/* --- Taking one ------------------------------------------------------------------------------- */

typedef struct {
  uint64_t n[POLDER_ARMS_MAX], impasses[POLDER_ARMS_MAX];
  PolderPairs pairs[POLDER_ARMS_MAX]; /* of the first arm with that one */
  bool failed, impasse;               /* of this run's first arm */
} Count;

static void count_pair(Count *count, const PolderScan *row) {
  PolderPairs *pairs = &count->pairs[row->arm];
  if (row->failed || count->failed)
    return;
  if (count->impasse)
    *(row->impasse ? &pairs->both : &pairs->first_only) += 1;
  else
    *(row->impasse ? &pairs->second_only : &pairs->neither) += 1;
}

static void count_rows(Count *count, const PolderPart *part, uint32_t n_arms) {
  PolderScan row = polder_scan_begin(part->runs, part->n_runs, (int)n_arms);
  while (polder_scan_next(&row)) {
    count->n[row.arm] += !row.failed;
    count->impasses[row.arm] += row.impasse;
    if (row.arm > 0) {
      count_pair(count, &row);
      continue;
    }
    count->failed = row.failed;
    count->impasse = row.impasse;
  }
}

static double half(PolderInterval interval) {
  return isnan(interval.low) ? 1 : (interval.high - interval.low) / 2; /* nothing known yet */
}

static void measure(const Count *count, uint32_t n_arms, PolderLook *look) {
  for (uint32_t arm = 0; arm < n_arms; arm++)
    look->rate =
        MAX(look->rate, half(polder_wilson(count->impasses[arm], count->n[arm], CONFIDENCE)));
  for (uint32_t arm = 1; arm < n_arms; arm++)
    look->change = MAX(look->change, half(polder_tango(count->pairs[arm], CONFIDENCE)));
}

bool polder_look_take(const PolderCut *cut, double halfwidth, PolderFolder *const *sources,
                      uint32_t point, uint32_t look, PolderLook *out_look, GError **error) {
  Count count = {.failed = false};
  *out_look = (PolderLook){.point = point, .runs = cut->runs[look]};
  const uint32_t end = polder_cut_block_at(cut, point, look + 1);
  for (uint32_t block = polder_cut_block_at(cut, point, 0); block < end; block++) {
    PolderPart part;
    if (!polder_part_read(sources[block], block, &part, error))
      return false;
    count_rows(&count, &part, cut->n_arms);
    polder_part_clear(&part);
  }
  measure(&count, cut->n_arms, out_look);
  if (MAX(out_look->rate, out_look->change) <= halfwidth)
    out_look->end = POLDER_LOOK_PRECISE;
  else if (look + 1 == cut->n_looks)
    out_look->end = POLDER_LOOK_MAX_RUNS;
  return true;
}

/* --- looks.csv -------------------------------------------------------------------------------- */

static int compare(const void *left, const void *right) {
  const PolderLook *one = left, *other = right;
  if (one->point != other->point)
    return one->point < other->point ? -1 : 1;
  return one->runs < other->runs ? -1 : one->runs > other->runs;
}

char *polder_looks_print(GArray *looks, uint32_t n_arms) {
  GString *text = g_string_new("point,runs,rate_halfwidth,change_halfwidth,decision\n");
  g_array_sort(looks, compare);
  for (guint i = 0; i < looks->len; i++) {
    const PolderLook *look = &g_array_index(looks, PolderLook, i);
    g_string_append_printf(text, "%u,%u,", look->point, look->runs);
    polder_number_append(text, look->rate);
    g_string_append_c(text, ',');
    polder_number_append(text, n_arms > 1 ? look->change : (double)NAN);
    g_string_append_printf(text, ",%s\n", end_names[look->end]);
  }
  return g_string_free(text, FALSE);
}

uint32_t *polder_looks_read(const char *path, uint32_t n_points, GError **error) {
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, error))
    return NULL;
  g_autofree uint32_t *runs = g_new0(uint32_t, n_points);
  for (const char *line = strchr(text, '\n'); line != NULL && line[1] != '\0';
       line = strchr(line + 1, '\n')) {
    char *rest = NULL;
    const unsigned long point = strtoul(line + 1, &rest, 10);
    if (*rest == ',' && point < n_points)
      runs[point] = (uint32_t)strtoul(rest + 1, NULL, 10);
  }
  return g_steal_pointer(&runs);
}

uint64_t polder_looks_units(GArray *looks) {
  uint64_t n = 0;
  for (guint i = 0; i < looks->len; i++) {
    const PolderLook *look = &g_array_index(looks, PolderLook, i);
    n += look->end != POLDER_LOOK_ON ? look->runs : 0;
  }
  return n;
}
