import "reflect-metadata";
import { Field, ID, ObjectType } from "type-graphql";

@ObjectType({
  description: "Something of the vendor's that the graph only names: an area, an employer, an entry of a dictionary.",
  simpleResolvers: true,
})
export class NamedRef {
  @Field(() => ID, { description: "The vendor's own id; not a global id. Goes into inputs and arguments such as areaIds, managerId." })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: "In the vendor's language; null where the vendor gives the id alone. Never compare by it.",
  })
  name: string | null;
}
