/* All parts, in the order of the blocks, as runs.csv, parties.csv, rounds.csv and, when there are
 * rows for it, process.csv; then the manifest; then the parts may go. Dying in between leaves the
 * parts, and the same command does it again. */
#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rounds.h"
#include "sqlite.h"

/* One of the files. In SQLite it is a table, and only the checksum of the file is made. */
typedef struct {
  PolderDraft draft;
  PolderSum *hash;
} Out;

/* What one thread puts together. */
typedef struct {
  const PolderGathering *from;
  bool parties;             /* parties.csv and process.csv; else runs.csv and rounds.csv */
  PolderDatabase *database; /* or NULL: CSV */
  Out rows, by_round, process;
  bool measured;        /* process.csv was begun */
  PolderRounds *rounds; /* of `point` */
  uint32_t point;
  char **arms;
  GString *text;
  bool good;
  GError *error;
} Pass;

/* --- Files ------------------------------------------------------------------------------------ */

static bool put(Out *out, const char *bytes, size_t length, GError **error) {
  polder_sum_add(out->hash, bytes, length);
  return out->draft.descriptor < 0 || polder_draft_write(&out->draft, bytes, length, error);
}

static bool open_out(Out *out, const Pass *pass, const char *name, const char *header,
                     GError **error) {
  return (pass->database != NULL ||
          polder_draft_open(&out->draft, pass->from->target->path, name, error)) &&
         put(out, header, strlen(header), error);
}

static Out out_new(void) {
  return (Out){.draft = {.descriptor = -1}, .hash = polder_sum_new()};
}

static void out_clear(Out *out) {
  polder_draft_clear(&out->draft);
  polder_sum_free(out->hash);
}

/* --- Rounds ----------------------------------------------------------------------------------- */

static bool finish_point(Pass *pass) {
  g_string_truncate(pass->text, 0);
  polder_rounds_append_rows(pass->rounds, pass->point, (const char *const *)pass->arms, pass->text);
  return put(&pass->by_round, pass->text->str, pass->text->len, &pass->error) &&
         (pass->database == NULL || polder_database_add_rounds(pass->database, pass->text->str,
                                                               pass->text->len, &pass->error));
}

/* Blocks come in the order of the points, so that one point at a time is in memory. */
static bool put_rounds(Pass *pass, const PolderPart *part) {
  const char *const end = part->rounds + part->n_rounds;
  const char *next = part->rounds;
  for (const char *line = next; line < end; line = next) {
    uint32_t point = 0;
    next = memchr(line, '\n', (size_t)(end - line));
    bool read = next++ != NULL && polder_rounds_line_point(line, &point);
    if (read && point != pass->point && !finish_point(pass))
      return false;
    pass->point = point;
    read = read && polder_rounds_add_line(pass->rounds, line);
    if (!read)
      return polder_batch_refuse(&pass->error, G_FILE_ERROR_INVAL,
                                 "blok %u is onleesbaar; haal het weg en speel opnieuw",
                                 "block %u cannot be read; remove it and play again", part->block);
  }
  return true;
}

/* --- Process ---------------------------------------------------------------------------------- */

static bool begin_process(Pass *pass) {
  g_string_truncate(pass->text, 0);
  polder_process_append_header(pass->text);
  pass->measured = true;
  return open_out(&pass->process, pass, "process.csv", pass->text->str, &pass->error);
}

static bool put_process(Pass *pass, const PolderPart *part) {
  if (part->n_process == 0)
    return true;
  return (pass->measured || begin_process(pass)) &&
         put(&pass->process, part->process, part->n_process, &pass->error);
}

/* --- Passing over the parts ------------------------------------------------------------------- */

static bool put_blocks(Pass *pass) {
  for (uint32_t block = 0; block < pass->from->n_blocks; block++) {
    PolderPart part;
    if (pass->from->sources[block] == NULL)
      continue;
    if (!polder_part_read(pass->from->sources[block], block, &part, &pass->error))
      return false;
    const bool good = put(&pass->rows, pass->parties ? part.parties : part.runs,
                          pass->parties ? part.n_parties : part.n_runs, &pass->error) &&
                      (pass->parties ? put_process(pass, &part) : put_rounds(pass, &part));
    polder_part_clear(&part);
    if (!good)
      return false;
  }
  return pass->parties || finish_point(pass);
}

static bool open_files(Pass *pass) {
  if (pass->parties)
    return open_out(&pass->rows, pass, "parties.csv", polder_parties_header, &pass->error);
  return open_out(&pass->rows, pass, "runs.csv", polder_runs_header, &pass->error) &&
         open_out(&pass->by_round, pass, "rounds.csv", polder_rounds_header, &pass->error);
}

static bool name_file(Out *out, GError **error) {
  return out->draft.descriptor < 0 || polder_draft_finish(&out->draft, error);
}

static gpointer go_over(gpointer data) {
  Pass *pass = data;
  pass->good = open_files(pass) && put_blocks(pass) && name_file(&pass->rows, &pass->error) &&
               name_file(&pass->by_round, &pass->error) && name_file(&pass->process, &pass->error);
  return NULL;
}

static Pass pass_new(const PolderGathering *gathering, const PolderManifest *manifest,
                     bool parties) {
  return (Pass){.from = gathering,
                .parties = parties,
                .rows = out_new(),
                .by_round = out_new(),
                .process = out_new(),
                .rounds = polder_rounds_new(),
                .arms = polder_manifest_texts(manifest, "arms"),
                .text = g_string_new(NULL)};
}

static void pass_clear(Pass *pass) {
  out_clear(&pass->rows);
  out_clear(&pass->by_round);
  out_clear(&pass->process);
  polder_rounds_free(pass->rounds);
  g_strfreev(pass->arms);
  g_string_free(pass->text, TRUE);
  g_clear_error(&pass->error);
}

/* --- The manifest ----------------------------------------------------------------------------- */

typedef struct {
  GString *files; /* JSON */
  PolderSum *all;
} Sums;

static void add_sum(Sums *sums, const char *name, const char *sha256) {
  polder_json_text(sums->files, name, sha256);
  polder_checksum_join(sums->all, name, sha256);
}

static void add_text_sum(Sums *sums, const char *name, const char *text) {
  g_autoptr(PolderSum) own = polder_sum_new();
  polder_sum_add(own, text, strlen(text));
  add_sum(sums, name, polder_sum_text(own));
}

static void put_sums(const Pass *runs, const Pass *parties, PolderManifest *manifest,
                     char out_sha256[65]) {
  Sums sums = {.files = g_string_new(NULL), .all = polder_sum_new()};
  polder_json_open(sums.files, NULL, '{');
  add_sum(&sums, "runs.csv", polder_sum_text(runs->rows.hash));
  add_sum(&sums, "parties.csv", polder_sum_text(parties->rows.hash));
  add_sum(&sums, "rounds.csv", polder_sum_text(runs->by_round.hash));
  if (parties->measured)
    add_sum(&sums, "process.csv", polder_sum_text(parties->process.hash));
  add_text_sum(&sums, "points.csv", runs->from->points_csv);
  if (runs->from->looks_csv != NULL)
    add_text_sum(&sums, "looks.csv", runs->from->looks_csv);
  polder_json_close(sums.files, '}');
  polder_manifest_put(manifest, "files", sums.files->str);
  polder_manifest_put_text(manifest, "sha256", polder_sum_text(sums.all));
  g_strlcpy(out_sha256, polder_sum_text(sums.all), 65);
  g_string_free(sums.files, TRUE);
  polder_sum_free(sums.all);
}

/* The manifest is the last: who sees it has all. */
static bool write_texts(const PolderGathering *gathering, const PolderManifest *manifest,
                        GError **error) {
  const char *folder = gathering->target->path;
  g_autofree char *text = polder_manifest_print(manifest);
  return (gathering->looks_csv == NULL ||
          polder_file_write(folder, "looks.csv", gathering->looks_csv, error)) &&
         polder_file_write(folder, "manifest.json", text, error);
}

/* --- The whole -------------------------------------------------------------------------------- */

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
  static const char *const drafts[] = {".runs.csv.",      ".parties.csv.", ".rounds.csv.",
                                       ".process.csv.",   ".points.csv.",  ".plan.json.",
                                       ".manifest.json.", ".looks.csv.",   ".results.sqlite."};
  for (size_t i = 0; i < G_N_ELEMENTS(drafts); i++)
    remove_files(folder->path, drafts[i]);
  remove_files(folder->parts, "");
  g_rmdir(folder->parts);
  g_autofree char *plan = g_build_filename(folder->path, "plan.json", NULL);
  g_unlink(plan);
}

static bool go_over_both(Pass *runs, Pass *parties, GError **error) {
  GThread *thread = g_thread_try_new("polder", go_over, parties, NULL);
  go_over(runs);
  if (thread != NULL)
    g_thread_join(thread);
  else
    go_over(parties);
  GError **first = runs->good ? &parties->error : &runs->error;
  if (*first != NULL)
    g_propagate_error(error, g_steal_pointer(first));
  return runs->good && parties->good;
}

static bool put_together(const PolderGathering *from, Pass *runs, Pass *parties, GError **error) {
  if (runs->database == NULL)
    return go_over_both(runs, parties, error);
  return polder_database_load(runs->database, from->sources, from->n_blocks, error) &&
         polder_database_begin_rounds(runs->database, error) &&
         go_over_both(runs, parties, error) && polder_database_finish(runs->database, error);
}

static bool gather_into(const PolderGathering *gathering, PolderDatabase *database,
                        PolderManifest *manifest, char out_sha256[65], GError **error) {
  Pass runs = pass_new(gathering, manifest, false), parties = pass_new(gathering, manifest, true);
  runs.database = parties.database = database;
  const bool good = put_together(gathering, &runs, &parties, error);
  if (good)
    put_sums(&runs, &parties, manifest, out_sha256);
  pass_clear(&runs);
  pass_clear(&parties);
  return good && write_texts(gathering, manifest, error);
}

bool polder_folder_gather(const PolderGathering *gathering, PolderManifest *manifest,
                          char out_sha256[65], GError **error) {
  PolderDatabase *database = NULL;
  if (polder_manifest_store(manifest) == POLDER_STORE_SQLITE) {
    database = polder_database_open(gathering->target, error);
    if (database == NULL)
      return false;
  }
  const bool good = gather_into(gathering, database, manifest, out_sha256, error);
  polder_database_free(database);
  if (good)
    polder_folder_tidy(gathering->target);
  return good;
}
