import { JobStatus } from "../../src/schema/job/job.type.js";
import { VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { JumpingClock } from "../support/clock.js";
import { testDatabases } from "../support/databases.js";
import { GREENHOUSE, HEADHUNTER, inShort, job, newsOn, vacancy } from "./news-world.js";

const MINUTE = 60_000;

describe.each(testDatabases)("Events of records, on $name", ({ open }) => {
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
  const told = async () => (await world.told()).map(inShort);
  const at = (ms = 0) => new Date(clock.now() + ms).toISOString();
  const closing = (id: string, more = {}) =>
    world.operation(id, { kind: "closeVacancy", target_id: "headhunter:vacancy:1", record_id: "headhunter:vacancy:1", ...more });
  /** An operation that was sent and made. */
  const made = { outcome: "APPLIED", next_look_at: null };

  test("a record that appears, changes and disappears is told once each", async () => {
    await world.read("job", job("1"));
    await world.read("job", job("1"), later());
    await world.read("job", job("1", { names: [{ lang: "und", value: "Other" }], code: "REQ-9" }), later());
    await world.read("job", job("1", { names: [{ lang: "und", value: "Other" }], code: "REQ-9" }), later());
    await world.gone("job", "greenhouse:job:1", later());
    await world.gone("job", "greenhouse:job:1", later());
    expect(await told()).toEqual(["APPEARED 1", 'CHANGED 1: code "REQ-1" → "REQ-9", name "Job 1" → "Other"', "DISAPPEARED 1"]);
    expect((await world.told()).map(({ id, code }) => [id, code])).toEqual([
      ["hiregraph:event:1", "REQ-1"],
      ["hiregraph:event:2", "REQ-9"],
      ["hiregraph:event:3", "REQ-9"],
    ]);
  });

  test("a record that comes back appears again", async () => {
    await world.read("job", job("1"));
    await world.gone("job", "greenhouse:job:1", later());
    await world.read("job", job("1"), later());
    expect(await told()).toEqual(["APPEARED 1", "DISAPPEARED 1", "APPEARED 1"]);
  });

  test("the first look at a source makes none, and without one there are changes all the same", async () => {
    await store.database.deleteFrom("code_sweeps").execute();
    await world.read("job", job("1"));
    await world.read("job", job("1", { status: JobStatus.CLOSED, closedAt: "2026-11-22T12:00:00Z" }), later());
    await world.read("job", job("2"), later());
    expect(await told()).toEqual(['CHANGED 1: status "OPEN" → "CLOSED", closedAt null → "2026-11-22T12:00:00Z"']);
  });

  test("what a sweep could not read is no news once it is readable", async () => {
    await world.gaps.save({
      ...{ vendor: "GREENHOUSE", account: "default", kind: "job", place: "greenhouse:job:1", list: null, position: null, tries: 1 },
      ...{ failed_at: at(), retry_at: at(), failure_code: "BAD_RESPONSE", failure_message: "broken" },
    });
    await world.read("job", job("1"));
    expect(await told()).toEqual([]);
  });

  test("a field that was not known is no news when it becomes known, and neither is what a board does not say any more", async () => {
    await world.read("job", job("1"));
    await world.read("job", job("1"), later(), 3);
    await world.read("vacancy", vacancy("1"));
    await world.read("vacancy", vacancy("1", { expiresAt: null, publishedAt: null }), later());
    await world.read("vacancy", { ...vacancy("1"), code: undefined }, later());
    expect(await told()).toEqual(["APPEARED 1", "APPEARED 1"]);
    await world.read("vacancy", { ...vacancy("1", { name: "Renamed" }), code: undefined }, later());
    expect((await told()).at(-1)).toBe('CHANGED 1: name "Vacancy 1" → "Renamed"');
    expect((await world.told()).at(-1)?.code).toBe("REQ-1");
  });

  test("an answer that was long on its way undoes nothing, whichever server reads it", async () => {
    const other = newsOn(store.database, clock);
    await world.read("job", job("1"));
    const slow = later();
    await world.read("job", job("1", { code: "NEW" }), later());
    await other.read("job", job("1"), slow);
    await world.read("job", job("1"), slow);
    await other.gone("job", "greenhouse:job:1", slow);
    expect(await told()).toEqual(["APPEARED 1", 'CHANGED 1: code "REQ-1" → "NEW"']);
    await world.gone("job", "greenhouse:job:1", later());
    await other.read("job", job("1", { code: "NEW" }), slow);
    expect((await told()).at(-1)).toBe("DISAPPEARED 1");
  });

  test("the vendor's word on when a record changed counts for more than two servers' clocks", async () => {
    const ahead = newsOn(store.database, clock);
    await ahead.read("job", job("1", { updatedAt: "2026-11-22T12:00:00Z" }), clock.now() + MINUTE);
    await world.read("job", job("1", { code: "NEW", updatedAt: "2026-11-22T12:00:30Z" }), clock.now());
    await ahead.read("job", job("1", { updatedAt: "2026-11-22T12:00:00Z" }), clock.now() + 2 * MINUTE);
    expect(await told()).toEqual(["APPEARED 1", 'CHANGED 1: code "REQ-1" → "NEW"']);
    // A vendor that was set back says so for long.
    await world.read("job", job("1", { updatedAt: "2026-11-22T11:00:00Z" }), later(60 * MINUTE));
    expect((await told()).at(-1)).toBe('CHANGED 1: code "NEW" → "REQ-1"');
  });

  test("what an operation explains is its doing, and what else is found is somebody else's", async () => {
    await world.read("vacancy", vacancy("1"));
    await closing("c1", { ...made, sent_at: at(MINUTE), settled_at: at(MINUTE) });
    const closed = { status: VacancyStatus.CLOSED, closedAt: "2026-11-22T12:01:00Z", name: "Renamed" };
    await world.read("vacancy", vacancy("1", closed), later(2 * MINUTE));
    expect(await told()).toEqual([
      "APPEARED 1",
      'CHANGED 1 by c1: status "ACTIVE" → "CLOSED", closedAt null → "2026-11-22T12:01:00Z"',
      'CHANGED 1: name "Vacancy 1" → "Renamed"',
    ]);
    // The same again by another hand.
    await world.read("vacancy", vacancy("1", { name: "Renamed" }), later(1_000));
    await world.read("vacancy", vacancy("1", closed), later(1_000));
    expect((await told()).slice(3)).toEqual([
      'CHANGED 1: status "CLOSED" → "ACTIVE", closedAt "2026-11-22T12:01:00Z" → null',
      'CHANGED 1: status "ACTIVE" → "CLOSED", closedAt null → "2026-11-22T12:01:00Z"',
    ]);
  });

  test("a change explains the value that it wrote, and no other", async () => {
    await world.read("vacancy", vacancy("1"));
    const editing = { kind: "updateVacancy", target_id: "headhunter:vacancy:1", record_id: "headhunter:vacancy:1" };
    await world.operation("u1", { ...editing, ...made, input: '{"name":"Ours"}', sent_at: at(MINUTE), settled_at: at(MINUTE) });
    await world.read("vacancy", vacancy("1", { name: "Ours" }), later(2 * MINUTE));
    await world.operation("u2", { ...editing, ...made, input: '{"name":"Ours again"}', sent_at: at(MINUTE), settled_at: at(MINUTE) });
    await world.read("vacancy", vacancy("1", { name: "Theirs" }), later(2 * MINUTE));
    expect(await told()).toEqual(["APPEARED 1", 'CHANGED 1 by u1: name "Vacancy 1" → "Ours"', 'CHANGED 1: name "Ours" → "Theirs"']);
  });

  test("a change that came before the last reading explains nothing that is found later", async () => {
    await closing("c1", { ...made, sent_at: at(), settled_at: at() });
    await world.read("vacancy", vacancy("1"), later(10 * MINUTE));
    await world.read("vacancy", vacancy("1", { status: VacancyStatus.CLOSED, closedAt: "2026-11-22T12:20:00Z" }), later(10 * MINUTE));
    expect((await told()).at(-1)).toBe('CHANGED 1: status "ACTIVE" → "CLOSED", closedAt null → "2026-11-22T12:20:00Z"');
  });

  test("nobody is told of a field while a change of it is in doubt", async () => {
    await world.read("vacancy", vacancy("1"));
    await closing("c1", { sent_at: at() });
    const closed = vacancy("1", { status: VacancyStatus.CLOSED, closedAt: "2026-11-22T12:01:00Z", name: "Renamed" });
    await world.read("vacancy", closed, later());
    await world.read("vacancy", closed, later());
    expect(await told()).toEqual(["APPEARED 1", 'CHANGED 1: name "Vacancy 1" → "Renamed"']);
    await world.operations.settle("greenhouse:operation:c1", { outcome: "APPLIED", settled_at: at() });
    await world.settled.tellAll();
    expect(world.changed).toEqual([["headhunter:vacancy:1"]]);
    await world.read("vacancy", closed, later());
    expect((await told()).slice(2)).toEqual([
      "OPERATION_SETTLED 1 by c1",
      'CHANGED 1 by c1: status "ACTIVE" → "CLOSED", closedAt null → "2026-11-22T12:01:00Z"',
    ]);
  });

  test("what was in doubt and was not made was somebody else's", async () => {
    await world.read("vacancy", vacancy("1"));
    await closing("c1", { sent_at: at() });
    const closed = vacancy("1", { status: VacancyStatus.CLOSED });
    await world.read("vacancy", closed, later());
    await world.operations.settle("greenhouse:operation:c1", { outcome: "NOT_APPLIED", settled_at: at() });
    await world.read("vacancy", closed, later());
    expect((await told()).at(-1)).toBe('CHANGED 1: status "ACTIVE" → "CLOSED"');
  });

  test("seats are their job's, the job closes with the last, and seats of others are told apart", async () => {
    await world.read("job", job("1"), clock.now(), 2);
    const about = { target_id: "greenhouse:opening:1.11", record_id: "greenhouse:job:1", ...made };
    await world.operation("s1", { kind: "closeOpening", ...about, sent_at: at(MINUTE), settled_at: at(MINUTE) });
    const closed = { status: JobStatus.CLOSED, closedAt: "2026-11-22T12:02:00Z" };
    await world.read("job", job("1", closed), later(2 * MINUTE), 0);
    await world.operation("s2", { kind: "reopenOpening", ...about, sent_at: at(MINUTE), settled_at: at(MINUTE) });
    await world.read("job", job("1"), later(2 * MINUTE), 1);
    await world.operation("s3", { kind: "closeOpening", ...about, sent_at: at(MINUTE), settled_at: at(MINUTE) });
    await world.read("job", job("1"), later(2 * MINUTE), 2);
    expect((await told()).slice(1)).toEqual([
      'CHANGED 1 by s1: status "OPEN" → "CLOSED", closedAt null → "2026-11-22T12:02:00Z", openings 2 → 1',
      "CHANGED 1: openings 1 → 0",
      'CHANGED 1 by s2: status "CLOSED" → "OPEN", closedAt "2026-11-22T12:02:00Z" → null, openings 0 → 1',
      "CHANGED 1 by s3: openings 1 → 0",
      "CHANGED 1: openings 0 → 2",
    ]);
  });

  test("the half of a change is not told, whichever reading found it", async () => {
    await world.read("job", job("1"), clock.now(), 4);
    const creating = {
      kind: "createOpenings",
      target_id: "greenhouse:job:1",
      record_id: "greenhouse:job:1",
      input: '{"openings":[{},{}]}',
    };
    await world.operation("s1", creating);
    const between = later();
    await world.read("job", job("1"), between, 5);
    const settled_at = at(1_000);
    const result = '{"openingIds":["greenhouse:opening:1.11","greenhouse:opening:1.12"]}';
    await world.operations.settle("greenhouse:operation:s1", { outcome: "APPLIED", sent_at: settled_at, settled_at, result });
    // One that began before it was settled, and one that does not show the seats.
    await world.read("job", job("1"), between + 500, 5);
    await world.read("job", job("1"), later());
    expect((await told()).slice(1)).toEqual([]);
    await world.read("job", job("1"), later(), 6);
    expect((await told()).slice(1)).toEqual(["CHANGED 1 by s1: openings 4 → 6"]);
  });

  test("a published vacancy appears by its operation, also before the first look; one that is in doubt is told once it is not", async () => {
    await store.database.deleteFrom("code_sweeps").execute();
    const publishing = { kind: "publishVacancy", target_id: null, input: '{"name":"Vacancy 1"}', sent_at: at() };
    await world.operation("p1", { ...publishing, ...made, record_id: "headhunter:vacancy:1", settled_at: at() });
    await world.read("vacancy", vacancy("1"), later());
    expect(await told()).toEqual(["APPEARED 1 by p1"]);
    await world.known(HEADHUNTER, "vacancy");
    await world.operation("p2", { ...publishing, vendor: "HEADHUNTER", input: '{"name":"Vacancy 2"}' });
    await world.read("vacancy", vacancy("2"), later());
    await world.read("vacancy", vacancy("3"), later());
    expect((await told()).slice(1)).toEqual(["APPEARED 3"]);
    await world.operations.settle("greenhouse:operation:p2", {
      outcome: "APPLIED",
      settled_at: at(),
      result: '{"vacancyId":"headhunter:vacancy:2"}',
      record_id: "headhunter:vacancy:2",
    });
    await world.read("vacancy", vacancy("2"), later());
    expect((await told()).slice(2)).toEqual(["APPEARED 2 by p2"]);
  });

  test("a vacancy that a change deleted disappears by it", async () => {
    await world.read("vacancy", vacancy("1"));
    await world.operation("d1", {
      ...{ kind: "deleteVacancy", target_id: "headhunter:vacancy:1", record_id: "headhunter:vacancy:1", ...made },
      ...{ sent_at: at(MINUTE), settled_at: at(MINUTE) },
    });
    await world.gone("vacancy", "headhunter:vacancy:1", later(2 * MINUTE));
    expect((await told()).at(-1)).toBe("DISAPPEARED 1 by d1");
  });

  test("an operation that settles is told once, whatever its outcome, and by one server of several", async () => {
    const other = newsOn(store.database, clock);
    await closing("c1", { outcome: "NOT_APPLIED", settled_at: at(), next_look_at: null });
    await closing("c2", { sent_at: at(), key_position: 1 });
    await Promise.all([world.settled.tellAll(), other.settled.tellAll()]);
    await world.operations.settle("greenhouse:operation:c2", { outcome: "APPLIED", settled_at: at() });
    await Promise.all([world.settled.tellAll(), other.settled.tellAll(), world.settled.tellAll()]);
    expect(await told()).toEqual(["OPERATION_SETTLED 1 by c1", "OPERATION_SETTLED 1 by c2"]);
    expect([...world.changed, ...other.changed]).toEqual([["headhunter:vacancy:1"]]);
  });

  test("records that a change has changed are known to be unread until a reading began after it", async () => {
    await world.read("vacancy", vacancy("1"));
    await world.read("vacancy", vacancy("2"));
    await closing("c1", { ...made, sent_at: at(MINUTE), settled_at: at(MINUTE) });
    await closing("c2", { ...made, key_position: 1, record_id: "headhunter:vacancy:2", outcome: "NOT_APPLIED", settled_at: at(MINUTE) });
    const unread = async () => [...(await world.repository.unreadSinceChange("2026-11-22T00:00:00.000Z"))];
    expect(await unread()).toEqual([["headhunter:vacancy:1", at(MINUTE)]]);
    expect([...(await world.repository.unreadSinceChange("2026-11-23T00:00:00.000Z"))]).toEqual([]);
    world.index.learn("vacancy", [vacancy("1")], { beganAt: later(2 * MINUTE), by: "OPERATION" });
    await world.index.settled();
    expect(await unread()).toEqual([]);
  });

  test("numbers have no gaps and ascend as events become visible, however many servers write", async () => {
    const servers = [world, newsOn(store.database, clock), newsOn(store.database, clock)];
    const seen: number[] = [];
    let isWriting = true;
    const follow = (async () => {
      for (let last = 0; isWriting || last < (await world.events.span()).last; ) {
        const { last: upTo } = await world.events.span();
        const found = await world.events.between(last, upTo, 1_000);
        seen.push(...found.map(({ number }) => number));
        last = upTo;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await Promise.all(
      servers.map(async (server, which) => {
        for (let round = 0; round < 20; round += 1) await server.read("job", job(String(100 * which + round)));
      }),
    );
    isWriting = false;
    await follow;
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });

  test("an event is there with the row that it tells of, or neither is", async () => {
    const failing = newsOn(store.database, clock);
    await failing.read("job", job("1"));
    jest.spyOn(failing.writing, "write").mockImplementationOnce((work) =>
      world.writing.write(async (transaction) => {
        await work(transaction);
        throw new Error("The power went");
      }),
    );
    await failing.read("job", job("1", { code: "NEW" }), later());
    expect(failing.failures).toHaveLength(1);
    expect(await told()).toEqual(["APPEARED 1"]);
    expect((await world.repository.byIds(["greenhouse:job:1"]))[0]?.code).toBe("REQ-1");
    // Read once more, it is told: its number was not given before.
    await failing.read("job", job("1", { code: "NEW" }), later());
    expect((await world.told()).map(({ id }) => id)).toEqual(["hiregraph:event:1", "hiregraph:event:2"]);
  });

  test("listeners hear of events that are visible", async () => {
    const heard: number[] = [];
    const stop = world.news.listen((newest) => heard.push(newest));
    await world.read("job", job("1"));
    await world.read("job", job("1", { code: "NEW" }), later());
    stop();
    await world.read("job", job("1", { code: "NEWER" }), later());
    expect(heard).toEqual([1, 2]);
  });

  test("old events are deleted up to a moment, and a cursor of before says where the rest begins", async () => {
    for (const id of ["1", "2", "3"]) {
      await world.read("job", job(id));
      later();
    }
    const [, second] = await world.told();
    expect(await world.events.deleteBefore(second?.at ?? "", 100)).toBe(1);
    expect(await world.events.deleteBefore(second?.at ?? "", 100)).toBe(0);
    await expect(world.feed.page({}, 10, "hiregraph:event:0")).rejects.toMatchObject({
      extensions: { code: "BAD_USER_INPUT", firstKept: "hiregraph:event:2" },
    });
    expect((await world.feed.page({}, 10, "hiregraph:event:1")).nodes.map(({ id }) => id)).toEqual([
      "hiregraph:event:2",
      "hiregraph:event:3",
    ]);
    await world.events.deleteBefore(at(MINUTE), 100);
    expect((await world.feed.page({}, 10, "hiregraph:event:3")).pageInfo).toMatchObject({
      hasNextPage: false,
      endCursor: "hiregraph:event:3",
    });
    await world.read("job", job("4"));
    expect((await world.told()).map(({ id }) => id)).toEqual(["hiregraph:event:4"]);
  });

  test("a page ends where its reader has looked, whatever the filter leaves", async () => {
    for (const id of ["1", "2", "3"]) await world.read("job", job(id));
    const none = await world.feed.page({ codes: ["OTHER"] }, 10, undefined);
    expect([none.nodes, none.pageInfo.endCursor, none.head]).toEqual([[], "hiregraph:event:3", "hiregraph:event:3"]);
    const one = await world.feed.page({ codes: ["REQ-1", "REQ-3"] }, 1, undefined);
    expect(one.pageInfo).toMatchObject({ hasNextPage: true, endCursor: "hiregraph:event:1" });
    const rest = await world.feed.page({ codes: ["REQ-1", "REQ-3"] }, 1, one.pageInfo.endCursor);
    expect(rest.nodes.map(({ recordId }) => recordId)).toEqual(["greenhouse:job:3"]);
    for (const beyond of ["hiregraph:event:4", "hiregraph:event:01", "1", ""])
      await expect(world.feed.page({}, 10, beyond)).rejects.toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
  });
});
