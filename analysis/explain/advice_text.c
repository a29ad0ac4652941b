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
  append_percent(text, advice->promise, language);
  g_string_append(text, polder_words(language, " van de impasses", " of the impasses"));
  append_interval(text, advice->interval, language);
  if (advice->lost >= .005) {
    g_string_append(text, polder_words(language, " en kost ", " and costs "));
    append_percent(text, advice->lost, language);
    g_string_append(text, polder_words(language, " van de akkoorden", " of the agreements"));
  }
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

/* Whether it breaks impasses by more than chance, and somebody could pull it. */
static bool does(const PolderLever *lever) {
  return lever->kind != POLDER_LEVER_TOLD && lever->kind != POLDER_LEVER_CUT &&
         lever->pairs.first_only > 0 && lever->difference > 0 && !(lever->interval.low <= 0);
}

/* The one that does most. Outvoting somebody comes last: that agreement is not everybody's. */
static const PolderLever *best_lever(const GArray *levers) {
  const PolderLever *best = NULL;
  for (int pass = 0; pass < 2 && best == NULL; pass++)
    for (unsigned i = 0; levers != NULL && i < levers->len; i++) {
      const PolderLever *lever = &g_array_index(levers, PolderLever, i);
      if (does(lever) && (pass > 0 || lever->kind != POLDER_LEVER_RULE) &&
          (best == NULL || lever->difference > best->difference))
        best = lever;
    }
  return best;
}

static void append_lever(GString *text, const PolderLever *lever, PolderLanguage language) {
  const double broken = (double)lever->pairs.first_only;
  const char *label = lever->label[language];
  g_string_append(text, polder_words(language, " Wat wel helpt: ", " What does help: "));
  g_string_append_unichar(text, g_unichar_tolower(g_utf8_get_char(label)));
  g_string_append(text, g_utf8_next_char(label));
  g_string_append(text, polder_words(language, "; dat doorbreekt ", "; that breaks "));
  append_percent(text, broken / (broken + (double)lever->pairs.both), language);
  g_string_append(text, polder_words(language, " van de impasses.", " of the impasses."));
}

/* Nothing at all was broken, or nothing that is more than chance. */
static void append_no_telling(GString *text, const PolderExplained *explained,
                              const PolderScenario *scenario, PolderLanguage language) {
  const PolderAdvice *advice = &explained->advice;
  if (!(advice->promise > 0)) {
    g_string_append(
        text, polder_words(language, "Uitspreken doorbreekt deze impasse niet, wat en wanneer ook",
                           "No telling breaks this impasse, whatever is told and when"));
    if (advice->interval.high <= 1)
      g_string_append_printf(
          text, polder_words(language, " (95 %%: hooguit %.0f %%)", " (95%%: at most %.0f%%)"),
          ceil(advice->interval.high * 100));
    g_string_append_c(text, '.');
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
  append_percent(text, advice->promise, language);
  g_string_append(text, polder_words(language, " van de impasses", " of the impasses"));
  append_interval(text, advice->interval, language);
  g_string_append(text, polder_words(language, " en kost ", " and costs "));
  append_percent(text, advice->lost, language);
  g_string_append(text, polder_words(language, " van de akkoorden.", " of the agreements."));
}

void polder_advice_append(GString *text, const PolderExplained *explained,
                          const PolderScenario *scenario, const GArray *levers,
                          PolderLanguage language) {
  const PolderLever *lever = best_lever(levers);
  switch (explained->advice.kind) {
  case POLDER_ADVICE_NEEDLESS:
    g_string_append(text,
                    polder_words(language, "Hier loopt niets vast: er valt niets te doorbreken.",
                                 "Nothing runs aground here: there is nothing to break."));
    return;
  case POLDER_ADVICE_TELL:
    if (explained->n_runs == 1)
      append_missed_chance(text, explained, scenario, language);
    else
      append_telling(text, explained, scenario, language);
    return;
  case POLDER_ADVICE_NO_TELLING:
    append_no_telling(text, explained, scenario, language);
    if (lever != NULL)
      append_lever(text, lever, language);
    return;
  }
}
