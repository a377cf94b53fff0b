import { Field, InputType, Int } from "type-graphql";
import { MAX_LINE, NotBlank } from "../../../../src/schema/common/input/rules.js";
import { TextField } from "../../../../src/schema/common/input/text-field.js";
import { Max, Min } from "../../../../src/schema/common/input/validators.js";
import { addBoardInput } from "../../../../src/schema/vacancy/board-inputs.js";
import { Vendor } from "../../../../src/schema/vendor/vendor.type.js";
import { MAX_DAYS } from "./noticeboard.policy.js";

@InputType({ description: "The rest of a notice at Noticeboard." })
export class NoticeboardVacancyInput {
  @TextField(() => String, { characters: MAX_LINE, description: "Where the work is, in words." })
  @NotBlank("say where the work is")
  place: string;

  @Field(() => Int, { nullable: true, description: "Days on the board; NOTICEBOARD_DISPLAY_DAYS where it is left out." })
  @Min(1, { message: "days must be 1 at least: correct it or leave it out." })
  @Max(MAX_DAYS, { message: `days must be ${MAX_DAYS} at most: correct it or leave it out.` })
  days?: number | null;
}

addBoardInput({
  vendor: Vendor.NOTICEBOARD,
  field: "noticeboard",
  type: NoticeboardVacancyInput,
  descriptions: { publishVacancy: "Publish at Noticeboard, with this." },
});

declare module "../../../../src/schema/vacancy/vacancy.input.js" {
  interface PublishVacancyInput {
    noticeboard?: NoticeboardVacancyInput | null;
  }
}
