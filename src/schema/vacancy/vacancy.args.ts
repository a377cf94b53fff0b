import "reflect-metadata";
import { ArgsType, Field, ID } from "type-graphql";
import { AccountField, AccountsField } from "../common/input/account.args.js";
import { First, PageArgs } from "../common/input/page.args.js";
import { daysNamed, OptionalRangeArgs } from "../common/input/range.args.js";
import { given, Ids, MAX_ID, MAX_IDS, MAX_LINE, NotBlank, NotNull, Together } from "../common/input/rules.js";
import { TextField } from "../common/input/text-field.js";
import { Vendor } from "../vendor/vendor.type.js";
import { VacancyOrder, VacancyStatus } from "./vacancy.type.js";

/** Query.vacancies. */
@ArgsType()
export class VacanciesArgs extends PageArgs {
  @Field(() => [Vendor], { nullable: true, description: "Ask only these; all that can list vacancies where it is left out." })
  vendors?: Vendor[] | null;

  @AccountsField()
  accounts?: string[] | null;

  @Field(() => VacancyStatus, { nullable: true, defaultValue: VacancyStatus.ACTIVE, description: "Only vacancies with this status." })
  @NotNull("leave it out for ACTIVE; there is no list of vacancies of every status")
  status: VacancyStatus;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description:
      "Whose vacancies, by the board's own id. Left out: as far as the server's setting for that account reaches (VendorStatus.coverage); the " +
      "credential's own manager by default.",
  })
  @NotBlank("give the id of a manager, or leave it out for all that the server covers")
  managerId?: string | null;

  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "Words to look for in the name; for active vacancies only, as the board has it.",
  })
  text?: string | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    nullable: true,
    description: "Only in these areas, by the board's own ids; for active vacancies only, as the board has it.",
  })
  @Ids(0, "give ids of the board's areas")
  areaIds?: string[] | null;

  @Field(() => VacancyOrder, { nullable: true, description: "How the board sorts them; its own order where it is left out." })
  order?: VacancyOrder | null;
}

/** Days of all vacancies together, each a line of the answer: five hundred vacancies over five years. */
const MOST_LINES = 1_000_000;

/** Query.vacancyStats. */
@ArgsType()
export class VacancyStatsArgs extends OptionalRangeArgs {
  @First()
  first: number;

  @TextField(() => [ID], {
    characters: MAX_ID,
    nullable: true,
    description:
      `Global ids of vacancies, at most ${MAX_IDS}; the answer keeps their order. Left out: the active vacancies, at most \`first\`. The ` +
      `vacancies times the days of the range are at most ${MOST_LINES}.`,
  })
  @Ids(0, "give global ids of vacancies, or leave vacancyIds out for the active ones")
  @Together<VacancyStatsArgs>(
    (args) => (args.vacancyIds?.length ?? args.first) * daysNamed(args) <= MOST_LINES,
    `the vacancies times the days of the range must not be above ${MOST_LINES}: ask for fewer vacancies or a shorter range.`,
  )
  vacancyIds?: string[] | null;
}

/** Query.vacancyFieldRules. */
@ArgsType()
export class VacancyFieldRulesArgs {
  @Field(() => Vendor, { nullable: true, defaultValue: Vendor.HEADHUNTER, description: "The board to ask." })
  @NotNull("leave it out for HEADHUNTER")
  vendor: Vendor;

  @AccountField("board")
  account: string;
}

/** Query.vacancyPublicationTypes. */
@ArgsType()
export class VacancyPublicationTypesArgs extends VacancyFieldRulesArgs {
  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "Whose publications: the board's own id; the credential's own manager where it is left out. The board may show no other.",
  })
  @NotBlank("give the id of a manager, or leave it out for the credential's own")
  managerId?: string | null;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description:
      "Where the vacancy is to be published, by the board's own areas: with it and professionalRoleId, what is on sale there by " +
      "properties; without both, the older list by billing type.",
  })
  @NotBlank("give the id of an area, or leave it out together with professionalRoleId")
  @Together<VacancyPublicationTypesArgs>(
    ({ areaId, professionalRoleId }) => given(areaId) || !given(professionalRoleId),
    "areaId goes with professionalRoleId: give both, or neither.",
  )
  areaId?: string | null;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "The role the vacancy is for, by the board's own dictionary; goes with areaId.",
  })
  @NotBlank("give the id of a professional role, or leave it out together with areaId")
  @Together<VacancyPublicationTypesArgs>(
    ({ areaId, professionalRoleId }) => given(professionalRoleId) || !given(areaId),
    "professionalRoleId goes with areaId: give both, or neither.",
  )
  professionalRoleId?: string | null;
}
