import type { Migration } from "kysely";
import { operations } from "./001-operations.js";
import { vendorCredentials } from "./002-vendor-credentials.js";
import { operationResolution } from "./006-operation-resolution.js";
import { standInVendors } from "./007-stand-in-vendors.js";
import { accounts } from "./009-accounts.js";
import { leases } from "./015-leases.js";
import { operationLooks } from "./018-operation-looks.js";
import { budgetDayCalls } from "./019-budget-day-calls.js";
import { webhookInbox } from "./019-webhook-inbox.js";
import { webhooks } from "./021-webhooks.js";
import { indexesOfFew } from "./023-indexes-of-few.js";
import { fewerPages } from "./024-fewer-pages.js";
import { recordCodes } from "./records/005-record-codes.js";
import { codeGaps } from "./records/008-code-gaps.js";
import { sweepReach } from "./records/013-sweep-reach.js";
import { codeSweepChanges } from "./records/014-code-sweep-changes.js";
import { records } from "./records/016-records.js";
import { events } from "./records/017-events.js";
import { discrepancies } from "./records/020-discrepancies.js";
import { searchTexts } from "./records/022-search-texts.js";
import { discrepancyEnds } from "./records/025-discrepancy-ends.js";

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
  "015-leases": leases,
  "016-records": records,
  "017-events": events,
  "018-operation-looks": operationLooks,
  "019-budget-day-calls": budgetDayCalls,
  "019-webhook-inbox": webhookInbox,
  "020-discrepancies": discrepancies,
  "021-webhooks": webhooks,
  "022-search-texts": searchTexts,
  "023-indexes-of-few": indexesOfFew,
  "024-fewer-pages": fewerPages,
  "025-discrepancy-ends": discrepancyEnds,
};
