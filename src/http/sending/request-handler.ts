import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { Clock } from "../../clock.js";
import type { CallScope, VendorRequest } from "../request.js";
import { CallAborted, nameOf, type Upstream, VendorError, type VendorErrorCode } from "../vendor-error.js";
import type { DeadlineTimers } from "./deadline-timers.js";

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
}

export interface RequestHandlerOptions extends Upstream {
  clock: Clock;
  timers: DeadlineTimers;
  attemptTimeoutMs: number;
  maxResponseBytes: number;
}

/** A vendor that had less than this part of an attempt's time before our deadline has not failed. */
const FAIR_SHARE_OF_ATTEMPT = 0.25;

/**
 * One request on the wire. A handler of undici's, not a call of `Pool.request`: whether a change can have reached the vendor depends on
 * `onRequestStart`, when the request is put on a socket, and only a handler sees that moment.
 */
export class RequestHandler implements Dispatcher.DispatchHandler {
  readonly answer: Promise<RawAnswer>;
  readonly #request: VendorRequest;
  readonly #scope: CallScope;
  readonly #options: RequestHandlerOptions;
  readonly #dispatchedAt: number;
  #resolve: (answer: RawAnswer) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #startedAt: number | undefined;
  #over = false;
  #stopTimer: () => void = () => undefined;
  #status = 0;
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(request: VendorRequest, scope: CallScope, options: RequestHandlerOptions) {
    this.#request = request;
    this.#scope = scope;
    this.#options = options;
    this.#dispatchedAt = options.clock.now();
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (scope.signal?.aborted) {
      this.#onAbort();
      return;
    }
    if (scope.deadlineAt !== undefined && scope.deadlineAt <= this.#dispatchedAt) {
      this.#onDeadline();
      return;
    }
    scope.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Call it once the request is dispatched: most requests are on a socket by then, and need no timer for the wait. */
  dispatched(): void {
    if (this.#over || this.#startedAt !== undefined) return;
    this.#stopTimer = this.#options.timers.set(
      () => this.#scope.deadlineAt,
      () => this.#onDeadline(),
    );
  }

  /** True once nothing more is to be done; a request that is over before its dispatch is not dispatched. */
  get over(): boolean {
    return this.#over;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Over: the caller left while the request was in the pool's queue. Started: undici puts a request on a second socket where the first
    // one was closed as idle; a change must not go out twice.
    if (this.#over || (this.#startedAt !== undefined && this.#request.intent === "change")) {
      controller.abort(new Error("Not sent."));
      return;
    }
    const { clock, attemptTimeoutMs } = this.#options;
    const startedAt = clock.now();
    const attemptEndsAt = startedAt + attemptTimeoutMs;
    this.#controller = controller;
    this.#startedAt = startedAt;
    // Once a change is written the vendor may act: its answer is awaited even where the caller has left.
    const isChange = this.#request.intent === "change";
    if (isChange) this.#scope.signal?.removeEventListener("abort", this.#onAbort);
    this.#stopTimer();
    this.#stopTimer = this.#options.timers.set(
      () => (isChange ? attemptEndsAt : Math.min(attemptEndsAt, this.#scope.deadlineAt ?? attemptEndsAt)),
      () => {
        if (clock.now() < attemptEndsAt) this.#onDeadline();
        else this.#fail({ code: "TIMEOUT", message: `${this.#name} was not answered within ${attemptTimeoutMs} ms.` });
      },
    );
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) this.#headers[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#options.maxResponseBytes) {
      this.#fail({ code: "BAD_RESPONSE", message: `${this.#name} was answered with more than ${this.#options.maxResponseBytes} bytes.` });
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#finish()) return;
    const [only] = this.#chunks;
    const bytes = only !== undefined && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, bytes });
  }

  /** Tells the code alone: undici's error may hold a piece of the answer, even a token. */
  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const code = errorCode(error);
    if (code === "UND_ERR_CONNECT_TIMEOUT") {
      this.#fail({ code: "TIMEOUT", message: `${this.#name} could not be sent: no connection was made in time (${code}).` });
    } else if (code.startsWith("HPE_") || code === "HTTPParserError" || code === "UND_ERR_HEADERS_OVERFLOW") {
      // Perhaps spoiled on the way, as a body may be; headers that are too long would be too long again.
      const retryable = code !== "UND_ERR_HEADERS_OVERFLOW";
      const message = `${this.#name} was answered with something that is not HTTP (${code}).`;
      this.#fail({ code: "BAD_RESPONSE", message, retryable });
    } else if (code === "UND_ERR_INVALID_ARG") {
      this.#fail({ code: "REJECTED", message: `${this.#name} cannot be put in HTTP: a header, the path or the body has a wrong form.` });
    } else {
      const what = this.#startedAt === undefined ? "could not be sent" : "lost its connection before it was answered";
      this.#fail({ code: "UNAVAILABLE", message: `${this.#name} ${what} (${code}).` });
    }
  }

  get #upstream(): Upstream {
    const { vendor, account } = this.#options;
    return { vendor, account };
  }

  get #name(): string {
    return `${this.#request.route} at ${nameOf(this.#options)}`;
  }

  get #sent(): "no" | "maybe" {
    return this.#startedAt === undefined ? "no" : "maybe";
  }

  readonly #onAbort = (): void => {
    this.#end(new CallAborted(this.#upstream, this.#request.route, this.#sent));
  };

  #onDeadline(): void {
    const { clock, attemptTimeoutMs } = this.#options;
    const givenMs = clock.now() - (this.#startedAt ?? this.#dispatchedAt);
    const when = this.#startedAt === undefined ? "before it could be sent" : `${givenMs} ms after it was sent, unanswered`;
    this.#fail({
      code: "TIMEOUT",
      message: `The time for ${this.#name} ended ${when}.`,
      cutShort: givenMs < attemptTimeoutMs * FAIR_SHARE_OF_ATTEMPT,
    });
  }

  #fail(failure: { code: VendorErrorCode; message: string; retryable?: boolean; cutShort?: boolean }): void {
    this.#end(new VendorError({ ...this.#upstream, ...failure, sent: this.#sent }));
  }

  #end(error: Error): void {
    if (!this.#finish()) return;
    this.#reject(error);
    this.#controller?.abort(error);
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#stopTimer();
    this.#scope.signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}

function errorCode(error: Error): string {
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && code !== "" ? code : error.name;
}
