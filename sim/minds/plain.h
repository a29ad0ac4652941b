/* Searching deal by deal: for sampled deals and interdependent issues, where idea 2 of the kernel
 * does not hold. Private to the minds room. Gives what the kernel's search gives where both apply.
 */
#ifndef POLDER_MINDS_PLAIN_H
#define POLDER_MINDS_PLAIN_H

#include "kernel.h"

unsigned polder_plain_search(PolderMinds *minds, const PolderSearch *search);
double polder_plain_error(const PolderMinds *minds, int lane, const double *utility,
                          const uint8_t *sample);

#endif
