import { createHmac } from "node:crypto";
import { type HookedCompany, SECRET, startHookedCompany } from "./hooked-company.js";

const URL = `https://recruiting.example.com/hooks/linkedin/${SECRET}`;
const CLIENT_SECRET = "sandbox-secret";
const DESCRIPTION = "d".repeat(200);
const publish = (id: string) => `publishVacancy(input: { name: "Engineer ${id}", description: "${DESCRIPTION}", code: "${id}",
  linkedin: { location: "Berlin, Germany", applyUrl: "https://example.com/${id}" } }) { operation { outcome } userErrors { message } }`;

interface OperationShown {
  kind: string;
  outcome: string;
  targetId: string | null;
  requestedBy: string;
  userErrors: { code: string }[];
}

let company: HookedCompany;
beforeEach(async () => {
  company = await startHookedCompany({ TASK_POLL_MS: "60000" });
  const { courier } = company.linkedin.standIn.webhooks;
  courier.deadlineMs = Number.POSITIVE_INFINITY;
  courier.leadsTo = company.graph.url;
});
afterEach(() => company.stop());

const sign = (body: string, secret = CLIENT_SECRET) => ({
  "x-li-signature": createHmac("sha256", secret).update(`hmacsha256=${body}`).digest("hex"),
});
const post = (payload: object) => {
  const body = JSON.stringify(payload);
  return company.post("linkedin", body, sign(body));
};
const resync = (ids: readonly string[] | "all", more: object = {}) => ({
  ...{ type: "RESYNC_JOBS", developerApplicationUrn: "urn:li:developerApplication:12345" },
  ...{ externalJobPostingIds: ids === "all" ? [] : ids, syncAllOpenJobs: ids === "all", ...more },
});
/** Publishes through the graph, until LinkedIn lists it. */
const list = async (...ids: string[]) => {
  await company.read(`mutation { ${ids.map((id, index) => `m${index}: ${publish(id)}`).join(" ")} }`);
  await eventually(async () => (await operations()).every(({ outcome }) => outcome === "APPLIED"));
  expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => "ACTIVE"));
};
const statusOf = async (id: string) =>
  (await company.read<{ vacancy: { status: string } | null }>(`{ vacancy(id: "linkedin:vacancy:${id}") { status } }`)).vacancy?.status;
/** LinkedIn works on a task for minutes. */
const eventually = async (holds: () => Promise<boolean>) => {
  for (let time = 0; time < 100 && !(await holds()); time += 1) await company.settled(10_000);
};
const allApplied = async () => (await own()).length > 0 && (await own()).every(({ outcome }) => outcome === "APPLIED");
const operations = async () =>
  (
    await company.read<{ operations: { nodes: OperationShown[] } }>(
      "{ operations(first: 100) { nodes { kind outcome targetId requestedBy userErrors { code } } } }",
    )
  ).operations.nodes;
const own = async () => (await operations()).filter(({ requestedBy }) => requestedBy === "hiregraph:webhooks");
/** The elements of this operation type that the stand-in was sent. */
const sent = (type: string) =>
  company.linkedin.running.requests
    .filter(({ method, path }) => method === "POST" && path.endsWith("/simpleJobPostings"))
    .flatMap(({ rawBody }) => (JSON.parse(rawBody) as { elements: Record<string, unknown>[] }).elements)
    .filter(({ jobPostingOperationType }) => jobPostingOperationType === type);

describe("The address of LinkedIn's webhooks", () => {
  const challenge = (code: string) => fetch(`${company.graph.url}/hooks/linkedin/${SECRET}?challengeCode=${code}&applicationId=1`);

  it("is registered by its answer to a challenge", async () => {
    expect(await company.while(company.linkedin.standIn.webhooks.register(URL))).toBe(true);
  });

  it("answers a challenge with its digest under the client secret", async () => {
    const code = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
    const answer = await challenge(code);
    const challengeResponse = createHmac("sha256", CLIENT_SECRET).update(code).digest("hex");
    expect([answer.status, await answer.json()]).toEqual([200, { challengeCode: code, challengeResponse }]);
  });

  it("signs nothing else for whoever asks", async () => {
    for (const code of ["", encodeURIComponent('hmacsha256={"type":"RESYNC_JOBS"}'), "a".repeat(129), "%0a"])
      expect((await challenge(code)).status).toBe(401);
    expect((await fetch(`${company.graph.url}/hooks/linkedin/${SECRET}`)).status).toBe(401);
  });

  it.each<[string, (body: string) => Record<string, string>]>([
    ["no signature", () => ({})],
    ["one without the prefix", (body) => ({ "x-li-signature": createHmac("sha256", CLIENT_SECRET).update(body).digest("hex") })],
    ["one of another secret", (body) => sign(body, "another")],
    ["one of another body", (body) => sign(`${body} `)],
  ])("refuses %s", async (_what, headers) => {
    const body = JSON.stringify(resync("all"));
    expect((await company.post("linkedin", body, headers(body))).status).toBe(401);
  });

  it("takes what means nothing here", async () => {
    const noId = { type: "JOB_POSTING_STATUS", externalJobPostingId: "half a pair: \ud83d" };
    for (const payload of [{ type: "SOMETHING" }, { type: "JOB_POSTING_STATUS" }, noId, resync([]), [], "x"])
      expect((await post(payload as object)).status).toBe(200);
    expect(await company.metric('hiregraph_webhooks_received_total{vendor="LINKEDIN",outcome="ignored"}')).toEqual([
      'hiregraph_webhooks_received_total{vendor="LINKEDIN",outcome="ignored"} 6',
    ]);
  });
});

it("A posting that LinkedIn has taken down is told of, by its listing and not by the delivery", async () => {
  await list("R-1");
  const { standIn } = company.linkedin;
  await company.while(standIn.webhooks.register(URL));
  const toldElsewhere = async () => (await company.told()).filter(({ cause }) => cause === "ELSEWHERE");
  const forged = { type: "JOB_POSTING_STATUS", externalJobPostingId: "R-1", listingStatus: "NOT_LISTED", notificationId: "n-0" };
  await post(forged);
  await company.settled();
  expect(await toldElsewhere()).toEqual([]);
  standIn.state.takeDown("R-1");
  await post({ ...forged, notificationId: "n-1" });
  await eventually(async () => (await toldElsewhere()).length > 0);
  expect(await toldElsewhere()).toMatchObject([
    {
      kind: "CHANGED",
      cause: "ELSEWHERE",
      recordId: "linkedin:vacancy:R-1",
      changes: expect.arrayContaining([expect.objectContaining({ field: "status" })]),
    },
  ]);
});

describe("A request of LinkedIn's to send postings again", () => {
  it("is answered by an UPDATE of each as it is, by operations of the server's own, once", async () => {
    await list("R-1", "R-2", "R-3");
    for (let time = 0; time < 3; time += 1)
      expect((await post(resync(["R-1", "R-3", "unknown"], { notificationId: "n-1" }))).status).toBe(200);
    await eventually(async () => sent("UPDATE").length > 0);
    const [created] = sent("CREATE");
    expect(sent("UPDATE").map(({ externalJobPostingId }) => externalJobPostingId)).toEqual(["R-1", "R-3"]);
    expect(sent("UPDATE")[0]).toEqual({ ...created, jobPostingOperationType: "UPDATE" });
    expect((await own()).map(({ kind, targetId }) => `${kind} ${targetId}`).sort()).toEqual([
      "updateVacancy linkedin:vacancy:R-1",
      "updateVacancy linkedin:vacancy:R-3",
    ]);
    await eventually(allApplied);
    expect((await own()).map(({ outcome }) => outcome)).toEqual(["APPLIED", "APPLIED"]);
    expect(sent("UPDATE")).toHaveLength(2);
  });

  it("for all that is open leaves out what is closed, and sends no more where it comes again in other words", async () => {
    await list("R-1", "R-2", "R-3");
    await company.read('mutation { closeVacancy(input: { id: "linkedin:vacancy:R-2" }) { operation { outcome } } }');
    await eventually(async () => (await statusOf("R-2")) === "CLOSED");
    await post(resync("all"));
    await post(resync(["R-1"]));
    await post(resync(["R-2", "R-3"]));
    await eventually(allApplied);
    await company.settled(120_000);
    expect(sent("UPDATE").map(({ externalJobPostingId }) => externalJobPostingId)).toEqual(["R-1", "R-3"]);
    expect((await own()).map(({ outcome }) => outcome)).toEqual(["APPLIED", "APPLIED"]);
  });

  it("waits for a change that is under way, and is answered once that is settled", async () => {
    await list("R-1");
    await company.read('mutation { updateVacancy(input: { id: "linkedin:vacancy:R-1", name: "Renamed" }) { operation { outcome } } }');
    await post(resync(["R-1"]));
    await company.settled(5_000);
    expect(await own()).toEqual([]);
    await eventually(allApplied);
    expect((await own()).map(({ outcome }) => outcome)).toEqual(["APPLIED"]);
    expect(sent("UPDATE").map(({ title }) => title)).toEqual(["Renamed", "Renamed"]);
  });

  it("is answered when LinkedIn is back, where it was away", async () => {
    await list("R-1");
    company.linkedin.running.faults.arm({ kind: "status", status: 503 });
    await post(resync(["R-1"]));
    await company.settled(60_000);
    expect(sent("UPDATE").length).toBe(0);
    company.linkedin.running.faults.clear();
    await eventually(allApplied);
    expect((await own()).map(({ outcome }) => outcome)).toEqual(["APPLIED"]);
    expect(sent("UPDATE")).toHaveLength(1);
  });
});
