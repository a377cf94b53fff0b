import { createHmac, randomUUID } from "node:crypto";
import type { Clock } from "../../clock.js";
import { Courier, type Letter } from "../kit/webhooks/courier.js";
import { type HookedJob, type HookedState, jobPayload } from "./webhook-payloads.js";

const MINUTE_MS = 60_000;
/** "Up to 7 attempts in about 15 hours": https://developers.greenhouse.io/webhooks.html, "Retry policy". */
const PAUSES_MS = [1, 15, 60, 120, 240, 480].map((minutes) => minutes * MINUTE_MS);
/** No page says how long an answer is waited for. */
const DEADLINE_MS = 30_000;

export const JOB_ACTIONS = ["job_created", "job_updated", "job_approved", "job_deleted", "hire_candidate"] as const;

/** What a person sets up in Greenhouse's pages. */
export interface HookSettings {
  name: string;
  url: string;
  secret: string;
  /** The events that it is for; those about jobs and seats by default. In Greenhouse a webhook is for one event each. */
  actions?: readonly string[];
  basic?: { username: string; password: string };
  headers?: Readonly<Record<string, string>>;
}

export interface Hook extends Required<Pick<HookSettings, "name" | "url" | "secret" | "actions" | "headers">> {
  id: number;
  basic?: HookSettings["basic"];
  /** True after a ping that failed, until somebody enables it. */
  isDisabled: boolean;
}

interface Seen {
  core: string;
  name: string;
  hired: ReadonlySet<number>;
}

/**
 * Webhooks of Greenhouse, which are the same product for v1 and v3: a person sets them up, and Greenhouse tells of jobs. Openings have no
 * event of their own: one that is filled shows as a hire, the others not at all.
 */
export class GreenhouseWebhooks {
  readonly courier: Courier;
  readonly hooks: Hook[] = [];
  readonly #clock: Clock;
  readonly #state: HookedState;
  #seen = new Map<number, Seen>();

  constructor(clock: Clock, state: HookedState) {
    this.#clock = clock;
    this.#state = state;
    this.courier = new Courier(clock, { pausesMs: PAUSES_MS, deadlineMs: DEADLINE_MS, isTaken: (status) => status === 200 });
  }

  /** Saves a webhook, and pings its address. */
  async configure({ actions = JOB_ACTIONS, headers = {}, ...settings }: HookSettings): Promise<Hook> {
    if (this.hooks.length === 0) this.#seen = this.#look();
    const hook: Hook = { ...settings, actions, headers, id: 7_000_001 + this.hooks.length, isDisabled: true };
    this.hooks.push(hook);
    return this.enable(hook);
  }

  /** Pings the address again. A webhook whose ping fails stays disabled, and what happens meanwhile is never delivered. */
  async enable(hook: Hook): Promise<Hook> {
    // No page shows the payload of a ping.
    const { headers, body } = this.#letter(hook, "ping", { web_hook_id: hook.id, name: hook.name }, null);
    const answer = await this.courier.ask({ method: "POST", url: hook.url, headers, body }, DEADLINE_MS);
    hook.isDisabled = answer?.status !== 200;
    return hook;
  }

  /** Tells what has changed since the last look. Called after each request that may change something, and after changes by hand. */
  look(): void {
    if (this.hooks.length === 0) return;
    const before = this.#seen;
    this.#seen = this.#look();
    for (const job of this.#state.jobs) this.#tellOf(job, before.get(job.id));
    for (const [id, { name }] of before) {
      if (!this.#seen.has(id)) this.tell("job_deleted", { job: { id, name } }, String(id));
    }
  }

  /** An event of any kind, to every webhook that is for it; also for those that say nothing of jobs. */
  tell(action: string, payload: object, about: string | null): void {
    for (const hook of this.hooks) {
      if (!hook.isDisabled && hook.actions.includes(action)) this.courier.post(this.#letter(hook, action, payload, about));
    }
  }

  /** "Final approval" of a job, which changes nothing else here. */
  approve(jobId: number): void {
    const job = this.#state.jobs.find(({ id }) => id === jobId);
    const approval_flow = { approval_flow_type: "open_job" };
    if (job !== undefined) this.tell("job_approved", { job: jobPayload(this.#state, job), approval_flow }, String(jobId));
  }

  #tellOf(job: HookedJob, before: Seen | undefined): void {
    const payload = () => ({ job: jobPayload(this.#state, job) });
    const now = this.#seen.get(job.id);
    if (before === undefined) this.tell("job_created", payload(), String(job.id));
    else if (before.core !== now?.core) this.tell("job_updated", payload(), String(job.id));
    for (const { id, opening_id, application_id } of job.openings) {
      if (application_id === null || before?.hired.has(application_id) !== false) continue;
      // Only the opening's id for people is told, no id that stays.
      const application = { id: application_id, status: "hired", jobs: [{ id: job.id, name: job.name }], opening: { opening_id } };
      this.tell("hire_candidate", { application }, String(id));
    }
  }

  #look(): Map<number, Seen> {
    return new Map(
      this.#state.jobs.map((job) => {
        // What is told of: changes of openings and of the time of the last change alone are not.
        const { openings, updated_at: _moved, approvalResets: _resets, values, ...core } = job;
        const hired = new Set(openings.flatMap(({ application_id }) => application_id ?? []));
        return [job.id, { core: JSON.stringify([core, [...values]]), name: job.name, hired }];
      }),
    );
  }

  #letter(hook: Hook, action: string, payload: object, about: string | null): Letter {
    const id = randomUUID();
    const body = escaped(JSON.stringify({ action, payload }));
    const { username, password } = hook.basic ?? {};
    const headers = (secret: string) => ({
      ...hook.headers,
      ...(username === undefined ? {} : { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` }),
      "content-type": "application/json",
      "user-agent": "Greenhouse Webhooks",
      "greenhouse-event-id": id,
      signature: `sha256 ${createHmac("sha256", secret).update(body).digest("hex")}`,
      date: new Date(this.#clock.now()).toUTCString(),
    });
    const forged = { headers: { ...headers(`not ${hook.secret}`), "greenhouse-event-id": randomUUID() }, body };
    return { id, type: action, about, url: hook.url, headers: headers(hook.secret), body, forged };
  }
}

/** "The body has some characters escaped": the signature is over these very bytes. */
function escaped(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
