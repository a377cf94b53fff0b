import "reflect-metadata";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../common/node.type.js";
import { PageInfo } from "../common/page.type.js";
import { DateTimeScalar, JsonScalar } from "../common/scalars.js";
import { Vendor } from "../vendor/vendor.type.js";

export enum EventKind {
  APPEARED = "APPEARED",
  CHANGED = "CHANGED",
  DISAPPEARED = "DISAPPEARED",
  OPERATION_SETTLED = "OPERATION_SETTLED",
  DISCREPANCY_FOUND = "DISCREPANCY_FOUND",
  DISCREPANCY_ENDED = "DISCREPANCY_ENDED",
}
registerEnumType(EventKind, {
  name: "EventKind",
  description: "What an event tells.",
  valuesConfig: {
    APPEARED: { description: "Seen for the first time, after the account's first complete look at its records (which makes no events)." },
    CHANGED: { description: "Some of its fields differ from what was known before: see `changes`." },
    DISAPPEARED: { description: "Deleted, or out of the credential's sight." },
    OPERATION_SETTLED: { description: "A change that was asked for through this server has its final outcome." },
    DISCREPANCY_FOUND: { description: "Vendors contradict one another about a requisition." },
    DISCREPANCY_ENDED: { description: "They do not any more." },
  },
});

export enum EventCause {
  OPERATION = "OPERATION",
  ELSEWHERE = "ELSEWHERE",
}
registerEnumType(EventCause, {
  name: "EventCause",
  description: "By whose hand.",
  valuesConfig: {
    OPERATION: { description: "A change made through this server: see `operation`." },
    ELSEWHERE: { description: "Somebody or something else at the vendor." },
  },
});

@ObjectType({ description: "A field that differs, with its value before and after.", simpleResolvers: true })
export class FieldChange {
  @Field(() => String, {
    description: "Its name in this graph: `status`, `name`, `code`, `expiresAt`; `openings` is the number of open ones.",
  })
  field: string;

  @Field(() => JsonScalar, { nullable: true, description: "Its value before, in the graph's own form." })
  before: unknown;

  @Field(() => JsonScalar, { nullable: true, description: "Its value after." })
  after: unknown;
}

@ObjectType({
  description:
    "Something that happened to a record. Its id is `hiregraph:event:<number>`. Kept for EVENT_DAYS. Delivered at least once to whoever follows; `id` is the same whenever it is " +
    "delivered. Ascending by `id`, which is also its cursor. Of jobs and vacancies; seats show as `openings` of their job, the number of open " +
    "ones. Counters of views and responses make no events, nor do descriptions and custom fields. What one reading found and two hands did is two " +
    "events. While a change is UNCERTAIN its fields are told by nobody's hand.",
  implements: Node,
  simpleResolvers: true,
})
export class Event extends Node {
  @Field(() => EventKind, { description: "What happened." })
  kind: EventKind;

  @Field(() => EventCause, { description: "By whose hand." })
  cause: EventCause;

  @Field(() => DateTimeScalar, { description: "When this server learnt of it; the vendor may have done it earlier." })
  at: string;

  @Field(() => Vendor, { description: "The vendor of the record. Of a discrepancy: that of its first record." })
  vendor: Vendor;

  @Field(() => String, { description: "Which of the server's accounts at that vendor holds it." })
  account: string;

  @Field(() => ID, { nullable: true, description: "Global id of the job or vacancy; null where a change made none." })
  recordId: string | null;

  @Field(() => String, { nullable: true, description: "The record's code at that time." })
  code: string | null;

  @Field(() => [FieldChange], {
    description: "What differs from what was known before. Empty where only its appearing is news.",
  })
  changes: FieldChange[];

  /** Of the operation that it tells of. */
  operationId: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id of the discrepancy that was found or has ended; null of other events. One that comes back has the same.",
  })
  discrepancyId: string | null;
}

@ObjectType({ description: "An event in the feed.", simpleResolvers: true })
export class EventEdge {
  @Field(() => String, { description: "Goes into `after` to go on from here; the event's id." })
  cursor: string;

  @Field(() => Event, { description: "The event." })
  node: Event;
}

@ObjectType({ description: "A page of the feed, oldest first.", simpleResolvers: true })
export class EventConnection {
  @Field(() => [EventEdge], { description: "The events with their cursors." })
  edges: EventEdge[];

  @Field(() => [Event], { description: "The events alone, in the order of the edges." })
  nodes: Event[];

  @Field(() => PageInfo, {
    description:
      "`endCursor` is the last event that was looked at, also where a filter left none: it does not grow old while a reader asks. A page may be short, " +
      "or empty, and `hasNextPage` true.",
  })
  pageInfo: PageInfo;

  @Field(() => String, { description: "A cursor at the newest event: take it, read the records, follow from here." })
  head: string;
}
