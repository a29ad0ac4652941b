/* The page of cards: role cards first, so that their fronts and backs fall on two sides of a sheet;
 * then what is printed on one side. */
#include "deck.h"

/* A text between quotes of CSS, in a page: what might end either is written as a number. */
static void add_css_text(Deck *deck, const char *text) {
  for (const char *c = text; *c != '\0'; c++) {
    const bool plain = (guchar)*c >= 0x80 || g_ascii_isalnum(*c) || *c == ' ';
    if (plain)
      g_string_append_c(deck->html, *c);
    else
      deck_print(deck, "\\%x ", (unsigned)*c);
  }
}

/* The foot of a party's pages says whose they are: a card that got loose finds its way back. */
static void add_foot(Deck *deck, int party) {
  deck_print(deck, ".p%d{page:p%d}@page p%d{@bottom-left{font:11pt sans-serif;content:\"", party,
             party, party);
  add_css_text(deck, deck_party(deck, party));
  deck_print(deck, "\"}@bottom-right{font:11pt sans-serif;content:counter(page)}}");
}

static void add_head(Deck *deck) {
  deck_print(deck,
             "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"/>"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>",
             deck_say(deck, "nl", "en"));
  deck_escape(deck, deck_title(deck));
  deck_print(deck, " – %s</title>\n<style>%s%s", deck_say(deck, "kaarten", "cards"), deck_styles[0],
             deck_styles[1]);
  for (int i = 0; i < deck->scenario->n_parties; i++)
    add_foot(deck, i);
  deck_print(deck, "</style></head>\n<body><main>\n");
}

/* What stands on the screen and not on paper. */
static void add_guide(Deck *deck) {
  deck_print(deck, "<section class=\"guide\"><h1>");
  deck_escape(deck, deck_title(deck));
  deck_print(
      deck, "</h1>\n<p>%s</p>\n<p>%s</p></section>\n",
      deck_say(
          deck,
          "Afdrukken: op A5, of op A4 met twee pagina’s per vel; zwart-wit kan. Eerst komen de "
          "rolkaarten, voor- en achterkant (die kunnen dubbelzijdig), dan de tentkaarten om te "
          "vouwen op de stippellijn, dan jouw eigen blad.",
          "To print: on A5, or on A4 with two pages a sheet; black and white will do. First "
          "come the role cards, front and back (those can go double-sided), then the tent "
          "cards, to be folded at the dashed line, then your own sheet."),
      deck_say(deck,
               "Niet op de beamer: op elke achterkant staat wat een partij voor zichzelf houdt.",
               "Not for the beamer: each back holds what a party keeps to itself."));
}

char *polder_cards_page(const PolderScenario *scenario, PolderLanguage language) {
  g_return_val_if_fail(scenario != NULL, NULL);
  Deck deck = {scenario, language, g_string_new(NULL)};
  add_head(&deck);
  add_guide(&deck);
  for (int i = 0; i < scenario->n_parties; i++) {
    deck_add_front(&deck, i);
    deck_add_back(&deck, i);
  }
  for (int i = 0; i < scenario->n_parties; i++)
    deck_add_tent(&deck, i);
  deck_add_trainer(&deck);
  deck_print(&deck, "</main></body></html>\n");
  return g_string_free(deck.html, FALSE);
}
