import { once } from "node:events";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { ask, type BuiltServer, BuiltServers } from "./built-server.js";

const TOKEN = "token-of-the-built-server";
const FEED = "{ events(first: 200) { nodes { id kind cause recordId changes { field before after } operation { id } } head } }";

interface Told {
  id: string;
  kind: string;
  cause: string;
  recordId: string;
  changes: { field: string }[];
  operation: { id: string } | null;
}

const servers = new BuiltServers();
let vendor: RunningStandIn;
const standIn = createGreenhouseStandIn({ token: TOKEN });
beforeAll(async () => {
  vendor = await startStandIn({ handle: standIn.handle });
});
afterEach(() => servers.kill());
afterAll(async () => {
  servers.remove();
  await vendor.close();
});

const start = (database: string) =>
  servers.start({
    ...{ database, GREENHOUSE_API_TOKEN: TOKEN, GREENHOUSE_ON_BEHALF_OF: "4000000000", GREENHOUSE_BASE_URL: vendor.origin },
    ...{ CODE_SWEEP: "on", SWEEP_MINUTES: "0.02" },
  });
const told = async (server: BuiltServer) => (await ask<{ events: { nodes: Told[] } }>(server, FEED)).events.nodes;

/** Asks again until it is so. */
async function until(server: BuiltServer, isSo: (events: Told[]) => boolean): Promise<Told[]> {
  for (let tries = 0; ; tries += 1) {
    const events = await told(server);
    if (isSo(events) || tries === 600) return events;
    await once(AbortSignal.timeout(50), "abort");
  }
}

describe("Events of the built server", () => {
  test("are none lost and none told twice, although it is killed again and again", async () => {
    const open = standIn.state.jobs.filter(({ openings }) => openings.filter(({ status }) => status === "open").length > 1).slice(0, 12);
    const operations: string[] = [];
    let server = await start("killed.db");
    for (const [index, job] of open.entries()) {
      const seat = job.openings.find(({ status }) => status === "open");
      const closing = `mutation { closeOpening(input: { id: "greenhouse:opening:${job.id}.${seat?.id}", closeReasonId: "4500000034" }) {
        operation { id } } }`;
      if (index === 0) await once(AbortSignal.timeout(1_000), "abort");
      const { closeOpening } = await ask<{ closeOpening: { operation: { id: string } } }>(server, closing);
      operations.push(closeOpening.operation.id);
      // At any moment: before it is told, while it is being told, before and after the record is read again.
      await once(AbortSignal.timeout(1 + ((index * 37) % 140)), "abort");
      server.child.kill("SIGKILL");
      await once(server.child, "exit");
      server = await start("killed.db");
    }
    const changedOf = (events: Told[]) =>
      events.filter(({ kind, changes }) => kind === "CHANGED" && changes.some(({ field }) => field === "openings"));
    const events = await until(server, (all) => changedOf(all).length >= open.length);
    const settled = events.filter(({ kind }) => kind === "OPERATION_SETTLED").map(({ operation }) => operation?.id);
    expect(settled.toSorted()).toEqual(operations.toSorted());
    expect(
      changedOf(events)
        .map(({ recordId, cause, operation }) => [recordId, cause, operation?.id])
        .toSorted(),
    ).toEqual(open.map(({ id }, index) => [`greenhouse:job:${id}`, "OPERATION", operations[index]]).toSorted());
    expect(events.map(({ id }) => Number(id.split(":").at(-1)))).toEqual(events.map((_, index) => index + 1));
  }, 120_000);
});
