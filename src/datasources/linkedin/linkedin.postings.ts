import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import type { Clock } from "../../clock.js";
import { type SourceAnswers, UnkeptAnswers } from "../../http/answers/source-answers.js";
import type { CallScope } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { iso } from "../contract/timestamps.js";
import { type LinkedInLookups, TASK_REST_MS } from "./changes/linkedin.lookups.js";
import { beforeOf, outcomeOfTask, patchOfListing, type Sending } from "./changes/linkedin.outcomes.js";
import { labelsOf, stateOf } from "./linkedin.mapping.js";
import type { Operation, WireJob, WireListing } from "./linkedin.wire.js";
import type { PostingBeforeSending, PostingRepository, PostingUpdate, StoredPosting } from "./store/linkedin.posting.repository.js";

/**
 * A posting read at LinkedIn this recently is answered from the store. Listings may be read a million times a day, a hundred ids each.
 * LinkedIn asks not to poll tasks for minutes, so only a change of the posting reads its task sooner.
 */
const LISTING_AT_MOST_EVERY_MS = 2_000;
const TASK_AT_MOST_EVERY_MS = { toRead: 60_000, toChange: TASK_REST_MS };
/** A read of postings waits this long for LinkedIn; then it answers from the store. */
const REFRESH_PATIENCE_MS = 5_000;
const REMEMBERED_QUESTIONS = 50_000;
const NEVER: Pick<Asked, "at" | "failure"> = { at: Number.NEGATIVE_INFINITY };

interface Asked {
  at: number;
  /** Of the source's answers: one of an earlier epoch does not serve again, whatever age a caller allows. */
  epoch: number;
  /** Why LinkedIn did not answer. */
  failure?: VendorError;
}

export interface Refreshed {
  rows: StoredPosting[];
  /** Why some rows are as stored; undefined where LinkedIn answered. */
  unavailableBecause: VendorError | undefined;
}

/** The server's postings. No other class uses their table. */
export class LinkedInPostings {
  readonly #source: Source;
  readonly #repository: PostingRepository;
  readonly #lookups: LinkedInLookups;
  readonly #clock: Clock;
  readonly #answers: Pick<SourceAnswers, "epoch">;
  readonly #rows: DataLoader<string, StoredPosting | null>;
  readonly #updates: DataLoader<PostingUpdate, true>;
  readonly #asked = new LRUCache<string, Asked>({ max: REMEMBERED_QUESTIONS });
  readonly #asking = new Map<string, Promise<void>>();

  constructor(
    source: Source,
    repository: PostingRepository,
    lookups: LinkedInLookups,
    clock: Clock,
    answers: Pick<SourceAnswers, "epoch"> = new UnkeptAnswers(),
  ) {
    this.#source = source;
    this.#repository = repository;
    this.#lookups = lookups;
    this.#clock = clock;
    this.#answers = answers;
    // Concurrent reads share a few statements, and concurrent updates one transaction.
    this.#rows = new DataLoader(
      async (ids) => {
        const rows = new Map((await repository.byIds([...new Set(ids)])).map((row) => [row.external_id, row]));
        return ids.map((id) => rows.get(id) ?? null);
      },
      { cache: false, batchScheduleFn: (dispatch) => setImmediate(dispatch) },
    );
    this.#updates = new DataLoader(
      async (updates) => {
        await repository.update(updates);
        return updates.map(() => true as const);
      },
      { cache: false, batchScheduleFn: (dispatch) => setImmediate(dispatch) },
    );
  }

  get repository(): PostingRepository {
    return this.#repository;
  }

  /** The posting as stored. */
  known(externalId: string): Promise<StoredPosting | null> {
    return this.#rows.load(externalId);
  }

  /**
   * The rows after reading those that LinkedIn may have changed by itself; as stored where LinkedIn does not answer, or where they were read
   * within the age that the caller allows. An old answer is never stored over a newer one: the store is what is kept of LinkedIn's answers.
   */
  async refreshed(
    rows: readonly StoredPosting[],
    scope: CallScope,
    purpose: keyof typeof TASK_AT_MOST_EVERY_MS = "toRead",
  ): Promise<Refreshed> {
    const now = this.#clock.now();
    // The rows have been read.
    scope.cost?.answered();
    const due = rows.filter((row) => isOpenQuestion(row) && this.#isRested(row, now, purpose) && !this.#serves(row, now, scope.maxAgeMs));
    this.#tellCost(rows, due, scope);
    if (due.length > 0) {
      const deadlineAt = Math.min(scope.deadlineAt ?? Number.POSITIVE_INFINITY, now + REFRESH_PATIENCE_MS);
      const round = this.#ask(due, { ...scope, deadlineAt }, purpose);
      for (const { external_id } of due) {
        this.#note(external_id, now);
        this.#asking.set(external_id, round);
      }
    }
    const awaited = rows.map(({ external_id }) => this.#asking.get(external_id));
    await Promise.all(awaited);
    const fresh = await Promise.all(
      rows.map(async (row, index) => (awaited[index] === undefined ? row : ((await this.known(row.external_id)) ?? row))),
    );
    const unavailableBecause = fresh.find((row) => isOpenQuestion(row) && this.#failureOf(row) !== undefined);
    return { rows: fresh, unavailableBecause: unavailableBecause && this.#failureOf(unavailableBecause) };
  }

  #isRested(row: StoredPosting, now: number, purpose: keyof typeof TASK_AT_MOST_EVERY_MS): boolean {
    const { at, failure } = this.#asked.get(row.external_id) ?? NEVER;
    const isTask = stateOf(row) === "PENDING" && failure === undefined;
    const age = now - at;
    // Below zero the clock was set back, and nobody knows.
    return age < 0 || age >= (isTask ? TASK_AT_MOST_EVERY_MS[purpose] : LISTING_AT_MOST_EVERY_MS);
  }

  /** Whether what was read of the posting is no older than the caller allows. */
  #serves({ external_id }: StoredPosting, now: number, maxAgeMs: number | undefined): boolean {
    const asked = this.#asked.get(external_id);
    if (asked === undefined || maxAgeMs === undefined) return false;
    const age = now - asked.at;
    return asked.failure === undefined && asked.epoch === this.#answers.epoch && age >= 0 && age <= maxAgeMs;
  }

  /**
   * What others are asking, and what was asked before, costs this caller nothing. Whoever allows an age is told that of what LinkedIn is not to
   * be asked again so soon, too.
   */
  #tellCost(rows: readonly StoredPosting[], due: readonly StoredPosting[], { cost, maxAgeMs }: CallScope): void {
    if (cost === undefined) return;
    const roundOf = ({ external_id }: StoredPosting) => this.#asking.get(external_id);
    for (const round of new Set(rows.map(roundOf)))
      if (round !== undefined) cost.coalesced(this.#source, this.#oldestOf(rows.filter((row) => roundOf(row) === round)));
    if (maxAgeMs === undefined) return;
    const isKept = (row: StoredPosting) => isOpenQuestion(row) && roundOf(row) === undefined && this.#failureOf(row) === undefined;
    const kept = rows.filter((row) => isKept(row) && !due.includes(row));
    if (kept.length > 0) cost.cached(this.#source, this.#oldestOf(kept));
  }

  #oldestOf(rows: readonly StoredPosting[]): number {
    return Math.min(...rows.map(({ external_id }) => this.#asked.get(external_id)?.at ?? Number.NEGATIVE_INFINITY));
  }

  #note(externalId: string, at: number, failure?: VendorError): void {
    this.#asked.set(externalId, { at, epoch: this.#answers.epoch, failure });
  }

  #failureOf({ external_id }: StoredPosting): VendorError | undefined {
    return this.#asked.get(external_id)?.failure;
  }

  /** The posting as LinkedIn lists it now. @throws VendorError where LinkedIn does not answer */
  async asListedNow(row: StoredPosting, scope: CallScope): Promise<StoredPosting> {
    return (await this.listedNow(row, scope)).row;
  }

  /** The same with the listing; null where LinkedIn knows none. */
  async listedNow(row: StoredPosting, scope: CallScope): Promise<{ row: StoredPosting; listing: WireListing | null }> {
    const listing = await this.#lookups.listing(row.external_id, scope);
    const update = this.#updateOf(row, listing);
    if (update === undefined) return { row, listing };
    await this.#updates.load(update);
    return { row: (await this.known(row.external_id)) ?? row, listing };
  }

  /** Stores the sendings before the request goes out, so that they survive a crash in between. */
  async beforeSending(sendings: readonly Sending[]): Promise<void> {
    const now = this.#clock.now();
    const known_at = iso(now);
    await this.#repository.beforeSending(sendings.map((sending) => ({ ...rowOf(sending), known_at })));
    // A task just sent is not read yet.
    for (const { job } of sendings) this.#note(job.externalJobPostingId, now);
  }

  async write(updates: readonly PostingUpdate[]): Promise<void> {
    if (updates.length > 0) await this.#repository.update(updates);
  }

  /** Stores the outcome of a sending. The next read of the posting asks LinkedIn again. */
  async settle(update: PostingUpdate): Promise<void> {
    await this.#updates.load(update);
    this.#asked.delete(update.externalId);
  }

  async #ask(rows: readonly StoredPosting[], scope: CallScope, purpose: keyof typeof TASK_AT_MOST_EVERY_MS): Promise<void> {
    try {
      const updates = await Promise.all(
        rows.map((row) =>
          (stateOf(row) === "PENDING"
            ? this.#taskUpdate(row, scope, TASK_AT_MOST_EVERY_MS[purpose])
            : this.#listingUpdate(row, scope)
          ).catch((error: unknown) => {
            if (!(error instanceof VendorError)) throw error;
            this.#note(row.external_id, this.#clock.now(), error);
            return undefined;
          }),
        ),
      );
      await this.#repository.update(updates.filter((update) => update !== undefined));
    } catch (error) {
      // What was not read, or not stored, is nothing to answer with.
      for (const { external_id } of rows) this.#asked.delete(external_id);
      throw error;
    } finally {
      for (const { external_id } of rows) this.#asking.delete(external_id);
    }
  }

  async #taskUpdate(row: StoredPosting, scope: CallScope, restMs: number): Promise<PostingUpdate | undefined> {
    if (row.task_id === null || row.sent_mark === null) return undefined;
    const task = await this.#lookups.task(row.task_id, scope, restMs);
    if (task === null) return undefined;
    const { patch } = outcomeOfTask(this.#source, sendingOf(row, row.sent_mark), task, this.#clock.now());
    return patch === undefined ? undefined : { externalId: row.external_id, mark: row.sent_mark, patch };
  }

  async #listingUpdate(row: StoredPosting, scope: CallScope): Promise<PostingUpdate | undefined> {
    return this.#updateOf(row, await this.#lookups.listing(row.external_id, scope));
  }

  #updateOf(row: StoredPosting, listing: WireListing | null): PostingUpdate | undefined {
    const patch = listing === null ? undefined : patchOfListing(stateOf(row), listing, this.#clock.now());
    if (patch === undefined || isHeld(row, patch)) return undefined;
    return { externalId: row.external_id, revision: row.revision, patch };
  }
}

/**
 * Whether LinkedIn may have changed the posting by itself. Only its task decides a CREATE, since a listing under its id can be another
 * application's. LinkedIn may take a listing down and restore it; a posting closed here, or expired, stays closed.
 */
function isOpenQuestion(row: StoredPosting): boolean {
  const state = stateOf(row);
  if (state === "PENDING") return row.task_id !== null;
  return state === "LISTED" || state === "PROCESSED" || (state === "CLOSED" && row.closed_at === null);
}

function isHeld(row: StoredPosting, patch: object): boolean {
  return Object.entries(patch).every(([name, value]) => row[name as keyof StoredPosting] === value);
}

function sendingOf(row: StoredPosting, mark: string): Sending {
  return { operation: row.sent_operation as Operation, job: JSON.parse(row.payload_sent) as WireJob, mark, before: beforeOf(row) };
}

function rowOf({ operation, job, mark }: Sending): Omit<PostingBeforeSending, "known_at"> {
  return {
    external_id: job.externalJobPostingId,
    payload_sent: JSON.stringify(job),
    sent_operation: operation,
    sent_mark: mark,
    ...(operation === "CREATE" ? { state: "PENDING" } : {}),
    stateIfNew: operation === "CREATE" ? "PENDING" : "UNKNOWN",
    ...labelsOf(job),
  };
}
