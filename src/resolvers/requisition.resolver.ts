import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { requisitionCodes } from "../reads/requisition-list.js";
import { mergeReports } from "../reads/source-reports.js";
import { searchWords } from "../records/search-words.js";
import { sourceOfRecord } from "../schema/common/source.js";
import { Job, JobStatus } from "../schema/job/job.type.js";
import { Opening } from "../schema/opening/opening.type.js";
import { RequisitionArgs, RequisitionsArgs } from "../schema/requisition/requisition.args.js";
import { Requisition, RequisitionConnection } from "../schema/requisition/requisition.type.js";
import { requisitionId } from "../schema/requisition/requisition-id.js";
import { Vacancy } from "../schema/vacancy/vacancy.type.js";
import { SourceReport } from "../schema/vendor/vendor.type.js";
import { Connection } from "./support/connection.js";
import { requireJob } from "./support/job-at-any-time.js";
import { allThatCan, readable, tellUnasked, thatCanShow } from "./support/partial-results.js";
import { readRequisition } from "./support/requisition.js";

@Resolver(() => Requisition)
export class RequisitionResolver {
  @Authorized("read")
  @Query(() => Requisition, {
    nullable: true,
    description:
      "All records, at every vendor, that share one code; null where none carries it. Vendors that can look for a code are asked; of the " +
      "others this server knows the codes it has seen: `sources` says how old that knowledge is, and INCOMPLETE until all of theirs were seen.",
  })
  async requisition(
    @Args(() => RequisitionArgs) { code }: RequisitionArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Requisition | null> {
    return readRequisition(code, context, info);
  }

  @Authorized("read")
  @Query(() => RequisitionConnection, {
    description:
      "Requisitions by code, as the server knows them from the index of records; what is shown of a record is read anew, or as old as the request " +
      "allows. A code that has changed since it was seen may be listed without records. Codes that tie nothing together (CODES_IGNORED) are none.",
  })
  async requisitions(
    @Args(() => RequisitionsArgs) { codes, status, text, first, after }: RequisitionsArgs,
    @Ctx() { graph }: Context,
  ): Promise<RequisitionConnection> {
    const filter = { codes: codes ?? undefined, status: status ?? undefined, words: searchWords(text ?? "") };
    const { items, sources, ...page } = await requisitionCodes(graph, filter, first, after);
    const shown = items.map(({ cursor, node: code }) => ({ cursor, node: { id: requisitionId(code), code } }));
    return Object.assign(new Connection({ ...page, items: shown }, after), { sources });
  }

  @FieldResolver(() => JobStatus, {
    description: "OPEN where a job of it is open, else CLOSED where one is closed, else DRAFT, else UNKNOWN.",
  })
  async status(@Root() { code }: Requisition, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<JobStatus> {
    const jobs = await jobsOf(code, context, info);
    return STATUSES.find((status) => jobs.some((job) => job.status === status)) ?? JobStatus.UNKNOWN;
  }

  @FieldResolver(() => [Job], { description: "Jobs that carry the code." })
  async jobs(@Root() { code }: Requisition, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job[]> {
    return jobsOf(code, context, info);
  }

  @FieldResolver(() => [Opening], { description: "The openings of its jobs." })
  async openings(@Root() { code }: Requisition, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Opening[]> {
    const { graph, loaders } = context;
    const jobs = await jobsOf(code, context, info);
    const withOpenings = jobs.filter((job) => graph.datasource(sourceOfRecord(job))?.openings !== undefined);
    const openings = withOpenings.map((job) => loaders.openingsOfJob.load({ jobId: job.id }));
    const found = (await allThatCan(context, info, openings)).flatMap((ofJob) => readable(context, info, ofJob));
    return thatCanShow(context, info, "job", found, ({ jobId }) => requireJob(jobId, loaders));
  }

  @FieldResolver(() => [Vacancy], { description: "Vacancies that carry the code, on any board." })
  async vacancies(@Root() { code }: Requisition, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Vacancy[]> {
    const { records, sources } = await context.loaders.vacanciesByCode.load(code);
    tellUnasked(context, info, sources);
    return records;
  }

  @FieldResolver(() => [SourceReport], {
    description: "How each vendor that was asked answered. A vendor that is down costs its own records, never the others'.",
  })
  async sources(@Root() { code }: Requisition, @Ctx() { loaders }: Context): Promise<SourceReport[]> {
    const [jobs, vacancies] = await Promise.all([loaders.jobsByCode.load(code), loaders.vacanciesByCode.load(code)]);
    return mergeReports([...jobs.sources, ...vacancies.sources]);
  }
}

/** The first of these that a job of it has. */
const STATUSES: readonly JobStatus[] = [JobStatus.OPEN, JobStatus.CLOSED, JobStatus.DRAFT];

async function jobsOf(code: string, context: Context, info: GraphQLResolveInfo): Promise<Job[]> {
  const { records, sources } = await context.loaders.jobsByCode.load(code);
  tellUnasked(context, info, sources);
  return records;
}
