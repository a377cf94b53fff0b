/** One request to a stand-in, read whole, with the body parsed where it is JSON or a form. */
export interface StandInRequest {
  method: string;
  /** Path without the query, still percent-encoded. */
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
  /** Sent as JSON. Without `json` and `text` the body is empty. */
  json?: unknown;
  /** Sent unchanged; `headers` has to set `content-type`. */
  text?: string;
}

export type StandInHandler = (request: StandInRequest) => StandInResponse;
