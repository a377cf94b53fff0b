import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import type { GreenhouseV3Knobs, Scope } from "./knobs.js";
import type { Actor, GreenhouseV3State, JobRecord, OpeningRecord } from "./records.js";
import { forbidden, notFound, unprocessable } from "./refusals.js";
import type { BulkDesk } from "./writes/bulk-desk.js";

export interface Endpoint {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** `{id}` stands for an integer, `{uuid}` for a UUID. */
  path: string;
  /** Only lists take a query. */
  takesQuery?: true;
  scope(knobs: GreenhouseV3Knobs): Scope;
  answer(call: Call): StandInResponse;
}

export interface Surroundings {
  state: GreenhouseV3State;
  knobs: GreenhouseV3Knobs;
  bulk: BulkDesk;
  now(): number;
}

/** Who changes what, and when. */
export interface Ground {
  state: GreenhouseV3State;
  knobs: GreenhouseV3Knobs;
  actor: Actor;
  now: number;
}

/** One request that has passed the checks of path, token, rate and scope. */
export class Call {
  constructor(
    readonly request: StandInRequest,
    readonly around: Surroundings,
    readonly actor: Actor,
    /** What `{…}` of the path stood for. */
    readonly part: string,
  ) {}

  get state(): GreenhouseV3State {
    return this.around.state;
  }

  get knobs(): GreenhouseV3Knobs {
    return this.around.knobs;
  }

  get ground(): Ground {
    return { state: this.state, knobs: this.knobs, actor: this.actor, now: this.around.now() };
  }

  /** The JSON of a write. */
  body(): unknown {
    const { json, headers } = this.request;
    if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) throw unprocessable("The body must be JSON");
    return json;
  }
}

/** Whether the acting user sees a job: one that is confidential is hidden even from a Site Admin who is not on its hiring team. */
export function sees({ knobs, actor }: Pick<Ground, "knobs" | "actor">, job: JobRecord): boolean {
  if (knobs.confidentialJobs === "shown" || !job.confidential) return true;
  return Object.values(job.hiringTeam).some((members) => members.some((member) => member.userId === actor.id));
}

/** @throws {Refusal} 404 where the acting user knows of no such job. */
export function jobById(ground: Ground, id: number): JobRecord {
  const job = ground.state.jobs.find((one) => one.id === id);
  if (job === undefined || !sees(ground, job)) throw notFound(`Job ${id} was not found`);
  return job;
}

/** @throws {Refusal} 404 where the acting user knows of no such opening. */
export function openingById(ground: Ground, id: number): { job: JobRecord; opening: OpeningRecord } {
  for (const job of ground.state.jobs) {
    const opening = job.openings.find((one) => one.id === id);
    if (opening !== undefined && sees(ground, job)) return { job, opening };
  }
  throw notFound(`Opening ${id} was not found`);
}

/** @throws {Refusal} 403 where the acting user may not edit the job. */
export function mustEdit({ actor }: Ground, job: JobRecord): void {
  if (actor.mayEdit !== "all" && !actor.mayEdit.includes(job.id)) throw forbidden();
}
