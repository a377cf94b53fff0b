import type { CallScope } from "../../../http/request.js";
import { VendorError } from "../../../http/vendor-error.js";
import type { Source } from "../../../schema/common/source.js";
import type { Sent } from "../../contract/change.js";
import { refusalIn, refusalInBatch, refusalOfElement, withRefusal } from "../linkedin.errors.js";
import { vacancyGlobalId } from "../linkedin.mapping.js";
import { elementOf } from "../linkedin.version.js";
import type { WireElementAnswer } from "../linkedin.wire.js";
import type { PostingUpdate } from "../store/linkedin.posting.repository.js";
import { batchesOf } from "./linkedin.batches.js";
import type { ChangeContext } from "./linkedin.change-context.js";
import { refusedPatch, type Sending, unsentPatch } from "./linkedin.outcomes.js";

/** Sends postings batch after batch, since two of one posting must not race, and stores each outcome. Answers are in the postings' order. */
export async function sendPostings(
  context: ChangeContext,
  sendings: readonly Sending[],
  scope: CallScope,
): Promise<(Sent | VendorError)[]> {
  const { postings } = context;
  await postings.beforeSending(sendings);
  const answers: (Sent | VendorError)[] = [];
  for (const places of batchesOf(sendings.map(({ job }) => job))) {
    const batch = places.map((place) => sendings[place] as Sending);
    const outcomes = await sendBatch(context, batch, scope);
    await postings.write(batch.flatMap((sending, index) => updateAfter(sending, outcomes[index])));
    for (const [index, place] of places.entries()) answers[place] = outcomes[index] as Sent | VendorError;
  }
  return answers;
}

async function sendBatch(
  { source, client, api }: ChangeContext,
  batch: readonly Sending[],
  scope: CallScope,
): Promise<(Sent | VendorError)[]> {
  const elements = batch.map(({ operation, job }) => elementOf(job, operation, api));
  try {
    const answers = await client.createBatch(elements, scope);
    return answers.map((answer, index) => sentOrRefused(source, batch[index] as Sending, answer));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const ids = batch.map(({ job }) => job.externalJobPostingId);
    return batch.map((sending, index) => aboutPosting(refusalInBatch(error, index, ids), sending));
  }
}

/** A 2xx means accepted, not done. Without a task in the answer the listing shows the outcome. */
function sentOrRefused(source: Source, sending: Sending, answer: WireElementAnswer | VendorError): Sent | VendorError {
  if (answer instanceof VendorError) return answer;
  if (answer.status < 200 || answer.status >= 300) return aboutPosting(refusalOfElement(source, answer), sending);
  return {
    outcome: "PENDING",
    taskId: answer.id ?? undefined,
    result: { vacancyId: vacancyGlobalId(source, sending.job.externalJobPostingId) },
  };
}

/** Adds to "already closed or does not exist" whether the posting is known here, which decides between the two. */
function aboutPosting(error: VendorError, sending: Sending): VendorError {
  const refusal = refusalIn(error);
  if (refusal?.status !== 409 || (sending.before !== null && sending.before.state !== "REJECTED")) return error;
  return withRefusal(error, { ...refusal, unknownPosting: true });
}

function updateAfter(sending: Sending, outcome: Sent | VendorError | undefined): PostingUpdate[] {
  const { mark, job } = sending;
  const update = (patch: PostingUpdate["patch"]): PostingUpdate[] => [{ externalId: job.externalJobPostingId, mark, patch }];
  if (outcome === undefined) return [];
  if (!(outcome instanceof VendorError)) return outcome.taskId === undefined ? [] : update({ task_id: outcome.taskId });
  if (outcome.sent === "maybe") return [];
  const refusal = refusalIn(outcome);
  if (outcome.sent === "no" || refusal?.along) return update(unsentPatch(sending));
  return update(refusedPatch(sending, refusal?.said ?? ""));
}
