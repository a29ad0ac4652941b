/* Recall: after a telling, everybody judges again what it remembers ("so that was why").
 *
 * Invariant: a remembered judgement moves by what the telling changes in the expectation of its
 * text, and by nothing else; only who told is seen anew.
 */
#include <math.h>
#include <string.h>

#include "kernel.h"

static unsigned n_remembered(const PolderMinds *minds) {
  return MIN(minds->n_memories, MEMORY);
}

void polder_minds_recall_begin(PolderMinds *minds) {
  for (unsigned place = 0; place < n_remembered(minds); place++)
    polder_minds_expect(minds, minds->memory[place].deal, minds->memory[place].option,
                        minds->before_odds + place * (size_t)minds->lanes,
                        minds->before_clear + place * (size_t)minds->lanes);
}

/* What the telling changed in the expectation of each remembered text, it changes in the judgement.
 */
static void understand(PolderMinds *minds, unsigned place, unsigned tellers) {
  Memory *memory = &minds->memory[place];
  float *odds = minds->odds, *clear = minds->no_red;
  polder_minds_expect(minds, memory->deal, memory->option, odds, clear);
  const float *before_odds = minds->before_odds + place * (size_t)minds->lanes;
  const float *before_clear = minds->before_clear + place * (size_t)minds->lanes;
  for (int lane = 0; lane < minds->lanes; lane++) {
    if (!(tellers >> (lane % minds->shape.n_parties) & 1))
      continue;
    const float ratio = MAX(odds[lane], 1e-9f) / MAX(before_odds[lane], 1e-9f);
    memory->odds[lane] = MIN(memory->odds[lane] * ratio, 1e9f);
    memory->clear[lane] = before_clear[lane] > 0
                              ? MIN(memory->clear[lane] * (clear[lane] / before_clear[lane]), 1)
                              : clear[lane];
  }
}

static void forgive(PolderMinds *minds, int lane, float omega) {
  const float before = minds->omega[lane], lifted = before - omega;
  const float start = minds->trust_start[lane], trust = minds->trust[lane];
  minds->omega[lane] = omega;
  if (lifted > 0 && before > minds->omega_start[lane]) {
    const float share = MIN(lifted / (before - minds->omega_start[lane]), 1);
    const float lost = MAX(start - trust, 0);
    minds->trust[lane] = trust + minds->repair[lane] * share * lost;
  } else if (lifted < 0)
    minds->trust[lane] = trust + minds->loss[lane] * lifted * trust;
}

void polder_minds_recall_end(PolderMinds *minds, unsigned tellers) {
  float omega[(POLDER_PARTIES_MAX + 1) * POLDER_PARTIES_MAX + LANES] __attribute__((aligned(64)));
  memcpy(omega, minds->omega_base, (size_t)minds->lanes * sizeof(float));
  const unsigned n = n_remembered(minds);
  for (unsigned place = 0; place < n; place++)
    understand(minds, place, tellers);
  for (unsigned step = 0; step < n; step++) /* oldest first */
    minds->kernel->remember(minds, &minds->memory[(minds->n_memories - n + step) % MEMORY], omega);
  for (int lane = 0; lane < minds->lanes; lane++)
    if (minds->valid[lane] > 0 && tellers >> (lane % minds->shape.n_parties) & 1)
      forgive(minds, lane, omega[lane]);
}

void polder_minds_thank(PolderMinds *minds, int observer, int other) {
  const int lane = observer * minds->shape.n_parties + other;
  minds->trust[lane] += minds->gain[lane] * minds->thanks[lane] * (1 - minds->trust[lane]);
}

void polder_minds_experience(PolderMinds *minds, int observer, int other, double gain, double loss,
                             double ceiling) {
  const int lane = observer * minds->shape.n_parties + other;
  const float trust = minds->trust[lane];
  const float won = (float)gain * minds->gain[lane] * (1 - trust);
  const float lost = MIN((float)loss * minds->loss[lane], 1) * trust;
  minds->trust[lane] = MIN(CLAMP(trust + won - lost, 0, 1), (float)ceiling);
}

void polder_minds_set_gain(PolderMinds *minds, int observer, int other, double gain) {
  minds->gain[observer * minds->shape.n_parties + other] = (float)gain;
}

void polder_minds_set_loss(PolderMinds *minds, int observer, int other, double loss) {
  minds->loss[observer * minds->shape.n_parties + other] = (float)loss;
}

/* The base too: what is judged again starts from there. */
void polder_minds_suspect(PolderMinds *minds, int observer, int other, double omega) {
  const int lane = observer * minds->shape.n_parties + other;
  minds->omega[lane] = MAX(minds->omega[lane], (float)omega);
  minds->omega_base[lane] = MAX(minds->omega_base[lane], (float)omega);
}

void polder_minds_slide(PolderMinds *minds, int observer, int other, double share) {
  const int lane = observer * minds->shape.n_parties + other;
  minds->trust[lane] += (float)share * (minds->trust_start[lane] - minds->trust[lane]);
}

void polder_minds_drift(PolderMinds *minds) {
  for (int lane = 0; lane < minds->lanes; lane++) {
    if (minds->met[lane] == 0)
      minds->trust[lane] += minds->drift[lane] * (minds->trust_start[lane] - minds->trust[lane]);
    minds->met[lane] = 0;
  }
}
