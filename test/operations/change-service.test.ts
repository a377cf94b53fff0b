import type { ChangeKind } from "../../src/datasources/contract/change-inputs.js";
import { VendorError } from "../../src/http/vendor-error.js";
import type { Answer } from "../../src/operations/change-request.js";
import { ChangeService } from "../../src/operations/change-service.js";
import type { UnifiedDatasource } from "../../src/reads/unified.datasource.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { embeddedDatabase } from "../support/databases.js";
import { DEADLINE_MS, type World, worldOn } from "./world.js";

describe("a request's desk for changes", () => {
  const openWorld = worldOn(embeddedDatabase);

  /** HeadHunter takes changes, LinkedIn takes none of these, and the others are not configured. */
  function deskOf(world: World) {
    let forgotten = 0;
    const changes = Object.fromEntries(["closeVacancy", "prolongateVacancy"].map((kind) => [kind, world.vendor.change(kind)]));
    const graph = {
      datasource: (vendor: Vendor) => ({ [Vendor.HEADHUNTER]: { changes }, [Vendor.LINKEDIN]: { changes: {} } })[vendor as string],
      unsupported: (vendor: Vendor, what: string) =>
        new VendorError({ code: "UNSUPPORTED", vendor, message: `${vendor} has no ${what}`, sent: "no" }),
    } as unknown as UnifiedDatasource;
    const desk = new ChangeService({
      engine: world.server.engine,
      graph: () => graph,
      requestedBy: "ann",
      deadlineAt: world.clock.now() + DEADLINE_MS,
      uncounted: (work) => work(),
      forgetReads: () => {
        forgotten += 1;
      },
    });
    return { desk, forgotten: () => forgotten };
  }
  const wanted = (vendor: Vendor, id: string) => ({ vendor, input: { id } as never });

  it("records the input without the terms of the asking, and forgets what the request read before", async () => {
    const world = await openWorld();
    const { desk, forgotten } = deskOf(world);
    const input = { id: "v1", idempotencyKey: "k", dryRun: false };
    expect(await desk.make("closeVacancy", Vendor.HEADHUNTER, input)).toMatchObject({
      operation: { outcome: "APPLIED", requestedBy: "ann" },
    });
    expect(await world.rows()).toMatchObject([{ input: '{"id":"v1"}', kind: "closeVacancy", idempotency_key: "k" }]);
    expect(forgotten()).toBe(1);
    // The same without the terms is the same wish.
    expect((await desk.make("closeVacancy", Vendor.HEADHUNTER, { idempotencyKey: "k", id: "v1" })).operation?.replayed).toBe(true);
  });

  it("forgets nothing after a dry run, which changed nothing", async () => {
    const world = await openWorld();
    const { desk, forgotten } = deskOf(world);
    expect((await desk.make("closeVacancy", Vendor.HEADHUNTER, { id: "v1", dryRun: true })).operation).toBeNull();
    expect(forgotten()).toBe(0);
  });

  it("throws where the vendor could not be asked, and forgets what was read even where the store failed", async () => {
    const world = await openWorld();
    const { desk, forgotten } = deskOf(world);
    world.vendor.fates.push({ how: "unsent" });
    await expect(desk.make("closeVacancy", Vendor.HEADHUNTER, { id: "v1" })).rejects.toMatchObject({ code: "RATE_LIMITED" });
    jest.spyOn(world.repository, "record").mockRejectedValueOnce(new Error("gone"));
    await expect(desk.make("closeVacancy", Vendor.HEADHUNTER, { id: "v1" })).rejects.toThrow("gone");
    expect(forgotten()).toBe(2);
  });

  it("says of a vendor that does not take a change that it does not, by the mutation's name, and that another one is not there", async () => {
    const world = await openWorld();
    const { desk } = deskOf(world);
    expect(await desk.make("closeVacancy", Vendor.LINKEDIN, { id: "l1" })).toMatchObject({
      operation: null,
      userErrors: [{ code: "UNSUPPORTED_BY_VENDOR", message: expect.stringContaining("LINKEDIN does not take closeVacancy") }],
    });
    await expect(desk.make("closeVacancy", Vendor.GREENHOUSE, { id: "g1" })).rejects.toMatchObject({ code: "UNSUPPORTED" });
    expect(await world.rows()).toEqual([]);
  });

  it("answers a list in the order asked, with one key and one request for all that its vendor takes", async () => {
    const world = await openWorld();
    const { desk } = deskOf(world);
    const list = [
      wanted(Vendor.LINKEDIN, "l1"),
      wanted(Vendor.HEADHUNTER, "v1"),
      wanted(Vendor.GREENHOUSE, "g1"),
      wanted(Vendor.HEADHUNTER, "v2"),
    ];
    const kind: ChangeKind = "closeVacancy";
    const asked = { ids: list.map(({ input }) => input), idempotencyKey: "k" };
    const answers = await desk.makeAll(kind, "closeVacancies", list, asked);
    expect(answers).toMatchObject([
      { userErrors: [{ code: "UNSUPPORTED_BY_VENDOR", message: expect.stringContaining("closeVacancies") }] },
      { operation: { targetId: "v1", kind: "closeVacancies" } },
      { code: "UNSUPPORTED" },
      { operation: { targetId: "v2", kind: "closeVacancies" } },
    ]);
    expect(world.vendor.batches).toEqual([2]);
    // The key is the whole mutation's: one of its ids alone is another wish.
    expect(await desk.make(kind, Vendor.HEADHUNTER, { id: "v1", idempotencyKey: "k" })).toMatchObject({
      userErrors: [{ code: "IDEMPOTENCY_KEY_REUSED" }],
    });
  });

  it("points at the id that is at fault in a list, in the payload and in the record alike", async () => {
    const world = await openWorld();
    const { desk } = deskOf(world);
    world.vendor.record("v2").open = false;
    const list = [wanted(Vendor.LINKEDIN, "l1"), wanted(Vendor.HEADHUNTER, "v1"), wanted(Vendor.HEADHUNTER, "v2")];
    const asked = { ids: ["l1", "v1", "v2"] };
    const fault = (position: number, code: string) => [{ code, field: ["ids", String(position)] }];
    const dry = await desk.makeAll("closeVacancy", "closeVacancies", list, { ...asked, dryRun: true });
    expect(dry).toMatchObject([
      { userErrors: fault(0, "UNSUPPORTED_BY_VENDOR") },
      { userErrors: [] },
      { userErrors: fault(2, "ALREADY_CLOSED") },
    ]);
    const [, made, refused] = (await desk.makeAll("closeVacancy", "closeVacancies", list, asked)) as Answer[];
    expect(made).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [] });
    expect(refused).toMatchObject({ userErrors: fault(2, "ALREADY_CLOSED"), operation: { userErrors: fault(2, "ALREADY_CLOSED") } });
    expect(await world.log("ann").byId(refused?.operation?.id ?? "")).toMatchObject({ userErrors: fault(2, "ALREADY_CLOSED") });
    // One by one it is the input's own field.
    expect(await desk.make("closeVacancy", Vendor.HEADHUNTER, { id: "v2" })).toMatchObject({ userErrors: [{ field: ["id"] }] });
  });

  it("looks a lost change of a list up as the change that the list is made of", async () => {
    const world = await openWorld();
    const { desk } = deskOf(world);
    world.vendor.fates.push({ how: "lost-after" });
    const [answer] = await desk.makeAll("closeVacancy", "closeVacancies", [wanted(Vendor.HEADHUNTER, "v1")], {});
    expect(answer).toMatchObject({ operation: { kind: "closeVacancies", outcome: "APPLIED" } });
    expect(world.vendor.looks).toEqual(["v1"]);
  });

  it("asks nothing of the engine where no vendor takes the change", async () => {
    const world = await openWorld();
    const { desk, forgotten } = deskOf(world);
    expect(await desk.makeAll("closeVacancy", "closeVacancies", [wanted(Vendor.LINKEDIN, "l1")], {})).toHaveLength(1);
    expect(await desk.makeAll("closeVacancy", "closeVacancies", [], {})).toEqual([]);
    expect(forgotten()).toBe(0);
  });
});
