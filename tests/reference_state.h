/* Shared by the files of the reference: the whole state of one run. Parties, interests, options and
 * deals count as in the scenario; observer n is the neutral.
 */
#ifndef POLDER_TESTS_REFERENCE_STATE_H
#define POLDER_TESTS_REFERENCE_STATE_H

#include <polder/bargaining.h>

#include "reference.h"

enum { MEMORY = 64, GUESSES = 6 };

/* What an observer heard of another. */
typedef struct {
  double weight, constant;
  double *told;  /* [option] */
  double *pairs; /* [deal] */
  bool *red;     /* [deal] */
} Heard;

/* One judged answer, with what was expected of it. */
typedef struct {
  int number; /* of the judged text, from 0 */
  bool yes;
  PolderDeal deal;
  double odds, clear; /* E and R */
  double granted;
} Judged;

/* How one party sees another. */
typedef struct {
  double (*g)[3]; /* [option][importance] */
  double *red;    /* [option]: rho */
  double q[GUESSES];
  Heard heard, heard_before; /* before the telling that is going on */
  double trust, trust_start, omega;
  double omega_forgotten; /* after the answers that are remembered no more */
  bool contact;
  int n_judged;
  Judged judged[MEMORY]; /* the oldest first */
  double odds, clear;    /* of the text on the table, before the answers */
} Mind;

/* What an observer makes of another's floor, of this moment. */
typedef struct {
  double floor, top, width, threshold;
} Guess;

typedef struct {
  PolderEvent event;
  PolderDeal text;
} Plan;

typedef struct {
  bool answered, yes, red;
  double demand, perceived, granted;
  int named;
} Reply;

typedef struct {
  const ReferenceRun *run;
  ReferenceOutcome *outcome;
  const PolderScenario *scenario;
  PolderValues values;
  PolderDecision decision;
  unsigned cursor; /* next entry of the engine's trace */
  bool stopped;    /* a difference was found */

  int n, n_issues;
  uint32_t n_deals;
  bool with_neutral, tell_when_flagged, all_open;
  GArray *plan; /* of Plan, by round */
  unsigned next_plan;

  int *option;             /* [deal][issue], in the list of options */
  double *satisfaction;    /* [interest][deal] */
  double *utility, *wish;  /* [party][deal] */
  bool *broken, *unwished; /* [party][deal]: own red line, conscious own red line */
  double *wish_value;      /* [party][option] */
  double weight[POLDER_INTERESTS_MAX];
  bool conscious[POLDER_INTERESTS_MAX];
  uint32_t known_to[POLDER_INTERESTS_MAX];
  double best[POLDER_PARTIES_MAX], worst[POLDER_PARTIES_MAX], wish_best[POLDER_PARTIES_MAX];
  double hardness[POLDER_PARTIES_MAX];                                     /* z */
  double yard_best[POLDER_PARTIES_MAX], yard_hardness[POLDER_PARTIES_MAX]; /* at the opening */

  Mind *mind; /* [observer][party] */

  int round, deadline;
  double time;
  unsigned present, asked, mandated, rejected_last, tellers;                /* bits */
  unsigned heard_from[POLDER_PARTIES_MAX + 1], thanked[POLDER_PARTIES_MAX]; /* bits */
  int n_order, order[POLDER_PARTIES_MAX];
  double credit[POLDER_PARTIES_MAX];
  double concession[POLDER_PARTIES_MAX], bar[POLDER_PARTIES_MAX];
  double facilitator;
  bool mediate;
  double lens[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];

  PolderDeal deal; /* on the table */
  int author;
  bool offer_learnt;
  int n_judged; /* texts (or answers one by one) so far */
  unsigned supporters, answered, offers_this_round;
  PolderDeal first_text[POLDER_PARTIES_MAX], last_text[POLDER_PARTIES_MAX];
  PolderDeal script_text[POLDER_PARTIES_MAX];
  int script_answer[POLDER_PARTIES_MAX];
  uint16_t *endorsed; /* [deal] */
  double best_heard[POLDER_PARTIES_MAX];
  GArray *gaps, *asks; /* of double, by offer */
  int flagged_round;

  bool over;
  PolderEnding ending;
} Ref;

/* --- reference_party.c: what a party wants and asks ------------------------------------------- */

double ref_value(const Ref *ref, PolderParameterId id, int party);
void ref_see_deals(Ref *ref);        /* options and satisfaction of every deal */
void ref_weigh(Ref *ref, int party); /* utility, wish, best, worst, z */
double ref_mean_trust(const Ref *ref, int party);
double ref_perceived(const Ref *ref, int party, PolderDeal deal, int author);
double ref_shortfall(const Ref *ref, int party, PolderDeal deal, int author);
double ref_demand_of_vote(const Ref *ref, int party);
double ref_demand_of_text(const Ref *ref, int party);
void ref_concede(Ref *ref);
bool ref_accepts(Ref *ref, int party, double *out_demand, double *out_perceived);

/* --- reference_text.c: which text to propose -------------------------------------------------- */

/* Follows the engine's text where it is as good; POLDER_NO_DEAL = passes. */
PolderDeal ref_choose_text(Ref *ref, int party);

/* --- reference_mind.c: beliefs, attribution, trust -------------------------------------------- */

void ref_open_minds(Ref *ref);
void ref_free_minds(Ref *ref);
Mind *ref_mind(const Ref *ref, int observer, int other);
double ref_estimate(const Ref *ref, int observer, int other, const Heard *heard, PolderDeal deal);
Guess ref_guess(const Ref *ref, int observer, int other, const Heard *heard);
/* E and R of a text. */
void ref_expect(const Ref *ref, int observer, int other, const Heard *heard, PolderDeal deal,
                double *out_odds, double *out_clear);
void ref_judge(Ref *ref, const Reply *replies);
void ref_learn(Ref *ref, const Reply *replies);
/* Suspicion after one more answer. */
double ref_omega_after(const Ref *ref, int observer, double omega, const Judged *judged);
void ref_drift(Ref *ref);

/* --- reference_tell.c: telling, hearing and re-attribution ------------------------------------ */

void ref_spread_word(Ref *ref, int interest, int to, bool noisy);
void ref_tell_begin(Ref *ref);
void ref_tell(Ref *ref, int interest, int to);
void ref_tell_end(Ref *ref);
void ref_realise(Ref *ref, int party);
void ref_consider_telling(Ref *ref);
bool ref_known_to_all(const Ref *ref, int interest);
double ref_told_share(const Ref *ref, int listener, int speaker);
bool ref_locked(const Ref *ref, int option);
void ref_copy_heard(const Ref *ref, Heard *to, const Heard *from);

/* --- reference_open.c: opening, arm, events --------------------------------------------------- */

void ref_plan_arm(Ref *ref);
void ref_open(Ref *ref);
void ref_events(Ref *ref); /* of this round, and telling */

/* --- reference_chair.c: offers and answers ---------------------------------------------------- */

int ref_speakers(const Ref *ref);
int ref_speaker(const Ref *ref, int place);
/* Of the list of protocols, those that the reference knows. */
enum { REF_ROUND_ROBIN = 0, REF_SAOP = 1, REF_LEADER = 4 };
void ref_round_robin(Ref *ref);
void ref_saop(Ref *ref);

/* --- reference_trace.c: step by step beside the engine ---------------------------------------- */

/* This happened; checks that the engine says so too. */
void ref_say(Ref *ref, PolderDid did, int party, int to, int interest, PolderDeal deal);
/* The engine's next step, NULL without a trace or at its end. */
const PolderEntry *ref_next(Ref *ref);
/* Suspicion and trust after judging (POLDER_DID_ATTRIBUTE) or a telling (POLDER_DID_REATTRIBUTE).
 */
void ref_check_minds(Ref *ref, PolderDid did);
void ref_differs(Ref *ref, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
