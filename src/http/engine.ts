import type { Clock } from "../clock.js";
import type { Secrets } from "../secrets/secrets.js";
import { allowanceLayer } from "./allowance.js";
import { keepAnswersLayer, serveAnswersLayer } from "./answers/keep-answers.js";
import { type SourceAnswers, UnkeptAnswers } from "./answers/source-answers.js";
import { type Authorizer, authorizeLayer } from "./authorize.js";
import { breakerLayer, Circuit, type CircuitState } from "./breaker.js";
import { type Classifier, classifyLayer } from "./classify.js";
import { costLayer } from "./cost.js";
import { cutErrorsLayer } from "./cut-secrets.js";
import { dedupeLayer } from "./dedupe.js";
import type { BudgetState } from "./limiter/budget.js";
import { createLimiter, type Permit } from "./limiter/limit.js";
import type { Sharing } from "./limiter/shared/rounds.js";
import type { VendorPolicy } from "./policy.js";
import { admitLayer, countLayer, type Quota } from "./quota.js";
import type { Intent, Layer, Send, VendorResponse } from "./request.js";
import { retryLayer } from "./retry.js";
import { DeadlineTimers } from "./sending/deadline-timers.js";
import { createSender } from "./sending/send.js";
import { traceLayer } from "./trace.js";
import { CallAborted, type Upstream, VendorError, type VendorErrorCode } from "./vendor-error.js";
import { clockSkewMs } from "./vendor-time.js";

export interface HttpEngineOptions {
  policy: VendorPolicy;
  /** Left out where the request itself carries the credentials, as one for a token does. */
  authorizer?: Authorizer;
  classify: Classifier;
  /** A count besides the budgets of the policy, which outlives the process. */
  quota?: Quota;
  /** As `ClassifyOptions.speaksPlainly`. */
  speaksPlainly?: (response: VendorResponse) => boolean;
  clock: Clock;
  secrets: Secrets;
  /** True where answers bring tokens: then secrets are not cut out of them, and nobody is told their cost. */
  mints?: boolean;
  /** Those of the source that serve again; left out, each serves once. */
  answers?: SourceAnswers;
  /** How the budgets are held together with other servers; left out where no other server uses them. */
  sharing?: Sharing;
  /** For one attempt. */
  upstreamTimeoutMs: number;
  /** From 0 to below 1. Default Math.random. */
  random?: () => number;
  /** Called for every attempt, when it has ended. */
  onResult?: (result: AttemptResult) => void;
  /** Called for every read that costs no request of its own. */
  onSpared?: (read: SparedRead) => void;
  /** Called with the time that each attempt waited for its budgets. */
  onPermit?: (turn: Permit) => void;
}

export interface SparedRead extends Upstream {
  /** By another request under way, or by a kept answer. */
  by: "coalesced" | "cached";
}

export interface AttemptResult extends Upstream {
  route: string;
  intent: Intent;
  outcome: "OK" | "ABORTED" | VendorErrorCode;
  /** Of the answer, where one came. */
  status?: number;
  /** From the attempt's start, including the wait for its budgets and a token. */
  elapsedMs: number;
}

export interface EngineFailure {
  error: VendorError;
  at: number;
}

/** One vendor's HTTP, as its client uses it. */
export interface HttpEngine {
  readonly send: Send;
  budgets(): BudgetState[];
  circuit(): CircuitState;
  readonly lastSuccessAt: number | undefined;
  /** Milliseconds by which the vendor's clock is ahead of ours, by its latest answer; 0 before the first. */
  readonly clockSkewMs: number;
  /** The last failure that says something about the vendor; a record that was not found, or a refused request, does not. */
  readonly lastFailure: EngineFailure | undefined;
  close(): Promise<void>;
}

const ABOUT_THE_REQUEST: ReadonlySet<VendorErrorCode> = new Set<VendorErrorCode>(["NOT_FOUND", "REJECTED", "UNSUPPORTED"]);

/**
 * The layers, outermost first: a kept answer serves, and identical reads are shared, before anything is spent on them; the circuit sees a call with all its attempts;
 * retry stands above classification (some vendors say "slow down" in the body of a 200); each attempt, a repeated sign-in too, is counted and
 * waits for its budgets. The sender cuts secrets out of answers as it reads them; they are cut out of errors before these are told.
 */
export function createHttpEngine(options: HttpEngineOptions): HttpEngine {
  const { policy, clock, authorizer, secrets, quota, onSpared, answers = new UnkeptAnswers() } = options;
  const upstream: Upstream = { vendor: policy.vendor, account: policy.account };
  const coalesced: SparedRead = { ...upstream, by: "coalesced" };
  const cached: SparedRead = { ...upstream, by: "cached" };
  const timers = new DeadlineTimers(clock);
  const circuit = new Circuit(policy.breaker);
  const limiter = createLimiter({ ...upstream, budgets: policy.budgets, clock, sharing: options.sharing, onPermit: options.onPermit });
  const sender = createSender({
    ...policy,
    upstreamTimeoutMs: options.upstreamTimeoutMs,
    clock,
    timers,
    ...(options.mints === true ? {} : { secrets, lastBodies: answers.bodies }),
  });
  let lastSuccessAt: number | undefined;
  let skewMs = 0;
  let lastFailure: EngineFailure | undefined;

  const watch: Layer = (next) => (request, scope) => {
    const startedAt = clock.now();
    const ended = (outcome: AttemptResult["outcome"], status?: number): void =>
      options.onResult?.({
        vendor: upstream.vendor,
        account: upstream.account,
        route: request.route,
        intent: request.intent,
        outcome,
        status,
        elapsedMs: clock.now() - startedAt,
      });
    return next(request, scope).then(
      (response) => {
        lastSuccessAt = clock.now();
        skewMs = clockSkewMs(response) ?? skewMs;
        ended("OK", response.status);
        return response;
      },
      (error: unknown) => {
        if (error instanceof CallAborted) ended("ABORTED");
        else if (error instanceof VendorError) {
          if (!ABOUT_THE_REQUEST.has(error.code)) lastFailure = { error, at: clock.now() };
          ended(error.code, error.status);
        }
        throw error;
      },
    );
  };

  /** A caller's `background` applies to its requests. */
  const inBackground: Layer = (next) => (request, scope) =>
    next(scope.background === undefined ? request : { background: scope.background, ...request }, scope);

  const layers: Layer[] = [
    inBackground,
    serveAnswersLayer({ ...upstream, answers, clock, secrets, onCached: () => onSpared?.(cached) }),
    ...(quota === undefined ? [] : [admitLayer(quota)]),
    dedupeLayer({ ...upstream, timers, answers, onCoalesced: () => onSpared?.(coalesced) }),
    keepAnswersLayer({ answers, secrets }),
    breakerLayer({ ...upstream, circuit, clock }),
    retryLayer({ ...upstream, policy: policy.retry, clock, random: options.random ?? Math.random }),
    traceLayer(policy),
    watch,
    cutErrorsLayer(secrets),
    classifyLayer({ ...upstream, classify: options.classify, speaksPlainly: options.speaksPlainly }),
    ...(authorizer === undefined ? [] : [authorizeLayer({ ...upstream, authorizer, timers, secrets })]),
    allowanceLayer(upstream),
    limiter.layer,
    ...(quota === undefined ? [] : [countLayer(quota)]),
    ...(options.mints === true ? [] : [costLayer(upstream)]),
  ];

  return {
    send: layers.reduceRight((next, layer) => layer(next), sender.send),
    budgets: () => limiter.budgets(),
    circuit: () => circuit.state(clock.now()),
    get lastSuccessAt() {
      return lastSuccessAt;
    },
    get clockSkewMs() {
      return skewMs;
    },
    get lastFailure() {
      return lastFailure;
    },
    close: async () => {
      limiter.close();
      await sender.close();
      await limiter.leave();
    },
  };
}
