/* Telling: how an interest becomes known, and what that does to those who hear it.
 *
 * Invariant: the only way from one party's interests to another's mind is polder_table_spread_word,
 * for an interest that is open or was told.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

PolderEntry polder_table_entry(const PolderTable *table, PolderDid did) {
  return (PolderEntry){.round = (uint16_t)table->round,
                       .did = (uint8_t)did,
                       .party = -1,
                       .to = -1,
                       .interest = -1,
                       .deal = POLDER_NO_DEAL,
                       .before = NAN,
                       .after = NAN};
}

void polder_table_refresh_minds(PolderTable *table) {
  if (!table->minds_stale || !table->setting->with_minds)
    return;
  double pace[POLDER_PARTIES_MAX + 1];
  memcpy(pace, table->concession, sizeof table->concession);
  pace[table->n] = MIN(1, table->time / table->values.value[POLDER_CONCESSION_END][0]);
  polder_minds_update(table->minds, pace);
  table->minds_stale = false;
}

/* --- what is heard --------------------------------------------------------------------------- */

/* The scores of an interest as a listener hears them: with probability `noise`, issue by issue,
 * those of the next option in the order of the options' own names. */
static void mishear(const PolderTable *table, int listener, int interest, double noise,
                    double *score) {
  const PolderScenario *scenario = table->scenario;
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const uint32_t key = (uint32_t)(interest * POLDER_ISSUES_MAX + issue);
    if (polder_draw(table->chance, 0, (unsigned)listener, POLDER_DRAW_NOISE, key) >= noise)
      continue;
    const PolderIssue *at = &scenario->issues[issue];
    double said[POLDER_OPTIONS_MAX];
    memcpy(said, score + at->first_option, (size_t)at->n_options * sizeof *said);
    for (int option = 0; option < at->n_options; option++)
      score[at->first_option + option] = said[scenario->options[at->first_option + option].next];
  }
}

static double noise_between(const PolderTable *table, int listener, int speaker) {
  if (listener == table->n)
    return 0; /* a neutral asks until it has understood */
  const double given = table->scenario->noise[listener][speaker];
  const bool forced = table->values.source[POLDER_NOISE][listener] == POLDER_FROM_SET;
  const double said = isnan(given) || forced ? table->values.value[POLDER_NOISE][listener] : given;
  const double noise = polder_table_is_mechanised(table)
                           ? polder_mechanisms_mishear(table, listener, speaker, said)
                           : said;
  return noise * table->lens[listener][speaker];
}

/* Adds the told pairs of an interest to table->scratch; returns whether there are any. */
static bool pairs_of(const PolderTable *table, int interest, double weight, double *scratch) {
  const PolderScenario *scenario = table->scenario;
  bool some = false;
  double weights[POLDER_INTERESTS_MAX] = {0};
  const int party = scenario->interests[interest].party;
  weights[interest - scenario->parties[party].first_interest] = weight;
  for (int pair = 0; pair < scenario->n_pairs; pair++)
    some = some || scenario->pairs[pair].interest == interest;
  if (some)
    polder_deals_add_pairs(scenario, party, weights, scratch);
  return some;
}

/* Which deals break the red line of an interest, as it was heard. */
static void hear_red_line(PolderTable *table, int listener, int interest, const double *score,
                          bool as_before) {
  const PolderInterest *at = &table->scenario->interests[interest];
  if (!as_before) {
    polder_deals_sum(table->scenario, score, at->offset, table->scratch);
    pairs_of(table, interest, 1, table->scratch);
  }
  polder_minds_hear_red(table->minds, listener, at->party, table->scratch, at->minimum);
}

/* `as_before`: the listener before this one heard exactly the same. Returns whether it was
 * misheard. */
static bool hear(PolderTable *table, int listener, int interest, double noise, bool as_before) {
  const PolderScenario *scenario = table->scenario;
  const PolderInterest *at = &scenario->interests[interest];
  const size_t n_options = (size_t)scenario->n_options;
  double score[POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX];
  memcpy(score, scenario->score + (size_t)interest * n_options, n_options * sizeof *score);
  if (noise > 0)
    mishear(table, listener, interest, noise, score);
  polder_minds_hear(table->minds, listener, at->party, table->weight[interest], at->offset, score);
  if (scenario->n_pairs > 0) {
    memset(table->scratch, 0, scenario->n_deals * sizeof *table->scratch);
    if (pairs_of(table, interest, table->weight[interest], table->scratch))
      polder_minds_hear_pairs(table->minds, listener, at->party, table->scratch);
  }
  if (!isnan(at->minimum))
    hear_red_line(table, listener, interest, score,
                  as_before && noise <= 0 && scenario->n_pairs == 0);
  return noise > 0;
}

/* Word that is told may not get to a party of another kind. */
static bool is_walled(const PolderTable *table, int interest, int listener) {
  const PolderParty *parties = table->scenario->parties;
  const int speaker = table->scenario->interests[interest].party;
  return listener < table->n && g_strcmp0(parties[speaker].kind, parties[listener].kind) != 0 &&
         polder_draw(table->chance, (unsigned)table->round, (unsigned)listener, POLDER_DRAW_WALL,
                     (uint32_t)interest) < table->shaped.walls;
}

bool polder_table_spread_word(PolderTable *table, int interest, int to, bool noisy) {
  const int speaker = table->scenario->interests[interest].party;
  const bool walls = noisy && polder_table_is_mechanised(table) && table->shaped.walls > 0;
  bool news = false, as_before = false;
  for (int listener = 0; listener <= table->n; listener++) {
    const bool neutral = listener == table->n;
    if (listener == speaker || (to != POLDER_ALL && listener != to) ||
        (neutral && !table->setting->with_neutral) || (table->known_to[interest] >> listener & 1) ||
        (walls && is_walled(table, interest, listener)))
      continue;
    table->known_to[interest] |= 1u << listener;
    news = news || !neutral;
    if (!neutral)
      table->heard_from[listener] |= 1u << speaker;
    if (!table->setting->with_minds)
      continue;
    const double noise = noisy ? noise_between(table, listener, speaker) : 0;
    as_before = !hear(table, listener, interest, noise, as_before);
  }
  table->minds_stale = table->minds_stale || news;
  return news;
}

static bool known_to_all(const PolderTable *table, int interest) {
  const uint32_t others =
      ((1u << table->n) - 1) & ~(1u << table->scenario->interests[interest].party);
  return (table->known_to[interest] & others) == others;
}

/* Nobody can propose what nobody has thought of. */
static void lock_latent(PolderTable *table) {
  for (int option = 0; option < table->scenario->n_options; option++)
    if (table->scenario->options[option].latent &&
        !(polder_table_is_mechanised(table) && table->found[option]))
      table->locked[option] = table->any_locked = true;
}

void polder_table_unlock(PolderTable *table) {
  const PolderScenario *scenario = table->scenario;
  table->any_locked = false;
  for (int option = 0; option < scenario->n_options; option++) {
    const uint8_t *requires = scenario->options[option].requires;
    bool locked = false;
    for (int k = 0; requires != NULL && k < scenario->n_interests; k++)
      locked = locked || (requires[k] && !known_to_all(table, k));
    table->locked[option] = locked;
    table->any_locked = table->any_locked || locked;
  }
  if (scenario->latent)
    lock_latent(table);
  polder_table_lock_settled(table);
}

void polder_table_find(PolderTable *table, int option) {
  table->found[option] = true;
  polder_table_unlock(table);
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_CREATE);
  entry.interest = (int16_t)option;
  polder_trace_add(table->trace, entry);
}

/* --- telling --------------------------------------------------------------------------------- */

/* From now on the party has an outlook of its own, with what it is conscious of. */
static PolderOutlook *own_outlook(PolderTable *table, int party) {
  table->clock = NULL;
  PolderOutlook *own = table->own;
  const PolderParty *at = &table->scenario->parties[party];
  if (table->outlook[party] != own)
    polder_outlook_weigh(own, table->scenario, party, true);
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    own->conscious[k] = table->conscious[k];
  table->outlook[party] = own;
  return own;
}

/* The party's wish from now on follows from all that it is conscious of. */
static void wish_again(PolderTable *table, int party) {
  polder_outlook_wish(own_outlook(table, party), table->scenario, party);
}

PolderOutlook *polder_table_own_outlook(PolderTable *table, int party) {
  const bool had_one = table->outlook[party] == table->own;
  PolderOutlook *own = own_outlook(table, party);
  if (!had_one)
    polder_outlook_wish(own, table->scenario, party);
  table->drawn.wished[party] = false; /* another arm of this run needs the true one again */
  return own;
}

static void realise(PolderTable *table, int interest) {
  table->conscious[interest] = true;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_REALISE);
  entry.party = (int8_t)table->scenario->interests[interest].party;
  entry.interest = (int16_t)interest;
  polder_trace_add(table->trace, entry);
}

void polder_table_realise(PolderTable *table, int party) {
  const PolderParty *at = &table->scenario->parties[party];
  bool news = false;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (!table->conscious[k]) {
      realise(table, k);
      news = true;
    }
  if (news)
    wish_again(table, party);
}

void polder_table_tell_begin(PolderTable *table) {
  table->tellers = 0;
  memset(table->heard_from, 0, sizeof table->heard_from);
}

/* Before the first word of a round: what everybody made of the past, to be compared with
 * afterwards. */
static void begin_to_listen(PolderTable *table) {
  if (table->tellers != 0 || !table->setting->with_minds)
    return;
  polder_table_refresh_minds(table);
  polder_minds_recall_begin(table->minds);
}

void polder_table_tell(PolderTable *table, int interest, int to, PolderReason reason) {
  const int party = table->scenario->interests[interest].party;
  const bool unheard = polder_table_is_mechanised(table) && (table->shaped.unheard >> party & 1);
  if (known_to_all(table, interest) || to == party || (unheard && to != POLDER_NEUTRAL(table->n)))
    return;
  if (!table->conscious[interest]) {
    realise(table, interest);
    wish_again(table, party);
  }
  begin_to_listen(table);
  if (!polder_table_spread_word(table, interest, to, true))
    return;
  table->tellers |= 1u << party;
  table->told_when_flagged = table->told_when_flagged || table->flagged_round > 0;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_TELL);
  entry.party = (int8_t)party;
  entry.to = (int8_t)to;
  entry.interest = (int16_t)interest;
  entry.reason = (uint8_t)reason;
  polder_trace_add(table->trace, entry);
}

/* Telling earns the trust of who heard it, once a round, however much is told. */
static void thank_tellers(PolderTable *table) {
  for (int listener = 0; listener < table->n; listener++) {
    const unsigned tellers = table->heard_from[listener] & ~table->thanked[listener];
    for (int teller = 0; teller < table->n; teller++)
      if (tellers >> teller & 1)
        polder_minds_thank(table->minds, listener, teller);
    table->thanked[listener] |= tellers;
  }
}

void polder_table_tell_end(PolderTable *table) {
  if (table->tellers == 0)
    return;
  polder_table_unlock(table);
  if (table->setting->with_minds) {
    polder_table_keep(table);
    polder_table_refresh_minds(table);
    polder_minds_recall_end(table->minds, table->tellers);
    thank_tellers(table);
    table->minds_stale = true;
    polder_table_note_changes(table, POLDER_DID_REATTRIBUTE);
  }
  table->tellers = 0;
}

/* --- telling of one's own accord ------------------------------------------------------------- */

static double inclination(const PolderTable *table, int party, double pull) {
  const PolderView *view = &table->view[party];
#define VALUE(id) table->values.value[id][party]
  double sum = VALUE(POLDER_TELL_BASE) + pull;
  sum += VALUE(POLDER_TELL_TRUST) * (polder_view_mean_trust(view) - 0.5);
  sum += VALUE(POLDER_TELL_FACILITATOR) * table->facilitator;
  sum += VALUE(POLDER_TELL_ASKED) * (table->asked >> party & 1);
#undef VALUE
  return sum;
}

static void consider(PolderTable *table, int party) {
  const PolderParty *at = &table->scenario->parties[party];
  const int policy = (int)table->values.value[POLDER_DISCLOSURE][party];
  double pull = 0;
  if (!table->setting->disclosures[policy]->considers(&table->view[party], &pull))
    return;
  const double sum = inclination(table, party, pull);
  for (int k = 0; k < at->n_interests; k++) {
    const int interest = at->first_interest + k;
    if (!table->conscious[interest] || known_to_all(table, interest))
      continue;
    const double reluctance = table->values.value[POLDER_TELL_SENSITIVITY][party] *
                              table->scenario->interests[interest].sensitivity;
    if (polder_draw(table->chance, (unsigned)table->round, (unsigned)party, POLDER_DRAW_TELL,
                    (uint32_t)k) < polder_logistic(sum - reluctance))
      polder_table_tell(table, interest, POLDER_ALL, POLDER_REASON_CHOSEN);
  }
}

void polder_table_consider_telling(PolderTable *table) {
  for (int party = 0; table->talkative && party < table->n; party++)
    if (table->present >> party & 1)
      consider(table, party);
}
