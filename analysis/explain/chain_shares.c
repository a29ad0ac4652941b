/* How often each link occurs: as text and as JSON. */
#include <stddef.h>

#include <polder/chain.h>

#include <polder/words.h>

#define CONFIDENCE .95

/* One of the counts, in the order in which they are told. */
typedef struct {
  size_t offset;
  const char *key, *label[POLDER_LANGUAGES];
} Share;

static const Share shares_told[] = {
    {offsetof(PolderChainShares, no_room),
     "no_room",
     {"er was geen ruimte om het eens te worden", "there was no room to agree"}},
    {offsetof(PolderChainShares, untold),
     "untold",
     {"het voorstel mist een belang dat niet op tafel lag",
      "the text misses an interest that was not on the table"}},
    {offsetof(PolderChainShares, unaware),
     "unaware",
     {"en wel een dat ook de eigenaar zelf niet kende",
      "and one that its owner did not know either"}},
    {offsetof(PolderChainShares, red),
     "red",
     {"het gaat over een rode lijn", "it crosses a red line"}},
    {offsetof(PolderChainShares, unexplained),
     "unexplained",
     {"het nee komt zonder uitleg", "the no comes without a reason"}},
    {offsetof(PolderChainShares, onwil),
     "onwil",
     {"iemand ging onwil zien bij wie nee zei (0,5 of meer)",
      "somebody came to think the one who said no unwilling (0.5 or more)"}},
    {offsetof(PolderChainShares, wrong), "wrong", {"en ten onrechte", "and wrongly"}},
    {offsetof(PolderChainShares, distrust),
     "distrust",
     {"het vertrouwen in wie nee zei daalde meer dan 0,1",
      "trust in the one who said no fell by more than 0.1"}},
    {offsetof(PolderChainShares, devalued),
     "devalued",
     {"ergens een nee alleen om wie het voorstel deed",
      "somewhere a no only because of who made the proposal"}},
};

static uint64_t count_of(const PolderChainShares *shares, const Share *share) {
  return *(const uint64_t *)((const char *)shares + share->offset);
}

static void append_percent(GString *text, double share) {
  g_string_append_printf(text, "%d", (int)(100 * share + 0.5));
}

void polder_chains_append_text(GString *text, const PolderChainShares *shares,
                               PolderLanguage language) {
  const uint64_t n = shares->impasses;
  g_string_append_printf(text,
                         polder_words(language, "Van %llu keer liepen er %llu vast.\n",
                                      "Of %llu runs %llu ran aground.\n"),
                         (unsigned long long)(shares->runs - shares->failed),
                         (unsigned long long)n);
  for (size_t i = 0; n > 0 && i < G_N_ELEMENTS(shares_told); i++) {
    const uint64_t hits = count_of(shares, &shares_told[i]);
    const PolderInterval interval = polder_wilson(hits, n, CONFIDENCE);
    g_string_append_printf(text, "%s: %llu (", shares_told[i].label[language],
                           (unsigned long long)hits);
    append_percent(text, (double)hits / (double)n);
    g_string_append(text, polder_words(language, " %; 95 %: ", "%; 95%: "));
    append_percent(text, interval.low);
    g_string_append(text, polder_words(language, " tot ", " to "));
    append_percent(text, interval.high);
    g_string_append(text, ")\n");
  }
}

static void add_share(GString *text, const PolderChainShares *shares, const Share *share) {
  const uint64_t hits = count_of(shares, share);
  const PolderInterval interval = polder_wilson(hits, shares->impasses, CONFIDENCE);
  polder_json_open(text, share->key, '{');
  polder_json_whole(text, "impasses", hits);
  polder_json_number(text, "low", interval.low);
  polder_json_number(text, "high", interval.high);
  polder_json_close(text, '}');
}

void polder_chains_append_json(GString *text, const char *key, const PolderChainShares *shares) {
  polder_json_open(text, key, '{');
  polder_json_whole(text, "runs", shares->runs);
  polder_json_whole(text, "failed", shares->failed);
  polder_json_whole(text, "impasses", shares->impasses);
  polder_json_open(text, "links", '{');
  for (size_t i = 0; i < G_N_ELEMENTS(shares_told); i++)
    add_share(text, shares, &shares_told[i]);
  polder_json_close(text, '}');
  polder_json_open(text, "endings", '{');
  for (int ending = 0; ending < POLDER_ENDINGS; ending++)
    if (ending != POLDER_AGREEMENT && ending != POLDER_FAILED)
      polder_json_whole(text, polder_ending_names[ending], shares->endings[ending]);
  polder_json_close(text, '}');
  polder_json_close(text, '}');
}
