import type { Fault } from "../../../src/sandbox/kit/faults.js";
import { until } from "../../support/until.js";
import { DAY, HOUR, LinkedInWorld, MINUTE, posting, vacancyId } from "./support.js";

const PAGE = "<!doctype html><title>Sign in</title>";
const WRITES = { method: "POST", path: "/simpleJobPostings$" };

let world: LinkedInWorld;
beforeEach(async () => {
  world = await LinkedInWorld.open();
});
afterEach(() => world.close());

const writes = () => world.running.requests.filter(({ method, path }) => method === "POST" && path === "/v2/simpleJobPostings");
const later = async (ms: number) => {
  await world.clock.advance(ms);
  await world.reconciler.verifyAllOpen();
};

/** LinkedIn answers a write with 200 and an element for each posting, and refuses in JSON; a plain text it says with 400 alone. */
const SPOKEN_BY_OTHERS: [string, Omit<Fault, "kind">][] = [
  ["a page with 200", { status: 200, text: PAGE }],
  ["an empty 200", { status: 200, text: "" }],
  ["JSON without elements", { status: 200, json: { ok: true } }],
  ["a proxy's 202", { status: 202, json: { elements: [{ status: 202 }] } }],
  ["an element that is redirected", { status: 200, json: { elements: [{ status: 302 }] } }],
  ["a redirect", { status: 302, text: "", headers: { location: "/login" } }],
  ["a page with 400", { status: 400, text: PAGE }],
  ["half of a refusal", { status: 400, text: '{"message":', headers: { "content-type": "application/json" } }],
  ["a guard's 401", { status: 401, text: PAGE }],
  ["a guard's 403", { status: 403, text: PAGE }],
  ["a 403 in JSON that is no refusal", { status: 403, json: "blocked" }],
  ["a gateway's 400 in JSON", { status: 400, json: { error: "bad request" } }],
  ["a gateway's 401 in JSON", { status: 401, json: { message: "Unauthorized" } }],
  ["a gateway's 403 in JSON", { status: 403, json: { message: "Forbidden" } }],
  ["a gateway's 404 in JSON", { status: 404, json: { message: "no Route matched with those values" } }],
  ["a gateway's 409 in JSON", { status: 409, json: { status: "conflict", message: "no" } }],
  ["a text with 403", { status: 403, text: "blocked", headers: { "content-type": "text/plain" } }],
  ["a page with 404", { status: 404, text: PAGE }],
  ["a page with 409", { status: 409, text: PAGE }],
  ["a proxy's 413", { status: 413, text: PAGE }],
  ["a page with 429", { status: 429, text: "<p>One DAY</p>" }],
  ["an empty 429", { status: 429, text: "" }],
  ["a gateway's 429 in JSON", { status: 429, json: { message: "API rate limit exceeded" } }],
];

describe("A posting, answered by a proxy with", () => {
  it.each(SPOKEN_BY_OTHERS)("%s, is settled as made where LinkedIn lists it", async (_, fault) => {
    world.running.faults.arm({ ...WRITES, kind: "status-after", ...fault });
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    expect(operation?.outcome).toBe("UNCERTAIN");
    await later(10 * MINUTE);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect(writes()).toHaveLength(1);
  });

  it.each(SPOKEN_BY_OTHERS)("%s, is settled as not made where LinkedIn does not list it, after the settle grace", async (_, fault) => {
    world.running.faults.arm({ ...WRITES, kind: "status", ...fault });
    const { operation } = await world.make("publishVacancy", posting("NEW-1"));
    expect(operation?.outcome).toBe("UNCERTAIN");
    // Nor is a day spent because a page says so: a minute is what any 429 costs.
    await world.clock.advance(MINUTE);
    expect(world.connection.status().budgets.every(({ windowMs, remaining }) => windowMs < DAY || remaining > 0)).toBe(true);
    await later(10 * MINUTE);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(writes()).toHaveLength(1);
  });

  it("HTML instead of a closing's answer, is settled as closed", async () => {
    await world.publishAll(["A"]);
    world.running.requests.length = 0;
    world.running.faults.arm({ ...WRITES, kind: "status-after", status: 403, text: PAGE });
    const { operation } = await world.make("closeVacancy", { id: vacancyId("A") });
    expect(operation?.outcome).toBe("UNCERTAIN");
    await later(10 * MINUTE);
    expect(await world.operation(operation?.id)).toMatchObject({ outcome: "APPLIED" });
    expect(writes()).toHaveLength(1);
  });

  it("plain text with 400, is refused, since this is LinkedIn's own form", async () => {
    const text = "contract and operationType are needed in each element";
    world.running.faults.arm({ ...WRITES, kind: "status", status: 400, text, headers: { "content-type": "text/plain" } });
    const answer = await world.make("publishVacancy", posting("NEW-1"));
    expect(answer).toMatchObject({ operation: { outcome: "NOT_APPLIED" }, userErrors: [{ message: expect.stringContaining(text) }] });
  });
});

/** Three requests come and go in a few steps, on a machine that is fifty times slower too. */
const REAL_MS_A_STEP = 50;

describe("LinkedIn's token endpoint", () => {
  it.each([
    ["a page with 200", { status: 200, text: PAGE }],
    ["an empty 204", { status: 204, text: "" }],
    ["a page with 400", { status: 400, text: PAGE }],
    ["a guard's 401", { status: 401, text: PAGE }],
    ["a guard's 403", { status: 403, text: PAGE }],
  ])("behind %s is unavailable, not a refusal: the next call requests a token again", async (_, page) => {
    world.running.faults.arm({ kind: "status", path: "accessToken$", ...page, times: 3 });
    const failing = world.make("publishVacancy", posting("A")).catch((error: unknown) => error);
    let isOver = false;
    failing.then(() => {
      isOver = true;
    });
    // Half a second at a time, and in between as long as real sockets and the disk may take: the request's deadline is sixty steps away.
    while (!isOver) {
      const startedAt = performance.now();
      await until(() => isOver || performance.now() - startedAt > REAL_MS_A_STEP);
      await world.clock.advance(500);
    }
    expect(await failing).toMatchObject({ code: "UNAVAILABLE", sent: "no" });
    expect((await world.make("publishVacancy", posting("B"))).operation?.outcome).toBe("PENDING");
  });
});

test("with a refusal in another form than its own is a bad response, not a refusal", async () => {
  world.running.faults.arm({ kind: "status", path: "accessToken$", status: 400, json: { message: "Bad Request" }, times: 1 });
  await expect(world.make("publishVacancy", posting("A"))).rejects.toMatchObject({ code: "BAD_RESPONSE", sent: "no" });
  expect((await world.make("publishVacancy", posting("A"))).operation?.outcome).toBe("PENDING");
});

describe("A limit per day that is used up", () => {
  const spent = { status: 429, code: "TOO_MANY_REQUESTS", message: "Resource level throttle APPLICATION DAY limit is reached." };

  it.each([-1, 1])("is reset at midnight by LinkedIn's clock, which is %i h off ours", async (hours) => {
    const there = world.clock.now() + hours * HOUR;
    const date = new Date(there).toUTCString();
    world.running.faults.arm({ ...WRITES, kind: "status", status: 429, headers: { date }, json: spent });
    const untilMidnight = DAY - (Date.parse(date) % DAY);
    await expect(world.make("publishVacancy", posting("A"))).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: untilMidnight });
    const budgets = world.connection.status().budgets.filter(({ remaining }) => remaining === 0);
    expect(budgets.map(({ name }) => name)).toContain("writes");
  });

  it("is reset after Retry-After, where LinkedIn sends it", async () => {
    world.running.faults.arm({ ...WRITES, kind: "status", status: 429, headers: { "retry-after": "90" }, json: spent });
    await expect(world.make("publishVacancy", posting("A"))).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 90_000 });
  });
});
