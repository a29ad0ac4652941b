/* Mechanism: the contract of what more may happen at a table, each a file of sim/mechanisms/.
 *
 * A mechanism is off unless one of its parameters (`switches`) differs from its default; a table
 * at which all are off costs nothing and gives the same bytes as if there were none. It is nature
 * or habit, not a party: it may look at the whole state. Where it stands for what a party decides,
 * it looks through that party's view alone (polder_view_...).
 */
#ifndef POLDER_MECHANISM_H
#define POLDER_MECHANISM_H

#include <polder/state.h>

G_BEGIN_DECLS

#define POLDER_SWITCHES_MAX 6

/* Every hook may be NULL. They are called in the order of POLDER_MECHANISMS. Draws are keyed with a
 * purpose of the mechanism's own. No hook allocates. */
struct PolderMechanism {
  const char *name;                                /* as its file */
  PolderParameterId switches[POLDER_SWITCHES_MAX]; /* n_switches of them */
  int n_switches;
  bool minded;   /* it reads or moves trust or belief */
  size_t memory; /* bytes a table; zero when a run opens */

  /* Once a game: values become other values (a training lowers the bias). */
  void (*compile)(PolderSetting *setting);
  /* A run opens: values, power, floor, present and trust_start may still be made other. */
  void (*open)(PolderTable *table);
  /* A round begins, among its events: telling (polder_table_tell) is possible. */
  void (*round)(PolderTable *table);
  /* What a party asks of a text, and how good a text of that author seems to it; both in utility.
   */
  double (*demand)(const PolderTable *table, int party, double demand);
  double (*perceive)(const PolderTable *table, int party, PolderDeal deal, int author,
                     double perceived);
  /* Chance that a listener hears something else than was said, an issue, before a shared lens. */
  double (*mishear)(const PolderTable *table, int listener, int speaker, double noise);
  /* How much of the turns falls to a party: its power, unless something raises or lowers its voice.
   */
  double (*voice)(const PolderTable *table, int party, double voice);
  /* The text that a party lays on the table in the end, or POLDER_NO_DEAL: it passes. */
  PolderDeal (*propose)(PolderTable *table, int party, PolderDeal text);
  /* What a party says to the text on the table in the end; no red line stands in its way. */
  bool (*answer)(PolderTable *table, int party, bool accepts);
  /* The text on the table was answered by those in table->answered. */
  void (*answered)(PolderTable *table);
  /* A round is over, trust has drifted, nobody has left yet. */
  void (*round_over)(PolderTable *table);
  /* Chance that a party leaves, or ends the table and acts alone, in this round. */
  double (*leave)(const PolderTable *table, int party, double hazard);
  double (*take_over)(const PolderTable *table, int party, double hazard);
  /* The talk has ended, however it did: what comes after. It may make the ending a sham. */
  void (*after)(PolderTable *table);
  /* Columns of process.csv (NAN so far). */
  void (*conclude)(const PolderTable *table, PolderOutcome *outcome);
};

/* Its memory at this table; only while it is on. */
void *polder_mechanism_memory(const PolderTable *table, const PolderMechanism *mechanism);

G_END_DECLS

#endif
