import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { sql } from "kysely";
import { openDatabase } from "../../src/store/database.js";
import { CONFIGURED_SECRETS, EchoingVendors, type EchoMode } from "../support/echoing-vendors.js";
import { LeakDetector } from "../support/secret-forms.js";
import { type BuiltServer, BuiltServers, ended } from "./built-server.js";

const CALLER_TOKEN = "caller-tok3n-Zx9Wq7Lm4Kp2";
const DATABASE = "secrets.db";
/** Vendors' tokens are kept in this table, as docs/operations.md says. */
const KEPT_TOKENS = "vendor_credentials";

const MODES: readonly EchoMode[] = ["answers", "refuses", "breaks", "fails", "garbles", "throttles", "disowns"];

const READS = [
  `{ jobs(first: 20) { nodes { id vendor name status vendorData can { close { allowed reason } }
      openings(first: 5) { nodes { id status vendorData closeReason { name } } } } sources { vendor state failure { message vendorCode vendorRequestId } } } }`,
  `{ vacancies(status: ACTIVE, first: 2) { nodes { id vendor name description vendorData manager { id name } stats { views }
      prolongation { allowed reason { id name } } } sources { vendor failure { message vendorCode vendorRequestId } } } }`,
  `{ requisition(code: "REQ-1001") { jobs { id name } vacancies { id name } sources { vendor failure { message } } } }`,
  `{ jobTimeline(start: "2026-01-01", end: "2026-04-01", first: 5) { job { id name } versions { id name vendorData } } }`,
  `{ closeReasons(vendor: GREENHOUSE) { id name } }`,
  `{ vacancyPublicationTypes(vendor: HEADHUNTER) { __typename } }`,
  `{ vendors { vendor circuit lastFailure { code message vendorCode vendorRequestId } } }`,
];
const RECEIPT = "operation { id outcome vendorTaskId vendorRequestId userErrors { message } } userErrors { code message vendorCode field }";

interface Ids {
  hireJob: string;
  opening: string;
  openJob: string;
  vacancy: string;
}

const CHANGES = ({ hireJob, opening, openJob, vacancy }: Ids, key: string) => [
  `mutation { closeOpening(input: { id: "${opening}", idempotencyKey: "o${key}" }) { opening { id vendorData } ${RECEIPT} } }`,
  `mutation { createOpenings(input: { jobId: "${openJob}", openings: [{ openingId: "n${key}" }] }) { openings { id } ${RECEIPT} } }`,
  `mutation { closeJob(input: { id: "${hireJob}" }) { job { id name } ${RECEIPT} } }`,
  `mutation { reopenJob(input: { id: "${hireJob}" }) { job { id name } ${RECEIPT} } }`,
  `mutation { prolongateVacancy(input: { id: "${vacancy}" }) { vacancy { id name } ${RECEIPT} } }`,
  `mutation { updateVacancy(input: { id: "${vacancy}", name: "Another name ${key}" }) { vacancy { id name } ${RECEIPT} } }`,
  `mutation { closeVacancy(input: { id: "${vacancy}" }) { vacancy { id name } ${RECEIPT} } }`,
  `mutation { publishVacancy(input: { name: "Storekeeper", code: "P${key}", description: "${"Keeps the store in order. ".repeat(6)}",
     linkedin: { location: "Berlin, Germany", applyUrl: "https://jobs.example.com/1" } }) { vacancy { id name vendorData } ${RECEIPT} } }`,
  `mutation { closeVacancy(input: { id: "linkedin:vacancy:P0" }) { vacancy { id name } ${RECEIPT} } }`,
];

describe("A whole run with vendors that echo everything they were sent and have given", () => {
  const servers = new BuiltServers();
  const vendors = new EchoingVendors();
  /** All that came out, by where. */
  const out = { log: "", answers: "", metrics: "", database: "" };
  let env: Record<string, string>;
  let ids: Ids[] | undefined;

  beforeAll(async () => {
    env = {
      ...(await vendors.start()),
      LOG_LEVEL: "trace",
      UPSTREAM_TIMEOUT_MS: "1500",
      REQUEST_DEADLINE_MS: "3000",
      AUTH_TOKENS: `caller:${createHash("sha256").update(CALLER_TOKEN).digest("hex")}:read+write+spend+audit+vendor-data:read+operate`,
    };
    for (const [index, mode] of MODES.entries()) await run(mode, index);
    out.database = await databaseText();
  }, 240_000);

  afterAll(async () => {
    servers.kill();
    await vendors.close();
    servers.remove();
  });

  async function ask({ url }: BuiltServer, query: string): Promise<Record<string, never>> {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${CALLER_TOKEN}` },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    if (text.includes("GRAPHQL_VALIDATION_FAILED")) throw new Error(`A query of this test is wrong: ${text}`);
    out.answers += `${[...response.headers].join(" ")} ${text}\n`;
    return (JSON.parse(text) as { data?: Record<string, never> }).data ?? {};
  }

  /** A server of its own for each mode: circuits open, and budgets are used up. */
  async function run(mode: EchoMode, index: number): Promise<void> {
    vendors.mode = "answers";
    vendors.forgetGiven();
    const server = await servers.start({ database: DATABASE, ...env });
    ids ??= await idsOf(server);
    vendors.mode = mode;
    // The first token has run out by then, and the renewed one later on.
    for (const token of vendors.headhunter.state.tokens) if (token.kind === "user") token.expiresAt = Date.now() - 1;
    for (const query of READS) await ask(server, query);
    for (const query of CHANGES(ids[index] as Ids, String(index))) await ask(server, query);
    const { operations } = await ask(server, "{ operations(first: 50) { nodes { id } } }");
    for (const { id } of (operations as unknown as { nodes: { id: string }[] }).nodes.slice(0, 12))
      await ask(server, `{ operation(id: "${id}") { outcome userErrors { message } } }`);
    await strangeRequests(server);
    out.metrics += await (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${CALLER_TOKEN}` } })).text();
    server.child.kill("SIGTERM");
    expect((await ended(server.child)).code).toBe(0);
    out.log += server.said();
  }

  /** The caller's token where it does not belong. */
  async function strangeRequests(server: BuiltServer): Promise<void> {
    const answer = await fetch(`${server.url}/nowhere/${CALLER_TOKEN}?token=${CALLER_TOKEN}`);
    out.answers += await answer.text();
    await ask(server, `query ($first: Int!) { jobs(first: $first) { nodes { id } } }`);
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write(`GET / HTTP/1.1\r\nauthorization: Bearer ${CALLER_TOKEN}\r\nno header at all\r\n\r\n`);
    socket.on("data", (chunk: Buffer) => {
      out.answers += chunk.toString();
    });
    await once(socket, "close");
  }

  /** Of each kind one record for each mode: what a change has closed, none can close again. */
  async function idsOf(server: BuiltServer): Promise<Ids[]> {
    const data = (await ask(
      server,
      `{ jobs(status: OPEN, first: 100) { nodes { id vendor openings { nodes { id status } } } }
         vacancies(vendors: [HEADHUNTER], status: ACTIVE, first: ${MODES.length}) { nodes { id } } }`,
    )) as unknown as {
      jobs: { nodes: { id: string; vendor: string; openings: { nodes: { id: string; status: string }[] } }[] };
      vacancies: { nodes: { id: string }[] };
    };
    const { nodes: jobs } = data.jobs;
    const seats = jobs.flatMap(({ id, openings }) => openings.nodes.map((opening) => ({ openJob: id, opening: opening.id, ...opening })));
    const open = seats.filter(({ status }) => status === "OPEN");
    const hireJobs = jobs.filter(({ vendor }) => vendor === "FEISHU_HIRE");
    return MODES.map((mode, index) => {
      const [seat, hireJob, vacancy] = [open[index], hireJobs[index], data.vacancies.nodes[index]];
      if (seat === undefined || hireJob === undefined || vacancy === undefined)
        throw new Error(`Nothing is left to be changed in "${mode}"`);
      return { opening: seat.opening, openJob: seat.openJob, hireJob: hireJob.id, vacancy: vacancy.id };
    });
  }

  async function databaseText(): Promise<string> {
    const database = await openDatabase(`file:${servers.folder}/${DATABASE}`);
    const tables = (await database.introspection.getTables({ withInternalKyselyTables: true })).map(({ name }) => name);
    expect(tables).toContain(KEPT_TOKENS);
    let text = "";
    for (const table of tables.filter((name) => name !== KEPT_TOKENS)) {
      const { rows } = await sql`select * from ${sql.table(table)}`.execute(database);
      text += `${table} ${JSON.stringify(rows)}\n`;
    }
    await database.destroy();
    return text;
  }

  it("has met renewed tokens, refusals, doubt and failures, each with a secret cut out", () => {
    expect(vendors.secrets.size).toBeGreaterThan(Object.keys(CONFIGURED_SECRETS).length + 4);
    expect(vendors.requests).toBeGreaterThan(150);
    for (const outcome of ["APPLIED", "NOT_APPLIED", "UNCERTAIN", "PENDING"]) expect(out.database).toContain(`"outcome":"${outcome}"`);
    for (const code of ["RATE_LIMITED", "CREDENTIALS_REJECTED", "BAD_RESPONSE", "UNAVAILABLE"]) expect(out.answers).toContain(`"${code}"`);
    for (const where of ["log", "answers", "database"] as const) expect(out[where].split("[redacted]").length).toBeGreaterThan(20);
    expect(out.log).toContain('"level":"trace"');
    expect(out.answers).toContain('"vendorData":{');
    expect(out.metrics).toContain("hiregraph_vendor_requests_total");
  });

  it.each(["log", "answers", "metrics", "database"] as const)("leaves no piece of a secret in the %s", (where) => {
    const detector = new LeakDetector([...vendors.secrets, CALLER_TOKEN], 10);
    expect(detector.leaksIn([...vendors.secrets].join(" "))).not.toEqual([]);
    expect(detector.leaksIn(out[where]).slice(0, 5)).toEqual([]);
  });
});
