import type { ValidationError } from "class-validator";
import { GraphQLError, Kind } from "graphql";

export interface InputFault {
  /** From the argument down to the field: ["input", "openings", "0", "openedAt"]. */
  path: string[];
  message: string;
}

/** More are not corrected at once. */
export const MAX_FAULTS = 20;

/** class-validator's tree of errors as a flat list, and one message that names the fields at fault. */
export function inputFaults(errors: unknown, error: unknown): { fields: InputFault[]; message: string } {
  const tree = Array.isArray(errors) ? errors.filter(isValidationError) : [];
  const faults = tree.flatMap((fault) => flatten(fault, argumentPath(error, fault)));
  const fields = faults.slice(0, MAX_FAULTS);
  const more = faults.length > fields.length ? `; and ${faults.length - fields.length} more` : "";
  const list = fields.map(({ message }) => message.replace(/\.$/, "")).join("; ");
  return { fields, message: `The input is not valid: ${list}${more}. Correct ${faults.length === 1 ? "it" : "these"} and send it again.` };
}

function flatten(fault: ValidationError, parents: string[]): InputFault[] {
  const path = [...parents, fault.property];
  const own = Object.values(fault.constraints ?? {}).map((message) => ({ path, message: namePlace(message, fault.property, path) }));
  return [...own, ...(fault.children ?? []).flatMap((child) => flatten(child, path))];
}

/** class-validator's messages begin with the property's name (or `each value in <name>`); others get the place in front. */
function namePlace(message: string, property: string, path: readonly string[]): string {
  const place = path.join(".");
  if (message.startsWith(`${property} `)) return place + message.slice(property.length);
  if (message.startsWith(`each value in ${property} `)) return `each value in ${place}${message.slice(`each value in ${property}`.length)}`;
  return `${place}: ${message}`;
}

/**
 * type-graphql does not say which argument failed. A property that is itself an argument came through `@Args()` and starts the path;
 * otherwise it sits in the field's input object, which by convention is `input`, or the only argument there is.
 */
function argumentPath(error: unknown, fault: ValidationError): string[] {
  const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined;
  if (node?.kind !== Kind.FIELD) return [];
  const names = (node.arguments ?? []).map((argument) => argument.name.value);
  // Beside an argument that was given: of `@Args()` too, though it was left out itself.
  const isArgument = names.includes(fault.property) || names.some((name) => name in Object(fault.target));
  if (isArgument) return [];
  const only = names.length === 1 ? names[0] : undefined;
  const argument = names.includes("input") ? "input" : only;
  return argument === undefined ? [] : [argument];
}

function isValidationError(value: unknown): value is ValidationError {
  return typeof value === "object" && value !== null && "property" in value;
}
