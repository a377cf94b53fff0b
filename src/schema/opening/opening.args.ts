import "reflect-metadata";
import { ArgsType, Field } from "type-graphql";
import { AccountField } from "../common/input/account.args.js";
import { PageArgs } from "../common/input/page.args.js";
import { NotNull } from "../common/input/rules.js";
import { Vendor } from "../vendor/vendor.type.js";
import { OpeningStatus } from "./opening.type.js";

/** Job.openings. */
@ArgsType()
export class OpeningsArgs extends PageArgs {
  @Field(() => OpeningStatus, { nullable: true, description: "Only openings with this status; all where it is left out." })
  status?: OpeningStatus | null;
}

/** Query.closeReasons. */
@ArgsType()
export class CloseReasonsArgs {
  @Field(() => Vendor, { nullable: true, defaultValue: Vendor.GREENHOUSE, description: "Whose list of reasons." })
  @NotNull("leave it out for GREENHOUSE")
  vendor: Vendor;

  @AccountField()
  account: string;
}
