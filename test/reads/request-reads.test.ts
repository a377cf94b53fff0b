import { createLoaders } from "../../src/reads/loaders/request-loaders.js";
import { RequestReads } from "../../src/reads/request-reads.js";
import type { UnifiedDatasource } from "../../src/reads/unified.datasource.js";
import { ManualClock } from "../support/clock.js";

describe("The reads of a request", () => {
  it("have nothing of what was read once they are closed, and read anew what is still asked", async () => {
    const asked: string[] = [];
    const port = {
      jobsByIds: async (ids: readonly string[]) => {
        asked.push(...ids);
        return ids.map((vendorId) => ({ id: `greenhouse:job:${vendorId}`, vendorId }));
      },
    };
    const forget = jest.fn();
    // What loading a job by its id uses of the graph.
    const graph = {
      port: () => port,
      now: () => 0,
      sources: { note: () => undefined, fresh: () => ({}) },
      datasource: () => ({}),
      learning: { records: () => undefined, gone: () => undefined, seats: () => undefined },
      forget,
    } as unknown as UnifiedDatasource;
    const reads = new RequestReads(() => ({ graph, loaders: createLoaders(graph, new ManualClock()) }));
    const load = () => reads.loaders.job.load("greenhouse:job:7");
    const first = await load();
    expect(await load()).toBe(first);
    expect(asked).toEqual(["7"]);
    reads.close();
    expect(forget).toHaveBeenCalledTimes(1);
    expect(await load()).not.toBe(first);
    expect(asked).toEqual(["7", "7"]);
  });

  it("are not made to be closed", () => {
    const make = jest.fn();
    new RequestReads(make).close();
    expect(make).not.toHaveBeenCalled();
  });
});
