import { sampleVacancyId } from "../../../src/sandbox/headhunter/index.js";
import { EventRepository } from "../../../src/store/records/event.repository.js";
import { sweepOf } from "../../records/sweep-board.js";
import { DAY, HeadHunterWorld, HOUR, KNOWN_ACCOUNT, MINUTE, vacancyId } from "./support.js";

const EVERY = 15 * MINUTE;

describe("What changed at HeadHunter", () => {
  let world: HeadHunterWorld;
  let built: ReturnType<typeof sweepOf>;
  beforeEach(async () => {
    world = await new HeadHunterWorld({ env: KNOWN_ACCOUNT }).open();
    built = sweepOf([world.connection], world.database, world.clock, [], EVERY);
    await built.sweep.sweepDue();
    world.asked();
  });
  afterEach(() => world.close());

  /** Published vacancies of the token's own manager. */
  const own = (index: number): string => {
    const held = [...world.standIn.state.vacancies.values()].filter(
      ({ managerId, archivedAt }) => managerId === "321" && archivedAt === null,
    );
    return held[index]?.id ?? "";
  };
  const round = async (after = EVERY) => {
    world.clock.pass(after);
    await built.sweep.sweepDue();
    await built.recordIndex.settled();
  };
  async function told(): Promise<string[]> {
    const events = new EventRepository(world.database);
    const rows = await events.between(0, (await events.span()).last, 1_000);
    return rows.map(({ kind, record_id, changes }) => {
      const fields = (JSON.parse(changes) as { field: string }[]).map(({ field }) => field);
      return `${kind} ${record_id} ${fields.join()}`.trim();
    });
  }
  const lists = (asked: string[]) => asked.filter((one) => !/\/vacancies\/\d+$/.test(one));
  const whole = (asked: string[]) => asked.filter((one) => /\/vacancies\/\d+$/.test(one));

  it("is looked for among what is published and the newest of the archive and the bin, and nothing is read whole that is as it was", async () => {
    await round();
    const asked = world.asked();
    expect(whole(asked)).toEqual([]);
    expect(new Set(lists(asked).map((one) => one.split("/").at(-1)))).toEqual(new Set(["active", "archived", "hidden"]));
    expect(lists(asked).length).toBeLessThanOrEqual(5);
    expect(await told()).toEqual([]);
  });

  it("is read whole, so that a code that changed with it is found in the same round", async () => {
    const { fields } = world.held(sampleVacancyId(1));
    Object.assign(fields, { name: "Renamed", code: "MOVED" });
    await round();
    expect(whole(world.asked())).toEqual([`GET /vacancies/${sampleVacancyId(1)}`]);
    expect(await told()).toEqual([`CHANGED ${vacancyId(sampleVacancyId(1))} code,name`]);
  });

  it("is found in the archive and in the bin", async () => {
    const [closed, deleted] = [own(0), own(1)];
    world.held(closed).archivedAt = world.clock.now() + MINUTE;
    Object.assign(world.held(deleted), { archivedAt: world.clock.now() + MINUTE, hidden: true });
    await round();
    expect((await told()).sort()).toEqual([closed, deleted].map((id) => `CHANGED ${vacancyId(id)} status,closedAt`).sort());
  });

  it("has appeared where it is new, and is told as changed where it comes back from the bin", async () => {
    const { vacancies } = world.standIn.state;
    const like = world.held(own(0));
    vacancies.set("9000001", { ...like, id: "9000001", fields: { ...like.fields, code: "NEW" } });
    await round();
    expect(await told()).toEqual([`APPEARED ${vacancyId("9000001")}`]);
    const deleted = own(1);
    Object.assign(world.held(deleted), { archivedAt: world.clock.now(), hidden: true });
    await round();
    world.held(deleted).hidden = false;
    await round(6 * HOUR);
    expect((await told()).slice(1)).toEqual([`CHANGED ${vacancyId(deleted)} status,closedAt`, `CHANGED ${vacancyId(deleted)} status`]);
  });

  it("has disappeared once it is in no list and was read and is gone", async () => {
    world.standIn.state.vacancies.delete(sampleVacancyId(1));
    await round();
    expect(await told()).toEqual([]);
    await round(6 * HOUR);
    expect(await told()).toEqual([`DISAPPEARED ${vacancyId(sampleVacancyId(1))}`]);
    await round(DAY);
    expect(await told()).toHaveLength(1);
  });
});
