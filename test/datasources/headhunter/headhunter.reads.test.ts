import type { VacancyFilter } from "../../../src/datasources/contract/datasource.js";
import { sampleVacancyId, specialVacancyId } from "../../../src/sandbox/headhunter/index.js";
import type { Vacancy } from "../../../src/schema/vacancy/vacancy.type.js";
import { VacancyOrder, VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { recordsIn } from "../../support/records.js";
import { HeadHunterWorld, KNOWN_ACCOUNT, vacancyId } from "./support.js";

describe("vacancies of HeadHunter", () => {
  let world: HeadHunterWorld;
  const list = (filter: Partial<VacancyFilter> = {}, limit = 50, after?: string) =>
    world.vacancies.listVacancies({ status: VacancyStatus.ACTIVE, ...filter }, limit, after);
  const queries = () => world.running.requests.splice(0).map(({ path, query }) => `${path}?${decodeURIComponent(query)}`);

  beforeAll(async () => {
    world = await new HeadHunterWorld().open();
  });
  beforeEach(() => {
    world.running.requests.length = 0;
  });
  afterAll(() => world.close());

  async function one(id: string): Promise<Vacancy> {
    const [vacancy] = await world.vacancies.vacanciesByIds([id]);
    if (vacancy === null || vacancy === undefined || vacancy instanceof Error) throw vacancy ?? new Error("not found");
    return vacancy;
  }

  it("are read whole, with times in UTC and ids as texts", async () => {
    const vacancy = await one(sampleVacancyId(1));
    expect(vacancy).toMatchObject({
      id: vacancyId(sampleVacancyId(1)),
      status: "ACTIVE",
      vendorStatus: "active",
      code: "REQ-1002",
      manager: { id: "321", name: null },
      billingType: { id: "standard" },
      canUpgradeBillingType: true,
      closedAt: null,
      url: `https://hh.ru/vacancy/${sampleVacancyId(1)}`,
    });
    expect(vacancy.publishedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
    expect(vacancy.raw).toMatchObject({ published_at: expect.stringMatching(/\+0300$/) });
    expect(Date.parse(vacancy.publishedAt ?? "")).toBe(
      Math.floor((world.standIn.state.vacancies.get(vacancy.vendorId)?.publishedAt ?? 0) / 1000) * 1000,
    );
  });

  it("are read once a GraphQL request, and are null where they do not exist", async () => {
    const source = world.vacancies;
    const [first, again] = await Promise.all([
      source.vacanciesByIds([sampleVacancyId(1), "424242", "drafts"]),
      source.wholeVacancies([sampleVacancyId(1)]),
    ]);
    expect(first.slice(1)).toEqual([null, null]);
    expect(again[0]).toEqual(first[0]);
    expect(world.asked()).toEqual([`GET /vacancies/${sampleVacancyId(1)}`, "GET /vacancies/424242"]);
  });

  it("keep the three states of a salary's bounds and of gross", async () => {
    const salaries = await Promise.all([1, 2, 3, 4].map(async (index) => (await one(sampleVacancyId(index))).salary));
    expect(salaries).toEqual([
      { period: "MONTH", frequency: null, from: 65_000, to: null, currency: "RUR", gross: true },
      { period: "MONTH", frequency: null, from: null, to: 70_000, currency: "RUR", gross: false },
      { period: "MONTH", frequency: null, from: 75_000, to: null, currency: "RUR", gross: null },
      null,
    ]);
  });

  it("may be archived, deleted, or anonymous without an employer", async () => {
    expect(await one(sampleVacancyId(6))).toMatchObject({ status: "CLOSED", closedAt: expect.stringMatching(/Z$/) });
    expect(await one(sampleVacancyId(8))).toMatchObject({ status: "DELETED", vendorStatus: "hidden" });
    expect((await one(specialVacancyId("anonymous"))).employer).toBeNull();
  });

  it("take one GET /me for the ids of employer and manager, and are requested for the manager", async () => {
    const fresh = await new HeadHunterWorld().open();
    try {
      const source = fresh.vacancies;
      await source.listVacancies({ status: VacancyStatus.ACTIVE }, 10);
      await fresh.vacancies.listVacancies({ status: VacancyStatus.CLOSED }, 10);
      expect(fresh.running.requests.map(({ path }) => path)).toEqual([
        "/me",
        "/employers/1455/vacancies/active",
        "/employers/1455/vacancies/archived",
      ]);
      expect(fresh.running.requests[1]?.query).toContain("manager_id=321");
    } finally {
      await fresh.close();
    }
  });

  it("take no GET /me where employer and manager are configured", async () => {
    const configured = await new HeadHunterWorld({ env: { HEADHUNTER_EMPLOYER_ID: "1455", HEADHUNTER_MANAGER_ID: "322" } }).open();
    try {
      await configured.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 10);
      expect(configured.running.requests.map(({ path, query }) => [path, query.includes("manager_id=322")])).toEqual([
        ["/employers/1455/vacancies/active", true],
      ]);
    } finally {
      await configured.close();
    }
  });

  it("that are active are listed with counters and total, and with undefined for fields that copies lack", async () => {
    const page = await list();
    const active = [...world.standIn.state.vacancies.values()].filter(
      ({ archivedAt, managerId }) => archivedAt === null && managerId === "321",
    );
    expect(page.totalCount).toBe(active.length);
    expect(page.items).toHaveLength(active.length);
    expect(page.hasMore).toBe(false);
    const [first] = page.items;
    expect(first?.node).toMatchObject({ status: "ACTIVE", counters: { views: expect.any(Number), invitationsAndResponses: null } });
    expect(first?.node.code).toBeUndefined();
    expect(first?.node.description).toBeUndefined();
    expect(first?.node.manager).toBeUndefined();
    expect(first?.node.department).not.toBeUndefined();
  });

  it("that are archived or deleted have the counters of their lists", async () => {
    const [closed] = (await list({ status: VacancyStatus.CLOSED }, 1)).items;
    expect(closed?.node).toMatchObject({ status: "CLOSED", expiresAt: null, closedAt: expect.stringMatching(/Z$/) });
    expect(closed?.node.counters).toMatchObject({
      views: null,
      responses: expect.any(Number),
      invitationsAndResponses: expect.any(Number),
    });
    expect(closed?.node.billingType).toBeUndefined();
    const [deleted] = (await list({ status: VacancyStatus.DELETED }, 1)).items;
    expect(deleted?.node).toMatchObject({ status: "DELETED", counters: null });
  });

  it("of a status that HeadHunter lacks are none, without a request", async () => {
    expect(await list({ status: VacancyStatus.PENDING })).toEqual({ items: [], hasMore: false, totalCount: 0 });
    expect(world.running.requests).toEqual([]);
  });

  it("continue after a cursor, also within a page, without losing or repeating one", async () => {
    const whole = (await list({}, 200)).items.map(({ node }) => node.vendorId);
    const walked: string[] = [];
    let after: string | undefined;
    for (const limit of [7, 5, 11, 50]) {
      const page = await list({}, limit, after);
      walked.push(...page.items.map(({ node }) => node.vendorId));
      after = page.items.at(-1)?.position;
    }
    expect(walked).toEqual(whole);
  });

  it("refuse the cursor of another list", async () => {
    await expect(list({}, 5, "x1")).rejects.toThrow("not a cursor of this list");
  });

  it("are requested with order, text and area from the lists that have them", async () => {
    await list({ order: VacancyOrder.EXPIRES_DESC, text: "инженер + врач", areaIds: ["1"] }, 5);
    await list({ status: VacancyStatus.CLOSED, order: VacancyOrder.CLOSED_ASC }, 5);
    await list({ status: VacancyStatus.DELETED, order: VacancyOrder.NAME_DESC }, 5);
    await list({ managerId: "322", order: VacancyOrder.UNREAD_RESPONSES_ASC }, 5);
    expect(queries()).toEqual([
      "/employers/1455/vacancies/active?page=0&per_page=5&manager_id=321&text=инженер+++врач&order_by=expiration_date_desc&area=1",
      "/employers/1455/vacancies/archived?page=0&per_page=5&manager_id=321&order_by=archive_time_asc",
      "/employers/1455/vacancies/hidden?page=0&per_page=5&manager_id=321&order_by=name_desc",
      "/employers/1455/vacancies/active?page=0&per_page=5&manager_id=322&order_by=unseen_responses_asc",
    ]);
  });

  it.each<[string, Partial<VacancyFilter>]>([
    ["words among the archived", { status: VacancyStatus.CLOSED, text: "x" }],
    ["areas among the deleted", { status: VacancyStatus.DELETED, areaIds: ["1"] }],
    ["active ones by the time of closing", { order: VacancyOrder.CLOSED_ASC }],
    ["archived ones by expiry", { status: VacancyStatus.CLOSED, order: VacancyOrder.EXPIRES_ASC }],
  ])("are UNSUPPORTED for %s", async (_what, filter) => {
    await expect(list(filter)).rejects.toMatchObject({ code: "UNSUPPORTED", sent: "no" });
    expect(world.running.requests).toEqual([]);
  });

  it("of several areas are merged from one list an area, since HeadHunter uses only the last of several", async () => {
    const all = (await list({}, 200)).items.map(({ node }) => node);
    const wanted = all.filter(({ area }) => area?.id === "1" || area?.id === "160");
    world.running.requests.length = 0;
    const page = await list({ areaIds: ["1", "160", "1"], order: VacancyOrder.EXPIRES_ASC }, 200);
    expect(page.items.map(({ node }) => node.vendorId).sort()).toEqual(wanted.map(({ vendorId }) => vendorId).sort());
    expect(page.totalCount).toBe(wanted.length);
    const ends = page.items.map(({ node }) => node.expiresAt ?? "");
    expect(ends).toEqual([...ends].sort());
    expect(queries().map((query) => query.slice(query.indexOf("&area")))).toEqual(["&area=1", "&area=160"]);
    const rest = await list({ areaIds: ["1", "160"], order: VacancyOrder.EXPIRES_ASC }, 200, page.items[1]?.position);
    expect(rest.items.map(({ node }) => node.vendorId)).toEqual(page.items.slice(2).map(({ node }) => node.vendorId));
  });

  it("are read 50 a request where active, and 1000 where archived", async () => {
    const crowded = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
    try {
      const { vacancies } = crowded.standIn.state;
      const [sample] = vacancies.values();
      if (sample === undefined) throw new Error("no sample");
      for (let index = 0; index < 160; index += 1) vacancies.set(String(900_000 + index), { ...sample, id: String(900_000 + index) });
      for (let index = 0; index < 400; index += 1) {
        vacancies.set(String(910_000 + index), { ...sample, id: String(910_000 + index), archivedAt: crowded.clock.now() });
      }
      const page = await crowded.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 200);
      expect(page.items).toHaveLength(Math.min(200, page.totalCount ?? 0));
      expect(new Set(page.items.map(({ node }) => node.id)).size).toBe(page.items.length);
      expect(crowded.running.requests.map(({ query }) => query.slice(0, 18))).toEqual(
        Array.from({ length: Math.ceil(page.items.length / 50) }, (_, index) => `page=${index}&per_page=50&`.slice(0, 18)),
      );
      crowded.running.requests.length = 0;
      const archive = await crowded.vacancies.listVacancies({ status: VacancyStatus.CLOSED }, 400);
      expect(archive.items).toHaveLength(400);
      expect(crowded.running.requests).toHaveLength(1);
    } finally {
      await crowded.close();
    }
  });

  it("that end on the first page cost one request, however many more are asked for", async () => {
    const short = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
    try {
      const { totalCount = 0 } = await short.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 1);
      expect(totalCount).toBeGreaterThan(30);
      expect(totalCount).toBeLessThan(50);
      short.running.requests.length = 0;
      for (const limit of [50, 51, 60, 99, 200]) await short.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, limit);
      expect(short.running.requests.map(({ query }) => query.slice(0, 18))).toEqual(Array(5).fill("page=0&per_page=50"));
    } finally {
      await short.close();
    }
  });

  it("have prolongations as HeadHunter shows them, also archived ones, each read once", async () => {
    const source = world.source();
    const ids = [sampleVacancyId(1), specialVacancyId("standardPlusTooEarly"), sampleVacancyId(6)];
    const records = (await source.vacancies.vacanciesByIds(ids)) as Vacancy[];
    world.running.requests.length = 0;
    const found = await source.vacancies.prolongations(records);
    expect(found).toMatchObject([
      { allowed: true, reason: null, expiresAt: records[0]?.expiresAt },
      { allowed: false, reason: { id: "standard_plus_publication_is_updated_automatically", name: expect.any(String) } },
      { allowed: false, reason: { id: "vacancy_archived" } },
    ]);
    await source.vacancies.prolongations(records);
    expect(world.running.requests).toHaveLength(3);
  });

  it("show permissions from the record, and take a request only for the prolongation of an active one", async () => {
    const source = world.source().vacancies;
    const [active, archived, deleted] = (await source.vacanciesByIds([1, 6, 8].map(sampleVacancyId))) as [Vacancy, Vacancy, Vacancy];
    world.running.requests.length = 0;
    const codes = async (vacancy: Vacancy) =>
      Object.fromEntries(Object.entries(await source.vacancyActions(vacancy)).map(([name, { allowed, code }]) => [name, allowed || code]));
    expect(await codes(archived)).toEqual({
      prolongate: "CONFLICT",
      update: "CONFLICT",
      close: "ALREADY_CLOSED",
      delete: true,
      restore: "CONFLICT",
    });
    expect(await codes(deleted)).toMatchObject({ close: "ALREADY_CLOSED", delete: "CONFLICT", restore: true });
    expect(world.running.requests).toEqual([]);
    expect(await codes(active)).toEqual({ prolongate: true, update: true, close: true, delete: "CONFLICT", restore: "CONFLICT" });
    expect(world.asked()).toEqual([`GET /vacancies/${active.vendorId}/prolongate`]);
  });

  it("have the kinds of publication and the numbers left of the token's manager", async () => {
    const types = recordsIn(await world.vacancies.publicationTypes?.({}));
    expect(types.map(({ billingTypeId, available }) => [billingTypeId, available])).toContainEqual(["standard", 50]);
    expect(types.find(({ billingTypeId }) => billingTypeId === "standard")).toMatchObject({
      vacancyTypeIds: ["open", "closed", "anonymous", "direct"],
      regions: [{ available: 10 }, { available: 40 }],
    });
    expect(world.running.requests.at(-1)?.path).toBe("/employers/1455/managers/321/vacancies/available_types");
  });

  it("have field rules as a list of paths", async () => {
    const rules = recordsIn(await world.vacancies.fieldRules?.());
    const byPath = new Map(rules.map((rule) => [rule.path, rule]));
    expect(byPath.get("contacts.phones.number")).toEqual({
      path: "contacts.phones.number",
      required: true,
      minLength: 4,
      maxLength: 32,
      minCount: null,
      maxCount: null,
      pattern: "^[\\d -]{4,32}$",
    });
    expect(byPath.get("contacts")).toMatchObject({ required: false, minLength: null });
    expect(byPath.get("contacts.phones")).toMatchObject({ required: true, minCount: 0, maxCount: 2 });
    expect(byPath.get("specializations")).toMatchObject({ required: true, minCount: 1, maxCount: null });
    expect(rules.map(({ path }) => path).indexOf("contacts")).toBeLessThan(rules.map(({ path }) => path).indexOf("contacts.phones.number"));
  });

  it("are requested with both user agents and the token, from the configured host only", async () => {
    await one(sampleVacancyId(1));
    for (const { headers } of world.running.requests) {
      expect(headers).toMatchObject({
        "hh-user-agent": "Hiregraph/1.0 (dev@example.com)",
        "user-agent": "Hiregraph/1.0 (dev@example.com)",
        authorization: "Bearer sandbox-access-token",
      });
    }
  });

  it.each([
    [403, { errors: [{ type: "forbidden" }] }, { code: "ACCESS_DENIED", vendorCode: "forbidden", retryable: false }],
    [403, { errors: [{ type: "oauth", value: "bad_authorization" }] }, { code: "CREDENTIALS_REJECTED", sent: "no" }],
    [403, { errors: [{ type: "oauth", value: "token_revoked" }] }, { code: "CREDENTIALS_REJECTED", vendorCode: "token_revoked" }],
    [403, { errors: [{ type: "captcha_required", value: "captcha_required" }] }, { code: "CREDENTIALS_REJECTED" }],
    [
      400,
      { errors: [{ type: "bad_user_agent", value: "blacklisted" }] },
      { code: "CREDENTIALS_REJECTED", message: /HEADHUNTER_USER_AGENT/ },
    ],
    [
      400,
      { errors: [{ type: "bad_argument", value: "per_page" }], bad_argument: "per_page" },
      { code: "REJECTED", vendorCode: "per_page" },
    ],
    [502, { errors: [{ type: "bad_gateway" }], description: "Bad Gateway" }, { code: "UNAVAILABLE", sent: "maybe", retryable: true }],
  ])("fail by type and value of a %i: %j", async (status, json, expected) => {
    world.running.faults.arm({ kind: "status", status, json, times: 3 });
    const [answer] = await world.vacancies.vacanciesByIds([sampleVacancyId(1)]);
    world.running.faults.clear();
    const { message, ...fields } = expected as { message?: RegExp };
    expect(answer).toMatchObject(fields);
    if (message !== undefined) expect((answer as Error).message).toMatch(message);
  });

  it("fail with the field's name where an answer has another form", async () => {
    world.running.faults.arm({ kind: "status", status: 200, json: { id: "1", archived: "no" }, times: 3 });
    const [answer] = await world.vacancies.vacanciesByIds([sampleVacancyId(1)]);
    expect(answer).toMatchObject({
      code: "BAD_RESPONSE",
      message: expect.stringContaining(`The vacancy ${sampleVacancyId(1)} cannot be read`),
    });
    expect(answer).toMatchObject({ message: expect.stringContaining("archived") });
    world.running.faults.clear();
  });
});
