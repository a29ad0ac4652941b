/* See quarrel.h. */
#include "quarrel.h"

void proposes(PolderScenario *scenario, int round, int party, int option) {
  PolderEvent event = played_event(round, POLDER_EVENT_PROPOSE);
  event.party = party;
  event.option[0] = option;
  played_add(scenario, NULL, event);
}

void answers(PolderScenario *scenario, int round, int party, double value) {
  PolderEvent event = played_event(round, POLDER_EVENT_ANSWER);
  event.party = party;
  event.value = value;
  played_add(scenario, NULL, event);
}

PolderScenario *quarrel(int option) {
  PolderScenario *scenario = played_load(HALL);
  proposes(scenario, 1, TOWN, option);
  answers(scenario, 1, TOWN, 1);
  answers(scenario, 1, CLUB, 0);
  return scenario;
}
