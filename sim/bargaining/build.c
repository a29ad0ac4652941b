/* Candidates for the front, built issue by issue where utilities are plain sums over issues.
 *
 * What another beats over the first issues, it beats over all, whatever follows; so only unbeaten
 * first choices go on to the next issue. A red line counts as one more column until it is decided:
 * what may still break it must not beat what cannot. Sums here are rounded in another order than
 * those of the problem; SLACK is far above that rounding and far below the tolerance.
 */
#include <math.h>
#include <string.h>

#include "front.h"

enum { RED_MAX = WIDTH_MAX - POLDER_PARTIES_MAX, OPTIONS_ALL = 1024, WORTH_BUILDING = 128 };
G_STATIC_ASSERT(OPTIONS_ALL == POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX);

static const double SLACK = 1e-13;

/* A red line, and what the issues up to and from each one can still add to its interest. */
typedef struct {
  const double *score;
  double needed;                        /* of the scores' sum */
  double before[POLDER_ISSUES_MAX + 1]; /* most minus least that the issues before can add */
  double least[POLDER_ISSUES_MAX + 1], most[POLDER_ISSUES_MAX + 1]; /* from this issue on */
} RedLine;

typedef struct {
  const PolderScenario *scenario;
  double value[OPTIONS_ALL][POLDER_PARTIES_MAX];
  int n_red;
  RedLine red[RED_MAX];
} Sums;

/* --- What each option adds --- */

static void fill_values(const PolderProblem *problem, Sums *sums) {
  const PolderScenario *scenario = sums->scenario;
  for (int o = 0; o < scenario->n_options; o++)
    for (int i = 0; i < problem->n_parties; i++)
      sums->value[o][i] = 0;
  for (int k = 0; k < scenario->n_interests; k++) {
    const PolderInterest *interest = &scenario->interests[k];
    const double weight = problem->weight == NULL ? interest->weight : problem->weight[k];
    const double *score = scenario->score + (size_t)k * (size_t)scenario->n_options;
    for (int o = 0; o < scenario->n_options; o++)
      sums->value[o][interest->party] += weight * score[o];
  }
}

static void fill_red_line(const PolderScenario *scenario, int interest, RedLine *out_red) {
  out_red->score = scenario->score + (size_t)interest * (size_t)scenario->n_options;
  out_red->needed = scenario->interests[interest].minimum - scenario->interests[interest].offset;
  out_red->least[scenario->n_issues] = out_red->most[scenario->n_issues] = 0;
  for (int issue = scenario->n_issues - 1; issue >= 0; issue--) {
    const PolderIssue *at = &scenario->issues[issue];
    double least = INFINITY, most = -INFINITY;
    for (int o = at->first_option; o < at->first_option + at->n_options; o++) {
      least = MIN(least, out_red->score[o]);
      most = MAX(most, out_red->score[o]);
    }
    out_red->least[issue] = out_red->least[issue + 1] + least;
    out_red->most[issue] = out_red->most[issue + 1] + most;
  }
  for (int issue = 0; issue <= scenario->n_issues; issue++)
    out_red->before[issue] =
        (out_red->most[0] - out_red->most[issue]) - (out_red->least[0] - out_red->least[issue]);
}

static bool fill_sums(const PolderProblem *problem, Sums *out_sums) {
  const PolderScenario *scenario = out_sums->scenario = problem->scenario;
  fill_values(problem, out_sums);
  out_sums->n_red = 0;
  for (int k = 0; k < scenario->n_interests; k++) {
    if (isnan(scenario->interests[k].minimum))
      continue;
    if (out_sums->n_red == RED_MAX)
      return false;
    fill_red_line(scenario, k, &out_sums->red[out_sums->n_red++]);
  }
  return true;
}

/* --- First choices --- */

/* What the first n_issues choices of a deal add up to: utilities, then sums of the red lines. */
static void add_up(const Sums *sums, int n_parties, PolderDeal deal, int n_issues,
                   double out_total[WIDTH_MAX]) {
  const PolderScenario *scenario = sums->scenario;
  memset(out_total, 0, WIDTH_MAX * sizeof *out_total);
  for (int issue = 0; issue < n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    const int o =
        at->first_option + (int)(deal / scenario->stride[issue] % (uint32_t)at->n_options);
    for (int i = 0; i < n_parties; i++)
      out_total[i] += sums->value[o][i];
    for (int r = 0; r < sums->n_red; r++)
      out_total[n_parties + r] += sums->red[r].score[o];
  }
}

/* Is it still open after so many issues whether the red line is broken, and not the same for all?
 */
static bool undecided(const RedLine *red, int n_issues) {
  return red->before[n_issues] > 0 && red->most[n_issues] > red->least[n_issues];
}

static int width_after(const Sums *sums, int n_parties, int n_issues) {
  int width = n_parties;
  for (int r = 0; r < sums->n_red; r++)
    width += undecided(&sums->red[r], n_issues);
  return width;
}

/* Adds a row for one more choice, unless it is sure to break a red line. */
static void add_choice(PolderFront *front, const Sums *sums, PolderDeal deal, int n_issues,
                       const double *total, int option) {
  double *row = front->row + (size_t)front->n_rows * (size_t)front->width;
  int column = front->n_parties;
  for (int r = 0; r < sums->n_red; r++) {
    const RedLine *red = &sums->red[r];
    const double so_far = total[front->n_parties + r] + red->score[option];
    if (so_far + red->most[n_issues] < red->needed - 2 * POLDER_TOLERANCE)
      return;
    if (undecided(red, n_issues))
      row[column++] = MIN(so_far, red->needed - red->least[n_issues]); /* more is no better */
  }
  double sum = 0;
  for (int i = 0; i < front->n_parties; i++) {
    row[i] = total[i] + sums->value[option][i];
    sum += row[i];
  }
  front->deal[front->n_rows] = deal;
  front->sum[front->n_rows++] = sum;
}

/* Rows: every first choice that went on, with every option of the next issue. */
static bool add_choices(PolderFront *front, const Sums *sums, uint32_t n_first, int issue) {
  const PolderScenario *scenario = sums->scenario;
  const PolderIssue *at = &scenario->issues[issue];
  polder_rows_begin(front, width_after(sums, front->n_parties, issue + 1));
  if ((size_t)n_first * (size_t)at->n_options * (size_t)front->width > front->most_numbers)
    return false;
  for (uint32_t f = 0; f < n_first; f++) {
    double total[WIDTH_MAX];
    add_up(sums, front->n_parties, front->member[f], issue, total);
    for (int o = 0; o < at->n_options; o++)
      add_choice(front, sums, front->member[f] + (uint32_t)o * scenario->stride[issue], issue + 1,
                 total, at->first_option + o);
  }
  return true;
}

/* --- Which go on --- */

static bool batch_beats(const PolderFront *front, const double *low, const uint8_t *level,
                        double sum, uint32_t batch) {
  uint64_t rows[BATCH_WORDS];
  if (!polder_kept_reaching(&front->kept, batch, level, rows))
    return false;
  for (uint32_t w = 0; w < BATCH_WORDS; w++)
    for (uint64_t left = rows[w]; left != 0; left &= left - 1) {
      const uint32_t index = batch * BATCH + w * 64 + (uint32_t)__builtin_ctzll(left);
      const double *other = kept_row(&front->kept, index);
      int c = 0;
      while (c < front->width && other[c] >= low[c])
        c++;
      if (c == front->width &&
          front->sum[front->kept.place[index]] > sum + (front->n_parties + 1) * POLDER_TOLERANCE)
        return true;
    }
  return false;
}

static bool is_beaten(const PolderFront *front, uint32_t place) {
  const double *row = front->row + (size_t)place * (size_t)front->width;
  double low[WIDTH_MAX];
  uint8_t level[WIDTH_MAX];
  for (int c = 0; c < front->width; c++) {
    low[c] = c < front->n_parties ? row[c] - SLACK : row[c];
    level[c] = polder_kept_level(&front->kept, c, low[c]);
  }
  for (uint32_t batch = 0; batch < kept_batches(&front->kept); batch++)
    if (batch_beats(front, low, level, front->sum[place], batch))
      return true;
  return false;
}

/* Leaves the first choices that go on in front->member. */
static bool choose(PolderFront *front, uint32_t *out_n) {
  polder_rows_sort(front);
  polder_kept_begin(&front->kept, front->row, front->n_rows, front->width);
  for (uint32_t p = 0; p < front->n_rows; p++)
    if (!is_beaten(front, front->order[p]) && !polder_kept_add(&front->kept, front->order[p]))
      return false;
  for (uint32_t index = 0; index < front->kept.n; index++)
    front->member[index] = front->deal[front->kept.place[index]];
  *out_n = front->kept.n;
  return true;
}

static void add_deals(PolderFront *front, const PolderProblem *problem, uint32_t n_first) {
  const int issue = problem->scenario->n_issues - 1;
  polder_rows_begin(front, front->n_parties);
  for (uint32_t f = 0; f < n_first; f++)
    for (int o = 0; o < problem->scenario->issues[issue].n_options; o++) {
      const PolderDeal deal = front->member[f] + (uint32_t)o * problem->scenario->stride[issue];
      if (problem->broken[deal] == 0)
        polder_rows_add_deal(front, problem, deal);
    }
}

bool polder_front_build(PolderFront *front, const PolderProblem *problem) {
  const PolderScenario *scenario = problem->scenario;
  if (scenario == NULL || scenario->n_pairs > 0 || scenario->sampled ||
      problem->n_deals < WORTH_BUILDING)
    return false;
  Sums sums;
  if (!fill_sums(problem, &sums))
    return false;
  uint32_t n_first = 1;
  front->member[0] = 0;
  for (int issue = 0; issue + 1 < scenario->n_issues; issue++)
    if (!add_choices(front, &sums, n_first, issue) || !choose(front, &n_first))
      return false;
  add_deals(front, problem, n_first);
  return true;
}
