/* Parameters: one table that is in order, and values that know what set them. */
#include <check.h>
#include <math.h>
#include <polder/parameters.h>
#include <string.h>

/* --- The table -------------------------------------------------------------------------------- */

START_TEST(every_parameter_says_what_it_is_in_both_languages) {
  const PolderParameter *at = &polder_parameters[_i];
  ck_assert_ptr_nonnull(at->name);
  ck_assert_uint_eq(strspn(at->name, "abcdefghijklmnopqrstuvwxyz_"), strlen(at->name));
  ck_assert_uint_gt(strlen(at->meaning[POLDER_NL]), 10);
  ck_assert_uint_gt(strlen(at->meaning[POLDER_EN]), 10);
  ck_assert_str_ne(at->meaning[POLDER_NL], at->meaning[POLDER_EN]);
  ck_assert_ptr_nonnull(at->unit);
}
END_TEST

START_TEST(every_default_lies_in_its_range) {
  const PolderParameter *at = &polder_parameters[_i];
  ck_assert(at->minimum < at->maximum);
  ck_assert(isnan(at->initial) || (at->initial >= at->minimum && at->initial <= at->maximum));
  if (at->kind == POLDER_KIND_SWITCH)
    ck_assert(at->minimum == 0 && at->maximum == 1);
}
END_TEST

START_TEST(a_choice_has_a_name_for_every_value) {
  const PolderParameter *at = &polder_parameters[_i];
  ck_assert_int_eq(at->kind == POLDER_KIND_CHOICE, at->choices != NULL);
  if (at->choices == NULL)
    return;
  int n = 0;
  for (; at->choices[n] != NULL; n++)
    ck_assert_int_eq(polder_parameter_choice(at, at->choices[n]), n);
  ck_assert_double_eq(at->maximum, n - 1);
  ck_assert_int_eq(polder_parameter_choice(at, "no-such-choice"), -1);
}
END_TEST

START_TEST(a_name_finds_its_own_parameter_whatever_the_case) {
  g_autofree char *upper = g_ascii_strup(polder_parameters[_i].name, -1);
  ck_assert_int_eq(polder_parameter_find(polder_parameters[_i].name), _i);
  ck_assert_int_eq(polder_parameter_find(upper), _i);
}
END_TEST

START_TEST(the_names_are_those_that_users_know) {
  ck_assert_int_eq(polder_parameter_find("deadline_rounds"), POLDER_DEADLINE_ROUNDS);
  ck_assert_int_eq(polder_parameter_find("bias"), POLDER_BIAS);
  ck_assert_int_eq(polder_parameter_find("takeover_client"), POLDER_TAKEOVER_CLIENT);
  ck_assert_int_eq(polder_parameter_find("round_robin"), -1);
  ck_assert_int_eq(polder_parameter_find(""), -1);
  const PolderParameter *strategy = &polder_parameters[POLDER_STRATEGY];
  ck_assert_int_eq(polder_parameter_choice(strategy, "principled"), 0);
  ck_assert_int_gt(polder_parameter_choice(strategy, "Boulware"), 0);
}
END_TEST

/* --- Values ----------------------------------------------------------------------------------- */

START_TEST(values_begin_as_defaults) {
  PolderValues values;
  polder_values_init(&values);
  for (int party = 0; party < POLDER_PARTIES_MAX; party++) {
    ck_assert_double_eq(values.value[POLDER_BIAS][party], 2);
    ck_assert_double_eq(values.value[POLDER_WILLING][party], 1);
    ck_assert_double_nan(values.value[POLDER_TAKEOVER_VALUE][party]);
    ck_assert_int_eq(values.source[POLDER_BIAS][party], POLDER_FROM_DEFAULT);
  }
  ck_assert_double_nan(values.value[POLDER_DEADLINE_ROUNDS][0]);
}
END_TEST

START_TEST(the_weaker_source_never_overrules_the_stronger) {
  for (PolderSource first = POLDER_FROM_DEFAULT; first <= POLDER_FROM_SET; first++)
    for (PolderSource second = POLDER_FROM_DEFAULT; second <= POLDER_FROM_SET; second++) {
      PolderValues values;
      polder_values_init(&values);
      polder_values_put(&values, POLDER_BIAS, -1, 3, first);
      polder_values_put(&values, POLDER_BIAS, 1, 4, second);
      ck_assert_double_eq(values.value[POLDER_BIAS][0], 3);
      ck_assert_double_eq(values.value[POLDER_BIAS][1], second >= first ? 4 : 3);
      ck_assert_int_eq(values.source[POLDER_BIAS][1], MAX(first, second));
      ck_assert_double_eq(values.value[POLDER_TRUST][1], .5);
    }
}
END_TEST

START_TEST(what_follows_from_the_number_of_parties_is_derived) {
  for (int n = 2; n <= POLDER_PARTIES_MAX; n++) {
    PolderValues values;
    polder_values_init(&values);
    polder_values_derive(&values, n);
    ck_assert_double_eq(values.value[POLDER_DEADLINE_ROUNDS][0], 10 * n);
    ck_assert_double_eq(values.value[POLDER_DISCLOSURE_ROUND][0], 4 * n);
    ck_assert_double_eq(values.value[POLDER_DEADLOCK_WINDOW][0], 2 * n);
  }
}
END_TEST

START_TEST(what_was_written_is_not_derived_again) {
  PolderValues values;
  polder_values_init(&values);
  polder_values_put(&values, POLDER_DEADLINE_ROUNDS, -1, 21, POLDER_FROM_SCENARIO);
  polder_values_put(&values, POLDER_DEADLOCK_WINDOW, -1, 3, POLDER_FROM_SET);
  polder_values_derive(&values, 4);
  ck_assert_double_eq(values.value[POLDER_DEADLINE_ROUNDS][0], 21);
  ck_assert_double_eq(values.value[POLDER_DEADLOCK_WINDOW][0], 3);
  ck_assert_double_eq(values.value[POLDER_DISCLOSURE_ROUND][0], 9); /* the ceiling of 8.4 */
  polder_values_put(&values, POLDER_DEADLINE_ROUNDS, -1, 30, POLDER_FROM_SET);
  polder_values_derive(&values, 4); /* --set after freezing: what follows, follows again */
  ck_assert_double_eq(values.value[POLDER_DISCLOSURE_ROUND][0], 12);
}
END_TEST

Suite *suite_parameters(void);

Suite *suite_parameters(void) {
  Suite *suite = suite_create("parameters");
  TCase *table = tcase_create("table"), *values = tcase_create("values");
  tcase_add_loop_test(table, every_parameter_says_what_it_is_in_both_languages, 0,
                      POLDER_PARAMETERS);
  tcase_add_loop_test(table, every_default_lies_in_its_range, 0, POLDER_PARAMETERS);
  tcase_add_loop_test(table, a_choice_has_a_name_for_every_value, 0, POLDER_PARAMETERS);
  tcase_add_loop_test(table, a_name_finds_its_own_parameter_whatever_the_case, 0,
                      POLDER_PARAMETERS);
  tcase_add_test(table, the_names_are_those_that_users_know);
  tcase_add_test(values, values_begin_as_defaults);
  tcase_add_test(values, the_weaker_source_never_overrules_the_stronger);
  tcase_add_test(values, what_follows_from_the_number_of_parties_is_derived);
  tcase_add_test(values, what_was_written_is_not_derived_again);
  suite_add_tcase(suite, table);
  suite_add_tcase(suite, values);
  return suite;
}
