/* Pieces of SVG. Shares are of the width of the drawing. Private to the report. */
#ifndef POLDER_ANALYSIS_REPORT_SVG_H
#define POLDER_ANALYSIS_REPORT_SVG_H

#include <glib.h>

enum { SVG_LOOKS = 4 }; /* colours, and marks */

void svg_percent(GString *html, const char *name, double share); /* ` name="12.34%"` */
void svg_place(GString *html, const char *name, double number);  /* ` name="12.3"` */
int svg_colour(int arm);
void svg_mark(GString *html, int arm, double x, double y); /* x a share, y in pixels */
/* Between the marks of an axis that long. */
double svg_step(double range);

#endif
