import type { HeadHunterStandInOptions } from "../../src/sandbox/headhunter/index.js";
import { sampleVacancyId, VACANCY_ACTIONS } from "../../src/sandbox/headhunter/index.js";
import { until } from "../support/until.js";
import { HeadHunterBench, newVacancy, record, refusal } from "./headhunter-support.js";
import { quiet, Receiver } from "./receiver.js";

const SUBSCRIPTIONS = "/webhook/subscriptions";
const ALL = VACANCY_ACTIONS.map((type) => ({ type }));
/** Active vacancies, of the caller and of a colleague. */
const OWN = sampleVacancyId(0);
const COLLEAGUES = sampleVacancyId(47);

let bench: HeadHunterBench;
let receiver: Receiver;

async function open(options: HeadHunterStandInOptions = {}): Promise<void> {
  bench = await new HeadHunterBench(options).open();
  // Its clock jumps: every wait is over at once, and so would be the wait for an answer.
  bench.standIn.webhooks.courier.deadlineMs = Number.POSITIVE_INFINITY;
}

beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(async () => {
  bench.standIn.webhooks.courier.close();
  await bench.close();
  await receiver.close();
});

const subscribe = (actions: object[] = ALL, url = receiver.url) => bench.send("POST", SUBSCRIPTIONS, { body: { url, actions } });
const told = () => receiver.received.map(({ body }) => [body.action_type, body.payload]);
const listed = async () => record(await bench.get(SUBSCRIPTIONS)).items as { id: string }[];

describe("A subscription to HeadHunter's webhooks", () => {
  beforeEach(() => open());
  test("is made, listed, changed and deleted by its user", async () => {
    const made = await subscribe();
    expect(made).toMatchObject({ status: 201, body: { id: "50001" } });
    expect(await listed()).toEqual([{ id: "50001", url: receiver.url, actions: ALL }]);
    const actions = [{ type: "VACANCY_CHANGE", settings: { vacancies_only_mine: true } }];
    expect((await bench.send("PUT", `${SUBSCRIPTIONS}/50001`, { body: { url: receiver.url, actions } })).status).toBe(204);
    expect(await listed()).toEqual([{ id: "50001", url: receiver.url, actions }]);
    expect((await bench.send("DELETE", `${SUBSCRIPTIONS}/50001`)).status).toBe(204);
    expect(await listed()).toEqual([]);
  });
  test("is refused beside another, without actions, with unknown ones, for a wrong URL, and to an applicant", async () => {
    await subscribe();
    expect(refusal(await subscribe())).toBe("400 notifications/already_exist");
    for (const actions of [[], [{ type: "VACANCY_DELETION" }], ["VACANCY_CHANGE"]]) {
      expect(refusal(await subscribe(actions as object[]))).toBe("400 bad_argument/actions invalid");
      expect(refusal(await bench.send("PUT", `${SUBSCRIPTIONS}/50001`, { body: { actions } }))).toBe("400 bad_argument/actions invalid");
    }
    expect(refusal(await subscribe(ALL, "hooks"))).toBe("400 bad_argument/url invalid");
    expect(refusal(await bench.send("DELETE", `${SUBSCRIPTIONS}/1`))).toBe("404 not_found");
    bench.standIn.knobs.isEmployer = false;
    expect(refusal(await subscribe())).toBe("403 forbidden");
  });
  test("ends with the access that it was made with", async () => {
    await subscribe();
    await bench.send("DELETE", "/token");
    expect(bench.standIn.state.subscriptions).toEqual([]);
  });
  test("is blocked once every attempt has failed, and may be made anew", async () => {
    await subscribe();
    receiver.reply = () => ({ status: 500 });
    bench.standIn.elsewhere.archive(OWN);
    // Pauses are jumped over.
    await until(() => bench.standIn.state.subscriptions[0]?.isBlocked === true);
    expect(receiver.received).toHaveLength(6);
    bench.standIn.elsewhere.archive(COLLEAGUES);
    await quiet();
    expect(receiver.received).toHaveLength(6);
    expect(await listed()).toEqual([]);
    expect(await subscribe()).toMatchObject({ status: 201, body: { id: "50002" } });
    bench.standIn.webhooks.block();
    bench.standIn.knobs.blockedSubscriptions = "listed";
    expect(await listed()).toHaveLength(1);
  });
});

describe("HeadHunter tells its subscriber", () => {
  beforeEach(() => open());
  test("of a publication, a prolongation, a change and the archive, whoever made them", async () => {
    await subscribe();
    const vacancy = newVacancy({ name: "Кладовщик склада", professional_roles: [{ id: "156" }] });
    const { id } = record(await bench.send("POST", "/vacancies", { body: vacancy })) as { id: string };
    await receiver.untilReceived(1);
    bench.clock.jump(120_000);
    expect((await bench.send("POST", `/vacancies/${id}/prolongate`)).status).toBe(204);
    await receiver.untilReceived(2);
    bench.standIn.elsewhere.edit(id, { code: "NEW" });
    await receiver.untilReceived(3);
    bench.standIn.elsewhere.archive(id);
    await receiver.untilReceived(4);
    const moment = expect.stringMatching(/^2026-11-22T\d\d:\d\d:\d\d\+0300$/);
    expect(told()).toEqual([
      ["VACANCY_PUBLICATION_FOR_VACANCY_MANAGER", { vacancy_id: id, employer_manager_id: "321", creation_date: moment }],
      ["VACANCY_PROLONGATION", { vacancy_id: id, prolongation_date: moment }],
      ["VACANCY_CHANGE", { vacancy_id: id, change_date: moment }],
      ["VACANCY_ARCHIVATION", { vacancy_id: id, archivation_date: moment }],
    ]);
    expect(receiver.received[0]?.body).toMatchObject({ subscription_id: "50001", user_id: "9321", id: expect.any(String) });
    expect(record(await bench.get("/me")).id).toBe("9321");
  });
  test("of a vacancy whose time is over", async () => {
    await subscribe();
    const expiring = [...bench.standIn.state.vacancies.values()].filter(({ archivedAt }) => archivedAt === null);
    bench.clock.jump(40 * 86_400_000);
    bench.standIn.webhooks.look();
    await receiver.untilReceived(expiring.length - 1);
    expect(new Set(told().map(([type]) => type))).toEqual(new Set(["VACANCY_ARCHIVATION"]));
  });
  test("of colleagues' vacancies, unless only own ones are asked for, and never of their publication", async () => {
    await subscribe();
    bench.standIn.elsewhere.publish(COLLEAGUES);
    bench.standIn.elsewhere.archive(COLLEAGUES);
    await receiver.untilReceived(1);
    expect(told()).toEqual([["VACANCY_ARCHIVATION", expect.objectContaining({ vacancy_id: COLLEAGUES })]]);
    const actions = ALL.map((action) => ({ ...action, settings: { vacancies_only_mine: true } }));
    await bench.send("PUT", `${SUBSCRIPTIONS}/50001`, { body: { actions } });
    bench.standIn.elsewhere.edit(COLLEAGUES, { code: "X" });
    await quiet();
    expect(receiver.received).toHaveLength(1);
  });
  test("takes 409 as well as 2xx for an answer, and repeats under one id", async () => {
    await subscribe();
    receiver.reply = () => ({ status: receiver.received.length < 2 ? 503 : 409 });
    bench.standIn.elsewhere.archive(OWN);
    await receiver.untilReceived(2);
    await quiet();
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ body }) => body.id)).size).toBe(1);
  });
  test("may name no vacancy in the archive, and a stranger knows no subscription", async () => {
    bench.standIn.knobs.archivationNamesVacancy = false;
    await subscribe();
    bench.standIn.webhooks.courier.arm({ forged: true });
    bench.standIn.elsewhere.archive(OWN);
    await receiver.untilReceived(2);
    expect(told().every(([, payload]) => (payload as { vacancy_id: unknown }).vacancy_id === null)).toBe(true);
    expect(receiver.received.map(({ body }) => body.user_id).toSorted()).toEqual(["666", "9321"]);
  });
});
