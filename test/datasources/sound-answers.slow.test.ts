import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { RecordKind } from "../../src/http/checks/record-check.js";
import { parseWith } from "../../src/http/checks/sound-check.js";
import { z } from "../../src/http/checks/zod.js";
import { parseJson } from "../../src/http/sending/body.js";
import { breakage, broken } from "../support/breakage.js";
import { type Company, HARVESTS, startCompany } from "../support/company.js";

const DATASOURCES = join(__dirname, "../../src/datasources");
const seeded = { seed: 20261126, numRuns: 60 };

/** Every schema of every `*.wire.ts`, those of records too. */
async function schemasOfWireFiles(): Promise<[string, z.ZodType][]> {
  const files = readdirSync(DATASOURCES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".wire.ts"));
  const modules = await Promise.all(files.map(async (file) => [file, (await import(join(DATASOURCES, file))) as object] as const));
  return modules.flatMap(([file, module]) =>
    Object.entries(module).flatMap(([name, exported]): [string, z.ZodType][] => {
      const schema = exported instanceof z.ZodType ? exported : (exported as RecordKind<object>).schema;
      return schema instanceof z.ZodType ? [[`${name} of ${file}`, schema]] : [];
    }),
  );
}

const QUERY = `query Everything($jobs: [ID!]!, $vacancies: [ID!]!) {
  jobs(first: 40) { nodes { id openings { nodes { id closeReason { id } } } } } closeReasons(vendor: GREENHOUSE) { id }
  jobTimeline(jobIds: $jobs, start: "2000-01-01", end: "2100-01-01") { versions { id names { value } } openings { id } }
  active: vacancies(first: 10) { nodes { id can { prolongate { allowed } } upgrades { name } } }
  archived: vacancies(status: CLOSED, first: 10) { nodes { id } }
  nodes(ids: $vacancies) { id ... on Vacancy { prolongation { allowed } stats { views } } }
  vacancyPublicationTypes(vendor: HEADHUNTER) { name } vacancyFieldRules(vendor: HEADHUNTER) { path }
}`;

/** What the stand-ins answer to everything that the graph reads, as the server parses it: each answer, and each object and list in it. */
async function answersOf(company: Company): Promise<unknown[]> {
  const heard: unknown[] = [];
  const listen = (_: unknown, json: unknown) => {
    heard.push(parseJson(JSON.stringify(json)));
    return undefined;
  };
  for (const vendor of [company.greenhouse, company.feishu, company.headhunter, company.linkedin]) vendor.spoil = listen;
  const jobs = ["feishu-corehr", "feishu-hire", "greenhouse"].flatMap((vendor) => idsOf(company, vendor));
  await company.while(company.graph.ask(QUERY, { jobs, vacancies: ["headhunter:vacancy:8331228", "linkedin:vacancy:REQ-1001"] }));
  await company.stop();
  return heard;
}

function idsOf({ feishu, greenhouse }: Company, vendor: string): string[] {
  const { coreJobs, hireJobs } = feishu.standIn.state;
  const ids = {
    "feishu-corehr": [...coreJobs.keys()],
    "feishu-hire": [...hireJobs.keys()],
    greenhouse: greenhouse.standIn.state.jobs.map(({ id }) => id),
  };
  return ids[vendor as keyof typeof ids].slice(0, 3).map((id) => `${vendor}:job:${id}`);
}

function partsOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(partsOf)] : [];
}

/** One of each form: of equal fields, or of equal length. */
function oneOfEach(values: readonly unknown[]): unknown[] {
  const formOf = (value: unknown) => (Array.isArray(value) ? `[${value.length}]` : Object.keys(value as object).join());
  return [...new Map(values.map((value) => [formOf(value), value])).values()];
}

describe("Every schema of every vendor's wire file", () => {
  let schemas: [string, z.ZodType][];
  let parts: unknown[];

  beforeAll(async () => {
    schemas = await schemasOfWireFiles();
    const companies = await Promise.all(HARVESTS.map((harvest) => startCompany({}, undefined, harvest)));
    parts = oneOfEach((await Promise.all(companies.map(answersOf))).flat().flatMap(partsOf));
  });

  it("reads the vendors' answers, whole or broken in any place, as zod reads them", () => {
    expect(schemas.length).toBeGreaterThan(60);
    expect(parts.length).toBeGreaterThan(100);
    for (const [name, schema] of schemas) {
      for (const part of parts) expectSame(name, schema, part);
      fc.assert(
        fc.property(breakage, (how) => {
          const { records, index } = broken(parts, how);
          expectSame(name, schema, records[index]);
        }),
        seeded,
      );
    }
  });

  it("hands on records as they were parsed; only what it gives in place of refusals and of lists of choices is made anew", () => {
    const copied = schemas.filter(([, schema]) => parts.some((part) => isCopied(schema, part))).map(([name]) => name.split(" of ")[0]);
    expect(copied.sort()).toEqual(["wireApiError", "wireErrorBody", "wireErrorBody", "wireErrors", "wireManagerAccounts"]);
  });
});

function expectSame(name: string, schema: z.ZodType, value: unknown): void {
  const read = parseWith(schema, value);
  const expected = schema.safeParse(value);
  expect([name, read.success, read.data]).toEqual([name, expected.success, expected.data]);
  expect(read.error?.issues).toEqual(expected.error?.issues);
}

function isCopied(schema: z.ZodType, value: unknown): boolean {
  const { success, data } = parseWith(schema, value);
  return success && data !== value;
}
