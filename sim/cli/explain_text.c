/* What was explained, for people: the advice first, then the map, the groups, whose telling it is,
 * what else helps, and one impasse link by link.
 */
#include "explain.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 96, SHARE_LABEL = 56, COLUMNS = 50, SETS = 8 };

static void print_heading(Cli *cli, const char *text) {
  polder_sink_print(cli->out, "\n%s%s%s\n", cli_colour(cli, CLI_BOLD), text,
                    cli_colour(cli, CLI_PLAIN));
}

static const PolderInterest *interest_at(const CliExplained *all, int place) {
  return &all->scenario->interests[all->explained->interest[place]];
}

static void print_answer(Cli *cli, const CliExplained *all) {
  g_autoptr(GString) text = g_string_new(NULL);
  polder_advice_append(text, all->explained, all->scenario, all->levers,
                       (PolderLanguage)cli->language);
  polder_sink_write(cli->out, cli_colour(cli, CLI_BOLD));
  cli_wrap(cli, "", text->str);
  polder_sink_print(cli->out, "%s\n", cli_colour(cli, CLI_PLAIN));
}

static void print_head(Cli *cli, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  g_autoptr(GString) head = g_string_new(NULL);
  g_string_printf(head, "%s · arm %s · seed %" G_GUINT64_FORMAT " · ",
                  cli_title(cli, all->scenario), all->arm, (guint64)cli->seed);
  if (all->one_run)
    g_string_append_printf(head, cli_text(cli, "keer %u", "run %u"), all->run);
  else
    g_string_append_printf(
        head, cli_text(cli, "%u keer, %u keer vast (%s)", "%u runs, %u of them run aground (%s)"),
        explained->n_runs, explained->n_impasses,
        cli_percent_whole(cli, (double)explained->n_impasses / explained->n_runs).text);
  cli_wrap(cli, "", head->str);
}

/* --- The map --------------------------------------------------------------------------------- */

/* Tenths of the impasses that it breaks, net; or a sign. */
static char sign_of(const CliExplained *all, const PolderMapCell *cell) {
  static const char single[] = {[POLDER_TELLING_SAME] = '.',
                                [POLDER_TELLING_BREAKS] = '+',
                                [POLDER_TELLING_LATE] = 'x',
                                [POLDER_TELLING_LOSES] = '-'};
  if (all->one_run || cell->telling != POLDER_TELLING_BREAKS)
    return single[cell->telling];
  const uint64_t net = cell->pairs.first_only - cell->pairs.second_only;
  return (char)('0' + MIN(10 * net / all->explained->n_impasses, 9));
}

/* A column for every round, or for every so manieth. */
static int step_of(const PolderExplained *explained) {
  return (explained->n_rounds + COLUMNS - 1) / COLUMNS;
}

/* What does most in a column. */
static const PolderMapCell *cell_at(const PolderExplained *explained, int place, int round) {
  const PolderMapCell *row = &explained->cell[place * explained->n_rounds];
  const PolderMapCell *most = &row[round];
  for (int i = round + 1; i < MIN(round + step_of(explained), explained->n_rounds); i++)
    if (fabs(row[i].difference) > fabs(most->difference))
      most = &row[i];
  return most;
}

/* How long the interests' labels are, or may be. */
static int label_width(const Cli *cli, const CliExplained *all, int room) {
  int width = 0;
  for (int i = 0; i < all->explained->n_interests; i++)
    width = MAX(width, (int)g_utf8_strlen(interest_at(all, i)->label[cli->language], -1));
  return MIN(width, room);
}

static void print_ruler(Cli *cli, const PolderExplained *explained, int width) {
  const int step = step_of(explained);
  g_autoptr(GString) ruler = g_string_new(NULL);
  for (int round = 1; round <= explained->n_rounds; round += step) {
    const int column = (round - 1) / step;
    if (column % 10 == 0) {
      while ((int)ruler->len < column)
        g_string_append_c(ruler, ' ');
      g_string_append_printf(ruler, "%d", round);
    }
  }
  polder_sink_print(cli->out, "  %-*s  %s\n", width + 2, cli_text(cli, "ronde", "round"),
                    ruler->str);
}

/* Cut off where it is too long, by characters. */
static char *fitted(const char *text, int width) {
  const int length = (int)g_utf8_strlen(text, -1);
  if (length <= width)
    return g_strdup_printf("%s%*s", text, width - length, "");
  g_autofree char *start = g_utf8_substring(text, 0, width - 1);
  return g_strconcat(start, "…", NULL);
}

static void print_map_row(Cli *cli, const CliExplained *all, int place, int width) {
  const PolderExplained *explained = all->explained;
  g_autofree char *label = fitted(interest_at(all, place)->label[cli->language], width);
  g_autoptr(GString) row = g_string_new(NULL);
  for (int round = 0; round < explained->n_rounds; round += step_of(explained))
    g_string_append_c(row, sign_of(all, cell_at(explained, place, round)));
  polder_sink_print(cli->out, "    %s  %s\n", label, row->str);
}

static void print_legend(Cli *cli, const CliExplained *all) {
  const int step = step_of(all->explained);
  polder_sink_print(
      cli->out, "  %s\n",
      all->one_run ? cli_text(cli,
                              "+ doorbreekt de impasse   . verandert de afloop niet   x te laat   "
                              "- kost het akkoord",
                              "+ breaks the impasse   . does not change the end   x too late   "
                              "- costs the agreement")
                   : cli_text(cli,
                              "0–9 zoveel tienden minder impasses   . niet meer dan toeval   "
                              "x te laat   - meer impasses",
                              "0–9 so many tenths fewer impasses   . no more than chance   "
                              "x too late   - more impasses"));
  if (step > 1)
    polder_sink_print(cli->out,
                      cli_text(cli,
                               "  een kolom is %d ronden: wat daarin het meeste doet (elke ronde: "
                               "--format csv)\n",
                               "  a column is %d rounds: what does most in them (every round: "
                               "--format csv)\n"),
                      step);
}

static void print_map(Cli *cli, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  const int columns = (explained->n_rounds - 1) / step_of(explained) + 1;
  const int width = label_width(cli, all, WIDTH - columns - 6);
  int party = -1;
  print_heading(cli,
                cli_text(cli, "Eén belang uitgesproken, per ronde", "One interest told, by round"));
  print_ruler(cli, explained, width);
  for (int i = 0; i < explained->n_interests; i++) {
    if (interest_at(all, i)->party != party)
      polder_sink_print(cli->out, "  %s\n",
                        cli_party(cli, all->scenario, interest_at(all, i)->party));
    party = interest_at(all, i)->party;
    print_map_row(cli, all, i, width);
  }
  print_legend(cli, all);
}

/* --- Groups ---------------------------------------------------------------------------------- */

/* Whose they are is said once a party: `Housing “Calm”, “Rent” and Client “A key”`. */
static char *members_text(const Cli *cli, const CliExplained *all, PolderCoalition members) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  int party = -1;
  for (int i = 0; i < all->explained->n_interests; i++) {
    const PolderInterest *interest = interest_at(all, i);
    if (!(members >> i & 1))
      continue;
    const bool same = interest->party == party;
    g_ptr_array_add(texts,
                    g_strdup_printf("%s%s“%s”",
                                    same ? "" : cli_party(cli, all->scenario, interest->party),
                                    same ? "" : " ", interest->label[cli->language]));
    party = interest->party;
  }
  return cli_join(cli, texts);
}

static int compare_sets(const void *left, const void *right) {
  const PolderUnlocking *one = *(const PolderUnlocking *const *)left;
  const PolderUnlocking *other = *(const PolderUnlocking *const *)right;
  if (one->smallest != other->smallest)
    return one->smallest > other->smallest ? -1 : 1;
  return one < other ? -1 : 1; /* smaller groups stand first */
}

static GPtrArray *sorted_sets(const PolderExplained *explained) {
  GPtrArray *sets = g_ptr_array_new();
  for (unsigned i = 0; i < explained->n_sets; i++)
    if (explained->set[i].smallest > 0)
      g_ptr_array_add(sets, &explained->set[i]);
  g_ptr_array_sort(sets, compare_sets);
  return sets;
}

static void print_set(Cli *cli, const CliExplained *all, const PolderUnlocking *set) {
  g_autofree char *members = members_text(cli, all, set->members);
  g_autofree char *lead = all->one_run
                              ? g_strdup("  ")
                              : g_strdup_printf("  %4s  ", cli_percent_whole(cli, set->share).text);
  cli_wrap(cli, lead, members);
}

static void print_sets(Cli *cli, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  g_autoptr(GPtrArray) sets = sorted_sets(explained);
  g_autofree char *heading = g_strdup_printf(
      cli_text(cli, "De kleinste groepen die de deur openen, uitgesproken in ronde %d",
               "The smallest groups that open the door, told in round %d"),
      explained->round);
  print_heading(cli, heading);
  if (sets->len == 0) {
    polder_sink_print(cli->out, "  %s\n", cli_text(cli, "geen enkele groep", "no group does"));
    return;
  }
  if (!all->one_run)
    polder_sink_print(
        cli->out, "  %s\n",
        cli_text(cli, "deel van de impasses dat zij doorbreken; bovenaan wat het vaakst nodig is",
                 "share of the impasses that they break; first what is needed most often"));
  for (unsigned i = 0; i < MIN(sets->len, SETS); i++)
    print_set(cli, all, sets->pdata[i]);
  if (sets->len > SETS)
    polder_sink_print(cli->out,
                      cli_text(cli, "  … en nog %u groepen (--format json)\n",
                               "  … and %u groups more (--format json)\n"),
                      sets->len - SETS);
  if (explained->largest_set < (unsigned)explained->n_interests)
    polder_sink_print(cli->out,
                      cli_text(cli, "  bekeken zijn groepen tot en met %u belangen\n",
                               "  groups of up to %u interests were looked at\n"),
                      explained->largest_set);
}

/* --- Shares ---------------------------------------------------------------------------------- */

static void add_share(CliTable *table, const Cli *cli, const char *name, const PolderShare *share) {
  cli_table_add(table, "%s", name);
  cli_table_add(table, "%s", cli_decimal(cli, share->shapley * 100, 1).text);
  if (isnan(share->shapley_interval.low))
    cli_table_add(table, "%s", "");
  else
    cli_table_add(table, cli_text(cli, "%s tot %s", "%s to %s"),
                  cli_decimal(cli, share->shapley_interval.low * 100, 1).text,
                  cli_decimal(cli, share->shapley_interval.high * 100, 1).text);
  cli_table_add(table, "%s", cli_decimal(cli, share->banzhaf * 100, 1).text);
}

static char *total_text(const Cli *cli, const CliExplained *all) {
  const double total = all->explained->total;
  if (!all->one_run)
    return g_strdup_printf(cli_text(cli, "scheelt %s procentpunt impasses",
                                    "takes off %s percentage points of impasse"),
                           cli_decimal(cli, total * 100, 1).text);
  return g_strdup(total > 0 ? cli_text(cli, "doorbreekt de impasse", "breaks the impasse")
                  : total < 0
                      ? cli_text(cli, "kost het akkoord", "costs the agreement")
                      : cli_text(cli, "verandert de afloop niet", "does not change the end"));
}

static void print_shares(Cli *cli, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  g_autofree char *effect = total_text(cli, all);
  g_autofree char *heading =
      g_strdup_printf(cli_text(cli, "Wiens uitspreken het doet: alles verteld in ronde %d %s",
                               "Whose telling does it: all told in round %d %s"),
                      explained->round, effect);
  print_heading(cli, heading);
  g_autoptr(CliTable) table = cli_table_new("lrlr");
  cli_table_add(table, "%s", "");
  cli_table_add(table, "Shapley");
  cli_table_add(table, "%s", all->one_run ? "" : "95 %");
  cli_table_add(table, "Banzhaf");
  for (int p = 0; p < explained->n_parties; p++) {
    const int party = explained->party[p];
    add_share(table, cli, cli_party(cli, all->scenario, party), &explained->party_share[p]);
    for (int i = 0; i < explained->n_interests; i++)
      if (interest_at(all, i)->party == party) {
        g_autofree char *label = fitted(interest_at(all, i)->label[cli->language], SHARE_LABEL);
        g_autofree char *name = g_strconcat("  ", g_strchomp(label), NULL);
        add_share(table, cli, name, &explained->share[i]);
      }
  }
  cli_table_print(table, cli, "  ");
  polder_sink_print(
      cli->out, "  %s\n",
      explained->all_coalitions
          ? cli_text(
                cli,
                "berekend uit alle groepen; Shapley telt op tot het geheel, per partij en per "
                "belang",
                "computed from all groups; Shapley sums to the whole, by party and by interest")
          : cli_text(
                cli,
                "belangen: uit een steekproef van volgordes; ook dan tellen zij op tot het geheel",
                "interests: from a sample of orders; they sum to the whole all the same"));
}

/* --- The rest -------------------------------------------------------------------------------- */

/* Each line, and those that it is too long for, set in. */
static void print_lines(Cli *cli, const GString *text) {
  g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
  for (int i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    const size_t in = strspn(lines[i], " ");
    g_autofree char *lead = g_strdup_printf("  %*s", (int)in, "");
    cli_wrap(cli, lead, lines[i] + in);
  }
}

static void print_lever_legend(Cli *cli) {
  cli_wrap(cli, "  ",
           cli_text(cli,
                    "impasse: zoveel procentpunt meer of minder; breekt: impasses die zo een "
                    "akkoord worden; kost: akkoorden die zo een impasse worden",
                    "impasse: so many percentage points more or fewer; breaks: impasses that so "
                    "become an agreement; costs: agreements that so become an impasse"));
}

/* `49/69`, or `-` when there are none. */
static char *so_many_of(uint64_t hits, uint64_t all) {
  return all > 0 ? g_strdup_printf("%u/%u", (unsigned)hits, (unsigned)all) : g_strdup("-");
}

static void print_lever_row(Cli *cli, const PolderLever *lever, const char *note) {
  const PolderPairs *pairs = &lever->pairs;
  g_autofree char *interval = g_strdup_printf(cli_text(cli, "%s tot %s", "%s to %s"),
                                              cli_decimal(cli, -lever->interval.high * 100, 0).text,
                                              cli_decimal(cli, -lever->interval.low * 100, 0).text);
  g_autofree char *broken = so_many_of(pairs->first_only, pairs->both + pairs->first_only);
  g_autofree char *lost = so_many_of(pairs->second_only, pairs->neither + pairs->second_only);
  g_autofree char *lead =
      g_strdup_printf("  %7s  %12s  %9s  %7s  ", cli_decimal(cli, -lever->difference * 100, 1).text,
                      interval, broken, lost);
  cli_wrap(cli, lead, lever->label[cli->language]);
  g_autofree char *in = g_strdup_printf("%*s", (int)strlen(lead), "");
  if (note != NULL)
    cli_wrap(cli, in, note);
}

/* Of many runs: the numbers first, since labels are long. A note is not said twice in a row. */
static void print_lever_rows(Cli *cli, const GArray *levers) {
  const char *said = NULL;
  polder_sink_print(cli->out, "  %7s  %12s  %9s  %7s\n", "impasse", cli_text(cli, "95 %", "95%"),
                    cli_text(cli, "breekt", "breaks"), cli_text(cli, "kost", "costs"));
  for (unsigned i = 0; i < levers->len; i++) {
    const PolderLever *lever = &g_array_index(levers, PolderLever, i);
    const char *note = lever->note[cli->language];
    print_lever_row(cli, lever, g_strcmp0(note, said) != 0 ? note : NULL);
    said = note;
  }
}

static void print_levers(Cli *cli, const CliExplained *all, const char *heading,
                         const GArray *levers) {
  print_heading(cli, heading);
  if (!all->one_run) {
    print_lever_rows(cli, levers);
    return;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  polder_levers_append_text(text, levers, (PolderLanguage)cli->language);
  print_lines(cli, text);
}

static void print_chain(Cli *cli, const CliExplained *all) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *heading =
      g_strdup_printf(cli_text(cli, "Eén impasse, schakel voor schakel (keer %u)",
                               "One impasse, link by link (run %u)"),
                      all->chain.run);
  print_heading(cli, heading);
  polder_chain_append_text(text, &all->chain, all->scenario, (PolderLanguage)cli->language);
  print_lines(cli, text);
}

static void print_chains(Cli *cli, const CliExplained *all) {
  g_autoptr(GString) text = g_string_new(NULL);
  print_heading(cli, cli_text(cli, "Hoe vaak elke schakel voorkomt in de impasses",
                              "How often each link occurs in the impasses"));
  polder_chains_append_text(text, &all->chains, (PolderLanguage)cli->language);
  print_lines(cli, text);
}

void cli_explain_print_text(Cli *cli, const CliExplained *all) {
  const PolderExplained *explained = all->explained;
  if (explained->n_runs == 0) {
    polder_sink_print(
        cli->out, "%s\n",
        cli_text(cli, "Geen enkele keer kwam tot een einde.", "Not one run came to an end."));
    return;
  }
  print_answer(cli, all);
  print_head(cli, all);
  if (explained->n_interests > 0) {
    print_map(cli, all);
    if (explained->n_impasses > 0)
      print_sets(cli, all);
    print_shares(cli, all);
  } else
    polder_sink_print(
        cli->out, "\n%s\n",
        cli_text(cli, "Alle belangen zijn hier al open.", "All interests are open here already."));
  if (all->has_chain)
    print_chain(cli, all);
  if (all->has_chain && !all->one_run)
    print_chains(cli, all);
  if (all->has_chain)
    print_levers(cli, all,
                 cli_text(cli, "Welke schakel doorknippen: dezelfde keren met één ding eruit",
                          "Which link to cut: the same runs with one thing taken out"),
                 all->cuts);
  print_levers(
      cli, all,
      cli_text(cli, "Andere hefbomen, op dezelfde keren", "Other levers, on the same runs"),
      all->levers);
  if (!all->one_run)
    print_lever_legend(cli);
}
