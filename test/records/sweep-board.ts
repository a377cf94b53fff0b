import type { Clock } from "../../src/clock.js";
import type { Datasource, DatasourceScope, Page, VacancyFilter } from "../../src/datasources/contract/datasource.js";
import type { VendorConnection } from "../../src/datasources/contract/vendor-module.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { OnlyServer } from "../../src/leases/leases.js";
import { RecordIndex } from "../../src/records/record-index.js";
import { RecordSweep } from "../../src/records/record-sweep.js";
import { formatGlobalId } from "../../src/schema/common/global-id.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { type Vacancy, VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { CircuitState, Vendor } from "../../src/schema/vendor/vendor.type.js";
import type { Database } from "../../src/store/database.js";
import { CodeGapRepository } from "../../src/store/records/code-gap.repository.js";
import { RecordRepository } from "../../src/store/records/record.repository.js";
import { RecordWriting } from "../../src/store/records/record-writing.js";

/** What the boards of these suites are, where a test names no other. */
export const BOARD = sourceOf(Vendor.HEADHUNTER);

export interface Held {
  id: string;
  code: string | null;
  status: VacancyStatus;
}

export function away(message = "The board is away."): VendorError {
  return new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", message, sent: "maybe" });
}

/** A board whose lists lack codes, like HeadHunter's; it counts what it is asked. */
export class Board {
  held: Held[] = [];
  wholeReads: string[] = [];
  listReads = 0;
  scopes: DatasourceScope[] = [];
  /** It answers nothing; or nothing any more, once so many vacancies were read whole. */
  down = false;
  downAfter: number | undefined;
  /** Whether five failures in a row make whoever stands before the board leave it alone, until a test lets time pass. */
  hasCircuit = false;
  failedInARow = 0;
  /** What reading a vacancy whole fails with, by its id. */
  unreadable = new Map<string, VendorError>();
  /** What a page of a list fails with that holds this vacancy. */
  brokenAt = new Map<string, VendorError>();
  /** The board knows no place of its lists that it gave out before. */
  forgetful = false;
  /** Places in its lists are counted, so that they can be entered anywhere. */
  isCounted = false;
  /** Answers instead of its lists. */
  list: ((filter: VacancyFilter, limit: number, after: string | undefined) => Page<Vacancy> | undefined) | undefined;

  readonly connection: VendorConnection;

  constructor(source = BOARD) {
    this.connection = {
      source,
      datasource: (scope) => {
        this.scopes.push(scope);
        return this.#datasource();
      },
      changes: {},
      status: () => ({ circuit: CircuitState.CLOSED, budgets: [] }),
      close: async () => undefined,
    };
  }

  #requireAnswer(): void {
    if (this.hasCircuit && this.failedInARow >= 5) throw away("The board is left alone.");
    if (this.down || (this.downAfter !== undefined && this.wholeReads.length >= this.downAfter)) throw away();
  }

  #datasource(): Datasource {
    const whole = async (ids: readonly string[]) =>
      ids.map((id) => {
        try {
          this.#requireAnswer();
        } catch (error) {
          return error as VendorError;
        }
        this.wholeReads.push(id);
        const failure = this.unreadable.get(id);
        this.failedInARow = failure === undefined ? 0 : this.failedInARow + 1;
        if (failure !== undefined) return failure;
        const found = this.held.find((vacancy) => vacancy.id === id);
        return found === undefined ? null : toVacancy(found, true, this.connection.source);
      });
    const listVacancies = async (filter: VacancyFilter, limit: number, after?: string): Promise<Page<Vacancy>> => {
      this.listReads += 1;
      this.#requireAnswer();
      this.failedInARow = 0;
      if (this.forgetful && after !== undefined) {
        throw new VendorError({ code: "REJECTED", vendor: "HEADHUNTER", message: "No such page.", sent: "yes" });
      }
      const instead = this.list?.(filter, limit, after);
      if (instead !== undefined) return instead;
      const matching = this.held.filter((vacancy) => vacancy.status === filter.status);
      const from = after === undefined ? 0 : Number(after);
      const page = matching.slice(from, from + limit);
      const broken = page.find(({ id }) => this.brokenAt.has(id));
      if (broken !== undefined) throw this.brokenAt.get(broken.id);
      const items = page.map((vacancy, index) => ({
        node: toVacancy(vacancy, false, this.connection.source),
        position: String(from + index + 1),
      }));
      return { items, hasMore: from + items.length < matching.length };
    };
    const placeAfter = (position: string | undefined, records: number) => String(Number(position ?? 0) + records);
    const vacancies = { wholeVacancies: whole, vacanciesByIds: whole, listVacancies, ...(this.isCounted ? { placeAfter } : {}) };
    return { vacancies: vacancies as unknown as NonNullable<Datasource["vacancies"]> };
  }
}

export function toVacancy({ id, code, status }: Held, whole: boolean, source = BOARD): Vacancy {
  const vacancy = { id: formatGlobalId(source, "vacancy", id), vendor: source.vendor, vendorId: id, status };
  return (whole ? { ...vacancy, code } : vacancy) as Vacancy;
}

export function active(count: number): Held[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(100 + index), code: `REQ-${index}`, status: VacancyStatus.ACTIVE }));
}

/** A sweep with its record index, on a database; what it tells whoever runs the server goes into `failures`. */
export function sweepOf(
  connections: ConstructorParameters<typeof RecordSweep>[0]["connections"],
  database: Database,
  clock: Clock,
  failures: unknown[] = [],
  changesEveryMs?: number,
) {
  const repository = new RecordRepository(database);
  const writing = new RecordWriting(database);
  const gaps = new CodeGapRepository(database);
  const onError = (error: unknown, what: string) => void failures.push([error, what]);
  const recordIndex = new RecordIndex({ repository, writing, gaps, clock, swept: true, onError });
  const sweep = new RecordSweep({ connections, recordIndex, repository, gaps, leases: new OnlyServer(), clock, changesEveryMs, onError });
  return { recordIndex, repository, gaps, sweep };
}
