/* Numbers as text: the fast way gives what the slow way gives. */
#include <check.h>
#include <math.h>
#include <polder/record.h>
#include <polder/tables.h>
#include <string.h>

enum { DRAWN = 200000, NEAR = 60 };

static void check_number(GString *text, double number) {
  char slow[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_truncate(text, 0);
  polder_number_append(text, number);
  polder_number_text(number, slow);
  if (strcmp(text->str, slow) != 0)
    ck_abort_msg("%a is %s, and not %s", number, slow, text->str);
  if (memcmp(&(double){polder_number_scan(text->str, NULL)}, &number, sizeof number) != 0)
    ck_abort_msg("%s is not read as %a", text->str, number);
}

static uint64_t bits_of(double number) {
  uint64_t bits = 0;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

static double number_of(uint64_t bits) {
  double number = 0;
  memcpy(&number, &bits, sizeof number);
  return number;
}

static uint64_t draw(uint32_t k) {
  uint32_t words[4];
  polder_draw_block((PolderChance){.seed = 3}, 0, 0, POLDER_DRAW_SAMPLE, k, words);
  return (uint64_t)words[0] << 32 | words[1];
}

static void check_neighbours(GString *text, double number) {
  for (int away = -NEAR; away <= NEAR; away++)
    check_number(text, number_of(bits_of(number) + (uint64_t)(int64_t)away));
}

START_TEST(drawn_shares_read_back) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (uint32_t k = 0; k < DRAWN; k++) {
    check_number(text, (double)(draw(k) >> 11) * 0x1p-53);
    check_number(text, (double)(float)((double)(draw(k) >> 11) * 0x1p-53));
  }
}
END_TEST

START_TEST(drawn_numbers_of_every_size_read_back) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (uint32_t k = 0; k < DRAWN; k++) {
    const uint64_t exponent = 1023 - 20 + k % 80;
    const double number = number_of((draw(k) >> 12) | exponent << 52);
    check_number(text, k % 3 == 0 ? -number : number);
  }
}
END_TEST

START_TEST(around_powers_of_ten_and_of_two) {
  g_autoptr(GString) text = g_string_new(NULL);
  double up = 1, down = 1;
  for (int i = 0; i < 60; i++) {
    check_neighbours(text, ldexp(1, i - 30));
    if (i < 19) {
      check_neighbours(text, up);
      check_neighbours(text, down);
    }
    up *= 10;
    down /= 10;
  }
}
END_TEST

START_TEST(fractions_and_ends) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 300; i++)
    for (int j = 1; j < 130; j++)
      check_number(text, (double)i / j);
  check_number(text, -0.0);
  check_number(text, 5e-324);
  check_number(text, G_MAXDOUBLE);
  g_string_truncate(text, 0);
  polder_number_append(text, (double)NAN);
  polder_number_append(text, (double)INFINITY);
  ck_assert_str_eq(text->str, "");
}
END_TEST

/* Digits that no number was printed as: ties between two doubles, more digits than fit, none. */
START_TEST(text_is_read_as_strtod_reads_it) {
  static const char *const texts[] = {"9007199254740993",
                                      "9007199254740992.5",
                                      "9007199254740993.0000",
                                      "9223372036854775807",
                                      "9223372036854775808",
                                      "9999999999999999999",
                                      "18446744073709551616",
                                      "922337203685477580.7",
                                      "0.9223372036854775808",
                                      "0.12345678901234567890123",
                                      "0.00000000000000000001",
                                      "1.2.3",
                                      ".5",
                                      "5.",
                                      ".",
                                      "",
                                      "-",
                                      "-0",
                                      "+1",
                                      " 1",
                                      "1e5",
                                      "1.5E-3",
                                      "0x10",
                                      "nan",
                                      "-inf",
                                      "1,2",
                                      "0.5\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    char *end = NULL, *wanted_end = NULL;
    const double number = polder_number_scan(texts[i], &end);
    const double wanted = g_ascii_strtod(texts[i], &wanted_end);
    ck_assert_ptr_eq(end, wanted_end);
    ck_assert_msg(isnan(wanted) ? isnan(number) : bits_of(number) == bits_of(wanted), "%s is %a",
                  texts[i], number);
  }
}
END_TEST

START_TEST(drawn_digits_are_read_as_strtod_reads_them) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (uint32_t k = 0; k < DRAWN; k++) {
    g_string_printf(text, "%.*s%" G_GUINT64_FORMAT, (int)(k % 7), "-0.000",
                    (guint64)draw(k) >> k % 61);
    ck_assert_msg(bits_of(polder_number_scan(text->str, NULL)) ==
                      bits_of(g_ascii_strtod(text->str, NULL)),
                  "%s", text->str);
  }
}
END_TEST

Suite *suite_numbers(void);
Suite *suite_numbers(void) {
  Suite *suite = suite_create("numbers");
  TCase *all = tcase_create("text");
  tcase_add_test(all, drawn_shares_read_back);
  tcase_add_test(all, drawn_numbers_of_every_size_read_back);
  tcase_add_test(all, around_powers_of_ten_and_of_two);
  tcase_add_test(all, fractions_and_ends);
  tcase_add_test(all, text_is_read_as_strtod_reads_it);
  tcase_add_test(all, drawn_digits_are_read_as_strtod_reads_them);
  suite_add_tcase(suite, all);
  return suite;
}
