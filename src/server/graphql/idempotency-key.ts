import { GraphQLError, type GraphQLSchema, getArgumentValues, getVariableValues, OperationTypeNode } from "graphql";
import { collectFields, fragmentsOf, includedWith, orUndefined } from "../limits/collected-fields.js";
import type { OperationStep, Resolved } from "./operation-steps.js";

/** A string of structured headers (RFC 9651, section 3.3.3), as draft-ietf-httpapi-idempotency-key-header writes the key. */
const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;

/** In characters, as of the inputs' `idempotencyKey`. */
const LONGEST = 255;

/** The key that the request header `Idempotency-Key` holds, its quotes taken off; empty where they do not close. */
export function idempotencyKeyIn(header: string): string {
  if (!header.startsWith('"')) return header;
  return (QUOTED.exec(header)?.[1] ?? "").replaceAll(/\\(["\\])/g, "$1");
}

/**
 * Refuses, before anything is made, mutations that the header `Idempotency-Key` cannot serve. It serves for a document with one mutation field, and
 * means nothing to a query.
 */
export function idempotencyKeyHeader(schema: GraphQLSchema): OperationStep {
  return {
    resolved: (resolved) => {
      const { operation, context } = resolved;
      if (context.idempotencyKey === undefined || operation?.operation !== OperationTypeNode.MUTATION) return;
      const key = idempotencyKeyIn(context.idempotencyKey);
      if (key === undefined || !/\S/.test(key) || key.length > LONGEST)
        throw refusal(`holds no key of 1 to ${LONGEST} characters, in quotes or without them. Send one, or leave the header out.`);
      const keys = keysOfFields(schema, resolved);
      if (keys.length > 1)
        throw refusal("serves for a document with one mutation field. Send one change a request, or a key in the input of each.");
      if (keys.some((own) => typeof own === "string" && own !== key))
        throw refusal("is another key than the input's `idempotencyKey`. Send one of the two, or the same in both.");
    },
  };
}

/** Of each mutation field the key in its input; of one without, undefined. */
function keysOfFields(schema: GraphQLSchema, { document, operation, variables }: Resolved): unknown[] {
  const type = schema.getMutationType();
  if (operation === undefined || !type) return [];
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  // Execution begins with the same step, and refuses them.
  if (coerced === undefined) return [];
  const root = { set: operation.selectionSet, on: type.name };
  const fields = [...collectFields([root], fragmentsOf(document.definitions), includedWith(coerced)).values()].flatMap(
    ([first]) => first ?? [],
  );
  return fields
    .filter(({ field }) => field.name.value in type.getFields())
    .map(({ field: node }) => {
      const field = type.getFields()[node.name.value];
      const args = field && orUndefined(() => getArgumentValues(field, node, coerced));
      return (args?.input as { idempotencyKey?: unknown } | undefined)?.idempotencyKey;
    });
}

function refusal(what: string): GraphQLError {
  // Understood, and at fault: see protocol.ts.
  const extensions = { code: "BAD_USER_INPUT", http: { status: 400 } };
  return new GraphQLError(`The request header Idempotency-Key ${what} Nothing was done.`, { extensions });
}
