import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { Node, VendorRecord } from "../common/node.type.js";
import { PageInfo } from "../common/page.type.js";
import { DateTimeScalar, JsonScalar } from "../common/scalars.js";
import type { Source } from "../common/source.js";
import { SourceReport } from "../vendor/vendor.type.js";
import { DiscrepancyKind } from "./discrepancy-kind.js";

@ObjectType({
  description:
    "A change that would end a discrepancy. Send it as it stands: `mutation ($input: <Mutation>Input!) { <mutation>(input: $input) { … } }`; with `dryRun: true` in " +
    "the input it is only checked.",
  simpleResolvers: true,
})
export class Remedy {
  @Field(() => String, { description: "The mutation's name." })
  mutation: string;

  @Field(() => JsonScalar, { description: "The mutation's `input`." })
  input: Record<string, unknown>;

  @Field(() => Boolean, { description: "Whether it costs money at the vendor, and so needs the scope `spend`." })
  paid: boolean;

  /** Global ids of the jobs and vacancies that it changes; empty of one that publishes. */
  targets: readonly string[];

  /** Where it publishes. */
  board?: Source;
}

@ObjectType({
  description:
    "Where vendors contradict one another about a requisition, and what mends it. Its id is `hiregraph:discrepancy:<kind>.<code>`, the code percent-encoded: the same as " +
    "long as it lasts.",
  implements: Node,
  simpleResolvers: true,
})
export class Discrepancy extends Node {
  @Field(() => DiscrepancyKind, { description: "How they contradict one another." })
  kind: DiscrepancyKind;

  @Field(() => String, { description: "The code that the records share." })
  code: string;

  @Field(() => String, { description: "One sentence for people." })
  message: string;

  @Field(() => DateTimeScalar, { description: "When this server first saw it. One that ended and came back has a new one." })
  since: string;

  @Field(() => DateTimeScalar, { description: "When its records were last read at the vendors." })
  checkedAt: string;

  @Field(() => [VendorRecord], { description: "The jobs and the vacancies that contradict one another, jobs first." })
  records: VendorRecord[];

  @Field(() => [Remedy], {
    description:
      "Changes each of which would end it, and can be sent as it stands: closing advertisements, then prolonging, then publishing, then closing or " +
      "reopening a job. What the vendor, or this account at it, never takes is left out (see VendorStatus.abilities); empty where nothing is left.",
  })
  remedies: Remedy[];
}

@ObjectType({ description: "A discrepancy in the list.", simpleResolvers: true })
export class DiscrepancyEdge {
  @Field(() => String, { description: "Goes into `after` to go on from here." })
  cursor: string;

  @Field(() => Discrepancy, { description: "The discrepancy." })
  node: Discrepancy;
}

@ObjectType({ description: "A page of discrepancies, by code.", simpleResolvers: true })
export class DiscrepancyConnection {
  @Field(() => [DiscrepancyEdge], { description: "The discrepancies with their cursors." })
  edges: DiscrepancyEdge[];

  @Field(() => [Discrepancy], { description: "The discrepancies alone, in the order of the edges." })
  nodes: Discrepancy[];

  @Field(() => PageInfo, {
    description:
      "`endCursor` is the last one that was looked at, also where what was found there had been mended: a page may be short, or empty, and " +
      "`hasNextPage` true.",
  })
  pageInfo: PageInfo;

  @Field(() => [SourceReport], {
    description: "How each vendor that takes part answered. One that did not answer may hide discrepancies, and then says so here.",
  })
  sources: SourceReport[];
}
