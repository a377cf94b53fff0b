import type { Clock } from "../clock.js";
import { asError } from "../datasources/contract/as-error.js";
import type { Change, Check } from "../datasources/contract/change.js";
import { VendorError } from "../http/vendor-error.js";
import { DatabaseUnavailable } from "../store/database-unavailable.js";
import type { OperationRecording } from "../store/operation-recording.js";
import type { ChangeRequest, CheckedChange, Mutation } from "./change-request.js";
import { type ChangeConnections, openReads, requireChange } from "./connected-changes.js";
import { inTime } from "./in-time.js";
import { paidAlreadyError } from "./outcome.js";
import { isPaid, type PaidChanges } from "./paid-changes.js";

export interface ChangeCheckerOptions {
  connections: ChangeConnections;
  /** Names the holders of a change's locks, as they are before its check. */
  recording: Pick<OperationRecording, "lockHolders">;
  clock: Clock;
  onError?: (error: unknown, what: string) => void;
}

/** Checks changes by their vendors' rules, before anything is recorded or sent; a dry run ends here. */
export class ChangeChecker {
  readonly #options: ChangeCheckerOptions;
  readonly #paid: PaidChanges;

  constructor(options: ChangeCheckerOptions, paid: PaidChanges) {
    this.#options = options;
    this.#paid = paid;
  }

  /**
   * Checks in one round, so that all checks of one source share one datasource. A change that could not be checked is left out: its error is its
   * answer.
   */
  async checkAll(open: readonly ChangeRequest[], mutation: Mutation): Promise<CheckedChange[]> {
    const { options, answers } = mutation;
    const { connections, recording, onError } = this.#options;
    const reads = openReads(connections, options.scope);
    const locked = open.map((request) => {
      const change = requireChange(connections, request);
      return { request, change, locks: change.locks(request) };
    });
    const seen = options.dryRun ? undefined : await this.#inTime(recording.lockHolders(locked.flatMap(({ locks }) => locks)), mutation);
    const checked = await Promise.all(
      locked.map(async ({ request, change, locks }) => {
        try {
          const checked = await change.check(request, reads(request.source));
          const check = options.dryRun ? checked : await this.#refusedIfPaidAlready(checked, { request, change, locks }, mutation);
          return { request, check, locks: check.ready ? locks : [], seen };
        } catch (error) {
          // In a list the other answers stand, and nothing else reports this error.
          if (!(error instanceof VendorError || error instanceof DatabaseUnavailable)) onError?.(error, "checking a change");
          answers.set(request.position, asError(error));
          return undefined;
        }
      }),
    );
    return checked.filter((one) => one !== undefined);
  }

  /** A payment made between this and the record has held one of the locks by then, so the change is checked again. */
  async #refusedIfPaidAlready(
    check: Check<unknown>,
    { request, change, locks }: { request: ChangeRequest; change: Change; locks: readonly string[] },
    mutation: Mutation,
  ): Promise<Check<unknown>> {
    if (!check.ready || !isPaid(request)) return check;
    const earlier = await this.#inTime(this.#paid.madeMeanwhile(request, change, locks, mutation.startedAt), mutation);
    return earlier === undefined ? check : { ready: false, refusals: [paidAlreadyError(earlier.id)], result: check.result };
  }

  /** What the database answers before the request's deadline. */
  #inTime<Result>(work: Promise<Result>, { options }: Mutation): Promise<Result> {
    return inTime(work, options.scope.deadlineAt, this.#options.clock);
  }
}
