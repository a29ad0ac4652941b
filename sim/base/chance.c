/* Keyed chance: every draw is a pure function of its key (Salmon et al. 2011, Philox4x32-10).
 *
 * The key of the cipher is the seed; its counter holds run, (round, party), purpose and k.
 * Invariant: no state is kept anywhere, so no draw can depend on how many others were made before
 * it.
 */
#include <Random123/philox.h>

#include <polder/base.h>

void polder_draw_block(PolderChance chance, unsigned round, unsigned party, PolderPurpose purpose,
                       uint32_t k, uint32_t out_words[4]) {
  const philox4x32_key_t key = {{(uint32_t)chance.seed, (uint32_t)(chance.seed >> 32)}};
  const philox4x32_ctr_t counter = {
      {chance.run, (uint32_t)round << 8 | (party & 0xff), (uint32_t)purpose, k}};
  const philox4x32_ctr_t block = philox4x32_R(10, counter, key);
  for (int word = 0; word < 4; word++)
    out_words[word] = block.v[word];
}

double polder_draw(PolderChance chance, unsigned round, unsigned party, PolderPurpose purpose,
                   uint32_t k) {
  uint32_t words[4];
  polder_draw_block(chance, round, party, purpose, k, words);
  const uint64_t bits = (uint64_t)words[0] << 32 | words[1];
  return (double)(bits >> 11) * 0x1p-53;
}

double polder_draw_normal(PolderChance chance, unsigned round, unsigned party,
                          PolderPurpose purpose, uint32_t k) {
  /* The middle of one of 2^53 cells, so that 0 and 1 are never asked for. */
  return polder_normal_quantile(polder_draw(chance, round, party, purpose, k) + 0x1p-54);
}

uint64_t polder_hash(uint64_t hash, const void *bytes, size_t length) {
  const unsigned char *byte = bytes;
  for (size_t place = 0; place < length; place++)
    hash = (hash ^ byte[place]) * UINT64_C(1099511628211);
  return hash;
}
