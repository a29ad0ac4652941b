/* Scenario: one case, as its author wrote it and as the engine needs it, frozen and shared.
 *
 * Life: made empty, filled (by the CSV reader or the random generator), frozen once. After
 * polder_scenario_freeze nothing in it changes, and any number of threads may read it.
 *
 * Interests of all parties stand in one list, party by party; options of all issues in one list,
 * issue by issue. Weights are normalised a party (sum 1); scores are scaled such that the
 * satisfaction of interest k by deal x is  s_k(x) = offset_k + sum over issues of score[k][option
 * of x]  (+ pairs).
 */
#ifndef POLDER_SCENARIO_H
#define POLDER_SCENARIO_H

#include <polder/base.h>
#include <polder/parameters.h>

G_BEGIN_DECLS

typedef enum { POLDER_OPEN, POLDER_HIDDEN, POLDER_UNAWARE } PolderVisibility;
typedef enum { POLDER_SCALE_MINMAX, POLDER_SCALE_UNIT } PolderScale;

typedef struct {
  char *id;
  char *
      label[POLDER_LANGUAGES]; /* never NULL after freezing: falls back on the other, then the id */
  char *kind;                  /* municipality, housing, care, client or other; only a label */
  double power;                /* >= 0; 0 = at the table without a vote */
  bool reservation_is_percentile;
  double reservation_written; /* 0..1, or NN of pNN */
  double reservation;         /* derived: worth of no agreement, 0..1 */
  double lowest, highest;     /* derived: of its utility over all deals */
  int first_interest, n_interests;
} PolderParty;

typedef struct {
  char *id;
  char *label[POLDER_LANGUAGES];
  int party;
  double weight_written; /* >= 0 */
  double weight;         /* derived: normalised, sum over a party 1 */
  PolderVisibility visibility;
  double minimum;     /* red line on its satisfaction, 0..1; NAN = none */
  double sensitivity; /* 0..1: how hard it is to tell */
  double offset;      /* derived, see above */
} PolderInterest;

typedef struct {
  char *id;
  char *label[POLDER_LANGUAGES];
  int first_option, n_options;
} PolderIssue;

typedef struct {
  char *id;
  char *label[POLDER_LANGUAGES];
  int issue;
  uint8_t
      *requires; /* n_interests flags, or NULL: what must be open or told before it is proposed */
  bool latent;   /* nobody knows it at the start: it must be thought of together */
  int next; /* derived: the option of the same issue that it may be misheard as, within the issue */
  uint32_t fingerprint; /* derived from the ids alone: breaks ties whatever the order in the file */
} PolderOption;

typedef struct {
  int interest;
  int option, other_option; /* places in the list of options */
  double score_written;
  double score; /* derived: scaled */
} PolderPair;

typedef enum {
  POLDER_EVENT_DISCLOSE,
  POLDER_EVENT_ASK,
  POLDER_EVENT_FACILITATE,
  POLDER_EVENT_MEDIATE,
  POLDER_EVENT_LENS,
  POLDER_EVENT_MANDATE,
  POLDER_EVENT_PROPOSE, /* a scripted party's next text */
  POLDER_EVENT_ANSWER,  /* a scripted party's answers from now on */
  POLDER_EVENT_PARAMETER
} PolderEventKind;

#define POLDER_ALL (-1)

typedef struct {
  int round; /* 1..T */
  PolderEventKind kind;
  PolderParameterId parameter;   /* for POLDER_EVENT_PARAMETER */
  int party, interest, to;       /* places, or POLDER_ALL; interest counts over all parties */
  double value;                  /* NAN = not given */
  int option[POLDER_ISSUES_MAX]; /* for POLDER_EVENT_PROPOSE: within its issue; -1 = left open */
} PolderEvent;

/* What an event needs in its row. */
typedef enum { POLDER_CELL_NONE, POLDER_CELL_OPTIONAL, POLDER_CELL_REQUIRED } PolderCellNeed;

typedef struct {
  const char *name;
  PolderCellNeed party, interest, to, value, deal;
  bool one_party;         /* `*` makes no sense */
  bool interest_all_only; /* only `*` */
  double low, high;       /* of value */
  double initial;         /* of value when not given */
  const char *meaning[POLDER_LANGUAGES];
} PolderEventForm;

/* By PolderEventKind; the last one is called by the name of a parameter, so it has none. */
extern const PolderEventForm polder_event_forms[POLDER_EVENT_PARAMETER + 1];

typedef struct {
  char *id;
  GArray *events; /* of PolderEvent */
} PolderArmEvents;

typedef struct {
  char *id, *title[POLDER_LANGUAGES], *summary[POLDER_LANGUAGES];
  PolderScale scale;
  int n_parties, n_issues, n_interests, n_options, n_pairs;
  PolderParty *parties;
  PolderIssue *issues;
  PolderInterest *interests;
  PolderOption *options;
  PolderPair *pairs;
  double *score_written; /* [interest][option], n_interests x n_options */
  PolderValues values;   /* as written, with defaults; derived ones filled in by freezing */
  /* [from][to], NAN = not given: relations.csv */
  double trust[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];
  double noise[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];
  double overlap[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];
  GArray *events;  /* of PolderEvent, sorted by round */
  GPtrArray *arms; /* of PolderArmEvents */

  /* derived by freezing */
  uint32_t generation; /* how often it was derived: tells numbers that were drawn again */
  uint64_t checksum;   /* of everything that was written */
  double deals_total;  /* product of the numbers of options; may exceed POLDER_DEALS_MAX */
  uint32_t n_deals;    /* deals in the tables below */
  bool sampled;        /* n_deals < deals_total: a keyed sample */
  uint8_t *sample;     /* [deal][issue] when sampled, else NULL */
  uint32_t stride[POLDER_ISSUES_MAX]; /* of an issue in the list of deals, when not sampled */
  double *score;                      /* [interest][option], scaled */
  double *utility;                    /* [party][deal], from the weights as written */
  double
      *red_short; /* [party][deal]: largest minimum - s over the party's red lines; -1 = no lines */
  bool red_lines; /* somebody has one */
  bool latent;    /* some option is */
  uint16_t *broken; /* [deal]: bit i = a red line of party i is broken (red_short > tolerance) */
  uint16_t *bins;   /* [deal]: scratch of freezing */
} PolderScenario;

/* --- Making one ------------------------------------------------------------------------------ */

PolderScenario *polder_scenario_new(void);
void polder_scenario_free(PolderScenario *scenario);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderScenario, polder_scenario_free)

/* All that was written, once more and not yet frozen: to be made otherwise. */
PolderScenario *polder_scenario_copy(const PolderScenario *from);
/* One option more, the last of its issue; score [interest], as written. Before freezing only. */
void polder_scenario_add_option(PolderScenario *scenario, int issue, const char *id,
                                const double *score);

/* Derives everything. What cannot be derived (a party whose weights are all 0, a utility that is
 * the same for every deal, a `unit` score outside 0..1) is added to `messages`, with `path` = the
 * file that it concerns; false then. Freezing again after the numbers changed is allowed for the
 * owner, and allocates nothing when the shape is the same. */
bool polder_scenario_freeze(PolderScenario *scenario, PolderMessages *messages);

/* The folder's CSV files, read, checked and frozen. Every mistake of every file goes to `messages`;
 * NULL when one of them is an error. */
PolderScenario *polder_scenario_load(const char *folder, PolderMessages *messages);

/* Writes the folder (made when missing). Never overwrites: G_FILE_ERROR_EXIST when it holds a file
 * of a scenario; after any error none of ours is left in it. With `notes` a `#notes` column
 * explains the rows. Loading the folder gives an equal scenario. Message of an error: Dutch,
 * newline, English. */
bool polder_scenario_save(const PolderScenario *scenario, const char *folder, bool notes,
                          GError **error);

/* --- Random tables --------------------------------------------------------------------------- */

typedef struct {
  int parties;   /* 2..8, default 4 */
  int issues;    /* 1..8, default 5 */
  int options;   /* an issue, 2..POLDER_OPTIONS_MAX, default 4 */
  int interests; /* a party, 1..8, default 0 = one an issue; else each spans issues at random */
  double hidden_share;  /* 0..1, default .8: of the interests, not open */
  double unaware_share; /* 0..1, default .3: of those, unaware */
  double redline_share; /* 0..1, default .12: chance that an issue holds a red option for a party */
  double conflict;      /* 0..1, default .5: 0 = independent scores, 1 = opposed parties */
  double percentile;    /* default 65: every party's reservation pNN */
  int latent; /* options an issue more, which nobody knows at the start: 0..8, default 0; each
                 serves two parties well */
  /* 0..1, default 0: how much less weighs what is not a party's own field; issues are shared out as
   * fields of the parties in turn */
  double complementarity;
  double inequality; /* 0..1, default 0: powers are drawn from 1 - inequality .. 1 + inequality */
} PolderKnobs;

void polder_knobs_init(PolderKnobs *knobs);

/* The same by name: what `polder new --random` and a plan can set. */
typedef struct {
  const char *name;
  size_t offset; /* in PolderKnobs */
  bool whole;    /* an int there, else a double */
  double minimum, maximum;
} PolderKnob;

#define POLDER_KNOBS 12
extern const PolderKnob polder_knobs[POLDER_KNOBS];

/* The knob of that name (case folded), or NULL. */
const PolderKnob *polder_knob_find(const char *name);
void polder_knob_put(const PolderKnob *knob, double value, PolderKnobs *knobs);
double polder_knob_value(const PolderKnob *knob, const PolderKnobs *knobs);
/* Table number `table` of `seed`, frozen. The same numbers always give the same table. */
PolderScenario *polder_scenario_random(const PolderKnobs *knobs, uint64_t seed, uint32_t table);
/* The same into a scenario made with the same knobs: allocates nothing. False when these numbers
 * make no table (somebody finds every deal worth the same): it must not be played. */
bool polder_scenario_redraw(PolderScenario *scenario, const PolderKnobs *knobs, uint64_t seed,
                            uint32_t table);

/* --- Asking ---------------------------------------------------------------------------------- */

/* The options of a deal, one an issue, within their issue. */
void polder_scenario_options(const PolderScenario *scenario, PolderDeal deal,
                             int out_option[POLDER_ISSUES_MAX]);
/* out_table[deal] = base + sum over issues of value[option of deal]; value is [option]. */
void polder_deals_sum(const PolderScenario *scenario, const double *value, double base,
                      double *out_table);
/* Smallest and largest of such a table, with its pairs; issue by issue where there are none, since
 * rounding keeps the order of sums. */
void polder_deals_range(const PolderScenario *scenario, const double *value, const double *table,
                        double *out_low, double *out_high);
/* out_missing[deal] = minimum - satisfaction of an interest with a red line. */
void polder_deals_red(const PolderScenario *scenario, int interest, double *out_missing);
/* out_value[option] = sum over the party's interests of weight[k] * score; returns the constant
 * part. weight counts within the party. */
double polder_deals_weigh(const PolderScenario *scenario, int party, const double *weight,
                          double *out_value);
/* Adds the party's interdependent pairs, weighed the same way, to a table over deals. */
void polder_deals_add_pairs(const PolderScenario *scenario, int party, const double *weight,
                            double *table);
/* Order-free fingerprint of a deal, for ties. */
uint32_t polder_deals_fingerprint(const PolderScenario *scenario, PolderDeal deal);
/* Satisfaction of an interest by a deal, 0..1. */
double polder_scenario_satisfaction(const PolderScenario *scenario, int interest, PolderDeal deal);
/* Places by id (case folded), or -1. */
int polder_scenario_party(const PolderScenario *scenario, const char *id);
int polder_scenario_arm(const PolderScenario *scenario, const char *id); /* among the named arms */

/* Writes `--set` text ("trust=.4", "housing.trust=.4") into values; the error says what would be
 * right: Dutch, newline, English. */
bool polder_values_set(PolderValues *values, const PolderScenario *scenario, const char *text,
                       GError **error);

G_END_DECLS

#endif
