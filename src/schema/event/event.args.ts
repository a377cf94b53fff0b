import "reflect-metadata";
import { ArgsType, Field, ID } from "type-graphql";
import { AccountsField } from "../common/input/account.args.js";
import { After, First } from "../common/input/page.args.js";
import { Ids, MAX_CODE, MAX_ID, NotBlank } from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";
import { Vendor } from "../vendor/vendor.type.js";
import { EventKind } from "./event.type.js";

/** Which events are meant. */
@ArgsType()
class EventFilterArgs {
  @Field(() => [Vendor], { nullable: true, description: "Only of records of these vendors; all where it is left out." })
  vendors?: Vendor[] | null;

  @AccountsField()
  accounts?: string[] | null;

  @Field(() => [EventKind], { nullable: true, description: "Only events of these kinds; all where it is left out." })
  kinds?: EventKind[] | null;

  @TextField(() => [String], {
    characters: MAX_CODE,
    nullable: true,
    description: "Only of records that had one of these codes at that time.",
  })
  @Ids(0, "give codes, or leave codes out for all events")
  codes?: string[] | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "Only of the record with this global id." })
  @NotBlank("give the global id of a job or a vacancy, or leave it out for all events")
  recordId?: string | null;
}

/** Query.events. */
@ArgsType()
export class EventsArgs extends EventFilterArgs {
  @First()
  first: number;

  @After()
  after?: string | null;
}

/** Subscription.events. */
@ArgsType()
export class FollowedEventsArgs extends EventFilterArgs {
  @After(
    "Begin after the event with this cursor: an event's id, or the endCursor or the head of Query.events. From now on where it is left out.",
    "give the id of an event, or leave it out to follow from now on",
  )
  after?: string | null;
}
