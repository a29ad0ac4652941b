/* The table of parameters: the only place where one gets its name, default, range and meaning.
 *
 * Invariant: rows stand in the order of PolderParameterId. The reasons for the defaults are in
 * sim/README.md.
 */
#include <math.h>
#include <string.h>

#include <polder/parameters.h>
#include <polder/plugins.h>

#define NAME_OF(name) #name,
static const char *const protocols[] = {POLDER_PROTOCOLS(NAME_OF) NULL};
static const char *const strategies[] = {POLDER_STRATEGIES(NAME_OF) NULL};
static const char *const disclosures[] = {POLDER_DISCLOSURES(NAME_OF) NULL};
#undef NAME_OF
static const char *const rules[] = {"unanimity", "quota", "weighted", "veto", NULL};
static const char *const orders[] = {"shuffled", "fixed", NULL};
static const char *const attributions[] = {"bayes", "frequency", NULL};

#define CHOICE(id, level_, text, initial_, last, names, nl, en)                                    \
  [id] = {text, level_, POLDER_KIND_CHOICE, initial_, 0, last, "", names, {nl, en}}
#define ROW(id, level_, text, kind_, initial_, low, high, unit_, nl, en)                           \
  [id] = {text, level_, kind_, initial_, low, high, unit_, NULL, {nl, en}}
#define TABLE(id, text, kind_, initial_, low, high, unit_, nl, en)                                 \
  ROW(id, POLDER_LEVEL_TABLE, text, kind_, initial_, low, high, unit_, nl, en)
#define PARTY(id, text, initial_, low, high, unit_, nl, en)                                        \
  ROW(id, POLDER_LEVEL_PARTY, text, POLDER_KIND_NUMBER, initial_, low, high, unit_, nl, en)
#define SWITCH(id, level_, text, initial_, nl, en)                                                 \
  ROW(id, level_, text, POLDER_KIND_SWITCH, initial_, 0, 1, "", nl, en)

/* clang-format off */
const PolderParameter polder_parameters[POLDER_PARAMETERS] = {
  CHOICE(POLDER_PROTOCOL, POLDER_LEVEL_TABLE, "protocol", 0, G_N_ELEMENTS(protocols) - 2, protocols,
    "hoe het gesprek loopt: wie doet wanneer een voorstel en wie antwoordt",
    "how the talk runs: who proposes when, and who answers"),
  CHOICE(POLDER_RULE, POLDER_LEVEL_TABLE, "rule", 0, G_N_ELEMENTS(rules) - 2, rules,
    "wanneer een voorstel is aangenomen",
    "when a text is agreed"),
  TABLE(POLDER_QUOTA, "quota", POLDER_KIND_NUMBER, .66, 0, 1, "share",
    "aandeel van de stemmen dat nodig is (regels quota, weighted en veto)",
    "share of the votes that is needed (rules quota, weighted and veto)"),
  TABLE(POLDER_VETO, "veto", POLDER_KIND_PARTIES, 0, 0, 65535, "parties",
    "partijen zonder wie niets wordt aangenomen (regel veto)",
    "parties without whom nothing is agreed (rule veto)"),
  CHOICE(POLDER_ORDER, POLDER_LEVEL_TABLE, "order", 0, G_N_ELEMENTS(orders) - 2, orders,
    "spreekvolgorde: elke keer geloot of zoals in het bestand",
    "speaking order: drawn for each run, or as in the file"),
  TABLE(POLDER_DEADLINE_ROUNDS, "deadline_rounds", POLDER_KIND_WHOLE, NAN, 1, POLDER_ROUNDS_MAX, "rounds",
    "aantal ronden; standaard 10 per partij",
    "number of rounds; by default 10 a party"),
  TABLE(POLDER_DISCLOSURE_ROUND, "disclosure_round", POLDER_KIND_WHOLE, NAN, 1, POLDER_ROUNDS_MAX, "round",
    "ronde waarin in de arm spoken alle belangen worden uitgesproken; standaard 40 % van de ronden",
    "round in which the arm spoken has all interests told; by default 40 % of the rounds"),
  TABLE(POLDER_DEADLOCK_WINDOW, "deadlock_window", POLDER_KIND_WHOLE, NAN, 1, 100000, "offers",
    "zoveel voorstellen zonder toenadering heten een patstelling; standaard 2 per partij",
    "so many offers without coming closer are called a deadlock; by default 2 a party"),
  TABLE(POLDER_CONCESSION_END, "concession_end", POLDER_KIND_NUMBER, .6, .01, 1, "share of time",
    "deel van de tijd waarna partijen tot hun ondergrens gezakt zijn",
    "part of the time after which parties have come down to their floor"),
  SWITCH(POLDER_ENDORSED, POLDER_LEVEL_TABLE, "endorsed", 0,
    "1: een tekst die je zelf al eens voorstelde telt vol, ook uit andermans mond",
    "1: a text that a party once proposed itself is not devalued when another proposes it"),
  CHOICE(POLDER_ATTRIBUTION, POLDER_LEVEL_TABLE, "attribution", 0, G_N_ELEMENTS(attributions) - 2, attributions,
    "hoe partijen uit een antwoord onwil opmaken: met een kansberekening of door te tellen",
    "how parties read unwillingness into an answer: by a calculation of chances or by counting"),
  CHOICE(POLDER_STRATEGY, POLDER_LEVEL_PARTY, "strategy", 0, G_N_ELEMENTS(strategies) - 2, strategies,
    "hoe de partij voorstelt en antwoordt",
    "how the party proposes and answers"),
  PARTY(POLDER_BETA, "beta", 1, .05, 20, "",
    "tempo van toegeven: onder 1 laat, boven 1 vroeg",
    "pace of concession: below 1 late, above 1 early"),
  PARTY(POLDER_TEMPERATURE, "temperature", .2, 0, 10, "utility",
    "hoeveel achteruitgang de strategie annealer in het begin nog voor lief neemt",
    "how large a loss the strategy annealer still puts up with at the start"),
  PARTY(POLDER_OWN_WEIGHT, "own_weight", .5, 0, 20, "",
    "hoe zwaar de eigen waarde telt tegenover de kans op instemming bij het kiezen van een voorstel",
    "how much own value counts against the chance of consent when choosing a text"),
  PARTY(POLDER_CONCERN, "concern", 0, 0, 1, "share",
    "zorg voor de anderen: hun geschatte nut telt zo zwaar mee",
    "concern for the others: the weight of their estimated utility"),
  PARTY(POLDER_DEVALUATION, "devaluation", .2, 0, 1, "share of range",
    "hoeveel een voorstel minder waard lijkt als het komt van wie je niet vertrouwt",
    "how much less a text seems worth when it comes from somebody who is not trusted"),
  PARTY(POLDER_FIXED_PIE, "fixed_pie", .3, 0, 1, "probability",
    "vooroordeel dat de ander het omgekeerde wil van jezelf",
    "prior belief that the other wants the opposite of oneself"),
  PARTY(POLDER_RED_PRIOR, "red_prior", .12, 0, .9, "probability",
    "vermoede kans dat er op een onderwerp een rode lijn van de ander ligt",
    "believed chance that the other has a red line on an issue"),
  PARTY(POLDER_BIAS, "bias", 2, 0, 10, "",
    "neiging om een onverklaard nee aan onwil toe te schrijven: 0 niet, 1 zoals Bayes, hoger sneller",
    "tendency to read an unexplained no as unwillingness: 0 none, 1 as Bayes, higher is quicker"),
  PARTY(POLDER_OMEGA_START, "omega_start", .15, 0, .9, "probability",
    "vermoeden van onwil aan het begin",
    "belief in unwillingness at the start"),
  PARTY(POLDER_EXCUSE, "excuse", 0, 0, 1, "",
    "krediet voor een uitgelegde afwijzing: 0 geen, 1 vol",
    "credit for a rejection that is explained: 0 none, 1 full"),
  PARTY(POLDER_TRUST, "trust", .5, 0, 1, "",
    "vertrouwen in de anderen aan het begin",
    "trust in the others at the start"),
  PARTY(POLDER_TRUST_GAIN, "trust_gain", .1, 0, 1, "",
    "hoe snel vertrouwen groeit",
    "how quickly trust grows"),
  PARTY(POLDER_TRUST_LOSS, "trust_loss", .3, 0, 1, "",
    "hoe snel vertrouwen daalt",
    "how quickly trust falls"),
  PARTY(POLDER_TRUST_LEVEL, "trust_level", .4, 0, 1, "",
    "hoe zwaar aanhoudend vermoeden van onwil telt naast de toename ervan",
    "how much a lasting belief in unwillingness counts beside its increase"),
  PARTY(POLDER_TRUST_DRIFT, "trust_drift", 0, 0, 1, "per round",
    "hoe snel vertrouwen zonder contact teruggaat naar het begin",
    "how quickly trust returns to its start without contact"),
  PARTY(POLDER_REPAIR, "repair", 1, 0, 1, "share",
    "hoeveel van het verloren vertrouwen terugkomt als een afwijzing alsnog begrijpelijk wordt",
    "how much of the lost trust comes back when a rejection is understood after all"),
  PARTY(POLDER_SPREAD, "spread", .05, 0, .5, "",
    "spreiding van het beginvertrouwen tussen keren",
    "spread of initial trust between runs"),
  PARTY(POLDER_SPREAD_WEIGHTS, "spread_weights", 0, 0, 2, "",
    "spreiding van de gewichten van belangen tussen keren",
    "spread of the weights of interests between runs"),
  CHOICE(POLDER_DISCLOSURE, POLDER_LEVEL_PARTY, "disclosure", 0, G_N_ELEMENTS(disclosures) - 2, disclosures,
    "wanneer de partij uit zichzelf een verborgen belang vertelt",
    "when the party tells a hidden interest of its own accord"),
  PARTY(POLDER_EXPLAIN, "explain", 0, 0, 1, "probability",
    "kans dat een afwijzing wordt uitgelegd",
    "chance that a rejection is explained"),
  PARTY(POLDER_TELL_BASE, "tell_base", -3, -20, 20, "log-odds",
    "geneigdheid om een belang te vertellen, per ronde",
    "inclination to tell an interest, per round"),
  PARTY(POLDER_TELL_TRUST, "tell_trust", 4, -20, 20, "log-odds",
    "hoeveel vertrouwen daaraan toevoegt (per eenheid boven een half)",
    "what trust adds to it (per unit above one half)"),
  PARTY(POLDER_TELL_RECIPROCITY, "tell_reciprocity", 2, -20, 20, "log-odds",
    "hoeveel het toevoegt dat anderen meer vertelden dan jij",
    "what it adds that others told more than oneself"),
  PARTY(POLDER_TELL_FACILITATOR, "tell_facilitator", 1.5, -20, 20, "log-odds",
    "hoeveel een gespreksleider toevoegt",
    "what a facilitator adds"),
  PARTY(POLDER_TELL_ASKED, "tell_asked", 1, -20, 20, "log-odds",
    "hoeveel een vraag toevoegt",
    "what being asked adds"),
  PARTY(POLDER_TELL_SENSITIVITY, "tell_sensitivity", 2, -20, 20, "log-odds",
    "hoeveel gevoeligheid van het belang afhaalt",
    "what the sensitivity of the interest takes away"),
  PARTY(POLDER_TELLING_TRUST, "telling_trust", 1, 0, 1, "",
    "hoeveel vertrouwen iemand verdient door te vertellen",
    "how much trust is earned by telling"),
  PARTY(POLDER_EXPLOIT, "exploit", 0, 0, 1, "",
    "misbruik van wat anderen vertelden: 1 eist bijna het beste dat zij nog zouden slikken",
    "exploitation of what others told: 1 asks nearly the best that they would still swallow"),
  PARTY(POLDER_NOISE, "noise", 0, 0, 1, "probability",
    "spraakverwarring: kans dat op een onderwerp iets anders wordt verstaan dan gezegd",
    "confusion of tongues: chance that, on an issue, something else is heard than was said"),
  SWITCH(POLDER_WILLING, POLDER_LEVEL_PARTY, "willing", 1,
    "0: de partij wil echt niet en wijst alles af wat niet het beste voor haar is",
    "0: the party is truly unwilling and rejects all but its favourite"),
  PARTY(POLDER_GIVE_UP, "give_up", .1, 0, 1, "per round",
    "kans dat wie aan de beurt is een patstelling opgeeft",
    "chance that who has the turn gives up a deadlocked table"),
  PARTY(POLDER_LEAVE_RATE, "leave_rate", .1, 0, 1, "per round",
    "hoogste kans om op te stappen als het vertrouwen weg is",
    "largest chance to walk out when trust is gone"),
  PARTY(POLDER_LEAVE_TRUST, "leave_trust", .22, 0, 1, "",
    "gemiddeld vertrouwen waarbij die kans half zo groot is",
    "mean trust at which that chance is half as large"),
  PARTY(POLDER_LEAVE_VALUE, "leave_value", 0, 0, 1, "per round",
    "kans om op te stappen als het beste gehoorde voorstel minder waard is dan het alternatief",
    "chance to walk out when the best text heard is worth less than the alternative"),
  PARTY(POLDER_ROUND_COST, "round_cost", 0, 0, 1, "utility per round",
    "wat een ronde praten kost, in de afweging om op te stappen",
    "what a round of talk costs, when thinking of leaving"),
  PARTY(POLDER_TAKEOVER, "takeover", 0, 0, 1, "per round",
    "hoogste kans om het zelf te gaan doen, bij een patstelling of weinig vertrouwen",
    "largest chance to act alone, when deadlocked or with little trust"),
  PARTY(POLDER_TAKEOVER_VALUE, "takeover_value", NAN, 0, 1, "utility",
    "wat het zelf doen die partij oplevert; standaard haar ondergrens",
    "what acting alone gives that party; by default its reservation"),
  PARTY(POLDER_TAKEOVER_CLIENT, "takeover_client", NAN, 0, 1, "utility",
    "wat cliënten dan krijgen; standaard hun ondergrens",
    "what clients get then; by default their reservation"),

  /* of the mechanisms, all off by default */
  PARTY(POLDER_THREAT, "threat", 0, 0, 1, "share",
    "dreiging van buiten: dit deel van de waarde van zonder akkoord verdergaan valt weg",
    "outside threat: this share of the worth of no agreement is lost"),

  TABLE(POLDER_HOPE, "hope", POLDER_KIND_NUMBER, 1, 0, 1, "share",
    "hoever elke partij in een vage tekst (abstraction) leest wat zij hoopt",
    "how far each party reads what it hopes into a vague text (abstraction)"),
  PARTY(POLDER_SIGNING_REWARD, "signing_reward", 0, -1, 1, "utility",
    "wat tekenen zelf oplevert, los van wat er daarna gebeurt: subsidie, een foto in de krant",
    "what signing itself yields, whatever happens after: a subsidy, a picture in the paper"),
  PARTY(POLDER_REFUSAL_COST, "refusal_cost", 0, 0, 1, "utility",
    "wat nee zeggen kost: wie het te veel kost, zegt ja zonder het te menen",
    "what saying no costs: who finds that too much says yes without meaning it"),
  PARTY(POLDER_CONFORMITY, "conformity", 0, 0, 1, "utility",
    "groepsdruk: zoveel duurder is nee zeggen als alle anderen al ja zeiden",
    "pressure to conform: so much more a no costs when all others said yes already"),
  PARTY(POLDER_TEXT_NOISE, "text_noise", 0, 0, 1, "probability",
    "kans dat de partij een onderwerp van het akkoord anders verstaat dan het er staat",
    "chance that the party understands an issue of the agreement otherwise than it is written"),
  PARTY(POLDER_FELT, "felt", 0, 0, 1, "share",
    "hoeveel minder de partij toegeeft als zij zich niet begrepen voelt",
    "how much less the party concedes when it feels misunderstood"),
  PARTY(POLDER_CHEAP_TALK, "cheap_talk", 0, 0, 1, "share",
    "mooie woorden over partnerschap: zoveel van het ontbrekende vertrouwen wint zij vooraf",
    "fine words about partnership: so much of the missing trust it wins in advance"),
  TABLE(POLDER_VOLATILITY, "volatility", POLDER_KIND_NUMBER, 0, 0, 1, "utility per round",
    "onrust in de omgeving: zoveel schuift de waarde van zonder akkoord per ronde of periode",
    "unrest outside: how much the worth of no agreement moves a round or period"),
  TABLE(POLDER_PAPER_FIRST, "paper_first", POLDER_KIND_NUMBER, 0, 0, 1, "share",
    "eerst het papier: hoeveel er al vastligt voor het gesprek begint, en dat gesprek verdringt (crowding)",
    "paper first: how much is laid down before the talk begins, and crowds it out (crowding)"),

  TABLE(POLDER_PRACTICE_PERIODS, "practice_periods", POLDER_KIND_WHOLE, 0, 0, 200, "periods",
    "zoveel perioden praktijk na een akkoord; 0: het eindigt met de handtekening",
    "so many periods of practice after an agreement; 0: it ends with the signature"),
  TABLE(POLDER_FORMALISATION, "formalisation", POLDER_KIND_NUMBER, .3, 0, 1, "share",
    "hoeveel van de samenwerking op papier is vastgelegd",
    "how much of the collaboration is laid down on paper"),
  TABLE(POLDER_DIALOGUE, "dialogue", POLDER_KIND_NUMBER, .5, 0, 1, "share",
    "hoeveel er in de praktijk met elkaar gepraat wordt",
    "how much they talk with each other in practice"),
  TABLE(POLDER_ABSTRACTION, "abstraction", POLDER_KIND_NUMBER, 0, 0, 1, "share",
    "hoe vaag het akkoord is: 0 concreet, 1 alleen mooie woorden",
    "how vague the agreement is: 0 concrete, 1 fine words only"),
  TABLE(POLDER_CROWDING, "crowding", POLDER_KIND_NUMBER, .5, -2, 2, "",
    "hoeveel papier het gesprek verdringt; onder 0 roept papier juist gesprek op",
    "how much paper crowds out talk; below 0 paper calls for talk"),
  TABLE(POLDER_REVIEW, "review", POLDER_KIND_WHOLE, 0, 0, 200, "periods",
    "evaluatieafspraak: om de zoveel perioden zitten partijen bijeen, en papier verdringt niets; 0: geen",
    "review clause: every so many periods they meet, and paper crowds out nothing; 0: none"),
  TABLE(POLDER_ENACT_BASE, "enact_base", POLDER_KIND_NUMBER, .5, -20, 20, "log-odds",
    "geneigdheid om te doen wat is afgesproken",
    "inclination to do what was agreed"),
  TABLE(POLDER_ENACT_SURPLUS, "enact_surplus", POLDER_KIND_NUMBER, 3, -20, 20, "log-odds",
    "wat eigen voordeel daaraan toevoegt (per eenheid boven de ondergrens)",
    "what own gain adds to it (per unit above the floor)"),
  TABLE(POLDER_ENACT_TRUST, "enact_trust", POLDER_KIND_NUMBER, 2, -20, 20, "log-odds",
    "wat vertrouwen toevoegt (per eenheid boven een half)",
    "what trust adds (per unit above one half)"),
  TABLE(POLDER_ENACT_DIALOGUE, "enact_dialogue", POLDER_KIND_NUMBER, 1, -20, 20, "log-odds",
    "wat gesprek toevoegt",
    "what talk adds"),
  TABLE(POLDER_ENACT_FRAME, "enact_frame", POLDER_KIND_NUMBER, 1, -20, 20, "log-odds",
    "wat papier toevoegt dat besproken wordt",
    "what paper adds that is talked about"),
  TABLE(POLDER_ENACT_PAPER, "enact_paper", POLDER_KIND_NUMBER, 1, -20, 20, "log-odds",
    "wat papier afhaalt waar niet over gepraat wordt",
    "what paper takes away that nobody talks about"),
  TABLE(POLDER_ENACT_VAGUE, "enact_vague", POLDER_KIND_NUMBER, 1.75, -20, 20, "log-odds",
    "wat vaagheid afhaalt",
    "what vagueness takes away"),
  TABLE(POLDER_ENACT_MISREAD, "enact_misread", POLDER_KIND_NUMBER, 3, -20, 20, "log-odds",
    "wat een geheel anders verstane tekst afhaalt",
    "what a text takes away that is understood otherwise throughout"),
  TABLE(POLDER_ENACT_LEARNT, "enact_learnt", POLDER_KIND_NUMBER, 1, -20, 20, "log-odds",
    "wat samen geleerd is en besproken (learning) toevoegt",
    "what was learnt together and talked about (learning) adds"),
  TABLE(POLDER_ENACT_MEANING, "enact_meaning", POLDER_KIND_NUMBER, 0, -20, 20, "log-odds",
    "wat het afhaalt als de werkvloer zich het akkoord nog niet eigen heeft gemaakt",
    "what it takes away that the work floor has not made the agreement its own yet"),
  PARTY(POLDER_ENACTING_REWARD, "enacting_reward", 0, -1, 1, "utility",
    "wat doen zelf oplevert, naast wat de afspraak waard is",
    "what doing itself yields, beside what the agreement is worth"),
  TABLE(POLDER_LEARNING, "learning", POLDER_KIND_NUMBER, 0, 0, 1, "share per period",
    "hoeveel partijen in een periode leren van wat zij deden en bespraken",
    "how much the parties learn in a period from what they did and talked about"),
  TABLE(POLDER_TIME_PRESSURE, "time_pressure", POLDER_KIND_NUMBER, 0, 0, 1, "share",
    "haast: zoveel minder tijd heeft de werkvloer om zich het akkoord eigen te maken",
    "haste: so much less time the work floor has to make the agreement its own"),
  TABLE(POLDER_PREMISES, "premises", POLDER_KIND_NUMBER, 0, 0, 1, "share",
    "gedeelde vertrekpunten: zoveel van wat vaag is of tegenzit vullen partijen gelijk in",
    "shared starting points: so much of what is vague or unforeseen all fill in alike"),
  TABLE(POLDER_ATTENTION, "attention", POLDER_KIND_NUMBER, .8, 0, 1, "probability",
    "kans per periode dat opvalt wat misgaat",
    "chance a period that what goes wrong is noticed"),
  TABLE(POLDER_ATTENTION_LOSS, "attention_loss", POLDER_KIND_NUMBER, .5, -1, 1, "share",
    "hoeveel papier die oplettendheid verslapt; onder 0 scherpt papier haar",
    "how much paper slackens that attention; below 0 paper sharpens it"),
  PARTY(POLDER_PARTNER_LABEL, "partner_label", 0, 0, 1, "share",
    "je zijn immers partners: hoeveel vertrouwen blind maakt voor wie zijn woord niet houdt",
    "they are partners, after all: how much trust blinds for who does not keep its word"),
  PARTY(POLDER_BROKEN_CEILING, "broken_ceiling", .8, 0, 1, "",
    "hoger wordt het vertrouwen nooit meer in wie aantoonbaar zijn woord brak",
    "trust never again gets higher in who was seen to break its word"),
  TABLE(POLDER_SHOCK, "shock", POLDER_KIND_NUMBER, 0, 0, 1, "per period",
    "kans op een deukje: iets loopt anders dan afgesproken",
    "chance of a dent: something goes otherwise than agreed"),
  TABLE(POLDER_SHOCK_SIZE, "shock_size", POLDER_KIND_NUMBER, 1, 0, 20, "log-odds",
    "wat een deukje afhaalt van het doen, tot het is uitgepraat",
    "what a dent takes from the doing, until it is talked through"),
  TABLE(POLDER_UPKEEP, "upkeep", POLDER_KIND_NUMBER, 0, 0, 1, "share",
    "onderhoud van de relatie: zoveel minder zakt vertrouwen terug (trust_drift)",
    "upkeep of the relation: so much less trust slides back (trust_drift)"),
  TABLE(POLDER_INCIDENT, "incident", POLDER_KIND_NUMBER, 0, 0, 1, "per period",
    "kans op een voorval dat een partij ziet en een ander kan oplossen, zoals een dreigende huisuitzetting",
    "chance of an incident that one party sees and another can solve, as a threatening eviction"),
  TABLE(POLDER_TIES, "ties", POLDER_KIND_NUMBER, 0, 0, 1, "probability",
    "kans dat de werkvloer van twee partijen elkaar kent en belt",
    "chance that the work floors of two parties know and call each other"),
  PARTY(POLDER_STOP_HEALTH, "stop_health", 0, 0, 1, "",
    "gezondheid van de samenwerking waarbij de partij half zo vaak stopt als doorgaat; 0: stopt nooit",
    "health of the collaboration at which the party stops half the time; 0: never stops"),
  PARTY(POLDER_SUNK_COST, "sunk_cost", 0, 0, 1, "share",
    "stoppen is not done: zoveel kleiner is de kans om te stoppen",
    "stopping is not done: so much smaller is the chance to stop"),
  TABLE(POLDER_EXIT_GROWTH, "exit_growth", POLDER_KIND_NUMBER, 0, 0, 1, "share per period",
    "hoeveel wie gestopt is per periode op eigen kracht groeit",
    "how much who has stopped grows a period by its own strength"),

  TABLE(POLDER_SIDE_DEALS, "side_deals", POLDER_KIND_NUMBER, 0, 0, 1, "per round",
    "één-tweetjes: kans dat twee die elkaar geheel vertrouwen buiten de tafel om iets afspreken",
    "side deals: chance that two who trust each other wholly agree on something away from the table"),
  TABLE(POLDER_SIDE_ROUNDS, "side_rounds", POLDER_KIND_WHOLE, 6, 1, POLDER_ROUNDS_MAX, "rounds",
    "zoveel ronden houden zij zich daaraan",
    "so many rounds they keep to it"),
  TABLE(POLDER_DISCOVERY, "discovery", POLDER_KIND_NUMBER, .1, 0, 1, "per round",
    "kans dat een één-tweetje uitkomt",
    "chance that a side deal comes out"),
  TABLE(POLDER_ALLIANCE, "alliance", POLDER_KIND_PARTIES, 0, 0, 65535, "parties",
    "partijen die zich verbinden en met één mond spreken",
    "parties that join and speak with one voice"),
  TABLE(POLDER_ALLIANCE_BLUR, "alliance_blur", POLDER_KIND_NUMBER, .8, 0, 1, "share",
    "hoeveel er van hun gemiddelde identiteit overblijft in zo'n verbond",
    "how much of their mean identity is left in such an alliance"),
  PARTY(POLDER_IDENTITY, "identity", 1, 0, 1, "share",
    "hoe goed de partij haar eigen kracht, positie en identiteit kent en laat zien",
    "how well the party knows and shows its own strength, position and identity"),
  TABLE(POLDER_TURF, "turf", POLDER_KIND_NUMBER, 0, 0, 1, "share",
    "domeinenstrijd: hoe zwaar overlap van werkterreinen (overlap) weegt",
    "turf war: how much it matters that fields of work overlap (overlap)"),
  PARTY(POLDER_OVERLAP, "overlap", 0, 0, 1, "share",
    "hoezeer het werkterrein van de partij dat van de anderen overlapt, waar relations.csv niets zegt",
    "how much its field of work overlaps those of the others, where relations.csv says nothing"),
  TABLE(POLDER_PRESTIGE, "prestige", POLDER_KIND_NUMBER, 0, 0, 20, "",
    "aanzien van het onderwerp dat allen samen het zwaarst weegt: zoveel meer wil ieder daar zijn zin",
    "prestige of the issue that weighs most for all: so much more each wants its way there"),
  TABLE(POLDER_BABEL, "babel", POLDER_KIND_NUMBER, 0, 0, 1, "probability",
    "spraakverwarring die groeit met het verschil in prioriteiten tussen spreker en luisteraar",
    "confusion of tongues that grows with the difference in priorities of speaker and listener"),
  PARTY(POLDER_DISPLAY, "display", 0, 0, 1, "",
    "vertoon van macht: hoe hard de partij haar macht gebruikt tegen wie minder heeft",
    "display of power: how hard the party uses its power against those that have less"),
  TABLE(POLDER_RENOUNCE, "renounce", POLDER_KIND_NUMBER, 0, 0, 1, "share",
    "afzien van macht: zover gaat de macht van ieder naar het gemiddelde",
    "renouncing power: how far the power of each goes to the mean"),
  PARTY(POLDER_VISIBILITY, "visibility", 1, 0, 1, "share",
    "welk deel van wat de partij bijdraagt de anderen zien",
    "share of what the party contributes that the others see"),
  PARTY(POLDER_LETDOWN, "letdown", 0, 0, 10, "",
    "teleurstelling: zoveel harder daalt vertrouwen dat met mooie woorden (cheap_talk) was gewonnen",
    "letdown: so much faster falls trust that was won by fine words (cheap_talk)"),
};
/* clang-format on */

int polder_parameter_find(const char *name) {
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    if (g_ascii_strcasecmp(polder_parameters[id].name, name) == 0)
      return id;
  return -1;
}

int polder_parameter_choice(const PolderParameter *parameter, const char *name) {
  for (int place = 0; parameter->choices != NULL && parameter->choices[place] != NULL; place++)
    if (g_ascii_strcasecmp(parameter->choices[place], name) == 0)
      return place;
  return -1;
}

void polder_values_init(PolderValues *values) {
  memset(values->source, POLDER_FROM_DEFAULT, sizeof values->source);
  for (int id = 0; id < POLDER_PARAMETERS; id++)
    for (int party = 0; party < POLDER_PARTIES_MAX; party++)
      values->value[id][party] = polder_parameters[id].initial;
}

void polder_values_put(PolderValues *values, PolderParameterId id, int party, double value,
                       PolderSource source) {
  const int first = party < 0 ? 0 : party;
  const int last = party < 0 ? POLDER_PARTIES_MAX - 1 : party;
  for (int place = first; place <= last; place++) {
    if (values->source[id][place] > source)
      continue;
    values->value[id][place] = value;
    values->source[id][place] = (uint8_t)source;
  }
}

static void derive(PolderValues *values, PolderParameterId id, double value) {
  if (values->source[id][0] == POLDER_FROM_DEFAULT)
    values->value[id][0] = value;
}

void polder_values_derive(PolderValues *values, int n_parties) {
  derive(values, POLDER_DEADLINE_ROUNDS, 10.0 * n_parties);
  const double rounds = values->value[POLDER_DEADLINE_ROUNDS][0];
  derive(values, POLDER_DISCLOSURE_ROUND, ceil(.4 * rounds - POLDER_TOLERANCE));
  derive(values, POLDER_DEADLOCK_WINDOW, 2.0 * n_parties);
}
