import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { permissionOf } from "../discrepancies/permissions.js";
import { Permission } from "../schema/common/permission.type.js";
import { DiscrepanciesArgs } from "../schema/discrepancy/discrepancy.args.js";
import { DiscrepancyConnection, Remedy } from "../schema/discrepancy/discrepancy.type.js";
import { notKnown } from "./support/not-known.js";
import { tellUnasked, valueOr } from "./support/partial-results.js";

@Resolver()
export class DiscrepancyResolver {
  @Authorized("read")
  @Query(() => DiscrepancyConnection, {
    description:
      "Where vendors contradict one another about a requisition. Found from what the server knows of all records; the records of each are read anew (or " +
      "as old as the request allows) before it is told.",
  })
  async discrepancies(
    @Args(() => DiscrepanciesArgs) { kinds, codes, within, first, after }: DiscrepanciesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DiscrepancyConnection> {
    const filter = { kinds: kinds ?? undefined, codes: codes ?? undefined, within };
    const page = await context.discrepancies.page(filter, first, after);
    tellUnasked(context, info, page.sources);
    return page;
  }
}

@Resolver(() => Remedy)
export class RemedyResolver {
  @FieldResolver(() => Permission, {
    description:
      "Whether it may be sent now, by the record's state; scopes are judged when it is sent. Where a board needs more than the job tells, the reason names " +
      "it, by the rules that `vacancyFieldRules` lists. Prolonging and publishing may cost free requests.",
  })
  permission(@Root() remedy: Remedy, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Permission> {
    return valueOr(context, info, permissionOf(remedy, context), notKnown);
  }
}
