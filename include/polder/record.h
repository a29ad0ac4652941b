/* Record: what happened (events), how it ended (one outcome a run), and how both are written down.
 *
 * An event is a few numbers; it becomes text only when somebody reads it. No event names the arm, so
 * the traces of two arms are equal byte for byte until they part.
 */
#ifndef POLDER_RECORD_H
#define POLDER_RECORD_H

#include <polder/base.h>

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
  POLDER_DID_PROPOSE,    /* party (-1 = neutral) lays deal on the table; after = its own utility of it */
  POLDER_DID_PASS,       /* party has no text that it could defend */
  POLDER_DID_ACCEPT,     /* party accepts deal; before = what it asks, after = what it perceives */
  POLDER_DID_REJECT,     /* party rejects deal; likewise; interest = what truly weighs most, see `reason` */
  POLDER_DID_ATTRIBUTE,  /* party's belief that `to` is unwilling went from before to after */
  POLDER_DID_REATTRIBUTE,/* the same, computed again after a telling */
  POLDER_DID_TRUST,      /* party's trust in `to` went from before to after, over the whole round */
  POLDER_DID_FLAG,       /* the table is deadlocked since this offer; after = smallest gap so far */
  POLDER_DID_LEAVE,      /* party leaves; the others go on when the rule allows */
  POLDER_DID_GIVE_UP,    /* party gives up a deadlocked table */
  POLDER_DID_TAKE_OVER,  /* party ends the table and acts alone */
  POLDER_DID_AGREE,      /* deal is agreed */
  POLDER_DID_END         /* the last event: after = the PolderEnding */
} PolderDid;
#define POLDER_DIDS (POLDER_DID_END + 1)

typedef enum {
  POLDER_REASON_NONE,         /* reject: nobody knows why */
  POLDER_REASON_EXPLAINED,    /* reject: named the interest (a `tell` follows), or it was known already */
  POLDER_REASON_RED,          /* reject: a red line is broken (nobody else may know) */
  POLDER_REASON_RED_EXPLAINED,/* reject: a red line is broken, and it was named */
  POLDER_REASON_SCHEDULED,    /* tell: an event of the case or the arm */
  POLDER_REASON_CHOSEN,       /* tell: by the party's own disclosure policy */
  POLDER_REASON_EXPLANATION   /* tell: as the reason of a rejection */
} PolderReason;

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

/* --- How it ended ---------------------------------------------------------------------------------- */

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
  uint16_t since; /* first round of its unbroken row of rejections */
} PolderBlock;

typedef struct {
  PolderEnding ending;
  PolderImpasse impasse;
  int round;         /* in which it ended, 1..T */
  int flagged_round; /* first flagged deadlocked, 0 = never */
  int ended_by;      /* the party that left, gave up or took over, or -1 */
  PolderDeal deal;   /* agreed, or POLDER_NO_DEAL */
  PolderDeal best_text; /* the text with the smallest gap so far, or POLDER_NO_DEAL */
  bool room;         /* the room to agree is not empty, under the table's rule and this run's weights */
  bool breakthrough_within; /* flagged, then something was told, then agreed */
  /* columns of runs.csv; NAN = undefined */
  double joint_utility, joint_best, min_surplus, gini, pareto_distance, nash_distance, client_utility,
      trust_mean, trust_min, false_onwil, missed_onwil, unexplained, belief_error, disclosed_share,
      enacted_share;
  /* columns of parties.csv */
  struct {
    double utility, surplus, told_share, trust_given, trust_received, onwil_received;
  } party[POLDER_PARTIES_MAX];
  int n_blocks; /* of an impasse: the cause, heaviest first */
  PolderBlock blocks[POLDER_PARTIES_MAX];
} PolderOutcome;

G_END_DECLS

#endif
