import type { JobFilter, JobSource, Page, PageItem } from "../datasources/contract/datasource.js";
import { brokenList } from "../datasources/contract/lists/page-walk.js";
import { jsonOf, readPosition } from "../datasources/contract/lists/position.js";
import { UnreadableRecord } from "../http/checks/record-check.js";
import { z } from "../http/checks/zod.js";
import { VendorError } from "../http/vendor-error.js";
import { holdWords } from "../records/search-words.js";
import type { Source } from "../schema/common/source.js";
import type { Job } from "../schema/job/job.type.js";

/** Where a list of what changed goes on: behind so many of a stretch. */
const PLACE = jsonOf(z.object({ stretch: z.string().optional(), shown: z.int().nonnegative() }));

export interface ChangedJobs {
  filter: JobFilter;
  /** Epoch milliseconds. */
  since: number;
  /** As `searchWords` gives them; none: whatever its name. */
  words: readonly string[];
}

/**
 * What a vendor says has changed since a moment, as a page of a list. A job whose vendor dates its last change earlier is left out: vendors tell a
 * little more.
 *
 * @throws VendorError with UNSUPPORTED where the vendor does not tell it, or not so far back.
 */
export async function changedJobs(source: Source, port: JobSource, asked: ChangedJobs, limit: number, after?: string): Promise<Page<Job>> {
  const page = { items: [] as PageItem<Job>[], unreadable: [] as UnreadableRecord[] };
  const begun = new Set<string | undefined>();
  let place: { stretch?: string | undefined; shown: number } = after === undefined ? { shown: 0 } : readPosition(PLACE, after);
  for (;;) {
    const { stretch, shown } = place;
    if (begun.has(stretch)) throw brokenList(source, "The list of changes", "promises more and does not get on");
    begun.add(stretch);
    const changed = await port.jobsChangedSince?.(asked.since, stretch, false);
    if (changed === undefined) throw notTold(source);
    if (shown === 0) page.unreadable.push(...changed.unreadable);
    const named = changed.ids.length === 0 ? [] : await port.jobsByIds(changed.ids);
    for (const [index, job] of [...changed.records, ...named].entries()) {
      if (index < shown) continue;
      if (job instanceof UnreadableRecord) page.unreadable.push(job);
      else if (job instanceof VendorError) return { ...page, fault: job, hasMore: true };
      else if (job instanceof Error) throw job;
      // Null: it was deleted.
      else if (job !== null && fits(job, asked)) {
        if (page.items.length === limit) return { ...page, hasMore: true };
        page.items.push({ node: job, position: JSON.stringify({ stretch, shown: index + 1 }) });
      }
    }
    if (changed.next === undefined) return { ...page, hasMore: false };
    place = { stretch: changed.next, shown: 0 };
  }
}

function fits({ status, code, names, updatedAt }: Job, { filter, since, words }: ChangedJobs): boolean {
  if (filter.status !== undefined && status !== filter.status) return false;
  if (filter.code !== undefined && code !== filter.code) return false;
  if (updatedAt !== null && Date.parse(updatedAt) < since) return false;
  return words.length === 0 || holdWords([code, ...names.map(({ value }) => value)], words);
}

function notTold({ vendor, account }: Source): VendorError {
  const message = "It does not tell what has changed, or not so far back: ask for a later moment, or leave updatedSince out for all jobs.";
  return new VendorError({ code: "UNSUPPORTED", vendor, account, message, retryable: false, sent: "no" });
}
