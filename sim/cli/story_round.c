/* One round of the story: what was told and asked, the text, who said no and what it said. */
#include "story.h"

#include <math.h>

static const char *name(const CliStory *story, int party) {
  return cli_party(story->cli, story->scenario, party);
}

static bool is_known(const CliStory *story, int interest) {
  return interest >= 0 && story->told_round[interest] >= 0;
}

static const PolderEntry *at(const CliStory *story, unsigned index) {
  return polder_trace_at(story->trace, index);
}

/* --- The text -------------------------------------------------------------------------------- */

/* The issues on which two deals differ, in words; NULL when there is nothing in common. */
static char *changes_text(const CliStory *story, PolderDeal before, PolderDeal after,
                          bool *out_most) {
  const PolderScenario *scenario = story->scenario;
  int was[POLDER_ISSUES_MAX], is[POLDER_ISSUES_MAX], n = 0;
  GString *text = g_string_new(NULL);
  polder_scenario_options(scenario, before, was);
  polder_scenario_options(scenario, after, is);
  for (int i = 0; i < scenario->n_issues; i++) {
    const PolderIssue *issue = &scenario->issues[i];
    const PolderOption *option = &scenario->options[issue->first_option + is[i]];
    if (was[i] == is[i])
      continue;
    g_string_append_printf(text, "%s%s: %s", n++ > 0 ? "; " : "",
                           issue->label[story->cli->language], option->label[story->cli->language]);
  }
  *out_most = 2 * n > scenario->n_issues;
  return g_string_free(text, n == scenario->n_issues);
}

static void tell_text(CliStory *story, const PolderEntry *entry) {
  const Cli *cli = story->cli;
  const PolderDeal before = story->last_text;
  const char *who = name(story, entry->party);
  story->last_text = entry->deal;
  if (before == entry->deal) {
    cli_story_tell(story, g_strdup_printf(cli_text(cli, "%s legt dezelfde tekst nog eens voor.",
                                                   "%s puts the same text forward again."),
                                          who));
    return;
  }
  bool most = true;
  g_autofree char *changes =
      before != POLDER_NO_DEAL ? changes_text(story, before, entry->deal, &most) : NULL;
  if (changes != NULL) {
    cli_story_tell(story,
                   g_strdup_printf(most ? cli_text(cli, "%s stelt voor: %s; de rest zo laten.",
                                                   "%s proposes: %s; and to leave the rest.")
                                        : cli_text(cli, "%s stelt hetzelfde voor, maar met %s.",
                                                   "%s proposes the same, but with %s."),
                                   who, changes));
    return;
  }
  g_autofree char *deal = cli_deal_text(cli, story->scenario, entry->deal);
  cli_story_tell(
      story, g_strdup_printf(cli_text(cli, "%s stelt voor: %s.", "%s proposes: %s."), who, deal));
}

/* --- The answers to it ----------------------------------------------------------------------- */

typedef struct {
  GPtrArray *yes, *silent,
      *unknown; /* labels, lent: said yes; no without a word; no, nobody knows why */
} Answers;

static void tell_reason(CliStory *story, const PolderEntry *entry) {
  const Cli *cli = story->cli;
  const bool red =
      entry->reason == POLDER_REASON_RED || entry->reason == POLDER_REASON_RED_EXPLAINED;
  const char *what = cli_interest(cli, story->scenario, entry->interest);
  const char *news = is_known(story, entry->interest)
                         ? ""
                         : cli_text(cli, "; dat wist nog niemand", "; nobody knew that");
  cli_story_tell(story, g_strdup_printf(red ? cli_text(cli, "Nee van %s: een rode lijn, \"%s\"%s.",
                                                       "No from %s: a red line, \"%s\"%s.")
                                            : cli_text(cli, "Nee van %s, om \"%s\"%s.",
                                                       "No from %s, for \"%s\"%s."),
                                        name(story, entry->party), what, news));
}

/* Sorts one answer under its heading; one with a reason is told at once. */
static void take_answer(CliStory *story, const PolderEntry *entry, Answers *answers) {
  gpointer label = (gpointer)name(story, entry->party);
  if (entry->did == POLDER_DID_ACCEPT) {
    g_ptr_array_add(answers->yes, label);
    return;
  }
  switch ((PolderReason)entry->reason) {
  case POLDER_REASON_EXPLAINED:
  case POLDER_REASON_RED_EXPLAINED:
    if (entry->interest >= 0)
      tell_reason(story, entry);
    return;
  case POLDER_REASON_RED:
    if (is_known(story, entry->interest))
      tell_reason(story, entry);
    else
      g_ptr_array_add(answers->unknown, label);
    return;
  case POLDER_REASON_NONE:
  case POLDER_REASON_SCHEDULED:
  case POLDER_REASON_CHOSEN:
  case POLDER_REASON_EXPLANATION:
    g_ptr_array_add(is_known(story, entry->interest) ? answers->silent : answers->unknown, label);
    return;
  }
}

static void tell_group(CliStory *story, GPtrArray *labels, const char *before, const char *after) {
  if (labels->len == 0)
    return;
  g_autofree char *joined = cli_join(story->cli, labels);
  cli_story_tell(story, g_strconcat(before, joined, after, NULL));
}

static void tell_answers(CliStory *story, Answers *answers, bool all) {
  const Cli *cli = story->cli;
  tell_group(story, answers->silent, cli_text(cli, "Nee van ", "No from "),
             cli_text(cli, ", zonder uitleg.", ", without a reason."));
  tell_group(story, answers->unknown, cli_text(cli, "Nee van ", "No from "),
             cli_text(cli, "; waarom weet niemand.", "; nobody knows why."));
  if (all && answers->yes->len > 0)
    cli_story_tell(story, g_strdup(cli_text(cli, "Iedereen zegt ja.", "Everybody says yes.")));
  else
    tell_group(story, answers->yes, cli_text(cli, "Ja van ", "Yes from "), ".");
}

/* The answers that follow a text, up to the next one; returns where they end. */
static unsigned tell_vote(CliStory *story, unsigned first, unsigned end) {
  Answers answers = {g_ptr_array_new(), g_ptr_array_new(), g_ptr_array_new()};
  const PolderEntry *own = NULL;
  const int proposer = at(story, first)->party;
  bool all = true;
  unsigned i = first + 1;
  for (; i < end && at(story, i)->did != POLDER_DID_PROPOSE; i++) {
    const PolderEntry *entry = at(story, i);
    if (entry->did != POLDER_DID_ACCEPT && entry->did != POLDER_DID_REJECT)
      continue;
    all = all && entry->did == POLDER_DID_ACCEPT;
    if (entry->party != proposer)
      take_answer(story, entry, &answers);
    else if (entry->did == POLDER_DID_REJECT)
      own = entry;
  }
  tell_answers(story, &answers, all);
  if (own != NULL)
    cli_story_tell(story,
                   g_strdup_printf(cli_text(story->cli, "Zelfs %s zegt bij nader inzien nee.",
                                            "Even %s says no on second thoughts."),
                                   name(story, own->party)));
  g_ptr_array_unref(answers.yes);
  g_ptr_array_unref(answers.silent);
  g_ptr_array_unref(answers.unknown);
  return i;
}

/* --- Telling --------------------------------------------------------------------------------- */

/* Does this entry belong to the row of tellings of a party? Becoming conscious comes before
 * telling. */
static bool continues(const PolderEntry *first, const PolderEntry *entry) {
  if (entry->party != first->party)
    return false;
  return entry->did == POLDER_DID_REALISE ||
         (entry->did == POLDER_DID_TELL && entry->to == first->to &&
          (first->did == POLDER_DID_REALISE || entry->reason == first->reason));
}

static char *telling_text(const CliStory *story, int interest) {
  const bool unaware = story->scenario->interests[interest].visibility == POLDER_UNAWARE;
  return g_strdup_printf(
      "\"%s\"%s", cli_interest(story->cli, story->scenario, interest),
      unaware ? cli_text(story->cli, " (tot nu toe onbewust)", " (not conscious until now)") : "");
}

/* What a party realises is its own secret until it tells; that it thinks is seen by all. */
static void tell_realising(CliStory *story, const PolderEntry *entry) {
  cli_story_tell(story,
                 g_strdup_printf(cli_text(story->cli,
                                          "%s wordt zich bewust van iets dat altijd al meespeelde.",
                                          "%s becomes conscious of what has mattered all along."),
                                 name(story, entry->party)));
}

static void tell_joined(CliStory *story, const PolderEntry *entry, GPtrArray *parts) {
  const Cli *cli = story->cli;
  g_autofree char *joined = cli_join(cli, parts);
  if (entry->to >= 0)
    cli_story_tell(story,
                   g_strdup_printf(cli_text(cli, "%s vertelt %s: %s.", "%s tells %s: %s."),
                                   name(story, entry->party), name(story, entry->to), joined));
  else
    cli_story_tell(story,
                   g_strdup_printf(cli_text(cli, "%s spreekt uit: %s.", "%s speaks out: %s."),
                                   name(story, entry->party), joined));
}

/* What a party realises and tells in a row, as one sentence; returns where that ends. */
static unsigned tell_tellings(CliStory *story, unsigned first, unsigned end) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  const PolderEntry *telling = NULL;
  unsigned i = first;
  for (; i < end && continues(at(story, first), at(story, i)); i++) {
    const PolderEntry *entry = at(story, i);
    if (entry->did != POLDER_DID_TELL)
      continue;
    telling = entry;
    if (entry->to < 0 && story->told_round[entry->interest] < 0)
      story->told_round[entry->interest] = entry->round;
    g_ptr_array_add(parts, telling_text(story, entry->interest));
  }
  if (telling == NULL)
    tell_realising(story, at(story, first));
  else if (telling->reason != POLDER_REASON_EXPLANATION) /* that was told with the no itself */
    tell_joined(story, telling, parts);
  return i;
}

/* --- Everything else ------------------------------------------------------------------------- */

static char *party_or_all(const CliStory *story, int party) {
  return g_strdup(party >= 0 ? name(story, party) : cli_text(story->cli, "iedereen", "everybody"));
}

/* `A and B`, or `everybody`. Yours to free. */
static char *join_parties(const CliStory *story, const bool *is_in) {
  const int n = story->scenario->n_parties;
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  for (int party = 0; party < n; party++)
    if (is_in[party])
      g_ptr_array_add(labels, (gpointer)name(story, party));
  return (int)labels->len == n ? party_or_all(story, -1) : cli_join(story->cli, labels);
}

static void mark(bool *is_in, int party) {
  for (int i = 0; i < POLDER_PARTIES_MAX; i++)
    is_in[i] = is_in[i] || party < 0 || i == party;
}

static bool same_change(const PolderEntry *one, const PolderEntry *other) {
  return other->did == POLDER_DID_CHANGE && other->interest == one->interest &&
         !(other->after < one->after) && !(other->after > one->after);
}

/* One parameter that changes for several parties; returns where that ends. */
static unsigned tell_changes(CliStory *story, unsigned first, unsigned end) {
  const Cli *cli = story->cli;
  const PolderEntry *entry = at(story, first);
  const PolderParameter *parameter = &polder_parameters[entry->interest];
  const bool choice = parameter->kind == POLDER_KIND_CHOICE && entry->after >= 0;
  bool is_in[POLDER_PARTIES_MAX] = {false};
  unsigned i = first;
  for (; i < end && same_change(entry, at(story, i)); i++)
    mark(is_in, at(story, i)->party);
  g_autofree char *who = join_parties(story, is_in);
  cli_story_tell(story, g_strdup_printf(cli_text(cli, "Vanaf nu geldt voor %s: %s = %s.",
                                                 "From now on, for %s: %s = %s."),
                                        who, parameter->name,
                                        choice ? parameter->choices[(int)entry->after]
                                               : cli_decimal(cli, entry->after, 2).text));
  return i;
}

/* Who is asked, and who becomes conscious of something by it; returns where that ends. */
static unsigned tell_questions(CliStory *story, unsigned first, unsigned end) {
  const Cli *cli = story->cli;
  bool asked[POLDER_PARTIES_MAX] = {false}, realised[POLDER_PARTIES_MAX] = {false};
  bool any = false;
  unsigned i = first;
  for (; i < end; i++) {
    const PolderEntry *entry = at(story, i);
    if (entry->did != POLDER_DID_ASK && entry->did != POLDER_DID_REALISE)
      break;
    mark(entry->did == POLDER_DID_ASK ? asked : realised, entry->party);
    any = any || entry->did == POLDER_DID_REALISE;
  }
  g_autofree char *who = join_parties(story, asked);
  g_autofree char *by = join_parties(story, realised);
  cli_story_tell(story, g_strdup_printf(cli_text(cli, "De vraag wat er echt toe doet gaat naar %s.",
                                                 "The question what really matters goes to %s."),
                                        who));
  if (any)
    cli_story_tell(
        story,
        g_strdup_printf(cli_text(cli, "Daardoor komt iets boven dat altijd al meespeelde bij %s.",
                                 "It uncovers what has mattered all along for %s."),
                        by));
  return i;
}

static void tell_gesture(CliStory *story, const PolderEntry *entry) {
  const Cli *cli = story->cli;
  g_autofree char *who = party_or_all(story, entry->party);
  char *text = NULL;
  if (entry->did == POLDER_DID_FACILITATE)
    text = g_strdup(cli_text(cli, "Een neutrale gespreksleider schuift aan.",
                             "A neutral facilitator joins the table."));
  else if (entry->did == POLDER_DID_LENS)
    text = g_strdup_printf(
        cli_text(cli, "Een gedeelde bril: %s verstaat de anderen beter (%s minder ruis).",
                 "A shared lens: %s hears the others better (%s less noise)."),
        who, cli_percent_whole(cli, entry->after).text);
  else if (entry->did == POLDER_DID_MANDATE)
    text = g_strdup_printf(
        entry->after > 0
            ? cli_text(cli, "Opstappen kan niet meer voor %s.", "%s can no longer walk out.")
            : cli_text(cli, "Opstappen kan weer voor %s.", "%s can walk out again."),
        who);
  else if (entry->did == POLDER_DID_PASS)
    text = g_strdup_printf(cli_text(cli, "%s heeft geen voorstel dat het zou kunnen verdedigen.",
                                    "%s has no text that it could defend."),
                           who);
  if (text != NULL)
    cli_story_tell(story, text);
}

static void tell_settled(CliStory *story, const PolderEntry *entry) {
  const PolderScenario *scenario = story->scenario;
  const PolderIssue *issue = &scenario->issues[(int)entry->after - 1];
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(scenario, entry->deal, option);
  const int chosen = issue->first_option + option[(int)entry->after - 1];
  cli_story_tell(story,
                 g_strdup_printf(cli_text(story->cli, "Daarmee is één onderwerp geregeld: %s: %s.",
                                          "That settles one issue: %s: %s."),
                                 issue->label[story->cli->language],
                                 scenario->options[chosen].label[story->cli->language]));
}

static void tell_ending(CliStory *story, const PolderEntry *entry) {
  const Cli *cli = story->cli;
  g_autofree char *who = party_or_all(story, entry->party);
  char *text = NULL;
  if (entry->did == POLDER_DID_FLAG)
    text = g_strdup(cli_text(cli, "De tafel zit vast: al een tijd komt geen tekst dichterbij.",
                             "The table is deadlocked: for a while no text has come closer."));
  else if (entry->did == POLDER_DID_LEAVE)
    text = g_strdup_printf(cli_text(cli, "%s stapt op.", "%s walks out."), who);
  else if (entry->did == POLDER_DID_GIVE_UP)
    text = g_strdup_printf(cli_text(cli, "%s geeft het op.", "%s gives up."), who);
  else if (entry->did == POLDER_DID_TAKE_OVER)
    text = g_strdup_printf(cli_text(cli, "%s wacht niet langer en gaat het zelf doen.",
                                    "%s waits no longer and acts alone."),
                           who);
  else if (entry->did == POLDER_DID_AGREE)
    text = g_strdup(cli_text(cli, "Daarmee is er een akkoord.", "That makes it an agreement."));
  if (text != NULL)
    cli_story_tell(story, text);
}

static void tell_corridor(CliStory *story, const PolderEntry *entry) {
  const Cli *cli = story->cli;
  g_autofree char *one = party_or_all(story, entry->party);
  g_autofree char *other = party_or_all(story, entry->to);
  if (entry->did == POLDER_DID_CAUGHT) {
    cli_story_tell(story, g_strdup_printf(cli_text(cli, "Het één-tweetje van %s en %s komt uit.",
                                                   "The side deal between %s and %s comes out."),
                                          one, other));
    return;
  }
  g_autofree char *deal = cli_deal_text(cli, story->scenario, entry->deal);
  cli_story_tell(story, g_strdup_printf(cli_text(cli, "Buiten de tafel om spreken %s en %s af: %s.",
                                                 "Away from the table, %s and %s agree on: %s."),
                                        one, other, deal));
}

/* What is agreed in part: on one issue, or by two in a corridor. */
static void tell_part(CliStory *story, const PolderEntry *entry) {
  if (entry->did == POLDER_DID_SETTLE)
    tell_settled(story, entry);
  else
    tell_corridor(story, entry);
}

static unsigned tell_entry(CliStory *story, unsigned i, unsigned end) {
  const PolderEntry *entry = at(story, i);
  switch ((PolderDid)entry->did) {
  case POLDER_DID_PROPOSE:
    tell_text(story, entry);
    tell_vote(story, i, end);
    break;
  case POLDER_DID_TELL:
  case POLDER_DID_REALISE:
    return tell_tellings(story, i, end);
  case POLDER_DID_CHANGE:
    return tell_changes(story, i, end);
  case POLDER_DID_ASK:
    return tell_questions(story, i, end);
  case POLDER_DID_FACILITATE:
  case POLDER_DID_LENS:
  case POLDER_DID_MANDATE:
  case POLDER_DID_PASS:
    tell_gesture(story, entry);
    break;
  case POLDER_DID_CREATE:
  case POLDER_DID_INTERVENE:
  case POLDER_DID_SUCCEED:
  case POLDER_DID_AWAY:
  case POLDER_DID_POINTLESS:
    cli_story_tell_process(story, entry);
    break;
  case POLDER_DID_FLAG:
  case POLDER_DID_LEAVE:
  case POLDER_DID_GIVE_UP:
  case POLDER_DID_TAKE_OVER:
  case POLDER_DID_AGREE:
    tell_ending(story, entry);
    break;
  case POLDER_DID_SETTLE:
  case POLDER_DID_PACT:
  case POLDER_DID_CAUGHT:
    tell_part(story, entry);
    break;
  case POLDER_DID_OPEN:
  case POLDER_DID_ACCEPT:
  case POLDER_DID_REJECT:
  case POLDER_DID_ATTRIBUTE:
  case POLDER_DID_REATTRIBUTE:
  case POLDER_DID_TRUST:
  case POLDER_DID_CONDITION:
  case POLDER_DID_KEEP:
  case POLDER_DID_BREAK:
  case POLDER_DID_SHOCK:
  case POLDER_DID_NOTICE:
  case POLDER_DID_MEND:
  case POLDER_DID_RENEGOTIATE:
  case POLDER_DID_INCIDENT:
  case POLDER_DID_STOP:
  case POLDER_DID_END:
    break;
  }
  return i + 1;
}

void cli_story_tell_round(CliStory *story, CliRound round) {
  for (unsigned i = round.first; i < round.end;)
    i = tell_entry(story, i, round.end);
}
