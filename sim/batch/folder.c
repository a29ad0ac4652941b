/* Opening a results folder, and files that appear whole or not at all. */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the system says, in Dutch where it is something that can happen to anybody. */
static const char *dutch(int code) {
  static const struct {
    int code;
    const char *text;
  } known[] = {{EACCES, "daar mag je niet bij; kies een andere map of vraag om toestemming"},
               {EROFS, "daar kan niets worden geschreven; kies een andere map"},
               {ENOTDIR, "een deel van dit pad is een bestand en geen map"},
               {EISDIR, "dit is een map en geen bestand"},
               {ENOENT, "dit pad bestaat niet"},
               {EEXIST, "hier staat al een bestand met die naam"},
               {ENOSPC, "de schijf is vol"},
               {EDQUOT, "je deel van de schijf is vol"},
               {EFBIG, "het bestand wordt te groot"}};
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
    if (known[i].code == code)
      return known[i].text;
  return g_strerror(code);
}

bool polder_file_refuse(GError **error, const char *path) {
  const int code = errno;
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "%s: %s\n%s: %s", path,
              dutch(code), path, g_strerror(code));
  return false;
}

/* --- Drafts ----------------------------------------------------------------------------------- */

bool polder_draft_open(PolderDraft *draft, const char *folder, const char *name, GError **error) {
  g_autofree char *hidden = g_strdup_printf(".%s.%s.%d", name, g_get_host_name(), (int)getpid());
  draft->path = g_build_filename(folder, name, NULL);
  draft->draft = g_build_filename(folder, hidden, NULL);
  draft->descriptor = g_open(draft->draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return draft->descriptor >= 0 || polder_file_refuse(error, draft->path);
}

bool polder_draft_write(PolderDraft *draft, const char *bytes, size_t length, GError **error) {
  size_t done = 0;
  while (done < length) {
    const ssize_t n = write(draft->descriptor, bytes + done, length - done);
    if (n >= 0)
      done += (size_t)n;
    else if (errno != EINTR)
      return polder_file_refuse(error, draft->path);
  }
  return true;
}

bool polder_draft_finish(PolderDraft *draft, GError **error) {
  if (fsync(draft->descriptor) != 0 && errno != EINVAL)
    return polder_file_refuse(error, draft->path);
  const int closed = close(draft->descriptor);
  draft->descriptor = -1;
  if (closed != 0 || g_rename(draft->draft, draft->path) != 0)
    return polder_file_refuse(error, draft->path);
  g_clear_pointer(&draft->draft, g_free);
  return true;
}

void polder_draft_clear(PolderDraft *draft) {
  if (draft->descriptor >= 0)
    close(draft->descriptor);
  if (draft->draft != NULL)
    g_unlink(draft->draft);
  g_clear_pointer(&draft->draft, g_free);
  g_clear_pointer(&draft->path, g_free);
}

bool polder_file_write(const char *folder, const char *name, const char *text, GError **error) {
  PolderDraft draft = {.descriptor = -1};
  const bool written = polder_draft_open(&draft, folder, name, error) &&
                       polder_draft_write(&draft, text, strlen(text), error) &&
                       polder_draft_finish(&draft, error);
  polder_draft_clear(&draft);
  return written;
}

/* --- The folder ------------------------------------------------------------------------------- */

static bool has(const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static PolderFolder *folder_new(const char *path) {
  PolderFolder *folder = g_new0(PolderFolder, 1);
  folder->path = g_strdup(path);
  folder->parts = g_build_filename(path, "parts", NULL);
  folder->lock = -1;
  return folder;
}

void polder_folder_free(PolderFolder *folder) {
  if (folder == NULL)
    return;
  if (folder->lock >= 0)
    close(folder->lock);
  g_free(folder->path);
  g_free(folder->parts);
  g_free(folder->fingerprint);
  g_free(folder->build);
  g_free(folder);
}

PolderFolder *polder_folder_look(const char *path, PolderManifest **out_manifest, GError **error) {
  g_autoptr(PolderFolder) folder = folder_new(path);
  folder->finished = has(path, "manifest.json");
  g_autofree char *name =
      g_build_filename(path, folder->finished ? "manifest.json" : "plan.json", NULL);
  if (!g_file_test(name, G_FILE_TEST_EXISTS)) {
    polder_batch_refuse(error, G_FILE_ERROR_NOENT, "%s: hier staat geen resultaat van polder batch",
                        "%s: no results of polder batch here", path);
    return NULL;
  }
  *out_manifest = polder_manifest_read(name, error);
  if (*out_manifest == NULL)
    return NULL;
  folder->fingerprint = polder_manifest_text(*out_manifest, "fingerprint");
  folder->build = polder_manifest_text(*out_manifest, "build");
  return g_steal_pointer(&folder);
}

/* Nothing but what polder leaves when it dies before its first file. */
static bool is_empty(const char *path, GError **error) {
  GDir *entries = g_dir_open(path, 0, NULL);
  if (entries == NULL)
    return polder_file_refuse(error, path);
  const char *name = g_dir_read_name(entries);
  while (name != NULL && name[0] == '.')
    name = g_dir_read_name(entries);
  if (name != NULL)
    polder_batch_refuse(
        error, G_FILE_ERROR_EXIST, "%s: hier staat al iets anders (%s); kies een andere map",
        "%s: something else is here already (%s); choose another folder", path, name);
  g_dir_close(entries);
  return name == NULL;
}

/* The first of several that begin at once makes plan.json; the others find it. */
static bool claim(const char *path, const PolderManifest *manifest, GError **error) {
  g_autofree char *text = polder_manifest_print(manifest);
  g_autofree char *plan = g_build_filename(path, "plan.json", NULL);
  PolderDraft draft = {.descriptor = -1};
  bool made = polder_draft_open(&draft, path, "plan.json", error) &&
              polder_draft_write(&draft, text, strlen(text), error);
  if (made && fsync(draft.descriptor) != 0)
    made = polder_file_refuse(error, plan);
  if (made && link(draft.draft, plan) != 0 && errno != EEXIST)
    made = errno == EPERM ? polder_draft_finish(&draft, error) : polder_file_refuse(error, plan);
  polder_draft_clear(&draft);
  return made;
}

static bool is_same(PolderFolder *folder, const char *fingerprint, GError **error) {
  if (g_strcmp0(folder->fingerprint, fingerprint) == 0)
    return true;
  return polder_batch_refuse(
      error, G_FILE_ERROR_EXIST,
      "%s: hier staan resultaten van een ander plan, andere casussen of een andere versie; "
      "kies een andere map",
      "%s: results of another plan, other scenarios or another version are here; choose another "
      "folder",
      folder->path);
}

static bool keeps_as(const PolderFolder *folder, const PolderManifest *there,
                     const PolderManifest *manifest, GError **error) {
  const PolderStore kept = polder_manifest_store(there), asked = polder_manifest_store(manifest);
  if (kept == asked)
    return true;
  return polder_batch_refuse(
      error, G_FILE_ERROR_EXIST,
      "%s: hier worden de resultaten bewaard met --store %s, en nu wordt om %s gevraagd; geef "
      "--store %s of kies een andere map",
      "%s: the results here are kept with --store %s, and now %s is asked; give --store %s or "
      "choose another folder",
      folder->path, polder_store_names[kept], polder_store_names[asked], polder_store_names[kept]);
}

/* Some network disks know no locks; there the user must see to it. */
static bool take_lock(PolderFolder *folder, bool alone, GError **error) {
  g_autofree char *plan = g_build_filename(folder->path, "plan.json", NULL);
  folder->lock = g_open(plan, O_RDWR | O_CLOEXEC, 0); /* NFS asks for the right to write */
  if (folder->lock < 0)
    return polder_file_refuse(error, plan);
  if (flock(folder->lock, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return true;
  return polder_batch_refuse(
      error, G_FILE_ERROR_AGAIN, "%s: hier werkt al een andere polder; wacht tot die klaar is",
      "%s: another polder is at work here; wait until it is done", folder->path);
}

static bool make_folder(const char *path, const PolderManifest *manifest, GError **error) {
  if (g_mkdir_with_parents(path, 0777) != 0)
    return polder_file_refuse(error, path);
  if (has(path, "plan.json") || has(path, "manifest.json"))
    return true;
  return is_empty(path, error) && claim(path, manifest, error);
}

PolderFolder *polder_folder_open(const char *path, const PolderManifest *manifest,
                                 const char *points_csv, bool alone, GError **error) {
  g_autoptr(PolderManifest) there = NULL;
  g_autofree char *fingerprint = polder_manifest_text(manifest, "fingerprint");
  if (!make_folder(path, manifest, error))
    return NULL;
  g_autoptr(PolderFolder) folder = polder_folder_look(path, &there, error);
  if (folder == NULL || !is_same(folder, fingerprint, error) ||
      !keeps_as(folder, there, manifest, error))
    return NULL;
  if (folder->finished)
    return g_steal_pointer(&folder);
  if (!take_lock(folder, alone, error))
    return NULL;
  if (!has(path, "points.csv") && !polder_file_write(path, "points.csv", points_csv, error))
    return NULL;
  if (g_mkdir_with_parents(folder->parts, 0777) != 0) {
    polder_file_refuse(error, folder->parts);
    return NULL;
  }
  return g_steal_pointer(&folder);
}
