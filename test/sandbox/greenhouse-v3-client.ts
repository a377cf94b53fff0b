import {
  createGreenhouseV3StandIn,
  type GreenhouseV3StandIn,
  type GreenhouseV3StandInOptions,
  greenhouseV3Environment,
  type JobRecord,
  type OpeningRecord,
} from "../../src/sandbox/greenhouse-v3/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../support/clock.js";

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined where there was none. */
  body: unknown;
}

/** Users of the sample company. */
export const SITE_ADMIN = 4_000_000_000;
export const RECRUITER = 4_000_000_019;
/** Has no right to edit any job. */
export const AUDITOR = 4_000_000_114;
export const DEACTIVATED = 4_000_000_095;

export interface Harness extends GreenhouseV3StandIn {
  running: RunningStandIn;
  clock: ManualClock;
  /** Posts a form to the token endpoint with the right credential; `init` replaces parts of the request. */
  askToken(form: Record<string, string>, init?: RequestInit): Promise<Answer>;
  /** An access token of a user; of the service user where left out. */
  token(sub?: number): Promise<string>;
  /** Asks as the Site Admin, or with the token that is given. */
  get(path: string, token?: string): Promise<Answer>;
  write(method: string, path: string, body: unknown, token?: string): Promise<Answer>;
}

const started: RunningStandIn[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.close()));
});

export async function startV3(options: GreenhouseV3StandInOptions = {}): Promise<Harness> {
  const clock = new ManualClock();
  const standIn = createGreenhouseV3StandIn({ clock, rateLimit: 10_000, ...options });
  const running = await startStandIn({ handle: standIn.handle, clock });
  started.push(running);
  const environment = greenhouseV3Environment(running.origin);
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(path.startsWith("http") ? path : `${running.origin}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  const askToken = (form: Record<string, string>, init: RequestInit = {}) =>
    send(environment.GREENHOUSE_TOKEN_URL ?? "", {
      method: "POST",
      headers: { authorization: basic(environment.GREENHOUSE_CLIENT_ID ?? "", environment.GREENHOUSE_CLIENT_SECRET ?? "") },
      body: new URLSearchParams(form),
      ...init,
    });
  const token = async (sub?: number) => {
    const { body } = await askToken({ grant_type: "client_credentials", ...(sub === undefined ? {} : { sub: String(sub) }) });
    return (body as { access_token: string }).access_token;
  };
  let adminsToken: string | undefined;
  const bearer = async (given: string | undefined) => {
    adminsToken ??= given ?? (await token(SITE_ADMIN));
    return `Bearer ${given ?? adminsToken}`;
  };
  return {
    ...standIn,
    running,
    clock,
    askToken,
    token,
    get: async (path, given) => send(path, { headers: { authorization: await bearer(given) } }),
    write: async (method, path, body, given) =>
      send(path, {
        method,
        headers: { authorization: await bearer(given), "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
  };
}

export function basic(clientId: string, secret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
}

export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error("The sample data lack what the test needs");
  return value;
}

/** An open job without required opening fields, brought to exactly these openings. */
export function jobWith(harness: Harness, statuses: readonly ("open" | "closed")[]): { job: JobRecord; openings: OpeningRecord[] } {
  const finance = found(harness.state.departments.find((department) => department.name === "Finance")).id;
  const job = found(harness.state.jobs.find((one) => one.status === "open" && one.departmentId !== finance));
  job.openings = statuses.map((status, index) => ({
    id: 4_140_000_002 + index * 1000,
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

export function rows(answer: Answer): Record<string, unknown>[] {
  if (!Array.isArray(answer.body)) throw new Error(`Not a list: ${JSON.stringify(answer.body)}`);
  return answer.body as Record<string, unknown>[];
}

export function idsOf(answer: Answer): number[] {
  return rows(answer).map((row) => Number(row.id));
}

/** The address of the next page; undefined on the last one. */
export function next(answer: Answer): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
}

export async function walk(harness: Harness, path: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at: string | undefined = path; at !== undefined; at = next(found(answers.at(-1)))) answers.push(await harness.get(at));
  return answers;
}
