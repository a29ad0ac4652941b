/* scripted: does what the events `propose` and `answer` of the case say, and nothing of its own.
 *
 * Without a text it passes; without an answer it accepts its own text only.
 */
#include <polder/table.h>

static double concession(const PolderView *view) {
  (void)view;
  return 1;
}

static PolderDeal propose(const PolderView *view, double demand) {
  (void)demand;
  return polder_view_script_text(view);
}

static bool accepts(const PolderView *view, PolderDeal deal, int author, double demand) {
  (void)author;
  (void)demand;
  const int answer = polder_view_script_answer(view);
  return answer < 0 ? deal == polder_view_script_text(view) : answer == 1;
}

const PolderStrategy polder_strategy_scripted = {
    .name = "scripted",
    .clockwork = true,
    .concession = concession,
    .propose = propose,
    .accepts = accepts,
};
