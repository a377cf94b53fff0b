import { EventRepository } from "../../../src/store/records/event.repository.js";
import { sweepOf } from "../../records/sweep-board.js";
import { LISTINGS, LinkedInWorld, MINUTE, posting, vacancyId } from "./support.js";

describe("What changed at LinkedIn", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  it("is the state of postings that LinkedIn may take down, asked for a hundred at a time in each round", async () => {
    for (const id of ["NEW-1", "NEW-2"]) await world.make("publishVacancy", posting(id));
    await world.finishTasks();
    for (const id of ["NEW-1", "NEW-2"]) await world.vacancy(id);
    const { database } = world;
    const built = sweepOf([world.connection], database, world.clock, [], 15 * MINUTE);
    await built.sweep.sweepDue();
    world.running.requests.length = 0;
    const taken = world.linkedIn.state.postings.get("NEW-2");
    if (taken === undefined) throw new Error("There is no such posting");
    taken.state = "CLOSED";
    await world.clock.advance(16 * MINUTE);
    await built.sweep.sweepDue();
    await built.recordIndex.settled();
    expect(world.running.requests.filter(({ path }) => LISTINGS.endsWith(path))).toHaveLength(1);
    const events = new EventRepository(database);
    const told = await events.between(0, (await events.span()).last, 10);
    expect(told.map(({ kind, record_id, changes }) => [kind, record_id, JSON.parse(changes)])).toEqual([
      // What was published through the graph is told also before the first look.
      ["APPEARED", vacancyId("NEW-1"), []],
      ["APPEARED", vacancyId("NEW-2"), []],
      ["CHANGED", vacancyId("NEW-2"), [{ field: "status", before: "ACTIVE", after: "CLOSED" }]],
    ]);
  });
});
