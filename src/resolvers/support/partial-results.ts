import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../context.js";
import { asError } from "../../datasources/contract/as-error.js";
import { type Found, summaryOf } from "../../datasources/contract/found.js";
import { unreadPartsOf } from "../../http/checks/record-check.js";
import { AllowanceSpent, nameOf, VendorError } from "../../http/vendor-error.js";
import { errorOf } from "../../reads/source-reports.js";
import type { SourceReport } from "../../schema/vendor/vendor.type.js";
import { selectedFields } from "./selection.js";

/** What a record in hand answers at once, and another one after a read. */
export type Later<Value> = Value | Promise<Value>;

/**
 * A non-null field of a vendor that fails: its value is `instead`, and the error is reported at the field's path. A thrown error would
 * null everything up to the next nullable field, with the records of other vendors.
 */
export function valueOr<Value>(
  context: Context,
  info: GraphQLResolveInfo,
  found: Promise<Value>,
  instead: () => Value | Promise<Value>,
): Promise<Value> {
  return found.catch((error: unknown) => insteadOf(context, info, error, instead));
}

/** The same, shown in the same step: each record of a list has such a field. */
export function shownOr<Value, Shown>(
  context: Context,
  info: GraphQLResolveInfo,
  found: Promise<Value>,
  instead: () => Value,
  show: (value: Value) => Later<Shown>,
): Promise<Shown> {
  return found.then(show, (error: unknown) => show(insteadOf(context, info, error, instead)));
}

function insteadOf<Value>(context: Context, info: GraphQLResolveInfo, error: unknown, instead: () => Value): Value {
  if (!isTolerable(error)) throw error;
  tellFailure(context, info, error);
  return instead();
}

/** What an answer at once gives, or the error that it throws. */
export function valueOrError<Value>(answer: () => Value): Value | Error {
  try {
    return answer();
  } catch (error) {
    return asError(error);
  }
}

/**
 * A list whose items are read one by one: items that fail are left out and reported at the list's path, once where many failed alike.
 */
export async function allThatCan<Value>(context: Context, info: GraphQLResolveInfo, asked: readonly Promise<Value>[]): Promise<Value[]> {
  const found: Value[] = [];
  const told = new Set<string>();
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === "fulfilled") found.push(answer.value);
    else if (!isTolerable(answer.reason)) throw answer.reason;
    else if (!told.has(keyOf(answer.reason))) {
      told.add(keyOf(answer.reason));
      tellFailure(context, info, answer.reason);
    }
  }
  return found;
}

/**
 * The items of a list that can show the record they belong to, where it is selected as `field`: it may not be null, and without it the whole
 * list would be. The others are left out and reported as above.
 */
export function thatCanShow<Item>(
  context: Context,
  info: GraphQLResolveInfo,
  field: string,
  items: Item[],
  read: (item: Item) => Promise<unknown>,
): Later<Item[]> {
  if (!selectedFields(info).has(field)) return items;
  return allThatCan(
    context,
    info,
    items.map((item) => read(item).then(() => item)),
  );
}

/** What failures of one kind have in common: two sources may say the same of themselves. */
function keyOf(failure: VendorError | AllowanceSpent): string {
  return JSON.stringify([failure.message, failure instanceof VendorError ? nameOf(failure) : ""]);
}

/** Whether an error costs its own records only. Any other error is internal, and fails the answer. */
export function isTolerable(error: unknown): error is VendorError | AllowanceSpent {
  return error instanceof VendorError || error instanceof AllowanceSpent;
}

/**
 * Reports how the vendors of a list without `sources` answered. A failed vendor, or one with unreadable records, is an error at the list's
 * path, since the usual clients do not show `extensions`; every vendor that is not fresh is in `extensions`.
 */
export function tellSources(context: Context, info: GraphQLResolveInfo, sources: readonly SourceReport[]): void {
  context.graph.sources.note(sources);
  for (const report of sources)
    if (report.failure && context.graph.sources.hasFailedHere(report)) context.tolerate(errorOf(report.failure), info);
  tellUnasked(context, info, sources);
}

/** Reports the failure of a single record or field: an error at the field's path, and its source in `extensions`. */
export function tellFailure(context: Context, info: GraphQLResolveInfo, failure: VendorError | AllowanceSpent): void {
  context.tolerate(failure, info);
  context.graph.sources.noteFailure(failure);
}

/** Reports the vendors that were not asked because the operation may send no more requests: their own reports have no failure. */
export function tellUnasked(context: Context, info: GraphQLResolveInfo, sources: readonly SourceReport[]): void {
  for (const source of sources) {
    const reason = context.graph.sources.takeUnasked(source);
    if (reason !== undefined) context.tolerate(reason, info);
  }
}

/** The records of a list without `sources`. */
export function recordsOf<Record_>(
  context: Context,
  info: GraphQLResolveInfo,
  { records, sources }: { records: Record_[]; sources: readonly SourceReport[] },
): Record_[] {
  tellSources(context, info, sources);
  return records;
}

/** The records of a list of one vendor. Records that are missing, and unread parts of the others, are reported once at the list's path. */
export function readable<Record_>(context: Context, info: GraphQLResolveInfo, { records, unreadable }: Found<Record_>): Record_[] {
  if (unreadable.length === 0) return records;
  const failure = summaryOf(unreadable.filter((unread) => context.graph.sources.isNews(unread) || !unread.isShown));
  if (failure !== undefined) context.tolerate(failure, info);
  context.graph.sources.noteUnreadable(unreadable);
  return records;
}

/** A record as far as it can be read: its unread parts are reported where the record is first met, and only there. */
export function shown<Record_ extends object | null>(
  context: Context,
  info: GraphQLResolveInfo,
  found: Promise<Record_>,
): Promise<Record_> {
  return found.then((record) => told(context, info, record));
}

/** The same of a record at hand. */
export function told<Record_ extends object | null>(context: Context, info: GraphQLResolveInfo, record: Record_): Record_ {
  const unread = record !== null && "raw" in record ? unreadPartsOf(record.raw) : undefined;
  if (unread !== undefined && context.graph.sources.isNews(unread)) context.tolerate(unread, info);
  return record;
}
