import type { ChangedRecords, Datasource, JobSource } from "../../src/datasources/contract/datasource.js";
import type { VendorConnection } from "../../src/datasources/contract/vendor-module.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { formatGlobalId } from "../../src/schema/common/global-id.js";
import { sourceOf } from "../../src/schema/common/source.js";
import type { Job } from "../../src/schema/job/job.type.js";
import { CircuitState, Vendor } from "../../src/schema/vendor/vendor.type.js";
import { JumpingClock, ManualClock } from "../support/clock.js";
import { embeddedDatabase } from "../support/databases.js";
import { sweepOf } from "./sweep-board.js";

const HIRE = sourceOf(Vendor.FEISHU_HIRE);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVERY = 15 * MINUTE;

/** A vendor of jobs that tells what changed, a job a page; it counts what it is asked. */
class Tracker {
  readonly codes = new Map<string, string>([
    ["1", "REQ-1"],
    ["2", "REQ-2"],
  ]);
  changed: { id: string; at: number }[] = [];
  deleted: string[] = [];
  asked: number[] = [];
  wholeLists = 0;
  reads: string[] = [];
  /** Called before each page of what changed. */
  before: (page: number) => void = () => undefined;
  tells = true;
  readonly wholeSweepEveryMs?: number;

  constructor(
    readonly clock: { now(): number },
    wholeSweepEveryMs?: number,
  ) {
    this.wholeSweepEveryMs = wholeSweepEveryMs;
  }

  edit(id: string, code: string): void {
    this.codes.set(id, code);
    this.changed.push({ id, at: this.clock.now() });
  }

  get connection(): VendorConnection {
    return {
      source: HIRE,
      wholeSweepEveryMs: this.wholeSweepEveryMs,
      datasource: () => this.#datasource(),
      changes: {},
      status: () => ({ circuit: CircuitState.CLOSED, budgets: [] }),
      close: async () => undefined,
    };
  }

  #datasource(): Datasource {
    const jobs: Partial<JobSource> = {
      listJobs: async () => {
        this.wholeLists += 1;
        return { items: [...this.codes.keys()].map((id) => ({ node: this.#job(id), position: id })), hasMore: false };
      },
      jobsByIds: async (ids) => {
        this.reads.push(...ids);
        return ids.map((id) => (this.codes.has(id) ? this.#job(id) : null));
      },
      jobsChangedSince: async (since, after): Promise<ChangedRecords<Job> | undefined> => {
        if (after === undefined) this.asked.push(since);
        const page = Number(after ?? 0);
        this.before(page);
        if (!this.tells) return undefined;
        const ids = [...new Set(this.changed.filter(({ at }) => at >= since).map(({ id }) => id))];
        const next = page + 1 < ids.length ? String(page + 1) : undefined;
        return { records: ids.slice(page, page + 1).map((id) => this.#job(id)), unreadable: [], ids: this.deleted, next };
      },
    };
    return { jobs: jobs as JobSource };
  }

  #job(id: string): Job {
    return { id: formatGlobalId(HIRE, "job", id), vendorId: id, code: this.codes.get(id) ?? null } as Job;
  }
}

describe("A sweep of a vendor that tells what changed", () => {
  let store: Awaited<ReturnType<typeof embeddedDatabase.open>>;
  let clock: JumpingClock;
  let vendor: Tracker;
  let built: ReturnType<typeof sweepOf>;
  beforeEach(async () => {
    store = await embeddedDatabase.open();
    clock = new JumpingClock();
    vendor = new Tracker(clock);
    built = build();
    await built.sweep.sweepDue();
  });
  afterEach(() => store.close());

  const build = () => sweepOf([vendor.connection], store.database, clock, [], EVERY);
  const later = async (ms: number) => {
    clock.jump(ms);
    await built.sweep.sweepDue();
  };
  const idsOf = async (code: string) =>
    ((await built.recordIndex.find("job", [code], [HIRE])).get(code) ?? []).map(({ record_id }) => record_id);

  it("reads all at first, and then what changed, as often as it is to", async () => {
    expect([vendor.wholeLists, vendor.asked.length]).toEqual([1, 0]);
    await later(EVERY - 1);
    expect(vendor.asked).toHaveLength(0);
    await later(1);
    await later(EVERY);
    expect([vendor.wholeLists, vendor.asked.length]).toEqual([1, 2]);
  });

  it("finds a job that changed between two rounds, and asks for each change twice", async () => {
    await later(EVERY);
    clock.jump(MINUTE);
    vendor.edit("1", "MOVED");
    const changedAt = clock.now();
    await later(EVERY);
    expect(await idsOf("MOVED")).toEqual(["feishu-hire:job:1"]);
    expect(await idsOf("REQ-1")).toEqual([]);
    await later(EVERY);
    expect(vendor.asked.filter((since) => since <= changedAt)).toHaveLength(3);
  });

  it("finds a job that changed while the first round was reading the list", async () => {
    // Its old copy was read, and it changed before the round ended.
    vendor.changed.push({ id: "2", at: clock.now() });
    vendor.codes.set("2", "DURING");
    await later(EVERY);
    expect(await idsOf("DURING")).toEqual(["feishu-hire:job:2"]);
  });

  it("does not lose a job that changed during a round", async () => {
    vendor.edit("1", "FIRST");
    vendor.edit("2", "SECOND");
    vendor.before = (page) => {
      if (page === 1) vendor.edit("1", "AGAIN");
      vendor.before = page === 1 ? () => undefined : vendor.before;
    };
    await later(EVERY);
    await later(EVERY);
    expect(await idsOf("AGAIN")).toEqual(["feishu-hire:job:1"]);
    expect(await idsOf("SECOND")).toEqual(["feishu-hire:job:2"]);
  });

  it("forgets nothing that the vendor does not name", async () => {
    vendor.codes.delete("1");
    for (let round = 0; round < 5; round += 1) await later(EVERY);
    expect(await idsOf("REQ-1")).toEqual(["feishu-hire:job:1"]);
    expect(vendor.reads).toEqual([]);
    await later(DAY);
    expect(await idsOf("REQ-1")).toEqual([]);
  });

  it("forgets a job that is named as deleted once it was read and is gone", async () => {
    vendor.codes.delete("1");
    vendor.deleted = ["1", "2"];
    await later(EVERY);
    expect(vendor.reads).toEqual(["1", "2"]);
    expect(await idsOf("REQ-1")).toEqual([]);
    expect(await idsOf("REQ-2")).toEqual(["feishu-hire:job:2"]);
  });

  it("reads all records once a day all the same", async () => {
    for (let hours = 0; hours < 23; hours += 1) await later(HOUR);
    expect(vendor.wholeLists).toBe(1);
    await later(HOUR);
    expect(vendor.wholeLists).toBe(2);
  });

  it("reads all records as rarely as a source with few calls allows", async () => {
    vendor = new Tracker(clock, 30 * DAY);
    built = build();
    for (let days = 0; days < 29; days += 1) await later(DAY);
    expect(vendor.wholeLists).toBe(0);
    await later(DAY);
    expect(vendor.wholeLists).toBe(1);
  });

  it("reads all records every six hours while the vendor does not tell what changed", async () => {
    vendor.tells = false;
    await later(EVERY);
    await later(6 * HOUR - EVERY);
    expect(vendor.wholeLists).toBe(2);
    vendor.tells = true;
    await later(EVERY);
    await later(7 * HOUR);
    expect(vendor.wholeLists).toBe(2);
  });

  it("asks again for what a round that failed was to read, also after a restart", async () => {
    clock.jump(MINUTE);
    vendor.edit("1", "MOVED");
    const changedAt = clock.now();
    vendor.before = () => {
      throw new VendorError({ code: "UNAVAILABLE", vendor: "FEISHU_HIRE", message: "Down.", sent: "maybe" });
    };
    for (let hours = 0; hours < 3; hours += 1) {
      await expect(later(HOUR)).rejects.toThrow("Down.");
      await later(MINUTE);
    }
    expect(vendor.asked).toHaveLength(3);
    vendor.before = () => undefined;
    built = build();
    await later(MINUTE);
    expect(vendor.asked.at(-1)).toBeLessThan(changedAt);
    expect(await idsOf("MOVED")).toEqual(["feishu-hire:job:1"]);
  });

  it("ends a list of changes that does not get on", async () => {
    vendor.edit("1", "MOVED");
    vendor.before = () => vendor.changed.push(...["1", "2"].map((id) => ({ id, at: clock.now() })));
    await later(EVERY);
    expect(await idsOf("MOVED")).toEqual(["feishu-hire:job:1"]);
  });
});

test("A sweep leaves a vendor alone until the moment that the vendor named, and tells of it rarely", async () => {
  const store = await embeddedDatabase.open();
  const clock = new ManualClock();
  const vendor = new Tracker(clock);
  const failures: unknown[] = [];
  const resetsAt = clock.now() + 4 * DAY;
  let tries = 0;
  const spent = async () => {
    tries += 1;
    throw new VendorError({ code: "RATE_LIMITED", vendor: "FEISHU_HIRE", message: "Spent.", sent: "no", resetsAt });
  };
  const connection: VendorConnection = { ...vendor.connection, datasource: () => ({ jobs: { listJobs: spent } as unknown as JobSource }) };
  const { sweep } = sweepOf([connection], store.database, clock, failures, EVERY);
  sweep.start();
  await clock.advance(HOUR);
  expect([tries, failures.length]).toEqual([1, 1]);
  await clock.advance(4 * DAY - 2 * HOUR);
  expect(tries).toBeLessThanOrEqual(18);
  await sweep.stop();
  await store.close();
});
