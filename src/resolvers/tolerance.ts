import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.js";
import { VendorError } from "../http/vendor-error.js";

/**
 * A field that the contract does not let be null, of a vendor that fails: `instead` stands in its place, and the error is told at the
 * field's path all the same. Thrown, it would take everything up to the next nullable field with it: the records of the other vendors.
 */
export async function orElse<Value>(
  context: Context,
  info: GraphQLResolveInfo,
  found: Promise<Value>,
  instead: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await found;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    context.tolerate(error, info);
    return instead();
  }
}

/**
 * A list whose items are asked for one by one: those that cannot be had are left out, and told of at the list's path, once where many
 * failed alike.
 */
export async function allThatCan<Value>(context: Context, info: GraphQLResolveInfo, asked: readonly Promise<Value>[]): Promise<Value[]> {
  const found: Value[] = [];
  const told = new Set<string>();
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === "fulfilled") found.push(answer.value);
    else if (!(answer.reason instanceof VendorError)) throw answer.reason;
    else if (!told.has(answer.reason.message)) {
      told.add(answer.reason.message);
      context.tolerate(answer.reason, info);
    }
  }
  return found;
}
