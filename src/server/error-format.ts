import type { GraphQLFormattedError } from "graphql";
import { GraphQLError, Kind } from "graphql";
import { VendorError } from "../http/vendor-error.js";
import { inputFaults } from "./input-faults.js";

const INTERNAL_MESSAGE = "Internal server error. Give the request id to the server's operator, who finds the cause in its log.";
const INTERNAL_CODE = "INTERNAL_SERVER_ERROR";
const BAD_INPUT_CODE = "BAD_USER_INPUT";

/**
 * What a client sees of an error. Errors that were thrown for the client pass with their code; a vendor's failure says what can be
 * done about it; anything else is ours, and its message stays in the log.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = thrown(error);
  if (cause instanceof VendorError) return withExtensions(formatted, cause.message, vendorExtensions(cause));
  if (isArgumentValidation(cause)) {
    const { fields, message } = inputFaults(cause.extensions.validationErrors, error);
    return withExtensions(formatted, message, { code: BAD_INPUT_CODE, fields });
  }
  if (isVariableCoercion(formatted, error)) {
    return withExtensions(formatted, formatted.message, { code: BAD_INPUT_CODE, fields: [variableFault(formatted.message)] });
  }
  if (isMissingArgument(formatted, cause)) return withExtensions(formatted, formatted.message, { code: BAD_INPUT_CODE });
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

/** The thing that was thrown, below what graphql-js and Apollo wrapped around it. */
export function thrown(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined ? thrown(error.originalError) : error;
}

function withExtensions(formatted: GraphQLFormattedError, message: string, extensions: Record<string, unknown>): GraphQLFormattedError {
  return { ...formatted, message, extensions };
}

/** Keys without a value are left out by JSON. */
function vendorExtensions(failure: VendorError): Record<string, unknown> {
  const { code, vendor, retryable, retryAfterMs, vendorCode, vendorRequestId } = failure;
  return { code, vendor, retryable, retryAfterMs, vendorCode, vendorRequestId };
}

function isArgumentValidation(cause: unknown): cause is GraphQLError {
  return cause instanceof GraphQLError && Array.isArray(cause.extensions.validationErrors);
}

function isVariableCoercion(formatted: GraphQLFormattedError, error: unknown): boolean {
  if (formatted.extensions?.code !== BAD_INPUT_CODE || !(error instanceof GraphQLError)) return false;
  return error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
}

/** graphql-js names the place as `at "input.ids[0]"` or, for the whole value, as `Variable "$input"` alone. */
function variableFault(message: string): { path: string[]; message: string } {
  const place = / at "([^"]+)"/.exec(message)?.[1] ?? /^Variable "\$(\w+)"/.exec(message)?.[1] ?? "";
  const path = place.split(/[.[\]]+/).filter((step) => step !== "");
  return { path, message };
}

/** A variable that may be left out, used for an argument that may not: only execution finds out. */
function isMissingArgument(formatted: GraphQLFormattedError, cause: unknown): boolean {
  return (
    cause instanceof GraphQLError &&
    cause.extensions.code === undefined &&
    /^Argument "\w+" of (required|non-null) type /.test(formatted.message)
  );
}
