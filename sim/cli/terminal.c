/* Long work on a terminal: a progress bar with rate and time left, and Ctrl-C that stops in order;
 * so do SIGTERM and SIGUSR1, which Slurm can send some time before the end.
 */
#include "cli.h"

#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { BAR = 24, TELL_EVERY_US = 100000 };

/* A signal handler can reach nothing else. Set once, by Ctrl-C. */
static gint interrupted;

static void interrupt(int number) {
  (void)number;
  g_atomic_int_set(&interrupted, 1);
}

gint *cli_catch_interrupt(void) {
  struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND};
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGUSR1, &action, NULL);
  return &interrupted;
}

void cli_show_line(const char *text) {
  struct winsize size = {.ws_col = 0};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  const long width = MIN(g_utf8_strlen(text, -1), (known ? size.ws_col : 80) - 1);
  const char *end = g_utf8_offset_to_pointer(text, width);
  fprintf(stderr, "\r\033[K%.*s", (int)(end - text), text);
  fflush(stderr);
}

void cli_progress_begin(CliProgress *progress, const Cli *cli, uint32_t total) {
  *progress = (CliProgress){.cli = cli,
                            .shown = isatty(STDERR_FILENO) != 0,
                            .total = total,
                            .started = g_get_monotonic_time()};
  progress->told = progress->started;
}

void cli_progress_tell(CliProgress *progress, uint32_t done) {
  if (!progress->shown)
    return;
  const int64_t now = g_get_monotonic_time();
  if (now - progress->told < TELL_EVERY_US || done == 0)
    return;
  progress->told = now;
  const double seconds = (double)(now - progress->started) / 1e6;
  const double rate = done / seconds;
  const int left = (int)((progress->total - done) / rate + .5);
  const int full = (int)((double)BAR * done / progress->total);
  GString *line = g_string_new("[");
  for (int i = 0; i < BAR; i++)
    g_string_append_c(line, i < full ? '#' : '.');
  g_string_append_printf(line,
                         cli_text(progress->cli, "] %u van %u keer, %.0f/s, nog %d:%02d",
                                  "] %u of %u runs, %.0f/s, %d:%02d left"),
                         done, progress->total, rate, left / 60, left % 60);
  cli_show_line(line->str);
  g_string_free(line, TRUE);
}

void cli_progress_end(CliProgress *progress) {
  if (progress->shown && progress->told != progress->started)
    fputs("\r\033[K", stderr);
}
