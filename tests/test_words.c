/* Words: numbers as people read them, in Dutch and in English. */
#include "played.h"
#include <check.h>
#include <math.h>
#include <polder/words.h>

typedef void Writer(GString *text, double number, PolderLanguage language);

static void check_number(Writer *writer, double number, const char *nl, const char *en) {
  const char *const wanted[POLDER_LANGUAGES] = {[POLDER_NL] = nl, [POLDER_EN] = en};
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_autoptr(GString) text = g_string_new(NULL);
    writer(text, number, (PolderLanguage)language);
    ck_assert_str_eq(text->str, wanted[language]);
  }
}

START_TEST(a_number_has_two_decimals_and_a_comma_in_dutch) {
  check_number(polder_words_number, .5, "0,50", "0.50");
  check_number(polder_words_number, -1.2345, "-1,23", "-1.23");
  check_number(polder_words_number, NAN, "-", "-");
}
END_TEST

START_TEST(points_have_their_sign_and_what_rounds_to_nothing_is_0) {
  check_number(polder_words_points, .123, "+12,3", "+12.3");
  check_number(polder_words_points, -.001, "-0,1", "-0.1");
  check_number(polder_words_points, .0004, "0", "0");
  check_number(polder_words_points, -.0004, "0", "0");
  check_number(polder_words_points, NAN, "-", "-");
}
END_TEST

START_TEST(a_deal_is_its_options_and_nobody_is_a_neutral) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  g_autoptr(GString) text = g_string_new(NULL);
  polder_words_deal(text, scenario, 0, POLDER_EN);
  ck_assert_str_eq(text->str, "orange: Noor gets the orange");
  ck_assert_str_eq(polder_words_party(scenario, -1, POLDER_NL), "een neutrale");
  ck_assert_str_eq(polder_words_party(scenario, 1, POLDER_NL), "Bas");
}
END_TEST

Suite *suite_words(void);

Suite *suite_words(void) {
  Suite *suite = suite_create("words");
  TCase *all = tcase_create("all");
  tcase_add_test(all, a_number_has_two_decimals_and_a_comma_in_dutch);
  tcase_add_test(all, points_have_their_sign_and_what_rounds_to_nothing_is_0);
  tcase_add_test(all, a_deal_is_its_options_and_nobody_is_a_neutral);
  suite_add_tcase(suite, all);
  return suite;
}
