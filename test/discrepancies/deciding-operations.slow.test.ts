import { RequisitionWorld } from "./requisition-world.js";

describe("The operation that an event of a discrepancy names", () => {
  let world: RequisitionWorld;
  beforeEach(async () => {
    world = await RequisitionWorld.start();
  });
  afterEach(() => world.stop());

  /** Changes a record through this server, and returns the operation's id. */
  async function change(mutation: string, id: string): Promise<string> {
    const document = `mutation ($id: ID!) { change: ${mutation}(input: { id: $id }) { operation { id outcome } } }`;
    const { change: made } = await world.data<{ change: { operation: { id: string; outcome: string } } }>(document, { id });
    expect(made.operation.outcome).toBe("APPLIED");
    return made.operation.id;
  }

  const read = (id: string) => world.data("query ($id: ID!) { node(id: $id) { id ... on Job { status } } }", { id });
  const told = async () => (await world.events()).map(({ kind, cause, operation }) => ({ kind, cause, by: operation?.id ?? null }));

  it("is each event's own where it ended and came back before anybody was told", async () => {
    world.job("R", "open");
    const hire = world.hireJob("R", false);
    world.ad("R");
    await world.learn();
    await world.untilTold("JOBS_DISAGREE R");
    const before = (await told()).length;
    const { faults } = world.company.greenhouse.running;
    faults.arm({ kind: "status", status: 503 });
    const reopened = await change("reopenJob", hire);
    await read(hire);
    await world.pass(1.5);
    const closed = await change("closeJob", hire);
    await read(hire);
    await world.pass(60);
    expect((await told()).slice(before)).toEqual([]);
    faults.clear();
    await world.pass(120);
    expect((await told()).slice(before)).toEqual([
      { kind: "DISCREPANCY_ENDED", cause: "OPERATION", by: reopened },
      { kind: "DISCREPANCY_FOUND", cause: "OPERATION", by: closed },
    ]);
  });

  it("is the one that closed an advertisement, whatever became of it within the second", async () => {
    world.job("R", "open");
    const ad = world.ad("R");
    await world.learn();
    const before = (await told()).length;
    const closed = await change("closeVacancy", ad);
    await change("deleteVacancy", ad);
    await world.pass(1);
    await change("restoreVacancy", ad);
    await world.untilTold("OPEN_WITHOUT_ADVERT R");
    expect((await told()).slice(before)).toEqual([{ kind: "DISCREPANCY_FOUND", cause: "OPERATION", by: closed }]);
  });
});
