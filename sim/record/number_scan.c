/* Text as numbers, fast: what polder_number_append wrote has at most seventeen digits and no
 * exponent. The double is the one that strtod gives; what is written otherwise goes to strtod. */
#include <polder/record.h>

#include <math.h>

__extension__ typedef unsigned __int128 Wide;

enum { DIGITS_MAX = 19, PLACES_MAX = 19 };

static const uint64_t powers[PLACES_MAX + 1] = {1,
                                                10,
                                                100,
                                                1000,
                                                10000,
                                                100000,
                                                1000000,
                                                10000000,
                                                100000000,
                                                1000000000,
                                                UINT64_C(10000000000),
                                                UINT64_C(100000000000),
                                                UINT64_C(1000000000000),
                                                UINT64_C(10000000000000),
                                                UINT64_C(100000000000000),
                                                UINT64_C(1000000000000000),
                                                UINT64_C(10000000000000000),
                                                UINT64_C(100000000000000000),
                                                UINT64_C(1000000000000000000),
                                                UINT64_C(10000000000000000000)};

/* digits / power, rounded once: a quotient of 62 bits or more, of which the last stands for all
 * that was cut off, becomes a double. */
static double divide(uint64_t digits, uint64_t power) {
  if (digits < UINT64_C(1) << 53)
    return (double)digits / (double)power; /* both exact */
  const int up = __builtin_clzll(digits) - 1, down = __builtin_clzll(power);
  const Wide above = (Wide)(digits << up) << 64;
  const uint64_t below = power << down;
  const uint64_t quotient = (uint64_t)(above / below);
  const bool cut = quotient * below != 0; /* above ends in 64 zeros */
  return ldexp((double)(quotient | cut), down - up - 64);
}

double polder_number_scan(const char *text, char **out_end) {
  const char *at = text + (*text == '-');
  const char *const first = at, *point = NULL;
  uint64_t digits = 0;
  for (; (*at >= '0' && *at <= '9') || (*at == '.' && point == NULL); at++)
    if (*at == '.')
      point = at;
    else
      digits = digits * 10 + (uint64_t)(*at - '0');
  const long n = at - first - (point != NULL), places = point != NULL ? at - point - 1 : 0;
  if (n < 1 || n > DIGITS_MAX || digits >> 63 != 0 || places > PLACES_MAX || *at == 'e' ||
      *at == 'E' || *at == 'x')
    return g_ascii_strtod(text, out_end);
  if (out_end != NULL)
    *out_end = (char *)at;
  const double size = digits == 0 ? 0 : divide(digits, powers[places]);
  return *text == '-' ? -size : size;
}
