import "reflect-metadata";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { LocalizedText } from "../common/localized-text.type.js";
import { Node, VendorRecord } from "../common/node.type.js";
import { PageInfo } from "../common/page.type.js";
import { Permission } from "../common/permission.type.js";
import { DateTimeScalar } from "../common/scalars.js";
import type { CustomField } from "../opening/custom-field.type.js";
import { SourceReport } from "../vendor/vendor.type.js";

export enum JobStatus {
  DRAFT = "DRAFT",
  OPEN = "OPEN",
  CLOSED = "CLOSED",
  UNKNOWN = "UNKNOWN",
}
registerEnumType(JobStatus, {
  name: "JobStatus",
  description: "The status of a job, in words that are the same for all vendors.",
  valuesConfig: {
    DRAFT: { description: "Written, not yet approved or opened." },
    OPEN: { description: "Being recruited for; a job profile (Feishu CoreHR): in use." },
    CLOSED: { description: "No longer recruited for; a job profile: retired." },
    UNKNOWN: { description: "The vendor said something this version does not know; see vendorStatus." },
  },
});

@ObjectType({
  description: "A requisition (Greenhouse, Feishu Hire) or a job profile (Feishu CoreHR).",
  implements: [Node, VendorRecord],
  simpleResolvers: true,
})
export class Job extends VendorRecord {
  @Field(() => String, {
    nullable: true,
    description:
      "The code people use for it: Greenhouse requisition_id, Feishu code. Records of several vendors that share a code belong together; " +
      "see the query requisition.",
  })
  code: string | null;

  @Field(() => [LocalizedText], { description: "Its name in every language the vendor holds, in the vendor's order." })
  names: LocalizedText[];

  @Field(() => JobStatus, { description: "Where it stands." })
  status: JobStatus;

  @Field(() => String, { nullable: true, description: "The vendor's own word for the status." })
  vendorStatus: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was created at the vendor." })
  createdAt: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was last changed at the vendor." })
  updatedAt: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When recruiting for it began, or began again." })
  openedAt: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was closed; null while it is open." })
  closedAt: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When the vendor closes it by itself; null where it never does or has no such notion.",
  })
  expiresAt: string | null;

  /** The description in every language; clients read one by `description(lang)`. */
  descriptions: LocalizedText[];

  /** Undefined: their names are not at hand, and `JobSource.namesOf` tells them (Harvest v3); empty: there are none. */
  departments?: string[] | undefined;

  /** As above. */
  locations?: string[] | undefined;

  /** Undefined: this copy does not carry them (Feishu Hire's lists lack them); empty: there are none. */
  customFields?: CustomField[];
}

@ObjectType({
  description: "What may be done with a job now, and if not, why: decided from the record's own state before anything is sent.",
  simpleResolvers: true,
})
export class JobActions {
  @Field(() => Permission, { description: "Whether reopenJob would be sent." })
  reopen: Permission;

  @Field(() => Permission, { description: "Whether closeJob would be sent." })
  close: Permission;
}

@ObjectType({ description: "A job in a list.", simpleResolvers: true })
export class JobEdge {
  @Field(() => String, { description: "Goes into `after` to page on from here. Opaque." })
  cursor: string;

  @Field(() => Job, { description: "The job." })
  node: Job;
}

@ObjectType({ description: "A page of jobs, of one vendor or of several together.", simpleResolvers: true })
export class JobConnection {
  @Field(() => [JobEdge], { description: "The jobs with their cursors." })
  edges: JobEdge[];

  @Field(() => [Job], { description: "The jobs alone, in the order of the edges." })
  nodes: Job[];

  @Field(() => PageInfo, { description: "Whether and how to page on." })
  pageInfo: PageInfo;

  @Field(() => [SourceReport], {
    description: "How each vendor that was asked answered. A vendor that is down costs its own records, never the others'.",
  })
  sources: SourceReport[];
}
