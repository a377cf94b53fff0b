import "reflect-metadata";
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { given, MAX_CODE, MAX_ENTRIES, MAX_ID, MAX_LINE, MAX_WORD, NotBlank, Together } from "../../schema/common/rules.js";
import { DateTimeScalar, UrlScalar } from "../../schema/common/scalars.js";
import { TextField } from "../../schema/common/text-field.js";
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
    description: "FULL_TIME, PART_TIME, CONTRACT, INTERNSHIP, TEMPORARY or VOLUNTEER.",
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
