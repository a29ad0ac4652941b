/* What a manifest says of an experiment, and the fingerprint that tells two experiments apart. */
#include "experiment.h"

#include <math.h>
#include <polder/record.h>
#include <string.h>

static GPtrArray *checksums(const PolderExperiment *experiment) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < experiment->scenarios->len; i++) {
    const PolderScenario *scenario = experiment->scenarios->pdata[i];
    g_ptr_array_add(texts, scenario == NULL ? g_strdup("random")
                                            : g_strdup_printf("%016" G_GINT64_MODIFIER "x",
                                                              (guint64)scenario->checksum));
  }
  return texts;
}

static void hash_text(PolderSum *hash, const char *text) {
  polder_sum_add(hash, text, strlen(text) + 1);
}

static char *fingerprint(const PolderExperiment *experiment, const GPtrArray *scenarios) {
  g_autoptr(PolderSum) hash = polder_sum_new();
  g_autofree char *numbers =
      g_strdup_printf("%s %" G_GUINT64_FORMAT " %u %u %u %u", POLDER_VERSION,
                      (guint64)experiment->seed, experiment->first_runs, experiment->max_runs,
                      experiment->arms->len, experiment->scenarios->len);
  hash_text(hash, numbers);
  if (experiment->max_runs > 0) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    hash_text(hash, g_ascii_dtostr(text, sizeof text, experiment->until_halfwidth));
  }
  for (guint i = 0; i < experiment->arms->len; i++)
    hash_text(hash, experiment->arms->pdata[i]);
  for (guint i = 0; i < scenarios->len; i++)
    hash_text(hash, scenarios->pdata[i]);
  hash_text(hash, experiment->points_csv);
  return g_strdup(polder_sum_text(hash));
}

/* --- Parameters ------------------------------------------------------------------------------- */

static void append_parties(GString *json, const char *key, const PolderScenario *scenario,
                           double value) {
  polder_json_open(json, key, '[');
  for (int party = 0; party < scenario->n_parties; party++)
    if ((unsigned)value >> party & 1u)
      polder_json_text(json, NULL, scenario->parties[party].id);
  polder_json_close(json, ']');
}

static void append_value(GString *json, const char *key, const PolderScenario *scenario,
                         PolderParameterId id, double value) {
  const PolderParameter *parameter = &polder_parameters[id];
  switch (parameter->kind) {
  case POLDER_KIND_CHOICE:
    polder_json_text(json, key, parameter->choices[(int)value]);
    break;
  case POLDER_KIND_PARTIES:
    append_parties(json, key, scenario, value);
    break;
  case POLDER_KIND_NUMBER:
  case POLDER_KIND_WHOLE:
  case POLDER_KIND_SWITCH:
    polder_json_number(json, key, value);
    break;
  }
}

static bool holds_for_all(const PolderScenario *scenario, PolderParameterId id) {
  const double *value = scenario->values.value[id];
  bool same = true;
  for (int party = 1; party < scenario->n_parties; party++)
    same = same && (value[party] == value[0] || (isnan(value[party]) && isnan(value[0])));
  return same || polder_parameters[id].level == POLDER_LEVEL_TABLE;
}

/* One value where it holds for everybody, else one a party. */
static void append_parameter(GString *json, const PolderScenario *scenario, PolderParameterId id) {
  const double *value = scenario->values.value[id];
  if (holds_for_all(scenario, id)) {
    append_value(json, polder_parameters[id].name, scenario, id, value[0]);
    return;
  }
  polder_json_open(json, polder_parameters[id].name, '{');
  for (int party = 0; party < scenario->n_parties; party++)
    append_value(json, scenario->parties[party].id, scenario, id, value[party]);
  polder_json_close(json, '}');
}

static char *parameters(const PolderExperiment *experiment) {
  g_autoptr(PolderScenario) drawn = NULL;
  GString *json = g_string_new(NULL);
  polder_json_open(json, NULL, '{');
  for (guint i = 0; i < experiment->scenarios->len; i++) {
    const PolderScenario *scenario = experiment->scenarios->pdata[i];
    PolderKnobs knobs;
    polder_knobs_init(&knobs);
    if (scenario == NULL)
      scenario = drawn = polder_scenario_random(&knobs, experiment->seed, 0);
    polder_json_open(json, experiment->folders->pdata[i], '{');
    for (int id = 0; id < POLDER_PARAMETERS; id++)
      append_parameter(json, scenario, (PolderParameterId)id);
    polder_json_close(json, '}');
  }
  polder_json_close(json, '}');
  return g_string_free(json, FALSE);
}

/* --- The manifest ----------------------------------------------------------------------------- */

PolderManifest *polder_manifest_of(const PolderExperiment *experiment, const char *command,
                                   const char *machine) {
  const PolderExperimentSize size = polder_experiment_size(experiment);
  g_autoptr(GPtrArray) scenarios = checksums(experiment);
  g_autofree char *print = fingerprint(experiment, scenarios);
  g_autofree char *values = parameters(experiment);
  PolderManifest *manifest = polder_manifest_new();
  polder_manifest_put_whole(manifest, "format", 1);
  polder_manifest_put_text(manifest, "version", POLDER_VERSION);
  polder_manifest_put_text(manifest, "build", polder_build());
  polder_manifest_put_text(manifest, "fingerprint", print);
  polder_manifest_put_text(manifest, "command", command);
  polder_manifest_put_text(manifest, "machine", machine);
  polder_manifest_put_text(manifest, "design", polder_design_names[experiment->design]);
  polder_manifest_put_whole(manifest, "sampled", experiment->n_sampled);
  polder_manifest_put_texts(manifest, "factors", experiment->points->names);
  polder_manifest_put_texts(manifest, "scenarios", experiment->folders);
  polder_manifest_put_texts(manifest, "scenario_checksums", scenarios);
  polder_manifest_put_texts(manifest, "arms", experiment->arms);
  polder_manifest_put_whole(manifest, "seed", experiment->seed);
  polder_manifest_put_whole(manifest, "runs", experiment->first_runs);
  if (experiment->max_runs > 0) {
    polder_manifest_put_number(manifest, "until_halfwidth", experiment->until_halfwidth);
    polder_manifest_put_whole(manifest, "max_runs", experiment->max_runs);
  }
  polder_manifest_put_whole(manifest, "points", size.n_points);
  polder_manifest_put_whole(manifest, "units", size.n_units);
  polder_manifest_put_whole(manifest, "blocks", size.n_blocks);
  polder_manifest_put(manifest, "parameters", values);
  return manifest;
}

bool polder_manifest_add_build(PolderManifest *manifest, const char *build) {
  g_autofree char *builds = polder_manifest_text(manifest, "build");
  if (build == NULL || builds == NULL)
    return false;
  if (strstr(builds, build) == NULL) {
    g_autofree char *more = g_strdup_printf("%s %s", builds, build);
    polder_manifest_put_text(manifest, "build", more);
  }
  return strchr(builds, ' ') != NULL || strstr(builds, build) == NULL;
}

const char *const polder_store_names[] = {
    [POLDER_STORE_CSV] = "csv", [POLDER_STORE_SQLITE] = "sqlite", NULL};

void polder_manifest_put_store(PolderManifest *manifest, PolderStore store) {
  polder_manifest_put_text(manifest, "store", polder_store_names[store]);
}

PolderStore polder_manifest_store(const PolderManifest *manifest) {
  g_autofree char *store = polder_manifest_text(manifest, "store");
  const bool sqlite = g_strcmp0(store, polder_store_names[POLDER_STORE_SQLITE]) == 0;
  return sqlite ? POLDER_STORE_SQLITE : POLDER_STORE_CSV;
}

bool polder_manifest_fits(const PolderManifest *manifest, const PolderExperiment *experiment,
                          const char *path, GError **error) {
  g_autoptr(PolderManifest) own = polder_manifest_of(experiment, "", "");
  g_autofree char *print = polder_manifest_text(manifest, "fingerprint");
  g_autofree char *own_print = polder_manifest_text(own, "fingerprint");
  g_autofree char *version = polder_manifest_text(manifest, "version");
  if (g_strcmp0(print, own_print) == 0)
    return true;
  if (g_strcmp0(version, POLDER_VERSION) != 0)
    return polder_batch_refuse(error, G_FILE_ERROR_INVAL,
                               "%s is van polder %s, en dit is " POLDER_VERSION,
                               "%s is of polder %s, and this is " POLDER_VERSION, path, version);
  return polder_batch_refuse(
      error, G_FILE_ERROR_INVAL,
      "%s: de casussen of points.csv zijn niet meer wat ze waren; leg ze terug",
      "%s: the scenarios or points.csv are not what they were; put them back", path);
}
