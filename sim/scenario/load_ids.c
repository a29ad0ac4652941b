/* Ids: what is an id, what is known by one, and what was already complained of. */
#include <string.h>

#include "load.h"

static const char *const whats[POLDER_ID_KINDS][POLDER_LANGUAGES] = {
    [POLDER_ID_PARTY] = {"is geen partij uit parties.csv", "is no party of parties.csv"},
    [POLDER_ID_INTEREST] = {"is geen belang uit interests.csv", "is no interest of interests.csv"},
    [POLDER_ID_ISSUE] = {"is geen onderwerp uit options.csv", "is no issue of options.csv"},
    [POLDER_ID_OPTION] = {"is geen optie uit options.csv", "is no option of options.csv"},
};

static bool is_id_byte(char byte) {
  return g_ascii_isalnum(byte) || byte == '-' || byte == '_';
}

static bool is_id(const char *text) {
  for (const char *byte = text; *byte != '\0'; byte++)
    if (!is_id_byte(*byte))
      return false;
  return *text != '\0';
}

/* `Gemeente Den Haag` -> `gemeente-den-haag` */
static char *id_like(const char *text) {
  g_autofree char *ascii = g_str_to_ascii(text, "C");
  GString *id = g_string_new(NULL);
  for (const char *byte = ascii; *byte != '\0'; byte++)
    if (is_id_byte(*byte))
      g_string_append_c(id, g_ascii_tolower(*byte));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c(id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate(id, id->len - 1);
  if (id->len == 0)
    g_string_assign(id, "a");
  return g_string_free(id, FALSE);
}

bool polder_load_filled(const PolderSheet *sheet, PolderCell cell) {
  if (*cell.text != '\0')
    return true;
  if (cell.column > 0)
    polder_sheet_error(sheet, cell, "is leeg; vul deze cel in", "is empty; fill in this cell");
  return false;
}

char *polder_load_id(PolderLoad *load, const PolderSheet *sheet, PolderCell cell) {
  if (!polder_load_filled(sheet, cell))
    return NULL;
  if (is_id(cell.text))
    return g_ascii_strdown(cell.text, -1);
  g_autofree char *like = id_like(cell.text);
  polder_sheet_error(sheet, cell,
                     "is geen id; gebruik alleen letters a-z, cijfers, - en _, bijvoorbeeld \"%s\"",
                     "is no id; use only letters a-z, digits, - and _, for instance \"%s\"", like);
  polder_load_refuse(load, cell.text);
  polder_load_refuse(load, like);
  return NULL;
}

void polder_load_learn(PolderLoad *load, PolderIdKind kind, const char *id) {
  g_ptr_array_add(load->ids[kind], g_strdup(id));
  g_hash_table_insert(load->places[kind], g_ascii_strdown(id, -1),
                      GUINT_TO_POINTER(load->ids[kind]->len));
}

static int place_of(const PolderLoad *load, PolderIdKind kind, const char *id) {
  g_autofree char *fold = g_ascii_strdown(id, -1);
  return (int)GPOINTER_TO_UINT(g_hash_table_lookup(load->places[kind], fold)) - 1;
}

bool polder_load_knows(const PolderLoad *load, PolderIdKind kind, const char *id) {
  return place_of(load, kind, id) >= 0;
}

void polder_load_refuse(PolderLoad *load, const char *id) {
  g_hash_table_add(load->refused, g_ascii_strdown(id, -1));
}

bool polder_load_is_refused(const PolderLoad *load, const char *id) {
  g_autofree char *fold = g_ascii_strdown(id, -1);
  return g_hash_table_contains(load->refused, fold);
}

int polder_load_find(PolderLoad *load, PolderIdKind kind, const PolderSheet *sheet, PolderCell cell,
                     const char *text) {
  const int place = place_of(load, kind, text);
  if (place >= 0 || load->unknowable[kind] || polder_load_is_refused(load, text))
    return place;
  polder_load_unknown(sheet, cell, whats[kind][POLDER_NL], whats[kind][POLDER_EN], text,
                      (const char *const *)load->ids[kind]->pdata, load->ids[kind]->len);
  return -1;
}

int polder_load_find_interest(PolderLoad *load, const PolderSheet *sheet, PolderCell cell,
                              int party) {
  if (strchr(cell.text, '.') != NULL || party < 0)
    return polder_load_find(load, POLDER_ID_INTEREST, sheet, cell, cell.text);
  g_autofree char *full = g_strdup_printf("%s.%s", load->scenario->parties[party].id, cell.text);
  return polder_load_find(load, POLDER_ID_INTEREST, sheet, cell, full);
}

char *polder_load_label(PolderCell cell) {
  return *cell.text == '\0' ? NULL : g_strdup(cell.text);
}
