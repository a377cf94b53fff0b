import { balanceOf, sampleVacancyId, specialVacancyId } from "../../../../src/sandbox/headhunter/index.js";
import { until } from "../../../support/until.js";
import { DAY, HeadHunterWorld, MINUTE, SECOND, vacancyId } from "../support.js";

/** An ordinary vacancy that can be prolonged. */
const ORDINARY = sampleVacancyId(1);
const PATH = `/vacancies/${ORDINARY}/prolongate`;

describe("prolongateVacancy", () => {
  let world: HeadHunterWorld;
  const payments = () => world.standIn.state.paidProlongations.length;
  const prolongate = (id = ORDINARY) => world.make("prolongateVacancy", { id: vacancyId(id) });
  const openRows = () => world.repository.open();

  beforeEach(async () => {
    world = await new HeadHunterWorld().open();
  });
  afterEach(() => world.close());

  it("costs one read and one POST, and one publication", async () => {
    const before = balanceOf(world.standIn.state, "standard");
    const answer = await prolongate();
    expect(world.asked()).toEqual([`GET ${PATH}`, `POST ${PATH}`]);
    expect(answer).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [], result: { vacancyId: vacancyId(ORDINARY) } });
    expect(answer.operation?.vendorRequestId).toMatch(/^\d+$/);
    expect(balanceOf(world.standIn.state, "standard")).toBe(before - 1);
  });

  it("shows with a dry run what would happen, by the read alone", async () => {
    expect(await world.make("prolongateVacancy", { id: vacancyId(ORDINARY) }, { dryRun: true })).toMatchObject({
      operation: null,
      userErrors: [],
    });
    expect(world.asked()).toEqual([`GET ${PATH}`]);
  });

  it.each([
    ["standardPlusTooEarly", "CONFLICT", "standard_plus_publication_is_updated_automatically", false],
    ["justProlonged", "TOO_EARLY", "too_early_to_prolongate_standard_publication", true],
    ["withoutPurchasedServices", "NOT_ENOUGH_CREDIT", "not_enough_purchased_services", true],
    ["withoutDivisionServices", "NOT_ENOUGH_CREDIT", "not_enough_division_services", true],
    ["withoutQuota", "QUOTA_EXCEEDED", "not_enough_quotas", true],
    ["free", "FORBIDDEN", "free_prolongation_not_available", false],
    ["disabledArea", "FORBIDDEN", "vacancy_publication_disabled_in_area", false],
    ["notPremoderated", "CONFLICT", "vacancy_not_premoderated", false],
    ["payForPerformance", "CONFLICT", "pfp_publication_is_updated_automatically", false],
  ] as const)("is not sent where the free read refuses it: %s is %s", async (name, code, vendorCode, retryable) => {
    const { userErrors, operation } = await prolongate(specialVacancyId(name));
    expect(userErrors).toMatchObject([{ code, vendorCode, retryable }]);
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(world.asked()).toEqual([`GET /vacancies/${specialVacancyId(name)}/prolongate`]);
  });

  it.each([
    ["quota_exceeded", "QUOTA_EXCEEDED"],
    ["prolongation_forbidden", "FORBIDDEN"],
    ["too_early", "TOO_EARLY"],
    ["a_reason_of_tomorrow", "CONFLICT"],
  ])("reads a reason with the name of a refusal as that refusal, and shows an unknown one: %s", async (id, code) => {
    const json = {
      id: ORDINARY,
      expires_at: null,
      actions: [{ id: "prolongate", enabled: false, disable_reason: { id, name: "Нельзя" } }],
    };
    world.running.faults.arm({ kind: "status", method: "GET", status: 200, times: 1, json });
    expect((await prolongate()).userErrors).toMatchObject([{ code, vendorCode: id, message: expect.stringContaining("Нельзя") }]);
    expect(payments()).toBe(0);
  });

  it("is refused for the state of an archived vacancy, and as not found for an unknown one", async () => {
    expect((await prolongate(sampleVacancyId(6))).userErrors).toMatchObject([{ code: "CONFLICT", vendorCode: "vacancy_archived" }]);
    expect((await prolongate("999")).userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["id"] }]);
    expect(payments()).toBe(0);
  });

  it.each([
    ["too_early", "TOO_EARLY"],
    ["quota_exceeded", "QUOTA_EXCEEDED"],
    ["not_enough_purchased_services", "NOT_ENOUGH_CREDIT"],
    ["prolongation_forbidden", "FORBIDDEN"],
    ["unavailable_for_archived", "CONFLICT"],
    ["something_new", "REJECTED_BY_VENDOR"],
  ])("takes a 403 %s to the POST as a definite refusal", async (value, code) => {
    world.running.faults.arm({ kind: "status", method: "POST", status: 403, times: 1, json: { errors: [{ type: "vacancies", value }] } });
    expect(await prolongate()).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code, vendorCode: value }] });
    expect(await openRows()).toEqual([]);
    expect(world.asked()).toHaveLength(2);
  });

  it("is settled as made after a lost answer by the new end of the publication", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    expect(await prolongate()).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [] });
    // One look at the end, one at when it was published, to tell ours from another's.
    expect(world.asked()).toEqual([`GET ${PATH}`, `POST ${PATH}`, `GET ${PATH}`, `GET /vacancies/${ORDINARY}`]);
    expect(payments()).toBe(1);
  });

  it("stays uncertain for two minutes where it does not show, then is settled as not made, and is never sent again", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    const answer = await prolongate();
    expect(answer).toMatchObject({ operation: { outcome: "UNCERTAIN" }, userErrors: [{ code: "UNCERTAIN" }] });
    expect((await world.lookAgain(119 * SECOND))?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(SECOND))?.outcome).toBe("NOT_APPLIED");
    expect(world.asked().filter((request) => request.startsWith("POST"))).toHaveLength(1);
    expect(payments()).toBe(0);
  });

  it.each([null, undefined])("is never settled as not made where HeadHunter shows no end (%s)", async (expiresAt) => {
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    const json = { expires_at: expiresAt, actions: [{ id: "prolongate", enabled: true }] };
    world.running.faults.arm({ kind: "status", method: "GET", path: `^${PATH}$`, skip: 1, status: 200, json });
    expect((await prolongate()).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
    world.running.faults.clear();
    expect((await world.lookAgain(0))?.outcome).toBe("APPLIED");
  });

  it("is never settled by an end that HeadHunter did not show before, since it may have been the same", async () => {
    const json = { expires_at: null, actions: [{ id: "prolongate", enabled: true }] };
    world.running.faults.arm({ kind: "status", method: "GET", path: `^${PATH}$`, status: 200, times: 1, json });
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    expect((await prolongate()).operation?.outcome).toBe("UNCERTAIN");
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
    expect(payments()).toBe(0);
  });

  it("is settled as made where HeadHunter makes it after the timeout", async () => {
    world.running.faults.arm({ kind: "latency", method: "POST", ms: 40 * SECOND, times: 1 });
    const asking = prolongate();
    await world.giveUp(() => world.running.requests.some(({ fault }) => fault === "latency"));
    expect(await asking).toMatchObject({ operation: { outcome: "UNCERTAIN" } });
    world.clock.pass(35 * SECOND);
    await until(() => payments() === 1);
    expect((await world.lookAgain(0))?.outcome).toBe("APPLIED");
  });

  it.each([
    ["hang-after", undefined],
    ["status-after", 502],
    ["status-after", 504],
    ["malformed", undefined],
  ] as const)("pays once where HeadHunter made it and answered with %s %s", async (kind, status) => {
    world.running.faults.arm({ kind, status, method: "POST", times: 1, text: kind === "status-after" ? "<html>" : undefined });
    const asking = prolongate();
    if (kind === "hang-after") await world.giveUp(() => payments() === 1);
    expect(await asking).toMatchObject({ operation: { outcome: "APPLIED" } });
    expect(payments()).toBe(1);
  });

  it("stays uncertain where the end has not moved but it is too early now, since a prolongation was made", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await prolongate();
    const vacancy = world.standIn.state.vacancies.get(ORDINARY);
    if (vacancy === undefined) throw new Error("gone");
    vacancy.prolongedAt = world.clock.now() + 150 * SECOND;
    expect((await world.lookAgain(140 * SECOND))?.outcome).toBe("UNCERTAIN");
  });

  it.each([
    "too_early_of_another_kind",
    "standard_plus_publication_is_updated_automatically",
    "not_enough_purchased_services",
    "not_enough_division_services",
    "not_enough_quotas",
  ])("stays uncertain where the end has not moved and HeadHunter refuses another prolongation since: %s", async (id) => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    const actions = [{ id: "prolongate", enabled: false, disable_reason: { id, name: "?" } }];
    const json = { expires_at: new Date(world.held(ORDINARY).expiresAt).toISOString(), actions };
    world.running.faults.arm({ kind: "status", method: "GET", path: `^${PATH}$`, skip: 1, status: 200, json });
    await prolongate();
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });

  it("is settled without doubt where HeadHunter does not update the time of publication", async () => {
    world.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    const json = { id: ORDINARY, name: "Секретарь", published_at: "2026-11-12T15:00:00+0300" };
    world.running.faults.arm({ kind: "status", path: `^/vacancies/${ORDINARY}$`, status: 200, times: 1, json });
    expect(await prolongate()).toMatchObject({ operation: { outcome: "APPLIED" }, userErrors: [] });
  });

  it("notes that it is unknown who moved an end that did not move at the time of sending", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await prolongate();
    world.clock.pass(30 * SECOND);
    world.running.faults.arm({ kind: "status", method: "GET", status: 503, times: 3 });
    await world.lookAgain(0);
    world.clock.pass(10 * MINUTE);
    const vacancy = world.standIn.state.vacancies.get(ORDINARY);
    if (vacancy === undefined) throw new Error("gone");
    vacancy.publishedAt = world.clock.now();
    vacancy.expiresAt = world.clock.now() + 30 * DAY;
    const row = await world.lookAgain(0);
    expect(row?.outcome).toBe("APPLIED");
    expect(JSON.parse(row?.user_errors ?? "")).toMatchObject([
      { code: "UNCERTAIN", message: expect.stringContaining("by whom is unknown") },
    ]);
  });

  it("stays uncertain where the vacancy is not shown any more", async () => {
    world.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    await prolongate();
    world.standIn.state.vacancies.delete(ORDINARY);
    expect((await world.lookAgain(DAY))?.outcome).toBe("UNCERTAIN");
  });

  it("sends one POST for two requests at the same time", async () => {
    const answers = await Promise.all([prolongate(), prolongate()]);
    expect(answers.map(({ operation }) => operation?.outcome).sort()).toEqual(["APPLIED", "NOT_APPLIED"]);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: "CONFLICT" }]);
    expect(world.asked().filter((request) => request.startsWith("POST"))).toHaveLength(1);
  });

  it("sends one POST for two servers on one database at the same time", async () => {
    const connection = world.connect();
    const { executor } = world.server(connection);
    const answers = await Promise.all([prolongate(), world.make("prolongateVacancy", { id: vacancyId(ORDINARY) }, { executor })]);
    expect(answers.map(({ operation }) => operation?.outcome).sort()).toEqual(["APPLIED", "NOT_APPLIED"]);
    expect(payments()).toBe(1);
  });

  it("is not sent on a check from before another prolongation, even where HeadHunter would accept it", async () => {
    world.standIn.knobs.minimumProlongIntervalMs = 0;
    const change = world.connection.changes.prolongateVacancy;
    if (change === undefined) throw new Error("No change");
    const { check } = change;
    jest.spyOn(change, "check").mockImplementationOnce(async (wanted, reads) => {
      const checked = await check(wanted, reads);
      await prolongate();
      return checked;
    });
    expect(await prolongate()).toMatchObject({
      operation: { outcome: "NOT_APPLIED", vendorRequestId: null },
      userErrors: [{ code: "CONFLICT", retryable: true, vendorCode: null }],
    });
    expect(payments()).toBe(1);
  });

  it("can be made and paid for again as soon as HeadHunter accepts it", async () => {
    await prolongate();
    world.clock.pass(SECOND);
    expect((await prolongate()).userErrors).toMatchObject([{ code: "TOO_EARLY" }]);
    world.standIn.knobs.minimumProlongIntervalMs = 0;
    // Two who ask at the same time may come one after the other.
    expect((await prolongate()).userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    world.clock.pass(1);
    expect((await prolongate()).operation?.outcome).toBe("APPLIED");
    expect(payments()).toBe(2);
  });

  it("is not sent within seconds of another server's, whose clock may be ahead or behind", async () => {
    world.standIn.knobs.minimumProlongIntervalMs = 0;
    const connection = world.connect();
    const { executor } = world.server(connection);
    await world.make("prolongateVacancy", { id: vacancyId(ORDINARY) }, { executor });
    world.clock.pass(10 * SECOND);
    expect((await prolongate()).userErrors).toMatchObject([{ code: "CONFLICT", retryable: true }]);
    world.clock.pass(1);
    expect((await prolongate()).operation?.outcome).toBe("APPLIED");
    expect(payments()).toBe(2);
  });

  it("sends nothing a second time under the same idempotency key", async () => {
    const input = { id: vacancyId(ORDINARY) };
    await world.make("prolongateVacancy", input, { idempotencyKey: "k" });
    world.asked();
    world.clock.pass(DAY);
    expect(await world.make("prolongateVacancy", input, { idempotencyKey: "k" })).toMatchObject({
      operation: { replayed: true, outcome: "APPLIED" },
    });
    expect(world.asked()).toEqual([]);
  });

  it("is sent again, and paid for once, where its token had expired", async () => {
    world.clock.pass(14 * DAY);
    expect((await prolongate()).operation?.outcome).toBe("APPLIED");
    expect(world.asked().filter((request) => request === "POST /token")).toHaveLength(1);
    expect(payments()).toBe(1);
  });

  it("does not follow the absolute URL of the action", async () => {
    await prolongate();
    const [read] = world.running.requests;
    expect(read?.headers.authorization).toBe("Bearer sandbox-access-token");
    // The stand-in's action points to the vendor's production host: the POST came here all the same.
    expect(world.standIn.knobs.urlOrigin).toBe("vendor");
    expect(payments()).toBe(1);
  });
});
