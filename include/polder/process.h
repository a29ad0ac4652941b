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
    "share of the signers that signed below their floor")

#endif
