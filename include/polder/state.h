/* Table, as the engine sees it: the whole state of one negotiation. Shut to plug-ins.
 *
 * The table room moves this state (opening, telling, offers, answers); the engine room drives it
 * round by round and says how it ended. All memory is made once; a run allocates nothing.
 */
#ifndef POLDER_STATE_H
#define POLDER_STATE_H

#include <polder/bargaining.h>
#include <polder/base.h>
#include <polder/minds.h>
#include <polder/record.h>
#include <polder/scenario.h>
#include <polder/table.h>

G_BEGIN_DECLS

typedef struct PolderTable PolderTable;
typedef struct PolderMechanism PolderMechanism; /* <polder/mechanism.h> */

struct PolderView {
  PolderTable *table;
  int self;
};

struct PolderChair {
  PolderTable *table;
};

/* What each party wants, of every deal: from its weights and what it is conscious of. */
typedef struct {
  double weight[POLDER_INTERESTS_MAX];
  bool conscious[POLDER_INTERESTS_MAX];
  const double *utility[POLDER_PARTIES_MAX]; /* [deal]: all of it, as it votes */
  const float *wish[POLDER_PARTIES_MAX];   /* [deal]: what it knows that it wants; -1 = red line */
  const double *value[POLDER_PARTIES_MAX]; /* [option]: of its wish */
  double best[POLDER_PARTIES_MAX],
      worst[POLDER_PARTIES_MAX]; /* of utility; best without red lines */
  double best_wish[POLDER_PARTIES_MAX];
  double hardness[POLDER_PARTIES_MAX]; /* sd of its floor above the mean of its utility */
  double *own_utility, *own_value;     /* [party][deal], [party][option] */
  float *own_wish;                     /* [party][deal + padding] */
  double *scratch, *line;              /* [deal] */
  /* how often a party's utility and wish became others, ever; and since which count of whose they
   * are a copy. The token tells one outlook from another, also from a later one at that address. */
  struct {
    unsigned changes, kept, copied;
  } weighed[POLDER_PARTIES_MAX], wished[POLDER_PARTIES_MAX];
  char *token, *copy_of; /* g_atomic_rc_box */
} PolderOutlook;

PolderOutlook *polder_outlook_new(const PolderScenario *scenario);
void polder_outlook_free(PolderOutlook *outlook);
/* From outlook->weight: utility, best and worst of a party (weights as written: nothing is computed
 * again); then, from outlook->conscious, its wish. */
void polder_outlook_weigh(PolderOutlook *outlook, const PolderScenario *scenario, int party,
                          bool as_written);
void polder_outlook_wish(PolderOutlook *outlook, const PolderScenario *scenario, int party);
/* The wish that these weights [interest of all] would make, whatever it votes by. */
void polder_outlook_wish_by(PolderOutlook *outlook, const PolderScenario *scenario, int party,
                            const double *weight);

/* What parties that look at the clock alone ask and propose: [party][round], rounds from 1. */
typedef struct {
  int n_parties, rounds;
  double *concession, *vote_demand, *text_demand;
  PolderDeal *text; /* POLDER_ASK_STRATEGY where several are equally near */
  double *gap;      /* of that text, NAN without one */
  double *asks;     /* [round]: what all ask together */
  PolderDeal *next; /* [deal]: scratch of winding */
} PolderClockwork;

#define POLDER_ASK_STRATEGY (POLDER_NO_DEAL - 1)

#define POLDER_MECHANISMS_MAX    64
#define POLDER_MECHANISMS_MEMORY 16384 /* bytes a table, of all together */

/* The mechanisms that are on, in their order, and where the memory of each begins. */
typedef struct {
  int n;
  const PolderMechanism *active[POLDER_MECHANISMS_MAX];
  size_t place[POLDER_MECHANISMS_MAX], memory; /* bytes */
} PolderMechanisms;

/* What is the same in every run of a game. */
typedef struct {
  const PolderScenario *scenario;
  PolderValues values;
  const PolderProtocol *protocol;
  const PolderStrategy *strategy[POLDER_PARTIES_MAX];
  const PolderDisclosure *const *disclosures; /* by place in the parameter: events change it */
  const PolderOutlook *outlook;               /* of the weights as written */
  bool spread_weights;                        /* some party's weights are drawn a run */
  const PolderClockwork *clockwork;           /* or NULL: something else than the clock counts */
  PolderMechanisms mechanisms;
  bool with_minds;   /* anything at this table depends on belief or trust that can move */
  bool with_neutral; /* a neutral may propose */
  bool counts_texts; /* some strategy asks how many different texts were laid down */
  bool all_open;     /* the arm `open`: every interest is known from the start */
} PolderSetting;

/* Only for settings in which nothing but the clock counts; `wind` again when the scenario's numbers
 * changed. */
PolderClockwork *polder_clockwork_new(const PolderSetting *setting);
void polder_clockwork_wind(PolderClockwork *clockwork, const PolderSetting *setting);
void polder_clockwork_free(PolderClockwork *clockwork);

/* Whose weights and wish were drawn for which run, so that another arm of it need not do it again.
 */
typedef struct {
  bool valid[POLDER_PARTIES_MAX], wished[POLDER_PARTIES_MAX];
  uint32_t generation; /* of the scenario */
  PolderChance chance;
  double spread[POLDER_PARTIES_MAX];
} PolderDrawn;

struct PolderTable {
  const PolderSetting *setting;
  const PolderClockwork *clock; /* the setting's, as long as it holds */
  const PolderScenario *scenario;
  int n;               /* parties */
  PolderValues values; /* as they hold now */
  PolderDecision decision;
  PolderChance chance;
  PolderTrace *trace; /* or NULL */
  PolderMinds *minds;
  PolderView view[POLDER_PARTIES_MAX];
  PolderChair chair;

  /* what the parties want in this run: own, or shared with all runs where nothing is drawn */
  PolderOutlook *own;
  PolderDrawn drawn;
  const PolderOutlook *outlook[POLDER_PARTIES_MAX];
  bool conscious[POLDER_INTERESTS_MAX];
  double weight[POLDER_INTERESTS_MAX];
  double trust_start[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];
  /* best and hardness of the wish at the opening: the yardstick for others, whatever is realised */
  double yardstick[POLDER_PARTIES_MAX][2];

  double *scratch;                 /* [deal] */
  PolderDeal *ties;                /* [deal]: equally good texts */
  float *no_wish;                  /* [deal + padding], all 0: what a neutral wants */
  double *no_value;                /* [option], all 0 */
  double *kept_trust, *kept_omega; /* [observer][party]: before a step, for the trace */

  /* what was said: bit l = party l knows (bit n = a neutral) */
  uint32_t known_to[POLDER_INTERESTS_MAX];
  bool *locked; /* [option]: requires what was not told to all */
  bool any_locked;
  unsigned tellers;                                                     /* bits, this round */
  unsigned heard_from[POLDER_PARTIES_MAX], thanked[POLDER_PARTIES_MAX]; /* bits, this round */
  bool talkative, restless; /* somebody may tell, or leave, of its own accord */
  double lens[POLDER_PARTIES_MAX + 1][POLDER_PARTIES_MAX]; /* share of the noise that is left */
  double facilitator;
  bool mediate;
  unsigned asked, mandated; /* bits */

  /* the clock, who sits there, whose turn */
  int round, deadline;
  double time, log_time; /* 0..1; ln of its part of concession_end, NAN until asked */
  unsigned present;      /* bits */
  int n_order, order[POLDER_PARTIES_MAX]; /* with a vote and present, in speaking order */
  int window;                             /* offers without movement that make a deadlock */
  /* of each party in this run: its weight in the talk, and its worth of no agreement; as written,
   * unless a mechanism makes them other */
  double power[POLDER_PARTIES_MAX], floor[POLDER_PARTIES_MAX];
  double turn_credit[POLDER_PARTIES_MAX];
  double concession[POLDER_PARTIES_MAX];
  bool minds_stale;

  /* the text on the table */
  PolderDeal deal;
  int author;
  int option[POLDER_ISSUES_MAX]; /* places in the list of options */
  unsigned supporters, answered; /* bits */
  unsigned offers_this_round;
  int issue; /* the one voted on, -1 = the whole text; those before it are settled */
  int settled[POLDER_ISSUES_MAX];      /* [issue]: place in the list of options */
  double reach[POLDER_PARTIES_MAX][2]; /* while there is an issue: lowest and highest utility of
                                          deals without an own red line broken, or NAN */
  PolderDeal standing;                 /* the single text of a neutral, POLDER_NO_DEAL before it */
  uint32_t changes;                    /* of it that were asked about */

  /* history */
  PolderDeal first_text[POLDER_PARTIES_MAX], last_text[POLDER_PARTIES_MAX];
  PolderDeal script_text[POLDER_PARTIES_MAX];
  int script_answer[POLDER_PARTIES_MAX];
  /* [deal]: bit i = proposed by i before; only with `endorsed` or where somebody counts texts */
  uint16_t *endorsed;
  unsigned distinct_texts[POLDER_PARTIES_MAX];
  unsigned rejected_last;        /* bits */
  int since[POLDER_PARTIES_MAX]; /* since when it has said yes to no text but its own, 0 = it has */
  double exploit_bar[POLDER_PARTIES_MAX];
  double best_heard[POLDER_PARTIES_MAX]; /* best text of others so far, as it perceived them */
  int n_offers;
  double *gaps, *asks;  /* [offer]: smallest gap so far; what all ask together */
  PolderDeal best_text; /* the text of the smallest gap, and who wrote it */
  int best_author;
  int flagged_round; /* 0 = not deadlocked so far */
  bool told_when_flagged;
  int n_answers, n_rejections, n_unexplained;

  /* what the mechanisms made of this run; holds only while one is on */
  struct {
    unsigned unheard; /* bits: tells the others nothing */
    double walls;     /* chance that what is told does not reach a party of another kind */
    /* weight of who does not sit there: in a neutral's text, and in that of who cares for others */
    double brokered[POLDER_PARTIES_MAX], heard[POLDER_PARTIES_MAX];
  } shaped;
  bool *found; /* [option]: thought of, though nobody knew it at the start */
  /* what they remember of it */
  double enacted; /* share of what was signed that is done, NAN = not looked at */
  double memory[POLDER_MECHANISMS_MEMORY / sizeof(double)];

  /* the end */
  bool over;
  PolderEnding ending;
  int ended_by;
};

/* Whether any mechanism is on. */
static inline bool polder_table_is_mechanised(const PolderTable *table) {
  return G_UNLIKELY(table->setting->mechanisms.n > 0);
}

/* The mechanisms' say: what each of those that are on makes of it, one after the other. Where it is
 * asked often, ask polder_table_is_mechanised first. */
void polder_mechanisms_open(PolderTable *table);
void polder_mechanisms_round(PolderTable *table);
double polder_mechanisms_demand(const PolderTable *table, int party, double demand);
double polder_mechanisms_perceive(const PolderTable *table, int party, PolderDeal deal, int author,
                                  double perceived);
double polder_mechanisms_mishear(const PolderTable *table, int listener, int speaker, double noise);
double polder_mechanisms_voice(const PolderTable *table, int party, double voice);
PolderDeal polder_mechanisms_propose(PolderTable *table, int party, PolderDeal text);
bool polder_mechanisms_answer(PolderTable *table, int party, bool accepts);
void polder_mechanisms_answered(PolderTable *table);
void polder_mechanisms_round_over(PolderTable *table);
double polder_mechanisms_leave(const PolderTable *table, int party, double hazard);
double polder_mechanisms_take_over(const PolderTable *table, int party, double hazard);
void polder_mechanisms_after(PolderTable *table);
void polder_mechanisms_conclude(const PolderTable *table, PolderOutcome *outcome);

/* Memory for tables on this scenario. */
PolderTable *polder_table_new(const PolderScenario *scenario);
void polder_table_free(PolderTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderTable, polder_table_free)

/* A run begins: order, weights, trust and beliefs are drawn and set; open interests are known. */
void polder_table_open(PolderTable *table, const PolderSetting *setting, PolderChance chance,
                       PolderTrace *trace);
/* As `from`, on the same scenario, stands between two rounds; both go on alike, and this one writes
 * in `trace` (or NULL). */
void polder_table_copy(PolderTable *table, const PolderTable *from, PolderTrace *trace);
/* A round begins: the clock. Then, when all has been said: how far everybody comes down in it. */
void polder_table_begin_round(PolderTable *table, int round);
void polder_table_concede(PolderTable *table);

/* Telling comes in one go a round: begin, any number of tells, end (beliefs, thanks,
 * re-attribution). `to` = a party or POLDER_ALL. Telling what is known does nothing. */
void polder_table_tell_begin(PolderTable *table);
void polder_table_tell(PolderTable *table, int interest, int to, PolderReason reason);
void polder_table_tell_end(PolderTable *table);
/* The party's unaware interests become conscious. */
void polder_table_realise(PolderTable *table, int party);
/* For a mechanism: an outlook of the party's own for the rest of the run, whose wish it may make
 * other (polder_outlook_wish_by); what the party votes by stays. */
PolderOutlook *polder_table_own_outlook(PolderTable *table, int party);
/* Every party thinks about telling, by its own policy. */
void polder_table_consider_telling(PolderTable *table);

/* Notes who may speak or leave of its own accord, after values changed. */
void polder_table_read_moods(PolderTable *table);
/* A party level value changes midway; what depends on it follows. */
void polder_table_change(PolderTable *table, PolderParameterId id, int party, double value);

/* The party leaves; the text on the table falls. It may come back, and then speaks last. */
void polder_table_stand_up(PolderTable *table, int party);
void polder_table_sit_down(PolderTable *table, int party);
/* Another person comes to sit there for the party: trust in it and its own trust begin again, and
 * its judgement of the others is that of a newcomer who knows what was said. */
void polder_table_succeed(PolderTable *table, int party);
/* A latent option is thought of: it can be proposed from now on. */
void polder_table_find(PolderTable *table, int option);
/* Brings the minds up to date when something was heard or learnt since. */
void polder_table_refresh_minds(PolderTable *table);
/* Whether the rule can still be met by those present. */
bool polder_table_can_agree(const PolderTable *table);
/* Whether nothing in a text waits for what was not told yet. */
bool polder_table_can_propose(const PolderTable *table, PolderDeal deal);
/* What a party asks of a text that it votes on. */
double polder_table_demand(const PolderTable *table, int party);
/* The shortfall of a party at a deal: what it still misses, in utility (or satisfaction of a red
 * line);
 * <= 0 when it could live with it. */
double polder_table_shortfall(const PolderTable *table, int party, PolderDeal deal, int author);
/* Which interest of the party weighs most against a deal: a broken red line first, else largest
 * w(1-s). only_conscious: as the party itself would say; only_untold: that somebody does not know
 * yet. -1 when there is none. */
int polder_table_grievance(const PolderTable *table, int party, PolderDeal deal,
                           bool only_conscious, bool only_untold, bool *out_red);
PolderSeen polder_table_seen(const PolderTable *table, int interest);
/* Mean trust of a party in those present, and trust of one in another. */
double polder_table_trust(const PolderTable *table, int observer, int other);

/* An entry of this round in which no field is set but what was done; to be added to table->trace.
 */
PolderEntry polder_table_entry(const PolderTable *table, PolderDid did);

G_END_DECLS

#endif
