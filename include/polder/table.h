/* Table, as the parties see it: what one may know (the view), and the contracts of the three
 * plug-ins.
 *
 * A plug-in may include this door, base.h and parameters.h, nothing else: through a view it sees
 * its own party whole and of the others only what was said and done. That a hidden interest of
 * another cannot be reached is a property of these includes, and `make lint` guards them.
 */
#ifndef POLDER_TABLE_H
#define POLDER_TABLE_H

#include <polder/base.h>
#include <polder/parameters.h>

G_BEGIN_DECLS

/* --- The view of one party ------------------------------------------------------------------- */

typedef struct PolderView PolderView;

int polder_view_round(const PolderView *view);   /* 1..deadline */
double polder_view_time(const PolderView *view); /* (round-1)/(deadline-1), 0..1 */
/* ln of the time as a part of concession_end, at most 0: the same for everybody, so taken once. */
double polder_view_log_time(const PolderView *view);
int polder_view_self(const PolderView *view); /* 0..parties-1 */
int polder_view_parties(const PolderView *view);
bool polder_view_present(const PolderView *view, int party); /* has not left */
/* A parameter of the viewer, or of the table. */
double polder_view_parameter(const PolderView *view, PolderParameterId id);

/* Its own utility of a deal, 0..1: all of it, as it will vote. */
double polder_view_utility(const PolderView *view, PolderDeal deal);
/* The same less what its distrust of the author takes off (author: a party, or -1 for a neutral).
 */
double polder_view_perceived(const PolderView *view, PolderDeal deal, int author);
/* Whether the deal breaks a red line of its own. */
bool polder_view_breaks_own_line(const PolderView *view, PolderDeal deal);
double polder_view_reservation(const PolderView *view);
double
polder_view_best(const PolderView *view); /* largest utility without an own red line broken */

double polder_view_trust(const PolderView *view, int other);
double polder_view_mean_trust(const PolderView *view);
/* Weight of what `other` told the viewer, or was open: 0..1. Of itself: what all others know. */
double polder_view_told_share(const PolderView *view, int other);
/* First and latest text of a party, POLDER_NO_DEAL before there is one. */
PolderDeal polder_view_first_text(const PolderView *view, int party);
PolderDeal polder_view_last_text(const PolderView *view, int party);
/* How many different texts a party has laid down; only at tables with a strategy that counts. */
unsigned polder_view_distinct_texts(const PolderView *view, int party);
/* One of its own that it could lay down again, 0 = the first in the list of deals; POLDER_NO_DEAL
 * when there are fewer. */
PolderDeal polder_view_earlier_text(const PolderView *view, unsigned place);
/* The single text that stands while changes of it are asked about, POLDER_NO_DEAL elsewhere. */
PolderDeal polder_view_standing_text(const PolderView *view);
bool polder_view_rejected_last(const PolderView *view); /* did it reject the latest text */
bool polder_view_asked(const PolderView *view); /* was it asked this round what matters to it */
/* A script: the text written for it (POLDER_NO_DEAL: none) and its answer (-1: none, 0 no, 1 yes).
 */
PolderDeal polder_view_script_text(const PolderView *view);
int polder_view_script_answer(const PolderView *view);

/* Texts that it could propose: wanted by itself, at least `demand` of its own utility as it knows
 * that, no own red line that it knows of broken, nothing locked. POLDER_NO_DEAL when there is none.
 */
PolderDeal polder_view_joint_text(const PolderView *view, double demand); /* best chance for all */
PolderDeal polder_view_nearest_text(const PolderView *view,
                                    double demand);                     /* least above the demand */
PolderDeal polder_view_any_text(const PolderView *view, double demand); /* any, equally likely */

/* Its own value, as it knows that, of the `rank`-th best text that it could propose (1 = best); -1
 * when there are fewer. */
double polder_view_ranked(const PolderView *view, unsigned rank);
/* A number in [0, 1) for what the party does now, another one every round and every change asked.
 */
double polder_view_draw(const PolderView *view);

/* --- The contracts --------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  bool models_others; /* it looks at what it believes of the others */
  bool clockwork;     /* its concession depends on the clock and its parameters alone */
  bool counts_texts;  /* it asks polder_view_distinct_texts */
  /* How far it has come down: 0 = asks its best .. 1 = content with its floor. */
  double (*concession)(const PolderView *view);
  PolderDeal (*propose)(const PolderView *view, double demand);
  /* NULL: accepts what it perceives as at least its demand. */
  bool (*accepts)(const PolderView *view, PolderDeal deal, int author, double demand);
} PolderStrategy;

typedef struct {
  const char *name;
  bool never; /* it never considers anything */
  /* Whether it may tell something now of its own accord, and what that adds in log-odds. */
  bool (*considers)(const PolderView *view, double *out_pull);
} PolderDisclosure;

/* What a protocol may do with the table. */
typedef struct PolderChair PolderChair;

bool polder_chair_over(const PolderChair *chair);    /* agreed, or nobody left */
int polder_chair_speakers(const PolderChair *chair); /* parties with a vote that are present */
int polder_chair_speaker(const PolderChair *chair, int place); /* in the speaking order */
/* Whose turn it is: a neutral's (-1) when one waits, else in shares that follow power. */
int polder_chair_next(PolderChair *chair);
bool polder_chair_neutral_waits(
    const PolderChair *chair);                        /* the next text is a neutral's: party -1 */
bool polder_chair_has_text(const PolderChair *chair); /* a text is on the table, not yet refused */
/* The party (or -1: a neutral, when one was called in) lays a text on the table; false when it
 * passes. */
bool polder_chair_propose(PolderChair *chair, int party);
/* The two halves of that, where all choose before anybody lays down: the text (POLDER_NO_DEAL:
 * none), and laying down one that was chosen. */
PolderDeal polder_chair_choose(PolderChair *chair, int party);
bool polder_chair_lay(PolderChair *chair, int party, PolderDeal text);
/* Everybody answers at once, is judged, and all learn; ends the table when the rule is met. */
void polder_chair_vote(PolderChair *chair);
/* One party answers; true when it accepts. Ends the table when nothing more is needed. */
bool polder_chair_answer(PolderChair *chair, int party);

/* The party with most power of those present, the first in the speaking order of equals; -1 when a
 * neutral waits. */
int polder_chair_leader(const PolderChair *chair);
bool polder_chair_last_round(const PolderChair *chair);
/* From now on a vote settles one issue, in the order of the file: texts keep to what was settled,
 * and with the last issue the whole is agreed. */
void polder_chair_one_by_one(PolderChair *chair);
/* A single text of nobody: the one that stands, drawn when first asked for (POLDER_NO_DEAL: none
 * can be). A neutral shows everybody apart a random change of it, which becomes the standing text
 * when the rule is met; nobody learns what others said. */
PolderDeal polder_chair_standing(PolderChair *chair);
void polder_chair_change(PolderChair *chair);

typedef struct {
  const char *name;
  void (*round)(PolderChair *chair);
} PolderProtocol;

G_END_DECLS

#endif
