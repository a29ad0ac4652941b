/* The parts of a page of cards. Private to the room. */
#ifndef POLDER_ANALYSIS_REPLAY_DECK_H
#define POLDER_ANALYSIS_REPLAY_DECK_H

#include <polder/cards.h>

typedef struct {
  const PolderScenario *scenario;
  PolderLanguage language;
  GString *html;
} Deck;

extern const char *const deck_styles[2]; /* a text of C is only so long */

/* --- Words ------------------------------------------------------------------------------------ */

/* The text of the page's language. */
const char *deck_say(const Deck *deck, const char *nl, const char *en) G_GNUC_FORMAT(2)
    G_GNUC_FORMAT(3);
void deck_print(Deck *deck, const char *format, ...) G_GNUC_PRINTF(2, 3);
void deck_escape(Deck *deck, const char *text);
void deck_quote(Deck *deck, const char *text); /* “text” */
/* `<h3>` */
void deck_heading(Deck *deck, const char *text);
const char *deck_title(const Deck *deck);
const char *deck_party(const Deck *deck, int party);
const char *deck_interest(const Deck *deck, int interest);
const char *deck_option(const Deck *deck, int option);
/* How much an interest weighs, how hard it is to tell, and a red line: in words. */
const char *deck_weight(const Deck *deck, int interest);
const char *deck_telling(const Deck *deck, int interest);
const char *deck_fraction(const Deck *deck, double share);

/* --- What the words are made of --------------------------------------------------------------- */

/* Does the party know it of itself? */
bool deck_knows(const PolderInterest *interest);
/* Can that be broken at all? */
bool deck_is_red(const PolderInterest *interest);
/* Can everybody think of this option from the start? */
bool deck_is_free(const PolderScenario *scenario, int option);

#define DECK_OPTIONS_MAX (POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX)
#define DECK_MARK_MAX    2

/* What the options are worth to a party, in whole marks of -2 to 2, and what they add up to. All
 * its interests count, those that it is not aware of as well: they decide its vote. */
typedef struct {
  int mark[DECK_OPTIONS_MAX];
  double worse; /* share of the deals that are worth less to it than no agreement */
  int enough;   /* from this sum on a deal is mostly worth more */
  double right; /* in this share of the deals without a broken red line of its own */
} DeckMarks;

void deck_marks(const PolderScenario *scenario, int party, DeckMarks *out_marks);
extern const char *const deck_mark_texts[2 * DECK_MARK_MAX + 1];

/* What a red line says of each option: does it break the line in every deal; and if not, does it
 * together with another such option? When no two do, it presses that costs most. */
typedef struct {
  bool alone[DECK_OPTIONS_MAX], presses[DECK_OPTIONS_MAX];
} DeckRed;

void deck_red(const PolderScenario *scenario, int interest, DeckRed *out_red);

/* --- The cards -------------------------------------------------------------------------------- */

void deck_add_front(Deck *deck, int party);
void deck_add_back(Deck *deck, int party);
void deck_add_tent(Deck *deck, int party);
void deck_add_trainer(Deck *deck);

#endif
