/* Mistakes in a scenario's files: each is one message, at its place, that says what would be right.
 */
#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

#include <polder/scenario.h>

static const char *const files[] = {"scenario.csv", "parties.csv",   "interests.csv", "options.csv",
                                    "pairs.csv",    "relations.csv", "events.csv",    "arms.csv"};

/* A small case without a mistake. */
#define SCENARIO "key,value\nformat,1\nid,small\ndeadline_rounds,10\n"
#define PARTIES  "party,kind,reservation\nhousing,housing,0.4\ncare,care,p60\n"
#define INTERESTS                                                                                  \
  "party,interest,weight,visibility\nhousing,rent,2,hidden\nhousing,calm,1,open\n"                 \
  "care,volume,1,unaware\n"
#define OPTION_HEAD "issue,option,housing.rent,housing.calm,care.volume"
#define OPTIONS                                                                                    \
  OPTION_HEAD "\nhome,shared,1,0,0.2\nhome,own,0,1,1\nstaff,day,0.5,,1\nstaff,night,0,1,0\n"
#define PAIR_HEAD  "party,interest,issue,option,other_issue,other_option,score\n"
#define EVENT_HEAD "round,event,party,interest,to,value,deal\n"
static const char *const small[] = {SCENARIO, PARTIES, INTERESTS, OPTIONS, NULL, NULL, NULL, NULL};

typedef struct {
  const char *file, *text;  /* this file instead */
  const char *place, *part; /* what the one message begins with and holds */
} Mistake;

static char *write_case(const char *file, const char *text) {
  char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    const char *content = g_str_equal(files[i], file) ? text : small[i];
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    if (content != NULL)
      g_file_set_contents(path, content, -1, NULL);
  }
  return folder;
}

static void remove_case(char *folder) {
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_free(folder);
}

/* All messages in English, the folder taken off. */
static char *messages_of(const char *file, const char *text, bool *out_loaded) {
  char *folder = write_case(file, text);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderScenario) scenario = polder_scenario_load(folder, messages);
  GString *all = g_string_new(NULL);
  for (unsigned i = 0; i < polder_messages_count(messages); i++) {
    g_autofree char *line = polder_message_format(polder_messages_at(messages, i), POLDER_EN);
    g_string_append_printf(all, "%s\n", line + strlen(folder) + 1);
    ck_assert_str_ne(polder_messages_at(messages, i)->text[POLDER_NL], "");
  }
  *out_loaded = scenario != NULL;
  remove_case(folder);
  return g_string_free(all, FALSE);
}

static void assert_mistake(const Mistake *mistake, bool loaded_anyway) {
  bool loaded = false;
  g_autofree char *all = messages_of(mistake->file, mistake->text, &loaded);
  const char *end = strchr(all, '\n');
  if (end == NULL || end[1] != '\0' || !g_str_has_prefix(all, mistake->place) ||
      strstr(all, mistake->part) == NULL)
    ck_abort_msg("expected once: %s … %s\ngot: %s", mistake->place, mistake->part, all);
  ck_assert_int_eq(loaded, loaded_anyway);
}

static const Mistake settings[] = {
    {"scenario.csv", "", "scenario.csv: ", "empty"},
    {"scenario.csv", "key,value\nid,x\n", "scenario.csv: ", "\"format\" is missing"},
    {"scenario.csv", "key,value\nformat,2\n", "scenario.csv:2:2: column B \"value\": \"2\"",
     "write 1"},
    {"scenario.csv", "key,value\nformat,\n", "scenario.csv:2:2: ", "write 1"},
    {"scenario.csv", "sleutel,value\nformat,1\n", "scenario.csv:1:1: column A \"sleutel\"",
     "did you mean \"key\"?"},
    {"scenario.csv", "key\nformat\n", "scenario.csv:1: ", "column \"value\" is missing"},
    {"scenario.csv", SCENARIO "bais,1\n", "scenario.csv:5:1: ", "did you mean \"bias\"?"},
    {"scenario.csv", SCENARIO "bias,1\nBias,2\n", "scenario.csv:6:1: ", "is there twice"},
    {"scenario.csv", SCENARIO "bias,99\n", "scenario.csv:5:2: ", "outside 0 to 10"},
    {"scenario.csv", SCENARIO "bias,veel\n", "scenario.csv:5:2: ", "is not a number"},
    {"scenario.csv", SCENARIO "bias,50%\n", "scenario.csv:5:2: ", "percentage"},
    {"scenario.csv", SCENARIO "deadlock_window,2.5\n", "scenario.csv:5:2: ", "whole number"},
    {"scenario.csv", SCENARIO "endorsed,ja\n", "scenario.csv:5:2: ", "did you mean \"1\"?"},
    {"scenario.csv", SCENARIO "endorsed,2\n", "scenario.csv:5:2: ", "neither 0 nor 1"},
    {"scenario.csv", SCENARIO "rule,unaniem\n",
     "scenario.csv:5:2: ", "did you mean \"unanimity\"?"},
    {"scenario.csv", SCENARIO "strategy,boulwear\n",
     "scenario.csv:5:2: ", "did you mean \"boulware\"?"},
    {"scenario.csv", SCENARIO "veto,housing cara\n",
     "scenario.csv:5:2: ", "names \"cara\", which is no party; did you mean \"care\"?"},
    {"scenario.csv", SCENARIO "score_scale,units\n",
     "scenario.csv:5:2: ", "did you mean \"unit\"?"},
    {"scenario.csv", SCENARIO "disclosure_round,11\n",
     "scenario.csv:5:2: ", "after the last round"},
    {"scenario.csv", SCENARIO "hidden_share,0.5\n",
     "scenario.csv:5:1: ", "belongs to `polder new --random`"},
    {"scenario.csv", SCENARIO "conflict,0.5\n", "scenario.csv:5:1: ", "polder new --random"},
    {"scenario.csv", "key,value\nformat,1\nid,Mijn casus\n",
     "scenario.csv:3:2: ", "\"mijn-casus\""},
};

START_TEST(a_mistake_in_scenario_csv_is_one_message_at_its_place) {
  assert_mistake(&settings[_i], false);
}
END_TEST

static const Mistake parties[] = {
    {"parties.csv", NULL, "parties.csv: ", "this file is missing"},
    {"parties.csv", "kind\nhousing\ncare\n", "parties.csv:1: ", "column \"party\" is missing"},
    {"parties.csv", PARTIES "care,care,0.5\n", "parties.csv:4:1: ", "is there already"},
    {"parties.csv", PARTIES "De Gemeente,,\n", "parties.csv:4:1: ", "\"de-gemeente\""},
    {"parties.csv", PARTIES ",client,\n", "parties.csv:4:1: column A \"party\" is empty",
     "fill in"},
    {"parties.csv", PARTIES "city,,\n", "parties.csv:4:1: ", "has no interests"},
    {"parties.csv", "party,kind,macht\nhousing,,1\ncare,,2\n",
     "parties.csv:1:3: ", "did you mean \"power\"?"},
    {"parties.csv", "party,kind\nhousing,woningcorporatie\ncare,care\n",
     "parties.csv:2:2: ", "did you mean \"housing\"?"},
    {"parties.csv", "party,kind\nhousing,\ncare,Zorgaanbieder\n",
     "parties.csv:3:2: ", "did you mean \"care\"?"},
    {"parties.csv", "party,kind\nhousing,gemeente\ncare,\n",
     "parties.csv:2:2: ", "did you mean \"municipality\"?"},
    {"parties.csv", "party,kind\nhousing,CLIËNT\ncare,\n",
     "parties.csv:2:2: ", "did you mean \"client\"?"},
    {"parties.csv", "party,power\nhousing,-1\ncare,1\n", "parties.csv:2:2: ", "lies outside 0"},
    {"parties.csv", "party,reservation\nhousing,1.2\ncare,\n",
     "parties.csv:2:2: ", "outside 0 to 1"},
    {"parties.csv", "party,reservation\nhousing,p101\ncare,\n",
     "parties.csv:2:2: ", "is no percentile"},
    {"parties.csv", "party,reservation\nhousing,pp\ncare,\n", "parties.csv:2:2: ", "p0 to p100"},
    {"parties.csv", "party,bias\nhousing,11\ncare,\n", "parties.csv:2:2: ", "outside 0 to 10"},
    {"parties.csv", "party,quota\nhousing,1\ncare,\n", "parties.csv:1:2: ", "is no column"},
    {"parties.csv", "party,willing\nhousing,nee\ncare,\n",
     "parties.csv:2:2: ", "did you mean \"0\"?"},
    {"parties.csv", "party,bias,bias\nhousing,1,1\ncare,,\n",
     "parties.csv:1:3: ", "is there twice"},
    {"parties.csv", "party,kind,reservation\nhousing,housing,0.4,1\ncare,care,p60\n",
     "parties.csv:2:4: ", "beyond the columns"},
};

START_TEST(a_mistake_in_parties_csv_is_one_message_at_its_place) {
  assert_mistake(&parties[_i], false);
}
END_TEST

static const Mistake interests[] = {
    {"interests.csv", INTERESTS "hosing,view,1,open\n",
     "interests.csv:5:1: ", "did you mean \"housing\"?"},
    {"interests.csv", INTERESTS "care,volume,1,open\n",
     "interests.csv:5:2: ", "an interest of this party already"},
    {"interests.csv", INTERESTS "care,,1,open\n", "interests.csv:5:2: ", "is empty"},
    {"interests.csv",
     "party,interest,visibility\nhousing,rent,hidden\nhousing,calm,open\n"
     "care,volume,open\n",
     "interests.csv:1: ", "column \"weight\" is missing"},
    {"interests.csv",
     "party,interest,gewicht,visibility\nhousing,rent,1,hidden\n"
     "housing,calm,1,open\ncare,volume,1,open\n",
     "interests.csv:1:3: ", "did you mean \"weight\"?"},
    {"interests.csv",
     "party,interest,weight,visibility\nhousing,rent,,hidden\n"
     "housing,calm,1,open\ncare,volume,1,open\n",
     "interests.csv:2:3: ", "is empty"},
    {"interests.csv",
     "party,interest,weight,visibility\nhousing,rent,1,verborgen\n"
     "housing,calm,1,open\ncare,volume,1,open\n",
     "interests.csv:2:4: ", "did you mean \"hidden\"?"},
    {"interests.csv",
     "party,interest,weight,visibility\nhousing,rent,1,Onbewust\n"
     "housing,calm,1,open\ncare,volume,1,open\n",
     "interests.csv:2:4: ", "did you mean \"unaware\"?"},
    {"interests.csv",
     "party,interest,weight,visibility,minimum\nhousing,rent,1,open,1.5\n"
     "housing,calm,1,open,\ncare,volume,1,open,\n",
     "interests.csv:2:5: ", "outside 0 to 1"},
    {"interests.csv",
     "party,interest,weight,visibility\nhousing,rent,0,open\n"
     "housing,calm,0,open\ncare,volume,1,open\n",
     "interests.csv:2:3: ", "without weight"},
    {"interests.csv",
     "party,interest,weight,visibility\nhousing,rent,-2,open\n"
     "housing,calm,1,open\ncare,volume,1,open\n",
     "interests.csv:2:3: ", "outside 0"},
};

START_TEST(a_mistake_in_interests_csv_is_one_message_at_its_place) {
  assert_mistake(&interests[_i], false);
}
END_TEST

static const Mistake options[] = {
    {"options.csv", OPTION_HEAD "\n", "options.csv: ", "no options"},
    {"options.csv", "issue,option,housing.rent,housing.calm\nh,a,1,0\nh,b,0,1\n",
     "options.csv:1: ", "column \"care.volume\" is missing"},
    {"options.csv", "issue,option,housing.rent,housing.clam,care.volume\nh,a,1,0,1\nh,b,0,1,0\n",
     "options.csv:1:4: ", "did you mean \"housing.calm\"?"},
    {"options.csv", OPTIONS "home,own,1,1,1\n",
     "options.csv:6:2: ", "an option of this issue already"},
    {"options.csv", OPTIONS "home,tiny house,1,1,1\n", "options.csv:6:2: ", "\"tiny-house\""},
    {"options.csv", OPTIONS "home,tiny,een,1,1\n", "options.csv:6:3: ", "is not a number"},
    {"options.csv", OPTIONS "home,tiny,1,mrt-1,1\n", "options.csv:6:4: ", "date"},
    {"options.csv", OPTION_HEAD ",requires\nh,a,1,0,0,\nh,b,0,1,1,housing.rant\n",
     "options.csv:3:6: ", "did you mean \"housing.rent\"?"},
    {"options.csv", OPTION_HEAD ",latent\nh,a,1,0,0,\nh,b,0,1,1,.5\n",
     "options.csv:3:6: ", "is not 0 or 1"},
    {"options.csv", OPTION_HEAD ",latent\nh,a,1,0,0,1\nh,b,0,1,1,1\n",
     "options.csv:2:6: ", "no option of this issue that is known"},
    {"options.csv", OPTION_HEAD ",issue_nl\nh,a,1,0,0,Wonen\nh,b,0,1,1,\nh,c,0,1,1,Huis\n",
     "options.csv:4:6: ", "called \"Wonen\" already"},
    {"options.csv", OPTION_HEAD ",isue_nl\nh,a,1,0,0,Wonen\nh,b,0,1,1,\n",
     "options.csv:1:6: ", "did you mean \"issue_nl\"?"},
    {"options.csv", OPTION_HEAD "\nh,a,1,1,0\nh,b,1,1,1\n",
     "options.csv: ", "every deal is worth the same"},
};

START_TEST(a_mistake_in_options_csv_is_one_message_at_its_place) {
  assert_mistake(&options[_i], false);
}
END_TEST

static const Mistake extras[] = {
    {"pairs.csv", PAIR_HEAD "housing,rant,home,own,staff,day,1\n",
     "pairs.csv:2:2: ", "did you mean \"housing.rent\"?"},
    {"pairs.csv", PAIR_HEAD "housing,rent,home,owm,staff,day,1\n",
     "pairs.csv:2:4: ", "did you mean \"home:own\"?"},
    {"pairs.csv", PAIR_HEAD "housing,rent,home,own,staf,day,1\n",
     "pairs.csv:2:5: ", "did you mean \"staff\"?"},
    {"pairs.csv", PAIR_HEAD "housing,rent,home,own,home,shared,1\n",
     "pairs.csv:2:5: ", "same issue"},
    {"pairs.csv", PAIR_HEAD "housing,rent,home,own,staff,day,\n", "pairs.csv:2:7: ", "is empty"},
    {"pairs.csv",
     PAIR_HEAD "housing,rent,home,own,staff,day,1\nhousing,rent,staff,day,home,own,1\n",
     "pairs.csv:3: ", "there already"},
    {"relations.csv", "from,to,trust\nhousing,zorg,0.5\n",
     "relations.csv:2:2: ", "did you mean \"care\"?"},
    {"relations.csv", "from,to,trust\nhousing,housing,0.5\n",
     "relations.csv:2:2: ", "is the party itself"},
    {"relations.csv", "from,to,trust\nhousing,care,2\n", "relations.csv:2:3: ", "outside 0 to 1"},
    {"relations.csv", "from,to,vertrouwen\nhousing,care,1\n",
     "relations.csv:1:3: ", "did you mean \"trust\"?"},
    {"relations.csv", "from,to,trust\nhousing,care,.1\nHousing,care,.2\n",
     "relations.csv:3:3: ", "given for these parties already"},
    {"arms.csv", "arm,round,event,party\nspoken,1,ask,care\n", "arms.csv:2:1: ", "built-in"},
    {"arms.csv", "arm,round,event,party\nmy arm,1,ask,care\n", "arms.csv:2:1: ", "\"my-arm\""},
};

START_TEST(a_mistake_in_an_optional_file_is_one_message_at_its_place) {
  assert_mistake(&extras[_i], false);
}
END_TEST

static const Mistake events[] = {
    {"events.csv", EVENT_HEAD "0,ask,care,,,,\n", "events.csv:2:1: ", "from 1 to 10"},
    {"events.csv", EVENT_HEAD "11,ask,care,,,,\n", "events.csv:2:1: ", "from 1 to 10"},
    {"events.csv", EVENT_HEAD "1.5,ask,care,,,,\n", "events.csv:2:1: ", "is no round"},
    {"events.csv", EVENT_HEAD "1,vertellen,care,,,,\n",
     "events.csv:2:2: ", "did you mean \"disclose\"?"},
    {"events.csv", EVENT_HEAD "1,,care,,,,\n", "events.csv:2:2: ", "is empty"},
    {"events.csv", EVENT_HEAD "1,disclose,,,,,\n", "events.csv:2:3: ", "this event needs"},
    {"events.csv", EVENT_HEAD "1,disclose,care,volum,,,\n",
     "events.csv:2:4: ", "did you mean \"care.volume\"?"},
    {"events.csv", EVENT_HEAD "1,disclose,care,housing.rent,,,\n",
     "events.csv:2:4: ", "another party's"},
    {"events.csv", EVENT_HEAD "1,disclose,*,volume,,,\n", "events.csv:2:4: ", "name the party"},
    {"events.csv", EVENT_HEAD "1,disclose,care,volume,care,,\n",
     "events.csv:2:5: ", "the party itself"},
    {"events.csv", EVENT_HEAD "1,disclose,care,volume,,1,\n",
     "events.csv:2:6: ", "does not belong to this event"},
    {"events.csv", EVENT_HEAD "1,ask,care,volume,,,\n", "events.csv:2:4: ", "write *"},
    {"events.csv", EVENT_HEAD "1,mediate,care,,,,\n", "events.csv:2:3: ", "does not belong"},
    {"events.csv", EVENT_HEAD "1,facilitate,,,,7,\n", "events.csv:2:6: ", "outside 0 to 1"},
    {"events.csv", EVENT_HEAD "1,lens,,,,,\n", "events.csv:2:6: ", "this event needs"},
    {"events.csv", EVENT_HEAD "1,mandate,,,,ja,\n", "events.csv:2:6: ", "did you mean \"1\"?"},
    {"events.csv", EVENT_HEAD "1,bias,,,,11,\n", "events.csv:2:6: ", "outside 0 to 10"},
    {"events.csv", EVENT_HEAD "1,bias,,,,,\n", "events.csv:2:6: ", "this event needs"},
    {"events.csv", EVENT_HEAD "1,disclosure,,,,geen,\n",
     "events.csv:2:6: ", "did you mean \"none\"?"},
    {"events.csv", EVENT_HEAD "1,quota,care,,,0.5,\n", "events.csv:2:3: ", "whole table"},
    {"events.csv", EVENT_HEAD "1,strategy,care,,,linear,\n",
     "events.csv:2:2: ", "cannot change midway"},
    {"events.csv", EVENT_HEAD "1,reservation,care,,,0.2,\n",
     "events.csv:2:2: ", "cannot change midway"},
    {"events.csv", EVENT_HEAD "1,deadline_rounds,,,,20,\n",
     "events.csv:2:2: ", "cannot change midway"},
    {"events.csv", EVENT_HEAD "1,spread_weights,,,,0,\n",
     "events.csv:2:2: ", "cannot change midway"},
    {"events.csv", EVENT_HEAD "1,propose,*,,,,home:own\n", "events.csv:2:3: ", "name one party"},
    {"events.csv", EVENT_HEAD "1,answer,*,,,0.5,\n", "events.csv:2:6: ", "neither 0 nor 1"},
    {"events.csv", EVENT_HEAD "1,ask,care,,,,home:own\n", "events.csv:2:7: ", "does not belong"},
    {"events.csv", "round,event,party\n1,bias,care\n", "events.csv:2: ", "column \"value\""},
};

START_TEST(a_mistake_in_events_csv_is_one_message_at_its_place) {
  assert_mistake(&events[_i], false);
}
END_TEST

/* What a script holds; care follows one in this case. */
static const Mistake scripts[] = {
    {"events.csv", EVENT_HEAD "1,propose,care,,,,home:onw\n",
     "events.csv:2:7: ", "did you mean \"home:own\"?"},
    {"events.csv", EVENT_HEAD "1,propose,care,,,,home:own home:shared\n",
     "events.csv:2:7: ", "names an issue twice"},
    {"events.csv", EVENT_HEAD "1,propose,care,,,,\n", "events.csv:2:7: ", "this event needs"},
};

START_TEST(a_mistake_in_a_script_is_told_beside_that_nobody_follows_it) {
  bool loaded = true;
  g_autofree char *all = messages_of(scripts[_i].file, scripts[_i].text, &loaded);
  ck_assert(!loaded);
  ck_assert_ptr_nonnull(strstr(all, "follows no script"));
  ck_assert_ptr_nonnull(strstr(all, scripts[_i].place));
  ck_assert_ptr_nonnull(strstr(all, scripts[_i].part));
}
END_TEST

/* A party whose id is refused: who is named elsewhere, and how many rounds there are, is not said
 * to be wrong as well. */
START_TEST(one_refused_party_gives_no_second_complaint) {
  static const char *const uses[][2] = {
      {"events.csv", EVENT_HEAD "10,ask,De Stek,,,,\n9,veto,,,,de-stek care,\n"},
      {"relations.csv", "from,to,trust\nde-stek,care,0.5\n"},
      {"interests.csv", INTERESTS "de-stek,view,1,open\n"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(uses); i++) {
    char *folder = write_case(uses[i][0], uses[i][1]);
    g_autofree char *path = g_build_filename(folder, "parties.csv", NULL);
    ck_assert(g_file_set_contents(path, PARTIES "De Stek,,\n", -1, NULL));
    g_autoptr(PolderMessages) messages = polder_messages_new();
    ck_assert_ptr_null(polder_scenario_load(folder, messages));
    ck_assert_uint_eq(polder_messages_count(messages), 1);
    remove_case(folder);
  }
}
END_TEST

static const Mistake warnings[] = {
    {"options.csv", OPTIONS "home,1-2,1,1,1\n", "options.csv:6:2: warning: ", "date"},
    {"events.csv", EVENT_HEAD "1,answer,care,,,0,\n",
     "events.csv:2:3: warning: ", "follows no script"},
    {"parties.csv", "party,#kind\nhousing,Caf\xE9\ncare,\n",
     "parties.csv:2: warning: ", "Windows-1252"},
};

START_TEST(what_is_only_doubtful_is_a_warning_and_loads) {
  assert_mistake(&warnings[_i], true);
}
END_TEST

START_TEST(the_small_case_itself_has_no_mistake) {
  bool loaded = false;
  g_autofree char *all = messages_of("none", NULL, &loaded);
  ck_assert_str_eq(all, "");
  ck_assert(loaded);
}
END_TEST

START_TEST(a_total_outside_0_to_1_is_told_at_the_head_of_its_column) {
  bool loaded = true;
  g_autofree char *all =
      messages_of("scenario.csv", "key,value\nformat,1\nid,x\nscore_scale,unit\n", &loaded);
  ck_assert(!loaded);
  ck_assert_ptr_nonnull(strstr(all, "options.csv:1:3: column C \"housing.rent\" adds up to 0 to "
                                    "1.5; with score_scale unit"));
}
END_TEST

/* --- Limits ----------------------------------------------------------------------------------- */

static char *repeated(const char *head, const char *format, int n) {
  GString *text = g_string_new(head);
  for (int i = 0; i < n; i++) {
    g_auto(GStrv) parts = g_strsplit(format, "#", -1);
    g_autofree char *number = g_strdup_printf("%d", i);
    g_autofree char *row = g_strjoinv(number, parts);
    g_string_append(text, row);
  }
  return g_string_free(text, FALSE);
}

static const struct {
  const char *file, *head, *row, *part;
  int n;
} limits[] = {
    {"parties.csv", "party\nhousing\ncare\n", "p#\n", "parties.csv:18:1: ", 20},
    {"interests.csv", INTERESTS, "care,k#,1,open\n", "interests.csv:130:2: ", 140},
    {"options.csv", OPTIONS, "i#,o,1,1,1\n", "options.csv:20:1: ", 15},
    {"options.csv", OPTIONS, "home,o#,1,1,1\n", "options.csv:68:2: ", 63},
};

START_TEST(one_more_than_the_limit_is_a_located_error) {
  bool loaded = true;
  g_autofree char *text = repeated(limits[_i].head, limits[_i].row, limits[_i].n);
  g_autofree char *all = messages_of(limits[_i].file, text, &loaded);
  ck_assert(!loaded);
  if (strstr(all, limits[_i].part) == NULL || strstr(all, "too many") == NULL)
    ck_abort_msg("expected %s in: %s", limits[_i].part, all);
}
END_TEST

Suite *suite_mistakes(void);
Suite *suite_mistakes(void) {
  Suite *suite = suite_create("mistakes");
  TCase *tests = tcase_create("mistakes");
  tcase_add_test(tests, the_small_case_itself_has_no_mistake);
  tcase_add_loop_test(tests, a_mistake_in_scenario_csv_is_one_message_at_its_place, 0,
                      G_N_ELEMENTS(settings));
  tcase_add_loop_test(tests, a_mistake_in_parties_csv_is_one_message_at_its_place, 0,
                      G_N_ELEMENTS(parties));
  tcase_add_loop_test(tests, a_mistake_in_interests_csv_is_one_message_at_its_place, 0,
                      G_N_ELEMENTS(interests));
  tcase_add_loop_test(tests, a_mistake_in_options_csv_is_one_message_at_its_place, 0,
                      G_N_ELEMENTS(options));
  tcase_add_loop_test(tests, a_mistake_in_an_optional_file_is_one_message_at_its_place, 0,
                      G_N_ELEMENTS(extras));
  tcase_add_loop_test(tests, a_mistake_in_events_csv_is_one_message_at_its_place, 0,
                      G_N_ELEMENTS(events));
  tcase_add_loop_test(tests, a_mistake_in_a_script_is_told_beside_that_nobody_follows_it, 0,
                      G_N_ELEMENTS(scripts));
  tcase_add_test(tests, one_refused_party_gives_no_second_complaint);
  tcase_add_loop_test(tests, what_is_only_doubtful_is_a_warning_and_loads, 0,
                      G_N_ELEMENTS(warnings));
  tcase_add_test(tests, a_total_outside_0_to_1_is_told_at_the_head_of_its_column);
  tcase_add_loop_test(tests, one_more_than_the_limit_is_a_located_error, 0, G_N_ELEMENTS(limits));
  suite_add_tcase(suite, tests);
  return suite;
}
