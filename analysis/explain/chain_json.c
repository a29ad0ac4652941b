/* A chain as JSON. The keys are a contract with scripts: add, never change. */
#include <math.h>

#include <polder/chain.h>

static void add_party(GString *text, const char *key, int party, const PolderNames *names) {
  polder_json_text(text, key, party >= 0 ? names->party[party] : NULL);
}

static void add_link(GString *text, PolderLinkKind kind, const PolderLink *link,
                     const PolderNames *names) {
  polder_json_open(text, NULL, '{');
  polder_json_text(text, "link", polder_link_names[kind]);
  polder_json_flag(text, "missing", link->missing);
  polder_json_whole(text, "round", (uint64_t)MAX(link->round, 0));
  polder_json_whole(text, "until", (uint64_t)MAX(link->until, 0));
  add_party(text, "party", link->party, names);
  add_party(text, "to", link->to, names);
  polder_json_text(text, "interest", link->interest >= 0 ? names->interest[link->interest] : NULL);
  polder_json_deal(text, "deal", link->deal, names);
  polder_json_number(text, "before", link->before);
  polder_json_number(text, "after", link->after);
  if (kind == POLDER_LINK_INTEREST && !link->missing) {
    polder_json_text(text, "seen", polder_seen_names[link->seen]);
    polder_json_flag(text, "red", link->red);
  }
  if (kind == POLDER_LINK_REJECTION)
    polder_json_flag(text, "explained", link->explained);
  if (kind == POLDER_LINK_ONWIL)
    polder_json_flag(text, "wrong", link->wrong);
  if (kind == POLDER_LINK_DEVALUATION)
    polder_json_whole(text, "times", link->times);
  if (kind == POLDER_LINK_DEVALUATION || kind == POLDER_LINK_REJECTION)
    polder_json_whole(text, "of", link->of);
  polder_json_close(text, '}');
}

void polder_chain_append_json(GString *text, const char *key, const PolderChain *chain,
                              const PolderNames *names) {
  polder_json_open(text, key, '{');
  polder_json_whole(text, "seed", chain->seed);
  polder_json_whole(text, "run", chain->run);
  polder_json_flag(text, "impasse", chain->impasse);
  polder_json_text(text, "ending", polder_ending_names[chain->outcome.ending]);
  polder_json_text(text, "type", polder_impasse_names[chain->outcome.impasse]);
  polder_json_whole(text, "round", (uint64_t)MAX(chain->outcome.round, 0));
  polder_json_flag(text, "room", chain->room);
  add_party(text, "party", chain->party, names);
  polder_json_open(text, "links", '[');
  for (int kind = 0; chain->impasse && kind < POLDER_LINKS; kind++)
    add_link(text, (PolderLinkKind)kind, &chain->link[kind], names);
  polder_json_close(text, ']');
  polder_json_close(text, '}');
}
