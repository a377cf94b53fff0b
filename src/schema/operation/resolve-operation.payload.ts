import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { UserError } from "../common/user-error.type.js";
import { Operation } from "./operation.type.js";

@ObjectType({ description: "The answer of resolveOperation.", simpleResolvers: true })
export class ResolveOperationPayload {
  @Field(() => Operation, {
    nullable: true,
    description: "The operation as it stands now; null where there is none, or where it is another's and was not resolved by hand.",
  })
  operation: Operation | null;

  @Field(() => [UserError], {
    description: "Why the outcome was not recorded: the operation is settled, or not in doubt yet. Empty where it was recorded.",
  })
  userErrors: UserError[];
}
