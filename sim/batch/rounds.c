/* Counting rounds, as lines of a part and as rows of rounds.csv. */
#include "rounds.h"

#include <math.h>
#include <polder/batch.h>
#include <stdlib.h>

enum { MILLION = 1000000 };

typedef struct {
  uint32_t n, n_answered, n_hiding; /* runs */
  uint64_t accept, told;            /* in millionths */
  int low, high;                    /* of the steps that were seen */
  uint32_t step[POLDER_TRUST_GRID + 1];
} Count;

struct PolderRounds {
  GPtrArray *arm[POLDER_ARMS_MAX]; /* of Count *, by round; kept from point to point */
};

const char *const polder_rounds_header =
    "point,arm,round,n,trust_p10,trust_p50,trust_p90,accept_mean,told_mean\n";

PolderRounds *polder_rounds_new(void) {
  PolderRounds *rounds = g_new0(PolderRounds, 1);
  for (int arm = 0; arm < POLDER_ARMS_MAX; arm++)
    rounds->arm[arm] = g_ptr_array_new_with_free_func(g_free);
  return rounds;
}

void polder_rounds_free(PolderRounds *rounds) {
  if (rounds == NULL)
    return;
  for (int arm = 0; arm < POLDER_ARMS_MAX; arm++)
    g_ptr_array_unref(rounds->arm[arm]);
  g_free(rounds);
}

static Count *count_at(PolderRounds *rounds, int arm, unsigned place) {
  GPtrArray *counts = rounds->arm[arm];
  while (counts->len <= place)
    g_ptr_array_add(counts, g_new0(Count, 1));
  return counts->pdata[place];
}

static void forget(Count *count) {
  for (int step = count->low; step <= count->high; step++)
    count->step[step] = 0;
  count->n = count->n_answered = count->n_hiding = 0;
  count->accept = count->told = 0;
}

/* --- Counting --------------------------------------------------------------------------------- */

static void add_trust(Count *count, int step, uint32_t n) {
  count->low = count->n == 0 ? step : MIN(count->low, step);
  count->high = count->n == 0 ? step : MAX(count->high, step);
  count->step[step] += n;
  count->n += n;
}

static uint64_t millionths(double share) {
  return (uint64_t)(share * MILLION + .5);
}

static void add_moment(Count *count, const PolderMoment *moment) {
  const double trust = CLAMP(moment->trust, 0, 1);
  add_trust(count, (int)(trust * POLDER_TRUST_GRID + .5), 1);
  if (!isnan(moment->accept)) {
    count->accept += millionths(moment->accept);
    count->n_answered++;
  }
  if (!isnan(moment->told)) {
    count->told += millionths(moment->told);
    count->n_hiding++;
  }
}

void polder_rounds_count(PolderRounds *rounds, int arm, const PolderMoment *moments, int n_rounds) {
  for (int round = 0; round < n_rounds; round++)
    add_moment(count_at(rounds, arm, (unsigned)round), &moments[round]);
}

/* --- Lines of a part -------------------------------------------------------------------------- */

static void append_whole(GString *text, uint64_t number, char after) {
  polder_number_append(text, (double)number);
  g_string_append_c(text, after);
}

static void append_trust(GString *text, const Count *count) {
  int before = 0;
  for (int step = count->low; step <= count->high; step++) {
    if (count->step[step] == 0)
      continue;
    append_whole(text, (uint64_t)(step - before), count->step[step] > 1 ? 'x' : ' ');
    if (count->step[step] > 1)
      append_whole(text, count->step[step], ' ');
    before = step;
  }
  text->str[text->len - 1] = '\n';
}

void polder_rounds_append_counts(PolderRounds *rounds, uint32_t point, GString *text) {
  for (int arm = 0; arm < POLDER_ARMS_MAX; arm++)
    for (guint place = 0; place < rounds->arm[arm]->len; place++) {
      Count *count = rounds->arm[arm]->pdata[place];
      if (count->n == 0)
        break;
      append_whole(text, point, ' ');
      append_whole(text, (uint64_t)arm, ' ');
      append_whole(text, place + 1, ' ');
      append_whole(text, count->accept, ' ');
      append_whole(text, count->n_answered, ' ');
      append_whole(text, count->told, ' ');
      append_whole(text, count->n_hiding, ' ');
      append_trust(text, count);
      forget(count);
    }
}

/* A whole number and the one character after it, up to which `line` moves on. */
static bool read_whole(const char **line, uint64_t most, uint64_t *out_number) {
  uint64_t number = 0;
  const char *at = *line;
  for (; *at >= '0' && *at <= '9' && number <= most; at++)
    number = number * 10 + (uint64_t)(*at - '0');
  const bool read = at > *line && *at != '\0' && number <= most;
  *line = at;
  *out_number = number;
  return read;
}

bool polder_rounds_line_point(const char *line, uint32_t *out_point) {
  uint64_t point = 0;
  const bool read = read_whole(&line, UINT32_MAX, &point) && *line == ' ';
  *out_point = (uint32_t)point;
  return read;
}

static bool add_steps(Count *count, const char *line) {
  uint64_t step = 0;
  while (*line == ' ') {
    uint64_t more = 0, n = 1;
    line++;
    if (!read_whole(&line, POLDER_TRUST_GRID, &more))
      return false;
    step += more;
    if (*line == 'x' && (line++, !read_whole(&line, UINT32_MAX, &n)))
      return false;
    if (step > POLDER_TRUST_GRID)
      return false;
    add_trust(count, (int)step, (uint32_t)n);
  }
  return *line == '\n';
}

bool polder_rounds_add_line(PolderRounds *rounds, const char *line) {
  enum { POINT, ARM, ROUND, ACCEPT, ANSWERED, TOLD, HIDING, NUMBERS };
  static const uint64_t most[NUMBERS] = {UINT32_MAX,      POLDER_ARMS_MAX - 1, POLDER_ROUNDS_MAX,
                                         UINT64_MAX / 16, UINT32_MAX,          UINT64_MAX / 16,
                                         UINT32_MAX};
  uint64_t number[NUMBERS] = {0};
  for (int i = 0; i < NUMBERS; i++)
    if ((i > 0 && *line++ != ' ') || !read_whole(&line, most[i], &number[i]))
      return false;
  if (number[ROUND] == 0)
    return false;
  Count *count = count_at(rounds, (int)number[ARM], (unsigned)number[ROUND] - 1);
  count->accept += number[ACCEPT];
  count->n_answered += (uint32_t)number[ANSWERED];
  count->told += number[TOLD];
  count->n_hiding += (uint32_t)number[HIDING];
  return add_steps(count, line);
}

/* --- Rows of rounds.csv ----------------------------------------------------------------------- */

/* Nearest rank: the smallest step that `percent` of the runs do not exceed. */
static double percentile(const Count *count, unsigned percent) {
  const uint64_t rank = ((uint64_t)count->n * percent + 99) / 100;
  uint64_t seen = 0;
  int step = count->low;
  while ((seen += count->step[step]) < rank)
    step++;
  return (double)step / POLDER_TRUST_GRID;
}

static void append_mean(GString *text, uint64_t sum, uint32_t n, char after) {
  if (n > 0)
    polder_number_append(text, (double)sum / ((double)n * MILLION));
  g_string_append_c(text, after);
}

static void append_row(GString *text, const Count *count) {
  append_whole(text, count->n, ',');
  for (unsigned percent = 10; percent <= 90; percent += 40) {
    polder_number_append(text, percentile(count, percent));
    g_string_append_c(text, ',');
  }
  append_mean(text, count->accept, count->n_answered, ',');
  append_mean(text, count->told, count->n_hiding, '\n');
}

void polder_rounds_append_rows(PolderRounds *rounds, uint32_t point, const char *const *arms,
                               GString *text) {
  for (int arm = 0; arm < POLDER_ARMS_MAX; arm++)
    for (guint place = 0; place < rounds->arm[arm]->len; place++) {
      Count *count = rounds->arm[arm]->pdata[place];
      if (count->n == 0)
        break;
      append_whole(text, point, ',');
      g_string_append_printf(text, "%s,%u,", arms[arm], place + 1);
      append_row(text, count);
      forget(count);
    }
}
