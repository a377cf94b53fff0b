import { capitalized } from "./capitalized.js";
import { RequisitionWorld, type Told } from "./requisition-world.js";

type Remedy = Told["remedies"][number];
interface Payload {
  operation: { id: string; outcome: string } | null;
  userErrors: { code: string; message: string }[];
}

describe("A remedy of a discrepancy", () => {
  let world: RequisitionWorld;
  beforeEach(async () => {
    world = await RequisitionWorld.start();
  });
  afterEach(() => world.stop());

  /** Sends it as it stands; one answer for each record. */
  async function send({ mutation, input }: Remedy, more: Record<string, unknown> = {}): Promise<Payload[]> {
    const query = `mutation ($input: ${capitalized(mutation)}Input!) { ${mutation}(input: $input) { operation { id outcome } userErrors { code message } } }`;
    const data = await world.data<Record<string, Payload | Payload[]>>(query, { input: { ...input, ...more } });
    return [data[mutation] as Payload | Payload[]].flat();
  }

  /** Events tell that it has ended, by the hand of the operation. */
  async function ended(kind: string, code: string): Promise<void> {
    for (let waited = 0; waited < 120; waited += 1) {
      const told = (await world.events()).filter(({ discrepancyId }) => discrepancyId.endsWith(`${kind}.${code}`));
      if (told.at(-1)?.kind === "DISCREPANCY_ENDED") {
        expect(told.map((event) => event.kind)).toEqual(["DISCREPANCY_FOUND", "DISCREPANCY_ENDED"]);
        expect(told.at(-1)).toMatchObject({ cause: "OPERATION" });
        return;
      }
      await world.pass(1);
    }
    throw new Error(`No event tells that ${kind} ${code} has ended`);
  }

  /** Sends each remedy that is allowed, each at a discrepancy of its own, and sees it end; those that are not are refused for the reason told. */
  async function sendEach(kind: string, make: (code: string) => void, mutations: string[]): Promise<Told> {
    const codes = mutations.map((_, index) => `${kind.slice(0, 3)}-${index}`);
    for (const code of codes) make(code);
    await world.learn();
    for (const [index, code] of codes.entries()) {
      const { remedies } = await world.one(kind, code);
      expect(remedies.map(({ mutation }) => mutation)).toEqual(mutations);
      const remedy = remedies[index] as Remedy;
      const dry = await send(remedy, { dryRun: true });
      expect(dry.flatMap(({ userErrors }) => userErrors.map((error) => error.code)).slice(0, 1)).toEqual(
        remedy.permission.allowed ? [] : [remedy.permission.code],
      );
      expect(await world.told(`kinds: [${kind}], codes: ["${code}"]`)).toEqual([`${kind} ${code}`]);
      const sent = await send(remedy);
      if (!remedy.permission.allowed) {
        expect(sent[0]?.userErrors[0]?.code).toBe(remedy.permission.code);
        continue;
      }
      expect(sent.map(({ operation, userErrors }) => [operation?.outcome, userErrors])).toEqual(sent.map(() => ["APPLIED", []]));
      expect(await world.told(`kinds: [${kind}], codes: ["${code}"]`)).toEqual([]);
      await ended(kind, code);
    }
    make("told");
    await world.learn();
    return world.one(kind, "told");
  }

  it("closes the advertisement, or reopens the job", async () => {
    const make = (code: string) => {
      world.hireJob(code, false);
      world.ad(code);
    };
    const { remedies } = await sendEach("ADVERTISED_AFTER_CLOSE", make, ["closeVacancy", "reopenJob"]);
    expect(remedies).toMatchObject([
      { mutation: "closeVacancy", paid: false, permission: { allowed: true, code: null, reason: null } },
      { mutation: "reopenJob", paid: false, permission: { allowed: true } },
    ]);
  });

  it("closes all advertisements of the code at once, where there are several", async () => {
    const make = (code: string) => {
      world.job(code, "closed", { closed: 1 });
      world.ad(code);
      world.ad(code, { area: "2" });
    };
    const { remedies } = await sendEach("ADVERTISED_AFTER_CLOSE", make, ["closeVacancies"]);
    expect(remedies[0]?.input).toEqual({ ids: [expect.stringContaining("headhunter"), expect.stringContaining("headhunter")] });
  });

  it("closes one of two advertisements that compete, the one that ends sooner first", async () => {
    const made: Record<string, string[]> = {};
    const make = (code: string) => {
      made[code] = [world.ad(code, { days: 20 }), world.ad(code, { days: 10 })];
    };
    const { remedies } = await sendEach("ADVERTISED_TWICE", make, ["closeVacancy", "closeVacancy"]);
    expect(remedies.map(({ input }) => input.id)).toEqual(made.told?.toReversed());
  });

  it("leaves the one that ends last, of three that compete", async () => {
    const made: Record<string, string[]> = {};
    const make = (code: string) => {
      made[code] = [20, 10, 15].map((days) => world.ad(code, { days }));
    };
    const { remedies } = await sendEach("ADVERTISED_TWICE", make, ["closeVacancies"]);
    expect((remedies as [Remedy]).flatMap(({ input }) => input.ids as string[]).sort()).toEqual(made.told?.slice(1));
  });

  it("prolongs an advertisement that ends soon, which is paid for", async () => {
    const make = (code: string) => {
      world.job(code, "open");
      world.ad(code, { days: 1 });
    };
    const { remedies } = await sendEach("ADVERT_ENDS_SOON", make, ["prolongateVacancy"]);
    expect(remedies[0]).toMatchObject({ paid: true, permission: { allowed: true } });
  });

  it("says why an advertisement cannot be prolonged now", async () => {
    world.job("R", "open");
    const ad = world.ad("R", { days: 5 });
    Object.assign(world.vacancy(ad), { payForPerformance: true });
    await world.learn();
    const { remedies } = await world.one("ADVERT_ENDS_SOON", "R");
    const { vacancy } = await world.data<{ vacancy: { can: { prolongate: unknown } } }>(
      `{ vacancy(id: "${ad}") { can { prolongate { allowed code reason } } } }`,
    );
    expect(remedies[0]?.permission).toEqual(vacancy.can.prolongate);
    expect(remedies[0]?.permission.allowed).toBe(false);
  });

  it("closes the job that is open, where the closed one is Greenhouse's, which takes no request to reopen a job", async () => {
    const make = (code: string) => {
      world.hireJob(code, true);
      world.job(code, "closed", { closed: 1 });
      world.ad(code);
    };
    const { remedies } = await sendEach("JOBS_DISAGREE", make, ["closeJob"]);
    expect(remedies[0]?.input.id).toContain("feishu-hire:job:");
  });

  it("reopens the job that is closed, where the open one is Greenhouse's, which takes no request to close a job", async () => {
    const make = (code: string) => {
      world.hireJob(code, false);
      world.job(code, "open");
      world.ad(code);
    };
    const { remedies } = await sendEach("JOBS_DISAGREE", make, ["reopenJob"]);
    expect(remedies[0]?.input.id).toContain("feishu-hire:job:");
  });

  it("publishes from the job, and names what the board needs besides", async () => {
    const make = (code: string) => world.hireJob(code, true);
    const { remedies } = await sendEach("OPEN_WITHOUT_ADVERT", make, ["publishVacancy", "publishVacancy", "closeJob"]);
    const [headhunter, linkedin] = remedies as [Remedy, Remedy];
    expect(headhunter).toMatchObject({ paid: true, input: { code: "told", name: "招聘 told", headhunter: {} } });
    expect(headhunter.input.description).toContain("写别人喜欢读的软件");
    expect(headhunter.permission).toMatchObject({ allowed: false, code: "INVALID_INPUT" });
    const { vacancyFieldRules } = await world.data<{ vacancyFieldRules: { path: string; required: boolean }[] }>(
      "{ vacancyFieldRules { path required } }",
    );
    const required = vacancyFieldRules.filter((rule) => rule.required && !rule.path.includes(".") && !(rule.path in headhunter.input));
    expect(required.length).toBeGreaterThan(2);
    for (const { path } of required) expect(headhunter.permission.reason).toContain(path);
    expect(linkedin.permission.reason).toContain("location");
  });

  it("publishes, once it is told what the board needs besides", async () => {
    world.hireJob("R", true);
    await world.learn();
    const { remedies } = await world.one("OPEN_WITHOUT_ADVERT", "R");
    const remedy = remedies.find(({ input }) => "linkedin" in input) as Remedy;
    const [sent] = await send(remedy, { linkedin: { location: "Berlin, Germany", applyUrl: "https://example.com/apply" } });
    expect(sent).toMatchObject({ operation: { outcome: "PENDING" }, userErrors: [] });
    // What the board has not decided about counts as an advertisement.
    await world.untilTold();
    expect(await world.told()).toEqual([]);
  });

  it("is told without what it would cost to know whether it is allowed, where nobody asks for that", async () => {
    world.job("R", "open");
    world.ad("R", { days: 3 });
    await world.learn();
    const before = world.company.headhunter.running.requests.length;
    const { nodes } = await world.page();
    expect(nodes[0]?.remedies).toMatchObject([{ mutation: "prolongateVacancy" }]);
    expect(world.company.headhunter.running.requests.slice(before).filter(({ path }) => path.includes("prolongate"))).toEqual([]);
  });
});
