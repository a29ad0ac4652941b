/* Numbers and texts as JSON (RFC 8259). Stateless: whether a comma is needed follows from the last
 * character, because a key's quote is always followed by its colon before anything else is added.
 */
#include <polder/record.h>

#include <math.h>
#include <string.h>

static void append_quoted(GString *text, const char *value) {
  g_string_append_c(text, '"');
  for (const char *at = value; *at != '\0'; at++) {
    unsigned char byte = (unsigned char)*at;
    if (byte == '"' || byte == '\\')
      g_string_append_printf(text, "\\%c", byte);
    else if (byte < 0x20 || byte == 0x7f)
      g_string_append_printf(text, "\\u%04x", byte);
    else
      g_string_append_c(text, (char)byte);
  }
  g_string_append_c(text, '"');
}

static void begin_value(GString *text, const char *key) {
  if (text->len > 0 && strchr("{[:\n", text->str[text->len - 1]) == NULL)
    g_string_append_c(text, ',');
  if (key == NULL)
    return;
  append_quoted(text, key);
  g_string_append_c(text, ':');
}

void polder_json_open(GString *text, const char *key, char bracket) {
  begin_value(text, key);
  g_string_append_c(text, bracket);
}

void polder_json_close(GString *text, char bracket) {
  g_string_append_c(text, bracket);
}

void polder_json_text(GString *text, const char *key, const char *value) {
  begin_value(text, key);
  if (value == NULL) {
    g_string_append(text, "null");
    return;
  }
  g_autofree char *valid = g_utf8_make_valid(value, -1);
  append_quoted(text, valid);
}

void polder_json_number(GString *text, const char *key, double value) {
  begin_value(text, key);
  if (isfinite(value))
    polder_number_append(text, value);
  else
    g_string_append(text, "null");
}

void polder_json_whole(GString *text, const char *key, uint64_t value) {
  begin_value(text, key);
  g_string_append_printf(text, "%" G_GUINT64_FORMAT, (guint64)value);
}

void polder_json_flag(GString *text, const char *key, bool value) {
  begin_value(text, key);
  g_string_append(text, value ? "true" : "false");
}

void polder_json_deal(GString *text, const char *key, PolderDeal deal, const PolderNames *names) {
  if (deal == POLDER_NO_DEAL) {
    polder_json_text(text, key, NULL);
    return;
  }
  int option[POLDER_ISSUES_MAX];
  names->options(names->context, deal, option);
  polder_json_open(text, key, '{');
  for (int issue = 0; issue < names->n_issues; issue++)
    polder_json_text(text, names->issue[issue], names->option[issue][option[issue]]);
  polder_json_close(text, '}');
}
