/* Clockwork: what parties that look at the clock alone will ask and propose, worked out once a
 * game.
 *
 * Where every party's concession depends on the clock and its parameters alone, nobody distrusts a
 * text for its author and no mind is needed, a negotiation is a walk through three tables: what
 * each asks in each round, what it then proposes, and how far that text is from agreement.
 * Invariant: the tables hold what the strategies themselves would have said; where chance decides
 * (equally near texts) they say so, and the strategy is asked.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

enum { CELLS = 512 };

static double *new_table(const PolderClockwork *clock) {
  return g_new0(double, (size_t)clock->n_parties *(size_t)(clock->rounds + 1));
}

/* What each strategy says of each round; it sees nothing but the clock, so one look is enough. */
static void ask_strategies(PolderClockwork *clock, const PolderSetting *setting) {
  g_autoptr(PolderTable) table = polder_table_new(setting->scenario);
  table->setting = setting;
  table->values = setting->values;
  table->deadline = clock->rounds;
  for (int round = 1; round <= clock->rounds; round++) {
    polder_table_begin_round(table, round);
    for (int party = 0; party < clock->n_parties; party++)
      clock->concession[party * (clock->rounds + 1) + round] =
          setting->strategy[party]->concession(&table->view[party]);
  }
}

PolderClockwork *polder_clockwork_new(const PolderSetting *setting) {
  PolderClockwork *clock = g_new0(PolderClockwork, 1);
  clock->n_parties = setting->scenario->n_parties;
  clock->rounds = (int)setting->values.value[POLDER_DEADLINE_ROUNDS][0];
  clock->concession = new_table(clock);
  clock->vote_demand = new_table(clock);
  clock->text_demand = new_table(clock);
  clock->gap = new_table(clock);
  clock->asks = g_new0(double, (size_t)clock->rounds + 1);
  clock->text = g_new0(PolderDeal, (size_t)clock->n_parties * (size_t)(clock->rounds + 1));
  clock->next = g_new0(PolderDeal, setting->scenario->n_deals);
  ask_strategies(clock, setting);
  polder_clockwork_wind(clock, setting);
  return clock;
}

void polder_clockwork_free(PolderClockwork *clock) {
  if (clock == NULL)
    return;
  g_free(clock->concession);
  g_free(clock->vote_demand);
  g_free(clock->text_demand);
  g_free(clock->gap);
  g_free(clock->asks);
  g_free(clock->text);
  g_free(clock->next);
  g_free(clock);
}

static double demand(const PolderScenario *scenario, int party, double best, double concession) {
  const double floor = scenario->parties[party].reservation;
  const double asked = floor + (best - floor) * (1 - concession);
  return MAX(floor, asked);
}

/* Deals by cells of equal width of their wish, so that the least wish above a demand is near at
 * hand. cell_of never falls as its wish rises, rounding included. */
typedef struct {
  float low, span, scale;
  PolderDeal first[CELLS]; /* [cell]; further ones in clock->next */
} Shelf;

static int cell_of(const Shelf *shelf, float wish) {
  const float above = wish - shelf->low, capped = above < shelf->span ? above : shelf->span;
  return (int)((capped > 0 ? capped : 0) * shelf->scale);
}

static void shelve(const PolderClockwork *clock, const float *wish, uint32_t n_deals, float low,
                   float high, Shelf *shelf) {
  shelf->low = low;
  shelf->span = MAX(high - low, 1e-6f);
  shelf->scale = (CELLS - 1) / shelf->span;
  for (int cell = 0; cell < CELLS; cell++)
    shelf->first[cell] = POLDER_NO_DEAL;
  for (uint32_t deal = 0; deal < n_deals; deal++)
    clock->next[deal] = (PolderDeal)cell_of(shelf, wish[deal]);
  for (uint32_t deal = 0; deal < n_deals; deal++) {
    PolderDeal *first = &shelf->first[clock->next[deal]];
    clock->next[deal] = *first;
    *first = deal;
  }
}

/* The least wish of at least `demand` in the cells from..to, POLDER_NO_DEAL when there is none. */
static PolderDeal take_from(const PolderClockwork *clock, const Shelf *shelf, const float *wish,
                            float demand, int from, int to) {
  PolderDeal found = POLDER_NO_DEAL;
  float nearest = INFINITY;
  for (int cell = from; cell <= to && found == POLDER_NO_DEAL; cell++)
    for (PolderDeal deal = shelf->first[cell]; deal != POLDER_NO_DEAL; deal = clock->next[deal]) {
      if (wish[deal] < demand || wish[deal] > nearest)
        continue;
      found = wish[deal] < nearest ? deal : POLDER_ASK_STRATEGY;
      nearest = wish[deal];
    }
  return found;
}

/* The text of each round: the least wish that reaches the demand. */
static void lay_out_texts(const PolderClockwork *clock, const PolderSetting *setting, int party) {
  const float *wish = setting->outlook->wish[party];
  const double *asked = clock->text_demand + party * (clock->rounds + 1);
  PolderDeal *text = clock->text + party * (clock->rounds + 1);
  Shelf shelf;
  shelve(clock, wish, setting->scenario->n_deals, (float)asked[clock->rounds] - 1e-6f,
         (float)asked[1] - 1e-6f, &shelf);
  int cell = CELLS - 1;
  PolderDeal so_far = POLDER_NO_DEAL;
  for (int round = 1; round <= clock->rounds; round++) {
    const float demand = (float)asked[round] - 1e-6f;
    const int lowest = cell_of(&shelf, demand);
    const PolderDeal found = take_from(clock, &shelf, wish, demand, lowest, cell);
    so_far = found == POLDER_NO_DEAL ? so_far : found;
    text[round] = so_far;
    cell = lowest;
  }
}

/* As polder_table_shortfall, for the party that misses most; nobody devalues here. */
static double gap_of(const PolderSetting *setting, PolderDeal deal) {
  const PolderScenario *scenario = setting->scenario;
  double gap = 0;
  for (int party = 0; party < scenario->n_parties; party++) {
    if (scenario->parties[party].power <= 0)
      continue;
    const double red =
        scenario->red_lines ? scenario->red_short[(size_t)party * scenario->n_deals + deal] : -1;
    double missing = scenario->parties[party].reservation - setting->outlook->utility[party][deal];
    missing = red > POLDER_TOLERANCE ? MAX(red, missing) : missing;
    gap = MAX(gap, missing);
  }
  return gap;
}

void polder_clockwork_wind(PolderClockwork *clock, const PolderSetting *setting) {
  const PolderScenario *scenario = setting->scenario;
  const PolderOutlook *outlook = setting->outlook;
  memset(clock->asks, 0, sizeof(double) * (size_t)(clock->rounds + 1));
  for (int party = 0; party < clock->n_parties; party++) {
    const int row = party * (clock->rounds + 1);
    for (int round = 1; round <= clock->rounds; round++) {
      const double concession = clock->concession[row + round];
      clock->vote_demand[row + round] = demand(scenario, party, outlook->best[party], concession);
      clock->text_demand[row + round] =
          demand(scenario, party, outlook->best_wish[party], concession);
      clock->asks[round] += clock->vote_demand[row + round];
    }
    lay_out_texts(clock, setting, party);
    for (int round = 1; round <= clock->rounds; round++) {
      const PolderDeal deal = clock->text[row + round];
      if (round > 1 && deal == clock->text[row + round - 1])
        clock->gap[row + round] = clock->gap[row + round - 1];
      else
        clock->gap[row + round] = deal < scenario->n_deals ? gap_of(setting, deal) : NAN;
    }
  }
}
