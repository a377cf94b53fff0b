import type { SalaryInput } from "../../schema/vacancy/vacancy.input.js";
import { withExtra } from "./linkedin.extra.js";
import { LinkedInListingType, type LinkedInOnsiteApplyInput, type LinkedInVacancyInput, LinkedInWorkplaceType } from "./linkedin.input.js";
import { compensationOf, salaryFaults } from "./linkedin.salary.js";
import type { WireJob } from "./linkedin.wire.js";

/** A posting being written: in LinkedIn's names, possibly without required fields, which the rules look for. */
export type JobDraft = Partial<WireJob> & Pick<WireJob, "externalJobPostingId" | "listedAt" | "listingType">;

/** The input for a new posting, for a changed one, or for one to close that is not known here. */
export interface JobInput {
  name?: string | null;
  description?: string | null;
  code?: string | null;
  salary?: SalaryInput | null;
  linkedin?: LinkedInVacancyInput | null;
}

/** The settings that stand in for what an input leaves out. */
export interface Defaults {
  organizationId: string | undefined;
  contractId: string | undefined;
  posterEmail: string | undefined;
}

/** The draft of a posting that is not known here. A null counts as left out. */
export function draftOf(externalId: string, input: JobInput, defaults: Defaults, now: number): JobDraft {
  const linkedin = withoutNulls(input.linkedin ?? {});
  const listingType = linkedin.listingType ?? LinkedInListingType.BASIC;
  const contractId = linkedin.contractId ?? defaults.contractId;
  const base: JobDraft = {
    externalJobPostingId: externalId,
    listedAt: now,
    listingType,
    ...(defaults.organizationId === undefined ? {} : { integrationContext: urn("organization", defaults.organizationId) }),
    // Only promoted postings have a contract.
    ...(listingType === LinkedInListingType.PREMIUM && contractId !== undefined ? { contract: urn("contract", contractId) } : {}),
  };
  return withPoster(changedDraft(base, { ...withoutNulls(input), linkedin }), defaults.posterEmail);
}

/** The draft with the input's changes: null takes a field away. Composite values are replaced whole, `extra` field by field. */
export function changedDraft(base: JobDraft, input: JobInput): JobDraft {
  const { salary } = input;
  const linkedin = input.linkedin ?? {};
  const { listedAt, onsiteApply } = linkedin;
  const changed = withChanges(base, {
    title: input.name,
    description: input.description,
    companyJobCode: input.code,
    // Of a salary with faults nothing is sent.
    compensation: salary && salaryFaults(salary).length === 0 ? compensationOf(salary) : salary === null ? null : undefined,
    ...(listedAt ? { listedAt: Date.parse(listedAt) } : {}),
    location: linkedin.location,
    companyApplyUrl: linkedin.applyUrl,
    integrationContext: mapped(linkedin.organizationId, (id) => urn("organization", id)),
    companyName: linkedin.companyName,
    companyPageUrl: linkedin.companyPageUrl,
    posterEmail: linkedin.posterEmail,
    showPosterInfo: linkedin.showPosterInfo,
    alternateLocations: listed(linkedin.alternateLocations && [...new Set(linkedin.alternateLocations)]),
    industries: listed(mapped(linkedin.industryIds, (ids) => ids.map((id) => urn("industry", id)))),
    categories: listed(linkedin.categories),
    skillsDescription: linkedin.skillsDescription,
    workplaceTypes: mapped(linkedin.workplaceType, (type): [string] => [WORKPLACE_WORD[type]]),
    employmentStatus: linkedin.employmentStatus,
    experienceLevel: linkedin.experienceLevel,
    expireAt: mapped(linkedin.expiresAt, (text) => Date.parse(text)),
    onsiteApplyConfiguration: mapped(onsiteApply, onsiteApplyOf),
  });
  return withExtra(withOwnCode(changed), linkedin.extra);
}

/** The posting with the configured poster, where it names none: LinkedIn wants one with every operation. */
export function withPoster<Job extends Partial<WireJob>>(job: Job, posterEmail: string | undefined): Job {
  return job.posterEmail !== undefined || posterEmail === undefined ? job : { ...job, posterEmail };
}

/** A URN in its documented form; `urn:li:company:` is not documented. */
export function urn(entity: UrnEntity, id: string): string {
  return `urn:li:${entity}:${id}`;
}

type UrnEntity = "organization" | "contract" | "industry";

/** The id in a URN, or the whole text where it is none: ids of an input are not checked yet. */
export function idOf(entity: UrnEntity, text: string): string {
  const prefix = urn(entity, "");
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** The schema page's words; its samples write them in lower case. */
const WORKPLACE_WORD: Record<LinkedInWorkplaceType, string> = {
  [LinkedInWorkplaceType.ON_SITE]: "On-site",
  [LinkedInWorkplaceType.HYBRID]: "Hybrid",
  [LinkedInWorkplaceType.REMOTE]: "Remote",
};

function onsiteApplyOf({ webhookUrl, questions }: LinkedInOnsiteApplyInput): NonNullable<WireJob["onsiteApplyConfiguration"]> {
  return { jobApplicationWebhookUrl: webhookUrl, ...(questions === undefined || questions === null ? {} : { questions }) };
}

/** "The customer's own id when different" (schema page). */
function withOwnCode(draft: JobDraft): JobDraft {
  return draft.companyJobCode === draft.externalJobPostingId ? withChanges(draft, { companyJobCode: null }) : draft;
}

type Changed<Job> = { [Field in keyof Job]?: Job[Field] | null | undefined };

/** Undefined keeps a field, null takes it away. */
function withChanges(draft: JobDraft, changes: Changed<Omit<WireJob, "externalJobPostingId">>): JobDraft {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const fields = Object.entries({ ...draft, ...Object.fromEntries(given) }).filter(([, value]) => value !== null);
  return Object.fromEntries(fields) as JobDraft;
}

function mapped<From, To>(value: From | null | undefined, map: (value: From) => To): To | null | undefined {
  return value === undefined || value === null ? (value as null | undefined) : map(value);
}

/** An empty list takes the field away. */
function listed<Entry>(entries: Entry[] | null | undefined): Entry[] | null | undefined {
  return entries?.length === 0 ? null : entries;
}

function withoutNulls<Fields extends object>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], null> } {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as { [Name in keyof Fields]: Exclude<Fields[Name], null> };
}
