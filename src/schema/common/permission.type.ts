import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { UserErrorCode } from "./user-error.type.js";

@ObjectType({
  description:
    "Whether something may be done now, and if not, why: decided from the record's own state before anything is sent. The " +
    "vendor may still refuse.",
  simpleResolvers: true,
})
export class Permission {
  @Field(() => Boolean, { description: "Whether a button for it should work." })
  allowed: boolean;

  @Field(() => String, { nullable: true, description: "Why not, for people; null where it is allowed." })
  reason?: string | null;

  @Field(() => UserErrorCode, {
    nullable: true,
    description: "Why not, to branch on: what the mutation would answer. Null where it is allowed.",
  })
  code?: UserErrorCode | null;
}
