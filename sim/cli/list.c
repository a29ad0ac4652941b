/* polder list: what there is to choose from. Everything comes from the tables that the engine uses.
 */
#include "cli.h"

#include <math.h>
#include <polder/tables.h>
#include <string.h>

const char *const cli_list_words[] = {"arms",   "parameters", "protocols",   "strategies",
                                      "events", "rules",      "disclosures", NULL};

/* Rows of cells, the first of which are the headers. */
typedef struct {
  int n_columns;
  GPtrArray *cells; /* of char * */
} Rows;

typedef struct {
  const char *name;
  const char *meaning[POLDER_LANGUAGES];
} Item;

static const Item arms[] = {
    {"asis", {"zoals de bestanden het zeggen", "the files as written"}},
    {"closed", {"niemand vertelt, vraagt of legt uit", "nobody tells, asks or explains"}},
    {"spoken",
     {"als asis, en in ronde disclosure_round wordt elk verborgen belang uitgesproken",
      "as asis, and in disclosure_round every hidden interest is told"}},
    {"flagged",
     {"als spoken, maar pas in de ronde nadat de tafel vastzit",
      "as spoken, but in the round after the table is flagged deadlocked"}},
    {"informed",
     {"als spoken, maar vertellen verdient geen vertrouwen: alleen de informatie",
      "as spoken, but telling earns no trust: information alone"}},
    {"open",
     {"alles vanaf ronde 1 precies bekend, zonder dat het vertrouwen verdient",
      "all known exactly from round 1, and nothing earned by it"}},
};

static void add(Rows *rows, const char *cell) {
  g_ptr_array_add(rows->cells, g_strdup(cell));
}

static void begin(Rows *rows, const char *const *headers) {
  for (; *headers != NULL; headers++) {
    add(rows, *headers);
    rows->n_columns++;
  }
}

static const char *const item_headers[] = {"name", "meaning", NULL};

static void add_items(Rows *rows, const Cli *cli, const Item *items, size_t n) {
  begin(rows, item_headers);
  for (size_t i = 0; i < n; i++) {
    add(rows, items[i].name);
    add(rows, items[i].meaning[cli->language]);
  }
}

/* --- Events ---------------------------------------------------------------------------------- */

static void add_cell(GString *cells, PolderCellNeed need, const char *name) {
  if (need == POLDER_CELL_NONE)
    return;
  if (cells->len > 0)
    g_string_append_c(cells, ' ');
  if (need == POLDER_CELL_OPTIONAL)
    g_string_append_printf(cells, "[%s]", name);
  else
    g_string_append(cells, name);
}

/* The cells that go with an event, those that may be left empty in brackets. */
static void add_events(Rows *rows, const Cli *cli) {
  static const char *const headers[] = {"name", "cells", "meaning", NULL};
  begin(rows, headers);
  for (size_t i = 0; i < G_N_ELEMENTS(polder_event_forms); i++) {
    const PolderEventForm *form = &polder_event_forms[i];
    g_autoptr(GString) cells = g_string_new(NULL);
    add_cell(cells, form->party, "party");
    add_cell(cells, form->interest, "interest");
    add_cell(cells, form->to, "to");
    add_cell(cells, form->value, "value");
    add_cell(cells, form->deal, "deal");
    add(rows, form->name != NULL ? form->name : "PARAMETER");
    add(rows, cells->str);
    add(rows, form->meaning[cli->language]);
  }
}

/* What the names of plug-ins and rules mean; one that is missing here is listed without a meaning.
 */
static const Item choices[] = {
    {"round_robin",
     {"om de beurt doet iemand een voorstel, en allen antwoorden tegelijk",
      "in turn somebody proposes, and all answer at once"}},
    {"saop",
     {"om de beurt aanvaardt iemand de tekst die er ligt, of legt een andere neer",
      "in turn somebody accepts the text on the table, or lays down another"}},
    {"amop",
     {"ieder legt een tekst neer, en dan antwoorden allen op elk daarvan",
      "everybody lays down a text, and then all answer to each of them"}},
    {"mediated",
     {"een neutrale verandert steeds iets aan een enkele tekst; die schuift op als het mag",
      "a neutral keeps changing something in a single text, which moves when they let it"}},
    {"leader",
     {"wie de meeste macht heeft doet elk voorstel, en allen antwoorden tegelijk",
      "who has most power makes every proposal, and all answer at once"}},
    {"issue_by_issue",
     {"onderwerp na onderwerp, om de beurt; wat geregeld is, blijft",
      "one issue after the other, in turn; what is settled stays"}},
    {"unanimity", {"iedereen met een stem moet ja zeggen", "everybody with a vote must say yes"}},
    {"quota",
     {"een aandeel `quota` van de stemmen is genoeg", "a share `quota` of the votes is enough"}},
    {"weighted", {"zoals quota, met stemmen naar macht", "as quota, with votes weighed by power"}},
    {"veto",
     {"zoals quota, en de partijen in `veto` moeten erbij zijn",
      "as quota, and the parties in `veto` must be among them"}},
    {"principled",
     {"zoekt een tekst die goed is voor zichzelf en kans maakt bij de anderen",
      "looks for a text that is good for itself and has a chance with the others"}},
    {"boulware", {"houdt lang vast en geeft laat toe", "holds out and concedes late"}},
    {"conceder", {"geeft vroeg toe", "concedes early"}},
    {"linear", {"geeft in gelijke stappen toe", "concedes in equal steps"}},
    {"tit_for_tat", {"geeft zoveel toe als de anderen doen", "concedes as much as the others do"}},
    {"random",
     {"stelt zomaar iets voor waarmee het zelf kan leven",
      "proposes anything that it could live with"}},
    {"scripted",
     {"doet wat de gebeurtenissen propose en answer zeggen",
      "does what the events propose and answer say"}},
    {"micro",
     {"doet de kleinst mogelijke toegeving, maar pas als elke ander iets nieuws voorstelde",
      "concedes as little as can be, and only once every other proposed something new"}},
    {"hill_climber",
     {"mediated: stemt in met een verandering die voor zichzelf niet slechter is",
      "mediated: agrees to a change that is no worse for itself"}},
    {"annealer",
     {"mediated: neemt eerst ook verslechteringen voor lief, en gaandeweg minder",
      "mediated: puts up with changes for the worse at first, and less and less"}},
    {"bayes",
     {"hoe onwaarschijnlijker een nee was, hoe meer het zegt",
      "the less likely a no was, the more it says"}},
    {"frequency",
     {"telt mee: een verrassend nee verhoogt het vermoeden, elk ander antwoord verlaagt het",
      "keeps count: a no that surprises raises suspicion, any other answer lowers it"}},
    {"none", {"vertelt uit zichzelf niets", "tells nothing of its own accord"}},
    {"on_rejection",
     {"vertelt soms iets na een afgewezen tekst", "sometimes tells after a text was rejected"}},
    {"reciprocal", {"vertelt meer als anderen vertellen", "tells more when others tell"}},
    {"when_asked",
     {"vertelt soms iets als ernaar gevraagd is", "sometimes tells when it was asked"}},
};

static const char *meaning_of(const Cli *cli, const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(choices); i++)
    if (strcmp(choices[i].name, name) == 0)
      return choices[i].meaning[cli->language];
  return "";
}

static void add_choices(Rows *rows, const Cli *cli, PolderParameterId id) {
  const PolderParameter *parameter = &polder_parameters[id];
  begin(rows, item_headers);
  for (int i = 0; parameter->choices[i] != NULL; i++) {
    add(rows, parameter->choices[i]);
    add(rows, meaning_of(cli, parameter->choices[i]));
  }
}

/* --- Parameters ------------------------------------------------------------------------------ */

static char *value_text(const PolderParameter *parameter, double value) {
  if (!isfinite(value))
    return g_strdup("");
  if (parameter->kind == POLDER_KIND_CHOICE)
    return g_strdup(parameter->choices[(int)value]);
  if (parameter->kind == POLDER_KIND_PARTIES)
    return g_strdup("");
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(polder_number_text(value, buffer));
}

static char *range_text(const PolderParameter *parameter) {
  if (parameter->kind == POLDER_KIND_CHOICE)
    return g_strjoinv("|", (char **)parameter->choices);
  if (parameter->kind == POLDER_KIND_PARTIES)
    return g_strdup("parties");
  if (parameter->kind == POLDER_KIND_SWITCH)
    return g_strdup("0|1");
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup_printf("%s..%s", polder_number_text(parameter->minimum, low),
                         polder_number_text(parameter->maximum, high));
}

static void add_parameters(Rows *rows, const Cli *cli) {
  static const char *const headers[] = {"name", "level",   "default", "range",
                                        "unit", "meaning", NULL};
  begin(rows, headers);
  for (int id = 0; id < POLDER_PARAMETERS; id++) {
    const PolderParameter *parameter = &polder_parameters[id];
    g_autofree char *initial = value_text(parameter, parameter->initial);
    g_autofree char *range = range_text(parameter);
    add(rows, parameter->name);
    add(rows, parameter->level == POLDER_LEVEL_TABLE ? "table" : "party");
    add(rows, initial);
    add(rows, range);
    add(rows, parameter->unit);
    add(rows, parameter->meaning[cli->language]);
  }
}

/* --- Arms ------------------------------------------------------------------------------------- */

static int add_arms(Rows *rows, const Cli *cli) {
  int code = CLI_DONE;
  add_items(rows, cli, arms, G_N_ELEMENTS(arms));
  if (cli->operands->len < 2)
    return code;
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[1], &code);
  for (guint i = 0; scenario != NULL && i < scenario->arms->len; i++) {
    const PolderArmEvents *arm = scenario->arms->pdata[i];
    g_autofree char *what =
        g_strdup_printf(cli_text(cli, "van deze casus: asis, met gebeurtenissen erbij: %u",
                                 "of this case: asis, with events added: %u"),
                        arm->events->len);
    add(rows, arm->id);
    add(rows, what);
  }
  return code;
}

/* --- Printing -------------------------------------------------------------------------------- */

static void print_csv(Cli *cli, const Rows *rows) {
  PolderCsv csv;
  polder_csv_init(&csv);
  for (guint i = 0; i < rows->cells->len; i++) {
    polder_csv_add_text(&csv, rows->cells->pdata[i]);
    if ((int)(i + 1) % rows->n_columns == 0)
      polder_csv_end_row(&csv);
  }
  polder_sink_write(cli->out, csv.text->str);
  polder_csv_clear(&csv);
}

static void print_json(Cli *cli, const Rows *rows) {
  const guint n = (guint)rows->n_columns;
  g_autoptr(GString) text = g_string_new(NULL);
  polder_json_open(text, NULL, '[');
  for (guint row = 1; row * n < rows->cells->len; row++) {
    polder_json_open(text, NULL, '{');
    for (guint column = 0; column < n; column++)
      polder_json_text(text, rows->cells->pdata[column], rows->cells->pdata[row * n + column]);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
  polder_sink_print(cli->out, "%s\n", text->str);
}

static void print_text(Cli *cli, const Rows *rows) {
  g_autofree char *alignment = g_strnfill((gsize)rows->n_columns, 'l');
  g_autoptr(CliTable) table = cli_table_new(alignment);
  for (guint i = (guint)rows->n_columns; i < rows->cells->len; i++)
    cli_table_add(table, "%s", (char *)rows->cells->pdata[i]);
  cli_table_print(table, cli, "");
}

static int fill(Rows *rows, const Cli *cli, int what) {
  switch (what) {
  case 0:
    return add_arms(rows, cli);
  case 1:
    add_parameters(rows, cli);
    return CLI_DONE;
  case 2:
    add_choices(rows, cli, POLDER_PROTOCOL);
    return CLI_DONE;
  case 3:
    add_choices(rows, cli, POLDER_STRATEGY);
    return CLI_DONE;
  case 4:
    add_events(rows, cli);
    return CLI_DONE;
  case 5:
    add_choices(rows, cli, POLDER_RULE);
    return CLI_DONE;
  default:
    add_choices(rows, cli, POLDER_DISCLOSURE);
    return CLI_DONE;
  }
}

static int find_word(const Cli *cli, const char *word) {
  const size_t n = G_N_ELEMENTS(cli_list_words) - 1;
  for (size_t i = 0; i < n; i++)
    if (g_ascii_strcasecmp(cli_list_words[i], word) == 0)
      return (int)i;
  const char *nearest = polder_nearest(word, cli_list_words, n);
  g_autofree char *all = g_strjoinv(", ", (char **)cli_list_words);
  if (nearest != NULL)
    cli_complain(cli_text(cli, "list: \"%s\" ken ik niet; bedoel je %s?",
                          "list: \"%s\" is unknown; do you mean %s?"),
                 word, nearest);
  else
    cli_complain(
        cli_text(cli, "list: \"%s\" ken ik niet; wel: %s", "list: \"%s\" is unknown; there is: %s"),
        word, all);
  return -1;
}

int cli_verb_list(Cli *cli) {
  const int what = find_word(cli, cli->operands->pdata[0]);
  if (what < 0)
    return CLI_USE;
  Rows rows = {0, g_ptr_array_new_with_free_func(g_free)};
  const int code = fill(&rows, cli, what);
  if (cli->format == CLI_CSV)
    print_csv(cli, &rows);
  else if (cli->format == CLI_JSON)
    print_json(cli, &rows);
  else
    print_text(cli, &rows);
  g_ptr_array_unref(rows.cells);
  return code;
}
