/* Deeds in practice: what they make of trust, what ties between work floors are good for, and when
 * to stop.
 */
#include <math.h>

#include "practice.h"

#define VALUE(id) table->values.value[id][0]

/* --- promises -------------------------------------------------------------------------------- */

double polder_practice_trust(const PolderTable *table, const PolderPractice *practice) {
  double sum = 0;
  int n = 0;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++)
      if (from != to && (practice->bound >> from & 1) && (practice->bound >> to & 1)) {
        sum += polder_minds_trust(table->minds, from, to);
        n++;
      }
  return n > 0 ? sum / n : (double)NAN;
}

static void experience(PolderTable *table, const PolderPractice *practice, int from, int to,
                       double gain, double loss) {
  const double ceiling =
      practice->caught[from][to] ? table->values.value[POLDER_BROKEN_CEILING][from] : 1;
  polder_minds_experience(table->minds, from, to, gain, loss, ceiling);
}

/* Everything that it did not see before comes out at once; what is talked through costs half, as
 * far as the observer lets itself be repaired. */
static void find_out(PolderTable *table, PolderPractice *practice, int from, int to) {
  const double before = polder_minds_trust(table->minds, from, to);
  const bool talked =
      polder_practice_draw(table, from, POLDER_DRAW_TALK, 1 + (uint32_t)to) < practice->talk;
  const double pardon = talked ? 0.5 * table->values.value[POLDER_REPAIR][from] : 0;
  practice->caught[from][to] = true;
  for (; practice->hidden[from][to] > 0; practice->hidden[from][to]--)
    experience(table, practice, from, to, 0, 1 - pardon);
  practice->findings++;
  practice->found_loss += before - polder_minds_trust(table->minds, from, to);
}

/* Whoever trusts a partner looks less closely, as far as that label goes with it. */
static void watch(PolderTable *table, PolderPractice *practice, int from, int to) {
  if (practice->doing >> to & 1)
    experience(table, practice, from, to, 1, 0);
  else {
    practice->hidden[from][to]++;
    practice->breaks_seen++;
  }
  if (practice->hidden[from][to] == 0)
    return;
  const double blind =
      table->values.value[POLDER_PARTNER_LABEL][from] * polder_minds_trust(table->minds, from, to);
  const double chance = polder_practice_attention(table) * (1 - blind);
  if (polder_practice_draw(table, from, POLDER_DRAW_FIND, (uint32_t)to) < chance)
    find_out(table, practice, from, to);
  practice->hidden_periods += practice->hidden[from][to];
}

/* Everybody looks at everybody who is still in it. */
void polder_practice_promise(PolderTable *table, PolderPractice *practice) {
  const unsigned active = polder_practice_active(practice);
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++)
      if (from != to && (active >> from & 1) && (active >> to & 1))
        watch(table, practice, from, to);
}

/* Without upkeep trust slides back to where it started. */
void polder_practice_drift(PolderTable *table, const PolderPractice *practice) {
  for (int from = 0; from < table->n; from++) {
    const double rate = table->values.value[POLDER_TRUST_DRIFT][from] * (1 - VALUE(POLDER_UPKEEP));
    for (int to = 0; rate > 0 && to < table->n; to++)
      if (from != to && (practice->bound >> from & 1))
        polder_minds_slide(table->minds, from, to, rate);
  }
}

/* --- incidents ------------------------------------------------------------------------------- */

/* The party at that place among those of a set. */
static int member(unsigned set, int place) {
  int party = 0;
  for (;; party++)
    if (set >> party & 1 && place-- == 0)
      return party;
}

static bool are_tied(const PolderTable *table, int one, int other) {
  return polder_draw(table->chance, 0, (unsigned)MIN(one, other), POLDER_DRAW_INCIDENT,
                     16 + (uint32_t)MAX(one, other)) < VALUE(POLDER_TIES);
}

/* One party sees trouble that another can solve. Word gets there when their work floors know each
 * other, or else in talk at the table; and then the other must be doing its part. */
void polder_practice_help(PolderTable *table, PolderPractice *practice) {
  const unsigned active = polder_practice_active(practice);
  const int n = __builtin_popcount(active);
  if (n < 2 || polder_practice_draw(table, 0, POLDER_DRAW_INCIDENT, 0) >= VALUE(POLDER_INCIDENT))
    return;
  const int place = (int)(polder_practice_draw(table, 0, POLDER_DRAW_INCIDENT, 1) * n);
  const int step = 1 + (int)(polder_practice_draw(table, 0, POLDER_DRAW_INCIDENT, 2) * (n - 1));
  const int sees = member(active, place), solves = member(active, (place + step) % n);
  const bool knows = are_tied(table, sees, solves) ||
                     polder_practice_draw(table, 0, POLDER_DRAW_INCIDENT, 3) < practice->talk;
  const bool solved = knows && (practice->doing >> solves & 1);
  practice->incidents++;
  practice->solved += solved;
  polder_practice_note(table, POLDER_DID_INCIDENT, sees, solves, NAN, solved);
}

/* --- stopping -------------------------------------------------------------------------------- */

/* How well the interests of clients are known to a party; NAN where there is no client but itself.
 */
static double client_in_sight(const PolderTable *table, int party) {
  double sum = 0;
  int n = 0;
  for (int other = 0; other < table->n; other++)
    if (other != party && g_strcmp0(table->scenario->parties[other].kind, "client") == 0) {
      sum += polder_view_told_share(&table->view[party], other);
      n++;
    }
  return n > 0 ? sum / n : (double)NAN;
}

static double suspicion(const PolderTable *table, int party) {
  double sum = 0;
  for (int other = 0; other < table->n; other++)
    sum += other != party ? polder_minds_omega(table->minds, party, other) : 0;
  return table->n > 1 ? sum / (table->n - 1) : 0;
}

/* Five questions: does it yield something, is the client in sight, is there trust, can we take a
 * joke, does a dent get talked through. */
double polder_practice_health(const PolderTable *table, const PolderPractice *practice, int party) {
  const double surplus = polder_practice_surplus(table, party, practice->text);
  const double most = table->outlook[party]->best[party] - table->floor[party];
  const double client = client_in_sight(table, party);
  const double sum = (most > POLDER_TOLERANCE ? CLAMP(surplus / most, 0, 1) : 0) +
                     polder_view_mean_trust(&table->view[party]) + 1 - suspicion(table, party) +
                     practice->talk * polder_practice_attention(table);
  return isnan(client) ? sum / 4 : (sum + client) / 5;
}

double polder_practice_alone(const PolderTable *table, int party, int periods) {
  const double growth = 1 - polder_pow(1 - VALUE(POLDER_EXIT_GROWTH), periods);
  return table->floor[party] + growth * (1 - table->floor[party]);
}

void polder_practice_stop(PolderTable *table, PolderPractice *practice) {
  const unsigned active = polder_practice_active(practice);
  for (int party = 0; party < table->n; party++) {
    const double bar = table->values.value[POLDER_STOP_HEALTH][party];
    if (bar <= 0 || !(active >> party & 1))
      continue;
    const double health = polder_practice_health(table, practice, party);
    const double chance =
        polder_logistic((bar - health) / 0.04) * (1 - table->values.value[POLDER_SUNK_COST][party]);
    if (polder_practice_draw(table, party, POLDER_DRAW_STOP, 0) >= chance)
      continue;
    practice->stopped |= 1u << party;
    practice->stopped_in[party] = (uint16_t)practice->period;
    polder_practice_note(table, POLDER_DID_STOP, party, -1, NAN, health);
  }
}
