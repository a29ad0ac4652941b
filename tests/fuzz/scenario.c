/* Feeds the scenario reader with nonsense. The input is the eight files in the order of
 * PolderFile, with a unit separator (0x1f) between them; an empty one is absent.
 *
 * What loads must be written, load again, and be equal; what does not must say why, in both
 * languages.
 */
#include <string.h>

#include "../../sim/scenario/load.h"

#define SEPARATOR '\x1f'
/* Freezing lists all deals: more would only be slow. */
#define DEALS_MAX 5000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static PolderTexts texts_of(const char *data, size_t size) {
  PolderTexts texts = {.folder = "fuzz"};
  for (int file = 0; file < POLDER_FILES && size > 0; file++) {
    const char *end = memchr(data, SEPARATOR, size);
    const size_t length = end == NULL ? size : (size_t)(end - data);
    if (length > 0)
      texts.bytes[file] = g_memdup2(data, length);
    texts.length[file] = length;
    const size_t step = end == NULL ? length : length + 1;
    data += step;
    size -= step;
  }
  return texts;
}

static PolderTexts texts_of_scenario(const PolderScenario *scenario, bool notes) {
  PolderTexts texts = {.folder = "fuzz"};
  for (int file = 0; file < POLDER_FILES; file++) {
    texts.bytes[file] = polder_scenario_file_text(scenario, (PolderFile)file, notes);
    texts.length[file] = texts.bytes[file] == NULL ? 0 : strlen(texts.bytes[file]);
  }
  return texts;
}

static void texts_clear(PolderTexts *texts) {
  for (int file = 0; file < POLDER_FILES; file++)
    g_free(texts->bytes[file]);
}

static void check_messages(const PolderMessages *messages) {
  for (unsigned i = 0; i < polder_messages_count(messages); i++) {
    const PolderMessage *message = polder_messages_at(messages, i);
    for (int language = 0; language < POLDER_LANGUAGES; language++) {
      g_assert_true(*message->text[language] != '\0');
      g_assert_true(g_utf8_validate(message->text[language], -1, NULL));
    }
  }
}

/* The scenario in these texts, frozen, or NULL; and what was said about it. */
static PolderScenario *load(const PolderTexts *texts, PolderMessages *messages) {
  g_autoptr(PolderScenario) scenario = polder_scenario_from_texts(texts, messages);
  g_assert_true(scenario == NULL || polder_messages_errors(messages) == 0);
  double deals = 1;
  for (int issue = 0; scenario != NULL && issue < scenario->n_issues; issue++)
    deals *= scenario->issues[issue].n_options;
  if (scenario == NULL || deals > DEALS_MAX)
    return NULL;
  return polder_load_freeze(scenario, texts->folder, messages) ? g_steal_pointer(&scenario) : NULL;
}

static void print(const PolderMessages *messages) {
  for (unsigned i = 0; i < polder_messages_count(messages); i++) {
    g_autofree char *line = polder_message_format(polder_messages_at(messages, i), POLDER_EN);
    g_printerr("%s\n", line);
  }
}

static void check_round_trip(const PolderScenario *scenario, bool notes) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  PolderTexts written = texts_of_scenario(scenario, notes);
  g_autoptr(PolderScenario) again = load(&written, messages);
  if (again == NULL)
    print(messages);
  g_assert_nonnull(again);
  g_assert_cmpuint(again->checksum, ==, scenario->checksum);
  PolderTexts rewritten = texts_of_scenario(again, notes);
  for (int file = 0; file < POLDER_FILES; file++)
    g_assert_cmpstr(rewritten.bytes[file], ==, written.bytes[file]);
  texts_clear(&rewritten);
  texts_clear(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  PolderTexts texts = texts_of((const char *)data, size);
  g_autoptr(PolderScenario) scenario = load(&texts, messages);
  check_messages(messages);
  if (scenario != NULL)
    check_round_trip(scenario, size % 2 == 1);
  texts_clear(&texts);
  return 0;
}
