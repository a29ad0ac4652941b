/* Numbers and words as people read them. */
#include <polder/words.h>

#include <math.h>

const char *polder_words_ending(PolderEnding ending, PolderLanguage language) {
  static const char *const texts[POLDER_ENDINGS][POLDER_LANGUAGES] = {
      [POLDER_AGREEMENT] = {"akkoord", "agreement"},
      [POLDER_DEADLOCK] = {"patstelling", "deadlock"},
      [POLDER_DEADLINE] = {"tijd op", "deadline"},
      [POLDER_WALKOUT] = {"opstappen", "walk-out"},
      [POLDER_TAKEOVER_END] = {"zelf doen", "take-over"},
      [POLDER_SHAM] = {"schijnakkoord", "sham"},
      [POLDER_FAILED] = {"fout", "error"},
  };
  return texts[ending][language];
}

const char *polder_words_seen(PolderSeen seen, PolderLanguage language) {
  static const char *const texts[][POLDER_LANGUAGES] = {
      [POLDER_SEEN_OPEN] = {"open", "open"},
      [POLDER_SEEN_TOLD] = {"uitgesproken", "told"},
      [POLDER_SEEN_HIDDEN] = {"verborgen", "hidden"},
      [POLDER_SEEN_UNAWARE] = {"onbewust", "not conscious"},
  };
  return texts[seen][language];
}

const char *polder_words_title(const PolderScenario *scenario, PolderLanguage language) {
  const char *title = scenario->title[language];
  return title != NULL && title[0] != '\0' ? title : scenario->id;
}

const char *polder_words_party(const PolderScenario *scenario, int party, PolderLanguage language) {
  if (party < 0)
    return polder_words(language, "een neutrale", "a neutral");
  return scenario->parties[party].label[language];
}

void polder_words_deal(GString *text, const PolderScenario *scenario, PolderDeal deal,
                       PolderLanguage language) {
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(scenario, deal, option);
  for (int i = 0; i < scenario->n_issues; i++) {
    const PolderIssue *issue = &scenario->issues[i];
    g_string_append_printf(text, "%s%s: %s", i > 0 ? "; " : "", issue->label[language],
                           scenario->options[issue->first_option + option[i]].label[language]);
  }
}

static void append_decimal(GString *text, const char *format, double number,
                           PolderLanguage language) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(buffer, sizeof buffer, format, number);
  if (language == POLDER_NL)
    g_strdelimit(buffer, ".", ',');
  g_string_append(text, buffer);
}

void polder_words_number(GString *text, double number, PolderLanguage language) {
  if (isnan(number))
    g_string_append_c(text, '-');
  else
    append_decimal(text, "%.2f", number, language);
}

void polder_words_points(GString *text, double difference, PolderLanguage language) {
  const double points = 100 * difference;
  if (isnan(points))
    g_string_append_c(text, '-');
  else if (fabs(points) < 0.05)
    g_string_append_c(text, '0');
  else
    append_decimal(text, "%+.1f", points, language);
}
