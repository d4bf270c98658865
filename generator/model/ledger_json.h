/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef SHEATH_LEDGER_JSON_H
#define SHEATH_LEDGER_JSON_H

#include "base/run.h"
#include "base/text.h"
#include "model/contract.h"

/*
 * A contract as explain --json, coverage --json and the ledger file print it:
 * one object on one line, without the newline, keys always in this order:
 *
 * {"function":…,"header":…,"params":[…],"facts":[{"subject":…,"param":…,"fact":…,
 * "value":…,"origin":…,"at":…,"sure":…}],"shape":…,"wrapper":…,"status":…,"reason":…}
 *
 * What there is not is null. The subject is "call", "return" or the parameter's
 * name ("#2" where the prototype names none), whose position from 1 is then in
 * "param"; the value is true or false where the fact has no other value, and a
 * text otherwise.
 */
const char *contract_json(struct run *run, const struct contract *contract);
void contract_json_add(struct text *text, const struct contract *contract);

#endif
