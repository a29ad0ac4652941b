/* Blocks and looks: every unit in one block, in the order of the rows. */
#include <check.h>

#include "../sim/batch/cut.h"

/* Blocks follow one another without gap or overlap, from the first unit to the last. */
static void check_all_units(const PolderCut *cut) {
  const uint64_t n_blocks = polder_cut_blocks(cut);
  uint64_t next = 0;
  for (uint32_t block = 0; block < n_blocks; block++) {
    uint64_t first = 0, end = 0;
    polder_cut_units(cut, block, &first, &end);
    ck_assert_uint_eq(first, next);
    ck_assert_uint_gt(end, first);
    next = end;
  }
  ck_assert_uint_eq(next, (uint64_t)cut->n_points * polder_cut_most(cut));
}

START_TEST(blocks_hold_every_unit_once) {
  for (uint32_t runs = 1; runs < 3000; runs = runs * 3 + 1)
    for (uint32_t points = 1; points < 1000; points = points * 4 + 3) {
      const PolderCut fixed = polder_cut(points, 2, runs, 0);
      const PolderCut looking = polder_cut(points, 3, runs, runs * 11 + 5);
      check_all_units(&fixed);
      check_all_units(&looking);
    }
}
END_TEST

START_TEST(looks_double_up_to_the_most) {
  const PolderCut cut = polder_cut(4, 2, 200, 1000);
  const uint32_t expected[] = {200, 400, 800, 1000};
  ck_assert_uint_eq(cut.n_looks, 4);
  for (uint32_t look = 0; look < cut.n_looks; look++)
    ck_assert_uint_eq(cut.runs[look], expected[look]);
  ck_assert_uint_eq(polder_cut(1, 1, 200, 200).n_looks, 1);
  ck_assert_uint_eq(polder_cut(1, 1, 1, POLDER_RUNS_MAX).n_looks, POLDER_LOOKS_MAX);
  ck_assert_uint_eq(polder_cut(1, 1, 300, 200).runs[0], 200);
  ck_assert_uint_eq(polder_cut(1, 1, 0, 8).runs[0], 1);
}
END_TEST

START_TEST(a_block_is_of_one_point_and_between_two_looks) {
  const PolderCut cut = polder_cut(3, 2, 200, 3000);
  for (uint32_t point = 0; point < 3; point++)
    for (uint32_t look = 0; look < cut.n_looks; look++) {
      const uint32_t last = polder_cut_block_at(&cut, point, look + 1) - 1;
      uint64_t first = 0, end = 0, ignored = 0;
      polder_cut_units(&cut, polder_cut_block_at(&cut, point, look), &first, &ignored);
      polder_cut_units(&cut, last, &ignored, &end);
      ck_assert_uint_eq(first, point * 3000ull + (look > 0 ? cut.runs[look - 1] : 0));
      ck_assert_uint_eq(end, point * 3000ull + cut.runs[look]);
    }
}
END_TEST

Suite *suite_cut(void);
Suite *suite_cut(void) {
  Suite *suite = suite_create("cut");
  TCase *blocks = tcase_create("blocks");
  tcase_add_test(blocks, blocks_hold_every_unit_once);
  tcase_add_test(blocks, looks_double_up_to_the_most);
  tcase_add_test(blocks, a_block_is_of_one_point_and_between_two_looks);
  suite_add_tcase(suite, blocks);
  return suite;
}
