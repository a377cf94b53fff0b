import "./enum-value.js";
import { NoticeboardWorld } from "./support.js";

const PUBLISH = `mutation ($input: PublishVacancyInput!) {
  publishVacancy(input: $input) { vacancy { id name status code expiresAt } operation { id outcome } userErrors { code field message vendorCode } }
}`;
const PUBLISH_ONLY = "mutation ($input: PublishVacancyInput!) { publishVacancy(input: $input) { operation { id outcome } } }";
const CLOSE_ONLY = "mutation ($id: ID!) { closeVacancy(input: { id: $id }) { operation { id outcome } } }";
const RESOLVE = `mutation ($id: ID!) {
  resolveOperation(input: { id: $id, outcome: APPLIED, note: "Seen at the board." }) { operation { outcome } }
}`;
const CLOSE = `mutation ($id: ID!) {
  closeVacancy(input: { id: $id }) { vacancy { status closedAt } operation { id outcome } userErrors { code field } }
}`;
const CLOSE_ALL = `mutation ($ids: [ID!]!) {
  closeVacancies(input: { ids: $ids }) { vacancy { id status } operation { outcome } userErrors { code field } }
}`;
const OUTCOME = "query ($id: ID!) { operation(id: $id) { outcome } }";

const notice = (more: object = {}) => ({
  name: "Night cook",
  description: "<p>Cooks at night.</p>",
  code: "REQ-9000",
  noticeboard: { place: "Berlin", days: 10 },
  ...more,
});
const idOf = (notice: string) => `noticeboard:vacancy:${notice}`;

let world: NoticeboardWorld;
beforeEach(async () => {
  world = await NoticeboardWorld.start();
});
afterEach(() => world.stop());

/** The outcome once it is known: who asks while the server itself looks at the board is told what is known so far. */
async function settled(id: string): Promise<string> {
  let outcome = "";
  for (let look = 0; look < 20 && !["APPLIED", "NOT_APPLIED"].includes(outcome); look += 1) {
    await world.clock.advance(61_000);
    outcome = (await world.data(OUTCOME, { id })).operation.outcome;
  }
  return outcome;
}

describe("publishVacancy at Noticeboard", () => {
  const posted = () => world.board.state.notices.filter(({ title }) => title === "Night cook");

  it("posts a notice once, takes a credit, and shows it", async () => {
    const { publishVacancy } = await world.data(PUBLISH, { input: notice() });
    expect(publishVacancy).toMatchObject({
      vacancy: { id: idOf("n1133"), name: "Night cook", status: "ACTIVE", code: "REQ-9000" },
      operation: { outcome: "APPLIED" },
      userErrors: [],
    });
    expect(posted()).toHaveLength(1);
    expect(world.board.state.credits).toBe(99);
  });

  it("refuses what the board would refuse, before anything is sent", async () => {
    const input = notice({ name: "x".repeat(81), salary: { from: 1, currency: "EUR", gross: false } });
    const { publishVacancy } = await world.data(PUBLISH, { input });
    expect(publishVacancy).toMatchObject({
      operation: { outcome: "NOT_APPLIED" },
      userErrors: [
        { code: "INVALID_INPUT", field: ["name"] },
        { code: "INVALID_INPUT", field: ["salary", "gross"] },
      ],
    });
    expect(world.board.count("POST")).toBe(0);
  });

  it("tells the board's own refusal in words for people", async () => {
    world.board.state.credits = 0;
    const { publishVacancy } = await world.data(PUBLISH, { input: notice() });
    expect(publishVacancy).toMatchObject({
      operation: { outcome: "NOT_APPLIED" },
      userErrors: [{ code: "NOT_ENOUGH_CREDIT", field: null, vendorCode: "no_credit" }],
    });
  });

  it("puts the board's refusal at the field of the input that is meant", async () => {
    // Characters to us, units of UTF-16 to the board.
    const { publishVacancy } = await world.data(PUBLISH, { input: notice({ name: "👩‍🍳".repeat(20) }) });
    expect(publishVacancy).toMatchObject({
      operation: { outcome: "NOT_APPLIED" },
      userErrors: [{ code: "INVALID_INPUT", field: ["name"], vendorCode: "invalid_field" }],
    });
  });

  it("names exactly one board", async () => {
    const { errors } = await world.answer(PUBLISH, { input: notice({ linkedin: {} }) });
    expect(errors?.[0]?.message).toContain("Exactly one of headhunter, linkedin, and noticeboard says where to publish");
  });

  it("finds a notice whose answer was lost by its key, and never sends it again", async () => {
    world.board.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    const { publishVacancy } = await world.data(PUBLISH, { input: notice() });
    expect(publishVacancy).toMatchObject({ vacancy: { id: idOf("n1133") }, operation: { outcome: "APPLIED" } });
    expect(world.board.count("POST")).toBe(1);
    expect(posted()).toHaveLength(1);
  });

  it("stays in doubt where the request was lost, and is NOT_APPLIED once the board has been silent for a minute", async () => {
    world.board.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    const { publishVacancy } = await world.data(PUBLISH, { input: notice() });
    expect(publishVacancy.operation.outcome).toBe("UNCERTAIN");
    await world.clock.advance(61_000);
    const { operation } = await world.data(OUTCOME, { id: publishVacancy.operation.id });
    expect(operation.outcome).toBe("NOT_APPLIED");
    expect(world.board.count("POST")).toBe(1);
  });

  it("stays in doubt where a notice of its key cannot be read, for it may be this one", async () => {
    world.board.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    world.board.running.faults.arm({ kind: "status", status: 503, method: "GET" });
    const { publishVacancy } = await world.data(PUBLISH_ONLY, { input: notice() });
    world.board.running.faults.clear();
    const [mine] = posted();
    Object.assign(mine ?? {}, { state: 7 });
    await world.clock.advance(61_000);
    expect((await world.data(OUTCOME, { id: publishVacancy.operation.id })).operation.outcome).toBe("UNCERTAIN");
    Object.assign(mine ?? {}, { state: "live" });
    expect(await settled(publishVacancy.operation.id)).toBe("APPLIED");
  });

  it("takes no page of HTML for a posting that was made", async () => {
    world.board.running.faults.arm({ kind: "status", status: 201, text: "<p>Please wait</p>", method: "POST", times: 1 });
    const { publishVacancy } = await world.data(PUBLISH, { input: notice() });
    expect(publishVacancy.operation.outcome).toBe("UNCERTAIN");
  });

  it("is paid for once where the same is asked for twice at once", async () => {
    const both = await world.while(Promise.all([world.data(PUBLISH, { input: notice() }), world.data(PUBLISH, { input: notice() })]));
    expect(both.map(({ publishVacancy }) => publishVacancy.operation.outcome).sort()).toEqual(["APPLIED", "NOT_APPLIED"]);
    expect(both.flatMap(({ publishVacancy }) => publishVacancy.userErrors)).toMatchObject([{ code: "CONFLICT" }]);
    expect(world.board.state.credits).toBe(99);
  });

  it("waits for the board's limit of 30 postings in a minute, so that the board refuses none", async () => {
    const startedAt = world.clock.now();
    const cooks = Array.from({ length: 31 }, (_, index) => notice({ name: `Cook ${index}` }));
    const answers = await world.while(Promise.all(cooks.map((input) => world.data(PUBLISH, { input }))));
    expect(answers.map(({ publishVacancy }) => publishVacancy.operation.outcome)).toEqual(Array(31).fill("APPLIED"));
    expect(world.clock.now() - startedAt).toBeGreaterThanOrEqual(60_000);
    expect(world.board.running.requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe("closeVacancy at Noticeboard", () => {
  it("closes a notice, and shows since when, which the board does not tell", async () => {
    const askedAt = world.clock.now();
    const { closeVacancy } = await world.data(CLOSE, { id: idOf("n1002") });
    expect(closeVacancy).toMatchObject({ vacancy: { status: "CLOSED" }, operation: { outcome: "APPLIED" }, userErrors: [] });
    const closedAt = Date.parse(closeVacancy.vacancy.closedAt);
    expect(closedAt).toBeGreaterThanOrEqual(askedAt);
    expect(closedAt).toBeLessThanOrEqual(world.clock.now());
    const { list } = await world.data(
      "{ list: vacancies(vendors: [NOTICEBOARD], status: CLOSED, first: 1) { nodes { vendorId closedAt } } }",
    );
    expect(list.nodes).toEqual([{ vendorId: "n1002", closedAt: closeVacancy.vacancy.closedAt }]);
  });

  it("refuses a notice that is closed, or not there, before anything is sent", async () => {
    const { closed } = await world.data(
      'mutation { closed: closeVacancy(input: { id: "noticeboard:vacancy:n1001" }) { userErrors { code } } }',
    );
    const { gone } = await world.data('mutation { gone: closeVacancy(input: { id: "noticeboard:vacancy:n1" }) { userErrors { code } } }');
    expect([closed, gone]).toEqual([{ userErrors: [{ code: "ALREADY_CLOSED" }] }, { userErrors: [{ code: "NOT_FOUND" }] }]);
    expect(world.board.count("POST", "/v1/notices/close")).toBe(0);
  });

  it("finds that the board has closed it where the answer was lost, and remembers when", async () => {
    world.board.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    const { closeVacancy } = await world.data(CLOSE, { id: idOf("n1002") });
    expect(closeVacancy).toMatchObject({ vacancy: { status: "CLOSED", closedAt: expect.any(String) }, operation: { outcome: "APPLIED" } });
    expect(world.board.count("POST", "/v1/notices/close")).toBe(1);
  });

  it("finds that the board has not closed it where the request was lost", async () => {
    world.board.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    const { closeVacancy } = await world.data(CLOSE, { id: idOf("n1002") });
    expect(closeVacancy).toMatchObject({ vacancy: { status: "ACTIVE", closedAt: null }, operation: { outcome: "NOT_APPLIED" } });
  });

  it.each([
    ["stands in a way that is not known here", "paused", "n1002"],
    ["is not shown any more", "live", "n9999"],
  ])("stays in doubt where the request was lost and the notice %s", async (_, state, id) => {
    const notice = world.board.state.byId("n1002") ?? {};
    world.board.running.faults.arm({ kind: "drop-before", method: "POST", times: 1 });
    world.board.running.faults.arm({ kind: "status", status: 503, method: "GET", skip: 1 });
    const { closeVacancy } = await world.data(CLOSE_ONLY, { id: idOf("n1002") });
    world.board.running.faults.clear();
    Object.assign(notice, { state, id });
    await world.clock.advance(61_000);
    expect((await world.data(OUTCOME, { id: closeVacancy.operation.id })).operation.outcome).toBe("UNCERTAIN");
    Object.assign(notice, { state: "live", id: "n1002" });
    expect(await settled(closeVacancy.operation.id)).toBe("NOT_APPLIED");
  });

  it("remembers when it was closed also where a person saw it at the board", async () => {
    world.board.running.faults.arm({ kind: "drop-after", method: "POST", times: 1 });
    world.board.running.faults.arm({ kind: "status", status: 503, method: "GET", skip: 1 });
    const { closeVacancy } = await world.data(CLOSE_ONLY, { id: idOf("n1002") });
    expect(closeVacancy.operation.outcome).toBe("UNCERTAIN");
    await world.data(RESOLVE, { id: closeVacancy.operation.id });
    world.board.running.faults.clear();
    await world.clock.advance(60_000);
    const { vacancy } = await world.data(`{ vacancy(id: "${idOf("n1002")}") { status closedAt } }`);
    expect(vacancy).toEqual({ status: "CLOSED", closedAt: expect.any(String) });
  });

  it("keeps in its table over a restart when a notice was closed", async () => {
    const { closeVacancy } = await world.data(CLOSE, { id: idOf("n1002") });
    await world.restart();
    const { vacancy } = await world.data(`{ vacancy(id: "${idOf("n1002")}") { status closedAt } }`);
    expect(vacancy).toEqual(closeVacancy.vacancy);
  });
});

describe("closeVacancies at Noticeboard", () => {
  it("closes 120 notices in three requests, and answers in the order asked", async () => {
    const live = world.board.state.notices.filter(({ state }) => state === "live").map(({ id }) => id);
    expect(live).toHaveLength(120);
    const { closeVacancies } = await world.data(CLOSE_ALL, { ids: live.map(idOf) });
    expect(closeVacancies).toEqual(
      live.map((id) => ({ vacancy: { id: idOf(id), status: "CLOSED" }, operation: { outcome: "APPLIED" }, userErrors: [] })),
    );
    expect(world.board.count("POST", "/v1/notices/close")).toBe(Math.ceil(120 / 50));
  });

  it("costs no other notice where the board refuses one, which somebody closed there meanwhile", async () => {
    world.board.closeBeforeClosing("n1003");
    const { closeVacancies } = await world.data(CLOSE_ALL, { ids: ["n1002", "n1003", "n1004"].map(idOf) });
    expect(closeVacancies).toMatchObject([
      { operation: { outcome: "APPLIED" } },
      { operation: { outcome: "NOT_APPLIED" }, userErrors: [{ code: "ALREADY_CLOSED", field: ["ids", "1"] }] },
      { operation: { outcome: "APPLIED" } },
    ]);
  });

  it("looks up a notice of which the board's answer says nothing", async () => {
    world.board.running.faults.arm({ kind: "status-after", status: 200, json: { results: [{ id: "n1002" }] }, method: "POST", times: 1 });
    const { closeVacancies } = await world.data(CLOSE_ALL, { ids: ["n1002", "n1003"].map(idOf) });
    expect(closeVacancies).toMatchObject([{ operation: { outcome: "APPLIED" } }, { operation: { outcome: "APPLIED" } }]);
    expect(world.board.count("POST", "/v1/notices/close")).toBe(1);
  });

  it("finds the notices of a request whose answer was lost, and sends none of them again", async () => {
    const live = world.board.state.notices.filter(({ state }) => state === "live").map(({ id }) => id);
    world.board.running.faults.arm({ kind: "status-after", status: 502, method: "POST", times: 1 });
    const { closeVacancies } = await world.data(CLOSE_ALL, { ids: live.slice(0, 60).map(idOf) });
    expect(closeVacancies.map(({ operation }: { operation: { outcome: string } }) => operation.outcome)).toEqual(Array(60).fill("APPLIED"));
    expect(world.board.count("POST", "/v1/notices/close")).toBe(2);
  });
});
