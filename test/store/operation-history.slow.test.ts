import { OperationRepository, type StoredOperation } from "../../src/store/operation.repository.js";
import { OperationHistory } from "../../src/store/operation-history.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import { testDatabases } from "../support/databases.js";
import { operationRow } from "../support/operation-row.js";

const day = (number: number) => `2026-${String(number).padStart(2, "0")}-01T12:00:00.000Z`;
/** Between the third and the fourth month. */
const MOMENT = "2026-04-01T00:00:00.000Z";

describe.each(testDatabases)("The history of operations on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let repository: OperationRepository;
  let recording: OperationRecording;
  let history: OperationHistory;

  beforeEach(async () => {
    opened = await testDatabase.open();
    repository = new OperationRepository(opened.database);
    recording = new OperationRecording(opened.database);
    history = new OperationHistory(opened.database);
  });
  afterEach(() => opened.close());

  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const left = async () => ids(await opened.database.selectFrom("operations").select("id").orderBy("id").execute());
  const locks = async () => ids(await opened.database.selectFrom("operation_locks").select("lock as id").orderBy("lock").execute());
  const settled = (id: string, month: number, more: Partial<StoredOperation> = {}) =>
    operationRow(id, { outcome: "APPLIED", requested_at: day(month), settled_at: day(month), next_look_at: null, ...more });
  const write = (...rows: StoredOperation[]) => opened.database.insertInto("operations").values(rows).execute();
  const written = async (span: { from: string; until: string }, kind?: string) => {
    const found: StoredOperation[] = [];
    for await (const row of history.requestedWithin(span, kind)) found.push(row);
    return found;
  };

  it("is read from the oldest on, its first moment included and its last not, page by page", async () => {
    const many = Array.from({ length: 250 }, (_, index) => settled(`m${String(index).padStart(3, "0")}`, 2));
    await write(settled("before", 1), ...many.toReversed(), settled("last", 3), settled("after", 4));
    expect(ids(await written({ from: day(2), until: day(4) }))).toEqual([...ids(many), "last"]);
    expect(ids(await written({ from: day(1), until: day(2) }))).toEqual(["before"]);
    expect(await written({ from: day(5), until: day(6) })).toEqual([]);
  });

  it("is read of one kind", async () => {
    await write(settled("one", 1), settled("other", 1, { kind: "publishVacancy" }));
    expect(ids(await written({ from: day(1), until: day(2) }, "publishVacancy"))).toEqual(["other"]);
  });

  it("loses what was settled before the moment, the oldest first, as many as asked for", async () => {
    await write(settled("a", 1), settled("b", 2), settled("c", 3), settled("d", 4));
    expect(await history.deleteSettledBefore(MOMENT, 2)).toBe(2);
    expect(await left()).toEqual(["c", "d"]);
    expect(await history.deleteSettledBefore(MOMENT, 2)).toBe(1);
    expect(await history.deleteSettledBefore(MOMENT, 2)).toBe(0);
    expect(await left()).toEqual(["d"]);
  });

  it("keeps an operation for so long after its end, however long ago it was requested", async () => {
    await write(settled("a", 1, { settled_at: day(4) }), settled("b", 1));
    await history.deleteSettledBefore(MOMENT, 10);
    expect(await left()).toEqual(["a"]);
  });

  it.each(["UNCERTAIN", "PENDING"])("never loses an operation that is %s", async (outcome) => {
    await write(operationRow("open", { outcome, requested_at: day(1) }));
    expect(await history.deleteSettledBefore("2099-01-01T00:00:00.000Z", 10)).toBe(0);
    expect(await left()).toEqual(["open"]);
  });

  it("keeps what an open operation may have to be told apart from: the same kind at the same account, from shortly before it on", async () => {
    const published = (id: string, month: number, more: Partial<StoredOperation> = {}) =>
      settled(id, month, { kind: "publishVacancy", ...more });
    await write(
      operationRow("open", { kind: "publishVacancy", requested_at: day(2) }),
      published("earlier", 1),
      published("moments before", 2, { requested_at: "2026-02-01T11:50:00.000Z" }),
      published("later", 3),
      published("elsewhere", 3, { account: "emea" }),
      settled("another kind", 3),
    );
    await history.deleteSettledBefore(MOMENT, 10);
    expect(await left()).toEqual(["later", "moments before", "open"]);
    await repository.settle("open", { outcome: "APPLIED", settled_at: day(5) });
    await history.deleteSettledBefore(MOMENT, 10);
    expect(await left()).toEqual(["open"]);
  });

  it("keeps or loses what one idempotency key covers as a whole: a part alone would be made again", async () => {
    const covered = (id: string, key_position: number, more: Partial<StoredOperation> = {}) =>
      settled(id, 1, { idempotency_key: id.slice(0, 1), key_position, ...more });
    await write(
      covered("a1", 0, { kind: "deleteVacancy" }),
      covered("a2", 1, { kind: "deleteVacancy", settled_at: null }),
      covered("b1", 0),
      covered("b2", 1, { settled_at: day(5) }),
      covered("c1", 0),
      covered("c2", 1),
      // Somebody else's key of the same name.
      covered("a3", 0, { requested_by: "bob" }),
    );
    // The limit falls between c1 and c2.
    expect(await history.deleteSettledBefore(MOMENT, 2)).toBe(3);
    expect(await left()).toEqual(["a1", "a2", "b1", "b2"]);
  });

  it("loses the locks with the operations, and a change of the same record is made as ever", async () => {
    await recording.record([
      { row: operationRow("old", { requested_at: day(1) }), locks: ["v1", "text"] },
      { row: operationRow("open", { requested_at: day(1), kind: "deleteVacancy" }), locks: ["v2"] },
    ]);
    await repository.settle("old", { outcome: "APPLIED", settled_at: day(1) });
    const seen = await recording.lockHolders(["v1"]);
    await history.deleteSettledBefore(MOMENT, 10);
    expect(await locks()).toEqual(["v2"]);
    // Checked before the deletion: it is checked once more.
    expect(await recording.record([{ row: operationRow("new"), locks: ["v1"], seen }])).toEqual(["stale"]);
    const now = await recording.lockHolders(["v1"]);
    expect(await recording.record([{ row: operationRow("again"), locks: ["v1"], seen: now }])).toEqual(["recorded"]);
    expect(await recording.record([{ row: operationRow("next"), locks: ["v1"] }])).toEqual([{ lockedBy: "again" }]);
  });

  it("leaves a lock to the operation that took it since", async () => {
    await recording.record([{ row: operationRow("old", { requested_at: day(1) }), locks: ["v1"] }]);
    await repository.settle("old", { outcome: "APPLIED", settled_at: day(1) });
    await recording.record([{ row: operationRow("new", { kind: "deleteVacancy" }), locks: ["v1"] }]);
    await history.deleteSettledBefore(MOMENT, 10);
    expect(await recording.record([{ row: operationRow("next"), locks: ["v1"] }])).toEqual([{ lockedBy: "new" }]);
  });
});
