import "reflect-metadata";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../common/scalars.js";
import { Ability, CircuitState, SourceFailure, Vendor, VendorMode } from "./vendor.type.js";

@ObjectType({ description: "One limit on requests that a vendor enforces and the server keeps to.", simpleResolvers: true })
export class RequestBudget {
  @Field(() => String, { description: "What is counted: an endpoint, a credential, a day." })
  name: string;

  @Field(() => Int, {
    description:
      "Requests the vendor allows within one window; this server's share of them where it cannot reach the servers that it shares with.",
  })
  limit: number;

  @Field(() => Int, { description: "What is left in the present window, as far as we know." })
  remaining: number;

  @Field(() => Int, {
    description: "Length of the window in milliseconds; 2147483647 stands for anything longer (a month): see resetsAt.",
  })
  windowMs: number;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the present window ends; null while nothing of it is used." })
  resetsAt: string | null;

  @Field(() => Int, { description: "Requests waiting for their turn." })
  queued: number;
}

@ObjectType({
  description:
    "Configuration and health of an account at a vendor, as this server sees them. There is one entry for each account; a vendor that is not " +
    "configured has one, with mode OFF.",
  simpleResolvers: true,
})
export class VendorStatus {
  @Field(() => ID, { description: "`hiregraph:source:<vendor>[~<account>]`, for caches of clients." })
  id: string;

  @Field(() => Vendor, { description: "Which vendor." })
  vendor: Vendor;

  @Field(() => String, { description: "Which account there: `default`, or a name from `<VENDOR>_ACCOUNTS`." })
  account: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Which of the account's records this server covers, in a sentence (for example one manager's vacancies); null where it is all that the credential may see.",
  })
  coverage: string | null;

  @Field(() => VendorMode, { description: "Whether it is live, a stand-in or off." })
  mode: VendorMode;

  @Field(() => [Ability], { description: "What it can do. Clients hide everything else." })
  abilities: Ability[];

  @Field(() => CircuitState, { description: "Whether requests are sent to it at present." })
  circuit: CircuitState;

  @Field(() => [RequestBudget], {
    description: "One entry for each request budget the vendor enforces (an endpoint, a credential, a day).",
  })
  budgets: RequestBudget[];

  @Field(() => String, {
    nullable: true,
    description:
      "What is wrong with how servers share the budgets, in a sentence or two: this one cannot reach Redis and keeps to its share, or several servers share " +
      "nothing; or why a subscription to the vendor's webhooks could not be kept. Null where nothing is.",
  })
  notice: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "Its last good answer since the server started; null before the first." })
  lastSuccessAt: string | null;

  @Field(() => SourceFailure, { nullable: true, description: "Its last failure since the server started; null before the first." })
  lastFailure: SourceFailure | null;
}
