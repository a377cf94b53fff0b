import type { VendorConnection } from "../../../src/datasources/contract/vendor-module.js";
import { KnownDiscrepancies } from "../../../src/records/discrepancies/known-discrepancies.js";
import { Participants } from "../../../src/records/discrepancies/participants.js";
import { IgnoredCodes } from "../../../src/records/ignored-codes.js";
import { DiscrepancyKind } from "../../../src/schema/discrepancy/discrepancy-kind.js";
import { JobStatus } from "../../../src/schema/job/job.type.js";
import { VacancyStatus } from "../../../src/schema/vacancy/vacancy.type.js";
import { DiscrepancyRepository } from "../../../src/store/records/discrepancy.repository.js";
import { JumpingClock } from "../../support/clock.js";
import { testDatabases } from "../../support/databases.js";
import { GREENHOUSE, HEADHUNTER, job, newsOn, vacancy } from "../news-world.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** As far as those that take part are looked at. */
const connection = (source: typeof GREENHOUSE, ports: object) => ({ source, datasource: () => ports }) as unknown as VendorConnection;
const CONNECTIONS = new Map([
  [GREENHOUSE.text, connection(GREENHOUSE, { jobs: {}, openings: {} })],
  [HEADHUNTER.text, connection(HEADHUNTER, { vacancies: {} })],
]);

describe.each(testDatabases)("Discrepancies that the index shows, on $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let clock: JumpingClock;
  let known: KnownDiscrepancies;
  let world: ReturnType<typeof newsOn>;
  let repository: DiscrepancyRepository;
  beforeEach(async () => {
    store = await open();
    clock = new JumpingClock();
    known = new KnownDiscrepancies({ participants: new Participants(CONNECTIONS), ignored: new IgnoredCodes(["N/A"]) });
    world = newsOn(store.database, clock, known);
    repository = new DiscrepancyRepository(store.database);
  });
  afterEach(async () => {
    expect(world.failures).toEqual([]);
    await store.close();
  });

  const later = (ms = MINUTE) => {
    clock.jump(ms);
    return clock.now();
  };
  const at = (ms = 0) => new Date(clock.now() + ms).toISOString();
  const rows = (days = 7, more = {}) => repository.page({ kinds: Object.values(DiscrepancyKind), endsUntil: at(days * DAY), ...more }, 100);
  const shown = async (days?: number) => (await rows(days)).map(({ kind, code }) => `${kind} ${code}`);
  const closed = { status: JobStatus.CLOSED };

  it("come and go with what is read, and say since when", async () => {
    await world.read("vacancy", vacancy("1"));
    expect(await shown()).toEqual([]);
    const found = later();
    await world.read("job", job("1", closed));
    expect(await rows()).toMatchObject([
      { kind: "ADVERTISED_AFTER_CLOSE", code: "REQ-1", since: new Date(found).toISOString(), told_since: null },
    ]);
    await world.read("job", job("1", { ...closed, names: [{ lang: "und", value: "Renamed" }] }), later());
    expect(await rows()).toMatchObject([{ since: new Date(found).toISOString() }]);
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.CLOSED }), later());
    expect(await shown()).toEqual([]);
    const again = later();
    await world.read("vacancy", vacancy("1"), again);
    expect(await rows()).toMatchObject([{ since: new Date(again).toISOString() }]);
  });

  it("follow a record from one code to another, and one that is gone", async () => {
    await world.read("vacancy", vacancy("1"));
    await world.read("job", job("1", closed));
    await world.read("job", job("2", { ...closed, code: "OTHER" }));
    await world.read("vacancy", vacancy("1", { code: "OTHER" }), later());
    expect(await shown()).toEqual(["ADVERTISED_AFTER_CLOSE OTHER"]);
    await world.gone("vacancy", "headhunter:vacancy:1", later());
    expect(await shown()).toEqual([]);
  });

  it("count seats, which events do not tell of but for the open ones", async () => {
    await world.known(GREENHOUSE, "job");
    await world.read("vacancy", vacancy("1", { expiresAt: at(60 * DAY) }));
    await world.read("job", job("1"), clock.now(), 0, false);
    expect(await shown()).toEqual([]);
    await world.read("job", job("1"), later(), 0, true);
    expect(await shown()).toEqual(["ADVERTISED_AFTER_CLOSE REQ-1"]);
    await world.read("job", job("1"), later(), 1, true);
    expect(await shown()).toEqual([]);
    expect((await world.told()).map(({ kind, changes }) => [kind, changes.map(({ field }) => field)])).toEqual([
      ["APPEARED", []],
      ["CHANGED", ["openings"]],
    ]);
  });

  it("are candidates where the seats are not known", async () => {
    await world.read("job", job("1"));
    expect(await shown()).toEqual(["OPEN_WITHOUT_ADVERT REQ-1"]);
  });

  it("end soon by the days that are asked for, without anybody reading", async () => {
    await world.read("job", job("1"), clock.now(), 1, true);
    await world.read("vacancy", vacancy("1", { expiresAt: at(10 * DAY) }));
    expect([await shown(7), await shown(10)]).toEqual([[], ["ADVERT_ENDS_SOON REQ-1"]]);
    expect(await repository.toLookAt(at(3 * DAY - 1), 10)).toEqual([]);
    expect(await repository.toLookAt(at(3 * DAY), 10)).toMatchObject([{ kind: "ADVERT_ENDS_SOON" }]);
    later(3 * DAY);
    expect(await shown(7)).toEqual(["ADVERT_ENDS_SOON REQ-1"]);
    await world.read("vacancy", vacancy("1", { expiresAt: at(30 * DAY) }));
    expect(await shown(7)).toEqual([]);
  });

  it("are none of codes that tie nothing together, nor of sources that take no part", async () => {
    await world.read("job", job("1", { ...closed, code: "n/a" }));
    await world.read("vacancy", vacancy("1", { code: "n/a" }));
    await world.read("job", job("2", { ...closed, id: "feishu-corehr:job:2" }));
    await world.read("vacancy", vacancy("2"));
    expect(await shown()).toEqual([]);
  });

  it("are counted anew by whoever ignores other codes", async () => {
    await world.read("job", job("1", closed));
    await world.read("vacancy", vacancy("1"));
    const other = new KnownDiscrepancies({ participants: new Participants(CONNECTIONS), ignored: new IgnoredCodes(["req-1"]) });
    const codes = await repository.codes("records", undefined, 10);
    const recount = (by: KnownDiscrepancies) => world.writing.write((transaction) => by.recount(codes, transaction, clock.now()));
    await recount(other);
    expect(await shown()).toEqual([]);
    await recount(known);
    expect(await shown()).toEqual(["ADVERTISED_AFTER_CLOSE REQ-1"]);
  });

  it("page by code and kind, from a place that need not be there any more", async () => {
    for (const id of ["1", "2", "3"]) {
      await world.read("job", job(id, closed));
      await world.read("vacancy", vacancy(id));
      await world.read("vacancy", vacancy(`${id}0`, { code: `REQ-${id}` }));
    }
    const names = async (more: object) => (await rows(7, more)).map(({ kind, code }) => `${code} ${kind}`);
    expect(await names({})).toHaveLength(6);
    expect(await names({ after: { code: "REQ-2", kind: "ADVERTISED_AFTER_CLOSE" } })).toEqual([
      "REQ-2 ADVERTISED_TWICE",
      "REQ-3 ADVERTISED_AFTER_CLOSE",
      "REQ-3 ADVERTISED_TWICE",
    ]);
    expect(await names({ codes: ["REQ-3", "nothing"], kinds: ["ADVERTISED_TWICE"] })).toEqual(["REQ-3 ADVERTISED_TWICE"]);
    expect([await names({ kinds: [] }), await names({ codes: [] })]).toEqual([[], []]);
  });
});
