import "./enum-value.js";
import { NoticeboardWorld } from "./support.js";

const LIST = "{ vacancies(vendors: [NOTICEBOARD], first: 4) { nodes { id account } sources { account state failure { code } } } }";
const CLOSE = "mutation ($id: ID!) { closeVacancy(input: { id: $id }) { operation { outcome } } }";
const PUBLISH = `mutation ($account: String) {
  publishVacancy(input: { account: $account, name: "Cook", description: "<p>Cooks.</p>", noticeboard: { place: "Paris" } }) {
    vacancy { id account } operation { outcome }
  }
}`;

describe("Two accounts of Noticeboard", () => {
  let world: NoticeboardWorld;
  beforeEach(async () => {
    world = await NoticeboardWorld.start({}, ["emea"]);
  });
  afterEach(() => world.stop());

  it("are one graph: a list shows the notices of both, each with an id of its own", async () => {
    const { vacancies } = await world.data(LIST);
    expect(vacancies.nodes).toEqual([
      { id: "noticeboard:vacancy:n1002", account: "default" },
      { id: "noticeboard~emea:vacancy:n1002", account: "emea" },
      { id: "noticeboard:vacancy:n1003", account: "default" },
      { id: "noticeboard~emea:vacancy:n1003", account: "emea" },
    ]);
  });

  it("are asked apart: one that is down costs its own records alone", async () => {
    world.boardOf("emea").running.faults.arm({ kind: "status", status: 503 });
    const { vacancies } = await world.data(LIST);
    expect(vacancies.nodes.map(({ account }: { account: string }) => account)).toEqual(Array(4).fill("default"));
    expect(vacancies.sources).toMatchObject([
      { account: "default", state: "FRESH", failure: null },
      { account: "emea", state: "FAILED", failure: { code: "UNAVAILABLE" } },
    ]);
  });

  it("are changed apart: a notice that is closed in one stays in the other, and so does what the table remembers", async () => {
    await world.data(CLOSE, { id: "noticeboard~emea:vacancy:n1002" });
    Object.assign(world.board.state.byId("n1002") ?? {}, { state: "closed" });
    const { here, there } = await world.data(`{
      here: vacancy(id: "noticeboard:vacancy:n1002") { status closedAt }
      there: vacancy(id: "noticeboard~emea:vacancy:n1002") { status closedAt }
    }`);
    expect(here).toEqual({ status: "CLOSED", closedAt: null });
    expect(there).toEqual({ status: "CLOSED", closedAt: expect.any(String) });
  });

  it("are published to by the name of the account, and the default one without", async () => {
    const { publishVacancy: named } = await world.data(PUBLISH, { account: "emea" });
    const { publishVacancy: unnamed } = await world.data(PUBLISH);
    expect(named).toEqual({ vacancy: { id: "noticeboard~emea:vacancy:n1133", account: "emea" }, operation: { outcome: "APPLIED" } });
    expect(unnamed).toEqual({ vacancy: { id: "noticeboard:vacancy:n1133", account: "default" }, operation: { outcome: "APPLIED" } });
    expect([world.board.state.credits, world.boardOf("emea").state.credits]).toEqual([99, 99]);
  });
});
