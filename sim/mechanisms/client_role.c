/* client_role: what the client is to the table: not there, heard beforehand, a full party, or
 * represented by an impartial broker (own form; a neutral who proposes: Raiffa 1982).
 *
 * Clients are the parties of kind `client`. One that was heard counts, in the text of a party, as
 * far as that party has concern for the others. The broker knows what they want and of the others
 * what was told, wants nothing itself, and lays down the first text of every round. Whatever the
 * role, the outcome says what the client gets.
 */
#include <math.h>

#include "seats.h"

enum { AS_WRITTEN, ABSENT, CONSULTED, FULL, BROKER };

static int role_of(const PolderValues *values) {
  return (int)values->value[POLDER_CLIENT_ROLE][0];
}

static bool is_away(int role) {
  return role == ABSENT || role == CONSULTED || role == BROKER;
}

/* Who is not there cannot be the one without whom nothing is agreed. */
static void compile(PolderSetting *setting) {
  const int role = role_of(&setting->values);
  double *veto = &setting->values.value[POLDER_VETO][0];
  if (is_away(role))
    *veto = (unsigned)*veto & ~polder_seats_of_kind(setting->scenario, "client");
  setting->with_neutral = setting->with_neutral || role == BROKER;
}

static double mean_power(const PolderTable *table, unsigned parties) {
  double sum = 0;
  int n = 0;
  for (int party = 0; party < table->n; party++)
    if ((parties >> party & 1) && table->power[party] > 0) {
      sum += table->power[party];
      n++;
    }
  return n > 0 ? sum / n : 0;
}

static void open(PolderTable *table) {
  const int role = role_of(&table->values);
  const unsigned clients = polder_seats_of_kind(table->scenario, "client");
  const double mean = mean_power(table, ~clients);
  if (mean <= 0)
    return; /* a table of clients alone */
  for (int party = 0; party < table->n; party++) {
    if (!(clients >> party & 1))
      continue;
    if (role == FULL)
      table->power[party] = MAX(table->power[party], mean);
    if (!is_away(role))
      continue;
    polder_seats_remove(table, party);
    if (role != CONSULTED)
      table->shaped.unheard |= 1u << party;
    if (role == BROKER)
      table->shaped.brokered[party] = mean;
    if (role == CONSULTED)
      table->shaped.heard[party] = mean;
  }
}

/* A client is asked what matters to it, and says so. */
static void hear_client(PolderTable *table, int party, int listener) {
  const PolderParty *at = &table->scenario->parties[party];
  polder_seats_note(table, POLDER_DID_ASK, party, NAN);
  polder_table_realise(table, party);
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    polder_table_tell(table, k, listener, POLDER_REASON_SCHEDULED);
}

static void round_begins(PolderTable *table) {
  const int role = role_of(&table->values);
  const unsigned clients = polder_seats_of_kind(table->scenario, "client");
  const int listener = role == BROKER ? POLDER_NEUTRAL(table->n) : POLDER_ALL;
  if (role == BROKER)
    table->mediate = true;
  if (table->round > 1 || (role != BROKER && role != CONSULTED))
    return;
  for (int party = 0; party < table->n; party++)
    if (clients >> party & 1)
      hear_client(table, party, listener);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const unsigned clients = polder_seats_of_kind(table->scenario, "client");
  double sum = 0;
  int n = 0;
  for (int party = 0; party < table->n; party++)
    for (int client = 0; client < table->n; client++)
      if ((clients >> client & 1) && !(clients >> party & 1)) {
        sum += polder_view_told_share(&table->view[party], client);
        n++;
      }
  outcome->process[POLDER_PROCESS_client_known] = n > 0 ? sum / n : (double)NAN;
}

const PolderMechanism polder_mechanism_client_role = {
    .name = "client_role",
    .switches = {POLDER_CLIENT_ROLE},
    .n_switches = 1,
    .compile = compile,
    .open = open,
    .round = round_begins,
    .conclude = conclude,
};
