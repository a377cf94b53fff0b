import type { Clock } from "../../clock.js";
import { systemClock } from "../../clock.js";
import type { StandInHandler } from "../kit/exchange.js";
import { coreHrRoutes } from "./corehr/corehr.js";
import { sampleCoreJobs } from "./corehr/corehr-data.js";
import { CoreHrEvents } from "./corehr/corehr-events.js";
import { type CoreJob, type CoreJobVersion, correctVersion, deleteVersions, writeVersion } from "./corehr/corehr-state.js";
import { createGateway } from "./gateway.js";
import { hireRoutes } from "./hire/hire.js";
import { sampleHireJobs } from "./hire/hire-data.js";
import type { HireJob } from "./hire/hire-state.js";
import { type JobPost, publishPost, sampleJobPosts, takeDown, WEBSITES, type Website } from "./hire/job-post-state.js";
import { createKnobs, type FeishuKnobOptions, type FeishuKnobs } from "./knobs.js";
import { MonthlyQuota } from "./quota.js";
import type { RouteName } from "./routes.js";
import { type IssuedToken, TokenIssuer } from "./token.js";
import { FeishuWebhooks } from "./webhooks.js";

export { coreJobId, coreVersionId } from "./corehr/corehr-data.js";
export { type CoreJobVersion, NO_END } from "./corehr/corehr-state.js";
export { hireJobId } from "./hire/hire-data.js";
export { CLOSED, type HireJob, OPEN } from "./hire/hire-state.js";
export { AGENCY_CHANNEL, type JobPost, jobPostId, REFERRAL_CHANNEL, WEBSITES } from "./hire/job-post-state.js";

export interface FeishuStandInOptions {
  clock?: Clock;
  appId?: string;
  appSecret?: string;
  knobs?: FeishuKnobOptions;
}

/** The tenant's records, which tests may read and change while the stand-in runs. */
export interface FeishuState {
  /** A change made here leaves the job's update time as it is; `editHireJob` moves it. */
  hireJobs: Map<string, HireJob>;
  /** Advertisements by id. */
  jobPosts: Map<string, JobPost>;
  websites: readonly Website[];
  /** A change made here shows at once, and is told by webhooks at the next request; one made by `writeCoreVersion` shows after the replica lag. */
  coreJobs: Map<string, CoreJob>;
  /** Every token issued so far, the latest last. */
  readonly tokens: readonly IssuedToken[];
  /** Calls of the token endpoint, refused ones included. */
  readonly tokenRequests: number;
  /** Calls per API, refused ones included. */
  readonly calls: ReadonlyMap<RouteName, number>;
  /** Calls that count against the tenant's monthly number, made in this month of Beijing's calendar; those of other apps included. */
  readonly callsThisMonth: number;
}

export interface FeishuStandIn {
  handle: StandInHandler;
  state: FeishuState;
  knobs: FeishuKnobs;
  /** Of CoreHR: Hire tells nothing of jobs. */
  webhooks: FeishuWebhooks;
  /** Makes the gateway refuse every token issued so far. With `stillServed` the token endpoint issues the refused token again. */
  revokeTokens(options?: { stillServed?: boolean }): void;
  /** Counts calls of the company's other apps against the tenant's monthly number. */
  callElsewhere(calls: number): void;
  /** Edits a Hire job as somebody does in Hire's pages, which moves its update time. */
  editHireJob(jobId: string, change: Partial<Omit<HireJob, "id" | "updatedAt">>): void;
  /** Removes a Hire job, and what advertises it. */
  deleteHireJob(jobId: string): void;
  /** Publishes every advertisement of a job, as somebody does in Hire's pages; on the first website where no channel is given. */
  publishElsewhere(jobId: string, channel?: string): void;
  /** Takes every advertisement of a job down. */
  takeDownElsewhere(jobId: string): void;
  /** Ids of the channels that show the job now, sorted. */
  shownOn(jobId: string): string[];
  /** Corrects the version in force today, which keeps its id and its period; shows after the replica lag. */
  editCoreJob(jobId: string, change: Partial<CoreJobVersion>): void;
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
  const quota = new MonthlyQuota(knobs, now);
  const hireJobs = sampleHireJobs();
  const jobPosts = sampleJobPosts(hireJobs);
  const coreJobs = sampleCoreJobs();
  const webhooks = new FeishuWebhooks(clock, options.appId ?? "cli_sandbox");
  const events = new CoreHrEvents({ jobs: coreJobs, knobs, now }, webhooks);
  webhooks.onSaved = () => events.look();
  const gateway = createGateway({
    tokens,
    knobs,
    quota,
    now,
    routes: [
      ...hireRoutes({ jobs: hireJobs, posts: jobPosts, websites: WEBSITES, knobs, now }),
      ...coreHrRoutes({ jobs: coreJobs, knobs, now }),
    ],
  });

  const postsOf = (jobId: string) => [...jobPosts.values()].filter((post) => post.jobId === jobId);

  return {
    handle: (request) => {
      const response = gateway.handle(request);
      events.look();
      return response;
    },
    knobs,
    webhooks,
    state: {
      hireJobs,
      jobPosts,
      websites: WEBSITES,
      coreJobs,
      tokens: tokens.issued,
      get tokenRequests() {
        return tokens.requests;
      },
      calls: gateway.calls,
      get callsThisMonth() {
        return quota.used;
      },
    },
    revokeTokens: (how) => tokens.revokeAll(how),
    callElsewhere: (calls) => quota.add(calls),
    editHireJob: (jobId, change) => void Object.assign(known(hireJobs, jobId), change, { updatedAt: now() }),
    deleteHireJob: (jobId) => {
      hireJobs.delete(jobId);
      for (const post of postsOf(jobId)) jobPosts.delete(post.id);
    },
    publishElsewhere: (jobId, channel = WEBSITES[0]?.channelId ?? "") => {
      for (const post of postsOf(jobId)) publishPost(post, channel, now());
    },
    takeDownElsewhere: (jobId) => void takeDown(jobPosts.values(), jobId),
    shownOn: (jobId) => [...new Set(postsOf(jobId).flatMap(({ online }) => [...online]))].sort(),
    editCoreJob: (jobId, change) => {
      const today = new Date(now() + knobs.tenantUtcOffsetMinutes * 60_000).toISOString().slice(0, 10);
      correctVersion(known(coreJobs, jobId), { today, change, now: now() });
      events.look();
    },
    writeCoreVersion: (jobId, version) => {
      const job = coreJobs.get(jobId) ?? { id: jobId, versions: [] };
      coreJobs.set(jobId, job);
      writeVersion(job, version, now());
      events.look();
    },
    deleteCoreJob: (jobId) => {
      const job = coreJobs.get(jobId);
      if (job !== undefined) deleteVersions(job, now());
      events.look();
    },
  };
}

function known<Value>(records: ReadonlyMap<string, Value>, id: string): Value {
  const found = records.get(id);
  if (found === undefined) throw new Error(`The tenant has no job ${id}`);
  return found;
}
