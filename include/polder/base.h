/* Base: what every room shares. Limits, deals, keyed chance, exact arithmetic, messages to the
 * user.
 *
 * This is the only door that another door may include.
 */
#ifndef POLDER_BASE_H
#define POLDER_BASE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __FAST_MATH__
#error "Polder gives the same bytes everywhere: build it without -ffast-math"
#endif

G_BEGIN_DECLS

#define POLDER_VERSION "0.1.0"
/* A checksum of the sources that results follow from: tells two builds of one version apart. */
const char *polder_build(void);

/* Limits of a scenario. Reaching one is a located error, never a crash. */
#define POLDER_PARTIES_MAX   16
#define POLDER_ISSUES_MAX    16
#define POLDER_OPTIONS_MAX   64       /* of one issue */
#define POLDER_INTERESTS_MAX 128      /* of all parties together */
#define POLDER_DEALS_MAX     1000000u /* more are sampled, and the output says so */
#define POLDER_ROUNDS_MAX    1000

/* Two utilities, or a utility and a floor, closer than this count as equal. */
#define POLDER_TOLERANCE 1e-9

/* A deal is its place in the scenario's list of deals: the last issue varies fastest. */
typedef uint32_t PolderDeal;
#define POLDER_NO_DEAL UINT32_MAX

typedef enum { POLDER_NL, POLDER_EN } PolderLanguage;
#define POLDER_LANGUAGES 2

/* --- Chance ---------------------------------------------------------------------------------- */

/* Every draw is a pure function of (seed, run, round, party, purpose, k): Philox4x32-10, Salmon et
 * al. 2011. There is no stream, so one draw more or less changes no other draw. Neither the arm nor
 * the point of an experiment is ever part of the key. */
typedef struct {
  uint64_t seed;
  uint32_t run;
} PolderChance;

typedef enum {
  POLDER_DRAW_ORDER,   /* speaking order */
  POLDER_DRAW_TRUST,   /* spread on initial trust; k = the other party */
  POLDER_DRAW_WEIGHT,  /* spread on weights; k = interest within its party */
  POLDER_DRAW_TIE,     /* which of equally good texts; k = a fingerprint of the deal */
  POLDER_DRAW_NOISE,   /* mishearing; party = listener, k = interest * POLDER_ISSUES_MAX + issue */
  POLDER_DRAW_TELL,    /* disclosure; k = interest within its party */
  POLDER_DRAW_EXPLAIN, /* does a rejection come with a reason; k = offer within the round */
  POLDER_DRAW_LEAVE,
  POLDER_DRAW_TAKEOVER,
  POLDER_DRAW_GIVE_UP,
  POLDER_DRAW_RANDOM_TEXT, /* the strategy random */
  POLDER_DRAW_GENERATOR,   /* random tables: run = table, k counts */
  POLDER_DRAW_SAMPLE,      /* the sample of deals of a very large scenario */
  POLDER_DRAW_DESIGN,      /* points of a sampled design; what counts what: design_sampled.c */
  POLDER_DRAW_RESAMPLE,    /* statistics: bootstrap (run = replicate), samples (run = unit) */
  POLDER_DRAW_CONTEXT,     /* unrest outside */
  POLDER_DRAW_YES,         /* yes-saying; k = offer within the round */
  POLDER_DRAW_TEXT,        /* a text misread; k = issue */
  POLDER_DRAW_ENACT,       /* practice: does a party do its part */
  POLDER_DRAW_FIND,        /* practice: is it found out that one did not; k = that party */
  POLDER_DRAW_SHOCK,       /* practice: dents; k = 0 hit, 1 + 2i noticed, 2 + 2i talked through */
  POLDER_DRAW_INCIDENT,    /* practice: incidents and ties */
  POLDER_DRAW_TALK,        /* practice: is it talked about; k = what */
  POLDER_DRAW_STOP,        /* practice: stopping */
  POLDER_DRAW_CHANGE,      /* the neutral's change of a single text; k = change within the run */
  POLDER_DRAW_WHIM,        /* a strategy's own chance; k = as of POLDER_DRAW_CHANGE */
  POLDER_DRAW_CREATE,      /* co-creation; k = 0 whether, 1 which option is found */
  POLDER_DRAW_DIAGNOSIS,   /* which condition, where that is left to chance */
  POLDER_DRAW_QUESTION,    /* does a representative ask another what matters to it */
  POLDER_DRAW_TURNOVER,    /* does another person come to sit there */
  POLDER_DRAW_WALL,        /* does word get through a wall; party = listener, k = interest */
  POLDER_DRAW_PAST,        /* was an earlier table a sham; k = that table */
  POLDER_DRAW_FORM,        /* who of equally powerful parties chooses the form */
  POLDER_DRAW_PACT,        /* side deals; party and k = the two */
  POLDER_DRAW_CAUGHT,      /* side deals coming out; likewise */
  POLDER_DRAW_WAVER        /* weights of who does not know itself; k = interest in its party */
} PolderPurpose;

/* 128 random bits for a key. round < 2^16, party < 2^8. Cost: some 20 ns. */
void polder_draw_block(PolderChance chance, unsigned round, unsigned party, PolderPurpose purpose,
                       uint32_t k, uint32_t out_words[4]);

/* Uniform in [0, 1), 53 bits. */
double polder_draw(PolderChance chance, unsigned round, unsigned party, PolderPurpose purpose,
                   uint32_t k);

/* Standard normal, by inversion of one uniform (Wichura 1988, AS 241). */
double polder_draw_normal(PolderChance chance, unsigned round, unsigned party,
                          PolderPurpose purpose, uint32_t k);

/* --- Arithmetic whose last bit is the same on every machine (no libm) ------------------------ */

double polder_exp(double x);             /* e^x; 0 below -745, G_MAXDOUBLE above 709, NAN of NAN */
double polder_log(double x);             /* ln x for x > 0; -G_MAXDOUBLE for 0 */
double polder_pow(double x, double y);   /* x^y for x >= 0 */
double polder_logistic(double x);        /* 1 / (1 + e^-x) */
double polder_normal_quantile(double p); /* for 0 < p < 1 */

/* --- Steps at random (Metropolis et al. 1953; Klein et al. 2003) ------------------------------ */

/* Whether a step is taken that changes something by `change`: always when nothing is lost, else
 * with probability e^(change / temperature). drawn: uniform in [0, 1). */
bool polder_step_taken(double change, double temperature, double drawn);
/* Gives one of n places another of its n_values[place] values, all equally likely, and returns that
 * place (which stays as it was when it has one value). words: 64 random bits. */
int polder_step_at_random(const uint32_t words[2], int n, const int *n_values, int *value);

/* Smallest and largest of n >= 1 numbers, none of them NAN. */
void polder_range(const double *number, size_t n, double *out_low, double *out_high);

/* 64-bit FNV-1a over bytes; start with POLDER_HASH_START. For fingerprints, not for secrets. */
#define POLDER_HASH_START UINT64_C(14695981039346656037)
uint64_t polder_hash(uint64_t hash, const void *bytes, size_t length);

/* --- Messages: what is wrong in the user's data, where, and what would be right -------------- */

typedef enum { POLDER_ERROR, POLDER_WARNING } PolderSeverity;

typedef struct {
  PolderSeverity severity;
  char *path;                   /* file as the user named it */
  int line;                     /* 1..; 0 = the whole file */
  int column;                   /* field number 1..; 0 = the whole line */
  char *text[POLDER_LANGUAGES]; /* `what is wrong with "value"; what would be right` */
} PolderMessage;

/* A growing list of messages. Owner: whoever made it. */
typedef struct PolderMessages PolderMessages;
PolderMessages *polder_messages_new(void);
void polder_messages_free(PolderMessages *messages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderMessages, polder_messages_free)

/* Adds one; nl and en are copied. */
void polder_messages_add(PolderMessages *messages, PolderSeverity severity, const char *path,
                         int line, int column, const char *nl, const char *en);
unsigned polder_messages_count(const PolderMessages *messages);
unsigned polder_messages_errors(const PolderMessages *messages);
/* In order of path as first seen, line, column. Lent. */
const PolderMessage *polder_messages_at(const PolderMessages *messages, unsigned index);
/* `path:line:column: text`, without a newline. Yours to free. */
char *polder_message_format(const PolderMessage *message, PolderLanguage language);

/* The candidate that looks most like text (edit distance, case folded), or NULL when none is near.
 */
const char *polder_nearest(const char *text, const char *const *candidates, size_t n_candidates);

G_END_DECLS

#endif
