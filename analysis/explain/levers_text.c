/* Levers as text and as JSON. */
#include <polder/levers.h>

#include <math.h>
#include <polder/record.h>

#include <polder/words.h>

/* Over one run: how it ends then. */
static void append_ending(GString *text, const PolderLever *lever, PolderLanguage language) {
  const bool same = lever->ending == lever->before && lever->round == lever->round_before;
  g_string_append_printf(text, polder_words(language, "%s in ronde %d", "%s in round %d"),
                         polder_words_ending(lever->ending, language), lever->round);
  if (same)
    g_string_append(text, polder_words(language, ", net als nu", ", as it is"));
  else if (lever->before != POLDER_AGREEMENT && lever->ending == POLDER_AGREEMENT)
    g_string_append(text, polder_words(language, ": een doorbraak", ": a breakthrough"));
  else if (lever->before == POLDER_AGREEMENT && lever->ending != POLDER_AGREEMENT)
    g_string_append(text, polder_words(language, ": een verloren akkoord", ": a lost agreement"));
  g_string_append_c(text, '\n');
}

/* Over more: what breaks, what is lost, and how sure that is. */
static void append_counts(GString *text, const PolderLever *lever, PolderLanguage language) {
  const PolderPairs *pairs = &lever->pairs;
  g_string_append_printf(
      text,
      polder_words(language, "breekt %llu van de %llu impasses, kost %llu van de %llu akkoorden",
                   "breaks %llu of %llu impasses, loses %llu of %llu agreements"),
      (unsigned long long)pairs->first_only, (unsigned long long)(pairs->both + pairs->first_only),
      (unsigned long long)pairs->second_only,
      (unsigned long long)(pairs->neither + pairs->second_only));
  g_string_append(text, polder_words(language, "; impasse ", "; impasse "));
  polder_words_points(text, -lever->difference, language);
  g_string_append(text, polder_words(language, " punt (95 %: ", " points (95%: "));
  polder_words_points(text, -lever->interval.high, language);
  g_string_append(text, polder_words(language, " tot ", " to "));
  polder_words_points(text, -lever->interval.low, language);
  g_string_append(text, ")\n");
}

static uint64_t pairs_of(const PolderLever *lever) {
  return lever->pairs.both + lever->pairs.first_only + lever->pairs.second_only +
         lever->pairs.neither + lever->failed;
}

void polder_levers_append_text(GString *text, const GArray *levers, PolderLanguage language) {
  for (unsigned i = 0; i < levers->len; i++) {
    const PolderLever *lever = &g_array_index(levers, PolderLever, i);
    g_string_append_printf(text, "%s: ", lever->label[language]);
    if (pairs_of(lever) == 1)
      append_ending(text, lever, language);
    else
      append_counts(text, lever, language);
    const char *above = i > 0 ? g_array_index(levers, PolderLever, i - 1).note[language] : NULL;
    if (lever->note[language] != NULL && g_strcmp0(lever->note[language], above) != 0)
      g_string_append_printf(text, "    %s\n", lever->note[language]);
  }
}

static void append_lever(GString *text, const PolderLever *lever) {
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "lever", lever->name);
  polder_json_text(text, "kind", polder_lever_kind_names[lever->kind]);
  polder_json_text(text, "label_nl", lever->label[POLDER_NL]);
  polder_json_text(text, "label_en", lever->label[POLDER_EN]);
  polder_json_text(text, "note_nl", lever->note[POLDER_NL]);
  polder_json_text(text, "note_en", lever->note[POLDER_EN]);
  polder_json_flag(text, "thought_experiment", lever->thought);
  polder_json_whole(text, "both_impasse", lever->pairs.both);
  polder_json_whole(text, "breakthrough", lever->pairs.first_only);
  polder_json_whole(text, "lost", lever->pairs.second_only);
  polder_json_whole(text, "both_agree", lever->pairs.neither);
  polder_json_whole(text, "failed", lever->failed);
  polder_json_number(text, "difference", lever->difference);
  polder_json_number(text, "low", lever->interval.low);
  polder_json_number(text, "high", lever->interval.high);
  if (pairs_of(lever) == 1) {
    polder_json_text(text, "ending", polder_ending_names[lever->ending]);
    polder_json_whole(text, "round", (uint64_t)MAX(lever->round, 0));
  }
  polder_json_close(text, '}');
}

void polder_levers_append_json(GString *text, const char *key, const GArray *levers) {
  polder_json_open(text, key, '[');
  for (unsigned i = 0; i < levers->len; i++)
    append_lever(text, &g_array_index(levers, PolderLever, i));
  polder_json_close(text, ']');
}
