import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { LangArgs } from "../schema/job/job.args.js";
import { Job } from "../schema/job/job.type.js";
import { JobVersion } from "../schema/job/job-version.type.js";
import { requireJob } from "./support/job-at-any-time.js";
import { shown } from "./support/partial-results.js";
import { pickText } from "./support/texts.js";

@Resolver(() => JobVersion)
export class JobVersionResolver {
  @FieldResolver(() => Job, { description: "The job as it is now; one that has ended as it last was." })
  async job(@Root() version: JobVersion, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job> {
    return shown(context, info, requireJob(version.jobId, context.loaders));
  }

  @FieldResolver(() => String, { nullable: true, description: "The name in the requested language, with the same fallbacks as Job.name." })
  name(@Root() version: JobVersion, @Args(() => LangArgs) { lang }: LangArgs, @Ctx() { languages }: Context): string | null {
    return pickText(version.names, lang ? [lang] : languages);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The title ("头衔") in the language asked for, with the same fallbacks as Job.name.',
  })
  title(@Root() version: JobVersion, @Args(() => LangArgs) { lang }: LangArgs, @Ctx() { languages }: Context): string | null {
    return pickText(version.titles, lang ? [lang] : languages);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The description in the requested language, with the same fallbacks as Job.name.",
  })
  description(@Root() version: JobVersion, @Args(() => LangArgs) { lang }: LangArgs, @Ctx() { languages }: Context): string | null {
    return pickText(version.descriptions, lang ? [lang] : languages);
  }
}
