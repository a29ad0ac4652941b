/* Which cells each event needs: the one table behind reading, writing and explaining events. */
#include <math.h>

#include "load.h"

#define MAY  POLDER_CELL_OPTIONAL
#define MUST POLDER_CELL_REQUIRED

/* clang-format off */
const PolderEventForm polder_event_forms[POLDER_EVENT_PARAMETER + 1] = {
  [POLDER_EVENT_DISCLOSE] = {
    .name = "disclose", .party = MUST, .interest = MAY, .to = MAY, .initial = NAN,
    .meaning = {"de partij spreekt dit belang uit (* = alles, tegen iedereen)",
                "the party tells this interest (* = all of them, to everybody)"}},
  [POLDER_EVENT_ASK] = {
    .name = "ask", .party = MUST, .interest = MAY, .interest_all_only = true, .initial = NAN,
    .meaning = {"iemand vraagt wat voor de partij telt; onbewuste belangen worden bewust",
                "somebody asks what matters to the party; unaware interests become conscious"}},
  [POLDER_EVENT_FACILITATE] = {
    .name = "facilitate", .value = MAY, .high = 1, .initial = 1,
    .meaning = {"een onafhankelijke gespreksleider schuift aan, met deze kracht",
                "a neutral facilitator joins, with this strength"}},
  [POLDER_EVENT_MEDIATE] = {
    .name = "mediate", .initial = NAN,
    .meaning = {"de volgende tekst komt van een onafhankelijke bemiddelaar",
                "the next text is a neutral mediator's"}},
  [POLDER_EVENT_LENS] = {
    .name = "lens", .party = MAY, .to = MAY, .value = MUST, .high = 1, .initial = NAN,
    .meaning = {"een gedeelde bril: dit deel van de spraakverwarring valt weg",
                "a shared lens: this share of the confusion of tongues goes"}},
  [POLDER_EVENT_MANDATE] = {
    .name = "mandate", .party = MAY, .value = MUST, .high = 1, .initial = NAN,
    .meaning = {"1: opstappen kan niet meer; 0: het kan weer",
                "1: leaving is blocked; 0: it is possible again"}},
  [POLDER_EVENT_PROPOSE] = {
    .name = "propose", .party = MUST, .deal = MUST, .one_party = true, .initial = NAN,
    .meaning = {"wat een partij met een vast script vanaf nu voorstelt",
                "what a scripted party proposes from now on"}},
  [POLDER_EVENT_ANSWER] = {
    .name = "answer", .party = MUST, .value = MUST, .high = 1, .initial = NAN,
    .meaning = {"wat een partij met een vast script vanaf nu antwoordt: 1 ja, 0 nee",
                "what a scripted party answers from now on: 1 yes, 0 no"}},
  [POLDER_EVENT_PARAMETER] = {
    .party = MAY, .value = MUST, .initial = NAN,
    .meaning = {"de parameter die zo heet, heeft vanaf nu deze waarde (* = bij iedereen)",
                "the parameter of that name has this value from now on (* = for everybody)"}},
};
/* clang-format on */
