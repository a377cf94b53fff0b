import type { FieldNode, GraphQLResolveInfo } from "graphql";
import type { Context } from "../../context.js";
import type { Opening } from "../../schema/opening/opening.type.js";
import { type Later, shown, told } from "./partial-results.js";
import { type SelectingTyped, selectionsOf } from "./selection.js";

/** What copies of openings inside their jobs may lack. */
type LackingField = "closeReason" | "customFields";

/**
 * Waits until openings are read whole of which fields are selected that their copies lack; undefined where there are none. Asked for field by
 * field, each opening would be a wait of its own, and all that was answered of the others so far would stand half made until its end. An
 * opening that cannot be read is told by the field that needs it.
 *
 * @param info of the field that shows the page
 */
export function readWhole(context: Context, info: GraphQLResolveInfo, page: { readonly nodes: Opening[] }): Promise<unknown> | undefined {
  const fields = lackingFields(info);
  if (fields.length === 0) return undefined;
  const lacking = page.nodes.filter((opening) => fields.some((field) => opening[field] === undefined));
  return lacking.length === 0 ? undefined : context.loaders.wholeOpening.loadMany(lacking.map(({ id }) => id));
}

/** A field that the copy of an opening lacks, of the whole one; `field` gets null where the vendor does not have it any more. */
export function ofWhole<Value>(
  context: Context,
  info: GraphQLResolveInfo,
  { id }: Opening,
  field: (whole: Opening | null) => Value,
): Later<Value> {
  const atHand = context.loaders.wholeOpenings.get(id);
  if (atHand !== undefined) return field(told(context, info, atHand));
  return shown(context, info, context.loaders.wholeOpening.load(id)).then(field);
}

const known = new WeakMap<readonly FieldNode[], { variableValues: object; fields: readonly LackingField[] }>();

/** Which of these fields are selected below a connection of openings; the same for those of all jobs of a list. */
function lackingFields(info: SelectingTyped): readonly LackingField[] {
  const { fieldNodes, variableValues } = info;
  const before = known.get(fieldNodes);
  if (before?.variableValues === variableValues) return before.fields;
  const edges = { ...info, fieldNodes: selectionsOf(info, "OpeningConnection", "edges") };
  const nodes = [...selectionsOf(info, "OpeningConnection", "nodes"), ...selectionsOf(edges, "OpeningEdge", "node")];
  const fields = LACKING.filter((field) => selectionsOf({ ...info, fieldNodes: nodes }, "Opening", field).length > 0);
  known.set(fieldNodes, { variableValues, fields });
  return fields;
}

const LACKING: readonly LackingField[] = ["closeReason", "customFields"];
