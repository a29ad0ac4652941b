/* polder claims ID: what was said, how it was tried, what came out, and where it does not hold. */
#include "claims.h"

#include <math.h>
#include <polder/tables.h>
#include <string.h>

/* --- What was asked --------------------------------------------------------------------------- */

static void lead(Cli *cli, const char *nl, const char *en, const char *text) {
  const char *word = cli->language == POLDER_NL ? nl : en;
  g_autofree char *begin = g_strdup_printf("  %s%*s", word, 13 - (int)g_utf8_strlen(word, -1), "");
  if (text[0] != '\0')
    cli_wrap(cli, begin, text);
}

/* The rows of the plan, on one line. Yours to free. */
static char *design(const PolderClaim *claim) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderSheet) sheet =
      polder_sheet_parse("plan.csv", claim->plan, strlen(claim->plan), messages);
  GString *text = g_string_new(NULL);
  for (int row = 0; sheet != NULL && row < sheet->n_rows; row++)
    g_string_append_printf(text, "%s%s %s", row > 0 ? ", " : "",
                           polder_sheet_cell(sheet, row, 0).text,
                           polder_sheet_cell(sheet, row, 1).text);
  return g_string_free(text, FALSE);
}

static void append_comparison(GString *text, const Cli *cli, const PolderHypothesis *h) {
  switch (h->kind) {
  case POLDER_CLAIM_LEVEL:
    g_string_append_printf(text, cli_text(cli, " min %s", " minus %s"), h->low);
    return;
  case POLDER_CLAIM_INTERACTION:
    g_string_append_printf(text,
                           cli_text(cli, ": wisselwerking van %s, van %s naar %s",
                                    ": interaction of %s, from %s to %s"),
                           h->factor, h->low, h->high);
    return;
  case POLDER_CLAIM_PEAK:
    g_string_append_printf(text,
                           cli_text(cli, ": het beste niveau van %s tegen beide einden, %s en %s",
                                    ": the best level of %s against both ends, %s and %s"),
                           h->factor, h->low, h->high);
    return;
  case POLDER_CLAIM_MEANS:
  case POLDER_CLAIM_CONTRAST:
  case POLDER_CLAIM_TREND:
    g_string_append_printf(text, cli_text(cli, " bij %s %s min bij %s", " at %s %s minus at %s"),
                           h->factor, h->high, h->low);
    return;
  }
}

static char *asked(const Cli *cli, const PolderHypothesis *h) {
  GString *text = g_string_new(h->measure);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  append_comparison(text, cli, h);
  if (h->where[0] != '\0')
    g_string_append_printf(text, cli_text(cli, ", waar %s", ", where %s"), h->where);
  g_string_append_printf(
      text, cli_text(cli, "; verwacht: %s, minstens %s", "; expected: %s, by at least %s"),
      h->direction > 0   ? cli_text(cli, "hoger", "higher")
      : h->direction < 0 ? cli_text(cli, "lager", "lower")
                         : cli_text(cli, "geen verschil", "no difference"),
      polder_number_text(h->least, buffer));
  return g_string_free(text, FALSE);
}

/* --- What came out ---------------------------------------------------------------------------- */

static bool is_stratum(const PolderClaimEffect *effect, int part) {
  return effect->part == part && strcmp(effect->variant, "main") == 0 &&
         strcmp(effect->group, "all") != 0;
}

static const char *holding_text(const Cli *cli, int holding) {
  static const char *const texts[POLDER_CLAIM_HOLDINGS][POLDER_LANGUAGES] = {
      [POLDER_CLAIM_HOLDS] = {"houdt stand", "holds"},
      [POLDER_CLAIM_REVERSED] = {"omgekeerd", "reversed"},
      [POLDER_CLAIM_ABSENT] = {"afwezig", "absent"},
      [POLDER_CLAIM_UNCLEAR] = {"onduidelijk", "unclear"},
  };
  return texts[holding][cli->language];
}

/* The stratum in which the hypothesis has least; NULL when there are no strata. */
static const PolderClaimEffect *weakest(const PolderClaim *claim, const PolderHypothesis *h,
                                        int part) {
  const PolderClaimEffect *least = NULL;
  for (guint i = 0; i < claim->effects->len; i++) {
    const PolderClaimEffect *effect = claim->effects->pdata[i];
    if (is_stratum(effect, part) && !isnan(effect->effect) &&
        (least == NULL ||
         (h->direction == 0 ? fabs(effect->effect) > fabs(least->effect)
                            : effect->effect * h->direction < least->effect * h->direction)))
      least = effect;
  }
  return least;
}

static void tell_weakest(Cli *cli, const PolderClaim *claim, const PolderHypothesis *h, int part) {
  const PolderClaimEffect *least = weakest(claim, h, part);
  if (least == NULL) {
    lead(cli, "faalt waar", "fails where",
         cli_text(cli, "niet naar gezocht: de proef heeft geen strata",
                  "not looked for: the experiment has no strata"));
    return;
  }
  g_autofree char *effect = cli_claim_effect(cli, least);
  g_auto(GStrv) words = g_strsplit(h->moderators[0] != '\0' ? h->moderators : h->factor, " ", -1);
  g_autofree char *looked = g_strjoinv(", ", words);
  g_autofree char *text =
      least->verdict == POLDER_CLAIM_HOLDS
          ? g_strdup_printf(cli_text(cli, "nergens gevonden; gezocht over %s. Zwakst bij %s: %s",
                                     "found nowhere; looked for over %s. Weakest at %s: %s"),
                            looked, least->group, effect)
          : g_strdup_printf("%s: %s (%s)", least->group, effect, holding_text(cli, least->verdict));
  lead(cli, "faalt waar", "fails where", text);
}

static void tell_strata(Cli *cli, const PolderClaim *claim, int part) {
  g_autoptr(CliTable) table = cli_table_new("lrrl");
  for (guint i = 0; i < claim->effects->len; i++) {
    const PolderClaimEffect *effect = claim->effects->pdata[i];
    if (!is_stratum(effect, part))
      continue;
    g_autofree char *numbers = cli_claim_effect(cli, effect);
    cli_table_add(table, "%s", effect->group);
    cli_table_add(table, "%s", numbers);
    cli_table_add(table, "%" G_GUINT64_FORMAT, (guint64)effect->n);
    cli_table_add(table, "%s", holding_text(cli, effect->verdict));
  }
  cli_table_print(table, cli, "                 ");
}

static void tell_part(Cli *cli, const PolderClaim *claim, const PolderClaimEffect *all) {
  const PolderHypothesis *h = claim->hypotheses->pdata[all->part - 1];
  g_autofree char *question = asked(cli, h), *effect = cli_claim_effect(cli, all);
  g_autofree char *answer = g_strdup_printf(
      cli_text(cli, "%s over %" G_GUINT64_FORMAT " paren van %" G_GUINT64_FORMAT " keren: %s",
               "%s over %" G_GUINT64_FORMAT " pairs of %" G_GUINT64_FORMAT " runs: %s"),
      effect, (guint64)all->n, (guint64)all->runs,
      cli_claim_verdict(cli, (PolderClaimVerdict)all->verdict));
  polder_sink_write(cli->out, "\n");
  lead(cli, "maat", "measure", question);
  lead(cli, "effect", "effect", answer);
  tell_strata(cli, claim, all->part);
  tell_weakest(cli, claim, h, all->part);
}

static void tell_robustness(Cli *cli, const PolderClaims *claims, const PolderClaim *claim) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < claims->variants->len; i++) {
    const PolderClaimVariant *variant = claims->variants->pdata[i];
    const PolderClaimEffect *effect = polder_claim_effect(claim, variant->name);
    if (effect != NULL)
      g_ptr_array_add(parts,
                      g_strdup_printf("%s: %s", variant->what[cli->language],
                                      cli_claim_verdict(cli, (PolderClaimVerdict)effect->verdict)));
  }
  g_ptr_array_add(parts, NULL);
  g_autofree char *text = g_strjoinv("; ", (char **)parts->pdata);
  polder_sink_write(cli->out, "\n");
  lead(cli, "ook met", "also with", text);
}

/* --- All of it -------------------------------------------------------------------------------- */

void cli_tell_claim(Cli *cli, const PolderClaims *claims, const PolderClaim *claim) {
  g_autofree char *condition = cli_claim_condition(cli, claim), *how = design(claim);
  g_autofree char *folder = g_strdup_printf("analysis/experiments/%s", claim->experiment);
  g_autofree char *again = g_strdup_printf("make experiments E=%s", claim->experiment);
  polder_sink_print(cli->out, "%s%s %s%s%s%s\n\n", cli_colour(cli, CLI_BOLD), claim->id,
                    cli_claim_verdict(cli, claim->verdict), cli_colour(cli, CLI_PLAIN),
                    condition[0] != '\0' ? ": " : "", condition);
  lead(cli, "stelling", "claim", claim->claim[cli->language]);
  lead(cli, "uit", "from", claim->seed);
  lead(cli, "hypothese", "hypothesis", claim->hypothesis[cli->language]);
  lead(cli, "waarom niet", "why not", claim->reason[cli->language]);
  if (claim->experiment[0] == '\0')
    return;
  lead(cli, "proef", "experiment", folder);
  lead(cli, "opzet", "design", how);
  for (guint i = 0; i < claim->effects->len; i++) {
    const PolderClaimEffect *effect = claim->effects->pdata[i];
    if (effect->part > 0 && effect->part <= (int)claim->hypotheses->len &&
        strcmp(effect->variant, "main") == 0 && strcmp(effect->group, "all") == 0)
      tell_part(cli, claim, effect);
  }
  tell_robustness(cli, claims, claim);
  lead(cli, "opnieuw", "again", again);
}
