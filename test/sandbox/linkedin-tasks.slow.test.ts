import { Caller, DAY, job, MINUTE, START, UNKNOWN_TASK } from "./linkedin-caller.js";

let caller: Caller;

beforeEach(async () => {
  caller = await Caller.start();
});

afterEach(() => caller.running.close());

const PREMIUM = { listingType: "PREMIUM", contract: "urn:li:contract:123456789" };
const TASKS = "/v2/simpleJobPostingTasks";
const CONFLICT = "Cannot close job which is already closed or does not exist";
const close = (id: string) => job({ externalJobPostingId: id, jobPostingOperationType: "CLOSE" });

describe("LinkedIn stand-in: tasks", () => {
  it("lists a job only when the delay has passed, and then names it", async () => {
    const id = await caller.accept();
    await caller.clock.advance(2 * MINUTE - 1);
    expect(await caller.task(id)).toEqual({ id, status: "IN_PROGRESS", externalJobPostingId: "NEW-1" });
    expect(caller.linkedIn.state.postings.has("NEW-1")).toBe(false);
    expect(await caller.listing("NEW-1")).toMatchObject({ listingStatus: "IN_PROGRESS", rawLocation: "Berlin, Germany" });
    await caller.clock.advance(1);
    const { jobNumber } = caller.linkedIn.state.postings.get("NEW-1") ?? {};
    expect(await caller.task(id)).toEqual({
      id,
      status: "SUCCEEDED",
      externalJobPostingId: "NEW-1",
      jobPosting: `urn:li:jobPosting:${jobNumber}`,
    });
    expect(caller.linkedIn.state.applied.of("NEW-1", "CREATE")).toBe(1);
  });

  it("takes the delay from its knob", async () => {
    caller.linkedIn.knobs.taskDelayMs = 0;
    expect(await caller.listing("NEW-1")).toBeUndefined();
    expect((await caller.task(await caller.accept())).status).toBe("SUCCEEDED");
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a description of 99 characters", { description: "x".repeat(99) }, "Description length should be at least 100 characters"],
    ["a description of 25,001 characters", { description: "x".repeat(25_001) }, "present and between 100 - 25,000 characters"],
    ["a title of 201 characters", { title: "x".repeat(201) }, "[JOB_FIELD_PROCESSOR_TITLE]"],
    ["a place nobody knows", { location: "Nowhere" }, "could not be standardised"],
    ["a place nobody knows in a country", { location: "nowhere, Germany" }, "[JOB_FIELD_PROCESSOR_STANDARDIZED_LOCATION]"],
    ["no place", { location: " " }, "Location is missing"],
    ["a bare country for an on-site job", { location: "Germany" }, 'Location "Germany" is invalid'],
    ["four categories", { categories: ["acct", "sale", "eng", "rsch"] }, "[JOB_FIELD_PROCESSOR_JOB_CATEGORY]"],
    ["a listing date in the future", { listedAt: START + DAY }, "Invalid Field: /listedAt;"],
    ["an end in the past", { expireAt: START - 1 }, "Invalid Expiration Date"],
    ["an end after 181 days", { expireAt: START + 181 * DAY }, "Invalid Expiration Date"],
    ["an end of PREMIUM after 91 days", { ...PREMIUM, expireAt: START + 91 * DAY }, "Invalid Expiration Date"],
    ["an end of PREMIUM within a day", { ...PREMIUM, expireAt: START + DAY }, "Invalid Expiration Date"],
  ])("accepts %s on the write and fails the task", async (_, fields, core) => {
    const task = await caller.run(fields);
    expect(task.status).toBe("FAILED");
    expect(task.errorMessage).toContain(core);
    expect(task).not.toHaveProperty("jobPosting");
    expect(await caller.listing("NEW-1")).toMatchObject({
      listingStatus: "NOT_LISTED",
      listingStatusDetail: { statusMessage: task.errorMessage },
    });
    expect(caller.linkedIn.state.applied.total()).toBe(0);
  });

  it.each<[string, Record<string, unknown>]>([
    ["a description of 100 characters", { description: "x".repeat(100) }],
    ["a description of 25,000 characters", { description: "x".repeat(25_000) }],
    ["a title of 200 characters and three categories", { title: "x".repeat(200), categories: ["acct", "sale", "eng"] }],
    ["a bare country for a remote job", { location: "Germany", workplaceTypes: ["Remote"] }],
    ["an end of BASIC after 180 days", { expireAt: START + 180 * DAY }],
    ["an end of PREMIUM after 90 days", { ...PREMIUM, expireAt: START + 90 * DAY }],
  ])("lists a job with %s", async (_, fields) => {
    expect((await caller.run(fields)).status).toBe("SUCCEEDED");
  });

  it("fails a job of an organization without a page where the organizations are known", async () => {
    await caller.running.close();
    caller = await Caller.start({ organizations: ["77"] });
    expect((await caller.run()).errorMessage).toContain("[JOB_FIELD_PROCESSOR_COMPANY]");
    expect((await caller.run({ integrationContext: "urn:li:organization:77" })).status).toBe("SUCCEEDED");
  });

  it("fails the tasks of one job with a chosen text", async () => {
    caller.linkedIn.knobs.taskFailures["NEW-1"] = "unexpected ingestion error";
    expect(await caller.run()).toMatchObject({ status: "FAILED", errorMessage: "unexpected ingestion error" });
    expect((await caller.run({ externalJobPostingId: "NEW-2" })).status).toBe("SUCCEEDED");
  });

  it("ends tasks PROCESSED and lists nothing while the customer's jobs come from a feed", async () => {
    caller.linkedIn.knobs.processedMode = true;
    const task = await caller.run();
    expect([task.status, task.errorMessage, task.jobPosting]).toEqual(["PROCESSED", undefined, undefined]);
    const faulty = await caller.run({ description: "short" });
    expect([faulty.status, faulty.errorMessage]).toEqual(["PROCESSED", expect.stringContaining("at least 100")]);
    expect(caller.linkedIn.state.postings.has("NEW-1")).toBe(false);
    expect(caller.linkedIn.state.applied.total()).toBe(0);
  });

  it("loses the set number of tasks, with their work or without", async () => {
    const { knobs, state } = caller.linkedIn;
    knobs.lostTasks = 1;
    const lost = await caller.accept();
    const kept = await caller.accept({ externalJobPostingId: "NEW-2" });
    Object.assign(knobs, { lostTasks: 1, lostTasksApplied: true });
    const lostButDone = await caller.accept({ externalJobPostingId: "NEW-3" });
    await caller.clock.advance(2 * MINUTE);
    const { json } = await caller.get(`${TASKS}?ids=${lost}&ids=${kept}&ids=${lostButDone}`);
    expect(Object.keys(json.errors)).toEqual([lost, lostButDone]);
    expect(Object.keys(json.results)).toEqual([kept]);
    expect(["NEW-1", "NEW-2", "NEW-3"].map((id) => state.applied.of(id, "CREATE"))).toEqual([0, 1, 1]);
    expect(await caller.listing("NEW-1")).toBeUndefined();
    expect(await caller.listing("NEW-3")).toMatchObject({ listingStatus: "LISTED" });
  });

  it("keeps the set number of tasks in progress", async () => {
    caller.linkedIn.knobs.stuckTasks = 1;
    const stuck = await caller.accept();
    expect((await caller.run({ externalJobPostingId: "NEW-2" })).status).toBe("SUCCEEDED");
    await caller.clock.advance(DAY);
    expect((await caller.task(stuck)).status).toBe("IN_PROGRESS");
  });

  it("forgets a task after thirty days", async () => {
    const id = await caller.accept();
    await caller.clock.advance(30 * DAY - 1);
    expect((await caller.task(id)).status).toBe("SUCCEEDED");
    await caller.clock.advance(1);
    expect((await caller.get(`${TASKS}?ids=${id}`)).json.errors[id]?.status).toBe(404);
  });

  it("shows the job before the end and a foreign inner id after it, by knobs", async () => {
    Object.assign(caller.linkedIn.knobs, { jobPostingWhileInProgress: true, foreignInnerIds: true });
    const id = await caller.accept();
    const early = await caller.task(id);
    expect(early).toMatchObject({ id, status: "IN_PROGRESS", jobPosting: expect.stringMatching(/^urn:li:jobPosting:\d+$/) });
    await caller.clock.advance(2 * MINUTE);
    const late = await caller.task(id);
    expect(late.jobPosting).toBe(early.jobPosting);
    expect(late.id).not.toBe(id);
  });

  it("answers one task a location, each with its own end", async () => {
    const id = await caller.accept({ alternateLocations: ["Berlin, Germany", "Nowhere", "Hamburg, Germany"] });
    await caller.clock.advance(2 * MINUTE);
    const { json } = await caller.get(`${TASKS}?ids=${id}`);
    const tasks = Object.values(json.results);
    expect(tasks.map(({ location, status }) => [location, status])).toEqual([
      ["Berlin, Germany", "SUCCEEDED"],
      ["Nowhere", "FAILED"],
      ["Hamburg, Germany", "SUCCEEDED"],
    ]);
    expect(tasks[0]?.id).toBe(id);
    expect(new Set(tasks.map(({ jobPosting }) => jobPosting)).size).toBe(3);
    expect(caller.linkedIn.state.applied.total()).toBe(1);
  });
});

describe("LinkedIn stand-in: reading tasks", () => {
  it("reads repeated ids by protocol 1.0.0 and List(...) by 2.0.0, with the asked ids as keys", async () => {
    const first = await caller.accept();
    const second = await caller.accept({ externalJobPostingId: "NEW-2" });
    const encoded = [first, second].map(encodeURIComponent);
    const repeated = `${TASKS}?ids=${encoded.join("&ids=")}`;
    const list = `${TASKS}?ids=List(${encoded.join(",")})`;
    const protocol = { "x-restli-protocol-version": "2.0.0" };
    for (const answer of [
      await caller.get(repeated),
      await caller.get(`${TASKS}?ids=${first}&ids=${second}`),
      await caller.get(list, protocol),
    ]) {
      expect(answer.status).toBe(200);
      expect(Object.keys(answer.json.results)).toEqual([first, second]);
      expect([answer.json.statuses, answer.json.errors]).toEqual([{}, {}]);
    }
    for (const answer of [await caller.get(repeated, protocol), await caller.get(list)]) {
      expect([answer.status, answer.json.message]).toEqual([400, "Batch key parameter value is invalid"]);
    }
  });

  it.each(["", "?ids=", "?ids=urn:li:simpleJobPostingTask:5", "?ids=urn:li:jobPosting:5", `?ids=${UNKNOWN_TASK}&ids=5`])(
    "refuses %j as not a task URN",
    async (query) => {
      const answer = await caller.get(TASKS + query);
      expect([answer.status, answer.json]).toEqual([400, { message: "Batch key parameter value is invalid", status: 400 }]);
    },
  );

  it("puts unknown ids under errors with 404", async () => {
    const id = await caller.accept();
    const { status, json } = await caller.get(`${TASKS}?ids=${UNKNOWN_TASK}&ids=${id}`);
    expect(status).toBe(200);
    expect(Object.keys(json.results)).toEqual([id]);
    expect(json.errors).toEqual({ [UNKNOWN_TASK]: { status: 404, message: expect.any(String) } });
  });

  it("accepts 54 ids in a query of 4 KB, answers 414 to one more, and accepts a hundred in a tunnelled one", async () => {
    const elements = Array.from({ length: 100 }, (_, index) => job({ externalJobPostingId: `NEW-${index}` }));
    const ids = (await caller.post(...elements)).json.elements.map(({ id }) => String(id));
    const query = (count: number) =>
      ids
        .slice(0, count)
        .map((id) => `ids=${encodeURIComponent(id)}`)
        .join("&");
    expect(Object.keys((await caller.get(`${TASKS}?${query(54)}`)).json.results)).toHaveLength(54);
    expect((await caller.get(`${TASKS}?${query(55)}`)).status).toBe(414);
    const tunnel = { "x-http-method-override": "GET", "content-type": "application/x-www-form-urlencoded" };
    const send = async (extra: Record<string, string>) =>
      caller.call(TASKS, { method: "POST", headers: await caller.headers(extra), body: query(100) });
    expect(Object.keys((await send(tunnel)).json.results)).toEqual(ids);
    expect((await send({ ...tunnel, "content-type": "application/json" })).status).toBe(403);
    expect((await send({ "content-type": tunnel["content-type"] })).status).toBe(403);
    expect(caller.linkedIn.state.posts).toBe(1);
  });

  it("measures 4096 bytes of query, the signs of List(...) as one byte each", async () => {
    const list = `ids=List(${Array.from({ length: 40 }, (_, index) => `NEW-${index}`).join(",")})`;
    const padded = (bytes: number) => `/v2/jobPostingStatus?${list}&pad=${"x".repeat(bytes - list.length - 5)}`;
    const protocol = { "x-restli-protocol-version": "2.0.0" };
    expect((await caller.get(padded(4096), protocol)).status).toBe(200);
    expect((await caller.get(padded(4097), protocol)).status).toBe(414);
  });
});

describe("LinkedIn stand-in: the life of a job", () => {
  it("fails a second CREATE of a listed job as a duplicate that names the job", async () => {
    await caller.run();
    const { jobNumber } = caller.linkedIn.state.postings.get("NEW-1") ?? {};
    const task = await caller.run({ title: "Another" });
    expect(task.status).toBe("FAILED");
    expect(task.errorMessage).toContain("Trying to create a job with same partnerIdentifier already exists");
    expect(task.errorMessage).toContain(`LinkedIn job id: ${jobNumber}, externalJobPostingId: NEW-1`);
    expect(caller.linkedIn.state.postings.get("NEW-1")?.element.title).toBe("Storekeeper");
  });

  it("lets the first of two CREATEs in flight win", async () => {
    const first = await caller.accept();
    const second = await caller.accept();
    await caller.clock.advance(2 * MINUTE);
    expect([(await caller.task(first)).status, (await caller.task(second)).status]).toEqual(["SUCCEEDED", "FAILED"]);
    expect(caller.linkedIn.state.applied.of("NEW-1", "CREATE")).toBe(1);
    expect(caller.linkedIn.state.accepted.of("NEW-1", "CREATE")).toBe(2);
  });

  it("ingests tasks in the order in which they are due, not in that of acceptance", async () => {
    caller.linkedIn.knobs.taskDelayMs = 10 * MINUTE;
    const slow = await caller.accept();
    caller.linkedIn.knobs.taskDelayMs = MINUTE;
    const quick = await caller.accept();
    await caller.clock.advance(DAY);
    expect([(await caller.task(slow)).status, (await caller.task(quick)).status]).toEqual(["FAILED", "SUCCEEDED"]);
  });

  it.each(["UPDATE", "RENEW"])("fails %s of an unknown and of a closed job", async (jobPostingOperationType) => {
    const core = `Operation type \`${jobPostingOperationType}\` is not allowed for a non-existing job`;
    expect((await caller.run({ jobPostingOperationType })).errorMessage).toContain(core);
    await caller.run({ externalJobPostingId: "REQ-1001", jobPostingOperationType: "CLOSE" });
    expect((await caller.run({ externalJobPostingId: "REQ-1001", jobPostingOperationType })).errorMessage).toContain(core);
  });

  it("replaces the whole job on UPDATE and leaves it as it was where the UPDATE fails", async () => {
    await caller.run();
    const { jobNumber, expireAt } = caller.linkedIn.state.postings.get("NEW-1") ?? {};
    const update = { jobPostingOperationType: "UPDATE", title: "Chief Storekeeper", location: "Hamburg, Germany" };
    expect((await caller.run(update)).jobPosting).toBe(`urn:li:jobPosting:${jobNumber}`);
    expect((await caller.run({ ...update, title: "x", description: "short" })).status).toBe("FAILED");
    const posting = caller.linkedIn.state.postings.get("NEW-1");
    expect([posting?.state, posting?.element.title, posting?.expireAt]).toEqual(["LISTED", "Chief Storekeeper", expireAt]);
    expect(caller.linkedIn.state.applied.of("NEW-1", "UPDATE")).toBe(1);
  });

  it("closes a job of another application, with the close page's short description", async () => {
    expect(caller.linkedIn.state.postings.get("REQ-1030")).toMatchObject({ state: "LISTED", publishedElsewhere: true });
    const task = await caller.run({
      externalJobPostingId: "REQ-1030",
      jobPostingOperationType: "CLOSE",
      description: "Lorem Ipsum is simply dummy text of Lorem Ipsum.",
    });
    expect(task.status).toBe("SUCCEEDED");
    expect(caller.linkedIn.state.postings.get("REQ-1030")?.state).toBe("CLOSED");
    expect((await caller.listing("REQ-1030"))?.listingStatus).toBe("NOT_LISTED");
    expect(caller.linkedIn.state.postings.has("REQ-1031")).toBe(false);
  });

  it("lists a closed job again under a new number on CREATE", async () => {
    await caller.run();
    const before = caller.linkedIn.state.postings.get("NEW-1")?.jobNumber;
    await caller.run({ jobPostingOperationType: "CLOSE" });
    await caller.accept();
    expect((await caller.listing("NEW-1"))?.listingStatus).toBe("IN_PROGRESS");
    await caller.clock.advance(2 * MINUTE);
    const after = caller.linkedIn.state.postings.get("NEW-1");
    expect([after?.state, after?.jobNumber === before]).toEqual(["LISTED", false]);
  });

  it("answers CLOSE of an unknown or closed job with HTTP 409 when it is alone and in the element when it is not", async () => {
    await caller.run({ externalJobPostingId: "REQ-1001", jobPostingOperationType: "CLOSE" });
    for (const id of ["NEW-1", "REQ-1001"]) {
      const alone = await caller.post(close(id));
      expect([alone.status, alone.json]).toEqual([409, { message: CONFLICT, status: 409 }]);
    }
    const batch = await caller.post(close("REQ-1001"), close("REQ-1002"));
    expect([batch.status, batch.json.elements]).toEqual([
      200,
      [{ status: 409, error: { status: 409, message: CONFLICT } }, expect.objectContaining({ status: 202 })],
    ]);
  });

  it("moves the 409 of CLOSE by knob", async () => {
    caller.linkedIn.knobs.closeConflict = "element";
    const alone = await caller.post(close("NEW-1"));
    expect([alone.status, alone.json.elements[0]?.status]).toEqual([200, 409]);
    caller.linkedIn.knobs.closeConflict = "http";
    expect((await caller.post(close("NEW-1"), close("REQ-1002"))).status).toBe(409);
    expect(caller.linkedIn.state.accepted.total()).toBe(0);
  });

  it("fails the second of two CLOSEs in flight", async () => {
    await caller.post(close("REQ-1001"));
    const second = await caller.run({ externalJobPostingId: "REQ-1001", jobPostingOperationType: "CLOSE" });
    expect([second.status, second.errorMessage]).toEqual(["FAILED", expect.stringContaining(CONFLICT)]);
    expect(caller.linkedIn.state.applied.of("REQ-1001", "CLOSE")).toBe(1);
  });

  it.each([
    ["BASIC", {}, 180],
    ["PREMIUM", PREMIUM, 30],
  ])("closes a %s job by the clock", async (_, fields, days) => {
    await caller.run(fields);
    await caller.clock.advance(days * DAY - 1);
    expect((await caller.listing("NEW-1"))?.listingStatus).toBe("LISTED");
    await caller.clock.advance(1);
    expect((await caller.listing("NEW-1"))?.listingStatus).toBe("NOT_LISTED");
    expect(caller.linkedIn.state.postings.get("NEW-1")?.state).toBe("EXPIRED");
    expect((await caller.post(close("NEW-1"))).status).toBe(409);
  });

  it("adds thirty days to the end on RENEW", async () => {
    await caller.run(PREMIUM);
    const end = caller.linkedIn.state.postings.get("NEW-1")?.expireAt ?? 0;
    expect((await caller.run({ ...PREMIUM, jobPostingOperationType: "RENEW" })).status).toBe("SUCCEEDED");
    expect(caller.linkedIn.state.postings.get("NEW-1")?.expireAt).toBe(end + 30 * DAY);
  });

  it("fails RENEW where the job expired before the task's time", async () => {
    await caller.run(PREMIUM);
    await caller.clock.advance(30 * DAY - MINUTE);
    const id = await caller.accept({ ...PREMIUM, jobPostingOperationType: "RENEW" });
    await caller.clock.advance(DAY);
    expect((await caller.task(id)).status).toBe("FAILED");
  });

  it("moves the end where an UPDATE names one", async () => {
    await caller.run();
    await caller.run({ jobPostingOperationType: "UPDATE", expireAt: START + 50 * DAY });
    expect(caller.linkedIn.state.postings.get("NEW-1")?.expireAt).toBe(START + 50 * DAY);
    expect((await caller.run({ jobPostingOperationType: "UPDATE", expireAt: START + 200 * DAY })).status).toBe("FAILED");
  });

  it("starts thirty days where an UPDATE upgrades the job", async () => {
    await caller.run();
    await caller.run({ ...PREMIUM, jobPostingOperationType: "UPDATE" });
    expect(caller.linkedIn.state.postings.get("NEW-1")?.expireAt).toBe(START + 4 * MINUTE + 30 * DAY);
    expect((await caller.listing("NEW-1"))?.promotionStatus).toBe("PROMOTED");
  });
});

describe("LinkedIn stand-in: listing status", () => {
  it("shows a listed job with its address, and where it will end", async () => {
    expect(await caller.listing("REQ-1001")).toEqual({
      externalJobPostingId: "REQ-1001",
      listingStatus: "LISTED",
      listingStatusDetail: null,
      linkedInApplyStatus: "NOT_ENABLED",
      linkedInApplyStatusDetail: null,
      promotionStatus: "NOT_PROMOTED",
      promotionStatusDetail: null,
      jobPostingUrl: "https://www.linkedin.com/jobs/view/3900000001",
      jobPostingInfo: expect.objectContaining({ listedAt: START - DAY, expireAt: START + 179 * DAY, visibilityTag: "PUBLIC" }),
      jobCampaign: null,
      partnerJobCampaign: null,
      rawLocation: "Shanghai, China",
    });
  });

  it("accepts at most a hundred ids, and puts unknown ones under errors", async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `REQ-${1001 + index}`);
    const query = (count: number) => `/v2/jobPostingStatus?ids=${ids.slice(0, count).join("&ids=")}`;
    const { json } = await caller.get(query(100));
    expect([Object.keys(json.results).length, Object.keys(json.errors).length]).toEqual([30, 70]);
    expect(json.errors["REQ-1031"]?.status).toBe(404);
    expect((await caller.get(query(101))).status).toBe(400);
    expect((await caller.get("/v2/jobPostingStatus")).status).toBe(400);
    expect((await caller.get("/v2/jobPostingStatus?ids=")).status).toBe(400);
    expect((await caller.get("/v2/jobPostingStatus?ids=REQ-1001", { "x-restli-protocol-version": "3.0.0" })).status).toBe(400);
  });

  it("answers chosen keys with an error, and the others as usual", async () => {
    const { faults } = caller.running;
    faults.arm({ kind: "key-errors", path: "jobPostingStatus", keys: "1002$|NOBODY", status: 503, times: 1 });
    faults.arm({ kind: "key-errors", path: "jobPostingStatus", json: "no", times: 1 });
    const query = "/v2/jobPostingStatus?ids=REQ-1001&ids=REQ-1002&ids=NOBODY&ids=NOBODY-2";
    const { status, json } = await caller.get(query);
    expect([status, Object.keys(json.results)]).toEqual([200, ["REQ-1001"]]);
    const injected = { status: 503, message: "Injected fault" };
    expect(json.errors).toMatchObject({ "REQ-1002": injected, NOBODY: injected, "NOBODY-2": injected });
    expect((await caller.get(query)).json).toMatchObject({ results: {}, errors: { "REQ-1001": "no", NOBODY: "no" } });
    expect(Object.keys((await caller.get(query)).json.results)).toEqual(["REQ-1001", "REQ-1002"]);
  });

  it("does not change an answer without keys where keys are to fail", async () => {
    caller.running.faults.arm({ kind: "key-errors" });
    expect((await caller.requestToken()).json).toHaveProperty("access_token");
  });

  it("shows why LinkedIn itself took a job down", async () => {
    caller.linkedIn.state.takeDown("REQ-1001");
    const listing = await caller.listing("REQ-1001");
    expect(listing).toMatchObject({ listingStatus: "NOT_LISTED", listingStatusDetail: { statusMessage: "MEMBER_REPORTED" } });
    expect(listing).not.toHaveProperty("jobPostingUrl");
  });
});
