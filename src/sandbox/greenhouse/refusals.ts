import type { StandInResponse } from "../kit/exchange.js";
import type { GreenhouseKnobs } from "./knobs.js";

export interface FieldError {
  message: string;
  field: string;
}

/** A refused request. Its body is built with the answer, since its form depends on the knobs (README, "Errors"). */
export class Refusal extends Error {
  constructor(
    readonly status: 401 | 403 | 404 | 422 | 429,
    message: string,
    readonly errors: FieldError[] = [],
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  respond(knobs: GreenhouseKnobs): StandInResponse {
    return { status: this.status, headers: this.headers, json: this.#body(knobs) };
  }

  #body(knobs: GreenhouseKnobs): unknown {
    if (this.status === 404 && knobs.notFoundBody === "errors") return { errors: [{ message: "Not found" }] };
    if (this.status !== 422) return { message: this.message };
    return knobs.validationMessage ? { message: this.message, errors: this.errors } : { errors: this.errors };
  }
}

export const notFound = (): Refusal => new Refusal(404, "Resource not found");

export const forbidden = (message: string): Refusal => new Refusal(403, message);

export const invalid = (field: string, message: string): Refusal => new Refusal(422, "Validation error", [{ message, field }]);
