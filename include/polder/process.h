/* Process: what the mechanisms measure of a run, the columns of process.csv: one line each.
 *
 * A column is NAN (empty in the file) at a table where its mechanism is off.
 */
#ifndef POLDER_PROCESS_H
#define POLDER_PROCESS_H

/* X(id, Dutch, English): POLDER_PROCESS_<ID> and the name of the column. */
#define POLDER_PROCESS(X)                                                                          \
  X(present_share, "aandeel van de partijen dat aan het eind nog aan tafel zit",                   \
    "share of the parties that are still at the table in the end")                                 \
  X(signed_below, "aandeel van de ondertekenaars dat onder zijn ondergrens tekende",               \
    "share of the signers that signed below their floor")                                          \
  X(signed_reluctantly, "aandeel van de ondertekenaars dat ja zei om geen nee te hoeven zeggen",   \
    "share of the signers that said yes so as not to say no")                                      \
  X(misunderstood,                                                                                 \
    "aandeel van de ondertekenaars dat een onderwerp anders verstond dan het er staat",            \
    "share of the signers that understood an issue otherwise than it is written")                  \
  X(felt_misunderstood,                                                                            \
    "hoezeer partijen zich tijdens het gesprek niet begrepen voelden, gemiddeld",                  \
    "how far parties felt misunderstood during the talk, mean")                                    \
  X(conceded,                                                                                      \
    "hoever partijen aan het eind waren gezakt van hun beste naar hun ondergrens, gemiddeld",      \
    "how far parties had come down from their best to their floor in the end, mean")               \
  X(kept, "aantal keren dat een partij in een periode deed wat zij tekende",                       \
    "times that a party did in a period what it signed")                                           \
  X(broken, "aantal keren dat een partij dat niet deed", "times that a party did not")             \
  X(detection_lag, "perioden dat niet doen onopgemerkt bleef, gemiddeld per paar",                 \
    "periods that not doing stayed unseen, mean a pair")                                           \
  X(found_loss, "vertrouwen dat verloren ging toen niet doen uitkwam, gemiddeld per keer",         \
    "trust that was lost when not doing was found out, mean a time")                               \
  X(trust_signed, "gemiddeld vertrouwen bij de handtekening", "mean trust at the signature")       \
  X(trust_after, "gemiddeld vertrouwen na de praktijk", "mean trust after the practice")           \
  X(trust_change, "vertrouwen na de praktijk min dat bij de handtekening",                         \
    "trust after the practice less that at the signature")                                         \
  X(expectation_gap, "vertrouwen bij de handtekening min het deel dat gedaan werd",                \
    "trust at the signature less the share that was done")                                         \
  X(enacted_value, "wat partijen in de praktijk kregen, gemiddeld per partij en periode",          \
    "what parties got in practice, mean a party and period")                                       \
  X(practice_cost, "wat praten en onderhoud kostten, gemiddeld per partij en periode",             \
    "what talk and upkeep cost, mean a party and period")                                          \
  X(exit_value, "wat partijen hadden gekregen door na de handtekening te stoppen, gemiddeld",      \
    "what parties would have got by stopping after the signature, mean")                           \
  X(stopped, "aandeel van de partijen dat in de praktijk stopte",                                  \
    "share of the parties that stopped in practice")                                               \
  X(stopped_in, "periode waarin partijen stopten, gemiddeld",                                      \
    "period in which parties stopped, mean")                                                       \
  X(health, "gezondheid van de samenwerking bij de handtekening (vijf vragen, 0 tot 1)",           \
    "health of the collaboration at the signature (five questions, 0 to 1)")                       \
  X(talk, "hoeveel er gepraat werd, na wat papier verdrong, gemiddeld per periode",                \
    "how much they talked, after what paper crowded out, mean a period")                           \
  X(revealed, "aandeel van de niet-open belangen dat in de praktijk bekend werd",                  \
    "share of the interests that were not open that became known in practice")                     \
  X(paper_gap, "deel dat op papier staat en niet gedaan werd",                                     \
    "part that stands on paper and was not done")                                                  \
  X(papers, "aantal teksten: het akkoord en wat er later van gemaakt werd",                        \
    "number of texts: the agreement and what was made of it later")                                \
  X(plan_survived, "1: de tekst bleef tot het eind staan en niemand zakte onder zijn ondergrens",  \
    "1: the text stood to the end and nobody fell below its floor")                                \
  X(shocks, "aantal deukjes", "number of dents")                                                   \
  X(noticed, "aandeel van de deukjes dat werd opgemerkt", "share of the dents that were noticed")  \
  X(repaired, "aandeel van de deukjes dat werd uitgepraat",                                        \
    "share of the dents that were talked through")                                                 \
  X(recovery, "perioden dat een deukje bleef, gemiddeld", "periods that a dent stayed, mean")      \
  X(learnt, "wat partijen samen leerden, 0 tot 1", "what the parties learnt together, 0 to 1")     \
  X(internalised, "hoever de werkvloer zich het akkoord eigen maakte, 0 tot 1",                    \
    "how far the work floor made the agreement its own, 0 to 1")                                   \
  X(below_gone,                                                                                    \
    "van wie minder kreeg dan zijn ondergrens: aandeel dat stopte of minder dan de helft deed",    \
    "of those who got less than their floor: share that stopped or did less than half")            \
  X(others_gone, "van de overige partijen: aandeel dat stopte of minder dan de helft deed",        \
    "of the other parties: share that stopped or did less than half")                              \
  X(failed_hollow,                                                                                 \
    "waar minder dan de helft gedaan werd, 1: hol getekend (onder een ondergrens of misverstaan)", \
    "where less than half was done, 1: signed hollow (below a floor, or misunderstood)")           \
  X(incidents, "aantal voorvallen", "number of incidents")                                         \
  X(incidents_solved, "aandeel van de voorvallen dat werd opgelost",                               \
    "share of the incidents that were solved")                                                     \
  X(client_known, "hoeveel de anderen aan het eind wisten van wat cliënten willen, 0 tot 1",       \
    "how much the others knew of what clients want in the end, 0 to 1")                            \
  X(wasted_rounds, "ronden gepraat aan een tafel waar geen ruimte was",                            \
    "rounds of talk at a table where there was no room")                                           \
  X(options_made, "aantal opties dat samen werd bedacht", "options that were thought of together") \
  X(options_used, "aantal bedachte opties in het akkoord",                                         \
    "options thought of together that are in the agreement")                                       \
  X(ambition, "voorwaarde ambitie aan het eind, 0 tot 1", "condition ambition in the end, 0 to 1") \
  X(interests, "voorwaarde belangen aan het eind, 0 tot 1",                                        \
    "condition interests in the end, 0 to 1")                                                      \
  X(relationship, "voorwaarde relatie aan het eind, 0 tot 1",                                      \
    "condition relationship in the end, 0 to 1")                                                   \
  X(organisation, "voorwaarde organisatie aan het eind, 0 tot 1",                                  \
    "condition organisation in the end, 0 to 1")                                                   \
  X(process, "voorwaarde proces aan het eind, 0 tot 1", "condition process in the end, 0 to 1")    \
  X(lowest, "laagste voorwaarde: 1 ambitie, 2 belangen, 3 relatie, 4 organisatie, 5 proces",       \
    "lowest condition: 1 ambition, 2 interests, 3 relationship, 4 organisation, 5 process")        \
  X(interventions, "aantal keren dat werd ingegrepen", "number of interventions")                  \
  X(form_distance, "hoever de beelden van de vorm uit elkaar liggen, gemiddeld per paar, 0 tot 1", \
    "how far apart the views of the form are, mean a pair, 0 to 1")                                \
  X(form_misfit, "hoever de vorm van de tafel van die beelden af ligt, gemiddeld, 0 tot 1",        \
    "how far the form of the table is from these views, mean, 0 to 1")                             \
  X(replaced, "aantal vertegenwoordigers dat werd vervangen",                                      \
    "number of representatives that were replaced")                                                \
  X(relation_cost, "tijd besteed aan de relatie, in ronden per partij, gemiddeld",                 \
    "time spent on the relation, in rounds a party, mean")                                         \
  X(past_shams, "aantal eerdere tafels dat schijn was", "earlier tables that were a sham")         \
  X(urge, "neiging om het dan maar zelf te doen aan het eind, gemiddeld, 0 tot 1",                 \
    "urge to rather do it oneself in the end, mean, 0 to 1")                                       \
  X(null_share, "aandeel van de partijen dat niet merkbaar beter wordt van het akkoord",           \
    "share of the parties that the agreement makes not noticeably better off")                     \
  X(rents, "wat het praten zelf opleverde, gemiddeld per partij",                                  \
    "what the talk itself yielded, mean a party")                                                  \
  X(cost, "wat praten met zovelen kostte, samen", "what talking with so many cost, together")      \
  X(net_value, "wat allen samen boven hun ondergrens kregen, min die kosten",                      \
    "what all together got above their floors, less that cost")                                    \
  X(side_deals, "aantal één-tweetjes", "number of side deals")                                     \
  X(side_found, "aantal één-tweetjes dat uitkwam", "number of side deals that came out")           \
  X(excluded_surplus,                                                                              \
    "wat partijen zonder één-tweetje boven hun ondergrens kregen, gemiddeld; 0 zonder akkoord",    \
    "what parties without a side deal got above their floor, mean; 0 without an agreement")        \
  X(paired_surplus, "hetzelfde van wie wel een één-tweetje had",                                   \
    "the same of those that had a side deal")                                                      \
  X(ally_surplus,                                                                                  \
    "wat partijen in een verbond boven hun ondergrens kregen, gemiddeld; 0 zonder akkoord",        \
    "what allies got above their floor, mean; 0 without an agreement")                             \
  X(ally_lead, "hetzelfde min wat de anderen kregen", "the same less what the others got")         \
  X(ally_rounds, "ronden die het verbond aan tafel zat",                                           \
    "rounds that the alliance sat at the table")                                                   \
  X(unclear_voice,                                                                                 \
    "teksten van partijen met identity onder 1, per partij, tegenover het gemiddelde",             \
    "texts of parties with an identity below 1, a party, as a share of the mean")                  \
  X(unclear_error, "hoe ver anderen er naast zitten over wat die partijen willen, gemiddeld",      \
    "how far others are off about what those parties want, mean")                                  \
  X(unclear_trust, "vertrouwen in die partijen, gemiddeld", "trust in those parties, mean")        \
  X(invitations,                                                                                   \
    "hoeveel anderen zo'n partij als partner zouden kiezen, gemiddeld; 1 is evenveel als ieder",   \
    "how many others would choose such a party as partner, mean; 1 is as many as anybody")         \
  X(contested,                                                                                     \
    "aandeel van de ronden waarin twee partijen op het gewichtigste onderwerp elk hun eigen "      \
    "beste optie claimen",                                                                         \
    "share of the rounds in which two parties each claim their own best option on the weightiest " \
    "issue")                                                                                       \
  X(distance, "verschil in prioriteiten tussen twee partijen, gemiddeld, 0 tot 1",                 \
    "difference in priorities between two parties, mean, 0 to 1")                                  \
  X(pressed, "aandeel van de antwoorden dat onder druk van iemand met meer macht werd gegeven",    \
    "share of the answers that were given under pressure of somebody with more power")             \
  X(small_lead,                                                                                    \
    "wat partijen met minder macht dan gemiddeld boven hun ondergrens kregen, min wat de andere "  \
    "kregen",                                                                                      \
    "what parties with less power than the mean got above their floor, less what the others got")  \
  X(small_trust, "vertrouwen van partijen met minder macht dan gemiddeld in de andere",            \
    "trust that parties with less power than the mean have in the others")                         \
  X(outvoted, "aandeel van wie aan tafel stemde zonder wie het akkoord gesloten werd",             \
    "share of those with a vote at the table without whom it was agreed")                          \
  X(outvoted_power, "macht van die partijen, als veelvoud van het gemiddelde",                     \
    "power of those parties, as a multiple of the mean")                                           \
  X(unseen_lead,                                                                                   \
    "wat partijen met visibility onder 1 boven hun ondergrens kregen, min wat de andere kregen",   \
    "what parties with a visibility below 1 got above their floor, less what the others got")      \
  X(unseen_trust, "vertrouwen in partijen met visibility onder 1, gemiddeld",                      \
    "trust in parties with a visibility below 1, mean")

#endif
