/* A plan in the making: its factors, read when it is known which tables they are about.
 *
 * Invariant: a plan is handed out only when nothing that it names is an error.
 */
#include <math.h>
#include <string.h>

#include "plan_read.h"

const char *const polder_design_names[] = {
    [POLDER_DESIGN_FACTORIAL] = "factorial",
    [POLDER_DESIGN_OAT] = "oat",
    [POLDER_DESIGN_LHS] = "lhs",
    [POLDER_DESIGN_MORRIS] = "morris",
    [POLDER_DESIGN_SOBOL] = "sobol",
    [POLDER_DESIGN_COALITIONS] = "coalitions",
    [POLDER_DESIGN_FILE] = "file",
    [POLDER_DESIGN_FILE + 1] = NULL,
};

/* --- Life ------------------------------------------------------------------------------------ */

void polder_factor_free(void *pointer) {
  PolderFactor *factor = pointer;
  if (factor == NULL)
    return;
  g_free(factor->name);
  g_ptr_array_unref(factor->levels);
  g_free(factor->path);
  g_free(factor);
}

PolderPlan *polder_plan_new(const char *path) {
  PolderPlan *plan = g_new0(PolderPlan, 1);
  plan->scenarios = g_ptr_array_new_with_free_func(g_free);
  plan->arms = g_ptr_array_new_with_free_func(g_free);
  plan->factors = g_ptr_array_new_with_free_func(polder_factor_free);
  plan->parties = g_ptr_array_new_with_free_func(g_free);
  plan->seed = 1;
  plan->runs = 1000;
  plan->until_halfwidth = NAN;
  plan->path = g_strdup(path);
  return plan;
}

void polder_plan_free(PolderPlan *plan) {
  if (plan == NULL)
    return;
  g_ptr_array_unref(plan->scenarios);
  g_ptr_array_unref(plan->arms);
  g_ptr_array_unref(plan->factors);
  g_ptr_array_unref(plan->parties);
  polder_points_free(plan->from_file);
  g_free(plan->points_file);
  g_free(plan->path);
  g_free(plan);
}

static void table_free(void *table) {
  polder_scenario_free(table);
}

void polder_plan_reader_init(PolderPlanReader *reader, PolderPlan *plan, PolderMessages *messages) {
  *reader = (PolderPlanReader){
      .plan = plan,
      .messages = messages,
      .entries = g_array_new(FALSE, TRUE, sizeof(PolderPlanEntry)),
      .factors = g_ptr_array_new_with_free_func(polder_factor_free),
      .tables = g_ptr_array_new_with_free_func(table_free),
      .texts = g_string_chunk_new(256),
  };
}

void polder_plan_reader_clear(PolderPlanReader *reader) {
  g_array_unref(reader->entries);
  g_ptr_array_unref(reader->factors);
  g_ptr_array_unref(reader->tables);
  g_string_chunk_free(reader->texts);
  polder_sheet_free(reader->points);
}

/* --- Entries to factors ---------------------------------------------------------------------- */

static PolderFactor *factor_new(const char *name, PolderPlanPlace place) {
  PolderFactor *factor = g_new0(PolderFactor, 1);
  factor->name = g_strdup(name);
  factor->levels = g_ptr_array_new_with_free_func(g_free);
  factor->low = factor->high = NAN;
  factor->path = g_strdup(place.sheet != NULL ? place.sheet->path : place.path);
  factor->line = place.cell.line;
  factor->column = place.cell.column;
  return factor;
}

static bool is_double(const PolderPlanReader *reader, const char *name) {
  for (unsigned i = 0; i < reader->factors->len; i++) {
    const PolderFactor *factor = reader->factors->pdata[i];
    if (factor != NULL && g_str_equal(factor->name, name))
      return true;
  }
  return false;
}

static void read_entry(PolderPlanReader *reader, unsigned place) {
  const PolderPlanEntry *entry = &g_array_index(reader->entries, PolderPlanEntry, place);
  PolderPlanName name;
  bool good = polder_plan_name_read(reader, entry->name, &name);
  if (good && is_double(reader, name.text)) {
    polder_plan_complain(reader, entry->name, "staat er twee keer; laat een van beide weg",
                         "is there twice; remove one");
    good = false;
  }
  if (good) {
    PolderFactor *factor = factor_new(name.text, entry->levels);
    reader->factors->pdata[place] = factor;
    if (entry->column < 0)
      polder_plan_levels_read(reader, &name, entry->levels, factor);
    else
      polder_plan_column_read(reader, &name, entry, factor);
  }
  polder_plan_name_clear(&name);
}

static void read_kind(PolderPlanReader *reader, bool knobs) {
  for (unsigned place = 0; place < reader->entries->len; place++) {
    const PolderPlanEntry *entry = &g_array_index(reader->entries, PolderPlanEntry, place);
    if ((polder_knob_find(entry->name.cell.text) != NULL) == knobs)
      read_entry(reader, place);
  }
}

/* --- The tables that they are about ---------------------------------------------------------- */

/* The fewest and the most parties that a random table of the plan has. */
static void range_of_parties(const PolderPlanReader *reader, int *out_fewest, int *out_most) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  double low = knobs.parties, high = knobs.parties;
  for (unsigned i = 0; i < reader->factors->len; i++) {
    const PolderFactor *factor = reader->factors->pdata[i];
    if (factor == NULL || !g_str_equal(factor->name, "parties"))
      continue;
    low = factor->levels->len > 0 ? G_MAXDOUBLE : factor->low;
    high = factor->levels->len > 0 ? 0 : factor->high;
    for (unsigned level = 0; level < factor->levels->len; level++) {
      const double parties = g_ascii_strtod(factor->levels->pdata[level], NULL);
      low = MIN(low, parties);
      high = MAX(high, parties);
    }
  }
  const bool known = low >= 2 && high <= 8; /* else it was complained of */
  *out_fewest = known ? (int)low : knobs.parties;
  *out_most = known ? (int)high : knobs.parties;
}

static void load_random(PolderPlanReader *reader) {
  int fewest = 0, most = 0;
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  range_of_parties(reader, &fewest, &most);
  knobs.parties = fewest;
  g_ptr_array_add(reader->tables, polder_scenario_random(&knobs, 1, 0));
  knobs.parties = most;
  if (most > fewest)
    g_ptr_array_add(reader->tables, polder_scenario_random(&knobs, 1, 0));
}

static void load_folders(PolderPlanReader *reader) {
  for (unsigned i = 0; i < reader->plan->scenarios->len; i++) {
    PolderScenario *table =
        polder_scenario_load(reader->plan->scenarios->pdata[i], reader->messages);
    if (table != NULL)
      g_ptr_array_add(reader->tables, table);
  }
}

static bool sits_everywhere(const PolderPlanReader *reader, const char *id, int n_parties) {
  for (unsigned i = 0; i < reader->tables->len; i++) {
    const PolderScenario *table = reader->tables->pdata[i];
    if (table->n_parties != n_parties || polder_scenario_party(table, id) < 0)
      return false;
  }
  return true;
}

/* Who sits at every table, when it is the same company everywhere. */
static void note_parties(PolderPlanReader *reader) {
  if (reader->tables->len == 0)
    return;
  const PolderScenario *first = reader->tables->pdata[0];
  for (int party = 0; party < first->n_parties; party++)
    if (sits_everywhere(reader, first->parties[party].id, first->n_parties))
      g_ptr_array_add(reader->plan->parties, g_strdup(first->parties[party].id));
  if ((int)reader->plan->parties->len < first->n_parties)
    g_ptr_array_set_size(reader->plan->parties, 0);
}

static void take_factors(PolderPlanReader *reader) {
  for (unsigned i = 0; i < reader->factors->len; i++)
    if (reader->factors->pdata[i] != NULL)
      g_ptr_array_add(reader->plan->factors, g_steal_pointer(&reader->factors->pdata[i]));
}

void polder_plan_read_entries(PolderPlanReader *reader) {
  const GPtrArray *scenarios = reader->plan->scenarios;
  reader->random = scenarios->len == 1 && g_str_equal(scenarios->pdata[0], POLDER_PLAN_RANDOM);
  g_ptr_array_set_size(reader->factors, (int)reader->entries->len);
  read_kind(reader, true);
  if (reader->random)
    load_random(reader);
  else
    load_folders(reader);
  note_parties(reader);
  read_kind(reader, false);
  take_factors(reader);
}

/* --- Options --------------------------------------------------------------------------------- */

static bool open_option(PolderPlanReader *reader, const char *option) {
  g_autofree char *path = g_strdup_printf("--vary %s", option);
  const char *equals = strchr(option, '=');
  if (equals == NULL) {
    polder_messages_add(reader->messages, POLDER_ERROR, path, 0, 0,
                        "geen \"=\"; schrijf bijvoorbeeld trust=.2|.4",
                        "no \"=\"; write, for instance, trust=.2|.4");
    return false;
  }
  g_autofree char *name = g_strstrip(g_strndup(option, (size_t)(equals - option)));
  g_autofree char *levels = g_strstrip(g_strdup(equals + 1));
  const char *kept = g_string_chunk_insert(reader->texts, path);
  PolderPlanEntry entry = {.name = {.path = kept}, .levels = {.path = kept}, .column = -1};
  entry.name.cell.text = g_string_chunk_insert(reader->texts, name);
  entry.levels.cell.text = g_string_chunk_insert(reader->texts, levels);
  if (polder_factor_kind(name) == POLDER_FACTOR_SCENARIO || polder_setting_find(name) >= 0) {
    polder_plan_complain(reader, entry.name, "is hier geen factor; schrijf een plan met die regel",
                         "is no factor here; write a plan with that row");
    return false;
  }
  g_array_append_val(reader->entries, entry);
  return true;
}

PolderPlan *polder_plan_from_options(const char *scenario, const char *const *vary,
                                     PolderMessages *messages) {
  g_return_val_if_fail(scenario != NULL && messages != NULL, NULL);
  const unsigned errors = polder_messages_errors(messages);
  g_autoptr(PolderPlan) plan = polder_plan_new("--vary");
  PolderPlanReader reader;
  polder_plan_reader_init(&reader, plan, messages);
  g_ptr_array_add(plan->scenarios, g_strdup(scenario));
  for (const char *const *option = vary; option != NULL && *option != NULL; option++)
    open_option(&reader, *option);
  polder_plan_read_entries(&reader);
  polder_plan_arms_read(&reader);
  polder_plan_reader_clear(&reader);
  return polder_messages_errors(messages) > errors ? NULL : g_steal_pointer(&plan);
}
