/* One block's rows in a file of its own: a line that says what should follow, then the rows of
 * runs.csv, those of parties.csv, and the counts of which rounds.csv is made. */
#include "folder.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static char *part_name(uint32_t block) {
  return g_strdup_printf("%010u", block);
}

static char *part_path(const PolderFolder *folder, uint32_t block) {
  g_autofree char *name = part_name(block);
  return g_build_filename(folder->parts, name, NULL);
}

/* Eight bytes at a time: every block goes through this twice. */
static uint64_t hash_of(const char *bytes, size_t length) {
  uint64_t hash = POLDER_HASH_START;
  size_t at = 0;
  for (; at + 8 <= length; at += 8) {
    uint64_t word = 0;
    memcpy(&word, bytes + at, 8);
    hash = (hash ^ GUINT64_TO_LE(word)) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 29;
  }
  return polder_hash(hash, bytes + at, length - at);
}

static char *head_of(const PolderFolder *folder, uint32_t block, const size_t lengths[3]) {
  return g_strdup_printf("polder-part %s %u %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT
                         " %" G_GSIZE_FORMAT,
                         folder->fingerprint, block, lengths[0], lengths[1], lengths[2]);
}

static uint64_t join(uint64_t hash, const char *bytes, size_t length) {
  return (hash << 1 | hash >> 63) ^ hash_of(bytes, length);
}

bool polder_part_exists(const PolderFolder *folder, uint32_t block) {
  g_autofree char *path = part_path(folder, block);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

bool polder_part_write(const PolderFolder *folder, uint32_t block, const GString *runs,
                       const GString *parties, const GString *rounds, GError **error) {
  const GString *const pieces[3] = {runs, parties, rounds};
  g_autofree char *name = part_name(block);
  g_autofree char *head =
      head_of(folder, block, (const size_t[3]){runs->len, parties->len, rounds->len});
  uint64_t hash = 0;
  for (int i = 0; i < 3; i++)
    hash = join(hash, pieces[i]->str, pieces[i]->len);
  g_autofree char *line = g_strdup_printf("%s %016" G_GINT64_MODIFIER "x\n", head, (guint64)hash);
  PolderDraft draft = {.descriptor = -1};
  bool written = polder_draft_open(&draft, folder->parts, name, error) &&
                 polder_draft_write(&draft, line, strlen(line), error);
  for (int i = 0; written && i < 3; i++)
    written = polder_draft_write(&draft, pieces[i]->str, pieces[i]->len, error);
  written = written && polder_draft_finish(&draft, error);
  polder_draft_clear(&draft);
  return written;
}

static bool is_whole(const PolderPart *part) {
  uint64_t hash = join(0, part->runs, part->n_runs);
  hash = join(hash, part->parties, part->n_parties);
  return join(hash, part->rounds, part->n_rounds) == part->hash;
}

static bool take_apart(const PolderFolder *folder, uint32_t block, size_t length,
                       PolderPart *part) {
  char *end = strchr(part->text, '\n');
  if (end == NULL)
    return false;
  *end = '\0';
  g_auto(GStrv) words = g_strsplit(part->text, " ", -1);
  if (g_strv_length(words) != 7)
    return false;
  part->n_runs = (size_t)g_ascii_strtoull(words[3], NULL, 10);
  part->n_parties = (size_t)g_ascii_strtoull(words[4], NULL, 10);
  part->n_rounds = (size_t)g_ascii_strtoull(words[5], NULL, 10);
  part->hash = g_ascii_strtoull(words[6], NULL, 16);
  part->runs = end + 1;
  const size_t rest = length - (size_t)(part->runs - part->text);
  if (part->n_runs > rest || part->n_parties > rest - part->n_runs ||
      part->n_rounds != rest - part->n_runs - part->n_parties)
    return false;
  part->parties = part->runs + part->n_runs;
  part->rounds = part->parties + part->n_parties;
  g_autofree char *head =
      head_of(folder, block, (const size_t[3]){part->n_runs, part->n_parties, part->n_rounds});
  return g_str_has_prefix(part->text, head) && is_whole(part);
}

bool polder_part_read(const PolderFolder *folder, uint32_t block, PolderPart *out_part,
                      GError **error) {
  gsize length = 0;
  g_autofree char *path = part_path(folder, block);
  *out_part = (PolderPart){.block = block};
  if (!g_file_get_contents(path, &out_part->text, &length, error))
    return false;
  if (take_apart(folder, block, length, out_part))
    return true;
  polder_part_clear(out_part);
  return polder_batch_refuse(error, G_FILE_ERROR_INVAL,
                             "%s is beschadigd; haal het weg en speel opnieuw",
                             "%s is damaged; remove it and play again", path);
}

void polder_part_clear(PolderPart *part) {
  g_clear_pointer(&part->text, g_free);
}
