import type { Condition } from "./data/conditions.js";
import type { HeadHunterKnobs } from "./knobs.js";

export type BillingTypeId = "free" | "standard" | "standard_plus" | "premium";
export type VacancyTypeId = "open" | "closed" | "anonymous" | "direct";

export interface Reference {
  id: string;
}

export interface Salary {
  from?: number | null;
  to?: number | null;
  currency?: string | null;
  gross?: boolean | null;
}

interface Phone {
  country: string;
  city: string;
  number: string;
  comment?: string | null;
}

interface Contacts {
  name: string;
  email?: string | null;
  phones?: Phone[] | null;
}

/** The fields that a request may set, as sent. A composite field is replaced whole. */
export interface VacancyFields {
  name: string;
  description: string;
  code?: string | null;
  key_skills?: { name: string }[] | null;
  specializations?: Reference[] | null;
  professional_roles?: Reference[] | null;
  salary?: Salary | null;
  address?: { id: string; show_metro_only?: boolean } | null;
  contacts?: Contacts | null;
  test?: { id: string; required?: boolean } | null;
  department?: Reference | null;
  schedule?: Reference | null;
  experience?: Reference | null;
  employment?: Reference | null;
  branded_template?: Reference | null;
  response_url?: string | null;
  custom_employer_name?: string | null;
  driver_license_types?: Reference[] | null;
  working_days?: Reference[] | null;
  working_time_intervals?: Reference[] | null;
  working_time_modes?: Reference[] | null;
  accept_handicapped?: boolean | null;
  accept_kids?: boolean | null;
  accept_incomplete_resumes?: boolean | null;
  accept_temporary?: boolean | null;
  response_letter_required?: boolean | null;
  response_notifications?: boolean | null;
  allow_messages?: boolean | null;
  previous_id?: string | null;
}

/** A vacancy, active until `archivedAt` is set; only an archived one is `hidden`. Times are epoch milliseconds. */
export interface Vacancy {
  id: string;
  managerId: string;
  areaId: string;
  typeId: VacancyTypeId;
  billingTypeId: BillingTypeId;
  fields: VacancyFields;
  initialCreatedAt: number;
  publishedAt: number;
  expiresAt: number;
  prolongedAt: number | null;
  approvedAt: number;
  archivedAt: number | null;
  hidden: boolean;
  awaitingPremoderation: boolean;
  /** Pay for performance: HeadHunter prolongs the vacancy, a request cannot. */
  payForPerformance: boolean;
}

export interface Manager {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  position: string;
  isMainContactPerson: boolean;
  /** Whether the token's owner may see this manager's vacancies. */
  vacanciesAccessible: boolean;
  /** The permission can_create_vacancy, which includes prolonging. */
  canPublish: boolean;
}

/** Bought publications of one billing type, for one price region or for any. */
export interface PublicationPackage {
  name: { ru: string; en: string };
  priceRegionId: string | null;
  count: number;
}

export interface IssuedToken {
  kind: "user" | "application";
  accessToken: string;
  refreshToken: string | null;
  /** Null: no end. */
  expiresAt: number | null;
  revoked: boolean;
  refreshed: boolean;
}

interface Address {
  id: string;
  areaId: string;
  city: { ru: string; en: string };
  street: string;
  building: string;
  lat: number;
  lng: number;
  metroStations: { station_id: string; station_name: string; line_id: string; line_name: string; lat: number; lng: number }[];
}

export interface Department {
  id: string;
  name: { ru: string; en: string };
}

/** One payment from the balance. */
interface Payment {
  vacancyId: string;
  billingTypeId: BillingTypeId;
  at: number;
}

export interface HeadHunterState {
  employer: { id: string; name: string };
  /** The manager of the token. */
  callerId: string;
  managers: Manager[];
  vacancies: Map<string, Vacancy>;
  nextVacancyId: number;
  /** The employer's packages by billing type. */
  balance: Record<BillingTypeId, PublicationPackage[]>;
  /** Publications left by manager and billing type; no limit where missing. */
  quotas: Record<string, Partial<Record<BillingTypeId, number>>>;
  departments: Department[];
  /** Departments whose services are used up. */
  departmentsWithoutServices: Set<string>;
  addresses: Address[];
  brandedTemplates: { id: string; name: string }[];
  testIds: string[];
  /** Work accounts that X-Manager-Account-Id may name, the primary one first. */
  accountIds: string[];
  tokens: IssuedToken[];
  conditions: Record<string, Condition>;
  paidPublications: Payment[];
  paidProlongations: Payment[];
  paidUpgrades: (Payment & { from: BillingTypeId })[];
}

/** The arguments of all rules. */
export interface World {
  state: HeadHunterState;
  knobs: HeadHunterKnobs;
  now: number;
}
