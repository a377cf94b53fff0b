import type { GraphQLError, GraphQLFormattedError } from "graphql";
import { CallAborted, VendorError } from "../../http/vendor-error.js";
import { DatabaseUnavailable } from "../../store/database-unavailable.js";
import type { Logger } from "../../telemetry/logger.js";
import { formatError, isInternal, thrown } from "./error-format.js";
import type { OperationStep } from "./operation-steps.js";

/** Lines of the log that one answer may take. */
const MAX_LOGGED = 100;

/** Errors by what was thrown, each with its first place and the number of places: one failure of a vendor stands at every record it cost. */
function byCause(errors: readonly GraphQLError[]): [cause: unknown, { error: GraphQLError; times: number }][] {
  const causes = new Map<unknown, { error: GraphQLError; times: number }>();
  for (const error of errors) {
    const cause = thrown(error);
    const known = causes.get(cause);
    if (known === undefined) causes.set(cause, { error, times: 1 });
    else known.times += 1;
  }
  return [...causes];
}

/** Logs errors of ours and of vendors, and gives the client the request's id. */
export class ErrorReport {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Call it for every list of errors before it is sent. Partial results bypass Apollo's hook for errors. */
  log(errors: readonly GraphQLError[], requestId: string): void {
    const causes = byCause(errors);
    for (const [cause, { error, times }] of causes.slice(0, MAX_LOGGED)) {
      const about = { requestId, path: error.path, err: cause, ...(times === 1 ? {} : { times }) };
      if (cause instanceof CallAborted) this.#logger.debug(about, "a read was given up: its caller went away");
      else if (cause instanceof DatabaseUnavailable) this.#logger.warn(about, "the database did not answer");
      else if (cause instanceof VendorError) this.#logger.warn(about, "a vendor failed");
      else if (isInternal(formatError(error.toJSON(), error))) this.#logger.error(about, "a resolver failed");
    }
    if (causes.length > MAX_LOGGED)
      this.#logger.warn({ requestId, more: causes.length - MAX_LOGGED }, "more errors of an answer are not logged");
  }

  /** Only our own errors carry the id: a vendor's error has the vendor's. */
  identified(errors: readonly GraphQLFormattedError[], requestId: string): GraphQLFormattedError[] {
    return errors.map((error) => (isInternal(error) ? { ...error, extensions: { ...error.extensions, requestId } } : error));
  }

  step(): OperationStep {
    return {
      failed: ({ errors, context }) => this.log(errors, context.requestId),
      answering: (answering) => {
        const { result, context } = answering;
        if (result.errors !== undefined) answering.result = { ...result, errors: this.identified(result.errors, context.requestId) };
      },
    };
  }
}
