import type { UnreadableRecord } from "../../../http/record-check.js";
import type { Source } from "../../../schema/common/source.js";
import { type UserError, UserErrorCode } from "../../../schema/common/user-error.type.js";
import { type Opening, OpeningStatus } from "../../../schema/opening/opening.type.js";
import { type Change, type Finding, type SentChange, sendEach } from "../../contract/change.js";
import { type Found, leftOut, rawText } from "../../contract/found.js";
import { userError } from "../../contract/user-errors.js";
import { customFieldFaults, toWireCustomField } from "../greenhouse.custom-fields.js";
import type { GreenhouseDatasource } from "../greenhouse.datasource.js";
import { explainGreenhouse } from "../greenhouse.errors.js";
import { nativeIdOf, openingGlobalId, readJobId } from "../greenhouse.ids.js";
import { GREENHOUSE_VERIFY, MAX_OPEN_OPENINGS } from "../greenhouse.policy.js";
import { notFound } from "../greenhouse.rules.js";
import { applied, type ChangeContext } from "./greenhouse.change-context.js";

interface Before {
  /** Global ids of the openings that the job had. */
  before: string[];
}

/** Creates openings of a job, all or none (Job openings page, POST). */
export function createOpenings(context: ChangeContext): Change<"createOpenings", Before, GreenhouseDatasource> {
  const { source, client } = context;
  return {
    verifyPolicy: GREENHOUSE_VERIFY,
    locks: ({ target }) => [target.text],
    check: async ({ target, input: { openings } }, reads) => {
      const jobId = nativeIdOf(target);
      const result = { jobId: target.text };
      const [job] = await reads.jobsByIds([jobId]);
      if (job instanceof Error) throw job;
      if (job === null || job === undefined) return { ready: false, refusals: [notFound(["jobId"], "job")] };
      const faults = openings.flatMap(({ customFields }, index) =>
        customFieldFaults(customFields, ["openings", String(index), "customFields"]),
      );
      if (faults.length > 0) return { ready: false, refusals: faults, result };
      const held = await openingsOf(reads, jobId);
      const unread = leftOut(held);
      const open =
        held.records.filter(({ status }) => status === OpeningStatus.OPEN).length +
        unread.filter((opening) => rawText(opening, "status") === "open").length;
      if (open + openings.length > MAX_OPEN_OPENINGS) {
        return { ready: false, refusals: [tooMany(open, openings.length)], result };
      }
      const before = [...held.records.map(({ id }) => id), ...unread.flatMap((opening) => globalIdOf(source, jobId, opening) ?? [])];
      return { ready: true, before: { before }, result };
    },
    send: (changes, scope) =>
      sendEach(changes, async ({ target, input: { openings } }) => {
        const jobId = readJobId(nativeIdOf(target));
        const { ids, response } = await client.createOpenings(
          jobId,
          openings.map(({ openingId, customFields }) => ({
            // The page calls the key required and allows null, so it is always sent.
            opening_id: openingId ?? null,
            ...(customFields && customFields.length > 0 ? { custom_fields: customFields.map(toWireCustomField) } : {}),
          })),
          scope,
        );
        return { ...applied(response), result: { openingIds: ids.map((id) => openingGlobalId(source, jobId, id)) } };
      }),
    // Greenhouse does not say which of several openings is at fault.
    explain: (error, { openings }) => explainGreenhouse(error, openings.length === 1 ? ["openings", "0"] : ["openings"]),
    verify: (change, reads) => findCreated(context, change, reads),
  };
}

/** Openings that are new and have the requested texts, one for each. All were created, or none. */
async function findCreated(
  { source }: ChangeContext,
  { target, input: { openings }, before: { before } }: SentChange<"createOpenings", Before>,
  reads: GreenhouseDatasource,
): Promise<Finding> {
  const jobId = nativeIdOf(target);
  const held = await openingsOf(reads, jobId);
  const fresh = held.records.filter(({ id }) => !before.includes(id));
  const unread = leftOut(held).find((opening) => !before.includes(globalIdOf(source, jobId, opening) ?? ""));
  const openingIds: string[] = [];
  for (const { openingId } of openings) {
    const match = fresh.find((opening) => (opening.openingId ?? "") === (openingId ?? "") && !openingIds.includes(opening.id));
    if (match === undefined) {
      // The unreadable one may be the created one.
      if (unread !== undefined) throw unread;
      // A list without the earlier openings is not the job's list, or not all of it.
      const isWhole = before.length === 0 || held.records.length > fresh.length;
      return { outcome: isWhole ? "NOT_APPLIED" : "UNCERTAIN" };
    }
    openingIds.push(match.id);
  }
  return { outcome: "APPLIED", result: { jobId: target.text, openingIds } };
}

async function openingsOf(reads: GreenhouseDatasource, jobId: string): Promise<Found<Opening>> {
  const [held] = await reads.openingsOfJobs([{ jobId }]);
  if (held === undefined || held instanceof Error) throw held ?? new Error("The openings were not answered");
  return held;
}

function globalIdOf(source: Source, jobId: string, { recordId }: UnreadableRecord): string | undefined {
  return recordId === undefined ? undefined : openingGlobalId(source, jobId, recordId);
}

function tooMany(open: number, wanted: number): UserError {
  const room = Math.max(0, MAX_OPEN_OPENINGS - open);
  const message = `Greenhouse allows ${MAX_OPEN_OPENINGS} open openings: ${open} are open, so at most ${room} of these ${wanted} fit.`;
  return userError(UserErrorCode.LIMIT_REACHED, message, { field: ["openings"] });
}
