import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "A text in one language.", simpleResolvers: true })
export class LocalizedText {
  @Field(() => String, { description: "BCP 47, e.g. zh-CN, en-US." })
  lang: string;

  @Field(() => String, { description: "The text." })
  value: string;
}
