import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createRawServer } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { CallScope } from "../../src/http/request.js";
import { createSender, type Sender, type SenderOptions } from "../../src/http/send.js";
import { CallAborted } from "../../src/http/vendor-error.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { ManualClock } from "../support/clock.js";
import { change, read, refusal, until, watch } from "./support.js";

const TIMEOUT_MS = 10_000;

let clock: ManualClock;
let standIn: RunningStandIn;
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

function senderTo(baseUrl: string, options: Partial<SenderOptions> = {}): Sender {
  const sender = createSender({ vendor: "acme", baseUrl, connections: 10, upstreamTimeoutMs: TIMEOUT_MS, clock, ...options });
  senders.push(sender);
  return sender;
}

async function withServer(
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

describe("what goes out and what comes back", () => {
  test("puts prefix, path, escaped query, headers and a JSON body on the wire and reads the answer", async () => {
    const { send } = senderTo(`${standIn.origin}/api/`);
    const query: [string, string][] = [
      ["since", "2026-11-22T12:00:00+0300"],
      ["id", "1"],
      ["id", "2&3"],
    ];
    const response = await send(change({ query, headers: { "On-Behalf-Of": "7" }, json: { name: "é" } }), {});
    expect(response).toMatchObject({ status: 200, json: { ok: true }, text: '{"ok":true}', receivedAt: clock.now(), vendor: "acme" });
    expect(response.headers["x-thing"]).toBe("yes");
    expect(standIn.requests).toHaveLength(1);
    expect(standIn.requests[0]).toMatchObject({ method: "POST", path: "/api/things", rawBody: '{"name":"é"}' });
    expect(new URLSearchParams(standIn.requests[0]?.query).getAll("id")).toEqual(["1", "2&3"]);
    expect(new URLSearchParams(standIn.requests[0]?.query).get("since")).toBe("2026-11-22T12:00:00+0300");
    expect(standIn.requests[0]?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      accept: "application/json",
      "on-behalf-of": "7",
    });
  });

  test("sends a form as a form, and a read without a body", async () => {
    const { send } = senderTo(standIn.origin);
    await send(change({ json: undefined, form: { grant_type: "refresh_token", refresh_token: "a+b&c" } }), {});
    await send(read(), {});
    expect(standIn.requests[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(standIn.requests[0]?.rawBody).toBe("grant_type=refresh_token&refresh_token=a%2Bb%26c");
    expect(standIn.requests[1]?.headers).not.toHaveProperty("content-type");
    expect(standIn.requests[1]?.rawBody).toBe("");
  });

  test("lets the caller's headers stand before the engine's own, whatever their capitals", async () => {
    const { send } = senderTo(standIn.origin);
    await send(read({ headers: { Accept: "text/plain" } }), {});
    expect(standIn.requests[0]?.headers.accept).toBe("text/plain");
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("unpacks an answer in %s", async (encoding, pack) => {
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeHead(200, { "content-type": "application/json", "content-encoding": encoding });
      outgoing.end(pack(Buffer.from('\uFEFF{"packed":"да"}')));
    };
    await withServer(write, async (origin) => {
      const { send } = senderTo(origin);
      expect((await send(read(), {})).json).toEqual({ packed: "да" });
    });
  });

  test("calls an answer that cannot be unpacked a bad response, which leaves a change in doubt", async () => {
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeHead(200, { "content-encoding": "gzip" });
      outgoing.end("not gzip at all");
    };
    await withServer(write, async (origin) => {
      const { send } = senderTo(origin);
      expect(await refusal(send(change(), {}))).toMatchObject({ code: "BAD_RESPONSE", sent: "maybe", status: 200, retryable: false });
    });
  });

  test("takes an answer of the largest size allowed and no byte more, packed or not", async () => {
    const write = (body: Buffer, encoding?: string) => (outgoing: ServerResponse) => {
      outgoing.writeHead(200, encoding === undefined ? {} : { "content-encoding": encoding });
      outgoing.end(body);
    };
    const limits = { maxResponseBytes: 1000 };
    await withServer(write(Buffer.alloc(1000, "a")), async (origin) => {
      expect((await senderTo(origin, limits).send(read(), {})).text).toHaveLength(1000);
    });
    await withServer(write(Buffer.alloc(1001, "a")), async (origin) => {
      expect(await refusal(senderTo(origin, limits).send(read(), {}))).toMatchObject({ code: "BAD_RESPONSE", sent: "maybe" });
    });
    await withServer(write(gzipSync(Buffer.alloc(1001, "a")), "gzip"), async (origin) => {
      expect(await refusal(senderTo(origin, limits).send(read(), {}))).toMatchObject({ code: "BAD_RESPONSE", sent: "maybe" });
    });
  });

  test("gives the text of what is not JSON, and an empty body as nothing", async () => {
    standIn.faults.arm({ kind: "status", status: 404, text: "404 page not found", headers: { "content-type": "text/plain" }, times: 1 });
    standIn.faults.arm({ kind: "status", status: 204, text: "" });
    const { send } = senderTo(standIn.origin);
    expect(await send(read(), {})).toMatchObject({ status: 404, text: "404 page not found", json: undefined });
    expect(await send(read(), {})).toMatchObject({ status: 204, text: "", json: undefined });
  });

  test("keeps a connection for the next request", async () => {
    let connections = 0;
    await withServer(
      (outgoing) => outgoing.end("{}"),
      async (origin, server) => {
        server.on("connection", () => {
          connections += 1;
        });
        const { send } = senderTo(origin);
        for (let count = 0; count < 20; count += 1) await send(read(), {});
      },
    );
    // Two at most: the next request may be made while the pool still tidies up after the last.
    expect(connections).toBeLessThanOrEqual(2);
  });

  test("waits at its closing for what is under way", async () => {
    standIn.faults.arm({ kind: "latency", ms: 50 });
    const sender = createSender({ vendor: "acme", baseUrl: standIn.origin, connections: 1, upstreamTimeoutMs: TIMEOUT_MS, clock });
    const reading = sender.send(read(), {});
    await until(() => standIn.requests.length === 1);
    const closing = sender.close();
    await clock.advance(50);
    expect((await reading).status).toBe(200);
    await closing;
    expect(await refusal(sender.send(read(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "no" });
  });
});

describe("what goes wrong on the wire", () => {
  test("knows of a refused connection that the vendor never heard of the change", async () => {
    const { origin, close } = await startStandIn({ handle: () => ({ status: 200 }) });
    await close();
    const { send } = senderTo(origin);
    expect(await refusal(send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "no", retryable: true, cutShort: false });
  });

  test.each(["drop-before", "drop-after"] as const)(
    "sends a change once when the connection dies under it (%s), and does not know",
    async (kind) => {
      standIn.faults.arm({ kind });
      const { send } = senderTo(standIn.origin);
      expect(await refusal(send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "maybe" });
      await clock.advance(60_000);
      expect(standIn.requests).toHaveLength(1);
    },
  );

  test("does not know of a change whose answer broke off in the middle", async () => {
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      outgoing.write('{"id":', () => outgoing.destroy());
    };
    await withServer(write, async (origin) => {
      expect(await refusal(senderTo(origin).send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "maybe" });
    });
  });

  test("gives an attempt its time and no more", async () => {
    standIn.faults.arm({ kind: "hang" });
    const { send } = senderTo(standIn.origin);
    const sending = send(change(), {});
    const seen = watch(sending);
    await until(() => standIn.requests.length === 1);
    await clock.advance(TIMEOUT_MS - 1);
    expect(seen.state).toBe("pending");
    await clock.advance(1);
    expect(await refusal(sending)).toMatchObject({ code: "TIMEOUT", sent: "maybe", retryable: true, cutShort: false });
    expect(clock.sleeping).toBe(0);
  });

  test("counts the attempt's time until the last byte, not the first", async () => {
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeHead(200, { "content-length": "100" });
      outgoing.write("a");
    };
    await withServer(write, async (origin) => {
      const failing = refusal(senderTo(origin).send(read(), {}));
      await until(() => clock.sleeping === 1);
      await clock.advance(TIMEOUT_MS);
      expect(await failing).toMatchObject({ code: "TIMEOUT", sent: "maybe" });
    });
  });

  test("calls what is not HTTP a bad response", async () => {
    const server = createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { send } = senderTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await refusal(send(read(), {}))).toMatchObject({ code: "BAD_RESPONSE" });
    await new Promise((resolve) => server.close(resolve));
  });

  test("refuses a header that HTTP does not take, without sending", async () => {
    const { send } = senderTo(standIn.origin);
    const error = await refusal(send(change({ headers: { authorization: "Bearer s3cret\nx" } }), {}));
    expect(error).toMatchObject({ code: "REJECTED", sent: "no", retryable: false });
    expect(standIn.requests).toHaveLength(0);
  });

  test("tells no secret in any message", async () => {
    const secrets = read({
      path: "/things/p4th-s3cret",
      query: [["token", "qu3ry-s3cret"]],
      headers: { authorization: "Bearer h3ader-s3cret" },
      form: { client_secret: "f0rm-s3cret" },
    });
    const { origin, close } = await startStandIn({ handle: () => ({ status: 200 }) });
    await close();
    standIn.faults.arm({ kind: "drop-before", times: 1 });
    standIn.faults.arm({ kind: "hang", times: 1 });
    const { send } = senderTo(standIn.origin);
    const errors = [await refusal(senderTo(origin).send(secrets, {})), await refusal(send(secrets, {}))];
    const hanging = refusal(send(secrets, {}));
    await until(() => standIn.requests.length === 2);
    await clock.advance(TIMEOUT_MS);
    errors.push(await hanging);
    for (const error of errors) {
      expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain("s3cret");
      expect(error.message).toContain("GET /things/{id} at acme");
    }
  });
});

describe("a caller who leaves", () => {
  /** Counts connections that are cut while a request is open on them. */
  async function holding(run: (origin: string, open: ServerResponse[], cut: () => number) => Promise<void>): Promise<void> {
    const open: ServerResponse[] = [];
    let cut = 0;
    const onRequest = (outgoing: ServerResponse): void => {
      open.push(outgoing);
      outgoing.on("close", () => {
        if (!outgoing.writableFinished) cut += 1;
      });
    };
    await withServer(onRequest, (origin) => run(origin, open, () => cut));
  }

  test("takes a read along, connection and all", async () => {
    await holding(async (origin, open, cut) => {
      const caller = new AbortController();
      const sending = senderTo(origin).send(read(), { signal: caller.signal });
      const seen = watch(sending);
      await until(() => open.length === 1);
      expect(seen.state).toBe("pending");
      caller.abort();
      const error = await refusal(sending);
      expect(error).toBeInstanceOf(CallAborted);
      expect(error).toMatchObject({ sent: "maybe", retryable: false });
      await until(() => cut() === 1, "the cut connection");
      expect(clock.sleeping).toBe(0);
    });
  });

  test("does not take along a change that was sent: its answer is read, within the attempt's time", async () => {
    await holding(async (origin, open, cut) => {
      const caller = new AbortController();
      const scope: CallScope = { signal: caller.signal, deadlineAt: clock.now() + 1000 };
      const sender = senderTo(origin);
      const answered = sender.send(change(), scope);
      await until(() => open.length === 1);
      const unanswered = refusal(sender.send(change(), scope));
      await until(() => open.length === 2);
      caller.abort();
      await clock.advance(5000);
      open[0]?.end('{"id":1}');
      expect((await answered).json).toEqual({ id: 1 });
      expect(cut()).toBe(0);
      await clock.advance(TIMEOUT_MS - 5000);
      expect(await unanswered).toMatchObject({ code: "TIMEOUT", sent: "maybe", cutShort: false });
    });
  });

  test("takes along a change that still waits for a connection: it is never sent", async () => {
    await holding(async (origin, open) => {
      const caller = new AbortController();
      const { send } = senderTo(origin, { connections: 1 });
      const first = send(read(), {});
      await until(() => open.length === 1);
      const waiting = send(change(), { signal: caller.signal });
      caller.abort();
      expect(await refusal(waiting)).toMatchObject({ sent: "no", retryable: false });
      open[0]?.end("{}");
      await first;
      const last = send(read(), {});
      await until(() => open.length === 2);
      open[1]?.end("{}");
      expect((await last).status).toBe(200);
      expect(open.map((outgoing) => outgoing.req.method)).toEqual(["GET", "GET"]);
    });
  });

  test("sends nothing for one who has left already, or whose time is over", async () => {
    const { send } = senderTo(standIn.origin);
    expect(await refusal(send(change(), { signal: AbortSignal.abort() }))).toMatchObject({ sent: "no" });
    expect(await refusal(send(change(), { deadlineAt: clock.now() }))).toMatchObject({ code: "TIMEOUT", sent: "no", cutShort: true });
    expect(standIn.requests).toHaveLength(0);
  });
});

describe("a deadline", () => {
  test("ends a read when it comes, and says whether the vendor had a fair time", async () => {
    standIn.faults.arm({ kind: "hang" });
    const { send } = senderTo(standIn.origin);
    const hasty = refusal(send(read(), { deadlineAt: clock.now() + TIMEOUT_MS / 4 - 1 }));
    const fair = refusal(send(read(), { deadlineAt: clock.now() + TIMEOUT_MS / 4 }));
    const seen = watch(hasty);
    await until(() => standIn.requests.length === 2);
    await clock.advance(TIMEOUT_MS / 4 - 2);
    expect(seen.state).toBe("pending");
    await clock.advance(1);
    expect(await hasty).toMatchObject({ code: "TIMEOUT", sent: "maybe", cutShort: true });
    await clock.advance(1);
    expect(await fair).toMatchObject({ code: "TIMEOUT", sent: "maybe", cutShort: false });
  });

  test("that moves on while a read is under way is looked at anew", async () => {
    standIn.faults.arm({ kind: "latency", ms: 3000 });
    const { send } = senderTo(standIn.origin);
    const scope = { deadlineAt: clock.now() + 1000 };
    const sending = send(read(), scope);
    await until(() => standIn.requests.length === 1);
    scope.deadlineAt += 5000;
    await clock.advance(3000);
    expect((await sending).status).toBe(200);
  });
});
