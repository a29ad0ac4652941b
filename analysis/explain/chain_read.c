/* The chain of one run, read from its trace.
 *
 * The party is whoever could not live with what came nearest to an agreement; the proposal that of
 * its refusals after which the others' trust in it fell most. Invariant: what is not in the trace
 * is not in the chain.
 */
#include "chain_read.h"

#include <math.h>

/* Less than this is no change that anybody would speak of. */
#define NOTABLE_ONWIL .05
#define NOTABLE_TRUST .01

static const PolderEntry *at(const PolderPlayed *played, unsigned place) {
  return polder_trace_at(played->trace, place);
}

static bool is_answer(const PolderEntry *entry) {
  return entry->did == POLDER_DID_ACCEPT || entry->did == POLDER_DID_REJECT;
}

/* Who laid down the text of this answer, -1 = a neutral. */
static int author_of(const PolderPlayed *played, unsigned answer) {
  for (unsigned i = answer; i-- > 0;)
    if (at(played, i)->did == POLDER_DID_PROPOSE && at(played, i)->deal == at(played, answer)->deal)
      return at(played, i)->party;
  return -1;
}

/* --- which refusal --------------------------------------------------------------------------- */

/* What trust in the party fell between this answer and the next text. */
static double shaken_by(const PolderPlayed *played, unsigned answer, int party) {
  double fallen = 0;
  for (unsigned i = answer + 1; i < polder_trace_length(played->trace); i++) {
    const PolderEntry *entry = at(played, i);
    if (entry->did == POLDER_DID_PROPOSE || entry->round != at(played, answer)->round)
      break;
    if (entry->did == POLDER_DID_TRUST && entry->to == party)
      fallen += entry->before - entry->after;
  }
  return fallen;
}

/* How much a refusal counts as the one that this impasse is about; above it comes nothing that
 * counts less on an earlier point. */
static double weight_of(const PolderPlayed *played, const PolderChain *chain, unsigned answer) {
  const PolderEntry *entry = at(played, answer);
  const PolderBlock *block = &chain->outcome.blocks[0];
  double weight = shaken_by(played, answer, chain->party);
  weight += entry->deal == chain->outcome.best_text ? 1e-6 : 0;
  weight += chain->outcome.n_blocks > 0 && entry->interest == block->interest ? 100 : 0;
  return weight + (author_of(played, answer) != chain->party ? 1000 : 0);
}

/* The place of the party's refusal that the chain is about, or the length of the trace. */
static unsigned find_refusal(const PolderPlayed *played, const PolderChain *chain,
                             unsigned *out_times) {
  const unsigned length = polder_trace_length(played->trace);
  unsigned found = length;
  double most = -INFINITY;
  for (unsigned i = 0; i < length; i++) {
    if (at(played, i)->did != POLDER_DID_REJECT || at(played, i)->party != chain->party)
      continue;
    ++*out_times;
    const double weight = weight_of(played, chain, i);
    if (weight > most) {
      most = weight;
      found = i;
    }
  }
  return found;
}

/* --- proposal, interest, rejection ----------------------------------------------------------- */

/* What the party furthest from the text of this answer still misses; NAN when not all answered. */
static double gap_of(const PolderPlayed *played, unsigned answer) {
  const PolderScenario *scenario = played->scenario;
  unsigned silent = 0;
  double gap = 0;
  for (int party = 0; party < scenario->n_parties; party++)
    silent |= scenario->parties[party].power > 0 ? 1u << party : 0;
  unsigned i = answer;
  while (i > 0 && at(played, i)->did != POLDER_DID_PROPOSE)
    i--;
  for (i++; i < polder_trace_length(played->trace); i++) {
    const PolderEntry *entry = at(played, i);
    if (entry->did == POLDER_DID_PROPOSE)
      break;
    if (!is_answer(entry))
      continue;
    const double red = scenario->red_short[(size_t)entry->party * scenario->n_deals + entry->deal];
    const double missing = scenario->parties[entry->party].reservation - entry->after;
    gap = MAX(gap, red > POLDER_TOLERANCE ? MAX(red, missing) : missing);
    silent &= ~(1u << entry->party);
  }
  return silent == 0 ? gap : NAN;
}

/* Nobody told anything, and yet all was known in the end: the arm `open`. */
static bool known_from_the_start(const PolderPlayed *played, const PolderChain *chain) {
  for (unsigned i = 0; i < polder_trace_length(played->trace); i++)
    if (at(played, i)->did == POLDER_DID_TELL)
      return false;
  return chain->outcome.disclosed_share >= 1;
}

/* How well the interest was known when this was answered. */
static PolderSeen seen_before(const PolderPlayed *played, const PolderChain *chain, int interest,
                              unsigned answer) {
  const PolderInterest *of = &played->scenario->interests[interest];
  const unsigned others = ((1u << played->scenario->n_parties) - 1) & ~(1u << of->party);
  bool conscious = of->visibility != POLDER_UNAWARE;
  unsigned heard = 0; /* bits: by whom */
  for (unsigned i = 0; i < answer; i++) {
    const PolderEntry *entry = at(played, i);
    if (entry->interest != interest)
      continue;
    conscious = conscious || entry->did == POLDER_DID_REALISE;
    if (entry->did == POLDER_DID_TELL)
      heard |= entry->to == POLDER_ALL ? others : 1u << entry->to;
  }
  if (of->visibility == POLDER_OPEN)
    return POLDER_SEEN_OPEN;
  if ((heard & others) == others || known_from_the_start(played, chain))
    return POLDER_SEEN_TOLD;
  return conscious ? POLDER_SEEN_HIDDEN : POLDER_SEEN_UNAWARE;
}

static void read_interest(const PolderPlayed *played, PolderChain *chain, unsigned answer) {
  PolderLink *link = &chain->link[POLDER_LINK_INTEREST];
  const PolderEntry *entry = at(played, answer);
  link->missing = entry->interest < 0;
  link->round = link->until = entry->round;
  link->party = entry->party;
  link->deal = entry->deal;
  if (link->missing)
    return;
  link->interest = entry->interest;
  link->before = played->scenario->interests[entry->interest].minimum;
  link->after = polder_scenario_satisfaction(played->scenario, entry->interest, entry->deal);
  link->red = link->before - link->after > POLDER_TOLERANCE;
  link->seen = seen_before(played, chain, entry->interest, answer);
}

static void read_refusal(const PolderPlayed *played, PolderChain *chain) {
  unsigned times = 0;
  const unsigned answer = find_refusal(played, chain, &times);
  PolderLink *proposal = &chain->link[POLDER_LINK_PROPOSAL];
  PolderLink *no = &chain->link[POLDER_LINK_REJECTION];
  if (answer == polder_trace_length(played->trace))
    return;
  const PolderEntry *entry = at(played, answer);
  proposal->missing = no->missing = false;
  proposal->round = proposal->until = no->round = no->until = entry->round;
  proposal->party = no->to = author_of(played, answer);
  proposal->deal = no->deal = entry->deal;
  proposal->after = gap_of(played, answer);
  no->party = entry->party;
  no->before = entry->before;
  no->after = entry->after;
  no->of = times;
  no->explained =
      entry->reason == POLDER_REASON_EXPLAINED || entry->reason == POLDER_REASON_RED_EXPLAINED;
  read_interest(played, chain, answer);
}

/* --- onwil and trust ------------------------------------------------------------------------- */

/* What one observer came to believe of the party, at its highest. */
static PolderLink suspicion_of(const PolderPlayed *played, PolderLink link, int observer) {
  for (unsigned i = 0; i < polder_trace_length(played->trace); i++) {
    const PolderEntry *entry = at(played, i);
    const bool judged = entry->did == POLDER_DID_ATTRIBUTE || entry->did == POLDER_DID_REATTRIBUTE;
    if (!judged || entry->party != observer || entry->to != link.to)
      continue;
    if (link.party < 0) {
      link.party = observer;
      link.round = entry->round;
      link.before = link.after = entry->before;
    }
    if (entry->after > link.after) {
      link.after = entry->after;
      link.until = entry->round;
    }
  }
  link.missing = !(link.after - link.before >= NOTABLE_ONWIL);
  return link;
}

static void read_onwil(const PolderPlayed *played, PolderChain *chain) {
  PolderLink *link = &chain->link[POLDER_LINK_ONWIL];
  const PolderLink empty = *link;
  for (int observer = 0; observer < played->scenario->n_parties; observer++) {
    const PolderLink seen = suspicion_of(played, empty, observer);
    if (!seen.missing && (link->missing || seen.after > link->after))
      *link = seen;
  }
  link->wrong = !link->missing && link->after >= 0.5 &&
                played->values->value[POLDER_WILLING][chain->party] > 0.5;
}

/* The end is known exactly; the start is that, less what moved of it. */
static void read_trust(const PolderPlayed *played, PolderChain *chain) {
  PolderLink *link = &chain->link[POLDER_LINK_TRUST];
  const int others = played->scenario->n_parties - 1;
  double moved = 0;
  for (unsigned i = 0; i < polder_trace_length(played->trace); i++) {
    const PolderEntry *entry = at(played, i);
    if (entry->did != POLDER_DID_TRUST || entry->to != chain->party)
      continue;
    moved += entry->after - entry->before;
    link->round = link->round == 0 ? entry->round : link->round;
    link->until = entry->round;
  }
  link->after = chain->outcome.party[chain->party].trust_received;
  link->before = link->after - moved / MAX(others, 1);
  link->missing = !(link->before - link->after >= NOTABLE_TRUST);
}

/* --- devaluation ----------------------------------------------------------------------------- */

/* Whether what distrust takes off can have counted in this answer at all. */
static bool can_devalue(const PolderPlayed *played, unsigned answer) {
  const PolderEntry *entry = at(played, answer);
  const PolderValues *values = played->values;
  const int one_by_one =
      polder_parameter_choice(&polder_parameters[POLDER_PROTOCOL], "issue_by_issue");
  return entry->did == POLDER_DID_REJECT && values->value[POLDER_DEVALUATION][entry->party] > 0 &&
         values->value[POLDER_WILLING][entry->party] > 0.5 &&
         (int)values->value[POLDER_PROTOCOL][0] != one_by_one &&
         !(played->scenario->broken[entry->deal] >> entry->party & 1);
}

static PolderLink devaluation_at(const PolderPlayed *played, unsigned answer) {
  const PolderEntry *entry = at(played, answer);
  const double worth = polder_runner_worth(played->runner, entry->party, entry->deal);
  const bool alone =
      entry->after < entry->before - POLDER_TOLERANCE && worth >= entry->before - POLDER_TOLERANCE;
  return (PolderLink){.missing = !alone,
                      .round = entry->round,
                      .until = entry->round,
                      .party = entry->party,
                      .to = author_of(played, answer),
                      .interest = -1,
                      .deal = entry->deal,
                      .before = worth,
                      .after = entry->after};
}

/* Shown is a refusal for distrust alone before any other, of a text of the party before any other,
 * then the one that lost most. */
static bool shows_better(const PolderChain *chain, const PolderLink *one, const PolderLink *other) {
  if (isnan(other->before) || one->missing != other->missing)
    return isnan(other->before) || !one->missing;
  const bool mine = one->to == chain->party, others = other->to == chain->party;
  if (mine != others)
    return mine;
  return one->before - one->after > other->before - other->after;
}

static void read_devaluation(const PolderPlayed *played, PolderChain *chain) {
  PolderLink best = chain->link[POLDER_LINK_DEVALUATION];
  unsigned times = 0, refusals = 0;
  for (unsigned i = 0; i < polder_trace_length(played->trace); i++) {
    refusals += at(played, i)->did == POLDER_DID_REJECT;
    if (!can_devalue(played, i))
      continue;
    const PolderLink link = devaluation_at(played, i);
    times += !link.missing;
    if (link.before - link.after > POLDER_TOLERANCE && shows_better(chain, &link, &best))
      best = link;
  }
  best.times = times;
  best.of = refusals;
  chain->link[POLDER_LINK_DEVALUATION] = best;
}

/* --- all of it ------------------------------------------------------------------------------- */

/* Who could not live with what came nearest; else who said no last. */
static int party_of(const PolderPlayed *played, const PolderOutcome *outcome) {
  if (outcome->ending == POLDER_SHAM) /* it was signed: nobody stood in the way */
    return -1;
  if (outcome->n_blocks > 0)
    return outcome->blocks[0].party;
  for (unsigned i = polder_trace_length(played->trace); i-- > 0;)
    if (at(played, i)->did == POLDER_DID_REJECT)
      return at(played, i)->party;
  return -1;
}

void polder_chain_read(const PolderPlayed *played, PolderChain *chain) {
  const PolderOutcome *outcome = &chain->outcome;
  chain->impasse = outcome->ending != POLDER_AGREEMENT && outcome->ending != POLDER_FAILED;
  chain->room = outcome->impasse != POLDER_WANTED;
  chain->party = chain->impasse ? party_of(played, outcome) : -1;
  for (int kind = 0; kind < POLDER_LINKS; kind++)
    chain->link[kind] = (PolderLink){.missing = true,
                                     .party = -1,
                                     .to = -1,
                                     .interest = -1,
                                     .deal = POLDER_NO_DEAL,
                                     .before = NAN,
                                     .after = NAN};
  if (!chain->impasse)
    return;
  chain->link[POLDER_LINK_END] = (PolderLink){.round = outcome->round,
                                              .until = outcome->round,
                                              .party = outcome->ended_by,
                                              .to = -1,
                                              .interest = -1,
                                              .deal = outcome->best_text,
                                              .before = NAN,
                                              .after = NAN};
  if (chain->party < 0)
    return;
  chain->link[POLDER_LINK_ONWIL].to = chain->link[POLDER_LINK_TRUST].to = chain->party;
  read_refusal(played, chain);
  read_onwil(played, chain);
  read_trust(played, chain);
  read_devaluation(played, chain);
}
