import { randomUUID } from "node:crypto";
import type { Clock } from "../../../clock.js";
import type { CallScope } from "../../../http/request.js";
import type { Permission } from "../../../schema/common/permission.type.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import type { Change, Check, Finding, LookUpPolicy, SentChange } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import type { Changes } from "../../contract/datasource.js";
import { toRefusal } from "../../contract/permissions.js";
import type { LinkedInClient } from "../linkedin.client.js";
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
import type { LinkedInPostings } from "../linkedin.postings.js";
import { faultsOf, invalid, unknownPosting, vacancyActionsOf } from "../linkedin.rules.js";
import type { Operation, WireJob } from "../linkedin.wire.js";
import type { StoredPosting } from "../store/linkedin.posting.repository.js";
import { explainLinkedIn } from "./linkedin.explain.js";
import type { LinkedInLookups } from "./linkedin.lookups.js";
import { beforeOf, outcomeOfListing, outcomeOfTask, resolvedPatch, type Sending, type SendingOutcome } from "./linkedin.outcomes.js";
import { sendPostings } from "./linkedin.sending.js";

/** What the changes need of the connection and of the request. */
export interface ChangeSetting {
  source: Source;
  client: LinkedInClient;
  postings: LinkedInPostings;
  lookups: LinkedInLookups;
  clock: Clock;
  scope: CallScope;
  organizationId: string | undefined;
  contractId: string | undefined;
  lookUp: LookUpPolicy;
}

/** Create, update, renew and close are one call with another verb, and all end by a task. */
export function linkedInChanges(setting: ChangeSetting): Changes {
  const ofRecord = { target: ({ id }: { id: string }) => id, externalId: ({ id }: { id: string }) => externalIdOf(id) };
  return {
    publishVacancy: toChange(setting, {
      paid: true,
      target: () => null,
      externalId: publishedId,
      check: (input: ChangeInputs["publishVacancy"]) => checkPublish(setting, input),
    }),
    updateVacancy: toChange(setting, {
      ...ofRecord,
      paid: false,
      check: (input: ChangeInputs["updateVacancy"]) => checkUpdate(setting, input),
    }),
    prolongateVacancy: toChange(setting, {
      ...ofRecord,
      paid: true,
      check: (input: ChangeInputs["prolongateVacancy"]) => checkProlongate(setting, input),
    }),
    closeVacancy: toChange(setting, {
      ...ofRecord,
      paid: false,
      check: (input: ChangeInputs["closeVacancy"]) => checkClose(setting, input),
    }),
  };
}

type Parts<Input> = Pick<Change<Input, Sending>, "paid" | "target" | "check"> & { externalId(input: Input): string };

function toChange<Input>(setting: ChangeSetting, { externalId, ...parts }: Parts<Input>): Change<Input, Sending> {
  const { client, postings, scope, lookUp, clock } = setting;
  return {
    ...parts,
    lookUp,
    // One task in flight for a posting: two would race (create page).
    locks: (input) => (externalId(input) === "" ? [] : [vacancyGlobalId(setting.source, externalId(input))]),
    send: (changes) =>
      sendPostings(
        setting.source,
        changes.map(({ evidence }) => evidence),
        client,
        postings,
        scope,
      ),
    explain: explainLinkedIn,
    find: (sent) => find(setting, sent),
    resolved: async ({ evidence }, outcome) => {
      const patch = resolvedPatch(evidence, outcome, clock.now());
      await postings.settle({ externalId: evidence.job.externalJobPostingId, mark: evidence.mark, patch });
    },
  };
}

async function checkPublish(setting: ChangeSetting, input: ChangeInputs["publishVacancy"]): Promise<Check<Sending>> {
  const externalId = publishedId(input);
  const now = setting.clock.now();
  const draft = draftOf(externalId, input, { ...setting, now });
  const faults = [...faultsOf(draft, { now, needed: "for a posting", expiryGiven: true }), ...salaryFault(input.salary)];
  if (faults.length > 0) return refusals(faults);
  const found = await setting.postings.known(externalId);
  // A listing that LinkedIn took down meanwhile is no reason to refuse a new one.
  const row = found === null ? null : await refreshed(setting, found);
  const taken = row !== null && ["PENDING", "LISTED"].includes(stateOf(row));
  return taken
    ? refusals([alreadyPublished(externalId)], vacancyGlobalId(setting.source, externalId))
    : ready(setting.source, "CREATE", toWireJob(draft), row);
}

async function checkProlongate(setting: ChangeSetting, { id }: ChangeInputs["prolongateVacancy"]): Promise<Check<Sending>> {
  const found = await setting.postings.known(externalIdOf(id));
  if (found === null) return refusals([unknownPosting()]);
  // It costs money: only what LinkedIn lists at this moment is renewed, and its end before tells afterwards whether it was.
  const row = stateOf(found) === "LISTED" ? await setting.postings.asListedNow(found, setting.scope) : await refreshed(setting, found);
  const refusal = toRefusal(vacancyActionsOf(toVacancy(setting.source, row)).prolongate, ["id"], stateOf(row) === "PENDING");
  return refusal === undefined ? ready(setting.source, "RENEW", withoutExpiry(payloadOf(row)), row) : refusals([refusal], id);
}

/** What is known here is closed by its id alone. */
async function checkClose(setting: ChangeSetting, input: ChangeInputs["closeVacancy"]): Promise<Check<Sending>> {
  const found = await setting.postings.known(externalIdOf(input.id));
  const row = found === null ? null : await refreshedUnlessListed(setting, found);
  const givenWhole = input.name || input.description || input.linkedin;
  if (row === null || (stateOf(row) === "REJECTED" && givenWhole)) return checkForeignClose(setting, input, row);
  const refusal = unlessBeingClosed(row, vacancyActionsOf(toVacancy(setting.source, row)).close);
  return refusal === undefined ? ready(setting.source, "CLOSE", withoutExpiry(payloadOf(row)), row) : refusals([refusal], input.id);
}

async function checkUpdate(setting: ChangeSetting, input: ChangeInputs["updateVacancy"]): Promise<Check<Sending>> {
  const externalId = externalIdOf(input.id);
  const found = await setting.postings.known(externalId);
  if (found === null) return refusals([unknownPosting()]);
  const row = await refreshedUnlessListed(setting, found);
  const refusal = unlessBeingClosed(row, vacancyActionsOf(toVacancy(setting.source, row)).update);
  if (refusal !== undefined) return refusals([refusal], input.id);
  const base = presentDraft(row);
  const draft = changedDraft(base, input);
  const faults = [...identityFaults(input, base), ...salaryFault(input.salary)];
  if (input.headhunter) faults.push(invalid(["headhunter"], "This vacancy is at LinkedIn: give linkedin."));
  faults.push(...faultsOf(draft, { now: setting.clock.now(), needed: "for a posting", expiryGiven: Boolean(input.linkedin?.expiresAt) }));
  if (faults.length === 0 && JSON.stringify(toWireJob(draft)) === JSON.stringify(toWireJob(base)))
    faults.push(invalid(["id"], "Nothing to change: the posting holds all of this already, or nothing was given."));
  return faults.length > 0 ? refusals(faults, input.id) : ready(setting.source, "UPDATE", toWireJob(draft), row);
}

/** LinkedIn wants the whole posting again in order to close it; one that was not published here has to come with the input. */
async function checkForeignClose(
  setting: ChangeSetting,
  input: ChangeInputs["closeVacancy"],
  row: StoredPosting | null,
): Promise<Check<Sending>> {
  const now = setting.clock.now();
  const externalId = externalIdOf(input.id);
  const draft = draftOf(externalId, input, { ...setting, now });
  const needed = "again in order to close a posting that was not published here (closeVacancy takes it)";
  const faults = [...identityFaults(input, draft), ...faultsOf(draft, { now, needed, closing: true, expiryGiven: false })];
  return faults.length > 0 ? refusals(faults) : ready(setting.source, "CLOSE", withoutExpiry(toWireJob(draft)), row);
}

/** What a posting goes by, and what it costs, no update changes. */
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
  return { ...invalid(field, message), code: UserErrorCode.UNSUPPORTED_BY_VENDOR };
}

/** LinkedIn wants a pay period with a salary, which the graph does not have: a guess would advertise a wrong pay. */
function salaryFault(salary: object | null | undefined): UserError[] {
  if (!salary) return [];
  const message =
    "LinkedIn takes a salary only with its pay period, which this input cannot say. Leave salary out and state it in the description.";
  return [{ ...invalid(["salary"], message), code: UserErrorCode.UNSUPPORTED_BY_VENDOR }];
}

function alreadyPublished(externalId: string): UserError {
  const message = `A posting with the id "${externalId}" is published already, or about to be. Change it (updateVacancy), or give another id.`;
  return { ...invalid(["linkedin", "externalJobPostingId"], message), code: UserErrorCode.DUPLICATE };
}

function publishedId({ linkedin, code }: Pick<ChangeInputs["publishVacancy"], "linkedin" | "code">): string {
  return linkedin?.externalJobPostingId ?? code ?? "";
}

/** The end that LinkedIn knows may have moved since (a renewal): an update that sent the first one again would take it back. */
function presentDraft(row: StoredPosting): JobDraft {
  const draft = draftOfJob(payloadOf(row));
  return draft.expiresAt === undefined || row.expires_at === null ? draft : { ...draft, expiresAt: Date.parse(row.expires_at) };
}

/** One that is being closed is held by that operation's lock, which looks its task up before it refuses anything. */
function unlessBeingClosed(row: StoredPosting, permission: Permission): UserError | undefined {
  return stateOf(row) === "UNKNOWN" ? undefined : toRefusal(permission, ["id"], stateOf(row) === "PENDING");
}

function withoutExpiry({ expireAt: _, ...job }: WireJob): WireJob {
  return job;
}

/** As LinkedIn says that it stands. Where LinkedIn is not heard nothing is refused, and nothing sent, on what may be over by now. */
async function refreshed({ postings, scope }: ChangeSetting, row: StoredPosting): Promise<StoredPosting> {
  const { rows, unavailableBecause } = await postings.refreshed([row], scope, "toChange");
  if (unavailableBecause !== undefined) throw unavailableBecause;
  return rows[0] ?? row;
}

/** What is listed may be changed, and LinkedIn says no where it is not any more; what would be refused here is asked for first. */
async function refreshedUnlessListed(setting: ChangeSetting, row: StoredPosting): Promise<StoredPosting> {
  return stateOf(row) === "LISTED" || stateOf(row) === "PROCESSED" ? row : refreshed(setting, row);
}

function ready(source: Source, operation: Operation, job: WireJob, row: StoredPosting | null): Check<Sending> {
  return {
    ready: true,
    evidence: { operation, job, mark: randomUUID(), before: row === null ? null : beforeOf(row) },
    result: { vacancyId: vacancyGlobalId(source, job.externalJobPostingId) },
  };
}

function refusals(errors: UserError[], vacancyId?: string): Check<Sending> {
  return { ready: false, refusals: errors, ...(vacancyId === undefined ? {} : { result: { vacancyId } }) };
}

/** By the task where its id is known (also from the posting, where a crash kept it from the operation), else by the listing. */
async function find(setting: ChangeSetting, sent: SentChange<unknown, Sending>): Promise<Finding> {
  const { postings, lookups, scope, clock } = setting;
  const sending = sent.evidence;
  const externalId = sending.job.externalJobPostingId;
  const row = sent.taskId === undefined ? await postings.known(externalId) : null;
  const taskId = sent.taskId ?? (row?.sent_mark === sending.mark ? row.task_id : null);
  const task = taskId === null ? null : await lookups.task(taskId, scope);
  const { finding, patch } = task === null ? await byListing() : outcomeOfTask(setting.source, sending, task, clock.now());
  if (patch !== undefined) await postings.settle({ externalId, mark: sending.mark, patch });
  return finding.outcome === "UNCERTAIN" && taskId !== null ? { ...finding, outcome: "PENDING" } : finding;

  async function byListing(): Promise<SendingOutcome> {
    const listing = await lookups.listing(externalId, scope);
    const now = clock.now();
    return outcomeOfListing(setting.source, sending, listing, now - sent.requestedAt >= setting.lookUp.settleGraceMs, now);
  }
}
