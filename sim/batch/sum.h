/* SHA-256 of bytes as they come: the one checksum of files and folders. Private to batch; Nettle,
 * which uses the processor's own instructions where there are any, is seen by sum.c alone. */
#ifndef POLDER_BATCH_SUM_H
#define POLDER_BATCH_SUM_H

#include <polder/base.h>

typedef struct PolderSum PolderSum;

PolderSum *polder_sum_new(void);
void polder_sum_free(PolderSum *sum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderSum, polder_sum_free)

void polder_sum_add(PolderSum *sum, const char *bytes, size_t length);
/* 64 hexadecimal digits, as long as `sum` lives. Nothing may be added after it. */
const char *polder_sum_text(PolderSum *sum);

#endif
