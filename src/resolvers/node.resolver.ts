import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { IdArgs, NodesArgs } from "../schema/common/input/node.args.js";
import { Node } from "../schema/common/node.type.js";
import { lookAhead } from "./support/look-ahead.js";
import { placeOf, recordById } from "./support/record-by-id.js";

@Resolver()
export class NodeResolver {
  @Authorized("read")
  @Query(() => Node, { nullable: true, description: "Any record with a global id; null where its vendor does not hold it." })
  async node(@Args(() => IdArgs) { id }: IdArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Node | null> {
    const record = recordById(id, context, info);
    lookAhead(context, info, [id]);
    return record;
  }

  @Authorized("read")
  @Query(() => [Node], {
    nullable: "items",
    description: "Many at once, in the order asked; null, with an error where there is one, in the place of a record that cannot be read.",
  })
  async nodes(
    @Args(() => NodesArgs) { ids }: NodesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Promise<Node | null>[]> {
    const records = ids.map((id, key) => recordById(id, context, placeOf(info, key)));
    lookAhead(context, info, ids);
    return records;
  }
}
