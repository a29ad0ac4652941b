/* Everything that the page says, in both languages. */
#include "report.h"

#include <math.h>

static const char *const words[REPORT_WORDS][POLDER_LANGUAGES] = {
    [WORD_LANG] = {"nl", "en"},
    [WORD_TITLE] = {"Verslag van een experiment", "Report of an experiment"},
    [WORD_OUTCOME] = {"Hoe het afliep", "How it ended"},
    [WORD_PAIRS] = {"Dezelfde keren naast elkaar", "The same runs side by side"},
    [WORD_FACTORS] = {"Wat elke factor doet", "What each factor does"},
    [WORD_MAPS] = {"Twee factoren samen", "Two factors together"},
    [WORD_POINTS] = {"Elk punt", "Each point"},
    [WORD_PAIRED] = {"Verschil per punt", "Difference at each point"},
    [WORD_SEEDS] = {"Om na te spelen", "To replay"},
    [WORD_MANIFEST] = {"Manifest", "Manifest"},
    [WORD_READ_OUTCOME] =
        {"Alle punten samen. Het aandeel impasses staat tussen de grenzen van zijn 95%-interval "
         "(Wilson). Keren die mislukten door een fout staan apart: hadden zij alle een akkoord of "
         "alle een impasse gegeven, dan lag het aandeel tussen minimaal en maximaal.",
         "All points together. The share of impasses stands with the bounds of its 95% interval "
         "(Wilson). Runs that failed with an error are counted apart: had they all agreed or all "
         "run aground, the share would lie between least and most."},
    [WORD_READ_PAIRS] =
        {"Elke keer is in alle armen met hetzelfde toeval gespeeld. Een doorbraak liep in de "
         "eerste arm vast en in de andere niet; bij een verloren akkoord is het andersom. "
         "Verschil = aandeel impasses van de eerste arm min dat van de andere, dus boven nul = "
         "minder impasses; 95%-interval van Tango.",
         "Each run was played in all arms with the same chance. A breakthrough ran aground in the "
         "first arm and not in the other; a lost agreement is the reverse. Difference = share of "
         "impasses of the first arm minus that of the other, so above zero = fewer impasses; 95% "
         "interval of Tango."},
    [WORD_READ_FACTORS] =
        {"Aandeel impasses bij elk niveau, gemiddeld over alle andere factoren, met 95%-interval "
         "(Wilson). Bij meer dan twaalf getallen staan er acht even brede klassen. De intervallen "
         "gaan over het toeval binnen deze punten en rekenen alle keren als los van elkaar.",
         "Share of impasses at each level, averaged over all other factors, with 95% interval "
         "(Wilson). More than twelve numbers are put in eight classes of equal width. The "
         "intervals cover chance within these points, and count all runs as independent."},
    [WORD_READ_MAPS] =
        {"Verschil in aandeel impasses (eerste arm min de andere) bij elke combinatie van twee "
         "niveaus. Boven nul: minder impasses dan in de eerste arm. Onder nul, met gestreepte "
         "rand: meer.",
         "Difference in share of impasses (first arm minus the other) at each combination of two "
         "levels. Above zero: fewer impasses than in the first arm. Below zero, with a dashed "
         "edge: more."},
    [WORD_READ_POINTS] =
        {"Aandeel impasses bij elk punt en in elke arm, met 95%-interval (Wilson).",
         "Share of impasses at each point and in each arm, with 95% interval "
         "(Wilson)."},
    [WORD_READ_PAIRED] =
        {"Doorbraken en verloren akkoorden bij elk punt, en het verschil met zijn 95%-interval "
         "(Tango). Boven nul: minder impasses dan in de eerste arm.",
         "Breakthroughs and lost agreements at each point, and the difference with its 95% "
         "interval (Tango). Above zero: fewer impasses than in the first arm."},
    [WORD_READ_SEEDS] =
        {"De eerste keren van elk punt waarin de armen verschillen. Het commando vertelt zo'n keer "
         "na in de ene arm; met --arm de naam van de eerste arm ziet u de andere kant.",
         "The first runs of each point in which the arms differ. The command tells such a run in "
         "the one arm; with --arm and the first arm's name you see the other side."},
    [WORD_READ_MANIFEST] = {"Wat er gespeeld is, en de controlegetallen van de bestanden. "
                            "polder verify rekent ze na.",
                            "What was played, and the checksums of the files. polder verify "
                            "computes them again."},
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
    [WORD_LEFT_OUT] = {"weggelaten", "left out"},
    [WORD_BOTH_IMPASSE] = {"beide impasse", "both impasse"},
    [WORD_BREAKTHROUGH] = {"doorbraken", "breakthroughs"},
    [WORD_LOST] = {"verloren", "lost"},
    [WORD_BOTH_AGREE] = {"beide akkoord", "both agreement"},
    [WORD_DIFFERENCE] = {"verschil", "difference"},
    [WORD_MID_P] = {"McNemar p", "McNemar p"},
    [WORD_EXACT_P] = {"exact", "exact"},
    [WORD_POINT] = {"punt", "point"},
    [WORD_LEVEL] = {"niveau", "level"},
    [WORD_RUN] = {"keer", "run"},
    [WORD_SEED] = {"seed", "seed"},
    [WORD_KIND] = {"wat", "what"},
    [WORD_COMMAND] = {"commando", "command"},
    [WORD_IS_BREAKTHROUGH] = {"doorbraak", "breakthrough"},
    [WORD_IS_LOST] = {"verloren akkoord", "lost agreement"},
    [WORD_NOBODY] = {"(niets)", "(nothing)"},
    [WORD_DATA] = {"Alle gegevens:", "All data:"},
    [WORD_MORE] = {"Hier staan de eerste rijen; het bestand heeft ze alle.",
                   "These are the first rows; the file has all of them."},
    [WORD_MAPS_LEFT] = {"Er zijn meer combinaties; points.csv en runs.csv hebben alles.",
                        "There are more combinations; points.csv and runs.csv have everything."},
    [WORD_RATE_AXIS] = {"aandeel impasses", "share of impasses"},
    [WORD_DIFFERENCE_AXIS] = {"verschil in aandeel impasses", "difference in share of impasses"},
    [WORD_CONTENTS] = {"Inhoud", "Contents"},
    [WORD_SAMPLED] = {"klasse", "class"},
    [WORD_DESIGN] = {"Ontwerp", "Design"},
    [WORD_CASE] = {"Casus", "Case"},
    [WORD_ARMS] = {"Armen", "Arms"},
    [WORD_VARIED] = {"Gevarieerd", "Varied"},
    [WORD_MEANS] = {"Wat er nog meer verschilt", "What else differs"},
    [WORD_READ_MEANS] =
        {"Gemiddelden van de kolommen van runs.csv over alle punten samen, met 95%-interval "
         "(Student). Verandering = gemiddelde over de keren van deze arm min de eerste, alleen "
         "waar beide een waarde hebben.",
         "Means of the columns of runs.csv over all points together, with 95% interval (Student). "
         "Change = mean over runs of this arm minus the first, only where both have a value."},
    [WORD_COLUMN] = {"kolom", "column"},
    [WORD_MEAN] = {"gemiddelde", "mean"},
    [WORD_CHANGE] = {"verandering", "change"},
    [WORD_NONE] = {"Geen enkele.", "None."},
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

/* --- Numbers ---------------------------------------------------------------------------------- */

void report_append_decimal(GString *text, PolderLanguage language, double value, int digits) {
  char format[8], number[G_ASCII_DTOSTR_BUF_SIZE];
  if (isnan(value)) {
    g_string_append(text, "–");
    return;
  }
  g_snprintf(format, sizeof format, "%%.%df", digits);
  g_ascii_formatd(number, sizeof number, format, value);
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

/* --- The answer ------------------------------------------------------------------------------- */

static double share_of(ReportCount count) {
  return count.n == 0 ? (double)NAN : (double)count.impasses / (double)count.n;
}

char *report_answer(const ReportStudy *study, PolderLanguage language) {
  const bool nl = language == POLDER_NL;
  GString *text = g_string_new(NULL);
  g_string_append_printf(text,
                         nl ? "%" G_GUINT64_FORMAT " keer over %u punten: in %s liep "
                            : "%" G_GUINT64_FORMAT " runs over %u points: in %s ",
                         (guint64)study->n_units, study->points->n_points, study->arms[0]);
  report_append_percent(text, language, share_of(study->total.arm[0]));
  g_string_append(text, nl ? " vast" : " ran aground");
  for (int arm = 1; arm < study->n_arms; arm++) {
    g_string_append_printf(text, nl ? "; in %s " : "; in %s ", study->arms[arm]);
    report_append_percent(text, language, share_of(study->total.arm[arm]));
    g_string_append_printf(
        text,
        nl ? ", met %" G_GUINT64_FORMAT " doorbraken en %" G_GUINT64_FORMAT " verloren akkoorden"
           : ", with %" G_GUINT64_FORMAT " breakthroughs and %" G_GUINT64_FORMAT " lost agreements",
        (guint64)study->total.pair[arm].first_only, (guint64)study->total.pair[arm].second_only);
  }
  uint64_t errors = 0;
  for (int arm = 0; arm < study->n_arms; arm++)
    errors += study->total.arm[arm].errors;
  if (errors > 0)
    g_string_append_printf(text,
                           nl ? "; %" G_GUINT64_FORMAT " mislukten door een fout"
                              : "; %" G_GUINT64_FORMAT " failed with an error",
                           (guint64)errors);
  g_string_append_c(text, '.');
  return g_string_free(text, FALSE);
}
