import fc from "fast-check";
import { type Breakage, breakage, broken } from "../support/breakage.js";
import { type Company, startCompany } from "../support/company.js";

const seeded = { seed: 20261122, numRuns: 60 };

const TEXTS = "names { lang value } departments locations";
const JOB = `id vendorId code name status vendorStatus ${TEXTS} createdAt updatedAt openedAt closedAt expiresAt vendorData
  can { reopen { allowed } } customFields { key name type value }`;
const OPENING = "id openingId status openedAt closedAt applicationId closeReason { id name } can { delete { allowed } }";
const VACANCY = `id vendorId name status vendorStatus url applyUrl area { id name } employer { id name } salary { from to currency gross }
  billingType { id name } canUpgradeBillingType publishedAt expiresAt closedAt counters { views responses unreadResponses }
  can { close { allowed } } vendorData`;
const VERSION = `id effectiveDate expirationDate active code names { lang value } titles { lang value } descriptions { lang value }
  jobFamilyIds jobLevelIds pathwayId workingHoursTypeId vendorData`;
const SOURCES = "sources { vendor state failure { code message } }";

interface Answered {
  nodes: { id: string; openings?: { nodes: unknown[] } }[];
  sources?: { vendor: string; state: string; failure: { code: string; message: string } | null }[];
}

interface Case {
  name: string;
  vendor: "greenhouse" | "feishu" | "headhunter";
  query: string;
  /** The records in the answer of a request; undefined where the request is about something else. */
  recordsIn: (path: string, json: never) => unknown[] | undefined;
  put: (json: never, records: unknown[]) => unknown;
}

const CASES: Case[] = [
  {
    name: "jobs of Greenhouse with their openings",
    vendor: "greenhouse",
    query: `{ list: jobs(vendors: [GREENHOUSE, HEADHUNTER], first: 8) { nodes { ${JOB} openings { nodes { ${OPENING} } ${SOURCES} } } ${SOURCES} } }`,
    recordsIn: (path, json) => (path === "/v1/jobs" ? (json as unknown[]).slice(0, 8) : undefined),
    put: (json, records) => [...records, ...(json as unknown[]).slice(8)],
  },
  {
    name: "jobs of Feishu Hire",
    vendor: "feishu",
    query: `{ list: jobs(vendors: [FEISHU_HIRE], first: 8) { nodes { ${JOB.replace("customFields { key name type value }", "")} } ${SOURCES} } }`,
    recordsIn: (path, json: { data: { items: unknown[] } }) => (path.endsWith("/hire/v1/jobs") ? json.data.items : undefined),
    put: (json: { data: object }, items) => ({ ...json, data: { ...json.data, items } }),
  },
  {
    name: "jobs of Feishu CoreHR",
    vendor: "feishu",
    query: `{ list: jobs(vendors: [FEISHU_COREHR], first: 8) { nodes { ${JOB} } ${SOURCES} } }`,
    recordsIn: (path, json: { data: { items: unknown[] } }) => (path.endsWith("/corehr/v2/jobs") ? json.data.items : undefined),
    put: (json: { data: object }, items) => ({ ...json, data: { ...json.data, items } }),
  },
  {
    name: "vacancies of HeadHunter",
    vendor: "headhunter",
    query: `{ list: vacancies(vendors: [HEADHUNTER], first: 8) { nodes { ${VACANCY} } ${SOURCES} } }`,
    recordsIn: (path, json: { items: unknown[] }) => (path.endsWith("/vacancies/active") ? json.items : undefined),
    put: (json: object, items) => ({ ...json, items }),
  },
];

/** Records that leave a page make room for others at its end: those are not compared. */
describe("A record of a list that is broken anywhere, in any way", () => {
  let company: Company;
  beforeAll(async () => {
    company = await startCompany();
  });
  afterAll(() => company.stop());

  const ask = (query: string) => company.while(company.graph.ask<{ list: Answered }, object>(query));

  it.each(CASES)("costs nothing but itself, and is told: $name", async ({ vendor, query, recordsIn, put }) => {
    const before = await ask(query);
    expect(before.errors).toBeUndefined();
    const all = before.data?.list.nodes ?? [];
    await fc.assert(
      fc.asyncProperty(breakage, async (how) => {
        let index: number | undefined;
        company[vendor].spoil = ({ path }, json) => {
          const records = recordsIn(path, json);
          if (records === undefined) return undefined;
          // The first page alone: what was passed over makes the walk go on.
          if (index !== undefined) return undefined;
          const spoiled = broken(records, how);
          index = spoiled.index;
          return put(json, spoiled.records);
        };
        const { data, errors = [] } = await ask(query);
        company[vendor].spoil = undefined;
        const nodes = data?.list.nodes ?? [];
        const others = all.filter((_, at) => at !== index);
        const kept = new Map(nodes.map((node) => [node.id, JSON.stringify(node)]));
        for (const node of others) expect(kept.get(node.id)).toBe(JSON.stringify(node));
        expect(nodes.filter(({ id }) => others.some((one) => one.id === id)).map(({ id }) => id)).toEqual(others.map(({ id }) => id));
        for (const { extensions, path } of errors) expect([path?.[0], extensions.code]).toEqual(["list", "BAD_RESPONSE"]);
        for (const { state, failure } of data?.list.sources?.filter((one) => one.vendor !== "HEADHUNTER" || vendor === "headhunter") ??
          []) {
          expect(["FRESH", "INCOMPLETE"]).toContain(state);
          expect(failure?.code).toBe(state === "FRESH" ? undefined : "BAD_RESPONSE");
        }
        const isLeftOut = !nodes.some(({ id }) => id === all[index ?? 0]?.id) && changesId(how) === false;
        if (isLeftOut) expect(data?.list.sources?.some(({ state }) => state === "INCOMPLETE")).toBe(true);
      }),
      seeded,
    );
  });

  it("costs no other version of a job anything", async () => {
    const ids = [...company.feishu.standIn.state.coreJobs.keys()].slice(0, 3).map((id) => `feishu-corehr:job:${id}`);
    const list = ids.map((id) => `"${id}"`).join(", ");
    const query = `{ list: jobTimeline(jobIds: [${list}], start: "2000-01-01", end: "2100-01-01") { versions { ${VERSION} } } }`;
    const timeline = () => company.while(company.graph.ask<{ list: { versions: { id: string }[] }[] }, object>(query));
    const before = ((await timeline()).data?.list ?? []).map(({ versions }) => versions);
    await fc.assert(
      fc.asyncProperty(breakage, async (how) => {
        let spoiledId: string | undefined;
        company.feishu.spoil = ({ path }, json: { data: { items: { job_version_data: { job_version_id: string }[] }[] } }) => {
          if (!path.endsWith("query_multi_timeline")) return undefined;
          const groups = json.data.items;
          const versions = groups.flatMap(({ job_version_data }) => job_version_data);
          const { records, index } = broken(versions, how);
          spoiledId = versions[index]?.job_version_id;
          return { ...json, data: { items: [{ job_version_data: records }] } };
        };
        const { data, errors = [] } = await timeline();
        company.feishu.spoil = undefined;
        for (const [at, { versions }] of (data?.list ?? []).entries()) {
          const others = (before[at] ?? []).filter(({ id }) => !id.endsWith(`.${spoiledId}`));
          const kept = new Map(versions.map((version) => [version.id, JSON.stringify(version)]));
          for (const version of others) expect(kept.get(version.id)).toBe(JSON.stringify(version));
        }
        for (const { extensions, path } of errors)
          expect([path?.[0], path?.[2], extensions.code]).toEqual(["list", "versions", "BAD_RESPONSE"]);
        const shown = (data?.list ?? []).flatMap(({ versions }) => versions).length;
        if (shown < before.flat().length && !changesId(how)) expect(errors.length).toBeGreaterThan(0);
      }),
      seeded,
    );
  });
});

/** Whether the value may pass for another id, or another day: then it is another record that is shown. */
function changesId({ value }: Breakage): boolean {
  return (
    ["1", 7, 0, 2 ** 31].includes(value as never) || typeof value === "number" || (typeof value === "string" && /^[\d-]+$/.test(value))
  );
}
