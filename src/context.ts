import type { Viewer } from "./access/viewer.js";
import type { Loaders } from "./datasources/loaders.js";
import type { UnifiedDatasource } from "./datasources/unified.datasource.js";
import type { ChangeDesk } from "./operations/change-desk.js";
import type { OperationLog } from "./operations/operation-log.js";
import type { VendorStatus } from "./schema/vendor-status.type.js";

/** What a request's resolvers have at hand. */
export interface Context {
  viewer: Viewer;
  requestId: string;
  /** BCP 47, from Accept-Language, the most wanted first. */
  languages: readonly string[];
  /** Of what was read since the last change of this request. */
  readonly graph: UnifiedDatasource;
  readonly loaders: Loaders;
  changes: ChangeDesk;
  operations: OperationLog;
  vendorStatuses(): VendorStatus[];
}
