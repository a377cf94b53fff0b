import { REQUISITIONS, type Requisition } from "../../world.js";
import { jobTime } from "../opening-rules.js";
import type { ApplicationRecord, CustomFieldDefinition, GreenhouseState, JobRecord, JobStatus, OpeningRecord } from "../records.js";
import { sampleCompany } from "./sample-company.js";
import { sampleFields, sampleValues } from "./sample-fields.js";

const DAY_MS = 86_400_000;
const LANGUAGES = ["en", "zh", "ru"] as const;

/** The sample company in Greenhouse; every id is above 2^31. Deterministic, and a new copy on each call. */
export function sampleState(): GreenhouseState {
  const company = sampleCompany();
  const finance = company.departments.find((department) => department.external_id === "dept-finance");
  const customFields = sampleFields(finance?.id ?? 0);
  const builder = new JobBuilder({ ...company, customFields });
  const jobs = REQUISITIONS.map((requisition) => builder.job(requisition));
  return { ...company, customFields, jobs, applications: builder.applications, nextOpeningId: 4_150_000_000 };
}

type Company = ReturnType<typeof sampleCompany> & { customFields: CustomFieldDefinition[] };

class JobBuilder {
  readonly applications: ApplicationRecord[] = [];
  readonly #company: Company;
  #openings = 0;

  constructor(company: Company) {
    this.#company = company;
  }

  job(requisition: Requisition): JobRecord {
    const { index, title, city } = requisition;
    const id = 4_000_000_000 + index * 7;
    const language = LANGUAGES[index % 3] ?? "en";
    const status = statusOf(index);
    const openedAt = Date.parse(`${requisition.openedOn}T09:00:00Z`);
    const closedAt = openedAt + 60 * DAY_MS;
    const department = this.#company.departments.find((one) => one.name === requisition.department.en);
    const office = this.#company.offices.find((one) => one.name === city.en);
    const userIds = this.#company.users.map((user) => user.id);
    const member = (shift: number) => ({ userId: userIds[(index + shift) % userIds.length] ?? 0, responsible: shift === 1 });
    this.applications.push({ id: applicationId(index * 100), jobId: id, status: "active" });
    const job: JobRecord = {
      id,
      name: `${title[language]} (${city[language]})`,
      requisition_id: requisitionId(requisition),
      notes: index % 4 === 0 ? null : `<p>${title[language]}</p>`,
      confidential: index % 20 === 7,
      status,
      created_at: jobTime(openedAt - 3 * DAY_MS),
      updated_at: jobTime(status === "closed" ? closedAt : openedAt),
      opened_at: status === "draft" ? null : jobTime(openedAt),
      closed_at: status === "closed" ? jobTime(closedAt) : null,
      is_template: index < 5 ? null : index % 30 === 29,
      copied_from_id: index % 9 === 8 ? id - 7 : null,
      departmentId: department?.id ?? null,
      officeIds: office === undefined || index % 15 === 14 ? [] : [office.id],
      hiringTeam: { hiring_managers: [member(0)], recruiters: [member(1), member(2)], coordinators: [member(3)], sourcers: [] },
      values: sampleValues(this.#fields("job"), index, userIds),
      openings: [],
      approvalResets: { startRecruiting: 0, officialJob: 0 },
    };
    job.openings = Array.from({ length: openingCount(requisition, status) }, (_, seat) => this.#opening(requisition, job, seat));
    return job;
  }

  /** The first opening of an open job is open; a closed job has no open opening. */
  #opening(requisition: Requisition, job: JobRecord, seat: number): OpeningRecord {
    const number = this.#openings;
    this.#openings += 1;
    const openedAt = Date.parse(`${requisition.openedOn}T09:30:00.250Z`) + seat * 3_600_000;
    const closed = job.status === "closed" || (job.status === "open" && seat > 0 && number % 4 === 1);
    // A third of the closed openings is filled, a third has a reason only, and a third has neither.
    const ending = number % 3;
    const application = closed && ending === 0 ? applicationId(requisition.index * 100 + seat + 1) : null;
    if (application !== null) this.applications.push({ id: application, jobId: job.id, status: "hired" });
    const reasons = this.#company.closeReasons;
    const reason = application === null ? reasons[2 + (number % 3)] : reasons[number % 2];
    return {
      id: 4_100_000_000 + number * 3,
      opening_id: openingText(requisition, seat, number),
      status: closed ? "closed" : "open",
      opened_at: new Date(openedAt).toISOString(),
      closed_at: closed ? new Date(openedAt + 45 * DAY_MS).toISOString() : null,
      application_id: application,
      close_reason_id: closed && ending !== 1 ? (reason?.id ?? null) : null,
      tiedToOffer: closed && application === null && number % 20 === 1,
      values: sampleValues(
        this.#fields("opening").filter(
          (field) => field.departmentIds.length === 0 || field.departmentIds.some((id) => id === job.departmentId),
        ),
        number,
        this.#company.users.map((user) => user.id),
      ),
    };
  }

  #fields(type: "job" | "opening"): CustomFieldDefinition[] {
    return this.#company.customFields.filter((field) => field.field_type === type);
  }
}

function statusOf(index: number): JobStatus {
  if (index % 10 === 3) return "draft";
  return index % 6 === 5 ? "closed" : "open";
}

/** Three quarters of the requisition's seats have an opening; every other draft has none. */
function openingCount(requisition: Requisition, status: JobStatus): number {
  if (status === "draft" && requisition.index % 20 === 3) return 0;
  return Math.ceil(requisition.seats * 0.75);
}

function requisitionId(requisition: Requisition): string | null {
  if (requisition.index % 17 === 8) return null;
  return requisition.index % 23 === 11 ? "" : requisition.code;
}

/** The opening's id for people: mostly the code and a seat, sometimes null, blank, or that of other openings. */
function openingText(requisition: Requisition, seat: number, number: number): string | null {
  if (number % 9 === 4) return null;
  if (number % 11 === 6) return "";
  return number % 13 === 7 ? "HEADCOUNT-2026" : `${requisition.code}-${seat + 1}`;
}

function applicationId(number: number): number {
  return 4_300_000_000 + number;
}
