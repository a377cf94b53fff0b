import type { ChangeAnswer } from "../../src/operations/change-request.js";
import { ChangeService } from "../../src/operations/change-service.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { embeddedDatabase } from "../support/databases.js";
import { DEADLINE_MS, SOURCE, vacancyId, type World, worldOn } from "./world.js";

const [V1, V2, V3] = ["v1", "v2", "v3"].map(vacancyId) as [string, string, string];
/** Of a source that takes nothing, and of one that is not configured. */
const [L1, G1] = ["linkedin:vacancy:l1", "greenhouse:vacancy:g1"] as const;

describe("the change service of a request", () => {
  const openWorld = worldOn(embeddedDatabase);

  /** HeadHunter takes changes, LinkedIn takes none of these, and the others are not configured. */
  function serviceOf(world: World) {
    let forgotten = 0;
    world.connections.set("linkedin", { source: sourceOf(Vendor.LINKEDIN), changes: {}, datasource: () => ({}) });
    const service = new ChangeService({
      executor: world.server.executor,
      connections: world.connections,
      requestedBy: "ann",
      scope: { deadlineAt: world.clock.now() + DEADLINE_MS },
      uncounted: (work) => work(),
      forgetReads: () => {
        forgotten += 1;
      },
    });
    return { service, forgotten: () => forgotten };
  }

  it("records the input without the options of the request, and forgets what the request read before", async () => {
    const world = await openWorld();
    const { service, forgotten } = serviceOf(world);
    const input = { id: V1, idempotencyKey: "k", dryRun: false };
    expect(await service.make("closeVacancy", input)).toMatchObject({
      operation: { outcome: "APPLIED", requestedBy: "ann" },
    });
    expect(await world.rows()).toMatchObject([{ input: JSON.stringify({ id: V1 }), kind: "closeVacancy", idempotency_key: "k" }]);
    expect(forgotten()).toBe(1);
    // The same without the options is the same wish.
    expect((await service.make("closeVacancy", { idempotencyKey: "k", id: V1 })).operation?.replayed).toBe(true);
  });

  it("forgets nothing after a dry run, which changed nothing", async () => {
    const world = await openWorld();
    const { service, forgotten } = serviceOf(world);
    expect((await service.make("closeVacancy", { id: V1, dryRun: true })).operation).toBeNull();
    expect(forgotten()).toBe(0);
  });

  it("throws where the vendor could not be asked, and forgets what was read even where the store failed", async () => {
    const world = await openWorld();
    const { service, forgotten } = serviceOf(world);
    world.vendor.fates.push({ how: "unsent" });
    await expect(service.make("closeVacancy", { id: V1 })).rejects.toMatchObject({ code: "RATE_LIMITED" });
    jest.spyOn(world.recording, "record").mockRejectedValueOnce(new Error("gone"));
    await expect(service.make("closeVacancy", { id: V1 })).rejects.toThrow("gone");
    expect(forgotten()).toBe(2);
  });

  it("says of a vendor that does not take a change that it does not, by the mutation's name, and that another one is not there", async () => {
    const world = await openWorld();
    const { service } = serviceOf(world);
    expect(await service.make("closeVacancy", { id: L1 })).toMatchObject({
      operation: null,
      userErrors: [{ code: "UNSUPPORTED_BY_VENDOR", message: expect.stringContaining("LINKEDIN does not take closeVacancy") }],
    });
    // Another account of a vendor may take it: an application has the rights that it was given.
    const second = sourceOf(Vendor.LINKEDIN, "second");
    world.connections.set(second.text, { source: second, changes: {}, datasource: () => ({}) });
    expect(await service.make("closeVacancy", { id: "linkedin~second:vacancy:l1" })).toMatchObject({
      userErrors: [{ message: expect.stringContaining("LINKEDIN (second) does not take closeVacancy") }],
    });
    await expect(service.make("closeVacancy", { id: G1 })).rejects.toMatchObject({ code: "UNSUPPORTED" });
    expect(await world.rows()).toEqual([]);
  });

  it("answers a list in the order asked, with one key and one request for all that its vendor takes", async () => {
    const world = await openWorld();
    const { service } = serviceOf(world);
    const answers = await service.makeList("closeVacancy", { ids: [L1, V1, G1, V2], idempotencyKey: "k" });
    expect(answers).toMatchObject([
      { userErrors: [{ code: "UNSUPPORTED_BY_VENDOR", message: expect.stringContaining("closeVacancies") }] },
      { operation: { targetId: V1, kind: "closeVacancies" } },
      { code: "UNSUPPORTED" },
      { operation: { targetId: V2, kind: "closeVacancies" } },
    ]);
    expect(world.vendor.batches).toEqual([2]);
    // The key is the whole mutation's: one of its ids alone is another wish.
    expect(await service.make("closeVacancy", { id: V1, idempotencyKey: "k" })).toMatchObject({
      userErrors: [{ code: "IDEMPOTENCY_KEY_REUSED" }],
    });
  });

  it("points at the id that is at fault in a list, in the payload and in the record alike", async () => {
    const world = await openWorld();
    const { service } = serviceOf(world);
    world.vendor.record("v2").open = false;
    const ids = [L1, V1, V2];
    const fault = (position: number, code: string) => [{ code, field: ["ids", String(position)] }];
    const dry = await service.makeList("closeVacancy", { ids, dryRun: true });
    expect(dry).toMatchObject([
      { userErrors: fault(0, "UNSUPPORTED_BY_VENDOR") },
      { userErrors: [] },
      { userErrors: fault(2, "ALREADY_CLOSED") },
    ]);
    const [, made, refused] = (await service.makeList("closeVacancy", { ids })) as ChangeAnswer[];
    expect(made).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [] });
    expect(refused).toMatchObject({ userErrors: fault(2, "ALREADY_CLOSED"), operation: { userErrors: fault(2, "ALREADY_CLOSED") } });
    expect(await world.log("ann").byId(refused?.operation?.id ?? "")).toMatchObject({ userErrors: fault(2, "ALREADY_CLOSED") });
    // One by one it is the input's own field.
    expect(await service.make("closeVacancy", { id: V2 })).toMatchObject({ userErrors: [{ field: ["id"] }] });
  });

  it("verifies a lost change of a list as the change that the list is made of", async () => {
    const world = await openWorld();
    const { service } = serviceOf(world);
    world.vendor.fates.push({ how: "lost-after" });
    const [answer] = await service.makeList("closeVacancy", { ids: [V1] });
    expect(answer).toMatchObject({ operation: { kind: "closeVacancies", outcome: "APPLIED" } });
    expect(world.vendor.looks).toEqual(["v1"]);
  });

  it("asks nothing of the executor where no vendor takes the change", async () => {
    const world = await openWorld();
    const { service, forgotten } = serviceOf(world);
    expect(await service.makeList("closeVacancy", { ids: [L1] })).toHaveLength(1);
    expect(await service.makeList("closeVacancy", { ids: [] })).toEqual([]);
    expect(forgotten()).toBe(0);
  });

  it("takes ids of the kind that the change is about, parsed once for everyone behind it", async () => {
    const world = await openWorld();
    const { service } = serviceOf(world);
    await expect(service.make("closeVacancy", { id: "headhunter:job:1" })).rejects.toThrow("one of the kind vacancy is needed");
    await expect(service.makeList("closeVacancy", { ids: [V1, "nonsense"] })).rejects.toThrow("is not an id of this graph");
    const ids = ["greenhouse:opening:1.2", "feishu-hire:opening:1.2"];
    await expect(service.make("deleteOpenings", { ids })).rejects.toThrow("ids must be of one vendor");
    const accounts = ["greenhouse:opening:1.2", "greenhouse~emea:opening:1.2"];
    await expect(service.make("deleteOpenings", { ids: accounts })).rejects.toThrow("ids must be of one account");
    expect(world.vendor.checks).toEqual([]);
    const run = jest.spyOn(world.server.executor, "run");
    await service.makeList("closeVacancy", { ids: [V3] });
    expect(run.mock.calls[0]?.[0]).toMatchObject([{ source: SOURCE, target: { nativeIds: ["v3"], text: V3 }, input: { id: V3 } }]);
  });

  it("refuses a list with an id of an account that does not exist, before anything of it is sent", async () => {
    const world = await openWorld();
    const { service } = serviceOf(world);
    const list = service.makeList("closeVacancy", { ids: [V1, "headhunter~minsk:vacancy:v1"] });
    await expect(list).rejects.toMatchObject({ message: expect.stringContaining('"minsk"'), extensions: { code: "BAD_USER_INPUT" } });
    await expect(service.make("closeVacancy", { id: "headhunter~minsk:vacancy:v1" })).rejects.toThrow('"minsk"');
    expect(world.vendor.checks).toEqual([]);
  });

  it("is told where a change is made that names no record, and takes the default account for none", async () => {
    const world = await openWorld();
    const { service } = serviceOf(world);
    const run = jest.spyOn(world.server.executor, "run").mockResolvedValue([]);
    Object.assign(world.vendor.changes, { publishVacancy: world.vendor.changes.closeVacancy });
    const input = { name: "Courier", description: "Carries." };
    await expect(service.make("publishVacancy", input)).rejects.toThrow("it has to be told where it is made");
    for (const account of [undefined, "default"]) {
      await expect(service.make("publishVacancy", { ...input, account } as never, SOURCE)).rejects.toThrow("got no answer");
    }
    const [first, second] = run.mock.calls.map(([requests, { wholeInput }]) => ({ requests, wholeInput }));
    expect(first).toMatchObject({ requests: [{ source: SOURCE, target: null, input }], wholeInput: input });
    expect(second).toEqual(first);
  });
});
