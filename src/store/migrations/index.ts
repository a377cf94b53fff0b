import type { Migration } from "kysely";
import { operations } from "./001-operations.js";
import { vendorCredentials } from "./002-vendor-credentials.js";
import { recordCodes } from "./005-record-codes.js";
import { operationResolution } from "./006-operation-resolution.js";
import { standInVendors } from "./007-stand-in-vendors.js";
import { codeGaps } from "./008-code-gaps.js";
import { accounts } from "./009-accounts.js";
import { sweepReach } from "./013-sweep-reach.js";
import { codeSweepChanges } from "./014-code-sweep-changes.js";

/** The store's own. Applied in the order of their names, each once. A migration that has been released is never edited. */
export const migrations: Record<string, Migration> = {
  "001-operations": operations,
  "002-vendor-credentials": vendorCredentials,
  "005-record-codes": recordCodes,
  "006-operation-resolution": operationResolution,
  "007-stand-in-vendors": standInVendors,
  "008-code-gaps": codeGaps,
  "009-accounts": accounts,
  "013-sweep-reach": sweepReach,
  "014-code-sweep-changes": codeSweepChanges,
};
