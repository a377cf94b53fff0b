import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../src/clock.js";
import { setBalance } from "../../src/sandbox/headhunter/index.js";
import { Campaign, type Stage } from "../records/campaign/campaign.js";
import { couriersOf, HEADERS, HOOKED, register, SETTINGS } from "../records/campaign/stage.js";
import { VENDORS } from "../records/campaign/truth.js";
import { settingsOf, startVendors } from "../support/company.js";
import { type OpenedDatabase, testDatabases } from "../support/databases.js";
import type { GraphAnswer } from "../support/graph.js";
import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

/** Built servers have the machine's time: it is run by itself, in some five minutes. */
const CHANGES = Number(process.env.CAMPAIGN_CHANGES ?? 160);
const COMPLETE = `{ requisition(code: "REQ-1001") { sources { state } } }`;
/** A change that was under way at the server that died is looked up by the other one once its lease is over, and proves nothing for two minutes. */
const LONGEST_WAIT_MS = 6 * 60_000;

const postgres = testDatabases.find(({ name }) => name === "PostgreSQL");
const describeWithPostgres = postgres === undefined ? describe.skip : describe;

describeWithPostgres.each([
  ["without webhooks, looked through every three seconds", undefined, "0.05"],
  ["with webhooks, looked through every three minutes", HOOKED, "3"],
] as const)("The feed of two servers on one PostgreSQL, of which one is killed in the middle, %s", (_how, hooked, SWEEP_MINUTES) => {
  const built = new BuiltServers();
  let database: OpenedDatabase;
  let vendors: Awaited<ReturnType<typeof startVendors>>;
  let servers: BuiltServer[];

  beforeAll(async () => {
    database = await (postgres as NonNullable<typeof postgres>).open();
    vendors = await startVendors(systemClock, "v3");
    vendors.linkedin.standIn.knobs.taskDelayMs = 2_000;
    setBalance(vendors.headhunter.standIn.state, "standard", 1_000_000);
    const env = { ...settingsOf(vendors, "v3"), ...SETTINGS, ...hooked, SWEEP_MINUTES, STATS_RECORDING: "off", LOG_LEVEL: "info" };
    servers = [];
    for (let count = 0; count < 2; count += 1) servers.push(await built.start({ database: "", ...env, DATABASE_URL: database.url }));
    if (hooked !== undefined) await register(vendors, servers[0]?.url ?? "");
  }, 60_000);
  afterAll(async () => {
    built.kill();
    built.remove();
    for (const courier of couriersOf(vendors)) courier.close();
    for (const { running } of [vendors.feishu, vendors.greenhouse, vendors.headhunter, vendors.linkedin]) await running.close();
    await database.close();
  });

  let turn = 0;
  /** Asks one server after the other, and another one where a server does not answer: by its key a change is made once all the same. */
  async function ask<Data>(query: string, variables: object): Promise<GraphAnswer<Data>> {
    const keyed = "input" in variables ? { input: { ...(variables.input as object), idempotencyKey: randomUUID() } } : variables;
    for (let tries = 0; ; tries += 1) {
      turn += 1;
      const server = servers[turn % servers.length] as BuiltServer;
      try {
        const headers = { "content-type": "application/json", ...HEADERS };
        const response = await fetch(`${server.url}/graphql`, {
          method: "POST",
          headers,
          body: JSON.stringify({ query, variables: keyed }),
        });
        return (await response.json()) as GraphAnswer<Data>;
      } catch (error) {
        if (tries === 10) throw error;
        await sleep(50);
      }
    }
  }

  test("is what happened, as far as a poller can see it, each change once and by the right hand", async () => {
    const hasLookedAtAll = async () => {
      const { data } = await ask<{ requisition: { sources: { state: string }[] } }>(COMPLETE, {});
      return data?.requisition.sources.every(({ state }) => state === "FRESH") ?? false;
    };
    while (!(await hasLookedAtAll())) await sleep(500);
    const stage: Stage = { ...vendors, ask, clock: { now: () => Date.now(), advance: (ms) => sleep(ms) } };
    // Deletions are found once a day.
    const campaign = new Campaign(stage, { seed: 5, slowOnes: false });
    await campaign.read();
    const half = campaign.change(CHANGES / 2);
    await half;
    // In the middle of a change, and of a sweep.
    const rest = campaign.change(CHANGES / 2);
    await sleep(1_500);
    const [killed] = servers.splice(0, 1);
    killed?.child.kill("SIGKILL");
    // Whatever stands before the servers leads to the other one from now on.
    for (const courier of couriersOf(vendors)) courier.leadsTo = servers[0]?.url;
    if (killed !== undefined) expect(await ended(killed.child)).toEqual({ code: null, signal: "SIGKILL" });
    await rest;
    const settledOf = () => campaign.told.filter(({ kind }) => kind === "OPERATION_SETTLED").map(({ operation }) => operation?.id);
    const faultsOf = () => campaign.history.compare(campaign.told).faults;
    const until = Date.now() + LONGEST_WAIT_MS;
    do {
      await campaign.pass(5);
      campaign.settle();
      await campaign.read();
    } while (Date.now() < until && (faultsOf().length > 0 || settledOf().length < campaign.operations.length));
    // What is told twice comes late.
    await campaign.pass(10);
    await campaign.read();
    expect(faultsOf().slice(0, 10).join("\n")).toBe("");
    expect(settledOf().toSorted()).toEqual(campaign.operations.toSorted());
    const numbers = campaign.told.map(({ id }) => Number(id.split(":").at(-1)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const { delays } = campaign.history.compare(campaign.told);
    const seconds = VENDORS.map((vendor) => {
      const found = delays
        .flatMap(({ recordId, ms }) => (recordId.startsWith(`${vendor}:`) ? [ms / 1_000] : []))
        .sort((one, other) => one - other);
      return `${vendor} ${found.length}: median ${found[Math.floor(found.length / 2)]}, worst ${found.at(-1)}`;
    });
    const made = `${campaign.made} changes, ${campaign.operations.length} by clients, ${campaign.told.length} events`;
    console.info(`${made}; seconds until others' changes were told: ${seconds.join("; ")}`);
  }, 600_000);
});
