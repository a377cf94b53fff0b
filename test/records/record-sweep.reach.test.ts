import { VendorError } from "../../src/http/vendor-error.js";
import { JumpingClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { active, BOARD, Board, sweepOf } from "./sweep-board.js";

const HOUR = 60 * 60_000;

describe.each(testDatabases)("A sweep of a part of a source on $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let clock: JumpingClock;
  let board: Board;

  beforeEach(async () => {
    store = await open();
    clock = new JumpingClock();
    board = new Board();
    board.held = active(3);
  });
  afterEach(() => store.close());

  const build = (reach?: string) => sweepOf([{ ...board.connection, reach }], store.database, clock);

  test("does not count for another part: the source is not complete before that was swept, and codes known so far stay", async () => {
    await build().sweep.sweepDue();
    const { recordIndex, sweep } = build("accessible");
    board.down = true;
    await expect(sweep.sweepDue()).rejects.toThrow("The board is away.");
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({ completedAt: null, isComplete: false });
    expect((await recordIndex.find("vacancy", ["REQ-1"], [BOARD])).get("REQ-1")).toHaveLength(1);
    Object.assign(board, { down: false, held: active(5) });
    await build("accessible").sweep.sweepDue();
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({ isComplete: true });
    expect((await recordIndex.find("vacancy", ["REQ-4"], [BOARD])).get("REQ-4")).toHaveLength(1);
  });

  test("is not made again where the part is the same", async () => {
    await build("accessible").sweep.sweepDue();
    const { listReads } = board;
    await build("accessible").sweep.sweepDue();
    expect(board.listReads).toBe(listReads);
  });

  test("is not complete where the vendor does not show a part of it, until it does", async () => {
    const missing = new VendorError({
      code: "ACCESS_DENIED",
      vendor: "HEADHUNTER",
      message: "Not shown: the archive of 322.",
      sent: "yes",
    });
    let isShown = false;
    board.list = (filter) => (filter.status === "CLOSED" && !isShown ? { items: [], hasMore: false, missing: [missing] } : undefined);
    const { recordIndex, sweep } = build("accessible");
    await sweep.sweepDue();
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({
      completedAt: expect.any(String),
      isComplete: false,
      gap: { count: 1, first: { failure_code: "ACCESS_DENIED", failure_message: missing.message, retry_at: null } },
    });
    expect((await recordIndex.find("vacancy", ["REQ-1"], [BOARD])).get("REQ-1")).toHaveLength(1);
    isShown = true;
    await clock.sleep(7 * HOUR);
    await sweep.sweepDue();
    expect(await recordIndex.coverage(BOARD, "vacancy")).toMatchObject({ isComplete: true, gap: undefined });
  });
});
