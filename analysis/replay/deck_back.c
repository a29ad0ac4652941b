/* The back of a role card: what a party keeps to itself. */
#include "deck.h"

#include <math.h>

enum { PAIRS_SHOWN = 4, HEAVIEST_SHOWN = 4 };

/* --- Interests -------------------------------------------------------------------------------- */

/* Drawn, not coloured, so that every printer prints it; as long as it weighs beside the heaviest
 * that the party knows of: nothing shows that there may be more. */
static void add_bar(Deck *deck, double share) {
  const int length = (int)lround(100 * share);
  deck_print(deck,
             "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
             "aria-hidden=\"true\"><rect width=\"100\" height=\"10\" class=\"whole\"/>"
             "<rect width=\"%d\" height=\"10\" class=\"part\"/></svg>",
             length);
}

static void add_interest(Deck *deck, int interest, double heaviest) {
  const PolderInterest *at = &deck->scenario->interests[interest];
  const bool is_open = at->visibility == POLDER_OPEN;
  deck_print(deck, "<li class=\"%s\"><b>", is_open ? "open" : "hidden");
  deck_escape(deck, deck_interest(deck, interest));
  deck_print(deck, "</b><br/>");
  add_bar(deck, heaviest > 0 ? at->weight / heaviest : 0);
  deck_print(deck, " %s · %s</li>\n", deck_weight(deck, interest),
             is_open ? deck_say(deck, "dit mag iedereen weten", "anyone may know this")
                     : deck_telling(deck, interest));
}

static double heaviest_known(const PolderScenario *scenario, int party) {
  const PolderParty *at = &scenario->parties[party];
  double heaviest = 0;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (deck_knows(&scenario->interests[k]))
      heaviest = MAX(heaviest, scenario->interests[k].weight);
  return heaviest;
}

/* The hidden ones first. */
static void add_interests(Deck *deck, int party) {
  static const PolderVisibility known[] = {POLDER_HIDDEN, POLDER_OPEN};
  const PolderScenario *scenario = deck->scenario;
  const PolderParty *at = &scenario->parties[party];
  const double heaviest = heaviest_known(scenario, party);
  deck_heading(deck, deck_say(deck, "Wat voor jou telt", "What counts for you"));
  deck_print(deck, "<ul class=\"interests\">\n");
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
    for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
      if (scenario->interests[k].visibility == known[i])
        add_interest(deck, k, heaviest);
  deck_print(deck, "</ul>\n");
}

/* --- Red lines -------------------------------------------------------------------------------- */

static void add_alone(Deck *deck, const DeckRed *red) {
  const char *before = deck_say(deck, " Onmogelijk (×): ", " Impossible (×): ");
  bool any = false;
  for (int o = 0; o < deck->scenario->n_options; o++) {
    if (!red->alone[o] || !deck_is_free(deck->scenario, o))
      continue;
    deck_print(deck, "%s", before);
    deck_escape(deck, deck_option(deck, o));
    before = "; ";
    any = true;
  }
  deck_print(deck, "%s", any ? "." : "");
}

static void add_pairs(Deck *deck, const DeckRed *red) {
  const char *before = deck_say(deck, " Samen te veel: ", " Too much together: ");
  for (guint i = 0; i < red->pairs->len; i++) {
    const int *pair = (const int *)(gpointer)(red->pairs->data + i * sizeof(int[2]));
    deck_print(deck, "%s", before);
    deck_escape(deck, deck_option(deck, pair[0]));
    deck_print(deck, " + ");
    deck_escape(deck, deck_option(deck, pair[1]));
    before = "; ";
  }
  deck_print(deck, "%s", red->pairs->len > 0 ? "." : "");
}

/* The option that costs it most, of those that do not break it by themselves and were not shown. */
static int next_heaviest(const Deck *deck, const DeckRed *red, const bool *shown) {
  int heaviest = -1;
  for (int o = 0; o < deck->scenario->n_options; o++)
    if (!shown[o] && !red->alone[o] && red->need[o] > POLDER_TOLERANCE &&
        deck_is_free(deck->scenario, o) && (heaviest < 0 || red->need[o] > red->need[heaviest]))
      heaviest = o;
  return heaviest;
}

static void add_heaviest(Deck *deck, const DeckRed *red) {
  bool shown[DECK_OPTIONS_MAX] = {false};
  const char *before =
      deck_say(deck, " Dit drukt er het meest op, en samen wordt het al snel te veel: ",
               " What presses on it most, and is soon too much together: ");
  bool any = false;
  for (int i = 0; i < HEAVIEST_SHOWN; i++) {
    const int o = next_heaviest(deck, red, shown);
    if (o < 0)
      break;
    shown[o] = any = true;
    deck_print(deck, "%s", before);
    deck_escape(deck, deck_option(deck, o));
    before = "; ";
  }
  deck_print(deck, "%s", any ? "." : "");
}

static void add_red_line(Deck *deck, int interest, const DeckRed *red) {
  deck_print(deck, "<p>");
  deck_quote(deck, deck_interest(deck, interest));
  deck_print(deck,
             deck_say(deck,
                      ": minder dan %s van wat er te halen valt is voor jou onmogelijk, "
                      "wat je er ook voor terugkrijgt.",
                      ": less than %s of what can be had is impossible for you, whatever you get "
                      "in return."),
             deck_fraction(deck, deck->scenario->interests[interest].minimum));
  add_alone(deck, red);
  if (red->pairs->len <= PAIRS_SHOWN && red->pairs->len > 0)
    add_pairs(deck, red);
  else
    add_heaviest(deck, red);
  deck_print(deck, "</p>\n");
}

/* Marks in out_impossible the options that break one of them. */
static void add_red_lines(Deck *deck, int party, bool *out_impossible) {
  const PolderScenario *scenario = deck->scenario;
  const PolderParty *at = &scenario->parties[party];
  bool any = false;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    if (!deck_is_red(&scenario->interests[k]) || !deck_knows(&scenario->interests[k]))
      continue;
    if (!any)
      deck_heading(deck, deck_say(deck, "Jouw rode lijn", "Your red line"));
    any = true;
    g_autoptr(DeckRed) red = deck_red_new(scenario, k);
    add_red_line(deck, k, red);
    for (int o = 0; o < scenario->n_options; o++)
      out_impossible[o] = out_impossible[o] || red->alone[o];
  }
}

/* --- Worth ------------------------------------------------------------------------------------ */

static void add_option_row(Deck *deck, int option, const DeckMarks *marks, bool impossible) {
  const char *text = impossible ? "×" : deck_mark_texts[marks->mark[option] + DECK_MARK_MAX];
  deck_print(deck, "<td class=\"mark\">%s</td><td>", text);
  deck_escape(deck, deck_option(deck, option));
  deck_print(deck, "</td></tr>\n");
}

static int n_free(const PolderScenario *scenario, const PolderIssue *issue) {
  int n = 0;
  for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++)
    n += deck_is_free(scenario, o);
  return n;
}

static void add_issue_rows(Deck *deck, const PolderIssue *issue, const DeckMarks *marks,
                           const bool *impossible) {
  const char *open = "<tr>";
  deck_print(deck, "<tbody><tr><th scope=\"rowgroup\" rowspan=\"%d\">",
             n_free(deck->scenario, issue));
  deck_escape(deck, issue->label[deck->language]);
  deck_print(deck, "</th>");
  for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++) {
    if (!deck_is_free(deck->scenario, o))
      continue;
    if (o > issue->first_option)
      deck_print(deck, "%s", open);
    add_option_row(deck, o, marks, impossible[o]);
  }
  deck_print(deck, "</tbody>\n");
}

static void add_worth(Deck *deck, const DeckMarks *marks, const bool *impossible) {
  const PolderScenario *scenario = deck->scenario;
  deck_heading(
      deck, deck_say(deck, "Hoe goed elke keuze voor jou is", "How good each choice is for you"));
  deck_print(deck,
             "<table><thead class=\"unseen\"><tr><th>%s</th><th>%s</th><th>%s</th></tr></thead>\n",
             deck_say(deck, "Onderwerp", "Issue"), deck_say(deck, "Voor jou", "For you"),
             deck_say(deck, "Keuze", "Choice"));
  for (int i = 0; i < scenario->n_issues; i++)
    add_issue_rows(deck, &scenario->issues[i], marks, impossible);
  deck_print(deck, "</table>\n<p class=\"legend\">%s</p>\n",
             deck_say(deck,
                      "++ heel goed · + goed · 0 maakt niet uit · − slecht · −− heel slecht · "
                      "× onmogelijk. Soms voel je het, en weet je niet waarom.",
                      "++ very good · + good · 0 makes no difference · − bad · −− very bad · "
                      "× impossible. At times you feel it and cannot say why."));
}

/* --- Without an agreement --------------------------------------------------------------------- */

static void add_enough(Deck *deck, const DeckMarks *marks) {
  deck_print(
      deck,
      deck_say(deck,
               " Vuistregel: ++ telt voor 2, + voor 1, − voor min 1, −− voor min 2. Vanaf %d "
               "bij elkaar is een pakket voor jou meestal beter dan geen akkoord (dat klopt "
               "%.0f van de 100 keer).",
               " Rule of thumb: ++ counts 2, + counts 1, − minus 1, −− minus 2. From %d in "
               "all, a package is mostly better for you than no agreement (right %.0f times "
               "in 100)."),
      marks->enough, 100 * marks->right);
}

static void add_floor(Deck *deck, const DeckMarks *marks) {
  const int tenths = (int)lround(10 * marks->worse);
  deck_heading(deck, deck_say(deck, "Als jullie er niet uitkomen", "If you do not agree"));
  deck_print(deck, "<p>");
  if (tenths <= 0)
    deck_print(deck, "%s",
               deck_say(deck, "Dan ben je bijna altijd slechter af.",
                        "Then you are nearly always worse off."));
  else if (tenths >= 10)
    deck_print(
        deck, "%s",
        deck_say(deck, "Dan ga je door zoals het nu is, en dat is beter dan bijna elk pakket.",
                 "Then you go on as it is now, and that is better than nearly any package."));
  else
    deck_print(
        deck,
        deck_say(
            deck,
            "Dan ga je door zoals het nu is. Van elke tien pakketten zijn er voor jou ongeveer %d "
            "slechter dan dat.",
            "Then you go on as it is now. Of every ten packages some %d are worse than "
            "that for you."),
        tenths);
  if (tenths > 0)
    add_enough(deck, marks);
  deck_print(deck, "</p>\n");
}

void deck_add_back(Deck *deck, int party) {
  bool impossible[DECK_OPTIONS_MAX] = {false};
  DeckMarks marks;
  deck_marks(deck->scenario, party, &marks);
  deck_print(deck, "<section class=\"card back p%d\">\n<p class=\"kicker\">", party);
  deck_escape(deck, deck_party(deck, party));
  deck_print(deck, "</p>\n<h2>%s</h2>\n",
             deck_say(deck, "Dit houd je voor jezelf", "You keep this to yourself"));
  add_interests(deck, party);
  add_red_lines(deck, party, impossible);
  add_floor(deck, &marks);
  add_worth(deck, &marks, impossible);
  deck_print(deck, "</section>\n");
}
