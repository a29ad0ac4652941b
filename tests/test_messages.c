/* Messages: sorted as a reader mends them, formatted in two languages; and the nearest known name.
 */
#include <check.h>
#include <string.h>

#include <polder/base.h>

static const char *text_at(const PolderMessages *messages, unsigned index) {
  return polder_messages_at(messages, index)->text[POLDER_EN];
}

START_TEST(messages_stand_by_path_as_first_seen_then_line_then_column) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  polder_messages_add(messages, POLDER_ERROR, "z.csv", 9, 1, "", "second");
  polder_messages_add(messages, POLDER_WARNING, "a.csv", 1, 1, "", "fourth");
  polder_messages_add(messages, POLDER_ERROR, "z.csv", 9, 3, "", "third");
  polder_messages_add(messages, POLDER_ERROR, "z.csv", 2, 7, "", "first");
  static const char *const expected[] = {"first", "second", "third", "fourth"};
  ck_assert_uint_eq(polder_messages_count(messages), 4);
  ck_assert_uint_eq(polder_messages_errors(messages), 3);
  for (unsigned i = 0; i < 4; i++)
    ck_assert_str_eq(text_at(messages, i), expected[i]);
}
END_TEST

START_TEST(messages_at_one_place_keep_the_order_in_which_they_came) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  polder_messages_add(messages, POLDER_ERROR, "a.csv", 1, 1, "", "first");
  polder_messages_add(messages, POLDER_ERROR, "a.csv", 1, 1, "", "second");
  ck_assert_str_eq(text_at(messages, 0), "first");
  ck_assert_str_eq(text_at(messages, 1), "second");
}
END_TEST

static const struct {
  PolderSeverity severity;
  int line, column;
  PolderLanguage language;
  const char *expected;
} formats[] = {
    {POLDER_ERROR, 3, 4, POLDER_NL, "a.csv:3:4: fout"},
    {POLDER_ERROR, 3, 4, POLDER_EN, "a.csv:3:4: wrong"},
    {POLDER_ERROR, 3, 0, POLDER_EN, "a.csv:3: wrong"},
    {POLDER_ERROR, 0, 0, POLDER_EN, "a.csv: wrong"},
    {POLDER_WARNING, 3, 4, POLDER_NL, "a.csv:3:4: waarschuwing: fout"},
    {POLDER_WARNING, 3, 4, POLDER_EN, "a.csv:3:4: warning: wrong"},
};

START_TEST(a_message_says_its_place_and_severity_in_the_language_asked) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  polder_messages_add(messages, formats[_i].severity, "a.csv", formats[_i].line, formats[_i].column,
                      "fout", "wrong");
  g_autofree char *line =
      polder_message_format(polder_messages_at(messages, 0), formats[_i].language);
  ck_assert_str_eq(line, formats[_i].expected);
}
END_TEST

static const struct {
  const char *text, *nearest;
} names[] = {
    {"weigth", "weight"},
    {"WEIGHT", "weight"},
    {"wieght", "weight"},
    {"visibilty", "visibility"},
    {"cliënten", "cliënt"},
    {"Cliënt", "cliënt"},
    {"xyz", NULL},
    {"", NULL},
    {"w", NULL},
};

START_TEST(the_nearest_name_is_found_only_when_it_is_near) {
  static const char *const known[] = {"weight", "visibility", "cliënt", "party"};
  const char *nearest = polder_nearest(names[_i].text, known, G_N_ELEMENTS(known));
  ck_assert_pstr_eq(nearest, names[_i].nearest);
}
END_TEST

START_TEST(a_very_long_or_broken_text_is_near_nothing) {
  static const char *const known[] = {"weight"};
  g_autofree char *text = g_strnfill(100000, 'w');
  ck_assert_ptr_null(polder_nearest(text, known, 1));
  ck_assert_ptr_null(polder_nearest("weigh\xff", known, 1));
  ck_assert_ptr_null(polder_nearest("weight", NULL, 0));
}
END_TEST

Suite *suite_messages(void);
Suite *suite_messages(void) {
  Suite *suite = suite_create("messages");
  TCase *list = tcase_create("list");
  tcase_add_test(list, messages_stand_by_path_as_first_seen_then_line_then_column);
  tcase_add_test(list, messages_at_one_place_keep_the_order_in_which_they_came);
  tcase_add_loop_test(list, a_message_says_its_place_and_severity_in_the_language_asked, 0,
                      G_N_ELEMENTS(formats));
  suite_add_tcase(suite, list);
  TCase *nearest = tcase_create("nearest");
  tcase_add_loop_test(nearest, the_nearest_name_is_found_only_when_it_is_near, 0,
                      G_N_ELEMENTS(names));
  tcase_add_test(nearest, a_very_long_or_broken_text_is_near_nothing);
  suite_add_tcase(suite, nearest);
  return suite;
}
