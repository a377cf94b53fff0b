import { Caller, job, MINUTE, versionedJob } from "./linkedin-caller.js";

// Facts of the versioning pages of 2025 and 2026 [docs], of the vendor's SDK and of others' issue threads [client]; ours are [inferred].

let caller: Caller;

beforeEach(async () => {
  caller = await Caller.start();
});

afterEach(() => caller.running.close());

const PATHS = ["simpleJobPostings", "simpleJobPostingTasks", "jobPostingStatus"];
const STATUS = "jobPostingStatus?ids=REQ-1001";

/** The message inside HTTP 200 of a call with one refused element. */
async function refusal(element: Record<string, unknown>): Promise<string | undefined> {
  const { status, json } = await caller.post(element);
  expect([status, json.elements[0]?.status]).toEqual([200, 422]);
  return json.elements[0]?.error?.message;
}

describe("LinkedIn stand-in: versions of /rest", () => {
  it.each(["202501", "202504", "202505", "202508", "202508.02", "202510", "202602", "202603"])("serves %s [docs]", async (version) => {
    caller.use(version);
    expect((await caller.run()).status).toBe("SUCCEEDED");
    expect(await caller.listing("NEW-1")).toMatchObject({ listingStatus: "LISTED" });
  });

  it.each(PATHS)("asks /rest/%s for the missing header, with the gateway's own answer [client]", async (path) => {
    const answer = await caller.get(`/rest/${path}`);
    expect([answer.status, answer.json]).toEqual([
      400,
      {
        status: 400,
        code: "VERSION_MISSING",
        message: "A version must be present. Please specify a version by adding the LinkedIn-Version header.",
      },
    ]);
    expect(answer.headers.get("x-restli-gateway-error")).toBe("true");
  });

  it.each([
    ["a month without a version", "202407", "20240701"],
    ["a patch of it", "202407.03", "20240703"],
    ["a day", "20250101", "20250101"],
    ["a word", "latest", "latest"],
  ])("refuses %s as unknown [client]", async (_, version, shown) => {
    caller.use(version);
    const answer = await caller.get(`/rest/${STATUS}`);
    expect([answer.status, answer.json]).toEqual([
      426,
      { status: 426, code: "NONEXISTENT_VERSION", message: `Requested version ${shown} is not active` },
    ]);
  });

  it("refuses 202501 from January 2027 on, and the newer ones not yet [docs]", async () => {
    await caller.clock.advance(Date.UTC(2027, 0, 1) - caller.clock.now() - 1);
    caller.use("202501");
    expect((await caller.get(`/rest/${STATUS}`)).status).toBe(200);
    await caller.clock.advance(1);
    const ended = await caller.post(versionedJob());
    expect([ended.status, ended.json.code]).toEqual([426, "NONEXISTENT_VERSION"]);
    expect(caller.linkedIn.state.accepted.total()).toBe(0);
    caller.use("202603");
    await caller.accept();
  });

  it("ends a version when its knob says, and marks it by status alone or by code alone", async () => {
    const { knobs } = caller.linkedIn;
    caller.use("202603");
    knobs.versionEnds["202603"] = caller.clock.now() + MINUTE;
    expect((await caller.get(`/rest/${STATUS}`)).status).toBe(200);
    await caller.clock.advance(MINUTE);
    const marks: unknown[] = [];
    for (const form of ["both", "status-only", "code-only"] as const) {
      knobs.inactiveVersion = form;
      const { status, json } = await caller.get(`/rest/${STATUS}`);
      marks.push([status, json.code]);
    }
    expect(marks).toEqual([
      [426, "NONEXISTENT_VERSION"],
      [426, undefined],
      [400, "NONEXISTENT_VERSION"],
    ]);
  });

  it("checks the token before the version, and the version before the header of the write [inferred]", async () => {
    const send = (headers: Record<string, string>) => caller.call("/rest/simpleJobPostings", { method: "POST", headers, body: "{" });
    expect((await send({})).status).toBe(401);
    expect((await send(await caller.headers())).status).toBe(400);
    expect((await send(await caller.headers({ "linkedin-version": "202603" }))).status).toBe(403);
    expect(caller.linkedIn.state.posts).toBe(3);
  });
});

describe("LinkedIn stand-in: /v2 beside /rest", () => {
  it("turns off /v2 by knob, with 404 or with 426 [inferred]", async () => {
    const { knobs } = caller.linkedIn;
    knobs.unversionedResources = [];
    for (const path of PATHS) expect((await caller.get(`/v2/${path}`)).status).toBe(404);
    knobs.retiredAddress = "upgrade-required";
    expect((await caller.post(job())).status).toBe(426);
    caller.use("202603");
    expect((await caller.run()).status).toBe("SUCCEEDED");
  });

  it("serves the status under /v2 alone by knob, where the SDK reads it [client]", async () => {
    caller.linkedIn.knobs.versionedResources = ["simpleJobPostings", "simpleJobPostingTasks"];
    caller.use("202603");
    expect((await caller.run()).status).toBe("SUCCEEDED");
    expect((await caller.get(`/rest/${STATUS}`)).status).toBe(404);
    expect((await caller.get(`/v2/${STATUS}`)).status).toBe(200);
  });

  it("keeps one store: a job of /v2 is changed and closed under /rest, and the tasks of each are read at either", async () => {
    await caller.run();
    caller.use("202603");
    const id = await caller.accept({ jobPostingOperationType: "UPDATE", title: "Chief Storekeeper" });
    caller.use();
    await caller.clock.advance(2 * MINUTE);
    expect((await caller.task(id)).status).toBe("SUCCEEDED");
    expect(caller.linkedIn.state.postings.get("NEW-1")?.element.title).toBe("Chief Storekeeper");
    caller.use("202603");
    expect((await caller.run({ jobPostingOperationType: "CLOSE" })).status).toBe("SUCCEEDED");
    expect(caller.linkedIn.state.postings.get("NEW-1")?.state).toBe("CLOSED");
  });

  it("counts the limits of both addresses together [inferred]", async () => {
    caller.linkedIn.knobs.limits.writesPerDay = 1;
    await caller.accept();
    caller.use("202603");
    expect((await caller.post(versionedJob())).status).toBe(429);
  });
});

describe("LinkedIn stand-in: field names by version", () => {
  it.each<[string, string | undefined, Record<string, unknown>]>([
    ["integrationContext under /rest", "202603", job()],
    ["company under /v2", undefined, versionedJob()],
  ])("finds no company by the other address's name: %s", async (_, version, element) => {
    caller.use(version);
    const answer = await caller.post(element);
    expect([answer.status, answer.json.message]).toEqual([
      400,
      "Either context or company or companyPageUrl or companyName must be provided",
    ]);
  });

  it.each(["integrationContext", "requisitionOwnerEmail", "requisitionOwnerFirstName", "requisitionOwnerLastName"])(
    "refuses %s under /rest, in Rest.li's words, and accepts it under /v2 [docs]",
    async (name) => {
      const element = { [name]: "urn:li:organization:2414183" };
      await caller.accept(element);
      caller.use("202603");
      expect(await refusal(versionedJob(element))).toBe(`ERROR :: /${name} :: unrecognized field found but not allowed\n`);
      caller.linkedIn.knobs.removedFields = "ignored";
      await caller.accept(element);
    },
  );

  it("has PUBLIC and INTERNAL under /rest, and PRIVATE_TO_ATS_INTEGRATION under /v2 alone [docs]", async () => {
    const hidden = { availability: "PRIVATE_TO_ATS_INTEGRATION" };
    await caller.accept(hidden);
    caller.use("202603");
    expect(await refusal(versionedJob(hidden))).toBe('ERROR :: /availability :: "PRIVATE_TO_ATS_INTEGRATION" is not an enum symbol\n');
    await caller.accept({ availability: "PUBLIC" });
  });

  it.each(["UPGRADE", "DOWNGRADE"])("knows %s under /rest alone [client]", async (jobPostingOperationType) => {
    const change = { jobPostingOperationType, contract: "urn:li:contract:123456789" };
    expect(await refusal(job(change))).toBe(`ERROR :: /jobPostingOperationType :: "${jobPostingOperationType}" is not an enum symbol\n`);
    caller.use("202603");
    await caller.accept(change);
  });

  it("knows the organization by the address's name of it", async () => {
    await caller.running.close();
    caller = await Caller.start({ organizations: ["77"] });
    caller.use("202603");
    expect((await caller.run()).errorMessage).toContain("[JOB_FIELD_PROCESSOR_COMPANY]");
    expect((await caller.run({ company: "urn:li:organization:77" })).status).toBe("SUCCEEDED");
  });
});

describe("LinkedIn stand-in: the poster's e-mail address [docs]", () => {
  beforeEach(() => {
    caller.linkedIn.knobs.posterEmailRequired = true;
  });

  it.each([undefined, "202603"])("is required for CREATE and UPDATE, and not for RENEW and CLOSE: version %s", async (version) => {
    caller.use(version);
    const element = version === undefined ? job : versionedJob;
    for (const jobPostingOperationType of ["CREATE", "UPDATE"]) {
      expect(await refusal(element({ jobPostingOperationType }))).toBe(
        "ERROR :: /posterEmail :: field is required but not found and has no default value\n",
      );
    }
    const posterEmail = "poster@example.com";
    expect((await caller.run({ posterEmail })).status).toBe("SUCCEEDED");
    expect((await caller.run({ posterEmail, jobPostingOperationType: "UPDATE" })).status).toBe("SUCCEEDED");
    for (const jobPostingOperationType of ["RENEW", "CLOSE"]) {
      expect((await caller.run({ jobPostingOperationType })).status).toBe("SUCCEEDED");
    }
  });

  it("fails the task instead by knob [inferred]", async () => {
    caller.linkedIn.knobs.posterEmailRefusal = "task";
    const task = await caller.run();
    expect([task.status, task.errorMessage]).toEqual(["FAILED", expect.stringContaining("/posterEmail :: field is required")]);
    expect((await caller.run({ posterEmail: "" })).status).toBe("FAILED");
    await caller.run({ posterEmail: "poster@example.com" });
    expect((await caller.run({ jobPostingOperationType: "UPDATE" })).status).toBe("FAILED");
    expect((await caller.run({ jobPostingOperationType: "CLOSE" })).status).toBe("SUCCEEDED");
  });
});
