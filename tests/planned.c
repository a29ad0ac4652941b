/* Plans for tests, from a text in a file that is gone again. */
#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

#include "planned.h"

/* A file of that text, in a folder of its own. */
char *planned_file(const char *name, const char *text) {
  g_autofree char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  char *path = g_build_filename(folder, name, NULL);
  ck_assert(g_file_set_contents(path, text, -1, NULL));
  return path;
}

void planned_remove(const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  g_unlink(path);
  g_rmdir(folder);
}

/* All messages in English, each without its folder. */
char *planned_said(const PolderMessages *messages) {
  GString *all = g_string_new(NULL);
  for (unsigned i = 0; i < polder_messages_count(messages); i++) {
    const PolderMessage *message = polder_messages_at(messages, i);
    g_autofree char *line = polder_message_format(message, POLDER_EN);
    const char *name = g_str_has_prefix(line, g_get_tmp_dir()) ? strstr(line, "plan.csv") : NULL;
    g_string_append_printf(all, "%s\n", name == NULL ? line : name);
    ck_assert_str_ne(message->text[POLDER_NL], "");
  }
  return g_string_free(all, FALSE);
}

PolderPlan *planned(PolderMessages *messages, const char *text) {
  g_autofree char *path = planned_file("plan.csv", text);
  PolderPlan *plan = polder_plan_load(path, messages);
  planned_remove(path);
  return plan;
}

PolderPlan *planned_well(PolderMessages *messages, const char *text) {
  PolderPlan *plan = planned(messages, text);
  if (plan == NULL)
    ck_abort_msg("not a good plan: %s%s", text, planned_said(messages));
  return plan;
}

PolderPoints *planned_points(PolderMessages *messages, const char *text) {
  g_autoptr(PolderPlan) plan = planned_well(messages, text);
  PolderPoints *points = polder_plan_expand(plan, messages);
  if (points == NULL)
    ck_abort_msg("no points: %s%s", text, planned_said(messages));
  return points;
}

/* A table of points in one text: `a b/c d/`, with `-` for an empty value. */
char *planned_shown(const PolderPoints *points) {
  GString *all = g_string_new(NULL);
  for (uint32_t point = 0; point < points->n_points; point++)
    for (unsigned name = 0; name < points->names->len; name++) {
      const char *value = polder_points_value(points, point, name);
      g_string_append_printf(all, "%s%c", *value == '\0' ? "-" : value,
                             name + 1 < points->names->len ? ' ' : '/');
    }
  return g_string_free(all, FALSE);
}

double planned_number(const PolderPoints *points, uint32_t point, unsigned name) {
  return g_ascii_strtod(polder_points_value(points, point, name), NULL);
}

const PolderFactor *planned_factor(const PolderPlan *plan, unsigned place) {
  ck_assert_uint_lt(place, plan->factors->len);
  return plan->factors->pdata[place];
}

char *planned_levels(const PolderFactor *factor) {
  g_ptr_array_add(factor->levels, NULL);
  char *text = g_strjoinv("|", (char **)factor->levels->pdata);
  g_ptr_array_set_size(factor->levels, (int)factor->levels->len - 1);
  return text;
}
