import type { ServerResponse } from "node:http";
import { type AddressInfo, createServer as createRawServer } from "node:net";
import { DeadlineTimers } from "../../../src/http/sending/deadline-timers.js";
import { RequestHandler } from "../../../src/http/sending/request-handler.js";
import { startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { until } from "../../support/until.js";
import { change, read, refusal, watch } from "../support.js";
import { clock, senderTo, standIn, TIMEOUT_MS, withServer } from "./send-setup.js";

describe("The sender, when the connection fails", () => {
  test("reports a change as not sent where the connection was refused", async () => {
    const { origin, close } = await startStandIn({ handle: () => ({ status: 200 }) });
    await close();
    const { send } = senderTo(origin);
    expect(await refusal(send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "no", retryable: true, cutShort: false });
  });

  test.each(["drop-before", "drop-after"] as const)(
    "sends a change once when the connection dies under it (%s), and reports it in doubt",
    async (kind) => {
      standIn.faults.arm({ kind });
      const { send } = senderTo(standIn.origin);
      expect(await refusal(send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "maybe" });
      await clock.advance(60_000);
      expect(standIn.requests).toHaveLength(1);
    },
  );

  test("reports a change in doubt whose answer broke off in the middle", async () => {
    const write = (outgoing: ServerResponse): void => {
      outgoing.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      outgoing.write('{"id":', () => outgoing.destroy());
    };
    await withServer(write, async (origin) => {
      expect(await refusal(senderTo(origin).send(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "maybe" });
    });
  });

  test("ends an attempt at its timeout", async () => {
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

  test("does not send a change on a second socket where the first dies before it is written", async () => {
    const handler = new RequestHandler(
      change(),
      {},
      { vendor: "acme", clock, timers: new DeadlineTimers(clock), attemptTimeoutMs: TIMEOUT_MS, maxResponseBytes: 1000 },
    );
    const aborted: Error[] = [];
    const controller = { aborted: false, paused: false, reason: null, abort: (reason: Error) => aborted.push(reason) };
    const socket = { ...controller, pause: () => undefined, resume: () => undefined };
    handler.onRequestStart(socket);
    expect(aborted).toHaveLength(0);
    handler.onRequestStart(socket);
    expect(aborted).toHaveLength(1);
    handler.onResponseError(socket, aborted[0] as Error);
    expect(await refusal(handler.answer)).toMatchObject({ code: "UNAVAILABLE", sent: "maybe" });
  });

  test("calls what is not HTTP a bad response", async () => {
    const server = createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { send } = senderTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await refusal(send(read(), {}))).toMatchObject({ code: "BAD_RESPONSE", retryable: true });
    await new Promise((resolve) => server.close(resolve));
  });

  test("refuses a header that HTTP does not take, without sending", async () => {
    const { send } = senderTo(standIn.origin);
    const error = await refusal(send(change({ headers: { authorization: "Bearer s3cret\nx" } }), {}));
    expect(error).toMatchObject({ code: "REJECTED", sent: "no", retryable: false });
    expect(standIn.requests).toHaveLength(0);
  });

  test("puts no secret into any message", async () => {
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
