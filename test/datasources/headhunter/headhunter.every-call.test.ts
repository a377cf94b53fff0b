import { type ConfigFault, RecordingEnvReader } from "../../../src/config/env-reader.js";
import { headhunter } from "../../../src/datasources/headhunter/index.js";
import { sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import type { StandInResponse } from "../../../src/sandbox/kit/exchange.js";
import { VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT, MINUTE, type Overlay, overlay, vacancyId } from "./support.js";

const VACANCY = sampleVacancyId(1);
const MINE = "/manager_accounts/mine";

describe("Every call to HeadHunter", () => {
  let world: HeadHunterWorld;
  let answer: Overlay;

  /** A server with these settings besides the token. */
  const open = async (env: Record<string, string>) => {
    world = new HeadHunterWorld({ env: { ...KNOWN_ACCOUNT, ...env } });
    answer = () => undefined;
    overlay(world, (request, own) => answer(request, own));
    await world.open();
  };
  const one = async () => (await world.vacancies.vacanciesByIds([VACANCY]))[0];
  const asked = () => world.running.requests.map(({ method, path }) => `${method} ${path}`);
  const accounts = (...ids: string[]): StandInResponse => {
    const items = ids.map((id) => ({ id, employer: { id: "1455", name: `Employer of ${id}` } }));
    return { status: 200, json: { primary_account_id: ids[0], current_account_id: ids[0], is_primary_account_blocked: false, items } };
  };
  const withoutAccount = ({ "x-manager-account-id": _, ...headers }: Record<string, string>) => headers;
  const refused = (error: object): StandInResponse => ({ status: 403, json: { errors: [error] } });
  afterEach(() => world?.close());

  describe("names the site and the language that are set", () => {
    it("in reads, lists and changes alike, beside what they ask for, and in no exchange of tokens", async () => {
      await open({ HEADHUNTER_HOST: "hh.kz", HEADHUNTER_LOCALE: "EN" });
      world.clock.pass(15 * DAY);
      await one();
      await world.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 5);
      await world.make("closeVacancy", { id: vacancyId(VACANCY) });
      const queries = world.running.requests.map(({ method, path, query }) => `${method} ${path}?${query}`);
      expect(queries).toContain("POST /token?");
      expect(queries).toContain("GET /employers/1455/vacancies/active?page=0&per_page=5&manager_id=321&host=hh.kz&locale=EN");
      expect(queries).toContain(`PUT /employers/1455/vacancies/archived/${VACANCY}?host=hh.kz&locale=EN`);
      const without = queries.filter((one) => !one.endsWith("host=hh.kz&locale=EN"));
      expect(without).toEqual(["POST /token?"]);
    });

    it("and neither where none is set", async () => {
      await open({});
      await one();
      expect(world.running.requests.map(({ query, headers }) => [query, headers["x-manager-account-id"]])).toEqual([["", undefined]]);
    });
  });

  it.each([
    ["HEADHUNTER_HOST", "example.com"],
    ["HEADHUNTER_LOCALE", "XX"],
  ])("is refused in words that name %s where HeadHunter does not know it", async (name, value) => {
    await open({ [name]: value });
    expect(await one()).toMatchObject({ code: "CREDENTIALS_REJECTED", sent: "no", message: expect.stringContaining(`Correct ${name}.`) });
  });

  describe("is made as the work account that is set", () => {
    const ACCOUNT = { HEADHUNTER_MANAGER_ACCOUNT_ID: "77" };

    it("by its header, after one look whether the manager has it", async () => {
      await open(ACCOUNT);
      // Which accounts the stand-in knows is no matter here.
      answer = (request, own) =>
        request.path === MINE ? accounts("70", "77") : own({ ...request, headers: withoutAccount(request.headers) });
      await Promise.all([one(), one()]);
      await one();
      await world.make("closeVacancy", { id: vacancyId(VACANCY) });
      expect(asked().filter((request) => request === `GET ${MINE}`)).toHaveLength(1);
      expect(asked()).toContain(`PUT /employers/1455/vacancies/archived/${VACANCY}`);
      expect(new Set(world.running.requests.map(({ headers }) => headers["x-manager-account-id"]))).toEqual(new Set(["77"]));
    });

    it("and not at all where the manager has no such account: the refusal names those to choose from", async () => {
      await open(ACCOUNT);
      answer = ({ path, headers }) => {
        if (headers["x-manager-account-id"] !== undefined)
          return refused({ type: "manager_extra_accounts", value: "manager_extra_account_not_found" });
        return path === MINE ? accounts("70", "71") : undefined;
      };
      const wrong = {
        code: "CREDENTIALS_REJECTED",
        sent: "no",
        message:
          "HeadHunter was not asked, for HEADHUNTER_MANAGER_ACCOUNT_ID names no account of this manager. " +
          "Set it to one of the manager's: 70 (Employer of 70), 71 (Employer of 71).",
      };
      expect(await one()).toMatchObject(wrong);
      await expect(world.make("closeVacancy", { id: vacancyId(VACANCY) })).rejects.toMatchObject(wrong);
      // Asked as the account first, as every call is.
      expect(asked()).toEqual([`GET ${MINE}`, `GET ${MINE}`]);
      answer = ({ path }) => (path === MINE ? accounts("77") : undefined);
      expect(await one()).toMatchObject(wrong);
      world.clock.pass(MINUTE);
      expect(await one()).toMatchObject({ vendorId: VACANCY });
    });

    it("and not where that account is of another employer than the one that is set", async () => {
      await open({ ...ACCOUNT, HEADHUNTER_EMPLOYER_ID: "9" });
      answer = ({ path }) => (path === MINE ? accounts("77") : undefined);
      expect(await one()).toMatchObject({
        code: "CREDENTIALS_REJECTED",
        message: expect.stringMatching(/not one of the employer of HEADHUNTER_EMPLOYER_ID.*77 \(Employer of 77\)/),
      });
    });

    it("also where the accounts cannot be read: HeadHunter judges then, and is looked at again a minute later", async () => {
      await open(ACCOUNT);
      answer = ({ path }) => (path === MINE ? { status: 404, json: { errors: [{ type: "not_found" }] } } : undefined);
      expect(await one()).toMatchObject({ vendorId: VACANCY });
      await one();
      expect(asked().filter((request) => request === `GET ${MINE}`)).toHaveLength(1);
      world.clock.pass(MINUTE);
      await one();
      expect(asked().filter((request) => request === `GET ${MINE}`)).toHaveLength(2);
    });
  });

  it.each<[string, object, RegExp]>([
    [
      "is not the manager's",
      { type: "manager_extra_accounts", value: "manager_extra_account_not_found" },
      /no account of this id\. Correct HEADHUNTER_MANAGER_ACCOUNT_ID, or leave it out/,
    ],
    [
      "is blocked",
      {
        type: "manager_accounts",
        value: "used_manager_account_forbidden",
        allowed_accounts: [{ id: "70", employer: { id: "1", name: "Acme" } }, { id: 71 }, "?"],
      },
      /is blocked\. Set HEADHUNTER_MANAGER_ACCOUNT_ID to one of 70 \(Acme\), 71\./,
    ],
    ["is blocked, without another", { type: "manager_accounts", value: "used_manager_account_forbidden" }, /ACCOUNT_ID to another one\./],
  ])("is told in words where the work account %s", async (_, error, words) => {
    await open({});
    answer = () => refused(error);
    expect(await one()).toMatchObject({ code: "CREDENTIALS_REJECTED", sent: "no", message: expect.stringMatching(words) });
  });

  it.each([401, 403])("is made again with a new token where the old one has expired, by a %i", async (status) => {
    await open({});
    let isExpired = true;
    world.clock.pass(15 * DAY);
    answer = ({ path, headers }) => {
      isExpired &&= headers.authorization === "Bearer sandbox-access-token";
      return isExpired && path !== "/token" ? { status, json: { errors: [{ type: "oauth", value: "token_expired" }] } } : undefined;
    };
    expect(await one()).toMatchObject({ vendorId: VACANCY });
    expect(asked()).toEqual([`GET /vacancies/${VACANCY}`, "POST /token", `GET /vacancies/${VACANCY}`]);
  });

  it("is not said to be forbidden where the guard in front of HeadHunter answers 403 with a page", async () => {
    await open({});
    answer = () => ({ status: 403, headers: { "content-type": "text/html" }, text: "<html>DDoS-Guard</html>" });
    expect(await one()).toMatchObject({
      code: "UNAVAILABLE",
      retryable: true,
      message: expect.stringMatching(/not JSON, perhaps by a proxy or a guard on the way/),
    });
  });
});

describe("Settings of HeadHunter", () => {
  const TOKEN = { HEADHUNTER_ACCESS_TOKEN: "t", HEADHUNTER_USER_AGENT: "App/1.0 (a@example.com)" };
  function read(env: Record<string, string>) {
    const faults: ConfigFault[] = [];
    const settings = headhunter.read(new RecordingEnvReader({ ...TOKEN, ...env }, faults));
    return { settings, faults: faults.map(({ variable, message }) => `${variable} ${message}`) };
  }

  it.each<[string | undefined, object]>([
    [undefined, { kind: "own" }],
    ["own", { kind: "own" }],
    ["accessible", { kind: "accessible" }],
    ["managers:321", { kind: "managers", ids: ["321"] }],
    ["managers: 321, 7,321", { kind: "managers", ids: ["321", "7"] }],
  ])("take HEADHUNTER_SCOPE %p", (text, scope) => {
    expect(read(text === undefined ? {} : { HEADHUNTER_SCOPE: text })).toMatchObject({ settings: { scope }, faults: [] });
  });

  it.each([
    ["HEADHUNTER_SCOPE", "all"],
    ["HEADHUNTER_SCOPE", "managers:"],
    ["HEADHUNTER_SCOPE", "managers:anna"],
    ["HEADHUNTER_MANAGER_ACCOUNT_ID", "acme"],
    ["HEADHUNTER_HOST", "https://hh.kz"],
    ["HEADHUNTER_HOST", "hh"],
    ["HEADHUNTER_LOCALE", "english"],
  ])("fault %s=%s by the variable's name, with what was expected", (variable, value) => {
    expect(read({ [variable]: value }).faults).toEqual([expect.stringMatching(new RegExp(`^${variable} expected `))]);
  });

  it("are read for an account of its own by its own names", () => {
    const faults: ConfigFault[] = [];
    const env = {
      HEADHUNTER_EMEA_ACCESS_TOKEN: "t",
      HEADHUNTER_EMEA_USER_AGENT: "App/1.0 (a@example.com)",
      HEADHUNTER_EMEA_SCOPE: "everything",
      HEADHUNTER_EMEA_HOST: "rabota.by",
      HEADHUNTER_HOST: "hh.kz",
    };
    const scope = { prefix: "HEADHUNTER", name: "EMEA" };
    expect(headhunter.read(new RecordingEnvReader(env, faults, { scope }))).toMatchObject({ host: "rabota.by" });
    expect(faults.map(({ variable }) => variable)).toEqual(["HEADHUNTER_EMEA_SCOPE"]);
  });
});
