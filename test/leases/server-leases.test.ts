import { sql } from "kysely";
import { ServerLeases } from "../../src/leases/server-leases.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { LeaseRepository } from "../../src/store/lease.repository.js";
import { ManualClock } from "../support/clock.js";
import { describePostgres, type OpenedDatabase } from "../support/databases.js";
import { until } from "../support/until.js";

const RENEWAL_MS = 10_000;
const LEASE_MS = 30_000;

/** Counts what it is asked. */
class CountedLeases extends LeaseRepository {
  asked = 0;
  underWay = 0;

  override async renew(...asked: Parameters<LeaseRepository["renew"]>) {
    this.asked += 1;
    this.underWay += 1;
    try {
      return await super.renew(...asked);
    } finally {
      this.underWay -= 1;
    }
  }
}

/** A server, whose own clock stands still until its test moves it. Its leases go by the database's. */
class Server {
  readonly clock = new ManualClock();
  readonly errors: string[] = [];
  readonly repository: CountedLeases;
  readonly leases: ServerLeases;

  constructor({ database }: OpenedDatabase) {
    this.repository = new CountedLeases(database);
    this.leases = new ServerLeases({
      repository: this.repository,
      clock: this.clock,
      onError: (_error, what) => this.errors.push(what),
    });
  }

  /** Asks for a work; the answer says whether it has it. */
  ask(work: string): { signal: AbortSignal | undefined; end: () => void; giveUp: AbortController } {
    const giveUp = new AbortController();
    const asked: ReturnType<Server["ask"]> = { signal: undefined, end: () => undefined, giveUp };
    this.leases
      .of(work)
      .take(giveUp.signal)
      .then(
        (tenure) => Object.assign(asked, { signal: tenure.signal, end: () => tenure.end() }),
        () => undefined,
      );
    return asked;
  }

  /** The next renewals, so many. */
  async renew(times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await until(() => this.repository.underWay === 0);
      const before = this.repository.asked;
      while (this.repository.asked === before) await this.clock.advance(1_000);
      await until(() => this.repository.underWay === 0);
      await this.clock.advance(0);
    }
  }
}

describePostgres("The leases of servers", (open) => {
  let opened: OpenedDatabase;
  const servers: Server[] = [];

  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    for (const { leases } of servers.splice(0)) await leases.stop();
    await opened.close();
  });

  async function start(): Promise<Server> {
    const server = new Server(opened);
    servers.push(server);
    await server.leases.start();
    return server;
  }
  /** As after so long a time in which nobody has renewed. */
  const age = (holder: Server, seconds: number) =>
    sql`update leases set expires_at = to_char(expires_at::timestamp - ${seconds}::int * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        where holder = ${holder.leases.serverId}`.execute(opened.database);
  const idsOf = (...all: Server[]) => all.map(({ leases }) => leases.serverId).sort();

  it("tell each server who is alive, and those who listen when servers come and go", async () => {
    const one = await start();
    const heard: number[] = [];
    one.leases.onMembers((members) => heard.push(members.length));
    expect(one.leases.members()).toEqual(idsOf(one));

    const other = await start();
    expect(other.leases.members()).toEqual(idsOf(one, other));
    await one.renew();
    expect(one.leases.members()).toEqual(idsOf(one, other));

    await other.leases.stop();
    await one.renew();
    expect(one.leases.members()).toEqual(idsOf(one));
    expect(heard).toEqual([2, 1]);
  });

  it("count a server that died for as long as its lease lasts", async () => {
    const [one, dead] = [await start(), await start()];
    await age(dead, 29);
    await one.renew();
    expect(one.leases.members()).toEqual(idsOf(one, dead));
    await age(dead, 2);
    await one.renew();
    expect(one.leases.members()).toEqual(idsOf(one));
  });

  it("give a work to one server, and to another one once it was given back", async () => {
    const [one, other] = [await start(), await start()];
    const first = one.ask("sweep");
    await until(() => first.signal !== undefined);
    const second = other.ask("sweep");
    await other.renew(2);
    expect(second.signal).toBeUndefined();
    expect([one.leases.works(), other.leases.works()]).toMatchObject([[{ isHeld: true }], [{ isHeld: false }]]);

    first.end();
    expect(first.signal?.aborted).toBe(true);
    await one.renew();
    await other.renew();
    await until(() => second.signal !== undefined);
  });

  it("are given back at once by a server that stops, and not taken by one that gave up waiting", async () => {
    const [one, other, third] = [await start(), await start(), await start()];
    const first = one.ask("sweep");
    await until(() => first.signal !== undefined);
    const second = other.ask("sweep");
    await other.renew();
    second.giveUp.abort();
    await one.leases.stop();
    await other.renew();
    const next = third.ask("sweep");
    await until(() => next.signal !== undefined);
    expect(second.signal).toBeUndefined();
  });

  it("are taken over from a server that died once they have expired, and not before", async () => {
    const [dead, heir] = [await start(), await start()];
    const first = dead.ask("sweep");
    await until(() => first.signal !== undefined);
    const next = heir.ask("sweep");
    await age(dead, 29);
    await heir.renew();
    expect(next.signal).toBeUndefined();
    await age(dead, 2);
    await heir.renew();
    await until(() => next.signal !== undefined);

    // It was not dead after all.
    expect(first.signal?.aborted).toBe(false);
    await dead.renew();
    expect(first.signal?.aborted).toBe(true);
  });

  it("are lost to a server that cannot renew them, no later than in the database, and found again", async () => {
    const server = await start();
    const work = server.ask("sweep");
    await until(() => work.signal !== undefined);
    const away = jest.spyOn(server.repository, "renew").mockRejectedValue(new Error("away"));
    await server.clock.advance(LEASE_MS - 1);
    expect(work.signal?.aborted).toBe(false);
    await server.clock.advance(1);
    expect(work.signal?.aborted).toBe(true);
    expect(server.errors).toEqual(["renewing the leases of this server"]);

    away.mockRestore();
    const again = server.ask("sweep");
    await server.clock.advance(2_000);
    await until(() => again.signal !== undefined);
  });

  it("hold nothing by an answer that came when they had expired", async () => {
    const server = await start();
    const renew = server.repository.renew.bind(server.repository);
    let answer: (() => void) | undefined;
    jest.spyOn(server.repository, "renew").mockImplementationOnce(async (...asked) => {
      const held = await renew(...asked);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return held;
    });
    const work = server.ask("sweep");
    await until(() => answer !== undefined);
    await server.clock.advance(LEASE_MS);
    answer?.();
    await until(() => server.clock.sleeping > 0);
    expect(work.signal).toBeUndefined();
    await server.renew();
    await until(() => work.signal !== undefined);
  });

  it("leave no server for alone while the others come back after the database was away", async () => {
    const [one, other] = [await start(), await start()];
    await one.renew();
    const away = jest.spyOn(one.repository, "renew").mockRejectedValue(new Error("away"));
    await one.clock.advance(LEASE_MS + RENEWAL_MS);
    await age(other, 40);
    expect(one.leases.members()).toEqual(idsOf(one, other));
    away.mockRestore();
    await one.renew();
    expect(one.leases.members()).toEqual(idsOf(one, other));
    await one.renew(4);
    expect(one.leases.members()).toEqual(idsOf(one));
  });

  it("are of each source by itself where a work is", async () => {
    const [one, other] = [await start(), await start()];
    const never = new AbortController().signal;
    await one.leases.of("recorder", sourceOf(Vendor.HEADHUNTER)).take(never);
    await other.leases.of("recorder", sourceOf(Vendor.HEADHUNTER, "msk")).take(never);
    const rows = await opened.database.selectFrom("leases").select("name").where("name", "like", "recorder%").orderBy("name").execute();
    expect(rows.map(({ name }) => name)).toEqual(["recorder headhunter", "recorder headhunter~msk"]);
  });
});
