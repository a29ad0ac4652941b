/* What the files of the report share. Private to them. */
#ifndef POLDER_ANALYSIS_REPORT_H
#define POLDER_ANALYSIS_REPORT_H

#include <polder/batch.h>
#include <polder/plan.h>
#include <polder/record.h>
#include <polder/report.h>
#include <polder/stats.h>

#define REPORT_CONFIDENCE .95
enum {
  REPORT_ROWS_SHOWN = 120,
  REPORT_LEVELS_MAX = 12,
  REPORT_MAP_MAX = 16,
  REPORT_CLASSES = 8,
  REPORT_MAPS = 12
};

/* --- Counting --------------------------------------------------------------------------------- */

typedef struct {
  uint64_t n, impasses, errors; /* n without the errors */
} ReportCount;

/* What is counted of a set of runs; `pair` is the baseline (first) against that arm (second). */
typedef struct {
  ReportCount arm[POLDER_ARMS_MAX];
  PolderPairs pair[POLDER_ARMS_MAX];
} ReportCell;

/* Values of a factor in order; a numeric one with too many of them is cut into classes. */
typedef struct {
  const char *name;
  GPtrArray *labels; /* of char * */
  GHashTable *place; /* value -> place in labels; NULL for classes */
  double low, width; /* of the classes */
  ReportCell *cells; /* one a label */
} ReportFactor;

typedef struct {
  unsigned first, second; /* factors; the first has no fewer levels */
  ReportCell *cells;      /* first's label x second's */
} ReportCross;

typedef struct {
  const char *folder;
  char *manifest; /* its text */
  char **arms;    /* the first is the baseline */
  char **scenarios;
  char **design; /* one word, or none */
  uint64_t seed, n_units, n_planned;
  int n_arms;
  PolderPoints *points;
  GArray *factors; /* of ReportFactor */
  GArray *crosses; /* of ReportCross */
  uint64_t endings[POLDER_ARMS_MAX][POLDER_ENDINGS];
  uint64_t types[POLDER_ARMS_MAX][POLDER_IMPASSES];
  ReportCell total;
  PolderMean mean[POLDER_ARMS_MAX][POLDER_RUN_COLUMNS];
  PolderMean change[POLDER_ARMS_MAX][POLDER_RUN_COLUMNS]; /* that arm minus the baseline, by run */
} ReportStudy;

/* Reads manifest.json and points.csv. */
ReportStudy *report_study_new(const char *folder, GError **error);
void report_study_free(ReportStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportStudy, report_study_free)
/* Adds what was counted of a point to its levels, its combinations and the total. */
void report_study_add(ReportStudy *study, uint32_t point, const ReportCell *cell);
void report_cell_add(ReportCell *sum, const ReportCell *cell);

/* A pair of which one ran aground. */
typedef struct {
  uint32_t run;
  int arm;
  bool lost; /* the baseline agreed */
} ReportDiscordant;

/* Called with each point, in order, as its last row has been read. */
typedef void ReportPointFunc(void *context, uint32_t point, const ReportCell *cell,
                             const GArray *discordant);
/* Streams runs.csv through `on_point`, and counts endings and types. */
bool report_rows_read(ReportStudy *study, ReportPointFunc *on_point, void *context, GError **error);
/* The command line that replays it. Yours to free. */
char *report_replay(const ReportStudy *study, uint32_t point, int arm, uint32_t run);

bool report_refuse(GError **error, int code, const char *nl, const char *en, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* --- Writing ---------------------------------------------------------------------------------- */

typedef enum {
  WORD_LANG,
  WORD_TITLE,
  WORD_OUTCOME,
  WORD_PAIRS,
  WORD_FACTORS,
  WORD_MAPS,
  WORD_POINTS,
  WORD_PAIRED,
  WORD_SEEDS,
  WORD_MANIFEST,
  WORD_READ_OUTCOME,
  WORD_READ_PAIRS,
  WORD_READ_FACTORS,
  WORD_READ_MAPS,
  WORD_READ_POINTS,
  WORD_READ_PAIRED,
  WORD_READ_SEEDS,
  WORD_READ_MANIFEST,
  WORD_ARM,
  WORD_N,
  WORD_ERRORS,
  WORD_IMPASSES,
  WORD_RATE,
  WORD_LOW,
  WORD_HIGH,
  WORD_BOUND_LOW,
  WORD_BOUND_HIGH,
  WORD_AGAINST,
  WORD_N_PAIRS,
  WORD_LEFT_OUT,
  WORD_BOTH_IMPASSE,
  WORD_BREAKTHROUGH,
  WORD_LOST,
  WORD_BOTH_AGREE,
  WORD_DIFFERENCE,
  WORD_MID_P,
  WORD_EXACT_P,
  WORD_POINT,
  WORD_LEVEL,
  WORD_RUN,
  WORD_SEED,
  WORD_KIND,
  WORD_COMMAND,
  WORD_IS_BREAKTHROUGH,
  WORD_IS_LOST,
  WORD_NOBODY,
  WORD_DATA,
  WORD_MORE,
  WORD_MAPS_LEFT,
  WORD_RATE_AXIS,
  WORD_DIFFERENCE_AXIS,
  WORD_CONTENTS,
  WORD_SAMPLED,
  WORD_DESIGN,
  WORD_CASE,
  WORD_ARMS,
  WORD_VARIED,
  WORD_MEANS,
  WORD_READ_MEANS,
  WORD_COLUMN,
  WORD_MEAN,
  WORD_CHANGE,

  WORD_NONE
} ReportWord;
#define REPORT_WORDS (WORD_NONE + 1)
const char *report_word(PolderLanguage language, ReportWord word);
const char *report_ending(PolderLanguage language, PolderEnding ending);
const char *report_type(PolderLanguage language, PolderImpasse impasse);
/* The sentence that answers. Yours to free. */
char *report_answer(const ReportStudy *study, PolderLanguage language);

void report_append_escaped(GString *html, const char *text);
void report_append_decimal(GString *text, PolderLanguage language, double value, int digits);
/* One digit; a dash when undefined. */
void report_append_percent(GString *text, PolderLanguage language, double share);

/* Words joined to what can be a file's name and an id. `third` may be NULL. Yours to free. */
char *report_safe_name(const char *first, const char *second, const char *third);

/* A table that grows row by row: all of it as CSV in the folder, the first rows as HTML. */
typedef struct ReportGrid ReportGrid;
ReportGrid *report_grid_new(const ReportStudy *study, PolderLanguage language, const char *name,
                            const char *caption);
/* First all columns, then the cells of each row in that order. */
void report_grid_column(ReportGrid *grid, const char *name, const char *shown);
void report_grid_word(ReportGrid *grid, const char *name, ReportWord word);
void report_grid_text(ReportGrid *grid, const char *text);
void report_grid_label(ReportGrid *grid, const char *text, const char *shown);
void report_grid_whole(ReportGrid *grid, uint64_t number);
void report_grid_share(ReportGrid *grid, double share);
void report_grid_number(ReportGrid *grid, double number);
void report_grid_probability(ReportGrid *grid, double p);
void report_grid_end_row(ReportGrid *grid);
void report_grid_drop(ReportGrid *grid); /* as if it had never been */
/* Completes the file, adds the table to `html`, and frees the grid. */
bool report_grid_close(ReportGrid *grid, GString *html, GError **error);

typedef struct {
  char *label; /* owned */
  int arm;
  double value, low, high;
} ReportDot;

typedef struct {
  PolderLanguage language;
  const char *id, *title, *describe, *axis;
  double low, high; /* of the axis, in tenths */
  char **arms;
} ReportFrame;

GArray *report_dots_new(void);
void report_dot_add(GArray *dots, const char *label, int arm, double value,
                    PolderInterval interval);
/* Dots with whiskers, one below the other; equal labels in a row stand together. */
void report_plot(GString *html, const ReportFrame *frame, const GArray *dots);
/* A map of shares: rows x columns, NAN = nothing there. */
void report_map(GString *html, const ReportFrame *frame, const ReportFactor *rows,
                const ReportFactor *columns, const double *shares);

#endif
