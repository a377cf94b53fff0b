import { UnreadableRecord } from "../../../http/checks/record-check.js";
import { asError } from "../../contract/as-error.js";
import type { Read } from "../greenhouse.pages.js";
import { MOST_IDS } from "./harvest-v3.policy.js";
import type { WireOpening } from "./harvest-v3.wire.js";

/** Asks for these ids, each once, in groups of as many as a request takes, side by side. By id: its group's answer, or why there is none. */
export async function inGroups<Answer>(
  ids: readonly string[],
  ask: (group: readonly string[]) => Promise<Answer>,
): Promise<ReadonlyMap<string, Answer | Error>> {
  const unique = [...new Set(ids)];
  const groups = Array.from({ length: Math.ceil(unique.length / MOST_IDS) }, (_, index) =>
    unique.slice(index * MOST_IDS, (index + 1) * MOST_IDS),
  );
  const answers = await Promise.all(groups.map(async (group) => [group, await ask(group).catch(asError)] as const));
  return new Map(answers.flatMap(([group, answer]) => group.map((id) => [id, answer] as const)));
}

/** One that cannot be read belongs to the job it names, or may belong to any. */
export function byJob(openings: Read<WireOpening>, jobIds: readonly string[]): ReadonlyMap<string, Read<WireOpening>> {
  const found = new Map<string, Read<WireOpening>>(jobIds.map((jobId) => [jobId, []]));
  for (const opening of openings) {
    const jobId = opening instanceof UnreadableRecord ? jobIdOf(opening) : String(opening.job_id);
    for (const list of jobId === undefined ? found.values() : [found.get(jobId)]) list?.push(opening);
  }
  return found;
}

function jobIdOf({ raw, fields }: UnreadableRecord): string | undefined {
  const jobId = fields.has("job_id") ? undefined : (raw as { job_id?: unknown } | null)?.job_id;
  return typeof jobId === "number" ? String(jobId) : undefined;
}

/** The record of an id; why that cannot be told where one that could not be read may be it; null where it is not there. */
export function pickById<Wire extends { id: number }>(read: Read<Wire>, id: string): Wire | UnreadableRecord | null {
  const record = read.find((one) => !(one instanceof UnreadableRecord) && String(one.id) === id);
  return record ?? read.find((one) => one instanceof UnreadableRecord && (one.recordId ?? id) === id) ?? null;
}
