import "reflect-metadata";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../common/node.type.js";
import { PageInfo } from "../common/page.type.js";
import { DateTimeScalar } from "../common/scalars.js";
import { UserError } from "../common/user-error.type.js";
import { Ability, Vendor } from "../vendor/vendor.type.js";

export enum OperationOutcome {
  PENDING = "PENDING",
  APPLIED = "APPLIED",
  NOT_APPLIED = "NOT_APPLIED",
  UNCERTAIN = "UNCERTAIN",
}
registerEnumType(OperationOutcome, {
  name: "OperationOutcome",
  description: "The outcome of a change. PENDING and UNCERTAIN settle later into APPLIED or NOT_APPLIED: ask for the operation again.",
  valuesConfig: {
    PENDING: { description: "Accepted; the vendor decides later." },
    APPLIED: { description: "The change was made." },
    NOT_APPLIED: { description: "The change was not made; userErrors say why." },
    UNCERTAIN: {
      description:
        "Sent, and not known yet whether it was made. The server does not send it again, and reads the record until that is known.",
    },
  },
});

@ObjectType({
  description: "A requested change and its outcome, stored for the caller and for the audit log.",
  implements: Node,
  simpleResolvers: true,
})
export class Operation extends Node {
  @Field(() => String, { description: "The mutation's name, e.g. prolongateVacancy." })
  kind: string;

  @Field(() => Ability, {
    nullable: true,
    description:
      "The same as a vendor's ability, for clients whose types are generated. Null of a mutation that this version does not know.",
  })
  ability: Ability | null;

  @Field(() => Vendor, { description: "The vendor of the change, whether it was sent or refused before." })
  vendor: Vendor;

  @Field(() => String, { description: "Which of the server's accounts at that vendor it is made with." })
  account: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Global id of the record to change; null for a record that is only being created, and for several records (deleteOpenings): `operations(targetId)` finds " +
      "these changes by each of them.",
  })
  targetId: string | null;

  @Field(() => OperationOutcome, { description: "Its outcome, as far as it is known now." })
  outcome: OperationOutcome;

  @Field(() => [UserError], {
    description:
      "Why it, or a part of it, was not made, or why its outcome is unknown; empty where all of it was made, or the vendor decides later.",
  })
  userErrors: UserError[];

  @Field(() => String, {
    description:
      "The caller: the subject of the token, `anonymous` where no sign-in is set up, or `hiregraph:webhooks` where the vendor itself asked for it.",
  })
  requestedBy: string;

  @Field(() => DateTimeScalar, { description: "When it was requested." })
  requestedAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the outcome became final; null while it is PENDING or UNCERTAIN." })
  settledAt: string | null;

  @Field(() => String, { nullable: true, description: "The key it was asked with; null where there was none." })
  idempotencyKey: string | null;

  @Field(() => Boolean, {
    description: "This answer repeats an earlier one with the same idempotency key; nothing was sent.",
  })
  replayed: boolean;

  @Field(() => String, { nullable: true, description: "What a person wrote when they resolved it by hand (resolveOperation)." })
  resolution: string | null;

  @Field(() => String, { nullable: true, description: "Who resolved it by hand: the subject of the token." })
  resolvedBy: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's handle, where it works asynchronously (LinkedIn: the task)." })
  vendorTaskId: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's id of the request, for the vendor's support." })
  vendorRequestId: string | null;
}

@ObjectType({ description: "An operation in the audit log.", simpleResolvers: true })
export class OperationEdge {
  @Field(() => String, { description: "Goes into `after` to page on from here. Opaque." })
  cursor: string;

  @Field(() => Operation, { description: "The operation." })
  node: Operation;
}

@ObjectType({ description: "A page of the audit log, newest first.", simpleResolvers: true })
export class OperationConnection {
  @Field(() => [OperationEdge], { description: "The operations with their cursors." })
  edges: OperationEdge[];

  @Field(() => [Operation], { description: "The operations alone, in the order of the edges." })
  nodes: Operation[];

  @Field(() => PageInfo, { description: "Whether and how to page on." })
  pageInfo: PageInfo;
}
