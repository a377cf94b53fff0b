import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { FakeVendor, Gate } from "../support/changes.js";
import { testDatabases } from "../support/databases.js";
import { requestOf } from "../support/requests.js";
import { DEADLINE_MS, SOURCE, type TestServer, type World, worldOn } from "./world.js";

const MOSCOW = sourceOf(Vendor.HEADHUNTER, "moscow");

describe.each(testDatabases)("two accounts of one vendor on $name", (testDatabase) => {
  const openWorld = worldOn(testDatabase);

  /** The default account's board is the world's; the other one holds records of the same numbers. */
  async function openAccounts() {
    const world = await openWorld();
    const moscow = new FakeVendor(world.clock);
    world.connections.set(MOSCOW.text, { source: MOSCOW, changes: moscow.changes, datasource: () => ({}) });
    return { world, moscow };
  }

  const makeInMoscow = async (world: World, kind: "closeVacancy" | "prolongateVacancy", server: TestServer = world.server) => {
    const request = requestOf(kind, MOSCOW, { id: "headhunter~moscow:vacancy:v1" });
    const scope = { deadlineAt: world.clock.now() + DEADLINE_MS };
    const options = { mutation: kind, wholeInput: request.input, requestedBy: "tester", scope };
    const [answer] = await server.executor.run([request], options);
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("No answer");
    return answer;
  };

  it("change their own record each, though the vendor calls both the same, and at the same time", async () => {
    const { world, moscow } = await openAccounts();
    const gate = new Gate();
    world.vendor.fates.push({ how: "applied", before: gate });
    const first = world.make("prolongateVacancy", "v1");
    await gate.reached;
    const second = await makeInMoscow(world, "prolongateVacancy");
    expect(second.operation).toMatchObject({ outcome: "APPLIED", targetId: "headhunter~moscow:vacancy:v1" });
    expect(second.operation?.id).toMatch(/^headhunter~moscow:operation:/);
    gate.open();
    expect((await first).operation?.id).toMatch(/^headhunter:operation:/);
    expect([world.vendor.record("v1").prolonged, moscow.record("v1").prolonged]).toEqual([1, 1]);
    expect((await world.rows()).map(({ vendor, account }) => [vendor, account]).sort()).toEqual([
      ["HEADHUNTER", "default"],
      ["HEADHUNTER", "moscow"],
    ]);
  });

  it("are verified each at its own, also by a process that was started later", async () => {
    const { world, moscow } = await openAccounts();
    moscow.fates.push({ how: "lost-before" });
    expect((await makeInMoscow(world, "closeVacancy")).operation?.outcome).toBe("UNCERTAIN");
    world.vendor.record("v1").open = false;
    const looks = moscow.looks.length;
    moscow.record("v1").open = false;
    await world.rested();
    await world.startServer().reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([{ account: "moscow", outcome: "APPLIED" }]);
    expect([world.vendor.looks, moscow.looks.length - looks]).toEqual([[], 1]);
  });

  it("wait for the one that is off, and settle the other's", async () => {
    const { world, moscow } = await openAccounts();
    moscow.fates.push({ how: "lost-before" });
    world.vendor.fates.push({ how: "lost-after" });
    moscow.onSend = async () => {
      world.connections.delete(MOSCOW.text);
    };
    await makeInMoscow(world, "closeVacancy");
    await world.clock.advance(1);
    expect((await world.make("closeVacancy", "v1")).operation?.outcome).toBe("APPLIED");
    await world.clock.advance(600_000);
    await world.server.reconciler.verifyAllOpen();
    expect(await world.rows()).toMatchObject([
      { account: "moscow", outcome: "UNCERTAIN" },
      { account: "default", outcome: "APPLIED" },
    ]);
    expect(world.connections.has(SOURCE.text)).toBe(true);
  });

  it("pay each for the same content at once", async () => {
    const { world, moscow } = await openAccounts();
    // A change of no record is told apart by its locks alone.
    for (const [source, vendor] of [
      [SOURCE, world.vendor],
      [MOSCOW, moscow],
    ] as const) {
      const change = { ...vendor.changes.prolongateVacancy, locks: () => ["content"], check: async () => ({ ready: true, before: null }) };
      const send = async (changes: readonly unknown[]) => changes.map(() => ({ outcome: "APPLIED" as const }));
      Object.assign(vendor.changes, { publishVacancy: { ...change, send } });
      const request = requestOf("publishVacancy", source, { name: "Courier", description: "Carries." });
      const options = {
        mutation: "publishVacancy",
        wholeInput: {},
        requestedBy: "tester",
        scope: { deadlineAt: world.clock.now() + 1_000 },
      };
      expect(await world.server.executor.run([request], options)).toMatchObject([{ operation: { outcome: "APPLIED" }, userErrors: [] }]);
      expect(await world.server.executor.run([request], options)).toMatchObject([{ userErrors: [{ code: "CONFLICT" }] }]);
    }
  });
});
