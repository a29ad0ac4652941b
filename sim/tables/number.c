/* Text and numbers. Invariant: an unreadable text is never a number, and the locale plays no part.
 */
#include <math.h>
#include <string.h>

#include <polder/tables.h>

static const char *const fault_texts[][POLDER_LANGUAGES] = {
    [POLDER_NUMBER_GOOD] = {"", ""},
    [POLDER_NUMBER_EMPTY] = {"is leeg; schrijf een getal", "is empty; write a number"},
    [POLDER_NUMBER_UNREADABLE] = {"is geen getal; schrijf alleen cijfers, bijvoorbeeld 3 of 12",
                                  "is not a number; write digits only, such as 3 or 12"},
    [POLDER_NUMBER_TWO_MARKS] = {"heeft een punt en een komma; schrijf alleen het decimaalteken",
                                 "has both a point and a comma; write the decimal mark only"},
    [POLDER_NUMBER_COMMA] = {"heeft een decimale komma; schrijf hier een punt, zoals 0.75",
                             "has a decimal comma; write a point here, as in 0.75"},
    [POLDER_NUMBER_PERCENT] = {"is een percentage, maar hier hoort geen aandeel; "
                               "schrijf een gewoon getal",
                               "is a percentage, but no share is meant here; "
                               "write a plain number"},
    [POLDER_NUMBER_DATE] = {"lijkt een datum, door het rekenblad ingevuld; zet de cel op Tekst en "
                            "schrijf het getal opnieuw",
                            "looks like a date that the spreadsheet made; format the cell as Text "
                            "and write the number again"},
    [POLDER_NUMBER_TOO_LARGE] = {"is te groot; schrijf een kleiner getal",
                                 "is too large; write a smaller number"},
};

const char *polder_number_fault_text(PolderNumberFault fault, PolderLanguage language) {
  return fault_texts[fault][language];
}

static const char *skip_digits(const char *text) {
  while (g_ascii_isdigit(*text))
    text++;
  return text;
}

/* [sign] digits [. digits] [e [sign] digits], nothing else: no inf, nan or hexadecimal. */
static bool is_plain_number(const char *text) {
  if (*text == '+' || *text == '-')
    text++;
  const char *whole = text;
  text = skip_digits(text);
  long n_digits = text - whole;
  if (*text == '.') {
    const char *fraction = ++text;
    text = skip_digits(text);
    n_digits += text - fraction;
  }
  if (n_digits == 0)
    return false;
  if (*text == 'e' || *text == 'E') {
    text++;
    if (*text == '+' || *text == '-')
      text++;
    if (!g_ascii_isdigit(*text))
      return false;
    text = skip_digits(text);
  }
  return *text == '\0';
}

static bool is_month(const char *text, size_t length) {
  static const char *const months[] = {"jan",  "feb", "mrt", "mar", "maart", "apr",
                                       "mei",  "may", "jun", "jul", "aug",   "sep",
                                       "sept", "okt", "oct", "nov", "dec"};
  if (length > 0 && text[length - 1] == '.')
    length--;
  for (size_t i = 0; i < G_N_ELEMENTS(months); i++)
    if (strlen(months[i]) == length && g_ascii_strncasecmp(months[i], text, length) == 0)
      return true;
  return false;
}

bool polder_looks_like_date(const char *text) {
  int n_parts = 0, n_months = 0;
  char mark = '\0';
  while (n_parts < 3) {
    const size_t length = strcspn(text, "-/");
    const bool number = length >= 1 && length <= 4 && skip_digits(text) == text + length;
    const bool month = !number && is_month(text, length);
    if (!number && !month)
      return false;
    n_months += month;
    n_parts++;
    text += length;
    if (*text == '\0')
      return n_parts >= 2 && n_months <= 1;
    if (mark != '\0' && *text != mark)
      return false;
    mark = *text++;
  }
  return false;
}

static PolderNumberFault why_unreadable(const char *text, bool decimal_comma) {
  if (*text == '\0')
    return POLDER_NUMBER_EMPTY;
  if (polder_looks_like_date(text))
    return POLDER_NUMBER_DATE;
  const bool digits_and_marks = text[strspn(text, "+-0123456789.,%")] == '\0';
  if (digits_and_marks && strchr(text, '.') != NULL && strchr(text, ',') != NULL)
    return POLDER_NUMBER_TWO_MARKS;
  if (digits_and_marks && strchr(text, ',') != NULL && !decimal_comma)
    return POLDER_NUMBER_COMMA;
  return POLDER_NUMBER_UNREADABLE;
}

PolderNumberFault polder_number_read(const char *text, bool decimal_comma, bool share,
                                     double *out_number) {
  g_autofree char *plain = g_strdup(text);
  const size_t length = strlen(plain);
  const bool percent = length > 0 && plain[length - 1] == '%';
  if (percent) {
    plain[length - 1] = '\0';
    g_strchomp(plain);
  }
  const bool two_marks = strchr(plain, '.') != NULL && strchr(plain, ',') != NULL;
  if (decimal_comma && !two_marks)
    g_strdelimit(plain, ",", '.');
  if (!is_plain_number(plain))
    return why_unreadable(text, decimal_comma);
  if (percent && !share)
    return POLDER_NUMBER_PERCENT;
  const double number = g_ascii_strtod(plain, NULL);
  if (!isfinite(number))
    return POLDER_NUMBER_TOO_LARGE;
  *out_number = percent ? number / 100 : number;
  return POLDER_NUMBER_GOOD;
}

bool polder_sheet_number(const PolderSheet *sheet, PolderCell cell, bool share,
                         double *out_number) {
  const PolderNumberFault fault =
      polder_number_read(cell.text, sheet->decimal_comma, share, out_number);
  if (fault == POLDER_NUMBER_GOOD)
    return true;
  polder_sheet_add(sheet, cell, POLDER_ERROR, fault_texts[fault][POLDER_NL],
                   fault_texts[fault][POLDER_EN]);
  return false;
}

const char *polder_number_text(double number, char buffer[G_ASCII_DTOSTR_BUF_SIZE]) {
  static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
  buffer[0] = '\0';
  if (isnan(number))
    return buffer;
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_ascii_formatd(buffer, G_ASCII_DTOSTR_BUF_SIZE, formats[i], number);
    if (g_ascii_strtod(buffer, NULL) == number)
      break;
  }
  return buffer;
}
