/* Which run is shown, its stories, and the page that carries them.
 *
 * The run is played twice: first to the end, then once more, parting from it in every round.
 */
#include "replay.h"

#include <polder/embedded.h>
#include <polder/words.h>
#include <string.h>

/* The branches of the largest tables in all rounds would be too much for a page: then only every so
 * many rounds. */
enum { BRANCH_BYTES = 16 << 20, SINGLE_SEARCH = 20 };

typedef struct {
  const PolderReplayJob *job;
  PolderReplaySummary *summary;
  PolderGame *game, *spoken;
  PolderChance chance;
  ReplayShared shared;
  ReplayTale base, other;
  PolderStanding start;
  GString *stories;
} Replay;

static bool is_impasse(PolderEnding ending) {
  return ending != POLDER_AGREEMENT && ending != POLDER_FAILED;
}

static void tell_progress(const Replay *replay, uint32_t done, uint32_t total) {
  if (replay->job->progress != NULL)
    replay->job->progress(replay->job->context, done, total);
}

/* --- Which run -------------------------------------------------------------------------------- */

static PolderEnding ending_of(Replay *replay, const PolderGame *game, uint32_t run) {
  PolderOutcome outcome;
  const PolderChance chance = {.seed = replay->job->seed, .run = run};
  polder_runner_play(replay->base.runner, game, chance, NULL, &outcome);
  return outcome.ending;
}

static void choose(Replay *replay) {
  PolderReplaySummary *summary = replay->summary;
  *summary =
      (PolderReplaySummary){.chosen = POLDER_CHOSEN_ASKED, .searched = 1, .single = -1, .step = 1};
  if (replay->job->run >= 0) {
    summary->run = (uint32_t)replay->job->run;
    return;
  }
  summary->chosen = POLDER_CHOSEN_ANY;
  for (uint32_t run = 0; run < POLDER_REPLAY_SEARCH; run++) {
    tell_progress(replay, run, POLDER_REPLAY_SEARCH);
    summary->searched = run + 1;
    if (!is_impasse(ending_of(replay, replay->game, run)))
      continue;
    if (summary->chosen == POLDER_CHOSEN_ANY) {
      summary->chosen = POLDER_CHOSEN_IMPASSE;
      summary->run = run;
    }
    if (ending_of(replay, replay->spoken, run) != POLDER_AGREEMENT)
      continue;
    summary->chosen = POLDER_CHOSEN_BREAKTHROUGH;
    summary->run = run;
    return;
  }
}

/* --- Its stories ------------------------------------------------------------------------------ */

static bool is_same(const char *one, const char *other) {
  return strcmp(one, other) == 0;
}

/* Whether the rounds of `tale`, which begin with `from`, are those of the run that it parted from.
 */
static bool is_the_same(const ReplayTale *tale, const ReplayTale *base, unsigned from) {
  bool same = tale->rounds->len == base->rounds->len - (from - 1);
  for (guint i = 0; same && i < tale->rounds->len; i++)
    same = is_same(tale->rounds->pdata[i], base->rounds->pdata[from - 1 + i]);
  return same;
}

static void tell_base(Replay *replay) {
  polder_runner_open(replay->base.runner, replay->game, replay->chance, replay->base.trace);
  polder_runner_look(replay->base.runner, &replay->start);
  replay_tale_play(&replay->base);
  replay->summary->ending = replay->base.outcome.ending;
  replay->summary->round = replay->base.outcome.round;
  replay_story_append(replay->stories, &replay->base, (ReplayPlace){"asis", -1, -1, 1}, false);
}

/* With everything told: only from where it parts. */
static void tell_spoken(Replay *replay) {
  ReplayTale *tale = &replay->other;
  const GPtrArray *base = replay->base.rounds;
  polder_runner_open(tale->runner, replay->spoken, replay->chance, tale->trace);
  replay_tale_play(tale);
  replay->summary->spoken = tale->outcome.ending;
  replay->summary->spoken_round = tale->outcome.round;
  guint alike = 0;
  while (alike < MIN(tale->rounds->len, base->len) &&
         is_same(tale->rounds->pdata[alike], base->pdata[alike]))
    alike++;
  g_ptr_array_remove_range(tale->rounds, 0, alike);
  replay_story_append(replay->stories, tale, (ReplayPlace){"spoken", -1, -1, (int)alike + 1},
                      false);
}

static bool is_hidden(const Replay *replay, int interest) {
  const PolderSeen seen = replay->start.seen[interest];
  return seen == POLDER_SEEN_HIDDEN || seen == POLDER_SEEN_UNAWARE;
}

static void tell_branch(Replay *replay, int interest, int round) {
  ReplayTale *tale = &replay->other;
  PolderReplaySummary *summary = replay->summary;
  polder_trace_clear(tale->trace);
  tale->read = 0;
  polder_runner_fork(tale->runner, replay->base.runner, tale->trace);
  polder_runner_tell(tale->runner, interest);
  replay_tale_play(tale);
  replay_story_append(replay->stories, tale, (ReplayPlace){"told", interest, round, round},
                      is_the_same(tale, &replay->base, (unsigned)round));
  const bool before = is_impasse(summary->ending), after = is_impasse(tale->outcome.ending);
  summary->branches++;
  summary->breaks += before && !after;
  summary->loses += !before && after;
}

/* In every how manieth round branches begin, from what the run itself takes. */
static int step_of(const Replay *replay) {
  const double rounds = replay->base.rounds->len;
  const double all = (double)replay->stories->len * replay->summary->interests * (rounds + 1) / 2;
  return 1 + (int)(all / BRANCH_BYTES);
}

/* Interest by interest, for its branches look most like each other: that packs twice as small. */
static void tell_branches(Replay *replay) {
  PolderReplaySummary *summary = replay->summary;
  PolderRunner *runner = replay->base.runner;
  const int n = replay->job->scenario->n_interests;
  const uint32_t rounds = replay->base.rounds->len;
  for (int interest = 0; interest < n; interest++)
    summary->interests += is_hidden(replay, interest);
  summary->step = step_of(replay);
  const uint32_t all = summary->interests * ((rounds - 1) / (uint32_t)summary->step + 1);
  for (int interest = 0; interest < n; interest++) {
    if (!is_hidden(replay, interest))
      continue;
    polder_runner_open(runner, replay->game, replay->chance, NULL);
    for (int round = 1; !polder_runner_over(runner); round++, polder_runner_next(runner))
      if ((round - 1) % summary->step == 0) {
        tell_progress(replay, summary->branches, all);
        tell_branch(replay, interest, round);
      }
  }
}

/* --- Another run to look at ------------------------------------------------------------------- */

/* Whether the run is an impasse that one interest breaks, told in disclosure_round. */
static bool one_breaks(Replay *replay, uint32_t run, int round) {
  PolderRunner *runner = replay->base.runner, *branch = replay->other.runner;
  bool breaks = false;
  if (!is_impasse(ending_of(replay, replay->game, run)))
    return false;
  polder_runner_open(runner, replay->game, (PolderChance){.seed = replay->job->seed, .run = run},
                     NULL);
  while (polder_runner_round(runner) < round - 1 && polder_runner_next(runner))
    continue;
  for (int k = 0; k < replay->job->scenario->n_interests && !breaks; k++) {
    polder_runner_fork(branch, runner, NULL);
    polder_runner_tell(branch, k);
    while (polder_runner_next(branch))
      continue;
    breaks = polder_runner_end(branch) == POLDER_AGREEMENT;
  }
  return breaks;
}

/* The chosen run may be one that takes several interests: then a later one shows what one can do.
 */
static void find_single(Replay *replay) {
  PolderReplaySummary *summary = replay->summary;
  PolderValues values = *replay->job->values;
  if (summary->chosen != POLDER_CHOSEN_BREAKTHROUGH || summary->breaks > 0)
    return;
  polder_values_derive(&values, replay->job->scenario->n_parties);
  const int round = (int)values.value[POLDER_DISCLOSURE_ROUND][0];
  for (uint32_t run = summary->run + 1; run <= summary->run + SINGLE_SEARCH; run++)
    if (one_breaks(replay, run, round)) {
      summary->single = run;
      return;
    }
}

/* --- Data and page ---------------------------------------------------------------------------- */

static void replay_init(Replay *replay) {
  replay->shared = (ReplayShared){.place_of_deal = g_hash_table_new(NULL, NULL),
                                  .deals = g_array_new(FALSE, FALSE, sizeof(PolderDeal)),
                                  .place_of_acts = g_hash_table_new(g_str_hash, g_str_equal),
                                  .acts = g_ptr_array_new_with_free_func(g_free)};
  replay_tale_init(&replay->base, replay->job->scenario, &replay->shared);
  replay_tale_init(&replay->other, replay->job->scenario, &replay->shared);
  replay->stories = g_string_new(NULL);
}

static void replay_clear(Replay *replay) {
  g_hash_table_unref(replay->shared.place_of_deal);
  g_array_unref(replay->shared.deals);
  g_hash_table_unref(replay->shared.place_of_acts);
  g_ptr_array_unref(replay->shared.acts);
  replay_tale_clear(&replay->base);
  replay_tale_clear(&replay->other);
  g_string_free(replay->stories, TRUE);
}

static GString *make_data(Replay *replay) {
  replay_init(replay);
  choose(replay);
  replay->chance = (PolderChance){.seed = replay->job->seed, .run = replay->summary->run};
  tell_base(replay);
  tell_spoken(replay);
  tell_branches(replay);
  GString *data = g_string_new(NULL);
  polder_json_open(data, NULL, '{');
  replay_head_append(data, replay->job, replay->summary, &replay->start);
  replay_shared_append(data, &replay->shared, replay->job->scenario, replay->base.runner);
  polder_json_open(data, "stories", '[');
  g_string_append_len(data, replay->stories->str, (gssize)replay->stories->len);
  polder_json_close(data, ']');
  find_single(replay);
  if (replay->summary->single >= 0)
    polder_json_whole(data, "single", (uint64_t)replay->summary->single);
  polder_json_close(data, '}');
  g_string_append_c(data, '\n');
  replay_clear(replay);
  return data;
}

GString *polder_replay_data(const PolderReplayJob *job, PolderReplaySummary *out_summary,
                            GError **error) {
  g_return_val_if_fail(job != NULL && out_summary != NULL, NULL);
  const unsigned measure = POLDER_MEASURE_COLUMNS;
  g_autoptr(PolderGame) game =
      polder_game_new(job->scenario, job->values, job->arm, measure, error);
  if (game == NULL)
    return NULL;
  g_autoptr(PolderGame) spoken =
      polder_game_new(job->scenario, job->values, "spoken", measure, error);
  if (spoken == NULL)
    return NULL;
  Replay replay = {.job = job, .summary = out_summary, .game = game, .spoken = spoken};
  return make_data(&replay);
}

GString *polder_replay_page(const PolderReplayJob *job, const GString *data) {
  g_autoptr(GBytes) page = polder_embedded("replay.html");
  g_autofree char *packed = polder_embedded_pack(data->str, data->len);
  g_autofree char *title =
      g_markup_escape_text(polder_words_title(job->scenario, job->language), -1);
  const char *const fill[][2] = {{"{{title}}", title},
                                 {"{{lang}}", job->language == POLDER_NL ? "nl" : "en"},
                                 {"{{data}}", packed}};
  GString *html = g_string_new(NULL);
  const char *rest = g_bytes_get_data(page, NULL);
  for (const char *mark; (mark = strstr(rest, "{{")) != NULL;) {
    g_string_append_len(html, rest, mark - rest);
    rest = mark;
    for (size_t i = 0; i < G_N_ELEMENTS(fill) && rest == mark; i++)
      if (g_str_has_prefix(mark, fill[i][0])) {
        g_string_append(html, fill[i][1]);
        rest += strlen(fill[i][0]);
      }
    g_assert(rest != mark); /* the page has no other places: its build sees to that */
  }
  g_string_append(html, rest);
  return html;
}
