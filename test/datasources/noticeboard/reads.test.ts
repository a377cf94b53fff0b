import "./enum-value.js";
import { NoticeboardWorld } from "./support.js";

const FIELDS = "id vendorId name status vendorStatus code url salary { from to currency gross } publishedAt expiresAt closedAt";
const LIST = `query ($status: VacancyStatus, $first: Int, $after: String) {
  vacancies(vendors: [NOTICEBOARD], status: $status, first: $first, after: $after) {
    nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } sources { vendor state failure { code message } }
  }
}`;

describe("Noticeboard in the graph", () => {
  let world: NoticeboardWorld;
  beforeAll(async () => {
    world = await NoticeboardWorld.start();
  });
  beforeEach(() => world.board.running.faults.clear());
  afterAll(() => world.stop());

  it("has the abilities that its port and its changes amount to", async () => {
    const { vendors } = await world.data("{ vendors { vendor mode abilities budgets { name limit } } }");
    expect(vendors.find(({ vendor }: { vendor: string }) => vendor === "NOTICEBOARD")).toEqual({
      vendor: "NOTICEBOARD",
      mode: "LIVE",
      abilities: ["READ_VACANCIES", "LIST_VACANCIES", "PUBLISH_VACANCY", "CLOSE_VACANCY"],
      budgets: [
        { name: "requests", limit: 10 },
        { name: "postings", limit: 30 },
      ],
    });
  });

  it("shows a notice by its id as the board has it", async () => {
    const { vacancy } = await world.data(`{ vacancy(id: "noticeboard:vacancy:n1002") { ${FIELDS} description } }`);
    const notice = world.board.state.byId("n1002");
    expect(vacancy).toEqual({
      id: "noticeboard:vacancy:n1002",
      vendorId: "n1002",
      name: "Software Engineer",
      status: "ACTIVE",
      vendorStatus: "live",
      code: "REQ-1001",
      url: "https://noticeboard.example/n1002",
      salary: { from: 40_000, to: null, currency: "EUR", gross: true },
      publishedAt: notice?.posted_at,
      expiresAt: notice?.ends_at,
      closedAt: null,
      description: "<p>Software Engineer, Shanghai</p>",
    });
  });

  it("shows nothing under an id that the board does not hold, and asks for none that it cannot hold", async () => {
    world.board.count("GET");
    const { unknown, strange } = await world.data(`{
      unknown: vacancy(id: "noticeboard:vacancy:n1") { id }
      strange: vacancy(id: "noticeboard:vacancy:n1002%2Cn1003") { id }
    }`);
    expect([unknown, strange]).toEqual([null, null]);
    expect(world.board.running.requests.map(({ query }) => query)).toEqual(["ids=n1"]);
  });

  it("reads many notices by id in as few requests as the board allows", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `noticeboard:vacancy:n${1001 + index}`);
    world.board.count("GET");
    const { nodes } = await world.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(nodes).toEqual(ids.map((id) => ({ id })));
    expect(world.board.count("GET")).toBe(3);
  });

  it("lists the notices of a status page by page, the newest first", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { vacancies } = await world.data(LIST, { status: "ACTIVE", first: 50, after });
      seen.push(...vacancies.nodes.map(({ vendorId }: { vendorId: string }) => vendorId));
      after = vacancies.pageInfo.hasNextPage ? vacancies.pageInfo.endCursor : null;
    } while (after !== null);
    const live = world.board.state.notices.filter(({ state }) => state === "live").map(({ id }) => id);
    expect(new Set(seen)).toEqual(new Set(live));
    expect(seen).toHaveLength(120);
  });

  it("has no notices of a status that the board does not know, and asks for none", async () => {
    world.board.count("GET");
    const { vacancies } = await world.data(LIST, { status: "DELETED" });
    expect(vacancies).toMatchObject({ nodes: [], sources: [{ vendor: "NOTICEBOARD", state: "FRESH" }] });
    expect(world.board.count("GET")).toBe(0);
  });

  it("says UNSUPPORTED of a search, which the board does not have", async () => {
    const { vacancies } = await world.data(
      '{ vacancies(vendors: [NOTICEBOARD], text: "cook") { nodes { id } sources { failure { code } } } }',
    );
    expect(vacancies).toEqual({ nodes: [], sources: [{ failure: { code: "UNSUPPORTED" } }] });
  });

  it("says of each notice what may be done with it, and why not", async () => {
    const { live, closed } = await world.data(`{
      live: vacancy(id: "noticeboard:vacancy:n1002") { can { close { allowed } update { allowed code } } prolongation { allowed } }
      closed: vacancy(id: "noticeboard:vacancy:n1001") { can { close { allowed code reason } } }
    }`);
    expect(live).toEqual({
      can: { close: { allowed: true }, update: { allowed: false, code: "UNSUPPORTED_BY_VENDOR" } },
      prolongation: { allowed: false },
    });
    expect(closed.can.close).toEqual({ allowed: false, code: "ALREADY_CLOSED", reason: "The notice is closed already." });
  });

  it("leaves out a notice that cannot be read, shows the rest, and says which it is", async () => {
    const notice = world.board.state.byId("n1132") as { state: unknown; pay?: unknown };
    const { state } = notice;
    notice.state = "live";
    const other = world.board.state.byId("n1131") as { pay?: unknown };
    other.pay = { from: "much", currency: "EUR" };
    const whole = await world.data(LIST, { status: "ACTIVE", first: 200 });
    expect(whole.vacancies.nodes).toHaveLength(120);
    expect(whole.vacancies.nodes.find(({ vendorId }: { vendorId: string }) => vendorId === "n1131").salary).toBeNull();
    expect(whole.vacancies.sources).toMatchObject([{ state: "INCOMPLETE", failure: { code: "BAD_RESPONSE" } }]);
    expect(whole.vacancies.sources[0].failure.message).toContain("The notice n1131 is shown without what cannot be read of it: pay.from");
    delete other.pay;
    notice.state = state;
  });

  it("answers the page read before, marked STALE, where the board is down", async () => {
    await world.data(LIST, { status: "CLOSED", first: 5 });
    world.board.running.faults.arm({ kind: "status", status: 503 });
    const { vacancies } = await world.data(LIST, { status: "CLOSED", first: 5 });
    expect(vacancies.nodes).toHaveLength(5);
    expect(vacancies.sources).toMatchObject([{ vendor: "NOTICEBOARD", state: "STALE", failure: { code: "UNAVAILABLE" } }]);
  });
});
