import {
  type CustomFieldDefinition,
  createGreenhouseStandIn,
  type GreenhouseStandIn,
  type GreenhouseStandInOptions,
  type JobRecord,
  type OpeningRecord,
} from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../support/clock.js";

export interface Answer {
  status: number;
  headers: Headers;
  // The shape differs by endpoint; tests compare it whole or by path.
  body: unknown;
}

export interface Harness extends GreenhouseStandIn {
  running: RunningStandIn;
  clock: ManualClock;
  get(path: string, init?: RequestInit): Promise<Answer>;
  /** A write as a correct client sends it; `init` replaces parts of it. */
  write(method: string, path: string, body: unknown, init?: RequestInit): Promise<Answer>;
}

export const AUTHORIZATION = `Basic ${Buffer.from("sandbox-token:").toString("base64")}`;

const started: RunningStandIn[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

export async function startGreenhouse(options: GreenhouseStandInOptions = {}): Promise<Harness> {
  const clock = new ManualClock();
  const standIn = createGreenhouseStandIn({ clock, rateLimit: 1000, ...options });
  const running = await startStandIn({ handle: standIn.handle, clock });
  started.push(running);
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(path.startsWith("http") ? path : `${running.origin}${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return {
    ...standIn,
    running,
    clock,
    get: (path, init = {}) => send(path, { ...init, headers: { authorization: AUTHORIZATION, ...init.headers } }),
    write: (method, path, body, init = {}) =>
      send(path, {
        method,
        body: JSON.stringify(body),
        ...init,
        headers: init.headers ?? {
          authorization: AUTHORIZATION,
          "content-type": "application/json",
          "on-behalf-of": String(standIn.state.users[0]?.id),
        },
      }),
  };
}

/** Asserts a thing that a test needs to be there. */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error("The sample data lack what the test needs");
  return value;
}

/** An open job without required opening fields, brought to exactly these openings. */
export function jobWith(harness: Harness, statuses: readonly ("open" | "closed")[]): { job: JobRecord; openings: OpeningRecord[] } {
  const job = found(harness.state.jobs.find((one) => one.status === "open" && one.departmentId !== financeOf(harness)));
  job.openings = statuses.map((status, index) => ({
    id: 5_000_000_000 + index,
    opening_id: `SEAT-${index}`,
    status,
    opened_at: "2026-01-01T00:00:00.000Z",
    closed_at: status === "closed" ? "2026-02-01T00:00:00.000Z" : null,
    application_id: null,
    close_reason_id: null,
    tiedToOffer: false,
    values: new Map(),
  }));
  if (!statuses.includes("open")) Object.assign(job, { status: "closed", closed_at: "2026-02-01T00:00:00Z" });
  return { job, openings: job.openings };
}

export function financeOf(harness: Harness): number {
  return found(harness.state.departments.find((department) => department.name === "Finance")).id;
}

export function field(harness: Harness, nameKey: string): CustomFieldDefinition {
  return found(harness.state.customFields.find((one) => one.name_key === nameKey));
}

/** The links of a Link header by rel. */
export function links(answer: Answer): Record<string, string> {
  const header = answer.headers.get("link") ?? "";
  return Object.fromEntries([...header.matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url, rel]) => [rel, url]));
}

export function rows(answer: Answer): Record<string, unknown>[] {
  if (!Array.isArray(answer.body)) throw new Error(`Not a list: ${JSON.stringify(answer.body)}`);
  return answer.body as Record<string, unknown>[];
}

export function ids(answer: Answer): number[] {
  return rows(answer).map((row) => Number(row.id));
}
