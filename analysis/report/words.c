/* Everything that the page says, in both languages. */
#include "report.h"

#include <math.h>
#include <string.h>

static const char *const words[REPORT_WORDS][POLDER_LANGUAGES] = {
    [WORD_ARM] = {"arm", "arm"},
    [WORD_N] = {"keren", "runs"},
    [WORD_ERRORS] = {"fout", "error"},
    [WORD_IMPASSES] = {"impasses", "impasses"},
    [WORD_RATE] = {"aandeel", "share"},
    [WORD_LOW] = {"van", "from"},
    [WORD_HIGH] = {"tot", "to"},
    [WORD_BOUND_LOW] = {"minimaal", "least"},
    [WORD_BOUND_HIGH] = {"maximaal", "most"},
    [WORD_AGAINST] = {"tegenover", "against"},
    [WORD_N_PAIRS] = {"paren", "pairs"},
    [WORD_LEFT_OUT] = {"weg­gelaten", "left out"},
    [WORD_BOTH_IMPASSE] = {"beide impasse", "both impasse"},
    [WORD_BREAKTHROUGH] = {"door­braken", "break­throughs"},
    [WORD_LOST] = {"verloren", "lost"},
    [WORD_BOTH_AGREE] = {"beide akkoord", "both agree"},
    [WORD_DIFFERENCE] = {"verschil", "difference"},
    [WORD_P] = {"p", "p"},
    [WORD_HOLM] = {"p (Holm)", "p (Holm)"},
    [WORD_MID_P] = {"McNemar p", "McNemar p"},
    [WORD_EXACT_P] = {"exact p", "exact p"},
    [WORD_GAIN] = {"winst", "gain"},
    [WORD_POINT] = {"punt", "point"},
    [WORD_LEVEL] = {"niveau", "level"},
    [WORD_SAMPLED] = {"klasse", "class"},
    [WORD_AGAINST_LEVEL] = {"tegenover", "against"},
    [WORD_RUN] = {"keer", "run"},
    [WORD_SEED] = {"seed", "seed"},
    [WORD_KIND] = {"wat", "what"},
    [WORD_COMMAND] = {"commando", "command"},
    [WORD_COLUMN] = {"kolom", "column"},
    [WORD_MEAN] = {"gemid­delde", "mean"},
    [WORD_CHANGE] = {"veran­dering", "change"},
    [WORD_FACTOR] = {"factor", "factor"},
    [WORD_RESULT] = {"uitkomst", "result"},
    [WORD_TERM] = {"term", "term"},
    [WORD_MEDIAN] = {"mediaan", "median"},
    [WORD_SHIFT] = {"Hodges–​Lehmann", "Hodges–​Lehmann"},
};

static const char *const endings[POLDER_ENDINGS][POLDER_LANGUAGES] = {
    {"akkoord", "agreement"},  {"vastgelopen", "deadlock"},  {"tijd om", "deadline"},
    {"weggelopen", "walkout"}, {"overgenomen", "take-over"}, {"schijnakkoord", "sham"},
    {"fout", "error"}};

static const char *const types[POLDER_IMPASSES][POLDER_LANGUAGES] = {{"geen", "none"},
                                                                     {"ongewild", "unwanted"},
                                                                     {"gewild", "wanted"},
                                                                     {"afgedwongen", "forced"},
                                                                     {"onbekend", "unknown"}};

const char *report_word(PolderLanguage language, ReportWord word) {
  return words[word][language];
}

const char *report_ending(PolderLanguage language, PolderEnding ending) {
  return endings[ending][language];
}

const char *report_type(PolderLanguage language, PolderImpasse impasse) {
  return types[impasse][language];
}

const char *report_measure(PolderLanguage language, unsigned column) {
  static const struct {
    const char *column, *text[POLDER_LANGUAGES];
  } measures[] = {
      {"round", {"ronden tot het einde", "rounds to the end"}},
      {"joint_utility", {"nut van allen samen", "joint utility"}},
      {"trust_mean", {"vertrouwen aan het eind", "trust at the end"}},
      {"false_onwil", {"onterecht vermoede onwil", "false suspicion of unwillingness"}}};
  for (size_t i = 0; i < G_N_ELEMENTS(measures); i++)
    if (strcmp(measures[i].column, polder_run_columns[column]) == 0)
      return measures[i].text[language];
  return polder_run_columns[column];
}

/* --- Numbers ---------------------------------------------------------------------------------- */

void report_append_decimal(GString *text, PolderLanguage language, double value, int digits) {
  char format[8], number[G_ASCII_DTOSTR_BUF_SIZE];
  if (isnan(value)) {
    g_string_append(text, "–");
    return;
  }
  if (isinf(value)) {
    g_string_append(text, value > 0 ? "∞" : "−∞");
    return;
  }
  g_snprintf(format, sizeof format, "%%.%df", digits);
  g_ascii_formatd(number, sizeof number, format, fabs(value));
  if (value < 0 && strpbrk(number, "123456789") != NULL)
    g_string_append(text, "−");
  for (char *c = number; *c != '\0'; c++)
    if (*c == '.' && language == POLDER_NL)
      *c = ',';
  g_string_append(text, number);
}

void report_append_percent(GString *text, PolderLanguage language, double share) {
  report_append_decimal(text, language, share * 100, 1);
  if (!isnan(share))
    g_string_append_c(text, '%');
}

void report_append_whole(GString *text, PolderLanguage language, uint64_t number) {
  g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)number);
  const size_t n = strlen(digits);
  for (size_t i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0 && n > 4)
      g_string_append_c(text, language == POLDER_NL ? '.' : ',');
    g_string_append_c(text, digits[i]);
  }
}

/* --- The answer ------------------------------------------------------------------------------- */

static double share_of(ReportCount count) {
  return count.n == 0 ? (double)NAN : (double)count.impasses / (double)count.n;
}

static void append_counted(GString *text, PolderLanguage language, uint64_t n, const char *one,
                           const char *more) {
  report_append_whole(text, language, n);
  g_string_append_printf(text, " %s", n == 1 ? one : more);
}

char *report_headline(const ReportStudy *study, PolderLanguage language) {
  const bool nl = language == POLDER_NL;
  GString *text = g_string_new(study->n_arms > 1 ? nl ? "Van " : "From " : "");
  report_append_percent(text, language, share_of(study->total.arm[0]));
  if (study->n_arms == 1) {
    g_string_append(text, nl ? " loopt vast" : " run aground");
    return g_string_free(text, FALSE);
  }
  g_string_append_printf(text, nl ? " impasses in %s naar " : " impasses in %s to ",
                         study->arms[0]);
  for (int arm = 1; arm < study->n_arms; arm++) {
    g_string_append(text, arm == 1 ? "" : arm == study->n_arms - 1 ? nl ? " en " : " and " : ", ");
    report_append_percent(text, language, share_of(study->total.arm[arm]));
    g_string_append_printf(text, " in %s", study->arms[arm]);
  }
  return g_string_free(text, FALSE);
}

/* `; in spoken 40.0%, with 2 breakthroughs and 1 lost agreement` */
static void append_arm(GString *text, const ReportStudy *study, PolderLanguage language, int arm) {
  const bool nl = language == POLDER_NL;
  const PolderPairs pair = study->total.pair[arm];
  g_string_append_printf(text, "; in %s ", study->arms[arm]);
  report_append_percent(text, language, share_of(study->total.arm[arm]));
  g_string_append(text, nl ? ", met " : ", with ");
  append_counted(text, language, pair.first_only, nl ? "doorbraak" : "breakthrough",
                 nl ? "doorbraken" : "breakthroughs");
  g_string_append(text, nl ? " en " : " and ");
  append_counted(text, language, pair.second_only, nl ? "verloren akkoord" : "lost agreement",
                 nl ? "verloren akkoorden" : "lost agreements");
}

char *report_answer(const ReportStudy *study, PolderLanguage language) {
  const bool nl = language == POLDER_NL;
  uint64_t errors = 0;
  GString *text = g_string_new(NULL);
  append_counted(text, language, study->n_units, nl ? "keer" : "run", nl ? "keer" : "runs");
  g_string_append(text, nl ? " over " : " over ");
  append_counted(text, language, study->points->n_points, nl ? "punt" : "point",
                 nl ? "punten" : "points");
  g_string_append_printf(text, nl ? ": in %s liep " : ": in %s ", study->arms[0]);
  report_append_percent(text, language, share_of(study->total.arm[0]));
  g_string_append(text, nl ? " vast" : " ran aground");
  for (int arm = 1; arm < study->n_arms; arm++)
    append_arm(text, study, language, arm);
  for (int arm = 0; arm < study->n_arms; arm++)
    errors += study->total.arm[arm].errors;
  if (errors > 0) {
    g_string_append(text, "; ");
    append_counted(text, language, errors, nl ? "mislukte door een fout" : "failed with an error",
                   nl ? "mislukten door een fout" : "failed with an error");
  }
  g_string_append_c(text, '.');
  return g_string_free(text, FALSE);
}
