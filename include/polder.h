/* Polder: everything that the library offers. For programs that use it; inside, a room includes the
 * doors that it needs.
 */
#ifndef POLDER_H
#define POLDER_H

#include <polder/bargaining.h>
#include <polder/base.h>
#include <polder/batch.h>
#include <polder/cards.h>
#include <polder/chain.h>
#include <polder/claims.h>
#include <polder/effects.h>
#include <polder/embedded.h>
#include <polder/engine.h>
#include <polder/experiment.h>
#include <polder/explain.h>
#include <polder/levers.h>
#include <polder/parameters.h>
#include <polder/plan.h>
#include <polder/process.h>
#include <polder/record.h>
#include <polder/replay.h>
#include <polder/report.h>
#include <polder/scenario.h>
#include <polder/sensitivity.h>
#include <polder/stats.h>
#include <polder/tables.h>
#include <polder/words.h>

#endif
