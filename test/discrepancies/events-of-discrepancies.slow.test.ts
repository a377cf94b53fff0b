import { RequisitionWorld } from "./requisition-world.js";

describe("Events of discrepancies", () => {
  let world: RequisitionWorld;
  const failures: Record<string, unknown>[] = [];
  beforeEach(async () => {
    failures.length = 0;
    world = await RequisitionWorld.start({ LOG_LEVEL: "error" }, "v3", failures);
  });
  afterEach(async () => {
    await world.stop();
    expect(failures.filter(({ msg }) => msg !== "sweeping HEADHUNTER for its records")).toEqual([]);
  });

  it("tell what appears and what ends, once each, though nobody reads", async () => {
    const job = world.job("R", "open");
    world.ad("R");
    await world.learn();
    expect(await world.events()).toEqual([]);
    world.editJob(job, (one) =>
      Object.assign(one, { status: "closed", openings: one.openings.map((seat) => ({ ...seat, status: "closed" })) }),
    );
    await world.untilTold("ADVERTISED_AFTER_CLOSE R");
    world.editJob(job, (one) =>
      Object.assign(one, { status: "open", openings: one.openings.map((seat) => ({ ...seat, status: "open" })) }),
    );
    await world.untilTold();
    expect((await world.events()).map(({ kind, cause, vendor, recordId, code }) => ({ kind, cause, vendor, recordId, code }))).toEqual(
      ["DISCREPANCY_FOUND", "DISCREPANCY_ENDED"].map((kind) => ({
        kind,
        cause: "ELSEWHERE",
        vendor: "GREENHOUSE",
        recordId: job,
        code: "R",
      })),
    );
  });

  it("show the discrepancy as it is now, and null once it has ended", async () => {
    world.job("R", "closed", { closed: 1 });
    const ad = world.ad("R");
    await world.learn();
    await world.untilTold("ADVERTISED_AFTER_CLOSE R");
    const query = "{ events(kinds: [DISCREPANCY_FOUND], first: 10) { nodes { discrepancyId discrepancy { id code records { id } } } } }";
    const id = "hiregraph:discrepancy:ADVERTISED_AFTER_CLOSE.R";
    expect(await world.data(query)).toMatchObject({ events: { nodes: [{ discrepancyId: id, discrepancy: { id, code: "R" } }] } });
    world.vacancy(ad).archivedAt = world.now;
    expect(await world.data(query)).toMatchObject({ events: { nodes: [{ discrepancyId: id, discrepancy: null }] } });
  });

  it("tell that an advertisement ends soon when the time has come, and that it does not any more once it is prolonged", async () => {
    world.job("R", "open");
    const ad = world.ad("R", { days: 7.01 });
    await world.learn();
    expect(await world.events()).toEqual([]);
    await world.company.clock.advance(20 * 60_000);
    await world.untilTold("ADVERT_ENDS_SOON R");
    const { since } = await world.one("ADVERT_ENDS_SOON", "R");
    expect(since).toBe(new Date(world.vacancy(ad).expiresAt - 7 * 86_400_000).toISOString());
    world.vacancy(ad).expiresAt += 30 * 86_400_000;
    await world.untilTold();
    expect((await world.events()).map(({ cause }) => cause)).toEqual(["ELSEWHERE", "ELSEWHERE"]);
  });

  it("tell by whose hand one was mended that a change through this server has mended", async () => {
    world.job("R", "closed", { closed: 1 });
    world.ad("R");
    await world.learn();
    await world.untilTold("ADVERTISED_AFTER_CLOSE R");
    const { remedies } = await world.one("ADVERTISED_AFTER_CLOSE", "R");
    const mutation = "mutation ($input: CloseVacancyInput!) { closeVacancy(input: $input) { operation { id outcome } } }";
    const { closeVacancy } = await world.data<{ closeVacancy: { operation: { id: string } } }>(mutation, { input: remedies[0]?.input });
    await world.untilTold();
    expect((await world.events()).at(-1)).toMatchObject({
      kind: "DISCREPANCY_ENDED",
      cause: "OPERATION",
      operation: { id: closeVacancy.operation.id },
    });
  });

  it("neither begin nor end one that involves a source that does not answer", async () => {
    const hire = world.hireJob("R", false);
    world.job("R", "open");
    world.ad("R");
    const other = world.job("S", "closed", { closed: 1 });
    world.ad("S");
    await world.learn();
    await world.untilTold("ADVERTISED_AFTER_CLOSE S", "JOBS_DISAGREE R");
    const { faults } = world.company.headhunter.running;
    faults.arm({ kind: "status", status: 503 });
    world.editJob(other, (one) =>
      Object.assign(one, { status: "open", openings: one.openings.map((seat) => ({ ...seat, status: "open" })) }),
    );
    await world.pass(180);
    expect(await world.toldByEvents()).toEqual(["ADVERTISED_AFTER_CLOSE S", "JOBS_DISAGREE R"]);
    world.editHireJob(hire, true);
    await world.untilTold("ADVERTISED_AFTER_CLOSE S");
    faults.clear();
    await world.pass(120);
    await world.untilTold();
  });

  it("wait for the end of a change that may have mended it, while nobody knows what became of that", async () => {
    world.job("R", "closed", { closed: 1 });
    const ad = world.ad("R");
    await world.learn();
    await world.untilTold("ADVERTISED_AFTER_CLOSE R");
    const { faults } = world.company.headhunter.running;
    // The board does it, and neither its answer nor what it shows afterwards arrives.
    faults.arm({ kind: "drop-after", method: "PUT", times: 1 });
    faults.arm({ kind: "status", status: 503, path: `/vacancies/${ad.split(":").at(-1)}$`, skip: 1, times: 8 });
    const mutation = `mutation { closeVacancy(input: { id: "${ad}" }) { operation { id outcome } } }`;
    const { closeVacancy } = await world.data<{ closeVacancy: { operation: { id: string; outcome: string } } }>(mutation);
    expect(closeVacancy.operation.outcome).toBe("UNCERTAIN");
    expect(await world.toldByEvents()).toEqual(["ADVERTISED_AFTER_CLOSE R"]);
    await world.pass(30);
    await world.untilTold();
    const { operation } = await world.data<{ operation: { outcome: string } }>(
      `{ operation(id: "${closeVacancy.operation.id}") { outcome } }`,
    );
    expect(operation.outcome).toBe("APPLIED");
    expect((await world.events()).at(-1)).toMatchObject({ cause: "OPERATION", operation: { id: closeVacancy.operation.id } });
  });

  it("are not made where nothing is learnt unasked", async () => {
    await world.stop();
    world = await RequisitionWorld.start({ LOG_LEVEL: "error", CODE_SWEEP: "off" }, "v3", failures);
    const ids = [world.ad("R"), world.ad("R")];
    await world.data("query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Vacancy { code } } }", { ids });
    await world.pass(30);
    expect(await world.told()).toEqual(["ADVERTISED_TWICE R"]);
    expect(await world.events()).toEqual([]);
  });
});
