import type { CodeDirectory } from "../../src/datasources/code-directory.js";
import type { Datasource, Page } from "../../src/datasources/datasource.js";
import { RecentPages } from "../../src/datasources/recent-pages.js";
import { UnifiedDatasource } from "../../src/datasources/unified.datasource.js";
import type { VendorConnection } from "../../src/datasources/vendor-module.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { CircuitState, Vendor } from "../../src/schema/vendor.type.js";
import { ManualClock } from "../support/clock.js";

describe("The list of a vendor that fails", () => {
  const told: [unknown, string][] = [];
  const connection: VendorConnection = {
    datasource: (): Datasource => ({ changes: {} }),
    status: () => ({ circuit: CircuitState.CLOSED, budgets: [] }),
    close: async () => undefined,
  };
  const graph = new UnifiedDatasource({
    connections: new Map([[Vendor.LINKEDIN, connection]]),
    scope: {},
    recent: new RecentPages(),
    directory: undefined as unknown as CodeDirectory,
    clock: new ManualClock(),
    onError: (error, what) => void told.push([error, what]),
  });
  const failing = (error: Error) => {
    const fetch = (): Promise<Page<string>> => Promise.reject(error);
    return graph.list({ name: "vacancies", filter: {} }, [Vendor.LINKEDIN], 5, null, fetch);
  };

  it("is for the client alone where the vendor is at fault, and for whoever runs the server where we are", async () => {
    const down = await failing(new VendorError({ code: "UNAVAILABLE", vendor: "LINKEDIN", message: "Down.", sent: "no" }));
    expect(down.sources).toMatchObject([{ state: "FAILED", failure: { code: "UNAVAILABLE", message: "Down." } }]);
    expect(told).toEqual([]);
    const ours = new Error("SQLITE_IOERR at /var/lib/graph.db");
    const { sources } = await failing(ours);
    expect(told).toEqual([[ours, "asking LINKEDIN"]]);
    expect(sources).toMatchObject([{ state: "FAILED", failure: { code: "UNAVAILABLE", retryable: false } }]);
    expect(JSON.stringify(sources)).not.toContain("SQLITE");
  });
});
