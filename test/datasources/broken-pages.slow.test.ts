import { ManualClock } from "../support/clock.js";
import { type GraphAnswer, startGraph, type TestGraph } from "../support/graph.js";
import { type RawAnswer, type RawRequest, type RawVendor, startRawVendor } from "../support/raw-vendor.js";
import { passing } from "./feishu/support.js";

/** What a vendor answers for a page: its records, and the name of the page that follows, "" for a name that is empty. */
interface ScriptPage {
  ids: number[];
  next?: string;
  /** More, and nothing said of where. */
  lost?: boolean;
  /** Greenhouse's header as it stands. */
  link?: string;
  status?: number;
}

/** Pages by their names; "" is the first. */
type Script = (page: string, request: number) => ScriptPage;

interface Wire {
  vendor: string;
  list: string;
  /** Which page is asked for, and its answer, in the vendor's terms. */
  pageOf(request: RawRequest): string;
  answer(page: ScriptPage): RawAnswer;
}

const feishu = (vendor: string, list: string, record: (id: number) => object): Wire => ({
  vendor,
  list,
  pageOf: ({ query }) => query.get("page_token") ?? "",
  answer: ({ ids, next, lost, status = 200 }) => ({
    status,
    json: {
      code: status === 200 ? 0 : 1002001,
      msg: "",
      data: {
        items: ids.map(record),
        has_more: next !== undefined || lost === true,
        ...(next === undefined ? {} : { page_token: next }),
      },
    },
  }),
});

/** Link headers name the vendor's own host, whatever host is asked. */
const greenhouse = (list: string, record: (id: number) => object): Wire => ({
  vendor: "GREENHOUSE",
  list,
  pageOf: ({ query }) => query.get("page") ?? "",
  answer({ ids, next, lost, link, status = 200 }) {
    const query = next ? `?page=${next}` : "";
    const header = link ?? (next === undefined && !lost ? undefined : `<https://harvest.greenhouse.io${list}${query}>; rel="next"`);
    return { status, json: ids.map(record), ...(header === undefined ? {} : { headers: { link: header } }) };
  },
});

const SEATS_OF_7 = "/v1/jobs/7/openings";
const openings = greenhouse(SEATS_OF_7, (id) => ({ id, status: "open", opened_at: "2026-03-01T00:00:00Z" }));
const WIRES: Wire[] = [
  feishu("FEISHU_HIRE", "/open-apis/hire/v1/jobs", (id) => ({ id: String(id), title: `Job ${id}`, active_status: 1 })),
  feishu("FEISHU_COREHR", "/open-apis/corehr/v2/jobs", (id) => ({ id: String(id), active: true })),
  greenhouse("/v1/jobs", (id) => ({ id, name: `Job ${id}`, status: "open", requisition_id: "REQ-1" })),
];

interface Jobs {
  jobs: {
    nodes: { vendorId: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    sources: { vendor: string; state: string; failure: { code: string; message: string } | null }[];
  };
}

const QUERY = `query Jobs($first: Int, $after: String, $vendors: [Vendor!]) {
  jobs(first: $first, after: $after, vendors: $vendors) {
    nodes { vendorId } pageInfo { hasNextPage endCursor } sources { vendor state failure { code message } }
  }
}`;

let clock: ManualClock;
let graph: TestGraph;
let raw: RawVendor;
const scripts = new Map<string, Script>();

/** Starts the server before one vendor by hand that pages as its scripts say. */
async function start(given: Record<string, Script>): Promise<void> {
  for (const [list, script] of Object.entries(given)) scripts.set(list, script);
  const asked = new Map<string, number>();
  raw = await startRawVendor((request) => {
    if (request.path.includes("tenant_access_token")) return { json: { code: 0, msg: "ok", tenant_access_token: "t-1", expire: 7200 } };
    const wire = [...WIRES, openings].find(({ list }) => list === request.path);
    const script = wire && scripts.get(wire.list);
    if (wire === undefined || script === undefined) return { status: 404, json: {} };
    asked.set(wire.list, (asked.get(wire.list) ?? 0) + 1);
    return wire.answer(script(wire.pageOf(request), asked.get(wire.list) ?? 0));
  });
  clock = new ManualClock(Date.now());
  graph = await startGraph({
    clock,
    env: {
      REQUEST_DEADLINE_MS: "3600000",
      // However slow the machine: what is repeated would be counted.
      UPSTREAM_TIMEOUT_MS: "600000",
      FEISHU_APP_ID: "cli_raw",
      FEISHU_APP_SECRET: "raw-secret",
      FEISHU_BASE_URL: raw.origin,
      GREENHOUSE_API_TOKEN: "raw-token",
      GREENHOUSE_BASE_URL: raw.origin,
    },
  });
}

afterEach(async () => {
  await passing(clock, graph.stop());
  await raw.close();
  scripts.clear();
});

async function page(vendors: string[], first: number, after: string | null = null): Promise<Jobs["jobs"]> {
  const answer: GraphAnswer<Jobs> = await passing(clock, graph.ask<Jobs, object>(QUERY, { first, after, vendors }));
  expect(answer.errors).toBeUndefined();
  return (answer.data as Jobs).jobs;
}

/** Goes on page after page, as a client does; gives all that was told. */
async function walk(vendor: string, first: number) {
  const ids: string[] = [];
  let after: string | null = null;
  for (let pages = 1; pages <= 60; pages += 1) {
    const found: Jobs["jobs"] = await page([vendor], first, after);
    ids.push(...found.nodes.map(({ vendorId }) => vendorId));
    if (!found.pageInfo.hasNextPage) return { ids, pages, sources: found.sources };
    after = found.pageInfo.endCursor ?? after;
  }
  throw new Error("The walk does not end");
}

const requests = (list: string) => raw.requests.filter(({ path }) => path === list).length;
const idsOf = ({ nodes }: Jobs["jobs"]) => nodes.map(({ vendorId }) => Number(vendorId));
const broken = (vendor: string, message: RegExp) => [
  { vendor, state: "FAILED", failure: { code: "BAD_RESPONSE", message: expect.stringMatching(message) } },
];
const fresh = (vendor: string) => [{ vendor, state: "FRESH", failure: null }];

/** The first page, then the pages of these names. */
function pages(given: Record<string, ScriptPage>): Script {
  return (name) => given[name] ?? { ids: [], status: 400 };
}

const CIRCLE = pages({
  "": { ids: [1, 2], next: "A" },
  A: { ids: [3, 4], next: "B" },
  B: { ids: [5, 6], next: "A" },
});

describe.each(WIRES)("A list of $vendor", ({ vendor, list }) => {
  it("that goes in a circle ends with its vendor's failure after the records read, and no page is requested twice", async () => {
    await start({ [list]: CIRCLE });
    const found = await page([vendor], 50);
    expect(idsOf(found)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found.sources).toMatchObject(broken(vendor, /leads back to a page that was read already/));
    expect(found.pageInfo.hasNextPage).toBe(false);
    expect(requests(list)).toBe(3);
  });

  it("that goes in a circle also ends so for a client that follows cursors", async () => {
    await start({ [list]: CIRCLE });
    const { ids, sources } = await walk(vendor, 2);
    expect(ids).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(sources).toMatchObject(broken(vendor, /leads back/));
    expect(requests(list)).toBe(4);
  });

  it("that goes in a circle far from its beginning is noticed within a few rounds of it", async () => {
    const circle: Script = (name) => {
      const place = Number(name || 0);
      return { ids: [2 * place + 1, 2 * place + 2], next: String(place === 8 ? 4 : place + 1) };
    };
    await start({ [list]: circle });
    const { sources } = await walk(vendor, 2);
    expect(sources).toMatchObject(broken(vendor, /leads back/));
    expect(requests(list)).toBe(13);
  });

  it("whose page leads to itself is a failure after that page", async () => {
    await start({ [list]: pages({ "": { ids: [1], next: "A" }, A: { ids: [2], next: "A" } }) });
    const found = await page([vendor], 50);
    expect(idsOf(found)).toEqual([1, 2]);
    expect(found.sources).toMatchObject(broken(vendor, /leads back/));
    expect(requests(list)).toBe(2);
  });

  it.each([
    ["without saying where", { ids: [1, 2], lost: true }],
    ["by an empty name", { ids: [1, 2], next: "" }],
  ])("that promises more %s has not ended, and does not begin again", async (_, first) => {
    await start({ [list]: pages({ "": first }) });
    const found = await page([vendor], 50);
    expect(idsOf(found)).toEqual([1, 2]);
    expect(found.sources).toMatchObject(broken(vendor, /promises more|names no page/));
    expect(requests(list)).toBe(1);
    const exact = await page([vendor], 2);
    expect(exact).toMatchObject({ sources: fresh(vendor), pageInfo: { hasNextPage: true } });
    expect(await page([vendor], 2, exact.pageInfo.endCursor)).toMatchObject({
      nodes: [],
      sources: broken(vendor, /promises more|names no page/),
    });
  });

  it("whose pages overlap shows each record once, in an answer and over a client's pages", async () => {
    await start({
      [list]: pages({ "": { ids: [1, 2, 3], next: "A" }, A: { ids: [2, 3, 4, 4], next: "B" }, B: { ids: [4, 5] } }),
    });
    const found = await page([vendor], 50);
    expect(idsOf(found)).toEqual([1, 2, 3, 4, 5]);
    expect(found).toMatchObject({ sources: fresh(vendor), pageInfo: { hasNextPage: false } });
    expect(requests(list)).toBe(3);
    for (const first of [1, 2, 3]) expect((await walk(vendor, first)).ids).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("with the same records on new pages without end is a failure", async () => {
    await start({ [list]: (_, count) => ({ ids: [1, 2, 3], next: `page-${count}` }) });
    const found = await page([vendor], 50);
    expect(idsOf(found)).toEqual([1, 2, 3]);
    expect(found.sources).toMatchObject(broken(vendor, /same records again/));
    expect(requests(list)).toBe(2);
  });

  it("with new pages without records is a failure after ten of them", async () => {
    await start({ [list]: (name, count) => ({ ids: name === "" ? [1] : [], next: `page-${count}` }) });
    const found = await page([vendor], 50);
    expect(idsOf(found)).toEqual([1]);
    expect(found.sources).toMatchObject(broken(vendor, /nothing new on 10 pages/));
    expect(requests(list)).toBe(11);
  });

  it("with a few pages without records continues after them", async () => {
    await start({ [list]: (name) => (name === "5" ? { ids: [2] } : { ids: name === "" ? [1] : [], next: String(Number(name) + 1) }) });
    expect(await page([vendor], 50)).toMatchObject({ nodes: [{ vendorId: "1" }, { vendorId: "2" }], sources: fresh(vendor) });
    expect(requests(list)).toBe(6);
  });

  it("whose pages are larger than requested is shown in pages of the client's size", async () => {
    const seven = (from: number) => Array.from({ length: 7 }, (_, index) => from + index);
    await start({ [list]: pages({ "": { ids: seven(1), next: "A" }, A: { ids: seven(8) } }) });
    expect(idsOf(await page([vendor], 2))).toEqual([1, 2]);
    expect((await walk(vendor, 2)).ids).toEqual([...seven(1), ...seven(8)].map(String));
  });

  it("that fails within an answer is shown as far as it was read, and continues there once its vendor is back", async () => {
    let down = true;
    await start({
      [list]: (name) => (name === "" ? { ids: [1, 2], next: "A" } : { ids: [3, 4], status: down ? 503 : 200 }),
    });
    const found = await page([vendor], 50);
    expect(idsOf(found)).toEqual([1, 2]);
    expect(found.sources).toMatchObject([{ vendor, state: "FAILED", failure: { code: "UNAVAILABLE" } }]);
    const cursor = await page([vendor], 2);
    down = false;
    expect(idsOf(await page([vendor], 2, cursor.pageInfo.endCursor))).toEqual([3, 4]);
  });
});

describe("A list over several vendors that go in circles", () => {
  it("ends with a failure of each vendor, and shows each record once", async () => {
    await start(Object.fromEntries(WIRES.map(({ list }) => [list, CIRCLE])));
    const vendors = WIRES.map(({ vendor }) => vendor);
    const found = await page(vendors, 200);
    expect(idsOf(found)).toEqual([1, 2, 3, 4, 5, 6].flatMap((id) => [id, id, id]));
    expect(found.sources.map(({ state, failure }) => [state, failure?.code])).toEqual(vendors.map(() => ["FAILED", "BAD_RESPONSE"]));
    expect(found.pageInfo.hasNextPage).toBe(false);
    for (const { list } of WIRES) expect(requests(list)).toBe(3);
  });
});

describe("A link of Greenhouse's", () => {
  it("to another host is followed at the configured one", async () => {
    const other = await startRawVendor(() => ({ json: [] }));
    await start({ "/v1/jobs": pages({ "": { ids: [1], link: `<${other.origin}/v1/jobs?page=A>; rel="next"` }, A: { ids: [2] } }) });
    expect(await page(["GREENHOUSE"], 50)).toMatchObject({ nodes: [{ vendorId: "1" }, { vendorId: "2" }], sources: fresh("GREENHOUSE") });
    await other.close();
    expect(other.requests).toEqual([]);
  });

  it("to another list is not followed", async () => {
    await start({ "/v1/jobs": pages({ "": { ids: [1], link: '</v1/candidates?page=2>; rel="next"' } }) });
    expect(await page(["GREENHOUSE"], 50)).toMatchObject({
      nodes: [{ vendorId: "1" }],
      sources: broken("GREENHOUSE", /Link header that leads to another list/),
    });
    expect(raw.requests.map(({ path }) => path)).toEqual(["/v1/jobs"]);
  });
});

describe("A list of Greenhouse's that the server reads whole", () => {
  const REQUISITION = '{ requisition(code: "REQ-1") { jobs { vendorId } sources { vendor state failure { code } } } }';
  const SEATS = '{ jobTimeline(start: "2026-01-01", end: "2027-01-01", jobIds: ["greenhouse:job:7"]) { openings { vendorId } } }';

  interface Whole {
    requisition?: { jobs: { vendorId: string }[]; sources: { vendor: string; state: string; failure: { code: string } | null }[] };
    jobTimeline?: { openings: { vendorId: string }[] }[];
  }

  const ask = (query: string) => passing(clock, graph.ask<Whole, object>(query, {}));

  it("is a failure where it goes in a circle, by the code of its jobs", async () => {
    await start({ "/v1/jobs": CIRCLE });
    const { data } = await ask(REQUISITION);
    expect(data?.requisition?.jobs).toEqual([]);
    expect(data?.requisition?.sources).toContainEqual({ vendor: "GREENHOUSE", state: "FAILED", failure: { code: "BAD_RESPONSE" } });
    expect(requests("/v1/jobs")).toBe(3);
  });

  it("has each job once where its pages overlap", async () => {
    await start({ "/v1/jobs": pages({ "": { ids: [1, 2], next: "A" }, A: { ids: [2, 3] } }) });
    const { data } = await ask(REQUISITION);
    expect(data?.requisition?.jobs.map(({ vendorId }) => vendorId)).toEqual(["1", "2", "3"]);
  });

  it("of a job's openings is a failure where it goes in a circle, and shows each opening once where pages overlap", async () => {
    await start({ [SEATS_OF_7]: CIRCLE });
    const circle = await ask(SEATS);
    expect(circle.data?.jobTimeline).toEqual([{ openings: [] }]);
    expect(circle.errors).toMatchObject([{ path: ["jobTimeline", 0, "openings"], extensions: { code: "BAD_RESPONSE" } }]);
    expect(requests(SEATS_OF_7)).toBe(3);
    scripts.set(SEATS_OF_7, pages({ "": { ids: [1, 2], next: "A" }, A: { ids: [2, 3] } }));
    expect((await ask(SEATS)).data?.jobTimeline?.[0]?.openings.map(({ vendorId }) => vendorId)).toEqual(["1", "2", "3"]);
  });
});
