import { once } from "node:events";
import { createServer } from "node:net";
import { setImmediate as realTurn } from "node:timers/promises";
import { RecordingEnvReader } from "../../src/config/env-reader.js";
import { abilitiesOf } from "../../src/datasources/contract/abilities.js";
import type { ChangeKind } from "../../src/datasources/contract/catalog.js";
import type { Change } from "../../src/datasources/contract/change.js";
import type { Aligned, Datasource } from "../../src/datasources/contract/datasource.js";
import type { VendorConnection, VendorModule } from "../../src/datasources/contract/vendor-module.js";
import { tablesOf } from "../../src/datasources/registry.js";
import { OnlyServer } from "../../src/leases/leases.js";
import { parseTarget } from "../../src/operations/change-target.js";
import { bySource } from "../../src/reads/by-source.js";
import { StalePages } from "../../src/reads/stale-pages.js";
import { UnifiedDatasource } from "../../src/reads/unified.datasource.js";
import { RecordIndex } from "../../src/records/record-index.js";
import type { RunningStandIn } from "../../src/sandbox/kit/stand-in.js";
import { formatGlobalId, parseGlobalId } from "../../src/schema/common/global-id.js";
import type { Permission } from "../../src/schema/common/permission.type.js";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import type { VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { type Ability, CircuitState, Vendor } from "../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../src/secrets/credential-cipher.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { migrate } from "../../src/store/database.js";
import { CodeGapRepository } from "../../src/store/records/code-gap.repository.js";
import { RecordRepository } from "../../src/store/records/record.repository.js";
import { RecordWriting } from "../../src/store/records/record-writing.js";
import { ManualClock } from "../support/clock.js";
import { embeddedDatabase, vendorTables } from "../support/databases.js";
import { type Kind, kindsOf, nativeId, type Record_, told, withFiguresOf } from "./port-contract-kinds.js";

/** What a vendor's line in the table says: how to start its stand-in, and what must be true of it. */
export interface VendorFixture {
  /** Left out: the module's slug. */
  name?: string;
  abilities: readonly Ability[];
  /** The stand-in, with its rate window wide open, and the environment that leads to `origin` (its own, or a dead one). */
  start(clock: ManualClock): Promise<{
    running: RunningStandIn;
    environment(origin: string): Record<string, string>;
    /** Puts there what the vendor does not hold from the start. */
    prepare?(connection: VendorConnection): Promise<void>;
  }>;
  /** Native ids of records that the vendor does not hold, in its own form. */
  unknown: Partial<Record<"job" | "opening" | "vacancy", string>>;
  /** The statuses by which vacancies are listed; together all of them. */
  vacancyLists?: readonly VacancyStatus[];
  /** The server's own memory answers for a vendor that cannot be asked for its records. */
  remembered?: boolean;
}

/** The mutation that an entry of `can` is about, and the least it is asked with. */
const CHANGE_OF: Record<Kind["kind"], Record<string, [ChangeKind, (id: string) => object]>> = {
  job: { reopen: ["reopenJob", (id) => ({ id })], close: ["closeJob", (id) => ({ id })] },
  opening: {
    close: ["closeOpening", (id) => ({ id })],
    reopen: ["reopenOpening", (id) => ({ id })],
    delete: ["deleteOpenings", (id) => ({ ids: [id] })],
  },
  vacancy: {
    close: ["closeVacancy", (id) => ({ id })],
    delete: ["deleteVacancy", (id) => ({ id })],
    restore: ["restoreVacancy", (id) => ({ id })],
    prolongate: ["prolongateVacancy", (id) => ({ id })],
  },
};

/** The promises that every vendor's datasource keeps, whatever the vendor. */
export function describeContract(module: VendorModule, fixture: VendorFixture): void {
  describe(`${fixture.name ?? module.slug} keeps the contract of a datasource`, () => {
    const clock = new ManualClock(Date.now());
    let running: RunningStandIn;
    let environment: (origin: string) => Record<string, string>;
    let database: Awaited<ReturnType<typeof embeddedDatabase.open>>;
    const connections: VendorConnection[] = [];
    let alive: VendorConnection;

    function connect(origin: string): VendorConnection {
      const settings = module.read(new RecordingEnvReader(environment(origin), []));
      const connection = module.connect(
        settings,
        {
          source: sourceOf(module.vendor),
          clock,
          database: database.database,
          upstreamTimeoutMs: 10_000,
          leases: new OnlyServer(),
          cipher: new CredentialCipher(),
          secrets: new Secrets(),
          onError: (error, what) => {
            throw new Error(`${what}: ${String(error)}`);
          },
        },
        module.readOptions?.(new RecordingEnvReader({ STATS_RECORDING: "off" }, [])),
      );
      connections.push(connection);
      return connection;
    }
    const scope = (signal?: AbortSignal) => ({ deadlineAt: clock.now() + 3_600_000, signal });
    const fresh = (): Datasource => alive.datasource(scope());
    const inTime = <Value>(work: Promise<Value>): Promise<Value> => passing(clock, work);

    beforeAll(async () => {
      database = await embeddedDatabase.open();
      // Of a vendor that is not in the registry they are not there yet.
      await migrate(database.database, [...new Set([...vendorTables, ...tablesOf([module])])]);
      const started = await fixture.start(clock);
      ({ running, environment } = started);
      alive = connect(running.origin);
      await inTime(started.prepare?.(alive) ?? Promise.resolve());
    });
    beforeEach(() => running.faults.clear());
    afterAll(async () => {
      await Promise.all(connections.map((connection) => connection.close()));
      await running.close();
      await database.close();
    });

    it("its abilities are those its ports and changes amount to", () => {
      expect([...abilitiesOf(fresh(), alive.changes)].sort()).toEqual([...fixture.abilities].sort());
    });

    const kinds = (["job", "opening", "vacancy"] as const).filter((kind) => fixture.unknown[kind] !== undefined);
    describe.each(kinds)("%s", (name) => {
      const kind = (datasource: Datasource = fresh()) => kindIn(datasource, name);
      const unknown = fixture.unknown[name] ?? "";

      it("a walk over its pages meets every record once, whatever their size", async () => {
        // What a vendor tells late of its records is known from then on.
        await inTime(kind().all(200));
        const whole = (await inTime(kind().all(200))).map(({ id }) => id);
        expect(whole.length).toBeGreaterThan(0);
        expect(new Set(whole).size).toBe(whole.length);
        for (const size of [1, 7, 50, [3, 1, 7, 2]]) expect((await inTime(kind().all(size))).map(({ id }) => id)).toEqual(whole);
      });

      it("a record of a list is the one that is read by its id", async () => {
        const listed = await inTime(kind().all(200));
        const read = await inTime(kind().byIds(listed.map(nativeId)));
        for (const [index, record] of listed.entries()) expect(withFiguresOf(read[index], record)).toMatchObject(told(record));
      });

      it("records are answered in the order asked, repeated where asked twice, null where there are none", async () => {
        const ids = (await inTime(kind().all(200))).slice(0, 3).map(nativeId);
        const [first = "", second = "", third = ""] = ids;
        const asked = [third, unknown, first, third, unknown, second, first];
        const read = await inTime(kind().byIds(asked));
        expect(read.map((record) => (record instanceof Error ? record : record === null ? unknown : nativeId(record)))).toEqual(asked);
        expect(await kind().byIds([])).toEqual([]);
      });

      it("what `can` says of every record is what the change's check then says", async () => {
        const datasource = fresh();
        const records = await inTime(kind(datasource).all(200));
        for (let from = 0; from < records.length; from += 50) {
          const checks = records.slice(from, from + 50).map(async (record) => {
            const actions = Object.entries(await kind(datasource).actions(record));
            await Promise.all(
              actions.map(([action, permission]) => expectAgreement(alive, datasource, name, record.id, action, permission)),
            );
          });
          await inTime(Promise.all(checks));
        }
      });

      const whenDead = fixture.remembered ? "the server's memory" : "a VendorError UNAVAILABLE in each place";
      it(`a vendor that is dead is ${whenDead}, and takes nobody else's answers along`, async () => {
        const ids = (await inTime(kind().all(200))).slice(0, 2).map(({ id }) => id);
        const other = sourceOf(Vendor.LINKEDIN === module.vendor ? Vendor.GREENHOUSE : Vendor.LINKEDIN);
        const dead = connect(await closedOrigin());
        const graph = unified(
          new Map([
            [dead.source.text, dead],
            [other.text, parrot(other)],
          ]),
        );
        const native = ids.map((id) => nativeId({ id }));
        const answers = await inTime(kind(dead.datasource(scope())).byIds(native));
        expect(answers).toHaveLength(2);
        const expected = (id: string | undefined) =>
          fixture.remembered ? { id } : { name: "VendorError", code: "UNAVAILABLE", retryable: true };
        expect(answers).toMatchObject(ids.map(expected));
        const asked = [ids[0] ?? "", formatGlobalId(other, "job", "7"), ids[1] ?? ""];
        const ask = (source: Source, group: string[]): Promise<Aligned<Record_>> => {
          if (source.text === other.text) return Promise.resolve(group.map((id) => ({ id, vendorId: "7" })));
          return kind(graph.datasource(source) as Datasource).byIds(group.map((id) => nativeId({ id })));
        };
        const side = await inTime(bySource(asked, (id) => parseGlobalId(id)?.source ?? other, ask));
        expect(side[1]).toEqual({ id: asked[1], vendorId: "7" });
        expect([side[0], side[2]]).toMatchObject([expected(asked[0]), expected(asked[2])]);
      });
    });

    // What memory answers is not asked for, so there is nothing to cancel.
    if (!fixture.remembered) {
      it("a caller who goes away cancels its reads, and one who has gone asks for nothing", async () => {
        const [name = "job"] = kinds;
        const records = (signal?: AbortSignal) => kindIn(alive.datasource(scope(signal)), name);
        const ids = (await inTime(records().all(200))).slice(0, 1).map(nativeId);
        running.faults.arm({ kind: "hang" });
        const leaving = new AbortController();
        const before = running.requests.length;
        const reading = records(leaving.signal).byIds(ids);
        while (running.requests.length === before) await realTurn();
        leaving.abort();
        expect(await reading).toMatchObject([{ name: "CallAborted" }]);
        expect(await records(leaving.signal).byIds(ids)).toMatchObject([{ name: "CallAborted" }]);
        expect(running.requests).toHaveLength(before + 1);
      });
    }

    function kindIn(datasource: Datasource, name: Kind["kind"]): Kind {
      const kind = kindsOf(datasource, fixture.vacancyLists)[name];
      if (kind === undefined) throw new Error(`${module.slug} has no ${name}`);
      return kind;
    }

    function unified(connections: ReadonlyMap<string, VendorConnection>): UnifiedDatasource {
      const repository = new RecordRepository(database.database);
      const writing = new RecordWriting(database.database);
      const gaps = new CodeGapRepository(database.database);
      const onError = () => undefined;
      const recordIndex = new RecordIndex({ repository, writing, gaps, clock, swept: true, onError });
      return new UnifiedDatasource({ connections, scope: scope(), stalePages: new StalePages(), recordIndex, clock, onError });
    }
  });
}

/** Lets the waits for budgets and between tries pass, slowly enough that what is under way on loopback runs into no timeout. */
async function passing<Value>(clock: ManualClock, work: Promise<Value>): Promise<Value> {
  let over = false;
  const done = () => {
    over = true;
  };
  work.then(done, done);
  while (!over) {
    for (let turn = 0; turn < 20 && !over; turn += 1) await realTurn();
    if (!over) await clock.advance(20);
  }
  return work;
}

async function expectAgreement(
  { changes }: VendorConnection,
  datasource: Datasource,
  kind: Kind["kind"],
  id: string,
  action: string,
  { allowed, code }: Permission,
): Promise<void> {
  const [changeKind, inputOf] = CHANGE_OF[kind][action] ?? [];
  if (changeKind === undefined || inputOf === undefined) return;
  const change = changes[changeKind] as Change | undefined;
  // What a vendor does not take at all is never allowed.
  if (change === undefined) {
    expect({ id, action, allowed }).toEqual({ id, action, allowed: false });
    return;
  }
  const input = inputOf(id);
  const check = await change.check({ target: parseTarget(changeKind, input), input } as never, datasource);
  const said = check.ready ? { allowed: true, code: null } : { allowed: false, code: check.refusals[0]?.code };
  expect({ id, action, ...said }).toEqual({ id, action, allowed, code });
}

/** An address where nothing listens. */
async function closedOrigin(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 1}`;
}

/** A vendor that is there and holds nothing. */
function parrot(source: Source): VendorConnection {
  return {
    source,
    datasource: () => ({}),
    changes: {},
    status: () => ({ circuit: CircuitState.CLOSED, budgets: [] }),
    close: async () => undefined,
  };
}
