import { CodeDirectory } from "../../src/datasources/code-directory.js";
import { CodeSweep, SWEEP_SHARE } from "../../src/datasources/code-sweep.js";
import type { Datasource, DatasourceScope, Page, VacancyFilter } from "../../src/datasources/datasource.js";
import type { VendorConnection } from "../../src/datasources/vendor-module.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { formatGlobalId } from "../../src/schema/global-id.js";
import { type Vacancy, VacancyStatus } from "../../src/schema/vacancy.type.js";
import { CircuitState, Vendor } from "../../src/schema/vendor.type.js";
import { RecordCodeRepository } from "../../src/store/record-code.repository.js";
import { JumpingClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";

interface Held {
  id: string;
  code: string | null;
  status: VacancyStatus;
}

/** A board whose lists lack codes, like HeadHunter's; it counts what it is asked. */
class Board {
  held: Held[] = [];
  wholeReads: string[] = [];
  listReads = 0;
  scopes: DatasourceScope[] = [];
  failNextList = false;
  /** What reading a vacancy whole fails with, by its id. */
  unreadable = new Map<string, VendorError>();
  /** The board knows no place of its lists that it gave out before. */
  forgetful = false;

  readonly connection: VendorConnection = {
    datasource: (scope) => {
      this.scopes.push(scope);
      return this.#datasource();
    },
    status: () => ({ circuit: CircuitState.CLOSED, budgets: [] }),
    close: async () => undefined,
  };

  #datasource(): Datasource {
    const whole = async (ids: readonly string[]) => {
      this.wholeReads.push(...ids);
      return ids.map((id) => {
        const failure = this.unreadable.get(id);
        if (failure !== undefined) return failure;
        const found = this.held.find((vacancy) => vacancy.id === id);
        return found === undefined ? null : toVacancy(found, true);
      });
    };
    const vacancies: Pick<NonNullable<Datasource["vacancies"]>, "listVacancies" | "wholeVacancies" | "vacanciesByIds"> = {
      wholeVacancies: whole,
      vacanciesByIds: whole,
      listVacancies: async ({ status }: VacancyFilter, limit: number, after?: string): Promise<Page<Vacancy>> => {
        this.listReads += 1;
        if (this.failNextList) {
          this.failNextList = false;
          throw new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", message: "The board is down.", sent: "no" });
        }
        if (this.forgetful && after !== undefined) {
          throw new VendorError({ code: "REJECTED", vendor: "HEADHUNTER", message: "No such page.", sent: "yes" });
        }
        const matching = this.held.filter((vacancy) => vacancy.status === status);
        const from = after === undefined ? 0 : Number(after);
        const items = matching
          .slice(from, from + limit)
          .map((vacancy, index) => ({ node: toVacancy(vacancy, false), position: String(from + index + 1) }));
        return { items, hasMore: from + items.length < matching.length };
      },
    };
    return { vacancies: vacancies as NonNullable<Datasource["vacancies"]>, changes: {} };
  }
}

function toVacancy({ id, code, status }: Held, whole: boolean): Vacancy {
  const vacancy = { id: formatGlobalId(Vendor.HEADHUNTER, "vacancy", id), vendor: Vendor.HEADHUNTER, vendorId: id, status };
  return (whole ? { ...vacancy, code } : vacancy) as Vacancy;
}

function active(count: number): Held[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(100 + index), code: `REQ-${index}`, status: VacancyStatus.ACTIVE }));
}

describe.each(testDatabases)("The directory of codes on $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let clock: JumpingClock;
  let board: Board;
  const failures: unknown[] = [];

  beforeEach(async () => {
    store = await open();
    clock = new JumpingClock();
    board = new Board();
    failures.length = 0;
  });
  afterEach(() => store.close());

  function build() {
    const repository = new RecordCodeRepository(store.database);
    const onError = (error: unknown) => void failures.push(error);
    const directory = new CodeDirectory({ repository, clock, swept: true, onError });
    const connections = new Map([[Vendor.HEADHUNTER, board.connection]]);
    return { directory, sweep: new CodeSweep({ connections, directory, repository, clock, onError }), repository };
  }

  async function idsOf(directory: CodeDirectory, code: string): Promise<string[]> {
    const found = await directory.find("vacancy", [code], [Vendor.HEADHUNTER]);
    return (found.get(code) ?? []).map(({ record_id }) => record_id);
  }

  test("learns a code from a record that passes through, and keeps it through a restart", async () => {
    const before = build();
    before.directory.learn("vacancy", [toVacancy({ id: "1", code: "REQ-7", status: VacancyStatus.ACTIVE }, true)]);
    await before.directory.settled();
    expect(await idsOf(build().directory, "REQ-7")).toEqual(["headhunter:vacancy:1"]);
  });

  test("learns nothing from a copy that does not carry its code", async () => {
    const { directory } = build();
    directory.learn("vacancy", [toVacancy({ id: "1", code: "REQ-7", status: VacancyStatus.ACTIVE }, false)]);
    expect(await idsOf(directory, "REQ-7")).toEqual([]);
  });

  test("follows a record whose code changed", async () => {
    const { directory } = build();
    directory.learn("vacancy", [toVacancy({ id: "1", code: "REQ-7", status: VacancyStatus.ACTIVE }, true)]);
    directory.learn("vacancy", [toVacancy({ id: "1", code: "REQ-8", status: VacancyStatus.ACTIVE }, true)]);
    expect(await idsOf(directory, "REQ-7")).toEqual([]);
    expect(await idsOf(directory, "REQ-8")).toEqual(["headhunter:vacancy:1"]);
  });

  test("sweeps every list of a board that cannot be asked for a code, within a fifth of its budget", async () => {
    board.held = [
      ...active(120),
      { id: "900", code: "OLD-1", status: VacancyStatus.CLOSED },
      { id: "901", code: "OLD-2", status: VacancyStatus.DELETED },
    ];
    const { directory, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(directory, "REQ-119")).toEqual(["headhunter:vacancy:219"]);
    expect(await idsOf(directory, "OLD-1")).toEqual(["headhunter:vacancy:900"]);
    expect(await idsOf(directory, "OLD-2")).toEqual(["headhunter:vacancy:901"]);
    expect(await directory.coverage(Vendor.HEADHUNTER, "vacancy")).toMatchObject({ isComplete: true });
    expect(board.scopes.filter(({ background }) => background === SWEEP_SHARE).length).toBeGreaterThanOrEqual(4);
  });

  test("reads a vacancy whole once, and on later sweeps only sees that it is still listed", async () => {
    board.held = active(60);
    const { sweep } = build();
    await sweep.sweepDue();
    expect(board.wholeReads).toHaveLength(60);
    clock.jump(7 * 60 * 60 * 1000);
    board.held.push({ id: "777", code: "NEW", status: VacancyStatus.ACTIVE });
    await sweep.sweepDue();
    expect(board.wholeReads.slice(60)).toEqual(["777"]);
  });

  test("notices within a week that a vacancy bears another code", async () => {
    board.held = active(2);
    const { directory, sweep } = build();
    await sweep.sweepDue();
    board.held = board.held.map((vacancy) => (vacancy.id === "100" ? { ...vacancy, code: "MOVED" } : vacancy));
    clock.jump(8 * 24 * 60 * 60 * 1000);
    await sweep.sweepDue();
    expect(await idsOf(directory, "MOVED")).toEqual(["headhunter:vacancy:100"]);
    expect(await idsOf(directory, "REQ-0")).toEqual([]);
  });

  test("does not sweep again before its time", async () => {
    board.held = active(3);
    const { sweep } = build();
    await sweep.sweepDue();
    const { listReads } = board;
    clock.jump(60 * 60 * 1000);
    await sweep.sweepDue();
    expect(board.listReads).toBe(listReads);
  });

  test("goes on after a failure and a restart from the page where it stood", async () => {
    board.held = active(120);
    const first = build();
    board.failNextList = false;
    const failing = { ...board.connection, datasource: board.connection.datasource };
    let pages = 0;
    failing.datasource = (scope) => {
      pages += 1;
      board.failNextList = pages === 3;
      return board.connection.datasource(scope);
    };
    const sweep = new CodeSweep({
      connections: new Map([[Vendor.HEADHUNTER, failing]]),
      directory: first.directory,
      repository: first.repository,
      clock,
      onError: () => undefined,
    });
    await expect(sweep.sweepDue()).rejects.toThrow("The board is down.");
    const readBefore = board.wholeReads.length;
    expect(readBefore).toBe(50);
    await build().sweep.sweepDue();
    expect(board.wholeReads).toHaveLength(120);
    expect(new Set(board.wholeReads).size).toBe(120);
  });

  test("begins a list anew where the board does not know any more how far it was", async () => {
    board.held = active(60);
    const { directory, sweep } = build();
    board.forgetful = true;
    await expect(sweep.sweepDue()).rejects.toThrow("No such page.");
    board.forgetful = false;
    board.held = active(70);
    await sweep.sweepDue();
    expect(await idsOf(directory, "REQ-69")).toEqual(["headhunter:vacancy:169"]);
    expect(board.wholeReads).toHaveLength(70);
  });

  test("leaves out a vacancy that the board holds back, and waits for a board that is away", async () => {
    board.held = active(3);
    board.unreadable.set("101", new VendorError({ code: "ACCESS_DENIED", vendor: "HEADHUNTER", message: "Not yours.", sent: "yes" }));
    const { directory, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(directory, "REQ-2")).toEqual(["headhunter:vacancy:102"]);
    expect(await idsOf(directory, "REQ-1")).toEqual([]);
    const { completedAt } = await directory.coverage(Vendor.HEADHUNTER, "vacancy");
    expect(completedAt).not.toBeNull();
    board.unreadable.set("103", new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", message: "Away.", sent: "maybe" }));
    board.held = active(4);
    clock.jump(7 * 60 * 60 * 1000);
    await expect(sweep.sweepDue()).rejects.toThrow("Away.");
    expect(await directory.coverage(Vendor.HEADHUNTER, "vacancy")).toMatchObject({ completedAt });
  });

  test("keeps what it had read of a page when the board went away in the midst of it", async () => {
    board.held = active(30);
    board.unreadable.set("125", new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", message: "Away.", sent: "maybe" }));
    const { directory, sweep } = build();
    await expect(sweep.sweepDue()).rejects.toThrow("Away.");
    expect(await idsOf(directory, "REQ-19")).toEqual(["headhunter:vacancy:119"]);
    board.unreadable.clear();
    board.wholeReads = [];
    await build().sweep.sweepDue();
    expect(board.wholeReads).toHaveLength(10);
  });

  test("takes nothing back of what was learnt while it was looking", async () => {
    board.held = active(1);
    const { directory, sweep, repository } = build();
    await sweep.sweepDue();
    clock.jump(7 * 60 * 60 * 1000);
    const byIds = repository.byIds.bind(repository);
    jest.spyOn(repository, "byIds").mockImplementation(async (ids) => {
      const rows = await byIds(ids);
      directory.learn("vacancy", [toVacancy({ id: "100", code: "MOVED", status: VacancyStatus.ACTIVE }, true)]);
      await directory.settled();
      return rows;
    });
    await sweep.sweepDue();
    expect(await idsOf(directory, "MOVED")).toEqual(["headhunter:vacancy:100"]);
  });

  test("does not ask again for what passed through shortly before it was met", async () => {
    board.held = active(2);
    const { directory, sweep } = build();
    directory.learn(
      "vacancy",
      board.held.map((held) => toVacancy(held, true)),
    );
    await directory.settled();
    clock.jump(60_000);
    await sweep.sweepDue();
    expect(board.wholeReads).toEqual([]);
  });

  test("sweeps a slow board once at a time, however often another fails beside it", async () => {
    board.held = active(2);
    const { directory, repository } = build();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let slowReads = 0;
    const lists = (list: () => Promise<Page<Vacancy>>): VendorConnection => ({
      ...board.connection,
      datasource: () => ({ vacancies: { listVacancies: list } as unknown as NonNullable<Datasource["vacancies"]>, changes: {} }),
    });
    const slow = lists(async () => {
      slowReads += 1;
      await gate;
      return { items: [], hasMore: false };
    });
    let tries = 0;
    let enough = (): void => undefined;
    const tried = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const failing = lists(async () => {
      tries += 1;
      if (tries === 3) enough();
      throw new VendorError({ code: "UNAVAILABLE", vendor: "LINKEDIN", message: "Down.", sent: "no" });
    });
    const connections = new Map([
      [Vendor.HEADHUNTER, slow],
      [Vendor.LINKEDIN, failing],
    ]);
    const sweep = new CodeSweep({ connections, directory, repository, clock, onError: (error) => void failures.push(error) });
    sweep.start();
    await tried;
    expect(slowReads).toBe(1);
    open();
    await sweep.stop();
    expect(failures.length).toBeGreaterThanOrEqual(2);
  });

  test("forgets a vacancy that a completed sweep did not meet and the board does not hold any more", async () => {
    board.held = active(3);
    const { directory, sweep } = build();
    await sweep.sweepDue();
    clock.jump(7 * 60 * 60 * 1000);
    board.held = board.held.filter(({ id }) => id !== "101");
    await sweep.sweepDue();
    expect(await idsOf(directory, "REQ-1")).toEqual([]);
    expect(await idsOf(directory, "REQ-2")).toEqual(["headhunter:vacancy:102"]);
  });

  test("keeps a vacancy that no list shows any more while the board still holds it", async () => {
    board.held = active(2);
    const { directory, sweep } = build();
    await sweep.sweepDue();
    clock.jump(7 * 60 * 60 * 1000);
    board.held = board.held.map((vacancy) => ({ ...vacancy, status: VacancyStatus.DELETED }));
    await sweep.sweepDue();
    expect(await idsOf(directory, "REQ-1")).toEqual(["headhunter:vacancy:101"]);
  });
});
