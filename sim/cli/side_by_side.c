/* Two stories of one table, next to each other: each is printed into a text as wide as its column,
 * and what begins in the same round stands on the same line. */
#include "side_by_side.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDE = 96, BOTH_FIT = 80, GAP = 3 };

/* --- How wide --------------------------------------------------------------------------------- */

static int terminal_width(void) {
  struct winsize size = {.ws_col = 0};
  const char *asked = g_getenv("COLUMNS");
  guint64 columns = 0;
  if (asked != NULL && g_ascii_string_to_unsigned(asked, 10, 20, 1000, &columns, NULL))
    return (int)columns;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
    return size.ws_col;
  return WIDE;
}

/* --- One story as text ------------------------------------------------------------------------ */

typedef struct {
  PolderSink *sink;
  GArray *blocks; /* of CliBlock */
} Told;

static Told tell(const Cli *cli, const CliSide *side, int from, int width) {
  Told told = {polder_sink_new_text(), g_array_new(FALSE, FALSE, sizeof(CliBlock))};
  Cli own = *cli;
  own.out = told.sink;
  own.colour = false;
  own.width = width;
  cli_story_print_rounds(&own, side->played, from, told.blocks);
  return told;
}

static void clear(Told *told) {
  polder_sink_free(told->sink);
  g_array_unref(told->blocks);
}

static const CliBlock *block_at(const Told *told, guint place) {
  return place < told->blocks->len ? &g_array_index(told->blocks, CliBlock, place) : NULL;
}

/* The lines of that block, without a last empty one. Yours to free. */
static char **lines_of(const Told *told, guint place) {
  const CliBlock *block = block_at(told, place), *next = block_at(told, place + 1);
  const char *text = polder_sink_text(told->sink);
  const gsize end = next != NULL ? next->start : strlen(text);
  g_autofree char *own = g_strndup(text + block->start, end - block->start);
  return g_strsplit(g_strchomp(own), "\n", -1);
}

/* --- Next to each other ----------------------------------------------------------------------- */

static void print_line(Cli *cli, const char *left, const char *right, int width) {
  const int padding = MAX(width - (int)g_utf8_strlen(left, -1), 0);
  if (right[0] == '\0')
    polder_sink_print(cli->out, "%s%*s |\n", left, padding, "");
  else
    polder_sink_print(cli->out, "%s%*s | %s\n", left, padding, "", right);
}

static void print_lines(Cli *cli, char **left, char **right, int width) {
  const guint n_left = left != NULL ? g_strv_length(left) : 0;
  const guint n_right = right != NULL ? g_strv_length(right) : 0;
  for (guint i = 0; i < MAX(n_left, n_right); i++)
    print_line(cli, i < n_left ? left[i] : "", i < n_right ? right[i] : "", width);
}

/* Side by side what begins in the same round; what begins in a round of its own stands alone. */
static void print_columns(Cli *cli, const Told told[2], int width) {
  guint place[2] = {0, 0};
  for (;;) {
    const CliBlock *left = block_at(&told[0], place[0]), *right = block_at(&told[1], place[1]);
    if (left == NULL && right == NULL)
      return;
    const int round =
        MIN(left != NULL ? left->round : G_MAXINT, right != NULL ? right->round : G_MAXINT);
    const bool has_left = left != NULL && left->round == round;
    const bool has_right = right != NULL && right->round == round;
    g_auto(GStrv) lines = has_left ? lines_of(&told[0], place[0]) : NULL;
    g_auto(GStrv) others = has_right ? lines_of(&told[1], place[1]) : NULL;
    print_lines(cli, lines, others, width);
    place[0] += has_left;
    place[1] += has_right;
  }
}

static void print_beside(Cli *cli, const CliSide sides[2], int from, int width) {
  Told told[2] = {tell(cli, &sides[0], from, width), tell(cli, &sides[1], from, width)};
  g_autofree char *rule = g_strnfill((gsize)width, '-');
  print_line(cli, sides[0].title, sides[1].title, width);
  polder_sink_print(cli->out, "%s-+-%s\n", rule, rule);
  print_columns(cli, told, width);
  clear(&told[0]);
  clear(&told[1]);
}

static void print_under(Cli *cli, const CliSide sides[2], int from, int width) {
  for (int i = 0; i < 2; i++) {
    Told told = tell(cli, &sides[i], from, width);
    const gsize start = told.blocks->len > 0 ? block_at(&told, 0)->start : 0;
    polder_sink_print(cli->out, "%s%s\n%s", i > 0 ? "\n" : "", sides[i].title,
                      told.blocks->len > 0 ? polder_sink_text(told.sink) + start : "");
    clear(&told);
  }
}

/* --- How both ended --------------------------------------------------------------------------- */

static void add_row(CliTable *table, const char *what, const char *left, const char *right) {
  cli_table_add(table, "%s", what);
  cli_table_add(table, "%s", left);
  cli_table_add(table, "%s", right);
}

static void add_end(const Cli *cli, CliTable *table, const PolderOutcome *const ends[2]) {
  g_autofree char *how[2] = {NULL, NULL};
  for (int i = 0; i < 2; i++)
    how[i] = g_strdup_printf(cli_text(cli, "%s, ronde %d", "%s, round %d"),
                             cli_ending_text(cli, ends[i]->ending), ends[i]->round);
  add_row(table, cli_text(cli, "einde", "end"), how[0], how[1]);
}

static void add_number(const Cli *cli, CliTable *table, const char *what, double left,
                       double right) {
  add_row(table, what, cli_decimal(cli, left, 2).text, cli_decimal(cli, right, 2).text);
}

static void print_ends(Cli *cli, const CliSide sides[2]) {
  const PolderOutcome *const ends[2] = {sides[0].played->outcome, sides[1].played->outcome};
  const PolderScenario *scenario = sides[0].played->scenario;
  g_autoptr(CliTable) table = cli_table_new("lrr");
  add_row(table, "", sides[0].title, sides[1].title);
  add_end(cli, table, ends);
  add_number(cli, table, cli_text(cli, "vertrouwen aan het eind", "trust at the end"),
             ends[0]->trust_mean, ends[1]->trust_mean);
  add_row(table, cli_text(cli, "ten onrechte onwil gezien", "unwillingness seen wrongly"),
          cli_percent_whole(cli, ends[0]->false_onwil).text,
          cli_percent_whole(cli, ends[1]->false_onwil).text);
  for (int i = 0; i < scenario->n_parties; i++) {
    g_autofree char *what = g_strdup_printf(cli_text(cli, "waarde voor %s", "worth to %s"),
                                            cli_party(cli, scenario, i));
    add_number(cli, table, what, ends[0]->party[i].utility, ends[1]->party[i].utility);
  }
  cli_table_print(table, cli, "  ");
}

void cli_print_sides(Cli *cli, const CliSide sides[2], int from) {
  const int columns = terminal_width();
  if (columns < BOTH_FIT)
    print_under(cli, sides, from, columns);
  else
    print_beside(cli, sides, from, (columns - GAP) / 2);
  polder_sink_print(cli->out, "\n%s\n", cli_text(cli, "Hoe het afliep", "How it ended"));
  print_ends(cli, sides);
}
