/* Embedded: the files that the program carries in itself, so that an installed program needs no
 * folder of its own.
 *
 * `.ci/embed` says which; the build puts them in. They never change while the program runs.
 */
#ifndef POLDER_EMBEDDED_H
#define POLDER_EMBEDDED_H

#include <polder/base.h>

G_BEGIN_DECLS

/* A file by its path (`replay.html`, `claims/claims.csv`), or NULL when there is no such file.
 * Yours to unref; the bytes end with a zero that is not counted. */
GBytes *polder_embedded(const char *path);
/* Bytes as text that a page can carry: gzip, then base64. Yours to free. */
char *polder_embedded_pack(const char *bytes, size_t length);

G_END_DECLS

#endif
