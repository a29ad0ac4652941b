/* identity: who does not know its own strength and position wavers in what it wishes, is heard less
 * sharply, and has a smaller voice, the more so beside the powerful (own form).
 *
 * Below 1: its wish follows weights that are drawn again each round, w * e^((1 - identity) N),
 * while it votes by what truly matters to it; what it tells is misheard more; its turns and its
 * telling shrink with its voice.
 */
#include "relations.h"

#include <math.h>

typedef struct {
  int texts[POLDER_PARTIES_MAX];
} Identity;

const PolderMechanism polder_mechanism_identity;

static double identity_of(const PolderTable *table, int party) {
  return table->values.value[POLDER_IDENTITY][party];
}

static unsigned unclear(const PolderTable *table) {
  unsigned parties = 0;
  for (int party = 0; party < table->n; party++)
    parties |= identity_of(table, party) < 1 ? 1u << party : 0;
  return parties;
}

/* --- voice ----------------------------------------------------------------------------------- */

/* How small it feels: how far the strongest at the table stands above it, where it does not know
 * what it stands for itself. */
static double smallness(const PolderTable *table, int party) {
  double gap = 0;
  for (int other = 0; other < table->n; other++)
    if (table->present >> other & 1)
      gap = MAX(gap, polder_relations_gap(table, other, party));
  return gap * (1 - identity_of(table, party));
}

static double voice_of(const PolderTable *table, int party) {
  return MAX(identity_of(table, party) * (1 - smallness(table, party)), 1e-6);
}

static void open(PolderTable *table) {
  for (int party = 0; party < table->n; party++) {
    const double voice = voice_of(table, party);
    table->values.value[POLDER_TELL_BASE][party] += polder_log(voice);
    table->values.value[POLDER_EXPLAIN][party] *= voice;
  }
}

static double speak_up(const PolderTable *table, int party, double voice) {
  return voice * voice_of(table, party);
}

/* --- what it wishes, and how that is heard --------------------------------------------------- */

static void waver(PolderTable *table) {
  double weight[POLDER_INTERESTS_MAX];
  for (int party = 0; party < table->n; party++) {
    const PolderParty *at = &table->scenario->parties[party];
    const double spread = 1 - identity_of(table, party);
    double sum = 0;
    if (spread <= 0)
      continue;
    polder_relations_weights(table, party, weight);
    for (int k = 0; k < at->n_interests; k++) {
      const double normal = polder_draw_normal(table->chance, (unsigned)table->round,
                                               (unsigned)party, POLDER_DRAW_WAVER, (uint32_t)k);
      weight[at->first_interest + k] *= polder_exp(spread * normal);
      sum += weight[at->first_interest + k];
    }
    for (int k = 0; k < at->n_interests; k++)
      weight[at->first_interest + k] /= sum;
    polder_outlook_wish_by(polder_table_own_outlook(table, party), table->scenario, party, weight);
  }
}

/* Half of what somebody without any identity says is misheard. */
static double mishear(const PolderTable *table, int listener, int speaker, double noise) {
  (void)listener;
  return 1 - (1 - noise) * (1 + identity_of(table, speaker)) / 2;
}

static PolderDeal count_text(PolderTable *table, int party, PolderDeal text) {
  Identity *identity = polder_mechanism_memory(table, &polder_mechanism_identity);
  identity->texts[party] += text != POLDER_NO_DEAL;
  return text;
}

/* --- what comes of it ------------------------------------------------------------------------ */

/* What a party may hope for from another alone: the largest product of what both have above their
 * floors, as it believes, by its trust that the other means it. */
static double prospect(const PolderTable *table, int party, int other) {
  const PolderScenario *scenario = table->scenario;
  const double floor = polder_minds_floor(table->minds, party, other);
  double most = 0;
  for (PolderDeal deal = 0; deal < scenario->n_deals; deal++) {
    const double own = table->outlook[party]->utility[party][deal] - table->floor[party];
    if (own <= 0 || (scenario->broken[deal] >> party & 1))
      continue;
    int option[POLDER_ISSUES_MAX];
    polder_scenario_options(scenario, deal, option);
    for (int issue = 0; issue < scenario->n_issues; issue++)
      option[issue] += scenario->issues[issue].first_option;
    const double theirs = polder_minds_estimate(table->minds, party, other, deal, option) - floor;
    most = MAX(most, own * MAX(theirs, 0));
  }
  return most * polder_table_trust(table, party, other);
}

/* How many choose one of these as a partner, a party of them; who sees nothing in anybody chooses
 * nobody. */
static double invitations(const PolderTable *table, unsigned parties) {
  int n = 0;
  for (int party = 0; party < table->n; party++) {
    int chosen = -1;
    double most = 0;
    for (int other = 0; other < table->n; other++) {
      const double hope = other != party ? prospect(table, party, other) : 0;
      chosen = hope > most ? other : chosen;
      most = MAX(most, hope);
    }
    n += chosen >= 0 && (parties >> chosen & 1);
  }
  return (double)n / __builtin_popcount(parties);
}

static double error_about(const PolderTable *table, unsigned parties) {
  double sum = 0;
  for (int observer = 0; observer < table->n; observer++)
    for (int other = 0; other < table->n; other++)
      if (observer != other && (parties >> other & 1))
        sum += polder_minds_error(table->minds, observer, other,
                                  table->outlook[other]->utility[other], table->scenario->sample);
  return sum / (__builtin_popcount(parties) * (table->n - 1));
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Identity *identity = polder_mechanism_memory(table, &polder_mechanism_identity);
  const unsigned parties = unclear(table);
  double own = 0, all = 0;
  if (parties == 0)
    return;
  for (int party = 0; party < table->n; party++) {
    all += identity->texts[party];
    own += parties >> party & 1 ? identity->texts[party] : 0;
  }
  const double seats = (double)__builtin_popcount(parties) / table->n;
  outcome->process[POLDER_PROCESS_unclear_voice] = all > 0 ? own / all / seats : NAN;
  outcome->process[POLDER_PROCESS_unclear_error] = error_about(table, parties);
  outcome->process[POLDER_PROCESS_unclear_trust] = polder_relations_trust_in(table, parties);
  outcome->process[POLDER_PROCESS_invitations] = invitations(table, parties);
}

const PolderMechanism polder_mechanism_identity = {
    .name = "identity",
    .switches = {POLDER_IDENTITY, POLDER_ALLIANCE},
    .n_switches = 2,
    .minded = true,
    .memory = sizeof(Identity),
    .open = open,
    .round = waver,
    .mishear = mishear,
    .voice = speak_up,
    .propose = count_text,
    .conclude = conclude,
};
