/* One event as one line of JSON. Which fields an event has, and what they are called, stands in one
 * table: the vocabulary of a trace. */
#include <polder/record.h>

#include <math.h>

const char *const polder_did_names[POLDER_DIDS] = {
    [POLDER_DID_OPEN] = "open",           [POLDER_DID_FACILITATE] = "facilitate",
    [POLDER_DID_LENS] = "lens",           [POLDER_DID_MANDATE] = "mandate",
    [POLDER_DID_CHANGE] = "change",       [POLDER_DID_ASK] = "ask",
    [POLDER_DID_REALISE] = "realise",     [POLDER_DID_TELL] = "tell",
    [POLDER_DID_PROPOSE] = "propose",     [POLDER_DID_PASS] = "pass",
    [POLDER_DID_ACCEPT] = "accept",       [POLDER_DID_REJECT] = "reject",
    [POLDER_DID_ATTRIBUTE] = "attribute", [POLDER_DID_REATTRIBUTE] = "reattribute",
    [POLDER_DID_TRUST] = "trust",         [POLDER_DID_FLAG] = "flag",
    [POLDER_DID_LEAVE] = "leave",         [POLDER_DID_GIVE_UP] = "give_up",
    [POLDER_DID_TAKE_OVER] = "take_over", [POLDER_DID_AGREE] = "agree",
    [POLDER_DID_CREATE] = "create",       [POLDER_DID_CONDITION] = "condition",
    [POLDER_DID_INTERVENE] = "intervene", [POLDER_DID_SUCCEED] = "succeed",
    [POLDER_DID_AWAY] = "away",           [POLDER_DID_POINTLESS] = "pointless",
    [POLDER_DID_KEEP] = "keep",           [POLDER_DID_BREAK] = "break",
    [POLDER_DID_SHOCK] = "shock",         [POLDER_DID_NOTICE] = "notice",
    [POLDER_DID_MEND] = "mend",           [POLDER_DID_RENEGOTIATE] = "renegotiate",
    [POLDER_DID_INCIDENT] = "incident",   [POLDER_DID_STOP] = "stop",
    [POLDER_DID_SETTLE] = "settle",       [POLDER_DID_PACT] = "pact",
    [POLDER_DID_CAUGHT] = "caught",       [POLDER_DID_END] = "end",
};

const char *const polder_condition_names[POLDER_CONDITIONS_MEASURED] = {
    [POLDER_AMBITION] = "ambition",         [POLDER_INTERESTS] = "interests",
    [POLDER_RELATIONSHIP] = "relationship", [POLDER_ORGANISATION] = "organisation",
    [POLDER_PROCESS_OF_TALK] = "process",
};

const char *const polder_reason_names[POLDER_REASONS] = {
    [POLDER_REASON_NONE] = "none",
    [POLDER_REASON_EXPLAINED] = "explained",
    [POLDER_REASON_RED] = "red",
    [POLDER_REASON_RED_EXPLAINED] = "red_explained",
    [POLDER_REASON_SCHEDULED] = "scheduled",
    [POLDER_REASON_CHOSEN] = "chosen",
    [POLDER_REASON_EXPLANATION] = "explanation",
};

enum {
  PARTY = 1 << 0,    /* nobody = null */
  PARTIES = 1 << 1,  /* everybody = "*" */
  TO = 1 << 2,       /* everybody = "*" */
  INTEREST = 1 << 3, /* none = null */
  PARAMETER = 1 << 4,
  DEAL = 1 << 5,
  REASON = 1 << 6,
  OPTION = 1 << 7,
  CONDITION = 1 << 8,
};

typedef struct {
  unsigned fields;
  const char *before, *after; /* what the numbers are called; NULL = not in the line */
} Vocabulary;

static const Vocabulary vocabulary[POLDER_DIDS] = {
    [POLDER_DID_OPEN] = {PARTY, NULL, NULL},
    [POLDER_DID_FACILITATE] = {0, NULL, "strength"},
    [POLDER_DID_LENS] = {PARTIES | TO, NULL, "share"},
    [POLDER_DID_MANDATE] = {PARTIES, NULL, "blocked"},
    [POLDER_DID_CHANGE] = {PARTIES | PARAMETER, NULL, "value"},
    [POLDER_DID_ASK] = {PARTIES, NULL, NULL},
    [POLDER_DID_REALISE] = {PARTY | INTEREST, NULL, NULL},
    [POLDER_DID_TELL] = {PARTY | INTEREST | TO | REASON, NULL, NULL},
    [POLDER_DID_PROPOSE] = {PARTY | DEAL, NULL, "utility"},
    [POLDER_DID_PASS] = {PARTY, NULL, NULL},
    [POLDER_DID_ACCEPT] = {PARTY | DEAL, "asks", "perceives"},
    [POLDER_DID_REJECT] = {PARTY | DEAL | INTEREST | REASON, "asks", "perceives"},
    [POLDER_DID_ATTRIBUTE] = {PARTY | TO, "before", "after"},
    [POLDER_DID_REATTRIBUTE] = {PARTY | TO, "before", "after"},
    [POLDER_DID_TRUST] = {PARTY | TO, "before", "after"},
    [POLDER_DID_FLAG] = {0, NULL, "gap"},
    [POLDER_DID_LEAVE] = {PARTY, NULL, NULL},
    [POLDER_DID_GIVE_UP] = {PARTY, NULL, NULL},
    [POLDER_DID_TAKE_OVER] = {PARTY, NULL, NULL},
    [POLDER_DID_AGREE] = {DEAL, NULL, NULL},
    [POLDER_DID_CREATE] = {OPTION, NULL, NULL},
    [POLDER_DID_CONDITION] = {CONDITION, NULL, "lowest"},
    [POLDER_DID_INTERVENE] = {CONDITION, NULL, NULL},
    [POLDER_DID_SUCCEED] = {PARTY, NULL, NULL},
    [POLDER_DID_AWAY] = {PARTY, NULL, "away"},
    [POLDER_DID_POINTLESS] = {PARTY, NULL, "ends"},
    [POLDER_DID_KEEP] = {PARTY, "chance", NULL},
    [POLDER_DID_BREAK] = {PARTY, "chance", NULL},
    [POLDER_DID_SHOCK] = {0, NULL, "dents"},
    [POLDER_DID_NOTICE] = {0, NULL, NULL},
    [POLDER_DID_MEND] = {0, NULL, "dents"},
    [POLDER_DID_RENEGOTIATE] = {DEAL, NULL, NULL},
    [POLDER_DID_INCIDENT] = {PARTY | TO, NULL, "solved"},
    [POLDER_DID_STOP] = {PARTY, NULL, "health"},
    [POLDER_DID_SETTLE] = {DEAL, NULL, "issue"},
    [POLDER_DID_PACT] = {PARTY | TO | DEAL, NULL, NULL},
    [POLDER_DID_CAUGHT] = {PARTY | TO, NULL, NULL},
    [POLDER_DID_END] = {0, NULL, NULL},
};

static void append_name(GString *text, const char *key, const char *const *names, int n, int place,
                        const char *otherwise) {
  bool known = place >= 0 && place < n;
  polder_json_text(text, key, known ? names[place] : otherwise);
}

/* `issue:option`, of a place in the list of all options. */
static void append_option(GString *text, int place, const PolderNames *names) {
  for (int issue = 0; place >= 0 && issue < names->n_issues; issue++) {
    const int n_options = (int)g_strv_length((char **)names->option[issue]);
    if (place < n_options) {
      g_autofree char *name =
          g_strdup_printf("%s:%s", names->issue[issue], names->option[issue][place]);
      polder_json_text(text, "option", name);
      return;
    }
    place -= n_options;
  }
  polder_json_text(text, "option", NULL);
}

static void append_who(GString *text, unsigned fields, const PolderEntry *entry,
                       const PolderNames *names) {
  if (fields & (PARTY | PARTIES))
    append_name(text, "party", names->party, names->n_parties, entry->party,
                fields & PARTIES ? "*" : NULL);
  if (fields & INTEREST)
    append_name(text, "interest", names->interest, names->n_interests, entry->interest, NULL);
  if (fields & PARAMETER)
    append_name(text, "parameter", names->parameter, names->n_parameters, entry->interest, NULL);
  if (fields & OPTION)
    append_option(text, entry->interest, names);
  if (fields & CONDITION)
    append_name(text, "condition", polder_condition_names, POLDER_CONDITIONS_MEASURED,
                entry->interest, NULL);
  if (fields & TO)
    append_name(text, "to", names->party, names->n_parties, entry->to, "*");
}

static void append_end(GString *text, const PolderEntry *entry, const PolderRunKey *key) {
  int ending = isfinite(entry->after) ? (int)entry->after : POLDER_FAILED;
  polder_json_text(text, "outcome", polder_ending_names[CLAMP(ending, 0, POLDER_FAILED)]);
  polder_json_text(text, "arm", key->arm);
  polder_json_whole(text, "run", key->run);
  polder_json_whole(text, "seed", key->seed);
}

void polder_trace_append_line(GString *text, const PolderEntry *entry, const PolderNames *names,
                              const PolderRunKey *key) {
  g_return_if_fail(entry->did < POLDER_DIDS);
  const Vocabulary *words = &vocabulary[entry->did];
  polder_json_open(text, NULL, '{');
  polder_json_whole(text, "round", entry->round);
  polder_json_text(text, "event", polder_did_names[entry->did]);
  append_who(text, words->fields, entry, names);
  if (words->fields & DEAL)
    polder_json_deal(text, "deal", entry->deal, names);
  if (words->fields & REASON)
    append_name(text, "reason", polder_reason_names, POLDER_REASONS, entry->reason, NULL);
  if (words->before != NULL)
    polder_json_number(text, words->before, entry->before);
  if (words->after != NULL)
    polder_json_number(text, words->after, entry->after);
  if (entry->did == POLDER_DID_END)
    append_end(text, entry, key);
  polder_json_close(text, '}');
  g_string_append_c(text, '\n');
}
