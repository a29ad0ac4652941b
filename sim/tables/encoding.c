/* Encoding: whatever bytes a spreadsheet wrote become UTF-8, or an error that says how to save. */
#include <string.h>

#include "encoding.h"

#define BOM "\xEF\xBB\xBF"

static int line_of(const char *bytes, size_t offset) {
  int line = 1;
  for (size_t i = 0; i < offset; i++)
    line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
  return line;
}

static bool is_utf16(const char *bytes, size_t length) {
  return length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

static bool refuse(const char *path, const char *bytes, size_t length, PolderMessages *messages) {
  if (is_utf16(bytes, length)) {
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0,
                        "dit is UTF-16 (\"Unicode-tekst\"); sla op als \"CSV UTF-8\"",
                        "this is UTF-16 (\"Unicode Text\"); save as \"CSV UTF-8\"");
    return true;
  }
  const char *nul = memchr(bytes, '\0', length);
  if (nul == NULL)
    return false;
  polder_messages_add(messages, POLDER_ERROR, path, line_of(bytes, (size_t)(nul - bytes)), 0,
                      "een nul-byte: dit is geen tekst; sla op als \"CSV UTF-8\"",
                      "a NUL byte: this is not text; save as \"CSV UTF-8\"");
  return true;
}

char *polder_text_decode(const char *path, const char *bytes, size_t length, size_t *out_length,
                         PolderMessages *messages) {
  if (refuse(path, bytes, length, messages))
    return NULL;
  if (length >= 3 && memcmp(bytes, BOM, 3) == 0) {
    bytes += 3;
    length -= 3;
  }
  const char *bad = NULL;
  if (g_utf8_validate(bytes, (gssize)length, &bad)) {
    *out_length = length;
    return g_strndup(bytes, length);
  }
  const int line = line_of(bytes, (size_t)(bad - bytes));
  char *text = g_convert(bytes, (gssize)length, "UTF-8", "WINDOWS-1252", NULL, out_length, NULL);
  if (text != NULL)
    polder_messages_add(messages, POLDER_WARNING, path, line, 0,
                        "geen UTF-8, gelezen als Windows-1252; controleer letters als ë, of sla op "
                        "als \"CSV UTF-8\"",
                        "not UTF-8, read as Windows-1252; check letters such as ë, or save as "
                        "\"CSV UTF-8\"");
  else
    polder_messages_add(messages, POLDER_ERROR, path, line, 0,
                        "onleesbare tekens, geen UTF-8 en geen Windows-1252; sla op als "
                        "\"CSV UTF-8\"",
                        "unreadable characters, neither UTF-8 nor Windows-1252; save as "
                        "\"CSV UTF-8\"");
  return text;
}
