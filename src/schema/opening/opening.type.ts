import "reflect-metadata";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Node, VendorRecord } from "../common/node.type.js";
import { PageInfo } from "../common/page.type.js";
import { Permission } from "../common/permission.type.js";
import { DateTimeScalar } from "../common/scalars.js";
import { SourceReport } from "../vendor/vendor.type.js";
import type { CustomField } from "./custom-field.type.js";

export enum OpeningStatus {
  OPEN = "OPEN",
  CLOSED = "CLOSED",
}
registerEnumType(OpeningStatus, {
  name: "OpeningStatus",
  description: "Whether a seat is still to be filled.",
  valuesConfig: {
    OPEN: { description: "Still to be filled." },
    CLOSED: { description: "Filled or given up; see applicationId and closeReason." },
  },
});

@ObjectType({ description: "Why an opening was closed: an entry of the company's own list.", simpleResolvers: true })
export class CloseReason {
  @Field(() => ID, { description: "The vendor's own id, for CloseOpeningInput.closeReasonId; not a global id." })
  id: string;

  /** Undefined: it is not at hand, and `OpeningSource.nameOfReason` tells it (Harvest v3). Reasons that are shown have it where it is selected. */
  @Field(() => String, { description: "What people call it, e.g. Hire - New Headcount." })
  name?: string | undefined;
}

@ObjectType({ description: "One seat to be filled.", implements: [Node, VendorRecord], simpleResolvers: true })
export class Opening extends VendorRecord {
  @Field(() => String, { nullable: true, description: "The free text that people gave it; not an id, may repeat, may be empty." })
  openingId: string | null;

  @Field(() => OpeningStatus, { description: "Whether it is still to be filled." })
  status: OpeningStatus;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was opened." })
  openedAt: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was closed; null while it is open." })
  closedAt: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The application that filled it: the vendor's own id. Null where no hire filled it.",
  })
  applicationId: string | null;

  /** Global id of its job. */
  jobId: string;

  /** Undefined: this copy does not carry it (Greenhouse's openings inside a job may lack it); null: there is none. */
  closeReason?: CloseReason | null;

  /** Undefined: this copy does not carry them; empty: there are none. */
  customFields?: CustomField[];
}

@ObjectType({
  description: "What may be done with an opening now, and if not, why: decided from the record's own state before anything is sent.",
  simpleResolvers: true,
})
export class OpeningActions {
  @Field(() => Permission, { description: "Whether closeOpening would be sent. Closing the last open opening closes the job." })
  close: Permission;

  @Field(() => Permission, { description: "Whether reopenOpening would be sent." })
  reopen: Permission;

  @Field(() => Permission, { description: "Whether deleteOpenings would be sent for it." })
  delete: Permission;
}

@ObjectType({ description: "An opening in a list.", simpleResolvers: true })
export class OpeningEdge {
  @Field(() => String, { description: "Goes into `after` to page on from here. Opaque." })
  cursor: string;

  @Field(() => Opening, { description: "The opening." })
  node: Opening;
}

@ObjectType({ description: "A page of a job's openings.", simpleResolvers: true })
export class OpeningConnection {
  @Field(() => [OpeningEdge], { description: "The openings with their cursors." })
  edges: OpeningEdge[];

  @Field(() => [Opening], { description: "The openings alone, in the order of the edges." })
  nodes: Opening[];

  @Field(() => PageInfo, { description: "Whether and how to page on." })
  pageInfo: PageInfo;

  @Field(() => [SourceReport], { description: "How the vendor that was asked answered." })
  sources: SourceReport[];
}
