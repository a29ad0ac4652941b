/* results.sqlite: the tables of a results folder in one file, which others may read while the batch
 * runs. Private to batch; SQLite itself is seen by sqlite*.c alone.
 *
 * A block that was written as a part is added too, all of it or nothing, in any order: its rows
 * have the places that they have in the CSV. Which blocks are in it is written with the rows; so
 * whoever is killed goes on with those that are not, of which the parts are there.
 */
#ifndef POLDER_BATCH_SQLITE_H
#define POLDER_BATCH_SQLITE_H

#include "folder.h"

extern const char *const polder_database_name; /* results.sqlite */

typedef struct PolderDatabase PolderDatabase;

/* Of a folder in which points.csv is; made when missing, with all tables and the points. */
PolderDatabase *polder_database_open(const PolderFolder *folder, GError **error);
void polder_database_free(PolderDatabase *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderDatabase, polder_database_free)

/* Adds a block. Any thread may call. */
bool polder_database_add(PolderDatabase *database, const PolderPart *part, GError **error);
/* Adds the blocks that are not in it and have a source. */
bool polder_database_load(PolderDatabase *database, PolderFolder *const *sources, uint32_t n_blocks,
                          GError **error);

/* The rounds, all at once: begin, any number of rows of rounds.csv, and finish, after which the
 * database is one file that is whole and on the disk. */
bool polder_database_begin_rounds(PolderDatabase *database, GError **error);
bool polder_database_add_rounds(PolderDatabase *database, const char *rows, size_t length,
                                GError **error);
bool polder_database_finish(PolderDatabase *database, GError **error);

/* A table as the lines of its CSV. */
typedef struct PolderSelection PolderSelection;
PolderSelection *polder_selection_new(const char *folder, const char *table, GError **error);
void polder_selection_free(PolderSelection *selection);
/* False at the end, and with an error when something went wrong. */
bool polder_selection_next(PolderSelection *selection, GString *line, GError **error);

#endif
