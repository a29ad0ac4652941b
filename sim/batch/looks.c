/* Counting the rows of a point, and writing down what was seen. */
#include "looks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

#define CONFIDENCE .95

static const char *const end_names[] = {[POLDER_LOOK_ON] = "on",
                                        [POLDER_LOOK_PRECISE] = "precise",
                                        [POLDER_LOOK_MAX_RUNS] = "max_runs"};

/* --- Taking one ------------------------------------------------------------------------------- */

static void count_pair(PolderPairs *pairs, bool first, bool second) {
  if (first)
    *(second ? &pairs->both : &pairs->first_only) += 1;
  else
    *(second ? &pairs->second_only : &pairs->neither) += 1;
}

static void count_rows(PolderLookCount *count, const PolderPart *part, uint32_t n_arms) {
  PolderScan row = polder_scan_begin(part->runs, part->n_runs, (int)n_arms);
  PolderScan first = row; /* of the same run */
  while (polder_scan_next(&row)) {
    if (row.arm == 0)
      first = row;
    count->n[row.arm] += !row.failed;
    count->impasses[row.arm] += row.impasse;
    if (row.arm > 0 && !row.failed && !first.failed)
      count_pair(&count->pairs[row.arm], first.impasse, row.impasse);
  }
}

static double half(PolderInterval interval) {
  return isnan(interval.low) ? 1 : (interval.high - interval.low) / 2; /* nothing known yet */
}

void polder_look_decide(const PolderCut *cut, double halfwidth, uint32_t look,
                        const PolderLookCount *count, PolderLook *out_look) {
  *out_look = (PolderLook){.point = out_look->point, .runs = cut->runs[look]};
  for (uint32_t arm = 0; arm < cut->n_arms; arm++)
    out_look->rate =
        MAX(out_look->rate, half(polder_wilson(count->impasses[arm], count->n[arm], CONFIDENCE)));
  for (uint32_t arm = 1; arm < cut->n_arms; arm++)
    out_look->change = MAX(out_look->change, half(polder_tango(count->pairs[arm], CONFIDENCE)));
  if (MAX(out_look->rate, out_look->change) <= halfwidth)
    out_look->end = POLDER_LOOK_PRECISE;
  else if (look + 1 == cut->n_looks)
    out_look->end = POLDER_LOOK_MAX_RUNS;
}

bool polder_look_take(const PolderCut *cut, double halfwidth, PolderFolder *const *sources,
                      uint32_t point, uint32_t look, PolderLook *out_look, GError **error) {
  PolderLookCount count = {.n = {0}};
  const uint32_t end = polder_cut_block_at(cut, point, look + 1);
  for (uint32_t block = polder_cut_block_at(cut, point, 0); block < end; block++) {
    PolderPart part;
    if (!polder_part_read(sources[block], block, &part, error))
      return false;
    count_rows(&count, &part, cut->n_arms);
    polder_part_clear(&part);
  }
  out_look->point = point;
  polder_look_decide(cut, halfwidth, look, &count, out_look);
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
