/* Loading: what the readers of the eight files share. Private to the scenario room.
 *
 * A mistake is complained of once, where it was made: what was refused is remembered, so that using
 * it elsewhere is no second complaint; and a file that could not be read makes nothing else
 * unknown.
 */
#ifndef POLDER_SCENARIO_LOAD_H
#define POLDER_SCENARIO_LOAD_H

#include <polder/scenario.h>
#include <polder/tables.h>

typedef enum {
  POLDER_FILE_SCENARIO,
  POLDER_FILE_PARTIES,
  POLDER_FILE_INTERESTS,
  POLDER_FILE_OPTIONS,
  POLDER_FILE_PAIRS,
  POLDER_FILE_RELATIONS,
  POLDER_FILE_EVENTS,
  POLDER_FILE_ARMS
} PolderFile;
#define POLDER_FILES (POLDER_FILE_ARMS + 1)

extern const char *const polder_file_names[POLDER_FILES];

/* Larger scores would drown the small ones in rounding. */
#define POLDER_SCORE_MAX 1e9

/* What the files of a scenario hold, wherever they come from. */
typedef struct {
  const char *folder;        /* as the user named it */
  char *bytes[POLDER_FILES]; /* NULL = there is no such file */
  size_t length[POLDER_FILES];
} PolderTexts;

/* What can be referred to by id. */
typedef enum {
  POLDER_ID_PARTY,
  POLDER_ID_INTEREST, /* party.interest */
  POLDER_ID_ISSUE,
  POLDER_ID_OPTION /* issue:option */
} PolderIdKind;
#define POLDER_ID_KINDS (POLDER_ID_OPTION + 1)

typedef struct {
  PolderScenario *scenario;
  PolderMessages *messages;
  const char *folder;
  PolderSheet *sheet[POLDER_FILES];    /* NULL = absent or unreadable */
  GHashTable *places[POLDER_ID_KINDS]; /* folded id -> place + 1 */
  GPtrArray *ids[POLDER_ID_KINDS];     /* by place */
  bool unknowable[POLDER_ID_KINDS];    /* their file could not be read */
  GHashTable *refused;                 /* folded ids that a complaint was made about */
  /* some row or number could not be used: of scenario.csv or parties.csv, and so on */
  bool table_refused, interests_refused, scores_refused;
  int key_column, value_column; /* of scenario.csv, -1 = absent */
  /* where things were written, for what only shows later */
  PolderCell party_cell[POLDER_PARTIES_MAX];
  PolderCell interest_cell[POLDER_INTERESTS_MAX]; /* its weight */
  PolderCell score_cell[POLDER_INTERESTS_MAX];    /* head of its column in options.csv */
} PolderLoad;

typedef struct {
  const char *name;
  bool required;
  bool number; /* holds numbers, so that a date in it is an error already */
} PolderColumn;

/* --- load_columns.c: the header --------------------------------------------------------------- */

/* Finds the columns in the header: out_place[i] = the sheet's column of columns[i], -1 = absent.
 * Complains of unknown, double and missing ones; false when a required one is missing. */
bool polder_load_columns(PolderLoad *load, const PolderSheet *sheet, const PolderColumn *columns,
                         size_t n_columns, int out_place[]);

/* --- load_ids.c: ids and references ----------------------------------------------------------- */

/* The id in a cell, lower case; NULL after a complaint. Yours to free. */
char *polder_load_id(PolderLoad *load, const PolderSheet *sheet, PolderCell cell);
/* Makes an id known under the next place. */
void polder_load_learn(PolderLoad *load, PolderIdKind kind, const char *id);
bool polder_load_knows(const PolderLoad *load, PolderIdKind kind, const char *id);
/* No more complaints about this id. */
void polder_load_refuse(PolderLoad *load, const char *id);
bool polder_load_is_refused(const PolderLoad *load, const char *id);
/* The place of what `text` refers to, or -1 after a complaint about `cell` (none about what was
 * refused). `text` is the cell's, or a part of it. */
int polder_load_find(PolderLoad *load, PolderIdKind kind, const PolderSheet *sheet, PolderCell cell,
                     const char *text);
/* The interest `name` of a party, or `party.name`; -1 after a complaint. */
int polder_load_find_interest(PolderLoad *load, const PolderSheet *sheet, PolderCell cell,
                              int party);
/* Complains that a required cell is empty; false then. A column that is absent is silent. */
bool polder_load_filled(const PolderSheet *sheet, PolderCell cell);
/* NULL for an empty cell. */
char *polder_load_label(PolderCell cell);

/* --- load_words.c: what would be right -------------------------------------------------------- */

/* `did you mean "x"?`, Dutch words included, or the list of what is known. Yours to free. */
char *polder_load_hint(const char *text, const char *const *known, size_t n_known,
                       PolderLanguage language);
/* The known name that the text probably means, or NULL. */
const char *polder_load_meant(const char *text, const char *const *known, size_t n_known);
/* Complains: `<what>; <hint>`. */
void polder_load_unknown(const PolderSheet *sheet, PolderCell cell, const char *what_nl,
                         const char *what_en, const char *text, const char *const *known,
                         size_t n_known);

/* --- set.c: values of parameters -------------------------------------------------------------- */

/* Reads a parameter's value. On trouble false, and out_fault (to free both) as predicates. */
bool polder_value_read(PolderParameterId id, const PolderScenario *scenario, const char *text,
                       bool decimal_comma, double *out_value, char *out_fault[POLDER_LANGUAGES]);
/* The same from a cell. */
bool polder_load_value(PolderLoad *load, const PolderSheet *sheet, PolderCell cell,
                       PolderParameterId id, double *out_value);
/* The text that reads back as the value. Yours to free. */
char *polder_value_text(const PolderScenario *scenario, PolderParameterId id, double value);
/* Is it a knob of the random generator? */
bool polder_is_knob(const char *name);
/* A number in [low, high] from a cell; an empty one leaves *out_number. False after a complaint. */
bool polder_load_number(const PolderSheet *sheet, PolderCell cell, double low, double high,
                        double *out_number);

/* --- one file each ---------------------------------------------------------------------------- */

void polder_load_settings(PolderLoad *load);
void polder_load_parameters(
    PolderLoad *load); /* the rest of scenario.csv, once parties are known */
void polder_load_parties(PolderLoad *load);
void polder_load_interests(PolderLoad *load);
void polder_load_options(PolderLoad *load);
void polder_load_pairs(PolderLoad *load);
void polder_load_relations(PolderLoad *load);
void polder_load_events(PolderLoad *load);
void polder_load_arms(PolderLoad *load);
/* validate.c: what only shows when all files are read, and can still be located. */
void polder_load_validate(PolderLoad *load);

/* --- load.c ----------------------------------------------------------------------------------- */

/* Texts to scenario, not yet frozen; NULL when something is an error, or a required file is absent
 * (whoever looked for it says so). */
PolderScenario *polder_scenario_from_texts(const PolderTexts *texts, PolderMessages *messages);
/* Freezes; false, and located messages, when that cannot be done. */
bool polder_load_freeze(PolderScenario *scenario, const char *folder, PolderMessages *messages);

/* --- save_files.c ----------------------------------------------------------------------------- */

/* The text of one file, or NULL when the scenario has nothing to say in it. Yours to free. */
char *polder_scenario_file_text(const PolderScenario *scenario, PolderFile file, bool notes);

#endif
