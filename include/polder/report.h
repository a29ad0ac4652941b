/* Report: the finished results folder of an experiment as one HTML page, and the data of each of
 * its figures as CSV.
 *
 * runs.csv is streamed: memory grows with the points of the experiment, never with its runs. The
 * page needs no network and no other file. A run that failed is counted apart, and bounds the rate.
 */
#ifndef POLDER_REPORT_H
#define POLDER_REPORT_H

#include <polder/base.h>

G_BEGIN_DECLS

typedef struct {
  const char *folder; /* of the results; the CSVs go to `report` in it */
  const char *page;   /* the HTML file; NULL = report.html in the folder */
  PolderLanguage language;
} PolderReportJob;

/* Reads the folder and writes the page and its CSVs, over those of an earlier report. `out_answer`
 * is the sentence that the page opens with; yours to free. False: what is wrong, with its place;
 * Dutch, newline, English. G_FILE_ERROR_INVAL means that the results are wrong or not finished, any
 * other code that something could not be read or written. */
bool polder_report_write(const PolderReportJob *job, char **out_answer, GError **error);

G_END_DECLS

#endif
