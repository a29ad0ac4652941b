/* Manifests: written and read back line by line; a value is read as the subset of JSON that GLib's
 * own notation shares. */
#include "manifest.h"

#include <math.h>
#include <polder/record.h>
#include <string.h>

#include "experiment.h"

typedef struct {
  char *key, *json;
} Line;

struct PolderManifest {
  GPtrArray *lines; /* of Line * */
};

static void free_line(gpointer data) {
  Line *line = data;
  g_free(line->key);
  g_free(line->json);
  g_free(line);
}

PolderManifest *polder_manifest_new(void) {
  PolderManifest *manifest = g_new0(PolderManifest, 1);
  manifest->lines = g_ptr_array_new_with_free_func(free_line);
  return manifest;
}

void polder_manifest_free(PolderManifest *manifest) {
  if (manifest == NULL)
    return;
  g_ptr_array_unref(manifest->lines);
  g_free(manifest);
}

PolderManifest *polder_manifest_copy(const PolderManifest *manifest) {
  PolderManifest *copy = polder_manifest_new();
  for (guint i = 0; i < manifest->lines->len; i++) {
    const Line *line = manifest->lines->pdata[i];
    polder_manifest_put(copy, line->key, line->json);
  }
  return copy;
}

static Line *find(const PolderManifest *manifest, const char *key) {
  for (guint i = 0; i < manifest->lines->len; i++) {
    Line *line = manifest->lines->pdata[i];
    if (g_str_equal(line->key, key))
      return line;
  }
  return NULL;
}

/* --- Writing ---------------------------------------------------------------------------------- */

void polder_manifest_put(PolderManifest *manifest, const char *key, const char *json) {
  Line *line = find(manifest, key);
  if (line == NULL) {
    line = g_new0(Line, 1);
    line->key = g_strdup(key);
    g_ptr_array_add(manifest->lines, line);
  }
  g_free(line->json);
  line->json = g_strdup(json);
}

void polder_manifest_put_text(PolderManifest *manifest, const char *key, const char *text) {
  g_autoptr(GString) json = g_string_new(NULL);
  polder_json_text(json, NULL, text);
  polder_manifest_put(manifest, key, json->str);
}

void polder_manifest_put_whole(PolderManifest *manifest, const char *key, uint64_t number) {
  g_autoptr(GString) json = g_string_new(NULL);
  polder_json_whole(json, NULL, number);
  polder_manifest_put(manifest, key, json->str);
}

void polder_manifest_put_number(PolderManifest *manifest, const char *key, double number) {
  g_autoptr(GString) json = g_string_new(NULL);
  polder_json_number(json, NULL, number);
  polder_manifest_put(manifest, key, json->str);
}

void polder_manifest_put_texts(PolderManifest *manifest, const char *key, const GPtrArray *texts) {
  g_autoptr(GString) json = g_string_new(NULL);
  polder_json_open(json, NULL, '[');
  for (guint i = 0; i < texts->len; i++)
    polder_json_text(json, NULL, texts->pdata[i]);
  polder_json_close(json, ']');
  polder_manifest_put(manifest, key, json->str);
}

char *polder_manifest_print(const PolderManifest *manifest) {
  GString *text = g_string_new("{\n");
  for (guint i = 0; i < manifest->lines->len; i++) {
    const Line *line = manifest->lines->pdata[i];
    g_string_append_printf(text, "\"%s\":%s%s\n", line->key, line->json,
                           i + 1 < manifest->lines->len ? "," : "");
  }
  g_string_append(text, "}\n");
  return g_string_free(text, FALSE);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool read_line(PolderManifest *manifest, char *text) {
  g_strstrip(text);
  const size_t length = strlen(text);
  if (length == 0 || g_str_equal(text, "{") || g_str_equal(text, "}"))
    return true;
  char *end = text[0] == '"' ? strchr(text + 1, '"') : NULL;
  if (end == NULL || end[1] != ':')
    return false;
  if (text[length - 1] == ',')
    text[length - 1] = '\0';
  *end = '\0';
  polder_manifest_put(manifest, text + 1, g_strstrip(end + 2));
  return true;
}

PolderManifest *polder_manifest_read(const char *path, GError **error) {
  g_autofree char *text = NULL;
  g_autoptr(GError) why = NULL;
  if (!g_file_get_contents(path, &text, NULL, &why)) {
    g_set_error(error, G_FILE_ERROR, why->code, "%s", why->message);
    return NULL;
  }
  g_autoptr(PolderManifest) manifest = polder_manifest_new();
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  bool good = true;
  for (char **line = lines; good && *line != NULL; line++)
    good = read_line(manifest, *line);
  if (good && find(manifest, "fingerprint") != NULL)
    return g_steal_pointer(&manifest);
  polder_batch_refuse(
      error, G_FILE_ERROR_INVAL,
      "%s: geen manifest van polder batch, of met andere regels dan polder schrijft",
      "%s: no manifest of polder batch, or laid out in other lines than polder's", path);
  return NULL;
}

static GVariant *value_of(const PolderManifest *manifest, const char *key, const char *type) {
  const Line *line = find(manifest, key);
  if (line == NULL)
    return NULL;
  return g_variant_parse(G_VARIANT_TYPE(type), line->json, NULL, NULL, NULL);
}

char *polder_manifest_text(const PolderManifest *manifest, const char *key) {
  g_autoptr(GVariant) value = value_of(manifest, key, "s");
  return value != NULL ? g_variant_dup_string(value, NULL) : NULL;
}

char *polder_manifest_json(const PolderManifest *manifest, const char *key) {
  const Line *line = find(manifest, key);
  return line != NULL ? g_strdup(line->json) : NULL;
}

char **polder_manifest_texts(const PolderManifest *manifest, const char *key) {
  g_autoptr(GVariant) value = value_of(manifest, key, "as");
  return value != NULL ? g_variant_dup_strv(value, NULL) : NULL;
}

uint64_t polder_manifest_whole(const PolderManifest *manifest, const char *key) {
  g_autoptr(GVariant) value = value_of(manifest, key, "t");
  return value != NULL ? g_variant_get_uint64(value) : 0;
}

void polder_checksum_join(PolderSum *all, const char *name, const char *sha256) {
  g_autofree char *line = g_strdup_printf("%s  %s\n", sha256, name);
  polder_sum_add(all, line, strlen(line));
}

double polder_manifest_number(const PolderManifest *manifest, const char *key) {
  g_autoptr(GVariant) value = value_of(manifest, key, "d");
  return value != NULL ? g_variant_get_double(value) : (double)NAN;
}
