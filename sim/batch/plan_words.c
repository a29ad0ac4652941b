/* Words about a plan: complaints where they belong, and what was probably meant. */
#include "plan_read.h"

static const struct {
  const char *word, *known;
} translations[] = {
    {"ontwerp", "design"},    {"opzet", "design"},         {"casus", "scenario"},
    {"armen", "arms"},        {"herhalingen", "runs"},     {"keren", "runs"},
    {"replications", "runs"}, {"replicates", "runs"},      {"repetitions", "runs"},
    {"punten", "points"},     {"samples", "points"},       {"zaad", "seed"},
    {"bestand", "file"},      {"partijen", "parties"},     {"onderwerpen", "issues"},
    {"opties", "options"},    {"belangen", "interests"},   {"factoren", "factor"},
    {"niveaus", "levels"},    {"niveau", "levels"},        {"waarden", "levels"},
    {"values", "levels"},     {"name", "factor"},          {"parameter", "factor"},
    {"full", "factorial"},    {"volledig", "factorial"},   {"saltelli", "sobol"},
    {"latin", "lhs"},         {"coalities", "coalitions"}, {"points.csv", "file"},
    {"vertelt", "tells"},     {"vertellen", "tells"},
};

#define LISTED_MAX 12

static bool is_known(const char *name, const char *const *known, size_t n_known) {
  for (size_t i = 0; i < n_known; i++)
    if (g_str_equal(known[i], name))
      return true;
  return false;
}

const char *polder_plan_meant(const char *text, const char *const *known, size_t n_known) {
  for (size_t i = 0; i < G_N_ELEMENTS(translations); i++)
    if (g_ascii_strcasecmp(translations[i].word, text) == 0 &&
        is_known(translations[i].known, known, n_known))
      return translations[i].known;
  return polder_nearest(text, known, n_known);
}

static char *hint(const char *text, const char *const *known, size_t n_known,
                  PolderLanguage language) {
  static const char *const ask[] = {"bedoelde je", "did you mean"};
  static const char *const list[] = {"bekend zijn", "known are"};
  const char *meant = polder_plan_meant(text, known, n_known);
  if (meant != NULL)
    return g_strdup_printf("%s \"%s\"?", ask[language], meant);
  GString *all = g_string_new(list[language]);
  for (size_t i = 0; i < MIN(n_known, LISTED_MAX); i++)
    g_string_append_printf(all, "%s %s", i == 0 ? "" : ",", known[i]);
  if (n_known > LISTED_MAX)
    g_string_append(all, ", …");
  return g_string_free(all, FALSE);
}

void polder_plan_complain_of(const PolderPlanReader *reader, PolderPlanPlace place,
                             const char *part, const char *nl, const char *en) {
  const bool in_sheet = place.sheet != NULL;
  if (in_sheet && g_str_equal(part, place.cell.text)) {
    polder_sheet_add(place.sheet, place.cell, POLDER_ERROR, nl, en);
    return;
  }
  g_autofree char *text_nl = g_strdup_printf(in_sheet ? "bij \"%s\": %s" : "\"%s\" %s", part, nl);
  g_autofree char *text_en = g_strdup_printf(in_sheet ? "at \"%s\": %s" : "\"%s\" %s", part, en);
  if (in_sheet)
    polder_sheet_add(place.sheet, place.cell, POLDER_ERROR, text_nl, text_en);
  else
    polder_messages_add(reader->messages, POLDER_ERROR, place.path, 0, 0, text_nl, text_en);
}

void polder_plan_complain(const PolderPlanReader *reader, PolderPlanPlace place, const char *nl,
                          const char *en) {
  polder_plan_complain_of(reader, place, place.cell.text, nl, en);
}

void polder_plan_unknown(const PolderPlanReader *reader, PolderPlanPlace place, const char *part,
                         const char *const what[POLDER_LANGUAGES], const char *const *known,
                         size_t n_known) {
  g_autofree char *hint_nl = hint(part, known, n_known, POLDER_NL);
  g_autofree char *hint_en = hint(part, known, n_known, POLDER_EN);
  g_autofree char *nl = g_strdup_printf("%s; %s", what[POLDER_NL], hint_nl);
  g_autofree char *en = g_strdup_printf("%s; %s", what[POLDER_EN], hint_en);
  polder_plan_complain_of(reader, place, part, nl, en);
}

char **polder_plan_split(const char *text) {
  char **parts = g_strsplit(text, "|", -1);
  for (char **part = parts; *part != NULL; part++)
    g_strstrip(*part);
  return parts;
}
