import { type HostileRequest, hostileRequests } from "../support/hostile-requests.js";
import { type BuiltServer, BuiltServers } from "./built-server.js";

/** What a caller may be told: what is wrong with the request, or that a vendor's budget or the deadline left no room for all of it. */
const CODES = ["BAD_USER_INPUT", "BAD_REQUEST", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "RATE_LIMITED", "TIMEOUT"];
/** How many hostile requests are under way at once. */
const AT_ONCE = 4;
const DEADLINE_MS = 5_000;

/** Bounds for a machine that is busy with other things; before there were limits, single requests of these took minutes and gigabytes. */
const LONGEST_ANSWER_MS = 15_000;
const LONGEST_WAIT_MS = 5_000;
const MIDDLE_WAIT_MS = 250;
const TIMES_AS_LONG = 25;
const GROWTH_BYTES = 400_000_000;
const ANSWER_BYTES = 2_000_000;

const servers = new BuiltServers();
afterAll(() => {
  servers.kill();
  servers.remove();
});

interface Answer {
  name: string;
  status: number;
  codes: unknown[];
  bytes: number;
  ms: number;
}

async function send(url: string, { name, body }: HostileRequest): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const text = await response.text();
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: { code?: unknown } }[] };
  const codes = [...new Set(errors.map(({ extensions }) => extensions?.code))];
  return { name, status: response.status, codes, bytes: text.length, ms: performance.now() - startedAt };
}

const LITTLE = "{ vendors { vendor mode } operations(first: 1) { nodes { id } } }";
const OF_A_VENDOR = "{ jobs(vendors: [FEISHU_HIRE], first: 2) { nodes { id name } sources { state } } }";

/** Somebody who asks for little, now and then of a vendor, and waits for the answer before asking again. */
async function neighbour(url: string, count: number): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: count % 10 === 0 ? OF_A_VENDOR : LITTLE }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  expect(errors).toBeUndefined();
  return performance.now() - startedAt;
}

async function memory(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

const middle = (figures: number[]) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

describe("The built server, sent three hundred hostile requests", () => {
  const answers: Answer[] = [];
  const calm: number[] = [];
  const waits: number[] = [];
  const held: number[] = [];
  let built: BuiltServer;

  beforeAll(async () => {
    built = await servers.start({
      database: "hostile.db",
      REQUEST_DEADLINE_MS: String(DEADLINE_MS),
      STATS_RECORDING: "off",
    });
    const { url } = built;
    for (let count = 0; count < 60; count += 1) calm.push(await neighbour(url, count));
    held.push(await memory(url));

    const queue = [...hostileRequests];
    const attack = Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) answers.push(await send(url, next));
    });
    let isOver = false;
    const attacked = Promise.all(attack).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      waits.push(await neighbour(url, waits.length));
      held.push(await memory(url));
    }
    await attacked;
  }, 600_000);

  it("answers each of them, with data or with its fault", () => {
    expect(answers).toHaveLength(300);
    const wrong = answers.filter(({ status, codes }) => status >= 500 || codes.some((code) => !CODES.includes(String(code))));
    expect(wrong).toEqual([]);
  });

  it("reports none of them as an internal error", () => {
    const lines = built.said().split("\n");
    expect(lines.filter((line) => line.includes('"msg":"answered"')).length).toBeGreaterThan(300);
    expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  });

  it("answers each of them quickly and with a short answer", () => {
    const late = answers.filter(({ ms, bytes }) => ms > LONGEST_ANSWER_MS || bytes > ANSWER_BYTES);
    expect(late).toEqual([]);
  });

  it("answers other requests meanwhile", () => {
    expect(waits.length).toBeGreaterThan(20);
    expect(Math.max(...waits)).toBeLessThan(LONGEST_WAIT_MS);
    expect(middle(waits)).toBeLessThan(Math.max(MIDDLE_WAIT_MS, TIMES_AS_LONG * middle(calm)));
  });

  it("frees the memory that it took for them", () => {
    const [before = Number.NaN] = held;
    expect(Math.max(...held) - before).toBeLessThan(GROWTH_BYTES);
  });

  it("refuses the largest one of every family, except what it does not read and what costs few requests", () => {
    const largest = answers.filter(({ name }) => name.endsWith(", 10"));
    expect(largest).toHaveLength(30);
    const answered = largest.filter(({ codes }) => codes.length === 0).map(({ name }) => name);
    // Greenhouse is asked for ids in fifties.
    expect(answered).toEqual(["ids that nobody holds, 10", "brackets beside the query, 10"]);
  });
});
