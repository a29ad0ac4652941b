/* What the verbs share: the parsed command line, and how they speak. Private to cli.
 *
 * Only this room prints, exits, and reads the clock or the environment. Results go to `out`, which
 * is standard output; everything else goes to standard error. A verb returns its exit code.
 */
#ifndef POLDER_CLI_H
#define POLDER_CLI_H

#include <polder/batch.h>
#include <polder/record.h>
#include <polder/scenario.h>

enum { CLI_DONE = 0, CLI_USE = 2, CLI_DATA = 3, CLI_IO = 4, CLI_BUG = 70, CLI_STOPPED = 130 };

typedef enum { CLI_TEXT, CLI_CSV, CLI_JSON, CLI_JSONL } CliFormat;
#define CLI_FORMATS (CLI_JSONL + 1)
extern const char *const cli_format_names[CLI_FORMATS + 1]; /* NULL-ended */
extern const char *const cli_language_names[POLDER_LANGUAGES + 1];

typedef struct CliCommand CliCommand;

typedef struct {
  const CliCommand *command;
  int language; /* PolderLanguage */
  int format;   /* CliFormat */
  int store;    /* PolderStore */
  uint64_t seed, run, point, round, runs, max_runs, threads;
  const char *arm, *arms, *completion, *evaluate, *output, *shard,
      *until_halfwidth; /* NULL = not given */
  bool help, random, man, dry_run;
  unsigned given;      /* bits: 1 << CliOptionId */
  GPtrArray *set;      /* texts of --set, lent */
  GPtrArray *vary;     /* texts of --vary, lent */
  GPtrArray *what_if;  /* texts of --what-if, lent */
  GPtrArray *operands; /* lent */
  PolderSink *out;
  bool colour;
  int width;           /* of a line that is wrapped; 0 = as always */
  char **command_line; /* NULL-ended, lent */
} Cli;

/* --- Options: one table ---------------------------------------------------------------------- */

typedef enum {
  CLI_OPTION_RUNS,
  CLI_OPTION_ARMS,
  CLI_OPTION_ARM,
  CLI_OPTION_RUN,
  CLI_OPTION_POINT,
  CLI_OPTION_ROUND,
  CLI_OPTION_SEED,
  CLI_OPTION_SET,
  CLI_OPTION_WHAT_IF,
  CLI_OPTION_THREADS,
  CLI_OPTION_RANDOM,
  CLI_OPTION_OUTPUT,
  CLI_OPTION_VARY,
  CLI_OPTION_SHARD,
  CLI_OPTION_STORE,
  CLI_OPTION_UNTIL_HALFWIDTH,
  CLI_OPTION_MAX_RUNS,
  CLI_OPTION_DRY_RUN,
  CLI_OPTION_FORMAT,
  CLI_OPTION_EVALUATE,
  CLI_OPTION_MAN,
  CLI_OPTION_COMPLETION,
  CLI_OPTION_LANG,
  CLI_OPTION_HELP
} CliOptionId;
#define CLI_OPTIONS (CLI_OPTION_HELP + 1)

typedef enum {
  CLI_KIND_FLAG,  /* bool */
  CLI_KIND_WHOLE, /* uint64_t in [minimum, maximum] */
  CLI_KIND_TEXT,  /* const char * */
  CLI_KIND_LIST,  /* GPtrArray *, every time one more */
  CLI_KIND_CHOICE /* int: the place in `choices` */
} CliKind;

typedef struct {
  const char *name;
  char letter; /* 0 = none */
  CliKind kind;
  size_t offset; /* in Cli */
  uint64_t minimum, maximum;
  const char *const *choices;
  const char *value; /* what stands for the value in help; NULL for a flag */
  bool internal;     /* left out of help */
  const char *help[POLDER_LANGUAGES];
} CliOption;

extern const CliOption cli_options[CLI_OPTIONS];

/* Fills cli from the words after the verb. False: the mistake has been told. */
bool cli_parse(Cli *cli, int n_words, char **words);
bool cli_has_option(const CliCommand *command, CliOptionId id);

/* --- Commands: one table, from which come dispatch, help, manual and completion -------------- */

typedef struct {
  const char *line;
  const char *what[POLDER_LANGUAGES];
} CliExample;

struct CliCommand {
  const char *name;
  const char *operands; /* as in the synopsis */
  int min_operands, max_operands;
  bool takes_folders;       /* the operands are folders: for completion */
  const char *const *words; /* NULL-ended: what an operand can be, for completion; or NULL */
  unsigned options;         /* bits: 1 << CliOptionId; --lang and --help always hold */
  unsigned formats;         /* bits: 1 << CliFormat */
  int (*run)(Cli *cli);
  const char *summary[POLDER_LANGUAGES];
  const char *about[POLDER_LANGUAGES]; /* a paragraph */
  CliExample examples[4];
};

extern const CliCommand cli_commands[];
extern const size_t cli_n_commands;
const CliCommand *cli_command_find(const char *name);
void cli_complain_verb(const Cli *cli, const char *word); /* no such verb; the nearest */

int cli_verb_check(Cli *cli);
int cli_verb_run(Cli *cli);
int cli_verb_compare(Cli *cli);
int cli_verb_analyse(Cli *cli);
int cli_verb_explain(Cli *cli);
int cli_verb_batch(Cli *cli);
int cli_verb_merge(Cli *cli);
int cli_verb_verify(Cli *cli);
int cli_verb_rerun(Cli *cli);
int cli_verb_report(Cli *cli);
int cli_verb_replay(Cli *cli);
int cli_verb_claims(Cli *cli);
int cli_verb_cards(Cli *cli);
int cli_verb_new(Cli *cli);
int cli_verb_list(Cli *cli);
int cli_verb_help(Cli *cli);
int cli_verb_version(Cli *cli);

extern const char *const cli_list_words[]; /* what `list` can list, NULL-ended */

void cli_print_help(Cli *cli, const CliCommand *command); /* NULL = of the program */
void cli_print_manual(Cli *cli);
int cli_print_completion(Cli *cli, const char *shell);

/* --- Speaking -------------------------------------------------------------------------------- */

/* One of two texts, by the language of the user. Formats in them are checked both. */
const char *cli_text(const Cli *cli, const char *nl, const char *en) G_GNUC_FORMAT(2)
    G_GNUC_FORMAT(3);
/* `polder: ...` on standard error, with a newline. */
void cli_complain(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* The user's half of an error that holds both languages (Dutch, a newline, English). Yours
 * to free. */
char *cli_error_text(const Cli *cli, const GError *error);
void cli_complain_error(const Cli *cli, const GError *error);
void cli_complain_use(const Cli *cli); /* `see polder help VERB` */
/* In between a process that mpirun started beside rank 0 complains to nobody: rank 0 says it. */
int cli_hush_begin(void);
void cli_hush_end(int kept);
/* A space and the word, quoted where a shell would not take it as it is. */
void cli_append_word(GString *line, const char *word);

typedef struct {
  char text[48];
} CliNumber;
CliNumber cli_decimal(const Cli *cli, double value, int digits); /* undefined gives a dash */
CliNumber cli_percent(const Cli *cli, double share);             /* one digit */
CliNumber cli_percent_whole(const Cli *cli, double share);
CliNumber cli_probability(const Cli *cli, double p); /* `0.0123` or `< 0.0001` */

/* Terminal colours, "" when colour is off. */
typedef enum { CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_RED, CLI_GREEN, CLI_YELLOW } CliColour;
const char *cli_colour(const Cli *cli, CliColour colour);

/* Prints a text in lines of at most 96 columns; the first begins with `lead`, the others with as
 * many spaces. */
void cli_wrap(Cli *cli, const char *lead, const char *text);
/* `a`, `a and b`, `a, b and c`. Yours to free. */
char *cli_join(const Cli *cli, GPtrArray *texts);

/* A table of text: columns as wide as their widest cell. */
typedef struct CliTable CliTable;
CliTable *cli_table_new(const char *alignment); /* one `l` or `r` a column */
void cli_table_free(CliTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliTable, cli_table_free)
void cli_table_add(CliTable *table, const char *format, ...) G_GNUC_PRINTF(2, 3);
void cli_table_print(const CliTable *table, Cli *cli, const char *lead);

/* --- Scenarios and settings ------------------------------------------------------------------ */

/* Whether that is a folder; says what is wrong, and what looks like it, when it is not. */
bool cli_is_folder(const Cli *cli, const char *folder);
/* NULL when it cannot be read: the messages have been told, and `out_code` is the exit code. */
PolderScenario *cli_load(const Cli *cli, const char *folder, int *out_code);
void cli_tell_messages(const Cli *cli, const PolderMessages *messages);
/* The scenario's values with --set written over them. False: told. */
bool cli_values(const Cli *cli, const PolderScenario *scenario, PolderValues *out_values);
/* `polder VERB DIR --set … --seed N`. Yours to free. */
GString *cli_case_command(const Cli *cli);
/* Is there such an arm? False: told, with the nearest. */
bool cli_arm_known(const Cli *cli, const PolderScenario *scenario, const char *arm);

/* `told` etc. in the user's language; `,` red line added by the caller. */
const char *cli_seen_text(const Cli *cli, PolderSeen seen);
const char *cli_ending_text(const Cli *cli, PolderEnding ending);
const char *cli_impasse_text(const Cli *cli, PolderImpasse impasse);
/* Labels in the user's language. */
const char *cli_party(const Cli *cli, const PolderScenario *scenario, int party);
const char *cli_interest(const Cli *cli, const PolderScenario *scenario, int interest);
const char *cli_title(const Cli *cli, const PolderScenario *scenario); /* or else the id */
/* `issue: option label; issue: ...`. Yours to free. */
char *cli_deal_text(const Cli *cli, const PolderScenario *scenario, PolderDeal deal);

/* --- Long work -------------------------------------------------------------------------------- */

typedef struct {
  const Cli *cli;
  bool shown; /* only when standard error is a terminal */
  uint32_t total;
  int64_t started, told; /* microseconds */
} CliProgress;

void cli_progress_begin(CliProgress *progress, const Cli *cli, uint32_t total);
void cli_progress_tell(CliProgress *progress, uint32_t done);
void cli_progress_end(CliProgress *progress);
/* Puts it in the place of the line before, on standard error, cut off where the terminal ends. */
void cli_show_line(const char *text);
/* From now on Ctrl-C sets the flag that it returns; a second one ends the program. */
gint *cli_catch_interrupt(void);

#endif
