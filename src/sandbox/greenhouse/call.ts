import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import { isRecord } from "./custom-field-values.js";
import type { EndpointName, GreenhouseKnobs } from "./knobs.js";
import type { Ground } from "./opening-rules.js";
import type { TokenPager } from "./paging.js";
import type { GreenhouseState, JobRecord, OpeningRecord, UserRecord } from "./records.js";
import { forbidden, invalid, notFound } from "./refusals.js";
import type { Views } from "./views.js";

export interface Endpoint {
  /** The right that a key needs. */
  name: EndpointName;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** `{…}` stands for one part of the path. */
  path: string;
  answer(call: Call): StandInResponse;
}

export interface Surroundings {
  state: GreenhouseState;
  knobs: GreenhouseKnobs;
  views: Views;
  pager: TokenPager;
  now(): number;
}

/**
 * One request that has passed the checks of its key. An endpoint checks the path's records first, then the acting user, then the body
 * (README, "The stand-in").
 */
export class Call {
  constructor(
    readonly request: StandInRequest,
    readonly around: Surroundings,
    readonly parts: readonly string[],
  ) {}

  get state(): GreenhouseState {
    return this.around.state;
  }

  get ground(): Ground {
    return { state: this.around.state, knobs: this.around.knobs, now: this.around.now() };
  }

  /** The record with the id in the part `index` of the path. */
  named<T extends { id: number }>(rows: readonly T[], index = 0): T {
    const found = rows.find((row) => String(row.id) === this.parts[index]);
    if (found === undefined) throw notFound();
    return found;
  }

  job(): JobRecord {
    return this.named(this.state.jobs);
  }

  opening(job: JobRecord): OpeningRecord {
    return this.named(job.openings, 1);
  }

  /** The user of On-Behalf-Of, by numeric id. Any other value is a 404, as recorded (README, "Sign-in"). */
  actor(): UserRecord {
    const { knobs } = this.around;
    const given = this.request.headers["on-behalf-of"];
    if (given === undefined || given === "") {
      throw knobs.missingOnBehalfOf === 404 ? notFound() : invalid("On-Behalf-Of", "Missing required header: On-Behalf-Of");
    }
    const user = this.state.users.find((one) => String(one.id) === given);
    if (user === undefined) throw knobs.unknownOnBehalfOf === 404 ? notFound() : invalid("On-Behalf-Of", "Invalid user id");
    return user;
  }

  /** The acting user, who must be allowed to edit the job. This is documented for the delete, and assumed for other writes. */
  editor(job: JobRecord): UserRecord {
    const user = this.actor();
    if (user.mayEdit !== "all" && !user.mayEdit.includes(job.id)) throw forbidden("This user does not have permission to edit this job");
    return user;
  }

  /** The JSON object of a write. Its content type must be JSON. */
  body(): Record<string, unknown> {
    const { json, headers } = this.request;
    const declared = /^application\/json\b/i.test(headers["content-type"] ?? "");
    if (!declared || !isRecord(json)) throw invalid("body", "Must be a JSON object");
    return json;
  }
}
