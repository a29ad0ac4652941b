/* Words: how endings, parties, deals and numbers are called, in Dutch and in English. */
#ifndef POLDER_WORDS_H
#define POLDER_WORDS_H

#include <polder/record.h>
#include <polder/scenario.h>

G_BEGIN_DECLS

/* One of the two texts; in the position of a format, so that the arguments are checked. */
static inline const char *polder_words(PolderLanguage language, const char *nl, const char *en)
    __attribute__((format_arg(2), format_arg(3)));
static inline const char *polder_words(PolderLanguage language, const char *nl, const char *en) {
  return language == POLDER_NL ? nl : en;
}

const char *polder_words_ending(PolderEnding ending, PolderLanguage language);
const char *polder_words_seen(PolderSeen seen, PolderLanguage language);
/* The title of a case, or its id when it has none. */
const char *polder_words_title(const PolderScenario *scenario, PolderLanguage language);
/* The label of a party, of -1 `a neutral`. */
const char *polder_words_party(const PolderScenario *scenario, int party, PolderLanguage language);
/* `issue: option; issue: option`. */
void polder_words_deal(GString *text, const PolderScenario *scenario, PolderDeal deal,
                       PolderLanguage language);
/* Two decimals, after a comma in Dutch; `-` when undefined. */
void polder_words_number(GString *text, double number, PolderLanguage language);
/* A difference of shares (-1..1) in points, with its sign and one decimal, or `0` when it is
 * smaller than half of that; `-` when undefined. */
void polder_words_points(GString *text, double difference, PolderLanguage language);

G_END_DECLS

#endif
