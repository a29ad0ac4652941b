/* The sections over all points: how it ended, the pairs, and what else differs. */
#include "page.h"

#include <math.h>

double report_rate(ReportCount count) {
  return count.n == 0 ? (double)NAN : (double)count.impasses / (double)count.n;
}

PolderInterval report_rate_interval(const ReportCell *cell, int arm) {
  return cell->n_points > 1
             ? polder_clusters_rate(&cell->hits[arm].all, REPORT_CONFIDENCE)
             : polder_wilson(cell->arm[arm].impasses, cell->arm[arm].n, REPORT_CONFIDENCE);
}

PolderEffect report_difference(const ReportCell *cell, int arm) {
  const PolderPairs pairs = cell->pair[arm];
  const PolderClusters *parts[] = {&cell->hits[arm].first, &cell->hits[arm].second};
  const double weight[] = {1, -1};
  if (cell->n_points > 1)
    return polder_contrast(parts, weight, 2, REPORT_CONFIDENCE);
  return (PolderEffect){polder_paired_difference(pairs), polder_tango(pairs, REPORT_CONFIDENCE),
                        polder_mcnemar_mid_p(pairs)};
}

void report_count_head(ReportGrid *grid) {
  report_grid_word(grid, "rate", WORD_RATE);
  report_grid_bounds(grid);
  report_grid_word(grid, "n", WORD_N);
  report_grid_word(grid, "errors", WORD_ERRORS);
  report_grid_word(grid, "impasses", WORD_IMPASSES);
}

void report_count_cells(ReportGrid *grid, ReportCount count, PolderInterval interval) {
  report_grid_share(grid, report_rate(count));
  report_grid_interval(grid, interval);
  report_grid_whole(grid, count.n);
  report_grid_whole(grid, count.errors);
  report_grid_whole(grid, count.impasses);
}

/* --- Outcomes --------------------------------------------------------------------------------- */

static void outcome_row(const ReportPage *page, ReportGrid *grid, int arm) {
  const ReportStudy *study = page->study;
  const ReportCount count = study->total.arm[arm];
  const PolderInterval interval = report_rate_interval(&study->total, arm);
  report_grid_text(grid, study->arms[arm]);
  report_grid_plot(grid, (ReportDot){arm, false, report_rate(count), interval.low, interval.high});
  report_count_cells(grid, count, interval);
  report_grid_interval(grid, polder_rate_bounds(count.impasses, count.n, count.errors));
  report_grid_end_row(grid);
}

/* How many ended how, and the types of impasse. */
static bool add_endings(ReportPage *page, GError **error) {
  const ReportStudy *study = page->study;
  ReportGrid *grid = report_grid_new(
      page, "endings", report_say(page, "Hoe de keren eindigden", "How the runs ended"), false);
  report_grid_word(grid, "arm", WORD_ARM);
  for (int ending = 0; ending < POLDER_FAILED; ending++)
    report_grid_column(grid, polder_ending_names[ending],
                       report_ending(page->language, (PolderEnding)ending));
  for (int type = POLDER_UNWANTED; type < POLDER_IMPASSES; type++)
    report_grid_column(grid, polder_impasse_names[type],
                       report_type(page->language, (PolderImpasse)type));
  for (int arm = 0; arm < study->n_arms; arm++) {
    report_grid_text(grid, study->arms[arm]);
    for (int ending = 0; ending < POLDER_FAILED; ending++)
      report_grid_whole(grid, study->endings[arm][ending]);
    for (int type = POLDER_UNWANTED; type < POLDER_IMPASSES; type++)
      report_grid_whole(grid, study->types[arm][type]);
    report_grid_end_row(grid);
  }
  return report_grid_close(grid, error);
}

bool report_add_outcome(ReportPage *page, GError **error) {
  report_open_section(
      page, "outcome", report_say(page, "Hoe het afliep", "How it ended"),
      report_say(page,
                 "Het aandeel impasses over alle punten samen, met 95%-interval. Over meer punten "
                 "telt het interval per keernummer, want keer k heeft op elk punt hetzelfde toeval "
                 "(en bij willekeurige tafels dezelfde tafel). Minimaal en maximaal: als alle "
                 "mislukte keren een akkoord, of alle een impasse hadden gegeven.",
                 "The share of impasses over all points together, with 95% interval. Over several "
                 "points the interval counts by run number, as run k has the same chance at every "
                 "point (and with random tables the same table). Least and most: had all failed "
                 "runs agreed, or all run aground."));
  ReportGrid *grid = report_grid_new(
      page, "outcome", report_say(page, "Aandeel impasses", "Share of impasses"), false);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_plot_column(grid, report_say(page, "aandeel impasses", "share of impasses"),
                          (ReportScale){0, 1, true});
  report_count_head(grid);
  report_grid_word(grid, "least", WORD_BOUND_LOW);
  report_grid_word(grid, "most", WORD_BOUND_HIGH);
  for (int arm = 0; arm < page->study->n_arms; arm++)
    outcome_row(page, grid, arm);
  const bool good = report_grid_close(grid, error) && add_endings(page, error);
  report_close_section(page);
  return good;
}

/* --- Pairs ------------------------------------------------------------------------------------ */

static void pair_head(ReportGrid *grid, const char *axis) {
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "baseline", WORD_AGAINST);
  report_grid_plot_column(grid, axis, (ReportScale){0, 0, true});
  report_grid_word(grid, "difference", WORD_DIFFERENCE);
  report_grid_bounds(grid);
  report_grid_word(grid, "p", WORD_P);
  report_grid_word(grid, "p_holm", WORD_HOLM);
}

static void pair_row(const ReportStudy *study, ReportGrid *grid, int arm, double adjusted) {
  const PolderEffect effect = report_difference(&study->total, arm);
  report_grid_text(grid, study->arms[arm]);
  report_grid_text(grid, study->arms[0]);
  report_grid_plot(
      grid, (ReportDot){arm, false, effect.estimate, effect.interval.low, effect.interval.high});
  report_grid_share(grid, effect.estimate);
  report_grid_interval(grid, effect.interval);
  report_grid_probability(grid, effect.p);
  report_grid_probability(grid, adjusted);
  report_grid_end_row(grid);
}

static bool add_differences(ReportPage *page, GError **error) {
  const ReportStudy *study = page->study;
  double p[POLDER_ARMS_MAX];
  ReportGrid *grid = report_grid_new(
      page, "differences",
      report_say(page, "Verschil in aandeel impasses", "Difference in share of impasses"), false);
  pair_head(grid, report_say(page, "meer ← → minder impasses", "more ← → fewer impasses"));
  for (int arm = 1; arm < study->n_arms; arm++)
    p[arm - 1] = report_difference(&study->total, arm).p;
  polder_holm(p, (uint32_t)study->n_arms - 1, p);
  for (int arm = 1; arm < study->n_arms; arm++)
    pair_row(study, grid, arm, p[arm - 1]);
  return report_grid_close(grid, error);
}

static void count_row(const ReportStudy *study, ReportGrid *grid, int arm) {
  const PolderPairs pairs = study->total.pair[arm];
  const uint64_t n = report_pairs_n(pairs), left_out = study->n_units - n;
  report_grid_text(grid, study->arms[arm]);
  report_grid_text(grid, study->arms[0]);
  report_grid_whole(grid, n);
  report_grid_whole(grid, left_out);
  report_grid_whole(grid, pairs.both);
  report_grid_whole(grid, pairs.first_only);
  report_grid_whole(grid, pairs.second_only);
  report_grid_whole(grid, pairs.neither);
  report_grid_probability(grid, polder_mcnemar_mid_p(pairs));
  report_grid_probability(grid, polder_mcnemar_exact(pairs));
  report_grid_number(grid, polder_pairing_gain(pairs));
  report_grid_interval(grid, polder_difference_bounds(pairs, left_out));
  report_grid_end_row(grid);
}

static bool add_counts(ReportPage *page, GError **error) {
  ReportGrid *grid = report_grid_new(page, "pairs",
                                     report_say(page, "De paren geteld, en McNemars toets",
                                                "The pairs counted, and McNemar's test"),
                                     true);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "baseline", WORD_AGAINST);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "left_out", WORD_LEFT_OUT);
  report_grid_word(grid, "both_impasse", WORD_BOTH_IMPASSE);
  report_grid_word(grid, "breakthrough", WORD_BREAKTHROUGH);
  report_grid_word(grid, "lost", WORD_LOST);
  report_grid_word(grid, "both_agree", WORD_BOTH_AGREE);
  report_grid_word(grid, "p_mid", WORD_MID_P);
  report_grid_word(grid, "p_exact", WORD_EXACT_P);
  report_grid_word(grid, "gain", WORD_GAIN);
  report_grid_word(grid, "least", WORD_BOUND_LOW);
  report_grid_word(grid, "most", WORD_BOUND_HIGH);
  for (int arm = 1; arm < page->study->n_arms; arm++)
    count_row(page->study, grid, arm);
  return report_grid_close(grid, error);
}

bool report_add_pairs(ReportPage *page, GError **error) {
  if (page->study->n_arms < 2)
    return true;
  report_open_section(
      page, "pairs", report_say(page, "Dezelfde keren naast elkaar", "The same runs side by side"),
      report_say(page,
                 "Elke keer is in alle armen met hetzelfde toeval gespeeld. Een doorbraak liep in "
                 "de eerste arm vast en in de andere niet; bij een verloren akkoord is het "
                 "andersom. Verschil = aandeel impasses van de eerste arm min dat van de andere: "
                 "boven nul is minder impasses. p (Holm) is aangepast voor alle toetsen in deze "
                 "tabel. Winst: zoveel keer meer keren had het gekost zonder paren.",
                 "Each run was played in all arms with the same chance. A breakthrough ran aground "
                 "in the first arm and not in the other; a lost agreement is the reverse. "
                 "Difference = share of impasses of the first arm minus that of the other: above "
                 "zero is fewer impasses. p (Holm) is adjusted for all tests in this table. Gain: "
                 "so many times more runs it would have taken without pairs."));
  const bool good = add_differences(page, error) && add_counts(page, error);
  report_close_section(page);
  return good;
}

/* --- What else differs ------------------------------------------------------------------------ */

typedef struct {
  const double *sorted;
  uint32_t n;
} Changes;

static void change_row(const ReportPage *page, ReportGrid *grid, int arm, int measure,
                       Changes changes) {
  static const double shares[] = {.1, .25, .5, .75, .9};
  const ReportStudy *study = page->study;
  const unsigned column = report_measures[measure];
  const PolderClusters *gain = &study->gain[arm][measure];
  const PolderSignedRank rank = polder_signed_rank(changes.sorted, changes.n, REPORT_CONFIDENCE);
  report_grid_label(grid, polder_run_columns[column], report_measure(page->language, column));
  report_grid_text(grid, study->arms[arm]);
  report_grid_whole(grid, changes.n);
  report_grid_number(grid, polder_clusters_mean(gain));
  report_grid_numbers(grid, polder_clusters_interval(gain, REPORT_CONFIDENCE));
  report_grid_number(grid, rank.shift);
  report_grid_numbers(grid, rank.interval);
  for (size_t i = 0; i < G_N_ELEMENTS(shares); i++)
    report_grid_number(grid, polder_quantile(changes.sorted, changes.n, shares[i]));
  report_grid_end_row(grid);
}

static void change_head(ReportGrid *grid) {
  report_grid_word(grid, "column", WORD_COLUMN);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "mean", WORD_MEAN);
  report_grid_bounds(grid);
  report_grid_word(grid, "shift", WORD_SHIFT);
  report_grid_word(grid, "shift_low", WORD_LOW);
  report_grid_word(grid, "shift_high", WORD_HIGH);
  report_grid_column(grid, "p10", "10%");
  report_grid_column(grid, "p25", "25%");
  report_grid_word(grid, "p50", WORD_MEDIAN);
  report_grid_column(grid, "p75", "75%");
  report_grid_column(grid, "p90", "90%");
}

static void add_sample_note(ReportPage *page) {
  const PolderSample *sample = page->study->sample;
  if (polder_sample_kept(sample) == polder_sample_seen(sample))
    return;
  g_autoptr(GString) text = g_string_new(
      report_say(page, "Hodges–Lehmann en de kwantielen zijn van een aselecte steekproef van ",
                 "Hodges–Lehmann and the quantiles are of a random sample of "));
  report_append_whole(text, page->language, polder_sample_kept(sample));
  g_string_append(text, report_say(page, " keren.", " runs."));
  report_add_paragraph(page, "note", text->str);
}

bool report_add_changes(ReportPage *page, GError **error) {
  const ReportStudy *study = page->study;
  if (study->sample == NULL)
    return true;
  report_open_section(
      page, "changes", report_say(page, "Wat er nog meer verandert", "What else changes"),
      report_say(page,
                 "Per keer: die arm min de eerste. Het gemiddelde met 95%-interval (per "
                 "keernummer), de verschuiving van Hodges en Lehmann met het hare, en de "
                 "kwantielen.",
                 "By run: that arm minus the first. The mean with 95% interval (by run number), "
                 "the shift of Hodges and Lehmann with its own, and the quantiles."));
  ReportGrid *grid = report_grid_new(
      page, "changes", report_say(page, "Verandering per keer", "Change by run"), false);
  g_autofree double *sorted = g_new(double, polder_sample_kept(study->sample) + 1);
  change_head(grid);
  for (int i = 0; i < REPORT_MEASURES; i++)
    for (int arm = 1; arm < study->n_arms; arm++) {
      const unsigned column = (unsigned)((arm - 1) * REPORT_MEASURES + i);
      const uint32_t n = polder_sample_column(study->sample, column, sorted);
      change_row(page, grid, arm, i, (Changes){sorted, n});
    }
  const bool good = report_grid_close(grid, error);
  add_sample_note(page);
  report_close_section(page);
  return good;
}

/* --- Means ------------------------------------------------------------------------------------ */

static void mean_row(const ReportStudy *study, ReportGrid *grid, int column, int arm) {
  const PolderMean *mean = &study->mean[arm][column], *change = &study->change[arm][column];
  report_grid_text(grid, polder_run_columns[column]);
  report_grid_text(grid, study->arms[arm]);
  report_grid_whole(grid, mean->n);
  report_grid_number(grid, polder_mean_value(mean));
  report_grid_numbers(grid, polder_mean_interval(mean, REPORT_CONFIDENCE));
  report_grid_whole(grid, change->n);
  report_grid_number(grid, polder_mean_value(change));
  report_grid_numbers(grid, polder_mean_interval(change, REPORT_CONFIDENCE));
  report_grid_end_row(grid);
}

bool report_add_means(ReportPage *page, GError **error) {
  report_open_section(
      page, "means", report_say(page, "Alle kolommen", "All columns"),
      report_say(page,
                 "Gemiddelden van de kolommen van runs.csv over alle punten samen, met "
                 "95%-interval (Student, alsof alle keren los van elkaar zijn). Verandering = deze "
                 "arm min de eerste, alleen waar beide een waarde hebben.",
                 "Means of the columns of runs.csv over all points together, with 95% interval "
                 "(Student, as if all runs were independent). Change = this arm minus the first, "
                 "only where both have a value."));
  ReportGrid *grid = report_grid_new(page, "means", report_say(page, "Gemiddelden", "Means"), true);
  report_grid_word(grid, "column", WORD_COLUMN);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "n", WORD_N);
  report_grid_word(grid, "mean", WORD_MEAN);
  report_grid_bounds(grid);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "change", WORD_CHANGE);
  report_grid_word(grid, "change_low", WORD_LOW);
  report_grid_word(grid, "change_high", WORD_HIGH);
  for (int column = 0; column < POLDER_RUN_COLUMNS; column++)
    for (int arm = 0; arm < page->study->n_arms; arm++)
      mean_row(page->study, grid, column, arm);
  const bool good = report_grid_close(grid, error);
  report_close_section(page);
  return good;
}
