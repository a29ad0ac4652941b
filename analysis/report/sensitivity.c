/* Which factors move the result, for the designs made to ask it: oat, morris, sobol. */
#include "page.h"

#include <math.h>
#include <polder/sensitivity.h>
#include <string.h>

/* [point][factor]: the number, or the place of the level. Yours to free. */
static double *places_of(const ReportStudy *study) {
  const guint n = study->factors->len;
  double *x = g_new(double, (size_t)study->points->n_points *n + 1);
  for (uint32_t point = 0; point < study->points->n_points; point++)
    for (guint i = 0; i < n; i++) {
      const ReportFactor *factor = &g_array_index(study->factors, ReportFactor, i);
      const char *value = polder_points_value(study->points, point, i);
      x[(size_t)point * n + i] = factor->numbers
                                     ? g_ascii_strtod(value, NULL)
                                     : GPOINTER_TO_UINT(g_hash_table_lookup(factor->place, value));
    }
  return x;
}

/* The result at each point, and its variance there. */
static void results_of(const ReportStudy *study, ReportResult result, double *y, double *variance) {
  for (uint32_t point = 0; point < study->points->n_points; point++) {
    const ReportTally tally = report_tally(study, point, result.arm);
    const PolderPairs pairs = report_pairs(tally);
    const double n = (double)(result.difference ? report_pairs_n(pairs) : tally.n);
    const double apart = (double)(pairs.first_only + pairs.second_only) / n;
    y[point] = result.difference ? polder_paired_difference(pairs) : (double)tally.impasses / n;
    variance[point] =
        result.difference ? (apart - y[point] * y[point]) / n : y[point] * (1 - y[point]) / n;
  }
}

static const char *factor_name(const ReportStudy *study, unsigned factor) {
  return g_array_index(study->factors, ReportFactor, factor).name;
}

static void add_refusal(ReportPage *page) {
  report_add_paragraph(page, "note",
                       report_say(page,
                                  "De punten staan niet in de orde van dit ontwerp, dus valt er "
                                  "niets te berekenen.",
                                  "The points are not in the order of this design, so nothing can "
                                  "be computed."));
}

/* --- One factor at a time --------------------------------------------------------------------- */

static ReportLabel label_of(const ReportPage *page, uint32_t point, unsigned factor) {
  const char *text = polder_points_value(page->study->points, point, factor);
  return (ReportLabel){g_strdup(text), g_strdup(report_shown(page, text))};
}

static void add_steps(const ReportPage *page, const PolderStep *steps, ReportResult result,
                      GArray *effects) {
  static const double weight[] = {1, -1};
  const ReportStudy *study = page->study;
  for (uint32_t point = 1; point < study->points->n_points; point++) {
    const unsigned factor = steps[point - 1].factor;
    const ReportHits *hits[] = {&study->hits[point * (unsigned)study->n_arms], &study->hits[0]};
    report_effects_add(effects, factor_name(study, factor), label_of(page, point, factor),
                       label_of(page, 0, factor), result, report_effect(hits, weight, 2, result));
  }
}

static bool add_oat(ReportPage *page, const double *x, GError **error) {
  const ReportStudy *study = page->study;
  const uint32_t n = study->points->n_points;
  g_autofree PolderStep *steps = g_new(PolderStep, n);
  g_autofree PolderClusters *base = g_new(PolderClusters, n);
  for (uint32_t point = 0; point < n && study->hits != NULL; point++)
    base[point] = study->hits[point * (unsigned)study->n_arms].all;
  if (study->hits == NULL ||
      !polder_oat(x, base, n, study->factors->len, REPORT_CONFIDENCE, steps)) {
    add_refusal(page);
    return true;
  }
  g_autoptr(GArray) effects = report_effects_new();
  for (int i = 0; i < report_n_results(study); i++) {
    ReportResult result = report_result(study, i);
    add_steps(page, steps, result, effects);
    report_result_clear(&result);
  }
  return report_effects_write(
      page, "oat", report_say(page, "Eén stap vanaf het uitgangspunt", "One step from the base"),
      effects, false, error);
}

/* --- Morris ----------------------------------------------------------------------------------- */

static void draw_plane(ReportPage *page, const PolderMorris *morris, ReportResult result) {
  const guint n = page->study->factors->len;
  g_autofree ReportSpot *spots = g_new(ReportSpot, n);
  g_autofree char *id = g_strdup_printf("plane-%s", result.name);
  g_autofree char *title =
      g_strdup_printf(report_say(page, "Grootte en grilligheid van de effecten op %s",
                                 "Size and unevenness of the effects on %s"),
                      result.shown);
  g_strcanon(id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '_');
  const ReportAxes axes = {
      id, title,
      report_say(page, "Rechts: groot effect. Boven: het effect hangt van de andere factoren af.",
                 "Right: a large effect. Above: the effect depends on the other factors."),
      report_say(page, "μ*: gemiddelde grootte", "μ*: mean size"),
      report_say(page, "σ: spreiding", "σ: spread")};
  for (guint i = 0; i < n; i++)
    spots[i] = (ReportSpot){factor_name(page->study, i), morris[i].mu_star, morris[i].sigma};
  g_string_append(page->html, "<div>");
  report_add_paragraph(page, "label", result.shown);
  report_draw_spots(page, &axes, spots, n);
  g_string_append(page->html, "</div>");
}

static void morris_rows(ReportPage *page, ReportGrid *grid, const PolderMorris *morris,
                        ReportResult result) {
  for (guint i = 0; i < page->study->factors->len; i++) {
    const PolderInterval interval = morris[i].mu_star_interval;
    report_grid_label(grid, result.name, result.shown);
    report_grid_text(grid, factor_name(page->study, i));
    report_grid_plot(grid,
                     (ReportDot){result.arm, true, morris[i].mu_star, interval.low, interval.high});
    report_grid_number(grid, morris[i].mu_star);
    report_grid_numbers(grid, interval);
    report_grid_number(grid, morris[i].mu);
    report_grid_number(grid, morris[i].sigma);
    report_grid_whole(grid, morris[i].n);
    report_grid_end_row(grid);
  }
}

static ReportGrid *morris_grid(ReportPage *page) {
  ReportGrid *grid = report_grid_new(
      page, "morris", report_say(page, "Elementaire effecten", "Elementary effects"), false);
  report_grid_word(grid, "result", WORD_RESULT);
  report_grid_word(grid, "factor", WORD_FACTOR);
  report_grid_plot_column(grid, "μ*", (ReportScale){0, 0, false});
  report_grid_column(grid, "mu_star", "μ*");
  report_grid_bounds(grid);
  report_grid_column(grid, "mu", "μ");
  report_grid_column(grid, "sigma", "σ");
  report_grid_word(grid, "n", WORD_N);
  return grid;
}

/* --- Sobol' ----------------------------------------------------------------------------------- */

static void sobol_row(ReportGrid *grid, const ReportStudy *study, unsigned factor,
                      ReportResult result, const char *index, double value,
                      PolderInterval interval) {
  report_grid_label(grid, result.name, result.shown);
  report_grid_text(grid, factor_name(study, factor));
  report_grid_text(grid, index);
  report_grid_plot(grid, (ReportDot){strcmp(index, "S1") == 0 ? 1 : 2, true, value, interval.low,
                                     interval.high});
  report_grid_number(grid, value);
  report_grid_numbers(grid, interval);
  report_grid_end_row(grid);
}

static void sobol_rows(ReportPage *page, ReportGrid *grid, const PolderSobol *sobol,
                       ReportResult result) {
  const ReportStudy *study = page->study;
  for (guint i = 0; i < study->factors->len; i++) {
    sobol_row(grid, study, i, result, "S1", sobol[i].first, sobol[i].first_interval);
    sobol_row(grid, study, i, result, "ST", sobol[i].total, sobol[i].total_interval);
  }
}

static ReportGrid *sobol_grid(ReportPage *page) {
  ReportGrid *grid =
      report_grid_new(page, "sobol", report_say(page, "Sobol'-indices", "Sobol' indices"), false);
  report_grid_word(grid, "result", WORD_RESULT);
  report_grid_word(grid, "factor", WORD_FACTOR);
  report_grid_column(grid, "index", "index");
  report_grid_plot_column(grid,
                          report_say(page, "deel van de verschillen", "part of the differences"),
                          (ReportScale){0, 0, false});
  report_grid_column(grid, "value", report_say(page, "waarde", "value"));
  report_grid_bounds(grid);
  return grid;
}

/* --- The section ------------------------------------------------------------------------------ */

/* How much of what varies over the points is chance within them: ` asis 1.8%,`. */
static void add_noise(const ReportPage *page, GString *text, const char *result, double share) {
  g_string_append_printf(text, "%s%s ", text->len > 0 ? "; " : "", result);
  report_append_percent(text, page->language, share);
}

static void tell_noise(ReportPage *page, GString *noise) {
  g_string_prepend(noise, report_say(page,
                                     "Toeval is niet geheel uitgemiddeld: van wat de punten "
                                     "verschillen komt dit deel van het toeval binnen de punten: ",
                                     "Chance is not averaged out wholly: of what differs between "
                                     "points this part is chance within them: "));
  g_string_append_c(noise, '.');
  report_add_paragraph(page, "note", noise->str);
}

typedef struct {
  bool morris;
  GString *notes;
  ReportGrid *grid;
  bool good;
} Indices;

static void add_result(ReportPage *page, Indices *indices, const double *x, ReportResult result) {
  const ReportStudy *study = page->study;
  const uint32_t n = study->points->n_points;
  const guint k = study->factors->len;
  g_autofree double *y = g_new(double, n), *variance = g_new(double, n);
  results_of(study, result, y, variance);
  if (indices->morris) {
    g_autofree PolderMorris *morris = g_new0(PolderMorris, k);
    indices->good = polder_morris(x, y, n, k, study->seed, REPORT_CONFIDENCE, morris);
    if (!indices->good)
      return;
    draw_plane(page, morris, result);
    morris_rows(page, indices->grid, morris, result);
  } else {
    g_autofree PolderSobol *sobol = g_new0(PolderSobol, k);
    indices->good = polder_sobol(y, n, k, study->seed, REPORT_CONFIDENCE, sobol);
    if (!indices->good)
      return;
    sobol_rows(page, indices->grid, sobol, result);
  }
  add_noise(page, indices->notes, result.shown, polder_noise_share(y, variance, n));
}

static bool add_indices(ReportPage *page, const double *x, bool morris, GError **error) {
  g_autoptr(GString) notes = g_string_new(NULL);
  Indices indices = {morris, notes, morris ? morris_grid(page) : sobol_grid(page), true};
  if (morris)
    g_string_append(page->html, "<div class=\"multiples wide\">\n");
  for (int i = 0; i < report_n_results(page->study) && indices.good; i++) {
    ReportResult result = report_result(page->study, i);
    add_result(page, &indices, x, result);
    report_result_clear(&result);
  }
  if (morris)
    g_string_append(page->html, "</div>\n");
  if (!indices.good)
    add_refusal(page);
  const bool written = report_grid_close(indices.grid, error);
  if (notes->len > 0)
    tell_noise(page, notes);
  return written;
}

bool report_add_sensitivity(ReportPage *page, GError **error) {
  const bool oat = report_is_design(page->study, "oat");
  const bool morris = report_is_design(page->study, "morris");
  if (!oat && !morris && !report_is_design(page->study, "sobol"))
    return true;
  const char *read =
      oat ? report_say(page,
                       "Verandering van het aandeel impasses door één stap vanaf het "
                       "uitgangspunt (punt 0), keer voor keer vergeleken, met 95%-interval; bij "
                       "a − b: van het verschil tussen die armen. p (Holm) is aangepast voor alle "
                       "toetsen in deze tabel.",
                       "Change of the share of impasses by one step from the base (point 0), "
                       "compared run by run, with 95% interval; for a − b: of the difference "
                       "between those arms. p (Holm) is adjusted for all tests in this table.")
      : morris
          ? report_say(
                page,
                "Hoeveel het aandeel impasses verandert als één factor over zijn hele bereik "
                "gaat. μ* is de gemiddelde grootte, met bootstrap-interval over de "
                "trajecten; σ is groot als het effect van de andere factoren afhangt.",
                "How much the share of impasses changes when one factor goes over its whole "
                "range. μ* is the mean size, with bootstrap interval over trajectories; σ "
                "is large when the effect depends on the other factors.")
          : report_say(page,
                       "Welk deel van de verschillen in het aandeel impasses van een factor alleen "
                       "komt (S1), en met al zijn wisselwerkingen erbij (ST); met "
                       "bootstrap-interval over de basispunten.",
                       "What part of the differences in the share of impasses comes from a factor "
                       "alone (S1), and with all its interactions (ST); with bootstrap interval "
                       "over base points.");
  g_autofree double *x = places_of(page->study);
  report_open_section(page, "sensitivity", report_say(page, "Gevoeligheid", "Sensitivity"), read);
  const bool good = oat ? add_oat(page, x, error) : add_indices(page, x, morris, error);
  report_close_section(page);
  return good;
}
