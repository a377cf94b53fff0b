import type { VendorConnection } from "../../../src/datasources/contract/vendor-module.js";
import { KnownDiscrepancies } from "../../../src/records/discrepancies/known-discrepancies.js";
import { Participants } from "../../../src/records/discrepancies/participants.js";
import { IgnoredCodes } from "../../../src/records/ignored-codes.js";
import { DiscrepancyKind } from "../../../src/schema/discrepancy/discrepancy-kind.js";
import { JobStatus } from "../../../src/schema/job/job.type.js";
import type { Vacancy } from "../../../src/schema/vacancy/vacancy.type.js";
import { VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { DiscrepancyRepository } from "../../../src/store/records/discrepancy.repository.js";
import { JumpingClock } from "../../support/clock.js";
import { testDatabases } from "../../support/databases.js";
import { GREENHOUSE, HEADHUNTER, job, newsOn, vacancy } from "../news-world.js";

const SECOND = 1_000;
const DAY = 86_400_000;
const AD = "headhunter:vacancy:1";
const JOB = "greenhouse:job:1";

const connection = (source: typeof GREENHOUSE, ports: object) => ({ source, datasource: () => ports }) as unknown as VendorConnection;
const CONNECTIONS = new Map([
  [GREENHOUSE.text, connection(GREENHOUSE, { jobs: {}, openings: {} })],
  [HEADHUNTER.text, connection(HEADHUNTER, { vacancies: {} })],
]);

describe.each(testDatabases)("The operation that decided a discrepancy, on $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let clock: JumpingClock;
  let world: ReturnType<typeof newsOn>;
  let repository: DiscrepancyRepository;
  beforeEach(async () => {
    store = await open();
    clock = new JumpingClock();
    const known = new KnownDiscrepancies({ participants: new Participants(CONNECTIONS), ignored: new IgnoredCodes([]) });
    world = newsOn(store.database, clock, known);
    repository = new DiscrepancyRepository(store.database);
    await world.known(GREENHOUSE, "job");
    await world.known(HEADHUNTER, "vacancy");
    await world.read("job", job("1"), clock.now(), 1, true);
  });
  afterEach(async () => {
    expect(world.failures).toEqual([]);
    await store.close();
  });

  const later = (ms = SECOND) => {
    clock.jump(ms);
    return clock.now();
  };
  const at = (ms = 0) => new Date(clock.now() + ms).toISOString();
  const ad = (more: Partial<Vacancy> = {}, beganAt = later()) =>
    world.read("vacancy", vacancy("1", { expiresAt: "2027-02-01T00:00:00Z", ...more }), beganAt);
  const closed = { status: VacancyStatus.CLOSED };
  const deleted = { status: VacancyStatus.DELETED };
  /** An operation that is under way from now on. */
  const sent = (id: string, kind: string, about = AD, more = {}) => {
    const requested = new Date(later()).toISOString();
    return world.operation(id, { kind, target_id: about, record_id: about, requested_at: requested, sent_at: requested, ...more });
  };
  const settle = (id: string, outcome: "APPLIED" | "NOT_APPLIED" = "APPLIED") => {
    later();
    return world.operations.settle(`greenhouse:operation:${id}`, { outcome, settled_at: at() });
  };
  const made = async (id: string, kind: string, about = AD, more = {}) => {
    await sent(id, kind, about, more);
    await settle(id);
  };
  const row = async (kind: keyof typeof DiscrepancyKind = "OPEN_WITHOUT_ADVERT") => {
    const found = await repository.find({ code: "REQ-1", kind: DiscrepancyKind[kind] });
    if (found === undefined) throw new Error(`The index has nothing of ${kind}`);
    return found;
  };
  /** As events have told it. */
  const tell = async (kind?: keyof typeof DiscrepancyKind) => {
    const one = await row(kind);
    await world.writing.write((transaction) => transaction.saveDiscrepancies([{ ...one, told_since: one.since, told_records: "[]" }]));
  };
  /** The operations of what began or ended last, and of the end before it, by their short names. */
  const hands = async (kind?: keyof typeof DiscrepancyKind) => {
    const { operation_id, ended_operation_id } = await row(kind);
    return [operation_id, ended_operation_id].map((id) => id?.split(":").at(-1) ?? null);
  };

  test("is the one with which it turned, whatever others did to the record before it was told", async () => {
    await ad();
    await made("close", "closeVacancy");
    await ad(closed);
    await made("delete", "deleteVacancy");
    await ad(deleted);
    await made("restore", "restoreVacancy");
    await ad(closed);
    expect(await hands()).toEqual(["close", null]);
  });

  test("is none where somebody else turned it, and an operation changed the record after that", async () => {
    await ad();
    await ad(closed);
    await made("delete", "deleteVacancy");
    await ad(deleted);
    expect(await hands()).toEqual([null, null]);
  });

  test("is one of the end and another one of the beginning after it, where neither was told", async () => {
    await ad(closed);
    await tell();
    await made("restore", "restoreVacancy");
    await ad();
    expect(await hands()).toEqual(["restore", null]);
    await made("close", "closeVacancy");
    await ad(closed);
    expect(await hands()).toEqual(["close", "restore"]);
    await made("again", "restoreVacancy");
    await ad();
    expect(await hands()).toEqual(["again", null]);
  });

  test("is none of the end that somebody else made before it", async () => {
    await ad(closed);
    await tell();
    await ad();
    await made("close", "closeVacancy");
    await ad(closed);
    expect(await hands()).toEqual(["close", null]);
  });

  test("is each its own where one reading falls into the next change, and no event tells of the record", async () => {
    await ad(closed);
    await tell();
    const before = (await world.told()).length;
    await made("restore", "restoreVacancy");
    await sent("close", "closeVacancy");
    await ad();
    expect(await hands()).toEqual(["restore", null]);
    await settle("close");
    await ad(closed);
    expect(await hands()).toEqual(["close", "restore"]);
    expect(await world.told()).toHaveLength(before);
  });

  test("is each its own where both changes were under way when they were read", async () => {
    await ad(closed);
    await tell();
    await sent("restore", "restoreVacancy");
    await ad();
    expect(await hands()).toEqual([null, null]);
    await settle("restore");
    await sent("close", "closeVacancy");
    await ad(closed);
    expect(await hands()).toEqual([null, "restore"]);
    // Nobody is told until it is known what became of it.
    expect((await world.repository.byIds([AD]))[0]?.withheld).not.toBeNull();
    await settle("close");
    await ad(closed);
    expect(await hands()).toEqual(["close", "restore"]);
    expect((await world.repository.byIds([AD]))[0]?.withheld).toBeNull();
  });

  test("is none where the operation that was under way was not made", async () => {
    await ad();
    await sent("close", "closeVacancy");
    await ad(closed);
    await settle("close", "NOT_APPLIED");
    await ad(closed);
    expect(await hands()).toEqual([null, null]);
  });

  test("is the one of which it is known after its change was read", async () => {
    await ad();
    await sent("close", "closeVacancy");
    await ad(closed);
    await settle("close");
    await made("delete", "deleteVacancy");
    await ad(deleted);
    expect(await hands()).toEqual(["close", null]);
  });

  test("is the one that closed the record, where a reading shows several changes at once", async () => {
    await ad();
    await made("close", "closeVacancy");
    await made("delete", "deleteVacancy");
    await made("restore", "restoreVacancy");
    await ad(closed);
    expect(await hands()).toEqual(["close", null]);
  });

  test("is the one that closed the record, where the next reading does not find it", async () => {
    await ad();
    await made("close", "closeVacancy");
    await made("delete", "deleteVacancy");
    await world.gone("vacancy", AD, later());
    expect(await hands()).toEqual(["close", null]);
  });

  test("is the one after the last that had undone it", async () => {
    await ad();
    await made("first", "closeVacancy");
    await made("undone", "prolongateVacancy");
    await made("last", "closeVacancy");
    await ad(closed);
    expect(await hands()).toEqual(["last", null]);
  });

  test("is none of which it was told before", async () => {
    await ad();
    await made("first", "closeVacancy");
    await ad(closed);
    await ad();
    await ad(closed);
    expect(await hands()).toEqual([null, null]);
  });

  test("is of two that closed seats the one that closed the last", async () => {
    await world.read("job", job("1"), later(), 2, true);
    await ad();
    await made("first", "closeOpening", JOB);
    await made("last", "closeOpening", JOB);
    await world.read("job", job("1", { status: JobStatus.CLOSED }), later(), 0, true);
    expect(await hands("ADVERTISED_AFTER_CLOSE")).toEqual(["last", null]);
  });

  test("is the one that prolonged an advertisement which ends soon, and none once time alone lets it end soon", async () => {
    await ad({ expiresAt: at(3 * DAY) });
    await tell("ADVERT_ENDS_SOON");
    await made("prolong", "prolongateVacancy", AD, { evidence: JSON.stringify({ expiresAt: at(3 * DAY) }) });
    await ad({ expiresAt: at(33 * DAY) });
    expect(await hands("ADVERT_ENDS_SOON")).toEqual(["prolong", null]);
    const untold = { ...(await row("ADVERT_ENDS_SOON")), told_since: null, told_records: null };
    await world.writing.write((transaction) => transaction.saveDiscrepancies([untold]));
    await ad({ expiresAt: at(32 * DAY) });
    expect(await hands("ADVERT_ENDS_SOON")).toEqual([null, null]);
  });
});
