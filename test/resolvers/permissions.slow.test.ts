import { coreJobId } from "../../src/sandbox/feishu/index.js";
import { SPECIAL, type SpecialVacancy, sampleVacancyId, specialVacancyId } from "../../src/sandbox/headhunter/index.js";
import { type Company, startCompany } from "../support/company.js";

interface Permission {
  allowed: boolean;
  code: string | null;
  reason: string | null;
}

interface Refusal {
  code: string;
  message: string;
}

/** What a change answers: its userErrors on a dry run, or the code of the error where it could not be asked. */
type Said = { allowed: boolean; code: string | null };

/** The mutation that each entry of `can` stands for, and the least it is asked with. */
const CHANGES = {
  job: {
    reopen: { mutation: "reopenJob", input: (id: string) => ({ id }) },
    close: { mutation: "closeJob", input: (id: string) => ({ id }) },
  },
  opening: {
    close: { mutation: "closeOpening", input: (id: string) => ({ id }) },
    reopen: { mutation: "reopenOpening", input: (id: string) => ({ id }) },
    delete: { mutation: "deleteOpenings", input: (id: string) => ({ ids: [id] }) },
  },
  vacancy: {
    prolongate: { mutation: "prolongateVacancy", input: (id: string) => ({ id }) },
    update: { mutation: "updateVacancy", input: (id: string) => ({ id, description: "<p>Another description.</p> ".repeat(10) }) },
    close: { mutation: "closeVacancy", input: (id: string) => ({ id }) },
    delete: { mutation: "deleteVacancy", input: (id: string) => ({ id }) },
    restore: { mutation: "restoreVacancy", input: (id: string) => ({ id }) },
  },
} as const;
type Kind = keyof typeof CHANGES;

describe("`can` and the change itself", () => {
  let company: Company;
  beforeEach(async () => {
    company = await startCompany();
  });
  afterEach(() => company.stop());

  const ask = <Data>(query: string, variables: object) => company.while(company.graph.ask<Data, object>(query, variables));

  async function said(kind: Kind, id: string, action: string): Promise<Said> {
    const query = `query Can($id: ID!) { ${kind}(id: $id) { can { ${action} { allowed code reason } } } }`;
    const { data, errors } = await ask<Record<string, { can: Record<string, Permission> } | null>>(query, { id });
    const permission = data?.[kind]?.can[action];
    if (permission === undefined) return { allowed: false, code: `error ${errors?.[0]?.extensions.code}` };
    // Whoever is refused is told why.
    expect(permission.reason === null).toBe(permission.allowed);
    return { allowed: permission.allowed, code: permission.code };
  }

  async function answered(mutation: string, input: object): Promise<Said> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation Dry($input: ${type}!) { ${mutation}(input: $input) { operation { id } userErrors { code message } } }`;
    const { data, errors } = await ask<Record<string, { operation: unknown; userErrors: Refusal[] }>>(query, {
      input: { ...input, dryRun: true },
    });
    const answer = data?.[mutation];
    if (answer === undefined) return { allowed: false, code: `error ${errors?.[0]?.extensions.code}` };
    expect(answer.operation).toBeNull();
    return { allowed: answer.userErrors.length === 0, code: answer.userErrors[0]?.code ?? null };
  }

  /** Every action of every record, and how often each was allowed and refused: a sample that never refuses shows nothing. */
  async function compare(kind: Kind, ids: readonly string[]): Promise<Record<string, Set<string>>> {
    const codes: Record<string, Set<string>> = {};
    for (const id of ids) {
      for (const [action, { mutation, input }] of Object.entries(CHANGES[kind])) {
        const permission = await said(kind, id, action);
        expect({ id, action, ...(await answered(mutation, input(id))) }).toEqual({ id, action, ...permission });
        codes[action] = (codes[action] ?? new Set()).add(permission.code ?? "allowed");
      }
    }
    return codes;
  }

  /** Nothing but reads has reached the vendors. */
  function changesSent(): string[] {
    const { feishu, greenhouse, headhunter } = company;
    const reads = /tenant_access_token|batch_get|query_multi_timeline/;
    return [feishu, greenhouse, headhunter]
      .flatMap(({ running }) => running.requests)
      .filter(({ method, path }) => method !== "GET" && !reads.test(path))
      .map(({ method, path }) => `${method} ${path}`);
  }

  it("agree about the jobs of Feishu Hire", async () => {
    const ids = [...company.feishu.standIn.state.hireJobs.keys()].slice(0, 9).map((id) => `feishu-hire:job:${id}`);
    expect(await compare("job", ids)).toEqual({
      reopen: new Set(["ALREADY_OPEN", "allowed"]),
      close: new Set(["ALREADY_CLOSED", "allowed"]),
    });
    expect(changesSent()).toEqual([]);
  });

  it("agree about job profiles and the jobs of Greenhouse, which are not opened or closed as such", async () => {
    const statuses = ["open", "closed", "draft"];
    const jobs = statuses.map((status) => company.greenhouse.standIn.state.jobs.find((job) => job.status === status)?.id);
    const ids = [...jobs.map((id) => `greenhouse:job:${id}`), ...[0, 2].map((index) => `feishu-corehr:job:${coreJobId(index)}`)];
    expect(await compare("job", ids)).toEqual({
      reopen: new Set(["UNSUPPORTED_BY_VENDOR"]),
      close: new Set(["UNSUPPORTED_BY_VENDOR"]),
    });
  });

  it("agree about the openings of Greenhouse, filled ones among them", async () => {
    const openings = company.greenhouse.standIn.state.jobs.flatMap((job) => job.openings.map((opening) => ({ ...opening, jobId: job.id })));
    const samples = [
      openings.filter(({ status }) => status === "open"),
      openings.filter(({ status, application_id }) => status === "closed" && application_id !== null),
      openings.filter(({ status, application_id }) => status === "closed" && application_id === null),
    ];
    const ids = samples.flatMap((sample) => sample.slice(0, 3)).map(({ id, jobId }) => `greenhouse:opening:${jobId}.${id}`);
    expect(ids).toHaveLength(9);
    expect(await compare("opening", ids)).toEqual({
      close: new Set(["allowed", "ALREADY_CLOSED"]),
      reopen: new Set(["ALREADY_OPEN", "allowed"]),
      delete: new Set(["CONFLICT", "allowed"]),
    });
    expect(changesSent()).toEqual([]);
  });

  it("agree about the vacancies of HeadHunter, in every status and with every reason not to prolong", async () => {
    // What passes with time comes first.
    const special = ["justProlonged", ...Object.keys(SPECIAL).filter((name) => name !== "justProlonged")] as SpecialVacancy[];
    const ids = [...special.map(specialVacancyId), ...[0, 1, 6, 7, 8, 17].map(sampleVacancyId)].map((id) => `headhunter:vacancy:${id}`);
    expect(await compare("vacancy", ids)).toEqual({
      prolongate: new Set(["allowed", "TOO_EARLY", "NOT_ENOUGH_CREDIT", "QUOTA_EXCEEDED", "FORBIDDEN", "CONFLICT", "NOT_FOUND"]),
      update: new Set(["allowed", "CONFLICT"]),
      close: new Set(["allowed", "ALREADY_CLOSED"]),
      delete: new Set(["allowed", "CONFLICT"]),
      restore: new Set(["allowed", "CONFLICT"]),
    });
    expect(changesSent()).toEqual([]);
  });

  it("agree about the postings of LinkedIn: listed, pending, closed, refused, and taken down by LinkedIn", async () => {
    const { knobs, state } = company.linkedin.standIn;
    knobs.taskFailures["HG-REFUSED"] = "The job violates a policy.";
    for (const id of ["HG-LISTED", "HG-CLOSED", "HG-REFUSED", "HG-TAKEN"]) await publish(id);
    await company.clock.advance(10 * 60_000);
    await ask("mutation Close($id: ID!) { closeVacancy(input: { id: $id }) { operation { id } } }", { id: "linkedin:vacancy:HG-CLOSED" });
    knobs.processedMode = true;
    await publish("HG-PROCESSED");
    await company.clock.advance(10 * 60_000);
    knobs.stuckTasks = 1;
    await publish("HG-PENDING");
    state.takeDown("HG-TAKEN");
    const writes = state.posts;
    const ids = ["LISTED", "CLOSED", "REFUSED", "TAKEN", "PROCESSED", "PENDING"].map((name) => `linkedin:vacancy:HG-${name}`);
    expect(await compare("vacancy", ids)).toEqual({
      prolongate: new Set(["allowed", "CONFLICT"]),
      update: new Set(["allowed", "CONFLICT"]),
      close: new Set(["allowed", "ALREADY_CLOSED", "CONFLICT"]),
      delete: new Set(["UNSUPPORTED_BY_VENDOR"]),
      restore: new Set(["UNSUPPORTED_BY_VENDOR"]),
    });
    expect(state.posts).toBe(writes);
  });

  async function publish(externalJobPostingId: string): Promise<void> {
    const input = {
      name: "Storekeeper",
      description: "<p>Keeps the store in order and hands out what is asked for.</p> ".repeat(3),
      linkedin: { location: "Berlin, Germany", applyUrl: "https://jobs.example.com", externalJobPostingId },
    };
    const query = "mutation Publish($input: PublishVacancyInput!) { publishVacancy(input: $input) { userErrors { code message } } }";
    expect(await ask(query, { input })).toEqual({ data: { publishVacancy: { userErrors: [] } } });
  }
});
