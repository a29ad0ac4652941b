/* Random tables that use everything: what drawn_scenario.h draws, under values drawn as well. */
#ifndef POLDER_TESTS_VARIED_H
#define POLDER_TESTS_VARIED_H

#include "drawn_scenario.h"
#include "problem_rows.h"

/* Drawn table number `table` under the rule of unanimity, with protocols, strategies, ways of
 * telling, noise, spreads and the rest that differ from table to table. Yours to free; NULL when
 * what was drawn cannot be frozen. */
PolderScenario *varied_scenario(unsigned table);

/* A plain random table: principled parties that answer at once, hidden interests. */
PolderScenario *plain_scenario(unsigned table);

#endif
