/* Shared by measuring the five conditions and by doing something about them. */
#ifndef POLDER_MECHANISMS_CONDITIONS_H
#define POLDER_MECHANISMS_CONDITIONS_H

#include <polder/mechanism.h>

/* Something is done about a condition, by whoever helps the table along. */
void polder_conditions_intervene(PolderTable *table, PolderCondition condition);
/* An entry about a condition, if there is a trace. */
void polder_conditions_note(PolderTable *table, PolderDid did, PolderCondition condition,
                            double after);

#endif
