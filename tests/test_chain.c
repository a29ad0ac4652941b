/* Chain: every link is what the trace says, and a link that is cut is gone. */
#include "played.h"
#include "varied.h"
#include <check.h>
#include <math.h>
#include <polder/batch.h>
#include <polder/chain.h>
#include <string.h>

enum { RUNS = 100 };

static PolderLeversJob job_on(const PolderScenario *scenario, const PolderValues *values) {
  return (PolderLeversJob){.scenario = scenario,
                           .values = values,
                           .arm = "asis",
                           .seed = 1,
                           .n_runs = RUNS,
                           .n_threads = 2};
}

static PolderChain chain_of(const PolderScenario *scenario, const char *const *sets,
                            const char *arm, uint32_t run) {
  const PolderValues values = played_values(scenario, sets);
  PolderLeversJob job = job_on(scenario, &values);
  PolderChain chain;
  job.arm = arm;
  job.first_run = run;
  ck_assert(polder_chain_play(&job, &chain, NULL));
  return chain;
}

static PolderChainShares shares_of(const PolderScenario *scenario, const char *const *sets,
                                   const char *arm) {
  const PolderValues values = played_values(scenario, sets);
  PolderLeversJob job = job_on(scenario, &values);
  PolderChainShares shares;
  job.arm = arm;
  ck_assert(polder_chains_count(&job, &shares, NULL));
  ck_assert_uint_eq(shares.runs, RUNS);
  return shares;
}

static char *told(const PolderScenario *scenario, const PolderChain *chain,
                  PolderLanguage language) {
  GString *text = g_string_new(NULL);
  polder_chain_append_text(text, chain, scenario, language);
  return g_string_free(text, FALSE);
}

static void says(const char *text, const char *part) {
  if (strstr(text, part) == NULL)
    ck_abort_msg("\"%s\" is not in\n%s", part, text);
}

/* --- every link is what the trace says ------------------------------------------------------- */

/* How often that party said no to that text in that round, seeing and asking just this. */
static unsigned refusals_like(const PolderTrace *trace, const PolderLink *link) {
  unsigned count = 0;
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    count += entry->did == POLDER_DID_REJECT && entry->party == link->party &&
             entry->round == link->round && entry->deal == link->deal &&
             entry->before == link->before && entry->after == link->after;
  }
  return count;
}

START_TEST(proposal_interest_and_rejection_are_one_refusal_in_the_trace) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  unsigned impasses = 0;
  for (uint32_t run = 0; run < RUNS; run++) {
    g_autoptr(PolderTrace) trace = polder_trace_new();
    const PolderOutcome outcome = played(scenario, NULL, "asis", run, trace);
    const PolderChain chain = chain_of(scenario, NULL, "asis", run);
    ck_assert_int_eq(chain.impasse, outcome.ending != POLDER_AGREEMENT);
    if (!chain.impasse || outcome.n_blocks == 0)
      continue;
    const PolderLink *no = &chain.link[POLDER_LINK_REJECTION];
    const PolderLink *interest = &chain.link[POLDER_LINK_INTEREST];
    ck_assert_int_eq(chain.party, outcome.blocks[0].party);
    ck_assert_uint_eq(refusals_like(trace, no), 1);
    ck_assert_uint_eq(no->of, played_count(trace, POLDER_DID_REJECT, chain.party));
    ck_assert(interest->red || no->after < no->before);
    ck_assert_int_eq(interest->deal, chain.link[POLDER_LINK_PROPOSAL].deal);
    ck_assert_int_eq(scenario->interests[interest->interest].party, chain.party);
    ck_assert_double_eq(interest->after,
                        polder_scenario_satisfaction(scenario, interest->interest, interest->deal));
    impasses++;
  }
  ck_assert_uint_gt(impasses, RUNS / 2);
}
END_TEST

/* What trust in that party lost in a round, as the trace has it. */
static double lost_in(const PolderTrace *trace, int party, int round) {
  double lost = 0;
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    if (entry->did == POLDER_DID_TRUST && entry->to == party && entry->round == round)
      lost += entry->before - entry->after;
  }
  return lost;
}

/* Who laid down the text of that round (round_robin: one a round). */
static int author_in(const PolderTrace *trace, int round) {
  for (unsigned i = 0; i < polder_trace_length(trace); i++)
    if (polder_trace_at(trace, i)->did == POLDER_DID_PROPOSE &&
        polder_trace_at(trace, i)->round == round)
      return polder_trace_at(trace, i)->party;
  return -1;
}

START_TEST(no_other_refusal_over_that_interest_shook_trust_more) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  unsigned others = 0;
  for (uint32_t run = 0; run < RUNS; run++) {
    g_autoptr(PolderTrace) trace = polder_trace_new();
    const PolderOutcome outcome = played(scenario, NULL, "asis", run, trace);
    const PolderChain chain = chain_of(scenario, NULL, "asis", run);
    const PolderLink *interest = &chain.link[POLDER_LINK_INTEREST];
    if (outcome.n_blocks == 0 || interest->interest != outcome.blocks[0].interest)
      continue;
    const double lost = lost_in(trace, chain.party, interest->round);
    for (unsigned i = 0; i < polder_trace_length(trace); i++) {
      const PolderEntry *entry = polder_trace_at(trace, i);
      if (entry->did != POLDER_DID_REJECT || entry->interest != interest->interest ||
          author_in(trace, entry->round) == chain.party)
        continue;
      ck_assert_double_le(lost_in(trace, chain.party, entry->round), lost + 2e-6);
      others++;
    }
  }
  ck_assert_uint_gt(others, RUNS);
}
END_TEST

/* Whether that answer was a no that plain worth would have made a yes. */
static bool for_distrust_alone(const PolderScenario *scenario, const PolderEntry *entry) {
  if (entry->did != POLDER_DID_REJECT || (scenario->broken[entry->deal] >> entry->party & 1))
    return false;
  const double worth = scenario->utility[(size_t)entry->party * scenario->n_deals + entry->deal];
  return entry->after < entry->before && entry->before <= worth;
}

START_TEST(refusals_for_distrust_alone_are_counted_as_by_hand) {
  static const char *const sets[] = {"spread_weights=0", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  unsigned all = 0;
  for (uint32_t run = 0; run < RUNS; run++) {
    g_autoptr(PolderTrace) trace = polder_trace_new();
    const PolderChain chain = chain_of(scenario, sets, "asis", run);
    const PolderLink *link = &chain.link[POLDER_LINK_DEVALUATION];
    unsigned count = 0;
    played(scenario, sets, "asis", run, trace);
    for (unsigned i = 0; i < polder_trace_length(trace); i++)
      count += for_distrust_alone(scenario, polder_trace_at(trace, i));
    if (!chain.impasse)
      continue;
    ck_assert_uint_eq(link->times, count);
    ck_assert_uint_eq(link->of, played_count(trace, POLDER_DID_REJECT, ANY));
    ck_assert_int_eq(link->missing, count == 0);
    all += count;
  }
  ck_assert_uint_gt(all, 0);
}
END_TEST

START_TEST(what_distrust_takes_off_is_devaluation_times_distrust) {
  static const char *const sets[] = {"spread_weights=0", "spread=0",     "trust=.3",
                                     "trust_loss=0",     "trust_gain=0", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  const PolderChain chain = chain_of(scenario, sets, "asis", 0);
  const PolderLink *link = &chain.link[POLDER_LINK_DEVALUATION];
  const double *utility = scenario->utility + (size_t)link->party * scenario->n_deals;
  double worst = 1, best = 0;
  for (PolderDeal deal = 0; deal < scenario->n_deals; deal++) {
    worst = MIN(worst, utility[deal]);
    if (!(scenario->broken[deal] >> link->party & 1))
      best = MAX(best, utility[deal]);
  }
  ck_assert_double_eq_tol(link->before - link->after, .2 * (1 - .3) * (best - worst), 1e-6);
}
END_TEST

START_TEST(trust_runs_from_its_start_to_its_end) {
  static const char *const sets[] = {"spread=0", "trust=.6", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  for (uint32_t run = 0; run < RUNS; run++) {
    const PolderChain chain = chain_of(scenario, sets, "asis", run);
    const PolderOutcome outcome = played(scenario, sets, "asis", run, NULL);
    const PolderLink *trust = &chain.link[POLDER_LINK_TRUST];
    if (chain.party < 0)
      continue;
    ck_assert_double_eq(trust->after, outcome.party[chain.party].trust_received);
    ck_assert_double_eq_tol(trust->before, .6, .01);
    ck_assert_int_le(trust->until, outcome.round);
  }
}
END_TEST

START_TEST(an_interest_is_known_as_it_was_when_the_text_was_refused) {
  static const char *const sets[] = {"devaluation=.5", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  ck_assert_uint_gt(shares_of(scenario, sets, "asis").untold, 0);
  ck_assert_uint_eq(shares_of(scenario, sets, "too_late").failed, 0);
  unsigned told_before = 0;
  for (uint32_t run = 0; run < RUNS; run++) {
    const PolderChain chain = chain_of(scenario, sets, "spoken", run);
    const PolderLink *interest = &chain.link[POLDER_LINK_INTEREST];
    if (interest->missing || scenario->interests[interest->interest].visibility == POLDER_OPEN)
      continue;
    ck_assert_int_eq(interest->seen == POLDER_SEEN_TOLD, interest->round >= 16);
    told_before += interest->seen == POLDER_SEEN_TOLD;
  }
  ck_assert_uint_gt(told_before, 0);
}
END_TEST

START_TEST(who_is_truly_unwilling_is_rightly_believed_to_be) {
  static const char *const sets[] = {"willing=0", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderChainShares willing = shares_of(scenario, NULL, "asis");
  const PolderChainShares unwilling = shares_of(scenario, sets, "asis");
  ck_assert_uint_gt(willing.wrong, 0);
  ck_assert_uint_eq(willing.wrong, willing.onwil);
  ck_assert_uint_gt(unwilling.onwil, 0);
  ck_assert_uint_eq(unwilling.wrong, 0);
}
END_TEST

/* --- a link that is cut is gone -------------------------------------------------------------- */

START_TEST(without_devaluation_no_refusal_is_for_distrust_alone) {
  static const char *const sets[] = {"devaluation=0", NULL};
  static const char *const cases[] = {"weerthuis", "geen-ruimte", "nieuwegein"};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *folder = g_build_filename("scenarios", cases[i], NULL);
    g_autoptr(PolderScenario) scenario = played_load(folder);
    ck_assert_uint_gt(shares_of(scenario, NULL, "asis").devalued, 0);
    ck_assert_uint_eq(shares_of(scenario, sets, "asis").devalued, 0);
    ck_assert_uint_gt(shares_of(scenario, sets, "asis").impasses, 0);
  }
}
END_TEST

START_TEST(without_attribution_nobody_comes_to_see_onwil_and_trust_stays) {
  static const char *const sets[] = {"bias=0", "omega_start=0", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderChainShares with = shares_of(scenario, NULL, "asis");
  const PolderChainShares without = shares_of(scenario, sets, "asis");
  ck_assert_uint_gt(with.onwil, 0);
  ck_assert_uint_gt(with.distrust, 0);
  ck_assert_uint_eq(without.onwil, 0);
  ck_assert_uint_eq(without.distrust, 0);
  ck_assert_uint_gt(without.impasses, 0);
}
END_TEST

START_TEST(without_loss_of_trust_onwil_is_still_seen_and_trust_stays) {
  static const char *const sets[] = {"trust_loss=0", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderChainShares without = shares_of(scenario, sets, "asis");
  ck_assert_uint_gt(without.onwil, 0);
  ck_assert_uint_eq(without.distrust, 0);
}
END_TEST

START_TEST(an_open_table_misses_nothing_untold) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  static const char *const sets[] = {"devaluation=.5", NULL};
  const PolderChainShares open = shares_of(scenario, sets, "open");
  ck_assert_uint_gt(open.impasses, 0);
  ck_assert_uint_eq(open.untold, 0);
}
END_TEST

/* --- in words -------------------------------------------------------------------------------- */

START_TEST(the_orange_says_that_nobody_thought_of_onwil) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  const PolderChain chain = chain_of(scenario, NULL, "asis", 0);
  g_autofree char *nl = told(scenario, &chain, POLDER_NL);
  g_autofree char *en = told(scenario, &chain, POLDER_EN);
  ck_assert(chain.link[POLDER_LINK_ONWIL].missing);
  ck_assert(chain.link[POLDER_LINK_TRUST].missing);
  says(nl, "onwil zien: deze schakel ontbreekt.");
  says(en, "unwilling: this link is missing.");
  says(en, "yet not one no came from that alone.");
  says(en, "End: deadline in round 10.");
}
END_TEST

START_TEST(where_there_was_no_room_the_chain_says_so_first) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  const PolderChain chain = chain_of(scenario, NULL, "asis", 0);
  g_autofree char *nl = told(scenario, &chain, POLDER_NL);
  ck_assert(!chain.room);
  ck_assert(g_str_has_prefix(nl, "Er was geen ruimte om het eens te worden"));
  ck_assert_uint_eq(shares_of(scenario, NULL, "asis").no_room, RUNS);
}
END_TEST

START_TEST(an_agreement_has_no_chain) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  const PolderChain chain = chain_of(scenario, NULL, "spoken", 0);
  g_autofree char *en = told(scenario, &chain, POLDER_EN);
  ck_assert(!chain.impasse);
  ck_assert(g_str_has_prefix(en, "No impasse: agreement in round "));
  ck_assert_uint_eq(shares_of(scenario, NULL, "spoken").impasses, 0);
}
END_TEST

/* Every `one` becomes `other`, and the other way round. */
static char *exchanged(const char *text, const char *one, const char *other) {
  g_auto(GStrv) parts = g_strsplit(text, one, -1);
  for (int i = 0; parts[i] != NULL; i++) {
    g_auto(GStrv) pieces = g_strsplit(parts[i], other, -1);
    g_free(parts[i]);
    parts[i] = g_strjoinv(one, pieces);
  }
  return g_strjoinv(other, parts);
}

START_TEST(names_exchanged_exchange_the_names_and_nothing_else) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  PolderParty *one = &scenario->parties[1], *other = &scenario->parties[3];
  const PolderChain chain = chain_of(scenario, NULL, "asis", 0);
  g_autofree char *before = told(scenario, &chain, POLDER_EN);
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    char *label = one->label[language];
    one->label[language] = other->label[language];
    other->label[language] = label;
  }
  const PolderChain again = chain_of(scenario, NULL, "asis", 0);
  g_autofree char *after = told(scenario, &again, POLDER_EN);
  g_autofree char *expected = exchanged(before, one->label[POLDER_EN], other->label[POLDER_EN]);
  ck_assert_str_ne(before, after);
  ck_assert_str_eq(after, expected);
}
END_TEST

START_TEST(json_names_every_link_once) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  g_autoptr(GString) json = g_string_new(NULL);
  const PolderChain chain = chain_of(scenario, NULL, "asis", 0);
  polder_chain_append_json(json, NULL, &chain, names);
  const char *at = json->str;
  for (int kind = 0; kind < POLDER_LINKS; kind++) {
    g_autofree char *key = g_strdup_printf("{\"link\":\"%s\"", polder_link_names[kind]);
    says(at, key);
    at = strstr(at, key) + 1;
    ck_assert_ptr_null(strstr(at, key));
  }
  says(json->str, "\"type\":\"wanted\"");
}
END_TEST

/* --- how often ------------------------------------------------------------------------------- */

/* What chain.h says of each count, of one chain. */
static void count_chain(PolderChainShares *sum, const PolderChain *chain) {
  const PolderLink *interest = &chain->link[POLDER_LINK_INTEREST];
  const PolderLink *no = &chain->link[POLDER_LINK_REJECTION];
  const PolderLink *onwil = &chain->link[POLDER_LINK_ONWIL];
  const PolderLink *trust = &chain->link[POLDER_LINK_TRUST];
  sum->runs++;
  if (!chain->impasse)
    return;
  const bool unaware = !interest->missing && interest->seen == POLDER_SEEN_UNAWARE;
  sum->impasses++;
  sum->no_room += !chain->room;
  sum->untold += unaware || (!interest->missing && interest->seen == POLDER_SEEN_HIDDEN);
  sum->unaware += unaware;
  sum->red += interest->red;
  sum->unexplained += !no->missing && !no->explained;
  sum->onwil += !onwil->missing && onwil->after >= .5;
  sum->wrong += onwil->wrong;
  sum->distrust += trust->before - trust->after > .1;
  sum->devalued += chain->link[POLDER_LINK_DEVALUATION].times > 0;
  sum->endings[chain->outcome.ending]++;
}

START_TEST(shares_are_the_sum_of_single_chains_whatever_the_threads) {
  static const char *const sets[][2] = {{NULL}, {"explain=.03", NULL}, {"trust_loss=.05", NULL}};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
    const PolderChainShares shares = shares_of(scenario, sets[i], "asis");
    PolderChainShares sum = {0}, alone;
    for (uint32_t run = 0; run < RUNS; run++) {
      const PolderChain chain = chain_of(scenario, sets[i], "asis", run);
      count_chain(&sum, &chain);
    }
    ck_assert_mem_eq(&sum, &shares, sizeof shares);
    const PolderValues values = played_values(scenario, sets[i]);
    PolderLeversJob job = job_on(scenario, &values);
    job.n_threads = 1;
    ck_assert(polder_chains_count(&job, &alone, NULL));
    ck_assert_mem_eq(&alone, &shares, sizeof shares);
  }
}
END_TEST

START_TEST(tables_that_use_everything_have_sound_chains) {
  unsigned impasses = 0;
  for (unsigned table = 0; table < 150; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    const PolderChain chain = chain_of(scenario, NULL, "asis", table);
    g_autofree char *text = told(scenario, &chain, POLDER_NL);
    for (int kind = 0; chain.impasse && kind < POLDER_LINKS; kind++) {
      const PolderLink *link = &chain.link[kind];
      ck_assert_int_le(link->round, link->until);
      ck_assert_int_le(link->until, chain.outcome.round);
      ck_assert(link->missing || link->round > 0);
    }
    ck_assert_ptr_null(strstr(text, "nan"));
    impasses += chain.impasse;
  }
  ck_assert_uint_gt(impasses, 40);
}
END_TEST

Suite *suite_chain(void);

Suite *suite_chain(void) {
  Suite *suite = suite_create("chain");
  TCase *links = tcase_create("links"), *cuts = tcase_create("cuts");
  TCase *words = tcase_create("words"), *shares = tcase_create("shares");
  tcase_add_test(links, proposal_interest_and_rejection_are_one_refusal_in_the_trace);
  tcase_add_test(links, no_other_refusal_over_that_interest_shook_trust_more);
  tcase_add_test(links, refusals_for_distrust_alone_are_counted_as_by_hand);
  tcase_add_test(links, what_distrust_takes_off_is_devaluation_times_distrust);
  tcase_add_test(links, trust_runs_from_its_start_to_its_end);
  tcase_add_test(links, an_interest_is_known_as_it_was_when_the_text_was_refused);
  tcase_add_test(links, who_is_truly_unwilling_is_rightly_believed_to_be);
  tcase_add_test(cuts, without_devaluation_no_refusal_is_for_distrust_alone);
  tcase_add_test(cuts, without_attribution_nobody_comes_to_see_onwil_and_trust_stays);
  tcase_add_test(cuts, without_loss_of_trust_onwil_is_still_seen_and_trust_stays);
  tcase_add_test(cuts, an_open_table_misses_nothing_untold);
  tcase_add_test(words, the_orange_says_that_nobody_thought_of_onwil);
  tcase_add_test(words, where_there_was_no_room_the_chain_says_so_first);
  tcase_add_test(words, an_agreement_has_no_chain);
  tcase_add_test(words, names_exchanged_exchange_the_names_and_nothing_else);
  tcase_add_test(words, json_names_every_link_once);
  tcase_add_test(shares, shares_are_the_sum_of_single_chains_whatever_the_threads);
  tcase_add_test(shares, tables_that_use_everything_have_sound_chains);
  suite_add_tcase(suite, links);
  suite_add_tcase(suite, cuts);
  suite_add_tcase(suite, words);
  suite_add_tcase(suite, shares);
  return suite;
}
