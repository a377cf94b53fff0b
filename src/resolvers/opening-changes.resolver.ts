import type { GraphQLResolveInfo } from "graphql";
import { Arg, Authorized, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { asError } from "../datasources/contract/as-error.js";
import { scopeOf } from "../datasources/contract/catalog.js";
import { Job } from "../schema/job/job.type.js";
import {
  CloseOpeningInput,
  CreateOpeningsInput,
  DeleteOpeningsInput,
  ReopenOpeningInput,
  UpdateOpeningInput,
} from "../schema/opening/opening.input.js";
import { CreateOpeningsPayload, DeleteOpeningsPayload, OpeningPayload } from "../schema/opening/opening.payload.js";
import { Opening } from "../schema/opening/opening.type.js";
import { requireJob } from "./support/job-at-any-time.js";
import { readJob, readOpening } from "./support/look-ahead.js";
import { isTolerable, tellFailure } from "./support/partial-results.js";
import { toDeletionPayload, toPayload } from "./support/payload.js";
import { selectedFields } from "./support/selection.js";

@Resolver()
export class OpeningChangesResolver {
  @Authorized(scopeOf("createOpenings"))
  @Mutation(() => CreateOpeningsPayload, {
    description:
      "Create openings of a job. Greenhouse allows 100 open ones. It may make some and refuse others: then the outcome is APPLIED, and userErrors " +
      "names each that was not made by its index.",
  })
  async createOpenings(
    @Arg("input", () => CreateOpeningsInput, { description: "Of which job, and what each of its new openings holds." })
    input: CreateOpeningsInput,
    @Ctx() { changes }: Context,
  ): Promise<CreateOpeningsPayload> {
    return toPayload(await changes.make("createOpenings", input));
  }

  @Authorized(scopeOf("updateOpening"))
  @Mutation(() => OpeningPayload, { description: "Change an opening's text or custom fields. Only what is given changes." })
  async updateOpening(
    @Arg("input", () => UpdateOpeningInput, { description: "Which opening, and what of it changes." }) input: UpdateOpeningInput,
    @Ctx() { changes }: Context,
  ): Promise<OpeningPayload> {
    return toPayload(await changes.make("updateOpening", input));
  }

  @Authorized(scopeOf("closeOpening"))
  @Mutation(() => OpeningPayload, { description: "Close an opening without a hire. Closing the last open one closes the job." })
  async closeOpening(
    @Arg("input", () => CloseOpeningInput, { description: "Which opening, and why." }) input: CloseOpeningInput,
    @Ctx() { changes }: Context,
  ): Promise<OpeningPayload> {
    return toPayload(await changes.make("closeOpening", input));
  }

  @Authorized(scopeOf("reopenOpening"))
  @Mutation(() => OpeningPayload, { description: "Open a closed opening again; a closed job opens with it." })
  async reopenOpening(
    @Arg("input", () => ReopenOpeningInput, { description: "Which opening." }) input: ReopenOpeningInput,
    @Ctx() { changes }: Context,
  ): Promise<OpeningPayload> {
    return toPayload(await changes.make("reopenOpening", input));
  }

  @Authorized(scopeOf("deleteOpenings"))
  @Mutation(() => DeleteOpeningsPayload, {
    description:
      "Delete closed, unfilled openings for good. Some may go and others stay: see deletedIds and failedIds. After a refusal or a lost " +
      "answer the rest is not sent.",
  })
  async deleteOpenings(
    @Arg("input", () => DeleteOpeningsInput, { description: "Which openings." }) input: DeleteOpeningsInput,
    @Ctx() { changes }: Context,
  ): Promise<DeleteOpeningsPayload> {
    return toDeletionPayload(await changes.make("deleteOpenings", input), input.ids);
  }
}

@Resolver(() => OpeningPayload)
export class OpeningPayloadResolver {
  @FieldResolver(() => Opening, { nullable: true, description: "The opening as it is now." })
  async opening(@Root() { openingId }: OpeningPayload, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Opening | null> {
    return openingId === undefined ? null : readOpening(context, info, openingId);
  }

  @FieldResolver(() => Job, {
    nullable: true,
    description: "Its job as it is now. Closing the last open opening closes the job: look here.",
  })
  async job(@Root() { jobId }: OpeningPayload, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job | null> {
    return jobId === undefined ? null : readJob(context, info, jobId);
  }
}

@Resolver(() => CreateOpeningsPayload)
export class CreateOpeningsPayloadResolver {
  /** The list is never null, so an error here would null the whole payload, with the operation that says that the openings were made. */
  @FieldResolver(() => [Opening], {
    description:
      "The openings that were created, in the order asked, as they are now. Where the vendor could not be asked for them afterwards they " +
      "are left out, and the error says so: what was done stands in `operation`.",
  })
  async openings(
    @Root() { openingIds = [], jobId = "" }: CreateOpeningsPayload,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Opening[]> {
    const { loaders } = context;
    // An opening's job is never null either. It is read beside the openings, which it may bring along.
    const wantsJob = openingIds.length > 0 && selectedFields(info).has("job");
    const [hidden, openings] = await Promise.all([
      wantsJob ? requireJob(jobId, loaders).then(() => undefined, asError) : undefined,
      loaders.opening.loadMany(openingIds),
    ]);
    const failure = hidden ?? openings.find((opening) => opening instanceof Error);
    if (failure !== undefined) {
      if (!isTolerable(failure)) throw failure;
      // All openings are of one job, so of one vendor, which is reported once.
      tellFailure(context, info, failure);
    }
    return hidden !== undefined ? [] : openings.flatMap((opening) => (opening === null || opening instanceof Error ? [] : [opening]));
  }

  @FieldResolver(() => Job, { nullable: true, description: "Their job as it is now." })
  async job(@Root() { jobId }: CreateOpeningsPayload, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job | null> {
    return jobId === undefined ? null : readJob(context, info, jobId);
  }
}
