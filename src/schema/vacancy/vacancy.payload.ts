import "reflect-metadata";
import { ObjectType } from "type-graphql";
import { ChangePayload } from "../common/change.payload.js";

@ObjectType({ description: "The outcome of a change of a vacancy.", simpleResolvers: true })
export class VacancyPayload extends ChangePayload {
  /** Global id of the vacancy to show; undefined: none. */
  vacancyId?: string;
}
