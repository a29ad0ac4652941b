/* Numbers of a case in words, and texts on the page. */
#include "deck.h"

#include <math.h>
#include <polder/words.h>

const char *deck_say(const Deck *deck, const char *nl, const char *en) {
  return polder_words(deck->language, nl, en);
}

void deck_print(Deck *deck, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_string_append_vprintf(deck->html, format, arguments);
  va_end(arguments);
}

void deck_escape(Deck *deck, const char *text) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append(deck->html, escaped);
}

void deck_quote(Deck *deck, const char *text) {
  g_string_append(deck->html, "“");
  deck_escape(deck, text);
  g_string_append(deck->html, "”");
}

void deck_heading(Deck *deck, const char *text) {
  deck_print(deck, "<h3>%s</h3>\n", text);
}

const char *deck_title(const Deck *deck) {
  return polder_words_title(deck->scenario, deck->language);
}

const char *deck_party(const Deck *deck, int party) {
  return polder_words_party(deck->scenario, party, deck->language);
}

const char *deck_interest(const Deck *deck, int interest) {
  return deck->scenario->interests[interest].label[deck->language];
}

const char *deck_option(const Deck *deck, int option) {
  return deck->scenario->options[option].label[deck->language];
}

const char *deck_weight(const Deck *deck, int interest) {
  const double weight = deck->scenario->interests[interest].weight;
  if (weight <= POLDER_TOLERANCE)
    return deck_say(deck, "alleen als grens", "only as a limit");
  if (weight > .5)
    return deck_say(deck, "telt het meest", "counts most");
  if (weight >= .28)
    return deck_say(deck, "telt zwaar", "counts heavily");
  return weight >= .18 ? deck_say(deck, "telt mee", "counts")
                       : deck_say(deck, "telt licht", "counts a little");
}

const char *deck_telling(const Deck *deck, int interest) {
  const double sensitivity = deck->scenario->interests[interest].sensitivity;
  if (sensitivity < .25)
    return deck_say(deck, "makkelijk", "easy");
  if (sensitivity < .55)
    return deck_say(deck, "niet zomaar", "not lightly");
  return sensitivity < .75 ? deck_say(deck, "liever niet", "rather not")
                           : deck_say(deck, "heel moeilijk", "very hard");
}

const char *deck_fraction(const Deck *deck, double share) {
  static const struct {
    double share;
    const char *text[POLDER_LANGUAGES];
  } fractions[] = {
      {.1, {"een tiende", "a tenth"}},        {.2, {"een vijfde", "a fifth"}},
      {.25, {"een kwart", "a quarter"}},      {1 / 3., {"een derde", "a third"}},
      {.4, {"twee vijfde", "two fifths"}},    {.5, {"de helft", "half"}},
      {.6, {"drie vijfde", "three fifths"}},  {2 / 3., {"twee derde", "two thirds"}},
      {.75, {"driekwart", "three quarters"}}, {.8, {"vier vijfde", "four fifths"}},
      {.9, {"negen tiende", "nine tenths"}},  {1, {"alles", "all"}},
  };
  size_t nearest = 0;
  for (size_t i = 1; i < G_N_ELEMENTS(fractions); i++)
    if (fabs(fractions[i].share - share) < fabs(fractions[nearest].share - share))
      nearest = i;
  return fractions[nearest].text[deck->language];
}
