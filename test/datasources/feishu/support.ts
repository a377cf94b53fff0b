import type { Clock } from "../../../src/clock.js";
import { type ConfigFault, RecordingEnvReader } from "../../../src/config/env-reader.js";
import type { Aligned, Datasource } from "../../../src/datasources/contract/datasource.js";
import type { VendorConnection, VendorDeps, VendorModule } from "../../../src/datasources/contract/vendor-module.js";
import { feishuCoreHr } from "../../../src/datasources/feishu/corehr/index.js";
import { feishuHire } from "../../../src/datasources/feishu/hire/index.js";
import { VendorError } from "../../../src/http/vendor-error.js";
import { OnlyServer } from "../../../src/leases/leases.js";
import { createFeishuStandIn, type FeishuStandIn, type FeishuStandInOptions, NO_END } from "../../../src/sandbox/feishu/index.js";
import type { RequestRecord, RunningStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { type Source, sourceOf } from "../../../src/schema/common/source.js";
import { CredentialCipher } from "../../../src/secrets/credential-cipher.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import type { Database } from "../../../src/store/database.js";
import { ManualClock } from "../../support/clock.js";
import { embeddedDatabase } from "../../support/databases.js";

export const TOKEN_PATH = "/open-apis/auth/v3/tenant_access_token/internal";
export const HIRE_JOBS = "/open-apis/hire/v1/jobs";
export const CORE_JOBS = "/open-apis/corehr/v2/jobs";
export const TIMELINE = `${CORE_JOBS}/query_multi_timeline`;

/** Feishu's stand-in over real HTTP, and both products connected to it as the server connects them. */
export interface Feishu {
  standIn: FeishuStandIn;
  running: RunningStandIn;
  clock: ManualClock;
  database: Database;
  environment: Record<string, string>;
  hire: VendorConnection;
  coreHr: VendorConnection;
  /** A datasource for a new request. */
  askHire(languages?: readonly string[]): Required<Pick<Datasource, "jobs">> & Datasource;
  askCoreHr(): Required<Pick<Datasource, "jobs" | "timeline">> & Datasource;
  /** Requests that came to paths that begin so, the latest last. */
  requests(path?: string): RequestRecord[];
  /** The parsed bodies of those. */
  bodies(path: string): Record<string, unknown>[];
  forget(): void;
  /** Waits for work while time passes, so that whoever sleeps on the clock goes on. */
  passing<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function startFeishu(options: Omit<FeishuStandInOptions, "clock"> & { env?: Record<string, string> } = {}): Promise<Feishu> {
  const clock = new ManualClock();
  const standIn = createFeishuStandIn({ ...options, clock });
  const running = await startStandIn({ handle: standIn.handle, clock });
  const store = await embeddedDatabase.open();
  const { database } = store;
  const environment = {
    FEISHU_APP_ID: "cli_sandbox",
    FEISHU_APP_SECRET: "sandbox-secret",
    FEISHU_BASE_URL: running.origin,
    ...options.env,
  };
  const hire = connect(feishuHire, environment, clock, { database });
  const coreHr = connect(feishuCoreHr, environment, clock, { database });
  const requests: Feishu["requests"] = (path = "") => running.requests.filter((request) => request.path.startsWith(path));
  return {
    standIn,
    running,
    clock,
    database,
    environment,
    hire,
    coreHr,
    askHire: (languages) => hire.datasource({ languages }) as never,
    askCoreHr: () => coreHr.datasource({}) as never,
    requests,
    bodies: (path) => requests(path).map(({ rawBody }) => JSON.parse(rawBody) as Record<string, unknown>),
    forget: () => void running.requests.splice(0),
    passing: (work) => passing(clock, work),
    close: async () => {
      await hire.close();
      await coreHr.close();
      await running.close();
      await store.close();
    },
  };
}

export function connect(
  module: VendorModule,
  environment: Record<string, string>,
  clock: Clock,
  { database, account }: { database: Database; account?: string },
): VendorConnection {
  const settings = read(module, environment).settings;
  if (settings === undefined) throw new Error("The module is not configured");
  return module.connect(settings, depsOf(clock, sourceOf(module.vendor, account), database), undefined);
}

export function read(module: VendorModule, environment: Record<string, string>): { settings: unknown; faults: ConfigFault[] } {
  const faults: ConfigFault[] = [];
  return { settings: module.read(new RecordingEnvReader(environment, faults)), faults };
}

/** Gives every sample job a version in force: jobs whose last version is over are in no read of current versions. */
export function keepAllJobs(standIn: FeishuStandIn): void {
  for (const { versions } of standIn.state.coreJobs.values()) {
    const last = versions.at(-1);
    if (last !== undefined) last.expirationDate = NO_END;
  }
}

export async function passing<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let over = false;
  const done = () => {
    over = true;
  };
  work.then(done, done);
  while (!over) {
    // Loopback answers within a few turns: time passes slowly enough that nobody runs into a timeout.
    for (let turn = 0; turn < 20 && !over; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (!over) await clock.advance(20);
  }
  return work;
}

/** The records of an answer that has no errors and no gaps. */
export function found<Value>(answer: Aligned<Value> | readonly (Value | Error)[]): Value[] {
  return answer.map((value) => {
    if (value === null) throw new Error("Not found");
    if (value instanceof Error) throw value;
    return value as Value;
  });
}

export async function refusalOf(work: Promise<unknown>): Promise<VendorError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof VendorError) return outcome;
  throw outcome instanceof Error ? outcome : new Error("Expected a VendorError");
}

function depsOf(clock: Clock, source: Source, database: Database): VendorDeps {
  return {
    source,
    clock,
    database,
    upstreamTimeoutMs: 10_000,
    leases: new OnlyServer(),
    cipher: new CredentialCipher(),
    secrets: new Secrets(),
    onError: (error) => {
      throw error;
    },
  };
}
