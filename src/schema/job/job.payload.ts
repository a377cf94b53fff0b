import "reflect-metadata";
import { ObjectType } from "type-graphql";
import { ChangePayload } from "../common/change.payload.js";

@ObjectType({ description: "The outcome of a change of a job.", simpleResolvers: true })
export class JobPayload extends ChangePayload {
  notices?: string[];

  /** Global id of the job to show; undefined: none. */
  jobId?: string;
}
