/* A page read as XML. */
#ifndef POLDER_TESTS_MARKED_H
#define POLDER_TESTS_MARKED_H

/* Fails unless every tag is closed and every id is its own. The rows below the head of the table
 * whose caption has that id, as CSV: of a <data> its value, else the text; a cell that is drawn is
 * left out. Yours to free. */
char *marked_table(const char *page, const char *table);

#endif
