import type { Condition } from "./data/conditions.js";
import type { Edition, ProductId, VacancyTypeId } from "./ids.js";
import type { HeadHunterKnobs } from "./knobs.js";
import type { Subscription } from "./webhooks/subscriptions.js";

export interface Reference {
  id: string;
}

export interface Salary {
  from?: number | null;
  to?: number | null;
  currency?: string | null;
  gross?: boolean | null;
}

/** The pay of today, which replaces `salary`. */
export interface SalaryRange {
  from?: number | null;
  to?: number | null;
  currency: string;
  gross: boolean | null;
  mode: Reference;
  frequency?: Reference | null;
}

/** Either in parts or `formatted`. */
export interface Phone {
  country?: string | null;
  city?: string | null;
  number?: string | null;
  formatted?: string | null;
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
  salary_range?: SalaryRange | null;
  address?: { id: string; show_metro_only?: boolean } | null;
  contacts?: Contacts | null;
  test?: { id: string; required?: boolean } | null;
  department?: Reference | null;
  schedule?: Reference | null;
  experience?: Reference | null;
  employment?: Reference | null;
  employment_form?: Reference | null;
  work_format?: Reference[] | null;
  work_schedule_by_days?: Reference[] | null;
  working_hours?: Reference[] | null;
  fly_in_fly_out_duration?: Reference[] | null;
  internship?: boolean | null;
  night_shifts?: boolean | null;
  show_contacts?: boolean | null;
  closed_for_applicants?: boolean | null;
  age_restriction?: Reference | null;
  accept_labor_contract?: boolean | null;
  civil_law_contracts?: Reference[] | null;
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
  /** Fields that only a knob makes known. */
  [newField: string]: unknown;
}

/** A vacancy, active until `archivedAt` is set; only an archived one is `hidden`. Times are epoch milliseconds. */
export interface Vacancy {
  id: string;
  managerId: string;
  areaId: string;
  typeId: VacancyTypeId;
  productId: ProductId;
  /** The `property_type`s of `vacancy_properties`. */
  propertyTypes: readonly string[];
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
  employerId: string;
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

/** A manager's work account, which X-Manager-Account-Id names. */
export interface Account {
  id: string;
  employer: { id: string; name: string };
  managerId: string;
}

/** Bought publications of one product, for one price region or for any. */
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

/** One publication taken from the balance. */
export interface Payment {
  kind: "publication" | "prolongation" | "upgrade";
  vacancyId: string;
  productId: ProductId;
  /** What the request bought by; a prolongation buys what the vacancy has. */
  by: "billing_type" | "vacancy_properties" | "prolongation";
  at: number;
}

export interface Upgrade extends Payment {
  from: ProductId;
}

export interface HeadHunterState {
  /** The work accounts of the token's manager, the primary one first. */
  accounts: Account[];
  managers: Manager[];
  vacancies: Map<string, Vacancy>;
  nextVacancyId: number;
  /** The employer's packages by product. */
  balance: Record<ProductId, PublicationPackage[]>;
  /** Publications left by manager and product; no limit where missing. */
  quotas: Record<string, Partial<Record<ProductId, number>>>;
  departments: Department[];
  /** Departments whose services are used up. */
  departmentsWithoutServices: Set<string>;
  addresses: Address[];
  brandedTemplates: { id: string; name: string }[];
  testIds: string[];
  tokens: IssuedToken[];
  /** Webhooks, those that are blocked included. */
  subscriptions: Subscription[];
  nextSubscriptionId: number;
  /** What `GET /vacancy_conditions` serves, by edition of the page. */
  conditions: Record<Edition, Record<string, Condition>>;
  /** The ledger, by kind; `ledger` gives it whole. */
  paidPublications: Payment[];
  paidProlongations: Payment[];
  paidUpgrades: Upgrade[];
}

/** The arguments of all rules. */
export interface World {
  state: HeadHunterState;
  knobs: HeadHunterKnobs;
  now: number;
  /** The work account that the request uses. */
  account: Account;
}
