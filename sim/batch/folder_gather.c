/* All parts, in the order of the blocks, as runs.csv and parties.csv; then the manifest; then the
 * parts may go. Dying in between leaves the parts, and the same command does it again. */
#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>

/* One of the two files. Each is put together by a thread of its own. */
typedef struct {
  const PolderGathering *from;
  const char *name, *header;
  bool parties;
  GChecksum *own;
  GError *error;
} Whole;

typedef struct {
  const PolderGathering *gathering;
  PolderManifest *manifest;
  GChecksum *all; /* over the files one after another */
  GString *files; /* JSON */
} Gather;

static void update(GChecksum *hash, const char *bytes, size_t length) {
  g_checksum_update(hash, (const guchar *)bytes, (gssize)length);
}

/* Without a draft the bytes are only counted in. */
static bool put(PolderDraft *draft, GChecksum *hash, const char *bytes, size_t length,
                GError **error) {
  update(hash, bytes, length);
  return draft == NULL || polder_draft_write(draft, bytes, length, error);
}

static bool put_blocks(const Whole *whole, PolderDraft *draft, GChecksum *hash, GError **error) {
  bool good = put(draft, hash, whole->header, strlen(whole->header), error);
  for (uint32_t block = 0; good && block < whole->from->n_blocks; block++) {
    PolderPart part;
    if (!polder_part_read(whole->from->sources[block], block, &part, error))
      return false;
    good = put(draft, hash, whole->parties ? part.parties : part.runs,
               whole->parties ? part.n_parties : part.n_runs, error);
    polder_part_clear(&part);
  }
  return good;
}

static gpointer write_whole(gpointer data) {
  Whole *whole = data;
  PolderDraft draft = {.descriptor = -1};
  const bool written =
      polder_draft_open(&draft, whole->from->target->path, whole->name, &whole->error) &&
      put_blocks(whole, &draft, whole->own, &whole->error) &&
      polder_draft_finish(&draft, &whole->error);
  polder_draft_clear(&draft);
  return GINT_TO_POINTER(written);
}

static bool take_error(Whole *whole, GError **error) {
  if (whole->error == NULL)
    return true;
  if (error != NULL && *error == NULL)
    g_propagate_error(error, g_steal_pointer(&whole->error));
  g_clear_error(&whole->error);
  return false;
}

/* Both files, and the checksum over the two: the second file is counted in after the first, while
 * the other thread still writes it. */
static bool write_both(Gather *gather, Whole *runs, Whole *parties, GError **error) {
  GThread *thread = g_thread_try_new("polder", write_whole, parties, NULL);
  bool good = write_whole(runs) != NULL;
  gather->all = g_checksum_copy(runs->own);
  good = good && put_blocks(parties, NULL, gather->all, error);
  if (thread != NULL)
    g_thread_join(thread);
  else
    write_whole(parties);
  good = take_error(runs, error) && good;
  return take_error(parties, error) && good;
}

static bool gather_files(Gather *gather, GError **error) {
  Whole runs = {.from = gather->gathering,
                .name = "runs.csv",
                .header = polder_runs_header,
                .own = g_checksum_new(G_CHECKSUM_SHA256)};
  Whole parties = {.from = gather->gathering,
                   .name = "parties.csv",
                   .header = polder_parties_header,
                   .parties = true,
                   .own = g_checksum_new(G_CHECKSUM_SHA256)};
  const bool good = write_both(gather, &runs, &parties, error);
  polder_json_text(gather->files, runs.name, g_checksum_get_string(runs.own));
  polder_json_text(gather->files, parties.name, g_checksum_get_string(parties.own));
  g_checksum_free(runs.own);
  g_checksum_free(parties.own);
  return good;
}

static void add_points(Gather *gather) {
  const char *points = gather->gathering->points_csv;
  g_autofree char *own = g_compute_checksum_for_string(G_CHECKSUM_SHA256, points, -1);
  update(gather->all, points, strlen(points));
  polder_json_text(gather->files, "points.csv", own);
}

static bool write_manifest(Gather *gather, char out_sha256[65], GError **error) {
  polder_json_close(gather->files, '}');
  polder_manifest_put(gather->manifest, "files", gather->files->str);
  polder_manifest_put_text(gather->manifest, "sha256", g_checksum_get_string(gather->all));
  g_strlcpy(out_sha256, g_checksum_get_string(gather->all), 65);
  g_autofree char *text = polder_manifest_print(gather->manifest);
  PolderDraft draft = {.descriptor = -1};
  const bool written =
      polder_draft_open(&draft, gather->gathering->target->path, "manifest.json", error) &&
      polder_draft_write(&draft, text, strlen(text), error) && polder_draft_finish(&draft, error);
  polder_draft_clear(&draft);
  return written;
}

/* Files in a folder of which the name begins so. */
static void remove_files(const char *folder, const char *prefix) {
  GDir *entries = g_dir_open(folder, 0, NULL);
  if (entries == NULL)
    return;
  for (const char *name; (name = g_dir_read_name(entries)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_str_has_prefix(name, prefix))
      g_unlink(path);
  }
  g_dir_close(entries);
}

void polder_folder_tidy(const PolderFolder *folder) {
  static const char *const drafts[] = {".runs.csv.", ".parties.csv.", ".points.csv.", ".plan.json.",
                                       ".manifest.json."};
  for (size_t i = 0; i < G_N_ELEMENTS(drafts); i++)
    remove_files(folder->path, drafts[i]);
  remove_files(folder->parts, "");
  g_rmdir(folder->parts);
  g_autofree char *plan = g_build_filename(folder->path, "plan.json", NULL);
  g_unlink(plan);
}

bool polder_folder_gather(const PolderGathering *gathering, PolderManifest *manifest,
                          char out_sha256[65], GError **error) {
  Gather gather = {.gathering = gathering, .manifest = manifest, .files = g_string_new(NULL)};
  polder_json_open(gather.files, NULL, '{');
  bool good = gather_files(&gather, error);
  if (good) {
    add_points(&gather);
    good = write_manifest(&gather, out_sha256, error);
  }
  if (good)
    polder_folder_tidy(gathering->target);
  g_clear_pointer(&gather.all, g_checksum_free);
  g_string_free(gather.files, TRUE);
  return good;
}
