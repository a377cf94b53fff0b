import { JobStatus } from "../../src/schema/job/job.type.js";
import { VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { JumpingClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { GREENHOUSE, HEADHUNTER, inShort, job, newsOn, vacancy } from "./news-world.js";

const SECOND = 1_000;
const MINUTE = 60_000;

describe.each(testDatabases)("The hand that an event names, on $name", ({ open }) => {
  let store: Awaited<ReturnType<typeof open>>;
  let clock: JumpingClock;
  let world: ReturnType<typeof newsOn>;
  beforeEach(async () => {
    store = await open();
    clock = new JumpingClock();
    world = newsOn(store.database, clock);
    await world.known(GREENHOUSE, "job");
    await world.known(HEADHUNTER, "vacancy");
  });
  afterEach(async () => {
    expect(world.failures).toEqual([]);
    await store.close();
  });

  const later = (ms = MINUTE) => {
    clock.jump(ms);
    return clock.now();
  };
  /** An operation that was made a second ago. */
  const made = async (id: string, kind: string, about: string, more = {}) => {
    const settled = new Date(later(SECOND)).toISOString();
    const row = { kind, target_id: about, record_id: about, outcome: "APPLIED", next_look_at: null, sent_at: settled, settled_at: settled };
    await world.operation(id, { ...row, ...more });
    later(SECOND);
  };
  const told = async () => (await world.told()).map(inShort).slice(1);
  const JOB = "greenhouse:job:1";
  const VACANCY = "headhunter:vacancy:1";

  test("is not that of an operation whose change is told already, where more of what it may change differs later", async () => {
    await world.read("job", job("1"));
    await made("c1", "closeJob", JOB);
    await world.read("job", job("1", { status: JobStatus.CLOSED }));
    await world.read("job", job("1", { status: JobStatus.CLOSED, expiresAt: "2027-01-01T00:00:00Z" }), later(SECOND));
    expect(await told()).toEqual(['CHANGED 1 by c1: status "OPEN" → "CLOSED"', 'CHANGED 1: expiresAt null → "2027-01-01T00:00:00Z"']);
  });

  test("is the operation's that closed a record, where the moment of it is known later", async () => {
    await world.read("vacancy", vacancy("1"));
    await made("c1", "closeVacancy", VACANCY);
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.CLOSED }));
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.CLOSED, closedAt: "2026-11-22T12:00:01Z" }), later(SECOND));
    expect(await told()).toEqual([
      'CHANGED 1 by c1: status "ACTIVE" → "CLOSED"',
      'CHANGED 1 by c1: closedAt null → "2026-11-22T12:00:01Z"',
    ]);
  });

  test("is somebody else's, who undoes what he did after an operation had closed the record", async () => {
    await world.read("vacancy", vacancy("1"));
    await made("c1", "closeVacancy", VACANCY);
    const closedAt = "2026-11-22T12:00:01Z";
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.DELETED, closedAt }));
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.CLOSED, closedAt }), later());
    expect(await told()).toEqual([
      `CHANGED 1 by c1: closedAt null → "${closedAt}"`,
      'CHANGED 1: status "ACTIVE" → "DELETED"',
      'CHANGED 1: status "DELETED" → "CLOSED"',
    ]);
  });

  test("is no operation's from before another one that is told of the same field", async () => {
    await world.read("vacancy", vacancy("1"));
    await made("c1", "closeVacancy", VACANCY);
    await made("d1", "deleteVacancy", VACANCY);
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.DELETED }));
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.CLOSED }), later(SECOND));
    expect(await told()).toEqual(['CHANGED 1 by d1: status "ACTIVE" → "DELETED"', 'CHANGED 1: status "DELETED" → "CLOSED"']);
  });

  test("is somebody else's, who closed a job with its last seat after an operation had closed another", async () => {
    await world.read("job", job("1"), clock.now(), 2);
    await made("s1", "closeOpening", JOB);
    await world.read("job", job("1"), clock.now(), 1);
    await world.read("job", job("1", { status: JobStatus.CLOSED, closedAt: "2026-11-22T12:01:00Z" }), later(SECOND), 0);
    expect(await told()).toEqual([
      "CHANGED 1 by s1: openings 2 → 1",
      'CHANGED 1: status "OPEN" → "CLOSED", closedAt null → "2026-11-22T12:01:00Z", openings 1 → 0',
    ]);
  });

  test("is the operation's that closed the last seat, where a reading shows the job alone", async () => {
    await world.read("job", job("1"), clock.now(), 1);
    await made("s1", "closeOpening", JOB);
    await world.read("job", job("1", { status: JobStatus.CLOSED }));
    await world.read("job", job("1", { status: JobStatus.CLOSED }), later(SECOND), 0);
    expect(await told()).toEqual(['CHANGED 1 by s1: status "OPEN" → "CLOSED"', "CHANGED 1 by s1: openings 1 → 0"]);
  });

  test("is that of each operation for the seats that it opened or closed, and somebody else's for the rest", async () => {
    await world.read("job", job("1"), clock.now(), 3);
    await made("s1", "closeOpening", JOB);
    await made("s2", "createOpenings", JOB, { result: '{"openingIds":["greenhouse:opening:1.11","greenhouse:opening:1.12"]}' });
    await made("s3", "deleteOpenings", JOB, { result: '{"deletedIds":["greenhouse:opening:1.5","greenhouse:opening:1.6"]}' });
    await world.read("job", job("1"), clock.now(), 3);
    expect(await told()).toEqual([]);
    await made("s4", "closeOpening", JOB);
    await world.read("job", job("1"), clock.now(), 1);
    expect(await told()).toEqual([
      "CHANGED 1 by s1: openings 3 → 2",
      "CHANGED 1 by s2: openings 2 → 4",
      "CHANGED 1 by s3: openings 4 → 2",
      "CHANGED 1 by s4: openings 2 → 1",
    ]);
    await world.read("job", job("1"), later(SECOND), 0);
    expect((await told()).slice(4)).toEqual(["CHANGED 1: openings 1 → 0"]);
  });

  test("explains one change with one operation, also where two readings are written together", async () => {
    await world.read("job", job("1"), clock.now(), 3);
    await made("s1", "closeOpening", JOB);
    world.index.learn("job", [job("1")], { beganAt: clock.now(), by: "SWEEP" }, () => ({ open: 2 }));
    world.index.learn("job", [job("1")], { beganAt: later(SECOND), by: "SWEEP" }, () => ({ open: 1 }));
    await world.index.settled();
    expect(await told()).toEqual(["CHANGED 1 by s1: openings 3 → 2", "CHANGED 1: openings 2 → 1"]);
  });

  test("is somebody else's, who prolongs what an operation has prolonged, where that was shown at once", async () => {
    await made("p1", "prolongateVacancy", VACANCY, { evidence: '{"expiresAt":"2026-11-25T00:00:00Z"}' });
    await world.read("vacancy", vacancy("1"));
    await world.read("vacancy", vacancy("1", { expiresAt: "2026-12-02T00:00:00Z" }), later(30 * SECOND));
    await made("p2", "prolongateVacancy", VACANCY, { evidence: '{"expiresAt":"2026-12-02T00:00:00Z"}', key_position: 1 });
    await world.read("vacancy", vacancy("1", { expiresAt: "2026-12-03T00:00:00Z" }), later(SECOND));
    expect(await told()).toEqual([
      'CHANGED 1: expiresAt "2026-12-01T00:00:00Z" → "2026-12-02T00:00:00Z"',
      'CHANGED 1 by p2: expiresAt "2026-12-02T00:00:00Z" → "2026-12-03T00:00:00Z"',
    ]);
  });

  test("is no operation's from before a reading that found nothing new", async () => {
    await world.read("vacancy", vacancy("1"));
    await made("p1", "prolongateVacancy", VACANCY);
    for (let reading = 0; reading < 3; reading += 1) await world.read("vacancy", vacancy("1"), later());
    await world.read("vacancy", vacancy("1", { expiresAt: "2026-12-25T00:00:00Z", publishedAt: "2026-11-25T00:00:00Z" }), later());
    expect(await told()).toEqual([
      'CHANGED 1: publishedAt "2026-11-01T00:00:00Z" → "2026-11-25T00:00:00Z", expiresAt "2026-12-01T00:00:00Z" → "2026-12-25T00:00:00Z"',
    ]);
  });

  test("is the operation's where its vendor shows late what it has answered", async () => {
    await world.read("vacancy", vacancy("1"));
    await made("c1", "closeVacancy", VACANCY);
    await world.read("vacancy", vacancy("1"));
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.CLOSED }), later(30 * SECOND));
    expect(await told()).toEqual(['CHANGED 1 by c1: status "ACTIVE" → "CLOSED"']);
  });
});
