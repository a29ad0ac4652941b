/* events.csv and arms.csv: what happens at the table, and when. */
#include <math.h>
#include <string.h>

#include "load.h"

enum { ARM, ROUND, EVENT, PARTY, INTEREST, TO, VALUE, DEAL, EVENT_COLUMNS };
static const PolderColumn arm_columns[EVENT_COLUMNS] = {
    [ARM] = {"arm", true, false},
    [ROUND] = {"round", true, true},
    [EVENT] = {"event", true, false},
    [PARTY] = {"party", false, false},
    [INTEREST] = {"interest", false, false},
    [TO] = {"to", false, false},
    [VALUE] = {"value", false, true},
    [DEAL] = {"deal", false, false},
};

static const char *const built_in_arms[] = {"asis",    "closed",   "spoken",
                                            "flagged", "informed", "open"};

/* A run reads these once, before its first round. */
static const PolderParameterId fixed_from_start[] = {
    POLDER_PROTOCOL,         POLDER_RULE,   POLDER_ORDER,          POLDER_DEADLINE_ROUNDS,
    POLDER_DISCLOSURE_ROUND, POLDER_SPREAD, POLDER_SPREAD_WEIGHTS, POLDER_STRATEGY,
    POLDER_ATTRIBUTION};

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  int place[EVENT_COLUMNS];
  int deadline_rounds;
} Events;

static PolderCell cell_of(const Events *events, int row, int column) {
  return polder_sheet_cell(events->sheet, row, events->place[column]);
}

/* --- round and kind --------------------------------------------------------------------------- */

static bool read_round(const Events *events, PolderCell cell, int *out_round) {
  double round = 0;
  if (!polder_load_filled(events->sheet, cell) ||
      !polder_sheet_number(events->sheet, cell, false, &round))
    return false;
  if (round != floor(round) || round < 1 || round > events->deadline_rounds) {
    polder_sheet_error(events->sheet, cell, "is geen ronde; schrijf een heel getal van 1 tot %d",
                       "is no round; write a whole number from 1 to %d", events->deadline_rounds);
    return false;
  }
  *out_round = (int)round;
  return true;
}

static bool is_fixed(int id) {
  for (size_t i = 0; i < G_N_ELEMENTS(fixed_from_start); i++)
    if ((int)fixed_from_start[i] == id)
      return true;
  return false;
}

static void complain_of_event(const Events *events, PolderCell cell) {
  const char *known[POLDER_EVENT_PARAMETER + POLDER_PARAMETERS];
  size_t n = 0;
  for (; n < POLDER_EVENT_PARAMETER; n++)
    known[n] = polder_event_forms[n].name;
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    if (!is_fixed(id))
      known[n++] = polder_parameters[id].name;
  polder_load_unknown(events->sheet, cell, "is geen gebeurtenis", "is no event", cell.text, known,
                      n);
}

static bool read_kind(const Events *events, PolderCell cell, PolderEvent *event) {
  if (!polder_load_filled(events->sheet, cell))
    return false;
  for (int kind = 0; kind < POLDER_EVENT_PARAMETER; kind++)
    if (g_ascii_strcasecmp(polder_event_forms[kind].name, cell.text) == 0) {
      event->kind = (PolderEventKind)kind;
      return true;
    }
  const int id = polder_parameter_find(cell.text);
  if (is_fixed(id) || g_ascii_strcasecmp(cell.text, "reservation") == 0) {
    polder_sheet_error(events->sheet, cell,
                       "kan halverwege niet veranderen; zet dit in scenario.csv of parties.csv",
                       "cannot change midway; put it in scenario.csv or parties.csv");
    return false;
  }
  if (id < 0) {
    complain_of_event(events, cell);
    return false;
  }
  event->kind = POLDER_EVENT_PARAMETER;
  event->parameter = (PolderParameterId)id;
  return true;
}

/* --- the cells that an event needs ------------------------------------------------------------ */

static bool refuse(const Events *events, PolderCell cell, const char *nl, const char *en) {
  polder_sheet_add(events->sheet, cell, POLDER_ERROR, nl, en);
  return false;
}

/* True when the cell should now be read. *good becomes false after a complaint. */
static bool wanted(const Events *events, int row, int column, PolderCellNeed need, bool *good) {
  const PolderCell cell = cell_of(events, row, column);
  const bool filled = *cell.text != '\0';
  if (filled && need == POLDER_CELL_NONE)
    *good = refuse(events, cell, "hoort niet bij deze gebeurtenis; laat de cel leeg",
                   "does not belong to this event; leave the cell empty");
  if (!filled && need == POLDER_CELL_REQUIRED) {
    polder_sheet_error(
        events->sheet, cell, "is leeg; deze gebeurtenis heeft een waarde nodig in kolom \"%s\"",
        "is empty; this event needs a value in column \"%s\"", arm_columns[column].name);
    *good = false;
  }
  return filled && need != POLDER_CELL_NONE;
}

/* A party or `*`; POLDER_ALL for the latter. */
static int read_party(const Events *events, int row, int column, PolderCellNeed need, bool *good) {
  const PolderCell cell = cell_of(events, row, column);
  if (!wanted(events, row, column, need, good) || g_str_equal(cell.text, "*"))
    return POLDER_ALL;
  const int party = polder_load_find(events->load, POLDER_ID_PARTY, events->sheet, cell, cell.text);
  *good = *good && party >= 0;
  return party;
}

static bool check_party(const Events *events, PolderCell cell, const PolderEventForm *form,
                        const PolderEvent *event) {
  if (form->one_party && event->party < 0 && *cell.text == '*')
    return refuse(events, cell, "kan hier niet; noem één partij",
                  "is not possible; name one party");
  const bool of_table = event->kind == POLDER_EVENT_PARAMETER &&
                        polder_parameters[event->parameter].level == POLDER_LEVEL_TABLE;
  if (of_table && event->party >= 0)
    return refuse(events, cell, "kan hier niet: dit geldt voor de hele tafel; laat de cel leeg",
                  "is not possible: this holds for the whole table; leave the cell empty");
  return true;
}

static void read_interest(const Events *events, int row, const PolderEventForm *form,
                          PolderEvent *event, bool *good) {
  const PolderCell cell = cell_of(events, row, INTEREST);
  if (!wanted(events, row, INTEREST, form->interest, good) || g_str_equal(cell.text, "*"))
    return;
  if (form->interest_all_only) {
    *good = refuse(events, cell, "kan hier niet; schrijf * of laat de cel leeg",
                   "is not possible; write * or leave the cell empty");
    return;
  }
  /* Without its party an interest is not known; that party's trouble was told. */
  if (event->party < 0 && strchr(cell.text, '.') == NULL) {
    if (*cell_of(events, row, PARTY).text == '*')
      *good = refuse(events, cell, "kan niet bij alle partijen; noem de partij, of schrijf *",
                     "is not possible with all parties; name the party, or write *");
    return;
  }
  event->interest = polder_load_find_interest(events->load, events->sheet, cell, event->party);
  *good = *good && event->interest >= 0;
  if (event->interest < 0)
    return;
  const int owner = events->load->scenario->interests[event->interest].party;
  if (event->party >= 0 && event->party != owner)
    *good = refuse(events, cell, "is van een andere partij; noem een belang van deze",
                   "is another party's; name an interest of this one");
  event->party = owner;
}

static void read_value(const Events *events, int row, const PolderEventForm *form,
                       PolderEvent *event, bool *good) {
  const PolderCell cell = cell_of(events, row, VALUE);
  event->value = form->initial;
  if (!wanted(events, row, VALUE, form->value, good))
    return;
  const bool of_parameter = event->kind == POLDER_EVENT_PARAMETER;
  const bool is_switch = event->kind == POLDER_EVENT_MANDATE || event->kind == POLDER_EVENT_ANSWER;
  if (of_parameter || is_switch)
    *good = polder_load_value(events->load, events->sheet, cell,
                              of_parameter ? event->parameter : POLDER_WILLING, &event->value) &&
            *good;
  else
    *good = polder_load_number(events->sheet, cell, form->low, form->high, &event->value) && *good;
}

/* `issue:option` into event->option; false after a complaint. */
static bool read_choice(const Events *events, PolderCell cell, const char *text,
                        PolderEvent *event) {
  const PolderScenario *scenario = events->load->scenario;
  const int place = polder_load_find(events->load, POLDER_ID_OPTION, events->sheet, cell, text);
  if (place < 0)
    return false;
  const int issue = scenario->options[place].issue;
  if (event->option[issue] >= 0)
    return refuse(events, cell, "noemt een onderwerp twee keer; laat een van beide weg",
                  "names an issue twice; remove one");
  event->option[issue] = place - scenario->issues[issue].first_option;
  return true;
}

static void read_deal(const Events *events, int row, PolderCellNeed need, PolderEvent *event,
                      bool *good) {
  const PolderCell cell = cell_of(events, row, DEAL);
  if (!wanted(events, row, DEAL, need, good))
    return;
  g_auto(GStrv) choices = g_strsplit_set(cell.text, " \t\r\n", -1);
  for (char **choice = choices; *choice != NULL; choice++)
    if (**choice != '\0')
      *good = read_choice(events, cell, *choice, event) && *good;
}

/* What a script says is heard only from a party that follows one. */
static void warn_of_no_script(const Events *events, PolderCell cell, const PolderEvent *event) {
  const PolderParameter *strategy = &polder_parameters[POLDER_STRATEGY];
  const double *chosen = events->load->scenario->values.value[POLDER_STRATEGY];
  const int scripted = polder_parameter_choice(strategy, "scripted");
  const bool needs = event->kind == POLDER_EVENT_PROPOSE || event->kind == POLDER_EVENT_ANSWER;
  if (needs && event->party >= 0 && (int)chosen[event->party] != scripted)
    polder_sheet_add(events->sheet, cell, POLDER_WARNING,
                     "volgt geen script, dus dit doet niets; zet haar strategy op scripted",
                     "follows no script, so this does nothing; set its strategy to scripted");
}

static bool read_event(const Events *events, int row, PolderEvent *event) {
  *event = (PolderEvent){.party = POLDER_ALL, .interest = POLDER_ALL, .to = POLDER_ALL};
  for (int issue = 0; issue < POLDER_ISSUES_MAX; issue++)
    event->option[issue] = -1;
  bool good = read_round(events, cell_of(events, row, ROUND), &event->round);
  if (!read_kind(events, cell_of(events, row, EVENT), event))
    return false;
  const PolderEventForm *form = &polder_event_forms[event->kind];
  const PolderCell party = cell_of(events, row, PARTY), to = cell_of(events, row, TO);
  event->party = read_party(events, row, PARTY, form->party, &good);
  good = check_party(events, party, form, event) && good;
  read_interest(events, row, form, event, &good);
  event->to = read_party(events, row, TO, form->to, &good);
  if (event->to >= 0 && event->to == event->party)
    good = refuse(events, to, "is de partij zelf; noem een andere, of *",
                  "is the party itself; name another, or *");
  read_value(events, row, form, event, &good);
  read_deal(events, row, form->deal, event, &good);
  warn_of_no_script(events, party, event);
  return good;
}

/* --- the files -------------------------------------------------------------------------------- */

static int by_round(const void *left, const void *right) {
  const PolderEvent *first = left, *second = right;
  return first->round - second->round;
}

static int deadline_of(const PolderScenario *scenario) {
  g_autofree PolderValues *values = g_memdup2(&scenario->values, sizeof *values);
  polder_values_derive(values, scenario->n_parties);
  return (int)values->value[POLDER_DEADLINE_ROUNDS][0];
}

/* When something is wrong with the table its deadline may be too: the largest one then, so that no
 * round is refused wrongly. */
static Events events_of(PolderLoad *load, PolderFile file) {
  return (Events){.load = load,
                  .sheet = load->sheet[file],
                  .deadline_rounds =
                      load->table_refused ? POLDER_ROUNDS_MAX : deadline_of(load->scenario)};
}

void polder_load_events(PolderLoad *load) {
  Events events = events_of(load, POLDER_FILE_EVENTS);
  if (events.sheet == NULL)
    return;
  events.place[ARM] = -1;
  polder_load_columns(load, events.sheet, arm_columns + 1, EVENT_COLUMNS - 1, events.place + 1);
  for (int row = 0; row < events.sheet->n_rows; row++) {
    PolderEvent event;
    if (read_event(&events, row, &event))
      g_array_append_val(load->scenario->events, event);
  }
  g_array_sort(load->scenario->events, by_round);
}

/* The arm of this row, made when it is new; NULL after a complaint. */
static PolderArmEvents *read_arm(const Events *events, PolderCell cell) {
  PolderScenario *scenario = events->load->scenario;
  g_autofree char *id = polder_load_id(events->load, events->sheet, cell);
  if (id == NULL)
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(built_in_arms); i++)
    if (g_str_equal(built_in_arms[i], id)) {
      refuse(events, cell, "is een ingebouwde arm; kies een andere naam",
             "is a built-in arm; choose another name");
      return NULL;
    }
  const int place = polder_scenario_arm(scenario, id);
  if (place >= 0)
    return scenario->arms->pdata[place];
  PolderArmEvents *arm = g_new0(PolderArmEvents, 1);
  arm->id = g_steal_pointer(&id);
  arm->events = g_array_new(FALSE, TRUE, sizeof(PolderEvent));
  g_ptr_array_add(scenario->arms, arm);
  return arm;
}

void polder_load_arms(PolderLoad *load) {
  Events events = events_of(load, POLDER_FILE_ARMS);
  if (events.sheet == NULL)
    return;
  polder_load_columns(load, events.sheet, arm_columns, EVENT_COLUMNS, events.place);
  for (int row = 0; row < events.sheet->n_rows; row++) {
    PolderEvent event;
    PolderArmEvents *arm = read_arm(&events, cell_of(&events, row, ARM));
    if (read_event(&events, row, &event) && arm != NULL)
      g_array_append_val(arm->events, event);
  }
  for (unsigned arm = 0; arm < load->scenario->arms->len; arm++)
    g_array_sort(((PolderArmEvents *)load->scenario->arms->pdata[arm])->events, by_round);
}
