/* cheap_talk: fine words about partnership win trust in advance; whether who speaks them will do as
 * it says has nothing to do with them (adapted: cheap talk, Farrell and Rabin 1996).
 *
 * What the trust is worth later is for the practice to say.
 */
#include <polder/mechanism.h>

static void open(PolderTable *table) {
  for (int speaker = 0; speaker < table->n; speaker++)
    for (int listener = 0; listener < table->n; listener++) {
      double *trust = &table->trust_start[listener][speaker];
      if (listener != speaker)
        *trust += table->values.value[POLDER_CHEAP_TALK][speaker] * (1 - *trust);
    }
}

const PolderMechanism polder_mechanism_cheap_talk = {
    .name = "cheap_talk",
    .switches = {POLDER_CHEAP_TALK},
    .n_switches = 1,
    .open = open,
};
