/* Which sources this was built from; the Makefile computes it. */
#include <polder/base.h>

const char *polder_build(void) {
  return POLDER_BUILD;
}
