/* The advice in one sentence, in Dutch and English. */
#include "internal.h"

#include <math.h>

#include <polder/words.h>

static void append_percent(GString *text, double share, PolderLanguage language) {
  g_string_append_printf(text, polder_words(language, "%.0f %%", "%.0f%%"), share * 100);
}

static void append_interval(GString *text, PolderInterval interval, PolderLanguage language) {
  g_string_append_printf(text,
                         polder_words(language, " (95 %%: %.0f–%.0f %%)", " (95%%: %.0f–%.0f%%)"),
                         interval.low * 100, interval.high * 100);
}

/* `93 % of the impasses (95 %: 79-98 %) and costs 20 % of the agreements`. */
static void append_effect(GString *text, double promise, PolderInterval interval, double lost,
                          PolderLanguage language) {
  append_percent(text, promise, language);
  g_string_append(text, polder_words(language, " van de impasses", " of the impasses"));
  if (!isnan(interval.low))
    append_interval(text, interval, language);
  if (lost >= .005) {
    g_string_append(text, polder_words(language, " en kost ", " and costs "));
    append_percent(text, lost, language);
    g_string_append(text, polder_words(language, " van de akkoorden", " of the agreements"));
  }
}

/* `Noor “A glass of juice” and “Calm”, and Bas “The zest”`, in the order of the file; `verb` comes
 * after the first party. */
static void append_members(GString *text, const PolderExplained *explained,
                           const PolderScenario *scenario, const char *verb,
                           PolderLanguage language) {
  const PolderCoalition members = explained->advice.members;
  int party = -1;
  for (int i = 0; i < explained->n_interests; i++) {
    if (!(members >> i & 1))
      continue;
    const PolderInterest *interest = &scenario->interests[explained->interest[i]];
    if (party >= 0)
      g_string_append(text, members >> i == 1 ? polder_words(language, " en ", " and ") : ", ");
    if (interest->party != party)
      g_string_append_printf(text, "%s %s", polder_words_party(scenario, interest->party, language),
                             party < 0 ? verb : "");
    g_string_append_printf(text, "“%s”", interest->label[language]);
    party = interest->party;
  }
}

/* Whoever is to tell what it does not know itself, has to be asked. */
static void append_unaware(GString *text, const PolderExplained *explained,
                           const PolderScenario *scenario, PolderLanguage language) {
  bool first = true;
  for (int i = 0; i < explained->n_interests; i++) {
    const PolderInterest *interest = &scenario->interests[explained->interest[i]];
    if (!(explained->advice.members >> i & 1) || interest->visibility != POLDER_UNAWARE)
      continue;
    g_string_append(text, !first ? ", "
                                 : polder_words(language, " Onbewust, dus vraag er eerst naar: ",
                                                " Not conscious, so ask for it first: "));
    g_string_append_printf(text, "“%s”", interest->label[language]);
    first = false;
  }
  if (!first)
    g_string_append_c(text, '.');
}

/* Of many runs. */
static void append_telling(GString *text, const PolderExplained *explained,
                           const PolderScenario *scenario, PolderLanguage language) {
  const PolderAdvice *advice = &explained->advice;
  g_string_append(text, polder_words(language, "Laat ", "Let "));
  append_members(text, explained, scenario, polder_words(language, "", "tell "), language);
  g_string_append_printf(text,
                         polder_words(language, " vertellen in ronde %d: dat doorbreekt ",
                                      " in round %d: that breaks "),
                         advice->round);
  append_effect(text, advice->promise, advice->interval, advice->lost, language);
  if (advice->until > advice->round && advice->until < explained->n_rounds)
    g_string_append_printf(text,
                           polder_words(language, "; na ronde %d helpt het nog niet half zo veel",
                                        "; after round %d it helps less than half as much"),
                           advice->until);
  g_string_append_c(text, '.');
  append_unaware(text, explained, scenario, language);
}

/* Of one. */
static void append_missed_chance(GString *text, const PolderExplained *explained,
                                 const PolderScenario *scenario, PolderLanguage language) {
  const PolderAdvice *advice = &explained->advice;
  g_string_append(text, polder_words(language, "Had ", "Had "));
  append_members(text, explained, scenario, polder_words(language, "", "told "), language);
  g_string_append_printf(text, polder_words(language, " verteld in ronde %d", " in round %d"),
                         advice->round);
  if (advice->until > advice->round)
    g_string_append_printf(
        text, polder_words(language, " (of later, tot en met %d)", " (or later, up to %d)"),
        advice->until);
  g_string_append(text, polder_words(language, ", dan was er een akkoord gekomen.",
                                     ", there would have been an agreement."));
}

static void append_lever(GString *text, const GArray *levers, PolderLanguage language) {
  const PolderLeverAdvice advice = polder_lever_advice(levers);
  if (advice.lever == NULL)
    return;
  const char *label = advice.lever->label[language];
  g_string_append(text, polder_words(language, " Wat wel helpt: ", " What does help: "));
  g_string_append_unichar(text, g_unichar_tolower(g_utf8_get_char(label)));
  g_string_append(text, g_utf8_next_char(label));
  g_string_append(text, polder_words(language, "; dat doorbreekt ", "; that breaks "));
  append_effect(text, advice.promise, advice.interval, advice.lost, language);
  g_string_append_c(text, '.');
}

static bool breaks_any(const PolderExplained *explained) {
  bool any = false;
  for (int place = 0; place < explained->n_interests * explained->n_rounds; place++)
    any = any || explained->cell[place].pairs.first_only > 0;
  for (unsigned set = 0; set < explained->n_sets; set++)
    any = any || explained->set[set].pairs.first_only > 0;
  return any;
}

/* What was looked at, and broke nothing. */
static void append_nothing(GString *text, const PolderExplained *explained,
                           PolderLanguage language) {
  const double high = explained->advice.interval.high;
  if (explained->n_interests == 0) {
    g_string_append(text,
                    polder_words(language, "Alles is hier al open: er valt niets te vertellen.",
                                 "All is open here already: there is nothing to tell."));
    return;
  }
  g_string_append(text, polder_words(language,
                                     "Uitspreken doorbreekt hier niets: geen belang, in welke "
                                     "ronde ook, en geen groep",
                                     "Telling breaks nothing here: no interest, in whatever "
                                     "round, and no group"));
  if (explained->largest_set < (unsigned)explained->n_interests)
    g_string_append_printf(text, polder_words(language, " van hooguit %u", " of at most %u"),
                           explained->largest_set);
  g_string_append_printf(text, polder_words(language, " in ronde %d", " in round %d"),
                         explained->round);
  if (high <= 1)
    g_string_append_printf(
        text, polder_words(language, " (95 %%: hooguit %.0f %%)", " (95%%: at most %.0f%%)"),
        ceil(high * 100));
  g_string_append_c(text, '.');
}

/* Nothing at all was broken, or nothing that is more than chance. */
static void append_no_telling(GString *text, const PolderExplained *explained,
                              const PolderScenario *scenario, PolderLanguage language) {
  const PolderAdvice *advice = &explained->advice;
  if (!breaks_any(explained)) {
    append_nothing(text, explained, language);
    return;
  }
  if (isnan(advice->promise)) {
    g_string_append(text, polder_words(language,
                                       "Te weinig keren voor een advies: van de even of van de "
                                       "oneven keren liep er geen vast.",
                                       "Too few runs to advise: none of the even, or none of the "
                                       "odd ones ran aground."));
    return;
  }
  g_string_append(
      text, polder_words(language,
                         "Geen uitspreken breekt hier aantoonbaar meer dan het kost; het beste, ",
                         "No telling demonstrably breaks more here than it costs; the best, "));
  append_members(text, explained, scenario, "", language);
  g_string_append_printf(
      text, polder_words(language, " in ronde %d, doorbreekt ", " in round %d, breaks "),
      advice->round);
  append_effect(text, advice->promise, advice->interval, advice->lost, language);
  g_string_append_c(text, '.');
}

void polder_advice_append(GString *text, const PolderExplained *explained,
                          const PolderScenario *scenario, const GArray *levers,
                          PolderLanguage language) {
  switch (explained->advice.kind) {
  case POLDER_ADVICE_NEEDLESS:
    g_string_append(
        text,
        explained->n_runs == 1
            ? polder_words(language,
                           "Deze keer kwam er een akkoord: ", "This run came to an agreement: ")
            : polder_words(language, "Hier loopt niets vast: ", "Nothing runs aground here: "));
    g_string_append(
        text, polder_words(language, "er valt niets te doorbreken.", "there is nothing to break."));
    return;
  case POLDER_ADVICE_TELL:
    if (explained->n_runs == 1)
      append_missed_chance(text, explained, scenario, language);
    else
      append_telling(text, explained, scenario, language);
    return;
  case POLDER_ADVICE_NO_TELLING:
    append_no_telling(text, explained, scenario, language);
    append_lever(text, levers, language);
    return;
  }
}
