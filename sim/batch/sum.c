/* SHA-256, by Nettle. */
#include "sum.h"

#include <nettle/sha2.h>

struct PolderSum {
  struct sha256_ctx state;
  char text[2 * SHA256_DIGEST_SIZE + 1]; /* empty until somebody asks */
};

PolderSum *polder_sum_new(void) {
  PolderSum *sum = g_new0(PolderSum, 1);
  sha256_init(&sum->state);
  return sum;
}

void polder_sum_free(PolderSum *sum) {
  g_free(sum);
}

void polder_sum_add(PolderSum *sum, const char *bytes, size_t length) {
  sha256_update(&sum->state, length, (const uint8_t *)bytes);
}

const char *polder_sum_text(PolderSum *sum) {
  static const char digits[] = "0123456789abcdef";
  uint8_t bytes[SHA256_DIGEST_SIZE];
  if (sum->text[0] != '\0')
    return sum->text;
  sha256_digest(&sum->state, sizeof bytes, bytes);
  for (size_t i = 0; i < sizeof bytes; i++) {
    sum->text[2 * i] = digits[bytes[i] >> 4];
    sum->text[2 * i + 1] = digits[bytes[i] & 15];
  }
  return sum->text;
}
