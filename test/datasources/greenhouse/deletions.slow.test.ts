import { DeleteOpeningsDocument, ReopenOpeningDocument } from "../../generated/graphql.js";
import { APIS, AUDITOR, closedOf, isDeletable, openingId, openOf, startWorld, type World } from "./world.js";

describe.each(APIS)("Through Harvest $name", (api) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());
  beforeEach(() => world.reset());

  /** Global ids of all openings of the sample that are so. */
  function idsWhere(matches: (opening: World["standIn"]["state"]["jobs"][number]["openings"][number]) => boolean): string[] {
    return world.standIn.state.jobs.flatMap((job) => job.openings.filter(matches).map((one) => openingId(job, one)));
  }

  describe("deleting", () => {
    it("takes what is closed and unfilled, in one DELETE with a body a job, or one an opening", async () => {
      const job = world.job((one) => one.openings.filter(isDeletable).length > 1);
      const other = world.job((one) => one !== job && one.openings.some(isDeletable));
      const ids = [...job.openings.filter(isDeletable), ...other.openings.filter(isDeletable)].map((one) =>
        openingId(job.openings.includes(one) ? job : other, one),
      );
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids } });
      expect(deleteOpenings).toMatchObject({ deletedIds: ids, failedIds: [], operation: { outcome: "APPLIED" }, userErrors: [] });
      const sent = world.writes().map(({ method, path }) => `${method} ${path}`);
      if (api.manyAtOnce) {
        expect(sent.sort()).toEqual([job, other].map(({ id }) => `DELETE /v2/jobs/${id}/openings`).sort());
        expect(Object.keys(JSON.parse(world.writes()[0]?.rawBody ?? "{}"))).toEqual(["ids"]);
      } else {
        expect(sent.sort()).toEqual(ids.map((id) => `DELETE /v3/openings/${id.split(".")[1]}`).sort());
        expect(world.writes().map(({ rawBody }) => rawBody)).toEqual(ids.map(() => ""));
      }
      expect(idsWhere(isDeletable)).not.toEqual(expect.arrayContaining(ids));
    });

    it("is found in the audit log by each opening that it was to delete, those that were kept too", async () => {
      const [gone = "", other = "", third = ""] = idsWhere(isDeletable);
      const [open = ""] = idsWhere(({ status }) => status === "open");
      const lastOf = async (targetId: string) => {
        const query = "query ($targetId: ID!) { operations(targetId: $targetId, first: 1) { nodes { id targetId } } }";
        const { data } = await world.graph.ask<{ operations: { nodes: object[] } }, object>(query, { targetId });
        return data?.operations.nodes;
      };
      const several = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [gone, other, open] } });
      const id = several.deleteOpenings.operation?.id;
      for (const one of [gone, other, open]) expect(await lastOf(one)).toEqual([{ id, targetId: null }]);
      const twice = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [third, third] } });
      expect(await lastOf(third)).toEqual([{ id: twice.deleteOpenings.operation?.id, targetId: third }]);
    });

    it("tells id by id: unknown, open and filled ones are not sent, those the vendor keeps come back as failed", async () => {
      const gone = idsWhere(isDeletable)[0] ?? "";
      const open = idsWhere(({ status }) => status === "open")[0] ?? "";
      const filled = idsWhere(({ application_id }) => application_id !== null)[0] ?? "";
      const offered = idsWhere(({ tiedToOffer }) => tiedToOffer)[0] ?? "";
      const unknown = `${gone.split(".")[0]}.17`;
      const ids = [open, gone, filled, offered, unknown, gone];
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids } });
      expect(deleteOpenings).toMatchObject({
        deletedIds: [gone],
        failedIds: [open, filled, offered, unknown],
        operation: { outcome: "APPLIED" },
      });
      expect(deleteOpenings.userErrors.map(({ code, field }) => [code, field])).toEqual([
        ["CONFLICT", ["ids", "0"]],
        ["CONFLICT", ["ids", "2"]],
        ["NOT_FOUND", ["ids", "4"]],
        ["REJECTED_BY_VENDOR", ["ids", "3"]],
      ]);
      const sent = world
        .writes()
        .flatMap(({ path, rawBody }): unknown[] => (api.manyAtOnce ? JSON.parse(rawBody).ids : [path.split("/")[3]]));
      expect(sent.map(String).sort()).toEqual([gone, offered].map((id) => id.split(".")[1]).sort());
    });

    if (api.name === "v1")
      it.each(['{"id":9007199254740993,"status":"closed"}', '{"id":17,"status":"closed"}'])(
        "does not send an id that JSON's numbers cannot hold, whatever is answered for it: they would name its neighbour (%s)",
        async (text) => {
          const [gone = ""] = idsWhere(isDeletable);
          const [jobPart = ""] = gone.split(".");
          world.running.faults.arm({ kind: "status", status: 200, method: "GET", path: "/9007199254740993$", text });
          const input = { ids: [`${jobPart}.9007199254740993`] };
          const { errors } = await world.graph.ask(DeleteOpeningsDocument, { input });
          expect(errors).toMatchObject([{ path: ["deleteOpenings"], extensions: { code: "BAD_RESPONSE" } }]);
          expect(world.writes()).toEqual([]);
        },
      );

    it("where the vendor keeps every one of them the change did not take", async () => {
      const [offered = ""] = idsWhere(({ tiedToOffer }) => tiedToOffer);
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [offered] } });
      expect(deleteOpenings).toMatchObject({
        deletedIds: [],
        failedIds: [offered],
        operation: { outcome: "NOT_APPLIED" },
        userErrors: [{ code: "REJECTED_BY_VENDOR", field: ["ids", "0"] }],
      });
      expect(world.writes()).toHaveLength(1);
    });

    it("a dry run says what would be left out, and sends nothing", async () => {
      const [gone = ""] = idsWhere(isDeletable);
      const [open = ""] = idsWhere(({ status }) => status === "open");
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [gone, open], dryRun: true } });
      expect(deleteOpenings).toMatchObject({
        deletedIds: [],
        failedIds: [open],
        operation: null,
        userErrors: [{ code: "CONFLICT", field: ["ids", "1"] }],
      });
      expect(world.writes()).toEqual([]);
    });

    it("an organisation that has switched deletion off, and a user who may not edit the job, are FORBIDDEN", async () => {
      const [id = ""] = idsWhere(isDeletable);
      world.standIn.knobs.deletionDisabled = true;
      const off = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [id] } });
      expect(off.deleteOpenings).toMatchObject({
        failedIds: [id],
        operation: { outcome: "NOT_APPLIED" },
        userErrors: [{ code: "FORBIDDEN" }],
      });
      expect(off.deleteOpenings.userErrors[0]?.message).toContain(
        api.name === "v1" ? "does not allow openings to be deleted" : "the organisation has switched this off",
      );
      // Lists of v3 are for Site Admins alone.
      Object.assign(world.standIn.state.users.find((one) => String(one.id) === AUDITOR) as object, { site_admin: true });
      const graph = await world.another({ [api.actor]: AUDITOR });
      const auditor = await graph.data(DeleteOpeningsDocument, { input: { ids: [id] } });
      expect(auditor.deleteOpenings.userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    });

    /** A deletable opening of each of two jobs, in the order in which Greenhouse is asked. */
    function ofTwoJobs(): [string, string] {
      const [one = "", ...rest] = idsWhere(isDeletable);
      return [one, rest.find((id) => id.split(".")[0] !== one.split(".")[0]) ?? ""];
    }
    const deleteOf = (id: string) =>
      api.manyAtOnce ? `/v2/jobs/${id.split(".")[0]?.split(":")[2]}/openings` : `/v3/openings/${id.split(".")[1]}$`;

    it("what went before a refusal is gone, and is told beside it", async () => {
      const [gone, refused] = ofTwoJobs();
      world.running.faults.arm({ kind: "status", status: 403, json: { message: "No." }, method: "DELETE", path: deleteOf(refused) });
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [gone, refused] } });
      expect(deleteOpenings).toMatchObject({ deletedIds: [gone], failedIds: [refused], operation: { outcome: "APPLIED" } });
      expect(deleteOpenings.userErrors).toMatchObject([{ code: "FORBIDDEN", field: ["ids", "1"] }]);
      expect(world.writes()).toHaveLength(2);
    });

    it.each([403, 422])("after a refusal (%i) the rest is not sent, and each that was not is named by its place", async (status) => {
      const [refused, kept] = ofTwoJobs();
      world.running.faults.arm({ kind: "status", status, json: { message: "No." }, method: "DELETE", path: deleteOf(refused) });
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [refused, kept] } });
      expect(deleteOpenings).toMatchObject({ deletedIds: [], failedIds: [refused, kept], operation: { outcome: "NOT_APPLIED" } });
      expect(deleteOpenings.userErrors).toMatchObject([
        { field: ["ids", "0"] },
        { code: "REJECTED_BY_VENDOR", field: ["ids", "1"], retryable: true, message: expect.stringContaining("Not sent") },
      ]);
      expect(world.writes()).toHaveLength(1);
      expect(idsWhere(isDeletable)).toContain(kept);
    });

    it("a job that came too often for the vendor is told as that, to be asked again, where another job's openings went", async () => {
      const [gone, throttled] = ofTwoJobs();
      world.running.faults.arm({
        kind: "status",
        status: 429,
        headers: { "Retry-After": "1" },
        method: "DELETE",
        path: deleteOf(throttled),
      });
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [gone, throttled] } });
      expect(deleteOpenings).toMatchObject({
        deletedIds: [gone],
        failedIds: [throttled],
        userErrors: [{ code: "REJECTED_BY_VENDOR", field: ["ids", "1"], retryable: true, message: expect.stringContaining("too often") }],
      });
    });

    it("a request that never reached the records is an error, and its key is good again", async () => {
      const ids = ofTwoJobs();
      world.running.faults.arm({ kind: "status", status: 401, method: "DELETE", times: api.name === "v1" ? 1 : 2 });
      const input = { ids, idempotencyKey: "after 401" };
      const first = await world.graph.ask(DeleteOpeningsDocument, { input });
      expect(first.errors?.[0]?.extensions.code).toBe("CREDENTIALS_REJECTED");
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input });
      expect(deleteOpenings).toMatchObject({ deletedIds: ids, failedIds: [], operation: { outcome: "APPLIED", replayed: false } });
    });

    it("a job may lose all its openings; what is gone is NOT_FOUND to the next change", async () => {
      const job = world.job((one) => one.status === "closed" && one.openings.length > 1);
      for (const opening of job.openings) Object.assign(opening, { application_id: null, tiedToOffer: false });
      const ids = job.openings.map((one) => openingId(job, one));
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids } });
      expect(deleteOpenings.deletedIds).toEqual(ids);
      expect(job.openings).toEqual([]);
      const { reopenOpening } = await world.graph.data(ReopenOpeningDocument, { input: { id: ids[0] ?? "" } });
      expect(reopenOpening).toMatchObject({ opening: null, job: null, userErrors: [{ code: "NOT_FOUND", field: ["id"] }] });
    });

    it.each([
      ["no id", []],
      ["a blank id", ["greenhouse:opening:4000000000.4100000000", " "]],
      ["ids of two vendors", ["greenhouse:opening:4000000000.4100000000", "headhunter:opening:1.2"]],
      ["an id of another kind", ["greenhouse:job:4000000000"]],
      ["half an id", ["greenhouse:opening:4000000000"]],
      ["an id that is a path", ["greenhouse:opening:4000000000.%2E%2E"]],
    ])("%s is bad input, and nothing is asked", async (_, ids) => {
      const answer = await world.graph.ask(DeleteOpeningsDocument, { input: { ids } });
      expect(answer.errors?.[0]).toMatchObject({ path: ["deleteOpenings"], extensions: { code: "BAD_USER_INPUT" } });
      expect(world.running.requests.map(({ path }) => path)).not.toContainEqual(expect.stringContaining(".."));
      expect(world.writes()).toEqual([]);
    });

    it("an opening that is open is refused by itself alone", async () => {
      const job = world.job((one) => openOf(one).length > 0 && closedOf(one).length > 0);
      const id = openingId(job, openOf(job)[0] as { id: number });
      const { deleteOpenings } = await world.graph.data(DeleteOpeningsDocument, { input: { ids: [id] } });
      expect(deleteOpenings).toMatchObject({
        failedIds: [id],
        operation: { outcome: "NOT_APPLIED", targetId: id },
        userErrors: [{ code: "CONFLICT" }],
      });
    });
  });
});
