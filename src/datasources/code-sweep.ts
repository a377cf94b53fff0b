import { setMaxListeners } from "node:events";
import type { Clock } from "../clock.js";
import { VendorError } from "../http/vendor-error.js";
import { BadUserInput } from "../schema/bad-input.js";
import { parseGlobalId } from "../schema/global-id.js";
import { VacancyStatus } from "../schema/vacancy.type.js";
import type { Vendor } from "../schema/vendor.type.js";
import type { RecordCodeRepository } from "../store/record-code.repository.js";
import type { CodeSweepRow } from "../store/tables.js";
import type { CodeDirectory, CodedKind } from "./code-directory.js";
import type { Datasource, Page } from "./datasource.js";
import { iso } from "./moments.js";
import type { VendorConnection } from "./vendor-module.js";

/** A fifth of any budget, and no more (house rule: who waits goes first). */
export const SWEEP_SHARE = 0.2;
/** Everything is met again this often. */
const SWEEP_EVERY_MS = 6 * 60 * 60 * 1000;
/** Codes change seldom; one that did is noticed within this time, if nobody asks for the record before. */
const READ_AGAIN_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
const PAGE = 50;
/** Whole reads of a page that are waited for together: what has been read is known soon, and survives what stops the rest. */
const READ_AT_ONCE = 10;
const PAUSE_AFTER_FAILURE_MS = 60_000;
const LOOK_FOR_WORK_EVERY_MS = 60_000;

interface SweptList {
  kind: CodedKind;
  fetch(datasource: Datasource, limit: number, after: string | undefined): Promise<Page<SweptRecord>>;
}

interface Swept {
  vendor: Vendor;
  connection: VendorConnection;
  kind: CodedKind;
}

interface SweptRecord {
  id: string;
  vendor: Vendor;
  code?: string | null;
}

/** The bin, too: what lies there still carries its code. */
const VACANCY_STATUSES = [VacancyStatus.ACTIVE, VacancyStatus.CLOSED, VacancyStatus.DELETED];

export interface CodeSweepOptions {
  connections: ReadonlyMap<Vendor, VendorConnection>;
  directory: CodeDirectory;
  repository: RecordCodeRepository;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/**
 * Goes through the records of the vendors that cannot be asked for a code, slowly, so that the directory knows all of them. Where it
 * stands is in the store: a restart goes on from there. What a completed sweep did not meet is asked for once, and forgotten where the
 * vendor does not hold it any more.
 */
export class CodeSweep {
  readonly #options: CodeSweepOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: CodeSweepOptions) {
    this.#options = options;
    // One page of whole reads listens with as many requests as it has records.
    setMaxListeners(0, this.#stopping.signal);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("The sweep is stopping"));
    await this.#running;
  }

  /** Sweeps everything that is due, to its end. */
  async sweepDue(): Promise<void> {
    await Promise.all(this.#toSweep().map((swept) => this.#sweep(swept)));
  }

  #toSweep(): Swept[] {
    return [...this.#options.connections].flatMap(([vendor, connection]) =>
      kindsToSweep(connection.datasource({})).map((kind) => ({ vendor, connection, kind })),
    );
  }

  async #run(): Promise<void> {
    await Promise.all(this.#toSweep().map((swept) => this.#keepSweeping(swept)));
  }

  /** Each by itself: one that is down is tried again while another is still on its way, and none is swept twice at a time. */
  async #keepSweeping(swept: Swept): Promise<void> {
    const { clock, onError } = this.#options;
    while (!this.#stopping.signal.aborted) {
      let pauseMs = LOOK_FOR_WORK_EVERY_MS;
      try {
        await this.#sweep(swept);
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        onError(error, `sweeping ${swept.vendor} for requisition codes`);
        pauseMs = PAUSE_AFTER_FAILURE_MS;
      }
      await clock.sleep(pauseMs, this.#stopping.signal).catch(() => undefined);
    }
  }

  async #sweep({ vendor, connection, kind }: Swept): Promise<void> {
    const { repository, clock } = this.#options;
    const before = await repository.sweep(vendor, kind);
    const now = clock.now();
    const finished = before !== undefined && before.completed_at !== null && before.completed_at >= before.started_at;
    if (finished && now - Date.parse(before.completed_at as string) < SWEEP_EVERY_MS) return;
    let row: CodeSweepRow =
      before === undefined || finished
        ? { vendor, kind, started_at: iso(now), list: 0, position: null, completed_at: before?.completed_at ?? null }
        : before;
    const lists = listsOf(kind);
    while (row.list < lists.length && !this.#stopping.signal.aborted) {
      row = await this.#step(connection, lists[row.list] as SweptList, row);
      await repository.saveSweep(row);
    }
    if (row.list < lists.length) return;
    await this.#forgetMissing(vendor, connection, kind, row.started_at);
    if (this.#stopping.signal.aborted) return;
    await repository.saveSweep({ ...row, completed_at: iso(clock.now()) });
  }

  async #step(connection: VendorConnection, list: SweptList, row: CodeSweepRow): Promise<CodeSweepRow> {
    const datasource = connection.datasource({ signal: this.#stopping.signal, background: SWEEP_SHARE });
    const page = await list.fetch(datasource, PAGE, row.position ?? undefined).catch(async (error: unknown) => {
      // A place that the vendor does not know any more would be asked for over and over again.
      if (row.position !== null && isRefusal(error)) await this.#options.repository.saveSweep({ ...row, position: null });
      throw error;
    });
    await this.#learn(
      datasource,
      list.kind,
      page.items.map(({ node }) => node),
    );
    const last = page.items.at(-1);
    const more = page.hasMore && last !== undefined;
    return more ? { ...row, position: last.position } : { ...row, list: row.list + 1, position: null };
  }

  /** List copies of vacancies lack their code: those not read for a week are read whole, the others only marked as seen. */
  async #learn(datasource: Datasource, kind: CodedKind, records: readonly SweptRecord[]): Promise<void> {
    const { directory, repository, clock } = this.#options;
    directory.learn(
      kind,
      records.filter(({ code }) => code !== undefined),
    );
    const silent = records.filter(({ code }) => code === undefined);
    const readSince = iso(clock.now() - READ_AGAIN_AFTER_MS);
    const known = (await repository.byIds(silent.map(({ id }) => id))).filter(({ read_at }) => read_at >= readSince);
    const knownIds = new Set(known.map(({ record_id }) => record_id));
    const unknown = silent.filter(({ id }) => !knownIds.has(id));
    for (let from = 0; from < unknown.length && datasource.vacancies !== undefined; from += READ_AT_ONCE) {
      const ids = unknown.slice(from, from + READ_AT_ONCE).map(({ id }) => nativeId(id));
      directory.learn(kind, readable(await datasource.vacancies.wholeVacancies(ids)));
    }
    await directory.settled();
    await repository.markSeen(
      records.map(({ id }) => id),
      iso(clock.now()),
    );
  }

  async #forgetMissing(vendor: Vendor, connection: VendorConnection, kind: CodedKind, since: string): Promise<void> {
    const { directory, repository, clock } = this.#options;
    for (;;) {
      const missing = await repository.notSeenSince(vendor, kind, since, PAGE);
      if (missing.length === 0 || this.#stopping.signal.aborted) return;
      const datasource = connection.datasource({ signal: this.#stopping.signal, background: SWEEP_SHARE });
      const ids = missing.map(({ record_id }) => nativeId(record_id));
      const found = kind === "job" ? await datasource.jobs?.jobsByIds(ids) : await datasource.vacancies?.vacanciesByIds(ids);
      const gone = missing.filter((_, index) => (found?.[index] ?? null) === null).map(({ record_id }) => record_id);
      await directory.forget(gone);
      directory.learn(kind, readable(found ?? []));
      await directory.settled();
      await repository.markSeen(
        missing.map(({ record_id }) => record_id),
        iso(clock.now()),
      );
    }
  }
}

/** What must be swept at a vendor: what it lists and cannot be asked for by code. */
function kindsToSweep(datasource: Datasource): CodedKind[] {
  const kinds: CodedKind[] = [];
  if (datasource.jobs !== undefined && datasource.jobs.jobsByCodes === undefined) kinds.push("job");
  if (datasource.vacancies !== undefined && datasource.vacancies.vacanciesByCodes === undefined) kinds.push("vacancy");
  return kinds;
}

function listsOf(kind: CodedKind): SweptList[] {
  if (kind === "job")
    return [{ kind, fetch: async (datasource, limit, after) => requireList(datasource.jobs?.listJobs({}, limit, after)) }];
  return VACANCY_STATUSES.map((status) => ({
    kind,
    fetch: async (datasource, limit, after) => requireList(datasource.vacancies?.listVacancies({ status }, limit, after)),
  }));
}

async function requireList(page: Promise<Page<SweptRecord>> | undefined): Promise<Page<SweptRecord>> {
  return page ?? { items: [], hasMore: false };
}

/** The records among the answers. One that the vendor holds back, or tells badly, must not hold up the others; a vendor that is away must. */
function readable(answers: readonly (SweptRecord | null | Error)[]): SweptRecord[] {
  const failure = answers.find((answer) => answer instanceof Error && !isRefusal(answer));
  if (failure instanceof Error) throw failure;
  return answers.filter((answer): answer is SweptRecord => answer !== null && !(answer instanceof Error));
}

/** About what was asked for, so that asking again brings nothing else. */
function isRefusal(error: unknown): boolean {
  if (error instanceof BadUserInput) return true;
  return error instanceof VendorError && ["ACCESS_DENIED", "BAD_RESPONSE", "NOT_FOUND", "REJECTED"].includes(error.code);
}

function nativeId(globalId: string): string {
  return parseGlobalId(globalId)?.nativeIds[0] ?? "";
}
