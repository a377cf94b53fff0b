import { request } from "undici";
import { ManualClock } from "../support/clock.js";
import { startGraph, type TestGraph } from "../support/graph.js";
import { block } from "./readme.js";

/** Longer than the first sweep for codes takes. */
const SWEEP_STEPS = 2_000;

/** What callers of the README's first query send, or leave out, by their nature. */
const CALLERS: Record<string, Record<string, string>> = {
  "curl, without a language": {},
  "a browser in English": { "accept-language": "en-US,en;q=0.9" },
  "a browser in Chinese": { "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" },
  "a browser in German": { "accept-language": "de-DE,de;q=0.9" },
  "Node's fetch": { "accept-language": "*" },
};

interface Payload {
  operation: { id: string } | null;
  userErrors: { code: string }[];
}

let clock: ManualClock;
let graph: TestGraph;

/** The server that `npm start` gives without any configuration, on a clock of the test. */
beforeAll(async () => {
  clock = new ManualClock();
  graph = await startGraph({ env: { CODE_SWEEP: "on" }, clock });
});
afterAll(() => graph.stop());

/** Lets time pass until there is an answer, for budgets make requests wait. Sends no headers of its own, as Node's fetch would. */
async function answer(query: string, headers: Record<string, string> = {}): Promise<unknown> {
  let done = false;
  const answered = request(`${graph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  })
    .then(({ body }) => body.json())
    .finally(() => {
      done = true;
    });
  answered.catch(() => undefined);
  while (!done) await clock.advance(100);
  return answered;
}

describe("The README's first query", () => {
  beforeAll(async () => {
    const query = block("first query");
    for (let step = 0; step < SWEEP_STEPS; step += 1) {
      if (!JSON.stringify(await answer(query)).includes("INCOMPLETE")) return;
      await clock.advance(1_000);
    }
    throw new Error("The first sweep for codes does not end");
  });

  it.each(Object.entries(CALLERS))("is answered to %s as printed", async (_caller, headers) => {
    // Texts, so that the order of the fields counts too.
    expect(JSON.stringify(await answer(block("first query"), headers))).toBe(JSON.stringify(JSON.parse(block("first answer"))));
  });
});

describe("The README's change", () => {
  /** Its three answers, what is new each time (ids and times) left out. */
  const withoutNews = (payload: unknown) =>
    JSON.stringify(payload)
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "an id")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time");
  const dry = block("closing an opening");
  const change = dry.replace("dryRun: true ", "dryRun: false");
  const printed = block("closing an opening, three times")
    .split("\n\n")
    .map((text) => JSON.parse(text) as Payload);

  async function close(mutation: string): Promise<Payload> {
    const { data } = (await answer(mutation)) as { data: { closeOpening: Payload } };
    return data.closeOpening;
  }

  it("is answered three times as printed, and reaches Greenhouse once", async () => {
    expect(change).not.toBe(dry);
    const answers = [await close(dry), await close(change), await close(change)];
    expect(answers.map(withoutNews)).toEqual(printed.map(withoutNews));
    for (const [, second, third] of [answers, printed]) {
      expect(third?.operation?.id).toBe(second?.operation?.id);
      expect({ ...third, operation: null }).toEqual({ ...second, operation: null });
    }
    const origin = graph.application.vendors.find(({ source }) => source.text === "greenhouse")?.sandboxOrigin;
    const requests = (await (await fetch(`${origin}/__sandbox/requests`)).json()) as { method: string }[];
    expect(requests.filter(({ method }) => method === "PATCH")).toHaveLength(1);
  });

  it.each([
    ["ALREADY_CLOSED", "without its key", /^ +idempotencyKey.*$/m, ""],
    ["IDEMPOTENCY_KEY_REUSED", "with its key and another input", /closeReasonId: "\d+"/, ""],
  ])("is refused as %s afterwards %s", async (code, _when, part, replacement) => {
    const other = change.replace(part, replacement);
    expect(other).not.toBe(change);
    expect((await close(other)).userErrors.map((error) => error.code)).toEqual([code]);
  });
});
