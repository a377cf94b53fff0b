import "reflect-metadata";
import { Field, ObjectType, registerEnumType } from "type-graphql";

export enum UserErrorCode {
  INVALID_INPUT = "INVALID_INPUT",
  NOT_FOUND = "NOT_FOUND",
  FORBIDDEN = "FORBIDDEN",
  DISABLED_AT_VENDOR = "DISABLED_AT_VENDOR",
  CONFLICT = "CONFLICT",
  ALREADY_OPEN = "ALREADY_OPEN",
  ALREADY_CLOSED = "ALREADY_CLOSED",
  TOO_EARLY = "TOO_EARLY",
  DUPLICATE = "DUPLICATE",
  LIMIT_REACHED = "LIMIT_REACHED",
  NOT_ENOUGH_CREDIT = "NOT_ENOUGH_CREDIT",
  QUOTA_EXCEEDED = "QUOTA_EXCEEDED",
  IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED",
  UNSUPPORTED_BY_VENDOR = "UNSUPPORTED_BY_VENDOR",
  REJECTED_BY_VENDOR = "REJECTED_BY_VENDOR",
  UNCERTAIN = "UNCERTAIN",
}
registerEnumType(UserErrorCode, {
  name: "UserErrorCode",
  description: "Why a change was not made, or cannot be.",
  valuesConfig: {
    INVALID_INPUT: { description: "A value is missing or not as the vendor wants it; see field." },
    NOT_FOUND: { description: "The record, or one the input refers to, is not at the vendor or not shown to these credentials." },
    FORBIDDEN: { description: "The vendor does not let these credentials, or the manager, do that." },
    DISABLED_AT_VENDOR: {
      description:
        'The vendor\'s settings forbid it (Feishu: the switch "通过 API 同步职位" is off). An administrator turns it on at the vendor.',
    },
    CONFLICT: {
      description:
        "The record is already in the requested state, or in one that excludes it; or, where retryable, another change of it is under way: " +
        "wait for that one to be settled.",
    },
    ALREADY_OPEN: { description: "It is open already; nothing was sent." },
    ALREADY_CLOSED: { description: "It is closed already; nothing was sent." },
    TOO_EARLY: { description: "The vendor allows it later (HeadHunter: too soon after the last prolongation)." },
    DUPLICATE: { description: "The vendor has a similar record. See HeadHunterVacancyInput.ignoreDuplicates." },
    LIMIT_REACHED: { description: "More records than the vendor allows (Greenhouse: 100 open openings)." },
    NOT_ENOUGH_CREDIT: { description: "Publications, slots or budget are used up." },
    QUOTA_EXCEEDED: { description: "The manager's or department's own share is used up, although the company has some left." },
    IDEMPOTENCY_KEY_REUSED: { description: "The key came with another mutation or another input before. Take a new key." },
    UNSUPPORTED_BY_VENDOR: { description: "This vendor cannot do that; see VendorStatus.abilities." },
    REJECTED_BY_VENDOR: {
      description:
        "The vendor refused for a reason of its own (see message and vendorCode), or could not be reached, or its answer was lost and the change " +
        "was not made.",
    },
    UNCERTAIN: { description: "Sent; not known yet whether it was made. Do not send it again: query the operation." },
  },
});

@ObjectType({
  description: "Why a change was not made. Expected, and for people to act on; failures of transport are GraphQL errors.",
  simpleResolvers: true,
})
export class UserError {
  @Field(() => UserErrorCode, { description: "The reason, to branch on." })
  code: UserErrorCode;

  @Field(() => String, { description: "The reason and what to do about it, for people. Its wording may change." })
  message: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field at fault, e.g. `["openings", "0", "customFields"]`; null where it is no single field.',
  })
  field?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's own code, as the vendor spells it; null where the vendor was not asked.",
  })
  vendorCode?: string | null;

  @Field(() => Boolean, { description: "Whether the same change may be taken later unchanged." })
  retryable: boolean;
}
