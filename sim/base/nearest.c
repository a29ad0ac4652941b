/* The nearest known name: edit distance in which swapping two neighbours counts as one edit
 * (Damerau 1964, restricted), over case-folded characters.
 */
#include <stdlib.h>
#include <string.h>

#include <polder/base.h>

/* Longer texts are no misspelt name, and would make the distance slow. */
#define LETTERS_MAX 64

static gunichar *folded(const char *text, long *out_length) {
  g_autofree char *fold = g_utf8_casefold(text, -1);
  return g_utf8_to_ucs4_fast(fold, -1, out_length);
}

static unsigned best_step(const unsigned before[], const unsigned now[], long j, bool same) {
  const unsigned replaced = before[j - 1] + (same ? 0 : 1);
  return MIN(replaced, MIN(before[j], now[j - 1]) + 1);
}

static unsigned distance(const gunichar *a, long n_a, const gunichar *b, long n_b) {
  unsigned row[3][LETTERS_MAX + 1];
  for (long j = 0; j <= n_b; j++)
    row[0][j] = (unsigned)j;
  for (long i = 1; i <= n_a; i++) {
    unsigned *now = row[i % 3];
    const unsigned *before = row[(i + 2) % 3], *long_before = row[(i + 1) % 3];
    now[0] = (unsigned)i;
    for (long j = 1; j <= n_b; j++) {
      now[j] = best_step(before, now, j, a[i - 1] == b[j - 1]);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = MIN(now[j], long_before[j - 2] + 1);
    }
  }
  return row[n_a % 3][n_b];
}

const char *polder_nearest(const char *text, const char *const *candidates, size_t n_candidates) {
  if (strnlen(text, LETTERS_MAX * 4 + 1) > LETTERS_MAX * 4 || !g_utf8_validate(text, -1, NULL))
    return NULL;
  long n_text = 0;
  g_autofree gunichar *wanted = folded(text, &n_text);
  const char *nearest = NULL;
  unsigned smallest = LETTERS_MAX;
  for (size_t i = 0; n_text <= LETTERS_MAX && i < n_candidates; i++) {
    long n_name = 0;
    g_autofree gunichar *name = folded(candidates[i], &n_name);
    /* At most a third of the characters may differ, so the lengths alone rule most names out. */
    const long most = MAX(n_text, n_name);
    if (n_name > LETTERS_MAX || labs(n_text - n_name) * 3 > most)
      continue;
    const unsigned edits = distance(wanted, n_text, name, n_name);
    if (edits * 3 > (unsigned)most || edits >= smallest)
      continue;
    smallest = edits;
    nearest = candidates[i];
  }
  return nearest;
}
