/* Minds: the bookkeeping around the kernel.
 *
 * Invariant: between polder_minds_update and the next hearing or learning, everything that follows
 * from the beliefs is current.
 */
#include <math.h>
#include <string.h>

#include "kernel.h"
#include "plain.h"

const float polder_importance[IMPORTANCES] = {0.5f, 1, 2};
const float polder_importance_prior[IMPORTANCES] = {0.4f, 0.4f, 0.2f};
const float polder_offset[OFFSETS] = {-0.2f, -0.12f, -0.04f, 0.04f, 0.12f, 0.2f};

#ifndef POLDER_WIDEST /* a build may want a narrower kernel: make WIDEST=4 */
#define POLDER_WIDEST LANES
#endif

/* The widest kernel that this processor can run, of at most `widest` floats at a time. */
static const PolderKernel *choose_kernel(int widest) {
#ifdef __x86_64__ /* the build makes the wider ones there */
  if (widest >= 16 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
    return &polder_kernel_avx512;
  if (widest >= 8 && __builtin_cpu_supports("avx2"))
    return &polder_kernel_avx2;
#endif
  return &polder_kernel_plain;
}

int polder_minds_width(void) {
  return choose_kernel(POLDER_WIDEST)->width;
}

void polder_minds_narrow(PolderMinds *minds, int widest) {
  minds->kernel = choose_kernel(widest);
}

/* --- memory
 * ---------------------------------------------------------------------------------------------------------
 */

/* Cuts one block of aligned floats into arrays; the first pass only counts. */
typedef struct {
  float *block;
  size_t used;
} Cutter;

static void cut(Cutter *cutter, float **array, size_t n) {
  if (cutter->block != NULL)
    *array = cutter->block + cutter->used;
  cutter->used += (n + LANES - 1) / LANES * LANES;
}

static void cut_all(PolderMinds *minds, Cutter *cutter) {
  const size_t lanes = (size_t)minds->lanes, n_options = (size_t)minds->shape.n_options;
  float **by_option[] = {&minds->red,   &minds->told,   &minds->untold,
                         &minds->value, &minds->factor, &minds->clear};
  float **by_lane[] = {
      &minds->told_share,  &minds->told_base,  &minds->omega,    &minds->trust,
      &minds->trust_start, &minds->omega_base, &minds->bias,     &minds->omega_start,
      &minds->gain,        &minds->loss,       &minds->level,    &minds->drift,
      &minds->repair,      &minds->thanks,     &minds->credit,   &minds->devaluation,
      &minds->best,        &minds->worst,      &minds->hardness, &minds->pace,
      &minds->valid,       &minds->threshold,  &minds->floor,    &minds->mean_offset,
      &minds->odds,        &minds->no_red,     &minds->expected, &minds->answer,
      &minds->least,       &minds->met,        &minds->some_red};
  cut(cutter, &minds->grid, n_options * IMPORTANCES * lanes);
  cut(cutter, &minds->offset, OFFSETS * lanes);
  for (size_t place = 0; place < G_N_ELEMENTS(by_option); place++)
    cut(cutter, by_option[place], n_options * lanes);
  for (size_t place = 0; place < G_N_ELEMENTS(by_lane); place++)
    cut(cutter, by_lane[place], lanes);
  for (int place = 0; place < MEMORY; place++) {
    Memory *memory = &minds->memory[place];
    float **parts[] = {&memory->odds, &memory->clear, &memory->least, &memory->answer};
    for (size_t part = 0; part < G_N_ELEMENTS(parts); part++)
      cut(cutter, parts[part], lanes);
  }
  cut(cutter, &minds->before_odds, MEMORY * lanes);
  cut(cutter, &minds->before_clear, MEMORY * lanes);
  const size_t table = (size_t)minds->head_padded + minds->tail_padded + LANES;
  cut(cutter, &minds->tables, (size_t)(2 * minds->shape.n_parties + 2) * table);
  cut(cutter, &minds->spare, table);
}

/* The last issues, as many as give at most TAIL_MAX combinations, are the tail of a search. */
static void split_issues(PolderMinds *minds) {
  minds->split = minds->shape.n_issues;
  minds->n_tail = 1;
  while (minds->split > 0) {
    const int *first = minds->first_option + minds->split - 1;
    const uint32_t n_options = (uint32_t)(first[1] - first[0]);
    if (minds->n_tail * n_options > TAIL_MAX)
      break;
    minds->n_tail *= n_options;
    minds->split--;
  }
  minds->n_head = minds->shape.stride == NULL ? 1 : minds->shape.n_deals / minds->n_tail;
  minds->tail_padded = (minds->n_tail + LANES - 1) / LANES * LANES;
  minds->head_padded = (minds->n_head / LANES + 2) * LANES;
}

PolderMinds *polder_minds_new(const PolderShape *shape) {
  PolderMinds *minds = g_new0(PolderMinds, 1);
  minds->shape = *shape;
  const size_t n_issues = (size_t)shape->n_issues;
  minds->first_option = g_memdup2(shape->first_option, (n_issues + 1) * sizeof(int));
  if (shape->stride != NULL)
    minds->stride = g_memdup2(shape->stride, n_issues * sizeof(uint32_t));
  minds->shape.first_option = minds->first_option;
  minds->shape.stride = minds->stride;
  minds->kernel = choose_kernel(POLDER_WIDEST);
  minds->observers = shape->n_parties + 1;
  minds->lanes = (minds->observers * shape->n_parties + LANES - 1) / LANES * LANES;
  split_issues(minds);
  Cutter cutter = {NULL, 0};
  cut_all(minds, &cutter);
  void *block = NULL;
  if (posix_memalign(&block, 64, cutter.used * sizeof(float)) != 0)
    g_error("out of memory");
  memset(block, 0, cutter.used * sizeof(float));
  minds->memory_block = cutter.block = block;
  cutter.used = 0;
  cut_all(minds, &cutter);
  minds->red_stride = shape->n_deals + TAIL_MAX;
  minds->known_red = g_new0(int32_t, (size_t)minds->observers * minds->red_stride);
  minds->knows_red = g_new0(bool, (size_t)minds->observers);
  minds->token = g_atomic_rc_box_new(char);
  minds->found = g_new(PolderDeal, shape->n_deals);
  minds->found_score = g_new(float, shape->n_deals);
  minds->pairs = g_new0(float *, (size_t)minds->lanes);
  minds->heard_pairs = g_new0(bool, (size_t)minds->lanes);
  for (int lane = 0; shape->with_pairs && lane < minds->observers * shape->n_parties; lane++)
    minds->pairs[lane] = g_new0(float, shape->n_deals);
  for (int f = 0; f < OFFSETS; f++)
    minds->offset_factor[f] = (float)polder_exp((double)polder_offset[f] / (double)POLDER_SOFTNESS);
  return minds;
}

void polder_minds_free(PolderMinds *minds) {
  if (minds == NULL)
    return;
  for (int lane = 0; lane < minds->observers * minds->shape.n_parties; lane++)
    g_free(minds->pairs[lane]);
  g_free(minds->found);
  g_free(minds->found_score);
  g_free(minds->pairs);
  g_free(minds->heard_pairs);
  g_free(minds->knows_red);
  g_atomic_rc_box_release(minds->token);
  if (minds->red_copy_of != NULL)
    g_atomic_rc_box_release(minds->red_copy_of);
  g_free(minds->known_red);
  free(minds->memory_block);
  g_free(minds->stride);
  g_free(minds->first_option);
  g_free(minds);
}

/* --- the opening
 * ------------------------------------------------------------------------------------------------------
 */

void polder_minds_start(PolderMinds *minds, bool with_neutral) {
  const int n = minds->shape.n_parties;
  minds->with_neutral = with_neutral;
  polder_minds_focus(minds, -1);
  const int observers = n + (with_neutral ? 1 : 0);
  minds->lanes = (observers * n + LANES - 1) / LANES * LANES;
  const size_t lanes = (size_t)minds->lanes, n_options = (size_t)minds->shape.n_options;
  memset(minds->told, 0, n_options * lanes * sizeof(float));
  memset(minds->told_share, 0, lanes * sizeof(float));
  memset(minds->told_base, 0, lanes * sizeof(float));
  memset(minds->valid, 0, lanes * sizeof(float));
  memset(minds->met, 0, lanes * sizeof(float));
  for (size_t cell = 0; cell < OFFSETS * lanes; cell++)
    minds->offset[cell] = 1.0f / OFFSETS;
  for (size_t cell = 0; cell < n_options * IMPORTANCES * lanes; cell++)
    minds->grid[cell] = 1; /* padding lanes only need to stay finite */
  for (int observer = 0; observer <= n; observer++)
    if (minds->knows_red[observer]) {
      memset(minds->known_red + (size_t)observer * minds->red_stride, 0,
             minds->red_stride * sizeof(int32_t));
      minds->knows_red[observer] = false;
      minds->red_changes++;
    }
  for (int lane = 0; minds->any_pairs && lane < (n + 1) * n; lane++)
    if (minds->heard_pairs[lane]) {
      memset(minds->pairs[lane], 0, minds->shape.n_deals * sizeof(float));
      minds->heard_pairs[lane] = false;
    }
  minds->any_pairs = false;
  minds->n_memories = 0;
}

void polder_minds_attribute(PolderMinds *minds, bool by_frequency) {
  minds->by_frequency = by_frequency;
}

void polder_minds_focus(PolderMinds *minds, int issue) {
  minds->taught_from = MAX(issue, 0);
  minds->taught_to = issue < 0 ? minds->shape.n_issues : issue + 1;
}

/* Prior over which option is best: the fixed pie says that it is the observer's own worst one. The
 * same about every other party. */
static void imagine_issue(PolderMinds *minds, int issue, const double *value,
                          const PolderTemper *temper, int observer) {
  const int first = minds->first_option[issue], last = minds->first_option[issue + 1];
  const int n = minds->shape.n_parties;
  double worst = INFINITY;
  int n_worst = 0;
  for (int option = first; value != NULL && option < last; option++) {
    const double gap = value[option] - worst;
    n_worst = gap < -1e-12 ? 1 : gap <= 1e-12 ? n_worst + 1 : n_worst;
    worst = MIN(worst, value[option]);
  }
  const double flat = 1.0 / (last - first);
  const float red =
      temper->red_prior > 0 ? MAX((float)(temper->red_prior * flat), POLDER_TRIFLE) : 0;
  for (int option = first; option < last; option++) {
    const bool mirrored = value != NULL && value[option] - worst <= 1e-12;
    const double pie = value != NULL ? temper->fixed_pie : 0;
    const float best = (float)((1 - pie) * flat + (mirrored ? pie / n_worst : 0));
    float *cell = minds->grid + (size_t)(option * IMPORTANCES * minds->lanes + observer * n);
    float *line = minds->red + (size_t)(option * minds->lanes + observer * n);
    for (int m = 0; m < IMPORTANCES; m++, cell += minds->lanes)
      for (int other = 0; other < n; other++)
        cell[other] = best * polder_importance_prior[m];
    for (int other = 0; other < n; other++)
      line[other] = red;
  }
}

void polder_minds_change(PolderMinds *minds, int observer, const PolderTemper *temper) {
  const int n = minds->shape.n_parties;
  for (int other = 0; other < n; other++) {
    const int lane = observer * n + other;
    minds->bias[lane] = (float)temper->bias;
    minds->omega_start[lane] = (float)temper->omega_start;
    minds->gain[lane] = (float)temper->trust_gain;
    minds->loss[lane] = (float)temper->trust_loss;
    minds->level[lane] = (float)temper->trust_level;
    minds->drift[lane] = (float)temper->trust_drift;
    minds->repair[lane] = (float)temper->repair;
    minds->thanks[lane] = (float)temper->telling_trust;
    minds->credit[lane] = (float)temper->excuse;
    minds->devaluation[lane] = (float)temper->devaluation;
    minds->best[lane] = (float)temper->best;
    minds->worst[lane] = (float)temper->worst;
    minds->hardness[lane] = (float)temper->hardness;
  }
}

void polder_minds_sit(PolderMinds *minds, int observer, const PolderTemper *temper,
                      const double *value, const double *trust) {
  const int n = minds->shape.n_parties;
  polder_minds_change(minds, observer, temper);
  for (int other = 0; other < n; other++) {
    const int lane = observer * n + other;
    minds->valid[lane] = other == observer ? 0 : 1;
    minds->omega[lane] = minds->omega_base[lane] = (float)temper->omega_start;
    minds->trust[lane] = minds->trust_start[lane] = trust != NULL ? (float)trust[other] : 0.5f;
  }
  for (int issue = 0; issue < minds->shape.n_issues; issue++)
    imagine_issue(minds, issue, value, temper, observer);
}

/* --- hearing
 * ----------------------------------------------------------------------------------------------------------
 */

void polder_minds_hear(PolderMinds *minds, int observer, int other, double weight, double offset,
                       const double *score) {
  const int lane = observer * minds->shape.n_parties + other;
  double base = offset; /* the scores of an issue count from its lowest: nothing overflows */
  for (int issue = 0; issue < minds->shape.n_issues; issue++) {
    const int first = minds->first_option[issue], last = minds->first_option[issue + 1];
    double lowest = score[first];
    for (int option = first; option < last; option++)
      lowest = MIN(lowest, score[option]);
    for (int option = first; option < last; option++)
      minds->told[(size_t)option * (size_t)minds->lanes + (size_t)lane] +=
          (float)(weight * (score[option] - lowest));
    base += lowest;
  }
  minds->told_base[lane] += (float)(weight * base);
  minds->told_share[lane] = MIN(minds->told_share[lane] + (float)weight, 1);
}

void polder_minds_hear_red(PolderMinds *minds, int observer, int other, const double *satisfaction,
                           double minimum) {
  minds->kernel->hear_red(satisfaction, minimum, minds->shape.n_deals, other,
                          minds->known_red + (size_t)observer * minds->red_stride);
  minds->knows_red[observer] = true;
  minds->red_changes++;
}

void polder_minds_hear_pairs(PolderMinds *minds, int observer, int other, const double *added) {
  const int lane = observer * minds->shape.n_parties + other;
  if (minds->pairs[lane] == NULL) /* not foreseen in the shape */
    minds->pairs[lane] = g_new0(float, minds->shape.n_deals);
  minds->heard_pairs[lane] = true;
  for (uint32_t deal = 0; deal < minds->shape.n_deals; deal++)
    minds->pairs[lane][deal] += (float)added[deal];
  minds->any_pairs = true;
}

void polder_minds_update(PolderMinds *minds, const double *pace) {
  const int n = minds->shape.n_parties;
  for (int observer = 0; observer < n + (minds->with_neutral ? 1 : 0); observer++)
    for (int other = 0; other < n; other++)
      minds->pace[observer * n + other] = (float)pace[observer];
  minds->kernel->update(minds);
}

/* --- answers
 * ----------------------------------------------------------------------------------------------------------
 */

void polder_minds_expect(PolderMinds *minds, PolderDeal deal, const int *option, float *out_odds,
                         float *out_clear) {
  minds->kernel->foresee(minds, option, out_odds, out_clear);
  const int n = minds->shape.n_parties;
  for (int observer = 0; observer < n + (minds->with_neutral ? 1 : 0); observer++) {
    const int32_t known = minds->known_red[(size_t)observer * minds->red_stride + deal];
    for (int other = 0; minds->knows_red[observer] && other < n; other++)
      if (known >> other & 1)
        out_clear[observer * n + other] = 0;
  }
  for (int lane = 0; minds->any_pairs && lane < minds->lanes; lane++) {
    const float added = minds->pairs[lane] != NULL ? minds->pairs[lane][deal] : 0;
    const double shift = -(double)added / (double)POLDER_SOFTNESS;
    out_odds[lane] = (float)MIN((double)out_odds[lane] * polder_exp(shift), 1e9);
  }
}

void polder_minds_foresee(PolderMinds *minds, PolderDeal deal, const int *option) {
  minds->deal = deal;
  memcpy(minds->option, option, (size_t)minds->shape.n_issues * sizeof *option);
  polder_minds_expect(minds, deal, option, minds->odds, minds->no_red);
  minds->kernel->doubt(minds, option, minds->some_red);
  for (int lane = 0; lane < minds->lanes; lane++)
    minds->expected[lane] = minds->no_red[lane] / (1 + minds->odds[lane]);
}

double polder_minds_expected(const PolderMinds *minds, int observer, int other) {
  return (double)minds->expected[observer * minds->shape.n_parties + other];
}

static void note_memory(PolderMinds *minds) {
  Memory *memory = &minds->memory[minds->n_memories % MEMORY];
  if (minds->n_memories >= MEMORY) /* what is forgotten stays as it was last understood */
    minds->kernel->remember(minds, memory, minds->omega_base);
  const size_t bytes = (size_t)minds->lanes * sizeof(float);
  memory->deal = minds->deal;
  memcpy(memory->option, minds->option, sizeof memory->option);
  memcpy(memory->odds, minds->odds, bytes);
  memcpy(memory->clear, minds->no_red, bytes);
  memcpy(memory->least, minds->least, bytes);
  memcpy(memory->answer, minds->answer, bytes);
  minds->n_memories++;
}

void polder_minds_judge(PolderMinds *minds, int author, const PolderAnswer *answer,
                        const double *excuse) {
  static const float sign[] = {[POLDER_SILENT] = 0, [POLDER_ACCEPTED] = 1, [POLDER_REJECTED] = -1};
  const int n = minds->shape.n_parties;
  memset(minds->answer, 0, (size_t)minds->lanes * sizeof(float));
  for (int observer = 0; observer < n + (minds->with_neutral ? 1 : 0); observer++)
    for (int other = 0; other < n; other++) {
      const int lane = observer * n + other;
      minds->met[lane] = answer[other] == POLDER_SILENT ? minds->met[lane] : 1;
      if (other == observer || (other == author && answer[other] == POLDER_ACCEPTED))
        continue; /* that an author likes its own text says nothing */
      minds->answer[lane] = sign[answer[other]];
      minds->least[lane] = (float)excuse[other] * minds->credit[lane];
    }
  minds->kernel->judge(minds);
  note_memory(minds);
}

void polder_minds_learn(PolderMinds *minds, int author, double time) {
  minds->kernel->learn(minds, author, true, (float)time);
}

void polder_minds_learn_more(PolderMinds *minds, int author, double time) {
  minds->kernel->learn(minds, author, false, (float)time);
}

/* --- reading
 * ----------------------------------------------------------------------------------------------------------
 */

double polder_minds_trust(const PolderMinds *minds, int observer, int other) {
  return (double)minds->trust[observer * minds->shape.n_parties + other];
}

void polder_minds_set_trust(PolderMinds *minds, int observer, int other, double trust) {
  const int lane = observer * minds->shape.n_parties + other;
  minds->trust[lane] = minds->trust_start[lane] = (float)trust;
}

double polder_minds_omega(const PolderMinds *minds, int observer, int other) {
  return (double)minds->omega[observer * minds->shape.n_parties + other];
}

double polder_minds_floor(const PolderMinds *minds, int observer, int other) {
  return (double)minds->floor[observer * minds->shape.n_parties + other];
}

double polder_minds_told_share(const PolderMinds *minds, int observer, int other) {
  return (double)minds->told_share[observer * minds->shape.n_parties + other];
}

double polder_minds_mean_trust(const PolderMinds *minds, int observer, unsigned present) {
  const int n = minds->shape.n_parties;
  double sum = 0;
  int count = 0;
  for (int other = 0; other < n; other++)
    if (other != observer && present >> other & 1) {
      sum += (double)minds->trust[observer * n + other];
      count++;
    }
  return count > 0 ? sum / count : 1;
}

double polder_minds_mean_trust_of_all(const PolderMinds *minds) {
  const int n = minds->shape.n_parties;
  double sum = 0, own = 0;
  for (int lane = 0; lane < n * n; lane++)
    sum += (double)minds->trust[lane];
  for (int party = 0; party < n; party++)
    own += (double)minds->trust[party * n + party];
  return (sum - own) / (n * (n - 1));
}

double polder_minds_estimate(const PolderMinds *minds, int observer, int other, PolderDeal deal,
                             const int *option) {
  const int lane = observer * minds->shape.n_parties + other;
  float sum = minds->told_base[lane];
  for (int issue = 0; issue < minds->shape.n_issues; issue++)
    sum += minds->value[(size_t)option[issue] * (size_t)minds->lanes + (size_t)lane];
  if (minds->pairs[lane] != NULL)
    sum += minds->pairs[lane][deal];
  return (double)sum;
}

double polder_minds_error(PolderMinds *minds, int observer, int other, const double *utility,
                          const uint8_t *sample) {
  const int lane = observer * minds->shape.n_parties + other;
  if (minds->stride == NULL || minds->any_pairs)
    return polder_plain_error(minds, lane, utility, sample);
  return minds->kernel->error(minds, lane, utility);
}

unsigned polder_minds_best_texts(PolderMinds *minds, const PolderSearch *search) {
  int n_others = 0; /* with more of them the product of their chances leaves single precision */
  for (int other = 0; other < minds->shape.n_parties; other++)
    n_others += other != search->observer && search->power[other] > 0;
  if (minds->stride == NULL || minds->any_pairs || n_others > 8)
    return polder_plain_search(minds, search);
  return minds->kernel->search(minds, search);
}
