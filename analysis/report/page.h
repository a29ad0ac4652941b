/* The parts of the page. Private to the report. */
#ifndef POLDER_ANALYSIS_REPORT_PAGE_H
#define POLDER_ANALYSIS_REPORT_PAGE_H

#include "report.h"

typedef struct {
  const ReportStudy *study;
  PolderLanguage language;
  GString *html;
} ReportPage;

/* What is written while the rows are read: a row a point. */
typedef struct {
  ReportPage *page;
  ReportGrid *points, *paired, *seeds;
  GArray *rate_dots, *difference_dots; /* of the points shown */
} ReportStream;

double report_rate(ReportCount count);
const char *report_shown(const ReportPage *page, const char *label);
void report_open_section(ReportPage *page, const char *id, ReportWord title, ReportWord read);

void report_stream_begin(ReportStream *stream, ReportPage *page);
void report_stream_point(void *context, uint32_t point, const ReportCell *cell,
                         const GArray *discordant); /* context = ReportStream */
/* Adds the sections if all rows were read; frees what the stream holds. */
bool report_stream_end(ReportStream *stream, bool read, GError **error);

bool report_add_outcome(ReportPage *page, GError **error);
bool report_add_pairs(ReportPage *page, GError **error);
bool report_add_means(ReportPage *page, GError **error);
bool report_add_factors(ReportPage *page, GError **error);
bool report_add_maps(ReportPage *page, GError **error);

/* The columns n, errors, impasses, rate, low, high, and their cells. */
void report_count_head(ReportGrid *grid);
void report_count_cells(ReportGrid *grid, ReportCount count);

#endif
