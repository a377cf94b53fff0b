import { madeOnce } from "../../../http/checks/made-once.js";
import { type RecordOrigin, readRecords, UnreadableRecord } from "../../../http/checks/record-check.js";
import type { CallScope, Send } from "../../../http/request.js";
import type { Source } from "../../../schema/common/source.js";
import type { TokenPage } from "../../contract/lists/token-list.js";
import { readData, withLogId } from "../feishu.envelope.js";
import { toTokenPage } from "../feishu.paging.js";
import { COREHR_ROUTES, MAX_CHANGES_PAGE_SIZE } from "./corehr.policy.js";
import {
  type WireCurrentJob,
  type WireJobVersion,
  wireChangesPage,
  wireCurrentJob,
  wireItemPage,
  wireItems,
  wireJobVersion,
  wireVersionGroup,
} from "./corehr.wire.js";

const JOBS = "/open-apis/corehr/v2/jobs";

/** One method an endpoint. Answers may lag up to 2 s behind the latest change, since CoreHR reads from replicas (each page). */
export class CoreHrClient {
  readonly #source: Source;
  readonly #send: Send;

  constructor(source: Source, send: Send) {
    this.#source = source;
    this.#send = send;
  }

  async listJobs(pageSize: number, pageToken: string | undefined, scope: CallScope): Promise<TokenPage<WireCurrentJob>> {
    const route = COREHR_ROUTES.list;
    const query: [string, string][] = [["page_size", String(pageSize)]];
    if (pageToken !== undefined) query.push(["page_token", pageToken]);
    const response = withLogId(await this.#send({ method: "GET", path: JOBS, query, route, intent: "read" }, scope));
    const page = readData(response, wireItemPage, route);
    const items = readRecords(page.items ?? [], wireCurrentJob, { response, route });
    return toTokenPage(items, page, this.#source, route);
  }

  /** Current versions, by ids or by codes. Those that do not exist are left out. Without `fields` only ids come back. */
  async batchGet(wanted: { ids: readonly string[] } | { codes: readonly string[] }, fields: readonly string[], scope: CallScope) {
    const route = COREHR_ROUTES.batchGet;
    const json = "ids" in wanted ? { job_ids: wanted.ids, fields } : { job_codes: wanted.codes, fields };
    const response = withLogId(await this.#send({ method: "POST", path: `${JOBS}/batch_get`, route, intent: "read", json }, scope));
    return readRecords(readData(response, wireItems, route).items ?? [], wireCurrentJob, { response, route });
  }

  /** Ids of jobs that changed in the days of the window (`YYYY-MM-DD HH:MM:SS`), those that were deleted apart. */
  async queryRecentChange(window: { start: string; end: string }, pageToken: string | undefined, scope: CallScope) {
    const route = COREHR_ROUTES.changes;
    const query: [string, string][] = [
      ["page_size", String(MAX_CHANGES_PAGE_SIZE)],
      ["start_date", window.start],
      ["end_date", window.end],
    ];
    if (pageToken !== undefined) query.push(["page_token", pageToken]);
    const request = { method: "GET", path: `${JOBS}/query_recent_change`, query, route, intent: "read" } as const;
    const page = readData(withLogId(await this.#send(request, scope)), wireChangesPage, route);
    const { next, fault } = toTokenPage([], page, this.#source, route);
    if (fault !== undefined) throw fault;
    return { changed: (page.job_ids ?? []).map(String), deleted: (page.deleted_job_ids ?? []).map(String), next };
  }

  /** All versions of up to ten jobs in force at some time in [start, end), in no order. Groups of the answer are flattened. */
  async queryMultiTimeline(
    asked: { jobIds: readonly string[]; start: string; end: string; fields: readonly string[] },
    scope: CallScope,
  ): Promise<readonly (WireJobVersion | UnreadableRecord)[]> {
    const route = COREHR_ROUTES.timeline;
    const json = { job_ids: asked.jobIds, start_date: asked.start, end_date: asked.end, fields: asked.fields };
    const request = { method: "POST", path: `${JOBS}/query_multi_timeline`, route, intent: "read", json } as const;
    const response = withLogId(await this.#send(request, scope));
    return readVersions(wireVersionGroup, readData(response, wireItems, route).items ?? [], { response, route });
  }
}

const readVersions = madeOnce(
  (kind: typeof wireVersionGroup, items: readonly unknown[], origin: RecordOrigin): readonly (WireJobVersion | UnreadableRecord)[] => {
    const groups = readRecords(items, kind, origin);
    const versions = groups.flatMap((group) => (group instanceof UnreadableRecord ? [] : (group.job_version_data ?? [])));
    return [...groups.filter((group) => group instanceof UnreadableRecord), ...readRecords(versions, wireJobVersion, origin)];
  },
);
