import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { requireId } from "../datasources/unified.datasource.js";
import { IdArgs } from "../schema/node.args.js";
import { OperationsArgs } from "../schema/operation.args.js";
import { Operation, OperationConnection } from "../schema/operation.type.js";
import { toConnection } from "./connection.js";

@Resolver(() => Operation)
export class OperationResolver {
  @Query(() => Operation, {
    nullable: true,
    description: "One operation. One that is open is looked up first, every two seconds at most. Those of others need the scope `audit`.",
  })
  async operation(@Args(() => IdArgs) { id }: IdArgs, @Ctx() { operations }: Context): Promise<Operation | null> {
    return operations.byId(requireId(id, "operation").text);
  }

  @Query(() => OperationConnection, {
    description: "The audit log, newest first: one's own operations, or everyone's with the scope `audit`.",
  })
  async operations(
    @Args(() => OperationsArgs) { targetId, outcome, first, after }: OperationsArgs,
    @Ctx() { operations }: Context,
  ): Promise<OperationConnection> {
    return toConnection(await operations.list({ targetId, outcome }, first, after), after);
  }
}
