import { type ASTNode, GraphQLError, GraphQLScalarType, Kind, print } from "graphql";
import { GraphQLJSON, GraphQLLocalDate } from "graphql-scalars";

// graphql-scalars makes Date and URL objects, validates output too, and takes `|03:00` for an offset. Dates cost more than all the rest of
// execution, as measured, so here strings stay strings: vendors' dates are mapped to their final form once, where they arrive.

const RFC_3339 = /^(\d{4}-\d{2}-\d{2})t([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
const HTTP_URL = /^https?:\/\/[^\s]+$/i;
/** Longer than any date and time in any form. */
const MAX_DATE_TIME = 64;
/** Every browser and server takes so many characters. */
const MAX_URL = 2048;

/** A time in the graph's form: UTC with `Z`, and milliseconds only where they are not zero. Undefined for years of more than four digits. */
export function toUtcText(moment: Date): string | undefined {
  if (Number.isNaN(moment.getTime())) return undefined;
  const text = moment.toISOString().replace(".000Z", "Z");
  return /^\d{4}-/.test(text) ? text : undefined;
}

/** Whether a text is a day of the calendar, written YYYY-MM-DD. Without a Date: every day of an answer is checked. */
export function isCalendarDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const day = Number(text.slice(8));
  if (day <= 28) return true;
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
  return day <= (month === 2 && isLeapYear(year) ? 29 : (DAYS_OF_MONTHS[month - 1] ?? 0));
}

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const DAYS_OF_MONTHS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function parseDateTime(value: unknown, ast?: ASTNode): string {
  const match = typeof value === "string" && value.length <= MAX_DATE_TIME ? RFC_3339.exec(value) : null;
  const day = match?.[1];
  const text = match && day !== undefined && isCalendarDay(day) ? toUtcText(new Date(match[0].toUpperCase())) : undefined;
  if (text === undefined) {
    throw refused(
      "DateTime",
      value,
      ast,
      "write a moment as RFC 3339 with its offset, such as 2026-11-22T12:00:00Z or 2026-11-22T15:00:00+03:00",
    );
  }
  return text;
}

function parseLocalDate(value: unknown, ast?: ASTNode): string {
  if (typeof value !== "string" || !isCalendarDay(value)) {
    throw refused("LocalDate", value, ast, "write a day of the calendar as YYYY-MM-DD, such as 2026-11-22");
  }
  return value;
}

function parseUrl(value: unknown, ast?: ASTNode): string {
  if (typeof value !== "string" || value.length > MAX_URL || !HTTP_URL.test(value) || !URL.canParse(value)) {
    throw refused("URL", value, ast, `write an absolute address that begins with https:// or http://, of at most ${MAX_URL} characters`);
  }
  return value;
}

export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description:
    "A time, as an RFC 3339 text. Answers are always in UTC with `Z`, whatever the vendor wrote: `2026-11-22T12:00:00Z`, " +
    "with milliseconds " +
    "only where the vendor has them. Inputs may have any offset (`2026-11-22T15:00:00+03:00`), but must have " +
    "one; anything finer " +
    `than a millisecond is cut off. At most ${MAX_DATE_TIME} characters.`,
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc3339",
  serialize(value) {
    if (typeof value === "string") return value;
    const text = value instanceof Date ? toUtcText(value) : undefined;
    // A number is refused: some vendors count seconds, others milliseconds, and a guess would show a wrong date.
    if (text === undefined) throw new GraphQLError(`DateTime can only be written from a text or a valid Date, not from ${shown(value)}.`);
    return text;
  },
  parseValue: (value) => parseDateTime(value),
  parseLiteral: (ast) => parseDateTime(ast.kind === Kind.STRING ? ast.value : print(ast), ast),
  extensions: { codegenScalarType: "string" },
});

export const LocalDateScalar = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  name: "LocalDate",
  specifiedByURL: "https://scalars.graphql.org/andimarek/local-date.html",
  description:
    "A day of the calendar, `YYYY-MM-DD`, without time or zone: `2026-11-22`. Days that do not exist (`2026-02-30`) are " +
    "refused. Ranges of days " +
    "include their start and exclude their end; a day is a UTC day, except where a vendor counts days of its own " +
    "(HeadHunter's statistics).",
  serialize(value) {
    if (typeof value === "string") return value;
    throw new GraphQLError(`LocalDate can only be written from a text, not from ${shown(value)}.`);
  },
  parseValue: (value) => parseLocalDate(value),
  parseLiteral: (ast) => parseLocalDate(ast.kind === Kind.STRING ? ast.value : print(ast), ast),
});

export const JsonScalar = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: "JSON",
  description:
    "Any JSON value: text, number, boolean, null, list or object, as the vendor sent it, with its keys and spelling. " +
    "Only whole numbers beyond 2^53 become text, since JavaScript's numbers cannot hold them.",
});

export const UrlScalar = new GraphQLScalarType<string, string>({
  name: "URL",
  description:
    "An absolute web address, `https://…` or `http://…`. Comes out as the vendor wrote it; on the way in other schemes are refused, and more than " +
    `${MAX_URL} characters.`,
  specifiedByURL: "https://url.spec.whatwg.org/",
  serialize(value) {
    if (typeof value === "string") return value;
    if (value instanceof URL) return value.href;
    throw new GraphQLError(`URL can only be written from a text or a URL, not from ${shown(value)}.`);
  },
  parseValue: (value) => parseUrl(value),
  parseLiteral: (ast) => parseUrl(ast.kind === Kind.STRING ? ast.value : print(ast), ast),
  extensions: { codegenScalarType: "string" },
});

function refused(scalar: string, value: unknown, ast: ASTNode | undefined, remedy: string): GraphQLError {
  return new GraphQLError(`${shown(value)} is not a ${scalar}: ${remedy}.`, { nodes: ast, extensions: { code: "BAD_USER_INPUT" } });
}

function shown(value: unknown): string {
  const text =
    typeof value === "object" && value !== null ? "an object" : typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
