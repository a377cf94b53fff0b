import { Arg, Args, Authorized, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { requireId } from "../schema/common/global-id.js";
import { IdArgs } from "../schema/common/input/node.args.js";
import { OperationsArgs } from "../schema/operation/operation.args.js";
import { Operation, OperationConnection } from "../schema/operation/operation.type.js";
import { ResolveOperationInput } from "../schema/operation/resolve-operation.input.js";
import { ResolveOperationPayload } from "../schema/operation/resolve-operation.payload.js";
import { Connection } from "./support/connection.js";

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
    return new Connection(await operations.list({ targetId, outcome }, first, after), after);
  }

  @Authorized("operate")
  @Mutation(() => ResolveOperationPayload, {
    description:
      "For operators (scope `operate`): records what a person saw at the vendor of an UNCERTAIN change, of any caller, and releases its lock; " +
      "with NOT_APPLIED its idempotency key too. Of two people the first one counts.",
  })
  async resolveOperation(
    @Arg("input", () => ResolveOperationInput, { description: "Which operation, and what was seen of it." }) {
      id,
      outcome,
      note,
    }: ResolveOperationInput,
    @Ctx() { operations }: Context,
  ): Promise<ResolveOperationPayload> {
    return operations.resolve(requireId(id, "operation").text, { outcome, note });
  }
}
