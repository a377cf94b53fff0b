import type { Clock } from "../../clock.js";
import { systemClock } from "../../clock.js";
import type { StandInHandler } from "../kit/exchange.js";
import { coreHrRoutes } from "./corehr/corehr.js";
import { sampleCoreJobs } from "./corehr/corehr-data.js";
import { type CoreJob, type CoreJobVersion, deleteVersions, writeVersion } from "./corehr/corehr-state.js";
import { createGateway } from "./gateway.js";
import { hireRoutes } from "./hire/hire.js";
import { sampleHireJobs } from "./hire/hire-data.js";
import type { HireJob } from "./hire/hire-state.js";
import { createKnobs, type FeishuKnobOptions, type FeishuKnobs } from "./knobs.js";
import type { RouteName } from "./routes.js";
import { type IssuedToken, TokenIssuer } from "./token.js";

export { coreJobId, coreVersionId } from "./corehr/corehr-data.js";
export { type CoreJobVersion, NO_END } from "./corehr/corehr-state.js";
export { hireJobId } from "./hire/hire-data.js";
export { CLOSED, type HireJob, OPEN } from "./hire/hire-state.js";

export interface FeishuStandInOptions {
  clock?: Clock;
  appId?: string;
  appSecret?: string;
  knobs?: FeishuKnobOptions;
}

/** The tenant's records, which tests may read and change while the stand-in runs. */
export interface FeishuState {
  hireJobs: Map<string, HireJob>;
  /** A change made here shows at once; one made by `writeCoreVersion` shows after the replica lag. */
  coreJobs: Map<string, CoreJob>;
  /** Every token issued so far, the latest last. */
  readonly tokens: readonly IssuedToken[];
  /** Calls of the token endpoint, refused ones included. */
  readonly tokenRequests: number;
  /** Calls per API, refused ones included. */
  readonly calls: ReadonlyMap<RouteName, number>;
}

export interface FeishuStandIn {
  handle: StandInHandler;
  state: FeishuState;
  knobs: FeishuKnobs;
  /** Makes the gateway refuse every token issued so far. With `stillServed` the token endpoint issues the refused token again. */
  revokeTokens(options?: { stillServed?: boolean }): void;
  /** Writes a version now; it shows after the replica lag. A missing job is created. */
  writeCoreVersion(jobId: string, version: CoreJobVersion): void;
  /** Deletes a CoreHR job with all its versions, which shows after the replica lag. */
  deleteCoreJob(jobId: string): void;
}

/**
 * Feishu at one origin: the token endpoint, Hire v1 and CoreHR v2, with the sample company's jobs. "README" in the comments of this folder
 * is that of src/datasources/feishu, with hire/ and corehr/ below it.
 */
export function createFeishuStandIn(options: FeishuStandInOptions = {}): FeishuStandIn {
  const clock = options.clock ?? systemClock;
  const now = () => clock.now();
  const knobs = createKnobs(options.knobs);
  const tokens = new TokenIssuer({ id: options.appId ?? "cli_sandbox", secret: options.appSecret ?? "sandbox-secret" }, knobs, now);
  const hireJobs = sampleHireJobs();
  const coreJobs = sampleCoreJobs();
  const gateway = createGateway({
    tokens,
    knobs,
    now,
    routes: [...hireRoutes({ jobs: hireJobs, knobs, now }), ...coreHrRoutes({ jobs: coreJobs, knobs, now })],
  });

  return {
    handle: gateway.handle,
    knobs,
    state: {
      hireJobs,
      coreJobs,
      tokens: tokens.issued,
      get tokenRequests() {
        return tokens.requests;
      },
      calls: gateway.calls,
    },
    revokeTokens: (how) => tokens.revokeAll(how),
    writeCoreVersion: (jobId, version) => {
      const job = coreJobs.get(jobId) ?? { id: jobId, versions: [] };
      coreJobs.set(jobId, job);
      writeVersion(job, version, now());
    },
    deleteCoreJob: (jobId) => {
      const job = coreJobs.get(jobId);
      if (job !== undefined) deleteVersions(job, now());
    },
  };
}
