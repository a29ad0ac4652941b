/* The list of plug-ins: one line each. A plug-in is one file that ends in one const struct.
 *
 * Adding a strategy `foo`: write sim/agents/foo.c, which ends in `const PolderStrategy
 * polder_strategy_foo`, and add X(foo) here. Its name is then known to scenario files, --set,
 * lists, manual and engine.
 */
#ifndef POLDER_PLUGINS_H
#define POLDER_PLUGINS_H

#define POLDER_STRATEGIES(X)                                                                       \
  X(principled)                                                                                    \
  X(boulware)                                                                                      \
  X(conceder)                                                                                      \
  X(linear)                                                                                        \
  X(tit_for_tat)                                                                                   \
  X(random)                                                                                        \
  X(scripted)                                                                                      \
  X(micro)                                                                                         \
  X(hill_climber)                                                                                  \
  X(annealer)

#define POLDER_PROTOCOLS(X)                                                                        \
  X(round_robin)                                                                                   \
  X(saop)                                                                                          \
  X(amop)                                                                                          \
  X(mediated)                                                                                      \
  X(leader)                                                                                        \
  X(issue_by_issue)

#define POLDER_DISCLOSURES(X)                                                                      \
  X(none)                                                                                          \
  X(on_rejection)                                                                                  \
  X(reciprocal)                                                                                    \
  X(when_asked)

/* In the order in which they have their say; each is a file of sim/mechanisms/ that ends in `const
 * PolderMechanism polder_mechanism_NAME` (<polder/mechanism.h>). */
#define POLDER_MECHANISMS(X)                                                                       \
  X(threat)                                                                                        \
  X(volatility)                                                                                    \
  X(turf)                                                                                          \
  X(babel)                                                                                         \
  X(identity)                                                                                      \
  X(alliance)                                                                                      \
  X(power_display)                                                                                 \
  X(visibility)                                                                                    \
  X(paper_first)                                                                                   \
  X(cheap_talk)                                                                                    \
  X(felt)                                                                                          \
  X(abstraction)                                                                                   \
  X(signing_reward)                                                                                \
  X(yes_saying)                                                                                    \
  X(side_deals)                                                                                    \
  X(text_noise)                                                                                    \
  X(client_role)                                                                                   \
  X(entry)                                                                                         \
  X(past)                                                                                          \
  X(forms)                                                                                         \
  X(spanner)                                                                                       \
  X(walls)                                                                                         \
  X(mandate)                                                                                       \
  X(conditions)                                                                                    \
  X(creation)                                                                                      \
  X(purpose)                                                                                       \
  X(relation)                                                                                      \
  X(urge)                                                                                          \
  X(rents)                                                                                         \
  X(status_quo)                                                                                    \
  X(partner_cost)                                                                                  \
  X(practice)

#endif
