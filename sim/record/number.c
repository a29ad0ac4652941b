/* Numbers as text, fast: a batch writes some forty of them a run. The text is the one that
 * polder_number_text gives, from whole numbers of 128 bits instead of the C library's printing and
 * reading. Numbers out of the range where that is exact go the slow way. */
#include <polder/record.h>

#include <math.h>
#include <polder/tables.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

enum { DIGITS = 17, ROOM = 48 };

static const double floors[] = {1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                1e6,  1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

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

/* x lies from 10^exponent; `digits` are its first seventeen, and `rest` / 2^shift follows of the
 * last. To the next double is `gap` / 2^shift. */
typedef struct {
  uint64_t mantissa, digits;
  Wide rest, gap;
  int shift, exponent;
} Taken;

static bool take_apart(double x, Taken *out) {
  if (!(x >= 1e-4 && x < 1e15))
    return false;
  uint64_t bits = 0;
  memcpy(&bits, &x, sizeof bits);
  const int twos = (int)(bits >> 52) - 1023;
  out->mantissa = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
  out->shift = 52 - twos;
  out->exponent = (twos * 1233 + 14 * 4096) / 4096 - 14; /* log10(2), rounded down */
  out->exponent += out->exponent < -4 || x >= floors[out->exponent + 5];
  out->gap = power_of_ten(DIGITS - 1 - out->exponent);
  const Wide exact = out->mantissa * out->gap;
  out->digits = (uint64_t)(exact >> out->shift);
  out->rest = exact & (((Wide)1 << out->shift) - 1);
  /* the floors below 1 are rounded themselves */
  return out->shift >= 1 && out->digits >= power_of_ten(DIGITS - 1) &&
         out->digits < power_of_ten(DIGITS);
}

/* x in units of `unit` of the last digit, rounded half to even. False when that reads back as
 * another number: when x is not the double nearest to it. Halfway, reading takes the even one. */
static inline bool round_to(const Taken *x, unsigned unit, uint64_t *out_decimal) {
  const uint64_t decimal = x->digits / unit;
  const Wide whole = (Wide)unit << x->shift;
  const Wide over = ((Wide)(x->digits % unit) << x->shift) + x->rest;
  const bool up = 2 * over > whole || (2 * over == whole && decimal % 2 == 1);
  const int nearer = !up && x->mantissa == UINT64_C(1) << 52 ? 2 : 1; /* a power of 2 */
  const Wide reach = (up ? whole - over : over) << nearer;
  *out_decimal = decimal + up;
  return reach < x->gap || (reach == x->gap && x->mantissa % 2 == 0);
}

/* The fewest digits from fifteen that read back. */
static int shorten(const Taken *x, uint64_t *out_decimal) {
  if (round_to(x, 100, out_decimal))
    return DIGITS - 2;
  if (round_to(x, 10, out_decimal))
    return DIGITS - 1;
  round_to(x, 1, out_decimal);
  return DIGITS;
}

static void print_pairs(char *out, uint32_t number, int n_pairs) {
  static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                              "25262728293031323334353637383940414243444546474849"
                              "50515253545556575859606162636465666768697071727374"
                              "75767778798081828384858687888990919293949596979899";
  for (int at = n_pairs - 1; at >= 0; at--, number /= 100)
    memcpy(out + 2 * at, pairs + 2 * (number % 100), 2);
}

/* With zeros before it, if need be: n_digits from 15 to 17. The halves do not wait for each other.
 */
static void print_digits(char out[ROOM], uint64_t decimal, int n_digits) {
  enum { HALF = 100000000 };
  char all[18 + DIGITS] = {0};
  const uint64_t high = decimal / HALF;
  print_pairs(all, (uint32_t)high / 100000000, 1);
  print_pairs(all + 2, (uint32_t)high % 100000000, 4);
  print_pairs(all + 10, (uint32_t)(decimal % HALF), 4);
  memcpy(out, all + 18 - n_digits, DIGITS);
}

/* decimal has n_digits digits, the first of which stands for 10^exponent. Returns the length. */
static int print_decimal(char out[ROOM], uint64_t decimal, int n_digits, int exponent) {
  char digits[ROOM] = {0};
  print_digits(digits, decimal, n_digits);
  while (n_digits > exponent + 1 && n_digits > 1 && digits[n_digits - 1] == '0')
    n_digits--;
  const int shown = MAX(exponent + 1, 0);
  if (exponent < 0) {
    memcpy(out, "0.000", 5);
    memcpy(out + 1 - exponent, digits, DIGITS);
    return 1 - exponent + n_digits;
  }
  memcpy(out, digits, DIGITS);
  out[shown] = '.';
  memcpy(out + shown + 1, digits + shown, DIGITS);
  return n_digits > shown ? n_digits + 1 : shown;
}

/* The length, or 0: the slow way. */
static int print_fast(char out[ROOM], double number) {
  Taken x;
  if (!take_apart(number, &x))
    return 0;
  uint64_t decimal = 0;
  const int digits = shorten(&x, &decimal);
  if (decimal == (uint64_t)power_of_ten(digits)) { /* 9.99... became 10 */
    decimal /= 10;
    x.exponent++;
  }
  return print_decimal(out, decimal, digits, x.exponent);
}

static int print_whole(char out[ROOM], uint64_t number) {
  int n_digits = 1;
  for (uint64_t left = number; left >= 10; left /= 10)
    n_digits++;
  for (int at = n_digits - 1; at >= 0; at--, number /= 10)
    out[at] = (char)('0' + number % 10);
  return n_digits;
}

void polder_number_append(GString *text, double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], out[ROOM];
  if (!isfinite(number))
    return;
  const double size = fabs(number);
  int length = 1;
  out[0] = '0';
  if (size >= 1 && size < 1e15 && size == (double)(uint64_t)size)
    length = print_whole(out, (uint64_t)size);
  else if (number != 0 || signbit(number))
    length = print_fast(out, size);
  if (number < 0 && length > 0)
    g_string_append_c(text, '-');
  if (length > 0)
    g_string_append_len(text, out, length);
  else
    g_string_append(text, polder_number_text(number, buffer));
}
