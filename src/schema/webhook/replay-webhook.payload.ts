import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { UserError } from "../common/user-error.type.js";
import { WebhookStatus } from "./webhook-status.type.js";

@ObjectType({ description: "The answer of replayWebhook.", simpleResolvers: true })
export class ReplayWebhookPayload {
  @Field(() => WebhookStatus, { nullable: true, description: "The receiver as it stands now; null where there is none of this name." })
  webhook: WebhookStatus | null;

  @Field(() => [UserError], { description: "Why nothing is sent again: no such receiver, or no such cursor. Empty where it is." })
  userErrors: UserError[];
}
