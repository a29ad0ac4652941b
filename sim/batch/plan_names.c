/* Names in a plan: settings, parameters with or without a party, knobs, and what they are not. */
#include <string.h>

#include "plan_read.h"

/* --- Kinds ----------------------------------------------------------------------------------- */

#define SCENARIO "scenario"
#define TELLS    "tells"

const char *const polder_setting_names[POLDER_SETTINGS] = {
    [POLDER_SETTING_DESIGN] = "design",
    [POLDER_SETTING_SCENARIO] = SCENARIO,
    [POLDER_SETTING_ARMS] = "arms",
    [POLDER_SETTING_RUNS] = "runs",
    [POLDER_SETTING_POINTS] = "points",
    [POLDER_SETTING_SEED] = "seed",
    [POLDER_SETTING_HALFWIDTH] = "until_halfwidth",
    [POLDER_SETTING_MAX_RUNS] = "max_runs",
    [POLDER_SETTING_FILE] = "file",
};

int polder_setting_find(const char *name) {
  for (int setting = 0; setting < POLDER_SETTINGS; setting++)
    if (g_ascii_strcasecmp(polder_setting_names[setting], name) == 0)
      return setting;
  return -1;
}

PolderFactorKind polder_factor_kind(const char *name) {
  if (g_ascii_strcasecmp(name, SCENARIO) == 0)
    return POLDER_FACTOR_SCENARIO;
  if (g_ascii_strcasecmp(name, TELLS) == 0)
    return POLDER_FACTOR_TELLS;
  return polder_knob_find(name) == NULL ? POLDER_FACTOR_PARAMETER : POLDER_FACTOR_KNOB;
}

/* --- Unknown ones ---------------------------------------------------------------------------- */

/* Everything that may stand here. */
static size_t known_names(const PolderPlanReader *reader, PolderPlanPlace place,
                          const char *out[POLDER_SETTINGS + POLDER_KNOBS + POLDER_PARAMETERS + 1]) {
  size_t n = 0;
  const bool in_plan = place.sheet != NULL && place.sheet != reader->points;
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    out[n++] = polder_parameters[id].name;
  for (size_t i = 0; reader->random && i < POLDER_KNOBS; i++)
    out[n++] = polder_knobs[i].name;
  for (int setting = 0; in_plan && setting < POLDER_SETTINGS; setting++)
    out[n++] = polder_setting_names[setting];
  out[n++] = TELLS;
  return n;
}

static void complain_of_name(const PolderPlanReader *reader, PolderPlanPlace place,
                             const char *name) {
  static const char *const what[] = {"is geen factor", "is no factor"};
  const char *known[POLDER_SETTINGS + POLDER_KNOBS + POLDER_PARAMETERS + 1];
  const size_t n_known = known_names(reader, place, known);
  polder_plan_unknown(reader, place, name, what, known, n_known);
}

/* --- Reading one ----------------------------------------------------------------------------- */

void polder_plan_name_clear(PolderPlanName *name) {
  g_clear_pointer(&name->text, g_free);
  g_clear_pointer(&name->party, g_free);
}

static bool read_knob(const PolderPlanReader *reader, PolderPlanPlace place, const char *text,
                      PolderPlanName *out_name) {
  out_name->kind = POLDER_FACTOR_KNOB;
  out_name->knob = polder_knob_find(text);
  out_name->text = g_strdup(out_name->knob->name);
  if (reader->random)
    return true;
  polder_plan_complain(reader, place,
                       "is een knop van toevalstafels; hij kan alleen met de regel scenario,random",
                       "is a knob of random tables; it goes only with the row scenario,random");
  return false;
}

/* Ids that sit at every table come from the first; who is missing somewhere is complained of. */
static bool find_party(const PolderPlanReader *reader, PolderPlanPlace place, const char *id) {
  static const char *const what[] = {"noemt een partij die niet aan elke tafel zit",
                                     "names a party that is not at every table"};
  for (unsigned i = 0; i < reader->tables->len; i++) {
    const PolderScenario *table = reader->tables->pdata[i];
    const char *ids[POLDER_PARTIES_MAX];
    if (polder_scenario_party(table, id) >= 0)
      continue;
    for (int party = 0; party < table->n_parties; party++)
      ids[party] = table->parties[party].id;
    polder_plan_unknown(reader, place, id, what, ids, (size_t)table->n_parties);
    return false;
  }
  return true;
}

static bool read_party(const PolderPlanReader *reader, PolderPlanPlace place, const char *id,
                       PolderPlanName *out_name) {
  const PolderParameter *parameter = &polder_parameters[out_name->parameter];
  if (parameter->level == POLDER_LEVEL_TABLE) {
    g_autofree char *nl =
        g_strdup_printf("geldt voor de hele tafel; schrijf %s zonder partij", parameter->name);
    g_autofree char *en =
        g_strdup_printf("holds for the whole table; write %s without a party", parameter->name);
    polder_plan_complain(reader, place, nl, en);
    return false;
  }
  if (!find_party(reader, place, id))
    return false;
  out_name->party = g_ascii_strdown(id, -1);
  out_name->text = g_strdup_printf("%s.%s", out_name->party, parameter->name);
  return true;
}

static bool read_parameter(const PolderPlanReader *reader, PolderPlanPlace place,
                           PolderPlanName *out_name) {
  const char *text = place.cell.text;
  const char *dot = strchr(text, '.');
  const char *name = dot == NULL ? text : dot + 1;
  const int id = polder_parameter_find(name);
  if (id < 0) {
    complain_of_name(reader, place, name);
    return false;
  }
  out_name->parameter = (PolderParameterId)id;
  if (dot == NULL) {
    out_name->text = g_strdup(polder_parameters[id].name);
    return true;
  }
  g_autofree char *party = g_strndup(text, (size_t)(dot - text));
  return read_party(reader, place, party, out_name);
}

bool polder_plan_name_read(const PolderPlanReader *reader, PolderPlanPlace place,
                           PolderPlanName *out_name) {
  *out_name = (PolderPlanName){.kind = polder_factor_kind(place.cell.text)};
  switch (out_name->kind) {
  case POLDER_FACTOR_KNOB:
    return read_knob(reader, place, place.cell.text, out_name);
  case POLDER_FACTOR_PARAMETER:
    return read_parameter(reader, place, out_name);
  case POLDER_FACTOR_SCENARIO:
    out_name->text = g_strdup(SCENARIO);
    return true;
  case POLDER_FACTOR_TELLS:
    out_name->parameter = POLDER_VETO;
    out_name->text = g_strdup(TELLS);
    return true;
  }
  return false;
}
