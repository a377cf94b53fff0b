import fc from "fast-check";
import type { Fault } from "../../../../src/sandbox/kit/faults.js";
import { type HeadHunterWorld, SECOND, UPSTREAM_TIMEOUT_MS } from "../support.js";

interface FaultTerms {
  methods?: readonly ("GET" | "POST" | "PUT" | undefined)[];
  /** The latest that HeadHunter does what it was asked. */
  latestMs?: number;
}

/** What can befall one request; a fault "after" comes when HeadHunter has done what it was asked. None makes HeadHunter lie. */
export function faultAt(
  path: string,
  { methods = ["GET", "POST", "POST", undefined], latestMs = 110 * SECOND }: FaultTerms = {},
): fc.Arbitrary<Fault> {
  return (
    fc
      .record({
        what: fc.oneof(
          fc.constantFrom<Pick<Fault, "kind" | "text">>(
            { kind: "drop-before" },
            { kind: "drop-after" },
            { kind: "malformed" },
            { kind: "hang" },
            { kind: "hang-after" },
          ),
          fc.record({
            kind: fc.constant("status" as const),
            status: fc.constantFrom(429, 500, 502, 503, 504),
            text: fc.constant("<html>"),
          }),
          fc.record({
            kind: fc.constant("status-after" as const),
            status: fc.constantFrom(500, 502, 503, 504),
            text: fc.constant("<html>"),
          }),
          fc.record({ kind: fc.constant("latency" as const), ms: fc.integer({ min: SECOND, max: latestMs }) }),
        ),
        method: fc.constantFrom(...methods),
        skip: fc.integer({ min: 0, max: 3 }),
      })
      // A lost answer of the token endpoint locks the account out: that is another matter.
      .map(({ what, method, skip }) => ({ ...what, method, skip, times: 1, path }))
  );
}

/** Passes the time of requests that hang, for as long as something is under way. */
export async function letTimePass<Value>(world: HeadHunterWorld, work: Promise<Value>): Promise<Value> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  done.catch(() => undefined);
  let passedFor = world.running.requests.length;
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    const seen = world.running.requests;
    // An exchange of tokens is not given up: its answer is all there will ever be.
    const exchanged = world.results.filter(({ route }) => route === "POST /token").length;
    if (seen.filter(({ path }) => path === "/token").length > exchanged) continue;
    const hanging = seen.slice(passedFor).some(({ fault }) => fault === "hang" || fault === "hang-after" || fault === "latency");
    passedFor = seen.length;
    if (hanging) world.clock.pass(UPSTREAM_TIMEOUT_MS);
  }
  return done;
}

/** What is open is looked at when it is due, as the reconciler does, until it is known; then HeadHunter ends whatever it was still to do. */
export async function settleAll(world: HeadHunterWorld): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    const open = await world.repository.open();
    if (open.length === 0) break;
    const due = Math.min(...open.map((row) => Date.parse(row.next_look_at ?? row.requested_at)));
    world.clock.passTo(Math.max(due, world.clock.now()));
    await letTimePass(world, world.executor.reconciliation.verify(open));
  }
  world.clock.pass(200 * SECOND);
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
