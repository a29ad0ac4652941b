/* The reference: the model of sim/README.md computed once more, slowly and plainly, in double
 * precision.
 *
 * It shares nothing with the rooms minds, table and engine: what it knows comes from the page, from
 * the frozen numbers of a scenario, and from keyed draws. Given the trace of the engine it checks
 * every step of it, and stops at the first that differs. The engine keeps beliefs in single
 * precision; where two texts are as good as equal, or an answer is at a knife's edge, the reference
 * follows the engine and counts that.
 */
#ifndef POLDER_TESTS_REFERENCE_H
#define POLDER_TESTS_REFERENCE_H

#include <polder/record.h>
#include <polder/scenario.h>

/* Mistakes made on purpose, to show that a comparison notices them. */
typedef enum {
  REFERENCE_AS_WRITTEN,
  REFERENCE_WITHOUT_REATTRIBUTION,
  REFERENCE_MORE_BIAS, /* p^(b + .5) */
  REFERENCE_WITHOUT_LEARNING_FROM_NO,
  REFERENCE_NO_FALLING_THRESHOLD, /* theta does not fall with time */
  REFERENCE_FLAT_PRIOR,           /* no fixed pie */
  REFERENCE_TRUST_WITHOUT_LEVEL,
  REFERENCE_EARLY_DEADLOCK,     /* looks at the gap alone */
  REFERENCE_EXPECTS_NO_DISTRUST /* theta without devaluation */
} ReferenceFault;
#define REFERENCE_FAULTS (REFERENCE_EXPECTS_NO_DISTRUST + 1)

typedef struct {
  const PolderScenario *scenario;
  const PolderValues *values;
  const char *arm; /* a built-in one */
  PolderChance chance;
  const PolderTrace *engine; /* what the engine did, or NULL: nothing to compare with */
  ReferenceFault fault;
} ReferenceRun;

typedef struct {
  PolderEnding ending;
  int round;
  PolderDeal deal;
  unsigned texts, answers;                   /* decisions taken */
  unsigned followed_texts, followed_answers; /* of which as the engine did, where it was a tie */
  double trust_given[POLDER_PARTIES_MAX], onwil_received[POLDER_PARTIES_MAX];
  char difference[256]; /* first step that differs from the engine's, "" = none */
} ReferenceOutcome;

void reference_play(const ReferenceRun *run, ReferenceOutcome *out_outcome);

#endif
