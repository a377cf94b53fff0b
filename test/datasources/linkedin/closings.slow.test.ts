import { batchesOf } from "../../../src/datasources/linkedin/changes/linkedin.batches.js";
import { LinkedInWorld, premium, TASKS, vacancyId, WRITE } from "./support.js";

const ids = (count: number, prefix = "NEW") => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe("Closing many postings", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  it("takes two requests for 150, and one for each fifty tasks until all are closed", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(ids(150));
    world.asked();
    const answers = await world.makeAll(
      "closeVacancy",
      ids(150).map((id) => ({ id: vacancyId(id) })),
    );
    expect(world.asked()).toEqual([WRITE, WRITE]);
    expect(answers.every((answer) => !(answer instanceof Error) && answer.operation?.outcome === "PENDING")).toBe(true);
    await world.finishTasks();
    expect(world.asked()).toEqual([TASKS, TASKS, TASKS]);
    const vacancies = await world.source().vacancies.vacanciesByIds(ids(150));
    expect(vacancies.map((vacancy) => (vacancy as { status: string }).status)).toEqual(ids(150).map(() => "CLOSED"));
    expect(world.asked()).toEqual([]);
  });

  it("gives every refused posting its own user error, in its place, and closes the others", async () => {
    world = await LinkedInWorld.open();
    const all = Array.from({ length: 150 }, (_, index) => (index % 10 === 0 ? `LONGER-THAN-THE-OTHERS-${index}` : `NEW-${index}`));
    await world.publishAll(all);
    world.linkedIn.knobs.externalIdMaxLengthOfOthers = 10;
    world.asked();
    const answers = await world.makeAll(
      "closeVacancy",
      all.map((id) => ({ id: vacancyId(id) })),
    );
    expect(world.asked()).toEqual([WRITE, WRITE]);
    for (const [index, answer] of answers.entries()) {
      if (answer instanceof Error) throw answer;
      expect(answer.result.vacancyId).toBe(vacancyId(all[index] as string));
      if (index % 10 !== 0) {
        expect(answer).toMatchObject({ operation: { outcome: "PENDING" }, userErrors: [] });
        continue;
      }
      expect(answer.operation).toMatchObject({ outcome: "NOT_APPLIED", vendorTaskId: null });
      expect(answer.userErrors).toEqual([
        {
          code: "INVALID_INPUT",
          field: ["linkedin", "externalJobPostingId"],
          message: `LinkedIn: /externalJobPostingId: length of "${all[index]}" is out of range 1...10`,
          vendorCode: "422",
          retryable: false,
        },
      ]);
    }
    await world.finishTasks();
    const vacancies = await world.source().vacancies.vacanciesByIds(all);
    expect(vacancies.map((vacancy) => (vacancy as { status: string }).status)).toEqual(
      all.map((_, index) => (index % 10 === 0 ? "ACTIVE" : "CLOSED")),
    );
  });

  it("reads from a refusal in a batch which postings were closed before", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(ids(3));
    world.linkedIn.state.takeDown("NEW-1");
    const answers = await world.makeAll(
      "closeVacancy",
      ids(3).map((id) => ({ id: vacancyId(id) })),
    );
    expect(answers.map((answer) => (answer instanceof Error ? answer : answer.userErrors.map(({ code }) => code)))).toEqual([
      [],
      ["ALREADY_CLOSED"],
      [],
    ]);
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "CLOSED" });
  });

  it("takes a batch refused whole for one posting as a refusal of each, and leaves them unchanged", async () => {
    world = await LinkedInWorld.open({ knobs: { closeConflict: "http" } });
    await world.publishAll(ids(3));
    world.linkedIn.state.takeDown("NEW-1");
    const answers = await world.makeAll(
      "closeVacancy",
      ids(3).map((id) => ({ id: vacancyId(id) })),
    );
    for (const answer of answers) {
      if (answer instanceof Error) throw answer;
      expect(answer).toMatchObject({
        operation: { outcome: "NOT_APPLIED" },
        userErrors: [{ code: "REJECTED_BY_VENDOR", retryable: true }],
      });
    }
    expect(await world.vacancy("NEW-0")).toMatchObject({ status: "ACTIVE" });
    expect((await world.make("closeVacancy", { id: vacancyId("NEW-0") })).operation?.outcome).toBe("PENDING");
  });

  it("groups premium postings by contract, so that a refused contract costs only its own postings", async () => {
    world = await LinkedInWorld.open({ contracts: ["11", "22"] });
    await world.publishAll(["A-1", "A-2"], { linkedin: premium("11") });
    await world.publishAll(["B-1"], { linkedin: premium("22") });
    await world.publishAll(["C-1"]);
    (world.linkedIn.state.contracts as Set<string>).delete("22");
    world.written();
    const answers = await world.makeAll(
      "closeVacancy",
      ["A-1", "B-1", "C-1", "A-2"].map((id) => ({ id: vacancyId(id) })),
    );
    const outcomes = answers.map((answer) => (answer instanceof Error ? answer : answer.operation?.outcome));
    expect(outcomes).toEqual(["PENDING", "NOT_APPLIED", "PENDING", "PENDING"]);
    expect((answers[1] as { userErrors: unknown[] }).userErrors).toMatchObject([
      { code: "FORBIDDEN", field: ["linkedin", "contractId"], message: expect.stringContaining("urn:li:contract:22") },
    ]);
    const batches = world.written().map((elements) => elements.map(({ externalJobPostingId }) => externalJobPostingId));
    expect(batches).toEqual([["A-1", "A-2"], ["B-1"], ["C-1"]]);
  });

  it("sends the other batches when one is lost, and verifies the lost postings together", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(ids(120));
    world.asked();
    world.running.faults.arm({ kind: "drop-before", method: "POST", path: "simpleJobPostings", times: 1 });
    const answers = await world.makeAll(
      "closeVacancy",
      ids(120).map((id) => ({ id: vacancyId(id) })),
    );
    const outcomes = answers.map((answer) => (answer instanceof Error ? answer : answer.operation?.outcome));
    expect(outcomes).toEqual([...ids(100).map(() => "UNCERTAIN"), ...ids(20).map(() => "PENDING")]);
    const asked = world.asked();
    expect(asked.filter((request) => request === WRITE)).toHaveLength(2);
    expect(asked.filter((request) => request !== WRITE)).toEqual(["GET /v2/jobPostingStatus"]);
    await world.clock.advance(11 * 60_000);
    await world.reconciler.verifyAllOpen();
    expect((await world.repository.open()).length).toBe(0);
    expect(world.linkedIn.state.applied.total("CLOSE")).toBe(20);
    expect((await world.operation((answers[0] as { operation: { id: string } }).operation.id)).outcome).toBe("NOT_APPLIED");
  });
});

describe("batchesOf", () => {
  it("fills batches to a hundred elements, each posting once", () => {
    const jobs = [...ids(150), "NEW-0", "NEW-0"].map((externalJobPostingId) => ({ externalJobPostingId }));
    const batches = batchesOf(jobs);
    expect(batches.map((places) => places.length)).toEqual([100, 51, 1]);
    expect(batches.flat().sort((a, b) => a - b)).toEqual(jobs.map((_, index) => index));
    for (const places of batches) {
      const inBatch = places.map((place) => jobs[place]?.externalJobPostingId);
      expect(new Set(inBatch).size).toBe(inBatch.length);
    }
  });

  it("keeps the order of the elements of one posting", () => {
    const batches = batchesOf([{ externalJobPostingId: "A" }, { externalJobPostingId: "B" }, { externalJobPostingId: "A" }]);
    expect(batches).toEqual([[0, 1], [2]]);
  });
});
