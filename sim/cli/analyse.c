/* polder analyse: the bargaining problem itself, with full knowledge of all interests. */
#include "cli.h"

#include <math.h>
#include <polder/bargaining.h>
#include <polder/tables.h>

/* --- Text ------------------------------------------------------------------------------------ */

static void print_answer(Cli *cli, const PolderScenario *scenario, const PolderAnalysis *analysis) {
  const char *title = cli_title(cli, scenario);
  if (analysis->zopa == 0)
    polder_sink_print(cli->out,
                      cli_text(cli, "%s: geen van de %u deals is voor iedereen aanvaardbaar.\n",
                               "%s: none of the %u deals is acceptable to all.\n"),
                      title, analysis->counted);
  else
    polder_sink_print(cli->out,
                      cli_text(cli,
                               "%s: %u van de %u deals zijn voor iedereen aanvaardbaar (%s); %u "
                               "daarvan op de Pareto-grens.\n",
                               "%s: %u of the %u deals are acceptable to all (%s); %u of these on "
                               "the Pareto front.\n"),
                      title, analysis->zopa, analysis->counted,
                      cli_percent(cli, analysis->zopa / (double)analysis->counted).text,
                      analysis->pareto_zopa);
  if (analysis->sampled)
    polder_sink_print(cli->out,
                      cli_text(cli, "Een steekproef: alles bij elkaar zijn er %.0f deals.\n",
                               "A sample: there are %.0f deals in all.\n"),
                      analysis->deals);
}

static void print_counts(Cli *cli, const PolderScenario *scenario, const PolderAnalysis *analysis) {
  g_autoptr(CliTable) table = cli_table_new("lr");
  cli_table_add(table, "%s", cli_text(cli, "geen rode lijn gebroken", "no red line broken"));
  cli_table_add(table, "%u", analysis->possible);
  cli_table_add(table, "%s", cli_text(cli, "op de Pareto-grens", "on the Pareto front"));
  cli_table_add(table, "%u", analysis->pareto);
  for (int i = 0; i < scenario->n_parties; i++) {
    cli_table_add(table, cli_text(cli, "aanvaardbaar voor %s", "acceptable to %s"),
                  cli_party(cli, scenario, i));
    cli_table_add(table, "%u", analysis->acceptable[i]);
  }
  for (int i = 0; i <= scenario->n_parties; i++) {
    cli_table_add(table, cli_text(cli, "aanvaardbaar voor precies %d", "acceptable to exactly %d"),
                  i);
    cli_table_add(table, "%u", analysis->satisfied[i]);
  }
  polder_sink_print(cli->out, "\n%s\n", cli_text(cli, "Deals", "Deals"));
  cli_table_print(table, cli, "  ");
}

static const char *solution_text(const Cli *cli, int solution) {
  static const char *const texts[POLDER_SOLUTIONS][POLDER_LANGUAGES] = {
      [POLDER_NASH] = {"Nash", "Nash"},
      [POLDER_KALAI_SMORODINSKY] = {"Kalai-Smorodinsky", "Kalai-Smorodinsky"},
      [POLDER_EGALITARIAN] = {"egalitair", "egalitarian"},
      [POLDER_UTILITARIAN] = {"utilitair", "utilitarian"},
  };
  return texts[solution][cli->language];
}

static void print_utilities(Cli *cli, const PolderScenario *scenario,
                            const PolderAnalysis *analysis) {
  g_autoptr(CliTable) table = cli_table_new("lrrrrr");
  cli_table_add(table, "%s", cli_text(cli, "waarde voor", "worth to"));
  for (int solution = 0; solution < POLDER_SOLUTIONS; solution++)
    cli_table_add(table, "%s", solution_text(cli, solution));
  cli_table_add(table, "%s", cli_text(cli, "ondergrens", "reservation"));
  for (int i = 0; i < scenario->n_parties; i++) {
    cli_table_add(table, "%s", cli_party(cli, scenario, i));
    for (int solution = 0; solution < POLDER_SOLUTIONS; solution++)
      cli_table_add(table, "%s", cli_decimal(cli, analysis->utility[solution][i], 3).text);
    cli_table_add(table, "%s", cli_decimal(cli, scenario->parties[i].reservation, 3).text);
  }
  polder_sink_write(cli->out, "\n");
  cli_table_print(table, cli, "  ");
}

static void print_solutions(Cli *cli, const PolderScenario *scenario,
                            const PolderAnalysis *analysis) {
  if (analysis->zopa == 0)
    return;
  polder_sink_print(cli->out, "\n%s\n",
                    cli_text(cli, "Deals om mee te vergelijken", "Deals to compare with"));
  for (int solution = 0; solution < POLDER_SOLUTIONS; solution++) {
    g_autofree char *lead = g_strdup_printf("  %-18s ", solution_text(cli, solution));
    g_autofree char *deal = cli_deal_text(cli, scenario, analysis->solution[solution]);
    cli_wrap(cli, lead, deal);
  }
  print_utilities(cli, scenario, analysis);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void add_solution(GString *text, const PolderNames *names, const PolderAnalysis *analysis,
                         int solution) {
  polder_json_open(text, polder_solution_names[solution], '{');
  polder_json_deal(text, "deal", analysis->solution[solution], names);
  polder_json_open(text, "utilities", '{');
  for (int i = 0; i < names->n_parties; i++)
    polder_json_number(text, names->party[i], analysis->utility[solution][i]);
  polder_json_close(text, '}');
  polder_json_close(text, '}');
}

static void add_counts(GString *text, const PolderNames *names, const PolderAnalysis *analysis) {
  polder_json_number(text, "deals", analysis->deals);
  if (analysis->sampled)
    polder_json_whole(text, "counted", analysis->counted);
  polder_json_flag(text, "sampled", analysis->sampled);
  polder_json_whole(text, "possible", analysis->possible);
  polder_json_whole(text, "zopa", analysis->zopa);
  polder_json_whole(text, "pareto", analysis->pareto);
  polder_json_whole(text, "pareto_zopa", analysis->pareto_zopa);
  polder_json_open(text, "acceptable", '{');
  for (int i = 0; i < names->n_parties; i++)
    polder_json_whole(text, names->party[i], analysis->acceptable[i]);
  polder_json_close(text, '}');
  polder_json_open(text, "satisfied_histogram", '[');
  for (int i = 0; i <= names->n_parties; i++)
    polder_json_whole(text, NULL, analysis->satisfied[i]);
  polder_json_close(text, ']');
}

static void print_json(Cli *cli, const PolderScenario *scenario, const PolderAnalysis *analysis) {
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  g_autoptr(GString) text = g_string_new(NULL);
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "scenario", scenario->id);
  add_counts(text, names, analysis);
  polder_json_open(text, "solutions", '{');
  for (int solution = 0; solution < POLDER_SOLUTIONS; solution++)
    if (analysis->solution[solution] != POLDER_NO_DEAL)
      add_solution(text, names, analysis, solution);
  polder_json_close(text, '}');
  polder_json_close(text, '}');
  polder_sink_print(cli->out, "%s\n", text->str);
}

/* --- CSV: one number a row ------------------------------------------------------------------- */

static void add_row(PolderCsv *csv, const char *measure, const char *of, double value) {
  polder_csv_add_text(csv, measure);
  polder_csv_add_text(csv, of);
  polder_csv_add_number(csv, value);
  polder_csv_end_row(csv);
}

static void add_solution_rows(PolderCsv *csv, const PolderNames *names,
                              const PolderAnalysis *analysis, int solution) {
  int option[POLDER_ISSUES_MAX];
  names->options(names->context, analysis->solution[solution], option);
  for (int i = 0; i < names->n_issues; i++) {
    g_autofree char *measure = g_strdup_printf("%s_deal", polder_solution_names[solution]);
    polder_csv_add_row(csv, measure, names->issue[i], names->option[i][option[i]], NULL);
  }
  for (int i = 0; i < names->n_parties; i++)
    add_row(csv, polder_solution_names[solution], names->party[i], analysis->utility[solution][i]);
}

static void print_csv(Cli *cli, const PolderScenario *scenario, const PolderAnalysis *analysis) {
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  PolderCsv csv;
  polder_csv_init(&csv);
  polder_csv_add_row(&csv, "measure", "of", "value", NULL);
  add_row(&csv, "deals", "", analysis->deals);
  add_row(&csv, "counted", "", analysis->counted);
  add_row(&csv, "possible", "", analysis->possible);
  add_row(&csv, "zopa", "", analysis->zopa);
  add_row(&csv, "pareto", "", analysis->pareto);
  add_row(&csv, "pareto_zopa", "", analysis->pareto_zopa);
  for (int i = 0; i < names->n_parties; i++)
    add_row(&csv, "acceptable", names->party[i], analysis->acceptable[i]);
  for (int i = 0; i <= names->n_parties; i++) {
    g_autofree char *of = g_strdup_printf("%d", i);
    add_row(&csv, "satisfied", of, analysis->satisfied[i]);
  }
  for (int solution = 0; solution < POLDER_SOLUTIONS; solution++)
    if (analysis->solution[solution] != POLDER_NO_DEAL)
      add_solution_rows(&csv, names, analysis, solution);
  polder_sink_write(cli->out, csv.text->str);
  polder_csv_clear(&csv);
}

int cli_verb_analyse(Cli *cli) {
  int code = CLI_DONE;
  PolderAnalysis analysis;
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[0], &code);
  if (scenario == NULL)
    return code;
  g_autoptr(PolderFront) front = polder_front_new(scenario->n_parties, scenario->n_deals);
  polder_analysis_run(scenario, front, &analysis);
  if (cli->format == CLI_JSON)
    print_json(cli, scenario, &analysis);
  else if (cli->format == CLI_CSV)
    print_csv(cli, scenario, &analysis);
  else {
    print_answer(cli, scenario, &analysis);
    print_counts(cli, scenario, &analysis);
    print_solutions(cli, scenario, &analysis);
  }
  return code;
}
