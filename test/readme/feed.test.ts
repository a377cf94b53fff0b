import { ManualClock } from "../support/clock.js";
import { startGraph, type TestGraph } from "../support/graph.js";
import { block } from "./readme.js";

const JOB = "greenhouse:job:4000000000";

interface Feed {
  events: { nodes: Record<string, unknown>[]; pageInfo: { endCursor: string; hasNextPage: boolean }; head: string };
}

describe("Following the feed, as docs/clients.md says", () => {
  const clock = new ManualClock();
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph({ env: { SANDBOX_VENDORS: "greenhouse" }, clock });
  });
  afterAll(() => graph.stop());

  async function answer<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    let done = false;
    const asked = graph.ask<Data, never>(query, variables as never).finally(() => {
      done = true;
    });
    while (!done) await clock.advance(100);
    const { data, errors } = await asked;
    expect(errors).toBeUndefined();
    return data as Data;
  }

  test("a reader who took the head, and then read, misses nothing and is told by whose hand it was", async () => {
    const { head } = (await answer<Feed>(block("following the feed"))).events;
    await answer(`{ job(id: "${JOB}") { id status } }`);
    const closing = `mutation { closeOpening(input: { id: "greenhouse:opening:4000000000.4100000000", closeReasonId: "4500000034" }) {
      job { status } operation { id } } }`;
    const { closeOpening } = await answer<{ closeOpening: { operation: { id: string } } }>(closing);
    let feed = (await answer<Feed>(block("following the feed"), { after: head })).events;
    for (let waited = 0; waited < 100 && feed.nodes.length < 2; waited += 1) {
      await clock.advance(100);
      feed = (await answer<Feed>(block("following the feed"), { after: head })).events;
    }
    const operation = { id: closeOpening.operation.id, kind: "closeOpening" };
    const about = { cause: "OPERATION", recordId: JOB, code: "REQ-1001", operation, id: expect.any(String), at: expect.any(String) };
    expect(feed.nodes).toEqual(
      expect.arrayContaining([
        { ...about, kind: "OPERATION_SETTLED", changes: [] },
        {
          ...about,
          kind: "CHANGED",
          changes: [
            { field: "status", before: "OPEN", after: "CLOSED" },
            { field: "closedAt", before: null, after: expect.any(String) },
          ],
        },
      ]),
    );
    expect(feed.nodes).toHaveLength(2);
    const { events } = await answer<Feed>(block("following the feed"), { after: feed.pageInfo.endCursor });
    expect(events).toMatchObject({ nodes: [], pageInfo: { endCursor: feed.head, hasNextPage: false } });
  });
});
