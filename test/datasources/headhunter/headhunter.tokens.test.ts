import { type ConfigFault, RecordingEnvReader } from "../../../src/config/env-reader.js";
import type { VendorConnection } from "../../../src/datasources/contract/vendor-module.js";
import { HeadHunterTokens } from "../../../src/datasources/headhunter/headhunter.tokens.js";
import { headhunter } from "../../../src/datasources/headhunter/index.js";
import type { VendorResponse } from "../../../src/http/request.js";
import { sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../../src/secrets/credential-cipher.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import type { CredentialRepository, StoredCredential } from "../../../src/store/credential.repository.js";
import { until } from "../../support/until.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT } from "./support.js";

const VACANCY = sampleVacancyId(1);

describe("the token of HeadHunter", () => {
  let world: HeadHunterWorld;
  const readWith = async (connection: VendorConnection) => (await connection.datasource({}).vacancies?.vacanciesByIds([VACANCY]))?.[0];
  const renewals = () => world.running.requests.filter(({ path }) => path === "/token");

  beforeEach(async () => {
    world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
  });
  afterEach(() => world.close());

  it("is renewed after it has expired, once for all refused calls, and not before", async () => {
    await readWith(world.connection);
    expect(renewals()).toHaveLength(0);
    world.clock.pass(14 * DAY);
    const source = world.source().vacancies;
    const found = await source.vacanciesByIds([1, 2, 3, 4, 5].map(sampleVacancyId));
    expect(found.every((vacancy) => vacancy !== null && !(vacancy instanceof Error))).toBe(true);
    expect(renewals()).toHaveLength(1);
    const [renewal] = renewals();
    expect(Object.fromEntries(new URLSearchParams(renewal?.rawBody))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "sandbox-refresh-token",
    });
    expect(renewal?.headers).toMatchObject({ "hh-user-agent": "Hiregraph/1.0 (dev@example.com)" });
    expect(renewal?.headers.authorization).toBeUndefined();
  });

  it("is stored before it is used, and the pair from the store goes before the configured one after a restart", async () => {
    world.clock.pass(14 * DAY);
    await readWith(world.connection);
    const rows = await world.database.selectFrom("vendor_credentials").selectAll().execute();
    expect(rows).toMatchObject([
      { vendor: "HEADHUNTER", access_token: "sandbox-access-token-2", refresh_token: "sandbox-refresh-token-2" },
    ]);
    expect(rows[0]?.origin_hash).not.toContain("sandbox");
    world.running.requests.splice(0);
    expect(await readWith(world.connect())).toMatchObject({ vendorId: VACANCY });
    expect(world.running.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer sandbox-access-token-2"]);
    // The renewed one expires like the first, and its own refresh token renews it.
    world.clock.pass(14 * DAY);
    expect(await readWith(world.connect())).toMatchObject({ vendorId: VACANCY });
    expect(renewals().map(({ rawBody }) => new URLSearchParams(rawBody).get("refresh_token"))).toEqual(["sandbox-refresh-token-2"]);
  });

  it("is stored encrypted where there is a key, and found again after a restart", async () => {
    const cipher = new CredentialCipher([Buffer.alloc(32, 1)]);
    world.clock.pass(14 * DAY);
    await readWith(world.connect({}, { cipher }));
    expect(JSON.stringify(await world.database.selectFrom("vendor_credentials").selectAll().execute())).not.toContain("sandbox-");
    world.running.requests.splice(0);
    expect(await readWith(world.connect({}, { cipher }))).toMatchObject({ vendorId: VACANCY });
    expect(world.running.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer sandbox-access-token-2"]);
  });

  it("counts as absent where its key is gone, which its status says from the start until the key is back", async () => {
    const [gone, present] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    world.clock.pass(14 * DAY);
    await readWith(world.connect({}, { cipher: new CredentialCipher([gone]) }));
    const errors: unknown[] = [];
    const connection = world.connect({}, { cipher: new CredentialCipher([present]), onError: (error) => errors.push(error) });
    expect(connection.status().lastFailure).toBeUndefined();
    connection.start?.();
    await until(() => errors.length === 1);
    expect(connection.status().lastFailure?.error).toMatchObject({
      code: "CREDENTIALS_REJECTED",
      vendor: "HEADHUNTER",
      message: expect.stringMatching(/^The renewed tokens in the database cannot be opened with CREDENTIALS_KEY, and count as absent\./),
    });
    world.running.requests.splice(0);
    expect(await readWith(connection)).toMatchObject({
      code: "CREDENTIALS_REJECTED",
      message: expect.stringContaining("what it was exchanged for cannot be opened with CREDENTIALS_KEY"),
    });
    expect(world.running.requests[0]?.headers.authorization).toBe("Bearer sandbox-access-token");
    const back = world.connect({}, { cipher: new CredentialCipher([present, gone]), onError: (error) => errors.push(error) });
    back.start?.();
    expect(await readWith(back)).toMatchObject({ vendorId: VACANCY });
    expect([back.status().lastFailure, errors]).toEqual([undefined, [expect.anything()]]);
  });

  it("is registered as a secret with its refresh token, before its use and after a restart", async () => {
    world.clock.pass(14 * DAY);
    await readWith(world.connection);
    const pair = "sandbox-access-token-2 sandbox-refresh-token-2";
    expect(world.secrets.cut(pair)).toBe("[redacted] [redacted]");
    world.secrets = new Secrets();
    await readWith(world.connect());
    expect(world.secrets.cut(pair)).toBe("[redacted] [redacted]");
  });

  it.each([
    ["as a text", "1209600"],
    ["in no way that can be read", { seconds: 1209600 }],
    ["beyond all dates", 1e300],
  ])("is stored where its life comes %s, since the refresh token has been used", async (_, expires_in) => {
    world.clock.pass(14 * DAY);
    const json = { access_token: "the-new-one", refresh_token: "its-successor", expires_in };
    world.running.faults.arm({ kind: "status", status: 200, path: "^/token", json });
    await readWith(world.connection);
    const [row] = await world.database.selectFrom("vendor_credentials").selectAll().execute();
    expect(row).toMatchObject({ access_token: "the-new-one", refresh_token: "its-successor" });
    const life = row?.expires_at ? Date.parse(row.expires_at) - world.clock.now() : null;
    expect(life).toBe(typeof expires_in === "string" ? 14 * DAY : null);
  });

  it("has a new row once another refresh token is configured", async () => {
    world.clock.pass(14 * DAY);
    await readWith(world.connection);
    world.running.requests.splice(0);
    await readWith(world.connect({ HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token-2", HEADHUNTER_REFRESH_TOKEN: "a-new-login" }));
    expect(world.running.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer sandbox-access-token-2"]);
  });

  it("is taken from the store where another server on the same database renewed it first", async () => {
    const other = world.connect();
    await readWith(other);
    world.clock.pass(14 * DAY);
    await readWith(world.connection);
    expect(await readWith(other)).toMatchObject({ vendorId: VACANCY });
    expect(renewals()).toHaveLength(1);
  });

  it("is renewed, not taken from the store, where another server's token has expired as well", async () => {
    const other = world.connect();
    await readWith(other);
    world.clock.pass(14 * DAY);
    await readWith(world.connection);
    world.clock.pass(14 * DAY);
    expect(await readWith(other)).toMatchObject({ vendorId: VACANCY });
    expect(renewals().map(({ rawBody }) => new URLSearchParams(rawBody).get("refresh_token"))).toEqual([
      "sandbox-refresh-token",
      "sandbox-refresh-token-2",
    ]);
  });

  it("is renewed by two servers at the same time: the second waits for the pair that the first stores", async () => {
    const other = world.connect();
    await readWith(other);
    await readWith(world.connection);
    world.clock.pass(14 * DAY);
    const both = await Promise.all([readWith(world.connection), readWith(other)]);
    expect(both).toMatchObject([{ vendorId: VACANCY }, { vendorId: VACANCY }]);
    expect(world.standIn.state.tokens.filter(({ kind }) => kind === "user")).toHaveLength(2);
  });

  it("is not renewed where the database cannot be read", async () => {
    world.clock.pass(14 * DAY);
    await world.database.schema.alterTable("vendor_credentials").renameTo("gone").execute();
    expect(await readWith(world.connection)).toBeInstanceOf(Error);
    expect(renewals()).toHaveLength(0);
    await world.database.schema.alterTable("gone").renameTo("vendor_credentials").execute();
    expect(await readWith(world.connection)).toMatchObject({ vendorId: VACANCY });
    expect(renewals()).toHaveLength(1);
  });

  it("is not renewed again where the database fails to store it, and not used before it is stored", async () => {
    const kept: StoredCredential[] = [];
    let works = false;
    const store = {
      newest: async () => kept.at(-1),
      alone: async (_configured: string, work: () => Promise<void>) => ({ result: await work() }),
      keep: async (_configured: string, pair: StoredCredential) => {
        if (!works) throw new Error("disk full");
        kept.push(pair);
      },
    } as unknown as CredentialRepository;
    let exchanges = 0;
    const send = async (): Promise<VendorResponse> => {
      exchanges += 1;
      const json = { access_token: "second", refresh_token: "next" };
      return { status: 200, headers: {}, text: "", json, receivedAt: 0 };
    };
    const settings = {
      source: sourceOf(Vendor.HEADHUNTER),
      accessToken: "first",
      refreshToken: "once",
      userAgent: "App/1.0 (a@b.c)",
      tokenPath: "/token",
    };
    const tokens = new HeadHunterTokens(settings, store, send, world.clock, new Secrets());
    expect((await tokens.headers()).authorization).toBe("Bearer first");
    await expect(tokens.renew?.()).rejects.toThrow("disk full");
    await expect(tokens.headers()).rejects.toThrow("disk full");
    works = true;
    expect((await tokens.headers()).authorization).toBe("Bearer second");
    expect(kept).toMatchObject([{ accessToken: "second", refreshToken: "next" }]);
    expect(exchanges).toBe(1);
  });

  it("fails with advice to sign in again where the refresh token was used elsewhere", async () => {
    const [pair] = world.standIn.state.tokens;
    if (pair === undefined) throw new Error("no token");
    pair.refreshed = true;
    world.clock.pass(14 * DAY);
    expect(await readWith(world.connection)).toMatchObject({
      code: "CREDENTIALS_REJECTED",
      sent: "no",
      message: expect.stringMatching(/HEADHUNTER_REFRESH_TOKEN/),
    });
    expect(renewals()).toHaveLength(1);
  });

  it("is not renewed where it is revoked or unknown, or lacks a right", async () => {
    const [pair] = world.standIn.state.tokens;
    if (pair === undefined) throw new Error("no token");
    pair.revoked = true;
    expect(await readWith(world.connection)).toMatchObject({ code: "CREDENTIALS_REJECTED", vendorCode: "token_revoked" });
    expect(renewals()).toHaveLength(0);
  });

  it("fails with the variables to set where it has expired and cannot be renewed", async () => {
    const connection = world.connect({ HEADHUNTER_REFRESH_TOKEN: undefined });
    world.clock.pass(14 * DAY);
    expect(await readWith(connection)).toMatchObject({
      code: "CREDENTIALS_REJECTED",
      vendorCode: "token_expired",
      message: expect.stringMatching(/HEADHUNTER_ACCESS_TOKEN/),
    });
    expect(renewals()).toHaveLength(0);
  });

  it("is renewed at HEADHUNTER_TOKEN_URL", async () => {
    const elsewhere = await new HeadHunterWorld().open();
    try {
      const connection = world.connect({ HEADHUNTER_TOKEN_URL: `${elsewhere.running.origin}/oauth/token` });
      world.clock.pass(14 * DAY);
      await readWith(connection);
      await until(() => elsewhere.running.requests.length > 0);
      expect(elsewhere.running.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /oauth/token"]);
    } finally {
      await elsewhere.close();
    }
  });

  it("appears in no message", async () => {
    world.running.faults.arm({
      kind: "status",
      path: "^/token$",
      status: 400,
      json: { error: "invalid_grant", error_description: "bad token" },
    });
    world.clock.pass(14 * DAY);
    const failure = (await readWith(world.connection)) as Error;
    expect(failure.message).toContain("bad token");
    expect(JSON.stringify([failure.message, failure.stack])).not.toMatch(/sandbox-(access|refresh)-token/);
  });
});

describe("the settings of HeadHunter", () => {
  const read = (env: Record<string, string>) => {
    const faults: ConfigFault[] = [];
    const settings = headhunter.read(new RecordingEnvReader(env, faults));
    return { settings, faults: faults.map(({ variable }) => variable) };
  };
  const whole = { HEADHUNTER_ACCESS_TOKEN: "a", HEADHUNTER_USER_AGENT: "App/1.0 (mail@example.com)" };

  it("make it live with a token, and use HeadHunter's hosts by default", () => {
    expect(read({})).toEqual({ settings: undefined, faults: [] });
    expect(read(whole)).toMatchObject({ settings: { baseUrl: "https://api.hh.ru", tokenUrl: "https://api.hh.ru/token" }, faults: [] });
    expect(read({ ...whole, HEADHUNTER_BASE_URL: "http://127.0.0.1:1/hh/" }).settings).toMatchObject({
      tokenUrl: "http://127.0.0.1:1/hh/token",
    });
  });

  it("require a user agent, and ids of digits", () => {
    expect(read({ HEADHUNTER_ACCESS_TOKEN: "a" }).faults).toEqual(["HEADHUNTER_USER_AGENT"]);
    expect(read({ ...whole, HEADHUNTER_EMPLOYER_ID: "me", HEADHUNTER_MANAGER_ID: "1/2" }).faults).toEqual([
      "HEADHUNTER_EMPLOYER_ID",
      "HEADHUNTER_MANAGER_ID",
    ]);
  });
});
