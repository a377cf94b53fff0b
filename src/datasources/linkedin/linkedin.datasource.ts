import { z } from "../../http/checks/zod.js";
import type { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import { type Prolongation, type Vacancy, type VacancyActions, VacancyOrder, VacancyStatus } from "../../schema/vacancy/vacancy.type.js";
import type {
  Aligned,
  ChangedRecords,
  Datasource,
  DatasourceScope,
  Page,
  PageItem,
  VacancyFilter,
  VacancySource,
} from "../contract/datasource.js";
import { type Found, whole } from "../contract/found.js";
import { jsonOf, readPosition } from "../contract/lists/position.js";
import { type PostingState, statesOf, toVacancy } from "./linkedin.mapping.js";
import type { LinkedInPostings } from "./linkedin.postings.js";
import { vacancyActionsOf } from "./linkedin.rules.js";
import {
  type PostingFilter,
  type PostingOrder,
  type PostingPosition,
  positionOf,
  type StoredPosting,
} from "./store/linkedin.posting.repository.js";

/** Of postings whose task or listing is read again. */
const CHANGING_STATES: PostingState[] = ["PENDING", "LISTED", "PROCESSED", "UNKNOWN"];
/** Listings are read a hundred ids at a time. */
const CHANGES_AT_ONCE = 100;
/** LinkedIn has no bin. */
const LISTED_STATUSES = Object.values(VacancyStatus).filter((status) => status !== VacancyStatus.DELETED);
const POSITION: z.ZodType<PostingPosition> = jsonOf(z.object({ key: z.string(), externalId: z.string() }));

/** LinkedIn for one request. LinkedIn shows only the status of tasks and listings; the rest comes from the server's store. */
export class LinkedInDatasource implements Datasource, VacancySource {
  readonly vacancies: VacancySource = this;
  readonly listedStatuses = LISTED_STATUSES;
  readonly scope: DatasourceScope;
  readonly #source: Source;
  readonly #postings: LinkedInPostings;
  #unavailableBecause: VendorError | undefined;

  constructor(source: Source, postings: LinkedInPostings, scope: DatasourceScope) {
    this.#source = source;
    this.#postings = postings;
    this.scope = scope;
  }

  /** Why the status of postings may be outdated. Postings are shown from the store even where LinkedIn does not answer. */
  get unavailableBecause(): VendorError | undefined {
    return this.#unavailableBecause;
  }

  async vacanciesByIds(ids: readonly string[]): Promise<Aligned<Vacancy>> {
    const rows = await Promise.all(ids.map((id) => this.#postings.known(id)));
    const fresh = await this.#refreshed(rows.filter((row) => row !== null));
    const byId = new Map(fresh.map((row) => [row.external_id, toVacancy(this.#source, row)]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** All postings of this server are stored with their codes, so no search is needed. */
  async vacanciesByCodes(codes: readonly string[]): Promise<Found<Vacancy>[]> {
    const rows = await this.#refreshed(await this.#postings.repository.byCodes([...new Set(codes)]));
    const vacancies = rows.map((row) => toVacancy(this.#source, row)).sort((one, other) => (one.id < other.id ? -1 : 1));
    return codes.map((code) => whole(vacancies.filter((vacancy) => vacancy.code === code)));
  }

  /** Copies are whole in lists too. */
  wholeVacancies(ids: readonly string[]): Promise<Aligned<Vacancy>> {
    return this.vacanciesByIds(ids);
  }

  async listVacancies(filter: VacancyFilter, limit: number, after?: string): Promise<Page<Vacancy>> {
    const states = statesOf(filter.status);
    // Postings have neither a manager nor the id of an area.
    if (states.length === 0 || filter.managerId || (filter.areaIds ?? []).length > 0) return { items: [], hasMore: false, totalCount: 0 };
    const { repository } = this.#postings;
    const stored: PostingFilter = { states, ...(filter.text ? { text: filter.text } : {}) };
    const order = orderOf(filter.order);
    const items: PageItem<Vacancy>[] = [];
    let position = after === undefined ? undefined : readPosition(POSITION, after);
    for (;;) {
      const wanted = limit - items.length;
      const rows = await repository.list(stored, order, wanted + 1, position);
      const shown = rows.slice(0, wanted);
      items.push(...(await this.#stillThere(shown, filter.status, order)));
      const last = shown.at(-1);
      const hasMore = rows.length > wanted;
      if (items.length >= limit || !hasMore || last === undefined) {
        return { items, hasMore, totalCount: await repository.count(stored) };
      }
      position = positionOf(last, order);
    }
  }

  /** Postings that LinkedIn may have changed by itself, as they are now; all others change through this server alone. */
  async vacanciesChangedSince(_since: number, after?: string): Promise<ChangedRecords<Vacancy>> {
    const position = after === undefined ? undefined : readPosition(POSITION, after);
    const order = orderOf(undefined);
    const rows = await this.#postings.repository.list({ states: CHANGING_STATES }, order, CHANGES_AT_ONCE + 1, position);
    const page = rows.slice(0, CHANGES_AT_ONCE);
    const fresh = await this.#refreshed(page);
    if (this.#unavailableBecause !== undefined) throw this.#unavailableBecause;
    const last = page.at(-1);
    const next = rows.length > page.length && last !== undefined ? JSON.stringify(positionOf(last, order)) : undefined;
    return { records: fresh.map((row) => toVacancy(this.#source, row)), unreadable: [], ids: [], next };
  }

  vacancyActions(vacancy: Vacancy): VacancyActions {
    return vacancyActionsOf(vacancy);
  }

  /** LinkedIn has no check before a renewal, so the posting's status decides. */
  async prolongations(vacancies: readonly Vacancy[]): Promise<Prolongation[]> {
    return vacancies.map((vacancy) => {
      const { allowed, code, reason: why } = vacancyActionsOf(vacancy).prolongate;
      const reason = allowed ? null : { id: code ?? vacancy.status, name: why ?? null };
      return { allowed, reason, expiresAt: vacancy.expiresAt };
    });
  }

  async #refreshed(rows: readonly StoredPosting[]): Promise<StoredPosting[]> {
    const refreshed = await this.#postings.refreshed(rows, this.scope);
    this.#unavailableBecause ??= refreshed.unavailableBecause;
    return refreshed.rows;
  }

  /** A page of the store, without postings whose status LinkedIn has changed since. */
  async #stillThere(rows: readonly StoredPosting[], status: VacancyStatus, order: PostingOrder): Promise<PageItem<Vacancy>[]> {
    const fresh = await this.#refreshed(rows);
    return fresh.flatMap((row, index) => {
      const node = toVacancy(this.#source, row);
      // The position is that of the row before it was refreshed.
      return node.status === status ? [{ node, position: JSON.stringify(positionOf(rows[index] ?? row, order)) }] : [];
    });
  }
}

/** Newest first by default; LinkedIn counts no responses. */
function orderOf(order: VacancyOrder | undefined): PostingOrder {
  switch (order) {
    case VacancyOrder.NAME_ASC:
    case VacancyOrder.NAME_DESC:
      return { by: "title", descending: order === VacancyOrder.NAME_DESC };
    case VacancyOrder.EXPIRES_ASC:
    case VacancyOrder.EXPIRES_DESC:
      return { by: "expires_at", descending: order === VacancyOrder.EXPIRES_DESC };
    case VacancyOrder.CLOSED_ASC:
    case VacancyOrder.CLOSED_DESC:
      return { by: "closed_at", descending: order === VacancyOrder.CLOSED_DESC };
    default:
      return { by: "known_at", descending: true };
  }
}
