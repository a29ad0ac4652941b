/* options.csv and pairs.csv: what can be agreed, and how it serves each interest. */
#include <string.h>

#include "load.h"

enum { ISSUE, OPTION, ISSUE_NL, ISSUE_EN, LABEL_NL, LABEL_EN, REQUIRES, LATENT, OPTION_COLUMNS };
static const PolderColumn option_columns[OPTION_COLUMNS] = {
    [ISSUE] = {"issue", true, false},        [OPTION] = {"option", true, false},
    [ISSUE_NL] = {"issue_nl", false, false}, [ISSUE_EN] = {"issue_en", false, false},
    [LABEL_NL] = {"label_nl", false, false}, [LABEL_EN] = {"label_en", false, false},
    [REQUIRES] = {"requires", false, false}, [LATENT] = {"latent", false, true},
};
#define OPTIONS_MAX (POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX)

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  int place[OPTION_COLUMNS + POLDER_INTERESTS_MAX];
  PolderOption read[OPTIONS_MAX]; /* in the order of the file */
  int row[OPTIONS_MAX];           /* where each stood */
  int n_read;
  GHashTable *seen; /* issue:option */
} Options;

static PolderCell cell_of(const Options *options, int row, int column) {
  return polder_sheet_cell(options->sheet, row, options->place[column]);
}

/* --- options.csv ------------------------------------------------------------------------------ */

/* The place of the issue in this row; a new one is made. -1 after a complaint. */
static int read_issue(Options *options, PolderCell cell) {
  PolderLoad *load = options->load;
  PolderScenario *scenario = load->scenario;
  g_autofree char *id = polder_load_id(load, options->sheet, cell);
  if (id == NULL)
    return -1;
  if (polder_load_knows(load, POLDER_ID_ISSUE, id))
    return polder_load_find(load, POLDER_ID_ISSUE, options->sheet, cell, id);
  if (scenario->n_issues == POLDER_ISSUES_MAX) {
    if (!polder_load_is_refused(load, id))
      polder_sheet_error(options->sheet, cell, "is een onderwerp te veel; hoogstens %d kan",
                         "is one issue too many; at most %d are possible", POLDER_ISSUES_MAX);
    polder_load_refuse(load, id);
    return -1;
  }
  polder_load_learn(load, POLDER_ID_ISSUE, id);
  scenario->issues[scenario->n_issues].id = g_steal_pointer(&id);
  return scenario->n_issues++;
}

/* The first row that names the issue counts; the others say the same, or nothing. */
static void read_issue_label(Options *options, PolderCell cell, char **label) {
  if (*cell.text == '\0')
    return;
  if (*label == NULL)
    *label = polder_load_label(cell);
  else if (!g_str_equal(*label, cell.text))
    polder_sheet_error(
        options->sheet, cell,
        "is een tweede naam voor dit onderwerp; het heet al \"%s\": schrijf dat, of niets",
        "is a second name for this issue; it is called \"%s\" already: write that, or nothing",
        *label);
}

/* The id in this row, when it is one, new, and there is room. */
static char *read_option_id(Options *options, PolderCell cell, int issue) {
  PolderLoad *load = options->load;
  g_autofree char *id = polder_load_id(load, options->sheet, cell);
  if (id == NULL || issue < 0)
    return NULL;
  PolderIssue *at = &load->scenario->issues[issue];
  if (!g_hash_table_add(options->seen, g_strdup_printf("%s:%s", at->id, id))) {
    polder_sheet_error(options->sheet, cell, "heeft dit onderwerp al; geef elke optie een eigen id",
                       "is an option of this issue already; give each an id of its own");
    return NULL;
  }
  if (at->n_options == POLDER_OPTIONS_MAX) {
    polder_sheet_error(options->sheet, cell, "is een optie te veel; hoogstens %d per onderwerp kan",
                       "is one option too many; at most %d an issue are possible",
                       POLDER_OPTIONS_MAX);
    return NULL;
  }
  at->n_options++;
  return g_steal_pointer(&id);
}

static uint8_t *read_requires(const Options *options, PolderCell cell) {
  PolderLoad *load = options->load;
  if (*cell.text == '\0')
    return NULL;
  uint8_t *requires = g_new0(uint8_t, (size_t)load->scenario->n_interests + 1);
  g_auto(GStrv) names = g_strsplit_set(cell.text, " \t\r\n", -1);
  for (char **name = names; *name != NULL; name++) {
    const int interest =
        **name == '\0' ? -1
                       : polder_load_find(load, POLDER_ID_INTEREST, options->sheet, cell, *name);
    if (interest >= 0)
    requires[interest] = 1;
  }
  return requires;
}

static bool read_latent(const Options *options, PolderCell cell) {
  double latent = 0;
  if (polder_load_number(options->sheet, cell, 0, 1, &latent) && latent != 0 && latent != 1)
    polder_sheet_error(options->sheet, cell, "is geen 0 of 1; 1: niemand kent de optie al",
                       "is not 0 or 1; 1: nobody knows the option yet");
  return latent > 0;
}

static void read_scores(const Options *options, int row, int option) {
  PolderScenario *scenario = options->load->scenario;
  for (int interest = 0; interest < scenario->n_interests; interest++) {
    double score = 0;
    polder_load_number(options->sheet, cell_of(options, row, OPTION_COLUMNS + interest),
                       -POLDER_SCORE_MAX, POLDER_SCORE_MAX, &score);
    if (option >= 0)
      scenario->score_written[interest * scenario->n_options + option] = score;
  }
}

/* No complaints about this option elsewhere; the rest of its row is looked at all the same. */
static void refuse_option(const Options *options, int row) {
  g_autofree char *written = g_strdup_printf("%s:%s", cell_of(options, row, ISSUE).text,
                                             cell_of(options, row, OPTION).text);
  polder_load_refuse(options->load, written);
  read_scores(options, row, -1);
}

static void read_option(Options *options, int row) {
  PolderOption option = {0};
  option.issue = read_issue(options, cell_of(options, row, ISSUE));
  if (option.issue >= 0) {
    char **label = options->load->scenario->issues[option.issue].label;
    read_issue_label(options, cell_of(options, row, ISSUE_NL), &label[POLDER_NL]);
    read_issue_label(options, cell_of(options, row, ISSUE_EN), &label[POLDER_EN]);
  }
  option.id = read_option_id(options, cell_of(options, row, OPTION), option.issue);
  option.requires = read_requires(options, cell_of(options, row, REQUIRES));
  option.latent = read_latent(options, cell_of(options, row, LATENT));
  if (option.id == NULL) {
    refuse_option(options, row);
    g_free(option.requires);
    return;
  }
  option.label[POLDER_NL] = polder_load_label(cell_of(options, row, LABEL_NL));
  option.label[POLDER_EN] = polder_load_label(cell_of(options, row, LABEL_EN));
  options->row[options->n_read] = row;
  options->read[options->n_read++] = option;
}

/* Issue by issue, each in the order of the file. */
static void group_by_issue(Options *options) {
  PolderLoad *load = options->load;
  PolderScenario *scenario = load->scenario;
  const size_t n_scores = (size_t)scenario->n_interests * (size_t)options->n_read;
  scenario->n_options = options->n_read;
  scenario->options = g_new0(PolderOption, (size_t)options->n_read + 1);
  scenario->score_written = g_new0(double, n_scores + 1);
  int place = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    scenario->issues[issue].first_option = place;
    for (int i = 0; i < options->n_read; i++) {
      if (options->read[i].issue != issue)
        continue;
      scenario->options[place] = options->read[i];
      g_autofree char *full =
          g_strdup_printf("%s:%s", scenario->issues[issue].id, options->read[i].id);
      polder_load_learn(load, POLDER_ID_OPTION, full);
      read_scores(options, options->row[i], place++);
    }
  }
}

/* Something must be possible from the start. */
static void check_known(const Options *options, int issue) {
  for (int i = 0; i < options->n_read; i++)
    if (options->read[i].issue == issue && !options->read[i].latent)
      return;
  for (int i = 0; i < options->n_read; i++)
    if (options->read[i].issue == issue) {
      polder_sheet_error(options->sheet, cell_of(options, options->row[i], LATENT),
                         "laat voor dit onderwerp geen optie over die men aan het begin kent",
                         "leaves no option of this issue that is known at the start");
      return;
    }
}

static bool find_option_columns(Options *options) {
  PolderLoad *load = options->load;
  const int n_interests = load->scenario->n_interests;
  PolderColumn columns[OPTION_COLUMNS + POLDER_INTERESTS_MAX];
  memcpy(columns, option_columns, sizeof option_columns);
  for (int interest = 0; interest < n_interests; interest++)
    columns[OPTION_COLUMNS + interest] =
        (PolderColumn){load->ids[POLDER_ID_INTEREST]->pdata[interest], true, true};
  polder_load_columns(load, options->sheet, columns, (size_t)(OPTION_COLUMNS + n_interests),
                      options->place);
  for (int interest = 0; interest < n_interests; interest++) {
    const int column = options->place[OPTION_COLUMNS + interest];
    if (column >= 0)
      load->score_cell[interest] = options->sheet->header[column];
  }
  return options->place[ISSUE] >= 0 && options->place[OPTION] >= 0;
}

void polder_load_options(PolderLoad *load) {
  g_autofree Options *options = g_new0(Options, 1);
  options->load = load;
  options->sheet = load->sheet[POLDER_FILE_OPTIONS];
  const bool known = options->sheet != NULL && find_option_columns(options);
  load->unknowable[POLDER_ID_ISSUE] = load->unknowable[POLDER_ID_OPTION] = !known;
  load->scenario->issues = g_new0(PolderIssue, POLDER_ISSUES_MAX);
  if (options->sheet == NULL)
    return;
  const unsigned errors = polder_messages_errors(load->messages);
  options->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int row = 0; row < options->sheet->n_rows && options->n_read < OPTIONS_MAX; row++)
    read_option(options, row);
  group_by_issue(options);
  for (int issue = 0; issue < load->scenario->n_issues; issue++)
    check_known(options, issue);
  g_hash_table_unref(options->seen);
  load->scores_refused = polder_messages_errors(load->messages) > errors;
}

/* --- pairs.csv -------------------------------------------------------------------------------- */

enum {
  P_PARTY,
  P_INTEREST,
  P_ISSUE,
  P_OPTION,
  P_OTHER_ISSUE,
  P_OTHER_OPTION,
  P_SCORE,
  PAIR_COLUMNS
};
static const PolderColumn pair_columns[PAIR_COLUMNS] = {
    [P_PARTY] = {"party", true, false},
    [P_INTEREST] = {"interest", true, false},
    [P_ISSUE] = {"issue", true, false},
    [P_OPTION] = {"option", true, false},
    [P_OTHER_ISSUE] = {"other_issue", true, false},
    [P_OTHER_OPTION] = {"other_option", true, false},
    [P_SCORE] = {"score", true, true},
};

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  int place[PAIR_COLUMNS];
} Pairs;

static PolderCell pair_cell(const Pairs *pairs, int row, int column) {
  return polder_sheet_cell(pairs->sheet, row, pairs->place[column]);
}

static int read_pair_interest(const Pairs *pairs, int row) {
  const PolderCell party = pair_cell(pairs, row, P_PARTY);
  const PolderCell interest = pair_cell(pairs, row, P_INTEREST);
  if (!polder_load_filled(pairs->sheet, party) || !polder_load_filled(pairs->sheet, interest))
    return -1;
  const int owner = polder_load_find(pairs->load, POLDER_ID_PARTY, pairs->sheet, party, party.text);
  return owner < 0 ? -1 : polder_load_find_interest(pairs->load, pairs->sheet, interest, owner);
}

static int read_pair_option(const Pairs *pairs, int row, int issue_column) {
  const PolderCell issue = pair_cell(pairs, row, issue_column);
  const PolderCell option = pair_cell(pairs, row, issue_column + 1);
  if (!polder_load_filled(pairs->sheet, issue) || !polder_load_filled(pairs->sheet, option) ||
      polder_load_find(pairs->load, POLDER_ID_ISSUE, pairs->sheet, issue, issue.text) < 0)
    return -1;
  g_autofree char *full = g_strdup_printf("%s:%s", issue.text, option.text);
  return polder_load_find(pairs->load, POLDER_ID_OPTION, pairs->sheet, option, full);
}

static bool read_pair(const Pairs *pairs, int row, PolderPair *out_pair) {
  const PolderScenario *scenario = pairs->load->scenario;
  const PolderCell score = pair_cell(pairs, row, P_SCORE);
  const bool scored = polder_load_filled(pairs->sheet, score) &&
                      polder_load_number(pairs->sheet, score, -POLDER_SCORE_MAX, POLDER_SCORE_MAX,
                                         &out_pair->score_written);
  out_pair->interest = read_pair_interest(pairs, row);
  out_pair->option = read_pair_option(pairs, row, P_ISSUE);
  out_pair->other_option = read_pair_option(pairs, row, P_OTHER_ISSUE);
  if (!scored || out_pair->interest < 0 || out_pair->option < 0 || out_pair->other_option < 0)
    return false;
  if (scenario->options[out_pair->option].issue != scenario->options[out_pair->other_option].issue)
    return true;
  polder_sheet_error(pairs->sheet, pair_cell(pairs, row, P_OTHER_ISSUE),
                     "is hetzelfde onderwerp; een paar verbindt twee onderwerpen",
                     "is the same issue; a pair joins two issues");
  return false;
}

/* Notes the pair, whichever way round; false when it was there. */
static bool is_new(GHashTable *seen, const PolderPair *pair) {
  return g_hash_table_add(seen, g_strdup_printf("%d:%d:%d", pair->interest,
                                                MIN(pair->option, pair->other_option),
                                                MAX(pair->option, pair->other_option)));
}

void polder_load_pairs(PolderLoad *load) {
  Pairs pairs = {.load = load, .sheet = load->sheet[POLDER_FILE_PAIRS]};
  if (pairs.sheet == NULL)
    return;
  polder_load_columns(load, pairs.sheet, pair_columns, PAIR_COLUMNS, pairs.place);
  g_autoptr(GArray) read = g_array_new(FALSE, FALSE, sizeof(PolderPair));
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int row = 0; row < pairs.sheet->n_rows; row++) {
    PolderPair pair = {0};
    if (!read_pair(&pairs, row, &pair))
      continue;
    if (is_new(seen, &pair))
      g_array_append_val(read, pair);
    else
      polder_sheet_error(pairs.sheet, polder_sheet_row(pairs.sheet, row),
                         "dit paar staat er al; laat een van beide weg",
                         "this pair is there already; remove one");
  }
  load->scenario->n_pairs = (int)read->len;
  load->scenario->pairs = g_memdup2(read->data, read->len * sizeof(PolderPair));
}
