import type { Clock } from "../clock.js";
import type { BreakerPolicy } from "./policy.js";
import type { Layer } from "./request.js";
import { accountOf, CallAborted, nameOf, type Upstream, VendorError, type VendorErrorCode } from "./vendor-error.js";

export type CircuitState = "CLOSED" | "OPEN" | "HALF_OPEN";

/** What a call says about the vendor's health. "says-nothing": the caller left, or our own limiter refused it. */
export type Verdict = "works" | "fails" | "says-nothing";

const FAILURES: ReadonlySet<VendorErrorCode> = new Set<VendorErrorCode>(["UNAVAILABLE", "TIMEOUT", "BAD_RESPONSE"]);

export function verdictOf(error: unknown): Verdict {
  if (!(error instanceof VendorError) || error instanceof CallAborted || error.cutShort) return "says-nothing";
  if (FAILURES.has(error.code)) return "fails";
  // A refusal with a status comes from a vendor that works; one without a status is not the vendor's.
  return error.status === undefined ? "says-nothing" : "works";
}

/**
 * The states of one circuit, with the time passed in. cockatiel is not used: it reads Date.now() itself, takes a caller who leaves during the
 * trial for a vendor that works, and lets others wait for the trial beyond their deadlines.
 */
export class Circuit {
  readonly #policy: BreakerPolicy;
  #failures = 0;
  #openedAt: number | undefined;
  #trying = false;
  /** Counts the changes of state: a call that began before the last one does not change the state. */
  #era = 0;

  constructor(policy: BreakerPolicy) {
    this.#policy = policy;
  }

  state(now: number): CircuitState {
    if (this.#openedAt === undefined) return "CLOSED";
    return now - this.#openedAt >= this.#policy.openMs ? "HALF_OPEN" : "OPEN";
  }

  /** Lets a call through and takes its verdict, or says how many milliseconds to wait. */
  admit(now: number): { settle: (verdict: Verdict, now: number) => void } | { retryAfterMs: number } {
    const state = this.state(now);
    if (state === "OPEN") return { retryAfterMs: (this.#openedAt ?? now) + this.#policy.openMs - now };
    if (state === "CLOSED") {
      const era = this.#era;
      return { settle: (verdict, at) => this.#settle(era, verdict, at) };
    }
    // Half open: one call at a time tries, for an unknown time.
    if (this.#trying) return { retryAfterMs: Math.min(1000, this.#policy.openMs) };
    this.#trying = true;
    return { settle: (verdict, at) => this.#settleTrial(verdict, at) };
  }

  #settle(era: number, verdict: Verdict, now: number): void {
    if (era !== this.#era || verdict === "says-nothing") return;
    this.#failures = verdict === "works" ? 0 : this.#failures + 1;
    if (this.#failures >= this.#policy.failures) this.#open(now);
  }

  #settleTrial(verdict: Verdict, now: number): void {
    this.#trying = false;
    if (verdict === "fails") this.#open(now);
    else if (verdict === "works") this.#close();
  }

  #open(now: number): void {
    this.#openedAt = now;
    this.#era += 1;
  }

  #close(): void {
    this.#openedAt = undefined;
    this.#failures = 0;
    this.#era += 1;
  }
}

export interface BreakerOptions extends Upstream {
  circuit: Circuit;
  clock: Clock;
}

/** Fails requests at once while the vendor's circuit is open. */
export function breakerLayer({ vendor, account, circuit, clock }: BreakerOptions): Layer {
  const upstream = { vendor, account: accountOf({ vendor, account }) };
  return (next) => (request, scope) => {
    const admission = circuit.admit(clock.now());
    if ("retryAfterMs" in admission) {
      const { retryAfterMs } = admission;
      const message = `${request.route} was not sent: ${nameOf(upstream)} has been failing and is left alone for another ${retryAfterMs} ms.`;
      return Promise.reject(new VendorError({ ...upstream, code: "UNAVAILABLE", sent: "no", retryAfterMs, message }));
    }
    return next(request, scope).then(
      (response) => {
        admission.settle("works", clock.now());
        return response;
      },
      (error: unknown) => {
        const now = clock.now();
        const before = circuit.state(now);
        admission.settle(verdictOf(error), now);
        if (before !== "OPEN" && circuit.state(now) === "OPEN")
          scope.log?.warn({ ...upstream, route: request.route }, "The circuit is open.");
        throw error;
      },
    );
  };
}
