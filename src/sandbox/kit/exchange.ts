/** One request as a stand-in sees it: already read, the body parsed where it is JSON or a form. */
export interface StandInRequest {
  method: string;
  /** Path without the query, as it came (still percent-encoded). */
  path: string;
  query: URLSearchParams;
  /** Header names in lower case. */
  headers: Record<string, string>;
  /** Parsed JSON; undefined where there was no body or it is not JSON. */
  json: unknown;
  rawBody: string;
}

export interface StandInResponse {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON. Leave out, with `text`, for an empty body. */
  json?: unknown;
  /** Sent as it is; set `content-type` yourself. */
  text?: string;
}

export type StandInHandler = (request: StandInRequest) => StandInResponse;
