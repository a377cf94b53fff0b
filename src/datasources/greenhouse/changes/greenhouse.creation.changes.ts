import type { UnreadableRecord } from "../../../http/record-check.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { OpeningStatus } from "../../../schema/opening/opening.type.js";
import { type Change, type Finding, sendEach } from "../../contract/change.js";
import type { ChangeInputs } from "../../contract/change-inputs.js";
import { leftOut, rawText } from "../../contract/found.js";
import { customFieldFaults, toWireCustomField } from "../greenhouse.custom-fields.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { explainGreenhouse } from "../greenhouse.errors.js";
import { nativeIdOf, openingGlobalId, readJobId } from "../greenhouse.ids.js";
import { GREENHOUSE_LOOK_UP, MAX_OPEN_OPENINGS } from "../greenhouse.policy.js";
import { notFound } from "../greenhouse.rules.js";
import { applied, type ChangeGround } from "./greenhouse.ground.js";

type Input = ChangeInputs["createOpenings"];

interface Evidence {
  /** Global ids of the openings that the job had. */
  before: string[];
}

/** New openings of a job: all of them or none (Job openings page, POST). */
export function createOpenings({ client, scope, source, fresh }: ChangeGround): Change<Input, Evidence> {
  return {
    paid: false,
    lookUp: GREENHOUSE_LOOK_UP,
    target: ({ jobId }) => jobId,
    locks: ({ jobId }) => [jobId],
    check: async ({ jobId, openings }) => {
      const now = fresh();
      const nativeId = nativeIdOf(jobId);
      const [job] = await now.jobsByIds([nativeId]);
      if (job instanceof Error) throw job;
      if (job === null || job === undefined) return { ready: false, refusals: [notFound(["jobId"], "job")] };
      const faults = openings.flatMap(({ customFields }, index) =>
        customFieldFaults(customFields, ["openings", String(index), "customFields"]),
      );
      if (faults.length > 0) return { ready: false, refusals: faults, result: { jobId } };
      const [held] = await now.openingsOfJobs([{ jobId: nativeId }]);
      if (held === undefined || held instanceof Error) throw held ?? new Error("The openings were not answered");
      const unread = leftOut(held);
      const open =
        held.records.filter(({ status }) => status === OpeningStatus.OPEN).length +
        unread.filter((opening) => rawText(opening, "status") === "open").length;
      if (open + openings.length > MAX_OPEN_OPENINGS) {
        return { ready: false, refusals: [tooMany(open, openings.length)], result: { jobId } };
      }
      const before = [
        ...held.records.map(({ id }) => id),
        ...unread.flatMap((opening) => globalIdOf(source.source, nativeId, opening) ?? []),
      ];
      return { ready: true, evidence: { before }, result: { jobId } };
    },
    send: (changes) =>
      sendEach(changes, async ({ jobId, openings }) => {
        const nativeId = readJobId(nativeIdOf(jobId));
        const { ids, response } = await client.createOpenings(
          nativeId,
          openings.map(({ openingId, customFields }) => ({
            // The page calls the key required, and lets it be null: it is always sent.
            opening_id: openingId ?? null,
            ...(customFields && customFields.length > 0 ? { custom_fields: customFields.map(toWireCustomField) } : {}),
          })),
          scope,
        );
        return { ...applied(response), result: { openingIds: ids.map((id) => openingGlobalId(source.source, nativeId, id)) } };
      }),
    // Greenhouse does not say which of several openings it means.
    explain: (error, { openings }) => explainGreenhouse(error, openings.length === 1 ? ["openings", "0"] : ["openings"]),
    find: ({ input, evidence }) => findCreated(source, input, evidence.before),
  };
}

/** Openings that were not there before and carry the texts asked for, one for each. All were created, or none. */
async function findCreated(source: GreenhouseDatasource, { jobId, openings }: Input, before: readonly string[]): Promise<Finding> {
  const nativeId = nativeIdOf(jobId);
  const [held] = await source.openingsOfJobs([{ jobId: nativeId }]);
  if (held === undefined || held instanceof Error) throw held ?? new Error("The openings were not answered");
  const fresh = held.records.filter(({ id }) => !before.includes(id));
  const unread = leftOut(held).find((opening) => !before.includes(globalIdOf(source.source, nativeId, opening) ?? ""));
  const openingIds: string[] = [];
  for (const { openingId } of openings) {
    const match = fresh.find((opening) => (opening.openingId ?? "") === (openingId ?? "") && !openingIds.includes(opening.id));
    if (match === undefined) {
      // It may be the one that cannot be read.
      if (unread !== undefined) throw unread;
      // A list that shows none of what was there before is not the job's list, or not all of it.
      const isWhole = before.length === 0 || held.records.length > fresh.length;
      return { outcome: isWhole ? "NOT_APPLIED" : "UNCERTAIN" };
    }
    openingIds.push(match.id);
  }
  return { outcome: "APPLIED", result: { jobId, openingIds } };
}

function globalIdOf(source: Source, jobId: string, { recordId }: UnreadableRecord): string | undefined {
  return recordId === undefined ? undefined : openingGlobalId(source, jobId, recordId);
}

function tooMany(open: number, wanted: number): UserError {
  const room = Math.max(0, MAX_OPEN_OPENINGS - open);
  return {
    code: UserErrorCode.LIMIT_REACHED,
    message: `Greenhouse allows ${MAX_OPEN_OPENINGS} open openings: ${open} are open, so at most ${room} of these ${wanted} fit.`,
    field: ["openings"],
    vendorCode: null,
    retryable: false,
  };
}
