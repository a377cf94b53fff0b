import fc from "fast-check";
import type { Datasource } from "../../src/datasources/contract/datasource.js";
import type { VendorConnection } from "../../src/datasources/contract/vendor-module.js";
import { HookIntake } from "../../src/hooks/hook-intake.js";
import { InboxWork, type InboxWorkOptions } from "../../src/hooks/inbox-work.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { OnlyServer } from "../../src/leases/leases.js";
import { RecordReader } from "../../src/records/record-reader.js";
import type { Vacancy } from "../../src/schema/vacancy/vacancy.type.js";
import { CircuitState } from "../../src/schema/vendor/vendor.type.js";
import { OperationRepository } from "../../src/store/operation.repository.js";
import { WebhookInboxRepository } from "../../src/store/webhook-inbox.repository.js";
import { HEADHUNTER, newsOn, vacancy } from "../records/news-world.js";
import { ManualClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";

const SECRET = "a-secret-of-the-path";
const URL = `/hooks/headhunter/${SECRET}`;
const RECORDS = 4;

/** A step of the vendor, of its deliveries, or of this server. */
type Step =
  | { kind: "rename" | "remove" | "restore"; record: number }
  /** Sends one of the deliveries that are due, of whichever change, perhaps once more. */
  | { kind: "deliver"; pick: number; again: boolean }
  | { kind: "lose"; pick: number }
  | { kind: "forge"; record: number }
  | { kind: "away"; isAway: boolean }
  /** Kills the server that works, and starts another one on its database. */
  | { kind: "kill" }
  | { kind: "wait"; ms: number };

const record = fc.integer({ min: 1, max: RECORDS });
const pick = fc.integer({ min: 0, max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("rename" as const, "remove" as const, "restore" as const), record }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("deliver" as const), pick, again: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lose" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forge" as const), record }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("away" as const), isAway: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill" as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
);

describe.each(testDatabases)("Deliveries that are shuffled, doubled, lost and forged, on $name,", ({ name, open }) => {
  it("tell each record's changes once, in their order, and leave it as its vendor has it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const opened = await open();
        try {
          await play(steps, opened.database);
        } finally {
          await opened.close();
        }
      }),
      { numRuns: name === "SQLite" ? 60 : 15 },
    );
  });

  async function play(steps: readonly Step[], database: Awaited<ReturnType<typeof open>>["database"]): Promise<void> {
    const clock = new ManualClock();
    const world = newsOn(database, clock);
    await world.known(HEADHUNTER, "vacancy");
    const held = new Map<string, Vacancy>();
    const names = new Map<string, string[]>();
    let [isAway, changes] = [false, 0];
    const isDown = () => new VendorError({ code: "UNAVAILABLE", vendor: "HEADHUNTER", message: "away", sent: "no", retryable: true });
    const vacancies = {
      wholeVacancies: async (ids: readonly string[]) => ids.map((id) => (isAway ? isDown() : (held.get(id) ?? null))),
    } as unknown as Datasource["vacancies"];
    const connection = {
      ...{ source: HEADHUNTER, changes: {}, close: async () => undefined },
      ...{ datasource: () => ({ vacancies }), status: () => ({ circuit: CircuitState.CLOSED, budgets: [] }) },
    } as unknown as VendorConnection;
    const connections = new Map([[HEADHUNTER.text, connection]]);
    const inbox = new WebhookInboxRepository(database);
    const newWork = () => {
      const reader = new RecordReader({
        connections,
        recordIndex: world.index,
        clock,
        onError: (error) => void world.failures.push(error),
      });
      return new InboxWork({
        ...{
          source: HEADHUNTER,
          settles: false,
          inbox,
          operations: new OperationRepository(database),
          leases: new OnlyServer(),
          clock,
          reader,
        },
        ...{ executor: {} as InboxWorkOptions["executor"], resending: {} as InboxWorkOptions["resending"] },
        sweep: { readChangesOf: async () => undefined },
        onError: (error) => void world.failures.push(error),
      });
    };
    const intake = new HookIntake({
      ...{ secret: SECRET, inbox, clock, isConnected: () => true, count: () => undefined },
      receivers: new Map([
        [
          "headhunter",
          {
            source: HEADHUNTER,
            receiver: {
              receive: ({ body }) => {
                const [key = "", id = ""] = body.toString().split(" ");
                return { kind: "delivery", key, news: { records: [`headhunter:vacancy:${id}`] } };
              },
            },
          },
        ],
      ]),
      onError: (error) => void world.failures.push(error),
    });
    for (let native = 1; native <= RECORDS; native += 1) {
      const first = vacancy(String(native));
      held.set(String(native), first);
      names.set(String(native), [first.name]);
      await world.read("vacancy", first);
    }
    const known = (await world.told()).length;

    let work = newWork();
    let due: string[] = [];
    const sent: string[] = [];
    const lost = new Set<string>();
    /** The delivery of each record's last change. */
    const last = new Map<string, string>();
    const send = async (text: string) => {
      const answer = await intake.answer(URL, { method: "POST", headers: {}, body: Buffer.from(text) });
      expect(answer.status).toBe(200);
    };
    const pass = async (ms: number) => {
      const end = clock.now() + ms;
      while (clock.now() < end)
        await clock.advance(Math.max(1, Math.min(end - clock.now(), await work.round(new AbortController().signal))));
    };
    for (const one of steps) {
      if (one.kind === "wait") await pass(one.ms);
      else if (one.kind === "away") isAway = one.isAway;
      else if (one.kind === "kill") work = newWork();
      else if (one.kind === "forge") await send(`forged-${clock.now()} ${one.record}`);
      else if (one.kind === "lose") {
        const text = due[one.pick % Math.max(1, due.length)];
        due = due.filter((other) => other !== text);
        lost.add(text ?? "");
      } else if (one.kind === "deliver") {
        const from = one.again && sent.length > 0 ? sent : due;
        const text = from[one.pick % Math.max(1, from.length)];
        if (text === undefined) continue;
        due = due.filter((other) => other !== text);
        sent.push(text);
        await send(text);
      } else {
        const native = String(one.record);
        const now = held.get(native);
        if ((one.kind === "restore") !== (now === undefined)) continue;
        changes += 1;
        if (one.kind === "remove") held.delete(native);
        else held.set(native, vacancy(native, { name: `Name ${changes}` }));
        names.get(native)?.push(held.get(native)?.name ?? "gone");
        due.push(`change-${changes} ${native}`);
        last.set(native, `change-${changes} ${native}`);
        await clock.advance(1);
      }
    }
    // What was not lost comes at last, in the opposite order, and the vendor is back.
    isAway = false;
    for (const text of due.reverse()) await send(text);
    await pass(180_000);

    expect(world.failures).toEqual([]);
    expect(await inbox.waiting(HEADHUNTER, 10)).toBe(0);
    const told = (await world.told()).slice(known);
    for (const [native, history] of names) {
      const id = `headhunter:vacancy:${native}`;
      const own = told.filter(({ recordId }) => recordId === id);
      const states = own.flatMap(({ kind, changes: fields }) =>
        kind === "DISAPPEARED" ? ["gone"] : fields.filter(({ field }) => field === "name").map(({ after }) => String(after)),
      );
      expect({ states, isInOrder: isPartOf(states, history) }).toEqual({ states, isInOrder: true });
      if (lost.has(last.get(native) ?? "")) continue;
      const [row] = await world.repository.byIds([id]);
      expect({ id, state: row?.gone_at === null ? row.name : "gone" }).toEqual({ id, state: history.at(-1) });
    }
  }
});

/** Whether these are states of the history, in its order, each told once. */
function isPartOf(states: readonly string[], history: readonly string[]): boolean {
  let place = -1;
  return states.every((state) => {
    place = history.indexOf(state, place + 1);
    return place >= 0;
  });
}
