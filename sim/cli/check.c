/* polder check: are these cases right, and can their parties agree at all? */
#include "cli.h"

#include <math.h>
#include <polder/bargaining.h>
#include <stdio.h>

/* One folder, read and looked at. */
typedef struct {
  const char *folder;
  PolderMessages *messages;
  PolderScenario *scenario; /* NULL when it has errors */
  PolderAnalysis analysis;
  PolderRoomCheck room;
} Checked;

static void look(Checked *checked, const char *folder) {
  *checked = (Checked){.folder = folder, .messages = polder_messages_new()};
  checked->scenario = polder_scenario_load(folder, checked->messages);
  if (checked->scenario == NULL)
    return;
  polder_analysis_run(checked->scenario, NULL, &checked->analysis);
  polder_room_check(checked->scenario, &checked->room);
}

static void clear(Checked *checked) {
  polder_messages_free(checked->messages);
  polder_scenario_free(checked->scenario);
}

/* --- Warnings -------------------------------------------------------------------------------- */

static void warn_about_party(const Cli *cli, const Checked *checked, int party, GPtrArray *out) {
  const double best = checked->room.highest[party];
  const double floor = checked->scenario->parties[party].reservation;
  const char *label = cli_party(cli, checked->scenario, party);
  if (isnan(best))
    g_ptr_array_add(out, g_strdup_printf(cli_text(cli, "%s: elke deal breekt een eigen rode lijn",
                                                  "%s: every deal breaks a red line of its own"),
                                         label));
  else if (best < floor - POLDER_TOLERANCE)
    g_ptr_array_add(
        out,
        g_strdup_printf(cli_text(cli, "%s: de beste deal is %s waard, onder de ondergrens %s",
                                 "%s: its best deal is worth %s, below its reservation %s"),
                        label, cli_decimal(cli, best, 3).text, cli_decimal(cli, floor, 3).text));
}

static void warn_about_line(const Cli *cli, const Checked *checked, int interest, GPtrArray *out) {
  const PolderScenario *scenario = checked->scenario;
  if (isnan(scenario->interests[interest].minimum) || checked->room.removed[interest] > 0)
    return;
  g_ptr_array_add(
      out,
      g_strdup_printf(cli_text(cli, "de rode lijn \"%s\" van %s neemt niets weg: zij bijt nooit",
                               "the red line \"%s\" of %s removes nothing: it never bites"),
                      cli_interest(cli, scenario, interest),
                      cli_party(cli, scenario, scenario->interests[interest].party)));
}

/* What an author should know before believing any number. Texts are yours to free. */
static GPtrArray *warnings_of(const Cli *cli, const Checked *checked) {
  GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
  const PolderAnalysis *analysis = &checked->analysis;
  if (checked->room.room == 0)
    g_ptr_array_add(warnings, g_strdup(cli_text(
                                  cli,
                                  "er is geen deal die voor iedereen kan: een akkoord van allen "
                                  "kan nooit, wat er ook wordt verteld",
                                  "no deal is acceptable to all: an agreement of all can never be, "
                                  "whatever is told")));
  else if (analysis->zopa == analysis->counted)
    g_ptr_array_add(warnings,
                    g_strdup(cli_text(cli,
                                      "elke deal is voor iedereen goed genoeg: een impasse ligt "
                                      "nooit aan de belangen",
                                      "every deal is good enough for all: an impasse is never "
                                      "about interests")));
  for (int party = 0; party < checked->scenario->n_parties; party++)
    warn_about_party(cli, checked, party, warnings);
  for (int interest = 0; interest < checked->scenario->n_interests; interest++)
    warn_about_line(cli, checked, interest, warnings);
  return warnings;
}

/* --- Text ------------------------------------------------------------------------------------ */

static void print_size(Cli *cli, const PolderScenario *scenario) {
  int seen[3] = {0, 0, 0}, lines = 0;
  for (int i = 0; i < scenario->n_interests; i++) {
    seen[scenario->interests[i].visibility]++;
    lines += !isnan(scenario->interests[i].minimum);
  }
  polder_sink_print(
      cli->out,
      cli_text(
          cli,
          "  partijen: %d, onderwerpen: %d, deals: %.0f%s; belangen: %d (open %d, verborgen %d, "
          "onbewust %d), waarvan met een rode lijn: %d\n",
          "  parties: %d, issues: %d, deals: %.0f%s; interests: %d (open %d, hidden %d, not "
          "conscious %d), of which with a red line: %d\n"),
      scenario->n_parties, scenario->n_issues, scenario->deals_total,
      scenario->sampled ? cli_text(cli, " (een steekproef bekeken)", " (a sample looked at)") : "",
      scenario->n_interests, seen[POLDER_OPEN], seen[POLDER_HIDDEN], seen[POLDER_UNAWARE], lines);
}

static void print_lines(Cli *cli, const Checked *checked) {
  g_autoptr(CliTable) table = cli_table_new("lrr");
  bool any = false;
  cli_table_add(table, "%s", cli_text(cli, "rode lijn", "red line"));
  cli_table_add(table, "%s", cli_text(cli, "neemt weg", "removes"));
  cli_table_add(table, "%s", cli_text(cli, "als enige", "alone"));
  for (int i = 0; i < checked->scenario->n_interests; i++) {
    const PolderInterest *interest = &checked->scenario->interests[i];
    if (isnan(interest->minimum))
      continue;
    any = true;
    cli_table_add(table, "%s: %s", cli_party(cli, checked->scenario, interest->party),
                  interest->label[cli->language]);
    cli_table_add(table, "%u", checked->room.removed[i]);
    cli_table_add(table, "%u", checked->room.unlocked[i]);
  }
  if (!any)
    return;
  polder_sink_print(cli->out,
                    cli_text(cli, "  van de %u deals die naar waarde voor iedereen kunnen:\n",
                             "  of the %u deals that are worth enough to all:\n"),
                    checked->room.agreeable);
  cli_table_print(table, cli, "    ");
}

static void print_good(Cli *cli, const Checked *checked) {
  const double share = checked->room.room / (double)checked->analysis.counted;
  g_autoptr(GPtrArray) warnings = warnings_of(cli, checked);
  polder_sink_print(
      cli->out,
      cli_text(cli,
               "%s: in orde; ruimte om het eens te worden: %u van %u deals (%s), bij half "
               "vertrouwen nog %u\n",
               "%s: all right; room to agree: %u of %u deals (%s), at half trust %u of "
               "these\n"),
      checked->folder, checked->room.room, checked->analysis.counted, cli_percent(cli, share).text,
      checked->room.devalued);
  print_size(cli, checked->scenario);
  print_lines(cli, checked);
  for (guint i = 0; i < warnings->len; i++)
    cli_wrap(cli, cli_text(cli, "  let op: ", "  note: "), warnings->pdata[i]);
}

static void print_text(Cli *cli, const Checked *checked) {
  for (unsigned i = 0; i < polder_messages_count(checked->messages); i++) {
    g_autofree char *line = polder_message_format(polder_messages_at(checked->messages, i),
                                                  (PolderLanguage)cli->language);
    fprintf(stderr, "%s\n", line);
  }
  const unsigned errors = polder_messages_errors(checked->messages);
  if (checked->scenario != NULL)
    print_good(cli, checked);
  else if (errors == 1)
    polder_sink_print(cli->out,
                      cli_text(cli, "%s: 1 fout; er is niets uitgerekend\n",
                               "%s: 1 mistake; nothing was computed\n"),
                      checked->folder);
  else
    polder_sink_print(cli->out,
                      cli_text(cli, "%s: %u fouten; er is niets uitgerekend\n",
                               "%s: %u mistakes; nothing was computed\n"),
                      checked->folder, errors);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void add_messages(const Cli *cli, const Checked *checked, GString *text) {
  polder_json_open(text, "messages", '[');
  for (unsigned i = 0; i < polder_messages_count(checked->messages); i++) {
    const PolderMessage *message = polder_messages_at(checked->messages, i);
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "severity", message->severity == POLDER_ERROR ? "error" : "warning");
    polder_json_text(text, "path", message->path);
    polder_json_whole(text, "line", (uint64_t)message->line);
    polder_json_whole(text, "column", (uint64_t)message->column);
    polder_json_text(text, "text", message->text[cli->language]);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

static void add_lines(const Checked *checked, GString *text) {
  const PolderScenario *scenario = checked->scenario;
  polder_json_open(text, "red_lines", '[');
  for (int i = 0; i < scenario->n_interests; i++) {
    if (isnan(scenario->interests[i].minimum))
      continue;
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "party", scenario->parties[scenario->interests[i].party].id);
    polder_json_text(text, "interest", scenario->interests[i].id);
    polder_json_whole(text, "removed", checked->room.removed[i]);
    polder_json_whole(text, "alone", checked->room.unlocked[i]);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

static void add_numbers(const Cli *cli, const Checked *checked, GString *text) {
  g_autoptr(GPtrArray) warnings = warnings_of(cli, checked);
  polder_json_text(text, "scenario", checked->scenario->id);
  polder_json_number(text, "deals", checked->scenario->deals_total);
  polder_json_flag(text, "sampled", checked->scenario->sampled);
  polder_json_whole(text, "possible", checked->analysis.possible);
  polder_json_whole(text, "zopa", checked->room.room);
  polder_json_whole(text, "zopa_half_trust", checked->room.devalued);
  polder_json_whole(text, "agreeable", checked->room.agreeable);
  add_lines(checked, text);
  polder_json_open(text, "notes", '[');
  for (guint i = 0; i < warnings->len; i++)
    polder_json_text(text, NULL, warnings->pdata[i]);
  polder_json_close(text, ']');
}

static void add_json(const Cli *cli, const Checked *checked, GString *text) {
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "folder", checked->folder);
  polder_json_whole(text, "errors", polder_messages_errors(checked->messages));
  add_messages(cli, checked, text);
  if (checked->scenario != NULL)
    add_numbers(cli, checked, text);
  polder_json_close(text, '}');
}

/* Adds one folder to the text of the whole; its exit code. */
static int check_folder(Cli *cli, const char *folder, GString *text) {
  Checked checked;
  if (!cli_is_folder(cli, folder))
    return CLI_IO;
  look(&checked, folder);
  if (cli->format == CLI_JSON)
    add_json(cli, &checked, text);
  else
    print_text(cli, &checked);
  const int code = checked.scenario != NULL ? CLI_DONE : CLI_DATA;
  clear(&checked);
  return code;
}

int cli_verb_check(Cli *cli) {
  g_autoptr(GString) text = g_string_new(NULL);
  int worst = CLI_DONE;
  polder_json_open(text, NULL, '[');
  for (guint i = 0; i < cli->operands->len; i++) {
    if (i > 0 && cli->format == CLI_TEXT)
      polder_sink_write(cli->out, "\n");
    const int code = check_folder(cli, cli->operands->pdata[i], text);
    worst = MAX(worst, code);
  }
  polder_json_close(text, ']');
  if (cli->format == CLI_JSON)
    polder_sink_print(cli->out, "%s\n", text->str);
  return worst;
}
