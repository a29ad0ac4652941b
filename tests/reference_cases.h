/* Cases to hold the reference against the engine: everything that a table can be, by number. */
#ifndef POLDER_TESTS_REFERENCE_CASES_H
#define POLDER_TESTS_REFERENCE_CASES_H

#include "reference.h"

typedef struct {
  PolderScenario *scenario; /* NULL: this number gives no table */
  PolderValues values;
  const char *arm;
  PolderChance chance;
} ReferenceCase;

/* Up to `max_deals` deals. */
ReferenceCase *reference_case_new(unsigned number, unsigned max_deals);
void reference_case_free(ReferenceCase *drawn);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReferenceCase, reference_case_free)

#endif
