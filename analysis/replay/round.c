/* A round as JSON: what was done in it, and how it left everybody; and what was done after the
 * signature. What an act keeps stands in one table; the changes of trust and belief are left out,
 * for the matrices say them. */
#include "replay.h"

#include <math.h>

enum {
  PARTY = 1 << 0,    /* nobody: no key */
  TO = 1 << 1,       /* everybody: no key */
  INTEREST = 1 << 2, /* none: no key */
  TEXT = 1 << 3,
  REASON = 1 << 4, /* none: no key */
  BEFORE = 1 << 5, /* hundredths */
  AFTER = 1 << 6,
  COUNT = 1 << 7,     /* `after`, as it is */
  PARAMETER = 1 << 8, /* by its name, and what was chosen of a choice */
  LEFT_OUT = 1 << 9,
};

static const unsigned kept[POLDER_DIDS] = {
    [POLDER_DID_OPEN] = LEFT_OUT,
    [POLDER_DID_FACILITATE] = AFTER,
    [POLDER_DID_LENS] = PARTY | TO | AFTER,
    [POLDER_DID_MANDATE] = PARTY | COUNT,
    [POLDER_DID_CHANGE] = PARTY | PARAMETER | COUNT,
    [POLDER_DID_ASK] = PARTY,
    [POLDER_DID_REALISE] = PARTY | INTEREST,
    [POLDER_DID_TELL] = PARTY | INTEREST | TO | REASON,
    [POLDER_DID_PROPOSE] = PARTY | TEXT | AFTER,
    [POLDER_DID_PASS] = PARTY,
    [POLDER_DID_ACCEPT] = PARTY | TEXT | BEFORE | AFTER,
    [POLDER_DID_REJECT] = PARTY | TEXT | INTEREST | REASON | BEFORE | AFTER,
    [POLDER_DID_ATTRIBUTE] = LEFT_OUT,
    [POLDER_DID_REATTRIBUTE] = LEFT_OUT,
    [POLDER_DID_TRUST] = LEFT_OUT,
    [POLDER_DID_FLAG] = LEFT_OUT,
    [POLDER_DID_LEAVE] = PARTY,
    [POLDER_DID_GIVE_UP] = PARTY,
    [POLDER_DID_TAKE_OVER] = PARTY,
    [POLDER_DID_AGREE] = TEXT,
    [POLDER_DID_CREATE] = 0,
    [POLDER_DID_CONDITION] = LEFT_OUT,
    [POLDER_DID_INTERVENE] = 0,
    [POLDER_DID_SUCCEED] = PARTY,
    [POLDER_DID_AWAY] = PARTY | COUNT,
    [POLDER_DID_POINTLESS] = PARTY | COUNT,
    [POLDER_DID_KEEP] = PARTY | BEFORE,
    [POLDER_DID_BREAK] = PARTY | BEFORE,
    [POLDER_DID_SHOCK] = COUNT,
    [POLDER_DID_NOTICE] = 0,
    [POLDER_DID_MEND] = COUNT,
    [POLDER_DID_RENEGOTIATE] = TEXT,
    [POLDER_DID_INCIDENT] = PARTY | TO | COUNT,
    [POLDER_DID_STOP] = PARTY | AFTER,
    [POLDER_DID_PACT] = PARTY | TO | TEXT,
    [POLDER_DID_CAUGHT] = PARTY | TO,
    [POLDER_DID_SETTLE] = TEXT | COUNT,
    [POLDER_DID_END] = LEFT_OUT,
};

void replay_hundredths(GString *text, const char *key, double share) {
  /* what a party perceives may fall below 0: to it that is worth nothing all the same */
  polder_json_number(text, key, isnan(share) ? share : floor(100 * CLAMP(share, 0, 1) + .5));
}

static void append_place(GString *text, const char *key, int place) {
  if (place >= 0)
    polder_json_whole(text, key, (uint64_t)place);
}

static void append_parameter(GString *text, const PolderEntry *entry) {
  const PolderParameter *parameter = &polder_parameters[entry->interest];
  polder_json_text(text, "parameter", parameter->name);
  if (parameter->kind == POLDER_KIND_CHOICE && entry->after >= 0)
    polder_json_text(text, "choice", parameter->choices[(int)entry->after]);
}

static void append_act(GString *text, const PolderEntry *entry, ReplayShared *shared) {
  const unsigned fields = kept[entry->did];
  if (fields & LEFT_OUT)
    return;
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "did", polder_did_names[entry->did]);
  append_place(text, "party", fields & PARTY ? entry->party : -1);
  append_place(text, "to", fields & TO ? entry->to : -1);
  append_place(text, "interest", fields & INTEREST ? entry->interest : -1);
  append_place(text, "text", fields & TEXT ? replay_text(shared, entry->deal) : -1);
  if (fields & PARAMETER)
    append_parameter(text, entry);
  if (fields & REASON && entry->reason != POLDER_REASON_NONE)
    polder_json_text(text, "reason", polder_reason_names[entry->reason]);
  if (fields & BEFORE)
    replay_hundredths(text, "before", entry->before);
  if (fields & AFTER)
    replay_hundredths(text, "after", entry->after);
  if (fields & COUNT)
    polder_json_number(text, "after", entry->after);
  polder_json_close(text, '}');
}

static void append_matrix(GString *text, const char *key,
                          const double value[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX], int n) {
  polder_json_open(text, key, '[');
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++)
      replay_hundredths(text, NULL, value[from][to]);
  polder_json_close(text, ']');
}

void replay_moods_append(GString *text, const PolderStanding *standing, int n_parties) {
  append_matrix(text, "trust", standing->trust, n_parties);
  append_matrix(text, "onwil", standing->onwil, n_parties);
}

static const PolderEntry *unread(const ReplayTale *tale) {
  return tale->read < polder_trace_length(tale->trace) ? polder_trace_at(tale->trace, tale->read)
                                                       : NULL;
}

/* What was not read yet of the trace, up to a round, as the place of those acts. */
static void append_acts(GString *text, const char *key, ReplayTale *tale, int round) {
  g_autoptr(GString) acts = g_string_new("[");
  for (; unread(tale) != NULL && unread(tale)->round <= round; tale->read++)
    append_act(acts, unread(tale), tale->shared);
  polder_json_close(acts, ']');
  polder_json_whole(text, key, (uint64_t)replay_acts(tale->shared, acts->str));
}

void replay_practice_append(GString *text, ReplayTale *tale) {
  const int signed_round = tale->outcome.round;
  if (unread(tale) == NULL || unread(tale)->round <= signed_round)
    return;
  polder_json_open(text, "practice", '[');
  while (unread(tale) != NULL && unread(tale)->round > signed_round)
    append_acts(text, NULL, tale, unread(tale)->round);
  polder_json_close(text, ']');
  replay_hundredths(text, "kept", tale->outcome.enacted_share);
}

void replay_round_append(GString *text, ReplayTale *tale) {
  PolderStanding standing;
  polder_runner_look(tale->runner, &standing);
  polder_json_open(text, NULL, '{');
  append_acts(text, "acts", tale, polder_runner_round(tale->runner));
  replay_moods_append(text, &standing, tale->scenario->n_parties);
  if (standing.flagged)
    polder_json_flag(text, "flagged", true);
  replay_hundredths(text, "gap", standing.gap);
  polder_json_close(text, '}');
}
