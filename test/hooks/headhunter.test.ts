import { sampleVacancyId } from "../../src/sandbox/headhunter/index.js";
import { until } from "../support/until.js";
import { type HookedCompany, SECRET, startHookedCompany } from "./hooked-company.js";

const NATIVE = sampleVacancyId(0);
const VACANCY = `headhunter:vacancy:${NATIVE}`;
const READ = `{ vacancy(id: "${VACANCY}") { id name } }`;
const URL = `https://recruiting.example.com/hooks/headhunter/${SECRET}`;
const ACTIONS = [
  { type: "VACANCY_PUBLICATION_FOR_VACANCY_MANAGER" },
  ...["VACANCY_PROLONGATION", "VACANCY_ARCHIVATION", "VACANCY_CHANGE"].map((type) => ({ type, settings: { vacancies_only_mine: true } })),
];

let company: HookedCompany;
const start = async (env: Record<string, string> = {}, before?: (company: HookedCompany) => void) => {
  company = await startHookedCompany(env);
  before?.(company);
  const { courier } = company.headhunter.standIn.webhooks;
  courier.deadlineMs = Number.POSITIVE_INFINITY;
  courier.leadsTo = company.graph.url;
  // The clock must not outrun the requests of the one that keeps the subscription.
  const isLookedAt = () => company.headhunter.running.requests.some(({ path }) => path.startsWith("/webhook/subscriptions"));
  for (let time = 0; time < 100 && !isLookedAt(); time += 1) await company.settled(1_000);
  await company.settled(5_000);
};
afterEach(() => company.stop());

const board = () => company.headhunter.standIn;
const subscriptions = () => board().state.subscriptions;
const notice = async () =>
  (await company.read<{ vendors: { vendor: string; notice: string | null }[] }>("{ vendors { vendor notice } }")).vendors.find(
    ({ vendor }) => vendor === "HEADHUNTER",
  )?.notice;
describe("The subscription to HeadHunter's webhooks", () => {
  it("is made by the server, for its address and the vacancies that it covers", async () => {
    await start();
    expect(subscriptions()).toMatchObject([{ url: URL, actions: ACTIONS }]);
    expect(await notice()).toBeNull();
  });

  it("of another server is left alone, and vendors say so", async () => {
    const other = {
      id: "7",
      userId: "9321",
      url: "https://other.example/hooks/headhunter/their-secret",
      actions: ACTIONS,
      isBlocked: false,
    };
    await start({}, ({ headhunter }) => headhunter.standIn.state.subscriptions.push(other));
    expect(subscriptions()).toEqual([other]);
    expect(await notice()).toMatch(/^HeadHunter's webhooks go to another server, at https:\/\/other\.example: /);
    expect(await notice()).not.toContain("their-secret");
  });
});

describe("A webhook of HeadHunter", () => {
  beforeEach(async () => {
    await start();
    await company.read(READ);
  });

  const delivery = (more: object = {}) =>
    JSON.stringify({
      ...{ id: "e-1", subscription_id: subscriptions()[0]?.id, user_id: "9321", action_type: "VACANCY_CHANGE" },
      ...{ payload: { vacancy_id: NATIVE, change_date: "2026-11-22T15:00:00+0300" } },
      ...more,
    });
  const statusOf = async (body: string) => (await company.post("headhunter", body)).status;
  const delivered = () => until(() => board().webhooks.courier.attempts.some(({ status }) => status === 200), "a delivery");

  it("of a change has the vacancy read anew", async () => {
    board().elsewhere.edit(NATIVE, { name: "Переименована" });
    await company.settled();
    await delivered();
    await company.settled();
    expect(await company.told()).toMatchObject([{ kind: "CHANGED", cause: "ELSEWHERE", recordId: VACANCY, changes: [{ field: "name" }] }]);
  });

  it("is taken in once, and answered by 409 when it comes again", async () => {
    expect([await statusOf(delivery()), await statusOf(delivery())]).toEqual([200, 409]);
    // Ids are unique within a type.
    expect(await statusOf(delivery({ action_type: "VACANCY_PROLONGATION" }))).toBe(200);
  });

  it.each<[string, object]>([
    ["another subscription", { subscription_id: "666" }],
    ["no subscription", { subscription_id: undefined }],
    ["another user", { user_id: "666" }],
    ["no user", { user_id: undefined }],
  ])("of %s is refused", async (_what, more) => {
    expect(await statusOf(delivery(more))).toBe(401);
  });

  it("that means nothing here, or is of a form that is not known, is 200, and nothing is read", async () => {
    const before = company.headhunter.running.requests.length;
    for (const more of [
      { action_type: "NEW_NEGOTIATION_VACANCY", payload: { topic_id: "1", vacancy_id: NATIVE } },
      { action_type: "CHAT_MESSAGE_CREATED", payload: null },
      { action_type: "SOMETHING_NEW" },
    ])
      expect(await statusOf(delivery(more))).toBe(200);
    await company.settled();
    expect(company.headhunter.running.requests.length).toBe(before);
  });

  it("of an archivation that names no vacancy has the lists read", async () => {
    board().knobs.archivationNamesVacancy = false;
    board().elsewhere.archive(NATIVE);
    await company.settled();
    await delivered();
    for (let time = 0; time < 20 && (await company.told()).length === 0; time += 1) await company.settled(10_000);
    expect(await company.told()).toMatchObject([
      { kind: "CHANGED", recordId: VACANCY, changes: expect.arrayContaining([expect.objectContaining({ field: "status" })]) },
    ]);
  });

  interface Made {
    operation: { id: string; outcome: string };
  }
  /** Without a look, as a client's question for the operation would make one. */
  const outcomeIn = async (id: string) =>
    (await company.read<{ operations: { nodes: Made["operation"][] } }>("{ operations { nodes { id outcome } } }")).operations.nodes.find(
      (one) => one.id === id,
    )?.outcome;

  it("of a prolongation settles one whose answer was lost: by what HeadHunter shows, once, and not when the plan would look", async () => {
    company.headhunter.running.faults.arm({ kind: "drop-before", method: "POST", path: "/prolongate$", times: 1 });
    const { prolongateVacancy } = await company.read<{ prolongateVacancy: Made }>(
      `mutation { prolongateVacancy(input: { id: "${VACANCY}" }) { operation { id outcome } } }`,
    );
    expect(prolongateVacancy.operation.outcome).toBe("UNCERTAIN");
    await company.settled(20_000);
    // What a delivery says proves nothing.
    await company.post("headhunter", delivery({ action_type: "VACANCY_PROLONGATION", id: "forged", payload: { vacancy_id: NATIVE } }));
    await company.settled(5_000);
    expect(await outcomeIn(prolongateVacancy.operation.id)).toBe("UNCERTAIN");
    // The request arrives after all.
    board().elsewhere.prolong(NATIVE);
    const told = company.clock.now();
    while ((await outcomeIn(prolongateVacancy.operation.id)) !== "APPLIED" && company.clock.now() < told + 40_000)
      await company.settled(500);
    // The plan would look a minute after it looked last.
    expect(await outcomeIn(prolongateVacancy.operation.id)).toBe("APPLIED");
    const sent = company.headhunter.running.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/prolongate"));
    expect(sent).toHaveLength(1);
  });

  it("of a publication settles one whose answer was lost, by what HeadHunter lists", async () => {
    company.headhunter.running.faults.arm({ kind: "drop-before", method: "POST", path: "^/vacancies$", times: 1 });
    const areaId = board().state.vacancies.get(NATIVE)?.areaId;
    const { publishVacancy } = await company.read<{ publishVacancy: Made }>(`mutation { publishVacancy(input: {
      name: "Кладовщик на смену", code: "NEW-1", description: "<p>${"Принимает товар на склад. ".repeat(12)}</p>"
      headhunter: { areaId: "${areaId}", typeId: "open", billingTypeId: "standard", specializationIds: ["17.324"] }
    }) { operation { id outcome } userErrors { message } } }`);
    expect(publishVacancy).toMatchObject({ operation: { outcome: "UNCERTAIN" } });
    await company.settled(20_000);
    // The request arrives after all.
    const published = board().elsewhere.publish(NATIVE, { name: "Кладовщик на смену", code: "NEW-1" });
    await delivered();
    const told = company.clock.now();
    while ((await outcomeIn(publishVacancy.operation.id)) !== "APPLIED" && company.clock.now() < told + 40_000) await company.settled(500);
    expect(await outcomeIn(publishVacancy.operation.id)).toBe("APPLIED");
    await company.settled(10_000);
    expect((await company.told()).map(({ kind, recordId }) => `${kind} ${recordId}`)).toContain(
      `OPERATION_SETTLED headhunter:vacancy:${published}`,
    );
  });
});
