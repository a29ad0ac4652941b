/* The test runner: every suite of every room. CK_RUN_SUITE and CK_RUN_CASE select (`make check S=
 * T=`).
 *
 * tests/test_<room>.c ends in suite_<room>(); the build lists those files in suites.h.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define SUITE(room) Suite *suite_##room(void);
#include "suites.h"
#undef SUITE

static Suite *(*const suites[])(void) = {
#define SUITE(room) suite_##room,
#include "suites.h"
#undef SUITE
};

/* A test that hangs is cut off; a slow machine is not a fault. Check's own limit is 4 seconds. */
static const char *const longest_test_s = "1200";

int main(void) {
  setenv("CK_DEFAULT_TIMEOUT", longest_test_s, 0);
  SRunner *runner = srunner_create(NULL);
  for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
    srunner_add_suite(runner, suites[i]());
  srunner_run_all(runner, CK_ENV);
  const int run = srunner_ntests_run(runner), failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  if (run == 0)
    fputs("No such suite or case: no test was run.\n", stderr);
  return run > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
