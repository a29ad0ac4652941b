/* The list of events of one run. Entries keep the order in which they happened. */
#include <polder/record.h>

struct PolderTrace {
  GArray *entries; /* of PolderEntry */
};

PolderTrace *polder_trace_new(void) {
  PolderTrace *trace = g_new(PolderTrace, 1);
  trace->entries = g_array_new(FALSE, FALSE, sizeof(PolderEntry));
  return trace;
}

void polder_trace_free(PolderTrace *trace) {
  if (trace == NULL)
    return;
  g_array_unref(trace->entries);
  g_free(trace);
}

void polder_trace_clear(PolderTrace *trace) {
  g_return_if_fail(trace != NULL);
  g_array_set_size(trace->entries, 0);
}

void polder_trace_add(PolderTrace *trace, PolderEntry entry) {
  g_return_if_fail(trace != NULL);
  g_array_append_val(trace->entries, entry);
}

unsigned polder_trace_length(const PolderTrace *trace) {
  g_return_val_if_fail(trace != NULL, 0);
  return trace->entries->len;
}

const PolderEntry *polder_trace_at(const PolderTrace *trace, unsigned index) {
  g_return_val_if_fail(trace != NULL && index < trace->entries->len, NULL);
  return &g_array_index(trace->entries, PolderEntry, index);
}
