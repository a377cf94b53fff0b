import { InboxWork, type InboxWorkOptions } from "../../src/hooks/inbox-work.js";
import { VendorError, type VendorErrorCode } from "../../src/http/vendor-error.js";
import { OnlyServer } from "../../src/leases/leases.js";
import { sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { OperationRepository, type StoredOperation } from "../../src/store/operation.repository.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import { WebhookInboxRepository } from "../../src/store/webhook-inbox.repository.js";
import { ManualClock } from "../support/clock.js";
import { type OpenedDatabase, testDatabases } from "../support/databases.js";
import { operationRow } from "../support/operation-row.js";

const BOARD = sourceOf(Vendor.HEADHUNTER);
const idOf = (native: string | number) => `headhunter:vacancy:${native}`;
const SIGNAL = new AbortController().signal;

describe.each(testDatabases)("The work on what webhooks told, on $name,", ({ open }) => {
  let opened: OpenedDatabase;
  let inbox: WebhookInboxRepository;
  let operations: OperationRepository;
  let clock: ManualClock;
  let reads: string[][];
  /** What reading a record fails with. */
  let failing: Map<string, Error>;
  let looks: string[];
  /** What a look finds, after it has been noted in the row. */
  let look: (row: StoredOperation) => Promise<StoredOperation>;
  let lists: number[];
  let told: string[];
  let deliveries = 0;

  beforeEach(async () => {
    opened = await open();
    inbox = new WebhookInboxRepository(opened.database);
    operations = new OperationRepository(opened.database);
    clock = new ManualClock();
    [reads, looks, lists, told, failing] = [[], [], [], [], new Map()];
    look = async (row) => row;
  });
  afterEach(() => opened.close());

  const workOf = (more: Partial<InboxWorkOptions> = {}) =>
    new InboxWork({
      source: BOARD,
      settles: true,
      inbox,
      operations,
      executor: {
        isInFlight: () => false,
        reconciliation: {
          verifyIfDue: async (rows: readonly StoredOperation[]) => {
            looks.push(...rows.map(({ id }) => id));
            return Promise.all(rows.map(look));
          },
        },
      } as unknown as InboxWorkOptions["executor"],
      reader: {
        readNow: async (ids) => {
          reads.push([...ids]);
          return new Map(ids.flatMap((id) => (failing.has(id) ? [[id, failing.get(id) as Error]] : [])));
        },
      },
      sweep: { readChangesOf: async (_source, since) => void lists.push(since) },
      resending: { work: async () => undefined } as unknown as InboxWorkOptions["resending"],
      leases: new OnlyServer(),
      clock,
      onError: (error, what) => void told.push(`${what}: ${String(error)}`),
      ...more,
    });
  const tell = (native: string | number | null, isNew = false) =>
    inbox.add({
      source: BOARD,
      delivery: `d-${++deliveries}`,
      received_at: new Date(clock.now()).toISOString(),
      due_at: new Date(clock.now() + 1_000).toISOString(),
      entries: [{ record_id: native === null ? null : idOf(native), is_new: isNew ? 1 : 0, resend: null }],
    });
  const away = (code: VendorErrorCode = "UNAVAILABLE") =>
    new VendorError({ code, vendor: "HEADHUNTER", message: "away", sent: "no", retryable: code === "UNAVAILABLE" });
  const waiting = () => inbox.waiting(BOARD, 100_000);
  const run = async (work: InboxWork, ms: number) => {
    const end = clock.now() + ms;
    while (clock.now() < end) await clock.advance(Math.min(end - clock.now(), await work.round(SIGNAL)) || 1);
  };

  it("reads a record once nothing more was told of it for a second, and then its entries are done", async () => {
    const work = workOf();
    for (let time = 0; time < 5; time += 1) {
      await tell(1);
      await clock.advance(500);
      await work.round(SIGNAL);
    }
    expect(reads).toEqual([]);
    await clock.advance(500);
    await work.round(SIGNAL);
    expect([reads, await waiting()]).toEqual([[[idOf(1)]], 0]);
  });

  it("reads a record that is told of again and again every ten seconds", async () => {
    const work = workOf();
    for (let time = 0; time < 120; time += 1) {
      await tell(1);
      await clock.advance(500);
      await work.round(SIGNAL);
    }
    expect(reads.length).toBeGreaterThanOrEqual(5);
    expect(reads.length).toBeLessThanOrEqual(6);
  });

  it("reads many records in parts, larger ones where their vendor is quick, each once", async () => {
    for (let native = 1; native <= 300; native += 1) for (let time = 0; time < 2; time += 1) await tell(native);
    await clock.advance(1_000);
    await run(workOf(), 60_000);
    expect(reads.map((ids) => ids.length)).toEqual([20, 40, 80, 160]);
    expect(new Set(reads.flat()).size).toBe(300);
    expect([reads.flat().length, await waiting()]).toEqual([300, 0]);
  });

  it("leaves a vendor that is away alone for half a minute, and loses nothing", async () => {
    for (let native = 1; native <= 3; native += 1) await tell(native);
    for (let native = 1; native <= 3; native += 1) failing.set(idOf(native), away());
    await clock.advance(1_000);
    const work = workOf();
    expect(await work.round(SIGNAL)).toBe(30_000);
    expect(await waiting()).toBe(3);
    failing.clear();
    await run(work, 2_000);
    expect([reads.length, await waiting(), told]).toEqual([2, 0, []]);
  });

  it("reads a record that fails alone ever less often, and leaves it to the sweep at last; one that may not be seen is done", async () => {
    await tell(1);
    await tell(2);
    await tell(3);
    failing.set(idOf(2), away());
    failing.set(idOf(3), away("ACCESS_DENIED"));
    await clock.advance(1_000);
    const work = workOf();
    await work.round(SIGNAL);
    expect(await waiting()).toBe(1);
    await run(work, 29_000);
    expect(reads).toHaveLength(1);
    // The others can be read, which is not known of one that is alone: a bad record, and no vendor that is away.
    failing.set(idOf(2), new Error("It cannot be written down"));
    for (let time = 0; time < 40; time += 1) {
      await clock.advance(3_600_000);
      await tell(1);
      await clock.advance(1_000);
      await work.round(SIGNAL);
    }
    expect(reads.flat().filter((id) => id === idOf(2)).length).toBeLessThanOrEqual(17);
    expect(await waiting()).toBe(0);
    expect(told.at(-1)).toMatch(/^reading headhunter:vacancy:2, which a webhook named: it is left to the sweep/);
  });

  it("is done again by whoever comes next, where a server died before it had noted that it was done", async () => {
    await tell(1);
    await clock.advance(1_000);
    const dyingInbox = new WebhookInboxRepository(opened.database);
    dyingInbox.finishRecord = () => Promise.reject(new Error("killed"));
    const dying = workOf({ inbox: dyingInbox });
    await expect(dying.round(SIGNAL)).rejects.toThrow("killed");
    await workOf().round(SIGNAL);
    expect([reads, await waiting()]).toEqual([[[idOf(1)], [idOf(1)]], 0]);
  });

  it("reads again what was told while it was read", async () => {
    await tell(1);
    await clock.advance(1_000);
    const work = workOf({
      reader: {
        readNow: async (ids) => {
          reads.push([...ids]);
          await clock.advance(10);
          if (reads.length === 1) await tell(1);
          return new Map();
        },
      },
    });
    await work.round(SIGNAL);
    expect(await waiting()).toBe(1);
    await run(work, 3_000);
    expect([reads.length, await waiting()]).toEqual([2, 0]);
  });

  it("has lists read once for all that names no record", async () => {
    const since = clock.now() - 15 * 60_000;
    for (let time = 0; time < 5; time += 1) await tell(null);
    await clock.advance(1_000);
    await workOf().round(SIGNAL);
    expect([lists, reads, await waiting()]).toEqual([[since], [], 0]);
  });

  it("reads records also where what is to be sent again fails, which is tried ever less often", async () => {
    const asked = { received_at: new Date(clock.now()).toISOString(), due_at: new Date(clock.now()).toISOString() };
    await inbox.add({ source: BOARD, delivery: "resync", ...asked, entries: [{ record_id: null, is_new: 0, resend: '"all"' }] });
    await tell(1);
    let tries = 0;
    const fails = async () => {
      tries += 1;
      throw new Error("cannot be sent");
    };
    const work = workOf({ resending: { work: fails } as unknown as InboxWorkOptions["resending"] });
    await run(work, 5_000);
    expect([reads, tries]).toEqual([[[idOf(1)]], 1]);
    expect(told).toEqual(["sending again what headhunter asked for: Error: cannot be sent"]);
    for (let rounds = 0; rounds < 24 * 6; rounds += 1) {
      await clock.advance(10 * 60_000);
      await work.round(SIGNAL);
    }
    expect([tries, await waiting()]).toEqual([16, 0]);
  });

  describe("where a change is in doubt,", () => {
    const doubt = async (native: string | null, more: Partial<StoredOperation> = {}) => {
      const row = operationRow(`headhunter:operation:${native ?? "publication"}`, {
        ...{ vendor: BOARD.vendor, account: BOARD.account, outcome: "UNCERTAIN", settled_at: null },
        ...{ record_id: native === null ? null : idOf(native), sent_at: "2026-11-22T11:59:00.000Z" },
        ...{ next_look_at: "2026-11-22T13:00:00.000Z", looked_at: "2026-11-22T11:59:59.000Z", ...more },
      });
      await new OperationRecording(opened.database).record([{ row, locks: [] }]);
      return row.id;
    };
    /** A look begins, and settles it or not. */
    const looking = (settles: boolean) => async (row: StoredOperation) => {
      const looked_at = new Date(clock.now()).toISOString();
      const settled = settles ? { settled_at: looked_at, outcome: "APPLIED", next_look_at: null } : {};
      await opened.database
        .updateTable("operations")
        .set({ looked_at, ...settled })
        .where("id", "=", row.id)
        .execute();
      return { ...row, looked_at, ...settled };
    };

    it("it is looked up as soon as its record is told of, once for what was told until then", async () => {
      const id = await doubt("1");
      await doubt("2");
      look = looking(false);
      const work = workOf();
      await tell(1);
      await work.round(SIGNAL);
      await work.round(SIGNAL);
      expect(looks).toEqual([id]);
      await clock.advance(100);
      await tell(1);
      await work.round(SIGNAL);
      expect(looks).toEqual([id, id]);
    });

    it("one that makes a record is looked up where one is said to have been made", async () => {
      const id = await doubt(null);
      look = looking(true);
      await tell(1);
      await workOf().round(SIGNAL);
      expect(looks).toEqual([]);
      await tell(2, true);
      await workOf().round(SIGNAL);
      expect(looks).toEqual([id]);
    });

    it("what was told is not done before a look has begun since, where somebody else's look was under way", async () => {
      const id = await doubt("1");
      await tell(1);
      await clock.advance(1_000);
      const work = workOf();
      await work.round(SIGNAL);
      expect([reads.length, await waiting()]).toEqual([1, 1]);
      look = looking(true);
      await clock.advance(2_000);
      await work.round(SIGNAL);
      await run(work, 2_000);
      expect([looks, await waiting()]).toEqual([[id, id], 0]);
    });

    it("nothing is looked up that is being sent, that the vendor works on, or that is another account's", async () => {
      const leases = new OnlyServer();
      await doubt("1", { sent_at: null, sent_by: leases.serverId });
      await doubt("2", { outcome: "PENDING" });
      await doubt("3", { account: "emea" });
      for (const native of [1, 2, 3]) await tell(native);
      await workOf({ leases }).round(SIGNAL);
      expect(looks).toEqual([]);
    });
  });
});
