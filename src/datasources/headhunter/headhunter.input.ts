import "reflect-metadata";
import { Matches, ValidateNested } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { MAX_ENTRIES, MAX_ID, MAX_LINE, MAX_WORD, NotBlank } from "../../schema/common/rules.js";
import { UrlScalar } from "../../schema/common/scalars.js";
import { TextField } from "../../schema/common/text-field.js";
import { addBoardInput } from "../../schema/vacancy/board-inputs.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";

@InputType({ description: "A telephone number, in the parts the board keeps it in." })
export class VacancyPhoneInput {
  @TextField(() => String, { characters: MAX_WORD, description: "Country code, e.g. 7." })
  @NotBlank("give the country code, such as 7")
  country: string;

  @TextField(() => String, { characters: MAX_WORD, description: "City or operator code, e.g. 495." })
  city: string;

  @TextField(() => String, { characters: MAX_WORD, description: "The rest of the number, e.g. 123-45-67." })
  @NotBlank("give the number without country and city code")
  number: string;

  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "For candidates: when to call, and the person to ask for.",
  })
  comment?: string | null;
}

@InputType({ description: "The person to contact, for candidates." })
export class VacancyContactsInput {
  @TextField(() => String, { characters: MAX_LINE, description: "The person's name." })
  @NotBlank("name the person to turn to, or leave contacts out")
  name: string;

  @TextField(() => String, { characters: MAX_LINE, nullable: true, description: "Their e-mail address." })
  @Matches(/^[^\s@]+@[^\s@]+$/, { message: "email must be an address such as name@example.com: correct it or leave it out." })
  email?: string | null;

  @Field(() => [VacancyPhoneInput], {
    nullable: true,
    description: "Their telephone numbers; vacancyFieldRules has the largest number of them.",
  })
  @ValidateNested({ each: true })
  phones?: VacancyPhoneInput[] | null;
}

@InputType({
  description: "The rest of a HeadHunter vacancy. Dictionary values are the board's ids. vacancyFieldRules has the required fields.",
})
export class HeadHunterVacancyInput {
  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "Where the work is: a city, not a region. Cannot be changed after publishing.",
  })
  areaId?: string | null;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description:
      "Kind of vacancy: open, closed, anonymous, direct; see PublicationType.vacancyTypeIds. It cannot be changed after publishing.",
  })
  typeId?: string | null;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description:
      "The billing type: free, standard, standard_plus, premium; see PublicationType.billingTypeId. Only upgradeVacancy changes it later.",
  })
  billingTypeId?: string | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Specializations, e.g. 17.324; replaced whole when editing.",
  })
  specializationIds?: string[] | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Professional roles, which replace specializations; replaced whole when editing.",
  })
  professionalRoleIds?: string[] | null;

  @TextField(() => [String], {
    characters: MAX_WORD,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Key skills in words; replaced whole when editing.",
  })
  keySkills?: string[] | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "Working schedule, e.g. fullDay, remote." })
  scheduleId?: string | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "Required experience, e.g. between1And3." })
  experienceId?: string | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "Kind of employment, e.g. full, part." })
  employmentId?: string | null;

  @Field(() => VacancyContactsInput, { nullable: true, description: "The person to contact, for candidates; replaced whole when editing." })
  @ValidateNested()
  contacts?: VacancyContactsInput | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "Place of work: one of the employer's addresses at the board." })
  addressId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Show the nearest metro station instead of the address." })
  showMetroOnly?: boolean | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "One of the employer's tests for candidates." })
  testId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether candidates must take the test in order to respond." })
  testRequired?: boolean | null;

  @Field(() => UrlScalar, { nullable: true, description: "Where candidates respond; for vacancies of the type direct only." })
  responseUrl?: string | null;

  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "Employer's name to show; for vacancies of the type anonymous only.",
  })
  customEmployerName?: string | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "The employer's department that publishes it." })
  departmentId?: string | null;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "The responsible manager; the credential's own where left out. Only reassignVacancy changes it later.",
  })
  managerId?: string | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "One of the employer's branded templates; costs extra." })
  brandedTemplateId?: string | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Required driving licences, e.g. B, CE.",
  })
  driverLicenseTypeIds?: string[] | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Working days, e.g. only_saturday_and_sunday.",
  })
  workingDayIds?: string[] | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Length of the working day, e.g. from_four_to_six_hours_in_a_day.",
  })
  workingTimeIntervalIds?: string[] | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Time of the working day, e.g. start_after_sixteen.",
  })
  workingTimeModeIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Suitable for people with disabilities." })
  acceptHandicapped?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Open to candidates from 14 years of age." })
  acceptKids?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Candidates may respond with an incomplete résumé." })
  acceptIncompleteResumes?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Temporary work is possible." })
  acceptTemporary?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "A response requires a covering letter." })
  responseLetterRequired?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Tell the manager of new responses." })
  responseNotifications?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Candidates may write messages." })
  allowMessages?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Publish although the board has a similar one, and pay for it. Without it a similar one is the userError DUPLICATE.",
  })
  ignoreDuplicates?: boolean | null;
}

addBoardInput({
  vendor: Vendor.HEADHUNTER,
  field: "headhunter",
  type: HeadHunterVacancyInput,
  descriptions: {
    publishVacancy: "Publish at HeadHunter, with these fields.",
    updateVacancy: "More fields of a HeadHunter vacancy to change.",
  },
});

declare module "../../schema/vacancy/vacancy.input.js" {
  interface PublishVacancyInput {
    headhunter?: HeadHunterVacancyInput | null;
  }
  interface UpdateVacancyInput {
    headhunter?: HeadHunterVacancyInput | null;
  }
}
