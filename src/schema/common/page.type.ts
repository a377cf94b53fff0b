import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";

@ObjectType({
  description:
    "Where a page lies in its list. To page on, ask again with the same arguments and `after: endCursor` while hasNextPage is true.",
  simpleResolvers: true,
})
export class PageInfo {
  @Field(() => Boolean, { description: "Whether more follows this page." })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: "Whether anything comes before this page." })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first record of the page; null where the page is empty. Opaque." })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last record of the page; null where the page is empty. Opaque." })
  endCursor: string | null;
}
