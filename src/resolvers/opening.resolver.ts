import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { whole } from "../datasources/contract/found.js";
import { IdArgs } from "../schema/common/input/node.args.js";
import { type Source, sourceOfRecord } from "../schema/common/source.js";
import { Job } from "../schema/job/job.type.js";
import { CustomField } from "../schema/opening/custom-field.type.js";
import { CloseReasonsArgs } from "../schema/opening/opening.args.js";
import { CloseReason, Opening, OpeningActions } from "../schema/opening/opening.type.js";
import { requireJob } from "./support/job-at-any-time.js";
import { readOpening } from "./support/look-ahead.js";
import { type Later, readable, shown, valueOr } from "./support/partial-results.js";
import { selectedFields } from "./support/selection.js";
import { ofWhole } from "./support/whole-openings.js";

@Resolver(() => Opening)
export class OpeningResolver {
  @Authorized("read")
  @Query(() => Opening, { nullable: true, description: "One opening; null where the vendor does not hold it." })
  async opening(@Args(() => IdArgs) { id }: IdArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Opening | null> {
    return readOpening(context, info, context.graph.requireId(id, "opening").text);
  }

  @Authorized("read")
  @Query(() => [CloseReason], {
    description:
      "The reasons that closeOpening takes, as the company keeps them at the vendor. Empty where it keeps none, or cannot be asked; the error says so then.",
  })
  async closeReasons(
    @Args(() => CloseReasonsArgs) { vendor, account }: CloseReasonsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CloseReason[]> {
    const source = context.graph.requireSource(vendor, account);
    // A vendor without close reasons is a wrong question, and fails as one.
    context.graph.port(source, "openings");
    return readable(context, info, await valueOr(context, info, context.loaders.closeReasons.load(source), () => whole([])));
  }

  @FieldResolver(() => CloseReason, {
    nullable: true,
    description:
      "Why it was closed; null while it is open, or where no reason was given. In lists of jobs this may cost one request for each job with closed openings.",
  })
  closeReason(@Root() opening: Opening, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<CloseReason | null> {
    if (opening.closeReason === undefined) return ofWhole(context, info, opening, (whole) => whole?.closeReason ?? null);
    const reason = opening.closeReason;
    if (reason === null || reason.name !== undefined || !selectedFields(info).has("name")) return reason;
    return named(context, sourceOfRecord(opening), reason);
  }

  @FieldResolver(() => [CustomField], {
    description: "The company's own fields. In lists of jobs this may cost one request for each job with openings.",
  })
  customFields(@Root() opening: Opening, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Later<CustomField[]> {
    if (opening.customFields !== undefined) return opening.customFields;
    const found = ofWhole(context, info, opening, (whole) => whole?.customFields ?? []);
    return found instanceof Promise ? valueOr(context, info, found, () => []) : found;
  }

  @FieldResolver(() => Job, {
    description:
      "The job it belongs to. NOT_FOUND where the vendor shows the opening and hides its job; lists leave such an opening out where its job is selected.",
  })
  async job(@Root() { jobId }: Opening, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Job> {
    return shown(context, info, requireJob(jobId, context.loaders));
  }

  @FieldResolver(() => OpeningActions, { description: "What may be done with it now, and if not, why. The changes check the same rules." })
  can(@Root() opening: Opening, @Ctx() { graph }: Context): Later<OpeningActions> {
    return graph.port(sourceOfRecord(opening), "openings").openingActions(opening);
  }
}

/** A close reason with its name, which is not at hand. */
async function named({ graph }: Context, source: Source, { id }: CloseReason): Promise<CloseReason> {
  const name = await graph.port(source, "openings").nameOfReason?.(id);
  return { id, name };
}
