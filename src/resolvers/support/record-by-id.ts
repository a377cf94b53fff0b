import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../context.js";
import { numberOfEvent } from "../../records/event-feed.js";
import { RECORD_KINDS, type RecordKind, requireId } from "../../schema/common/global-id.js";
import type { Node } from "../../schema/common/node.type.js";
import { parseDiscrepancyId } from "../../schema/discrepancy/discrepancy-id.js";
import { codeOfRequisition } from "../../schema/requisition/requisition-id.js";
import { shown } from "./partial-results.js";
import { readRequisition } from "./requisition.js";
import { selectedFields } from "./selection.js";

type Load = (id: string, context: Context, fields: string[]) => Promise<Node | null>;

const LOAD: Record<RecordKind, Load> = {
  job: (id, { loaders }) => loaders.job.load(id),
  opening: (id, { loaders }) => loaders.opening.load(id),
  vacancy: (id, { loaders }) => loaders.vacancy.load(id),
  "job-version": (id, { loaders }, fields) => loaders.version({ id, fields }),
  operation: (id, { operations }) => operations.byId(id),
};

/**
 * Any record by its global id; null where there is none. Those that are asked for in one round of a request share the vendors' bulk requests.
 *
 * @param info Of the place where it is shown: what of it cannot be read is reported there.
 * @throws BadUserInput where the text is no id of this graph, or names an account that there is not.
 */
export async function recordById(text: string, context: Context, info: GraphQLResolveInfo): Promise<Node | null> {
  if (numberOfEvent(text) !== undefined) return context.events.byId(text);
  const discrepancy = parseDiscrepancyId(text);
  if (discrepancy !== undefined) return context.discrepancies.byName(discrepancy);
  const code = codeOfRequisition(text);
  if (code !== undefined) return readRequisition(code, context, info);
  const id = requireId(text, ...RECORD_KINDS);
  // Operations are this server's own records: they outlive the account that they were made with.
  if (id.kind !== "operation") context.graph.requireId(text, id.kind);
  return shown(context, info, LOAD[id.kind](id.text, context, [...selectedFields(info)]));
}

/** The place of an item of the list that is being resolved. */
export function placeOf(info: GraphQLResolveInfo, key: number): GraphQLResolveInfo {
  return { ...info, path: { prev: info.path, key, typename: undefined } };
}
