import type { StandInResponse } from "../kit/exchange.js";
import type { GreenhouseV3Knobs } from "./knobs.js";

/** A sentence, or one about a field. */
export type RefusalEntry = string | { field: string; text: string };

const MESSAGES = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Resource not found",
  413: "Payload Too Large",
  422: "Unprocessable Content",
  429: "Too Many Requests",
} as const;

/** A refused request. Its body is built with the answer, since its form depends on the knobs. */
export class Refusal extends Error {
  constructor(
    readonly status: keyof typeof MESSAGES,
    readonly entries: readonly RefusalEntry[] = [],
    readonly headers: Record<string, string> = {},
  ) {
    super(MESSAGES[status]);
  }

  respond(knobs: GreenhouseV3Knobs): StandInResponse {
    return { status: this.status, headers: this.headers, json: this.body(knobs) };
  }

  body(knobs: GreenhouseV3Knobs): object {
    const errors = this.entries.map((entry) => shaped(entry, knobs.validationErrors));
    const message = this.status === 422 && !knobs.validationMessage ? {} : { message: this.message };
    return errors.length === 0 ? { message: this.message } : { ...message, errors };
  }
}

export const forbidden = (...entries: string[]): Refusal => new Refusal(403, entries);

/** A 404 for a missing path, without entries, or for a missing record. */
export const notFound = (...entries: string[]): Refusal => new Refusal(404, entries);

export const unprocessable = (text: string): Refusal => new Refusal(422, [text]);

export const invalid = (field: string, text: string): Refusal => new Refusal(422, [{ field, text }]);

function shaped(entry: RefusalEntry, form: GreenhouseV3Knobs["validationErrors"]): unknown {
  if (typeof entry === "string") return entry;
  if (form === "texts") return `${entry.field}: ${entry.text}`;
  return form === "pairs" ? { message: entry.text, field: entry.field } : { [entry.field]: entry.text };
}
