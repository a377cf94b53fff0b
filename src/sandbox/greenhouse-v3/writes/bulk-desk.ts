import { randomUUID } from "node:crypto";
import type { Clock } from "../../../clock.js";
import type { GreenhouseV3Knobs } from "../knobs.js";
import { Refusal } from "../refusals.js";

/** A client has at most five bulk requests under way. https://harvestdocs.greenhouse.io/reference/post_v3-users-bulk */
const MOST_ACTIVE = 5;
/** Building, pending and in progress take a step each; the work is done as the third begins. */
const STATES = ["building", "pending", "in_progress"] as const;
const RESULTS_LAST_SECONDS = 3600;
const DAY_MS = 86_400_000;

export interface BulkRequest {
  id: number;
  uuid: string;
  /** As `POST /v3/openings/bulk`. */
  endpoint: string;
  requestedAt: number;
  requestedBy: number;
  callbackUrl: string | null;
  /** One for each record; throws a Refusal where the record is refused. */
  work: readonly ((now: number) => void)[];
  counts: { success: number; failure: number };
  worked: boolean;
}

/** The bulk requests of the client: asynchronous, record by record, and by the clock. */
export class BulkDesk {
  readonly #requests: BulkRequest[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly knobs: GreenhouseV3Knobs,
  ) {}

  get requests(): readonly BulkRequest[] {
    return this.#requests;
  }

  /** @throws {Refusal} 429 where five are under way, whatever the rate window has left. */
  submit(asked: Pick<BulkRequest, "endpoint" | "requestedBy" | "callbackUrl" | "work">): BulkRequest {
    if (this.#requests.filter((request) => this.#step(request) < STATES.length).length >= MOST_ACTIVE) {
      throw new Refusal(429, [`More than ${MOST_ACTIVE} bulk requests are active`]);
    }
    const request: BulkRequest = {
      id: 4_700_000_002 + this.#requests.length * 1000,
      uuid: randomUUID(),
      requestedAt: this.clock.now(),
      counts: { success: 0, failure: 0 },
      worked: false,
      ...asked,
    };
    this.#requests.push(request);
    return request;
  }

  /** Does the work whose time has come. */
  settle(): void {
    for (const request of this.#requests) {
      if (request.worked || this.#step(request) < STATES.length - 1) continue;
      request.worked = true;
      for (const work of this.knobs.bulkOutcome === "completed" ? request.work : []) {
        request.counts[this.#succeeds(work, request) ? "success" : "failure"] += 1;
      }
    }
  }

  #succeeds(work: (now: number) => void, request: BulkRequest): boolean {
    try {
      work(request.requestedAt + (STATES.length - 1) * this.knobs.bulkStepMs);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** As the list shows it. */
  summary(request: BulkRequest): Record<string, unknown> & { id: number } {
    const step = this.#step(request);
    const ended = step >= STATES.length;
    return {
      id: request.id,
      bulk_action_uuid: request.uuid,
      api_endpoint: request.endpoint,
      status: STATES[step] ?? this.knobs.bulkOutcome,
      record_count: request.work.length,
      success_count: ended ? request.counts.success : 0,
      failure_count: ended ? request.counts.failure : 0,
      requested_at: new Date(request.requestedAt).toISOString(),
      requested_by_user_id: request.requestedBy,
      completed_at: ended ? new Date(request.requestedAt + STATES.length * this.knobs.bulkStepMs).toISOString() : null,
      expires_at: new Date(request.requestedAt + DAY_MS).toISOString(),
      callback_url: request.callbackUrl,
      callback_response: null,
    };
  }

  /** As polling shows it. The results' host and format are not published: the addresses lead nowhere. */
  details(request: BulkRequest): object {
    const ended = this.#step(request) >= STATES.length;
    const results = (kind: string) => (ended ? `https://results.example.com/${request.uuid}/${kind}?signature=sandbox` : null);
    return {
      ...this.summary(request),
      success_results_url: results("success"),
      failure_results_url: results("failure"),
      results_urls_expire_at: ended ? new Date(this.clock.now() + RESULTS_LAST_SECONDS * 1000).toISOString() : null,
      results_urls_expire_in: ended ? RESULTS_LAST_SECONDS : null,
    };
  }

  #step(request: BulkRequest): number {
    return Math.floor((this.clock.now() - request.requestedAt) / this.knobs.bulkStepMs);
  }
}
