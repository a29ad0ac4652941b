/* A run, played round by round and told as a story. */
#include "replay.h"

int replay_text(ReplayShared *shared, PolderDeal deal) {
  if (deal == POLDER_NO_DEAL)
    return -1;
  const gpointer key = GUINT_TO_POINTER(deal);
  gpointer known = g_hash_table_lookup(shared->place_of_deal, key);
  if (known == NULL) {
    g_array_append_val(shared->deals, deal);
    known = GUINT_TO_POINTER(shared->deals->len);
    g_hash_table_insert(shared->place_of_deal, key, known);
  }
  return GPOINTER_TO_INT(known) - 1;
}

int replay_acts(ReplayShared *shared, const char *acts) {
  gpointer known = g_hash_table_lookup(shared->place_of_acts, acts);
  if (known == NULL) {
    char *own = g_strdup(acts);
    g_ptr_array_add(shared->acts, own);
    known = GUINT_TO_POINTER(shared->acts->len);
    g_hash_table_insert(shared->place_of_acts, own, known);
  }
  return GPOINTER_TO_INT(known) - 1;
}

void replay_tale_init(ReplayTale *tale, const PolderScenario *scenario, ReplayShared *shared) {
  *tale = (ReplayTale){.scenario = scenario,
                       .shared = shared,
                       .runner = polder_runner_new(scenario),
                       .trace = polder_trace_new(),
                       .rounds = g_ptr_array_new_with_free_func(g_free)};
}

void replay_tale_clear(ReplayTale *tale) {
  polder_runner_free(tale->runner);
  polder_trace_free(tale->trace);
  g_ptr_array_unref(tale->rounds);
}

void replay_tale_play(ReplayTale *tale) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_ptr_array_set_size(tale->rounds, 0);
  while (polder_runner_next(tale->runner)) {
    g_string_truncate(text, 0);
    replay_round_append(text, tale);
    g_ptr_array_add(tale->rounds, g_strndup(text->str, text->len));
  }
  polder_runner_close(tale->runner, &tale->outcome);
}

/* --- As JSON ---------------------------------------------------------------------------------- */

static void append_whole_or_null(GString *text, const char *key, int number) {
  if (number >= 0)
    polder_json_whole(text, key, (uint64_t)number);
  else
    polder_json_text(text, key, NULL);
}

void replay_values_append(GString *text, const char *key, const GPtrArray *values) {
  polder_json_open(text, key, '[');
  for (guint i = 0; i < values->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "," : "", (const char *)values->pdata[i]);
  polder_json_close(text, ']');
}

static void append_cause(GString *text, const PolderOutcome *outcome) {
  polder_json_open(text, "cause", '[');
  for (int i = 0; i < outcome->n_blocks; i++) {
    const PolderBlock *block = &outcome->blocks[i];
    polder_json_open(text, NULL, '{');
    polder_json_whole(text, "party", (uint64_t)block->party);
    append_whole_or_null(text, "interest", block->interest);
    polder_json_text(text, "seen", polder_seen_names[block->seen]);
    polder_json_flag(text, "red", block->red);
    polder_json_whole(text, "since", block->since);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

static void append_ending(GString *text, const ReplayTale *tale) {
  const PolderOutcome *outcome = &tale->outcome;
  polder_json_text(text, "ending", polder_ending_names[outcome->ending]);
  polder_json_text(text, "impasse", polder_impasse_names[outcome->impasse]);
  append_whole_or_null(text, "by", outcome->ended_by);
  append_whole_or_null(text, "text", replay_text(tale->shared, outcome->deal));
  polder_json_whole(text, "last", (uint64_t)outcome->round);
  polder_json_open(text, "utility", '[');
  for (int party = 0; party < tale->scenario->n_parties; party++)
    replay_hundredths(text, NULL, outcome->party[party].utility);
  polder_json_close(text, ']');
  append_cause(text, outcome);
}

void replay_story_append(GString *stories, ReplayTale *tale, ReplayPlace place, bool same) {
  polder_json_open(stories, NULL, '{');
  polder_json_text(stories, "kind", place.kind);
  if (place.interest >= 0) {
    polder_json_whole(stories, "interest", (uint64_t)place.interest);
    polder_json_whole(stories, "round", (uint64_t)place.round);
  }
  polder_json_whole(stories, "from", (uint64_t)place.from);
  if (same)
    polder_json_whole(stories, "same", 0);
  else
    replay_values_append(stories, "rounds", tale->rounds);
  append_ending(stories, tale);
  replay_practice_append(stories, tale);
  polder_json_close(stories, '}');
}
