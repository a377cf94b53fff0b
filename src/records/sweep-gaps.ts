import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import { nameOf, VendorError } from "../http/vendor-error.js";
import type { Source } from "../schema/common/source.js";
import type { CodeGapRepository } from "../store/records/code-gap.repository.js";
import { sourceColumns } from "../store/source-columns.js";
import type { CodeGapRow } from "../store/tables.js";
import type { IndexedKind } from "./record-index.js";

const FIRST_RETRY_MS = 60_000;
/** The interval of whole sweeps. */
const LAST_RETRY_MS = 6 * 60 * 60 * 1000;

/** A place that a sweep skips. */
export interface GapPlace {
  name: string;
  list?: number | null;
  position?: string | null;
  /** Whether it can be read by itself. */
  canRetry?: boolean;
}

export function recordPlace(id: string): GapPlace {
  return { name: id };
}

/** A record without a readable id: the next sweep meets it again, or does not. */
export function namelessPlace(what: string): GapPlace {
  return { name: `nameless:${what}`, canRetry: false };
}

export function pagePlace(list: number, position: string | null): GapPlace {
  return { name: `page:${list}:${position ?? ""}`, list, position };
}

/** A list from a position to its end. */
export function restPlace(list: number, position: string | null): GapPlace {
  return { name: `rest:${list}`, list, position };
}

export function isRest({ place }: CodeGapRow): boolean {
  return place.startsWith("rest:");
}

/**
 * The places that one sweep could not read. They are stored, so that the sweep continues and the source counts as incomplete; each is
 * retried, ever less often.
 */
export class SweepGaps {
  readonly #repository: CodeGapRepository;
  readonly #clock: Clock;
  readonly #onError: (error: unknown, what: string) => void;
  readonly #source: Source;
  readonly #kind: IndexedKind;

  constructor(
    options: { gaps: CodeGapRepository; clock: Clock; onError: (error: unknown, what: string) => void },
    source: Source,
    kind: IndexedKind,
  ) {
    this.#repository = options.gaps;
    this.#clock = options.clock;
    this.#onError = options.onError;
    this.#source = source;
    this.#kind = kind;
  }

  async open({ name, list = null, position = null, canRetry = true }: GapPlace, failure: Error): Promise<void> {
    const now = this.#clock.now();
    const [known] = await this.#repository.byPlaces(this.#source, this.#kind, [name]);
    const tries = (known?.tries ?? 0) + 1;
    const retryAt = now + Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS);
    await this.#repository.save({
      ...sourceColumns(this.#source),
      kind: this.#kind,
      place: name,
      list,
      position,
      tries,
      failed_at: iso(now),
      retry_at: canRetry ? iso(retryAt) : null,
      failure_code: failure instanceof VendorError ? failure.code : "UNAVAILABLE",
      failure_message: failure.message,
    });
    if (known === undefined) this.#onError(failure, `sweeping ${nameOf(this.#source)} for its records, which goes on without ${name}`);
  }

  /** Of the records, those that are open and not due for a retry. */
  async resting(ids: readonly string[]): Promise<Set<string>> {
    const now = iso(this.#clock.now());
    const rows = await this.#repository.byPlaces(this.#source, this.#kind, ids);
    return new Set(rows.filter(({ retry_at }) => retry_at === null || retry_at > now).map(({ place }) => place));
  }

  due(limit: number): Promise<CodeGapRow[]> {
    return this.#repository.due(this.#source, this.#kind, iso(this.#clock.now()), limit);
  }

  /** Moves the gap to the position up to which its list was read. */
  move(row: CodeGapRow, position: string): Promise<void> {
    return this.#repository.save({ ...row, position });
  }

  close(places: readonly string[]): Promise<void> {
    return this.#repository.close(this.#source, this.#kind, places);
  }

  /** Closes the gaps from before a complete sweep. */
  closeOlder(since: string): Promise<void> {
    return this.#repository.closeOlder(this.#source, this.#kind, since);
  }

  hasOfLists(): Promise<boolean> {
    return this.#repository.hasOfLists(this.#source, this.#kind);
  }
}
