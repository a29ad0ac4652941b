/* Base: chance as its authors publish it, arithmetic as the C library gives it, fingerprints. */
#include <check.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <polder/base.h>
#include <string.h>

/* --- Chance ----------------------------------------------------------------------------------- */

/* Known answers of Philox4x32-10, from the test vectors that Salmon et al. publish with Random123.
 */
typedef struct {
  uint32_t counter[4], key[2], answer[4];
} Known;

static const Known known[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};

START_TEST(a_block_is_philox_of_run_round_party_purpose_and_k_under_the_seed) {
  const Known *at = &known[_i];
  const PolderChance chance = {.seed = (uint64_t)at->key[1] << 32 | at->key[0],
                               .run = at->counter[0]};
  uint32_t words[4];
  polder_draw_block(chance, at->counter[1] >> 8, at->counter[1] & 0xff,
                    (PolderPurpose)at->counter[2], at->counter[3], words);
  ck_assert_mem_eq(words, at->answer, sizeof words);
}
END_TEST

START_TEST(the_ten_thousandth_number_is_that_of_the_cpp_standard) {
  /* C++26 [rand.predef]: philox4x32 with its default seed 20111115 gives 1955073260. Four numbers
   * a block, so it is the last of block 2499. */
  uint32_t words[4];
  polder_draw_block((PolderChance){.seed = 20111115, .run = 2499}, 0, 0, POLDER_DRAW_ORDER, 0,
                    words);
  ck_assert_uint_eq(words[3], 1955073260);
}
END_TEST

START_TEST(a_draw_is_the_first_53_bits_of_its_block) {
  for (uint32_t k = 0; k < 1000; k++) {
    const PolderChance chance = {.seed = 7, .run = 3};
    uint32_t words[4];
    polder_draw_block(chance, 2, 1, POLDER_DRAW_TIE, k, words);
    const uint64_t bits = ((uint64_t)words[0] << 32 | words[1]) >> 11;
    const double drawn = polder_draw(chance, 2, 1, POLDER_DRAW_TIE, k);
    ck_assert(drawn == ldexp((double)bits, -53));
    ck_assert(drawn >= 0 && drawn < 1);
  }
}
END_TEST

START_TEST(every_part_of_the_key_makes_another_draw) {
  const PolderChance chance = {.seed = 7, .run = 3};
  const double drawn[] = {
      polder_draw(chance, 2, 1, POLDER_DRAW_TIE, 5),
      polder_draw((PolderChance){.seed = 8, .run = 3}, 2, 1, POLDER_DRAW_TIE, 5),
      polder_draw((PolderChance){.seed = 7 + (UINT64_C(1) << 32), .run = 3}, 2, 1, POLDER_DRAW_TIE,
                  5),
      polder_draw((PolderChance){.seed = 7, .run = 4}, 2, 1, POLDER_DRAW_TIE, 5),
      polder_draw(chance, 3, 1, POLDER_DRAW_TIE, 5),
      polder_draw(chance, 2, 2, POLDER_DRAW_TIE, 5),
      polder_draw(chance, 2, 1, POLDER_DRAW_NOISE, 5),
      polder_draw(chance, 2, 1, POLDER_DRAW_TIE, 6)};
  for (size_t one = 0; one < G_N_ELEMENTS(drawn); one++)
    for (size_t other = 0; other < one; other++)
      ck_assert(drawn[one] != drawn[other]);
  ck_assert(drawn[0] == polder_draw(chance, 2, 1, POLDER_DRAW_TIE, 5));
}
END_TEST

START_TEST(draws_are_uniform_and_normal_draws_normal) {
  enum { N = 20000 };
  double sum = 0, squares = 0, normal = 0, normal_squares = 0;
  for (uint32_t k = 0; k < N; k++) {
    const double u = polder_draw((PolderChance){1, 0}, 0, 0, POLDER_DRAW_GENERATOR, k);
    const double z = polder_draw_normal((PolderChance){1, 0}, 0, 0, POLDER_DRAW_GENERATOR, k);
    sum += u / N;
    squares += u * u / N;
    normal += z / N;
    normal_squares += z * z / N;
    ck_assert_double_eq_tol(gsl_cdf_ugaussian_P(z), u, 1e-13);
  }
  ck_assert_double_eq_tol(sum, .5, .01); /* five standard errors */
  ck_assert_double_eq_tol(squares, 1 / 3., .011);
  ck_assert_double_eq_tol(normal, 0, .036);
  ck_assert_double_eq_tol(normal_squares, 1, .05);
}
END_TEST

/* --- Arithmetic ------------------------------------------------------------------------------- */

static void ck_close(double ours, double theirs, double tolerance) {
  ck_assert_msg(fabs(ours - theirs) <= tolerance * fabs(theirs), "%.17g is not %.17g", ours,
                theirs);
}

START_TEST(exp_is_that_of_the_library) {
  for (double x = -700; x <= 709; x += .0537)
    ck_close(polder_exp(x), exp(x), 1e-14);
  for (double x = -1; x <= 1; x += 1e-4)
    ck_close(polder_exp(x), exp(x), 1e-15);
  ck_assert(polder_exp(0) == 1);
}
END_TEST

START_TEST(exp_ends_where_numbers_end) {
  ck_assert(polder_exp(709.5) == G_MAXDOUBLE);
  ck_assert(polder_exp(1e300) == G_MAXDOUBLE);
  ck_assert(isnan(polder_exp(NAN)));
  ck_assert(polder_exp(-745.5) == 0);
  ck_assert(polder_exp(-1e300) == 0);
  for (double x = -744; x < -708; x += .37) /* below the normal numbers bits get fewer */
    ck_assert_double_eq_tol(polder_exp(x), exp(x), 1e-14 * exp(x) + 0x1p-1073);
}
END_TEST

START_TEST(log_is_that_of_the_library) {
  for (int exponent = -1070; exponent < 1024; exponent++)
    for (double m = 1; m < 2; m += .0371) {
      const double x = ldexp(m, exponent);
      ck_close(polder_log(x), log(x), 1e-14);
    }
  for (double x = .5; x < 2; x += 1e-4) /* where the logarithm is near 0 */
    ck_assert_double_eq_tol(polder_log(x), log(x), 1e-14 * fabs(log(x)) + 1e-17);
  ck_assert(polder_log(1) == 0);
  ck_assert(polder_log(0) == -G_MAXDOUBLE);
  ck_assert_double_nan(polder_log(-1));
}
END_TEST

START_TEST(pow_is_that_of_the_library) {
  for (double x = .001; x <= 3; x += .0373)
    for (double y = -6; y <= 6; y += .219)
      ck_close(polder_pow(x, y), pow(x, y), 1e-14);
  ck_assert(polder_pow(0, 0) == 1);
  ck_assert(polder_pow(.3, 0) == 1);
  ck_assert(polder_pow(0, 2) == 0);
  ck_assert(polder_pow(.3, 1) == .3);
}
END_TEST

START_TEST(the_logistic_goes_from_0_to_1_and_is_symmetric) {
  for (double x = -700; x <= 700; x += .0537) {
    ck_close(polder_logistic(x), x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)), 1e-14);
    ck_assert_double_eq_tol(polder_logistic(x) + polder_logistic(-x), 1, 1e-15);
  }
  ck_assert(polder_logistic(0) == .5);
  ck_assert(polder_logistic(-1e300) == 0);
  ck_assert(polder_logistic(1e300) == 1);
}
END_TEST

START_TEST(the_normal_quantile_is_that_of_the_sources) {
  /* The checks that Wichura 1988 gives with PPND16. */
  ck_close(polder_normal_quantile(.25), -.6744897501960817, 1e-15);
  ck_close(polder_normal_quantile(.001), -3.090232306167814, 1e-15);
  ck_close(polder_normal_quantile(1e-20), -9.262340089798408, 1e-15);
  ck_assert(polder_normal_quantile(.5) == 0);
  for (double p = 1e-5; p < 1; p += .000917)
    ck_assert_double_eq_tol(polder_normal_quantile(p), gsl_cdf_ugaussian_Pinv(p), 1e-14 * 5);
  for (int exponent = -1000; exponent < -1; exponent++) {
    const double p = ldexp(1, exponent);
    ck_close(polder_normal_quantile(p), gsl_cdf_ugaussian_Pinv(p), 1e-14);
  }
}
END_TEST

START_TEST(the_normal_quantile_undoes_the_distribution) {
  for (double p = .0005; p < 1; p += .0005) {
    const double x = polder_normal_quantile(p);
    ck_assert_double_eq_tol(.5 * erfc(-x / sqrt(2)), p, 1e-15 + 1e-14 * p);
    ck_assert_double_eq_tol(polder_normal_quantile(1 - p), -x, 1e-11);
  }
}
END_TEST

/* --- Fingerprints ----------------------------------------------------------------------------- */

START_TEST(the_fingerprint_is_fnv_1a) {
  /* Test vectors of Fowler, Noll, Vo and Eastlake. */
  ck_assert_uint_eq(polder_hash(POLDER_HASH_START, "", 0), UINT64_C(0xcbf29ce484222325));
  ck_assert_uint_eq(polder_hash(POLDER_HASH_START, "a", 1), UINT64_C(0xaf63dc4c8601ec8c));
  ck_assert_uint_eq(polder_hash(POLDER_HASH_START, "foobar", 6), UINT64_C(0x85944171f73967e8));
  const uint64_t half = polder_hash(POLDER_HASH_START, "foo", 3);
  ck_assert_uint_eq(polder_hash(half, "bar", 3), UINT64_C(0x85944171f73967e8));
}
END_TEST

Suite *suite_base(void);

Suite *suite_base(void) {
  Suite *suite = suite_create("base");
  TCase *chance = tcase_create("chance"), *arithmetic = tcase_create("arithmetic");
  tcase_add_loop_test(chance, a_block_is_philox_of_run_round_party_purpose_and_k_under_the_seed, 0,
                      G_N_ELEMENTS(known));
  tcase_add_test(chance, the_ten_thousandth_number_is_that_of_the_cpp_standard);
  tcase_add_test(chance, a_draw_is_the_first_53_bits_of_its_block);
  tcase_add_test(chance, every_part_of_the_key_makes_another_draw);
  tcase_add_test(chance, draws_are_uniform_and_normal_draws_normal);
  tcase_add_test(arithmetic, exp_is_that_of_the_library);
  tcase_add_test(arithmetic, exp_ends_where_numbers_end);
  tcase_add_test(arithmetic, log_is_that_of_the_library);
  tcase_add_test(arithmetic, pow_is_that_of_the_library);
  tcase_add_test(arithmetic, the_logistic_goes_from_0_to_1_and_is_symmetric);
  tcase_add_test(arithmetic, the_normal_quantile_is_that_of_the_sources);
  tcase_add_test(arithmetic, the_normal_quantile_undoes_the_distribution);
  tcase_add_test(arithmetic, the_fingerprint_is_fnv_1a);
  suite_add_tcase(suite, chance);
  suite_add_tcase(suite, arithmetic);
  return suite;
}
