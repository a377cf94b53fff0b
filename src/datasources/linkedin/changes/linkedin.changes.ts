import type { CallScope } from "../../../http/request.js";
import type { UserError } from "../../../schema/common/user-error.type.js";
import type { ChangeInputs } from "../../contract/catalog.js";
import type { Change, Changes, Check, Finding, SentChange, VerifyPolicy, Wanted } from "../../contract/change.js";
import type { LinkedInDatasource } from "../linkedin.datasource.js";
import { externalIdOf, vacancyGlobalId } from "../linkedin.mapping.js";
import type { ChangeContext } from "./linkedin.change-context.js";
import { checkClose, checkProlongate, checkPublish, checkUpdate, publishedId } from "./linkedin.checks.js";
import { explainLinkedIn } from "./linkedin.explain.js";
import { costsMoney, outcomeOfListing, outcomeOfTask, resolvedPatch, type Sending, type SendingOutcome } from "./linkedin.outcomes.js";
import { checkUpgrade } from "./linkedin.promotion.js";
import { sendPostings } from "./linkedin.sending.js";

type LinkedInKind = "publishVacancy" | "updateVacancy" | "upgradeVacancy" | "prolongateVacancy" | "closeVacancy";
type LinkedInChange<Kind extends LinkedInKind> = Change<Kind, Sending, LinkedInDatasource>;

/** What differs from kind to kind. */
interface Parts<Kind extends LinkedInKind> {
  postingOf: (wanted: Wanted<Kind>) => string;
  check: (context: ChangeContext, wanted: Wanted<Kind>, scope: CallScope) => Promise<Check<Sending>>;
  verifyPolicy: VerifyPolicy;
  /** Whether the input names nothing but the posting, so that no error is about another field of it. */
  namesOnly?: true;
}

/** LinkedIn's changes. All of them are one endpoint with different operations, and each ends with a task. */
export function linkedInChanges(context: ChangeContext): Changes {
  const { usual, paid } = context.verifyPolicies;
  const ofTarget = ({ target }: Wanted<Exclude<LinkedInKind, "publishVacancy">>) => externalIdOf(target);
  return {
    publishVacancy: toChange<"publishVacancy">(context, {
      postingOf: ({ input }) => publishedId(input),
      check: (_, { input }, scope) => checkPublish(context, input, scope),
      verifyPolicy: usual,
    }),
    updateVacancy: toChange<"updateVacancy">(context, { postingOf: ofTarget, check: checkUpdate, verifyPolicy: usual }),
    upgradeVacancy: toChange<"upgradeVacancy">(context, {
      postingOf: ofTarget,
      check: checkUpgrade,
      verifyPolicy: paid,
      namesOnly: true,
    }),
    prolongateVacancy: toChange<"prolongateVacancy">(context, {
      postingOf: ofTarget,
      check: checkProlongate,
      verifyPolicy: paid,
      namesOnly: true,
    }),
    closeVacancy: toChange<"closeVacancy">(context, { postingOf: ofTarget, check: checkClose, verifyPolicy: usual }),
  };
}

function toChange<Kind extends LinkedInKind>(context: ChangeContext, parts: Parts<Kind>): LinkedInChange<Kind> {
  const { source, postings, clock } = context;
  const { verifyPolicy, postingOf, namesOnly = false } = parts;
  const ofInput = (errors: UserError[]) => (namesOnly ? errors.map(withoutOtherField) : errors);
  return {
    verifyPolicy,
    check: (wanted, { scope }) => parts.check(context, wanted, scope),
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
    explain: (error, input) => {
      const errors = explainLinkedIn(error, (input as ChangeInputs["updateVacancy"]).linkedin?.extra);
      return errors && ofInput(errors);
    },
    verify: async (sent, { scope }) => {
      const finding = await findPosting(context, sent, scope);
      return finding.userErrors === undefined ? finding : { ...finding, userErrors: ofInput(finding.userErrors) };
    },
    resolved: async ({ before: sending }, outcome) => {
      const patch = resolvedPatch(sending, outcome, clock.now());
      await postings.settle({ externalId: sending.job.externalJobPostingId, mark: sending.mark, patch });
    },
  };
}

function withoutOtherField(error: UserError): UserError {
  return error.field?.[0] === "id" ? error : { ...error, field: null };
}

/** Verifies by the task where its id is known (also from the posting, where a crash kept it from the operation), otherwise by the listing. */
async function findPosting(context: ChangeContext, sent: SentChange<LinkedInKind, Sending>, scope: CallScope): Promise<Finding> {
  const { postings, lookups, clock, verifyPolicies } = context;
  const sending = sent.before;
  const { settleGraceMs } = costsMoney(sending) ? verifyPolicies.paid : verifyPolicies.usual;
  const externalId = sending.job.externalJobPostingId;
  const row = sent.taskId === undefined ? await postings.known(externalId) : null;
  const taskId = sent.taskId ?? (row?.sent_mark === sending.mark ? row.task_id : null);
  const task = taskId === null ? null : await lookups.task(taskId, scope);
  // A promotion that a feed carries out, or not, shows in the listing alone.
  const isUnsaid = task === null || (task.status === "PROCESSED" && sending.operation === "UPGRADE" && !task.errorMessage?.trim());
  const { finding, patch } = isUnsaid ? await byListing() : outcomeOfTask(context.source, sending, task, clock.now());
  if (patch !== undefined) await postings.settle({ externalId, mark: sending.mark, patch });
  return finding.outcome === "UNCERTAIN" && taskId !== null ? { ...finding, outcome: "PENDING" } : finding;

  async function byListing(): Promise<SendingOutcome> {
    const listing = await lookups.listing(externalId, scope);
    const now = clock.now();
    return outcomeOfListing(context.source, sending, listing, now - sent.requestedAt >= settleGraceMs, now);
  }
}
