/* cheap_talk: fine words about partnership win trust in advance; whether who speaks them will do as
 * it says has nothing to do with them (adapted: cheap talk, Farrell and Rabin 1996).
 *
 * What the trust is worth later is for the table and the practice to say. With `letdown` what was
 * won that way falls faster: at lambda (1 + letdown * trust that words won).
 */
#include <polder/mechanism.h>

typedef struct {
  float won[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX]; /* [listener][speaker]: trust won by words */
} Words;

const PolderMechanism polder_mechanism_cheap_talk;

static void open(PolderTable *table) {
  Words *words = polder_mechanism_memory(table, &polder_mechanism_cheap_talk);
  for (int speaker = 0; speaker < table->n; speaker++)
    for (int listener = 0; listener < table->n; listener++) {
      double *trust = &table->trust_start[listener][speaker];
      const double won = table->values.value[POLDER_CHEAP_TALK][speaker] * (1 - *trust);
      if (listener != speaker)
        *trust += won;
      words->won[listener][speaker] = (float)won;
    }
}

/* Each round anew: a training makes another listener of it. */
static void remember(PolderTable *table) {
  const Words *words = polder_mechanism_memory(table, &polder_mechanism_cheap_talk);
  for (int listener = 0; listener < table->n; listener++) {
    const double letdown = table->values.value[POLDER_LETDOWN][listener];
    const double plain = table->values.value[POLDER_TRUST_LOSS][listener];
    for (int speaker = 0; letdown > 0 && speaker < table->n; speaker++) {
      const double loss = plain * (1 + letdown * (double)words->won[listener][speaker]);
      polder_minds_set_loss(table->minds, listener, speaker, MIN(loss, 1));
    }
  }
}

const PolderMechanism polder_mechanism_cheap_talk = {
    .name = "cheap_talk",
    .switches = {POLDER_CHEAP_TALK},
    .n_switches = 1,
    .minded = true,
    .memory = sizeof(Words),
    .open = open,
    .round = remember,
};
