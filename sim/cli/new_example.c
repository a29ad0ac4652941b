/* The example that `polder new` writes: three parties, three issues, 27 deals, and one of
 * everything that a case can have. Made up; small enough to change by hand. */
#include "new.h"

#include <math.h>

typedef struct {
  const char *id, *label[POLDER_LANGUAGES], *kind;
  int percentile, n_interests;
} Party;

typedef struct {
  const char *id, *label[POLDER_LANGUAGES];
  double weight;
  PolderVisibility visibility;
  double minimum, sensitivity;
} Interest;

typedef struct {
  const char *id, *label[POLDER_LANGUAGES];
  double score[9]; /* of each interest, in their order */
} Option;

enum { PARTIES = 3, INTERESTS = 9, ISSUES = 3, OPTIONS = 9, AN_ISSUE = 3 };
enum { COST, IMAGE, SAFETY, QUIET, VALUE, HEARD, PLACE, HOURS, NO_POLICE };

static const Party parties[PARTIES] = {
    {"municipality", {"Gemeente", "Municipality"}, "municipality", 67, 3},
    {"residents", {"Buurtbewoners", "Residents"}, "other", 67, 3},
    {"youth", {"Jongerenwerk", "Youth work"}, "care", 67, 3},
};

static const Interest interests[INTERESTS] = {
    [COST] = {"cost",
              {"Binnen het budget blijven", "Staying within the budget"},
              .4,
              POLDER_HIDDEN,
              .5,
              .6},
    [IMAGE] = {"image",
               {"Laten zien dat er iets gebeurt", "Showing that something is done"},
               .3,
               POLDER_OPEN,
               NAN,
               .2},
    [SAFETY] = {"safety",
                {"Geen meldingen meer 's avonds", "No more complaints at night"},
                .3,
                POLDER_OPEN,
                NAN,
                .2},
    [QUIET] = {"quiet",
               {"Slapen met het raam open", "Sleeping with the window open"},
               .4,
               POLDER_OPEN,
               NAN,
               .1},
    [VALUE] = {"value",
               {"Bang dat het huis minder waard wordt", "Afraid that the house loses value"},
               .3,
               POLDER_HIDDEN,
               NAN,
               .7},
    [HEARD] = {"heard",
               {"Eindelijk eens gehoord worden", "Being heard for once"},
               .3,
               POLDER_UNAWARE,
               NAN,
               .5},
    [PLACE] = {"place",
               {"Een plek die van de jongeren is", "A place that belongs to the youngsters"},
               .4,
               POLDER_OPEN,
               NAN,
               .1},
    [HOURS] = {"hours",
               {"Genoeg collega's voor de avonden", "Enough colleagues for the evenings"},
               .3,
               POLDER_HIDDEN,
               NAN,
               .5},
    [NO_POLICE] = {"no_police",
                   {"Geen politieagent hoeven spelen", "Not having to play the police"},
                   .3,
                   POLDER_UNAWARE,
                   NAN,
                   .4},
};

static const struct {
  const char *id, *label[POLDER_LANGUAGES];
} issues[ISSUES] = {
    {"spot", {"plek", "spot"}},
    {"evenings", {"avonden", "evenings"}},
    {"watch", {"toezicht", "supervision"}},
};

static const Option options[OPTIONS] = {
    {"square",
     {"Het pleintje bij de flats", "The square by the flats"},
     {1, .4, .2, .1, 0, .2, .9, .6, .3}},
    {"park",
     {"Achter in het park", "At the far end of the park"},
     {.7, .5, .5, .9, .9, .6, .6, .4, .6}},
    {"gym", {"De oude gymzaal", "The old gym"}, {.1, 1, 1, .8, .8, .5, .8, .7, .8}},
    {"until20", {"Tot acht uur", "Until eight"}, {.9, .2, .8, 1, .7, .4, .1, 1, .6}},
    {"until23", {"Tot elf uur", "Until eleven"}, {.4, .6, .3, .2, .3, .1, 1, .1, .4}},
    {"agreed",
     {"Per week afgesproken met de buurt", "Agreed with the neighbours each week"},
     {.7, .7, .6, .6, .6, 1, .7, .6, .8}},
    {"camera", {"Camera's", "Cameras"}, {.3, .6, .8, .4, .3, .2, 0, .9, .1}},
    {"worker",
     {"Een jongerenwerker ter plekke", "A youth worker on the spot"},
     {.2, .8, .7, .6, .6, .5, .8, .1, .2}},
    {"together",
     {"Buren en jongerenwerk om en om", "Neighbours and youth work in turn"},
     {.8, .9, .7, .7, .7, 1, .7, .7, 1}},
};

static void copy_texts(char *out[POLDER_LANGUAGES], const char *const texts[POLDER_LANGUAGES]) {
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    out[language] = g_strdup(texts[language]);
}

static void add_parties(PolderScenario *scenario) {
  scenario->n_parties = PARTIES;
  scenario->n_interests = INTERESTS;
  scenario->parties = g_new0(PolderParty, PARTIES);
  scenario->interests = g_new0(PolderInterest, INTERESTS);
  for (int i = 0, first = 0; i < PARTIES; first += parties[i++].n_interests) {
    scenario->parties[i] = (PolderParty){.id = g_strdup(parties[i].id),
                                         .kind = g_strdup(parties[i].kind),
                                         .power = 1,
                                         .reservation_is_percentile = true,
                                         .reservation_written = parties[i].percentile,
                                         .first_interest = first,
                                         .n_interests = parties[i].n_interests};
    copy_texts(scenario->parties[i].label, parties[i].label);
  }
  for (int k = 0; k < INTERESTS; k++) {
    scenario->interests[k] = (PolderInterest){.id = g_strdup(interests[k].id),
                                              .party = k / (INTERESTS / PARTIES),
                                              .weight_written = interests[k].weight,
                                              .visibility = interests[k].visibility,
                                              .minimum = interests[k].minimum,
                                              .sensitivity = interests[k].sensitivity};
    copy_texts(scenario->interests[k].label, interests[k].label);
  }
}

static void add_options(PolderScenario *scenario) {
  scenario->n_issues = ISSUES;
  scenario->n_options = OPTIONS;
  scenario->issues = g_new0(PolderIssue, ISSUES);
  scenario->options = g_new0(PolderOption, OPTIONS);
  scenario->score_written = g_new0(double, INTERESTS *OPTIONS);
  for (int i = 0; i < ISSUES; i++) {
    scenario->issues[i] = (PolderIssue){
        .id = g_strdup(issues[i].id), .first_option = i * AN_ISSUE, .n_options = AN_ISSUE};
    copy_texts(scenario->issues[i].label, issues[i].label);
  }
  for (int o = 0; o < OPTIONS; o++) {
    scenario->options[o] = (PolderOption){.id = g_strdup(options[o].id), .issue = o / AN_ISSUE};
    copy_texts(scenario->options[o].label, options[o].label);
    for (int k = 0; k < INTERESTS; k++)
      scenario->score_written[k * OPTIONS + o] = options[o].score[k];
  }
  /* Nobody thinks of taking turns before the neighbours have said that they want to be heard. */
  scenario->options[OPTIONS - 1].requires = g_new0(uint8_t, INTERESTS);
  scenario->options[OPTIONS - 1].requires[HEARD] = 1;
}

static PolderEvent event(int round, PolderEventKind kind, double value) {
  PolderEvent event = {.round = round,
                       .kind = kind,
                       .parameter = POLDER_PARAMETERS,
                       .party = POLDER_ALL,
                       .interest = POLDER_ALL,
                       .to = POLDER_ALL,
                       .value = value};
  for (int i = 0; i < POLDER_ISSUES_MAX; i++)
    event.option[i] = -1;
  return event;
}

static void add_arm(PolderScenario *scenario, const char *id, PolderEvent what) {
  PolderArmEvents *arm = g_new0(PolderArmEvents, 1);
  arm->id = g_strdup(id);
  arm->events = g_array_new(FALSE, FALSE, sizeof(PolderEvent));
  g_array_append_val(arm->events, what);
  g_ptr_array_add(scenario->arms, arm);
}

/* What a case may have besides: a pair of options, relations, an event, arms, parameters. */
static void add_extras(PolderScenario *scenario) {
  const PolderEvent chair = event(8, POLDER_EVENT_FACILITATE, .5);
  scenario->n_pairs = 1;
  scenario->pairs = g_new0(PolderPair, 1);
  scenario->pairs[0] =
      (PolderPair){.interest = QUIET, .option = 0, .other_option = 4, .score_written = -.3};
  scenario->trust[1][0] = .4;
  scenario->noise[0][2] = .1;
  g_array_append_val(scenario->events, chair);
  add_arm(scenario, "told_early", event(3, POLDER_EVENT_DISCLOSE, NAN));
  add_arm(scenario, "asked", event(3, POLDER_EVENT_ASK, NAN));
  polder_values_put(&scenario->values, POLDER_SPREAD_WEIGHTS, -1, .25, POLDER_FROM_SCENARIO);
  polder_values_put(&scenario->values, POLDER_BIAS, 1, 2.5, POLDER_FROM_PARTIES);
}

PolderScenario *cli_example_new(void) {
  static const char *const title[] = {"Een plek voor de jongeren", "A place for the youngsters"};
  static const char *const summary[] = {
      "Jongeren hangen 's avonds op het pleintje. Gemeente, buurt en jongerenwerk zoeken een plek.",
      "Youngsters hang about the square at night. Town, neighbours and youth work look for a "
      "place."};
  g_autoptr(PolderMessages) messages = polder_messages_new();
  PolderScenario *scenario = polder_scenario_new();
  polder_values_init(&scenario->values);
  scenario->id = g_strdup("example");
  copy_texts(scenario->title, title);
  copy_texts(scenario->summary, summary);
  add_parties(scenario);
  add_options(scenario);
  add_extras(scenario);
  const bool good = polder_scenario_freeze(scenario, messages);
  g_assert(good);
  return scenario;
}

const char *const cli_example_readme = "# Een plek voor de jongeren\n"
                                       "\n"
                                       "Een verzonnen voorbeeld, om te bewerken: open de "
                                       "CSV-bestanden in een rekenblad, verander ze, en\n"
                                       "kijk wat er gebeurt.\n"
                                       "\n"
                                       "    polder check .\n"
                                       "    polder run .\n"
                                       "    polder compare .\n"
                                       "\n"
                                       "Schrijf hier straks: waar de casus vandaan komt, wat er "
                                       "verzonnen is, en wat een trainer ermee kan\n"
                                       "laten zien.\n"
                                       "\n"
                                       "# A place for the youngsters\n"
                                       "\n"
                                       "A made-up example to edit: open the CSV files in a "
                                       "spreadsheet, change them, and see what happens.\n"
                                       "\n"
                                       "    polder check .\n"
                                       "    polder run .\n"
                                       "    polder compare .\n"
                                       "\n"
                                       "Write here, later: where the case comes from, what is "
                                       "invented, and what a trainer can show with it.\n";
