/* The data of replays, for tests: made of a scenario, and read back. */
#ifndef POLDER_TESTS_REPLAYED_H
#define POLDER_TESTS_REPLAYED_H

#include <polder/replay.h>

/* Run `run` (-1 = chosen) of the arm with seed 1; `sets` as `--set` takes them, or NULL. */
char *replayed(const PolderScenario *scenario, const char *const *sets, const char *arm,
               int64_t run, PolderReplaySummary *out_summary);

/* The value under `key` of the object at `json`, and the n-th of the array there; NULL when there
 * is none. */
const char *replayed_member(const char *json, const char *key);
const char *replayed_element(const char *json, int n);
int replayed_whole(const char *json, const char *key); /* -1: no whole number there */
/* Where each element of the array begins. Yours to unref. */
GPtrArray *replayed_elements(const char *array);

/* The place among the stories of the branch in which that interest is told in that round, or -1. */
int replayed_branch(const GPtrArray *stories, int interest, int round);
/* A story's rounds from `from` on and how it ended, with every text and all acts written out: equal
 * means equal. Yours to free. */
char *replayed_story(const char *data, const char *story, int from);

#endif
