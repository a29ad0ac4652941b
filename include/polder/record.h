/* Record: what happened (events), how it ended (one outcome a run), and how both are written down.
 *
 * An event is a few numbers; it becomes text only when somebody reads it. No event names the arm,
 * so the traces of two arms are equal byte for byte until they part.
 */
#ifndef POLDER_RECORD_H
#define POLDER_RECORD_H

#include <polder/base.h>
#include <polder/process.h>

G_BEGIN_DECLS

typedef enum {
  POLDER_SEEN_OPEN,   /* open from the start */
  POLDER_SEEN_TOLD,   /* hidden at first, told to everybody since */
  POLDER_SEEN_HIDDEN, /* known to its owner only (or told to some) */
  POLDER_SEEN_UNAWARE /* moves the vote, and its owner does not know it */
} PolderSeen;

/* The fixed vocabulary of a trace. Fields that an event does not use are -1 (numbers NAN). */
typedef enum {
  POLDER_DID_OPEN,       /* round 0: the run begins; party = n-th speaker, one event a speaker */
  POLDER_DID_FACILITATE, /* a neutral facilitator joins; after = strength */
  POLDER_DID_LENS,       /* a shared lens; party, to, after = share of the noise taken away */
  POLDER_DID_MANDATE,    /* leaving is blocked (after 1) or free (0) for party */
  POLDER_DID_CHANGE,     /* a parameter changed; interest = its PolderParameterId, party, after */
  POLDER_DID_ASK,        /* party is asked what matters to it */
  POLDER_DID_REALISE,    /* party becomes conscious of interest */
  POLDER_DID_TELL,       /* party tells interest; to = listener or -1 for all; why in `reason` */
  POLDER_DID_PROPOSE, /* party (-1 = neutral) lays deal on the table; after = its own utility of it
                       */
  POLDER_DID_PASS,    /* party has no text that it could defend */
  POLDER_DID_ACCEPT,  /* party accepts deal; before = what it asks, after = what it perceives */
  POLDER_DID_REJECT,  /* party rejects deal; likewise; interest = what truly weighs most, see
                         `reason` */
  POLDER_DID_ATTRIBUTE,   /* party's belief that `to` is unwilling went from before to after */
  POLDER_DID_REATTRIBUTE, /* the same, computed again after a telling */
  POLDER_DID_TRUST,     /* party's trust in `to` went from before to after, over the whole round */
  POLDER_DID_FLAG,      /* the table is deadlocked since this offer; after = smallest gap so far */
  POLDER_DID_LEAVE,     /* party leaves; the others go on when the rule allows */
  POLDER_DID_GIVE_UP,   /* party gives up a deadlocked table */
  POLDER_DID_TAKE_OVER, /* party ends the table and acts alone */
  POLDER_DID_AGREE,     /* deal is agreed */
  POLDER_DID_CREATE,    /* an option is thought of that nobody knew; interest = its place */
  POLDER_DID_CONDITION, /* the lowest condition of the round: interest = which, after = how high */
  POLDER_DID_INTERVENE, /* something is done about a condition: interest = which */
  POLDER_DID_SUCCEED,   /* another person sits there for the party */
  POLDER_DID_AWAY,      /* party is away from the table (after 1) or back (0) */
  POLDER_DID_POINTLESS, /* party sees no room for this table; after 1 = nor do most */
  /* after the signature; round = that of the signature + the period */
  POLDER_DID_KEEP,        /* party does what it signed */
  POLDER_DID_BREAK,       /* party does not; before = its chance of doing so, as for keep */
  POLDER_DID_SHOCK,       /* a dent; after = how many there are now */
  POLDER_DID_NOTICE,      /* a dent is noticed */
  POLDER_DID_MEND,        /* a dent is talked through; after = how many are left */
  POLDER_DID_RENEGOTIATE, /* deal takes the place of the one before */
  POLDER_DID_INCIDENT,    /* party sees what `to` can solve; after 1 = solved, 0 = not */
  POLDER_DID_STOP,        /* party stops with it; after = health of the collaboration to it */
  /* in corridors */
  POLDER_DID_PACT,   /* party and `to` bind themselves to deal, behind the others' backs */
  POLDER_DID_CAUGHT, /* the others find out about the pact of party and `to` */
  POLDER_DID_SETTLE, /* issue by issue: one is settled as in deal; after = its number, from 1 */
  POLDER_DID_END     /* the last event: after = the PolderEnding */
} PolderDid;
#define POLDER_DIDS (POLDER_DID_END + 1)

typedef enum {
  POLDER_REASON_NONE,      /* reject: nobody knows why */
  POLDER_REASON_EXPLAINED, /* reject: named the interest (a `tell` follows), or it was known already
                            */
  POLDER_REASON_RED,       /* reject: a red line is broken (nobody else may know) */
  POLDER_REASON_RED_EXPLAINED, /* reject: a red line is broken, and it was named */
  POLDER_REASON_SCHEDULED,     /* tell: an event of the case or the arm */
  POLDER_REASON_CHOSEN,        /* tell: by the party's own disclosure policy */
  POLDER_REASON_EXPLANATION    /* tell: as the reason of a rejection */
} PolderReason;
#define POLDER_REASONS (POLDER_REASON_EXPLANATION + 1)

typedef struct {
  uint16_t round;
  uint8_t did;    /* PolderDid */
  uint8_t reason; /* PolderReason */
  int8_t party, to;
  int16_t interest;
  PolderDeal deal;
  double before, after;
} PolderEntry;

/* A growing list of entries. Owner: whoever made it; one thread at a time. */
typedef struct PolderTrace PolderTrace;
PolderTrace *polder_trace_new(void);
void polder_trace_free(PolderTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderTrace, polder_trace_free)
void polder_trace_clear(PolderTrace *trace);
void polder_trace_add(PolderTrace *trace, PolderEntry entry);
unsigned polder_trace_length(const PolderTrace *trace);
const PolderEntry *polder_trace_at(const PolderTrace *trace, unsigned index); /* lent */

/* --- How it ended ---------------------------------------------------------------------------- */

typedef enum {
  POLDER_AGREEMENT,
  POLDER_DEADLOCK,
  POLDER_DEADLINE,
  POLDER_WALKOUT,
  POLDER_TAKEOVER_END,
  POLDER_SHAM,
  POLDER_FAILED /* `error` in the results: the run itself failed */
} PolderEnding;
#define POLDER_ENDINGS (POLDER_FAILED + 1)
extern const char *const polder_ending_names[POLDER_ENDINGS]; /* agreement, deadlock, ... error */

typedef enum {
  POLDER_NO_IMPASSE,
  POLDER_UNWANTED, /* there was room to agree */
  POLDER_WANTED,   /* there was none */
  POLDER_FORCED,   /* there was, but whoever ended it expected less than its alternative */
  POLDER_UNKNOWN   /* deals were sampled and no room was found */
} PolderImpasse;
#define POLDER_IMPASSES (POLDER_UNKNOWN + 1)
extern const char *const polder_impasse_names[POLDER_IMPASSES]; /* "", unwanted, wanted, ... */

/* One party that stood in the way of the best text, and what of it did. */
typedef struct {
  int8_t party;
  int16_t interest;
  uint8_t seen;   /* PolderSeen of the interest at the end */
  bool red;       /* its red line was broken, not only too little gained */
  uint16_t since; /* since when it has said yes to no text but its own */
} PolderBlock;

#define POLDER_PROCESS_ID(name, nl, en) POLDER_PROCESS_##name,
typedef enum { POLDER_PROCESS(POLDER_PROCESS_ID) POLDER_PROCESS_COLUMNS } PolderProcess;
#undef POLDER_PROCESS_ID

/* Of a column of process.csv. */
typedef struct {
  const char *name, *meaning[POLDER_LANGUAGES];
} PolderProcessColumn;
extern const PolderProcessColumn polder_process_columns[POLDER_PROCESS_COLUMNS];

typedef struct {
  PolderEnding ending;
  PolderImpasse impasse;
  int round;            /* in which it ended, 1..T */
  int flagged_round;    /* first flagged deadlocked, 0 = never */
  int ended_by;         /* the party that left, gave up or took over, or -1 */
  PolderDeal deal;      /* agreed, or POLDER_NO_DEAL */
  PolderDeal best_text; /* the text with the smallest gap so far, or POLDER_NO_DEAL */
  bool room; /* the room to agree is not empty, under the table's rule and this run's weights */
  bool breakthrough_within; /* flagged, then something was told, then agreed */
  /* columns of runs.csv; NAN = undefined */
  double joint_utility, joint_best, min_surplus, gini, pareto_distance, nash_distance,
      client_utility, trust_mean, trust_min, false_onwil, missed_onwil, unexplained, belief_error,
      disclosed_share, enacted_share;
  /* columns of parties.csv */
  struct {
    double utility, surplus, told_share, trust_given, trust_received, onwil_received;
  } party[POLDER_PARTIES_MAX];
  double process[POLDER_PROCESS_COLUMNS]; /* what the mechanisms measured, NAN where none did */
  int n_blocks;                           /* of an impasse: the cause, heaviest first */
  PolderBlock blocks[POLDER_PARTIES_MAX];
} PolderOutcome;

/* --- Written down ---------------------------------------------------------------------------- */

/* The ids that numbers become. All lent; an interest's id is that within its party. */
typedef struct {
  int n_parties, n_interests, n_issues, n_parameters;
  const char *scenario;
  const char *const *party;
  const char *const *interest;
  const char *const *issue;
  const char *const *const *option; /* [issue][option within the issue] */
  const char *const *parameter;
  const void *context; /* the first argument of `options` */
  void (*options)(const void *context, PolderDeal deal, int out_option[POLDER_ISSUES_MAX]);
} PolderNames;

/* Which run an outcome belongs to. */
typedef struct {
  unsigned point; /* of an experiment; 0 when there is only one */
  const char *arm;
  uint32_t run;
  uint64_t seed;
} PolderRunKey;

/* The outcome of a run that failed: everything in it is undefined. */
void polder_outcome_fail(PolderOutcome *outcome);

extern const char *const polder_did_names[POLDER_DIDS];       /* open, facilitate, ... end */
extern const char *const polder_seen_names[];                 /* open, told, hidden, unaware */
extern const char *const polder_reason_names[POLDER_REASONS]; /* none, explained, ... */

/* The five conditions of a promising collaboration. */
typedef enum {
  POLDER_AMBITION,
  POLDER_INTERESTS,
  POLDER_RELATIONSHIP,
  POLDER_ORGANISATION,
  POLDER_PROCESS_OF_TALK,
  POLDER_CONDITIONS_MEASURED
} PolderCondition;
extern const char *const polder_condition_names[POLDER_CONDITIONS_MEASURED]; /* ambition, ... */

/* One line of a trace, with its newline. Only the line of POLDER_DID_END names `key`. */
void polder_trace_append_line(GString *text, const PolderEntry *entry, const PolderNames *names,
                              const PolderRunKey *key);

/* The numeric columns of runs.csv, from `round` to `enacted_share`, in the order of the file. */
#define POLDER_RUN_COLUMNS 17
extern const char *const polder_run_columns[POLDER_RUN_COLUMNS];
/* NAN where the outcome leaves it undefined (signed_round without an agreement). */
double polder_outcome_column(const PolderOutcome *outcome, unsigned column);

/* The numeric columns of parties.csv, from `utility` on. */
#define POLDER_PARTY_COLUMNS 6
extern const char *const polder_party_columns[POLDER_PARTY_COLUMNS];
double polder_outcome_party_column(const PolderOutcome *outcome, int party, unsigned column);

/* Header lines and rows of runs.csv and parties.csv, each with its newline. */
extern const char *const polder_runs_header;
extern const char *const polder_parties_header;
void polder_outcome_append_row(GString *text, const PolderOutcome *outcome,
                               const PolderNames *names, const PolderRunKey *key);
void polder_outcome_append_party_rows(GString *text, const PolderOutcome *outcome,
                                      const PolderNames *names, const PolderRunKey *key);
/* process.csv: `point,arm,run` and the columns of <polder/process.h>. */
void polder_process_append_header(GString *text);
void polder_outcome_append_process_row(GString *text, const PolderOutcome *outcome,
                                       const PolderRunKey *key);
/* `issue:option issue:option`; nothing for POLDER_NO_DEAL. */
void polder_deal_append(GString *text, PolderDeal deal, const PolderNames *names);
/* `party.interest:hidden@5!`, several joined by spaces: seen@since, and ! for a red line. */
void polder_cause_append(GString *text, const PolderOutcome *outcome, const PolderNames *names);
/* One object: the key, every column, deal, cause, parties. */
void polder_outcome_append_json(GString *text, const PolderOutcome *outcome,
                                const PolderNames *names, const PolderRunKey *key);

/* The shortest text that reads back as the same number; an undefined one gives nothing. */
void polder_number_append(GString *text, double number);
/* As g_ascii_strtod, and fast for what polder_number_append gives. `out_end` may be NULL. */
double polder_number_scan(const char *text, char **out_end);

/* JSON, piece by piece; commas come by themselves. `key` is NULL inside an array. */
void polder_json_open(GString *text, const char *key, char bracket);      /* { or [ */
void polder_json_close(GString *text, char bracket);                      /* } or ] */
void polder_json_text(GString *text, const char *key, const char *value); /* NULL = null */
void polder_json_number(GString *text, const char *key, double value);    /* undefined = null */
void polder_json_whole(GString *text, const char *key, uint64_t value);
void polder_json_flag(GString *text, const char *key, bool value);
void polder_json_deal(GString *text, const char *key, PolderDeal deal, const PolderNames *names);

/* Where text goes out. The first write that fails is remembered, and nothing is written after it.
 */
typedef struct PolderSink PolderSink;
/* `name` stands in messages. The descriptor stays the caller's. */
PolderSink *polder_sink_new(int descriptor, const char *name);
/* One that keeps everything: its text so far is lent until the next writing. */
PolderSink *polder_sink_new_text(void);
const char *polder_sink_text(const PolderSink *sink);
size_t polder_sink_length(const PolderSink *sink);
void polder_sink_free(PolderSink *sink); /* what was not flushed is lost: flush first */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderSink, polder_sink_free)
void polder_sink_write(PolderSink *sink, const char *text);
void polder_sink_print(PolderSink *sink, const char *format, ...) G_GNUC_PRINTF(2, 3);
bool polder_sink_failed(const PolderSink *sink);
/* False, with a G_FILE_ERROR, when anything written since the beginning did not arrive. */
bool polder_sink_flush(PolderSink *sink, GError **error);

G_END_DECLS

#endif
