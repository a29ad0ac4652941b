/* Parts of several folders put together in one: who has which block, what is missing, and whether
 * what is there twice is the same. */
#include "looks.h"

#include <math.h>
#include <string.h>

typedef struct {
  PolderMerge *merge;
  GPtrArray *folders;     /* of PolderFolder *; the target is the first */
  PolderFolder **sources; /* [block] */
  PolderManifest *manifest;
  PolderCut cut;
  GArray *looks; /* of PolderLook */
  char *points_csv;
} Merger;

static void free_folder(gpointer folder) {
  polder_folder_free(folder);
}

void polder_merge_clear(PolderMerge *merge) {
  g_clear_pointer(&merge->gaps, g_array_unref);
}

/* --- Who has what ----------------------------------------------------------------------------- */

static bool is_same(const PolderFolder *first, const PolderFolder *second, uint32_t block,
                    GError **error) {
  PolderPart one = {.text = NULL}, other = {.text = NULL};
  bool same =
      polder_part_read(first, block, &one, error) && polder_part_read(second, block, &other, error);
  if (same && (one.n_runs != other.n_runs || one.n_parties != other.n_parties ||
               one.n_rounds != other.n_rounds ||
               memcmp(one.runs, other.runs, one.n_runs + one.n_parties + one.n_rounds) != 0))
    same = polder_batch_refuse(error, G_FILE_ERROR_INVAL,
                               "blok %u is in %s en %s niet hetzelfde; een van beide is gewijzigd",
                               "block %u is not the same in %s and %s; one of them was changed",
                               block, first->path, second->path);
  polder_part_clear(&one);
  polder_part_clear(&other);
  return same;
}

static bool look_for(Merger *merger, uint32_t block, GError **error) {
  for (guint i = 0; i < merger->folders->len; i++) {
    PolderFolder *folder = merger->folders->pdata[i];
    if (!polder_part_exists(folder, block))
      continue;
    if (merger->sources[block] == NULL) {
      merger->sources[block] = folder;
      continue;
    }
    merger->merge->n_duplicates++;
    if (!is_same(merger->sources[block], folder, block, error))
      return false;
  }
  return true;
}

/* --- Folders ---------------------------------------------------------------------------------- */

static bool add_source(Merger *merger, const char *path, const char *fingerprint, GError **error) {
  g_autoptr(PolderManifest) manifest = NULL;
  g_autoptr(PolderFolder) folder = polder_folder_look(path, &manifest, error);
  if (folder == NULL)
    return false;
  if (folder->finished)
    return polder_batch_refuse(error, G_FILE_ERROR_INVAL, "%s is al een heel resultaat",
                               "%s is a whole result already", path);
  if (g_strcmp0(folder->fingerprint, fingerprint) != 0)
    return polder_batch_refuse(error, G_FILE_ERROR_INVAL,
                               "%s is van een ander plan, andere casussen of een andere versie",
                               "%s is of another plan, other scenarios or another version", path);
  merger->merge->mixed = polder_manifest_add_build(merger->manifest, folder->build);
  g_ptr_array_add(merger->folders, g_steal_pointer(&folder));
  return true;
}

static bool is_target(const char *target, const char *path) {
  g_autofree char *one = g_canonicalize_filename(target, NULL);
  g_autofree char *other = g_canonicalize_filename(path, NULL);
  return g_str_equal(one, other);
}

static bool read_points(Merger *merger, const char *source, GError **error) {
  g_autofree char *path = g_build_filename(source, "points.csv", NULL);
  return g_file_get_contents(path, &merger->points_csv, NULL, error);
}

static bool open_all(Merger *merger, const char *const *sources, const char *target,
                     GError **error) {
  g_autoptr(PolderFolder) first = polder_folder_look(sources[0], &merger->manifest, error);
  if (first == NULL || !read_points(merger, sources[0], error))
    return false;
  PolderFolder *folder =
      polder_folder_open(target, merger->manifest, merger->points_csv, true, error);
  if (folder == NULL)
    return false;
  g_ptr_array_add(merger->folders, folder);
  bool good = true;
  for (; good && !folder->finished && *sources != NULL; sources++)
    good = is_target(target, *sources) || add_source(merger, *sources, first->fingerprint, error);
  return good;
}

/* --- Putting together ------------------------------------------------------------------------- */

/* Looks at a point as far as there are parts; then it has ended, or is a gap. */
static bool follow(Merger *merger, uint32_t point, double halfwidth, GError **error) {
  const PolderCut *cut = &merger->cut;
  PolderLook look = {.end = POLDER_LOOK_ON};
  for (uint32_t i = 0; look.end == POLDER_LOOK_ON; i++) {
    const uint32_t end = polder_cut_block_at(cut, point, i + 1);
    bool there = true;
    for (uint32_t block = polder_cut_block_at(cut, point, i); block < end; block++) {
      if (!look_for(merger, block, error))
        return false;
      there = there && merger->sources[block] != NULL;
    }
    if (!there) {
      g_array_append_val(merger->merge->gaps, point);
      return true;
    }
    if (!polder_look_take(cut, halfwidth, merger->sources, point, i, &look, error))
      return false;
    g_array_append_val(merger->looks, look);
  }
  return true;
}

static bool find_all(Merger *merger, GError **error) {
  PolderMerge *merge = merger->merge;
  const double halfwidth = polder_manifest_number(merger->manifest, "until_halfwidth");
  bool good = true;
  for (uint32_t point = 0; merge->by_points && good && point < merger->cut.n_points; point++)
    good = follow(merger, point, halfwidth, error);
  for (uint32_t block = 0; !merge->by_points && good && block < merge->n_blocks; block++) {
    good = look_for(merger, block, error);
    if (good && merger->sources[block] == NULL)
      g_array_append_val(merge->gaps, block);
  }
  return good;
}

static bool put_together(Merger *merger, char *(*now)(void), GError **error) {
  const uint32_t n_blocks = merger->merge->n_blocks;
  merger->sources = g_new0(PolderFolder *, (size_t)n_blocks + 1);
  if (!find_all(merger, error))
    return false;
  if (merger->merge->gaps->len > 0)
    return true;
  g_autofree char *looks =
      merger->merge->by_points ? polder_looks_print(merger->looks, merger->cut.n_arms) : NULL;
  if (looks != NULL)
    polder_manifest_put_whole(merger->manifest, "units", polder_looks_units(merger->looks));
  const PolderGathering gathering = {.target = merger->folders->pdata[0],
                                     .sources = merger->sources,
                                     .n_blocks = n_blocks,
                                     .points_csv = merger->points_csv,
                                     .looks_csv = looks};
  g_autofree char *time = now();
  polder_manifest_put_text(merger->manifest, "finished", time);
  return polder_folder_gather(&gathering, merger->manifest, merger->merge->sha256, error);
}

static bool report_finished(const Merger *merger, const char *folder, GError **error) {
  g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
  g_autofree char *sha256 = polder_manifest_sha256(path, error);
  if (sha256 == NULL)
    return false;
  g_strlcpy(merger->merge->sha256, sha256, sizeof merger->merge->sha256);
  merger->merge->already = true;
  return true;
}

static PolderCut cut_of(const PolderManifest *manifest) {
  g_auto(GStrv) arms = polder_manifest_texts(manifest, "arms");
  return polder_cut((uint32_t)polder_manifest_whole(manifest, "points"),
                    arms != NULL ? g_strv_length(arms) : 1,
                    (uint32_t)polder_manifest_whole(manifest, "runs"),
                    (uint32_t)polder_manifest_whole(manifest, "max_runs"));
}

static bool merge_into(Merger *merger, const char *const *sources, const char *folder,
                       char *(*now)(void), GError **error) {
  if (!open_all(merger, sources, folder, error))
    return false;
  merger->cut = cut_of(merger->manifest);
  merger->merge->n_blocks = (uint32_t)polder_cut_blocks(&merger->cut);
  merger->merge->n_points = merger->cut.n_points;
  merger->merge->by_points = merger->cut.n_looks > 0;
  const PolderFolder *target = merger->folders->pdata[0];
  return target->finished ? report_finished(merger, folder, error)
                          : put_together(merger, now, error);
}

bool polder_experiment_merge(const char *const *sources, const char *folder, char *(*now)(void),
                             PolderMerge *out_merge, GError **error) {
  *out_merge = (PolderMerge){.gaps = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  Merger merger = {.merge = out_merge,
                   .folders = g_ptr_array_new_with_free_func(free_folder),
                   .looks = g_array_new(FALSE, FALSE, sizeof(PolderLook))};
  const bool good = merge_into(&merger, sources, folder, now, error);
  g_ptr_array_unref(merger.folders);
  polder_manifest_free(merger.manifest);
  g_array_unref(merger.looks);
  g_free(merger.sources);
  g_free(merger.points_csv);
  return good;
}
