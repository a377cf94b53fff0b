import { SCOPES } from "../../src/sandbox/greenhouse-v3/index.js";
import {
  type Answer,
  AUDITOR,
  basic,
  DEACTIVATED,
  found,
  type Harness,
  idsOf,
  RECRUITER,
  rows,
  SITE_ADMIN,
  startV3,
} from "./greenhouse-v3-client.js";

const GRANT = { grant_type: "client_credentials" };
const SERVICE_USER = 4_000_000_902;

const claims = (token: string): Record<string, unknown> => JSON.parse(Buffer.from(found(token.split(".")[1]), "base64url").toString());
const ask = (harness: Harness, authorization: string | undefined): Promise<Response> =>
  fetch(`${harness.running.origin}/v3/close_reasons`, { headers: authorization === undefined ? {} : { authorization } });

describe("token endpoint", () => {
  test("answers client credentials with a bearer token and its end, an hour ahead, to the second", async () => {
    const harness = await startV3();
    await harness.clock.advance(250);
    const answer = await harness.askToken({ ...GRANT, sub: String(SITE_ADMIN) });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ token_type: "Bearer", access_token: expect.any(String), expires_at: "2026-11-22T13:00:00Z" });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  test("issues a token with the scopes of the credential and the acting user", async () => {
    const harness = await startV3({ missingScopes: ["harvest:offices:list"] });
    const { scope, sub, exp, iat } = claims(await harness.token(RECRUITER));
    expect(sub).toBe(RECRUITER);
    expect(String(scope).split(" ")).toEqual(SCOPES.filter((one) => one !== "harvest:offices:list"));
    expect(Number(exp) - Number(iat)).toBe(3600);
  });

  test("issues a token of the credential's own user where sub is missing", async () => {
    const harness = await startV3();
    const token = await harness.token();
    expect(claims(token).sub).toBe(SERVICE_USER);
    expect((await harness.get("/v3/jobs", token)).status).toBe(200);
  });

  test("issues by knob an opaque token, and accepts it", async () => {
    const harness = await startV3({ tokenForm: "opaque" });
    const token = await harness.token(SITE_ADMIN);
    expect(token).not.toContain(".");
    expect((await harness.get("/v3/jobs", token)).status).toBe(200);
  });

  test.each([
    ["expires_in", { expires_in: 3600 }],
    ["expires", { expires: "2026-11-22T13:00:00Z" }],
    ["none", {}],
  ] as const)("names the end of a token by knob as %s", async (tokenExpiry, expiry) => {
    const harness = await startV3({ tokenExpiry });
    const { body } = await harness.askToken(GRANT);
    expect(body).toEqual({ token_type: "Bearer", access_token: expect.any(String), ...expiry });
  });

  test("takes the grant from the query string where the body is empty", async () => {
    const harness = await startV3();
    const headers = { authorization: basic("sandbox-client-4000000102", "sandbox-secret") };
    const response = await fetch(`${harness.running.origin}/token?grant_type=client_credentials&sub=${RECRUITER}`, {
      method: "POST",
      headers,
    });
    expect(response.status).toBe(200);
    expect(claims(((await response.json()) as { access_token: string }).access_token).sub).toBe(RECRUITER);
  });

  test.each([
    ["no credentials", undefined, 401, { message: "Unauthorized", errorId: expect.any(String) }],
    [
      "a client id without its suffix, which it echoes",
      basic("abc", "sandbox-secret"),
      400,
      { message: "client_id=abc does not contain a valid client ID suffix", errorId: expect.any(String) },
    ],
    ["an unknown client", basic("other-1", "sandbox-secret"), 401, { error: "invalid_client" }],
    ["a wrong secret", basic("sandbox-client-4000000102", "wrong"), 401, { error: "invalid_client" }],
    ["a right secret with more behind it", basic("sandbox-client-4000000102", "sandbox-secret:x"), 401, { error: "invalid_client" }],
  ])("refuses %s", async (_, authorization, status, body) => {
    const harness = await startV3();
    const answer = await harness.askToken(GRANT, { headers: authorization === undefined ? {} : { authorization } });
    expect(answer).toMatchObject({ status, body });
  });

  test.each([
    [{}, { message: "Must include a grant_type parameter" }],
    [{ grant_type: "x" }, { message: expect.stringMatching(/^grant_type=x is invalid, please use one of: .*client_credentials/) }],
    [{ grant_type: "refresh_token" }, { error: "unauthorized_client" }],
    [{ ...GRANT, sub: "1" }, { error: "invalid_grant" }],
    [{ ...GRANT, sub: String(DEACTIVATED) }, { error: "invalid_grant" }],
    [{ ...GRANT, sub: "me" }, { error: "invalid_grant" }],
  ])("refuses the form %j", async (form, body) => {
    const harness = await startV3();
    expect(await harness.askToken(form)).toMatchObject({ status: 400, body });
  });

  test("refuses an unknown user by knob in a message that echoes the id", async () => {
    const harness = await startV3({ unknownSubject: "message" });
    const { body } = await harness.askToken({ ...GRANT, sub: "71" });
    expect(body).toEqual({ message: "sub=71 is not a user of this organization", errorId: expect.any(String) });
  });

  test("does not read a form that is sent as JSON", async () => {
    const harness = await startV3();
    const headers = { authorization: basic("sandbox-client-4000000102", "sandbox-secret"), "content-type": "application/json" };
    expect((await harness.askToken({}, { headers, body: JSON.stringify(GRANT) })).status).toBe(400);
  });

  test("has its own window: sixty requests, refused ones included, in each minute of the clock", async () => {
    const harness = await startV3({ rateLimit: 1 });
    await harness.clock.advance(20_500);
    const first = await harness.askToken({ grant_type: "x" });
    expect(limitsOf(first)).toEqual(["60", "59", "80"]);
    for (let count = 1; count < 60; count += 1) expect((await harness.askToken(GRANT)).status).toBe(200);
    const refused = await harness.askToken(GRANT);
    expect([refused.status, refused.headers.get("retry-after"), ...limitsOf(refused)]).toEqual([429, "40", "60", "0", "80"]);
    await harness.clock.advance(39_499);
    expect((await harness.askToken(GRANT)).status).toBe(429);
    await harness.clock.advance(1);
    const token = await harness.token(SITE_ADMIN);
    expect((await harness.get("/v3/close_reasons", token)).status).toBe(200);
    expect((await harness.get("/v3/close_reasons", token)).status).toBe(429);
    expect((await harness.askToken(GRANT)).status).toBe(200);
  });

  /** Limit, what remains of it, and the reset in seconds after noon. */
  function limitsOf({ headers }: Answer): string[] {
    const reset = Number(headers.get("x-ratelimit-reset")) - Date.parse("2026-11-22T12:00:00Z") / 1000;
    return [headers.get("x-ratelimit-limit") ?? "", headers.get("x-ratelimit-remaining") ?? "", String(reset)];
  }
});

describe("bearer tokens", () => {
  test.each([
    ["no token", undefined],
    ["a garbled token", "Bearer abc"],
    ["a v1 key", basic("sandbox-token", "")],
    ["the client's own credentials", basic("sandbox-client-4000000102", "sandbox-secret")],
  ])("a request with %s is answered 401", async (_, authorization) => {
    const harness = await startV3();
    const response = await ask(harness, authorization);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: "Unauthorized", errors: [expect.stringContaining("Token could not be decoded.")] });
  });

  test("a token is valid for an hour by the clock, to the second", async () => {
    const harness = await startV3();
    const token = await harness.token(SITE_ADMIN);
    await harness.clock.advance(3_599_999);
    expect((await harness.get("/v3/close_reasons", token)).status).toBe(200);
    await harness.clock.advance(1);
    expect(await harness.get("/v3/close_reasons", token)).toMatchObject({
      status: 401,
      body: { message: "Unauthorized", errors: ["Token has expired."] },
    });
  });

  test("revoked tokens are answered 401 within their hour, and a new one is served", async () => {
    const harness = await startV3();
    const token = await harness.token(SITE_ADMIN);
    harness.revokeTokens();
    expect(await harness.get("/v3/close_reasons", token)).toMatchObject({ status: 401, body: { errors: ["Token has been revoked."] } });
    expect((await harness.get("/v3/close_reasons", await harness.token(SITE_ADMIN))).status).toBe(200);
  });

  test("a new token keeps the one before valid, or by knob ends that of the same user", async () => {
    const harness = await startV3();
    const first = await harness.token(SITE_ADMIN);
    await harness.token(SITE_ADMIN);
    expect((await harness.get("/v3/close_reasons", first)).status).toBe(200);
    harness.knobs.newTokenRevokesLast = true;
    const service = await harness.token();
    await harness.token(SITE_ADMIN);
    expect((await harness.get("/v3/close_reasons", first)).status).toBe(401);
    expect((await harness.get("/v3/close_reasons", service)).status).toBe(200);
  });

  test("a token whose user was deactivated is answered 401", async () => {
    const harness = await startV3();
    const token = await harness.token(SITE_ADMIN);
    found(harness.state.users[0]).disabled = true;
    expect((await harness.get("/v3/close_reasons", token)).status).toBe(401);
  });
});

describe("scopes", () => {
  test("a list without its scope is answered 403 that names it, and the others are served", async () => {
    const harness = await startV3({ missingScopes: ["harvest:openings:list"] });
    expect(await harness.get("/v3/openings")).toMatchObject({
      status: 403,
      body: { message: "Forbidden", errors: ["Missing scope: harvest:openings:list"] },
    });
    expect((await harness.get("/v3/jobs")).status).toBe(200);
  });

  test("a scope that is ticked later is in the next token, not in one that was issued before", async () => {
    const harness = await startV3({ missingScopes: ["harvest:openings:create"] });
    const { id } = found(harness.state.jobs[0]);
    expect((await harness.write("POST", "/v3/openings", { job_id: id })).status).toBe(403);
    harness.knobs.missingScopes = [];
    expect((await harness.write("POST", "/v3/openings", { job_id: id })).status).toBe(403);
    expect((await harness.write("POST", "/v3/openings", { job_id: id }, await harness.token(SITE_ADMIN))).status).toBe(201);
  });

  test.each([
    ["POST", "/v3/openings", "harvest:openings:create"],
    ["PATCH", "/v3/openings/1", "harvest:openings:update"],
    ["DELETE", "/v3/openings/1", "harvest:openings:destroy"],
    ["POST", "/v3/openings/bulk", "harvest:openings:create"],
    ["PATCH", "/v3/openings/bulk", "harvest:openings:update"],
    ["DELETE", "/v3/openings/bulk", "harvest:openings:destroy"],
    ["PATCH", "/v3/jobs/1", "harvest:jobs:update"],
    ["POST", "/v3/applications/1/hire", "harvest:applications:hire"],
  ] as const)("%s %s takes the scope %s", async (method, path, scope) => {
    const harness = await startV3({ missingScopes: [scope] });
    expect(await harness.write(method, path, {})).toMatchObject({ status: 403, body: { errors: [`Missing scope: ${scope}`] } });
  });
});

describe("Site Admin", () => {
  test("a list for another user is answered 403, or by knob with 200 and an empty list", async () => {
    const harness = await startV3();
    const token = await harness.token(RECRUITER);
    expect(await harness.get("/v3/jobs", token)).toMatchObject({ status: 403, body: { message: "Forbidden" } });
    harness.knobs.nonAdminLists = "empty";
    const empty = await harness.get("/v3/jobs", token);
    expect([empty.status, empty.body]).toEqual([200, []]);
    expect((await harness.get("/v3/jobs?page=2", token)).status).toBe(422);
  });

  test("the user's own record is shown to a Site Admin, and to another user by knob only", async () => {
    const harness = await startV3({ nonAdminLists: "empty" });
    const look = async (id: number) => (await harness.get(`/v3/users?ids=${id}`, await harness.token(id))).body;
    expect(await look(SITE_ADMIN)).toMatchObject([{ id: SITE_ADMIN, site_admin: true }]);
    expect(await look(RECRUITER)).toEqual([]);
    harness.knobs.nonAdminSeesUsers = true;
    expect(await look(RECRUITER)).toMatchObject([{ id: RECRUITER, site_admin: false }]);
    expect((await harness.get("/v3/jobs", await harness.token(RECRUITER))).body).toEqual([]);
  });

  test("the service user is listed only where service accounts are requested, and has no e-mail address", async () => {
    const harness = await startV3();
    expect((await harness.get(`/v3/users?ids=${SERVICE_USER}`)).body).toEqual([]);
    const shown = await harness.get("/v3/users?show_service_accounts=true&per_page=3");
    expect(rows(shown)[0]).toMatchObject({ id: SERVICE_USER, primary_email: null, emails: [], site_admin: true });
    expect(idsOf(shown)).toHaveLength(3);
  });

  test("a user who is not Site Admin may write where the job may be edited", async () => {
    const harness = await startV3();
    const { id } = found(harness.state.jobs[0]);
    const create = async (sub: number) => (await harness.write("POST", "/v3/openings", { job_id: id }, await harness.token(sub))).status;
    expect(await create(RECRUITER)).toBe(201);
    expect(await create(AUDITOR)).toBe(403);
  });
});
