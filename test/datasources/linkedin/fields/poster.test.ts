import { RecordingEnvReader } from "../../../../src/config/env-reader.js";
import { linkedin } from "../../../../src/datasources/linkedin/index.js";
import { faultsOf, LinkedInWorld, posting, vacancyId } from "../support.js";

const CREDENTIALS = { LINKEDIN_CLIENT_ID: "a", LINKEDIN_CLIENT_SECRET: "b" };
const OWN = "own@example.com";
const CONFIGURED = "configured@example.com";
const LINKEDIN_POSTER_EMAIL = CONFIGURED;
const LINKEDIN_CONTRACT_ID = "123456789";

describe("The poster's e-mail", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  const emails = () =>
    world
      .written()
      .flat()
      .map(({ posterEmail }) => posterEmail);

  it("is that of the input, else the configured one", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_POSTER_EMAIL } });
    await world.make("publishVacancy", posting("NEW-1", { linkedin: { posterEmail: OWN, showPosterInfo: true } }));
    await world.make("publishVacancy", posting("NEW-2"));
    expect(world.written()).toMatchObject([[{ posterEmail: OWN, showPosterInfo: true }], [{ posterEmail: CONFIGURED }]]);
  });

  it("goes with every later change of the posting, as it was published", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_POSTER_EMAIL, LINKEDIN_CONTRACT_ID }, knobs: { posterEmailRequired: true } });
    await world.publishAll(["NEW-1"], { linkedin: { posterEmail: OWN } });
    for (const kind of ["updateVacancy", "prolongateVacancy", "upgradeVacancy", "closeVacancy"] as const) {
      const { operation } = await world.make(kind, { id: vacancyId("NEW-1"), ...(kind === "updateVacancy" ? { name: "Another" } : {}) });
      await world.finishTasks();
      expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    }
    expect(emails()).toEqual([OWN, OWN, OWN, OWN, OWN]);
  });

  it("is the configured one for a posting that was published without", async () => {
    world = await LinkedInWorld.open();
    await world.publishAll(["NEW-1", "NEW-2", "NEW-3", "NEW-4"]);
    Object.assign(world.settings, { LINKEDIN_POSTER_EMAIL, LINKEDIN_CONTRACT_ID });
    await world.restart();
    emails();
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), name: "Another" });
    await world.make("prolongateVacancy", { id: vacancyId("NEW-2") });
    await world.make("upgradeVacancy", { id: vacancyId("NEW-3") });
    await world.make("closeVacancy", { id: vacancyId("NEW-4") });
    expect(emails()).toEqual([CONFIGURED, CONFIGURED, CONFIGURED, CONFIGURED]);
    await world.finishTasks();
    // It alone is no change.
    expect((await world.make("updateVacancy", { id: vacancyId("NEW-2") })).userErrors).toMatchObject([
      { message: expect.stringContaining("Nothing to change") },
    ]);
  });

  it("is replaced by an update, and null brings back the configured one", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_POSTER_EMAIL } });
    await world.publishAll(["NEW-1"]);
    emails();
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin: { posterEmail: OWN } });
    await world.finishTasks();
    await world.make("updateVacancy", { id: vacancyId("NEW-1"), linkedin: { posterEmail: null } });
    expect(emails()).toEqual([OWN, CONFIGURED]);
  });

  it.each(["element", "task"] as const)(
    "that is missing is told by the setting and its field, where LinkedIn refuses the %s",
    async (how) => {
      world = await LinkedInWorld.open({ knobs: { posterEmailRequired: true, posterEmailRefusal: how } });
      const { operation } = await world.make("publishVacancy", posting("NEW-1"));
      await world.finishTasks();
      expect(await world.operation(operation?.id)).toMatchObject({
        outcome: "NOT_APPLIED",
        userErrors: [
          { code: "INVALID_INPUT", field: ["linkedin", "posterEmail"], message: expect.stringContaining("LINKEDIN_POSTER_EMAIL") },
        ],
      });
      expect(emails()).toEqual([undefined]);
    },
  );
});

describe("LINKEDIN_POSTER_EMAIL", () => {
  const warningsOf = (env: Record<string, string>) => {
    const warnings: { variable: string; message: string }[] = [];
    linkedin.read(new RecordingEnvReader(env, [], { warnings }));
    return warnings.map(({ variable }) => variable);
  };

  it("is warned of at the start where it is not set", () => {
    expect(warningsOf(CREDENTIALS)).toEqual(["LINKEDIN_POSTER_EMAIL"]);
    expect(warningsOf({ ...CREDENTIALS, LINKEDIN_POSTER_EMAIL })).toEqual([]);
    expect(warningsOf({})).toEqual([]);
  });

  it("is a fault where it is no address", () => {
    expect(faultsOf({ ...CREDENTIALS, LINKEDIN_POSTER_EMAIL: "nobody" })).toMatchObject([{ variable: "LINKEDIN_POSTER_EMAIL" }]);
    expect(faultsOf({ ...CREDENTIALS, LINKEDIN_POSTER_EMAIL })).toEqual([]);
  });
});
