/* See drawn_scenario.h. */
#include "drawn_scenario.h"
#include "problem_rows.h"

static void round_scores(PolderScenario *scenario) {
  for (int s = 0; s < scenario->n_interests * scenario->n_options; s++)
    scenario->score_written[s] = (int)(scenario->score_written[s] * 4) / 4.;
}

static void add_pairs(PolderScenario *scenario, unsigned table) {
  scenario->n_pairs = 1 + (int)draw_below(table, 900, 6);
  scenario->pairs = g_new0(PolderPair, (size_t)scenario->n_pairs);
  for (int p = 0; p < scenario->n_pairs; p++) {
    const unsigned k = 910 + 10 * (unsigned)p;
    const unsigned issue = draw_below(table, k, (unsigned)scenario->n_issues - 1);
    const PolderIssue *one = &scenario->issues[issue], *other = &scenario->issues[issue + 1];
    PolderPair *pair = &scenario->pairs[p];
    pair->interest = (int)draw_below(table, k + 1, (unsigned)scenario->n_interests);
    pair->option = one->first_option + (int)draw_below(table, k + 2, (unsigned)one->n_options);
    pair->other_option =
        other->first_option + (int)draw_below(table, k + 3, (unsigned)other->n_options);
    pair->score_written = 2 * draw(table, k + 4) - 1;
  }
}

static void add_red_lines(PolderScenario *scenario, unsigned table) {
  for (int k = 0; k < scenario->n_interests; k++)
    if (draw(table, 700 + (unsigned)k) < .2)
      scenario->interests[k].minimum = .25 * (1 + draw_below(table, 750 + (unsigned)k, 2));
}

static void make_unit(PolderScenario *scenario) {
  scenario->scale = POLDER_SCALE_UNIT;
  for (int s = 0; s < scenario->n_interests * scenario->n_options; s++)
    scenario->score_written[s] /= scenario->n_issues;
}

static void draw_parties(PolderScenario *scenario, unsigned table) {
  for (unsigned i = 0; i < (unsigned)scenario->n_parties; i++) {
    PolderParty *party = &scenario->parties[i];
    party->power = draw_below(table, 600 + i, 4);
    party->reservation_is_percentile = draw(table, 620 + i) < .7;
    party->reservation_written = party->reservation_is_percentile
                                     ? draw_below(table, 640 + i, 80)
                                     : draw_below(table, 640 + i, 6) / 8.;
  }
}

PolderScenario *drawn_scenario(unsigned table) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2 + (int)draw_below(table, 0, 6);
  knobs.issues = 2 + (int)draw_below(table, 1, 3);
  knobs.options = 2 + (int)draw_below(table, 2, 3);
  knobs.interests = (int)draw_below(table, 3, 4);
  knobs.redline_share = .1 * draw_below(table, 4, 3);
  knobs.conflict = .5 * draw_below(table, 5, 3);
  PolderScenario *scenario = polder_scenario_random(&knobs, 5, table);
  if (draw(table, 6) < .5)
    round_scores(scenario);
  if (draw(table, 7) < .5)
    add_pairs(scenario, table);
  else if (draw(table, 8) < .3)
    make_unit(scenario);
  add_red_lines(scenario, table);
  draw_parties(scenario, table);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  if (polder_scenario_freeze(scenario, messages))
    return scenario;
  polder_scenario_free(scenario);
  return NULL;
}
