/* What was explained as JSON and CSV. Keys are a contract with scripts: add, never change. */
#include "explain.h"

#include <string.h>

static const PolderInterest *interest_at(const CliExplained *all, int place) {
  return &all->scenario->interests[all->explained->interest[place]];
}

static char *full_name(const CliExplained *all, int place) {
  const PolderInterest *interest = interest_at(all, place);
  return g_strconcat(all->scenario->parties[interest->party].id, ".", interest->id, NULL);
}

static void add_interval(GString *text, PolderInterval interval) {
  polder_json_number(text, "low", interval.low);
  polder_json_number(text, "high", interval.high);
}

static void add_map(GString *text, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  polder_json_open(text, "map", '[');
  for (int i = 0; i < explained->n_interests; i++)
    for (int round = 1; round <= explained->n_rounds; round++) {
      const PolderInterest *interest = interest_at(all, i);
      const PolderMapCell *cell = &explained->cell[i * explained->n_rounds + round - 1];
      polder_json_open(text, NULL, '{');
      polder_json_text(text, "party", all->scenario->parties[interest->party].id);
      polder_json_text(text, "interest", interest->id);
      polder_json_whole(text, "round", (uint64_t)round);
      polder_json_whole(text, "breakthrough", cell->pairs.first_only);
      polder_json_whole(text, "lost", cell->pairs.second_only);
      polder_json_number(text, "difference", cell->difference);
      add_interval(text, cell->interval);
      polder_json_text(text, "telling", polder_telling_names[cell->telling]);
      polder_json_close(text, '}');
    }
  polder_json_close(text, ']');
}

static void add_members(GString *text, const CliExplained *all, PolderCoalition members) {
  polder_json_open(text, "interests", '[');
  for (int i = 0; i < all->explained->n_interests; i++)
    if (members >> i & 1) {
      g_autofree char *name = full_name(all, i);
      polder_json_text(text, NULL, name);
    }
  polder_json_close(text, ']');
}

/* Groups that are the smallest to break some impasse. */
static void add_sets(GString *text, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  polder_json_open(text, "unlocking", '[');
  for (unsigned i = 0; i < explained->n_sets; i++) {
    const PolderUnlocking *set = &explained->set[i];
    if (set->smallest == 0)
      continue;
    polder_json_open(text, NULL, '{');
    add_members(text, all, set->members);
    polder_json_whole(text, "round", (uint64_t)explained->round);
    polder_json_number(text, "share", set->share);
    add_interval(text, set->interval);
    polder_json_whole(text, "breakthrough", set->pairs.first_only);
    polder_json_whole(text, "lost", set->pairs.second_only);
    polder_json_whole(text, "smallest", set->smallest);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

static void add_share(GString *text, const PolderShare *share) {
  polder_json_number(text, "share", share->shapley);
  add_interval(text, share->shapley_interval);
  polder_json_number(text, "banzhaf", share->banzhaf);
  polder_json_number(text, "banzhaf_low", share->banzhaf_interval.low);
  polder_json_number(text, "banzhaf_high", share->banzhaf_interval.high);
}

static void add_shares(GString *text, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  polder_json_open(text, "shapley", '[');
  for (int i = 0; i < explained->n_interests; i++) {
    g_autofree char *name = full_name(all, i);
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "interest", name);
    add_share(text, &explained->share[i]);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
  polder_json_open(text, "shapley_parties", '[');
  for (int i = 0; i < explained->n_parties; i++) {
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "party", all->scenario->parties[explained->party[i]].id);
    add_share(text, &explained->party_share[i]);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
  polder_json_text(text, "coalitions", explained->all_coalitions ? "all" : "sampled");
  polder_json_text(text, "coalitions_parties", explained->all_of_parties ? "all" : "sampled");
  polder_json_number(text, "total", explained->total);
}

static void add_lever_advice(GString *text, const GArray *levers) {
  const PolderLeverAdvice advice = polder_lever_advice(levers);
  polder_json_open(text, "lever", '{');
  polder_json_text(text, "name", advice.lever != NULL ? advice.lever->name : NULL);
  polder_json_number(text, "share", advice.promise);
  add_interval(text, advice.interval);
  polder_json_number(text, "lost_share", advice.lost);
  polder_json_close(text, '}');
}

static void add_advice(GString *text, const CliExplained *all) {
  static const char *const kinds[] = {"needless", "tell", "no telling"};
  const PolderAdvice *advice = &all->explained->advice;
  polder_json_open(text, "advice", '{');
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_autoptr(GString) sentence = g_string_new(NULL);
    polder_advice_append(sentence, all->explained, all->scenario, all->levers,
                         (PolderLanguage)language);
    polder_json_text(text, cli_language_names[language], sentence->str);
  }
  polder_json_text(text, "kind", kinds[advice->kind]);
  add_members(text, all, advice->members);
  polder_json_whole(text, "round", (uint64_t)advice->round);
  polder_json_whole(text, "until", (uint64_t)advice->until);
  polder_json_number(text, "share", advice->promise);
  add_interval(text, advice->interval);
  polder_json_number(text, "lost_share", advice->lost);
  if (advice->kind == POLDER_ADVICE_NO_TELLING)
    add_lever_advice(text, all->levers);
  polder_json_close(text, '}');
}

void cli_explain_print_json(Cli *cli, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  const double runs = explained->n_runs;
  g_autoptr(GString) text = g_string_new(NULL);
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "scenario", all->scenario->id);
  polder_json_whole(text, "runs", explained->n_runs);
  polder_json_whole(text, "failed", explained->n_failed);
  polder_json_whole(text, "seed", cli->seed);
  polder_json_text(text, "arm", all->arm);
  polder_json_number(text, "baseline_impasse", explained->n_impasses / runs);
  add_map(text, all);
  polder_json_whole(text, "largest_set", explained->largest_set);
  add_sets(text, all);
  add_shares(text, all);
  add_advice(text, all);
  polder_levers_append_json(text, "levers", all->levers);
  polder_levers_append_json(text, "cuts", all->cuts);
  if (all->has_chain)
    polder_chain_append_json(text, "chain", &all->chain, all->names);
  if (!all->one_run)
    polder_chains_append_json(text, "chains", &all->chains);
  polder_json_close(text, '}');
  polder_sink_print(cli->out, "%s\n", text->str);
}

/* The map, a cell a row. */
void cli_explain_print_csv(Cli *cli, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  g_autoptr(GString) text = g_string_new("party,interest,round,breakthrough,lost,both_impasse,both_"
                                         "agree,difference,low,high,telling\n");
  for (int i = 0; i < explained->n_interests; i++)
    for (int round = 1; round <= explained->n_rounds; round++) {
      const PolderInterest *interest = interest_at(all, i);
      const PolderMapCell *cell = &explained->cell[i * explained->n_rounds + round - 1];
      const double numbers[] = {cell->difference, cell->interval.low, cell->interval.high};
      g_string_append_printf(text, "%s,%s,%d,%u,%u,%u,%u",
                             all->scenario->parties[interest->party].id, interest->id, round,
                             (unsigned)cell->pairs.first_only, (unsigned)cell->pairs.second_only,
                             (unsigned)cell->pairs.both, (unsigned)cell->pairs.neither);
      for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
        g_string_append_c(text, ',');
        polder_number_append(text, numbers[k]);
      }
      g_string_append_printf(text, ",%s\n", polder_telling_names[cell->telling]);
    }
  polder_sink_write(cli->out, text->str);
}
