import "reflect-metadata";
import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "How many publications of a kind are left for a region.", simpleResolvers: true })
export class PublicationRegion {
  @Field(() => String, { description: "The region's name, in the board's language." })
  name: string;

  @Field(() => Int, { description: "Publications left there." })
  available: number;
}

@ObjectType({ description: "A kind of publication the manager may use, and how many are left.", simpleResolvers: true })
export class PublicationType {
  @Field(() => String, { description: "The board's name for it." })
  name: string;

  @Field(() => String, { description: "What the board says about it; empty where it says nothing." })
  description: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Goes into HeadHunterVacancyInput.billingTypeId and UpgradeVacancyInput.billingTypeId; null where it is sold by properties.",
  })
  billingTypeId: string | null;

  @Field(() => [ID], { description: "Go into HeadHunterVacancyInput.propertyTypeIds; empty where it is sold by billing type." })
  propertyTypeIds: string[];

  @Field(() => [ID], { description: "The vacancy types it may be used for; one goes into HeadHunterVacancyInput.typeId." })
  vacancyTypeIds: string[];

  @Field(() => Int, { description: "Publications left: the sum over the regions, or the manager's quota where that is smaller." })
  available: number;

  @Field(() => [PublicationRegion], { description: "Where they may be used; empty where none are left." })
  regions: PublicationRegion[];
}

@ObjectType({
  description:
    "One rule for one field of a vacancy, by its path (`contacts.phones.number`, in the board's spelling). Rules differ from " +
    "account to account and change: " +
    "read them each time, do not embed them.",
  simpleResolvers: true,
})
export class VacancyFieldRule {
  @Field(() => String, { description: "The field's path, in the board's spelling." })
  path: string;

  @Field(() => Boolean, { description: "Whether it is required where the field above it is given." })
  required: boolean;

  @Field(() => Int, { nullable: true, description: "Characters at least; null where there is no bound." })
  minLength: number | null;

  @Field(() => Int, { nullable: true, description: "Characters at most; null where there is no bound." })
  maxLength: number | null;

  @Field(() => Int, { nullable: true, description: "Entries of the list at least; null where it is no list or there is no bound." })
  minCount: number | null;

  @Field(() => Int, { nullable: true, description: "Entries of the list at most; null where it is no list or there is no bound." })
  maxCount: number | null;

  @Field(() => String, { nullable: true, description: "Regular expression the text must match; null where there is none." })
  pattern: string | null;
}
