import type { Aligned, Datasource, Page } from "../../src/datasources/contract/datasource.js";
import { parseGlobalId } from "../../src/schema/common/global-id.js";
import type { Permission } from "../../src/schema/common/permission.type.js";
import { VacancyStatus } from "../../src/schema/vacancy/vacancy.type.js";
import { recordsIn } from "../support/records.js";

/** A record as the suite looks at it. */
export interface Record_ {
  id: string;
  vendorId: string;
}

/** One kind of record behind its port. */
export interface Kind {
  kind: "job" | "opening" | "vacancy";
  /** All of them, walked in pages of this size, or of these one after the other, where there are pages. */
  all(size: number | readonly number[]): Promise<Record_[]>;
  byIds(nativeIds: readonly string[]): Promise<Aligned<Record_>>;
  actions(record: Record_): Promise<Record<string, Permission>>;
}

/** The kinds of record that a datasource has; `vacancyLists` are the statuses by which vacancies are listed. */
export function kindsOf(
  datasource: Datasource,
  vacancyLists: readonly VacancyStatus[] = [VacancyStatus.ACTIVE],
): Partial<Record<Kind["kind"], Kind>> {
  const { jobs, openings, vacancies } = datasource;
  const found: Partial<Record<Kind["kind"], Kind>> = {};
  if (jobs !== undefined) {
    found.job = {
      kind: "job",
      all: (size) => walk(size, (limit, after) => jobs.listJobs({}, limit, after)),
      byIds: (ids) => jobs.jobsByIds(ids),
      actions: async (record) => ({ ...(await jobs.jobActions(record as never)) }),
    };
  }
  if (jobs !== undefined && openings !== undefined) {
    found.opening = {
      kind: "opening",
      all: async (size) => {
        const listed = await walk(size, (limit, after) => jobs.listJobs({}, limit, after));
        const perJob = await openings.openingsOfJobs(listed.map((job) => ({ jobId: nativeId(job) })));
        return perJob.flatMap(recordsIn);
      },
      byIds: (ids) => openings.openingsByIds(ids),
      actions: async (record) => ({ ...(await openings.openingActions(record as never)) }),
    };
  }
  if (vacancies !== undefined) {
    found.vacancy = {
      kind: "vacancy",
      all: async (size) => {
        const walks = await Promise.all(
          vacancyLists.map((status) => walk(size, (limit, after) => vacancies.listVacancies({ status }, limit, after))),
        );
        return walks.flat();
      },
      byIds: (ids) => vacancies.vacanciesByIds(ids),
      actions: async (record) => ({ ...(await vacancies.vacancyActions(record as never)) }),
    };
  }
  return found;
}

async function walk(
  size: number | readonly number[],
  page: (limit: number, after: string | undefined) => Promise<Page<Record_>>,
): Promise<Record_[]> {
  const sizes = [size].flat();
  const found: Record_[] = [];
  let after: string | undefined;
  for (let number = 0; ; number += 1) {
    const { items, hasMore } = await page(sizes[number % sizes.length] ?? 1, after);
    found.push(...items.map(({ node }) => node));
    if (items.length === 0 && (number > 0 || hasMore)) throw new Error("A page promised more, and there is nothing.");
    if (!hasMore) return found;
    after = items.at(-1)?.position;
  }
}

export function nativeId({ id }: Pick<Record_, "id">): string {
  return parseGlobalId(id)?.nativeIds.join(".") ?? "";
}

/** What a copy says for sure: what it leaves open, and the vendor's own answer behind it, may differ between copies. */
export function told(record: Record_): object {
  const { raw: _, counters, ...said } = record as Record_ & { raw?: unknown; counters?: object | null };
  return given({ ...said, counters: counters ? given(counters) : undefined });
}

/** "As far as the board tells them with this copy": a figure that only one of two copies has says nothing about the other. */
export function withFiguresOf<Read>(read: Read, listed: Record_): Read {
  const figures = (record: unknown) => (record as { counters?: Record<string, number | null> | null } | null)?.counters;
  const [here, there] = [figures(read), figures(listed)];
  if (!here || !there) return read;
  return { ...read, counters: { ...given(there), ...given(here) } };
}

function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}
