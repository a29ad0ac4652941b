/* Chain: how one impasse came about, link by link, each with its numbers and its round; and how
 * often each link occurs among the impasses of many runs.
 *
 * A link that was not there is said to be missing, never made up: no belief in onwil that rose by
 * .05, no trust that fell by .01, no refusal for distrust alone. What distrust takes off is the
 * worth of a text less what it was perceived to be worth; that is exact but for the mechanisms that
 * colour a text themselves (abstraction, signing_reward, status_quo, turf), and is not read from
 * votes on one issue at a time. After a sham there is only an end.
 */
#ifndef POLDER_CHAIN_H
#define POLDER_CHAIN_H

#include <polder/levers.h>
#include <polder/record.h>

G_BEGIN_DECLS

typedef enum {
  POLDER_LINK_PROPOSAL,  /* party (-1 = neutral) laid down deal; after = its gap, 0..1 */
  POLDER_LINK_INTEREST,  /* deal misses interest of party: before = its red line (NAN = none),
                            after = how far it is satisfied */
  POLDER_LINK_REJECTION, /* party rejects it: before = what it asks, after = what it perceives */
  POLDER_LINK_ONWIL,     /* what party believes of `to`: at its first change, and at its highest */
  POLDER_LINK_TRUST,     /* what all others trust `to`, on average: at the start and at the end */
  POLDER_LINK_DEVALUATION, /* to party a text of `to` was worth `before`, and seemed `after` */
  POLDER_LINK_END          /* how it ended; party = who ended it, or -1; deal = what came nearest */
} PolderLinkKind;
#define POLDER_LINKS (POLDER_LINK_END + 1)
extern const char *const polder_link_names[POLDER_LINKS]; /* proposal, interest, ... end */

/* Fields that a link does not use are -1, POLDER_NO_DEAL, NAN, 0 or false. */
typedef struct {
  bool missing;     /* this link was not there: only `to` or `party` may say whose it would be */
  int round, until; /* until >= round: where it took more than one round */
  int party, to;
  int interest;
  PolderDeal deal;
  double before, after;
  PolderSeen seen; /* interest: how well it was known when the text was refused */
  bool red;        /* interest: the text breaks a red line */
  bool explained;  /* rejection: with its reason */
  bool wrong;      /* onwil: believed (.5 or more) of a party that is in truth willing */
  unsigned times;  /* devaluation: refusals for that alone (perceives < asks <= plain worth) */
  unsigned of;     /* devaluation: of so many refusals; rejection: how often party said no */
} PolderLink;

typedef struct {
  uint64_t seed;
  uint32_t run;
  bool impasse; /* else there is no chain: nothing below holds but `outcome` */
  bool room;    /* there was room to agree; else no telling could have helped */
  int party;    /* who could not live with what came nearest, or -1 */
  PolderLink link[POLDER_LINKS];
  PolderOutcome outcome;
} PolderChain;

/* Plays run job->first_run in job->arm and reads its chain. False with an error when the arm is
 * unknown. */
bool polder_chain_play(const PolderLeversJob *job, PolderChain *out_chain, GError **error);
/* One line a link, each with its newline; a line says so when a link is missing. */
void polder_chain_append_text(GString *text, const PolderChain *chain,
                              const PolderScenario *scenario, PolderLanguage language);
/* One object under `key` (NULL inside an array). */
void polder_chain_append_json(GString *text, const char *key, const PolderChain *chain,
                              const PolderNames *names);

/* In how many impasses each link occurs. */
typedef struct {
  uint64_t runs, failed, impasses;
  uint64_t no_room;     /* of the impasses, likewise all below */
  uint64_t untold;      /* the text misses an interest that was not known to all */
  uint64_t unaware;     /* of those, one that its owner did not know either */
  uint64_t red;         /* it breaks a red line */
  uint64_t unexplained; /* it was refused without a reason */
  uint64_t onwil;       /* somebody came to believe that its refuser is unwilling (.5 or more) */
  uint64_t wrong;       /* of those, of one that is in truth willing */
  uint64_t distrust;    /* trust in the refuser fell by more than .1 */
  uint64_t devalued;    /* some text was refused for distrust alone */
  uint64_t endings[POLDER_ENDINGS];
} PolderChainShares;

/* Over all runs of the job. */
bool polder_chains_count(const PolderLeversJob *job, PolderChainShares *out_shares, GError **error);
/* One line a link: how many of the impasses, and the share with its interval (Wilson, 95 %). */
void polder_chains_append_text(GString *text, const PolderChainShares *shares,
                               PolderLanguage language);
void polder_chains_append_json(GString *text, const char *key, const PolderChainShares *shares);

G_END_DECLS

#endif
