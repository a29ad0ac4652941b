/* The hall of tests/fixtures/engine/hall: a town and a club that do what their scripts say. */
#ifndef POLDER_TESTS_QUARREL_H
#define POLDER_TESTS_QUARREL_H

#include "played.h"

#define HALL "tests/fixtures/engine/hall"

enum { TOWN, CLUB };
enum { MONEY, CALM, NOISE, TIME };
enum { BIG, SMALL, SHARED, NOTHING };

/* From that round on the party's script has this text, this answer (1 yes, 0 no). */
void proposes(PolderScenario *scenario, int round, int party, int option);
void answers(PolderScenario *scenario, int round, int party, double value);

/* The town lays one text down time and again, and the club refuses it. */
PolderScenario *quarrel(int option);

#endif
