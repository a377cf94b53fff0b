import "reflect-metadata";
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { given, MAX_CODE, MAX_ENTRIES, MAX_ID, MAX_LINE, MAX_TEXT, MAX_WORD, NotBlank, Together } from "../../schema/common/input/rules.js";
import { isNoLonger, TextField } from "../../schema/common/input/text-field.js";
import { Matches, ValidateBy, ValidateNested } from "../../schema/common/input/validators.js";
import { DateTimeScalar, JsonScalar, UrlScalar } from "../../schema/common/scalars.js";
import { addBoardInput } from "../../schema/vacancy/board-inputs.js";
import { Vendor } from "../../schema/vendor/vendor.type.js";

export enum LinkedInListingType {
  BASIC = "BASIC",
  PREMIUM = "PREMIUM",
}
registerEnumType(LinkedInListingType, {
  name: "LinkedInListingType",
  description: "Whether LinkedIn promotes a posting.",
  valuesConfig: {
    BASIC: { description: "Not promoted, free." },
    PREMIUM: { description: "Promoted: uses a slot of a contract; see contractId." },
  },
});

export enum LinkedInWorkplaceType {
  ON_SITE = "ON_SITE",
  HYBRID = "HYBRID",
  REMOTE = "REMOTE",
}
registerEnumType(LinkedInWorkplaceType, {
  name: "LinkedInWorkplaceType",
  description: "Where the work is done.",
  valuesConfig: {
    ON_SITE: { description: "At the place of work." },
    HYBRID: { description: "Partly at the place of work." },
    REMOTE: { description: "From anywhere within the location." },
  },
});

const AS_JSON = `At most ${MAX_TEXT} characters as JSON.`;

function NoLongerAsJson(): PropertyDecorator {
  return ValidateBy(
    { name: "noLongerAsJson", validator: { validate: (value) => isNoLonger(JSON.stringify(value), MAX_TEXT) } },
    { message: `$property must be at most ${MAX_TEXT} characters long as JSON: shorten it.` },
  );
}

@InputType({ description: "Where LinkedIn delivers applications that candidates make at LinkedIn itself (Apply Connect)." })
export class LinkedInOnsiteApplyInput {
  @Field(() => UrlScalar, {
    description: "LinkedIn delivers each application here. Where the first cannot be delivered, LinkedIn sends candidates to applyUrl.",
  })
  webhookUrl: string;

  @Field(() => JsonScalar, { nullable: true, description: `Screening questions, in LinkedIn's own form. ${AS_JSON}` })
  @NoLongerAsJson()
  questions?: unknown;
}

@InputType({ description: "The rest of a LinkedIn posting. A missing field that LinkedIn requires is a userError INVALID_INPUT." })
export class LinkedInVacancyInput {
  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "City, state and country in words, e.g. `Sunnyvale, CA, United States`; a bare country for remote work only.",
  })
  @NotBlank("write the place as City, Country, or leave it out")
  location?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: "Where candidates apply. LinkedIn requires it for a new posting." })
  applyUrl?: string | null;

  @TextField(() => String, {
    characters: MAX_CODE,
    nullable: true,
    description: "The posting's id at LinkedIn; code where it is left out. Never used for two postings.",
  })
  @NotBlank("give the id the posting is to go by, or leave it out to take it from code")
  externalJobPostingId?: string | null;

  @Field(() => LinkedInListingType, { nullable: true, description: "Whether it is promoted; LinkedIn takes BASIC where it is left out." })
  listingType?: LinkedInListingType | null;

  @TextField(() => ID, {
    characters: MAX_ID,
    nullable: true,
    description: "Id of the organization that shows the job, only the number; the configured one where it is left out.",
  })
  @NotBlank("give the id of an organization, or leave it out for the configured one")
  organizationId?: string | null;

  @TextField(() => ID, { characters: MAX_ID, nullable: true, description: "Contract that pays for a PREMIUM posting, only the number." })
  @NotBlank("give the id of a contract, or leave it out")
  contractId?: string | null;

  @TextField(() => [ID], {
    characters: MAX_ID,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Industries, only the numbers; the organization's own where it is left out.",
  })
  industryIds?: string[] | null;

  @TextField(() => [String], {
    characters: MAX_WORD,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Job functions by LinkedIn's codes, e.g. eng, sale.",
  })
  categories?: string[] | null;

  @Field(() => LinkedInWorkplaceType, {
    nullable: true,
    description: "Where the work is done; LinkedIn takes ON_SITE where it is left out.",
  })
  workplaceType?: LinkedInWorkplaceType | null;

  @TextField(() => String, {
    characters: MAX_WORD,
    nullable: true,
    description: "FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP, TEMPORARY, VOLUNTEER or OTHER.",
  })
  employmentStatus?: string | null;

  @TextField(() => String, {
    characters: MAX_WORD,
    nullable: true,
    description: "ENTRY_LEVEL, MID_SENIOR_LEVEL, DIRECTOR, EXECUTIVE, INTERNSHIP, ASSOCIATE or NOT_APPLICABLE.",
  })
  experienceLevel?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When it counts as posted, not in the future; the time of sending where it is left out.",
  })
  listedAt?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When LinkedIn takes it down; LinkedIn's default where it is left out." })
  @Together<LinkedInVacancyInput>(
    ({ listedAt, expiresAt }) => !given(listedAt) || !given(expiresAt) || Date.parse(String(listedAt)) < Date.parse(String(expiresAt)),
    "expiresAt must lie after listedAt: correct one of them.",
  )
  expiresAt?: string | null;

  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "E-mail of who posts it, which LinkedIn asks for on every posting. LINKEDIN_POSTER_EMAIL where it is left out.",
  })
  @Matches(/^[^\s@]+@[^\s@]+$/, { message: "posterEmail must be an address such as name@example.com: correct it or leave it out." })
  posterEmail?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether LinkedIn shows who posts it; it does not where it is left out." })
  showPosterInfo?: boolean | null;

  @TextField(() => [String], {
    characters: MAX_LINE,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "More places, at most seven. LinkedIn decides about each of them apart.",
  })
  alternateLocations?: string[] | null;

  @TextField(() => String, { characters: MAX_TEXT, nullable: true, description: "What the job asks for; HTML." })
  @NotBlank("describe the skills, or leave it out")
  skillsDescription?: string | null;

  @TextField(() => String, {
    characters: MAX_LINE,
    nullable: true,
    description: "Name of the company, where it has no organization at LinkedIn: LinkedIn may match another one.",
  })
  @NotBlank("give the company's name, or leave it out")
  companyName?: string | null;

  @Field(() => UrlScalar, { nullable: true, description: "Page of the company at LinkedIn, in place of its organization's id." })
  companyPageUrl?: string | null;

  @Field(() => LinkedInOnsiteApplyInput, {
    nullable: true,
    description: "Applications are taken at LinkedIn and delivered to this address (Apply Connect).",
  })
  @ValidateNested()
  onsiteApply?: LinkedInOnsiteApplyInput | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      "An object of fields that this graph has no name for, as LinkedIn spells them; may not repeat a typed field. An update changes those " +
      `given; null takes one away. ${AS_JSON}`,
  })
  @NoLongerAsJson()
  extra?: unknown;
}

addBoardInput({
  vendor: Vendor.LINKEDIN,
  field: "linkedin",
  type: LinkedInVacancyInput,
  descriptions: {
    publishVacancy: "Publish at LinkedIn, with this.",
    updateVacancy: "More to change, of a LinkedIn posting.",
    closeVacancy: "The rest of a LinkedIn posting that was not published through this server.",
  },
});

declare module "../../schema/vacancy/vacancy.input.js" {
  interface PublishVacancyInput {
    linkedin?: LinkedInVacancyInput | null;
  }
  interface UpdateVacancyInput {
    linkedin?: LinkedInVacancyInput | null;
  }
  interface CloseVacancyInput {
    linkedin?: LinkedInVacancyInput | null;
  }
}
