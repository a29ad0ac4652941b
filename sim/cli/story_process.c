/* The process in words: options thought of together, interventions, who comes and goes, and the
 * advice that the five conditions give.
 */
#include "story.h"

#include <math.h>

static const char *condition_word(const Cli *cli, int condition) {
  static const char *const words[POLDER_CONDITIONS_MEASURED][POLDER_LANGUAGES] = {
      [POLDER_AMBITION] = {"ambitie", "ambition"},
      [POLDER_INTERESTS] = {"belangen", "interests"},
      [POLDER_RELATIONSHIP] = {"relatie", "relationship"},
      [POLDER_ORGANISATION] = {"organisatie", "organisation"},
      [POLDER_PROCESS_OF_TALK] = {"proces", "process"},
  };
  return words[CLAMP(condition, 0, POLDER_PROCESS_OF_TALK)][cli->language];
}

static char *intervention(const CliStory *story, int condition) {
  static const char *const words[POLDER_CONDITIONS_MEASURED][POLDER_LANGUAGES] = {
      [POLDER_AMBITION] = {"Wat kunnen we samen bereiken? Ieder kijkt wat meer naar de ander.",
                           "What could we reach together? All look a little more to the others."},
      [POLDER_INTERESTS] = {"Een ronde langs de belangen: wat doet er voor jou echt toe?",
                            "A round of interests: what really matters to you?"},
      [POLDER_RELATIONSHIP] = {"Even niet over de zaak: hoe gaan we met elkaar om?",
                               "Not about the matter for once: how do we get on?"},
      [POLDER_ORGANISATION] = {"Iedereen krijgt evenveel stem en evenveel beurten.",
                               "All get an equal vote and equal turns."},
      [POLDER_PROCESS_OF_TALK] = {"Iemand begeleidt het gesprek en vraagt door op woorden.",
                                  "Somebody guides the talk and asks what words mean."},
  };
  return g_strdup(words[CLAMP(condition, 0, POLDER_PROCESS_OF_TALK)][story->cli->language]);
}

static char *found(const CliStory *story, int place) {
  const PolderOption *option = &story->scenario->options[place];
  const int language = story->cli->language;
  return g_strdup_printf(cli_text(story->cli, "Samen bedacht, en door niemand vooraf: %s: %s.",
                                  "Thought of together, and by nobody before: %s: %s."),
                         story->scenario->issues[option->issue].label[language],
                         option->label[language]);
}

void cli_story_tell_process(CliStory *story, const PolderEntry *entry) {
  const Cli *cli = story->cli;
  const char *who = entry->party >= 0 ? cli_party(cli, story->scenario, entry->party) : "";
  char *text = NULL;
  if (entry->did == POLDER_DID_CREATE)
    text = found(story, entry->interest);
  else if (entry->did == POLDER_DID_INTERVENE)
    text = intervention(story, entry->interest);
  else if (entry->did == POLDER_DID_SUCCEED)
    text = g_strdup_printf(cli_text(cli, "Voor %s komt een ander aan tafel, die opnieuw begint.",
                                    "Another person comes to the table for %s, and starts again."),
                           who);
  else if (entry->did == POLDER_DID_AWAY)
    text = g_strdup_printf(
        entry->after > 0 ? cli_text(cli, "%s laat de anderen alleen: kom maar weer eens terug.",
                                    "%s leaves the others to it: come back some time.")
                         : cli_text(cli, "%s schuift weer aan.", "%s joins the table again."),
        who);
  else if (entry->did == POLDER_DID_POINTLESS)
    text = g_strdup_printf(cli_text(cli, "%s ziet hier geen ruimte om het eens te worden.",
                                    "%s sees no room to agree here."),
                           who);
  if (text != NULL)
    cli_story_tell(story, text);
}

/* What to do first, by the lowest condition. */
char *cli_story_advice(const CliStory *story) {
  static const char *const what[POLDER_CONDITIONS_MEASURED][POLDER_LANGUAGES] = {
      [POLDER_AMBITION] = {"zoek eerst wat er samen te winnen is, voor iedereen",
                           "look first for what there is to gain together, for all"},
      [POLDER_INTERESTS] = {"vraag eerst wat er voor ieder echt toe doet",
                            "ask first what really matters to each"},
      [POLDER_RELATIONSHIP] = {"werk eerst aan het vertrouwen, ook tussen wie elkaar het minst "
                               "vertrouwen",
                               "work on trust first, also between those who trust least"},
      [POLDER_ORGANISATION] = {"zorg eerst dat ieder er uit zichzelf zit en even zwaar telt",
                               "see first that all sit there of their own will and count alike"},
      [POLDER_PROCESS_OF_TALK] = {"zorg eerst voor begeleiding, en dat een nee wordt uitgelegd",
                                  "see first to guidance, and that a no is explained"},
  };
  const Cli *cli = story->cli;
  const double lowest = story->outcome->process[POLDER_PROCESS_lowest];
  if (isnan(lowest))
    return NULL;
  const int condition = CLAMP((int)lowest - 1, 0, POLDER_PROCESS_OF_TALK);
  return g_strdup_printf(
      cli_text(cli, "Laagste voorwaarde: %s (%s). Advies: %s.",
               "Lowest condition: %s (%s). Advice: %s."),
      condition_word(cli, condition),
      cli_decimal(cli, story->outcome->process[POLDER_PROCESS_ambition + condition], 2).text,
      what[condition][cli->language]);
}
