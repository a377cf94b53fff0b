import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
// Not of the package's index, which loads fetch, web sockets, caches and mocks as well.
import Pool from "undici/lib/dispatcher/pool.js";
import type { AbortSignalLike } from "../abort-signal.js";
import type { Clock } from "../clock.js";
import { retryAfterMs } from "../http/retry-after.js";
import { DeadlineTimers } from "../http/sending/deadline-timers.js";
import { addressInHost, isAllowedAddress, lookupAllowed } from "./allowed-addresses.js";
import type { WebhookSettings } from "./webhook-settings.js";

/** One try, from its beginning to the end of the answer. Standard Webhooks 1.0 recommends 15 to 30 s. */
export const TRY_WITHIN_MS = 15_000;
const CONNECT_WITHIN_MS = 5_000;
/** A receiver that asks for more is asked again all the same. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;
/** What an answer says beyond its status is not read; so much is let pass, so that the connection can be used again. */
const PASSED_OVER_BYTES = 16 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;

/** How a try ended, for metrics. */
export const TRY_OUTCOMES = ["delivered", "gone", "refused", "failed", "redirected", "timeout", "unreachable", "address_refused"] as const;

export interface TryResult {
  outcome: (typeof TRY_OUTCOMES)[number];
  /** What happened, for people: "was answered with 503". */
  what: string;
  /** By the receiver's `Retry-After`, a day at most. */
  retryAfterMs?: number;
}

export interface Poster {
  /** Posts once. Undefined where the signal cut it off before it was answered. */
  post(headers: Readonly<Record<string, string>>, body: string, signal: AbortSignalLike): Promise<TryResult | undefined>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Posts to one receiver. Certificates are verified, redirects are not followed, and the address of each connection is checked. */
export function createPoster({ url, isPrivate }: WebhookSettings, connections: number, clock: Clock): Poster {
  const { origin, hostname, pathname, search } = new URL(url);
  const address = addressInHost(hostname);
  const isRefused = address !== undefined && !isAllowedAddress(address, isPrivate);
  const timers = new DeadlineTimers(clock);
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_WITHIN_MS, lookup: lookupAllowed(isPrivate) },
    maxHeaderSize: MOST_HEADER_BYTES,
    // The try keeps the time, for the whole of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    async post(headers, body, signal) {
      if (isRefused) return refusedAddress();
      const handler = new Try(clock, timers, signal);
      if (!signal.aborted) pool.dispatch({ method: "POST", path: `${pathname}${search}`, headers, body }, handler);
      return handler.result;
    },
    close: () => pool.destroy(),
  };
}

/** One request on the wire. Its status decides; the rest of the answer is let pass. */
class Try implements Dispatcher.DispatchHandler {
  readonly result: Promise<TryResult | undefined>;
  readonly #clock: Clock;
  readonly #signal: AbortSignalLike;
  readonly #stopTimer: () => void;
  #resolve: (result: TryResult | undefined) => void = () => undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #answered: TryResult | undefined;
  #passedOver = 0;
  #isOver = false;

  constructor(clock: Clock, timers: DeadlineTimers, signal: AbortSignalLike) {
    this.#clock = clock;
    this.#signal = signal;
    this.result = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    let endsAt = clock.now() + TRY_WITHIN_MS;
    const late: TryResult = { outcome: "timeout", what: `was not answered within ${TRY_WITHIN_MS / 1000} s` };
    this.#stopTimer = timers.set(
      () => {
        // Where the clock is set back, a try must not last for as long in addition.
        endsAt = Math.min(endsAt, clock.now() + TRY_WITHIN_MS);
        return endsAt;
      },
      () => this.#end(late),
    );
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isOver) controller.abort(CUT);
    else this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status >= 200) this.#answered = read(status, headers, this.#clock.now());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#passedOver += chunk.length;
    if (this.#passedOver > PASSED_OVER_BYTES) this.#end(undefined);
  }

  onResponseEnd(): void {
    this.#end(undefined);
  }

  /** Tells the code alone: undici's error may hold a piece of the answer. */
  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const code = codeOf(error);
    if (code === "ADDRESS_REFUSED") this.#end(refusedAddress());
    else if (code === "UND_ERR_CONNECT_TIMEOUT")
      this.#end({ outcome: "timeout", what: "could not be sent: no connection was made in time" });
    else this.#end({ outcome: "unreachable", what: `was not answered: ${code}` });
  }

  readonly #onAbort = (): void => this.#end(undefined);

  /** Once a status has come, it is what counts. */
  #end(otherwise: TryResult | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimer();
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#resolve(this.#answered ?? otherwise);
    // Does nothing where the answer is at its end.
    this.#controller?.abort(CUT);
  }
}

const CUT = new Error("Nothing more is read of it.");

function read(status: number, headers: IncomingHttpHeaders, now: number): TryResult {
  const what = `was answered with ${status}`;
  if (status < 300) return { outcome: "delivered", what };
  const texts: Record<string, string> = {};
  for (const name of ["retry-after", "date"]) {
    const value = headers[name];
    if (typeof value === "string") texts[name] = value;
  }
  const wait = retryAfterMs({ headers: texts, receivedAt: now });
  const waits = wait === undefined ? {} : { retryAfterMs: Math.min(wait, LONGEST_WAIT_MS) };
  if (status === 410) return { outcome: "gone", what };
  if (status < 400)
    return { outcome: "redirected", what: `${what}, and redirects are not followed: configure the address that it leads to` };
  return { outcome: status < 500 ? "refused" : "failed", what, ...waits };
}

function refusedAddress(): TryResult {
  const what =
    "was not sent: the receiver's address is on a private network, or no host's. WEBHOOK_<NAME>_PRIVATE=true allows a private network or loopback";
  return { outcome: "address_refused", what };
}

function codeOf(error: Error): string {
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && code !== "" ? code : error.name;
}
