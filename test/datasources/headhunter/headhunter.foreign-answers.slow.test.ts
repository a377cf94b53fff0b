import type { ChangeInputs, ChangeKind } from "../../../src/datasources/contract/catalog.js";
import { sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import type { Fault } from "../../../src/sandbox/kit/faults.js";
import { VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { DAY, HeadHunterWorld, KNOWN_ACCOUNT, MINUTE, vacancyId } from "./support.js";

const ACTIVE = sampleVacancyId(1);
const ARCHIVED = sampleVacancyId(6);
const DELETED = sampleVacancyId(8);
const PAGE = "<!doctype html><title>Sign in</title>";

let world: HeadHunterWorld;
beforeEach(async () => {
  world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
});
afterEach(() => world.close());

/** What HeadHunter does not say: its refusals come in an envelope, its successes as 204 or, for a publication, as 201 with an id. */
const SPOKEN_BY_OTHERS: [string, Omit<Fault, "kind">][] = [
  ["a page with 200", { status: 200, text: PAGE }],
  ["an empty 200", { status: 200, text: "" }],
  ["a proxy's 202", { status: 202, text: "" }],
  ["JSON with 200", { status: 200, json: { ok: true } }],
  ["a 201 with an id that is none", { status: 201, json: { id: "drafts" } }],
  ["a redirect", { status: 302, text: "", headers: { location: "/login" } }],
  ["a guard's 401", { status: 401, text: PAGE }],
  ["a guard's 403", { status: 403, text: PAGE }],
  ["a 403 in JSON that is not HeadHunter's", { status: 403, json: { message: "Forbidden" } }],
  ["a page with 404", { status: 404, text: PAGE }],
  ["a proxy's 413", { status: 413, text: PAGE }],
  ["a page with 429", { status: 429, text: PAGE }],
  ["an empty 429", { status: 429, text: "" }],
  ["a 429 in JSON that is not HeadHunter's", { status: 429, json: { message: "API rate limit exceeded" } }],
];

interface Case<Kind extends ChangeKind = ChangeKind> {
  kind: Kind;
  input: ChangeInputs[Kind];
  took: () => boolean;
}

const caseOf = <Kind extends ChangeKind>(kind: Kind, input: ChangeInputs[Kind], took: () => boolean): Case =>
  ({ kind, input, took }) as Case;
const NEW_VACANCY: ChangeInputs["publishVacancy"] = {
  name: "Секретарь",
  description: `<p>${"Работа с документами. ".repeat(12)}</p>`,
  code: "REQ-9001",
  headhunter: { areaId: "1", typeId: "open", billingTypeId: "standard", specializationIds: ["17.324"] },
};
const CASES: Record<string, () => Case> = {
  publishVacancy: () => caseOf("publishVacancy", NEW_VACANCY, () => world.standIn.state.paidPublications.length === 1),
  prolongateVacancy: () => caseOf("prolongateVacancy", { id: vacancyId(ACTIVE) }, () => world.standIn.state.paidProlongations.length === 1),
  upgradeVacancy: () => {
    const input = { id: vacancyId(ACTIVE), billingTypeId: "premium" };
    return caseOf("upgradeVacancy", input, () => world.standIn.state.paidUpgrades.length === 1);
  },
  updateVacancy: () => caseOf("updateVacancy", { id: vacancyId(ACTIVE), code: "new" }, () => world.held(ACTIVE).fields.code === "new"),
  reassignVacancy: () =>
    caseOf("reassignVacancy", { id: vacancyId(ACTIVE), managerId: "322" }, () => world.held(ACTIVE).managerId === "322"),
  closeVacancy: () => caseOf("closeVacancy", { id: vacancyId(ACTIVE) }, () => world.held(ACTIVE).archivedAt !== null),
  deleteVacancy: () => caseOf("deleteVacancy", { id: vacancyId(ARCHIVED) }, () => world.held(ARCHIVED).hidden),
  restoreVacancy: () => caseOf("restoreVacancy", { id: vacancyId(DELETED) }, () => !world.held(DELETED).hidden),
};

const ANSWERS = SPOKEN_BY_OTHERS.flatMap(([who, fault]): [string, Fault][] => [
  [`${who}, the change being made`, { kind: "status-after", ...fault }],
  [`${who}, the change not being made`, { kind: "status", ...fault }],
]);

describe.each(Object.keys(CASES))("%s, answered by a proxy with", (name) => {
  it.each(ANSWERS)("%s, is settled by the vacancy at HeadHunter, and sent once", async (_, fault) => {
    const { kind, input, took } = (CASES[name] as () => Case)();
    for (const method of ["POST", "PUT", "DELETE"]) world.running.faults.arm({ ...fault, method });
    const { operation } = await world.make(kind, input as never);
    const isMade = fault.kind === "status-after";
    expect(took()).toBe(isMade);
    expect(operation?.outcome).not.toBe(isMade ? "NOT_APPLIED" : "APPLIED");
    world.clock.pass(10 * MINUTE);
    await world.executor.reconciliation.verify(await world.repository.open());
    expect(await world.repository.byId(operation?.id ?? "")).toMatchObject({ outcome: isMade ? "APPLIED" : "NOT_APPLIED" });
    expect(world.running.requests.filter(({ method }) => method !== "GET")).toHaveLength(1);
  });
});

/** The look after a lost answer, the check before it having seen the vacancy as it is. */
describe.each([
  ["closeVacancy", ACTIVE, { archived: null, hidden: false }],
  ["deleteVacancy", ARCHIVED, { archived: true, hidden: null }],
  ["restoreVacancy", DELETED, { archived: true }],
  ["restoreVacancy", DELETED, { hidden: false }],
] as const)("%s of a vacancy that does not show its state any more", (name, id, flags) => {
  it.each([
    ["made", { kind: "drop-after" }],
    ["not made", { kind: "drop-before" }],
  ] as const)(`and says only ${JSON.stringify(flags)} is in doubt until it does, having been %s`, async (made, fault) => {
    const { kind, input, took } = (CASES[name] as () => Case)();
    for (const method of ["PUT", "DELETE"]) world.running.faults.arm({ ...fault, method });
    const json = { id, name: "Секретарь", area: { id: "1", name: "Москва" }, ...flags };
    world.running.faults.arm({ kind: "status", status: 200, json, method: "GET", path: `^/vacancies/${id}$`, skip: 1 });
    const { operation } = await world.make(kind, input as never);
    expect(took()).toBe(made === "made");
    expect(operation?.outcome).toBe("UNCERTAIN");
    world.running.faults.clear();
    world.clock.pass(10 * MINUTE);
    await world.executor.reconciliation.verify(await world.repository.open());
    expect(await world.repository.byId(operation?.id ?? "")).toMatchObject({ outcome: made === "made" ? "APPLIED" : "NOT_APPLIED" });
  });
});

describe("HeadHunter's token endpoint", () => {
  const reading = async () => (await world.vacancies.vacanciesByIds([ACTIVE]))[0];
  const exchanges = () => world.running.requests.filter(({ path }) => path === "/token");

  it.each([
    ["a page with 200", { status: 200, text: PAGE }],
    ["an empty 200", { status: 200, text: "" }],
    ["an empty 204", { status: 204, text: "" }],
    ["a guard's 403", { status: 403, text: PAGE }],
    ["an empty 403", { status: 403, text: "" }],
    ["a page with 400", { status: 400, text: PAGE }],
    ["a guard's 401", { status: 401, text: PAGE }],
  ])("behind %s is unavailable, not a refusal: the next request renews the token", async (_, page) => {
    world.clock.pass(14 * DAY);
    world.running.faults.arm({ kind: "status", path: "^/token", ...page });
    expect(await reading()).toMatchObject({ code: "UNAVAILABLE", retryable: true, sent: "no" });
    world.running.faults.clear();
    expect(await reading()).toMatchObject({ vendorId: ACTIVE });
    expect(world.standIn.state.tokens.filter(({ kind }) => kind === "user")).toHaveLength(2);
  });

  it("is asked once by a read, which does not send its refresh token again", async () => {
    world.clock.pass(14 * DAY);
    world.running.faults.arm({ kind: "status", path: "^/token", status: 503, text: "" });
    expect(await reading()).toMatchObject({ code: "UNAVAILABLE", retryable: true, sent: "no" });
    expect(exchanges()).toHaveLength(1);
  });

  it("with a refusal in another form than its own is a bad response, not a refusal", async () => {
    world.clock.pass(14 * DAY);
    world.running.faults.arm({ kind: "status", path: "^/token", status: 403, json: { message: "Forbidden" } });
    expect(await reading()).toMatchObject({ code: "BAD_RESPONSE", sent: "no" });
    world.running.faults.clear();
    expect(await reading()).toMatchObject({ vendorId: ACTIVE });
  });

  it("frees a change's idempotency key where it is unavailable, since nothing was sent", async () => {
    world.clock.pass(14 * DAY);
    world.running.faults.arm({ kind: "status", path: "^/token", status: 403, text: PAGE });
    const change = () => world.make("closeVacancy", { id: vacancyId(ACTIVE) }, { idempotencyKey: "once" });
    await expect(change()).rejects.toMatchObject({ code: "UNAVAILABLE", sent: "no" });
    world.running.faults.clear();
    expect((await change()).operation?.outcome).toBe("APPLIED");
    expect(exchanges().length).toBeGreaterThan(1);
  });
});

describe("A vacancy whose id is a number beyond 2^53", () => {
  const BIG = "9007199254740993";

  beforeEach(() => {
    const json = { "content-type": "application/json" };
    const vacancy = `{"id":${BIG},"name":"Секретарь","manager":{"id":9007199254740995}}`;
    const list = `{"found":2,"items":[${vacancy},{"id":"7","name":"Врач"}]}`;
    world.running.faults.arm({ kind: "status", status: 200, path: "/vacancies/active$", headers: json, text: list });
    world.running.faults.arm({ kind: "status", status: 200, method: "GET", path: `/vacancies/${BIG}$`, headers: json, text: vacancy });
  });

  it("keeps all digits, in lists and by itself", async () => {
    const { items } = await world.vacancies.listVacancies({ status: VacancyStatus.ACTIVE }, 10);
    expect(items.map(({ node }) => node.id)).toEqual([vacancyId(BIG), vacancyId("7")]);
    expect(await world.vacancies.vacanciesByIds([BIG])).toMatchObject([{ vendorId: BIG, manager: { id: "9007199254740995" } }]);
  });

  it("is unreadable where its digits are lost", async () => {
    const text = '{"id":0.9007199254740993e16,"name":"Секретарь"}';
    world.running.faults.clear();
    world.running.faults.arm({ kind: "status", status: 200, method: "GET", text });
    expect(await world.vacancies.vacanciesByIds([BIG])).toMatchObject([{ code: "BAD_RESPONSE" }]);
  });

  it("is the vacancy that a change goes to", async () => {
    world.running.faults.arm({ kind: "status", status: 204, method: "PUT", text: "" });
    expect((await world.make("closeVacancy", { id: vacancyId(BIG) })).operation?.outcome).toBe("APPLIED");
    expect(world.asked()).toContain(`PUT /employers/1455/vacancies/archived/${BIG}`);
  });

  it("has all digits in the answer to its publication", async () => {
    const headers = { "content-type": "application/json" };
    world.running.faults.clear();
    world.running.faults.arm({ kind: "status", status: 201, method: "POST", path: "^/vacancies$", headers, text: `{"id":${BIG}}` });
    expect((await world.make("publishVacancy", NEW_VACANCY)).result).toEqual({ vacancyId: vacancyId(BIG) });
  });
});

describe.each([-1, 1])("HeadHunter's clock, %i h off ours,", (hours) => {
  beforeEach(async () => {
    await world.close();
    world = await new HeadHunterWorld({ vendorAheadMs: hours * 60 * MINUTE }).open();
  });

  it("does not hide a paid publication whose answer was lost", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST" });
    expect((await world.make("publishVacancy", NEW_VACANCY)).operation?.outcome).toBe("APPLIED");
    expect(world.standIn.state.paidPublications).toHaveLength(1);
  });

  it("does not leave a prolongation whose answer was lost uncertain", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST" });
    const answer = await world.make("prolongateVacancy", { id: vacancyId(ACTIVE) });
    expect(answer).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [] });
  });
});
