import { ManualClock } from "../../support/clock.js";
import { openStream } from "../../support/event-stream.js";
import { startGraph, type TestGraph } from "../../support/graph.js";
import { IdentityProvider } from "../../support/identity-provider.js";

const FOLLOW = "subscription { events { id } }";

describe("A stream of events by a JWT", () => {
  const clock = new ManualClock();
  let provider: IdentityProvider;
  let graph: TestGraph;
  beforeAll(async () => {
    provider = await new IdentityProvider(() => clock.now()).start();
    graph = await startGraph({ env: { ...provider.env, SANDBOX_VENDORS: "greenhouse" }, clock });
  });
  afterAll(async () => {
    await graph.stop();
    await provider.stop();
  });

  it("ends with UNAUTHENTICATED when the token does, by its `exp`", async () => {
    const token = await provider.token({ claims: { exp: clock.now() / 1_000 + 600 } });
    const stream = await openStream(graph.url, FOLLOW, { headers: { authorization: `Bearer ${token}` } });
    await clock.advance(599_000);
    expect(stream.isClosed).toBe(false);
    await clock.advance(1_000);
    await stream.closed();
    expect(stream.results).toMatchObject([{ errors: [{ extensions: { code: "UNAUTHENTICATED", after: "hiregraph:event:0" } }] }]);
    expect(stream.isComplete).toBe(true);
  });

  it("is not begun by a token that has expired, nor by one that is none", async () => {
    const expired = await provider.token({ claims: { exp: clock.now() / 1_000 - 61 } });
    for (const token of [expired, "nonsense"]) {
      const stream = await (await openStream(graph.url, FOLLOW, { headers: { authorization: `Bearer ${token}` } })).closed();
      expect([stream.response.statusCode, stream.response.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    }
  });

  it("is not begun while the provider's keys are away, which is 503 with Retry-After", async () => {
    const key = await provider.token({ header: { kid: "of another day" } });
    provider.answer = (response) => response.writeHead(500).end();
    await clock.advance(31_000);
    const stream = await (await openStream(graph.url, FOLLOW, { headers: { authorization: `Bearer ${key}` } })).closed();
    expect(stream.response.statusCode).toBe(503);
    expect(Number(stream.response.headers["retry-after"])).toBeGreaterThan(0);
    expect(JSON.parse(stream.text)).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE", retryable: true } }] });
  });
});
