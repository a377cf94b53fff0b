import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { parse } from "graphql";
import { fetcherOf } from "../../src/web/graphiql/fetcher.js";
import { TABS } from "../../src/web/graphiql/tabs.js";
import { runServer, stopServers } from "../server/run-server.js";
import { Ticker, tickingSchema } from "../server/stream/ticking-schema.js";
import { until } from "../support/until.js";

afterEach(stopServers);

/** GraphiQL's own fetcher asks when its answer is read. */
async function allOf(answer: unknown): Promise<void> {
  for await (const _ of (await answer) as AsyncIterable<unknown>);
}

describe("What GraphiQL asks with", () => {
  it("follows events as they happen, with the headers of its editor, and asks all else at /graphql", async () => {
    const ticker = new Ticker();
    const { url } = await runServer({ auth: { tokens: [], allowAnonymous: false } }, { schema: tickingSchema(ticker) });
    const sent: unknown[] = [];
    const original = globalThis.fetch;
    const spy = jest.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
      sent.push(init?.headers);
      return original(input, init);
    });
    const fetcher = fetcherOf(() => ({ data: { asked: true } }), `${url}/graphql/stream`);
    const query = "query Now { tick { number } } subscription Later { ticks { number } }";
    const options = { headers: { authorization: "Bearer of-the-editor" } };
    expect(await fetcher({ query, operationName: "Now" }, options)).toEqual({ data: { asked: true } });
    const results = (await fetcher({ query, operationName: "Later" }, options)) as AsyncIterableIterator<unknown>;
    const first = results.next();
    await until(() => ticker.followers.size === 1);
    ticker.tick(1);
    expect((await first).value).toEqual({ data: { ticks: { number: 1 } } });
    expect(sent).toEqual([expect.objectContaining({ authorization: "Bearer of-the-editor" })]);
    await results.return?.();
    await until(() => ticker.followers.size === 0);
    spy.mockRestore();
  });

  it("asks what the editor holds just after a change of tabs, while GraphiQL still gives the operation of the tab before", async () => {
    const ticker = new Ticker();
    const { url } = await runServer({}, { schema: tickingSchema(ticker) });
    const asked: unknown[] = [];
    const own = createGraphiQLFetcher({
      url: `${url}/graphql`,
      fetch: async (_url, init) => {
        asked.push(JSON.parse(String(init?.body)));
        return new Response("{}");
      },
    });
    const fetcher = fetcherOf(own, `${url}/graphql/stream`);
    const [now, later] = ["query Now { tick { number } }", "subscription Later { ticks { number } }"] as const;
    const results = (await fetcher({ query: later, operationName: "Now" }, { documentAST: parse(now) })) as AsyncIterableIterator<unknown>;
    const first = results.next();
    await until(() => ticker.followers.size === 1);
    ticker.tick(1);
    expect((await first).value).toEqual({ data: { ticks: { number: 1 } } });
    await results.return?.();

    const documentAST = parse(later);
    for (const [query, operationName] of [
      [now, "Later"],
      [`${now} ${later}`, "Neither"],
      ["query Now {", "Later"],
    ] as const)
      await allOf(fetcher({ query, operationName }, { documentAST }));
    const nameless = { query: "{ tick { number } }", operationName: null };
    await allOf(fetcher(nameless, { documentAST: parse("subscription { ticks { number } }") }));
    expect(asked).toEqual([
      { query: now, operationName: "Now" },
      { query: `${now} ${later}`, operationName: null },
      { query: "query Now {", operationName: null },
      { query: "{ tick { number } }", operationName: null },
    ]);
  });
});

describe("GraphiQL's tabs", () => {
  it("are a requisition, the board, a change that is a dry run, and events", () => {
    expect(TABS.map(({ query }) => /^(query|mutation|subscription) (\w+)/m.exec(query)?.slice(1))).toEqual([
      ["query", "Requisition"],
      ["query", "Board"],
      ["mutation", "CloseSeat"],
      ["subscription", "Events"],
    ]);
    expect(JSON.parse(TABS[2]?.variables ?? "")).toMatchObject({ dryRun: true });
  });
});
