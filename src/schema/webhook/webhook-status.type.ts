import "reflect-metadata";
import { Field, Int, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../common/scalars.js";

@ObjectType({
  description: "A receiver of events that the configuration names (WEBHOOKS). Needs the scope `operate`.",
  simpleResolvers: true,
})
export class WebhookStatus {
  @Field(() => String, { description: "Its name in WEBHOOKS." })
  name: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Delivered up to here: all events up to this one, and perhaps some behind it, of other records than those that are not taken.",
  })
  cursor: string | null;

  @Field(() => Int, { description: "Events that are not delivered yet." })
  pending: number;

  @Field(() => Boolean, {
    description: "Given up for now: an event was refused for a day, or the receiver answered 410. replayWebhook begins anew.",
  })
  parked: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: "When an event was delivered last." })
  lastSuccessAt: string | null;

  @Field(() => String, {
    nullable: true,
    description: "When and how sending an event failed last, or that events were deleted because of their age before they were delivered.",
  })
  lastFailure: string | null;
}
