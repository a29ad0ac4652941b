/* Cards: a case as print-ready HTML, for people who play it at a real table. Pages of A5: a role
 * card a party (front: what anyone may know; back: what it keeps to itself), a tent card a party,
 * and a sheet for the trainer.
 *
 * On a party's cards stands nothing that another party keeps to itself, and nothing that the party
 * itself is not aware of: that is on the trainer's sheet alone.
 */
#ifndef POLDER_CARDS_H
#define POLDER_CARDS_H

#include <polder/base.h>
#include <polder/scenario.h>

G_BEGIN_DECLS

/* The page of a frozen scenario, whole: it needs no network, script or other file. Yours to free.
 * Cost: some passes over the deals a party, under a second for 10^5. */
char *polder_cards_page(const PolderScenario *scenario, PolderLanguage language);

G_END_DECLS

#endif
