import type { FieldNode, GraphQLResolveInfo } from "graphql";
import type { Context } from "../../context.js";
import type { OpeningSource } from "../../datasources/contract/datasource.js";
import type { OpeningsKey } from "../../reads/loaders/loaders.js";
import { formatGlobalId, parseGlobalId } from "../../schema/common/global-id.js";
import { RangeArgs } from "../../schema/common/input/range.args.js";
import type { Job } from "../../schema/job/job.type.js";
import { OpeningsArgs } from "../../schema/opening/opening.args.js";
import type { Opening } from "../../schema/opening/opening.type.js";
import { faultsOf } from "./argument-check.js";
import { placeBehind } from "./opening-page.js";
import { shown } from "./partial-results.js";
import { argumentsOf, type SelectingTyped, selectionsOf } from "./selection.js";

/**
 * Begins reads that fields below records will ask for, where the records' ids say enough: the openings of a job, the job of an opening. The
 * fields' resolvers find them under way in the loaders, one round earlier. Only a vendor whose port says so is asked ahead (`jobIdOf`).
 *
 * To be called when the records' own reads have begun, so that these come first where requests are counted. A record that is not there, or
 * cannot be read, costs the requests begun for it, whose answers nobody sees.
 *
 * @param ids Global ids of jobs and openings; others are passed over.
 */
export function lookAhead(context: Context, info: SelectingTyped, ids: readonly string[]): void {
  const asked = ids.filter((id) => canLookAhead(context, id));
  if (asked.length === 0) return;
  const ofJobs = openingsBelowJob(info);
  const jobs = selectionsOf(info, "Opening", "job");
  const ofTheirJobs = openingsBelowJob({ ...info, fieldNodes: jobs });
  const areWhole = needsWholeOpenings(info);
  if (ofJobs.length === 0 && jobs.length === 0) return;
  for (const id of asked) {
    beginOpenings(context, id, ofJobs);
    if (jobs.length === 0 || (areWhole && comeWithJobs(portOf(context, id)))) continue;
    const jobId = jobOfOpening(context, id);
    if (jobId === undefined) continue;
    begin(context.loaders.job.load(jobId));
    beginOpenings(context, jobId, ofTheirJobs);
  }
}

/** The same for timelines of these jobs. */
export function lookAheadOfTimelines(context: Context, info: SelectingTyped, jobIds: readonly string[]): void {
  const wanted = openingsBelowTimeline(info);
  const openings = { ...info, fieldNodes: selectionsOf(info, "JobTimeline", "openings") };
  const isOfJobs = selectionsOf(info, "JobTimeline", "vacancies").length > 0 || selectionsOf(openings, "Opening", "job").length > 0;
  const isAhead = isOfJobs && !needsWholeOpenings(openings);
  if (wanted.length === 0 && !isAhead) return;
  for (const id of jobIds) {
    if (isAhead && comeWithJobs(portOf(context, id))) begin(context.loaders.job.load(id));
    beginOpenings(context, id, wanted);
  }
}

/** A job by its global id, with what is selected below it begun at once; null where its vendor does not have it. */
export function readJob(context: Context, info: GraphQLResolveInfo, id: string): Promise<Job | null> {
  const job = context.loaders.job.load(id);
  lookAhead(context, info, [id]);
  return shown(context, info, job);
}

/** An opening, likewise. */
export function readOpening(context: Context, info: GraphQLResolveInfo, id: string): Promise<Opening | null> {
  const opening = context.loaders.opening.load(id);
  lookAhead(context, info, [id]);
  return shown(context, info, opening);
}

/** The loader's key for Job.openings with these arguments. */
export function openingsKey(jobId: string, { status }: Pick<OpeningsArgs, "status">): OpeningsKey {
  return { jobId, status: status ?? undefined };
}

type Asked = Pick<OpeningsArgs, "status"> & Partial<Pick<OpeningsArgs, "after">>;

/** What is asked of a job's openings, by the job's own field and by those of its timelines. */
function openingsBelowJob(info: SelectingTyped): Asked[] {
  const own = selectionsOf(info, "Job", "openings").flatMap((node) => acceptedArguments(info, node, OpeningsArgs) ?? []);
  const timelines = selectionsOf(info, "Job", "timeline").filter((node) => acceptedArguments(info, node, RangeArgs) !== undefined);
  return timelines.length === 0 ? own : [...own, ...openingsBelowTimeline({ ...info, fieldNodes: timelines })];
}

function openingsBelowTimeline(info: SelectingTyped): Asked[] {
  const own = selectionsOf(info, "JobTimeline", "openings").map(() => ({}));
  const jobs = selectionsOf(info, "JobTimeline", "job");
  return jobs.length === 0 ? own : [...own, ...openingsBelowJob({ ...info, fieldNodes: jobs })];
}

/** The arguments of a job's field; undefined where they are refused, so that the field asks for nothing. */
function acceptedArguments<Args extends object>(info: SelectingTyped, node: FieldNode, type: new () => Args): Args | undefined {
  const given = argumentsOf(info, "Job", node);
  if (given === undefined) return undefined;
  const args = Object.assign(new type(), given);
  return faultsOf(args).length === 0 ? args : undefined;
}

function beginOpenings(context: Context, text: string, wanted: readonly Asked[]): void {
  if (wanted.length === 0) return;
  const id = parseGlobalId(text);
  const port = portOf(context, text);
  if (id?.kind !== "job" || port?.jobIdOf === undefined || comeWithJobs(port)) return;
  for (const asked of wanted) {
    const list = openingsKey(id.text, asked);
    // What follows a place in many openings is a part of them, which is read once the job is there.
    if (!namesParts(list, asked.after)) begin(context.loaders.openingsOfJob.load(list));
  }
}

function namesParts(list: OpeningsKey, after: string | null | undefined): boolean {
  try {
    return (placeBehind(list, after)?.parts.length ?? 0) > 0;
  } catch {
    return false;
  }
}

/** Whether something below the record may be asked for: to look through the query for it takes longer than all else of a small answer. */
function canLookAhead(context: Context, text: string): boolean {
  const port = portOf(context, text);
  return port?.jobIdOf !== undefined && !(comeWithJobs(port) && parseGlobalId(text)?.kind === "job");
}

/** Whether a job that is read brings its openings along: they are found in it, and not asked for beside it. */
function comeWithJobs(port: OpeningSource | undefined): boolean {
  return port?.openingsInside !== undefined;
}

/** Whether an answer about openings is shown as it came: inside a job it may lack fields, so that the job must not come first. */
function needsWholeOpenings(info: SelectingTyped): boolean {
  return selectionsOf(info, "Opening", "vendorData").length > 0;
}

function portOf(context: Context, text: string): OpeningSource | undefined {
  const id = parseGlobalId(text);
  return id === undefined ? undefined : context.graph.datasource(id.source)?.openings;
}

/** The global id of an opening's job, where its own tells it. */
function jobOfOpening(context: Context, text: string): string | undefined {
  const id = parseGlobalId(text);
  if (id?.kind !== "opening") return undefined;
  const jobId = portOf(context, text)?.jobIdOf?.(id.nativeIds.join("."));
  return jobId === undefined ? undefined : formatGlobalId(id.source, "job", jobId);
}

/** Whoever asks for it later is told how it failed. */
function begin(reading: Promise<unknown>): void {
  reading.catch(() => undefined);
}
