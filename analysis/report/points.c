/* The sections with a row a point, filled while runs.csv is read. */
#include "page.h"

#include <math.h>
#include <string.h>

static void head_of_point(const ReportPage *page, ReportGrid *grid) {
  report_grid_word(grid, "point", WORD_POINT);
  for (guint i = 0; i < page->study->points->names->len; i++)
    report_grid_column(grid, page->study->points->names->pdata[i],
                       page->study->points->names->pdata[i]);
}

static void cells_of_point(const ReportPage *page, ReportGrid *grid, uint32_t point) {
  report_grid_whole(grid, point);
  for (guint i = 0; i < page->study->points->names->len; i++) {
    const char *value = polder_points_value(page->study->points, point, i);
    report_grid_label(grid, value, report_shown(page, value));
  }
}

static ReportGrid *new_grid(const ReportPage *page, const char *name, ReportWord caption) {
  return report_grid_new(page->study, page->language, name, report_word(page->language, caption));
}

static void begin_paired(ReportStream *stream) {
  ReportGrid *grid = stream->paired = new_grid(stream->page, "paired", WORD_PAIRED);
  head_of_point(stream->page, grid);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "pairs", WORD_N_PAIRS);
  report_grid_word(grid, "breakthrough", WORD_BREAKTHROUGH);
  report_grid_word(grid, "lost", WORD_LOST);
  report_grid_word(grid, "difference", WORD_DIFFERENCE);
  report_grid_word(grid, "low", WORD_LOW);
  report_grid_word(grid, "high", WORD_HIGH);
}

static void begin_seeds(ReportStream *stream) {
  ReportGrid *grid = stream->seeds = new_grid(stream->page, "seeds", WORD_SEEDS);
  report_grid_word(grid, "point", WORD_POINT);
  report_grid_word(grid, "arm", WORD_ARM);
  report_grid_word(grid, "run", WORD_RUN);
  report_grid_word(grid, "seed", WORD_SEED);
  report_grid_word(grid, "kind", WORD_KIND);
  report_grid_word(grid, "command", WORD_COMMAND);
}

void report_stream_begin(ReportStream *stream, ReportPage *page) {
  stream->page = page;
  stream->points = new_grid(page, "rates", WORD_POINTS);
  head_of_point(page, stream->points);
  report_grid_word(stream->points, "arm", WORD_ARM);
  report_count_head(stream->points);
  begin_paired(stream);
  begin_seeds(stream);
  stream->rate_dots = report_dots_new();
  stream->difference_dots = report_dots_new();
}

/* --- A point ---------------------------------------------------------------------------------- */

/* `3: 0.2, housing`, short enough to stand beside a dot. */
static char *label_of(const ReportPage *page, uint32_t point) {
  GString *label = g_string_new(NULL);
  g_string_append_printf(label, "%u:", point);
  for (guint i = 0; i < page->study->points->names->len; i++) {
    const char *value = polder_points_value(page->study->points, point, i);
    const char *slash = strrchr(value, '/');
    g_string_append_printf(label, "%s %s", i > 0 ? "," : "",
                           report_shown(page, slash != NULL ? slash + 1 : value));
  }
  return g_string_free(label, FALSE);
}

static void add_difference(ReportStream *stream, uint32_t point, int arm, PolderPairs pairs,
                           const char *label, bool drawn) {
  ReportGrid *grid = stream->paired;
  const PolderInterval interval = polder_tango(pairs, REPORT_CONFIDENCE);
  const double difference = polder_paired_difference(pairs);
  cells_of_point(stream->page, grid, point);
  report_grid_text(grid, stream->page->study->arms[arm]);
  report_grid_whole(grid, pairs.both + pairs.first_only + pairs.second_only + pairs.neither);
  report_grid_whole(grid, pairs.first_only);
  report_grid_whole(grid, pairs.second_only);
  report_grid_share(grid, difference);
  report_grid_share(grid, interval.low);
  report_grid_share(grid, interval.high);
  report_grid_end_row(grid);
  if (drawn)
    report_dot_add(stream->difference_dots, label, arm, difference, interval);
}

static void add_seed(ReportStream *stream, uint32_t point, ReportDiscordant pair) {
  const ReportPage *page = stream->page;
  ReportGrid *grid = stream->seeds;
  g_autofree char *command = report_replay(page->study, point, pair.arm, pair.run);
  report_grid_whole(grid, point);
  report_grid_text(grid, page->study->arms[pair.arm]);
  report_grid_whole(grid, pair.run);
  report_grid_whole(grid, page->study->seed);
  report_grid_label(grid, pair.lost ? "lost" : "breakthrough",
                    report_word(page->language, pair.lost ? WORD_IS_LOST : WORD_IS_BREAKTHROUGH));
  report_grid_text(grid, command);
  report_grid_end_row(grid);
}

void report_stream_point(void *context, uint32_t point, const ReportCell *cell,
                         const GArray *discordant) {
  ReportStream *stream = context;
  const ReportPage *page = stream->page;
  g_autofree char *label = label_of(page, point);
  const bool drawn = (point + 1) * (unsigned)page->study->n_arms <= REPORT_ROWS_SHOWN;
  for (int arm = 0; arm < page->study->n_arms; arm++) {
    const ReportCount count = cell->arm[arm];
    cells_of_point(page, stream->points, point);
    report_grid_text(stream->points, page->study->arms[arm]);
    report_count_cells(stream->points, count);
    report_grid_end_row(stream->points);
    if (drawn)
      report_dot_add(stream->rate_dots, label, arm, report_rate(count),
                     polder_wilson(count.impasses, count.n, REPORT_CONFIDENCE));
    if (arm > 0)
      add_difference(stream, point, arm, cell->pair[arm], label, drawn);
  }
  for (guint i = 0; i < discordant->len; i++)
    add_seed(stream, point, g_array_index(discordant, ReportDiscordant, i));
}

/* --- The sections ----------------------------------------------------------------------------- */

/* The axis in whole fifths, zero within. */
static void fit(ReportFrame *frame, const GArray *dots) {
  for (guint i = 0; i < dots->len; i++) {
    const ReportDot *dot = &g_array_index(dots, ReportDot, i);
    if (isnan(dot->value))
      continue;
    frame->low = MIN(frame->low, floor(dot->low * 5 - 1e-9) / 5);
    frame->high = MAX(frame->high, ceil(dot->high * 5 + 1e-9) / 5);
  }
  frame->low = MAX(frame->low, -1);
  frame->high = MIN(frame->high, 1);
}

static void plot(const ReportPage *page, const char *id, ReportWord title, ReportWord read,
                 ReportWord axis, const GArray *dots) {
  ReportFrame frame = {.language = page->language,
                       .id = id,
                       .title = report_word(page->language, title),
                       .describe = report_word(page->language, read),
                       .axis = report_word(page->language, axis),
                       .low = 0,
                       .high = axis == WORD_RATE_AXIS ? 1 : .2,
                       .arms = page->study->arms};
  if (axis == WORD_DIFFERENCE_AXIS)
    fit(&frame, dots);
  if (dots->len > 0)
    report_plot(page->html, &frame, dots);
}

static bool add_sections(ReportStream *stream, GError **error) {
  ReportPage *page = stream->page;
  report_open_section(page, "points", WORD_POINTS, WORD_READ_POINTS);
  plot(page, "plot-points", WORD_POINTS, WORD_READ_POINTS, WORD_RATE_AXIS, stream->rate_dots);
  bool good = report_grid_close(stream->points, page->html, error);
  g_string_append(page->html, "</section>\n");
  report_open_section(page, "paired", WORD_PAIRED, WORD_READ_PAIRED);
  plot(page, "plot-paired", WORD_PAIRED, WORD_READ_PAIRED, WORD_DIFFERENCE_AXIS,
       stream->difference_dots);
  good &= report_grid_close(stream->paired, page->html, good ? error : NULL);
  g_string_append(page->html, "</section>\n");
  report_open_section(page, "seeds", WORD_SEEDS, WORD_READ_SEEDS);
  good &= report_grid_close(stream->seeds, page->html, good ? error : NULL);
  g_string_append(page->html, "</section>\n");
  return good;
}

bool report_stream_end(ReportStream *stream, bool read, GError **error) {
  const bool good = read && add_sections(stream, error);
  if (!read) {
    report_grid_drop(stream->points);
    report_grid_drop(stream->paired);
    report_grid_drop(stream->seeds);
  }
  g_array_unref(stream->rate_dots);
  g_array_unref(stream->difference_dots);
  return good;
}
