/* Files inside the program, and bytes inside a page: all that Polder uses of GIO. */
#include <polder/embedded.h>

#include <gio/gio.h>

/* In embedded_files.c, which glib-compile-resources makes. */
GResource *embedded_files_get_resource(void);

GBytes *polder_embedded(const char *path) {
  g_autofree char *place = g_strconcat("/polder/", path, NULL);
  return g_resource_lookup_data(embedded_files_get_resource(), place, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                NULL);
}

char *polder_embedded_pack(const char *bytes, size_t length) {
  g_autoptr(GZlibCompressor) best = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
  g_autoptr(GOutputStream) through = g_converter_output_stream_new(memory, G_CONVERTER(best));
  const bool packed = g_output_stream_write_all(through, bytes, length, NULL, NULL, NULL) &&
                      g_output_stream_close(through, NULL, NULL);
  g_assert(packed); /* in memory nothing can go wrong */
  GMemoryOutputStream *all = G_MEMORY_OUTPUT_STREAM(memory);
  return g_base64_encode(g_memory_output_stream_get_data(all),
                         g_memory_output_stream_get_data_size(all));
}
