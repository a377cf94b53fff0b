import "reflect-metadata";
import { ArgsType, Field, ID } from "type-graphql";
import { AccountsField } from "../common/input/account.args.js";
import { First, PageArgs } from "../common/input/page.args.js";
import { RangeArgs } from "../common/input/range.args.js";
import { Ids, MAX_CODE, MAX_ID, MAX_IDS, MAX_WORD, NotBlank } from "../common/input/rules.js";
import { SearchField } from "../common/input/search-field.js";
import { TextField } from "../common/input/text-field.js";
import { DateTimeScalar } from "../common/scalars.js";
import { Vendor } from "../vendor/vendor.type.js";
import { JobStatus } from "./job.type.js";

/** Query.jobs. */
@ArgsType()
export class JobsArgs extends PageArgs {
  @Field(() => [Vendor], { nullable: true, description: "Ask only these; all that can list jobs where it is left out." })
  vendors?: Vendor[] | null;

  @AccountsField()
  accounts?: string[] | null;

  @Field(() => JobStatus, { nullable: true, description: "Only jobs with this status; all where it is left out." })
  status?: JobStatus | null;

  @TextField(() => String, { characters: MAX_CODE, nullable: true, description: "Only jobs with exactly this code." })
  @NotBlank("give a code, or leave it out for all jobs")
  code?: string | null;

  @SearchField(
    "Words of the name in any language, or of the code, whatever their case; answered from the index of records, or, with `updatedSince`, of what the vendors say has changed.",
  )
  text?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "Only what the vendors changed since then. A vendor that does not tell it, or not so far back, is FAILED with UNSUPPORTED in sources.",
  })
  updatedSince?: string | null;
}

/** Job.name, Job.description and their like on JobVersion. */
@ArgsType()
export class LangArgs {
  @TextField(() => String, {
    characters: MAX_WORD,
    nullable: true,
    description: "BCP 47, e.g. zh-CN, en-US. Falls back to the same language elsewhere, then to the first text there is.",
  })
  @NotBlank("give a language such as en-US, or leave it out for the first text there is")
  lang?: string | null;
}

/** Query.jobTimeline. */
@ArgsType()
export class JobTimelineArgs extends RangeArgs {
  @First()
  first: number;

  @TextField(() => [ID], {
    characters: MAX_ID,
    nullable: true,
    description: `Global ids of jobs, at most ${MAX_IDS}; the answer keeps their order. Left out: the first jobs, at most \`first\`.`,
  })
  @Ids(0, "give global ids of jobs, or leave jobIds out for the first jobs")
  jobIds?: string[] | null;
}
