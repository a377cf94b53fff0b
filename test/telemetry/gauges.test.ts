import { Registry } from "prom-client";
import { addGauges, addLeaseGauges, type OpenOperationsReading, type Readings } from "../../src/telemetry/gauges.js";
import { type Company, startCompany } from "../support/company.js";

const CREATE = `mutation ($jobId: ID!) { createOpenings(input: { jobId: $jobId, openings: [{}] }) { operation { outcome requestedAt } } }`;

/** The samples of a scrape, by name and labels. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
}

describe("The metrics of a server", () => {
  let company: Company;
  beforeEach(async () => {
    company = await startCompany({
      HEADHUNTER_ACCOUNTS: "msk",
      HEADHUNTER_MSK_ACCESS_TOKEN: "another-token",
      HEADHUNTER_MSK_USER_AGENT: "Hiregraph/test (test@example.com)",
      HEADHUNTER_MSK_BASE_URL: "http://127.0.0.1:1",
    });
  });
  afterEach(() => company.stop());

  const scrape = async () => samplesOf(await (await fetch(`${company.graph.url}/metrics`)).text());
  /** Lets so much time pass before each look. */
  async function scrapeUntil(isSo: (samples: Map<string, number>) => boolean, stepMs = 0): Promise<Map<string, number>> {
    for (let look = 0; look < 200; look += 1) {
      if (stepMs > 0) await company.clock.advance(stepMs);
      const samples = await scrape();
      if (isSo(samples)) return samples;
    }
    throw new Error(JSON.stringify([...(await scrape())].filter(([name]) => /budget.*GREENHOUSE|open_operations/.test(name))));
  }
  const budget = (what: string) => `hiregraph_vendor_budget_${what}{vendor="GREENHOUSE",budget="requests"}`;

  it("show of each budget its limit, its window, what is left, who waits, and how long they have waited", async () => {
    const before = await scrape();
    expect(before.get(budget("limit"))).toBe(50);
    expect(before.get(budget("window_seconds"))).toBe(10);
    expect(before.get(budget("remaining"))).toBe(50);
    expect(before.get(budget("queued_requests"))).toBe(0);
    expect(before.get('hiregraph_vendor_budget_queued_requests{vendor="HEADHUNTER",account="msk",budget="requests"}')).toBe(0);

    // Below twenty, their pages would be the same.
    const lists = Array.from({ length: 60 }, (_, index) => `{ jobs(vendors: [GREENHOUSE], first: ${index + 21}) { nodes { id } } }`);
    const asked = Promise.all(lists.map((query) => company.graph.ask(query)));
    const busy = await scrapeUntil((samples) => samples.get(budget("remaining")) === 0 && samples.get(budget("queued_requests")) === 10);
    expect(busy.get(budget("limit"))).toBe(50);
    await company.while(asked);

    const waits = await scrape();
    const waited = (le: string) => waits.get(`hiregraph_vendor_budget_wait_seconds_bucket{le="${le}",vendor="GREENHOUSE"}`);
    expect([waited("0"), waited("5"), waited("30")]).toEqual([50, 50, 60]);
  });

  it("show the changes without an outcome, and since when there have been any", async () => {
    const open = (outcome: string) => `hiregraph_open_operations{vendor="GREENHOUSE",outcome="${outcome}"}`;
    const since = 'hiregraph_open_operations_oldest_timestamp_seconds{vendor="GREENHOUSE",outcome="UNCERTAIN"}';
    const before = await scrape();
    expect([before.get(open("UNCERTAIN")), before.get(open("PENDING")), before.has(since)]).toEqual([0, 0, false]);

    const { faults } = company.greenhouse.running;
    faults.arm({ kind: "drop-before", method: "POST" });
    faults.arm({ kind: "status", status: 503, method: "GET", skip: 1 });
    const jobId = `greenhouse:job:${company.greenhouse.standIn.state.jobs.find(({ status }) => status === "open")?.id}`;
    const { data } = await company.while(company.graph.ask(CREATE, { jobId }));
    const { operation } = (data as { createOpenings: { operation: { outcome: string; requestedAt: string } } }).createOpenings;
    expect(operation.outcome).toBe("UNCERTAIN");
    await company.clock.advance(5_000);
    const doubtful = await scrape();
    expect(doubtful.get(open("UNCERTAIN"))).toBe(1);
    expect(doubtful.get(since)).toBe(Date.parse(operation.requestedAt) / 1000);

    faults.clear();
    const settled = await scrapeUntil((samples) => samples.get(open("UNCERTAIN")) === 0, 5_000);
    expect(settled.has(since)).toBe(false);
  });
});

describe("Open operations in a scrape", () => {
  const source = { vendor: "GREENHOUSE" };
  const found: OpenOperationsReading[] = [{ source, outcome: "PENDING", count: 3, oldestAt: 7_500 }];
  const known = new Map([
    ['hiregraph_open_operations{vendor="GREENHOUSE",outcome="PENDING"}', 3],
    ['hiregraph_open_operations{vendor="GREENHOUSE",outcome="UNCERTAIN"}', 0],
    ['hiregraph_open_operations_oldest_timestamp_seconds{vendor="GREENHOUSE",outcome="PENDING"}', 7.5],
  ]);
  let now = 0;

  function scraper(openOperations: Readings["openOperations"]) {
    const registry = new Registry();
    addGauges(registry, { sources: [source], budgets: () => [], openOperations, now: () => now });
    return async () => samplesOf(await registry.metrics());
  }

  it("are read once for all who scrape within five seconds", async () => {
    let reads = 0;
    const scrape = scraper(async () => {
      reads += 1;
      return found;
    });
    expect(await Promise.all([scrape(), scrape()])).toEqual([known, known]);
    now += 4_999;
    expect(await scrape()).toEqual(known);
    expect(reads).toBe(1);
    now += 1;
    expect(await scrape()).toEqual(known);
    expect(reads).toBe(2);
  });

  it("are left out where the database refuses, and asked for again at the next scrape", async () => {
    let isAway = false;
    const scrape = scraper(async () => {
      if (isAway) throw new Error("gone");
      return found;
    });
    expect(await scrape()).toEqual(known);
    isAway = true;
    now += 5_000;
    expect(await scrape()).toEqual(new Map());
    isAway = false;
    expect(await scrape()).toEqual(known);
  });

  it("are left out where the database is silent for two seconds, and not asked for a second time meanwhile", async () => {
    jest.useFakeTimers();
    let reads = 0;
    const scrape = scraper(() => {
      reads += 1;
      return new Promise(() => undefined);
    });
    for (let time = 0; time < 2; time += 1) {
      const scraped = scrape();
      await jest.advanceTimersByTimeAsync(2_000);
      expect(await scraped).toEqual(new Map());
      now += 60_000;
    }
    jest.useRealTimers();
    expect(reads).toBe(1);
  });
});

describe("The leases in a scrape", () => {
  it("say what this server does and what it would take over, and how many servers there are", async () => {
    const registry = new Registry();
    const works = [
      { work: "reconciler", isHeld: true },
      { work: "sweep", source: { vendor: "HEADHUNTER", account: "msk" }, isHeld: false },
    ];
    addLeaseGauges(registry, { works: () => works, servers: () => 2 });
    const scrape = async () => samplesOf(await registry.metrics());
    expect(await scrape()).toEqual(
      new Map([
        ['hiregraph_lease_held{work="reconciler"}', 1],
        ['hiregraph_lease_held{vendor="HEADHUNTER",account="msk",work="sweep"}', 0],
        ["hiregraph_servers", 2],
      ]),
    );
    // What it does not do any more is gone.
    works.splice(0, 1);
    expect([...(await scrape()).keys()]).toEqual([
      'hiregraph_lease_held{vendor="HEADHUNTER",account="msk",work="sweep"}',
      "hiregraph_servers",
    ]);
  });
});
