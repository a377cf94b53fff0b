import type { ServerResponse } from "node:http";
import type { CallScope } from "../../../src/http/request.js";
import { DeadlineTimers } from "../../../src/http/sending/deadline-timers.js";
import { RequestHandler } from "../../../src/http/sending/request-handler.js";
import { CallAborted } from "../../../src/http/vendor-error.js";
import { until } from "../../support/until.js";
import { change, read, refusal, watch } from "../support.js";
import { clock, senderTo, standIn, TIMEOUT_MS, withServer } from "./send-setup.js";

describe("A caller who leaves", () => {
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

  test("aborts its read, connection included", async () => {
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

  test("does not abort a change that was sent: its answer is read within the attempt's timeout", async () => {
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

  test("does not abort a change that was on a socket before its dispatch returned", async () => {
    const scope: CallScope = { deadlineAt: clock.now() + 100 };
    const handler = new RequestHandler(change(), scope, {
      vendor: "acme",
      clock,
      timers: new DeadlineTimers(clock),
      attemptTimeoutMs: TIMEOUT_MS,
      maxResponseBytes: 1000,
    });
    const seen = watch(handler.answer);
    handler.onRequestStart({
      aborted: false,
      paused: false,
      reason: null,
      abort: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
    });
    handler.dispatched();
    await clock.advance(TIMEOUT_MS - 1);
    expect(seen.state).toBe("pending");
    await clock.advance(1);
    expect(await refusal(handler.answer)).toMatchObject({ code: "TIMEOUT", sent: "maybe" });
  });

  test("aborts a change that still waits for a connection: it is never sent", async () => {
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

  test("sends nothing where it left before, or where its deadline is over", async () => {
    const { send } = senderTo(standIn.origin);
    expect(await refusal(send(change(), { signal: AbortSignal.abort() }))).toMatchObject({ sent: "no" });
    expect(await refusal(send(change(), { deadlineAt: clock.now() }))).toMatchObject({ code: "TIMEOUT", sent: "no", cutShort: true });
    expect(standIn.requests).toHaveLength(0);
  });
});

describe("A deadline", () => {
  test("ends the wait for a connection, and nothing is sent", async () => {
    standIn.faults.arm({ kind: "hang" });
    const { send } = senderTo(standIn.origin, { connections: 1 });
    const busy = refusal(send(read(), {}));
    await until(() => standIn.requests.length === 1);
    const waiting = refusal(send(change(), { deadlineAt: clock.now() + 4000 }));
    await clock.advance(4000);
    expect(await waiting).toMatchObject({ code: "TIMEOUT", sent: "no" });
    await clock.advance(TIMEOUT_MS);
    await busy;
    expect(standIn.requests).toHaveLength(1);
  });

  test("ends a read when it comes, and says whether the vendor had enough time", async () => {
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

  test("is checked again when it moves later while a read is under way", async () => {
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
