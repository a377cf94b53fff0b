import { type Authorizer, authorizeLayer } from "../../src/http/authorize.js";
import type { CallScope, Send } from "../../src/http/request.js";
import { DeadlineTimers } from "../../src/http/sending/deadline-timers.js";
import { createSender, type Sender } from "../../src/http/sending/send.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { type RunningStandIn, startStandIn } from "../../src/sandbox/kit/stand-in.js";
import { Secrets } from "../../src/secrets/secrets.js";
import { ManualClock } from "../support/clock.js";
import { until } from "../support/until.js";
import { answer, change, HeldVendor, read, refusal, watch } from "./support.js";

/** A token that the vendor takes while it is the newest; renewals wait until the test lets them end. */
class Tokens implements Authorizer {
  token = 1;
  renewals = 0;
  #ending: ((error?: Error) => void) | undefined;

  async headers(): Promise<Record<string, string>> {
    return { authorization: `Bearer t-${this.token}` };
  }

  rejected({ status }: { status: number }): boolean {
    return status === 401;
  }

  renew(): Promise<void> {
    this.renewals += 1;
    return new Promise((resolve, reject) => {
      this.#ending = (error) => {
        this.token += 1;
        if (error === undefined) resolve();
        else reject(error);
      };
    });
  }

  endRenewal(error?: Error): void {
    this.#ending?.(error);
  }
}

const clock = new ManualClock();

function layered(authorizer: Authorizer, send: Send): Send {
  return authorizeLayer({ vendor: "acme", authorizer, timers: new DeadlineTimers(clock), secrets: new Secrets() })(send);
}

async function settled(): Promise<void> {
  await clock.advance(0);
}

describe("authorizeLayer over real HTTP", () => {
  let standIn: RunningStandIn;
  let sender: Sender;
  let valid: string;

  beforeEach(async () => {
    valid = "Bearer t-2";
    standIn = await startStandIn({
      handle: ({ headers }) => (headers.authorization === valid ? { status: 200, json: { ok: true } } : { status: 401, json: {} }),
    });
    sender = createSender({ vendor: "acme", baseUrl: standIn.origin, connections: 10, upstreamTimeoutMs: 1000, clock });
  });

  afterEach(async () => {
    await sender.close();
    await standIn.close();
  });

  test("renews an expired token once for five calls, and sends each of them again, changes too", async () => {
    const tokens = new Tokens();
    const send = layered(tokens, sender.send);
    const calls = [read(), read(), change(), read(), change()].map((request) => send(request, {}));
    await until(() => standIn.requests.filter(({ status }) => status === 401).length === 5);
    await until(() => tokens.renewals > 0);
    tokens.endRenewal();
    const responses = await Promise.all(calls);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(tokens.renewals).toBe(1);
    expect(standIn.requests).toHaveLength(10);
  });

  test("keeps the request's own headers beside the signature", async () => {
    const tokens = new Tokens();
    tokens.token = 2;
    await layered(tokens, sender.send)(read({ headers: { "x-account": "7" } }), {});
    expect(standIn.requests[0]?.headers).toMatchObject({ "x-account": "7", authorization: valid });
  });

  test("returns the 401 when the vendor rejects the new token as well", async () => {
    valid = "nothing";
    const tokens = new Tokens();
    const call = layered(tokens, sender.send)(change(), {});
    await until(() => tokens.renewals === 1);
    tokens.endRenewal();
    expect((await call).status).toBe(401);
    expect(tokens.renewals).toBe(1);
    expect(standIn.requests).toHaveLength(2);
  });
});

test("a request refused with an old token is only repeated where a newer token is at hand", async () => {
  const tokens = new Tokens();
  const vendor = new HeldVendor();
  const send = layered(tokens, vendor.send);
  const early = send(read({ path: "/early" }), {});
  const late = send(read({ path: "/late" }), {});
  await settled();
  vendor.answerNext(answer({ status: 401 }));
  await settled();
  tokens.endRenewal();
  await settled();
  // Sent with the first token, and refused only now.
  vendor.answerNext(answer({ status: 401 }));
  await settled();
  expect(tokens.renewals).toBe(1);
  vendor.answerNext();
  vendor.answerNext();
  await Promise.all([early, late]);
  expect(vendor.requests.map(({ path, headers }) => [path, headers?.authorization])).toEqual([
    ["/early", "Bearer t-1"],
    ["/late", "Bearer t-1"],
    ["/early", "Bearer t-2"],
    ["/late", "Bearer t-2"],
  ]);
});

test("a request signed with the old token after the renewal had ended is only repeated, too", async () => {
  const tokens = new Tokens();
  const vendor = new HeldVendor();
  let handOver = () => {};
  const handed = new Promise<void>((resolve) => {
    handOver = resolve;
  });
  let asked = 0;
  tokens.headers = async () => {
    asked += 1;
    const authorization = `Bearer t-${tokens.token}`;
    if (asked === 2) await handed;
    return { authorization };
  };
  const send = layered(tokens, vendor.send);
  const first = send(read({ path: "/first" }), {});
  const slow = send(read({ path: "/slow" }), {});
  await settled();
  vendor.answerNext(answer({ status: 401 }));
  await settled();
  tokens.endRenewal();
  await settled();
  vendor.answerNext();
  await first;
  handOver();
  await settled();
  expect(vendor.requests.at(-1)).toMatchObject({ path: "/slow", headers: { authorization: "Bearer t-1" } });
  vendor.answerNext(answer({ status: 401 }));
  await settled();
  expect(tokens.renewals).toBe(1);
  vendor.answerNext();
  expect((await slow).status).toBe(200);
  expect(vendor.requests.at(-1)?.headers).toEqual({ authorization: "Bearer t-2" });
});

test("a request that comes while the token is renewed waits for the new token", async () => {
  const tokens = new Tokens();
  const vendor = new HeldVendor();
  const send = layered(tokens, vendor.send);
  send(read(), {});
  await settled();
  vendor.answerNext(answer({ status: 401 }));
  await settled();
  send(read({ path: "/later" }), {});
  await settled();
  expect(vendor.requests).toHaveLength(1);
  tokens.endRenewal();
  await settled();
  expect(vendor.requests.map(({ headers }) => headers?.authorization)).toEqual(["Bearer t-1", "Bearer t-2", "Bearer t-2"]);
});

test("an HTML page does not show that the vendor took the token; an empty answer of the vendor does", async () => {
  const tokens = new Tokens();
  const told: boolean[] = [];
  tokens.renew = (async ({ wasTaken }: { wasTaken: boolean }) => void told.push(wasTaken)) as Tokens["renew"];
  const answers = [
    answer({ status: 200, text: "<html>", json: undefined }),
    ...[answer({ status: 401 }), answer({ status: 401 })],
    answer({ status: 204, text: "", json: undefined }),
    ...[answer({ status: 401 }), answer({ status: 401 })],
  ];
  const send = layered(tokens, async () => answers.shift() as ReturnType<typeof answer>);
  for (let call = 0; call < 4; call += 1) await send(read(), {});
  expect(told).toEqual([false, true]);
});

test("a renewal learns whether the vendor accepted a request since the renewal before, in whatever order the answers come", async () => {
  const tokens = new Tokens();
  const told: boolean[] = [];
  const renew = tokens.renew.bind(tokens);
  tokens.renew = ((refused: { wasTaken: boolean }) => {
    told.push(refused.wasTaken);
    return renew();
  }) as Tokens["renew"];
  const answers: ((status: number) => void)[] = [];
  const send = layered(tokens, () => new Promise((resolve) => answers.push((status) => resolve(answer({ status })))));
  const meet = async (index: number, status: number): Promise<void> => {
    answers[index]?.(status);
    await settled();
  };
  const ask = async (): Promise<void> => {
    send(read(), {});
    await settled();
  };
  const renewed = async (): Promise<void> => {
    tokens.endRenewal();
    await settled();
  };
  await ask();
  await ask();
  await meet(0, 401);
  expect(told).toEqual([false]);
  await renewed();
  await meet(2, 200);
  // Let in with the first token, and answered only now: that says nothing against the second.
  await meet(1, 200);
  await ask();
  await meet(3, 401);
  expect(told).toEqual([false, true]);
  await renewed();
  await meet(4, 401);
  await ask();
  await meet(5, 401);
  expect(told).toEqual([false, true, false]);
});

test("a token at hand costs no timer", async () => {
  const vendor = new HeldVendor();
  layered(new Tokens(), vendor.send)(read(), { deadlineAt: clock.now() + 100 });
  await settled();
  expect(vendor.requests).toHaveLength(1);
  expect(clock.sleeping).toBe(0);
});

describe("a renewal that fails", () => {
  test("fails every request that waits for it as not acted on; the next request renews again", async () => {
    const tokens = new Tokens();
    const vendor = new HeldVendor();
    const send = layered(tokens, vendor.send);
    const calls = [refusal(send(change(), {})), refusal(send(read(), {}))];
    await settled();
    vendor.answerNext(answer({ status: 401 }));
    vendor.answerNext(answer({ status: 401 }));
    await settled();
    tokens.endRenewal(new VendorError({ code: "TIMEOUT", vendor: "acme", sent: "maybe", message: "no token", retryAfterMs: 5 }));
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({ code: "TIMEOUT", sent: "no", message: "no token", retryAfterMs: 5 });
    }
    expect(tokens.renewals).toBe(1);
    send(read(), {});
    await settled();
    vendor.answerNext(answer({ status: 401 }));
    await settled();
    expect(tokens.renewals).toBe(2);
  });

  test("continues for the others when one caller leaves or runs out of time", async () => {
    const tokens = new Tokens();
    const vendor = new HeldVendor();
    const send = layered(tokens, vendor.send);
    const caller = new AbortController();
    const scopes: CallScope[] = [{ signal: caller.signal }, { deadlineAt: clock.now() + 100 }, {}];
    const calls = scopes.map((scope) => send(change(), scope));
    const seen = calls.map((call) => watch(call));
    const leaving = refusal(calls[0] as Promise<unknown>);
    const late = refusal(calls[1] as Promise<unknown>);
    await settled();
    for (let count = 0; count < 3; count += 1) vendor.answerNext(answer({ status: 401 }));
    await settled();
    caller.abort();
    expect(await leaving).toMatchObject({ name: "CallAborted", sent: "no" });
    await clock.advance(99);
    expect(seen[1]?.state).toBe("pending");
    await clock.advance(1);
    expect(await late).toMatchObject({ code: "TIMEOUT", sent: "no", cutShort: true });
    tokens.endRenewal();
    await settled();
    vendor.answerNext();
    expect((await (calls[2] as Promise<{ status: number }>)).status).toBe(200);
    expect(tokens.renewals).toBe(1);
    expect(clock.sleeping).toBe(0);
  });
});

test("a token that cannot be fetched fails a change before it is sent", async () => {
  const vendor = new HeldVendor();
  const failing: Authorizer = {
    headers: () => Promise.reject(new VendorError({ code: "UNAVAILABLE", vendor: "acme", sent: "maybe", message: "down", status: 503 })),
  };
  expect(await refusal(layered(failing, vendor.send)(change(), {}))).toMatchObject({ code: "UNAVAILABLE", sent: "no", status: 503 });
  expect(vendor.requests).toHaveLength(0);
});

test("credentials that cannot be renewed are sent once", async () => {
  const vendor = new HeldVendor();
  const send = layered({ headers: async () => ({ authorization: "Basic x" }), rejected: () => true }, vendor.send);
  const call = send(read(), {});
  await settled();
  vendor.answerNext(answer({ status: 401 }));
  expect((await call).status).toBe(401);
  expect(vendor.requests).toHaveLength(1);
});
