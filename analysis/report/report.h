/* What the files of the report share. Private to them. */
#ifndef POLDER_ANALYSIS_REPORT_H
#define POLDER_ANALYSIS_REPORT_H

#include <polder/batch.h>
#include <polder/effects.h>
#include <polder/plan.h>
#include <polder/record.h>
#include <polder/report.h>
#include <polder/stats.h>

#define REPORT_CONFIDENCE .95
enum {
  REPORT_ROWS_SHOWN = 60,
  REPORT_LEVELS_MAX = 12,
  REPORT_MAP_MAX = 16,
  REPORT_CLASSES = 8,
  REPORT_CROSSES = 12,
  REPORT_CLUSTERED = 1024, /* points x arms of which each keeps its clusters */
  REPORT_MEASURES = 4
};

/* --- Counting --------------------------------------------------------------------------------- */

typedef struct {
  uint64_t n, impasses, errors; /* n without the errors */
} ReportCount;

/* Impasses of an arm by run number: of all its runs, and of those that the baseline and it both
 * brought to an end, in each of the two. */
typedef struct {
  PolderClusters all, first, second;
} ReportHits;

/* What is counted of a set of runs; `pair` is the baseline (first) against that arm (second). */
typedef struct {
  uint32_t n_points;
  ReportCount arm[POLDER_ARMS_MAX];
  PolderPairs pair[POLDER_ARMS_MAX];
  ReportHits hits[POLDER_ARMS_MAX];
} ReportCell;

/* What stays of a point, for each arm. */
typedef struct {
  uint32_t n, impasses, errors;
  uint32_t both, first_only, second_only, neither; /* against the baseline */
} ReportTally;

/* A pair of which one ran aground. */
typedef struct {
  uint32_t point, run;
  int arm;
  bool lost; /* the baseline agreed */
} ReportDiscordant;

/* Values of a factor in order; a numeric one with too many of them is cut into classes. */
typedef struct {
  const char *name;
  GPtrArray *labels; /* of char * */
  GHashTable *place; /* value -> place in labels; NULL for classes */
  bool numbers;
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
  ReportTally *tally;   /* [point][arm] */
  ReportHits *hits;     /* [point][arm]; NULL when there are too many */
  GArray *discordant;   /* of ReportDiscordant: the first of each kind, point and arm */
  PolderSample *sample; /* [arm - 1][measure]: change of a unit; NULL with one arm */
  PolderClusters gain[POLDER_ARMS_MAX][REPORT_MEASURES]; /* the same by run number */
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
void report_cell_clear(ReportCell *cell);
ReportTally report_tally(const ReportStudy *study, uint32_t point, int arm);
PolderPairs report_pairs(ReportTally tally);
uint64_t report_pairs_n(PolderPairs pairs);
/* The columns of runs of which the change is shown in full. */
extern const unsigned report_measures[REPORT_MEASURES];
/* Whether that is the design; its points then stand in its order. */
bool report_is_design(const ReportStudy *study, const char *name);

/* Streams runs.csv: everything that is counted. */
bool report_rows_read(ReportStudy *study, GError **error);
/* The command line that replays it. Yours to free. */
char *report_replay(const ReportStudy *study, uint32_t point, int arm, uint32_t run);

bool report_refuse(GError **error, int code, const char *nl, const char *en, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* --- Words and numbers ------------------------------------------------------------------------ */

typedef enum {
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
  WORD_P,
  WORD_HOLM,
  WORD_MID_P,
  WORD_EXACT_P,
  WORD_GAIN,
  WORD_POINT,
  WORD_LEVEL,
  WORD_SAMPLED,
  WORD_AGAINST_LEVEL,
  WORD_RUN,
  WORD_SEED,
  WORD_KIND,
  WORD_COMMAND,
  WORD_COLUMN,
  WORD_MEAN,
  WORD_CHANGE,
  WORD_FACTOR,
  WORD_RESULT,
  WORD_TERM,
  WORD_MEDIAN,
  WORD_SHIFT
} ReportWord;
#define REPORT_WORDS (WORD_SHIFT + 1)
const char *report_word(PolderLanguage language, ReportWord word);
const char *report_ending(PolderLanguage language, PolderEnding ending);
const char *report_type(PolderLanguage language, PolderImpasse impasse);
/* The column of runs, in words. */
const char *report_measure(PolderLanguage language, unsigned column);
/* The line that the page opens with, and the sentence that follows it. Yours to free. */
char *report_headline(const ReportStudy *study, PolderLanguage language);
char *report_answer(const ReportStudy *study, PolderLanguage language);

void report_append_escaped(GString *html, const char *text);
void report_append_decimal(GString *text, PolderLanguage language, double value, int digits);
/* One digit; a dash when undefined. */
void report_append_percent(GString *text, PolderLanguage language, double share);
/* With a mark every three digits, from 10,000 on. */
void report_append_whole(GString *text, PolderLanguage language, uint64_t number);

#endif
