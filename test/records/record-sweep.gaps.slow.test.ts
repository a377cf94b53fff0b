import { toWholeVacancy } from "../../src/datasources/headhunter/headhunter.mapping.js";
import { wireVacancy } from "../../src/datasources/headhunter/headhunter.wire.js";
import { readRecord, UnreadableRecord } from "../../src/http/checks/record-check.js";
import { VendorError } from "../../src/http/vendor-error.js";
import type { RecordIndex } from "../../src/records/record-index.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { JumpingClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { active, away, BOARD, Board, sweepOf, toVacancy } from "./sweep-board.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(testDatabases)("A sweep for codes on $name", ({ open }) => {
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
  const coverage = (recordIndex: RecordIndex) => recordIndex.coverage(BOARD, "vacancy");

  async function idsOf(recordIndex: RecordIndex, code: string): Promise<string[]> {
    const found = await recordIndex.find("vacancy", [code], [BOARD]);
    return (found.get(code) ?? []).map(({ record_id }) => record_id);
  }

  /** Whether each of the active vacancies is known by its code. */
  async function unknown(recordIndex: RecordIndex): Promise<string[]> {
    const codes = board.held.map(({ code }) => code ?? "");
    const found = await recordIndex.find("vacancy", codes, [BOARD]);
    return codes.filter((code) => !found.has(code));
  }

  const denied = new VendorError({ code: "ACCESS_DENIED", vendor: "HEADHUNTER", message: "No right to see it.", sent: "yes" });
  const nonsense = new VendorError({ code: "BAD_RESPONSE", vendor: "HEADHUNTER", message: "Not understood.", sent: "maybe" });

  test.each([
    ["that answers 502 for good", away("A vacancy answers 502.")],
    ["whose answer makes no sense", nonsense],
    ["that is refused", new VendorError({ code: "REJECTED", vendor: "HEADHUNTER", message: "No.", sent: "yes" })],
  ])("skips a vacancy %s, ends, and is not complete", async (_, failure) => {
    board.held = active(120);
    board.unreadable.set("105", failure);
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toEqual(["REQ-5"]);
    expect(await coverage(recordIndex)).toMatchObject({
      completedAt: expect.any(String),
      isComplete: false,
      gap: { count: 1, first: { place: "headhunter:vacancy:105", failure_code: failure.code, failure_message: failure.message } },
    });
    expect(failures).toEqual([[failure, expect.stringContaining("headhunter:vacancy:105")]]);
  });

  test("asks again for a skipped vacancy ever less often, and no more once it was read; also after a restart", async () => {
    board.held = active(3);
    board.unreadable.set("101", away());
    await build().sweep.sweepDue();
    board.wholeReads = [];
    const asked: number[] = [];
    for (let minute = 1; minute <= 64; minute += 1) {
      clock.jump(MINUTE);
      await build().sweep.sweepDue();
      if (board.wholeReads.splice(0).length > 0) asked.push(minute);
    }
    expect(asked).toEqual([1, 3, 7, 15, 31, 63]);
    board.unreadable.clear();
    clock.jump(64 * MINUTE);
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: true, gap: undefined });
    expect(await idsOf(recordIndex, "REQ-1")).toEqual(["headhunter:vacancy:101"]);
    expect(failures).toHaveLength(1);
  });

  test("skips more vacancies than it reads at a time, where the board answers other requests", async () => {
    board.held = active(30);
    for (let id = 100; id < 125; id += 1) board.unreadable.set(String(id), away());
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toHaveLength(25);
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: false, gap: { count: 25 } });
  });

  test("skips more vacancies than open a circuit, each read beside a request that the board answers", async () => {
    board.held = active(30);
    board.hasCircuit = true;
    for (let id = 100; id < 125; id += 1) board.unreadable.set(String(id), away());
    const { recordIndex, sweep } = build();
    await expect(sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(await coverage(recordIndex)).toMatchObject({ gap: undefined });
    // The circuit closes.
    board.failedInARow = 0;
    await sweep.sweepDue();
    expect(await coverage(recordIndex)).toMatchObject({ completedAt: expect.any(String), gap: { count: 25 } });
  });

  test("does not ask again at once for a skipped vacancy when it resumes at the same page", async () => {
    board.held = active(30);
    board.unreadable.set("105", away("A vacancy answers 502."));
    board.downAfter = 20;
    await expect(build().sweep.sweepDue()).rejects.toThrow("The board is away.");
    board.downAfter = undefined;
    board.wholeReads = [];
    await build().sweep.sweepDue();
    expect(board.wholeReads).toEqual(
      active(30)
        .slice(20)
        .map(({ id }) => id),
    );
  });

  test("asks again for a few skipped vacancies at a time", async () => {
    board.held = active(30);
    for (let id = 100; id < 125; id += 1) board.unreadable.set(String(id), away());
    const { sweep } = build();
    await sweep.sweepDue();
    board.wholeReads = [];
    clock.jump(HOUR);
    await sweep.sweepDue();
    expect(board.wholeReads).toHaveLength(10);
  });

  test("keeps the known code of a vacancy that is shown without its code", async () => {
    const { recordIndex } = build();
    recordIndex.learn("vacancy", [toVacancy({ id: "100", code: "REQ-0", status: VacancyStatus.ACTIVE }, true)]);
    const origin = { response: { vendor: "HEADHUNTER" }, route: "GET /vacancies/{id}" };
    const shown = toWholeVacancy(
      sourceOf(Vendor.HEADHUNTER),
      readRecord({ id: "100", name: "A vacancy", code: { wrong: true } }, wireVacancy, origin),
    );
    expect(shown.code).toBeNull();
    recordIndex.learn("vacancy", [shown]);
    expect(await idsOf(recordIndex, "REQ-0")).toEqual(["headhunter:vacancy:100"]);
  });

  test("is complete as soon as a caller reads the skipped vacancy", async () => {
    board.held = active(2);
    board.unreadable.set("101", away());
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    recordIndex.learn("vacancy", [toVacancy({ id: "101", code: "REQ-1", status: VacancyStatus.ACTIVE }, true)]);
    await recordIndex.settled();
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: true });
  });

  test("is complete when the board no longer has the skipped vacancy", async () => {
    board.held = active(2);
    board.unreadable.set("101", away());
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    board.unreadable.clear();
    board.held = active(1);
    clock.jump(MINUTE);
    await sweep.sweepDue();
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: true });
  });

  test("waits for a board that answers nothing, and skips none of its vacancies", async () => {
    board.held = active(30);
    board.downAfter = 10;
    const { recordIndex, sweep } = build();
    await expect(sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(await coverage(recordIndex)).toMatchObject({ completedAt: null, isComplete: false, gap: undefined });
    board.downAfter = undefined;
    // What failed with it is read one by one.
    board.unreadable.set("115", away("A vacancy answers 502."));
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toEqual(["REQ-15"]);
  });

  test("waits where its credentials are refused, and skips no vacancy", async () => {
    board.held = active(3);
    const refused = new VendorError({ code: "CREDENTIALS_REJECTED", vendor: "HEADHUNTER", message: "Sign in again.", sent: "no" });
    board.unreadable.set("101", refused);
    const { recordIndex, sweep } = build();
    await expect(sweep.sweepDue()).rejects.toThrow("Sign in again.");
    expect(await coverage(recordIndex)).toMatchObject({ completedAt: null, gap: undefined });
  });

  test("continues after an unreadable page where positions in the list are numbers", async () => {
    board.held = active(180);
    board.isCounted = true;
    board.brokenAt.set("160", away("A page answers 502."));
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toEqual(Array.from({ length: 50 }, (_, index) => `REQ-${50 + index}`));
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: false, gap: { count: 1, first: { list: 0, position: "50" } } });
    board.brokenAt.clear();
    clock.jump(MINUTE);
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toEqual([]);
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: true });
  });

  test("continues with the other lists where only the unreadable page holds the next position, and resumes there later", async () => {
    board.held = [...active(180), { id: "900", code: "OLD", status: VacancyStatus.CLOSED }];
    board.brokenAt.set("160", away("A page answers 502."));
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "OLD")).toEqual(["headhunter:vacancy:900"]);
    expect(await unknown(recordIndex)).toHaveLength(130);
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: false, gap: { count: 1, first: { list: 0, position: "50" } } });
    board.brokenAt.clear();
    clock.jump(MINUTE);
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toEqual([]);
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: true });
    expect(new Set(board.wholeReads).size).toBe(board.wholeReads.length);
  });

  test("continues with the other lists where it may not read one at all", async () => {
    board.held = [...active(3), { id: "900", code: "OLD", status: VacancyStatus.CLOSED }];
    board.brokenAt.set("100", denied);
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "OLD")).toEqual(["headhunter:vacancy:900"]);
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: false, gap: { first: { list: 0, failure_code: "ACCESS_DENIED" } } });
  });

  test("forgets no vacancy behind the position where a list breaks off", async () => {
    board.held = active(120);
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    board.wholeReads = [];
    board.brokenAt.set("160", away());
    clock.jump(7 * HOUR);
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toEqual([]);
    expect(board.wholeReads).toEqual([]);
  });

  test("is complete when it has read the whole of a list that had broken off", async () => {
    board.held = active(120);
    board.brokenAt.set("160", away());
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    board.brokenAt.clear();
    clock.jump(7 * HOUR);
    await sweep.sweepDue();
    expect(await unknown(recordIndex)).toEqual([]);
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: true });
  });

  test("ends with a list that leads from one page to another and back, and tries it ever less often", async () => {
    const page = (ids: number[], position: string) => ({
      items: ids.map((id) => ({ node: toVacancy({ id: String(id), code: null, status: VacancyStatus.ACTIVE }, true), position })),
      hasMore: true,
    });
    board.list = ({ status }, _, after) => {
      if (status !== VacancyStatus.ACTIVE) return undefined;
      return after === "B" ? page([3, 4], "A") : page([1, 2], "B");
    };
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    // Two pages and one that is met again; the two other lists.
    expect(board.listReads).toBe(5);
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: false, gap: { first: { list: 0, failure_code: "BAD_RESPONSE" } } });
    board.listReads = 0;
    for (let minute = 1; minute <= 64; minute += 1) {
      clock.jump(MINUTE);
      await sweep.sweepDue();
    }
    expect(board.listReads).toBeLessThan(40);
  });

  test("indexes the part that was read of a list that breaks off", async () => {
    board.list = ({ status }, _, after) => {
      if (status !== VacancyStatus.ACTIVE) return undefined;
      if (after !== undefined) throw nonsense;
      const node = toVacancy({ id: "1", code: "REQ-1", status }, true);
      return { items: [{ node, position: "1" }], hasMore: true, fault: nonsense };
    };
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "REQ-1")).toEqual(["headhunter:vacancy:1"]);
    expect(await coverage(recordIndex)).toMatchObject({ gap: { first: { position: "1", failure_message: "Not understood." } } });
  });

  test("restarts a list once where the board no longer knows the position, and then continues without its rest", async () => {
    board.held = active(120);
    board.forgetful = true;
    const { recordIndex, sweep } = build();
    await expect(sweep.sweepDue()).rejects.toThrow("No such page.");
    await sweep.sweepDue();
    expect(await coverage(recordIndex)).toMatchObject({ isComplete: false, gap: { count: 1, first: { list: 0, position: "50" } } });
    expect(await unknown(recordIndex)).toHaveLength(70);
  });

  describe("that meets an unreadable record in a list", () => {
    const unread = (id: string | undefined, isShown: boolean, path: string) =>
      new UnreadableRecord(
        { name: "vacancy" },
        { response: { vendor: "HEADHUNTER" }, route: "GET /list" },
        { id, raw: {}, faults: [{ path: [path], message: "wrong" }], isShown },
      );
    const listing = (unreadable: UnreadableRecord[], nodes: string[] = []) => {
      board.list = ({ status }) =>
        status !== VacancyStatus.ACTIVE
          ? undefined
          : {
              items: nodes.map((id) => ({ node: toVacancy({ id, code: null, status }, true), position: id })),
              hasMore: false,
              unreadable,
            };
    };

    test("reads it by its id", async () => {
      board.held = active(1);
      listing([unread("100", false, "name")]);
      const { recordIndex, sweep } = build();
      await sweep.sweepDue();
      expect(await idsOf(recordIndex, "REQ-0")).toEqual(["headhunter:vacancy:100"]);
      expect(await coverage(recordIndex)).toMatchObject({ isComplete: true });
    });

    test("reads it by its id also where all but its code is shown", async () => {
      board.held = active(1);
      listing([unread("100", true, "code"), unread("7", true, "salary")], ["100"]);
      const { recordIndex, sweep } = build();
      await sweep.sweepDue();
      expect(board.wholeReads).toEqual(["100"]);
      expect(await idsOf(recordIndex, "REQ-0")).toEqual(["headhunter:vacancy:100"]);
    });

    test("is not complete where the record has no id, until a sweep does not meet it again", async () => {
      listing([unread(undefined, false, "id")]);
      const { recordIndex, sweep } = build();
      await sweep.sweepDue();
      expect(await coverage(recordIndex)).toMatchObject({ isComplete: false, gap: { count: 1, first: { retry_at: null } } });
      clock.jump(7 * HOUR);
      await sweep.sweepDue();
      expect(await coverage(recordIndex)).toMatchObject({ isComplete: false });
      listing([]);
      clock.jump(7 * HOUR);
      await sweep.sweepDue();
      expect(await coverage(recordIndex)).toMatchObject({ isComplete: true });
    });
  });
});
