/* Reads just as much JSON as a replay has. */
#include "replayed.h"
#include "played.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

char *replayed(const PolderScenario *scenario, const char *const *sets, const char *arm,
               int64_t run, PolderReplaySummary *out_summary) {
  const PolderValues values = played_values(scenario, sets);
  g_autoptr(GError) error = NULL;
  const PolderReplayJob job = {.scenario = scenario,
                               .values = &values,
                               .arm = arm,
                               .seed = 1,
                               .run = run,
                               .language = POLDER_EN,
                               .command = "polder replay"};
  GString *data = polder_replay_data(&job, out_summary, &error);
  ck_assert_msg(data != NULL, "%s", error != NULL ? error->message : "no data");
  return g_string_free(data, FALSE);
}

/* --- JSON without spaces ---------------------------------------------------------------------- */

static const char *after_text(const char *at) {
  for (at++; *at != '"'; at++)
    at += *at == '\\';
  return at + 1;
}

/* Just after the value at `at`. */
static const char *after(const char *at) {
  int depth = 0;
  do {
    if (*at == '"') {
      at = after_text(at);
      continue;
    }
    depth += *at == '{' || *at == '[';
    depth -= *at == '}' || *at == ']';
    at++;
  } while (depth > 0 || strchr(",]}\n", *at) == NULL);
  return at;
}

const char *replayed_member(const char *json, const char *key) {
  g_autofree char *name = g_strdup_printf("\"%s\":", key);
  for (const char *at = json + 1; *at == '"'; at++) {
    const char *value = after_text(at) + 1;
    if (g_str_has_prefix(at, name))
      return value;
    at = after(value);
    if (*at != ',')
      return NULL;
  }
  return NULL;
}

const char *replayed_element(const char *json, int n) {
  const char *at = json + 1;
  for (; *at != ']' && n > 0; n--) {
    at = after(at);
    at += *at == ',';
  }
  return *at != ']' ? at : NULL;
}

int replayed_whole(const char *json, const char *key) {
  const char *value = replayed_member(json, key);
  return value != NULL && g_ascii_isdigit(*value) ? atoi(value) : -1;
}

GPtrArray *replayed_elements(const char *array) {
  GPtrArray *elements = g_ptr_array_new();
  for (const char *at = array + 1; *at != ']'; at += *at == ',') {
    g_ptr_array_add(elements, (gpointer)at);
    at = after(at);
  }
  return elements;
}

/* --- Stories ---------------------------------------------------------------------------------- */

int replayed_branch(const GPtrArray *stories, int interest, int round) {
  for (guint i = 2; i < stories->len; i++)
    if (replayed_whole(stories->pdata[i], "interest") == interest &&
        replayed_whole(stories->pdata[i], "round") == round)
      return (int)i;
  return -1;
}

static void append_value(GString *text, const char *value) {
  g_string_append_len(text, value, after(value) - value);
}

/* A value in which each `"text":N` is that deal. */
static void append_with_texts(GString *text, const char *data, const char *value) {
  static const char mark[] = "\"text\":";
  const char *end = after(value);
  for (const char *at; (at = g_strstr_len(value, end - value, mark)) != NULL;) {
    at += strlen(mark);
    g_string_append_len(text, value, at - value);
    value = after(at);
    if (g_ascii_isdigit(*at))
      append_value(text, replayed_element(replayed_member(data, "texts"), atoi(at)));
    else
      g_string_append(text, "null");
  }
  g_string_append_len(text, value, end - value);
}

static void append_round(GString *text, const char *data, const char *round) {
  const int acts = replayed_whole(round, "acts");
  append_with_texts(text, data, replayed_element(replayed_member(data, "acts"), acts));
  append_value(text, replayed_member(round, "trust"));
  append_value(text, replayed_member(round, "onwil"));
  append_value(text, replayed_member(round, "gap"));
  g_string_append(text, replayed_member(round, "flagged") != NULL ? " flagged\n" : "\n");
}

/* Each period after the signature. */
static void append_practice(GString *text, const char *data, const char *story) {
  const char *practice = replayed_member(story, "practice");
  if (practice == NULL)
    return;
  const char *acts = replayed_member(data, "acts");
  for (const char *period = practice + 1; g_ascii_isdigit(*period); period = after(period) + 1)
    append_with_texts(text, data, replayed_element(acts, atoi(period)));
  append_value(text, replayed_member(story, "kept"));
}

char *replayed_story(const char *data, const char *story, int from) {
  static const char *const ends[] = {"ending", "impasse", "by", "last", "utility", "cause"};
  GString *text = g_string_new(NULL);
  const char *told = replayed_whole(story, "same") < 0
                         ? story
                         : replayed_element(replayed_member(data, "stories"), 0);
  const int first = replayed_whole(told, "from");
  const char *round = replayed_element(replayed_member(told, "rounds"), from - first);
  for (; round != NULL && *round == '{'; round = after(round) + 1)
    append_round(text, data, round);
  for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
    append_value(text, replayed_member(story, ends[i]));
  append_practice(text, data, story);
  const int deal = replayed_whole(story, "text");
  if (deal >= 0)
    append_value(text, replayed_element(replayed_member(data, "texts"), deal));
  return g_string_free(text, FALSE);
}
