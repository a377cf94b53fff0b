import { type Answer, Caller, DAY, job, MINUTE, START } from "./linkedin-caller.js";

let caller: Caller;

beforeEach(async () => {
  caller = await Caller.start();
});

afterEach(() => caller.running.close());

const PREMIUM = { listingType: "PREMIUM", contract: "urn:li:contract:123456789" };
const FOREIGN = "urn:li:contract:987654321";

/** The message inside HTTP 200 of a call with one refused element. */
async function elementMessage(fields: Record<string, unknown>): Promise<string | undefined> {
  const answer = await caller.post(job(fields));
  expect(answer.status).toBe(200);
  const element = answer.json.elements[0];
  expect(element).toEqual({ status: 422, error: { status: 422, message: expect.any(String) } });
  return element?.error?.message;
}

function expectNothingAccepted(): void {
  expect(caller.linkedIn.state.accepted.total()).toBe(0);
  expect(caller.linkedIn.state.tasks.size).toBe(0);
}

describe("LinkedIn stand-in: tokens", () => {
  it("issues a long opaque token for 1800 seconds to the client's id and secret", async () => {
    const { status, json } = await caller.requestToken();
    expect(status).toBe(200);
    expect(json).toEqual({ access_token: expect.stringMatching(/^\S{200,}$/), expires_in: 1800 });
  });

  it("gives expires_in as a string by knob", async () => {
    caller.linkedIn.knobs.expiresIn = "string";
    expect((await caller.requestToken()).json.expires_in).toBe("1800");
  });

  it.each(["grant_type", "client_id", "client_secret"])("answers a missing %s with invalid_request", async (name) => {
    const { status, json } = await caller.requestToken({ [name]: "" });
    expect(status).toBe(400);
    expect(json).toEqual({ error: "invalid_request", error_description: `A required parameter "${name}" is missing` });
  });

  it("distinguishes an unknown client id from a wrong secret", async () => {
    const unknown = await caller.requestToken({ client_id: "someone" });
    expect([unknown.status, unknown.json]).toEqual([
      400,
      { error: "invalid_client_id", error_description: 'The passed in client_id is invalid "someone"' },
    ]);
    const wrong = await caller.requestToken({ client_secret: "guess" });
    expect([wrong.status, wrong.json]).toEqual([401, { error: "invalid_client_id", error_description: "Client authentication failed" }]);
    caller.linkedIn.knobs.clientAuthenticationError = "invalid_client";
    expect((await caller.requestToken({ client_secret: "guess" })).json.error).toBe("invalid_client");
    expect(caller.linkedIn.state.tokens.size).toBe(0);
  });

  it("takes the client's id and secret from its options", async () => {
    await caller.running.close();
    caller = await Caller.start({ clientId: "acme", clientSecret: "hush" });
    expect((await caller.requestToken({ client_id: "acme", client_secret: "hush" })).status).toBe(200);
    expect((await caller.requestToken()).status).toBe(400);
  });

  it("reads neither a JSON body nor the query string", async () => {
    const fields = { grant_type: "client_credentials", client_id: "sandbox-client", client_secret: "sandbox-secret" };
    const headers = { "content-type": "application/json" };
    const path = "/oauth/v2/accessToken";
    expect((await caller.call(path, { method: "POST", headers, body: JSON.stringify(fields) })).json.error).toBe("invalid_request");
    const query = new URLSearchParams(fields).toString();
    expect((await caller.call(path, { method: "POST", headers, body: query })).json.error).toBe("invalid_request");
    expect((await caller.call(`${path}?${query}`, { method: "POST" })).json.error).toBe("invalid_request");
    expect((await caller.call(`${path}?${query}`)).status).toBe(405);
  });

  it("refuses a parent application a token, or issues one without rights for jobs", async () => {
    caller.linkedIn.knobs.application = "parent-without-tokens";
    const refused = await caller.requestToken();
    expect([refused.status, refused.json.error]).toEqual([401, "access_denied"]);
    caller.linkedIn.knobs.application = "parent-without-jobs";
    expect((await caller.post(job())).status).toBe(403);
    expect((await caller.get("/v2/jobPostingStatus?ids=REQ-1001")).status).toBe(403);
    expectNothingAccepted();
  });

  it("counts every request for a token, refused ones too", async () => {
    await caller.requestToken();
    await caller.requestToken({ client_secret: "guess" });
    expect(caller.linkedIn.state.tokenRequests).toBe(2);
    expect(caller.linkedIn.state.tokens.size).toBe(1);
  });

  it("keeps an older token valid beside a newer one, for all its 1800 seconds", async () => {
    const headers = await caller.headers();
    await caller.requestToken();
    await caller.clock.advance(30 * MINUTE - 1);
    expect((await caller.call("/v2/jobPostingStatus?ids=REQ-1001", { headers })).status).toBe(200);
    await caller.clock.advance(1);
    expect((await caller.call("/v2/jobPostingStatus?ids=REQ-1001", { headers })).status).toBe(401);
  });
});

describe("LinkedIn stand-in: the error table of the Close Jobs page", () => {
  it.each(["externalJobPostingId", "jobPostingOperationType", "title", "description", "listedAt", "location", "companyApplyUrl"])(
    "says inside HTTP 200 that the mandatory %s is missing",
    async (name) => {
      const message = await elementMessage({ [name]: undefined });
      expect(message).toBe(`ERROR :: /${name} :: field is required but not found and has no default value\n`);
    },
  );

  it("says inside HTTP 200 that a value cannot be coerced to the field's type", async () => {
    expect(await elementMessage({ listedAt: "yesterday" })).toBe("ERROR :: /listedAt :: yesterday cannot be coerced to Long\n");
    expect(await elementMessage({ listedAt: "1700000000000" })).toBe("ERROR :: /listedAt :: 1700000000000 cannot be coerced to Long\n");
    expect(await elementMessage({ title: 5 })).toBe("ERROR :: /title :: 5 cannot be coerced to String\n");
  });

  it("says inside HTTP 200 that an operation is not an enum symbol", async () => {
    const message = await elementMessage({ jobPostingOperationType: "UPDATED" });
    expect(message).toBe('ERROR :: /jobPostingOperationType :: "UPDATED" is not an enum symbol\n');
  });

  it("answers a tampered token with 401 Invalid access token", async () => {
    const { authorization } = await caller.headers();
    const answer = await caller.get("/v2/jobPostingStatus?ids=REQ-1001", { authorization: `${authorization}x` });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ message: "Invalid access token", status: 401, serviceErrorCode: 65600 });
    expect((await caller.call("/v2/simpleJobPostings", { method: "POST" })).json.serviceErrorCode).toBe(65600);
  });

  it.each(["is", "has"] as const)("answers an old token with 401, saying that it %s expired", async (word) => {
    caller.linkedIn.knobs.expiredTokenText = word;
    const headers = await caller.headers({ "x-restli-method": "batch_create" });
    await caller.clock.advance(30 * MINUTE);
    const answer = await caller.call("/v2/simpleJobPostings", { method: "POST", headers, body: JSON.stringify({ elements: [job()] }) });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ message: `The token used in the request ${word} expired`, status: 401, serviceErrorCode: 65602 });
    expectNothingAccepted();
  });

  it("answers a foreign contract with 403 for the whole call", async () => {
    const foreign = job({ ...PREMIUM, contract: FOREIGN, externalJobPostingId: "NEW-2" });
    const answer = await caller.post(job(PREMIUM), foreign);
    expect([answer.status, answer.json]).toEqual([
      403,
      { message: `Caller is not authorized to access the jobs for contract: ${FOREIGN}`, status: 403 },
    ]);
    expectNothingAccepted();
  });

  it.each([{}, { "x-restli-method": "create" }])("answers a write without batch_create with 403: %j", async (headers) => {
    const answer = await caller.postBody(JSON.stringify({ elements: [job()] }), headers as Record<string, string>);
    expect([answer.status, answer.json]).toEqual([
      403,
      { message: "Not enough permissions to access: POST /simpleJobPostings", status: 403 },
    ]);
    expectNothingAccepted();
  });

  it("answers an integer externalJobPostingId with 500 for the whole call", async () => {
    const answer = await caller.post(job(), job({ externalJobPostingId: 150421 }));
    expect([answer.status, answer.json]).toEqual([500, { message: "Internal Server Error", status: 500 }]);
    expectNothingAccepted();
  });
});

describe("LinkedIn stand-in: the write", () => {
  it("answers each element in its place, accepted ones with a task and refused ones without an id", async () => {
    const answer = await caller.post(
      job(),
      job({ externalJobPostingId: "NEW-2", title: undefined }),
      job({ externalJobPostingId: "NEW-3" }),
    );
    expect(answer.status).toBe(200);
    expect(answer.json.elements.map(({ status }) => status)).toEqual([202, 422, 202]);
    const [first, refused, third] = answer.json.elements;
    expect(first?.id).toMatch(/^urn:li:simpleJobPostingTask:[0-9a-f-]{36}$/);
    expect(first?.location).toBe(`/simpleJobPostings/${first?.id?.replaceAll(":", "%3A")}`);
    expect(Object.keys(refused ?? {})).toEqual(["status", "error"]);
    const { tasks, accepted, posts } = caller.linkedIn.state;
    expect(tasks.get(third?.id ?? "")?.externalJobPostingId).toBe("NEW-3");
    expect([accepted.of("NEW-1", "CREATE"), accepted.of("NEW-2", "CREATE"), accepted.total("CREATE"), posts]).toEqual([1, 0, 2, 1]);
  });

  it("joins the messages of one element, each ended by a newline", async () => {
    const message = await elementMessage({ title: undefined, listedAt: "soon", employmentStatus: "PERMANENT" });
    expect(message).toBe(
      "ERROR :: /title :: field is required but not found and has no default value\n" +
        "ERROR :: /listedAt :: soon cannot be coerced to Long\n" +
        'ERROR :: /employmentStatus :: "PERMANENT" is not an enum symbol\n',
    );
  });

  const money = { amount: "10.5", currencyCode: "EUR" };
  const pay = (value: unknown) => ({ compensations: [{ period: "YEARLY", type: "BASE_SALARY", value }] });
  const VALUE = "/compensation/compensations/0/value";
  it.each<[string, Record<string, unknown>, string]>([
    ["an enum that is no string", { jobPostingOperationType: 3 }, "/jobPostingOperationType :: enum type is not backed by a String"],
    [
      "an operation of the versioned API",
      { jobPostingOperationType: "UPGRADE" },
      '/jobPostingOperationType :: "UPGRADE" is not an enum symbol',
    ],
    ["a listing type in small letters", { listingType: "basic" }, '/listingType :: "basic" is not an enum symbol'],
    ["an unknown experience level", { experienceLevel: "GURU" }, '/experienceLevel :: "GURU" is not an enum symbol'],
    ["an unknown availability", { availability: "SECRET" }, '/availability :: "SECRET" is not an enum symbol'],
    ["the retired state", { state: "OPEN" }, '/state :: "OPEN" is not an enum symbol'],
    ["an unknown workplace type", { workplaceTypes: ["Office"] }, '/workplaceTypes/0 :: "Office" is not an enum symbol'],
    ["a list that is none", { industries: "urn:li:industry:55" }, "/industries :: array type is not backed by a DataList"],
    ["an industry that is no URN", { industries: ["urn:li:industry:55", "55"] }, "/industries/1 :: 55 cannot be coerced to IndustryUrn"],
    [
      "a company URN",
      { integrationContext: "urn:li:company:5" },
      "/integrationContext :: urn:li:company:5 cannot be coerced to OrganizationUrn",
    ],
    ["a flag in quotes", { showPosterInfo: "true" }, "/showPosterInfo :: true cannot be coerced to Boolean"],
    ["a null", { title: null }, "/title :: null cannot be coerced to String"],
    ["an object for a text", { description: { en: "x" } }, "/description :: {en=x} cannot be coerced to String"],
    ["a record that is none", { compensation: [] }, "/compensation :: record type is not backed by a DataMap"],
    ["an amount outside the union", { compensation: pay("10") }, `${VALUE} :: union type is not backed by a DataMap or null`],
    ["an empty union", { compensation: pay({}) }, `${VALUE} :: DataMap should have at least one entry for a union type`],
    [
      "two union members",
      { compensation: pay({ exactAmount: money, range: 1 }) },
      `${VALUE} :: DataMap should have no more than one entry`,
    ],
    ["a foreign union member", { compensation: pay({ about: money }) }, `${VALUE} :: "about" is not a member type of union`],
    [
      "an amount as a number",
      { compensation: pay({ exactAmount: { ...money, amount: 10 } }) },
      `${VALUE}/exactAmount/amount :: 10 cannot be coerced`,
    ],
    ["an empty id", { externalJobPostingId: "" }, '/externalJobPostingId :: length of "" is out of range 1...75'],
    [
      "an id of 76 characters",
      { externalJobPostingId: "x".repeat(76) },
      `/externalJobPostingId :: length of "${"x".repeat(76)}" is out of range`,
    ],
  ])("refuses %s", async (_, fields, core) => {
    const message = await elementMessage(fields);
    expect(message?.startsWith(`ERROR :: ${core}`)).toBe(true);
    expect(message?.match(/\n/g)).toHaveLength(1);
  });

  it("accepts every optional field in its documented form", async () => {
    await caller.accept({
      ...PREMIUM,
      externalJobPostingId: "x".repeat(75),
      alternateLocations: ["Berlin", ..."ABCDEF"].map((town) => `${town}, Germany`),
      workplaceTypes: ["remote"],
      industries: ["urn:li:industry:55"],
      employmentStatus: "FULL_TIME",
      experienceLevel: "MID_SENIOR_LEVEL",
      availability: "PUBLIC",
      showPosterInfo: true,
      posterEmail: "poster@example.com",
      compensation: pay({ range: { start: money, end: money } }),
      expireAt: START + 40 * DAY,
      companyFavouriteColour: "unknown fields pass",
    });
  });

  it("refuses two workplace types with 400 and eight locations with 422, in the element", async () => {
    const towns = Array.from({ length: 8 }, (_, index) => `Town ${index}, Germany`);
    const two = job({ workplaceTypes: ["Hybrid", "Remote"] });
    const { status, json } = await caller.post(two, job({ externalJobPostingId: "NEW-2", alternateLocations: towns }));
    expect(status).toBe(200);
    expect(json.elements.map(({ error }) => error)).toEqual([
      { status: 400, message: "`workplaceTypes` field cannot have more than one value" },
      { status: 422, message: "The job contains more than seven locations" },
    ]);
  });

  it("accepts a hundred elements, and refuses an empty list and one more", async () => {
    const many = Array.from({ length: 101 }, (_, index) => job({ externalJobPostingId: `NEW-${index}` }));
    expect((await caller.post(...many)).status).toBe(400);
    expect((await caller.post()).status).toBe(400);
    expectNothingAccepted();
    expect((await caller.post(...many.slice(1))).json.elements).toHaveLength(100);
  });

  it.each(["", "{", "[]", "{}", '{"elements":{}}', '{"elements":[5]}'])("refuses the body %j with 400", async (body) => {
    const answer = await caller.postBody(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("x-restli-error-response")).toBe("true");
  });

  it("refuses two elements without an id one by one", async () => {
    const nameless = job({ externalJobPostingId: undefined });
    expect((await caller.post(nameless, nameless)).json.elements.map(({ status }) => status)).toEqual([422, 422]);
  });

  it("refuses a batch that holds one job twice", async () => {
    const answer = await caller.post(job(), job({ jobPostingOperationType: "CLOSE" }));
    expect([answer.status, answer.json.message]).toEqual([400, expect.stringContaining("NEW-1")]);
    expectNothingAccepted();
  });

  it("refuses PREMIUM without a contract in plain text, and a job without any company", async () => {
    const premium = await caller.post(job({ listingType: "PREMIUM" }));
    expect([premium.status, premium.text]).toEqual([
      400,
      "payloads for premium batch creation need contract and operationType in each element",
    ]);
    expect(premium.headers.get("content-type")).toContain("text/plain");
    const nobody = await caller.post(job(), job({ externalJobPostingId: "NEW-2", integrationContext: undefined }));
    expect([nobody.status, nobody.json.message]).toEqual([
      400,
      "Either context or company or companyPageUrl or companyName must be provided",
    ]);
    expectNothingAccepted();
    for (const name of ["companyPageUrl", "companyName"]) await caller.accept({ integrationContext: undefined, [name]: "Acme" });
  });

  it("refuses an invalid apply address with 400, and accepts the one of the close page's sample", async () => {
    const answer = await caller.post(job({ companyApplyUrl: "jobs" }));
    expect([answer.status, answer.json.message]).toEqual([
      400,
      expect.stringMatching(/^Invalid company apply url for job with externalPartnerId NEW-1, taskUrn urn:li:/),
    ]);
    expectNothingAccepted();
    await caller.accept({ companyApplyUrl: "http://localhost:0000" });
  });

  it("answers a CREATE on a contract without slots with 402, by knob", async () => {
    caller.linkedIn.knobs.contractsWithoutSlots = ["123456789"];
    const answer = await caller.post(job(PREMIUM));
    expect([answer.status, answer.json.message]).toEqual([
      402,
      `Insufficient job slots for contract = ${PREMIUM.contract} for purchase flow`,
    ]);
    await caller.accept({ ...PREMIUM, jobPostingOperationType: "UPDATE" });
  });

  it("checks token, header, throttle, body, contract, company and elements in this order", async () => {
    const broken = job({ externalJobPostingId: 5, title: undefined });
    const nobody = { ...broken, integrationContext: undefined };
    const foreign = { ...nobody, contract: FOREIGN };
    const { state } = caller.linkedIn;
    const answers: Answer[] = [
      await caller.postBody("{", { authorization: "Bearer x" }),
      await caller.postBody("{", {}),
      await caller.post(foreign, foreign),
      await caller.post(foreign),
      await caller.post(nobody),
      await caller.post(broken),
    ];
    state.throttle.spend("simpleJobPostings");
    answers.splice(2, 0, await caller.postBody("{"));
    expect((await caller.postBody("{", {})).status).toBe(403);
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 429, 400, 403, 400, 500]);
    expect(state.posts).toBe(8);
  });
});

describe("LinkedIn stand-in: throttling and addresses", () => {
  const DAY_TEXT = "Resource level throttle APPLICATION DAY limit for calls to this resource is reached.";

  it("answers 429 with the text of a used-up day until midnight UTC", async () => {
    caller.linkedIn.knobs.limits.writesPerDay = 1;
    await caller.accept();
    const answer = await caller.post(job());
    expect(answer.status).toBe(429);
    expect(answer.json).toEqual({ status: 429, serviceErrorCode: 101, code: "TOO_MANY_REQUESTS", message: DAY_TEXT });
    expect(answer.headers.get("retry-after")).toBeNull();
    expect((await caller.get("/v2/jobPostingStatus?ids=REQ-1001")).status).toBe(200);
    await caller.clock.advance(12 * 60 * MINUTE - 1);
    expect((await caller.post(job())).status).toBe(429);
    await caller.clock.advance(1);
    expect((await caller.post(job())).status).toBe(200);
  });

  it("counts records a day and a minute, and reads by resource", async () => {
    const { limits } = caller.linkedIn.knobs;
    Object.assign(limits, { recordsPerMinute: 2, recordsPerDay: 3, taskReadsPerDay: 0, statusReadsPerDay: 1 });
    const pair = [job(), job({ externalJobPostingId: "NEW-2" })];
    await caller.post(...pair);
    expect((await caller.post(job())).json.message).toContain("APPLICATION MINUTE limit");
    await caller.clock.advance(MINUTE);
    expect((await caller.post(...pair)).json.message).toBe(DAY_TEXT);
    expect((await caller.post(job())).status).toBe(200);
    expect((await caller.get(`/v2/simpleJobPostingTasks?ids=x`)).status).toBe(429);
    expect((await caller.get("/v2/jobPostingStatus?ids=REQ-1001")).status).toBe(200);
    expect((await caller.get("/v2/jobPostingStatus?ids=REQ-1001")).status).toBe(429);
    caller.linkedIn.state.throttle.spend("simpleJobPostings");
    expect((await caller.post(job())).status).toBe(429);
    await caller.clock.advance(12 * 60 * MINUTE);
    expect((await caller.post(...pair)).status).toBe(200);
  });

  it("answers 404 for the singular path of the prose and 403 for verbs that a resource does not have", async () => {
    const wrong = await caller.get("/v2/simpleJobPosting");
    expect([wrong.status, wrong.json]).toEqual([
      404,
      { message: "Resource simpleJobPosting does not exist", status: 404, serviceErrorCode: 0 },
    ]);
    const list = await caller.get("/v2/simpleJobPostings");
    expect([list.status, list.json.message]).toEqual([403, "Not enough permissions to access: GET /simpleJobPostings"]);
    const headers = await caller.headers();
    expect((await caller.call("/v2/simpleJobPostingTasks", { method: "POST", headers, body: "ids=x" })).status).toBe(403);
  });
});
