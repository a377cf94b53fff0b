import fc from "fast-check";
import type { Fault } from "../../../../src/sandbox/kit/faults.js";
import type { RequestRecord } from "../../../../src/sandbox/kit/stand-in.js";
import {
  CloseOpeningDocument,
  CreateOpeningsDocument,
  DeleteOpeningsDocument,
  OperationDocument,
  OperationsDocument,
  ReopenOpeningDocument,
  UpdateOpeningDocument,
} from "../../../generated/graphql.js";
import { MortalServer } from "../../../support/mortal-server.js";
import { answered, jobId, type OpeningState, openingId, startWorld, V3, type World } from "../world.js";

/** Requests of one change may meet one of these, at the first request or a later one. */
const FAULTS: Record<string, Omit<Fault, "method" | "path">> = {
  "lost before": { kind: "drop-before" },
  "lost after": { kind: "drop-after" },
  "401 in the middle": { kind: "status", status: 401, json: { message: "Unauthorized", errors: ["Token has been revoked."] } },
  "429": { kind: "status", status: 429, headers: { "Retry-After": "1" } },
  "422": { kind: "status", status: 422, json: { errors: ["Nothing of that"] } },
  "500 after": { kind: "status-after", status: 500 },
  none: { kind: "latency", ms: 0 },
};
/** The process is killed as soon as a request has met one of these: before Greenhouse has acted on it, or after. */
const DEATHS: Record<string, Omit<Fault, "method" | "path">> = {
  "killed before": { kind: "hang" },
  "killed after": { kind: "hang-after" },
};
const KINDS = ["create", "update", "field", "close", "reopen", "delete"] as const;

const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  fault: fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(...Object.keys(FAULTS)) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(DEATHS)) },
  ),
  skip: fc.integer({ min: 0, max: 2 }),
  count: fc.integer({ min: 1, max: 4 }),
  pick: fc.integer({ min: 0, max: 10_000 }),
});

interface Answer {
  operation?: { id: string; outcome: string; replayed: boolean } | null;
  userErrors: { code: string; field?: string[] | null }[];
  openings?: { id: string }[];
  deletedIds?: string[];
}

const DEADLINE_MS = 60_000;
/** An attempt, the request and what is settled after them are over by then. */
const AFTERWARDS_MS = 11_000;
const STEP_MS = 5_000;

let world: World;
let server: MortalServer;
beforeAll(async () => {
  world = await startWorld({ api: V3, env: { REQUEST_DEADLINE_MS: String(DEADLINE_MS) } });
  server = await MortalServer.start(world.env, world.clock);
});
afterAll(async () => {
  await server.stop();
  await world.stop();
});

/** Kills the server as soon as a request hangs. True where that was so before there was an answer. */
async function killWhileItHangs(asked: Promise<unknown>, sent: RequestRecord[]): Promise<boolean> {
  let hangs = false;
  let isAnswered = false;
  const hanging = async () => {
    while (!isAnswered && !hangs) {
      hangs = world.running.requests.some(({ fault }) => fault === "hang" || fault === "hang-after");
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await answered(world, Promise.race([asked, hanging()]), 500);
  isAnswered = true;
  if (!hangs) return false;
  const corpse = await server.dieAndStartAgain();
  world.running.faults.clear();
  sent.push(...world.writes());
  world.running.requests.length = 0;
  await settled();
  await answered(world, Promise.all([asked.catch(() => undefined), world.clock.advance(AFTERWARDS_MS)]), 500);
  await answered(world, corpse.stop(), 500);
  return true;
}

/** Lets time pass until the newest operation is settled: in steps shorter than a request may take, with real turns for each. */
async function settled(): Promise<void> {
  const looked = async () => {
    for (let look = 0; look < 1_000; look += 1) {
      const { operations } = await server.graph.data(OperationsDocument, { first: 1 });
      if (operations.nodes[0]?.outcome !== "UNCERTAIN") return;
      await world.clock.sleep(STEP_MS);
    }
    throw new Error("The operation is not settled");
  };
  await answered(world, looked(), 500);
}

const all = () => world.standIn.state.jobs.flatMap((job) => job.openings.map((opening) => ({ job, opening })));
const shot = (opening: OpeningState | undefined) => JSON.stringify([opening?.status, opening?.opening_id, [...(opening?.values ?? [])]]);

it("what every operation says is what Greenhouse holds, after a thousand changes whose requests and processes meet faults, and none is sent twice", async () => {
  let nth = 0;
  const deaths = { applied: 0, not: 0 };
  await fc.assert(
    fc.asyncProperty(step, async ({ kind, fault, skip, count, pick }) => {
      nth += 1;
      await world.clock.advance(61_000);
      world.running.faults.clear();
      const { job, opening } = all()[pick % all().length] as ReturnType<typeof all>[number];
      const id = openingId(job, opening);
      const before = { ids: new Set(job.openings.map((one) => one.id)), opening: shot(opening), status: opening.status };
      world.running.requests.length = 0;
      const armed = { ...FAULTS, ...DEATHS }[fault] as Omit<Fault, "method">;
      world.running.faults.arm({ ...armed, method: "POST", path: V3.writes, skip, times: 1 });
      for (const method of ["PATCH", "DELETE"]) world.running.faults.arm({ ...armed, method, path: V3.writes, times: 1 });
      const ask = (document: unknown, input: object) =>
        server.graph.ask<Record<string, Answer>, object>(document as never, { input: { ...input, idempotencyKey: `change ${nth}` } });
      const openings = Array.from({ length: count }, (_, index) => ({ openingId: `${nth}.${index}` }));
      const asked = {
        create: () => ask(CreateOpeningsDocument, { jobId: jobId(job), openings }),
        update: () => ask(UpdateOpeningDocument, { id, openingId: `text ${nth}` }),
        field: () => ask(UpdateOpeningDocument, { id, customFields: [{ key: "level", value: nth }] }),
        close: () => ask(CloseOpeningDocument, { id }),
        reopen: () => ask(ReopenOpeningDocument, { id }),
        delete: () => ask(DeleteOpeningsDocument, { ids: [id] }),
      };
      const sent: RequestRecord[] = [];
      const asking = asked[kind]();
      const isKilled = fault in DEATHS && (await killWhileItHangs(asking, sent));
      // Who lost the answer asks again under the same key, and has it.
      const { data, errors } = await answered(world, isKilled ? asked[kind]() : asking, 500);
      const answer = Object.values(data ?? {})[0];
      expect(answer?.operation?.replayed ?? false).toBe(isKilled);
      sent.push(...world.writes().filter(({ status }) => status !== 401));
      const bodies = sent.map(({ method, path, rawBody }) => `${method} ${path} ${rawBody}`);
      expect(new Set(bodies).size).toBe(bodies.length);
      const now = job.openings.find((one) => one.id === opening.id);
      const fresh = job.openings.filter((one) => !before.ids.has(one.id));
      if (answer?.operation == null) {
        expect(errors).toBeDefined();
        expect([fresh, shot(now)]).toEqual([[], before.opening]);
        return;
      }
      const { operation } = await server.graph.data(OperationDocument, { id: answer.operation.id });
      expect(operation?.outcome).toBe(answer.operation.outcome);
      expect(["APPLIED", "NOT_APPLIED"]).toContain(operation?.outcome);
      const isApplied = operation?.outcome === "APPLIED";
      if (isKilled) deaths[isApplied ? "applied" : "not"] += 1;
      if (kind === "create") {
        expect(fresh.length > 0).toBe(isApplied);
        if (!isApplied) return;
        expect(answer.openings?.map((one) => one.id)).toEqual(fresh.map((one) => openingId(job, one)));
        expect(new Set(fresh.map(({ opening_id }) => opening_id)).size).toBe(fresh.length);
        const named = answer.userErrors.map(({ field }) => field?.[1]);
        expect(named).toEqual(openings.slice(fresh.length).map((_, index) => String(fresh.length + index)));
      } else if (kind === "delete") expect(now === undefined).toBe(isApplied);
      else if (kind === "close") expect(now?.status === "closed" && before.status === "open").toBe(isApplied);
      else if (kind === "reopen") expect(now?.status === "open" && before.status === "closed").toBe(isApplied);
      else expect(shot(now) !== before.opening).toBe(isApplied);
    }),
    { seed: 20261126, numRuns: Number(process.env.CHANGES ?? 1_000), endOnFailure: true },
  );
  // It would prove nothing if nobody died.
  if (process.env.CHANGES === undefined) for (const count of Object.values(deaths)) expect(count).toBeGreaterThan(5);
}, 600_000);
