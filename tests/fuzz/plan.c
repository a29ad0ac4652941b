/* Feeds the reader of plans with nonsense. The input is a plan.csv, then, after a unit separator
 * (0x1f), the points.csv that its row `file` may name (FOLDER).
 *
 * What loads must expand without a complaint, and its points must be written, be read back as a
 * design of their own, and be equal; what does not must say why, in both languages.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include <polder/plan.h>

#define SEPARATOR '\x1f'
/* More would only be slow. */
#define VALUES_MAX 20000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *n, char ***words);

/* Paths in a plan are seen from the top folder, where the fuzzer is started. */
#define FOLDER "build/fuzz/plan-files/"

int LLVMFuzzerInitialize(int *n, char ***words) {
  (void)n;
  (void)words;
  return g_mkdir_with_parents(FOLDER, 0777);
}

static void write_file(const char *path, const char *bytes, size_t size) {
  FILE *file = g_fopen(path, "we");
  g_assert_nonnull(file);
  g_assert_cmpuint(fwrite(bytes, 1, size, file), ==, size);
  fclose(file);
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

static double size_of(const PolderPlan *plan) {
  double n = MAX(plan->n_sampled, 1) * (plan->factors->len + 2);
  if (plan->design == POLDER_DESIGN_COALITIONS)
    n *= 1 << plan->parties->len;
  for (unsigned i = 0; i < plan->factors->len; i++) {
    const PolderFactor *factor = plan->factors->pdata[i];
    n *= MAX(factor->levels->len, 1);
  }
  return n * (plan->factors->len + 1);
}

static void check_same(const PolderPoints *one, const PolderPoints *other) {
  g_assert_cmpuint(one->n_points, ==, other->n_points);
  g_assert_cmpuint(one->names->len, ==, other->names->len);
  for (unsigned name = 0; name < one->names->len; name++) {
    g_assert_cmpstr(one->names->pdata[name], ==, other->names->pdata[name]);
    for (uint32_t point = 0; point < one->n_points; point++)
      g_assert_cmpstr(polder_points_value(one, point, name), ==,
                      polder_points_value(other, point, name));
  }
}

static void check_points(const PolderPlan *plan) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPoints) points = polder_plan_expand(plan, messages);
  g_assert_nonnull(points);
  g_assert_cmpuint(points->n_points, >, 0);
  g_assert_true(polder_points_save(points, FOLDER "written.csv", NULL));
  g_autoptr(PolderPoints) again = polder_points_load(FOLDER "written.csv", messages);
  g_assert_nonnull(again);
  check_same(points, again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  const char *end = size > 0 ? memchr(text, SEPARATOR, size) : NULL;
  const size_t length = end != NULL ? (size_t)(end - text) : size;
  g_autoptr(PolderMessages) messages = polder_messages_new();
  write_file(FOLDER "plan.csv", text, length);
  write_file(FOLDER "points.csv", end != NULL ? end + 1 : "", end != NULL ? size - length - 1 : 0);
  g_autoptr(PolderPlan) plan = polder_plan_load(FOLDER "plan.csv", messages);
  check_messages(messages);
  g_assert_true((plan == NULL) == (polder_messages_errors(messages) > 0));
  if (plan != NULL && size_of(plan) <= VALUES_MAX)
    check_points(plan);
  return 0;
}
