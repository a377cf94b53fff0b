import { addDays, today } from "./days";

export interface Quarter {
  /** `2026-Q4`, as it stands in the address. */
  name: string;
  /** First day. */
  start: string;
  /** First day after it. */
  end: string;
  /** First days of its three months. */
  months: string[];
}

const firstOf = (year: number, month: number): string => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);

/** The quarter that a day lies in, by name. */
export function quarterOf(day = today()): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return `${year}-Q${Math.ceil(month / 3)}`;
}

/** Undefined for what is no quarter's name. */
export function readQuarter(name: string): Quarter | undefined {
  const [, year, number] = /^(\d{4})-Q([1-4])$/.exec(name) ?? [];
  if (year === undefined || number === undefined) return undefined;
  const first = (Number(number) - 1) * 3;
  const months = [0, 1, 2].map((month) => firstOf(Number(year), first + month));
  return { name, start: firstOf(Number(year), first), end: firstOf(Number(year), first + 3), months };
}

export const previousQuarter = ({ start }: Quarter): string => quarterOf(addDays(start, -1));
export const nextQuarter = ({ end }: Quarter): string => quarterOf(end);
