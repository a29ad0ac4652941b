/* Text on its way out. A write that fails is never lost silently: the first error is kept, later
 * writes do nothing, and flushing says what went wrong. */
#include <polder/record.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER_BYTES = 1 << 16, KEPT = -1 };

struct PolderSink {
  int descriptor; /* KEPT: none, it keeps what it gets */
  int error;      /* errno of the first failure, or 0 */
  char *name;
  GString *waiting;
};

PolderSink *polder_sink_new(int descriptor, const char *name) {
  PolderSink *sink = g_new0(PolderSink, 1);
  sink->descriptor = descriptor;
  sink->name = g_strdup(name);
  sink->waiting = g_string_sized_new(BUFFER_BYTES);
  return sink;
}

PolderSink *polder_sink_new_text(void) {
  return polder_sink_new(KEPT, "");
}

const char *polder_sink_text(const PolderSink *sink) {
  return sink->waiting->str;
}

size_t polder_sink_length(const PolderSink *sink) {
  return sink->waiting->len;
}

void polder_sink_free(PolderSink *sink) {
  if (sink == NULL)
    return;
  g_string_free(sink->waiting, TRUE);
  g_free(sink->name);
  g_free(sink);
}

static void write_out(PolderSink *sink) {
  size_t done = 0;
  while (done < sink->waiting->len && sink->error == 0) {
    ssize_t n = write(sink->descriptor, sink->waiting->str + done, sink->waiting->len - done);
    if (n >= 0)
      done += (size_t)n;
    else if (errno != EINTR)
      sink->error = errno;
  }
  g_string_truncate(sink->waiting, 0);
}

void polder_sink_write(PolderSink *sink, const char *text) {
  g_return_if_fail(sink != NULL);
  if (sink->error != 0)
    return;
  g_string_append(sink->waiting, text);
  if (sink->waiting->len >= BUFFER_BYTES && sink->descriptor != KEPT)
    write_out(sink);
}

void polder_sink_print(PolderSink *sink, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  polder_sink_write(sink, text);
}

bool polder_sink_failed(const PolderSink *sink) {
  return sink->error != 0;
}

bool polder_sink_flush(PolderSink *sink, GError **error) {
  g_return_val_if_fail(sink != NULL, false);
  write_out(sink);
  if (sink->error == 0)
    return true;
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(sink->error), "%s: %s", sink->name,
              g_strerror(sink->error));
  return false;
}
