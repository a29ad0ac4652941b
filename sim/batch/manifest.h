/* A manifest: keys with a piece of JSON each, one a line, in the order of the file. Private to
 * batch. It is read back line by line, so a key and its value stand on one line. */
#ifndef POLDER_BATCH_MANIFEST_H
#define POLDER_BATCH_MANIFEST_H

#include <polder/base.h>

#include "sum.h"

typedef struct PolderManifest PolderManifest;

PolderManifest *polder_manifest_new(void);
PolderManifest *polder_manifest_copy(const PolderManifest *manifest);
void polder_manifest_free(PolderManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderManifest, polder_manifest_free)
PolderManifest *polder_manifest_read(const char *path, GError **error);
char *polder_manifest_print(const PolderManifest *manifest);

/* A key that is there keeps its place. */
void polder_manifest_put(PolderManifest *manifest, const char *key, const char *json);
void polder_manifest_put_text(PolderManifest *manifest, const char *key, const char *text);
void polder_manifest_put_number(PolderManifest *manifest, const char *key, double number);
void polder_manifest_put_whole(PolderManifest *manifest, const char *key, uint64_t number);
void polder_manifest_put_texts(PolderManifest *manifest, const char *key, const GPtrArray *texts);

/* NULL or 0 when the key is not there or has another type. Texts are yours to free. */
char *polder_manifest_text(const PolderManifest *manifest, const char *key);
char *polder_manifest_json(const PolderManifest *manifest, const char *key); /* as it stands */
char **polder_manifest_texts(const PolderManifest *manifest, const char *key);
uint64_t polder_manifest_whole(const PolderManifest *manifest, const char *key);
double polder_manifest_number(const PolderManifest *manifest, const char *key); /* or NAN */

/* The one checksum over several files: as `sha256sum FILE... | sha256sum` gives it. */
void polder_checksum_join(PolderSum *all, const char *name, const char *sha256);

#endif
