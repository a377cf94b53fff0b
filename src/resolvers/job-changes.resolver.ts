import type { GraphQLResolveInfo } from "graphql";
import { Arg, Authorized, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { scopeOf } from "../datasources/contract/catalog.js";
import { CloseJobInput, ReopenJobInput } from "../schema/job/job.input.js";
import { JobPayload } from "../schema/job/job.payload.js";
import { Job } from "../schema/job/job.type.js";
import { readJob } from "./support/look-ahead.js";
import { toPayload } from "./support/payload.js";

@Resolver(() => JobPayload)
export class JobChangesResolver {
  @Authorized(scopeOf("reopenJob"))
  @Mutation(() => JobPayload, {
    description: "Open a closed job again, without end or until expiresAt. Postings that closing took down do not come back.",
  })
  async reopenJob(
    @Arg("input", () => ReopenJobInput, { description: "Which job, and until when." }) input: ReopenJobInput,
    @Ctx() { changes }: Context,
  ): Promise<JobPayload> {
    return toPayload(await changes.make("reopenJob", input));
  }

  @Authorized(scopeOf("closeJob"))
  @Mutation(() => JobPayload, { description: "Close a job. Feishu Hire takes all its postings down with it." })
  async closeJob(
    @Arg("input", () => CloseJobInput, { description: "Which job." }) input: CloseJobInput,
    @Ctx() { changes }: Context,
  ): Promise<JobPayload> {
    return toPayload(await changes.make("closeJob", input));
  }

  @FieldResolver(() => [String], {
    description: "What people should know besides, e.g. that a job was reopened and nothing advertises it.",
  })
  notices(@Root() { notices }: JobPayload): string[] {
    return notices ?? [];
  }

  @FieldResolver(() => Job, { nullable: true, description: "The job as it is now." })
  async job(@Root() { jobId }: JobPayload, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job | null> {
    return jobId === undefined ? null : readJob(context, info, jobId);
  }
}
