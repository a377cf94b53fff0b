import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { SourcedRecords } from "../reads/loaders.js";
import { isWorse } from "../reads/source-reports.js";
import { sourceOfRecord } from "../schema/common/source.js";
import { Job } from "../schema/job/job.type.js";
import { Opening } from "../schema/opening/opening.type.js";
import { RequisitionArgs } from "../schema/requisition/requisition.args.js";
import { Requisition } from "../schema/requisition/requisition.type.js";
import { Vacancy } from "../schema/vacancy/vacancy.type.js";
import { type SourceReport, SourceState } from "../schema/vendor/vendor.type.js";
import { requireJob } from "./support/job-at-any-time.js";
import { allThatCan, readable, tellUnasked, thatCanShow } from "./support/partial-results.js";

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
    const { loaders } = context;
    const [jobs, vacancies] = await Promise.all([loaders.jobsByCode.load(code), loaders.vacanciesByCode.load(code)]);
    tellUnasked(context, info, [...jobs.sources, ...vacancies.sources]);
    const sources = mergeReports([...jobs.sources, ...vacancies.sources]);
    const nothing = jobs.records.length === 0 && vacancies.records.length === 0;
    // With a vendor missing, an empty result does not mean that there is nothing.
    if (nothing && sources.every(({ state }) => state === SourceState.FRESH)) return null;
    return { code, sources };
  }

  @FieldResolver(() => [Job], { description: "Jobs that carry the code." })
  async jobs(@Root() { code }: Requisition, @Ctx() { loaders }: Context): Promise<Job[]> {
    return (await loaders.jobsByCode.load(code)).records;
  }

  @FieldResolver(() => [Opening], { description: "The openings of its jobs." })
  async openings(@Root() { code }: Requisition, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Opening[]> {
    const { graph, loaders } = context;
    const jobs: SourcedRecords<Job> = await loaders.jobsByCode.load(code);
    const withOpenings = jobs.records.filter((job) => graph.datasource(sourceOfRecord(job))?.openings !== undefined);
    const openings = withOpenings.map((job) => loaders.openingsOfJob.load({ jobId: job.id }));
    const found = (await allThatCan(context, info, openings)).flatMap((ofJob) => readable(context, info, ofJob));
    return thatCanShow(context, info, "job", found, ({ jobId }) => requireJob(jobId, loaders));
  }

  @FieldResolver(() => [Vacancy], { description: "Vacancies that carry the code, on any board." })
  async vacancies(@Root() { code }: Requisition, @Ctx() { loaders }: Context): Promise<Vacancy[]> {
    return (await loaders.vacanciesByCode.load(code)).records;
  }
}

/** One report per source, with its worst state and its oldest reading. */
function mergeReports(reports: readonly SourceReport[]): SourceReport[] {
  const merged = new Map<string, SourceReport>();
  for (const report of reports) {
    const { text } = sourceOfRecord(report);
    const known = merged.get(text);
    const worse = known === undefined || isWorse(report, known) || (report.state === known.state && isOlder(report, known));
    if (worse) merged.set(text, report);
  }
  return [...merged.values()];
}

function isOlder(one: SourceReport, other: SourceReport): boolean {
  return (one.fetchedAt ?? "") < (other.fetchedAt ?? "");
}
