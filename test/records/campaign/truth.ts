import type { CoreJobVersion } from "../../../src/sandbox/feishu/corehr/corehr-state.js";
import type { Vacancy } from "../../../src/sandbox/headhunter/index.js";
import type { Company } from "../../support/company.js";

/** The vendors of a company, and their clock. */
export type Vendors = Pick<Company, "feishu" | "greenhouse" | "headhunter" | "linkedin"> & { clock: { now(): number } };

/** What a poller can see of a record, by the names of the graph; moments in whole seconds, since not every vendor tells more. */
export type Facts = Readonly<Record<string, unknown>>;
/** By global ids. */
export type Truth = ReadonlyMap<string, Facts>;

export const VENDORS = ["greenhouse", "feishu-hire", "feishu-corehr", "headhunter", "linkedin"] as const;
export type VendorName = (typeof VENDORS)[number];

/** The manager whose vacancies the server looks through. */
export const MANAGER = "321";

/** The records of a vendor as they are now, worked out of the stand-in's own state and nothing else. */
export function truthOf(vendor: VendorName, company: Vendors): Truth {
  switch (vendor) {
    case "greenhouse":
      return byId(company.greenhouse.standIn.state.jobs, ({ id }) => `greenhouse:job:${id}`, factsOfJob);
    case "feishu-hire":
      return byId(company.feishu.standIn.state.hireJobs.values(), ({ id }) => hireId(id), factsOfHire);
    case "feishu-corehr": {
      const today = new Date(company.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
      return byId(
        company.feishu.standIn.state.coreJobs.values(),
        ({ id }) => profileId(id),
        ({ versions }) => factsOfProfile(versions, today),
      );
    }
    case "headhunter": {
      const own = [...company.headhunter.standIn.state.vacancies.values()].filter(({ managerId }) => managerId === MANAGER);
      return byId(own, ({ id }) => vacancyId(id), factsOfVacancy);
    }
    case "linkedin":
      return truthOfPostings(company);
  }
}

export const jobId = (id: number) => `greenhouse:job:${id}`;
export const hireId = (id: string) => `feishu-hire:job:${id}`;
export const profileId = (id: string) => `feishu-corehr:job:${id}`;
export const vacancyId = (id: string) => `headhunter:vacancy:${id}`;
export const postingId = (id: string) => `linkedin:vacancy:${id}`;

/** One that was posted through this server: of others it knows nothing. */
function truthOfPostings({ linkedin }: Vendors): Truth {
  const { state } = linkedin.standIn;
  const found = new Map<string, Facts>();
  for (const { externalJobPostingId: id, operation, element } of state.tasks.values()) {
    if (operation !== "CREATE") continue;
    const posting = state.postings.get(id);
    // Its times are those that it was sent with until its listing is read, and no part of this.
    if (posting === undefined) found.set(postingId(id), { name: element.title, code: id, status: "PENDING" });
    else found.set(postingId(id), { name: posting.element.title, code: id, status: posting.state === "LISTED" ? "ACTIVE" : "CLOSED" });
  }
  return found;
}

type Job = Company["greenhouse"]["standIn"]["state"]["jobs"][number];

function factsOfJob({ name, requisition_id, status, opened_at, closed_at, openings }: Job): Facts {
  return {
    name,
    code: requisition_id || null,
    status: status.toUpperCase(),
    openedAt: second(opened_at),
    closedAt: second(closed_at),
    openings: openings.reduce((count, opening) => count + (opening.status === "open" ? 1 : 0), 0),
  };
}

type HireJob = ReturnType<Company["feishu"]["standIn"]["state"]["hireJobs"]["get"]> & object;

function factsOfHire({ title, code, activeStatus, expiresAt }: HireJob): Facts {
  return { name: title, code, status: activeStatus === 1 ? "OPEN" : "CLOSED", expiresAt: second(expiresAt ?? null) };
}

/** Undefined where no version is in force: such a profile is neither shown nor deleted. */
function factsOfProfile(versions: readonly CoreJobVersion[], today: string): Facts | undefined | "gone" {
  const written = versions.filter(({ supersededAt }) => supersededAt === undefined);
  if (written.length === 0) return "gone";
  const current = written.find(({ effectiveDate, expirationDate }) => effectiveDate <= today && today < expirationDate);
  if (current === undefined) return undefined;
  const { names, code, active } = current;
  return { name: names.zh ?? names.en ?? "", code, status: active ? "OPEN" : "CLOSED" };
}

function factsOfVacancy({ fields, archivedAt, hidden, publishedAt, expiresAt }: Vacancy): Facts {
  return {
    name: fields.name,
    code: fields.code ?? null,
    status: archivedAt === null ? "ACTIVE" : hidden ? "DELETED" : "CLOSED",
    publishedAt: second(publishedAt),
    expiresAt: second(expiresAt),
  };
}

/** What is not shown now has no facts, and is as it was. */
export const HIDDEN: Facts = {};

function byId<One>(records: Iterable<One>, idOf: (one: One) => string, factsOf: (one: One) => Facts | undefined | "gone"): Truth {
  const found = new Map<string, Facts>();
  for (const one of records) {
    const facts = factsOf(one);
    if (facts !== "gone") found.set(idOf(one), facts ?? HIDDEN);
  }
  return found;
}

/** Epoch seconds. */
export function second(moment: unknown): number | null {
  if (moment === null || moment === undefined) return null;
  return Math.floor((typeof moment === "number" ? moment : Date.parse(String(moment))) / 1_000);
}
