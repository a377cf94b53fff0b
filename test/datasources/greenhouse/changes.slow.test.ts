import {
  CloseOpeningDocument,
  CreateOpeningsDocument,
  DeleteOpeningsDocument,
  ReopenOpeningDocument,
  UpdateOpeningDocument,
} from "../../generated/graphql.js";
import { until } from "../../support/until.js";
import { APIS, AUDITOR, answered, closedOf, jobId, openingId, openOf, startWorld, type World } from "./world.js";

describe.each(APIS)("Through Harvest $name", (api) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ api });
  });
  afterAll(() => world.stop());
  beforeEach(() => world.reset());

  const lastWrite = () => {
    const { method, path, rawBody, headers } = world.writes().at(-1) ?? { method: "", path: "", rawBody: "{}", headers: {} };
    return { method, path, body: JSON.parse(rawBody), headers };
  };

  describe("closing and reopening", () => {
    it("closing says closed, with the reason where one is given, on behalf of the configured user", async () => {
      const job = world.job((one) => openOf(one).length > 1);
      const [opening] = openOf(job);
      const [reason] = world.standIn.state.closeReasons;
      const input = { id: openingId(job, opening as { id: number }), closeReasonId: String(reason?.id) };
      const { closeOpening } = await world.graph.data(CloseOpeningDocument, { input });
      const actors = world.running.requests.map(({ headers }) => headers["on-behalf-of"]).filter(Boolean);
      expect(actors).toEqual(api.name === "v1" ? ["4000000000"] : []);
      expect(lastWrite()).toMatchObject({
        method: "PATCH",
        path: api.name === "v1" ? `/v1/jobs/${job.id}/openings/${opening?.id}` : `/v3/openings/${opening?.id}`,
        body: { status: "closed", close_reason_id: reason?.id },
      });
      expect(Object.keys(lastWrite().body)).toEqual(["status", "close_reason_id"]);
      expect(closeOpening).toMatchObject({
        opening: { status: "CLOSED", closeReason: { id: String(reason?.id), name: reason?.name } },
        job: { status: "OPEN" },
        operation: { outcome: "APPLIED", kind: "closeOpening", targetId: input.id },
        userErrors: [],
      });
      expect(opening?.close_reason_id).toBe(reason?.id);
    });

    it("closing the last open opening closes the job, and the payload shows it", async () => {
      const job = world.job((one) => one.status === "open" && openOf(one).length === 1);
      const { closeOpening } = await world.graph.data(CloseOpeningDocument, {
        input: { id: openingId(job, openOf(job)[0] as { id: number }) },
      });
      expect(closeOpening.job).toEqual({ id: jobId(job), status: "CLOSED" });
      expect(job.status).toBe("closed");
    });

    it("reopening an opening of a closed job opens the job with it, and sends no reason", async () => {
      const job = world.job((one) => one.status === "closed" && one.openings.length > 0);
      const [opening] = job.openings;
      const { reopenOpening } = await world.graph.data(ReopenOpeningDocument, { input: { id: openingId(job, opening as { id: number }) } });
      expect(lastWrite().body).toEqual({ status: "open" });
      expect(reopenOpening).toMatchObject({ opening: { status: "OPEN", closedAt: null, closeReason: null }, job: { status: "OPEN" } });
    });

    it("closing what is closed, with or without a reason, is ALREADY_CLOSED, and reopening what is open ALREADY_OPEN; nothing is sent", async () => {
      const job = world.job((one) => openOf(one).length > 0 && closedOf(one).length > 0);
      const closed = openingId(job, closedOf(job)[0] as { id: number });
      const open = openingId(job, openOf(job)[0] as { id: number });
      const reason = String(world.standIn.state.closeReasons[0]?.id);
      const again = await world.graph.data(CloseOpeningDocument, { input: { id: closed } });
      const withReason = await world.graph.data(CloseOpeningDocument, { input: { id: closed, closeReasonId: reason } });
      const reopened = await world.graph.data(ReopenOpeningDocument, { input: { id: open } });
      expect(again.closeOpening).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "ALREADY_CLOSED" }] });
      expect(withReason.closeOpening.userErrors).toMatchObject([{ code: "ALREADY_CLOSED" }]);
      expect(reopened.reopenOpening.userErrors).toMatchObject([{ code: "ALREADY_OPEN" }]);
      expect(world.writes()).toEqual([]);
    });

    it("a reason that the company does not have is the caller's input at fault", async () => {
      const job = world.job((one) => openOf(one).length > 0);
      const id = openingId(job, openOf(job)[0] as { id: number });
      const unknown = await world.graph.data(CloseOpeningDocument, { input: { id, closeReasonId: "77" } });
      expect(unknown.closeOpening).toMatchObject({
        operation: { outcome: "NOT_APPLIED" },
        userErrors: [{ code: "INVALID_INPUT", field: ["closeReasonId"], vendorCode: "422" }],
      });
      const sent = world.writes().length;
      for (const closeReasonId of ["Hired", "1.5", "9007199254740993", "-1"]) {
        const { closeOpening } = await world.graph.data(CloseOpeningDocument, { input: { id, closeReasonId } });
        expect(closeOpening.userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["closeReasonId"], vendorCode: null }]);
      }
      expect(world.writes()).toHaveLength(sent);
    });

    it("of two who close the same opening at once the second is told that it is closed, and one PATCH is sent", async () => {
      const job = world.job((one) => openOf(one).length > 1);
      const input = { id: openingId(job, openOf(job)[0] as { id: number }) };
      world.running.faults.arm({ kind: "latency", method: "PATCH", ms: 1_000, times: 1 });
      const both = [world.graph.data(CloseOpeningDocument, { input }), world.graph.data(CloseOpeningDocument, { input })];
      await until(() => world.writes().length === 1);
      await until(
        () => world.running.requests.filter(({ path, query }) => `${path}?${query}`.includes(input.id.split(".")[1] ?? "")).length >= 2,
      );
      await world.clock.advance(1_000);
      const answers = (await Promise.all(both)).map(({ closeOpening }) => [
        closeOpening.operation?.outcome,
        closeOpening.userErrors[0]?.code,
      ]);
      expect(answers.sort()).toEqual([
        ["APPLIED", undefined],
        ["NOT_APPLIED", "ALREADY_CLOSED"],
      ]);
      expect(world.writes()).toHaveLength(1);
    });
  });

  describe("creating", () => {
    it("sends opening_id always, null too, and shows what was made in the order asked", async () => {
      const job = world.job(
        (one) =>
          one.status === "open" && one.departmentId !== world.standIn.state.customFields.find(({ required }) => required)?.departmentIds[0],
      );
      const input = { jobId: jobId(job), openings: [{ openingId: "B" }, {}, { openingId: "" }, { openingId: "A", customFields: [] }] };
      const { createOpenings } = await world.graph.data(CreateOpeningsDocument, { input });
      const bodies = world.writes().map(({ method, path, rawBody }) => [method, path, JSON.parse(rawBody)]);
      const all = { openings: [{ opening_id: "B" }, { opening_id: null }, { opening_id: "" }, { opening_id: "A" }] };
      const each = [{ opening_id: "B" }, {}, { opening_id: "" }, { opening_id: "A" }];
      expect(bodies).toEqual(
        api.manyAtOnce
          ? [["POST", `/v1/jobs/${job.id}/openings`, all]]
          : each.map((opening) => ["POST", "/v3/openings", { job_id: job.id, ...opening }]),
      );
      expect(createOpenings.openings.map(({ openingId: text, status }) => [text, status])).toEqual([
        ["B", "OPEN"],
        [null, "OPEN"],
        ["", "OPEN"],
        ["A", "OPEN"],
      ]);
      expect(createOpenings.openings.map(({ id }) => id)).toEqual(job.openings.slice(-4).map((one) => openingId(job, one)));
      expect(createOpenings.operation).toMatchObject({ outcome: "APPLIED", targetId: jobId(job) });
    });

    it("tells what was done although the openings cannot be read afterwards, and that they are left out", async () => {
      const job = world.job((one) => one.status === "draft" && one.openings.length === 0);
      // Through v1 the job brings its openings along.
      const path = api.name === "v1" ? "^/v1/jobs" : api.openings;
      world.running.faults.arm({ kind: "status", status: 503, method: "GET", path, skip: 1 });
      const input = { jobId: jobId(job), openings: [{}, {}] };
      const answer = await answered(world, world.graph.ask(CreateOpeningsDocument, { input }));
      expect(job.openings).toHaveLength(2);
      expect(answer.data?.createOpenings).toMatchObject({ openings: [], operation: { outcome: "APPLIED" }, userErrors: [] });
      const paths = answer.errors?.map(({ path, extensions }) => [path?.join("."), extensions.code]);
      expect(paths).toContainEqual(["createOpenings.openings", "UNAVAILABLE"]);
      expect(answer.extensions?.sources).toMatchObject([{ vendor: "GREENHOUSE", state: "FAILED", failure: { code: "UNAVAILABLE" } }]);
    });

    it("tells what was done although their job, which each of them shows, cannot be read afterwards", async () => {
      const job = world.job((one) => one.status === "open");
      world.running.faults.arm({
        kind: "status",
        status: 503,
        method: "GET",
        path: api.name === "v1" ? `/v1/jobs/${job.id}$` : "^/v3/jobs$",
        skip: 1,
      });
      const query =
        "mutation Create($input: CreateOpeningsInput!) { createOpenings(input: $input) { openings { id job { id } } operation { outcome } } }";
      const input = { jobId: jobId(job), openings: [{}] };
      const answer = await answered(world, world.graph.ask<object, object>(query, { input }));
      expect(answer.data).toEqual({ createOpenings: { openings: [], operation: { outcome: "APPLIED" } } });
      expect(answer.errors).toMatchObject([
        { path: ["createOpenings", "openings"], extensions: { code: "UNAVAILABLE", vendor: "GREENHOUSE" } },
      ]);
      expect(answer.extensions?.sources).toMatchObject([{ vendor: "GREENHOUSE", state: "FAILED", failure: { code: "UNAVAILABLE" } }]);
    });

    it("the 201 of a creation is as good as the 200", async () => {
      world.standIn.knobs.createStatus = 201;
      const job = world.job((one) => one.status === "draft" && one.openings.length === 0);
      const { createOpenings } = await world.graph.data(CreateOpeningsDocument, {
        input: { jobId: jobId(job), openings: [{ openingId: "X" }] },
      });
      expect(createOpenings.operation?.outcome).toBe("APPLIED");
      expect(job.openings).toHaveLength(1);
    });

    it("fills up to 100 open openings, and refuses the one above without sending it", async () => {
      const job = world.job((one) => one.status === "draft" && one.openings.length === 0);
      const openings = (count: number) => Array.from({ length: count }, () => ({}));
      const full = await world.graph.data(CreateOpeningsDocument, { input: { jobId: jobId(job), openings: openings(99) } });
      expect(full.createOpenings.operation?.outcome).toBe("APPLIED");
      const above = await world.graph.data(CreateOpeningsDocument, { input: { jobId: jobId(job), openings: openings(2) } });
      expect(above.createOpenings).toMatchObject({
        openings: [],
        job: { id: jobId(job) },
        operation: { outcome: "NOT_APPLIED" },
        userErrors: [{ code: "LIMIT_REACHED", field: ["openings"], message: expect.stringContaining("at most 1 of these 2 fit") }],
      });
      expect(world.writes()).toHaveLength(api.manyAtOnce ? 1 : 99);
      const last = await world.graph.data(CreateOpeningsDocument, { input: { jobId: jobId(job), openings: openings(1) } });
      expect(last.createOpenings.operation?.outcome).toBe("APPLIED");
    });

    it("closed openings do not count towards the 100", async () => {
      const job = world.job((one) => one.status === "closed" && one.openings.length > 0);
      const { createOpenings } = await world.graph.data(CreateOpeningsDocument, {
        input: { jobId: jobId(job), openings: Array.from({ length: 100 }, () => ({})), dryRun: true },
      });
      expect(createOpenings.userErrors).toEqual([]);
    });

    it("of two creations at once that fit only one by one, the second is refused without being sent", async () => {
      const job = world.job((one) => one.status === "draft" && one.openings.length === 0);
      const input = { jobId: jobId(job), openings: Array.from({ length: 60 }, () => ({})) };
      const both = await Promise.all([1, 2].map(() => world.graph.data(CreateOpeningsDocument, { input })));
      expect(both.map(({ createOpenings }) => createOpenings.userErrors[0]?.code).sort()).toEqual(["LIMIT_REACHED", undefined]);
      expect(world.writes()).toHaveLength(api.manyAtOnce ? 1 : 60);
      expect(job.openings).toHaveLength(60);
    });

    it("the vendor's own word on the 100, should it come after all, is LIMIT_REACHED too", async () => {
      const job = world.job((one) => openOf(one).length > 0 && closedOf(one).length > 0);
      const [sample] = openOf(job);
      const more = Array.from({ length: 100 - openOf(job).length }, (_, index) => ({ ...(sample as object), id: 6_000_000_000 + index }));
      job.openings.push(...(more as typeof job.openings));
      const { reopenOpening } = await world.graph.data(ReopenOpeningDocument, {
        input: { id: openingId(job, closedOf(job)[0] as { id: number }) },
      });
      expect(reopenOpening).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "LIMIT_REACHED" }] });
    });
  });

  describe("the field at fault", () => {
    it.each([
      ["custom_fields[0].min_value", "INVALID_INPUT", ["customFields", "0", "min"], "Greenhouse: No."],
      ["opening_id", "INVALID_INPUT", ["openingId"], "Greenhouse: No."],
      ["status", "REJECTED_BY_VENDOR", null, "Greenhouse: status: No."],
      ["custom_fields[0].colour", "REJECTED_BY_VENDOR", null, "Greenhouse: custom_fields[0].colour: No."],
      [undefined, "INVALID_INPUT", null, "Greenhouse: No."],
    ])("that Greenhouse calls %s is told as %s at %j", async (field, code, path, message) => {
      const json = { errors: [{ message: "No.", ...(field === undefined ? {} : { field }) }] };
      world.running.faults.arm({ kind: "status", status: 422, json, method: "PATCH", times: 1 });
      const job = world.job(({ openings }) => openings.length > 0);
      const input = { id: openingId(job, job.openings[0] as { id: number }), openingId: "A" };
      const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input });
      expect(updateOpening.userErrors).toEqual([expect.objectContaining({ code, field: path, message, retryable: false })]);
    });
  });

  describe("editing the text", () => {
    it.each([["REQ-7"], [""], [" "], ["招聘"]])("%j is sent as it is, and nothing else", async (text) => {
      const job = world.job(({ openings }) => openings.length > 0);
      const [opening] = job.openings;
      const { updateOpening } = await world.graph.data(UpdateOpeningDocument, {
        input: { id: openingId(job, opening as { id: number }), openingId: text },
      });
      expect(lastWrite().body).toEqual({ opening_id: text });
      expect(updateOpening).toMatchObject({ opening: { openingId: text }, operation: { outcome: "APPLIED" } });
      expect(opening?.opening_id).toBe(text);
    });

    it("an edit that changes nothing is refused and not sent", async () => {
      const job = world.job(({ openings }) => openings.length > 0);
      const id = openingId(job, job.openings[0] as { id: number });
      for (const input of [{ id }, { id, openingId: null }, { id, customFields: [] }]) {
        const { updateOpening } = await world.graph.data(UpdateOpeningDocument, { input });
        expect(updateOpening.userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["openingId"] }]);
      }
      expect(world.writes()).toEqual([]);
    });
  });

  if (api.name === "v1") {
    describe("On-Behalf-Of", () => {
      it.each([404, 422] as const)("a user that Greenhouse does not know (%i) is named by its setting", async (status) => {
        const graph = await world.another({ GREENHOUSE_ON_BEHALF_OF: "12345" });
        world.standIn.knobs.unknownOnBehalfOf = status;
        const job = world.job((one) => openOf(one).length > 0);
        const { closeOpening } = await graph.data(CloseOpeningDocument, {
          input: { id: openingId(job, openOf(job)[0] as { id: number }) },
        });
        expect(closeOpening).toMatchObject({
          operation: { outcome: "NOT_APPLIED" },
          // Not the caller's input: there is no such field to correct.
          userErrors: [{ code: status === 404 ? "NOT_FOUND" : "REJECTED_BY_VENDOR", field: null }],
        });
        expect(closeOpening.userErrors[0]?.message).toContain("GREENHOUSE_ON_BEHALF_OF");
      });

      it("the other body of a 404 is understood as well", async () => {
        const graph = await world.another({ GREENHOUSE_ON_BEHALF_OF: "12345" });
        world.standIn.knobs.notFoundBody = "errors";
        const job = world.job((one) => openOf(one).length > 0);
        const { closeOpening } = await graph.data(CloseOpeningDocument, {
          input: { id: openingId(job, openOf(job)[0] as { id: number }) },
        });
        expect(closeOpening.userErrors[0]?.message).toMatch(/Not found\. .*GREENHOUSE_ON_BEHALF_OF/);
      });

      it("a user who may not edit the job is FORBIDDEN, with what Greenhouse says and the setting to look at", async () => {
        const graph = await world.another({ GREENHOUSE_ON_BEHALF_OF: AUDITOR });
        const job = world.job((one) => openOf(one).length > 0);
        const { closeOpening } = await graph.data(CloseOpeningDocument, {
          input: { id: openingId(job, openOf(job)[0] as { id: number }) },
        });
        expect(closeOpening).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "FORBIDDEN" }] });
        expect(closeOpening.userErrors[0]?.message).toMatch(/does not have permission to edit this job.*GREENHOUSE_ON_BEHALF_OF/);
      });

      it("without it Greenhouse is only read: the abilities say so and every change is UNSUPPORTED_BY_VENDOR", async () => {
        const graph = await world.another({ GREENHOUSE_ON_BEHALF_OF: "" });
        const job = world.job((one) => openOf(one).length > 0);
        const id = openingId(job, openOf(job)[0] as { id: number });
        const { closeOpening } = await graph.data(CloseOpeningDocument, { input: { id } });
        expect(closeOpening).toMatchObject({
          opening: null,
          operation: null,
          userErrors: [{ code: "UNSUPPORTED_BY_VENDOR", field: ["id"] }],
        });
        const { createOpenings } = await graph.data(CreateOpeningsDocument, { input: { jobId: jobId(job), openings: [{}] } });
        expect(createOpenings.userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_VENDOR", field: ["jobId"] }]);
        const { deleteOpenings } = await graph.data(DeleteOpeningsDocument, { input: { ids: [id] } });
        expect(deleteOpenings.userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_VENDOR", field: ["ids"] }]);
        const { data } = await graph.ask<{ vendors: { vendor: string; abilities: string[] }[] }, object>(
          "{ vendors { vendor abilities } }",
        );
        expect(data?.vendors.find(({ vendor }) => vendor === "GREENHOUSE")?.abilities).toEqual(["READ_JOBS", "LIST_JOBS", "READ_OPENINGS"]);
        expect(world.writes()).toEqual([]);
      });
    });
  } else {
    describe("The user of GREENHOUSE_USER_ID", () => {
      it("who may not edit the job is FORBIDDEN, with the settings to look at", async () => {
        const auditor = world.standIn.state.users.find(({ id }) => String(id) === AUDITOR);
        // Lists are for Site Admins alone.
        Object.assign(auditor as object, { site_admin: true });
        const graph = await world.another({ GREENHOUSE_USER_ID: AUDITOR });
        const job = world.job((one) => openOf(one).length > 0);
        const input = { id: openingId(job, openOf(job)[0] as { id: number }) };
        const { closeOpening } = await graph.data(CloseOpeningDocument, { input });
        expect(closeOpening).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "FORBIDDEN" }] });
        expect(closeOpening.userErrors[0]?.message).toMatch(/GREENHOUSE_USER_ID, .* may not edit this job, or the organisation/);
      });

      it("left out, Greenhouse is only read, as the credential's service user: every change is refused by the name of the setting", async () => {
        const graph = await world.another({ GREENHOUSE_USER_ID: "" });
        const job = world.job((one) => openOf(one).length > 0);
        const id = openingId(job, openOf(job)[0] as { id: number });
        const { closeOpening } = await graph.data(CloseOpeningDocument, { input: { id } });
        const refusal = { code: "UNSUPPORTED_BY_VENDOR", message: expect.stringContaining("GREENHOUSE_USER_ID") };
        expect(closeOpening).toMatchObject({ opening: null, operation: null, userErrors: [{ ...refusal, field: ["id"] }] });
        const { data } = await graph.ask<{ opening: { can: { close: object } } }, object>(
          `{ opening(id: "${id}") { can { close { allowed reason code } } } vendors { vendor abilities } }`,
        );
        expect(data?.opening.can.close).toEqual({ allowed: false, reason: refusal.message, code: refusal.code });
        expect(world.writes()).toEqual([]);
      });

      it("is not needed for changes where the operator chose that the service user makes them", async () => {
        const graph = await world.another({ GREENHOUSE_USER_ID: "", GREENHOUSE_WRITE_AS_SERVICE_USER: "true" });
        const job = world.job((one) => openOf(one).length > 0);
        const input = { id: openingId(job, openOf(job)[0] as { id: number }) };
        const { closeOpening } = await graph.data(CloseOpeningDocument, { input });
        expect(closeOpening.operation?.outcome).toBe("APPLIED");
        const forms = world.running.requests.filter(({ path }) => path === "/token").map(({ rawBody }) => rawBody);
        expect(forms.at(-1)).toBe("grant_type=client_credentials");
      });
    });
  }

  describe("a dry run", () => {
    it("answers as the change would, sends nothing and records nothing", async () => {
      const job = world.job((one) => openOf(one).length > 0);
      const id = openingId(job, openOf(job)[0] as { id: number });
      const { closeOpening } = await world.graph.data(CloseOpeningDocument, { input: { id, dryRun: true } });
      expect(closeOpening).toMatchObject({ opening: { id, status: "OPEN" }, job: { status: "OPEN" }, operation: null, userErrors: [] });
      expect(world.writes()).toEqual([]);
    });
  });
});
