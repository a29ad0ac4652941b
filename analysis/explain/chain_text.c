/* A chain as text: a line a link, for people. */
#include <math.h>

#include <polder/chain.h>

#include <polder/words.h>

/* What the lines need. */
typedef struct {
  GString *text;
  const PolderChain *chain;
  const PolderScenario *scenario;
  PolderLanguage language;
} Story;

static const char *name(const Story *story, int party) {
  return polder_words_party(story->scenario, party, story->language);
}

static const char *either(const Story *story, const char *nl, const char *en)
    __attribute__((format_arg(2), format_arg(3)));
static const char *either(const Story *story, const char *nl, const char *en) {
  return polder_words(story->language, nl, en);
}

static void number(const Story *story, double value) {
  polder_words_number(story->text, value, story->language);
}

static void add(const Story *story, const char *nl, const char *en) {
  g_string_append(story->text, either(story, nl, en));
}

static void tell_proposal(const Story *story, const PolderLink *link) {
  GString *text = story->text;
  if (link->missing) {
    add(story, "Deze partij wees geen enkel voorstel af.\n", "This party refused no text.\n");
    return;
  }
  g_string_append_printf(text, either(story, "Ronde %d, voorstel van %s", "Round %d, text of %s"),
                         link->round, name(story, link->party));
  if (!isnan(link->after)) {
    add(story, " (grootste tekort ", " (largest shortfall ");
    number(story, link->after);
    g_string_append_c(text, ')');
  }
  g_string_append(text, ": ");
  polder_words_deal(text, story->scenario, link->deal, story->language);
  g_string_append(text, ".\n");
}

static void tell_interest(const Story *story, const PolderLink *link) {
  GString *text = story->text;
  if (link->missing)
    return;
  g_string_append_printf(text,
                         either(story, "Het mist een belang van %s: “%s” (%s",
                                "It misses an interest of %s: “%s” (%s"),
                         name(story, link->party),
                         story->scenario->interests[link->interest].label[story->language],
                         polder_words_seen(link->seen, story->language));
  add(story, link->red ? ", een rode lijn: vervuld voor " : ": vervuld voor ",
      link->red ? ", a red line: satisfied " : ": satisfied ");
  number(story, link->after);
  if (link->red) {
    add(story, ", het minste is ", ", the least is ");
    number(story, link->before);
  }
  g_string_append(text, ").\n");
}

static void tell_rejection(const Story *story, const PolderLink *link) {
  if (link->missing)
    return;
  g_string_append_printf(story->text, either(story, "%s vraagt ", "%s asks "),
                         name(story, link->party));
  number(story, link->before);
  add(story, ", vindt dit ", ", finds this worth ");
  number(story, link->after);
  add(story, " waard en zegt nee, ", " and says no, ");
  if (link->explained)
    add(story, "met uitleg", "with the reason");
  else
    add(story, "zonder uitleg", "without a reason");
  if (story->chain->link[POLDER_LINK_INTEREST].red)
    add(story, "; een rode lijn laat geen keus", "; a red line leaves no choice");
  g_string_append_printf(
      story->text,
      either(story, ". In dit gesprek: %u keer nee.\n", ". In this talk: no %u times.\n"),
      link->of);
}

static void tell_onwil(const Story *story, const PolderLink *link) {
  if (link->missing) {
    g_string_append_printf(story->text,
                           either(story,
                                  "Niemand ging bij %s onwil zien: deze schakel ontbreekt.\n",
                                  "Nobody came to think %s unwilling: this link is missing.\n"),
                           name(story, link->to));
    return;
  }
  g_string_append_printf(
      story->text,
      either(story, "%s gaat bij %s onwil zien: van ", "%s comes to think %s unwilling: from "),
      name(story, link->party), name(story, link->to));
  number(story, link->before);
  g_string_append_printf(story->text, either(story, " (ronde %d) tot ", " (round %d) to "),
                         link->round);
  number(story, link->after);
  g_string_append_printf(story->text, either(story, " (ronde %d)", " (round %d)"), link->until);
  if (link->wrong)
    add(story, "; ten onrechte", "; wrongly");
  else if (link->after >= 0.5)
    add(story, "; en terecht", "; and rightly");
  g_string_append(story->text, ".\n");
}

static void tell_trust(const Story *story, const PolderLink *link) {
  g_string_append_printf(story->text,
                         link->missing
                             ? either(story, "Het vertrouwen van de anderen in %s daalt niet (van ",
                                      "The others' trust in %s does not fall (from ")
                             : either(story, "Het vertrouwen van de anderen in %s daalt van ",
                                      "The others' trust in %s falls from "),
                         name(story, link->to));
  number(story, link->before);
  add(story, " tot ", " to ");
  number(story, link->after);
  if (link->missing)
    add(story, "): deze schakel ontbreekt", "): this link is missing");
  else
    g_string_append_printf(story->text, either(story, " (ronde %d tot %d)", " (rounds %d to %d)"),
                           link->round, link->until);
  g_string_append(story->text, ".\n");
}

static void tell_devaluation(const Story *story, const PolderLink *link) {
  if (isnan(link->before)) {
    add(story, "Geen voorstel telde minder om wie het deed: deze schakel ontbreekt.\n",
        "No text counted less for who wrote it: this link is missing.\n");
    return;
  }
  g_string_append_printf(
      story->text,
      either(story,
             "Wantrouwen drukt wat een voorstel waard lijkt: voor %s is dat van %s (ronde %d) ",
             "Distrust lowers what a text seems worth: to %s that of %s (round %d) seems "),
      name(story, link->party), name(story, link->to), link->round);
  number(story, link->after);
  add(story, " in plaats van ", " instead of ");
  number(story, link->before);
  add(story, " waard", "");
  if (link->times > 0)
    g_string_append_printf(story->text,
                           either(story, "; %u van de %u keer nee kwam alleen daardoor.\n",
                                  "; %u of the %u noes came from that alone.\n"),
                           link->times, link->of);
  else
    add(story, "; toch kwam geen enkel nee alleen daardoor.\n",
        "; yet not one no came from that alone.\n");
}

static void tell_end(const Story *story, const PolderLink *link) {
  const PolderOutcome *outcome = &story->chain->outcome;
  g_string_append_printf(story->text, either(story, "Einde: %s in ronde %d", "End: %s in round %d"),
                         polder_words_ending(outcome->ending, story->language), link->round);
  if (link->party >= 0)
    g_string_append_printf(story->text, either(story, ", door %s", ", by %s"),
                           name(story, link->party));
  g_string_append(story->text, ".");
  if (link->deal != POLDER_NO_DEAL && link->deal != story->chain->link[0].deal) {
    add(story, " Het dichtst bij kwam: ", " What came closest: ");
    polder_words_deal(story->text, story->scenario, link->deal, story->language);
    g_string_append(story->text, ".");
  }
  g_string_append_c(story->text, '\n');
}

void polder_chain_append_text(GString *text, const PolderChain *chain,
                              const PolderScenario *scenario, PolderLanguage language) {
  const Story story = {.text = text, .chain = chain, .scenario = scenario, .language = language};
  const PolderLink *link = chain->link;
  if (!chain->impasse) {
    g_string_append_printf(
        text, either(&story, "Geen impasse: %s in ronde %d.\n", "No impasse: %s in round %d.\n"),
        polder_words_ending(chain->outcome.ending, language), chain->outcome.round);
    return;
  }
  if (!chain->room)
    add(&story, "Er was geen ruimte om het eens te worden: uitspreken kon hier niets breken.\n",
        "There was no room to agree: telling could break nothing here.\n");
  if (chain->party >= 0) {
    tell_proposal(&story, &link[POLDER_LINK_PROPOSAL]);
    tell_interest(&story, &link[POLDER_LINK_INTEREST]);
    tell_rejection(&story, &link[POLDER_LINK_REJECTION]);
    tell_onwil(&story, &link[POLDER_LINK_ONWIL]);
    tell_trust(&story, &link[POLDER_LINK_TRUST]);
    tell_devaluation(&story, &link[POLDER_LINK_DEVALUATION]);
  }
  tell_end(&story, &link[POLDER_LINK_END]);
}
