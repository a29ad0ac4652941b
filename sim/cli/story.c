/* The story as a whole: the answer, who sits there, the rounds (long stretches of the same in one
 * line), the end. */
#include "story.h"

#include <math.h>
#include <string.h>

enum {
  ALWAYS_IN_FULL = 2, /* the first rounds, so that a reader sees what a round is */
  STRETCH = 4         /* so many quiet rounds are told as one when moods have changed meanwhile */
};

void cli_story_tell(CliStory *story, char *text) {
  const int width = (int)g_utf8_strlen(story->lead, -1);
  cli_wrap(story->cli, story->lead, text);
  g_free(story->lead);
  story->lead = g_strnfill((gsize)width, ' ');
  g_free(text);
}

/* --- Which rounds are worth telling ---------------------------------------------------------- */

bool cli_story_next_round(const CliStory *story, unsigned first, CliRound *out_round) {
  const unsigned n = polder_trace_length(story->trace);
  if (first >= n)
    return false;
  *out_round = (CliRound){.round = polder_trace_at(story->trace, first)->round, .first = first};
  out_round->end = first;
  while (out_round->end < n &&
         polder_trace_at(story->trace, out_round->end)->round == out_round->round)
    out_round->end++;
  return true;
}

/* A no that tells nothing, a yes, a belief: these happen every round. */
static bool is_routine(const PolderEntry *entry) {
  switch ((PolderDid)entry->did) {
  case POLDER_DID_PROPOSE:
  case POLDER_DID_PASS:
  case POLDER_DID_ACCEPT:
  case POLDER_DID_ATTRIBUTE:
  case POLDER_DID_REATTRIBUTE:
  case POLDER_DID_TRUST:
  case POLDER_DID_CONDITION:
    return true;
  case POLDER_DID_REJECT:
    return entry->reason == POLDER_REASON_NONE || entry->reason == POLDER_REASON_RED;
  case POLDER_DID_OPEN:
  case POLDER_DID_FACILITATE:
  case POLDER_DID_LENS:
  case POLDER_DID_MANDATE:
  case POLDER_DID_CHANGE:
  case POLDER_DID_ASK:
  case POLDER_DID_REALISE:
  case POLDER_DID_TELL:
  case POLDER_DID_FLAG:
  case POLDER_DID_LEAVE:
  case POLDER_DID_GIVE_UP:
  case POLDER_DID_TAKE_OVER:
  case POLDER_DID_AGREE:
  case POLDER_DID_CREATE:
  case POLDER_DID_INTERVENE:
  case POLDER_DID_SUCCEED:
  case POLDER_DID_AWAY:
  case POLDER_DID_POINTLESS:
  case POLDER_DID_KEEP:
  case POLDER_DID_BREAK:
  case POLDER_DID_SHOCK:
  case POLDER_DID_NOTICE:
  case POLDER_DID_MEND:
  case POLDER_DID_RENEGOTIATE:
  case POLDER_DID_INCIDENT:
  case POLDER_DID_STOP:
  case POLDER_DID_PACT:
  case POLDER_DID_CAUGHT:
  case POLDER_DID_SETTLE:
  case POLDER_DID_END:
    return false;
  }
  return false;
}

/* The smallest number of noes against one text of the round. */
static int fewest_noes(const CliStory *story, CliRound round) {
  int fewest = POLDER_PARTIES_MAX + 1, noes = -1;
  for (unsigned i = round.first; i < round.end; i++) {
    const PolderEntry *entry = polder_trace_at(story->trace, i);
    if (entry->did == POLDER_DID_PROPOSE && noes >= 0)
      fewest = MIN(fewest, noes);
    if (entry->did == POLDER_DID_PROPOSE)
      noes = 0;
    noes += entry->did == POLDER_DID_REJECT;
  }
  return noes >= 0 ? MIN(fewest, noes) : fewest;
}

static bool is_quiet(const CliStory *story, CliRound round) {
  if (round.round <= ALWAYS_IN_FULL || fewest_noes(story, round) < story->fewest_nos)
    return false;
  for (unsigned i = round.first; i < round.end; i++)
    if (!is_routine(polder_trace_at(story->trace, i)))
      return false;
  return true;
}

/* --- Stretches ------------------------------------------------------------------------------- */

static const char *round_word(const Cli *cli) {
  return cli_text(cli, "Ronde", "Round");
}

void cli_story_begin_lead(CliStory *story, const char *word, int first, int last) {
  g_autofree char *numbers =
      first == last ? g_strdup_printf("%d", first) : g_strdup_printf("%d–%d", first, last);
  const int padding = 5 - (int)g_utf8_strlen(numbers, -1);
  g_free(story->lead);
  story->lead = g_strdup_printf("%s%s%s%*s  ", word, word[0] != '\0' ? " " : "", numbers,
                                MAX(padding, 0), "");
}

static void note_block(CliStory *story, int round) {
  const CliBlock block = {round, story->blocks != NULL ? polder_sink_length(story->cli->out) : 0};
  if (story->blocks != NULL && round >= story->from)
    g_array_append_val(story->blocks, block);
}

static void begin_lead(CliStory *story, int first, int last) {
  note_block(story, first);
  cli_story_begin_lead(story, story->blocks != NULL ? "" : round_word(story->cli), first, last);
}

static char *stretch_noes(const CliStory *story, CliRound stretch) {
  int noes[POLDER_PARTIES_MAX] = {0};
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  for (unsigned i = stretch.first; i < stretch.end; i++) {
    const PolderEntry *entry = polder_trace_at(story->trace, i);
    if (entry->did == POLDER_DID_REJECT && entry->party >= 0)
      noes[entry->party]++;
  }
  for (int party = 0; party < story->scenario->n_parties; party++)
    if (noes[party] > 0)
      g_ptr_array_add(
          parts,
          g_strdup_printf("%s %d×", cli_party(story->cli, story->scenario, party), noes[party]));
  return cli_join(story->cli, parts);
}

static void tell_stretch(CliStory *story, CliRound stretch, int last) {
  int texts = 0;
  for (unsigned i = stretch.first; i < stretch.end; i++)
    texts += polder_trace_at(story->trace, i)->did == POLDER_DID_PROPOSE;
  g_autofree char *noes = stretch_noes(story, stretch);
  begin_lead(story, stretch.round, last);
  cli_story_tell(story, g_strdup_printf(cli_text(story->cli,
                                                 "Meer van hetzelfde: %d voorstellen, nee van %s. "
                                                 "Niemand legt iets uit.",
                                                 "More of the same: %d texts, no from %s. Nobody "
                                                 "explains anything."),
                                        texts, noes));
  cli_story_tell_moods(story, stretch);
  story->last_text = POLDER_NO_DEAL; /* what was on the table meanwhile, the reader has not seen */
}

static void tell_in_full(CliStory *story, CliRound round) {
  begin_lead(story, round.round, round.round);
  cli_story_tell_round(story, round);
  cli_story_tell_moods(story, round);
  story->fewest_nos = MIN(story->fewest_nos, fewest_noes(story, round));
}

/* Quiet rounds in a row, held back until something happens. */
typedef struct {
  int n, last;
  CliRound rounds; /* from the first to the last; `round` is the first */
} Held;

static void hold(Held *held, CliRound round) {
  if (held->n++ == 0)
    held->rounds = round;
  held->rounds.end = round.end;
  held->last = round.round;
}

static void release(CliStory *story, Held *held) {
  if (held->n == 1)
    tell_in_full(story, held->rounds);
  else if (held->n > 1)
    tell_stretch(story, held->rounds, held->last);
  held->n = 0;
}

static void tell_rounds(CliStory *story) {
  CliRound round;
  Held held = {0};
  for (unsigned next = 0; cli_story_next_round(story, next, &round); next = round.end) {
    if (round.round == 0)
      continue;
    if (round.round == story->from) {
      release(story, &held);
      story->last_text = POLDER_NO_DEAL; /* the reader has not seen it */
    }
    if (round.round > story->outcome->round) {
      release(story, &held);
      note_block(story, round.round);
      cli_story_tell_practice(story, next);
      return;
    }
    cli_story_note_moods(story, round);
    if (!is_quiet(story, round)) {
      release(story, &held);
      tell_in_full(story, round);
      continue;
    }
    hold(&held, round);
    if (held.n >= STRETCH && cli_story_moods_changed(story, held.rounds))
      release(story, &held);
  }
  release(story, &held);
}

/* --- The whole ------------------------------------------------------------------------------- */

static void init(CliStory *story) {
  const bool all_known = strcmp(story->key->arm, "open") == 0;
  story->lead = g_strdup("");
  story->last_text = POLDER_NO_DEAL;
  story->fewest_nos = POLDER_PARTIES_MAX + 1;
  for (int i = 0; i < story->scenario->n_interests; i++)
    story->told_round[i] =
        all_known || story->scenario->interests[i].visibility == POLDER_OPEN ? 0 : -1;
  for (int i = 0; i < POLDER_PARTIES_MAX; i++)
    for (int j = 0; j < POLDER_PARTIES_MAX; j++)
      story->trust[i][j] = story->onwil[i][j] = NAN;
}

static CliStory begin(Cli *cli, const CliPlayed *played) {
  CliStory story = {.cli = cli,
                    .scenario = played->scenario,
                    .trace = played->trace,
                    .outcome = played->outcome,
                    .key = &played->key,
                    .played = played};
  init(&story);
  return story;
}

void cli_story_print(Cli *cli, const CliPlayed *played) {
  CliStory story = begin(cli, played);
  cli_story_print_answer(&story);
  cli_story_print_table(&story);
  tell_rounds(&story);
  if (played->outcome->ending != POLDER_FAILED)
    cli_story_print_end(&story);
  g_free(story.lead);
}

void cli_story_print_rounds(Cli *cli, const CliPlayed *played, int from, GArray *out_blocks) {
  CliStory story = begin(cli, played);
  story.from = from;
  story.blocks = out_blocks;
  tell_rounds(&story);
  g_free(story.lead);
}
