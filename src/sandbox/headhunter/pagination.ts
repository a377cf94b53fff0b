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
  /** A larger page is a 400. */
  maxPerPage: number;
}

/** One page of a list, by `page` (from 0) and `per_page`. Only the page's items are rendered. */
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
