/* Settings of a plan: the rows that say where, how often and how, not what varies. */
#include <math.h>
#include <string.h>

#include <polder/batch.h>
#include <polder/engine.h>

#include "plan_read.h"

/* --- Settings that stand alone --------------------------------------------------------------- */

/* A whole number of low..high, or 0 after a complaint. */
static guint64 read_count(const PolderPlanReader *reader, PolderPlanPlace place, guint64 low,
                          guint64 high) {
  guint64 number = 0;
  if (g_ascii_string_to_unsigned(place.cell.text, 10, low, high, &number, NULL))
    return number;
  g_autofree char *nl = g_strdup_printf("is geen heel getal van %" G_GUINT64_FORMAT
                                        " tot %" G_GUINT64_FORMAT "; schrijf er een",
                                        low, high);
  g_autofree char *en = g_strdup_printf("is no whole number from %" G_GUINT64_FORMAT
                                        " to %" G_GUINT64_FORMAT "; write one",
                                        low, high);
  polder_plan_complain(reader, place, nl, en);
  return 0;
}

static void read_design(const PolderPlanReader *reader, PolderPlanPlace place) {
  static const char *const what[] = {"is geen ontwerp", "is no design"};
  reader->plan->design_line = place.cell.line;
  for (int design = 0; polder_design_names[design] != NULL; design++)
    if (g_ascii_strcasecmp(polder_design_names[design], place.cell.text) == 0) {
      reader->plan->design = (PolderDesign)design;
      return;
    }
  polder_plan_unknown(reader, place, place.cell.text, what, polder_design_names,
                      POLDER_DESIGN_FILE + 1);
}

static void read_halfwidth(const PolderPlanReader *reader, PolderPlanPlace place) {
  double number = 0;
  if (!polder_sheet_number(place.sheet, place.cell, true, &number))
    return;
  reader->plan->until_halfwidth = number;
  if (!(number > 0 && number <= .5))
    polder_plan_complain(reader, place,
                         "is geen halve breedte van een interval; schrijf bijvoorbeeld 0.01",
                         "is no half-width of an interval; write, for instance, 0.01");
}

/* Its cell; without a sheet when there is none, or nothing in it, which was complained of. */
static PolderPlanPlace given(const PolderPlanReader *reader, PolderSetting setting) {
  const PolderPlanPlace at = reader->at[setting];
  return at.sheet == NULL || *at.cell.text == '\0' ? (PolderPlanPlace){.sheet = NULL} : at;
}

static void read_max_runs(const PolderPlanReader *reader, PolderPlanPlace place) {
  PolderPlan *plan = reader->plan;
  plan->max_runs = (uint32_t)read_count(reader, place, 1, POLDER_RUNS_MAX);
  if (plan->max_runs > 0 && plan->max_runs < plan->runs)
    polder_plan_complain(reader, place,
                         "is minder dan runs; schrijf een groter getal, of minder runs",
                         "is less than runs; write a larger number, or fewer runs");
  else if (reader->at[POLDER_SETTING_HALFWIDTH].sheet == NULL)
    polder_sheet_add(place.sheet, place.cell, POLDER_WARNING,
                     "telt alleen samen met until_halfwidth; voeg die regel toe",
                     "counts only together with until_halfwidth; add that row");
}

void polder_plan_settings_read(const PolderPlanReader *reader) {
  PolderPlan *plan = reader->plan;
  const PolderPlanPlace design = given(reader, POLDER_SETTING_DESIGN),
                        runs = given(reader, POLDER_SETTING_RUNS),
                        points = given(reader, POLDER_SETTING_POINTS),
                        seed = given(reader, POLDER_SETTING_SEED),
                        halfwidth = given(reader, POLDER_SETTING_HALFWIDTH),
                        max_runs = given(reader, POLDER_SETTING_MAX_RUNS);
  if (design.sheet != NULL)
    read_design(reader, design);
  if (runs.sheet != NULL)
    plan->runs = (uint32_t)read_count(reader, runs, 1, POLDER_RUNS_MAX);
  plan->runs_given = runs.sheet != NULL;
  if (points.sheet != NULL)
    plan->n_sampled = (uint32_t)read_count(reader, points, 1, POLDER_POINTS_MAX);
  if (seed.sheet != NULL)
    plan->seed = read_count(reader, seed, 0, G_MAXUINT64);
  if (halfwidth.sheet != NULL)
    read_halfwidth(reader, halfwidth);
  if (plan->until_halfwidth > 0 && !plan->runs_given)
    plan->runs = POLDER_FIRST_LOOK;
  if (max_runs.sheet != NULL)
    read_max_runs(reader, max_runs);
}

/* --- Scenarios and arms ---------------------------------------------------------------------- */

static int compare_texts(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

/* A folder that looks like one that is not there, or NULL. */
static char *near_folder(const char *folder) {
  g_autofree char *parent = g_path_get_dirname(folder);
  g_autofree char *name = g_path_get_basename(folder);
  g_autoptr(GDir) directory = g_dir_open(parent, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *entry = directory == NULL ? NULL : g_dir_read_name(directory); entry != NULL;
       entry = g_dir_read_name(directory))
    g_ptr_array_add(names, g_strdup(entry));
  g_ptr_array_sort(names, compare_texts);
  const char *near = polder_nearest(name, (const char *const *)names->pdata, names->len);
  if (near == NULL)
    return NULL;
  const bool here = strchr(folder, G_DIR_SEPARATOR) == NULL;
  return here ? g_strdup(near) : g_build_filename(parent, near, NULL);
}

static void complain_of_folder(const PolderPlanReader *reader, PolderPlanPlace place,
                               const char *folder) {
  g_autofree char *near = near_folder(folder);
  if (near == NULL) {
    polder_plan_complain_of(reader, place, folder,
                            "is geen map; schrijf de map van een casus, gezien vanaf hier",
                            "is no folder; write the folder of a case, as seen from here");
    return;
  }
  g_autofree char *nl = g_strdup_printf("is geen map; bedoelde je \"%s\"?", near);
  g_autofree char *en = g_strdup_printf("is no folder; did you mean \"%s\"?", near);
  polder_plan_complain_of(reader, place, folder, nl, en);
}

/* False after a complaint. */
static bool take_scenario(const PolderPlanReader *reader, PolderPlanPlace place, const char *part,
                          bool alone) {
  GPtrArray *scenarios = reader->plan->scenarios;
  const bool random = g_ascii_strcasecmp(part, POLDER_PLAN_RANDOM) == 0;
  if (random && !alone) {
    polder_plan_complain_of(reader, place, part,
                            "kan niet samen met mappen; maak er twee plannen van",
                            "does not go together with folders; make two plans of it");
    return false;
  }
  const char *name = random ? POLDER_PLAN_RANDOM : part;
  if (g_ptr_array_find_with_equal_func(scenarios, name, g_str_equal, NULL))
    return true;
  if (!random && !g_file_test(name, G_FILE_TEST_IS_DIR)) {
    complain_of_folder(reader, place, name);
    return false;
  }
  g_ptr_array_add(scenarios, g_strdup(name));
  return true;
}

bool polder_plan_scenarios_read(const PolderPlanReader *reader, PolderPlanPlace place) {
  g_auto(GStrv) parts = polder_plan_split(place.cell.text);
  const bool alone = g_strv_length(parts) == 1;
  bool good = true;
  for (char **part = parts; *part != NULL; part++)
    good = take_scenario(reader, place, *part, alone) && good;
  return good;
}

static bool is_arm(const PolderPlanReader *reader, const char *arm, const char **out_name) {
  for (const char *const *name = polder_builtin_arms; *name != NULL; name++)
    if (g_ascii_strcasecmp(*name, arm) == 0) {
      *out_name = *name;
      return true;
    }
  *out_name = arm;
  for (unsigned i = 0; i < reader->tables->len; i++)
    if (polder_scenario_arm(reader->tables->pdata[i], arm) < 0)
      return false;
  return true;
}

static void complain_of_arm(const PolderPlanReader *reader, PolderPlanPlace place,
                            const char *arm) {
  static const char *const what[] = {"is geen arm van elke casus", "is no arm of every case"};
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (const char *const *name = polder_builtin_arms; *name != NULL; name++)
    g_ptr_array_add(known, (gpointer)*name);
  for (unsigned i = 0; i < reader->tables->len; i++) {
    const PolderScenario *table = reader->tables->pdata[i];
    for (unsigned k = 0; k < table->arms->len; k++)
      g_ptr_array_add(known, ((PolderArmEvents *)table->arms->pdata[k])->id);
  }
  polder_plan_unknown(reader, place, arm, what, (const char *const *)known->pdata, known->len);
}

void polder_plan_arms_read(const PolderPlanReader *reader) {
  const PolderPlanPlace place = reader->at[POLDER_SETTING_ARMS];
  GPtrArray *arms = reader->plan->arms;
  if (place.sheet == NULL || *place.cell.text == '\0') {
    g_ptr_array_add(arms, g_strdup("asis"));
    g_ptr_array_add(arms, g_strdup("spoken"));
    return;
  }
  g_auto(GStrv) parts = polder_plan_split(place.cell.text);
  for (char **part = parts; *part != NULL; part++) {
    const char *name = NULL;
    if (!is_arm(reader, *part, &name))
      complain_of_arm(reader, place, *part);
    g_ptr_array_add(arms, g_strdup(name));
  }
  if (arms->len > POLDER_ARMS_MAX)
    polder_plan_complain(reader, place, "noemt meer dan 16 armen; laat er weg",
                         "names more than 16 arms; leave some out");
}
