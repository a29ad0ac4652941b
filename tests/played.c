/* See played.h. */
#include "played.h"
#include <check.h>
#include <math.h>
#include <polder/batch.h>

PolderScenario *played_load(const char *folder) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  PolderScenario *scenario = polder_scenario_load(folder, messages);
  for (unsigned i = 0; i < polder_messages_errors(messages); i++) {
    g_autofree char *line = polder_message_format(polder_messages_at(messages, i), POLDER_EN);
    ck_abort_msg("%s", line);
  }
  ck_assert_ptr_nonnull(scenario);
  return scenario;
}

PolderValues played_values(const PolderScenario *scenario, const char *const *sets) {
  PolderValues values = scenario->values;
  for (; sets != NULL && *sets != NULL; sets++) {
    g_autoptr(GError) error = NULL;
    if (!polder_values_set(&values, scenario, *sets, &error))
      ck_abort_msg("%s", error->message);
  }
  return values;
}

static PolderGame *game_of(const PolderScenario *scenario, const char *const *sets,
                           const char *arm) {
  const PolderValues values = played_values(scenario, sets);
  g_autoptr(GError) error = NULL;
  PolderGame *game = polder_game_new(scenario, &values, arm, POLDER_MEASURE_COLUMNS, &error);
  if (game == NULL)
    ck_abort_msg("%s", error->message);
  return game;
}

PolderOutcome played(const PolderScenario *scenario, const char *const *sets, const char *arm,
                     uint32_t run, PolderTrace *trace) {
  g_autoptr(PolderGame) game = game_of(scenario, sets, arm);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  PolderOutcome outcome;
  polder_runner_play(runner, game, (PolderChance){.seed = 1, .run = run}, trace, &outcome);
  return outcome;
}

double played_impasse(const PolderScenario *scenario, const char *const *sets, const char *arm,
                      uint32_t runs) {
  g_autoptr(PolderGame) game = game_of(scenario, sets, arm);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  uint32_t impasses = 0;
  for (uint32_t run = 0; run < runs; run++) {
    PolderOutcome outcome;
    polder_runner_play(runner, game, (PolderChance){.seed = 1, .run = run}, NULL, &outcome);
    impasses += outcome.ending != POLDER_AGREEMENT;
  }
  return (double)impasses / runs;
}

char *played_outcome_text(const PolderScenario *scenario, const PolderOutcome *outcome) {
  const PolderRunKey key = {.arm = "arm"};
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  GString *text = g_string_new(NULL);
  polder_outcome_append_row(text, outcome, names, &key);
  polder_outcome_append_party_rows(text, outcome, names, &key);
  g_string_append_printf(text, "%d %d %d %d ", outcome->flagged_round, outcome->ended_by,
                         outcome->room, outcome->breakthrough_within);
  polder_deal_append(text, outcome->best_text, names);
  return g_string_free(text, FALSE);
}

char *played_lines(const PolderScenario *scenario, const PolderTrace *trace, int before) {
  const PolderRunKey key = {.arm = "arm"};
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->did != POLDER_DID_END && (before == 0 || entry->round < before))
      polder_trace_append_line(text, entry, names, &key);
  }
  return g_string_free(text, FALSE);
}

void played_same(unsigned table, const char *one, const char *other) {
  g_auto(GStrv) lines = g_strsplit(one, "\n", -1), others = g_strsplit(other, "\n", -1);
  for (int line = 0; lines[line] != NULL || others[line] != NULL; line++)
    if (g_strcmp0(lines[line], others[line]) != 0)
      ck_abort_msg("table %u: \"%s\" is not \"%s\"", table, lines[line], others[line]);
}

const PolderEntry *played_find(const PolderTrace *trace, PolderDid did, int party, unsigned from) {
  for (unsigned i = from; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->did == did && (party == ANY || entry->party == party))
      return entry;
  }
  return NULL;
}

unsigned played_count(const PolderTrace *trace, PolderDid did, int party) {
  unsigned count = 0;
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    count += entry->did == did && (party == ANY || entry->party == party);
  }
  return count;
}

PolderEvent played_event(int round, PolderEventKind kind) {
  return (PolderEvent){.round = round,
                       .kind = kind,
                       .party = POLDER_ALL,
                       .interest = POLDER_ALL,
                       .to = POLDER_ALL,
                       .value = NAN};
}

static GArray *events_of_arm(PolderScenario *scenario, const char *arm) {
  const int place = polder_scenario_arm(scenario, arm);
  if (place >= 0)
    return ((PolderArmEvents *)g_ptr_array_index(scenario->arms, (unsigned)place))->events;
  PolderArmEvents *named = g_new0(PolderArmEvents, 1);
  named->id = g_strdup(arm);
  named->events = g_array_new(FALSE, TRUE, sizeof(PolderEvent));
  g_ptr_array_add(scenario->arms, named);
  return named->events;
}

void played_add(PolderScenario *scenario, const char *arm, PolderEvent event) {
  GArray *events = arm == NULL ? scenario->events : events_of_arm(scenario, arm);
  g_array_append_val(events, event);
}
