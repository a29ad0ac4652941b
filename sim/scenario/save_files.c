/* The texts of a scenario's files: the loader read backwards, column by column in the same order.
 *
 * Invariant: what is written here is read back as an equal scenario. A value that holds for another
 * reason than its file is not written to it.
 */
#include <math.h>

#include "load.h"

typedef struct {
  const PolderScenario *scenario;
  bool notes;
  PolderCsv csv;
} Save;

/* --- cells ------------------------------------------------------------------------------------ */

static void text(Save *save, const char *cell) {
  polder_csv_add_text(&save->csv, cell);
}

static void number(Save *save, double cell) {
  polder_csv_add_number(&save->csv, cell);
}

static void texts(Save *save, const char *const *cells, size_t n_cells) {
  for (size_t i = 0; i < n_cells; i++)
    text(save, cells[i]);
}

static void labels(Save *save, char *const label[POLDER_LANGUAGES]) {
  text(save, label[POLDER_NL]);
  text(save, label[POLDER_EN]);
}

static void take_text(Save *save, char *cell) {
  text(save, cell);
  g_free(cell);
}

static void end_header(Save *save) {
  if (save->notes)
    text(save, "#notes");
  polder_csv_end_row(&save->csv);
}

static void end_row(Save *save, const char *nl, const char *en) {
  if (save->notes)
    take_text(save, *nl == '\0' ? g_strdup("") : g_strdup_printf("%s / %s", nl, en));
  polder_csv_end_row(&save->csv);
}

static void value(Save *save, PolderParameterId id, int column) {
  take_text(save, polder_value_text(save->scenario, id, save->scenario->values.value[id][column]));
}

/* --- scenario.csv ----------------------------------------------------------------------------- */

static void setting(Save *save, const char *key, const char *cell, const char *nl, const char *en) {
  if (cell == NULL)
    return;
  text(save, key);
  text(save, cell);
  end_row(save, nl, en);
}

/* A column whose value came from scenario.csv, or -1. Parties may have overruled it in the first
 * ones; the columns after the last party keep what was written for all. */
static int written_column(const PolderScenario *scenario, int id) {
  for (int column = POLDER_PARTIES_MAX - 1; column >= 0; column--)
    if (scenario->values.source[id][column] == POLDER_FROM_SCENARIO)
      return column;
  return -1;
}

static void save_settings(Save *save) {
  static const char *const head[] = {"key", "value"};
  static const char *const scales[] = {"minmax", "unit"};
  const PolderScenario *scenario = save->scenario;
  texts(save, head, G_N_ELEMENTS(head));
  end_header(save);
  setting(save, "format", "1", "versie van dit formaat", "version of this format");
  setting(save, "id", scenario->id, "korte naam", "short name");
  setting(save, "title_nl", scenario->title[POLDER_NL], "titel", "title");
  setting(save, "title_en", scenario->title[POLDER_EN], "titel", "title");
  setting(save, "summary_nl", scenario->summary[POLDER_NL], "samenvatting", "summary");
  setting(save, "summary_en", scenario->summary[POLDER_EN], "samenvatting", "summary");
  setting(save, "score_scale", scales[scenario->scale],
          "minmax: scores worden geschaald van slechtst naar best; unit: ze staan er al als 0..1",
          "minmax: scores are scaled from worst to best; unit: they are 0..1 as they stand");
  for (int id = 0; id < POLDER_PARAMETERS; id++) {
    const PolderParameter *parameter = &polder_parameters[id];
    const int column = written_column(scenario, id);
    if (column < 0)
      continue;
    text(save, parameter->name);
    value(save, (PolderParameterId)id, column);
    end_row(save, parameter->meaning[POLDER_NL], parameter->meaning[POLDER_EN]);
  }
}

/* --- parties.csv, interests.csv --------------------------------------------------------------- */

static bool is_of_parties(const PolderScenario *scenario, int id) {
  for (int party = 0; party < scenario->n_parties; party++)
    if (scenario->values.source[id][party] == POLDER_FROM_PARTIES)
      return true;
  return false;
}

static void reservation(Save *save, const PolderParty *party) {
  if (party->reservation_is_percentile)
    take_text(save, g_strdup_printf("p%d", (int)party->reservation_written));
  else
    number(save, party->reservation_written);
}

static void save_party(Save *save, int place) {
  const PolderScenario *scenario = save->scenario;
  const PolderParty *party = &scenario->parties[place];
  text(save, party->id);
  labels(save, party->label);
  text(save, party->kind);
  number(save, party->power);
  reservation(save, party);
  for (int id = 0; id < POLDER_PARAMETERS; id++) {
    if (!is_of_parties(scenario, id))
      continue;
    if (scenario->values.source[id][place] == POLDER_FROM_PARTIES)
      value(save, (PolderParameterId)id, place);
    else
      text(save, "");
  }
  end_row(save, "reservation: wat geen akkoord waard is; pNN = beter dan NN % van alle deals",
          "reservation: the worth of no agreement; pNN = better than NN % of all deals");
}

static void save_parties(Save *save) {
  static const char *const head[] = {"party", "label_nl", "label_en",
                                     "kind",  "power",    "reservation"};
  texts(save, head, G_N_ELEMENTS(head));
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    if (is_of_parties(save->scenario, id))
      text(save, polder_parameters[id].name);
  end_header(save);
  for (int party = 0; party < save->scenario->n_parties; party++)
    save_party(save, party);
}

static const char *const visibilities[] = {"open", "hidden", "unaware"};
static const char *const visibility_notes[][POLDER_LANGUAGES] = {
    {"iedereen kent dit belang", "everybody knows this interest"},
    {"alleen de partij zelf kent dit belang", "only the party itself knows this interest"},
    {"stuurt de stem van de partij zonder dat zij het weet",
     "moves the party's vote without its knowing"},
};

static void save_interests(Save *save) {
  static const char *const head[] = {"party",    "interest", "weight",  "visibility",
                                     "label_nl", "label_en", "minimum", "sensitivity"};
  const PolderScenario *scenario = save->scenario;
  texts(save, head, G_N_ELEMENTS(head));
  end_header(save);
  for (int k = 0; k < scenario->n_interests; k++) {
    const PolderInterest *interest = &scenario->interests[k];
    const char *const *note = visibility_notes[interest->visibility];
    text(save, scenario->parties[interest->party].id);
    text(save, interest->id);
    number(save, interest->weight_written);
    text(save, visibilities[interest->visibility]);
    labels(save, interest->label);
    number(save, interest->minimum);
    number(save, interest->sensitivity);
    const bool red = !isnan(interest->minimum);
    g_autofree char *nl = g_strconcat(note[POLDER_NL], red ? "; minimum: rode lijn" : "", NULL);
    g_autofree char *en = g_strconcat(note[POLDER_EN], red ? "; minimum: red line" : "", NULL);
    end_row(save, nl, en);
  }
}

/* --- options.csv, pairs.csv ------------------------------------------------------------------- */

static char *full_id(const PolderScenario *scenario, int interest) {
  const PolderInterest *at = &scenario->interests[interest];
  return g_strdup_printf("%s.%s", scenario->parties[at->party].id, at->id);
}

static char *requires_text(const PolderScenario *scenario, const PolderOption *option) {
  GString *names = g_string_new(NULL);
  for (int k = 0; option->requires != NULL && k < scenario->n_interests; k++) {
    if (!option->requires[k])
      continue;
    g_autofree char *id = full_id(scenario, k);
    g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "", id);
  }
  return g_string_free(names, FALSE);
}

/* In the first row of an issue. */
static void issue_labels(Save *save, int option) {
  static char *const none[POLDER_LANGUAGES] = {NULL, NULL};
  const PolderIssue *issue = &save->scenario->issues[save->scenario->options[option].issue];
  labels(save, option == issue->first_option ? issue->label : none);
}

static void save_option(Save *save, int place) {
  const PolderScenario *scenario = save->scenario;
  const PolderOption *option = &scenario->options[place];
  text(save, scenario->issues[option->issue].id);
  text(save, option->id);
  for (int k = 0; k < scenario->n_interests; k++) {
    const double score = scenario->score_written[k * scenario->n_options + place];
    number(save, score == 0 ? NAN : score);
  }
  labels(save, option->label);
  issue_labels(save, place);
  g_autofree char *requires = requires_text(scenario, option);
  text(save, requires);
  if (scenario->latent)
    text(save, option->latent ? "1" : "");
  if (option->latent)
    end_row(save, "kent niemand aan het begin; moet samen worden bedacht (creation)",
            "is known to nobody at the start; has to be thought of together (creation)");
  else if (*requires != '\0')
    end_row(save, "kan pas worden voorgesteld als de belangen onder requires bekend zijn",
            "can be proposed only when the interests under requires are known");
  else
    end_row(save, "hoe goed deze optie elk belang dient; leeg = doet er niet toe",
            "how well this option serves each interest; empty = no bearing");
}

static void save_options(Save *save) {
  static const char *const tail[] = {"label_nl", "label_en", "issue_nl", "issue_en", "requires"};
  text(save, "issue");
  text(save, "option");
  for (int k = 0; k < save->scenario->n_interests; k++)
    take_text(save, full_id(save->scenario, k));
  texts(save, tail, G_N_ELEMENTS(tail));
  if (save->scenario->latent)
    text(save, "latent");
  end_header(save);
  for (int option = 0; option < save->scenario->n_options; option++)
    save_option(save, option);
}

static void option_ids(Save *save, int place) {
  const PolderOption *option = &save->scenario->options[place];
  text(save, save->scenario->issues[option->issue].id);
  text(save, option->id);
}

static void save_pairs(Save *save) {
  static const char *const head[] = {"party",       "interest",     "issue", "option",
                                     "other_issue", "other_option", "score"};
  const PolderScenario *scenario = save->scenario;
  texts(save, head, G_N_ELEMENTS(head));
  end_header(save);
  for (int place = 0; place < scenario->n_pairs; place++) {
    const PolderPair *pair = &scenario->pairs[place];
    const PolderInterest *interest = &scenario->interests[pair->interest];
    text(save, scenario->parties[interest->party].id);
    text(save, interest->id);
    option_ids(save, pair->option);
    option_ids(save, pair->other_option);
    number(save, pair->score_written);
    end_row(save, "komt erbij als beide opties in de deal zitten",
            "added when both options are in the deal");
  }
}

/* --- relations.csv ---------------------------------------------------------------------------- */

static bool is_related(const PolderScenario *scenario, int from, int to) {
  return !isnan(scenario->trust[from][to]) || !isnan(scenario->noise[from][to]) ||
         !isnan(scenario->overlap[from][to]);
}

static bool has_relations(const PolderScenario *scenario) {
  for (int from = 0; from < scenario->n_parties; from++)
    for (int to = 0; to < scenario->n_parties; to++)
      if (is_related(scenario, from, to))
        return true;
  return false;
}

static void save_relations(Save *save) {
  static const char *const head[] = {"from", "to", "trust", "noise", "overlap"};
  const PolderScenario *scenario = save->scenario;
  texts(save, head, G_N_ELEMENTS(head));
  end_header(save);
  for (int from = 0; from < scenario->n_parties; from++)
    for (int to = 0; to < scenario->n_parties; to++) {
      if (!is_related(scenario, from, to))
        continue;
      text(save, scenario->parties[from].id);
      text(save, scenario->parties[to].id);
      number(save, scenario->trust[from][to]);
      number(save, scenario->noise[from][to]);
      number(save, scenario->overlap[from][to]);
      end_row(save, "hoe de een tegenover de ander begint", "how the one starts towards the other");
    }
}

/* --- events.csv, arms.csv --------------------------------------------------------------------- */

static void party_cell(Save *save, PolderCellNeed need, int party) {
  if (need == POLDER_CELL_NONE)
    text(save, "");
  else
    text(save, party < 0 ? "*" : save->scenario->parties[party].id);
}

static void interest_cell(Save *save, PolderCellNeed need, int interest) {
  if (need == POLDER_CELL_NONE)
    text(save, "");
  else
    text(save, interest < 0 ? "*" : save->scenario->interests[interest].id);
}

static void value_cell(Save *save, const PolderEvent *event) {
  if (event->kind == POLDER_EVENT_PARAMETER)
    take_text(save, polder_value_text(save->scenario, event->parameter, event->value));
  else
    number(save, event->value);
}

static char *deal_text(const PolderScenario *scenario, const PolderEvent *event) {
  GString *deal = g_string_new(NULL);
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    if (event->kind == POLDER_EVENT_PROPOSE && event->option[issue] >= 0)
      g_string_append_printf(deal, "%s%s:%s", deal->len > 0 ? " " : "", at->id,
                             scenario->options[at->first_option + event->option[issue]].id);
  }
  return g_string_free(deal, FALSE);
}

static void save_event(Save *save, const PolderEvent *event) {
  const PolderEventForm *form = &polder_event_forms[event->kind];
  const PolderParameter *parameter = &polder_parameters[event->parameter];
  const bool of_parameter = event->kind == POLDER_EVENT_PARAMETER;
  const char *const *meaning = of_parameter ? parameter->meaning : form->meaning;
  number(save, event->round);
  text(save, of_parameter ? parameter->name : form->name);
  party_cell(save, form->party, event->party);
  interest_cell(save, form->interest, event->interest);
  party_cell(save, form->to, event->to);
  value_cell(save, event);
  take_text(save, deal_text(save->scenario, event));
  end_row(save, meaning[POLDER_NL], meaning[POLDER_EN]);
}

static const char *const event_head[] = {"round", "event", "party", "interest",
                                         "to",    "value", "deal"};

static void save_events(Save *save) {
  const GArray *events = save->scenario->events;
  texts(save, event_head, G_N_ELEMENTS(event_head));
  end_header(save);
  for (unsigned i = 0; i < events->len; i++)
    save_event(save, &g_array_index(events, PolderEvent, i));
}

static void save_arms(Save *save) {
  const GPtrArray *arms = save->scenario->arms;
  text(save, "arm");
  texts(save, event_head, G_N_ELEMENTS(event_head));
  end_header(save);
  for (unsigned i = 0; i < arms->len; i++) {
    const PolderArmEvents *arm = arms->pdata[i];
    for (unsigned k = 0; k < arm->events->len; k++) {
      text(save, arm->id);
      save_event(save, &g_array_index(arm->events, PolderEvent, k));
    }
  }
}

/* --- all of them ------------------------------------------------------------------------------ */

static bool has_content(const PolderScenario *scenario, PolderFile file) {
  switch (file) {
  case POLDER_FILE_PAIRS:
    return scenario->n_pairs > 0;
  case POLDER_FILE_RELATIONS:
    return has_relations(scenario);
  case POLDER_FILE_EVENTS:
    return scenario->events->len > 0;
  case POLDER_FILE_ARMS:
    return scenario->arms->len > 0;
  case POLDER_FILE_SCENARIO:
  case POLDER_FILE_PARTIES:
  case POLDER_FILE_INTERESTS:
  case POLDER_FILE_OPTIONS:
    break;
  }
  return true;
}

char *polder_scenario_file_text(const PolderScenario *scenario, PolderFile file, bool notes) {
  static void (*const savers[POLDER_FILES])(Save *) = {
      [POLDER_FILE_SCENARIO] = save_settings,   [POLDER_FILE_PARTIES] = save_parties,
      [POLDER_FILE_INTERESTS] = save_interests, [POLDER_FILE_OPTIONS] = save_options,
      [POLDER_FILE_PAIRS] = save_pairs,         [POLDER_FILE_RELATIONS] = save_relations,
      [POLDER_FILE_EVENTS] = save_events,       [POLDER_FILE_ARMS] = save_arms,
  };
  if (!has_content(scenario, file))
    return NULL;
  Save save = {.scenario = scenario, .notes = notes};
  polder_csv_init(&save.csv);
  savers[file](&save);
  char *written = g_string_free(save.csv.text, FALSE);
  return written;
}
