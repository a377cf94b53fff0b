import type { RecordIndex } from "../../src/records/record-index.js";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { JumpingClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { active, away, BOARD, Board, sweepOf } from "./sweep-board.js";

const HOUR = 60 * 60_000;
const EMEA = sourceOf(Vendor.HEADHUNTER, "emea");

describe.each(testDatabases)("The sweep of two accounts of one vendor on $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let clock: JumpingClock;
  let board: Board;
  let other: Board;
  const failures: unknown[] = [];

  beforeEach(async () => {
    store = await open();
    clock = new JumpingClock();
    board = new Board();
    other = new Board(EMEA);
    // The vendor's own ids are the same in both.
    board.held = active(3);
    other.held = active(3);
    failures.length = 0;
  });
  afterEach(() => store.close());

  const build = () => sweepOf([board.connection, other.connection], store.database, clock, failures);

  async function idsOf(index: RecordIndex, code: string, sources: readonly Source[]): Promise<string[]> {
    const found = await index.find("vacancy", [code], sources);
    return (found.get(code) ?? []).map(({ record_id }) => record_id).sort();
  }

  test("knows the records of each, and tells them apart", async () => {
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    expect(await idsOf(recordIndex, "REQ-1", [BOARD, EMEA])).toEqual(["headhunter:vacancy:101", "headhunter~emea:vacancy:101"]);
    expect(await idsOf(recordIndex, "REQ-1", [EMEA])).toEqual(["headhunter~emea:vacancy:101"]);
    expect(await idsOf(recordIndex, "REQ-1", [BOARD])).toEqual(["headhunter:vacancy:101"]);
  });

  test("completes the one where the other is away, and sweeps that one later from where it stood", async () => {
    other.down = true;
    const { recordIndex, sweep } = build();
    await expect(sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({ completedAt: expect.any(String), isComplete: true });
    expect(await recordIndex.coverage(EMEA, "vacancy")).toMatchObject({ completedAt: null, isComplete: false });
    other.down = false;
    await build().sweep.sweepDue();
    expect(await recordIndex.coverage(EMEA, "vacancy")).toMatchObject({ isComplete: true });
    expect(board.wholeReads).toHaveLength(3);
  });

  test("keeps a gap of the one to itself", async () => {
    const failure = away("A vacancy answers 502.");
    other.unreadable.set("101", failure);
    const { recordIndex, gaps, sweep } = build();
    await sweep.sweepDue();
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({ isComplete: true, gap: undefined });
    expect(await recordIndex.coverage(EMEA, "vacancy")).toMatchObject({
      gap: { count: 1, first: { place: "headhunter~emea:vacancy:101" } },
    });
    expect(failures).toEqual([[failure, "sweeping HEADHUNTER (emea) for its records, which goes on without headhunter~emea:vacancy:101"]]);
    expect(await gaps.hasOfLists(BOARD, "vacancy")).toBe(false);
    other.unreadable.clear();
    clock.jump(HOUR);
    await build().sweep.sweepDue();
    expect(await recordIndex.coverage(EMEA, "vacancy")).toMatchObject({ isComplete: true });
  });

  test("keeps a list that breaks off at the same place in both as two gaps", async () => {
    const { gaps } = build();
    const gap = { kind: "vacancy", place: "rest:0", list: 0, position: "50", tries: 1, failed_at: "2026-11-22T12:00:00.000Z" };
    const rest = { retry_at: "2026-11-22T12:01:00.000Z", failure_code: "UNAVAILABLE", failure_message: "broke off" };
    for (const account of ["default", "emea"]) await gaps.save({ vendor: "HEADHUNTER", account, ...gap, ...rest });
    expect(await gaps.byPlaces(EMEA, "vacancy", ["rest:0"])).toMatchObject([{ account: "emea" }]);
    expect(await gaps.summary(EMEA, "vacancy")).toMatchObject({ count: 1 });
    await gaps.close(BOARD, "vacancy", ["rest:0"]);
    expect(await gaps.summary(BOARD, "vacancy")).toBeUndefined();
    expect(await gaps.hasOfLists(BOARD, "vacancy")).toBe(false);
    expect(await gaps.due(BOARD, "vacancy", rest.retry_at, 10)).toEqual([]);
    expect(await gaps.due(EMEA, "vacancy", rest.retry_at, 10)).toMatchObject([{ account: "emea", place: "rest:0" }]);
    await gaps.closeOlder(BOARD, "vacancy", "2026-11-23T12:00:00.000Z");
    expect(await gaps.summary(EMEA, "vacancy")).toMatchObject({ count: 1 });
  });

  test("forgets what the one does not hold any more, and asks it for nothing of the other", async () => {
    const { recordIndex, sweep } = build();
    await sweep.sweepDue();
    clock.jump(7 * HOUR);
    board.held = board.held.filter(({ id }) => id !== "101");
    other.down = true;
    await expect(sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(await idsOf(recordIndex, "REQ-1", [BOARD, EMEA])).toEqual(["headhunter~emea:vacancy:101"]);
    expect(board.wholeReads).toHaveLength(4);
  });
});
