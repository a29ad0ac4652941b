/* Trust round by round, from rounds.csv: of each of the first points a small drawing. */
#include "page.h"

#include <polder/experiment.h>
#include <string.h>

enum { POINTS_SHOWN = 12, CELLS = 7, ROUNDS_MAX = 1000 };

typedef struct {
  GArray *low, *middle, *high; /* of double, a round each */
} Band;

typedef struct {
  const ReportStudy *study;
  Band *bands; /* [point][arm] */
  uint32_t n_points;
  unsigned n_rounds;
} Rounds;

static int arm_of(const ReportStudy *study, const char *name) {
  for (int arm = 0; arm < study->n_arms; arm++)
    if (strcmp(study->arms[arm], name) == 0)
      return arm;
  return -1;
}

static void add_line(Rounds *rounds, char *line) {
  g_auto(GStrv) cells = g_strsplit(line, ",", CELLS + 1);
  if (g_strv_length(cells) < CELLS)
    return;
  const guint64 point = g_ascii_strtoull(cells[0], NULL, 10);
  const guint64 round = g_ascii_strtoull(cells[2], NULL, 10);
  const int arm = arm_of(rounds->study, cells[1]);
  if (point >= rounds->n_points || arm < 0 || round > ROUNDS_MAX || cells[5][0] == '\0')
    return;
  Band *band = &rounds->bands[point * (guint64)rounds->study->n_arms + (guint64)arm];
  const double low = g_ascii_strtod(cells[4], NULL), middle = g_ascii_strtod(cells[5], NULL);
  const double high = g_ascii_strtod(cells[6], NULL);
  g_array_append_val(band->low, low);
  g_array_append_val(band->middle, middle);
  g_array_append_val(band->high, high);
  rounds->n_rounds = MAX(rounds->n_rounds, band->middle->len);
}

/* False when there are none: an older folder. */
static bool read_rounds(Rounds *rounds) {
  g_autoptr(PolderRows) rows = polder_rows_open(rounds->study->folder, "rounds", NULL);
  gsize length;
  char *line = rows != NULL ? polder_rows_next(rows, &length) : NULL;
  if (line == NULL || !g_str_has_prefix(line, "point,arm,round,n,trust_p10,trust_p50,trust_p90"))
    return false;
  while ((line = polder_rows_next(rows, &length)) != NULL &&
         g_ascii_strtoull(line, NULL, 10) < rounds->n_points)
    add_line(rounds, line);
  return rounds->n_rounds > 0;
}

static void draw_point(ReportPage *page, const Rounds *rounds, uint32_t point) {
  const ReportStudy *study = page->study;
  ReportCurve curves[POLDER_ARMS_MAX];
  g_autofree char *id = g_strdup_printf("rounds-%u", point);
  g_autoptr(GString) title = g_string_new(NULL);
  for (guint i = 0; i < study->points->names->len; i++)
    g_string_append_printf(title, "%s%s = %s", i > 0 ? ", " : "",
                           (const char *)study->points->names->pdata[i],
                           report_shown(page, polder_points_value(study->points, point, i)));
  for (int arm = 0; arm < study->n_arms; arm++) {
    const Band *band = &rounds->bands[point * (unsigned)study->n_arms + (unsigned)arm];
    curves[arm] =
        (ReportCurve){arm, (const double *)band->low->data, (const double *)band->middle->data,
                      (const double *)band->high->data, band->middle->len};
  }
  g_string_append(page->html, "<div>");
  report_add_paragraph(page, "label", title->str);
  report_draw_curves(page, id, title->str,
                     report_say(page, "Vertrouwen per ronde: mediaan, en band van 10 tot 90%.",
                                "Trust by round: median, and band from 10 to 90%."),
                     curves, (unsigned)study->n_arms, rounds->n_rounds);
  g_string_append(page->html, "</div>\n");
}

static void add_figure(ReportPage *page, const Rounds *rounds) {
  report_open_section(
      page, "rounds", report_say(page, "Vertrouwen, ronde voor ronde", "Trust, round by round"),
      report_say(page,
                 "De mediaan over de keren die de ronde haalden, met de band van 10 tot 90%. Een "
                 "keer telt tot de ronde waarin hij eindigde, dus latere ronden gaan over minder "
                 "en moeilijker keren.",
                 "The median over the runs that came to the round, with the band from 10 to 90%. A "
                 "run counts up to the round in which it ended, so later rounds are about fewer "
                 "and harder runs."));
  g_string_append(page->html, "<figure>");
  report_draw_legend(page, 0);
  g_string_append(page->html, "<div class=\"multiples\">\n");
  for (uint32_t point = 0; point < rounds->n_points; point++)
    draw_point(page, rounds, point);
  g_string_append(page->html, "</div><figcaption>");
  if (rounds->n_points < page->study->points->n_points)
    g_string_append_printf(page->html,
                           report_say(page, "De eerste %u punten. ", "The first %u points. "),
                           rounds->n_points);
  report_add_link(page, "rounds.csv");
  g_string_append(page->html, "</figcaption></figure>\n");
  report_close_section(page);
}

bool report_add_rounds(ReportPage *page, GError **error) {
  const ReportStudy *study = page->study;
  Rounds rounds = {study, NULL, MIN(study->points->n_points, POINTS_SHOWN), 0};
  const size_t n = (size_t)rounds.n_points * (size_t)study->n_arms;
  (void)error;
  rounds.bands = g_new(Band, n);
  for (size_t i = 0; i < n; i++)
    rounds.bands[i] =
        (Band){g_array_new(FALSE, FALSE, sizeof(double)), g_array_new(FALSE, FALSE, sizeof(double)),
               g_array_new(FALSE, FALSE, sizeof(double))};
  if (read_rounds(&rounds))
    add_figure(page, &rounds);
  for (size_t i = 0; i < n; i++) {
    g_array_unref(rounds.bands[i].low);
    g_array_unref(rounds.bands[i].middle);
    g_array_unref(rounds.bands[i].high);
  }
  g_free(rounds.bands);
  return true;
}
