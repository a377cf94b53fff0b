import type { StandInResponse } from "../kit/exchange.js";

/** One element of `errors`. Only `type` is always present. */
export interface ErrorItem {
  type: string;
  value?: string;
  reason?: string;
  pointer?: string;
  found?: number;
  items?: { id: number }[];
  allowed_accounts?: { id: string; employer: { id: string; name: string } }[];
}

/** A refusal, thrown by the rules. */
export class HeadHunterRefusal extends Error {
  readonly status: number;
  readonly errors: readonly ErrorItem[];
  /** Older keys beside `errors`, which production still sends. */
  readonly legacy: Readonly<Record<string, string>>;

  constructor(status: number, errors: readonly ErrorItem[], legacy: Readonly<Record<string, string>> = {}) {
    super(`${status} ${JSON.stringify(errors)}`);
    this.status = status;
    this.errors = errors;
    this.legacy = legacy;
  }
}

const DESCRIPTIONS: Readonly<Record<number, string>> = { 400: "Bad Request", 403: "Forbidden", 404: "Not Found" };

export function refusalResponse(refusal: HeadHunterRefusal, requestId: string): StandInResponse {
  return {
    status: refusal.status,
    json: { request_id: requestId, description: DESCRIPTIONS[refusal.status], errors: refusal.errors, ...refusal.legacy },
  };
}

export function notFound(): HeadHunterRefusal {
  return new HeadHunterRefusal(404, [{ type: "not_found" }]);
}

export function forbidden(): HeadHunterRefusal {
  return new HeadHunterRefusal(403, [{ type: "forbidden" }]);
}

export function badArgument(name: string, reason?: string): HeadHunterRefusal {
  return new HeadHunterRefusal(400, [{ type: "bad_argument", value: name, reason }], { bad_argument: name });
}

export function badRequest(): HeadHunterRefusal {
  return new HeadHunterRefusal(400, [{ type: "bad_request" }]);
}

/** A refusal by the vacancy rules: 403 with type "vacancies". */
export function vacancyRefusal(value: string, extra: Omit<ErrorItem, "type" | "value"> = {}): HeadHunterRefusal {
  return new HeadHunterRefusal(403, [{ type: "vacancies", value, ...extra }]);
}

export function oauthRefusal(value: string, legacy?: string): HeadHunterRefusal {
  return new HeadHunterRefusal(403, [{ type: "oauth", value }], legacy === undefined ? {} : { oauth_error: legacy });
}
