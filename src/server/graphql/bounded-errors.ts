import type { GraphQLFormattedError } from "graphql";
import type { OperationStep } from "./operation-steps.js";

/** Longer than any message of ours; a longer one repeats text that a client or a vendor sent. */
const MAX_MESSAGE = 2000;
const TAIL = 500;
const MAX_LOCATIONS = 10;
/** As many as one list of ids may have. */
const MAX_ERRORS = 1000;

/** The error, cut to a size that can be sent. */
export function bounded(error: GraphQLFormattedError): GraphQLFormattedError {
  const { message, locations, extensions } = error;
  const fields: unknown = extensions?.fields;
  return {
    ...error,
    message: shortened(message),
    ...(locations !== undefined && locations.length > MAX_LOCATIONS ? { locations: locations.slice(0, MAX_LOCATIONS) } : {}),
    ...(Array.isArray(fields) ? { extensions: { ...extensions, fields: fields.map(boundedTexts) } } : {}),
  };
}

/** The value with every text in it shortened. */
function boundedTexts(value: unknown): unknown {
  if (typeof value === "string") return shortened(value);
  if (Array.isArray(value)) return value.map(boundedTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, boundedTexts(inner)]));
}

/** A message ends with what was found, so it is cut in its middle. */
function shortened(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - TAIL)} … ${message.slice(-TAIL)}`;
}

/** Tells the first errors of an answer, and how many more there are. */
export function boundedErrors(): OperationStep {
  return {
    answering: (answering) => {
      const { errors } = answering.result;
      if (errors !== undefined && errors.length > MAX_ERRORS) answering.result = { ...answering.result, errors: firstOf(errors) };
    },
  };
}

function firstOf(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const [next] = errors.slice(MAX_ERRORS);
  const message = `${errors.length - MAX_ERRORS} more errors are left out. Ask for less at once to see them.`;
  return [...errors.slice(0, MAX_ERRORS), { message, extensions: { code: next?.extensions?.code } }];
}
