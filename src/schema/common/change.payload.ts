import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { Operation } from "../operation/operation.type.js";
import { UserError } from "./user-error.type.js";

/** The fields of every change's payload. Not in the schema itself: GraphQL objects cannot inherit. */
@ObjectType({ simpleResolvers: true })
export abstract class ChangePayload {
  @Field(() => Operation, {
    nullable: true,
    description: "The receipt: the outcome of the change, and the handle to wait on. Null on a dry run.",
  })
  operation?: Operation | null;

  @Field(() => [UserError], {
    description:
      "Why the change, or a part of it, was not made, or why its outcome is unknown; empty where all of it was made or is the vendor's to decide.",
  })
  userErrors: UserError[];
}
