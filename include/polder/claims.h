/* Claims: what the five texts say about working together, each as a hypothesis, and what an
 * experiment made of it.
 *
 * A verdict follows by rule from the runs of an experiment (analysis/experiments/README.md); none
 * is written by hand. The claims and their results are part of the program.
 */
#ifndef POLDER_CLAIMS_H
#define POLDER_CLAIMS_H

#include <polder/base.h>

G_BEGIN_DECLS

typedef enum {
  POLDER_CLAIM_SUPPORTED,
  POLDER_CLAIM_CONDITIONAL, /* holds in some strata, is absent or reversed in others */
  POLDER_CLAIM_REFUTED,
  POLDER_CLAIM_UNDECIDED,   /* too few runs */
  POLDER_CLAIM_UNTESTED,    /* no experiment has been done yet */
  POLDER_CLAIM_NOT_TESTABLE /* there is a reason why not */
} PolderClaimVerdict;
#define POLDER_CLAIM_VERDICTS (POLDER_CLAIM_NOT_TESTABLE + 1)
/* `supported`, `conditional`, ..., `not testable`; NULL-ended. */
extern const char *const polder_claim_verdict_names[POLDER_CLAIM_VERDICTS + 1];

/* What a group of runs says to a hypothesis. */
typedef enum {
  POLDER_CLAIM_HOLDS,    /* sure of the direction, and large enough to matter */
  POLDER_CLAIM_REVERSED, /* the same in the other direction */
  POLDER_CLAIM_ABSENT,   /* sure that there is no such effect that matters */
  POLDER_CLAIM_UNCLEAR
} PolderClaimHolding;
#define POLDER_CLAIM_HOLDINGS (POLDER_CLAIM_UNCLEAR + 1)
extern const char *const polder_claim_holding_names[POLDER_CLAIM_HOLDINGS + 1];

typedef enum {
  POLDER_CLAIM_CONTRAST,    /* measure at `high` minus measure at `low` of one factor */
  POLDER_CLAIM_LEVEL,       /* measure minus the number `low` */
  POLDER_CLAIM_INTERACTION, /* how much a second factor adds to what the first does */
  POLDER_CLAIM_TREND,       /* as contrast, and no step between neighbouring levels goes back */
  POLDER_CLAIM_PEAK,        /* an inner level differs from both ends */
  POLDER_CLAIM_MEANS        /* as contrast, but of all runs that have the measure, not of pairs */
} PolderClaimKind;
#define POLDER_CLAIM_KINDS (POLDER_CLAIM_MEANS + 1)
extern const char *const polder_claim_kind_names[POLDER_CLAIM_KINDS + 1];

/* A row of an experiment's claims.csv. */
typedef struct {
  char *id;
  PolderClaimKind kind;
  char *measure, *factor, *low, *high; /* as written; two joined by & in an interaction */
  char *where, *moderators;            /* `noise=0 arm=asis`; `parties rule` */
  int direction;                       /* 1 up, -1 down, 0 none */
  double least;                        /* smallest effect that matters, > 0 */
  int line;                            /* in its file */
} PolderHypothesis;

/* A row of an experiment's result.csv. */
typedef struct {
  char *id;
  int part;      /* which hypothesis of the claim, 1..; 0 = the claim as a whole */
  char *variant; /* `main`, or the change under which all was played again */
  char *group;   /* `all`, or a stratum: `noise=0.2`, `parties:2>3`; "" when part = 0 */
  double effect, low, high;
  uint64_t n, runs; /* differences counted; independent run numbers among them */
  int verdict;      /* PolderClaimVerdict; in a stratum PolderClaimHolding */
} PolderClaimEffect;

typedef struct {
  char *id;   /* A1 .. E17 */
  char *seed; /* title of the text */
  char *claim[POLDER_LANGUAGES], *hypothesis[POLDER_LANGUAGES];
  char *reason[POLDER_LANGUAGES]; /* why it cannot be tested; "" when it can */
  char *experiment;               /* folder in analysis/experiments; "" when there is none */
  char *plan;                     /* its plan.csv; "" when there is none */
  PolderClaimVerdict verdict;
  GPtrArray *hypotheses; /* of PolderHypothesis * */
  GPtrArray *effects;    /* of PolderClaimEffect *, in the order of result.csv */
} PolderClaim;

/* A change under which every experiment is played again. */
typedef struct {
  char *name;
  char *what[POLDER_LANGUAGES];
} PolderClaimVariant;

typedef struct {
  GPtrArray *claims;   /* of PolderClaim *, in the order of the texts */
  GPtrArray *variants; /* of PolderClaimVariant * */
} PolderClaims;

/* What the program was built with. Mistakes in it go to `messages`. */
PolderClaims *polder_claims_new(PolderMessages *messages);
void polder_claims_free(PolderClaims *claims);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderClaims, polder_claims_free)
const PolderClaim *polder_claims_find(const PolderClaims *claims, const char *id); /* or NULL */
/* The id that looks most like it, or NULL. Lent. */
const char *polder_claims_nearest(const PolderClaims *claims, const char *id);
/* The effect of a claim as a whole under a variant; NULL when there is none. */
const PolderClaimEffect *polder_claim_effect(const PolderClaim *claim, const char *variant);

/* Reads `folder`/claims.csv and what was played, the first of `results` as it is and each further
 * one as the variant that its last folder is called after. The text of result.csv, yours to free;
 * NULL when anything is wrong, which `messages` tells. */
char *polder_claims_evaluate(const char *folder, const char *const *results, unsigned n_results,
                             PolderMessages *messages);

G_END_DECLS

#endif
