import { startStandIn } from "../../../../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn } from "../../../../src/sandbox/linkedin/index.js";
import { ManualClock } from "../../../support/clock.js";
import { startGraph, type TestGraph } from "../../../support/graph.js";
import { DESCRIPTION, MINUTE, vacancyId } from "../support.js";

const PUBLISH =
  "mutation ($input: PublishVacancyInput!) { publishVacancy(input: $input) { operation { outcome } userErrors { message } } }";
const UPDATE = "mutation ($input: UpdateVacancyInput!) { updateVacancy(input: $input) { operation { outcome } userErrors { message } } }";
const UPGRADE = `mutation ($id: ID!) {
  upgradeVacancy(input: { id: $id }) { operation { id outcome kind } vacancy { id } userErrors { code field } }
}`;
const READ = `query ($id: ID!) { vacancy(id: $id) {
  status billingType { id } salary { period from to currency gross }
  applyStatus { state code message } promotionStatus { state code message } upgrades { name } propertyTypeIds
} }`;

describe("A LinkedIn posting of today through the graph", () => {
  const clock = new ManualClock();
  const linkedIn = createLinkedInStandIn({ clock });
  let running: Awaited<ReturnType<typeof startStandIn>>;
  let graph: TestGraph;

  beforeAll(async () => {
    running = await startStandIn({ handle: linkedIn.handle, clock });
    linkedIn.knobs.posterEmailRequired = true;
    graph = await startGraph({
      clock,
      env: {
        LINKEDIN_CLIENT_ID: "sandbox-client",
        LINKEDIN_CLIENT_SECRET: "sandbox-secret",
        LINKEDIN_ORGANIZATION_ID: "2414183",
        LINKEDIN_CONTRACT_ID: "123456789",
        LINKEDIN_POSTER_EMAIL: "poster@example.com",
        LINKEDIN_VERSION: "202603",
        LINKEDIN_BASE_URL: running.origin,
        LINKEDIN_TOKEN_URL: `${running.origin}/oauth/v2/accessToken`,
      },
    });
  });
  afterAll(async () => {
    await graph.stop();
    await running.close();
  });

  const id = vacancyId("NEW-1");
  const written = () =>
    running.requests
      .splice(0)
      .filter(({ method, path }) => method === "POST" && path.endsWith("/simpleJobPostings"))
      .flatMap(({ rawBody }) => JSON.parse(rawBody).elements);
  const input = {
    name: "Storekeeper",
    description: DESCRIPTION,
    code: "NEW-1",
    salary: { period: "HOUR", from: 20, to: 25.5, currency: "EUR" },
    linkedin: {
      location: "Berlin, Germany",
      applyUrl: "https://jobs.example.com/1",
      showPosterInfo: false,
      skillsDescription: "<p>Care</p>",
      companyName: "Example Ltd",
      onsiteApply: { webhookUrl: "https://ats.example.com/linkedin", questions: { contactQuestions: {} } },
      extra: { trackingPixelUrl: "https://pixel.example.com/1" },
    },
  };

  it("is published with everything that LinkedIn takes today", async () => {
    expect(await graph.ask(PUBLISH, { input })).toMatchObject({
      data: { publishVacancy: { operation: { outcome: "PENDING" }, userErrors: [] } },
    });
    expect(written()).toMatchObject([
      {
        company: "urn:li:organization:2414183",
        posterEmail: "poster@example.com",
        showPosterInfo: false,
        compensation: { compensations: [{ period: "HOURLY", value: { range: { start: { amount: "20" }, end: { amount: "25.5" } } } }] },
        onsiteApplyConfiguration: { jobApplicationWebhookUrl: "https://ats.example.com/linkedin", questions: { contactQuestions: {} } },
        trackingPixelUrl: "https://pixel.example.com/1",
      },
    ]);
  });

  it("is promoted, and shows its pay and LinkedIn's words about it", async () => {
    await clock.advance(3 * MINUTE);
    await graph.ask(READ, { id });
    const upgraded = await graph.ask<{ upgradeVacancy: { operation: { id: string } } }, object>(UPGRADE, { id });
    expect(upgraded).toMatchObject({
      data: { upgradeVacancy: { operation: { outcome: "PENDING", kind: "upgradeVacancy" }, vacancy: { id }, userErrors: [] } },
    });
    await clock.advance(3 * MINUTE);
    const asked = { id: upgraded.data?.upgradeVacancy.operation.id };
    expect(await graph.ask("query ($id: ID!) { operation(id: $id) { outcome } }", asked)).toMatchObject({
      data: { operation: { outcome: "APPLIED" } },
    });
    expect(await graph.ask(READ, { id })).toMatchObject({
      data: {
        vacancy: {
          status: "ACTIVE",
          billingType: { id: "PREMIUM" },
          salary: { period: "HOUR", from: 20, to: 25.5, currency: "EUR", gross: null },
          promotionStatus: { state: "PROMOTED", message: null },
          upgrades: [],
          propertyTypeIds: [],
        },
      },
    });
    expect(linkedIn.state.promotions).toHaveLength(1);
  });

  it("loses what an update gives as null, and refuses a poster that is no address", async () => {
    written();
    const change = { id, salary: null, linkedin: { onsiteApply: null, extra: { trackingPixelUrl: null } } };
    expect(await graph.ask(UPDATE, { input: change })).toMatchObject({ data: { updateVacancy: { operation: { outcome: "PENDING" } } } });
    const [element] = written();
    for (const name of ["compensation", "onsiteApplyConfiguration", "trackingPixelUrl"]) expect(element).not.toHaveProperty(name);
    const faulty = await graph.ask(UPDATE, { input: { id, linkedin: { posterEmail: "nobody" } } });
    expect(JSON.stringify(faulty)).toContain("posterEmail must be an address");
  });
});
