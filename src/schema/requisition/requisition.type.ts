import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { SourceReport } from "../vendor/vendor.type.js";

@ObjectType({ description: "All records, at every vendor, that share one requisition code.", simpleResolvers: true })
export class Requisition {
  @Field(() => String, { description: "The code, as asked." })
  code: string;

  @Field(() => [SourceReport], {
    description: "How each vendor that was asked answered. A vendor that is down costs its own records, never the others'.",
  })
  sources: SourceReport[];
}
