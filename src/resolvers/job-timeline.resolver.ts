import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { type Found, whole } from "../datasources/contract/found.js";
import { requireId } from "../schema/common/global-id.js";
import { JobTimelineArgs } from "../schema/job/job.args.js";
import { Job } from "../schema/job/job.type.js";
import { JobTimeline } from "../schema/job/job-timeline.type.js";
import { JobVersion } from "../schema/job/job-version.type.js";
import { Opening, OpeningStatus } from "../schema/opening/opening.type.js";
import { Vacancy, VacancyStatus } from "../schema/vacancy/vacancy.type.js";
import { jobAtAnyTime, requireJob } from "./support/job-at-any-time.js";
import { lookAheadOfTimelines } from "./support/look-ahead.js";
import { allThatCan, readable, recordsOf, shown, shownOr, tellSources, thatCanShow, valueOr } from "./support/partial-results.js";
import { selectedFields } from "./support/selection.js";
import { overlapsDays, spanOfWhatIsOver, type TimeSpan } from "./support/time-span.js";

@Resolver(() => JobTimeline)
export class JobTimelineResolver {
  @Authorized("read")
  @Query(() => [JobTimeline], {
    description:
      "What was in force between start (included) and end (excluded), job by job; a day is a UTC day. A start after the end is " +
      "BAD_USER_INPUT; an equal one holds nothing. Without jobIds: the first jobs of all vendors, at most `first`. A job that cannot be " +
      "read is left out and reported in the errors.",
  })
  async jobTimeline(
    @Args(() => JobTimelineArgs) { start, end, jobIds, first }: JobTimelineArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<JobTimeline[]> {
    const { graph, loaders } = context;
    if (jobIds) {
      const ids = jobIds.map((id) => graph.requireId(id, "job").text);
      if (!selectedFields(info).has("job")) {
        lookAheadOfTimelines(context, info, ids);
        return ids.map((jobId) => ({ jobId, start, end }));
      }
      const held = ids.map(async (jobId) => ({ jobId: (await requireJob(jobId, loaders)).id, start, end }));
      lookAheadOfTimelines(context, info, ids);
      return allThatCan(context, info, held);
    }
    const page = await loaders.jobPage(graph.choose("jobs", {}), {}, first);
    tellSources(context, info, page.sources);
    return page.items.map(({ node }) => ({ jobId: node.id, start, end }));
  }

  @FieldResolver(() => Job, {
    description: "The job; one that has ended as it last was. NOT_FOUND where the vendor holds neither it nor a version of it.",
  })
  async job(@Root() timeline: JobTimeline, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job> {
    return shown(context, info, requireJob(timeline.jobId, context.loaders));
  }

  @FieldResolver(() => [JobVersion], {
    description: "Versions in force at some time in the range, ordered by effective date. Feishu CoreHR shows a change up to 2 s late.",
  })
  versions(
    @Root() { jobId: id, start, end }: JobTimeline,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<JobVersion[]> {
    const versions = context.loaders.versions({ jobId: id, start, end, fields: selectedFields(info) });
    const show = (found: Found<JobVersion>) =>
      thatCanShow(context, info, "job", readable(context, info, found), ({ jobId }) => requireJob(jobId, context.loaders));
    return shownOr(context, info, versions, () => whole([]), show);
  }

  @FieldResolver(() => [Opening], {
    description:
      "Openings that were open at some time in the range. A closed one without a known end counts until the last moment known of it; " +
      "one without any known moment is in no range. Where `job` is selected and the vendor does not show it, they are left out, with an error.",
  })
  async openings(
    @Root() { jobId, start, end }: JobTimeline,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Opening[]> {
    if (context.graph.datasource(requireId(jobId, "job").source)?.openings === undefined) return [];
    const found = await valueOr(context, info, context.loaders.openingsOfJob.load({ jobId }), () => whole([]));
    const openings = readable(context, info, found).filter((opening) => overlapsDays(timeOf(opening), start, end));
    return thatCanShow(context, info, "job", openings, () => requireJob(jobId, context.loaders));
  }

  @FieldResolver(() => [Vacancy], {
    description:
      "Vacancies with the job's code that were published at some time in the range. One that was taken down at an unknown time " +
      "counts until the last moment known of it.",
  })
  async vacancies(
    @Root() { jobId, start, end }: JobTimeline,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Vacancy[]> {
    const job = await valueOr(context, info, jobAtAnyTime(jobId, context.loaders), () => null);
    if (!job?.code) return [];
    const vacancies = recordsOf(context, info, await context.loaders.vacanciesByCode.load(job.code));
    const now = context.graph.now();
    return vacancies.filter((vacancy) => wasPublished(vacancy) && overlapsDays(publicationOf(vacancy, now), start, end));
  }
}

/** Whether a vacancy was ever visible: one that the board has not decided about, or has refused, was not. */
function wasPublished({ status, publishedAt }: Vacancy): boolean {
  return publishedAt !== null || (status !== VacancyStatus.PENDING && status !== VacancyStatus.REJECTED);
}

/** From its opening until its close; an open one has no end, whatever its fields say. */
function timeOf({ status, openedAt, closedAt }: Opening): TimeSpan | null {
  if (status === OpeningStatus.OPEN) return { from: openedAt, until: null };
  return spanOfWhatIsOver({ from: openedAt, until: closedAt }, []);
}

/** From its publication until it was taken down; a live one has no end yet, whatever its expiry. */
function publicationOf({ status, publishedAt, closedAt, expiresAt }: Vacancy, now: number): TimeSpan | null {
  if (status !== VacancyStatus.CLOSED && status !== VacancyStatus.DELETED) return { from: publishedAt, until: null };
  // A planned end counts only when it has passed.
  const expired = expiresAt !== null && Date.parse(expiresAt) <= now;
  return spanOfWhatIsOver({ from: publishedAt, until: closedAt }, expired ? [expiresAt] : []);
}
