import DataLoader from "dataloader";
import { asError } from "../../../../src/datasources/contract/as-error.js";
import type {
  Aligned,
  Datasource,
  DatasourceScope,
  Page,
  VacancyFilter,
  VacancySource,
} from "../../../../src/datasources/contract/datasource.js";
import { pick, toFound } from "../../../../src/datasources/contract/found.js";
import { readTokenList } from "../../../../src/datasources/contract/lists/token-list.js";
import { isReadable, type UnreadableRecord } from "../../../../src/http/checks/record-check.js";
import { VendorError } from "../../../../src/http/vendor-error.js";
import type { Source } from "../../../../src/schema/common/source.js";
import type { Prolongation, Vacancy, VacancyActions } from "../../../../src/schema/vacancy/vacancy.type.js";
import type { NoticeboardClient } from "./noticeboard.client.js";
import { stateOf, toVacancy } from "./noticeboard.mapping.js";
import { MAX_NOTICES, ROUTES } from "./noticeboard.policy.js";
import { vacancyActionsOf } from "./noticeboard.rules.js";
import type { WireNotice } from "./noticeboard.wire.js";
import type { ClosingRepository } from "./store/noticeboard.closing.repository.js";

/** What the datasource needs of the connection. */
export interface NoticeboardParts {
  source: Source;
  client: NoticeboardClient;
  closings: ClosingRepository;
}

/** Ids go into a comma list: what is no id of a notice is not asked for. */
const NOTICE_ID = /^n\d+$/;

/** Noticeboard for one request. */
export class NoticeboardDatasource implements Datasource, VacancySource {
  readonly vacancies: VacancySource = this;
  readonly scope: DatasourceScope;
  readonly #parts: NoticeboardParts;
  /** All ids that are asked for at one time go into as few requests as the board allows; none is asked for twice. */
  readonly #notices: DataLoader<string, Vacancy | null>;

  constructor(parts: NoticeboardParts, scope: DatasourceScope) {
    this.#parts = parts;
    this.scope = scope;
    this.#notices = new DataLoader((ids) => this.#readNotices(ids), { maxBatchSize: MAX_NOTICES });
  }

  vacanciesByIds(ids: readonly string[]): Promise<Aligned<Vacancy>> {
    return Promise.all(ids.map((id) => (NOTICE_ID.test(id) ? this.#notices.load(id).catch(asError) : null)));
  }

  /** Copies are whole in lists too. */
  wholeVacancies(ids: readonly string[]): Promise<Aligned<Vacancy>> {
    return this.vacanciesByIds(ids);
  }

  async listVacancies(filter: VacancyFilter, limit: number, after?: string): Promise<Page<Vacancy>> {
    this.#refuseWhatNoListTakes(filter);
    const state = stateOf(filter.status);
    if (state === undefined) return { items: [], hasMore: false };
    const { source, client } = this.#parts;
    const closedAt = new Map<string, string>();
    return readTokenList({
      source,
      route: ROUTES.list,
      fetch: async (token, wanted) => {
        const page = await client.listNotices(state, wanted, token, this.scope);
        for (const [id, moment] of await this.#closedAt(page.items)) closedAt.set(id, moment);
        return page;
      },
      limit,
      after,
      toNode: (wire) => toVacancy(source, wire, closedAt.get(wire.id)),
    });
  }

  vacancyActions(vacancy: Vacancy): VacancyActions {
    return vacancyActionsOf(vacancy);
  }

  async prolongations(vacancies: readonly Vacancy[]): Promise<Prolongation[]> {
    return vacancies.map((vacancy) => {
      const { code, reason } = vacancyActionsOf(vacancy).prolongate;
      return { allowed: false, reason: { id: code ?? "", name: reason ?? null }, expiresAt: vacancy.expiresAt };
    });
  }

  async #readNotices(ids: readonly string[]): Promise<Aligned<Vacancy>> {
    const read = await this.#parts.client.noticesByIds(ids, this.scope);
    const closedAt = await this.#closedAt(read);
    const found = toFound(read, (wire) => toVacancy(this.#parts.source, wire, closedAt.get(wire.id)));
    return ids.map((id) => pick(found, id));
  }

  async #closedAt(read: readonly (WireNotice | UnreadableRecord)[]): Promise<Map<string, string>> {
    return this.#parts.closings.closedAt(read.filter(isReadable).map(({ id }) => id));
  }

  /** README, "Notices": the list goes by state alone. */
  #refuseWhatNoListTakes({ text, managerId, areaIds = [], order }: VacancyFilter): void {
    if (!text && !managerId && areaIds.length === 0 && order === undefined) return;
    const { vendor, account } = this.#parts.source;
    const message = "Noticeboard lists notices by status alone. Leave text, managerId, areaIds and order out.";
    throw new VendorError({ vendor, account, code: "UNSUPPORTED", sent: "no", retryable: false, message });
  }
}
