/* The back of a role card: what a party keeps to itself. */
#include "deck.h"

#include <math.h>

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
  deck_print(deck, "<li>");
  add_bar(deck, heaviest > 0 ? at->weight / heaviest : 0);
  deck_print(deck, "<span><b>");
  deck_escape(deck, deck_interest(deck, interest));
  deck_print(deck, "</b>: %s, %s</span></li>\n", deck_weight(deck, interest),
             is_open ? deck_say(deck, "bekend", "known") : deck_telling(deck, interest));
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
  deck_heading(deck, deck_say(deck, "Wat voor jou telt, en hoe moeilijk dat te zeggen is",
                              "What counts for you, and how hard it is to tell"));
  deck_print(deck, "<ul class=\"interests\">\n");
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
    for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
      if (scenario->interests[k].visibility == known[i])
        add_interest(deck, k, heaviest);
  deck_print(deck, "</ul>\n");
}

/* --- Red lines -------------------------------------------------------------------------------- */

/* What the party's red lines say of an option. */
typedef struct {
  bool impossible[DECK_OPTIONS_MAX]; /* breaks one in every deal */
  bool presses[DECK_OPTIONS_MAX];    /* may break one together with others */
  bool any_impossible, any_presses;
} Limits;

static void add_red_line(Deck *deck, int interest, bool first) {
  if (first)
    deck_print(deck, "<p><b>%s</b> ", deck_say(deck, "Rode lijn.", "Red line."));
  deck_print(deck, deck_say(deck, "Minder dan %s van ", "Less than %s of "),
             deck_fraction(deck, deck->scenario->interests[interest].minimum));
  deck_quote(deck, deck_interest(deck, interest));
  deck_print(deck, "%s", deck_say(deck, " is voor jou onmogelijk. ", " is impossible for you. "));
}

static void add_limits(Deck *deck, const Limits *limits) {
  if (limits->any_impossible)
    deck_print(deck, "%s ", deck_say(deck, "× gaat daar altijd overheen.", "× always crosses it."));
  if (limits->any_presses)
    deck_print(deck, "%s",
               deck_say(deck, "! drukt erop: twee kan te veel zijn.",
                        "! presses on it: two may be too much."));
  deck_print(deck, "</p>\n");
}

static void join_limits(const PolderScenario *scenario, int interest, Limits *out_limits) {
  g_autofree DeckRed *red = g_new(DeckRed, 1);
  deck_red(scenario, interest, red);
  for (int o = 0; o < scenario->n_options; o++) {
    out_limits->impossible[o] |= red->alone[o];
    out_limits->presses[o] |= red->presses[o];
    out_limits->any_impossible |= red->alone[o] && deck_is_free(scenario, o);
    out_limits->any_presses |= red->presses[o] && deck_is_free(scenario, o);
  }
}

static void add_red_lines(Deck *deck, int party, Limits *out_limits) {
  const PolderScenario *scenario = deck->scenario;
  const PolderParty *at = &scenario->parties[party];
  bool any = false;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    if (!deck_is_red(&scenario->interests[k]) || !deck_knows(&scenario->interests[k]))
      continue;
    add_red_line(deck, k, !any);
    join_limits(scenario, k, out_limits);
    any = true;
  }
  if (any)
    add_limits(deck, out_limits);
}

/* --- Worth ------------------------------------------------------------------------------------ */

enum { IMPOSSIBLE = -DECK_MARK_MAX - 1 };

static int mark_of(const DeckMarks *marks, const Limits *limits, int option) {
  return limits->impossible[option] ? IMPOSSIBLE : marks->mark[option];
}

static bool has_mark(const Deck *deck, const DeckMarks *marks, const Limits *limits, int option,
                     int mark) {
  return deck_is_free(deck->scenario, option) && mark_of(marks, limits, option) == mark;
}

/* The options of an issue with that mark, in one row; 0 when there are none. */
static int add_row(Deck *deck, const PolderIssue *issue, const DeckMarks *marks,
                   const Limits *limits, int mark) {
  int n = 0;
  for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++) {
    if (!has_mark(deck, marks, limits, o, mark))
      continue;
    if (n++ == 0)
      deck_print(deck, "<td class=\"mark\">%s</td><td>",
                 mark == IMPOSSIBLE ? "×" : deck_mark_texts[mark + DECK_MARK_MAX]);
    else
      deck_print(deck, " <b aria-hidden=\"true\">·</b> ");
    deck_escape(deck, deck_option(deck, o));
    deck_print(deck, "%s", limits->presses[o] ? "\u00a0<b>!</b>" : "");
  }
  deck_print(deck, "%s", n > 0 ? "</td></tr>\n" : "");
  return n > 0;
}

/* Best first. */
static void add_issue(Deck *deck, const PolderIssue *issue, const DeckMarks *marks,
                      const Limits *limits) {
  g_autoptr(GString) rows = g_string_new(NULL);
  Deck own = {deck->scenario, deck->language, rows};
  int n = 0;
  for (int mark = DECK_MARK_MAX; mark >= IMPOSSIBLE; mark--) {
    const gsize before = rows->len;
    if (add_row(&own, issue, marks, limits, mark) > 0 && n++ > 0)
      g_string_insert(rows, (gssize)before, "<tr>");
  }
  deck_print(deck, "<tbody><tr><th scope=\"rowgroup\" rowspan=\"%d\">", n);
  deck_escape(deck, issue->label[deck->language]);
  deck_print(deck, "</th>%s</tbody>\n", rows->str);
}

static void add_worth(Deck *deck, const DeckMarks *marks, const Limits *limits) {
  const PolderScenario *scenario = deck->scenario;
  deck_heading(
      deck, deck_say(deck, "Hoe goed elke keuze voor jou is", "How good each choice is for you"));
  deck_print(deck, "<table>\n<caption>%s</caption>\n",
             deck_say(deck,
                      "++ heel goed (2), + goed (1), 0 om het even, − slecht (−1), −− heel slecht "
                      "(−2), × onmogelijk. Soms voel je het zonder te weten waarom.",
                      "++ very good (2), + good (1), 0 all the same, − bad (−1), −− very bad (−2), "
                      "× impossible. At times you feel it and cannot say why."));
  for (int i = 0; i < scenario->n_issues; i++)
    add_issue(deck, &scenario->issues[i], marks, limits);
  deck_print(deck, "</table>\n");
}

/* --- Without an agreement --------------------------------------------------------------------- */

static void add_worse(Deck *deck, int tenths) {
  if (tenths <= 0)
    deck_print(deck, "%s",
               deck_say(deck, "Bijna elk pakket is voor jou beter dan geen akkoord.",
                        "Nearly any package is better for you than no agreement."));
  else if (tenths >= 10)
    deck_print(deck, "%s",
               deck_say(deck, "Bijna elk pakket is voor jou slechter dan geen akkoord.",
                        "Nearly any package is worse for you than no agreement."));
  else
    deck_print(deck,
               deck_say(deck, "Van elke 10 pakketten zijn er zo’n %d slechter voor jou.",
                        "Of every 10 packages some %d are worse for you."),
               tenths);
}

static void add_floor(Deck *deck, const DeckMarks *marks) {
  deck_print(deck, "<p><b>%s</b> ",
             deck_say(deck, "Zonder akkoord blijft het zoals het is.",
                      "Without an agreement things stay as they are."));
  add_worse(deck, (int)lround(10 * marks->worse));
  deck_print(deck,
             deck_say(deck,
                      " Tel de tekens op: vanaf %d is een pakket meestal beter (dat klopt "
                      "%.0f van de 100 keer).</p>\n",
                      " Add up the marks: from %d a package is mostly better (right %.0f "
                      "times in 100).</p>\n"),
             marks->enough, 100 * marks->right);
}

void deck_add_back(Deck *deck, int party) {
  Limits limits = {0};
  DeckMarks marks;
  deck_marks(deck->scenario, party, &marks);
  deck_print(deck, "<section class=\"card back p%d\">\n<h2>", party);
  deck_escape(deck, deck_party(deck, party));
  deck_print(deck, "<small>, %s</small></h2>\n",
             deck_say(deck, "dit houd je voor jezelf", "keep this to yourself"));
  add_interests(deck, party);
  add_red_lines(deck, party, &limits);
  add_floor(deck, &marks);
  add_worth(deck, &marks, &limits);
  deck_print(deck, "</section>\n");
}
