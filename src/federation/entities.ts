import type { GraphQLResolveInfo } from "graphql";
import { requireScopes } from "../access/auth-checker.js";
import type { Context } from "../context.js";
import { lookAhead } from "../resolvers/support/look-ahead.js";
import { placeOf, recordById } from "../resolvers/support/record-by-id.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import { MAX_ID } from "../schema/common/input/rules.js";
import { isNoLonger, isStorable } from "../schema/common/input/text-field.js";
import { type Node, typeNameOf } from "../schema/common/node.type.js";

/**
 * `Query._entities`: reads records as `nodes` does, with the same loaders, limits and scopes. Aligned with the representations; null where there
 * is no such record. A representation that is none, and a record that cannot be read, is an error in its own place.
 *
 * @throws a FORBIDDEN error where the viewer lacks the scope `read`
 */
export async function entities(
  _root: unknown,
  { representations }: { representations: readonly unknown[] },
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Promise<Node | null>[]> {
  requireScopes(context.viewer, ["read"]);
  const asked: string[] = [];
  const records = representations.map(async (representation, key) => {
    const id = idOf(representation);
    asked.push(id);
    return recordById(id, context, placeOf(info, key));
  });
  lookAhead(context, info, asked);
  return records;
}

/** @throws BadUserInput where it does not name a record of its own type */
function idOf(representation: unknown): string {
  if (typeof representation !== "object" || representation === null || Array.isArray(representation))
    throw new BadUserInput('A representation is an object: { "__typename": "Job", "id": "…" }.');
  const { __typename: typeName, id } = representation as Readonly<Record<string, unknown>>;
  if (typeof typeName !== "string") throw new BadUserInput('The representation has no `__typename`: { "__typename": "Job", "id": "…" }.');
  if (typeof id !== "string")
    throw new BadUserInput(`The representation of ${shown(typeName)} has no \`id\`, which is the key of every record here.`);
  if (!isNoLonger(id, MAX_ID) || !isStorable(id))
    throw new BadUserInput(
      `The \`id\` of a representation has at most ${MAX_ID} characters, and neither U+0000 nor half of a surrogate pair.`,
    );
  const own = typeNameOf({ id });
  // What is no id of this graph is refused where ids are read.
  if (own !== undefined && own !== typeName)
    throw new BadUserInput(`"${shown(id)}" is the id of ${articled(own)}; the representation calls it ${shown(typeName)}.`);
  return id;
}

function articled(typeName: string): string {
  return `${/^[AEIOU]/.test(typeName) ? "an" : "a"} ${typeName}`;
}

/** Of a text that a client gave. */
function shown(text: string): string {
  return text.slice(0, 100);
}
