/* Values of parameters: text to value and back, the same for a cell of a file and for `--set`.
 *
 * Invariant: no value outside the parameter's range gets past this file.
 */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "load.h"

bool polder_is_knob(const char *name) {
  return polder_knob_find(name) != NULL;
}

/* Both formats take the same arguments in the same order. Returns false, for the caller to return.
 */
static bool fault(char *out_fault[POLDER_LANGUAGES], const char *nl, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

static bool fault(char *out_fault[POLDER_LANGUAGES], const char *nl, const char *en, ...) {
  va_list for_nl, for_en;
  va_start(for_nl, en);
  va_copy(for_en, for_nl);
  out_fault[POLDER_NL] = g_strdup_vprintf(nl, for_nl);
  out_fault[POLDER_EN] = g_strdup_vprintf(en, for_en);
  va_end(for_en);
  va_end(for_nl);
  return false;
}

/* A number as one would write it in this file. */
static char *number_in_file(double number, bool decimal_comma) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  polder_number_text(number, buffer);
  if (decimal_comma)
    g_strdelimit(buffer, ".", ',');
  return g_strdup(buffer);
}

static bool fault_range(char *out_fault[POLDER_LANGUAGES], double low, double high,
                        bool decimal_comma) {
  g_autofree char *from = number_in_file(low, decimal_comma);
  g_autofree char *to = number_in_file(high, decimal_comma);
  return fault(out_fault, "valt buiten %s tot %s; schrijf een getal daarbinnen",
               "lies outside %s to %s; write a number within", from, to);
}

static bool read_number(const char *text, bool decimal_comma, double low, double high,
                        double *out_number, char *out_fault[POLDER_LANGUAGES]) {
  double number = 0;
  const bool share = low >= 0 && high <= 1;
  const PolderNumberFault wrong = polder_number_read(text, decimal_comma, share, &number);
  for (int i = 0; wrong != POLDER_NUMBER_GOOD && i < POLDER_LANGUAGES; i++)
    out_fault[i] = g_strdup(polder_number_fault_text(wrong, (PolderLanguage)i));
  if (wrong != POLDER_NUMBER_GOOD)
    return false;
  if (number < low || number > high)
    return fault_range(out_fault, low, high, decimal_comma);
  *out_number = number;
  return true;
}

static bool read_choice(const PolderParameter *parameter, const char *text, double *out_value,
                        char *out_fault[POLDER_LANGUAGES]) {
  const int place = polder_parameter_choice(parameter, text);
  if (place >= 0) {
    *out_value = place;
    return true;
  }
  const size_t n = g_strv_length((char **)parameter->choices);
  g_autofree char *nl = polder_load_hint(text, parameter->choices, n, POLDER_NL);
  g_autofree char *en = polder_load_hint(text, parameter->choices, n, POLDER_EN);
  out_fault[POLDER_NL] = g_strdup_printf("kan hier niet; %s", nl);
  out_fault[POLDER_EN] = g_strdup_printf("is not possible here; %s", en);
  return false;
}

static bool read_switch(const char *text, double *out_value, char *out_fault[POLDER_LANGUAGES]) {
  static const char *const both[] = {"0", "1"};
  for (int value = 0; value <= 1; value++)
    if (g_str_equal(text, both[value])) {
      *out_value = value;
      return true;
    }
  const char *meant = polder_load_meant(text, both, 2);
  if (meant != NULL)
    return fault(out_fault, "is geen 0 of 1; bedoelde je \"%s\"?",
                 "is neither 0 nor 1; did you mean \"%s\"?", meant);
  return fault(out_fault, "is geen 0 of 1; schrijf 1 voor aan, 0 voor uit",
               "is neither 0 nor 1; write 1 for on, 0 for off");
}

static bool fault_party(const PolderScenario *scenario, const char *id,
                        char *out_fault[POLDER_LANGUAGES]) {
  const char *ids[POLDER_PARTIES_MAX];
  const size_t n = (size_t)scenario->n_parties;
  for (size_t party = 0; party < n; party++)
    ids[party] = scenario->parties[party].id;
  g_autofree char *nl = polder_load_hint(id, ids, n, POLDER_NL);
  g_autofree char *en = polder_load_hint(id, ids, n, POLDER_EN);
  out_fault[POLDER_NL] = g_strdup_printf("noemt \"%s\", en dat is geen partij; %s", id, nl);
  out_fault[POLDER_EN] = g_strdup_printf("names \"%s\", which is no party; %s", id, en);
  return false;
}

/* Ids joined by spaces, or `*` for all. */
static bool read_parties(const PolderScenario *scenario, const char *text, double *out_value,
                         char *out_fault[POLDER_LANGUAGES]) {
  unsigned bits = 0;
  g_auto(GStrv) ids = g_strsplit_set(text, " \t\r\n", -1);
  for (char **id = ids; *id != NULL; id++) {
    if (**id == '\0')
      continue;
    const int party = polder_scenario_party(scenario, *id);
    const bool all = g_str_equal(*id, "*");
    if (!all && party < 0)
      return fault_party(scenario, *id, out_fault);
    bits |= all ? (1u << scenario->n_parties) - 1 : 1u << party;
  }
  *out_value = bits;
  return true;
}

bool polder_value_read(PolderParameterId id, const PolderScenario *scenario, const char *text,
                       bool decimal_comma, double *out_value, char *out_fault[POLDER_LANGUAGES]) {
  const PolderParameter *parameter = &polder_parameters[id];
  double number = 0;
  switch (parameter->kind) {
  case POLDER_KIND_CHOICE:
    return read_choice(parameter, text, out_value, out_fault);
  case POLDER_KIND_SWITCH:
    return read_switch(text, out_value, out_fault);
  case POLDER_KIND_PARTIES:
    return read_parties(scenario, text, out_value, out_fault);
  case POLDER_KIND_NUMBER:
  case POLDER_KIND_WHOLE:
    break;
  }
  if (!read_number(text, decimal_comma, parameter->minimum, parameter->maximum, &number, out_fault))
    return false;
  if (parameter->kind == POLDER_KIND_WHOLE && number != floor(number))
    return fault(out_fault, "is geen heel getal; schrijf er een zonder decimalen",
                 "is not a whole number; write one without decimals");
  *out_value = number;
  return true;
}

static bool add_fault(const PolderSheet *sheet, PolderCell cell, char *texts[POLDER_LANGUAGES]) {
  polder_sheet_add(sheet, cell, POLDER_ERROR, texts[POLDER_NL], texts[POLDER_EN]);
  g_free(texts[POLDER_NL]);
  g_free(texts[POLDER_EN]);
  return false;
}

/* Names of parties that were complained of, or cannot be known, where parties are meant. */
static bool is_about_refused(const PolderLoad *load, PolderParameterId id, const char *text) {
  if (polder_parameters[id].kind != POLDER_KIND_PARTIES)
    return false;
  g_auto(GStrv) names = g_strsplit_set(text, " \t\r\n", -1);
  for (char **name = names; *name != NULL; name++)
    if (polder_load_is_refused(load, *name))
      return true;
  return load->unknowable[POLDER_ID_PARTY];
}

bool polder_load_value(PolderLoad *load, const PolderSheet *sheet, PolderCell cell,
                       PolderParameterId id, double *out_value) {
  char *texts[POLDER_LANGUAGES] = {NULL, NULL};
  if (is_about_refused(load, id, cell.text))
    return false;
  return polder_value_read(id, load->scenario, cell.text, sheet->decimal_comma, out_value, texts) ||
         add_fault(sheet, cell, texts);
}

bool polder_load_number(const PolderSheet *sheet, PolderCell cell, double low, double high,
                        double *out_number) {
  char *texts[POLDER_LANGUAGES] = {NULL, NULL};
  return *cell.text == '\0' ||
         read_number(cell.text, sheet->decimal_comma, low, high, out_number, texts) ||
         add_fault(sheet, cell, texts);
}

/* --- value to text ---------------------------------------------------------------------------- */

char *polder_value_text(const PolderScenario *scenario, PolderParameterId id, double value) {
  const PolderParameter *parameter = &polder_parameters[id];
  if (parameter->kind == POLDER_KIND_CHOICE)
    return g_strdup(parameter->choices[(int)value]);
  if (parameter->kind != POLDER_KIND_PARTIES)
    return number_in_file(value, false);
  GString *ids = g_string_new(NULL);
  for (int party = 0; party < scenario->n_parties; party++)
    if ((unsigned)value >> party & 1u)
      g_string_append_printf(ids, "%s%s", ids->len > 0 ? " " : "", scenario->parties[party].id);
  return g_string_free(ids, FALSE);
}

/* --- `--set` ---------------------------------------------------------------------------------- */

/* The message of a GError is one text: Dutch, a newline, English. */
static bool refuse(GError **error, const char *nl, const char *en) {
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s\n%s", nl, en);
  return false;
}

static bool refuse_name(GError **error, const char *name) {
  if (polder_is_knob(name))
    return refuse(error, "dit is een knop van toevalstafels; gebruik hem bij `polder new --random`",
                  "this is a knob of random tables; use it with `polder new --random`");
  const char *names[POLDER_PARAMETERS];
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    names[id] = polder_parameters[id].name;
  g_autofree char *hint_nl = polder_load_hint(name, names, POLDER_PARAMETERS, POLDER_NL);
  g_autofree char *hint_en = polder_load_hint(name, names, POLDER_PARAMETERS, POLDER_EN);
  g_autofree char *nl = g_strdup_printf("\"%s\" is geen parameter; %s", name, hint_nl);
  g_autofree char *en = g_strdup_printf("\"%s\" is no parameter; %s", name, hint_en);
  return refuse(error, nl, en);
}

/* The party before the dot; false after an error. */
static bool split_party(const PolderScenario *scenario, char *name, int *out_party,
                        GError **error) {
  *out_party = POLDER_ALL;
  char *dot = strchr(name, '.');
  if (dot == NULL)
    return true;
  *dot = '\0';
  *out_party = polder_scenario_party(scenario, name);
  if (*out_party >= 0) {
    memmove(name, dot + 1, strlen(dot + 1) + 1);
    return true;
  }
  char *texts[POLDER_LANGUAGES];
  fault_party(scenario, name, texts);
  refuse(error, texts[POLDER_NL], texts[POLDER_EN]);
  g_free(texts[POLDER_NL]);
  g_free(texts[POLDER_EN]);
  return false;
}

static bool set_value(PolderValues *values, const PolderScenario *scenario, int id, int party,
                      const char *value_text, char *out_fault[POLDER_LANGUAGES]) {
  double value = 0;
  if (party >= 0 && polder_parameters[id].level == POLDER_LEVEL_TABLE)
    return fault(out_fault, "geldt voor de hele tafel; schrijf %s=... zonder partij",
                 "holds for the whole table; write %s=... without a party",
                 polder_parameters[id].name);
  if (!polder_value_read((PolderParameterId)id, scenario, value_text, false, &value, out_fault))
    return false;
  polder_values_put(values, (PolderParameterId)id, party, value, POLDER_FROM_SET);
  return true;
}

bool polder_values_set(PolderValues *values, const PolderScenario *scenario, const char *text,
                       GError **error) {
  g_return_val_if_fail(values != NULL && scenario != NULL && text != NULL, false);
  const char *equals = strchr(text, '=');
  if (equals == NULL)
    return refuse(error, "geen \"=\"; schrijf naam=waarde of partij.naam=waarde",
                  "no \"=\"; write name=value or party.name=value");
  g_autofree char *name = g_strstrip(g_strndup(text, (size_t)(equals - text)));
  g_autofree char *value_text = g_strstrip(g_strdup(equals + 1));
  int party = POLDER_ALL;
  if (!split_party(scenario, name, &party, error))
    return false;
  const int id = polder_parameter_find(name);
  if (id < 0)
    return refuse_name(error, name);
  char *texts[POLDER_LANGUAGES] = {NULL, NULL};
  if (set_value(values, scenario, id, party, value_text, texts))
    return true;
  g_autofree char *nl = g_strdup_printf("\"%s\" %s", value_text, texts[POLDER_NL]);
  g_autofree char *en = g_strdup_printf("\"%s\" %s", value_text, texts[POLDER_EN]);
  refuse(error, nl, en);
  g_free(texts[POLDER_NL]);
  g_free(texts[POLDER_EN]);
  return false;
}
