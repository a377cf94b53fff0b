import { type GraphAnswer, startGraph, type TestGraph } from "../../support/graph.js";
import { until } from "../../support/until.js";
import { HeadHunterWorld, KNOWN_ACCOUNT, MINUTE, overlay } from "./support.js";

const LIST = `query List($status: VacancyStatus, $after: String, $order: VacancyOrder) {
  vacancies(status: $status, first: 7, after: $after, order: $order) {
    nodes { id manager { id } } pageInfo { hasNextPage endCursor } sources { vendor state failure { code message } }
  }
  vendors { vendor coverage }
}`;

interface Answer {
  vacancies: {
    nodes: { id: string; manager: { id: string } | null }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    sources: { vendor: string; state: string; failure: { code: string; message: string } | null }[];
  };
  vendors: { vendor: string; coverage: string | null }[];
}

/** The stand-in as it is, but for one manager's lists, which are refused where `refused` names him. */
describe("A scope of several managers, over the graph,", () => {
  let world: HeadHunterWorld;
  let graph: TestGraph;
  let refused: string | undefined;

  beforeEach(async () => {
    refused = undefined;
    world = new HeadHunterWorld({ env: KNOWN_ACCOUNT });
    overlay(world, ({ path, query }) => {
      const isRefused = /vacancies\/(archived|hidden)$/.test(path) && refused !== undefined && query.get("manager_id") === refused;
      return isRefused ? { status: 403, json: { errors: [{ type: "forbidden" }] } } : undefined;
    });
    await world.open();
  });
  afterEach(async () => {
    await graph.stop();
    await world.close();
  });

  const start = async (scope: string) => {
    graph = await startGraph({
      env: {
        ...KNOWN_ACCOUNT,
        HEADHUNTER_BASE_URL: world.running.origin,
        HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
        HEADHUNTER_USER_AGENT: "Hiregraph/1.0 (dev@example.com)",
        HEADHUNTER_SCOPE: scope,
      },
    });
  };
  const walk = async (variables: object) => {
    const pages: Answer[] = [];
    for (let after: string | null = null; ; ) {
      const { data, errors }: GraphAnswer<Answer> = await graph.ask<Answer, object>(LIST, { ...variables, after });
      if (!data) throw new Error(JSON.stringify(errors));
      pages.push(data);
      after = data.vacancies.pageInfo.endCursor;
      if (!data.vacancies.pageInfo.hasNextPage) return pages;
    }
  };
  const held = (passes: (vacancy: { archivedAt: number | null; hidden: boolean; managerId: string }) => boolean) =>
    [...world.standIn.state.vacancies.values()].filter(passes).map(({ id }) => `headhunter:vacancy:${id}`);
  const idsIn = (pages: Answer[]) => pages.flatMap(({ vacancies }) => vacancies.nodes.map(({ id }) => id));
  const coverageIn = (pages: Answer[]) =>
    new Set(pages.flatMap(({ vendors }) => vendors.filter(({ vendor }) => vendor === "HEADHUNTER").map(({ coverage }) => coverage)));

  it.each([{ status: "CLOSED" }, { status: "CLOSED", order: "NAME_DESC" }, { status: "ACTIVE" }])(
    "has every vacancy that the manager may see once over one cursor: %j",
    async (variables) => {
      await start("accessible");
      const pages = await walk(variables);
      const isActive = variables.status === "ACTIVE";
      const all = held(({ archivedAt, hidden }) => (isActive ? archivedAt === null : archivedAt !== null && !hidden));
      const seen = all.filter((id) => idsIn(pages).includes(id));
      expect(idsIn(pages)).toHaveLength(seen.length);
      expect(seen.length).toBeGreaterThan(
        held(
          ({ managerId, archivedAt, hidden }) => managerId === "321" && (isActive ? archivedAt === null : archivedAt !== null && !hidden),
        ).length,
      );
      expect(pages.flatMap(({ vacancies }) => vacancies.sources.map(({ state }) => state))).toEqual(pages.map(() => "FRESH"));
      expect(coverageIn(pages)).toEqual(new Set([null]));
    },
  );

  it("is INCOMPLETE, and says what is missing, where one manager's archive is refused", async () => {
    await start("managers:321,322");
    refused = "322";
    const pages = await walk({ status: "CLOSED" });
    expect(idsIn(pages).sort()).toEqual(
      held(({ archivedAt, hidden, managerId }) => archivedAt !== null && !hidden && managerId === "321").sort(),
    );
    expect(pages.at(-1)?.vacancies.sources).toMatchObject([
      {
        vendor: "HEADHUNTER",
        state: "INCOMPLETE",
        failure: { code: "ACCESS_DENIED", message: expect.stringContaining("the archive of manager 322") },
      },
    ]);
    expect((await walk({ status: "CLOSED" }))[0]?.vacancies.sources[0]?.state).toBe("INCOMPLETE");
    expect([...coverageIn(await walk({ status: "CLOSED" }))]).toEqual([
      "The vacancies of the managers 321 and 322, without the archive of 322, which HeadHunter does not show.",
    ]);
  });

  it("is recorded in the statistics of all these managers, within the background's share of the budget", async () => {
    await start("own");
    const connection = world.connect({ HEADHUNTER_SCOPE: "managers:321,322" }, { statsRecording: true });
    connection.start?.();
    await until(() => world.clock.sleepingFor(10 * MINUTE) > 0, "the end of the round");
    const read = new Set(
      world.running.requests.filter(({ path }) => path.endsWith("/stats")).map(({ path }) => `headhunter:vacancy:${path.split("/")[2]}`),
    );
    expect(read).toEqual(new Set(held(({ archivedAt, managerId }) => archivedAt === null && ["321", "322"].includes(managerId))));
    expect(world.errors).toEqual([]);
  });
});
