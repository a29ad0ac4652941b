/* From a scenario to its folder.
 *
 * Invariant: no file of the user's is ever replaced, and after trouble none of ours is left.
 */
#include <errno.h>
#include <glib/gstdio.h>

#include "load.h"

typedef struct {
  char *path[POLDER_FILES];
  char *text[POLDER_FILES]; /* NULL = nothing to say in this file */
} Folder;

static Folder folder_of(const PolderScenario *scenario, const char *name, bool notes) {
  Folder folder;
  for (int file = 0; file < POLDER_FILES; file++) {
    folder.path[file] = g_build_filename(name, polder_file_names[file], NULL);
    folder.text[file] = polder_scenario_file_text(scenario, (PolderFile)file, notes);
  }
  return folder;
}

static void folder_clear(Folder *folder) {
  for (int file = 0; file < POLDER_FILES; file++) {
    g_free(folder->path[file]);
    g_free(folder->text[file]);
  }
}

static bool fail(GError **error, int code, const char *path, const char *nl, const char *en) {
  g_set_error(error, G_FILE_ERROR, code, "%s: casus niet bewaard: %s\n%s: scenario not saved: %s",
              path, nl, path, en);
  return false;
}

static bool fail_system(GError **error, int code, const char *path, const char *reason) {
  if (code == G_FILE_ERROR_ACCES || code == G_FILE_ERROR_PERM || code == G_FILE_ERROR_ROFS)
    return fail(error, code, path, "geen toestemming om hier te schrijven",
                "no permission to write here");
  if (code == G_FILE_ERROR_NOSPC)
    return fail(error, code, path, "de schijf is vol", "the disk is full");
  return fail(error, code, path, reason, reason);
}

static bool all_are_new(const Folder *folder, GError **error) {
  for (int file = 0; file < POLDER_FILES; file++)
    if (g_file_test(folder->path[file], G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
      return fail(error, G_FILE_ERROR_EXIST, folder->path[file],
                  "dit bestand is er al; kies een andere map",
                  "this file is there already; choose another folder");
  return true;
}

static void remove_first(const Folder *folder, int n_files) {
  for (int file = 0; file < n_files; file++)
    if (folder->text[file] != NULL)
      g_unlink(folder->path[file]);
}

/* g_file_set_contents writes under a temporary name first, so no file is ever half there. */
static bool write_all(const Folder *folder, GError **error) {
  for (int file = 0; file < POLDER_FILES; file++) {
    g_autoptr(GError) cause = NULL;
    if (folder->text[file] == NULL ||
        g_file_set_contents(folder->path[file], folder->text[file], -1, &cause))
      continue;
    remove_first(folder, file);
    const int code = cause->domain == G_FILE_ERROR ? cause->code : G_FILE_ERROR_FAILED;
    return fail_system(error, code, folder->path[file], cause->message);
  }
  return true;
}

bool polder_scenario_save(const PolderScenario *scenario, const char *folder, bool notes,
                          GError **error) {
  g_return_val_if_fail(scenario != NULL && folder != NULL, false);
  if (g_mkdir_with_parents(folder, 0777) != 0)
    return fail_system(error, (int)g_file_error_from_errno(errno), folder, g_strerror(errno));
  Folder files = folder_of(scenario, folder, notes);
  const bool saved = all_are_new(&files, error) && write_all(&files, error);
  folder_clear(&files);
  return saved;
}
