import { GraphQLError, type GraphQLFormattedError, isValueNode, Kind, TokenKind, type ValueNode } from "graphql";
import { type InputFault, MAX_FAULTS } from "./input-faults.js";

/** A fault in a client's values, and its place as far as it is known. */
export interface ValueFault {
  message: string;
  fields?: InputFault[];
}

/**
 * A fault that graphql-js found in a client's values. It has neither code nor class, so it is recognised by its words and by the part of the
 * document that it names. Undefined for any other error.
 * @param cause the value that was thrown, without its wrappers
 */
export function valueFault(formatted: GraphQLFormattedError, error: unknown, cause: unknown): ValueFault | undefined {
  const { message } = formatted;
  const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined;
  const code = formatted.extensions?.code;
  // Coded by Apollo Server already.
  if (code === "BAD_USER_INPUT" && node?.kind === Kind.VARIABLE_DEFINITION) return { message, fields: [variableFault(message)] };
  // A literal of another kind than asked for is a fault like the same value in a variable.
  if (code === "GRAPHQL_VALIDATION_FAILED" && node !== undefined && isValueNode(node) && node.kind !== Kind.VARIABLE)
    return { message, fields: [{ path: placeOf(node), message }] };
  if (code === "GRAPHQL_VALIDATION_FAILED" && message === "Validation aborted.") return { message: TOO_MANY_FIELDS };
  if (!(cause instanceof GraphQLError) || cause.extensions.code !== undefined) return undefined;
  // A nullable variable that is left out, used for an argument that may not be null: only execution notices.
  if (/^Argument "\w+" of (required|non-null) type /.test(message)) return { message };
  if (message.startsWith("Too many errors processing variables, ")) return { message: MORE_VARIABLES };
  const argument = /^Argument "(\w+)" has invalid value /.exec(message)?.[1];
  const value = cause.nodes?.[0];
  return argument === undefined || value === undefined || !isValueNode(value) ? undefined : nullFault(argument, value);
}

const TOO_MANY_FIELDS = "The document selects the same fields in too many places for them to be compared. Select each field once.";
const MORE_VARIABLES = "More values of the variables are at fault than are told here. Correct these and send it again.";

/** graphql-js names the place as `at "input.ids[0]"` or, for the whole value, as `Variable "$input"` alone. */
function variableFault(message: string): InputFault {
  const place = / at "([^"]+)"/.exec(message)?.[1] ?? /^Variable "\$(\w+)"/.exec(message)?.[1] ?? "";
  const path = place.split(/[.[\]]+/).filter((step) => step !== "");
  return { path, message };
}

/**
 * A nullable variable that is null, in a list or an input object that holds no nulls. graphql-js shows the literal and not the place, so the
 * places of all its variables are named.
 */
function nullFault(argument: string, value: ValueNode): ValueFault {
  const places = variablesIn(value, [argument]).slice(0, MAX_FAULTS);
  const list = places.map(({ path, variable }) => `${path.join(".")} ($${variable})`).join(", ");
  const message = `Argument "${argument}" holds null where none may be: ${places.length === 1 ? list : `at one of ${list}`}.`;
  return { message, fields: places.map(({ path }) => ({ path, message })) };
}

/** The argument that a literal stands in, and the fields of input objects down to it, as the document names them. */
function placeOf({ loc }: ValueNode): string[] {
  const path: string[] = [];
  let closed = 0;
  let isInside = true;
  for (let token = loc?.startToken.prev; token && !(closed === 0 && token.kind === TokenKind.PAREN_L); token = token.prev) {
    if (CLOSING.has(token.kind)) closed += 1;
    else if (OPENING.has(token.kind)) {
      if (closed === 0) isInside = true;
      else closed -= 1;
    } else if (token.kind === TokenKind.COLON && closed === 0 && isInside) {
      path.unshift(token.prev?.value ?? "");
      isInside = false;
    }
  }
  return path;
}

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

function variablesIn(value: ValueNode, path: string[]): { path: string[]; variable: string }[] {
  if (value.kind === Kind.VARIABLE) return [{ path, variable: value.name.value }];
  if (value.kind === Kind.LIST) return value.values.flatMap((item, index) => variablesIn(item, [...path, String(index)]));
  if (value.kind === Kind.OBJECT) return value.fields.flatMap((field) => variablesIn(field.value, [...path, field.name.value]));
  return [];
}
