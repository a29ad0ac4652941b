/* Steps at random: how a search wanders, and when it takes a step for the worse.
 *
 * Used by the mediated single text and by whoever looks for the best of very many deals.
 */
#include <polder/base.h>

bool polder_step_taken(double change, double temperature, double drawn) {
  if (change >= -POLDER_TOLERANCE)
    return true;
  return temperature > 0 && drawn < polder_exp(change / temperature);
}

/* 0..n - 1, from 32 random bits. */
static int one_of(uint32_t word, int n) {
  return (int)((uint64_t)word * (uint64_t)n >> 32);
}

int polder_step_at_random(const uint32_t words[2], int n, const int *n_values, int *value) {
  const int place = one_of(words[0], n), others = n_values[place] - 1;
  if (others > 0)
    value[place] = (value[place] + 1 + one_of(words[1], others)) % n_values[place];
  return place;
}
