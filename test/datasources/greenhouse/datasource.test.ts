import type { Found } from "../../../src/datasources/contract/found.js";
import type { VendorDeps } from "../../../src/datasources/contract/vendor-module.js";
import { GreenhouseDatasource } from "../../../src/datasources/greenhouse/greenhouse.datasource.js";
import { greenhouse } from "../../../src/datasources/greenhouse/index.js";
import { harvestV1Api } from "../../../src/datasources/greenhouse/v1/harvest-v1.api.js";
import { HarvestV1Client } from "../../../src/datasources/greenhouse/v1/harvest-v1.client.js";
import { classifyHarvestV1 } from "../../../src/datasources/greenhouse/v1/harvest-v1.errors.js";
import { harvestV1Policy } from "../../../src/datasources/greenhouse/v1/harvest-v1.policy.js";
import { createHttpEngine, type HttpEngine } from "../../../src/http/engine.js";
import { createGreenhouseStandIn, type GreenhouseStandIn } from "../../../src/sandbox/greenhouse/index.js";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { type Opening, OpeningStatus } from "../../../src/schema/opening/opening.type.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import { ManualClock } from "../../support/clock.js";
import { recordsIn } from "../../support/records.js";
import { closedOf, openOf, TOKEN } from "./world.js";

const SOURCE = sourceOf(Vendor.GREENHOUSE);

/** What the graph reaches rarely: openings asked for by job, where the job itself was not read. */
let standIn: GreenhouseStandIn;
let running: RunningStandIn;
let engine: HttpEngine;
let source: GreenhouseDatasource;

beforeAll(async () => {
  const clock = new ManualClock();
  standIn = createGreenhouseStandIn({ clock, rateLimit: 10_000 });
  running = await startStandIn({ handle: standIn.handle, clock });
  const authorization = `Basic ${Buffer.from(`${TOKEN}:`).toString("base64")}`;
  engine = createHttpEngine({
    policy: harvestV1Policy(SOURCE, running.origin),
    authorizer: { headers: async () => ({ authorization }) },
    classify: classifyHarvestV1,
    clock,
    secrets: new Secrets(),
    upstreamTimeoutMs: 10_000,
  });
});
beforeEach(() => {
  running.requests.length = 0;
  source = new GreenhouseDatasource(SOURCE, harvestV1Api(SOURCE, new HarvestV1Client(SOURCE, engine.send, undefined), false), {});
});
afterAll(async () => {
  await engine.close();
  await running.close();
});

const job = () => {
  const found = standIn.state.jobs.find((one) => openOf(one).length > 1 && closedOf(one).length > 0);
  if (found === undefined) throw new Error("The sample has no such job");
  return found;
};
const idsOf = (openings: Found<Opening> | Error | undefined) => recordsIn(openings).map(({ vendorId }) => Number(vendorId));
const sorted = (openings: readonly { id: number }[]) => openings.map(({ id }) => id).sort((a, b) => a - b);
const words = () => running.requests.map(({ query }) => new URLSearchParams(query).get("status"));

describe("jobs by their codes", () => {
  const codes = (count: number) =>
    [...new Set(standIn.state.jobs.map(({ requisition_id }) => requisition_id))].filter(Boolean).slice(0, count);
  const held = (code: unknown) => standIn.state.jobs.filter(({ requisition_id }) => requisition_id === code).map(({ id }) => String(id));
  const found = async (asked: readonly unknown[]) =>
    (await source.jobsByCodes(asked as string[])).map((jobs) =>
      jobs instanceof Error ? jobs : recordsIn(jobs).map(({ vendorId }) => vendorId),
    );
  const asked = () => running.requests.map(({ query }) => new URLSearchParams(query).get("requisition_id"));

  afterEach(() => running.faults.clear());

  it("are asked for code by code where they are few", async () => {
    expect(await found(codes(4))).toEqual(codes(4).map(held));
    expect(asked()).toEqual(codes(4));
  });

  it("are found in the whole list where they are many", async () => {
    expect(await found([...codes(30), "NOBODY"])).toEqual([...codes(30).map(held), []]);
    expect(asked()).toEqual([null]);
  });

  it("are asked for code by code after all where the list is longer than that would be", async () => {
    const next = (page: number) => ({ link: `</v1/jobs?page=${page}>; rel="next"` });
    for (const page of [2, 3]) running.faults.arm({ kind: "status", status: 200, json: [], headers: next(page), times: 1 });
    expect(await found(codes(5))).toEqual(codes(5).map(held));
    expect(asked()).toEqual([null, null, ...codes(5)]);
  });

  it("are told of a job in the list that cannot be read where it carries their code, or may", async () => {
    const [, second, third] = standIn.state.jobs;
    const jobs = [
      { id: second?.id, requisition_id: codes(5)[0], openings: [] },
      { id: null, requisition_id: codes(5)[1] },
      { id: null, requisition_id: {} },
      { id: third?.id, requisition_id: codes(5)[2], opened_at: 7 },
    ];
    running.faults.arm({ kind: "status", status: 200, json: jobs });
    const answers = await source.jobsByCodes(codes(5) as string[]);
    const told = answers.map((answer) => (answer instanceof Error ? answer : answer.unreadable.map(({ isShown }) => isShown)));
    expect(told).toEqual([[false], [false, false], [false, true], [false], [false]]);
  });

  it("fail together where the list cannot be read", async () => {
    running.faults.arm({ kind: "status", status: 403 });
    expect(await found(codes(5))).toMatchObject(codes(5).map(() => ({ code: "ACCESS_DENIED" })));
    expect(asked()).toEqual([null]);
  });
});

describe("openings of a job that was not read", () => {
  it("are filtered with the words opened and closed, and are pure", async () => {
    const jobId = String(job().id);
    expect(idsOf((await source.openingsOfJobs([{ jobId, status: OpeningStatus.OPEN }]))[0])).toEqual(sorted(openOf(job())));
    expect(idsOf((await source.openingsOfJobs([{ jobId, status: OpeningStatus.CLOSED }]))[0])).toEqual(sorted(closedOf(job())));
    expect(words()).toEqual(["opened", "closed"]);
  });

  it("are one list without a filter where all are asked for, or both halves of them", async () => {
    const jobId = String(job().id);
    const [open, closed, all] = await source.openingsOfJobs([
      { jobId, status: OpeningStatus.OPEN },
      { jobId, status: OpeningStatus.CLOSED },
      { jobId },
    ]);
    expect([idsOf(open), idsOf(closed), idsOf(all)]).toEqual([sorted(openOf(job())), sorted(closedOf(job())), sorted(job().openings)]);
    expect(words()).toEqual([null]);
  });

  it("keep a filtered list apart from the whole one", async () => {
    const jobId = String(job().id);
    await source.openingsOfJobs([{ jobId, status: OpeningStatus.OPEN }]);
    expect(idsOf((await source.openingsOfJobs([{ jobId }]))[0])).toEqual(sorted(job().openings));
    expect(words()).toEqual(["opened", null]);
  });

  it("are an error of their own where the job is unknown, beside the others' openings", async () => {
    const [gone, held] = await source.openingsOfJobs([{ jobId: "17" }, { jobId: String(job().id) }]);
    expect(gone).toMatchObject({ name: "VendorError", code: "NOT_FOUND" });
    expect(idsOf(held)).toEqual(sorted(job().openings));
  });

  it("come with the job where it was read, or primeWithStale, without a request", async () => {
    const jobId = String(job().id);
    const [record] = await source.jobsByIds([jobId]);
    running.requests.length = 0;
    const later = new GreenhouseDatasource(SOURCE, harvestV1Api(SOURCE, new HarvestV1Client(SOURCE, engine.send, undefined), false), {});
    later.primeWithStale([record]);
    for (const one of [source, later]) {
      expect(idsOf((await one.openingsOfJobs([{ jobId, status: OpeningStatus.OPEN }]))[0])).toEqual(sorted(openOf(job())));
    }
    expect(running.requests).toEqual([]);
  });
});

describe("a stretch of the jobs list", () => {
  it("holds no more than was asked for, across the vendor's pages and from the midst of one", async () => {
    const ids = standIn.state.jobs.map(({ id }) => id);
    const first = await source.listJobs({}, 10);
    const second = await source.listJobs({}, 4, first.items[6]?.position);
    const third = await source.listJobs({}, 9, second.items.at(-1)?.position);
    expect([first, second, third].map(({ items }) => items.map(({ node }) => Number(node.vendorId)))).toEqual([
      ids.slice(0, 10),
      ids.slice(7, 11),
      ids.slice(11, 20),
    ]);
    expect((await source.listJobs({}, 500)).hasMore).toBe(false);
  });
});

describe("whole openings", () => {
  it("are one request where one of a job is wanted, and one list where several are", async () => {
    const { id, openings } = job();
    const [first, second] = openings.map((one) => `${id}.${one.id}`) as [string, string];
    await source.wholeOpenings([first, first]);
    expect(running.requests.map(({ path }) => path)).toEqual([`/v1/jobs/${id}/openings/${openings[0]?.id}`]);
    running.requests.length = 0;
    const whole = await source.wholeOpenings([second, first, `${id}.17`]);
    expect(running.requests.map(({ path }) => path)).toEqual([`/v1/jobs/${id}/openings`]);
    expect(whole.map((one) => (one instanceof Error || one === null ? one : one.vendorId))).toEqual([
      String(openings[1]?.id),
      String(openings[0]?.id),
      null,
    ]);
  });
});

describe("a server that may only read", () => {
  it("takes no changes, and `can` says why", async () => {
    const deps = { source: SOURCE, clock: new ManualClock(), secrets: new Secrets(), upstreamTimeoutMs: 10_000 };
    const settings = { baseUrl: running.origin, apiToken: TOKEN, onBehalfOf: undefined };
    const connection = greenhouse.connect(settings, deps as unknown as VendorDeps, undefined);
    expect(connection.changes).toEqual({});
    await connection.close();
    const { id, openings } = job();
    const [opening] = await source.openingsByIds([`${id}.${openings[0]?.id}`]);
    if (opening === null || opening === undefined || opening instanceof Error) throw new Error("The opening was not read");
    const refusal = { allowed: false, code: "UNSUPPORTED_BY_VENDOR", reason: expect.stringContaining("GREENHOUSE_ON_BEHALF_OF") };
    expect(source.openingActions(opening)).toEqual({ close: refusal, reopen: refusal, delete: refusal });
  });
});
