/* Plan: what an experiment varies, and the points that follow from it.
 *
 * A plan is one CSV (`factor,levels`; see sim/batch/README.md) or a list of --vary. It is expanded
 * once into a table of points, in an order that depends on the plan alone; the table can be written
 * to points.csv, edited, and read back as a design of its own.
 */
#ifndef POLDER_PLAN_H
#define POLDER_PLAN_H

#include <polder/base.h>
#include <polder/scenario.h>

G_BEGIN_DECLS

#define POLDER_POINTS_MAX 10000000u
#define POLDER_LEVELS_MAX 100000 /* of one factor */
#define POLDER_RUNS_MAX   1000000000u
#define POLDER_FIRST_LOOK 200 /* runs, where they are not given */

/* --- A plan ---------------------------------------------------------------------------------- */

typedef enum {
  POLDER_DESIGN_FACTORIAL, /* every combination of levels; the last factor varies fastest */
  POLDER_DESIGN_OAT,    /* the first levels; then every other level of each factor, one at a time */
  POLDER_DESIGN_LHS,    /* Latin hypercube over ranges, `points` points */
  POLDER_DESIGN_MORRIS, /* `points` trajectories of n_factors + 1 points, one after the other */
  POLDER_DESIGN_SOBOL,  /* for each of `points` base points: A, B, A_B^1 .. A_B^k */
  POLDER_DESIGN_COALITIONS, /* every subset of parties tells, at every combination of levels */
  POLDER_DESIGN_FILE        /* points read from a file */
} PolderDesign;
extern const char *const polder_design_names[]; /* factorial, oat, ... , NULL */

/* What a factor's name stands for. */
typedef enum {
  POLDER_FACTOR_PARAMETER, /* `trust`, or `housing.trust` */
  POLDER_FACTOR_KNOB,      /* of the random generator */
  POLDER_FACTOR_SCENARIO,  /* `scenario`: a folder */
  POLDER_FACTOR_TELLS      /* `tells`: ids of parties joined by spaces; "" = nobody tells */
} PolderFactorKind;
PolderFactorKind polder_factor_kind(const char *name);

/* One factor: its levels, or a range for sampled designs. Numbers are in their shortest form
 * (`.2`, `20%` and, beside `;`, `0,2` are all 0.2), choices and ids as their owner writes them. */
typedef struct {
  char *name;        /* parameter, party.parameter, scenario, tells, or a knob */
  GPtrArray *levels; /* of char *: at least one; empty for a range */
  double low, high;  /* of a range */
  bool whole;        /* a range over whole numbers */
  char *path;        /* where it was written, for messages */
  int line, column;
} PolderFactor;

/* The expanded design: values as text, [point][factor]; the first column of points.csv is `point`.
 */
typedef struct {
  GPtrArray *names;  /* of char *: factor names */
  GPtrArray *values; /* of char *: n_points x n_names, row by row; lent by `texts` */
  uint32_t n_points;
  GStringChunk *texts;
} PolderPoints;

typedef struct {
  GPtrArray *scenarios; /* of char *: folders, or the one word "random" */
  GPtrArray *arms;      /* of char *; default asis and spoken */
  PolderDesign design;
  uint64_t seed;      /* default 1 */
  uint32_t runs;      /* a point and arm, default 1000; with until_halfwidth at the first look */
  bool runs_given;    /* not the default */
  uint32_t n_sampled; /* the row `points`; 0 = not given */
  double until_halfwidth; /* NAN = not asked */
  uint32_t max_runs;      /* with until_halfwidth; 0 = not given: as many as it can need */
  char *points_file;      /* for POLDER_DESIGN_FILE */
  GPtrArray *factors;     /* of PolderFactor *; several scenarios are a factor of their own */
  char *path;             /* where it was written, for messages */
  int design_line;
  GPtrArray *parties;      /* of char *: who sits at every table; empty when tables differ */
  PolderPoints *from_file; /* for POLDER_DESIGN_FILE */
} PolderPlan;

/* Reads a plan; every mistake, in it or in its scenarios, goes to `messages` with its place; NULL
 * when one is an error. */
PolderPlan *polder_plan_load(const char *path, PolderMessages *messages);
/* The same from --vary texts ("trust=.2|.4", "bias=0..4/5"; NULL-ended) on one scenario folder or
 * "random". Everything but scenario and factors has its default, and may be set before expanding.
 */
PolderPlan *polder_plan_from_options(const char *scenario, const char *const *vary,
                                     PolderMessages *messages);
void polder_plan_free(PolderPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderPlan, polder_plan_free)

/* --- Its points ------------------------------------------------------------------------------ */

/* Expands. A design that is empty, has more than POLDER_POINTS_MAX points, or has a range where
 * only levels will do, is an error in `messages`. Yours; it does not need the plan any more. */
PolderPoints *polder_plan_expand(const PolderPlan *plan, PolderMessages *messages);
void polder_points_free(PolderPoints *points);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderPoints, polder_points_free)
/* Value of a point, lent. */
const char *polder_points_value(const PolderPoints *points, uint32_t point, unsigned name);

/* points.csv: `point`, then the factors. Replaces the file in one go. Message of an error: Dutch,
 * newline, English. */
bool polder_points_save(const PolderPoints *points, const char *path, GError **error);
/* Reads what was saved, values as they stand and points numbered from 0 as they come; whether they
 * are good values is for polder_plan_load to say. NULL after an error. */
PolderPoints *polder_points_load(const char *path, PolderMessages *messages);

/* Writes a point's parameters over `values` as --set would, those of one party last. False when a
 * value does not suit the scenario, which a plan that loaded without an error rules out. */
bool polder_points_put(const PolderPoints *points, uint32_t point, const PolderScenario *scenario,
                       PolderValues *values, GError **error);
/* Writes a point's knobs over `knobs`. */
void polder_points_put_knobs(const PolderPoints *points, uint32_t point, PolderKnobs *knobs);

G_END_DECLS

#endif
