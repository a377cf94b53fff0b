import { type UnreadableRecord, unreadPartsOf } from "../../http/checks/record-check.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import type { PublicationType, VacancyFieldRule } from "../../schema/vacancy/publication.type.js";
import {
  type Prolongation,
  type Vacancy,
  type VacancyActions,
  VacancyStatus,
  type VacancyUpgrade,
} from "../../schema/vacancy/vacancy.type.js";
import { asError } from "../contract/as-error.js";
import type {
  Aligned,
  ChangedRecords,
  Datasource,
  DatasourceScope,
  Page,
  PublicationsAsked,
  StatsAnswer,
  StatsAsked,
  VacancyFilter,
  VacancySource,
} from "../contract/datasource.js";
import { type Found, toFound, whole } from "../contract/found.js";
import type { HeadHunterAccount } from "./headhunter.account.js";
import type { HeadHunterClient } from "./headhunter.client.js";
import { flattenFieldRules } from "./headhunter.field-rules.js";
import { toProlongation, toPublicationType, toPublicationVariant, toUpgrades, toWholeVacancy } from "./headhunter.mapping.js";
import { NOT_OURS_TO_PROLONG, vacancyActionsOf } from "./headhunter.rules.js";
import type { WireUpgrade, WireVacancy } from "./headhunter.wire.js";
import { changedVacancies } from "./lists/headhunter.changed.js";
import { listVacancies } from "./lists/headhunter.listing.js";
import { placeFurtherOn } from "./lists/headhunter.manager-lists.js";
import type { VacancyReach } from "./lists/headhunter.reach.js";
import type { HeadHunterStatistics } from "./statistics/headhunter.statistics.js";

/** The parts of the connection that datasources use. */
export interface HeadHunterParts {
  source: Source;
  client: HeadHunterClient;
  account: HeadHunterAccount;
  reach: VacancyReach;
  statistics: HeadHunterStatistics;
}

/** HeadHunter for one request. No endpoint reads several vacancies at once; each vacancy is read at most once. */
export class HeadHunterDatasource implements Datasource, VacancySource {
  readonly vacancies: VacancySource = this;
  readonly source: Source;
  readonly #parts: HeadHunterParts;
  readonly scope: DatasourceScope;
  readonly #whole = new Map<string, Promise<WireVacancy | null>>();
  readonly #prolongations = new Map<string, Promise<Prolongation>>();
  readonly #upgrades = new Map<string, Promise<(WireUpgrade | UnreadableRecord)[]>>();

  constructor(parts: HeadHunterParts, scope: DatasourceScope) {
    this.source = parts.source;
    this.#parts = parts;
    this.scope = scope;
  }

  async vacanciesByIds(ids: readonly string[]): Promise<Aligned<Vacancy>> {
    return Promise.all(
      ids.map(async (id) => {
        try {
          const wire = await this.wireVacancy(id);
          return wire === null ? null : toWholeVacancy(this.source, wire);
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  /** The same read: answers of GET /vacancies/{id} are whole. */
  wholeVacancies(ids: readonly string[]): Promise<Aligned<Vacancy>> {
    return this.vacanciesByIds(ids);
  }

  listVacancies(filter: VacancyFilter, limit: number, after?: string, atMost?: number): Promise<Page<Vacancy>> {
    return listVacancies(this.#parts, filter, { limit, after, atMost }, this.scope);
  }

  /** @see changedVacancies */
  vacanciesChangedSince(since: number, after?: string): Promise<ChangedRecords<Vacancy>> {
    return changedVacancies(this.#parts, since, after, this.scope);
  }

  placeAfter(position: string | undefined, records: number): string {
    return placeFurtherOn(position, records);
  }

  /**
   * Only HeadHunter knows whether a vacancy can be prolonged, at one request a vacancy. The request is sent only where the state allows a
   * prolongation and, where `fields` is given, `prolongate` is among them.
   */
  async vacancyActions(vacancy: Vacancy, fields?: readonly string[]): Promise<VacancyActions> {
    const asks = vacancy.status === VacancyStatus.ACTIVE && (fields === undefined || fields.includes("prolongate"));
    return vacancyActionsOf(vacancy, asks ? await this.prolongation(vacancy.vendorId).catch(nullWhereNotFound) : undefined);
  }

  async prolongations(vacancies: readonly Vacancy[]): Promise<(Prolongation | Error)[]> {
    return Promise.all(
      vacancies.map(async ({ vendorId }) => {
        try {
          return (await this.prolongation(vendorId).catch(nullWhereNotFound)) ?? NOT_OURS_TO_PROLONG;
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  stats(asked: readonly StatsAsked[]): Promise<(StatsAnswer | Error)[]> {
    return this.#parts.statistics.answer(asked, this.scope);
  }

  /** One request a vacancy; none for a vacancy that is not published, which cannot be upgraded. */
  async upgrades(vacancies: readonly Vacancy[]): Promise<(Found<VacancyUpgrade> | Error)[]> {
    return Promise.all(
      vacancies.map(async ({ vendorId, status }) => {
        if (status !== VacancyStatus.ACTIVE) return whole<VacancyUpgrade>([]);
        try {
          const { records, unreadable } = toFound((await this.wireUpgrades(vendorId).catch(nullWhereNotFound)) ?? [], toUpgrades);
          return { records: records.flat(), unreadable };
        } catch (error) {
          return asError(error);
        }
      }),
    );
  }

  /**
   * With a place: what is on sale there by properties; the older list where HeadHunter does not show that to this account. The newer one
   * tells of the token's own manager alone.
   */
  async publicationTypes({ managerId, place }: PublicationsAsked): Promise<Found<PublicationType>> {
    const { client, account } = this.#parts;
    const ids = await account.ids(this.scope);
    if (place !== undefined) {
      if (managerId !== undefined && managerId !== ids.managerId) throw this.#placesOfOthers();
      const variants = await client.getPublicationVariants(ids.employerId, place, this.scope).catch(nullWhereWithheld);
      if (variants !== null) return toFound(variants, toPublicationVariant);
    }
    return toFound(await client.getPublicationTypes(ids.employerId, managerId ?? ids.managerId, this.scope), toPublicationType);
  }

  async fieldRules(): Promise<Found<VacancyFieldRule>> {
    const rules = await this.#parts.account.freshFieldRules(this.scope);
    const unread = unreadPartsOf(rules);
    return { records: flattenFieldRules(rules), unreadable: unread === undefined ? [] : [unread] };
  }

  /** The vacancy as it arrived; null where HeadHunter has none, or does not show it. */
  wireVacancy(id: string): Promise<WireVacancy | null> {
    // The paths /vacancies/drafts and /vacancies/blacklisted name no vacancy, so only numbers are sent.
    if (!/^\d+$/.test(id)) return Promise.resolve(null);
    return remembered(this.#whole, id, () => this.#parts.client.getVacancy(id, this.scope).catch(nullWhereNotFound));
  }

  /** The prolongation, read at most once in this GraphQL request. */
  prolongation(id: string): Promise<Prolongation> {
    return remembered(this.#prolongations, id, async () => toProlongation(await this.#parts.client.getProlongation(id, this.scope)));
  }

  /** What the vacancy may be upgraded to as it arrived, read at most once in this GraphQL request. */
  wireUpgrades(id: string): Promise<(WireUpgrade | UnreadableRecord)[]> {
    return remembered(this.#upgrades, id, () => this.#parts.client.getUpgrades(id, this.scope));
  }

  #placesOfOthers(): VendorError {
    const message =
      "HeadHunter says what is on sale in a place for the token's own manager only. Leave managerId out, or areaId and professionalRoleId.";
    return new VendorError({ ...this.source, code: "UNSUPPORTED", sent: "no", retryable: false, message });
  }
}

function remembered<Value>(memory: Map<string, Promise<Value>>, id: string, read: () => Promise<Value>): Promise<Value> {
  const known = memory.get(id);
  if (known !== undefined) return known;
  const reading = read();
  memory.set(id, reading);
  return reading;
}

function nullWhereNotFound(error: unknown): null {
  if (error instanceof VendorError && error.code === "NOT_FOUND") return null;
  throw error;
}

function nullWhereWithheld(error: unknown): null {
  if (error instanceof VendorError && (error.code === "NOT_FOUND" || error.code === "ACCESS_DENIED")) return null;
  throw error;
}
