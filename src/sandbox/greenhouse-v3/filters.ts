import type { GreenhouseV3Knobs } from "./knobs.js";
import { invalid } from "./refusals.js";

const MOST_IDS = 50;
const OPERATORS = {
  gte: (a: number, b: number) => a >= b,
  lte: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  lt: (a: number, b: number) => a < b,
};
type Operator = keyof typeof OPERATORS;
const isOperator = (word: string): word is Operator => Object.hasOwn(OPERATORS, word);

/** What a list shows of a record before its page is cut: the fields that filters look at. */
export type Wire = Record<string, unknown> & { id: number };

/** A record of a list, made up only as far as a page needs it. */
export interface Row {
  id: number;
  wire(): Wire;
  /** The whole of what is shown, where `wire` is not. */
  view?(): object;
  /** Ids of the options chosen in its custom fields. */
  options?(): readonly number[];
}

export type Test = (wire: Wire, row: Row) => boolean;
/** Checks a parameter's value and gives the test that a row must pass. https://harvestdocs.greenhouse.io/docs/list-endpoints */
export type Filter = (value: string, parameter: string, knobs: GreenhouseV3Knobs) => Test;

/** A comma list of at most fifty ids; the field's id, or one of its ids, must be among them. */
export function ids(field: string): Filter {
  return (value, parameter) => {
    const wanted = new Set(commaList(value, parameter).map((one) => integer(one, parameter)));
    return (wire) => [wire[field]].flat().some((id) => wanted.has(id as number));
  };
}

/** A comma list of at most fifty texts. */
export function texts(field: string): Filter {
  return (value, parameter) => {
    const wanted = commaList(value, parameter);
    return (wire) => wanted.includes(wire[field] as string);
  };
}

/** One id, which the field is or contains. */
export function id(field: string): Filter {
  return (value, parameter) => {
    const wanted = integer(value, parameter);
    return (wire) => [wire[field]].flat().includes(wanted);
  };
}

export function option(): Filter {
  return (value, parameter) => {
    const wanted = integer(value, parameter);
    return (_wire, row) => row.options?.().includes(wanted) ?? false;
  };
}

export function flag(field: string): Filter {
  return (value, parameter) => {
    const wanted = boolean(value, parameter);
    return (wire) => wire[field] === wanted;
  };
}

export function boolean(value: string, parameter: string): boolean {
  if (value !== "true" && value !== "false") throw invalid(parameter, `${value} is not a boolean`);
  return value === "true";
}

export function word(field: string, allowed: readonly string[]): Filter {
  return (value, parameter) => {
    if (!allowed.includes(value)) throw invalid(parameter, `${value} is not one of: ${allowed.join(", ")}`);
    return (wire) => wire[field] === value;
  };
}

export function text(field: string): Filter {
  return (value, _parameter, knobs) => (wire) => {
    const held = wire[field];
    if (typeof held !== "string") return false;
    return knobs.textFilters === "exact" ? held === value : held.toLowerCase().includes(value.toLowerCase());
  };
}

/** `gte|2026-01-01T00:00:00Z`, or two of them: `gte|…|lte|…`. A record without the time does not pass. */
export function moment(field: string): Filter {
  return (value, parameter) => {
    const bounds = boundsOf(value, parameter);
    return (wire) => {
      const held = wire[field];
      return typeof held === "string" && bounds.every(({ operator, at }) => OPERATORS[operator](Date.parse(held), at));
    };
  };
}

/** The parameter `created_at[gte]=…` in the form `created_at=gte|…`. */
export function unbracketed(parameter: string, value: string): { parameter: string; value: string } | undefined {
  const [, name, operator] = /^(\w+_at)\[(\w+)\]$/.exec(parameter) ?? [];
  return name === undefined ? undefined : { parameter: name, value: `${operator}|${value}` };
}

export function commaList(value: string, parameter: string): string[] {
  const parts = value.split(",");
  if (parts.length > MOST_IDS) throw invalid(parameter, `${parts.length} items are more than ${MOST_IDS}`);
  return parts;
}

function boundsOf(value: string, parameter: string): { operator: Operator; at: number }[] {
  const parts = value.split("|");
  if (parts.length !== 2 && parts.length !== 4) throw invalid(parameter, `${value} is not an operator and a date-time`);
  const pairs = parts.length === 2 ? [parts] : [parts.slice(0, 2), parts.slice(2)];
  return pairs.map(([operator = "", at = ""]) => {
    if (!isOperator(operator)) throw invalid(parameter, `${operator} is not one of: ${Object.keys(OPERATORS).join(", ")}`);
    // A date alone is refused.
    if (!/^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:?\d{2})$/.test(at) || Number.isNaN(Date.parse(at))) {
      throw invalid(parameter, `${at} is not a date-time`);
    }
    return { operator, at: Date.parse(at) };
  });
}

function integer(value: string, parameter: string): number {
  if (!/^\d+$/.test(value)) throw invalid(parameter, `${value} is not an integer`);
  return Number(value);
}
