import { ManualClock } from "../support/clock.js";
import { startGraph, type TestGraph } from "../support/graph.js";
import { type RawVendor, startRawVendor } from "../support/raw-vendor.js";
import { until } from "../support/until.js";

const LIST = "/open-apis/hire/v1/jobs";
const MINUTE = 60_000;

interface Answer {
  requisition: { jobs: { vendorId: string }[]; sources: { vendor: string; state: string; failure: { code: string } | null }[] };
}

describe("A sweep of Feishu Hire's list", () => {
  let clock: ManualClock;
  let graph: TestGraph;
  let raw: RawVendor;

  /** A list whose pages are named; the one of "" is the first. */
  async function start(pages: Record<string, { ids: number[]; next?: string; hasMore?: boolean }>): Promise<void> {
    raw = await startRawVendor(({ path, query }) => {
      if (path.includes("tenant_access_token")) return { json: { code: 0, msg: "ok", tenant_access_token: "t-1", expire: 7200 } };
      const job = (id: number) => ({ id: String(id), title: `Job ${id}`, code: `REQ-${id}`, active_status: 1 });
      const id = /(\d+)\/get_detail$/.exec(path)?.[1];
      if (id !== undefined) return { json: { code: 0, msg: "ok", data: { job_detail: { basic_info: job(Number(id)) } } } };
      const { ids, next, hasMore } = pages[query.get("page_token") ?? ""] ?? { ids: [] };
      return { json: { code: 0, msg: "ok", data: { items: ids.map(job), has_more: hasMore ?? next !== undefined, page_token: next } } };
    });
    clock = new ManualClock("2026-11-22T12:00:00Z");
    graph = await startGraph({
      clock,
      env: {
        CODE_SWEEP: "on",
        // What changed is another list.
        SWEEP_MINUTES: "1440",
        REQUEST_DEADLINE_MS: "86400000",
        UPSTREAM_TIMEOUT_MS: "600000",
        FEISHU_APP_ID: "cli_raw",
        FEISHU_APP_SECRET: "raw-secret",
        FEISHU_PRODUCTS: "hire",
        FEISHU_BASE_URL: raw.origin,
      },
    });
  }

  afterEach(async () => {
    await graph.stop();
    await raw.close();
  });

  const requests = () => raw.requests.filter(({ path }) => path === LIST).length;

  async function hour(): Promise<void> {
    for (let minute = 0; minute < 60; minute += 1) await clock.advance(MINUTE);
  }

  async function look(code: string): Promise<Answer["requisition"]> {
    const query = "query Look($code: String!) { requisition(code: $code) { jobs { vendorId } sources { vendor state failure { code } } } }";
    const { data } = await graph.ask<Answer, object>(query, { code });
    return (data as Answer).requisition;
  }

  it.each([
    ["goes in a circle", { "": { ids: [1, 2], next: "A" }, A: { ids: [3, 4], next: "B" }, B: { ids: [5, 6], next: "A" } }, 3],
    ["promises more without saying where", { "": { ids: [1, 2, 3, 4, 5, 6], hasMore: true } }, 1],
    ["promises more by an empty token", { "": { ids: [1, 2, 3, 4, 5, 6], next: "" } }, 1],
  ])("that %s indexes what it shows, ends, and leaves the source INCOMPLETE", async (_, pages, once) => {
    await start(pages);
    await clock.advance(1_000);
    await until(() => requests() >= once, "the sweep");
    expect(requests()).toBe(once);
    await hour();
    // After a minute, two, four … each a request or so.
    expect(requests()).toBeLessThanOrEqual(once + 6);
    expect(requests()).toBeGreaterThan(once);
    expect(await look("REQ-6")).toEqual({
      jobs: [{ vendorId: "6" }],
      sources: [{ vendor: "FEISHU_HIRE", state: "INCOMPLETE", failure: { code: "BAD_RESPONSE" } }],
    });
  });

  it("that ends makes the source FRESH, and does not run again for hours", async () => {
    await start({ "": { ids: [1, 2], next: "A" }, A: { ids: [3, 4] } });
    await clock.advance(1_000);
    await until(() => requests() >= 2, "the sweep");
    await hour();
    expect(requests()).toBe(2);
    expect((await look("REQ-4")).sources).toEqual([{ vendor: "FEISHU_HIRE", state: "FRESH", failure: null }]);
  });
});
