/* A table at which the parties have just sat down, for tests that look at it from within. */
#ifndef POLDER_TESTS_SEATED_H
#define POLDER_TESTS_SEATED_H

#include <polder/state.h>

extern const PolderStrategy polder_strategy_principled, polder_strategy_boulware,
    polder_strategy_conceder, polder_strategy_linear, polder_strategy_tit_for_tat,
    polder_strategy_random, polder_strategy_scripted, polder_strategy_micro,
    polder_strategy_hill_climber, polder_strategy_annealer;
extern const PolderDisclosure polder_disclosure_none, polder_disclosure_on_rejection,
    polder_disclosure_reciprocal, polder_disclosure_when_asked;

typedef struct {
  PolderScenario *scenario;
  PolderSetting setting;
  PolderOutlook *outlook;
  PolderTable *table;
  PolderTrace *trace;
} Seated;

/* Run 0 of seed 1 is open, in round 1. Takes the scenario over. */
Seated *seated_new(PolderScenario *scenario, const char *const *sets);
/* The same, with a neutral at hand. */
Seated *seated_with_neutral(PolderScenario *scenario, const char *const *sets);
void seated_free(Seated *seated);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Seated, seated_free)

/* The next run at the same table. */
void seated_again(Seated *seated, uint32_t run);
/* A party tells an interest (-1 = all it has) to one or to all, and everybody thinks about it. */
void seated_tell(Seated *seated, int party, int interest, int to);

#endif
