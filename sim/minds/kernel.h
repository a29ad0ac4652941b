/* What the minds remember and the arithmetic that moves it: private to the minds room.
 *
 * The kernel is one file, built for any processor and for wider vectors; all give the same bytes,
 * because a lane never looks at another lane.
 */
#ifndef POLDER_MINDS_KERNEL_H
#define POLDER_MINDS_KERNEL_H

#include <polder/minds.h>

enum {
  LANES = 16, /* pairs are counted in blocks of this many */
  IMPORTANCES =
      3,         /* an issue matters to the other half, just or twice as much as the average one */
  OFFSETS = 6,   /* guesses of how much harder the other is than it seems */
  MEMORY = 64,   /* answers that a mind can look back on */
  TAIL_MAX = 64, /* combinations of the last issues that a search handles together */
};

#define POLDER_SOFTNESS      0.06f /* of the step from no to yes, in utility (s in sim/README.md) */
#define POLDER_OTHERWISE     0.3f  /* worth of an option that is not the best one, of 1 */
#define POLDER_COUNTING_STEP 0.2f  /* of suspicion, an answer */
#define POLDER_WHIM          1e-6f /* chance that anybody accepts anything */
#define POLDER_TRIFLE        1e-7f /* no hypothesis ever falls below this; also keeps denormals away */

extern const float polder_importance[IMPORTANCES], polder_importance_prior[IMPORTANCES];
extern const float polder_offset[OFFSETS];

/* One remembered text and what was made of the answers. */
typedef struct {
  PolderDeal deal;
  int option[POLDER_ISSUES_MAX];
  float *odds, *clear; /* [lane]: see PolderMinds.odds; as judged, and as understood since */
  float *least;        /* [lane] granted probability of rejection */
  float *answer;       /* [lane] 0 silent, 1 accepted, -1 rejected */
} Memory;

struct PolderKernel;

struct PolderMinds {
  const struct PolderKernel *kernel;
  PolderShape shape;
  int *first_option;
  uint32_t *stride;
  int observers, lanes;
  bool with_neutral;
  bool by_frequency;          /* attribution counts surprises */
  int taught_from, taught_to; /* the issues that offers and answers teach about */

  /* beliefs [..][lane] */
  float
      *grid; /* [option][importance]: this is its best option on the issue, which matters so much */
  float *red;    /* [option]: it breaks a red line */
  float *told;   /* [option]: worth as told */
  float *offset; /* [OFFSETS] */
  /* [lane] */
  float *told_share, *told_base, *omega, *trust, *trust_start, *omega_base;
  /* of the observer, spread over its lanes */
  float *bias, *omega_start, *gain, *loss, *level, *drift, *repair, *thanks, *credit, *devaluation;
  float *best, *worst, *hardness, *pace;
  float *valid;                 /* 1 for a pair of two, 0 for oneself and padding */
  float offset_factor[OFFSETS]; /* e^(offset / s) */

  /* follows from the beliefs */
  float *untold, *value, *factor, *clear; /* [option][lane] */
  float *threshold, *mean_offset,
      *floor; /* [lane]: e^(theta/s); mean of the offsets; theta at the end */
  /* of the foreseen text [lane]: odds against acceptance, chance of no red line, chance of
   * acceptance */
  float *odds, *no_red, *expected;
  float *some_red; /* 1 - no_red, where that is too small for a difference of floats */
  PolderDeal deal;
  int option[POLDER_ISSUES_MAX];
  float *answer, *least; /* [lane], of the judged text */
  float *met;            /* [lane]: 1 = the other was judged this round */

  Memory memory[MEMORY];
  unsigned n_memories;               /* ever; the last MEMORY of them are kept */
  float *before_odds, *before_clear; /* [MEMORY][lane]: while a telling is going on */

  int32_t *known_red; /* [observer][red_stride]: bit k = breaks a red line of k, as far as told */
  size_t red_stride;  /* n_deals and padding */
  bool *knows_red;    /* [observer] */
  /* how often any of these became others, ever; and since which count of whose they are a copy.
   * The token tells one mind from another, also from a later one at the same address. */
  unsigned red_changes, red_kept, red_copied;
  char *token, *red_copy_of; /* g_atomic_rc_box */
  float **pairs;             /* [lane]: [deal] told interdependence, or NULL */
  bool *heard_pairs;         /* [lane] */
  bool any_pairs;

  /* search: issues 0..split-1 are the head, the rest the tail */
  int split;
  uint32_t n_head, n_tail, head_padded, tail_padded;
  float *tables;     /* head and tail products */
  float *spare;      /* room for one of them */
  PolderDeal *found; /* [deal]: what a search has found so far, and its score */
  float *found_score;
  float *memory_block;
};

typedef struct PolderKernel {
  int width; /* floats at a time */
  void (*update)(PolderMinds *minds);
  void (*foresee)(PolderMinds *minds, const int *option, float *out_odds, float *out_clear);
  void (*doubt)(const PolderMinds *minds, const int *option, float *out_some_red);
  void (*judge)(PolderMinds *minds);
  void (*learn)(PolderMinds *minds, int author, bool offer_is_new, float time);
  /* omega after the answers of one memory, starting from `omega` [lane] */
  void (*remember)(const PolderMinds *minds, const Memory *memory, float *omega);
  unsigned (*search)(PolderMinds *minds, const PolderSearch *search);
  double (*error)(PolderMinds *minds, int lane, const double *utility);
  void (*hear_red)(const double *satisfaction, double minimum, uint32_t n_deals, int other,
                   int32_t *known);
} PolderKernel;

/* The odds against, and the chance of no red line of, everybody's consent to a deal [lane]: the
 * kernel's, with what is only known deal by deal. */
void polder_minds_expect(PolderMinds *minds, PolderDeal deal, const int *option, float *out_odds,
                         float *out_clear);

extern const PolderKernel polder_kernel_plain;
extern const PolderKernel polder_kernel_avx2;
extern const PolderKernel polder_kernel_avx512;

#endif
