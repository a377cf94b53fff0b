import { rawOf, UnreadableRecord } from "../../http/checks/record-check.js";
import { VendorError } from "../../http/vendor-error.js";
import type { ByKey, WireTask } from "./linkedin.wire.js";

/** A place for which LinkedIn refused what it did at others. */
export interface RefusedPlace {
  location: string;
  said: string;
}

/** How the tasks of one sending ended, as one. */
export interface TaskReport extends Pick<WireTask, "status" | "jobPosting" | "errorMessage"> {
  /** Places that failed where others did not; empty where all ended alike. */
  refusedPlaces: readonly RefusedPlace[];
  /** As they arrived. */
  raw: Record<string, unknown>;
}

/** The tasks by the id that was asked for, each with those of the posting's other places, which come under ids of their own. */
export function mergeTasks(entries: ByKey<WireTask>, others: readonly (WireTask | VendorError)[]): ByKey<TaskReport> {
  const merged = new Map<string, TaskReport | null | VendorError>();
  for (const [urn, task] of entries) {
    const own =
      task === null || task instanceof VendorError ? [] : others.filter((other) => entries.size === 1 || isOfSamePosting(other, task));
    const unreadable = own.find((other) => other instanceof VendorError);
    merged.set(urn, task === null || task instanceof VendorError ? task : (unreadable ?? reportOf([task, ...(own as WireTask[])])));
  }
  return merged;
}

function isOfSamePosting(other: WireTask | VendorError, { externalJobPostingId: id }: WireTask): boolean {
  if (id === undefined || id === null) return false;
  if (!(other instanceof VendorError)) return other.externalJobPostingId === id;
  const raw = other instanceof UnreadableRecord ? (other.raw as { externalJobPostingId?: unknown } | null) : null;
  return raw?.externalJobPostingId === id;
}

/** While one of them is under way, all are; what one place got was done, whatever the others say. */
function reportOf(tasks: readonly [WireTask, ...WireTask[]]): TaskReport {
  const [main, ...others] = tasks;
  const raw = others.length === 0 ? rawOf(main) : { ...rawOf(main), places: tasks.map(rawOf) };
  const found = (task: WireTask, errorMessage = task.errorMessage): TaskReport => ({
    status: task.status,
    jobPosting: task.jobPosting,
    errorMessage,
    refusedPlaces: [],
    raw,
  });
  const open = tasks.find((task) => endOf(task) === "open");
  if (open !== undefined) return found(open);
  const refused = tasks.filter((task) => endOf(task) === "refused");
  const done = tasks.find(({ status }) => status === "SUCCEEDED") ?? tasks.find((task) => endOf(task) === "done");
  if (done === undefined)
    return found(main, [...new Set(refused.map(({ errorMessage }) => errorMessage?.trim()))].filter(Boolean).join("\n"));
  const refusedPlaces = refused.map(({ location, errorMessage }) => ({
    location: location ?? "a place that it does not name",
    said: errorMessage?.trim() ?? "",
  }));
  return { ...found(done), refusedPlaces };
}

function endOf({ status, errorMessage }: WireTask): "done" | "refused" | "open" {
  if (status === "SUCCEEDED") return "done";
  if (status === "FAILED") return "refused";
  if (status !== "PROCESSED") return "open";
  return errorMessage?.trim() ? "refused" : "done";
}
