import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { Fault } from "../../../src/sandbox/kit/faults.js";
import {
  CloseOpeningDocument,
  CreateOpeningsDocument,
  DeleteOpeningsDocument,
  OperationDocument,
  ReopenOpeningDocument,
  UpdateOpeningDocument,
} from "../../generated/graphql.js";
import { until } from "../../support/until.js";
import { APIS, answered, closedOf, isDeletable, jobId, openingId, openOf, startWorld, type World } from "./world.js";

describe.each(APIS)("Through Harvest $name", (api) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());
  beforeEach(() => world.reset());

  interface Outcome {
    operation?: { id: string; outcome: string } | null;
    userErrors: { code: string; retryable: boolean; message: string }[];
  }

  /** A change of the sample, and how the vendor's own records tell whether it took. */
  interface Case {
    document: TypedDocumentNode<Record<string, Outcome>, { input: never }>;
    input: object;
    took: () => boolean;
  }

  const anyDocument = (document: unknown) => document as Case["document"];

  const CASES: Record<string, () => Case> = {
    closeOpening: () => {
      const job = world.job((one) => openOf(one).length > 0);
      const [opening] = openOf(job) as [(typeof job.openings)[number]];
      const closeReasonId = String(world.standIn.state.closeReasons[1]?.id);
      return {
        document: anyDocument(CloseOpeningDocument),
        input: { id: openingId(job, opening), closeReasonId },
        took: () => opening.status === "closed" && String(opening.close_reason_id) === closeReasonId,
      };
    },
    reopenOpening: () => {
      const job = world.job((one) => closedOf(one).length > 0);
      const [opening] = closedOf(job) as [(typeof job.openings)[number]];
      return {
        document: anyDocument(ReopenOpeningDocument),
        input: { id: openingId(job, opening) },
        took: () => opening.status === "open",
      };
    },
    "updateOpening of the text": () => {
      const job = world.job((one) => one.openings.length > 0);
      const [opening] = job.openings as [(typeof job.openings)[number]];
      return {
        document: anyDocument(UpdateOpeningDocument),
        input: { id: openingId(job, opening), openingId: "lost" },
        took: () => opening.opening_id === "lost",
      };
    },
    "updateOpening of a field": () => {
      const field = world.standIn.state.customFields.find(({ name_key }) => name_key === "languages");
      const wanted = field?.options.slice(0, 3).map(({ id }) => id) ?? [];
      const job = world.job((one) => one.openings.length > 0);
      const [opening] = job.openings as [(typeof job.openings)[number]];
      opening.values.delete(field?.id ?? 0);
      return {
        document: anyDocument(UpdateOpeningDocument),
        input: { id: openingId(job, opening), customFields: [{ key: "languages", value: wanted }] },
        took: () => JSON.stringify(opening.values.get(field?.id ?? 0)) === JSON.stringify(wanted),
      };
    },
    createOpenings: () => {
      const job = world.job((one) => one.status === "draft" && one.openings.length === 0);
      return {
        document: anyDocument(CreateOpeningsDocument),
        // Where one request makes one opening, several of them are a matter of their own.
        input: { jobId: jobId(job), openings: api.manyAtOnce ? [{ openingId: "lost" }, {}, { openingId: "lost" }] : [{}] },
        took: () => job.openings.length === (api.manyAtOnce ? 3 : 1),
      };
    },
    deleteOpenings: () => {
      const job = world.job((one) => one.openings.filter(isDeletable).length > 1);
      const gone = job.openings.filter(isDeletable).slice(0, api.manyAtOnce ? undefined : 1);
      return {
        document: anyDocument(DeleteOpeningsDocument),
        input: { ids: gone.map((one) => openingId(job, one)) },
        took: () => gone.every((one) => !job.openings.includes(one)),
      };
    },
  };

  const FAULTS: [string, Fault, boolean][] = [
    ["a connection cut before", { kind: "drop-before" }, false],
    ["500 instead", { kind: "status", status: 500 }, false],
    ["a connection cut after", { kind: "drop-after" }, true],
    ["500 after", { kind: "status-after", status: 500 }, true],
    ["silence after", { kind: "hang-after" }, true],
    ["silence instead", { kind: "hang" }, false],
    ["half an answer", { kind: "malformed" }, true],
  ];
  /** What is not Greenhouse's own proves nothing: neither that a change was made, nor that it was refused. */
  const PAGE = "<!doctype html><title>Sign in</title>";
  const SPOKEN_BY_OTHERS: [string, Omit<Fault, "kind">][] = [
    ["a page with 200", { status: 200, text: PAGE }],
    ["an empty 200", { status: 200, text: "" }],
    ["a 204", { status: 204, text: "" }],
    ["JSON of another form", { status: 200, json: { status: "ok", openings: [{ id: 5 }] } }],
    ["a 403 in JSON that is no refusal", { status: 403, json: "Forbidden" }],
    ["a gateway's 400 in JSON", { status: 400, json: { error: "bad request" } }],
    ["a gateway's 401 in JSON", { status: 401, json: { error: "unauthorized" } }],
    ["a gateway's 403 in JSON", { status: 403, json: { error: "blocked" } }],
    ["a gateway's 404 in JSON", { status: 404, json: { errors: "not found" } }],
    ["a gateway's 409 in JSON", { status: 409, json: { message: "conflict" } }],
    ["a gateway's 413 in JSON", { status: 413, json: { message: "too large" } }],
    ["a gateway's 422 in JSON", { status: 422, json: {} }],
    ["a proxy's 202", { status: 202, json: { success: "true", openings: [], deleted_ids: [] } }],
    ["a redirect", { status: 302, text: "", headers: { location: "/login" } }],
    ["a guard's 401", { status: 401, text: PAGE }],
    ["a guard's 403", { status: 403, text: PAGE }],
    ["a page with 404", { status: 404, text: PAGE }],
    ["a proxy's 407", { status: 407, text: "" }],
    ["a proxy's 413", { status: 413, text: PAGE }],
    ["a page with 422", { status: 422, text: PAGE }],
    ["a page with 429", { status: 429, text: PAGE }],
    ["an empty 429", { status: 429, text: "" }],
  ];
  for (const [who, fault] of SPOKEN_BY_OTHERS) {
    FAULTS.push([`${who} instead`, { kind: "status", ...fault }, false], [`${who} after`, { kind: "status-after", ...fault }, true]);
  }
  const WRITE = api.writes;

  describe.each(Object.keys(CASES))("%s", (name) => {
    // An empty 204 is how v3 may answer a deletion: nothing tells it from a proxy's.
    const faults = FAULTS.filter(([what]) => api.manyAtOnce || name !== "deleteOpenings" || what !== "a 204 instead");
    it.each(faults)("%s: what is told is what the vendor holds, and one request was sent", async (_, fault, applies) => {
      const { document, input, took } = (CASES[name] as () => Case)();
      for (const method of ["POST", "PATCH", "DELETE"]) world.running.faults.arm({ ...fault, method, path: WRITE });
      const { data, errors } = await answered(world, world.graph.ask(document, { input: input as never }), 250);
      expect(errors).toBeUndefined();
      const [payload] = Object.values(data ?? {});
      expect(took()).toBe(applies);
      expect(payload?.operation?.outcome).toBe(applies ? "APPLIED" : "NOT_APPLIED");
      expect(world.writes()).toHaveLength(1);
      if (applies) expect(payload?.userErrors).toEqual([]);
      else expect(payload?.userErrors).toMatchObject([{ code: "REJECTED_BY_VENDOR", retryable: true }]);
      const { operation } = await world.graph.data(OperationDocument, { id: payload?.operation?.id ?? "" });
      expect(operation?.outcome).toBe(payload?.operation?.outcome);
    });
  });

  describe("the payload after a lost answer", () => {
    it("shows what was created, in the order asked", async () => {
      const { document, input } = (CASES.createOpenings as () => Case)();
      world.running.faults.arm({ kind: "drop-after", method: "POST", path: WRITE, times: 1 });
      const { data } = await answered(world, world.graph.ask(document, { input: input as never }));
      const made = data?.createOpenings as { openings?: { id: string; openingId: string | null }[] } | undefined;
      expect(made?.openings?.map(({ openingId: text }) => text)).toEqual(api.manyAtOnce ? ["lost", null, "lost"] : [null]);
      expect(new Set(made?.openings?.map(({ id }) => id)).size).toBe(api.manyAtOnce ? 3 : 1);
    });

    it("does not take a list that lacks what was there before for one that lacks what was created", async () => {
      const job = world.job((one) => openOf(one).length > 0 && openOf(one).length < 50);
      world.running.faults.arm({ kind: "drop-after", method: "POST", path: WRITE, times: 1 });
      world.running.faults.arm({ kind: "status", status: 200, json: [], method: "GET", path: api.openings, skip: api.manyAtOnce ? 0 : 1 });
      const { data } = await answered(
        world,
        world.graph.ask(CreateOpeningsDocument, { input: { jobId: jobId(job), openings: [{ openingId: "unseen" }] } }),
      );
      expect(job.openings.some(({ opening_id }) => opening_id === "unseen")).toBe(true);
      expect(data?.createOpenings.operation?.outcome).toBe("UNCERTAIN");
    });

    it("does not take an opening that was there before, and is called the same, for the one that was asked for", async () => {
      const job = world.job((one) => openOf(one).length > 0 && openOf(one).length < 50);
      const [before] = openOf(job) as [(typeof job.openings)[number]];
      before.opening_id = "lost";
      const input = { jobId: jobId(job), openings: [{ openingId: "lost" }] };
      world.running.faults.arm({ kind: "drop-before", method: "POST", path: WRITE, times: 1 });
      const { data } = await answered(world, world.graph.ask(CreateOpeningsDocument, { input }));
      expect(data?.createOpenings.operation?.outcome).toBe("NOT_APPLIED");
      world.running.faults.arm({ kind: "drop-after", method: "POST", path: WRITE, times: 1 });
      const { data: again } = await answered(world, world.graph.ask(CreateOpeningsDocument, { input }));
      expect(again?.createOpenings).toMatchObject({ operation: { outcome: "APPLIED" } });
      expect(again?.createOpenings.openings?.map(({ id }) => id)).toEqual([openingId(job, job.openings.at(-1) ?? before)]);
    });

    it("tells which were deleted and which the vendor kept", async () => {
      const job = world.job((one) => one.openings.filter(isDeletable).length > 1);
      const [gone, kept] = job.openings.filter(isDeletable) as [(typeof job.openings)[number], (typeof job.openings)[number]];
      kept.tiedToOffer = true;
      world.running.faults.arm({ kind: "drop-after", method: "DELETE", path: WRITE, times: 1 });
      // Where each opening has a request of its own, the one whose answer is lost is the last one sent.
      const ids = (api.manyAtOnce ? [kept, gone] : [gone, kept]).map((one) => openingId(job, one));
      const [place, other] = api.manyAtOnce ? [0, 1] : [1, 0];
      const { deleteOpenings } = await answered(world, world.graph.data(DeleteOpeningsDocument, { input: { ids } }));
      expect(deleteOpenings).toMatchObject({
        deletedIds: [ids[other ?? 0]],
        failedIds: [ids[place ?? 0]],
        operation: { outcome: "APPLIED" },
        userErrors: [{ code: "REJECTED_BY_VENDOR", field: ["ids", String(place)] }],
      });
    });

    it("an opening whose request may still be on its way has not failed to go, although another of the same change is gone", async () => {
      const [one, other] = world.standIn.state.jobs.filter(({ openings }) => openings.some(isDeletable));
      const ids = [one, other].map((job) => openingId(job as { id: number }, job?.openings.find(isDeletable) as { id: number }));
      const late = other?.openings.find(isDeletable);
      world.running.faults.arm({
        kind: "drop-before",
        method: "DELETE",
        path: api.manyAtOnce ? `/${other?.id}/` : `/${late?.id}$`,
        times: 1,
      });
      const asking = world.graph.data(DeleteOpeningsDocument, { input: { ids } });
      await until(() => world.writes().length === 2);
      const lookedUp = () =>
        world.running.requests.filter(({ method, path, query }) => method === "GET" && `${path}?${query}`.includes(String(late?.id)))
          .length;
      await until(() => lookedUp() === 2);
      // The vendor gets round to it after the first look.
      if (other !== undefined) other.openings = other.openings.filter((opening) => opening !== late);
      const { deleteOpenings } = await answered(world, asking);
      expect(deleteOpenings).toMatchObject({ deletedIds: ids, failedIds: [], operation: { outcome: "APPLIED" }, userErrors: [] });
    });

    it("while nobody can say which openings are gone, none is told to have stayed but those that were not sent", async () => {
      const graph = await world.another({ REQUEST_DEADLINE_MS: "2000" });
      const job = world.job((candidate) => candidate.openings.some(isDeletable) && openOf(candidate).length > 0);
      const [sent, open] = [job.openings.find(isDeletable), openOf(job)[0]].map((opening) => openingId(job, opening as { id: number }));
      world.running.faults.arm({ kind: "drop-before", method: "DELETE", path: WRITE, times: 1 });
      const { deleteOpenings } = await graph.data(DeleteOpeningsDocument, { input: { ids: [sent ?? "", open ?? ""] } });
      expect(deleteOpenings).toMatchObject({
        deletedIds: [],
        failedIds: [open],
        operation: { outcome: "UNCERTAIN" },
        userErrors: [{ code: "UNCERTAIN" }],
      });
    });

    it("an opening that somebody else closed for another reason does not pass for ours", async () => {
      const { input } = (CASES.closeOpening as () => Case)();
      const { id } = input as { id: string };
      const job = world.job((one) => one.openings.some((opening) => openingId(one, opening) === id));
      const opening = job.openings.find((one) => openingId(job, one) === id);
      world.running.faults.arm({ kind: "drop-before", method: "PATCH", path: WRITE, times: 1 });
      const asking = world.graph.data(CloseOpeningDocument, { input: input as { id: string } });
      await until(() => world.writes().length === 1);
      Object.assign(opening as object, { status: "closed", close_reason_id: world.standIn.state.closeReasons[3]?.id });
      const { closeOpening } = await answered(world, asking);
      expect(closeOpening.operation?.outcome).toBe("NOT_APPLIED");
    });

    it.each(["closeOpening", "reopenOpening", "updateOpening of the text"])(
      "a %s of an opening that is not shown any more stays open",
      async (name) => {
        const { document, input } = (CASES[name] as () => Case)();
        world.running.faults.arm({ kind: "drop-before", method: "PATCH", path: WRITE, times: 1 });
        world.running.faults.arm({ kind: "status", method: "GET", path: api.openings, skip: 1, ...api.nothing });
        const { data } = await answered(world, world.graph.ask(document, { input: input as never }), 250);
        expect(Object.values(data ?? {})[0]?.operation?.outcome).toBe("UNCERTAIN");
        world.running.faults.clear();
        const id = Object.values(data ?? {})[0]?.operation?.id ?? "";
        await world.clock.advance(20_000);
        expect((await answered(world, world.graph.data(OperationDocument, { id }))).operation?.outcome).toBe("NOT_APPLIED");
      },
    );

    it.each([1, 2])("%i openings of a job that is not shown any more were not deleted by that", async (count) => {
      const job = world.job((one) => one.openings.filter(isDeletable).length >= 2);
      const ids = job.openings.filter(isDeletable).map((one) => openingId(job, one));
      world.running.faults.arm({ kind: "drop-before", method: "DELETE", path: WRITE, times: 1 });
      world.running.faults.arm({ kind: "status", method: "GET", path: "/(jobs|openings)", skip: 1, ...api.nothing });
      const asking = world.graph.data(DeleteOpeningsDocument, { input: { ids: ids.slice(0, count) } });
      const { deleteOpenings } = await answered(world, asking, 250);
      expect(deleteOpenings).toMatchObject({ deletedIds: [], operation: { outcome: "UNCERTAIN" } });
      world.running.faults.clear();
      await world.clock.advance(20_000);
      const { operation } = await answered(world, world.graph.data(OperationDocument, { id: deleteOpenings.operation?.id ?? "" }));
      expect(operation?.outcome).toBe("NOT_APPLIED");
    });

    it("while nobody can say, it is UNCERTAIN, told as such, and looked up until it is known", async () => {
      const { document, input, took } = (CASES.closeOpening as () => Case)();
      world.running.faults.arm({ kind: "drop-after", method: "PATCH", path: WRITE, times: 1 });
      world.running.faults.arm({ kind: "status", status: 503, method: "GET", skip: 1 });
      const { data } = await answered(world, world.graph.ask(document, { input: input as never }), 500);
      expect(data?.closeOpening).toMatchObject({ operation: { outcome: "UNCERTAIN" }, userErrors: [{ code: "UNCERTAIN" }] });
      expect(took()).toBe(true);
      world.running.faults.clear();
      await world.clock.advance(20_000);
      const { operation } = await answered(world, world.graph.data(OperationDocument, { id: data?.closeOpening?.operation?.id ?? "" }));
      expect(operation).toMatchObject({ outcome: "APPLIED", userErrors: [] });
      expect(world.writes()).toHaveLength(1);
    });
  });
});
