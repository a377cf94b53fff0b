import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn, type LinkedInStandIn, type LinkedInStandInOptions } from "../../src/sandbox/linkedin/index.js";
import { ManualClock } from "../support/clock.js";

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const START = Date.parse("2026-11-22T12:00:00Z");
export const UNKNOWN_TASK = "urn:li:simpleJobPostingTask:11111111-2222-4333-8444-555555555555";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: {
    [name: string]: unknown;
    elements: ElementAnswer[];
    results: Record<string, Record<string, unknown>>;
    errors: Record<string, { status: number }>;
  };
}

export interface ElementAnswer {
  status: number;
  id?: string;
  location?: string;
  error?: { status: number; message: string };
}

/** A caller of the stand-in over real HTTP, with a clock that it moves by hand. */
export class Caller {
  private constructor(
    readonly clock: ManualClock,
    readonly linkedIn: LinkedInStandIn,
    readonly running: RunningStandIn,
  ) {}

  #token: string | undefined;
  #version: string | undefined;

  /** Sends all that follows under /rest with this version; without one, under /v2. */
  use(version?: string): void {
    this.#version = version;
  }

  get #base(): string {
    return this.#version === undefined ? "/v2" : "/rest";
  }

  static async start(options: LinkedInStandInOptions = {}): Promise<Caller> {
    const clock = new ManualClock(START);
    const linkedIn = createLinkedInStandIn({ clock, ...options });
    return new Caller(clock, linkedIn, await startStandIn({ handle: linkedIn.handle, clock }));
  }

  async call(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.running.origin + path, init);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
  }

  requestToken(fields: Record<string, string> = {}): Promise<Answer> {
    const form = { grant_type: "client_credentials", client_id: "sandbox-client", client_secret: "sandbox-secret", ...fields };
    const given = Object.entries(form).filter(([, value]) => value !== "");
    return this.call("/oauth/v2/accessToken", { method: "POST", body: new URLSearchParams(given) });
  }

  async headers(extra: Record<string, string> = {}): Promise<Record<string, string>> {
    const issued = this.#token === undefined ? undefined : this.linkedIn.state.tokens.get(this.#token);
    if (issued === undefined || issued.expiresAt <= this.clock.now()) {
      this.#token = String((await this.requestToken()).json.access_token);
    }
    const version: Record<string, string> = this.#version === undefined ? {} : { "linkedin-version": this.#version };
    return { authorization: `Bearer ${this.#token}`, ...version, ...extra };
  }

  async postBody(body: string, extra: Record<string, string> = { "x-restli-method": "batch_create" }): Promise<Answer> {
    const headers = await this.headers({ "content-type": "application/json", ...extra });
    return this.call(`${this.#base}/simpleJobPostings`, { method: "POST", headers, body });
  }

  post(...elements: unknown[]): Promise<Answer> {
    return this.postBody(JSON.stringify({ elements }));
  }

  async get(path: string, extra: Record<string, string> = {}): Promise<Answer> {
    return this.call(path, { headers: await this.headers(extra) });
  }

  /** Posts one element that is accepted, and gives the id of its task. */
  async accept(fields: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.post(this.#version === undefined ? job(fields) : versionedJob(fields));
    const id = answer.json.elements?.[0]?.id;
    if (id === undefined) throw new Error(`not accepted: ${answer.status} ${answer.text}`);
    return id;
  }

  async task(id: string): Promise<Record<string, unknown>> {
    const { json } = await this.get(`${this.#base}/simpleJobPostingTasks?ids=${encodeURIComponent(id)}`);
    return json.results[id] ?? {};
  }

  /** Posts one element, lets the task delay pass and gives the task. */
  async run(fields: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = await this.accept(fields);
    await this.clock.advance(this.linkedIn.knobs.taskDelayMs);
    return this.task(id);
  }

  async listing(id: string): Promise<Record<string, unknown> | undefined> {
    return (await this.get(`${this.#base}/jobPostingStatus?ids=${encodeURIComponent(id)}`)).json.results[id];
  }
}

/** A sound element; a field set to undefined is left out. */
export function job(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    externalJobPostingId: "NEW-1",
    jobPostingOperationType: "CREATE",
    title: "Storekeeper",
    description: "Keeps the store. ".repeat(8),
    listedAt: START - DAY,
    location: "Berlin, Germany",
    companyApplyUrl: "https://jobs.example.com/NEW-1",
    integrationContext: "urn:li:organization:2414183",
    ...fields,
  };
}

/** The same element as /rest names its fields. */
export function versionedJob(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return job({ integrationContext: undefined, company: "urn:li:organization:2414183", ...fields });
}
