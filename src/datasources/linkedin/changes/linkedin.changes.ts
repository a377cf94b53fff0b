import { randomUUID } from "node:crypto";
import type { CallScope } from "../../../http/request.js";
import type { Permission } from "../../../schema/common/permission.type.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { fieldsOfOtherBoards } from "../../../schema/vacancy/board-inputs.js";
import { Vendor } from "../../../schema/vendor/vendor.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import type { Change, Changes, Check, Finding, SentChange, Wanted } from "../../contract/change.js";
import { toRefusal } from "../../contract/permissions.js";
import { userError } from "../../contract/user-errors.js";
import type { LinkedInDatasource } from "../linkedin.datasource.js";
import {
  changedDraft,
  draftOf,
  draftOfJob,
  externalIdOf,
  type JobDraft,
  type JobInput,
  payloadOf,
  stateOf,
  toVacancy,
  toWireJob,
  vacancyGlobalId,
} from "../linkedin.mapping.js";
import { faultsOf, invalid, unknownPosting, vacancyActionsOf } from "../linkedin.rules.js";
import type { Operation, WireJob } from "../linkedin.wire.js";
import type { StoredPosting } from "../store/linkedin.posting.repository.js";
import type { ChangeContext } from "./linkedin.change-context.js";
import { explainLinkedIn } from "./linkedin.explain.js";
import { beforeOf, outcomeOfListing, outcomeOfTask, resolvedPatch, type Sending, type SendingOutcome } from "./linkedin.outcomes.js";
import { sendPostings } from "./linkedin.sending.js";

type LinkedInKind = "publishVacancy" | "updateVacancy" | "prolongateVacancy" | "closeVacancy";
type LinkedInChange<Kind extends LinkedInKind> = Change<Kind, Sending, LinkedInDatasource>;

/** LinkedIn's changes. Create, update, renew and close are one endpoint with different operations, and each ends with a task. */
export function linkedInChanges(context: ChangeContext): Changes {
  return {
    publishVacancy: toChange<"publishVacancy">(context, ({ input }) => publishedId(input), {
      check: ({ input }, { scope }) => checkPublish(context, input, scope),
    }),
    updateVacancy: toChange<"updateVacancy">(context, ({ target }) => externalIdOf(target), {
      check: (wanted, { scope }) => checkUpdate(context, wanted, scope),
    }),
    prolongateVacancy: toChange<"prolongateVacancy">(context, ({ target }) => externalIdOf(target), {
      check: (wanted, { scope }) => checkProlongate(context, wanted, scope),
    }),
    closeVacancy: toChange<"closeVacancy">(context, ({ target }) => externalIdOf(target), {
      check: (wanted, { scope }) => checkClose(context, wanted, scope),
    }),
  };
}

function toChange<Kind extends LinkedInKind>(
  context: ChangeContext,
  postingOf: (wanted: Wanted<Kind>) => string,
  { check }: Pick<LinkedInChange<Kind>, "check">,
): LinkedInChange<Kind> {
  const { source, verifyPolicy, postings, clock } = context;
  return {
    verifyPolicy,
    check,
    // A posting has one task at a time: two would race (create page).
    locks: (wanted) => {
      const externalId = postingOf(wanted);
      return externalId === "" ? [] : [vacancyGlobalId(source, externalId)];
    },
    send: (changes, scope) =>
      sendPostings(
        context,
        changes.map(({ before }) => before),
        scope,
      ),
    explain: explainLinkedIn,
    verify: (sent, { scope }) => findPosting(context, sent, scope),
    resolved: async ({ before: sending }, outcome) => {
      const patch = resolvedPatch(sending, outcome, clock.now());
      await postings.settle({ externalId: sending.job.externalJobPostingId, mark: sending.mark, patch });
    },
  };
}

async function checkPublish(context: ChangeContext, input: ChangeInputs["publishVacancy"], scope: CallScope): Promise<Check<Sending>> {
  const externalId = publishedId(input);
  const now = context.clock.now();
  const draft = draftOf(externalId, input, { ...context, now });
  const faults = [...faultsOf(draft, { now, needed: "for a posting", expiryGiven: true }), ...salaryFault(input.salary)];
  if (faults.length > 0) return refusals(faults);
  const found = await context.postings.known(externalId);
  // A listing that LinkedIn took down meanwhile does not forbid a new one.
  const row = found === null ? null : await refreshed(context, found, scope);
  const taken = row !== null && ["PENDING", "LISTED"].includes(stateOf(row));
  return taken
    ? refusals([alreadyPublished(externalId)], vacancyGlobalId(context.source, externalId))
    : ready(context.source, "CREATE", toWireJob(draft), row);
}

async function checkProlongate(context: ChangeContext, { target }: Wanted<"prolongateVacancy">, scope: CallScope): Promise<Check<Sending>> {
  const found = await context.postings.known(externalIdOf(target));
  if (found === null) return refusals([unknownPosting()]);
  // A renewal costs money: only a posting listed now is renewed, and its end before shows afterwards whether it was.
  const row = stateOf(found) === "LISTED" ? await context.postings.asListedNow(found, scope) : await refreshed(context, found, scope);
  const refusal = toRefusal(vacancyActionsOf(toVacancy(context.source, row)).prolongate, ["id"], stateOf(row) === "PENDING");
  return refusal === undefined ? ready(context.source, "RENEW", withoutExpiry(payloadOf(row)), row) : refusals([refusal], target.text);
}

/** Checks a closing; a known posting needs its id only. */
async function checkClose(context: ChangeContext, wanted: Wanted<"closeVacancy">, scope: CallScope): Promise<Check<Sending>> {
  const { target, input } = wanted;
  const found = await context.postings.known(externalIdOf(target));
  const row = found === null ? null : await refreshedUnlessListed(context, found, scope);
  const givenWhole = input.name || input.description || input.linkedin;
  if (row === null || (stateOf(row) === "REJECTED" && givenWhole)) return checkForeignClose(context, wanted, row);
  const refusal = unlessBeingClosed(row, vacancyActionsOf(toVacancy(context.source, row)).close);
  return refusal === undefined ? ready(context.source, "CLOSE", withoutExpiry(payloadOf(row)), row) : refusals([refusal], target.text);
}

async function checkUpdate(context: ChangeContext, { target, input }: Wanted<"updateVacancy">, scope: CallScope): Promise<Check<Sending>> {
  const found = await context.postings.known(externalIdOf(target));
  if (found === null) return refusals([unknownPosting()]);
  const row = await refreshedUnlessListed(context, found, scope);
  const refusal = unlessBeingClosed(row, vacancyActionsOf(toVacancy(context.source, row)).update);
  if (refusal !== undefined) return refusals([refusal], target.text);
  const base = presentDraft(row);
  const draft = changedDraft(base, input);
  const faults = [...identityFaults(input, base), ...salaryFault(input.salary)];
  faults.push(
    ...fieldsOfOtherBoards(input, Vendor.LINKEDIN).map((field) => invalid([field], "This vacancy is at LinkedIn: give linkedin.")),
  );
  faults.push(...faultsOf(draft, { now: context.clock.now(), needed: "for a posting", expiryGiven: Boolean(input.linkedin?.expiresAt) }));
  if (faults.length === 0 && JSON.stringify(toWireJob(draft)) === JSON.stringify(toWireJob(base)))
    faults.push(invalid(["id"], "Nothing to change: the posting holds all of this already, or nothing was given."));
  return faults.length > 0 ? refusals(faults, target.text) : ready(context.source, "UPDATE", toWireJob(draft), row);
}

/** LinkedIn requires the whole posting to close it; for one not published here, the input has to hold it. */
async function checkForeignClose(
  context: ChangeContext,
  { target, input }: Wanted<"closeVacancy">,
  row: StoredPosting | null,
): Promise<Check<Sending>> {
  const now = context.clock.now();
  const externalId = externalIdOf(target);
  const draft = draftOf(externalId, input, { ...context, now });
  const needed = "again in order to close a posting that was not published here (closeVacancy takes it)";
  const faults = [...identityFaults(input, draft), ...faultsOf(draft, { now, needed, closing: true, expiryGiven: false })];
  return faults.length > 0 ? refusals(faults) : ready(context.source, "CLOSE", withoutExpiry(toWireJob(draft)), row);
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
  if (linkedin.contractId && base.contractId && linkedin.contractId !== base.contractId)
    faults.push(costs(["linkedin", "contractId"], `Contract ${base.contractId} pays for the posting.`));
  return faults;
}

function costs(field: string[], what: string): UserError {
  const message = `${what} updateVacancy changes nothing that costs money: close the posting and publish it anew.`;
  return userError(UserErrorCode.UNSUPPORTED_BY_VENDOR, message, { field });
}

/** LinkedIn requires a pay period with a salary, which the graph lacks: a guess would advertise a wrong pay. */
function salaryFault(salary: object | null | undefined): UserError[] {
  if (!salary) return [];
  const message =
    "LinkedIn takes a salary only with its pay period, which this input cannot say. Leave salary out and state it in the description.";
  return [userError(UserErrorCode.UNSUPPORTED_BY_VENDOR, message, { field: ["salary"] })];
}

function alreadyPublished(externalId: string): UserError {
  const message = `A posting with the id "${externalId}" is published already, or about to be. Change it (updateVacancy), or give another id.`;
  return userError(UserErrorCode.DUPLICATE, message, { field: ["linkedin", "externalJobPostingId"] });
}

function publishedId({ linkedin, code }: Pick<ChangeInputs["publishVacancy"], "linkedin" | "code">): string {
  return linkedin?.externalJobPostingId ?? code ?? "";
}

/** The posting as LinkedIn has it. A renewal moves the end, so an update with the first end would undo the renewal. */
function presentDraft(row: StoredPosting): JobDraft {
  const draft = draftOfJob(payloadOf(row));
  return draft.expiresAt === undefined || row.expires_at === null ? draft : { ...draft, expiresAt: Date.parse(row.expires_at) };
}

/** A posting that is being closed is not refused here: the operation of the closing holds the lock. */
function unlessBeingClosed(row: StoredPosting, permission: Permission): UserError | undefined {
  return stateOf(row) === "UNKNOWN" ? undefined : toRefusal(permission, ["id"], stateOf(row) === "PENDING");
}

function withoutExpiry({ expireAt: _, ...job }: WireJob): WireJob {
  return job;
}

/** The posting as LinkedIn lists it now. Throws where LinkedIn does not answer, since the stored state may be outdated. */
async function refreshed({ postings }: ChangeContext, row: StoredPosting, scope: CallScope): Promise<StoredPosting> {
  const { rows, unavailableBecause } = await postings.refreshed([row], scope, "toChange");
  if (unavailableBecause !== undefined) throw unavailableBecause;
  return rows[0] ?? row;
}

/** A listed posting is not read again, since LinkedIn refuses changes of one that is not; any other state is read before it is refused. */
async function refreshedUnlessListed(context: ChangeContext, row: StoredPosting, scope: CallScope): Promise<StoredPosting> {
  return stateOf(row) === "LISTED" || stateOf(row) === "PROCESSED" ? row : refreshed(context, row, scope);
}

function ready(source: Source, operation: Operation, job: WireJob, row: StoredPosting | null): Check<Sending> {
  return {
    ready: true,
    before: { operation, job, mark: randomUUID(), before: row === null ? null : beforeOf(row) },
    result: { vacancyId: vacancyGlobalId(source, job.externalJobPostingId) },
  };
}

function refusals(errors: UserError[], vacancyId?: string): Check<Sending> {
  return { ready: false, refusals: errors, ...(vacancyId === undefined ? {} : { result: { vacancyId } }) };
}

/** Verifies by the task where its id is known (also from the posting, where a crash kept it from the operation), otherwise by the listing. */
async function findPosting(context: ChangeContext, sent: SentChange<LinkedInKind, Sending>, scope: CallScope): Promise<Finding> {
  const { postings, lookups, clock } = context;
  const sending = sent.before;
  const externalId = sending.job.externalJobPostingId;
  const row = sent.taskId === undefined ? await postings.known(externalId) : null;
  const taskId = sent.taskId ?? (row?.sent_mark === sending.mark ? row.task_id : null);
  const task = taskId === null ? null : await lookups.task(taskId, scope);
  const { finding, patch } = task === null ? await byListing() : outcomeOfTask(context.source, sending, task, clock.now());
  if (patch !== undefined) await postings.settle({ externalId, mark: sending.mark, patch });
  return finding.outcome === "UNCERTAIN" && taskId !== null ? { ...finding, outcome: "PENDING" } : finding;

  async function byListing(): Promise<SendingOutcome> {
    const listing = await lookups.listing(externalId, scope);
    const now = clock.now();
    return outcomeOfListing(context.source, sending, listing, now - sent.requestedAt >= context.verifyPolicy.settleGraceMs, now);
  }
}
