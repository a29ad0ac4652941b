/* The sections over all points: outcomes, pairs, factors, and two factors together. */
#include "page.h"

#include <math.h>

double report_rate(ReportCount count) {
  return count.n == 0 ? (double)NAN : (double)count.impasses / (double)count.n;
}

void report_count_head(ReportGrid *grid) {
  report_grid_word(grid, "n", WORD_N);
  report_grid_word(grid, "errors", WORD_ERRORS);
  report_grid_word(grid, "impasses", WORD_IMPASSES);
  report_grid_word(grid, "rate", WORD_RATE);
  report_grid_word(grid, "low", WORD_LOW);
  report_grid_word(grid, "high", WORD_HIGH);
}

void report_count_cells(ReportGrid *grid, ReportCount count) {
  const PolderInterval interval = polder_wilson(count.impasses, count.n, REPORT_CONFIDENCE);
  report_grid_whole(grid, count.n);
  report_grid_whole(grid, count.errors);
  report_grid_whole(grid, count.impasses);
  report_grid_share(grid, report_rate(count));
  report_grid_share(grid, interval.low);
  report_grid_share(grid, interval.high);
}

/* --- Outcomes --------------------------------------------------------------------------------- */

static void outcome_row(const ReportPage *page, ReportGrid *grid, int arm) {
  const ReportStudy *study = page->study;
  const ReportCount count = study->total.arm[arm];
  const double all = (double)(count.n + count.errors);
  report_grid_text(grid, study->arms[arm]);
  report_count_cells(grid, count);
  report_grid_share(grid, (double)count.impasses / all);
  report_grid_share(grid, (double)(count.impasses + count.errors) / all);
  for (int ending = 0; ending < POLDER_FAILED; ending++)
    report_grid_whole(grid, study->endings[arm][ending]);
  for (int type = POLDER_UNWANTED; type < POLDER_IMPASSES; type++)
    report_grid_whole(grid, study->types[arm][type]);
  report_grid_end_row(grid);
}

bool report_add_outcome(ReportPage *page, GError **error) {
  report_open_section(page, "outcome", WORD_OUTCOME, WORD_READ_OUTCOME);
  ReportGrid *grid = report_grid_new(page->study, page->language, "outcome",
                                     report_word(page->language, WORD_OUTCOME));
  report_grid_word(grid, "arm", WORD_ARM);
  report_count_head(grid);
  report_grid_word(grid, "least", WORD_BOUND_LOW);
  report_grid_word(grid, "most", WORD_BOUND_HIGH);
  for (int ending = 0; ending < POLDER_FAILED; ending++)
    report_grid_column(grid, polder_ending_names[ending],
                       report_ending(page->language, (PolderEnding)ending));
  for (int type = POLDER_UNWANTED; type < POLDER_IMPASSES; type++)
    report_grid_column(grid, polder_impasse_names[type],
                       report_type(page->language, (PolderImpasse)type));
  for (int arm = 0; arm < page->study->n_arms; arm++)
    outcome_row(page, grid, arm);
  const bool good = report_grid_close(grid, page->html, error);
  g_string_append(page->html, "</section>\n");
  return good;
}

/* --- Pairs ------------------------------------------------------------------------------------ */

static void pair_head(ReportGrid *grid) {
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "baseline", WORD_AGAINST);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "left_out", WORD_LEFT_OUT);
  report_grid_word(grid, "both_impasse", WORD_BOTH_IMPASSE);
  report_grid_word(grid, "breakthrough", WORD_BREAKTHROUGH);
  report_grid_word(grid, "lost", WORD_LOST);
  report_grid_word(grid, "both_agree", WORD_BOTH_AGREE);
  report_grid_word(grid, "difference", WORD_DIFFERENCE);
  report_grid_word(grid, "low", WORD_LOW);
  report_grid_word(grid, "high", WORD_HIGH);
  report_grid_word(grid, "p_mid", WORD_MID_P);
  report_grid_word(grid, "p_exact", WORD_EXACT_P);
}

static void pair_row(const ReportStudy *study, ReportGrid *grid, int arm) {
  const PolderPairs pairs = study->total.pair[arm];
  const uint64_t n = pairs.both + pairs.first_only + pairs.second_only + pairs.neither;
  const PolderInterval interval = polder_tango(pairs, REPORT_CONFIDENCE);
  report_grid_text(grid, study->arms[arm]);
  report_grid_text(grid, study->arms[0]);
  report_grid_whole(grid, n);
  report_grid_whole(grid, study->n_units - n);
  report_grid_whole(grid, pairs.both);
  report_grid_whole(grid, pairs.first_only);
  report_grid_whole(grid, pairs.second_only);
  report_grid_whole(grid, pairs.neither);
  report_grid_share(grid, polder_paired_difference(pairs));
  report_grid_share(grid, interval.low);
  report_grid_share(grid, interval.high);
  report_grid_probability(grid, polder_mcnemar_mid_p(pairs));
  report_grid_probability(grid, polder_mcnemar_exact(pairs));
  report_grid_end_row(grid);
}

bool report_add_pairs(ReportPage *page, GError **error) {
  report_open_section(page, "pairs", WORD_PAIRS, WORD_READ_PAIRS);
  ReportGrid *grid = report_grid_new(page->study, page->language, "pairs",
                                     report_word(page->language, WORD_PAIRS));
  pair_head(grid);
  for (int arm = 1; arm < page->study->n_arms; arm++)
    pair_row(page->study, grid, arm);
  const bool good = report_grid_close(grid, page->html, error);
  g_string_append(page->html, "</section>\n");
  return good;
}

/* --- Means ------------------------------------------------------------------------------------ */

static void mean_row(const ReportStudy *study, ReportGrid *grid, int column, int arm) {
  const PolderMean *mean = &study->mean[arm][column], *change = &study->change[arm][column];
  const PolderInterval interval = polder_mean_interval(mean, REPORT_CONFIDENCE);
  const PolderInterval changed = polder_mean_interval(change, REPORT_CONFIDENCE);
  report_grid_text(grid, polder_run_columns[column]);
  report_grid_text(grid, study->arms[arm]);
  report_grid_whole(grid, mean->n);
  report_grid_number(grid, polder_mean_value(mean));
  report_grid_number(grid, interval.low);
  report_grid_number(grid, interval.high);
  report_grid_whole(grid, change->n);
  report_grid_number(grid, polder_mean_value(change));
  report_grid_number(grid, changed.low);
  report_grid_number(grid, changed.high);
  report_grid_end_row(grid);
}

bool report_add_means(ReportPage *page, GError **error) {
  report_open_section(page, "means", WORD_MEANS, WORD_READ_MEANS);
  ReportGrid *grid = report_grid_new(page->study, page->language, "means",
                                     report_word(page->language, WORD_MEANS));
  report_grid_word(grid, "column", WORD_COLUMN);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "n", WORD_N);
  report_grid_word(grid, "mean", WORD_MEAN);
  report_grid_word(grid, "low", WORD_LOW);
  report_grid_word(grid, "high", WORD_HIGH);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "change", WORD_CHANGE);
  report_grid_word(grid, "change_low", WORD_LOW);
  report_grid_word(grid, "change_high", WORD_HIGH);
  for (int column = 0; column < POLDER_RUN_COLUMNS; column++)
    for (int arm = 0; arm < page->study->n_arms; arm++)
      mean_row(page->study, grid, column, arm);
  const bool good = report_grid_close(grid, page->html, error);
  g_string_append(page->html, "</section>\n");
  return good;
}

/* --- Factors ---------------------------------------------------------------------------------- */

static void level_rows(const ReportPage *page, const ReportFactor *factor, guint level,
                       ReportGrid *grid, GArray *dots) {
  const char *label = factor->labels->pdata[level];
  for (int arm = 0; arm < page->study->n_arms; arm++) {
    const ReportCount count = factor->cells[level].arm[arm];
    report_grid_label(grid, label, report_shown(page, label));
    report_grid_text(grid, page->study->arms[arm]);
    report_count_cells(grid, count);
    report_grid_end_row(grid);
    if (dots->len < REPORT_ROWS_SHOWN)
      report_dot_add(dots, report_shown(page, label), arm, report_rate(count),
                     polder_wilson(count.impasses, count.n, REPORT_CONFIDENCE));
  }
}

static bool add_factor(ReportPage *page, const ReportFactor *factor, GError **error) {
  g_autofree char *name = report_safe_name("factor", factor->name, NULL);
  g_autofree char *id = report_safe_name("plot-factor", factor->name, NULL);
  const ReportFrame frame = {.language = page->language,
                             .id = id,
                             .title = factor->name,
                             .describe = report_word(page->language, WORD_READ_FACTORS),
                             .axis = report_word(page->language, WORD_RATE_AXIS),
                             .low = 0,
                             .high = 1,
                             .arms = page->study->arms};
  ReportGrid *grid = report_grid_new(page->study, page->language, name, factor->name);
  g_autoptr(GArray) dots = report_dots_new();
  report_grid_word(grid, "level", factor->place == NULL ? WORD_SAMPLED : WORD_LEVEL);
  report_grid_word(grid, "arm", WORD_ARM);
  report_count_head(grid);
  for (guint level = 0; level < factor->labels->len; level++)
    level_rows(page, factor, level, grid, dots);
  g_string_append(page->html, "<div class=\"figure\"><h3>");
  report_append_escaped(page->html, factor->name);
  g_string_append(page->html, "</h3>\n");
  report_plot(page->html, &frame, dots);
  const bool good = report_grid_close(grid, page->html, error);
  g_string_append(page->html, "</div>\n");
  return good;
}

bool report_add_factors(ReportPage *page, GError **error) {
  bool good = true;
  report_open_section(page, "factors", WORD_FACTORS, WORD_READ_FACTORS);
  for (guint i = 0; i < page->study->factors->len && good; i++)
    good = add_factor(page, &g_array_index(page->study->factors, ReportFactor, i), error);
  g_string_append(page->html, "</section>\n");
  return good;
}

/* --- Two factors together --------------------------------------------------------------------- */

static void map_rows(const ReportPage *page, const ReportCross *cross, int arm, ReportGrid *grid,
                     double *shares) {
  const ReportFactor *rows = &g_array_index(page->study->factors, ReportFactor, cross->first);
  const ReportFactor *columns = &g_array_index(page->study->factors, ReportFactor, cross->second);
  report_grid_column(grid, rows->name, rows->name);
  report_grid_column(grid, columns->name, columns->name);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "difference", WORD_DIFFERENCE);
  report_grid_word(grid, "low", WORD_LOW);
  report_grid_word(grid, "high", WORD_HIGH);
  for (guint i = 0; i < rows->labels->len * columns->labels->len; i++) {
    const char *row = rows->labels->pdata[i / columns->labels->len];
    const char *column = columns->labels->pdata[i % columns->labels->len];
    const PolderPairs pairs = cross->cells[i].pair[arm];
    const PolderInterval interval = polder_tango(pairs, REPORT_CONFIDENCE);
    shares[i] = polder_paired_difference(pairs);
    report_grid_label(grid, row, report_shown(page, row));
    report_grid_label(grid, column, report_shown(page, column));
    report_grid_whole(grid, pairs.both + pairs.first_only + pairs.second_only + pairs.neither);
    report_grid_share(grid, shares[i]);
    report_grid_share(grid, interval.low);
    report_grid_share(grid, interval.high);
    report_grid_end_row(grid);
  }
}

static bool add_map(ReportPage *page, const ReportCross *cross, int arm, GError **error) {
  const ReportFactor *rows = &g_array_index(page->study->factors, ReportFactor, cross->first);
  const ReportFactor *columns = &g_array_index(page->study->factors, ReportFactor, cross->second);
  const char *treatment = page->study->arms[arm];
  g_autofree char *map = g_strconcat("map-", treatment, NULL);
  g_autofree char *name = report_safe_name(map, rows->name, columns->name);
  g_autofree char *title = g_strdup_printf("%s × %s: %s", rows->name, columns->name, treatment);
  g_autofree double *shares = g_new(double, rows->labels->len * columns->labels->len);
  const ReportFrame frame = {.language = page->language,
                             .id = name,
                             .title = title,
                             .describe = report_word(page->language, WORD_READ_MAPS),
                             .axis = report_word(page->language, WORD_DIFFERENCE_AXIS),
                             .arms = page->study->arms};
  ReportGrid *grid = report_grid_new(page->study, page->language, name, title);
  map_rows(page, cross, arm, grid, shares);
  g_string_append(page->html, "<div class=\"figure\"><h3>");
  report_append_escaped(page->html, title);
  g_string_append(page->html, "</h3>\n");
  report_map(page->html, &frame, rows, columns, shares);
  const bool good = report_grid_close(grid, page->html, error);
  g_string_append(page->html, "</div>\n");
  return good;
}

bool report_add_maps(ReportPage *page, GError **error) {
  const guint n_maps = page->study->crosses->len * (guint)(page->study->n_arms - 1);
  bool good = true;
  if (n_maps == 0)
    return true;
  report_open_section(page, "maps", WORD_MAPS, WORD_READ_MAPS);
  for (guint i = 0; i < MIN(n_maps, REPORT_MAPS) && good; i++) {
    const guint cross = i % page->study->crosses->len;
    good = add_map(page, &g_array_index(page->study->crosses, ReportCross, cross),
                   1 + (int)(i / page->study->crosses->len), error);
  }
  if (n_maps > REPORT_MAPS)
    g_string_append_printf(page->html, "<p>%s</p>\n", report_word(page->language, WORD_MAPS_LEFT));
  g_string_append(page->html, "</section>\n");
  return good;
}
