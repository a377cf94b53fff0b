import "reflect-metadata";
import { Field, ID, InputType } from "type-graphql";
import { MAX_ENTRIES, MAX_ID, MAX_LINE, MAX_TEXT, MAX_WORD } from "../../schema/common/input/rules.js";
import { isNoLonger, TextField } from "../../schema/common/input/text-field.js";
import { ValidateBy, ValidateNested } from "../../schema/common/input/validators.js";
import { JsonScalar, UrlScalar } from "../../schema/common/scalars.js";
import { addBoardInput } from "../../schema/vacancy/board-inputs.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";
import { VacancyContactsInput } from "./headhunter.contacts.input.js";

/** An id of one of the board's dictionaries, or of the employer's own lists there. */
const ID_THERE = { characters: MAX_ID, nullable: true };
const IDS_THERE = { ...ID_THERE, entries: MAX_ENTRIES };

@InputType({
  description: "The rest of a HeadHunter vacancy. Dictionary values are the board's ids. vacancyFieldRules has the required fields.",
})
export class HeadHunterVacancyInput {
  @TextField(() => ID, {
    ...ID_THERE,
    description: "Where the work is: a city, not a region. Cannot be changed after publishing.",
  })
  areaId?: string | null;

  @TextField(() => ID, {
    ...ID_THERE,
    description:
      "Kind of vacancy: open, closed, anonymous, direct; see PublicationType.vacancyTypeIds. It cannot be changed after publishing.",
    deprecationReason: "HeadHunter replaces it: propertyTypeIds say it too, such as HH_ANONYMOUS and HH_ADVERTISING.",
  })
  typeId?: string | null;

  @TextField(() => ID, {
    ...ID_THERE,
    description:
      "The billing type: free, standard, standard_plus, premium; see PublicationType.billingTypeId. Only upgradeVacancy changes it later.",
    deprecationReason: "HeadHunter replaces it by propertyTypeIds.",
  })
  billingTypeId?: string | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Specializations, e.g. 17.324; replaced whole when editing.",
    deprecationReason: "HeadHunter has replaced it by professionalRoleIds.",
  })
  specializationIds?: string[] | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
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

  @TextField(() => ID, {
    ...ID_THERE,
    description: "Working schedule, e.g. fullDay, remote.",
    deprecationReason: "HeadHunter replaces it by workFormatIds and workScheduleByDaysIds, and flyInFlyOut by employmentFormId.",
  })
  scheduleId?: string | null;

  @TextField(() => ID, { ...ID_THERE, description: "Required experience, e.g. between1And3." })
  experienceId?: string | null;

  @TextField(() => ID, {
    ...ID_THERE,
    description: "Kind of employment, e.g. full, part.",
    deprecationReason: "HeadHunter replaces it by employmentFormId and internship.",
  })
  employmentId?: string | null;

  @Field(() => VacancyContactsInput, { nullable: true, description: "The person to contact, for candidates; replaced whole when editing." })
  @ValidateNested()
  contacts?: VacancyContactsInput | null;

  @TextField(() => ID, { ...ID_THERE, description: "Place of work: one of the employer's addresses at the board." })
  addressId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Show the nearest metro station instead of the address." })
  showMetroOnly?: boolean | null;

  @TextField(() => ID, { ...ID_THERE, description: "One of the employer's tests for candidates." })
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

  @TextField(() => ID, { ...ID_THERE, description: "The employer's department that publishes it." })
  departmentId?: string | null;

  @TextField(() => ID, {
    ...ID_THERE,
    description: "The responsible manager; the credential's own where left out. Only reassignVacancy changes it later.",
  })
  managerId?: string | null;

  @TextField(() => ID, { ...ID_THERE, description: "One of the employer's branded templates; costs extra." })
  brandedTemplateId?: string | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Required driving licences, e.g. B, CE.",
  })
  driverLicenseTypeIds?: string[] | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Working days, e.g. only_saturday_and_sunday.",
    deprecationReason: "HeadHunter replaces it by workScheduleByDaysIds.",
  })
  workingDayIds?: string[] | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Length of the working day, e.g. from_four_to_six_hours_in_a_day.",
    deprecationReason: "HeadHunter replaces it by workingHoursIds.",
  })
  workingTimeIntervalIds?: string[] | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Time of the working day, e.g. start_after_sixteen.",
    deprecationReason: "HeadHunter replaces it by workingHoursIds and nightShifts.",
  })
  workingTimeModeIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Suitable for people with disabilities." })
  acceptHandicapped?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Open to candidates from 14 years of age.",
    deprecationReason: "HeadHunter replaces it by ageRestrictionId.",
  })
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

  @TextField(() => [ID], {
    ...IDS_THERE,
    description:
      "What is bought: all propertyTypeIds of one PublicationType, instead of typeId and billingTypeId. Only upgradeVacancy changes it later.",
  })
  propertyTypeIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Candidates cannot respond to it by themselves." })
  closedForApplicants?: boolean | null;

  @TextField(() => ID, {
    ...ID_THERE,
    description: "An archived vacancy that this one follows; nothing is copied from it. It cannot be changed after publishing.",
  })
  previousVacancyId?: string | null;

  @TextField(() => ID, {
    ...ID_THERE,
    description: "Form of employment, e.g. FULL, PART, PROJECT, FLY_IN_FLY_OUT.",
  })
  employmentFormId?: string | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Where the work is done, e.g. ON_SITE, REMOTE, HYBRID, FIELD_WORK.",
  })
  workFormatIds?: string[] | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Days on and off, e.g. FIVE_ON_TWO_OFF, FLEXIBLE.",
  })
  workScheduleByDaysIds?: string[] | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Working hours a day, e.g. HOURS_8, FLEXIBLE.",
  })
  workingHoursIds?: string[] | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Length of a rotation, e.g. DAYS_15, DAYS_30; for rotation work only.",
  })
  flyInFlyOutDurationIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "An internship." })
  internship?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "There are evening or night shifts." })
  nightShifts?: boolean | null;

  @TextField(() => ID, {
    ...ID_THERE,
    description: "The youngest candidates it is open to, e.g. AGE_14_PLUS; Russian employers only.",
  })
  ageRestrictionId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "A labour contract is possible." })
  acceptLaborContract?: boolean | null;

  @TextField(() => [ID], {
    ...IDS_THERE,
    description: "Kinds of contract under civil law that are possible.",
  })
  civilLawContractIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Editing: go on although the board takes it for another vacancy in disguise, which it may block. Without it such an edit is refused. Never " +
      "set by itself.",
  })
  ignoreReplacementWarning?: boolean | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      "An object of fields that this graph has no name for, as HeadHunter spells them. Checked by the same field rules; it may not repeat a field " +
      `of this graph. At most ${MAX_TEXT} characters as JSON.`,
  })
  @ValidateBy(
    { name: "noLongerAsJson", validator: { validate: (value) => isNoLonger(JSON.stringify(value), MAX_TEXT) } },
    { message: `extra must be at most ${MAX_TEXT} characters long as JSON: shorten it.` },
  )
  extra?: unknown;
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
