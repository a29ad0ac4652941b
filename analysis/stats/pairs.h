/* What the files of this room share about a table of pairs. */
#ifndef STATS_PAIRS_H
#define STATS_PAIRS_H

#include <polder/stats.h>

double polder_pairs_total(PolderPairs pairs);
PolderPairs polder_pairs_swapped(PolderPairs pairs); /* first and second change places */

#endif
