import { AUTHORIZATION, found, type Harness, jobWith, startGreenhouse } from "./greenhouse-client.js";

const pathOf = (job: { id: number }, opening?: { id: number }) =>
  `/v1/jobs/${job.id}/openings${opening === undefined ? "" : `/${opening.id}`}`;
const destroy = (harness: Harness, job: { id: number }, ids: unknown) => harness.write("DELETE", `/v2/jobs/${job.id}/openings`, { ids });

describe("deleting openings", () => {
  test("only closed, unfilled openings of the job are deleted; the answer lists each id, and success is a boolean", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["closed", "open", "closed", "closed", "closed"]);
    const [plain, open, filled, offered, kept] = openings.map((opening) => opening.id);
    Object.assign(found(openings[2]), { application_id: 4_300_000_000 });
    Object.assign(found(openings[3]), { tiedToOffer: true });
    const foreign = found(harness.state.jobs.find((one) => one.id !== job.id && one.status === "closed")?.openings[0]).id;
    const answer = await destroy(harness, job, [plain, open, filled, offered, foreign, 1, plain]);
    expect(answer).toMatchObject({
      status: 200,
      body: { success: true, deleted_ids: [plain], failed_ids: [open, filled, offered, foreign, 1] },
    });
    expect(job.openings.map((opening) => opening.id)).toEqual([open, filled, offered, kept]);
    expect((await destroy(harness, job, [plain])).body).toEqual({ success: true, deleted_ids: [], failed_ids: [plain] });
  });

  test.each([[undefined], ["5000000000"], [["5000000000"]], [[null]]])("ids of %j are refused", async (ids) => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["closed"]);
    expect(await destroy(harness, job, ids)).toMatchObject({ status: 422, body: { errors: [{ field: "ids" }] } });
    expect(job.openings).toHaveLength(1);
  });

  test("an organisation that has deletion switched off answers 403", async () => {
    const harness = await startGreenhouse({ deletionDisabled: true });
    const { job, openings } = jobWith(harness, ["closed"]);
    expect((await destroy(harness, job, [openings[0]?.id])).status).toBe(403);
    expect(job.openings).toHaveLength(1);
  });

  test("the v1 delete does not exist", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["closed"]);
    expect((await harness.write("DELETE", pathOf(job), { ids: [openings[0]?.id] })).status).toBe(404);
    expect(job.openings).toHaveLength(1);
  });
});

describe("faults on the wire", () => {
  const creation = { openings: [{ opening_id: "once" }] };

  test("a connection dropped after the work leaves the change in place", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open"]);
    harness.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    await expect(harness.write("POST", pathOf(job), creation)).rejects.toThrow();
    expect(job.openings.map((opening) => opening.opening_id)).toEqual(["SEAT-0", "once"]);
  });

  test("a request that hangs can be cut by the client and has changed nothing", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open"]);
    harness.running.faults.arm({ kind: "hang", times: 1 });
    const cut = new AbortController();
    const headers = {
      authorization: AUTHORIZATION,
      "content-type": "application/json",
      "on-behalf-of": String(harness.state.users[0]?.id),
    };
    const hanging = harness.write("POST", pathOf(job), creation, { headers, signal: cut.signal });
    while (harness.running.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cut.abort();
    await expect(hanging).rejects.toThrow("aborted");
    expect(job.openings).toHaveLength(1);
    expect((await harness.write("POST", pathOf(job), creation)).status).toBe(200);
  });

  test("a malformed answer carries its status and half a document", async () => {
    const harness = await startGreenhouse();
    harness.running.faults.arm({ kind: "malformed", path: "^/v1/close_reasons$", times: 1 });
    await expect(harness.get("/v1/close_reasons")).rejects.toThrow("JSON");
    expect((await harness.get("/v1/close_reasons")).status).toBe(200);
  });
});
