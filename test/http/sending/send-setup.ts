import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createSender, type Sender, type SenderOptions } from "../../../src/http/sending/send.js";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../../support/clock.js";

/** What the tests of the sender work with; new for each test of a file that imports this. */
export const TIMEOUT_MS = 10_000;

export let clock: ManualClock;
export let standIn: RunningStandIn;
let senders: Sender[];

beforeEach(async () => {
  clock = new ManualClock();
  senders = [];
  standIn = await startStandIn({ handle: () => ({ status: 200, headers: { "X-Thing": "yes" }, json: { ok: true } }), clock });
});

afterEach(async () => {
  await standIn.close();
  await Promise.all(senders.map((sender) => sender.close()));
});

export function senderTo(baseUrl: string, options: Partial<SenderOptions> = {}): Sender {
  const sender = createSender({ vendor: "acme", baseUrl, connections: 10, upstreamTimeoutMs: TIMEOUT_MS, clock, ...options });
  senders.push(sender);
  return sender;
}

/** A server of its own, for answers that a stand-in does not give. */
export async function withServer(
  onRequest: (outgoing: ServerResponse) => void,
  run: (origin: string, server: Server) => Promise<void>,
): Promise<void> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    onRequest(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
