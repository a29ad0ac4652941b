/* Plans for tests. What a function gives is yours to free. */
#ifndef POLDER_TESTS_PLANNED_H
#define POLDER_TESTS_PLANNED_H

#include <polder/plan.h>

/* How plans begin. */
#define HEAD   "factor,levels\n"
#define CASE   HEAD "scenario,scenarios/weerthuis\n"
#define RANDOM HEAD "scenario,random\n"

/* A file of that text, in a folder of its own; its path. */
char *planned_file(const char *name, const char *text);
void planned_remove(const char *path);

/* All messages in English, a line each, without the folder of the plan. */
char *planned_said(const PolderMessages *messages);

/* The plan in that text, or NULL. */
PolderPlan *planned(PolderMessages *messages, const char *text);
/* The same, and its points, where a mistake fails the test. */
PolderPlan *planned_well(PolderMessages *messages, const char *text);
PolderPoints *planned_points(PolderMessages *messages, const char *text);

/* A table of points in one text: `a b/c d/`, with `-` for an empty value. */
char *planned_shown(const PolderPoints *points);
double planned_number(const PolderPoints *points, uint32_t point, unsigned name);
const PolderFactor *planned_factor(const PolderPlan *plan, unsigned place);
/* `a|b|c` */
char *planned_levels(const PolderFactor *factor);

#endif
