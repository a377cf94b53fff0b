import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { JobFilter, NamesOfJob, OpeningsFound } from "../datasources/contract/datasource.js";
import { type Found, whole } from "../datasources/contract/found.js";
import { searchedJobs } from "../reads/searched-jobs.js";
import { searchWords } from "../records/search-words.js";
import { BadUserInput } from "../schema/common/bad-input.js";
import { IdArgs } from "../schema/common/input/node.args.js";
import { RangeArgs } from "../schema/common/input/range.args.js";
import { sourceOfRecord } from "../schema/common/source.js";
import { JobsArgs, LangArgs } from "../schema/job/job.args.js";
import { Job, JobActions, JobConnection } from "../schema/job/job.type.js";
import { JobTimeline } from "../schema/job/job-timeline.type.js";
import { JobVersion } from "../schema/job/job-version.type.js";
import { CustomField } from "../schema/opening/custom-field.type.js";
import { OpeningsArgs } from "../schema/opening/opening.args.js";
import { OpeningConnection } from "../schema/opening/opening.type.js";
import { Vacancy } from "../schema/vacancy/vacancy.type.js";
import type { SourceReport } from "../schema/vendor/vendor.type.js";
import { UnifiedConnection } from "./support/connection.js";
import { openingsKey, readJob } from "./support/look-ahead.js";
import { type ListedOpening, pageOfOpenings, placeBehind } from "./support/opening-page.js";
import { type Later, readable, recordsOf, shown, shownOr, tellUnasked, valueOr, valueOrError } from "./support/partial-results.js";
import { selectedFields } from "./support/selection.js";
import { pickText } from "./support/texts.js";
import { readWhole } from "./support/whole-openings.js";

@Resolver(() => Job)
export class JobResolver {
  @Authorized("read")
  @Query(() => Job, {
    nullable: true,
    description: "One job; null where the vendor does not have it. An error with the vendor's code where it does not answer.",
  })
  async job(@Args(() => IdArgs) { id }: IdArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job | null> {
    return readJob(context, info, context.graph.requireId(id, "job").text);
  }

  @Authorized("read")
  @Query(() => JobConnection, {
    description:
      "Jobs of all vendors that list jobs, or of those named. The vendors take turns: the first record of each, then the second of each. " +
      "A vendor that is down costs its own records; see sources. With `text`, and without `updatedSince`, they come by id.",
  })
  async jobs(
    @Args(() => JobsArgs) { vendors, accounts, status, code, text, updatedSince, first, after }: JobsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<JobConnection> {
    const { graph, loaders } = context;
    const filter: JobFilter = { status: status ?? undefined, code: code ?? undefined };
    const sources = graph.choose("jobs", { vendors, accounts });
    const words = searchWords(text ?? "");
    const changed = updatedSince ? { since: Date.parse(updatedSince), words } : undefined;
    const page =
      words.length > 0 && changed === undefined
        ? await searchedJobs(context, sources, { ...filter, words }, first, after)
        : await loaders.jobPage(sources, filter, first, after, changed);
    tellUnasked(context, info, page.sources);
    return new UnifiedConnection(page, after);
  }

  @FieldResolver(() => String, {
    description:
      "The name in the requested language (BCP 47), else in the same language, else the first name. Without lang, Accept-Language decides.",
  })
  name(@Root() job: Job, @Args(() => LangArgs) { lang }: LangArgs, @Ctx() { languages }: Context): string {
    return pickText(job.names, lang ? [lang] : languages) ?? "";
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The vendor's description, in the language chosen as for `name`. May be HTML.",
  })
  description(@Root() job: Job, @Args(() => LangArgs) { lang }: LangArgs, @Ctx() { languages }: Context): string | null {
    return pickText(job.descriptions, lang ? [lang] : languages);
  }

  @FieldResolver(() => [String], { description: "Names of the departments it belongs to; empty where the vendor names none." })
  departments(@Root() job: Job, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<string[]> {
    return job.departments ?? namesOf(job, "departments", context, info);
  }

  @FieldResolver(() => [String], { description: "Names of the places of work; empty where the vendor names none." })
  locations(@Root() job: Job, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<string[]> {
    return job.locations ?? namesOf(job, "locations", context, info);
  }

  @FieldResolver(() => OpeningConnection, {
    description:
      "Its openings, by id. In lists of jobs they come with the jobs, without a request for each; empty where the vendor has no openings.",
  })
  openings(
    @Root() job: Job,
    @Args(() => OpeningsArgs) { status, first, after }: OpeningsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Later<OpeningConnection> {
    const { graph, loaders } = context;
    const source = sourceOfRecord(job);
    const port = graph.datasource(source)?.openings;
    const list = openingsKey(job.id, { status });
    const place = placeBehind(list, after);
    const page = (openings: readonly ListedOpening[], parts: OpeningsFound["parts"], ...sources: SourceReport[]) =>
      Object.assign(pageOfOpenings(openings, list, first, after, parts), { sources });
    if (port === undefined) return page([], []);
    const answered = ({ records, unreadable, parts }: Found<ListedOpening> & Pick<OpeningsFound, "parts">) =>
      page(records, parts, graph.sources.partly(graph.sources.carried(source), unreadable));
    const failed = (error: Error) => {
      const report = graph.sources.failed(source, error);
      tellUnasked(context, info, [report]);
      return page([], [], report);
    };
    const inside = valueOrError(() => port.openingsInside?.(job, list.status));
    if (inside === undefined) {
      return loaders.openingsBehind(list, place, first).then(answered, (error: Error) => {
        // A cursor that names what is not this job's.
        if (error instanceof BadUserInput) throw error;
        return failed(error);
      });
    }
    if (inside instanceof Error) return failed(inside);
    const connection = answered(inside);
    return readWhole(context, info, connection)?.then(() => connection) ?? connection;
  }

  @FieldResolver(() => [JobVersion], {
    description:
      "Versions in force at some time in [start, end), ordered by effective date. Empty where the vendor keeps no versions. Feishu CoreHR " +
      "shows a change up to 2 s late.",
  })
  versions(
    @Root() job: Job,
    @Args(() => RangeArgs) { start, end }: RangeArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<JobVersion[]> {
    const versions = context.loaders.versions({ jobId: job.id, start, end, fields: selectedFields(info) });
    const show = (found: Found<JobVersion>) => readable(context, info, found);
    return shownOr(context, info, versions, () => whole([]), show);
  }

  @FieldResolver(() => JobTimeline, {
    description: "Everything of this job that was in force, open or published at some time in [start, end).",
  })
  timeline(@Root() job: Job, @Args(() => RangeArgs) { start, end }: RangeArgs): JobTimeline {
    return { jobId: job.id, start, end };
  }

  @FieldResolver(() => [Vacancy], { description: "Vacancies, at any vendor, that carry this job's code." })
  vacancies(@Root() { code }: Job, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<Vacancy[]> {
    return code ? context.loaders.vacanciesByCode.load(code).then((found) => recordsOf(context, info, found)) : [];
  }

  @FieldResolver(() => [CustomField], {
    description: "The company's own fields. In lists of Feishu Hire this costs one request a job; elsewhere they come with the job.",
  })
  customFields(@Root() job: Job, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<CustomField[]> {
    if (job.customFields !== undefined) return job.customFields;
    const read = shown(context, info, context.loaders.wholeJob.load(job.id));
    return valueOr(context, info, read, () => null).then((whole) => whole?.customFields ?? []);
  }

  @FieldResolver(() => JobActions, { description: "What may be done with it now, and if not, why. The changes check the same rules." })
  can(@Root() job: Job, @Ctx() { graph }: Context): Later<JobActions> {
    return graph.port(sourceOfRecord(job), "jobs").jobActions(job);
  }
}

/** Names that are not at hand. */
function namesOf(job: Job, names: NamesOfJob, context: Context, info: GraphQLResolveInfo): Promise<string[]> {
  const read = async () => {
    const port = context.graph.port(sourceOfRecord(job), "jobs");
    if (port.namesOf === undefined) throw new Error(`Nobody tells the ${names} of ${job.id}`);
    return port.namesOf(job, names);
  };
  return valueOr(context, info, read(), () => []);
}
