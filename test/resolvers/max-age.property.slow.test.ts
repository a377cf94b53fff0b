import fc from "fast-check";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../support/clock.js";
import { startGraph, type TestGraph } from "../support/graph.js";

/**
 * Random histories of reads that allow an age, of changes through the server and beside it, of a vendor that is down, and of passing time, at two
 * accounts whose records have the same ids. A model knows what each opening held when; it judges every answer.
 */
const RUNS = 60;
const SEED = 13;
const ACCOUNTS = ["default", "emea"] as const;
type Account = (typeof ACCOUNTS)[number];

/** Read at once, or while the others of the step run. */
const reading = fc.record({
  do: fc.constant("read" as const),
  account: fc.constantFrom(...ACCOUNTS),
  query: fc.constantFrom("one" as const, "one" as const, "list" as const),
  seat: fc.nat(2),
  /** Seconds; undefined: no header. */
  maxAge: fc.constantFrom(undefined, 1, 10, 60, 3600, 100_000),
  /** Without it a whole answer may serve. */
  told: fc.boolean(),
});
const changing = fc.record({
  do: fc.constant("change" as const),
  account: fc.constantFrom(...ACCOUNTS),
  seat: fc.nat(2),
  /** The answer is lost, before the vendor's work or after it. */
  lost: fc.constantFrom(undefined, undefined, "drop-before" as const, "drop-after" as const),
});
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: reading }, { weight: 1, arbitrary: changing }), { minLength: 1, maxLength: 5 }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(1, 900, 1_000, 5_000, 20_000, 61_000) }),
  },
  // Somebody writes in the vendor's own interface.
  { weight: 2, arbitrary: fc.record({ do: fc.constant("elsewhere" as const), account: fc.constantFrom(...ACCOUNTS), seat: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("down" as const), account: fc.constantFrom(...ACCOUNTS), times: fc.nat(3) }) },
);

interface Seat {
  text: string;
  /** What it held from when on. */
  held: { from: number; label: string }[];
  /** When a change of it through the server had its answer, and what it left. */
  changed: { at: number; label: string } | undefined;
}

interface Cost {
  vendor: string;
  account: string;
  requests: number;
  cached: number;
}

describe("An answer that may be old", () => {
  let clock: ManualClock;
  let graph: TestGraph;
  const vendors = new Map<Account, { standIn: GreenhouseStandIn; running: RunningStandIn }>();

  beforeEach(async () => {
    clock = new ManualClock();
    for (const account of ACCOUNTS) {
      const standIn = createGreenhouseStandIn({ clock });
      vendors.set(account, { standIn, running: await startStandIn({ handle: standIn.handle, clock }) });
    }
    const settings = (prefix: string, account: Account) => ({
      [`${prefix}_API_TOKEN`]: "sandbox-token",
      [`${prefix}_ON_BEHALF_OF`]: "4000000000",
      [`${prefix}_BASE_URL`]: vendorOf(account).running.origin,
    });
    graph = await startGraph({
      clock,
      env: { GREENHOUSE_ACCOUNTS: "emea", ...settings("GREENHOUSE", "default"), ...settings("GREENHOUSE_EMEA", "emea") },
    });
  });
  afterEach(async () => {
    await whileTimePasses(graph.stop());
    for (const { running } of vendors.values()) await running.close();
  });

  function vendorOf(account: Account) {
    const vendor = vendors.get(account);
    if (vendor === undefined) throw new Error(`There is no ${account}`);
    return vendor;
  }

  async function whileTimePasses<Result>(pending: Promise<Result>): Promise<Result> {
    let done = false;
    const settled = pending.finally(() => {
      done = true;
    });
    settled.catch(() => undefined);
    for (let tick = 0; !done && tick < 20_000; tick += 1) await clock.advance(tick < 200 ? 1 : 200);
    return settled;
  }

  it(`is never older than allowed, nor from before a change that ended before it was asked for, over ${RUNS} histories`, async () => {
    // One world for all histories: what one of them left is young enough for the next.
    const seats = new Map<string, Seat>();
    let writes = 0;
    const figures = { reads: 0, cached: 0, changes: 0, failed: 0, told: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const openingAt = (account: Account, index: number) => {
          const job = vendorOf(account).standIn.state.jobs[index];
          const opening = job?.openings[0];
          if (job === undefined || opening === undefined) throw new Error("The sample company has no such opening");
          return { job, opening };
        };
        const seatAt = (account: Account, index: number): Seat => {
          const key = `${account} ${index}`;
          const known = seats.get(key);
          if (known !== undefined) return known;
          const { job, opening } = openingAt(account, index);
          const text = `greenhouse${account === "default" ? "" : `~${account}`}:opening:${job.id}.${opening.id}`;
          const seat: Seat = { text, held: [{ from: 0, label: String(opening.opening_id) }], changed: undefined };
          observe(opening, seat);
          seats.set(key, seat);
          return seat;
        };
        /** Judges one label by when its question was asked and what was allowed. */
        const judge = (seat: Seat, label: unknown, askedAt: number, maxAgeMs: number) => {
          const answeredAt = clock.now();
          const possible = seat.held.filter(({ from }, at) => {
            const until = seat.held[at + 1]?.from ?? Number.POSITIVE_INFINITY;
            return from <= answeredAt && until >= askedAt - maxAgeMs;
          });
          expect(possible.map((one) => one.label)).toContain(label);
        };

        const read = async ({
          account,
          query,
          seat: index,
          maxAge,
          told,
        }: typeof reading extends fc.Arbitrary<infer One> ? One : never) => {
          const seat = seatAt(account, index);
          const askedAt = clock.now();
          const endedBefore = seat.changed;
          const sinceChange = seat.held.findIndex(({ label }) => label === endedBefore?.label);
          const document =
            query === "one"
              ? "query ($id: ID!) { node(id: $id) { ... on Opening { openingId } } }"
              : `query { jobs(vendors: [GREENHOUSE], accounts: ["${account}"], first: 5) { nodes { openings(first: 1) { nodes { id openingId } } } sources { state fetchedAt } } }`;
          const headers = {
            ...(maxAge === undefined ? {} : { "cache-control": `max-age=${maxAge}` }),
            ...(told ? { "x-upstream": "1" } : {}),
          };
          const answer = await graph.ask<Record<string, never>, object>(document, query === "one" ? { id: seat.text } : {}, headers);
          figures.reads += 1;
          figures.cached += costsOf(answer.extensions).reduce((sum, { cached }) => sum + cached, 0);
          const data = answer.data as unknown as
            | {
                node?: { openingId: string } | null;
                jobs?: {
                  nodes: { openings: { nodes: { id: string; openingId: string }[] } }[];
                  sources: { state: string; fetchedAt: string }[];
                };
              }
            | undefined;
          const nodes = data?.jobs?.nodes.flatMap(({ openings }) => openings.nodes) ?? [];
          const label = query === "one" ? data?.node?.openingId : nodes.find(({ id }) => id === seat.text)?.openingId;
          const state = data?.jobs?.sources[0]?.state;
          if (answer.errors !== undefined || label === undefined || (state !== undefined && state !== "FRESH")) {
            figures.failed += 1;
            return costsOf(answer.extensions);
          }
          const maxAgeMs = Math.min(maxAge ?? 0, 3_600) * 1_000;
          judge(seat, label, askedAt, maxAgeMs);
          // What was written after that change may be shown, and what was written before it may not.
          if (endedBefore !== undefined) expect(seat.held.slice(Math.max(0, sinceChange)).map((one) => one.label)).toContain(label);
          const fetchedAt = data?.jobs?.sources[0]?.fetchedAt;
          if (fetchedAt !== undefined) expect(askedAt - Date.parse(fetchedAt)).toBeLessThanOrEqual(maxAgeMs);
          return costsOf(answer.extensions);
        };

        const change = async ({ account, seat: index, lost }: typeof changing extends fc.Arbitrary<infer One> ? One : never) => {
          const seat = seatAt(account, index);
          writes += 1;
          const label = `W-${writes}-${clock.now()}`;
          if (lost !== undefined) vendorOf(account).running.faults.arm({ kind: lost, method: "PATCH", times: 1 });
          const { data, extensions } = await graph.ask<{ updateOpening: { operation: { outcome: string } | null } }, object>(
            "mutation ($id: ID!, $label: String) { updateOpening(input: { id: $id, openingId: $label }) { opening { openingId } operation { outcome } userErrors { code } } }",
            { id: seat.text, label },
            { "x-upstream": "1", "cache-control": "max-age=3600" },
          );
          figures.changes += 1;
          if (data?.updateOpening?.operation?.outcome === "APPLIED") seat.changed = { at: clock.now(), label };
          return costsOf(extensions);
        };

        for (const one of steps) {
          if (!Array.isArray(one)) {
            if (one.do === "pass") await clock.advance(one.ms);
            if (one.do === "down")
              vendorOf(one.account).running.faults.arm({ kind: "status", status: 503, method: "GET", times: one.times });
            if (one.do === "elsewhere") {
              writes += 1;
              seatAt(one.account, one.seat);
              openingAt(one.account, one.seat).opening.opening_id = `E-${writes}-${clock.now()}`;
              await clock.advance(1);
            }
            continue;
          }
          const before = new Map(ACCOUNTS.map((account) => [account, vendorOf(account).running.requests.length]));
          // A change whose outcome is open is looked after by the server itself as well, which nobody is told the cost of.
          const isQuiet = one.every((ask) => ask.do === "read" || ask.lost === undefined) && (await openOperations()) === 0;
          const allTold = isQuiet && one.every((ask) => ask.do === "change" || ask.told);
          const asked = await whileTimePasses(Promise.allSettled(one.map((ask) => (ask.do === "read" ? read(ask) : change(ask)))));
          const costs = asked.map((ended) => {
            if (ended.status === "rejected") throw ended.reason;
            return ended.value;
          });
          if (allTold) figures.told += 1;
          for (const account of ACCOUNTS) {
            const sent = vendorOf(account).running.requests.length - (before.get(account) ?? 0);
            const counted = costs
              .flat()
              .filter((cost) => cost.account === account)
              .reduce((sum, { requests }) => sum + requests, 0);
            if (allTold) expect(counted).toBe(sent);
            else expect(counted).toBeLessThanOrEqual(sent);
          }
          for (const account of ACCOUNTS) vendorOf(account).running.faults.clear();
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
    // The histories are worth something: much was served again, and much was not.
    expect(figures.cached).toBeGreaterThan(figures.reads / 10);
    expect(figures.changes).toBeGreaterThan(RUNS);
    expect(figures.failed).toBeLessThan(figures.reads / 3);
    expect(figures.told).toBeGreaterThan(RUNS / 4);
  });

  /** The log is read without a look at the vendor. */
  async function openOperations(): Promise<number> {
    const log = "{ pending: operations(outcome: PENDING) { nodes { id } } uncertain: operations(outcome: UNCERTAIN) { nodes { id } } }";
    const { data } = await graph.ask<Record<"pending" | "uncertain", { nodes: object[] }>, object>(log);
    return (data?.pending.nodes.length ?? 0) + (data?.uncertain.nodes.length ?? 0);
  }

  /** Writes down each label that the opening gets, at that moment, whoever writes it: several changes may be under way. */
  function observe(opening: { opening_id: string | null }, seat: Seat): void {
    let label = opening.opening_id;
    Object.defineProperty(opening, "opening_id", {
      enumerable: true,
      get: () => label,
      set: (next: string | null) => {
        label = next;
        seat.held.push({ from: clock.now(), label: String(next) });
      },
    });
  }

  function costsOf(extensions: Record<string, unknown> | undefined): Cost[] {
    return (extensions?.upstream as Cost[] | undefined) ?? [];
  }
});
