import { LinkedInWorld, posting, vacancyId } from "../support.js";

describe("The id of a posting", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  it("has 75 characters where it is new, and up to 200 where the posting was made in the time of the older pages", async () => {
    world = await LinkedInWorld.open();
    const close = (id: string) => world.make("closeVacancy", { ...posting(id, { name: "Storekeeper" }), id: vacancyId(id) }, true);
    expect((await world.make("publishVacancy", posting("x".repeat(76), { name: "Storekeeper" }), true)).userErrors).toMatchObject([
      { field: ["linkedin", "externalJobPostingId"] },
    ]);
    expect((await close("x".repeat(200))).userErrors).toEqual([]);
    expect((await close("x".repeat(201))).userErrors).toMatchObject([{ field: ["linkedin", "externalJobPostingId"] }]);
  });
});

describe("The company of a posting", () => {
  let world: LinkedInWorld;
  afterEach(() => world.close());

  it("is its organization, or its page, or its name", async () => {
    world = await LinkedInWorld.open({ env: { LINKEDIN_ORGANIZATION_ID: "" } });
    const company = { companyName: "Example Ltd", companyPageUrl: "https://www.linkedin.com/company/example" };
    expect((await world.make("publishVacancy", posting("NEW-0"), true)).userErrors).toMatchObject([
      { field: ["linkedin", "organizationId"] },
    ]);
    await world.publishAll(["NEW-1"], { linkedin: company });
    await world.publishAll(["NEW-2"], { linkedin: { companyName: "Example Ltd", organizationId: "5" } });
    const [[named = {}] = [], [owned = {}] = []] = world.written();
    expect(named).toMatchObject(company);
    expect(named).not.toHaveProperty("integrationContext");
    expect(owned).toMatchObject({ integrationContext: "urn:li:organization:5", companyName: "Example Ltd" });
    expect(await world.vacancy("NEW-1")).toMatchObject({ employer: { id: company.companyPageUrl, name: "Example Ltd" } });
  });
});
