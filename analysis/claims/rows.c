/* The tables of an experiment: hypotheses in, effects in and out. */
#include <math.h>
#include <string.h>

#include "claims.h"

int claims_place(const char *const *names, const char *text) {
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp(names[i], text) == 0)
      return i;
  return -1;
}

int claims_column(const PolderSheet *sheet, const char *name) {
  for (int column = 0; column < sheet->n_columns; column++)
    if (strcmp(sheet->header[column].text, name) == 0)
      return column;
  polder_sheet_error(sheet, polder_sheet_row(sheet, -1), "de kolom %s ontbreekt",
                     "the column %s is missing", name);
  return -1;
}

static char *text_at(const PolderSheet *sheet, int row, int column) {
  return g_strdup(polder_sheet_cell(sheet, row, column).text);
}

/* Place of a cell's word among the names; `fallback` when it is empty, and after an error. */
static int word_at(const PolderSheet *sheet, int row, int column, const char *const *names,
                   int fallback) {
  const PolderCell cell = polder_sheet_cell(sheet, row, column);
  if (cell.text[0] == '\0' && fallback >= 0)
    return fallback;
  const int place = claims_place(names, cell.text);
  if (place >= 0)
    return place;
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  polder_sheet_error(sheet, cell, "kan niet; wel: %s", "is not one of: %s", all);
  return MAX(fallback, 0);
}

/* --- Hypotheses ------------------------------------------------------------------------------- */

void claims_hypothesis_free(PolderHypothesis *hypothesis) {
  g_free(hypothesis->id);
  g_free(hypothesis->measure);
  g_free(hypothesis->factor);
  g_free(hypothesis->low);
  g_free(hypothesis->high);
  g_free(hypothesis->where);
  g_free(hypothesis->moderators);
  g_free(hypothesis);
}

enum { ID, KIND, MEASURE, FACTOR, LOW, HIGH, WHERE, DIRECTION, LEAST, MODERATORS, N_HYPOTHESIS };
static const char *const hypothesis_columns[] = {
    "id", "kind", "measure", "factor", "low", "high", "where", "direction", "least", "moderators"};

static double least_at(const PolderSheet *sheet, int row, int column) {
  const PolderCell cell = polder_sheet_cell(sheet, row, column);
  double least = .02;
  if (cell.text[0] != '\0' && polder_sheet_number(sheet, cell, false, &least) && !(least > 0))
    polder_sheet_error(sheet, cell, "moet boven 0 liggen", "must be above 0");
  return least;
}

static PolderHypothesis *read_hypothesis(const PolderSheet *sheet, int row, const int *column) {
  static const char *const directions[] = {"down", "none", "up", NULL};
  PolderHypothesis *h = g_new0(PolderHypothesis, 1);
  h->id = text_at(sheet, row, column[ID]);
  h->kind = (PolderClaimKind)word_at(sheet, row, column[KIND], polder_claim_kind_names, 0);
  h->measure = text_at(sheet, row, column[MEASURE]);
  h->factor = text_at(sheet, row, column[FACTOR]);
  h->low = text_at(sheet, row, column[LOW]);
  h->high = text_at(sheet, row, column[HIGH]);
  h->where = text_at(sheet, row, column[WHERE]);
  h->moderators = text_at(sheet, row, column[MODERATORS]);
  h->direction = word_at(sheet, row, column[DIRECTION], directions, -1) - 1;
  h->least = least_at(sheet, row, column[LEAST]);
  h->line = polder_sheet_row(sheet, row).line;
  return h;
}

GPtrArray *claims_read_hypotheses(const PolderSheet *sheet) {
  GPtrArray *hypotheses = g_ptr_array_new_with_free_func((GDestroyNotify)claims_hypothesis_free);
  int column[N_HYPOTHESIS];
  for (int i = 0; i < N_HYPOTHESIS; i++)
    if ((column[i] = claims_column(sheet, hypothesis_columns[i])) < 0)
      return hypotheses;
  for (int row = 0; row < sheet->n_rows; row++)
    g_ptr_array_add(hypotheses, read_hypothesis(sheet, row, column));
  return hypotheses;
}

/* --- Effects ---------------------------------------------------------------------------------- */

void claims_effect_free(PolderClaimEffect *effect) {
  g_free(effect->id);
  g_free(effect->variant);
  g_free(effect->group);
  g_free(effect);
}

enum {
  E_ID,
  E_PART,
  E_VARIANT,
  E_GROUP,
  E_EFFECT,
  E_LOW,
  E_HIGH,
  E_N,
  E_RUNS,
  E_VERDICT,
  N_EFFECT
};
static const char *const effect_columns[] = {"id",  "part", "variant", "group", "effect",
                                             "low", "high", "n",       "runs",  "verdict"};

static double number_at(const PolderSheet *sheet, int row, int column) {
  const PolderCell cell = polder_sheet_cell(sheet, row, column);
  double number = NAN;
  if (cell.text[0] != '\0')
    polder_sheet_number(sheet, cell, false, &number);
  return number;
}

/* Whole numbers below 2^53. */
static uint64_t count_at(const PolderSheet *sheet, int row, int column) {
  const double number = number_at(sheet, row, column);
  return number >= 0 ? (uint64_t)number : 0;
}

static bool is_stratum(const PolderClaimEffect *effect) {
  return effect->part > 0 && strcmp(effect->group, "all") != 0;
}

static PolderClaimEffect *read_effect(const PolderSheet *sheet, int row, const int *column) {
  PolderClaimEffect *effect = g_new0(PolderClaimEffect, 1);
  effect->id = text_at(sheet, row, column[E_ID]);
  effect->part = (int)count_at(sheet, row, column[E_PART]);
  effect->variant = text_at(sheet, row, column[E_VARIANT]);
  effect->group = text_at(sheet, row, column[E_GROUP]);
  effect->effect = number_at(sheet, row, column[E_EFFECT]);
  effect->low = number_at(sheet, row, column[E_LOW]);
  effect->high = number_at(sheet, row, column[E_HIGH]);
  effect->n = count_at(sheet, row, column[E_N]);
  effect->runs = count_at(sheet, row, column[E_RUNS]);
  effect->verdict =
      word_at(sheet, row, column[E_VERDICT],
              is_stratum(effect) ? polder_claim_holding_names : polder_claim_verdict_names, -1);
  return effect;
}

GPtrArray *claims_read_effects(const PolderSheet *sheet) {
  GPtrArray *effects = g_ptr_array_new_with_free_func((GDestroyNotify)claims_effect_free);
  int column[N_EFFECT];
  for (int i = 0; i < N_EFFECT; i++)
    if ((column[i] = claims_column(sheet, effect_columns[i])) < 0)
      return effects;
  for (int row = 0; row < sheet->n_rows; row++)
    g_ptr_array_add(effects, read_effect(sheet, row, column));
  return effects;
}

void claims_append_head(PolderCsv *csv) {
  for (int i = 0; i < N_EFFECT; i++)
    polder_csv_add_text(csv, effect_columns[i]);
  polder_csv_end_row(csv);
}

/* Five digits: what every machine agrees on, and more than matters. */
static void add_rounded(PolderCsv *csv, double number) {
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";
  if (isfinite(number))
    g_ascii_formatd(text, sizeof text, "%.5f", fabs(number) < 5e-6 ? 0 : number);
  polder_csv_add_text(csv, text);
}

void claims_append_effect(PolderCsv *csv, const PolderClaimEffect *effect) {
  polder_csv_add_text(csv, effect->id);
  polder_csv_add_number(csv, effect->part > 0 ? effect->part : (double)NAN);
  polder_csv_add_text(csv, effect->variant);
  polder_csv_add_text(csv, effect->group);
  add_rounded(csv, effect->effect);
  add_rounded(csv, effect->low);
  add_rounded(csv, effect->high);
  polder_csv_add_number(csv, (double)effect->n);
  polder_csv_add_number(csv, (double)effect->runs);
  polder_csv_add_text(csv, is_stratum(effect) ? polder_claim_holding_names[effect->verdict]
                                              : polder_claim_verdict_names[effect->verdict]);
  polder_csv_end_row(csv);
}
