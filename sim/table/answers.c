/* Answers: yes or no, why, and what everybody makes of it.
 *
 * Order: answers, explanations, attribution and trust, learning. Invariant: an answer is judged by
 * what its listener expected before it, plus what came with it as explanation.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

/* --- answering -------------------------------------------------------------------------------- */

static bool is_favourite(const PolderTable *table, int party) {
  return polder_view_utility(&table->view[party], table->deal) >=
         table->outlook[party]->best[party] - POLDER_TOLERANCE;
}

/* Of a text of which one issue is voted on: what it is worth as far as that goes. The rest of an
 * own text is what its author has in mind; one issue carries its part of what distrust takes off.
 */
static bool accepts_option(const PolderTable *table, int party, double demand,
                           double *out_perceived) {
  const PolderView *view = &table->view[party];
  const double prospect = polder_table_prospect(table, party, table->deal, demand);
  if (isnan(prospect))
    return false;
  if (table->values.value[POLDER_WILLING][party] < 0.5)
    return is_favourite(table, party);
  if (table->setting->strategy[party]->accepts != NULL)
    return table->setting->strategy[party]->accepts(view, table->deal, table->author, demand);
  const double utility = polder_view_utility(view, table->deal);
  const double loss = (utility - *out_perceived) / table->scenario->n_issues;
  *out_perceived = (party == table->author ? MAX(prospect, utility) : prospect) - loss;
  return *out_perceived >= demand - POLDER_TOLERANCE;
}

static inline bool accepts(const PolderTable *table, int party, double *out_demand,
                           double *out_perceived) {
  const PolderView *view = &table->view[party];
  const PolderClockwork *clock = table->clock; /* nobody devalues then */
  const double perceived = clock != NULL ? table->outlook[party]->utility[party][table->deal]
                                         : polder_view_perceived(view, table->deal, table->author);
  const double demand = clock != NULL ? clock->vote_demand[polder_table_clock_place(table, party)]
                                      : polder_table_demand(table, party);
  *out_demand = demand;
  *out_perceived = perceived;
  if (G_UNLIKELY(table->issue >= 0))
    return accepts_option(table, party, demand, out_perceived);
  if (table->scenario->broken[table->deal] >> party & 1)
    return false;
  if (table->values.value[POLDER_WILLING][party] <
      0.5) /* truly unwilling: its favourite or nothing */
    return is_favourite(table, party);
  if (table->setting->strategy[party]->accepts != NULL)
    return table->setting->strategy[party]->accepts(view, table->deal, table->author, demand);
  return perceived >= demand - POLDER_TOLERANCE;
}

/* What one party answers, and what comes with it. */
typedef struct {
  PolderAnswer answer;
  double demand, perceived;
  int named;      /* the interest that it names as reason, or -1 */
  bool red;       /* that, or what truly weighs most, is a broken red line */
  double granted; /* probability of rejection that its reason earns it */
} Reply;

/* One party makes up its mind; nobody has reacted yet. */
static void take_answer(PolderTable *table, int party, Reply *out_reply) {
  bool yes = accepts(table, party, &out_reply->demand, &out_reply->perceived);
  if (polder_table_is_mechanised(table) && !(table->scenario->broken[table->deal] >> party & 1))
    yes = polder_mechanisms_answer(table, party, yes);
  out_reply->answer = yes ? POLDER_ACCEPTED : POLDER_REJECTED;
  out_reply->named = -1;
  out_reply->red = false;
  out_reply->granted = 0;
  table->answered |= 1u << party;
  table->n_answers++;
  if (yes) {
    table->supporters |= 1u << party;
    if (party != table->author) /* to like one's own text is no opening */
      table->since[party] = 0;
  } else {
    table->n_rejections++;
    table->rejected_last |= 1u << party;
    if (table->since[party] == 0)
      table->since[party] = table->round;
  }
  if (table->author != party)
    table->best_heard[party] = MAX(table->best_heard[party], out_reply->perceived);
}

static void note_answer(PolderTable *table, int party, const Reply *reply) {
  const bool yes = reply->answer == POLDER_ACCEPTED;
  PolderEntry entry = polder_table_entry(table, yes ? POLDER_DID_ACCEPT : POLDER_DID_REJECT);
  bool red = reply->red;
  entry.party = (int8_t)party;
  entry.deal = table->deal;
  entry.before = reply->demand;
  entry.after = reply->perceived;
  if (!yes)
    entry.interest = (int16_t)(reply->named >= 0 ? reply->named
                                                 : polder_table_grievance(table, party, table->deal,
                                                                          false, false, &red));
  if (reply->named >= 0)
    entry.reason = red ? POLDER_REASON_RED_EXPLAINED : POLDER_REASON_EXPLAINED;
  else
    entry.reason = !yes && red ? POLDER_REASON_RED : POLDER_REASON_NONE;
  polder_trace_add(table->trace, entry);
}

/* --- explaining ------------------------------------------------------------------------------- */

int polder_table_grievance(const PolderTable *table, int party, PolderDeal deal,
                           bool only_conscious, bool only_untold, bool *out_red) {
  const PolderScenario *scenario = table->scenario;
  const PolderParty *at = &scenario->parties[party];
  const uint32_t others = ((1u << table->n) - 1) & ~(1u << party);
  int heaviest = -1, broken = -1;
  double most = POLDER_TOLERANCE, worst = POLDER_TOLERANCE;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    const bool untold = (table->known_to[k] & others) != others;
    if (only_conscious && !table->conscious[k])
      continue;
    const double s = polder_scenario_satisfaction(scenario, k, deal);
    const double missing =
        isnan(scenario->interests[k].minimum) ? -1 : scenario->interests[k].minimum - s;
    if (missing > worst) { /* a red line is named whether it was told before or not */
      worst = missing;
      broken = k;
    }
    const double weight = table->weight[k] * (1 - s);
    if (weight > most && (untold || !only_untold)) {
      most = weight;
      heaviest = k;
    }
  }
  *out_red = broken >= 0;
  return broken >= 0 ? broken : heaviest;
}

/* Whether the rejecting party says why: if it is one to explain, and knows. */
static void find_reason(const PolderTable *table, int party, Reply *reply) {
  const double tendency = table->values.value[POLDER_EXPLAIN][party];
  const uint32_t key = table->offers_this_round;
  if (tendency <= 0 || polder_draw(table->chance, (unsigned)table->round, (unsigned)party,
                                   POLDER_DRAW_EXPLAIN, key) >= tendency)
    return;
  reply->named = polder_table_grievance(table, party, table->deal, true, true, &reply->red);
  if (reply->named < 0)
    return;
  const double s = polder_scenario_satisfaction(table->scenario, reply->named, table->deal);
  if (reply->red)
    reply->granted = 0.98; /* "I cannot" */
  else if (s < 0.5)
    reply->granted = 0.9; /* "I do not want", where the text truly lowers it */
}

/* --- judging ---------------------------------------------------------------------------------- */

static void explain(PolderTable *table, const Reply *replies, int first, int last) {
  polder_table_tell_begin(table);
  for (int party = first; party <= last; party++)
    if (replies[party].answer == POLDER_REJECTED && replies[party].named >= 0)
      polder_table_tell(table, replies[party].named, POLDER_ALL, POLDER_REASON_EXPLANATION);
  polder_table_tell_end(table);
}

/* Beliefs after the answers: attribution with what was expected before them, then learning. */
static void judge(PolderTable *table, const Reply *replies) {
  PolderAnswer answer[POLDER_PARTIES_MAX];
  double excuse[POLDER_PARTIES_MAX];
  unsigned answering = 0;
  for (int party = 0; party < table->n; party++) {
    answer[party] = replies[party].answer;
    answering |= answer[party] == POLDER_SILENT ? 0 : 1u << party;
    excuse[party] = answer[party] == POLDER_SILENT ? 0 : replies[party].granted;
  }
  polder_table_refresh_minds(table);
  polder_minds_foresee(table->minds, table->deal, table->option);
  polder_table_keep(table);
  polder_minds_judge(table->minds, table->author, answer, excuse);
  polder_table_note_changes(table, POLDER_DID_ATTRIBUTE);
  if (answering == table->answered) /* the first answers to this text */
    polder_minds_learn(table->minds, table->author, table->time);
  else
    polder_minds_learn_more(table->minds, table->author, table->time);
  table->minds_stale = true;
}

/* Everybody takes in the answers of the parties first..last. */
static void take_in(PolderTable *table, Reply *replies, int first, int last) {
  for (int party = first; party <= last; party++) {
    if (replies[party].answer == POLDER_REJECTED) {
      find_reason(table, party, &replies[party]);
      table->n_unexplained += replies[party].named < 0;
    }
    if (table->trace != NULL && replies[party].answer != POLDER_SILENT)
      note_answer(table, party, &replies[party]);
  }
  if (table->talkative)
    explain(table, replies, first, last);
  if (table->setting->with_minds)
    judge(table, replies);
}

/* --- agreeing --------------------------------------------------------------------------------- */

bool polder_table_can_agree(const PolderTable *table) {
  return polder_rule_met(&table->decision, table->present);
}

static void agree(PolderTable *table) {
  table->over = true;
  table->ending = POLDER_AGREEMENT;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_AGREE);
  entry.party = (int8_t)table->author;
  entry.deal = table->deal;
  polder_trace_add(table->trace, entry);
}

static bool votes(const PolderTable *table, int party) {
  return table->present >> party & 1 && table->power[party] > 0;
}

void polder_chair_vote(PolderChair *chair) {
  PolderTable *table = chair->table;
  Reply replies[POLDER_PARTIES_MAX];
  table->rejected_last = 0;
  for (int party = 0; party < table->n; party++) {
    replies[party].answer = POLDER_SILENT;
    if (votes(table, party))
      take_answer(table, party, &replies[party]);
  }
  take_in(table, replies, 0, table->n - 1);
  if (polder_table_is_mechanised(table))
    polder_mechanisms_answered(table);
  const bool met = polder_rule_met(&table->decision, table->supporters);
  if (met && (table->issue < 0 || polder_table_settle(table)))
    agree(table);
  else
    table->deal = POLDER_NO_DEAL;
}

/* A party with a way of its own to answer decides about its red lines itself: on the road they may
 * be broken. */
static bool would_move(const PolderTable *table, int party) {
  const PolderStrategy *strategy = table->setting->strategy[party];
  double demand = polder_table_demand(table, party), perceived;
  if (strategy->accepts == NULL || table->values.value[POLDER_WILLING][party] < 0.5)
    return accepts(table, party, &demand, &perceived);
  return strategy->accepts(&table->view[party], table->deal, table->author, demand);
}

unsigned polder_table_poll(PolderTable *table, PolderDeal deal) {
  unsigned ayes = 0;
  table->deal = deal;
  table->author = -1;
  for (int party = 0; party < table->n; party++)
    if (votes(table, party) && would_move(table, party))
      ayes |= 1u << party;
  table->deal = POLDER_NO_DEAL;
  return ayes;
}

/* Whether anything comes of an answer but the answer itself. */
static bool somebody_reacts(const PolderTable *table) {
  return table->setting->with_minds || table->talkative || table->trace != NULL;
}

static void take_in_one(PolderTable *table, int party, const Reply *reply) {
  Reply replies[POLDER_PARTIES_MAX];
  for (int silent = 0; silent < table->n; silent++)
    replies[silent].answer = POLDER_SILENT;
  replies[party] = *reply;
  take_in(table, replies, party, party);
}

bool polder_chair_answer(PolderChair *chair, int party) {
  PolderTable *table = chair->table;
  Reply reply;
  double demand,
      perceived; /* who proposes a text stands by it, unless it unwittingly hurts itself */
  if (table->answered == 0 && table->author >= 0 &&
      accepts(table, table->author, &demand, &perceived))
    table->supporters |= 1u << table->author;
  table->rejected_last = 0;
  take_answer(table, party, &reply);
  const bool yes = reply.answer == POLDER_ACCEPTED;
  if (somebody_reacts(table))
    take_in_one(table, party, &reply);
  else
    table->n_unexplained += !yes;
  if (polder_table_is_mechanised(table))
    polder_mechanisms_answered(table);
  if (yes && polder_rule_met(&table->decision, table->supporters))
    agree(table);
  else if (!yes)
    table->deal = POLDER_NO_DEAL;
  return yes;
}
