import { LinkedInWorld, MINUTE, posting, premium, vacancyId } from "./support.js";

/** The error table of the Close Jobs page, row by row. */
describe("The errors of the Close Jobs page", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  /** What LinkedIn answers the next write with: one element refused inside HTTP 200. */
  function refuseNextElement(message: string, status = 422): void {
    world.running.faults.arm({
      kind: "status",
      path: "/simpleJobPostings$",
      times: 1,
      status: 200,
      json: { elements: [{ status, error: { status, message } }] },
    });
  }

  async function closeListed(): Promise<ReturnType<LinkedInWorld["make"]>> {
    return world.make("closeVacancy", { id: vacancyId("NEW-1") });
  }

  it.each([
    ["title", ["name"]],
    ["description", ["description"]],
    ["location", ["linkedin", "location"]],
    ["companyApplyUrl", ["linkedin", "applyUrl"]],
    ["listedAt", ["linkedin", "listedAt"]],
    ["externalJobPostingId", ["linkedin", "externalJobPostingId"]],
    ["integrationContext", ["linkedin", "organizationId"]],
    ["contract", ["linkedin", "contractId"]],
    ["posterEmail", ["linkedin", "posterEmail"]],
  ])("200 with 422, %s required but not found: INVALID_INPUT by its path", async (key, field) => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
    const said = "field is required but not found and has no default value";
    refuseNextElement(`ERROR :: /${key} :: ${said}\n`);
    const { operation, userErrors } = await closeListed();
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(userErrors).toEqual([
      { code: "INVALID_INPUT", field, message: expect.stringContaining(`LinkedIn: /${key}: ${said}`), vendorCode: "422", retryable: false },
    ]);
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
  });

  it("200 with 422, a value that cannot be coerced: INVALID_INPUT by its path, entries of lists by their place", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
    refuseNextElement(
      "ERROR :: /listedAt :: 2026-11-22 cannot be coerced to Long\nERROR :: /industries/1 :: urn:li:x:1 cannot be coerced to IndustryUrn\n" +
        'ERROR :: /workplaceTypes/0 :: "Home" is not an enum symbol\n',
    );
    const { userErrors } = await closeListed();
    expect(userErrors.map(({ field, message }) => [field, message])).toEqual([
      [["linkedin", "listedAt"], "LinkedIn: /listedAt: 2026-11-22 cannot be coerced to Long"],
      [["linkedin", "industryIds", "1"], "LinkedIn: /industries/1: urn:li:x:1 cannot be coerced to IndustryUrn"],
      [["linkedin", "workplaceType"], 'LinkedIn: /workplaceTypes/0: "Home" is not an enum symbol'],
    ]);
  });

  it("200 with 422, an operation that is no enum symbol: INVALID_INPUT of no field, since no input has it", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
    refuseNextElement('ERROR :: /jobPostingOperationType :: "UPDATED" is not an enum symbol\n');
    const { userErrors } = await closeListed();
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: null, message: expect.stringContaining('"UPDATED"') }]);
  });

  it("200 with an element's 400 about workplaceTypes: INVALID_INPUT of workplaceType", async () => {
    world = await LinkedInWorld.open();
    refuseNextElement("`workplaceTypes` field cannot have more than one value", 400);
    const { userErrors } = await world.make("publishVacancy", posting("NEW-1"));
    expect(userErrors).toMatchObject([{ code: "INVALID_INPUT", field: ["linkedin", "workplaceType"], vendorCode: "400" }]);
  });

  it.each([
    ["Invalid access token", 65600],
    ["The token used in the request is expired", 65602],
  ])("401, %s: a new token is requested and the change is sent again, once", async (message, serviceErrorCode) => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
    world.running.faults.arm({
      kind: "status",
      path: "/simpleJobPostings$",
      times: 1,
      status: 401,
      json: { status: 401, message, serviceErrorCode },
    });
    const before = world.linkedIn.state.tokenRequests;
    expect((await closeListed()).operation?.outcome).toBe("PENDING");
    expect(world.linkedIn.state.tokenRequests).toBe(before + 1);
    expect(world.linkedIn.state.accepted.of("NEW-1", "CLOSE")).toBe(1);
  });

  it("403, another application's contract: FORBIDDEN by the contract's field, and nothing is published", async () => {
    world = await LinkedInWorld.open();
    const { operation, userErrors } = await world.make("publishVacancy", posting("NEW-1", { linkedin: premium("999") }));
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(userErrors).toEqual([
      {
        code: "FORBIDDEN",
        field: ["linkedin", "contractId"],
        message: "LinkedIn: Caller is not authorized to access the jobs for contract: urn:li:contract:999",
        vendorCode: "403",
        retryable: false,
      },
    ]);
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "REJECTED" });
  });

  it("403, not enough permissions: FORBIDDEN of no field", async () => {
    world = await LinkedInWorld.open({ knobs: { application: "parent-without-jobs" } });
    const { userErrors } = await world.make("publishVacancy", posting("NEW-1"));
    expect(userErrors).toMatchObject([
      { code: "FORBIDDEN", field: null, message: "LinkedIn: Not enough permissions to access: POST /simpleJobPostings" },
    ]);
  });

  it("500: LinkedIn may have acted, so the change is not sent again but verified", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
    world.running.faults.arm({
      kind: "status-after",
      path: "/simpleJobPostings$",
      times: 1,
      status: 500,
      json: { message: "Internal Server Error", status: 500 },
    });
    const { operation, userErrors } = await closeListed();
    expect(operation?.outcome).toBe("UNCERTAIN");
    expect(userErrors).toMatchObject([{ code: "UNCERTAIN" }]);
    await world.clock.advance(5 * MINUTE);
    await world.reconciler.verifyDue();
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED", userErrors: [] });
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED" });
    expect(world.linkedIn.state.accepted.of("NEW-1", "CLOSE")).toBe(1);
  });
});

describe("The errors of the create and update pages", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  const answerNextWrite = (status: number, message: string) =>
    world.running.faults.arm({ kind: "status", path: "/simpleJobPostings$", times: 1, status, json: { status, message } });

  it.each([
    [400, "Invalid company apply url for job with externalPartnerId NEW-1, taskUrn urn:li:x", "INVALID_INPUT", ["linkedin", "applyUrl"]],
    [400, "Either context or company or companyPageUrl or companyName must be provided", "INVALID_INPUT", ["linkedin", "organizationId"]],
    [402, "Insufficient job slots for contract = urn:li:contract:1 for purchase flow", "NOT_ENOUGH_CREDIT", ["linkedin", "contractId"]],
    [409, "Cannot close job which is already closed or does not exist", "ALREADY_CLOSED", ["id"]],
    [409, "Trying to create a job with same partnerIdentifier already exists", "DUPLICATE", ["linkedin", "externalJobPostingId"]],
    [422, "Operation type `UPDATE` is not allowed for a non-existing job", "NOT_FOUND", ["id"]],
    [422, "employmentStatus: not an enum symbol", "INVALID_INPUT", ["linkedin", "employmentStatus"]],
    [422, "Something that nobody has written down", "REJECTED_BY_VENDOR", null],
  ])("%i, %s: the same user error for the request and for the element", async (status, message, code, field) => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1", "NEW-2"]);
    answerNextWrite(status, message);
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-1") })).userErrors).toMatchObject([{ code, field }]);
    world.running.faults.arm({
      kind: "status",
      path: "/simpleJobPostings$",
      times: 1,
      status: 200,
      json: { elements: [{ status, error: { status, message } }] },
    });
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-2") })).userErrors).toMatchObject([{ code, field }]);
  });

  it("of an element may have Rest.li's id of the request, which the operation stores", async () => {
    world = await LinkedInWorld.open();
    const error = { status: 422, message: "ERROR :: /title :: too strange\n", requestId: "RL-42" };
    world.running.faults.arm({
      kind: "status",
      path: "/simpleJobPostings$",
      times: 1,
      status: 200,
      json: { elements: [{ status: 422, error }] },
    });
    expect((await world.make("publishVacancy", posting("NEW-1"))).operation).toMatchObject({
      outcome: "NOT_APPLIED",
      vendorRequestId: "RL-42",
    });
  });

  it("400 in plain text: the text is read", async () => {
    world = await LinkedInWorld.open();
    const text = "payloads for premium batch creation need contract and operationType in each element";
    world.running.faults.arm({ kind: "status", path: "/simpleJobPostings$", times: 1, status: 400, text });
    expect((await world.make("publishVacancy", posting("NEW-1"))).userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["linkedin", "contractId"], message: `LinkedIn: ${text}` },
    ]);
  });

  it("422 for the whole request: only the elements at the named indices are at fault", async () => {
    world = await LinkedInWorld.open();
    answerNextWrite(422, "Index: 1, ERROR :: /title :: field is required but not found and has no default value\n");
    const answers = await world.makeAll("publishVacancy", [posting("NEW-1"), posting("NEW-2")]);
    expect(answers).toMatchObject([
      { userErrors: [{ code: "REJECTED_BY_VENDOR", field: null, retryable: true }] },
      { userErrors: [{ code: "INVALID_INPUT", field: ["name"], retryable: false }] },
    ]);
    expect(await world.vacancy("NEW-1")).toBeNull();
    expect(await world.vacancy("NEW-2")).toMatchObject({ status: "REJECTED" });
  });

  it("404: the address is wrong, which is no fault of the posting", async () => {
    world = await LinkedInWorld.open();
    answerNextWrite(404, "Resource simpleJobPostings does not exist");
    await expect(world.make("publishVacancy", posting("NEW-1"))).rejects.toMatchObject({ code: "UNSUPPORTED", sent: "no" });
    expect(await world.vacancy("NEW-1")).toBeNull();
  });

  it("429 with the word DAY: no writes are sent until midnight UTC, and reads are", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
    world.linkedIn.state.throttle.spend("simpleJobPostings");
    const refused = await world.make("publishVacancy", posting("NEW-2")).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "RATE_LIMITED", sent: "no", retryAfterMs: 12 * 60 * MINUTE - 2 * MINUTE });
    const posts = world.linkedIn.state.posts;
    await expect(world.make("publishVacancy", posting("NEW-3"))).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(world.linkedIn.state.posts).toBe(posts);
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "ACTIVE" });
    const writes = world.connection.status().budgets.find(({ name }) => name === "writes");
    expect(writes).toMatchObject({ remaining: 0, resetsAt: expect.any(Number) });
    await world.clock.advance(12 * 60 * MINUTE);
    expect((await world.make("publishVacancy", posting("NEW-2"))).operation?.outcome).toBe("PENDING");
  });
});
