import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../context.js";
import { type Found, summaryOf } from "../../datasources/contract/found.js";
import { unreadPartsOf } from "../../http/record-check.js";
import { AllowanceSpent, VendorError } from "../../http/vendor-error.js";
import { errorOf } from "../../reads/source-reports.js";
import type { SourceReport } from "../../schema/vendor/vendor.type.js";

/**
 * A field that the contract does not let be null, of a vendor that fails: `instead` stands in its place, and the error is told at the
 * field's path all the same. Thrown, it would take everything up to the next nullable field with it: the records of the other vendors.
 */
export async function valueOr<Value>(
  context: Context,
  info: GraphQLResolveInfo,
  found: Promise<Value>,
  instead: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await found;
  } catch (error) {
    if (!isTolerable(error)) throw error;
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
    else if (!isTolerable(answer.reason)) throw answer.reason;
    else if (!told.has(answer.reason.message)) {
      told.add(answer.reason.message);
      context.tolerate(answer.reason, info);
    }
  }
  return found;
}

/** What costs the records that it is about, and no others: anything else is ours, and costs the answer. */
export function isTolerable(error: unknown): error is VendorError | AllowanceSpent {
  return error instanceof VendorError || error instanceof AllowanceSpent;
}

/**
 * How the vendors of a list answered that has no `sources` of its own. One that failed, or of whose records some cannot be read, is told of
 * at the list's path, since the clients that are in use show no `extensions`; whichever is not fresh stands there.
 */
export function tellSources(context: Context, info: GraphQLResolveInfo, sources: readonly SourceReport[]): void {
  context.graph.sources.note(sources);
  for (const report of sources)
    if (report.failure && context.graph.sources.hasFailedHere(report)) context.tolerate(errorOf(report.failure), info);
  tellUnasked(context, info, sources);
}

/** Vendors that were not asked since the operation may send no more requests: no failure of theirs, so their reports cannot say why. */
export function tellUnasked(context: Context, info: GraphQLResolveInfo, sources: readonly SourceReport[]): void {
  for (const source of sources) {
    const reason = context.graph.sources.unaskedBecause(source);
    if (reason !== undefined) context.tolerate(reason, info);
  }
}

/** The records of such a list. */
export function recordsOf<Record_>(
  context: Context,
  info: GraphQLResolveInfo,
  { records, sources }: { records: Record_[]; sources: readonly SourceReport[] },
): Record_[] {
  tellSources(context, info, sources);
  return records;
}

/** The records of a list that is all of one vendor's. Which are missing from it is told at its path, and what is of those that are not, once. */
export function readable<Record_>(context: Context, info: GraphQLResolveInfo, { records, unreadable }: Found<Record_>): Record_[] {
  const failure = summaryOf(unreadable.filter((unread) => context.graph.sources.isNews(unread) || !unread.isShown));
  if (failure !== undefined) context.tolerate(failure, info);
  return records;
}

/** A record as far as it can be read: what of it cannot is told where it is met first, and only there. */
export async function shown<Record_ extends object | null>(
  context: Context,
  info: GraphQLResolveInfo,
  found: Promise<Record_>,
): Promise<Record_> {
  const record = await found;
  const unread = record !== null && "raw" in record ? unreadPartsOf(record.raw) : undefined;
  if (unread !== undefined && context.graph.sources.isNews(unread)) context.tolerate(unread, info);
  return record;
}
