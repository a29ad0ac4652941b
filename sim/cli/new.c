/* polder new: a folder with a filled example, or with a random table. Never overwrites a file. */
#include "new.h"

#include <errno.h>
#include <math.h>
#include <polder/tables.h>
#include <stdio.h>
#include <string.h>

/* --- Knobs of the random generator ----------------------------------------------------------- */

static const PolderKnob *find_knob(const Cli *cli, const char *name) {
  const char *names[POLDER_KNOBS + 1] = {NULL};
  const PolderKnob *found = polder_knob_find(name);
  if (found != NULL)
    return found;
  for (size_t i = 0; i < POLDER_KNOBS; i++)
    names[i] = polder_knobs[i].name;
  const char *nearest = polder_nearest(name, names, POLDER_KNOBS);
  g_autofree char *all = g_strjoinv(", ", (char **)names);
  if (nearest != NULL)
    cli_complain(cli_text(cli, "--set: \"%s\" ken ik niet; bedoel je %s?",
                          "--set: \"%s\" is unknown; do you mean %s?"),
                 name, nearest);
  else
    cli_complain(cli_text(cli, "--set: \"%s\" ken ik niet; wel: %s",
                          "--set: \"%s\" is unknown; there is: %s"),
                 name, all);
  return NULL;
}

static bool put_knob(const Cli *cli, const PolderKnob *knob, const char *text, PolderKnobs *out) {
  double value = NAN;
  const bool share = !knob->whole && knob->maximum <= 1;
  const bool read = polder_number_read(text, false, share, &value) == POLDER_NUMBER_GOOD;
  const bool whole = !knob->whole || (read && value == floor(value));
  if (!read || !whole || value < knob->minimum || value > knob->maximum) {
    cli_complain(knob->whole
                     ? cli_text(cli, "--set %s: \"%s\" is geen geheel getal van %g tot en met %g",
                                "--set %s: \"%s\" is no whole number from %g to %g")
                     : cli_text(cli, "--set %s: \"%s\" is geen getal van %g tot en met %g",
                                "--set %s: \"%s\" is no number from %g to %g"),
                 knob->name, text, knob->minimum, knob->maximum);
    return false;
  }
  polder_knob_put(knob, value, out);
  return true;
}

static bool set_knob(const Cli *cli, const char *text, PolderKnobs *out) {
  const char *equals = strchr(text, '=');
  if (equals == NULL) {
    cli_complain(cli_text(cli, "--set: schrijf NAAM=WAARDE in plaats van \"%s\"",
                          "--set: write NAME=VALUE instead of \"%s\""),
                 text);
    return false;
  }
  g_autofree char *name = g_strstrip(g_strndup(text, (gsize)(equals - text)));
  g_autofree char *value = g_strstrip(g_strdup(equals + 1));
  const PolderKnob *knob = find_knob(cli, name);
  return knob != NULL && put_knob(cli, knob, value, out);
}

static bool fits(const Cli *cli, const PolderKnobs *wanted) {
  const int n_own = wanted->interests > 0 ? wanted->interests : wanted->issues;
  if (wanted->parties * n_own <= POLDER_INTERESTS_MAX)
    return true;
  cli_complain(cli_text(cli, "%d partijen met %d belangen: samen meer dan %d",
                        "%d parties with %d interests: more than %d in all"),
               wanted->parties, n_own, POLDER_INTERESTS_MAX);
  return false;
}

/* --- Folders --------------------------------------------------------------------------------- */

static char *random_readme(const Cli *cli, const PolderKnobs *used) {
  GString *text = g_string_new("# Een willekeurige tafel / A random table\n\n");
  g_string_append_printf(text, "    polder new DIR --random --seed %" G_GUINT64_FORMAT,
                         (guint64)cli->seed);
  for (size_t i = 0; i < POLDER_KNOBS; i++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    const double value = polder_knob_value(&polder_knobs[i], used);
    if (value <= 0 && g_str_equal(polder_knobs[i].name, "latent"))
      continue; /* nothing that has to be thought of */
    g_string_append_printf(text, " --set %s=%s", polder_knobs[i].name,
                           polder_number_text(value, number));
  }
  g_string_append(text, "\n\nGetrokken, niet bedacht: de partijen heten alleen maar zo.\n"
                        "Drawn, not thought up: the parties only bear their names.\n");
  return g_string_free(text, FALSE);
}

static int tell_unsaved(const char *path) {
  cli_complain("%s: %s", path, g_strerror(errno));
  return CLI_IO;
}

/* Exclusively: a README that is there stays as it is. */
static int write_readme(const char *path, const char *text) {
  FILE *file = fopen(path, "wxe");
  if (file == NULL)
    return tell_unsaved(path);
  const bool written = fputs(text, file) != EOF;
  const bool closed = fclose(file) == 0;
  return written && closed ? CLI_DONE : tell_unsaved(path);
}

static int save(Cli *cli, const PolderScenario *scenario, const char *readme) {
  const char *folder = cli->operands->pdata[0];
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(folder, "README.md", NULL);
  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    cli_complain(cli_text(cli, "%s is er al; kies een andere map",
                          "%s is there already; choose another folder"),
                 path);
    return CLI_IO;
  }
  if (!polder_scenario_save(scenario, folder, true, &error)) {
    cli_complain_error(cli, error);
    return CLI_IO;
  }
  const int code = write_readme(path, readme);
  if (code == CLI_DONE)
    polder_sink_print(cli->out,
                      cli_text(cli,
                               "%s staat klaar: %d partijen, %.0f deals. Nu: polder check %s\n",
                               "%s is ready: %d parties, %.0f deals. Now: polder check %s\n"),
                      folder, scenario->n_parties, scenario->deals_total, folder);
  return code;
}

static int save_random(Cli *cli) {
  PolderKnobs wanted;
  polder_knobs_init(&wanted);
  for (guint i = 0; i < cli->set->len; i++)
    if (!set_knob(cli, cli->set->pdata[i], &wanted))
      return CLI_USE;
  if (!fits(cli, &wanted))
    return CLI_USE;
  g_autoptr(PolderScenario) scenario = polder_scenario_random(&wanted, cli->seed, 0);
  g_autofree char *readme = random_readme(cli, &wanted);
  return save(cli, scenario, readme);
}

int cli_verb_new(Cli *cli) {
  if (cli->random)
    return save_random(cli);
  if (cli->set->len > 0) {
    cli_complain(cli_text(cli, "new: --set hoort bij --random", "new: --set goes with --random"));
    return CLI_USE;
  }
  g_autoptr(PolderScenario) scenario = cli_example_new();
  return save(cli, scenario, cli_example_readme);
}
