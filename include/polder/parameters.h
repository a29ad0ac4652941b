/* Parameters: one name, level, default, range, unit and meaning each, in one table.
 *
 * From that table come the keys of scenario.csv, the columns of parties.csv, --set, the factors of
 * an experiment, `polder list parameters` and the manual.
 */
#ifndef POLDER_PARAMETERS_H
#define POLDER_PARAMETERS_H

#include <polder/base.h>

G_BEGIN_DECLS

typedef enum {
  /* table level */
  POLDER_PROTOCOL,
  POLDER_RULE,
  POLDER_QUOTA,
  POLDER_VETO,
  POLDER_ORDER,
  POLDER_DEADLINE_ROUNDS,
  POLDER_DISCLOSURE_ROUND,
  POLDER_DEADLOCK_WINDOW,
  POLDER_CONCESSION_END,
  POLDER_ENDORSED,
  POLDER_ATTRIBUTION,
  /* party level */
  POLDER_STRATEGY,
  POLDER_BETA,
  POLDER_TEMPERATURE,
  POLDER_OWN_WEIGHT,
  POLDER_CONCERN,
  POLDER_DEVALUATION,
  POLDER_FIXED_PIE,
  POLDER_RED_PRIOR,
  POLDER_BIAS,
  POLDER_OMEGA_START,
  POLDER_EXCUSE,
  POLDER_TRUST,
  POLDER_TRUST_GAIN,
  POLDER_TRUST_LOSS,
  POLDER_TRUST_LEVEL,
  POLDER_TRUST_DRIFT,
  POLDER_REPAIR,
  POLDER_SPREAD,
  POLDER_SPREAD_WEIGHTS,
  POLDER_DISCLOSURE,
  POLDER_EXPLAIN,
  POLDER_TELL_BASE,
  POLDER_TELL_TRUST,
  POLDER_TELL_RECIPROCITY,
  POLDER_TELL_FACILITATOR,
  POLDER_TELL_ASKED,
  POLDER_TELL_SENSITIVITY,
  POLDER_TELLING_TRUST,
  POLDER_EXPLOIT,
  POLDER_NOISE,
  POLDER_WILLING,
  POLDER_GIVE_UP,
  POLDER_LEAVE_RATE,
  POLDER_LEAVE_TRUST,
  POLDER_LEAVE_VALUE,
  POLDER_ROUND_COST,
  POLDER_TAKEOVER,
  POLDER_TAKEOVER_VALUE,
  POLDER_TAKEOVER_CLIENT,
  /* of the mechanisms (sim/mechanisms/), all off by default */
  POLDER_THREAT,
  POLDER_FIRST_OF_MECHANISMS = POLDER_THREAT,
  /* at the signature */
  POLDER_HOPE,
  POLDER_SIGNING_REWARD,
  POLDER_REFUSAL_COST,
  POLDER_CONFORMITY,
  POLDER_TEXT_NOISE,
  POLDER_FELT,
  POLDER_CHEAP_TALK,
  POLDER_VOLATILITY,
  POLDER_PAPER_FIRST,
  /* the practice after it */
  POLDER_PRACTICE_PERIODS,
  POLDER_FORMALISATION,
  POLDER_DIALOGUE,
  POLDER_ABSTRACTION,
  POLDER_CROWDING,
  POLDER_REVIEW,
  POLDER_ENACT_BASE,
  POLDER_ENACT_SURPLUS,
  POLDER_ENACT_TRUST,
  POLDER_ENACT_DIALOGUE,
  POLDER_ENACT_FRAME,
  POLDER_ENACT_PAPER,
  POLDER_ENACT_VAGUE,
  POLDER_ENACT_MISREAD,
  POLDER_ENACT_LEARNT,
  POLDER_ENACT_MEANING,
  POLDER_ENACTING_REWARD,
  POLDER_LEARNING,
  POLDER_TIME_PRESSURE,
  POLDER_PREMISES,
  POLDER_ATTENTION,
  POLDER_ATTENTION_LOSS,
  POLDER_PARTNER_LABEL,
  POLDER_BROKEN_CEILING,
  POLDER_SHOCK,
  POLDER_SHOCK_SIZE,
  POLDER_UPKEEP,
  POLDER_INCIDENT,
  POLDER_TIES,
  POLDER_STOP_HEALTH,
  POLDER_SUNK_COST,
  POLDER_EXIT_GROWTH,
  /* who sits there, and how the talk goes */
  POLDER_CLIENT_ROLE,
  POLDER_ENTRY,
  POLDER_PURPOSE,
  POLDER_CREATION,
  POLDER_TALENTS,
  POLDER_CONDITIONS,
  POLDER_DIAGNOSIS,
  POLDER_DIAGNOSIS_EVERY,
  POLDER_FORM,
  POLDER_FORM_TIMING,
  POLDER_FORM_FRICTION,
  POLDER_FORM_MISFIT,
  POLDER_SPANNER,
  POLDER_TRAINING,
  POLDER_TURNOVER,
  POLDER_WALLS,
  POLDER_RELATION_BUDGET,
  POLDER_PAST_TABLES,
  POLDER_SHAM_RATE,
  POLDER_CYNICISM,
  POLDER_MANDATED,
  POLDER_CONVENOR,
  POLDER_SENT_AWAY,
  POLDER_IMPATIENCE,
  POLDER_URGE,
  POLDER_PARTNER_COST,
  POLDER_RENT,
  POLDER_STATUS_QUO,
  /* relations */
  POLDER_SIDE_DEALS,
  POLDER_SIDE_ROUNDS,
  POLDER_DISCOVERY,
  POLDER_ALLIANCE,
  POLDER_ALLIANCE_BLUR,
  POLDER_IDENTITY,
  POLDER_TURF,
  POLDER_OVERLAP,
  POLDER_PRESTIGE,
  POLDER_BABEL,
  POLDER_DISPLAY,
  POLDER_RENOUNCE,
  POLDER_VISIBILITY,
  POLDER_LETDOWN,
  POLDER_PARAMETERS
} PolderParameterId;

typedef enum { POLDER_LEVEL_TABLE, POLDER_LEVEL_PARTY } PolderLevel;
typedef enum {
  POLDER_KIND_NUMBER, /* any number in [minimum, maximum] */
  POLDER_KIND_WHOLE,  /* a whole number in [minimum, maximum] */
  POLDER_KIND_SWITCH, /* 0 or 1 */
  POLDER_KIND_CHOICE, /* the place of a name in `choices` */
  POLDER_KIND_PARTIES /* a set of parties as bits; written as ids joined by spaces */
} PolderKind;

typedef enum {
  POLDER_RULE_UNANIMITY,
  POLDER_RULE_QUOTA,
  POLDER_RULE_WEIGHTED,
  POLDER_RULE_VETO
} PolderRule;
typedef enum { POLDER_ATTRIBUTION_BAYES, POLDER_ATTRIBUTION_FREQUENCY } PolderAttribution;
typedef enum { POLDER_ORDER_SHUFFLED, POLDER_ORDER_FIXED } PolderOrder;

typedef struct {
  const char *name;
  PolderLevel level;
  PolderKind kind;
  double initial; /* default; NAN = derived from the table, as `meaning` says */
  double minimum, maximum;
  const char *unit;
  const char *const *choices; /* NULL-ended, for POLDER_KIND_CHOICE */
  const char *meaning[POLDER_LANGUAGES];
} PolderParameter;

extern const PolderParameter polder_parameters[POLDER_PARAMETERS];

/* The parameter of that name (case folded), or -1. */
int polder_parameter_find(const char *name);
/* The place of a choice's name, or -1. */
int polder_parameter_choice(const PolderParameter *parameter, const char *name);

/* The values that hold at one table. A table-level value stands in column 0. `source` says what set
 * a value; something weaker does not overrule it. */
typedef enum {
  POLDER_FROM_DEFAULT,
  POLDER_FROM_SCENARIO,
  POLDER_FROM_PARTIES,
  POLDER_FROM_EVENT,
  POLDER_FROM_SET
} PolderSource;

typedef struct {
  double value[POLDER_PARAMETERS][POLDER_PARTIES_MAX];
  uint8_t source[POLDER_PARAMETERS][POLDER_PARTIES_MAX]; /* PolderSource */
} PolderValues;

/* All defaults (derived ones NAN). */
void polder_values_init(PolderValues *values);
/* Sets one value, for one party or for all (party -1), unless something stronger set it before. */
void polder_values_put(PolderValues *values, PolderParameterId id, int party, double value,
                       PolderSource source);
/* Fills the derived values (deadline, disclosure round, window) for a table of n_parties. */
void polder_values_derive(PolderValues *values, int n_parties);

G_END_DECLS

#endif
