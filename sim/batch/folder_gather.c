/* All parts, in the order of the blocks, as runs.csv and parties.csv; then the manifest; then the
 * parts may go. Dying in between leaves the parts, and the same command does it again. */
#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  const PolderGathering *gathering;
  PolderManifest *manifest;
  GChecksum *all; /* over the files one after another; NULL before the first is there */
  GString *files; /* JSON */
} Gather;

static void update(GChecksum *hash, const char *bytes, size_t length) {
  g_checksum_update(hash, (const guchar *)bytes, (gssize)length);
}

static bool put(Gather *gather, PolderDraft *draft, GChecksum *own, const char *bytes,
                size_t length, GError **error) {
  update(own, bytes, length);
  if (gather->all != NULL)
    update(gather->all, bytes, length);
  return polder_draft_write(draft, bytes, length, error);
}

static bool put_blocks(Gather *gather, PolderDraft *draft, GChecksum *own, bool parties,
                       GError **error) {
  const PolderGathering *from = gather->gathering;
  bool good = true;
  for (uint32_t block = 0; good && block < from->n_blocks; block++) {
    PolderPart part;
    if (!polder_part_read(from->sources[block], block, &part, error))
      return false;
    good = put(gather, draft, own, parties ? part.parties : part.runs,
               parties ? part.n_parties : part.n_runs, error);
    polder_part_clear(&part);
  }
  return good;
}

static bool gather_file(Gather *gather, const char *name, const char *header, bool parties,
                        GError **error) {
  g_autoptr(GChecksum) own = g_checksum_new(G_CHECKSUM_SHA256);
  PolderDraft draft = {.descriptor = -1};
  const bool written = polder_draft_open(&draft, gather->gathering->target->path, name, error) &&
                       put(gather, &draft, own, header, strlen(header), error) &&
                       put_blocks(gather, &draft, own, parties, error) &&
                       polder_draft_finish(&draft, error);
  polder_draft_clear(&draft);
  if (gather->all == NULL)
    gather->all = g_checksum_copy(own);
  polder_json_text(gather->files, name, g_checksum_get_string(own));
  return written;
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
  bool good = gather_file(&gather, "runs.csv", polder_runs_header, false, error) &&
              gather_file(&gather, "parties.csv", polder_parties_header, true, error);
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
