/* Levels of a factor: `a|b|c`, `0..4/5` or `.2~.8`, each looked at by whoever will use it.
 *
 * Invariant: a level that gets past this file is good for every table of the plan.
 */
#include <math.h>
#include <string.h>

#include "plan_read.h"

/* --- One level ------------------------------------------------------------------------------- */

bool polder_plan_is_number(const PolderPlanName *name) {
  if (name->kind != POLDER_FACTOR_PARAMETER)
    return name->kind == POLDER_FACTOR_KNOB;
  const PolderKind kind = polder_parameters[name->parameter].kind;
  return kind != POLDER_KIND_CHOICE && kind != POLDER_KIND_PARTIES;
}

bool polder_plan_is_whole(const PolderPlanName *name) {
  if (name->kind == POLDER_FACTOR_KNOB)
    return name->knob->whole;
  const PolderKind kind = polder_parameters[name->parameter].kind;
  return kind == POLDER_KIND_WHOLE || kind == POLDER_KIND_SWITCH;
}

/* A number as it is written in a point: beside `;` a decimal comma becomes a point. */
static char *plain(const PolderPlanPlace place, const PolderPlanName *name, const char *part) {
  char *text = g_strdup(part);
  const bool comma = place.sheet != NULL && place.sheet->decimal_comma;
  if (comma && polder_plan_is_number(name) && strchr(text, '.') == NULL)
    g_strdelimit(text, ",", '.');
  return text;
}

static bool fault(char *out_fault[POLDER_LANGUAGES], const char *nl, const char *en) {
  out_fault[POLDER_NL] = g_strdup(nl);
  out_fault[POLDER_EN] = g_strdup(en);
  return false;
}

static bool read_knob(const PolderKnob *knob, const char *text, double *out_number,
                      char *out_fault[POLDER_LANGUAGES]) {
  const bool share = !knob->whole && knob->maximum <= 1;
  double number = 0;
  const PolderNumberFault wrong = polder_number_read(text, false, share, &number);
  if (wrong != POLDER_NUMBER_GOOD)
    return fault(out_fault, polder_number_fault_text(wrong, POLDER_NL),
                 polder_number_fault_text(wrong, POLDER_EN));
  if (knob->whole && number != floor(number))
    return fault(out_fault, "is geen heel getal; schrijf er een zonder decimalen",
                 "is not a whole number; write one without decimals");
  if (number < knob->minimum || number > knob->maximum) {
    out_fault[POLDER_NL] = g_strdup_printf("valt buiten %g tot %g; schrijf een getal daarbinnen",
                                           knob->minimum, knob->maximum);
    out_fault[POLDER_EN] = g_strdup_printf("lies outside %g to %g; write a number within",
                                           knob->minimum, knob->maximum);
    return false;
  }
  *out_number = number;
  return true;
}

/* What --set says of a value, without the value itself. */
static bool fault_of_set(const GError *error, const char *text, char *out_fault[POLDER_LANGUAGES]) {
  g_autofree char *quoted = g_strdup_printf("\"%s\" ", text);
  g_auto(GStrv) lines = g_strsplit(error->message, "\n", 2);
  for (int i = 0; i < POLDER_LANGUAGES; i++) {
    const char *line = lines[MIN((unsigned)i, g_strv_length(lines) - 1)];
    const bool repeats = g_str_has_prefix(line, quoted);
    out_fault[i] = g_strdup(repeats ? line + strlen(quoted) : line);
  }
  return false;
}

static bool read_on(const PolderScenario *table, const PolderPlanName *name, const char *text,
                    double *out_number, char *out_fault[POLDER_LANGUAGES]) {
  g_autoptr(GError) error = NULL;
  g_autofree char *set = g_strdup_printf("%s=%s", polder_parameters[name->parameter].name, text);
  PolderValues values;
  polder_values_init(&values);
  if (!polder_values_set(&values, table, set, &error))
    return fault_of_set(error, text, out_fault);
  *out_number = values.value[name->parameter][0];
  return true;
}

/* Every table must take it; the number is the first's. */
static bool read_parameter(const PolderPlanReader *reader, const PolderPlanName *name,
                           const char *text, double *out_number,
                           char *out_fault[POLDER_LANGUAGES]) {
  if (reader->tables->len == 0) {
    const bool of_parties = polder_parameters[name->parameter].kind == POLDER_KIND_PARTIES;
    g_autoptr(PolderScenario) nobody = polder_scenario_new();
    return of_parties || read_on(nobody, name, text, out_number, out_fault);
  }
  for (unsigned i = reader->tables->len; i-- > 0;)
    if (!read_on(reader->tables->pdata[i], name, text, out_number, out_fault))
      return false;
  return true;
}

static bool read_folder(const PolderPlanReader *reader, const char *text,
                        char *out_fault[POLDER_LANGUAGES]) {
  return g_ptr_array_find_with_equal_func(reader->plan->scenarios, text, g_str_equal, NULL) ||
         fault(out_fault, "staat niet in de regel scenario; zet de map ook daar",
               "is not in the row scenario; put the folder there too");
}

static char *parties_text(const PolderPlanReader *reader, const char *text, double bits) {
  if (reader->tables->len == 0 || g_str_equal(text, "*"))
    return g_strdup(text);
  const PolderScenario *table = reader->tables->pdata[0];
  GString *ids = g_string_new(NULL);
  for (int party = 0; party < table->n_parties; party++)
    if ((unsigned)bits >> party & 1u)
      g_string_append_printf(ids, "%s%s", ids->len > 0 ? " " : "", table->parties[party].id);
  return g_string_free(ids, FALSE);
}

/* The text that means the same, whoever wrote it. */
static char *kept_text(const PolderPlanReader *reader, const PolderPlanName *name, const char *text,
                       double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  if (polder_plan_is_number(name))
    return g_strdup(polder_number_text(number, buffer));
  if (name->kind == POLDER_FACTOR_SCENARIO)
    return g_strdup(text);
  const PolderParameter *parameter = &polder_parameters[name->parameter];
  if (parameter->kind == POLDER_KIND_CHOICE)
    return g_strdup(parameter->choices[(int)number]);
  return parties_text(reader, text, number);
}

static bool read_number(const PolderPlanReader *reader, const PolderPlanName *name,
                        const char *text, double *out_number, char *out_fault[POLDER_LANGUAGES]) {
  switch (name->kind) {
  case POLDER_FACTOR_KNOB:
    return read_knob(name->knob, text, out_number, out_fault);
  case POLDER_FACTOR_SCENARIO:
    return read_folder(reader, text, out_fault);
  case POLDER_FACTOR_PARAMETER:
  case POLDER_FACTOR_TELLS:
    return read_parameter(reader, name, text, out_number, out_fault);
  }
  return false;
}

bool polder_plan_level_read(const PolderPlanReader *reader, const PolderPlanName *name,
                            PolderPlanPlace place, const char *part, char **out_text,
                            double *out_number) {
  char *faults[POLDER_LANGUAGES] = {NULL, NULL};
  double number = 0;
  g_autofree char *text = plain(place, name, part);
  if (read_number(reader, name, text, &number, faults)) {
    *out_text = kept_text(reader, name, text, number);
    *out_number = number;
    return true;
  }
  polder_plan_complain_of(reader, place, part, faults[POLDER_NL], faults[POLDER_EN]);
  g_free(faults[POLDER_NL]);
  g_free(faults[POLDER_EN]);
  return false;
}

/* --- All levels of one text ------------------------------------------------------------------ */

typedef struct {
  const PolderPlanReader *reader;
  const PolderPlanName *name;
  PolderPlanPlace place;
  PolderFactor *factor;
  GHashTable *seen; /* the levels so far; lent by the factor */
} Levels;

double polder_plan_rounded(double x) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(buffer, sizeof buffer, "%.12g", x);
  return g_ascii_strtod(buffer, NULL);
}

static bool complain_of(const Levels *levels, const char *part, const char *nl, const char *en) {
  polder_plan_complain_of(levels->reader, levels->place, part, nl, en);
  return false;
}

static bool add_level(const Levels *levels, const char *part) {
  char *text = NULL;
  double number = 0;
  if (!polder_plan_level_read(levels->reader, levels->name, levels->place, part, &text, &number))
    return false;
  g_ptr_array_add(levels->factor->levels, text);
  return g_hash_table_add(levels->seen, text) ||
         complain_of(levels, part, "staat er twee keer; laat een van beide weg",
                     "is there twice; remove one");
}

/* The numbers before and after a mark; false after a complaint. */
static bool read_ends(const Levels *levels, const char *first, const char *last, double *out_first,
                      double *out_last) {
  g_autofree char *from = g_strstrip(g_strdup(first));
  g_autofree char *to = g_strstrip(g_strdup(last));
  g_autofree char *from_kept = NULL;
  g_autofree char *to_kept = NULL;
  const bool good_from = polder_plan_level_read(levels->reader, levels->name, levels->place, from,
                                                &from_kept, out_first);
  return polder_plan_level_read(levels->reader, levels->name, levels->place, to, &to_kept,
                                out_last) &&
         good_from;
}

static bool add_spaced_number(const Levels *levels, const char *part, double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  if (polder_plan_is_whole(levels->name) && number != floor(number))
    return complain_of(levels, part,
                       "geeft getallen die niet heel zijn; kies een ander aantal niveaus",
                       "gives numbers that are not whole; choose another number of levels");
  polder_number_text(number, buffer);
  char *text = g_strdup(buffer);
  g_ptr_array_add(levels->factor->levels, text);
  return g_hash_table_add(levels->seen, text) ||
         complain_of(levels, part, "geeft een niveau dat er al is; laat een van beide weg",
                     "gives a level that is there already; remove one");
}

/* `0..4/5`: five levels, equally far apart. `marks` = its two dots. */
static bool add_spaced(const Levels *levels, const char *part, const char *marks) {
  guint64 n = 0;
  double first = 0, last = 0;
  const char *slash = strchr(marks, '/');
  if (slash == NULL)
    return complain_of(levels, part, "zegt niet hoeveel niveaus; schrijf bijvoorbeeld 0..4/5",
                       "does not say how many levels; write, for instance, 0..4/5");
  g_autofree char *count = g_strstrip(g_strdup(slash + 1));
  if (!g_ascii_string_to_unsigned(count, 10, 2, POLDER_LEVELS_MAX, &n, NULL))
    return complain_of(levels, part,
                       "heeft na de / geen aantal van 2 tot 100000; schrijf bijvoorbeeld 0..4/5",
                       "has no number of 2 to 100000 after the /; write, for instance, 0..4/5");
  g_autofree char *from = g_strndup(part, (size_t)(marks - part));
  g_autofree char *to = g_strndup(marks + 2, (size_t)(slash - marks - 2));
  if (!read_ends(levels, from, to, &first, &last))
    return false;
  for (guint64 i = 0; i < n; i++) {
    const double number = first + (last - first) * (double)i / (double)(n - 1);
    if (!add_spaced_number(levels, part, polder_plan_rounded(number)))
      return false;
  }
  return true;
}

/* `.2~.8` */
static bool read_range(const Levels *levels, const char *text) {
  PolderFactor *factor = levels->factor;
  const char *mark = strchr(text, '~');
  if (strchr(text, '|') != NULL)
    return complain_of(levels, text, "mengt een bereik met niveaus; schrijf .2~.8 of .2|.5|.8",
                       "mixes a range with levels; write .2~.8 or .2|.5|.8");
  g_autofree char *from = g_strndup(text, (size_t)(mark - text));
  if (!read_ends(levels, from, mark + 1, &factor->low, &factor->high))
    return false;
  factor->whole = polder_plan_is_whole(levels->name);
  return factor->low < factor->high ||
         complain_of(levels, text, "loopt niet op; schrijf het kleinste getal eerst",
                     "does not go up; write the smallest number first");
}

bool polder_plan_levels_read(const PolderPlanReader *reader, const PolderPlanName *name,
                             PolderPlanPlace place, PolderFactor *factor) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  const Levels levels = {reader, name, place, factor, seen};
  const char *text = place.cell.text;
  const bool number = polder_plan_is_number(name);
  bool good = true;
  if (*text == '\0')
    return complain_of(&levels, text, "is leeg; schrijf niveaus, zoals .2|.4|.8",
                       "is empty; write levels, such as .2|.4|.8");
  if (number && strchr(text, '~') != NULL)
    return read_range(&levels, text);
  g_auto(GStrv) parts = polder_plan_split(text);
  for (char **part = parts; *part != NULL; part++) {
    const char *marks = number ? strstr(*part, "..") : NULL;
    const bool added =
        marks == NULL ? add_level(&levels, *part) : add_spaced(&levels, *part, marks);
    good = good && added;
  }
  return good;
}
