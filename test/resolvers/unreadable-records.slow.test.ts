import { sampleVacancyId } from "../../src/sandbox/headhunter/index.js";
import { type Company, startCompany } from "../support/company.js";

interface Report {
  vendor: string;
  state: string;
  failure: { code: string; message: string } | null;
}

interface List {
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number | null;
  sources: Report[];
}

interface Told {
  path: (string | number)[];
  code: unknown;
  message: string;
}

type Json = Record<string, never> & { [key: string]: never };

const SOURCES = "sources { vendor state failure { code message } }";
const PAGE = `pageInfo { hasNextPage endCursor } ${SOURCES}`;

describe("A record that cannot be read", () => {
  let company: Company;

  beforeEach(async () => {
    company = await startCompany();
  });
  afterEach(() => company.stop());

  async function ask<Data>(query: string, variables: object = {}): Promise<{ data: Data; told: Told[] }> {
    const answer = await company.while(company.graph.ask<Data, object>(query, variables));
    const told = (answer.errors ?? []).map(({ path, extensions, message }) => ({ path: path ?? [], code: extensions.code, message }));
    return { data: answer.data as Data, told };
  }

  async function data<Data>(query: string, variables: object = {}): Promise<Data> {
    const { data: found, told } = await ask<Data>(query, variables);
    expect(told).toEqual([]);
    return found;
  }

  /** Every page to the end, and what is told of the sources on the way. */
  async function walk(list: string, more: string, first: number): Promise<{ ids: string[]; told: Report[]; totals: unknown[] }> {
    const found = { ids: [] as string[], told: [] as Report[], totals: [] as unknown[] };
    let after: string | null = null;
    for (let page = 0; page < 300; page += 1) {
      const query = `query Walk($first: Int, $after: String) { list: ${list} { ${more} nodes { id } ${PAGE} } }`;
      const { list: answer }: { list: List } = await data<{ list: List }>(query, { first, after });
      found.ids.push(...answer.nodes.map(({ id }) => id));
      found.told.push(...answer.sources.filter(({ state }) => state !== "FRESH"));
      found.totals.push(answer.totalCount);
      if (!answer.pageInfo.hasNextPage) return found;
      after = answer.pageInfo.endCursor;
    }
    throw new Error("The walk came to no end");
  }

  /** Makes what the vendor says of one record unreadable, wherever it is said. */
  function spoil(vendor: "greenhouse" | "headhunter" | "feishu", id: string, change: (record: Json) => void): void {
    company[vendor].spoil = (_, json) => {
      visit(json, (record) => {
        if (String(record.id) === id || String(record.job_version_id) === id) change(record);
      });
      return json;
    };
  }

  const greenhouseJobs = () => company.greenhouse.standIn.state.jobs;
  const nth = (index: number) => {
    const job = greenhouseJobs()[index];
    if (job === undefined) throw new Error("The sample has no such job");
    return job;
  };

  describe.each([1, 7])("in a list over vendors, by pages of %i", (first) => {
    it("is left out and told once, and everything else comes as before", async () => {
      const list = "jobs(vendors: [GREENHOUSE, FEISHU_HIRE], first: $first, after: $after)";
      const before = await walk(list, "", first);
      const bad = [2, 3, 21, greenhouseJobs().length - 1].map((index) => String(nth(index).id));
      company.greenhouse.spoil = (_, json) => {
        visit(json, (record) => {
          if (bad.includes(String(record.id))) record.id = { was: record.id } as never;
        });
        return json;
      };
      const after = await walk(list, "", first);
      const others = (ids: readonly string[]) => ids.filter((id) => !id.startsWith("greenhouse:"));
      const left = before.ids.filter((id) => id.startsWith("greenhouse:") && !bad.includes(id.split(":")[2] ?? ""));
      expect(after.ids.filter((id) => id.startsWith("greenhouse:"))).toEqual(left);
      expect(others(after.ids)).toEqual(others(before.ids));
      const messages = after.told.map(({ failure }) => failure?.message ?? "").join(" ");
      expect(messages.match(/A job without a readable id cannot be read/g)).toHaveLength(bad.length);
      for (const report of after.told) {
        expect(report).toMatchObject({ vendor: "GREENHOUSE", state: "INCOMPLETE", failure: { code: "BAD_RESPONSE" } });
      }
    });

    it("takes no other vacancy's place, and the board's own count stands", async () => {
      const list = "vacancies(first: $first, after: $after)";
      const before = await walk(list, "totalCount", first);
      const bad = [before.ids[0], before.ids[4], before.ids.at(-1)].map((id) => id?.split(":")[2]);
      company.headhunter.spoil = (_, json) => {
        visit(json, (record) => {
          if (bad.includes(String(record.id))) record.id = null as never;
        });
        return json;
      };
      const after = await walk(list, "totalCount", first);
      expect(after.ids).toEqual(before.ids.filter((id) => !bad.includes(id.split(":")[2])));
      expect(new Set(after.totals)).toEqual(new Set(before.totals));
      const messages = after.told.map(({ failure }) => failure?.message ?? "").join(" ");
      expect(messages.match(/A vacancy without a readable id/g)).toHaveLength(bad.length);
    });
  });

  it.each(["FEISHU_HIRE", "FEISHU_COREHR"])("costs itself alone in a list of %s, filtered or not", async (vendor) => {
    const all = `jobs(vendors: [${vendor}], first: $first, after: $after)`;
    const open = `jobs(vendors: [${vendor}], status: OPEN, first: $first, after: $after)`;
    const [before, openBefore] = [await walk(all, "", 7), await walk(open, "", 7)];
    const bad = openBefore.ids[3] ?? "";
    spoil("feishu", bad.split(":")[2] ?? "", (record) => {
      record.id = "" as never;
    });
    const [after, openAfter] = [await walk(all, "", 7), await walk(open, "", 7)];
    expect(after.ids).toEqual(before.ids.filter((id) => id !== bad));
    expect(openAfter.ids).toEqual(openBefore.ids.filter((id) => id !== bad));
    expect([after.told.length, openAfter.told.length]).toEqual([1, 1]);
  });

  it("is shown as far as it can be: without a name, with a status that is new, with a number for a text", async () => {
    const [nameless, unknown, numbered, cities] = [nth(0), nth(1), nth(2), nth(3)];
    const change: Record<number, object> = {
      [nameless.id]: { name: null },
      [unknown.id]: { status: "on_hold" },
      [numbered.id]: { closed_at: 20151214, requisition_id: 77 },
      [cities.id]: { offices: [null, 3, { name: "Berlin" }], departments: [null] },
    };
    company.greenhouse.spoil = (_, json) => {
      visit(json, (record) => void Object.assign(record, change[record.id as unknown as number]));
      return json;
    };
    const fields = "id name status vendorStatus code closedAt locations departments";
    const { jobs } = await data<{ jobs: List }>(`{ jobs(vendors: [GREENHOUSE], first: 6) { nodes { ${fields} } ${PAGE} } }`);
    expect(jobs.nodes).toMatchObject([
      { name: "" },
      { status: "UNKNOWN", vendorStatus: "on_hold" },
      { closedAt: null, code: "77" },
      { locations: ["Berlin"], departments: [] },
      {},
      {},
    ]);
    expect(jobs.sources).toMatchObject([{ state: "INCOMPLETE", failure: { code: "BAD_RESPONSE" } }]);
    const message = jobs.sources[0]?.failure?.message ?? "";
    expect(message).toMatch(new RegExp(`The job ${numbered.id} is shown without what cannot be read of it: closed_at`));
    expect(message).toMatch(new RegExp(`The job ${cities.id} is shown without what cannot be read of it: offices\\[1\\]`));
    // A name that is null and a word that is new are no faults: the graph has a place for both.
    expect(message).not.toMatch(new RegExp(`${nameless.id}|${unknown.id}`));
  });

  it("is told once of, at the record, where it is asked for by its id; vendorData shows what arrived", async () => {
    const job = nth(2);
    spoil("greenhouse", String(job.id), (record) => {
      record.closed_at = 20151214 as never;
    });
    const id = `greenhouse:job:${job.id}`;
    const query =
      "query One($id: ID!) { job(id: $id) { closedAt vendorData openings(first: 1) { nodes { job { id } } } } again: job(id: $id) { id } }";
    const { data: found, told } = await ask<{ job: { closedAt: null; vendorData: { closed_at: number } } }>(query, { id });
    expect(found.job).toMatchObject({ closedAt: null, vendorData: { closed_at: 20151214 } });
    expect(told).toEqual([{ path: ["job"], code: "BAD_RESPONSE", message: expect.stringContaining(`The job ${job.id}`) }]);
  });

  it("is null among others that are asked for by their ids, with an error of its own at its place", async () => {
    const vacancy = sampleVacancyId(1);
    spoil("headhunter", vacancy, (record) => {
      record.archived = "no" as never;
    });
    const ids = [`greenhouse:job:${nth(0).id}`, `headhunter:vacancy:${vacancy}`, `headhunter:vacancy:${sampleVacancyId(2)}`];
    const { data: found, told } = await ask<{ nodes: unknown[] }>("query Some($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(found.nodes).toEqual([{ id: ids[0] }, null, { id: ids[2] }]);
    expect(told).toMatchObject([{ path: ["nodes", 1], code: "BAD_RESPONSE", message: expect.stringContaining("archived") }]);
  });

  it("is told at its own place among several that are shown in parts", async () => {
    const vacancy = sampleVacancyId(1);
    spoil("headhunter", vacancy, (record) => {
      record.salary = { from: "much", currency: "RUR" } as never;
      delete record.salary_range;
    });
    const ids = [sampleVacancyId(2), vacancy].map((id) => `headhunter:vacancy:${id}`);
    const { data: found, told } = await ask<{ nodes: object[] }>(
      "query Some($ids: [ID!]!) { nodes(ids: $ids) { id ... on Vacancy { salary { from currency } } } }",
      { ids },
    );
    expect(found.nodes[1]).toEqual({ id: ids[1], salary: null });
    expect(told).toMatchObject([{ path: ["nodes", 1], code: "BAD_RESPONSE", message: expect.stringContaining("salary.from") }]);
  });

  it("is told of with the openings of its job, by their sources; the job itself is not touched", async () => {
    const job = greenhouseJobs().find(({ openings }) => openings.length > 2);
    const [, bad] = job?.openings ?? [];
    if (job === undefined || bad === undefined) throw new Error("The sample has no such job");
    spoil("greenhouse", String(bad.id), (record) => {
      record.status = "on_hold" as never;
    });
    const left = job.openings.map(({ id }) => `greenhouse:opening:${job.id}.${id}`).filter((id) => !id.endsWith(`.${bad.id}`));
    interface Jobs {
      jobs: { nodes: { id: string; openings: List }[]; sources: Report[] };
    }
    const { jobs } = await data<Jobs>(
      `{ jobs(vendors: [GREENHOUSE], first: 100) { nodes { id openings { nodes { id } ${SOURCES} } } ${SOURCES} } }`,
    );
    expect(jobs.sources).toMatchObject([{ state: "FRESH", failure: null }]);
    const own = jobs.nodes.find(({ id }) => id === `greenhouse:job:${job.id}`)?.openings;
    expect(own?.nodes.map(({ id }) => id).sort()).toEqual(left.sort());
    const told = jobs.nodes.flatMap(({ openings }) => openings.sources).filter(({ state }) => state !== "FRESH");
    expect(told).toMatchObject([
      {
        state: "INCOMPLETE",
        failure: {
          code: "BAD_RESPONSE",
          message: expect.stringContaining(`The opening ${bad.id} cannot be read: status`),
        },
      },
    ]);

    const timeline = `{ jobTimeline(jobIds: ["greenhouse:job:${job.id}"], start: "2000-01-01", end: "2100-01-01") { openings { id } } }`;
    const inTime = await ask<{ jobTimeline: { openings: unknown[] }[] }>(timeline);
    expect(inTime.data.jobTimeline[0]?.openings).toHaveLength(left.length);
    expect(inTime.told).toMatchObject([{ path: ["jobTimeline", 0, "openings"], code: "BAD_RESPONSE" }]);

    const together = await ask<{ requisition: { openings: unknown[] } }>(
      `{ requisition(code: "${job.requisition_id}") { openings { id } } }`,
    );
    expect(together.data.requisition.openings).toHaveLength(left.length);
    expect(together.told).toMatchObject([{ path: ["requisition", "openings"], code: "BAD_RESPONSE" }]);

    const alone = await ask(`{ opening(id: "greenhouse:opening:${job.id}.${bad.id}") { id } }`);
    expect(alone.data).toEqual({ opening: null });
    expect(alone.told).toMatchObject([{ path: ["opening"], code: "BAD_RESPONSE" }]);
  });

  it("is no reason to say that nothing carries a code: the source is INCOMPLETE, and the rest is shown", async () => {
    const job = greenhouseJobs().find(({ requisition_id }) => requisition_id === "REQ-1001");
    spoil("greenhouse", String(job?.id), (record) => {
      record.id = -1 as never;
    });
    const { requisition } = await data<{ requisition: { jobs: { id: string }[]; sources: Report[] } }>(
      `{ requisition(code: "REQ-1001") { jobs { id } ${SOURCES} } }`,
    );
    expect(requisition.jobs.map(({ id }) => id.split(":")[0])).not.toContain("greenhouse");
    expect(requisition.jobs.length).toBeGreaterThan(0);
    expect(requisition.sources.find(({ vendor }) => vendor === "GREENHOUSE")).toMatchObject({
      state: "INCOMPLETE",
      failure: { code: "BAD_RESPONSE" },
    });
  });

  it("costs its own version of a job, which is told at the versions, and its own id", async () => {
    const [coreJob] = [...company.feishu.standIn.state.coreJobs.values()].filter(({ versions }) => versions.length > 2);
    const bad = coreJob?.versions[1];
    if (coreJob === undefined || bad === undefined) throw new Error("The sample has no such job");
    spoil("feishu", bad.versionId, (record) => {
      record.expiration_date = "soon" as never;
    });
    const all = `{ job(id: "feishu-corehr:job:${coreJob.id}") { versions(start: "1900-01-01", end: "9999-12-31") { id expirationDate } } }`;
    const { data: found, told } = await ask<{ job: { versions: { id: string }[] } }>(all);
    const ids = found.job.versions.map(({ id }) => id.split(".")[1]);
    expect(ids).toEqual(coreJob.versions.map(({ versionId }) => versionId).filter((id) => id !== bad.versionId));
    expect(told).toMatchObject([
      { path: ["job", "versions"], code: "BAD_RESPONSE", message: expect.stringContaining(`The version ${bad.versionId}`) },
    ]);
    const alone = await ask(`{ node(id: "feishu-corehr:job-version:${coreJob.id}.${bad.versionId}") { id } }`);
    expect(alone).toMatchObject({ data: { node: null }, told: [{ path: ["node"], code: "BAD_RESPONSE" }] });
  });

  it("costs its own figure of a day, which is told at the statistics; the sums are of the others", async () => {
    const id = sampleVacancyId(1);
    const query = `{ vacancyStats(vacancyIds: ["headhunter:vacancy:${id}"]) { views responses days { date views responses } } }`;
    interface Stats {
      vacancyStats: { views: number; days: { date: string; views: number | null; responses: number | null }[] }[];
    }
    const before = (await data<Stats>(query)).vacancyStats[0];
    const spoiled = await startCompany();
    const [first, second] = before?.days ?? [];
    spoiled.headhunter.spoil = (_, json) => {
      visit(json, (record) => {
        // Two of these would not fit the sum.
        if (record.date === first?.date) record.views = 2_000_000_000 as never;
        if (record.date === second?.date) record.date = "2026-13-13" as never;
      });
      return json;
    };
    const answer = await spoiled.while(spoiled.graph.ask<Stats, object>(query));
    await spoiled.stop();
    const after = answer.data?.vacancyStats[0];
    expect(after?.days[0]).toEqual({ ...first, views: null });
    expect(after?.days.map(({ date }) => date)).toEqual(before?.days.map(({ date }) => date).filter((date) => date !== second?.date));
    expect(after?.views).toBe((before?.views ?? 0) - (first?.views ?? 0) - (second?.views ?? 0));
    expect(answer.errors).toMatchObject([{ path: ["vacancyStats"], extensions: { code: "BAD_RESPONSE" } }]);
    expect(answer.errors?.[0]?.message).toMatch(/views.*date/s);
  });

  it("costs its own line of a table: close reasons, kinds of publication, rules of fields", async () => {
    const query = `{ closeReasons(vendor: GREENHOUSE) { id } vacancyPublicationTypes(vendor: HEADHUNTER) { billingTypeId regions { name } }
      vacancyFieldRules(vendor: HEADHUNTER) { path maxLength } }`;
    interface Tables {
      closeReasons: object[];
      vacancyPublicationTypes: { billingTypeId: string; regions: object[] }[];
      vacancyFieldRules: { path: string; maxLength: number | null }[];
    }
    const before = await data<Tables>(query);
    company.greenhouse.spoil = ({ path }, json: Json[]) => (path.endsWith("close_reasons") ? [null, ...json.slice(1)] : undefined);
    company.headhunter.spoil = ({ path }, json: Json) => {
      if (path.endsWith("available_types")) {
        const { items } = json as unknown as { items: { vacancy_billing_type: object; publications: object[] }[] };
        Object.assign(items[0] as object, { available_publications_count: "many" });
        items[1]?.publications.unshift({ name: "x", count: null });
      } else if (path.endsWith("vacancy_conditions")) {
        Object.assign(json, { name: null, code: 5 });
        Object.assign((json as unknown as { description: object }).description, { max_length: "long" });
      }
      return json;
    };
    const { data: after, told } = await ask<Tables>(query);
    expect(after.closeReasons).toEqual(before.closeReasons.slice(1));
    expect(after.vacancyPublicationTypes).toEqual(before.vacancyPublicationTypes.slice(1));
    expect(after.vacancyFieldRules).toEqual(
      before.vacancyFieldRules
        .filter(({ path }) => path !== "name" && path !== "code")
        .map((rule) => (rule.path === "description" ? { ...rule, maxLength: null } : rule)),
    );
    const messages = Object.fromEntries(told.map(({ path, code, message }) => [path.join("."), `${code}: ${message}`]));
    expect(Object.keys(messages).sort()).toEqual(["closeReasons", "vacancyFieldRules", "vacancyPublicationTypes"]);
    for (const message of Object.values(messages)) expect(message).toMatch(/^BAD_RESPONSE: /);
    // Null is no rule, and nothing to tell.
    expect(messages.vacancyFieldRules).not.toMatch(/\bname \(/);
  });

  it("is changed by nobody: the change is refused before it is sent, and says why", async () => {
    const job = greenhouseJobs().find(({ openings }) => openings.some(({ status }) => status === "closed"));
    const opening = job?.openings.find(({ status }) => status === "closed");
    spoil("greenhouse", String(opening?.id), (record) => {
      record.application_id = "A-7" as never;
    });
    const id = `greenhouse:opening:${job?.id}.${opening?.id}`;
    const { data: found, told } = await ask(
      "mutation No($ids: [ID!]!) { deleteOpenings(input: { ids: $ids }) { deletedIds failedIds userErrors { code } } }",
      { ids: [id] },
    );
    expect(found).toBeNull();
    expect(told).toMatchObject([{ path: ["deleteOpenings"], code: "BAD_RESPONSE", message: expect.stringContaining("application_id") }]);
    const hire = [...company.feishu.standIn.state.hireJobs.values()].find(({ activeStatus }) => activeStatus === 1);
    spoil("feishu", String(hire?.id), (record) => {
      record.active_status = "open" as never;
    });
    const close = await ask("mutation No($id: ID!) { closeJob(input: { id: $id }) { operation { outcome } } }", {
      id: `feishu-hire:job:${hire?.id}`,
    });
    expect(close.told).toMatchObject([{ path: ["closeJob"], code: "BAD_RESPONSE", message: expect.stringContaining("active_status") }]);
    const writes = [company.greenhouse, company.feishu]
      .flatMap(({ running }) => running.requests)
      .filter(({ method, path }) => {
        return method !== "GET" && !path.includes("tenant_access_token");
      });
    expect(writes).toEqual([]);
  });
});

/** Every object in some JSON, before what it holds. */
function visit(json: unknown, see: (record: Json) => void): void {
  if (typeof json !== "object" || json === null) return;
  if (!Array.isArray(json)) see(json as Json);
  for (const part of Object.values(json)) visit(part, see);
}
