import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readsOf } from "../../src/assembly/request-contexts.js";
import { systemClock } from "../../src/clock.js";
import type { VendorConnection, VendorModule } from "../../src/datasources/contract/vendor-module.js";
import { vendorModules } from "../../src/datasources/registry.js";
import type { CallScope } from "../../src/http/request.js";
import type { UnifiedDatasourceOptions } from "../../src/reads/unified.datasource.js";
import { startGraph, type TestGraph } from "../support/graph.js";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as (options?: { type: "minor" }) => void;

const REQUESTS = 100;
const BYTES = 50_000;

type Scope = Pick<CallScope, "deadlineAt"> & { mark: ArrayBuffer };

/** How many of so many scopes a small collection finds in use, once nobody refers to what was made for them: as most of five trials say, as V8 may do more at any time. */
function leftOf(make: (scope: Scope) => unknown): number {
  const left = Array.from({ length: 5 }, () => trial(make)).toSorted((one, other) => one - other);
  return left[2] ?? Number.NaN;
}

function trial(make: (scope: Scope) => unknown): number {
  // What one finds unused is given back by the next.
  for (let count = 0; count < 3; count += 1) gc();
  // Bytes outside of V8's heap are given back with their owner.
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < REQUESTS; count += 1) make({ mark: new ArrayBuffer(BYTES) });
  for (let count = 0; count < 3; count += 1) gc({ type: "minor" });
  return Math.max(0, Math.round((process.memoryUsage().arrayBuffers - before) / BYTES));
}

// V8's small collections look at what is young. What is old from the beginning keeps all that it refers to until the next full one: so does a function
// literal that is assigned to a property (`this.read = () => …`), which V8 takes for a method of a class. Not covered is what a request makes while it
// reads; CONTRIBUTING tells how to see it.
describe("A small garbage collection takes what was made for a request", () => {
  let graph: TestGraph;
  const connections: VendorConnection[] = [];
  beforeAll(async () => {
    const modules = vendorModules.map(
      (module): VendorModule => ({
        ...module,
        connect: (...asked) => {
          const connection = module.connect(...asked);
          connections.push(connection);
          return connection;
        },
      }),
    );
    graph = await startGraph({ modules });
  });
  afterAll(() => graph.stop());

  it("where it would not take a function literal that was assigned to a property", () => {
    class Reading {
      readonly read: () => Scope;
      constructor(scope: Scope) {
        this.read = () => scope;
      }
    }
    expect(leftOf((scope) => new Reading(scope))).toBe(REQUESTS);
  });

  it("by any vendor", () => {
    expect(connections.map(({ source }) => source.vendor).toSorted()).toEqual(vendorModules.map(({ vendor }) => vendor).toSorted());
    const left = connections.map((connection) => [connection.source.text, leftOf((scope) => connection.datasource(scope))]);
    expect(left).toEqual(connections.map(({ source }) => [source.text, 0]));
  });

  it("by all of them together, with its loaders", () => {
    const options = {
      connections: new Map(connections.map((connection) => [connection.source.text, connection])),
      clock: systemClock,
    } as unknown as Omit<UnifiedDatasourceOptions, "scope">;
    const openReads = readsOf(options);
    expect(leftOf((scope) => openReads(scope).loaders.job)).toBe(0);
  });
});
