/* From a plan to its points, in an order that the plan alone decides. */
#include <polder/stats.h>

#include "plan_read.h"

#define TELLS "tells"

/* --- Can it be done? ------------------------------------------------------------------------- */

typedef struct {
  const PolderPlan *plan;
  PolderMessages *messages;
} Check;

static void complain(const Check *check, const char *nl, const char *en) {
  polder_messages_add(check->messages, POLDER_ERROR, check->plan->path, check->plan->design_line, 0,
                      nl, en);
}

static void complain_of(const Check *check, const PolderFactor *factor, const char *nl,
                        const char *en) {
  g_autofree char *text_nl = g_strdup_printf("\"%s\" %s", factor->name, nl);
  g_autofree char *text_en = g_strdup_printf("\"%s\" %s", factor->name, en);
  polder_messages_add(check->messages, POLDER_ERROR, factor->path, factor->line, factor->column,
                      text_nl, text_en);
}

static bool is_range(const PolderFactor *factor) {
  return factor->levels->len == 0;
}

static void check_levels_only(const Check *check) {
  for (unsigned i = 0; i < check->plan->factors->len; i++)
    if (is_range(check->plan->factors->pdata[i]))
      complain_of(
          check, check->plan->factors->pdata[i],
          "is een bereik; schrijf niveaus zoals .2|.8 of .2...8/4, of kies het ontwerp lhs, "
          "morris of sobol",
          "is a range; write levels such as .2|.8 or .2...8/4, or choose the design lhs, "
          "morris or sobol");
}

static void check_any_factor(const Check *check) {
  if (check->plan->factors->len == 0)
    complain(check,
             "er is niets dat verschilt; voeg een factor toe, bijvoorbeeld trust,.2|.8 (een niveau "
             "mag ook)",
             "nothing varies; add a factor, for instance trust,.2|.8 (one level will do)");
}

static void check_sampled(const Check *check) {
  if (check->plan->n_sampled == 0)
    complain(check, "dit ontwerp vraagt om een aantal; voeg bijvoorbeeld de regel points,64 toe",
             "this design asks for a number; add, for instance, the row points,64");
}

static void check_unsampled(const Check *check) {
  if (check->plan->n_sampled > 0)
    complain(check, "points hoort bij lhs, morris en sobol; laat die regel weg, of kies een ervan",
             "points belongs to lhs, morris and sobol; leave it out, or choose one of them");
}

static void check_two_levels(const Check *check) {
  for (unsigned i = 0; i < check->plan->factors->len; i++) {
    const PolderFactor *factor = check->plan->factors->pdata[i];
    if (factor->levels->len == 1)
      complain_of(check, factor, "heeft maar een niveau; dit ontwerp vraagt om twee of een bereik",
                  "has a single level; this design asks for two or a range");
  }
}

static void check_dimensions(const Check *check) {
  if (2 * check->plan->factors->len > POLDER_SOBOL_DIMENSIONS_MAX)
    complain(check, "sobol kan hoogstens 20 factoren aan; kies er minder, of het ontwerp morris",
             "sobol can do 20 factors at most; choose fewer, or the design morris");
}

static void check_coalitions(const Check *check) {
  if (check->plan->parties->len == 0)
    complain(check,
             "coalitions vraagt om dezelfde partijen aan elke tafel; maak een plan per gezelschap",
             "coalitions asks for the same parties at every table; make a plan for each company");
  for (unsigned i = 0; i < check->plan->factors->len; i++) {
    const PolderFactor *factor = check->plan->factors->pdata[i];
    if (g_str_equal(factor->name, TELLS))
      complain_of(check, factor, "is wat coalitions zelf al varieert; laat deze regel weg",
                  "is what coalitions varies itself; leave this row out");
  }
}

static void check_file(const Check *check) {
  const PolderPoints *points = check->plan->from_file;
  if (points == NULL || points->n_points == 0)
    polder_messages_add(check->messages, POLDER_ERROR,
                        points == NULL ? check->plan->path : check->plan->points_file, 0, 0,
                        "geen enkel punt; schrijf er een regel voor per punt",
                        "not a single point; write a row for each");
  else if (points->names->len == 0)
    polder_messages_add(check->messages, POLDER_ERROR, check->plan->points_file, 0, 0,
                        "geen enkele factor; geef elke factor een kolom",
                        "not a single factor; give each a column");
}

static double combinations(const PolderPlan *plan) {
  double n = 1;
  for (unsigned i = 0; i < plan->factors->len; i++)
    n *= ((PolderFactor *)plan->factors->pdata[i])->levels->len;
  return n;
}

static double oat_size(const PolderPlan *plan) {
  double n = 1;
  for (unsigned i = 0; i < plan->factors->len; i++)
    n += ((PolderFactor *)plan->factors->pdata[i])->levels->len - 1.0;
  return n;
}

static double design_size(const PolderPlan *plan) {
  const double k = plan->factors->len, n = plan->n_sampled;
  switch (plan->design) {
  case POLDER_DESIGN_FACTORIAL:
    return combinations(plan);
  case POLDER_DESIGN_OAT:
    return oat_size(plan);
  case POLDER_DESIGN_LHS:
    return n;
  case POLDER_DESIGN_MORRIS:
    return n * (k + 1);
  case POLDER_DESIGN_SOBOL:
    return n * (k + 2);
  case POLDER_DESIGN_COALITIONS:
    return combinations(plan) * (double)(UINT64_C(1) << plan->parties->len);
  case POLDER_DESIGN_FILE:
    return plan->from_file->n_points;
  }
  return 0;
}

static void check_size(const Check *check) {
  const double n = design_size(check->plan);
  if (n <= POLDER_POINTS_MAX)
    return;
  g_autofree char *nl = g_strdup_printf(
      "dit ontwerp heeft %.0f punten; neem minder niveaus, hoogstens 10000000 punten", n);
  g_autofree char *en =
      g_strdup_printf("this design has %.0f points; take fewer levels, at most 10000000 points", n);
  complain(check, nl, en);
}

static void check_design(const Check *check) {
  switch (check->plan->design) {
  case POLDER_DESIGN_FACTORIAL:
  case POLDER_DESIGN_OAT:
    check_any_factor(check);
    check_levels_only(check);
    check_unsampled(check);
    break;
  case POLDER_DESIGN_LHS:
    check_any_factor(check);
    check_sampled(check);
    break;
  case POLDER_DESIGN_SOBOL:
    check_dimensions(check);
    G_GNUC_FALLTHROUGH;
  case POLDER_DESIGN_MORRIS:
    check_any_factor(check);
    check_sampled(check);
    check_two_levels(check);
    break;
  case POLDER_DESIGN_COALITIONS:
    check_levels_only(check);
    check_coalitions(check);
    check_unsampled(check);
    break;
  case POLDER_DESIGN_FILE:
    check_file(check);
    check_unsampled(check);
    break;
  }
}

bool polder_design_check(const PolderPlan *plan, PolderMessages *messages) {
  const Check check = {plan, messages};
  const unsigned errors = polder_messages_errors(messages);
  check_design(&check);
  if (polder_messages_errors(messages) == errors)
    check_size(&check);
  return polder_messages_errors(messages) == errors;
}

/* --- Designs of levels ----------------------------------------------------------------------- */

static const char *level_of(const PolderPlan *plan, unsigned factor, unsigned level) {
  return ((PolderFactor *)plan->factors->pdata[factor])->levels->pdata[level];
}

/* The levels of one combination; the last factor varies fastest. */
static void add_combination(const PolderPlan *plan, uint32_t number, PolderPoints *points) {
  uint32_t rest = number, repeat = (uint32_t)combinations(plan);
  for (unsigned i = 0; i < plan->factors->len; i++) {
    repeat /= ((PolderFactor *)plan->factors->pdata[i])->levels->len;
    polder_points_add(points, level_of(plan, i, rest / repeat));
    rest %= repeat;
  }
}

static void expand_factorial(const PolderPlan *plan, PolderPoints *points) {
  for (uint32_t number = 0; number < points->n_points; number++)
    add_combination(plan, number, points);
}

/* All first levels, but one. */
static void add_departure(const PolderPlan *plan, unsigned factor, unsigned level,
                          PolderPoints *points) {
  for (unsigned i = 0; i < plan->factors->len; i++)
    polder_points_add(points, level_of(plan, i, i == factor ? level : 0));
}

static void expand_oat(const PolderPlan *plan, PolderPoints *points) {
  add_departure(plan, 0, 0, points);
  for (unsigned i = 0; i < plan->factors->len; i++)
    for (unsigned level = 1; level < ((PolderFactor *)plan->factors->pdata[i])->levels->len;
         level++)
      add_departure(plan, i, level, points);
}

/* The bits of a coalition count parties from the last, so that it is read like a binary number. */
static void add_coalition(const PolderPlan *plan, uint32_t bits, PolderPoints *points) {
  const unsigned n = plan->parties->len;
  g_autoptr(GString) ids = g_string_new(NULL);
  for (unsigned party = 0; party < n; party++)
    if (bits >> (n - 1 - party) & 1u)
      g_string_append_printf(ids, "%s%s", ids->len > 0 ? " " : "",
                             (const char *)plan->parties->pdata[party]);
  polder_points_add(points, ids->str);
}

static void expand_coalitions(const PolderPlan *plan, PolderPoints *points) {
  const uint32_t n_coalitions = UINT32_C(1) << plan->parties->len;
  g_ptr_array_add(points->names, g_strdup(TELLS));
  for (uint32_t number = 0; number < points->n_points; number++) {
    add_combination(plan, number / n_coalitions, points);
    add_coalition(plan, number % n_coalitions, points);
  }
}

static void copy_points(const PolderPoints *from, PolderPoints *points) {
  for (size_t i = 0; i < from->values->len; i++)
    polder_points_add(points, from->values->pdata[i]);
}

static void expand(const PolderPlan *plan, PolderPoints *points) {
  switch (plan->design) {
  case POLDER_DESIGN_FACTORIAL:
    expand_factorial(plan, points);
    break;
  case POLDER_DESIGN_OAT:
    expand_oat(plan, points);
    break;
  case POLDER_DESIGN_LHS:
    polder_design_lhs(plan, points);
    break;
  case POLDER_DESIGN_MORRIS:
    polder_design_morris(plan, points);
    break;
  case POLDER_DESIGN_SOBOL:
    polder_design_sobol(plan, points);
    break;
  case POLDER_DESIGN_COALITIONS:
    expand_coalitions(plan, points);
    break;
  case POLDER_DESIGN_FILE:
    copy_points(plan->from_file, points);
    break;
  }
}

PolderPoints *polder_plan_expand(const PolderPlan *plan, PolderMessages *messages) {
  g_return_val_if_fail(plan != NULL && messages != NULL, NULL);
  if (!polder_design_check(plan, messages))
    return NULL;
  PolderPoints *points = polder_points_new();
  points->n_points = (uint32_t)design_size(plan);
  for (unsigned i = 0; i < plan->factors->len; i++)
    g_ptr_array_add(points->names, g_strdup(((PolderFactor *)plan->factors->pdata[i])->name));
  expand(plan, points);
  return points;
}
