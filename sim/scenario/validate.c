/* Validation across rows and files: what is wrong although every cell can be read. */
#include <math.h>

#include "load.h"

static bool too_few_rows(PolderLoad *load, PolderFile file, int n_rows_least, const char *nl,
                         const char *en) {
  const PolderSheet *sheet = load->sheet[file];
  if (sheet == NULL || sheet->n_rows >= n_rows_least)
    return false;
  polder_sheet_add(sheet, polder_sheet_row(sheet, -1), POLDER_ERROR, nl, en);
  return true;
}

static void check_sizes(PolderLoad *load) {
  too_few_rows(load, POLDER_FILE_PARTIES, 2,
               "te weinig partijen; aan een tafel zitten er minstens 2",
               "too few parties; a table has at least 2");
  too_few_rows(load, POLDER_FILE_INTERESTS, 1, "geen belangen; geef elke partij er ten minste een",
               "no interests; give each party at least one");
  too_few_rows(load, POLDER_FILE_OPTIONS, 1, "geen opties; schrijf er ten minste twee",
               "no options; write at least two");
}

static void check_party(PolderLoad *load, const PolderParty *party, PolderCell cell) {
  const PolderSheet *interests = load->sheet[POLDER_FILE_INTERESTS];
  if (load->interests_refused)
    return; /* what is missing may be in a row that was complained of */
  if (party->n_interests == 0) {
    polder_sheet_error(load->sheet[POLDER_FILE_PARTIES], cell,
                       "heeft geen belangen; geef er ten minste een in interests.csv",
                       "has no interests; give at least one in interests.csv");
    return;
  }
  double sum = 0;
  for (int k = 0; k < party->n_interests; k++)
    sum += load->scenario->interests[party->first_interest + k].weight_written;
  if (sum <= 0)
    polder_sheet_error(interests, load->interest_cell[party->first_interest],
                       "laat \"%s\" zonder gewicht; geef een van haar belangen meer dan 0",
                       "leaves \"%s\" without weight; give one of its interests more than 0",
                       party->id);
}

static bool has_pairs(const PolderScenario *scenario, int interest) {
  for (int pair = 0; pair < scenario->n_pairs; pair++)
    if (scenario->pairs[pair].interest == interest)
      return true;
  return false;
}

/* Sums, over the issues, of the worst and the best score. */
static void total_range(const PolderScenario *scenario, int interest, double *out_low,
                        double *out_high) {
  const double *score = scenario->score_written + interest * scenario->n_options;
  *out_low = *out_high = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    double low = INFINITY, high = -INFINITY;
    for (int option = at->first_option; option < at->first_option + at->n_options; option++) {
      low = fmin(low, score[option]);
      high = fmax(high, score[option]);
    }
    *out_low += at->n_options > 0 ? low : 0;
    *out_high += at->n_options > 0 ? high : 0;
  }
}

/* With pairs only freezing, which sees every deal, can tell. */
static void check_unit(PolderLoad *load, int interest) {
  const PolderScenario *scenario = load->scenario;
  double low, high;
  if (has_pairs(scenario, interest))
    return;
  total_range(scenario, interest, &low, &high);
  if (low >= -POLDER_TOLERANCE && high <= 1 + POLDER_TOLERANCE)
    return;
  char from[G_ASCII_DTOSTR_BUF_SIZE], to[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(from, sizeof from, "%.6g", low);
  g_ascii_formatd(to, sizeof to, "%.6g", high);
  polder_sheet_error(load->sheet[POLDER_FILE_OPTIONS], load->score_cell[interest],
                     "telt op tot %s tot %s; met score_scale unit moet dat binnen 0 en 1 blijven",
                     "adds up to %s to %s; with score_scale unit it must stay within 0 and 1", from,
                     to);
}

static void check_rounds(PolderLoad *load) {
  g_autofree PolderValues *values = g_memdup2(&load->scenario->values, sizeof *values);
  polder_values_derive(values, load->scenario->n_parties);
  const int deadline = (int)values->value[POLDER_DEADLINE_ROUNDS][0];
  const PolderSheet *sheet = load->sheet[POLDER_FILE_SCENARIO];
  if (sheet == NULL || values->value[POLDER_DISCLOSURE_ROUND][0] <= deadline)
    return;
  for (int row = 0; row < sheet->n_rows; row++) {
    const PolderCell key = polder_sheet_cell(sheet, row, load->key_column);
    if (polder_parameter_find(key.text) == POLDER_DISCLOSURE_ROUND)
      polder_sheet_error(sheet, polder_sheet_cell(sheet, row, load->value_column),
                         "ligt na de laatste ronde; schrijf een ronde van 1 tot %d",
                         "lies after the last round; write a round from 1 to %d", deadline);
  }
}

void polder_load_validate(PolderLoad *load) {
  check_sizes(load);
  for (int party = 0; party < load->scenario->n_parties && !load->unknowable[POLDER_ID_INTEREST];
       party++)
    check_party(load, &load->scenario->parties[party], load->party_cell[party]);
  for (int k = 0; k < load->scenario->n_interests && !load->unknowable[POLDER_ID_OPTION]; k++)
    if (load->scenario->scale == POLDER_SCALE_UNIT && !load->scores_refused)
      check_unit(load, k);
  if (!load->table_refused)
    check_rounds(load);
}
