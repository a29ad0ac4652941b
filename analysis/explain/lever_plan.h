/* Inside explain: a lever before it is played, and which ones there are. */
#ifndef POLDER_LEVER_PLAN_H
#define POLDER_LEVER_PLAN_H

#include <polder/levers.h>

/* What is otherwise than in the baseline: some values, some events, or the scenario itself. */
typedef struct {
  PolderLever lever; /* what becomes of it */
  PolderValues values;
  GArray *events;           /* of PolderEvent, or NULL */
  PolderScenario *scenario; /* a frozen one of its own, or NULL */
} PolderLeverPlan;

void polder_lever_plan_free(PolderLeverPlan *plan);

/* Texts of a label, each yours to free. */
typedef struct {
  char *text[POLDER_LANGUAGES];
} PolderLeverWords;
PolderLeverWords polder_lever_words(const char *nl, const char *en);

/* Adds a lever in which nothing is otherwise yet; takes the words over. Lent. */
PolderLeverPlan *polder_lever_plan_add(GPtrArray *plans, const PolderLeversJob *job,
                                       PolderLeverKind kind, const char *name,
                                       PolderLeverWords label);
void polder_lever_plan_note(PolderLeverPlan *plan, PolderLeverWords note);
/* An event for everybody about everything; lent, to be filled further. */
PolderEvent *polder_lever_plan_event(PolderLeverPlan *plan, PolderEventKind kind, int round);
/* A value for all (party -1) or one, stronger than any event. */
void polder_lever_plan_put(PolderLeverPlan *plan, PolderParameterId id, int party, double value);
/* Everything is told, in the round in which it is in the arm `spoken`. */
void polder_lever_plan_telling(PolderLeverPlan *plan);

/* Plays all of them, and fills what becomes of each. */
bool polder_lever_plans_play(GPtrArray *plans, const PolderLeversJob *job, GError **error);

/* The levers of a table, and the cuts. */
void polder_lever_plan_all(GPtrArray *plans, const PolderLeversJob *job);
void polder_lever_plan_cuts(GPtrArray *plans, const PolderLeversJob *job);
/* Those that are another scenario; those that are another rule. */
void polder_lever_plan_options(GPtrArray *plans, const PolderLeversJob *job);
void polder_lever_plan_rules(GPtrArray *plans, const PolderLeversJob *job);

#endif
