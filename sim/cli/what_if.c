/* polder run --what-if: how it went, and how it would have gone had somebody told something in some
 * round. Up to that round the two are one: the second branches off the first. */
#include "what_if.h"

#include "side_by_side.h"

#include <string.h>

/* --- What is asked for ------------------------------------------------------------------------ */

typedef struct {
  int round, interest;
} Telling;

/* Every id that can be told: parties, and interests as `party.interest`. */
static GPtrArray *known_ids(const PolderScenario *scenario) {
  GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
  for (int i = 0; i < scenario->n_parties; i++)
    g_ptr_array_add(ids, g_strdup(scenario->parties[i].id));
  for (int k = 0; k < scenario->n_interests; k++)
    g_ptr_array_add(ids,
                    g_strdup_printf("%s.%s", scenario->parties[scenario->interests[k].party].id,
                                    scenario->interests[k].id));
  return ids;
}

static bool is_hidden(const PolderScenario *scenario, int interest) {
  return scenario->interests[interest].visibility != POLDER_OPEN;
}

/* One that can be told, where there is any; the ids of parties come first. */
static const char *example_of(const PolderScenario *scenario, const GPtrArray *ids) {
  int interest = scenario->n_interests - 1;
  while (interest > 0 && !is_hidden(scenario, interest))
    interest--;
  return ids->pdata[scenario->n_parties + interest];
}

static void complain_unknown(const Cli *cli, const PolderScenario *scenario, const GPtrArray *ids,
                             const char *id) {
  const char *nearest = polder_nearest(id, (const char *const *)ids->pdata, ids->len);
  if (nearest != NULL)
    cli_complain(cli_text(cli, "--what-if: \"%s\" ken ik niet; bedoel je %s?",
                          "--what-if: \"%s\" is unknown; do you mean %s?"),
                 id, nearest);
  else
    cli_complain(cli_text(cli,
                          "--what-if: \"%s\" ken ik niet; schrijf PARTIJ.BELANG@RONDE, zoals %s@7",
                          "--what-if: \"%s\" is unknown; write PARTY.INTEREST@ROUND, as in %s@7"),
                 id, example_of(scenario, ids));
}

/* Adds the interests that the id means. False: told why not. */
static bool add_id(const Cli *cli, const PolderScenario *scenario, const char *id, int round,
                   GArray *tellings) {
  g_autoptr(GPtrArray) ids = known_ids(scenario);
  const guint before = tellings->len;
  int place = -1;
  for (guint i = 0; i < ids->len && place < 0; i++)
    place = g_ascii_strcasecmp(ids->pdata[i], id) == 0 ? (int)i : -1;
  if (place < 0) {
    complain_unknown(cli, scenario, ids, id);
    return false;
  }
  for (int k = 0; k < scenario->n_interests; k++) {
    const Telling telling = {round, k};
    const bool meant = place - scenario->n_parties == k || scenario->interests[k].party == place;
    if (meant && is_hidden(scenario, k))
      g_array_append_val(tellings, telling);
  }
  if (tellings->len > before)
    return true;
  cli_complain(cli_text(cli, "--what-if: %s is al open; er valt niets uit te spreken",
                        "--what-if: %s is open already; there is nothing to tell"),
               id);
  return false;
}

static bool add_telling(const Cli *cli, const PolderScenario *scenario, const char *text,
                        int deadline, GArray *tellings) {
  const char *at = strrchr(text, '@');
  guint64 round = 0;
  if (at == NULL) {
    cli_complain(cli_text(cli, "--what-if: schrijf PARTIJ.BELANG@RONDE in plaats van \"%s\"",
                          "--what-if: write PARTY.INTEREST@ROUND instead of \"%s\""),
                 text);
    return false;
  }
  if (!g_ascii_string_to_unsigned(at + 1, 10, 1, (guint64)deadline, &round, NULL)) {
    cli_complain(cli_text(cli, "--what-if: \"%s\" is geen ronde van 1 tot en met %d",
                          "--what-if: \"%s\" is no round from 1 to %d"),
                 at + 1, deadline);
    return false;
  }
  g_autofree char *id = g_strndup(text, (gsize)(at - text));
  return add_id(cli, scenario, id, (int)round, tellings);
}

static int by_round(const void *left, const void *right) {
  const Telling *one = left, *other = right;
  return one->round != other->round ? one->round - other->round : one->interest - other->interest;
}

static Telling telling_at(const GArray *tellings, guint place) {
  return g_array_index(tellings, Telling, place);
}

/* Who tells something twice tells it once: the first time. In order of rounds. */
static void drop_repeated(GArray *tellings) {
  bool told[POLDER_INTERESTS_MAX] = {false};
  for (guint place = 0; place < tellings->len;) {
    const int interest = telling_at(tellings, place).interest;
    if (told[interest])
      g_array_remove_index(tellings, place);
    else
      place++;
    told[interest] = true;
  }
}

static GArray *read_tellings(const Cli *cli, const PolderScenario *scenario, int deadline) {
  g_autoptr(GArray) tellings = g_array_new(FALSE, FALSE, sizeof(Telling));
  for (guint i = 0; i < cli->what_if->len; i++)
    if (!add_telling(cli, scenario, cli->what_if->pdata[i], deadline, tellings))
      return NULL;
  g_array_sort(tellings, by_round);
  drop_repeated(tellings);
  return g_steal_pointer(&tellings);
}

/* --- Playing it twice ------------------------------------------------------------------------- */

typedef struct {
  Cli *cli;
  const GArray *tellings;
  guint n_told; /* of them: the others came too late */
  int from;     /* the round in which the two part */
  bool differs;
  PolderTrace *trace[2];
  PolderOutcome outcome[2];
  PolderRunKey key[2];
  CliPlayed played[2];
} WhatIf;

/* Plays the branch to its end. */
static void play_told(WhatIf *what, PolderRunner *runner) {
  const GArray *tellings = what->tellings;
  bool on = true;
  while (on) {
    const int round = polder_runner_round(runner) + 1;
    guint place = what->n_told;
    for (; place < tellings->len && telling_at(tellings, place).round == round; place++)
      polder_runner_tell(runner, telling_at(tellings, place).interest);
    on = polder_runner_next(runner);
    what->n_told = on ? place : what->n_told;
  }
}

static void play_both(WhatIf *what, const PolderScenario *scenario, const PolderGame *game,
                      const PolderRunKey *key) {
  g_autoptr(PolderRunner) went = polder_runner_new(scenario), told = polder_runner_new(scenario);
  const PolderChance chance = {.seed = key->seed, .run = key->run};
  what->from = telling_at(what->tellings, 0).round;
  polder_runner_open(went, game, chance, what->trace[0]);
  while (polder_runner_round(went) < what->from - 1 && polder_runner_next(went))
    ;
  polder_runner_fork(told, went, what->trace[1]);
  for (unsigned i = 0; i < polder_trace_length(what->trace[0]); i++)
    polder_trace_add(what->trace[1], *polder_trace_at(what->trace[0], i));
  play_told(what, told);
  while (polder_runner_next(went))
    ;
  polder_runner_close(went, &what->outcome[0]);
  polder_runner_close(told, &what->outcome[1]);
}

static bool are_same(const PolderTrace *one, const PolderTrace *other) {
  const unsigned n = polder_trace_length(one);
  bool same = n == polder_trace_length(other);
  for (unsigned i = 0; same && i < n; i++) {
    const PolderEntry *a = polder_trace_at(one, i), *b = polder_trace_at(other, i);
    same = a->did == b->did && a->party == b->party && a->to == b->to && a->round == b->round &&
           a->interest == b->interest && a->deal == b->deal && a->reason == b->reason;
  }
  return same;
}

/* --- The answer ------------------------------------------------------------------------------- */

static char *ending_text(const Cli *cli, const CliPlayed *played) {
  g_autofree char *how = cli_story_ending(cli, played);
  const PolderOutcome *outcome = played->outcome;
  return g_strdup_printf("%s%s", outcome->impasse == POLDER_NO_IMPASSE ? "" : "impasse, ", how);
}

/* Interests of one party told in one round, from that place on; moves the place on. */
static char *telling_text(const WhatIf *what, guint *place) {
  const Cli *cli = what->cli;
  const PolderScenario *scenario = what->played[0].scenario;
  const Telling first = telling_at(what->tellings, *place);
  const int party = scenario->interests[first.interest].party;
  g_autoptr(GPtrArray) quoted = g_ptr_array_new_with_free_func(g_free);
  for (; *place < what->n_told; (*place)++) {
    const Telling next = telling_at(what->tellings, *place);
    if (next.round != first.round || scenario->interests[next.interest].party != party)
      break;
    g_ptr_array_add(quoted, g_strdup_printf("\"%s\"", cli_interest(cli, scenario, next.interest)));
  }
  g_autofree char *all = cli_join(cli, quoted);
  if (cli->language == POLDER_NL)
    return g_strdup_printf("%s in ronde %d %s had uitgesproken", cli_party(cli, scenario, party),
                           first.round, all);
  return g_strdup_printf("%s had told %s in round %d", cli_party(cli, scenario, party), all,
                         first.round);
}

static char *tellings_text(const WhatIf *what) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint place = 0; place < what->n_told;)
    g_ptr_array_add(texts, telling_text(what, &place));
  return cli_join(what->cli, texts);
}

static void print_answer(const WhatIf *what) {
  Cli *cli = what->cli;
  g_autofree char *went = ending_text(cli, &what->played[0]);
  g_autofree char *told = ending_text(cli, &what->played[1]);
  g_autofree char *tellings = tellings_text(what);
  const char *how = !what->differs ? cli_text(cli, "het maakt geen verschil: ", "no difference: ")
                    : strcmp(went, told) == 0 ? cli_text(cli, "ook dan ", "still ")
                                              : "";
  g_autofree char *answer = g_strdup_printf(
      cli_text(cli, "Zoals het ging: %s. Als %s: %s%s.", "As it went: %s. If %s: %s%s."), went,
      tellings, how, told);
  cli_wrap(cli, "", answer);
}

static void print_too_late(const WhatIf *what) {
  Cli *cli = what->cli;
  const int branch = what->n_told > 0;
  g_autofree char *how = ending_text(cli, &what->played[branch]);
  const Telling first = telling_at(what->tellings, what->n_told);
  g_autofree char *text = g_strdup_printf(
      cli_text(cli, "Te laat om in ronde %d nog iets uit te spreken: deze tafel was klaar (%s).",
               "Too late to tell anything in round %d: this table had ended (%s)."),
      first.round, how);
  cli_wrap(cli, "", text);
}

/* --- Both, as text or as data ----------------------------------------------------------------- */

static void print_common(const WhatIf *what) {
  Cli *cli = what->cli;
  const PolderRunKey *key = &what->key[0];
  polder_sink_print(cli->out,
                    cli_text(cli, "\n%s · arm %s · keer %u · seed %" G_GUINT64_FORMAT "\n",
                             "\n%s · arm %s · run %u · seed %" G_GUINT64_FORMAT "\n"),
                    cli_title(cli, what->played[0].scenario), key->arm, key->run,
                    (guint64)key->seed);
  if (what->from == 2)
    polder_sink_print(cli->out, "%s\n",
                      cli_text(cli, "Ronde 1: hetzelfde, tot op de letter.",
                               "Round 1: the same, to the letter."));
  if (what->from > 2)
    polder_sink_print(cli->out,
                      cli_text(cli, "Ronde 1–%d: hetzelfde, tot op de letter.\n",
                               "Rounds 1–%d: the same, to the letter.\n"),
                      what->from - 1);
  polder_sink_write(cli->out, "\n");
}

static void print_text(const WhatIf *what) {
  Cli *cli = what->cli;
  const CliSide sides[2] = {
      {cli_text(cli, "Zoals het ging", "As it went"), &what->played[0]},
      {cli_text(cli, "Als het gezegd was", "Had it been told"), &what->played[1]}};
  if (what->n_told > 0)
    print_answer(what);
  if (what->n_told < what->tellings->len)
    print_too_late(what);
  if (!what->differs)
    return;
  print_common(what);
  cli_print_sides(cli, sides, what->from);
}

static void print_rows(const WhatIf *what, const PolderNames *names) {
  g_autoptr(GString) text = g_string_new(polder_runs_header);
  for (int i = 0; i < 2; i++)
    polder_outcome_append_row(text, &what->outcome[i], names, &what->key[i]);
  polder_sink_write(what->cli->out, text->str);
}

static void print_objects(const WhatIf *what, const PolderNames *names) {
  g_autoptr(GString) text = g_string_new("{\"went\":");
  polder_outcome_append_json(text, &what->outcome[0], names, &what->key[0]);
  g_string_append(text, ",\"told\":");
  polder_outcome_append_json(text, &what->outcome[1], names, &what->key[1]);
  polder_sink_print(what->cli->out, "%s}\n", text->str);
}

static void print_both(const WhatIf *what) {
  g_autoptr(PolderNames) names = polder_names_new(what->played[0].scenario);
  switch ((CliFormat)what->cli->format) {
  case CLI_TEXT:
    print_text(what);
    return;
  case CLI_CSV:
    print_rows(what, names);
    return;
  case CLI_JSON:
    print_objects(what, names);
    return;
  case CLI_JSONL:
    for (int i = 0; i < 2; i++)
      cli_print_trace(what->cli, what->trace[i], names, &what->key[i]);
    return;
  }
}

/* As the arm of the second run is called: `asis+client.shame@7`. */
static char *name_of(const Cli *cli, const char *arm) {
  GString *name = g_string_new(arm);
  for (guint i = 0; i < cli->what_if->len; i++)
    g_string_append_printf(name, "+%s", (const char *)cli->what_if->pdata[i]);
  return g_string_free(name, FALSE);
}

int cli_what_if(Cli *cli, const PolderScenario *scenario, const PolderGame *game,
                const PolderRunKey *key, int deadline) {
  g_autoptr(GArray) tellings = read_tellings(cli, scenario, deadline);
  if (tellings == NULL)
    return CLI_USE;
  g_autoptr(PolderTrace) went = polder_trace_new(), told = polder_trace_new();
  g_autofree char *name = name_of(cli, key->arm);
  WhatIf what = {.cli = cli, .tellings = tellings, .trace = {went, told}, .key = {*key, *key}};
  what.key[1].arm = name;
  play_both(&what, scenario, game, key);
  what.differs = !are_same(went, told);
  for (int i = 0; i < 2; i++)
    what.played[i] = (CliPlayed){.scenario = scenario,
                                 .trace = what.trace[i],
                                 .outcome = &what.outcome[i],
                                 .key = what.key[i]};
  print_both(&what);
  const bool failed =
      what.outcome[0].ending == POLDER_FAILED || what.outcome[1].ending == POLDER_FAILED;
  return failed ? CLI_BUG : CLI_DONE;
}
