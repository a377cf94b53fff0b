import { sampleVacancyId } from "../../src/sandbox/headhunter/index.js";
import { HARVESTS, startCompany } from "../support/company.js";

/** Each answer of a vendor, and each record made of it, is shared by all who wait for it: here it is frozen, so that whoever changes it fails. */
jest.mock("../../src/http/sending/body.js", () => {
  const body = jest.requireActual("../../src/http/sending/body.js");
  return { ...body, parseJson: (text: string) => deeplyFrozen(body.parseJson(text)) };
});

jest.mock("../../src/http/checks/made-once.js", () => ({
  madeOnce:
    <Args extends unknown[]>(make: (...args: Args) => unknown) =>
    (...args: Args) =>
      deeplyFrozen(make(...args)),
}));

function deeplyFrozen(value: unknown): unknown {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deeplyFrozen);
  return value;
}

const READS = `query Reads($jobs: [ID!]!, $vacancies: [ID!]!) {
  jobs(first: 40) { nodes { id departments customFields { key } vendorData openings { nodes { id closeReason { id } customFields { key } } } } }
  requisition(code: "REQ-1001") { jobs { id vendorData } vacancies { id } }
  closeReasons(vendor: GREENHOUSE) { id }
  jobTimeline(jobIds: $jobs, start: "2000-01-01", end: "2100-01-01") { versions { id names { value } vendorData } openings { id } }
  active: vacancies(first: 10) { nodes { id vendorData can { prolongate { allowed } } upgrades { name } } }
  sorted: vacancies(vendors: [HEADHUNTER], areaIds: ["1", "2"], order: NAME_ASC, first: 10) { nodes { id } }
  archived: vacancies(status: CLOSED, first: 10) { nodes { id } }
  nodes(ids: $vacancies) { id ... on Vacancy { prolongation { allowed } stats { views } } }
  vacancyPublicationTypes(vendor: HEADHUNTER) { name } vacancyFieldRules(vendor: HEADHUNTER) { path }
}`;

test.each(HARVESTS)("nobody who reads changes what a vendor answered, with Greenhouse through Harvest %s", async (harvest) => {
  const company = await startCompany({}, undefined, harvest);
  const { feishu, greenhouse } = company;
  const jobs = [
    ...[...feishu.standIn.state.coreJobs.keys()].slice(0, 3).map((id) => `feishu-corehr:job:${id}`),
    ...[...feishu.standIn.state.hireJobs.keys()].slice(0, 3).map((id) => `feishu-hire:job:${id}`),
    ...greenhouse.standIn.state.jobs.slice(0, 3).map(({ id }) => `greenhouse:job:${id}`),
  ];
  const vacancies = [0, 1, 6, 8].map((index) => `headhunter:vacancy:${sampleVacancyId(index)}`);
  const ask = () => company.graph.ask(READS, { jobs, vacancies });
  const [first, second] = await company.while(Promise.all([ask(), ask()]));
  await company.stop();
  expect(first.errors).toBeUndefined();
  expect(second).toEqual(first);
});
