import "reflect-metadata";
import { Field, Float, ID, InputType } from "type-graphql";
import { AccountField } from "../common/input/account.args.js";
import { ChangeInput, RecordChangeInput } from "../common/input/change.input.js";
import {
  given,
  Ids,
  MAX_CODE,
  MAX_ENTRIES,
  MAX_ID,
  MAX_IDS,
  MAX_LINE,
  MAX_TEXT,
  MAX_WORD,
  NotBlank,
  Together,
} from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";
import { Matches, Min, ValidateNested } from "../common/input/validators.js";
import { PayPeriod } from "./salary.type.js";

const CODE = "The employer's own code for it; the key that ties it to jobs and other records of the same requisition.";

@InputType({ description: "What is offered; leave a bound out to keep it open." })
export class SalaryInput {
  @Field(() => PayPeriod, {
    nullable: true,
    description:
      "What it is counted by. LinkedIn needs one; HeadHunter takes MONTH, SHIFT, HOUR, ROTATION and SERVICE, and MONTH where it is left out.",
  })
  period?: PayPeriod | null;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "How often it is paid out, by HeadHunter's dictionary.",
  })
  @NotBlank("give an id of HeadHunter's dictionary, or leave it out")
  frequencyId?: string | null;

  @Field(() => Float, { nullable: true, description: "At least, in whole units of the currency." })
  @Min(0, { message: "from must not be below zero: correct it or leave it out." })
  @Together<SalaryInput>(
    ({ from, to }) => !given(from) || !given(to) || Number(from) <= Number(to),
    "from must not be above to: swap them.",
  )
  from?: number | null;

  @Field(() => Float, { nullable: true, description: "At most, in whole units of the currency." })
  @Min(0, { message: "to must not be below zero: correct it or leave it out." })
  to?: number | null;

  @TextField(() => String, {
    characters: MAX_WORD,
    description: "ISO 4217, in the board's own spelling where it has one (HeadHunter: RUR for the rouble).",
  })
  @Matches(/^[A-Z]{3}$/, { message: "currency must be three capital letters, such as EUR." })
  currency: string;

  @Field(() => Boolean, { nullable: true, description: "Before tax." })
  gross?: boolean | null;
}

@InputType({
  description:
    "Publish an advertisement; the board may charge for it. Exactly one of the boards' own fields, such as headhunter or linkedin, is given; it says where to publish.",
})
export class PublishVacancyInput extends ChangeInput {
  @AccountField("board")
  account?: string;

  @TextField(() => String, { characters: MAX_LINE, description: "Its title on the board." })
  @NotBlank("give the vacancy a title")
  name: string;

  @TextField(() => String, {
    characters: MAX_TEXT,
    description: "HTML. How long it must and may be is the board's to say: vacancyFieldRules.",
  })
  @NotBlank("describe the vacancy")
  description: string;

  @TextField(() => String, { characters: MAX_CODE, nullable: true, description: CODE })
  @NotBlank("give a code, or leave it out")
  code?: string | null;

  @Field(() => SalaryInput, { nullable: true, description: "What is offered; left out, the advertisement does not say." })
  @ValidateNested()
  salary?: SalaryInput | null;
}

@InputType({
  description:
    "Change an advertisement. Only what is given changes; null takes a value away where the board lets it. Composite fields (salary, contacts, " +
    "specializations) are replaced whole.",
})
export class UpdateVacancyInput extends RecordChangeInput {
  @TextField(() => String, { characters: MAX_LINE, nullable: true, description: "Its title on the board." })
  @NotBlank("give the vacancy a title, or leave it out to keep the present one")
  name?: string | null;

  @TextField(() => String, { characters: MAX_TEXT, nullable: true, description: "HTML." })
  @NotBlank("describe the vacancy, or leave it out to keep the present description")
  description?: string | null;

  @TextField(() => String, { characters: MAX_CODE, nullable: true, description: CODE })
  code?: string | null;

  @Field(() => SalaryInput, { nullable: true, description: "What is offered; replaced whole, so give both bounds and the currency." })
  @ValidateNested()
  salary?: SalaryInput | null;
}

@InputType({
  description:
    "Turn a live vacancy into a better kind of publication; the board charges for it. HeadHunter: one of billingTypeId and propertyTypeIds, as " +
    "Vacancy.upgrades names them. LinkedIn: neither; the posting is promoted under the contract.",
})
export class UpgradeVacancyInput extends RecordChangeInput {
  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "The kind to turn it into; see VacancyUpgrade.billingTypeId.",
    deprecationReason: "HeadHunter replaces it: give propertyTypeIds where Vacancy.upgrades has them.",
  })
  @NotBlank("give one of Vacancy.upgrades by its billingTypeId, or leave it out")
  billingTypeId?: string | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "The properties to buy for it; see VacancyUpgrade.propertyTypeIds.",
  })
  propertyTypeIds?: string[] | null;
}

@InputType({ description: "Hand a vacancy to another manager." })
export class ReassignVacancyInput extends RecordChangeInput {
  @TextField(() => ID, { characters: MAX_ID, description: "The manager to hand it to: the board's own id." })
  @NotBlank("give the id of the manager to hand it to")
  managerId: string;
}

@InputType({ description: "Extend a publication. Paid for like a new one, and sent at most once; ask Vacancy.prolongation first." })
export class ProlongateVacancyInput extends RecordChangeInput {}

@InputType({
  description:
    "Take an advertisement down. name, description and linkedin: only for a LinkedIn posting that was not published through " +
    "this server, since LinkedIn " +
    "wants the whole posting again in order to close it.",
})
export class CloseVacancyInput extends RecordChangeInput {
  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "Title of a LinkedIn posting that was not published through this server.",
  })
  @NotBlank("give the posting's title, or leave it out")
  name?: string | null;

  @TextField(() => String, {
    characters: MAX_TEXT,
    nullable: true,
    description: "Description of a LinkedIn posting that was not published through this server; HTML.",
  })
  @NotBlank("give the posting's description, or leave it out")
  description?: string | null;
}

@InputType({ description: "Take several advertisements down, at one board or at several." })
export class CloseVacanciesInput extends ChangeInput {
  @TextField(() => [ID], {
    characters: MAX_ID,
    description: `Global ids of the vacancies, 1 to ${MAX_IDS}; the answers come in the same order.`,
  })
  @Ids(1, "give the global ids of the vacancies to close")
  ids: string[];
}

@InputType({ description: "Put a closed vacancy in the board's bin." })
export class DeleteVacancyInput extends RecordChangeInput {}

@InputType({ description: "Take a vacancy back out of the board's bin; it is closed then, not published." })
export class RestoreVacancyInput extends RecordChangeInput {}
