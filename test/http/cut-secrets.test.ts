import { createHttpEngine, type HttpEngine, type HttpEngineOptions } from "../../src/http/engine.js";
import { VendorError } from "../../src/http/vendor-error.js";
import type { StandInHandler } from "../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { ManualClock } from "../support/clock.js";
import { policyOf, read, refusal } from "./support.js";

const SECRET = "client-secret-4f9a1c";
const TOKEN = "t-minted-8b2e+/7d";

let standIn: RunningStandIn;
let engine: HttpEngine;
let secrets: Secrets;
let handle: StandInHandler;

beforeEach(async () => {
  secrets = new Secrets([SECRET, "20261122"]);
  standIn = await startStandIn({ handle: (request) => handle(request) });
});
afterEach(async () => {
  await engine.close();
  await standIn.close();
});

function start(options: Partial<HttpEngineOptions> = {}): HttpEngine {
  engine = createHttpEngine({
    policy: policyOf(standIn.origin),
    classify: () => undefined,
    clock: new ManualClock(),
    secrets,
    upstreamTimeoutMs: 1000,
    authorizer: { headers: async () => ({ authorization: `Bearer ${TOKEN}`, "user-agent": "App/1.0 (mail@example.com)" }) },
    ...options,
  });
  return engine;
}

test("a token that a request is signed with is cut out of its own answer: body, members and headers", async () => {
  handle = ({ headers }) => ({
    status: 200,
    headers: { "x-request-id": `r-${headers.authorization}`, "content-type": "application/json" },
    text: JSON.stringify({ id: 7, seen: { [`h ${headers.authorization}`]: [headers["user-agent"], SECRET] } }).replaceAll("/", "\\/"),
  });
  const { json, text, headers } = await start().send(read(), {});
  expect(json).toEqual({ id: 7, seen: { "h Bearer [redacted]": ["App/1.0 (mail@example.com)", "[redacted]"] } });
  expect(JSON.parse(text)).toEqual(json);
  expect(headers["x-request-id"]).toBe("r-Bearer [redacted]");
});

test("every caller of a shared read receives it without secrets", async () => {
  handle = () => ({ status: 200, json: { note: SECRET } });
  const { send } = start();
  const answers = await Promise.all([send(read(), {}), send(read(), {})]);
  expect(standIn.requests).toHaveLength(1);
  expect(answers.map(({ json }) => json)).toEqual([{ note: "[redacted]" }, { note: "[redacted]" }]);
});

test("digits of a number are no secret; text that is not JSON is cut as text", async () => {
  handle = () => ({ status: 200, json: { number: 20261122, text: "20261122" } });
  expect((await start({ speaksPlainly: () => true }).send(read(), {})).json).toEqual({ number: 20261122, text: "[redacted]" });
  handle = () => ({ status: 200, headers: { "content-type": "text/plain" }, text: `No ${SECRET}.` });
  expect(await engine.send(read(), {})).toMatchObject({ text: "No [redacted].", json: undefined });
});

test("an answer nested too deep to walk through is the vendor's bad response, not an internal error", async () => {
  handle = () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    text: `${"[".repeat(100_000)}"${SECRET}"${"]".repeat(100_000)}`,
  });
  expect(await refusal(start().send(read(), {}))).toMatchObject({ code: "BAD_RESPONSE" });
});

test("an answer that holds new tokens is read as it is; the message of its failure holds no secret", async () => {
  handle = () => ({ status: 200, json: { access_token: TOKEN, told: SECRET } });
  const minting = start({ mints: true });
  secrets.addMinted(TOKEN);
  expect((await minting.send(read(), {})).json).toEqual({ access_token: TOKEN, told: SECRET });
  handle = () => ({ status: 401, headers: { "x-request-id": SECRET }, json: { error: SECRET } });
  expect(await refusal(minting.send(read(), {}))).toMatchObject({
    code: "CREDENTIALS_REJECTED",
    sent: "no",
    vendorRequestId: "[redacted]",
    details: { error: "[redacted]" },
  });
});

test("a failure to sign a request holds no secret, also as the vendor's last failure", async () => {
  const said = { code: "CREDENTIALS_REJECTED", vendor: "acme", sent: "no", message: `no token for ${SECRET}`, vendorCode: SECRET } as const;
  const failing = start({ authorizer: { headers: () => Promise.reject(new VendorError(said)) } });
  expect(await refusal(failing.send(read(), {}))).toMatchObject({ message: "no token for [redacted]", vendorCode: "[redacted]" });
  expect(failing.lastFailure?.error.message).toBe("no token for [redacted]");
});
