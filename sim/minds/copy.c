/* A mind as another one stands: what a branch of a run starts from.
 *
 * Invariant: what a search or a recall merely scribbles is not copied; all else is.
 */
#include <string.h>

#include "kernel.h"

/* The block holds beliefs, then memories, then scribbling room: see cut_all in minds.c. */
static void copy_block(PolderMinds *minds, const PolderMinds *from) {
  const unsigned n = MIN(from->n_memories, MEMORY);
  const float *end = n < MEMORY ? from->memory[n].odds : from->before_odds;
  memcpy(minds->memory_block, from->memory_block,
         (size_t)(end - from->memory_block) * sizeof(float));
  for (unsigned place = 0; place < n; place++) {
    minds->memory[place].deal = from->memory[place].deal;
    memcpy(minds->memory[place].option, from->memory[place].option,
           sizeof from->memory[place].option);
  }
  minds->n_memories = from->n_memories;
}

static void copy_red_lines(PolderMinds *minds, const PolderMinds *from) {
  const bool again = minds->red_copy_of == from->token;
  if (again && minds->red_copied == from->red_changes && minds->red_kept == minds->red_changes)
    return; /* copied from there before, and neither changed since */
  if (!again && minds->red_copy_of != NULL)
    g_atomic_rc_box_release(minds->red_copy_of);
  if (!again)
    minds->red_copy_of = g_atomic_rc_box_acquire(from->token);
  minds->red_copied = from->red_changes;
  minds->red_kept = ++minds->red_changes;
  for (int observer = 0; observer < minds->observers; observer++) {
    int32_t *known = minds->known_red + (size_t)observer * minds->red_stride;
    const size_t bytes = minds->red_stride * sizeof *known;
    if (from->knows_red[observer])
      memcpy(known, from->known_red + (size_t)observer * minds->red_stride, bytes);
    else if (minds->knows_red[observer])
      memset(known, 0, bytes);
    minds->knows_red[observer] = from->knows_red[observer];
  }
}

static void copy_pairs(PolderMinds *minds, const PolderMinds *from) {
  const size_t bytes = minds->shape.n_deals * sizeof(float);
  const int lanes = minds->observers * minds->shape.n_parties;
  for (int lane = 0; (minds->any_pairs || from->any_pairs) && lane < lanes; lane++) {
    if (from->heard_pairs[lane]) {
      if (minds->pairs[lane] == NULL)
        minds->pairs[lane] = g_malloc(bytes);
      memcpy(minds->pairs[lane], from->pairs[lane], bytes);
    } else if (minds->heard_pairs[lane])
      memset(minds->pairs[lane], 0, bytes);
    minds->heard_pairs[lane] = from->heard_pairs[lane];
  }
  minds->any_pairs = from->any_pairs;
}

void polder_minds_copy(PolderMinds *minds, const PolderMinds *from) {
  minds->kernel = from->kernel;
  minds->lanes = from->lanes;
  minds->with_neutral = from->with_neutral;
  minds->by_frequency = from->by_frequency;
  minds->taught_from = from->taught_from;
  minds->taught_to = from->taught_to;
  minds->deal = from->deal;
  memcpy(minds->option, from->option, sizeof minds->option);
  copy_block(minds, from);
  copy_red_lines(minds, from);
  copy_pairs(minds, from);
}
