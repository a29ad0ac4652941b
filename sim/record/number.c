/* Numbers as text, fast: a batch writes some forty of them a run. The text is the one that
 * polder_number_text gives, from whole numbers of 128 bits instead of the C library's printing and
 * reading. Numbers out of the range where that is exact go the slow way. */
#include <polder/record.h>

#include <math.h>
#include <polder/tables.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

enum { DIGITS = 17 };

static const double floors[] = {1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,  1e2,  1e3,  1e4, 1e5,
                                1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14};

static Wide power_of_ten(int exponent) {
  static const uint64_t small[] = {1,
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
                                   UINT64_C(100000000000)};
  const int half = MIN(exponent, 11);
  return (Wide)small[half] * small[exponent - half];
}

/* x = mantissa / 2^shift, and 10^exponent <= x. */
typedef struct {
  uint64_t mantissa;
  int shift, exponent;
} Taken;

static bool take_apart(double x, Taken *out) {
  if (!(x >= 1e-4 && x < 1e15))
    return false;
  uint64_t bits = 0;
  memcpy(&bits, &x, sizeof bits);
  out->mantissa = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
  out->shift = 52 - ((int)(bits >> 52) - 1023);
  int place = (int)G_N_ELEMENTS(floors) - 1;
  while (x < floors[place])
    place--;
  out->exponent = place - 4;
  /* the floors below 1 are rounded themselves */
  const Wide all = (Wide)out->mantissa * power_of_ten(DIGITS - 1 - out->exponent) >> out->shift;
  return out->shift >= 1 && all >= power_of_ten(DIGITS - 1) && all < power_of_ten(DIGITS);
}

/* Does the rounded decimal read back as the same number: is it nearest to it? Halfway between two,
 * reading takes the even one. */
static bool reads_back(const Taken *x, Wide exact, Wide rounded, Wide step) {
  const bool below = rounded < exact;
  const Wide error = below ? exact - rounded : rounded - exact;
  const int nearer = below && x->mantissa == UINT64_C(1) << 52 ? 2 : 1; /* a power of 2 */
  const Wide reach = error << nearer;
  return reach < step || (reach == step && x->mantissa % 2 == 0);
}

/* The first `digits` digits, rounded half to even; false when they read back as another number. */
static bool round_to(const Taken *x, int digits, uint64_t *out_decimal) {
  const Wide step = power_of_ten(digits - 1 - x->exponent);
  const Wide exact = x->mantissa * step, half = (Wide)1 << (x->shift - 1);
  const Wide rest = exact & (((Wide)1 << x->shift) - 1);
  uint64_t decimal = (uint64_t)(exact >> x->shift);
  if (rest > half || (rest == half && decimal % 2 == 1))
    decimal++;
  *out_decimal = decimal;
  return digits == DIGITS || reads_back(x, exact, (Wide)decimal << x->shift, step);
}

static void append_whole(GString *text, uint64_t number) {
  char digits[20];
  int at = (int)sizeof digits;
  do
    digits[--at] = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append_len(text, digits + at, (gssize)sizeof digits - at);
}

/* decimal has n_digits digits, the first of which stands for 10^exponent. */
static void append_decimal(GString *text, uint64_t decimal, int n_digits, int exponent) {
  char digits[DIGITS + 1];
  for (int at = n_digits - 1; at >= 0; at--, decimal /= 10)
    digits[at] = (char)('0' + decimal % 10);
  while (n_digits > exponent + 1 && n_digits > 1 && digits[n_digits - 1] == '0')
    n_digits--;
  if (exponent < 0)
    g_string_append_len(text, "0.000", 1 - exponent);
  else
    g_string_append_len(text, digits, exponent + 1);
  const int shown = MAX(exponent + 1, 0);
  if (exponent >= 0 && n_digits > shown)
    g_string_append_c(text, '.');
  g_string_append_len(text, digits + shown, n_digits - shown);
}

static bool append_fast(GString *text, double number) {
  Taken x;
  if (!take_apart(number, &x))
    return false;
  uint64_t decimal = 0;
  int digits = DIGITS - 2;
  while (!round_to(&x, digits, &decimal))
    digits++;
  if (decimal == (uint64_t)power_of_ten(digits)) { /* 9.99... became 10 */
    decimal /= 10;
    x.exponent++;
  }
  append_decimal(text, decimal, digits, x.exponent);
  return true;
}

void polder_number_append(GString *text, double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  if (!isfinite(number))
    return;
  const double size = fabs(number);
  const gsize before = text->len;
  if (number < 0)
    g_string_append_c(text, '-');
  if (size >= 1 && size < 1e15 && size == floor(size))
    append_whole(text, (uint64_t)size);
  else if (number == 0 && !signbit(number))
    g_string_append_c(text, '0');
  else if (!append_fast(text, size)) {
    g_string_truncate(text, before);
    g_string_append(text, polder_number_text(number, buffer));
  }
}
