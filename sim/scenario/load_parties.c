/* parties.csv and interests.csv: who sits at the table, and what matters to each. */
#include <math.h>

#include "load.h"

enum { PARTY, LABEL_NL, LABEL_EN, KIND, POWER, RESERVATION, PARTY_COLUMNS };
static const PolderColumn party_columns[PARTY_COLUMNS] = {
    [PARTY] = {"party", true, false},        [LABEL_NL] = {"label_nl", false, false},
    [LABEL_EN] = {"label_en", false, false}, [KIND] = {"kind", false, false},
    [POWER] = {"power", false, true},        [RESERVATION] = {"reservation", false, true},
};

static const char *const kinds[] = {"municipality", "housing", "care", "client", "other"};
#define DEFAULT_KIND       "other"
#define DEFAULT_PERCENTILE 65

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  int place[PARTY_COLUMNS + POLDER_PARAMETERS];
  PolderParameterId parameter[POLDER_PARAMETERS]; /* of the columns after the fixed ones */
  size_t n_columns;
} Parties;

static PolderCell cell_of(const Parties *parties, int row, size_t column) {
  return polder_sheet_cell(parties->sheet, row, parties->place[column]);
}

/* --- parties.csv ------------------------------------------------------------------------------ */

static const char *read_kind(const Parties *parties, PolderCell cell) {
  if (*cell.text == '\0')
    return DEFAULT_KIND;
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_ascii_strcasecmp(kinds[i], cell.text) == 0)
      return kinds[i];
  polder_load_unknown(parties->sheet, cell, "is geen soort partij", "is no kind of party",
                      cell.text, kinds, G_N_ELEMENTS(kinds));
  return DEFAULT_KIND;
}

/* `pNN`, or a share of 0..1. */
static void read_reservation(const Parties *parties, PolderCell cell, PolderParty *party) {
  party->reservation_is_percentile = true;
  party->reservation_written = DEFAULT_PERCENTILE;
  if (*cell.text == '\0')
    return;
  guint64 percent = 0;
  if (g_ascii_tolower(*cell.text) != 'p') {
    party->reservation_is_percentile = false;
    polder_load_number(parties->sheet, cell, 0, 1, &party->reservation_written);
  } else if (g_ascii_string_to_unsigned(cell.text + 1, 10, 0, 100, &percent, NULL))
    party->reservation_written = (double)percent;
  else
    polder_sheet_error(parties->sheet, cell,
                       "is geen percentiel; schrijf p0 tot p100, of een getal van 0 tot 1",
                       "is no percentile; write p0 to p100, or a number from 0 to 1");
}

static void read_values(const Parties *parties, int row, int party) {
  for (size_t column = PARTY_COLUMNS; column < parties->n_columns; column++) {
    const PolderParameterId id = parties->parameter[column - PARTY_COLUMNS];
    const PolderCell cell = cell_of(parties, row, column);
    double value = 0;
    if (*cell.text != '\0' && polder_load_value(parties->load, parties->sheet, cell, id, &value) &&
        party >= 0)
      polder_values_put(&parties->load->scenario->values, id, party, value, POLDER_FROM_PARTIES);
  }
}

/* The id, when it is one and new. */
static char *read_party_id(const Parties *parties, PolderCell cell) {
  g_autofree char *id = polder_load_id(parties->load, parties->sheet, cell);
  if (id == NULL || !polder_load_knows(parties->load, POLDER_ID_PARTY, id))
    return g_steal_pointer(&id);
  polder_sheet_error(parties->sheet, cell, "is er al; geef elke partij een eigen id",
                     "is there already; give each party an id of its own");
  return NULL;
}

static void read_party(const Parties *parties, int row) {
  PolderLoad *load = parties->load;
  PolderScenario *scenario = load->scenario;
  PolderParty party = {.power = 1};
  const PolderCell cell = cell_of(parties, row, PARTY);
  party.id = read_party_id(parties, cell);
  const char *kind = read_kind(parties, cell_of(parties, row, KIND));
  polder_load_number(parties->sheet, cell_of(parties, row, POWER), 0, POLDER_SCORE_MAX,
                     &party.power);
  read_reservation(parties, cell_of(parties, row, RESERVATION), &party);
  read_values(parties, row, party.id == NULL ? -1 : scenario->n_parties);
  if (party.id == NULL)
    return;
  party.kind = g_strdup(kind);
  party.label[POLDER_NL] = polder_load_label(cell_of(parties, row, LABEL_NL));
  party.label[POLDER_EN] = polder_load_label(cell_of(parties, row, LABEL_EN));
  load->party_cell[scenario->n_parties] = cell;
  scenario->parties[scenario->n_parties++] = party;
  polder_load_learn(load, POLDER_ID_PARTY, party.id);
}

static bool find_party_columns(Parties *parties) {
  PolderColumn columns[PARTY_COLUMNS + POLDER_PARAMETERS];
  for (size_t i = 0; i < PARTY_COLUMNS; i++)
    columns[i] = party_columns[i];
  parties->n_columns = PARTY_COLUMNS;
  for (int id = 0; id < POLDER_PARAMETERS; id++) {
    if (polder_parameters[id].level != POLDER_LEVEL_PARTY)
      continue;
    parties->parameter[parties->n_columns - PARTY_COLUMNS] = (PolderParameterId)id;
    columns[parties->n_columns++] = (PolderColumn){polder_parameters[id].name, false, true};
  }
  return polder_load_columns(parties->load, parties->sheet, columns, parties->n_columns,
                             parties->place);
}

void polder_load_parties(PolderLoad *load) {
  Parties parties = {.load = load, .sheet = load->sheet[POLDER_FILE_PARTIES]};
  load->unknowable[POLDER_ID_PARTY] = parties.sheet == NULL || !find_party_columns(&parties);
  if (parties.sheet == NULL)
    return;
  load->scenario->parties = g_new0(PolderParty, POLDER_PARTIES_MAX);
  for (int row = 0; row < parties.sheet->n_rows; row++) {
    if (load->scenario->n_parties == POLDER_PARTIES_MAX) {
      polder_sheet_error(parties.sheet, cell_of(&parties, row, PARTY),
                         "is een partij te veel; hoogstens %d kan",
                         "is one party too many; at most %d are possible", POLDER_PARTIES_MAX);
      load->unknowable[POLDER_ID_PARTY] = true;
      return;
    }
    read_party(&parties, row);
  }
}

/* --- interests.csv ---------------------------------------------------------------------------- */

enum {
  I_PARTY,
  I_INTEREST,
  I_WEIGHT,
  I_VISIBILITY,
  I_LABEL_NL,
  I_LABEL_EN,
  I_MINIMUM,
  I_SENSITIVITY,
  INTEREST_COLUMNS
};
static const PolderColumn interest_columns[INTEREST_COLUMNS] = {
    [I_PARTY] = {"party", true, false},        [I_INTEREST] = {"interest", true, false},
    [I_WEIGHT] = {"weight", true, true},       [I_VISIBILITY] = {"visibility", true, false},
    [I_LABEL_NL] = {"label_nl", false, false}, [I_LABEL_EN] = {"label_en", false, false},
    [I_MINIMUM] = {"minimum", false, true},    [I_SENSITIVITY] = {"sensitivity", false, true},
};

static const char *const visibilities[] = {"open", "hidden", "unaware"};

typedef struct {
  PolderInterest interest;
  PolderCell cell;
} ReadInterest;

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  int place[INTEREST_COLUMNS];
  ReadInterest read[POLDER_INTERESTS_MAX]; /* in the order of the file */
  int n_read;
} Interests;

static PolderCell interest_cell(const Interests *interests, int row, int column) {
  return polder_sheet_cell(interests->sheet, row, interests->place[column]);
}

static PolderVisibility read_visibility(const Interests *interests, PolderCell cell) {
  if (!polder_load_filled(interests->sheet, cell))
    return POLDER_OPEN;
  for (size_t i = 0; i < G_N_ELEMENTS(visibilities); i++)
    if (g_ascii_strcasecmp(visibilities[i], cell.text) == 0)
      return (PolderVisibility)i;
  polder_load_unknown(interests->sheet, cell, "is geen zichtbaarheid", "is no visibility",
                      cell.text, visibilities, G_N_ELEMENTS(visibilities));
  return POLDER_OPEN;
}

/* Whatever somebody calls this interest elsewhere has been complained of here. */
static void refuse_interest(const Interests *interests, const char *party, const char *interest) {
  PolderLoad *load = interests->load;
  const GPtrArray *known = load->ids[POLDER_ID_PARTY];
  const char *meant = polder_load_meant(party, (const char *const *)known->pdata, known->len);
  g_autofree char *written = g_strdup_printf("%s.%s", party, interest);
  g_autofree char *likely = g_strdup_printf("%s.%s", meant == NULL ? party : meant, interest);
  polder_load_refuse(load, written);
  polder_load_refuse(load, likely);
}

/* Party and id; false after a complaint, or when the party is unknown. */
static bool read_name(const Interests *interests, int row, PolderInterest *interest) {
  PolderLoad *load = interests->load;
  const PolderCell party = interest_cell(interests, row, I_PARTY);
  const PolderCell cell = interest_cell(interests, row, I_INTEREST);
  interest->party = -1;
  if (polder_load_filled(interests->sheet, party))
    interest->party = polder_load_find(load, POLDER_ID_PARTY, interests->sheet, party, party.text);
  g_autofree char *id = polder_load_id(load, interests->sheet, cell);
  if (id == NULL || interest->party < 0) {
    refuse_interest(interests, party.text, cell.text);
    return false;
  }
  g_autofree char *full = g_strdup_printf("%s.%s", load->scenario->parties[interest->party].id, id);
  if (polder_load_knows(load, POLDER_ID_INTEREST, full)) {
    polder_sheet_error(interests->sheet, cell, "heeft deze partij al; geef elk belang een eigen id",
                       "is an interest of this party already; give each an id of its own");
    return false;
  }
  polder_load_learn(load, POLDER_ID_INTEREST, full);
  interest->id = g_steal_pointer(&id);
  return true;
}

static void read_interest(Interests *interests, int row) {
  const PolderSheet *sheet = interests->sheet;
  /* An unreadable weight is complained of once: the 1 keeps its party from being weightless too. */
  PolderInterest interest = {.minimum = NAN, .weight_written = 1};
  const PolderCell weight = interest_cell(interests, row, I_WEIGHT);
  const bool named = read_name(interests, row, &interest);
  if (polder_load_filled(sheet, weight))
    polder_load_number(sheet, weight, 0, POLDER_SCORE_MAX, &interest.weight_written);
  interest.visibility = read_visibility(interests, interest_cell(interests, row, I_VISIBILITY));
  polder_load_number(sheet, interest_cell(interests, row, I_MINIMUM), 0, 1, &interest.minimum);
  polder_load_number(sheet, interest_cell(interests, row, I_SENSITIVITY), 0, 1,
                     &interest.sensitivity);
  if (!named) {
    interests->load->interests_refused = true;
    return;
  }
  interest.label[POLDER_NL] = polder_load_label(interest_cell(interests, row, I_LABEL_NL));
  interest.label[POLDER_EN] = polder_load_label(interest_cell(interests, row, I_LABEL_EN));
  interests->read[interests->n_read++] = (ReadInterest){interest, weight};
}

/* Party by party, each in the order of the file. Ids were learnt in another order: learn again. */
static void group_by_party(const Interests *interests) {
  PolderLoad *load = interests->load;
  PolderScenario *scenario = load->scenario;
  scenario->interests = g_new0(PolderInterest, (size_t)interests->n_read + 1);
  g_hash_table_remove_all(load->places[POLDER_ID_INTEREST]);
  g_ptr_array_set_size(load->ids[POLDER_ID_INTEREST], 0);
  for (int party = 0; party < scenario->n_parties; party++) {
    PolderParty *owner = &scenario->parties[party];
    owner->first_interest = scenario->n_interests;
    for (int k = 0; k < interests->n_read; k++) {
      const ReadInterest *read = &interests->read[k];
      if (read->interest.party != party)
        continue;
      load->interest_cell[scenario->n_interests] = read->cell;
      scenario->interests[scenario->n_interests++] = read->interest;
      g_autofree char *full = g_strdup_printf("%s.%s", owner->id, read->interest.id);
      polder_load_learn(load, POLDER_ID_INTEREST, full);
    }
    owner->n_interests = scenario->n_interests - owner->first_interest;
  }
}

void polder_load_interests(PolderLoad *load) {
  g_autofree Interests *interests = g_new0(Interests, 1);
  interests->load = load;
  interests->sheet = load->sheet[POLDER_FILE_INTERESTS];
  load->unknowable[POLDER_ID_INTEREST] = load->unknowable[POLDER_ID_PARTY];
  if (interests->sheet == NULL || !polder_load_columns(load, interests->sheet, interest_columns,
                                                       INTEREST_COLUMNS, interests->place))
    load->unknowable[POLDER_ID_INTEREST] = true;
  for (int row = 0; interests->sheet != NULL && row < interests->sheet->n_rows; row++) {
    if (interests->n_read == POLDER_INTERESTS_MAX) {
      polder_sheet_error(interests->sheet, interest_cell(interests, row, I_INTEREST),
                         "is een belang te veel; hoogstens %d kan",
                         "is one interest too many; at most %d are possible", POLDER_INTERESTS_MAX);
      load->unknowable[POLDER_ID_INTEREST] = true;
      break;
    }
    read_interest(interests, row);
  }
  group_by_party(interests);
}
