import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../context.js";
import type { Requisition } from "../../schema/requisition/requisition.type.js";
import { requisitionId } from "../../schema/requisition/requisition-id.js";
import { SourceState } from "../../schema/vendor/vendor.type.js";
import { tellUnasked } from "./partial-results.js";

/** The requisition of a code; null where no record of any vendor carries it. */
export async function readRequisition(code: string, context: Context, info: GraphQLResolveInfo): Promise<Requisition | null> {
  const { loaders } = context;
  const [jobs, vacancies] = await Promise.all([loaders.jobsByCode.load(code), loaders.vacanciesByCode.load(code)]);
  const sources = [...jobs.sources, ...vacancies.sources];
  const nothing = jobs.records.length === 0 && vacancies.records.length === 0;
  // With a vendor missing, an empty result does not mean that there is nothing.
  if (nothing && sources.every(({ state }) => state === SourceState.FRESH)) return null;
  tellUnasked(context, info, sources);
  return { id: requisitionId(code), code };
}
