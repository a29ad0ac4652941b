/* One block's rows in a file of its own: a line that says what should follow, then the rows of
 * runs.csv, those of parties.csv, the counts of which rounds.csv is made, and the rows of
 * process.csv. */
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

static char *head_of(const PolderFolder *folder, const PolderPart *part) {
  return g_strdup_printf("polder-part %s %u %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT
                         " %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT,
                         folder->fingerprint, part->block, part->n_runs, part->n_parties,
                         part->n_rounds, part->n_process);
}

static uint64_t join(uint64_t hash, const char *bytes, size_t length) {
  return (hash << 1 | hash >> 63) ^ hash_of(bytes, length);
}

bool polder_part_exists(const PolderFolder *folder, uint32_t block) {
  g_autofree char *path = part_path(folder, block);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static uint64_t hash_part(const PolderPart *part) {
  uint64_t hash = join(0, part->runs, part->n_runs);
  hash = join(hash, part->parties, part->n_parties);
  hash = join(hash, part->rounds, part->n_rounds);
  return join(hash, part->process, part->n_process);
}

bool polder_part_write(const PolderFolder *folder, const PolderPart *part, GError **error) {
  g_autofree char *name = part_name(part->block), *head = head_of(folder, part);
  g_autofree char *line =
      g_strdup_printf("%s %016" G_GINT64_MODIFIER "x\n", head, (guint64)hash_part(part));
  PolderDraft draft = {.descriptor = -1};
  const bool written = polder_draft_open(&draft, folder->parts, name, error) &&
                       polder_draft_write(&draft, line, strlen(line), error) &&
                       polder_draft_write(&draft, part->runs, part->n_runs, error) &&
                       polder_draft_write(&draft, part->parties, part->n_parties, error) &&
                       polder_draft_write(&draft, part->rounds, part->n_rounds, error) &&
                       polder_draft_write(&draft, part->process, part->n_process, error) &&
                       polder_draft_finish(&draft, error);
  polder_draft_clear(&draft);
  return written;
}

/* A length that the head states; what is left of the file after it. */
static bool take_length(const char *word, size_t *rest, size_t *out_length) {
  *out_length = (size_t)g_ascii_strtoull(word, NULL, 10);
  const bool fits = *out_length <= *rest;
  *rest -= fits ? *out_length : 0;
  return fits;
}

static bool take_apart(const PolderFolder *folder, size_t length, PolderPart *part) {
  char *end = strchr(part->text, '\n');
  if (end == NULL)
    return false;
  *end = '\0';
  g_auto(GStrv) words = g_strsplit(part->text, " ", -1);
  if (g_strv_length(words) != 8)
    return false;
  part->runs = end + 1;
  size_t rest = length - (size_t)(part->runs - part->text);
  if (!take_length(words[3], &rest, &part->n_runs) ||
      !take_length(words[4], &rest, &part->n_parties) ||
      !take_length(words[5], &rest, &part->n_rounds) ||
      !take_length(words[6], &rest, &part->n_process) || rest != 0)
    return false;
  part->parties = part->runs + part->n_runs;
  part->rounds = part->parties + part->n_parties;
  part->process = part->rounds + part->n_rounds;
  part->hash = g_ascii_strtoull(words[7], NULL, 16);
  g_autofree char *head = head_of(folder, part);
  return g_str_has_prefix(part->text, head) && hash_part(part) == part->hash;
}

bool polder_part_read(const PolderFolder *folder, uint32_t block, PolderPart *out_part,
                      GError **error) {
  gsize length = 0;
  g_autofree char *path = part_path(folder, block);
  *out_part = (PolderPart){.block = block};
  if (!g_file_get_contents(path, &out_part->text, &length, error))
    return false;
  if (take_apart(folder, length, out_part))
    return true;
  polder_part_clear(out_part);
  return polder_batch_refuse(error, G_FILE_ERROR_INVAL,
                             "%s is beschadigd; haal het weg en speel opnieuw",
                             "%s is damaged; remove it and play again", path);
}

void polder_part_clear(PolderPart *part) {
  g_clear_pointer(&part->text, g_free);
}
