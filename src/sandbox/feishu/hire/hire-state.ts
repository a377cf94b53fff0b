import type { LocalName } from "../local-name.js";

export interface NamedEntity {
  id: string;
  name: LocalName;
}

/** Levels and families have two ids; the default one is of a type that Feishu is retiring (hire/README, "Reading"). */
export interface MigratedEntity extends NamedEntity {
  retiringId: string;
}

export interface Department extends NamedEntity {
  /** The open_department_id, with its prefix `od-`; `id` is the department_id. */
  openId: string;
  parent?: Department;
}

export interface Address {
  id: string;
  name: LocalName;
  district?: NamedEntity;
  city: NamedEntity;
  state?: NamedEntity;
  country: NamedEntity;
}

/** A headcount request that the job fills. */
export interface JobRequirement {
  id: string;
  shortCode: string;
  name: string;
}

export interface Storefront extends NamedEntity {
  address?: Address;
  createdAt: number;
}

export interface Tag extends NamedEntity {
  order: number;
}

export const OPEN = 1;
export const CLOSED = 2;

/** A recruiting job of the tenant. hire-shapes.ts makes both response forms from it. */
export interface HireJob {
  /** Nineteen digits. */
  id: string;
  /** The job number for people; in the sample the requisition's code. */
  code: string;
  title: string;
  description: string;
  requirement: string;
  activeStatus: typeof OPEN | typeof CLOSED;
  /** Milliseconds since the epoch; undefined for a job that never expires. */
  expiresAt?: number;
  createdAt: number;
  updatedAt: number;
  recruitmentType: NamedEntity;
  department: Department;
  cities: NamedEntity[];
  addresses: Address[];
  tags: Tag[];
  requirements: JobRequirement[];
  /** A job with any is a store job. */
  storefronts: Storefront[];
  minLevel?: MigratedEntity;
  maxLevel?: MigratedEntity;
  family?: MigratedEntity;
  jobType: NamedEntity;
  jobFunction?: NamedEntity;
  subject?: NamedEntity;
  highlights: NamedEntity[];
  majors: NamedEntity[];
  process: NamedEntity & { type: 1 | 2 };
  jobAttribute: 1 | 2;
  headCount: number;
  experience: number;
  requiredDegree: number;
  /** Thousands per month. */
  minSalary: number;
  maxSalary: number;
  /** Numbers of people, shown as ids of the requested kind. A job made by an integration has no creator. */
  creator?: number;
  recruiter: number;
  hiringManagers: number[];
  assistants: number[];
}
