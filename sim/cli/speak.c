/* How the program speaks: two languages, numbers as people of that language write them, lines that
 * fit, and colour only as an extra. */
#include "cli.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 96 };

const char *cli_text(const Cli *cli, const char *nl, const char *en) {
  return cli->language == POLDER_NL ? nl : en;
}

void cli_complain(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fprintf(stderr, "polder: %s\n", text);
}

char *cli_error_text(const Cli *cli, const GError *error) {
  const char *newline = strchr(error->message, '\n');
  if (newline == NULL)
    return g_strdup(error->message);
  if (cli->language == POLDER_EN)
    return g_strdup(newline + 1);
  return g_strndup(error->message, (gsize)(newline - error->message));
}

void cli_complain_error(const Cli *cli, const GError *error) {
  g_autofree char *text = cli_error_text(cli, error);
  cli_complain("%s", text);
}

void cli_complain_use(const Cli *cli) {
  cli_complain(cli_text(cli, "zie polder help %s", "see polder help %s"), cli->command->name);
}

void cli_append_word(GString *line, const char *word) {
  const char *plain = "-_./,:=" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS;
  const bool is_plain = word[0] != '\0' && word[strspn(word, plain)] == '\0';
  g_autofree char *quoted = is_plain ? NULL : g_shell_quote(word);
  g_string_append_printf(line, " %s", is_plain ? word : quoted);
}

/* --- Numbers --------------------------------------------------------------------------------- */

static void write_decimal(const Cli *cli, CliNumber *number, double value, int digits,
                          const char *after) {
  char plain[40];
  char format[8];
  g_snprintf(format, sizeof format, "%%.%df", CLAMP(digits, 0, 9));
  g_ascii_formatd(plain, sizeof plain, format, value);
  char *mark = strchr(plain, '.');
  if (mark != NULL && cli->language == POLDER_NL)
    *mark = ',';
  const bool zero = strspn(plain, "-0.,") == strlen(plain);
  g_snprintf(number->text, sizeof number->text, "%s%s", zero && plain[0] == '-' ? plain + 1 : plain,
             after);
}

CliNumber cli_decimal(const Cli *cli, double value, int digits) {
  CliNumber number = {"–"};
  if (isfinite(value))
    write_decimal(cli, &number, value, digits, "");
  return number;
}

CliNumber cli_percent(const Cli *cli, double share) {
  CliNumber number = {"–"};
  if (isfinite(share))
    write_decimal(cli, &number, share * 100, 1, cli->language == POLDER_NL ? " %" : "%");
  return number;
}

CliNumber cli_percent_whole(const Cli *cli, double share) {
  CliNumber number = {"–"};
  if (isfinite(share))
    write_decimal(cli, &number, share * 100, 0, cli->language == POLDER_NL ? " %" : "%");
  return number;
}

CliNumber cli_probability(const Cli *cli, double p) {
  CliNumber number = {"–"};
  if (isfinite(p) && p < .0001)
    g_snprintf(number.text, sizeof number.text, "%s", cli_text(cli, "< 0,0001", "< 0.0001"));
  else if (isfinite(p))
    write_decimal(cli, &number, p, 4, "");
  return number;
}

/* --- Lines ----------------------------------------------------------------------------------- */

const char *cli_colour(const Cli *cli, CliColour colour) {
  static const char *const codes[] = {
      [CLI_PLAIN] = "\033[0m", [CLI_BOLD] = "\033[1m",   [CLI_DIM] = "\033[2m",
      [CLI_RED] = "\033[31m",  [CLI_GREEN] = "\033[32m", [CLI_YELLOW] = "\033[33m",
  };
  return cli->colour ? codes[colour] : "";
}

/* Of a word, and of the `%` that stays with the number before it. */
static long width_of(char *const *words) {
  const long width = g_utf8_strlen(words[0], -1);
  const bool percent = words[1] != NULL && words[1][0] == '%';
  return percent ? width + 1 + g_utf8_strlen(words[1], -1) : width;
}

void cli_wrap(Cli *cli, const char *lead, const char *text) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  const long indent = g_utf8_strlen(lead, -1), line = cli->width > 0 ? cli->width : WIDTH;
  long column = indent;
  polder_sink_write(cli->out, lead);
  for (int i = 0; words[i] != NULL; i++) {
    if (i > 0 && words[i][0] != '%' && column + 1 + width_of(&words[i]) > line) {
      polder_sink_print(cli->out, "\n%*s", (int)indent, "");
      column = indent;
    } else if (i > 0) {
      polder_sink_write(cli->out, " ");
      column++;
    }
    polder_sink_write(cli->out, words[i]);
    column += g_utf8_strlen(words[i], -1);
  }
  polder_sink_write(cli->out, "\n");
}

char *cli_join(const Cli *cli, GPtrArray *texts) {
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < texts->len; i++) {
    if (i > 0)
      g_string_append(joined, i + 1 == texts->len ? cli_text(cli, " en ", " and ") : ", ");
    g_string_append(joined, texts->pdata[i]);
  }
  return g_string_free(joined, FALSE);
}

/* --- Tables ---------------------------------------------------------------------------------- */

struct CliTable {
  char *alignment;
  GPtrArray *cells; /* of char *, row by row */
};

CliTable *cli_table_new(const char *alignment) {
  CliTable *table = g_new(CliTable, 1);
  table->alignment = g_strdup(alignment);
  table->cells = g_ptr_array_new_with_free_func(g_free);
  return table;
}

void cli_table_free(CliTable *table) {
  if (table == NULL)
    return;
  g_free(table->alignment);
  g_ptr_array_unref(table->cells);
  g_free(table);
}

void cli_table_add(CliTable *table, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(table->cells, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

static int column_width(const CliTable *table, size_t column) {
  const size_t n_columns = strlen(table->alignment);
  long widest = 0;
  for (size_t i = column; i < table->cells->len; i += n_columns)
    widest = MAX(widest, g_utf8_strlen(table->cells->pdata[i], -1));
  return (int)widest;
}

static void print_cell(Cli *cli, const char *cell, int width, char alignment, bool last) {
  const int padding = width - (int)g_utf8_strlen(cell, -1);
  if (alignment == 'r')
    polder_sink_print(cli->out, "%*s%s", padding, "", cell);
  else
    polder_sink_print(cli->out, "%s%*s", cell, last ? 0 : padding, "");
  polder_sink_write(cli->out, last ? "\n" : "  ");
}

void cli_table_print(const CliTable *table, Cli *cli, const char *lead) {
  const size_t n_columns = strlen(table->alignment);
  for (size_t row = 0; row * n_columns < table->cells->len; row++) {
    polder_sink_write(cli->out, lead);
    for (size_t column = 0; column < n_columns; column++)
      print_cell(cli, table->cells->pdata[row * n_columns + column], column_width(table, column),
                 table->alignment[column], column + 1 == n_columns);
  }
}
