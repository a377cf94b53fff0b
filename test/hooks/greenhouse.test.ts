import type { GreenhouseV3State } from "../../src/sandbox/greenhouse-v3/index.js";
import { HARVESTS } from "../support/company.js";
import { type HookedCompany, signed, startHookedCompany } from "./hooked-company.js";

const JOB = "greenhouse:job:4000000000";
const READ = `{ job(id: "${JOB}") { id name status } }`;
const updated = (id: number | string, more: object = {}) => JSON.stringify({ action: "job_updated", payload: { job: { id, ...more } } });

describe.each(HARVESTS)("A webhook of Greenhouse, read by Harvest %s,", (harvest) => {
  let company: HookedCompany;
  beforeEach(async () => {
    company = await startHookedCompany({}, { harvest });
    await company.read(READ);
  });
  afterEach(() => company.stop());

  const job = () => {
    const state = company.greenhouse.standIn.state as unknown as GreenhouseV3State;
    const found = state.jobs.find(({ id }) => String(id) === "4000000000");
    if (found === undefined) throw new Error("The stand-in has no such job");
    return found;
  };
  const deliver = (body: string, id?: string) => company.post("greenhouse", body, signed(body, id));
  const rename = (name: string) => Object.assign(job(), { name, updated_at: new Date(company.clock.now()).toISOString() });

  it("has its job read anew: what is told is what the vendor shows, and not what the delivery says", async () => {
    rename("Renamed");
    const answer = await deliver(updated(4_000_000_000, { name: "Forged", status: "closed" }));
    expect([answer.status, await answer.text()]).toEqual([200, "{}"]);
    await company.settled();
    expect(await company.told()).toEqual([
      expect.objectContaining({
        kind: "CHANGED",
        cause: "ELSEWHERE",
        recordId: JOB,
        changes: [{ field: "name", before: expect.any(String), after: "Renamed" }],
      }),
    ]);
  });

  it("costs one reading, however many deliveries of one job come in a moment, and however often each", async () => {
    rename("Renamed");
    const before = company.greenhouse.running.requests.length;
    for (let round = 0; round < 4; round += 1)
      await Promise.all(Array.from({ length: 50 }, (_, index) => deliver(updated(4_000_000_000, { index }), `id-${index}`)));
    await company.settled();
    expect((await company.told()).map(({ kind }) => kind)).toEqual(["CHANGED"]);
    const paths = company.greenhouse.running.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.length).toBeLessThanOrEqual(4);
    expect(await company.metric("hiregraph_webhooks_received_total")).toEqual([
      'hiregraph_webhooks_received_total{vendor="GREENHOUSE",outcome="taken"} 50',
      'hiregraph_webhooks_received_total{vendor="GREENHOUSE",outcome="duplicate"} 150',
    ]);
  });

  it("under the id of another delivery is another one: the id is not signed", async () => {
    await deliver(updated(4_000_000_000, { name: "Old" }), "id-1");
    await deliver(updated(4_000_000_000, { name: "New" }), "id-1");
    await deliver(updated(4_000_000_000, { name: "New" }), "id-1");
    expect(await company.metric("hiregraph_webhooks_received_total")).toEqual([
      'hiregraph_webhooks_received_total{vendor="GREENHOUSE",outcome="taken"} 2',
      'hiregraph_webhooks_received_total{vendor="GREENHOUSE",outcome="duplicate"} 1',
    ]);
  });

  it("of a job that is gone tells so", async () => {
    const state = company.greenhouse.standIn.state as unknown as GreenhouseV3State;
    state.jobs.splice(state.jobs.indexOf(job()), 1);
    const body = JSON.stringify({ action: "job_deleted", payload: { job: { id: 4_000_000_000, name: "x" } } });
    await deliver(body);
    await company.settled();
    expect((await company.told()).map(({ kind, recordId }) => [kind, recordId])).toEqual([["DISAPPEARED", JOB]]);
  });

  it("of a hire has the job's seats counted anew", async () => {
    const seat = job().openings.find(({ status }) => status === "open");
    const body = JSON.stringify({ action: "hire_candidate", payload: { application: { id: 1, jobs: [{ id: 4_000_000_000 }] } } });
    await deliver(body);
    await company.settled();
    Object.assign(seat ?? {}, { status: "closed", closed_at: new Date(company.clock.now()).toISOString() });
    await deliver(body);
    await company.settled();
    expect((await company.told()).flatMap(({ changes }) => changes.map(({ field }) => field))).toContain("openings");
  });

  it("is taken in where it means nothing here, and nothing is read", async () => {
    const before = company.greenhouse.running.requests.length;
    for (const body of [
      JSON.stringify({ action: "ping", payload: { web_hook: { id: 1 } } }),
      JSON.stringify({ action: "candidate_has_changed_stage", payload: { application: { id: 7 } } }),
      JSON.stringify({ action: "job_updated", payload: { job: { id: "../../secret" } } }),
      JSON.stringify({ action: "job_updated" }),
      "[]",
      "not json",
    ])
      expect((await deliver(body)).status).toBe(200);
    await company.settled();
    expect(company.greenhouse.running.requests.length).toBe(before);
    expect(await company.told()).toEqual([]);
  });

  it("waits while the vendor is away, and is read when it is back", async () => {
    rename("Renamed");
    company.greenhouse.running.faults.arm({ kind: "status", status: 503 });
    await deliver(updated(4_000_000_000));
    await company.settled(60_000);
    expect(await company.told()).toEqual([]);
    expect(await company.metric('hiregraph_webhook_inbox_entries{vendor="GREENHOUSE"}')).toEqual([
      'hiregraph_webhook_inbox_entries{vendor="GREENHOUSE"} 1',
    ]);
    company.greenhouse.running.faults.clear();
    await company.settled(120_000);
    expect((await company.told()).map(({ kind }) => kind)).toEqual(["CHANGED"]);
    expect(await company.metric('hiregraph_webhook_inbox_entries{vendor="GREENHOUSE"}')).toEqual([
      'hiregraph_webhook_inbox_entries{vendor="GREENHOUSE"} 0',
    ]);
  });
});
