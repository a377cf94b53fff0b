import "reflect-metadata";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { NamedRef } from "../common/named-ref.type.js";
import { Node, VendorRecord } from "../common/node.type.js";
import { PageInfo } from "../common/page.type.js";
import { Permission } from "../common/permission.type.js";
import { DateTimeScalar, UrlScalar } from "../common/scalars.js";
import { SourceReport } from "../vendor/vendor.type.js";
import { Salary } from "./salary.type.js";

export enum VacancyStatus {
  PENDING = "PENDING",
  ACTIVE = "ACTIVE",
  CLOSED = "CLOSED",
  DELETED = "DELETED",
  REJECTED = "REJECTED",
  UNKNOWN = "UNKNOWN",
}
registerEnumType(VacancyStatus, {
  name: "VacancyStatus",
  description: "The status of an advertisement, in words that are the same for all boards.",
  valuesConfig: {
    PENDING: { description: "Sent, not yet decided by the board." },
    ACTIVE: { description: "Published: candidates can see it." },
    CLOSED: { description: "Taken down: archived, closed or expired." },
    DELETED: { description: "Put in the board's bin." },
    REJECTED: { description: "The board refused it." },
    UNKNOWN: { description: "The board's status is not known to this version; see vendorStatus." },
  },
});

export enum VacancyOrder {
  NAME_ASC = "NAME_ASC",
  NAME_DESC = "NAME_DESC",
  EXPIRES_ASC = "EXPIRES_ASC",
  EXPIRES_DESC = "EXPIRES_DESC",
  CLOSED_ASC = "CLOSED_ASC",
  CLOSED_DESC = "CLOSED_DESC",
  UNREAD_RESPONSES_ASC = "UNREAD_RESPONSES_ASC",
  UNREAD_RESPONSES_DESC = "UNREAD_RESPONSES_DESC",
}
registerEnumType(VacancyOrder, {
  name: "VacancyOrder",
  description:
    "How the board sorts vacancies. By name: always; by expiry and unread responses: active ones; by the time of closing: " +
    "closed and deleted ones.",
  valuesConfig: {
    NAME_ASC: { description: "By name, A first." },
    NAME_DESC: { description: "By name, Z first." },
    EXPIRES_ASC: { description: "Those that expire soonest first; active ones only." },
    EXPIRES_DESC: { description: "Those that expire last first; active ones only." },
    CLOSED_ASC: { description: "Those closed longest ago first; closed and deleted ones only." },
    CLOSED_DESC: { description: "Those closed most recently first; closed and deleted ones only." },
    UNREAD_RESPONSES_ASC: { description: "Those with the fewest unread responses first; active ones only." },
    UNREAD_RESPONSES_DESC: { description: "Those with the most unread responses first; active ones only." },
  },
});

@ObjectType({
  description: "Views and responses of an advertisement so far. Null: the board does not give that figure here.",
  simpleResolvers: true,
})
export class VacancyCounters {
  @Field(() => Int, { nullable: true, description: "How often it was viewed." })
  views: number | null;

  @Field(() => Int, { nullable: true, description: "Candidates who responded." })
  responses: number | null;

  @Field(() => Int, { nullable: true, description: "Responses that nobody has read." })
  unreadResponses: number | null;

  @Field(() => Int, { nullable: true, description: "Candidates still being considered." })
  resumesInProgress: number | null;

  @Field(() => Int, { nullable: true, description: "Candidates who were invited." })
  invitations: number | null;

  @Field(() => Int, { nullable: true, description: "Invitations and responses together; the board's own sum." })
  invitationsAndResponses: number | null;
}

@ObjectType({
  description: "Whether the board would take a prolongation now. Prolonging is paid for like a new publication.",
  simpleResolvers: true,
})
export class Prolongation {
  @Field(() => Boolean, { description: "Whether prolongateVacancy would be taken now." })
  allowed: boolean;

  @Field(() => NamedRef, { nullable: true, description: "Why not, in the board's words: branch on the id. Null where it is allowed." })
  reason: NamedRef | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "End of the publication as it stands; null where the board does not say." })
  expiresAt: string | null;
}

@ObjectType({ description: "A better kind of publication that a vacancy may be turned into.", simpleResolvers: true })
export class VacancyUpgrade {
  @Field(() => String, { nullable: true, description: "The board's name for it; null where it gives none." })
  name: string | null;

  @Field(() => ID, { nullable: true, description: "Goes into UpgradeVacancyInput.billingTypeId; null where it is bought by properties." })
  billingTypeId: string | null;

  @Field(() => [ID], { description: "Go into UpgradeVacancyInput.propertyTypeIds; empty where it is bought by billing type." })
  propertyTypeIds: string[];

  @Field(() => Float, { nullable: true, description: "What it costs, in whole units of the currency; null where the board does not say." })
  price: number | null;

  @Field(() => String, { nullable: true, description: "Currency of the price, in the board's spelling; null where it does not say." })
  currency: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: "Where it must be bought by hand first: it cannot be had through the API. Null where upgradeVacancy would be sent.",
  })
  buyUrl: string | null;
}

@ObjectType({ description: "A board's word on a posting, in its own terms.", simpleResolvers: true })
export class BoardNotice {
  @Field(() => String, { description: "The board's own word for the state." })
  state: string;

  @Field(() => String, { nullable: true, description: "The board's code for the reason; null where it gives none." })
  code: string | null;

  @Field(() => String, { nullable: true, description: "What the board says about it; null where it says nothing." })
  message: string | null;
}

@ObjectType({ description: "An advertisement on a board.", implements: [Node, VendorRecord], simpleResolvers: true })
export class Vacancy extends VendorRecord {
  @Field(() => String, { description: "Its title on the board." })
  name: string;

  @Field(() => VacancyStatus, { description: "Where it stands." })
  status: VacancyStatus;

  @Field(() => String, { nullable: true, description: "The board's own word for the status." })
  vendorStatus: string | null;

  @Field(() => UrlScalar, { nullable: true, description: "Its public page; null while the board has none." })
  url: string | null;

  @Field(() => UrlScalar, { nullable: true, description: "Where candidates apply." })
  applyUrl: string | null;

  @Field(() => NamedRef, { nullable: true, description: "Where the work is, an entry of the board's own areas." })
  area: NamedRef | null;

  /** Where the work is in the board's own words, where it has no areas. No field of the graph. */
  place?: string | null;

  @Field(() => NamedRef, { nullable: true, description: "Who advertises; null where the employer is hidden." })
  employer: NamedRef | null;

  @Field(() => Salary, { nullable: true, description: "What is offered; null where it is not stated." })
  salary: Salary | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was last published." })
  publishedAt: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the publication ends by itself; null where the board does not say." })
  expiresAt: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it was taken down; null while it is published, or where the board does not say.",
  })
  closedAt: string | null;

  @Field(() => BoardNotice, {
    nullable: true,
    description: "How LinkedIn takes applications for it; null elsewhere, or where it does not say.",
  })
  applyStatus?: BoardNotice | null;

  @Field(() => BoardNotice, { nullable: true, description: "Whether LinkedIn promotes it; null elsewhere, or where it does not say." })
  promotionStatus?: BoardNotice | null;

  // Lists of the board carry short copies. What follows is undefined where a copy does not carry it, and null where the board holds none:
  // the resolvers read the whole vacancy for what is asked of it and undefined.

  /** The employer's own code for it, the key that ties it to a job. */
  code?: string | null;
  /** HTML, as the board holds it. */
  description?: string | null;
  department?: NamedRef | null;
  manager?: NamedRef | null;
  billingType?: NamedRef | null;
  /** The properties it was bought with; null where the board does not sell by them. */
  propertyTypeIds?: string[] | null;
  canUpgradeBillingType?: boolean | null;
  counters?: VacancyCounters | null;
}

@ObjectType({
  description: "What may be done with a vacancy now, and if not, why: decided from the record's own state before anything is sent.",
  simpleResolvers: true,
})
export class VacancyActions {
  @Field(() => Permission, { description: "Whether prolongateVacancy would be sent; Vacancy.prolongation asks the board itself." })
  prolongate: Permission;

  @Field(() => Permission, { description: "Whether updateVacancy would be sent." })
  update: Permission;

  @Field(() => Permission, { description: "Whether closeVacancy would be sent." })
  close: Permission;

  @Field(() => Permission, { description: "Whether deleteVacancy would be sent: closed ones only." })
  delete: Permission;

  @Field(() => Permission, { description: "Whether restoreVacancy would be sent: deleted ones only." })
  restore: Permission;
}

@ObjectType({ description: "A vacancy in a list.", simpleResolvers: true })
export class VacancyEdge {
  @Field(() => String, { description: "Goes into `after` to page on from here. Opaque." })
  cursor: string;

  @Field(() => Vacancy, { description: "The vacancy." })
  node: Vacancy;
}

@ObjectType({ description: "A page of vacancies, of one board or of several together.", simpleResolvers: true })
export class VacancyConnection {
  @Field(() => [VacancyEdge], { description: "The vacancies with their cursors." })
  edges: VacancyEdge[];

  @Field(() => [Vacancy], { description: "The vacancies alone, in the order of the edges." })
  nodes: Vacancy[];

  @Field(() => PageInfo, { description: "Whether and how to page on." })
  pageInfo: PageInfo;

  @Field(() => Int, { nullable: true, description: "How many there are in all. As the board counts them, where it does; else null." })
  totalCount: number | null;

  @Field(() => [SourceReport], {
    description: "How each board that was asked answered. A board that is down costs its own records, never the others'.",
  })
  sources: SourceReport[];
}
