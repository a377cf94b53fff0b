import { LinkedInWorld, posting, vacancyId } from "../support.js";

const onsiteApply = { webhookUrl: "https://ats.example.com/linkedin", questions: { voluntarySelfIdentificationQuestions: {} } };

describe("Applications taken at LinkedIn", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
  });
  afterEach(() => world.close());

  it("go by onsiteApplyConfiguration, which an update keeps, replaces whole or takes away", async () => {
    await world.publishAll(["NEW-1"], { linkedin: { onsiteApply } });
    const another = { webhookUrl: "https://ats.example.com/2" };
    for (const linkedin of [{ location: "Hamburg, Germany" }, { onsiteApply: another }, { onsiteApply: null }]) {
      await world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin });
      await world.finishTasks();
    }
    const sent = { jobApplicationWebhookUrl: onsiteApply.webhookUrl, questions: onsiteApply.questions };
    const configurations = world
      .written()
      .flat()
      .map(({ onsiteApplyConfiguration }) => onsiteApplyConfiguration);
    expect(configurations).toEqual([sent, sent, { jobApplicationWebhookUrl: another.webhookUrl }, undefined]);
  });

  it("want an applyUrl all the same, since LinkedIn falls back to it", async () => {
    const { userErrors } = await world.make("publishVacancy", posting("NEW-1", { linkedin: { onsiteApply, applyUrl: null } }), true);
    expect(userErrors).toMatchObject([
      { code: "INVALID_INPUT", field: ["linkedin", "applyUrl"], message: expect.stringContaining("onsiteApply") },
    ]);
  });

  it.each([
    ["/onsiteApplyConfiguration/jobApplicationWebhookUrl", ["linkedin", "onsiteApply", "webhookUrl"]],
    ["/onsiteApplyConfiguration/questions/0/type", ["linkedin", "onsiteApply", "questions"]],
    ["/onsiteApplyConfiguration", ["linkedin", "onsiteApply"]],
    ["/alternateLocations/2", ["linkedin", "alternateLocations", "2"]],
  ])("are refused at %s on the input's own field", async (path, field) => {
    const json = { elements: [{ status: 422, error: { status: 422, message: `ERROR :: ${path} :: is wrong\n` } }] };
    world.running.faults.arm({ kind: "status", method: "POST", path: "simpleJobPostings", times: 1, status: 200, json });
    expect((await world.make("publishVacancy", posting("NEW-1", { linkedin: { onsiteApply } }))).userErrors).toMatchObject([{ field }]);
  });

  it("that have passed the free limit (1157) are told in words, of a task", async () => {
    world.linkedIn.knobs.taskFailures["NEW-1"] = "Job processing failed. Error code: 1157";
    const { operation } = await world.make("publishVacancy", posting("NEW-1", { linkedin: { onsiteApply } }));
    await world.finishTasks();
    expect((await world.operation(operation?.id)).userErrors).toMatchObject([
      { code: "NOT_ENOUGH_CREDIT", field: ["linkedin", "onsiteApply"], message: expect.stringContaining("free") },
    ]);
  });
});

describe("LinkedIn's notices about a posting", () => {
  let world: LinkedInWorld;
  beforeEach(async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1"]);
  });
  afterEach(() => world.close());

  const notices = async (entry: object) => {
    const json = { results: { "NEW-1": { listingStatus: "LISTED", ...entry } } };
    world.running.faults.arm({ kind: "status", path: "jobPostingStatus", times: 1, status: 200, json });
    const vacancy = await world.vacancy("NEW-1");
    return [vacancy?.applyStatus, vacancy?.promotionStatus];
  };

  it("say how it takes applications and whether it is promoted, with LinkedIn's code and text", async () => {
    expect(
      await notices({
        linkedInApplyStatus: "NOT_ENABLED",
        linkedInApplyStatusDetail: { errorCode: 1042, errorType: "PARTNER_ERROR", statusMessage: "Not opted in." },
        promotionStatus: "NOT_PROMOTED",
        promotionStatusDetail: { errorType: "CUSTOMER_ERROR", statusMessage: "The budget ran out." },
      }),
    ).toEqual([
      { state: "NOT_ENABLED", code: "1042", message: "Not opted in." },
      { state: "NOT_PROMOTED", code: "CUSTOMER_ERROR", message: "The budget ran out." },
    ]);
  });

  it("are null where LinkedIn says nothing, and are in its own words where it says something new", async () => {
    expect(await notices({})).toEqual([null, null]);
    await world.clock.advance(3_000);
    expect(await notices({ linkedInApplyStatus: "PAUSED", promotionStatus: null })).toEqual([
      { state: "PAUSED", code: null, message: null },
      null,
    ]);
  });

  it("tell error 1157 in words", async () => {
    const [apply] = await notices({ linkedInApplyStatus: "NOT_ENABLED", linkedInApplyStatusDetail: { errorCode: 1157 } });
    expect(apply).toMatchObject({ state: "NOT_ENABLED", code: "1157", message: expect.stringContaining("upgradeVacancy") });
  });

  it("are shown without the part that cannot be read", async () => {
    expect(await notices({ linkedInApplyStatus: "ENABLED", linkedInApplyStatusDetail: "?", promotionStatus: ["?"] })).toEqual([
      { state: "ENABLED", code: null, message: null },
      null,
    ]);
  });
});
