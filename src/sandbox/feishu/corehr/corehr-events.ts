import type { FeishuWebhooks } from "../webhooks.js";
import type { CoreHrParts, CoreJob, CoreJobVersion } from "./corehr-state.js";

interface Seen {
  /** What of the version in force is told of; the last one where none is. Undefined for a job that was never in force. */
  values: string | undefined;
  isDeleted: boolean;
}

/**
 * Tells of job profiles: `corehr.job.created_v1` on the day that a job takes effect, `updated_v1` where the values in force change, and
 * `deleted_v1`. Levels and pathways are told of by nobody, nor is a version that is past or still to come.
 */
export class CoreHrEvents {
  readonly #parts: CoreHrParts;
  readonly #webhooks: FeishuWebhooks;
  #seen: Map<string, Seen> | undefined;

  constructor(parts: CoreHrParts, webhooks: FeishuWebhooks) {
    this.#parts = parts;
    this.#webhooks = webhooks;
  }

  /** Tells what has changed since the last look. Called after each request, since days pass too, and after changes by hand. */
  look(): void {
    if (!this.#webhooks.isRegistered) return;
    const before = this.#seen;
    this.#seen = new Map([...this.#parts.jobs.values()].map((job) => [job.id, this.#seenOf(job, before?.get(job.id))]));
    if (before === undefined) return;
    for (const [id, now] of this.#seen) this.#tellOf(id, before.get(id), now);
    for (const [id, { isDeleted }] of before) if (!isDeleted && !this.#seen.has(id)) this.#tell("deleted", id);
  }

  #tellOf(id: string, before: Seen | undefined, now: Seen): void {
    if (now.isDeleted) {
      if (before?.isDeleted === false) this.#tell("deleted", id);
    } else if (now.values !== undefined && before?.values === undefined) this.#tell("created", id);
    else if (now.values !== before?.values) this.#tell("updated", id);
  }

  #tell(what: "created" | "updated" | "deleted", id: string): void {
    this.#webhooks.tell(`corehr.job.${what}_v1`, { job_id: id }, id);
  }

  #seenOf({ versions }: CoreJob, before: Seen | undefined): Seen {
    const written = versions.filter(({ supersededAt }) => supersededAt === undefined);
    const { now, knobs } = this.#parts;
    const today = new Date(now() + knobs.tenantUtcOffsetMinutes * 60_000).toISOString().slice(0, 10);
    const current = written.find(({ effectiveDate, expirationDate }) => effectiveDate <= today && today < expirationDate);
    return { values: current === undefined ? before?.values : toldOf(current), isDeleted: written.length === 0 };
  }
}

/** The triggers of the event's page: no level and no pathway is among them. */
function toldOf(version: CoreJobVersion): string {
  const { levelIds: _levels, pathwayId: _pathway, writtenAt: _written, supersededAt: _superseded, ...told } = version;
  return JSON.stringify(Object.entries(told).sort(([one], [other]) => (one < other ? -1 : 1)));
}
