/* Words: from what somebody wrote to the name that the format knows, Dutch words included. */
#include "load.h"

typedef struct {
  const char *word;
  const char *known;
} Translation;

static const Translation translations[] = {
    /* keys and columns */
    {"sleutel", "key"},
    {"waarde", "value"},
    {"partij", "party"},
    {"partijen", "party"},
    {"soort", "kind"},
    {"macht", "power"},
    {"reserveringswaarde", "reservation"},
    {"reservering", "reservation"},
    {"ondergrens", "reservation"},
    {"belang", "interest"},
    {"belangen", "interest"},
    {"gewicht", "weight"},
    {"zichtbaarheid", "visibility"},
    {"rode_lijn", "minimum"},
    {"gevoeligheid", "sensitivity"},
    {"onderwerp", "issue"},
    {"kwestie", "issue"},
    {"optie", "option"},
    {"vereist", "requires"},
    {"nog_onbekend", "latent"},
    {"andere_optie", "other_option"},
    {"ander_onderwerp", "other_issue"},
    {"van", "from"},
    {"naar", "to"},
    {"aan", "to"},
    {"ruis", "noise"},
    {"overlapping", "overlap"},
    {"ronde", "round"},
    {"gebeurtenis", "event"},
    {"formaat", "format"},
    {"titel", "title_nl"},
    {"titel_nl", "title_nl"},
    {"titel_en", "title_en"},
    {"samenvatting", "summary_nl"},
    {"samenvatting_nl", "summary_nl"},
    {"samenvatting_en", "summary_en"},
    {"naam", "label_nl"},
    {"omschrijving", "label_nl"},
    {"label", "label_nl"},
    {"schaal", "score_scale"},
    {"voorstel", "deal"},
    {"notities", "#notes"},
    /* visibility */
    {"verborgen", "hidden"},
    {"verhuld", "hidden"},
    {"openbaar", "open"},
    {"zichtbaar", "open"},
    {"onbewust", "unaware"},
    /* kinds of parties */
    {"gemeente", "municipality"},
    {"corporatie", "housing"},
    {"woningcorporatie", "housing"},
    {"woningbouwcorporatie", "housing"},
    {"zorg", "care"},
    {"zorgaanbieder", "care"},
    {"zorginstelling", "care"},
    {"cliënt", "client"},
    {"cliënten", "client"},
    {"bewoner", "client"},
    {"anders", "other"},
    {"overig", "other"},
    /* events */
    {"vertellen", "disclose"},
    {"uitspreken", "disclose"},
    {"onthullen", "disclose"},
    {"vragen", "ask"},
    {"vraag", "ask"},
    {"begeleiden", "facilitate"},
    {"gespreksleider", "facilitate"},
    {"bemiddelen", "mediate"},
    {"bemiddelaar", "mediate"},
    {"mandaat", "mandate"},
    {"voorstellen", "propose"},
    {"antwoord", "answer"},
    {"antwoorden", "answer"},
    /* parameters and their choices */
    {"regel", "rule"},
    {"unaniem", "unanimity"},
    {"unanimiteit", "unanimity"},
    {"gewogen", "weighted"},
    {"volgorde", "order"},
    {"geloot", "shuffled"},
    {"vast", "fixed"},
    {"ronden", "deadline_rounds"},
    {"rondes", "deadline_rounds"},
    {"strategie", "strategy"},
    {"vertrouwen", "trust"},
    {"uitleg", "explain"},
    {"opgeven", "give_up"},
    {"geen", "none"},
    {"wederkerig", "reciprocal"},
    {"willekeurig", "random"},
    {"ja", "1"},
    {"waar", "1"},
    {"aan", "1"},
    {"yes", "1"},
    {"true", "1"},
    {"nee", "0"},
    {"onwaar", "0"},
    {"uit", "0"},
    {"no", "0"},
    {"false", "0"},
};

#define LISTED_MAX 12

static bool is_known(const char *name, const char *const *known, size_t n_known) {
  for (size_t i = 0; i < n_known; i++)
    if (g_str_equal(known[i], name))
      return true;
  return false;
}

static const char *translated(const char *text, const char *const *known, size_t n_known) {
  g_autofree char *fold = g_utf8_casefold(text, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(translations); i++)
    if (g_str_equal(translations[i].word, fold) && is_known(translations[i].known, known, n_known))
      return translations[i].known;
  return NULL;
}

/* A misspelt Dutch word: the nearest of the words that stand for something known here. */
static const char *nearly_translated(const char *text, const char *const *known, size_t n_known) {
  const char *words[G_N_ELEMENTS(translations)];
  size_t n_words = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(translations); i++)
    if (is_known(translations[i].known, known, n_known))
      words[n_words++] = translations[i].word;
  const char *word = polder_nearest(text, words, n_words);
  return word == NULL ? NULL : translated(word, known, n_known);
}

const char *polder_load_meant(const char *text, const char *const *known, size_t n_known) {
  if (!g_utf8_validate(text, -1, NULL)) /* a cell always is; a command line need not be */
    return NULL;
  const char *meant = translated(text, known, n_known);
  if (meant == NULL)
    meant = polder_nearest(text, known, n_known);
  if (meant == NULL)
    meant = nearly_translated(text, known, n_known);
  return meant;
}

char *polder_load_hint(const char *text, const char *const *known, size_t n_known,
                       PolderLanguage language) {
  static const char *const ask[] = {"bedoelde je", "did you mean"};
  static const char *const list[] = {"bekend zijn", "known are"};
  static const char *const nothing[] = {"er is hier niets bekend", "nothing is known here"};
  const char *meant = polder_load_meant(text, known, n_known);
  if (meant != NULL)
    return g_strdup_printf("%s \"%s\"?", ask[language], meant);
  if (n_known == 0)
    return g_strdup(nothing[language]);
  GString *hint = g_string_new(list[language]);
  for (size_t i = 0; i < MIN(n_known, LISTED_MAX); i++)
    g_string_append_printf(hint, "%s %s", i == 0 ? "" : ",", known[i]);
  if (n_known > LISTED_MAX)
    g_string_append(hint, ", …");
  return g_string_free(hint, FALSE);
}

void polder_load_unknown(const PolderSheet *sheet, PolderCell cell, const char *what_nl,
                         const char *what_en, const char *text, const char *const *known,
                         size_t n_known) {
  g_autofree char *hint_nl = polder_load_hint(text, known, n_known, POLDER_NL);
  g_autofree char *hint_en = polder_load_hint(text, known, n_known, POLDER_EN);
  g_autofree char *nl = g_strdup_printf("%s; %s", what_nl, hint_nl);
  g_autofree char *en = g_strdup_printf("%s; %s", what_en, hint_en);
  polder_sheet_add(sheet, cell, POLDER_ERROR, nl, en);
}
