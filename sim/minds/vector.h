/* Vectors of floats, as wide as the file that includes this is compiled for: private to the minds
 * room.
 *
 * Invariant: every lane gives what plain C gives for that lane, whatever the width, so that kernels
 * of different widths give the same bytes. Intrinsics stand in only where compilers miss the
 * instruction.
 */
#ifndef POLDER_MINDS_VECTOR_H
#define POLDER_MINDS_VECTOR_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#if defined POLDER_KERNEL_AVX512
#define WIDTH 16
#elif defined POLDER_KERNEL_AVX2
#define WIDTH 8
#else
#define WIDTH 4
#endif

typedef float V __attribute__((vector_size(WIDTH * 4)));
typedef int32_t I __attribute__((vector_size(WIDTH * 4)));
typedef float Loose __attribute__((vector_size(WIDTH * 4), aligned(4)));
typedef int32_t Packed __attribute__((vector_size(WIDTH * 4), aligned(4)));

#define INLINE static inline __attribute__((always_inline))

INLINE V splat(float x) {
  return (V){0} + x;
}

/* yes where the mask is set (-1), no where it is not (0) */
INLINE V pick(I mask, V yes, V no) {
#if WIDTH == 16
  return _mm512_mask_blend_ps(_mm512_movepi32_mask((__m512i)mask), no, yes);
#elif WIDTH == 8
  return _mm256_blendv_ps(no, yes, (V)mask);
#else
  return (V)(((I)yes & mask) | ((I)no & ~mask));
#endif
}

INLINE V larger(V a, V b) {
#if WIDTH == 16
  return _mm512_max_ps(a, b);
#elif WIDTH == 8
  return _mm256_max_ps(a, b);
#elif defined __SSE2__
  return _mm_max_ps(a, b);
#else
  return pick(a > b, a, b);
#endif
}

INLINE V smaller(V a, V b) {
#if WIDTH == 16
  return _mm512_min_ps(a, b);
#elif WIDTH == 8
  return _mm256_min_ps(a, b);
#elif defined __SSE2__
  return _mm_min_ps(a, b);
#else
  return pick(a < b, a, b);
#endif
}

/* Bit l = lane l of the mask. */
INLINE unsigned bits(I mask) {
#if WIDTH == 16
  return _mm512_movepi32_mask((__m512i)mask);
#elif WIDTH == 8
  return (unsigned)_mm256_movemask_ps((V)mask);
#elif defined __SSE2__
  return (unsigned)_mm_movemask_ps((V)mask);
#else
  unsigned set = 0;
  for (int lane = 0; lane < WIDTH; lane++)
    set |= (unsigned)(mask[lane] & 1) << lane;
  return set;
#endif
}

/* WIDTH doubles, rounded to floats. */
INLINE V narrow(const double *wide) {
#if WIDTH == 16
  return _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_cvtpd_ps(_mm512_loadu_pd(wide))),
                            _mm512_cvtpd_ps(_mm512_loadu_pd(wide + 8)), 1);
#elif WIDTH == 8
  return _mm256_set_m128(_mm256_cvtpd_ps(_mm256_loadu_pd(wide + 4)),
                         _mm256_cvtpd_ps(_mm256_loadu_pd(wide)));
#else
  V narrowed = {0};
  for (int lane = 0; lane < WIDTH; lane++)
    narrowed[lane] = (float)wide[lane];
  return narrowed;
#endif
}

INLINE V vsqrt(V x) {
#if WIDTH == 16
  return _mm512_sqrt_ps(x);
#elif WIDTH == 8
  return _mm256_sqrt_ps(x);
#elif defined __SSE2__
  return _mm_sqrt_ps(x);
#else
  for (int lane = 0; lane < WIDTH; lane++)
    x[lane] = __builtin_sqrtf(x[lane]);
  return x;
#endif
}

/* e^x, with x cut to -80..80; relative error below 3e-7. */
INLINE V vexp(V x) {
  x = larger(smaller(x, splat(80)), splat(-80));
  const V shift = splat(12582912.0f); /* 1.5 * 2^23: adding it rounds to a whole number */
  const V shifted = x * 1.44269504f + shift;
  const V whole = shifted - shift;
  const V f = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
  V p = splat(1.0f / 720);
  p = p * f + 1.0f / 120;
  p = p * f + 1.0f / 24;
  p = p * f + 1.0f / 6;
  p = p * f + 0.5f;
  p = p * f + 1.0f;
  p = p * f + 1.0f;
  return (V)((I)p +
             ((I)shifted << 23)); /* p lies in .7 .. 1.5: adding to its exponent is a product */
}

/* ln x for normal x > 0; relative error below 3e-7. */
INLINE V vlog(V x) {
  I word = (I)x;
  I exponent = (word >> 23) - 127;
  V m = (V)((word & 0x7fffff) | 0x3f800000);
  const I high = m > 1.41421356f;
  m = pick(high, m * 0.5f, m);
  exponent -= high; /* a true mask is -1 */
  const V s = (m - 1) / (m + 1), q = s * s;
  const V series = (((q / 9 + 1.0f / 7) * q + 0.2f) * q + 1.0f / 3) * q;
  const V whole = __builtin_convertvector(exponent, V);
  return whole * 0.693147181f + 2 * (s + s * series);
}

INLINE V vpow(V x, V y) {
  return vexp(y * vlog(x));
}

#endif
