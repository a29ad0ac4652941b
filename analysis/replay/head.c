/* The table of a replay as JSON: parties, interests, issues, and every text that occurs. Places
 * count from 0, in the order of the case. */
#include "replay.h"

const char *const polder_chosen_names[POLDER_CHOSEN] = {
    [POLDER_CHOSEN_BREAKTHROUGH] = "breakthrough",
    [POLDER_CHOSEN_IMPASSE] = "impasse",
    [POLDER_CHOSEN_ANY] = "any",
    [POLDER_CHOSEN_ASKED] = "asked",
};

void replay_label_append(GString *text, const char *key, char *const label[POLDER_LANGUAGES],
                         const char *otherwise) {
  polder_json_open(text, key, '{');
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    const char *own = label[language], *other = label[1 - language];
    polder_json_text(text, language == POLDER_NL ? "nl" : "en",
                     own != NULL && own[0] != '\0'       ? own
                     : other != NULL && other[0] != '\0' ? other
                                                         : otherwise);
  }
  polder_json_close(text, '}');
}

static void append_parties(GString *text, const PolderScenario *scenario) {
  polder_json_open(text, "parties", '[');
  for (int i = 0; i < scenario->n_parties; i++) {
    const PolderParty *party = &scenario->parties[i];
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "id", party->id);
    replay_label_append(text, "label", party->label, party->id);
    replay_hundredths(text, "floor", party->reservation);
    polder_json_number(text, "power", party->power);
    polder_json_flag(text, "votes", party->power > 0);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

/* `start`: how everybody stood at the opening; an arm may have opened everything. */
static void append_interests(GString *text, const PolderScenario *scenario,
                             const PolderStanding *start) {
  polder_json_open(text, "interests", '[');
  for (int k = 0; k < scenario->n_interests; k++) {
    const PolderInterest *interest = &scenario->interests[k];
    const PolderSeen seen = start->seen[k] == POLDER_SEEN_TOLD ? POLDER_SEEN_OPEN : start->seen[k];
    polder_json_open(text, NULL, '{');
    polder_json_whole(text, "party", (uint64_t)interest->party);
    polder_json_text(text, "id", interest->id);
    replay_label_append(text, "label", interest->label, interest->id);
    replay_hundredths(text, "weight", interest->weight);
    polder_json_text(text, "seen", polder_seen_names[seen]);
    replay_hundredths(text, "minimum", interest->minimum);
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

static void append_issues(GString *text, const PolderScenario *scenario) {
  polder_json_open(text, "issues", '[');
  for (int i = 0; i < scenario->n_issues; i++) {
    const PolderIssue *issue = &scenario->issues[i];
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "id", issue->id);
    replay_label_append(text, "label", issue->label, issue->id);
    polder_json_open(text, "options", '[');
    for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++) {
      polder_json_open(text, NULL, '{');
      polder_json_text(text, "id", scenario->options[o].id);
      replay_label_append(text, "label", scenario->options[o].label, scenario->options[o].id);
      polder_json_close(text, '}');
    }
    polder_json_close(text, ']');
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
}

void replay_shared_append(GString *text, const ReplayShared *shared, const PolderScenario *scenario,
                          const PolderRunner *runner) {
  polder_json_open(text, "texts", '[');
  for (guint i = 0; i < shared->deals->len; i++) {
    const PolderDeal deal = g_array_index(shared->deals, PolderDeal, i);
    int option[POLDER_ISSUES_MAX];
    polder_scenario_options(scenario, deal, option);
    polder_json_open(text, NULL, '{');
    polder_json_open(text, "options", '[');
    for (int issue = 0; issue < scenario->n_issues; issue++)
      polder_json_whole(text, NULL, (uint64_t)option[issue]);
    polder_json_close(text, ']');
    polder_json_open(text, "worth", '[');
    for (int party = 0; party < scenario->n_parties; party++)
      replay_hundredths(text, NULL, polder_runner_worth(runner, party, deal));
    polder_json_close(text, ']');
    polder_json_close(text, '}');
  }
  polder_json_close(text, ']');
  replay_values_append(text, "acts", shared->acts);
}

static void append_run(GString *text, const PolderReplayJob *job,
                       const PolderReplaySummary *summary) {
  polder_json_text(text, "language", job->language == POLDER_NL ? "nl" : "en");
  polder_json_whole(text, "seed", job->seed);
  polder_json_whole(text, "run", summary->run);
  polder_json_whole(text, "deadline", (uint64_t)job->values->value[POLDER_DEADLINE_ROUNDS][0]);
  polder_json_text(text, "chosen", polder_chosen_names[summary->chosen]);
  polder_json_whole(text, "searched", summary->searched);
  polder_json_whole(text, "step", (uint64_t)summary->step);
  polder_json_open(text, "arms", '[');
  polder_json_text(text, NULL, job->arm);
  polder_json_text(text, NULL, "spoken");
  polder_json_close(text, ']');
}

void replay_head_append(GString *text, const PolderReplayJob *job,
                        const PolderReplaySummary *summary, const PolderStanding *start) {
  const PolderScenario *scenario = job->scenario;
  polder_json_whole(text, "schema", 1);
  polder_json_text(text, "version", POLDER_VERSION);
  polder_json_text(text, "command", job->command);
  polder_json_text(text, "scenario", scenario->id);
  replay_label_append(text, "title", scenario->title, scenario->id);
  replay_label_append(text, "summary", scenario->summary, "");
  append_run(text, job, summary);
  append_parties(text, scenario);
  append_interests(text, scenario, start);
  append_issues(text, scenario);
  polder_json_open(text, "start", '{');
  replay_moods_append(text, start, scenario->n_parties);
  polder_json_close(text, '}');
}
