/* Random tables: scenarios that nobody made up to prove a point.
 *
 * Invariant: table t of a seed is a pure function of (knobs, seed, t). The shape (who, which
 * issues, which options) depends on the knobs alone, so a table can be drawn again into the same
 * memory.
 */
#include <math.h>
#include <string.h>

#include "deals.h"

void polder_knobs_init(PolderKnobs *knobs) {
  *knobs = (PolderKnobs){.parties = 4,
                         .issues = 5,
                         .options = 4,
                         .interests = 0,
                         .hidden_share = .8,
                         .unaware_share = .3,
                         .redline_share = .12,
                         .conflict = .5,
                         .percentile = 65};
}

/* Options of an issue, those that nobody knows yet last. */
static int per_issue(const PolderKnobs *knobs) {
  return MIN(knobs->options + knobs->latent, POLDER_OPTIONS_MAX);
}

/* --- the shape ------------------------------------------------------------------------------- */

static const char *const kinds[] = {"municipality", "housing", "care", "client"};

static void shape_parties(PolderScenario *scenario, const PolderKnobs *knobs, int n_own) {
  scenario->parties = g_new0(PolderParty, (size_t)knobs->parties);
  scenario->interests = g_new0(PolderInterest, (size_t)scenario->n_interests);
  for (int place = 0; place < knobs->parties; place++) {
    PolderParty *party = &scenario->parties[place];
    const bool named = place < (int)G_N_ELEMENTS(kinds);
    party->id = named ? g_strdup(kinds[place]) : g_strdup_printf("party%d", place + 1);
    party->kind = g_strdup(named ? kinds[place] : "other");
    party->power = 1;
    party->reservation_is_percentile = true;
    party->first_interest = place * n_own;
    party->n_interests = n_own;
    for (int k = 0; k < n_own; k++) {
      PolderInterest *interest = &scenario->interests[party->first_interest + k];
      interest->id = g_strdup_printf("interest%d", k + 1);
      interest->party = place;
    }
  }
}

static void shape_options(PolderScenario *scenario, const PolderKnobs *knobs) {
  scenario->issues = g_new0(PolderIssue, (size_t)knobs->issues);
  scenario->options = g_new0(PolderOption, (size_t)scenario->n_options);
  for (int place = 0; place < knobs->issues; place++) {
    PolderIssue *issue = &scenario->issues[place];
    issue->id = g_strdup_printf("issue%d", place + 1);
    issue->first_option = place * per_issue(knobs);
    issue->n_options = per_issue(knobs);
    for (int o = 0; o < issue->n_options; o++) {
      PolderOption *option = &scenario->options[issue->first_option + o];
      option->id = g_strdup_printf("%c%d", 'a' + place, o + 1);
      option->issue = place;
      option->latent = o >= knobs->options;
    }
  }
}

static PolderScenario *shape(const PolderKnobs *knobs) {
  PolderScenario *scenario = polder_scenario_new();
  const int n_own = knobs->interests > 0 ? knobs->interests : knobs->issues;
  scenario->id = g_strdup("random");
  scenario->n_parties = knobs->parties;
  scenario->n_issues = knobs->issues;
  scenario->n_options = knobs->issues * per_issue(knobs);
  scenario->n_interests = knobs->parties * n_own;
  shape_parties(scenario, knobs, n_own);
  shape_options(scenario, knobs);
  scenario->score_written =
      g_new0(double, (size_t)scenario->n_interests *(size_t)scenario->n_options);
  return scenario;
}

/* --- the numbers ----------------------------------------------------------------------------- */

/* Uniform numbers one after the other, four a block. */
typedef struct {
  PolderChance chance;
  unsigned pile; /* of its own: latent options move no other number */
  uint32_t count, words[4];
} Dice;

static double roll(Dice *dice) {
  if (dice->count % 4 == 0)
    polder_draw_block(dice->chance, dice->pile, 0, POLDER_DRAW_GENERATOR, dice->count / 4,
                      dice->words);
  return dice->words[dice->count++ % 4] * 0x1p-32;
}

/* The share of an interest's issues: all interests of a party share the issues out (`own` = one
 * each), or each bears on about half of them, its own always among them. */
static void draw_scores(PolderScenario *scenario, const PolderKnobs *knobs, int interest,
                        const double *axis, const bool *favours_axis, Dice *dice) {
  const bool one_each = knobs->interests == 0;
  const int k = interest - scenario->parties[scenario->interests[interest].party].first_interest;
  double *score = scenario->score_written + (size_t)interest * (size_t)scenario->n_options;
  memset(score, 0, (size_t)scenario->n_options * sizeof *score);
  for (int issue = 0; issue < knobs->issues; issue++) {
    const bool own = issue == k % knobs->issues;
    if (!own && (one_each || roll(dice) >= .5))
      continue;
    for (int o = 0; o < knobs->options; o++) {
      const int option = issue * per_issue(knobs) + o;
      const double shared = favours_axis[issue] ? axis[option] : 1 - axis[option];
      score[option] = (1 - knobs->conflict) * roll(dice) + knobs->conflict * shared;
    }
  }
}

/* A red line on its own issue that rules out exactly the known option that it likes least there. */
static double red_line(const PolderScenario *scenario, const PolderKnobs *knobs, int interest) {
  const double *score = scenario->score_written + (size_t)interest * (size_t)scenario->n_options;
  double total_low = 0, total_high = 0, step = 0;
  const int k = interest - scenario->parties[scenario->interests[interest].party].first_interest;
  for (int issue = 0; issue < knobs->issues; issue++) {
    const double *of_issue = score + issue * per_issue(knobs);
    double low = INFINITY, second = INFINITY, high = -INFINITY;
    for (int o = 0; o < knobs->options; o++) {
      second = of_issue[o] < low ? low : MIN(second, of_issue[o]);
      low = MIN(low, of_issue[o]);
      high = MAX(high, of_issue[o]);
    }
    if (issue == k % knobs->issues)
      step = (low + second) / 2 - low;
    for (int o = knobs->options; o < per_issue(knobs); o++) {
      step += issue == k % knobs->issues ? low - MIN(low, of_issue[o]) : 0;
      low = MIN(low, of_issue[o]);
      high = MAX(high, of_issue[o]);
    }
    total_low += low;
    total_high += high;
  }
  return total_high > total_low ? step / (total_high - total_low) : NAN;
}

static void draw_party(PolderScenario *scenario, const PolderKnobs *knobs, int party,
                       const double *axis, Dice *dice) {
  PolderParty *at = &scenario->parties[party];
  at->reservation_is_percentile = knobs->percentile > 0; /* 0: no agreement is worth nothing */
  at->reservation_written = knobs->percentile;
  bool favours_axis[POLDER_ISSUES_MAX];
  for (int issue = 0; issue < knobs->issues; issue++)
    favours_axis[issue] = roll(dice) < .5;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    PolderInterest *interest = &scenario->interests[k];
    interest->weight_written = .5 + roll(dice);
    const double seen = roll(dice), conscious = roll(dice);
    interest->visibility = seen >= knobs->hidden_share         ? POLDER_OPEN
                           : conscious >= knobs->unaware_share ? POLDER_HIDDEN
                                                               : POLDER_UNAWARE;
    interest->sensitivity = roll(dice);
    draw_scores(scenario, knobs, k, axis, favours_axis, dice);
    interest->minimum = roll(dice) < knobs->redline_share ? red_line(scenario, knobs, k) : NAN;
  }
}

/* Whether an interest minds what is chosen in an issue. */
static bool minds_issue(const PolderScenario *scenario, int interest, int issue) {
  const PolderIssue *at = &scenario->issues[issue];
  const double *score = scenario->score_written + (size_t)interest * (size_t)scenario->n_options;
  bool minds = false;
  for (int option = at->first_option; option < at->first_option + at->n_options; option++)
    minds = minds || score[option] > 0;
  return minds;
}

/* A bridge: two parties are nearly as well off with it as they can be, the others as it comes. */
static void draw_bridge(PolderScenario *scenario, int option, Dice *dice) {
  const int n = scenario->n_parties;
  const int one = (int)(roll(dice) * n), step = 1 + (int)(roll(dice) * (n - 1));
  const int other = (one + step) % n;
  for (int k = 0; k < scenario->n_interests; k++) {
    const int party = scenario->interests[k].party;
    const double score = roll(dice);
    if (minds_issue(scenario, k, scenario->options[option].issue))
      scenario->score_written[k * scenario->n_options + option] =
          party == one || party == other ? .9 + .1 * score : score;
  }
}

/* The options that nobody knows; red lines stay where they were among the others. */
static void draw_bridges(PolderScenario *scenario, const PolderKnobs *knobs, PolderChance chance) {
  Dice dice = {.chance = chance, .pile = 1};
  for (int option = 0; option < scenario->n_options; option++)
    if (scenario->options[option].latent)
      draw_bridge(scenario, option, &dice);
  for (int k = 0; k < scenario->n_interests; k++)
    if (!isnan(scenario->interests[k].minimum))
      scenario->interests[k].minimum = red_line(scenario, knobs, k);
}

/* Whether an interest's own issue belongs to its party's field: each issue to one party in turn;
 * and where there are more parties, several share an issue. */
static bool in_own_field(const PolderScenario *scenario, const PolderKnobs *knobs, int interest) {
  const int party = scenario->interests[interest].party;
  const int issue = (interest - scenario->parties[party].first_interest) % knobs->issues;
  return knobs->issues >= knobs->parties ? issue % knobs->parties == party
                                         : party % knobs->issues == issue;
}

/* After all else, so that a table is the same but for this. A twentieth is left of what is not own.
 */
static void draw_differences(PolderScenario *scenario, const PolderKnobs *knobs, Dice *dice) {
  for (int k = 0; k < scenario->n_interests && knobs->complementarity > 0; k++)
    if (!in_own_field(scenario, knobs, k))
      scenario->interests[k].weight_written *= 1 - 0.95 * knobs->complementarity;
  for (int party = 0; party < knobs->parties; party++)
    scenario->parties[party].power =
        knobs->inequality > 0 ? 1 + knobs->inequality * 0.99 * (2 * roll(dice) - 1) : 1;
}

static void draw_numbers(PolderScenario *scenario, const PolderKnobs *knobs, uint64_t seed,
                         uint32_t table) {
  Dice dice = {.chance = {seed, table}};
  double axis[POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX];
  for (int issue = 0; issue < knobs->issues; issue++)
    for (int o = 0; o < knobs->options; o++)
      axis[issue * per_issue(knobs) + o] = roll(&dice);
  for (int party = 0; party < knobs->parties; party++)
    draw_party(scenario, knobs, party, axis, &dice);
  draw_differences(scenario, knobs, &dice);
  if (knobs->latent > 0)
    draw_bridges(scenario, knobs, (PolderChance){seed, table});
}

PolderScenario *polder_scenario_random(const PolderKnobs *knobs, uint64_t seed, uint32_t table) {
  g_return_val_if_fail(knobs->parties >= 2 && knobs->parties <= POLDER_PARTIES_MAX, NULL);
  g_return_val_if_fail(knobs->issues >= 1 && knobs->issues <= POLDER_ISSUES_MAX, NULL);
  g_return_val_if_fail(knobs->options >= 2 && knobs->options <= POLDER_OPTIONS_MAX, NULL);
  PolderScenario *scenario = shape(knobs);
  draw_numbers(scenario, knobs, seed, table);
  polder_scenario_freeze(scenario, NULL);
  return scenario;
}

bool polder_scenario_redraw(PolderScenario *scenario, const PolderKnobs *knobs, uint64_t seed,
                            uint32_t table) {
  draw_numbers(scenario, knobs, seed, table);
  return polder_scenario_derive(scenario, NULL);
}
