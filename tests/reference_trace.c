/* The reference: step by step beside the trace of the engine. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "reference_state.h"

/* Beliefs and trust are numbers, not steps. */
static bool is_step(const PolderEntry *entry) {
  return entry->did != POLDER_DID_ATTRIBUTE && entry->did != POLDER_DID_REATTRIBUTE &&
         entry->did != POLDER_DID_TRUST && entry->did != POLDER_DID_CHANGE &&
         entry->did != POLDER_DID_LENS && entry->did != POLDER_DID_MANDATE &&
         entry->did != POLDER_DID_FACILITATE;
}

const PolderEntry *ref_next(Ref *ref) {
  const PolderTrace *engine = ref->run->engine;
  for (; engine != NULL && ref->cursor < polder_trace_length(engine); ref->cursor++)
    if (is_step(polder_trace_at(engine, ref->cursor)))
      return polder_trace_at(engine, ref->cursor);
  return NULL;
}

void ref_differs(Ref *ref, const char *format, ...) {
  va_list arguments;
  if (ref->stopped)
    return;
  ref->stopped = ref->over = true;
  char *text = ref->outcome->difference;
  const int length = snprintf(text, sizeof ref->outcome->difference, "round %d: ", ref->round);
  va_start(arguments, format);
  vsnprintf(text + length, sizeof ref->outcome->difference - (size_t)length, format, arguments);
  va_end(arguments);
}

void ref_say(Ref *ref, PolderDid did, int party, int to, int interest, PolderDeal deal) {
  if (ref->run->engine == NULL || ref->stopped)
    return;
  const PolderEntry *entry = ref_next(ref);
  if (entry == NULL) {
    ref_differs(ref, "%s by party %d, where the engine has ended", polder_did_names[did], party);
    return;
  }
  const bool same = entry->round == ref->round && entry->did == did && entry->party == party &&
                    entry->deal == deal && (interest < 0 || entry->interest == interest) &&
                    entry->to == to;
  if (!same)
    ref_differs(ref,
                "%s party %d to %d interest %d deal %d; engine, round %d: %s party %d to %d "
                "interest %d deal %d",
                polder_did_names[did], party, to, interest, (int)deal, entry->round,
                polder_did_names[entry->did], entry->party, entry->to, entry->interest,
                (int)entry->deal);
  ref->cursor++;
}

/* Single precision loses most where 1 - R is nearly nought and suspicion climbs from nearly nought.
 */
static const double NUMBERS_APART = 2e-3;

static void check_pair(Ref *ref, const PolderEntry *entry, double mine) {
  if (fabs(entry->after - mine) > NUMBERS_APART)
    ref_differs(ref, "%s of party %d in %d became %.6f; engine %.6f",
                entry->did == POLDER_DID_TRUST ? "trust" : "suspicion", entry->party, entry->to,
                mine, entry->after);
}

void ref_check_minds(Ref *ref, PolderDid did) {
  const PolderTrace *engine = ref->run->engine;
  const PolderEntry *judged = NULL;
  for (unsigned place = ref->cursor; engine != NULL && place < polder_trace_length(engine);
       place++) {
    const PolderEntry *entry = polder_trace_at(engine, place);
    if (is_step(entry))
      return;
    const bool of_pair = judged != NULL && judged->party == entry->party && judged->to == entry->to;
    if (entry->did == did) {
      check_pair(ref, entry, ref_mind(ref, entry->party, entry->to)->omega);
      judged = entry;
    } else if (entry->did == POLDER_DID_TRUST && of_pair && did == POLDER_DID_ATTRIBUTE)
      check_pair(ref, entry, ref_mind(ref, entry->party, entry->to)->trust);
  }
}
