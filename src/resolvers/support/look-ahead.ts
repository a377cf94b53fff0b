import { validateSync } from "class-validator";
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../../context.js";
import type { OpeningsKey } from "../../reads/loaders.js";
import { formatGlobalId, parseGlobalId } from "../../schema/common/global-id.js";
import type { Job } from "../../schema/job/job.type.js";
import { OpeningsArgs } from "../../schema/opening/opening.args.js";
import type { Opening } from "../../schema/opening/opening.type.js";
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
  const ahead = new LookAhead(context, info);
  for (const id of ids) ahead.below(id);
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

/** The same as `lookAhead` for timelines: the openings of each, and what is selected below its job. */
export function lookAheadOfTimelines(context: Context, info: SelectingTyped, jobIds: readonly string[]): void {
  const below = { ...info, fieldNodes: selectionsOf(info, "JobTimeline", "job") };
  const openings = selectionsOf(info, "JobTimeline", "openings").map(() => ({}));
  const ahead = new LookAhead(context, below, openings);
  for (const id of jobIds) ahead.below(id);
}

/** The loader's key for Job.openings with these arguments. */
export function openingsKey(jobId: string, { status }: Pick<OpeningsArgs, "status">): OpeningsKey {
  return { jobId, status: status ?? undefined };
}

type Asked = Pick<OpeningsArgs, "status">;

class LookAhead {
  readonly #context: Context;
  /** The openings wanted of each job. */
  readonly #openingsOfJobs: readonly Asked[];
  /** Undefined where the jobs of openings are not wanted, else the openings wanted of each. */
  readonly #jobsOfOpenings: readonly Asked[] | undefined;

  constructor(context: Context, info: SelectingTyped, more: readonly Asked[] = []) {
    this.#context = context;
    this.#openingsOfJobs = [...more, ...openingsBelowJob(info)];
    const jobs = selectionsOf(info, "Opening", "job");
    this.#jobsOfOpenings = jobs.length === 0 ? undefined : openingsBelowJob({ ...info, fieldNodes: jobs });
  }

  below(text: string): void {
    const id = parseGlobalId(text);
    const port = id && this.#context.graph.datasource(id.source)?.openings;
    if (id === undefined || port?.jobIdOf === undefined) return;
    if (id.kind === "job") this.#beginOpenings(id.text, this.#openingsOfJobs);
    if (id.kind !== "opening" || this.#jobsOfOpenings === undefined) return;
    const nativeJobId = port.jobIdOf(id.nativeIds.join("."));
    if (nativeJobId === undefined) return;
    const jobId = formatGlobalId(id.source, "job", nativeJobId);
    begin(this.#context.loaders.job.load(jobId));
    this.#beginOpenings(jobId, this.#jobsOfOpenings);
  }

  #beginOpenings(jobId: string, wanted: readonly Asked[]): void {
    for (const asked of wanted) begin(this.#context.loaders.openingsOfJob.load(openingsKey(jobId, asked)));
  }
}

/** What is asked by each `openings` selected in a job; one whose arguments are refused asks for nothing. */
function openingsBelowJob(info: SelectingTyped): Asked[] {
  return selectionsOf(info, "Job", "openings").flatMap((node) => {
    const args = argumentsOf(info, "Job", node);
    if (args === undefined) return [];
    const asked = Object.assign(new OpeningsArgs(), args);
    // As type-graphql checks them before the resolver is called.
    return validateSync(asked, { skipMissingProperties: true, forbidUnknownValues: false }).length === 0 ? [asked] : [];
  });
}

/** Whoever asks for it later is told how it failed. */
function begin(reading: Promise<unknown>): void {
  reading.catch(() => undefined);
}
