import type { Clock } from "../../../clock.js";
import type { BudgetState } from "../../../http/limiter/budget.js";
import type { Quota } from "../../../http/quota.js";
import type { VendorRequest, VendorResponse } from "../../../http/request.js";
import { MOST_OF_AN_INT, nameOf, type Upstream, VendorError } from "../../../http/vendor-error.js";
import { nameVariables } from "../../contract/variables.js";
import { SPENT_CODE, saysSpent } from "../feishu.errors.js";
import { monthOf, renewalAfter, renewalSentence } from "./feishu.month.js";
import type { MonthCallsRepository, SpentMonth } from "./month-calls.repository.js";
import { MonthCount } from "./month-count.js";

export interface TenantQuotaOptions {
  /** FEISHU_MONTHLY_CALLS; undefined: Feishu alone counts. */
  limit: number | undefined;
  repository: MonthCallsRepository;
  clock: Clock;
  onError: (error: unknown, what: string) => void;
}

/**
 * The calls that a tenant's plan allows in a month, for both products of an app. Once Feishu says that they are used up, or our count does,
 * nothing is sent until the month of Beijing has ended; both are kept in the database.
 */
export class TenantQuota {
  readonly #options: TenantQuotaOptions;
  readonly #count: MonthCount | undefined;
  readonly #loaded: Promise<void>;
  #spent: SpentMonth | undefined;

  constructor(options: TenantQuotaOptions) {
    const { limit } = options;
    this.#options = options;
    this.#count = limit === undefined ? undefined : new MonthCount({ ...options, limit });
    this.#loaded = this.#load().catch((error: unknown) => options.onError(error, "reading the count of Feishu's calls of the month"));
  }

  /** The quota of one product's requests, whose failures carry its name. */
  of(upstream: Upstream): Quota {
    return {
      admit: async (request) => {
        await this.#loaded;
        const refusal = this.refusal(upstream, request);
        if (refusal !== undefined) throw refusal;
      },
      count: async (request) => {
        if (this.#count === undefined) return () => undefined;
        const takeBack = await this.#count.take(request.background);
        if (takeBack === undefined) throw this.#usedUp(upstream, request);
        return takeBack;
      },
      learn: (response) => this.learn(response),
    };
  }

  /** Why nothing may be sent now; undefined where it may. */
  refusal(upstream: Upstream, request: Pick<VendorRequest, "route" | "background">): VendorError | undefined {
    if (this.#isSpent()) return this.#spentError(upstream, `${request.route} at ${nameOf(upstream)} was not sent`);
    return this.#count?.isUsedUp(request.background) === true ? this.#usedUp(upstream, request) : undefined;
  }

  /** Feishu's word, from any API of the app. */
  learn(response: VendorResponse): void {
    if (!saysSpent(response)) return;
    const { clock, repository, onError } = this.#options;
    const wasSpent = this.#isSpent();
    const until = renewalAfter(response);
    this.#spent = { at: clock.now(), until };
    if (wasSpent) return;
    // By its end, for Feishu's clock may be in another month than ours.
    void repository.saveSpent(monthOf(until - 1).name, this.#spent).catch((error: unknown) => {
      onError(error, "noting that the calls of the month are used up");
    });
  }

  /** Feishu's word as the last failure of a product, also after a restart; undefined where it is over, or was never said. */
  lastFailure(upstream: Upstream): { error: VendorError; at: number } | undefined {
    if (!this.#isSpent() || this.#spent === undefined) return undefined;
    return { error: this.#spentError(upstream, `${nameOf(upstream)} takes no calls`), at: this.#spent.at };
  }

  /** Undefined where the number is not known. */
  budget(): BudgetState | undefined {
    const count = this.#count;
    if (count === undefined) return undefined;
    const remaining = this.#isSpent() ? 0 : count.remaining;
    return {
      name: "calls of the tenant's apps in a month",
      limit: count.limit,
      remaining,
      windowMs: MOST_OF_AN_INT,
      resetsAt: remaining === count.limit ? undefined : count.endsAt,
      queued: 0,
    };
  }

  async close(): Promise<void> {
    await this.#loaded;
    await this.#count?.close().catch((error: unknown) => this.#options.onError(error, "giving back Feishu's calls of the month"));
  }

  async #load(): Promise<void> {
    const [spent] = await Promise.all([this.#options.repository.spent(), this.#count?.load()]);
    this.#spent ??= spent;
  }

  #isSpent(): boolean {
    return this.#spent !== undefined && this.#options.clock.now() < this.#spent.until;
  }

  #spentError(upstream: Upstream, what: string): VendorError {
    const until = this.#spent?.until ?? 0;
    const message = `${what}: Feishu says that the calls of this month are used up, of all apps of the tenant together (code ${SPENT_CODE}).`;
    return this.#error(upstream, message, until, SPENT_CODE);
  }

  #usedUp(upstream: Upstream, { route, background }: Pick<VendorRequest, "route" | "background">): VendorError {
    const { limit = 0, endsAt = 0 } = this.#count ?? {};
    const which = background === undefined ? `the ${limit} calls` : `the share of background work in the ${limit} calls`;
    const variable = nameVariables(upstream, "FEISHU_MONTHLY_CALLS");
    return this.#error(upstream, `${route} at ${nameOf(upstream)} was not sent: ${which} of this month are used up (${variable}).`, endsAt);
  }

  #error(upstream: Upstream, message: string, resetsAt: number, code?: number): VendorError {
    return new VendorError({
      ...upstream,
      code: "RATE_LIMITED",
      sent: "no",
      message: `${message} ${renewalSentence(resetsAt)}`,
      retryAfterMs: Math.max(0, resetsAt - this.#options.clock.now()),
      resetsAt,
      vendorCode: code === undefined ? undefined : String(code),
    });
  }
}
