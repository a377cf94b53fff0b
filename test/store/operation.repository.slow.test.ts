import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { type OperationFilter, OperationRepository, type StoredOperation } from "../../src/store/operation.repository.js";
import { OperationRecording, type RecordEntry } from "../../src/store/operation-recording.js";
import { testDatabases } from "../support/databases.js";
import { AT, operationRow } from "../support/operation-row.js";

const entry = (id: string, locks: string[], more: Partial<StoredOperation> = {}): RecordEntry => ({ row: operationRow(id, more), locks });

describe.each(testDatabases)("The operation repository on $name", (testDatabase) => {
  let opened: Awaited<ReturnType<typeof testDatabase.open>>;
  let repository: OperationRepository;
  let recording: OperationRecording;

  beforeEach(async () => {
    opened = await testDatabase.open();
    repository = new OperationRepository(opened.database);
    recording = new OperationRecording(opened.database);
  });
  afterEach(() => opened.close());

  const ids = (rows: StoredOperation[]) => rows.map(({ id }) => id);
  const settle = (id: string) => repository.settle(id, { outcome: "APPLIED", settled_at: AT });

  it("reads an operation as it was written, to the last column", async () => {
    const row = operationRow("o1", {
      evidence: '{"é":"公开"}',
      looks: 7,
      idempotency_key: "k",
      key_position: 3,
      settled_at: AT,
      vendor_task_id: "t",
    });
    await recording.record([{ row, locks: [] }]);
    expect(await repository.byId("o1")).toEqual(row);
    expect(await repository.byId("o2")).toBeUndefined();
  });

  it("finds a row by a text with a NUL in it, which Postgres cannot store", async () => {
    expect(await recording.record([entry("o1", [], { idempotency_key: "key\0", target_id: "v\0" })])).toEqual(["recorded"]);
    expect(ids(await repository.byKey("ann", "key\0"))).toEqual(["o1"]);
    expect(ids(await repository.list({ targetId: "v\0" }, 10))).toEqual(["o1"]);
    expect(await repository.list({ targetId: "\0" }, 10)).toEqual([]);
  });

  it("counts the open operations of each source by their outcome, and tells when the oldest was asked for", async () => {
    expect(await repository.openByOutcome()).toEqual([]);
    const later = "2026-11-22T12:00:00.001Z";
    await recording.record([
      entry("o1", [], { requested_at: later }),
      entry("o2", []),
      entry("o3", [], { outcome: "PENDING", requested_at: later }),
      entry("o4", [], { account: "emea", requested_at: later }),
      entry("o5", [], { outcome: "NOT_APPLIED", settled_at: AT, next_look_at: null }),
    ]);
    await recording.record([entry("o6", [])]);
    await settle("o6");
    const counts = await repository.openByOutcome();
    expect(counts.sort((one, other) => one.count - other.count || (one.account < other.account ? -1 : 1))).toEqual([
      { vendor: "HEADHUNTER", account: "default", outcome: "PENDING", count: 1, oldest: later },
      { vendor: "HEADHUNTER", account: "emea", outcome: "UNCERTAIN", count: 1, oldest: later },
      { vendor: "HEADHUNTER", account: "default", outcome: "UNCERTAIN", count: 2, oldest: AT },
    ]);
  });

  it("gives the operations of a key in the order of their list", async () => {
    for (const key_position of [2, 10, 0, 1])
      await recording.record([entry(`o${key_position}`, [], { idempotency_key: "k", key_position })]);
    expect(ids(await repository.byKey("ann", "k"))).toEqual(["o0", "o1", "o2", "o10"]);
  });

  it("never overwrites an outcome", async () => {
    await recording.record([entry("o1", [])]);
    expect(await settle("o1")).toBe(true);
    expect(await repository.settle("o1", { outcome: "NOT_APPLIED", settled_at: "2027-01-01T00:00:00.000Z" })).toBe(false);
    expect(await repository.update("o1", { outcome: "PENDING" })).toBe(false);
    expect(await repository.byId("o1")).toMatchObject({ outcome: "APPLIED", settled_at: AT, next_look_at: null });
  });

  it.each([
    ["sent_at", { sent_at: AT }],
    ["looks", { looks: 1 }],
    ["outcome", { outcome: "PENDING" }],
  ] as const)("drops a conclusion drawn from a row whose %s has changed since", async (_what, change) => {
    await recording.record([entry("o1", [])]);
    const seen = operationRow("o1");
    await repository.update("o1", change);
    expect(await repository.update("o1", { user_errors: "[1]" }, seen)).toBe(false);
    expect(await repository.settle("o1", { outcome: "NOT_APPLIED", settled_at: AT }, seen)).toBe(false);
    expect(await repository.byId("o1")).toMatchObject({ user_errors: "[]", settled_at: null });
    expect(await repository.settle("o1", { outcome: "NOT_APPLIED", settled_at: AT }, { ...seen, ...change })).toBe(true);
  });

  it("accepts a person's resolution only for an operation in doubt, and once", async () => {
    const said = (resolved_by: string) => ({
      outcome: "NOT_APPLIED",
      settled_at: AT,
      resolution: "seen",
      resolved_by,
      idempotency_key: null,
    });
    await recording.record([entry("doubt", ["a"], { idempotency_key: "k" }), entry("pending", [], { outcome: "PENDING" })]);
    expect(await repository.resolve("pending", said("olga"))).toBe(false);
    expect(await repository.resolve("nothing", said("olga"))).toBe(false);
    expect(await repository.byId("pending")).toEqual(operationRow("pending", { outcome: "PENDING" }));
    expect(await repository.resolve("doubt", said("olga"))).toBe(true);
    expect(await repository.resolve("doubt", said("ivan"))).toBe(false);
    expect(await repository.byId("doubt")).toMatchObject({ resolved_by: "olga", next_look_at: null });
    expect(await repository.byKey("ann", "k")).toEqual([]);
    expect(await recording.record([entry("next", ["a"])])).toEqual(["recorded"]);
  });

  it("lists newest first, and by id within one millisecond, over the boundary of a second", async () => {
    const moments = ["2026-11-22T12:00:00.999Z", "2026-11-22T12:00:01.000Z", "2026-11-22T12:00:01.000Z", "2026-12-01T00:00:00.000Z"];
    for (const [index, requested_at] of moments.entries()) await recording.record([entry(`o${index}`, [], { requested_at })]);
    expect(ids(await repository.list({}, 10))).toEqual(["o3", "o2", "o1", "o0"]);
    expect(ids(await repository.list({}, 2))).toEqual(["o3", "o2"]);
    expect(ids(await repository.list({}, 10, { requestedAt: "2026-11-22T12:00:01.000Z", id: "o2" }))).toEqual(["o1", "o0"]);
    expect(ids(await repository.open())[0]).toBe("o0");
    expect(ids(await repository.list({ requestedSince: "2026-11-22T12:00:01.000Z" }, 10))).toEqual(["o3", "o2", "o1"]);
  });

  it("lists the operations of one source", async () => {
    const sources = [sourceOf(Vendor.HEADHUNTER), sourceOf(Vendor.HEADHUNTER, "emea"), sourceOf(Vendor.GREENHOUSE)];
    for (const { vendor, account, text } of sources) await recording.record([entry(text, [], { vendor, account })]);
    for (const source of sources) expect(ids(await repository.list({ source }, 10))).toEqual([source.text]);
  });

  it("lists the operations of one kind", async () => {
    for (const [id, kind] of Object.entries({ o1: "closeJob", o2: "publishVacancy" })) await recording.record([entry(id, [], { kind })]);
    expect(ids(await repository.list({ kind: "publishVacancy" }, 10))).toEqual(["o2"]);
  });

  describe("listing what is about one record", () => {
    const A = "greenhouse:opening:Ab_1.2";
    const of = (...ids: string[]) => ({ kind: "deleteOpenings", target_id: null, input: JSON.stringify({ ids }) });
    const about = (targetId: string, more: Omit<OperationFilter, "targetId"> = {}) =>
      repository.list({ targetId, severalIn: ["deleteOpenings"], ...more }, 10);

    it("finds changes of it alone and of several among which it is, newest first, page by page", async () => {
      const others = {
        o1: { target_id: A },
        o2: of("greenhouse:opening:1.1", A),
        o3: { target_id: A },
        o4: of(A, "greenhouse:opening:1.1"),
        o5: {},
      };
      for (const [id, more] of Object.entries(others)) await recording.record([entry(id, [], more)]);
      await recording.record([entry("o0", [], { ...of(A), requested_at: "2026-11-22T12:00:00.001Z" })]);
      expect(ids(await about(A))).toEqual(["o0", "o4", "o3", "o2", "o1"]);
      expect(ids(await repository.list({ targetId: A, severalIn: ["deleteOpenings"] }, 2))).toEqual(["o0", "o4"]);
      expect(ids(await repository.list({ targetId: A, severalIn: ["deleteOpenings"] }, 2, { requestedAt: AT, id: "o4" }))).toEqual([
        "o3",
        "o2",
      ]);
      expect(ids(await about(A, { requestedBy: "bob" }))).toEqual([]);
      expect(ids(await about(A, { outcome: "UNCERTAIN", requestedBy: "ann" }))).toEqual(["o0", "o4", "o3", "o2", "o1"]);
      expect(ids(await repository.list({ targetId: A }, 10))).toEqual(["o3", "o1"]);
    });

    it("finds it by its whole id, capitals and all, and by no pattern", async () => {
      await recording.record([entry("o1", [], of(`${A}3`, `x${A}`, "greenhouse:opening:ab_1.2", "greenhouse:opening:AbX1.2"))]);
      expect(ids(await about(A))).toEqual([]);
      for (const asked of ["", "%", "_", '","', "greenhouse"]) expect(ids(await about(asked))).toEqual([]);
      expect(ids(await about("greenhouse:opening:AbX1.2"))).toEqual(["o1"]);
    });

    it("finds what its id says only where it names a record", async () => {
      const elsewhere = { kind: "publishVacancy", target_id: null, input: JSON.stringify({ code: A }) };
      await recording.record([
        entry("o1", [], elsewhere),
        entry("o2", [], { ...of(A, "greenhouse:opening:1.1"), target_id: "of another" }),
      ]);
      expect(ids(await about(A))).toEqual([]);
    });
  });

  it("returns the operations due, the longest waiting first, and the time of the next", async () => {
    expect(await repository.nextLookAt()).toBeUndefined();
    const plan = { o1: "2026-11-22T12:00:03.000Z", o2: "2026-11-22T12:00:01.000Z", o3: "2026-11-22T12:00:02.000Z" };
    for (const [id, next_look_at] of Object.entries(plan)) await recording.record([entry(id, [], { next_look_at })]);
    await recording.record([entry("o4", [], { next_look_at: "2026-11-22T11:00:00.000Z" })]);
    await settle("o4");
    expect(await repository.nextLookAt()).toBe(plan.o2);
    expect(ids(await repository.dueForLook("2026-11-22T12:00:02.000Z", 10))).toEqual(["o2", "o3"]);
    expect(ids(await repository.dueForLook("2026-11-22T13:00:00.000Z", 2))).toEqual(["o2", "o3"]);
    expect(ids(await repository.open()).sort()).toEqual(["o1", "o2", "o3"]);
  });
});
