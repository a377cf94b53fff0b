import { request as httpRequest } from "node:http";
import { createGreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type Answer, AUTHORIZATION, field, found, type Harness, ids, jobWith, links, rows, startGreenhouse } from "./greenhouse-client.js";

const NOT_FOUND = { message: "Resource not found" };

/** fetch refuses to send a body with GET, so this one is sent by hand. */
function getWithBody(harness: Harness, path: string): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      `${harness.running.origin}${path}`,
      { headers: { authorization: AUTHORIZATION, "content-length": "2" } },
      (incoming) => {
        incoming.resume();
        resolve({ status: incoming.statusCode ?? 0 });
      },
    );
    outgoing.on("error", reject);
    outgoing.end("{}");
  });
}

async function walk(harness: Harness, path: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let next: string | undefined = path; next !== undefined; next = links(found(answers.at(-1))).next) {
    answers.push(await harness.get(next));
  }
  return answers;
}

describe("credentials and rights", () => {
  test.each([
    ["no credentials", undefined],
    ["another token", `Basic ${Buffer.from("other:").toString("base64")}`],
    ["the token without its colon", `Basic ${Buffer.from("sandbox-token").toString("base64")}`],
    ["a password behind the token", `Basic ${Buffer.from("sandbox-token:secret").toString("base64")}`],
    ["the token as a bearer", "Bearer sandbox-token"],
  ])("%s is answered 401 with the recorded body", async (_, authorization) => {
    const harness = await startGreenhouse();
    const response = await fetch(`${harness.running.origin}/v1/jobs`, { headers: authorization === undefined ? {} : { authorization } });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: "Invalid Basic Auth credentials" });
  });

  test("the token can be chosen", async () => {
    const harness = await startGreenhouse({ token: "mine" });
    const answer = await harness.get("/v1/close_reasons", { headers: { authorization: `Basic ${btoa("mine:")}` } });
    expect(answer.status).toBe(200);
    expect((await harness.get("/v1/close_reasons")).status).toBe(401);
  });

  test("a key without the right to an endpoint gets 403 there and is served elsewhere", async () => {
    const harness = await startGreenhouse({ deniedEndpoints: ["openings:list"] });
    const job = found(harness.state.jobs[0]);
    const denied = await harness.get(`/v1/jobs/${job.id}/openings`);
    expect(denied.status).toBe(403);
    expect(denied.body).toEqual({ message: "This API Key does not have permission for this endpoint" });
    expect((await harness.get(`/v1/jobs/${job.id}`)).status).toBe(200);
  });

  test("a body on GET is answered 403", async () => {
    const harness = await startGreenhouse();
    expect((await getWithBody(harness, "/v1/jobs")).status).toBe(403);
  });

  test("checks run in the order credentials, right, rate, path, acting user, body", async () => {
    const harness = await startGreenhouse({ rateLimit: 1, deniedEndpoints: ["openings:create"] });
    const { job } = jobWith(harness, ["open"]);
    const nowhere = "/v1/jobs/1/openings";
    const attempt = (path: string, headers: Record<string, string>) => harness.write("POST", path, "no object", { headers });
    const signed = { authorization: AUTHORIZATION, "content-type": "application/json" };
    await harness.get("/v1/close_reasons");

    expect((await attempt(nowhere, {})).status).toBe(401);
    expect((await attempt(nowhere, signed)).status).toBe(403);
    harness.knobs.deniedEndpoints = [];
    expect((await attempt(nowhere, signed)).status).toBe(429);
    harness.knobs.rateLimit = 1000;
    harness.knobs.missingOnBehalfOf = 422;
    harness.knobs.validationMessage = true;
    expect((await attempt(nowhere, signed)).status).toBe(404);
    const unnamed = await attempt(`/v1/jobs/${job.id}/openings`, signed);
    expect(unnamed.body).toMatchObject({ errors: [{ field: "On-Behalf-Of" }] });
    const named = await attempt(`/v1/jobs/${job.id}/openings`, { ...signed, "on-behalf-of": String(harness.state.users[0]?.id) });
    expect(named.body).toMatchObject({ errors: [{ field: "body" }] });
  });
});

describe("rate window", () => {
  test("every answer, refusals included, has the limit and the rest", async () => {
    const harness = await startGreenhouse({ rateLimit: 50 });
    const job = found(harness.state.jobs[0]);
    const seen: (string | null)[] = [];
    for (const path of ["/v1/close_reasons", "/v1/jobs/1", "/v1/jobs?per_page=0"]) {
      const answer = await harness.get(path);
      expect(answer.headers.get("x-ratelimit-limit")).toBe("50");
      seen.push(answer.headers.get("x-ratelimit-remaining"));
      expect(answer.headers.has("retry-after")).toBe(false);
    }
    expect(seen).toEqual(["49", "48", "47"]);
    const refused = await harness.get(`/v1/jobs/${job.id}`, { headers: { authorization: "Basic x" } });
    expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([401, "47"]);
  });

  test("fifty requests pass in ten seconds by default, the fifty-first is 429 with reset and retry-after", async () => {
    const harness = await startGreenhouse({ rateLimit: createGreenhouseStandIn().knobs.rateLimit });
    for (let count = 0; count < 50; count += 1) expect((await harness.get("/v1/close_reasons")).status).toBe(200);
    await harness.clock.advance(3_500);
    const answer = await harness.get("/v1/close_reasons");
    expect(answer.status).toBe(429);
    expect(answer.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(answer.headers.get("x-ratelimit-reset")).toBe(String(Date.parse("2026-11-22T12:00:10Z") / 1000));
  });

  test("the window slides: a request makes room after ten seconds", async () => {
    const harness = await startGreenhouse({ rateLimit: 2 });
    await harness.get("/v1/close_reasons");
    await harness.clock.advance(4_000);
    await harness.get("/v1/close_reasons");
    await harness.clock.advance(5_999);
    const early = await harness.get("/v1/close_reasons");
    expect([early.status, early.headers.get("retry-after")]).toEqual([429, "1"]);
    await harness.clock.advance(1);
    expect((await harness.get("/v1/close_reasons")).status).toBe(200);
    expect((await harness.get("/v1/close_reasons")).status).toBe(429);
  });
});

describe("paging", () => {
  test("the jobs list links next, prev and last, keeps the caller's filters and leads to the caller's address", async () => {
    const harness = await startGreenhouse();
    const middle = await harness.get("/v1/jobs?status=open&per_page=20&page=2");
    const open = harness.state.jobs.filter((job) => job.status === "open").length;
    const base = `${harness.running.origin}/v1/jobs?status=open&per_page=20&page=`;
    expect(links(middle)).toEqual({ next: `${base}3`, prev: `${base}1`, last: `${base}${Math.ceil(open / 20)}` });
    expect(rows(middle)).toHaveLength(20);
    expect(Object.keys(links(await harness.get(`${base}${Math.ceil(open / 20)}`)))).toEqual(["prev", "last"]);
  });

  test("skip_count drops last and nothing else", async () => {
    const harness = await startGreenhouse();
    const answer = await harness.get("/v1/jobs?per_page=20&page=2&skip_count=true");
    expect(Object.keys(links(answer))).toEqual(["next", "prev"]);
    expect(links(answer).next).toContain("skip_count=true");
  });

  test("a page holds a hundred where per_page is left out", async () => {
    const harness = await startGreenhouse();
    expect((await walk(harness, "/v1/jobs")).map((answer) => rows(answer).length)).toEqual([100, 20]);
  });

  test("an only page has the link last, or by knob none", async () => {
    const harness = await startGreenhouse();
    expect(Object.keys(links(await harness.get("/v1/jobs?per_page=500")))).toEqual(["last"]);
    harness.knobs.lastLinkOnSinglePage = false;
    expect((await harness.get("/v1/jobs?per_page=500")).headers.has("link")).toBe(false);
  });

  test("the openings list links only next, which leads through all openings by ascending id", async () => {
    const harness = await startGreenhouse();
    const { job, openings } = jobWith(harness, ["open", "closed", "open", "open", "open"]);
    job.openings.reverse();
    const answers = await walk(harness, `/v1/jobs/${job.id}/openings?status=opened&per_page=2`);
    expect(answers.map(ids)).toEqual([
      [5_000_000_000, 5_000_000_002],
      [5_000_000_003, 5_000_000_004],
    ]);
    expect(openings).toHaveLength(5);
    expect(Object.keys(links(found(answers[0])))).toEqual(["next"]);
    expect(found(answers[1]).headers.has("link")).toBe(false);
    const next = new URL(found(links(found(answers[0])).next));
    expect(next.origin).toBe(harness.running.origin);
    expect([next.searchParams.get("status"), next.searchParams.get("per_page")]).toEqual(["opened", "2"]);
  });

  test("a page of openings cannot be requested by number, nor with a forged token or one of another path", async () => {
    const harness = await startGreenhouse();
    const { job } = jobWith(harness, ["open", "open", "open"]);
    const path = `/v1/jobs/${job.id}/openings?per_page=1`;
    const token = found(new URL(found(links(await harness.get(path)).next)).searchParams.get("page_token"));
    const forged = `${Buffer.from("5000000001").toString("base64url")}.${token.split(".")[1]}`;
    const elsewhere = harness.state.jobs.find((one) => one.id !== job.id);
    expect((await harness.get(`${path}&page=2`)).status).toBe(422);
    expect((await harness.get(`${path}&page_token=${forged}`)).status).toBe(422);
    expect((await harness.get(`/v1/jobs/${elsewhere?.id}/openings?page_token=${token}`)).status).toBe(422);
    expect(ids(await harness.get(`${path}&page_token=${token}`))).toEqual([5_000_000_001]);
  });

  test("custom fields and their options are paged by next alone", async () => {
    const harness = await startGreenhouse();
    const answers = await walk(harness, "/v1/custom_fields/opening?per_page=5");
    expect(answers.map((answer) => rows(answer).length)).toEqual([5, 5, 3]);
    expect(Object.keys(links(found(answers[1])))).toEqual(["next"]);
    const options = await walk(harness, `/v1/custom_field/${field(harness, "languages").id}/custom_field_options?per_page=2`);
    expect(options.flatMap(rows).map((option) => option.name)).toEqual(["English", "中文", "Русский"]);
  });

  test.each(["0", "501", "many", "-1"])("per_page=%s is refused on both kinds of list", async (perPage) => {
    const harness = await startGreenhouse();
    for (const path of ["/v1/jobs", `/v1/jobs/${harness.state.jobs[0]?.id}/openings`]) {
      const answer = await harness.get(`${path}?per_page=${perPage}`);
      expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ field: "per_page" }] }]);
    }
    expect((await harness.get("/v1/jobs?per_page=500")).status).toBe(200);
  });
});

describe("error bodies", () => {
  test("404 has two forms", async () => {
    const harness = await startGreenhouse();
    expect((await harness.get("/v1/jobs/1")).body).toEqual(NOT_FOUND);
    harness.knobs.notFoundBody = "errors";
    expect((await harness.get("/v1/jobs/1")).body).toEqual({ errors: [{ message: "Not found" }] });
  });

  test("422 has a top-level message, or by knob none", async () => {
    const harness = await startGreenhouse();
    const errors = [{ message: "Must be one of: open, closed, draft", field: "status" }];
    expect((await harness.get("/v1/jobs?status=opened")).body).toEqual({ message: "Validation error", errors });
    harness.knobs.validationMessage = false;
    expect((await harness.get("/v1/jobs?status=opened")).body).toEqual({ errors });
  });

  test.each(["/v1/openings", "/v1/jobs/abc", "/v1/custom_fields/posting", "/v1/users/1", "/v2/jobs", "/v1/custom_field/1"])(
    "%s does not exist",
    async (path) => {
      const harness = await startGreenhouse();
      expect(await harness.get(path)).toMatchObject({ status: 404, body: NOT_FOUND });
    },
  );
});
