/* Tables: what spreadsheets write is read, every cell knows its line, and numbers survive the trip.
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include <polder/tables.h>

static PolderMessages *messages;
static PolderSheet *sheet;

static void setup(void) {
  messages = polder_messages_new();
  sheet = NULL;
}

static void teardown(void) {
  polder_sheet_free(sheet);
  polder_messages_free(messages);
}

static void parse(const char *text) {
  sheet = polder_sheet_parse("t.csv", text, strlen(text), messages);
}

static void assert_cell(int row, int column, const char *text) {
  ck_assert_str_eq(polder_sheet_cell(sheet, row, column).text, text);
}

static void assert_message(const char *place, const char *part) {
  ck_assert_uint_eq(polder_messages_count(messages), 1);
  g_autofree char *line = polder_message_format(polder_messages_at(messages, 0), POLDER_EN);
  if (!g_str_has_prefix(line, place) || strstr(line, part) == NULL)
    ck_abort_msg("expected %s … %s, got: %s", place, part, line);
}

/* --- What spreadsheets write ------------------------------------------------------------------ */

static const char *const same_table[] = {
    "a,b\n1,x y\n2,\"p,q;r\"\n",
    "a,b\r\n1,x y\r\n2,\"p,q;r\"\r\n",
    "a,b\r1,x y\r2,\"p,q;r\"\r",
    "\xEF\xBB\xBF"
    "a,b\n1,x y\n2,\"p,q;r\"\n",
    "a;b\n1;x y\n2;\"p,q;r\"\n",
    "a\tb\n1\tx y\n2\tp,q;r\n",
    "sep=;\na;b\n1;x y\n2;\"p,q;r\"\n",
    "\xEF\xBB\xBFsep=;\r\na;b\r\n1;x y\r\n2;\"p,q;r\"\r\n",
    "\n\na,b\n\n1,x y\n,,\n2,\"p,q;r\"\n\n",
    "a,b,,\n1,x y,,\n2,\"p,q;r\",,\n,,,\n,,,\n",
    "a,#why,b\n1,because,x y\n2,,\"p,q;r\"\n",
    " a , b \n 1 ,  x y\n2,\" p,q;r \"\n",
    "a,b\n1,x y\n2,\"p,q;r\"",
    "a,b\n\xC2\xA0"
    "1,x y\n2,\"p,q;r\"\n",
};

START_TEST(one_table_is_read_however_it_was_saved) {
  parse(same_table[_i]);
  ck_assert_ptr_nonnull(sheet);
  ck_assert_uint_eq(polder_messages_count(messages), 0);
  ck_assert_int_eq(sheet->n_columns, 2);
  ck_assert_int_eq(sheet->n_rows, 2);
  ck_assert_str_eq(sheet->header[0].text, "a");
  ck_assert_str_eq(sheet->header[1].text, "b");
  assert_cell(0, 0, "1");
  assert_cell(0, 1, "x y");
  assert_cell(1, 0, "2");
  assert_cell(1, 1, "p,q;r");
}
END_TEST

START_TEST(a_cell_knows_its_physical_line_and_its_field_number) {
  parse("a,#n,b\r\n\r\n\"one\r\ntwo\nthree\",\"x\ny\",1\r\n  \n2,,\"3\"\r\n");
  const PolderCell first = polder_sheet_cell(sheet, 0, 0);
  const PolderCell after = polder_sheet_cell(sheet, 0, 1);
  const PolderCell last = polder_sheet_cell(sheet, 1, 1);
  ck_assert_str_eq(first.text, "one\r\ntwo\nthree");
  ck_assert_int_eq(first.line, 3);
  ck_assert_int_eq(after.line, 6);
  ck_assert_int_eq(after.column, 3);
  ck_assert_int_eq(last.line, 8);
  ck_assert_int_eq(polder_sheet_row(sheet, 1).line, 8);
}
END_TEST

START_TEST(a_short_row_ends_in_empty_cells) {
  parse("a,b,c\n1\n");
  assert_cell(0, 2, "");
  ck_assert_int_eq(polder_sheet_cell(sheet, 0, 2).column, 3);
  ck_assert_int_eq(polder_sheet_cell(sheet, 0, 2).line, 2);
  ck_assert_uint_eq(polder_messages_count(messages), 0);
}
END_TEST

START_TEST(windows_1252_is_read_with_a_warning_that_names_the_line) {
  parse("a;b\n1;2\n3;Cli\xEBnt \x80\n");
  assert_cell(1, 1, "Cliënt €");
  ck_assert_uint_eq(polder_messages_errors(messages), 0);
  assert_message("t.csv:3: warning:", "Windows-1252");
}
END_TEST

/* --- What cannot be read ---------------------------------------------------------------------- */

static const struct {
  const char *text;
  size_t length; /* 0 = up to the end */
  const char *place, *part;
} unreadable[] = {
    {"", 0, "t.csv: ", "empty"},
    {"\xEF\xBB\xBF", 0, "t.csv: ", "empty"},
    {"\n \n,,\n", 0, "t.csv: ", "empty"},
    {"a,b\n1,\"open\n2,3\n", 0, "t.csv:2:2: ", "not closed"},
    {"a,b\n1,x\"y\n", 0, "t.csv:2:2: ", "double a \""},
    {"a,b\n1,\"x\"y\n", 0, "t.csv:2:2: ", "double a \""},
    {"a,b\n1,\0002\n", 9, "t.csv:2: ", "NUL"},
    {"\xFF\xFE"
     "a\0,\0",
     6, "t.csv: ", "UTF-16"},
    {"a,b\n1,\x81\xFF\n", 0, "t.csv:2: ", "neither UTF-8 nor Windows-1252"},
};

START_TEST(what_cannot_be_read_is_one_located_error) {
  const size_t length =
      unreadable[_i].length > 0 ? unreadable[_i].length : strlen(unreadable[_i].text);
  sheet = polder_sheet_parse("t.csv", unreadable[_i].text, length, messages);
  ck_assert_ptr_null(sheet);
  assert_message(unreadable[_i].place, unreadable[_i].part);
}
END_TEST

START_TEST(cells_beyond_the_columns_are_an_error_when_filled) {
  parse("a,b\n1,2,,\n3,4,,5,6\n");
  assert_message("t.csv:3:4: column D: \"5\"", "beyond the columns");
}
END_TEST

START_TEST(a_column_with_values_needs_a_name) {
  parse("a,,b,\n1,2,3,\n");
  assert_message("t.csv:1:2: column B", "name the column");
}
END_TEST

START_TEST(absurd_sizes_are_errors_not_crashes) {
  g_autofree char *wide = g_strnfill(POLDER_SHEET_COLUMNS_MAX + 5, ',');
  parse(wide);
  ck_assert_ptr_null(sheet);
  assert_message("t.csv:1: ", "too many columns");
}
END_TEST

START_TEST(a_cell_that_never_ends_is_an_error) {
  g_autofree char *fill = g_strnfill(POLDER_CELL_BYTES_MAX + 5, 'x');
  g_autofree char *text = g_strconcat("a\n\"", fill, "\"\n", NULL);
  parse(text);
  ck_assert_ptr_null(sheet);
  assert_message("t.csv:2: ", "a cell of more than");
}
END_TEST

START_TEST(a_missing_file_and_a_folder_are_errors) {
  ck_assert_ptr_null(polder_sheet_read("/nonexistent/t.csv", messages));
  ck_assert_ptr_null(polder_sheet_read("/", messages));
  ck_assert_uint_eq(polder_messages_errors(messages), 2);
}
END_TEST

/* --- Text to number --------------------------------------------------------------------------- */

static const struct {
  const char *text;
  bool decimal_comma, share;
  PolderNumberFault fault;
  double number;
} numbers[] = {
    {"0", false, false, POLDER_NUMBER_GOOD, 0},
    {"12", false, false, POLDER_NUMBER_GOOD, 12},
    {"-3.5", false, false, POLDER_NUMBER_GOOD, -3.5},
    {"+.5", false, false, POLDER_NUMBER_GOOD, .5},
    {"5.", false, false, POLDER_NUMBER_GOOD, 5},
    {"1e-3", false, false, POLDER_NUMBER_GOOD, .001},
    {"0.75", true, false, POLDER_NUMBER_GOOD, .75},
    {"0,75", true, false, POLDER_NUMBER_GOOD, .75},
    {"-,5", true, false, POLDER_NUMBER_GOOD, -.5},
    {"75%", false, true, POLDER_NUMBER_GOOD, .75},
    {"7,5 %", true, true, POLDER_NUMBER_GOOD, .075},
    {"0,75", false, false, POLDER_NUMBER_COMMA, 0},
    {"75%", false, false, POLDER_NUMBER_PERCENT, 0},
    {"1.000,5", true, false, POLDER_NUMBER_TWO_MARKS, 0},
    {"1,000.5", false, false, POLDER_NUMBER_TWO_MARKS, 0},
    {"1-2", true, false, POLDER_NUMBER_DATE, 0},
    {"mrt-1", true, false, POLDER_NUMBER_DATE, 0},
    {"2024-03-01", false, false, POLDER_NUMBER_DATE, 0},
    {"", false, false, POLDER_NUMBER_EMPTY, 0},
    {"x", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {"1x", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {"1 000", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {"1,2,3", true, false, POLDER_NUMBER_UNREADABLE, 0},
    {"0x10", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {"nan", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {"inf", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {"1e", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {".", false, false, POLDER_NUMBER_UNREADABLE, 0},
    {"%", false, true, POLDER_NUMBER_UNREADABLE, 0},
    {"1e999", false, false, POLDER_NUMBER_TOO_LARGE, 0},
};

START_TEST(a_text_is_the_number_that_it_says_or_a_named_fault) {
  double number = -99;
  const PolderNumberFault fault =
      polder_number_read(numbers[_i].text, numbers[_i].decimal_comma, numbers[_i].share, &number);
  ck_assert_int_eq(fault, numbers[_i].fault);
  if (fault == POLDER_NUMBER_GOOD)
    ck_assert_double_eq(number, numbers[_i].number);
  else
    ck_assert_double_eq(number, -99);
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    const char *text = polder_number_fault_text(fault, (PolderLanguage)language);
    ck_assert_int_eq(*text == '\0', fault == POLDER_NUMBER_GOOD);
  }
}
END_TEST

START_TEST(an_unreadable_number_is_a_located_error_with_column_and_value) {
  parse("a;weight\n1;3\n2;drie\n");
  double number = 7;
  ck_assert(polder_sheet_number(sheet, polder_sheet_cell(sheet, 0, 1), false, &number));
  ck_assert_double_eq(number, 3);
  ck_assert(!polder_sheet_number(sheet, polder_sheet_cell(sheet, 1, 1), false, &number));
  ck_assert_double_eq(number, 3);
  assert_message("t.csv:3:2: column B \"weight\": \"drie\" is not a number; ", "write");
}
END_TEST

static const struct {
  const char *text;
  bool date;
} dates[] = {
    {"1-2", true},     {"mrt-1", true},    {"1-mrt", true},    {"12/03/2024", true},
    {"okt.-24", true}, {"mei/3", true},    {"2024-01", true},  {"sept-01", true},
    {"a1", false},     {"1", false},       {"", false},        {"one-two", false},
    {"1-", false},     {"-1", false},      {"1-2-3-4", false}, {"mei", false},
    {"1-2/3", false},  {"mrt-apr", false}, {"12345-1", false},
};

START_TEST(what_a_spreadsheet_made_a_date_is_recognised) {
  ck_assert_int_eq(polder_looks_like_date(dates[_i].text), dates[_i].date);
}
END_TEST

START_TEST(a_column_of_text_is_warned_about_dates) {
  parse("option\nhigh\nmrt-1\n");
  polder_sheet_warn_dates(sheet, 0);
  ck_assert_uint_eq(polder_messages_errors(messages), 0);
  assert_message("t.csv:3:1: warning: column A \"option\": \"mrt-1\"", "date");
}
END_TEST

START_TEST(a_column_far_right_has_the_letters_of_the_spreadsheet) {
  GString *text = g_string_new("a");
  for (int column = 1; column < 53; column++)
    g_string_append_printf(text, ",c%d", column);
  parse(text->str);
  g_string_free(text, TRUE);
  polder_sheet_add(sheet, sheet->header[52], POLDER_ERROR, "", "is wrong");
  assert_message("t.csv:1:53: column BA \"c52\" is wrong", "");
}
END_TEST

START_TEST(a_long_value_is_cut_and_put_on_one_line) {
  parse("a\n\"one\ntwo three four five six seven eight nine ten eleven\"\n");
  polder_sheet_add(sheet, polder_sheet_cell(sheet, 0, 0), POLDER_ERROR, "", "is wrong");
  assert_message("t.csv:2:1: column A \"a\": \"one two three", "…\" is wrong");
}
END_TEST

/* --- Number to text, CSV out ------------------------------------------------------------------ */

static const struct {
  double number;
  const char *text;
} written[] = {
    {0, "0"},
    {.1, "0.1"},
    {1.0 / 3, "0.3333333333333333"},
    {.1 + .2, "0.30000000000000004"},
    {-2.5, "-2.5"},
    {1e22, "1e+22"},
    {123456789, "123456789"},
    {NAN, ""},
};

START_TEST(a_number_is_written_as_short_as_it_can_be_read_back) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  ck_assert_str_eq(polder_number_text(written[_i].number, buffer), written[_i].text);
}
END_TEST

START_TEST(every_number_reads_back_as_itself) {
  for (unsigned k = 0; k < 2000; k++) {
    const PolderChance chance = {.seed = 5, .run = k};
    const double number =
        (polder_draw(chance, 0, 0, POLDER_DRAW_GENERATOR, 0) - .5) * pow(10, (int)(k % 40) - 20);
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    double back = 0;
    polder_number_read(polder_number_text(number, buffer), false, false, &back);
    ck_assert_double_eq(back, number);
  }
}
END_TEST

START_TEST(cells_are_quoted_where_a_reader_needs_it_and_read_back) {
  static const char *const cells[] = {"plain", "a,b",      "say \"x\"", "two\nlines", "",
                                      "a;b",   "tab\tbed", "-",         "Cliënt",     "cr\rcr"};
  PolderCsv csv;
  polder_csv_init(&csv);
  polder_csv_add_row(&csv, "a", "b", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
    polder_csv_add_row(&csv, cells[i], "x", NULL);
  parse(csv.text->str);
  polder_csv_clear(&csv);
  ck_assert_int_eq(sheet->n_rows, G_N_ELEMENTS(cells));
  for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
    assert_cell((int)i, 0, cells[i]);
}
END_TEST

START_TEST(csv_out_has_commas_points_and_line_feeds) {
  PolderCsv csv;
  polder_csv_init(&csv);
  polder_csv_add_text(&csv, "");
  polder_csv_add_number(&csv, 1.5);
  polder_csv_add_number(&csv, NAN);
  polder_csv_add_text(&csv, "a,b");
  polder_csv_add_text(&csv, NULL);
  polder_csv_end_row(&csv);
  ck_assert_str_eq(csv.text->str, ",1.5,,\"a,b\",\n");
  polder_csv_clear(&csv);
}
END_TEST

static TCase *case_of(Suite *suite, const char *name) {
  TCase *tests = tcase_create(name);
  tcase_add_checked_fixture(tests, setup, teardown);
  suite_add_tcase(suite, tests);
  return tests;
}

Suite *suite_tables(void);
Suite *suite_tables(void) {
  Suite *suite = suite_create("tables");
  TCase *reading = case_of(suite, "reading");
  tcase_add_loop_test(reading, one_table_is_read_however_it_was_saved, 0, G_N_ELEMENTS(same_table));
  tcase_add_test(reading, a_cell_knows_its_physical_line_and_its_field_number);
  tcase_add_test(reading, a_short_row_ends_in_empty_cells);
  tcase_add_test(reading, windows_1252_is_read_with_a_warning_that_names_the_line);
  TCase *trouble = case_of(suite, "trouble");
  tcase_add_loop_test(trouble, what_cannot_be_read_is_one_located_error, 0,
                      G_N_ELEMENTS(unreadable));
  tcase_add_test(trouble, cells_beyond_the_columns_are_an_error_when_filled);
  tcase_add_test(trouble, a_column_with_values_needs_a_name);
  tcase_add_test(trouble, absurd_sizes_are_errors_not_crashes);
  tcase_add_test(trouble, a_cell_that_never_ends_is_an_error);
  tcase_add_test(trouble, a_missing_file_and_a_folder_are_errors);
  TCase *numbers_in = case_of(suite, "numbers");
  tcase_add_loop_test(numbers_in, a_text_is_the_number_that_it_says_or_a_named_fault, 0,
                      G_N_ELEMENTS(numbers));
  tcase_add_test(numbers_in, an_unreadable_number_is_a_located_error_with_column_and_value);
  tcase_add_loop_test(numbers_in, what_a_spreadsheet_made_a_date_is_recognised, 0,
                      G_N_ELEMENTS(dates));
  tcase_add_test(numbers_in, a_column_of_text_is_warned_about_dates);
  tcase_add_test(numbers_in, a_column_far_right_has_the_letters_of_the_spreadsheet);
  tcase_add_test(numbers_in, a_long_value_is_cut_and_put_on_one_line);
  TCase *writing = case_of(suite, "writing");
  tcase_add_loop_test(writing, a_number_is_written_as_short_as_it_can_be_read_back, 0,
                      G_N_ELEMENTS(written));
  tcase_add_test(writing, every_number_reads_back_as_itself);
  tcase_add_test(writing, cells_are_quoted_where_a_reader_needs_it_and_read_back);
  tcase_add_test(writing, csv_out_has_commas_points_and_line_feeds);
  return suite;
}
