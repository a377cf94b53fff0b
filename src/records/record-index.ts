import { LRUCache } from "lru-cache";
import type { Clock } from "../clock.js";
import { iso } from "../datasources/contract/timestamps.js";
import { unreadPartsOf } from "../http/checks/record-check.js";
import { parseGlobalId } from "../schema/common/global-id.js";
import type { Source } from "../schema/common/source.js";
import type { Job } from "../schema/job/job.type.js";
import type { Vacancy } from "../schema/vacancy/vacancy.type.js";
import type { CodeGapRepository } from "../store/code-gap.repository.js";
import type { RecordCodeRepository } from "../store/record-code.repository.js";
import { sourceColumns } from "../store/source-columns.js";
import type { CodeGapRow, RecordCodeRow } from "../store/tables.js";

export type CodedKind = "job" | "vacancy";

/** The parts of a record that the index reads. A vacancy whose copy lacks its code is ignored. */
type Coded = Pick<Job, "id"> & { code?: Vacancy["code"]; raw?: unknown };

export interface CodeCoverage {
  /** When the last complete sweep of the source ended; null before the first. */
  completedAt: string | null;
  /** Whether that sweep read everything that the source has. */
  isComplete: boolean;
  /** The first gap, and the number of gaps. */
  gap: { first: CodeGapRow; count: number } | undefined;
}

export interface RecordIndexOptions {
  repository: RecordCodeRepository;
  gaps: CodeGapRepository;
  clock: Clock;
  /** Whether a sweep runs. Without one there may always be records that no caller read, whatever an earlier sweep had met. */
  swept: boolean;
  onError: (error: unknown, what: string) => void;
}

/** A record met again within this time with the same code is not written again. */
const WRITE_AGAIN_AFTER_MS = 60 * 60 * 1000;
const REMEMBERED_WRITES = 20_000;

/**
 * Which records have which requisition code, for vendors without a search by code. It indexes every record that a caller reads and every
 * record of the sweep, and writes in the background, so that no answer waits for it.
 */
export class RecordIndex {
  readonly #repository: RecordCodeRepository;
  readonly #gaps: CodeGapRepository;
  readonly #clock: Clock;
  readonly #swept: boolean;
  readonly #onError: (error: unknown, what: string) => void;
  readonly #written = new LRUCache<string, { code: string | null; at: number }>({ max: REMEMBERED_WRITES });
  #pending = new Map<string, RecordCodeRow>();
  #writing: Promise<void> | undefined;

  constructor(options: RecordIndexOptions) {
    this.#repository = options.repository;
    this.#gaps = options.gaps;
    this.#clock = options.clock;
    this.#swept = options.swept;
    this.#onError = options.onError;
  }

  learn(kind: CodedKind, records: Iterable<Coded>): void {
    const now = this.#clock.now();
    for (const { id, code, raw } of records) {
      // An unreadable code does not mean that there is none.
      if (code === undefined || unreadPartsOf(raw)?.fields.has("code")) continue;
      const known = this.#written.get(id);
      if (known !== undefined && known.code === code && now - known.at < WRITE_AGAIN_AFTER_MS) continue;
      const source = parseGlobalId(id)?.source;
      if (source === undefined) continue;
      this.#written.set(id, { code, at: now });
      const at = iso(now);
      this.#pending.set(id, { record_id: id, ...sourceColumns(source), kind, code, read_at: at, seen_at: at });
    }
    if (this.#pending.size > 0) this.#writing ??= this.#writeSoon();
  }

  /** Deletes records that the vendor no longer has. */
  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#pending.delete(id);
      this.#written.delete(id);
    }
    await this.#repository.forget(ids);
  }

  /** Ids of the records known to have each code. */
  async find(kind: CodedKind, codes: readonly string[], sources: readonly Source[]): Promise<Map<string, RecordCodeRow[]>> {
    await this.settled();
    const found = new Map<string, RecordCodeRow[]>();
    for (const row of await this.#repository.byCodes(kind, codes, sources)) {
      if (row.code === null) continue;
      const rows = found.get(row.code);
      if (rows === undefined) found.set(row.code, [row]);
      else rows.push(row);
    }
    return found;
  }

  /** How complete the index of a source is, which says whether a code may have further records. */
  async coverage(source: Source, kind: CodedKind): Promise<CodeCoverage> {
    const [sweep, gap] = await Promise.all([this.#repository.sweep(source, kind), this.#gaps.summary(source, kind)]);
    const completedAt = sweep?.completed_at ?? null;
    return { completedAt, isComplete: this.#swept && completedAt !== null && gap === undefined, gap };
  }

  /** Resolves when everything indexed so far is written. */
  async settled(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  async #writeSoon(): Promise<void> {
    // Waits for the rest of the page, so that one statement writes many records.
    await new Promise((resolve) => setImmediate(resolve));
    const rows = [...this.#pending.values()];
    this.#pending = new Map();
    try {
      await this.#repository.remember(rows);
    } catch (error) {
      for (const { record_id } of rows) this.#written.delete(record_id);
      this.#onError(error, "writing requisition codes down");
    }
    this.#writing = this.#pending.size > 0 ? this.#writeSoon() : undefined;
  }
}
