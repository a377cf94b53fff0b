import { type Clock, systemClock } from "../../../../src/clock.js";
import type { StandInHandler, StandInRequest, StandInResponse } from "../../../../src/sandbox/kit/exchange.js";
import { type Notice, NoticeboardState } from "./state.js";

export interface NoticeboardStandInOptions {
  clock?: Clock;
  /** The one that it takes. */
  token?: string;
  credits?: number;
  /** Requests that it takes in a second. */
  perSecond?: number;
}

export interface NoticeboardStandIn {
  handle: StandInHandler;
  state: NoticeboardState;
  /** Somebody else closes this notice just before the next request that closes any. */
  closeBeforeClosing(id: string): void;
}

/** Of a page, and of the ids in one request. */
const MOST = 50;

/** Noticeboard as ../vendor/README.md says that it is. */
export function createNoticeboardStandIn(options: NoticeboardStandInOptions = {}): NoticeboardStandIn {
  const { clock = systemClock, token = "sandbox-token", credits = 100, perSecond = 10 } = options;
  const state = new NoticeboardState(clock.now(), credits);
  const taken: number[] = [];
  const closedByOthers: string[] = [];

  function handle(request: StandInRequest): StandInResponse {
    if (request.headers.authorization !== `Bearer ${token}`) return refuse(401, "bad_token", "The token is not known.");
    const now = clock.now();
    while (taken[0] !== undefined && taken[0] <= now - 1_000) taken.shift();
    if (taken.length >= perSecond) return { ...refuse(429, "too_many", "Ask less often."), headers: { "retry-after": "1" } };
    taken.push(now);
    const route = `${request.method} ${request.path}`;
    if (route === "GET /v1/notices") return find(request.query);
    if (route === "POST /v1/notices") return post(request.json as Partial<Posting>, now);
    if (route === "POST /v1/notices/close") return close((request.json as { ids?: string[] } | undefined)?.ids ?? []);
    return refuse(404, "unknown_path", "There is no such endpoint.");
  }

  function find(query: URLSearchParams): StandInResponse {
    const key = query.get("request_key");
    if (key !== null) return shown(state.notices.filter((notice) => notice.request_key === key));
    const ids = query.get("ids")?.split(",");
    if (ids === undefined) return list(query);
    if (ids.length > MOST) return refuse(400, "too_many_ids", `At most ${MOST} ids.`, "ids");
    return shown(state.notices.filter(({ id }) => ids.includes(id)));
  }

  function list(query: URLSearchParams): StandInResponse {
    const size = Number(query.get("page_size") ?? 20);
    if (!(size >= 1 && size <= MOST)) return refuse(400, "invalid_field", `page_size is 1 to ${MOST}.`, "page_size");
    const from = Number((query.get("page") ?? "p0").slice(1));
    const all = state.notices.filter((notice) => notice.state === query.get("state")).sort(newestFirst);
    const next = from + size < all.length ? { next: `p${from + size}` } : {};
    return { status: 200, json: { notices: all.slice(from, from + size), ...next } };
  }

  function post(posting: Partial<Posting>, now: number): StandInResponse {
    const { title, text, place, days = 0 } = posting;
    if (!title || title.length > 80) return refuse(422, "invalid_field", "title has 1 to 80 characters.", "title");
    if (!text) return refuse(422, "invalid_field", "text is missing.", "text");
    if (!place) return refuse(422, "invalid_field", "place is missing.", "place");
    if (!(days >= 1 && days <= 90)) return refuse(422, "invalid_field", "days is 1 to 90.", "days");
    if (state.credits < 1) return refuse(402, "no_credit", "No credits are left.");
    state.credits -= 1;
    return { status: 201, json: { notice: state.post({ ...posting, title, text, place, days }, now) } };
  }

  function close(ids: readonly string[]): StandInResponse {
    if (ids.length < 1 || ids.length > MOST) return refuse(400, "too_many_ids", `1 to ${MOST} ids.`, "ids");
    for (const id of closedByOthers.splice(0)) closeOne(id);
    return { status: 200, json: { results: ids.map(closeOne) } };
  }

  function closeOne(id: string): object {
    const notice = state.byId(id);
    if (notice === undefined) return { id, error: { code: "unknown_notice", message: "There is no such notice." } };
    if (notice.state === "closed") return { id, error: { code: "closed_already", message: "The notice is closed." } };
    notice.state = "closed";
    return { id };
  }

  return { handle, state, closeBeforeClosing: (id) => closedByOthers.push(id) };
}

type Posting = Parameters<NoticeboardState["post"]>[0];

/** README, "Refusals". */
function refuse(status: number, code: string, message: string, field?: string): StandInResponse {
  return { status, json: { error: { code, message, ...(field === undefined ? {} : { field }) } } };
}

function shown(notices: readonly Notice[]): StandInResponse {
  return { status: 200, json: { notices } };
}

function newestFirst(one: Notice, other: Notice): number {
  return Date.parse(other.posted_at) - Date.parse(one.posted_at);
}
