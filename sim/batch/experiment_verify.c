/* Is a results folder what its manifest says, and what playing it again gives? Files are read as a
 * stream; sampled units are looked for in the order of the file. */
#include "looks.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 20, SAMPLE_MAX = 100000 };

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

static bool hash_file(const char *path, GChecksum *own, GError **error) {
  FILE *file = fopen(path, "re");
  if (file == NULL)
    return polder_file_refuse(error, path);
  g_autofree guchar *bytes = g_malloc(CHUNK);
  for (size_t n; (n = fread(bytes, 1, CHUNK, file)) > 0;)
    g_checksum_update(own, bytes, (gssize)n);
  const bool read = !ferror(file) || polder_file_refuse(error, path);
  fclose(file);
  return read;
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

static bool check_files(const char *folder, const PolderManifest *manifest, PolderVerdict *verdict,
                        GError **error) {
  static const char *const names[] = {"runs.csv", "parties.csv", "rounds.csv", "points.csv",
                                      "looks.csv"};
  const bool looked = polder_manifest_whole(manifest, "max_runs") > 0;
  g_autoptr(GHashTable) stated = stated_checksums(manifest);
  g_autoptr(GChecksum) all = g_checksum_new(G_CHECKSUM_SHA256);
  for (size_t i = 0; i < G_N_ELEMENTS(names) - !looked; i++) {
    g_autoptr(GChecksum) own = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    if (!hash_file(path, own, error))
      return false;
    polder_checksum_join(all, names[i], g_checksum_get_string(own));
    const char *wanted = g_hash_table_lookup(stated, names[i]);
    if (g_strcmp0(wanted, g_checksum_get_string(own)) != 0)
      g_ptr_array_add(verdict->wrong, g_strdup(names[i]));
  }
  if (g_strcmp0(verdict->sha256, g_checksum_get_string(all)) != 0 && verdict->wrong->len == 0)
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

typedef struct {
  FILE *file;
  char *path;
  char *line; /* of getline */
  size_t capacity;
} Reader;

static bool reader_open(Reader *reader, const char *folder, const char *name, GError **error) {
  reader->path = g_build_filename(folder, name, NULL);
  reader->file = fopen(reader->path, "re");
  return reader->file != NULL || polder_file_refuse(error, reader->path);
}

static void reader_close(Reader *reader) {
  if (reader->file != NULL)
    fclose(reader->file);
  g_free(reader->path);
  free(reader->line); /* getline's */
}

/* `point,arm,run,`: the same start means the same row. */
static size_t key_length(const char *row) {
  const char *end = row;
  for (int i = 0; i < 3 && end != NULL; i++)
    end = strchr(end + (i > 0), ',');
  return end != NULL ? (size_t)(end - row) + 1 : strlen(row);
}

/* Reads on until the first of the expected rows; then they must follow one after another. */
static bool follows(Reader *reader, const char *expected) {
  const size_t key = key_length(expected);
  bool found = false;
  while (*expected != '\0') {
    const size_t length = strcspn(expected, "\n") + 1;
    const ssize_t got = getline(&reader->line, &reader->capacity, reader->file);
    if (got < 0)
      return false;
    found = found || strncmp(reader->line, expected, key) == 0;
    if (found && ((size_t)got != length || memcmp(reader->line, expected, length) != 0))
      return false;
    if (found)
      expected += length;
  }
  return true;
}

static void play_sample(const PolderExperiment *experiment, Reader readers[2], const GArray *units,
                        PolderVerdict *verdict) {
  g_autoptr(PolderSeat) seat = polder_seat_new(experiment);
  g_autoptr(GString) runs = g_string_new(NULL);
  g_autoptr(GString) parties = g_string_new(NULL);
  for (guint i = 0; i < units->len; i++) {
    const uint64_t unit = g_array_index(units, uint64_t, i);
    g_string_truncate(runs, 0);
    g_string_truncate(parties, 0);
    polder_seat_play(seat, unit, runs, parties);
    const bool same_run = follows(&readers[0], runs->str);
    const bool same = follows(&readers[1], parties->str) && same_run;
    if (!same && verdict->n_different++ == 0) {
      verdict->different_point = (uint32_t)(unit / experiment->runs);
      verdict->different_run = (uint32_t)(unit % experiment->runs);
    }
    verdict->n_played++;
  }
}

static bool check_sample(const char *folder, const PolderExperiment *experiment, uint32_t n_sample,
                         PolderVerdict *verdict, GError **error) {
  Reader readers[2] = {{.file = NULL}, {.file = NULL}};
  g_autoptr(GArray) units = sample_places(experiment, verdict->n_units, MIN(n_sample, SAMPLE_MAX));
  const bool open = find_units(experiment, folder, units, error) &&
                    reader_open(&readers[0], folder, "runs.csv", error) &&
                    reader_open(&readers[1], folder, "parties.csv", error);
  if (open)
    play_sample(experiment, readers, units, verdict);
  reader_close(&readers[0]);
  reader_close(&readers[1]);
  return open;
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
