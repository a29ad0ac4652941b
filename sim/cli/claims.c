/* polder claims: what became of the claims, all in a table or one in full. */
#include "claims.h"

#include <math.h>
#include <polder/tables.h>
#include <string.h>

/* --- Words ------------------------------------------------------------------------------------ */

const char *cli_claim_verdict(const Cli *cli, PolderClaimVerdict verdict) {
  static const char *const texts[POLDER_CLAIM_VERDICTS][POLDER_LANGUAGES] = {
      [POLDER_CLAIM_SUPPORTED] = {"gesteund", "supported"},
      [POLDER_CLAIM_CONDITIONAL] = {"voorwaardelijk", "conditional"},
      [POLDER_CLAIM_REFUTED] = {"weerlegd", "refuted"},
      [POLDER_CLAIM_UNDECIDED] = {"onbeslist", "undecided"},
      [POLDER_CLAIM_UNTESTED] = {"niet beproefd", "not tested"},
      [POLDER_CLAIM_NOT_TESTABLE] = {"niet toetsbaar", "not testable"},
  };
  return texts[verdict][cli->language];
}

/* Three digits behind the point, fewer for large numbers. */
static CliNumber number(const Cli *cli, double value) {
  return cli_decimal(cli, value, fabs(value) >= 100 ? 0 : fabs(value) >= 10 ? 1 : 3);
}

char *cli_claim_effect(const Cli *cli, const PolderClaimEffect *effect) {
  if (effect == NULL)
    return g_strdup("–");
  return g_strdup_printf(cli_text(cli, "%s%s [%s; %s]", "%s%s [%s, %s]"),
                         effect->effect > 0 ? "+" : "", number(cli, effect->effect).text,
                         number(cli, effect->low).text, number(cli, effect->high).text);
}

static bool is_stratum(const PolderClaimEffect *effect) {
  return effect->part > 0 && strcmp(effect->variant, "main") == 0 &&
         strcmp(effect->group, "all") != 0;
}

static void add_groups(GString *text, const Cli *cli, const PolderClaim *claim, int part,
                       PolderClaimHolding holding, const char *words) {
  g_autoptr(GPtrArray) groups = g_ptr_array_new();
  for (guint i = 0; i < claim->effects->len; i++) {
    PolderClaimEffect *effect = claim->effects->pdata[i];
    if (effect->part == part && is_stratum(effect) && effect->verdict == (int)holding)
      g_ptr_array_add(groups, effect->group);
  }
  if (groups->len == 0)
    return;
  g_autofree char *joined = cli_join(cli, groups);
  const bool opens = text->len == 0, named = !opens && text->str[text->len - 1] == ':';
  g_string_append_printf(text, "%s%s %s", opens ? "" : named ? " " : "; ", words, joined);
}

/* How one of several hypotheses is called: by its measure, and by its factor where that tells it
 * from another. */
static char *name_of_part(const PolderClaim *claim, int part) {
  const PolderHypothesis *own = claim->hypotheses->pdata[part - 1];
  bool shared = false;
  for (guint i = 0; i < claim->hypotheses->len; i++) {
    const PolderHypothesis *other = claim->hypotheses->pdata[i];
    shared = shared || (other != own && strcmp(other->measure, own->measure) == 0);
  }
  return shared ? g_strdup_printf("%s (%s)", own->measure, own->factor) : g_strdup(own->measure);
}

/* Of several hypotheses: which of them do not hold throughout. */
static void add_part(GString *text, const Cli *cli, const PolderClaim *claim,
                     const PolderClaimEffect *part) {
  g_autofree char *name = name_of_part(claim, part->part);
  if (part->verdict == POLDER_CLAIM_CONDITIONAL) {
    if (claim->hypotheses->len > 1)
      g_string_append_printf(text, "%s%s:", text->len > 0 ? "; " : "", name);
    add_groups(text, cli, claim, part->part, POLDER_CLAIM_HOLDS,
               cli_text(cli, "wel bij", "holds at"));
    add_groups(text, cli, claim, part->part, POLDER_CLAIM_REVERSED,
               cli_text(cli, "omgekeerd bij", "reversed at"));
    add_groups(text, cli, claim, part->part, POLDER_CLAIM_ABSENT,
               cli_text(cli, "niet bij", "absent at"));
  } else if (part->verdict != POLDER_CLAIM_SUPPORTED && part->part > 1) {
    g_string_append_printf(text, "%s%s %s", text->len > 0 ? "; " : "",
                           cli_text(cli, "niet voor", "not for"), name);
  }
}

char *cli_claim_condition(const Cli *cli, const PolderClaim *claim) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; claim->verdict == POLDER_CLAIM_CONDITIONAL && i < claim->effects->len; i++) {
    const PolderClaimEffect *effect = claim->effects->pdata[i];
    if (effect->part > 0 && effect->part <= (int)claim->hypotheses->len && !is_stratum(effect) &&
        strcmp(effect->variant, "main") == 0)
      add_part(text, cli, claim, effect);
  }
  return g_string_free(text, FALSE);
}

/* --- All of them ------------------------------------------------------------------------------ */

static void tell_answer(Cli *cli, const GPtrArray *chosen) {
  unsigned count[POLDER_CLAIM_VERDICTS] = {0};
  for (guint i = 0; i < chosen->len; i++)
    count[((PolderClaim *)chosen->pdata[i])->verdict]++;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  for (int verdict = 0; verdict < POLDER_CLAIM_VERDICTS; verdict++)
    if (verdict == POLDER_CLAIM_SUPPORTED || count[verdict] > 0)
      g_ptr_array_add(parts, g_strdup_printf("%u %s", count[verdict],
                                             cli_claim_verdict(cli, (PolderClaimVerdict)verdict)));
  g_autofree char *joined = cli_join(cli, parts);
  polder_sink_print(cli->out, cli_text(cli, "Van %u stellingen: %s.\n\n", "Of %u claims: %s.\n\n"),
                    chosen->len, joined);
}

/* Under a claim: what it depends on, or why it cannot be tested. */
static char *remark(const Cli *cli, const PolderClaim *claim) {
  if (claim->verdict == POLDER_CLAIM_NOT_TESTABLE)
    return g_strdup(claim->reason[cli->language]);
  return cli_claim_condition(cli, claim);
}

static void add_cells(CliTable *table, const char *const cells[5]) {
  for (int i = 0; i < 5; i++)
    cli_table_add(table, "%s", cells[i]);
}

static void print_text(Cli *cli, const GPtrArray *chosen) {
  g_autoptr(CliTable) table = cli_table_new("llrrl");
  tell_answer(cli, chosen);
  add_cells(table, (const char *const[]){"id", cli_text(cli, "oordeel", "verdict"),
                                         cli_text(cli, "effect", "effect"), "n",
                                         cli_text(cli, "stelling", "claim")});
  for (guint i = 0; i < chosen->len; i++) {
    const PolderClaim *claim = chosen->pdata[i];
    const PolderClaimEffect *whole = polder_claim_effect(claim, "main");
    const unsigned long n = whole != NULL ? whole->n : 0;
    g_autofree char *effect = cli_claim_effect(cli, whole), *why = remark(cli, claim);
    g_autofree char *count = whole != NULL ? g_strdup_printf("%lu", n) : g_strdup("–");
    add_cells(table, (const char *const[]){claim->id, cli_claim_verdict(cli, claim->verdict),
                                           effect, count, claim->claim[cli->language]});
    if (why[0] != '\0')
      add_cells(table, (const char *const[]){"", "", "", "", why});
  }
  cli_table_print(table, cli, "");
}

/* --- For programs ----------------------------------------------------------------------------- */

static const char *robust_verdict(const PolderClaim *claim, const PolderClaimVariant *variant) {
  const PolderClaimEffect *effect = polder_claim_effect(claim, variant->name);
  return effect != NULL ? polder_claim_verdict_names[effect->verdict] : NULL;
}

static void add_row(PolderCsv *csv, const Cli *cli, const PolderClaims *claims,
                    const PolderClaim *claim) {
  const PolderClaimEffect none = {.effect = NAN, .low = NAN, .high = NAN};
  const PolderClaimEffect *found = polder_claim_effect(claim, "main");
  const PolderClaimEffect *whole = found != NULL ? found : &none;
  g_autofree char *condition = cli_claim_condition(cli, claim);
  polder_csv_add_text(csv, claim->id);
  polder_csv_add_text(csv, polder_claim_verdict_names[claim->verdict]);
  polder_csv_add_number(csv, whole->effect);
  polder_csv_add_number(csv, whole->low);
  polder_csv_add_number(csv, whole->high);
  polder_csv_add_number(csv, (double)whole->n);
  polder_csv_add_number(csv, (double)whole->runs);
  polder_csv_add_text(csv, condition);
  polder_csv_add_text(csv, claim->experiment);
  polder_csv_add_text(csv, claim->claim[cli->language]);
  polder_csv_add_text(csv, claim->hypothesis[cli->language]);
  polder_csv_add_text(csv, claim->reason[cli->language]);
  for (guint i = 0; i < claims->variants->len; i++)
    polder_csv_add_text(csv, robust_verdict(claim, claims->variants->pdata[i]));
  polder_csv_end_row(csv);
}

static void print_csv(Cli *cli, const PolderClaims *claims, const GPtrArray *chosen) {
  static const char *const names[] = {"id",         "verdict", "effect",     "low",
                                      "high",       "n",       "runs",       "condition",
                                      "experiment", "claim",   "hypothesis", "reason"};
  PolderCsv csv;
  polder_csv_init(&csv);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    polder_csv_add_text(&csv, names[i]);
  for (guint i = 0; i < claims->variants->len; i++)
    polder_csv_add_text(&csv, ((PolderClaimVariant *)claims->variants->pdata[i])->name);
  polder_csv_end_row(&csv);
  for (guint i = 0; i < chosen->len; i++)
    add_row(&csv, cli, claims, chosen->pdata[i]);
  polder_sink_write(cli->out, csv.text->str);
  polder_csv_clear(&csv);
}

static void add_languages(GString *text, const char *key, char *const texts[POLDER_LANGUAGES]) {
  polder_json_open(text, key, '{');
  polder_json_text(text, "nl", texts[POLDER_NL]);
  polder_json_text(text, "en", texts[POLDER_EN]);
  polder_json_close(text, '}');
}

static void add_numbers(GString *text, const PolderClaimEffect *effect) {
  const double none = NAN;
  polder_json_number(text, "effect", effect != NULL ? effect->effect : none);
  polder_json_number(text, "low", effect != NULL ? effect->low : none);
  polder_json_number(text, "high", effect != NULL ? effect->high : none);
  polder_json_whole(text, "n", effect != NULL ? effect->n : 0);
  polder_json_whole(text, "runs", effect != NULL ? effect->runs : 0);
}

static void add_parts(GString *text, const PolderClaim *claim) {
  polder_json_open(text, "effects", '[');
  for (guint i = 0; i < claim->effects->len; i++) {
    const PolderClaimEffect *effect = claim->effects->pdata[i];
    if (effect->part == 0 || effect->part > (int)claim->hypotheses->len ||
        strcmp(effect->variant, "main") != 0)
      continue;
    const PolderHypothesis *hypothesis = claim->hypotheses->pdata[effect->part - 1];
    polder_json_open(text, NULL, '{');
    polder_json_whole(text, "part", (uint64_t)effect->part);
    polder_json_text(text, "measure", hypothesis->measure);
    polder_json_text(text, "group", effect->group);
    add_numbers(text, effect);
    polder_json_text(text, "verdict",
                     is_stratum(effect) ? polder_claim_holding_names[effect->verdict]
                                        : polder_claim_verdict_names[effect->verdict]);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

static void add_robustness(GString *text, const PolderClaim *claim, const GPtrArray *variants) {
  polder_json_open(text, "robustness", '{');
  for (guint i = 0; i < variants->len; i++) {
    const PolderClaimVariant *variant = variants->pdata[i];
    polder_json_text(text, variant->name, robust_verdict(claim, variant));
  }
  polder_json_close(text, '}');
}

static void print_json(Cli *cli, const PolderClaims *claims, const GPtrArray *chosen) {
  g_autoptr(GString) text = g_string_new(NULL);
  polder_json_open(text, NULL, '[');
  for (guint i = 0; i < chosen->len; i++) {
    const PolderClaim *claim = chosen->pdata[i];
    const bool untestable = claim->verdict == POLDER_CLAIM_NOT_TESTABLE;
    g_autofree char *condition = cli_claim_condition(cli, claim);
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "id", claim->id);
    polder_json_text(text, "verdict", polder_claim_verdict_names[claim->verdict]);
    add_numbers(text, polder_claim_effect(claim, "main"));
    polder_json_text(text, "condition", condition[0] != '\0' ? condition : NULL);
    add_languages(text, "claim", claim->claim);
    add_languages(text, "hypothesis", claim->hypothesis);
    if (untestable)
      add_languages(text, "reason", claim->reason);
    polder_json_text(text, "seed", claim->seed);
    polder_json_text(text, "experiment", claim->experiment[0] != '\0' ? claim->experiment : NULL);
    add_parts(text, claim);
    add_robustness(text, claim, claims->variants);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
  polder_sink_print(cli->out, "%s\n", text->str);
}

/* --- The verb --------------------------------------------------------------------------------- */

static int evaluate(Cli *cli) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  if (cli->operands->len == 0) {
    cli_complain(cli_text(cli, "claims --evaluate: noem de mappen met resultaten",
                          "claims --evaluate: name the folders of results"));
    return CLI_USE;
  }
  g_autofree char *text = polder_claims_evaluate(
      cli->evaluate, (const char *const *)cli->operands->pdata, cli->operands->len, messages);
  cli_tell_messages(cli, messages);
  if (text == NULL)
    return CLI_DATA;
  polder_sink_write(cli->out, text);
  return CLI_DONE;
}

/* Those that were asked for, or all. NULL: told. */
static GPtrArray *choose(const Cli *cli, const PolderClaims *claims) {
  g_autoptr(GPtrArray) chosen = g_ptr_array_new();
  for (guint i = 0; i < cli->operands->len; i++) {
    const char *id = cli->operands->pdata[i];
    const PolderClaim *claim = polder_claims_find(claims, id);
    const char *nearest = polder_claims_nearest(claims, id);
    if (claim == NULL && nearest != NULL)
      cli_complain(cli_text(cli, "er is geen stelling \"%s\"; bedoel je %s?",
                            "there is no claim \"%s\"; do you mean %s?"),
                   id, nearest);
    else if (claim == NULL)
      cli_complain(cli_text(cli, "er is geen stelling \"%s\"; zie polder claims",
                            "there is no claim \"%s\"; see polder claims"),
                   id);
    if (claim == NULL)
      return NULL;
    g_ptr_array_add(chosen, (gpointer)claim);
  }
  for (guint i = 0; cli->operands->len == 0 && i < claims->claims->len; i++)
    g_ptr_array_add(chosen, claims->claims->pdata[i]);
  return g_steal_pointer(&chosen);
}

int cli_verb_claims(Cli *cli) {
  if (cli->evaluate != NULL)
    return evaluate(cli);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderClaims) claims = polder_claims_new(messages);
  g_autoptr(GPtrArray) chosen = choose(cli, claims);
  cli_tell_messages(cli, messages);
  if (polder_messages_errors(messages) > 0)
    return CLI_BUG;
  if (chosen == NULL)
    return CLI_USE;
  if (cli->format == CLI_JSON)
    print_json(cli, claims, chosen);
  else if (cli->format == CLI_CSV)
    print_csv(cli, claims, chosen);
  else if (cli->operands->len == 0)
    print_text(cli, chosen);
  else
    for (guint i = 0; i < chosen->len; i++)
      cli_tell_claim(cli, claims, chosen->pdata[i]);
  return CLI_DONE;
}
