/* Shared by the mechanisms about who sits there. */
#ifndef POLDER_MECHANISMS_SEATS_H
#define POLDER_MECHANISMS_SEATS_H

#include <polder/mechanism.h>

/* The parties of a kind (bits). */
unsigned polder_seats_of_kind(const PolderScenario *scenario, const char *kind);
/* Takes a party from the table before the talk begins: it has no vote and is not there. */
void polder_seats_remove(PolderTable *table, int party);
/* An entry about a party, if there is a trace. */
void polder_seats_note(PolderTable *table, PolderDid did, int party, double after);
/* Who has a vote and is there (bits). */
unsigned polder_seats_voters(const PolderTable *table);

#endif
