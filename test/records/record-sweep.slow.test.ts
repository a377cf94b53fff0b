import type { Datasource, Page } from "../../src/datasources/contract/datasource.js";
import type { VendorConnection } from "../../src/datasources/contract/vendor-module.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { OnlyServer } from "../../src/leases/leases.js";
import type { RecordIndex } from "../../src/records/record-index.js";
import { RecordSweep } from "../../src/records/record-sweep.js";
import { SWEEP_SHARE } from "../../src/records/swept-source.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { type Vacancy, VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { JumpingClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { active, BOARD, Board, sweepOf, toVacancy } from "./sweep-board.js";

describe.each(testDatabases)("The index of codes on $name", ({ open }) => {
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

  const build = () => sweepOf([board.connection], store.database, clock, failures);

  async function idsOf(recordIndex: RecordIndex, code: string): Promise<string[]> {
    const found = await recordIndex.find("vacancy", [code], [BOARD]);
    return (found.get(code) ?? []).map(({ record_id }) => record_id);
  }

  test("stores the code of a record that a caller reads, and keeps it over a restart", async () => {
    const before = build();
    before.recordIndex.learn("vacancy", [toVacancy({ id: "1", code: "REQ-7", status: VacancyStatus.ACTIVE }, true)]);
    await before.recordIndex.settled();
    expect(await idsOf(build().recordIndex, "REQ-7")).toEqual(["headhunter:vacancy:1"]);
  });

  test("stores nothing of a copy without its code", async () => {
    const { recordIndex } = build();
    recordIndex.learn("vacancy", [toVacancy({ id: "1", code: "REQ-7", status: VacancyStatus.ACTIVE }, false)]);
    expect(await idsOf(recordIndex, "REQ-7")).toEqual([]);
  });

  test("follows a record whose code changed", async () => {
    const { recordIndex } = build();
    recordIndex.learn("vacancy", [toVacancy({ id: "1", code: "REQ-7", status: VacancyStatus.ACTIVE }, true)]);
    recordIndex.learn("vacancy", [toVacancy({ id: "1", code: "REQ-8", status: VacancyStatus.ACTIVE }, true)]);
    expect(await idsOf(recordIndex, "REQ-7")).toEqual([]);
    expect(await idsOf(recordIndex, "REQ-8")).toEqual(["headhunter:vacancy:1"]);
  });

  test("sweeps every list of a board without search by code, within a fifth of its budget", async () => {
    board.held = [
      ...active(120),
      { id: "900", code: "OLD-1", status: VacancyStatus.CLOSED },
      { id: "901", code: "OLD-2", status: VacancyStatus.DELETED },
    ];
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "REQ-119")).toEqual(["headhunter:vacancy:219"]);
    expect(await idsOf(recordIndex, "OLD-1")).toEqual(["headhunter:vacancy:900"]);
    expect(await idsOf(recordIndex, "OLD-2")).toEqual(["headhunter:vacancy:901"]);
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({ isComplete: true });
    expect(board.scopes.filter(({ background }) => background === SWEEP_SHARE).length).toBeGreaterThanOrEqual(4);
  });

  test("reads a vacancy whole once, and on later sweeps only checks that it is still listed", async () => {
    board.held = active(60);
    const { sweep } = build();
    await sweep.sweepDue();
    expect(board.wholeReads).toHaveLength(60);
    clock.jump(7 * 60 * 60 * 1000);
    board.held.push({ id: "777", code: "NEW", status: VacancyStatus.ACTIVE });
    await sweep.sweepDue();
    expect(board.wholeReads.slice(60)).toEqual(["777"]);
  });

  test("notices within a week that a vacancy has another code", async () => {
    board.held = active(2);
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    board.held = board.held.map((vacancy) => (vacancy.id === "100" ? { ...vacancy, code: "MOVED" } : vacancy));
    clock.jump(8 * 24 * 60 * 60 * 1000);
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "MOVED")).toEqual(["headhunter:vacancy:100"]);
    expect(await idsOf(recordIndex, "REQ-0")).toEqual([]);
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

  test("resumes after a failure and a restart at the page it had reached", async () => {
    board.held = active(120);
    board.downAfter = 50;
    await expect(build().sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(board.wholeReads).toHaveLength(50);
    board.downAfter = undefined;
    await build().sweep.sweepDue();
    expect(board.wholeReads).toHaveLength(120);
    expect(new Set(board.wholeReads).size).toBe(120);
  });

  test("restarts a list where the board no longer knows the position", async () => {
    board.held = active(60);
    const { recordIndex, sweep } = build();
    board.forgetful = true;
    await expect(sweep.sweepDue()).rejects.toThrow("No such page.");
    board.forgetful = false;
    board.held = active(70);
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "REQ-69")).toEqual(["headhunter:vacancy:169"]);
    expect(board.wholeReads).toHaveLength(70);
  });

  test("skips a vacancy that the board refuses to show, and waits for a board that is down", async () => {
    board.held = active(3);
    board.unreadable.set("101", new VendorError({ code: "ACCESS_DENIED", vendor: "HEADHUNTER", message: "Not yours.", sent: "yes" }));
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "REQ-2")).toEqual(["headhunter:vacancy:102"]);
    expect(await idsOf(recordIndex, "REQ-1")).toEqual([]);
    const { completedAt, isComplete } = await recordIndex.coverage(BOARD, "vacancy");
    expect(isComplete).toBe(true);
    board.down = true;
    clock.jump(7 * 60 * 60 * 1000);
    await expect(sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({ completedAt });
  });

  test("keeps what it had read of a page when the board went down in the middle of it", async () => {
    board.held = active(30);
    board.downAfter = 20;
    const { recordIndex, sweep } = build();
    await expect(sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(await idsOf(recordIndex, "REQ-19")).toEqual(["headhunter:vacancy:119"]);
    board.downAfter = undefined;
    board.wholeReads = [];
    await build().sweep.sweepDue();
    expect(board.wholeReads).toHaveLength(10);
  });

  test("does not undo what was stored while it was reading", async () => {
    board.held = active(1);
    const { recordIndex, sweep, repository } = build();
    await sweep.sweepDue();
    clock.jump(7 * 60 * 60 * 1000);
    const byIds = repository.byIds.bind(repository);
    jest.spyOn(repository, "byIds").mockImplementationOnce(async (ids) => {
      const rows = await byIds(ids);
      recordIndex.learn("vacancy", [toVacancy({ id: "100", code: "MOVED", status: VacancyStatus.ACTIVE }, true)]);
      await recordIndex.settled();
      return rows;
    });
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "MOVED")).toEqual(["headhunter:vacancy:100"]);
  });

  test("does not read again what a caller read shortly before", async () => {
    board.held = active(2);
    const { recordIndex, sweep } = build();
    recordIndex.learn(
      "vacancy",
      board.held.map((held) => toVacancy(held, true)),
    );
    await recordIndex.settled();
    clock.jump(60_000);
    await sweep.sweepDue();
    expect(board.wholeReads).toEqual([]);
  });

  test("sweeps a slow board once at a time, however often another board fails", async () => {
    board.held = active(2);
    const { recordIndex, repository, gaps } = build();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let slowReads = 0;
    const lists = (list: () => Promise<Page<Vacancy>>): VendorConnection => ({
      ...board.connection,
      datasource: () => ({ vacancies: { listVacancies: list } as unknown as NonNullable<Datasource["vacancies"]> }),
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
      // Each sweep tries its three lists.
      if (tries === 9) enough();
      throw new VendorError({ code: "UNAVAILABLE", vendor: "LINKEDIN", message: "Down.", sent: "no" });
    });
    const connections = [slow, { ...failing, source: sourceOf(Vendor.LINKEDIN) }];
    const sweep = new RecordSweep({
      connections,
      recordIndex,
      repository,
      gaps,
      leases: new OnlyServer(),
      clock,
      onError: (error) => void failures.push(error),
    });
    sweep.start();
    await tried;
    expect(slowReads).toBe(1);
    open();
    await sweep.stop();
    expect(failures.length).toBeGreaterThanOrEqual(2);
  });

  test("forgets a vacancy that a completed sweep did not meet and the board no longer has", async () => {
    board.held = active(3);
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    clock.jump(7 * 60 * 60 * 1000);
    board.held = board.held.filter(({ id }) => id !== "101");
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "REQ-1")).toEqual([]);
    expect(await idsOf(recordIndex, "REQ-2")).toEqual(["headhunter:vacancy:102"]);
  });

  test("keeps a vacancy that no list shows any more while the board still has it", async () => {
    board.held = active(2);
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    clock.jump(7 * 60 * 60 * 1000);
    board.held = board.held.map((vacancy) => ({ ...vacancy, status: VacancyStatus.DELETED }));
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "REQ-1")).toEqual(["headhunter:vacancy:101"]);
  });
});
