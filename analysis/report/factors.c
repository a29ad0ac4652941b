/* What each factor does: rates at its levels, two factors together, and effects against the first
 * level with their interactions. */
#include "page.h"

#include <math.h>
#include <string.h>

static const ReportFactor *factor_at(const ReportPage *page, guint i) {
  return &g_array_index(page->study->factors, ReportFactor, i);
}

/* --- Levels ----------------------------------------------------------------------------------- */

static void level_rows(const ReportPage *page, const ReportFactor *factor, guint level,
                       ReportGrid *grid) {
  const char *label = factor->labels->pdata[level];
  for (int arm = 0; arm < page->study->n_arms; arm++) {
    const ReportCount count = factor->cells[level].arm[arm];
    const PolderInterval interval = report_rate_interval(&factor->cells[level], arm);
    report_grid_label(grid, label, report_shown(page, label));
    report_grid_text(grid, page->study->arms[arm]);
    report_grid_plot(grid,
                     (ReportDot){arm, false, report_rate(count), interval.low, interval.high});
    report_count_cells(grid, count, interval);
    report_grid_end_row(grid);
  }
}

static bool add_factor(ReportPage *page, const ReportFactor *factor, GError **error) {
  g_autofree char *name = g_strconcat("factor-", factor->name, NULL);
  ReportGrid *grid = report_grid_new(page, name, factor->name, false);
  report_grid_word(grid, "level", factor->place == NULL ? WORD_SAMPLED : WORD_LEVEL);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_plot_column(grid, report_say(page, "aandeel impasses", "share of impasses"),
                          (ReportScale){0, 1, true});
  report_count_head(grid);
  for (guint level = 0; level < factor->labels->len; level++)
    level_rows(page, factor, level, grid);
  return report_grid_close(grid, error);
}

bool report_add_factors(ReportPage *page, GError **error) {
  bool good = true;
  if (page->study->points->n_points < 2)
    return true;
  report_open_section(
      page, "factors", report_say(page, "Wat elke factor doet", "What each factor does"),
      report_say(page,
                 "Aandeel impasses bij elk niveau, gemiddeld over alle andere factoren, met "
                 "95%-interval. Meer dan twaalf getallen staan in acht even brede klassen.",
                 "Share of impasses at each level, averaged over all other factors, with 95% "
                 "interval. More than twelve numbers are put in eight classes of equal width."));
  for (guint i = 0; i < page->study->factors->len && good; i++)
    good = add_factor(page, factor_at(page, i), error);
  report_close_section(page);
  return good;
}

/* --- Two factors together --------------------------------------------------------------------- */

static bool add_map(ReportPage *page, const ReportCross *cross, int arm, GError **error) {
  const ReportFactor *rows = factor_at(page, cross->first);
  const ReportFactor *columns = factor_at(page, cross->second);
  const char *treatment = page->study->arms[arm];
  const guint n_columns = columns->labels->len, n = rows->labels->len * n_columns;
  g_autofree char *name = g_strdup_printf("map-%s-%s-%s", treatment, rows->name, columns->name);
  g_autofree char *title = g_strdup_printf("%s × %s: %s", rows->name, columns->name, treatment);
  g_autofree double *shares = g_new(double, n);
  for (guint i = 0; i < n; i++)
    shares[i] = report_difference(&cross->cells[i], arm).estimate;
  report_add_heading(page, title);
  report_draw_map(page, title, rows, columns, shares);
  ReportGrid *grid =
      report_grid_new(page, name, report_say(page, "Met intervallen", "With intervals"), true);
  report_grid_column(grid, rows->name, rows->name);
  report_grid_column(grid, columns->name, columns->name);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "difference", WORD_DIFFERENCE);
  report_grid_bounds(grid);
  for (guint i = 0; i < n; i++) {
    const char *row = rows->labels->pdata[i / n_columns];
    const char *column = columns->labels->pdata[i % n_columns];
    report_grid_label(grid, row, report_shown(page, row));
    report_grid_label(grid, column, report_shown(page, column));
    report_grid_whole(grid, report_pairs_n(cross->cells[i].pair[arm]));
    report_grid_share(grid, shares[i]);
    report_grid_interval(grid, report_difference(&cross->cells[i], arm).interval);
    report_grid_end_row(grid);
  }
  return report_grid_close(grid, error);
}

bool report_add_maps(ReportPage *page, GError **error) {
  const GArray *crosses = page->study->crosses;
  bool good = true;
  if (crosses->len == 0 || page->study->n_arms < 2 || report_is_design(page->study, "oat") ||
      report_is_design(page->study, "morris"))
    return true;
  report_open_section(
      page, "maps", report_say(page, "Twee factoren samen", "Two factors together"),
      report_say(page,
                 "Verschil in aandeel impasses (eerste arm min de andere) bij elke combinatie van "
                 "twee niveaus. Blauw, boven nul: minder impasses dan in de eerste arm. Oranje en "
                 "schuin, onder nul: meer.",
                 "Difference in share of impasses (first arm minus the other) at each combination "
                 "of two levels. Blue, above zero: fewer impasses than in the first arm. Orange "
                 "and slanted, below zero: more."));
  for (int arm = 1; arm < page->study->n_arms; arm++)
    for (guint i = 0; i < crosses->len && good; i++)
      good = add_map(page, &g_array_index(crosses, ReportCross, i), arm, error);
  if (crosses->len == REPORT_CROSSES)
    report_add_paragraph(page, "note",
                         report_say(page, "Dit zijn de eerste paren van factoren.",
                                    "These are the first pairs of factors."));
  report_close_section(page);
  return good;
}

/* --- Effects ---------------------------------------------------------------------------------- */

static PolderEffect effect_of(const ReportCell *const *cells, const double *weight, unsigned n,
                              ReportResult result) {
  const ReportHits *hits[4];
  for (unsigned i = 0; i < n; i++)
    hits[i] = cells[i]->hits;
  return report_effect(hits, weight, n, result);
}

static ReportLabel label_of(const ReportPage *page, const ReportFactor *factor, guint level) {
  const char *text = factor->labels->pdata[level];
  return (ReportLabel){g_strdup(text), g_strdup(report_shown(page, text))};
}

static void main_effects(const ReportPage *page, const ReportFactor *factor, ReportResult result,
                         GArray *effects) {
  static const double weight[] = {1, -1};
  for (guint level = 1; level < factor->labels->len; level++) {
    const ReportCell *cells[] = {&factor->cells[level], &factor->cells[0]};
    report_effects_add(effects, factor->name, label_of(page, factor, level),
                       label_of(page, factor, 0), result, effect_of(cells, weight, 2, result));
  }
}

static ReportLabel joined(const ReportPage *page, const ReportFactor *rows, guint row,
                          const ReportFactor *columns, guint column) {
  const char *one = rows->labels->pdata[row], *other = columns->labels->pdata[column];
  return (ReportLabel){
      g_strdup_printf("%s × %s", one, other),
      g_strdup_printf("%s × %s", report_shown(page, one), report_shown(page, other))};
}

/* How the effect of one factor changes along the other: cells ij - i0 - 0j + 00. */
static void interactions(const ReportPage *page, const ReportCross *cross, ReportResult result,
                         GArray *effects) {
  static const double weight[] = {1, -1, -1, 1};
  const ReportFactor *rows = factor_at(page, cross->first);
  const ReportFactor *columns = factor_at(page, cross->second);
  const guint n = columns->labels->len;
  g_autofree char *term = g_strdup_printf("%s × %s", rows->name, columns->name);
  for (guint row = 1; row < rows->labels->len; row++)
    for (guint column = 1; column < n; column++) {
      const ReportCell *cells[] = {&cross->cells[row * n + column], &cross->cells[row * n],
                                   &cross->cells[column], &cross->cells[0]};
      report_effects_add(effects, term, joined(page, rows, row, columns, column),
                         joined(page, rows, 0, columns, 0), result,
                         effect_of(cells, weight, 4, result));
    }
}

/* Its points are spread out: no level is met by the same others as the next. */
static bool is_sampled(const ReportStudy *study) {
  return report_is_design(study, "morris") || report_is_design(study, "sobol") ||
         report_is_design(study, "lhs");
}

bool report_add_effects(ReportPage *page, GError **error) {
  const ReportStudy *study = page->study;
  g_autoptr(GArray) mains = report_effects_new(), together = report_effects_new();
  if (study->points->n_points < 2 || report_is_design(study, "oat") || is_sampled(study))
    return true;
  for (int i = 0; i < report_n_results(study); i++) {
    ReportResult result = report_result(study, i);
    for (guint f = 0; f < study->factors->len; f++)
      main_effects(page, factor_at(page, f), result, mains);
    for (guint c = 0; c < study->crosses->len; c++)
      interactions(page, &g_array_index(study->crosses, ReportCross, c), result, together);
    report_result_clear(&result);
  }
  report_open_section(
      page, "effects", report_say(page, "Effecten en wisselwerking", "Effects and interactions"),
      report_say(page,
                 "Verandering van het aandeel impasses tegenover het eerste niveau, gemiddeld over "
                 "de andere factoren; bij een uitkomst als a − b: van het verschil tussen die "
                 "armen. De intervallen tellen per keernummer. p (Holm) is aangepast voor alle "
                 "toetsen in dezelfde tabel.",
                 "Change of the share of impasses against the first level, averaged over the other "
                 "factors; for a result as a − b: of the difference between those arms. The "
                 "intervals count by run number. p (Holm) is adjusted for all tests in the same "
                 "table."));
  bool good = report_effects_write(
      page, "effects", report_say(page, "Hoofdeffecten", "Main effects"), mains, false, error);
  if (good && together->len > 0)
    good = report_effects_write(
        page, "interactions",
        report_say(page, "Wisselwerking van twee factoren", "Interactions of two factors"),
        together, true, error);
  report_close_section(page);
  return good;
}
