import "reflect-metadata";
import { InputType } from "type-graphql";
import { MAX_ID, NotBlank } from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";

@InputType({ description: "Which receiver is sent what again." })
export class ReplayWebhookInput {
  @TextField(() => String, { characters: MAX_ID, description: "The receiver's name in WEBHOOKS." })
  @NotBlank("give the name of a receiver, as WEBHOOKS has it")
  name: string;

  @TextField(() => String, {
    characters: MAX_ID,
    description:
      "An event's id: everything behind it is sent, again or for the first time. One behind WebhookStatus.cursor passes events over.",
  })
  @NotBlank("give the id of the event behind which sending begins, such as WebhookStatus.cursor")
  after: string;
}
