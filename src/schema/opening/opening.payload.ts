import "reflect-metadata";
import { Field, ID, ObjectType } from "type-graphql";
import { ChangePayload } from "../common/change.payload.js";

@ObjectType({ description: "The outcome of a change of an opening.", simpleResolvers: true })
export class OpeningPayload extends ChangePayload {
  /** Global id of the opening to show; undefined: none. */
  openingId?: string;
  /** Global id of its job, which the change may have closed or opened; undefined: none. */
  jobId?: string;
}

@ObjectType({ description: "The outcome of createOpenings.", simpleResolvers: true })
export class CreateOpeningsPayload extends ChangePayload {
  /** Global ids of the openings created, in the order asked; undefined: none. */
  openingIds?: string[];
  /** Global id of their job; undefined: none. */
  jobId?: string;
}

@ObjectType({ description: "The outcome of deleteOpenings.", simpleResolvers: true })
export class DeleteOpeningsPayload extends ChangePayload {
  @Field(() => [ID], { description: "Global ids of those that are gone." })
  deletedIds: string[];

  @Field(() => [ID], { description: "Global ids of those that the vendor still holds; userErrors say why." })
  failedIds: string[];
}
