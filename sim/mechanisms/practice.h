/* Shared by the files of the signature and of what comes after it. */
#ifndef POLDER_MECHANISMS_PRACTICE_H
#define POLDER_MECHANISMS_PRACTICE_H

#include <polder/mechanism.h>

/* --- the signature --------------------------------------------------------------------------- */

/* Who said yes to what was agreed (bits, 0 without an agreement), and who of them got less than its
 * floor. */
unsigned polder_practice_signers(const PolderTable *table);
unsigned polder_practice_below(const PolderTable *table);
/* Share of `these` among `all` (bits), NAN of none. */
double polder_practice_share(unsigned these, unsigned all);
/* The column signed_below. */
void polder_practice_count_signers(const PolderTable *table, PolderOutcome *outcome);
/* Share of the issues that a party understands otherwise than they are written, 0..1. */
double polder_practice_misread(const PolderTable *table, int party);

/* --- the practice ---------------------------------------------------------------------------- */

/* What a table remembers of its practice. Sums run over periods. */
typedef struct {
  PolderDeal text; /* as it stands now */
  int signed_round, period;
  unsigned bound, stopped;     /* bits: who has a vote and was there, and who of them left off */
  unsigned doing;              /* bits: who does its part in this period */
  double talk;                 /* of this period, 0..1 */
  double learnt, internalised; /* 0..1 */
  int kept, broken, papers;
  uint16_t did[POLDER_PARTIES_MAX]; /* periods in which the party did its part */
  double sum_talk, sum_value, sum_cost, sum_exit;
  /* dents that are there, and what became of all */
  int unseen, seen, shocks, noticed, mended, dent_periods;
  /* promises */
  uint16_t hidden[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX]; /* breaks not yet found out */
  bool caught[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];     /* ever found out */
  int breaks_seen, hidden_periods, findings;
  double found_loss;
  int incidents, solved;
  uint16_t stopped_in[POLDER_PARTIES_MAX]; /* period */
  double trust_signed, health;
  bool survived;
  int closed, closed_left; /* interests that were not open at the signature: then and now */
} PolderPractice;

/* A number of this period, keyed. */
double polder_practice_draw(const PolderTable *table, int party, PolderPurpose purpose, uint32_t k);
/* Notes what happened, if there is a trace. */
void polder_practice_note(PolderTable *table, PolderDid did, int party, int to, double before,
                          double after);
/* Those bound that have not stopped (bits). */
unsigned polder_practice_active(const PolderPractice *practice);
/* What a party has above its floor at a text; one that is unwilling wants its favourite. */
double polder_practice_surplus(const PolderTable *table, int party, PolderDeal text);
/* Mean trust over all pairs of the bound. */
double polder_practice_trust(const PolderTable *table, const PolderPractice *practice);
/* Chance that what goes wrong is noticed in a period. */
double polder_practice_attention(const PolderTable *table);

/* How much of the talk paper takes, for each share of paper; not above 0 with a review clause. */
double polder_practice_crowding(const PolderTable *table);

/* Talk: how much of it there is, dents, another text, what is told and learnt. */
void polder_practice_sit_down(const PolderTable *table, PolderPractice *practice);
void polder_practice_dent(PolderTable *table, PolderPractice *practice);
void polder_practice_renegotiate(PolderTable *table, PolderPractice *practice);
void polder_practice_tell(PolderTable *table, double talk);
void polder_practice_learn(const PolderTable *table, PolderPractice *practice);
int polder_practice_closed(const PolderTable *table);

/* Deeds: what trust makes of promises, incidents, and stopping. */
void polder_practice_promise(PolderTable *table, PolderPractice *practice);
void polder_practice_drift(PolderTable *table, const PolderPractice *practice);
void polder_practice_help(PolderTable *table, PolderPractice *practice);
double polder_practice_health(const PolderTable *table, const PolderPractice *practice, int party);
void polder_practice_stop(PolderTable *table, PolderPractice *practice);
/* What a party is worth by itself so many periods after it stopped. */
double polder_practice_alone(const PolderTable *table, int party, int periods);

/* Of volatility. */
void polder_practice_drift_of_context(PolderTable *table);

#endif
