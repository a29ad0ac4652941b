/* A point of an experiment as scenario, knobs of a random table, tellers and values. */
#include "experiment.h"

#include <string.h>

bool polder_batch_refuse(GError **error, int code, const char *nl, const char *en, ...) {
  va_list for_nl, for_en;
  va_start(for_nl, en);
  va_copy(for_en, for_nl);
  g_autofree char *text_nl = g_strdup_vprintf(nl, for_nl);
  g_autofree char *text_en = g_strdup_vprintf(en, for_en);
  va_end(for_en);
  va_end(for_nl);
  g_set_error(error, G_FILE_ERROR, code, "%s\n%s", text_nl, text_en);
  return false;
}

static bool find_folder(const PolderExperiment *experiment, const char *text, int *out_folder,
                        GError **error) {
  for (guint i = 0; i < experiment->folders->len; i++)
    if (g_str_equal(experiment->folders->pdata[i], text)) {
      *out_folder = (int)i;
      return true;
    }
  return polder_batch_refuse(error, G_FILE_ERROR_INVAL,
                             "scenario: \"%s\" staat niet bij de casussen van het plan",
                             "scenario: \"%s\" is not among the scenarios of the plan", text);
}

bool polder_point_read(const PolderExperiment *experiment, uint32_t point, PolderPoint *out_point,
                       GError **error) {
  *out_point = (PolderPoint){.folder = 0};
  polder_knobs_init(&out_point->knobs);
  polder_points_put_knobs(experiment->points, point, &out_point->knobs);
  if (experiment->tells_column >= 0)
    out_point->tells =
        polder_points_value(experiment->points, point, (unsigned)experiment->tells_column);
  if (experiment->scenario_column < 0)
    return true;
  const char *folder =
      polder_points_value(experiment->points, point, (unsigned)experiment->scenario_column);
  return find_folder(experiment, folder, &out_point->folder, error);
}

bool polder_point_values(const PolderExperiment *experiment, uint32_t point,
                         const PolderScenario *scenario, PolderValues *out_values, GError **error) {
  *out_values = scenario->values;
  if (!polder_points_put(experiment->points, point, scenario, out_values, error))
    return false;
  polder_values_derive(out_values, scenario->n_parties);
  return true;
}

bool polder_point_tells(const PolderScenario *scenario, const char *tells, unsigned *out_parties,
                        GError **error) {
  *out_parties = 0;
  g_auto(GStrv) ids = g_strsplit(tells, " ", -1);
  for (char **id = ids; *id != NULL; id++) {
    const int party = polder_scenario_party(scenario, *id);
    if (g_str_equal(*id, "*"))
      *out_parties = (1u << scenario->n_parties) - 1;
    else if (**id != '\0' && party < 0)
      return polder_batch_refuse(error, G_FILE_ERROR_INVAL, "tells: \"%s\" is geen partij van %s",
                                 "tells: \"%s\" is no party of %s", *id, scenario->id);
    if (party >= 0)
      *out_parties |= 1u << party;
  }
  return true;
}
