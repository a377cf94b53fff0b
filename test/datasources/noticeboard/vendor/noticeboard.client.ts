import type { TokenPage } from "../../../../src/datasources/contract/lists/token-list.js";
import { readJson } from "../../../../src/http/checks/json-check.js";
import { readRecords, type UnreadableRecord } from "../../../../src/http/checks/record-check.js";
import type { CallScope, Send, VendorResponse } from "../../../../src/http/request.js";
import { MAX_NOTICES, ROUTES } from "./noticeboard.policy.js";
import {
  type WireNotice,
  type WirePosting,
  type WireRefusal,
  wireClosed,
  wireNotice,
  wireNotices,
  wirePosted,
} from "./noticeboard.wire.js";

const NOTICES = "/v1/notices";

/** One method an endpoint of README, "Notices", "Posting" and "Closing". */
export class NoticeboardClient {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** @param pageSize of which the board gives at most MAX_NOTICES */
  async listNotices(state: string, pageSize: number, token: string | undefined, scope: CallScope): Promise<TokenPage<WireNotice>> {
    const query: [string, string][] = [
      ["state", state],
      ["page_size", String(Math.min(pageSize, MAX_NOTICES))],
    ];
    if (token !== undefined) query.push(["page", token]);
    const { items, next } = await this.#read(ROUTES.list, query, scope);
    return { items, next: next ?? undefined };
  }

  /** Those that the board holds, in its own order. @param ids at most MAX_NOTICES */
  async noticesByIds(ids: readonly string[], scope: CallScope): Promise<(WireNotice | UnreadableRecord)[]> {
    return (await this.#read(ROUTES.read, [["ids", ids.join(",")]], scope)).items;
  }

  /** What was posted with the key. */
  async noticesByRequestKey(key: string, scope: CallScope): Promise<(WireNotice | UnreadableRecord)[]> {
    return (await this.#read(ROUTES.find, [["request_key", key]], scope)).items;
  }

  async post(posting: WirePosting, scope: CallScope): Promise<{ noticeId: string; response: VendorResponse }> {
    const route = ROUTES.post;
    const expects = { statuses: [201], body: wirePosted };
    const response = await this.#send({ method: "POST", path: NOTICES, route, intent: "change", json: posting, expects }, scope);
    return { noticeId: readJson(response, wirePosted, route).notice.id, response };
  }

  /** What became of each. @param ids at most MAX_NOTICES */
  async close(ids: readonly string[], scope: CallScope): Promise<{ results: Map<string, WireRefusal | null>; response: VendorResponse }> {
    const route = ROUTES.close;
    const expects = { statuses: [200], body: wireClosed };
    const response = await this.#send({ method: "POST", path: `${NOTICES}/close`, route, intent: "change", json: { ids }, expects }, scope);
    const { results } = readJson(response, wireClosed, route);
    return { results: new Map(results.map(({ id, error }) => [id, error ?? null])), response };
  }

  async #read(route: string, query: [string, string][], scope: CallScope) {
    const response = await this.#send({ method: "GET", path: NOTICES, query, route, intent: "read" }, scope);
    const { notices, next } = readJson(response, wireNotices, route);
    return { items: readRecords(notices, wireNotice, { response, route }), next };
  }
}
