import { invalid, unprocessable } from "../refusals.js";
import { calendarDay } from "./custom-field-values.js";

const KINDS = {
  integer: { is: (value: unknown) => Number.isSafeInteger(value), called: "an integer" },
  integers: {
    is: (value: unknown) => Array.isArray(value) && value.every((one) => Number.isSafeInteger(one)),
    called: "an array of integers",
  },
  text: { is: (value: unknown) => typeof value === "string", called: "a text" },
  day: { is: (value: unknown) => calendarDay(value) !== undefined, called: "a date in the form YYYY-MM-DD" },
  moment: {
    is: (value: unknown) => typeof value === "string" && value.includes("T") && !Number.isNaN(Date.parse(value)),
    called: "a date-time",
  },
  openOrClosed: { is: (value: unknown) => value === "open" || value === "closed", called: "open or closed" },
  /** Checked where the definitions are known. */
  customFields: { is: (value: unknown) => Array.isArray(value), called: "an array" },
} as const;

interface Property {
  kind: keyof typeof KINDS;
  required?: boolean;
  nullable?: boolean;
}

export type BodyShape = Record<string, Property>;

/**
 * The JSON of a write, typed by its shape. Bodies are closed objects. https://harvestdocs.greenhouse.io/docs/write-endpoint-migration-guide
 *
 * @throws {Refusal} 422 where it is no object, has another property, lacks one or has one of another kind.
 */
export function closedBody<Body>(json: unknown, shape: BodyShape): Body {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw unprocessable("The body must be a JSON object");
  const body = json as Record<string, unknown>;
  const extra = Object.keys(body).filter((name) => !Object.hasOwn(shape, name));
  if (extra.length > 0) throw unprocessable(`Invalid body params: ${extra.join(", ")}`);
  for (const [name, { kind, required, nullable }] of Object.entries(shape)) {
    const value = body[name];
    if (value === undefined) {
      if (required) throw invalid(name, "is required");
    } else if (!(nullable && value === null) && !KINDS[kind].is(value)) {
      throw invalid(name, `must be ${KINDS[kind].called}`);
    }
  }
  return body as Body;
}
