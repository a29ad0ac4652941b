/* Cards: each says what its party knows, and nothing that another keeps to itself or that the party
 * is not aware of; in all cases, and at random tables. */
#include <check.h>
#include <polder/cards.h>
#include <string.h>

#include "marked.h"
#include "played.h"

/* From the start of the section with that class up to its end, or NULL. */
static char *side(const char *page, const char *look, int number) {
  g_autofree char *opening = g_strdup_printf("<section class=\"card %s", look);
  const char *start = page;
  for (int i = 0; i <= number; i++) {
    start = strstr(i == 0 ? start : start + 1, opening);
    ck_assert_msg(start != NULL, "no %s number %d", look, i);
  }
  return g_strndup(start, (gsize)(strstr(start, "</section>") - start));
}

static bool tells(const char *text, const PolderInterest *interest, int language) {
  g_autofree char *label = g_markup_escape_text(interest->label[language], -1);
  return strstr(text, label) != NULL;
}

static void check_party(const PolderScenario *scenario, const char *page, int party, int language) {
  g_autofree char *front = side(page, "front", party), *back = side(page, "back", party);
  g_autofree char *tent = side(page, "tent", party), *sheet = side(page, "trainer", 0);
  for (int k = 0; k < scenario->n_interests; k++) {
    const PolderInterest *at = &scenario->interests[k];
    const bool own = at->party == party, open = at->visibility == POLDER_OPEN;
    const bool known = at->visibility != POLDER_UNAWARE;
    ck_assert_msg(tells(front, at, language) == (own && open), "front %d: %s", party, at->id);
    ck_assert_msg(tells(back, at, language) == (own && known), "back %d: %s", party, at->id);
    ck_assert_msg(open || !tells(tent, at, language), "tent %d: %s", party, at->id);
    ck_assert_msg(open || tells(sheet, at, language), "sheet: %s", at->id);
  }
}

static void check_case(const PolderScenario *scenario) {
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_autofree char *page = polder_cards_page(scenario, (PolderLanguage)language);
    g_free(marked_table(page, NULL));
    for (int i = 0; i < scenario->n_parties; i++)
      check_party(scenario, page, i, language);
    ck_assert(strstr(page, "http") == NULL && strstr(page, "<script") == NULL);
  }
}

START_TEST(a_card_tells_what_its_party_knows_and_no_more) {
  unsigned n = 0;
  GDir *folder = g_dir_open("scenarios", 0, NULL);
  for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
    g_autofree char *path = g_build_filename("scenarios", name, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
      continue;
    g_autoptr(PolderScenario) scenario = played_load(path);
    check_case(scenario);
    n++;
  }
  g_dir_close(folder);
  ck_assert_uint_ge(n, 10);
}
END_TEST

/* Labels of random tables are alike: each gets one of its own, and full of what must be escaped. */
static void relabel(PolderScenario *scenario) {
  for (int k = 0; k < scenario->n_interests; k++)
    for (int language = 0; language < POLDER_LANGUAGES; language++) {
      g_free(scenario->interests[k].label[language]);
      scenario->interests[k].label[language] = g_strdup_printf("<i>&\"%d'</i>.", k);
    }
  for (int i = 0; i < scenario->n_parties; i++) {
    g_free(scenario->parties[i].label[POLDER_EN]);
    scenario->parties[i].label[POLDER_EN] = g_strdup_printf("</style>\"\\}%d<b>", i);
  }
}

START_TEST(nor_at_random_tables) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.latent = 1;
  knobs.redline_share = .4;
  for (uint32_t table = 0; table < 10; table++) {
    knobs.parties = 2 + (int)table % 7;
    g_autoptr(PolderScenario) scenario = polder_scenario_random(&knobs, 5, table);
    relabel(scenario);
    check_case(scenario);
  }
}
END_TEST

/* Options that cannot be thought of yet are on the trainer's sheet alone. */
START_TEST(what_nobody_sees_yet_stands_on_no_card) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  g_autofree char *page = polder_cards_page(scenario, POLDER_EN);
  g_autofree char *sheet = side(page, "trainer", 0);
  const char *locked = "The juice for Noor, the peel for Bas";
  ck_assert(strstr(sheet, locked) != NULL && strstr(sheet, "comes in sight once told") != NULL);
  ck_assert(strstr(sheet, "Noor <b>++</b>, Bas <b>++</b>") != NULL);
  for (int i = 0; i < scenario->n_parties; i++) {
    g_autofree char *front = side(page, "front", i), *back = side(page, "back", i);
    ck_assert(strstr(front, locked) == NULL && strstr(back, locked) == NULL);
    ck_assert(strstr(front, "Cut in two") != NULL && strstr(back, "Cut in two") != NULL);
  }
}
END_TEST

Suite *suite_cards(void);

Suite *suite_cards(void) {
  Suite *suite = suite_create("cards");
  TCase *secrets = tcase_create("secrets");
  tcase_add_test(secrets, a_card_tells_what_its_party_knows_and_no_more);
  tcase_add_test(secrets, nor_at_random_tables);
  tcase_add_test(secrets, what_nobody_sees_yet_stands_on_no_card);
  suite_add_tcase(suite, secrets);
  return suite;
}
