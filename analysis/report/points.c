/* The sections with a row a point, and the runs to replay. */
#include "page.h"

#include <string.h>

static void head_of_point(const ReportPage *page, ReportGrid *grid) {
  report_grid_word(grid, "point", WORD_POINT);
  for (guint i = 0; i < page->study->points->names->len; i++)
    report_grid_column(grid, page->study->points->names->pdata[i],
                       page->study->points->names->pdata[i]);
  report_grid_word(grid, "arm", WORD_ARM);
}

static void cells_of_point(const ReportPage *page, ReportGrid *grid, uint32_t point, int arm) {
  report_grid_whole(grid, point);
  for (guint i = 0; i < page->study->points->names->len; i++) {
    const char *value = polder_points_value(page->study->points, point, i);
    report_grid_label(grid, value, report_shown(page, value));
  }
  report_grid_text(grid, page->study->arms[arm]);
}

/* --- Rates ------------------------------------------------------------------------------------ */

static void rate_row(const ReportPage *page, ReportGrid *grid, uint32_t point, int arm) {
  const ReportTally tally = report_tally(page->study, point, arm);
  const ReportCount count = {tally.n, tally.impasses, tally.errors};
  const PolderInterval interval = polder_wilson(tally.impasses, tally.n, REPORT_CONFIDENCE);
  cells_of_point(page, grid, point, arm);
  report_grid_plot(grid, (ReportDot){arm, false, report_rate(count), interval.low, interval.high});
  report_count_cells(grid, count, interval);
  report_grid_end_row(grid);
}

static bool add_rates(ReportPage *page, GError **error) {
  ReportGrid *grid = report_grid_new(
      page, "rates", report_say(page, "Aandeel impasses", "Share of impasses"), false);
  head_of_point(page, grid);
  report_grid_plot_column(grid, report_say(page, "aandeel impasses", "share of impasses"),
                          (ReportScale){0, 1, true});
  report_count_head(grid);
  for (uint32_t point = 0; point < page->study->points->n_points; point++)
    for (int arm = 0; arm < page->study->n_arms; arm++)
      rate_row(page, grid, point, arm);
  return report_grid_close(grid, error);
}

/* --- Pairs ------------------------------------------------------------------------------------ */

static void pair_row(const ReportPage *page, ReportGrid *grid, uint32_t point, int arm,
                     double adjusted) {
  const PolderPairs pairs = report_pairs(report_tally(page->study, point, arm));
  const PolderInterval interval = polder_tango(pairs, REPORT_CONFIDENCE);
  const double difference = polder_paired_difference(pairs);
  cells_of_point(page, grid, point, arm);
  report_grid_plot(grid, (ReportDot){arm, false, difference, interval.low, interval.high});
  report_grid_share(grid, difference);
  report_grid_interval(grid, interval);
  report_grid_whole(grid, report_pairs_n(pairs));
  report_grid_whole(grid, pairs.first_only);
  report_grid_whole(grid, pairs.second_only);
  report_grid_probability(grid, polder_mcnemar_mid_p(pairs));
  report_grid_probability(grid, adjusted);
  report_grid_interval(grid, polder_newcombe(pairs, REPORT_CONFIDENCE));
  report_grid_end_row(grid);
}

/* Holm's over all points and arms. Yours to free. */
static double *adjusted_of(const ReportStudy *study) {
  const size_t n_others = (size_t)study->n_arms - 1;
  const size_t n = study->points->n_points * n_others;
  double *p = g_new(double, n);
  for (size_t i = 0; i < n; i++) {
    const ReportTally tally =
        report_tally(study, (uint32_t)(i / n_others), (int)(i % n_others) + 1);
    p[i] = polder_mcnemar_mid_p(report_pairs(tally));
  }
  polder_holm(p, (uint32_t)n, p);
  return p;
}

static bool add_differences(ReportPage *page, GError **error) {
  const ReportStudy *study = page->study;
  g_autofree double *adjusted = adjusted_of(study);
  ReportGrid *grid = report_grid_new(
      page, "paired",
      report_say(page, "Verschil in aandeel impasses", "Difference in share of impasses"), false);
  head_of_point(page, grid);
  report_grid_plot_column(grid,
                          report_say(page, "meer ← → minder impasses", "more ← → fewer impasses"),
                          (ReportScale){0, 0, true});
  report_grid_word(grid, "difference", WORD_DIFFERENCE);
  report_grid_bounds(grid);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "breakthrough", WORD_BREAKTHROUGH);
  report_grid_word(grid, "lost", WORD_LOST);
  report_grid_word(grid, "p", WORD_MID_P);
  report_grid_word(grid, "p_holm", WORD_HOLM);
  report_grid_column(grid, "newcombe_low", report_say(page, "Newcombe van", "Newcombe from"));
  report_grid_column(grid, "newcombe_high", report_say(page, "tot", "to"));
  for (uint32_t point = 0; point < study->points->n_points; point++)
    for (int arm = 1; arm < study->n_arms; arm++)
      pair_row(page, grid, point, arm,
               adjusted[(size_t)point * (size_t)(study->n_arms - 1) + (size_t)arm - 1]);
  return report_grid_close(grid, error);
}

bool report_add_points(ReportPage *page, GError **error) {
  report_open_section(
      page, "points", report_say(page, "Elk punt", "Each point"),
      report_say(page,
                 "Aandeel impasses bij elk punt en in elke arm met 95%-interval (Wilson), en het "
                 "verschil met de eerste arm (Tango, en Newcombe als tweede; boven nul is minder "
                 "impasses). p is van "
                 "McNemars toets (mid-p); p (Holm) is aangepast voor alle toetsen in die tabel.",
                 "Share of impasses at each point and in each arm with 95% interval (Wilson), and "
                 "the difference from the first arm (Tango, and Newcombe as a second; above zero "
                 "is fewer impasses). p is of "
                 "McNemar's test (mid-p); p (Holm) is adjusted for all tests in that table."));
  bool good = add_rates(page, error);
  if (good && page->study->n_arms > 1)
    good = add_differences(page, error);
  report_close_section(page);
  return good;
}

/* --- To replay -------------------------------------------------------------------------------- */

static void seed_row(const ReportPage *page, ReportGrid *grid, ReportDiscordant pair) {
  g_autofree char *command = report_replay(page->study, pair.point, pair.arm, pair.run);
  report_grid_whole(grid, pair.point);
  report_grid_text(grid, page->study->arms[pair.arm]);
  report_grid_whole(grid, pair.run);
  report_grid_whole(grid, page->study->seed);
  report_grid_label(grid, pair.lost ? "lost" : "breakthrough",
                    pair.lost ? report_say(page, "verloren akkoord", "lost agreement")
                              : report_say(page, "doorbraak", "breakthrough"));
  report_grid_text(grid, command);
  report_grid_end_row(grid);
}

bool report_add_seeds(ReportPage *page, GError **error) {
  const GArray *discordant = page->study->discordant;
  report_open_section(
      page, "seeds", report_say(page, "Om na te spelen", "To replay"),
      report_say(
          page,
          "De eerste keren van elk punt waarin de armen verschillen. Het commando vertelt "
          "zo'n keer na in de ene arm; met --arm de naam van de eerste arm ziet u de andere "
          "kant.",
          "The first runs of each point in which the arms differ. The command tells such a "
          "run in the one arm; with --arm and the first arm's name you see the other side."));
  ReportGrid *grid = report_grid_new(
      page, "seeds",
      report_say(page, "Keren waarin de armen verschillen", "Runs in which the arms differ"),
      discordant->len > 12);
  report_grid_word(grid, "point", WORD_POINT);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "run", WORD_RUN);
  report_grid_word(grid, "seed", WORD_SEED);
  report_grid_word(grid, "kind", WORD_KIND);
  report_grid_word(grid, "command", WORD_COMMAND);
  for (guint i = 0; i < discordant->len; i++)
    seed_row(page, grid, g_array_index(discordant, ReportDiscordant, i));
  const bool good = report_grid_close(grid, error);
  report_close_section(page);
  return good;
}
