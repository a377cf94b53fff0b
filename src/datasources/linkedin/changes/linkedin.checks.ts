import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Permission } from "../../../schema/common/permission.type.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { fieldsOfOtherBoards } from "../../../schema/vacancy/board-inputs.js";
import { Vendor } from "../../../schema/vendor/vendor.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import type { Check, Wanted } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import { userError } from "../../contract/user-errors.js";
import { changedDraft, draftOf, idOf, type JobDraft, type JobInput, withPoster } from "../linkedin.draft.js";
import { extraFaults, keptFaults } from "../linkedin.extra.js";
import { externalIdOf, type PostingState, payloadOf, stateOf, toVacancy, vacancyGlobalId } from "../linkedin.mapping.js";
import { faultsOf, invalid, onlyListed, unknownPosting, vacancyActionsOf } from "../linkedin.rules.js";
import { salaryFaults } from "../linkedin.salary.js";
import { isVersioned } from "../linkedin.version.js";
import type { Operation, WireJob } from "../linkedin.wire.js";
import type { StoredPosting } from "../store/linkedin.posting.repository.js";
import type { ChangeContext } from "./linkedin.change-context.js";
import { beforeOf, type Sending } from "./linkedin.outcomes.js";
import { retypingFaults } from "./linkedin.retyping.js";

/** The checks of publishing, changing, renewing and closing, and what they send. */

export async function checkPublish(
  context: ChangeContext,
  input: ChangeInputs["publishVacancy"],
  scope: CallScope,
): Promise<Check<Sending>> {
  const externalId = publishedId(input);
  const now = context.clock.now();
  const faults = inputFaults(context, input);
  const draft = draftOf(externalId, sound(input, faults), context.defaults, now);
  faults.unshift(...faultsOf(draft, { now, api: context.api, needed: "for a posting", operation: "CREATE", expiryGiven: true }));
  if (faults.length > 0) return refusals(faults);
  const found = await context.postings.known(externalId);
  // A listing that LinkedIn took down meanwhile does not forbid a new one.
  const row = found === null ? null : await refreshed(context, found, scope);
  const taken = row !== null && ["PENDING", "LISTED"].includes(stateOf(row));
  return taken
    ? refusals([alreadyPublished(externalId, stateOf(row))], vacancyGlobalId(context.source, externalId))
    : ready(context.source, "CREATE", jobOf(draft), row);
}

export async function checkProlongate(
  context: ChangeContext,
  { target }: Wanted<"prolongateVacancy">,
  scope: CallScope,
): Promise<Check<Sending>> {
  const found = await context.postings.known(externalIdOf(target));
  if (found === null) return refusals([unknownPosting()]);
  // A renewal costs money: only a posting listed now is renewed, and its end before shows afterwards whether it was.
  const row = stateOf(found) === "LISTED" ? await context.postings.asListedNow(found, scope) : await refreshed(context, found, scope);
  const refusal = toRefusal(onlyListed(toVacancy(context.source, row), "prolonged"), ["id"], stateOf(row) === "PENDING");
  if (refusal !== undefined) return refusals([refusal], target.text);
  const job = withPoster(withoutExpiry(payloadOf(row)), context.defaults.posterEmail);
  const faults = keptFaults(job, context.api, ["id"]);
  return faults.length > 0 ? refusals(faults, target.text) : ready(context.source, "RENEW", job, row);
}

/** Checks a closing; a known posting needs its id only. */
export async function checkClose(context: ChangeContext, wanted: Wanted<"closeVacancy">, scope: CallScope): Promise<Check<Sending>> {
  const { target, input } = wanted;
  const found = await context.postings.known(externalIdOf(target));
  const row = found === null ? null : await refreshedUnlessListed(context, found, scope);
  const givenWhole = input.name || input.description || input.linkedin;
  if (row === null || (stateOf(row) === "REJECTED" && givenWhole)) return checkForeignClose(context, wanted, row, scope);
  const refusal = unlessBeingClosed(row, vacancyActionsOf(toVacancy(context.source, row)).close);
  if (refusal !== undefined) return refusals([refusal], target.text);
  return ready(context.source, "CLOSE", withPoster(withoutExpiry(payloadOf(row)), context.defaults.posterEmail), row);
}

export async function checkUpdate(
  context: ChangeContext,
  { target, input, again = false }: Wanted<"updateVacancy">,
  scope: CallScope,
): Promise<Check<Sending>> {
  const found = await context.postings.known(externalIdOf(target));
  if (found === null) return refusals([unknownPosting()]);
  const { api, clock, defaults } = context;
  const mayRetype = !isVersioned(api) && stateOf(found) === "LISTED";
  const { row, listing } = mayRetype
    ? await context.postings.listedNow(found, scope)
    : { row: await refreshedUnlessListed(context, found, scope), listing: null };
  const refusal = unlessBeingClosed(row, vacancyActionsOf(toVacancy(context.source, row)).update);
  if (refusal !== undefined) return refusals([refusal], target.text);
  const base = withPoster(presentJob(row), defaults.posterEmail);
  const faults = [...retypingFaults(context, base, listing), ...identityFaults(input, base), ...inputFaults(context, input)];
  const draft = withPoster(changedDraft(base, sound(input, faults)), defaults.posterEmail);
  faults.push(
    ...fieldsOfOtherBoards(input, Vendor.LINKEDIN).map((field) => invalid([field], "This vacancy is at LinkedIn: give linkedin.")),
  );
  const expiryGiven = Boolean(input.linkedin?.expiresAt);
  faults.push(...faultsOf(draft, { now: clock.now(), api, needed: "for a posting", operation: "UPDATE", expiryGiven }));
  faults.push(...keptFaults(draft, api, ["linkedin", "extra"]));
  if (input.linkedin?.contractId && base.contract === undefined)
    faults.push(costs(["linkedin", "contractId"], "No contract pays for the posting."));
  // LinkedIn itself may ask for a posting as it is.
  if (faults.length === 0 && !again && isDeepStrictEqual(draft, base))
    faults.push(invalid(["id"], "Nothing to change: the posting holds all of this already, or nothing was given."));
  return faults.length > 0 ? refusals(faults, target.text) : ready(context.source, "UPDATE", jobOf(draft), row);
}

/** LinkedIn requires the whole posting to close it; for one not published here, the input has to hold it. */
async function checkForeignClose(
  context: ChangeContext,
  { target, input }: Wanted<"closeVacancy">,
  row: StoredPosting | null,
  scope: CallScope,
): Promise<Check<Sending>> {
  const { api, clock, defaults, source } = context;
  const now = clock.now();
  const externalId = externalIdOf(target);
  const needed = "again in order to close a posting that was not published here (closeVacancy takes it)";
  const faults = inputFaults(context, input);
  const draft = draftOf(externalId, sound(input, faults), defaults, now);
  faults.unshift(...identityFaults(input, draft), ...faultsOf(draft, { now, api, needed, operation: "CLOSE", expiryGiven: false }));
  if (faults.length > 0) return refusals(faults);
  const job = withoutExpiry(jobOf(draft));
  return ready(source, "CLOSE", { ...(await toldOfPlaces(context, job, scope)), ...job }, row);
}

/** The places of a posting made elsewhere, which LinkedIn tells: it is to be closed at all of them. */
async function toldOfPlaces({ lookups }: ChangeContext, job: WireJob, scope: CallScope): Promise<Pick<WireJob, "alternateLocations">> {
  if (job.alternateLocations !== undefined) return {};
  try {
    const places = (await lookups.listing(job.externalJobPostingId, scope))?.jobPostingInfo?.alternateLocations ?? [];
    return places.length === 0 ? {} : { alternateLocations: places };
  } catch (error) {
    // The input is whole without them.
    if (!(error instanceof VendorError)) throw error;
    return {};
  }
}

/** Faults of what is no field of LinkedIn's by itself. */
function inputFaults({ api }: ChangeContext, { salary, linkedin }: JobInput): UserError[] {
  return [...salaryFaults(salary), ...extraFaults(linkedin?.extra, api)];
}

/** The input without `extra`, where something is wrong with it: nothing is sent then. */
function sound(input: JobInput, faults: readonly UserError[]): JobInput {
  return faults.length === 0 ? input : { ...input, linkedin: { ...input.linkedin, extra: undefined } };
}

/** Refuses an update of a posting's identity or price. */
function identityFaults(input: JobInput, base: JobDraft): UserError[] {
  const linkedin = input.linkedin ?? {};
  const faults: UserError[] = [];
  const id = linkedin.externalJobPostingId;
  if (id && id !== base.externalJobPostingId)
    faults.push(invalid(["linkedin", "externalJobPostingId"], "A posting keeps its id. Leave it out, or publish another posting."));
  if (linkedin.listingType && linkedin.listingType !== base.listingType)
    faults.push(costs(["linkedin", "listingType"], `The posting is ${base.listingType}.`));
  const contractId = base.contract === undefined ? undefined : idOf("contract", base.contract);
  if (linkedin.contractId && contractId && linkedin.contractId !== contractId)
    faults.push(costs(["linkedin", "contractId"], `Contract ${contractId} pays for the posting.`));
  return faults;
}

function costs(field: string[], what: string): UserError {
  const message = `${what} updateVacancy changes nothing that costs money: promote the posting with upgradeVacancy, or close it and publish it anew.`;
  return userError(UserErrorCode.UNSUPPORTED_BY_VENDOR, message, { field });
}

/** Of one under way no other id is advised: the same posting would be paid for twice. */
function alreadyPublished(externalId: string, state: PostingState): UserError {
  const message =
    state === "PENDING"
      ? `A posting with the id "${externalId}" is being published: wait until its operation has ended. Under another id it would be a second one.`
      : `A posting with the id "${externalId}" is published already. Change it (updateVacancy), or give another id.`;
  return userError(UserErrorCode.DUPLICATE, message, { field: ["linkedin", "externalJobPostingId"] });
}

export function publishedId({ linkedin, code }: Pick<ChangeInputs["publishVacancy"], "linkedin" | "code">): string {
  return linkedin?.externalJobPostingId ?? code ?? "";
}

/** The posting as LinkedIn has it. A renewal moves the end, so an update with the first end would undo the renewal. */
export function presentJob(row: StoredPosting): WireJob {
  const job = payloadOf(row);
  return job.expireAt === undefined || row.expires_at === null ? job : { ...job, expireAt: Date.parse(row.expires_at) };
}

/** A posting that is being closed is not refused here: the operation of the closing holds the lock. */
function unlessBeingClosed(row: StoredPosting, permission: Permission): UserError | undefined {
  return stateOf(row) === "UNKNOWN" ? undefined : toRefusal(permission, ["id"], stateOf(row) === "PENDING");
}

export function withoutExpiry({ expireAt: _, ...job }: WireJob): WireJob {
  return job as WireJob;
}

/** A draft that the rules accept. */
function jobOf(draft: JobDraft): WireJob {
  return draft as WireJob;
}

/** The posting as LinkedIn lists it now. Throws where LinkedIn does not answer, since the stored state may be outdated. */
export async function refreshed({ postings }: ChangeContext, row: StoredPosting, scope: CallScope): Promise<StoredPosting> {
  const { rows, unavailableBecause } = await postings.refreshed([row], scope, "toChange");
  if (unavailableBecause !== undefined) throw unavailableBecause;
  return rows[0] ?? row;
}

/** A listed posting is not read again, since LinkedIn refuses changes of one that is not; any other state is read before it is refused. */
async function refreshedUnlessListed(context: ChangeContext, row: StoredPosting, scope: CallScope): Promise<StoredPosting> {
  return stateOf(row) === "LISTED" || stateOf(row) === "PROCESSED" ? row : refreshed(context, row, scope);
}

/** @param promotion whether LinkedIn promotes the posting, as it says before a promotion. */
export function ready(
  source: Source,
  operation: Operation,
  job: WireJob,
  row: StoredPosting | null,
  promotion?: string | null,
): Check<Sending> {
  const before = row === null ? null : { ...beforeOf(row), ...(promotion === undefined ? {} : { promotion }) };
  return {
    ready: true,
    before: { operation, job, mark: randomUUID(), before },
    result: { vacancyId: vacancyGlobalId(source, job.externalJobPostingId) },
  };
}

export function refusals(errors: UserError[], vacancyId?: string): Check<Sending> {
  return { ready: false, refusals: errors, ...(vacancyId === undefined ? {} : { result: { vacancyId } }) };
}
