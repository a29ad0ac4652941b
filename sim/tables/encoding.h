/* Bytes to UTF-8 text: private to the tables room. */
#ifndef POLDER_TABLES_ENCODING_H
#define POLDER_TABLES_ENCODING_H

#include <polder/base.h>

/* UTF-8 without BOM, or NULL with an error in `messages`. Windows-1252 is understood, with a
 * warning. Yours to free. */
char *polder_text_decode(const char *path, const char *bytes, size_t length, size_t *out_length,
                         PolderMessages *messages);

#endif
