import { createGreenhouseV3StandIn } from "../../src/sandbox/greenhouse-v3/index.js";
import { manyJobs } from "../../src/sandbox/greenhouse-v3/sample.js";
import { startSandbox } from "../../src/sandbox/index.js";
import { ManualClock } from "../support/clock.js";
import {
  type Answer,
  AUDITOR,
  basic,
  found,
  type Harness,
  idsOf,
  jobWith,
  RECRUITER,
  rows,
  SITE_ADMIN,
  startV3,
  walk,
} from "./greenhouse-v3-client.js";

const NOT_FOUND = { message: "Resource not found" };

const plain = async (harness: Harness, method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
  const response = await fetch(`${harness.running.origin}${path}`, { method, headers, body });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe("paths", () => {
  test.each([
    ["GET", "/v3/jobs/4000000000"],
    ["GET", "/v3/openings/4100000000"],
    ["GET", "/v3/jobs/4000000000/openings"],
    ["GET", "/v3/job"],
    ["GET", "/v1/jobs"],
    ["POST", "/v3/jobs/4000000000/openings"],
    ["DELETE", "/v3/openings"],
    ["PUT", "/v3/openings/4100000000"],
    ["PATCH", "/v3/openings/abc"],
    ["POST", "/v3/bulk_requests"],
    ["GET", "/token"],
  ])("%s %s does not exist, which is answered before the token is checked", async (method, path) => {
    const harness = await startV3();
    expect(await plain(harness, method, path)).toMatchObject({ status: 404, body: NOT_FOUND });
  });

  test("every answer has its own request id", async () => {
    const harness = await startV3();
    const answers = [
      await harness.get("/v3/jobs"),
      await plain(harness, "GET", "/v3/jobs"),
      await plain(harness, "GET", "/nowhere"),
      await plain(harness, "POST", "/token"),
    ];
    expect(new Set(answers.map(({ headers }) => headers.get("x-request-id"))).size).toBe(4);
    expect(answers.every(({ headers }) => headers.has("x-request-id"))).toBe(true);
  });
});

describe("order of checks", () => {
  test("is path, token, rate, scope, query, body, record, permission", async () => {
    const harness = await startV3({ rateLimit: 1, missingScopes: ["harvest:openings:update"] });
    const { openings } = jobWith(harness, ["open"]);
    const scopeless = await harness.token(AUDITOR);
    harness.knobs.missingScopes = [];
    const token = await harness.token(AUDITOR);
    await harness.get("/v3/close_reasons");
    const attempt = (path: string, body: unknown, bearer: string) => harness.write("PATCH", path, body, bearer);
    const nowhere = "/v3/openings/1";

    expect((await attempt("/v3/opening/1?x=1", [], "garbled")).status).toBe(404);
    expect((await attempt(`${nowhere}?x=1`, [], "garbled")).status).toBe(401);
    expect((await attempt(`${nowhere}?x=1`, [], scopeless)).status).toBe(429);
    harness.knobs.rateLimit = 1000;
    expect((await attempt(`${nowhere}?x=1`, [], scopeless)).status).toBe(403);
    expect((await attempt(`${nowhere}?x=1`, [], token)).body).toMatchObject({ errors: ["Invalid query params: x"] });
    expect((await attempt(nowhere, [], token)).body).toMatchObject({ errors: ["The body must be a JSON object"] });
    expect((await attempt(nowhere, { status: "closed" }, token)).status).toBe(404);
    expect((await attempt(`/v3/openings/${openings[0]?.id}`, { status: "closed", close_reason_id: 7 }, token)).status).toBe(403);
  });

  test("of a list has the Site Admin before the query", async () => {
    const harness = await startV3();
    expect((await harness.get("/v3/jobs?foo=1", await harness.token(RECRUITER))).status).toBe(403);
    expect((await harness.get("/v3/jobs?foo=1", await harness.token(SITE_ADMIN))).status).toBe(422);
  });
});

describe("rate window", () => {
  const at = (answer: Answer, name: string) => answer.headers.get(`x-ratelimit-${name}`);

  test("every answer, refusals included, has the limit, the rest, and a reset thirty seconds ahead", async () => {
    const harness = await startV3({ rateLimit: createGreenhouseV3StandIn().knobs.rateLimit });
    const token = await harness.token(SITE_ADMIN);
    await harness.clock.advance(7_900);
    const answers = [
      await harness.get("/v3/close_reasons", token),
      await harness.get("/v3/jobs?foo=1", token),
      await harness.write("PATCH", "/v3/openings/1", { status: "open" }, token),
      await harness.get("/v3/close_reasons", "garbled"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 404, 401]);
    expect(answers.map((answer) => [at(answer, "limit"), at(answer, "remaining")])).toEqual([
      ["150", "149"],
      ["150", "148"],
      ["150", "147"],
      ["150", "147"],
    ]);
    const reset = String(Date.parse("2026-11-22T12:00:37Z") / 1000);
    expect(answers.map((answer) => at(answer, "reset"))).toEqual([reset, reset, reset, reset]);
    expect(answers.some(({ headers }) => headers.has("retry-after"))).toBe(false);
  });

  test("all room comes back at the next multiple of thirty seconds, as Retry-After says", async () => {
    const harness = await startV3({ rateLimit: 2 });
    await harness.clock.advance(20_100);
    await harness.get("/v3/close_reasons");
    await harness.get("/v3/close_reasons");
    const refused = await harness.get("/v3/close_reasons");
    expect([refused.status, refused.headers.get("retry-after"), at(refused, "remaining")]).toEqual([429, "10", "0"]);
    expect(at(refused, "reset")).toBe(String(Date.parse("2026-11-22T12:00:50Z") / 1000));
    await harness.clock.advance(9_899);
    const early = await harness.get("/v3/close_reasons");
    expect([early.status, early.headers.get("retry-after")]).toEqual([429, "1"]);
    await harness.clock.advance(1);
    expect(at(await harness.get("/v3/close_reasons"), "remaining")).toBe("1");
    expect((await harness.get("/v3/close_reasons")).status).toBe(200);
    expect((await harness.get("/v3/close_reasons")).status).toBe(429);
  });
});

describe("bodies of a 422", () => {
  const named = { per_page: "900 is greater than 500" };

  test.each([
    ["mixed", [named]],
    ["texts", ["per_page: 900 is greater than 500"]],
    ["pairs", [{ message: "900 is greater than 500", field: "per_page" }]],
  ] as const)("have entries of the form %s", async (validationErrors, errors) => {
    const harness = await startV3({ validationErrors });
    expect((await harness.get("/v3/jobs?per_page=900")).body).toEqual({ message: "Unprocessable Content", errors });
    expect((await harness.get("/v3/jobs?foo=1")).body).toMatchObject({ errors: ["Invalid query params: foo"] });
  });

  test("lack the message by knob, and other bodies keep it", async () => {
    const harness = await startV3({ validationMessage: false });
    expect((await harness.get("/v3/jobs?per_page=900")).body).toEqual({ errors: [named] });
    expect((await harness.get("/v3/jobs", "garbled")).body).toMatchObject({ message: "Unauthorized" });
  });
});

describe("faults on the wire", () => {
  test("an answer lost after the work leaves the opening made; one lost before does not", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    const create = (opening_id: string) => harness.write("POST", "/v3/openings", { job_id: job.id, opening_id });
    await create("first");
    harness.running.faults.arm({ kind: "drop-after", method: "POST", path: "^/v3/openings$", times: 1 });
    await expect(create("made")).rejects.toThrow();
    harness.running.faults.arm({ kind: "drop-before", method: "POST", path: "^/v3/openings$", times: 1 });
    await expect(create("not made")).rejects.toThrow();
    expect(job.openings.map(({ opening_id }) => opening_id)).toEqual(["SEAT-0", "first", "made"]);
  });

  test("the second of three creations can be refused by the vendor", async () => {
    const harness = await startV3();
    const { job } = jobWith(harness, ["open"]);
    const json = { message: "Unprocessable Content", errors: ["Not now"] };
    harness.running.faults.arm({ kind: "status", method: "POST", path: "^/v3/openings$", skip: 1, times: 1, status: 422, json });
    const statuses: number[] = [];
    for (const opening_id of ["A", "B", "C"]) {
      statuses.push((await harness.write("POST", "/v3/openings", { job_id: job.id, opening_id })).status);
    }
    expect(statuses).toEqual([201, 422, 201]);
  });

  test("the token endpoint can fail as any other path", async () => {
    const harness = await startV3();
    harness.running.faults.arm({ kind: "status", path: "^/token$", status: 503, times: 1 });
    expect((await harness.askToken({ grant_type: "client_credentials" })).status).toBe(503);
    expect((await harness.askToken({ grant_type: "client_credentials" })).status).toBe(200);
  });
});

describe("sandbox", () => {
  test("starts the stand-in of v3 for Greenhouse, with the settings that lead to it, and that of v1 by its name", async () => {
    const sandbox = await startSandbox(["greenhouse", "greenhouse-v1"], new ManualClock());
    try {
      expect(sandbox.vendors.get("greenhouse-v1")?.environment).toHaveProperty("GREENHOUSE_API_TOKEN");
      const { environment, origin } = found(sandbox.vendors.get("greenhouse"));
      expect(environment).toEqual({
        GREENHOUSE_CLIENT_ID: expect.stringMatching(/-\d+$/),
        GREENHOUSE_CLIENT_SECRET: expect.any(String),
        GREENHOUSE_USER_ID: String(SITE_ADMIN),
        GREENHOUSE_BASE_URL: origin,
        GREENHOUSE_TOKEN_URL: `${origin}/token`,
      });
      const token = await fetch(found(environment.GREENHOUSE_TOKEN_URL), {
        method: "POST",
        headers: { authorization: basic(found(environment.GREENHOUSE_CLIENT_ID), found(environment.GREENHOUSE_CLIENT_SECRET)) },
        body: new URLSearchParams({ grant_type: "client_credentials", sub: found(environment.GREENHOUSE_USER_ID) }),
      });
      expect(token.status).toBe(200);
    } finally {
      await sandbox.close();
    }
  });

  test("five thousand jobs and twenty thousand openings are walked in pages of five hundred", async () => {
    const harness = await startV3();
    harness.state.jobs = manyJobs(5000, 4);
    const jobs = await walk(harness, "/v3/jobs?per_page=500&fields=id");
    const openings = await walk(harness, "/v3/openings?per_page=500&fields=id,job_id");
    expect([jobs.length, openings.length]).toEqual([10, 40]);
    expect(new Set(openings.flatMap(idsOf)).size).toBe(20_000);
    expect(new Set(openings.flatMap(rows).map(({ job_id }) => job_id))).toEqual(new Set(jobs.flatMap(idsOf)));
  });
});
