/* Is a results folder what its manifest says, and what playing it again gives? Files are read as a
 * stream; sampled units are looked for in the order of the file. */
#include "looks.h"

#include <string.h>

enum { SAMPLE_MAX = 100000, N_ROWS = 4 /* tables; the other files are texts */ };

void polder_verdict_clear(PolderVerdict *verdict) {
  g_clear_pointer(&verdict->wrong, g_ptr_array_unref);
}

char *polder_manifest_sha256(const char *path, GError **error) {
  g_autoptr(PolderManifest) manifest = polder_manifest_read(path, error);
  char *sha256 = manifest != NULL ? polder_manifest_text(manifest, "sha256") : NULL;
  if (manifest != NULL && sha256 == NULL)
    polder_batch_refuse(error, G_FILE_ERROR_INVAL, "%s noemt geen sha256", "%s states no sha256",
                        path);
  return sha256;
}

/* --- Checksums -------------------------------------------------------------------------------- */

static bool hash_rows(const char *folder, const char *table, PolderSum *own, GError **error) {
  g_autoptr(PolderRows) rows = polder_rows_open(folder, table, error);
  size_t length = 0;
  for (const char *line; rows != NULL && (line = polder_rows_next(rows, &length)) != NULL;)
    polder_sum_add(own, line, length);
  return rows != NULL && polder_rows_end(rows, error);
}

static bool hash_text(const char *folder, const char *name, PolderSum *own, GError **error) {
  gsize length = 0;
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename(folder, name, NULL);
  if (!g_file_get_contents(path, &text, &length, error))
    return false;
  polder_sum_add(own, text, length);
  return true;
}

static GHashTable *stated_checksums(const PolderManifest *manifest) {
  g_autofree char *json = polder_manifest_json(manifest, "files");
  GHashTable *stated = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GVariant) files =
      json != NULL ? g_variant_parse(G_VARIANT_TYPE("a{ss}"), json, NULL, NULL, NULL) : NULL;
  const gsize n = files != NULL ? g_variant_n_children(files) : 0;
  for (gsize i = 0; i < n; i++) {
    char *name = NULL, *sha256 = NULL;
    g_variant_get_child(files, i, "{ss}", &name, &sha256);
    g_hash_table_insert(stated, name, sha256);
  }
  return stated;
}

static char *name_in_database(const char *table) {
  return g_strdup_printf("results.sqlite (%s)", table);
}

static bool check_files(const char *folder, const PolderManifest *manifest, PolderVerdict *verdict,
                        GError **error) {
  static const char *const tables[] = {"runs", "parties", "rounds", "process", "points", "looks"};
  const bool sqlite = polder_manifest_store(manifest) == POLDER_STORE_SQLITE;
  const bool looked = polder_manifest_whole(manifest, "max_runs") > 0;
  g_autoptr(GHashTable) stated = stated_checksums(manifest);
  g_autoptr(PolderSum) all = polder_sum_new();
  for (size_t i = 0; i < G_N_ELEMENTS(tables) - !looked; i++) {
    g_autoptr(PolderSum) own = polder_sum_new();
    const bool rows = i < N_ROWS;
    g_autofree char *name = g_strdup_printf("%s.csv", tables[i]);
    if (g_str_equal(tables[i], "process") && !g_hash_table_contains(stated, name))
      continue; /* no mechanism measured anything */
    if (!(rows ? hash_rows(folder, tables[i], own, error) : hash_text(folder, name, own, error)))
      return false;
    polder_checksum_join(all, name, polder_sum_text(own));
    const char *wanted = g_hash_table_lookup(stated, name);
    if (g_strcmp0(wanted, polder_sum_text(own)) != 0)
      g_ptr_array_add(verdict->wrong,
                      sqlite && rows ? name_in_database(tables[i]) : g_steal_pointer(&name));
  }
  if (g_strcmp0(verdict->sha256, polder_sum_text(all)) != 0 && verdict->wrong->len == 0)
    g_ptr_array_add(verdict->wrong, g_strdup("manifest.json"));
  return true;
}

/* --- The sample ------------------------------------------------------------------------------- */

static int compare_units(const void *left, const void *right) {
  const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

/* Keyed, so the same folder always gives the same sample; the first and the last are in it. Places
 * among the units that were played. */
static GArray *sample_places(const PolderExperiment *experiment, uint64_t n_units, uint32_t n) {
  GArray *drawn = g_array_new(FALSE, FALSE, sizeof(uint64_t));
  GArray *units = g_array_new(FALSE, FALSE, sizeof(uint64_t));
  const bool all = n_units <= n;
  for (uint32_t i = 0; i < MIN(n, n_units); i++) {
    const PolderChance chance = {.seed = experiment->seed, .run = i};
    const double share = polder_draw(chance, 0, 0, POLDER_DRAW_SAMPLE, 0);
    const uint64_t place = (uint64_t)(share * (double)n_units);
    const uint64_t unit = all ? i : i == 0 ? 0 : i == 1 ? n_units - 1 : MIN(place, n_units - 1);
    g_array_append_val(drawn, unit);
  }
  g_array_sort(drawn, compare_units);
  for (guint i = 0; i < drawn->len; i++) {
    const uint64_t unit = g_array_index(drawn, uint64_t, i);
    if (i == 0 || unit != g_array_index(drawn, uint64_t, i - 1))
      g_array_append_val(units, unit);
  }
  g_array_unref(drawn);
  return units;
}

/* Places become units. Without looks they are the same. */
static bool find_units(const PolderExperiment *experiment, const char *folder, GArray *places,
                       GError **error) {
  g_autofree char *path = g_build_filename(folder, "looks.csv", NULL);
  if (experiment->max_runs == 0)
    return true;
  const uint32_t n_points = experiment->points->n_points;
  g_autofree uint32_t *runs = polder_looks_read(path, n_points, error);
  uint64_t before = 0; /* units of the points before this one */
  uint32_t point = 0;
  for (guint i = 0; runs != NULL && i < places->len; i++) {
    uint64_t *place = &g_array_index(places, uint64_t, i);
    while (point + 1 < n_points && *place - before >= runs[point])
      before += runs[point++];
    *place = point * (uint64_t)experiment->runs + (*place - before);
  }
  return runs != NULL;
}

/* `point,arm,run,`: the same start means the same row. */
static size_t key_length(const char *row) {
  const char *end = row;
  for (int i = 0; i < 3 && end != NULL; i++)
    end = strchr(end + (i > 0), ',');
  return end != NULL ? (size_t)(end - row) + 1 : strlen(row);
}

/* Reads on until the first of the expected rows; then they must follow one after another. */
static bool follows(PolderRows *rows, const char *expected) {
  const size_t key = key_length(expected);
  bool found = false;
  while (*expected != '\0') {
    const size_t length = strcspn(expected, "\n") + 1;
    size_t got = 0;
    const char *line = polder_rows_next(rows, &got);
    if (line == NULL)
      return false;
    found = found || strncmp(line, expected, key) == 0;
    if (found && (got != length || memcmp(line, expected, length) != 0))
      return false;
    if (found)
      expected += length;
  }
  return true;
}

static void play_sample(const PolderExperiment *experiment, PolderRows *const there[2],
                        const GArray *units, PolderVerdict *verdict) {
  g_autoptr(PolderSeat) seat = polder_seat_new(experiment);
  g_autoptr(GString) runs = g_string_new(NULL);
  g_autoptr(GString) parties = g_string_new(NULL);
  for (guint i = 0; i < units->len; i++) {
    const uint64_t unit = g_array_index(units, uint64_t, i);
    g_string_truncate(runs, 0);
    g_string_truncate(parties, 0);
    polder_seat_play(seat, unit, runs, parties);
    const bool same_run = follows(there[0], runs->str);
    const bool same = follows(there[1], parties->str) && same_run;
    if (!same && verdict->n_different++ == 0) {
      verdict->different_point = (uint32_t)(unit / experiment->runs);
      verdict->different_run = (uint32_t)(unit % experiment->runs);
    }
    verdict->n_played++;
  }
}

static bool check_sample(const char *folder, const PolderExperiment *experiment, uint32_t n_sample,
                         PolderVerdict *verdict, GError **error) {
  g_autoptr(GArray) units = sample_places(experiment, verdict->n_units, MIN(n_sample, SAMPLE_MAX));
  g_autoptr(PolderRows) runs = polder_rows_open(folder, "runs", error);
  g_autoptr(PolderRows) parties = runs != NULL ? polder_rows_open(folder, "parties", error) : NULL;
  if (parties == NULL || !find_units(experiment, folder, units, error))
    return false;
  play_sample(experiment, (PolderRows *const[2]){runs, parties}, units, verdict);
  return polder_rows_end(runs, error) && polder_rows_end(parties, error);
}

bool polder_experiment_verify(const char *folder, uint32_t n_sample, PolderMessages *messages,
                              PolderVerdict *out_verdict, GError **error) {
  *out_verdict = (PolderVerdict){.wrong = g_ptr_array_new_with_free_func(g_free)};
  g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
  g_autoptr(PolderManifest) manifest = polder_manifest_read(path, error);
  if (manifest == NULL)
    return false;
  out_verdict->n_units = polder_manifest_whole(manifest, "units");
  g_autofree char *sha256 = polder_manifest_text(manifest, "sha256");
  g_strlcpy(out_verdict->sha256, sha256 != NULL ? sha256 : "", sizeof out_verdict->sha256);
  if (!check_files(folder, manifest, out_verdict, error))
    return false;
  g_autoptr(PolderExperiment) experiment = NULL;
  if (out_verdict->wrong->len == 0 || n_sample > 0)
    experiment = polder_experiment_again(path, messages, error);
  return experiment != NULL && check_sample(folder, experiment, n_sample, out_verdict, error);
}
