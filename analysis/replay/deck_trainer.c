/* The trainer's sheet: who sits where, and all that lies under water. */
#include "deck.h"

#include <polder/bargaining.h>

static void add_room(Deck *deck) {
  g_autofree PolderRoomCheck *check = g_new(PolderRoomCheck, 1);
  polder_room_check(deck->scenario, check);
  deck_print(
      deck, "<p>%s</p>\n",
      check->room > 0
          ? deck_say(deck,
                     "Er is ruimte: er bestaan pakketten waar iedereen mee kan leven. Welke, "
                     "dat vinden ze zelf, of niet.",
                     "There is room: packages exist that everybody can live with. Which, "
                     "they find out themselves, or not.")
          : deck_say(deck,
                     "Er is geen pakket waar iedereen mee kan leven, wat er ook gezegd "
                     "wordt. Dan is nee het goede antwoord.",
                     "There is no package that everybody can live with, whatever is said. "
                     "Then no is the right answer."));
}

static void add_seats(Deck *deck) {
  deck_heading(deck, deck_say(deck, "Wie waar zit, met de klok mee", "Who sits where, clockwise"));
  deck_print(deck, "<ol class=\"seats\">");
  for (int i = 0; i < deck->scenario->n_parties; i++) {
    deck_print(deck, "<li>");
    deck_escape(deck, deck_party(deck, i));
    if (deck->scenario->parties[i].power <= 0)
      deck_print(deck, " (%s)", deck_say(deck, "zonder stem", "without a vote"));
    deck_print(deck, "</li>");
  }
  deck_print(deck, "</ol>\n");
}

static void add_interest(Deck *deck, int interest) {
  const PolderInterest *at = &deck->scenario->interests[interest];
  const bool knows = deck_knows(at);
  deck_print(deck, "<li>");
  deck_quote(deck, deck_interest(deck, interest));
  deck_print(deck, " %s%s, %s",
             knows ? "" : deck_say(deck, "<b>onbewust</b>, ", "<b>not aware of it</b>, "),
             deck_weight(deck, interest), deck_telling(deck, interest));
  if (deck_is_red(at))
    deck_print(deck,
               deck_say(deck, "; <b>rode lijn</b>: minstens %s", "; <b>red line</b>: at least %s"),
               deck_fraction(deck, at->minimum));
  deck_print(deck, "</li>\n");
}

static void add_under_water(Deck *deck, int party) {
  const PolderScenario *scenario = deck->scenario;
  const PolderParty *at = &scenario->parties[party];
  bool any = false;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    if (scenario->interests[k].visibility == POLDER_OPEN)
      continue;
    if (!any) {
      deck_print(deck, "<h4>");
      deck_escape(deck, deck_party(deck, party));
      deck_print(deck, "</h4>\n<ul>\n");
    }
    any = true;
    add_interest(deck, k);
  }
  deck_print(deck, "%s", any ? "</ul>\n" : "");
}

/* --- Options that nobody sees yet ------------------------------------------------------------- */

static void add_keys(Deck *deck, const PolderOption *option) {
  const char *before =
      deck_say(deck, "komt in beeld als is uitgesproken: ", "comes in sight once told: ");
  for (int k = 0; option->requires != NULL && k < deck->scenario->n_interests; k++) {
    if (!option->requires[k])
      continue;
    deck_print(deck, "%s", before);
    deck_quote(deck, deck_interest(deck, k));
    before = ", ";
  }
  if (option->latent)
    deck_print(deck, "%s%s", option->requires != NULL ? "; " : "",
               deck_say(deck, "moeten ze samen bedenken", "they must think of it together"));
}

static void add_locked(Deck *deck, const DeckMarks *marks, int o) {
  const PolderScenario *scenario = deck->scenario;
  deck_print(deck, "<li>");
  deck_quote(deck, deck_option(deck, o));
  deck_print(deck, " (");
  deck_escape(deck, scenario->issues[scenario->options[o].issue].label[deck->language]);
  deck_print(deck, ") ");
  add_keys(deck, &scenario->options[o]);
  for (int i = 0; i < scenario->n_parties; i++) {
    deck_print(deck, "%s", i == 0 ? ". " : ", ");
    deck_escape(deck, deck_party(deck, i));
    deck_print(deck, " <b>%s</b>", deck_mark_texts[marks[i].mark[o] + DECK_MARK_MAX]);
  }
  deck_print(deck, ".</li>\n");
}

static void add_unseen(Deck *deck) {
  const PolderScenario *scenario = deck->scenario;
  g_autofree DeckMarks *marks = NULL;
  for (int o = 0; o < scenario->n_options; o++) {
    if (deck_is_free(scenario, o))
      continue;
    if (marks == NULL) {
      marks = g_new(DeckMarks, scenario->n_parties);
      for (int i = 0; i < scenario->n_parties; i++)
        deck_marks(scenario, i, &marks[i]);
      deck_heading(deck, deck_say(deck, "Wat nog niemand ziet", "What nobody sees yet"));
      deck_print(deck, "<ul>\n");
    }
    add_locked(deck, marks, o);
  }
  deck_print(deck, "%s", marks != NULL ? "</ul>\n" : "");
}

static bool anybody_unaware(const PolderScenario *scenario) {
  for (int k = 0; k < scenario->n_interests; k++)
    if (!deck_knows(&scenario->interests[k]))
      return true;
  return false;
}

void deck_add_trainer(Deck *deck) {
  deck_print(deck, "<section class=\"card trainer\">\n<p class=\"kicker\">");
  deck_escape(deck, deck_title(deck));
  deck_print(deck, "</p>\n<h2>%s</h2>\n",
             deck_say(deck, "Blad voor de trainer", "The trainer’s sheet"));
  deck_print(deck, "<p class=\"question\">%s</p>\n",
             deck_say(deck, "Wat moet er waar zijn, wil dit nee verstandig zijn?",
                      "What must be true for this no to be wise?"));
  add_room(deck);
  add_seats(deck);
  deck_heading(deck, deck_say(deck, "Wat er onder water ligt, en hoe moeilijk dat te zeggen is",
                              "What lies under water, and how hard it is to tell"));
  if (anybody_unaware(deck->scenario))
    deck_print(deck, "<p>%s</p>\n",
               deck_say(deck,
                        "Wat een partij <b>onbewust</b> meeweegt, staat niet op haar kaart. Vertel "
                        "het de speler pas als iemand ernaar vraagt.",
                        "What a party is <b>not aware of</b> is not on its card. Tell the player "
                        "only when somebody asks."));
  for (int i = 0; i < deck->scenario->n_parties; i++)
    add_under_water(deck, i);
  add_unseen(deck);
  deck_print(deck, "</section>\n");
}
