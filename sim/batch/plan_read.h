/* Reading a plan: what its parts share. Private to the batch room.
 *
 * A mistake is complained of where it was written: in a cell of the plan or of its file of points,
 * or in an option of the command line. What could not be read makes nothing else unknown.
 */
#ifndef POLDER_BATCH_PLAN_READ_H
#define POLDER_BATCH_PLAN_READ_H

#include <polder/plan.h>
#include <polder/tables.h>

/* Where a text was written: in a cell, or (without a sheet) in what `path` says. */
typedef struct {
  const PolderSheet *sheet;
  PolderCell cell;
  const char *path;
} PolderPlanPlace;

/* What a factor's name stands for. */
typedef struct {
  PolderFactorKind kind;
  PolderParameterId parameter; /* for `tells`: veto, which is a set of parties as well */
  const PolderKnob *knob;
  char *text;  /* as its owner writes it; owned */
  char *party; /* NULL = everybody; owned */
} PolderPlanName;

/* One factor as it was written: a row of the plan, an option, or a column of points. */
typedef struct {
  PolderPlanPlace name, levels;
  int column; /* of the sheet of points; -1 = the levels are one text */
} PolderPlanEntry;

/* Settings of a plan: rows that are no factors. */
typedef enum {
  POLDER_SETTING_DESIGN,
  POLDER_SETTING_SCENARIO,
  POLDER_SETTING_ARMS,
  POLDER_SETTING_RUNS,
  POLDER_SETTING_POINTS,
  POLDER_SETTING_SEED,
  POLDER_SETTING_HALFWIDTH,
  POLDER_SETTING_MAX_RUNS,
  POLDER_SETTING_FILE
} PolderSetting;
#define POLDER_SETTINGS (POLDER_SETTING_FILE + 1)
extern const char *const polder_setting_names[POLDER_SETTINGS];
/* The setting of that name (case folded), or -1. */
int polder_setting_find(const char *name);

#define POLDER_PLAN_RANDOM "random"

typedef struct {
  PolderPlan *plan;
  PolderMessages *messages;
  PolderPlanPlace at[POLDER_SETTINGS]; /* what is written behind it; without a sheet = absent */
  bool random;
  GArray *entries;     /* of PolderPlanEntry */
  GPtrArray *factors;  /* of PolderFactor *, by entry; NULL = not read, or wrong */
  GPtrArray *tables;   /* of PolderScenario *: names and levels are checked against each */
  PolderSheet *points; /* for POLDER_DESIGN_FILE */
  GStringChunk *texts; /* of options */
} PolderPlanReader;

/* --- plan.c ----------------------------------------------------------------------------------- */

PolderPlan *polder_plan_new(const char *path);
void polder_factor_free(void *factor);
void polder_plan_reader_init(PolderPlanReader *reader, PolderPlan *plan, PolderMessages *messages);
void polder_plan_reader_clear(PolderPlanReader *reader);
/* Reads all entries into factors, the knobs first, then the scenarios that the rest is about. */
void polder_plan_read_entries(PolderPlanReader *reader);

/* --- plan_words.c: complaints and hints ------------------------------------------------------- */

/* Complains of the whole text that stands there; nl and en are predicates. */
void polder_plan_complain(const PolderPlanReader *reader, PolderPlanPlace place, const char *nl,
                          const char *en);
/* The same of a part of it. */
void polder_plan_complain_of(const PolderPlanReader *reader, PolderPlanPlace place,
                             const char *part, const char *nl, const char *en);
/* Complains: `<what>; did you mean "x"?`, or what is known. */
void polder_plan_unknown(const PolderPlanReader *reader, PolderPlanPlace place, const char *part,
                         const char *const what[POLDER_LANGUAGES], const char *const *known,
                         size_t n_known);
/* The known name that a text probably means, Dutch words included, or NULL. */
const char *polder_plan_meant(const char *text, const char *const *known, size_t n_known);
/* Splits `a|b|c`, trimmed. */
char **polder_plan_split(const char *text);

/* --- plan_names.c ----------------------------------------------------------------------------- */

/* False after a complaint. */
bool polder_plan_name_read(const PolderPlanReader *reader, PolderPlanPlace place,
                           PolderPlanName *out_name);
void polder_plan_name_clear(PolderPlanName *name);

/* --- plan_settings.c -------------------------------------------------------------------------- */

/* All but scenarios and arms. */
void polder_plan_settings_read(const PolderPlanReader *reader);
/* False after a complaint. */
bool polder_plan_scenarios_read(const PolderPlanReader *reader, PolderPlanPlace place);
/* Once the tables are known; without a row the default. */
void polder_plan_arms_read(const PolderPlanReader *reader);

/* --- plan_levels.c ---------------------------------------------------------------------------- */

/* Does it take numbers, so that ranges make sense? */
bool polder_plan_is_number(const PolderPlanName *name);
bool polder_plan_is_whole(const PolderPlanName *name);
/* One level, for every table: its text as it is kept (yours) and its number. False, and a complaint
 * about that part, when it will not do. */
bool polder_plan_level_read(const PolderPlanReader *reader, const PolderPlanName *name,
                            PolderPlanPlace place, const char *part, char **out_text,
                            double *out_number);
/* All levels, or the range, of one text. */
bool polder_plan_levels_read(const PolderPlanReader *reader, const PolderPlanName *name,
                             PolderPlanPlace place, PolderFactor *factor);
/* x to twelve digits, which a spreadsheet keeps. */
double polder_plan_rounded(double x);

/* --- plan_file.c: points as a design ---------------------------------------------------------- */

/* For the design `file`: reads the sheet of points, and makes its columns the entries. */
void polder_plan_file_open(PolderPlanReader *reader);
/* The levels of one of its columns, put into the plan's points as well. */
void polder_plan_column_read(PolderPlanReader *reader, const PolderPlanName *name,
                             const PolderPlanEntry *entry, PolderFactor *factor);

/* --- plan_points.c ---------------------------------------------------------------------------- */

PolderPoints *polder_points_new(void);
/* The next value, copied. */
void polder_points_add(PolderPoints *points, const char *value);

/* --- design.c, design_sampled.c --------------------------------------------------------------- */

/* Can the plan be expanded? Every reason why not goes to `messages`. */
bool polder_design_check(const PolderPlan *plan, PolderMessages *messages);
void polder_design_lhs(const PolderPlan *plan, PolderPoints *points);
void polder_design_morris(const PolderPlan *plan, PolderPoints *points);
void polder_design_sobol(const PolderPlan *plan, PolderPoints *points);

#endif
