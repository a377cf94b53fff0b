import type { Datasource, Page } from "../../src/datasources/contract/datasource.js";
import type { VendorConnection } from "../../src/datasources/contract/vendor-module.js";
import { OperationCost } from "../../src/http/cost.js";
import { VendorError } from "../../src/http/vendor-error.js";
import type { ReadScope } from "../../src/reads/opened-datasources.js";
import { StalePages } from "../../src/reads/stale-pages.js";
import { UnifiedDatasource } from "../../src/reads/unified.datasource.js";
import type { RecordIndex } from "../../src/records/record-index.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { CircuitState, Vendor } from "../../src/schema/vendor/vendor.type.js";
import { ManualClock } from "../support/clock.js";

function connectionOf(vendor: Vendor, datasource: () => Datasource): VendorConnection {
  return {
    source: sourceOf(vendor),
    datasource,
    changes: {},
    status: () => ({ circuit: CircuitState.CLOSED, budgets: [] }),
    close: async () => undefined,
  };
}

function graphOf(
  connections: readonly VendorConnection[],
  onError: (error: unknown, what: string) => void = () => undefined,
  scope: ReadScope = {},
) {
  return new UnifiedDatasource({
    connections: new Map(connections.map((connection) => [connection.source.text, connection])),
    scope,
    stalePages: new StalePages(),
    recordIndex: undefined as unknown as RecordIndex,
    clock: new ManualClock(),
    onError,
  });
}

describe("The record index", () => {
  it("is read for the operation that looks something up in it, so that nobody joins the operation's answer", () => {
    const cost = new OperationCost();
    const graph = graphOf([], undefined, { cost });
    expect(cost.isUnread).toBe(true);
    expect(graph.recordIndex).toBeUndefined();
    expect(cost.isUnread).toBe(false);
  });
});

describe("The sources of a list", () => {
  it("are known from the first request on: a later one opens no datasource to learn that it lacks the list", () => {
    let opened = 0;
    const lacking = connectionOf(Vendor.GREENHOUSE, () => {
      opened += 1;
      return {};
    });
    const having = connectionOf(Vendor.LINKEDIN, () => ({ vacancies: {} as NonNullable<Datasource["vacancies"]> }));
    for (let request = 0; request < 3; request++) {
      const graph = graphOf([lacking, having]);
      expect(graph.choose("vacancies", {})).toEqual([having.source]);
      expect(graph.sourcesWith("jobs")).toEqual([]);
    }
    expect(opened).toBe(1);
  });
});

describe("The list of a vendor that fails", () => {
  const told: [unknown, string][] = [];
  const connection = connectionOf(Vendor.LINKEDIN, () => ({}));
  const graph = graphOf([connection], (error, what) => void told.push([error, what]));
  const failing = (error: Error) => {
    const fetch = (): Promise<Page<{ id: string }>> => Promise.reject(error);
    return graph.list({ name: "vacancies", filter: {} }, [connection.source], 5, null, fetch);
  };

  it("is reported to the client where the vendor is at fault, and logged where we are", async () => {
    const down = await failing(new VendorError({ code: "UNAVAILABLE", vendor: "LINKEDIN", message: "Down.", sent: "no" }));
    expect(down.sources).toMatchObject([{ state: "FAILED", failure: { code: "UNAVAILABLE", message: "Down." } }]);
    expect(told).toEqual([]);
    const ours = new Error("SQLITE_IOERR at /var/lib/graph.db");
    const { sources } = await failing(ours);
    expect(told).toEqual([[ours, "asking LINKEDIN"]]);
    expect(sources).toMatchObject([{ state: "FAILED", failure: { code: "UNAVAILABLE", retryable: false } }]);
    expect(JSON.stringify(sources)).not.toContain("SQLITE");
  });
  it("in the middle of an answer is the part that was read, or an earlier reading where that was longer", async () => {
    const node = (id: string, position: string) => ({ node: { id }, position });
    const [a, b] = [node("a", "1"), node("b", "2")];
    const fault = new VendorError({ code: "UNAVAILABLE", vendor: "LINKEDIN", message: "Down.", sent: "no" });
    const listed = (page: Page<{ id: string }>) =>
      graph.list({ name: "others", filter: {} }, [connection.source], 5, null, () => Promise.resolve(page));
    const broken = await listed({ items: [a], hasMore: true, fault });
    expect(broken).toMatchObject({ items: [{ node: { id: "a" } }], hasNextPage: false, sources: [{ state: "FAILED" }] });
    await listed({ items: [a, b], hasMore: false });
    expect(await listed({ items: [a], hasMore: true, fault })).toMatchObject({
      items: [{ node: { id: "a" } }, { node: { id: "b" } }],
      sources: [{ state: "STALE", failure: { code: "UNAVAILABLE" } }],
    });
    // An answer that makes no sense is one: what was read before does not stand for it.
    const nonsense = new VendorError({ code: "BAD_RESPONSE", vendor: "LINKEDIN", message: "A circle.", sent: "yes" });
    expect(await listed({ items: [a], hasMore: true, fault: nonsense })).toMatchObject({
      items: [{ node: { id: "a" } }],
      sources: [{ state: "FAILED", failure: { code: "BAD_RESPONSE" } }],
    });
  });
});
