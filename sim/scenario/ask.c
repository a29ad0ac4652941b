/* Looking up places by id, and the fingerprint of what was written. */
#include <math.h>
#include <string.h>

#include "deals.h"

int polder_scenario_party(const PolderScenario *scenario, const char *id) {
  for (int party = 0; party < scenario->n_parties; party++)
    if (g_ascii_strcasecmp(scenario->parties[party].id, id) == 0)
      return party;
  return -1;
}

int polder_scenario_arm(const PolderScenario *scenario, const char *id) {
  for (unsigned arm = 0; arm < scenario->arms->len; arm++) {
    const PolderArmEvents *named = g_ptr_array_index(scenario->arms, arm);
    if (g_ascii_strcasecmp(named->id, id) == 0)
      return (int)arm;
  }
  return -1;
}

/* --- fingerprint ----------------------------------------------------------------------------- */

static uint64_t hash_text(uint64_t hash, const char *text) {
  return text == NULL ? polder_hash(hash, "", 1) : polder_hash(hash, text, strlen(text) + 1);
}

static uint64_t hash_number(uint64_t hash, double number) {
  const double canonical = isnan(number) ? NAN : number + 0.0; /* one NaN, no negative zero */
  return isnan(number) ? polder_hash(hash, "nan", 3)
                       : polder_hash(hash, &canonical, sizeof canonical);
}

static uint64_t hash_texts(uint64_t hash, char *const texts[POLDER_LANGUAGES]) {
  return hash_text(hash_text(hash, texts[POLDER_NL]), texts[POLDER_EN]);
}

static uint64_t hash_events(uint64_t hash, const GArray *events) {
  for (unsigned place = 0; place < events->len; place++) {
    const PolderEvent *event = &g_array_index(events, PolderEvent, place);
    const int whole[] = {event->round, (int)event->kind, (int)event->parameter,
                         event->party, event->interest,  event->to};
    hash = polder_hash(hash, whole, sizeof whole);
    hash = hash_number(hash, event->value);
    if (event->kind == POLDER_EVENT_PROPOSE)
      hash = polder_hash(hash, event->option, sizeof event->option);
  }
  return hash;
}

static uint64_t hash_parties(uint64_t hash, const PolderScenario *scenario) {
  for (int place = 0; place < scenario->n_parties; place++) {
    const PolderParty *party = &scenario->parties[place];
    hash = hash_texts(hash_text(hash_text(hash, party->id), party->kind), party->label);
    hash = hash_number(hash, party->power);
    hash = hash_number(hash, party->reservation_is_percentile);
    hash = hash_number(hash, party->reservation_written);
  }
  for (int place = 0; place < scenario->n_interests; place++) {
    const PolderInterest *interest = &scenario->interests[place];
    hash = hash_texts(hash_text(hash, interest->id), interest->label);
    const double numbers[] = {interest->party, interest->weight_written, interest->visibility,
                              interest->minimum, interest->sensitivity};
    for (size_t number = 0; number < G_N_ELEMENTS(numbers); number++)
      hash = hash_number(hash, numbers[number]);
  }
  return hash;
}

static uint64_t hash_options(uint64_t hash, const PolderScenario *scenario) {
  for (int issue = 0; issue < scenario->n_issues; issue++)
    hash = hash_texts(hash, scenario->issues[issue].label);
  for (int place = 0; place < scenario->n_options; place++) {
    const PolderOption *option = &scenario->options[place];
    hash = hash_texts(hash_text(hash, option->id), option->label);
    hash = hash_text(hash, scenario->issues[option->issue].id);
    if (option->requires != NULL)
      hash = polder_hash(hash, option->requires, (size_t)scenario->n_interests);
    if (option->latent)
      hash = hash_text(hash, "latent");
  }
  const size_t n_scores = (size_t)scenario->n_interests * (size_t)scenario->n_options;
  for (size_t score = 0; score < n_scores; score++)
    hash = hash_number(hash, scenario->score_written[score]);
  for (int place = 0; place < scenario->n_pairs; place++) {
    const PolderPair *pair = &scenario->pairs[place];
    const int whole[] = {pair->interest, pair->option, pair->other_option};
    hash = polder_hash(hash, whole, sizeof whole);
    hash = hash_number(hash, pair->score_written);
  }
  return hash;
}

static uint64_t hash_values(uint64_t hash, const PolderScenario *scenario) {
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    for (int party = 0; party < scenario->n_parties; party++)
      hash = hash_number(hash, scenario->values.value[id][party]);
  for (int from = 0; from < scenario->n_parties; from++)
    for (int to = 0; to < scenario->n_parties; to++) {
      hash = hash_number(hash, scenario->trust[from][to]);
      hash = hash_number(hash, scenario->noise[from][to]);
      hash = hash_number(hash, scenario->overlap[from][to]);
    }
  return hash;
}

uint64_t polder_deals_checksum(const PolderScenario *scenario) {
  uint64_t hash = hash_text(POLDER_HASH_START, scenario->id);
  hash = hash_texts(hash_texts(hash, scenario->title), scenario->summary);
  hash = hash_number(hash, scenario->scale);
  hash = hash_options(hash_parties(hash, scenario), scenario);
  hash = hash_events(hash_values(hash, scenario), scenario->events);
  for (unsigned arm = 0; arm < scenario->arms->len; arm++) {
    const PolderArmEvents *named = g_ptr_array_index(scenario->arms, arm);
    hash = hash_events(hash_text(hash, named->id), named->events);
  }
  return hash;
}
