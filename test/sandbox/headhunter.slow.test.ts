import { APPLICATION_TOKEN, specialVacancyId } from "../../src/sandbox/headhunter/index.js";
import { DAY, HeadHunterBench, list, record, refusal, SECOND } from "./headhunter-support.js";

describe("The HeadHunter stand-in's first checks", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  it("refuse a request without an agent before they check the token", async () => {
    const answer = await bench.get("/me", { token: "wrong", headers: { "hh-user-agent": "", "user-agent": "" } });
    expect(refusal(answer)).toBe("400 bad_user_agent/unset");
  });

  it("read only HH-User-Agent where both agents are given, and User-Agent where it is alone", async () => {
    bench.standIn.knobs.blockedUserAgents = ["Bad/1.0"];
    expect((await bench.get("/me", { headers: { "user-agent": "Bad/1.0" } })).status).toBe(200);
    expect(refusal(await bench.get("/me", { headers: { "user-agent": "Good/1.0", "hh-user-agent": "Bad/1.0" } }))).toBe(
      "400 bad_user_agent/blacklisted",
    );
    const alone = await fetch(`${bench.running?.origin}/dictionaries`, { headers: { "user-agent": "Good/1.0" } });
    expect(alone.status).toBe(200);
  });

  it("answer invalid tokens with 403, each with its own value", async () => {
    expect(refusal(await bench.get("/me", { token: null }))).toBe("403 forbidden");
    expect(refusal(await bench.get("/me", { token: "wrong" }))).toBe("403 oauth/bad_authorization");
    expect(refusal(await bench.get("/vacancy_conditions", { token: APPLICATION_TOKEN }))).toBe("403 oauth/user_auth_expected");
    bench.clock.jump(14 * DAY);
    const expired = await bench.get("/me");
    expect(refusal(expired)).toBe("403 oauth/token_expired");
    expect(record(expired).oauth_error).toBe("token-expired");
  });

  it("refuse a revoked token", async () => {
    expect((await bench.send("DELETE", "/token")).status).toBe(204);
    expect(refusal(await bench.get("/me"))).toBe("403 oauth/token_revoked");
  });

  it("refuse an account header that names none of the manager's accounts", async () => {
    expect((await bench.get("/me", { headers: { "x-manager-account-id": "9002" } })).status).toBe(200);
    expect(refusal(await bench.get("/me", { headers: { "x-manager-account-id": "1" } }))).toBe(
      "403 manager_extra_accounts/manager_extra_account_not_found",
    );
    expect(refusal(await bench.get("/vacancy_conditions", { headers: { "x-manager-account-id": "1" } }))).toBe(
      "403 manager_extra_accounts/manager_extra_account_not_found",
    );
    const accounts = record(await bench.get("/manager_accounts/mine", { headers: { "x-manager-account-id": "9002" } }));
    expect(accounts).toMatchObject({ primary_account_id: "9001", current_account_id: "9002" });
  });

  it("refuse employer methods to a person without an employer, but answer 404 for the types of publication", async () => {
    bench.standIn.knobs.isEmployer = false;
    expect(refusal(await bench.get("/vacancy_conditions"))).toBe("403 forbidden");
    expect(refusal(await bench.get("/employers/1455/vacancies/active"))).toBe("403 forbidden");
    expect(refusal(await bench.get("/employers/1455/managers/321/vacancies/available_types"))).toBe("404 not_found");
    expect(record(await bench.get("/me"))).toMatchObject({ is_employer: false, is_applicant: true, employer: null, manager: null });
  });

  it("put the request's id in the header of every answer and in the body of an error", async () => {
    const refused = await bench.get("/vacancies/1");
    expect(refusal(refused)).toBe("404 not_found");
    expect(record(refused).request_id).toBe(refused.headers.get("x-request-id"));
    const served = await bench.get("/locales");
    expect(served.headers.get("x-request-id")).toMatch(/^\d{32}$/);
    expect(served.headers.get("x-request-id")).not.toBe(refused.headers.get("x-request-id"));
  });

  it("answer 429 without a body above the limit, until the window has moved", async () => {
    bench.standIn.knobs.rateLimit = { requests: 2, windowMs: SECOND };
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await bench.get("/locales")).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await bench.get("/locales")).body).toBeUndefined();
    bench.clock.jump(SECOND);
    expect((await bench.get("/locales")).status).toBe(200);
  });
});

describe("The HeadHunter stand-in's token endpoint", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  const refresh = (form: Record<string, string>) =>
    bench.send("POST", "/token", {
      token: null,
      body: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  const pair = { grant_type: "refresh_token", refresh_token: "sandbox-refresh-token" };

  it("refuses to refresh before the access token expires", async () => {
    bench.clock.jump(14 * DAY - SECOND);
    const early = await refresh(pair);
    expect(early).toMatchObject({ status: 400, body: { error: "invalid_grant", error_description: "token not expired" } });
    expect((await bench.get("/me")).status).toBe(200);
  });

  it("issues a new pair after the expiry, and accepts each refresh token once", async () => {
    bench.clock.jump(14 * DAY);
    const given = record(await refresh(pair)) as { access_token: string; refresh_token: string };
    expect(given).toEqual({
      access_token: expect.not.stringMatching(/^sandbox-access-token$/),
      refresh_token: expect.not.stringMatching(/^sandbox-refresh-token$/),
      token_type: "bearer",
      expires_in: 1_209_600,
    });
    expect((await bench.get("/me", { token: given.access_token })).status).toBe(200);
    expect(refusal(await bench.get("/me"))).toBe("403 oauth/token_expired");
    expect((await refresh(pair)).body).toEqual({ error: "invalid_grant", error_description: "token has already been refreshed" });
    bench.clock.jump(14 * DAY);
    expect((await refresh({ ...pair, refresh_token: given.refresh_token })).status).toBe(200);
  });

  it("refuses a refresh in the form of RFC 6749", async () => {
    expect((await refresh({ ...pair, refresh_token: "other" })).body).toEqual({ error: "invalid_grant", error_description: "bad token" });
    expect((await refresh({ grant_type: "refresh_token" })).body).toMatchObject({ error: "invalid_request" });
    expect((await refresh({ grant_type: "password" })).body).toMatchObject({ error: "unsupported_grant_type" });
    const asJson = await bench.send("POST", "/token", { token: null, body: pair });
    expect(asJson).toMatchObject({ status: 400, body: { error: "invalid_request" } });
    await bench.send("DELETE", "/token");
    bench.clock.jump(14 * DAY);
    expect((await refresh(pair)).body).toMatchObject({ error_description: "token was revoked" });
  });
});

describe("The HeadHunter stand-in's reference data", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  it("distinguishes the caller from the account's personal manager", async () => {
    expect(record(await bench.get("/me"))).toMatchObject({
      auth_type: "employer",
      is_employer: true,
      employer: { id: "1455", manager_id: "77001" },
      manager: { id: "321" },
    });
    expect(record(await bench.get("/me", { token: APPLICATION_TOKEN }))).toEqual({
      auth_type: "application",
      is_applicant: false,
      is_employer: false,
      is_admin: false,
      is_application: true,
      is_employer_integration: false,
    });
  });

  it("localises names but not ids", async () => {
    const russian = record(await bench.get("/dictionaries", { token: null })) as Record<string, { id: string; name: string }[]>;
    const english = record(await bench.get("/dictionaries?locale=EN", { token: null })) as Record<string, { id: string; name: string }[]>;
    expect(russian.vacancy_type?.[0]).toEqual({ id: "open", name: "Открытая" });
    expect(english.vacancy_type?.[0]).toEqual({ id: "open", name: "Open" });
    expect(russian.currency?.map((currency) => (currency as unknown as { code: string }).code)).toContain("RUR");
    expect(russian.driver_license_types?.[0]).toEqual({ id: "A" });
  });

  it("marks areas for publication on request, and reduces the tree to a price region", async () => {
    const plain = (await bench.get("/areas", { token: null })).body as Record<string, unknown>[];
    expect(plain[0]).not.toHaveProperty("can_publish");
    const cut = (await bench.get("/areas?price_region_id=1000224&vacancy_publication_flag=true", { token: null })).body;
    expect(cut).toMatchObject([
      {
        id: "113",
        can_publish: false,
        areas: [
          { id: "1", can_publish: true, areas: [] },
          { id: "2019", can_publish: false, areas: [{ id: "2042", can_publish: true }] },
        ],
      },
    ]);
    expect(JSON.stringify(cut)).not.toContain("Санкт-Петербург");
    expect(refusal(await bench.get("/areas?price_region_id=5", { token: null }))).toBe("400 bad_argument/price_region_id");
    expect(record(await bench.get("/areas/160", { token: null }))).toMatchObject({ name: "Алматы", parent_id: "40" });
    expect((await bench.get("/areas/9", { token: null })).status).toBe(404);
  });

  it("lists the managers, without a count for those whose vacancies the caller may not see", async () => {
    const managers = list(await bench.get("/employers/1455/managers"));
    expect(managers).toMatchObject({ found: 5, per_page: 200 });
    const counts = Object.fromEntries(managers.items.map((manager) => [manager.id, manager.vacancies_count]));
    expect(counts["325"]).toBeNull();
    expect(counts["324"]).toBe(1);
    expect(list(await bench.get(`/employers/1455/managers?search_text=${encodeURIComponent("второй")}`)).items).toMatchObject([
      { id: "322" },
    ]);
    expect((await bench.get("/employers/1455/managers?per_page=201")).status).toBe(400);
    expect((await bench.get("/employers/1/managers")).status).toBe(404);
    expect(record(await bench.get("/employers/1455/managers/322"))).toMatchObject({ permissions: [{ id: "can_create_vacancy" }] });
  });

  it("has URLs of production, or by knob of itself", async () => {
    const path = `/vacancies/${specialVacancyId("premium")}`;
    expect(record(await bench.get(path)).url).toBe(`https://api.hh.ru${path}`);
    bench.standIn.knobs.urlOrigin = "request";
    expect(record(await bench.get(path)).url).toBe(`${bench.running?.origin}${path}`);
  });
});
