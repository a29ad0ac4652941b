/* Elementary functions whose last bit is the same on every machine.
 *
 * Invariant: only IEEE additions, multiplications, divisions and square roots in a fixed order, so
 * that no C library, compiler or vector width can change a decision. Relative error below 1e-15
 * where the result is a normal number; the tests hold them against the C library.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <polder/base.h>

static const double LN2_HIGH = 0x1.62e42fefa3800p-1; /* ln 2 with 11 low bits cleared */
static const double LN2_LOW = 0x1.ef35793c76730p-45;

/* 1/13! ... 1/0!: for |r| <= ln 2 / 2 the Taylor series to r^13 is right to the last bit or two */
static const double EXP_SERIES[14] = {1.0 / 6227020800.0,
                                      1.0 / 479001600,
                                      1.0 / 39916800,
                                      1.0 / 3628800,
                                      1.0 / 362880,
                                      1.0 / 40320,
                                      1.0 / 5040,
                                      1.0 / 720,
                                      1.0 / 120,
                                      1.0 / 24,
                                      1.0 / 6,
                                      1.0 / 2,
                                      1.0,
                                      1.0};

/* 1/23, 1/21 ... 1/3: the inverse hyperbolic tangent for |s| < .172 */
static const double LOG_SERIES[11] = {1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13,
                                      1.0 / 11, 1.0 / 9,  1.0 / 7,  1.0 / 5,  1.0 / 3};

static double power_of_two(int exponent) {
  const uint64_t bits = (uint64_t)(exponent + 1023) << 52;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

double polder_exp(double x) {
  if (!(x <= 709.0))
    return x > 709.0 ? DBL_MAX : x; /* NAN stays so */
  if (x < -745.0)
    return 0.0;
  const double shifted = x * 1.4426950408889634;
  const int k = (int)(shifted < 0 ? shifted - 0.5 : shifted + 0.5);
  const double r = (x - k * LN2_HIGH) - k * LN2_LOW;
  double sum = EXP_SERIES[0];
  for (int term = 1; term < 14; term++)
    sum = sum * r + EXP_SERIES[term];
  if (k < -1000) /* two steps, for results below the normal numbers */
    return sum * power_of_two(k + 200) * power_of_two(-200);
  return sum * power_of_two(k);
}

double polder_log(double x) {
  if (!(x > 0))
    return x == 0 ? -DBL_MAX : NAN;
  int k = 0;
  if (x < DBL_MIN) {
    x *= 0x1p54;
    k = -54;
  }
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  k += (int)(bits >> 52) - 1023;
  bits = (bits & UINT64_C(0xfffffffffffff)) | UINT64_C(0x3ff0000000000000);
  double m;
  memcpy(&m, &bits, sizeof m);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k++;
  }
  const double s = (m - 1) / (m + 1), square = s * s;
  double series = 0;
  for (int term = 0; term < 11; term++)
    series = series * square + LOG_SERIES[term];
  const double log_m = 2 * s + 2 * s * square * series;
  return k * LN2_HIGH + (log_m + k * LN2_LOW);
}

double polder_pow(double x, double y) {
  if (y == 0)
    return 1;
  if (x <= 0)
    return 0;
  return y == 1 ? x : polder_exp(y * polder_log(x));
}

double polder_logistic(double x) {
  if (x >= 0)
    return 1 / (1 + polder_exp(-x));
  const double e = polder_exp(x);
  return e / (1 + e);
}

static double ratio(const double *above, const double *below, double x) {
  double numerator = above[7], denominator = below[7];
  for (int power = 6; power >= 0; power--) {
    numerator = numerator * x + above[power];
    denominator = denominator * x + below[power];
  }
  return numerator / denominator;
}

/* Wichura 1988, Algorithm AS 241, PPND16: rational approximations for the middle, the flank, the
 * tail. */
double polder_normal_quantile(double p) {
  static const double middle[2][8] = {
      {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
       1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
       3.3430575583588128105e4, 2.5090809287301226727e3},
      {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
       2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
       5.2264952788528545610e3}};
  static const double flank[2][8] = {
      {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
       3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
       2.27238449892691845833e-2, 7.74545014278341407640e-4},
      {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
       1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
       1.05075007164441684324e-9}};
  static const double tail[2][8] = {
      {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
       2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
       2.71155556874348757815e-5, 2.01033439929228813265e-7},
      {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
       7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
       2.04426310338993978564e-15}};
  const double q = p - 0.5;
  if (fabs(q) <= 0.425)
    return q * ratio(middle[0], middle[1], 0.180625 - q * q);
  const double r = sqrt(-polder_log(q < 0 ? p : 1 - p));
  const double value = r <= 5 ? ratio(flank[0], flank[1], r - 1.6) : ratio(tail[0], tail[1], r - 5);
  return q < 0 ? -value : value;
}

/* The smaller (larger) of two pairs of numbers; compilers do not make one instruction of the plain
 * form. */
typedef double Pair __attribute__((vector_size(16)));
typedef double LoosePair __attribute__((vector_size(16), aligned(8)));

static inline Pair lower(Pair a, Pair b) {
#ifdef __SSE2__
  return _mm_min_pd(a, b);
#else
  return (Pair){a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1]};
#endif
}

static inline Pair higher(Pair a, Pair b) {
#ifdef __SSE2__
  return _mm_max_pd(a, b);
#else
  return (Pair){a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1]};
#endif
}

/* Two pairs of running extremes, so that no comparison waits for the one before it. */
void polder_range(const double *number, size_t n, double *out_low, double *out_high) {
  const Pair first = {number[0], number[0]};
  Pair low[2] = {first, first}, high[2] = {first, first};
  size_t place = 0;
  for (; place + 4 <= n; place += 4)
    for (int half = 0; half < 2; half++) {
      const Pair here = *(const LoosePair *)(number + place + 2 * half);
      low[half] = lower(here, low[half]);
      high[half] = higher(here, high[half]);
    }
  for (; place < n; place++) {
    const Pair here = {number[place], number[place]};
    low[0] = lower(here, low[0]);
    high[0] = higher(here, high[0]);
  }
  const Pair lowest = lower(low[0], low[1]), highest = higher(high[0], high[1]);
  *out_low = lowest[0] < lowest[1] ? lowest[0] : lowest[1];
  *out_high = highest[0] > highest[1] ? highest[0] : highest[1];
}
