import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { AllowanceSpent, DEFAULT_UPSTREAM, VendorError } from "../../http/vendor-error.js";
import { DatabaseUnavailable } from "../../store/database-unavailable.js";
import { bounded } from "./bounded-errors.js";
import { valueFault } from "./graphql-faults.js";
import { inputFaults } from "./input-faults.js";

const INTERNAL_MESSAGE = "Internal server error. Give the request id to the server's operator, who finds the cause in its log.";
const DATABASE_MESSAGE = "The server's database does not answer. What was asked was not done: ask again.";
const INTERNAL_CODE = "INTERNAL_SERVER_ERROR";
const BAD_INPUT_CODE = "BAD_USER_INPUT";

/**
 * An error as a client sees it. Errors made for the client pass with their code; a vendor's failure says what can be done about it; a database
 * that is away can be asked again; any other error is ours, and its message stays in the log.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  return bounded(worded(formatted, error));
}

function worded(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = thrown(error);
  if (cause instanceof AllowanceSpent) return withExtensions(formatted, cause.message, { code: BAD_INPUT_CODE });
  if (cause instanceof DatabaseUnavailable)
    return withExtensions(formatted, DATABASE_MESSAGE, { code: "UNAVAILABLE", retryable: true, retryAfterMs: cause.retryAfterMs });
  if (cause instanceof VendorError) return withExtensions(formatted, cause.message, vendorExtensions(cause));
  if (isArgumentValidation(cause)) {
    const { fields, message } = inputFaults(cause.extensions.validationErrors, error);
    return withExtensions(formatted, message, { code: BAD_INPUT_CODE, fields });
  }
  const fault = valueFault(formatted, error, cause);
  if (fault !== undefined) {
    const { message, fields } = fault;
    return withExtensions(formatted, message, { code: BAD_INPUT_CODE, ...(fields === undefined ? {} : { fields }) });
  }
  if (isInternal(formatted))
    return withExtensions(formatted, INTERNAL_MESSAGE, { code: INTERNAL_CODE, requestId: formatted.extensions?.requestId });
  return formatted;
}

/** What Apollo does before it calls `formatError`. */
export function enrich(error: GraphQLError): GraphQLFormattedError {
  return { ...error.toJSON(), extensions: { ...error.extensions, code: error.extensions.code ?? INTERNAL_CODE } };
}

export function isInternal(formatted: GraphQLFormattedError): boolean {
  return (formatted.extensions?.code ?? INTERNAL_CODE) === INTERNAL_CODE;
}

/** The value that was thrown, without the wrappers of graphql-js and Apollo. */
export function thrown(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined ? thrown(error.originalError) : error;
}

function withExtensions(formatted: GraphQLFormattedError, message: string, extensions: Record<string, unknown>): GraphQLFormattedError {
  return { ...formatted, message, extensions };
}

/** Keys without a value are left out by JSON. */
function vendorExtensions(failure: VendorError): Record<string, unknown> {
  const { code, vendor, account = DEFAULT_UPSTREAM, retryable, retryAfterMs, vendorCode, vendorRequestId } = failure;
  const resetsAt = failure.resetsAt === undefined ? undefined : new Date(failure.resetsAt).toISOString();
  return { code, vendor, account, retryable, retryAfterMs, resetsAt, vendorCode, vendorRequestId };
}

function isArgumentValidation(cause: unknown): cause is GraphQLError {
  return cause instanceof GraphQLError && Array.isArray(cause.extensions.validationErrors);
}
