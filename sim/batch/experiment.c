/* An experiment: a plan that was expanded and checked against its scenarios, point by point. */
#include "experiment.h"

#include <polder/tables.h>
#include <string.h>

enum { BLOCKS_MAX = 20000000 /* a file each */ };

/* --- Scenarios and arms ----------------------------------------------------------------------- */

static bool is_random(const char *folder) {
  return g_str_equal(folder, "random");
}

static void free_scenario(gpointer scenario) {
  polder_scenario_free(scenario);
}

/* Whoever read the plan has told the warnings already. */
static PolderScenario *load(const char *folder, PolderMessages *messages) {
  g_autoptr(PolderMessages) told = polder_messages_new();
  PolderScenario *scenario = polder_scenario_load(folder, told);
  return scenario != NULL ? scenario : polder_scenario_load(folder, messages);
}

static bool load_scenarios(PolderExperiment *experiment, PolderMessages *messages) {
  bool good = true;
  for (guint i = 0; i < experiment->folders->len; i++) {
    const char *folder = experiment->folders->pdata[i];
    PolderScenario *scenario = NULL;
    if (!is_random(folder)) {
      scenario = load(folder, messages);
      good = good && scenario != NULL;
    }
    g_ptr_array_add(experiment->scenarios, scenario);
  }
  return good;
}

static void complain_arm(const PolderScenario *scenario, const char *arm, const char *path,
                         PolderMessages *messages) {
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (int i = 0; polder_builtin_arms[i] != NULL; i++)
    g_ptr_array_add(names, (gpointer)polder_builtin_arms[i]);
  for (guint i = 0; scenario != NULL && i < scenario->arms->len; i++)
    g_ptr_array_add(names, ((PolderArmEvents *)scenario->arms->pdata[i])->id);
  const char *nearest = polder_nearest(arm, (const char *const *)names->pdata, names->len);
  const char *where = scenario != NULL ? scenario->id : "random";
  g_autofree char *hint_nl = nearest ? g_strdup_printf("; bedoel je %s?", nearest) : g_strdup("");
  g_autofree char *hint_en = nearest ? g_strdup_printf("; do you mean %s?", nearest) : g_strdup("");
  g_autofree char *nl = g_strdup_printf("%s heeft geen arm \"%s\"%s", where, arm, hint_nl);
  g_autofree char *en = g_strdup_printf("%s has no arm \"%s\"%s", where, arm, hint_en);
  polder_messages_add(messages, POLDER_ERROR, path, 0, 0, nl, en);
}

static bool has_arm(const PolderScenario *scenario, const char *arm) {
  for (int i = 0; polder_builtin_arms[i] != NULL; i++)
    if (g_str_equal(polder_builtin_arms[i], arm))
      return true;
  return scenario != NULL && polder_scenario_arm(scenario, arm) >= 0;
}

static bool check_arms(const PolderExperiment *experiment, const char *path,
                       PolderMessages *messages) {
  bool good = experiment->arms->len >= 1 && experiment->arms->len <= POLDER_ARMS_MAX;
  if (!good) {
    g_autofree char *nl = g_strdup_printf("arms: geef 1 tot %d armen", POLDER_ARMS_MAX);
    g_autofree char *en = g_strdup_printf("arms: give 1 to %d arms", POLDER_ARMS_MAX);
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0, nl, en);
  }
  for (guint s = 0; s < experiment->scenarios->len; s++)
    for (guint i = 0; i < experiment->arms->len; i++)
      if (!has_arm(experiment->scenarios->pdata[s], experiment->arms->pdata[i])) {
        complain_arm(experiment->scenarios->pdata[s], experiment->arms->pdata[i], path, messages);
        good = false;
      }
  return good;
}

/* --- Points ----------------------------------------------------------------------------------- */

/* What checking remembers: every mistake is told once, a random table is drawn when it changes. */
typedef struct {
  GHashTable *told;
  PolderScenario *drawn;
  PolderKnobs knobs;
} Check;

static const PolderScenario *scenario_of(const PolderExperiment *experiment, Check *check,
                                         const PolderPoint *point) {
  const PolderScenario *written = experiment->scenarios->pdata[point->folder];
  if (written != NULL)
    return written;
  if (check->drawn == NULL || memcmp(&check->knobs, &point->knobs, sizeof check->knobs) != 0) {
    polder_scenario_free(check->drawn);
    check->drawn = polder_scenario_random(&point->knobs, experiment->seed, 0);
    check->knobs = point->knobs;
  }
  return check->drawn;
}

static bool check_point(const PolderExperiment *experiment, uint32_t place, Check *check,
                        GError **error) {
  PolderPoint point;
  PolderValues values;
  unsigned tellers = 0;
  if (!polder_point_read(experiment, place, &point, error))
    return false;
  const PolderScenario *scenario = scenario_of(experiment, check, &point);
  return polder_point_values(experiment, place, scenario, &values, error) &&
         (point.tells == NULL || polder_point_tells(scenario, point.tells, &tellers, error));
}

static void tell_once(Check *check, uint32_t point, const char *path, const GError *error,
                      PolderMessages *messages) {
  if (!g_hash_table_add(check->told, g_strdup(error->message)))
    return;
  g_auto(GStrv) texts = g_strsplit(error->message, "\n", 2);
  const char *english = texts[1] != NULL ? texts[1] : texts[0];
  g_autofree char *nl = g_strdup_printf("%s (punt %u)", texts[0], point);
  g_autofree char *en = g_strdup_printf("%s (point %u)", english, point);
  polder_messages_add(messages, POLDER_ERROR, path, 0, 0, nl, en);
}

static bool check_points(const PolderExperiment *experiment, const char *path,
                         PolderMessages *messages) {
  enum { ENOUGH = 20 };
  Check check = {.told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  for (uint32_t i = 0; i < experiment->points->n_points; i++) {
    g_autoptr(GError) error = NULL;
    if (!check_point(experiment, i, &check, &error))
      tell_once(&check, i, path, error, messages);
    if (g_hash_table_size(check.told) >= ENOUGH)
      break;
  }
  const bool good = g_hash_table_size(check.told) == 0;
  g_hash_table_unref(check.told);
  polder_scenario_free(check.drawn);
  return good;
}

/* --- Making ----------------------------------------------------------------------------------- */

static void find_columns(PolderExperiment *experiment) {
  experiment->scenario_column = experiment->tells_column = -1;
  for (guint i = 0; i < experiment->points->names->len; i++)
    switch (polder_factor_kind(experiment->points->names->pdata[i])) {
    case POLDER_FACTOR_SCENARIO:
      experiment->scenario_column = (int)i;
      break;
    case POLDER_FACTOR_TELLS:
      experiment->tells_column = (int)i;
      break;
    case POLDER_FACTOR_PARAMETER:
    case POLDER_FACTOR_KNOB:
      break;
    }
}

static char *print_points(const PolderPoints *points) {
  PolderCsv csv;
  polder_csv_init(&csv);
  polder_csv_add_text(&csv, "point");
  for (guint i = 0; i < points->names->len; i++)
    polder_csv_add_text(&csv, points->names->pdata[i]);
  polder_csv_end_row(&csv);
  for (uint32_t point = 0; point < points->n_points; point++) {
    polder_csv_add_number(&csv, point);
    for (unsigned i = 0; i < points->names->len; i++)
      polder_csv_add_text(&csv, polder_points_value(points, point, i));
    polder_csv_end_row(&csv);
  }
  char *text = g_strdup(csv.text->str);
  polder_csv_clear(&csv);
  return text;
}

/* When nothing was asked: so many that every interval is narrow enough. The variance of a paired
 * difference is at most 1, so n need not exceed (1.96 / halfwidth)^2. */
static uint32_t most_runs(const PolderPlan *plan) {
  const double enough = 4 / (plan->until_halfwidth * plan->until_halfwidth);
  double runs = plan->runs;
  while (runs < enough && runs < POLDER_RUNS_MAX)
    runs *= 2;
  return (uint32_t)MIN(runs, POLDER_RUNS_MAX);
}

static PolderExperiment *begin(const PolderPlan *plan) {
  PolderExperiment *experiment = g_new0(PolderExperiment, 1);
  experiment->folders = g_ptr_array_new_with_free_func(g_free);
  experiment->scenarios = g_ptr_array_new_with_free_func(free_scenario);
  experiment->arms = g_ptr_array_new_with_free_func(g_free);
  experiment->design = plan->design;
  experiment->seed = plan->seed;
  experiment->first_runs = plan->runs;
  experiment->until_halfwidth = plan->until_halfwidth;
  if (plan->until_halfwidth > 0)
    experiment->max_runs = plan->max_runs > 0 ? plan->max_runs : most_runs(plan);
  experiment->n_sampled = plan->n_sampled;
  for (guint i = 0; i < plan->scenarios->len; i++)
    g_ptr_array_add(experiment->folders, g_strdup(plan->scenarios->pdata[i]));
  for (guint i = 0; i < plan->arms->len; i++)
    g_ptr_array_add(experiment->arms, g_ascii_strdown(plan->arms->pdata[i], -1));
  return experiment;
}

static bool finish(PolderExperiment *experiment, const char *path, PolderMessages *messages) {
  find_columns(experiment);
  if (!check_points(experiment, path, messages))
    return false;
  experiment->cut = polder_cut(experiment->points->n_points, experiment->arms->len,
                               experiment->first_runs, experiment->max_runs);
  experiment->runs = polder_cut_most(&experiment->cut);
  if (polder_cut_blocks(&experiment->cut) > BLOCKS_MAX) {
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0,
                        "te veel keren voor één map; verdeel het plan over meer plannen",
                        "too many runs for one folder; share the plan out over several plans");
    return false;
  }
  experiment->points_csv = print_points(experiment->points);
  return true;
}

PolderExperiment *polder_experiment_new(const PolderPlan *plan, const char *path,
                                        PolderMessages *messages) {
  g_autoptr(PolderExperiment) experiment = begin(plan);
  const bool loaded = load_scenarios(experiment, messages);
  if (!loaded || !check_arms(experiment, path, messages))
    return NULL;
  experiment->points = polder_plan_expand(plan, messages);
  const bool good = experiment->points != NULL && finish(experiment, path, messages);
  return good ? g_steal_pointer(&experiment) : NULL;
}

/* --- Once more -------------------------------------------------------------------------------- */

static PolderDesign design_of(const char *name) {
  for (int design = 0; polder_design_names[design] != NULL; design++)
    if (g_strcmp0(polder_design_names[design], name) == 0)
      return (PolderDesign)design;
  return POLDER_DESIGN_FILE;
}

static PolderExperiment *begin_again(const PolderManifest *manifest) {
  g_auto(GStrv) scenarios = polder_manifest_texts(manifest, "scenarios");
  g_auto(GStrv) arms = polder_manifest_texts(manifest, "arms");
  g_autofree char *design = polder_manifest_text(manifest, "design");
  PolderPlan plan = {.design = design_of(design),
                     .seed = polder_manifest_whole(manifest, "seed"),
                     .runs = (uint32_t)polder_manifest_whole(manifest, "runs"),
                     .max_runs = (uint32_t)polder_manifest_whole(manifest, "max_runs"),
                     .until_halfwidth = polder_manifest_number(manifest, "until_halfwidth"),
                     .n_sampled = (uint32_t)polder_manifest_whole(manifest, "sampled")};
  plan.scenarios = g_ptr_array_new();
  plan.arms = g_ptr_array_new();
  for (char **text = scenarios; text != NULL && *text != NULL; text++)
    g_ptr_array_add(plan.scenarios, *text);
  for (char **text = arms; text != NULL && *text != NULL; text++)
    g_ptr_array_add(plan.arms, *text);
  PolderExperiment *experiment = begin(&plan);
  g_ptr_array_unref(plan.scenarios);
  g_ptr_array_unref(plan.arms);
  return experiment;
}

static bool is_whole(const PolderExperiment *experiment) {
  return experiment->folders->len > 0 && experiment->arms->len > 0 && experiment->first_runs > 0;
}

PolderExperiment *polder_experiment_again(const char *path, PolderMessages *messages,
                                          GError **error) {
  g_autoptr(PolderManifest) manifest = polder_manifest_read(path, error);
  if (manifest == NULL)
    return NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *points = g_build_filename(folder, "points.csv", NULL);
  g_autoptr(PolderExperiment) experiment = begin_again(manifest);
  const bool good = is_whole(experiment) && load_scenarios(experiment, messages) &&
                    check_arms(experiment, path, messages) &&
                    (experiment->points = polder_points_load(points, messages)) != NULL &&
                    finish(experiment, points, messages);
  if (good && polder_manifest_fits(manifest, experiment, path, error))
    return g_steal_pointer(&experiment);
  if (!good)
    polder_batch_refuse(error, G_FILE_ERROR_INVAL, "%s: dit is niet opnieuw te spelen",
                        "%s: this cannot be played again", path);
  return NULL;
}

void polder_experiment_free(PolderExperiment *experiment) {
  if (experiment == NULL)
    return;
  polder_points_free(experiment->points);
  g_ptr_array_unref(experiment->folders);
  g_ptr_array_unref(experiment->scenarios);
  g_ptr_array_unref(experiment->arms);
  g_free(experiment->points_csv);
  g_free(experiment);
}

PolderExperimentSize polder_experiment_size(const PolderExperiment *experiment) {
  return (PolderExperimentSize){
      .n_points = experiment->points->n_points,
      .first_runs = experiment->first_runs,
      .runs = experiment->runs,
      .n_arms = (int)experiment->arms->len,
      .n_units = (uint64_t)experiment->points->n_points * experiment->runs,
      .n_blocks = (uint32_t)polder_cut_blocks(&experiment->cut),
      .until_halfwidth = experiment->until_halfwidth,
  };
}

const char *polder_experiment_arm(const PolderExperiment *experiment, int arm) {
  return experiment->arms->pdata[arm];
}

const char *polder_experiment_points(const PolderExperiment *experiment) {
  return experiment->points_csv;
}

char *polder_experiment_point(const PolderExperiment *experiment, uint32_t point) {
  const PolderPoints *points = experiment->points;
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < points->names->len; i++)
    g_string_append_printf(text, "%s%s=%s", i > 0 ? ", " : "", (char *)points->names->pdata[i],
                           polder_points_value(points, point, i));
  return g_string_free(text, FALSE);
}
