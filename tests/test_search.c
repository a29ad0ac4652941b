/* Search: the text that a party proposes is the best of all texts, found again by looking at every
 * deal through the door that foresees it. Beliefs are whatever random offers, answers and tellings
 * made of them.
 */
#include "mindful.h"
#include "problem_rows.h"
#include <check.h>
#include <math.h>

static const int shapes[][5] = {{3, 2, 4, 0}, {4, 4, 4, 0}, {2, 2, 2, 2, 0}, {5, 7, 0}, {9, 0}};

enum { SHAPES = G_N_ELEMENTS(shapes), TRIALS = 40 };

/* Random numbers of one trial, one after the other. */
typedef struct {
  unsigned trial, k;
} Dice;

static double roll(Dice *dice) {
  return draw(7000 + dice->trial, dice->k++);
}

static unsigned roll_below(Dice *dice, unsigned n) {
  return (unsigned)(roll(dice) * n);
}

static void hear_something(Mindful *mindful, Dice *dice) {
  double score[MINDFUL_OPTIONS_MAX], satisfaction[2000];
  for (int option = 0; option < mindful->n_options; option++)
    score[option] = roll(dice) / mindful->n_issues;
  for (uint32_t deal = 0; deal < mindful->n_deals; deal++)
    satisfaction[deal] = roll(dice);
  for (int observer = 0; observer < mindful->n_parties; observer++)
    for (int other = 0; other < mindful->n_parties; other++)
      if (other != observer && roll(dice) < .4) {
        polder_minds_hear(mindful->minds, observer, other, .3, 0, score);
        if (roll(dice) < .3)
          polder_minds_hear_red(mindful->minds, observer, other, satisfaction, .2);
      }
}

static void live_through_a_round(Mindful *mindful, Dice *dice) {
  PolderAnswer answers[POLDER_PARTIES_MAX];
  const double excuse[POLDER_PARTIES_MAX] = {0};
  const int author = (int)roll_below(dice, (unsigned)mindful->n_parties);
  mindful_foresee(mindful, roll(dice), roll_below(dice, mindful->n_deals));
  for (int party = 0; party < mindful->n_parties; party++)
    answers[party] = party == author || roll(dice) < .4 ? POLDER_ACCEPTED : POLDER_REJECTED;
  polder_minds_judge(mindful->minds, author, answers, excuse);
  polder_minds_learn(mindful->minds, author, roll(dice));
}

/* Minds with a past, up to date at half the way down. The same trial, the same past. `width`: how
 * many floats at a time; 0 = the deals are told one by one. */
enum { ONE_BY_ONE = 0, WIDEST = 16 };

static Mindful *experienced(unsigned trial, int width, Dice *dice) {
  *dice = (Dice){trial, 0};
  Mindful *mindful = mindful_new(3 + (int)trial % 4, shapes[trial % SHAPES], width == 0);
  if (width > 0)
    polder_minds_narrow(mindful->minds, width);
  PolderTemper temper = mindful_temper();
  temper.fixed_pie = .3;
  temper.red_prior = .12;
  temper.devaluation = .2;
  mindful_start(mindful, &temper);
  hear_something(mindful, dice);
  for (int round = 0; round < 6; round++)
    live_through_a_round(mindful, dice);
  mindful_foresee(mindful, .5, 0);
  return mindful;
}

static double error_of(Mindful *mindful, int observer, int other) {
  double truth[2000];
  for (uint32_t deal = 0; deal < mindful->n_deals; deal++)
    truth[deal] = draw(deal, 6900);
  return polder_minds_error(mindful->minds, observer, other, truth, mindful->sample);
}

/* A search and all that it lends. */
typedef struct {
  float wish[2000 + POLDER_WISH_PADDING];
  double value[MINDFUL_OPTIONS_MAX], power[POLDER_PARTIES_MAX];
  bool locked[MINDFUL_OPTIONS_MAX];
  PolderDeal ties[64];
  PolderSearch search;
} Wanted;

static void want_something(const Mindful *mindful, Dice *dice, int observer, Wanted *out) {
  const unsigned trial = dice->trial;
  for (uint32_t deal = 0; deal < mindful->n_deals + POLDER_WISH_PADDING; deal++)
    out->wish[deal] = deal < mindful->n_deals ? (float)roll(dice) : 2; /* padding must not count */
  for (int option = 0; option < mindful->n_options; option++) {
    out->value[option] = roll(dice) / mindful->n_issues;
    out->locked[option] = roll(dice) < .1;
  }
  for (int party = 0; party < mindful->n_parties; party++)
    out->power[party] = trial % 3 == 0 ? 1 : roll_below(dice, 4) / 2.;
  out->search = (PolderSearch){.observer = observer,
                               .wish = out->wish,
                               .demand = .3 + .4 * roll(dice),
                               .value = out->value,
                               .locked = trial % 2 == 0 ? out->locked : NULL,
                               .own_weight = .5 + roll(dice),
                               .concern = trial % 4 == 1 ? roll(dice) : 0,
                               .power = out->power,
                               .sample = mindful->sample,
                               .ties = out->ties,
                               .max_ties = G_N_ELEMENTS(out->ties)};
}

/* kappa*V + sum of power * ln(expected + 1e-6), or -infinity where it cannot or will not. */
static double score_of(Mindful *mindful, const PolderSearch *search, PolderDeal deal) {
  int option[POLDER_ISSUES_MAX], n_others = 0;
  double own = 0, theirs = 0, consent = 0;
  mindful_options(mindful, deal, option);
  polder_minds_foresee(mindful->minds, deal, option);
  for (int issue = 0; issue < mindful->n_issues; issue++) {
    own += search->value[option[issue]];
    if (search->locked != NULL && search->locked[option[issue]])
      return -INFINITY;
  }
  for (int other = 0; other < mindful->n_parties; other++)
    if (other != search->observer && search->power[other] > 0) {
      const double chance = polder_minds_expected(mindful->minds, search->observer, other);
      consent += search->power[other] * log(chance + 1e-6);
      theirs += polder_minds_estimate(mindful->minds, search->observer, other, deal, option);
      n_others++;
    }
  theirs = n_others > 0 ? theirs / n_others : 0;
  own = (1 - search->concern) * own + search->concern * theirs;
  return (double)search->wish[deal] < search->demand - 1e-6 ? -INFINITY
                                                            : search->own_weight * own + consent;
}

static double best_by_hand(Mindful *mindful, const PolderSearch *search) {
  double best = -INFINITY;
  for (uint32_t deal = 0; deal < mindful->n_deals; deal++)
    best = fmax(best, score_of(mindful, search, deal));
  return best;
}

START_TEST(the_text_found_is_the_best_of_all) {
  Dice dice;
  g_autoptr(Mindful) mindful = experienced((unsigned)_i, WIDEST, &dice);
  for (int observer = 0; observer < mindful->n_parties; observer++) {
    Wanted wanted;
    want_something(mindful, &dice, observer, &wanted);
    const double best = best_by_hand(mindful, &wanted.search);
    const unsigned n = polder_minds_best_texts(mindful->minds, &wanted.search);
    ck_assert_int_eq(n > 0, isfinite(best));
    for (unsigned tie = 0; tie < n; tie++)
      ck_assert_double_eq_tol(score_of(mindful, &wanted.search, wanted.ties[tie]), best, 2e-5);
  }
}
END_TEST

START_TEST(deals_told_one_by_one_give_the_same_text) {
  Dice dice, same_dice;
  g_autoptr(Mindful) fast = experienced((unsigned)_i, WIDEST, &dice);
  g_autoptr(Mindful) plain = experienced((unsigned)_i, ONE_BY_ONE, &same_dice);
  for (int observer = 0; observer < fast->n_parties; observer++) {
    Wanted wanted, same;
    want_something(fast, &dice, observer, &wanted);
    want_something(plain, &same_dice, observer, &same);
    const unsigned n = polder_minds_best_texts(fast->minds, &wanted.search);
    ck_assert_uint_eq(polder_minds_best_texts(plain->minds, &same.search), n);
    for (unsigned tie = 0; tie < n; tie++)
      ck_assert_uint_eq(same.ties[tie], wanted.ties[tie]);
  }
}
END_TEST

START_TEST(every_width_of_processor_gives_the_same_bytes) {
  Dice dice, same_dice;
  g_autoptr(Mindful) mindful = experienced((unsigned)_i, WIDEST, &dice);
  for (int width = 4; width < WIDEST; width *= 2) {
    g_autoptr(Mindful) narrow = experienced((unsigned)_i, width, &same_dice);
    mindful_foresee(narrow, .5, 1);
    mindful_foresee(mindful, .5, 1);
    for (int pair = 0; pair < mindful->n_parties * mindful->n_parties; pair++) {
      const int from = pair / mindful->n_parties, to = pair % mindful->n_parties;
      if (from == to)
        continue;
      ck_assert(polder_minds_expected(mindful->minds, from, to) ==
                polder_minds_expected(narrow->minds, from, to));
      ck_assert(polder_minds_trust(mindful->minds, from, to) ==
                polder_minds_trust(narrow->minds, from, to));
      ck_assert(polder_minds_omega(mindful->minds, from, to) ==
                polder_minds_omega(narrow->minds, from, to));
      ck_assert(error_of(mindful, from, to) == error_of(narrow, from, to));
    }
  }
}
END_TEST

START_TEST(every_width_of_processor_finds_the_same_text) {
  for (int width = 4; width < WIDEST; width *= 2) {
    Dice dice, same_dice;
    g_autoptr(Mindful) wide = experienced((unsigned)_i, WIDEST, &dice);
    g_autoptr(Mindful) narrow = experienced((unsigned)_i, width, &same_dice);
    for (int observer = 0; observer < wide->n_parties; observer++) {
      Wanted wanted, same;
      want_something(wide, &dice, observer, &wanted);
      want_something(narrow, &same_dice, observer, &same);
      const unsigned n = polder_minds_best_texts(wide->minds, &wanted.search);
      ck_assert_uint_eq(polder_minds_best_texts(narrow->minds, &same.search), n);
      ck_assert_mem_eq(same.ties, wanted.ties, n * sizeof *wanted.ties);
    }
  }
}
END_TEST

START_TEST(told_pairs_are_part_of_the_search) {
  Dice dice;
  double added[2000];
  g_autoptr(Mindful) mindful = experienced((unsigned)_i, WIDEST, &dice);
  for (uint32_t deal = 0; deal < mindful->n_deals; deal++)
    added[deal] = .3 * roll(&dice);
  polder_minds_hear_pairs(mindful->minds, 0, 1, added);
  mindful_foresee(mindful, .5, 0);
  Wanted wanted;
  want_something(mindful, &dice, 0, &wanted);
  const double best = best_by_hand(mindful, &wanted.search);
  const unsigned n = polder_minds_best_texts(mindful->minds, &wanted.search);
  ck_assert_int_eq(n > 0, isfinite(best));
  for (unsigned tie = 0; tie < n; tie++)
    ck_assert_double_eq_tol(score_of(mindful, &wanted.search, wanted.ties[tie]), best, 2e-5);
}
END_TEST

START_TEST(equally_good_texts_are_all_found) {
  static const int shape[] = {3, 3, 0};
  g_autoptr(Mindful) mindful = mindful_new(3, shape, _i == 1);
  const PolderTemper temper = mindful_temper();
  mindful_start(mindful, &temper);
  mindful_foresee(mindful, .5, 0);
  Dice dice = {0, 0};
  Wanted wanted;
  want_something(mindful, &dice, 0, &wanted);
  for (int option = 0; option < mindful->n_options; option++)
    wanted.value[option] = option == 5 ? 0 : .5; /* all the same but the last option */
  wanted.search.demand = 0;
  wanted.search.locked = NULL;
  ck_assert_uint_eq(polder_minds_best_texts(mindful->minds, &wanted.search), 6);
  for (unsigned tie = 0; tie < 6; tie++)
    ck_assert_uint_ne(wanted.ties[tie] % 3, 2);
  wanted.search.max_ties = 2;
  ck_assert_uint_eq(polder_minds_best_texts(mindful->minds, &wanted.search), 2);
}
END_TEST

START_TEST(there_is_no_limit_to_how_many_are_equally_good) {
  static const int shape[] = {8, 8, 8, 0};
  g_autoptr(Mindful) mindful = mindful_new(3, shape, _i == 1);
  const PolderTemper temper = mindful_temper();
  mindful_start(mindful, &temper);
  mindful_foresee(mindful, .5, 0);
  const double power[] = {0, 1, 1}, value[MINDFUL_OPTIONS_MAX] = {0};
  const float wish[512 + POLDER_WISH_PADDING] = {0};
  PolderDeal ties[512];
  const PolderSearch search = {.observer = 0,
                               .wish = wish,
                               .value = value,
                               .own_weight = .5,
                               .power = power,
                               .sample = mindful->sample,
                               .ties = ties,
                               .max_ties = G_N_ELEMENTS(ties)};
  ck_assert_uint_eq(polder_minds_best_texts(mindful->minds, &search), 512);
}
END_TEST

START_TEST(a_neutral_believes_and_searches_as_a_party_does) {
  static const int shape[] = {3, 3, 0};
  g_autoptr(Mindful) mindful = mindful_new(3, shape, false);
  const PolderTemper temper = mindful_temper();
  mindful_start(mindful, &temper);
  polder_minds_start(mindful->minds, true);
  const double nothing[MINDFUL_OPTIONS_MAX] = {0}, trust[] = {.5, .5, .5};
  for (int party = 0; party < 3; party++)
    polder_minds_sit(mindful->minds, party, &temper, nothing, trust);
  const int neutral = POLDER_NEUTRAL(3);
  polder_minds_sit(mindful->minds, neutral, &temper, NULL, NULL);
  polder_minds_hear(mindful->minds, neutral, 0, 1, 0, (const double[]){.5, 0, .2, .5, .4, 0});
  polder_minds_hear(mindful->minds, neutral, 1, 1, 0, (const double[]){0, .5, .4, .5, .4, 0});
  mindful_foresee(mindful, .5, 6);
  Dice dice = {0, 0};
  Wanted wanted;
  want_something(mindful, &dice, neutral, &wanted);
  wanted.search.demand = 0;
  wanted.search.locked = NULL;
  ck_assert_uint_eq(polder_minds_best_texts(mindful->minds, &wanted.search), 1);
  ck_assert_double_eq_tol(score_of(mindful, &wanted.search, wanted.ties[0]),
                          best_by_hand(mindful, &wanted.search), 2e-5);
}
END_TEST

Suite *suite_search(void);

Suite *suite_search(void) {
  Suite *suite = suite_create("search");
  TCase *search = tcase_create("search");
  tcase_add_loop_test(search, the_text_found_is_the_best_of_all, 0, TRIALS);
  tcase_add_loop_test(search, deals_told_one_by_one_give_the_same_text, 0, TRIALS);
  tcase_add_loop_test(search, every_width_of_processor_gives_the_same_bytes, 0, TRIALS);
  tcase_add_loop_test(search, every_width_of_processor_finds_the_same_text, 0, TRIALS);
  tcase_add_loop_test(search, told_pairs_are_part_of_the_search, 0, TRIALS);
  tcase_add_loop_test(search, equally_good_texts_are_all_found, 0, 2);
  tcase_add_loop_test(search, there_is_no_limit_to_how_many_are_equally_good, 0, 2);
  tcase_add_test(search, a_neutral_believes_and_searches_as_a_party_does);
  suite_add_tcase(suite, search);
  return suite;
}
