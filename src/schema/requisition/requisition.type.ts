import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { Node } from "../common/node.type.js";
import { PageInfo } from "../common/page.type.js";
import { SourceReport } from "../vendor/vendor.type.js";

@ObjectType({
  description: "All records, at every vendor, that share one requisition code. Its id is `hiregraph:requisition:<code, percent-encoded>`.",
  implements: Node,
  simpleResolvers: true,
})
export class Requisition extends Node {
  @Field(() => String, { description: "The code, as the vendors hold it." })
  code: string;
}

@ObjectType({ description: "A requisition in the list.", simpleResolvers: true })
export class RequisitionEdge {
  @Field(() => String, { description: "Goes into `after` to page on from here. Opaque." })
  cursor: string;

  @Field(() => Requisition, { description: "The requisition." })
  node: Requisition;
}

@ObjectType({ description: "A page of requisitions, by code.", simpleResolvers: true })
export class RequisitionConnection {
  @Field(() => [RequisitionEdge], { description: "The requisitions with their cursors." })
  edges: RequisitionEdge[];

  @Field(() => [Requisition], { description: "The requisitions alone, in the order of the edges." })
  nodes: Requisition[];

  @Field(() => PageInfo, { description: "Whether and how to page on." })
  pageInfo: PageInfo;

  @Field(() => [SourceReport], {
    description:
      "How far the server knows each vendor's records, of which this list is made; no vendor is asked for it. FRESH once it has met all of them, last " +
      "at `fetchedAt`; INCOMPLETE until then, and requisitions may be missing. Whether a vendor answered for what is shown of a requisition stands in " +
      "that one's own `sources`, which may be FAILED where this is FRESH: its code is known, its records are missing.",
  })
  sources: SourceReport[];
}
