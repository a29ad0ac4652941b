/* A party's cards: what stands on the table for all to see, what anyone may know, and what it keeps
 * to itself. Nothing that another party keeps to itself gets here, nor what this one is not aware
 * of. */
#include "deck.h"

#include <math.h>
#include <polder/bargaining.h>

/* --- Tent ------------------------------------------------------------------------------------- */

/* The heaviest open interest: what it says of itself. -1: nothing. */
static int says(const PolderScenario *scenario, int party) {
  const PolderParty *at = &scenario->parties[party];
  int heaviest = -1;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (scenario->interests[k].visibility == POLDER_OPEN &&
        (heaviest < 0 || scenario->interests[k].weight > scenario->interests[heaviest].weight))
      heaviest = k;
  return heaviest;
}

static void add_half(Deck *deck, int party, bool behind) {
  const int interest = says(deck->scenario, party);
  const long length = g_utf8_strlen(deck_party(deck, party), -1);
  const char *size = length <= 12 ? "short" : length <= 24 ? "medium" : "long";
  const char *tag = behind ? "p" : "h2";
  deck_print(deck, "<div class=\"half\"%s><%s class=\"name %s\">",
             behind ? " aria-hidden=\"true\"" : "", tag, size);
  deck_escape(deck, deck_party(deck, party));
  deck_print(deck, "</%s><p>", tag);
  if (interest >= 0)
    deck_quote(deck, deck_interest(deck, interest));
  else
    deck_escape(deck, deck_title(deck));
  if (deck->scenario->parties[party].power <= 0)
    deck_print(deck, " · %s", deck_say(deck, "zonder stem", "without a vote"));
  deck_print(deck, "</p></div>\n");
}

void deck_add_tent(Deck *deck, int party) {
  deck_print(deck, "<section class=\"card tent\">\n");
  add_half(deck, party, true);
  add_half(deck, party, false);
  deck_print(deck, "</section>\n");
}

/* --- Front ------------------------------------------------------------------------------------ */

static void add_kicker(Deck *deck, const char *side) {
  deck_print(deck, "<p class=\"kicker\">");
  deck_escape(deck, deck_title(deck));
  deck_print(deck, " · %s</p>\n", side);
}

static void add_red_mark(Deck *deck, int interest) {
  if (deck_is_red(&deck->scenario->interests[interest]))
    deck_print(deck, " <span class=\"red\">%s</span>", deck_say(deck, "rode lijn", "red line"));
}

static void add_open(Deck *deck, int party) {
  const PolderParty *at = &deck->scenario->parties[party];
  deck_heading(deck, deck_say(deck, "Dit mag iedereen van je weten", "What anyone may know"));
  if (says(deck->scenario, party) < 0) {
    deck_print(deck, "<p>%s</p>\n",
               deck_say(deck, "Van jouw belangen is nog niets bekend.",
                        "Nothing is known of your interests yet."));
    return;
  }
  deck_print(deck, "<ul>\n");
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    if (deck->scenario->interests[k].visibility != POLDER_OPEN)
      continue;
    deck_print(deck, "<li>");
    deck_escape(deck, deck_interest(deck, k));
    add_red_mark(deck, k);
    deck_print(deck, "</li>\n");
  }
  deck_print(deck, "</ul>\n");
}

static void add_others(Deck *deck, int party) {
  const char *before = "";
  deck_print(deck, "<p>%s ", deck_say(deck, "Met jou aan tafel:", "With you at the table:"));
  for (int i = 0; i < deck->scenario->n_parties; i++) {
    if (i == party)
      continue;
    deck_print(deck, "%s", before);
    deck_escape(deck, deck_party(deck, i));
    before = ", ";
  }
  deck_print(deck, ".</p>\n");
}

static void add_issues(Deck *deck) {
  const PolderScenario *scenario = deck->scenario;
  deck_heading(deck, deck_say(deck, "Daar gaat het over", "What it is about"));
  deck_print(deck, "<dl>\n");
  for (int i = 0; i < scenario->n_issues; i++) {
    const PolderIssue *issue = &scenario->issues[i];
    const char *before = "";
    deck_print(deck, "<div><dt>");
    deck_escape(deck, issue->label[deck->language]);
    deck_print(deck, "</dt><dd>");
    for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++) {
      if (!deck_is_free(scenario, o))
        continue;
      deck_print(deck, "%s", before);
      deck_escape(deck, deck_option(deck, o));
      before = " <b aria-hidden=\"true\">·</b> ";
    }
    deck_print(deck, "</dd></div>\n");
  }
  deck_print(deck, "</dl>\n");
}

static int n_voters(const PolderDecision *decision) {
  int n = 0;
  for (int i = 0; i < decision->n_parties; i++)
    n += decision->power[i] > 0;
  return n;
}

static void add_rule(Deck *deck, const PolderDecision *decision) {
  const int n = n_voters(decision), needed = (int)ceil(decision->quota * n - POLDER_TOLERANCE);
  switch (decision->rule) {
  case POLDER_RULE_UNANIMITY:
    deck_print(deck, "%s",
               deck_say(deck, "Er is een akkoord als iedereen met een stem ja zegt.",
                        "There is an agreement when everybody with a vote says yes."));
    break;
  case POLDER_RULE_QUOTA:
  case POLDER_RULE_VETO:
    deck_print(deck,
               deck_say(deck, "Er is een akkoord als %d van de %d partijen met een stem ja zeggen.",
                        "There is an agreement when %d of the %d parties with a vote say yes."),
               needed, n);
    break;
  case POLDER_RULE_WEIGHTED:
    deck_print(deck,
               deck_say(deck, "Er is een akkoord bij %.0f%% van het stemgewicht.",
                        "There is an agreement with %.0f%% of the voting weight."),
               decision->quota * 100);
    break;
  }
}

static void add_own_vote(Deck *deck, const PolderDecision *decision, int party) {
  double sum = 0;
  for (int i = 0; i < decision->n_parties; i++)
    sum += decision->power[i];
  const double own = decision->power[party], mean = sum / MAX(n_voters(decision), 1);
  if (own <= 0)
    deck_print(
        deck, " %s",
        deck_say(deck, "Jij praat mee, maar hebt geen stem.", "You talk along, and have no vote."));
  else if (decision->rule == POLDER_RULE_UNANIMITY ||
           (decision->rule == POLDER_RULE_VETO && (decision->veto >> party & 1) != 0))
    deck_print(deck, " %s",
               deck_say(deck, "Zonder jou gaat het niet door.", "Without you it does not pass."));
  if (decision->rule == POLDER_RULE_WEIGHTED && own > 0)
    deck_print(deck, deck_say(deck, " Jij hebt er %.0f%% van.", " Yours is %.0f%% of it."),
               100 * own / sum);
  else if (own > 1.1 * mean)
    deck_print(
        deck, " %s",
        deck_say(deck, "Je hebt meer macht dan de meesten.", "You have more power than most."));
  else if (own > 0 && own < .9 * mean)
    deck_print(
        deck, " %s",
        deck_say(deck, "Je hebt minder macht dan de meesten.", "You have less power than most."));
}

static void add_vote(Deck *deck, int party) {
  const PolderDecision decision = polder_decision_of(deck->scenario, &deck->scenario->values);
  deck_print(deck, "<p>");
  add_rule(deck, &decision);
  add_own_vote(deck, &decision, party);
  deck_print(deck, "</p>\n");
}

void deck_add_front(Deck *deck, int party) {
  const char *summary = deck->scenario->summary[deck->language];
  deck_print(deck, "<section class=\"card front p%d\">\n", party);
  add_kicker(deck, deck_say(deck, "rolkaart", "role card"));
  deck_print(deck, "<h2><small>%s</small> ", deck_say(deck, "Jij bent", "You are"));
  deck_escape(deck, deck_party(deck, party));
  deck_print(deck, "</h2>\n");
  if (summary != NULL && summary[0] != '\0') {
    deck_print(deck, "<p>");
    deck_escape(deck, summary);
    deck_print(deck, "</p>\n");
  }
  add_others(deck, party);
  add_vote(deck, party);
  add_open(deck, party);
  add_issues(deck);
  deck_print(deck, "</section>\n");
}
