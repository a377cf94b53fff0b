import type { StandInRequest } from "../kit/exchange.js";
import { badArgument } from "./errors.js";

export interface Page<T> {
  found: number;
  page: number;
  pages: number;
  per_page: number;
  items: T[];
}

export interface PageLimits {
  defaultPerPage: number;
  /** More is a 400, it is not clamped. */
  maxPerPage: number;
}

/** Cuts one page out of a list, from `page` (0 is the first) and `per_page`; only the items of the page are rendered. */
export function paginate<T, R>(query: StandInRequest["query"], list: readonly T[], limits: PageLimits, render: (item: T) => R): Page<R> {
  const page = readWholeNumber(query, "page", 0);
  const perPage = readWholeNumber(query, "per_page", limits.defaultPerPage);
  if (perPage < 1 || perPage > limits.maxPerPage) throw badArgument("per_page");
  return {
    found: list.length,
    page,
    pages: Math.ceil(list.length / perPage),
    per_page: perPage,
    items: list.slice(page * perPage, (page + 1) * perPage).map(render),
  };
}

function readWholeNumber(query: StandInRequest["query"], name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) throw badArgument(name);
  return Number(text);
}
