import type { Dice } from "./dice.js";
import { hireId, jobId, MANAGER, postingId, type VendorName, type Vendors, vacancyId } from "./truth.js";

/** A change through the graph: its mutation, and the record that it changes; none where it makes one. */
export interface Own {
  vendor: VendorName;
  recordId: string | undefined;
  mutation: string;
  type: string;
  input: Record<string, unknown>;
  /** Fields of the payload that read what was changed. */
  payload: string;
}

type Choose = (company: Vendors, dice: Dice, name: string) => Own | undefined;

const jobsOf = ({ greenhouse }: Vendors, least: number, status: "open" | "closed") =>
  greenhouse.standIn.state.jobs.filter(
    (job) => job.status !== "draft" && job.openings.filter((seat) => seat.status === status).length >= least,
  );

function seatOf(company: Vendors, dice: Dice, status: "open" | "closed") {
  const job = dice.pick(jobsOf(company, 1, status));
  const seat = job && dice.pick(job.openings.filter((one) => one.status === status && (status === "open" || one.application_id === null)));
  return job && seat && { recordId: jobId(job.id), id: `greenhouse:opening:${job.id}.${seat.id}` };
}

const ofVacancies =
  (status: "active" | "archived" | "hidden", mutation: string, type: string, inputOf: (name: string) => object = () => ({})): Choose =>
  ({ headhunter, clock }, dice, name) => {
    const soon = clock.now() + 3 * 86_400_000;
    const own = [...headhunter.standIn.state.vacancies.values()].filter(
      ({ managerId, archivedAt, hidden, expiresAt, awaitingPremoderation }) =>
        managerId === MANAGER &&
        !awaitingPremoderation &&
        (archivedAt === null ? "active" : hidden ? "hidden" : "archived") === status &&
        (status !== "active" || expiresAt > soon),
    );
    const vacancy = dice.pick(own);
    if (vacancy === undefined) return undefined;
    const id = vacancyId(vacancy.id);
    return { vendor: "headhunter", recordId: id, mutation, type, input: { id, ...inputOf(name) }, payload: "vacancy { id status }" };
  };

const ofPostings =
  (mutation: string, type: string, inputOf: (name: string) => object = () => ({})): Choose =>
  ({ linkedin }, dice, name) => {
    const listed = [...linkedin.standIn.state.postings.values()].filter(
      ({ state, publishedElsewhere }) => state === "LISTED" && !publishedElsewhere,
    );
    const posting = dice.pick(listed);
    if (posting === undefined) return undefined;
    const id = postingId(posting.externalJobPostingId);
    return { vendor: "linkedin", recordId: id, mutation, type, input: { id, ...inputOf(name) }, payload: "vacancy { id status }" };
  };

const CHANGES: readonly Choose[] = [
  (company, dice) => {
    const seat = seatOf(company, dice, "open");
    const closeReasonId = String(company.greenhouse.standIn.state.closeReasons[0]?.id);
    return seat && own("closeOpening", "CloseOpeningInput", seat.recordId, { id: seat.id, closeReasonId });
  },
  (company, dice) => {
    const seat = seatOf(company, dice, "closed");
    return seat && own("reopenOpening", "ReopenOpeningInput", seat.recordId, { id: seat.id });
  },
  (company, dice) => {
    const job = dice.pick(jobsOf(company, 1, "open"));
    const openings = Array.from({ length: 1 + dice.below(2) }, () => ({}));
    return job && own("createOpenings", "CreateOpeningsInput", jobId(job.id), { jobId: jobId(job.id), openings });
  },
  (company, dice) => {
    const job = dice.pick([...company.feishu.standIn.state.hireJobs.values()].filter(({ activeStatus }) => activeStatus === 1));
    return job && { ...own("closeJob", "CloseJobInput", hireId(job.id), { id: hireId(job.id) }), vendor: "feishu-hire" };
  },
  (company, dice) => {
    const job = dice.pick([...company.feishu.standIn.state.hireJobs.values()].filter(({ activeStatus }) => activeStatus === 2));
    const until = dice.oneIn(2) ? { expiresAt: new Date(company.clock.now() + 40 * 86_400_000).toISOString() } : {};
    return job && { ...own("reopenJob", "ReopenJobInput", hireId(job.id), { id: hireId(job.id), ...until }), vendor: "feishu-hire" };
  },
  ofVacancies("active", "updateVacancy", "UpdateVacancyInput", (name) => ({ name })),
  ofVacancies("active", "updateVacancy", "UpdateVacancyInput", (name) => ({ code: `CODE ${name}` })),
  ofVacancies("active", "closeVacancy", "CloseVacancyInput"),
  ofVacancies("active", "prolongateVacancy", "ProlongateVacancyInput"),
  ofVacancies("archived", "deleteVacancy", "DeleteVacancyInput"),
  ofVacancies("hidden", "restoreVacancy", "RestoreVacancyInput"),
  (_company, _dice, name) => {
    const headhunter = { areaId: "1", typeId: "open", billingTypeId: "standard", professionalRoleIds: ["156"] };
    const input = { name, code: `CODE ${name}`, description: `<p>${"Keeps the store in order. ".repeat(10)}</p>`, headhunter };
    return {
      vendor: "headhunter",
      recordId: undefined,
      mutation: "publishVacancy",
      type: "PublishVacancyInput",
      input,
      payload: "vacancy { id }",
    };
  },
  (_company, _dice, name) => {
    const code = name.replace(" ", "-");
    const linkedin = { location: "Berlin, Germany", applyUrl: `https://jobs.example.com/${code}` };
    const input = { name, code, description: `<p>${"Keeps the store in order. ".repeat(10)}</p>`, linkedin };
    return {
      vendor: "linkedin",
      recordId: postingId(code),
      mutation: "publishVacancy",
      type: "PublishVacancyInput",
      input,
      payload: "vacancy { id }",
    };
  },
  ofPostings("updateVacancy", "UpdateVacancyInput", (name) => ({ name })),
  ofPostings("closeVacancy", "CloseVacancyInput"),
];

/** Some change that a client may make now. */
export function chooseOwn(company: Vendors, dice: Dice, name: string): Own | undefined {
  return dice.pick(CHANGES)?.(company, dice, name);
}

function own(mutation: string, type: string, recordId: string, input: Record<string, unknown>): Own {
  return { vendor: "greenhouse", recordId, mutation, type, input, payload: "job { id status }" };
}
