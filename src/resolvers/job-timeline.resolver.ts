import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { requireId } from "../datasources/unified.datasource.js";
import { VendorError } from "../http/vendor-error.js";
import { JobTimelineArgs } from "../schema/job.args.js";
import { Job } from "../schema/job.type.js";
import { JobTimeline } from "../schema/job-timeline.type.js";
import { JobVersion } from "../schema/job-version.type.js";
import { Opening } from "../schema/opening.type.js";
import { Vacancy, VacancyStatus } from "../schema/vacancy.type.js";
import { selectedFields } from "./selection.js";
import { overlapsDays, type TimeSpan } from "./time-span.js";

@Resolver(() => JobTimeline)
export class JobTimelineResolver {
  @Authorized("read")
  @Query(() => [JobTimeline], {
    description:
      "What was in force between start (included) and end (excluded), job by job; a day is a UTC day. A start after the end is " +
      "BAD_USER_INPUT; an equal one holds nothing. Without jobIds: the first jobs of all vendors, at most `first`.",
  })
  async jobTimeline(
    @Args(() => JobTimelineArgs) { start, end, jobIds, first }: JobTimelineArgs,
    @Ctx() { graph, loaders }: Context,
  ): Promise<JobTimeline[]> {
    if (jobIds) return jobIds.map((id) => ({ jobId: requireId(id, "job").text, start, end }));
    const page = await loaders.jobPage(graph.choose("jobs", null), {}, first);
    const failure = [...page.asked.values()].find((error) => error !== undefined);
    // With nothing to show, that a vendor failed is the answer; else it stands beside the answer.
    if (failure !== undefined && page.items.length === 0) throw failure;
    loaders.noteMissing(page.sources);
    return page.items.map(({ node }) => ({ jobId: node.id, start, end }));
  }

  @FieldResolver(() => Job, { description: "The job. NOT_FOUND where the vendor does not hold it." })
  async job(@Root() timeline: JobTimeline, @Ctx() { loaders }: Context): Promise<Job> {
    return (await loaders.job.load(timeline.jobId)) ?? missing(timeline.jobId);
  }

  @FieldResolver(() => [JobVersion], {
    description: "Versions in force at some time in the range, ordered by effective date. Feishu CoreHR shows a change up to 2 s late.",
  })
  async versions(@Root() timeline: JobTimeline, @Ctx() { loaders }: Context, @Info() info: GraphQLResolveInfo): Promise<JobVersion[]> {
    return loaders.versions({ ...timeline, fields: [...selectedFields(info)] });
  }

  @FieldResolver(() => [Opening], { description: "Openings that were open at some time in the range." })
  async openings(@Root() { jobId, start, end }: JobTimeline, @Ctx() { graph, loaders }: Context): Promise<Opening[]> {
    if (graph.datasource(requireId(jobId, "job").vendor)?.openings === undefined) return [];
    const openings = await loaders.openingsOfJob.load({ jobId });
    return openings.filter((opening) => overlapsDays({ from: opening.openedAt, until: opening.closedAt }, start, end));
  }

  @FieldResolver(() => [Vacancy], { description: "Vacancies with the job's code that were published at some time in the range." })
  async vacancies(@Root() { jobId, start, end }: JobTimeline, @Ctx() { loaders }: Context): Promise<Vacancy[]> {
    const code = (await loaders.job.load(jobId))?.code;
    if (!code) return [];
    const { records } = await loaders.vacanciesByCode.load(code);
    return records.filter((vacancy) => overlapsDays(publicationOf(vacancy), start, end));
  }
}

/** From its publication until it was taken down; one that is live has no end yet, whatever day it would expire on. */
function publicationOf(vacancy: Vacancy): TimeSpan {
  const over = vacancy.status === VacancyStatus.CLOSED || vacancy.status === VacancyStatus.DELETED;
  return { from: vacancy.publishedAt, until: over ? (vacancy.closedAt ?? vacancy.expiresAt) : null };
}

function missing(id: string): never {
  const { vendor } = requireId(id, "job");
  throw new VendorError({ code: "NOT_FOUND", vendor, message: `${vendor} holds no job ${id}.`, sent: "yes" });
}
