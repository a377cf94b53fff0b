import fc from "fast-check";
import { toJob as toCoreJob, toJobVersion } from "../../src/datasources/feishu/corehr/corehr.mapping.js";
import { wireCurrentJob, wireJobVersion } from "../../src/datasources/feishu/corehr/corehr.wire.js";
import { toJob as toHireJob, toJobOfDetail } from "../../src/datasources/feishu/hire/hire.mapping.js";
import { wireHireJob, wireHireJobDetail } from "../../src/datasources/feishu/hire/hire.wire.js";
import { toCloseReason } from "../../src/datasources/greenhouse/greenhouse.mapping.js";
import { toJob, toOpening, toWholeOpening } from "../../src/datasources/greenhouse/v1/harvest-v1.mapping.js";
import { wireCloseReason, wireJob, wireOpening } from "../../src/datasources/greenhouse/v1/harvest-v1.wire.js";
import { checkFields, flattenFieldRules } from "../../src/datasources/headhunter/headhunter.field-rules.js";
import { toListedVacancy, toProlongation, toPublicationType, toWholeVacancy } from "../../src/datasources/headhunter/headhunter.mapping.js";
import {
  wireDayFigure,
  wireFieldRules,
  wireListedVacancy,
  wireProlongation,
  wirePublicationType,
  wireVacancy,
} from "../../src/datasources/headhunter/headhunter.wire.js";
import { type RecordKind, rawOf, UnreadableRecord, unreadPartsOf } from "../../src/http/checks/record-check.js";
import { VendorError } from "../../src/http/vendor-error.js";
import { sampleVacancyId } from "../../src/sandbox/headhunter/index.js";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import { breakage, broken } from "../support/breakage.js";
import { type Company, startCompany } from "../support/company.js";
import { read, readAll } from "../support/records.js";

const [GREENHOUSE, HIRE, COREHR, HEADHUNTER] = [Vendor.GREENHOUSE, Vendor.FEISHU_HIRE, Vendor.FEISHU_COREHR, Vendor.HEADHUNTER].map(
  (vendor) => sourceOf(vendor),
) as [Source, Source, Source, Source];

const seeded = { seed: 20261122, numRuns: 150 };
const TOKENS = ["job_name", "code", "active", "description", "effective_date", "expiration_date", "job_title", "job_family", "pathway"];

/** A list of one vendor's records as they arrive, and everything that is made of each. */
interface Case {
  name: string;
  kind: RecordKind<never>;
  records: unknown[];
  map: (wire: never) => unknown;
}

/** Every list that the graph reads, as the stand-ins answer it. */
async function answersOf(company: Company): Promise<Map<string, unknown[]>> {
  const heard = new Map<string, unknown[]>();
  const listen = ({ path }: { path: string }, json: unknown) => {
    const name = path.replace(/\d{3,}/g, "{id}");
    heard.set(name, [...(heard.get(name) ?? []), json]);
    return undefined;
  };
  company.greenhouse.spoil = listen;
  company.feishu.spoil = listen;
  company.headhunter.spoil = listen;
  const job = company.greenhouse.standIn.state.jobs.find(({ openings }) => openings.length > 3);
  const core = [...company.feishu.standIn.state.coreJobs.keys()].slice(0, 4).map((id) => `feishu-corehr:job:${id}`);
  const hire = [...company.feishu.standIn.state.hireJobs.keys()].slice(0, 3).map((id) => `feishu-hire:job:${id}`);
  const vacancies = [0, 1, 6, 8].map((index) => `headhunter:vacancy:${sampleVacancyId(index)}`);
  const answer = await company.while(
    company.graph.ask(
      `query Everything($core: [ID!]!, $hire: [ID!]!, $vacancies: [ID!]!) {
        jobs(first: 30) { nodes { id } } closeReasons(vendor: GREENHOUSE) { id }
        timeline: jobTimeline(jobIds: ["greenhouse:job:${job?.id}"], start: "2000-01-01", end: "2100-01-01") { openings { id } }
        versions: jobTimeline(jobIds: $core, start: "2000-01-01", end: "2100-01-01") { versions { id names { value } titles { value }
          descriptions { value } code active expirationDate jobFamilyIds jobLevelIds pathwayId workingHoursTypeId } }
        core: nodes(ids: $core) { id } hire: nodes(ids: $hire) { id }
        active: vacancies(first: 10) { nodes { id } } archived: vacancies(status: CLOSED, first: 10) { nodes { id } }
        whole: nodes(ids: $vacancies) { id ... on Vacancy { prolongation { allowed } stats { views } } }
        vacancyPublicationTypes(vendor: HEADHUNTER) { name } vacancyFieldRules(vendor: HEADHUNTER) { path }
      }`,
      { core, hire, vacancies },
    ),
  );
  expect(answer.errors).toBeUndefined();
  return heard;
}

const items = (answers: unknown[] | undefined): unknown[] =>
  (answers ?? []).flatMap((answer) => {
    const { data, items: own } = answer as { data?: { items: unknown[] }; items?: unknown[] };
    return Array.isArray(answer) ? answer : (data?.items ?? own ?? []);
  });

describe("One record that is broken anywhere, in any way", () => {
  const cases: Case[] = [];

  beforeAll(async () => {
    const company = await startCompany();
    const heard = await answersOf(company);
    await company.stop();
    const add = <Wire extends object>(name: string, kind: RecordKind<Wire>, records: unknown[], map: (wire: Wire) => unknown) => {
      if (records.length === 0) throw new Error(`Nothing was heard of ${name}`);
      cases.push({ name, kind: kind as never, records: records.slice(0, 12), map: map as never });
    };
    const vacancy = heard.get("/vacancies/{id}") ?? [];
    const pages = (list: string) => items(heard.get(`/employers/1455/vacancies/${list}`) ?? heard.get(`/employers/{id}/vacancies/${list}`));
    const versions = items(heard.get("/open-apis/corehr/v2/jobs/query_multi_timeline"));
    const jobs = items(heard.get("/v1/jobs"));
    add("jobs of Greenhouse", wireJob, jobs, (wire) => toJob(GREENHOUSE, wire));
    const nested = jobs.flatMap((job) => (job as { openings: unknown[] }).openings);
    add("openings in jobs", wireOpening, nested, (wire) => toOpening(GREENHOUSE, wire, "1"));
    add("openings", wireOpening, items(heard.get("/v1/jobs/{id}/openings")), (wire) => toWholeOpening(GREENHOUSE, wire, "1"));
    add("close reasons", wireCloseReason, items(heard.get("/v1/close_reasons")), toCloseReason);
    add("jobs of Feishu Hire", wireHireJob, items(heard.get("/open-apis/hire/v1/jobs")), (wire) => toHireJob(HIRE, wire, ["en"]));
    const hire = (heard.get("/open-apis/hire/v1/jobs/{id}/get_detail") ?? []) as { data: { job_detail: unknown } }[];
    const details = hire.map(({ data }) => data.job_detail);
    add("single jobs of Feishu Hire", wireHireJobDetail, details, (wire) => toJobOfDetail(HIRE, wire));
    add("jobs of Feishu CoreHR", wireCurrentJob, items(heard.get("/open-apis/corehr/v2/jobs")), (wire) => toCoreJob(COREHR, wire));
    add(
      "versions",
      wireJobVersion,
      versions.flatMap((group) => (group as { job_version_data: unknown[] }).job_version_data),
      (wire) => toJobVersion(COREHR, wire, TOKENS),
    );
    add("active vacancies", wireListedVacancy, pages("active"), (wire) => toListedVacancy(HEADHUNTER, wire, "active"));
    add("archived vacancies", wireListedVacancy, pages("archived"), (wire) => toListedVacancy(HEADHUNTER, wire, "archived"));
    add("vacancies", wireVacancy, vacancy, (wire) => toWholeVacancy(HEADHUNTER, wire));
    add("prolongations", wireProlongation, heard.get("/vacancies/{id}/prolongate") ?? [], toProlongation);
    add("days", wireDayFigure, items(heard.get("/vacancies/{id}/stats")), (wire) => wire);
    const types = [...heard].filter(([path]) => path.endsWith("available_types")).flatMap(([, answers]) => answers);
    add("kinds of publication", wirePublicationType, items(types), toPublicationType);
    add("field rules", wireFieldRules, heard.get("/vacancy_conditions") ?? [], (wire) => [
      flattenFieldRules(wire),
      checkFields({ name: "n", contacts: { phones: [{ number: "1" }] }, area: { id: "1" } }, wire, true),
    ]);
  });

  it("does not affect other records of its list, and is reported", () => {
    expect(cases.map(({ name }) => name)).toHaveLength(15);
    for (const { name, kind, records, map } of cases) {
      const before = records.map((record) => JSON.stringify(map(read(record, kind) as never)));
      for (const record of records) expect([name, unreadPartsOf(read(record, kind))]).toEqual([name, undefined]);
      fc.assert(
        fc.property(breakage, (how) => {
          const { records: spoiled, index } = broken(records, how);
          const list = readAll(spoiled, kind);
          expect(list).toHaveLength(records.length);
          for (const [at, one] of list.entries()) {
            if (at !== index) {
              expect(one).not.toBeInstanceOf(UnreadableRecord);
              expect(JSON.stringify(map(one as never))).toBe(before[at]);
              continue;
            }
            const told = one instanceof UnreadableRecord ? one : unreadPartsOf(one);
            if (told !== undefined) {
              expect(told).toBeInstanceOf(VendorError);
              expect(told.code).toBe("BAD_RESPONSE");
              expect(told.message.length).toBeLessThan(1_500);
              expect(told.raw).toBe(spoiled[index]);
            }
            if (one instanceof UnreadableRecord) continue;
            expect(rawOf(one)).toEqual(spoiled[index]);
            expect(() => JSON.stringify(map(one as never))).not.toThrow();
          }
        }),
        seeded,
      );
    }
  });
});
