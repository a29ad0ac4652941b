/* The one table of verbs. Dispatch, help, manual and shell completion all come from it. */
#include "cli.h"

#include <limits.h>
#include <string.h>

#define WITH(id)   (1u << CLI_OPTION_##id)
#define AS(format) (1u << CLI_##format)

const CliCommand cli_commands[] = {
    {.name = "check",
     .operands = "DIR...",
     .min_operands = 1,
     .max_operands = INT_MAX,
     .takes_folders = true,
     .options = WITH(FORMAT),
     .formats = AS(TEXT) | AS(JSON),
     .run = cli_verb_check,
     .summary = {"controleert casussen: alle fouten in één keer",
                 "checks cases: all mistakes at once"},
     .about =
         {"Leest elke map en meldt elke fout met bestand, regel en kolom. Toont daarna hoe groot "
          "de casus is, hoeveel ruimte er is om het eens te worden, wat daarvan overblijft bij "
          "half vertrouwen, en hoeveel deals elke rode lijn wegneemt.",
          "Reads each folder and reports every mistake with file, line and column. Then shows how "
          "large the case is, how much room there is to agree, what is left of it at half trust, "
          "and how many deals each red line removes."},
     .examples = {{"polder check scenarios/weerthuis", {"één casus", "one case"}},
                  {"polder check scenarios/*", {"alle casussen", "all cases"}}}},
    {.name = "run",
     .operands = "DIR|OUT",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(ARM) | WITH(RUN) | WITH(SEED) | WITH(SET) | WITH(POINT) | WITH(WHAT_IF) |
                WITH(FORMAT),
     .formats = AS(TEXT) | AS(CSV) | AS(JSON) | AS(JSONL),
     .run = cli_verb_run,
     .summary = {"vertelt één onderhandeling, ronde voor ronde",
                 "tells one negotiation, round by round"},
     .about =
         {"Speelt keer K van de casus en vertelt wie wat voorstelde, wie nee zei en waarom (of dat "
          "niemand wist waarom), wat de anderen daarvan dachten, hoe het afliep en waardoor. "
          "Keer K is dezelfde als keer K van compare met dezelfde seed. Van een map met resultaten "
          "van batch speelt het keer K van punt P opnieuw, precies zoals die daar in staat. Met "
          "--what-if staan er twee verhalen naast elkaar: hoe het ging, en hoe het was gegaan als "
          "een belang in die ronde was uitgesproken, met hetzelfde toeval.",
          "Plays run K of the case and tells who proposed what, who said no and why (or that "
          "nobody "
          "knew why), what the others made of it, how it ended and what caused that. "
          "Run K is run K of compare with the same seed. Of a folder with results of batch it "
          "plays run K of point P again, exactly as it stands there. With --what-if two stories "
          "stand side by side: how it went, and how it would have gone had an interest been told "
          "in that round, on the same draws."},
     .examples = {{"polder run scenarios/weerthuis",
                   {"zoals de casus geschreven is", "as the case is written"}},
                  {"polder run scenarios/weerthuis --arm spoken",
                   {"hetzelfde toeval, met de belangen op tafel",
                    "the same chance, with the interests on the table"}},
                  {"polder run scenarios/weerthuis --run 37 --what-if client.shame@7",
                   {"en als de cliëntenraad dat in ronde 7 had gezegd?",
                    "and had the client council told that in round 7?"}},
                  {"polder run resultaat --point 2 --run 17 --arm spoken",
                   {"een keer uit een proef, voor elk soort proef",
                    "a run of an experiment, of any kind"}}}},
    {.name = "compare",
     .operands = "DIR",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(RUNS) | WITH(ARMS) | WITH(SEED) | WITH(SET) | WITH(THREADS) | WITH(FORMAT),
     .formats = AS(TEXT) | AS(CSV) | AS(JSON),
     .run = cli_verb_compare,
     .summary = {"hoe vaak loopt het vast, en wat als de belangen uitgesproken zijn",
                 "how often it runs aground, and what if interests are spoken out"},
     .about =
         {"Speelt dezelfde keren in twee of meer armen, met hetzelfde toeval, en telt impasses, "
          "doorbraken (vast zonder, akkoord met) en verloren akkoorden (omgekeerd). Armen: asis, "
          "closed, spoken, flagged, informed, open, en die van arms.csv.",
          "Plays the same runs in two or more arms, with the same chance, and counts impasses, "
          "breakthroughs (aground without, agreed with) and lost agreements (the reverse). Arms: "
          "asis, closed, spoken, flagged, informed, open, and those of arms.csv."},
     .examples = {{"polder compare scenarios/weerthuis",
                   {"duizend keer, twee armen", "a thousand runs, two arms"}},
                  {"polder compare scenarios/weerthuis -n 10000 --arms asis,spoken,informed",
                   {"meer keren, en een derde arm", "more runs, and a third arm"}},
                  {"polder compare scenarios/weerthuis --set bias=0 --format json",
                   {"zonder toeschrijving van onwil, voor een script",
                    "without attribution of unwillingness, for a script"}}}},
    {.name = "analyse",
     .operands = "DIR",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(FORMAT),
     .formats = AS(TEXT) | AS(CSV) | AS(JSON),
     .run = cli_verb_analyse,
     .summary = {"de casus zelf: ruimte om het eens te worden, en de beste deals",
                 "the case itself: room to agree, and the best deals"},
     .about = {"Bekijkt alle deals met volledige kennis van alle belangen: hoeveel er mogelijk en "
               "aanvaardbaar zijn, de Pareto-grens, en de deals van Nash, Kalai en Smorodinsky, de "
               "egalitaire en de utilitaire.",
               "Looks at all deals with full knowledge of all interests: how many are possible and "
               "acceptable, the Pareto front, and the deals of Nash, Kalai and Smorodinsky, the "
               "egalitarian and the utilitarian one."},
     .examples = {{"polder analyse scenarios/weerthuis", {"", ""}}}},
    {.name = "explain",
     .operands = "DIR",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(RUNS) | WITH(SEED) | WITH(RUN) | WITH(ARM) | WITH(ROUND) | WITH(SET) |
                WITH(THREADS) | WITH(FORMAT),
     .formats = AS(TEXT) | AS(CSV) | AS(JSON),
     .run = cli_verb_explain,
     .summary = {"welk belang, door wie en wanneer verteld, doorbreekt de impasse",
                 "which interest, told by whom and when, breaks the impasse"},
     .about =
         {"Speelt elke keer opnieuw met één verborgen belang uitgesproken, voor elk belang en elke "
          "ronde, en met elke groep belangen in één ronde. Toont de kaart, de kleinste groepen die "
          "de deur openen, wiens uitspreken het is (Shapley en Banzhaf), hoe één impasse ontstond "
          "en welke andere hefbomen er zijn, en geeft advies in één zin. Gekozen wordt op de even "
          "keren, beloofd wat de oneven keren gaven. Met --seed of --run alleen: over één keer.",
          "Plays every run again with one hidden interest told, for each interest and each round, "
          "and with each group of interests in one round. Shows the map, the smallest groups that "
          "open the door, whose telling it is (Shapley and Banzhaf), how one impasse came about "
          "and what other levers there are, and advises in one sentence. It chooses by the even "
          "runs, and promises what the odd ones gave. With --seed or --run alone: about one run."},
     .examples = {{"polder explain scenarios/weerthuis", {"duizend keer", "a thousand runs"}},
                  {"polder explain scenarios/weerthuis --run 3", {"één keer", "one run"}},
                  {"polder explain scenarios/weerthuis --format csv > kaart.csv",
                   {"de kaart als tabel", "the map as a table"}}}},
    {.name = "batch",
     .operands = "PLAN|DIR",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(OUTPUT) | WITH(VARY) | WITH(RUNS) | WITH(ARMS) | WITH(SEED) | WITH(THREADS) |
                WITH(SHARD) | WITH(STORE) | WITH(UNTIL_HALFWIDTH) | WITH(MAX_RUNS) | WITH(DRY_RUN),
     .formats = AS(TEXT),
     .run = cli_verb_batch,
     .summary = {"speelt een heel plan van proeven, te hervatten en te verdelen",
                 "plays a whole plan of experiments, to be resumed and shared out"},
     .about =
         {"Een plan is een CSV met factor,levels; voor snel werk een casusmap (of random) met "
          "--vary. Elk punt speelt dezelfde keren in alle armen. In OUT komen runs.csv, "
          "parties.csv, rounds.csv, points.csv en manifest.json, met dezelfde bytes voor elk "
          "aantal draden, delen, processen (mpirun) en onderbrekingen. Met --store sqlite komen de "
          "rijen in "
          "results.sqlite, dat al tijdens het spelen te lezen is. Hetzelfde commando gaat verder "
          "waar het was; er wordt nooit iets overschreven.",
          "A plan is a CSV with factor,levels; for quick work a folder (or random) with --vary. "
          "Every point plays the same runs in all arms. OUT gets runs.csv, parties.csv, "
          "rounds.csv, points.csv and manifest.json, with the same bytes for any number of "
          "threads, shares, processes (mpirun) and interruptions. With --store sqlite the rows go "
          "to results.sqlite, "
          "which can be read while the batch runs. The same command goes on where it was; nothing "
          "is ever overwritten."},
     .examples = {{"polder batch plan.csv -o resultaat", {"een plan", "a plan"}},
                  {"polder batch scenarios/weerthuis --vary 'bias=0|1|2|4' -n 400 -o resultaat",
                   {"vier punten, zonder plan", "four points, without a plan"}},
                  {"polder batch plan.csv -o deel2 --shard 2/3",
                   {"een derde, op een andere machine", "one third, on another machine"}}}},
    {.name = "merge",
     .operands = "OUT...",
     .min_operands = 1,
     .max_operands = INT_MAX,
     .takes_folders = true,
     .options = WITH(OUTPUT),
     .formats = AS(TEXT),
     .run = cli_verb_merge,
     .summary = {"voegt delen van een batch samen", "puts the shares of a batch together"},
     .about =
         {"Noemt wat ontbreekt en wat dubbel is, en schrijft het geheel als er niets ontbreekt.",
          "Names what is missing and what is there twice, and writes the whole when nothing is "
          "missing."},
     .examples = {{"polder merge deel1 deel2 deel3 -o resultaat", {"", ""}}}},
    {.name = "verify",
     .operands = "OUT",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(RUNS),
     .formats = AS(TEXT),
     .run = cli_verb_verify,
     .summary = {"controleert een resultaat: alle controlegetallen, en een steekproef opnieuw",
                 "checks results: all checksums, and a sample played again"},
     .about = {"Rekent de controlegetallen na en speelt -n keren opnieuw (standaard 200): elke rij "
               "daarvan moet precies hetzelfde zijn.",
               "Computes the checksums and plays -n runs again (default 200): every row of those "
               "must be exactly the same."},
     .examples = {{"polder verify resultaat", {"", ""}}}},
    {.name = "rerun",
     .operands = "MANIFEST",
     .min_operands = 1,
     .max_operands = 1,
     .options = WITH(OUTPUT) | WITH(THREADS) | WITH(STORE),
     .formats = AS(TEXT),
     .run = cli_verb_rerun,
     .summary = {"speelt een heel resultaat opnieuw en vergelijkt",
                 "plays whole results again and compares"},
     .about = {"Leest het manifest en de points.csv ernaast, speelt alles in OUT, en zegt of er "
               "dezelfde bytes uit komen.",
               "Reads the manifest and the points.csv beside it, plays everything into OUT, and "
               "says whether the same bytes come out."},
     .examples = {{"polder rerun resultaat/manifest.json -o nog-eens", {"", ""}}}},
    {.name = "report",
     .operands = "OUT",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(OUTPUT),
     .formats = AS(TEXT),
     .run = cli_verb_report,
     .summary = {"maakt van een resultaat één pagina met figuren en tabellen",
                 "makes one page of results, with figures and tables"},
     .about = {"Leest de map van een klare batch en schrijft OUT/report.html (of -o BESTAND), een "
               "pagina die geen netwerk nodig heeft, en de gegevens van elke figuur als CSV in "
               "OUT/report. Een eerder verslag wordt vervangen.",
               "Reads the folder of a finished batch and writes OUT/report.html (or -o FILE), a "
               "page that needs no network, and the data of each figure as CSV in OUT/report. An "
               "earlier report is replaced."},
     .examples = {{"polder report resultaat", {"", ""}},
                  {"polder report resultaat -o verslag.html --lang nl", {"", ""}}}},
    {.name = "replay",
     .operands = "DIR",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(OUTPUT) | WITH(RUN) | WITH(ARM) | WITH(SEED) | WITH(SET) | WITH(FORMAT),
     .formats = AS(TEXT) | AS(JSON),
     .run = cli_verb_replay,
     .summary = {"maakt van één keer een pagina om door te lopen, met alle \"wat als\"",
                 "makes of one run a page to walk through, with every \"what if\""},
     .about =
         {"Zonder --run de eerste keer die vastloopt zoals het ging (--arm, standaard asis) en "
          "goed komt als alles uitgesproken is. Speelt daarvan elke tak: elk belang dat niet open "
          "is, uitgesproken in elke ronde. Schrijft ID.replay.html (of -o BESTAND), een pagina die "
          "met een dubbelklik opent en geen netwerk nodig heeft; een eerdere wordt vervangen. Met "
          "--format json alleen de gegevens.",
          "Without --run the first run that runs aground as it went (--arm, default asis) and "
          "agrees when everything is told. Plays every branch of it: each interest that is not "
          "open, told in each round. Writes ID.replay.html (or -o FILE), a page that opens by a "
          "double click and needs no network; an earlier one is replaced. With --format json the "
          "data alone."},
     .examples = {{"polder replay scenarios/weerthuis -o weerthuis.html", {"", ""}},
                  {"polder replay scenarios/weerthuis --run 37 --lang nl",
                   {"deze keer, in het Nederlands", "this run, in Dutch"}},
                  {"polder replay scenarios/weerthuis --format json",
                   {"de gegevens, voor een script", "the data, for a script"}}}},
    {.name = "cards",
     .operands = "DIR",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(OUTPUT),
     .formats = AS(TEXT),
     .run = cli_verb_cards,
     .summary = {"maakt rolkaarten en tentkaarten om af te drukken",
                 "makes role cards and tent cards to print"},
     .about =
         {"Schrijft OUT/cards.nl.html en OUT/cards.en.html (met --lang alleen die ene): per partij "
          "een rolkaart (voor: wat iedereen mag weten; achter: wat zij voor zich houdt) en een "
          "tentkaart, en een blad voor de trainer. A5, in elke browser af te drukken, zonder "
          "netwerk. Overschrijft nooit een bestand.",
          "Writes OUT/cards.nl.html and OUT/cards.en.html (with --lang that one alone): a role "
          "card a party (front: what anyone may know; back: what it keeps to itself), a tent card, "
          "and a sheet for the trainer. A5, to be printed from any browser, without a network. "
          "Never overwrites a file."},
     .examples = {{"polder cards scenarios/weerthuis -o kaarten", {"", ""}},
                  {"polder cards scenarios/weerthuis -o kaarten --lang nl",
                   {"alleen Nederlands", "Dutch only"}}}},
    {.name = "claims",
     .operands = "[ID...]",
     .max_operands = INT_MAX,
     .options = WITH(EVALUATE) | WITH(FORMAT),
     .formats = AS(TEXT) | AS(CSV) | AS(JSON),
     .run = cli_verb_claims,
     .summary = {"wat er van 98 stellingen over samenwerken overeind blijft, en waar niet",
                 "which of 98 claims about working together hold, and where they do not"},
     .about =
         {"Toont van elke stelling het effect met interval, hoe vaak er gespeeld is en het "
          "oordeel; "
          "met ID alles over die ene, tot en met het commando om haar proef opnieuw te doen. Met "
          "--evaluate MAP staan er geen ID's maar mappen van polder batch: de eerste het "
          "resultaat, de andere een variant naar hun naam.",
          "Shows of each claim the effect with its interval, how often it was played, and the "
          "verdict; with ID all about that one, down to the command that does its experiment "
          "again. With --evaluate FOLDER the operands are no IDs but folders of polder batch: the "
          "first the results, each other one a variant called by its name."},
     .examples = {{"polder claims", {"alle stellingen", "all claims"}},
                  {"polder claims D6", {"één stelling helemaal", "one claim in full"}},
                  {"polder claims --evaluate analysis/experiments/parties resultaat",
                   {"beoordeelt eigen resultaten", "judges results of your own"}}}},
    {.name = "new",
     .operands = "DIR",
     .min_operands = 1,
     .max_operands = 1,
     .takes_folders = true,
     .options = WITH(RANDOM) | WITH(SEED) | WITH(SET),
     .formats = AS(TEXT),
     .run = cli_verb_new,
     .summary = {"maakt een map met een ingevuld voorbeeld, of een willekeurige tafel",
                 "makes a folder with a filled example, or a random table"},
     .about =
         {"Schrijft een klein, volledig ingevuld voorbeeld om in een rekenblad te bewerken. Met "
          "--random een willekeurige tafel; --set kent dan parties, issues, options, interests, "
          "hidden_share, unaware_share, redline_share, conflict, percentile, latent, "
          "complementarity "
          "en inequality. Overschrijft nooit een bestand.",
          "Writes a small, fully filled example to edit in a spreadsheet. With --random a random "
          "table; --set then knows parties, issues, options, interests, hidden_share, "
          "unaware_share, redline_share, conflict, percentile, latent, complementarity and "
          "inequality. Never overwrites a file."},
     .examples = {{"polder new mijn-casus", {"", ""}},
                  {"polder new tafel --random --seed 7 --set parties=6 --set conflict=0.8",
                   {"zes partijen die tegenover elkaar staan", "six opposed parties"}}}},
    {.name = "list",
     .operands = "WHAT [DIR]",
     .min_operands = 1,
     .max_operands = 2,
     .words = cli_list_words,
     .options = WITH(FORMAT),
     .formats = AS(TEXT) | AS(CSV) | AS(JSON),
     .run = cli_verb_list,
     .summary = {"somt op: arms, parameters, protocols, strategies, events, rules, disclosures",
                 "lists arms, parameters, protocols, strategies, events, rules, disclosures"},
     .about = {"Met DIR ook de armen van die casus.", "With DIR also the arms of that case."},
     .examples = {{"polder list parameters", {"", ""}},
                  {"polder list arms scenarios/weerthuis", {"", ""}}}},
    {.name = "help",
     .operands = "[VERB]",
     .max_operands = 1,
     .options = WITH(MAN) | WITH(COMPLETION),
     .formats = AS(TEXT),
     .run = cli_verb_help,
     .summary = {"uitleg, ook per werkwoord", "help, also for each verb"},
     .about = {"", ""}},
    {.name = "version",
     .operands = "",
     .options = WITH(FORMAT),
     .formats = AS(TEXT) | AS(JSON),
     .run = cli_verb_version,
     .summary = {"welke versie dit is", "which version this is"},
     .about = {"", ""}},
};
const size_t cli_n_commands = G_N_ELEMENTS(cli_commands);

const CliCommand *cli_command_find(const char *name) {
  for (size_t i = 0; i < cli_n_commands; i++)
    if (strcmp(cli_commands[i].name, name) == 0)
      return &cli_commands[i];
  return NULL;
}

void cli_complain_verb(const Cli *cli, const char *word) {
  g_autofree const char **names = g_new0(const char *, cli_n_commands);
  for (size_t i = 0; i < cli_n_commands; i++)
    names[i] = cli_commands[i].name;
  const char *nearest = polder_nearest(word, names, cli_n_commands);
  if (nearest != NULL)
    cli_complain(cli_text(cli, "\"%s\" ken ik niet; bedoel je: polder %s?",
                          "\"%s\" is no verb; do you mean: polder %s?"),
                 word, nearest);
  else
    cli_complain(
        cli_text(cli, "\"%s\" ken ik niet; zie polder help", "\"%s\" is no verb; see polder help"),
        word);
}
