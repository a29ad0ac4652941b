/* The claims and what became of them, from the files that the program was built with. */
#include <string.h>

#include "claims.h"

#include <polder/embedded.h>

/* Of the experiment in that folder, or of all when that is NULL. NULL when there is no such file.
 */
static GBytes *find_file(const char *folder, const char *name) {
  g_autofree char *path = folder != NULL ? g_strdup_printf("claims/%s/%s", folder, name)
                                         : g_strdup_printf("claims/%s", name);
  return polder_embedded(path);
}

static PolderSheet *read_sheet(const char *folder, const char *name, PolderMessages *messages) {
  g_autoptr(GBytes) file = find_file(folder, name);
  g_autofree char *path = folder != NULL ? g_build_filename(folder, name, NULL) : g_strdup(name);
  return file == NULL ? NULL
                      : polder_sheet_parse(path, g_bytes_get_data(file, NULL),
                                           g_bytes_get_size(file), messages);
}

/* --- A claim ---------------------------------------------------------------------------------- */

static void free_claim(gpointer data) {
  PolderClaim *claim = data;
  g_free(claim->id);
  g_free(claim->seed);
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_free(claim->claim[language]);
    g_free(claim->hypothesis[language]);
    g_free(claim->reason[language]);
  }
  g_free(claim->experiment);
  g_free(claim->plan);
  g_ptr_array_unref(claim->hypotheses);
  g_ptr_array_unref(claim->effects);
  g_free(claim);
}

static char *take(const PolderSheet *sheet, int row, const char *column) {
  return g_strdup(polder_sheet_cell(sheet, row, claims_column(sheet, column)).text);
}

static PolderClaim *read_claim(const PolderSheet *sheet, int row) {
  PolderClaim *claim = g_new0(PolderClaim, 1);
  claim->id = take(sheet, row, "id");
  claim->seed = take(sheet, row, "seed");
  claim->claim[POLDER_NL] = take(sheet, row, "claim_nl");
  claim->claim[POLDER_EN] = take(sheet, row, "claim_en");
  claim->hypothesis[POLDER_NL] = take(sheet, row, "hypothesis_nl");
  claim->hypothesis[POLDER_EN] = take(sheet, row, "hypothesis_en");
  claim->reason[POLDER_NL] = take(sheet, row, "reason_nl");
  claim->reason[POLDER_EN] = take(sheet, row, "reason_en");
  claim->experiment = take(sheet, row, "experiment");
  claim->hypotheses = g_ptr_array_new_with_free_func((GDestroyNotify)claims_hypothesis_free);
  claim->effects = g_ptr_array_new_with_free_func((GDestroyNotify)claims_effect_free);
  claim->verdict =
      claim->reason[POLDER_NL][0] != '\0' ? POLDER_CLAIM_NOT_TESTABLE : POLDER_CLAIM_UNTESTED;
  return claim;
}

/* --- Its experiment --------------------------------------------------------------------------- */

static void take_hypotheses(PolderClaim *claim, PolderMessages *messages) {
  g_autoptr(PolderSheet) sheet = read_sheet(claim->experiment, "claims.csv", messages);
  if (sheet == NULL)
    return;
  g_autoptr(GPtrArray) all = claims_read_hypotheses(sheet);
  for (guint i = 0; i < all->len;)
    if (strcmp(((PolderHypothesis *)all->pdata[i])->id, claim->id) == 0)
      g_ptr_array_add(claim->hypotheses, g_ptr_array_steal_index(all, i));
    else
      i++;
}

static void take_effects(PolderClaim *claim, PolderMessages *messages) {
  g_autoptr(PolderSheet) sheet = read_sheet(claim->experiment, "result.csv", messages);
  if (sheet == NULL)
    return;
  g_autoptr(GPtrArray) all = claims_read_effects(sheet);
  for (guint i = 0; i < all->len;)
    if (strcmp(((PolderClaimEffect *)all->pdata[i])->id, claim->id) == 0)
      g_ptr_array_add(claim->effects, g_ptr_array_steal_index(all, i));
    else
      i++;
}

static void take_experiment(PolderClaim *claim, PolderMessages *messages) {
  g_autoptr(GBytes) plan =
      claim->experiment[0] != '\0' ? find_file(claim->experiment, "plan.csv") : NULL;
  claim->plan = g_strdup(plan != NULL ? g_bytes_get_data(plan, NULL) : "");
  if (plan == NULL)
    return;
  take_hypotheses(claim, messages);
  take_effects(claim, messages);
  const PolderClaimEffect *whole = polder_claim_effect(claim, "main");
  if (whole != NULL)
    claim->verdict = (PolderClaimVerdict)whole->verdict;
}

/* --- All -------------------------------------------------------------------------------------- */

static void free_variant(gpointer data) {
  PolderClaimVariant *variant = data;
  g_free(variant->name);
  g_free(variant->what[POLDER_NL]);
  g_free(variant->what[POLDER_EN]);
  g_free(variant);
}

static GPtrArray *read_variants(PolderMessages *messages) {
  GPtrArray *variants = g_ptr_array_new_with_free_func(free_variant);
  g_autoptr(PolderSheet) sheet = read_sheet(NULL, "variants.csv", messages);
  for (int row = 0; sheet != NULL && row < sheet->n_rows; row++) {
    PolderClaimVariant *variant = g_new0(PolderClaimVariant, 1);
    variant->name = take(sheet, row, "variant");
    variant->what[POLDER_NL] = take(sheet, row, "what_nl");
    variant->what[POLDER_EN] = take(sheet, row, "what_en");
    g_ptr_array_add(variants, variant);
  }
  return variants;
}

PolderClaims *polder_claims_new(PolderMessages *messages) {
  PolderClaims *claims = g_new0(PolderClaims, 1);
  claims->variants = read_variants(messages);
  claims->claims = g_ptr_array_new_with_free_func(free_claim);
  g_autoptr(PolderSheet) sheet = read_sheet(NULL, "claims.csv", messages);
  for (int row = 0; sheet != NULL && row < sheet->n_rows; row++) {
    PolderClaim *claim = read_claim(sheet, row);
    take_experiment(claim, messages);
    g_ptr_array_add(claims->claims, claim);
  }
  return claims;
}

void polder_claims_free(PolderClaims *claims) {
  if (claims == NULL)
    return;
  g_ptr_array_unref(claims->claims);
  g_ptr_array_unref(claims->variants);
  g_free(claims);
}

const PolderClaim *polder_claims_find(const PolderClaims *claims, const char *id) {
  for (guint i = 0; i < claims->claims->len; i++) {
    const PolderClaim *claim = claims->claims->pdata[i];
    if (g_ascii_strcasecmp(claim->id, id) == 0)
      return claim;
  }
  return NULL;
}

const char *polder_claims_nearest(const PolderClaims *claims, const char *id) {
  g_autofree const char **ids = g_new(const char *, claims->claims->len);
  for (guint i = 0; i < claims->claims->len; i++)
    ids[i] = ((PolderClaim *)claims->claims->pdata[i])->id;
  return polder_nearest(id, ids, claims->claims->len);
}

const PolderClaimEffect *polder_claim_effect(const PolderClaim *claim, const char *variant) {
  for (guint i = 0; i < claim->effects->len; i++) {
    const PolderClaimEffect *effect = claim->effects->pdata[i];
    if (effect->part == 0 && strcmp(effect->variant, variant) == 0)
      return effect;
  }
  return NULL;
}
