/* Messages: a list of what is wrong in the user's data, kept in the order in which a reader mends
 * it.
 *
 * Invariant: the list is sorted by path as first seen, then line, then column; equals as they came.
 */
#include <polder/base.h>

typedef struct {
  PolderMessage message; /* first, so that a lent message is the entry */
  unsigned path_rank;
} Entry;

struct PolderMessages {
  GPtrArray *entries;
  GPtrArray *paths; /* as first seen */
  unsigned errors;
};

static void entry_free(void *pointer) {
  Entry *entry = pointer;
  g_free(entry->message.path);
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    g_free(entry->message.text[language]);
  g_free(entry);
}

PolderMessages *polder_messages_new(void) {
  PolderMessages *messages = g_new0(PolderMessages, 1);
  messages->entries = g_ptr_array_new_with_free_func(entry_free);
  messages->paths = g_ptr_array_new_with_free_func(g_free);
  return messages;
}

void polder_messages_free(PolderMessages *messages) {
  if (messages == NULL)
    return;
  g_ptr_array_unref(messages->entries);
  g_ptr_array_unref(messages->paths);
  g_free(messages);
}

static unsigned rank_of_path(PolderMessages *messages, const char *path) {
  for (unsigned rank = 0; rank < messages->paths->len; rank++)
    if (g_str_equal(messages->paths->pdata[rank], path))
      return rank;
  g_ptr_array_add(messages->paths, g_strdup(path));
  return messages->paths->len - 1;
}

static bool comes_after(const Entry *a, const Entry *b) {
  if (a->path_rank != b->path_rank)
    return a->path_rank > b->path_rank;
  if (a->message.line != b->message.line)
    return a->message.line > b->message.line;
  return a->message.column > b->message.column;
}

void polder_messages_add(PolderMessages *messages, PolderSeverity severity, const char *path,
                         int line, int column, const char *nl, const char *en) {
  g_return_if_fail(messages != NULL && path != NULL && nl != NULL && en != NULL);
  Entry *entry = g_new0(Entry, 1);
  entry->message = (PolderMessage){.severity = severity,
                                   .path = g_strdup(path),
                                   .line = line,
                                   .column = column,
                                   .text = {g_strdup(nl), g_strdup(en)}};
  entry->path_rank = rank_of_path(messages, path);
  /* Messages mostly arrive in order, so looking from the end is quick. */
  unsigned place = messages->entries->len;
  while (place > 0 && comes_after(messages->entries->pdata[place - 1], entry))
    place--;
  g_ptr_array_insert(messages->entries, (int)place, entry);
  messages->errors += severity == POLDER_ERROR;
}

unsigned polder_messages_count(const PolderMessages *messages) {
  return messages->entries->len;
}

unsigned polder_messages_errors(const PolderMessages *messages) {
  return messages->errors;
}

const PolderMessage *polder_messages_at(const PolderMessages *messages, unsigned index) {
  g_return_val_if_fail(index < messages->entries->len, NULL);
  const Entry *entry = messages->entries->pdata[index];
  return &entry->message;
}

char *polder_message_format(const PolderMessage *message, PolderLanguage language) {
  static const char *const warning[POLDER_LANGUAGES] = {"waarschuwing: ", "warning: "};
  const char *kind = message->severity == POLDER_WARNING ? warning[language] : "";
  const char *text = message->text[language];
  if (message->line == 0)
    return g_strdup_printf("%s: %s%s", message->path, kind, text);
  if (message->column == 0)
    return g_strdup_printf("%s:%d: %s%s", message->path, message->line, kind, text);
  return g_strdup_printf("%s:%d:%d: %s%s", message->path, message->line, message->column, kind,
                         text);
}
