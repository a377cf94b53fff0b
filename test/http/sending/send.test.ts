import type { ServerResponse } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { LastBodies } from "../../../src/http/answers/last-bodies.js";
import { createSender } from "../../../src/http/sending/send.js";
import { until } from "../../support/until.js";
import { change, read, refusal } from "../support.js";
import { clock, senderTo, standIn, TIMEOUT_MS, withServer } from "./send-setup.js";

describe("The sender", () => {
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

  test("prefers the caller's headers to the engine's own, in upper or lower case", async () => {
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

  test("unpacks a body that comes again no more, as long as it is packed in the same way", async () => {
    const packed = gzipSync('{"id":1}');
    let encoding = "gzip";
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeHead(200, { "content-type": "application/json", "content-encoding": encoding });
      outgoing.end(packed);
    };
    await withServer(write, async (origin) => {
      const { send } = senderTo(origin, { lastBodies: new LastBodies() });
      const answers = [];
      for (let time = 0; time < 3; time += 1) answers.push((await send(read(), {})).json);
      expect(answers).toEqual(Array(3).fill({ id: 1 }));
      expect(answers[2]).toBe(answers[1]);
      encoding = "identity";
      expect((await send(read(), {})).json).toBeUndefined();
    });
  });

  test("calls an answer that cannot be unpacked a bad response, which leaves a change in doubt", async () => {
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeHead(200, { "content-encoding": "gzip" });
      outgoing.end("not gzip at all");
    };
    await withServer(write, async (origin) => {
      const { send } = senderTo(origin);
      expect(await refusal(send(change(), {}))).toMatchObject({ code: "BAD_RESPONSE", sent: "maybe", status: 200, retryable: true });
    });
  });

  test("reads an answer of the largest size allowed and no byte more, packed or not", async () => {
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
      expect(await refusal(senderTo(origin, limits).send(read(), {}))).toMatchObject({
        code: "BAD_RESPONSE",
        sent: "maybe",
        retryable: false,
      });
    });
  });

  test("returns the text of a body that is not JSON, and nothing for an empty one", async () => {
    standIn.faults.arm({ kind: "status", status: 404, text: "404 page not found", headers: { "content-type": "text/plain" }, times: 1 });
    standIn.faults.arm({ kind: "status", status: 204, text: "" });
    const { send } = senderTo(standIn.origin);
    expect(await send(read(), {})).toMatchObject({ status: 404, text: "404 page not found", json: undefined });
    expect(await send(read(), {})).toMatchObject({ status: 204, text: "", json: undefined });
  });

  test("does not take early hints for the answer", async () => {
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeEarlyHints({ link: "</style.css>; rel=preload" }, () => outgoing.end("{}"));
    };
    await withServer(write, async (origin) => {
      const response = await senderTo(origin).send(read(), {});
      expect(response.status).toBe(200);
      expect(response.headers).not.toHaveProperty("link");
    });
  });

  test("reuses a connection for the next request", async () => {
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

  test("waits on closing for the requests under way", async () => {
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
