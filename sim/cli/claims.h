/* What the two halves of `polder claims` share. */
#ifndef POLDER_CLI_CLAIMS_H
#define POLDER_CLI_CLAIMS_H

#include "cli.h"

#include <polder/claims.h>

const char *cli_claim_verdict(const Cli *cli, PolderClaimVerdict verdict);
/* `+0.123 [0.100, 0.150]`; a dash without an effect. Yours to free. */
char *cli_claim_effect(const Cli *cli, const PolderClaimEffect *effect);
/* On what it depends: `holds where noise=0; reversed where noise=0.6`; "" when on nothing. Yours.
 */
char *cli_claim_condition(const Cli *cli, const PolderClaim *claim);
/* All of one claim. */
void cli_tell_claim(Cli *cli, const PolderClaims *claims, const PolderClaim *claim);

#endif
