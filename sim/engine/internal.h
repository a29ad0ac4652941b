/* Shared inside the engine room: a compiled game. */
#ifndef POLDER_ENGINE_INTERNAL_H
#define POLDER_ENGINE_INTERNAL_H

#include <polder/bargaining.h>
#include <polder/engine.h>
#include <polder/state.h>

typedef struct {
  PolderEvent event;
  PolderDeal text; /* of POLDER_EVENT_PROPOSE */
} Planned;

struct PolderGame {
  PolderSetting setting;
  PolderOutlook *outlook;
  PolderClockwork *clockwork; /* or NULL */
  GArray *plan;               /* of Planned, by round */
  bool tell_when_flagged;
  unsigned measure;
  double reservation[POLDER_PARTIES_MAX];
  PolderRoom room; /* of the weights as written */
};

struct PolderRunner {
  PolderTable *table;
  PolderFront *front;
  PolderMoment *moments; /* lent, or NULL */

  /* the run that is going on */
  const PolderGame *game;
  unsigned next; /* place in the game's plan */
  bool tells;    /* some interest is told in the round to come */
  bool told[POLDER_INTERESTS_MAX];
};

/* The table as a round leaves it; so many answers and rejections there were before it. */
PolderMoment polder_engine_moment(const PolderTable *table, int n_answers, int n_rejections);

/* Fills an outcome from a table that has ended. */
void polder_engine_conclude(PolderRunner *runner, const PolderGame *game,
                            PolderOutcome *out_outcome);

#endif
