import { LinkedInWorld, posting, vacancyId } from "./support.js";

describe("A posting that was not published here", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  const whole = {
    name: "Accountant",
    description: "Short.",
    linkedin: { location: "Berlin, Germany", applyUrl: "https://jobs.example.com/1" },
  };

  it("is null, and cannot be changed or renewed", async () => {
    expect(await world.vacancy("REQ-1001")).toBeNull();
    const { userErrors } = await world.make("updateVacancy", { id: vacancyId("REQ-1001"), name: "X" });
    expect(userErrors).toMatchObject([{ code: "NOT_FOUND", message: expect.stringContaining("closeVacancy") }]);
    expect((await world.make("prolongateVacancy", { id: vacancyId("REQ-1001") })).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(world.asked()).toEqual([]);
  });

  it("is refused with each missing field that closing it requires", async () => {
    const { userErrors } = await world.make("closeVacancy", { id: vacancyId("REQ-1001") });
    expect(userErrors.map(({ code, field }) => [code, field?.join(".")])).toEqual([
      ["INVALID_INPUT", "name"],
      ["INVALID_INPUT", "description"],
      ["INVALID_INPUT", "linkedin.location"],
      ["INVALID_INPUT", "linkedin.applyUrl"],
    ]);
    expect(world.asked()).toEqual([]);
  });

  it("is closed with the input's fields, a short description included, and is known afterwards", async () => {
    const { operation } = await world.make("closeVacancy", { id: vacancyId("REQ-1001"), ...whole });
    expect(operation?.outcome).toBe("PENDING");
    expect(await world.vacancy("REQ-1001")).toMatchObject({ status: "PENDING", name: "Accountant" });
    expect((await world.make("closeVacancy", { id: vacancyId("REQ-1001") })).userErrors).toMatchObject([{ code: "CONFLICT" }]);
    await world.finishTasks();
    expect(world.linkedIn.state.postings.get("REQ-1001")?.state).toBe("CLOSED");
    expect(await world.vacancy("REQ-1001")).toMatchObject({ status: "CLOSED", name: "Accountant", code: "REQ-1001" });
  });

  it("stays REJECTED where its publication failed here, and LinkedIn lists nothing under its id", async () => {
    world.linkedIn.knobs.taskFailures["NEW-1"] = "Not such a job.";
    await world.make("publishVacancy", posting("NEW-1"));
    await world.finishTasks();
    const { userErrors } = await world.make("closeVacancy", { id: vacancyId("NEW-1"), ...whole });
    expect(userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(await world.vacancy("NEW-1")).toMatchObject({ status: "REJECTED" });
  });

  it("is NOT_FOUND, and its row is deleted, where LinkedIn does not know it either", async () => {
    const { operation, userErrors } = await world.make("closeVacancy", { id: vacancyId("NOBODY-1"), ...whole });
    expect(operation?.outcome).toBe("NOT_APPLIED");
    expect(userErrors).toMatchObject([{ code: "NOT_FOUND", vendorCode: "409", field: ["id"] }]);
    expect(await world.vacancy("NOBODY-1")).toBeNull();
  });
});
