/* The chair: offers and answers, and what everybody makes of them.
 *
 * Order of one offer: proposal, answers, explanations, attribution and trust, learning. Invariant:
 * an answer is judged by what its listener expected before it, plus what came with it as
 * explanation.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

bool polder_chair_over(const PolderChair *chair) {
  return chair->table->over;
}

bool polder_chair_has_text(const PolderChair *chair) {
  return chair->table->deal != POLDER_NO_DEAL;
}

bool polder_chair_neutral_waits(const PolderChair *chair) {
  return chair->table->mediate;
}

int polder_chair_speakers(const PolderChair *chair) {
  int count = 0;
  for (int place = 0; place < chair->table->n_order; place++)
    count += (chair->table->present >> chair->table->order[place] & 1) != 0;
  return count;
}

int polder_chair_speaker(const PolderChair *chair, int place) {
  for (int seat = 0; seat < chair->table->n_order; seat++)
    if (chair->table->present >> chair->table->order[seat] & 1 && place-- == 0)
      return chair->table->order[seat];
  return -1;
}

/* Turns in proportion to power, as evenly as they can be: each turn everybody earns its power, and
 * who has most speaks and pays for it. With equal powers this is the plain round. */
int polder_chair_next(PolderChair *chair) {
  PolderTable *table = chair->table;
  if (table->mediate)
    return -1;
  int chosen = -1;
  double total = 0;
  for (int seat = 0; seat < table->n_order; seat++) {
    const int party = table->order[seat];
    if (!(table->present >> party & 1))
      continue;
    const double power = table->scenario->parties[party].power;
    table->turn_credit[party] += power;
    total += power;
    if (chosen < 0 || table->turn_credit[party] > table->turn_credit[chosen] + POLDER_TOLERANCE)
      chosen = party;
  }
  if (chosen >= 0)
    table->turn_credit[chosen] -= total;
  return chosen;
}

/* --- the demand
 * ------------------------------------------------------------------------------------------ */

static double demand_between(const PolderTable *table, int party, double best) {
  const double floor = table->scenario->parties[party].reservation;
  const double asked = floor + (best - floor) * (1 - table->concession[party]);
  return MAX(MAX(floor, asked), table->exploit_bar[party]);
}

/* What it asks of a text that it votes on, and of one that it writes itself. */
static double demand_of_vote(const PolderTable *table, int party) {
  return demand_between(table, party, table->outlook[party]->best[party]);
}

static double demand_of_text(const PolderTable *table, int party) {
  return demand_between(table, party, table->outlook[party]->best_wish[party]);
}

/* --- proposing
 * --------------------------------------------------------------------------------------------- */

double polder_table_shortfall(const PolderTable *table, int party, PolderDeal deal, int author) {
  const double red = table->scenario->red_short[(size_t)party * table->scenario->n_deals + deal];
  const double perceived = polder_view_perceived(&table->view[party], deal, author);
  const double missing = table->scenario->parties[party].reservation - perceived;
  return red > POLDER_TOLERANCE ? MAX(red, missing) : missing;
}

/* How far the table is from agreeing on this text; the smallest so far is what deadlock looks at.
 */
static void measure_gap(PolderTable *table) {
  double gap = 0;
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1 && table->scenario->parties[party].power > 0) {
      const double missing = polder_table_shortfall(table, party, table->deal, table->author);
      gap = missing > gap ? missing : gap;
    }
  const double before = table->gaps[table->n_offers];
  if (gap < before || table->best_text == POLDER_NO_DEAL) {
    table->best_text = table->deal;
    table->best_author = table->author;
  }
  table->gaps[table->n_offers] = MIN(gap, before);
}

/* What everybody asks together. */
static double sum_of_demands(const PolderTable *table) {
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1)
      sum += demand_of_vote(table, party);
  return sum;
}

/* Deadlocked: over the last offers no text came nearer and nobody came down. */
static bool stands_still(const PolderTable *table, int now) {
  const int then = now - (int)table->values.value[POLDER_DEADLOCK_WINDOW][0];
  return then >= 0 && table->gaps[then] - table->gaps[now] <= 0.005 &&
         table->asks[then] - table->asks[now] <= 0.005 * table->n;
}

static void count_offer(PolderTable *table) {
  const int now = table->n_offers;
  table->gaps[now] = now > 0 ? table->gaps[now - 1] : INFINITY;
  table->asks[now] = sum_of_demands(table);
  if (table->deal != POLDER_NO_DEAL)
    measure_gap(table);
  table->offers_this_round++;
  table->n_offers++;
  if (table->flagged_round > 0 || !stands_still(table, now))
    return;
  table->flagged_round = table->round;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_FLAG);
  entry.after = table->gaps[now];
  polder_trace_add(table->trace, entry);
}

static void remember_text(PolderTable *table, int party) {
  if (party < 0)
    return;
  if (table->first_text[party] == POLDER_NO_DEAL)
    table->first_text[party] = table->deal;
  table->last_text[party] = table->deal;
  if (table->values.value[POLDER_ENDORSED][0] > 0)
    table->endorsed[table->deal] |= (uint16_t)(1u << party);
}

/* A neutral's text: the one that most likely suits everybody, as far as a listener can know. */
static PolderDeal neutral_text(PolderTable *table) {
  double power[POLDER_PARTIES_MAX];
  for (int party = 0; party < table->n; party++)
    power[party] = table->present >> party & 1 ? table->scenario->parties[party].power : 0;
  polder_table_refresh_minds(table);
  PolderDeal ties[1];
  const PolderSearch search = {.observer = POLDER_NEUTRAL(table->n),
                               .wish = table->no_wish,
                               .value = table->no_value,
                               .locked = table->any_locked ? table->locked : NULL,
                               .power = power,
                               .sample = table->scenario->sample,
                               .ties = ties,
                               .max_ties = 1};
  return polder_minds_best_texts(table->minds, &search) > 0 ? ties[0] : POLDER_NO_DEAL;
}

static PolderDeal choose_text(PolderTable *table, int party) {
  if (party < 0)
    return neutral_text(table);
  const PolderOutlook *outlook = table->outlook[party];
  if (outlook->best[party] < table->scenario->parties[party].reservation - POLDER_TOLERANCE)
    return POLDER_NO_DEAL; /* no deal is worth it: it has nothing to propose */
  return table->setting->strategy[party]->propose(&table->view[party],
                                                  demand_of_text(table, party));
}

static void note_text(PolderTable *table, int party) {
  if (table->trace == NULL)
    return;
  const bool passed = table->deal == POLDER_NO_DEAL;
  PolderEntry entry = polder_table_entry(table, passed ? POLDER_DID_PASS : POLDER_DID_PROPOSE);
  entry.party = (int8_t)party;
  entry.deal = table->deal;
  if (!passed && party >= 0)
    entry.after = table->outlook[party]->utility[party][table->deal];
  polder_trace_add(table->trace, entry);
}

bool polder_chair_propose(PolderChair *chair, int party) {
  PolderTable *table = chair->table;
  table->mediate = table->mediate && party >= 0;
  table->deal = choose_text(table, party);
  table->author = party;
  table->supporters = table->answered = 0;
  note_text(table, party);
  count_offer(table);
  if (table->deal == POLDER_NO_DEAL)
    return false;
  remember_text(table, party);
  polder_scenario_options(table->scenario, table->deal, table->option);
  for (int issue = 0; issue < table->scenario->n_issues; issue++)
    table->option[issue] += table->scenario->issues[issue].first_option;
  return true;
}

/* --- answering
 * -----------------------------------------------------------------------------------------------
 */

static bool accepts(PolderTable *table, int party, double *out_demand, double *out_perceived) {
  const PolderView *view = &table->view[party];
  const double perceived = polder_view_perceived(view, table->deal, table->author);
  const double demand = demand_of_vote(table, party);
  *out_demand = demand;
  *out_perceived = perceived;
  if (polder_view_breaks_own_line(view, table->deal))
    return false;
  if (table->values.value[POLDER_WILLING][party] <
      0.5) /* truly unwilling: its favourite or nothing */
    return polder_view_utility(view, table->deal) >=
           table->outlook[party]->best[party] - POLDER_TOLERANCE;
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
  const bool yes = accepts(table, party, &out_reply->demand, &out_reply->perceived);
  out_reply->answer = yes ? POLDER_ACCEPTED : POLDER_REJECTED;
  out_reply->named = -1;
  table->answered |= 1u << party;
  if (yes) {
    table->supporters |= 1u << party;
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

/* --- explaining
 * --------------------------------------------------------------------------------------------------
 */

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

/* --- judging
 * -------------------------------------------------------------------------------------------------------
 */

static void explain(PolderTable *table, Reply *replies) {
  polder_table_tell_begin(table);
  for (int party = 0; party < table->n; party++)
    if (replies[party].answer == POLDER_REJECTED && replies[party].named >= 0)
      polder_table_tell(table, replies[party].named, POLDER_ALL, POLDER_REASON_EXPLANATION);
  polder_table_tell_end(table);
}

/* Beliefs after the answers: attribution with what was expected before them, then learning. */
static void judge(PolderTable *table, const Reply *replies) {
  PolderAnswer answer[POLDER_PARTIES_MAX];
  double excuse[POLDER_PARTIES_MAX];
  for (int party = 0; party < table->n; party++) {
    answer[party] = replies[party].answer;
    excuse[party] = replies[party].granted;
  }
  polder_table_refresh_minds(table);
  polder_minds_foresee(table->minds, table->deal, table->option);
  polder_table_keep(table);
  polder_minds_judge(table->minds, table->author, answer, excuse);
  polder_table_note_changes(table, POLDER_DID_ATTRIBUTE);
  polder_minds_learn(table->minds, table->author, table->time);
  table->minds_stale = true;
}

static void take_in(PolderTable *table, Reply *replies) {
  for (int party = 0; party < table->n; party++) {
    if (replies[party].answer == POLDER_REJECTED) {
      find_reason(table, party, &replies[party]);
      table->n_unexplained += replies[party].named < 0;
    }
    if (table->trace != NULL && replies[party].answer != POLDER_SILENT)
      note_answer(table, party, &replies[party]);
  }
  explain(table, replies);
  if (table->setting->with_minds)
    judge(table, replies);
}

/* --- agreeing
 * --------------------------------------------------------------------------------------------------------
 */

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
  return table->present >> party & 1 && table->scenario->parties[party].power > 0;
}

void polder_chair_vote(PolderChair *chair) {
  PolderTable *table = chair->table;
  Reply replies[POLDER_PARTIES_MAX] = {0};
  table->rejected_last = 0;
  for (int party = 0; party < table->n; party++)
    if (votes(table, party))
      take_answer(table, party, &replies[party]);
  take_in(table, replies);
  if (polder_rule_met(&table->decision, table->supporters))
    agree(table);
  else
    table->deal = POLDER_NO_DEAL;
}

bool polder_chair_answer(PolderChair *chair, int party) {
  PolderTable *table = chair->table;
  Reply replies[POLDER_PARTIES_MAX] = {0};
  double demand,
      perceived; /* who proposes a text stands by it, unless it unwittingly hurts itself */
  if (table->answered == 0 && table->author >= 0 &&
      accepts(table, table->author, &demand, &perceived))
    table->supporters |= 1u << table->author;
  table->rejected_last = 0;
  take_answer(table, party, &replies[party]);
  take_in(table, replies);
  const bool yes = replies[party].answer == POLDER_ACCEPTED;
  if (yes && polder_rule_met(&table->decision, table->supporters))
    agree(table);
  else if (!yes)
    table->deal = POLDER_NO_DEAL;
  return yes;
}
