import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type DocumentNode, parse, print } from "graphql";
import { vendorModules } from "../../src/datasources/registry.js";
import { coreJobId, hireJobId, OPEN } from "../../src/sandbox/feishu/index.js";
import { dayStatistics, sampleVacancyId } from "../../src/sandbox/headhunter/index.js";
import {
  AuditOfRecordDocument,
  CloseVacanciesDocument,
  FollowRequisitionDocument,
  type FollowRequisitionSubscription,
  MorningsListDocument,
  OneRequisitionDocument,
  ProlongateVacancyDocument,
  QuarterGanttDocument,
  ReopenJobDocument,
  RequisitionBoardDocument,
  type RequisitionBoardQuery,
  VacancyStatisticsDocument,
  VendorsHealthDocument,
  WaitForOperationDocument,
} from "../generated/graphql.js";
import { type Company, startCompany } from "../support/company.js";
import { openStream } from "../support/event-stream.js";

const EXAMPLES = join(__dirname, "../../examples");
const TODAY = "2026-11-22";
const CODE = "REQ-1001";
const PUBLISH =
  "mutation Publish($input: PublishVacancyInput!) { publishVacancy(input: $input) { operation { id } userErrors { code field } } }";

/** The one that is given is shown in mornings-list.slow.test.ts, with a sweep. */
const shown = new Map<string, DocumentNode>([["13-mornings-list.graphql", MorningsListDocument]]);

describe("The documents for frontends", () => {
  let company: Company;
  beforeEach(async () => {
    company = await startCompany();
  });
  afterEach(() => company.stop());

  /** A document of `examples/`, shown to work. */
  function example<Data, Variables>(
    file: string,
    document: TypedDocumentNode<Data, Variables>,
    title: string,
    show: (ask: (variables: Variables) => Promise<Data>) => Promise<void>,
  ): void {
    shown.set(file, document);
    it(`${file}: ${title}`, () => show((variables) => company.while(company.graph.data(document, variables))));
  }

  example("01-requisition-board.graphql", RequisitionBoardDocument, "pages through every open job, with its open seats", async (ask) => {
    const asked = new Set<string>();
    const nodes: RequisitionBoardQuery["jobs"]["nodes"] = [];
    for (let after: string | null | undefined, more = true; more; ) {
      const { jobs } = await ask({ first: 50, after });
      nodes.push(...jobs.nodes);
      after = jobs.pageInfo.endCursor;
      more = jobs.pageInfo.hasNextPage;
      for (const { vendor, state } of jobs.sources) asked.add(`${vendor} ${state}`);
    }
    expect([...asked].sort()).toEqual(["FEISHU_COREHR FRESH", "FEISHU_HIRE FRESH", "GREENHOUSE FRESH"]);
    const { coreJobs, hireJobs } = company.feishu.standIn.state;
    const openSeats = company.greenhouse.standIn.state.jobs
      .filter(({ status }) => status === "open")
      .map(({ id, openings }) => [`greenhouse:job:${id}`, openings.filter(({ status }) => status === "open").length] as const);
    const profiles = [...coreJobs.values()].filter(({ versions }) =>
      versions.some((version) => version.active && version.effectiveDate <= TODAY && TODAY < version.expirationDate),
    );
    const expected = [
      ...profiles.map(({ id }) => [`feishu-corehr:job:${id}`, 0] as const),
      ...[...hireJobs.values()].filter((job) => job.activeStatus === OPEN).map(({ id }) => [`feishu-hire:job:${id}`, 0] as const),
      ...openSeats,
    ];
    expect(nodes.map(({ id, openings }) => [id, openings.nodes.length]).sort()).toEqual(expected.sort());
  });

  example("02-one-requisition.graphql", OneRequisitionDocument, "brings together what five vendors hold of it", async (ask) => {
    await learnCodes();
    const { requisition } = await ask({ code: CODE });
    const ofVendor = (records: { vendor: string; id: string }[] = []) => Object.fromEntries(records.map(({ vendor, id }) => [vendor, id]));
    const job = greenhouseJob();
    expect(ofVendor(requisition?.jobs)).toEqual({
      FEISHU_COREHR: `feishu-corehr:job:${coreJobId(0)}`,
      FEISHU_HIRE: `feishu-hire:job:${hireJobId(0)}`,
      GREENHOUSE: `greenhouse:job:${job.id}`,
    });
    expect(ofVendor(requisition?.vacancies)).toEqual({
      HEADHUNTER: `headhunter:vacancy:${sampleVacancyId(0)}`,
      LINKEDIN: "linkedin:vacancy:HG-1001",
    });
    expect(requisition?.openings.map(({ id }) => id)).toEqual(job.openings.map(({ id }) => `greenhouse:opening:${job.id}.${id}`));
    expect(requisition?.jobs.find(({ vendor }) => vendor === "FEISHU_HIRE")?.can).toEqual({
      reopen: { allowed: false, reason: "The job is open already." },
      close: { allowed: true, reason: null },
    });
    // Without the sweep nobody knows whether the vendors that cannot be asked for a code hold more.
    expect(requisition?.sources.map(({ vendor, state }) => `${vendor} ${state}`)).toEqual([
      "FEISHU_COREHR FRESH",
      "FEISHU_HIRE INCOMPLETE",
      "GREENHOUSE FRESH",
      "HEADHUNTER INCOMPLETE",
      "LINKEDIN FRESH",
    ]);
  });

  example("03-quarter-gantt.graphql", QuarterGanttDocument, "holds what was in force, open or published in the quarter", async (ask) => {
    await learnCodes();
    const jobIds = [`feishu-corehr:job:${coreJobId(0)}`, `greenhouse:job:${greenhouseJob().id}`];
    const { jobTimeline } = await ask({ start: "2026-10-01", end: "2027-01-01", jobIds });
    expect(jobTimeline.map(({ job, start, end }) => [job.id, start, end])).toEqual(jobIds.map((id) => [id, "2026-10-01", "2027-01-01"]));
    const [profile, job] = jobTimeline;
    expect(profile?.versions).toMatchObject([{ effectiveDate: "2019-01-01", expirationDate: null, active: true }]);
    expect(profile?.openings).toEqual([]);
    expect(job?.versions).toEqual([]);
    expect(job?.openings.map(({ id }) => id)).toEqual(
      greenhouseJob()
        .openings.filter(({ closed_at }) => closed_at === null || closed_at > "2026-10-01")
        .map(({ id }) => `greenhouse:opening:${greenhouseJob().id}.${id}`),
    );
    for (const { vacancies } of jobTimeline) {
      expect(vacancies.map(({ id }) => id).sort()).toEqual([`headhunter:vacancy:${sampleVacancyId(0)}`, "linkedin:vacancy:HG-1001"]);
    }
    // Long before the advertisements.
    const [, before] = (await ask({ start: "2025-01-01", end: "2025-04-01", jobIds })).jobTimeline;
    expect(before?.openings).toHaveLength(greenhouseJob().openings.length);
    expect(before?.vacancies).toEqual([]);
  });

  example("04-vacancy-statistics.graphql", VacancyStatisticsDocument, "has each day's figures, and no zero for no data", async (ask) => {
    const { vacancy } = await ask({ id: `headhunter:vacancy:${sampleVacancyId(1)}`, start: "2026-11-16", end: "2026-11-24" });
    const days = vacancy?.stats.days ?? [];
    expect(days.map(({ date }) => date)).toEqual([16, 17, 18, 19, 20, 21, 22, 23].map((day) => `2026-11-${day}`));
    for (const { date, views, responses, recordedAt } of days) {
      // The board keeps five days, and the last of the range has not come.
      const figures = date < "2026-11-18" || date > TODAY ? undefined : dayStatistics(sampleVacancyId(1), date);
      expect({ date, views, responses }).toEqual({ date, views: figures?.views ?? null, responses: figures?.responses ?? null });
      expect(recordedAt === null).toBe(figures === undefined);
    }
    expect(vacancy?.stats.views).toBe(days.reduce((sum, { views }) => sum + (views ?? 0), 0));
    expect(vacancy?.stats.views).toBeGreaterThan(0);
    expect(vacancy?.counters?.views).toBeGreaterThan(0);
  });

  example("05-reopen-job.graphql", ReopenJobDocument, "tells first, sends then, and sends once", async (ask) => {
    const id = `feishu-hire:job:${hireJobId(1)}`;
    const held = () => company.feishu.standIn.state.hireJobs.get(hireJobId(1));
    const expiresAt = "2027-03-01T00:00:00.000Z";
    const dry = await ask({ id, expiresAt, dryRun: true });
    expect(dry.reopenJob).toEqual({ job: { id, status: "CLOSED", expiresAt: null }, operation: null, userErrors: [] });
    expect(held()?.activeStatus).not.toBe(OPEN);

    const { reopenJob } = await ask({ id, expiresAt, dryRun: false, idempotencyKey: "reopen-1" });
    expect(reopenJob).toMatchObject({ job: { id, status: "OPEN", expiresAt }, operation: { outcome: "APPLIED", replayed: false } });
    expect(held()).toMatchObject({ activeStatus: OPEN, expiresAt: Date.parse(expiresAt) });

    const again = await ask({ id, dryRun: true });
    expect(again.reopenJob.userErrors).toMatchObject([{ code: "ALREADY_OPEN", field: ["id"], retryable: false }]);
  });

  example("06-prolongate-vacancy.graphql", ProlongateVacancyDocument, "is paid for once, however often it is sent", async (ask) => {
    const vacancyId = sampleVacancyId(1);
    const variables = { id: `headhunter:vacancy:${vacancyId}`, idempotencyKey: "prolong-1" };
    const before = company.headhunter.standIn.state.vacancies.get(vacancyId)?.expiresAt ?? 0;
    const { prolongateVacancy: first } = await ask(variables);
    expect(first).toMatchObject({ operation: { outcome: "APPLIED", replayed: false }, userErrors: [] });
    const held = company.headhunter.standIn.state.vacancies.get(vacancyId);
    expect(held?.expiresAt).toBeGreaterThan(before);
    expect(Date.parse(first.vacancy?.expiresAt ?? "")).toBe(Math.floor((held?.expiresAt ?? 0) / 1000) * 1000);
    expect(first.vacancy?.prolongation).toMatchObject({ allowed: false, reason: { id: "too_early_to_prolongate_standard_publication" } });

    const { prolongateVacancy: second } = await ask(variables);
    expect(second.operation).toEqual({ ...first.operation, replayed: true });
    expect(posts("headhunter")).toEqual([`/vacancies/${vacancyId}/prolongate`]);
    expect(company.headhunter.standIn.state.paidProlongations).toHaveLength(1);
  });

  example("07-wait-for-operation.graphql", WaitForOperationDocument, "is open until the board has decided", async (ask) => {
    const id = await publish("HG-1");
    const { operation: pending } = await ask({ id });
    expect(pending).toMatchObject({ kind: "publishVacancy", outcome: "PENDING", settledAt: null, userErrors: [] });
    expect(pending?.vendorTaskId).toMatch(/^urn:li:simpleJobPostingTask:/);
    // The board is done, and the server's own next look is further off: asking makes it look.
    await company.clock.advance(company.linkedin.standIn.knobs.taskDelayMs + 1_000);
    const { operation: settled } = await ask({ id });
    expect(settled).toMatchObject({ outcome: "APPLIED", userErrors: [] });
    expect(Date.parse(settled?.settledAt ?? "")).toBeGreaterThan(Date.parse(settled?.requestedAt ?? ""));
    expect(company.linkedin.standIn.state.postings.get("HG-1")?.state).toBe("LISTED");
  });

  example("08-close-vacancies.graphql", CloseVacanciesDocument, "takes many down, on two boards, in the order asked", async (ask) => {
    const published = [await publish("HG-1"), await publish("HG-2")];
    await company.clock.advance(10 * 60_000);
    // The board has decided, and asking hears of it, however long the disk takes over the server's own look.
    for (const id of published) {
      const heard = company.graph.ask(`{ operation(id: "${id}") { outcome } }`);
      expect(await company.while(heard)).toEqual({ data: { operation: { outcome: "APPLIED" } } });
    }
    const before = posts("linkedin").length;
    const ids = [
      "linkedin:vacancy:HG-2",
      `headhunter:vacancy:${sampleVacancyId(1)}`,
      `headhunter:vacancy:${sampleVacancyId(6)}`,
      "linkedin:vacancy:HG-1",
    ];
    const { closeVacancies } = await ask({ ids, idempotencyKey: "close-all" });
    expect(closeVacancies.map(({ operation }) => operation?.targetId)).toEqual(ids);
    expect(closeVacancies.map(({ operation, userErrors }) => [operation?.outcome, ...userErrors.map(({ code }) => code)])).toEqual([
      ["PENDING"],
      ["APPLIED"],
      ["NOT_APPLIED", "ALREADY_CLOSED"],
      ["PENDING"],
    ]);
    expect(closeVacancies[1]?.vacancy).toEqual({ id: ids[1], status: "CLOSED" });
    expect(company.headhunter.standIn.state.vacancies.get(sampleVacancyId(1))?.archivedAt).not.toBeNull();
    expect(posts("linkedin").length - before).toBe(1);
    await company.clock.advance(10 * 60_000);
    for (const id of ["HG-1", "HG-2"]) expect(company.linkedin.standIn.state.postings.get(id)?.state).toBe("CLOSED");
  });

  example("09-audit-of-a-record.graphql", AuditOfRecordDocument, "lists what became of each change, the newest first", async (ask) => {
    const id = `feishu-hire:job:${hireJobId(1)}`;
    await company.while(company.graph.data(ReopenJobDocument, { id: `feishu-hire:job:${hireJobId(4)}` }));
    for (let change = 0; change < 2; change += 1) {
      await company.while(company.graph.data(ReopenJobDocument, { id }));
      await company.clock.advance(1_000);
    }
    const { operations } = await ask({ targetId: id, first: 1 });
    expect(operations.nodes).toMatchObject([
      { kind: "reopenJob", outcome: "NOT_APPLIED", requestedBy: "anonymous", userErrors: [{ code: "ALREADY_OPEN" }] },
    ]);
    expect(operations.pageInfo.hasNextPage).toBe(true);
    const { operations: rest } = await ask({ targetId: id, after: operations.pageInfo.endCursor });
    expect(rest.nodes).toMatchObject([{ kind: "reopenJob", outcome: "APPLIED", userErrors: [] }]);
    expect(Date.parse(rest.nodes[0]?.requestedAt ?? "")).toBeLessThan(Date.parse(operations.nodes[0]?.requestedAt ?? ""));
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  example("10-vendors-health.graphql", VendorsHealthDocument, "knows who failed, and asks nobody for it", async (ask) => {
    await company.greenhouse.running.close();
    await company.while(company.graph.data(RequisitionBoardDocument, { first: 5 }));
    const before = company.requestCount();
    const { vendors } = await ask({});
    expect(company.requestCount()).toBe(before);
    expect(vendors.map(({ vendor }) => vendor)).toEqual(vendorModules.map(({ vendor }) => vendor));
    const of = (name: string) => vendors.find(({ vendor }) => vendor === name);
    expect(of("GREENHOUSE")).toMatchObject({ lastSuccessAt: null, lastFailure: { code: "UNAVAILABLE" } });
    expect(of("FEISHU_HIRE")).toMatchObject({ mode: "LIVE", circuit: "CLOSED", lastFailure: null });
    expect(of("FEISHU_HIRE")?.lastSuccessAt).toEqual(expect.stringContaining(TODAY));
    expect(of("LINKEDIN")).toMatchObject({ lastSuccessAt: null, lastFailure: null });
    for (const { budgets } of vendors) {
      for (const { limit, remaining, queued } of budgets) {
        expect(remaining).toBeLessThanOrEqual(limit);
        expect(queued).toBe(0);
      }
    }
  });

  shown.set("11-follow-a-requisition.graphql", FollowRequisitionDocument);
  it("11-follow-a-requisition.graphql: tells of the requisition's records as they change, and goes on from the last event", async () => {
    const { id, openings } = greenhouseJob();
    const close = (seat = 0) =>
      company.while(
        company.graph.ask(
          `mutation { closeOpening(input: { id: "greenhouse:opening:${id}.${seat}", closeReasonId: "4500000034" }) { operation { id } } }`,
        ),
      );
    const follow = async (after?: string) => {
      const variables = { code: CODE, after };
      return company.while(openStream(company.graph.url, print(FollowRequisitionDocument), { variables }));
    };
    await company.while(company.graph.ask("query ($id: ID!) { job(id: $id) { id } }", { id: `greenhouse:job:${id}` }));
    const stream = await follow();
    await close(openings.find(({ status }) => status === "open")?.id);
    const told = await company.while(stream.next(2));
    stream.leave();
    const events = told.map(({ data }) => (data as unknown as FollowRequisitionSubscription).events);
    const about = {
      vendor: "GREENHOUSE",
      cause: "OPERATION",
      recordId: `greenhouse:job:${id}`,
      operation: { kind: "closeOpening", requestedBy: "anonymous" },
    };
    expect(events.toSorted((one, other) => one.kind.localeCompare(other.kind))).toMatchObject([
      { ...about, kind: "CHANGED", record: { id: `greenhouse:job:${id}` } },
      { ...about, kind: "OPERATION_SETTLED", changes: [] },
    ]);
    const resumed = await follow(events[0]?.id);
    expect((await company.while(resumed.next(1)))[0]?.data).toMatchObject({ events: { id: events[1]?.id } });
    resumed.leave();
  });

  it("are all shown here, as they are written", () => {
    const files = readdirSync(EXAMPLES).filter((file) => file.endsWith(".graphql"));
    expect([...shown.keys()].sort()).toEqual(files.sort());
    for (const [file, document] of shown) expect(print(document)).toBe(print(parse(readFileSync(join(EXAMPLES, file), "utf8"))));
  });

  function greenhouseJob() {
    const job = company.greenhouse.standIn.state.jobs.find(({ requisition_id }) => requisition_id === CODE);
    if (job === undefined) throw new Error("The sample lacks the job");
    return job;
  }

  function posts(vendor: "headhunter" | "linkedin"): string[] {
    const { requests } = company[vendor].running;
    return requests.filter(({ method, path }) => method === "POST" && !path.startsWith("/oauth")).map(({ path }) => path);
  }

  /** The id of the operation. */
  async function publish(externalJobPostingId: string, code?: string): Promise<string> {
    const input = {
      name: "Software Engineer",
      code,
      description: `<p>${"We look for someone who writes software that others like to read. ".repeat(3)}</p>`,
      linkedin: { location: "Berlin, Germany", applyUrl: "https://example.com/apply", externalJobPostingId },
    };
    interface Published {
      publishVacancy: { operation: { id: string } };
    }
    const answer = await company.while(company.graph.ask<Published, object>(PUBLISH, { input }));
    expect(answer).toMatchObject({ data: { publishVacancy: { userErrors: [] } } });
    return answer.data?.publishVacancy.operation.id ?? "";
  }

  /** HeadHunter and Feishu Hire cannot be asked for a code: their records are passed through once. */
  async function learnCodes(): Promise<void> {
    await publish("HG-1001", CODE);
    await company.clock.advance(10 * 60_000);
    const pass = "query Pass($id: ID!) { vacancy(id: $id) { code } jobs(vendors: [FEISHU_HIRE], first: 200) { nodes { code } } }";
    await company.while(company.graph.ask(pass, { id: `headhunter:vacancy:${sampleVacancyId(0)}` }));
  }
});
