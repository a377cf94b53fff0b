import type { GraphQLResolveInfo } from "graphql";
import { Args, Authorized, Ctx, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { RECORD_KINDS, type RecordKind, requireId } from "../schema/common/global-id.js";
import { IdArgs, NodesArgs } from "../schema/common/node.args.js";
import { Node } from "../schema/common/node.type.js";
import { lookAhead } from "./support/look-ahead.js";
import { shown } from "./support/partial-results.js";
import { selectedFields } from "./support/selection.js";

type Load = (id: string, context: Context, fields: string[]) => Promise<Node | null>;

const LOAD: Record<RecordKind, Load> = {
  job: (id, { loaders }) => loaders.job.load(id),
  opening: (id, { loaders }) => loaders.opening.load(id),
  vacancy: (id, { loaders }) => loaders.vacancy.load(id),
  "job-version": (id, { loaders }, fields) => loaders.version({ id, fields }),
  operation: (id, { operations }) => operations.byId(id),
};

@Resolver()
export class NodeResolver {
  @Authorized("read")
  @Query(() => Node, { nullable: true, description: "Any record with a global id; null where its vendor does not hold it." })
  async node(@Args(() => IdArgs) { id }: IdArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<Node | null> {
    const record = load(id, context, info);
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
    const records = ids.map((id, key) => load(id, context, { ...info, path: { prev: info.path, key, typename: undefined } }));
    lookAhead(context, info, ids);
    return records;
  }
}

async function load(text: string, context: Context, info: GraphQLResolveInfo): Promise<Node | null> {
  const id = requireId(text, ...RECORD_KINDS);
  // Operations are this server's own records: they outlive the account that they were made with.
  if (id.kind !== "operation") context.graph.requireId(text, id.kind);
  return shown(context, info, LOAD[id.kind](id.text, context, [...selectedFields(info)]));
}
