import fc from "fast-check";
import type { Fault } from "../../../src/sandbox/kit/faults.js";
import {
  CloseOpeningDocument,
  CreateOpeningsDocument,
  DeleteOpeningsDocument,
  OperationDocument,
  ReopenOpeningDocument,
  UpdateOpeningDocument,
} from "../../generated/graphql.js";
import { answered, jobId, type OpeningState, openingId, startWorld, V3, type World } from "./world.js";

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
const KINDS = ["create", "update", "field", "close", "reopen", "delete"] as const;

const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  fault: fc.constantFrom(...Object.keys(FAULTS)),
  skip: fc.integer({ min: 0, max: 2 }),
  count: fc.integer({ min: 1, max: 4 }),
  pick: fc.integer({ min: 0, max: 10_000 }),
});

interface Answer {
  operation?: { id: string; outcome: string } | null;
  userErrors: { code: string; field?: string[] | null }[];
  openings?: { id: string }[];
  deletedIds?: string[];
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ api: V3 });
});
afterAll(() => world.stop());

const all = () => world.standIn.state.jobs.flatMap((job) => job.openings.map((opening) => ({ job, opening })));
const shot = (opening: OpeningState | undefined) => JSON.stringify([opening?.status, opening?.opening_id, [...(opening?.values ?? [])]]);

it("what every operation says is what Greenhouse holds, after a thousand changes whose requests meet faults, and none is sent twice", async () => {
  let nth = 0;
  await fc.assert(
    fc.asyncProperty(step, async ({ kind, fault, skip, count, pick }) => {
      nth += 1;
      await world.clock.advance(61_000);
      world.running.faults.clear();
      const { job, opening } = all()[pick % all().length] as ReturnType<typeof all>[number];
      const id = openingId(job, opening);
      const before = { ids: new Set(job.openings.map((one) => one.id)), opening: shot(opening), status: opening.status };
      const sentBefore = world.writes().length;
      world.running.faults.arm({ ...(FAULTS[fault] as Omit<Fault, "method">), method: "POST", path: V3.writes, skip, times: 1 });
      for (const method of ["PATCH", "DELETE"]) {
        world.running.faults.arm({ ...(FAULTS[fault] as Omit<Fault, "method">), method, path: V3.writes, times: 1 });
      }
      const ask = (document: unknown, input: object) =>
        answered(world, world.graph.ask<Record<string, Answer>, object>(document as never, { input }), 500);
      const openings = Array.from({ length: count }, (_, index) => ({ openingId: `${nth}.${index}` }));
      const asked = {
        create: () => ask(CreateOpeningsDocument, { jobId: jobId(job), openings }),
        update: () => ask(UpdateOpeningDocument, { id, openingId: `text ${nth}` }),
        field: () => ask(UpdateOpeningDocument, { id, customFields: [{ key: "level", value: nth }] }),
        close: () => ask(CloseOpeningDocument, { id }),
        reopen: () => ask(ReopenOpeningDocument, { id }),
        delete: () => ask(DeleteOpeningsDocument, { ids: [id] }),
      };
      const { data, errors } = await asked[kind]();
      const answer = Object.values(data ?? {})[0];
      const sent = world
        .writes()
        .slice(sentBefore)
        .filter(({ status }) => status !== 401);
      const bodies = sent.map(({ method, path, rawBody }) => `${method} ${path} ${rawBody}`);
      expect(new Set(bodies).size).toBe(bodies.length);
      const now = job.openings.find((one) => one.id === opening.id);
      const fresh = job.openings.filter((one) => !before.ids.has(one.id));
      if (answer?.operation == null) {
        expect(errors).toBeDefined();
        expect([fresh, shot(now)]).toEqual([[], before.opening]);
        return;
      }
      const { operation } = await world.graph.data(OperationDocument, { id: answer.operation.id });
      expect(operation?.outcome).toBe(answer.operation.outcome);
      expect(["APPLIED", "NOT_APPLIED"]).toContain(operation?.outcome);
      const isApplied = operation?.outcome === "APPLIED";
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
});
