import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { ReplayWebhookInput } from "../schema/webhook/replay-webhook.input.js";
import { ReplayWebhookPayload } from "../schema/webhook/replay-webhook.payload.js";
import { WebhookStatus } from "../schema/webhook/webhook-status.type.js";

@Resolver(() => WebhookStatus)
export class WebhookResolver {
  @Authorized("operate")
  @Query(() => [WebhookStatus], { description: "How webhooks out stand. Needs the scope `operate`." })
  async webhooks(@Ctx() { webhooks }: Context): Promise<WebhookStatus[]> {
    return webhooks.statuses();
  }

  @Authorized("operate")
  @Mutation(() => ReplayWebhookPayload, {
    description: "Sends a receiver everything after `after` again, whether it is parked or not (scope `operate`).",
  })
  async replayWebhook(
    @Arg("input", () => ReplayWebhookInput, { description: "Which receiver, and from where on." }) { name, after }: ReplayWebhookInput,
    @Ctx() { webhooks }: Context,
  ): Promise<ReplayWebhookPayload> {
    return webhooks.replay(name, after);
  }
}
